//! From figures to shares between the least and the greatest, in proportion or by orders of magnitude, and the figures to write beside
//! a key. Colours and sizes are made of shares elsewhere.

use crate::model::{Figures, Scale};

/// Half of the figures are below this share of the greatest where orders of magnitude say more.
const SKEWED: f64 = 0.08;
/// Of the greatest figure, so much counts as nearly nothing on a logarithmic scale.
const LEAST_UNIT: f64 = 1e-6;

/// A scale for figures.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Scaled {
    /// The least figure.
    pub least: f64,
    /// The greatest.
    pub greatest: f64,
    /// Whether they are years.
    pub are_years: bool,
    /// What is one step from zero on a logarithmic scale; `None` is in proportion.
    unit: Option<f64>,
    /// Whether zero is in the middle.
    is_two_sided: bool,
}

impl Scaled {
    /// The scale that is asked for, or else suits the figures; `None` where there are none.
    pub fn of(figures: &Figures, wanted: Option<Scale>, may_be_log: bool) -> Option<Self> {
        let mut values: Vec<f64> = figures.of.iter().copied().filter(|figure| figure.is_finite()).collect();
        let least = values.iter().copied().reduce(f64::min)?;
        let greatest = values.iter().copied().reduce(f64::max)?;
        let are_years = figures.are_years;
        let can_be_log = !are_years && least >= 0.0 && greatest > least;
        let is_log = can_be_log
            && match wanted {
                Some(scale) => scale == Scale::Logarithmic,
                None => {
                    let middle = values.len() / 2;
                    let (_, median, _) = values.select_nth_unstable_by(middle, f64::total_cmp);
                    may_be_log && *median - least < SKEWED * (greatest - least)
                }
            };
        let unit = is_log.then(|| {
            let above = values.iter().copied().filter(|value| *value > 0.0).fold(f64::INFINITY, f64::min);
            above.max(greatest * LEAST_UNIT)
        });
        Some(Self { least, greatest, are_years, unit, is_two_sided: false })
    }

    /// The same with zero in the middle, where there are figures on both sides of it.
    pub fn two_sided(mut self) -> Self {
        if self.least < 0.0 && self.greatest > 0.0 {
            let far = self.greatest.max(-self.least);
            (self.least, self.greatest, self.is_two_sided, self.unit) = (-far, far, true, None);
        }
        self
    }

    /// Whether it is by orders of magnitude.
    pub fn is_log(&self) -> bool {
        self.unit.is_some()
    }

    /// Where a figure stands between the least (0) and the greatest (1); in the middle where all are alike.
    pub fn share(&self, value: f64) -> f32 {
        let (from, to) = (self.bent(self.least), self.bent(self.greatest));
        if to <= from {
            return 0.5;
        }
        (((self.bent(value) - from) / (to - from)) as f32).clamp(0.0, 1.0)
    }

    /// The figure of a share.
    fn value(&self, share: f32) -> f64 {
        let (from, to) = (self.bent(self.least), self.bent(self.greatest));
        let bent = from + (to - from) * f64::from(share);
        self.unit.map_or(bent, |unit| unit * bent.exp_m1())
    }

    fn bent(&self, value: f64) -> f64 {
        self.unit.map_or(value, |unit| (value.max(0.0) / unit).ln_1p())
    }

    /// Figures to write beside a key, with their shares: the least, one between, the greatest; one where all are alike.
    pub fn ticks(&self) -> Vec<(f32, String)> {
        if self.greatest <= self.least {
            return vec![(0.5, self.words(self.least))];
        }
        let mut ticks = vec![(0.0, self.words(self.least))];
        let middle = if self.is_two_sided { 0.0 } else { self.round(self.value(0.5)) };
        let share = self.share(middle);
        if (0.15..=0.85).contains(&share) {
            ticks.push((share, self.words(middle)));
        }
        ticks.push((1.0, self.words(self.greatest)));
        ticks
    }

    /// A figure near this one that is short to write.
    fn round(&self, value: f64) -> f64 {
        if self.are_years {
            return if self.greatest - self.least >= 3.0 { value.round() } else { value };
        }
        let extent = if self.is_log() { value } else { (self.greatest - self.least) / 2.0 };
        let step = 10f64.powf(extent.abs().max(f64::MIN_POSITIVE).log10().floor());
        // Divided rather than multiplied, so that the result is what one would write.
        let steps = (value / step).round();
        if step < 1.0 { steps / (1.0 / step).round() } else { steps * step }
    }

