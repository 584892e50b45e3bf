//! Native files: what is written reads back equal, byte for byte; samples are sound; damage never goes unnoticed.

use std::path::PathBuf;

use linklore::io::{Format, native, read_bytes};
use linklore::model::{
    Actor, ActorMore, Basis, By, Camera, Channel, Clock, Colour, Column, ColumnKind, Columns, Credibility, Day,
    Document, Evidence, Extras, FilterQuestion, Filters, Graph, GraphBuilder, Link, LinkMore, Palette, Passage, Point,
    Reliability, Rest, Rule, Scale, Short, Stance, Styling, TextRange, TimeWindow, Value, View, When,
};
use proptest::prelude::*;
use serde_json::{Value as Json, json};

fn samples() -> Vec<PathBuf> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("sample-graphs");
    let Ok(entries) = std::fs::read_dir(folder) else { return Vec::new() };
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.expect("a readable folder").path()).collect();
    paths.retain(|path| Format::from_path(path) == Some(Format::NATIVE));
    paths.sort();
    paths
}

#[test]
fn every_sample_is_valid_reads_without_a_warning_and_is_saved_as_it_is() {
    let schema = jsonschema::validator_for(&native::json_schema()).expect("a sound schema");
    for path in samples() {
        let name = path.display().to_string();
        let bytes = std::fs::read(&path).expect("a readable sample");
        let json: Json = serde_json::from_slice(&bytes).expect("JSON");
        let faults: Vec<String> = schema.iter_errors(&json).map(|error| error.to_string()).collect();
        assert_eq!(faults, Vec::<String>::new(), "{name}");
        let opened = read_bytes(&name, &bytes).unwrap_or_else(|error| panic!("{error}"));
        let notes: Vec<_> = opened.report.notes().iter().map(|note| (note.line, note.warning.to_string())).collect();
        assert_eq!(notes, [], "{name}");
        let again = native::to_bytes(&opened.graph, &opened.view).expect("it is written");
        assert!(again == bytes, "{name} is not the same when it is saved again");
    }
}

/// Everything there is to know about a graph and its view, as one text to compare.
fn told(graph: &Graph, view: &View) -> String {
    use std::fmt::Write as _;
    let mut told = format!("{:?} {:?} {:?}\n", graph.title, graph.created, sorted(&graph.extras));
    for (_, document) in graph.documents() {
        let document = Document { extras: Rest::NONE, ..document.clone() };
        let _ = writeln!(told, "{document:?}");
    }
    for (_, passage) in graph.passages() {
        let _ = writeln!(told, "{passage:?}");
    }
    for (_, actor) in graph.actors() {
        let _ = writeln!(told, "{actor:?}");
    }
    for (ix, link) in graph.links() {
        let _ = writeln!(told, "{:?} {link:?} {:?}", graph.ends(ix), link.weight.map(f64::to_bits));
    }
    for columns in [graph.actor_columns(), graph.link_columns()] {
        for column in columns.iter() {
            let cells: Vec<_> = (0..graph.link_count().max(graph.actor_count())).map(|row| column.get(row)).collect();
            let _ = writeln!(told, "{:?} {:?} {cells:?}", column.name, column.kind());
        }
    }
    let places: Vec<_> =
        graph.actors().map(|(ix, _)| view.positions.get(ix).map(|Point { x, y }| (x.to_bits(), y.to_bits()))).collect();
    let _ = writeln!(
        told,
        "{places:?} {:?} {:?}",
        view.pinned.iter().collect::<Vec<_>>(),
        view.hidden.iter().collect::<Vec<_>>()
    );
    let _ = writeln!(told, "{:?} {:?} {:?}", view.filters, view.camera, sorted(&view.extras));
    let sizes = graph.actors().map(|(ix, _)| view.looks.actor_size(ix).map(f32::to_bits)).collect::<Vec<_>>();
    let _ = writeln!(told, "{:?} {sizes:?} {} {:?}", view.looks, view.looks_shown, view.styling);
    told
}

fn sorted(extras: &Extras) -> std::collections::BTreeMap<&String, String> {
    extras.iter().map(|(name, value)| (name, value.to_string())).collect()
}

fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => Just(String::new()),
        4 => "[a-z ]{1,8}",
        3 => proptest::collection::vec(any::<char>(), 0..6).prop_map(String::from_iter),
        1 => Just("\u{0}\u{1f}\u{7f}\u{202e}\"\\/\u{2028}\u{feff}\u{1F600}".to_owned()),
        1 => Just("سلمى الحداد אילנה Дмитрий".to_owned()),
    ]
}

