//! The header of a DL file: sizes, labels, and how the data is written.

use std::rc::Rc;

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
    pub row_labels: Rc<[Word<'a>]>,
    /// The labels of columns.
    pub column_labels: Rc<[Word<'a>]>,
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
pub fn read_header<'a>(input: &mut Input<'_>, scanner: &mut Scanner<'a>) -> Result<Header<'a>, ReadError> {
    let mut header = Header::default();
    if keyword(input, scanner)?.is_none_or(|word| !word.text.eq_ignore_ascii_case("dl")) {
        let what = "The file does not begin with \"DL\", as files of this format do.";
        return Err(input.refused(0, what, "Check that it is the file you meant."));
    }
    loop {
        let Some(word) = keyword(input, scanner)? else {
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
            "format" => {
                let layout = keyword(input, scanner)?;
                header.set_layout(input, layout.as_ref(), &word)?;
            }
            "diagonal" => {
                let said = keyword(input, scanner)?.map(|word| word.text.to_ascii_lowercase());
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

fn keyword<'a>(input: &Input<'_>, scanner: &mut Scanner<'a>) -> Result<Option<Word<'a>>, ReadError> {
    scanner.keyword().map_err(|quote| open_quote(input, &quote))
}

fn size(input: &Input<'_>, scanner: &mut Scanner<'_>, name: &Word<'_>) -> Result<usize, ReadError> {
    let word = keyword(input, scanner)?;
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

    fn read_labels(
        &mut self,
        input: &mut Input<'_>,
        scanner: &mut Scanner<'a>,
        labels: Labels,
    ) -> Result<(), ReadError> {
        let mut after = *scanner;
        let mut word = keyword(input, &mut after)?;
        let is = |word: &Option<Word<'_>>, wanted: &[&str]| {
            word.as_ref().is_some_and(|word| wanted.iter().any(|wanted| word.text.eq_ignore_ascii_case(wanted)))
        };
        if labels != Labels::Both {
            if !is(&word, &["labels", "label"]) {
                return Err(input.broken(scanner.at(), "the word \"labels\" is missing.", ""));
            }
            *scanner = after;
            word = keyword(input, &mut after)?;
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
            Labels::Both => {
                self.row_labels = list.into();
                self.column_labels = Rc::clone(&self.row_labels);
            }
            Labels::Rows => self.row_labels = list.into(),
            Labels::Columns => self.column_labels = list.into(),
            Labels::Matrices => self.matrix_labels = list,
        }
        Ok(())
    }
}

/// Labels until there are as many as wanted, or the data begins.
fn read_list<'a>(
    input: &mut Input<'_>,
    scanner: &mut Scanner<'a>,
    wanted: Option<usize>,
) -> Result<Vec<Word<'a>>, ReadError> {
    let mut list: Vec<Word<'a>> = Vec::new();
    // The colon after "labels" may have a blank before it.
    if let Some(rest) = scanner.rest().trim_start().strip_prefix(':') {
        *scanner = Scanner::new(rest, scanner.at() + scanner.rest().len() - rest.len());
    }
    if let Some(wanted) = wanted
        && let Some(list) = one_a_line(input, scanner, wanted)?
    {
        return Ok(list);
    }
    while wanted.is_none_or(|wanted| list.len() < wanted) {
        input.step()?;
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
fn one_a_line<'a>(
    input: &mut Input<'_>,
    scanner: &mut Scanner<'a>,
    wanted: usize,
) -> Result<Option<Vec<Word<'a>>>, ReadError> {
    const NEXT: [&str; 9] =
        ["data", "labels", "row lab", "col lab", "column lab", "matrix lab", "level lab", "format", "diagonal"];
    let rest = scanner.rest();
    let begins_next = |line: &str| {
        let line = line.trim_start().as_bytes();
        NEXT.iter().any(|next| line.get(..next.len()).is_some_and(|start| start.eq_ignore_ascii_case(next.as_bytes())))
    };
    let (mut list, mut words, mut end) = (Vec::new(), 0, 0);
    for line in lines(rest).take_while(|line| !begins_next(line.text)) {
        input.step()?;
        let label = line.text.trim();
        end = line.at + line.text.len();
        if label.contains(['"', ',', '=']) || list.len() > wanted {
            return Ok(None);
        }
        if !label.is_empty() {
            if input.check_name(scanner.at() + line.at, label, "the id of an actor").is_err() {
                return Ok(None);
            }
            words += label.split_whitespace().count();
            list.push(Word { text: label.into(), at: scanner.at() + line.at, quoted: false });
        }
    }
    if list.len() != wanted || words == wanted {
        return Ok(None);
    }
    *scanner = Scanner::new(&rest[end..], scanner.at() + end);
    Ok(Some(list))
}
