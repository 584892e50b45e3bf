//! VNA, the text format of NetDraw: tables of node data, node properties, tie data and tie properties, each with a row of
//! column names. Values have blanks between them, or commas or tabs.

use std::collections::HashMap;

use super::words::{Line, Word, finite, lines};
use crate::io::colours::css_colour;
use crate::io::draft::{Draft, Field};
use crate::io::error::{ReadError, counted};
use crate::io::format::{Entry, Read};
use crate::io::input::Input;
use crate::io::quote::short;
use crate::io::recognise::{Clues, Likeness};
use crate::model::{ActorIx, Colour, LinkIx, Value, Warning};

/// The format, for the table of all formats.
pub(super) const FORMAT: Entry = Entry {
    id: "vna",
    name: "NetDraw VNA",
    extensions: &["vna"],
    holds: "actors and links with details, places, colours, sizes",
    likeness,
    read: Some(Read::Into(read)),
    write: None,
};

fn likeness(clues: &Clues<'_>) -> Likeness {
    match clues.lines().next().and_then(section) {
        Some(Section::Unknown) => Likeness::IfNamed,
        Some(_) => Likeness::Certain,
        None => Likeness::No,
    }
}

/// The parts of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Section {
    NodeData,
    NodeProperties,
    TieData,
    TieProperties,
    Unknown,
}

/// The part that a line begins; `None` where it begins none.
fn section(line: &str) -> Option<Section> {
    let words: Vec<String> = line.trim().strip_prefix('*')?.split_whitespace().map(str::to_lowercase).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    Some(match words[..] {
        ["node", "data"] => Section::NodeData,
        ["node", "properties"] => Section::NodeProperties,
        ["tie", "data"] => Section::TieData,
        ["tie", "properties"] => Section::TieProperties,
        _ => Section::Unknown,
    })
}

/// What stands between values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Between {
    Sign(char),
    Blanks,
}

impl Between {
    fn fields(self, line: Line<'_>) -> Option<Vec<Word<'_>>> {
        match self {
            Self::Sign(sign) => line.fields(sign, &['"']),
            Self::Blanks => line.words(&['"']),
        }
    }
}

/// What a column means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Role {
    X,
    Y,
    Colour,
    Size,
    Weight,
    Field(Field),
}

/// The columns of a table, but for the names of the node or of both ends of the tie.
struct Table {
    section: Section,
    between: Between,
    roles: Vec<Role>,
    names: Vec<String>,
}

/// Ties by their ends, for what is said about them later.
#[derive(Default)]
struct Ties {
    read: Vec<(ActorIx, ActorIx, LinkIx)>,
    by_ends: Option<HashMap<(ActorIx, ActorIx), Vec<LinkIx>>>,
}

fn read(input: &mut Input<'_>, draft: &mut Draft) -> Result<(), ReadError> {
    let mut current = None;
    let mut table: Option<Table> = None;
    let mut ties = Ties::default();
    let mut has_nodes = false;
    for line in lines(input.text) {
        input.tick(line.at)?;
        if line.text.trim().is_empty() {
            continue;
        }
        if let Some(section) = section(line.text) {
            has_nodes |= matches!(section, Section::NodeData | Section::NodeProperties);
            if section == Section::Unknown {
                let what = format!("the part \"{}\" of the file", short(line.text.trim()));
                draft.warn(Some(input.line(line.at)), Warning::LeftOut { what });
            }
            (current, table) = (Some(section), None);
            continue;
        }
        match (current, &table) {
            (Some(Section::Unknown), _) => (),
            (Some(section), None) => table = Some(Table::of(input, draft, section, line)?),
            (_, Some(table)) => table.read_row(input, draft, &mut ties, line)?,
            (None, None) => {
                let what = "this stands before the first part of the file.";
                return Err(input.broken(line.at, what, "expected \"*Node data\" or \"*Tie data\""));
            }
        }
    }
    if !has_nodes {
        draft.links_make_actors();
    }
    Ok(())
}