fn number() -> impl Strategy<Value = f64> {
    prop_oneof![
        any::<f64>().prop_filter("finite", |number| number.is_finite()),
        (-1000_i32..1000).prop_map(f64::from),
        prop_oneof![
            Just(0.0),
            Just(-0.0),
            Just(f64::MAX),
            Just(f64::MIN),
            Just(f64::MIN_POSITIVE),
            Just(f64::from_bits(1)),
            Just(9_007_199_254_740_991.0),
            Just(9_007_199_254_740_992.0),
            Just(9_007_199_254_740_994.0),
            Just(0.1 + 0.2),
            Just(1e21),
            Just(1e-7),
        ],
    ]
}

fn coordinate() -> impl Strategy<Value = f32> {
    prop_oneof![
        any::<f32>().prop_filter("finite", |number| number.is_finite()),
        prop_oneof![
            Just(0.0_f32),
            Just(-0.0),
            Just(f32::MAX),
            Just(f32::MIN),
            Just(f32::MIN_POSITIVE),
            Just(f32::from_bits(1)),
            Just(0.1),
            Just(16_777_216.0),
        ],
    ]
}

fn colour() -> impl Strategy<Value = Option<Colour>> {
    let opacity = prop_oneof![Just(255_u8), any::<u8>()];
    let colour = (any::<[u8; 3]>(), opacity).prop_map(|([r, g, b], a)| Colour { r, g, b, a });
    prop_oneof![Just(None), colour.prop_map(Some)]
}

fn size() -> impl Strategy<Value = Option<f32>> {
    proptest::option::of(coordinate().prop_map(f32::abs).prop_filter("above zero", |size| *size > 0.0))
}

fn when() -> impl Strategy<Value = Option<When>> {
    prop_oneof![
        Just(None),
        Just(Some(When::new("2007-03"))),
        Just(Some(When::new("2007/.."))),
        text().prop_map(|text| Some(When::new(text))),
    ]
}

fn extras() -> impl Strategy<Value = Rest> {
    prop_oneof![
        5 => Just(Rest::NONE),
        1 => text().prop_map(|text| Rest::from_iter([(format!("x-{text}"), json!({"deep": [1, 2.5, null, text]}))])),
    ]
}

fn evidence() -> impl Strategy<Value = (String, bool, Option<usize>, u8, String, Rest)> {
    let passage = prop_oneof!["p[0-5]", text()];
    (passage, any::<bool>(), proptest::option::of(0_usize..8), 0_u8..8, text(), extras())
}

type EvidenceParts = (String, bool, Option<usize>, u8, String, Rest);

fn to_evidence(builder: &mut GraphBuilder, parts: Vec<EvidenceParts>) -> Vec<Evidence> {
    let mut all = Vec::new();
    for (passage, against, basis, credibility, note, mut extras) in parts {
        let (passage, _) = builder.passage_or_stand_in(&passage);
        let known = basis.and_then(|basis| Basis::ALL.get(basis).copied());
        // In the order in which the reader finds them.
        let stance = if against { Stance::Contradicts } else { Stance::Supports };
        if !against && note.len() == 3 {
            extras.insert("stance".into(), json!("hints"));
        }
        if basis.is_some() && known.is_none() {
            extras.insert("basis".into(), json!("rumoured"));
        }
        if credibility == 7 {
            extras.insert("credibility".into(), json!("high"));
        }
        let by = note.clone();
        let credibility = Credibility::new(credibility);
        let added = String::new();
        all.push(Evidence { passage, stance, basis: known, credibility, note, added, by, extras });
    }
    all
}

fn value(kind: ColumnKind) -> BoxedStrategy<Value> {
    match kind {
        ColumnKind::Text => text().prop_map(Value::Text).boxed(),
        ColumnKind::Number => number().prop_map(Value::Number).boxed(),
        ColumnKind::WholeNumber => any::<i64>().prop_map(Value::WholeNumber).boxed(),
        ColumnKind::YesNo => any::<bool>().prop_map(Value::YesNo).boxed(),
        ColumnKind::Date => Just(Value::Date("2007-03".into())).boxed(),
        ColumnKind::TextList => proptest::collection::vec(text(), 0..3).prop_map(Value::TextList).boxed(),
        ColumnKind::Mixed => prop_oneof![
            Just(json!(null)),
            Just(json!({"a": [1, {"b": "c"}]})),
            any::<i64>().prop_map(Json::from),
            any::<u64>().prop_map(Json::from),
            number().prop_map(Json::from),
            text().prop_map(Json::from),
        ]
        .prop_map(Value::Other)
        .boxed(),
    }
}

