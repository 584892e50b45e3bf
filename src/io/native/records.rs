//! The file as it stands on disk: one struct per record, every field optional. These are not domain types: renaming a
//! field of the model changes nothing here, and the JSON Schema is made from this file.

use std::fmt;
use std::marker::PhantomData;

use schemars::JsonSchema;
use serde::de::{MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Value;
use serde_json::value::RawValue;

use super::borrowed::{Details, Raw, Text};
use crate::model::{Extras, Rest};

/// The fields of an object of the file, in their order.
pub type Fields = serde_json::Map<String, Value>;

/// A graph of actors and the links between them, with the passages of text each of them rests on. Ids are text, unique
/// within their list. Fields that are not named here are allowed everywhere, kept and written back.
#[derive(JsonSchema)]
#[schemars(title = "Linklore file")]
#[expect(dead_code, reason = "its parts are read one by one; as a whole it is the root of the schema")]
pub struct FileRecord {
    /// The version of the format: 1. A minor version such as 1.1 adds fields only.
    #[schemars(required, range(min = 1))]
    pub linklore: Option<f64>,
    /// The title of the graph.
    pub title: Option<String>,
    /// When the file was first made (EDTF).
    pub created: Option<String>,
    /// The program that wrote the file, with its version.
    pub generator: Option<String>,
    /// The types of the details.
    pub columns: Option<ColumnsRecord>,
    /// The texts that were read.
    pub documents: Option<Vec<DocumentRecord<'static>>>,
    /// The stretches of those texts that something rests on.
    pub passages: Option<Vec<PassageRecord<'static>>>,
    /// Who or what is linked.
    pub actors: Option<Vec<ActorRecord<'static>>>,
    /// The relations between them.
    pub links: Option<Vec<LinkRecord<'static>>>,
    /// What the analyst decided about the picture.
    pub view: Option<ViewRecord>,
}

/// The types of the details: for each name of a detail one of `text`, `number`, `whole number`, `yes/no`, `date`,
/// `list of text`, `mixed`. A detail that is not declared takes its type from its values.
#[derive(Debug, Default, Deserialize, JsonSchema)]
pub struct ColumnsRecord {
    /// Details of actors.
    #[schemars(with = "Option<std::collections::BTreeMap<String, String>>")]
    pub actors: Option<Fields>,
    /// Details of links.
    #[schemars(with = "Option<std::collections::BTreeMap<String, String>>")]
    pub links: Option<Fields>,
    /// Fields that are not part of the format.
    #[serde(flatten)]
    pub extras: Extras,
}

/// A text that was read.
#[derive(Debug, Default, Serialize, Deserialize, JsonSchema)]
pub struct DocumentRecord<'t> {
    /// Unique among the documents.
    #[schemars(required)]
    #[serde(borrow, skip_serializing_if = "Option::is_none")]
    pub id: Option<Text<'t>>,
    /// Title.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<Text<'t>>,
    /// Author or authors, as printed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub author: Option<Text<'t>>,
    /// Publisher.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub publisher: Option<Text<'t>>,
    /// Date of publication (EDTF: `2016-04-11`, `2009-12~`, `2007/2009`).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub published: Option<Text<'t>>,
    /// When it was retrieved (EDTF).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub retrieved: Option<Text<'t>>,
    /// Where it is on the web.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<Text<'t>>,
    /// Where it is on disk.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub path: Option<Text<'t>>,
    /// SHA-256 of the original, in hexadecimal.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sha256: Option<Text<'t>>,
    /// Language (BCP 47).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language: Option<Text<'t>>,
    /// Reliability by the Admiralty code: A completely reliable … E unreliable, F cannot be judged.
    #[schemars(with = "Option<Value>", extend("enum" = ["A", "B", "C", "D", "E", "F"]))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reliability: Option<Raw<'t>>,
    /// A remark.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<Text<'t>>,
    /// The text itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<Text<'t>>,
    /// Fields that are not part of the format.
    #[serde(flatten)]
    pub extras: Rest,
}

