//! What is done with each column of a table, settled once before its rows are read: roles become fields of the draft.

use std::collections::{HashMap, HashSet};

use super::header::{CellKind, Header};
use super::look::{SheetLook, unnamed};
use super::mapping::{DateOrder, Rows, TableMapping};
use super::names;
use super::roles::ColumnRole;
use crate::io::Testimony;
use crate::io::draft::{Draft, Field};
use crate::model::ColumnKind;

/// What is done with a table.
pub struct Plan {
    /// What a row describes.
    pub rows: Rows,
    /// Whether links have a direction, where their row does not say so; `None` where all of them together tell.
    pub directed: Option<bool>,
    /// The order of day, month and year.
    pub dates: Option<DateOrder>,
    /// Whether numbers are written with a comma.
    pub commas: bool,
    /// Whether a row can have fewer cells than there are columns without a mistake, as in a spreadsheet.
    pub is_sheet: bool,
    /// How many columns the table has.
    pub width: usize,
    /// By column; longer than `width` once there were cells beyond.
    pub slots: Vec<Slot>,
    /// Details that are parts of passages or documents.
    pub testimony: Testimony,
    /// Names of columns that are left out.
    pub ignored: Vec<String>,
    /// What stands before ids of actors, by column: they are unique in a space only.
    pub spaces: HashMap<u32, String>,
    /// The columns of ids that hold whole numbers with `.0` behind them, all that were looked at: pandas writes ids so where one
    /// is missing.
    pub whole_floats: HashSet<u32>,
    /// The names of columns that were not looked at.
    names_beyond: HashMap<u32, String>,
    /// The details there are already: whether they are those of links, and their names.
    seen: HashSet<(bool, String)>,
}

/// Where the cells of a column go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Slot {
    /// The id of the source.
    Source,
    /// The id of the target.
    Target,
    /// The id of the row's actor.
    ActorId,
    /// The id of the row's link.
    LinkId,
    /// The direction of the row's link.
    Direction,
    /// The strength of the row's link.
    Weight,
    /// When it held, began or ended.
    When(Bound),
    /// Other names of the row's actor.
    Aliases,
    /// Types, of which Neo4j allows an actor several.
    Labels,
    /// Where the row's actor stands.
    X,
    /// Where the row's actor stands.
    Y,
    /// The size of the row's actor.
    Size,
    /// The colour of the row's actor, or of its link.
    Colour(Of),
    /// A field.
    Field(Of, Field, Option<CellKind>),
    /// Nowhere.
    Nothing,
    /// Not settled yet: a column beyond those that were looked at, before its first cell.
    Unmet,
}

/// Which part of a date a column gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bound {
    /// All of it.
    Both,
    /// Its beginning.
    Start,
    /// Its end.
    End,
}

/// Which record of a row is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Of {
    /// Its actor.
    Actor,
    /// Its link.
    Link,
    /// The source of its link.
    Source,
    /// The target of its link.
    Target,
}