fn columns(rows: usize) -> impl Strategy<Value = Columns> {
    let column =
        (proptest::sample::select(&ColumnKind::ALL[..]), any::<bool>()).prop_flat_map(move |(kind, declared)| {
            let cells = proptest::collection::vec(proptest::option::of(value(kind)), rows);
            cells.prop_map(move |cells| (kind, declared, cells))
        });
    (proptest::collection::vec(column, 0..4), text()).prop_map(|(parts, name)| {
        let filled = |(position, (kind, declared, cells)): (usize, (_, _, Vec<Option<Value>>))| {
            let mut column = Column::new(format!("{position}{name}"), kind, declared);
            for (row, cell) in cells.into_iter().enumerate() {
                if let Some(cell) = cell {
                    column.set(row, cell).expect("made to fit");
                }
            }
            column
        };
        parts.into_iter().enumerate().map(filled).collect()
    })
}

prop_compose! {
    fn actor_parts()(label in text(), kind in text(), aliases in proptest::collection::vec(text(), 0..3), note in text(),
        evidence in proptest::collection::vec(evidence(), 0..3), extras in extras(),
        place in proptest::option::of((coordinate(), coordinate())), pinned in any::<bool>(), hidden in any::<bool>(),
        colour in colour(), size in size())
        -> (Actor, Vec<EvidenceParts>, Option<(f32, f32)>, (bool, bool), (Option<Colour>, Option<f32>)) {
        let more = ActorMore { aliases, note, evidence: Vec::new(), extras }.into();
        let actor = Actor { key: Short::default(), label: label.into(), kind: kind.into(), more };
        (actor, evidence, place, (pinned, hidden), (colour, size))
    }
}

prop_compose! {
    fn link_parts()(kind in text(), directed in any::<bool>(), when in when(), weight in proptest::option::of(number()),
        note in text(), evidence in proptest::collection::vec(evidence(), 0..3), extras in extras(),
        source in 0_usize..64, target in 0_usize..64, colour in colour())
        -> (Link, Vec<EvidenceParts>, usize, usize, Option<Colour>) {
        let more = LinkMore { when, note, evidence: Vec::new(), extras }.into();
        let link = Link { key: Short::default(), kind: kind.into(), directed, weight, more };
        (link, evidence, source, target, colour)
    }
}

prop_compose! {
    fn document()(title in text(), author in text(), published in when(), reliability in 0_usize..9,
        text in proptest::option::of(text()), extras in extras()) -> Document {
        let reliability = Reliability::ALL.get(reliability).copied();
        let (publisher, path) = (author.clone(), title.clone());
        let (url, sha256, language, note) = (title.clone(), String::new(), author.clone(), title.clone());
        let retrieved = published.clone();
        Document { key: String::new(), title, author, publisher, published, retrieved, url, path, sha256, language,
            reliability, note, text, missing: false, extras }
    }
}

type PassageParts = (String, Option<(u32, u32)>, String, String, Rest);

fn passage() -> impl Strategy<Value = PassageParts> {
    let document = prop_oneof!["d[0-4]", text()];
    (document, proptest::option::of((any::<u32>(), any::<u32>())), text(), text(), extras())
}

