//! A graph in two files, one with its links and one with its actors: which file beside the one that is read holds the other half,
//! and both read together. How a file becomes a table is its format's.

use super::mapping::{Partner, Rows, TableMapping};
use super::pair::partners;
use super::read::{Found, fault_error, read_rows, settle};
use crate::io::draft::Draft;
use crate::io::error::{ReadCause, ReadError};
use crate::io::input::Input;
use crate::io::quote::short;
use crate::model::Warning;

/// A file beside the one that is read, of the same format.
pub trait Half: Sized {
    /// The names that such a file may have, those first that are tried first.
    fn in_order(names: Vec<String>) -> Vec<String>;

    /// Unpacks the bytes of the file of that name.
    ///
    /// # Errors
    /// Where they cannot be read, or the user cancelled.
    fn open(input: &mut Input<'_>, name: &str, bytes: Vec<u8>) -> Result<Self, ReadError>;

    /// The bytes of the file, unpacked.
    fn bytes(&self) -> &[u8];

    /// The bytes as text; empty where the file is no text.
    fn text(&self) -> &str;

    /// Looks at the table in it; `input` is the file itself.
    ///
    /// # Errors
    /// Where it cannot be cut into cells.
    fn look(&self, input: &Input<'_>, asked: TableMapping) -> Result<Found<'_>, ReadError>;

    /// Says what there is to say about the file, once it is known that it is read.
    fn tell(&self, draft: &mut Draft);
}

/// Reads a table, with the one beside it where that holds the other half of the graph.
///
/// # Errors
/// Where one of them cannot be read or means nothing, or the user cancelled.
pub fn read<H: Half>(input: &mut Input<'_>, draft: &mut Draft, mut main: Found<'_>) -> Result<(), ReadError> {
    let Some(Beside { name, half, asked }) = beside::<H>(input, draft, &main)? else {
        main.check(input)?;
        let spaces = settle(draft, &main, None);
        return read_rows(input, draft, &main, spaces);
    };
    draft.in_part(Some(&name));
    half.tell(draft);
    draft.in_part(None);
    let mut other = input.with_part(&name, half.bytes(), half.text(), |part| half.look(part, asked))?;
    let has_links = main.rows() == Some(Rows::Actors);
    if has_links {
        other.reconsider(&main).map_err(|fault| fault_error(input, fault))?;
        input.with_part(&name, half.bytes(), half.text(), |part| other.check(part))?;
    } else {
        input.with_part(&name, half.bytes(), half.text(), |part| {
            main.reconsider(&other).map_err(|fault| fault_error(part, fault))
        })?;
    }
    main.check(input)?;
    let spaces = settle(draft, &main, Some(&other));
    let what = if has_links { "links" } else { "actors" };
    let what = format!("The {what} were read from \"{}\" beside this file", short(&name));
    draft.warn(None, Warning::Guessed { what });
    // Actors come first, so that links find them described.
    if has_links {
        read_rows(input, draft, &main, spaces)?;
    }
    draft.in_part(Some(&name));
    let result = input.with_part(&name, half.bytes(), half.text(), |part| read_rows(part, draft, &other, spaces));
    draft.in_part(None);
    result?;
    if has_links { Ok(()) } else { read_rows(input, draft, &main, spaces) }
}

/// The file with the other half of the graph.
struct Beside<H> {
    name: String,
    half: H,
    asked: TableMapping,
}

/// The other half of the graph, where there is one: the one that was asked for, or the first that is called so and is one.
fn beside<H: Half>(input: &mut Input<'_>, draft: &mut Draft, main: &Found<'_>) -> Result<Option<Beside<H>>, ReadError> {
    let wanted = match main.rows().or(main.says) {
        Some(Rows::LinksAndActors) => return Ok(None),
        Some(Rows::Actors) => Rows::Links,
        Some(Rows::Links) | None => Rows::Actors,
    };
    let (names, asked) = match &main.asked.partner {
        Partner::None => return Ok(None),
        Partner::Guessed => (H::in_order(partners(input.name, wanted)), None),
        Partner::Table(asked) => match &asked.file {
            Some(file) => (vec![file.clone()], Some((**asked).clone())),
            None => (partners(input.name, wanted), Some((**asked).clone())),
        },
    };
    for name in &names {
        let Some(bytes) = input.beside(name) else { continue };
        let opened = H::open(input, name, bytes).and_then(|half| {
            let is_partner = input.with_part(name, half.bytes(), half.text(), |part| {
                let found = half.look(part, asked.clone().unwrap_or_default())?;
                let (links, actors) = if wanted == Rows::Links { (&found, main) } else { (main, &found) };
                // Whatever it is called and holds: where it shares no id it is about others.
                let shares_ids = links.shares_ids_with(actors).map_err(|fault| fault_error(part, fault))?;
                // Of links the ends may be told by the ids of the actors alone.
                let rows = found.rows().or(found.says.filter(|_| wanted == Rows::Links));
                Ok(shares_ids && rows == Some(wanted))
            })?;
            Ok((half, is_partner))
        });
        let what = match opened {
            Ok((half, is_partner)) if is_partner || asked.is_some() => {
                return Ok(Some(Beside { name: name.clone(), half, asked: asked.unwrap_or_default() }));
            }
            Err(error) if asked.is_some() || error.cause() == ReadCause::Cancelled => return Err(error),
            Ok(_) if wanted == Rows::Links => "it does not read like its links".to_owned(),
            Ok(_) => "it does not read like its actors".to_owned(),
            Err(error) => format!("it cannot be read: {}", error.what().trim_end_matches('.')),
        };
        let what = format!("\"{}\" beside this file was not read: {what}", short(name));
        draft.warn(None, Warning::Guessed { what });
    }
    match asked {
        Some(_) => {
            let what =
                format!("The file \"{}\" is not there, from which the other half should come.", short(&names[0]));
            let way_out = "Put it into the folder of this file, or say that this one is to be read alone.";
            Err(ReadError::new(ReadCause::NotReadable, input.name, what, way_out))
        }
        None => Ok(None),
    }
}
