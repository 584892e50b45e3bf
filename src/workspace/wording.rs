//! What actions are called in menus and the palette, what they do in a sentence, and by which other words they are found.

use super::Action;
use crate::layout::arrange::LineUp;

impl Action {
    /// The words in menus and the palette. Ends in `…` where a dialog follows.
    #[must_use]
    pub fn text(self) -> &'static str {
        match self {
            Self::Open => "Open…",
            Self::ImportTable => "Import table…",
            Self::Save => "Save",
            Self::SaveAs => "Save as…",
            Self::SaveCopy => "Save a copy…",
            Self::Revert => "Revert to what was saved",
            Self::ExportPicture => "Export picture…",
            Self::CopyPicture => "Copy picture",
            Self::Screenshot => "Screenshot of the window…",
            Self::Compare => "Compare with…",
            Self::StopComparing => "Stop comparing",
            Self::LoadReport => "Load report…",
            Self::ExportGraph => "Export graph…",
            Self::DetailsAsEvidence => "Details as evidence…",
            Self::CloseFile => "Close file",
            Self::Quit => "Quit",
            Self::Undo => "Undo",
            Self::Redo => "Redo",
            Self::Rename => "Rename…",
            Self::ChangeType => "Change type…",
            Self::Copy => "Copy",
            Self::Cut => "Cut",
            Self::Paste => "Paste",
            Self::CopyTable => "Copy as table",
            Self::CopyAccount => "Copy as report (Markdown)",
            Self::CopyPlainAccount => "Copy as report (plain text)",
            Self::AddActor => "Add actor…",
            Self::AddLink => "Add link…",
            Self::AddDocument => "Add document…",
            Self::Quote => "Quote as evidence…",
            Self::EditRecord => "Edit in the Inspector",
            Self::Merge => "Merge…",
            Self::FindDuplicates => "Find likely duplicates…",
            Self::Split => "Split in two…",
            Self::Details => "Details…",
            Self::Delete => "Delete",
            Self::History => "History",
            Self::TogglePin => "Pin or unpin",
            Self::Hide => "Hide",
            Self::HideOthers => "Hide the rest",
            Self::ShowAll => "Show all",
            Self::Expand => "Show hidden neighbours",
            Self::Group => "Group as one…",
            Self::ToggleGroup => "Open or close group",
            Self::Ungroup => "Ungroup",
            Self::GroupByType => "Group by type",
            Self::GroupByCommunity => "Group by community",
            Self::Collapse => "Hide neighbours again",
            Self::OpenAt => "Open at an actor…",
            Self::OnlyNeighbours => "Only this and its neighbours",
            Self::OnlyTwoSteps => "Only up to two steps away",
            Self::OnlyThreeSteps => "Only up to three steps away",
            Self::SelectAll => "Select all",
            Self::SelectNone => "Select none",
            Self::InvertSelection => "Select the others",
            Self::SelectNeighbours => "Select neighbours too",
            Self::Paths => "Paths between…",
            Self::Measure => "Measure…",
            Self::Sources => "Sources…",
            Self::Back => "Back",
            Self::Forward => "Forward",
            Self::Find => "Find",
            Self::Filter => "Filter…",
            Self::Palette => "Command palette",
            Self::FitAll => "Fit all",
            Self::FitSelection => "Fit selection",
            Self::ZoomIn => "Zoom in",
            Self::ZoomOut => "Zoom out",
            Self::ToggleLayout => "Start or stop the layout",
            Self::LayOutAnew => "Lay out anew",
            Self::Forces => "Forces…",
            Self::Arrange => "Arrange…",
            Self::ArrangeLayers => "In layers",
            Self::ArrangeRings => "In rings",
            Self::ArrangeCircle => "On a circle",
            Self::ArrangeGrid => "In a grid",
            Self::ArrangeByTime => "By time",
            Self::ArrangeApart => "Make room for labels",
            Self::LineUp(how) => line_up_text(how),
            Self::OpenDocument => "Open document",
            Self::NextPassage => "Next passage",
            Self::PreviousPassage => "Previous passage",
            Self::LeaveOut => "Leave out this document",
            Self::Appearance => "Appearance…",
            Self::ToggleBrowser => "Browser",
            Self::ToggleInspector => "Inspector",
            Self::ToggleLegend => "Legend",
            Self::ToggleTimeline => "Timeline",
            Self::FewerLabels => "Fewer labels",
            Self::ToggleLabelSizes => "Larger labels for important actors",
            Self::ToggleCommunities => "Communities",
            Self::ToggleLooks => "Colours and sizes of the file",
            Self::ToggleTheme => "Light or dark",
            Self::FullScreen => "Full screen",
            Self::Keys => "Keys",
            Self::About => "About Linklore",
        }
    }

    /// What it does, as one sentence.
    #[must_use]
    pub fn tooltip(self) -> &'static str {
        match self {
            Self::Open => "Open a file with a graph.",
            Self::ImportTable => "Open a table (CSV, Excel, ODS) and say what its columns mean.",
            Self::Save => "Save positions, view and changes to the file.",
            Self::SaveAs => "Save under another name and go on with that file.",
            Self::SaveCopy => "Save a copy under another name and go on with the file that is open.",
            Self::Revert => "Take every step since the last save back. They can be taken again.",
            Self::ExportPicture => "Make a PNG or SVG picture of the graph, as large as you like.",
            Self::CopyPicture => "Put a picture of the current view on the clipboard.",
            Self::Screenshot => "Save what the window shows, panels and all.",
            Self::ExportGraph => {
                "Write the graph for another program: GraphML, GEXF, CSV and more. Says what stays behind."
            }
            Self::DetailsAsEvidence => {
                "Read the file again, and make passages of documents out of some of its details."
            }
            Self::Compare => "Say what was added, removed and changed since an older version of this file.",
            Self::StopComparing => "Show the open file alone again, in its own colours.",
            Self::LoadReport => "What was kept as it was, repaired or not understood when the file was opened.",
            Self::CloseFile => "Close the file and go to the start screen.",
            Self::Quit => "Close the window.",
            Self::Undo => "Take the last step back.",
            Self::Redo => "Take the step again that was taken back.",
            Self::Rename => "Give the selected actor another name.",
            Self::ChangeType => "Give the selected actors or links another type.",
            Self::Copy => "Copy the selected actors, links among them and what these rest on, for another window.",
            Self::Cut => "Copy what is selected, and delete it here.",
            Self::Paste => "Add the actors that were copied, with their links and passages.",
            Self::CopyTable => "Copy the selected actors, or links, as a table for a spreadsheet.",
            Self::CopyAccount => {
                "Copy what is written about the selection: who, links by type, passages with their citations, as Markdown."
            }
            Self::CopyPlainAccount => {
                "Copy what is written about the selection: who, links by type, passages with their citations, as plain text."
            }
            Self::AddActor => "Add an actor to the file.",
            Self::AddLink => "Add a link between the two selected actors, or from the selected one to another.",
            Self::AddDocument => "Add a document that was read, with its text if you have it.",
            Self::Quote => {
                "Say which actors and links the words marked in the document, or the passage that is looked at, are evidence for."
            }
            Self::EditRecord => "Edit name, type, other names, dates, details, note and evidence of what is selected.",
            Self::Merge => {
                "Make one actor of the selected ones: every name, passage and link stays, and it can come apart again."
            }
            Self::FindDuplicates => {
                "Look for actors that may be one and the same, and say of each pair whether they are."
            }
            Self::Split => {
                "Make two of the selected actor: some of its names, links, evidence and details go to a new one."
            }
            Self::Details => "Add, rename and remove details of actors and links as such, with the values of all.",
            Self::Delete => "Delete what is selected, actors with their links. The file changes once it is saved.",
            Self::History => "Every step that was taken, and the way back to any of them.",
            Self::TogglePin => "A pinned actor is not moved by the layout.",
            Self::Hide => "Hide the selected actors. The file keeps them.",
            Self::HideOthers => "Hide every actor that is not selected.",
            Self::ShowAll => "Show every hidden actor and switch all filters off.",
            Self::Expand => {
                "Show the hidden neighbours of the selected actors, one step out; of many the best evidenced first."
            }
            Self::Group => "Draw the selected actors as one node under a name. No record is changed.",
            Self::ToggleGroup => "Draw the members of the selected groups each by itself, or as one node again.",
            Self::Ungroup => "Take the selected groups apart.",
            Self::GroupByType => "Draw an outline around the actors of each type; each can be closed to one node.",
            Self::GroupByCommunity => {
                "Draw an outline around each community that the links make; each can be closed to one node."
            }
            Self::Collapse => {
                "Hide the neighbours of the selected actors that are linked with nobody else who is shown."
            }
            Self::OpenAt => "Show one actor and its neighbours, hide everybody else, and go on from there.",
            Self::OnlyNeighbours => "Show the selected actors and whoever is linked with them, and nobody else.",
            Self::OnlyTwoSteps => "Show the selected actors and whoever is up to two links away, and nobody else.",
            Self::OnlyThreeSteps => "Show the selected actors and whoever is up to three links away, and nobody else.",
            Self::SelectAll => "Select every shown actor.",
            Self::SelectNone => "Select nothing; closes what is open on top.",
            Self::InvertSelection => "Select the shown actors that are not selected now.",
            Self::SelectNeighbours => "Add the neighbours of the selected actors to the selection.",
            Self::Paths => "Say how the selected actors are linked, hop by hop, with what is written about each link.",
            Self::Measure => {
                "Rank actors: who has most links, who connects groups, without whom it falls apart, and more."
            }
            Self::Sources => {
                "Leave documents out to see what rests on them alone; what rests on one source, on none, is contradicted."
            }
            Self::Back => "Back to the previous selection, camera and document.",
            Self::Forward => "Forward again.",
            Self::Find => "Find actors, links, documents and passages by any name or word.",
            Self::Filter => {
                "Show only what has a type, a date, a grade, a number of links, a detail… or fits a question."
            }
            Self::Palette => "Find an action by its name.",
            Self::FitAll => "Show the whole drawing.",
            Self::FitSelection => "Show what is selected as large as it fits.",
            Self::ZoomIn => "Come closer.",
            Self::ZoomOut => "Go further away.",
            Self::ToggleLayout => "Let the layout run, or stop it where it is.",
            Self::LayOutAnew => "Forget all places that are not pinned, and lay out from the beginning.",
            Self::Forces => "How the layout pulls and pushes: from communities that stand apart to an even spread.",
            Self::Arrange => "Arrange actors in layers, rings, a circle, a grid, or by a detail, and say how.",
            Self::ArrangeLayers => "Arrange the selected actors, or all, so that links run from the top to the bottom.",
            Self::ArrangeRings => "Arrange all actors in rings around the selected one, or around the most linked.",
            Self::ArrangeCircle => "Arrange the selected actors, or all, on a circle with few crossings.",
            Self::ArrangeGrid => "Arrange the selected actors, or all, in rows and columns.",
            Self::ArrangeApart => "Move the selected actors, or all, apart until no label at 100 % covers another.",
            Self::ArrangeByTime => {
                "Arrange the selected actors, or all, from the left to the right by their first date."
            }
            Self::LineUp(how) => line_up_tooltip(how),
            Self::OpenDocument => "Read the document at the passage that is looked at.",
            Self::NextPassage => "Go to the next passage.",
            Self::PreviousPassage => "Go to the previous passage.",
            Self::LeaveOut => "Fade what rests on the document that is read alone, or count it again.",
            Self::Appearance => "Colour, size, shape and label actors and links by type, detail, measure or community.",
            Self::ToggleBrowser => "Show or hide the lists of actors, links and documents.",
            Self::ToggleInspector => "Show or hide what is known about the selection.",
            Self::ToggleLegend => "Show or hide what shapes, colours and lines mean.",
            Self::ToggleTimeline => {
                "Show when things happened or were published, choose a stretch of time, and play it."
            }
            Self::FewerLabels => {
                "Label all actors, then only lit and selected ones, only selected ones, none, and all again."
            }
            Self::ToggleLabelSizes => "Write the names of important actors in larger letters, or all in one size.",
            Self::ToggleCommunities => {
                "Show or hide where communities are, with their most important names, far out in a large graph."
            }
            Self::ToggleLooks => {
                "Draw the colours and sizes that the file gives to actors and links, or those of their types."
            }
            Self::ToggleTheme => "Change between the light and the dark theme.",
            Self::FullScreen => "Fill the screen, or go back to a window.",
            Self::Keys => "All keys and mouse gestures on one page.",
            Self::About => "Version, licence and where settings are kept.",
        }
    }

    /// Words by which the palette finds it too: what other programs call it.
    #[must_use]
    pub fn synonyms(self) -> &'static str {
        match self {
            Self::Open => "load import chart case project",
            Self::ImportTable => "csv tsv excel xlsx ods parquet spreadsheet columns mapping open",
            Self::Save | Self::SaveAs | Self::SaveCopy => "write store backup",
            Self::Revert => "undo reload restore discard changes",
            Self::ExportPicture => "image png svg report",
            Self::ExportGraph => "convert graphml gexf gephi cytoscape csv save copy",
            Self::DetailsAsEvidence => "source citation quote reference passages columns",
            Self::CopyPicture => "image clipboard",
            Self::Compare | Self::StopComparing => "diff difference version review changes",
            Self::Find => "search entity node edge tie card",
            Self::Filter => "query facet select only subset narrow where condition attribute property hide dim",
            Self::ToggleLayout | Self::LayOutAnew => "arrange force atlas",
            Self::Forces => "layout force atlas gravity repulsion linlog cluster spread hubs settings parameters",
            Self::Arrange => "layout axis attribute sort align",
            Self::ArrangeLayers => "layout arrange hierarchy hierarchical sugiyama tree flow",
            Self::ArrangeRings => "layout arrange concentric radial peacock ego",
            Self::ArrangeCircle => "layout arrange circular chord",
            Self::ArrangeGrid => "layout arrange rows columns matrix",
            Self::ArrangeApart => "layout overlap noverlap spread readable names",
            Self::ArrangeByTime => "layout arrange timeline date theme line",
            Self::LineUp(LineUp::Across | LineUp::Down) => "line up arrange selection even gaps spacing equal",
            Self::LineUp(_) => "line up arrange selection align order tidy",
            Self::ToggleInspector => "properties card details evidence",
            Self::Appearance => {
                "style colours sizes shapes labels palette ranking partition legend communities clusters modularity leiden resolution visual mapping"
            }
            Self::ToggleTimeline => "time dates histogram filter slider dynamic play animate published known when",
            Self::ToggleBrowser => "list table spreadsheet data laboratory",
            Self::FitAll => "zoom home reset",
            Self::FewerLabels => "names text show hide selected none declutter",
            Self::ToggleLabelSizes => "names text font size centrality",
            Self::ToggleCommunities => "clusters groups modularity louvain hulls regions names overview",
            Self::ToggleLooks => "appearance style color viz partition",
            Self::Copy | Self::Cut | Self::Paste => "clipboard duplicate move",
            Self::CopyTable => "clipboard spreadsheet excel csv tab separated",
            Self::CopyAccount | Self::CopyPlainAccount => "dossier export clipboard text passages citations sources",
            Self::Group | Self::ToggleGroup | Self::Ungroup => {
                "cluster combine collapse fold compound meta node expand contract"
            }
            Self::Collapse => "contract shrink fold",
            Self::OnlyNeighbours | Self::OnlyTwoSteps | Self::OnlyThreeSteps => {
                "ego network isolate focus neighbourhood"
            }
            Self::OpenAt => "start begin ego grow explore one neighbourhood focus large",
            Self::AddActor => "new create insert entity node person",
            Self::AddLink => "new create insert draw edge tie connect relation",
            Self::AddDocument => "new create source text article report card",
            Self::Quote => "evidence source citation passage highlight mark code annotate cite",
            Self::EditRecord => "change properties attributes details card alias note date weight direction",
            Self::Merge => "duplicates same identical combine join entities",
            Self::FindDuplicates => "merge same identical similar names spelling entity resolution dedupe alias",
            Self::Split => "part separate divide unmerge disambiguate fork",
            Self::Details => "columns attributes properties fields schema add rename remove delete",
            Self::Delete => "remove erase entity node edge",
            Self::History => "undo redo steps log",
            Self::Hide | Self::HideOthers => "filter remove",
            Self::Expand => "grow neighbours",
            Self::Paths => "route shortest connection link analysis steiner network between",
            Self::Measure => {
                "centrality statistics rank betweenness closeness pagerank eigenvector k-core key player social network analysis"
            }
            Self::Sources => {
                "documents evidence knock out exclude ignore uncheck reprint weak unsourced contradicted single source corroboration"
            }
            Self::LeaveOut => "knock out exclude ignore source document count again",
            Self::Keys => "help shortcuts",
            _ => "",
        }
    }
}

