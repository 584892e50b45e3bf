//! `linklore export`: a graph as a picture. What is drawn is decided in `scene`, how in `export`; here are only the options.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::appearance::Appearance;
use super::console::{self, Console};
use super::prose::count;
use super::reading::Reading;
use super::sifting::Sifting;
use super::{Failure, files, layout};
use crate::export::{
    Area, Known, Links, PictureFormat, PictureOptions, Work, massed_in_words, picture_bytes, picture_watched,
};
use crate::io;
use crate::scene::Theme;
use crate::scene::labels::{LabelPolicy, LabelsOf};

/// The arguments of `linklore export`.
#[derive(Debug, Args)]
#[command(after_help = "\
The whole drawing is shown, with the filters of the file and its rules for colours and sizes. A file without positions is laid out first.
The foot of the picture names the file and the day; SOURCE_DATE_EPOCH fixes the day.

Examples:
  linklore export case.linklore case.png
  linklore export case.linklore case.png --colour-by community --size-by betweenness
  linklore export case.linklore case.svg --theme dark --title \"The harbour case\"
  linklore export case.linklore people.svg --only type:person --without \"The Courier\"
  linklore export case.linklore known.png --published ..2014-03-01
  linklore export case.linklore poster.png --size 2000x1400 --scale 2 --no-legend")]
