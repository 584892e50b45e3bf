//! Any text as a question: refused with a place inside the text, or answered with records of the graph.
#![no_main]

use libfuzzer_sys::fuzz_target;
use linklore::model::{View, graph_from_drawing};
use linklore::query::{Ground, Question, suggestions};
use linklore::text::FindIndex;

fuzz_target!(|text: &str| {
    let graph = graph_from_drawing("Ada>Ben Ben-Cyd Cyd>Cyd Dee-Eve");
    let (index, view) = (FindIndex::new(&graph), View::blank(&graph));
    for suggestion in suggestions(&graph, text) {
        assert!(text.get(suggestion.range).is_some(), "what is suggested takes the place of whole letters");
    }
    let answer = Question::new(text)
        .and_then(|question| question.answer(&Ground { graph: &graph, index: &index, view: &view }));
    match answer {
        Err(misread) => assert!(misread.range.end <= text.len().max(1), "{misread:?}"),
        Ok(answer) => {
            assert!(answer.actors.iter().all(|actor| graph.has_actor(*actor)));
            assert!(answer.links.iter().all(|link| graph.has_link(*link)));
        }
    }
});
