//! Times of Pajek: `[5-10,12-*]`. They are numbers without a unit; four digits are taken for years.

use crate::model::Value;

/// The times at which something is there: from, to, in the order of the file; no end is open.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Times {
    /// First and last time of each stretch.
    pub spells: Vec<(i64, Option<i64>)>,
}

/// What times become.
#[derive(Clone, Debug, PartialEq)]
pub enum Told {
    /// Dates: all of them together, and each stretch where there are several.
    Dates(String, Option<Value>),
    /// Numbers, as Pajek writes them, without the brackets.
    Numbers(String),
}

impl Times {
    /// Times as Pajek writes them, with or without the brackets; `None` where they are something else.
    pub fn read(text: &str) -> Option<Self> {
        let inside = text.trim();
        let inside = inside.strip_prefix('[').and_then(|text| text.strip_suffix(']')).unwrap_or(inside);
        let mut spells = Vec::new();
        for spell in inside.split(',').map(str::trim) {
            let number = |text: &str| text.trim().parse::<i64>().ok().filter(|number| *number >= 0);
            spells.push(match spell.split_once('-') {
                None => {
                    let time = number(spell)?;
                    (time, Some(time))
                }
                Some((from, to)) if to.trim() == "*" => (number(from)?, None),
                Some((from, to)) => (number(from)?, Some(number(to)?)),
            });
        }
        Some(Self { spells })
    }

    /// The text between the brackets.
    pub fn text(&self) -> String {
        let spell = |(from, to): &(i64, Option<i64>)| match to {
            None => format!("{from}-*"),
            Some(to) if to == from => from.to_string(),
            Some(to) => format!("{from}-{to}"),
        };
        self.spells.iter().map(spell).collect::<Vec<_>>().join(",")
    }

    /// What they become here.
    pub fn told(&self) -> Told {
        let is_year = |time: i64| (1000..3000).contains(&time);
        let first = self.spells.iter().map(|(from, _)| *from).min();
        let are_years = self.spells.iter().all(|(from, to)| is_year(*from) && to.is_none_or(is_year));
        let (Some(first), true) = (first, are_years) else { return Told::Numbers(self.text()) };
        let last = if self.spells.iter().any(|(_, to)| to.is_none()) {
            None
        } else {
            self.spells.iter().filter_map(|(_, to)| *to).max()
        };
        let each = || self.spells.iter().map(|(from, to)| edtf(*from, *to)).collect();
        Told::Dates(edtf(first, last), (self.spells.len() > 1).then(|| Value::TextList(each())))
    }
}

fn edtf(from: i64, to: Option<i64>) -> String {
    match to {
        None => format!("{from}/.."),
        Some(to) if to == from => from.to_string(),
        Some(to) => format!("{from}/{to}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_become_dates_and_other_numbers_stay() {
        let told = |text: &str| Times::read(text).expect("times").told();
        assert_eq!(told("[5-10, 12-*]"), Told::Numbers("5-10,12-*".to_owned()));
        assert_eq!(told("[2007]"), Told::Dates("2007".to_owned(), None));
        assert_eq!(told("[2007-*]"), Told::Dates("2007/..".to_owned(), None));
        let spells = Value::TextList(vec!["1990/1992".to_owned(), "1995".to_owned()]);
        assert_eq!(told("[1990-1992,1995]"), Told::Dates("1990/1995".to_owned(), Some(spells)));
        for wrong in ["[]", "[a]", "[1-]", "[-1]", "[1-2-3]"] {
            assert_eq!(Times::read(wrong), None, "{wrong}");
        }
    }
}