    /// A figure, or a year, in words.
    pub fn words(&self, value: f64) -> String {
        if !self.are_years {
            return figure_words(value);
        }
        let year = value.floor();
        if self.greatest - self.least >= 3.0 {
            return format!("{year:.0}");
        }
        let month = ((value - year) * 12.0 + 1e-6).floor().clamp(0.0, 11.0) + 1.0;
        format!("{year:.0}-{month:02.0}")
    }
}

/// A figure in words: three figures that count, thousands apart, very small ones by their order.
pub fn figure_words(value: f64) -> String {
    if value != 0.0 && value.abs() < 1e-4 {
        return format!("{value:.1e}");
    }
    let decimals = if value == 0.0 { 0.0 } else { (2.0 - value.abs().log10().floor()).clamp(0.0, 6.0) };
    let written = format!("{value:.*}", decimals as usize);
    if written.contains('.') {
        return written.trim_end_matches('0').trim_end_matches('.').to_owned();
    }
    let digits = written.trim_start_matches('-');
    if digits.len() < 5 {
        return written;
    }
    let mut grouped = String::from(if value < 0.0 { "-" } else { "" });
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            grouped.push('\u{202f}');
        }
        grouped.push(digit);
    }
    grouped
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(values: &[f64], scale: Option<Scale>) -> Scaled {
        Scaled::of(&Figures { of: values.to_vec(), are_years: false }, scale, true).expect("there are figures")
    }

    #[test]
    fn shares_run_from_the_least_to_the_greatest() {
        let even = of(&[10.0, f64::NAN, 20.0, 30.0], None);
        assert!(!even.is_log());
        assert_eq!([10.0, 15.0, 30.0, 99.0].map(|value| even.share(value)).to_vec(), [0.0, 0.25, 1.0, 1.0]);
        assert!(Scaled::of(&Figures { of: vec![f64::NAN], are_years: false }, None, true).is_none());
        assert_eq!(of(&[3.0, 3.0], None).share(3.0).to_bits(), 0.5f32.to_bits());
    }

    #[test]
    fn skewed_figures_are_seen_by_their_order_unless_one_wants_otherwise() {
        let figures = [0.0, 1.0, 1.0, 2.0, 3.0, 1000.0];
        let skewed = of(&figures, None);
        assert!(skewed.is_log() && !of(&figures, Some(Scale::Linear)).is_log());
        let shares = [0.0, 1.0, 10.0, 100.0, 1000.0].map(|value| skewed.share(value));
        assert!(shares.windows(2).all(|pair| pair[1] - pair[0] > 0.09), "{shares:?}");
        assert!((skewed.value(skewed.share(10.0)) - 10.0).abs() < 1e-3);
        assert!(!of(&[-5.0, 0.0, 0.0, 500.0], Some(Scale::Logarithmic)).is_log(), "there is no order below zero");
    }

    #[test]
    fn zero_is_in_the_middle_of_two_sides() {
        let sides = of(&[-2.0, 8.0], None).two_sided();
        assert_eq!([-8.0, 0.0, 8.0].map(|value| sides.share(value)).to_vec(), [0.0, 0.5, 1.0]);
        assert_eq!(of(&[2.0, 8.0], None).two_sided(), of(&[2.0, 8.0], None));
    }

    #[test]
    fn what_is_written_beside_a_key_is_short() {
        let written = |scaled: Scaled| scaled.ticks().into_iter().map(|(_, words)| words).collect::<Vec<_>>();
        assert_eq!(written(of(&[0.0, 0.873], None)), ["0", "0.4", "0.873"]);
        assert_eq!(written(of(&[2.0, 12_345.0], None)), ["2", "6000", "12\u{202f}345"]);
        assert_eq!(written(of(&[7.0, 7.0], None)), ["7"]);
        assert_eq!(written(of(&[1959.0, 1974.0], None)), ["1959", "1967", "1974"], "a year that is a number");
        let years = Figures { of: vec![1999.25, 2008.0], are_years: true };
        assert_eq!(written(Scaled::of(&years, None, true).expect("years")), ["1999", "2004", "2008"]);
        let months = Figures { of: vec![2014.0, 2014.5], are_years: true };
        assert_eq!(written(Scaled::of(&months, None, true).expect("years")), ["2014-01", "2014-04", "2014-07"]);
    }
}
