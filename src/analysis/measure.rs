//! The measures by which actors are ranked, in words: what each is called, what it asks, what its value says.

use super::ties::Direction;

/// A figure that can be worked out for every actor.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Measure {
    /// Number of links.
    Degree,
    /// Number of links that lead here.
    InDegree,
    /// Number of links that lead away.
    OutDegree,
    /// How often it is on the shortest way between others.
    Betweenness,
    /// How near it is to all who reach it.
    Closeness,
    /// The same, with nobody left out.
    Harmonic,
    /// How much those count who are tied to it.
    Eigenvector,
    /// Where one ends up who follows links at random.
    PageRank,
    /// How many ways lead to it, long ones for less.
    Katz,
    /// How well it leads to authorities.
    Hubs,
    /// How well hubs lead to it.
    Authorities,
    /// How deep in the thick of it.
    CoreNumber,
    /// Whether its neighbours are tied to each other.
    Clustering,
    /// How far the furthest is.
    Eccentricity,
    /// Into how many more parts the graph falls without it.
    Articulation,
}

impl Measure {
    /// Every measure, in the order in which they are listed.
    pub const ALL: [Self; 15] = [
        Self::Degree,
        Self::InDegree,
        Self::OutDegree,
        Self::Betweenness,
        Self::Closeness,
        Self::Harmonic,
        Self::Eigenvector,
        Self::PageRank,
        Self::Katz,
        Self::Hubs,
        Self::Authorities,
        Self::CoreNumber,
        Self::Clustering,
        Self::Eccentricity,
        Self::Articulation,
    ];

    /// The word for it in arguments and files; never changes.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Degree => "degree",
            Self::InDegree => "in-degree",
            Self::OutDegree => "out-degree",
            Self::Betweenness => "betweenness",
            Self::Closeness => "closeness",
            Self::Harmonic => "harmonic",
            Self::Eigenvector => "eigenvector",
            Self::PageRank => "pagerank",
            Self::Katz => "katz",
            Self::Hubs => "hubs",
            Self::Authorities => "authorities",
            Self::CoreNumber => "kcore",
            Self::Clustering => "clustering",
            Self::Eccentricity => "eccentricity",
            Self::Articulation => "articulation",
        }
    }

    /// The measure of that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|measure| measure.name() == name)
    }

    /// The field's term for it, as it stands over a column.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::Degree => "Degree",
            Self::InDegree => "In-degree",
            Self::OutDegree => "Out-degree",
            Self::Betweenness => "Betweenness",
            Self::Closeness => "Closeness",
            Self::Harmonic => "Harmonic closeness",
            Self::Eigenvector => "Eigenvector centrality",
            Self::PageRank => "PageRank",
            Self::Katz => "Katz centrality",
            Self::Hubs => "Hub score (HITS)",
            Self::Authorities => "Authority score (HITS)",
            Self::CoreNumber => "Core number (k-core)",
            Self::Clustering => "Local clustering",
            Self::Eccentricity => "Eccentricity",
            Self::Articulation => "Articulation",
        }
    }

    /// What it asks, in words.
    #[must_use]
    pub fn question(self) -> &'static str {
        match self {
            Self::Degree => "who has the most links",
            Self::InDegree => "to whom the most links lead",
            Self::OutDegree => "from whom the most links lead away",
            Self::Betweenness => "who connects groups that are otherwise apart",
            Self::Closeness => "who is reached in the fewest steps",
            Self::Harmonic => "who is near to the most, in a graph in parts too",
            Self::Eigenvector => "who is linked to those who are well linked themselves",
            Self::PageRank => "where one ends up who follows links at random",
            Self::Katz => "to whom many ways lead, short ones above all",
            Self::Hubs => "who points to those to whom everybody points",
            Self::Authorities => "to whom those point who know where to point",
            Self::CoreNumber => "who is in the thick of it, and who at the edge",
            Self::Clustering => "whose contacts all know each other",
            Self::Eccentricity => "who is far from somebody, and who is in the middle",
            Self::Articulation => "without whom the graph would fall apart",
        }
    }

    /// What a value says, in a line.
    #[must_use]
    pub fn reading(self) -> &'static str {
        match self {
            Self::Degree | Self::InDegree | Self::OutDegree => "the number of links, or the sum of their strengths",
            Self::Betweenness => "the share of shortest ways between two others that lead through the actor, 0 to 1",
            Self::Closeness => "one over the mean distance, times the share of actors that reach it, 0 to 1",
            Self::Harmonic => "the mean of one over the distance from all others, 0 to 1",
            Self::Eigenvector => "in proportion to the sum over its neighbours; all squares sum up to 1",
            Self::PageRank => "the share of time spent at the actor; all sum up to 1",
            Self::Katz => "the ways that lead to it, each step for less; all squares sum up to 1",
            Self::Hubs | Self::Authorities => "a share of all; all sum up to 1",
            Self::CoreNumber => "in a group where everybody has at least so many neighbours",
            Self::Clustering => "the share of pairs of its neighbours that are linked, 0 to 1",
            Self::Eccentricity => "the distance from whoever is furthest; 0 for those whom nobody reaches",
            Self::Articulation => "into how many more parts the graph falls without the actor",
        }
    }

    /// Whether directions are followed where nothing else is said.
    #[must_use]
    pub fn usual_direction(self) -> Direction {
        match self {
            Self::InDegree | Self::OutDegree | Self::PageRank | Self::Hubs | Self::Authorities => Direction::Followed,
            _ => Direction::Ignored,
        }
    }

    /// Whether directions of links can make a difference.
    #[must_use]
    pub fn can_follow(self) -> bool {
        !matches!(self, Self::Degree | Self::CoreNumber | Self::Clustering | Self::Articulation)
    }

    /// Whether strengths of links can make a difference.
    #[must_use]
    pub fn can_weigh(self) -> bool {
        !matches!(self, Self::CoreNumber | Self::Clustering | Self::Articulation)
    }

    /// Whether it looks at distances: links are then as long as they are weak, and from large graphs sources are drawn.
    #[must_use]
    pub fn is_of_distance(self) -> bool {
        matches!(self, Self::Betweenness | Self::Closeness | Self::Harmonic | Self::Eccentricity)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn names_are_different_and_read_back() {
        let names: BTreeSet<&str> = Measure::ALL.into_iter().map(Measure::name).collect();
        assert_eq!(names.len(), Measure::ALL.len());
        for measure in Measure::ALL {
            assert_eq!(Measure::from_name(measure.name()), Some(measure));
            assert!(!measure.title().is_empty() && !measure.question().is_empty() && !measure.reading().is_empty());
            assert!(measure.can_follow() || measure.usual_direction() == Direction::Ignored);
        }
    }
}
