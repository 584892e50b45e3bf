//! What a column of a table can mean, and the words for it. Which column means what is in `mapping.rs`.

use serde::{Deserialize, Serialize};

use crate::io::Role;

/// What a column of a table means.
///
/// A row describes a link, an actor, or both (see [`super::Rows`]). [`Self::Id`], [`Self::Type`], [`Self::Note`] and
/// [`Self::Detail`] are about the actor where the row describes one, otherwise about the link.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub enum ColumnRole {
    /// The id of the actor at which the link begins.
    Source,
    /// The id of the actor at which the link ends.
    Target,
    /// The id of what the row describes.
    Id,
    /// The name that an actor shows.
    Label,
    /// The type of what the row describes.
    Type,
    /// Other names of an actor, as a JSON list or with bars between them.
    Aliases,
    /// The id of the link, where the row describes an actor too.
    LinkId,
    /// The type of the link, where the row describes an actor too.
    LinkType,
    /// The strength of the link.
    Weight,
    /// Whether the link has a direction: `directed` or `undirected`, `true` or `false`.
    Direction,
    /// When it held: a date or an interval.
    When,
    /// When it began.
    Start,
    /// When it ended.
    End,
    /// A remark.
    Note,
    /// Where an actor stands, from left to right.
    X,
    /// Where an actor stands, from top to bottom.
    Y,
    /// The colour of what the row describes.
    Colour,
    /// The size of an actor.
    Size,
    /// The name shown by the actor at which the link begins.
    SourceLabel,
    /// The type of the actor at which the link begins.
    SourceType,
    /// A detail of the actor at which the link begins.
    SourceDetail,
    /// The name shown by the actor at which the link ends.
    TargetLabel,
    /// The type of the actor at which the link ends.
    TargetType,
    /// A detail of the actor at which the link ends.
    TargetDetail,
    /// Something else about what the row describes, under the name of the column.
    Detail,
    /// Nothing: the column is left out, which the report says.
    Ignore,
    /// A part of the passage or document that the row rests on; the column is a detail as well.
    Evidence(Role),
}

impl ColumnRole {
    /// Every role, in the order in which one looks for them.
    pub const ALL: [Self; 35] = [
        Self::Source,
        Self::Target,
        Self::Id,
        Self::Label,
        Self::Type,
        Self::Aliases,
        Self::LinkId,
        Self::LinkType,
        Self::Weight,
        Self::Direction,
        Self::When,
        Self::Start,
        Self::End,
        Self::Note,
        Self::X,
        Self::Y,
        Self::Colour,
        Self::Size,
        Self::SourceLabel,
        Self::SourceType,
        Self::SourceDetail,
        Self::TargetLabel,
        Self::TargetType,
        Self::TargetDetail,
        Self::Detail,
        Self::Ignore,
        Self::Evidence(Role::Quote),
        Self::Evidence(Role::Paraphrase),
        Self::Evidence(Role::Title),
        Self::Evidence(Role::Url),
        Self::Evidence(Role::Author),
        Self::Evidence(Role::Publisher),
        Self::Evidence(Role::Published),
        Self::Evidence(Role::Page),
        Self::Evidence(Role::Identifier),
    ];

