//! Pictures without a window: scene → SVG → PNG. Everything that is drawn is decided in `scene`; nothing is written to disk here.

mod axis;
mod communities;
mod crowd;
mod drawing;
mod frame;
mod groups;
mod legend;
mod paint;
mod png;
mod stream;
mod svg;
mod words;

use std::path::Path;
use std::sync::Arc;

use thiserror::Error;

pub use communities::Known;
pub use crowd::MOST_LINES;
pub use paint::{picture_bytes, picture_pixels};
pub use png::{LARGEST_SIDE, MOST_PIXELS, Pixels, encode_png, render_rgba};
pub use words::{filters_in_words, hidden_in_words, massed_in_words};

use crate::model::{ActorIx, Camera, Graph, View};
use crate::scene::camera::Size;
use crate::scene::labels::LabelPolicy;
use crate::scene::{Scene, Theme};

/// How a picture is made.
#[derive(Clone, Debug, PartialEq)]
pub struct PictureOptions {
    /// Width and height in points, which are the pixels of a picture of scale 1.
    pub size: (u32, u32),
    /// Light or dark.
    pub theme: Theme,
    /// Whether types and line styles are explained in a corner.
    pub legend: bool,
    /// Whether communities are seen as soft regions with titles, far out in a large graph, as in the window.
    pub communities: bool,
    /// Whose labels are drawn, and how large.
    pub labels: LabelPolicy,
    /// The actors that are selected, ascending: who still has a label where only those of the selected are drawn.
    pub selected: Arc<[ActorIx]>,
    /// Whether links are named where there is room.
    pub link_labels: bool,
    /// How links are drawn.
    pub links: Links,
    /// A heading over the picture.
    pub title: Option<String>,
    /// What is shown of the drawing.
    pub area: Area,
    /// What the foot of the picture says first: name of the file, date. Filters and what is hidden are added to it.
    pub footer: Vec<String>,
}

impl Default for PictureOptions {
    fn default() -> Self {
        Self {
            size: (1600, 1000),
            theme: Theme::Light,
            legend: true,
            communities: true,
            labels: LabelPolicy::default(),
            selected: Arc::default(),
            link_labels: true,
            links: Links::Auto,
            title: None,
            area: Area::Whole,
            footer: Vec::new(),
        }
    }
}

/// How links are drawn.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Links {
    /// Each as a line, unless there are more than [`MOST_LINES`] in the picture.
    #[default]
    Auto,
    /// Each as a line.
    Lines,
    /// As an image of their density; small actors are dots in it.
    Density,
}

/// How the making of a picture is watched.
#[derive(Clone, Copy)]
pub struct Work<'a> {
    /// Whether the picture is no longer wanted; asked often.
    pub stop: &'a (dyn Fn() -> bool + Sync),
    /// Told the share that is done, 0 to 1.
    pub report: &'a dyn Fn(f32),
}

impl Work<'static> {
    /// Nobody watches.
    #[must_use]
    pub fn unwatched() -> Self {
        Self { stop: &|| false, report: &|_| () }
    }
}

/// What is shown of the drawing.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Area {
    /// All of it.
    Whole,
    /// What a camera sees in a viewport of that size, in points.
    View(Camera, Size),
}

/// A finished picture.
#[derive(Clone, Debug, PartialEq)]
pub struct Picture {
    /// The picture as SVG text, with width and height in points; without the links where they are drawn as their density, which
    /// [`picture_bytes`] and [`picture_pixels`] add.
    pub svg: String,
    /// Number of shown actors that have no place in the drawing, and so are not in the picture.
    pub unplaced: usize,
    /// Number of shown actors that lie outside of the picture.
    pub outside: usize,
    /// Number of links of which the density is shown rather than a line for each; 0 where they are lines.
    pub massed: usize,
    size: (u32, u32),
    page: Size,
    crowd: Option<crowd::PictureCrowd>,
    /// Where in the text the crowd belongs.
    split: usize,
}

/// Draws what `view` shows of `graph`.
///
/// The picture is the same for the same input. It loads nothing, runs nothing and names everything that it leaves out.
#[must_use]
pub fn picture(graph: &Graph, view: &View, options: &PictureOptions) -> Picture {
    picture_watched(graph, view, options, &Known::default(), &Work::unwatched()).expect("nobody stops it")
}

/// [`picture`], unless it is no longer wanted. What is `known` has to be of the same graph and view.
///
/// # Errors
/// [`ExportError::Stopped`].
pub fn picture_watched(
    graph: &Graph,
    view: &View,
    options: &PictureOptions,
    known: &Known,
    work: &Work<'_>,
) -> Result<Picture, ExportError> {
    let wanted = || if (work.stop)() { Err(ExportError::Stopped) } else { Ok(()) };
    wanted()?;
    let scene = Scene::build(graph, view, options.theme);
    wanted()?;
    let communities = |zoom: f32| known.communities((graph, view, &scene), zoom, work);
    let picture = drawing::draw(&scene, view, options, &communities)?;
    wanted()?;
    Ok(picture)
}

/// A format pictures can be written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PictureFormat {
    /// Pixels.
    Png,
    /// Shapes and text, sharp at any size.
    Svg,
}

impl PictureFormat {
    /// Every format.
    pub const ALL: [Self; 2] = [Self::Png, Self::Svg];

    /// The format that the name of a file asks for.
    ///
    /// # Errors
    /// [`ExportError::UnknownFormat`] where it asks for none of them.
    pub fn from_path(path: &Path) -> Result<Self, ExportError> {
        let extension = path.extension().map(|extension| extension.to_string_lossy().to_lowercase());
        Self::ALL
            .into_iter()
            .find(|format| extension.as_deref() == Some(format.extension()))
            .ok_or_else(|| ExportError::UnknownFormat(path.display().to_string()))
    }

    /// How names of such files end, without the dot.
    #[must_use]
    pub fn extension(self) -> &'static str {
        match self {
            Self::Png => "png",
            Self::Svg => "svg",
        }
    }
}

/// Why there is no picture.
#[derive(Debug, Error)]
pub enum ExportError {
    /// The name of the file asks for a format that pictures are not written in.
    #[error("Could not tell the format of the picture from its name. Use a name that ends in .png or .svg: {0}")]
    UnknownFormat(String),
    /// Too many pixels.
    #[error(
        "Could not make a picture of {width} by {height} pixels: a side may have {LARGEST_SIDE} pixels, and all together \
         {} million. Choose a smaller size or scale, or write an SVG, which is sharp at any size.",
        MOST_PIXELS / 1_000_000
    )]
    TooLarge {
        /// Asked width, in pixels.
        width: u64,
        /// Asked height, in pixels.
        height: u64,
    },
    /// Nothing can be seen in a picture of this size.
    #[error("Could not make a picture without any size. Choose a width and height of at least 1 pixel.")]
    NoSize,
    /// It was no longer wanted.
    #[error("The picture was not made, because it was cancelled.")]
    Stopped,
    /// The SVG could not be read.
    #[error("Could not turn the SVG into pixels: {0}")]
    Svg(String),
    /// The pixels could not be packed.
    #[error("Could not write the picture as PNG: {0}")]
    Png(String),
}

#[cfg(test)]
mod tests;