prop_compose! {
    fn pieces()(title in text(), created in text(), extras in extras(), tag in text(),
        documents in proptest::collection::vec(document(), 0..3), passages in proptest::collection::vec(passage(), 0..4),
        actors in proptest::collection::vec(actor_parts(), 0..6), links in proptest::collection::vec(link_parts(), 0..8),
        camera in proptest::option::of((coordinate(), coordinate(), coordinate())),
        hidden_kinds in proptest::collection::btree_set(text(), 0..3),
        hidden_bases in proptest::collection::btree_set(0_usize..8, 0..3), view_extras in extras(), looks_shown in any::<bool>())
        (actor_columns in columns(actors.len()), link_columns in columns(if actors.is_empty() { 0 } else { links.len() }),
        title in Just(title), created in Just(created), extras in Just(extras), tag in Just(tag),
        documents in Just(documents), passages in Just(passages), actors in Just(actors), links in Just(links),
        camera in Just(camera), hidden_kinds in Just(hidden_kinds), hidden_bases in Just(hidden_bases),
        view_extras in Just(view_extras), looks_shown in Just(looks_shown)) -> (Graph, View) {
        let mut builder = GraphBuilder::new(title, created);
        builder.set_extras(extras.into());
        for (position, document) in documents.into_iter().enumerate() {
            let key = format!("d{position}");
            builder.add_document(Document { key, ..document }).expect("free");
        }
        for (position, (document, range, words, page, extras)) in passages.into_iter().enumerate() {
            let (document, _) = builder.document_or_stand_in(&document);
            let range = range.map(|(start, end)| TextRange { start, end });
            let passage = Passage { document: Some(document), range, page, quote: words.clone(), paraphrase: words.clone(),
                language: words.clone(), paragraph: words.clone(), translation: words, extras,
                ..Passage::new(format!("p{position}")) };
            builder.add_passage(passage).expect("free");
        }
        let mut view = View::default();
        let mut ends = Vec::new();
        for (position, (actor, evidence, place, (pinned, hidden), (colour, size))) in actors.into_iter().enumerate() {
            let evidence = to_evidence(&mut builder, evidence);
            let mut actor = Actor { key: format!("{position}{tag}").into(), ..actor };
            actor.evidence = evidence;
            let ix = builder.add_actor(actor).expect("free");
            view.positions.set(ix, place.map(|(x, y)| Point::new(x, y)));
            view.pinned.set(ix, pinned);
            view.hidden.set(ix, hidden);
            view.looks.set_actor_colour(ix, colour);
            view.looks.set_actor_size(ix, size);
            ends.push(ix);
        }
        if !ends.is_empty() {
            for (position, (link, evidence, source, target, colour)) in links.into_iter().enumerate() {
                let evidence = to_evidence(&mut builder, evidence);
                let (source, target) = (ends[source % ends.len()], ends[target % ends.len()]);
                let mut link = Link { key: position.to_string().into(), ..link };
                link.evidence = evidence;
                let ix = builder.add_link(source, target, link).expect("free");
                view.looks.set_link_colour(ix, colour);
            }
        }
        builder.set_actor_columns(actor_columns);
        builder.set_link_columns(link_columns);
        view.camera = camera.filter(|(_, _, zoom)| *zoom > 0.0)
            .map(|(x, y, zoom)| Camera { centre: Point::new(x, y), zoom });
        // More of the filters, out of what was drawn for other things.
        let (any, fades) = (looks_shown, hidden_kinds.len() % 2 == 1);
        view.filters = Filters { any, fades, drops_loose: any != fades, ..Filters::default() };
        for (number, kind) in hidden_kinds.iter().enumerate() {
            let name = if number % 2 == 0 { String::new() } else { kind.clone() };
            view.filters.questions.push(FilterQuestion { text: format!("type:\"{kind}\""), name, is_off: number % 3 == 0 });
        }
        if let Some((x, y, _)) = camera {
            let day = |at: f32| (at > 0.0).then_some(Day { year: at as i64 % 5000, month: 1 + (at as u64 % 12) as u8, day: 28 });
            let clock = if any { Clock::Published } else { Clock::Happened };
            view.filters.time = Some(TimeWindow { from: day(x), to: day(y), clock, keeps_undated: fades });
        }
        // Rules as well.
        for (number, name) in hidden_kinds.iter().enumerate() {
            let by = if any { By::Detail(name.clone()) } else { By::Measure(name.clone()) };
            let channel = if any { Channel::ALL[number] } else { [Channel::ActorColour, Channel::ActorSize][number % 2] };
            let scale = [None, Some(Scale::Logarithmic), Some(Scale::Each)][number % 3];
            let (palette, sizes) = (Palette::ALL[number % 4], fades.then_some([0.1 + number as f32, 7.3]));
            view.styling.set(channel, Some(Rule { palette, is_reversed: fades, scale, sizes, ..Rule::by(by) }));
        }
        view.filters.hidden_actor_kinds.clone_from(&hidden_kinds);
        view.filters.hidden_link_kinds = hidden_kinds;
        view.filters.hidden_bases = hidden_bases.into_iter().map(|basis| Basis::ALL.get(basis).copied()).collect();
        view.extras = view_extras.into();
        view.looks_shown = looks_shown;
        let graph = builder.finish();
        view.filters.without = graph.documents().map(|(ix, _)| ix).step_by(2).collect();
        (graph, view)
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_written_reads_back_equal_and_is_written_the_same_again((graph, view) in pieces()) {
        let bytes = native::to_bytes(&graph, &view).expect("finite");
        let opened = read_bytes("a.linklore", &bytes).unwrap_or_else(|error| panic!("{error}\n{}", String::from_utf8_lossy(&bytes)));
        prop_assert_eq!(told(&graph, &view), told(&opened.graph, &opened.view));
        let again = native::to_bytes(&opened.graph, &opened.view).expect("finite");
        prop_assert_eq!(String::from_utf8_lossy(&bytes), String::from_utf8_lossy(&again));
    }

    #[test]
    fn any_bytes_are_read_or_refused_in_words(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        refused_or_read(&bytes);
    }

    #[test]
    fn a_damaged_file_is_read_or_refused_in_words(
        cuts in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>(), 0_usize..30, 0_u8..4), 1..5)
    ) {
        let mut bytes = SMALL.as_bytes().to_vec();
        for (at, byte, length, what) in cuts {
            let at = at.index(bytes.len());
            let end = (at + length).min(bytes.len());
            match what {
                0 => bytes[at] = byte,
                1 => bytes[at] ^= 1 << (byte % 8),
                2 => { bytes.drain(at..end); }
                _ => { let piece = bytes[at..end].to_vec(); bytes.splice(at..at, piece); }
            }
            if bytes.is_empty() {
                break;
            }
        }
        refused_or_read(&bytes);
    }
}

