//! Keeps the recovery journal of an open file, on a thread of its own: every edit is on the disk soon after it was made, and the
//! journal goes once the file holds what it says.

use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;

use super::{Mailbox, Wake};
use crate::io::{JOURNAL_ENDING, Journal};
use crate::workspace::{Base, Edit, JournalStep, Origin};

/// What the thread is told.
enum Letter {
    /// An edit was carried out.
    Step(JournalStep),
    /// The file is being saved as it is now.
    Mark(Box<Base>),
    /// The save that was begun last is done: what was before it is in the file.
    Saved(Origin),
    /// The save that was begun last failed.
    NotSaved,
    /// An older journal is not needed any more, once everything so far is on the disk.
    Remove(PathBuf),
    /// Nothing of this is needed any more.
    Discard,
    /// Somebody waits until everything so far is on the disk.
    Flush(Sender<()>),
}

/// The journal of one open file. Dropping it leaves the file of the journal where it is.
#[derive(Debug)]
pub struct Recorder {
    letters: Sender<Letter>,
    trouble: Mailbox<String>,
}

impl Recorder {
    /// Begins a journal in `folder`. Its file is made with the first edit. `now` tells the time in words for people.
    #[must_use]
    pub fn start(folder: &Path, base: Base, now: fn() -> String, wake: Wake) -> Self {
        let (letters, inbox) = channel();
        let trouble = Mailbox::default();
        let clerk = Clerk {
            folder: folder.to_owned(),
            base,
            now,
            journal: None,
            marked: None,
            trouble: trouble.clone(),
            has_complained: false,
            wake,
        };
        // Where the system has no thread to give, there is no journal, and the first letter says so.
        let _ = thread::Builder::new().name("journal".to_owned()).spawn(move || clerk.work(&inbox));
        Self { letters, trouble }
    }

    /// Keeps an edit that was carried out.
    pub fn step(&self, at: String, name: String, edit: Edit) {
        self.send(Letter::Step(JournalStep { at, name, edit }));
    }

    /// The file begins to be saved as it is now.
    pub fn mark(&self, base: Base) {
        self.send(Letter::Mark(Box::new(base)));
    }

    /// It was saved, as that.
    pub fn saved(&self, origin: Origin) {
        self.send(Letter::Saved(origin));
    }

    /// It could not be saved.
    pub fn not_saved(&self) {
        self.send(Letter::NotSaved);
    }

    /// Removes an older journal, once everything so far is on the disk.
    pub fn remove(&self, older: PathBuf) {
        self.send(Letter::Remove(older));
    }

    /// Removes the journal: everything is saved, or is not wanted.
    pub fn discard(&self) {
        self.send(Letter::Discard);
    }

    /// Waits until everything so far is on the disk, or cannot be brought there. Not for a thread that draws.
    pub fn flush(&self) {
        let (done, wait) = channel();
        self.send(Letter::Flush(done));
        // Where the thread is gone nobody answers, and nothing is left to wait for.
        let _ = wait.recv();
    }

    /// Why the journal cannot be kept, once.
    #[must_use]
    pub fn take_trouble(&self) -> Option<String> {
        self.trouble.take()
    }

    fn send(&self, letter: Letter) {
        if self.letters.send(letter).is_err() {
            self.trouble.post("its thread has ended".to_owned());
        }
    }
}

/// The thread's own.
struct Clerk {
    folder: PathBuf,
    /// From what the edits of the journal go on.
    base: Base,
    now: fn() -> String,
    journal: Option<Journal>,
    /// What is being saved, and the edits since.
    marked: Option<(Box<Base>, Vec<Vec<u8>>)>,
    trouble: Mailbox<String>,
    has_complained: bool,
    wake: Wake,
}

impl Clerk {
    fn work(mut self, inbox: &Receiver<Letter>) {
        while let Ok(first) = inbox.recv() {
            // Everything that waits is written together, and waited for once.
            let mut waiting = Vec::new();
            let mut old = Vec::new();
            for letter in std::iter::once(first).chain(inbox.try_iter()) {
                match letter {
                    Letter::Flush(done) => waiting.push(done),
                    Letter::Remove(path) => old.push(path),
                    letter => self.take(letter),
                }
            }
            let synced = self.journal.as_mut().map_or(Ok(()), Journal::sync);
            match synced {
                // An older one is removed only when this one is safe; where it was gone already, all the better.
                Ok(()) => old.into_iter().for_each(|path| drop(std::fs::remove_file(path))),
                Err(error) => self.complain(&error),
            }
            for done in waiting {
                // Whoever waited may have gone.
                let _ = done.send(());
            }
        }
    }

    fn take(&mut self, letter: Letter) {
        let taken = match letter {
            Letter::Step(step) => self.write(&step),
            Letter::Mark(base) => {
                self.marked = Some((base, Vec::new()));
                Ok(())
            }
            Letter::Saved(origin) => self.begin_anew(origin),
            Letter::NotSaved => {
                self.marked = None;
                Ok(())
            }
            Letter::Discard => self.journal.take().map_or(Ok(()), Journal::discard),
            Letter::Remove(_) | Letter::Flush(_) => Ok(()),
        };
        if let Err(error) = taken {
            self.complain(&error);
        }
    }

    fn write(&mut self, step: &JournalStep) -> std::io::Result<()> {
        let payload = serde_json::to_vec(step)?;
        if let Some((_, since)) = &mut self.marked {
            since.push(payload.clone());
        }
        self.append(&payload)
    }

    fn append(&mut self, payload: &[u8]) -> std::io::Result<()> {
        if self.journal.is_none() {
            let mut journal = Journal::create(&fresh_path(&self.folder))?;
            journal.append(&serde_json::to_vec(&self.base.to_beginning((self.now)()))?)?;
            self.journal = Some(journal);
        }
        self.journal.as_mut().map_or(Ok(()), |journal| journal.append(payload))
    }

