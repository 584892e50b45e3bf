//! What one may filter by in a graph: questions that its own types, dates, documents and details suggest, each with what would
//! remain.

use std::collections::{BTreeMap, HashMap};

use super::complete::quoted;
use super::facts::Facts;
use super::field::field_in;
use super::sift::fitting;
use super::{Ground, Question};
use crate::analysis::{Cancelled, Watch};
use crate::model::{ActorIx, Basis, Cell, Column, Columns, Graph, Visibility};
use crate::text::fold;

/// A filter that could be set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Facet {
    /// What it belongs to: `Type of actor`, `Basis`, the name of a detail.
    pub group: String,
    /// What it lets through, in words.
    pub words: String,
    /// The question.
    pub question: String,
    /// How many actors, or links, that are shown now would remain; `None` where it does not ask about them.
    pub remain: (Option<usize>, Option<usize>),
}

/// Choices in a group, at most.
const MOST_IN_GROUP: usize = 12;
/// Details with more different values than these are names of single records, by which nobody filters.
const MOST_VALUES: usize = 400;
/// Steps around a selection.
const MOST_STEPS: usize = 3;
/// Of so many selected actors the distance is asked.
const MOST_SEEDS: usize = 6;

/// The filters that suit a graph of which `shown` is shown and `seeds` are selected, group by group. Those that would leave
/// everything, or nothing, are left out.
///
/// # Errors
/// [`Cancelled`] where `watch` gives up.
pub fn facets(
    ground: &Ground<'_>,
    shown: &Visibility,
    seeds: &[ActorIx],
    watch: &mut Watch<'_>,
) -> Result<Vec<Facet>, Cancelled> {
    let candidates = candidates(ground.graph, seeds);
    let all = (count(&shown.actors), count(&shown.links));
    let whole = candidates.len().max(1) as f32;
    let (mut facets, facts) = (Vec::new(), Facts::default());
    for (number, Candidate { group, words, question }) in candidates.into_iter().enumerate() {
        if watch(number as f32 / whole).is_break() {
            return Err(Cancelled);
        }
        let Ok(asked) = Question::new(&question) else { continue };
        let Ok(remain) = remaining_knowing(&asked, ground, shown, &facts) else { continue };
        let left = (remain.0.unwrap_or(all.0), remain.1.unwrap_or(all.1));
        let is_nothing = remain.0.is_none_or(|left| left == 0) && remain.1.is_none_or(|left| left == 0);
        if left != all && !is_nothing {
            facets.push(Facet { group, words, question, remain });
        }
    }
    Ok(facets)
}

/// How many of the actors and links that are shown fit a question, where it asks about them.
///
/// # Errors
/// Why it cannot be understood, as a sentence.
pub fn remaining(
    question: &Question,
    ground: &Ground<'_>,
    shown: &Visibility,
) -> Result<(Option<usize>, Option<usize>), String> {
    remaining_knowing(question, ground, shown, &Facts::default())
}

fn remaining_knowing(
    question: &Question,
    ground: &Ground<'_>,
    shown: &Visibility,
    facts: &Facts,
) -> Result<(Option<usize>, Option<usize>), String> {
    let (through, (actors, links)) = fitting(question, ground, facts)?;
    let both = |goes: &[bool], shown: &[bool]| goes.iter().zip(shown).filter(|(goes, shown)| **goes && **shown).count();
    Ok((actors.map(|_| both(&through.actors, &shown.actors)), links.map(|_| both(&through.links, &shown.links))))
}

fn count(flags: &[bool]) -> usize {
    flags.iter().filter(|flag| **flag).count()
}

struct Candidate {
    group: String,
    words: String,
    question: String,
}

/// The questions, before it is known what they leave.
struct Candidates(Vec<Candidate>);

impl Candidates {
    fn add(&mut self, group: &str, words: impl Into<String>, question: impl Into<String>) {
        self.0.push(Candidate { group: group.to_owned(), words: words.into(), question: question.into() });
    }
}

fn candidates(graph: &Graph, seeds: &[ActorIx]) -> Vec<Candidate> {
    let mut found = Candidates(Vec::new());
    near_selection(&mut found, graph, seeds);
    types(&mut found, graph);
    evidence(&mut found, graph);
    documents(&mut found, graph);
    figures(&mut found, graph);
    years(&mut found, graph);
    details(&mut found, graph);
    found.0
}

