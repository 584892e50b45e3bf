//! The dialog *Export picture…*: options on the left, a preview on the right. Makes nothing itself.

use std::sync::Arc;

use super::pictures::{PictureSource, colour_image, footer, selected};
use super::settings::Settings;
use crate::export::{Area, Known, Links, PictureOptions, Pixels};
use crate::jobs::{Task, Wake};
use crate::model::ActorIx;
use crate::panels::look;
use crate::scene::Theme;
use crate::scene::camera::Size;
use crate::scene::labels::{LabelPolicy, LabelsOf};
use crate::workspace::Workspace;

/// What the picture shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shows {
    Whole,
    View,
}

/// The dialog.
pub struct PictureDialog {
    shows: Shows,
    width: u32,
    height: u32,
    scale: u32,
    theme: Theme,
    legend: bool,
    communities: bool,
    /// At first as in the window.
    labels: LabelPolicy,
    /// Who is selected while the dialog is open.
    selected: Arc<[ActorIx]>,
    link_labels: bool,
    links: Links,
    title: String,
    preview: Preview,
    /// What all previews have in common.
    known: Arc<Known>,
}

/// The preview is made anew whenever the options change, one at a time.
#[derive(Default)]
struct Preview {
    shown: Option<(PictureOptions, egui::TextureHandle)>,
    coming: Option<(PictureOptions, Task<Result<Pixels, String>>)>,
    trouble: Option<(PictureOptions, String)>,
}

/// What was decided in the dialog.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decision {
    /// Write the picture; a name has to be asked for.
    Export,
    /// Put it on the clipboard.
    Copy,
    /// Nothing.
    Close,
}

/// Usual sizes, in points.
const SIZES: [(&str, u32, u32); 5] = [
    ("Slide, 16:9", 1600, 900),
    ("Report, 4:3", 1600, 1200),
    ("A4 landscape", 1684, 1191),
    ("A4 portrait", 1191, 1684),
    ("Square", 1400, 1400),
];

/// How links may be drawn: the words for it, and what it means.
const WAYS: [(Links, &str, &str); 3] = [
    (Links::Auto, "By their number", "Each as a line; with more than 20,000 of them, how many lie where"),
    (Links::Lines, "Lines", "Each as a line, however many there are"),
    (Links::Density, "Density", "How many lie where, without dashes and arrowheads; small actors are dots"),
];

/// Whose labels may be drawn: the words for it, and what it means.
const LABELS: [(LabelsOf, &str, &str); 3] = [
    (LabelsOf::All, "All", "Of all actors, where there is room"),
    (LabelsOf::Selected, "Selected", "Of selected actors only, where there is room"),
    (LabelsOf::Nobody, "None", "No labels"),
];

/// The labels of a picture where those of the window are such: in a picture nothing is lit but what is selected.
fn labels_of_a_picture(of: LabelsOf) -> LabelsOf {
    if of == LabelsOf::Matches { LabelsOf::Selected } else { of }
}

/// The largest side that can be typed in, in points.
const LARGEST_SIDE: u32 = 16_384;

/// The longer side of the preview, in points.
const PREVIEW_SIDE: f32 = 460.0;

impl PictureDialog {
    /// The dialog as it opens over a window with such settings.
    #[must_use]
    pub fn new(workspace: &Workspace, settings: &Settings) -> Self {
        let labels = settings.labels();
        Self {
            shows: Shows::Whole,
            width: 1600,
            height: 1000,
            scale: 2,
            theme: workspace.theme(),
            legend: true,
            communities: settings.communities,
            labels: LabelPolicy { of: labels_of_a_picture(labels.of), ..labels },
            selected: selected(workspace),
            link_labels: false,
            links: Links::Auto,
            title: workspace.graph().title.clone(),
            preview: Preview::default(),
            known: Arc::default(),
        }
    }

    /// Whether no preview is being made.
    #[must_use]
    pub fn is_at_rest(&self) -> bool {
        self.preview.coming.is_none()
    }

    /// Pixels to the point.
    #[must_use]
    pub fn scale(&self) -> f32 {
        self.scale as f32
    }

