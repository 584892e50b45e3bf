//! Reading one chart item: an entity or a link with its attributes and cards. What becomes of it is decided in `settle.rs`.

use std::borrow::Cow;

use super::Reader;
use super::said::{Said, is_true};
use super::tables::colour;
use crate::io::error::ReadError;
use crate::io::xml::walk::Step;
use crate::model::Colour;

/// A chart item as the file has it.
pub struct Item<'a> {
    pub line: u32,
    pub id: Option<Cow<'a, str>>,
    pub label: Cow<'a, str>,
    /// Its description, source and grades: what cards say too.
    pub said: Said<'a>,
    pub is_shown: bool,
    pub attributes: Vec<Attribute<'a>>,
    pub cards: Vec<Said<'a>>,
    pub body: Body<'a>,
}

/// A link that waits for the end of the chart: most say little, and those are to take little.
pub struct Waiting<'a> {
    line: u32,
    id: Option<Cow<'a, str>>,
    label: Cow<'a, str>,
    is_shown: bool,
    ids: [Option<Cow<'a, str>>; 2],
    more: Option<Box<More<'a>>>,
}

/// What few links have.
#[derive(Default, PartialEq)]
struct More<'a> {
    references: [Option<Cow<'a, str>>; 2],
    style: Style<'a>,
    said: Said<'a>,
    attributes: Vec<Attribute<'a>>,
    cards: Vec<Said<'a>>,
}

impl<'a> Waiting<'a> {
    /// A link that is to wait.
    pub fn of(item: Item<'a>, ends: Ends<'a>) -> Self {
        let Item { line, id, label, said, is_shown, attributes, cards, body: _ } = item;
        let Ends { ids, references, style } = ends;
        let more = More { references, style, said, attributes, cards };
        let more = (more != More::default()).then(|| Box::new(more));
        Self { line, id, label, is_shown, ids, more }
    }

    /// The link as it was.
    pub fn item(self) -> (Item<'a>, Ends<'a>) {
        let Self { line, id, label, is_shown, ids, more } = self;
        let More { references, style, said, attributes, cards } = more.map(|more| *more).unwrap_or_default();
        let item = Item { line, id, label, said, is_shown, attributes, cards, body: Body::None };
        (item, Ends { ids, references, style })
    }
}

/// What an item is.
pub enum Body<'a> {
    None,
    Entity(Entity<'a>),
    Link(Ends<'a>),
}

#[derive(Default)]
pub struct Entity<'a> {
    /// `EntityId`.
    pub key: Option<Cow<'a, str>>,
    pub identity: Cow<'a, str>,
    /// The ids of the tags around it: others may refer to these.
    pub references: Vec<Cow<'a, str>>,
    pub x: Option<f64>,
    pub y: Option<f64>,
    pub z: Option<f64>,
    pub style: Style<'a>,
}

#[derive(Default)]
pub struct Ends<'a> {
    /// By `EntityId`.
    pub ids: [Option<Cow<'a, str>>; 2],
    /// By the id of the chart item.
    pub references: [Option<Cow<'a, str>>; 2],
    pub style: Style<'a>,
}

/// How an item looks, and what type it is of: the chart has both in one place.
#[derive(Default, PartialEq)]
pub struct Style<'a> {
    /// Another representation than an icon or a line.
    pub shape: Option<&'static str>,
    pub type_name: Option<Cow<'a, str>>,
    pub type_reference: Option<Cow<'a, str>>,
    pub colour: Option<Colour>,
    pub size: Option<f32>,
    pub icon: Option<Cow<'a, str>>,
    pub arrow: Option<Cow<'a, str>>,
    pub width: Option<Cow<'a, str>>,
    pub strength: Option<Cow<'a, str>>,
    pub strength_reference: Option<Cow<'a, str>>,
}

#[derive(PartialEq)]
pub struct Attribute<'a> {
    pub class: Option<Cow<'a, str>>,
    pub reference: Option<Cow<'a, str>>,
    pub value: Cow<'a, str>,
}

