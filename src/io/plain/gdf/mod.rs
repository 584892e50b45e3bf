//! GDF, the format of GUESS, which Gephi writes too: a table of nodes and a table of edges in one file.
//!
//! After the description in the GUESS manual. What the columns say is in `columns.rs`.

mod columns;

use columns::{Column, Role};

use super::words::{Line, Word, lines};
use crate::io::colours::{css_colour, listed_colour};
use crate::io::draft::{Draft, Field};
use crate::io::error::{ReadError, counted};
use crate::io::format::{Entry, Read};
use crate::io::input::Input;
use crate::io::recognise::{Clues, Likeness};
use crate::model::{ActorIx, Colour, Value, Warning};

/// The format, for the table of all formats.
pub(super) const FORMAT: Entry = Entry {
    id: "gdf",
    name: "GDF",
    extensions: &["gdf"],
    holds: "actors and links with typed details, places, colours, sizes",
    likeness,
    read: Some(Read::Into(read)),
    write: None,
};

fn likeness(clues: &Clues<'_>) -> Likeness {
    let is_node_table = clues.head.get(..8).is_some_and(|start| start.eq_ignore_ascii_case("nodedef>"));
    if is_node_table { Likeness::Certain } else { Likeness::IfNamed.when(!clues.head.is_empty()) }
}

/// A table of the file.
enum Table {
    Nodes(Vec<Column>),
    Edges(Vec<Column>),
}

fn read(input: &mut Input<'_>, draft: &mut Draft) -> Result<(), ReadError> {
    let mut table = None;
    for line in lines(input.text) {
        input.tick(line.at)?;
        if line.text.trim().is_empty() {
            continue;
        }
        if let Some(heading) = after(line, "nodedef>") {
            table = Some(Table::Nodes(columns::of_nodes(input, draft, heading)?));
        } else if let Some(heading) = after(line, "edgedef>") {
            table = Some(Table::Edges(columns::of_edges(input, draft, heading)?));
        } else {
            match &table {
                Some(Table::Nodes(columns)) => read_node(input, draft, columns, line)?,
                Some(Table::Edges(columns)) => read_edge(input, draft, columns, line)?,
                None => {
                    let what = "the columns of a table must be named before its rows.";
                    return Err(input.broken(line.at, what, "expected \"nodedef>\""));
                }
            }
        }
    }
    Ok(())
}

/// What stands on a line after a keyword.
fn after<'a>(line: Line<'a>, keyword: &str) -> Option<Line<'a>> {
    let text = line.text.trim_start();
    let start = text.get(..keyword.len()).filter(|start| start.eq_ignore_ascii_case(keyword))?;
    let rest = &text[start.len()..];
    Some(Line { text: rest, at: line.at + line.text.len() - rest.len() })
}

/// The values of a row, one for each column; those that are left out are empty.
fn values<'a>(
    input: &mut Input<'_>,
    draft: &mut Draft,
    columns: &[Column],
    line: Line<'a>,
) -> Result<Vec<Word<'a>>, ReadError> {
    let Some(mut values) = line.fields(',', &['"', '\'']) else {
        let what = "a quote on this line has no end before the next comma.";
        return Err(input.broken(line.at, what, ""));
    };
    if values.len() == columns.len() {
        return Ok(values);
    }
    let (has, wants) = (counted(values.len(), "value"), counted(columns.len(), "column"));
    if let Some(value) = values.get(columns.len()) {
        let what = format!("the row has {has} for {wants}.");
        return Err(input.broken(value.at, what, "a value with a comma must stand in quotes"));
    }
    let what = format!("The row has {has} for {wants}; the others were left empty");
    draft.warn(Some(input.line(line.at)), Warning::Repaired { what });
    let end = line.at + line.text.len();
    values.resize_with(columns.len(), || Word { text: "".into(), at: end, quoted: false });
    Ok(values)
}

