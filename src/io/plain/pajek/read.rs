//! The sections of a Pajek file, line by line.

use std::collections::{HashMap, HashSet};

use super::events::Events;
use super::lines::{self, Place};
use super::values::{Sort, Values};
use super::write::{ID, OURS};
use crate::io::draft::{Draft, Field};
use crate::io::error::ReadError;
use crate::io::input::Input;
use crate::io::limits::implied_records;
use crate::io::plain::words::{Line, Word};
use crate::io::quote::short;
use crate::model::{ActorIx, ColumnKind, Value, Warning};

/// What the lines that follow are.
pub(super) enum Section {
    /// Nothing yet: a vertex count must come.
    Head,
    Vertices,
    /// Arcs or edges, one on each line; the relation that they are of.
    Links {
        directed: bool,
        relation: Option<String>,
    },
    /// A vertex, then all its neighbours.
    Lists {
        directed: bool,
        relation: Option<String>,
    },
    /// Rows of a matrix, and how many cells were read.
    Matrix {
        relation: Option<String>,
        cells: usize,
    },
    Events,
    Values(Values),
    /// Its lines have no place here.
    Hierarchy,
}

/// A network while it is read.
#[derive(Default)]
pub(super) struct Network {
    pub actors: Vec<ActorIx>,
    is_described: Vec<bool>,
    /// Rows of a matrix: the vertices of the first mode, or all.
    pub rows: usize,
    pub places: Vec<Place>,
    pub events: Option<Events>,
}

/// Reads the network that is asked for, and the lists of values that fit it.
pub fn read(input: &mut Input<'_>, draft: &mut Draft) -> Result<(), ReadError> {
    let text = input.text;
    let mut reader = Reader {
        wanted: input.options.graph,
        is_ours: text.starts_with(OURS),
        input: &mut *input,
        draft: &mut *draft,
        count: 0,
        has_vertices: false,
        section: Section::Head,
        network: Network::default(),
        lists: Vec::new(),
        left_out: Vec::new(),
    };
    let mut outcome = Ok(());
    for line in crate::io::plain::words::lines(text) {
        outcome = reader.line(line);
        if outcome.is_err() {
            break;
        }
    }
    let outcome = outcome.and_then(|()| reader.close(None));
    let count = reader.count;
    reader.finish();
    outcome?;
    if count <= input.options.graph {
        let wanted = input.options.graph + 1;
        let what = if count == 0 {
            "The file holds no network, but only lists of values for one.".to_owned()
        } else {
            format!("The file has no network number {wanted}; it holds {count}.")
        };
        return Err(input.refused(input.text.len(), what, "Open the file with the network, or ask for another one."));
    }
    Ok(())
}

pub(super) struct Reader<'r, 'i> {
    pub input: &'r mut Input<'i>,
    pub draft: &'r mut Draft,
    wanted: usize,
    pub is_ours: bool,
    /// Networks so far.
    count: usize,
    /// Whether the network that was begun last has its vertices.
    has_vertices: bool,
    pub section: Section,
    pub network: Network,
    lists: Vec<Values>,
    /// Words of sections that have no place here.
    left_out: Vec<String>,
}

impl Reader<'_, '_> {
    fn line(&mut self, line: Line<'_>) -> Result<(), ReadError> {
        self.input.tick(line.at)?;
        let trimmed = line.text.trim();
        if trimmed.is_empty() || trimmed.starts_with('%') {
            return Ok(());
        }
        if trimmed.starts_with('*') {
            self.close(Some(line.at))?;
            return self.keyword(line, trimmed);
        }
        let number = self.input.line(line.at);
        let is_wanted = self.is_wanted();
        match &mut self.section {
            Section::Hierarchy => Ok(()),
            Section::Values(values) if values.numbers.len() < values.count => {
                let first = trimmed.split_whitespace().next().unwrap_or_default();
                let Ok(value) = first.parse::<f64>() else {
                    let what =
                        format!("\"{}\" is no number; the {} has one on each line.", short(first), values.sort.name());
                    return Err(self.input.broken(line.at, what, "not a number"));
                };
                values.numbers.push(value);
                Ok(())
            }
            Section::Values(values) => {
                let what =
                    format!("the {} has more than the {} values it announces.", values.sort.name(), values.count);
                Err(self.input.broken(line.at, what, "one value too many"))
            }
            Section::Head => {
                let what = "\"*Vertices\" with the number of vertices was expected before this line.";
                Err(self.input.broken(line.at, what, "not \"*Vertices\""))
            }
            _ if !is_wanted => Ok(()),
            Section::Matrix { .. } => self.matrix_row(line, number),
            _ => {
                let Some(words) = lines::words(line) else {
                    return Err(self.input.broken(
                        line.at,
                        "a label is never closed on this line.",
                        "a quote is missing",
                    ));
                };
                match &self.section {
                    Section::Vertices => self.vertex(&words, number),
                    Section::Links { .. } => self.link(&words, number),
                    Section::Lists { .. } => self.list(&words, number),
                    _ => self.event(&words, number),
                }
            }
        }
    }

