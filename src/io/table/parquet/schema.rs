//! The columns of a Parquet file: names, kinds, and at which levels a value is there. Records inside records become columns
//! with points in their names; a list in a cell stays one, and lists in lists are left out.

use super::fault::Fault;
use crate::io::limits::{NESTING, SHEET_COLUMNS};

/// An element of the schema.
#[derive(Default)]
pub struct Element {
    /// The kind of its values by number; nothing where it has others inside.
    pub physical: Option<i64>,
    /// How many bytes a value has, where all have as many.
    pub length: usize,
    /// 0 always there, 1 may be missing, 2 any number of times.
    pub repetition: i64,
    /// Its name.
    pub name: String,
    /// How many elements are right inside.
    pub children: usize,
    /// What its values mean.
    pub logical: Logical,
}

/// What values mean, where their kind alone does not say it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Logical {
    /// Nothing more than their kind says.
    #[default]
    None,
    /// Texts.
    Text,
    /// A list of what is inside.
    List,
    /// Pairs of what is inside.
    Map,
    /// Numbers with so many digits behind the point.
    Decimal(i64),
    /// Days since 1970.
    Date,
    /// The time of a day, in parts of a second of which one has so many.
    Time(i64),
    /// Parts of a second since 1970, of which one has so many, and whether they are of UTC.
    Timestamp(i64, bool),
    /// Whole numbers below zero are large ones.
    Unsigned,
    /// A number that is written as hexadecimal digits in groups.
    Uuid,
    /// A number of 16 bits with a point.
    Half,
}

/// How many parts of a second there are, by the number of the unit.
fn parts(unit: i16) -> i64 {
    match unit {
        1 => 1_000,
        2 => 1_000_000,
        _ => 1_000_000_000,
    }
}

impl Logical {
    /// By the number of the sort, and what it says of itself.
    pub fn of(sort: i16, one: i64, two: i64, unit: i16) -> Self {
        match sort {
            1 | 4 | 12 => Self::Text,
            2 => Self::Map,
            3 => Self::List,
            5 => Self::Decimal(one),
            6 => Self::Date,
            7 => Self::Time(parts(unit)),
            8 => Self::Timestamp(parts(unit), one == 1),
            10 if two == 0 => Self::Unsigned,
            14 => Self::Uuid,
            15 => Self::Half,
            _ => Self::None,
        }
    }

    /// By the number that older files have.
    pub fn of_converted(converted: i64, scale: i64) -> Self {
        match converted {
            0 | 4 | 19 => Self::Text,
            1 | 2 => Self::Map,
            3 => Self::List,
            5 => Self::Decimal(scale),
            6 => Self::Date,
            7 => Self::Time(1_000),
            8 => Self::Time(1_000_000),
            9 => Self::Timestamp(1_000, true),
            10 => Self::Timestamp(1_000_000, true),
            11..=14 => Self::Unsigned,
            _ => Self::None,
        }
    }
}

/// A column that holds values.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Leaf {
    /// Its name.
    pub name: String,
    /// The kind of its values, by number.
    pub physical: i64,
    /// How many bytes a value has, where all have as many.
    pub length: usize,
    /// What its values mean.
    pub logical: Logical,
    /// The level at which a value is there.
    pub there: u32,
    /// The level at which a list has an element.
    pub element: u32,
    /// How many lists it stands in.
    pub lists: u32,
}

/// The columns in their order.
///
/// # Errors
/// Where the schema is damaged, or has too many columns.
pub fn leaves(schema: &[Element]) -> Result<Vec<Leaf>, Fault> {
    let mut walk = Walk { schema, at: 1, leaves: Vec::new() };
    let root = schema.first().filter(|root| root.physical.is_none());
    let read = root.and_then(|root| {
        (0..root.children)
            .try_for_each(|_| walk.element(&Leaf::default(), true, 0))
            .filter(|()| walk.at == schema.len())
    });
    if read.is_none() {
        return Err(Fault::Broken("The file is damaged: its list of columns cannot be read.".to_owned()));
    }
    if walk.leaves.len() > SHEET_COLUMNS as usize {
        return Err(Fault::Beyond(format!("The table has more than {SHEET_COLUMNS} columns, which is the limit.")));
    }
    Ok(walk.leaves)
}

