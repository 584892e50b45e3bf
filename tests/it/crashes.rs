//! What is on the disk after a save that was cut off: by a power loss, at any moment and with any part of what was not waited
//! for, or by a killed program. It is the old version or the new one, whole.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::fs::Permissions;
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::process::{Command as Process, Stdio};
use std::rc::Rc;
use std::time::Duration;

use linklore::io::{Disk, DiskFile, FileFacts, RealDisk, backup_path, native, save_bytes, save_native, sha256};
use linklore::model::{Graph, View, graph_from_drawing};

/// What was asked of the disk, in order. Files are numbered as they are made.
#[derive(Clone, Debug)]
enum Asked {
    Create(PathBuf, usize),
    Write(usize, Vec<u8>),
    Sync(usize),
    Rename(PathBuf, PathBuf),
    Remove(PathBuf),
    SyncFolder,
}

/// A disk in memory that remembers everything it was asked, so that it can be cut off anywhere.
#[derive(Clone)]
struct Log(Rc<RefCell<State>>);

struct State {
    names: BTreeMap<PathBuf, usize>,
    contents: Vec<Vec<u8>>,
    asked: Vec<Asked>,
    permissions: Permissions,
    /// So many bytes are written at once.
    piece: usize,
}

struct LogFile(Log, usize);

impl Log {
    fn new(files: &[(&Path, &[u8])], piece: usize) -> Self {
        let permissions = tempfile::tempfile().and_then(|file| file.metadata()).expect("a file").permissions();
        let names = files.iter().enumerate().map(|(number, (path, _))| (path.to_path_buf(), number)).collect();
        let contents = files.iter().map(|(_, bytes)| bytes.to_vec()).collect();
        Self(Rc::new(RefCell::new(State { names, contents, asked: Vec::new(), permissions, piece })))
    }
}

impl Disk for Log {
    fn real_path(&self, path: &Path) -> io::Result<PathBuf> {
        Ok(path.to_owned())
    }

    fn facts(&self, path: &Path) -> io::Result<Option<FileFacts>> {
        let state = self.0.borrow();
        let facts = || FileFacts { permissions: state.permissions.clone(), is_file: true };
        Ok(state.names.contains_key(path).then(facts))
    }

    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        let state = self.0.borrow();
        state.names.get(path).map(|number| state.contents[*number].clone()).ok_or_else(|| ErrorKind::NotFound.into())
    }

    fn create_new(&self, path: &Path, _permissions: Option<&Permissions>) -> io::Result<Box<dyn DiskFile>> {
        let mut state = self.0.borrow_mut();
        let number = state.contents.len();
        state.contents.push(Vec::new());
        state.names.insert(path.to_owned(), number);
        state.asked.push(Asked::Create(path.to_owned(), number));
        Ok(Box::new(LogFile(self.clone(), number)))
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        let mut state = self.0.borrow_mut();
        let number = state.names.remove(from).ok_or(ErrorKind::NotFound)?;
        state.names.insert(to.to_owned(), number);
        state.asked.push(Asked::Rename(from.to_owned(), to.to_owned()));
        Ok(())
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        let mut state = self.0.borrow_mut();
        state.names.remove(path).ok_or(ErrorKind::NotFound)?;
        state.asked.push(Asked::Remove(path.to_owned()));
        Ok(())
    }

    fn sync_folder(&self, _folder: &Path) -> io::Result<()> {
        self.0.borrow_mut().asked.push(Asked::SyncFolder);
        Ok(())
    }
}

impl Write for LogFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let mut state = self.0.0.borrow_mut();
        let part = &bytes[..bytes.len().min(state.piece)];
        state.contents[self.1].extend_from_slice(part);
        state.asked.push(Asked::Write(self.1, part.to_vec()));
        Ok(part.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl DiskFile for LogFile {
    fn sync(&mut self) -> io::Result<()> {
        self.0.0.borrow_mut().asked.push(Asked::Sync(self.1));
        Ok(())
    }
}

/// What became of bytes that nobody waited for.
#[derive(Clone, Copy, Debug)]
enum Fate {
    Kept,
    Dropped,
    Half,
    /// The length is there, the bytes are not.
    Zeros,
}

const FATES: [Fate; 4] = [Fate::Kept, Fate::Dropped, Fate::Half, Fate::Zeros];

/// The names and contents after a power loss: `asked` was asked, names and renamings that nobody waited for are there up to
/// `named`, and contents that nobody waited for have met that fate.
fn after_power_loss(files: &[(&Path, &[u8])], asked: &[Asked], named: usize, fate: Fate) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut names: BTreeMap<PathBuf, usize> =
        files.iter().enumerate().map(|(number, (path, _))| (path.to_path_buf(), number)).collect();
    let mut contents: Vec<(Vec<u8>, usize)> = files.iter().map(|(_, bytes)| (bytes.to_vec(), bytes.len())).collect();
    let waited_for = asked.iter().rposition(|one| matches!(one, Asked::SyncFolder)).map_or(0, |last| last + 1);
    let mut since = 0;
    for (position, one) in asked.iter().enumerate() {
        match one {
            Asked::Create(..) => contents.push((Vec::new(), 0)),
            Asked::Write(number, bytes) => contents[*number].0.extend_from_slice(bytes),
            Asked::Sync(number) => contents[*number].1 = contents[*number].0.len(),
            Asked::Rename(..) | Asked::Remove(_) | Asked::SyncFolder => {}
        }
        let is_about_names = matches!(one, Asked::Create(..) | Asked::Rename(..) | Asked::Remove(_));
        if is_about_names && position >= waited_for {
            since += 1;
            if since > named {
                continue;
            }
        }
        match one {
            Asked::Create(path, number) => drop(names.insert(path.clone(), *number)),
            Asked::Rename(from, to) => {
                if let Some(number) = names.remove(from) {
                    names.insert(to.clone(), number);
                }
            }
            Asked::Remove(path) => drop(names.remove(path)),
            Asked::Write(..) | Asked::Sync(_) | Asked::SyncFolder => {}
        }
    }
    let left = |number: usize| {
        let (bytes, safe) = &contents[number];
        let half = usize::midpoint(*safe, bytes.len());
        match fate {
            Fate::Kept => bytes.clone(),
            Fate::Dropped => bytes[..*safe].to_vec(),
            Fate::Half => bytes[..half].to_vec(),
            Fate::Zeros => bytes.iter().enumerate().map(|(at, byte)| if at < *safe { *byte } else { 0 }).collect(),
        }
    };
    names.into_iter().map(|(path, number)| (path, left(number))).collect()
}

