//! What the filters of a view let through: its questions, its window of time, the documents it leaves out.

use std::borrow::Cow;

use super::facts::Facts;
use super::{Ground, Question};
use crate::analysis::without_documents;
use crate::model::{
    Clock, DocumentIx, Evidence, FilterQuestion, Filters, Graph, Passing, QuestionNote, Sieve, Stance, TimeWindow,
    View, Visibility, When,
};
use crate::text::FindIndex;

/// Works out what the filters of a view let through; `None` where types, bases and hands alone decide.
///
/// A question about actors lets those through that fit it, a question about links those links; one about both does either. A
/// question that cannot be understood lets everything through and is noted. With `any`, a record goes through where one of the
/// questions that are on lets it; otherwise all have to. `index` is that of the graph as it is; it is built where it is needed
/// and not given.
#[must_use]
pub fn sift(graph: &Graph, view: &View, index: Option<&FindIndex>) -> Option<Sieve> {
    sift_also(graph, view, &[], index)
}

/// The same, where records have to fit further questions as well, each of them, however those of the view are joined. What came of
/// these is noted after what came of the questions of the view.
#[must_use]
pub fn sift_also(graph: &Graph, view: &View, also: &[FilterQuestion], index: Option<&FindIndex>) -> Option<Sieve> {
    let filters = &view.filters;
    if !filters.need_sieve() && also.is_empty() {
        return None;
    }
    let plain = View { filters: Filters::default(), sieve: None, ..view.without_places() };
    let read = |questions: &[FilterQuestion]| -> Vec<Option<Result<Question, String>>> {
        let read = |one: &FilterQuestion| Question::new(&one.text).map_err(|misread| misread.message);
        questions.iter().map(|one| (!one.is_off).then(|| read(one))).collect()
    };
    let (questions, also) = (read(&filters.questions), read(also));
    let needs_index = questions.iter().chain(&also).flatten().flatten().any(Question::reads_texts);
    let index = match index {
        Some(index) => Cow::Borrowed(index),
        None if needs_index => Cow::Owned(FindIndex::new(graph)),
        None => Cow::Owned(FindIndex::default()),
    };
    let ground = Ground { graph, index: &index, view: &plain };
    let (mut through, facts) = (Through::all(graph, !filters.any), Facts::default());
    let join = |through: &mut Through, question: Option<Result<Question, String>>, any| match question {
        None => QuestionNote::Off,
        Some(question) => match question.and_then(|question| fitting(&question, &ground, &facts)) {
            Ok((one, counts)) => {
                through.join(&one, any);
                QuestionNote::Fits(counts.0, counts.1)
            }
            Err(message) => QuestionNote::Misread(message),
        },
    };
    let mut notes: Vec<QuestionNote> =
        questions.into_iter().map(|question| join(&mut through, question, filters.any)).collect();
    if !notes.iter().any(|note| matches!(note, QuestionNote::Fits(..))) {
        through = Through::all(graph, true);
    }
    notes.extend(also.into_iter().map(|question| join(&mut through, question, false)));
    if let Some(window) = &filters.time {
        through.join(&in_window(graph, window), false);
    }
    Some(passing(graph, view, &through, notes))
}

/// One flag per actor and link.
pub(super) struct Through {
    pub actors: Vec<bool>,
    pub links: Vec<bool>,
}

impl Through {
    fn all(graph: &Graph, goes: bool) -> Self {
        Self { actors: vec![goes; graph.actor_bound()], links: vec![goes; graph.link_bound()] }
    }

    fn join(&mut self, other: &Self, any: bool) {
        let join = |own: &mut [bool], other: &[bool]| {
            for (own, other) in own.iter_mut().zip(other) {
                *own = if any { *own || *other } else { *own && *other };
            }
        };
        join(&mut self.actors, &other.actors);
        join(&mut self.links, &other.links);
    }
}

/// Counts of actors and of links, where a question asks about them.
pub(super) type Counts = (Option<usize>, Option<usize>);

