//! Writes a graph as two tables of delimited text (RFC 4180): links under the name that was chosen, actors in a second file
//! beside it. Evidence goes along as JSON in a column. What the columns are called is what the reader takes them for.

use std::borrow::Cow;
use std::io::{self, Write};

use csv::{QuoteStyle, Terminator, WriterBuilder};
use serde_json::Value as Json;

use super::headings::{Heading, settle};
use super::look::SAMPLED_ROWS;
use super::mapping::Rows;
use super::roles::ColumnRole;
use crate::io::carry::{self, Attribute, Holds, Own, json_text};
use crate::io::format::Companion;
use crate::io::quote::short;
use crate::model::{ActorIx, Colour, Graph, LinkIx, LoadReport, Value, View, Warning};

/// Who the table is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Reader {
    /// Programs: every cell exactly as it is.
    Exact,
    /// Spreadsheets: no cell that they would take for a formula, and a mark by which they know UTF-8.
    Spreadsheet,
}

/// Writes the links, exactly.
///
/// # Errors
/// Where `out` fails.
pub fn write_exact(graph: &Graph, view: &View, out: &mut dyn Write) -> io::Result<LoadReport> {
    write_links(graph, view, out, Reader::Exact)
}

/// Writes the links so that a spreadsheet runs none of their cells.
///
/// # Errors
/// Where `out` fails.
pub fn write_for_spreadsheets(graph: &Graph, view: &View, out: &mut dyn Write) -> io::Result<LoadReport> {
    write_links(graph, view, out, Reader::Spreadsheet)
}

/// The table of actors that goes beside the links.
///
/// # Errors
/// Never but for a lack of memory; the writer below is one for files.
pub fn companions(graph: &Graph, view: &View, for_spreadsheets: bool) -> io::Result<Vec<Companion>> {
    let reader = if for_spreadsheets { Reader::Spreadsheet } else { Reader::Exact };
    Ok(vec![Companion { ending: "actors.csv", bytes: actors(graph, view, reader)?.finish()? }])
}

/// What the cells of a column of actors hold.
enum OfActors {
    Id,
    Carried(Attribute),
    X,
    Y,
    Colour,
    Size,
}

fn actors(graph: &Graph, view: &View, reader: Reader) -> io::Result<Table> {
    let mut columns = vec![(OfActors::Id, Heading::new("id", ColumnRole::Id))];
    for attribute in carry::actor_attributes(graph, Own::default()) {
        let values = graph.actors().filter_map(|(ix, _)| attribute.of_actor(graph, ix));
        let heading = Heading::of(&attribute, Rows::Actors, values);
        columns.push((OfActors::Carried(attribute), heading));
    }
    if !view.positions.is_blank() {
        columns.push((OfActors::X, Heading::new("x", ColumnRole::X)));
        columns.push((OfActors::Y, Heading::new("y", ColumnRole::Y)));
    }
    if graph.actors().any(|(ix, _)| view.looks.actor_colour(ix).is_some()) {
        columns.push((OfActors::Colour, Heading::new("colour", ColumnRole::Colour)));
    }
    if graph.actors().any(|(ix, _)| view.looks.actor_size(ix).is_some()) {
        columns.push((OfActors::Size, Heading::new("size", ColumnRole::Size)));
    }
    write_table(columns, Rows::Actors, reader, &(0..graph.actor_count()).map(ActorIx::new), |table, column, ix| {
        match column {
            OfActors::Id => table.text(&id_of(graph, ix)),
            OfActors::Carried(attribute) => table.value(attribute.of_actor(graph, ix)),
            OfActors::X => table.number(view.positions.get(ix).map(|place| place.x)),
            OfActors::Y => table.number(view.positions.get(ix).map(|place| place.y)),
            OfActors::Colour => table.plain(&view.looks.actor_colour(ix).map(Colour::to_hex).unwrap_or_default()),
            OfActors::Size => table.number(view.looks.actor_size(ix)),
        }
    })
}

/// What the cells of a column of links hold.
enum OfLinks {
    Source,
    Target,
    Id,
    Directed,
    Carried(Attribute),
}

