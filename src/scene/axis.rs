//! What is written along an axis at some zoom: which values, and where. Where actors stand is decided in `layout`; nothing is painted
//! here.

use crate::model::{AxisScale, Camera, Marks, Stretch};

use super::camera::Size;
use super::{LINE_HEIGHT, TextMeasure, visible_label};

/// A value that is written along an axis.
#[derive(Clone, Debug, PartialEq)]
pub struct Tick {
    /// Where it stands, in points from the left side of the viewport, or from its upper side.
    pub at: f32,
    /// What is written there.
    pub label: String,
    /// Whether there is room for it beside the title.
    pub is_written: bool,
}

/// What is written along an axis, as seen in a viewport.
#[derive(Clone, Debug, PartialEq)]
pub struct AxisTicks {
    /// What the values are.
    pub title: String,
    /// Where the title begins, in points along the band.
    pub title_at: f32,
    /// Whether the axis goes from the top to the bottom: the band is on the left then, else at the top.
    pub is_upright: bool,
    /// How thick the band is on which values are written, in points.
    pub thickness: f32,
    /// The values, from the least.
    pub ticks: Vec<Tick>,
}

/// Free space around the words in the band, in points.
pub const PADDING: f32 = 6.0;
/// Width of the widest label, in points; longer ones are cut.
const WIDEST: f32 = 130.0;
/// Free space between two labels, in points.
const GAP: f32 = 18.0;
/// Ticks at most, whatever the size of the picture.
const MOST: usize = 400;

/// The values to write along an axis, with letters of that size: round ones, and as many as have room without touching.
#[must_use]
pub fn ticks(axis: &AxisScale, camera: &Camera, viewport: Size, letter_size: f32) -> AxisTicks {
    let measure = TextMeasure::bundled();
    let AxisScale { title, is_upright, marks, without } = axis;
    let (centre, length) =
        if *is_upright { (camera.centre.y, viewport.height) } else { (camera.centre.x, viewport.width) };
    let on_screen = |place: f32| (place - centre) * camera.zoom + length / 2.0;
    let in_world = |at: f32| (at - length / 2.0) / camera.zoom + centre;
    let room = |label: &str| {
        let size = if *is_upright { letter_size * LINE_HEIGHT } else { measure.width(label, letter_size) };
        size + GAP
    };
    let mut ticks = Vec::new();
    let mut put = |place: f32, label: String| {
        let at = on_screen(place);
        let is_seen = (-WIDEST..=length + WIDEST).contains(&at);
        if is_seen && ticks.len() < MOST {
            ticks.push(Tick { at, label, is_written: true });
        }
    };
    if let Some(without) = without {
        put(*without, words_without(marks).to_owned());
    }
    match marks {
        Marks::Names(names) => {
            let label = |name: &str| measure.fitted(&visible_label(name), letter_size, WIDEST);
            let mut free_from = without.map_or(f32::MIN, |place| on_screen(place) + room(words_without(marks)) / 2.0);
            for (name, place) in names {
                let (label, at) = (label(name), on_screen(*place));
                let half = room(&label) / 2.0;
                if at - half >= free_from - 1.0 {
                    free_from = at + half;
                    put(*place, label);
                }
            }
        }
        Marks::Numbers(stretch) => {
            let (low, high) = seen(*stretch, in_world(0.0), in_world(length));
            let widest = [low, high].map(|value| room(&number_words(value, (high - low) / 10.0)));
            let step = round_step(value_of_points(*stretch, widest[0].max(widest[1]), camera.zoom));
            for value in multiples(low, high, step) {
                put(stretch.place_of(value), number_words(value, step));
            }
        }
        Marks::Years(stretch) => {
            let (low, high) = seen(*stretch, in_world(0.0), in_world(length));
            let years = |label: &str| value_of_points(*stretch, room(label), camera.zoom);
            for (value, label) in dates(low, high, years("2000-12-31"), years("2000-12"), years("2000")) {
                put(stretch.place_of(value), label);
            }
        }
    }
    let title = measure.fitted(&visible_label(title), letter_size, WIDEST);
    let thickness = thickness(axis, letter_size);
    // The title stands at the beginning, or behind the place of those without a value; other values that it would touch give way.
    let half = |label: &str| (room(label) - GAP) / 2.0;
    let title_length = room(&title) - GAP;
    let mut title_at = PADDING;
    let marked = ticks.first().filter(|_| without.is_some()).map(|tick| (tick.at, half(&tick.label)));
    if let Some((at, half)) = marked
        && at + half > 0.0
        && at - half < title_at + title_length + 2.0 * PADDING
    {
        title_at = at + half + 2.0 * PADDING;
    }
    let title_end = title_at + title_length;
    for tick in ticks.iter_mut().skip(usize::from(marked.is_some())) {
        let half = half(&tick.label) + 2.0 * PADDING;
        tick.is_written = tick.at + half <= title_at || tick.at - half >= title_end;
    }
    AxisTicks { title, title_at, is_upright: *is_upright, thickness, ticks }
}

