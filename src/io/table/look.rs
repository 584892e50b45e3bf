//! A first look at a table: its first rows, where it begins, whether its first row names the columns, what the columns hold.
//! What they mean is in `guess.rs`.

use std::collections::{HashMap, HashSet};

use super::dates;
use super::header::Header;
use super::mapping::{Delimiter, TableMapping};
use super::names;
use super::sniff::{has_decimal_commas, sniff};
use super::split::{Fault, Row};
use super::walk::Table;
use crate::io::draft::kind_of_texts;
use crate::io::plain::is_comment;
use crate::model::ColumnKind;

/// How many rows of a table are shown and weighed.
pub const SHOWN_ROWS: usize = 200;

/// How many lines may stand before a table.
const MOST_BEFORE: usize = 40;

/// How many rows are looked at, the one that names the columns and those that stand before it among them.
pub const SAMPLED_ROWS: usize = SHOWN_ROWS + MOST_BEFORE + 1;

/// What a sheet, or a delimited text, looks like.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SheetLook {
    /// The name of the sheet; empty for delimited text.
    pub name: String,
    /// The lines that stand before the table.
    pub before: Vec<String>,
    /// The columns.
    pub columns: Vec<ColumnLook>,
    /// The first rows, at most 200, without the one that names the columns. A row may have fewer or more cells than
    /// there are columns.
    pub rows: Vec<Vec<String>>,
    /// The number of rows below the names of columns; at least that of the rows shown.
    pub row_count: usize,
    /// How the cells were told apart and where the table was seen to begin; nothing about the meaning of columns.
    pub mapping: TableMapping,
    /// Whether it reads like a table at all.
    pub is_table: bool,
    /// Whether nothing but a comment names its columns: `# FromNodeId ToNodeId`.
    pub is_named_by_comment: bool,
}

/// What a column looks like.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ColumnLook {
    /// Its name; `column 3` where it has none.
    pub name: String,
    /// Whether the table gives it that name.
    pub is_named: bool,
    /// What its cells hold, as far as the rows shown tell.
    pub kind: ColumnKind,
    /// How many of the rows shown fill it.
    pub filled: usize,
}

/// The first rows of a table with their lines.
struct Sample {
    rows: Vec<(u32, Vec<String>)>,
    /// Rows beyond those, where they were counted.
    more: usize,
}

/// A table as delimited text, in the way that it is written.
#[must_use]
pub fn text_table<'t>(text: &'t str, asked: &TableMapping) -> (Table<'t>, TableMapping, bool) {
    let seen = sniff(text, asked);
    let settings = TableMapping {
        delimiter: Some(seen.dialect.delimiter),
        quote_mark: Some(seen.dialect.quote),
        skip_rows: Some(asked.skip_rows.unwrap_or(seen.lines)),
        ..TableMapping::default()
    };
    (Table::Text { text, dialect: seen.dialect }, settings, seen.is_table)
}

