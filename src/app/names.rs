//! Which file name is asked for, and what is offered for it. The dialogs are in `files.rs`.

use std::path::Path;

use super::App;
use super::files::{Purpose, Request};
use crate::io::Format;

impl App {
    pub(super) fn ask_for_file(&mut self) {
        let folder = self.settings.settings.recent.first().and_then(|path| path.parent()).map(Path::to_owned);
        let kinds = vec![("Graphs and tables", readable_endings())];
        let request = Request { purpose: Purpose::Open, file_name: String::new(), folder, kinds };
        self.dialogs.files.ask(request, &self.wake);
    }

    pub(super) fn ask_for_table(&mut self) {
        let endings = vec!["csv", "tsv", "tab", "txt", "xlsx", "xlsm", "ods", "parquet", "gz"];
        let folder = self.settings.settings.recent.first().and_then(|path| path.parent()).map(Path::to_owned);
        let kinds = vec![("Tables", endings)];
        let request = Request { purpose: Purpose::ImportTable, file_name: String::new(), folder, kinds };
        self.dialogs.files.ask(request, &self.wake);
    }

    /// Asks where the picture of the dialog goes; the dialog waits meanwhile.
    pub(super) fn ask_for_picture_name(&mut self) {
        let Some(desk) = &self.desk else { return };
        let name = Path::new(desk.workspace.file_name()).with_extension("png");
        let folder = desk.workspace.origin().path.as_deref().and_then(Path::parent).map(Path::to_owned);
        let kinds = vec![("PNG picture", vec!["png"]), ("SVG picture", vec!["svg"])];
        let request = Request { purpose: Purpose::Picture, file_name: name.display().to_string(), folder, kinds };
        self.dialogs.files.ask(request, &self.wake);
    }

    pub(super) fn ask_for_graph_name(&mut self) {
        let Some(desk) = &self.desk else { return };
        let name = Path::new(desk.workspace.file_name()).with_extension("graphml");
        let folder = desk.workspace.origin().path.as_deref().and_then(Path::parent).map(Path::to_owned);
        let writable = Format::all().filter(|format| format.can_write() && !format.is_native());
        let kinds = writable.map(|format| (format.name(), format.extensions().to_vec())).collect();
        let request = Request { purpose: Purpose::ExportGraph, file_name: name.display().to_string(), folder, kinds };
        self.dialogs.files.ask(request, &self.wake);
    }

    /// Asks for the name of a file in the program's own format.
    pub(super) fn ask_for_native_name(&mut self, purpose: Purpose) {
        let Some(desk) = &self.desk else { return };
        let name = Path::new(desk.workspace.file_name()).with_extension("linklore");
        let folder = desk.workspace.origin().path.as_deref().and_then(Path::parent).map(Path::to_owned);
        let request = Request {
            purpose,
            file_name: name.display().to_string(),
            folder,
            kinds: vec![("Linklore graph", vec!["linklore"])],
        };
        self.dialogs.files.ask(request, &self.wake);
    }
}

/// The endings of all files that can be read, as dialogs want them.
pub(super) fn readable_endings() -> Vec<&'static str> {
    let mut endings: Vec<&'static str> = Format::all()
        .filter(|format| format.can_read())
        .flat_map(Format::extensions)
        // Dialogs know only the last part of an ending.
        .map(|ending| ending.rsplit('.').next().unwrap_or(ending))
        .chain(["gz"])
        .collect();
    endings.sort_unstable();
    endings.dedup();
    endings
}
