//! What was typed into the search box, taken apart: words and quoted phrases.

use crate::text::fold::fold;

/// A question to the [`super::FindIndex`]. All its terms are folded and not empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Query {
    /// Words and phrases, each once, in the order typed.
    pub terms: Vec<String>,
    /// The query as one phrase, without its quotes and, if that differs, with them: names may hold quotes.
    pub whole: Vec<String>,
}

impl Query {
    /// Takes a text apart. A quote that is not closed reaches to the end, because it is still being typed.
    pub(super) fn new(text: &str) -> Self {
        let folded = fold(text);
        let mut pieces: Vec<&str> = Vec::new();
        for (number, part) in folded.split('"').enumerate() {
            if number % 2 == 1 {
                pieces.extend(Some(part.trim()).filter(|part| !part.is_empty()));
            } else {
                pieces.extend(part.split_whitespace());
            }
        }
        let mut terms: Vec<String> = Vec::new();
        for piece in &pieces {
            if !terms.iter().any(|term| term == piece) {
                terms.push((*piece).to_owned());
            }
        }
        let mut whole = vec![pieces.join(" ")];
        if folded.trim() != whole[0] && !pieces.is_empty() {
            whole.push(folded.trim().to_owned());
        }
        Self { terms, whole }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_and_phrases_are_told_apart() {
        let query = Query::new("  Paid “the  Harbour master” paid ");
        assert_eq!(query.terms, ["paid", "the harbour master"]);
        assert_eq!(query.whole, ["paid the harbour master paid", "paid \"the harbour master\" paid"]);
    }

    #[test]
    fn a_phrase_that_is_still_typed_counts_as_one() {
        assert_eq!(Query::new("\"the harb").terms, ["the harb"]);
        assert_eq!(Query::new("\"").terms, Vec::<String>::new());
        assert_eq!(Query::new(" ").terms, Vec::<String>::new());
    }
}
