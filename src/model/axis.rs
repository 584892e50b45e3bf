//! What places along an axis mean, so that it can be written beside the picture. Who stands where is computed in `layout`, and
//! which values are written at which zoom in `scene`.

use serde::{Deserialize, Serialize};

/// An axis along which actors stand by a value.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AxisScale {
    /// What the values are: `first date`, `type`, the name of a detail.
    pub title: String,
    /// Whether it goes from the top to the bottom rather than from the left to the right.
    pub is_upright: bool,
    /// Which value stands where.
    pub marks: Marks,
    /// Where those stand that have no value, in world units; `None` where all have one.
    pub without: Option<f32>,
}

/// Which value stands where along an axis. Every number is finite.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Marks {
    /// Numbers to scale.
    Numbers(Stretch),
    /// Dates to scale: years and parts of a year, see [`super::Day::in_years`].
    Years(Stretch),
    /// Each value by its name, with its place in world units.
    Names(Vec<(String, f32)>),
}

/// Two different values and the places where they stand; everything else lies in proportion.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Stretch {
    /// The least and the greatest value.
    pub values: [f64; 2],
    /// Where each stands, in world units; two different places.
    pub places: [f32; 2],
}

impl Stretch {
    /// The stretch between two values; `None` unless all four numbers are finite and both pairs differ.
    #[must_use]
    pub fn new(values: [f64; 2], places: [f32; 2]) -> Option<Self> {
        let is_finite = values.iter().all(|value| value.is_finite()) && places.iter().all(|place| place.is_finite());
        (is_finite && values[0] < values[1] && places[0] < places[1]).then_some(Self { values, places })
    }

    /// The value at a place, in world units.
    #[must_use]
    pub fn value_at(self, place: f32) -> f64 {
        let Self { values: [low, high], places: [from, to] } = self;
        low + (high - low) * f64::from((place - from) / (to - from))
    }

    /// Where a value stands, in world units.
    #[must_use]
    pub fn place_of(self, value: f64) -> f32 {
        let Self { values: [low, high], places: [from, to] } = self;
        from + (to - from) * ((value - low) / (high - low)) as f32
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_and_places_lead_to_each_other() {
        let stretch = Stretch::new([2000.0, 2010.0], [-100.0, 100.0]).expect("a stretch");
        assert!(stretch.place_of(2005.0).abs() < 1e-3);
        assert!((stretch.place_of(2020.0) - 300.0).abs() < 1e-3);
        assert!((stretch.value_at(-50.0) - 2002.5).abs() < 1e-6);
        assert_eq!(Stretch::new([1.0, 1.0], [0.0, 1.0]), None);
        assert_eq!(Stretch::new([1.0, f64::NAN], [0.0, 1.0]), None);
        assert_eq!(Stretch::new([1.0, 2.0], [5.0, 5.0]), None);
    }
}
