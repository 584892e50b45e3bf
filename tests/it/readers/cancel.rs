//! Cancelling: every reader looks up often enough, and stops at once when it is told to. No clock is asked.

use std::ops::ControlFlow;

use linklore::io::{Format, ReadCause, ReadOptions, read_bytes_with};
use linklore::model::{Planted, View, planted};

/// How many bytes a reader may read between two looks at whether to go on.
const BYTES_BETWEEN_LOOKS: usize = 1 << 20;

#[test]
fn reading_stops_at_any_moment_it_is_told_to() {
    let graph = planted(Planted::of_size(6_000, 30_000, 1));
    let view = View::blank(&graph);
    for format in Format::all().filter(|format| format.can_read() && format.can_write()) {
        let mut bytes = Vec::new();
        format.write(&graph, &view, &mut bytes).expect("writable").expect("memory takes everything");
        let options = ReadOptions { format: Some(format), ..ReadOptions::default() };
        let mut looks = 0;
        let whole = read_bytes_with("big", &bytes, &options, &mut |_| {
            looks += 1;
            ControlFlow::Continue(())
        });
        // A table of links alone names no actor without a link.
        assert_eq!(whole.map(|opened| opened.graph.link_count()).map_err(|error| error.to_string()), Ok(30_000));
        assert!(looks * BYTES_BETWEEN_LOOKS >= bytes.len(), "{format:?}: {looks} looks at {} bytes", bytes.len());
        for stop in [1, looks / 2 + 1, looks] {
            let mut seen = 0;
            let error = read_bytes_with("big", &bytes, &options, &mut |_| {
                seen += 1;
                if seen == stop { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
            });
            let cause = error.map(|_| "it opened").map_err(|error| error.cause());
            assert_eq!(cause, Err(ReadCause::Cancelled), "{format:?}, stopped at look {stop} of {looks}");
            assert_eq!(seen, stop, "{format:?} went on after it was stopped");
        }
    }
}
