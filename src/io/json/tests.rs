//! What the walk finds, what it complains of, and what can be read afterwards.

use std::borrow::Cow;

use proptest::prelude::*;
use serde_json::Value as Json;

use super::alike::Alike;
use super::survey::survey_by;
use super::*;
use crate::model::Value;

fn walk(text: &str) -> Result<Outline, Fault> {
    outline(text, &mut |_| ControlFlow::Continue(()))
}

fn complaint(text: &str) -> (usize, String) {
    let fault = walk(text).expect_err(text);
    (fault.at, fault.what)
}

#[test]
fn every_record_is_found_where_it_stands() {
    let text = "{\"a\": [{\"x\":1}, 2 ,[3,[4]]], \"b\\u0062\": {\"c\": [5]}, \"d\": null}";
    let outline = walk(text).expect("sound");
    let names: Vec<_> = outline.fields.iter().map(|field| field.name.as_str()).collect();
    assert_eq!(names, ["a", "bb", "d"]);
    let items: Vec<_> = outline.fields[0].items.iter().map(|item| item.of(text)).collect();
    assert_eq!(items, ["{\"x\":1}", "2", "[3,[4]]"]);
    assert_eq!(outline.fields[1].value.of(text), "{\"c\": [5]}");
    assert!(outline.fields[1].items.is_empty());
    assert_eq!(outline.fields[2].value.of(text), "null");
    assert_eq!(outline.root.map(|root| root.of(text)), Some(text));
}

#[test]
fn what_is_not_json_is_said_with_its_place() {
    assert_eq!(complaint("{\"a\": 1 \"b\": 2}"), (8, "A comma or \"}\" is expected here.".into()));
    assert_eq!(complaint("[1 2]").0, 3);
    assert_eq!(complaint("{\"a\": 1,}").1, "A comma stands before a closing bracket, where nothing follows it.");
    assert_eq!(complaint("{a: 1}").1, "The name of a field is expected here, in double quotes.");
    assert_eq!(complaint("{\"a\" 1}").1, "A colon is expected here, between the name of a field and its value.");
    assert_eq!(complaint("{\"a\": }").1, "A value is missing before this bracket.");
    assert_eq!(complaint("[1,,2]").1, "A value is missing before this comma.");
    assert_eq!(complaint("['a']").1, "A text must stand in double quotes.");
    assert_eq!(complaint("[1, // one\n2]").1, "A remark stands here, which this format does not have.");
    assert_eq!(complaint("{} {}").1, "Something follows after the end of the data; perhaps two files were joined.");
    assert_eq!(complaint("[\"a\nb\"]"), (1, "A text is not closed: its line ends before the closing quote.".into()));
    assert_eq!(complaint("[\"\\x\"]").1, "A backslash is followed by a sign that makes no escape.");
    assert_eq!(
        complaint("[\"\\ud800 \"]").1,
        "Half of a character stands here without its other half, so it is no text."
    );
    assert_eq!(complaint("[\"\\udc00\"]").0, 2);
    assert_eq!(complaint("[NaN]").1, "A number must be finite; this format does not have NaN or Infinity.");
    assert_eq!(complaint("[-Infinity]").0, 1);
    assert_eq!(complaint("[1e999]").1, "A number is too large for the program.");
    for number in ["01", "1.", "1.e5", "-", "1e", "+1", ".5"] {
        assert!(walk(&format!("[{number}, 1]")).is_err(), "{number}");
    }
    assert!(complaint("{\"a\": [1}").1.starts_with("A \"]\" is expected here"));
}

#[test]
fn a_name_that_stands_twice_is_refused_however_it_is_written() {
    let what = complaint("{\"a\": 1,\n\"\\u0061\": 2}");
    let told =
        "The name \"a\" stands twice in the object that begins on line 1, so one of the two values would be lost.";
    assert_eq!(what, (9, told.into()));
    let many = (0..100).map(|number| format!("\"n{number}\": 0, ")).collect::<Vec<_>>().concat();
    assert!(walk(&format!("{{{many} \"last\": 0}}")).is_ok());
    assert!(complaint(&format!("{{{many} \"n3\": 0}}")).1.starts_with("The name \"n3\" stands twice"));
    assert!(complaint(&format!("{{{many} \"n99\": 0}}")).1.starts_with("The name \"n99\" stands twice"));
    assert!(walk("[{\"a\": 1}, {\"a\": 2}]").is_ok());
}

#[test]
fn a_text_that_ends_early_names_what_is_open() {
    let told = |text| complaint(text).1;
    assert_eq!(
        told("{\"linklore\": 1,\n\"links\": [{\"id\":"),
        "The file ends before it is complete: the list \"links\", opened on line 2, is never closed."
    );
    assert_eq!(
        told("{\"linklore\": 1,"),
        "The file ends before it is complete: the outermost object, opened on line 1, is never closed."
    );
    assert_eq!(told("{\"a\": tr"), told("{\"a\": 1"));
    assert_eq!(told("  "), "The file holds no data.");
    assert_eq!(walk("{\"a\": 1\0\0\0").expect_err("zeros").kind, FaultKind::Incomplete);
}

