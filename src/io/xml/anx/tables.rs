//! The tables of a chart: types of entities and links, classes of attributes, strengths of lines, and grades.

use std::borrow::Cow;
use std::collections::HashMap;

use serde_json::{Value as Json, json};

use super::Reader;
use crate::io::error::ReadError;
use crate::io::xml::walk::Step;
use crate::model::{Colour, ColumnKind, Credibility, Reliability};

/// The tables of a chart.
#[derive(Default)]
pub struct Tables<'a> {
    entity_types: Types<'a>,
    link_types: Types<'a>,
    strengths: HashMap<Cow<'a, str>, Cow<'a, str>>,
    classes: HashMap<Cow<'a, str>, AttributeClass<'a>>,
    grades: [Vec<Cow<'a, str>>; 3],
}

/// The types of entities, or of links, by their ids and by their names.
#[derive(Default)]
pub struct Types<'a> {
    names: HashMap<Cow<'a, str>, Cow<'a, str>>,
    colours: HashMap<Cow<'a, str>, Colour>,
}

/// A class of attributes.
#[derive(Clone)]
pub struct AttributeClass<'a> {
    /// Its name, unique in a chart.
    pub name: Cow<'a, str>,
    /// What its values are.
    pub kind: ColumnKind,
}

impl<'a> Tables<'a> {
    /// The types of entities.
    pub fn entity_types(&self) -> &Types<'a> {
        &self.entity_types
    }

    /// The types of links.
    pub fn link_types(&self) -> &Types<'a> {
        &self.link_types
    }

    /// The name of the strength of that id.
    pub fn strength(&self, reference: &str) -> Option<Cow<'a, str>> {
        self.strengths.get(reference).cloned()
    }

    /// The class of attributes of that id or name.
    pub fn class(&self, reference: &str) -> Option<&AttributeClass<'a>> {
        self.classes.get(reference)
    }

    /// The grade at that position of one of the three grade tables. `None` where nothing is graded: by custom that is a
    /// dash, or the first place where the chart has no table.
    pub fn grade(&self, table: usize, index: &str) -> Option<String> {
        let grades = &self.grades[table];
        let index = index.trim();
        let position = index.parse::<usize>().ok();
        match position.and_then(|position| grades.get(position)) {
            Some(grade) => Some(grade.trim().to_owned()).filter(|grade| !grade.is_empty() && grade != "-"),
            None if grades.is_empty() && position == Some(0) => None,
            None => Some(index.to_owned()).filter(|index| !index.is_empty()),
        }
    }
}

impl<'a> Types<'a> {
    /// The name of a type, as an item gives it or by the id it refers to.
    pub fn name(&self, name: Option<&Cow<'a, str>>, reference: Option<&Cow<'a, str>>) -> Option<Cow<'a, str>> {
        let given = name.filter(|name| !name.is_empty()).cloned();
        given.or_else(|| self.names.get(reference?).cloned())
    }

    /// The colour of a type.
    pub fn colour(&self, name: &str) -> Option<Colour> {
        self.colours.get(name).copied()
    }
}

/// A colour as Windows writes it in a whole number: blue, green, red from the highest byte on.
pub fn colour(text: &str) -> Option<Colour> {
    let number: u32 = text.trim().parse().ok()?;
    let [r, g, b, above] = number.to_le_bytes();
    (above == 0).then(|| Colour::rgb(r, g, b))
}

/// The letter that a grade begins with, or the Admiralty code's word for it.
pub fn reliability(grade: &str) -> Option<Reliability> {
    let mark = mark_of(grade).and_then(|mark| Reliability::from_letter(&mark.to_ascii_uppercase().to_string()));
    mark.or_else(|| {
        Some(match grade.trim().to_lowercase().as_str() {
            "completely reliable" | "always reliable" | "reliable" => Reliability::A,
            "usually reliable" => Reliability::B,
            "fairly reliable" => Reliability::C,
            "not usually reliable" => Reliability::D,
            "unreliable" => Reliability::E,
            "reliability cannot be judged" | "cannot be judged" => Reliability::F,
            _ => return None,
        })
    })
}

/// The number that a grade begins with, or the Admiralty code's words for it.
pub fn credibility(grade: &str) -> Option<Credibility> {
    let mark = mark_of(grade).and_then(|mark| Credibility::new(u8::try_from(mark.to_digit(10)?).ok()?));
    mark.or_else(|| {
        Credibility::new(match grade.trim().to_lowercase().as_str() {
            "confirmed by other sources" | "confirmed by others" | "confirmed" => 1,
            "probably true" => 2,
            "possibly true" => 3,
            "doubtful" | "doubtfully true" => 4,
            "improbable" => 5,
            "truth cannot be judged" | "cannot be judged" => 6,
            _ => return None,
        })
    })
}

/// The single sign with which a grade begins: `B`, `B - usually reliable`, `2: probably true`.
fn mark_of(grade: &str) -> Option<char> {
    let mut signs = grade.trim().chars();
    let mark = signs.next()?;
    let rest = signs.as_str().trim_start();
    (rest.is_empty() || rest.starts_with(['-', '–', '—', ':', '.', ')', '='])).then_some(mark)
}