impl<'a> Reader<'_, '_, 'a> {
    /// `<ChartItem>`, which was just opened.
    pub(super) fn item(&mut self) -> Result<Item<'a>, ReadError> {
        let (at, line) = (self.xml.at(), self.xml.line());
        let mut item = Item {
            line,
            id: None,
            label: Cow::Borrowed(""),
            said: Said::default(),
            is_shown: true,
            attributes: Vec::new(),
            cards: Vec::new(),
            body: Body::None,
        };
        let mut x_position = None;
        for (name, value) in self.xml.attributes() {
            match *name {
                "Id" => item.id = Some(value.clone()).filter(|id| !id.is_empty()),
                "Label" => item.label.clone_from(value),
                // The description of an item is no text of a source.
                "Description" => item.said.summary.clone_from(value),
                "Shown" => item.is_shown = is_true(value),
                "XPosition" => x_position = value.trim().parse().ok(),
                _ => item.said.take(name, value.clone()),
            }
        }
        if let Some(id) = &item.id {
            self.xml.input.check_name(at, id, "the id of a chart item")?;
        }
        loop {
            match self.xml.next()? {
                Step::Open("End") => {
                    let entity = self.end(x_position, &mut item.cards)?;
                    if let (Body::None, Some(entity)) = (&item.body, entity) {
                        item.body = Body::Entity(entity);
                    }
                }
                Step::Open("Link") => {
                    let link = self.link(&mut item.cards)?;
                    if matches!(item.body, Body::None) {
                        item.body = Body::Link(link);
                    }
                }
                Step::Open("AttributeCollection") => self.attributes(&mut item.attributes)?,
                Step::Open("CardCollection") => self.cards(&mut item.cards)?,
                Step::Open("TimeZone") => {
                    item.said.time_zone = self.time_zone();
                    self.xml.skip()?;
                }
                Step::Open(_) => self.looks()?,
                Step::Text(_) => {}
                Step::Close(_) | Step::End => return Ok(item),
            }
        }
    }

    fn end(&mut self, x_position: Option<f64>, cards: &mut Vec<Said<'a>>) -> Result<Option<Entity<'a>>, ReadError> {
        let number = |name: &str| self.xml.attribute(name).and_then(|text| text.trim().parse::<f64>().ok());
        let mut entity = Entity { x: number("X").or(x_position), y: number("Y"), z: number("Z"), ..Entity::default() };
        entity.references.extend(self.xml.attribute("Id"));
        let mut is_found = false;
        loop {
            match self.xml.next()? {
                Step::Open("Entity") => {
                    is_found = true;
                    self.entity(&mut entity, cards)?;
                }
                Step::Open(_) => self.looks()?,
                Step::Text(_) => {}
                Step::Close(_) | Step::End => return Ok(is_found.then_some(entity)),
            }
        }
    }

    fn entity(&mut self, entity: &mut Entity<'a>, cards: &mut Vec<Said<'a>>) -> Result<(), ReadError> {
        for (name, value) in self.xml.attributes() {
            match *name {
                "EntityId" => entity.key = Some(value.clone()).filter(|id| !id.is_empty()),
                "Identity" => entity.identity = value.clone(),
                "Id" => entity.references.push(value.clone()),
                _ => {}
            }
        }
        let at = self.xml.at();
        for id in entity.key.iter().chain([&entity.identity]) {
            self.xml.input.check_name(at, id, "the id of an entity")?;
        }
        loop {
            match self.xml.next()? {
                Step::Open("CardCollection") => self.cards(cards)?,
                Step::Open(tag) => {
                    entity.style.shape = shape_of(tag);
                    self.styles(&mut entity.style)?;
                }
                Step::Text(_) => {}
                Step::Close(_) | Step::End => return Ok(()),
            }
        }
    }

    fn link(&mut self, cards: &mut Vec<Said<'a>>) -> Result<Ends<'a>, ReadError> {
        let mut ends = Ends::default();
        for (name, value) in self.xml.attributes() {
            let place = match *name {
                "End1Id" => &mut ends.ids[0],
                "End2Id" => &mut ends.ids[1],
                "End1Reference" => &mut ends.references[0],
                "End2Reference" => &mut ends.references[1],
                _ => continue,
            };
            *place = Some(value.clone()).filter(|id| !id.is_empty());
        }
        let at = self.xml.at();
        for id in ends.ids.iter().chain(&ends.references).flatten() {
            self.xml.input.check_name(at, id, "the id of an end")?;
        }
        loop {
            match self.xml.next()? {
                Step::Open("CardCollection") => self.cards(cards)?,
                Step::Open("LinkStyle") => {
                    self.style(&mut ends.style);
                    self.xml.skip()?;
                }
                Step::Open(_) => self.looks()?,
                Step::Text(_) => {}
                Step::Close(_) | Step::End => return Ok(ends),
            }
        }
    }

    /// `<IconStyle>` and its like, inside the tag that was just opened.
    fn styles(&mut self, style: &mut Style<'a>) -> Result<(), ReadError> {
        loop {
            match self.xml.next()? {
                Step::Open(tag) if tag.ends_with("Style") => {
                    self.style(style);
                    self.xml.skip()?;
                }
                Step::Open(_) => self.looks()?,
                Step::Text(_) => {}
                Step::Close(_) | Step::End => return Ok(()),
            }
        }
    }

    fn style(&self, style: &mut Style<'a>) {
        let text = |name: &str| self.xml.attribute(name).filter(|text| !text.trim().is_empty());
        let is_filled = text("Filled").is_none_or(|text| is_true(&text));
        style.type_name = text("Type");
        style.type_reference = text("EntityTypeReference").or_else(|| text("LinkTypeReference"));
        let back = text("BackColour").filter(|_| is_filled);
        let chosen = text("IconShadingColour").or(back).or_else(|| text("LineColour"));
        style.colour = chosen.and_then(|text| colour(&text));
        style.size = text("Enlargement").and_then(|text| size_of(&text));
        style.icon = text("TypeIconName").or_else(|| text("IconFile"));
        style.arrow = text("ArrowStyle");
        style.width = text("LineWidth");
        style.strength = text("Strength");
        style.strength_reference = text("StrengthReference");
    }

    fn attributes(&mut self, attributes: &mut Vec<Attribute<'a>>) -> Result<(), ReadError> {
        loop {
            match self.xml.next()? {
                Step::Open("Attribute") => {
                    let attribute = Attribute {
                        class: self.xml.attribute("AttributeClass").filter(|name| !name.is_empty()),
                        reference: self.xml.attribute("AttributeClassReference").filter(|id| !id.is_empty()),
                        value: self.xml.attribute("Value").unwrap_or_default(),
                    };
                    let at = self.xml.at();
                    for name in attribute.class.iter().chain(&attribute.reference) {
                        self.xml.input.check_name(at, name, "the name of an attribute")?;
                    }
                    attributes.push(attribute);
                    self.xml.skip()?;
                }
                Step::Open(_) => self.looks()?,
                Step::Text(_) => {}
                Step::Close(_) | Step::End => return Ok(()),
            }
        }
    }

    fn cards(&mut self, cards: &mut Vec<Said<'a>>) -> Result<(), ReadError> {
        loop {
            match self.xml.next()? {
                Step::Open("Card") => {
                    let mut card = Said::default();
                    for (name, value) in self.xml.attributes() {
                        match *name {
                            "Summary" => card.summary.clone_from(value),
                            "Text" => card.text.clone_from(value),
                            _ => card.take(name, value.clone()),
                        }
                    }
                    self.card_contents(&mut card)?;
                    cards.push(card);
                }
                Step::Open(_) => self.looks()?,
                Step::Text(_) => {}
                Step::Close(_) | Step::End => return Ok(()),
            }
        }
    }

    fn card_contents(&mut self, card: &mut Said<'a>) -> Result<(), ReadError> {
        loop {
            match self.xml.next()? {
                Step::Open("TimeZone") => {
                    card.time_zone = self.time_zone();
                    self.xml.skip()?;
                }
                Step::Open("Text") => card.text = self.xml.text_within()?,
                Step::Open("Summary") => card.summary = self.xml.text_within()?,
                Step::Open(_) => self.looks()?,
                Step::Text(_) => {}
                Step::Close(_) | Step::End => return Ok(()),
            }
        }
    }

    fn time_zone(&self) -> Cow<'a, str> {
        let name = self.xml.attribute("Name").filter(|name| !name.is_empty());
        name.or_else(|| self.xml.attribute("UniqueID")).unwrap_or_default()
    }
}

