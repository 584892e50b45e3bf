//! The formats of investigations and threat intelligence: STIX and FollowTheMoney.

mod ftm;
mod objects;
mod stix;
#[cfg(test)]
mod tests;

use super::format::Entry;

/// The formats of this folder, for the table of all formats.
pub(super) const FORMATS: &[Entry] = &[stix::FORMAT, ftm::FORMAT];
