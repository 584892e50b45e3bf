//! What is said of a text that is not sound JSON: the message for each sort of fault.

use super::{Fault, FaultKind};
use crate::io::error::{ReadCause, ReadError};
use crate::io::limits::bytes_in_words;
use crate::io::quote::{Quote, line_at};

/// What to do about a mistake at a place.
pub const CORRECT_IT: &str =
    "Nothing was opened. Correct the file at this place with a text editor, or restore it from a backup.";

/// What is said of a text that is not sound JSON.
#[must_use]
pub fn fault_error(name: &str, text: &str, fault: &Fault) -> ReadError {
    let Fault { at, what, remark, kind } = fault;
    let (cause, way_out) = match kind {
        FaultKind::Cancelled => return ReadError::cancelled(name),
        FaultKind::Malformed => (ReadCause::Broken, CORRECT_IT.to_owned()),
        FaultKind::Limit => (
            ReadCause::TooLarge,
            "Nothing was opened. If this value is meant to be so, it must be made smaller before the file can be opened."
                .to_owned(),
        ),
        FaultKind::Incomplete => {
            let size = text.len() as u64;
            let suspicious = if size > 0 && size.is_multiple_of(4096) {
                format!("; the size, exactly {}, suggests an interrupted copy", bytes_in_words(size))
            } else {
                String::new()
            };
            let way_out = format!(
                "The last part of the network is missing{suspicious}.\n\
                 Nothing was opened. Get the file again, or restore it from a backup."
            );
            (ReadCause::Broken, way_out)
        }
    };
    let told = if *kind == FaultKind::Incomplete {
        what.clone()
    } else {
        // The sentence goes on after the line, so it begins in lower case.
        let mut rest = what.chars();
        let first = rest.next().map(|first| first.to_lowercase().to_string()).unwrap_or_default();
        format!("Line {}: {first}{}", line_at(text, *at), rest.as_str())
    };
    ReadError::new(cause, name, told, way_out).at(Quote::new(text, *at, remark.as_str()))
}