fn read_node(input: &mut Input<'_>, draft: &mut Draft, columns: &[Column], line: Line<'_>) -> Result<(), ReadError> {
    let values = values(input, draft, columns, line)?;
    let number = Some(input.line(line.at));
    let id = columns.iter().zip(&values).find(|(column, _)| column.role == Role::Id).map_or("", |(_, id)| &*id.text);
    if id.is_empty() {
        draft.skip_actor(number, "A node has no name");
        return Ok(());
    }
    input.check_name(line.at, id, "the id of an actor")?;
    let actor = draft.declare(id, number, false).actor;
    let mut place = (None, None);
    let mut size = (None, None);
    for (column, value) in columns.iter().zip(&values) {
        let text = column.text(value);
        input.check_text(value.at, text.len())?;
        let number_of = || super::words::finite(text);
        match column.role {
            _ if text.is_empty() || column.role == Role::Id => (),
            Role::X if number_of().is_some() => place.0 = number_of(),
            Role::Y if number_of().is_some() => place.1 = number_of(),
            Role::Width if number_of().is_some() => size.0 = number_of(),
            Role::Height if number_of().is_some() => size.1 = number_of(),
            Role::Colour if colour(text).is_some() => draft.looks().set_actor_colour(actor, colour(text)),
            _ => {
                let field = column.actor_field(draft);
                draft.put_actor(actor, field, column.value(text), number);
            }
        }
    }
    if let (Some(x), Some(y)) = place {
        draft.place(actor, x, y);
    }
    put_size(draft, columns, actor, size, number);
    Ok(())
}

/// A node is as large as the larger of its sides; where they differ, both are kept.
fn put_size(
    draft: &mut Draft,
    columns: &[Column],
    actor: ActorIx,
    (width, height): (Option<f64>, Option<f64>),
    line: Option<u32>,
) {
    let Some(size) = width.into_iter().chain(height).reduce(f64::max) else { return };
    draft.looks().set_actor_size(actor, Some(size as f32));
    if let (Some(width), Some(height)) = (width, height)
        && (width - height).abs() > f64::EPSILON
    {
        for column in columns {
            let side = match column.role {
                Role::Width => width,
                Role::Height => height,
                _ => continue,
            };
            let field = column.actor_field(draft);
            draft.put_actor(actor, field, Value::Number(side), line);
        }
    }
}

fn read_edge(input: &mut Input<'_>, draft: &mut Draft, columns: &[Column], line: Line<'_>) -> Result<(), ReadError> {
    let values = values(input, draft, columns, line)?;
    let number = Some(input.line(line.at));
    let end = |role| columns.iter().zip(&values).find(|(column, _)| column.role == role).map(|(_, value)| &*value.text);
    let (source, target) = (end(Role::Source).unwrap_or(""), end(Role::Target).unwrap_or(""));
    if source.is_empty() || target.is_empty() {
        draft.skip_link(number, "An edge has not two ends");
        return Ok(());
    }
    input.check_name(line.at, source, "the id of an actor")?;
    input.check_name(line.at, target, "the id of an actor")?;
    let is_directed = columns
        .iter()
        .zip(&values)
        .find(|(column, _)| column.role == Role::Directed)
        .and_then(|(column, value)| columns::yes_no(column.text(value)))
        .unwrap_or(false);
    let (source, target) = (draft.mention(source, number), draft.mention(target, number));
    let link = draft.link(source, target, None, is_directed, number);
    for (column, value) in columns.iter().zip(&values) {
        let text = column.text(value);
        input.check_text(value.at, text.len())?;
        match column.role {
            _ if text.is_empty() => (),
            Role::Source | Role::Target => (),
            Role::Directed if columns::yes_no(text).is_some() => (),
            Role::Weight => {
                let weight = super::words::finite(text).map_or_else(|| column.value(text), Value::Number);
                draft.put_link(link, Field::Weight, weight, number);
            }
            Role::Colour if colour(text).is_some() => draft.looks().set_link_colour(link, colour(text)),
            _ => {
                let field = column.link_field(draft);
                draft.put_link(link, field, column.value(text), number);
            }
        }
    }
    Ok(())
}

/// `114,116,177`, or the name of a colour.
fn colour(text: &str) -> Option<Colour> {
    listed_colour(text).or_else(|| css_colour(text))
}