#[test]
fn limits_are_named() {
    let deep = |depth: usize| format!("{}{}", "[".repeat(depth), "]".repeat(depth));
    assert!(walk(&deep(NESTING)).is_ok());
    let told = complaint(&deep(NESTING + 1));
    assert_eq!(told, (NESTING, "More than 256 lists or objects stand inside each other, which is the limit.".into()));
    let name = "n".repeat(NAME_BYTES + 1);
    assert_eq!(
        complaint(&format!("{{\"{name}\": 1}}")).1,
        "A name of a field is longer than 64 KiB, which is the limit."
    );
    let long = "x".repeat(TEXT_BYTES + 1);
    assert_eq!(complaint(&format!("[\"{long}\"]")).1, "A text value is longer than 16 MiB, which is the limit.");
    let fits = "x".repeat(TEXT_BYTES);
    assert!(walk(&format!("[\"{fits}\"]")).is_ok());
}

#[test]
fn long_whole_numbers_that_lose_digits_are_noticed() {
    let text = "[18446744073709551615, 18446744073709551616, 1.00000000000000000000001]";
    let rounded: Vec<_> = walk(text).expect("sound").rounded.iter().map(|span| span.of(text)).collect();
    assert_eq!(rounded, ["18446744073709551616"]);
}

fn surveyed(text: &str) -> Survey<'_> {
    survey(text, Shape::One, &mut |_| ControlFlow::Continue(())).expect("within the limits")
}

#[test]
fn values_are_read_where_they_stand() {
    let text = r#" {"a\"b": "x\u0041", "n": [1, -0, 2.5, 18446744073709551615, NaN, -Infinity], "o": {"p": {}},
        "t": ["a", "b"], "e": [], "z": null, "y": true} "#;
    let walked = surveyed(text);
    assert!(walked.fault.is_none() && walked.not_finite == text.find("NaN"));
    let root = walked.sound.root().expect("a value");
    assert_eq!(root.member("a\"b").and_then(Piece::text).as_deref(), Some("xA"));
    let values: Vec<Option<Value>> = root.member("n").expect("n").items().map(Piece::value).collect();
    assert_eq!(values[..2], [Some(Value::WholeNumber(1)), Some(Value::Number(-0.0))]);
    assert_eq!(values[2], Some(Value::Number(2.5)));
    assert_eq!(values[3], Some(Value::Other(Json::from(u64::MAX))));
    assert!(matches!(values[4], Some(Value::Number(number)) if number.is_nan()));
    assert_eq!(values[5], Some(Value::Number(f64::NEG_INFINITY)));
    assert_eq!(root.member("t").and_then(Piece::value), Some(Value::TextList(vec!["a".into(), "b".into()])));
    assert_eq!(root.member("e").and_then(Piece::value), Some(Value::TextList(vec![])));
    assert_eq!(root.member("z").map(Piece::value), Some(None));
    assert_eq!(
        root.member("n").map(Piece::json),
        Some(serde_json::json!([1, -0.0, 2.5, u64::MAX, "NaN", "-Infinity"]))
    );
    assert_eq!(root.members().count(), 7);
    assert!(root.member("nothing").is_none());
}

#[test]
fn what_is_large_is_passed_over_and_found_again() {
    let long = format!("[{}]", vec!["{\"k\": [\"]\", 1]}"; 5000].join(", "));
    let text = format!("{{\"first\": {long}, \"second\": {{\"deep\": {long}}}, \"last\": 7}}");
    let walked = surveyed(&text);
    let root = walked.sound.root().expect("a value");
    assert_eq!(root.member("last").and_then(Piece::whole), Some(7));
    let deep = root.member("second").and_then(|second| second.member("deep")).expect("deep");
    assert_eq!((deep.raw(), deep.items().count()), (long.as_str(), 5000));
    let mut record = Record::default();
    let mut items = deep.items();
    let mut count = 0;
    while let Some(item) = items.next_record(&mut record) {
        assert_eq!((item.raw(), record.get("k").map(Piece::raw)), ("{\"k\": [\"]\", 1]}", Some("[\"]\", 1]")));
        count += 1;
    }
    assert_eq!(count, 5000);
}