fn links(graph: &Graph, reader: Reader) -> io::Result<Table> {
    let mut columns = vec![
        (OfLinks::Source, Heading::new("source", ColumnRole::Source)),
        (OfLinks::Target, Heading::new("target", ColumnRole::Target)),
        (OfLinks::Id, Heading::new("id", ColumnRole::Id)),
        (OfLinks::Directed, Heading::new("directed", ColumnRole::Direction)),
    ];
    for attribute in carry::link_attributes(graph, Own::default()) {
        let values = graph.links().filter_map(|(ix, _)| attribute.of_link(graph, ix));
        let heading = Heading::of(&attribute, Rows::Links, values);
        columns.push((OfLinks::Carried(attribute), heading));
    }
    write_table(columns, Rows::Links, reader, &(0..graph.link_count()).map(LinkIx::new), |table, column, ix| {
        match column {
            OfLinks::Source => table.text(&id_of(graph, graph.ends(ix).0)),
            OfLinks::Target => table.text(&id_of(graph, graph.ends(ix).1)),
            OfLinks::Id => table.text(&graph.link(ix).key),
            OfLinks::Directed => table.plain(if graph.link(ix).directed { "true" } else { "false" }),
            OfLinks::Carried(attribute) => table.value(attribute.of_link(graph, ix)),
        }
    })
}

/// Writes a table; what its columns are called is settled with its first rows.
fn write_table<Column, Ix>(
    columns: Vec<(Column, Heading)>,
    rows: Rows,
    reader: Reader,
    records: &(impl Iterator<Item = Ix> + Clone),
    cell: impl Fn(&mut Table, &Column, Ix),
) -> io::Result<Table>
where
    Ix: Copy,
{
    let (columns, mut headings): (Vec<Column>, Vec<Heading>) = columns.into_iter().unzip();
    let write = |headings: &[Heading], most: usize| -> io::Result<Table> {
        let mut table = Table::new(reader);
        for heading in headings {
            table.text(&heading.text);
        }
        table.end_row()?;
        for record in records.clone().take(most) {
            for column in &columns {
                cell(&mut table, column, record);
            }
            table.end_row()?;
        }
        Ok(table)
    };
    settle(&mut headings, rows, |headings| write(headings, SAMPLED_ROWS)?.finish())?;
    write(&headings, usize::MAX)
}

fn write_links(graph: &Graph, view: &View, out: &mut dyn Write, reader: Reader) -> io::Result<LoadReport> {
    let holds = Holds { link_colours: false, title: false, ..Holds::MOST };
    let mut report = carry::losses(graph, view, holds);
    carry::tell_of_nameless(graph, &mut report);
    // How a table was read is said anew when it is opened.
    let says_more = |facts: &Json| {
        let mut names = facts.as_object().into_iter().flatten().map(|(name, _)| name.as_str());
        names.any(|name| !matches!(name, "mapping" | "before"))
    };
    if graph.extras.get("imported").is_some_and(says_more) {
        let what = "what the file that was opened says about itself".to_owned();
        report.push(None, Warning::NotWritten { what });
    }
    if let Some(actor) = graph.actor_by_key("") {
        let (label, id) = (short(&graph.actor(actor).label), id_of(graph, actor));
        let what =
            format!("that the id of the actor \"{label}\" is empty, which no cell can say: it is called \"{id}\"");
        report.push(None, Warning::NotWritten { what });
    }
    let table = links(graph, reader)?;
    let mut changed = table.changed;
    out.write_all(&table.finish()?)?;
    if reader == Reader::Spreadsheet {
        // The actors are written once more for this count alone; both tables are one export to the reader of the report.
        changed += actors(graph, view, reader)?.changed;
        if changed > 0 {
            let what = format!(
                "{changed} cells as they are: an apostrophe was put before each, so that no spreadsheet takes it for a formula"
            );
            report.push(None, Warning::NotWritten { what });
        }
    }
    Ok(report)
}

/// The id of an actor as it is written. The one whose id is empty gets one that is free, because no cell could name it.
fn id_of(graph: &Graph, actor: ActorIx) -> Cow<'_, str> {
    let key = graph.actor(actor).key.as_str();
    if !key.is_empty() {
        return Cow::Borrowed(key);
    }
    let names = std::iter::once("_".to_owned()).chain((2..).map(|number| format!("_~{number}")));
    let free = names.into_iter().find(|name| graph.actor_by_key(name).is_none());
    Cow::Owned(free.expect("numbers do not end"))
}

/// The JSON of a text in a column of values of several sorts: in quotes only where it would be read as something else.
fn among_others(text: &str) -> String {
    if text.is_empty() || serde_json::from_str::<Json>(text).is_ok() {
        Json::from(text).to_string()
    } else {
        text.to_owned()
    }
}

/// A table while it is written.
struct Table {
    writer: csv::Writer<Vec<u8>>,
    /// The cells of the row, with the quotes that they need.
    row: Vec<String>,
    reader: Reader,
    changed: usize,
}

