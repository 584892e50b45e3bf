//! What names of columns mean, in several languages. Names only: what the cells say is weighed in `guess.rs`.

use super::roles::ColumnRole;

/// A name without capitals, accents, blanks and signs: `From-Node ID` becomes `fromnodeid`.
#[must_use]
pub fn folded(name: &str) -> String {
    name.chars().filter(|sign| sign.is_alphanumeric()).flat_map(char::to_lowercase).map(bare).collect()
}

/// A Latin letter without its accent.
fn bare(letter: char) -> char {
    match letter {
        'à' | 'á' | 'â' | 'ã' | 'ä' | 'å' | 'ą' => 'a',
        'ç' | 'ć' | 'č' => 'c',
        'è' | 'é' | 'ê' | 'ë' | 'ę' => 'e',
        'ì' | 'í' | 'î' | 'ï' => 'i',
        'ł' => 'l',
        'ñ' | 'ń' => 'n',
        'ò' | 'ó' | 'ô' | 'õ' | 'ö' | 'ø' => 'o',
        'ś' | 'š' | 'ş' => 's',
        'ù' | 'ú' | 'û' | 'ü' => 'u',
        'ý' | 'ÿ' => 'y',
        'ź' | 'ż' | 'ž' => 'z',
        other => other,
    }
}

/// Names of the two ends of a link that has a direction, folded; the likeliest first.
const DIRECTED: [(&str, &str); 62] = [
    ("source", "target"),
    ("from", "to"),
    ("src", "dst"),
    ("src", "dest"),
    ("src", "tgt"),
    ("source", "destination"),
    ("source", "dest"),
    ("origin", "destination"),
    ("sender", "recipient"),
    ("sender", "receiver"),
    ("sender", "addressee"),
    ("giver", "receiver"),
    ("donor", "recipient"),
    ("donor", "beneficiary"),
    ("caller", "callee"),
    ("payer", "payee"),
    ("lender", "borrower"),
    ("creditor", "debtor"),
    ("buyer", "seller"),
    ("exporter", "importer"),
    ("supplier", "customer"),
    ("follower", "followed"),
    ("follower", "followee"),
    ("citing", "cited"),
    ("parent", "child"),
    ("owner", "owned"),
    ("subject", "object"),
    ("head", "tail"),
    ("initiator", "responder"),
    ("predator", "prey"),
    ("ego", "alter"),
    ("start", "end"),
    ("startnode", "endnode"),
    ("von", "nach"),
    ("von", "an"),
    ("von", "zu"),
    ("quelle", "ziel"),
    ("absender", "empfanger"),
    ("sender", "empfanger"),
    ("fuente", "destino"),
    ("fuente", "objetivo"),
    ("origen", "destino"),
    ("remitente", "destinatario"),
    ("origem", "destino"),
    ("de", "para"),
    ("de", "a"),
    ("de", "vers"),
    ("origine", "destination"),
    ("expediteur", "destinataire"),
    ("da", "a"),
    ("mittente", "destinatario"),
    ("zrodlo", "cel"),
    ("od", "do"),
    ("bron", "doel"),
    ("van", "naar"),
    ("kaynak", "hedef"),
    ("откуда", "куда"),
    ("от", "кому"),
    ("источник", "цель"),
    ("源", "目标"),
    ("来源", "目标"),
    ("من", "إلى"),
];

/// Names of the two ends of a link that has no direction, folded. Those that end in 1 and 2, or in A and B, are found
/// without a list.
const MUTUAL: [(&str, &str); 4] = [("a", "b"), ("u", "v"), ("i", "j"), ("left", "right")];

/// What may stand behind (or, for the first three, before) the name of an end and names its id.
const ID_WORDS: [&str; 16] = [
    "id", "node", "nodeid", "actor", "actorid", "vertex", "vertexid", "entity", "entityid", "person", "personid",
    "key", "code", "account", "user", "userid",
];
/// What may stand behind the name of an end and names its label.
const LABEL_WORDS: [&str; 5] = ["name", "label", "title", "nodename", "nodelabel"];
/// What may stand behind the name of an end and names its type.
const TYPE_WORDS: [&str; 5] = ["type", "kind", "category", "nodetype", "class"];

/// What the name of an end says about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// Its id.
    Id,
    /// The name it shows.
    Label,
    /// Its type.
    Type,
    /// Something else.
    Other,
}

/// Two columns that name the ends of links.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ends {
    /// The column of the source.
    pub source: usize,
    /// The column of the target.
    pub target: usize,
    /// Whether the names speak of a direction.
    pub directed: bool,
    /// Further columns about the ends, with what they become.
    pub others: Vec<(usize, ColumnRole)>,
}