    /// The picture that is asked for; `canvas` is the size of what is on the screen.
    #[must_use]
    pub fn options(&self, workspace: &Workspace, canvas: Size) -> PictureOptions {
        let area = match (self.shows, workspace.camera()) {
            (Shows::View, Some(camera)) => Area::View(camera, canvas),
            _ => Area::Whole,
        };
        let title = self.title.trim();
        PictureOptions {
            size: (self.width, self.height),
            theme: self.theme,
            legend: self.legend,
            communities: self.communities,
            labels: self.labels,
            selected: Arc::clone(&self.selected),
            link_labels: self.link_labels,
            links: self.links,
            title: (!title.is_empty()).then(|| title.to_owned()),
            area,
            footer: footer(workspace),
        }
    }

    /// All that the picture is made from, as the file is now.
    #[must_use]
    pub fn source(&self, workspace: &Workspace, canvas: Size) -> PictureSource {
        PictureSource::new(workspace, self.options(workspace, canvas)).knowing(&self.known)
    }

    /// Draws the dialog.
    pub fn ui(&mut self, ctx: &egui::Context, workspace: &Workspace, canvas: Size, wake: &Wake) -> Option<Decision> {
        let mut decision = None;
        let options = self.options(workspace, canvas);
        let source = || PictureSource::new(workspace, options.clone()).knowing(&self.known);
        self.preview.follow(ctx, source, &options, wake);
        let modal = look::dialog(ctx, "picture dialog").show(ctx, |ui| {
            ui.heading("Export picture");
            ui.add_space(ui.spacing().item_spacing.y);
            ui.horizontal_top(|ui| {
                ui.vertical(|ui| {
                    ui.set_width(280.0);
                    self.options_ui(ui, canvas);
                });
                ui.add_space(ui.spacing().item_spacing.y * 2.0);
                self.preview.ui(ui, self.width as f32 / self.height as f32);
            });
            ui.add_space(ui.spacing().item_spacing.y * 2.0);
            ui.horizontal(|ui| {
                if ui
                    .button("Export…")
                    .on_hover_text("Choose a name. The ending .png or .svg tells the format.")
                    .clicked()
                {
                    decision = Some(Decision::Export);
                }
                if ui.button("Copy to clipboard").clicked() {
                    decision = Some(Decision::Copy);
                }
                if ui.button("Cancel").clicked() {
                    decision = Some(Decision::Close);
                }
            });
        });
        if modal.should_close() {
            decision = decision.or(Some(Decision::Close));
        }
        decision
    }

    fn options_ui(&mut self, ui: &mut egui::Ui, canvas: Size) {
        egui::Grid::new("picture options")
            .num_columns(2)
            .spacing([ui.spacing().item_spacing.y * 1.5, ui.spacing().item_spacing.y])
            .show(ui, |ui| {
                ui.label("Shows");
                ui.horizontal(|ui| {
                    ui.selectable_value(&mut self.shows, Shows::Whole, "Whole graph");
                    if ui.selectable_value(&mut self.shows, Shows::View, "Current view").clicked() {
                        (self.width, self.height) = (canvas.width.round() as u32, canvas.height.round() as u32);
                    }
                });
                ui.end_row();

                ui.label("Size");
                ui.horizontal(|ui| {
                    let side = |value| egui::DragValue::new(value).range(64..=LARGEST_SIDE).speed(4.0);
                    ui.add(side(&mut self.width)).on_hover_text("Width in points");
                    ui.label("×");
                    ui.add(side(&mut self.height)).on_hover_text("Height in points");
                    let sizes = egui::ComboBox::from_id_salt("usual sizes").selected_text("Usual sizes").width(90.0);
                    look::choices_ui(ui, sizes, |ui| {
                        for (name, width, height) in SIZES {
                            if ui.selectable_label(false, format!("{name} ({width} × {height})")).clicked() {
                                (self.width, self.height) = (width, height);
                            }
                        }
                    });
                });
                ui.end_row();

                ui.label("Scale");
                ui.horizontal(|ui| {
                    for scale in [1, 2, 4] {
                        ui.selectable_value(&mut self.scale, scale, format!("{scale}×"));
                    }
                });
                ui.end_row();

                ui.label("");
                let pixels = format!("PNG: {} × {} pixels", self.width * self.scale, self.height * self.scale);
                ui.weak(pixels);
                ui.end_row();

                ui.label("Theme");
                ui.horizontal(|ui| {
                    ui.selectable_value(&mut self.theme, Theme::Light, "Light");
                    ui.selectable_value(&mut self.theme, Theme::Dark, "Dark");
                });
                ui.end_row();

                let label = ui.label("Title").id;
                ui.add(egui::TextEdit::singleline(&mut self.title).hint_text("No title").desired_width(190.0))
                    .labelled_by(label);
                ui.end_row();

                ui.label("");
                ui.checkbox(&mut self.legend, "Legend");
                ui.end_row();

                ui.label("");
                ui.checkbox(&mut self.communities, "Communities")
                    .on_hover_text("Where a large graph is seen from afar, as soft regions with titles");
                ui.end_row();

                ui.label("Labels");
                ui.horizontal(|ui| {
                    for (of, name, meaning) in LABELS {
                        ui.selectable_value(&mut self.labels.of, of, name).on_hover_text(meaning);
                    }
                });
                ui.end_row();

                ui.label("");
                ui.checkbox(&mut self.labels.sized_by_importance, "Larger for important actors");
                ui.end_row();

                ui.label("");
                let has_labels = self.labels.of == LabelsOf::All;
                ui.add_enabled(has_labels, egui::Checkbox::new(&mut self.link_labels, "Names of link types"));
                ui.end_row();

                ui.label("Links");
                ui.horizontal(|ui| {
                    for (links, name, meaning) in WAYS {
                        ui.selectable_value(&mut self.links, links, name).on_hover_text(meaning);
                    }
                });
                ui.end_row();
            });
        ui.add_space(ui.spacing().item_spacing.y);
        ui.weak("The foot of the picture names the file, the day, filters, and what is hidden.");
    }
}

