//! What decides how actors and links look: a rule for each of colour, size, shape and label. What rules come to in a graph is
//! worked out in `scene`.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// Something about a look that a rule can decide.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Channel {
    /// The colour of actors; without a rule that of the file, else of their types.
    ActorColour,
    /// The size of actors; without a rule that of the file, else by their links and passages.
    ActorSize,
    /// The shape of actors; without a rule that of their types.
    ActorShape,
    /// What is written beside actors; without a rule their names.
    ActorLabel,
    /// The colour of links; without a rule that of the file, else the same for all that rest on a passage.
    LinkColour,
    /// The width of links; without a rule by their weights, else by their passages.
    LinkWidth,
    /// What is written along links; without a rule their types.
    LinkLabel,
}

impl Channel {
    /// Every channel, in the order in which they are shown.
    pub const ALL: [Self; 7] = [
        Self::ActorColour,
        Self::ActorSize,
        Self::ActorShape,
        Self::ActorLabel,
        Self::LinkColour,
        Self::LinkWidth,
        Self::LinkLabel,
    ];

    /// The word for it in files; never changes.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::ActorColour => "actor_colour",
            Self::ActorSize => "actor_size",
            Self::ActorShape => "actor_shape",
            Self::ActorLabel => "actor_label",
            Self::LinkColour => "link_colour",
            Self::LinkWidth => "link_width",
            Self::LinkLabel => "link_label",
        }
    }

    /// The channel of that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|channel| channel.name() == name)
    }

    /// The word for it on screen: `Colour`, `Size`.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::ActorColour | Self::LinkColour => "Colour",
            Self::ActorSize => "Size",
            Self::ActorShape => "Shape",
            Self::ActorLabel | Self::LinkLabel => "Label",
            Self::LinkWidth => "Width",
        }
    }

    /// Whether it is about links rather than actors.
    #[must_use]
    pub fn is_of_links(self) -> bool {
        matches!(self, Self::LinkColour | Self::LinkWidth | Self::LinkLabel)
    }

    /// Whether a rule may go by that here.
    #[must_use]
    pub fn takes(self, by: &By) -> bool {
        match by {
            By::Nothing | By::Detail(_) => true,
            By::Type => !matches!(self, Self::ActorSize | Self::LinkWidth),
            By::Key => matches!(self, Self::ActorLabel | Self::LinkLabel),
            By::Measure(_) => matches!(self, Self::ActorColour | Self::ActorSize | Self::ActorLabel),
            By::Community(_) => matches!(self, Self::ActorColour | Self::ActorShape | Self::ActorLabel),
            By::Basis => matches!(self, Self::LinkColour | Self::LinkLabel),
            By::Weight | By::Passages | By::Date => self.is_of_links(),
        }
    }
}

/// What a rule goes by.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum By {
    /// Nothing: all look alike, or nothing is written.
    Nothing,
    /// The type.
    Type,
    /// The id.
    Key,
    /// The detail of that name.
    Detail(String),
    /// The measure of that name, as files and the command line call it.
    Measure(String),
    /// The community, found at that resolution.
    Community(Division),
    /// What a link rests on.
    Basis,
    /// The weight of a link.
    Weight,
    /// The number of passages that support a link.
    Passages,
    /// The first day of a link.
    Date,
}

impl By {
    /// The word for it in files; never changes.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::Nothing => "nothing",
            Self::Type => "type",
            Self::Key => "id",
            Self::Detail(_) => "detail",
            Self::Measure(_) => "measure",
            Self::Community(_) => "community",
            Self::Basis => "basis",
            Self::Weight => "weight",
            Self::Passages => "passages",
            Self::Date => "date",
        }
    }

    /// The words for it on screen.
    #[must_use]
    pub fn words(&self) -> &str {
        match self {
            Self::Nothing => "nothing",
            Self::Detail(name) | Self::Measure(name) => name,
            Self::Passages => "number of passages",
            _ => self.name(),
        }
    }

    /// Whether it takes work to find out, on the graph as a whole: the outcome is then kept (see [`super::Spreads`]).
    #[must_use]
    pub fn takes_work(&self) -> bool {
        matches!(self, Self::Measure(_) | Self::Community(_))
    }
}

/// How communities are found.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Division {
    /// Above one there are more and smaller communities, below fewer and larger ones. Finite and above zero.
    pub resolution: f64,
    /// Where chance begins.
    pub seed: u64,
}

