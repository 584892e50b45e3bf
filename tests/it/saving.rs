//! Saving: the old version or the new one, whole, whatever call of the file system fails.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::fs::Permissions;
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::rc::Rc;

use linklore::io::{
    Disk, DiskFile, FileFacts, RealDisk, SaveProblem, SaveStep, backup_path, native, read_bytes, save_bytes,
    save_native, sha256,
};
use linklore::model::{View, graph_from_drawing};
use proptest::prelude::*;

/// A file system in memory whose calls can be made to fail.
#[derive(Clone)]
struct FaultyDisk(Rc<RefCell<State>>);

struct State {
    files: BTreeMap<PathBuf, Vec<u8>>,
    calls: usize,
    fails: Box<dyn Fn(usize) -> bool>,
    kind: ErrorKind,
    permissions: Permissions,
}

struct FaultyFile(FaultyDisk, PathBuf);

impl FaultyDisk {
    fn new(files: &[(&str, &[u8])], kind: ErrorKind, fails: impl Fn(usize) -> bool + 'static) -> Self {
        let files = files.iter().map(|(path, bytes)| (PathBuf::from(path), bytes.to_vec())).collect();
        let permissions = tempfile::tempfile().and_then(|file| file.metadata()).expect("a file").permissions();
        Self(Rc::new(RefCell::new(State { files, calls: 0, fails: Box::new(fails), kind, permissions })))
    }

    fn sound(files: &[(&str, &[u8])]) -> Self {
        Self::new(files, ErrorKind::Other, |_| false)
    }

    fn call(&self) -> io::Result<()> {
        let mut state = self.0.borrow_mut();
        state.calls += 1;
        if (state.fails)(state.calls) { Err(io::Error::from(state.kind)) } else { Ok(()) }
    }

    fn files(&self) -> BTreeMap<PathBuf, Vec<u8>> {
        self.0.borrow().files.clone()
    }
}

impl Disk for FaultyDisk {
    fn real_path(&self, path: &Path) -> io::Result<PathBuf> {
        self.call()?;
        Ok(path.to_owned())
    }

    fn facts(&self, path: &Path) -> io::Result<Option<FileFacts>> {
        self.call()?;
        let state = self.0.borrow();
        let facts = || FileFacts { permissions: state.permissions.clone(), is_file: true };
        Ok(state.files.contains_key(path).then(facts))
    }

    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        self.call()?;
        self.0.borrow().files.get(path).cloned().ok_or_else(|| ErrorKind::NotFound.into())
    }

    fn create_new(&self, path: &Path, _permissions: Option<&Permissions>) -> io::Result<Box<dyn DiskFile>> {
        self.call()?;
        if self.0.borrow_mut().files.insert(path.to_owned(), Vec::new()).is_some() {
            return Err(ErrorKind::AlreadyExists.into());
        }
        Ok(Box::new(FaultyFile(self.clone(), path.to_owned())))
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.call()?;
        let mut state = self.0.borrow_mut();
        let bytes = state.files.remove(from).ok_or(ErrorKind::NotFound)?;
        state.files.insert(to.to_owned(), bytes);
        Ok(())
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        self.call()?;
        self.0.borrow_mut().files.remove(path).map(drop).ok_or_else(|| ErrorKind::NotFound.into())
    }

    fn sync_folder(&self, _folder: &Path) -> io::Result<()> {
        self.call()
    }
}

impl Write for FaultyFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let part = &bytes[..bytes.len().min(64)];
        self.0.call()?;
        self.0.0.borrow_mut().files.entry(self.1.clone()).or_default().extend_from_slice(part);
        Ok(part.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.call()
    }
}

impl DiskFile for FaultyFile {
    fn sync(&mut self) -> io::Result<()> {
        self.0.call()
    }
}

const TARGET: &str = "/cases/case.linklore";

fn file_of(drawing: &str) -> Vec<u8> {
    let graph = graph_from_drawing(drawing);
    native::to_bytes(&graph, &View::blank(&graph)).expect("finite")
}

