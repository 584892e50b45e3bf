//! `linklore completions`: what a shell needs to complete commands and options.

use clap::{Args, CommandFactory as _};
use clap_complete::Shell;

use super::{Failure, arguments::Arguments, console::Console};

/// The arguments of `linklore completions`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  linklore completions bash > ~/.local/share/bash-completion/completions/linklore
  linklore completions fish > ~/.config/fish/completions/linklore.fish")]
pub struct Completions {
    /// The shell
    shell: Shell,
}

impl Completions {
    /// Prints the completions.
    pub fn run(&self, console: &mut Console) -> Result<(), Failure> {
        let mut script = Vec::new();
        clap_complete::generate(self.shell, &mut Arguments::command(), "linklore", &mut script);
        console.bytes(&script)
    }
}
