//! `linklore passages`: everything written about one actor, or about the links between two, with citations.

use std::path::PathBuf;

use clap::Args;
use serde_json::{Value as Json, json};

use super::prose::{count, one_line, wrapped};
use super::reading::Reading;
use super::records::{actor_json, actor_words, document_json, link_json, link_words, resolve};
use super::{Failure, console::Console};
use crate::model::{ActorIx, Basis, Graph, Stance};
use crate::text::{self, Between, Claim, Mark, Marker, Markup, PassageText, Subject, Testimony};

/// The arguments of `linklore passages`.
#[derive(Debug, Args)]
#[command(after_help = "\
An actor is named by its id, its name or another name of it.

Examples:
  linklore passages case.linklore \"Ada Obi\"
  linklore passages case.linklore --between \"Ada Obi\" \"Tide Brigade\"
  linklore passages case.linklore \"Ada Obi\" --report
  linklore passages case.linklore a1 --json")]
pub struct Passages {
    /// The file to read; it is not changed
    file: PathBuf,
    /// The actor to read about
    #[arg(required_unless_present = "between")]
    actor: Option<String>,
    /// Read about the links between two actors instead
    #[arg(long, num_args = 2, value_names = ["A", "B"], conflicts_with = "actor")]
    between: Option<Vec<String>>,
    /// Print JSON for programs
    #[arg(long)]
    json: bool,
    /// Print an account to go into a report: who, links by type, numbered passages
    #[arg(long, value_enum, conflicts_with_all = ["json", "between"], value_name = "MARKUP", num_args = 0..=1, default_missing_value = "markdown")]
    report: Option<ReportMarkup>,
    #[command(flatten)]
    reading: Reading,
}

/// How an account marks its parts.
#[derive(Clone, Copy, Debug, clap::ValueEnum)]
enum ReportMarkup {
    /// Markdown
    Markdown,
    /// Plain text
    Plain,
}

impl Passages {
    /// Prints the passages.
    pub fn run(&self, console: &mut Console) -> Result<(), Failure> {
        let Self { file, actor, between, json, report, reading } = self;
        let opened = reading.open(file, console)?;
        let graph = &opened.graph;
        match (between.as_deref(), actor) {
            (Some([one, other]), _) => {
                let (one, other) = (resolve(graph, one)?, resolve(graph, other)?);
                let between = text::between(graph, one, other);
                if *json {
                    console.json(&between_json(graph, &between))
                } else {
                    print_between(graph, &between, console)
                }
            }
            (_, Some(actor)) => {
                let actor = resolve(graph, actor)?;
                if let Some(markup) = report {
                    let markup = match markup {
                        ReportMarkup::Markdown => Markup::Markdown,
                        ReportMarkup::Plain => Markup::Plain,
                    };
                    return console.line(text::account(graph, &[actor], &[], markup).trim_end());
                }
                if *json { console.json(&actor_as_json(graph, actor)) } else { print_actor(graph, actor, console) }
            }
            _ => Err(Failure::Misused("Name an actor, or two with --between A B.".to_owned())),
        }
    }
}

fn actor_as_json(graph: &Graph, actor: ActorIx) -> Json {
    let dossier = text::actor_dossier(graph, actor);
    let marker = Marker::actor(graph, actor);
    json!({
        "actor": actor_json(graph, actor),
        "supporting": testimonies_json(graph, &dossier.supporting, &marker),
        "contradicting": testimonies_json(graph, &dossier.contradicting, &marker),
    })
}

fn between_json(graph: &Graph, between: &Between) -> Json {
    let Between { one, other, links, supporting, contradicting } = between;
    let marker = Marker::pair(graph, *one, *other);
    json!({
        "between": [actor_json(graph, *one), actor_json(graph, *other)],
        "links": links.iter().map(|line| link_json(graph, line.link)).collect::<Vec<_>>(),
        "supporting": testimonies_json(graph, supporting, &marker),
        "contradicting": testimonies_json(graph, contradicting, &marker),
    })
}

fn testimonies_json(graph: &Graph, testimonies: &[Testimony], marker: &Marker) -> Json {
    testimonies.iter().map(|testimony| testimony_json(graph, testimony, marker)).collect()
}

/// A passage for programs, with what it says for or against what was asked for.
pub fn testimony_json(graph: &Graph, testimony: &Testimony, marker: &Marker) -> Json {
    let passage = graph.passage(testimony.passage);
    let PassageText { document, words, is_paraphrase, translation, marks, citation, .. } =
        PassageText::new(graph, testimony.passage, marker);
    json!({
        "passage": passage.key,
        "document": document.map(|document| document_json(graph, document)),
        "citation": citation,
        "words": words,
        "is_paraphrase": is_paraphrase,
        "translation": translation,
        "start": passage.range.map(|range| range.start),
        "end": passage.range.map(|range| range.end),
        "page": passage.page,
        "paragraph": passage.paragraph,
        "mentions": marks.iter().map(|mark| mark_json(graph, &words, mark)).collect::<Vec<_>>(),
        "claims": testimony.claims.iter().map(|claim| claim_json(graph, claim)).collect::<Vec<_>>(),
    })
}

/// Where an actor is named in the words: Unicode scalar values, the end exclusive, as everywhere in files.
fn mark_json(graph: &Graph, words: &str, mark: &Mark) -> Json {
    let characters = |bytes: usize| words[..bytes].chars().count();
    json!({
        "actor": graph.actor(mark.actor).key,
        "start": characters(mark.range.start),
        "end": characters(mark.range.end),
    })
}

