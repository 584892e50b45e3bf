//! Opening and saving for all commands: with progress, through `io`, and with messages for the command line.

use std::fs;
use std::ops::ControlFlow;
use std::path::Path;

use super::{Failure, console};
use crate::io::{self, Exported, Format, Opened, ReadOptions, RealDisk};
use crate::model::{Graph, LoadReport, View};

/// Opens a file; shows how far it is on a terminal.
pub fn open(path: &Path, options: &ReadOptions) -> Result<Opened, Failure> {
    let bar = console::bar("Reading", 0);
    let opened = io::read_path_with(path, options, &mut |progress| {
        bar.set_length(progress.total_bytes);
        bar.set_position(progress.done_bytes);
        ControlFlow::Continue(())
    });
    bar.finish_and_clear();
    opened.map_err(|error| {
        let part = if error.readable_part().is_some() { "\nAdd --partial to read that part." } else { "" };
        Failure::Failed(format!("{error}{part}"))
    })
}

/// The format of graphs that the ending of an output asks for.
pub fn graph_format_to_write(path: &Path) -> Result<Format, Failure> {
    Format::from_path(path).filter(|format| format.can_write()).ok_or_else(|| {
        let endings = endings_of_graphs().join(", ");
        not_writable(path, &format!("A graph can be written to a file that ends in {endings}."))
    })
}

/// The usual endings of the formats of graphs that can be written.
pub fn endings_of_graphs() -> Vec<String> {
    let writable = Format::all().filter(|format| format.can_write());
    writable.filter_map(|format| format.extensions().first()).map(|ending| format!(".{ending}")).collect()
}

/// The message for an output whose ending asks for something that cannot be written.
pub fn not_writable(path: &Path, what_can: &str) -> Failure {
    let ending = match path.extension() {
        Some(ending) => format!("Linklore cannot write .{} here.", ending.to_string_lossy()),
        None => "Its name has no ending that says what to write.".to_owned(),
    };
    Failure::Misused(format!("Could not write \"{}\".\n{ending}\n{what_can}", path.display()))
}

/// Refuses to write over what was read.
pub fn refuse_same(input: &Path, output: &Path) -> Result<(), Failure> {
    let same = match (fs::canonicalize(input), fs::canonicalize(output)) {
        (Ok(input), Ok(output)) => input == output,
        _ => false,
    };
    if same {
        return Err(Failure::Misused(format!(
            "Could not write \"{}\".\nIt is the file that is read, and a file is never changed by being read.\n\
             Give the result another name.",
            output.display()
        )));
    }
    Ok(())
}

/// What a format cannot hold of a graph, without writing anything.
pub fn losses(format: Format, graph: &Graph, view: &View, path: &Path) -> Result<LoadReport, Failure> {
    match format.write(graph, view, &mut std::io::sink()) {
        Some(Ok(report)) => Ok(report),
        Some(Err(error)) => Err(Failure::Failed(format!("Could not write \"{}\".\n{error}", path.display()))),
        None => Err(not_writable(path, "\"linklore formats\" lists what can be written.")),
    }
}

/// Writes a graph, with the files that go beside it; what was written is read again before it replaces anything.
pub fn export(path: &Path, format: Format, graph: &Graph, view: &View) -> Result<Exported, Failure> {
    io::export_graph(&RealDisk, path, format, graph, view).map_err(|error| Failure::Failed(error.without_window()))
}

/// Saves any other bytes.
pub fn save(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    match io::save_bytes(&RealDisk, path, bytes, None, &|_| Ok(())) {
        Ok(_) => Ok(()),
        Err(error) => Err(Failure::Failed(error.without_window())),
    }
}
