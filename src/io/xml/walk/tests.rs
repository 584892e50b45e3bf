//! Tests of the walk: steps in their order, and what is refused.

use std::fmt::Write as _;
use std::ops::ControlFlow;

use proptest::prelude::*;

use super::{Step, Xml};
use crate::io::ReadOptions;
use crate::io::input::Input;
use crate::io::limits::{ATTRIBUTES, NESTING};

/// The steps of a text, or the sentence of its error.
fn walk(text: &str) -> Result<String, String> {
    let options = ReadOptions::default();
    let mut tell = |_| ControlFlow::Continue(());
    let mut input = Input::new("a.xml", text.as_bytes(), text, &options, &mut tell, &|_| None);
    let mut xml = Xml::new(&mut input);
    let mut steps = String::new();
    loop {
        match xml.next().map_err(|error| error.what().to_owned())? {
            Step::Open(name) => {
                let _ = write!(steps, "<{name}");
                for (key, value) in xml.attributes() {
                    let _ = write!(steps, " {key}={value}");
                }
                steps.push('>');
            }
            Step::Text(text) => steps.push_str(&text),
            Step::Close(name) => {
                let _ = write!(steps, "</{name}>");
            }
            Step::End => return Ok(steps),
        }
    }
}

#[test]
fn tags_texts_and_references_come_in_order() {
    let text =
        "<?xml version=\"1.0\"?>\n<!-- c --><g:a xmlns:g='u' x='1 &lt; 2'><b/>M&amp;A &#233;<![CDATA[<&>]]></g:a>\n";
    assert_eq!(walk(text).expect("sound"), "<a =u x=1 < 2><b></b>M&A é<&></a>");
}

#[test]
fn ends_of_lines_are_those_of_xml() {
    assert_eq!(
        walk("<a x='1\r\n2\t3&#10;4'>b\r\nc\rd<![CDATA[e\r\n]]>&#13;</a>").expect("sound"),
        "<a x=1 2 3\n4>b\nc\nde\n\r</a>"
    );
}

#[test]
fn blanks_between_tags_can_be_passed_over() {
    let options = ReadOptions::default();
    let mut tell = |_| ControlFlow::Continue(());
    let text = "<a>\n <b/>\n text <c/> </a>\n";
    let mut input = Input::new("a.xml", text.as_bytes(), text, &options, &mut tell, &|_| None);
    let mut xml = Xml::new(&mut input);
    let mut steps = Vec::new();
    loop {
        let step = xml.next_past_blanks().expect("sound");
        if step == Step::End {
            break;
        }
        steps.push(format!("{step:?}"));
    }
    let expected = [
        r#"Open("a")"#,
        r#"Open("b")"#,
        r#"Close("b")"#,
        r#"Text("\n text ")"#,
        r#"Open("c")"#,
        r#"Close("c")"#,
        r#"Close("a")"#,
    ];
    assert_eq!(steps, expected);
}

#[test]
fn leaves_that_come_again_are_known_by_how_they_are_written() {
    let options = ReadOptions::default();
    let mut tell = |_| ControlFlow::Continue(());
    let text =
        "<a><d k='1'>x</d>\n<d k='1'>y</d><d k='1'></d><d k='1'/><d k='1'>&lt;</d><d k='1'><b/></d><d k='1'>z</e>";
    let mut input = Input::new("a.xml", text.as_bytes(), text, &options, &mut tell, &|_| None);
    let mut xml = Xml::new(&mut input);
    assert_eq!(xml.next().expect("sound"), Step::Open("a"));
    assert_eq!(xml.next().expect("sound"), Step::Open("d"));
    let leaf = xml.leaf().expect("it does not close itself");
    assert_eq!(xml.plain_leaf().expect("short"), Some("x"));
    assert_eq!(xml.same_leaf(leaf).expect("short"), Some("y"));
    assert_eq!(xml.at(), text.find("y</d>").expect("there") + 1);
    assert_eq!(xml.same_leaf(leaf).expect("short"), Some(""));
    for inside in [Some(Step::Text("<".into())), Some(Step::Open("b")), Some(Step::Text("z".into()))] {
        if inside == Some(Step::Text("<".into())) {
            assert_eq!(xml.same_leaf(leaf).expect("short"), None, "it closes itself");
            assert_eq!(xml.next().expect("sound"), Step::Open("d"));
            assert_eq!((xml.leaf(), xml.plain_leaf().expect("short")), (None, None));
            assert_eq!(xml.next().expect("sound"), Step::Close("d"));
        }
        assert_eq!(xml.same_leaf(leaf).expect("short"), None);
        assert_eq!(xml.next().expect("sound"), Step::Open("d"));
        assert_eq!(xml.plain_leaf().expect("short"), None);
        assert_eq!(xml.next().ok(), inside);
        if inside == Some(Step::Open("b")) {
            assert_eq!(xml.next().expect("sound"), Step::Close("b"));
        }
        assert_eq!(xml.next().is_ok(), inside != Some(Step::Text("z".into())));
    }
}