#[test]
fn whichever_call_fails_the_file_is_the_old_one_or_the_new_one_and_the_message_says_so() {
    let (old, new) = (file_of("A-B"), file_of("A-B B>C"));
    let save =
        |disk: &FaultyDisk| save_bytes(disk, Path::new(TARGET), &new, Some(sha256(&old)), &native::verify_native);
    let sound = FaultyDisk::sound(&[(TARGET, &old)]);
    save(&sound).expect("nothing fails");
    let calls = sound.0.borrow().calls;
    assert!(calls > 15, "{calls} calls");

    let mut steps = Vec::new();
    for kind in [ErrorKind::StorageFull, ErrorKind::PermissionDenied, ErrorKind::ReadOnlyFilesystem, ErrorKind::Other] {
        for nth in 1..=calls {
            for from_then_on in [false, true] {
                let fails = move |call| if from_then_on { call >= nth } else { call == nth };
                let disk = FaultyDisk::new(&[(TARGET, &old)], kind, fails);
                let error = save(&disk).expect_err("a call failed");
                let files = disk.files();
                let target = &files[Path::new(TARGET)];
                if error.target_is_unchanged() {
                    assert!(target == &old, "call {nth} of {calls}, {kind:?}: {error}");
                    assert!(error.to_string().contains("The file on disk is as it was before."), "{error}");
                } else {
                    assert!(target == &new, "call {nth} of {calls}, {kind:?}: {error}");
                    assert!(error.to_string().contains("The new version is in place"), "{error}");
                }
                if let Some(backup) = files.get(&backup_path(Path::new(TARGET))) {
                    assert!(backup == &old, "a backup is whole");
                }
                if !from_then_on {
                    let left = files.keys().filter(|path| path.extension().is_some_and(|end| end == "new")).count();
                    assert_eq!(left, 0, "call {nth}: the sibling is removed");
                }
                steps.push(error.step);
            }
        }
    }
    for step in [
        SaveStep::Find,
        SaveStep::Create,
        SaveStep::Write,
        SaveStep::Sync,
        SaveStep::Verify,
        SaveStep::Compare,
        SaveStep::Backup,
        SaveStep::Rename,
        SaveStep::SyncFolder,
    ] {
        assert!(steps.contains(&step), "{step:?} was never made to fail");
    }
}

#[test]
fn a_full_disk_is_said_with_its_step_and_a_way_out() {
    let old = file_of("A-B");
    let disk = FaultyDisk::new(&[(TARGET, &old)], ErrorKind::StorageFull, |call| call == 4);
    let error = save_bytes(&disk, Path::new(TARGET), &old, None, &native::verify_native).expect_err("the disk is full");
    assert_eq!(
        error.to_string(),
        "Could not save \"case.linklore\".\n\
         It failed while writing the new file. The system says: no storage space.\n\
         \nThe disk is full: make room, or save to another disk.\n\
         The file on disk is as it was before. Your changes are still here, unsaved."
    );
}

#[test]
fn a_file_that_somebody_else_changed_is_not_replaced() {
    let (old, theirs, new) = (file_of("A-B"), file_of("A-C"), file_of("A-B B>C"));
    let disk = FaultyDisk::sound(&[(TARGET, &theirs)]);
    let save = |expected| save_bytes(&disk, Path::new(TARGET), &new, expected, &native::verify_native);
    let error = save(Some(sha256(&old))).expect_err("it changed");
    assert_eq!(error.problem, SaveProblem::ChangedOnDisk);
    assert_eq!(disk.files(), BTreeMap::from([(PathBuf::from(TARGET), theirs.clone())]));
    let saved = save(None).expect("the user was asked");
    assert_eq!(disk.files()[Path::new(TARGET)], new);
    assert_eq!(disk.files()[&saved.backup.expect("theirs is kept")], theirs);
    assert_eq!(saved.sha256, sha256(&new));
}

/// What somebody does in one of two windows on the same file.
#[derive(Clone, Copy, Debug)]
enum Deed {
    Open,
    Edit,
    Save,
    /// Saves, after having been asked, over what somebody else saved.
    SaveOver,
    /// Somebody else removes the file.
    Lose,
}