fn near_selection(found: &mut Candidates, graph: &Graph, seeds: &[ActorIx]) {
    if seeds.is_empty() || seeds.len() > MOST_SEEDS {
        return;
    }
    let words = if seeds.len() == 1 { graph.actor(seeds[0]).label.to_string() } else { "the selected actors".into() };
    for steps in 1..=MOST_STEPS {
        // Keys name one actor each, whatever others are called.
        let names: Vec<String> =
            seeds.iter().map(|seed| format!("{}~{steps}", phrase(&graph.actor(*seed).key))).collect();
        let within = if steps == 1 { "one step".to_owned() } else { format!("{steps} steps") };
        found.add("Near the selection", format!("within {within} of {words}"), format!("near:{}", names.join(",")));
    }
}

/// A text in quotation marks, which may be followed by a number of steps.
fn phrase(text: &str) -> String {
    format!("\"{}\"", text.replace(['"', '“', '”', '„'], " "))
}

fn types(found: &mut Candidates, graph: &Graph) {
    let (of_actors, of_links) = (graph.actor_kinds(), graph.link_kinds());
    let is_shared = |kind: &str, others: &[(&str, usize)]| others.iter().any(|(other, _)| fold(other) == fold(kind));
    for (kind, _) in of_actors.iter().take(2 * MOST_IN_GROUP) {
        let of = if is_shared(kind, &of_links) { "is:actor " } else { "" };
        let words = if kind.is_empty() { "no type" } else { kind };
        found.add("Type of actor", words, format!("{of}type={}", quoted(kind)));
    }
    for (kind, _) in of_links.iter().take(2 * MOST_IN_GROUP) {
        let of = if is_shared(kind, &of_actors) { "is:link " } else { "" };
        let words = if kind.is_empty() { "no type" } else { kind };
        found.add("Type of link", words, format!("{of}type={}", quoted(kind)));
    }
}

fn evidence(found: &mut Candidates, graph: &Graph) {
    for basis in Basis::ALL {
        found.add("Basis of a link", basis.name(), format!("is:link basis:{}", quoted(basis.name())));
    }
    found.add("Basis of a link", "no passage", "is:link is:unsourced");
    found.add("Basis of a link", "contradicted", "is:link is:contradicted");
    for (grade, words) in [("A1", "A1"), ("B2", "B2 or better"), ("C3", "C3 or better"), ("D4", "D4 or better")] {
        found.add("Grade", words, format!("is:link grade:{grade}"));
    }
    for least in [1, 2, 3, 5, 10] {
        let words = if least == 1 { "1 passage or more".to_owned() } else { format!("{least} passages or more") };
        found.add("Passages of a link", words, format!("is:link passages>={least}"));
    }
    for least in [2, 3, 5] {
        found.add("Documents of a link", format!("{least} documents or more"), format!("is:link documents>={least}"));
    }
    if graph.actors().any(|(_, actor)| !actor.evidence.is_empty()) {
        found.add("Passages of an actor", "1 passage or more", "is:actor passages>=1");
    }
}

fn documents(found: &mut Candidates, graph: &Graph) {
    let mut passages: HashMap<u32, usize> = HashMap::new();
    for document in graph.passages().filter_map(|(_, passage)| passage.document) {
        *passages.entry(document.0).or_default() += 1;
    }
    let mut documents: Vec<(usize, u32)> = passages.into_iter().map(|(document, count)| (count, document)).collect();
    documents.sort_unstable_by_key(|(count, document)| (std::cmp::Reverse(*count), *document));
    for (_, document) in documents.into_iter().take(MOST_IN_GROUP) {
        let document = graph.document(crate::model::DocumentIx(document));
        let question = format!("is:link document={}", quoted(&document.key));
        found.add("Document behind a link", document.display_title(), question);
    }
}

fn figures(found: &mut Candidates, graph: &Graph) {
    for least in [1, 2, 3, 5, 10, 20, 50, 100, 200, 500, 1000] {
        if least < graph.link_count() {
            let words = if least == 1 { "1 link or more".to_owned() } else { format!("{least} links or more") };
            found.add("Links of an actor", words, format!("degree>={least}"));
        }
    }
    if field_in(graph, "core").is_some() {
        for least in [2, 3, 4, 5, 8, 12, 20] {
            found.add("In the thick of it", format!("core of {least} or more"), format!("core>={least}"));
        }
    }
    found.add("Part of the network", "the largest", "component:1");
    found.add("Part of the network", "all but the largest", "component>1");
    if field_in(graph, "community").is_some() {
        for number in 1..=MOST_IN_GROUP {
            found.add("Community", format!("the {} largest", ordinal(number)), format!("community:{number}"));
        }
    }
}

