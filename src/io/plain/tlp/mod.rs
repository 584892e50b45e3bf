//! TLP, the format of Tulip: nodes, edges, clusters and properties in brackets.
//!
//! After the description on the pages of Tulip, versions 2.0 to 2.3. Tulip leaves out values that are the default of their
//! property; they are filled in. Windows and views of the program have no place here.

mod clusters;
mod property;
mod scan;
mod values;

use std::collections::HashMap;

use clusters::Clusters;
use scan::{Scanner, Token};
use serde_json::Value as Json;

use crate::io::draft::Draft;
use crate::io::error::ReadError;
use crate::io::format::{Entry, Read};
use crate::io::input::Input;
use crate::io::limits::{NESTING, implied_records};
use crate::io::quote::short;
use crate::io::recognise::{Clues, Likeness};
use crate::model::{ActorIx, LinkIx, Warning};

/// The format, for the table of all formats.
pub(super) const FORMAT: Entry = Entry {
    id: "tlp",
    name: "Tulip TLP",
    extensions: &["tlp"],
    holds: "actors and links with typed details, places, colours, sizes, clusters",
    likeness,
    read: Some(Read::Into(read)),
    write: None,
};

fn likeness(clues: &Clues<'_>) -> Likeness {
    let mut scanner = Scanner::new(clues.head);
    let begin = [scanner.next(), scanner.next()];
    Likeness::Certain.when(begin == [Token::Open, Token::Word("tlp")])
}

/// The newest version that is known.
const NEWEST: (u32, u32) = (2, 3);

fn read(input: &mut Input<'_>, draft: &mut Draft) -> Result<(), ReadError> {
    draft.y_grows_upwards();
    let scanner = Scanner::new(input.text);
    let mut reader = Reader {
        input,
        scanner,
        actors: HashMap::new(),
        links: HashMap::new(),
        clusters: Clusters::default(),
        announced: [None, None],
        implied: 0,
        filled: 0,
        left_out: Vec::new(),
    };
    let result = reader.file(draft);
    reader.clusters.finish(draft);
    result
}

/// A file while it is read.
struct Reader<'i, 'a> {
    input: &'i mut Input<'a>,
    scanner: Scanner<'a>,
    actors: HashMap<u32, ActorIx>,
    links: HashMap<u32, LinkIx>,
    clusters: Clusters<'a>,
    /// The numbers of nodes and edges that the file announces.
    announced: [Option<usize>; 2],
    /// Records that the file asks for without a byte for each.
    implied: usize,
    /// Values that were filled in because the file leaves them out, in words of eight bytes.
    filled: usize,
    /// Names of parts that were left out and told.
    left_out: Vec<&'a str>,
}

