//! The file of a recovery journal: records that are appended, each with its length and a checksum, so that one that was torn by
//! a crash is noticed. What the records say is not known here.
//!
//! ```text
//! linklore journal 1\n
//! length (u32, little endian) · first 8 bytes of the SHA-256 of the payload · payload      … again and again
//! ```

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{self, Read as _, Seek as _, SeekFrom, Write as _};
use std::path::{Path, PathBuf};

use super::disk::folder_of;
use super::sha256;

/// What the file begins with.
const MARK: &[u8] = b"linklore journal 1\n";
/// Length and checksum.
const HEAD: usize = 12;
/// The end of the name of every journal.
pub const JOURNAL_ENDING: &str = "journal";

/// A journal that is being written. While it is open no other process takes it for abandoned.
#[derive(Debug)]
pub struct Journal {
    file: File,
    path: PathBuf,
}

/// What a journal holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JournalRecords {
    /// The payloads, in order.
    pub records: Vec<Vec<u8>>,
    /// Whether something stands behind them that is no whole record: the last one was being written.
    pub is_torn: bool,
}

impl Journal {
    /// Makes a journal at `path`, where there must be no file yet. Only its owner may read it, as far as the system knows owners.
    ///
    /// # Errors
    /// The system's reason.
    pub fn create(path: &Path) -> io::Result<Self> {
        std::fs::create_dir_all(folder_of(path))?;
        let mut options = OpenOptions::new();
        options.write(true).read(true).create_new(true);
        #[cfg(unix)]
        {
            use std::os::unix::fs::OpenOptionsExt as _;
            options.mode(0o600);
        }
        let mut file = options.open(path)?;
        file.try_lock()?;
        file.write_all(MARK)?;
        Ok(Self { file, path: path.to_owned() })
    }

    /// Appends a record. It is safe once [`Journal::sync`] returned.
    ///
    /// # Errors
    /// The system's reason; and where the payload has 4 GiB or more.
    pub fn append(&mut self, payload: &[u8]) -> io::Result<()> {
        let length = u32::try_from(payload.len()).map_err(|_over| io::Error::other("a step of 4 GiB or more"))?;
        let mut record = Vec::with_capacity(HEAD + payload.len());
        record.extend_from_slice(&length.to_le_bytes());
        record.extend_from_slice(&sha256(payload)[..8]);
        record.extend_from_slice(payload);
        self.file.write_all(&record)
    }

    /// Waits until everything appended is on the disk.
    ///
    /// # Errors
    /// The system's reason.
    pub fn sync(&mut self) -> io::Result<()> {
        self.file.sync_data()
    }

    /// Removes the file.
    ///
    /// # Errors
    /// The system's reason.
    pub fn discard(self) -> io::Result<()> {
        let Self { file, path } = self;
        drop(file);
        std::fs::remove_file(path)
    }
}

/// What stands in the bytes of a journal; `None` where they are no journal.
#[must_use]
pub fn journal_records(bytes: &[u8]) -> Option<JournalRecords> {
    let mut rest = bytes.strip_prefix(MARK)?;
    let mut records = Vec::new();
    while let Some((head, behind)) = rest.split_at_checked(HEAD) {
        let length = u32::from_le_bytes([head[0], head[1], head[2], head[3]]) as usize;
        let Some((payload, behind)) = behind.split_at_checked(length) else { break };
        if sha256(payload)[..8] != head[4..] {
            break;
        }
        records.push(payload.to_vec());
        rest = behind;
    }
    Some(JournalRecords { records, is_torn: !rest.is_empty() })
}

/// The bytes of a journal that nobody writes any more; `None` where somebody still does.
///
/// # Errors
/// The system's reason.
pub fn read_abandoned(path: &Path) -> io::Result<Option<Vec<u8>>> {
    let mut file = OpenOptions::new().read(true).write(true).open(path)?;
    match file.try_lock() {
        Ok(()) => {}
        Err(TryLockError::WouldBlock) => return Ok(None),
        Err(TryLockError::Error(error)) => return Err(error),
    }
    let mut bytes = Vec::new();
    file.seek(SeekFrom::Start(0))?;
    file.read_to_end(&mut bytes)?;
    Ok(Some(bytes))
}

/// The journals in a folder, in the order of their names; none where there is no such folder.
#[must_use]
pub fn journals_in(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let is_journal = |path: &PathBuf| path.extension().is_some_and(|ending| ending == JOURNAL_ENDING);
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.path()).filter(is_journal).collect();
    paths.sort();
    paths
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn written(payloads: &[Vec<u8>]) -> (tempfile::TempDir, PathBuf) {
        let folder = tempfile::tempdir().expect("a folder for the test");
        let path = folder.path().join("deep").join("one.journal");
        let mut journal = Journal::create(&path).expect("the folder can be written");
        for payload in payloads {
            journal.append(payload).expect("there is room");
        }
        journal.sync().expect("there is room");
        (folder, path)
    }

    #[test]
    fn a_journal_that_is_written_is_not_abandoned() {
        let folder = tempfile::tempdir().expect("a folder for the test");
        let path = folder.path().join("one.journal");
        let mut journal = Journal::create(&path).expect("the folder can be written");
        journal.append(b"step").expect("there is room");
        assert_eq!(journals_in(folder.path()), std::slice::from_ref(&path));
        assert_eq!(read_abandoned(&path).expect("it is there"), None);
        drop(journal);
        let bytes = read_abandoned(&path).expect("it is there").expect("nobody has it");
        assert_eq!(journal_records(&bytes).map(|held| held.records), Some(vec![b"step".to_vec()]));
        assert!(Journal::create(&path).is_err(), "one that is there is never written over");
    }

    #[test]
    fn a_discarded_journal_is_gone() {
        let folder = tempfile::tempdir().expect("a folder for the test");
        let journal = Journal::create(&folder.path().join("one.journal")).expect("the folder can be written");
        journal.discard().expect("it is there");
        assert!(journals_in(folder.path()).is_empty());
        assert_eq!(journal_records(b"something else"), None);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(40))]
        /// Wherever the file is cut, and whichever byte is another: what is read is the beginning of what was written.
        #[test]
        fn what_a_crash_leaves_is_a_beginning(
            payloads in prop::collection::vec(prop::collection::vec(any::<u8>(), 0..40), 0..6),
            cut in any::<prop::sample::Index>(),
            flip in any::<prop::sample::Index>(),
        ) {
            let (_folder, path) = written(&payloads);
            let whole = std::fs::read(&path).expect("it is there");
            prop_assert_eq!(journal_records(&whole), Some(JournalRecords { records: payloads.clone(), is_torn: false }));
            let torn = &whole[..MARK.len() + cut.index(whole.len() - MARK.len() + 1)];
            let read = journal_records(torn).expect("it begins as one");
            prop_assert!(payloads.starts_with(&read.records));
            prop_assert!(read.is_torn || torn.len() == MARK.len() + read.records.iter().map(|one| HEAD + one.len()).sum::<usize>());
            if whole.len() > MARK.len() {
                let mut flipped = whole.clone();
                flipped[MARK.len() + flip.index(whole.len() - MARK.len())] ^= 0x10;
                let read = journal_records(&flipped).expect("it begins as one");
                prop_assert!(payloads.starts_with(&read.records) && read.records.len() < payloads.len());
            }
        }
    }
}