/// What is written where those stand that have no value.
fn words_without(marks: &Marks) -> &'static str {
    match marks {
        Marks::Years(_) => "no date",
        Marks::Numbers(_) | Marks::Names(_) => "no value",
    }
}

/// The room that the band of an axis takes on the left and at the top of a picture, in points.
#[must_use]
pub fn room(axis: Option<&AxisScale>, letter_size: f32) -> (f32, f32) {
    match axis {
        None => (0.0, 0.0),
        Some(axis) if axis.is_upright => (thickness(axis, letter_size), 0.0),
        Some(axis) => (0.0, thickness(axis, letter_size)),
    }
}

/// How thick the band is on which the values of an axis are written, at any zoom, in points.
fn thickness(axis: &AxisScale, letter_size: f32) -> f32 {
    let line = letter_size * LINE_HEIGHT + PADDING;
    if !axis.is_upright {
        return line;
    }
    let measure = TextMeasure::bundled();
    let width = |label: &str| measure.width(label, letter_size).min(WIDEST);
    let widest = match &axis.marks {
        Marks::Names(names) => names.iter().map(|(name, _)| width(name)).fold(0.0, f32::max),
        Marks::Years(_) => width("2000-12-31"),
        Marks::Numbers(Stretch { values: [low, high], .. }) => {
            [low, high].map(|value| width(&number_words(*value, (high - low) / 100.0))).into_iter().fold(0.0, f32::max)
        }
    };
    let without = if axis.without.is_some() { width(words_without(&axis.marks)) } else { 0.0 };
    (widest.max(without).max(width(&axis.title)) + 2.0 * PADDING).max(line)
}

/// The values of the axis that are in sight.
fn seen(stretch: Stretch, from: f32, to: f32) -> (f64, f64) {
    let [low, high] = stretch.values;
    let beyond = (high - low) * 1e-9;
    (stretch.value_at(from).max(low - beyond), stretch.value_at(to).min(high + beyond))
}

/// How much the value grows over so many points of the screen.
fn value_of_points(stretch: Stretch, points: f32, zoom: f32) -> f64 {
    let Stretch { values: [low, high], places: [from, to] } = stretch;
    f64::from(points) / f64::from(zoom) * (high - low) / f64::from(to - from)
}

/// The least of 1, 2 and 5 times a power of ten that is not below `least`.
fn round_step(least: f64) -> f64 {
    let power = 10f64.powf(least.max(f64::MIN_POSITIVE).log10().floor());
    [1.0, 2.0, 5.0, 10.0].map(|times| times * power).into_iter().find(|step| *step >= least).unwrap_or(least)
}