fn ordinal(number: usize) -> String {
    match number {
        1 => "1st".to_owned(),
        2 => "2nd".to_owned(),
        3 => "3rd".to_owned(),
        _ => format!("{number}th"),
    }
}

fn years(found: &mut Candidates, graph: &Graph) {
    let mut years: BTreeMap<i64, usize> = BTreeMap::new();
    for (_, link) in graph.links() {
        if let Some(day) = link.when.as_ref().and_then(|when| when.earliest().or(when.latest())) {
            *years.entry(day.year).or_default() += 1;
        }
    }
    // Four digits are what a question takes for a year.
    years.retain(|year, _| (1000..=9999).contains(year));
    let decades: BTreeMap<i64, usize> = years.iter().fold(BTreeMap::new(), |mut decades, (year, count)| {
        *decades.entry(year.div_euclid(10) * 10).or_default() += count;
        decades
    });
    if years.len() <= MOST_IN_GROUP {
        for year in years.keys() {
            found.add("When a link held", year.to_string(), format!("when:{year}"));
        }
    } else {
        for decade in decades.keys().take(2 * MOST_IN_GROUP) {
            let last = decade + 9;
            found.add("When a link held", format!("{decade} to {last}"), format!("when:{decade}..{last}"));
        }
    }
    if !years.is_empty() {
        found.add("When a link held", "with a date", "is:dated");
        found.add("When a link held", "without a date", "-is:dated");
    }
}

fn details(found: &mut Candidates, graph: &Graph) {
    let (of_actors, of_links) = (graph.actor_columns(), graph.link_columns());
    for (columns, others, of) in [(of_actors, of_links, "is:actor "), (of_links, of_actors, "is:link ")] {
        for column in columns.iter().filter(|column| field_in(graph, &column.name).is_none()) {
            let named = |columns: &Columns| columns.iter().filter(|one| fold(&one.name) == fold(&column.name)).count();
            // A name that stands for several columns would ask more than it says.
            if named(columns) == 1 && !column.name.contains(['"', '“', '”', '„']) {
                let of = if named(others) > 0 { of } else { "" };
                detail(found, column, of);
            }
        }
    }
}

fn detail(found: &mut Candidates, column: &Column, of: &str) {
    let mut texts: BTreeMap<String, usize> = BTreeMap::new();
    let mut numbers: Vec<f64> = Vec::new();
    for (_, cell) in column.filled() {
        match cell {
            Cell::Number(number) => numbers.push(number),
            Cell::WholeNumber(number) => numbers.push(number as f64),
            other => {
                if texts.len() <= MOST_VALUES {
                    *texts.entry(other.to_value().words()).or_default() += 1;
                }
            }
        }
    }
    let (group, field) = (column.name.as_str(), quoted(&column.name));
    if texts.len() <= MOST_VALUES {
        let mut texts: Vec<(String, usize)> = texts.into_iter().collect();
        texts.sort_by(|one, other| other.1.cmp(&one.1).then_with(|| one.0.cmp(&other.0)));
        // Where every value is another, it is a name.
        let tells_apart = texts.first().is_some_and(|(_, count)| *count > 1);
        for (text, _) in texts.iter().take(MOST_IN_GROUP).filter(|_| tells_apart) {
            found.add(group, text.as_str(), format!("{of}{field}={}", quoted(text)));
        }
    }
    numbers.sort_by(f64::total_cmp);
    for [low, high] in quarters(&numbers) {
        found.add(group, format!("{low} to {high}"), format!("{of}{field}:{low}..{high}"));
    }
}

/// Four ranges that hold about as many of the sorted numbers each; fewer where these are few.
fn quarters(sorted: &[f64]) -> Vec<[f64; 2]> {
    if sorted.len() < 4 || sorted[0] >= sorted[sorted.len() - 1] {
        return Vec::new();
    }
    let mut ranges: Vec<[f64; 2]> = Vec::new();
    for part in 0..4 {
        let (from, to) = (part * sorted.len() / 4, (part + 1) * sorted.len() / 4);
        let range = [sorted[from], sorted[to - 1]];
        match ranges.last_mut() {
            // Equal numbers are in one range.
            Some(last) if range[0] <= last[1] => last[1] = range[1].max(last[1]),
            _ => ranges.push(range),
        }
    }
    if ranges.len() > 1 { ranges } else { Vec::new() }
}