/// The pair of columns whose names read like the ends of links. `may_be_end` says which columns can hold ids at all.
#[must_use]
pub fn ends(names: &[String], may_be_end: &dyn Fn(usize) -> bool) -> Option<Ends> {
    let names: Vec<String> = names.iter().map(|name| folded(name)).collect();
    let find = |side: &str, part: Part| {
        (0..names.len()).find(|at| part_of(&names[*at], side) == Some(part) && (part != Part::Id || may_be_end(*at)))
    };
    let listed = DIRECTED.iter().map(|pair| (pair, true)).chain(MUTUAL.iter().map(|pair| (pair, false)));
    for ((source, target), directed) in listed {
        let by = |part| Some((find(source, part)?, find(target, part)?));
        // Where only names are given, these are the ids.
        let Some((at, to)) = by(Part::Id).or_else(|| by(Part::Label)).filter(|(at, to)| at != to) else { continue };
        let (source, target) = (*source, *target);
        return Some(Ends { source: at, target: to, directed, others: others(&names, (at, to), (source, target)) });
    }
    numbered_ends(&names, may_be_end)
}

/// Whether a folded name reads like an end of a link.
#[must_use]
pub fn is_end(name: &str) -> bool {
    let of = |(source, target): &(&str, &str)| {
        [source, target].iter().any(|side| matches!(part_of(name, side), Some(Part::Id | Part::Label)))
    };
    DIRECTED.iter().any(of)
}

/// `person1` and `person2`, `Actor A` and `Actor B`.
fn numbered_ends(names: &[String], may_be_end: &dyn Fn(usize) -> bool) -> Option<Ends> {
    for (one, two) in [('1', '2'), ('a', 'b')] {
        for (at, name) in names.iter().enumerate().filter(|(at, _)| may_be_end(*at)) {
            // The number may stand at the end, or before what names the id: `actor1`, `actor1id`.
            for (position, _) in name.char_indices().filter(|(_, sign)| *sign == one) {
                let (stem, rest) = (&name[..position], &name[position + 1..]);
                if stem.len() < 2 && one == 'a'
                    || !(rest.is_empty() || ID_WORDS.contains(&rest) || LABEL_WORDS.contains(&rest))
                {
                    continue;
                }
                let partner = format!("{stem}{two}{rest}");
                let Some(to) = names.iter().position(|name| *name == partner).filter(|to| may_be_end(*to)) else {
                    continue;
                };
                let sides = (format!("{stem}{one}"), format!("{stem}{two}"));
                let others = others(names, (at, to), (&sides.0, &sides.1));
                return Some(Ends { source: at, target: to, directed: false, others });
            }
        }
    }
    None
}

/// Columns that say more about the ends than their ids: those that come in pairs.
fn others(names: &[String], taken: (usize, usize), sides: (&str, &str)) -> Vec<(usize, ColumnRole)> {
    let mut found = Vec::new();
    for (at, name) in names.iter().enumerate().filter(|(at, _)| *at != taken.0 && *at != taken.1) {
        let Some(rest) = name.strip_prefix(sides.0).filter(|rest| !rest.is_empty()) else { continue };
        let partner = format!("{}{rest}", sides.1);
        let Some(to) = names.iter().position(|name| *name == partner) else { continue };
        if to == taken.0 || to == taken.1 {
            continue;
        }
        let roles = match part_of(name, sides.0) {
            Some(Part::Label) => (ColumnRole::SourceLabel, ColumnRole::TargetLabel),
            Some(Part::Type) => (ColumnRole::SourceType, ColumnRole::TargetType),
            _ => (ColumnRole::SourceDetail, ColumnRole::TargetDetail),
        };
        found.push((at, roles.0));
        found.push((to, roles.1));
    }
    found
}

/// What a name says about an end called `side`; `None` where it does not speak of it.
fn part_of(name: &str, side: &str) -> Option<Part> {
    if name == side {
        return Some(Part::Id);
    }
    if let Some(rest) = name.strip_prefix(side) {
        // Short words begin many others: `to` begins `total`.
        let is_word = |words: &[&str]| words.contains(&rest);
        if is_word(&ID_WORDS) {
            return Some(Part::Id);
        }
        if is_word(&LABEL_WORDS) {
            return Some(Part::Label);
        }
        if is_word(&TYPE_WORDS) {
            return Some(Part::Type);
        }
        if side.len() > 4 {
            return Some(Part::Other);
        }
    }
    let before = name.strip_suffix(side)?;
    ID_WORDS[..3].contains(&before).then_some(Part::Id)
}