    /// The word for it, on screen, on the command line and in files.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Source => "source",
            Self::Target => "target",
            Self::Id => "id",
            Self::Label => "label",
            Self::Type => "type",
            Self::Aliases => "aliases",
            Self::LinkId => "link id",
            Self::LinkType => "link type",
            Self::Weight => "weight",
            Self::Direction => "direction",
            Self::When => "when",
            Self::Start => "start",
            Self::End => "end",
            Self::Note => "note",
            Self::X => "x",
            Self::Y => "y",
            Self::Colour => "colour",
            Self::Size => "size",
            Self::SourceLabel => "source label",
            Self::SourceType => "source type",
            Self::SourceDetail => "source detail",
            Self::TargetLabel => "target label",
            Self::TargetType => "target type",
            Self::TargetDetail => "target detail",
            Self::Detail => "detail",
            Self::Ignore => "ignore",
            Self::Evidence(role) => role.name(),
        }
    }

    /// What it means, for people.
    #[must_use]
    pub fn meaning(self) -> &'static str {
        match self {
            Self::Source => "the id of the actor at which the link begins",
            Self::Target => "the id of the actor at which the link ends",
            Self::Id => "the id of what the row describes",
            Self::Label => "the name that the actor shows",
            Self::Type => "the type of what the row describes",
            Self::Aliases => "other names of the actor",
            Self::LinkId => "the id of the link, in rows that describe an actor too",
            Self::LinkType => "the type of the link, in rows that describe an actor too",
            Self::Weight => "the strength of the link",
            Self::Direction => "whether the link is directed or undirected",
            Self::When => "when it held: a date or an interval",
            Self::Start => "when it began",
            Self::End => "when it ended",
            Self::Note => "a remark",
            Self::X => "where the actor stands, from left to right",
            Self::Y => "where the actor stands, from top to bottom",
            Self::Colour => "the colour of what the row describes",
            Self::Size => "the size of the actor",
            Self::SourceLabel => "the name of the actor at which the link begins",
            Self::SourceType => "the type of the actor at which the link begins",
            Self::SourceDetail => "a detail of the actor at which the link begins",
            Self::TargetLabel => "the name of the actor at which the link ends",
            Self::TargetType => "the type of the actor at which the link ends",
            Self::TargetDetail => "a detail of the actor at which the link ends",
            Self::Detail => "a detail of what the row describes",
            Self::Ignore => "nothing: the column is left out",
            Self::Evidence(role) => role.meaning(),
        }
    }

    /// The role of that name. Capitals, hyphens and underscores do not matter.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        let name = name.trim().to_lowercase().replace(['-', '_'], " ");
        let name = match name.as_str() {
            "color" => "colour",
            "actor id" | "node id" => "id",
            "actor type" | "node type" | "kind" => "type",
            "date" => "when",
            "document" | "document title" => "title",
            "document url" | "address" => "url",
            "alias" => "aliases",
            "directed" => "direction",
            name => name,
        };
        Self::ALL.into_iter().find(|role| role.name() == name)
    }

    /// Whether several columns may have this role.
    #[must_use]
    pub fn may_repeat(self) -> bool {
        matches!(
            self,
            Self::Detail
                | Self::Ignore
                | Self::SourceDetail
                | Self::TargetDetail
                | Self::Aliases
                | Self::Note
                | Self::Evidence(_)
        )
    }

    /// Whether the role speaks of a link in every table.
    #[must_use]
    pub fn is_of_links(self) -> bool {
        matches!(
            self,
            Self::Source
                | Self::Target
                | Self::LinkId
                | Self::LinkType
                | Self::Weight
                | Self::Direction
                | Self::SourceLabel
                | Self::SourceType
                | Self::SourceDetail
                | Self::TargetLabel
                | Self::TargetType
                | Self::TargetDetail
        )
    }

    /// Whether the role speaks of an actor in every table.
    #[must_use]
    pub fn is_of_actors(self) -> bool {
        matches!(self, Self::Label | Self::Aliases | Self::X | Self::Y | Self::Size)
    }
}

impl From<ColumnRole> for String {
    fn from(role: ColumnRole) -> Self {
        role.name().to_owned()
    }
}

impl TryFrom<String> for ColumnRole {
    type Error = String;

    fn try_from(name: String) -> Result<Self, String> {
        Self::from_name(&name).ok_or_else(|| {
            let names: Vec<&str> = Self::ALL.into_iter().map(Self::name).collect();
            format!("\"{name}\" is no role of a column; roles are {}", names.join(", "))
        })
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn names_are_unique_and_read_back() {
        let names: HashSet<&str> = ColumnRole::ALL.into_iter().map(ColumnRole::name).collect();
        assert_eq!(names.len(), ColumnRole::ALL.len());
        for role in ColumnRole::ALL {
            assert_eq!(ColumnRole::from_name(role.name()), Some(role));
            assert!(!role.meaning().is_empty());
        }
        for role in Role::ALL {
            assert!(ColumnRole::ALL.contains(&ColumnRole::Evidence(role)), "{}", role.name());
        }
    }

    #[test]
    fn names_may_be_written_in_other_ways() {
        assert_eq!(ColumnRole::from_name(" Source_Label"), Some(ColumnRole::SourceLabel));
        assert_eq!(ColumnRole::from_name("document-url"), Some(ColumnRole::Evidence(Role::Url)));
        assert_eq!(ColumnRole::from_name("colour"), ColumnRole::from_name("color"));
        assert_eq!(ColumnRole::from_name("sauce"), None);
    }
}