/// The word for a representation; none for the usual one.
fn shape_of(tag: &str) -> Option<&'static str> {
    Some(match tag {
        "Box" => "box",
        "Circle" => "circle",
        "Event" => "event frame",
        "Theme" => "theme line",
        "TextBlock" => "text block",
        "OleItem" => "picture or document",
        _ => return None,
    })
}

fn size_of(enlargement: &str) -> Option<f32> {
    Some(match enlargement.trim() {
        "ICEnlargeHalf" => 0.5,
        "ICEnlargeSingle" => 1.0,
        "ICEnlargeDouble" => 2.0,
        "ICEnlargeTriple" => 3.0,
        "ICEnlargeQuadruple" => 4.0,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_that_says_little_waits_in_little_room() {
        let item = |summary: &'static str| Item {
            line: 7,
            id: None,
            label: "knows".into(),
            said: Said { summary: summary.into(), ..Said::default() },
            is_shown: true,
            attributes: Vec::new(),
            cards: Vec::new(),
            body: Body::None,
        };
        let ends = || Ends { ids: [Some("a".into()), Some("b".into())], ..Ends::default() };
        let bare = Waiting::of(item(""), ends());
        assert!(bare.more.is_none() && size_of_val(&bare) <= 136);
        let (back, ends_back) = Waiting::of(item("seen"), ends()).item();
        assert_eq!((back.line, &*back.label, &*back.said.summary), (7, "knows", "seen"));
        assert_eq!(ends_back.ids, ends().ids);
    }
}
