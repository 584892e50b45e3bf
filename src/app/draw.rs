//! One frame: bars, panels, canvas and what lies on top. Decides where things stand; what they say is theirs.

use egui::{Align2, Area, CentralPanel, Context, Frame, Id, Order, Panel, Rect, Ui, Vec2};

use super::picture::Decision;
use super::questions::Then;
use super::settings::Settings;
use super::work::file_name;
use super::{App, Desk, arrange, evidence, import, questions, samples};
use crate::panels::{
    About, AddDialog, AppearanceWindow, BeginDialog, Browser, CiteDialog, ColumnsWindow, ComparisonPanel,
    DuplicatesPanel, FilterChips, FilterPicker, Find, ForcesWindow, GoingOn, HistoryWindow, Inspector, Keys, Legend,
    MeasuresWindow, MenuBar, MergeDialog, Notices, Palette, PathsWindow, Reader, RenameDialog, ReportWindow,
    SourcesWindow, SplitDialog, Start, Status, TimelinePanel, look,
};
use crate::scene::Tokens;
use crate::scene::styling::by_words;
use crate::workspace::{Action, Command, Workspace};

/// The panels, each with what it must remember.
#[derive(Default)]
pub struct Panels {
    menu: MenuBar,
    start: Start,
    browser: Browser,
    pub(super) comparison: ComparisonPanel,
    pub(super) inspector: Inspector,
    reader: Reader,
    notices: Notices,
    chips: FilterChips,
    status: Status,
    legend: Legend,
    pub(super) find: Find,
    pub(super) filter: FilterPicker,
    pub(super) palette: Palette,
    pub(super) keys: Keys,
    pub(super) about: About,
    pub(super) report: ReportWindow,
    pub(super) forces: ForcesWindow,
    pub(super) rename: RenameDialog,
    pub(super) add: AddDialog,
    pub(super) begin: BeginDialog,
    pub(super) cite: CiteDialog,
    pub(super) merge: MergeDialog,
    pub(super) duplicates: DuplicatesPanel,
    pub(super) split: SplitDialog,
    pub(super) columns: ColumnsWindow,
    pub(super) history: HistoryWindow,
    pub(super) paths: PathsWindow,
    pub(super) measures: MeasuresWindow,
    pub(super) sources: SourcesWindow,
    pub(super) appearance: AppearanceWindow,
    pub(super) timeline: TimelinePanel,
}

impl App {
    pub(super) fn draw(&mut self, ui: &mut Ui, commands: &mut Vec<Command>) {
        let tokens = self.settings.settings.theme().tokens();
        Panel::top("menu").show_separator_line(false).resizable(false).frame(bar_frame(tokens)).show(ui, |ui| {
            let workspace = self.desk.as_ref().map(|desk| &desk.workspace);
            let is_full_screen = ui.input(|input| input.viewport().fullscreen.unwrap_or(false));
            let is_on = |action| match action {
                Action::FullScreen => Some(is_full_screen),
                Action::LeaveOut => workspace.and_then(|one| Some(one.leaves_out(one.reading()?.document))),
                _ => self.settings.settings.is_on(action),
            };
            self.panels.menu.ui(ui, workspace, &is_on, commands);
        });
        let canvas = match &mut self.desk {
            Some(desk) => {
                let saving = self.work.saving.as_ref().map(|saving| {
                    let progress = saving.task.progress();
                    let words = format!("Saving {}: {}", file_name(&saving.path), progress.phase);
                    (words, progress.share.unwrap_or(0.0))
                });
                let going_on = GoingOn { is_laying_out: self.work.running.is_some(), saving };
                Some(draw_desk(ui, desk, &mut self.panels, &mut self.settings.settings, &going_on, commands))
            }
            None => {
                let recent = &self.settings.settings.recent;
                let samples: Vec<_> = samples::SAMPLES.iter().map(|sample| (sample.name, sample.about)).collect();
                CentralPanel::no_frame().frame(look::panel_frame(tokens)).show(ui, |ui| {
                    self.panels.start.ui(ui, tokens, recent, &samples, commands);
                });
                None
            }
        };
        if let (Some(desk), Some(rect)) = (&mut self.desk, canvas) {
            desk.canvas_rect = rect;
        }
        let ctx = ui.ctx().clone();
        self.draw_on_top(&ctx, commands);
    }