impl Table {
    /// The table whose columns are named on this line.
    fn of(input: &Input<'_>, draft: &mut Draft, section: Section, line: Line<'_>) -> Result<Self, ReadError> {
        let between = ['\t', ','].into_iter().find(|sign| line.text.trim().contains(*sign));
        let between = between.map_or(Between::Blanks, Between::Sign);
        let names = fields(input, between, line)?;
        let ends = if matches!(section, Section::NodeData | Section::NodeProperties) { 1 } else { 2 };
        if names.len() < ends {
            let what = format!("the columns of this part must begin with {}.", ["ID", "FROM and TO"][ends - 1]);
            return Err(input.broken(line.at, what, "names of columns are missing"));
        }
        for name in &names {
            input.check_name(name.at, &name.text, "the name of a column")?;
        }
        let names: Vec<String> = names.iter().skip(ends).map(|name| name.text.to_string()).collect();
        let has = |wanted: &str| names.iter().any(|name| name.eq_ignore_ascii_case(wanted));
        // Some files have the properties of nodes among their data.
        let is_picture =
            section == Section::NodeProperties || (has("x") && has("y") && (has("shape") || has("shortlabel")));
        let roles = names.iter().map(|name| Self::role(draft, section, is_picture, name)).collect();
        Ok(Self { section, between, roles, names })
    }

    fn role(draft: &mut Draft, section: Section, is_picture: bool, name: &str) -> Role {
        match (section, name.to_ascii_lowercase().as_str()) {
            (Section::TieProperties, "color") => Role::Colour,
            (Section::TieData, "strength" | "weight" | "value") => Role::Weight,
            (Section::TieData | Section::TieProperties, _) => Role::Field(draft.link_text_field(name)),
            (_, "x") if is_picture => Role::X,
            (_, "y") if is_picture => Role::Y,
            (_, "color") if is_picture => Role::Colour,
            (_, "size") if is_picture => Role::Size,
            (_, "shortlabel") if is_picture => Role::Field(Field::Label),
            _ => Role::Field(draft.actor_text_field(name)),
        }
    }

    fn read_row(
        &self,
        input: &mut Input<'_>,
        draft: &mut Draft,
        ties: &mut Ties,
        line: Line<'_>,
    ) -> Result<(), ReadError> {
        let number = Some(input.line(line.at));
        match self.section {
            Section::NodeData | Section::NodeProperties => {
                let values = self.values(input, line, 1)?;
                input.check_name(values[0].at, &values[0].text, "the id of an actor")?;
                let is_data = self.section == Section::NodeData;
                let actor = draft.declare(&values[0].text, number, !is_data).actor;
                self.put_actor(draft, actor, &values[1..], number);
            }
            Section::TieData | Section::TieProperties => {
                let values = self.values(input, line, 2)?;
                for end in &values[..2] {
                    input.check_name(end.at, &end.text, "the id of an actor")?;
                }
                let ends = (draft.mention(&values[0].text, number), draft.mention(&values[1].text, number));
                if self.section == Section::TieData {
                    let link = draft.link(ends.0, ends.1, None, true, number);
                    ties.read.push((ends.0, ends.1, link));
                    self.put_link(draft, link, &values[2..], number);
                } else {
                    self.put_properties(draft, ties, ends, &values, number);
                }
            }
            Section::Unknown => (),
        }
        Ok(())
    }

    /// The values of a row. With blanks between them nobody knows which one is missing.
    fn values<'a>(&self, input: &Input<'_>, line: Line<'a>, ends: usize) -> Result<Vec<Word<'a>>, ReadError> {
        let expected = self.roles.len() + ends;
        let fits =
            |values: &Vec<Word<'a>>| values.len() == expected && values[..ends].iter().all(|end| !end.text.is_empty());
        let values = self.between.fields(line);
        if let Some(values) = values.clone().filter(fits).or_else(|| Between::Blanks.fields(line).filter(fits)) {
            return Ok(values);
        }
        let values = values.map_or_else(|| fields(input, self.between, line), Ok)?;
        let (has, wants) = (counted(values.len(), "value"), counted(expected, "column"));
        let (at, remark) = match values.get(expected) {
            Some(value) => (value.at, "names with blanks must stand in quotes"),
            None => (line.at + line.text.len(), "values are missing"),
        };
        Err(input.broken(at, format!("the row has {has} for {wants}."), remark))
    }

