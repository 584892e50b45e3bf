//! The disk of a file that is being saved, telling its task how far that is: in what is asked of it one step of saving follows the
//! other.

use std::fs::Permissions;
use std::io;
use std::path::{Path, PathBuf};

use super::TaskContext;
use crate::io::{Disk, DiskFile, FileFacts};

/// A disk that tells of its work.
pub struct WatchedDisk<'a> {
    disk: &'a dyn Disk,
    task: &'a TaskContext,
    target: &'a Path,
}

impl<'a> WatchedDisk<'a> {
    /// Watches a disk while `target` is saved. By now the graph is being turned into a file.
    #[must_use]
    pub fn new(disk: &'a dyn Disk, target: &'a Path, task: &'a TaskContext) -> Self {
        task.report(Some(0.0), "turning the graph into a file");
        Self { disk, task, target }
    }
}

impl Disk for WatchedDisk<'_> {
    fn real_path(&self, path: &Path) -> io::Result<PathBuf> {
        self.disk.real_path(path)
    }

    fn facts(&self, path: &Path) -> io::Result<Option<FileFacts>> {
        self.disk.facts(path)
    }

    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        if path.file_name() == self.target.file_name() {
            self.task.report(Some(0.8), "comparing with the file on disk");
        } else {
            self.task.report(Some(0.5), "reading it back");
        }
        self.disk.read(path)
    }

    fn create_new(&self, path: &Path, permissions: Option<&Permissions>) -> io::Result<Box<dyn DiskFile>> {
        self.task.report(Some(0.3), "writing");
        self.disk.create_new(path, permissions)
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.task.report(Some(0.95), "putting it in place");
        self.disk.rename(from, to)
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        self.disk.remove(path)
    }

    fn sync_folder(&self, folder: &Path) -> io::Result<()> {
        self.disk.sync_folder(folder)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::{Arc, mpsc};

    use super::*;
    use crate::io::{RealDisk, save_native};
    use crate::jobs::Task;
    use crate::model::{View, graph_from_drawing};

    #[test]
    fn a_save_says_what_it_does_up_to_the_end() {
        let folder = tempfile::tempdir().expect("a folder for the test");
        let (sender, done) = mpsc::channel();
        let wake: crate::jobs::Wake = Arc::new(move || {
            let _ = sender.send(());
        });
        let target = folder.path().join("case.linklore");
        let task = Task::spawn("save", wake, move |task| {
            let graph = graph_from_drawing("A-B");
            let disk = WatchedDisk::new(&RealDisk, &target, task);
            save_native(&disk, &target, &graph, &View::blank(&graph), None).map(drop)
        });
        while task.poll().is_none() {
            done.recv().expect("the thread wakes us");
        }
        let progress = task.progress();
        assert_eq!((progress.phase.as_str(), progress.share), ("putting it in place", Some(0.95)));
    }
}
