//! The grammar of DOT, as `graphviz.org/doc/info/lang.html` gives it, on a stack of its own: subgraphs may stand deep in each
//! other. What is parsed goes into a `Plan`.

use std::borrow::Cow;

use super::lexer::{Id, Lexer, Sort, Token};
use super::plan::{End, Pair, Plan, TooMuch, Whose};
use crate::io::error::ReadError;
use crate::io::limits::NESTING;
use crate::io::quote::short;

/// A walk over the graphs of a DOT text.
pub struct Parser<'i, 'a> {
    /// The pieces of the text.
    pub lexer: Lexer<'i, 'a>,
    token: Token<'a>,
    token_at: usize,
    /// Whether something stands behind a subgraph that only an edge can have.
    pub has_lost_attributes: bool,
    /// Where an edge of the other sort than those of its graph stands first.
    pub other_edge: Option<u32>,
}

/// A subgraph, or the graph itself, while it is open.
struct Frame {
    subgraph: u32,
    opened: usize,
    /// The ends of the edge statement in which it stands, and whether an arrow leads to each.
    ends: Vec<(End, bool)>,
    /// The line on which that statement begins.
    line: u32,
}

/// The words of the language; in any case of letters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Keyword {
    Graph,
    Node,
    Edge,
    Subgraph,
}

impl<'i, 'a> Parser<'i, 'a> {
    /// Begins the walk.
    pub fn new(lexer: Lexer<'i, 'a>) -> Result<Self, ReadError> {
        let mut parser = Self { lexer, token: Token::End, token_at: 0, has_lost_attributes: false, other_edge: None };
        parser.advance()?;
        Ok(parser)
    }

