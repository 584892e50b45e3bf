//! What is said when a native file cannot be opened: the whole message for every mistake a file can have.

use std::fmt::Write as _;
use std::ops::ControlFlow;
use std::path::Path;

use linklore::io::{Progress, ReadCause, read_bytes, read_path};

fn message(bytes: &[u8]) -> String {
    match read_bytes("case.linklore", bytes) {
        Ok(_) => panic!("it opens: {}", String::from_utf8_lossy(bytes)),
        Err(error) => error.to_string(),
    }
}

/// Every mistake of the table in `tests/fixtures/native-errors.txt`: a file, then the message it gives.
#[test]
fn every_mistake_has_its_message() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/native-errors.txt");
    let table = std::fs::read_to_string(&path).expect("the table");
    let mut told = String::new();
    let mut entries = table.split("=== ");
    told.push_str(entries.next().unwrap_or_default());
    for entry in entries {
        let (title, rest) = entry.split_once('\n').expect("a title");
        let (file, _) = rest.split_once("--- message\n").expect("a message");
        let bytes = file.strip_suffix('\n').unwrap_or(file);
        let _ = write!(told, "=== {title}\n{file}--- message\n{}\n\n", message(bytes.as_bytes()));
    }
    if std::env::var_os("UPDATE_SNAPSHOTS").is_some() {
        std::fs::write(&path, &told).expect("the table can be written");
    }
    assert_eq!(told, table);
}

#[test]
fn no_message_is_longer_than_twenty_lines_or_quotes_more_than_a_line_can_hold() {
    let long = format!("{{\"linklore\": 1, \"actors\": [{{\"id\": \"{}\", \"label\": 5}}]}}", "x".repeat(5000));
    let told = message(long.as_bytes());
    assert!(told.lines().count() <= 20);
    assert!(told.lines().all(|line| line.chars().count() < 160), "{told}");
}

#[test]
fn what_is_no_text_at_all_is_named() {
    let first = |bytes: &[u8]| message(bytes).lines().nth(1).map(str::to_owned).unwrap_or_default();
    assert_eq!(first(b""), "The file is empty.");
    assert_eq!(first(b" \n\t "), "The file holds nothing but blanks.");
    assert_eq!(
        first(&[0; 4096]),
        "The file holds nothing but zeros (4096 bytes): it was never written, or its disk lost it."
    );
    assert_eq!(first(b"\x1f\x8b\x08\0\0\0"), "The file is packed with gzip and ends before it is complete.");
    assert_eq!(first(b"%PDF-1.7 ..."), "The file is a PDF document. Linklore cannot read it.");
    assert_eq!(first(b"\x89PNG\r\n\x1a\n"), "The file is a PNG picture. Linklore cannot read it.");
}

#[test]
fn a_native_file_in_utf16_is_read_and_said_to_be() {
    for wide in [u16::to_le_bytes as fn(u16) -> [u8; 2], u16::to_be_bytes] {
        let bytes: Vec<u8> = "{\"linklore\": 1, \"actors\": [{\"id\": \"a\"}]}".encode_utf16().flat_map(wide).collect();
        let opened = read_bytes("case.linklore", &bytes).expect("it is read");
        assert_eq!(opened.graph.actor_count(), 1);
        assert_eq!(opened.report.notes()[0].warning.code(), "encoding");
    }
}

#[test]
fn another_encoding_is_noticed_at_its_byte() {
    let file = b"{\"linklore\": 1, \"actors\": [\n {\"id\": \"a\", \"label\": \"Jos\xe9\"}\n]}\n";
    assert_eq!(
        message(file),
        "Could not open \"case.linklore\".\n\
         The file is not UTF-8 text: a byte stands in it that belongs to another encoding.\n\
         \n  line 2 |  {\"id\": \"a\", \"label\": \"Jos\u{fffd}\"}\n         \
         |                           ^ this byte\n\
         \nNothing was opened. Open the file in a text editor, choose the encoding in which it reads well (such as Windows-1252), \
         and save it as UTF-8."
    );
}

#[test]
fn a_file_that_was_cut_or_filled_with_zeros_says_so() {
    let whole = format!("{{\"linklore\": 1, \"actors\": [\n{{\"id\": \"{}", "x".repeat(8192));
    let cut = message(&whole.as_bytes()[..4096]);
    assert!(
        cut.contains("The file ends before it is complete: the list \"actors\", opened on line 1, is never closed.")
    );
    assert!(cut.contains("the file stops here (byte 4096) ^"), "{cut}");
    assert!(
        cut.contains("The last part of the network is missing; the size, exactly 4 KiB, suggests an interrupted copy.")
    );
    let mut zeros = b"{\"linklore\": 1, \"actors\": [\n{\"id\": \"a\"".to_vec();
    zeros.extend([0; 700]);
    let told = message(&zeros);
    assert!(told.contains("From here to its end the file holds nothing but zeros (700 bytes)."), "{told}");
    assert!(told.contains("^ the data stops here"), "{told}");
}

