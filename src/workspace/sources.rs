//! Documents that are left out: whether one is, and the one that is read. What such a step is called is in `filtering`.

use super::{Edit, Workspace};
use crate::model::DocumentIx;

impl Workspace {
    /// Whether a document is left out: what rests on it alone is faded.
    #[must_use]
    pub fn leaves_out(&self, document: DocumentIx) -> bool {
        self.view.filters.without.contains(&document)
    }

    /// Leaves the document out that is read, or counts it again.
    pub(super) fn leave_out_or_count(&mut self) {
        let Some(reading) = self.reading else { return };
        let mut filters = self.view.filters.clone();
        if !filters.without.remove(&reading.document) {
            filters.without.insert(reading.document);
        }
        self.edit(Edit::Filter(filters));
    }
}

#[cfg(test)]
mod tests {
    use crate::model::{Document, DocumentIx, GraphBuilder, LoadReport, View};
    use crate::scene::Theme;
    use crate::workspace::{Action, Command, Origin, Workspace};

    fn open() -> Workspace {
        let mut builder = GraphBuilder::new("", "");
        for key in ["Letter", "Report", "Diary"] {
            let document = Document { key: key.into(), title: key.into(), ..Document::default() };
            builder.add_document(document).expect("free");
        }
        let graph = builder.finish();
        let view = View::blank(&graph);
        Workspace::new(graph, view, LoadReport::default(), Origin::default(), Theme::Light)
    }

    #[test]
    fn the_document_that_is_read_is_left_out_and_counted_again() {
        let mut workspace = open();
        assert!(!Action::LeaveOut.is_enabled(Some(&workspace)));
        assert_eq!(workspace.carry_out(Command::Read(DocumentIx(1), None)), None);
        assert!(Action::LeaveOut.is_enabled(Some(&workspace)));
        assert_eq!(workspace.carry_out(Action::LeaveOut.into()), None);
        assert!(workspace.leaves_out(DocumentIx(1)));
        assert_eq!(workspace.carry_out(Action::LeaveOut.into()), None);
        assert!(!workspace.leaves_out(DocumentIx(1)));
        assert_eq!(workspace.carry_out(Action::Undo.into()), None);
        assert!(workspace.leaves_out(DocumentIx(1)));
        assert_eq!(workspace.history().names().next(), Some("Leave out Report"));
    }
}