impl Plan {
    /// Settles what is done with the columns of a table. `mapping` must give every column its role; `spaces` says whether ids
    /// are written with the space that they are unique in.
    pub fn new(draft: &mut Draft, look: &SheetLook, mapping: &TableMapping, is_sheet: bool, spaces: bool) -> Self {
        let all = look.names();
        let headers: Vec<Header> = all.iter().map(|name| Header::of(name)).collect();
        let rows = mapping.rows.unwrap_or(Rows::Links);
        let mut roles = vec![ColumnRole::Detail; all.len()];
        for mapped in &mapping.columns {
            if let Some(at) = mapped.column.find(&all) {
                roles[at] = mapped.role;
            }
        }
        let end_name = |role| roles.iter().position(|known| *known == role).map_or("", |at| headers[at].name.as_str());
        let (source, target) = (end_name(ColumnRole::Source), end_name(ColumnRole::Target));
        let mut fields = Fields { draft, seen: HashSet::new(), is_sheet };
        let mut testimony = Testimony::default();
        let mut plan = Self {
            rows,
            directed: mapping.directed,
            dates: mapping.dates,
            commas: mapping.decimal_comma.unwrap_or(false),
            is_sheet,
            width: all.len(),
            slots: Vec::with_capacity(all.len()),
            testimony: Testimony::default(),
            ignored: Vec::new(),
            spaces: HashMap::new(),
            whole_floats: HashSet::new(),
            names_beyond: HashMap::new(),
            seen: HashSet::new(),
        };
        let evidence = Header { name: "evidence".to_owned(), ..Header::default() };
        for (at, role) in roles.iter().copied().enumerate() {
            let header = &headers[at];
            let is_named = !header.name.is_empty() || header.said.is_some();
            let name = if is_named { header.name.as_str() } else { all[at].as_str() };
            let of = if rows == Rows::Links { Of::Link } else { Of::Actor };
            if let (true, Some(space)) = (spaces, &header.space) {
                plan.spaces.insert(at as u32, format!("{space}:"));
            }
            let slot = match role {
                ColumnRole::Source if rows != Rows::Actors => Slot::Source,
                ColumnRole::Target if rows != Rows::Actors => Slot::Target,
                ColumnRole::Id if rows == Rows::Links => Slot::LinkId,
                ColumnRole::Id => Slot::ActorId,
                ColumnRole::LinkId if rows != Rows::Actors => Slot::LinkId,
                ColumnRole::Direction if rows != Rows::Actors => Slot::Direction,
                ColumnRole::Weight if rows != Rows::Actors => Slot::Weight,
                ColumnRole::Label if rows != Rows::Links => Slot::Field(of, Field::Label, None),
                ColumnRole::Type if header.mark.is_some() && rows != Rows::Links => Slot::Labels,
                ColumnRole::Type => Slot::Field(of, Field::Kind, None),
                ColumnRole::LinkType if rows != Rows::Actors => Slot::Field(Of::Link, Field::Kind, None),
                ColumnRole::Aliases if rows != Rows::Links => Slot::Aliases,
                ColumnRole::Note => Slot::Field(of, Field::Note, None),
                ColumnRole::When if header.said.is_some() && of == Of::Link => Slot::Field(of, Field::When, None),
                ColumnRole::When => Slot::When(Bound::Both),
                ColumnRole::Start => Slot::When(Bound::Start),
                ColumnRole::End => Slot::When(Bound::End),
                ColumnRole::X if rows != Rows::Links => Slot::X,
                ColumnRole::Y if rows != Rows::Links => Slot::Y,
                ColumnRole::Size if rows != Rows::Links => Slot::Size,
                ColumnRole::Colour => Slot::Colour(of),
                ColumnRole::SourceLabel if rows != Rows::Actors => Slot::Field(Of::Source, Field::Label, None),
                ColumnRole::TargetLabel if rows != Rows::Actors => Slot::Field(Of::Target, Field::Label, None),
                ColumnRole::SourceType if rows != Rows::Actors => Slot::Field(Of::Source, Field::Kind, None),
                ColumnRole::TargetType if rows != Rows::Actors => Slot::Field(Of::Target, Field::Kind, None),
                ColumnRole::SourceDetail if rows != Rows::Actors => {
                    fields.detail(Of::Source, &names::without_side(name, source), header.kind)
                }
                ColumnRole::TargetDetail if rows != Rows::Actors => {
                    fields.detail(Of::Target, &names::without_side(name, target), header.kind)
                }
                ColumnRole::Ignore => {
                    if look.columns[at].filled > 0 || look.row_count > look.rows.len() {
                        plan.ignored.push(all[at].clone());
                    }
                    Slot::Nothing
                }
                ColumnRole::Evidence(role) => {
                    let slot = fields.detail(of, name, header.kind);
                    testimony.roles.push((fields.name(of, slot), role));
                    slot
                }
                ColumnRole::Detail if *header == evidence && is_json(look, at) => {
                    Slot::Field(of, Field::Evidence, None)
                }
                _ => fields.detail(of, name, header.kind),
            };
            let mut cells = look.cells(at).peekable();
            let names_actors = matches!(slot, Slot::Source | Slot::Target | Slot::ActorId);
            if names_actors && cells.peek().is_some() && cells.all(|cell| whole_float(cell).is_some()) {
                plan.whole_floats.insert(at as u32);
            }
            plan.slots.push(slot);
        }
        plan.seen = fields.seen;
        plan.testimony = testimony;
        plan
    }

