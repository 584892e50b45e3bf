//! Everything that can be asked for. Panels and canvas push commands; one place carries them out after drawing.

use std::ops::Range;
use std::path::PathBuf;

use crate::layout::Parameters;
use crate::model::{ActorIx, By, Camera, DocumentIx, Filters, LinkIx, PassageIx, Point, TimeWindow};

use super::{Action, Edit, Pick, RecordEdit, Target};

/// Something that can be asked for.
#[derive(Clone, Debug, PartialEq)]
pub enum Command {
    /// What a menu, the palette or a key can ask for.
    Do(Action),
    /// An undoable change.
    Edit(Edit),
    /// Opens that file.
    OpenFile(PathBuf),
    /// Compares the open file with that one, which is the older of the two.
    CompareWith(PathBuf),
    /// Opens a sample that comes with the program, by its file name.
    OpenSample(String),
    /// Selects what was picked.
    Select(Target, Pick),
    /// Selects several things at once.
    SelectMany(Vec<Target>, Pick),
    /// Selects one thing and brings it into view.
    GoTo(Target),
    /// The pointer is over something, or no longer.
    Hover(Option<Target>),
    /// Remembers the selection under a number, 1 to 9.
    StoreSelection(u8),
    /// Selects what was remembered under a number.
    RecallSelection(u8),
    /// Shows the hidden neighbours of an actor.
    Expand(ActorIx),
    /// Shows an actor and its neighbours, and hides everybody else.
    OpenAt(ActorIx),
    /// The camera was moved.
    CameraMoved(Camera),
    /// Asks the canvas to move the camera there, smoothly.
    LookAt(LookAt),
    /// An actor was grabbed. The actors that move along are decided here: the selection if it is part of it.
    DragBegin(ActorIx),
    /// The grabbed actor is now there.
    DragTo(Point),
    /// The grabbed actors are let go: one step of the history.
    DragEnd,
    /// The drag is given up; everything goes back.
    DragCancel,
    /// Opens a document, at a passage if one is given.
    Read(DocumentIx, Option<PassageIx>),
    /// Closes the document.
    StopReading,
    /// Looks at a passage in the Inspector or the reader.
    LookAtPassage(PassageIx),
    /// Marks a stretch of the text that is read, in bytes, or nothing.
    Mark(Option<Range<usize>>),
    /// Asks what a passage is evidence for, in a dialog: that one, else the marked words, else one that is typed in.
    AskEvidence(Option<PassageIx>),
    /// Gives a document another text.
    Rewrite(DocumentIx, String),
    /// Switches types and bases off and on.
    SetFilters(Filters),
    /// Looks at this time while a window of time is on the move: no step of the history yet.
    BrushTime(Option<TimeWindow>),
    /// The window of time is let go: one step of the history.
    BrushEnd,
    /// The move is given up; what was looked at before is looked at again.
    BrushCancel,
    /// How the layout by forces pulls and pushes from now on; it runs on with that.
    SetForces(Parameters),
    /// Wants what rules go by to be worked out, also where it was given up before.
    WantLooks(By),
    /// Gives up on working out what rules go by: everything looks as before.
    GiveUpLooks(By),
    /// Opens an address in the user's browser.
    OpenAddress(String),
    /// Adds the actors that a text from the clipboard holds.
    PasteText(String),
    /// Copies text to the clipboard.
    CopyText(String),
    /// Takes steps back or again until so many are taken.
    GoToStep(usize),
    /// Asks for a new actor, in a dialog; it will stand there, or in the middle of what is seen.
    AskActor(Option<Point>),
    /// Asks for a new link from an actor, to another one if that is known, in a dialog.
    AskLink(ActorIx, Option<ActorIx>),
    /// Asks for another name of an actor, in a dialog.
    AskRename(ActorIx),
    /// Asks for another type of links, in a dialog.
    AskLinkType(LinkIx),
}

impl From<Action> for Command {
    fn from(action: Action) -> Self {
        Self::Do(action)
    }
}

impl From<Edit> for Command {
    fn from(edit: Edit) -> Self {
        Self::Edit(edit)
    }
}

impl From<RecordEdit> for Command {
    fn from(edit: RecordEdit) -> Self {
        Self::Edit(Edit::Records(edit))
    }
}

/// Where the camera is asked to go.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum LookAt {
    /// The whole drawing.
    All,
    /// The selection.
    Selection,
    /// One actor or link, at a readable size; no change where it is well in view already.
    Target(Target),
    /// Exactly there.
    Camera(Camera),
    /// Closer (above 1) or further away (below 1), around the middle.
    Zoom(f32),
}
