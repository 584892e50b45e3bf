//! The formats of investigations and threat intelligence: STIX and FollowTheMoney.

mod ftm;
mod objects;
mod stix;
#[cfg(test)]
mod tests;

use super::carry::Holds;
use super::format::Entry;

/// The formats of this folder, for the table of all formats.
pub(super) const FORMATS: &[Entry] = &[stix::FORMAT, ftm::FORMAT];

/// What both formats have room for: everything that is said, and nothing of the picture.
const HOLDS: Holds = Holds {
    places: false,
    colours: false,
    sizes: false,
    link_colours: false,
    created: true,
    fields_of_documents: true,
    ..Holds::MOST
};
