//! Every command and option by name, in one definition: parsing, help, completions and man pages come from it.

use std::path::PathBuf;

use clap::{Parser, Subcommand};

use super::{
    check, communities, completions, convert, diff, export, find, formats, generate, info, layout, man, passages, path,
    rank, schema,
};

const EXAMPLES: &str = "\
Examples:
  linklore case.linklore                      open a file in the window
  linklore case.linklore --at \"Ada Obi\"       the same, but only one actor and its neighbours; grow from there
  linklore info case.linklore                 what is in it
  linklore passages case.linklore \"Ada Obi\"   everything written about one actor

Results go to standard output, messages to standard error.
Exit codes: 0 done; 1 it failed, and the message says why; 2 wrong usage.";

/// Linklore: who is linked to whom, and where it is written
#[derive(Debug, Parser)]
#[command(name = "linklore", version, after_help = EXAMPLES, args_conflicts_with_subcommands = true)]
#[command(disable_help_subcommand = true)]
pub struct Arguments {
    /// Files to open in the window
    #[arg(value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// Begin at this actor (name or id): show it and its neighbours, and hide everybody else
    #[arg(long, value_name = "ACTOR", requires = "files")]
    pub at: Option<String>,
    /// What to do without the window.
    #[command(subcommand)]
    pub command: Option<Command>,
}

/// What can be done without the window.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Say what is in a file, and what was repaired while reading it
    Info(info::Info),
    /// Read a file and write it again, in any format that can be written
    Convert(convert::Convert),
    /// Lay a graph out and write it, or only the positions
    Layout(layout::Layout),
    /// Draw a graph as a picture
    Export(export::Export),
    /// Print everything written about one actor, or about the links between two
    Passages(passages::Passages),
    /// Read how actors are linked, hop by hop, with what is written about each
    Path(path::PathCommand),
    /// Rank actors by how they stand among the links
    Rank(rank::Rank),
    /// Find communities: actors that are linked more among themselves than chance would have it
    Communities(communities::Communities),
    /// Find actors, links, passages and documents
    Find(find::Find),
    /// Say what is weak or broken in the evidence
    Check(check::Check),
    /// Say what differs between two files, record by record
    Diff(diff::Diff),
    /// List what can be read and written, and what each format can hold
    Formats(formats::Formats),
    /// Print the JSON Schema of the native file
    Schema(schema::Schema),
    /// Make up a graph with planted communities
    #[command(hide = true)]
    Generate(generate::Generate),
    /// Print completions for a shell
    #[command(hide = true)]
    Completions(completions::Completions),
    /// Write the man pages
    #[command(hide = true)]
    Man(man::Man),
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    use super::*;

    #[test]
    fn the_definition_holds_together() {
        Arguments::command().debug_assert();
    }

    #[test]
    fn every_command_has_an_example_and_every_argument_an_explanation() {
        for command in Arguments::command().get_subcommands() {
            let name = command.get_name();
            let help = command.get_after_help().map(ToString::to_string).unwrap_or_default();
            assert!(help.contains(&format!("  linklore {name}")), "{name}: {help:?}");
            for argument in command.get_arguments() {
                assert!(argument.get_help().is_some(), "{name}: {}", argument.get_id());
            }
        }
    }
}
