//! The header of a DL file: sizes, labels, and how the data is written.

use super::scan::{OpenQuote, Scanner};
use crate::io::error::ReadError;
use crate::io::input::Input;
use crate::io::limits::implied_records;
use crate::io::plain::words::{Word, lines};
use crate::io::quote::short;

/// How the data is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Layout {
    /// Every value, row by row.
    #[default]
    FullMatrix,
    /// Each row up to its diagonal.
    LowerHalf,
    /// Each row from its diagonal on.
    UpperHalf,
    /// A row and its columns on each line.
    NodeList,
    /// The number of its columns and the columns themselves on each line, row by row.
    CountedNodeList,
    /// A row and its columns on each line, the first before the others.
    RankedList,
    /// A row, a column and perhaps a value on each line.
    EdgeList,
    /// A row, a column and a value for each matrix on each line.
    EdgeArray,
}

/// What a header says.
#[derive(Default)]
pub struct Header<'a> {
    /// The title.
    pub title: Option<Word<'a>>,
    /// The number of rows.
    pub rows: Option<usize>,
    /// The number of columns.
    pub columns: Option<usize>,
    /// The number of matrices.
    pub matrices: Option<usize>,
    /// Whether rows and columns are said to be different things.
    pub two_mode: bool,
    /// How the data is written.
    pub layout: Layout,
    /// Whether the values on the diagonal are left out.
    pub without_diagonal: bool,
    /// The labels that stand in the data.
    pub embedded: Embedded,
    /// The labels of rows.
    pub row_labels: Vec<Word<'a>>,
    /// The labels of columns.
    pub column_labels: Vec<Word<'a>>,
    /// The labels of matrices.
    pub matrix_labels: Vec<Word<'a>>,
}

/// Which labels stand in the data.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Embedded {
    /// Each row begins with its label.
    pub rows: bool,
    /// The labels of the columns stand before the first row, or columns are named by their labels.
    pub columns: bool,
}

/// What a list of labels is for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Labels {
    Both,
    Rows,
    Columns,
    Matrices,
}

/// The error for a quote that has no end.
pub fn open_quote(input: &Input<'_>, quote: &OpenQuote) -> ReadError {
    input.broken(quote.0, "a quote has no end.", "opened here")
}

/// Reads the header; `scanner` then stands at the data.
pub fn read_header<'a>(input: &Input<'_>, scanner: &mut Scanner<'a>) -> Result<Header<'a>, ReadError> {
    let mut header = Header::default();
    let keyword = |scanner: &mut Scanner<'a>| scanner.keyword().map_err(|quote| open_quote(input, &quote));
    if keyword(scanner)?.is_none_or(|word| !word.text.eq_ignore_ascii_case("dl")) {
        let what = "The file does not begin with \"DL\", as files of this format do.";
        return Err(input.refused(0, what, "Check that it is the file you meant."));
    }
    loop {
        let Some(word) = keyword(scanner)? else {
            return Err(input.incomplete("the header of the file has no \"data:\"."));
        };
        let lower = word.text.to_ascii_lowercase();
        let mut labels = None;
        match lower.as_str() {
            "data" => break,
            "n" => {
                let size = size(input, scanner, &word)?;
                (header.rows, header.columns) = (Some(size), Some(size));
            }
            "nr" => (header.rows, header.two_mode) = (Some(size(input, scanner, &word)?), true),
            "nc" => (header.columns, header.two_mode) = (Some(size(input, scanner, &word)?), true),
            "nm" | "nl" => header.matrices = Some(size(input, scanner, &word)?),
            "title" => header.title = scanner.label().map_err(|quote| open_quote(input, &quote))?,
            "format" => header.set_layout(input, keyword(scanner)?.as_ref(), &word)?,
            "diagonal" => {
                let said = keyword(scanner)?.map(|word| word.text.to_ascii_lowercase());
                header.without_diagonal = match said.as_deref() {
                    Some("absent") => true,
                    Some("present") => false,
                    _ => return Err(input.broken(word.at, "the diagonal must be present or absent.", "")),
                };
            }
            "labels" | "label" => labels = Some(Labels::Both),
            "row" | "rows" => labels = Some(Labels::Rows),
            "col" | "column" | "columns" | "cols" => labels = Some(Labels::Columns),
            "matrix" | "matrices" | "level" | "levels" => labels = Some(Labels::Matrices),
            "datafile" => {
                let what = "The data of this file is in another one, which Linklore does not look for.";
                return Err(input.refused(word.at, what, "Put the data behind a line \"data:\" in this file."));
            }
            _ => {
                let what = format!("the word \"{}\" means nothing in the header of a DL file.", short(&word.text));
                return Err(input.broken(word.at, what, "a label more than announced?"));
            }
        }
        if let Some(labels) = labels {
            header.read_labels(input, scanner, labels)?;
        }
    }
    Ok(header)
}

