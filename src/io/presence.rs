//! Which files are open in some window: a lock for each in a folder of ours, that the system takes away when the program ends,
//! however it ends.

use std::fs::{File, OpenOptions, TryLockError};
use std::path::{Path, PathBuf};

use super::sha256;

/// This window has a file open. Others see it until this is dropped, or the program ends.
#[derive(Debug)]
pub struct Presence {
    /// Holds the lock.
    _lock: File,
    path: PathBuf,
}

/// Another window has the file open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Occupied;

impl Presence {
    /// Says that this window has `file` open; `None` where the system has no locks, or the folder cannot be written.
    ///
    /// # Errors
    /// [`Occupied`] where another window has it open.
    pub fn claim(folder: &Path, file: &Path) -> Result<Option<Self>, Occupied> {
        let real = std::fs::canonicalize(file).unwrap_or_else(|_| file.to_owned());
        let hash = sha256(real.as_os_str().as_encoded_bytes());
        let half: [u8; 16] = std::array::from_fn(|number| hash[number]);
        let path = folder.join(format!("{:032x}.open", u128::from_be_bytes(half)));
        if std::fs::create_dir_all(folder).is_err() {
            return Ok(None);
        }
        let Ok(lock) = OpenOptions::new().write(true).create(true).truncate(false).open(&path) else { return Ok(None) };
        match lock.try_lock() {
            Ok(()) => Ok(Some(Self { _lock: lock, path })),
            Err(TryLockError::WouldBlock) => Err(Occupied),
            Err(TryLockError::Error(_)) => Ok(None),
        }
    }
}

impl Drop for Presence {
    fn drop(&mut self) {
        // Where it cannot be removed, the lock is given back all the same.
        let _ = std::fs::remove_file(&self.path);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_second_who_opens_a_file_is_told() {
        let folder = tempfile::tempdir().expect("a folder for the test");
        let (file, other) = (folder.path().join("case.linklore"), folder.path().join("other.linklore"));
        std::fs::write(&file, "").expect("the folder can be written");
        let first = Presence::claim(folder.path(), &file).expect("nobody has it");
        assert!(first.is_some());
        let roundabout = folder.path().join(".").join("case.linklore");
        assert_eq!(Presence::claim(folder.path(), &roundabout).map(|_| ()), Err(Occupied), "by any of its names");
        assert!(Presence::claim(folder.path(), &other).is_ok());
        drop(first);
        assert!(Presence::claim(folder.path(), &file).is_ok_and(|presence| presence.is_some()));
    }
}