/// A stretch of a document.
#[derive(Debug, Default, Serialize, Deserialize, JsonSchema)]
pub struct PassageRecord<'t> {
    /// Unique among the passages.
    #[schemars(required)]
    #[serde(borrow, skip_serializing_if = "Option::is_none")]
    pub id: Option<Text<'t>>,
    /// The id of the document.
    #[schemars(required)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub document: Option<Text<'t>>,
    /// The first character of the stretch in the document's text, counted in Unicode scalar values from 0.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub start: Option<u32>,
    /// One past the last character of the stretch.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub end: Option<u32>,
    /// The page, as printed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub page: Option<Text<'t>>,
    /// The paragraph, as counted or named by the document.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub paragraph: Option<Text<'t>>,
    /// The words themselves, where the file does not hold the text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub quote: Option<Text<'t>>,
    /// What it says, in other words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub paraphrase: Option<Text<'t>>,
    /// Language (BCP 47), where it differs from the document's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language: Option<Text<'t>>,
    /// A translation of the words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub translation: Option<Text<'t>>,
    /// Fields that are not part of the format.
    #[serde(flatten)]
    pub extras: Rest,
}

/// Somebody or something that can be linked: a person, group, state, place or event.
#[derive(Debug, Default, Serialize, Deserialize, JsonSchema)]
#[schemars(transform = super::schema::tell_of_edits)]
pub struct ActorRecord<'t> {
    /// Unique among the actors.
    #[schemars(required)]
    #[serde(borrow, skip_serializing_if = "Option::is_none")]
    pub id: Option<Text<'t>>,
    /// The name shown.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub label: Option<Text<'t>>,
    /// The type: `person`, `armed group`, …
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    pub kind: Option<Text<'t>>,
    /// Other names, spellings and scripts.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub aliases: Option<Vec<Text<'t>>>,
    /// A remark.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<Text<'t>>,
    /// Further fields: a name and a value each.
    #[schemars(with = "Option<Fields>")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub details: Option<Details<'t>>,
    /// The passages it rests on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub evidence: Option<Vec<EvidenceRecord<'t>>>,
    /// Fields that are not part of the format.
    #[serde(flatten)]
    pub extras: Rest,
}

/// One relation between two actors. Two actors may have several links; an actor may be linked to itself.
#[derive(Debug, Default, Serialize, Deserialize, JsonSchema)]
pub struct LinkRecord<'t> {
    /// Unique among the links.
    #[schemars(required)]
    #[serde(borrow, skip_serializing_if = "Option::is_none")]
    pub id: Option<Text<'t>>,
    /// The id of the actor it runs from.
    #[schemars(required)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<Text<'t>>,
    /// The id of the actor it runs to.
    #[schemars(required)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub target: Option<Text<'t>>,
    /// The type: `leads`, `brother of`, …
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    pub kind: Option<Text<'t>>,
    /// Whether it runs one way (true) or is mutual (false, also where it is absent).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub directed: Option<bool>,
    /// When it held (EDTF date or interval).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub when: Option<Text<'t>>,
    /// Its strength.
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "plain_number")]
    pub weight: Option<f64>,
    /// A remark.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<Text<'t>>,
    /// Further fields: a name and a value each.
    #[schemars(with = "Option<Fields>")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub details: Option<Details<'t>>,
    /// The passages it rests on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub evidence: Option<Vec<EvidenceRecord<'t>>>,
    /// Fields that are not part of the format.
    #[serde(flatten)]
    pub extras: Rest,
}

/// "This passage supports, or contradicts, this actor or link."
#[derive(Debug, Default, Serialize, Deserialize, JsonSchema)]
pub struct EvidenceRecord<'t> {
    /// The id of the passage.
    #[schemars(required)]
    #[serde(borrow, skip_serializing_if = "Option::is_none")]
    pub passage: Option<Text<'t>>,
    /// Whether the passage speaks for it (also where this is absent) or against it.
    #[schemars(with = "Option<Value>", extend("enum" = ["supports", "contradicts"]))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stance: Option<Raw<'t>>,
    /// How the passage comes to say so: the document states it; a person it quotes claims it; it is reported as
    /// uncertain; it is expected; both are only mentioned together; a program inferred it; an analyst concluded it.
    #[schemars(with = "Option<Value>", extend("enum" = ["stated", "claimed", "thought", "forecast", "mentioned together", "inferred", "analyst"]))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub basis: Option<Raw<'t>>,
    /// Credibility by the Admiralty code: 1 confirmed … 5 improbable, 6 cannot be judged.
    #[schemars(with = "Option<Value>", extend("enum" = [1, 2, 3, 4, 5, 6]))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub credibility: Option<Raw<'t>>,
    /// A remark.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<Text<'t>>,
    /// When it was added (EDTF).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub added: Option<Text<'t>>,
    /// Who added it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub by: Option<Text<'t>>,
    /// Fields that are not part of the format.
    #[serde(flatten)]
    pub extras: Rest,
}

