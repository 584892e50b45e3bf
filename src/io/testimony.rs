//! Details as evidence: which details of a foreign file hold words or name sources, and what part of a passage or document
//! each becomes. Applied to a draft at its end, so that any graph can carry its evidence; the details stay as they are.

use crate::model::{ColumnKind, Columns, Graph};

/// What a detail becomes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Role {
    /// The words of the passage.
    Quote,
    /// What the passage says, in other words.
    Paraphrase,
    /// The title of the document.
    Title,
    /// Its address on the web.
    Url,
    /// Its author.
    Author,
    /// Its publisher.
    Publisher,
    /// When it was published.
    Published,
    /// The page.
    Page,
    /// A number in a catalogue: PubMed or DOI. Several may stand in one text.
    Identifier,
}

impl Role {
    /// Every role.
    pub const ALL: [Self; 9] = [
        Self::Quote,
        Self::Paraphrase,
        Self::Title,
        Self::Url,
        Self::Author,
        Self::Publisher,
        Self::Published,
        Self::Page,
        Self::Identifier,
    ];

    /// The word for it, on screen and on the command line.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Quote => "quote",
            Self::Paraphrase => "paraphrase",
            Self::Title => "title",
            Self::Url => "url",
            Self::Author => "author",
            Self::Publisher => "publisher",
            Self::Published => "published",
            Self::Page => "page",
            Self::Identifier => "identifier",
        }
    }

    /// What it means, for people.
    #[must_use]
    pub fn meaning(self) -> &'static str {
        match self {
            Self::Quote => "the words of the passage",
            Self::Paraphrase => "what the passage says, in other words",
            Self::Title => "the title of the document",
            Self::Url => "the address of the document",
            Self::Author => "the author of the document",
            Self::Publisher => "the publisher of the document",
            Self::Published => "the date of the document",
            Self::Page => "the page",
            Self::Identifier => "the number of the document in a catalogue (PubMed, DOI)",
        }
    }

    /// The role of that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.name() == name)
    }

    /// What a detail of that name most likely is.
    fn guess(name: &str) -> Option<Self> {
        let name: String = name.chars().filter(|sign| sign.is_alphanumeric()).flat_map(char::to_lowercase).collect();
        Some(match name.as_str() {
            "quote" | "quotation" | "passage" | "snippet" | "evidence" | "excerpt" | "sentence" | "text" => Self::Quote,
            "description" | "summary" | "abstract" | "comment" | "remark" => Self::Paraphrase,
            "source" | "sourcename" | "sourcetitle" | "document" | "reference" | "ref" | "citation" | "publication"
            | "article" => Self::Title,
            "url" | "sourceurl" | "link" | "uri" | "href" | "webpage" | "website" => Self::Url,
            "author" | "authors" => Self::Author,
            "publisher" | "journal" | "newspaper" => Self::Publisher,
            "published" | "publicationdate" | "pubdate" | "sourcedate" => Self::Published,
            "page" | "pages" => Self::Page,
            "pmid" | "pubmed" | "pubmedid" | "doi" => Self::Identifier,
            _ => return None,
        })
    }
}

/// Which details become what.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Testimony {
    /// Names of details, of actors and of links alike, with what each becomes.
    pub roles: Vec<(String, Role)>,
}

impl Testimony {
    /// Whether no detail becomes anything.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.roles.is_empty()
    }

    /// What the names of details suggest. Empty where the graph has evidence already, or none of its details reads like it.
    #[must_use]
    pub fn suggested(graph: &Graph) -> Self {
        let has_evidence = graph.actors().any(|(_, actor)| !actor.evidence.is_empty())
            || graph.links().any(|(_, link)| !link.evidence.is_empty());
        if has_evidence {
            return Self::default();
        }
        let mut names: Vec<&str> = Vec::new();
        for columns in [graph.actor_columns(), graph.link_columns()] {
            names.extend(texts_of(columns).filter(|name| !names.contains(name)).collect::<Vec<_>>());
        }
        Self::of_names(names.into_iter())
    }

    pub(super) fn of_names<'n>(names: impl Iterator<Item = &'n str>) -> Self {
        let roles: Vec<(String, Role)> = names.filter_map(|name| Some((name.to_owned(), Role::guess(name)?))).collect();
        // A page or an author alone is no source.
        let is_source =
            |role: &Role| matches!(role, Role::Quote | Role::Paraphrase | Role::Title | Role::Url | Role::Identifier);
        if roles.iter().any(|(_, role)| is_source(role)) { Self { roles } } else { Self::default() }
    }

    /// Adds `ROLE=DETAIL`, as the command line gives it.
    ///
    /// # Errors
    /// A sentence that says what is wrong.
    pub fn add(&mut self, pair: &str) -> Result<(), String> {
        let names = || Role::ALL.map(Role::name).join(", ");
        let Some((role, detail)) = pair.split_once('=') else {
            return Err(format!("\"{pair}\" is not of the form ROLE=DETAIL; roles are {}.", names()));
        };
        let role = Role::from_name(role.trim())
            .ok_or_else(|| format!("\"{}\" is no role; roles are {}.", role.trim(), names()))?;
        self.roles.push((detail.trim().to_owned(), role));
        Ok(())
    }
}

/// Names of details that hold texts.
fn texts_of(columns: &Columns) -> impl Iterator<Item = &str> {
    let is_text = |kind| matches!(kind, ColumnKind::Text | ColumnKind::TextList | ColumnKind::Date | ColumnKind::Mixed);
    columns
        .iter()
        .filter(move |column| is_text(column.kind()) || Role::guess(&column.name) == Some(Role::Identifier))
        .map(|column| column.name.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_suggest_roles_and_a_page_alone_suggests_nothing() {
        let of = |names: &[&str]| Testimony::of_names(names.iter().copied()).roles;
        assert_eq!(
            of(&["age", "Description", "source_url", "page"]),
            [
                ("Description".to_owned(), Role::Paraphrase),
                ("source_url".to_owned(), Role::Url),
                ("page".to_owned(), Role::Page)
            ]
        );
        assert_eq!(of(&["page", "author"]), []);
    }

    #[test]
    fn the_command_line_names_roles() {
        let mut testimony = Testimony::default();
        assert_eq!(testimony.add("quote=what it says"), Ok(()));
        assert_eq!(testimony.roles, [("what it says".to_owned(), Role::Quote)]);
        assert!(testimony.add("quote").expect_err("no detail").contains("ROLE=DETAIL"));
        assert!(testimony.add("cite=x").expect_err("no role").contains("\"cite\" is no role; roles are quote, "));
    }
}
