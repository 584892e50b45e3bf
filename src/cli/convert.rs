//! `linklore convert`: read one file, write another, and print what either had to tell.

use std::path::PathBuf;

use clap::Args;

use super::reading::Reading;
use super::{Failure, console::Console, files, reports};
use crate::io::{Exported, Format};
use crate::model::LoadReport;

/// The arguments of `linklore convert`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  linklore convert old.linklore new.linklore
  linklore convert network.graphml case.linklore
  linklore convert case.linklore case.gexf
  linklore convert damaged.graphml part.linklore --partial
  linklore convert calls.csv case.linklore --map source=caller --map target=called --map when=day
  linklore convert links.csv case.linklore --evidence quote=description --evidence url=source
  linklore convert old.linklore new.linklore --strict && rm old.linklore")]
pub struct Convert {
    /// The file to read; it is not changed
    #[arg(value_name = "IN")]
    input: PathBuf,
    /// The file to write; its ending decides the format
    #[arg(value_name = "OUT")]
    output: PathBuf,
    /// Write this format (an id of "linklore formats"), whatever the ending of OUT
    #[arg(long = "to", value_name = "FORMAT", value_parser = super::reading::format)]
    to: Option<Format>,
    /// Write nothing and fail if anything would be lost
    #[arg(long)]
    strict: bool,
    #[command(flatten)]
    reading: Reading,
}

impl Convert {
    /// Reads, writes, reports.
    pub fn run(&self, console: &mut Console) -> Result<(), Failure> {
        let Self { input, output, to, strict, reading } = self;
        let format = match to {
            Some(format) => *format,
            None => files::graph_format_to_write(output)?,
        };
        files::refuse_same(input, output)?;
        let opened = reading.open(input, console)?;
        let (graph, view) = (&opened.graph, &opened.view);
        console.line(format_args!("Read {}", input.display()))?;
        reports::lines(&opened.report).iter().try_for_each(|line| console.line(line))?;
        let losses = if *strict { files::losses(format, graph, view, output)? } else { LoadReport::default() };
        if *strict && (opened.report.has_losses() || losses.has_losses()) {
            reports::lines(&losses).iter().try_for_each(|line| console.line(line))?;
            console.tell(format_args!(
                "Nothing was written to {}, because something would be lost.\nRun it without --strict to write it all the same.",
                output.display()
            ))?;
            return Err(Failure::Found);
        }
        let Exported { paths, report } = files::export(output, format, graph, view)?;
        console.line(format_args!("Wrote {}", output.display()))?;
        // The first is the one that was asked for, by the name it really has.
        for path in paths.iter().skip(1) {
            console.line(format_args!("Wrote {}", path.display()))?;
        }
        reports::lines(&report).iter().try_for_each(|line| console.line(line))
    }
}
