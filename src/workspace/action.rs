//! Actions: commands that need no argument, with their shortcuts and when they are enabled. What they are called is in `wording`,
//! which menu each stands in is in `menus`; menus, palette, keyboard and help read these tables.

use super::menus::MENUS;
use super::{Key, Shortcut, Target, Workspace};
use crate::layout::arrange::LineUp;

/// Something to do that a menu, the palette or a key can ask for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Action {
    /// Opens a file.
    Open,
    /// Saves the file.
    Save,
    /// Saves the file elsewhere.
    SaveAs,
    /// Saves a copy elsewhere, and goes on with the file that is open.
    SaveCopy,
    /// Goes back to what was last saved.
    Revert,
    /// Exports a picture.
    ExportPicture,
    /// Copies a picture to the clipboard.
    CopyPicture,
    /// Saves what the window shows as a picture.
    Screenshot,
    /// Says what differs from another file.
    Compare,
    /// Goes back to the open file alone.
    StopComparing,
    /// Shows what was skipped or repaired when the file was opened.
    LoadReport,
    /// Opens a table, after asking what its columns mean.
    ImportTable,
    /// Writes the graph in a format of another program.
    ExportGraph,
    /// Makes passages out of details that hold words or name sources.
    DetailsAsEvidence,
    /// Closes the file.
    CloseFile,
    /// Ends the program.
    Quit,
    /// Takes the last step back.
    Undo,
    /// Takes the undone step again.
    Redo,
    /// Gives the selected actor another name.
    Rename,
    /// Gives what is selected another type.
    ChangeType,
    /// Puts what is selected onto the clipboard.
    Copy,
    /// Puts what is selected onto the clipboard, and deletes it.
    Cut,
    /// Adds what is on the clipboard.
    Paste,
    /// Puts what is selected onto the clipboard as a table.
    CopyTable,
    /// Puts what is written about what is selected onto the clipboard, as Markdown.
    CopyAccount,
    /// The same as plain text.
    CopyPlainAccount,
    /// Adds an actor.
    AddActor,
    /// Adds a link between the selected actors, or from the selected one.
    AddLink,
    /// Adds a document.
    AddDocument,
    /// Says what the marked words, or a passage, are evidence for.
    Quote,
    /// Edits what is selected, in the Inspector.
    EditRecord,
    /// Makes one actor of the selected ones.
    Merge,
    /// Looks for actors that may be one, and asks about them pair by pair.
    FindDuplicates,
    /// Makes two actors of the selected one.
    Split,
    /// Lists the columns of details, to add, rename and remove them.
    Details,
    /// Deletes what is selected.
    Delete,
    /// Lists the steps that were taken.
    History,
    /// Pins what is selected, or lets it go.
    TogglePin,
    /// Hides what is selected.
    Hide,
    /// Hides everything but what is selected.
    HideOthers,
    /// Shows everything that was hidden or filtered out.
    ShowAll,
    /// Shows the hidden neighbours of what is selected.
    Expand,
    /// Hides the neighbours of what is selected that hang on nobody else.
    Collapse,
    /// Brings the selected actors together under a name, as one node.
    Group,
    /// Opens the groups that are selected, or closes them.
    ToggleGroup,
    /// Takes the groups that are selected apart.
    Ungroup,
    /// Makes a group of each type.
    GroupByType,
    /// Makes a group of each community.
    GroupByCommunity,
    /// Begins a picture at one actor that is chosen, with its neighbours.
    OpenAt,
    /// Shows only what is selected and its neighbours.
    OnlyNeighbours,
    /// The same, two steps out.
    OnlyTwoSteps,
    /// The same, three steps out.
    OnlyThreeSteps,
    /// Selects every shown actor.
    SelectAll,
    /// Selects nothing.
    SelectNone,
    /// Selects the shown actors that are not selected.
    InvertSelection,
    /// Adds the neighbours of what is selected to the selection.
    SelectNeighbours,
    /// Looks for paths between the selected actors.
    Paths,
    /// Ranks actors by how they stand among the links.
    Measure,
    /// Lists the documents, to leave some out, and what stands on weak ground.
    Sources,
    /// Back to where one was.
    Back,
    /// Forward again.
    Forward,
    /// Finds actors, links and passages.
    Find,
    /// Lists what one may filter by.
    Filter,
    /// Finds an action by its name.
    Palette,
    /// Shows the whole drawing.
    FitAll,
    /// Shows what is selected.
    FitSelection,
    /// Comes closer.
    ZoomIn,
    /// Goes further away.
    ZoomOut,
    /// Starts or stops the layout.
    ToggleLayout,
    /// Forgets all places that are not pinned, and lays out anew.
    LayOutAnew,
    /// Shows how the layout by forces pulls and pushes.
    Forces,
    /// Arranges actors in a way that is chosen, with its parameters.
    Arrange,
    /// Arranges actors in layers.
    ArrangeLayers,
    /// Arranges actors in rings.
    ArrangeRings,
    /// Arranges actors on a circle.
    ArrangeCircle,
    /// Arranges actors in a grid.
    ArrangeGrid,
    /// Moves actors apart until their labels have room.
    ArrangeApart,
    /// Arranges actors by their first date.
    ArrangeByTime,
    /// Brings the selected actors into order as by hand.
    LineUp(LineUp),
    /// Opens the document of the passage that is looked at.
    OpenDocument,
    /// Goes to the next passage.
    NextPassage,
    /// Goes to the previous passage.
    PreviousPassage,
    /// Leaves the document out that is read, or counts it again.
    LeaveOut,
    /// Chooses by what actors and links are coloured, sized, shaped and labelled.
    Appearance,
    /// Shows or hides the Browser.
    ToggleBrowser,
    /// Shows or hides the Inspector.
    ToggleInspector,
    /// Shows or hides the legend.
    ToggleLegend,
    /// Shows or hides the timeline.
    ToggleTimeline,
    /// Writes the names of fewer actors, and in the end of all again.
    FewerLabels,
    /// Writes the names of important actors in larger letters, or in the same as all.
    ToggleLabelSizes,
    /// Shows or hides communities, far out in a large graph.
    ToggleCommunities,
    /// Draws the colours and sizes of the file, or not.
    ToggleLooks,
    /// Light or dark.
    ToggleTheme,
    /// Full screen or not.
    FullScreen,
    /// Lists the keys.
    Keys,
    /// Says what this program is.
    About,
}

