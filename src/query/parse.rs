//! The words of a question as a tree of terms. Knows no field and no graph.

use std::ops::Range;

use super::Misread;

/// A part of a question.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Node {
    /// All of these fit; with none, everything does.
    All(Vec<Node>),
    /// At least one of these fits.
    Any(Vec<Node>),
    /// This does not fit.
    Not(Box<Node>),
    /// A field and what it is asked for.
    Term(Term),
    /// A word or phrase anywhere.
    Words(String),
}

/// A field with what is asked of it.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Term {
    /// The name of the field as written.
    pub field: String,
    /// How value and field are compared.
    pub relation: Relation,
    /// The values, one of which has to fit; at least one.
    pub values: Vec<String>,
    /// Where the name stands, and where the values do.
    pub places: (Range<usize>, Range<usize>),
}

/// How a value and a field are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Relation {
    /// `:`: contains a text, is a number, overlaps a date.
    Holds,
    /// `=`: is exactly that.
    Is,
    /// `!=`: is there, and is something else.
    IsNot,
    /// `>`: is more, or later.
    More,
    /// `>=`.
    AtLeast,
    /// `<`.
    Less,
    /// `<=`.
    AtMost,
}

impl Relation {
    /// What stands at the beginning of a text, and how long it is.
    fn at(text: &str) -> Option<(Self, usize)> {
        const SIGNS: [(&str, Relation); 7] = [
            ("!=", Relation::IsNot),
            (">=", Relation::AtLeast),
            ("<=", Relation::AtMost),
            (":", Relation::Holds),
            ("=", Relation::Is),
            (">", Relation::More),
            ("<", Relation::Less),
        ];
        SIGNS.iter().find(|(sign, _)| text.starts_with(sign)).map(|(sign, relation)| (*relation, sign.len()))
    }
}

/// Whether a text names a field: a word, or a phrase in quotation marks, with a sign of comparison right behind it and something
/// behind that.
pub(super) fn names_a_field(text: &str) -> bool {
    let mut reader = Reader { text, at: 0 };
    while reader.at < text.len() {
        let start = reader.at;
        reader.skip(|sign| sign.is_whitespace() || matches!(sign, '(' | ')' | '|' | '-' | ','));
        if let Some((name, _)) = reader.word()
            && !name.trim().is_empty()
            && let Some((_, length)) = Relation::at(reader.rest())
        {
            // An address or a time of day is no field.
            let behind = &reader.rest()[length..];
            if !behind.starts_with('/') && !name.chars().all(|sign| sign.is_ascii_digit()) {
                return true;
            }
        }
        if reader.at == start {
            reader.next();
        }
    }
    false
}

/// Reads a question.
pub(super) fn read(text: &str) -> Result<Node, Misread> {
    let mut reader = Reader { text, at: 0 };
    let node = reader.any(0)?;
    reader.skip(char::is_whitespace);
    if reader.at < text.len() {
        return Err(Misread {
            range: reader.at..reader.at + 1, message: "There is no “(” for this “)”.".to_owned()
        });
    }
    Ok(node)
}

/// Parentheses in one another, at most.
const MOST_NESTED: usize = 64;

struct Reader<'text> {
    text: &'text str,
    at: usize,
}