fn size(input: &Input<'_>, scanner: &mut Scanner<'_>, name: &Word<'_>) -> Result<usize, ReadError> {
    let word = scanner.keyword().map_err(|quote| open_quote(input, &quote))?;
    let Some(size) = word.as_ref().and_then(|word| word.text.parse::<usize>().ok()) else {
        let at = word.as_ref().map_or(name.at, |word| word.at);
        return Err(input.broken(at, format!("\"{}\" must be a number.", name.text), "expected a number"));
    };
    let most = implied_records(input.text.len());
    if size > most {
        let what = format!("the header announces {size}, more than the file can hold; the limit is {most}.");
        return Err(input.beyond(word.map_or(name.at, |word| word.at), what));
    }
    Ok(size)
}

impl<'a> Header<'a> {
    fn set_layout(&mut self, input: &Input<'_>, said: Option<&Word<'_>>, name: &Word<'_>) -> Result<(), ReadError> {
        const WAY_OUT: &str = "Let UCINET write the data as an edgelist (Data, Export, DL) and open that.";
        let lower = said.map(|word| word.text.to_ascii_lowercase()).unwrap_or_default();
        let (layout, two_mode) = match lower.as_str() {
            "fullmatrix" | "fm" => (Layout::FullMatrix, false),
            "lowerhalf" | "lh" => (Layout::LowerHalf, false),
            "upperhalf" | "uh" => (Layout::UpperHalf, false),
            "nodelist" | "nodelist1" | "nl1" => (Layout::NodeList, false),
            "nodelist2" | "nl2" => (Layout::NodeList, true),
            "nodelist1b" | "nl1b" => (Layout::CountedNodeList, false),
            "rankedlist" | "rankedlist1" | "rl1" => (Layout::RankedList, false),
            "rankedlist2" | "rl2" => (Layout::RankedList, true),
            "edgelist" | "edgelist1" | "el1" => (Layout::EdgeList, false),
            "edgelist2" | "el2" => (Layout::EdgeList, true),
            "edgearray" | "edgearray1" | "ea1" => (Layout::EdgeArray, false),
            "edgearray2" | "ea2" => (Layout::EdgeArray, true),
            "blockmatrix" | "bm" | "partition" => {
                let what = format!("The data of this file is written as \"{lower}\", which Linklore cannot read.");
                return Err(input.refused(name.at, what, WAY_OUT));
            }
            _ => {
                let at = said.map_or(name.at, |word| word.at);
                let what = format!("the format \"{}\" of the data is not known.", short(&lower));
                return Err(input.broken(at, what, "expected fullmatrix, edgelist1 or another"));
            }
        };
        self.layout = layout;
        self.two_mode |= two_mode;
        Ok(())
    }