/// A refusal is in words and short; what was read can be written and read again.
fn refused_or_read(bytes: &[u8]) {
    match read_bytes("damaged.linklore", bytes) {
        Err(error) => {
            let message = error.to_string();
            assert!(message.starts_with("Could not open \"damaged.linklore\".\n"), "{message}");
            assert!(message.lines().count() <= 20, "{message}");
            for word in ["Record", "serde", "u32", "f64", "Option", "panicked"] {
                assert!(!error.what().contains(word) || String::from_utf8_lossy(bytes).contains(word), "{message}");
            }
        }
        Ok(opened) => {
            let written = native::to_bytes(&opened.graph, &opened.view).expect("finite");
            let again = read_bytes("again.linklore", &written).unwrap_or_else(|error| panic!("{error}"));
            assert_eq!(told(&opened.graph, &opened.view), told(&again.graph, &again.view));
            assert_eq!(native::verify_native(&written), Ok(()));
        }
    }
}

const SMALL: &str = concat!(
    "{\"linklore\": 1, \"title\": \"Small\", \"created\": \"2026-11-23\", \"generator\": \"linklore ",
    env!("CARGO_PKG_VERSION"),
    "\"\n",
    ",\"columns\": {\"actors\": {\"born\": \"whole number\", \"roles\": \"list of text\"}, \"links\": {\"amount\": \"number\"}}\n",
    ",\"documents\": [\n",
    " {\"id\":\"d\",\"title\":\"T\",\"published\":\"2016-04\",\"reliability\":\"B\",\"text\":\"Ada leads سلمى.\"}\n",
    "]\n",
    ",\"passages\": [\n",
    " {\"id\":\"p\",\"document\":\"d\",\"start\":0,\"end\":9}\n",
    ",{\"id\":\"q\",\"document\":\"d\",\"page\":\"4\",\"quote\":\"so it is\"}\n",
    "]\n",
    ",\"actors\": [\n",
    " {\"id\":\"a\",\"label\":\"Ada\",\"type\":\"person\",\"aliases\":[\"Ada Obi\"],\"details\":{\"born\":1970,\"roles\":[\"pilot\"]},",
    "\"evidence\":[{\"passage\":\"p\",\"stance\":\"supports\",\"basis\":\"stated\",\"credibility\":2,\"by\":\"me\"}]}\n",
    ",{\"id\":\"b\",\"label\":\"سلمى\",\"house\":{\"colour\":\"green\"}}\n",
    "]\n",
    ",\"links\": [\n",
    " {\"id\":\"l\",\"source\":\"a\",\"target\":\"b\",\"type\":\"leads\",\"directed\":true,\"when\":\"2007/..\",\"weight\":2,",
    "\"details\":{\"amount\":18000.0},\"evidence\":[{\"passage\":\"q\",\"stance\":\"contradicts\"}]}\n",
    ",{\"id\":\"m\",\"source\":\"b\",\"target\":\"b\",\"directed\":false,\"weight\":0.15}\n",
    "]\n",
    ",\"view\": {\n",
    " \"positions\": {\n",
    " \"a\":[0.1,-2.5]\n",
    ",\"b\":[3.0,4.0]\n",
    "}\n",
    ",\"pinned\": [\"a\"]\n",
    ",\"filters\": {\"actor_types\":[\"place\"],\"bases\":[\"unsourced\",\"forecast\"],",
    "\"questions\":[{\"ask\":\"type:person\",\"name\":\"People\",\"off\":true},{\"ask\":\"when:2014\"}],\"joined\":\"any\",",
    "\"unlinked\":\"hidden\",\"others\":\"faded\",",
    "\"time\":{\"to\":\"2014-03-01\",\"clock\":\"published\",\"undated\":\"hidden\"}}\n",
    ",\"camera\": {\"x\":0.0,\"y\":1.5,\"zoom\":0.7}\n",
    ",\"style\": {\n",
    " \"actors\": {\n",
    " \"a\":{\"colour\":\"#0a1b2c\",\"size\":3.5}\n",
    ",\"b\":{\"colour\":\"#ffffff80\"}\n",
    "}\n",
    ",\"links\": {\n",
    " \"m\":{\"colour\":\"#ff0000\"}\n",
    "}\n",
    ",\"shown\": false\n",
    "}\n",
    ",\"layout\": {\"engine\":\"force\"}\n",
    "}\n",
    ",\"remark\": [1,2]\n",
    "}\n",
);