    fn is_wanted(&self) -> bool {
        self.count == self.wanted + 1
    }

    /// A line that begins with a star.
    fn keyword(&mut self, line: Line<'_>, trimmed: &str) -> Result<(), ReadError> {
        let number = self.input.line(line.at);
        let (word, rest) = trimmed.split_once(char::is_whitespace).unwrap_or((trimmed, ""));
        // The colon of a relation may follow at once.
        let (word, rest) = match word.find(':') {
            Some(colon) => trimmed.split_at(colon),
            None => (word, rest),
        };
        let rest = rest.trim();
        let keyword = word[1..].to_ascii_lowercase();
        if let Some(sort) = Sort::of(&keyword) {
            let title = rest.trim_matches('"').to_owned();
            self.section = Section::Values(Values { sort, title, line: number, count: 0, numbers: Vec::new() });
            return Ok(());
        }
        let relation = || relation(rest);
        self.section = match keyword.as_str() {
            "network" => {
                self.begin();
                if self.is_wanted() {
                    let bare = rest.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
                    self.draft.set_title(bare.filter(|bare| !bare.contains('"')).unwrap_or(rest));
                }
                Section::Head
            }
            "vertices" => return self.vertices(line, rest),
            "arcs" => Section::Links { directed: true, relation: relation() },
            "edges" => Section::Links { directed: false, relation: relation() },
            "arcslist" => Section::Lists { directed: true, relation: relation() },
            "edgeslist" => Section::Lists { directed: false, relation: relation() },
            "matrix" => Section::Matrix { relation: relation(), cells: 0 },
            "events" => Section::Events,
            "hierarchy" => {
                self.leave_out("hierarchies of vertices");
                Section::Hierarchy
            }
            _ => {
                let what = format!("\"{}\" is no word of Pajek.", short(word));
                return Err(self.input.broken(line.at, what, "an unknown section"));
            }
        };
        let is_part = !matches!(self.section, Section::Head | Section::Hierarchy);
        if is_part && !self.has_vertices {
            let what = "the vertices are not counted yet: \"*Vertices\" with their number must come first.";
            return Err(self.input.broken(line.at, what, "too early"));
        }
        Ok(())
    }

    fn begin(&mut self) {
        self.count += 1;
        self.has_vertices = false;
    }

    /// `*Vertices`, with how many there are, and how many of them are of the first mode.
    fn vertices(&mut self, line: Line<'_>, rest: &str) -> Result<(), ReadError> {
        let mut numbers = rest.split_whitespace().map(|word| word.parse::<usize>().ok());
        let Some(Some(count)) = numbers.next() else {
            return Err(self.input.broken(line.at, "the number of vertices is missing here.", "a number was expected"));
        };
        let first_mode = numbers.next().flatten();
        if let Section::Values(values) = &mut self.section {
            values.count = count;
            return Ok(());
        }
        // Those of a hierarchy are the groups in it.
        if matches!(self.section, Section::Hierarchy) {
            return Ok(());
        }
        if self.count == 0 || self.has_vertices {
            self.begin();
        }
        self.has_vertices = true;
        self.section = Section::Vertices;
        if !self.is_wanted() {
            return Ok(());
        }
        let most = implied_records(self.input.text.len());
        if count > most {
            let what = format!(
                "{count} vertices are announced, and the file has no room for so many; {most} is the limit for a file of \
                 this size."
            );
            return Err(self.input.beyond(line.at, what));
        }
        let number = Some(self.input.line(line.at));
        self.network.rows = first_mode.filter(|first| *first < count).unwrap_or(count);
        self.network.is_described = vec![false; count];
        let ids = self.ids_behind(line, count);
        for vertex in 1..=count {
            let key = ids.get(&vertex).cloned().unwrap_or_else(|| vertex.to_string());
            let declared = self.draft.declare(&key, number, false);
            self.network.actors.push(declared.actor);
        }
        if self.network.rows < count {
            let field = self.draft.actor_detail("mode", Some(ColumnKind::WholeNumber));
            for (place, actor) in self.network.actors.iter().enumerate() {
                let mode = if place < self.network.rows { 1 } else { 2 };
                self.draft.put_actor(*actor, field, Value::WholeNumber(mode), number);
            }
        }
        Ok(())
    }

    /// The ids that Linklore has written behind vertices. Those that are there twice, or are a number that another vertex
    /// has, are none.
    fn ids_behind(&self, line: Line<'_>, count: usize) -> HashMap<usize, String> {
        let mut ids = HashMap::new();
        let mut seen = HashSet::new();
        if !self.input.text.contains(ID) {
            return ids;
        }
        let start = (line.at + line.text.len()).min(self.input.text.len());
        for line in crate::io::plain::words::lines(&self.input.text[start..]) {
            if line.text.trim_start().starts_with('*') {
                break;
            }
            let Some(words) = lines::words(line).filter(|_| line.text.contains(ID)) else { continue };
            let id = words.windows(2).find(|pair| pair[0].text == ID && !pair[0].quoted);
            let number = words.first().and_then(|word| word.text.parse().ok());
            if let (Some(number), Some([_, id])) = (number, id)
                && seen.insert(id.text.clone().into_owned())
            {
                ids.insert(number, id.text.clone().into_owned());
            }
        }
        let clash = |id: &String| id.parse().is_ok_and(|number: usize| number <= count && !ids.contains_key(&number));
        if ids.values().any(clash) { HashMap::new() } else { ids }
    }

