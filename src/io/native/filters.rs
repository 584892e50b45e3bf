//! What is filtered out, as it stands in the view of a file: from record to model and back. What is not understood is kept.

use serde_json::Value as Json;

use super::records::{Fields, FiltersRecord, QuestionRecord, TimeRecord, UNSOURCED};
use super::view::keep;
use crate::model::{Basis, Clock, FilterQuestion, Filters, Graph, TimeWindow, Warning, When};

const OWNER: &str = "the filters";

/// Reads filters; returns what is not understood, in the shape of the file.
pub fn read(record: FiltersRecord, graph: &Graph, filters: &mut Filters, warn: &mut dyn FnMut(Warning)) -> Fields {
    let FiltersRecord { actor_types, link_types, bases, questions, joined, time, without, unlinked, others, extras } =
        record;
    let mut kept = Fields::from(extras);
    for field in kept.keys() {
        warn(Warning::UnknownField { record: OWNER, field: field.clone() });
    }
    filters.hidden_actor_kinds.extend(actor_types.unwrap_or_default());
    filters.hidden_link_kinds.extend(link_types.unwrap_or_default());
    let mut not_understood = |field: &'static str, value: String| {
        warn(Warning::ValueNotUnderstood { owner: OWNER.to_owned(), field, value });
    };
    let mut unknown = Vec::new();
    for name in bases.unwrap_or_default() {
        match Basis::from_name(&name) {
            Some(basis) => drop(filters.hidden_bases.insert(Some(basis))),
            None if name == UNSOURCED => drop(filters.hidden_bases.insert(None)),
            None => {
                not_understood("basis", name.clone());
                unknown.push(Json::from(name));
            }
        }
    }
    keep(&mut kept, "bases", Json::from(unknown));
    let mut unknown = Vec::new();
    for value in questions.unwrap_or_default() {
        match question(&value) {
            Some(question) => filters.questions.push(question),
            None => {
                not_understood("question", value.to_string());
                unknown.push(value);
            }
        }
    }
    keep(&mut kept, "questions", Json::from(unknown));
    if let Some(value) = time {
        match window(&value) {
            Some(window) => filters.time = Some(window),
            None => {
                not_understood("time", value.to_string());
                kept.insert("time".to_owned(), value);
            }
        }
    }
    let mut unknown = Vec::new();
    for key in without.unwrap_or_default() {
        match graph.document_by_key(&key) {
            Some(document) => drop(filters.without.insert(document)),
            None => {
                not_understood("document", key.clone());
                unknown.push(Json::from(key));
            }
        }
    }
    keep(&mut kept, "without", Json::from(unknown));
    let flags = [
        ("joined", joined, ["all", "any"], &mut filters.any),
        ("unlinked", unlinked, ["shown", "hidden"], &mut filters.drops_loose),
        ("others", others, ["hidden", "faded"], &mut filters.fades),
    ];
    for (field, value, words, flag) in flags {
        let Some(value) = value else { continue };
        match words.iter().position(|word| value == *word) {
            Some(place) => *flag = place == 1,
            None => {
                not_understood(field, value.as_str().map_or_else(|| value.to_string(), str::to_owned));
                kept.insert(field.to_owned(), value);
            }
        }
    }
    kept
}

/// A question with nothing about it that is not understood.
fn question(value: &Json) -> Option<FilterQuestion> {
    let QuestionRecord { ask, name, off, extras } = serde_json::from_value(value.clone()).ok()?;
    extras.is_empty().then(|| FilterQuestion { text: ask, name: name.unwrap_or_default(), is_off: off == Some(true) })
}

fn window(value: &Json) -> Option<TimeWindow> {
    let TimeRecord { from, to, clock, undated, extras } = serde_json::from_value(value.clone()).ok()?;
    let clock = match clock {
        None => Clock::default(),
        Some(name) => Clock::ALL.into_iter().find(|clock| clock.name() == name)?,
    };
    let keeps_undated = match undated.as_deref() {
        None | Some("shown") => true,
        Some("hidden") => false,
        Some(_) => return None,
    };
    // One day, as it is written below: what is longer would not come out as it went in.
    let day = |text: Option<String>| match text {
        None => Some(None),
        Some(text) => {
            let when = When::new(text.clone());
            when.earliest().filter(|day| day.to_string() == text).map(Some)
        }
    };
    extras.is_empty().then_some(())?;
    Some(TimeWindow { from: day(from)?, to: day(to)?, clock, keeps_undated })
}

/// Filters in the shape of the file.
pub fn to_json(filters: &Filters, graph: &Graph) -> Json {
    let Filters {
        hidden_actor_kinds,
        hidden_link_kinds,
        hidden_bases,
        questions,
        any,
        time,
        without,
        drops_loose,
        fades,
    } = filters;
    let mut fields = Fields::new();
    keep(&mut fields, "actor_types", hidden_actor_kinds.iter().cloned().collect());
    keep(&mut fields, "link_types", hidden_link_kinds.iter().cloned().collect());
    let bases = hidden_bases.iter().map(|basis| basis.map_or(UNSOURCED, Basis::name));
    keep(&mut fields, "bases", bases.collect());
    let questions = questions.iter().map(|FilterQuestion { text, name, is_off }| {
        let mut question = Fields::new();
        question.insert("ask".to_owned(), text.as_str().into());
        if !name.is_empty() {
            question.insert("name".to_owned(), name.as_str().into());
        }
        if *is_off {
            question.insert("off".to_owned(), true.into());
        }
        Json::Object(question)
    });
    keep(&mut fields, "questions", questions.collect());
    let mut say = |field: &str, word: &str| drop(fields.insert(field.to_owned(), word.into()));
    if *any {
        say("joined", "any");
    }
    if *drops_loose {
        say("unlinked", "hidden");
    }
    if *fades {
        say("others", "faded");
    }
    if let Some(TimeWindow { from, to, clock, keeps_undated }) = time {
        let mut window = Fields::new();
        for (field, day) in [("from", from), ("to", to)] {
            if let Some(day) = day {
                window.insert(field.to_owned(), day.to_string().into());
            }
        }
        window.insert("clock".to_owned(), clock.name().into());
        window.insert("undated".to_owned(), if *keeps_undated { "shown" } else { "hidden" }.into());
        fields.insert("time".to_owned(), Json::Object(window));
    }
    keep(&mut fields, "without", without.iter().map(|document| graph.document(*document).key.as_str()).collect());
    Json::Object(fields)
}
