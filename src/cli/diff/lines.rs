//! A difference as lines to be read: totals first, then a section for each list, `+` added, `-` removed, `~` changed.

use std::fmt::Display;

use super::Compared;
use crate::analysis::diff::{
    Changes, ColumnChange, Counts, Difference, EvidenceChange, EvidenceChanges, FieldChange, List, ViewPart,
};
use crate::cli::Failure;
use crate::cli::console::Console;
use crate::cli::prose::{count, one_line, thousands};
use crate::cli::records::{actor_words, link_words};
use crate::model::{ActorIx, ColumnKind, DocumentIx, Evidence, Graph, LinkIx, PassageIx};
use crate::text::evidence_words;

/// Prints totals, and what there is to doubt.
pub fn summary(difference: &Difference, console: &mut Console) -> Result<(), Failure> {
    console.line(totals(difference))?;
    for doubt in &difference.doubts {
        console.line(format_args!("Note: {doubt}"))?;
    }
    Ok(())
}

/// Prints everything that differs.
pub fn whole(compared: &Compared<'_>, console: &mut Console) -> Result<(), Failure> {
    let difference = compared.difference;
    let Difference { file, columns, actors, links, documents, passages, view, doubts: _ } = difference;
    summary(difference, console)?;
    let mut lines = Lines { console, heading: None };
    lines.heading = Some("The file");
    file.iter().try_for_each(|field| lines.line(0, '~', one_line(&field.to_string())))?;
    lines.heading = Some("Details");
    columns.iter().try_for_each(|column| lines.line(0, '~', column_words(column)))?;
    lines.heading = Some("Actors");
    lines.records(compared, actors, actor_line, |graph, ix| &graph.actor(ix).evidence)?;
    lines.heading = Some("Links");
    lines.records(compared, links, link_line, |graph, ix| &graph.link(ix).evidence)?;
    lines.heading = Some("Documents");
    lines.records(compared, documents, document_line, |_, _| &[])?;
    lines.heading = Some("Passages");
    lines.records(compared, passages, passage_line, |_, _| &[])?;
    lines.heading = Some("View");
    for (part, number) in ViewPart::ALL.into_iter().map(|part| (part, view.count(part))) {
        let (one, many) = part.words();
        if number > 0 {
            lines.line(0, '~', format!("{} {}", thousands(number), if number == 1 { one } else { many }))?;
        }
    }
    Ok(())
}

/// `2 actors added, 1 link changed; nothing else differs.`
fn totals(difference: &Difference) -> String {
    if difference.is_empty() {
        return "The two files say the same.".to_owned();
    }
    let mut parts = Vec::new();
    for list in List::ALL {
        let Counts { added, removed, changed } = difference.counts(list);
        for (number, what) in [(added, "added"), (removed, "removed"), (changed, "changed")] {
            if number > 0 {
                parts.push(format!("{} {what}", count(number, list.noun())));
            }
        }
    }
    let Difference { file, columns, view, .. } = difference;
    if !file.is_empty() {
        parts.push(format!("{} of the file changed", count(file.len(), "field")));
    }
    if !columns.is_empty() {
        parts.push(format!("{} declared otherwise", count(columns.len(), "detail")));
    }
    if parts.is_empty() {
        return "Only the view differs.".to_owned();
    }
    if !view.is_empty() {
        parts.push("the view differs".to_owned());
    }
    format!("{}; nothing else differs.", parts.join(", "))
}

/// Prints lines, each section under its heading, which comes with the first of them.
struct Lines<'c> {
    console: &'c mut Console,
    heading: Option<&'static str>,
}

impl Lines<'_> {
    fn line(&mut self, depth: usize, sign: char, text: impl Display) -> Result<(), Failure> {
        if let Some(heading) = self.heading.take() {
            self.console.line(format_args!("\n{heading}"))?;
        }
        let margin = 2 + 4 * depth;
        self.console.line(format_args!("{:margin$}{sign} {text}", ""))
    }

    /// A line for each record of a list, and under it a line for each thing that differs.
    fn records<Ix: Copy>(
        &mut self,
        compared: &Compared<'_>,
        changes: &Changes<Ix>,
        words: impl Fn(&Graph, Ix) -> String,
        evidence: impl for<'g> Fn(&'g Graph, Ix) -> &'g [Evidence],
    ) -> Result<(), Failure> {
        let Compared { old, new, .. } = *compared;
        let Changes { added, removed, changed } = changes;
        for &ix in added {
            self.line(0, '+', words(new, ix))?;
            for piece in evidence(new, ix) {
                self.line(1, '+', evidence_line(new, piece))?;
            }
        }
        removed.iter().try_for_each(|&ix| self.line(0, '-', words(old, ix)))?;
        for record in changed {
            self.line(0, '~', words(new, record.new))?;
            record.fields.iter().try_for_each(|field| self.field(1, field))?;
            let EvidenceChanges { added, removed, changed } = &record.evidence;
            let (before, after) = (evidence(old, record.old), evidence(new, record.new));
            added.iter().try_for_each(|&at| self.line(1, '+', evidence_line(new, &after[at])))?;
            removed.iter().try_for_each(|&at| self.line(1, '-', evidence_line(old, &before[at])))?;
            for EvidenceChange { old: _, new: at, fields } in changed {
                self.line(1, '~', evidence_line(new, &after[*at]))?;
                fields.iter().try_for_each(|field| self.field(2, field))?;
            }
        }
        Ok(())
    }

    fn field(&mut self, depth: usize, field: &FieldChange) -> Result<(), Failure> {
        let margin = 2 + 4 * depth;
        self.console.line(format_args!("{:margin$}{}", "", one_line(&field.to_string())))
    }
}

fn column_words(change: &ColumnChange) -> String {
    let ColumnChange { of, name, old, new } = change;
    let kind = |kind: Option<ColumnKind>| kind.map_or("not declared", ColumnKind::name);
    format!("{} of {}: {} → {}", one_line(name), of.name(), kind(*old), kind(*new))
}

fn actor_line(graph: &Graph, ix: ActorIx) -> String {
    let actor = graph.actor(ix);
    let kind = if actor.kind.is_empty() { String::new() } else { format!(" ({})", one_line(&actor.kind)) };
    format!("{}{kind} [{}]", actor_words(graph, ix), one_line(&actor.key))
}

fn link_line(graph: &Graph, ix: LinkIx) -> String {
    format!("{} [{}]", link_words(graph, ix), one_line(&graph.link(ix).key))
}

fn document_line(graph: &Graph, ix: DocumentIx) -> String {
    let document = graph.document(ix);
    format!("{} [{}]", one_line(document.display_title()), one_line(&document.key))
}

fn passage_line(graph: &Graph, ix: PassageIx) -> String {
    format!("{} [{}]", one_line(&graph.citation(ix)), one_line(&graph.passage(ix).key))
}

/// A piece of evidence, with the id of its passage.
fn evidence_line(graph: &Graph, evidence: &Evidence) -> String {
    format!("{} [{}]", one_line(&evidence_words(graph, evidence)), one_line(&graph.passage(evidence.passage).key))
}
