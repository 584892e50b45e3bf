//! The view of a file: from record to model and back. What speaks of unknown actors or is not understood stays in the
//! view's extras, in the shape of the file, and is put back into its place when the file is written.

use serde_json::{Value as Json, json};

use super::records::{CameraRecord, Fields, Place, ViewRecord};
use super::{axis, filters, groups, rules, style};
use crate::model::{ActorIx, ActorSet, Camera, Graph, Point, Positions, View, Warning};

/// Fields of a view that belong to the format and are kept for other parts of the program.
const RESERVED: [&str; 1] = ["saved"];

/// Reads the view; what there is to say goes to `warn`.
pub fn from_record(record: ViewRecord, graph: &Graph, warn: &mut dyn FnMut(Warning)) -> View {
    let ViewRecord { positions, pinned, hidden, filters: said, camera, style, layout, groups: together, extras } =
        record;
    let mut view = View { extras, ..View::blank(graph) };
    for field in view.extras.keys().filter(|field| !RESERVED.contains(&field.as_str())) {
        warn(Warning::UnknownField { record: "the view", field: field.clone() });
    }
    let mut leftovers = Fields::new();
    if let Some(pairs) = positions {
        let kept = read_positions(pairs.0, graph, &mut view.positions, warn);
        keep(&mut leftovers, "positions", Json::Object(kept));
    }
    keep(&mut leftovers, "pinned", read_set(pinned, graph, &mut view.pinned, warn));
    keep(&mut leftovers, "hidden", read_set(hidden, graph, &mut view.hidden, warn));
    if let Some(said) = said {
        keep(&mut leftovers, "filters", Json::Object(filters::read(said, graph, &mut view.filters, warn)));
    }
    if let Some(together) = together {
        keep(&mut leftovers, "groups", groups::read(together, graph, &mut view.groups, warn));
    }
    if let Some(camera) = camera {
        let (camera, kept) = read_camera(camera, warn);
        view.camera = camera;
        keep(&mut leftovers, "camera", Json::Object(kept));
    }
    if let Some(style) = style {
        keep(&mut leftovers, "style", style::read(&style, graph, &mut view, warn));
    }
    if let Some(layout) = layout {
        let (axis, kept) = axis::read(&layout, warn);
        view.axis = axis;
        keep(&mut leftovers, "layout", kept);
    }
    view.extras.extend(leftovers);
    view
}

pub(super) fn keep(leftovers: &mut Fields, field: &str, value: Json) {
    let is_empty = match &value {
        Json::Array(items) => items.is_empty(),
        Json::Object(fields) => fields.is_empty(),
        _ => false,
    };
    if !is_empty {
        leftovers.insert(field.to_owned(), value);
    }
}

fn read_positions(
    pairs: Vec<(String, Place)>,
    graph: &Graph,
    positions: &mut Positions,
    warn: &mut dyn FnMut(Warning),
) -> Fields {
    let mut kept = Fields::new();
    for (key, place) in pairs {
        let point = match &place {
            Place::Point([x, y]) => Some(Point::new(*x as f32, *y as f32)).filter(|point| point.is_finite()),
            Place::Other(_) => None,
        };
        let actor = graph.actor_by_key(&key);
        if let (Some(actor), Some(point)) = (actor, point) {
            positions.set(actor, Some(point));
            continue;
        }
        let raw = match place {
            Place::Point([x, y]) => json!([x, y]),
            Place::Other(value) => value,
        };
        warn(if actor.is_none() {
            Warning::ViewOfUnknownActor { actor: key.clone() }
        } else {
            Warning::ValueNotUnderstood { owner: format!("actor \"{key}\""), field: "position", value: raw.to_string() }
        });
        kept.insert(key, raw);
    }
    kept
}

fn read_set(keys: Option<Vec<String>>, graph: &Graph, set: &mut ActorSet, warn: &mut dyn FnMut(Warning)) -> Json {
    let mut unknown = Vec::new();
    for key in keys.unwrap_or_default() {
        if let Some(actor) = graph.actor_by_key(&key) {
            set.set(actor, true);
        } else {
            warn(Warning::ViewOfUnknownActor { actor: key.clone() });
            unknown.push(Json::from(key));
        }
    }
    Json::from(unknown)
}