/// A window: the file it opened or saved last, and what its graph is called by now.
#[derive(Clone, Default)]
struct OnFile {
    hash: Option<[u8; 32]>,
    title: String,
    is_open: bool,
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever two windows on one file do, in whatever order: no save replaces a version that its window has not seen, unless
    /// somebody was asked; and what it replaces is in the backup.
    #[test]
    fn two_windows_on_one_file_never_write_over_each_other_in_silence(
        deeds in proptest::collection::vec((0..2usize, prop_oneof![
            2 => Just(Deed::Open), 4 => Just(Deed::Edit), 4 => Just(Deed::Save), 1 => Just(Deed::SaveOver), 1 => Just(Deed::Lose),
        ]), 1..24),
    ) {
        let target = Path::new(TARGET);
        let disk = FaultyDisk::sound(&[(TARGET, &file_of("A-B"))]);
        let mut windows = [OnFile::default(), OnFile::default()];
        let on_disk = || disk.files().get(target).cloned();
        for (number, (at, deed)) in deeds.into_iter().enumerate() {
            let window = &mut windows[at];
            let before = on_disk();
            match deed {
                Deed::Open => {
                    let Some(bytes) = before else { continue };
                    let opened = read_bytes("case.linklore", &bytes).expect("every version opens");
                    *window = OnFile { hash: Some(sha256(&bytes)), title: opened.graph.title.clone(), is_open: true };
                }
                Deed::Edit => window.title = format!("edit {number} in window {at}"),
                Deed::Lose => drop(disk.0.borrow_mut().files.remove(target)),
                Deed::Save | Deed::SaveOver if !window.is_open => {}
                Deed::Save | Deed::SaveOver => {
                    let mut graph = graph_from_drawing("A-B");
                    graph.title.clone_from(&window.title);
                    let expected = window.hash.filter(|_| matches!(deed, Deed::Save));
                    let has_seen = before.is_none() || before.as_ref().map(|bytes| sha256(bytes)) == window.hash;
                    match save_native(&disk, target, &graph, &View::blank(&graph), expected) {
                        Ok(saved) => {
                            prop_assert!(has_seen || expected.is_none(), "written over a version that nobody here has seen");
                            prop_assert_eq!(sha256(&on_disk().expect("it is there")), saved.sha256);
                            if let Some(before) = before.filter(|before| Some(before) != on_disk().as_ref()) {
                                let backup = disk.files().get(&backup_path(target)).cloned();
                                prop_assert_eq!(backup, Some(before));
                            }
                            window.hash = Some(saved.sha256);
                        }
                        Err(error) => {
                            prop_assert_eq!(&error.problem, &SaveProblem::ChangedOnDisk);
                            prop_assert!(!has_seen, "refused without a reason");
                            prop_assert_eq!(on_disk(), before, "and nothing was touched");
                        }
                    }
                }
            }
        }
    }
}

#[test]
fn a_file_that_is_gone_is_made_again() {
    let new = file_of("A-B");
    let disk = FaultyDisk::sound(&[]);
    let saved = save_bytes(&disk, Path::new(TARGET), &new, Some([7; 32]), &native::verify_native).expect("it saves");
    assert_eq!((disk.files()[Path::new(TARGET)].clone(), saved.backup), (new, None));
}

#[test]
fn what_does_not_read_back_replaces_nothing() {
    let old = file_of("A-B");
    let disk = FaultyDisk::sound(&[(TARGET, &old)]);
    let error =
        save_bytes(&disk, Path::new(TARGET), b"{\"linklore\": 1", None, &native::verify_native).expect_err("cut");
    assert_eq!(error.step, SaveStep::Verify);
    assert!(error.to_string().contains("The file ends before it is complete"), "{error}");
    assert_eq!(disk.files(), BTreeMap::from([(PathBuf::from(TARGET), old)]));
}