    /// Whether rows describe actors.
    #[must_use]
    pub fn describes_actors(&self) -> bool {
        self.rows != Rows::Links
    }

    /// Which of its two columns holds the source and which the target, where a row is these two ends of a link and nothing else,
    /// their ids taken as they are written.
    #[must_use]
    pub fn columns_of_pairs(&self) -> Option<[usize; 2]> {
        let is_plain = !self.is_sheet && !self.describes_actors() && self.width == 2;
        match self.slots[..] {
            _ if !(is_plain && self.spaces.is_empty() && self.whole_floats.is_empty()) => None,
            [Slot::Source, Slot::Target] => Some([0, 1]),
            [Slot::Target, Slot::Source] => Some([1, 0]),
            _ => None,
        }
    }

    /// The names of columns beyond those that were looked at: they are details, whatever they are called.
    #[must_use]
    pub fn with_names_beyond(self, names: HashMap<u32, String>) -> Self {
        let last = names.keys().map(|column| *column as usize + 1).max();
        Self { width: last.unwrap_or(0).max(self.width), names_beyond: names, ..self }
    }

    /// The field for cells beyond the last column that was looked at.
    pub fn beyond(&mut self, draft: &mut Draft, column: u32) -> Slot {
        let of = if self.rows == Rows::Links { Of::Link } else { Of::Actor };
        let header = self.names_beyond.get(&column).map(|name| Header::of(name)).unwrap_or_default();
        let is_named = !header.name.is_empty() || header.said.is_some();
        let name = if is_named { header.name } else { unnamed(column as usize) };
        let mut fields = Fields { draft, seen: std::mem::take(&mut self.seen), is_sheet: self.is_sheet };
        let slot = fields.detail(of, &name, header.kind);
        self.seen = fields.seen;
        self.slots.resize(self.slots.len().max(column as usize + 1), Slot::Unmet);
        self.slots[column as usize] = slot;
        slot
    }
}

/// Whether all cells of a column that were looked at are lists of objects, as Linklore writes evidence.
fn is_json(look: &SheetLook, column: usize) -> bool {
    look.cells(column).next().is_some() && look.cells(column).all(|cell| cell.starts_with("[{"))
}

/// The whole number that is written with `.0` behind it.
#[must_use]
pub fn whole_float(text: &str) -> Option<&str> {
    let whole = text.strip_suffix(".0")?;
    let digits = whole.strip_prefix('-').unwrap_or(whole);
    (!digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())).then_some(whole)
}

/// Makes details: the second column of a name gets one of its own.
struct Fields<'d> {
    draft: &'d mut Draft,
    seen: HashSet<(bool, String)>,
    is_sheet: bool,
}

impl Fields<'_> {
    fn detail(&mut self, of: Of, name: &str, kind: Option<CellKind>) -> Slot {
        let is_of_links = of == Of::Link;
        // Source and target may both have a column of one name: it is one detail of actors.
        let is_new = matches!(of, Of::Source | Of::Target) || self.seen.insert((is_of_links, name.to_owned()));
        let declared: Option<ColumnKind> = kind.map(CellKind::column_kind);
        // The cells of a sheet have kinds of their own, those of a text only what can be seen from them.
        let from_text = declared.is_none() && !self.is_sheet;
        let draft = &mut *self.draft;
        let field = match (is_of_links, is_new, from_text) {
            (true, true, true) => draft.link_text_detail(name),
            (true, true, false) => draft.link_detail(name, declared),
            (true, false, true) => draft.another_link_text_detail(name),
            (true, false, false) => draft.another_link_detail(name, declared),
            (false, true, true) => draft.actor_text_detail(name),
            (false, true, false) => draft.actor_detail(name, declared),
            (false, false, true) => draft.another_actor_text_detail(name),
            (false, false, false) => draft.another_actor_detail(name, declared),
        };
        Slot::Field(of, field, kind)
    }

    fn name(&self, of: Of, slot: Slot) -> String {
        match slot {
            Slot::Field(_, field, _) if of == Of::Link => self.draft.link_field_name(field),
            Slot::Field(_, field, _) => self.draft.actor_field_name(field),
            _ => String::new(),
        }
    }
}
