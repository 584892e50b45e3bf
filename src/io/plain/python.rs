//! Literals of Python, as networkx writes attributes into text: `{'weight': 3, 'since': None}`. Reads them as JSON; runs
//! nothing.

use serde_json::{Map, Number, Value as Json};

use crate::io::limits::NESTING;

/// The literal at the beginning of a text, and how long it is. `None` where there is none, or it is not whole.
#[must_use]
pub fn literal(text: &str) -> Option<(Json, usize)> {
    let mut reader = Reader { text, at: 0 };
    let value = reader.value(0)?;
    Some((value, reader.at))
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
}

impl Reader<'_> {
    fn rest(&self) -> &str {
        &self.text[self.at..]
    }

    fn skip_blanks(&mut self) {
        self.at = self.text.len() - self.rest().trim_start().len();
    }

    fn take(&mut self, sign: char) -> bool {
        self.skip_blanks();
        let is_there = self.rest().starts_with(sign);
        self.at += if is_there { sign.len_utf8() } else { 0 };
        is_there
    }

    fn value(&mut self, depth: usize) -> Option<Json> {
        if depth > NESTING {
            return None;
        }
        self.skip_blanks();
        match self.rest().chars().next()? {
            '{' => self.dictionary(depth),
            '[' => self.list(']', depth),
            '(' => self.list(')', depth),
            '\'' | '"' => self.string().map(Json::String),
            _ => self.word(),
        }
    }

    fn dictionary(&mut self, depth: usize) -> Option<Json> {
        self.at += 1;
        let mut fields = Map::new();
        while !self.take('}') {
            let name = match self.value(depth + 1)? {
                Json::String(name) => name,
                Json::Array(_) | Json::Object(_) => return None,
                other => other.to_string(),
            };
            if !self.take(':') {
                return None;
            }
            let value = self.value(depth + 1)?;
            fields.insert(name, value);
            if !self.take(',') {
                return self.take('}').then_some(Json::Object(fields));
            }
        }
        Some(Json::Object(fields))
    }

    fn list(&mut self, end: char, depth: usize) -> Option<Json> {
        self.at += 1;
        let mut items = Vec::new();
        while !self.take(end) {
            items.push(self.value(depth + 1)?);
            if !self.take(',') {
                return self.take(end).then_some(Json::Array(items));
            }
        }
        Some(Json::Array(items))
    }

    fn string(&mut self) -> Option<String> {
        let mut signs = self.rest().chars();
        let quote = signs.next()?;
        let mut plain = String::new();
        loop {
            match signs.next()? {
                '\\' => escape(&mut signs, &mut plain)?,
                sign if sign == quote => break,
                sign => plain.push(sign),
            }
        }
        self.at = self.text.len() - signs.as_str().len();
        Some(plain)
    }

    fn word(&mut self) -> Option<Json> {
        let rest = self.rest();
        let end = rest.find(|sign: char| ",:)]}".contains(sign) || sign.is_whitespace()).unwrap_or(rest.len());
        let word = &rest[..end];
        let value = match word {
            "True" => Json::Bool(true),
            "False" => Json::Bool(false),
            "None" => Json::Null,
            // JSON has no such numbers; their names are kept.
            "nan" | "inf" | "-inf" => Json::from(word),
            _ => match word.parse::<i64>() {
                Ok(whole) => Json::from(whole),
                Err(_) => Json::Number(Number::from_f64(super::words::finite(word)?)?),
            },
        };
        self.at += end;
        Some(value)
    }
}

/// What stands after a backslash. One that means nothing stays, as Python keeps it.
fn escape(signs: &mut std::str::Chars<'_>, plain: &mut String) -> Option<()> {
    let digits = match signs.next()? {
        'x' => 2,
        'u' => 4,
        'U' => 8,
        sign => {
            match sign {
                'n' => plain.push('\n'),
                't' => plain.push('\t'),
                'r' => plain.push('\r'),
                '\\' | '\'' | '"' => plain.push(sign),
                other => plain.extend(['\\', other]),
            }
            return Some(());
        }
    };
    let hex = signs.as_str().get(..digits)?;
    *signs = signs.as_str()[digits..].chars();
    plain.push(u32::from_str_radix(hex, 16).ok().and_then(char::from_u32)?);
    Some(())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn literals_become_json() {
        let text = r#"{'weight': 3, 'note': "it's", 'share': -1.5e3, 'ok': True, 'x': None, 7: [1, (2,), {}]} rest"#;
        let (value, length) = literal(text).expect("whole");
        let expected = json!({"weight": 3, "note": "it's", "share": -1500.0, "ok": true, "x": null, "7": [1, [2], {}]});
        assert_eq!((value, &text[length..]), (expected, " rest"));
        assert_eq!(literal(r"'a\'\n\x41\u00e9\d'").map(|(value, _)| value), Some(json!("a'\nAé\\d")));
        assert_eq!(literal("nan").map(|(value, _)| value), Some(json!("nan")));
    }

    #[test]
    fn what_is_not_whole_or_no_literal_is_none() {
        for text in ["", "{", "{'a' 1}", "{'a': 1", "[1, 2", "'open", "open('x')", "1x", r"'\x4", r"'\ud800'"] {
            assert_eq!(literal(text), None, "{text}");
        }
        assert_eq!(literal(&"[".repeat(NESTING + 2)), None);
    }
}
