//! Reading made-up graphs in every format that can be written: speed, processor time, peak memory, and how many plain passes
//! over the same bytes that is.
//!
//! `cargo bench --bench load` takes seconds; `-- ACTORS LINKS` chooses the size and `-- --full` is 200,000 / 1,000,000. Each
//! file is read by a process of its own, which is this program once more, so that its peak memory is that of one reading.
//! Times are processor time of all threads; the least of several runs counts.
#![expect(clippy::print_stdout, reason = "a bench tells its result on the standard output")]

use std::fs;
use std::hint::black_box;
use std::ops::ControlFlow;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use linklore::io::{Format, read_path};
use linklore::model::{
    Basis, Column, ColumnKind, Columns, Document, Evidence, Graph, GraphBuilder, Passage, PassageIx, Planted, Value,
    View, planted,
};
use serde::de::IgnoredAny;
use serde_json::json;

const SMALL: (usize, usize) = (10_000, 50_000);
const FULL: (usize, usize) = (200_000, 1_000_000);
/// How many details each record has, and whether each link rests on a passage.
const SORTS: [(usize, bool); 4] = [(0, false), (5, false), (20, false), (5, true)];
const RUNS: usize = 3;
const READ: &str = "--read";

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match words[..] {
        [READ, path] => read_once(Path::new(path)),
        [] => compare(SMALL),
        ["--full"] => compare(FULL),
        [actors, links] => compare((number(actors), number(links))),
        _ => println!("load [ACTORS LINKS | --full]"),
    }
}

fn number(word: &str) -> usize {
    word.replace([',', '_'], "").parse().expect("the size is given as two whole numbers")
}

/// The other process: reads one file and tells what it took.
fn read_once(path: &Path) {
    let before = cpu_time();
    let opened = read_path(path, &mut |_| ControlFlow::Continue(())).expect("a file that was just written is readable");
    let read = cpu_time().saturating_sub(before);
    let peak_bytes = peak_bytes();
    let format = opened.format.id();
    let counts = [opened.graph.actor_count(), opened.graph.link_count()];
    let before = cpu_time();
    drop(opened);
    let dropped = cpu_time().saturating_sub(before);
    let (read, dropped) = (read.as_secs_f64() * 1e3, dropped.as_secs_f64() * 1e3);
    let told = json!({
        "read_ms": read, "drop_ms": dropped, "peak_bytes": peak_bytes, "counts": counts, "format": format,
    });
    println!("{told}");
}

fn compare((actors, links): (usize, usize)) {
    println!("{actors} actors, {links} links; CPU ms, the least of {RUNS} runs");
    println!("format              details     MB     read    MB/s  passes   peak MB  peak/file   drop");
    let folder = tempfile::tempdir().expect("the system has a temporary folder");
    for (details, is_evidenced) in SORTS {
        let graph = with_more(&planted(Planted::of_size(actors, links, 1)), details, is_evidenced);
        let sort = format!("{details}{}", if is_evidenced { " + passage" } else { "" });
        for format in Format::all().filter(|format| format.can_write() && format.can_read()) {
            let extension = format.extensions().first().expect("every format has an ending");
            let path = folder.path().join(format!("graph.{extension}"));
            let file = fs::File::create(&path).expect("the temporary folder is writable");
            let mut out = std::io::BufWriter::new(file);
            format
                .write(&graph, &View::blank(&graph), &mut out)
                .expect("it can be written")
                .expect("the disk is not full");
            out.into_inner().expect("the disk is not full");
            measure(format, &sort, &path);
            fs::remove_file(&path).expect("the file is ours");
        }
    }
}

fn measure(format: Format, sort: &str, path: &Path) {
    let size = fs::metadata(path).expect("the file was just written").len() as f64;
    let (mut read, mut dropped, mut peak) = (f64::INFINITY, f64::INFINITY, 0.0f64);
    let mut plain = f64::INFINITY;
    for _ in 0..RUNS {
        plain = plain.min(plain_pass(path).as_secs_f64() * 1e3);
        let this = std::env::current_exe().expect("this program has a path");
        let output = Command::new(this).arg(READ).arg(path).output().expect("this program can be started once more");
        let told: serde_json::Value = serde_json::from_slice(&output.stdout)
            .unwrap_or_else(|_| panic!("{}", String::from_utf8_lossy(&output.stderr)));
        let figure = |name: &str| told[name].as_f64().unwrap_or(f64::NAN);
        read = read.min(figure("read_ms"));
        dropped = dropped.min(figure("drop_ms"));
        peak = peak.max(figure("peak_bytes"));
    }
    println!(
        "{:14} {sort:>12} {:6.1} {read:8.0} {:7.1} {:7.2} {:9.1} {:10.2} {dropped:6.0}",
        format.name(),
        size / 1e6,
        size / 1e3 / read,
        read / plain,
        peak / 1e6,
        peak / size,
    );
}

