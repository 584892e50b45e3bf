//! Finding a value by its path in JSON text that is known to be sound.

use std::borrow::Cow;

use super::Span;

/// The value of the field `name` of the object at `object`, in a text that was walked over before.
#[must_use]
pub fn member(text: &str, object: Span, name: &str) -> Option<Span> {
    parts(text, object).find(|(key, _)| key.as_deref() == Some(name)).map(|(_, value)| value)
}

/// The items of the list at `list`, in a text that was walked over before.
pub fn items(text: &str, list: Span) -> impl Iterator<Item = Span> {
    parts(text, list).map(|(_, value)| value)
}

/// The item number `index` of the list at `list`, in a text that was walked over before.
#[must_use]
pub fn item(text: &str, list: Span, index: usize) -> Option<Span> {
    parts(text, list).nth(index).map(|(_, value)| value)
}

/// A text between quotes with its escapes resolved.
pub(super) fn unescaped(raw: &str) -> Cow<'_, str> {
    if !raw.contains('\\') {
        return Cow::Borrowed(raw);
    }
    Cow::Owned(serde_json::from_str(&format!("\"{raw}\"")).unwrap_or_else(|_| raw.to_owned()))
}

/// The parts of a container of sound JSON: the names of an object (`None` in a list) and the values.
fn parts(text: &str, container: Span) -> impl Iterator<Item = (Option<Cow<'_, str>>, Span)> {
    let bytes = text.as_bytes();
    let is_object = bytes.get(container.start()) == Some(&b'{');
    let mut at = container.start() + 1;
    std::iter::from_fn(move || {
        let skip = |at: &mut usize| {
            while matches!(bytes.get(*at), Some(b' ' | b'\n' | b'\r' | b'\t' | b',' | b':')) {
                *at += 1;
            }
        };
        skip(&mut at);
        if matches!(bytes.get(at), None | Some(b'}' | b']')) {
            return None;
        }
        let name = is_object.then(|| {
            let end = end_of_value(bytes, at);
            let name = unescaped(&text[at + 1..end - 1]);
            at = end;
            name
        });
        skip(&mut at);
        let start = at;
        at = end_of_value(bytes, at);
        Some((name, Span::new(start, at)))
    })
}

/// One past the value that begins at `at`, in sound JSON.
fn end_of_value(bytes: &[u8], mut at: usize) -> usize {
    let mut depth = 0_usize;
    loop {
        match bytes.get(at) {
            None => return at,
            Some(b'"') => {
                at += 1;
                while !matches!(bytes.get(at), None | Some(b'"')) {
                    at += if bytes[at] == b'\\' { 2 } else { 1 };
                }
                at += 1;
            }
            Some(b'{' | b'[') => {
                depth += 1;
                at += 1;
                continue;
            }
            Some(b'}' | b']') => {
                depth -= 1;
                at += 1;
            }
            Some(b',' | b':' | b' ' | b'\n' | b'\r' | b'\t') => {
                at += 1;
                continue;
            }
            Some(_) => {
                while !matches!(bytes.get(at), None | Some(b',' | b'}' | b']' | b' ' | b'\n' | b'\r' | b'\t')) {
                    at += 1;
                }
            }
        }
        if depth == 0 {
            return at;
        }
    }
}

#[cfg(test)]
mod tests {
    use std::ops::ControlFlow;

    use super::*;

    #[test]
    fn a_value_can_be_looked_up_by_its_path() {
        let text = " {\"a\\\"\": \"}\", \"b\": [true, {\"c\": [1, 2.5]}]}";
        let root =
            super::super::outline(text, &mut |_| ControlFlow::Continue(())).expect("sound").root.expect("a value");
        let list = member(text, root, "b").expect("b");
        let inner = member(text, item(text, list, 1).expect("second"), "c").expect("c");
        assert_eq!(item(text, inner, 1).expect("second").of(text), "2.5");
        assert_eq!(member(text, root, "a\"").expect("first").of(text), "\"}\"");
        assert_eq!(member(text, root, "zzz"), None);
        assert_eq!(item(text, list, 2), None);
    }
}