impl Table {
    fn new(reader: Reader) -> Self {
        let begin = if reader == Reader::Spreadsheet { b"\xef\xbb\xbf".to_vec() } else { Vec::new() };
        let mut builder = WriterBuilder::new();
        builder.quote_style(QuoteStyle::Never).terminator(Terminator::Any(b'\n'));
        Self { writer: builder.from_writer(begin), row: Vec::new(), reader, changed: 0 }
    }

    /// A cell of text: where it is meant for a spreadsheet it must not begin like a formula.
    fn text(&mut self, text: &str) {
        let begins_a_formula = text.starts_with(['=', '+', '-', '@', '\t', '\r']);
        if self.reader == Reader::Spreadsheet && begins_a_formula {
            self.changed += 1;
            self.cell(&format!("'{text}"), false);
        } else {
            self.cell(text, text.is_empty());
        }
    }

    /// A cell that is a number or a word of ours.
    fn plain(&mut self, text: &str) {
        self.cell(text, false);
    }

    /// A cell, in quotes where it could not be told from others without, or would lose the blanks around it.
    fn cell(&mut self, text: &str, needs_quotes: bool) {
        // Where many cells begin and end with an apostrophe, and none is in quotes, these are taken for the quotes.
        let is_in_apostrophes = text.starts_with('\'') && text.ends_with('\'');
        let is_quoted = needs_quotes
            || is_in_apostrophes
            || text.contains([',', '"', '\n', '\r'])
            || text.trim().len() < text.len();
        self.row.push(if is_quoted { format!("\"{}\"", text.replace('"', "\"\"")) } else { text.to_owned() });
    }

    fn number(&mut self, number: Option<f32>) {
        self.plain(&number.map(|number| number.to_string()).unwrap_or_default());
    }

    fn value(&mut self, value: Option<Value>) {
        match value {
            None => self.plain(""),
            Some(Value::Other(Json::String(text))) => self.text(&among_others(&text)),
            Some(Value::Number(number)) => self.plain(&number.to_string()),
            Some(Value::WholeNumber(number)) => self.plain(&number.to_string()),
            Some(value) => self.text(&json_text(&value)),
        }
    }

    fn end_row(&mut self) -> io::Result<()> {
        self.writer.write_record(&self.row).map_err(io::Error::other)?;
        self.row.clear();
        Ok(())
    }

