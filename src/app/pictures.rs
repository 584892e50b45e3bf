//! Pictures that are being made in other threads: written to a file or copied. The dialog is in `picture.rs`.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::settings::Settings;
use super::work::file_name;
use crate::export::{self, Area, ExportError, Known, PictureFormat, PictureOptions, Pixels};
use crate::io::RealDisk;
use crate::jobs::{Task, TaskContext, TaskProgress, Wake};
use crate::model::{ActorIx, Graph, View};
use crate::scene::camera::Size;
use crate::workspace::Workspace;

/// What became of a picture that was written: what there is to say of it, if anything.
type Written = Result<Option<String>, Failed>;

/// The pictures that are being made.
#[derive(Default)]
pub struct Pictures {
    copying: Option<Task<Result<Pixels, String>>>,
    writing: Option<(PathBuf, Task<Written>)>,
}

/// Something that came to an end.
pub enum Finished {
    /// This belongs on the clipboard.
    Copied(egui::ColorImage),
    /// This was written; and what the picture does without, in words.
    Written(PathBuf, Option<String>),
    /// This was not written, because the user said so.
    Cancelled(PathBuf),
    /// This could not be done: what, and why.
    Failed(String, String),
}

/// Why a picture was not written.
enum Failed {
    Cancelled,
    Because(String),
}

impl From<ExportError> for Failed {
    fn from(error: ExportError) -> Self {
        match error {
            ExportError::Stopped => Self::Cancelled,
            _ => Self::Because(error.to_string()),
        }
    }
}

impl Pictures {
    /// Whether none is being made.
    #[must_use]
    pub fn is_at_rest(&self) -> bool {
        self.copying.is_none() && self.writing.is_none()
    }

    /// What came to an end since the last call, if something did.
    pub fn finished(&mut self) -> Option<Finished> {
        if let Some(answer) = self.copying.as_ref().and_then(Task::poll) {
            self.copying = None;
            let answer = answer.unwrap_or_else(|panicked| Err(panicked.to_string()));
            return Some(match answer {
                Ok(pixels) => Finished::Copied(colour_image(&pixels)),
                Err(why) => Finished::Failed("Could not copy the picture".to_owned(), why),
            });
        }
        let answer = self.writing.as_ref().and_then(|(_, task)| task.poll())?;
        let (path, _) = self.writing.take()?;
        let answer = answer.unwrap_or_else(|panicked| Err(Failed::Because(panicked.to_string())));
        Some(match answer {
            Ok(words) => Finished::Written(path, words),
            Err(Failed::Cancelled) => Finished::Cancelled(path),
            Err(Failed::Because(why)) => Finished::Failed(format!("Could not write {}", file_name(&path)), why),
        })
    }

    /// The name of the file that is being written, and how far it is.
    #[must_use]
    pub fn progress(&self) -> Option<(String, TaskProgress)> {
        self.writing.as_ref().map(|(path, task)| (file_name(path), task.progress()))
    }

    /// Says that the picture that is being written is no longer wanted.
    pub fn cancel(&self) {
        if let Some((_, task)) = &self.writing {
            task.cancel();
        }
    }

    /// Makes a picture for the clipboard.
    pub fn copy(&mut self, source: PictureSource, scale: f32, wake: &Wake) {
        self.copying = Some(Task::spawn("copy picture", Arc::clone(wake), move |task| source.pixels(scale, task)));
    }

    /// Writes a picture to a file; the name tells the format.
    pub fn write(&mut self, source: PictureSource, scale: f32, path: PathBuf, wake: &Wake) {
        let target = path.clone();
        let task = Task::spawn("export picture", Arc::clone(wake), move |task| {
            let format = PictureFormat::from_path(&target)?;
            let (picture, bytes) = source.watched(task, |picture, work| {
                let bytes = export::picture_bytes(&picture, format, scale, work)?;
                Ok((picture, bytes))
            })?;
            write(&target, &bytes).map_err(Failed::Because)?;
            Ok(export::massed_in_words(picture.massed))
        });
        self.writing = Some((path, task));
    }

