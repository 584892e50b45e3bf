//! `linklore communities`: which actors are linked more among themselves than chance would have it. Found in `analysis`.

use std::cmp::Reverse;
use std::ops::ControlFlow;
use std::path::PathBuf;

use clap::Args;
use serde_json::{Value as Json, json};

use super::prose::{count, one_line, wrapped};
use super::reading::Reading;
use super::records::{actor_json, actor_words};
use super::sifting::Counting;
use super::{Failure, console, console::Console, weighing};
use crate::analysis::{Communities as Found, Resolution, Strength, leiden_by_strength};
use crate::model::{Graph, Topology};

/// The arguments of `linklore communities`.
#[derive(Debug, Args)]
#[command(after_help = "\
Communities are found by Leiden's method with modularity. Links count whichever way they run, parallel
ones each.

Examples:
  linklore communities case.linklore
  linklore communities case.linklore --resolution 2 --members
  linklore communities case.linklore --strength evidence --json")]
pub struct Communities {
    /// The file to read; it is not changed
    file: PathBuf,
    /// Above 1 finds more and smaller communities, below 1 fewer and larger ones
    #[arg(long, value_name = "R", default_value_t = 1.0, value_parser = resolution)]
    resolution: f64,
    /// Where chance begins; the same seed finds the same communities
    #[arg(long, value_name = "N", default_value_t = 1)]
    seed: u64,
    /// What makes a link strong: "alike" (nothing), "weight" (as in the file) or "evidence"
    #[arg(long, value_name = "WHAT", default_value = "alike", value_parser = weighing::strength)]
    strength: Strength,
    /// How many communities to list; 0 lists all
    #[arg(long, value_name = "N", default_value_t = 20)]
    top: usize,
    /// Name every member of those that are listed
    #[arg(long)]
    members: bool,
    /// Print JSON for programs
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    counting: Counting,
    #[command(flatten)]
    reading: Reading,
}

/// Members that are named where not all are.
const NAMED: usize = 4;

/// A community: its members, those with the most links inside first, and its links.
struct Community {
    members: Vec<u32>,
    inside: usize,
    outside: usize,
}

impl Communities {
    /// Prints the communities, the largest first.
    pub fn run(&self, console: &mut Console) -> Result<(), Failure> {
        let Self { file, resolution, seed, strength, top, members, json, counting, reading } = self;
        let opened = reading.open(file, console)?;
        let graph = &opened.graph;
        let topology = counting.topology(graph, &opened.view)?;
        let how = Resolution { resolution: *resolution, seed: *seed };
        let bar = console::bar("Finding communities", 1000);
        let watch = &mut |share: f32| {
            bar.set_position((share * 1000.0) as u64);
            ControlFlow::Continue(())
        };
        let found = leiden_by_strength(graph, &topology, *strength, how, watch)
            .map_err(|error| Failure::Failed(error.to_string()))?;
        bar.finish_and_clear();
        let communities = largest_first(&topology, &found);
        let listed = if *top == 0 { communities.len() } else { (*top).min(communities.len()) };
        if *json {
            let communities = communities[..listed].iter().enumerate();
            return console.json(&json!({
                "method": "leiden",
                "resolution": resolution,
                "seed": seed,
                "strength": strength.name(),
                "modularity": found.modularity,
                "total": found.count(),
                "communities": communities.map(|(at, one)| as_json(graph, &topology, at, one)).collect::<Vec<_>>(),
            }));
        }
        counting.tell(graph, &topology, console)?;
        console.line(format_args!(
            "{} with a modularity of {:.4} (Leiden, resolution {resolution}, seed {seed})",
            communities_words(found.count()),
            found.modularity
        ))?;
        for (at, community) in communities[..listed].iter().enumerate() {
            print(graph, &topology, at, community, *members, console)?;
        }
        let more = communities.len() - listed;
        if more > 0 {
            console.line(format_args!("… and {more} more; --top 0 lists all"))?;
        }
        Ok(())
    }
}

fn communities_words(number: usize) -> String {
    if number == 1 { "1 community".to_owned() } else { format!("{} communities", super::prose::thousands(number)) }
}

fn resolution(text: &str) -> Result<f64, String> {
    let number = text.parse::<f64>().ok().filter(|number| number.is_finite() && *number > 0.0);
    number.ok_or_else(|| "it is a number above 0".to_owned())
}

/// The communities by size, then in the order of the file.
fn largest_first(topology: &Topology, found: &Found) -> Vec<Community> {
    let of_node = found.of_node();
    let nobody = || Community { members: Vec::new(), inside: 0, outside: 0 };
    let mut communities: Vec<Community> = (0..found.count()).map(|_| nobody()).collect();
    for (node, &community) in (0..).zip(of_node) {
        communities[community as usize].members.push(node);
    }
    let mut links_inside = vec![0usize; of_node.len()];
    for &(source, target) in topology.ends() {
        let (one, other) = (of_node[source as usize] as usize, of_node[target as usize] as usize);
        if one == other {
            communities[one].inside += 1;
            links_inside[source as usize] += 1;
            links_inside[target as usize] += 1;
        } else {
            communities[one].outside += 1;
            communities[other].outside += 1;
        }
    }
    for community in &mut communities {
        community.members.sort_by_key(|node| Reverse(links_inside[*node as usize]));
    }
    communities.sort_by_key(|community| Reverse(community.members.len()));
    communities
}

fn as_json(graph: &Graph, topology: &Topology, at: usize, community: &Community) -> Json {
    let Community { members, inside, outside } = community;
    let actor = |node: &u32| actor_json(graph, topology.actors()[*node as usize]);
    json!({
        "rank": at + 1,
        "size": members.len(),
        "links_inside": inside,
        "links_outside": outside,
        "members": members.iter().map(actor).collect::<Vec<_>>(),
    })
}

fn print(
    graph: &Graph,
    topology: &Topology,
    at: usize,
    community: &Community,
    all: bool,
    console: &mut Console,
) -> Result<(), Failure> {
    let Community { members, inside, outside } = community;
    let name = |node: &u32| one_line(&actor_words(graph, topology.actors()[*node as usize]));
    let named = if all { members.len() } else { NAMED.min(members.len()) };
    let mut names: Vec<String> = members[..named].iter().map(name).collect();
    if named < members.len() {
        names.push(format!("and {} more", members.len() - named));
    }
    let sizes = [count(members.len(), "actor"), format!("{} inside, {outside} to others", count(*inside, "link"))];
    console.line(format_args!("\n{:>4}. {}", at + 1, sizes.join(", ")))?;
    wrapped(&names.join(", "), 6).iter().try_for_each(|line| console.line(line))
}
