//! How a file is to be read: the options that every command with an input has, and what each becomes for `io`.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::Args;

use super::console::Console;
use super::{Failure, files};
use crate::io::{Format, Opened, ReadOptions, TableMapping, Testimony};
use crate::query::sift;

/// How a file is to be read. Without any of these it is recognised by its content.
#[derive(Debug, Default, Args)]
#[command(next_help_heading = "How to read the file")]
pub struct Reading {
    /// Read it as this format (an id of "linklore formats"), whatever it looks like
    #[arg(long = "from", value_name = "FORMAT", value_parser = format)]
    from: Option<Format>,
    /// Read this graph of a file that holds several; the first is 1
    #[arg(long = "graph", value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    graph: Option<u32>,
    /// Of a damaged file, read what stands before the damage
    #[arg(long)]
    partial: bool,
    /// Make evidence out of details: ROLE=DETAIL (repeatable), or "auto" to choose them by their names
    #[arg(long, value_name = "ROLE=DETAIL")]
    evidence: Vec<String>,
    /// Of a table, take this column for that: ROLE=COLUMN (repeatable; a column by its name or number), such as
    /// source=from, target=to, detail=age; also delimiter=, header=, rows=, sheet=
    #[arg(long, value_name = "ROLE=COLUMN")]
    map: Vec<String>,
    /// A file with the whole mapping of a table, as JSON
    #[arg(long, value_name = "FILE")]
    mapping: Option<PathBuf>,
}

impl Reading {
    /// Opens a file as asked; shows how far it is on a terminal. That only a part was read is said whatever the command.
    pub fn open(&self, path: &Path, console: &mut Console) -> Result<Opened, Failure> {
        let mut opened = self.read(path)?;
        // What the filters of the file let through is in no file.
        opened.view.sieve = sift(&opened.graph, &opened.view, None).map(Arc::new);
        if opened.report.incomplete().is_some() {
            console.tell(format_args!("Only a part of {} was read: what follows is incomplete.", path.display()))?;
        }
        Ok(opened)
    }

    fn read(&self, path: &Path) -> Result<Opened, Failure> {
        let Self { from, graph, partial, evidence, map, mapping } = self;
        let mut options = ReadOptions {
            format: *from,
            graph: graph.map_or(0, |number| number as usize - 1),
            partial: *partial,
            ..ReadOptions::default()
        };
        options.table = table_mapping(map, mapping.as_deref())?;
        let mut chooses = false;
        for pair in evidence {
            if pair == "auto" {
                chooses = true;
            } else {
                options.testimony.add(pair).map_err(Failure::Misused)?;
            }
        }
        let opened = files::open(path, &options)?;
        if !chooses {
            return Ok(opened);
        }
        let Testimony { roles } = Testimony::suggested(&opened.graph);
        if roles.is_empty() {
            return Ok(opened);
        }
        options.testimony.roles.extend(roles);
        files::open(path, &options)
    }
}

/// The mapping of a table out of a file and what is said besides; `None` leaves everything to be guessed.
fn table_mapping(pairs: &[String], file: Option<&Path>) -> Result<Option<TableMapping>, Failure> {
    if pairs.is_empty() && file.is_none() {
        return Ok(None);
    }
    let mut mapping = TableMapping::default();
    if let Some(file) = file {
        let failed =
            |why: String| Failure::Failed(format!("Could not read the mapping \"{}\".\n{why}", file.display()));
        let text = std::fs::read_to_string(file).map_err(|error| failed(format!("The system says: {error}.")))?;
        mapping = TableMapping::from_json(&text).map_err(failed)?;
    }
    for pair in pairs {
        mapping.add(pair).map_err(Failure::Misused)?;
    }
    Ok(Some(mapping))
}

/// A format by its id, or by one of its endings.
pub fn format(text: &str) -> Result<Format, String> {
    let by_ending = || Format::all().find(|format| format.extensions().contains(&text));
    Format::from_id(text).or_else(by_ending).ok_or_else(|| "run \"linklore formats\" for the ids of formats".to_owned())
}