/// What any reader must do: JSON and XML are gone through without keeping anything, of other texts the lines are counted.
fn plain_pass(path: &Path) -> Duration {
    let before = cpu_time();
    let bytes = fs::read(path).expect("the file was just written");
    match bytes.first() {
        Some(b'{' | b'[') => {
            // Some formats are one value a line.
            for value in serde_json::Deserializer::from_slice(&bytes).into_iter::<IgnoredAny>() {
                black_box(value.expect("it is JSON"));
            }
        }
        Some(b'<') => {
            let mut events = quick_xml::Reader::from_reader(&bytes[..]);
            while !matches!(events.read_event(), Ok(quick_xml::events::Event::Eof) | Err(_)) {}
        }
        _ => {
            black_box(std::str::from_utf8(&bytes).is_ok());
            black_box(memchr::memchr_iter(b'\n', &bytes).count());
        }
    }
    cpu_time().saturating_sub(before)
}

/// The same graph with this many details at every actor and link: categories, texts, whole numbers, numbers, yes or no; and,
/// where that is asked for, with links that rest on passages.
fn with_more(graph: &Graph, details: usize, is_evidenced: bool) -> Graph {
    let mut builder = GraphBuilder::new(graph.title.clone(), graph.created.clone());
    for (_, actor) in graph.actors() {
        builder.add_actor(actor.clone()).expect("keys are unique in a graph");
    }
    for (ix, link) in graph.links() {
        let (source, target) = graph.ends(ix);
        let mut link = link.clone();
        if is_evidenced {
            let passage = passage(&mut builder, ix.get() / LINKS_PER_PASSAGE);
            link.evidence.push(Evidence { basis: Some(Basis::Stated), ..Evidence::supporting(passage) });
        }
        builder.add_link(source, target, link).expect("keys are unique in a graph");
    }
    builder.set_actor_columns(columns(details, graph.actor_count()));
    builder.set_link_columns(columns(details, graph.link_count()));
    builder.finish()
}

const LINKS_PER_PASSAGE: usize = 4;
const PASSAGES_PER_DOCUMENT: usize = 50;

/// The passage of that number, with its document.
fn passage(builder: &mut GraphBuilder, number: usize) -> PassageIx {
    let key = format!("p{number}");
    if let Some(passage) = builder.passage_by_key(&key) {
        return passage;
    }
    let document = number / PASSAGES_PER_DOCUMENT;
    let title = format!("Minutes of meeting {document}");
    let document = builder.document_or_insert(&format!("d{document}"), || Document { title, ..Document::default() });
    let quote = format!("On page {number} it says who met whom, when that was, and what they agreed on.");
    let passage = Passage { document: Some(document), page: number.to_string(), quote, ..Passage::new(key) };
    builder.add_passage(passage).expect("the key was just seen to be free")
}

fn columns(details: usize, rows: usize) -> Columns {
    const KINDS: [ColumnKind; 5] =
        [ColumnKind::Text, ColumnKind::Text, ColumnKind::WholeNumber, ColumnKind::Number, ColumnKind::YesNo];
    const CATEGORIES: [&str; 4] = ["north", "south", "east", "west"];
    let mut random = fastrand::Rng::with_seed(2);
    let mut filled = |number: usize| {
        let sort = number % KINDS.len();
        let mut column = Column::new(format!("detail {number}"), KINDS[sort], false);
        for row in 0..rows {
            let value = match sort {
                0 => Value::Text(CATEGORIES[random.usize(..CATEGORIES.len())].to_owned()),
                1 => Value::Text(format!("remark {row} of {number}")),
                2 => Value::WholeNumber(random.i64(0..100_000)),
                3 => Value::Number(f64::from(random.u32(..100_000)) / 64.0 + 0.001),
                _ => Value::YesNo(random.bool()),
            };
            column.set(row, value).expect("the value is of the kind of its column");
        }
        column
    };
    (0..details).map(&mut filled).collect()
}

/// Processor time of all threads so far.
fn cpu_time() -> Duration {
    let tasks = fs::read_dir("/proc/self/task").expect("the system tells about its processes");
    let nanoseconds = |task: fs::DirEntry| -> Option<u64> {
        fs::read_to_string(task.path().join("schedstat")).ok()?.split(' ').next()?.parse().ok()
    };
    Duration::from_nanos(tasks.flatten().filter_map(nanoseconds).sum())
}

/// The most memory this process ever held.
fn peak_bytes() -> u64 {
    let status = fs::read_to_string("/proc/self/status").expect("the system tells about its processes");
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap_or_default();
    line.trim().trim_end_matches(" kB").parse::<u64>().unwrap_or(0) * 1024
}
