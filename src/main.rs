//! The `linklore` program: hands its arguments to the library.

use std::process::ExitCode;

fn main() -> ExitCode {
    match linklore::cli::run(std::env::args_os(), &linklore::app::run) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => failure.tell(),
    }
}