/// What a question lets through.
///
/// # Errors
/// Why it cannot be understood, as a sentence.
pub(super) fn fitting(question: &Question, ground: &Ground<'_>, facts: &Facts) -> Result<(Through, Counts), String> {
    let subject = question.subject(ground).map_err(|misread| misread.message)?;
    let answer = question.answer_knowing(ground, facts).map_err(|misread| misread.message)?;
    let graph = ground.graph;
    let mut through =
        Through { actors: vec![!subject.actors; graph.actor_bound()], links: vec![!subject.links; graph.link_bound()] };
    if subject.actors {
        answer.actors.iter().for_each(|actor| through.actors[actor.get()] = true);
    }
    if subject.links {
        answer.links.iter().for_each(|link| through.links[link.get()] = true);
    }
    let counts = (subject.actors.then_some(answer.actors.len()), subject.links.then_some(answer.links.len()));
    Ok((through, counts))
}

fn in_window(graph: &Graph, window: &TimeWindow) -> Through {
    let mut through = Through::all(graph, true);
    match window.clock {
        Clock::Happened => {
            for (ix, link) in graph.links() {
                through.links[ix.get()] = window.lets_through(link.when.as_ref());
            }
            // Most actors have no date of their own, which says nothing about them.
            for (ix, _) in graph.actors() {
                let when = graph.when_of_actor(ix).filter(When::is_understood);
                through.actors[ix.get()] = when.is_none_or(|when| window.lets_through(Some(&when)));
            }
        }
        Clock::Published => {
            let published: Vec<Option<&When>> = (0..graph.document_bound())
                .map(|at| graph.document(DocumentIx::new(at)).published.as_ref())
                .map(|when| when.filter(|when| when.is_understood()))
                .collect();
            // Whether any document that supports it has a date, and whether one of these lies within.
            let known = |evidence: &[Evidence]| {
                let documents = evidence
                    .iter()
                    .filter(|one| one.stance == Stance::Supports)
                    .filter_map(|one| published[graph.passage(one.passage).document?.get()]);
                documents.fold((false, false), |(_, within), when| (true, within || window.lets_through(Some(when))))
            };
            let mut of_actor = vec![(false, false); graph.actor_bound()];
            let join = |one: &mut (bool, bool), other: (bool, bool)| *one = (one.0 || other.0, one.1 || other.1);
            for (ix, actor) in graph.actors() {
                join(&mut of_actor[ix.get()], known(&actor.evidence));
            }
            let goes = |(dated, within): (bool, bool)| if dated { within } else { window.keeps_undated };
            for (ix, link) in graph.links() {
                let known = known(&link.evidence);
                let (source, target) = graph.ends(ix);
                join(&mut of_actor[source.get()], known);
                join(&mut of_actor[target.get()], known);
                through.links[ix.get()] = goes(known);
            }
            for (ix, _) in graph.actors() {
                through.actors[ix.get()] = goes(of_actor[ix.get()]);
            }
        }
    }
    through
}

/// From what goes through to how much of each record is seen, with documents left out and loose actors dropped.
fn passing(graph: &Graph, view: &View, through: &Through, notes: Vec<QuestionNote>) -> Sieve {
    let filters = &view.filters;
    let blocked = if filters.fades { Passing::Faded } else { Passing::Hidden };
    let of = |goes: &[bool]| goes.iter().map(|goes| if *goes { Passing::Through } else { blocked }).collect();
    let (mut actors, mut links): (Vec<Passing>, Vec<Passing>) = (of(&through.actors), of(&through.links));
    if filters.without.is_empty() && !filters.drops_loose {
        return Sieve::new(actors, links, notes);
    }
    let shown = |actors: &[Passing], links: &[Passing]| {
        let sieve = Sieve::new(actors.to_vec(), links.to_vec(), Vec::new());
        View { sieve: Some(sieve.into()), ..view.without_places() }.visibility(graph)
    };
    if !filters.without.is_empty() {
        let documents: Vec<DocumentIx> = filters.without.iter().copied().collect();
        let before = shown(&actors, &links);
        let left = without_documents(graph, &before, &documents);
        fade(&mut actors, &before.actors, &left.actors);
        fade(&mut links, &before.links, &left.links);
    }
    if filters.drops_loose {
        let now: Visibility = shown(&actors, &links);
        let mut is_tied = vec![false; graph.actor_bound()];
        for (ix, _) in graph.links().filter(|(ix, _)| now.shows_link(*ix)) {
            let (source, target) = graph.ends(ix);
            if source != target {
                is_tied[source.get()] = true;
                is_tied[target.get()] = true;
            }
        }
        for (passing, tied) in actors.iter_mut().zip(is_tied) {
            if !tied {
                *passing = (*passing).max(blocked);
            }
        }
    }
    Sieve::new(actors, links, notes)
}

