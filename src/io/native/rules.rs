//! The rules of a view's style: from record to model and back. What is not understood is kept in the shape of the file.

use serde_json::value::RawValue;
use serde_json::{Value as Json, json};

use super::records::Fields;
use super::style::{not_understood, parsed};
use super::view::{keep, shortest};
use crate::model::{By, Channel, Division, Palette, Rule, Scale, Styling, Warning};

/// Fields of a rule whose meaning hangs on the rest of it: they are not kept beside another rule.
const BOUND: [&str; 7] = ["by", "name", "resolution", "seed", "reversed", "least", "greatest"];

/// Reads the rules, and returns what is kept as it is; what there is to say goes to `warn`.
pub fn read(raw: &RawValue, styling: &mut Styling, warn: &mut dyn FnMut(Warning)) -> Json {
    let Some(rules): Option<Fields> = parsed(raw) else {
        let raw: Json = parsed(raw).unwrap_or_default();
        warn(not_understood("the style", "rules", &raw));
        return raw;
    };
    let mut kept = Fields::new();
    for (name, raw) in rules {
        let Some(channel) = Channel::from_name(&name) else {
            warn(Warning::UnknownField { record: "the rules of the style", field: name.clone() });
            kept.insert(name, raw);
            continue;
        };
        let understood = raw.as_object().cloned().and_then(|fields| to_rule(channel, fields));
        let Some((rule, rest)) = understood else {
            warn(not_understood("the style", channel.name(), &raw));
            kept.insert(name, raw);
            continue;
        };
        for (field, value) in &rest {
            warn(match field.as_str() {
                "palette" => not_understood("the style", "palette", value),
                "scale" => not_understood("the style", "scale", value),
                _ => Warning::UnknownField { record: "the rules of the style", field: field.clone() },
            });
        }
        keep(&mut kept, &name, Json::Object(rest));
        styling.set(channel, Some(rule));
    }
    Json::Object(kept)
}

/// The rule, and the fields that it has no place for; `None` where it is none that Linklore knows.
fn to_rule(channel: Channel, mut fields: Fields) -> Option<(Rule, Fields)> {
    let by = fields.remove("by")?;
    let mut name = || fields.remove("name").and_then(|name| Some(name.as_str()?.to_owned()));
    let by = match by.as_str()? {
        "nothing" => By::Nothing,
        "type" => By::Type,
        "id" => By::Key,
        "detail" => By::Detail(name()?),
        "measure" => By::Measure(name()?),
        "community" => {
            let usual = Division::default();
            let resolution = match fields.remove("resolution") {
                Some(resolution) => resolution.as_f64().filter(|number| number.is_finite() && *number > 0.0)?,
                None => usual.resolution,
            };
            let seed = match fields.remove("seed") {
                Some(seed) => seed.as_u64()?,
                None => usual.seed,
            };
            By::Community(Division { resolution, seed })
        }
        "basis" => By::Basis,
        "weight" => By::Weight,
        "passages" => By::Passages,
        "date" => By::Date,
        _ => return None,
    };
    let is_reversed = match fields.remove("reversed") {
        Some(reversed) => reversed.as_bool()?,
        None => false,
    };
    let sizes = match (fields.remove("least"), fields.remove("greatest")) {
        (None, None) => None,
        (least, greatest) => {
            let size = |raw: Option<Json>| Some(raw?.as_f64()? as f32).filter(|size| size.is_finite() && *size > 0.0);
            Some([size(least)?, size(greatest)?]).filter(|[least, greatest]| least <= greatest).map(Some)?
        }
    };
    let palette = named(&mut fields, "palette", Palette::from_name).unwrap_or_default();
    let scale = named(&mut fields, "scale", Scale::from_name);
    let rule = Rule { by, palette, is_reversed, scale, sizes };
    channel.takes(&rule.by).then_some((rule, fields))
}

/// A value by its name, which is taken out of the fields where it is known.
fn named<T>(fields: &mut Fields, field: &str, from_name: impl Fn(&str) -> Option<T>) -> Option<T> {
    let value = fields.get(field)?.as_str().and_then(from_name)?;
    fields.remove(field);
    Some(value)
}

