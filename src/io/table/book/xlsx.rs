//! Sheets of an Office Open XML workbook (ECMA-376 part 1, 12 and 18): which parts it has, the texts that its cells share, the
//! patterns that make dates of numbers. Formulas are not computed: what they came to is in the file. Cells are in
//! `xlsx_cells.rs`.

use std::collections::HashMap;
use std::rc::Rc;

use super::dates::Pattern;
use super::parts::{Parts, missing};
use super::sheet::{Room, hidden};
use super::xlsx_cells::{self, Shared, rich_text};
use crate::io::error::ReadError;
use crate::io::input::Input;
use crate::io::quote::short;
use crate::io::table::walk::Sheet;
use crate::io::xml::{Step, Xml};

/// The sheets of a file. Charts and dialogs, which are sheets too, have no cells and are left out.
///
/// # Errors
/// As [`super::sheets`].
pub fn sheets(input: &mut Input<'_>, parts: &mut Parts<'_>, room: &mut Room) -> Result<Vec<Sheet>, ReadError> {
    let roots = parts.read(input, "_rels/.rels", |part| relations(part, ""))?.unwrap_or_default();
    let main = roots.iter().find(|relation| relation.is("officeDocument"));
    let main = main.map_or("xl/workbook.xml", |relation| relation.target.as_str());
    let (folder, file) = main.rsplit_once('/').unwrap_or(("", main));
    let Workbook { tabs, counts_from_1904 } = parts.must_read(input, main, workbook)?;
    let relations = parts.read(input, &join(folder, &format!("_rels/{file}.rels")), |part| relations(part, folder))?;
    let relations = relations.unwrap_or_default();
    let by_id: HashMap<&str, &Relation> = relations.iter().map(|relation| (relation.id.as_str(), relation)).collect();
    let part_of = |kind: &str, usual: &str| {
        relations.iter().find(|relation| relation.is(kind)).map_or(join(folder, usual), |found| found.target.clone())
    };
    let texts = parts.read(input, &part_of("sharedStrings", "sharedStrings.xml"), shared_texts)?;
    let patterns = parts.read(input, &part_of("styles", "styles.xml"), patterns)?;
    let shared = Shared { texts: texts.unwrap_or_default(), patterns: patterns.unwrap_or_default(), counts_from_1904 };
    let mut sheets = Vec::new();
    for tab in tabs {
        if tab.is_hidden {
            sheets.push(hidden(tab.name));
            continue;
        }
        let Some(relation) = by_id.get(tab.id.as_str()) else {
            return Err(missing(input, &format!("its sheet \"{}\"", short(&tab.name))));
        };
        if relation.is("worksheet") {
            let sheet = parts.must_read(input, &relation.target, |part| {
                room.unpacked(part.bytes.len());
                xlsx_cells::sheet(part, room, &shared, tab.name)
            })?;
            sheets.push(sheet);
        }
    }
    Ok(sheets)
}

/// A part that another part names (ECMA-376 part 2, 9.3).
struct Relation {
    id: String,
    kind: String,
    target: String,
}

impl Relation {
    fn is(&self, kind: &str) -> bool {
        self.kind.rsplit('/').next() == Some(kind)
    }
}

fn relations(input: &mut Input<'_>, folder: &str) -> Result<Vec<Relation>, ReadError> {
    let mut xml = Xml::new(input);
    let mut relations = Vec::new();
    loop {
        match xml.next_past_blanks()? {
            Step::Open("Relationship") => {
                let text = |name| xml.attribute(name).unwrap_or_default();
                let target = join(folder, &text("Target"));
                relations.push(Relation { id: text("Id").into_owned(), kind: text("Type").into_owned(), target });
            }
            Step::End => return Ok(relations),
            _ => {}
        }
    }
}

/// The name of a part as another part in that folder gives it.
fn join(folder: &str, target: &str) -> String {
    let (folder, target) = match target.strip_prefix('/') {
        Some(whole) => ("", whole),
        None => (folder, target),
    };
    let mut names: Vec<&str> = Vec::new();
    for name in folder.split('/').chain(target.split('/')) {
        match name {
            "" | "." => {}
            ".." => {
                names.pop();
            }
            name => names.push(name),
        }
    }
    names.join("/")
}

/// The sheets that a workbook names.
struct Workbook {
    tabs: Vec<Tab>,
    counts_from_1904: bool,
}

/// A sheet as the workbook names it.
struct Tab {
    name: String,
    id: String,
    is_hidden: bool,
}

fn workbook(input: &mut Input<'_>) -> Result<Workbook, ReadError> {
    let mut xml = Xml::new(input);
    let mut book = Workbook { tabs: Vec::new(), counts_from_1904: false };
    loop {
        match xml.next_past_blanks()? {
            Step::Open("workbookPr") if xml.depth() == 2 => {
                let says = xml.attribute("date1904");
                book.counts_from_1904 = matches!(says.as_deref(), Some("1" | "true"));
            }
            Step::Open("sheet") if xml.depth() == 3 => {
                let text = |name| xml.attribute(name).unwrap_or_default();
                let is_hidden = matches!(text("state").as_ref(), "hidden" | "veryHidden");
                book.tabs.push(Tab { name: text("name").into_owned(), id: text("id").into_owned(), is_hidden });
            }
            Step::End => return Ok(book),
            _ => {}
        }
    }
}

fn shared_texts(input: &mut Input<'_>) -> Result<Vec<Rc<str>>, ReadError> {
    let mut xml = Xml::new(input);
    let mut texts: Vec<Rc<str>> = Vec::new();
    let empty: Rc<str> = "".into();
    let mut text = String::new();
    loop {
        match xml.next_past_blanks()? {
            Step::Open("si") if xml.depth() == 2 => {
                rich_text(&mut xml, &mut text)?;
                texts.push(if text.is_empty() { empty.clone() } else { text.as_str().into() });
            }
            Step::End => return Ok(texts),
            _ => {}
        }
    }
}

/// What each style of cells makes of a number, in their order.
fn patterns(input: &mut Input<'_>) -> Result<Vec<Pattern>, ReadError> {
    let mut xml = Xml::new(input);
    let mut own: HashMap<u32, Pattern> = HashMap::new();
    let mut patterns = Vec::new();
    let mut is_of_cells = false;
    loop {
        match xml.next_past_blanks()? {
            Step::Open("numFmt") if xml.depth() == 3 => {
                let id = xml.attribute("numFmtId").and_then(|id| id.trim().parse().ok());
                let written = xml.attribute("formatCode").unwrap_or_default();
                own.extend(id.map(|id| (id, Pattern::of(&written))));
            }
            Step::Open("cellXfs") if xml.depth() == 2 => is_of_cells = true,
            Step::Close("cellXfs") => is_of_cells = false,
            Step::Open("xf") if is_of_cells && xml.depth() == 3 => {
                let id = xml.attribute("numFmtId").and_then(|id| id.trim().parse().ok()).unwrap_or(0);
                patterns.push(own.get(&id).copied().unwrap_or_else(|| Pattern::built_in(id)));
            }
            Step::End => return Ok(patterns),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_found_from_where_they_are_named() {
        assert_eq!(join("xl", "worksheets/sheet1.xml"), "xl/worksheets/sheet1.xml");
        assert_eq!(join("xl", "/xl/styles.xml"), "xl/styles.xml");
        assert_eq!(join("xl/a", "../b/./c.xml"), "xl/b/c.xml");
        assert_eq!(join("", "../../xl/workbook.xml"), "xl/workbook.xml");
    }
}
