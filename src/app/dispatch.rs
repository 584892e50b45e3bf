//! Carrying out what was asked for, as far as it is the window's business. The workspace does the rest.

use super::arrange::{ArrangeDialog, Choice, Shape};
use super::evidence::EvidenceDialog;
use super::files::Purpose;
use super::picture::PictureDialog;
use super::pictures::{PictureSource, current_view};
use super::questions::{Opening, Then};
use super::running::Running;
use super::{App, samples};
use crate::layout::arrange::By;
use crate::model::{ActorIx, Graph, LinkIx};
use crate::panels::look;
use crate::scene::labels::LabelsOf;
use crate::text::{Markup, account};
use crate::workspace::{Action, Command, Selection, Target, clipboard};

/// What is written about what is selected.
fn selection_account(graph: &Graph, selection: &Selection, markup: Markup) -> String {
    let actors: Vec<ActorIx> = selection.actors.iter().copied().collect();
    let links: Vec<LinkIx> = selection.links.iter().copied().collect();
    account(graph, &actors, &links, markup)
}

impl App {
    pub(super) fn carry_out(&mut self, ctx: &egui::Context, command: Command) {
        // A step back during a layout takes the layout back, so the layout has to end first.
        if matches!(command, Command::Do(Action::Undo | Action::Redo)) {
            self.stop_layout();
        }
        let are_forces_set = matches!(command, Command::SetForces(_));
        let rest = match &mut self.desk {
            Some(desk) => desk.workspace.carry_out(command),
            None => Some(command),
        };
        match rest {
            Some(Command::Do(action)) => self.act(ctx, action),
            Some(Command::OpenFile(path)) => self.unless_unsaved(Then::Open(Box::new(Opening::plain(path)))),
            Some(Command::CompareWith(path)) => self.compare_with(path),
            Some(Command::OpenSample(name)) => {
                if let Some(sample) = samples::by_name(&name) {
                    self.unless_unsaved(Then::OpenSample(sample.name));
                }
            }
            Some(Command::CopyText(text)) => {
                ctx.copy_text(text);
                self.say("Copied");
            }
            Some(Command::OpenAddress(address)) => self.open_address(ctx, &address),
            Some(Command::AskRename(actor)) => {
                if let Some(desk) = &self.desk {
                    self.panels.rename.ask_label(&desk.workspace, actor);
                }
            }
            Some(Command::AskActor(point)) => {
                if let Some(desk) = &self.desk {
                    let seen = desk.workspace.camera().map(|camera| camera.centre);
                    self.panels.add.ask_actor(&desk.workspace, point.or(seen));
                }
            }
            Some(Command::AskEvidence(passage)) => {
                if let Some(desk) = &self.desk {
                    let today = jiff::Zoned::now().date().to_string();
                    self.panels.cite.ask(&desk.workspace, &desk.find_index, passage, today);
                }
            }
            Some(Command::AskLink(source, target)) => {
                if let Some(desk) = &self.desk {
                    self.panels.add.ask_link(&desk.workspace, source, target);
                }
            }
            Some(Command::AskLinkType(link)) => {
                if let Some(desk) = &self.desk {
                    self.panels.rename.ask_link_kind(&desk.workspace, [link]);
                }
            }
            Some(_) | None => {}
        }
        if are_forces_set && let Some(desk) = &mut self.desk {
            // One run for the history, however often a slider moves meanwhile.
            if let Some(running) = self.work.running.take() {
                running.leave(&mut desk.workspace);
            }
            self.work.running = Some(Running::start(&mut desk.workspace, false, &self.wake));
        }
        self.follow_looks();
    }

