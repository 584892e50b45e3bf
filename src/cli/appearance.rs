//! What looks go by, as words on the command line: into rules of a view, and worked out. What they come to is decided in `scene`.

use std::ops::ControlFlow;
use std::sync::Arc;

use clap::Args;

use super::{Failure, console};
use crate::analysis::Measure;
use crate::model::{By, Channel, Columns, Division, Graph, Rule, View};
use crate::scene::styling::{is_figures, work_out};

/// What decides how actors and links look, instead of the rules of the file.
#[derive(Debug, Args)]
#[command(next_help_heading = "Looks")]
pub struct Appearance {
    /// Colour actors by "type", "community", a measure (see linklore rank), a detail, or "nothing"
    #[arg(id = "colour-by", long = "colour-by", value_name = "X")]
    colour: Option<String>,
    /// Size actors by a measure, a detail with numbers or dates, "links" (as usual), or "nothing"
    #[arg(id = "size-by", long = "size-by", value_name = "X")]
    size: Option<String>,
    /// Shape actors by "type", "community", a detail, or "nothing"
    #[arg(id = "shape-by", long = "shape-by", value_name = "X")]
    shape: Option<String>,
    /// Label actors by "name", "id", "type", "community", a measure, a detail, or "nothing"
    #[arg(id = "label-by", long = "label-by", value_name = "X")]
    label: Option<String>,
    /// Colour links by "type", "basis", "weight", "passages", "date", a detail, "usual" or "nothing"
    #[arg(id = "link-colour-by", long = "link-colour-by", value_name = "X")]
    link_colour: Option<String>,
    /// Let links be as wide as their "weight", "passages", a detail with numbers, "usual" or "nothing" says
    #[arg(id = "link-width-by", long = "link-width-by", value_name = "X")]
    link_width: Option<String>,
}

impl Appearance {
    /// Puts the rules into the view, and works out those of the view that take work.
    ///
    /// # Errors
    /// [`Failure::Misused`] where there is no such thing to go by; it lists what there is.
    pub fn apply(&self, graph: &Graph, view: &mut View) -> Result<(), Failure> {
        let Self { colour, size, shape, label, link_colour, link_width } = self;
        let wanted = [
            (Channel::ActorColour, colour),
            (Channel::ActorSize, size),
            (Channel::ActorShape, shape),
            (Channel::ActorLabel, label),
            (Channel::LinkColour, link_colour),
            (Channel::LinkWidth, link_width),
        ];
        for (channel, words) in wanted.into_iter().filter_map(|(channel, words)| Some((channel, words.as_ref()?))) {
            let by = parsed(graph, channel, words).map_err(Failure::Misused)?;
            view.styling.set(channel, by.map(Rule::by));
        }
        let mut work: Vec<By> = Vec::new();
        for (_, Rule { by, .. }) in view.styling.iter() {
            if by.takes_work() && !work.contains(by) {
                work.push(by.clone());
            }
        }
        let mut found = Vec::new();
        for by in work {
            let bar = console::bar("Working out looks", 1000);
            let watch = &mut |share: f32| {
                bar.set_position((share * 1000.0) as u64);
                ControlFlow::Continue(())
            };
            let spread = work_out(graph, &by, watch).map_err(|error| Failure::Failed(error.to_string()))?;
            bar.finish_and_clear();
            found.push((by, Arc::new(spread)));
        }
        view.spreads = found.into_iter().collect();
        Ok(())
    }
}

/// The word for what is usual in a channel.
fn usual(channel: Channel) -> &'static str {
    match channel {
        Channel::ActorSize => "links",
        Channel::ActorLabel => "name",
        Channel::LinkColour | Channel::LinkWidth => "usual",
        Channel::ActorColour | Channel::ActorShape | Channel::LinkLabel => "type",
    }
}

/// What a channel is to go by; `None` is what is usual there. A word that is also the name of a detail is the word; `detail:` before
/// it makes it the detail.
fn parsed(graph: &Graph, channel: Channel, words: &str) -> Result<Option<By>, String> {
    let columns = if channel.is_of_links() { graph.link_columns() } else { graph.actor_columns() };
    let words = words.trim();
    let (detail, word) = match words.strip_prefix("detail:") {
        Some(name) => (Some(name.trim()), None),
        None => (columns.by_name(words).map(|_| words), Some(words.to_lowercase())),
    };
    if word.as_deref() == Some(usual(channel)) {
        // Colours of types, whatever the file says of single actors.
        return Ok((channel == Channel::ActorColour).then_some(By::Type));
    }
    let by = word.as_deref().and_then(known).filter(|by| channel.takes(by));
    let by = by.or_else(|| detail.filter(|name| columns.by_name(name).is_some()).map(|name| By::Detail(name.into())));
    let Some(by) = by else {
        return Err(format!("There is no \"{words}\" to {}. {}", verb(channel), what_there_is(columns, channel)));
    };
    let needs_figures = matches!(channel, Channel::ActorSize | Channel::LinkWidth);
    if let By::Detail(name) = &by
        && needs_figures
        && !columns.by_name(name).is_some_and(is_figures)
    {
        let there_is = what_there_is(columns, channel);
        return Err(format!("The detail \"{name}\" holds no numbers or dates to {}. {there_is}", verb(channel)));
    }
    Ok(Some(by))
}

