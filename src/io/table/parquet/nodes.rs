//! The nodes that old versions of GraphRAG write beside their entities: the same actors once more, with their places and, for
//! every level of communities, the one they belong to. They are added to the actors that are there, and make none.

use super::sheet;
use crate::io::draft::Draft;
use crate::io::error::{ReadCause, ReadError};
use crate::io::input::Input;
use crate::io::quote::short;
use crate::io::table::walk::{Sheet, SheetRow};
use crate::model::{ActorIx, Warning};

/// How many levels of communities become details.
const LEVELS: u32 = 32;

/// The name of the file with the nodes that belong to a file of entities or relationships of an old version.
fn name_beside(name: &str) -> Option<String> {
    let of = ["create_final_entities", "create_final_relationships"].into_iter().find(|of| name.contains(of))?;
    Some(name.replacen(of, "create_final_nodes", 1))
}

/// Adds what the nodes say to the actors of the same title. Actors and rows that do not match are told.
///
/// # Errors
/// Where the user cancelled.
pub fn add(input: &mut Input<'_>, draft: &mut Draft) -> Result<(), ReadError> {
    let Some(name) = name_beside(input.name) else { return Ok(()) };
    let Some(bytes) = input.beside(&name) else { return Ok(()) };
    let named = short(&name);
    let why = match input.with_part(&name, &bytes, "", |part| super::sheet(part, &bytes)) {
        Ok(sheet::Read { sheet, .. }) => match Nodes::of(&sheet) {
            Some(nodes) => {
                nodes.add(draft, &named);
                return Ok(());
            }
            None => "it has no titles with levels and communities".to_owned(),
        },
        Err(error) if error.cause() == ReadCause::Cancelled => return Err(error),
        Err(error) => format!("it cannot be read: {}", error.what().trim_end_matches('.')),
    };
    draft.warn(None, Warning::Guessed { what: format!("\"{named}\" beside this file was not read: {why}") });
    Ok(())
}

/// A table of nodes.
struct Nodes<'s> {
    rows: &'s [SheetRow],
    title: u32,
    level: u32,
    community: u32,
    /// The columns of places, where they place anything.
    place: Option<(u32, u32)>,
}

impl<'s> Nodes<'s> {
    fn of(sheet: &'s Sheet) -> Option<Self> {
        let (names, rows) = sheet.rows.split_first()?;
        let column = |name: &str| names.cells.iter().find(|cell| &*cell.text == name).map(|cell| cell.column);
        let places = column("x").zip(column("y"));
        // Where it was not asked to draw, every node has the place 0, 0.
        let is_placed = |(x, y): &(u32, u32)| {
            rows.iter().any(|row| [x, y].into_iter().any(|column| number(row, *column).is_some_and(|at| at != 0.0)))
        };
        Some(Self {
            rows,
            title: column("title")?,
            level: column("level")?,
            community: column("community")?,
            place: places.filter(is_placed),
        })
    }

    fn add(&self, draft: &mut Draft, named: &str) {
        let mut is_known = vec![false; draft.actor_count()];
        let (mut strangers, mut unplaced) = (0, 0);
        for row in self.rows {
            let actor = text(row, self.title).and_then(|title| draft.find(title));
            let Some(actor) = actor else {
                strangers += 1;
                continue;
            };
            is_known[actor.get()] = true;
            if let Some((x, y)) = self.place
                && let (Some(x), Some(y)) = (number(row, x), number(row, y))
                && !draft.is_placed(actor)
            {
                draft.place(actor, x, y);
            }
            unplaced += usize::from(!self.add_community(draft, actor, row));
        }
        let missing = is_known.iter().filter(|is_known| !**is_known).count();
        let but = match missing {
            0 => String::new(),
            1 => "; of 1 actor it says nothing".to_owned(),
            _ => format!("; of {missing} actors it says nothing"),
        };
        let what = if self.place.is_some() { "communities and places" } else { "communities" };
        let what = format!("The {what} of actors were read from \"{named}\" beside this file{but}");
        draft.warn(None, Warning::Guessed { what });
        for (count, of) in
            [(strangers, "actors that are not in the graph"), (unplaced, "communities at none of the first 32 levels")]
        {
            if count > 0 {
                draft.warn(None, Warning::LeftOut { what: format!("the rows of \"{named}\" about {of} ({count})") });
            }
        }
    }

    /// Whether the community of the row has a place among the details; having none needs none.
    fn add_community(&self, draft: &mut Draft, actor: ActorIx, row: &SheetRow) -> bool {
        let Some(community) = text(row, self.community) else { return true };
        let level = text(row, self.level).and_then(|level| level.parse::<u32>().ok());
        let Some(level) = level.filter(|level| *level < LEVELS) else { return false };
        let field = draft.actor_text_detail(&format!("community (level {level})"));
        draft.put_actor_text(actor, field, community, Some(row.number));
        true
    }
}

fn text(row: &SheetRow, column: u32) -> Option<&str> {
    row.cells.binary_search_by_key(&column, |cell| cell.column).ok().map(|at| &*row.cells[at].text)
}

fn number(row: &SheetRow, column: u32) -> Option<f64> {
    text(row, column)?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::io::table::split::Sort;
    use crate::io::table::walk::SheetCell;
    use crate::model::Value;

    fn sheet(lines: &[&str]) -> Sheet {
        let row = |(at, line): (usize, &&str)| {
            let cells = line.split(',').enumerate().filter(|(_, text)| !text.is_empty());
            let cells = cells.map(|(at, text)| SheetCell { column: at as u32, sort: Sort::Text, text: text.into() });
            SheetRow { number: at as u32 + 1, cells: cells.collect() }
        };
        Sheet { rows: lines.iter().enumerate().map(row).collect(), ..Sheet::default() }
    }

    #[test]
    fn files_of_nodes_are_called_after_those_of_entities() {
        assert_eq!(name_beside("create_final_entities.parquet").as_deref(), Some("create_final_nodes.parquet"));
        assert_eq!(name_beside("entities.parquet"), None);
    }

    #[test]
    fn communities_and_places_are_added_and_what_does_not_match_is_told() {
        let mut draft = Draft::new();
        let [ada, _] = ["ADA", "BOB"].map(|key| draft.declare(key, None, false).actor);
        let rows = ["title,level,community,x,y", "ADA,0,7,1.5,2", "ADA,1,9,1.5,2", "ADA,99,1,0,0", "EVA,0,7,0,0"];
        let sheet = sheet(&rows);
        Nodes::of(&sheet).expect("nodes").add(&mut draft, "nodes");
        assert_eq!(draft.actor_detail_named(ada, "community (level 1)"), Some(Value::Text("9".to_owned())));
        assert!(draft.is_placed(ada) && draft.actor_count() == 2);
        let (.., report) = draft.finish(None);
        let told: Vec<String> = report.notes().iter().map(|note| note.warning.to_string()).collect();
        assert!(told[0].contains("communities and places") && told[0].contains("of 1 actor it"), "{told:?}");
        assert!(told[1].contains("not in the graph (1)") && told[2].contains("levels (1)"), "{told:?}");
    }

    #[test]
    fn tables_of_something_else_are_no_nodes() {
        assert!(Nodes::of(&sheet(&["title,text", "a,b"])).is_none());
        let unplaced = sheet(&["title,level,community,x,y", "ADA,0,7,0,0"]);
        assert!(Nodes::of(&unplaced).expect("nodes").place.is_none());
    }
}