struct Walk<'s> {
    schema: &'s [Element],
    at: usize,
    leaves: Vec<Leaf>,
}

impl Walk<'_> {
    /// The element that comes next, with all inside. `above` is what is known of it from those around it.
    fn element(&mut self, above: &Leaf, is_named: bool, depth: usize) -> Option<()> {
        let element = self.schema.get(self.at).filter(|_| depth < NESTING / 2)?;
        self.at += 1;
        let mut leaf = above.clone();
        if is_named {
            if !leaf.name.is_empty() {
                leaf.name.push('.');
            }
            leaf.name.push_str(&element.name);
        }
        if leaf.name.len() > crate::io::limits::NAME_BYTES {
            return None;
        }
        if element.repetition != 0 {
            leaf.there += 1;
        }
        if element.repetition == 2 {
            leaf.lists += 1;
            leaf.element = leaf.there;
        }
        if let Some(physical) = element.physical {
            self.leaves.push(Leaf { physical, length: element.length, logical: element.logical, ..leaf });
            return Some(());
        }
        let inner = self.schema.get(self.at).filter(|inner| inner.repetition == 2 && element.children == 1);
        match (element.logical, inner) {
            // What is repeated is called after the list: it or the one element inside it.
            (Logical::List, Some(inner)) => {
                let is_wrapped =
                    inner.children == 1 && inner.name != "array" && inner.name != format!("{}_tuple", element.name);
                if !is_wrapped {
                    return self.element(&leaf, false, depth + 1);
                }
                leaf.there += 1;
                leaf.lists += 1;
                leaf.element = leaf.there;
                self.at += 1;
                self.element(&leaf, false, depth + 1)
            }
            (Logical::Map, Some(_)) => self.element(&leaf, false, depth + 1),
            _ => (0..element.children).try_for_each(|_| self.element(&leaf, true, depth + 1)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn element(name: &str, repetition: i64, children: usize, logical: Logical) -> Element {
        let physical = (children == 0).then_some(6);
        Element { physical, repetition, name: name.to_owned(), children, logical, ..Element::default() }
    }

    fn named(schema: &[Element]) -> Vec<(String, u32, u32, u32)> {
        let leaves = leaves(schema).expect("it is sound");
        leaves.into_iter().map(|leaf| (leaf.name, leaf.there, leaf.element, leaf.lists)).collect()
    }

    #[test]
    fn lists_are_called_after_what_holds_them() {
        use Logical::{List, Map, None};
        let three = [("list", 2, 1), ("element", 1, 0)].map(|(name, times, inner)| element(name, times, inner, None));
        let [list, inner] = three;
        let schema = [
            element("schema", 0, 5, None),
            element("id", 0, 0, None),
            element("tags", 1, 1, List),
            list,
            inner,
            element("old", 1, 1, List),
            element("array", 2, 0, None),
            element("place", 1, 1, None),
            element("town", 1, 0, None),
            element("pairs", 1, 1, Map),
            element("key_value", 2, 2, None),
            element("key", 0, 0, None),
            element("value", 1, 0, None),
        ];
        let expected = [
            ("id", 0, 0, 0),
            ("tags", 3, 2, 1),
            ("old", 2, 2, 1),
            ("place.town", 2, 0, 0),
            ("pairs.key", 2, 2, 1),
            ("pairs.value", 3, 2, 1),
        ];
        assert_eq!(named(&schema), expected.map(|(name, a, b, c)| (name.to_owned(), a, b, c)));
    }

    #[test]
    fn announced_children_must_be_there() {
        let none = Logical::None;
        assert!(leaves(&[element("schema", 0, 3, none), element("a", 0, 0, none)]).is_err());
        let more = [element("schema", 0, 1, none), element("a", 0, 0, none), element("b", 0, 0, none)];
        assert!(leaves(&more).is_err(), "one belongs to nobody");
        let mut deep: Vec<Element> = (0..5000).map(|_| element("a", 0, 1, none)).collect();
        deep.push(element("b", 0, 0, none));
        assert!(leaves(&deep).is_err());
        assert!(leaves(&[]).is_err());
    }
}