    /// Goes on from what was saved, with the edits since. The old journal goes when the new one is safe.
    fn begin_anew(&mut self, origin: Origin) -> std::io::Result<()> {
        let Some((base, since)) = self.marked.take() else { return Ok(()) };
        self.base = base.saved_as(origin);
        let old = self.journal.take();
        for payload in &since {
            self.append(payload)?;
        }
        if let Some(journal) = &mut self.journal {
            journal.sync()?;
        }
        old.map_or(Ok(()), Journal::discard)
    }

    /// Says once that the journal cannot be kept.
    fn complain(&mut self, error: &std::io::Error) {
        if !std::mem::replace(&mut self.has_complained, true) {
            self.trouble.post(error.to_string());
            (self.wake)();
        }
    }
}

fn fresh_path(folder: &Path) -> PathBuf {
    let letters: String = std::iter::repeat_with(fastrand::alphanumeric).take(16).collect();
    folder.join(format!("{letters}.{JOURNAL_ENDING}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::io::{journal_records, journals_in, read_abandoned};
    use crate::model::{ActorIx, LoadReport, View, graph_from_drawing};
    use crate::scene::Theme;
    use crate::workspace::{Beginning, Workspace};

    fn open(origin: Origin) -> Workspace {
        let graph = graph_from_drawing("A-B");
        let view = View::blank(&graph);
        Workspace::new(graph, view, LoadReport::default(), origin, Theme::Light)
    }

    fn start(folder: &Path, workspace: &Workspace, is_saved: bool) -> Recorder {
        Recorder::start(folder, Base::now(workspace, is_saved), || "now".to_owned(), std::sync::Arc::new(|| ()))
    }

    fn rename(label: &str) -> Edit {
        Edit::Relabel(ActorIx(0), label.to_owned())
    }

    /// The beginning and the names of the steps of the one journal in a folder, as a crash would leave it.
    fn left(folder: &Path, recorder: Recorder) -> Option<(Beginning, Vec<String>)> {
        recorder.flush();
        drop(recorder);
        let path = journals_in(folder).pop()?;
        let bytes = loop {
            // The thread ends soon after its last letter.
            match read_abandoned(&path).expect("it is there") {
                Some(bytes) => break bytes,
                None => thread::yield_now(),
            }
        };
        let records = journal_records(&bytes).expect("it is a journal").records;
        let beginning = serde_json::from_slice(&records[0]).expect("it begins with its beginning");
        let steps =
            records[1..].iter().map(|record| serde_json::from_slice::<JournalStep>(record).expect("a step").name);
        Some((beginning, steps.collect()))
    }

    #[test]
    fn nothing_is_written_before_the_first_edit() {
        let folder = tempfile::tempdir().expect("a folder for the test");
        let recorder = start(folder.path(), &open(Origin::default()), true);
        assert!(left(folder.path(), recorder).is_none());
    }

    #[test]
    fn edits_are_there_after_a_crash_and_gone_once_they_are_saved() {
        let folder = tempfile::tempdir().expect("a folder for the test");
        let workspace = open(Origin { sha256: Some([7; 32]), is_native: true, ..Origin::default() });
        let recorder = start(folder.path(), &workspace, true);
        for name in ["one", "two"] {
            recorder.step("now".into(), name.into(), rename(name));
        }
        let (beginning, steps) = left(folder.path(), recorder).expect("it is there");
        assert_eq!((steps, beginning.whole.is_none()), (vec!["one".to_owned(), "two".to_owned()], true));
        assert!(beginning.sha256 == Some([7; 32]));
        for path in journals_in(folder.path()) {
            std::fs::remove_file(path).expect("it is there");
        }

        let recorder = start(folder.path(), &workspace, true);
        recorder.step("now".into(), "before".into(), rename("b"));
        recorder.mark(Base::now(&workspace, true));
        recorder.step("now".into(), "meanwhile".into(), rename("m"));
        recorder.saved(Origin { sha256: Some([9; 32]), is_native: true, ..Origin::default() });
        recorder.step("now".into(), "after".into(), rename("a"));
        let (beginning, steps) = left(folder.path(), recorder).expect("it is there");
        assert_eq!(steps, ["meanwhile", "after"]);
        assert!(beginning.sha256 == Some([9; 32]));
        assert_eq!(journals_in(folder.path()).len(), 1);
    }

    #[test]
    fn a_save_that_failed_changes_nothing_and_a_discarded_journal_is_gone() {
        let folder = tempfile::tempdir().expect("a folder for the test");
        let workspace = open(Origin::default());
        let recorder = start(folder.path(), &workspace, false);
        recorder.step("now".into(), "one".into(), rename("b"));
        recorder.mark(Base::now(&workspace, true));
        recorder.not_saved();
        recorder.step("now".into(), "two".into(), rename("c"));
        recorder.flush();
        assert_eq!(journals_in(folder.path()).len(), 1);
        recorder.discard();
        assert!(left(folder.path(), recorder).is_none());
    }

    #[test]
    fn that_it_cannot_be_written_is_said_once() {
        let folder = tempfile::tempdir().expect("a folder for the test");
        let file = folder.path().join("file");
        std::fs::write(&file, "in the way").expect("the folder can be written");
        let recorder = start(&file, &open(Origin::default()), false);
        for name in ["one", "two"] {
            recorder.step("now".into(), name.into(), rename(name));
        }
        recorder.flush();
        assert!(recorder.take_trouble().is_some());
        recorder.step("now".into(), "three".into(), rename("d"));
        recorder.flush();
        assert_eq!(recorder.take_trouble(), None);
    }
}
