//! `linklore generate`: a made-up graph of any size. How it is made up is the model's; it is used for samples and trials.

use std::path::PathBuf;

use clap::Args;

use super::prose::count;
use super::{Failure, console::Console, files};
use crate::model::{Planted, View, planted};

/// The arguments of `linklore generate`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  linklore generate communities.linklore --actors 2000 --links 6000 --seed 7")]
pub struct Generate {
    /// The file to write
    #[arg(value_name = "OUT")]
    output: PathBuf,
    /// Number of actors
    #[arg(long, value_name = "N", default_value_t = 2000, value_parser = clap::value_parser!(u32).range(2..))]
    actors: u32,
    /// Number of links
    #[arg(long, value_name = "N", default_value_t = 6000)]
    links: u32,
    /// Where chance begins; the same seed makes the same file
    #[arg(long, value_name = "N", default_value_t = 1)]
    seed: u64,
}

impl Generate {
    /// Makes it up and writes it.
    pub fn run(&self, console: &mut Console) -> Result<(), Failure> {
        let Self { output, actors, links, seed } = self;
        let format = files::graph_format_to_write(output)?;
        let graph = planted(Planted::of_size(*actors as usize, *links as usize, *seed));
        files::export(output, format, &graph, &View::blank(&graph))?;
        console.line(format_args!(
            "Wrote {}: {}, {}",
            output.display(),
            count(graph.actor_count(), "actor"),
            count(graph.link_count(), "link")
        ))
    }
}
