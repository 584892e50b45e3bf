//! Whose labels are wanted, and in which size of letters. The analyst's choice; where there is room is another matter.

use super::Attention;

/// Whose labels are drawn where there is room.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum LabelsOf {
    /// Everybody's.
    #[default]
    All,
    /// Those of what matches a search or is lit for another reason, of what is selected and of what is under the pointer.
    Matches,
    /// Those of what is selected or under the pointer.
    Selected,
    /// Nobody's.
    Nobody,
}

impl LabelsOf {
    /// Every choice, the most labels first.
    pub const ALL: [Self; 4] = [Self::All, Self::Matches, Self::Selected, Self::Nobody];

    /// The words for it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::Matches => "matches",
            Self::Selected => "selected",
            Self::Nobody => "none",
        }
    }

    /// The next choice, and the first after the last.
    #[must_use]
    pub fn next(self) -> Self {
        match self {
            Self::All => Self::Matches,
            Self::Matches => Self::Selected,
            Self::Selected => Self::Nobody,
            Self::Nobody => Self::All,
        }
    }

    /// Whether what has so much of the analyst's attention may have a label.
    #[must_use]
    pub fn allows(self, attention: Attention) -> bool {
        match self {
            Self::All => true,
            Self::Matches => attention >= Attention::Match,
            Self::Selected => attention >= Attention::Focus,
            Self::Nobody => false,
        }
    }
}

/// Whose labels are wanted, and how large. As a rule everybody's, all in one size.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LabelPolicy {
    /// Whose labels are drawn.
    pub of: LabelsOf,
    /// Whether the labels of more important actors have larger letters.
    pub sized_by_importance: bool,
}

impl LabelPolicy {
    /// So much larger than the usual ones are the letters of the most important actor.
    pub const LARGEST: f32 = 1.45;

    /// By how much the letters of an actor's label are larger than the usual ones: 1 to [`LabelPolicy::LARGEST`].
    ///
    /// As its shape, the label grows with the square of the importance (0 to 1), so that few are large.
    #[must_use]
    pub fn scale(self, importance: f32) -> f32 {
        let share = if self.sized_by_importance { importance.clamp(0.0, 1.0) } else { 0.0 };
        1.0 + (Self::LARGEST - 1.0) * share * share
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_choice_allows_less_than_the_one_before() {
        let every = [Attention::Ordinary, Attention::Pinned, Attention::Match, Attention::Focus];
        let allowed = LabelsOf::ALL.map(|of| every.iter().filter(|attention| of.allows(**attention)).count());
        assert_eq!(allowed, [4, 2, 1, 0]);
        assert_eq!(LabelPolicy::default().of, LabelsOf::All);
    }

    #[test]
    fn letters_grow_with_importance_only_where_that_is_wanted() {
        let sized = LabelPolicy { sized_by_importance: true, ..LabelPolicy::default() };
        let scales = [-1.0, 0.0, 0.5, 1.0, 7.0].map(|importance| sized.scale(importance));
        assert!(scales.is_sorted() && scales[0] <= 1.0 && scales[2] < 1.2);
        assert!((scales[4] - LabelPolicy::LARGEST).abs() < 1e-6);
        assert!((LabelPolicy::default().scale(1.0) - 1.0).abs() < 1e-9);
    }
}
