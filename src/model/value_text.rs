//! Values of details as text that is edited, and back.

use serde_json::Value as Json;

use super::{ColumnKind, Value, When};

/// Between the texts of a list.
const BETWEEN: char = ';';

impl Value {
    /// The value as text to be edited: [`Value::from_text`] reads it back as the same value.
    #[must_use]
    pub fn to_text(&self) -> String {
        match self {
            Self::Text(text) | Self::Date(text) => text.clone(),
            Self::Number(number) => number.to_string(),
            Self::WholeNumber(number) => number.to_string(),
            Self::YesNo(true) => "yes".to_owned(),
            Self::YesNo(false) => "no".to_owned(),
            Self::TextList(texts) => {
                let joined = texts.join("; ");
                let reads_back = Self::from_text(ColumnKind::TextList, &joined).as_ref() == Ok(&Some(self.clone()));
                if reads_back { joined } else { Json::from(texts.clone()).to_string() }
            }
            Self::Other(Json::String(text)) if serde_json::from_str::<Json>(text).is_err() => text.clone(),
            Self::Other(json) => json.to_string(),
        }
    }

    /// What a text means in a column of a kind; nothing where it is empty.
    ///
    /// # Errors
    /// In words, where it means nothing of that kind.
    pub fn from_text(kind: ColumnKind, text: &str) -> Result<Option<Self>, &'static str> {
        if text.trim().is_empty() {
            return Ok(None);
        }
        let word = text.trim();
        let value = match kind {
            ColumnKind::Text => Self::Text(text.to_owned()),
            ColumnKind::Number => {
                let number = word.parse().or_else(|_| word.replace(',', ".").parse());
                let finite = number.ok().filter(|number: &f64| number.is_finite());
                Self::Number(finite.ok_or("Not a number. Write 12 or 0.5.")?)
            }
            ColumnKind::WholeNumber => {
                let number = word.parse().map_err(|_not| "Not a whole number. Write 12 or -3.")?;
                Self::WholeNumber(number)
            }
            ColumnKind::YesNo => match word.to_lowercase().as_str() {
                "yes" | "true" | "1" => Self::YesNo(true),
                "no" | "false" | "0" => Self::YesNo(false),
                _ => return Err("Write yes or no."),
            },
            ColumnKind::Date if When::new(word).is_understood() => Self::Date(word.to_owned()),
            ColumnKind::Date => return Err("Not a date. Write 2007, 2007-03, 2009-12~ or 2007/2009."),
            ColumnKind::TextList => Self::TextList(match serde_json::from_str(word) {
                Ok(texts) => texts,
                Err(_) => {
                    word.split(BETWEEN).map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned).collect()
                }
            }),
            ColumnKind::Mixed => Self::Other(serde_json::from_str(word).unwrap_or_else(|_| Json::from(word))),
        };
        Ok(Some(value))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_cannot_be_is_said_in_words() {
        for (kind, text) in [
            (ColumnKind::Number, "many"),
            (ColumnKind::Number, "inf"),
            (ColumnKind::WholeNumber, "1.5"),
            (ColumnKind::YesNo, "perhaps"),
            (ColumnKind::Date, "in spring"),
        ] {
            let words = Value::from_text(kind, text).expect_err("it is not of that kind");
            assert!(words.ends_with('.'), "{words}");
        }
        assert_eq!(Value::from_text(ColumnKind::Number, "0,5"), Ok(Some(Value::Number(0.5))));
        assert_eq!(Value::from_text(ColumnKind::YesNo, "No"), Ok(Some(Value::YesNo(false))));
        assert_eq!(Value::from_text(ColumnKind::Text, " "), Ok(None));
    }

    proptest! {
        /// What a column holds can be edited without being changed.
        #[test]
        fn every_value_reads_back(
            text in "\\S(.*\\S)?",
            texts in prop::collection::vec(".{0,4}", 1..4),
            number in any::<f64>().prop_filter("finite", |number| number.is_finite()),
            whole in any::<i64>(),
            yes in any::<bool>(),
        ) {
            let values = [
                (ColumnKind::Text, Value::Text(text.clone())),
                (ColumnKind::Number, Value::Number(number)),
                (ColumnKind::WholeNumber, Value::WholeNumber(whole)),
                (ColumnKind::YesNo, Value::YesNo(yes)),
                (ColumnKind::Date, Value::Date("2009-12~".to_owned())),
                (ColumnKind::TextList, Value::TextList(texts.clone())),
                (ColumnKind::Mixed, Value::Other(Json::from(text.trim().to_owned()))),
                (ColumnKind::Mixed, Value::Other(Json::from(whole))),
                (ColumnKind::Mixed, Value::Other(Json::from(texts))),
            ];
            for (kind, value) in values {
                prop_assert_eq!(Value::from_text(kind, &value.to_text()), Ok(Some(value)));
            }
        }
    }
}