#[test]
fn limits_are_refused_by_name() {
    let deep = format!("{{\"linklore\": 1, \"x\": {}{}}}", "[".repeat(256), "]".repeat(256));
    let error = read_bytes("deep.linklore", deep.as_bytes()).expect_err("too deep");
    assert_eq!(error.cause(), ReadCause::TooLarge);
    assert_eq!(error.what(), "Line 1: more than 256 lists or objects stand inside each other, which is the limit.");
    let fits = format!("{{\"linklore\": 1, \"x\": {}{}}}", "[".repeat(255), "]".repeat(255));
    assert!(read_bytes("deep.linklore", fits.as_bytes()).is_ok());
    let nested =
        format!("{{\"linklore\": 1, \"actors\": [{{\"id\": \"a\", \"x\": {}{}}}]}}", "[".repeat(253), "]".repeat(253));
    let opened = read_bytes("deep.linklore", nested.as_bytes()).expect("it keeps to the limit");
    let written = linklore::io::native::to_bytes(&opened.graph, &opened.view).expect("finite");
    assert_eq!(linklore::io::native::verify_native(&written), Ok(()));
    let id = format!("{{\"linklore\": 1, \"actors\": [{{\"id\": \"{}\"}}]}}", "x".repeat(65 * 1024));
    let error = read_bytes("long.linklore", id.as_bytes()).expect_err("too long");
    assert_eq!(error.what(), "Line 1: the id of an actor is longer than 64 KiB, which is the limit.");
}

#[test]
fn what_the_system_does_not_hand_over_is_said() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut go_on = |_: Progress| ControlFlow::Continue(());
    let missing = folder.path().join("gone.linklore");
    assert_eq!(
        read_path(&missing, &mut go_on).expect_err("missing").to_string(),
        format!(
            "Could not open \"gone.linklore\".\nThere is no such file.\nCheck that it was not moved, renamed or deleted. It was \
             looked for at {}.",
            missing.display()
        )
    );
    let named = folder.path().join("folder.linklore");
    std::fs::create_dir(&named).expect("a folder");
    assert_eq!(
        read_path(&named, &mut go_on).expect_err("a folder").to_string(),
        "Could not open \"folder.linklore\".\nThis is a folder, not a file.\nChoose a file inside it."
    );
    #[cfg(unix)]
    {
        let error = read_path(Path::new("/dev/zero"), &mut go_on).expect_err("a device");
        assert_eq!(error.what(), "This is a device or a pipe, not a file.");
    }
}

#[test]
fn opening_tells_how_far_it_is_never_changes_the_file_and_can_be_cancelled_at_every_step() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("large.linklore");
    let actors: Vec<String> =
        (0..60_000).map(|number| format!("{{\"id\":\"a{number}\",\"label\":\"name\"}}")).collect();
    let file = format!("{{\"linklore\": 1,\n\"actors\": [{}]}}", actors.join("\n,"));
    std::fs::write(&path, &file).expect("written");
    let before = std::fs::metadata(&path).and_then(|facts| facts.modified()).expect("facts");

    let mut fractions = Vec::new();
    let opened = read_path(&path, &mut |progress| {
        fractions.push(progress.fraction());
        ControlFlow::Continue(())
    });
    assert_eq!(opened.expect("it opens").graph.actor_count(), 60_000);
    assert!(fractions.is_sorted(), "{fractions:?}");
    assert_eq!((fractions.first(), fractions.last()), (Some(&0.0), Some(&1.0)));
    assert!(fractions.len() > 6, "{fractions:?}");

    for step in 0..fractions.len() {
        let mut seen = 0;
        let stopped = read_path(&path, &mut |_| {
            seen += 1;
            if seen > step { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        });
        assert_eq!(stopped.expect_err("cancelled").cause(), ReadCause::Cancelled, "step {step}");
        assert_eq!(seen, step + 1, "nothing goes on after it was cancelled");
    }
    assert_eq!(std::fs::read_to_string(&path).expect("still there"), file);
    assert_eq!(std::fs::metadata(&path).and_then(|facts| facts.modified()).expect("facts"), before);
}