#[test]
fn of_a_text_that_breaks_off_only_whole_records_are_read() {
    let whole = r#"{"a": [{"x": 1}, {"x": [2, 3]}, {"x": "abc"}], "b": {"c": [[4], 5, 66]}}"#;
    for end in 0..whole.len() {
        let walked = surveyed(&whole[..end]);
        assert!(walked.fault.is_some(), "{end}");
        let Some(root) = walked.sound.root() else { continue };
        assert!(root.is_open());
        let mut record = Record::default();
        let mut items = root.member("a").map_or_else(Items::none, Piece::items);
        while let Some(item) = items.next_record(&mut record) {
            assert!(["{\"x\": 1}", "{\"x\": [2, 3]}", "{\"x\": \"abc\"}"].contains(&item.raw()), "{}", item.raw());
        }
        let mut items = root.member("b").and_then(|b| b.member("c")).map_or_else(Items::none, Piece::items);
        while let Some(item) = items.next_record(&mut record) {
            assert!(["[4]", "5", "66"].contains(&item.raw()), "{}", item.raw());
        }
    }
    let long = format!("{{\"a\": [{}[3, 4]], \"b\": [1, 2]}}", "[1, 2], ".repeat(2000));
    let walked = surveyed(&long);
    let counts: Vec<usize> =
        walked.sound.root().expect("an object").members().map(|member| member.value.count_if_long()).collect();
    assert_eq!(counts, [2001, 0]);
    let cut = surveyed(r#"{"a": [{"x": 1}, {"x": 2}, {"x"#);
    let list = cut.sound.root().and_then(|root| root.member("a")).expect("the list");
    let mut items = list.items();
    let mut record = Record::default();
    assert!(items.next_record(&mut record).is_some() && items.next_record(&mut record).is_some());
    assert!(items.next_record(&mut record).is_none(), "the third is not whole");
}

#[test]
fn values_in_lines_follow_each_other() {
    let text = "{\"a\": 1}\n{\"a\": 2}\n\n[3]\n";
    let walk = |shape| survey(text, shape, &mut |_| ControlFlow::Continue(())).expect("within the limits");
    let lines = walk(Shape::Lines);
    assert!(lines.fault.is_none());
    assert_eq!(lines.sound.values().map(Piece::raw).collect::<Vec<_>>(), ["{\"a\": 1}", "{\"a\": 2}", "[3]"]);
    assert!(walk(Shape::One).fault.is_some());
    let deep = "[".repeat(NESTING + 1);
    assert!(survey(&deep, Shape::Lines, &mut |_| ControlFlow::Continue(())).is_err());
}

/// Everything that walks find and complain of, in words.
fn all_that_is_found(text: &str, alike: fn() -> Alike) -> [String; 3] {
    let mut tick = |_| ControlFlow::Continue(());
    let mut found = Outline::default();
    let mut walk = Walk::new(text, Manner::default(), &mut tick);
    walk.alike = alike();
    let told = walk.run(&mut found);
    let mut surveyed = |lines| {
        let mut walk = Walk::new(text, Manner { lines, not_finite: true, jumps: true }, &mut tick);
        walk.alike = alike();
        let survey = survey_by(walk);
        let parts = |Survey { sound, fault, rounded, not_finite }| (sound, fault, rounded, not_finite);
        format!("{:?}", survey.map(parts))
    };
    [surveyed(false), surveyed(true), format!("{told:?} {found:?}")]
}

/// A value as it may stand in a record; some are none.
fn written_value() -> impl Strategy<Value = String> {
    let plain =
        ["0", "17", "-2.50", "123456789012345678", "true", "null", "\"a\"", "\"é }, {\"", "[1, 2]", "{\"x\": 1}", "[]"];
    let odd = [
        "-0",
        "1e3",
        "007",
        "1.",
        "-",
        "123456789012345678901",
        "1.5e999",
        "NaN",
        "-Infinity",
        "nul",
        "truely",
        "",
        "\"\\u0041\"",
        "\"\\ud800\"",
        "\"a\\\"b\"",
        "\"\t\"",
        "'a'",
        "[1",
        "1 2",
        "{\"x\": 1, \"x\": 2}",
    ];
    let long = "x".repeat(JUMP_BYTES);
    prop_oneof![
        30 => prop::sample::select(plain.map(str::to_owned).to_vec()),
        3 => prop::sample::select(odd.map(str::to_owned).to_vec()),
        1 => Just(format!("\"{long}\"")),
    ]
}

/// A record as one of several programs writes it.
fn written_record() -> impl Strategy<Value = String> {
    let values = (written_value(), written_value(), written_value());
    (0_u8..12, prop::bool::weighted(0.1), values).prop_map(|(shape, on_lines, (a, b, c))| match (shape, on_lines) {
        (0..7, false) => format!("{{\"a\": {a}, \"b\": {b}, \"c\": {c}}}"),
        (0..7, true) => format!("{{\n  \"a\": {a},\n  \"b\": {b} ,\n  \"c\": {c}\n}}"),
        (7, _) => format!("{{\"a\": {a}, \"c\": {c}}}"),
        (8, _) => format!("[{a}, {b}]"),
        (9, _) => format!("{{\"a\":{a},\"a\":{c}}}"),
        (10, _) => format!("{{\"a\": {a}, \"b\": {{\"a\": {b}, \"d\": [{c}]}}}}"),
        _ => a,
    })
}

proptest! {
    /// Whatever the records and the damage: passing over records that are like others changes nothing of what is found.
    #[test]
    fn records_that_are_like_others_are_walked_over_like_any(
        records in prop::collection::vec(written_record(), 0..24),
        around in 0_u8..5,
        damage in prop::option::of((any::<prop::sample::Index>(), 0_u8..3, prop::sample::select(b"\0 \",:}]{[x1\\\n".to_vec()))),
    ) {
        let list = records.join(", ");
        let mut text = match around {
            0 => format!("[{list}]"),
            1 => format!("{{\"nodes\": [{list}], \"links\": [ {list} ], \"last\": 1}}"),
            2 => records.join("\n"),
            3 => format!("{{\"a\": {{\"b\": [{list}]}}, \"c\": [[{list}], [{list}]]}}"),
            _ => format!("{}[{list}]{}", "[".repeat(NESTING - 2), "]".repeat(NESTING - 2)),
        };
        if let Some((at, sort, byte)) = damage
            && !text.is_empty()
        {
            let mut at = at.index(text.len());
            while !text.is_char_boundary(at) {
                at -= 1;
            }
            match sort {
                0 => text.truncate(at),
                1 => text.insert(at, char::from(byte)),
                _ => drop(text.remove(at)),
            }
        }
        prop_assert_eq!(all_that_is_found(&text, Alike::default), all_that_is_found(&text, Alike::nothing));
    }
}

#[test]
fn records_that_are_like_others_are_passed_over() {
    let records: Vec<String> =
        (0..1000).map(|at| format!("{{\"a\": {at}, \"b\": \"{at}\", \"c\": [{at}.5, true]}}")).collect();
    let odd = "{\"a\": 1e5, \"b\": \"\\n\", \"c\": []}";
    let text = format!("{{\"nodes\": [{}, {odd}, {}]}}", records.join(", "), records.join(","));
    let mut tick = |_| ControlFlow::Continue(());
    let mut walk = Walk::new(&text, Manner::default(), &mut tick);
    let mut found = Outline::default();
    assert_eq!(walk.run(&mut found), Ok(()));
    assert_eq!(found.fields[0].items.len(), 2001);
    assert!(walk.alike.walked_over() < 8, "{}", walk.alike.walked_over());
}

proptest! {
    /// Fields that are read into one record after the other are those that each object has by itself.
    #[test]
    fn fields_are_the_same_whatever_object_came_before(records in prop::collection::vec(written_record(), 0..24), cut in 0_usize..4) {
        let text = format!("[{}]", records.join(", "));
        let cut = text.len().saturating_sub(cut);
        let Some(text) = text.get(..cut) else { return Ok(()) };
        let Ok(Survey { sound, .. }) = survey(text, Shape::One, &mut |_| ControlFlow::Continue(())) else { return Ok(()) };
        let Some(root) = sound.root() else { return Ok(()) };
        let mut items = root.items();
        let mut record = Record::default();
        let (mut shape, mut names) = (record.shape(), Vec::new());
        let said = |Member { name, value }: Member<'_>| {
            format!("{} {:?} {} {} {:?} {:?}", name.at(), name.text(), value.at(), value.raw(), value.sort(), value.text())
        };
        while let Some(item) = items.next_record(&mut record) {
            let read: Vec<String> = record.members().iter().copied().map(said).collect();
            prop_assert_eq!(read, item.members().map(said).collect::<Vec<_>>());
            let names_here: Vec<_> = record.members().iter().map(|member| member.name.text()).collect();
            prop_assert!(record.shape() != shape || names_here == names);
            (shape, names) = (record.shape(), names_here);
            for member in record.members() {
                let name: Option<String> = serde_json::from_str(member.name.raw()).ok();
                prop_assert_eq!(name, member.name.text().map(Cow::into_owned));
            }
        }
    }

    #[test]
    fn whole_numbers_are_those_that_fit(number in prop_oneof!["-?[0-9]{1,21}", "-?[0-9]{1,3}[.e]?[0-9]{1,3}"]) {
        let text = format!("[{number}]");
        let Ok(Survey { sound, fault: None, .. }) = survey(&text, Shape::One, &mut |_| ControlFlow::Continue(())) else {
            return Ok(());
        };
        let read = sound.root().and_then(|root| root.items().next());
        prop_assert_eq!(read.map(Piece::raw), Some(number.as_str()));
        prop_assert_eq!(read.and_then(Piece::whole), number.parse().ok());
    }
}
