//! The same without a window: arguments in, results to standard output, messages to standard error. One file per command.

mod appearance;
mod arguments;
mod check;
mod communities;
mod completions;
mod console;
mod convert;
mod diff;
mod export;
mod failure;
mod files;
mod find;
mod formats;
mod generate;
mod info;
mod layout;
mod man;
mod passages;
mod path;
mod prose;
mod rank;
mod reading;
mod records;
mod reports;
mod schema;
mod sifting;
mod usage;
mod weighing;

use std::ffi::OsString;
use std::path::PathBuf;

use clap::Parser as _;

use arguments::{Arguments, Command};
use console::Console;
pub use failure::Failure;

/// Opens the window on some files, at an actor if one is named, and returns when it is closed. The program hands it in, because
/// no command may know the window.
pub type OpenWindow<'a> = dyn Fn(&[PathBuf], Option<&str>) -> Result<(), String> + 'a;

/// Does what the arguments (the program's name first) ask for.
///
/// # Errors
/// [`Failure`], which knows how to tell the user and the exit code.
pub fn run(arguments: impl IntoIterator<Item = OsString>, open_window: &OpenWindow<'_>) -> Result<(), Failure> {
    let Arguments { files, at, command } = Arguments::try_parse_from(arguments)?;
    let Some(command) = command else {
        return open(&files, at.as_deref(), open_window);
    };
    let mut console = Console::new();
    match command {
        Command::Info(info) => info.run(&mut console),
        Command::Convert(convert) => convert.run(&mut console),
        Command::Layout(layout) => layout.run(&mut console),
        Command::Export(export) => export.run(&mut console),
        Command::Passages(passages) => passages.run(&mut console),
        Command::Path(path) => path.run(&mut console),
        Command::Rank(rank) => rank.run(&mut console),
        Command::Communities(communities) => communities.run(&mut console),
        Command::Find(find) => find.run(&mut console),
        Command::Check(check) => check.run(&mut console),
        Command::Diff(diff) => diff.run(&mut console),
        Command::Formats(formats) => formats.run(&mut console),
        Command::Schema(schema) => schema.run(&mut console),
        Command::Generate(generate) => generate.run(&mut console),
        Command::Completions(completions) => completions.run(&mut console),
        Command::Man(man) => man.run(&mut console),
    }?;
    console.flush()
}

fn open(files: &[PathBuf], at: Option<&str>, open_window: &OpenWindow<'_>) -> Result<(), Failure> {
    // A mistyped command looks like the name of a file; a window that says so would be the wrong answer.
    let is_bare_word = |file: &PathBuf| file.extension().is_none() && file.components().count() == 1;
    if let Some(word) = files.first().filter(|file| is_bare_word(file) && !file.exists()) {
        return Err(Failure::Misused(format!(
            "There is no command \"{0}\" and no file of that name.\nRun \"linklore --help\" for the commands.",
            word.display()
        )));
    }
    open_window(files, at).map_err(Failure::Failed)
}