impl SheetLook {
    /// Looks at the first rows of a table, or at all where `counts`. What `asked` says stands; `settings` is how its cells are
    /// told apart.
    ///
    /// # Errors
    /// Where the rows that were looked at cannot be cut into cells.
    pub fn of(table: Table<'_>, settings: TableMapping, asked: &TableMapping, counts: bool) -> Result<Self, Fault> {
        let skipped = settings.skip_rows.or(asked.skip_rows).unwrap_or(0);
        let Sample { mut rows, more } = sample(table, skipped, counts)?;
        let width = usual_width(&rows);
        let start = if asked.skip_rows.is_some() { 0 } else { start_of(&rows, width) };
        let before: Vec<(u32, Vec<String>)> = rows.drain(..start).collect();
        // The last remark may name the columns: `# FromNodeId ToNodeId`.
        let remark = before.last().filter(|(_, cells)| is_comment(&cells[0])).map(|(line, cells)| {
            let mut cells = cells.clone();
            let name = cells[0].trim_start_matches(['#', '%']).trim().to_owned();
            cells[0] = name;
            if cells[0].is_empty() {
                cells.remove(0);
            }
            (*line, cells)
        });
        let mut before: Vec<String> = before.into_iter().map(|(_, cells)| cells.join("\t").trim().to_owned()).collect();
        let mut skip_rows = rows.first().map_or(skipped, |(line, _)| *line as usize - 1).max(skipped);
        let mut is_named_by_comment = false;
        if let Some((line, cells)) = remark
            && asked.header != Some(false)
            && cells.len() == width
            && width > 1
            && reads_like_names(&cells)
            && !rows.first().is_some_and(|(_, cells)| reads_like_names(cells))
        {
            rows.insert(0, (line, cells));
            before.pop();
            skip_rows = line as usize - 1;
            is_named_by_comment = true;
        }
        let cells: Vec<Vec<String>> = rows.into_iter().map(|(_, cells)| cells).collect();
        let header = asked.header.unwrap_or_else(|| is_header(&cells));
        let mut cells = cells.into_iter();
        let names = if header { cells.next().unwrap_or_default() } else { Vec::new() };
        let row_count = cells.len() + more;
        let rows: Vec<Vec<String>> = cells.take(SHOWN_ROWS).collect();
        let commas = asked.decimal_comma.unwrap_or_else(|| {
            let may_have = settings.delimiter != Some(Delimiter::COMMA) && settings.delimiter.is_some();
            may_have && has_decimal_commas(rows.iter().flatten().map(String::as_str))
        });
        let columns = columns(&names, &rows, width, commas);
        let dates = asked.dates.or_else(|| dates::order(rows.iter().flatten().map(String::as_str)));
        let mapping = TableMapping {
            sheet: table.sheet_name().map(str::to_owned),
            skip_rows: Some(skip_rows),
            header: Some(header),
            decimal_comma: settings.delimiter.is_some().then_some(commas),
            dates,
            ..settings
        };
        let is_table = columns.len() > 1 && !rows.is_empty();
        Ok(Self {
            name: table.sheet_name().unwrap_or_default().to_owned(),
            before,
            row_count,
            columns,
            rows,
            mapping,
            is_table,
            is_named_by_comment,
        })
    }

    /// The names of the columns.
    #[must_use]
    pub fn names(&self) -> Vec<String> {
        self.columns.iter().map(|column| column.name.clone()).collect()
    }

    /// The cells of a column that are not empty, in the rows shown.
    pub fn cells(&self, column: usize) -> impl Iterator<Item = &str> {
        self.rows.iter().filter_map(move |row| row.get(column)).map(String::as_str).filter(|cell| !cell.is_empty())
    }
}

fn sample(table: Table<'_>, skipped: usize, counts: bool) -> Result<Sample, Fault> {
    let mut walk = table.walk(skipped);
    let (mut row, mut rows) = (Row::default(), Vec::new());
    while rows.len() < SAMPLED_ROWS {
        match walk.next_row(&mut row) {
            Ok(true) => {}
            Ok(false) => return Ok(Sample { rows, more: 0 }),
            // What can be seen before the fault is enough for a look.
            Err(_) if !counts && !rows.is_empty() => return Ok(Sample { rows, more: 0 }),
            Err(fault) => return Err(fault),
        }
        let mut cells = vec![String::new(); row.width.min(MOST_COLUMNS)];
        for cell in &row.cells {
            if let Some(shown) = cells.get_mut(cell.column as usize) {
                cell.text.as_ref().clone_into(shown);
            }
        }
        rows.push((row.line, cells));
    }
    let mut more = 0;
    while counts && walk.next_row(&mut row)? {
        more += 1;
    }
    Ok(Sample { rows, more })
}

/// So many columns are looked at.
const MOST_COLUMNS: usize = 1024;

/// How many cells a row has, those aside that are empty at its end.
fn filled_width(cells: &[String]) -> usize {
    cells.iter().rposition(|cell| !cell.is_empty()).map_or(0, |at| at + 1)
}

/// How many cells most rows have, as far as they are filled anywhere.
fn usual_width(rows: &[(u32, Vec<String>)]) -> usize {
    let widths: Vec<usize> =
        rows.iter().filter(|(_, cells)| !is_comment(&cells[0])).map(|(_, cells)| cells.len()).collect();
    let count = |width: &usize| widths.iter().filter(|other| *other == width).count();
    let usual = widths.iter().copied().max_by_key(|width| (count(width), *width)).unwrap_or(0);
    let filled = rows.iter().map(|(_, cells)| filled_width(cells)).filter(|width| *width <= usual).max();
    filled.unwrap_or(0)
}