/// The multiples of a step from `low` to `high`.
fn multiples(low: f64, high: f64, step: f64) -> impl Iterator<Item = f64> {
    let first = (low / step).ceil();
    let count = ((high / step).floor() - first + 1.0).clamp(0.0, MOST as f64);
    (0..count as usize).map(move |number| (first + number as f64) * step)
}

/// A number with as many decimals as its step asks for.
fn number_words(value: f64, step: f64) -> String {
    if step >= 1e15 || value.abs() >= 1e15 || (step > 0.0 && step < 1e-9) {
        return format!("{value:e}");
    }
    let decimals = if step >= 1.0 || step <= 0.0 { 0 } else { (-step.log10()).ceil() as usize };
    let words = format!("{value:.decimals$}");
    // What rounds to nothing has no sign.
    if words.trim_start_matches('-').bytes().all(|byte| matches!(byte, b'0' | b'.')) {
        words.trim_start_matches('-').to_owned()
    } else {
        words
    }
}

/// Round dates from `low` to `high`, in years: days, months or years, whichever is finest and has room. `day`, `month` and `year` are
/// the years that a label of each takes.
fn dates(low: f64, high: f64, day: f64, month: f64, year: f64) -> Vec<(f64, String)> {
    const MONTH: f64 = 1.0 / 12.0;
    let in_months = |months: i64| (months.div_euclid(12), months.rem_euclid(12) + 1);
    let of_months = |every: f64| multiples(low * 12.0, high * 12.0, every).map(move |months| months.round() as i64);
    let days_apart = [1u8, 2, 5, 10].into_iter().find(|&days| f64::from(days) / 31.0 * MONTH >= day);
    if let Some(apart) = days_apart {
        let first = multiples(low * 12.0 - 1.0, high * 12.0, 1.0);
        return first
            .flat_map(|months| {
                let months = months.round() as i64;
                let (year, month) = in_months(months);
                let days = (1..=days_of(year, month)).step_by(usize::from(apart));
                days.map(move |day| {
                    let value = (months as f64 + (f64::from(day) - 1.0) / 31.0) * MONTH;
                    (value, day, format!("{year:04}-{month:02}-{day:02}"))
                })
            })
            // The last of a month would touch the first of the next.
            .filter(|&(value, day, _)| (low..=high).contains(&value) && (apart == 1 || day <= 31 - apart))
            .map(|(value, _, label)| (value, label))
            .collect();
    }
    if let Some(apart) = [1.0, 3.0, 6.0].into_iter().find(|months| months * MONTH >= month) {
        let label = |months| {
            let (year, month) = in_months(months);
            (months as f64 * MONTH, format!("{year:04}-{month:02}"))
        };
        return of_months(apart).map(label).collect();
    }
    multiples(low, high, round_step(year.max(1.0))).map(|year| (year, format!("{year:.0}"))).collect()
}

