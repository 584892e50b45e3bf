//! Tests of guesses: tables of many programs and languages, and tables that mean nothing.

use super::super::look::text_table;
use super::super::mapping::Partner;
use super::*;

fn guessed_with(text: &str, asked: &TableMapping, hints: Hints<'_>) -> Guess {
    let (table, settings, _) = text_table(text, asked);
    let look = SheetLook::of(table, settings, asked, true).expect("it can be cut");
    guess(&look, asked, hints)
}

/// `links directed: source target detail`, and how sure it is.
fn words(guess: &Guess) -> String {
    let rows = guess.mapping.rows.map_or("nothing", Rows::name);
    let directed = if guess.mapping.directed == Some(true) { " directed" } else { "" };
    let roles: Vec<&str> = guess.mapping.columns.iter().map(|column| column.role.name()).collect();
    format!("{:?} {rows}{directed}: {}", guess.confidence, roles.join(", "))
}

fn guessed(text: &str) -> String {
    words(&guessed_with(text, &TableMapping::default(), Hints::default()))
}

#[test]
fn tables_of_links_are_told_by_the_names_of_their_columns() {
    assert_eq!(guessed("source,target,weight\na,b,1\n"), "Sure links directed: source, target, weight");
    assert_eq!(
        guessed("Source,Target,Type,Id,Label,timeset,Weight\n1,2,Undirected,0,,\"<[2001.0, 2003.0]>\",1.0\n"),
        "Sure links directed: source, target, direction, id, detail, when, weight"
    );
    assert_eq!(
        guessed("Von;Nach;Anzahl;Datum\nA;B;2;13.3.1890\n"),
        "Sure links directed: source, target, weight, when"
    );
    assert_eq!(
        guessed("person1,person2,relation,since\nAda,Bob,knows,2007\n"),
        "Sure links: source, target, type, start"
    );
    assert_eq!(
        guessed("from_id,from_name,to_id,to_name,amount\n1,Ada,2,Bob,5.5\n"),
        "Sure links directed: source, source label, target, target label, detail"
    );
    assert_eq!(
        guessed(":START_ID(P),role,:END_ID(M),:TYPE\n1,lead,2,ACTED_IN\n"),
        "Sure links directed: source, detail, target, type"
    );
    assert_eq!(
        guessed("Sender,Recipient,Date,Place\nAda,Bob,1890-01,Rome\n"),
        "Sure links directed: source, target, when, detail"
    );
}

#[test]
fn tables_of_actors_are_told_by_the_names_of_their_columns() {
    assert_eq!(guessed("id,label,group,score\n1,Ada,3,0.5\n"), "Sure actors: id, label, detail, detail");
    assert_eq!(
        guessed("personId:ID,name,:LABEL,born:int\n1,Ada,Person,1970\n"),
        "Sure actors: id, label, type, detail"
    );
    assert_eq!(guessed("name,age\nAda,36\nBob,40\n"), "Sure actors: id, detail");
    assert_eq!(guessed("id,x,y,size,colour\na,1,2,3,#ff0000\n"), "Sure actors: id, x, y, size, colour");
    assert_eq!(guessed("id,name,x\na,Ada,7\n"), "Sure actors: id, label, detail");
    assert_eq!(
        guessed("id,name,reports to,age\n1,Ada,,50\n2,Bob,1,40\n3,Eva,1,30\n"),
        "Likely actors with a link each directed: id, label, target, detail"
    );
}