impl Preview {
    /// Starts a preview where the shown one is not of these options, and takes over one that is ready.
    fn follow(
        &mut self,
        ctx: &egui::Context,
        source: impl FnOnce() -> PictureSource,
        options: &PictureOptions,
        wake: &Wake,
    ) {
        if let Some(answer) = self.coming.as_ref().and_then(|(_, task)| task.poll())
            && let Some((made_of, _)) = self.coming.take()
        {
            match answer.unwrap_or_else(|panicked| Err(panicked.to_string())) {
                Ok(pixels) => {
                    let image = colour_image(&pixels);
                    let texture = ctx.load_texture("picture preview", image, egui::TextureOptions::LINEAR);
                    self.shown = Some((made_of, texture));
                    self.trouble = None;
                }
                Err(why) => self.trouble = Some((made_of, why)),
            }
        }
        let is_current = self.shown.as_ref().is_some_and(|(made_of, _)| made_of == options);
        let is_hopeless = self.trouble.as_ref().is_some_and(|(made_of, _)| made_of == options);
        if !is_current && !is_hopeless && self.coming.is_none() {
            let longer = options.size.0.max(options.size.1).max(1) as f32;
            let scale = (PREVIEW_SIDE * ctx.pixels_per_point() / longer).min(4.0);
            let source = source();
            let task = Task::spawn("preview", Arc::clone(wake), move |task| source.pixels(scale, task));
            self.coming = Some((options.clone(), task));
        }
    }

    fn ui(&self, ui: &mut egui::Ui, aspect: f32) {
        let size = if aspect >= 1.0 {
            egui::vec2(PREVIEW_SIDE, PREVIEW_SIDE / aspect)
        } else {
            egui::vec2(PREVIEW_SIDE * aspect, PREVIEW_SIDE)
        };
        let (rect, response) =
            ui.allocate_exact_size(egui::vec2(PREVIEW_SIDE, size.y.max(300.0)), egui::Sense::hover());
        response.widget_info(|| egui::WidgetInfo::labeled(egui::WidgetType::Image, true, "Preview of the picture"));
        let within = egui::Rect::from_center_size(rect.center(), size);
        let (error_ink, weak_ink) = (ui.visuals().error_fg_color, ui.visuals().weak_text_color());
        match (&self.shown, &self.trouble) {
            (_, Some((_, why))) => {
                let mut words = ui.new_child(egui::UiBuilder::new().max_rect(rect));
                words.colored_label(error_ink, why);
            }
            (Some((_, texture)), None) => {
                let all = egui::Rect::from_min_max(egui::pos2(0.0, 0.0), egui::pos2(1.0, 1.0));
                ui.painter().image(texture.id(), within, all, egui::Color32::WHITE);
            }
            (None, None) => {
                let font = egui::TextStyle::Body.resolve(ui.style());
                ui.painter().text(rect.center(), egui::Align2::CENTER_CENTER, "Drawing the preview…", font, weak_ink);
            }
        }
        let stroke = ui.visuals().widgets.noninteractive.bg_stroke;
        ui.painter().rect_stroke(within, 0.0, stroke, egui::StrokeKind::Outside);
    }
}
