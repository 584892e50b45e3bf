//! Writing a graph in any format: serialised, saved in the one safe way, and read back before it takes its name.

use std::path::{Path, PathBuf};

use super::save::{SaveError, SaveProblem, SaveStep};
use super::{Disk, Format, ReadOptions, display_name, native, read_bytes_with, save_bytes};
use crate::model::{Graph, LoadReport, View};

/// A graph that was written.
#[derive(Clone, Debug)]
pub struct Exported {
    /// The files that were written.
    pub paths: Vec<PathBuf>,
    /// What the format could not hold.
    pub report: LoadReport,
}

/// Writes a graph under a name, in a format.
///
/// # Errors
/// [`SaveError`], whose text is the message for the user. A file of that name is then as it was before.
pub fn export_graph(
    disk: &dyn Disk,
    target: &Path,
    format: Format,
    graph: &Graph,
    view: &View,
) -> Result<Exported, SaveError> {
    let not_made = |why: String| SaveError {
        target: target.to_owned(),
        step: SaveStep::Serialise,
        problem: SaveProblem::NotVerified(why),
    };
    let mut bytes = Vec::new();
    let report = match format.write(graph, view, &mut bytes) {
        Some(Ok(report)) => report,
        Some(Err(error)) => return Err(not_made(error.to_string())),
        None => return Err(not_made(format!("Linklore reads {} but does not write it.", format.name()))),
    };
    let saved = save_bytes(disk, target, &bytes, None, &|written| verify(target, format, written, graph))?;
    Ok(Exported { paths: vec![saved.path], report })
}

/// Whether what was written reads back with as many actors and links.
fn verify(target: &Path, format: Format, written: &[u8], graph: &Graph) -> Result<(), String> {
    if format.is_native() {
        return native::verify_native(written);
    }
    if !format.can_read() {
        return Ok(());
    }
    let options = ReadOptions { format: Some(format), ..ReadOptions::default() };
    let opened =
        read_bytes_with(&display_name(target), written, &options, &mut |_| std::ops::ControlFlow::Continue(()));
    let again = opened.map_err(|error| format!("what was written cannot be read back: {}", error.what()))?.graph;
    if (again.actor_count(), again.link_count()) == (graph.actor_count(), graph.link_count()) {
        return Ok(());
    }
    Err(format!(
        "what was written reads back as {} actors and {} links, not as {} and {}.",
        again.actor_count(),
        again.link_count(),
        graph.actor_count(),
        graph.link_count()
    ))
}