/// The name without what names the end: `source_country` and `target_country` are both the `country` of an actor.
#[must_use]
pub fn without_side(name: &str, end: &str) -> String {
    let end = folded(end);
    let side = ID_WORDS.iter().chain(&LABEL_WORDS).find_map(|word| end.strip_suffix(word)).unwrap_or(&end);
    let side = if side.is_empty() { &end } else { side };
    // Letters of the name are passed over as long as they spell the end.
    let mut spelled = String::new();
    for (position, sign) in name.char_indices() {
        if spelled == side {
            let rest = name[position..].trim_start_matches(|sign: char| !sign.is_alphanumeric());
            return if rest.is_empty() { name.to_owned() } else { rest.to_owned() };
        }
        spelled.push_str(&folded(sign.encode_utf8(&mut [0; 4])));
        if !side.starts_with(&spelled) {
            break;
        }
    }
    name.to_owned()
}

/// What the name of a column means in a table of actors.
#[must_use]
pub fn of_actor(name: &str) -> Option<ColumnRole> {
    let name = folded(name);
    Some(match name.as_str() {
        "id" | "key" | "node" | "nodeid" | "actor" | "actorid" | "vertex" | "vertexid" | "entityid" | "personid"
        | "identifier" | "uid" | "uuid" | "guid" | "kennung" | "identificador" | "identifiant" | "编号" | "المعرف" => {
            ColumnRole::Id
        }
        "label" | "name" | "title" | "fullname" | "displayname" | "caption" | "nodename" | "actorname"
        | "entityname" | "personname" | "nom" | "nombre" | "nome" | "bezeichnung" | "titel" | "nazwa" | "imie"
        | "naam" | "имя" | "название" | "名称" | "名字" | "姓名" | "الاسم" => ColumnRole::Label,
        "type" | "nodetype" | "actortype" | "entitytype" | "kind" | "category" | "class" | "typ" | "art" | "tipo"
        | "kategorie" | "categoria" | "categorie" | "schema" | "rodzaj" | "тип" | "类型" | "النوع" => {
            ColumnRole::Type
        }
        "aliases" | "alias" | "aka" | "alsoknownas" | "othernames" | "synonyms" => ColumnRole::Aliases,
        "x" | "xpos" | "posx" | "xcoordinate" => ColumnRole::X,
        "y" | "ypos" | "posy" | "ycoordinate" => ColumnRole::Y,
        "size" | "grosse" => ColumnRole::Size,
        _ => return of_either(&name),
    })
}

/// What the name of a column means in a table of links, ends left aside.
#[must_use]
pub fn of_link(name: &str) -> Option<ColumnRole> {
    let name = folded(name);
    Some(match name.as_str() {
        "id" | "key" | "edgeid" | "linkid" | "relid" | "relationid" | "relationshipid" | "eid" => ColumnRole::Id,
        "type" | "relation" | "relationship" | "relationshiptype" | "relationtype" | "reltype" | "linktype"
        | "edgetype" | "tie" | "tietype" | "kind" | "predicate" | "verb" | "interaction" | "rel" | "beziehung"
        | "typ" | "art" | "tipo" | "relacion" | "relacao" | "relazione" | "relacja" | "связь" | "тип" | "关系"
        | "类型" | "العلاقة" => ColumnRole::Type,
        "weight" | "weights" | "strength" | "count" | "value" | "n" | "frequency" | "gewicht" | "anzahl" | "peso"
        | "poids" | "nombre" | "waga" | "вес" | "权重" | "الوزن" => ColumnRole::Weight,
        "direction" | "directed" | "isdirected" => ColumnRole::Direction,
        _ => return of_either(&name),
    })
}

fn of_either(name: &str) -> Option<ColumnRole> {
    Some(match name {
        "when" | "date" | "datum" | "fecha" | "data" | "day" | "year" | "jahr" | "annee" | "ano" | "anno" | "rok"
        | "time" | "timestamp" | "timeset" | "interval" | "дата" | "日期" | "التاريخ" => ColumnRole::When,
        "start" | "startdate" | "datestart" | "startyear" | "begin" | "begindate" | "since" | "validfrom"
        | "beginn" | "inicio" | "debut" | "fromdate" | "datefrom" => ColumnRole::Start,
        "end" | "enddate" | "dateend" | "endyear" | "until" | "validto" | "ende" | "fin" | "fim" | "todate"
        | "dateto" => ColumnRole::End,
        "note" | "notes" | "comment" | "comments" | "remark" | "remarks" | "bemerkung" | "bemerkungen" | "notiz"
        | "notas" | "nota" | "remarque" => ColumnRole::Note,
        "color" | "colour" | "farbe" | "couleur" => ColumnRole::Colour,
        _ => return None,
    })
}

