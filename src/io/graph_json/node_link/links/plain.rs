//! Links that are nothing but numbers, as most are: both ends, perhaps a weight and details. They are read without a look at their
//! names, as long as they are written like one that was read before.

use super::super::ends::Ends;
use super::{Reader, Slot};
use crate::io::draft::{Draft, Field};
use crate::io::error::ReadError;
use crate::io::input::Input;
use crate::io::json::{Items, MOST_NUMBERS, Numbers, Piece, PlainNumber, Record};
use crate::model::ActorIx;

/// How the links that are read now are written, where they are plain.
#[derive(Default)]
pub(super) struct PlainLinks<'s> {
    way: Option<Way<'s>>,
    /// The shape of the link that was looked at.
    shape: Option<u32>,
}

/// How a link is written, and which of its numbers is what.
struct Way<'s> {
    numbers: Numbers<'s>,
    source: usize,
    target: usize,
    weight: Option<usize>,
    details: Vec<(usize, Field)>,
}

impl<'s> PlainLinks<'s> {
    /// Reads the links that are written like the one in `record`, as long as there is nothing to tell about them; returns how many
    /// these are.
    pub(super) fn read(
        &mut self,
        input: &mut Input<'_>,
        draft: &mut Draft,
        reader: &mut Reader<'s, '_>,
        links: &mut Items<'s>,
        (item, record): (Piece<'s>, &Record<'s>),
    ) -> Result<usize, ReadError> {
        if self.shape != Some(record.shape()) {
            self.shape = Some(record.shape());
            self.way = Way::of(reader, item, record);
        }
        let Some(way) = &self.way else { return Ok(0) };
        let directed = reader.directed.unwrap_or(false);
        let mut numbers = [PlainNumber::default(); MOST_NUMBERS];
        let mut count = 0;
        while let Some((start, end)) = links.look_at_numbers(&way.numbers, &mut numbers) {
            let Some(source) = reader.actor_of(draft, numbers[way.source]) else { break };
            let Some(target) = reader.actor_of(draft, numbers[way.target]) else { break };
            input.tick(start)?;
            links.pass(end);
            let weight = way.weight.map(|place| numbers[place].number());
            let link = draft.weighted_link(source, target, directed, weight);
            for (place, field) in &way.details {
                draft.put_link(link, *field, numbers[*place].value(), None);
            }
            count += 1;
        }
        reader.unsaid |= count > 0 && reader.directed.is_none();
        Ok(count)
    }
}

impl<'s> Way<'s> {
    /// `None` where a member is no number, or one about which there may be something to tell.
    fn of(reader: &Reader<'s, '_>, item: Piece<'s>, record: &Record<'s>) -> Option<Self> {
        let numbers = Numbers::of(item, record)?;
        let (mut source, mut target, mut weight, mut details) = (None, None, None, Vec::new());
        for (place, slot) in reader.found.iter().enumerate() {
            let (is_weight, detail) = match *slot {
                Slot::Source => {
                    source = Some(place);
                    continue;
                }
                Slot::Target => {
                    target = Some(place);
                    continue;
                }
                Slot::Detail(Field::Weight) => (true, None),
                Slot::Detail(detail @ Field::Detail(_)) => (false, Some(detail)),
                // The first one is told.
                Slot::Strength(detail @ Field::Detail(_)) if reader.manner.strength_is_told => (true, Some(detail)),
                _ => return None,
            };
            if (is_weight && weight.replace(place).is_some()) || details.iter().any(|(_, known)| Some(*known) == detail)
            {
                return None;
            }
            details.extend(detail.map(|detail| (place, detail)));
        }
        Some(Self { numbers, source: source?, target: target?, weight, details })
    }
}

impl Reader<'_, '_> {
    /// The actor that a number means, where it is one that the file describes.
    #[inline]
    fn actor_of(&self, draft: &Draft, number: PlainNumber) -> Option<ActorIx> {
        let number = number.whole()?;
        match &self.ends {
            Ends::Ids if self.nodes.ids_are_positions => {
                ((number as usize) < self.nodes.by_position.len()).then_some(ActorIx(number))
            }
            Ends::Ids => draft.find_number(number),
            Ends::Positions => self.nodes.by_position.get(number as usize).copied(),
            Ends::Names(_) => None,
        }
    }
}
