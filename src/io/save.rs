//! The one safe way to save, used for every file that is written: beside the old one, checked, then renamed over it. What
//! the bytes mean is not known here.
//!
//! The backup of `case.linklore` is `case.linklore~`, in the same folder: the version that the last save replaced.

use std::io::{self, ErrorKind, Write as _};
use std::path::{Path, PathBuf};

use super::disk::{Disk, folder_of};
use super::{Format, display_name, native, read_bytes, sha256};
use crate::model::{Graph, View};

/// A save that succeeded: the data is on the disk, under its name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Saved {
    /// Where the file really is, symbolic links followed.
    pub path: PathBuf,
    /// SHA-256 of what is there now: what the next save expects.
    pub sha256: [u8; 32],
    /// Where the version before is kept, if there was one worth keeping.
    pub backup: Option<PathBuf>,
}

/// A step of saving.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SaveStep {
    /// Turning the graph into the bytes of a file.
    Serialise,
    /// Finding out where the file really is.
    Find,
    /// Making the new file beside the old one.
    Create,
    /// Writing the new file.
    Write,
    /// Waiting until it is on the disk.
    Sync,
    /// Reading it back and comparing.
    Verify,
    /// Comparing the file on disk with the one that was opened.
    Compare,
    /// Keeping the old version.
    Backup,
    /// Putting the new file in place of the old one.
    Rename,
    /// Waiting until the new name is on the disk.
    SyncFolder,
}

impl SaveStep {
    fn words(self) -> &'static str {
        match self {
            Self::Serialise => "turning the graph into a file",
            Self::Find => "looking for the place of the file",
            Self::Create => "making the new file beside the old one",
            Self::Write => "writing the new file",
            Self::Sync => "waiting until the new file was on the disk",
            Self::Verify => "reading the new file back to check it",
            Self::Compare => "comparing the file on disk with the one that was opened",
            Self::Backup => "keeping the old version as a backup",
            Self::Rename => "putting the new file in place of the old one",
            Self::SyncFolder => "waiting until the name of the new file was on the disk",
        }
    }
}

/// Why a save failed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SaveProblem {
    /// Somebody else changed the file since it was opened. Ask, then save with no expectation, or elsewhere.
    ChangedOnDisk,
    /// What was written does not read back as what was meant.
    NotVerified(String),
    /// The file may not be written to.
    ReadOnly,
    /// The name belongs to a folder or a device.
    NotAFile,
    /// The system refused.
    System(ErrorKind, String),
}

/// A save that failed. Printed whole it is the message for the user.
///
/// Up to and including [`SaveStep::Rename`] the old file is untouched and the new one removed. Where only
/// [`SaveStep::SyncFolder`] failed the new version is in place, but may not survive a power cut.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.text())]
pub struct SaveError {
    /// The file that was to be written.
    pub target: PathBuf,
    /// The step that failed.
    pub step: SaveStep,
    /// Why.
    pub problem: SaveProblem,
}

impl SaveError {
    fn new(target: &Path, step: SaveStep, problem: SaveProblem) -> Self {
        Self { target: target.to_owned(), step, problem }
    }

    fn system(target: &Path, step: SaveStep, error: &io::Error) -> Self {
        Self::new(target, step, SaveProblem::System(error.kind(), error.to_string()))
    }

    /// The first line: which file could not be saved.
    #[must_use]
    pub fn headline(&self) -> String {
        format!("Could not save \"{}\".", super::quote::visible(&display_name(&self.target)))
    }

    /// Whether the file on disk is still what it was before.
    #[must_use]
    pub fn target_is_unchanged(&self) -> bool {
        self.step != SaveStep::SyncFolder
    }

    /// The message without a word about unsaved changes, for where nothing is being edited.
    #[must_use]
    pub fn without_window(&self) -> String {
        let state = match (self.target_is_unchanged(), &self.problem) {
            (false, _) => "The new version is in place, but a power cut could still undo it.",
            (true, SaveProblem::ChangedOnDisk) => "Nothing was written.",
            (true, _) => "Nothing was written; a file of that name is as it was before.",
        };
        self.text_ending_in(state)
    }

