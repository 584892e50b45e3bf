//! Any bytes as a native file: refused in words, or read, written and read again as the same.
#![no_main]

use libfuzzer_sys::fuzz_target;
use linklore::io::{native, read_bytes};

fuzz_target!(|bytes: &[u8]| match read_bytes("fuzz.linklore", bytes) {
    Err(error) => assert!(error.to_string().lines().count() <= 20, "{error}"),
    Ok(opened) => {
        let written = native::to_bytes(&opened.graph, &opened.view).expect("what was read can be written");
        assert_eq!(native::verify_native(&written), Ok(()));
    }
});