    /// Windows and overlays that do not stop the rest.
    fn draw_on_top(&mut self, ctx: &Context, commands: &mut Vec<Command>) {
        let tokens = self.settings.settings.theme().tokens();
        let workspace = self.desk.as_ref().map(|desk| &desk.workspace);
        if let Some(desk) = &self.desk {
            self.panels.find.ui(ctx, &desk.workspace, &desk.find_index, commands);
            self.panels.filter.ui(ctx, &desk.workspace, &desk.find_index, commands);
            self.panels.begin.ui(ctx, &desk.workspace, &desk.find_index, commands);
            self.panels.report.ui(ctx, &desk.workspace, commands);
            self.panels.forces.ui(ctx, &desk.workspace, commands);
            self.panels.rename.ui(ctx, &desk.workspace, commands);
            self.panels.add.ui(ctx, &desk.workspace, &desk.find_index, commands);
            self.panels.cite.ui(ctx, &desk.workspace, &desk.find_index, commands);
            self.panels.history.ui(ctx, &desk.workspace, commands);
            self.panels.paths.ui(ctx, &desk.workspace, self.work.paths.goes_on(), commands);
            let progress = self.work.measuring.progress();
            self.panels.measures.ui(ctx, &desk.workspace, progress, commands);
            self.panels.sources.ui(ctx, &desk.workspace, commands);
            self.panels.appearance.ui(ctx, &desk.workspace, self.work.tinting.progress(), commands);
            self.panels.merge.ui(ctx, &desk.workspace, commands);
            self.panels.split.ui(ctx, &desk.workspace, commands);
            self.panels.columns.ui(ctx, &desk.workspace, commands);
        }
        self.panels.palette.ui(ctx, workspace, tokens, commands);
        self.panels.keys.ui(ctx, tokens);
        self.panels.about.ui(ctx, tokens, self.settings.path());
        if let Some(desk) = &self.desk {
            self.panels.duplicates.keys(ctx, &desk.workspace, commands);
        }
        if let Some(loading) = &self.work.loading {
            let progress = loading.task.progress();
            if progress_ui(ctx, tokens, &format!("Opening {}…", loading.name), progress.share) {
                loading.task.cancel();
            }
        }
        if let Some(comparing) = self.work.comparing.as_ref().filter(|comparing| comparing.is_asked_for) {
            let progress = comparing.task.progress();
            if progress_ui(ctx, tokens, &format!("Comparing with {}…", comparing.name), progress.share) {
                comparing.task.cancel();
            }
        }
        if let Some((by, share)) = self.work.tinting.long_progress().filter(|_| !self.panels.appearance.is_open())
            && progress_ui(ctx, tokens, &format!("Working out {}…", by_words(by)), Some(share))
        {
            commands.push(Command::GiveUpLooks(by.clone()));
        }
        if let Some(search) = &self.work.duplicates {
            let progress = search.progress();
            if progress_ui(ctx, tokens, "Looking for likely duplicates…", progress.share) {
                search.cancel();
            }
        }
        // Small pictures are there at once, and say nothing of how far they are.
        if let Some((name, share)) = self.work.pictures.progress().and_then(|(name, how)| Some((name, how.share?)))
            && progress_ui(ctx, tokens, &format!("Drawing {name}…"), Some(share))
        {
            self.work.pictures.cancel();
        }
        if ctx.input(|input| !input.raw.hovered_files.is_empty()) {
            drop_target_ui(ctx, tokens);
        }
    }