    fn text(&self) -> String {
        let state = match (self.target_is_unchanged(), &self.problem) {
            (false, _) => {
                "The new version is in place, but a power cut could still undo it. Your changes still count as unsaved."
            }
            (true, SaveProblem::ChangedOnDisk) => "Nothing was written. Your changes are still here, unsaved.",
            (true, _) => "The file on disk is as it was before. Your changes are still here, unsaved.",
        };
        self.text_ending_in(state)
    }

    fn text_ending_in(&self, state: &str) -> String {
        let step = self.step.words();
        let why = match &self.problem {
            SaveProblem::ChangedOnDisk => {
                "Another program, or another window, changed the file since it was opened here.".to_owned()
            }
            SaveProblem::NotVerified(why) => format!("It failed while {step}: {why}"),
            SaveProblem::ReadOnly => "The file is read-only.".to_owned(),
            SaveProblem::NotAFile => "There is a folder or a device of that name.".to_owned(),
            SaveProblem::System(_, reason) => format!("It failed while {step}. The system says: {reason}."),
        };
        let way_out = match &self.problem {
            SaveProblem::ChangedOnDisk => "Save under another name, or look at the changed file before replacing it.",
            SaveProblem::NotVerified(_) => "Save under another name, on another disk if you can, and report this.",
            SaveProblem::ReadOnly => "Save under another name, or allow writing to the file.",
            SaveProblem::NotAFile => "Choose another name.",
            SaveProblem::System(kind, _) => match kind {
                ErrorKind::StorageFull | ErrorKind::QuotaExceeded => {
                    "The disk is full: make room, or save to another disk."
                }
                ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => {
                    "Save to a folder that you are allowed to write to."
                }
                ErrorKind::NotFound => "The folder is gone: save to another one.",
                _ => "Try again, or save to another disk.",
            },
        };
        format!("{}\n{why}\n\n{way_out}\n{state}", self.headline())
    }
}

/// Where the version before the last save is kept: the same name with a tilde behind it.
#[must_use]
pub fn backup_path(target: &Path) -> PathBuf {
    let mut name = target.as_os_str().to_owned();
    name.push("~");
    PathBuf::from(name)
}

/// Saves a graph as a native file.
///
/// # Errors
/// [`SaveError`], whose text is the message for the user.
pub fn save_native(
    disk: &dyn Disk,
    target: &Path,
    graph: &Graph,
    view: &View,
    expected: Option<[u8; 32]>,
) -> Result<Saved, SaveError> {
    let bytes = graph
        .for_writing(view, native::to_bytes)
        .map_err(|error| SaveError::new(target, SaveStep::Serialise, SaveProblem::NotVerified(error.to_string())))?;
    save_bytes(disk, target, &bytes, expected, &native::verify_native)
}

