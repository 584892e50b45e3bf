//! Where a command's words go: results to standard output, messages and progress to standard error. No formatting here.

use std::fmt::Display;
use std::io::{self, BufWriter, IsTerminal as _, StdoutLock, Write};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use serde_json::Value as Json;

use super::Failure;

/// The terminal, or the pipes that stand for it.
pub struct Console {
    out: BufWriter<StdoutLock<'static>>,
}

impl Console {
    /// Takes standard output.
    pub fn new() -> Self {
        Self { out: BufWriter::new(io::stdout().lock()) }
    }

    /// Prints a line of the result.
    pub fn line(&mut self, text: impl Display) -> Result<(), Failure> {
        writeln!(self.out, "{text}").map_err(Failure::Output)
    }

    /// Prints the result as JSON.
    pub fn json(&mut self, value: &Json) -> Result<(), Failure> {
        self.line(format_args!("{value:#}"))
    }

    /// Prints bytes of the result as they are.
    pub fn bytes(&mut self, bytes: &[u8]) -> Result<(), Failure> {
        self.out.write_all(bytes).map_err(Failure::Output)
    }

    /// Sends what is still waiting on its way.
    pub fn flush(&mut self) -> Result<(), Failure> {
        self.out.flush().map_err(Failure::Output)
    }

    /// Tells the user something that is not the result.
    pub fn tell(&mut self, message: impl Display) -> Result<(), Failure> {
        // What was printed before comes before it on a terminal, too.
        self.flush()?;
        // Where standard error is closed there is nobody to tell, and the result still counts.
        let _ = writeln!(io::stderr(), "{message}");
        Ok(())
    }
}

/// A bar for long work whose length is known; shown only where standard error is a terminal.
pub fn bar(what: &'static str, length: u64) -> ProgressBar {
    let style = ProgressStyle::with_template("{msg} {wide_bar} {percent:>3} %").expect("the template is well formed");
    ProgressBar::with_draw_target(Some(length), target()).with_style(style.progress_chars("━╸ ")).with_message(what)
}

/// A sign of life for long work whose length is not known; shown only where standard error is a terminal.
pub fn spinner(what: &'static str) -> ProgressBar {
    let style = ProgressStyle::with_template("{spinner} {msg}, step {pos}").expect("the template is well formed");
    ProgressBar::with_draw_target(None, target()).with_style(style).with_message(what)
}

fn target() -> ProgressDrawTarget {
    if io::stderr().is_terminal() { ProgressDrawTarget::stderr() } else { ProgressDrawTarget::hidden() }
}