impl Reader<'_, '_, '_> {
    /// A table, whose tag was just opened; `false` where it is another tag.
    pub(super) fn table(&mut self, tag: &str) -> Result<bool, ReadError> {
        let depth = self.xml.depth();
        if !matches!(
            tag,
            "EntityTypeCollection"
                | "LinkTypeCollection"
                | "AttributeClassCollection"
                | "StrengthCollection"
                | "GradeOne"
                | "GradeTwo"
                | "GradeThree"
        ) {
            return Ok(false);
        }
        loop {
            match self.xml.next()? {
                Step::Open(record) => self.table_record(tag, record),
                Step::Text(_) => {}
                Step::Close(_) if self.xml.depth() >= depth => {}
                Step::Close(_) | Step::End => return Ok(true),
            }
        }
    }

    fn table_record(&mut self, table: &str, record: &str) {
        let text = |name: &str| self.xml.attribute(name);
        let own_colour = |name: &str| text(name).and_then(|text| colour(&text)).filter(|colour| *colour != BLACK);
        let (id, name) = (text("Id"), text("Name"));
        match (table, record, name) {
            ("EntityTypeCollection", "EntityType", Some(name)) => {
                let colour = own_colour("IconShadingColour").or_else(|| own_colour("Colour"));
                if let Some(icon) = text("IconFile").filter(|icon| !icon.is_empty() && *icon != name) {
                    self.tables_of_types("icons", &name, json!(icon));
                }
                self.tables.entity_types.declare(id, name, colour);
            }
            ("LinkTypeCollection", "LinkType", Some(name)) => {
                let colour = own_colour("Colour");
                self.tables.link_types.declare(id, name, colour);
            }
            ("StrengthCollection", "Strength", Some(name)) => {
                if let Some(id) = id {
                    self.tables.strengths.insert(id, name);
                }
            }
            ("AttributeClassCollection", "AttributeClass", Some(name)) => {
                let kind = match text("Type").as_deref() {
                    Some("AttNumber") => ColumnKind::Number,
                    Some("AttTime") => ColumnKind::Date,
                    Some("AttFlag") => ColumnKind::YesNo,
                    _ => ColumnKind::Text,
                };
                let affixes = [("prefixes", text("Prefix")), ("suffixes", text("Suffix"))];
                for (fact, words) in affixes {
                    if let Some(words) = words.filter(|words| !words.trim().is_empty()) {
                        self.tables_of_types(fact, &name, json!(words));
                    }
                }
                let class = AttributeClass { name: name.clone(), kind };
                if let Some(id) = id {
                    self.tables.classes.insert(id, class.clone());
                }
                self.tables.classes.insert(name, class);
            }
            ("GradeOne" | "GradeTwo" | "GradeThree", "String", _) => {
                let position = ["GradeOne", "GradeTwo", "GradeThree"].iter().position(|known| *known == table);
                let grade = text("Text").unwrap_or_default();
                self.tables.grades[position.unwrap_or_default()].push(grade);
            }
            _ => {}
        }
    }

    /// Keeps what a table says about a type or class with what the chart says of itself.
    fn tables_of_types(&mut self, fact: &'static str, name: &str, value: Json) {
        self.facts.entry(fact).or_default().insert(name.to_owned(), value);
    }
}

impl<'a> Types<'a> {
    fn declare(&mut self, id: Option<Cow<'a, str>>, name: Cow<'a, str>, colour: Option<Colour>) {
        if let Some(colour) = colour {
            self.colours.insert(name.clone(), colour);
        }
        if let Some(id) = id {
            self.names.insert(id, name);
        }
    }
}

/// What a chart writes where no colour was chosen.
const BLACK: Colour = Colour { r: 0, g: 0, b: 0, a: 255 };

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn grades_count_as_the_admiralty_code_only_where_they_say_so() {
        let letter = |grade: &str| reliability(grade).map(Reliability::letter);
        assert_eq!(letter("B"), Some('B'));
        assert_eq!(letter(" c - Fairly reliable"), Some('C'));
        assert_eq!(letter("Usually Reliable"), Some('B'));
        assert_eq!(letter("A source close to the owner"), None);
        assert_eq!(letter("Excellent"), None);
        let number = |grade: &str| credibility(grade).map(Credibility::number);
        assert_eq!(
            (number("2"), number("3: possibly"), number("Confirmed"), number("7"), number("25 %")),
            (Some(2), Some(3), Some(1), None, None)
        );
    }

    #[test]
    fn colours_have_blue_in_the_highest_byte() {
        assert_eq!(colour("16711680"), Some(Colour::rgb(0, 0, 255)));
        assert_eq!(colour("35071"), Some(Colour::rgb(255, 136, 0)));
        assert_eq!((colour("-1"), colour("4278190080"), colour("red")), (None, None, None));
    }

    #[test]
    fn what_is_not_graded_has_no_grade() {
        let mut tables = Tables::default();
        assert_eq!((tables.grade(0, "0"), tables.grade(0, "2")), (None, Some("2".to_owned())));
        tables.grades[0] = vec!["A".into(), "-".into(), "".into()];
        let grade = |index: &str| tables.grade(0, index);
        assert_eq!(
            (grade("0"), grade("1"), grade("2"), grade("9")),
            (Some("A".to_owned()), None, None, Some("9".to_owned()))
        );
    }
}
