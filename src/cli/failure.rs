//! How a command ends when it does not end well: what the user is told and the exit code. Nothing is told twice.

use std::fmt;
use std::io::{self, Write as _};
use std::process::ExitCode;

/// Why a command did not do what was asked.
#[derive(Debug)]
pub enum Failure {
    /// The arguments do not make sense, or only help or the version was asked for.
    Arguments(clap::Error),
    /// The arguments make sense one by one, but not together or not here.
    Misused(String),
    /// It could not be done; the text is the whole message.
    Failed(String),
    /// It was done, and what was found makes it a failure. Everything is said already.
    Found,
    /// Standard output could not be written.
    Output(io::Error),
}

const WRONG_USAGE: u8 = 2;

impl Failure {
    /// Tells the user on standard error; returns the exit code: 0 done, 1 failed, 2 wrong usage.
    pub fn tell(self) -> ExitCode {
        match self {
            Self::Arguments(error) => {
                // Where even this cannot be printed there is nobody to tell.
                let _ = error.print();
                if error.use_stderr() { ExitCode::from(WRONG_USAGE) } else { ExitCode::SUCCESS }
            }
            Self::Misused(message) => {
                say(&message);
                ExitCode::from(WRONG_USAGE)
            }
            Self::Failed(message) => {
                say(&message);
                ExitCode::FAILURE
            }
            Self::Found => ExitCode::FAILURE,
            // `linklore … | head` has what it wanted.
            Self::Output(error) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
            Self::Output(error) => {
                say(&format!("Could not write the result: {error}."));
                ExitCode::FAILURE
            }
        }
    }
}

impl From<clap::Error> for Failure {
    fn from(error: clap::Error) -> Self {
        Self::Arguments(error)
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Arguments(error) => error.fmt(f),
            Self::Misused(message) | Self::Failed(message) => f.write_str(message),
            Self::Found => f.write_str("Something was found."),
            Self::Output(error) => write!(f, "Could not write the result: {error}."),
        }
    }
}

impl std::error::Error for Failure {}

fn say(message: &str) {
    // Where standard error is closed there is nobody to tell.
    let _ = writeln!(io::stderr(), "{}", message.trim_end());
}
