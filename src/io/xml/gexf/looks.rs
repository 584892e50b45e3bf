//! The viz module of GEXF: colours, sizes, places, shapes and thickness of single nodes and edges.

use super::Reader;
use crate::io::error::ReadError;
use crate::io::xml::walk::Step;
use crate::model::{About, Colour, ColumnKind, Value, Warning};

impl Reader<'_, '_, '_> {
    /// A tag that says how a record looks, which was just opened; `false` where it is another tag.
    pub(super) fn looks(&mut self, about: About, tag: &str) -> Result<bool, ReadError> {
        let at = self.xml.at();
        let text = |name: &str| self.xml.attribute(name);
        let number = |name: &str| {
            text(name).and_then(|text| text.trim().parse::<f64>().ok()).filter(|number| number.is_finite())
        };
        let changes =
            self.xml.attributes().iter().any(|(name, _)| matches!(*name, "start" | "end" | "startopen" | "endopen"));
        match (tag, about) {
            ("color" | "colour", _) => {
                let colour = match text("hex") {
                    Some(hex) => Colour::from_hex(&hex),
                    None => channels([number("r"), number("g"), number("b")]),
                };
                match (colour, about) {
                    (None, _) => self.unclear(at, "A colour that is not three numbers from 0 to 255"),
                    (Some(colour), about) => {
                        let colour = Colour { a: number("a").map_or(colour.a, opacity), ..colour };
                        match about {
                            About::Actor(actor) => self.draft.colour_actor(actor, colour),
                            About::Link(link) => self.draft.looks().set_link_colour(link, Some(colour)),
                        }
                    }
                }
            }
            ("position", About::Actor(actor)) => {
                let height = number("z").filter(|z| *z != 0.0);
                match (number("x"), number("y")) {
                    (Some(x), Some(y)) => self.draft.place(actor, x, y),
                    _ => self.unclear(at, "A place that is not two numbers"),
                }
                if let Some(z) = height {
                    let field = self.detail(about, "z", Some(ColumnKind::Number));
                    self.put(about, field, "z", Value::Number(z), at);
                }
            }
            ("size", About::Actor(actor)) => match number("value").filter(|size| *size > 0.0) {
                Some(size) => self.draft.looks().set_actor_size(actor, Some(size as f32)),
                None => self.unclear(at, "A size that is not a number above zero"),
            },
            ("thickness", About::Link(_)) => match number("value") {
                Some(thickness) => {
                    let field = self.detail(about, "thickness", Some(ColumnKind::Number));
                    self.put(about, field, "thickness", Value::Number(thickness), at);
                }
                None => self.unclear(at, "A thickness that is not a number"),
            },
            ("shape", _) => {
                let (shape, image) = (text("value").or_else(|| text("shape")), text("uri"));
                for (name, value) in [("shape", shape), ("image", image)] {
                    if let Some(value) = value.filter(|value| !value.is_empty()) {
                        let field = self.detail(about, name, Some(ColumnKind::Text));
                        self.put(about, field, name, Value::Text(value.into_owned()), at);
                    }
                }
            }
            _ => return Ok(false),
        }
        let mut has_spells = false;
        loop {
            match self.xml.next_past_blanks()? {
                Step::Open(_) => {
                    has_spells = true;
                    self.xml.skip()?;
                }
                Step::Text(_) => {}
                Step::Close(_) | Step::End => break,
            }
        }
        if changes || has_spells {
            let what = "how colours, sizes, shapes and places change over time; the last of each is shown".to_owned();
            self.once(Warning::LeftOut { what });
        }
        Ok(true)
    }

    fn unclear(&mut self, at: usize, what: &str) {
        let line = self.xml.input.line(at);
        self.draft.warn(Some(line), Warning::Skipped { what: what.to_owned() });
    }
}

fn channels(channels: [Option<f64>; 3]) -> Option<Colour> {
    let byte =
        |channel: Option<f64>| channel.filter(|value| (0.0..=255.0).contains(value)).map(|value| value.round() as u8);
    let [r, g, b] = channels.map(byte);
    Some(Colour::rgb(r?, g?, b?))
}

/// From 0 to 1, as the schema has it; some programs write 0 to 255.
fn opacity(a: f64) -> u8 {
    if a <= 1.0 { (a.max(0.0) * 255.0).round() as u8 } else { a.min(255.0).round() as u8 }
}