#[test]
fn a_good_backup_is_not_replaced_by_a_file_that_cannot_be_opened() {
    let (good, new) = (file_of("A-B"), file_of("A-C"));
    let kept = format!("{TARGET}~");
    let disk = FaultyDisk::sound(&[(TARGET, b"\0\0\0\0"), (&kept, &good)]);
    let saved = save_bytes(&disk, Path::new(TARGET), &new, None, &native::verify_native).expect("it saves");
    assert_eq!(saved.backup, None);
    assert_eq!(disk.files()[Path::new(&kept)], good);
    assert_eq!(disk.files()[Path::new(TARGET)], new);
}

#[test]
fn a_picture_is_saved_the_same_way_without_a_backup() {
    let disk = FaultyDisk::sound(&[("/cases/picture.png", b"old")]);
    let saved = save_bytes(&disk, Path::new("/cases/picture.png"), b"new", None, &|_| Ok(())).expect("it saves");
    assert_eq!(saved.backup, None);
    assert_eq!(disk.files(), BTreeMap::from([(PathBuf::from("/cases/picture.png"), b"new".to_vec())]));
}

#[test]
fn a_number_that_is_not_finite_is_not_saved() {
    use linklore::model::{ActorIx, GraphBuilder, Link};
    let mut builder = GraphBuilder::new("", "");
    builder.add_actor(linklore::model::Actor { key: "a".into(), ..Default::default() }).expect("free");
    let link = Link { key: "l".into(), weight: Some(f64::NAN), ..Link::default() };
    builder.add_link(ActorIx(0), ActorIx(0), link).expect("free");
    let graph = builder.finish();
    let disk = FaultyDisk::sound(&[]);
    let error = save_native(&disk, Path::new(TARGET), &graph, &View::blank(&graph), None).expect_err("not a number");
    assert_eq!(error.step, SaveStep::Serialise);
    assert_eq!(disk.0.borrow().calls, 0);
}

#[test]
fn on_a_real_disk_the_graph_comes_back_and_nothing_else_is_left() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("case.linklore");
    let graph = graph_from_drawing("A-B B>C");
    let view = View::blank(&graph);
    let first = save_native(&RealDisk, &path, &graph, &view, None).unwrap_or_else(|error| panic!("{error}"));
    let opened = read_bytes("case.linklore", &std::fs::read(&path).expect("saved")).expect("it opens");
    assert_eq!((opened.graph.actor_count(), opened.graph.link_count(), opened.sha256), (3, 2, first.sha256));
    save_native(&RealDisk, &path, &graph, &view, Some(first.sha256)).unwrap_or_else(|error| panic!("{error}"));
    let mut names: Vec<_> =
        std::fs::read_dir(folder.path()).expect("a folder").map(|entry| entry.expect("an entry").file_name()).collect();
    names.sort();
    assert_eq!(names, ["case.linklore", "case.linklore~"]);
}

#[cfg(unix)]
#[test]
fn a_symbolic_link_stays_one_and_permissions_stay() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let folder = tempfile::tempdir().expect("a folder");
    let real = folder.path().join("real.linklore");
    let link = folder.path().join("link.linklore");
    std::fs::write(&real, file_of("A-B")).expect("written");
    std::fs::set_permissions(&real, Permissions::from_mode(0o640)).expect("allowed");
    symlink("real.linklore", &link).expect("a link");
    let new = file_of("A-C");
    let saved =
        save_bytes(&RealDisk, &link, &new, None, &native::verify_native).unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(saved.path, std::fs::canonicalize(&real).expect("there"));
    assert!(std::fs::symlink_metadata(&link).expect("there").is_symlink());
    assert_eq!(std::fs::read(&real).expect("there"), new);
    for path in [&real, &backup_path(&real)] {
        assert_eq!(std::fs::metadata(path).expect("there").permissions().mode() & 0o777, 0o640);
    }

    std::fs::set_permissions(&real, Permissions::from_mode(0o440)).expect("allowed");
    let error = save_bytes(&RealDisk, &real, &new, None, &native::verify_native).expect_err("read-only");
    assert_eq!(error.problem, SaveProblem::ReadOnly);
    let error = save_bytes(&RealDisk, folder.path(), &new, None, &native::verify_native).expect_err("a folder");
    assert_eq!(error.problem, SaveProblem::NotAFile);
}