/// What the analyst decided about the picture.
#[derive(Debug, Default, Deserialize, JsonSchema)]
pub struct ViewRecord {
    /// Where actors stand: for an actor's id its x and y; y grows downwards.
    #[schemars(with = "Option<std::collections::BTreeMap<String, [f32; 2]>>")]
    pub positions: Option<Pairs<Place>>,
    /// The ids of actors that no layout moves.
    pub pinned: Option<Vec<String>>,
    /// The ids of actors that are hidden by hand.
    pub hidden: Option<Vec<String>>,
    /// What is filtered out, or faded.
    pub filters: Option<FiltersRecord>,
    /// Where the analyst last looked; absent for the whole drawing.
    pub camera: Option<CameraRecord>,
    /// Colours and sizes of single actors and links, and rules for all.
    #[schemars(with = "Option<StyleRecord>")]
    pub style: Option<Box<RawValue>>,
    /// What the layout left beside the positions.
    #[schemars(with = "Option<LayoutRecord>")]
    pub layout: Option<Box<RawValue>>,
    /// Actors that are brought together under a name.
    #[schemars(with = "Option<Vec<GroupRecord>>")]
    pub groups: Option<Vec<Value>>,
    /// Fields that are not part of the format.
    #[serde(flatten)]
    pub extras: Extras,
}

/// Actors under one name, drawn as one while the group is closed.
#[derive(Debug, Default, Deserialize, JsonSchema)]
pub struct GroupRecord {
    /// What it is called.
    pub name: String,
    /// The ids of its actors, two at least; each actor is in one group at most.
    pub members: Vec<String>,
    /// Whether its actors are drawn each by itself (true), or one node stands for all (false, also where this is absent).
    pub open: Option<bool>,
    /// Fields that are not part of the format.
    #[serde(flatten)]
    pub extras: Fields,
}

/// What is filtered out, or faded.
#[derive(Debug, Default, Deserialize, JsonSchema)]
pub struct FiltersRecord {
    /// Types of actors that are not shown.
    pub actor_types: Option<Vec<String>>,
    /// Types of links that are not shown.
    pub link_types: Option<Vec<String>>,
    /// Bases whose links are not shown; `unsourced` for links that no passage supports.
    pub bases: Option<Vec<String>>,
    /// Questions that actors and links have to fit.
    #[schemars(with = "Option<Vec<QuestionRecord>>")]
    pub questions: Option<Vec<Value>>,
    /// Whether a record has to fit `all` of the questions (also where this is absent) or `any` of them.
    #[schemars(with = "Option<String>", extend("enum" = ["all", "any"]))]
    pub joined: Option<Value>,
    /// The time that is looked at.
    #[schemars(with = "Option<TimeRecord>")]
    pub time: Option<Value>,
    /// The ids of documents that are left out: what rests on them alone is faded.
    pub without: Option<Vec<String>>,
    /// What becomes of actors that no shown link leads to: they are shown (also where this is absent) or `hidden`.
    #[schemars(with = "Option<String>", extend("enum" = ["shown", "hidden"]))]
    pub unlinked: Option<Value>,
    /// What becomes of what questions and time do not let through: it is `hidden` (also where this is absent) or `faded`.
    #[schemars(with = "Option<String>", extend("enum" = ["hidden", "faded"]))]
    pub others: Option<Value>,
    /// Fields that are not part of the format.
    #[serde(flatten)]
    pub extras: Extras,
}

/// A question that actors and links have to fit.
#[derive(Debug, Default, Deserialize, JsonSchema)]
pub struct QuestionRecord {
    /// The question: `type:person degree>5`.
    pub ask: String,
    /// What the analyst calls it.
    pub name: Option<String>,
    /// Whether it is switched off.
    pub off: Option<bool>,
    /// Fields that are not part of the format.
    #[serde(flatten)]
    pub extras: Fields,
}