/// Whether a cell is a common noun for what actors or their links are, as names of columns are: two of them side by side are no
/// link between two actors that are called so.
#[must_use]
pub fn is_common_noun(name: &str) -> bool {
    let name = folded(name);
    let name = name.strip_suffix("id").filter(|stem| stem.len() > 3).unwrap_or(&name);
    let name = name.strip_suffix("name").filter(|stem| stem.len() > 3).unwrap_or(name);
    matches!(
        name,
        "person"
            | "people"
            | "human"
            | "individual"
            | "member"
            | "employee"
            | "employer"
            | "director"
            | "officer"
            | "owner"
            | "shareholder"
            | "author"
            | "editor"
            | "user"
            | "account"
            | "customer"
            | "client"
            | "supplier"
            | "buyer"
            | "seller"
            | "donor"
            | "politician"
            | "party"
            | "player"
            | "team"
            | "student"
            | "teacher"
            | "school"
            | "character"
            | "friend"
            | "company"
            | "firm"
            | "organisation"
            | "organization"
            | "institution"
            | "agency"
            | "group"
            | "club"
            | "board"
            | "committee"
            | "event"
            | "meeting"
            | "paper"
            | "book"
            | "article"
            | "movie"
            | "film"
            | "project"
            | "product"
            | "item"
            | "subject"
            | "object"
            | "place"
            | "city"
            | "country"
            | "region"
            | "address"
            | "vessel"
            | "ship"
            | "role"
            | "position"
            | "function"
            | "firma"
            | "unternehmen"
            | "mitglied"
            | "personne"
            | "entreprise"
            | "societe"
            | "persona"
            | "empresa"
            | "organizacion"
            | "pessoa"
            | "azienda"
    )
}

/// Whether a name says that the column holds the id of another actor of the same table: the one above it.
#[must_use]
pub fn is_superior(name: &str) -> bool {
    let name = folded(name);
    let name = name.strip_suffix("id").filter(|stem| !stem.is_empty()).unwrap_or(&name);
    matches!(
        name,
        "parent" | "manager" | "reportsto" | "boss" | "supervisor" | "superior" | "vorgesetzter" | "chef" | "leader"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(names: &[&str]) -> Option<(usize, usize, bool)> {
        let names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
        ends(&names, &|_| true).map(|ends| (ends.source, ends.target, ends.directed))
    }

    #[test]
    fn ends_are_found_by_their_names_in_many_languages() {
        assert_eq!(found(&["id", "Source", "Target"]), Some((1, 2, true)));
        assert_eq!(found(&["# FromNodeId", "ToNodeId"]), Some((0, 1, true)));
        assert_eq!(found(&["Von", "Nach", "Anzahl"]), Some((0, 1, true)));
        assert_eq!(found(&["De", "À"]), Some((0, 1, true)));
        assert_eq!(found(&["Fecha", "Origen", "Destino"]), Some((1, 2, true)));
        assert_eq!(found(&["person_1", "person_2", "since"]), Some((0, 1, false)));
        assert_eq!(found(&["Actor A", "Actor B"]), Some((0, 1, false)));
        assert_eq!(found(&["node1id", "node2id"]), Some((0, 1, false)));
        assert_eq!(found(&["tail", "head"]), Some((1, 0, true)));
        assert_eq!(found(&["source", "total"]), None);
        assert_eq!(found(&["x", "y"]), None);
        assert_eq!(found(&["x1", "x2", "name"]), Some((0, 1, false)));
    }

    #[test]
    fn ids_of_ends_come_before_their_names() {
        use ColumnRole::{SourceDetail, SourceLabel, TargetDetail, TargetLabel};
        let names =
            ["source_name", "source_id", "target_name", "target_id", "source_country", "target_country", "source_url"];
        let names = names.map(str::to_owned);
        let ends = ends(&names, &|_| true).expect("found");
        assert_eq!((ends.source, ends.target), (1, 3));
        assert_eq!(ends.others, [(0, SourceLabel), (2, TargetLabel), (4, SourceDetail), (5, TargetDetail)]);
        assert_eq!(found(&["source name", "target name"]), Some((0, 1, true)));
    }

    #[test]
    fn the_name_of_a_detail_of_an_end_does_not_name_the_end() {
        assert_eq!(without_side("source_country", "source_id"), "country");
        assert_eq!(without_side("From City", "from"), "City");
        assert_eq!(without_side("Person1.Age", "Person1"), "Age");
        assert_eq!(without_side("source", "source"), "source");
        assert_eq!(without_side("city", "source"), "city");
    }

    #[test]
    fn one_name_means_different_things_of_actors_and_links() {
        assert_eq!(of_actor("Name"), Some(ColumnRole::Label));
        assert_eq!(of_link("Name"), None);
        assert_eq!(of_link("Gewicht"), Some(ColumnRole::Weight));
        assert_eq!(of_actor("FECHA"), Some(ColumnRole::When));
        assert!(is_superior("Reports to") && is_superior("manager_id") && !is_superior("id"));
    }
}