    fn vertex(&mut self, words: &[Word<'_>], number: u32) -> Result<(), ReadError> {
        let Some((first, rest)) = words.split_first() else { return Ok(()) };
        let place = self.place_of(first, "this line describes")?;
        let actor = self.network.actors[place];
        if std::mem::replace(&mut self.network.is_described[place], true) {
            let key = self.draft.key(actor).to_owned();
            self.draft.declare(&key, Some(number), false);
        }
        if let Some(place) = lines::vertex(self.draft, actor, rest, Some(number), self.is_ours) {
            self.network.places.push(place);
        }
        Ok(())
    }

    /// The section that was open is over: another one begins at byte `next`, or the file ends.
    fn close(&mut self, next: Option<usize>) -> Result<(), ReadError> {
        match std::mem::replace(&mut self.section, Section::Head) {
            Section::Matrix { cells, .. } if self.is_wanted() => {
                let Network { actors, rows, .. } = &self.network;
                let columns = if *rows < actors.len() { actors.len() - rows } else { actors.len() };
                if cells < rows * columns {
                    let what = format!("the matrix has {cells} cells, where {rows} rows of {columns} are expected.");
                    return Err(self.too_short(next, &what));
                }
            }
            Section::Values(values) => {
                // The count comes with the next keyword.
                if values.count == 0 && values.numbers.is_empty() {
                    self.section = Section::Values(values);
                    return Ok(());
                }
                if values.numbers.len() < values.count {
                    let Values { sort, line, count, .. } = &values;
                    let (name, found) = (sort.name(), values.numbers.len());
                    let what = format!("the {name} on line {line} has {found} values, where {count} are announced.");
                    return Err(self.too_short(next, &what));
                }
                self.lists.push(values);
            }
            Section::Hierarchy => self.section = Section::Hierarchy,
            _ => {}
        }
        Ok(())
    }

    fn too_short(&self, next: Option<usize>, what: &str) -> ReadError {
        match next {
            Some(at) => self.input.broken(at, what, "another section begins here"),
            None => self.input.incomplete(what),
        }
    }

    fn leave_out(&mut self, what: &str) {
        if !self.left_out.iter().any(|known| known == what) {
            self.left_out.push(what.to_owned());
        }
    }

    /// Everything that is settled at the end.
    fn finish(mut self) {
        self.put_places();
        if let Some(events) = self.network.events.take() {
            events.put(self.draft);
        }
        for values in std::mem::take(&mut self.lists) {
            if values.fits(self.network.actors.len()) {
                values.put(self.draft, &self.network.actors);
            } else {
                let name = values.sort.name();
                self.leave_out(&format!("a {name} that has not as many values as the network has vertices"));
            }
        }
        for what in std::mem::take(&mut self.left_out) {
            self.draft.warn(None, Warning::LeftOut { what });
        }
        if self.count > 1 {
            self.draft.warn(None, Warning::OtherGraphs { read: self.wanted + 1, count: self.count });
        }
    }

    /// Places; where all vertices stand on one point, or a single one on zero, as networkx writes those without a place, none
    /// has one.
    fn put_places(&mut self) {
        let places = std::mem::take(&mut self.network.places);
        let differ = |of: fn(&Place) -> Option<f64>| {
            places.windows(2).any(|pair| of(&pair[0]).map(f64::to_bits) != of(&pair[1]).map(f64::to_bits))
        };
        let is_deep = differ(|place| place.3);
        let is_one_point = !is_deep && !differ(|place| Some(place.1)) && !differ(|place| Some(place.2));
        let is_zero = |place: &Place| place.1 == 0.0 && place.2 == 0.0;
        if is_one_point && !self.is_ours && (places.len() > 1 || places.first().is_some_and(is_zero)) {
            return;
        }
        for (actor, x, y, z) in places {
            self.draft.place(actor, x, y);
            if let Some(z) = z.filter(|_| is_deep) {
                let field: Field = self.draft.actor_detail("z", Some(ColumnKind::Number));
                self.draft.put_actor(actor, field, Value::Number(z), None);
            }
        }
    }
}

/// The relation that a section is of: its name, or its number.
fn relation(rest: &str) -> Option<String> {
    let rest = rest.strip_prefix(':')?.trim();
    let (number, name) = rest.split_once(char::is_whitespace).unwrap_or((rest, ""));
    let name = name.trim().trim_matches('"');
    let name = if name.is_empty() { number } else { name };
    (!name.is_empty()).then(|| name.to_owned())
}