/// A stretch of time.
#[derive(Debug, Default, Deserialize, JsonSchema)]
pub struct TimeRecord {
    /// The first day, `YYYY-MM-DD`; open where it is absent.
    pub from: Option<String>,
    /// The last day.
    pub to: Option<String>,
    /// Whether what `happened` then is shown (also where this is absent) or what was `published` then.
    #[schemars(extend("enum" = ["happened", "published"]))]
    pub clock: Option<String>,
    /// What becomes of what has no date: it is `shown` (also where this is absent) or `hidden`.
    #[schemars(extend("enum" = ["shown", "hidden"]))]
    pub undated: Option<String>,
    /// Fields that are not part of the format.
    #[serde(flatten)]
    pub extras: Fields,
}

/// Where the analyst last looked.
#[derive(Debug, Default, Deserialize, JsonSchema)]
pub struct CameraRecord {
    /// The point in the middle of the canvas.
    pub x: Option<f64>,
    /// The point in the middle of the canvas.
    pub y: Option<f64>,
    /// Screen points per unit of the drawing; above zero.
    pub zoom: Option<f64>,
    /// Fields that are not part of the format.
    #[serde(flatten)]
    pub extras: Extras,
}

/// What a layout leaves beside the positions.
#[derive(Debug, Default, Deserialize, JsonSchema)]
pub struct LayoutRecord {
    /// The axis along which actors stand.
    #[schemars(with = "Option<AxisRecord>")]
    pub axis: Option<Box<RawValue>>,
    /// Fields that are not part of the format.
    #[serde(flatten)]
    pub extras: Fields,
}

/// An axis along which actors stand by a value.
#[derive(Debug, Default, Deserialize, JsonSchema)]
pub struct AxisRecord {
    /// What the values are.
    pub title: String,
    /// Whether the axis goes from the top to the bottom (true) or from the left to the right (false, also where it is absent).
    pub upright: Option<bool>,
    /// `numbers` and `years` lie to scale between `from` and `to`; `names` are listed.
    #[schemars(extend("enum" = ["numbers", "years", "names"]))]
    pub scale: String,
    /// The least value, and where it stands.
    pub from: Option<(f64, f64)>,
    /// The greatest value, and where it stands.
    pub to: Option<(f64, f64)>,
    /// Each value, and where it stands.
    pub names: Option<Vec<(String, f64)>>,
    /// Where those stand that have no value.
    pub without: Option<f64>,
    /// Fields that are not part of the format.
    #[serde(flatten)]
    pub extras: Fields,
}

/// Colours and sizes of single actors and links, which stand above what their types and bases look like; and rules for all, which
/// stand above both.
#[derive(Debug, Default, Deserialize, JsonSchema)]
pub struct StyleRecord {
    /// For an actor's id its colour and size.
    #[schemars(with = "Option<std::collections::BTreeMap<String, ActorStyleRecord>>")]
    pub actors: Option<Box<RawValue>>,
    /// For a link's id its colour.
    #[schemars(with = "Option<std::collections::BTreeMap<String, LinkStyleRecord>>")]
    pub links: Option<Box<RawValue>>,
    /// Whether colours and sizes are drawn (also where it is absent) or not (false).
    #[schemars(with = "Option<bool>")]
    pub shown: Option<Value>,
    /// What decides colours, sizes, shapes and labels of all actors or links: a rule for each; what has none is as usual.
    #[schemars(with = "Option<RulesRecord>")]
    pub rules: Option<Box<RawValue>>,
    /// Fields that are not part of the format.
    #[serde(flatten)]
    pub extras: Fields,
}

/// A rule for each part of a look.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[expect(dead_code, reason = "it says what the schema has to say; rules are read field by field")]
pub struct RulesRecord {
    /// The colour of actors.
    pub actor_colour: Option<RuleRecord>,
    /// The size of actors.
    pub actor_size: Option<RuleRecord>,
    /// The shape of actors.
    pub actor_shape: Option<RuleRecord>,
    /// What is written beside actors.
    pub actor_label: Option<RuleRecord>,
    /// The colour of links.
    pub link_colour: Option<RuleRecord>,
    /// The width of links.
    pub link_width: Option<RuleRecord>,
    /// What is written along links.
    pub link_label: Option<RuleRecord>,
}