#[test]
fn a_file_in_our_form_is_saved_as_it_is() {
    let opened = read_bytes("small.linklore", SMALL.as_bytes()).unwrap_or_else(|error| panic!("{error}"));
    let told: Vec<_> = opened.report.notes().iter().map(|note| (note.line, note.warning.to_string())).collect();
    assert_eq!(
        told,
        [
            (
                Some(38),
                "Linklore does not know the field \"remark\" of the file. It is kept and written back.".to_owned()
            ),
            (Some(12), "Linklore does not know the field \"house\" of actors. It is kept and written back.".to_owned()),
        ]
    );
    let again = native::to_bytes(&opened.graph, &opened.view).expect("finite");
    assert_eq!(String::from_utf8_lossy(&again), SMALL);
    let graph = &opened.graph;
    let a = graph.actor_by_key("a").expect("in the file");
    assert_eq!(graph.passage_words(graph.actor(a).evidence[0].passage), Some("Ada leads"));
    assert_eq!(opened.view.positions.get(a), Some(Point::new(0.1, -2.5)));
    assert_eq!(graph.actor_columns().by_name("born").and_then(|born| born.get(0)), Some(Value::WholeNumber(1970)));
    let View { looks, looks_shown, .. } = &opened.view;
    assert_eq!((looks.actor_colour(a), looks.actor_size(a)), (Some(Colour::rgb(10, 27, 44)), Some(3.5)));
    let (m, _) = graph.links().find(|(_, link)| link.key == "m").expect("in the file");
    assert_eq!(looks.link_colour(m), Some(Colour::rgb(255, 0, 0)));
    assert!(!looks_shown);
}

#[test]
fn a_style_that_is_not_understood_is_kept_and_written_back() {
    let file = r##"{"linklore": 1, "generator": "linklore VERSION"
,"actors": [
 {"id":"a"}
,{"id":"b"}
,{"id":"c"}
]
,"links": [
 {"id":"l","source":"a","target":"b","directed":false}
]
,"view": {
 "style": {
 "actors": {
 "a":{"size":2.0,"colour":"reddish","glow":1}
,"b":{"colour":"#00ff00","size":-1,"glow":2}
,"c":7
,"ghost":{"colour":"#0000ff"}
}
,"links": {
 "l":{"colour":[1,2,3]}
,"m":{"colour":"#0000ff"}
}
,"theme": "dark"
,"shown": "often"
}
}
}
"##
    .replace("VERSION", env!("CARGO_PKG_VERSION"));
    let opened = read_bytes("odd.linklore", file.as_bytes()).unwrap_or_else(|error| panic!("{error}"));
    let told: Vec<_> = opened.report.notes().iter().map(|note| note.warning.to_string()).collect();
    assert_eq!(
        told,
        [
            "Linklore does not know the field \"theme\" of the style. It is kept and written back.",
            "Linklore does not know the field \"glow\" of the style of actors. It is kept and written back.",
            "The colour \"reddish\" of actor \"a\" is not one that Linklore knows. It is kept in the file.",
            "The size \"-1\" of actor \"b\" is not one that Linklore knows. It is kept in the file.",
            "The style \"7\" of actor \"c\" is not one that Linklore knows. It is kept in the file.",
            "The view speaks of actor \"ghost\", which is not in this file. It is kept there.",
            "The colour \"[1,2,3]\" of link \"l\" is not one that Linklore knows. It is kept in the file.",
            "The view speaks of link \"m\", which is not in this file. It is kept there.",
            "The shown \"often\" of the style is not one that Linklore knows. It is kept in the file.",
        ]
    );
    assert!(!opened.report.has_losses());
    let again = native::to_bytes(&opened.graph, &opened.view).expect("finite");
    assert_eq!(native::verify_native(&again), Ok(()));
    let again: Json = serde_json::from_slice(&again).expect("JSON");
    let before: Json = serde_json::from_str(&file).expect("JSON");
    assert_eq!(again["view"], before["view"], "fields may change places");
    for style in [json!("dark"), json!({"actors": [1]}), json!({"actors": {"a": null}}), json!(7)] {
        let file = json!({"linklore": 1, "actors": [{"id": "a"}], "view": {"style": style}}).to_string();
        let opened = read_bytes("odd.linklore", file.as_bytes()).unwrap_or_else(|error| panic!("{error}"));
        assert_eq!(opened.report.notes().len(), 1, "{style}");
        let again = native::to_bytes(&opened.graph, &opened.view).expect("finite");
        let again: Json = serde_json::from_slice(&again).expect("JSON");
        assert_eq!(again["view"]["style"], style);
    }
}

#[test]
fn a_file_that_is_cut_anywhere_is_refused() {
    let whole = SMALL.trim_end();
    for end in 0..whole.len() {
        let error = read_bytes("cut.linklore", &SMALL.as_bytes()[..end]).err();
        assert!(error.is_some(), "cut at byte {end}: {}", &SMALL[..end.min(40)]);
    }
    assert!(read_bytes("cut.linklore", whole.as_bytes()).is_ok(), "only the last line break is missing");
}