impl Reader<'_> {
    fn rest(&self) -> &str {
        &self.text[self.at..]
    }

    fn next(&mut self) -> Option<char> {
        let next = self.rest().chars().next()?;
        self.at += next.len_utf8();
        Some(next)
    }

    fn skip(&mut self, is_skipped: impl Fn(char) -> bool) {
        let rest = self.rest();
        self.at += rest.len() - rest.trim_start_matches(is_skipped).len();
    }

    fn takes(&mut self, sign: char) -> bool {
        let is_there = self.rest().starts_with(sign);
        if is_there {
            self.at += sign.len_utf8();
        }
        is_there
    }

    /// Whether a word of the language stands here by itself; it is passed over then.
    fn takes_word(&mut self, word: &str) -> bool {
        let rest = self.rest();
        let Some(start) = rest.get(..word.len()) else { return false };
        let behind = rest[word.len()..].chars().next();
        let is_there = start.eq_ignore_ascii_case(word)
            && behind.is_none_or(|next| next.is_whitespace() || matches!(next, '(' | ')'));
        if is_there {
            self.at += word.len();
        }
        is_there
    }

    fn any(&mut self, depth: usize) -> Result<Node, Misread> {
        let mut ways = vec![self.all(depth)?];
        loop {
            self.skip(char::is_whitespace);
            if !self.takes('|') && !self.takes_word("or") {
                break;
            }
            ways.push(self.all(depth)?);
        }
        if ways.len() > 1
            && let Some(empty) = ways.iter().position(|way| *way == Node::All(Vec::new()))
        {
            let message =
                if empty == 0 { "Nothing stands before “or”." } else { "Nothing stands behind “or”." };
            return Err(Misread { range: self.at.saturating_sub(1)..self.at, message: message.to_owned() });
        }
        Ok(if ways.len() == 1 { ways.remove(0) } else { Node::Any(ways) })
    }

    fn all(&mut self, depth: usize) -> Result<Node, Misread> {
        let mut parts = Vec::new();
        loop {
            self.skip(char::is_whitespace);
            if self.takes_word("and") {
                continue;
            }
            let here = self.at;
            let ends = self.rest().is_empty() || self.rest().starts_with([')', '|']) || self.takes_word("or");
            self.at = here;
            if ends {
                break;
            }
            parts.push(self.item(depth)?);
        }
        Ok(if parts.len() == 1 { parts.remove(0) } else { Node::All(parts) })
    }

    fn item(&mut self, depth: usize) -> Result<Node, Misread> {
        let start = self.at;
        if self.takes('-') || self.takes_word("not") {
            self.skip(char::is_whitespace);
            if depth >= MOST_NESTED {
                return Err(self.too_deep(start));
            }
            if self.rest().is_empty() || self.rest().starts_with([')', '|']) {
                let message = "Something has to follow that is not to fit.".to_owned();
                return Err(Misread { range: start..self.at, message });
            }
            return Ok(Node::Not(Box::new(self.item(depth + 1)?)));
        }
        if self.takes('(') {
            if depth >= MOST_NESTED {
                return Err(self.too_deep(start));
            }
            let node = self.any(depth + 1)?;
            self.skip(char::is_whitespace);
            // One that is still typed reaches to the end.
            let _ = self.takes(')');
            return Ok(node);
        }
        let Some((name, _)) = self.word() else {
            // A sign of comparison without a field before it.
            let sign = self.next().map_or(0, char::len_utf8);
            let message = "A field has to stand before this sign, such as degree>5.".to_owned();
            return Err(Misread { range: start..start + sign, message });
        };
        let named = start..self.at;
        let Some((relation, length)) = Relation::at(self.rest()) else { return Ok(Node::Words(name)) };
        self.at += length;
        let from = self.at;
        let mut values = Vec::new();
        loop {
            if let Some((value, is_quoted)) = self.word()
                && (is_quoted || !value.is_empty())
            {
                values.push(value);
            }
            if !self.takes(',') {
                break;
            }
        }
        if values.is_empty() {
            let message = format!("{name} needs a value behind it.");
            return Err(Misread { range: named.start..self.at, message });
        }
        Ok(Node::Term(Term { field: name, relation, values, places: (named, from..self.at) }))
    }

    fn too_deep(&self, start: usize) -> Misread {
        Misread { range: start..self.at, message: "That is nested too deep.".to_owned() }
    }

    /// A word, or a phrase in quotation marks, and whether it is one; `None` where neither stands here. A phrase that is not closed
    /// reaches to the end, because it is still being typed.
    fn word(&mut self) -> Option<(String, bool)> {
        if self.rest().starts_with(is_quote) {
            self.next();
            let rest = self.rest();
            let end = rest.find(is_quote).unwrap_or(rest.len());
            let words = rest[..end].to_owned();
            self.at += end;
            self.next();
            // A number of steps belongs to the name before it.
            let rest = self.rest();
            let steps = rest
                .strip_prefix('~')
                .map_or(0, |steps| steps.len() - steps.trim_start_matches(|sign: char| sign.is_ascii_digit()).len());
            let words = if steps > 0 { format!("{words}{}", &rest[..=steps]) } else { words };
            self.at += if steps > 0 { steps + 1 } else { 0 };
            return Some((words, true));
        }
        let rest = self.rest();
        let ends = |sign: char| {
            sign.is_whitespace()
                || is_quote(sign)
                || matches!(sign, '(' | ')' | '|' | ',' | ':' | '=' | '>' | '<' | '!')
        };
        let end = rest.find(ends).unwrap_or(rest.len());
        let word = rest[..end].to_owned();
        self.at += end;
        (!word.is_empty()).then_some((word, false))
    }
}