fn known(word: &str) -> Option<By> {
    Some(match word {
        "nothing" | "none" => By::Nothing,
        "type" => By::Type,
        "id" | "key" => By::Key,
        "community" => By::Community(Division::default()),
        "basis" => By::Basis,
        "weight" => By::Weight,
        "passages" => By::Passages,
        "date" => By::Date,
        _ => {
            if let Some(resolution) = word.strip_prefix("community:") {
                let resolution = resolution.parse().ok().filter(|number: &f64| number.is_finite() && *number > 0.0)?;
                return Some(By::Community(Division { resolution, ..Division::default() }));
            }
            By::Measure(Measure::from_name(word)?.name().to_owned())
        }
    })
}

fn verb(channel: Channel) -> &'static str {
    match channel {
        Channel::ActorColour => "colour actors by",
        Channel::ActorSize => "size actors by",
        Channel::ActorShape => "shape actors by",
        Channel::ActorLabel => "label actors by",
        Channel::LinkColour => "colour links by",
        Channel::LinkWidth => "make links wide by",
        Channel::LinkLabel => "label links by",
    }
}

/// Everything that a channel can go by, as a sentence.
fn what_there_is(columns: &Columns, channel: Channel) -> String {
    let words = ["type", "id", "community", "basis", "weight", "passages", "date", "nothing"];
    let mut there: Vec<&str> = vec![usual(channel)];
    there.extend(
        words.into_iter().filter(|word| *word != usual(channel) && known(word).is_some_and(|by| channel.takes(&by))),
    );
    let mut parts = vec![format!("There is: {}", there.join(", "))];
    if channel.takes(&By::Measure(String::new())) {
        let measures: Vec<&str> = Measure::ALL.into_iter().map(Measure::name).collect();
        parts.push(format!("the measures {}", measures.join(", ")));
    }
    let needs_figures = matches!(channel, Channel::ActorSize | Channel::LinkWidth);
    let details: Vec<&str> = columns
        .iter()
        .filter(|column| !needs_figures || is_figures(column))
        .map(|column| column.name.as_str())
        .collect();
    let with = if needs_figures { " with numbers or dates" } else { "" };
    parts.push(match &details[..] {
        [] => format!("no details{with}"),
        details => format!("the details{with} {}", details.join(", ")),
    });
    parts.join("; ") + "."
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Actor, Column, ColumnKind, GraphBuilder, Value};

    fn graph() -> Graph {
        let mut builder = GraphBuilder::new("", "");
        builder.add_actor(Actor { key: "a".into(), ..Actor::default() }).expect("new");
        let column = |name: &str, value: Value, kind| {
            let mut column = Column::new(name, kind, true);
            column.set(0, value).expect("it fits");
            column
        };
        let text = |name| column(name, Value::Text("x".into()), ColumnKind::Text);
        let columns = [text("role"), text("degree"), column("age", Value::WholeNumber(7), ColumnKind::WholeNumber)];
        builder.set_actor_columns(columns.into_iter().collect());
        builder.finish()
    }

    #[test]
    fn words_are_rules_and_a_detail_of_the_same_name_can_be_meant() {
        let graph = graph();
        let colour = |words| parsed(&graph, Channel::ActorColour, words);
        assert_eq!(colour("type"), Ok(Some(By::Type)));
        assert_eq!(colour("role"), Ok(Some(By::Detail("role".into()))));
        assert_eq!(colour("degree"), Ok(Some(By::Measure("degree".into()))));
        assert_eq!(colour("detail:degree"), Ok(Some(By::Detail("degree".into()))));
        assert_eq!(colour("PageRank"), Ok(Some(By::Measure("pagerank".into()))));
        let finer = Division { resolution: 1.5, seed: 1 };
        assert_eq!(colour("community:1.5"), Ok(Some(By::Community(finer))));
        assert_eq!(parsed(&graph, Channel::ActorLabel, "name"), Ok(None));
        assert_eq!(parsed(&graph, Channel::ActorSize, "links"), Ok(None));
    }

    #[test]
    fn what_there_is_not_is_said_with_what_there_is() {
        let graph = graph();
        let why = parsed(&graph, Channel::ActorColour, "rank").expect_err("there is none");
        assert!(
            why.starts_with("There is no \"rank\" to colour actors by. There is: type, community, nothing;"),
            "{why}"
        );
        assert!(why.contains("betweenness") && why.ends_with("; the details role, degree, age."), "{why}");
        let why = parsed(&graph, Channel::ActorSize, "role").expect_err("words have no size");
        assert!(why.starts_with("The detail \"role\" holds no numbers or dates to size actors by."), "{why}");
        assert!(why.ends_with("; the details with numbers or dates age."), "{why}");
        assert!(parsed(&graph, Channel::LinkWidth, "detail:gone").is_err());
        assert!(parsed(&graph, Channel::ActorShape, "betweenness").is_err(), "no shape is more than another");
    }
}