#[test]
fn what_is_not_understood_is_kept_and_written_back() {
    let file = r#"{"linklore": 1, "generator": "linklore VERSION"
,"columns": {"actors": {"born": "whole number", "hue": "colour"}}
,"documents": [
 {"id":"d","published":"last Tuesday","reliability":"Z","text":"abc"}
]
,"passages": [
 {"id":"p","document":"d","start":1,"end":9}
,{"id":"q","document":"gone","start":1,"end":2}
,{"id":"r","document":"d","start":4}
]
,"actors": [
 {"id":"a","details":{"born":"about 1970","hue":"green"},"evidence":[{"passage":"nowhere","stance":"hints","basis":"rumoured","credibility":9}]}
]
,"links": [
]
,"view": {
 "positions": {
 "ghost":[1.0,2.0]
}
,"pinned": ["ghost"]
,"filters": {"bases":["rumoured"],"questions":[{"ask":"type:person","tint":3}],"time":{"from":"soon"},"without":["elsewhere"],"joined":"some"}
}
}
"#
    .replace("VERSION", env!("CARGO_PKG_VERSION"));
    let opened = read_bytes("odd.linklore", file.as_bytes()).unwrap_or_else(|error| panic!("{error}"));
    let told: Vec<_> = opened.report.notes().iter().map(|note| (note.line, note.warning.to_string())).collect();
    let expected = [
        (
            2,
            "The type \"colour\" of the detail \"hue\" of actors is not one that Linklore knows. It is kept in the file.",
        ),
        (
            4,
            "The date \"last Tuesday\" of document \"d\" is not an EDTF date such as 2007-03 or 2007/2009. It is kept as text.",
        ),
        (4, "The reliability \"Z\" of document \"d\" is not one that Linklore knows. It is kept in the file."),
        (
            7,
            "Passage \"p\" runs from character 1 to 9, but its document has 3 characters. It is kept and shows no words.",
        ),
        (8, "Passage \"q\" points at document \"gone\", which is not in this file. The reference is kept."),
        (
            9,
            "The start \"4\" of passage \"r\" without its other end is not one that Linklore knows. It is kept in the file.",
        ),
        (
            12,
            "The evidence of actor \"a\" points at passage \"nowhere\", which is not in this file. The reference is kept.",
        ),
        (
            12,
            "The stance \"hints\" of the evidence of actor \"a\" is neither \"supports\" nor \"contradicts\". It is kept in the \
             file and shows as supporting: read the passage.",
        ),
        (
            12,
            "The basis \"rumoured\" of the evidence of actor \"a\" is not one that Linklore knows. It is kept in the file.",
        ),
        (
            12,
            "The credibility \"9\" of the evidence of actor \"a\" is not one that Linklore knows. It is kept in the file.",
        ),
        (12, "The detail \"born\" of actors holds values of several sorts. Each is kept as it is."),
        (16, "The view speaks of actor \"ghost\", which is not in this file. It is kept there."),
        (16, "The view speaks of actor \"ghost\", which is not in this file. It is kept there."),
        (16, "The basis \"rumoured\" of the filters is not one that Linklore knows. It is kept in the file."),
        (
            16,
            "The question \"{\"ask\":\"type:person\",\"tint\":3}\" of the filters is not one that Linklore knows. It is kept in \
             the file.",
        ),
        (16, "The time \"{\"from\":\"soon\"}\" of the filters is not one that Linklore knows. It is kept in the file."),
        (16, "The document \"elsewhere\" of the filters is not one that Linklore knows. It is kept in the file."),
        (16, "The joined \"some\" of the filters is not one that Linklore knows. It is kept in the file."),
    ];
    assert_eq!(told, expected.map(|(line, words)| (Some(line), words.to_owned())));
    assert!(!opened.report.has_losses());
    let again = native::to_bytes(&opened.graph, &opened.view).expect("finite");
    // The one thing that changes: the declared type of a column that does not hold its values is now the true one.
    let kept = file.replace("\"born\": \"whole number\"", "\"born\": \"mixed\"");
    assert_eq!(String::from_utf8_lossy(&again), kept);
}

#[test]
fn a_newer_minor_version_opens_and_keeps_its_version() {
    let file = "{\"linklore\": 1.2, \"actors\": [{\"id\": \"a\", \"aura\": 7}]}";
    let opened = read_bytes("new.linklore", file.as_bytes()).expect("it opens");
    let codes: Vec<_> = opened.report.notes().iter().map(|note| note.warning.code()).collect();
    assert_eq!(codes, ["newer-version", "unknown-field"]);
    let again = native::to_bytes(&opened.graph, &opened.view).expect("finite");
    assert!(again.starts_with(b"{\"linklore\": 1.2, "));
}