    /// Dialogs that wait for an answer.
    pub(super) fn draw_dialogs(&mut self, ctx: &Context) {
        if let Some((purpose, path)) = self.dialogs.files.poll(ctx) {
            self.take_file_name(ctx, purpose, path);
        }
        if let (Some(dialog), Some(desk)) = (&mut self.dialogs.picture, &self.desk)
            && !self.dialogs.files.is_open()
        {
            match dialog.ui(ctx, &desk.workspace, desk.canvas_size(), &self.wake) {
                Some(Decision::Export) => self.ask_for_picture_name(),
                Some(Decision::Copy) => {
                    let source = dialog.source(&desk.workspace, desk.canvas_size());
                    self.work.pictures.copy(source, dialog.scale(), &self.wake);
                    self.dialogs.picture = None;
                }
                Some(Decision::Close) => self.dialogs.picture = None,
                None => {}
            }
        }
        let decision =
            self.dialogs.evidence.as_mut().and_then(|dialog| dialog.ui(ctx, self.settings.settings.theme().tokens()));
        if let Some(decision) = decision {
            self.dialogs.evidence = None;
            if let evidence::Decision::Read(testimony) = decision {
                self.read_again(|options| options.testimony = testimony);
            }
        }
        let tokens = self.settings.settings.theme().tokens();
        let decision = self.dialogs.import.as_mut().and_then(|dialog| dialog.ui(ctx, tokens, &self.wake));
        if let Some(decision) = decision {
            self.dialogs.import = None;
            if let import::Decision::Import(opening) = decision {
                self.unless_unsaved(Then::Open(opening));
            }
        }
        if let Some(decision) = self.dialogs.arrange.as_mut().and_then(|dialog| dialog.ui(ctx)) {
            self.dialogs.arrange = None;
            if let arrange::Decision::Arrange(choice) = decision {
                self.arranged = choice.clone();
                self.arrange(&choice);
            }
        }
        let preview = self.recovery.preview();
        let question = self.dialogs.question.as_ref();
        if let Some(answer) = question.and_then(|question| questions::ui(question, ctx, preview)) {
            self.answer(answer);
        }
    }

    /// Keeps the size of the window for the next start.
    pub(super) fn remember_window(&mut self, ctx: &Context) {
        let size = ctx.input(|input| input.viewport().inner_rect.map(|rect| rect.size()));
        if let Some(size) = size.filter(|size| size.x >= 320.0 && size.y >= 240.0) {
            self.settings.settings.window = Some([size.x.round(), size.y.round()]);
        }
    }
}

/// Everything around the open file. Returns where the canvas is.
fn draw_desk(
    ui: &mut Ui,
    desk: &mut Desk,
    panels: &mut Panels,
    settings: &mut Settings,
    going_on: &GoingOn,
    commands: &mut Vec<Command>,
) -> Rect {
    let Desk { workspace, canvas, suggested, .. } = desk;
    let tokens = workspace.theme().tokens();
    Panel::bottom("status").resizable(false).show_separator_line(false).frame(bar_frame(tokens)).show(ui, |ui| {
        panels.status.ui(ui, workspace, going_on, commands);
    });
    let frame = look::panel_frame(tokens);
    if panels.duplicates.is_open() {
        Panel::bottom("duplicates").resizable(false).frame(frame).show(ui, |ui| {
            panels.duplicates.ui(ui, workspace, commands);
        });
    }
    timeline_ui(ui, workspace, panels, settings, commands);
    // The document that is read takes the place of the lists: text on the left, picture, evidence on the right.
    if workspace.reading().is_some() {
        Panel::left("reader").default_size(430.0).size_range(280.0..=760.0).frame(frame).show(ui, |ui| {
            panels.reader.ui(ui, workspace, commands);
        });
    } else {
        let panel = Panel::left("browser").default_size(360.0).size_range(220.0..=720.0).frame(frame);
        panel.show_collapsible(ui, &mut settings.browser, |ui| {
            if panels.comparison.is_shown(workspace) {
                panels.comparison.ui(ui, workspace, commands);
            } else {
                panels.browser.ui(ui, workspace, commands);
            }
        });
    }
    let panel = Panel::right("inspector").default_size(356.0).size_range(260.0..=720.0).frame(frame);
    panel.show_collapsible(ui, &mut settings.inspector, |ui| panels.inspector.ui(ui, workspace, commands));
    let middle = CentralPanel::no_frame().frame(Frame::new().fill(look::colour(tokens.canvas))).show(ui, |ui| {
        let names: Vec<&str> = suggested.roles.iter().map(|(detail, _)| detail.as_str()).collect();
        panels.notices.ui(ui, workspace, &names, commands);
        panels.comparison.bar_ui(ui, workspace, commands);
        panels.chips.ui(ui, workspace, commands);
        let rect = ui.available_rect_before_wrap();
        let legend = settings.legend.then(|| legend_ui(ui.ctx(), rect, panels, workspace, commands));
        canvas.keep_clear(&legend.into_iter().collect::<Vec<_>>());
        canvas.label(settings.labels());
        canvas.show_communities(settings.communities);
        canvas.ui(ui, workspace, commands);
        rect
    });
    middle.inner
}