pub struct Export {
    /// The file to read; it is not changed
    #[arg(value_name = "IN")]
    input: PathBuf,
    /// The picture to write; its ending decides the format (.png, .svg)
    #[arg(value_name = "OUT")]
    output: PathBuf,
    /// Width and height in points
    #[arg(long, value_name = "WxH", default_value = "1600x1000", value_parser = size)]
    size: (u32, u32),
    /// Pixels for each point
    #[arg(long, value_name = "N", default_value = "1", value_parser = scale)]
    scale: f32,
    /// Light or dark
    #[arg(long, value_enum, value_name = "THEME", default_value_t)]
    theme: Light,
    /// Lay out afresh, in this way
    #[arg(long, value_enum, value_name = "A")]
    layout: Option<layout::Algorithm>,
    /// Draw each link as a line, all of them as their density, or whichever suits their number
    #[arg(long, value_enum, value_name = "HOW", default_value_t)]
    links: Drawn,
    /// Write labels in one size, larger for more important actors, or not at all
    #[arg(long, value_enum, value_name = "WHICH", default_value_t)]
    labels: Labels,
    /// A heading over the picture
    #[arg(long, value_name = "T")]
    title: Option<String>,
    /// Leave the legend out
    #[arg(long)]
    no_legend: bool,
    /// Leave communities out; a large graph that is seen from afar has them as soft regions with titles
    #[arg(long)]
    no_communities: bool,
    #[command(flatten)]
    sifting: Sifting,
    #[command(flatten)]
    appearance: Appearance,
    #[command(flatten)]
    reading: Reading,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum Light {
    /// Dark on light
    #[default]
    Light,
    /// Light on dark
    Dark,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum Drawn {
    /// Lines, unless there are more than 20,000
    #[default]
    Auto,
    /// A line for each link
    Lines,
    /// An image of how many links there are where
    Density,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum Labels {
    /// Where there is room
    #[default]
    All,
    /// The same, with larger letters for more important actors
    Sized,
    /// None
    None,
}

impl Export {
    /// Draws and writes.
    pub fn run(&self, console: &mut Console) -> Result<(), Failure> {
        let Self {
            input,
            output,
            size,
            scale,
            theme,
            layout,
            links,
            labels,
            title,
            no_legend,
            no_communities,
            sifting,
            appearance,
            reading,
        } = self;
        let format = PictureFormat::from_path(output).ok().ok_or_else(|| {
            files::not_writable(output, "A picture can be written to a file that ends in .png or .svg.")
        })?;
        files::refuse_same(input, output)?;
        let mut opened = reading.open(input, console)?;
        let (graph, view) = (&opened.graph, &mut opened.view);
        if sifting.is_some() {
            sifting.narrow(graph, view)?;
        }
        appearance.apply(graph, view)?;
        match layout {
            Some(algorithm) => layout::rearrange(graph, view, *algorithm)?,
            None if !view.positions.is_complete() => {
                layout::complete(graph, view, layout::Algorithm::default())?;
            }
            None => {}
        }
        let options = PictureOptions {
            size: *size,
            theme: match theme {
                Light::Light => Theme::Light,
                Light::Dark => Theme::Dark,
            },
            legend: !no_legend,
            communities: !no_communities,
            links: match links {
                Drawn::Auto => Links::Auto,
                Drawn::Lines => Links::Lines,
                Drawn::Density => Links::Density,
            },
            labels: LabelPolicy {
                of: if *labels == Labels::None { LabelsOf::Nobody } else { LabelsOf::All },
                sized_by_importance: *labels == Labels::Sized,
            },
            title: title.clone().filter(|title| !title.trim().is_empty()),
            area: Area::Whole,
            footer: vec![io::display_name(input), day()],
            ..PictureOptions::default()
        };
        let bar = console::bar("Drawing", 1000);
        let report = |share: f32| bar.set_position((share * 1000.0) as u64);
        // An interrupt ends the program; nothing is written before the picture is whole.
        let work = Work { stop: &|| false, report: &report };
        let failed = |error: crate::export::ExportError| Failure::Failed(error.to_string());
        let picture = picture_watched(graph, view, &options, &Known::default(), &work).map_err(failed)?;
        let bytes = picture_bytes(&picture, format, *scale, &work).map_err(failed)?;
        bar.finish_and_clear();
        if picture.unplaced > 0 {
            console.tell(format_args!("{} without a place not drawn.", count(picture.unplaced, "actor")))?;
        }
        if let Some(words) = massed_in_words(picture.massed) {
            console.tell(format_args!("{words}. --links lines draws a line for each."))?;
        }
        files::save(output, &bytes)?;
        console.line(format_args!("Wrote {}", output.display()))
    }
}

/// The day for the foot of the picture: today, or the one that reproducible builds ask for.
fn day() -> String {
    let fixed = std::env::var("SOURCE_DATE_EPOCH").ok().and_then(|seconds| seconds.parse().ok());
    let fixed = fixed.and_then(|seconds| jiff::Timestamp::from_second(seconds).ok());
    fixed.map_or_else(jiff::Zoned::now, |day| day.to_zoned(jiff::tz::TimeZone::UTC)).date().to_string()
}

fn size(text: &str) -> Result<(u32, u32), String> {
    let (width, height) = text.split_once(['x', 'X', '×']).ok_or("give width and height, such as 1600x1000")?;
    let side = |text: &str| match text.trim().parse() {
        Ok(side) if side > 0 => Ok(side),
        _ => Err(format!("\"{text}\" is not a number of points")),
    };
    Ok((side(width)?, side(height)?))
}

fn scale(text: &str) -> Result<f32, String> {
    let wrong = || "give a number above zero, such as 2".to_owned();
    text.parse().ok().filter(|scale: &f32| scale.is_finite() && *scale > 0.0).ok_or_else(wrong)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_size_is_two_positive_whole_numbers() {
        assert_eq!(size("1600x1000"), Ok((1600, 1000)));
        assert_eq!(size("800×600"), Ok((800, 600)));
        for wrong in ["1600", "0x10", "10x-5", "axb", "10x", ""] {
            assert!(size(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_scale_is_a_positive_number() {
        assert_eq!(scale("2"), Ok(2.0));
        assert_eq!(scale("0.5"), Ok(0.5));
        for wrong in ["0", "-2", "NaN", "inf", "big"] {
            assert!(scale(wrong).is_err(), "{wrong}");
        }
    }
}