/// What decides one part of a look.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[expect(dead_code, reason = "it says what the schema has to say; rules are read field by field")]
pub struct RuleRecord {
    /// What it goes by.
    #[schemars(extend("enum" = ["nothing", "type", "id", "detail", "measure", "community", "basis", "weight", "passages", "date"]))]
    pub by: String,
    /// The name of the detail or measure.
    pub name: Option<String>,
    /// Of communities: above 1 there are more and smaller ones, below fewer and larger ones.
    #[schemars(extend("exclusiveMinimum" = 0))]
    pub resolution: Option<f64>,
    /// Of communities: where chance begins.
    pub seed: Option<u64>,
    /// The colours of numbers; `dusk` where it is absent.
    #[schemars(extend("enum" = ["dusk", "blue", "ember", "two-sided"]))]
    pub palette: Option<String>,
    /// Whether colours or sizes run the other way (true).
    pub reversed: Option<bool>,
    /// How numbers become colours or sizes: in proportion, by orders of magnitude, or each value by itself. What suits them where it is
    /// absent.
    #[schemars(extend("enum" = ["linear", "log", "each"]))]
    pub scale: Option<String>,
    /// The least radius of actors, in units of the drawing, or width of links, in points.
    #[schemars(extend("exclusiveMinimum" = 0))]
    pub least: Option<f64>,
    /// The greatest radius or width.
    #[schemars(extend("exclusiveMinimum" = 0))]
    pub greatest: Option<f64>,
}

/// The colour and size of an actor.
#[derive(Debug, Default, Deserialize, JsonSchema)]
pub struct ActorStyleRecord {
    /// The colour: red, green, blue and, where it is not opaque, opacity, two hexadecimal digits each.
    #[schemars(with = "Option<String>", extend("pattern" = "^#([0-9a-fA-F]{6}|[0-9a-fA-F]{8})$"))]
    pub colour: Option<Value>,
    /// The size, in any unit: only its ratio to the sizes of other actors means something. Above zero.
    #[schemars(with = "Option<f64>", extend("exclusiveMinimum" = 0))]
    pub size: Option<Value>,
    /// Fields that are not part of the format.
    #[serde(flatten)]
    pub extras: Fields,
}

/// The colour of a link.
#[derive(Debug, Default, Deserialize, JsonSchema)]
pub struct LinkStyleRecord {
    /// The colour: red, green, blue and, where it is not opaque, opacity, two hexadecimal digits each.
    #[schemars(with = "Option<String>", extend("pattern" = "^#([0-9a-fA-F]{6}|[0-9a-fA-F]{8})$"))]
    pub colour: Option<Value>,
    /// Fields that are not part of the format.
    #[serde(flatten)]
    pub extras: Fields,
}

/// The word in `filters.bases` for links that no passage supports.
pub const UNSOURCED: &str = "unsourced";

/// The entries of an object in their order, without a map in between.
#[derive(Debug)]
pub struct Pairs<V>(pub Vec<(String, V)>);

/// The value of an entry of `positions`.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
pub enum Place {
    /// x and y.
    Point([f64; 2]),
    /// Anything else.
    Other(Value),
}

impl<'de, V: Deserialize<'de>> Deserialize<'de> for Pairs<V> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Entries<V>(PhantomData<V>);
        impl<'de, V: Deserialize<'de>> Visitor<'de> for Entries<V> {
            type Value = Pairs<V>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a map")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Pairs<V>, A::Error> {
                let mut pairs = Vec::new();
                while let Some(pair) = entries.next_entry()? {
                    pairs.push(pair);
                }
                Ok(Pairs(pairs))
            }
        }
        deserializer.deserialize_map(Entries(PhantomData))
    }
}

/// The largest whole number up to which every whole number is an `f64`.
pub const EXACT_WHOLE: f64 = 9_007_199_254_740_992.0;

/// Writes a whole number without a decimal point.
#[expect(clippy::ref_option, reason = "serde hands the field over like this")]
fn plain_number<S: Serializer>(number: &Option<f64>, serializer: S) -> Result<S::Ok, S::Error> {
    match *number {
        Some(number)
            if number.fract() == 0.0 && number.abs() < EXACT_WHOLE && !(number == 0.0 && number.is_sign_negative()) =>
        {
            serializer.serialize_i64(number as i64)
        }
        Some(number) if number.is_finite() => serializer.serialize_f64(number),
        Some(_) => Err(serde::ser::Error::custom("a weight is not a finite number")),
        None => serializer.serialize_none(),
    }
}