#[test]
fn a_text_that_is_not_whole_is_refused() {
    let told = |text: &str| walk(text).expect_err("refused");
    assert_eq!(told("<a>\n<b>"), "The file ends before it is complete: <b>, opened on line 2, is never closed.");
    assert_eq!(told("<a>\n<b x=\"1"), "The file ends before it is complete: <a>, opened on line 1, is never closed.");
    assert_eq!(
        told("<a></a><a></a>"),
        "Line 1: something follows after the end of the data; perhaps two files were joined."
    );
    assert_eq!(
        told("<a></a>\0\0"),
        "The file ends before it is complete: from here to its end it holds nothing but zeros."
    );
    assert_eq!(told("<a><b></a></b>"), "Line 1: </a> stands here, but <b>, opened on line 1, is still open.");
    assert_eq!(told("</a>"), "Line 1: </a> closes a tag that was never opened.");
    assert_eq!(told(""), "The file ends before it is complete: it has no tag at all.");
}

#[test]
fn what_hides_or_multiplies_text_is_refused() {
    let told = |text: &str| walk(text).expect_err("refused");
    let bomb = "<!DOCTYPE a [<!ENTITY l \"lol\">]><a>&l;</a>";
    assert!(told(bomb).contains("defines entities"));
    let outside = "<!DOCTYPE a SYSTEM \"file:///etc/passwd\"><a>x</a>";
    assert_eq!(walk(outside).expect("passed over"), "<a>x</a>");
    assert!(told("<a>&xxe;</a>").contains("\"&xxe;\" is no sign"));
    assert!(told("<a b='&xxe;'/>").contains("\"&xxe;\" is no sign"));
    assert!(told("<a>M & B</a>").contains("ampersand"), "{}", told("<a>M & B</a>"));
    assert!(told("<a b/>").contains("not written as name=\"value\""), "{}", told("<a b/>"));
    assert!(told("<a>< b/></a>").contains("a tag has no name"), "{}", told("<a>< b/></a>"));
    assert!(told("<a b='1' b='2'/>").contains("\"b\" twice"));
    assert_eq!(walk("<a b='1' c:b='2'/>").expect("two names"), "<a b=1 b=2></a>");
    assert!(told(&"<a>".repeat(NESTING + 1)).contains("more than 256 tags"));
    let many = (0..=ATTRIBUTES).fold(String::new(), |many, number| many + &format!(" a{number}='x'"));
    assert!(told(&format!("<a{many}/>")).contains("more than 1024 attributes"));
}

#[test]
fn tags_like_those_before_are_read_as_if_they_came_first() {
    let tags =
        ["<b x='1'/>", "<b x='22'/>", "<b x='1' y=''/>", "<b x=\"'\"/>", "<b x='&lt;'/>", "<b x='3' />", "<b>c</b>"];
    let alone = |tag: &str| walk(&format!("<a>{tag}</a>")).expect("sound").replace("<a>", "").replace("</a>", "");
    let all: String = tags.repeat(4).concat();
    let expected: String = tags.repeat(4).into_iter().map(alone).collect();
    assert_eq!(walk(&format!("<a>{all}</a>")).expect("sound"), format!("<a>{expected}</a>"));
    for damaged in ["<b x='1' x='2'/>", "<b x='1'", "<b x='1/>", "<b x='&no;'/>", "<b x=1/>", "<b xx='1'x/>"] {
        let begin = "<b x='1'/>".repeat(3);
        assert_eq!(walk(&format!("<a>{begin}{damaged}</a>")), walk(&format!("<a>{}{damaged}</a>", " ".repeat(30))));
    }
}

proptest! {
    /// Whatever tags come: each is read as if no other had come before.
    #[test]
    fn no_tag_is_read_by_the_measure_of_another(
        tags in prop::collection::vec("<[bc]( {1,2}[xyz] ?=('[1\"<> ]{0,3}'|\"[1'&;<> ]{0,3}\")){0,2} ?/?>", 1..16),
    ) {
        let closed = |tag: &String| if tag.ends_with("/>") { tag.clone() } else { format!("{tag}</{}>", &tag[1..2]) };
        let tags: Vec<String> = tags.iter().map(closed).collect();
        let alone = |tag: &String| Some((tag.clone(), walk(&format!("<a>{tag}</a>")).ok()?));
        let (tags, steps): (Vec<String>, Vec<String>) = tags.iter().filter_map(alone).unzip();
        let steps: String = steps.iter().map(|steps| &steps[3..steps.len() - 4]).collect();
        prop_assert_eq!(walk(&format!("<a>{}</a>", tags.concat())), Ok(format!("<a>{steps}</a>")));
    }
}