#[test]
fn a_byte_order_mark_and_windows_line_ends_are_no_trouble() {
    let file = format!("\u{feff}{}", SMALL.replace('\n', "\r\n"));
    let opened = read_bytes("dos.linklore", file.as_bytes()).unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(opened.report.notes()[0].line, Some(38));
    let again = native::to_bytes(&opened.graph, &opened.view).expect("finite");
    assert_eq!(String::from_utf8_lossy(&again), SMALL);
}

#[test]
fn a_file_with_no_actors_opens() {
    let opened = read_bytes("bare.linklore", b"{\"linklore\": 1}").expect("it opens");
    assert_eq!((opened.graph.actor_count(), opened.graph.link_count()), (0, 0));
    assert!(opened.report.is_empty());
    assert_eq!(opened.view, View::default());
}

#[test]
fn a_label_of_ten_megabytes_is_kept() {
    let mut builder = GraphBuilder::new("", "");
    let label = "ש\u{0}a".repeat(2_500_000);
    builder.add_actor(Actor { key: "a".into(), label: label.as_str().into(), ..Actor::default() }).expect("free");
    let graph = builder.finish();
    let bytes = native::to_bytes(&graph, &View::blank(&graph)).expect("finite");
    let opened = read_bytes("big.linklore", &bytes)
        .map(|opened| opened.graph.actors().next().map(|(_, actor)| actor.label.len()));
    // A control character takes six bytes in the file, so this one is over the limit, and says so.
    assert!(opened.is_err_and(|error| error.what().contains("longer than 16 MiB, which is the limit")));
    let mut builder = GraphBuilder::new("", "");
    let label = "שaa".repeat(2_500_000);
    builder.add_actor(Actor { key: "a".into(), label: label.as_str().into(), ..Actor::default() }).expect("free");
    let graph = builder.finish();
    let bytes = native::to_bytes(&graph, &View::blank(&graph)).expect("finite");
    let opened = read_bytes("big.linklore", &bytes).unwrap_or_else(|error| panic!("{error}"));
    assert!(opened.graph.actors().next().is_some_and(|(_, actor)| actor.label == label));
}

#[test]
fn the_schema_names_every_field_and_the_words_of_the_model() {
    let schema = native::json_schema();
    let validator = jsonschema::validator_for(&schema).expect("a sound schema");
    let small: Json = serde_json::from_str(SMALL).expect("JSON");
    assert!(validator.is_valid(&small));
    let enumerated = |record: &str, field: &str| schema["$defs"][record]["properties"][field]["enum"].clone();
    assert_eq!(enumerated("EvidenceRecord", "basis"), json!(Basis::ALL.map(Basis::name)));
    assert_eq!(
        enumerated("DocumentRecord", "reliability"),
        json!(Reliability::ALL.map(|reliability| reliability.letter().to_string()))
    );
    assert!(!validator.is_valid(&json!({"linklore": 1, "actors": [{"label": "no id"}]})));
    assert!(!validator.is_valid(&json!({"title": "no version"})));
    assert!(
        !validator
            .is_valid(&json!({"linklore": 1, "links": [{"id": "l", "source": "a", "target": "b", "directed": "yes"}]}))
    );
    assert!(validator.is_valid(&json!({"linklore": 1, "actors": [{"id": "a", "unknown": true}]})));
    let marked =
        |from: Json| validator.is_valid(&json!({"linklore": 1, "actors": [{"id": "a", "different_from": from}]}));
    assert!(marked(json!(["b"])) && !marked(json!("b")), "what edits leave behind is told as well");
    let styled = |style: Json| validator.is_valid(&json!({"linklore": 1, "view": {"style": style}}));
    assert!(styled(json!({"actors": {"a": {"colour": "#00ff00", "size": 0.5}}, "links": {}, "shown": false})));
    assert!(!styled(json!({"actors": {"a": {"colour": "green"}}})));
    assert!(!styled(json!({"actors": {"a": {"size": 0}}})));
    assert!(!styled(json!({"links": {"a": {"colour": "#12"}}})));
    let rules: Styling = Channel::ALL.map(|channel| (channel, Rule::by(By::Detail("x".into())))).into_iter().collect();
    let view = View { styling: rules, ..View::default() };
    let bytes = native::to_bytes(&GraphBuilder::new("", "").finish(), &view).expect("finite");
    assert!(validator.is_valid(&serde_json::from_slice(&bytes).expect("JSON")));
    assert!(!styled(json!({"rules": {"actor_colour": {"by": "zodiac"}}})));
    assert_eq!(enumerated("RuleRecord", "palette"), json!(Palette::ALL.map(Palette::name)));
    assert_eq!(enumerated("RuleRecord", "scale"), json!(Scale::ALL.map(Scale::name)));
}