    /// The head of the next graph; `None` at the end of the file. Its body is read by [`Self::body`].
    pub fn head(&mut self) -> Result<Option<Plan<'a>>, ReadError> {
        while self.is_sign(b';') {
            self.advance()?;
        }
        if self.token == Token::End {
            return Ok(None);
        }
        let is_strict = self.is_word("strict");
        if is_strict {
            self.advance()?;
        }
        let is_directed = self.is_word("digraph");
        if !is_directed && !self.is_word("graph") {
            let what = "\"graph\" or \"digraph\" was expected here.";
            return Err(self.broken(what, "not the beginning of a graph"));
        }
        self.advance()?;
        let name = match &self.token {
            Token::Id(_) => self.id()?.text,
            _ => Cow::Borrowed(""),
        };
        if !self.is_sign(b'{') {
            return Err(self.broken("\"{\" was expected here, where the graph begins.", "not \"{\""));
        }
        let bytes = self.lexer.input.text.len();
        Ok(Some(Plan::new(name, is_directed, is_strict, bytes)))
    }

    /// The body of the graph whose head was just read.
    pub fn body(&mut self, plan: &mut Plan<'a>) -> Result<(), ReadError> {
        let mut open = vec![Frame { subgraph: 0, opened: self.token_at, ends: Vec::new(), line: 0 }];
        self.advance()?;
        while let Some(frame) = open.last_mut() {
            let within = frame.subgraph;
            if frame.ends.is_empty() {
                frame.line = self.lexer.input.line(self.token_at);
            }
            // An end of an edge is expected behind an arrow, otherwise a statement.
            let is_arrow = match &self.token {
                Token::Edge { directed } if !frame.ends.is_empty() => {
                    let directed = *directed;
                    if directed != plan.is_directed && self.other_edge.is_none() {
                        self.other_edge = Some(self.lexer.input.line(self.token_at));
                    }
                    self.advance()?;
                    Some(directed)
                }
                _ if frame.ends.is_empty() => None,
                _ => {
                    let ends = std::mem::take(&mut frame.ends);
                    let line = frame.line;
                    self.finish(plan, ends, line, within)?;
                    continue;
                }
            };
            match self.keyword() {
                Some(Keyword::Subgraph) => {
                    self.advance()?;
                    let name = if matches!(self.token, Token::Id(_)) { Some(self.id()?.text) } else { None };
                    if self.is_sign(b'{') {
                        self.open(plan, &mut open, name, is_arrow)?;
                    } else {
                        // `subgraph a` alone means the subgraph of that name.
                        let subgraph = self.limited(plan.subgraph(name, within))?;
                        frame.ends.push((End::Subgraph(subgraph), is_arrow.unwrap_or(false)));
                    }
                    continue;
                }
                Some(word) if is_arrow.is_none() => {
                    self.defaults(plan, word, within)?;
                    continue;
                }
                Some(_) => return Err(self.broken("the edge has no target: a keyword stands here.", "not a node")),
                None => {}
            }
            match (&self.token, is_arrow) {
                (Token::Sign(b'{'), _) => self.open(plan, &mut open, None, is_arrow)?,
                (Token::Id(_), _) => {
                    if let Some(end) = self.nodes(plan, within, is_arrow.is_none())? {
                        frame.ends.push((end, is_arrow.unwrap_or(false)));
                    }
                }
                (_, Some(_)) => return Err(self.broken("an edge has no target.", "a node was expected here")),
                (Token::Sign(b';' | b','), None) => self.advance()?,
                (Token::Sign(b'}'), None) => {
                    self.advance()?;
                    let closed = open.pop().map_or(0, |frame| frame.subgraph);
                    if let Some(frame) = open.last_mut()
                        && let Some((end, _)) = frame.ends.last_mut()
                    {
                        *end = End::Subgraph(closed);
                    }
                }
                (Token::End, None) => {
                    let line = self.lexer.input.line(frame.opened);
                    return Err(self.lexer.input.incomplete(format!("the \"{{\" on line {line} is never closed.")));
                }
                (Token::Edge { .. }, None) => {
                    return Err(self.broken("an edge has no source.", "a node was expected before this"));
                }
                (Token::Sign(_), None) => {
                    return Err(self
                        .broken("a node, an edge or an attribute was expected here.", "a sign without meaning here"));
                }
            }
        }
        Ok(())
    }

    /// Opens a subgraph; in the statement it stands in, it is an end that is filled in when it is closed.
    fn open(
        &mut self,
        plan: &mut Plan<'a>,
        open: &mut Vec<Frame>,
        name: Option<Cow<'a, str>>,
        is_arrow: Option<bool>,
    ) -> Result<(), ReadError> {
        if open.len() >= NESTING {
            let what = format!("subgraphs stand more than {NESTING} deep in each other, which is the limit.");
            return Err(self.lexer.input.beyond(self.token_at, what));
        }
        let opened = self.token_at;
        let frame = open.last_mut().expect("the body of a graph is open");
        let subgraph = plan.subgraph(name, frame.subgraph);
        frame.ends.push((End::Subgraph(0), is_arrow.unwrap_or(false)));
        let subgraph = self.limited(subgraph)?;
        open.push(Frame { subgraph, opened, ends: Vec::new(), line: 0 });
        self.advance()
    }

    /// The end of a statement about nodes, subgraphs and edges between them.
    fn finish(&mut self, plan: &mut Plan<'a>, ends: Vec<(End, bool)>, line: u32, within: u32) -> Result<(), ReadError> {
        let attributes = self.attributes(plan)?;
        if ends.len() > 1 {
            let made = plan.edges(&ends, attributes, line, within);
            return self.limited(made);
        }
        let mut describe = |node: u32| {
            let node = &mut plan.nodes[node as usize];
            node.is_described = true;
            node.own.extend(&attributes);
        };
        match ends.into_iter().next() {
            Some((End::Node(node, _), _)) => describe(node),
            Some((End::Nodes(nodes), _)) => {
                let cost = nodes.len().saturating_sub(1) * attributes.len();
                for (node, _) in nodes {
                    describe(node);
                }
                let counted = plan.imply(cost);
                self.limited(counted)?;
            }
            Some((End::Subgraph(_), _)) | None => self.has_lost_attributes |= !attributes.is_empty(),
        }
        Ok(())
    }

    /// One node, or several with commas between them. `None` where it was the assignment of an attribute.
    fn nodes(&mut self, plan: &mut Plan<'a>, within: u32, may_assign: bool) -> Result<Option<End>, ReadError> {
        let at = self.token_at;
        let id = self.id()?;
        if may_assign && self.is_sign(b'=') {
            self.advance()?;
            let value = self.value(&id.text)?;
            let pair = plan.pair(id.text, value);
            plan.subgraphs[within as usize].own.push(pair);
            return Ok(None);
        }
        let first = self.node(plan, id, at, within)?;
        if !self.is_sign(b',') {
            return Ok(Some(End::Node(first.0, first.1)));
        }
        let mut nodes = vec![first];
        while self.is_sign(b',') {
            self.advance()?;
            let at = self.token_at;
            if !matches!(self.token, Token::Id(_)) || self.keyword().is_some() {
                return Err(self.broken("after the comma another node was expected.", "not a node"));
            }
            let id = self.id()?;
            nodes.push(self.node(plan, id, at, within)?);
        }
        Ok(Some(End::Nodes(nodes)))
    }

    /// A node with its port, whose id was just read.
    fn node(
        &mut self,
        plan: &mut Plan<'a>,
        id: Id<'a>,
        at: usize,
        within: u32,
    ) -> Result<(u32, Option<u32>), ReadError> {
        self.lexer.input.check_name(at, &id.text, "the id of a node")?;
        let line = self.lexer.input.line(at);
        let node = self.limited(plan.node(id.text, line, within))?;
        let mut port: Option<Id<'a>> = None;
        while self.is_sign(b':') {
            self.advance()?;
            if !matches!(self.token, Token::Id(_)) {
                return Err(self.broken("after \":\" a port was expected.", "not a port"));
            }
            let part = self.id()?;
            port = Some(match port {
                None => part,
                Some(first) => Id { text: format!("{}:{}", first.text, part.text).into(), sort: Sort::Quoted },
            });
        }
        Ok((node, port.map(|port| plan.text(port))))
    }

    /// What follows `node`, `edge` or `graph`: attributes for everything of that sort that is made from here on.
    fn defaults(&mut self, plan: &mut Plan<'a>, word: Keyword, within: u32) -> Result<(), ReadError> {
        self.advance()?;
        if !self.is_sign(b'[') {
            let what = "after this keyword \"[\" was expected; nodes with such a name stand in double quotes.";
            return Err(self.broken(what, "not \"[\""));
        }
        for pair in self.attributes(plan)? {
            let set = match word {
                Keyword::Node => plan.set_default(within, Whose::Nodes, pair),
                Keyword::Edge => plan.set_default(within, Whose::Edges, pair),
                Keyword::Graph | Keyword::Subgraph => {
                    plan.subgraphs[within as usize].own.push(pair);
                    Ok(())
                }
            };
            self.limited(set)?;
        }
        Ok(())
    }

    /// Lists of attributes in brackets, as many as stand here.
    fn attributes(&mut self, plan: &mut Plan<'a>) -> Result<Vec<Pair>, ReadError> {
        let mut pairs = Vec::new();
        while self.is_sign(b'[') {
            let opened = self.token_at;
            self.advance()?;
            while !self.is_sign(b']') {
                match &self.token {
                    Token::Sign(b',' | b';') => {
                        self.advance()?;
                        continue;
                    }
                    Token::Id(_) => {}
                    Token::End => {
                        let line = self.lexer.input.line(opened);
                        let what = format!("the attributes opened on line {line} are never closed.");
                        return Err(self.lexer.input.incomplete(what));
                    }
                    _ => return Err(self.broken("the name of an attribute was expected here.", "not a name")),
                }
                let name_at = self.token_at;
                let Id { text: name, sort } = self.id()?;
                self.lexer.input.check_name(self.token_at, &name, "the name of an attribute")?;
                let value = if self.is_sign(b'=') {
                    self.advance()?;
                    self.value(&name)?
                } else if sort != Sort::Bare {
                    let what = "a text stands here where the name of an attribute was expected. A quote inside a text is \
                                written as \\\", and a label of HTML stands between < and > as a whole.";
                    return Err(self.lexer.input.broken(name_at, what, "not the name of an attribute"));
                } else {
                    Id { text: Cow::Borrowed("true"), sort: Sort::Bare }
                };
                pairs.push(plan.pair(name, value));
            }
            self.advance()?;
        }
        Ok(pairs)
    }

    fn value(&mut self, name: &str) -> Result<Id<'a>, ReadError> {
        if matches!(self.token, Token::Id(_)) {
            return self.id();
        }
        if self.token == Token::End {
            return Err(self.lexer.input.incomplete(format!("the attribute \"{}\" has no value.", short(name))));
        }
        Err(self.broken(format!("the attribute \"{}\" has no value.", short(name)), "a value was expected here"))
    }

    /// Takes the id that stands here.
    fn id(&mut self) -> Result<Id<'a>, ReadError> {
        let token = std::mem::replace(&mut self.token, Token::End);
        self.advance()?;
        match token {
            Token::Id(id) => Ok(id),
            _ => Err(self.broken("a name was expected here.", "not a name")),
        }
    }

    fn keyword(&self) -> Option<Keyword> {
        let Token::Id(Id { text, sort: Sort::Bare }) = &self.token else { return None };
        let words = [
            ("graph", Keyword::Graph),
            ("node", Keyword::Node),
            ("edge", Keyword::Edge),
            ("subgraph", Keyword::Subgraph),
        ];
        words.iter().find(|(word, _)| text.eq_ignore_ascii_case(word)).map(|(_, keyword)| *keyword)
    }

    fn is_word(&self, word: &str) -> bool {
        matches!(&self.token, Token::Id(Id { text, sort: Sort::Bare }) if text.eq_ignore_ascii_case(word))
    }

    fn is_sign(&self, sign: u8) -> bool {
        self.token == Token::Sign(sign)
    }

    fn advance(&mut self) -> Result<(), ReadError> {
        self.token = self.lexer.next()?;
        self.token_at = self.lexer.token_at;
        Ok(())
    }

    fn broken(&self, what: impl AsRef<str>, remark: &str) -> ReadError {
        if self.token == Token::End {
            return self.lexer.input.incomplete(what);
        }
        self.lexer.input.broken(self.token_at, what, remark)
    }

    fn limited<T>(&self, made: Result<T, TooMuch>) -> Result<T, ReadError> {
        made.map_err(|TooMuch(what)| self.lexer.input.beyond(self.token_at, what))
    }
}