impl Action {
    /// Every action, in the order of the menus.
    pub fn all() -> impl Iterator<Item = Self> {
        MENUS.iter().flat_map(|(_, actions)| actions.iter().copied().flatten())
    }

    /// The shortcut, and further keys that do the same.
    #[must_use]
    pub fn shortcuts(self) -> &'static [Shortcut] {
        use Key::{Char, Delete, Escape, F, Home, Left, Right, Space};
        match self {
            Self::Open => const { &[Shortcut::command(Char('O'))] },
            Self::Save => const { &[Shortcut::command(Char('S'))] },
            Self::SaveAs => const { &[Shortcut::command_shift(Char('S'))] },
            Self::ExportPicture => const { &[Shortcut::command(Char('E'))] },
            Self::CopyPicture => const { &[Shortcut::command_shift(Char('C'))] },
            Self::Screenshot => const { &[Shortcut::bare(F(12))] },
            Self::SaveCopy
            | Self::Revert
            | Self::OpenAt
            | Self::Ungroup
            | Self::GroupByType
            | Self::GroupByCommunity
            | Self::Sources
            | Self::LeaveOut => &[],
            Self::Compare
            | Self::StopComparing
            | Self::LoadReport
            | Self::ImportTable
            | Self::ExportGraph
            | Self::DetailsAsEvidence => &[],
            Self::CloseFile => const { &[Shortcut::command(Char('W'))] },
            Self::Quit => const { &[Shortcut::command(Char('Q'))] },
            Self::Undo => const { &[Shortcut::command(Char('Z'))] },
            Self::Redo => const { &[Shortcut::command_shift(Char('Z')), Shortcut::command(Char('Y'))] },
            Self::Rename => const { &[Shortcut::bare(F(2))] },
            Self::ChangeType => const { &[Shortcut::bare(Char('T'))] },
            Self::Copy => const { &[Shortcut::command(Char('C'))] },
            Self::Cut => const { &[Shortcut::command(Char('X'))] },
            Self::Paste => const { &[Shortcut::command(Char('V'))] },
            Self::CopyTable => &[],
            Self::AddActor => const { &[Shortcut::bare(Char('A'))] },
            Self::AddLink => const { &[Shortcut::bare(Char('D'))] },
            Self::AddDocument => &[],
            Self::Quote => const { &[Shortcut::bare(Char('Q'))] },
            Self::EditRecord => const { &[Shortcut::bare(Char('I'))] },
            Self::Merge => const { &[Shortcut::bare(Char('M'))] },
            Self::FindDuplicates => const { &[Shortcut::shift(Char('M'))] },
            Self::Split => const { &[Shortcut::bare(Char('Y'))] },
            Self::Details => &[],
            Self::Delete => const { &[Shortcut::bare(Delete)] },
            Self::History => const { &[Shortcut::command(Char('H'))] },
            Self::TogglePin => const { &[Shortcut::bare(Char('P'))] },
            Self::Hide => const { &[Shortcut::bare(Char('H'))] },
            Self::HideOthers => const { &[Shortcut::shift(Char('H'))] },
            Self::ShowAll => const { &[Shortcut::command_shift(Char('H'))] },
            Self::Expand => const { &[Shortcut::bare(Char('E'))] },
            Self::Collapse => const { &[Shortcut::shift(Char('E'))] },
            Self::Group => const { &[Shortcut::bare(Char('G'))] },
            Self::ToggleGroup => const { &[Shortcut::shift(Char('G'))] },
            Self::OnlyNeighbours => const { &[Shortcut::shift(Char('N'))] },
            Self::OnlyTwoSteps | Self::OnlyThreeSteps | Self::CopyAccount | Self::CopyPlainAccount => &[],
            Self::SelectAll => const { &[Shortcut::command(Char('A'))] },
            Self::SelectNone => const { &[Shortcut::bare(Escape)] },
            Self::InvertSelection => const { &[Shortcut::command(Char('I'))] },
            Self::SelectNeighbours => const { &[Shortcut::bare(Char('N'))] },
            Self::Paths => const { &[Shortcut::bare(Char('R'))] },
            Self::Measure => const { &[Shortcut::bare(Char('C'))] },
            Self::Back => const { &[Shortcut::alt(Left)] },
            Self::Forward => const { &[Shortcut::alt(Right)] },
            Self::Find => const { &[Shortcut::command(Char('F')), Shortcut::bare(Char('/'))] },
            Self::Filter => const { &[Shortcut::command_shift(Char('F'))] },
            Self::Palette => const { &[Shortcut::command(Char('K'))] },
            Self::FitAll => const { &[Shortcut::bare(Char('F')), Shortcut::command(Char('0')), Shortcut::bare(Home)] },
            Self::FitSelection => const { &[Shortcut::shift(Char('F'))] },
            Self::ZoomIn => const { &[Shortcut::command(Char('+')), Shortcut::bare(Char('+'))] },
            Self::ZoomOut => const { &[Shortcut::command(Char('-')), Shortcut::bare(Char('-'))] },
            Self::ToggleLayout => const { &[Shortcut::bare(Space)] },
            Self::LayOutAnew => const { &[Shortcut::shift(Space)] },
            Self::Arrange => const { &[Shortcut::command(Char('L'))] },
            Self::Forces
            | Self::ArrangeLayers
            | Self::ArrangeRings
            | Self::ArrangeCircle
            | Self::ArrangeGrid
            | Self::ArrangeApart
            | Self::ArrangeByTime
            | Self::LineUp(_) => &[],
            Self::OpenDocument => const { &[Shortcut::bare(Char('O'))] },
            Self::NextPassage => const { &[Shortcut::bare(Char('J'))] },
            Self::PreviousPassage => const { &[Shortcut::bare(Char('K'))] },
            Self::ToggleBrowser => const { &[Shortcut::bare(F(9))] },
            Self::ToggleInspector => const { &[Shortcut::bare(F(10))] },
            Self::ToggleTimeline => &[],
            Self::ToggleLegend => const { &[Shortcut::bare(Char('L'))] },
            Self::FewerLabels => const { &[Shortcut::shift(Char('L'))] },
            Self::ToggleLabelSizes => &[],
            Self::ToggleCommunities => &[],
            Self::ToggleLooks | Self::Appearance => &[],
            Self::ToggleTheme => const { &[Shortcut::bare(F(8))] },
            Self::FullScreen => const { &[Shortcut::bare(F(11))] },
            Self::Keys => const { &[Shortcut::bare(F(1)), Shortcut::bare(Char('?'))] },
            Self::About => &[],
        }
    }

    /// The first shortcut, in words; empty where there is none.
    #[must_use]
    pub fn shortcut_words(self) -> String {
        self.shortcuts().first().map(ToString::to_string).unwrap_or_default()
    }

    /// Whether it makes sense now; `workspace` is the open file, if one is open.
    #[must_use]
    pub fn is_enabled(self, workspace: Option<&Workspace>) -> bool {
        let Some(workspace) = workspace else {
            return matches!(
                self,
                Self::Open
                    | Self::ImportTable
                    | Self::Quit
                    | Self::Palette
                    | Self::ToggleTheme
                    | Self::FullScreen
                    | Self::Keys
                    | Self::About
            );
        };
        let selection = workspace.selection();
        match self {
            Self::Revert => workspace.is_unsaved(),
            Self::Undo => workspace.history().undo_name().is_some() || workspace.is_brushing(),
            Self::Redo => workspace.history().redo_name().is_some(),
            Self::EditRecord => selection.single().is_some(),
            Self::Quote | Self::LeaveOut => workspace.reading().is_some(),
            Self::Sources => workspace.graph().document_count() > 0,
            Self::Rename => matches!(selection.single(), Some(Target::Actor(_))),
            Self::ChangeType => !selection.is_empty() && (selection.actors.is_empty() || selection.links.is_empty()),
            Self::TogglePin
            | Self::Hide
            | Self::HideOthers
            | Self::Expand
            | Self::SelectNeighbours
            | Self::Collapse
            | Self::OnlyNeighbours
            | Self::OnlyTwoSteps
            | Self::OnlyThreeSteps => !selection.actors.is_empty(),
            Self::LineUp(LineUp::Across | LineUp::Down) => selection.actors.len() > 2,
            Self::ToggleGroup | Self::Ungroup => workspace.is_in_groups().0,
            Self::Group | Self::Merge | Self::Paths | Self::LineUp(_) => selection.actors.len() > 1,
            Self::FindDuplicates => workspace.graph().actor_count() > 1,
            Self::Split => matches!(selection.single(), Some(Target::Actor(_))),
            Self::AddLink => (1..=2).contains(&selection.actors.len()),
            Self::Copy => !selection.is_empty() || workspace.mark().is_some(),
            Self::FitSelection
            | Self::Delete
            | Self::Cut
            | Self::CopyTable
            | Self::CopyAccount
            | Self::CopyPlainAccount => !selection.is_empty(),
            Self::ToggleLooks => !workspace.view().looks.is_blank(),
            Self::ShowAll => workspace.hides_something(),
            Self::StopComparing => workspace.comparison().is_some(),
            Self::Back => workspace.ways().0,
            Self::Forward => workspace.ways().1,
            Self::OpenDocument | Self::NextPassage | Self::PreviousPassage => workspace.has_passages_at_hand(),
            Self::DetailsAsEvidence => {
                let (origin, graph) = (workspace.origin(), workspace.graph());
                let has_details = !graph.actor_columns().is_empty() || !graph.link_columns().is_empty();
                origin.path.is_some() && !origin.is_native && has_details
            }
            Self::ToggleLayout
            | Self::LayOutAnew
            | Self::Forces
            | Self::Arrange
            | Self::ArrangeLayers
            | Self::ArrangeRings
            | Self::ArrangeCircle
            | Self::ArrangeGrid
            | Self::ArrangeApart
            | Self::Measure
            | Self::Filter
            | Self::OpenAt
            | Self::GroupByType
            | Self::GroupByCommunity
            | Self::Appearance
            | Self::SelectAll
            | Self::InvertSelection => workspace.graph().actor_count() > 0,
            Self::ArrangeByTime => workspace.has_dates(),
            _ => true,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::{HashMap, HashSet};

    use super::*;

    #[test]
    fn no_two_actions_share_a_shortcut() {
        let mut taken: HashMap<Shortcut, Action> = HashMap::new();
        for action in Action::all() {
            for shortcut in action.shortcuts() {
                let other = taken.insert(*shortcut, action);
                assert_eq!(other, None, "{shortcut} stands for two actions, one of them {action:?}");
            }
        }
        for number in '1'..='9' {
            assert!(!taken.contains_key(&Shortcut::command(Key::Char(number))), "recalls selection {number}");
            assert!(!taken.contains_key(&Shortcut::command_shift(Key::Char(number))), "stores selection {number}");
        }
    }

    #[test]
    fn every_action_stands_in_one_menu_once() {
        let mut seen = HashMap::new();
        for action in Action::all() {
            *seen.entry(action).or_insert(0) += 1;
            assert!(action.tooltip().ends_with('.'), "{action:?}");
        }
        assert!(seen.values().all(|times| *times == 1));
        let sorts: HashSet<_> = seen.keys().map(std::mem::discriminant).collect();
        let source = include_str!("action.rs");
        let (_, list) = source.split_once("pub enum Action {").expect("this file lists them");
        let (list, _) = list.split_once('}').expect("the list ends");
        let count = list.lines().filter(|line| !line.trim().is_empty() && !line.trim().starts_with("///")).count();
        assert_eq!(sorts.len(), count, "an action was added without a place in a menu, or the other way round");
    }
}
