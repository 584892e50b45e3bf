//! The drawings that yEd, visone and other programs built on yFiles put into the data of GraphML: where nodes stand, their
//! colours, shapes and labels; the colours, arrows and labels of edges. Tags are known by their names, whatever their
//! namespace.
//!
//! In yEd nothing but the arrows says which way an edge runs: the file calls every graph directed. So an edge with an arrow
//! at its target runs there; one with an arrow at its source alone runs the other way; one with none, or with both, has no
//! direction. Black lines are what edges have that nobody coloured, and count as no colour.

use std::borrow::Cow;

use crate::io::colours::css_colour;
use crate::io::error::ReadError;
use crate::io::xml::walk::{Step, Xml};
use crate::model::Colour;

/// What a drawing says about a record; most files have none.
pub type Drawn = Option<Box<Drawing>>;

/// What a drawing says about a node or an edge.
#[derive(Debug, Default)]
pub struct Drawing {
    /// The centre of a node.
    pub place: Option<(f64, f64)>,
    /// The size of a node: the side of a square as large as it.
    pub size: Option<f64>,
    /// The colour of a node.
    pub fill: Option<Colour>,
    /// The shape of a node.
    pub shape: String,
    /// The labels, in their order.
    pub labels: Vec<String>,
    /// Names and texts of further compartments of a node.
    pub compartments: Vec<(&'static str, String)>,
    /// The colour of an edge.
    pub line: Option<Colour>,
    /// How the line of an edge is drawn, where it is not solid.
    pub line_type: String,
    /// How wide the line of an edge is, where it is not as usual.
    pub line_width: Option<f64>,
    /// The arrows at source and target.
    pub arrows: Option<(String, String)>,
    /// Whether it says how anything is drawn in detail.
    pub has_looks: bool,
    /// Whether it holds pictures.
    pub has_resources: bool,
}

/// Which way an edge runs, by its arrows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Run {
    /// From source to target.
    Forth,
    /// From target to source.
    Back,
    /// Both, or neither.
    Undirected,
}

/// Whether a tag in a piece of data is the beginning of a drawing.
pub fn is_drawn(tag: &str) -> bool {
    const OTHERS: [&str; 8] =
        ["Resources", "RectD", "List", "Label", "SharedData", "Json", "nodeRealizerData", "edgeRealizerData"];
    let ends = |end: &str| tag.ends_with(end) && tag.len() > end.len();
    ends("Node") || ends("Edge") || ends("NodeStyle") || ends("EdgeStyle") || OTHERS.contains(&tag)
}