    fn act(&mut self, ctx: &egui::Context, action: Action) {
        match action {
            Action::Open => self.ask_for_file(),
            Action::ImportTable => self.ask_for_table(),
            Action::Save => self.save(None),
            Action::SaveAs => {
                self.work.after_saving = None;
                self.ask_for_native_name(Purpose::SaveAs);
            }
            Action::SaveCopy => self.ask_for_native_name(Purpose::SaveCopy),
            Action::Revert => self.revert(ctx),
            Action::ExportPicture => {
                if let Some(desk) = &self.desk {
                    self.dialogs.picture = Some(PictureDialog::new(&desk.workspace, &self.settings.settings));
                }
            }
            Action::CopyPicture => {
                if let Some(desk) = &self.desk {
                    let options = current_view(&desk.workspace, desk.canvas_size(), &self.settings.settings);
                    let source = PictureSource::new(&desk.workspace, options);
                    self.work.pictures.copy(source, ctx.pixels_per_point().max(2.0), &self.wake);
                }
            }
            Action::Screenshot => ctx.send_viewport_cmd(egui::ViewportCommand::Screenshot(egui::UserData::default())),
            Action::Compare => self.ask_for_other_file(),
            Action::StopComparing => self.stop_comparing(),
            Action::LoadReport => self.panels.report.open(),
            Action::ExportGraph => self.ask_for_graph_name(),
            Action::DetailsAsEvidence => {
                if let Some(desk) = &self.desk {
                    self.dialogs.evidence = Some(EvidenceDialog::new(&desk.workspace));
                }
            }
            Action::CloseFile => self.unless_unsaved(Then::CloseFile),
            Action::Quit => self.unless_unsaved(Then::Quit),
            Action::Rename => {
                if let Some(desk) = &self.desk
                    && let Some(Target::Actor(actor)) = desk.workspace.selection().single()
                {
                    self.panels.rename.ask_label(&desk.workspace, actor);
                }
            }
            Action::ChangeType => {
                if let Some(desk) = &self.desk {
                    let selection = desk.workspace.selection();
                    if selection.actors.is_empty() {
                        self.panels.rename.ask_link_kind(&desk.workspace, selection.links.iter().copied());
                    } else {
                        self.panels.rename.ask_actor_kind(&desk.workspace, selection.actors.iter().copied());
                    }
                }
            }
            Action::Copy | Action::Cut | Action::CopyTable | Action::CopyAccount | Action::CopyPlainAccount => {
                let Some(desk) = &self.desk else { return };
                let (graph, view) = (desk.workspace.graph(), desk.workspace.view());
                let selection = desk.workspace.selection();
                ctx.copy_text(match (action, desk.workspace.marked_words()) {
                    (Action::Copy, Some(words)) => words.to_owned(),
                    (Action::CopyAccount, _) => selection_account(graph, selection, Markup::Markdown),
                    (Action::CopyPlainAccount, _) => selection_account(graph, selection, Markup::Plain),
                    (Action::CopyTable, _) => clipboard::to_table(graph, selection),
                    _ => clipboard::to_text(graph, view, selection),
                });
                if action == Action::Cut {
                    self.carry_out(ctx, Action::Delete.into());
                } else {
                    self.say("Copied");
                }
            }
            // What is there comes as an event of its own.
            Action::Paste => ctx.send_viewport_cmd(egui::ViewportCommand::RequestPaste),
            Action::AddActor => self.carry_out(ctx, Command::AskActor(None)),
            Action::AddLink => {
                let selected = self.desk.as_ref().map(|desk| &desk.workspace.selection().actors);
                let mut ends = selected.into_iter().flatten().copied();
                if let Some(source) = ends.next() {
                    let target = ends.next();
                    self.carry_out(ctx, Command::AskLink(source, target));
                }
            }
            Action::AddDocument => self.panels.add.ask_document(),
            Action::Quote => {
                let Some(desk) = &self.desk else { return };
                let reading = desk.workspace.reading();
                let passage = reading.and_then(|reading| reading.passage).filter(|_| desk.workspace.mark().is_none());
                self.carry_out(ctx, Command::AskEvidence(passage));
            }
            Action::EditRecord => {
                self.settings.settings.inspector = true;
                if let Some(desk) = &self.desk {
                    self.panels.inspector.toggle_edit(&desk.workspace);
                }
            }
            Action::Merge => {
                if let Some(desk) = &self.desk {
                    self.panels.merge.ask(&desk.workspace);
                }
            }
            Action::FindDuplicates => {
                if let Some(desk) = &self.desk {
                    self.work.find_duplicates(&desk.workspace, &self.wake);
                }
            }
            Action::Split => {
                if let Some(desk) = &self.desk
                    && let Some(Target::Actor(actor)) = desk.workspace.selection().single()
                {
                    self.panels.split.ask(&desk.workspace, actor);
                }
            }
            Action::Group => {
                if let Some(desk) = &self.desk {
                    self.panels.rename.ask_group(&desk.workspace);
                }
            }
            Action::Details => self.panels.columns.toggle(),
            Action::History => self.panels.history.toggle(),
            Action::Measure => self.panels.measures.toggle(),
            Action::Sources => self.panels.sources.toggle(),
            Action::Appearance => self.panels.appearance.toggle(),
            Action::Paths => {
                if let Some(desk) = &self.desk {
                    self.panels.paths.ask(&desk.workspace);
                }
            }
            Action::Find => self.panels.find.open(),
            Action::Filter => self.panels.filter.open(),
            Action::OpenAt => self.panels.begin.open(),
            Action::Palette => self.panels.palette.open(),
            Action::ToggleLayout => self.toggle_layout(),
            Action::LayOutAnew => {
                self.stop_layout();
                if let Some(desk) = &mut self.desk {
                    desk.workspace.run_begins();
                    desk.workspace.forget_places();
                    self.work.running = Some(Running::start(&mut desk.workspace, false, &self.wake));
                }
            }
            Action::Forces => self.panels.forces.toggle(),
            Action::Arrange => {
                if let Some(desk) = &self.desk {
                    self.dialogs.arrange = Some(ArrangeDialog::new(&desk.workspace, self.arranged.clone()));
                }
            }
            Action::ArrangeLayers => self.arrange_as(Shape::Layers),
            Action::ArrangeRings => self.arrange_as(Shape::Rings),
            Action::ArrangeCircle => self.arrange_as(Shape::Circle),
            Action::ArrangeGrid => self.arrange_as(Shape::Grid),
            Action::ArrangeApart => self.arrange_as(Shape::Apart),
            Action::ArrangeByTime => {
                let choice = Choice { shape: Shape::Axis, by: By::Time, ..self.arranged.clone() };
                self.arrange(&choice);
            }
            Action::LineUp(how) => self.line_up(how),
            Action::ToggleBrowser => self.settings.settings.browser ^= true,
            Action::ToggleInspector => self.settings.settings.inspector ^= true,
            Action::ToggleLegend => self.settings.settings.legend ^= true,
            Action::ToggleTimeline => self.settings.settings.timeline ^= true,
            Action::FewerLabels => {
                let of = self.settings.settings.labels().of.next();
                self.settings.settings.set_labels_of(of);
                self.say(match of {
                    LabelsOf::All => "Labels of all actors, where there is room",
                    LabelsOf::Matches => "Labels of lit and selected actors only",
                    LabelsOf::Selected => "Labels of selected actors only",
                    LabelsOf::Nobody => "No labels",
                });
            }
            Action::ToggleLabelSizes => self.settings.settings.label_sizes ^= true,
            Action::ToggleCommunities => {
                self.settings.settings.communities ^= true;
                self.say(if self.settings.settings.communities {
                    "Communities are shown, far out in large graphs"
                } else {
                    "Communities are not shown"
                });
            }
            Action::ToggleTheme => {
                let theme = self.settings.settings.theme().other();
                self.settings.settings.set_theme(theme);
                look::apply(ctx, theme);
                if let Some(desk) = &mut self.desk {
                    desk.workspace.set_theme(theme);
                }
            }
            Action::FullScreen => {
                let full = ctx.input(|input| input.viewport().fullscreen.unwrap_or(false));
                ctx.send_viewport_cmd(egui::ViewportCommand::Fullscreen(!full));
            }
            Action::Keys => self.panels.keys.toggle(),
            Action::About => self.panels.about.toggle(),
            // The workspace has carried these out, or there is nothing open to do them with.
            Action::Undo
            | Action::Redo
            | Action::TogglePin
            | Action::Delete
            | Action::Hide
            | Action::HideOthers
            | Action::ShowAll
            | Action::Expand
            | Action::Collapse
            | Action::ToggleGroup
            | Action::Ungroup
            | Action::GroupByType
            | Action::GroupByCommunity
            | Action::OnlyNeighbours
            | Action::OnlyTwoSteps
            | Action::OnlyThreeSteps
            | Action::SelectAll
            | Action::SelectNone
            | Action::InvertSelection
            | Action::SelectNeighbours
            | Action::Back
            | Action::Forward
            | Action::ToggleLooks
            | Action::FitAll
            | Action::FitSelection
            | Action::ZoomIn
            | Action::ZoomOut
            | Action::OpenDocument
            | Action::LeaveOut
            | Action::NextPassage
            | Action::PreviousPassage => {}
        }
    }

    pub(super) fn say(&mut self, message: impl Into<String>) {
        if let Some(desk) = &mut self.desk {
            desk.workspace.say(message);
        }
    }

    /// Opens a web address in the user's browser; anything else is only copied.
    fn open_address(&mut self, ctx: &egui::Context, address: &str) {
        if address.starts_with("https://") || address.starts_with("http://") {
            ctx.open_url(egui::OpenUrl::new_tab(address));
        } else {
            ctx.copy_text(address.to_owned());
            self.say("This is not a web address; it was copied instead");
        }
    }
}
