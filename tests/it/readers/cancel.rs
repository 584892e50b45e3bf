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

/// After the last byte details get their kinds, names are told apart, places are scaled: for a large file that takes as long as
/// reading it.
#[test]
fn what_is_settled_behind_the_last_byte_stops_as_well() {
    const DETAILS: usize = 60;
    let names: Vec<String> = (0..DETAILS).map(|number| format!("d{number}")).collect();
    let table = format!("source,target,{}\n{}", names.join(","), format!("a,b{}\n", ",7".repeat(DETAILS)).repeat(20));
    let options = ReadOptions { format: Format::from_id("csv"), ..ReadOptions::default() };
    let read = |stop: usize| {
        let mut looks = 0;
        let read = read_bytes_with("links.csv", table.as_bytes(), &options, &mut |told| {
            looks += usize::from(told.done_bytes == told.total_bytes);
            if looks == stop { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        });
        (looks, read.map(|opened| opened.graph.link_count()).map_err(|error| error.cause()))
    };
    let (looks, whole) = read(usize::MAX);
    assert!(looks > DETAILS && whole == Ok(20), "{looks} looks behind the last byte: {whole:?}");
    for stop in [1, looks / 2, looks] {
        assert_eq!(read(stop), (stop, Err(ReadCause::Cancelled)));
    }
}

#[test]
fn labels_before_the_data_stop_as_well() {
    const LABELS: usize = 100_000;
    let labels = (0..LABELS).map(|number| format!("{number:x}\n")).collect::<Vec<_>>().concat();
    let file = format!("dl n={LABELS} format=edgelist1\nlabels:\n{labels}data:\n1 2\n");
    let options = ReadOptions { format: Format::from_id("dl"), ..ReadOptions::default() };
    let mut looks = 0;
    let read = read_bytes_with("a.dl", file.as_bytes(), &options, &mut |told| {
        looks += usize::from(told.done_bytes == told.total_bytes);
        if looks == 12 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    });
    let outcome = read.map(|opened| opened.graph.actor_count()).map_err(|error| error.cause());
    assert_eq!(outcome, Err(ReadCause::Cancelled), "{looks} looks while the labels are read and become actors");
}