/// Saves bytes under a name, so that at every moment the name holds the old version or the new one, whole.
///
/// `expected` is the hash of the file when it was opened; a file that differs is not replaced. `None` replaces whatever is
/// there: the user was asked. `verify` is given what was read back from
/// the disk, byte for byte. A version that can be opened again (see
/// [`Format::from_path`]) is kept as a backup before it is replaced; one that cannot be opened never replaces a backup.
///
/// # Errors
/// [`SaveError`], whose text is the message for the user.
pub fn save_bytes(
    disk: &dyn Disk,
    target: &Path,
    bytes: &[u8],
    expected: Option<[u8; 32]>,
    verify: &dyn Fn(&[u8]) -> Result<(), String>,
) -> Result<Saved, SaveError> {
    let fail = |step| move |error: io::Error| SaveError::system(target, step, &error);
    let path = disk.real_path(target).map_err(fail(SaveStep::Find))?;
    let facts = disk.facts(&path).map_err(fail(SaveStep::Find))?;
    if facts.as_ref().is_some_and(|facts| !facts.is_file) {
        return Err(SaveError::new(target, SaveStep::Find, SaveProblem::NotAFile));
    }
    if facts.as_ref().is_some_and(|facts| facts.permissions.readonly()) {
        return Err(SaveError::new(target, SaveStep::Find, SaveProblem::ReadOnly));
    }
    let permissions = facts.as_ref().map(|facts| &facts.permissions);

    let sibling = Sibling::write(disk, &path, bytes, permissions).map_err(|(step, error)| fail(step)(error))?;
    let written = disk.read(&sibling.path).map_err(fail(SaveStep::Verify))?;
    let is_same = written == bytes;
    // A large file is not held twice while it is understood, too.
    drop(written);
    let verified = if is_same { verify(bytes) } else { Err("the disk holds something else.".to_owned()) };
    verified.map_err(|why| SaveError::new(target, SaveStep::Verify, SaveProblem::NotVerified(why)))?;

    let mut backup = None;
    if facts.is_some() {
        let old = match disk.read(&path) {
            Err(error) if error.kind() == ErrorKind::NotFound => None,
            read => Some(read.map_err(fail(SaveStep::Compare))?),
        };
        let old_hash = old.as_deref().map(sha256);
        if let (Some(expected), Some(found)) = (expected, old_hash)
            && expected != found
        {
            return Err(SaveError::new(target, SaveStep::Compare, SaveProblem::ChangedOnDisk));
        }
        // A file that was opened is known to be sound; any other is looked at first.
        let sound = |old: &[u8]| expected == old_hash || read_bytes(&display_name(&path), old).is_ok();
        if let Some(old) = old.filter(|old| Format::from_path(&path).is_some_and(Format::can_read) && sound(old)) {
            let kept = backup_path(&path);
            let copy =
                Sibling::write(disk, &kept, &old, permissions).map_err(|(_, error)| fail(SaveStep::Backup)(error))?;
            copy.rename_to(&kept).map_err(fail(SaveStep::Backup))?;
            backup = Some(kept);
        }
    }
    sibling.rename_to(&path).map_err(fail(SaveStep::Rename))?;
    disk.sync_folder(folder_of(&path)).map_err(fail(SaveStep::SyncFolder))?;
    Ok(Saved { path, sha256: sha256(bytes), backup })
}

/// A file beside the target under a name of its own; removed again unless it gets the target's name.
struct Sibling<'d> {
    disk: &'d dyn Disk,
    path: PathBuf,
    renamed: bool,
}

impl<'d> Sibling<'d> {
    fn write(
        disk: &'d dyn Disk,
        target: &Path,
        bytes: &[u8],
        permissions: Option<&std::fs::Permissions>,
    ) -> Result<Self, (SaveStep, io::Error)> {
        let path = sibling_path(target);
        let mut file = disk.create_new(&path, permissions).map_err(|error| (SaveStep::Create, error))?;
        let sibling = Self { disk, path, renamed: false };
        file.write_all(bytes).and_then(|()| file.flush()).map_err(|error| (SaveStep::Write, error))?;
        file.sync().map_err(|error| (SaveStep::Sync, error))?;
        Ok(sibling)
    }

    fn rename_to(mut self, target: &Path) -> io::Result<()> {
        self.disk.rename(&self.path, target)?;
        self.renamed = true;
        Ok(())
    }
}

impl Drop for Sibling<'_> {
    fn drop(&mut self) {
        if !self.renamed {
            // Where even this fails there is nothing better to do than to leave it.
            let _ = self.disk.remove(&self.path);
        }
    }
}

fn sibling_path(target: &Path) -> PathBuf {
    let letters: String = std::iter::repeat_with(fastrand::alphanumeric).take(10).collect();
    let name = target.file_name().unwrap_or_default().to_string_lossy();
    // A name may have 255 bytes; what makes it unique must still fit.
    let start: String = name.chars().take(40).collect();
    folder_of(target).join(format!(".{start}.{letters}.new"))
}