fn file_of(drawing: &str) -> Vec<u8> {
    let graph = graph_from_drawing(drawing);
    native::to_bytes(&graph, &View::blank(&graph)).expect("finite")
}

#[test]
fn after_a_power_loss_at_any_moment_the_file_is_the_old_one_or_the_new_one() {
    let target = Path::new("/cases/case.linklore");
    let backup = backup_path(target);
    let (older, old) = (file_of("X-Y"), file_of("A-B"));
    let mut states = 0;
    for drawing in ["A-B B>C", "A-B B>C C-D D>E", "A-B B>C C-D D>E E-F F>A"] {
        let new = file_of(drawing);
        let grounds: [&[(&Path, &[u8])]; 3] = [&[], &[(target, &old)], &[(target, &old), (&backup, &older)]];
        for (files, piece) in grounds.into_iter().flat_map(|files| [7, 20].map(|piece| (files, piece))) {
            let disk = Log::new(files, piece);
            let expected = (!files.is_empty()).then(|| sha256(&old));
            save_bytes(&disk, target, &new, expected, &native::verify_native).expect("nothing fails");
            let asked = disk.0.borrow().asked.clone();
            for cut in 0..=asked.len() {
                for named in 0..4 {
                    for fate in FATES {
                        let left = after_power_loss(files, &asked[..cut], named, fate);
                        states += 1;
                        let is_one_of =
                            |path: &Path, ones: &[&[u8]]| left.get(path).is_none_or(|held| ones.contains(&&held[..]));
                        let when = format!("{} files, cut after {cut}, {named} names, {fate:?}", files.len());
                        assert!(is_one_of(target, &[&old, &new]), "{when}");
                        assert!(files.is_empty() || left.contains_key(target), "{when}: the file is gone");
                        assert!(is_one_of(&backup, &[&old, &older]), "{when}: the backup");
                    }
                }
            }
            let left = after_power_loss(files, &asked, 0, Fate::Dropped);
            assert_eq!(left.get(target), Some(&new), "once the save has returned, the new one is safe");
        }
    }
    assert!(states >= 10_000, "{states} states");
}

/// Where the child of the test below saves; without it that test is the parent.
const CHILD: &str = "LINKLORE_TEST_SAVES";

fn versions() -> [Graph; 2] {
    let ring = |count: usize| (0..count).map(|n| format!("n{n}-n{}", (n + 1) % count)).collect::<Vec<_>>().join(" ");
    [graph_from_drawing(&ring(400)), graph_from_drawing(&ring(300))]
}

fn child(path: &Path) -> ! {
    let versions = versions();
    loop {
        for graph in &versions {
            save_native(&RealDisk, path, graph, &View::blank(graph), None).expect("the folder can be written");
        }
    }
}

#[test]
fn a_program_that_is_killed_while_it_saves_loses_nothing() {
    if let Some(path) = std::env::var_os(CHILD) {
        child(Path::new(&path));
    }
    let kills = std::env::var("LINKLORE_KILLS").ok().and_then(|number| number.parse().ok()).unwrap_or(10);
    let program = std::env::current_exe().expect("the test knows itself");
    let folder = tempfile::tempdir().expect("a folder for the test");
    let path = folder.path().join("case.linklore");
    let wanted = versions().map(|graph| native::to_bytes(&graph, &View::blank(&graph)).expect("finite"));
    std::fs::write(&path, &wanted[0]).expect("the folder can be written");
    for round in 0..kills {
        let mut process = Process::new(&program)
            .args(["--exact", "crashes::a_program_that_is_killed_while_it_saves_loses_nothing"])
            .env(CHILD, &path)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("the test runs itself");
        std::thread::sleep(Duration::from_millis(fastrand::u64(20..120)));
        process.kill().expect("it runs");
        process.wait().expect("it ends");
        let held = std::fs::read(&path).expect("it is there");
        assert!(wanted.contains(&held), "round {round}: {} bytes that nobody saved", held.len());
    }
    let names = std::fs::read_dir(folder.path()).expect("it is there").flatten().map(|entry| entry.file_name());
    let strange = names.filter(|name| !name.to_string_lossy().contains("case.linklore")).count();
    assert_eq!(strange, 0, "what is left behind says whose it is");
}