#[cfg(test)]
mod tests {
    use std::ops::ControlFlow;

    use super::*;
    use crate::model::{Actor, ColumnKind, GraphBuilder, Link, Value, View};
    use crate::text::FindIndex;

    fn graph() -> Graph {
        let mut builder = GraphBuilder::new("", "");
        for (key, kind) in [("a", "person"), ("b", "person"), ("c", "place"), ("d", "")] {
            let actor = Actor { key: key.into(), label: key.into(), kind: kind.into(), ..Actor::default() };
            builder.add_actor(actor).expect("free");
        }
        for (key, ends, kind) in [("1", (0, 1), "knows"), ("2", (1, 2), "visits"), ("3", (0, 2), "visits")] {
            let link = Link { key: key.into(), kind: kind.into(), ..Link::default() };
            builder.add_link(ActorIx(ends.0), ActorIx(ends.1), link).expect("free");
        }
        let mut age = Column::new("age in years", ColumnKind::WholeNumber, true);
        let mut town = Column::new("town", ColumnKind::Text, true);
        for (row, (years, name)) in
            [(20, "Marsa"), (30, "Marsa"), (40, "Nur"), (50, "Sur \"old\"")].into_iter().enumerate()
        {
            age.set(row, Value::WholeNumber(years)).expect("it fits");
            town.set(row, Value::Text(name.into())).expect("it fits");
        }
        builder.set_actor_columns(Columns::from_iter([age, town]));
        builder.finish()
    }

    fn told(graph: &Graph, view: &View, seeds: &[ActorIx]) -> Vec<String> {
        let index = FindIndex::new(graph);
        let ground = Ground { graph, index: &index, view };
        let facets = facets(&ground, &view.visibility(graph), seeds, &mut |_| ControlFlow::Continue(()));
        let told = |facet: Facet| {
            let Facet { group, words, question, remain: (actors, links) } = facet;
            let counts = [actors, links].map(|count| count.map_or("-".to_owned(), |count| count.to_string()));
            format!("{group}: {words} [{question}] {}", counts.join("/"))
        };
        facets.expect("nobody gives up").into_iter().map(told).collect()
    }

    #[test]
    fn what_a_graph_can_be_filtered_by_is_listed_with_what_would_remain() {
        let graph = graph();
        let told = told(&graph, &View::blank(&graph), &[ActorIx(0)]);
        for wanted in [
            "Near the selection: within one step of a [near:\"a\"~1] 3/-",
            "Type of actor: person [type=person] 2/-",
            "Type of actor: no type [type=\"\"] 1/-",
            "Type of link: visits [type=visits] -/2",
            "Links of an actor: 2 links or more [degree>=2] 3/-",
            "Part of the network: the largest [component:1] 3/-",
            "age in years: 20 to 20 [\"age in years\":20..20] 1/-",
            "town: Marsa [town=Marsa] 2/-",
        ] {
            assert!(told.iter().any(|told| told == wanted), "{wanted}: {told:#?}");
        }
        assert!(told.iter().all(|told| !told.contains("basis") && !told.contains("0/-")), "{told:#?}");
    }

    #[test]
    fn only_what_is_shown_is_counted() {
        let graph = graph();
        let mut view = View::blank(&graph);
        view.hidden.set(ActorIx(0), true);
        let told = told(&graph, &view, &[]);
        assert!(told.contains(&"Type of actor: person [type=person] 1/-".to_owned()), "{told:#?}");
        assert!(!told.iter().any(|told| told.starts_with("Near")));
    }

    #[test]
    fn quarters_hold_as_many_each_and_equal_numbers_together() {
        assert_eq!(quarters(&[1.0, 2.0, 3.0, 4.0]), [[1.0, 1.0], [2.0, 2.0], [3.0, 3.0], [4.0, 4.0]]);
        assert_eq!(quarters(&[1.0, 1.0, 1.0, 1.0, 2.0, 5.0, 6.0, 9.0]), [[1.0, 1.0], [2.0, 5.0], [6.0, 9.0]]);
        assert!(quarters(&[3.0; 9]).is_empty() && quarters(&[1.0, 2.0]).is_empty());
    }
}