fn read_camera(record: CameraRecord, warn: &mut dyn FnMut(Warning)) -> (Option<Camera>, Fields) {
    let CameraRecord { x, y, zoom, extras } = record;
    let mut kept = Fields::from(extras);
    for field in kept.keys() {
        warn(Warning::UnknownField { record: "the camera", field: field.clone() });
    }
    if let (Some(x), Some(y), Some(zoom)) = (x, y, zoom) {
        let (centre, zoom) = (Point::new(x as f32, y as f32), zoom as f32);
        if centre.is_finite() && zoom.is_finite() && zoom > 0.0 {
            return (Some(Camera { centre, zoom }), kept);
        }
    }
    let mut said = Fields::new();
    for (name, value) in [("x", x), ("y", y), ("zoom", zoom)] {
        if let Some(value) = value {
            said.insert(name.to_owned(), Json::from(value));
        }
    }
    let value = Json::Object(said.clone()).to_string();
    warn(Warning::ValueNotUnderstood { owner: "the view".to_owned(), field: "camera", value });
    said.extend(std::mem::take(&mut kept));
    (None, said)
}

/// The view in the shape of the file, positions apart: every placed actor, in the order of the graph, then what was kept.
pub fn to_fields(view: &View, graph: &Graph) -> (Vec<(String, Json)>, Fields) {
    let View { positions, pinned, hidden, filters: said, camera, axis, extras, .. } = view;
    let mut kept = extras.clone();
    if let Some(mut style) = kept.remove("style") {
        rules::forget_replaced(&mut style, &view.styling);
        kept.insert("style".to_owned(), style);
    }
    let key = |actor: ActorIx| graph.actor(actor).key.to_string();
    let mut placed: Vec<(String, Json)> = graph
        .actors()
        .filter_map(|(ix, actor)| {
            let Point { x, y } = positions.get(ix)?;
            Some((actor.key.to_string(), json!([shortest(x), shortest(y)])))
        })
        .collect();
    if let Some(Json::Object(more)) = kept.remove("positions") {
        let is_free = |key: &str| graph.actor_by_key(key).is_none_or(|actor| positions.get(actor).is_none());
        placed.extend(more.into_iter().filter(|(key, _)| is_free(key)));
    }
    let set = |set: &ActorSet| Json::from(set.iter().map(|actor| Json::from(key(actor))).collect::<Vec<_>>());
    let mut fields = Fields::new();
    let mut put = |name: &str, value: Json| {
        let value = match kept.remove(name) {
            Some(more) => merged(value, more),
            None => value,
        };
        keep(&mut fields, name, value);
    };
    put("pinned", set(pinned));
    put("hidden", set(hidden));
    put("filters", filters::to_json(said, graph));
    put("groups", groups::to_json(&view.groups, graph));
    put("camera", camera.map_or(Json::Object(Fields::new()), camera_to_json));
    put("style", style::to_json(view, graph));
    put("layout", axis::to_json(axis.as_ref()));
    fields.extend(kept);
    (placed, fields)
}

fn camera_to_json(camera: Camera) -> Json {
    let Camera { centre: Point { x, y }, zoom } = camera;
    json!({"x": shortest(x), "y": shortest(y), "zoom": shortest(zoom)})
}

/// The number with no more digits than it takes to read the same `f32` back.
pub(super) fn shortest(number: f32) -> Json {
    let exact = f64::from(number);
    let short = number.to_string().parse().unwrap_or(exact);
    Json::from(if (short as f32).to_bits() == number.to_bits() { short } else { exact })
}

/// What is known, with what was kept added: fields that are absent, items at the end. Where both say something, the known
/// one stands.
fn merged(known: Json, kept: Json) -> Json {
    match (known, kept) {
        (Json::Object(known), kept) if known.is_empty() => kept,
        (Json::Object(mut known), Json::Object(kept)) => {
            for (name, value) in kept {
                match known.get_mut(&name) {
                    Some(known) => *known = merged(known.take(), value),
                    None => {
                        known.insert(name, value);
                    }
                }
            }
            Json::Object(known)
        }
        (Json::Array(mut known), Json::Array(kept)) => {
            known.extend(kept);
            Json::Array(known)
        }
        (known, _) => known,
    }
}
