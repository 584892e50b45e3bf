//! What can be said of a record only once it was read to its end, and of the file only at its end: values over time, the
//! time of records, values of attributes that are declared later or never, and defaults.

use std::borrow::Cow;

use serde_json::Value as Json;

use super::attributes::{Attributes, Class};
use super::time::{Span, groups, hull};
use super::{Reader, class_of};
use crate::io::draft::Field;
use crate::io::quote::short;
use crate::model::{About, ColumnKind, LinkIx, Value, Warning, When};

/// A value of an attribute that was not declared when it came.
pub struct Pending<'a> {
    pub about: About,
    pub id: Cow<'a, str>,
    pub value: Cow<'a, str>,
    pub span: Span<'a>,
    pub at: usize,
}

/// A value that may change over time, of the attribute at `position`.
pub struct Later<'a> {
    pub about: About,
    pub position: usize,
    pub value: Cow<'a, str>,
    pub span: Span<'a>,
    pub at: usize,
}

impl<'a> Reader<'_, '_, 'a> {
    /// At the end of a record: its values over time, then its own time.
    pub(super) fn settle_record(&mut self, about: About, span: &Span<'a>, spells: &[Span<'a>], at: usize) {
        // Those of records that stand around this one wait for their own end.
        let begin = self.later.iter().rposition(|later| later.about != about).map_or(0, |before| before + 1);
        if begin < self.later.len() {
            let later = self.later.split_off(begin);
            self.settle_values(about, later);
        }
        if !span.is_open() || !spells.is_empty() {
            self.settle_time(about, span, spells, at);
        }
    }

    fn settle_values(&mut self, about: About, mut later: Vec<Later<'a>>) {
        later.sort_by_key(|later| later.position);
        for values in later.chunk_by(|one, other| one.position == other.position) {
            self.settle_value(about, values[0].position, values);
        }
    }

    /// The latest of the values becomes the detail; a second detail lists all of them, where there is more to say.
    fn settle_value(&mut self, about: About, position: usize, values: &[Later<'a>]) {
        let attribute = self.attributes_of(class_of(about)).at(position);
        let (sort, field, title) = (attribute.sort, attribute.field, attribute.title.clone());
        let mut over_time: Vec<(Span<'a>, Cow<'a, str>)> = Vec::new();
        for value in values {
            match in_one_text(&value.value).filter(|_| value.span.is_open()) {
                Some(parts) => over_time.extend(parts),
                None => over_time.push((value.span.clone(), value.value.clone())),
            }
        }
        let at = values[0].at;
        let latest = over_time.iter().max_by(|one, other| one.0.lateness(&other.0));
        if let Some(value) = latest.and_then(|(_, value)| sort.value(value.clone())) {
            self.put(about, field, &title, value, at);
        }
        if over_time.iter().all(|(span, _)| span.is_open()) && over_time.len() == 1 {
            return;
        }
        let what =
            "Values that change over time: each detail has the latest one, and a detail \"… over time\" lists them all";
        self.once(Warning::Reshaped { what: what.to_owned() });
        let told = |(span, value): &(Span<'a>, Cow<'a, str>)| {
            if span.is_open() { value.clone().into_owned() } else { format!("{}: {value}", span.words()) }
        };
        let list = over_time.iter().map(told).collect();
        let field = self.over_time(class_of(about), position, &title);
        self.put(about, field, &title, Value::TextList(list), at);
    }

    fn over_time(&mut self, class: Class, position: usize, title: &str) -> Field {
        if let Some(field) = self.attributes_of(class).at(position).over_time {
            return field;
        }
        let (name, kind) = (format!("{title} over time"), Some(ColumnKind::TextList));
        let field = match class {
            Class::Nodes => self.draft.another_actor_detail(&name, kind),
            Class::Edges => self.draft.another_link_detail(&name, kind),
        };
        *self.attributes_of(class).at_mut(position).over_time.insert(field)
    }

    /// When a record held: dates as a date, everything else as details, exactly as the file has it.
    fn settle_time(&mut self, about: About, span: &Span<'a>, spells: &[Span<'a>], at: usize) {
        let years = self.years;
        let whole = match spells {
            [] => span.clone(),
            [only] => only.clone(),
            several => hull(several),
        };
        let all_dated = spells.len() < 2 || spells.iter().all(|spell| spell.is_open() || spell.dates(years).is_some());
        let dates = whole.dates(years).filter(|_| all_dated);
        let mut is_said = true;
        match dates {
            Some(dates) => {
                let known = self.when_of(about);
                let is_known = known.as_ref().is_some_and(|known| covers_the_same(known, &dates.when));
                if known.is_none() {
                    self.put_when(about, &dates.when, at);
                }
                is_said = is_known || (known.is_none() && dates.is_exact);
                if known.is_none() && !dates.is_exact {
                    let what =
                        "Times of day have no place in an interval: it holds the days, and details keep the times";
                    self.once(Warning::Reshaped { what: what.to_owned() });
                }
            }
            None if !whole.is_open() || spells.len() > 1 => {
                is_said = false;
                let what = "Times that are numbers and no dates are kept as details (\"start\", \"end\" or \"spells\")";
                self.once(Warning::Reshaped { what: what.to_owned() });
            }
            None => {}
        }
        if spells.len() > 1 {
            let what = "Records with several spells run from the first to the last; the detail \"spells\" lists them";
            self.once(Warning::Reshaped { what: what.to_owned() });
            let list = spells.iter().map(Span::words).collect();
            let field = self.detail(about, "spells", Some(ColumnKind::TextList));
            self.put(about, field, "spells", Value::TextList(list), at);
        } else if !is_said || whole.start_excluded || whole.end_excluded {
            self.put_bounds(about, &whole, is_said, at);
        }
        if !spells.is_empty() && !span.is_open() && *span != whole {
            self.put_bounds(about, span, false, at);
        }
    }

    /// The ends of a span as details. Where dates say the same already, only those that are excluded.
    fn put_bounds(&mut self, about: About, span: &Span<'a>, is_said: bool, at: usize) {
        let ends = [
            (&span.start, span.start_excluded, ["start", "startopen"]),
            (&span.end, span.end_excluded, ["end", "endopen"]),
        ];
        for (bound, is_excluded, names) in ends {
            if let Some(bound) = bound.as_ref().filter(|_| is_excluded || !is_said) {
                self.put_text(about, names[usize::from(is_excluded)], bound, at);
            }
        }
    }

    fn when_of(&mut self, about: About) -> Option<When> {
        match about {
            About::Link(link) => self.draft.link_fields(link).more.when.clone(),
            About::Actor(actor) => {
                let field = self.when_of_actors();
                match self.draft.actor_value(actor, field)? {
                    Value::Date(text) | Value::Text(text) => Some(When::new(text)),
                    _ => None,
                }
            }
        }
    }

    fn put_when(&mut self, about: About, when: &str, at: usize) {
        let line = self.xml.input.line(at);
        match about {
            About::Link(link) => self.draft.put_when(link, when, Some(line)),
            About::Actor(actor) => {
                let field = self.when_of_actors();
                if !When::new(when).is_understood() {
                    let owner = format!("actor \"{}\"", self.draft.key(actor));
                    let warning = Warning::DateNotUnderstood { owner, text: when.to_owned() };
                    self.draft.warn_about(Some(line), warning, about);
                }
                self.draft.put_actor(actor, field, Value::Date(when.to_owned()), Some(line));
            }
        }
    }

    /// The detail for the dates of actors. A declared attribute of that title is the same where it holds dates.
    fn when_of_actors(&mut self) -> Field {
        if let Some(field) = self.when_of_actors {
            return field;
        }
        let declared = self.nodes.find_title("when").map(|position| self.nodes.at(position).sort.column_kind());
        let field = match declared {
            None | Some(ColumnKind::Date) => self.draft.actor_detail("when", Some(ColumnKind::Date)),
            Some(_) => self.draft.another_actor_detail("when", Some(ColumnKind::Date)),
        };
        *self.when_of_actors.insert(field)
    }

    /// At the end of the file: values whose attribute was declared after them or never, then defaults.
    pub(super) fn settle(&mut self) {
        let unfinished = std::mem::take(&mut self.later);
        for later in unfinished.chunk_by(|one, other| one.about == other.about) {
            // Only where the file broke off inside of a record.
            for values in later.chunk_by(|one, other| one.position == other.position) {
                self.settle_value(later[0].about, values[0].position, values);
            }
        }
        let pending = std::mem::take(&mut self.pending);
        let mut begin = 0;
        while let Some(first) = pending.get(begin) {
            let about = first.about;
            let count = pending[begin..].iter().take_while(|pending| pending.about == about).count();
            for Pending { id, value, span, at, .. } in &pending[begin..begin + count] {
                self.settle_pending(about, id, value.clone(), span.clone(), *at);
            }
            let later = std::mem::take(&mut self.later);
            self.settle_values(about, later);
            begin += count;
        }
        self.fill_defaults();
        let options = std::mem::take(&mut self.options);
        if !options.is_empty() {
            self.draft.keep_fact("options", Json::Object(options));
        }
    }

    fn settle_pending(&mut self, about: About, id: &str, value: Cow<'a, str>, span: Span<'a>, at: usize) {
        let class = class_of(about);
        if let Some(position) = self.attributes_of(class).find(id) {
            self.value(about, position, value, span, at);
            return;
        }
        let told = short(id);
        if let Some(position) = self.attributes_of(class).find_title(id) {
            let what = format!("Values name the attribute \"{told}\" by its title in place of its id");
            self.once_at(at, Warning::Repaired { what });
            self.value(about, position, value, span, at);
            return;
        }
        // Gephi 0.7 wrote the weights of edges so, without a declaration.
        let weight = value.trim().parse::<f64>().ok().filter(|weight| weight.is_finite());
        if let (About::Link(link), "weight", Some(weight), true) = (about, id, weight, span.is_open())
            && !self.draft.has_link_value(link, Field::Weight)
        {
            *self.draft.link_fields(link).weight = Some(weight);
            return;
        }
        let what = format!("The attribute \"{told}\" is not declared. Its values were kept as a detail of that name");
        self.once_at(at, Warning::Repaired { what });
        if span.is_open() {
            self.put_text(about, id, &value, at);
        } else {
            self.put_text(about, id, &format!("{}: {value}", span.words()), at);
        }
    }

    fn once_at(&mut self, at: usize, warning: Warning) {
        if self.said.insert(warning.to_string()) {
            let line = self.xml.input.line(at);
            self.draft.warn(Some(line), warning);
        }
    }

    /// A record that gives no value has the default, unless a short file would fill the memory by that.
    fn fill_defaults(&mut self) {
        let (of_nodes, of_edges) = (defaults(&self.nodes), defaults(&self.edges));
        let room = (1 << 24) + BYTES_PER_BYTE * self.xml.input.bytes.len();
        let bytes = |defaults: &[(Field, Value)]| defaults.iter().map(|(_, value)| bytes_of(value)).sum::<usize>();
        let needed = bytes(&of_nodes) * self.described.len() + bytes(&of_edges) * self.draft.link_count();
        if needed > room {
            let what = "the defaults of attributes, which would take far more room than the file itself".to_owned();
            self.draft.warn(None, Warning::LeftOut { what });
            return;
        }
        for (field, value) in of_nodes {
            for position in 0..self.described.len() {
                let actor = self.described[position];
                if !self.draft.has_actor_value(actor, field) {
                    self.draft.put_actor(actor, field, value.clone(), None);
                }
            }
        }
        for (field, value) in of_edges {
            for link in (0..self.draft.link_count()).map(LinkIx::new) {
                if !self.draft.has_link_value(link, field) {
                    self.draft.put_link(link, field, value.clone(), None);
                }
            }
        }
    }
}