    fn read_labels(&mut self, input: &Input<'_>, scanner: &mut Scanner<'a>, labels: Labels) -> Result<(), ReadError> {
        let mut after = *scanner;
        let mut next = || after.keyword().map_err(|quote| open_quote(input, &quote));
        let mut word = next()?;
        let is = |word: &Option<Word<'_>>, wanted: &[&str]| {
            word.as_ref().is_some_and(|word| wanted.iter().any(|wanted| word.text.eq_ignore_ascii_case(wanted)))
        };
        if labels != Labels::Both {
            if !is(&word, &["labels", "label"]) {
                return Err(input.broken(scanner.at(), "the word \"labels\" is missing.", ""));
            }
            *scanner = after;
            word = after.keyword().map_err(|quote| open_quote(input, &quote))?;
        }
        if is(&word, &["embedded"]) && word.as_ref().is_some_and(|word| !word.quoted) {
            *scanner = after;
            self.embedded.rows |= matches!(labels, Labels::Both | Labels::Rows);
            self.embedded.columns |= matches!(labels, Labels::Both | Labels::Columns);
            return Ok(());
        }
        let wanted = match labels {
            Labels::Both | Labels::Rows => self.rows,
            Labels::Columns => self.columns,
            Labels::Matrices => self.matrices,
        };
        let list = read_list(input, scanner, wanted)?;
        match labels {
            Labels::Both => (self.row_labels, self.column_labels) = (list.clone(), list),
            Labels::Rows => self.row_labels = list,
            Labels::Columns => self.column_labels = list,
            Labels::Matrices => self.matrix_labels = list,
        }
        Ok(())
    }
}

/// Labels until there are as many as wanted, or the data begins.
fn read_list<'a>(
    input: &Input<'_>,
    scanner: &mut Scanner<'a>,
    wanted: Option<usize>,
) -> Result<Vec<Word<'a>>, ReadError> {
    let mut list: Vec<Word<'a>> = Vec::new();
    // The colon after "labels" may have a blank before it.
    if let Some(rest) = scanner.rest().trim_start().strip_prefix(':') {
        *scanner = Scanner::new(rest, scanner.at() + scanner.rest().len() - rest.len());
    }
    if let Some(list) = wanted.and_then(|wanted| one_a_line(input, scanner, wanted)) {
        return Ok(list);
    }
    while wanted.is_none_or(|wanted| list.len() < wanted) {
        let before = *scanner;
        let Some(label) = scanner.label().map_err(|quote| open_quote(input, &quote))? else { break };
        let is_keyword = ["data:", "labels:"].iter().any(|keyword| label.text.eq_ignore_ascii_case(keyword));
        if is_keyword && !label.quoted {
            *scanner = before;
            break;
        }
        input.check_name(label.at, &label.text, "the id of an actor")?;
        list.push(label);
    }
    Ok(list)
}

/// Labels with blanks in them and no quotes, where there are as many lines as labels are wanted. Not what the format
/// allows, but often seen.
fn one_a_line<'a>(input: &Input<'_>, scanner: &mut Scanner<'a>, wanted: usize) -> Option<Vec<Word<'a>>> {
    const NEXT: [&str; 9] =
        ["data", "labels", "row lab", "col lab", "column lab", "matrix lab", "level lab", "format", "diagonal"];
    let rest = scanner.rest();
    let begins_next = |line: &str| {
        let lower = line.trim_start().to_ascii_lowercase();
        NEXT.iter().any(|next| lower.starts_with(next))
    };
    let (mut list, mut words, mut end) = (Vec::new(), 0, 0);
    for line in lines(rest).take_while(|line| !begins_next(line.text)) {
        let label = line.text.trim();
        end = line.at + line.text.len();
        if label.contains(['"', ',', '=']) || list.len() > wanted {
            return None;
        }
        if !label.is_empty() {
            input.check_name(scanner.at() + line.at, label, "the id of an actor").ok()?;
            words += label.split_whitespace().count();
            list.push(Word { text: label.into(), at: scanner.at() + line.at, quoted: false });
        }
    }
    if list.len() != wanted || words == wanted {
        return None;
    }
    *scanner = Scanner::new(&rest[end..], scanner.at() + end);
    Some(list)
}
