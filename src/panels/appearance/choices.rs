//! What each channel of the appearance can go by in a graph, in words, in the order of a list.

use crate::analysis::Measure;
use crate::model::{By, Channel, Columns, Division, Graph, Rule};
use crate::scene::styling::{by_words, is_figures};
use crate::scene::visible_label;

/// An item of a list.
#[derive(Clone, Debug, PartialEq)]
pub enum Choice {
    /// What the next ones are.
    Heading(&'static str),
    /// Something to go by, with its words; `None` is what is usual.
    By(Option<By>, String),
}

/// The details of a graph, and which of them are numbers or dates.
#[derive(Debug, Default)]
pub struct Choices {
    actors: Vec<(String, bool)>,
    links: Vec<(String, bool)>,
}

impl Choices {
    /// What there is in a graph.
    pub fn of(graph: &Graph) -> Self {
        let listed =
            |columns: &Columns| columns.iter().map(|column| (column.name.clone(), is_figures(column))).collect();
        Self { actors: listed(graph.actor_columns()), links: listed(graph.link_columns()) }
    }

    /// The list of a channel. `has_looks` is whether the file gives colours or sizes.
    pub fn for_channel(&self, channel: Channel, has_looks: bool) -> Vec<Choice> {
        let mut list = vec![Choice::By(None, usual_words(channel, has_looks).to_owned())];
        let mut plain: Vec<By> = Vec::new();
        if channel == Channel::ActorColour && has_looks {
            plain.push(By::Type);
        }
        let others = [
            By::Key,
            By::Type,
            By::Basis,
            By::Weight,
            By::Passages,
            By::Date,
            By::Community(Division::default()),
            By::Nothing,
        ];
        let is_usual = |by: &By| {
            *by == By::Type && matches!(channel, Channel::ActorColour | Channel::ActorShape | Channel::LinkLabel)
        };
        plain.extend(others.into_iter().filter(|by| channel.takes(by) && !is_usual(by)));
        list.extend(plain.into_iter().map(|by| {
            let words = words(channel, &by);
            Choice::By(Some(by), words)
        }));
        let needs_figures = matches!(channel, Channel::ActorSize | Channel::LinkWidth);
        let details = if channel.is_of_links() { &self.links } else { &self.actors };
        let mut details = details.iter().filter(|(_, is_figures)| *is_figures || !needs_figures).peekable();
        if details.peek().is_some() {
            list.push(Choice::Heading("Details"));
        }
        list.extend(details.map(|(name, _)| Choice::By(Some(By::Detail(name.clone())), visible_label(name))));
        if channel.takes(&By::Measure(String::new())) {
            list.push(Choice::Heading("How they stand among the links"));
            let measures = Measure::ALL.into_iter();
            list.extend(
                measures.map(|measure| {
                    Choice::By(Some(By::Measure(measure.name().to_owned())), measure.title().to_owned())
                }),
            );
        }
        list
    }
}

/// Whether a rule goes by that. Communities are the same at any resolution.
pub fn is_now(rule: Option<&Rule>, by: Option<&By>) -> bool {
    match (rule.map(|rule| &rule.by), by) {
        (Some(By::Community(_)), Some(By::Community(_))) => true,
        (now, by) => now == by,
    }
}

/// What a channel goes by now, in words.
pub fn now_words(channel: Channel, rule: Option<&Rule>, has_looks: bool) -> String {
    rule.map_or_else(|| usual_words(channel, has_looks).to_owned(), |rule| words(channel, &rule.by))
}

fn usual_words(channel: Channel, has_looks: bool) -> &'static str {
    match channel {
        Channel::ActorColour if has_looks => "Type, or as the file says",
        Channel::ActorSize if has_looks => "Links and passages, or as the file says",
        Channel::LinkColour if has_looks => "As the file says",
        Channel::ActorColour | Channel::ActorShape | Channel::LinkLabel => "Type",
        Channel::ActorSize => "Links and passages",
        Channel::ActorLabel => "Name",
        Channel::LinkColour => "Whether a passage supports it",
        Channel::LinkWidth => "Weight, else passages",
    }
}

fn words(channel: Channel, by: &By) -> String {
    match by {
        By::Nothing if matches!(channel, Channel::ActorLabel | Channel::LinkLabel) => "No label".to_owned(),
        By::Nothing => "All alike".to_owned(),
        By::Type if channel == Channel::ActorColour => "Type alone".to_owned(),
        By::Type => "Type".to_owned(),
        By::Key => "Id".to_owned(),
        By::Community(_) => "Community".to_owned(),
        By::Basis => "Basis".to_owned(),
        By::Weight => "Weight".to_owned(),
        By::Passages => "Number of passages".to_owned(),
        By::Date => "First date".to_owned(),
        By::Measure(_) => by_words(by),
        By::Detail(name) => visible_label(name),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Column, ColumnKind, GraphBuilder, Value};

    #[test]
    fn a_list_offers_what_the_channel_takes_and_the_graph_has() {
        let mut builder = GraphBuilder::new("", "");
        builder.add_actor(crate::model::Actor { key: "a".into(), ..Default::default() }).expect("new");
        let mut role = Column::new("role", ColumnKind::Text, true);
        role.set(0, Value::Text("x".into())).expect("it fits");
        let mut age = Column::new("age", ColumnKind::Number, true);
        age.set(0, Value::Number(2.0)).expect("it fits");
        builder.set_actor_columns([role, age].into_iter().collect());
        let choices = Choices::of(&builder.finish());
        for channel in Channel::ALL {
            let list = choices.for_channel(channel, false);
            let taken = list.iter().all(|choice| match choice {
                Choice::By(Some(by), _) => channel.takes(by),
                _ => true,
            });
            assert!(taken && matches!(list[0], Choice::By(None, _)), "{channel:?} {list:?}");
        }
        let has = |channel, name: &str| {
            choices.for_channel(channel, false).contains(&Choice::By(Some(By::Detail(name.into())), name.into()))
        };
        assert!(has(Channel::ActorColour, "role") && has(Channel::ActorSize, "age"));
        assert!(!has(Channel::ActorSize, "role"), "words have no size");
        assert!(!has(Channel::LinkColour, "role"), "that is a detail of actors");
    }

    #[test]
    fn communities_are_the_same_choice_at_any_resolution() {
        let finer = Rule::by(By::Community(Division { resolution: 2.0, seed: 1 }));
        assert!(is_now(Some(&finer), Some(&By::Community(Division::default()))));
        assert!(!is_now(Some(&finer), None) && is_now(None, None));
    }
}