fn defaults(attributes: &Attributes<'_>) -> Vec<(Field, Value)> {
    attributes.iter().filter_map(|attribute| Some((attribute.field, attribute.default.clone()?))).collect()
}

/// So many bytes may be filled by defaults for each byte of the file.
const BYTES_PER_BYTE: usize = 8;

/// The room that one cell takes; a short text that repeats stands only once.
fn bytes_of(value: &Value) -> usize {
    match value {
        Value::Text(text) if text.len() > 64 => 8 + text.len(),
        Value::TextList(texts) => 24 + texts.iter().map(|text| 24 + text.len()).sum::<usize>(),
        Value::Other(json) => 64 + 4 * json.to_string().len(),
        Value::Text(_) | Value::Date(_) | Value::Number(_) | Value::WholeNumber(_) | Value::YesNo(_) => 8,
    }
}

/// Whether two dates cover the same days.
fn covers_the_same(one: &When, other: &str) -> bool {
    let other = When::new(other);
    one.text() == other.text()
        || (one.is_understood() && (one.earliest(), one.latest()) == (other.earliest(), other.latest()))
}

/// Values over time that stand in one text, as Gephi prints them: `<[2007, 2009, 3]; [2009, 2011, 5]>`, or with moments.
fn in_one_text<'a>(text: &str) -> Option<Vec<(Span<'a>, Cow<'a, str>)>> {
    if !text.trim_start().starts_with('<') {
        return None;
    }
    let owned = |text: &str| Cow::Owned(text.to_owned());
    let part = |group: Vec<&str>| match group.as_slice() {
        [start, end, value] => Some((Span::between(owned(start), owned(end)), owned(value))),
        [moment, value] => Some((Span::moment(owned(moment)), owned(value))),
        _ => None,
    };
    groups(text)?.into_iter().map(part).collect()
}
