//! The axis of a view: from record to model and back. What is not understood is kept in the shape of the file.

use serde_json::value::RawValue;
use serde_json::{Value as Json, json};

use super::records::{AxisRecord, Fields, LayoutRecord};
use super::style::{not_understood, parsed};
use super::view::{keep, shortest};
use crate::model::{AxisScale, Marks, Stretch, Warning};

/// Reads what a layout left beside its positions, and returns the axis with what is kept as it is; what there is to say goes to
/// `warn`.
pub fn read(layout: &RawValue, warn: &mut dyn FnMut(Warning)) -> (Option<AxisScale>, Json) {
    let Some(LayoutRecord { axis, extras: mut kept }) = parsed(layout) else {
        return (None, parsed(layout).unwrap_or_default());
    };
    let Some(raw) = axis else { return (None, Json::Object(kept)) };
    let understood = parsed(&raw).and_then(|record: AxisRecord| {
        let extras = record.extras.clone();
        Some((to_axis(record)?, extras))
    });
    let Some((axis, extras)) = understood else {
        let raw: Json = parsed(&raw).unwrap_or_default();
        warn(not_understood("the view", "axis", &raw));
        kept.insert("axis".to_owned(), raw);
        return (None, Json::Object(kept));
    };
    for field in extras.keys() {
        warn(Warning::UnknownField { record: "the axis", field: field.clone() });
    }
    keep(&mut kept, "axis", Json::Object(extras));
    (Some(axis), Json::Object(kept))
}

fn to_axis(record: AxisRecord) -> Option<AxisScale> {
    let AxisRecord { title, upright, scale, from, to, names, without, extras: _ } = record;
    let place = |place: f64| Some(place as f32).filter(|place| place.is_finite());
    let stretch = || {
        let (from, to) = (from?, to?);
        Stretch::new([from.0, to.0], [place(from.1)?, place(to.1)?])
    };
    let marks = match scale.as_str() {
        "numbers" => Marks::Numbers(stretch()?),
        "years" => Marks::Years(stretch()?),
        "names" => {
            let marks = names?.into_iter().map(|(name, at)| Some((name, place(at)?)));
            Marks::Names(marks.collect::<Option<_>>()?)
        }
        _ => return None,
    };
    let without = match without {
        Some(without) => Some(place(without)?),
        None => None,
    };
    Some(AxisScale { title, is_upright: upright.unwrap_or(false), marks, without })
}

/// What is written of an axis.
pub fn to_json(axis: Option<&AxisScale>) -> Json {
    let mut layout = Fields::new();
    let Some(AxisScale { title, is_upright, marks, without }) = axis else { return Json::Object(layout) };
    let mut fields = Fields::new();
    fields.insert("title".to_owned(), json!(title));
    if *is_upright {
        fields.insert("upright".to_owned(), json!(true));
    }
    let mut stretch = |scale: &str, Stretch { values, places }: &Stretch| {
        fields.insert("scale".to_owned(), json!(scale));
        fields.insert("from".to_owned(), json!([values[0], shortest(places[0])]));
        fields.insert("to".to_owned(), json!([values[1], shortest(places[1])]));
    };
    match marks {
        Marks::Numbers(numbers) => stretch("numbers", numbers),
        Marks::Years(years) => stretch("years", years),
        Marks::Names(names) => {
            let names: Vec<Json> = names.iter().map(|(name, at)| json!([name, shortest(*at)])).collect();
            fields.insert("scale".to_owned(), json!("names"));
            fields.insert("names".to_owned(), Json::Array(names));
        }
    }
    if let Some(without) = without {
        fields.insert("without".to_owned(), shortest(*without));
    }
    layout.insert("axis".to_owned(), Json::Object(fields));
    Json::Object(layout)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_text(text: &str) -> (Option<AxisScale>, Json, Vec<Warning>) {
        let raw = RawValue::from_string(text.to_owned()).expect("JSON");
        let mut warnings = Vec::new();
        let (axis, kept) = read(&raw, &mut |warning| warnings.push(warning));
        (axis, kept, warnings)
    }

    #[test]
    fn an_axis_reads_back_as_it_was() {
        let years = Stretch::new([1999.25, 2008.0], [-10.1, 400.0]).expect("a stretch");
        for marks in [
            Marks::Years(years),
            Marks::Numbers(years),
            Marks::Names(vec![("west".to_owned(), 0.1), ("شمال".to_owned(), 114.0)]),
        ] {
            for without in [None, Some(-114.5)] {
                let is_upright = without.is_some();
                let axis = AxisScale { title: "first date".to_owned(), is_upright, marks: marks.clone(), without };
                let written = to_json(Some(&axis)).to_string();
                assert_eq!(read_text(&written), (Some(axis), json!({}), Vec::new()), "{written}");
            }
        }
        assert_eq!(to_json(None), json!({}));
    }

    #[test]
    fn what_is_not_understood_is_kept_and_said() {
        let odd = json!({"axis": {"title": "x", "scale": "spiral"}, "engine": "other"});
        let (axis, kept, warnings) = read_text(&odd.to_string());
        assert_eq!((axis, kept, warnings.len()), (None, odd, 1));
        let point = json!({"axis": {"title": "x", "scale": "numbers", "from": [1, 5], "to": [1, 5]}});
        assert_eq!(read_text(&point.to_string()).1, point, "no stretch");
        let more = json!({"axis": {"title": "x", "scale": "names", "names": [], "colour": "red"}});
        let (axis, kept, warnings) = read_text(&more.to_string());
        assert!(axis.is_some());
        assert_eq!((kept, warnings.len()), (json!({"axis": {"colour": "red"}}), 1));
        assert_eq!(read_text("[1]"), (None, json!([1]), Vec::new()), "somebody else's");
    }
}
