//! Details that were chosen as evidence become passages of documents, and the record rests on them. The details stay.

use super::Draft;
use crate::io::testimony::{Role, Testimony};
use crate::model::{ActorIx, Document, Evidence, LinkIx, Passage, PassageIx, Value, When};

/// What one record says about its sources.
#[derive(Default)]
struct Said {
    quote: String,
    paraphrase: String,
    title: String,
    urls: Vec<String>,
    author: String,
    publisher: String,
    published: String,
    page: String,
    identifiers: Vec<String>,
}

impl Draft {
    /// Makes evidence out of details. Where a record has words but names no source, the source is the file itself, called
    /// `file_name`.
    pub fn testify(&mut self, testimony: &Testimony, file_name: &str) {
        if testimony.is_empty() {
            return;
        }
        let column = |columns: &super::DraftColumns, name: &str| columns.find(name);
        let of_actors: Vec<(u32, Role)> = testimony
            .roles
            .iter()
            .filter_map(|(name, role)| Some((column(&self.actor_columns, name)?, *role)))
            .collect();
        let of_links: Vec<(u32, Role)> = testimony
            .roles
            .iter()
            .filter_map(|(name, role)| Some((column(&self.link_columns, name)?, *role)))
            .collect();
        for actor in (0..self.actor_count()).map(ActorIx::new) {
            let said = Said::of(&of_actors, |column| self.actor_columns.get(column, actor.get()));
            for passage in self.passages_of(&said, file_name) {
                self.rest_actor_on(actor, Evidence::supporting(passage));
            }
        }
        for link in (0..self.link_count()).map(LinkIx::new) {
            let said = Said::of(&of_links, |column| self.link_columns.get(column, link.get()));
            for passage in self.passages_of(&said, file_name) {
                self.rest_link_on(link, Evidence::supporting(passage));
            }
        }
    }

    /// A passage in every source that is named: several addresses or numbers are several documents.
    fn passages_of(&mut self, said: &Said, file_name: &str) -> Vec<PassageIx> {
        let Said { quote, paraphrase, title, urls, author, publisher, published, page, identifiers } = said;
        let base = || Document {
            title: title.clone(),
            author: author.clone(),
            publisher: publisher.clone(),
            published: (!published.is_empty()).then(|| When::new(published.as_str())),
            ..Document::default()
        };
        let mut documents = Vec::new();
        for url in urls {
            documents.push(self.document(url, || Document { url: url.clone(), ..base() }));
        }
        for identifier in identifiers {
            let url = address_of(identifier);
            let name = || if title.is_empty() { identifier.clone() } else { title.clone() };
            documents.push(self.document(identifier, || Document { title: name(), url, ..base() }));
        }
        if documents.is_empty() && !title.is_empty() {
            documents.push(self.document(title, base));
        }
        if documents.is_empty() && !(quote.is_empty() && paraphrase.is_empty()) {
            let itself = || Document { title: file_name.to_owned(), path: file_name.to_owned(), ..Document::default() };
            documents.push(self.document(file_name, itself));
        }
        let mut passages = Vec::new();
        for document in documents {
            passages.push(self.passage(Passage {
                document: Some(document),
                quote: quote.clone(),
                paraphrase: paraphrase.clone(),
                page: page.clone(),
                ..Passage::new("")
            }));
        }
        passages
    }
}

impl Said {
    fn of(columns: &[(u32, Role)], value: impl Fn(u32) -> Option<Value>) -> Self {
        let mut said = Self::default();
        for &(column, role) in columns {
            let Some(value) = value(column) else { continue };
            let words = match &value {
                Value::Date(text) => text.clone(),
                value => value.words(),
            };
            if words.trim().is_empty() {
                continue;
            }
            let field = match role {
                Role::Url => {
                    said.urls.extend(pieces(&value, char::is_whitespace));
                    continue;
                }
                Role::Identifier => {
                    said.identifiers
                        .extend(pieces(&value, |sign| matches!(sign, ';' | '|' | ',') || sign.is_whitespace()));
                    continue;
                }
                Role::Quote => &mut said.quote,
                Role::Paraphrase => &mut said.paraphrase,
                Role::Title => &mut said.title,
                Role::Author => &mut said.author,
                Role::Publisher => &mut said.publisher,
                Role::Published => &mut said.published,
                Role::Page => &mut said.page,
            };
            if !field.is_empty() {
                field.push('\n');
            }
            field.push_str(words.trim());
        }
        said
    }
}

fn pieces(value: &Value, separates: fn(char) -> bool) -> Vec<String> {
    let split = |text: &str| -> Vec<String> {
        text.split(separates).filter(|piece| !piece.is_empty()).map(str::to_owned).collect()
    };
    match value {
        Value::TextList(texts) => {
            texts.iter().map(|text| text.trim().to_owned()).filter(|text| !text.is_empty()).collect()
        }
        value => split(&value.words()),
    }
}

/// Where a number of a catalogue leads: a DOI begins with `10.`, a PubMed number has digits only.
pub fn address_of(identifier: &str) -> String {
    let bare = identifier.trim_start_matches("doi:").trim_start_matches("pmid:").trim_start_matches("PMID:");
    if bare.starts_with("10.") {
        format!("https://doi.org/{bare}")
    } else if bare.len() <= 9 && bare.bytes().all(|byte| byte.is_ascii_digit()) {
        format!("https://pubmed.ncbi.nlm.nih.gov/{bare}/")
    } else if bare.starts_with("http") {
        bare.to_owned()
    } else {
        String::new()
    }
}
