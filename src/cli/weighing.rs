//! Which way links lead and what makes them strong: the options that every command has which computes on links.

use clap::Args;

use crate::analysis::{Direction, Strength};

/// On which links a command computes.
#[derive(Debug, Default, Args)]
pub struct Weighing {
    /// Follow links only the way they run
    #[arg(long, conflicts_with = "undirected")]
    directed: bool,
    /// Follow every link both ways
    #[arg(long)]
    undirected: bool,
    /// What makes a link strong: "alike" (nothing), "weight" (as in the file) or "evidence" (how likely it is by the grades, bases
    /// and number of documents it rests on); where distances count, a strong link is a short one
    #[arg(long, value_name = "WHAT", default_value = "alike", value_parser = strength)]
    pub strength: Strength,
}

impl Weighing {
    /// The direction that was asked for, if one was.
    pub fn direction(&self) -> Option<Direction> {
        match (self.directed, self.undirected) {
            (true, _) => Some(Direction::Followed),
            (false, true) => Some(Direction::Ignored),
            (false, false) => None,
        }
    }
}

/// What makes a link strong, by its word.
pub fn strength(text: &str) -> Result<Strength, String> {
    let all: Vec<&str> = Strength::ALL.into_iter().map(Strength::name).collect();
    Strength::ALL
        .into_iter()
        .find(|strength| strength.name() == text)
        .ok_or_else(|| format!("it is one of {}", all.join(", ")))
}
