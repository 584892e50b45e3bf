//! `linklore formats`: what can be read and written, and what each can hold.

use clap::Args;
use serde_json::{Value as Json, json};

use super::prose::columns;
use super::{Failure, console::Console};
use crate::export::PictureFormat;
use crate::io::Format;

/// The arguments of `linklore formats`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  linklore formats
  linklore formats --json")]
pub struct Formats {
    /// Print JSON for programs
    #[arg(long)]
    json: bool,
}

struct Row {
    id: Option<&'static str>,
    name: &'static str,
    extensions: Vec<&'static str>,
    read: bool,
    write: bool,
    holds: &'static str,
}

impl Formats {
    /// Prints the formats.
    pub fn run(&self, console: &mut Console) -> Result<(), Failure> {
        let rows = rows();
        if self.json {
            let rows: Vec<Json> = rows
                .iter()
                .map(|Row { id, name, extensions, read, write, holds }| {
                    json!({ "id": id, "name": name, "extensions": extensions, "read": read, "write": write, "holds": holds })
                })
                .collect();
            return console.json(&Json::from(rows));
        }
        let heading = ["Format", "Id", "Ending", "Use", "Holds"].map(str::to_owned).to_vec();
        let body = rows.iter().map(|Row { id, name, extensions, read, write, holds }| {
            let endings = extensions.iter().map(|ending| format!(".{ending}")).collect::<Vec<_>>().join(" ");
            let purpose = match (read, write) {
                (true, true) => "read, write",
                (true, false) => "read",
                (false, _) => "write",
            };
            vec![
                (*name).to_owned(),
                id.unwrap_or_default().to_owned(),
                endings,
                purpose.to_owned(),
                (*holds).to_owned(),
            ]
        });
        let table: Vec<Vec<String>> = std::iter::once(heading).chain(body).collect();
        columns(&table, 0).iter().try_for_each(|line| console.line(line))
    }
}

/// The formats of graphs, then what only some commands write.
fn rows() -> Vec<Row> {
    let graphs = Format::all().map(|format| Row {
        id: Some(format.id()),
        name: format.name(),
        extensions: format.extensions().to_vec(),
        read: format.can_read(),
        write: format.can_write(),
        holds: format.holds(),
    });
    let positions = Row {
        id: None,
        name: "Positions",
        extensions: vec!["csv"],
        read: false,
        write: true,
        holds: "id, x, y of every actor (by layout)",
    };
    graphs.chain([positions]).chain(pictures()).collect()
}

fn pictures() -> impl Iterator<Item = Row> {
    PictureFormat::ALL.into_iter().map(|format| Row {
        id: None,
        name: match format {
            PictureFormat::Png => "PNG",
            PictureFormat::Svg => "SVG",
        },
        extensions: vec![format.extension()],
        read: false,
        write: true,
        holds: match format {
            PictureFormat::Png => "the picture as pixels (by export)",
            PictureFormat::Svg => "the picture as shapes and text, sharp at any size (by export)",
        },
    })
}