    fn put_actor(&self, draft: &mut Draft, actor: ActorIx, values: &[Word<'_>], line: Option<u32>) {
        let mut place = (None, None);
        for ((role, name), value) in self.roles.iter().zip(&self.names).zip(values) {
            match (role, finite(&value.text)) {
                _ if value.text.is_empty() => (),
                (Role::X, Some(x)) => place.0 = Some(x),
                (Role::Y, Some(y)) => place.1 = Some(y),
                (Role::Size, Some(size)) => draft.looks().set_actor_size(actor, Some(size as f32)),
                (Role::Colour, _) if colour(&value.text).is_some() => {
                    draft.looks().set_actor_colour(actor, colour(&value.text));
                }
                _ => {
                    let field = role.field().unwrap_or_else(|| draft.actor_text_detail(name));
                    draft.put_actor(actor, field, Value::Text(value.text.to_string()), line);
                }
            }
        }
        if let (Some(x), Some(y)) = place {
            draft.place(actor, x, y);
        }
    }

    fn put_link(&self, draft: &mut Draft, link: LinkIx, values: &[Word<'_>], line: Option<u32>) {
        for ((role, name), value) in self.roles.iter().zip(&self.names).zip(values) {
            match (role, finite(&value.text)) {
                _ if value.text.is_empty() => (),
                (Role::Weight | Role::Field(Field::Weight), Some(weight)) => {
                    draft.put_link(link, Field::Weight, Value::Number(weight), line);
                }
                (Role::Colour, _) if colour(&value.text).is_some() => {
                    draft.looks().set_link_colour(link, colour(&value.text));
                }
                _ => {
                    let field = role.field().unwrap_or_else(|| draft.link_text_detail(name));
                    draft.put_link(link, field, Value::Text(value.text.to_string()), line);
                }
            }
        }
    }

    /// Properties of a tie: of every tie between the two ends.
    fn put_properties(
        &self,
        draft: &mut Draft,
        ties: &mut Ties,
        ends: (ActorIx, ActorIx),
        values: &[Word<'_>],
        line: Option<u32>,
    ) {
        let Ties { read, by_ends } = ties;
        let by_ends = by_ends.get_or_insert_with(|| {
            let mut by_ends: HashMap<_, Vec<LinkIx>> = HashMap::with_capacity(read.len());
            for &(source, target, link) in read.iter() {
                by_ends.entry((source, target)).or_default().push(link);
            }
            by_ends
        });
        let why = match by_ends.get_mut(&ends).map(std::mem::take) {
            Some(links) if !links.is_empty() => {
                for link in links {
                    self.put_link(draft, link, &values[2..], line);
                }
                return;
            }
            Some(_) => "are given more than once",
            None => "are given, but it is not among the ties",
        };
        let (from, to) = (short(&values[0].text), short(&values[1].text));
        let what = format!("Properties of the tie from \"{from}\" to \"{to}\" {why}");
        draft.warn(line, Warning::Skipped { what });
    }
}

impl Role {
    fn field(self) -> Option<Field> {
        if let Self::Field(field) = self { Some(field) } else { None }
    }
}

fn fields<'a>(input: &Input<'_>, between: Between, line: Line<'a>) -> Result<Vec<Word<'a>>, ReadError> {
    between.fields(line).ok_or_else(|| input.broken(line.at, "a quote on this line has no end.", ""))
}

/// A colour of Windows, whose lowest byte is red, or the name of one.
fn colour(text: &str) -> Option<Colour> {
    match text.parse::<u32>() {
        Ok(number) if number < 1 << 24 => {
            let [red, green, blue, _] = number.to_le_bytes();
            Some(Colour::rgb(red, green, blue))
        }
        Ok(_) => None,
        Err(_) => css_colour(text),
    }
}