impl Default for Division {
    fn default() -> Self {
        Self { resolution: 1.0, seed: 1 }
    }
}

/// Colours for numbers. Each grows further from the canvas with the number, in either theme.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Palette {
    /// From yellow over green and blue to violet.
    #[default]
    Dusk,
    /// Blue, pale to strong.
    Blue,
    /// From sand over orange to a deep red.
    Ember,
    /// Blue on one side of the middle, orange on the other.
    TwoSided,
}

impl Palette {
    /// Every palette.
    pub const ALL: [Self; 4] = [Self::Dusk, Self::Blue, Self::Ember, Self::TwoSided];

    /// The word for it, in files and on screen; never changes.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Dusk => "dusk",
            Self::Blue => "blue",
            Self::Ember => "ember",
            Self::TwoSided => "two-sided",
        }
    }

    /// The palette of that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|palette| palette.name() == name)
    }
}

/// How numbers become colours and sizes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Scale {
    /// In proportion.
    Linear,
    /// By orders of magnitude.
    Logarithmic,
    /// Not at all: each value stands for itself, as a number of a group does.
    Each,
}

impl Scale {
    /// Every scale.
    pub const ALL: [Self; 3] = [Self::Linear, Self::Logarithmic, Self::Each];

    /// The word for it in files; never changes.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Linear => "linear",
            Self::Logarithmic => "log",
            Self::Each => "each",
        }
    }

    /// The scale of that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|scale| scale.name() == name)
    }
}

/// What decides one channel.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Rule {
    /// What it goes by.
    pub by: By,
    /// The colours of numbers.
    pub palette: Palette,
    /// Whether the colours or sizes of numbers run the other way.
    pub is_reversed: bool,
    /// How numbers are scaled; `None` is what suits them.
    pub scale: Option<Scale>,
    /// The least and the greatest radius of actors in world units, or width of links in points; `None` is the usual. Finite, above
    /// zero, the least first.
    pub sizes: Option<[f32; 2]>,
}

impl Rule {
    /// The rule that goes by that, with everything else as usual.
    #[must_use]
    pub fn by(by: By) -> Self {
        Self { by, palette: Palette::default(), is_reversed: false, scale: None, sizes: None }
    }
}

/// The rules of a view: for each channel one, or what is usual.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Styling(BTreeMap<Channel, Rule>);

impl Styling {
    /// Whether everything is as usual.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        self.0.is_empty()
    }

    /// The rule of a channel; `None` is what is usual.
    #[must_use]
    pub fn get(&self, channel: Channel) -> Option<&Rule> {
        self.0.get(&channel)
    }

    /// Gives a channel a rule, or takes it away; returns the one before.
    pub fn set(&mut self, channel: Channel, rule: Option<Rule>) -> Option<Rule> {
        match rule {
            Some(rule) => self.0.insert(channel, rule),
            None => self.0.remove(&channel),
        }
    }

    /// The channels that have a rule, with it.
    pub fn iter(&self) -> impl Iterator<Item = (Channel, &Rule)> {
        self.0.iter().map(|(channel, rule)| (*channel, rule))
    }
}

impl FromIterator<(Channel, Rule)> for Styling {
    fn from_iter<I: IntoIterator<Item = (Channel, Rule)>>(rules: I) -> Self {
        Self(rules.into_iter().collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_different_and_read_back() {
        for channel in Channel::ALL {
            assert_eq!(Channel::from_name(channel.name()), Some(channel));
            assert!(channel.takes(&By::Nothing), "everything can be alike");
        }
        for palette in Palette::ALL {
            assert_eq!(Palette::from_name(palette.name()), Some(palette));
        }
        for scale in Scale::ALL {
            assert_eq!(Scale::from_name(scale.name()), Some(scale));
        }
    }

    #[test]
    fn a_rule_that_is_taken_away_leaves_no_trace() {
        let mut styling = Styling::default();
        assert_eq!(styling.set(Channel::ActorSize, Some(Rule::by(By::Measure("degree".into())))), None);
        let before = styling.set(Channel::ActorSize, None);
        assert_eq!(before.map(|rule| rule.by), Some(By::Measure("degree".into())));
        assert!(styling.is_blank() && styling == Styling::default());
    }
}