/// Days of a month of the Gregorian calendar.
fn days_of(year: i64, month: i64) -> u8 {
    match month {
        2 if year.rem_euclid(4) == 0 && (year.rem_euclid(100) != 0 || year.rem_euclid(400) == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Point;

    /// What is written along an axis 1,000 units long, from the left, at a zoom, around a place.
    fn written(marks: Marks, zoom: f32, around: f32) -> Vec<String> {
        let axis = AxisScale { title: "x".to_owned(), is_upright: false, marks, without: None };
        let camera = Camera { centre: Point::new(around, 0.0), zoom };
        let ticks = ticks(&axis, &camera, Size::new(800.0, 600.0), 12.0).ticks;
        for pair in ticks.windows(2) {
            let width = |tick: &Tick| TextMeasure::bundled().width(&tick.label, 12.0);
            assert!(pair[1].at - pair[0].at >= f32::midpoint(width(&pair[0]), width(&pair[1])), "{pair:?} touch");
        }
        ticks.into_iter().map(|tick| tick.label).collect()
    }

    fn stretch(low: f64, high: f64) -> Stretch {
        Stretch::new([low, high], [0.0, 1000.0]).expect("a stretch")
    }

    #[test]
    fn years_become_months_and_days_as_one_comes_nearer() {
        let years = || Marks::Years(stretch(1998.0, 2008.0));
        assert_eq!(written(years(), 0.1, 500.0), ["2000", "2005"]);
        let all = written(years(), 0.8, 500.0);
        assert_eq!((all.len(), all[0].as_str(), all[10].as_str()), (11, "1998", "2008"));
        assert_eq!(written(years(), 5.0, 250.0)[..3], ["1999-10", "2000-01", "2000-04"]);
        assert!(written(years(), 400.0, 216.7).contains(&"2000-03-01".to_owned()));
        assert_eq!(written(Marks::Years(stretch(-60.0, 40.0)), 0.3, 500.0), ["-60", "-40", "-20", "0", "20", "40"]);
    }

    #[test]
    fn numbers_are_round_and_have_the_decimals_they_need() {
        assert_eq!(written(Marks::Numbers(stretch(0.0, 10.0)), 0.1, 500.0), ["0", "5", "10"]);
        assert_eq!(written(Marks::Numbers(stretch(0.0, 0.5)), 0.4, 500.0), ["0.0", "0.1", "0.2", "0.3", "0.4", "0.5"]);
        assert_eq!(written(Marks::Numbers(stretch(-1e6, 1e6)), 0.2, 500.0), ["-1000000", "0", "1000000"]);
        assert_eq!(number_words(-0.001, 0.1), "0.0");
    }

    #[test]
    fn names_that_have_no_room_are_left_out_but_none_is_moved() {
        let names = || Marks::Names((0..10).map(|at| (format!("category {at}"), at as f32 * 100.0)).collect());
        assert_eq!(written(names(), 1.0, 300.0).len(), 9, "also those at the sides, but not the one far beyond");
        assert_eq!(
            written(names(), 0.5, 500.0),
            ["category 0", "category 2", "category 4", "category 6", "category 8"]
        );
        let long = Marks::Names(vec![("a name that goes on and on and on and on".to_owned(), 0.0)]);
        assert!(written(long, 1.0, 0.0)[0].ends_with('…'));
    }

    #[test]
    fn those_without_a_value_are_named() {
        let axis = AxisScale {
            title: "age".to_owned(),
            is_upright: true,
            marks: Marks::Numbers(stretch(0.0, 100.0)),
            without: Some(-114.0),
        };
        let camera = Camera { centre: Point::new(0.0, 500.0), zoom: 0.3 };
        let AxisTicks { title, is_upright, ticks, .. } = ticks(&axis, &camera, Size::new(400.0, 600.0), 12.0);
        assert_eq!((title.as_str(), is_upright), ("age", true));
        assert_eq!((ticks[0].label.as_str(), ticks[1].label.as_str()), ("no value", "0"));
        assert!((ticks[1].at - (300.0 - 150.0)).abs() < 0.01);
    }

    #[test]
    fn the_title_gives_way_to_those_without_a_value_and_others_give_way_to_the_title() {
        let axis = |without| AxisScale {
            title: "first date".to_owned(),
            is_upright: false,
            marks: Marks::Years(stretch(2000.0, 2010.0)),
            without,
        };
        let camera = Camera { centre: Point::new(450.0, 0.0), zoom: 0.8 };
        let seen = |without| ticks(&axis(without), &camera, Size::new(800.0, 600.0), 12.0);
        let AxisTicks { title_at, ticks, .. } = seen(None);
        assert_eq!((title_at, ticks[0].label.as_str(), ticks[0].is_written), (PADDING, "2000", false));
        assert!(ticks[3].is_written);
        let AxisTicks { title_at, ticks, .. } = seen(Some(-20.0));
        assert_eq!((ticks[0].label.as_str(), ticks[0].is_written), ("no date", true));
        assert!(title_at > ticks[0].at, "behind it");
    }
}