/// The position of the row with which the table begins: titles and remarks stand before it.
fn start_of(rows: &[(u32, Vec<String>)], width: usize) -> usize {
    let is_before = |cells: &[String]| {
        let filled = cells.iter().filter(|cell| !cell.is_empty()).count();
        is_comment(&cells[0]) || (width > 1 && filled < 2)
    };
    // Where a row of names comes after narrower ones, the table begins with it.
    let named = rows.iter().take(MOST_BEFORE).position(|(_, cells)| {
        // A comment that names the columns is looked at by itself.
        cells.len() > 1 && !is_comment(&cells[0]) && reads_like_names(cells)
    });
    let is_narrower = |at: &usize| rows[..*at].iter().all(|(_, cells)| filled_width(cells) < rows[*at].1.len());
    if let Some(start) = named.filter(is_narrower) {
        return start;
    }
    let start = rows.iter().take(MOST_BEFORE).take_while(|(_, cells)| is_before(cells)).count();
    if start == rows.len() { 0 } else { start }
}

/// Whether the first row names the columns.
fn is_header(rows: &[Vec<String>]) -> bool {
    let Some((first, rest)) = rows.split_first() else { return false };
    let filled: Vec<&str> = first.iter().map(String::as_str).filter(|cell| !cell.is_empty()).collect();
    let mut below: HashMap<&str, usize> = HashMap::new();
    for cell in rest.iter().flatten().filter(|cell| !cell.is_empty()) {
        *below.entry(cell).or_default() += 1;
    }
    if filled.iter().any(|cell| is_known_name(cell) && !below.contains_key(cell)) {
        return true;
    }
    let are_nouns = filled.len() > 1 && filled.iter().all(|cell| names::is_common_noun(cell) || is_known_name(cell));
    if are_nouns && !rest.is_empty() && !filled.iter().any(|cell| below.contains_key(cell)) {
        return true;
    }
    let is_text = |cell: &&str| kind_of_texts(std::iter::once(*cell), false) == ColumnKind::Text;
    let different: HashSet<&str> = filled.iter().copied().collect();
    let repeats = different.len() < filled.len() || filled.iter().any(|cell| below.contains_key(cell));
    if rest.is_empty() || repeats || !filled.iter().all(is_text) {
        return false;
    }
    let column =
        |at: usize| rest.iter().filter_map(move |row| row.get(at)).map(String::as_str).filter(|cell| !cell.is_empty());
    let width = filled_width(first);
    if (0..width).any(|at| kind_of_texts(column(at), false) != ColumnKind::Text) {
        return true;
    }
    // Of texts only: names of columns stand nowhere else, while those of actors come again.
    let all: usize = below.values().sum();
    let again: usize = below.values().filter(|count| **count > 1).sum();
    width > 2 || (rest.len() >= 4 && again * 10 >= all * 6)
}

/// Whether all cells read like names of columns.
fn reads_like_names(cells: &[String]) -> bool {
    let is_text = |cell: &String| {
        cell.chars().any(char::is_alphabetic)
            && kind_of_texts(std::iter::once(cell.as_str()), false) == ColumnKind::Text
    };
    cells.iter().all(is_text) && cells.iter().any(|cell| is_known_name(cell))
}

fn is_known_name(name: &str) -> bool {
    let header = Header::of(name);
    let folded = names::folded(&header.name);
    header.mark.is_some()
        || (folded.chars().count() > 1
            && (names::of_actor(&folded).is_some() || names::of_link(&folded).is_some() || names::is_end(&folded)))
}

fn columns(names: &[String], rows: &[Vec<String>], width: usize, commas: bool) -> Vec<ColumnLook> {
    let count = width.max(filled_width(names));
    (0..count)
        .map(|at| {
            let name = names.get(at).map(|name| name.trim()).filter(|name| !name.is_empty());
            let cells =
                || rows.iter().filter_map(|row| row.get(at)).map(String::as_str).filter(|cell| !cell.is_empty());
            ColumnLook {
                name: name.map_or_else(|| unnamed(at), str::to_owned),
                is_named: name.is_some(),
                kind: kind_of_texts(cells(), commas),
                filled: cells().count(),
            }
        })
        .collect()
}