/// The rules in the shape of the file. Empty where everything is as usual.
pub fn to_json(styling: &Styling) -> Json {
    let mut rules = Fields::new();
    for (channel, Rule { by, palette, is_reversed, scale, sizes }) in styling.iter() {
        let mut fields = Fields::new();
        let mut put = |name: &str, value: Json| fields.insert(name.to_owned(), value);
        put("by", json!(by.name()));
        match by {
            By::Detail(name) | By::Measure(name) => {
                put("name", json!(name));
            }
            By::Community(Division { resolution, seed }) => {
                put("resolution", json!(resolution));
                put("seed", json!(seed));
            }
            By::Nothing | By::Type | By::Key | By::Basis | By::Weight | By::Passages | By::Date => {}
        }
        if *palette != Palette::default() {
            put("palette", json!(palette.name()));
        }
        if *is_reversed {
            put("reversed", json!(true));
        }
        if let Some(scale) = scale {
            put("scale", json!(scale.name()));
        }
        if let Some([least, greatest]) = sizes {
            put("least", shortest(*least));
            put("greatest", shortest(*greatest));
        }
        rules.insert(channel.name().to_owned(), Json::Object(fields));
    }
    Json::Object(rules)
}

/// Takes out of what was kept of a style whatever would change the meaning of the rules that stand there now: a rule that was not
/// understood is gone once there is another one in its place.
pub fn forget_replaced(style: &mut Json, styling: &Styling) {
    let Some(rules) = style.get_mut("rules").and_then(Json::as_object_mut) else { return };
    for (channel, _) in styling.iter() {
        match rules.get_mut(channel.name()) {
            Some(Json::Object(rule)) => rule.retain(|field, _| !BOUND.contains(&field.as_str())),
            Some(_) => {
                rules.remove(channel.name());
            }
            None => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_json(rules: &Json) -> (Styling, Json, Vec<String>) {
        let raw = RawValue::from_string(rules.to_string()).expect("JSON");
        let (mut styling, mut warnings) = (Styling::default(), Vec::new());
        let kept = read(&raw, &mut styling, &mut |warning| warnings.push(warning.to_string()));
        (styling, kept, warnings)
    }

    fn rules() -> Styling {
        let by = Rule::by;
        let division = Division { resolution: 1.25, seed: 7 };
        let size = Rule { sizes: Some([4.1, 30.0]), scale: Some(Scale::Linear), ..by(By::Measure("degree".into())) };
        let width = Rule { is_reversed: true, palette: Palette::Ember, ..by(By::Weight) };
        [
            (Channel::ActorColour, by(By::Community(division))),
            (Channel::ActorSize, size),
            (Channel::ActorShape, by(By::Detail("دور".into()))),
            (Channel::ActorLabel, by(By::Key)),
            (Channel::LinkColour, by(By::Date)),
            (Channel::LinkWidth, width),
            (Channel::LinkLabel, by(By::Nothing)),
        ]
        .into_iter()
        .collect()
    }

    #[test]
    fn rules_read_back_as_they_were() {
        let written = to_json(&rules());
        assert_eq!(read_json(&written), (rules(), json!({}), Vec::new()), "{written}");
        assert_eq!(to_json(&Styling::default()), json!({}));
    }

    #[test]
    fn what_is_not_understood_is_kept_and_said() {
        for odd in [
            json!({"actor_colour": {"by": "zodiac"}}),
            json!({"actor_colour": {"by": "weight"}}),
            json!({"actor_colour": {"by": "detail"}}),
            json!({"actor_colour": "red"}),
            json!({"actor_size": {"by": "nothing", "least": 9, "greatest": 2}}),
            json!({"actor_size": {"by": "nothing", "least": 9}}),
            json!({"actor_colour": {"by": "community", "resolution": -1}}),
            json!({"canvas_colour": {"by": "type"}}),
            json!([1]),
        ] {
            let (styling, kept, warnings) = read_json(&odd);
            assert_eq!((styling, kept, warnings.len()), (Styling::default(), odd.clone(), 1), "{odd}");
        }
        let more = json!({"actor_size": {"by": "nothing", "palette": "rainbow", "glow": 3}});
        let (styling, kept, warnings) = read_json(&more);
        assert_eq!(styling.get(Channel::ActorSize), Some(&Rule::by(By::Nothing)));
        assert_eq!((kept, warnings.len()), (json!({"actor_size": {"palette": "rainbow", "glow": 3}}), 2));
    }

    #[test]
    fn a_rule_that_was_not_understood_changes_none_that_takes_its_place() {
        let style = json!({"rules": {"actor_size": {"by": "zodiac", "reversed": true, "glow": 3}, "actor_colour": 7}});
        let mut kept = style.clone();
        forget_replaced(&mut kept, &Styling::default());
        assert_eq!(kept, style);
        forget_replaced(&mut kept, &rules());
        assert_eq!(kept, json!({"rules": {"actor_size": {"glow": 3}}}));
    }
}
