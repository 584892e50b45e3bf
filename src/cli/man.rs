//! `linklore man`: the man pages, one for the program and one for each command.

use std::path::PathBuf;

use clap::{Args, CommandFactory as _};

use super::{Failure, arguments::Arguments, console::Console, files};

/// The arguments of `linklore man`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  linklore man | man -l -
  linklore man ~/.local/share/man/man1")]
pub struct Man {
    /// The folder to write all pages to; without it, the main page is printed
    dir: Option<PathBuf>,
}

impl Man {
    /// Prints the main page, or writes all pages.
    pub fn run(&self, console: &mut Console) -> Result<(), Failure> {
        let mut program = Arguments::command();
        program.build();
        let Some(dir) = &self.dir else {
            return console.bytes(&page(program));
        };
        let commands: Vec<clap::Command> =
            program.get_subcommands().filter(|command| !command.is_hide_set()).cloned().collect();
        for command in std::iter::once(program).chain(commands) {
            let name = command.get_display_name().unwrap_or(command.get_name()).to_owned();
            files::save(&dir.join(format!("{name}.1")), &page(command))?;
        }
        Ok(())
    }
}

fn page(command: clap::Command) -> Vec<u8> {
    let mut page = Vec::new();
    clap_mangen::Man::new(command).render(&mut page).expect("writing to memory cannot fail");
    page
}