    fn finish(self) -> io::Result<Vec<u8>> {
        self.writer.into_inner().map_err(|error| io::Error::other(error.to_string()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::io::read_bytes;

    const CASE: &str = r#"{"linklore": 1,
"actors": [{"id": "a", "label": "=HYPERLINK(\"http://x\")", "details": {"id": "7", "zip": "017", "size": -3}},
 {"id": "b,c", "label": "two\nlines"}],
"links": [{"id": "l", "source": "a", "target": "b,c", "directed": true, "type": "@met", "weight": -2.5}]}"#;

    fn written(safe: bool) -> (String, String, Vec<String>) {
        let opened = read_bytes("x.linklore", CASE.as_bytes()).expect("sound");
        let mut links = Vec::new();
        let write = if safe { write_for_spreadsheets } else { write_exact };
        let report = write(&opened.graph, &opened.view, &mut links).expect("memory takes everything");
        let actors = companions(&opened.graph, &opened.view, safe).expect("memory takes everything");
        let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).expect("UTF-8");
        let told = report.notes().iter().map(|note| note.warning.to_string()).collect();
        (text(&links), text(&actors[0].bytes), told)
    }

    #[test]
    fn the_exact_tables_hold_every_cell_as_it_is() {
        let (links, actors, told) = written(false);
        assert_eq!(links, "source,target,id,directed,type,weight\na,\"b,c\",l,true,@met,-2.5\n");
        assert_eq!(
            actors,
            "id,label,id:string,zip,size\na,\"=HYPERLINK(\"\"http://x\"\")\",7,017,-3\n\"b,c\",\"two\nlines\",,,\n"
        );
        assert!(told.is_empty(), "{told:?}");
    }

    #[test]
    fn no_cell_for_a_spreadsheet_is_a_formula_and_the_changed_ones_are_counted() {
        let (links, actors, told) = written(true);
        assert!(links.starts_with('\u{feff}') && actors.starts_with('\u{feff}'));
        assert!(links.contains(",'@met,-2.5"), "a negative number stays one: {links}");
        assert!(actors.contains("'=HYPERLINK"), "{actors}");
        assert!(told[0].starts_with("Not written: 2 cells as they are"), "{told:?}");
    }

    #[test]
    fn cells_that_look_like_others_come_back_as_they_are() {
        const ODD: &str = r#"{"linklore": 1, "actors": [
 {"id": "a", "details": {"mixed": "1e5", "date": "2001-01-01", "said": ""}}, {"id": " a", "details": {"mixed": "true", "said": " x "}},
 {"id": "b", "details": {"mixed": "null"}}, {"id": "c", "details": {"mixed": 1, "date": "soon"}},
 {"id": "d", "details": {"mixed": "[1]"}}, {"id": "e", "details": {"mixed": ""}}, {"id": "f", "details": {"mixed": "plain"}}],
"links": [{"id": "l", "source": "a", "target": " a"}]}"#;
        let opened = read_bytes("x.linklore", ODD.as_bytes()).expect("sound");
        let actors = companions(&opened.graph, &opened.view, false).expect("memory takes everything");
        let again = read_bytes("x.actors.csv", &actors[0].bytes).expect("sound");
        let text = String::from_utf8_lossy(&actors[0].bytes);
        assert_eq!(again.graph.actor_count(), 7, "{text}");
        for (ix, actor) in opened.graph.actors() {
            assert_eq!(again.graph.actor(ix).key, actor.key, "{text}");
            for name in ["mixed", "date", "said"] {
                let of =
                    |graph: &Graph| graph.actor_columns().by_name(name).and_then(|column| column.get(ix.0 as usize));
                assert_eq!(of(&again.graph), of(&opened.graph), "{name} of {}: {text}", actor.key);
            }
        }
    }

    #[test]
    fn names_between_apostrophes_come_back() {
        let case = r#"{"linklore": 1, "actors": [{"id": "'a'"}, {"id": "'b'"}], "links": [{"id": "l", "source": "'a'", "target": "'b'"}]}"#;
        let opened = read_bytes("x.linklore", case.as_bytes()).expect("sound");
        let mut links = Vec::new();
        write_exact(&opened.graph, &opened.view, &mut links).expect("memory takes everything");
        let again = read_bytes("x.csv", &links).expect("sound").graph;
        let keys: Vec<&str> = again.actors().map(|(_, actor)| actor.key.as_str()).collect();
        assert_eq!(keys, ["'a'", "'b'"], "{}", String::from_utf8_lossy(&links));
    }

    #[test]
    fn evidence_and_sizes_without_places_come_back() {
        const CASE: &str = r#"{"linklore": 1, "documents": [{"id": "d", "title": "Log"}],
"passages": [{"id": "p", "document": "d", "quote": "Ada met Ben."}],
"actors": [{"id": "a", "label": "a", "details": {"size": 7, "evidence": "none"}, "evidence": [{"passage": "p", "stance": "contradicts"}]}, {"id": "b", "label": "b"}],
"links": [{"id": "l", "source": "a", "target": "b", "when": "about then", "evidence": [{"passage": "p"}]}]}"#;
        let mut opened = read_bytes("x.linklore", CASE.as_bytes()).expect("sound");
        opened.view.looks.set_actor_size(ActorIx(0), Some(2.5));
        let actors = companions(&opened.graph, &opened.view, false).expect("memory takes everything");
        let text = String::from_utf8_lossy(&actors[0].bytes);
        assert!(text.starts_with("id,evidence,size{detail},evidence{detail},size{field}\n"), "{text}");
        let again = read_bytes("x.actors.csv", &actors[0].bytes).expect("sound");
        let (one, other) = (opened.graph.actor(ActorIx(0)), again.graph.actor(ActorIx(0)));
        assert_eq!((one.evidence.len(), one.evidence[0].stance), (other.evidence.len(), other.evidence[0].stance));
        assert_eq!(again.view.looks.actor_size(ActorIx(0)), Some(2.5));
        for name in ["size", "evidence"] {
            let of = |graph: &Graph| graph.actor_columns().by_name(name).and_then(|column| column.get(0));
            assert_eq!(of(&again.graph), of(&opened.graph), "{name}: {text}");
        }
        let mut links = Vec::new();
        write_exact(&opened.graph, &opened.view, &mut links).expect("memory takes everything");
        let text = String::from_utf8_lossy(&links);
        assert!(text.starts_with("source,target,id,directed,when{field},evidence\n"), "{text}");
        let again = read_bytes("x.csv", &links).expect("sound");
        let link = again.graph.link(LinkIx(0));
        assert_eq!((link.when.as_ref().map(crate::model::When::text), link.evidence.len()), (Some("about then"), 1));
    }
}
