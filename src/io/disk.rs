//! The few things saving asks of the file system, so that tests can put a failing one in its place. What is done in which
//! order is in `save`.

use std::fs::{self, File, OpenOptions, Permissions};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};

/// What is known of a file before it is replaced.
#[derive(Clone, Debug)]
pub struct FileFacts {
    /// Its permissions.
    pub permissions: Permissions,
    /// Whether it is an ordinary file.
    pub is_file: bool,
}

/// A file that is being written.
pub trait DiskFile: Write {
    /// Waits until everything written is on the disk.
    ///
    /// # Errors
    /// The system's reason.
    fn sync(&mut self) -> io::Result<()>;
}

/// A file system.
pub trait Disk {
    /// The real place of a file: symbolic links followed. The file itself need not exist.
    ///
    /// # Errors
    /// The system's reason.
    fn real_path(&self, path: &Path) -> io::Result<PathBuf>;

    /// What is known of a file; `None` where there is none.
    ///
    /// # Errors
    /// The system's reason.
    fn facts(&self, path: &Path) -> io::Result<Option<FileFacts>>;

    /// The whole file.
    ///
    /// # Errors
    /// The system's reason.
    fn read(&self, path: &Path) -> io::Result<Vec<u8>>;

    /// Makes a file that must not exist yet, with these permissions where they are given.
    ///
    /// # Errors
    /// The system's reason.
    fn create_new(&self, path: &Path, permissions: Option<&Permissions>) -> io::Result<Box<dyn DiskFile>>;

    /// Gives the file at `from` the name `to`, in place of what had it.
    ///
    /// # Errors
    /// The system's reason.
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()>;

    /// Removes a file.
    ///
    /// # Errors
    /// The system's reason.
    fn remove(&self, path: &Path) -> io::Result<()>;

    /// Waits until the names in a folder are on the disk.
    ///
    /// # Errors
    /// The system's reason.
    fn sync_folder(&self, folder: &Path) -> io::Result<()>;
}

/// The file system of this machine.
#[derive(Clone, Copy, Debug, Default)]
pub struct RealDisk;

/// How many symbolic links are followed before it is taken for a circle.
const LINKS_FOLLOWED: usize = 40;

impl Disk for RealDisk {
    fn real_path(&self, path: &Path) -> io::Result<PathBuf> {
        let mut path = path.to_owned();
        for _ in 0..LINKS_FOLLOWED {
            // A link whose target does not exist cannot be made canonical, so the last step is taken by hand.
            match fs::read_link(&path) {
                Ok(target) => path = folder_of(&path).join(target),
                Err(_not_a_link) => {
                    let name = path.file_name().ok_or_else(|| io::Error::from(ErrorKind::InvalidInput))?;
                    return Ok(fs::canonicalize(folder_of(&path))?.join(name));
                }
            }
        }
        Err(io::Error::other("the symbolic links go in a circle"))
    }

    fn facts(&self, path: &Path) -> io::Result<Option<FileFacts>> {
        match fs::symlink_metadata(path) {
            Ok(facts) => Ok(Some(FileFacts { permissions: facts.permissions(), is_file: facts.is_file() })),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error),
        }
    }

    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        fs::read(path)
    }

    fn create_new(&self, path: &Path, permissions: Option<&Permissions>) -> io::Result<Box<dyn DiskFile>> {
        let mut options = OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        if permissions.is_some() {
            // Nobody else may read it before it has the permissions of the file it replaces.
            std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        }
        let file = options.open(path)?;
        if let Some(permissions) = permissions
            && let Err(error) = file.set_permissions(permissions.clone())
        {
            drop(file);
            let _ = fs::remove_file(path);
            return Err(error);
        }
        Ok(Box::new(file))
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        fs::rename(from, to)
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        fs::remove_file(path)
    }

    #[cfg(unix)]
    fn sync_folder(&self, folder: &Path) -> io::Result<()> {
        match File::open(folder)?.sync_all() {
            // Some file systems, mostly of networks, know no such thing.
            Err(error) if matches!(error.kind(), ErrorKind::InvalidInput | ErrorKind::Unsupported) => Ok(()),
            done => done,
        }
    }

    #[cfg(not(unix))]
    fn sync_folder(&self, _folder: &Path) -> io::Result<()> {
        Ok(())
    }
}

impl DiskFile for File {
    fn sync(&mut self) -> io::Result<()> {
        self.sync_all()
    }
}

/// The folder a path is in.
pub(super) fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}
