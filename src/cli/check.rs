//! `linklore check`: what is weak or broken in the evidence of a file. What counts as such is decided in `text`.

use std::path::PathBuf;

use clap::Args;
use serde_json::{Value as Json, json};

use super::prose::{columns, count, one_line, thousands, wrapped};
use super::reading::Reading;
use super::{Failure, console::Console};
use crate::model::Graph;
use crate::query::weakest_findings;
use crate::text::{self, Finding, FindingCode, Record};

/// The arguments of `linklore check`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  linklore check case.linklore
  linklore check case.linklore --weakest 20
  linklore check case.linklore --strict --json")]
pub struct Check {
    /// The file to check; it is not changed
    file: PathBuf,
    /// List so many of the links that are least likely by their evidence, too; --strict takes no offence at them
    #[arg(long, value_name = "N", default_value_t = 0)]
    weakest: usize,
    /// Fail if anything is found
    #[arg(long)]
    strict: bool,
    /// Print JSON for programs
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    reading: Reading,
}

impl Check {
    /// Prints what was found.
    pub fn run(&self, console: &mut Console) -> Result<(), Failure> {
        let Self { file, weakest, strict, json, reading } = self;
        let opened = reading.open(file, console)?;
        let mut findings = text::check(&opened.graph);
        let is_sound = findings.is_empty();
        findings.extend(weakest_findings(&opened.graph, *weakest));
        if *json {
            console.json(&as_json(&opened.graph, &findings))?;
        } else {
            as_text(&findings, console)?;
        }
        if *strict && !is_sound {
            // What is printed must be on its way before the failure ends the program.
            console.flush()?;
            return Err(Failure::Found);
        }
        Ok(())
    }
}

fn as_json(graph: &Graph, findings: &[Finding]) -> Json {
    let findings: Vec<Json> = findings
        .iter()
        .map(|Finding { code, record, other, message }| {
            let mut finding = json!({
                "code": code.name(),
                "severity": code.severity().name(),
                "record": record_json(graph, *record),
                "message": message,
            });
            if let Some(other) = other {
                finding["other"] = record_json(graph, *other);
            }
            finding
        })
        .collect();
    json!({ "findings": findings })
}

fn record_json(graph: &Graph, record: Record) -> Json {
    let (sort, id) = match record {
        Record::Actor(ix) => ("actor", graph.actor(ix).key.as_str()),
        Record::Link(ix) => ("link", graph.link(ix).key.as_str()),
        Record::Passage(ix) => ("passage", graph.passage(ix).key.as_str()),
        Record::Document(ix) => ("document", graph.document(ix).key.as_str()),
    };
    json!({ "sort": sort, "id": id })
}

fn as_text(findings: &[Finding], console: &mut Console) -> Result<(), Failure> {
    if findings.is_empty() {
        return console.line("Nothing to report.");
    }
    console.line(count(findings.len(), "finding"))?;
    let groups: Vec<(FindingCode, Vec<&Finding>)> = FindingCode::ALL
        .into_iter()
        .map(|code| (code, findings.iter().filter(|finding| finding.code == code).collect::<Vec<_>>()))
        .filter(|(_, group)| !group.is_empty())
        .collect();
    let overview: Vec<Vec<String>> = groups
        .iter()
        .map(|(code, group)| {
            vec![format!("{:>6}", thousands(group.len())), code.severity().name().to_owned(), code.title().to_owned()]
        })
        .collect();
    columns(&overview, 0).iter().try_for_each(|line| console.line(line))?;
    for (code, group) in groups {
        console.line(format_args!("\n{} ({})", code.title(), code.severity().name()))?;
        for finding in group {
            let mut lines = wrapped(&one_line(&finding.message), 4);
            if let Some(first) = lines.first_mut() {
                first.replace_range(..4, "  - ");
            }
            lines.iter().try_for_each(|line| console.line(line))?;
        }
    }
    Ok(())
}
