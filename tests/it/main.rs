//! Tests of the whole house, in one binary so that the window's libraries are linked once.

mod appearance;
mod architecture;
mod asking;
mod canvas;
mod command_line;
mod comparing;
mod crashes;
mod crowds;
mod differences;
mod duplicates;
mod editing;
mod end_to_end;
mod filtering;
mod foreign_files;
mod gallery;
mod grouping;
mod growing;
mod measuring;
mod native_errors;
mod native_file;
mod panels;
mod parting;
mod paths;
mod quoting;
mod ranking;
mod readers;
mod recovery;
mod saving;
mod sources;
mod studio;
mod timeline;
mod window;

/// Says that a test could not be made here, and why. It passes then: another machine makes it.
#[expect(clippy::print_stdout, reason = "whoever runs the tests has to see what was left out")]
fn say_skipped(why: &str) {
    println!("skipped: {why}");
}
