//! Writes a graph as two tables of delimited text (RFC 4180): links under the name that was chosen, actors in a second file
//! beside it. Evidence goes along as JSON in a column. What the columns are called is what the reader takes them for.

use std::io::{self, Write};

use csv::{QuoteStyle, Terminator, WriterBuilder};
use serde_json::Value as Json;

use super::header::suffix;
use super::names;
use super::roles::ColumnRole;
use crate::io::carry::{self, Attribute, Holds, Own, json_text};
use crate::io::draft::kind_of_texts;
use crate::io::format::Companion;
use crate::model::{Colour, ColumnKind, Graph, LoadReport, Value, View, Warning};

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
    let mut table = Table::new(reader);
    let attributes = own_names(carry::actor_attributes(graph, Own::default()), &["id", "x", "y", "colour", "size"]);
    let has_places = !view.positions.is_blank();
    let has_colours = graph.actors().any(|(ix, _)| view.looks.actor_colour(ix).is_some());
    let has_sizes = graph.actors().any(|(ix, _)| view.looks.actor_size(ix).is_some());
    table.text("id");
    for attribute in &attributes {
        let values = graph.actors().filter_map(|(ix, _)| attribute.of_actor(graph, ix));
        table.text(&heading(attribute, values));
    }
    let looks = [("x", has_places), ("y", has_places), ("colour", has_colours), ("size", has_sizes)];
    for (name, _) in looks.iter().filter(|(_, has)| *has) {
        table.text(name);
    }
    table.end_row()?;
    for (ix, actor) in graph.actors() {
        table.text(&actor.key);
        for attribute in &attributes {
            table.value(attribute.of_actor(graph, ix));
        }
        if has_places {
            let place = view.positions.get(ix);
            table.plain(&place.map(|place| place.x.to_string()).unwrap_or_default());
            table.plain(&place.map(|place| place.y.to_string()).unwrap_or_default());
        }
        if has_colours {
            table.plain(&view.looks.actor_colour(ix).map(Colour::to_hex).unwrap_or_default());
        }
        if has_sizes {
            table.plain(&view.looks.actor_size(ix).map(|size| size.to_string()).unwrap_or_default());
        }
        table.end_row()?;
    }
    Ok(vec![Companion { ending: "actors.csv", bytes: table.finish()? }])
}

fn write_links(graph: &Graph, view: &View, out: &mut dyn Write, reader: Reader) -> io::Result<LoadReport> {
    let holds = Holds { places: true, colours: true, sizes: true, link_colours: false, link_ids: true, evidence: true };
    let mut report = carry::losses(graph, view, holds);
    let attributes = own_names(carry::link_attributes(graph, Own::default()), &["id", "source", "target", "directed"]);
    let mut table = Table::new(reader);
    for name in ["source", "target", "id", "directed"] {
        table.text(name);
    }
    for attribute in &attributes {
        let values = graph.links().filter_map(|(ix, _)| attribute.of_link(graph, ix));
        table.text(&heading(attribute, values));
    }
    table.end_row()?;
    for (ix, link) in graph.links() {
        let (source, target) = graph.ends(ix);
        table.text(&graph.actor(source).key);
        table.text(&graph.actor(target).key);
        table.text(&link.key);
        table.plain(if link.directed { "true" } else { "false" });
        for attribute in &attributes {
            table.value(attribute.of_link(graph, ix));
        }
        table.end_row()?;
    }
    let mut changed = table.changed;
    out.write_all(&table.finish()?)?;
    if reader == Reader::Spreadsheet {
        // The actors are written once more for this count alone; both tables are one export to the reader of the report.
        changed += spreadsheet_changes_of_actors(graph)?;
        if changed > 0 {
            let what = format!(
                "{changed} cells as they are: an apostrophe was put before each, so that no spreadsheet takes it for a formula"
            );
            report.push(None, Warning::NotWritten { what });
        }
    }
    Ok(report)
}

fn spreadsheet_changes_of_actors(graph: &Graph) -> io::Result<usize> {
    let mut table = Table::new(Reader::Spreadsheet);
    let attributes = carry::actor_attributes(graph, Own::default());
    for (ix, actor) in graph.actors() {
        table.text(&actor.key);
        for attribute in &attributes {
            table.value(attribute.of_actor(graph, ix));
        }
        table.end_row()?;
    }
    Ok(table.changed)
}

/// A detail that has the name of a column of ours gets a number behind its own.
fn own_names(mut attributes: Vec<Attribute>, taken: &[&str]) -> Vec<Attribute> {
    for position in 0..attributes.len() {
        let name = attributes[position].name.clone();
        if !taken.contains(&name.to_lowercase().as_str()) {
            continue;
        }
        let is_free = |name: &String| attributes.iter().all(|attribute| attribute.name != *name);
        // One more number than there are attributes is always free.
        let free = (2..attributes.len() + 3).map(|number| format!("{name} ({number})")).find(is_free);
        attributes[position].name = free.unwrap_or(name);
    }
    attributes
}

/// The name of a column; with its type behind it, as Neo4j writes it, where the cells alone would be read as another type.
fn heading(attribute: &Attribute, values: impl Iterator<Item = Value>) -> String {
    if !attribute.is_detail() {
        return attribute.name.clone();
    }
    let texts: Vec<String> = values.map(|value| json_text(&value)).collect();
    let is_read_as = kind_of_texts(texts.iter().map(String::as_str), false);
    let speaks_of_a_type = attribute.name.contains(':');
    // An empty cell is an empty text only where the column is said to hold texts.
    let has_empty = attribute.kind == ColumnKind::Text && texts.iter().any(String::is_empty);
    if is_read_as == attribute.kind && !speaks_of_a_type && !has_empty && !names_a_date(attribute) {
        return attribute.name.clone();
    }
    format!("{}{}", attribute.name, suffix(attribute.kind))
}

/// Whether a text would be taken for the date of its record, because of its name.
fn names_a_date(attribute: &Attribute) -> bool {
    let is_date = |role| matches!(role, Some(ColumnRole::When | ColumnRole::Start | ColumnRole::End));
    attribute.kind == ColumnKind::Text && is_date(names::of_actor(&attribute.name))
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
        let is_quoted = needs_quotes || text.contains([',', '"', '\n', '\r']) || text.trim().len() < text.len();
        self.row.push(if is_quoted { format!("\"{}\"", text.replace('"', "\"\"")) } else { text.to_owned() });
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
            "id,label,id (2):string,zip,size (2)\na,\"=HYPERLINK(\"\"http://x\"\")\",7,017,-3\n\"b,c\",\"two\nlines\",,,\n"
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
}
