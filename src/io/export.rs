//! Writing a graph in any format: serialised, saved in the one safe way, and read back before it takes its name. A format
//! that is spread over several files gets all of them.

use std::path::{Path, PathBuf};

use super::format::Companion;
use super::save::{SaveError, SaveProblem, SaveStep};
use super::{Disk, Format, Progress, ReadOptions, display_name, native, read_source, save_bytes};
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
    graph.for_writing(view, |graph, view| export_whole(disk, target, format, graph, view))
}

/// Writes a graph from which nothing was removed.
fn export_whole(
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
    let companions = format.companions(graph, view).map_err(|error| not_made(error.to_string()))?;
    let named: Vec<(PathBuf, Vec<u8>)> =
        companions.into_iter().map(|Companion { ending, bytes }| (target.with_extension(ending), bytes)).collect();
    let beside = |name: &str| named.iter().find(|(path, _)| display_name(path) == name).map(|(_, bytes)| bytes.clone());
    let verify = |written: &[u8]| verify(target, format, written, &beside, graph);
    let mut paths = vec![save_bytes(disk, target, &bytes, None, &verify)?.path];
    for (path, bytes) in &named {
        paths.push(save_bytes(disk, path, bytes, None, &|_| Ok(()))?.path);
    }
    Ok(Exported { paths, report })
}

/// Whether what was written reads back with as many actors and links.
fn verify(
    target: &Path,
    format: Format,
    written: &[u8],
    beside: &dyn Fn(&str) -> Option<Vec<u8>>,
    graph: &Graph,
) -> Result<(), String> {
    if format.is_native() {
        return native::verify_native(written);
    }
    if !format.can_read() {
        return Ok(());
    }
    let options = ReadOptions { format: Some(format), ..ReadOptions::default() };
    let go_on = &mut |_: Progress| std::ops::ControlFlow::Continue(());
    let opened = read_source(&display_name(target), written, &options, go_on, beside);
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
