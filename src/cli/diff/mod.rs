//! `linklore diff`: what differs between two files, record by record. What a difference is, is decided in `analysis::diff`.

mod json;
mod lines;

use std::path::{Path, PathBuf};

use clap::Args;

use super::reading::Reading;
use super::{Failure, console::Console};
use crate::analysis::diff::{Difference, difference};
use crate::model::{Graph, View};

/// The arguments of `linklore diff`.
#[derive(Debug, Args)]
#[command(after_help = "\
Records are the same where their ids are. The order of records in a file makes no difference. /dev/null stands for a file that
is not there.

Examples:
  linklore diff monday.linklore friday.linklore
  linklore diff monday.linklore friday.linklore --summary
  linklore diff case.linklore~ case.linklore --json
  linklore diff --exit-code old.graphml new.graphml > changes.txt || less changes.txt

For git, once in a repository:
  git config diff.linklore.command 'f() { echo \"$1\"; linklore diff \"$2\" \"$5\"; }; f'
  echo '*.linklore diff=linklore' >> .gitattributes")]
pub struct Diff {
    /// The old file; it is not changed
    #[arg(value_name = "A")]
    old: PathBuf,
    /// The new file; it is not changed
    #[arg(value_name = "B")]
    new: PathBuf,
    /// Print only how many records of each sort differ
    #[arg(long)]
    summary: bool,
    /// End with exit code 1 if anything differs
    #[arg(long)]
    exit_code: bool,
    /// Print JSON for programs
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    reading: Reading,
}

/// Two files and what differs.
struct Compared<'g> {
    old: &'g Graph,
    new: &'g Graph,
    difference: &'g Difference,
}

impl Diff {
    /// Prints what differs. A difference is no failure.
    pub fn run(&self, console: &mut Console) -> Result<(), Failure> {
        let Self { old, new, summary, exit_code, json, reading } = self;
        let (old, old_view) = open(old, reading, console)?;
        let (new, new_view) = open(new, reading, console)?;
        let difference = &difference((&old, &old_view), (&new, &new_view));
        let compared = Compared { old: &old, new: &new, difference };
        match (*json, *summary) {
            (true, true) => console.json(&json::summary(difference))?,
            (true, false) => console.json(&json::whole(&compared))?,
            (false, true) => lines::summary(difference, console)?,
            (false, false) => lines::whole(&compared, console)?,
        }
        if *exit_code && !difference.is_empty() {
            // What is printed must be on its way before the failure ends the program.
            console.flush()?;
            return Err(Failure::Found);
        }
        Ok(())
    }
}

/// Opens one side. Version control hands over `/dev/null` for a file that was added or removed, on every system.
fn open(path: &Path, reading: &Reading, console: &mut Console) -> Result<(Graph, View), Failure> {
    if path == Path::new("/dev/null") {
        return Ok((Graph::default(), View::default()));
    }
    let opened = reading.open(path, console)?;
    Ok((opened.graph, opened.view))
}
