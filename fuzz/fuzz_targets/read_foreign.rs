//! Any bytes as a file of the format that the target is named after (`read_graphml`): refused in words, or read, kept in the
//! native format, and, where the format is written too, written and read again.
#![no_main]

use std::ops::ControlFlow;

use libfuzzer_sys::fuzz_target;
use linklore::io::{Format, ReadOptions, native, read_bytes_with};

fuzz_target!(|bytes: &[u8]| {
    let id = env!("CARGO_BIN_NAME").trim_start_matches("read_").replace('_', "-");
    let format = Format::from_id(&id).expect("the target is named after a format");
    let options = ReadOptions { format: Some(format), ..ReadOptions::default() };
    let read = |bytes: &[u8]| read_bytes_with("fuzz", bytes, &options, &mut |_| ControlFlow::Continue(()));
    match read(bytes) {
        Err(error) => assert!(error.to_string().lines().count() <= 20, "{error}"),
        Ok(opened) => {
            let report = &opened.report;
            let counts = (opened.graph.actor_count(), opened.graph.link_count());
            assert_eq!((report.actors.total(), report.links.total()), counts, "the tally adds up");
            let kept = native::to_bytes(&opened.graph, &opened.view).expect("what was read can be written");
            assert_eq!(native::verify_native(&kept), Ok(()));
            let mut written = Vec::new();
            if let Some(report) = format.write(&opened.graph, &opened.view, &mut written) {
                report.expect("memory takes everything");
                let again = read(&written).expect("what was written can be read");
                assert_eq!((again.graph.actor_count(), again.graph.link_count()), counts);
            }
        }
    }
});