impl<'a> Reader<'_, 'a> {
    fn file(&mut self, draft: &mut Draft) -> Result<(), ReadError> {
        if [self.scanner.next(), self.scanner.next()] != [Token::Open, Token::Word("tlp")] {
            let what = "The file does not begin with \"(tlp\", as files of Tulip do.";
            return Err(self.input.refused(0, what, "Check that it is the file you meant."));
        }
        let version = self.text("the version of the format")?;
        let known = version.split_once('.').and_then(|(one, other)| Some((one.parse().ok()?, other.parse().ok()?)));
        if known.is_none_or(|known: (u32, u32)| known > NEWEST) {
            draft.warn(Some(1), Warning::NewerVersion { version: version.into_owned() });
        }
        while self.opens_part("tlp")? {
            self.part(draft)?;
        }
        if self.scanner.next() != Token::End {
            return Err(self.input.broken(
                self.scanner.start,
                "the file goes on after its end.",
                "one bracket too many?",
            ));
        }
        let counts = [(self.actors.len(), "nodes"), (self.links.len(), "edges")];
        for ((count, list), announced) in counts.into_iter().zip(self.announced) {
            if let Some(announced) = announced.filter(|announced| *announced != count) {
                let what = format!("The file announces {announced} {list} and has {count}");
                draft.warn(None, Warning::Repaired { what });
            }
        }
        Ok(())
    }

    /// Whether another part opens inside of `outer`; `false` where `outer` closes.
    fn opens_part(&mut self, outer: &str) -> Result<bool, ReadError> {
        match self.scanner.next() {
            Token::Open => Ok(true),
            Token::Close => Ok(false),
            token => Err(self.unexpected(&token, outer, "expected \"(\" or \")\"")),
        }
    }

    /// The error for a token that does not belong inside of `outer`.
    fn unexpected(&self, token: &Token<'_>, outer: &str, expected: &str) -> ReadError {
        match token {
            Token::End => self.input.incomplete(format!("the bracket of \"({outer}\" is never closed.")),
            Token::OpenText => self.input.incomplete("a text in quotes is never closed."),
            _ => {
                let what = format!("this does not belong into \"({outer} …)\".");
                self.input.broken(self.scanner.start, what, expected)
            }
        }
    }

    fn part(&mut self, draft: &mut Draft) -> Result<(), ReadError> {
        let at = self.scanner.start;
        self.input.tick(at)?;
        let name = match self.scanner.next() {
            Token::Word(name) => name,
            token => return Err(self.unexpected(&token, "tlp", "expected the name of a part")),
        };
        match name {
            "nb_nodes" => self.announced[0] = self.number(name)?.try_into().ok(),
            "nb_edges" => self.announced[1] = self.number(name)?.try_into().ok(),
            "nodes" => return self.nodes(draft),
            "edge" => return self.edge(draft),
            "cluster" => return self.cluster(0),
            "property" => return self.property(draft),
            "graph_attributes" => return self.graph_attributes(draft),
            "date" => draft.set_created(&self.text(name)?),
            "author" | "comments" => {
                let value = self.text(name)?;
                draft.keep_fact(name, Json::from(value));
            }
            _ => {
                if !self.left_out.contains(&name) && self.left_out.len() < NESTING {
                    self.left_out.push(name);
                    let what = format!("the part \"({} …)\" of the file", short(name));
                    draft.warn(Some(self.input.line(at)), Warning::LeftOut { what });
                }
                return self.skip(name);
            }
        }
        self.close(name)
    }

    /// Passes over the rest of a part, whatever is in it.
    fn skip(&mut self, name: &str) -> Result<(), ReadError> {
        let mut depth = 1_usize;
        while depth > 0 {
            match self.scanner.next() {
                Token::Open => depth += 1,
                Token::Close => depth -= 1,
                token @ (Token::End | Token::OpenText) => return Err(self.unexpected(&token, name, "")),
                Token::Word(_) | Token::Text(_) => (),
            }
            self.input.tick(self.scanner.start)?;
        }
        Ok(())
    }

    fn close(&mut self, name: &str) -> Result<(), ReadError> {
        match self.scanner.next() {
            Token::Close => Ok(()),
            token => Err(self.unexpected(&token, name, "expected \")\"")),
        }
    }

    fn text(&mut self, name: &str) -> Result<std::borrow::Cow<'a, str>, ReadError> {
        match self.scanner.next() {
            Token::Text(text) => {
                self.input.check_text(self.scanner.start, text.len())?;
                Ok(text)
            }
            Token::Word(word) => Ok(word.into()),
            token => Err(self.unexpected(&token, name, "expected a text in quotes")),
        }
    }

    fn number(&mut self, name: &str) -> Result<u32, ReadError> {
        match self.scanner.next() {
            Token::Word(word) if word.parse::<u32>().is_ok() => Ok(word.parse().unwrap_or_default()),
            token => Err(self.unexpected(&token, name, "expected a number")),
        }
    }

    /// Numbers and ranges up to the closing bracket.
    fn ranges(
        &mut self,
        name: &str,
        mut each: impl FnMut(&mut Self, u32) -> Result<(), ReadError>,
    ) -> Result<(), ReadError> {
        loop {
            let (first, last) = match self.scanner.next() {
                Token::Close => return Ok(()),
                Token::Word(word) => {
                    let (first, last) = word.split_once("..").unwrap_or((word, word));
                    match (first.parse::<u32>(), last.parse::<u32>()) {
                        (Ok(first), Ok(last)) if first <= last => (first, last),
                        _ => {
                            return Err(self.unexpected(
                                &Token::Word(word),
                                name,
                                "expected a number, or a range like 0..9",
                            ));
                        }
                    }
                }
                token => return Err(self.unexpected(&token, name, "expected a number, or a range like 0..9")),
            };
            let at = self.scanner.start;
            self.implied = self.implied.saturating_add((last - first) as usize);
            let most = self.most_implied();
            if self.implied > most {
                let what = format!(
                    "ranges like this one ask for more than {most} records, which is the limit for a file of this size."
                );
                return Err(self.input.beyond(at, what));
            }
            self.input.tick(at)?;
            for id in first..=last {
                each(self, id)?;
            }
        }
    }

    fn most_implied(&self) -> usize {
        implied_records(self.input.text.len())
    }

    fn nodes(&mut self, draft: &mut Draft) -> Result<(), ReadError> {
        let line = Some(self.input.line(self.scanner.start));
        self.ranges("nodes", |reader, id| {
            let actor = draft.declare(&id.to_string(), line, false).actor;
            reader.actors.insert(id, actor);
            Ok(())
        })
    }

    fn edge(&mut self, draft: &mut Draft) -> Result<(), ReadError> {
        let line = Some(self.input.line(self.scanner.start));
        let (id, source, target) = (self.number("edge")?, self.number("edge")?, self.number("edge")?);
        self.close("edge")?;
        let mut end = |id: u32| *self.actors.entry(id).or_insert_with(|| draft.mention(&id.to_string(), line));
        let (source, target) = (end(source), end(target));
        let link = draft.link(source, target, Some(&id.to_string()), true, line);
        self.links.entry(id).or_insert(link);
        Ok(())
    }

    fn cluster(&mut self, depth: usize) -> Result<(), ReadError> {
        let at = self.scanner.start;
        if depth >= NESTING {
            let what = format!("more than {NESTING} clusters stand inside each other, which is the limit.");
            return Err(self.input.beyond(at, what));
        }
        let id = self.number("cluster")?;
        let cluster = self.clusters.add(id);
        loop {
            match self.scanner.next() {
                Token::Close => return Ok(()),
                Token::Text(name) => {
                    self.input.check_name(self.scanner.start, &name, "the name of a cluster")?;
                    self.clusters.name(id, name);
                }
                Token::Open => match self.scanner.next() {
                    Token::Word("nodes") => self.ranges("nodes", |reader, id| {
                        let actor = reader.actors.get(&id).copied();
                        reader.clusters.put_actor(cluster, actor);
                        Ok(())
                    })?,
                    Token::Word("edges") => self.ranges("edges", |reader, id| {
                        let link = reader.links.get(&id).copied();
                        reader.clusters.put_link(cluster, link);
                        Ok(())
                    })?,
                    Token::Word("cluster") => self.cluster(depth + 1)?,
                    Token::Word(name) => self.skip(name)?,
                    token => return Err(self.unexpected(&token, "cluster", "expected nodes, edges or cluster")),
                },
                token => return Err(self.unexpected(&token, "cluster", "expected \"(\" or \")\"")),
            }
        }
    }

    /// `(graph_attributes 0 (string "name" "…") …)`: the title of the graph, or the name of a cluster.
    fn graph_attributes(&mut self, draft: &mut Draft) -> Result<(), ReadError> {
        let id = self.number("graph_attributes")?;
        while self.opens_part("graph_attributes")? {
            let kind = match self.scanner.next() {
                Token::Word(kind) => kind,
                token => return Err(self.unexpected(&token, "graph_attributes", "expected a type")),
            };
            let Token::Text(name) = self.scanner.next() else {
                self.skip(kind)?;
                continue;
            };
            match self.scanner.next() {
                Token::Text(value) => {
                    self.input.check_name(self.scanner.start, &name, "the name of an attribute")?;
                    match (id, &*name) {
                        (0, "name") => draft.set_title(&value),
                        (0, name) => draft.keep_fact(name, Json::from(value)),
                        (_, "name") => self.clusters.name(id, value),
                        (..) => (),
                    }
                    self.skip(kind)?;
                }
                Token::Open => {
                    self.skip(kind)?;
                    self.skip(kind)?;
                }
                Token::Close => (),
                Token::Word(_) => self.skip(kind)?,
                token => return Err(self.unexpected(&token, "graph_attributes", "")),
            }
        }
        Ok(())
    }
}