/// What a column without a name is called.
#[must_use]
pub fn unnamed(column: usize) -> String {
    format!("column {}", column + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn look(text: &str) -> SheetLook {
        look_as(text, &TableMapping::default())
    }

    fn look_as(text: &str, asked: &TableMapping) -> SheetLook {
        let (table, settings, _) = text_table(text, asked);
        SheetLook::of(table, settings, asked, true).expect("it can be cut")
    }

    fn has_header(text: &str) -> bool {
        look(text).mapping.header == Some(true)
    }

    #[test]
    fn names_of_columns_are_told_from_rows() {
        assert!(has_header("source,target\nAda,Bob\n"));
        assert!(has_header("who,whom,how often\nAda,Bob,3\n"));
        assert!(has_header("person,company\nAda,Acme\nBob,Acme\nEva,Bolt\nAda,Bolt\n"));
        assert!(has_header(":START_ID,:END_ID\n1,2\n"));
        assert!(has_header("person,company\nAda,Acme\nBen,Bolt\n"));
        assert!(has_header("Author;Paper ID\nAda;P1\n"));
        assert!(!has_header("person,company\ncompany,event\n"), "words that are linked among each other");
        assert!(has_header("id,age\n"));
        assert!(!has_header("Ada,Bob\nBob,Eva\n"));
        assert!(!has_header("Ada,Bob\nEva,Dan\n"), "no row is lost where nothing speaks for a header");
        assert!(!has_header("1,2\n2,3\n"));
        assert!(!has_header("a,b\nc,d\n"));
        assert!(!has_header("Ada,Bob,3\nBob,Eva,4\n"));
    }

    #[test]
    fn what_stands_before_a_table_is_told_from_it() {
        let seen = look("Letters of 1890\n\nsource,target,n\nAda,Bob,3\nBob,Eva,4\n");
        assert_eq!((seen.before, seen.mapping.skip_rows), (vec!["Letters of 1890".to_owned()], Some(2)));
        assert_eq!(seen.columns[2].name, "n");
        let seen = look("# Nodes: 3\n# FromNodeId\tToNodeId\n1\t2\n2\t3\n");
        assert_eq!((seen.columns[1].name.as_str(), seen.before.len(), seen.row_count), ("ToNodeId", 1, 2));
        assert_eq!((seen.mapping.skip_rows, seen.mapping.header), (Some(1), Some(true)));
        let seen = look("# FromNodeId ToNodeId\n1 2\n2 3\n");
        assert_eq!((seen.columns.len(), seen.columns[1].name.as_str()), (2, "ToNodeId"));
        let asked = TableMapping { skip_rows: Some(0), ..TableMapping::default() };
        assert!(look_as("Title\na,b\n", &asked).before.is_empty());
    }

    #[test]
    fn columns_have_kinds_and_rows_their_cells() {
        use ColumnKind::{Date, Number, Text, WholeNumber};
        let seen = look("id;share;born;;\n1;0,5;2007-03-13;;x\n2;1,5;;;\n3;2\n");
        let kinds: Vec<_> =
            seen.columns.iter().map(|column| (column.name.as_str(), column.kind, column.filled)).collect();
        let expected = [
            ("id", WholeNumber, 3),
            ("share", Number, 3),
            ("born", Date, 1),
            ("column 4", Text, 0),
            ("column 5", Text, 1),
        ];
        assert_eq!(kinds, expected);
        assert_eq!(seen.mapping.decimal_comma, Some(true));
        assert_eq!(seen.rows[2], ["3", "2"]);
    }

    #[test]
    fn a_long_table_is_counted_and_shown_in_part() {
        let text = format!("source,target\n{}", "a,b\n".repeat(1000));
        let seen = look(&text);
        assert_eq!((seen.rows.len(), seen.row_count), (SHOWN_ROWS, 1000));
    }
}
