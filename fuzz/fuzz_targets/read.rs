//! Any bytes as a file of the format that the target is named after (`read_graphml`, `read_native`): refused in words, or read, kept in the
//! native format, and, where the format is written too, written and read again.
#![no_main]

#[path = "../../tests/it/readers/facts.rs"]
mod facts;
#[path = "../../tests/it/readers/held.rs"]
mod held;
mod memory;

use libfuzzer_sys::fuzz_target;
use linklore::io::Format;

#[global_allocator]
static MEMORY: memory::Counted = memory::Counted;

fuzz_target!(|bytes: &[u8]| {
    let id = env!("CARGO_BIN_NAME").trim_start_matches("read_").replace('_', "-");
    let id = if id == "native" { Format::NATIVE.id() } else { &id };
    let format = Format::from_id(id).expect("the target is named after a format");
    let (read, most_bytes) = memory::most_during(|| held::read_as(format, bytes));
    let is_packed = bytes.starts_with(b"PK") || bytes.starts_with(&[0x1f, 0x8b]);
    let most_unpacked = if is_packed { 100 * bytes.len() } else { bytes.len() };
    assert!(most_bytes <= 12 * most_unpacked + (64 << 20), "{most_bytes} bytes of memory for {}", bytes.len());
    // What else the graph is written in is a matter of the bytes, so that a fault comes again.
    let turn = bytes.iter().fold(bytes.len(), |turn, byte| turn.wrapping_mul(31).wrapping_add(*byte as usize));
    if let Err(fault) = held::hold(&read, Some(turn)) {
        panic!("{fault}");
    }
});