fn claim_json(graph: &Graph, claim: &Claim) -> Json {
    let Claim { subject, basis, grade, note, added, by } = claim;
    let (sort, about) = match *subject {
        Subject::Actor(actor) => ("actor", actor_json(graph, actor)),
        Subject::Link(link) => ("link", link_json(graph, link)),
    };
    json!({
        sort: about,
        "basis": basis.map(Basis::name),
        "grade": (!grade.is_empty()).then(|| grade.to_string()),
        "note": note,
        "added": added,
        "by": by,
    })
}

fn print_actor(graph: &Graph, actor: ActorIx, console: &mut Console) -> Result<(), Failure> {
    let dossier = text::actor_dossier(graph, actor);
    let record = graph.actor(actor);
    let kind = if record.kind.is_empty() { String::new() } else { format!(" ({})", one_line(&record.kind)) };
    console.line(format_args!("{}{kind}", actor_words(graph, actor)))?;
    if !record.aliases.is_empty() {
        let aliases: Vec<String> = record.aliases.iter().map(|alias| one_line(alias)).collect();
        console.line(format_args!("also known as {}", aliases.join(", ")))?;
    }
    let links: usize = dossier.links.iter().map(|group| group.links.len()).sum();
    console.line(count(links, "link"))?;
    print_testimonies(graph, &dossier.supporting, &dossier.contradicting, console)
}

fn print_between(graph: &Graph, between: &Between, console: &mut Console) -> Result<(), Failure> {
    let (one, other) = (actor_words(graph, between.one), actor_words(graph, between.other));
    if between.links.is_empty() {
        return console.line(format_args!("No link between {one} and {other}."));
    }
    console.line(format_args!("{} between {one} and {other}", count(between.links.len(), "link")))?;
    for line in &between.links {
        let when = line.when.as_deref().map(|when| format!(", {}", one_line(when))).unwrap_or_default();
        let unsourced = if line.is_unsourced() { " (no passage)" } else { "" };
        console.line(format_args!("  {}{when}{unsourced}", link_words(graph, line.link)))?;
    }
    print_testimonies(graph, &between.supporting, &between.contradicting, console)
}

fn print_testimonies(
    graph: &Graph,
    supporting: &[Testimony],
    contradicting: &[Testimony],
    console: &mut Console,
) -> Result<(), Failure> {
    if supporting.is_empty() && contradicting.is_empty() {
        return console.line("No passage.");
    }
    for (testimonies, stance) in [(supporting, Stance::Supports), (contradicting, Stance::Contradicts)] {
        if testimonies.is_empty() {
            continue;
        }
        let verb = match (stance, testimonies.len()) {
            (Stance::Supports, 1) => "supports",
            (Stance::Supports, _) => "support",
            (Stance::Contradicts, 1) => "contradicts",
            (Stance::Contradicts, _) => "contradict",
        };
        console.line(format_args!("\n{} {verb}", count(testimonies.len(), "passage")))?;
        for (position, testimony) in testimonies.iter().enumerate() {
            print_testimony(graph, position + 1, testimony, console)?;
        }
    }
    Ok(())
}

const INDENT: usize = 5;

fn print_testimony(graph: &Graph, number: usize, testimony: &Testimony, console: &mut Console) -> Result<(), Failure> {
    console.line("")?;
    let mut lines = passage_lines(&PassageText::new(graph, testimony.passage, &Marker::nobody()), INDENT);
    if let Some(first) = lines.first_mut() {
        first.replace_range(..INDENT, &format!("{number:>3}. "));
    }
    for claim in &testimony.claims {
        lines.extend(wrapped(&claim_words(graph, testimony.stance, claim), INDENT + 2));
        if !claim.note.is_empty() {
            lines.extend(wrapped(&format!("Note: {}", claim.note), INDENT + 4));
        }
    }
    lines.iter().try_for_each(|line| console.line(line))
}

/// A passage as indented lines: its words, a translation of them, its citation.
pub fn passage_lines(text: &PassageText, indent: usize) -> Vec<String> {
    let words = match (text.words.is_empty(), text.is_paraphrase) {
        (true, _) => "(no words in this file)".to_owned(),
        (false, true) => format!("In other words: {}", text.words),
        (false, false) => format!("“{}”", text.words),
    };
    let mut lines = wrapped(&words, indent);
    if !text.translation.is_empty() {
        lines.extend(wrapped(&format!("Translation: “{}”", text.translation), indent));
    }
    lines.extend(wrapped(&format!("— {}", text.citation), indent));
    lines
}

/// `supports  Ada Obi – leads → Tide Brigade (claimed, B2)`.
fn claim_words(graph: &Graph, stance: Stance, claim: &Claim) -> String {
    let verb = match stance {
        Stance::Supports => "supports",
        Stance::Contradicts => "contradicts",
    };
    let about = match claim.subject {
        Subject::Actor(actor) => actor_words(graph, actor),
        Subject::Link(link) => link_words(graph, link),
    };
    let grade = (!claim.grade.is_empty()).then(|| claim.grade.to_string());
    let remarks: Vec<String> = claim.basis.map(|basis| basis.name().to_owned()).into_iter().chain(grade).collect();
    if remarks.is_empty() { format!("{verb} {about}") } else { format!("{verb} {about} ({})", remarks.join(", ")) }
}
