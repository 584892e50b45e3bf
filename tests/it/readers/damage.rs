//! Damaged files: cut at every record, bytes flipped, pieces deleted or doubled. Whatever happens is told; nothing panics,
//! hangs or eats memory. Mutations are seeded, so that a failure comes again.

use std::collections::HashMap;
use std::fs;
use std::ops::ControlFlow;
use std::path::Path;

use linklore::io::{Opened, ReadError, ReadOptions, read_bytes_with};

use rayon::prelude::*;

use super::{corpus, held};

/// How many mutations each file of the corpus goes through; `LINKLORE_MUTATIONS` asks for more. `LINKLORE_DAMAGED` names a
/// folder for those that show a fault.
fn mutations() -> usize {
    std::env::var("LINKLORE_MUTATIONS").ok().and_then(|number| number.parse().ok()).unwrap_or(300)
}

fn read(name: &str, bytes: &[u8], partial: bool) -> Result<Opened, ReadError> {
    let options = ReadOptions { partial, ..ReadOptions::default() };
    read_bytes_with(name, bytes, &options, &mut |_| ControlFlow::Continue(()))
}

#[test]
fn mutated_files_are_read_or_refused_and_never_panic() {
    let mut faults: Vec<String> = corpus().par_iter().flat_map_iter(|file| faults_of_mutations(file)).collect();
    faults.sort();
    assert!(faults.is_empty(), "{} faults\n{}\n", faults.len(), faults.join("\n"));
}

/// Only some of what opens is written in other formats, because that takes most of the time.
fn turn(number: usize) -> Option<usize> {
    number.is_multiple_of(4).then_some(number / 4)
}

fn faults_of_mutations(file: &Path) -> Vec<String> {
    let name = file_name(file);
    let bytes = fs::read(file).expect("the corpus is readable");
    let mut chance = fastrand::Rng::with_seed(bytes.len() as u64 + 1);
    let mut faults = Vec::new();
    for number in 0..mutations() {
        let mutated = mutate(&bytes, &mut chance);
        let read = read(&name, &mutated, number % 2 == 1);
        let fault = held::hold(&read, turn(number)).err();
        let told = read.map_err(|error| error.to_string()).err();
        let types =
            told.as_deref().and_then(|told| own_paths(told, &mutated)).map(|word| format!("it says \"{word}\""));
        for fault in fault.into_iter().chain(types) {
            if let Some(folder) = std::env::var_os("LINKLORE_DAMAGED") {
                fs::write(Path::new(&folder).join(format!("{number}-{name}")), &mutated).expect("the folder is there");
            }
            faults.push(format!("{name}, mutation {number}: {fault}"));
        }
    }
    faults
}

#[test]
fn files_cut_anywhere_are_never_taken_for_something_with_more_in_it() {
    for file in corpus() {
        let name = file_name(&file);
        let bytes = fs::read(&file).expect("the corpus is readable");
        let Ok(whole) = read(&name, &bytes, false) else { continue };
        let step = (bytes.len() / 60).max(1);
        for end in (0..bytes.len()).step_by(step) {
            let read = read(&name, &bytes[..end], false);
            assert_eq!(held::hold(&read, turn(end / step)), Ok(()), "{name}, cut at {end}");
            let Ok(part) = read else { continue };
            // What the columns of a table mean is seen from its rows, and fewer rows may mean something else.
            if part.format == whole.format && !["csv", "tsv"].contains(&whole.format.id()) {
                let most = whole.report.links.read.max(whole.graph.link_count());
                assert!(part.graph.link_count() <= most, "{name}, cut at {end}: links came out of nothing");
            }
        }
    }
}

/// Where a format has an end of its own, a file without it is refused, or opened as a part that says so.
#[test]
fn a_missing_end_is_noticed_where_the_format_has_one() {
    let mut seen: HashMap<&str, usize> = HashMap::new();
    for file in corpus() {
        let name = file_name(&file);
        let bytes = fs::read(&file).expect("the corpus is readable");
        let Ok(whole) = read(&name, &bytes, false) else { continue };
        if !bytes.trim_ascii_end().ends_with(b">") && !bytes.trim_ascii_end().ends_with(b"}") {
            continue;
        }
        let is_one_value =
            bytes.starts_with(b"<") || (bytes.starts_with(b"{") && !bytes.trim_ascii_end().contains(&b'\n'));
        if !is_one_value {
            continue;
        }
        let cut = &bytes.trim_ascii_end()[..bytes.trim_ascii_end().len() - 1];
        assert!(read(&name, cut, false).is_err(), "{name} opens without its last sign");
        if let Ok(part) = read(&name, cut, true) {
            assert!(
                part.report.incomplete().is_some() || part.format.is_native(),
                "{name} is a part and does not say so"
            );
            assert!(part.report.has_losses() || part.format.is_native());
        }
        *seen.entry(whole.format.id()).or_default() += 1;
    }
}

/// A word like `csv::Error` in a message, unless the message quotes the file with it.
fn own_paths<'m>(told: &'m str, file: &[u8]) -> Option<&'m str> {
    let file = String::from_utf8_lossy(file);
    let is_quoted = |line: &&str| line.trim_start().starts_with("line ");
    let words = told.lines().filter(|line| !is_quoted(line)).flat_map(str::split_whitespace);
    let words = words.map(|word| word.trim_matches(|sign: char| !sign.is_alphanumeric()));
    words.filter(|word| word.contains("::")).find(|word| !file.contains(word))
}

#[test]
fn a_type_in_a_message_is_told_from_a_quotation() {
    assert_eq!(own_paths("Line 2: no column \"::END_ID\".", b":START_ID,::END_ID"), None);
    assert_eq!(own_paths("Line 2: csv::Error { .. }.", b":START_ID,::END_ID"), Some("csv::Error"));
}

fn file_name(path: &Path) -> String {
    path.file_name().expect("a file").to_string_lossy().into_owned()
}

fn mutate(bytes: &[u8], chance: &mut fastrand::Rng) -> Vec<u8> {
    let mut mutated = bytes.to_vec();
    for _ in 0..=chance.usize(0..4) {
        if mutated.is_empty() {
            return mutated;
        }
        let at = chance.usize(0..mutated.len());
        let length = chance.usize(1..=40).min(mutated.len() - at);
        match chance.u8(0..8) {
            0 => mutated[at] ^= 1 << chance.u8(0..8),
            1 => mutated[at] = *chance.choice(b"\0\"'<>{}[]&;,:\\\n\r\t -0123456789eE.%$#*|/\xff").expect("a choice"),
            2 => {
                mutated.drain(at..at + length);
            }
            3 => {
                let piece = mutated[at..at + length].to_vec();
                let to = chance.usize(0..=mutated.len());
                mutated.splice(to..to, piece);
            }
            4 => mutated.truncate(at),
            5 => {
                let number: &[u8] = chance
                    .choice([&b"99999999999999999999"[..], b"-1", b"1e999", b"0", b"4294967296", b"NaN"])
                    .expect("a choice");
                mutated.splice(at..at, number.iter().copied());
            }
            6 => {
                let other = chance.usize(0..mutated.len());
                mutated.swap(at, other);
            }
            _ => {
                let piece = vec![*chance.choice(b"[{(<\"").expect("a choice"); chance.usize(1..600)];
                mutated.splice(at..at, piece);
            }
        }
    }
    mutated
}