fn line_up_text(how: LineUp) -> &'static str {
    match how {
        LineUp::Row => "In a row",
        LineUp::Column => "In a column",
        LineUp::Circle => "On a circle, as they stand",
        LineUp::Grid => "In a grid, as they stand",
        LineUp::Left => "Align left",
        LineUp::Centre => "Align in an upright line",
        LineUp::Right => "Align right",
        LineUp::Top => "Align top",
        LineUp::Middle => "Align in a level line",
        LineUp::Bottom => "Align bottom",
        LineUp::Across => "Distribute horizontally",
        LineUp::Down => "Distribute vertically",
    }
}

fn line_up_tooltip(how: LineUp) -> &'static str {
    match how {
        LineUp::Row => "Put the selected actors side by side, in the order in which they stand, with room for labels.",
        LineUp::Column => {
            "Put the selected actors one below the other, in the order in which they stand, with room for labels."
        }
        LineUp::Circle => "Put the selected actors on a circle around their middle, in the order in which they stand.",
        LineUp::Grid => "Put the selected actors in rows and columns, in the order in which one reads them.",
        LineUp::Left => "Move the selected actors sideways, to the leftmost of them, or to a pinned one.",
        LineUp::Centre => "Move the selected actors sideways, until their middles lie one below the other.",
        LineUp::Right => "Move the selected actors sideways, to the rightmost of them, or to a pinned one.",
        LineUp::Top => "Move the selected actors up, to the uppermost of them, or to a pinned one.",
        LineUp::Middle => "Move the selected actors up and down, until their middles lie side by side.",
        LineUp::Bottom => "Move the selected actors down, to the lowest of them, or to a pinned one.",
        LineUp::Across => "Make the gaps between the selected actors the same, from the left to the right.",
        LineUp::Down => "Make the gaps between the selected actors the same, from the top to the bottom.",
    }
}