/// The timeline under everything else, so that it is as wide as the window; as high as it was made.
fn timeline_ui(
    ui: &mut Ui,
    workspace: &Workspace,
    panels: &mut Panels,
    settings: &mut Settings,
    commands: &mut Vec<Command>,
) {
    let frame = look::panel_frame(workspace.theme().tokens());
    let panel = Panel::bottom("timeline").default_size(settings.timeline_height).size_range(120.0..=480.0).frame(frame);
    let panel = panel.resizable(true).drag_to_open(false);
    let shown = panel.show_collapsible(ui, &mut settings.timeline, |ui| panels.timeline.ui(ui, workspace, commands));
    // While it slides open it is lower than it will be; somebody makes it higher or lower with the pointer alone.
    if let Some(shown) = shown.filter(|_| settings.timeline)
        && ui.input(|input| input.pointer.primary_down())
    {
        settings.timeline_height = shown.response.rect.height().round().clamp(120.0, 480.0);
    }
}

/// The legend in the lower left corner of the canvas. Returns where it is.
fn legend_ui(
    ctx: &Context,
    canvas: Rect,
    panels: &mut Panels,
    workspace: &Workspace,
    commands: &mut Vec<Command>,
) -> Rect {
    let area = Area::new(Id::new("legend")).order(Order::Middle).pivot(Align2::LEFT_BOTTOM).movable(false);
    let corner = canvas.left_bottom() + Vec2::new(12.0, -12.0);
    let response = area.fixed_pos(corner).constrain_to(canvas).show(ctx, |ui| {
        ui.set_max_height((canvas.height() - 24.0).max(60.0));
        panels.legend.ui(ui, workspace, commands);
    });
    response.response.rect
}

/// A small box while a file is read or a picture drawn. Returns whether it was cancelled.
fn progress_ui(ctx: &Context, tokens: &Tokens, what: &str, share: Option<f32>) -> bool {
    let area = Area::new(Id::new(what)).order(Order::Foreground).anchor(Align2::CENTER_TOP, Vec2::new(0.0, 48.0));
    let shown = area.show(ctx, |ui| {
        Frame::popup(ui.style())
            .fill(look::colour(tokens.panel_raised))
            .show(ui, |ui| {
                ui.set_width(340.0);
                ui.label(what);
                ui.horizontal(|ui| {
                    ui.add(egui::ProgressBar::new(share.unwrap_or(0.0)).desired_width(250.0).show_percentage());
                    ui.button("Cancel").clicked()
                })
                .inner
            })
            .inner
    });
    shown.inner
}

fn drop_target_ui(ctx: &Context, tokens: &Tokens) {
    let screen = ctx.content_rect();
    let painter = ctx.layer_painter(egui::LayerId::new(Order::Foreground, Id::new("drop target")));
    painter.rect_filled(screen, 0.0, look::colour(tokens.canvas).gamma_multiply(0.85));
    let stroke = egui::Stroke::new(2.0, look::colour(tokens.accent));
    painter.rect_stroke(screen.shrink(16.0), 8.0, stroke, egui::StrokeKind::Inside);
    let colour = look::colour(tokens.text);
    painter.text(
        screen.center(),
        Align2::CENTER_CENTER,
        "Drop the file to open it",
        egui::FontId::proportional(22.0),
        colour,
    );
}

fn bar_frame(tokens: &Tokens) -> Frame {
    Frame::new().fill(look::colour(tokens.panel)).inner_margin(egui::Margin::symmetric(8, 4))
}