/// Fades what was shown before and is not left.
fn fade(passing: &mut [Passing], before: &[bool], left: &[bool]) {
    for (passing, (before, left)) in passing.iter_mut().zip(before.iter().zip(left)) {
        if *before && !*left {
            *passing = Passing::Faded;
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::model::{
        Actor, ActorIx, Basis, Day, Document, GraphBuilder, Link, LinkIx, LinkMore, Passage, graph_from_drawing,
    };

    /// `a`, `b` persons, `p` a place; a–b `leads` of 2010 by document d0 of 2012, b–p `met at` of 2014 by d1 of 2016, a–p without
    /// date or passage.
    fn case() -> Graph {
        let mut builder = GraphBuilder::new("", "");
        for (key, published) in [("d0", "2012"), ("d1", "2016-05")] {
            let published = Some(When::new(published));
            let document = Document { key: key.into(), published, ..Document::default() };
            let document = builder.add_document(document).expect("free");
            let passage = Passage { document: Some(document), ..Passage::new(format!("p{key}")) };
            builder.add_passage(passage).expect("free");
        }
        for (key, kind) in [("a", "person"), ("b", "person"), ("p", "place")] {
            let actor = Actor { key: key.into(), label: key.into(), kind: kind.into(), ..Actor::default() };
            builder.add_actor(actor).expect("free");
        }
        let links = [(0, 1, "leads", "2010", Some(0)), (1, 2, "met at", "2014", Some(1)), (0, 2, "near", "", None)];
        for (number, (one, other, kind, when, passage)) in links.into_iter().enumerate() {
            let evidence = passage.into_iter().map(|at| {
                let supporting = Evidence::supporting(crate::model::PassageIx(at));
                Evidence { basis: Some(Basis::Stated), ..supporting }
            });
            let when = (!when.is_empty()).then(|| When::new(when));
            let more = LinkMore { when, evidence: evidence.collect(), ..LinkMore::default() }.into();
            let link = Link { key: number.to_string().into(), kind: kind.into(), more, ..Link::default() };
            builder.add_link(ActorIx(one), ActorIx(other), link).expect("free");
        }
        builder.finish()
    }

    /// Keys of the actors and numbers of the links that are shown; what is faded in parentheses.
    fn seen(graph: &Graph, change: impl FnOnce(&mut Filters)) -> String {
        let mut view = View::blank(graph);
        change(&mut view.filters);
        view.sieve = sift(graph, &view, None).map(Arc::new);
        let shown = view.visibility(graph);
        let told = |shown: bool, faded: bool, key: &str| match (shown, faded) {
            (true, _) => key.to_owned(),
            (_, true) => format!("({key})"),
            _ => String::new(),
        };
        let actors = graph.actors().map(|(ix, one)| told(shown.shows_actor(ix), shown.fades_actor(ix), &one.key));
        let links = graph.links().map(|(ix, one)| told(shown.shows_link(ix), shown.fades_link(ix), &one.key));
        actors.chain(links).collect()
    }

    fn ask(filters: &mut Filters, questions: &[&str]) {
        filters.questions =
            questions.iter().map(|text| FilterQuestion { text: (*text).into(), ..FilterQuestion::default() }).collect();
    }

    #[test]
    fn a_question_is_about_actors_or_about_links_and_leaves_the_others() {
        let graph = case();
        let of = |questions: &[&str]| seen(&graph, |filters| ask(filters, questions));
        assert_eq!(of(&["type:person"]), "ab0");
        assert_eq!(of(&["-type:person"]), "p");
        assert_eq!(of(&["type:leads"]), "abp0");
        assert_eq!(of(&["when:2014"]), "abp1");
        assert_eq!(of(&["when:2014 or -is:dated"]), "abp12");
        assert_eq!(of(&["basis:stated"]), "abp01");
        assert_eq!(of(&["is:actor is:sourced"]), "", "no actor has a passage of its own");
        assert_eq!(of(&["between:a,b"]), "ab0");
        assert_eq!(of(&["type:person is:unsourced"]), "ab0", "evidence goes with what the rest is about");
        assert_eq!(of(&["type:person", "when:2014"]), "ab");
        assert_eq!(of(&[]), "abp012");
    }

    #[test]
    fn further_questions_have_to_fit_as_well_however_those_of_the_view_are_joined() {
        let graph = case();
        let mut view = View::blank(&graph);
        ask(&mut view.filters, &["name:a", "name:p"]);
        view.filters.any = true;
        let also = ["type:person", "colour:red"];
        let also = also.map(|text| FilterQuestion { text: text.into(), ..FilterQuestion::default() });
        let sieve = sift_also(&graph, &view, &also, None).expect("there are questions");
        let shown: Vec<bool> = graph.actors().map(|(ix, _)| sieve.actor(ix) == Passing::Through).collect();
        assert_eq!(shown, [true, false, false], "a is called so and is a person");
        assert_eq!(sieve.notes()[2], QuestionNote::Fits(Some(2), None));
        assert!(matches!(sieve.notes()[3], QuestionNote::Misread(_)));
    }

    #[test]
    fn questions_are_joined_either_way_and_may_be_off() {
        let graph = case();
        let any = |questions: &[&str]| {
            seen(&graph, |filters| {
                ask(filters, questions);
                filters.any = true;
            })
        };
        assert_eq!(any(&["name:a", "name:p"]), "ap2");
        assert_eq!(any(&["type:leads", "type:near"]), "abp02");
        let off = seen(&graph, |filters| {
            ask(filters, &["type:person"]);
            filters.questions[0].is_off = true;
            filters.any = true;
        });
        assert_eq!(off, "abp012");
    }

    #[test]
    fn what_cannot_be_understood_lets_everything_through_and_says_so() {
        let graph = case();
        let mut view = View::blank(&graph);
        ask(&mut view.filters, &["colour:red", "type:person", "degree>0 when:2014", ")"]);
        view.filters.questions[1].is_off = true;
        let sieve = sift(&graph, &view, None).expect("there are questions");
        let QuestionNote::Misread(message) = &sieve.notes()[0] else { panic!("{:?}", sieve.notes()) };
        assert!(message.contains("colour"), "{message}");
        assert_eq!(sieve.notes()[1], QuestionNote::Off);
        let QuestionNote::Misread(message) = &sieve.notes()[2] else { panic!("{:?}", sieve.notes()) };
        assert!(message.contains("Make two filters"), "{message}");
        assert!(matches!(sieve.notes()[3], QuestionNote::Misread(_)));
        assert!(graph.actors().all(|(ix, _)| sieve.actor(ix) == Passing::Through));
        ask(&mut view.filters, &["type:person"]);
        let sieve = sift(&graph, &view, None).expect("there is one");
        assert_eq!(sieve.notes(), [QuestionNote::Fits(Some(2), None)]);
        assert_eq!(sieve.link(LinkIx(2)), Passing::Through);
    }

    #[test]
    fn time_is_when_it_happened_or_when_it_could_be_known() {
        let graph = case();
        let day = |year| Some(Day { year, month: 12, day: 31 });
        let in_time = |clock, from, to, keeps_undated| {
            seen(&graph, |filters| filters.time = Some(TimeWindow { from, to, clock, keeps_undated }))
        };
        assert_eq!(in_time(Clock::Happened, None, day(2012), false), "abp0");
        assert_eq!(in_time(Clock::Happened, day(2012), None, true), "abp12");
        assert_eq!(in_time(Clock::Published, None, day(2013), false), "ab0", "nobody had written of the place");
        assert_eq!(in_time(Clock::Published, None, day(2013), true), "ab0");
        assert_eq!(in_time(Clock::Published, None, day(2016), true), "abp012");
        assert_eq!(in_time(Clock::Published, None, day(2000), true), "");
    }

    #[test]
    fn what_rests_on_a_document_alone_fades_and_loose_actors_may_go() {
        let graph = case();
        assert_eq!(seen(&graph, |filters| filters.without.extend([DocumentIx(1)])), "ab(p)0(1)(2)");
        let loose = |fades| {
            seen(&graph, |filters| {
                ask(filters, &["type:leads"]);
                (filters.drops_loose, filters.fades) = (true, fades);
            })
        };
        assert_eq!(loose(false), "ab0");
        assert_eq!(loose(true), "ab(p)0(1)(2)");
        let graph = graph_from_drawing("A-B C-C");
        let shown = seen(&graph, |filters| filters.drops_loose = true);
        let all = seen(&graph, |_| ());
        assert_ne!(shown, all, "a link to oneself ties nobody");
    }
}