impl Drawing {
    /// Reads the tag that was just opened and everything in it.
    ///
    /// # Errors
    /// As [`Xml::next`].
    pub fn read<'a>(&mut self, xml: &mut Xml<'_, 'a>, tag: &'a str) -> Result<(), ReadError> {
        let depth = xml.depth();
        // Of a group's two looks, open and closed, the one that is shown counts.
        let mut realizers: Option<(usize, usize)> = None;
        let mut tag = tag;
        loop {
            realizers = realizers.filter(|(at, _)| xml.depth() > *at);
            let is_hidden = match &mut realizers {
                Some((at, shown)) if xml.depth() == *at + 1 => {
                    let is_hidden = *shown != 0;
                    *shown = shown.wrapping_sub(1);
                    is_hidden
                }
                _ => false,
            };
            if is_hidden {
                xml.skip()?;
            } else if tag == "Realizers" && realizers.is_none() {
                let active = xml.attribute("active").and_then(|active| active.trim().parse().ok());
                realizers = Some((xml.depth(), active.unwrap_or(0)));
            } else {
                self.take(xml, tag)?;
            }
            tag = loop {
                if xml.depth() < depth {
                    return Ok(());
                }
                if let Step::Open(tag) = xml.next()? {
                    break tag;
                }
            };
        }
    }

    /// Takes what the tag that was just opened says. Labels are read up to their end.
    fn take(&mut self, xml: &mut Xml<'_, '_>, tag: &str) -> Result<(), ReadError> {
        match tag {
            "Geometry" => self.take_box(xml, ["x", "y", "width", "height"]),
            "RectD" => self.take_box(xml, ["X", "Y", "Width", "Height"]),
            "Fill" if self.fill.is_none() && xml.attribute("hasColor").as_deref() != Some("false") => {
                self.fill = xml.attribute("color").and_then(|colour| css_colour(&colour));
            }
            "Shape" => fill(&mut self.shape, xml.attribute("type")),
            "GenericNode" | "TableNode" | "GenericGroupNode" => fill(&mut self.shape, xml.attribute("configuration")),
            "ImageNode" | "SVGNode" => fill(&mut self.shape, Some(Cow::Borrowed("picture"))),
            "LineStyle" => {
                let colour = xml.attribute("color").and_then(|colour| css_colour(&colour));
                self.line = colour.filter(|colour| *colour != Colour::rgb(0, 0, 0));
                fill(&mut self.line_type, xml.attribute("type").filter(|name| name != "line"));
                let width = xml.attribute("width").and_then(|width| width.trim().parse().ok());
                self.line_width = width.filter(|width: &f64| width.is_finite() && (*width - 1.0).abs() > f64::EPSILON);
            }
            "Arrows" => {
                let arrow = |name| xml.attribute(name).map_or_else(|| "none".to_owned(), Cow::into_owned);
                self.arrows = Some((arrow("source"), arrow("target")));
            }
            "NodeLabel" | "EdgeLabel" => {
                let label = xml.text_directly_within()?;
                self.add_label(&label);
            }
            "Label" => {
                if let Some(label) = xml.attribute("Text") {
                    self.add_label(&label);
                }
            }
            "Label.Text" => {
                let label = xml.text_within()?;
                self.add_label(&label);
            }
            "AttributeLabel" => self.take_compartment(xml, "attributes")?,
            "MethodLabel" => self.take_compartment(xml, "methods")?,
            // Colours of yFiles for the web have their opacity first.
            style if style.ends_with("NodeStyle") => {
                self.has_looks = true;
                fill(&mut self.shape, xml.attribute("shape"));
                if let (None, Some(colour)) = (self.fill, xml.attribute("fill")) {
                    self.fill = match colour.strip_prefix('#') {
                        Some(digits) if digits.len() == 8 && digits.is_ascii() => {
                            Colour::from_hex(&format!("{}{}", &digits[2..], &digits[..2]))
                        }
                        _ => css_colour(&colour),
                    };
                }
            }
            "Resource" => self.has_resources = true,
            "BorderStyle" | "Path" => self.has_looks = true,
            _ => {}
        }
        Ok(())
    }

    fn take_box(&mut self, xml: &Xml<'_, '_>, names: [&str; 4]) {
        let [x, y, width, height] = names.map(|name| {
            let number = xml.attribute(name).and_then(|text| text.trim().parse().ok());
            number.filter(|number: &f64| number.is_finite())
        });
        let (across, down) = (width.unwrap_or(0.0), height.unwrap_or(0.0));
        if let (None, Some(x), Some(y)) = (self.place, x, y) {
            self.place = Some((x + across / 2.0, y + down / 2.0));
        }
        if self.size.is_none() && across > 0.0 && down > 0.0 {
            self.size = Some((across * down).sqrt());
        }
    }

    fn take_compartment(&mut self, xml: &mut Xml<'_, '_>, name: &'static str) -> Result<(), ReadError> {
        let text = xml.text_directly_within()?;
        if !text.trim().is_empty() {
            self.compartments.push((name, text.trim().to_owned()));
        }
        Ok(())
    }

    /// Blanks around a label are those of the file's lines.
    fn add_label(&mut self, label: &str) {
        let label = label.trim();
        if !label.is_empty() {
            self.labels.push(label.to_owned());
        }
    }

    /// Which way the arrows say that an edge runs; `None` where there are no arrows to ask.
    pub fn run(&self) -> Option<Run> {
        let (source, target) = self.arrows.as_ref()?;
        Some(match (source == "none", target == "none") {
            (true, false) => Run::Forth,
            (false, true) => Run::Back,
            _ => Run::Undirected,
        })
    }
}

fn fill(field: &mut String, text: Option<Cow<'_, str>>) {
    if let Some(text) = text
        && field.is_empty()
    {
        *field = text.into_owned();
    }
}