#[test]
fn cells_speak_where_names_do_not() {
    assert_eq!(guessed("Ada,Bob\nBob,Eva\n"), "Unsure links: source, target");
    assert_eq!(guessed("1 2 0.5\n2 3 0.25\n"), "Unsure links: source, target, weight");
    assert_eq!(
        guessed("Ada\tknows\tBob\nBob\tknows\tEva\nEva\tknows\tAda\n"),
        "Unsure links directed: source, type, target"
    );
    let clubs = "member,club,joined\nAda,Chess,2001\nBob,Chess,2002\nEva,Go,2003\n";
    assert_eq!(guessed(clubs), "None nothing: detail, detail, detail");
    let letters = "writer,reader,town\nAda,Bob,Rome\nBob,Eva,Bonn\nEva,Ada,Rome\nDan,Ada,Bonn\n";
    assert_eq!(guessed(letters), "Unsure links: source, target, detail");
    let ids: HashSet<String> = ["1", "2", "3", "4"].map(str::to_owned).into();
    let hints = Hints { rows: Some(Rows::Links), ids: Some(&ids) };
    let by_ids = guessed_with("who,whom,when\n1,2,2001\n4,3,2002\n", &TableMapping::default(), hints);
    assert_eq!(words(&by_ids), "Likely links: source, target, when");
}

#[test]
fn columns_say_more_than_the_name_of_the_file() {
    let called_after_actors = |text: &str| {
        words(&guessed_with(text, &TableMapping::default(), Hints { rows: Some(Rows::Actors), ids: None }))
    };
    assert_eq!(
        called_after_actors("Sender;Recipient;Amount\nAda;Ben;1,5\nBen;Cy;2,25\n"),
        "Sure links directed: source, target, detail"
    );
    assert_eq!(called_after_actors("id,source,target\na,x,y\n"), "Sure actors: id, detail, detail");
    assert_eq!(called_after_actors("Amount,Ref\n1.5,T1\n2.25,T2\n"), "Sure actors: detail, id");
}

#[test]
fn what_only_reads_like_something_else_is_a_detail() {
    assert_eq!(
        guessed("source,target,weight,when\na,b,heavy,soon\n"),
        "Sure links directed: source, target, detail, detail"
    );
    assert_eq!(guessed("source,target,id\na,b,1\nb,c,1\n"), "Sure links directed: source, target, detail");
    assert_eq!(guessed("source,target,type\na,b,1\n"), "Sure links directed: source, target, type");
    assert_eq!(guessed("person_1,person_2,source\nAda,Bob,The Times\n"), "Sure links: source, target, detail");
    assert_eq!(guessed("day,amount,shop\n2001-01-01,5,x\n2001-01-02,5,y\n"), "None nothing: when, detail, detail");
}

#[test]
fn what_was_asked_for_stands() {
    let mut asked = TableMapping::default();
    for pair in ["source=member", "target=club", "url=joined", "directed=yes"] {
        asked.add(pair).expect("sound");
    }
    let clubs = "member,club,joined\nAda,Chess,http://a.example/1\n";
    let guess = guessed_with(clubs, &asked, Hints::default());
    assert_eq!(words(&guess), "Sure links directed: source, target, url");
    assert_eq!(guess.mapping.partner, Partner::Guessed);
    let mut asked = TableMapping::default();
    asked.add("rows=actors").expect("sound");
    let guess = guessed_with("source,target\na,b\n", &asked, Hints::default());
    assert_eq!(words(&guess), "Unsure actors: id, detail");
}

#[test]
fn quotes_and_sources_are_offered_but_not_taken() {
    let guess = guessed_with(
        "person1,person2,source,quote\nAda,Bob,The Times,They met.\n",
        &TableMapping::default(),
        Hints::default(),
    );
    let offered: Vec<&str> = guess.evidence.iter().map(|column| column.role.name()).collect();
    assert_eq!(offered, ["title", "quote"]);
    assert_eq!(words(&guess), "Sure links: source, target, detail, detail");
}

#[test]
fn columns_with_one_name_are_told_apart_by_their_numbers() {
    let guess = guessed_with("source,target,x,x\na,b,1,2\n", &TableMapping::default(), Hints::default());
    let columns: Vec<ColumnName> = guess.mapping.columns.into_iter().map(|column| column.column).collect();
    assert_eq!(columns[2..], [ColumnName::from("x"), ColumnName::Number(4)]);
}