    /// Writes what the window shows to a PNG file.
    pub fn write_screenshot(&mut self, image: Arc<egui::ColorImage>, path: PathBuf, wake: &Wake) {
        let target = path.clone();
        let task = Task::spawn("screenshot", Arc::clone(wake), move |_| {
            let [width, height] = image.size.map(|side| side as u32);
            let rgba = image.pixels.iter().flat_map(egui::Color32::to_srgba_unmultiplied).collect();
            let bytes = export::encode_png(&Pixels { width, height, rgba })?;
            write(&target, &bytes).map_err(Failed::Because)?;
            Ok(None)
        });
        self.writing = Some((path, task));
    }
}

/// All that a picture is made from, as it was when it was asked for.
#[derive(Clone)]
pub struct PictureSource {
    graph: Arc<Graph>,
    view: View,
    options: PictureOptions,
    known: Arc<Known>,
}

impl PictureSource {
    /// The open file as it is now.
    #[must_use]
    pub fn new(workspace: &Workspace, options: PictureOptions) -> Self {
        Self { graph: workspace.graph_snapshot(), view: workspace.drawn_view(), options, known: Arc::default() }
    }

    /// The same, with what other pictures of the file as it is now have found.
    #[must_use]
    pub fn knowing(self, known: &Arc<Known>) -> Self {
        Self { known: Arc::clone(known), ..self }
    }

    /// Draws the picture and goes on with `then`, watched by the task in which that happens.
    fn watched<T>(
        &self,
        task: &TaskContext,
        then: impl FnOnce(export::Picture, &export::Work<'_>) -> Result<T, ExportError>,
    ) -> Result<T, ExportError> {
        let cancel = task.cancel();
        let stop = || cancel.is_cancelled();
        let report = |share: f32| task.report(Some(share), "Drawing the picture");
        let work = export::Work { stop: &stop, report: &report };
        let Self { graph, view, options, known } = self;
        then(export::picture_watched(graph, view, options, known, &work)?, &work)
    }

    /// The picture in pixels, `scale` to the point.
    ///
    /// # Errors
    /// A sentence, where it would be too large.
    pub fn pixels(&self, scale: f32, task: &TaskContext) -> Result<Pixels, String> {
        self.watched(task, |picture, work| export::picture_pixels(&picture, scale, work))
            .map_err(|error| error.to_string())
    }
}

/// What the canvas shows now, as a picture of the same size.
#[must_use]
pub fn current_view(workspace: &Workspace, canvas: Size, settings: &Settings) -> PictureOptions {
    PictureOptions {
        labels: settings.labels(),
        communities: settings.communities,
        selected: selected(workspace),
        size: (canvas.width.round().max(1.0) as u32, canvas.height.round().max(1.0) as u32),
        theme: workspace.theme(),
        area: workspace.camera().map_or(Area::Whole, |camera| Area::View(camera, canvas)),
        footer: footer(workspace),
        ..PictureOptions::default()
    }
}

/// Who is selected, ascending.
#[must_use]
pub fn selected(workspace: &Workspace) -> Arc<[ActorIx]> {
    workspace.selection().actors.iter().copied().collect()
}

/// The file and the day, for the foot of a picture.
#[must_use]
pub fn footer(workspace: &Workspace) -> Vec<String> {
    vec![workspace.file_name().to_owned(), jiff::Zoned::now().date().to_string()]
}

/// Pixels as egui wants them.
#[must_use]
pub fn colour_image(pixels: &Pixels) -> egui::ColorImage {
    egui::ColorImage::from_rgba_unmultiplied([pixels.width as usize, pixels.height as usize], &pixels.rgba)
}

fn write(path: &Path, bytes: &[u8]) -> Result<(), String> {
    crate::io::save_bytes(&RealDisk, path, bytes, None, &|_| Ok(())).map(drop).map_err(|error| error.to_string())
}