fn is_quote(sign: char) -> bool {
    matches!(sign, '"' | '“' | '”' | '„')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn term(field: &str, relation: Relation, values: &[&str]) -> Node {
        let values = values.iter().map(|value| (*value).to_owned()).collect();
        Node::Term(Term { field: field.into(), relation, values, places: (0..0, 0..0) })
    }

    /// The tree without places.
    fn tree(text: &str) -> Node {
        fn bare(node: Node) -> Node {
            match node {
                Node::All(parts) => Node::All(parts.into_iter().map(bare).collect()),
                Node::Any(parts) => Node::Any(parts.into_iter().map(bare).collect()),
                Node::Not(part) => Node::Not(Box::new(bare(*part))),
                Node::Term(term) => Node::Term(Term { places: (0..0, 0..0), ..term }),
                words @ Node::Words(_) => words,
            }
        }
        bare(read(text).unwrap_or_else(|misread| panic!("{text}: {misread}")))
    }

    #[test]
    fn terms_words_and_their_joints_are_read() {
        use Relation::{AtLeast, Holds, IsNot, More};
        assert_eq!(
            tree("type:person degree>5 obi"),
            Node::All(vec![term("type", Holds, &["person"]), term("degree", More, &["5"]), Node::Words("obi".into())])
        );
        assert_eq!(
            tree("a:1 b:2 or -(c>=3 | not d!=\"x y\")"),
            Node::Any(vec![
                Node::All(vec![term("a", Holds, &["1"]), term("b", Holds, &["2"])]),
                Node::Not(Box::new(Node::Any(vec![
                    term("c", AtLeast, &["3"]),
                    Node::Not(Box::new(term("d", IsNot, &["x y"])))
                ])))
            ])
        );
        assert_eq!(tree("“home port”:Marsa,„Nur City“"), term("home port", Holds, &["Marsa", "Nur City"]));
        assert_eq!(
            tree("when:2014-03..2016 al-Nur"),
            Node::All(vec![term("when", Holds, &["2014-03..2016"]), Node::Words("al-Nur".into())])
        );
        assert_eq!(tree(""), Node::All(Vec::new()));
        assert_eq!(
            tree("orchid and notary"),
            Node::All(vec![Node::Words("orchid".into()), Node::Words("notary".into())])
        );
        assert_eq!(
            tree("near:\"Ada Obi\"~2 x"),
            Node::All(vec![term("near", Holds, &["Ada Obi~2"]), Node::Words("x".into())])
        );
        assert_eq!(tree("type:\"unclosed phr"), term("type", Holds, &["unclosed phr"]));
    }

    #[test]
    fn what_cannot_be_read_is_said_with_its_place() {
        let said =
            |text: &str| read(text).map_err(|misread| (misread.range, misread.message)).expect_err("it cannot be read");
        assert_eq!(said("type: x"), (0..5, "type needs a value behind it.".into()));
        assert_eq!(said("a:1 >5"), (4..5, "A field has to stand before this sign, such as degree>5.".into()));
        assert_eq!(said("a:1)"), (3..4, "There is no “(” for this “)”.".into()));
        assert_eq!(said("a:1 or").1, "Nothing stands behind “or”.");
        assert_eq!(said("a:1 -").1, "Something has to follow that is not to fit.");
        assert_eq!(said(&"(".repeat(100)).1, "That is nested too deep.");
        assert_eq!(said(&format!("{}a", "-".repeat(100))).1, "That is nested too deep.");
    }

    #[test]
    fn a_question_names_a_field() {
        for text in ["type:person", "obi degree>5", "(is:unsourced)", "\"home port\":x", "-basis:claimed", "type:"] {
            assert!(names_a_field(text), "{text}");
        }
        for text in
            ["", "obi", "\"air support\" or not", "a - b (c)", "https://example.org/x", "at 12:30", ": x", "5>3"]
        {
            assert!(!names_a_field(text), "{text}");
        }
    }

    proptest! {
        #[test]
        fn no_text_makes_it_panic(text in "[a-c:=><!,()|\"“ -]{0,24}|.{0,12}") {
            let _ = names_a_field(&text);
            if let Err(misread) = read(&text) {
                prop_assert!(misread.range.start <= misread.range.end && misread.range.end <= text.len().max(1));
            }
        }
    }
}
