//! Lists in one text, as Gephi prints and reads them (`["a", "b"]`), and as older files write them (`a|b`).

/// The items of a list; `None` stands for an item that is missing (`null` without quotes).
pub fn items(text: &str) -> Vec<Option<String>> {
    let text = text.trim();
    if text.is_empty() || text.eq_ignore_ascii_case("<empty>") {
        return Vec::new();
    }
    if text.starts_with(['[', '(']) {
        return bracketed(text);
    }
    // GEXF 1.2 lets any of three signs stand between items. The rarest in names is the likeliest to be meant.
    let between = ['|', ';'].into_iter().find(|sign| text.contains(*sign)).unwrap_or(',');
    text.split(between).map(|item| Some(item.trim().to_owned())).collect()
}

/// Items between brackets: in quotes with backslashes, or bare up to a comma or a closing bracket.
fn bracketed(text: &str) -> Vec<Option<String>> {
    let mut items = Vec::new();
    let mut signs = text.chars().peekable();
    while let Some(sign) = signs.next() {
        match sign {
            '[' | ']' | '(' | ')' | ',' => {}
            blank if blank.is_whitespace() => {}
            quote @ ('"' | '\'') => {
                let mut item = String::new();
                while let Some(sign) = signs.next() {
                    match sign {
                        '\\' => item.extend(signs.next()),
                        end if end == quote => break,
                        sign => item.push(sign),
                    }
                }
                items.push(Some(item));
            }
            first => {
                let mut item = String::from(first);
                while let Some(sign) = signs.next_if(|sign| !matches!(sign, ',' | ']' | ')')) {
                    item.push(sign);
                }
                let item = item.trim_end();
                items.push((item != "null").then(|| item.to_owned()));
            }
        }
    }
    items
}

/// A list of texts as Gephi reads it: every text in quotes, so that nothing in it is taken for anything else.
pub fn printed(items: &[String]) -> String {
    if items.is_empty() {
        return "<empty>".to_owned();
    }
    let mut text = String::from("[");
    for (position, item) in items.iter().enumerate() {
        if position > 0 {
            text.push_str(", ");
        }
        text.push('"');
        for sign in item.chars() {
            if matches!(sign, '"' | '\\') {
                text.push('\\');
            }
            text.push(sign);
        }
        text.push('"');
    }
    text.push(']');
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn texts(text: &str) -> Vec<String> {
        items(text).into_iter().map(|item| item.unwrap_or_else(|| "(null)".to_owned())).collect()
    }

    #[test]
    fn lists_are_read_as_gephi_and_older_files_write_them() {
        assert_eq!(texts("[Ada, \"Obi, Ben\", 'it''s']"), ["Ada", "Obi, Ben", "it", "s"]);
        assert_eq!(texts("[\"say \\\"hi\\\"\", \"a\\\\b\", null, \"null\"]"), ["say \"hi\"", "a\\b", "(null)", "null"]);
        assert_eq!(texts("Smith, J|Doe, A"), ["Smith, J", "Doe, A"]);
        assert_eq!(texts("a; b"), ["a", "b"]);
        assert_eq!(texts("a, b"), ["a", "b"]);
        assert_eq!(texts("<empty>"), Vec::<String>::new());
        assert_eq!(texts("[1, 2.5]"), ["1", "2.5"]);
        assert_eq!(texts("[\"open"), ["open"]);
    }

    proptest! {
        #[test]
        fn what_is_printed_reads_back(list in prop::collection::vec(".{0,12}", 0..6)) {
            let back: Vec<Option<String>> = list.iter().cloned().map(Some).collect();
            prop_assert_eq!(items(&printed(&list)), back);
        }
    }
}
