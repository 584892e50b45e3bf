//! What the program remembers between starts: theme, recent files, window and panels. Never evidence, never labels.

use std::path::{Path, PathBuf};

use etcetera::{AppStrategy, AppStrategyArgs};
use serde::{Deserialize, Serialize};

use crate::scene::Theme;
use crate::scene::labels::{LabelPolicy, LabelsOf};
use crate::workspace::Action;

/// How many recent files are remembered.
const RECENT_FILES: usize = 12;

/// The version of the settings file that this program writes.
const VERSION: u32 = 1;

/// What is remembered. Every field may be missing in the file.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of its own in the file")]
pub struct Settings {
    version: u32,
    theme: String,
    /// Recently opened files, the latest first.
    pub recent: Vec<PathBuf>,
    /// Width and height of the window in points.
    pub window: Option<[f32; 2]>,
    /// Whether the Browser is shown.
    pub browser: bool,
    /// Whether the Inspector is shown.
    pub inspector: bool,
    /// Whether the legend is shown.
    pub legend: bool,
    /// Whether the timeline is shown.
    pub timeline: bool,
    /// Height of the timeline in points.
    pub timeline_height: f32,
    labels: String,
    /// Whether important actors have larger labels.
    pub label_sizes: bool,
    /// Whether communities are shown, far out in a large graph.
    pub communities: bool,
    /// Whether files are chosen in the program's own dialog instead of the system's.
    pub own_file_dialog: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            version: VERSION,
            theme: "light".to_owned(),
            recent: Vec::new(),
            window: None,
            browser: true,
            inspector: true,
            legend: true,
            timeline: false,
            timeline_height: 190.0,
            labels: LabelsOf::default().name().to_owned(),
            label_sizes: false,
            communities: true,
            own_file_dialog: false,
        }
    }
}

impl Settings {
    /// Light or dark.
    #[must_use]
    pub fn theme(&self) -> Theme {
        if self.theme == "dark" { Theme::Dark } else { Theme::Light }
    }

    /// Whose labels are drawn, and how large.
    #[must_use]
    pub fn labels(&self) -> LabelPolicy {
        let of = LabelsOf::ALL.into_iter().find(|of| of.name() == self.labels).unwrap_or_default();
        LabelPolicy { of, sized_by_importance: self.label_sizes }
    }

    /// Whether a switch of the window is on; `None` for what is no such switch.
    #[must_use]
    pub fn is_on(&self, action: Action) -> Option<bool> {
        match action {
            Action::ToggleBrowser => Some(self.browser),
            Action::ToggleInspector => Some(self.inspector),
            Action::ToggleLegend => Some(self.legend),
            Action::ToggleTimeline => Some(self.timeline),
            Action::ToggleLabelSizes => Some(self.label_sizes),
            Action::ToggleCommunities => Some(self.communities),
            _ => None,
        }
    }

    /// Remembers whose labels are drawn.
    pub fn set_labels_of(&mut self, of: LabelsOf) {
        of.name().clone_into(&mut self.labels);
    }

    /// Remembers light or dark.
    pub fn set_theme(&mut self, theme: Theme) {
        self.theme = match theme {
            Theme::Dark => "dark".to_owned(),
            Theme::Light => "light".to_owned(),
        };
    }

    /// Puts a file at the top of the recent ones.
    pub fn remember_file(&mut self, path: &Path) {
        self.recent.retain(|other| other != path);
        self.recent.insert(0, path.to_owned());
        self.recent.truncate(RECENT_FILES);
    }
}

/// The settings, where they are kept, and whether they could be read.
#[derive(Debug)]
pub struct SettingsFile {
    /// What is remembered.
    pub settings: Settings,
    path: Option<PathBuf>,
    written: Settings,
}

impl SettingsFile {
    /// Reads the settings at `path`. A missing file is as good as a new one; a broken one is put aside beside it, and the
    /// sentence that comes back says so.
    #[must_use]
    pub fn read(path: Option<PathBuf>) -> (Self, Option<String>) {
        let mut trouble = None;
        let settings = match path.as_deref().map(std::fs::read) {
            Some(Ok(bytes)) => serde_json::from_slice(&bytes).unwrap_or_else(|error| {
                trouble = path.as_deref().map(|path| put_aside(path, &error));
                Settings::default()
            }),
            Some(Err(_)) | None => Settings::default(),
        };
        (Self { written: settings.clone(), settings, path }, trouble)
    }

    /// Settings that are not kept anywhere, for tests.
    #[must_use]
    pub fn in_memory() -> Self {
        Self { settings: Settings::default(), path: None, written: Settings::default() }
    }

    /// Where they are kept.
    #[must_use]
    pub fn path(&self) -> Option<&Path> {
        self.path.as_deref()
    }

    /// Writes them if they changed.
    ///
    /// # Errors
    /// A sentence that says what could not be done and why.
    pub fn write_if_changed(&mut self) -> Result<(), String> {
        let Some(path) = self.path.as_deref().filter(|_| self.settings != self.written) else { return Ok(()) };
        let folder = path.parent().unwrap_or(Path::new("."));
        let cannot =
            |error: &dyn std::fmt::Display| format!("The settings could not be kept in {}: {error}", path.display());
        std::fs::create_dir_all(folder).map_err(|error| cannot(&error))?;
        let json = serde_json::to_vec_pretty(&self.settings).expect("settings are plain text, numbers and lists");
        crate::io::save_bytes(&crate::io::RealDisk, path, &json, None, &|_| Ok(())).map_err(|error| cannot(&error))?;
        self.written = self.settings.clone();
        Ok(())
    }
}

/// The settings file in the platform's config folder; `LINKLORE_CONFIG_DIR` names another folder.
#[must_use]
pub fn default_path() -> Option<PathBuf> {
    let folder = match std::env::var_os("LINKLORE_CONFIG_DIR") {
        Some(folder) => PathBuf::from(folder),
        None => etcetera::choose_app_strategy(AppStrategyArgs {
            top_level_domain: "org".to_owned(),
            author: "linklore".to_owned(),
            app_name: "linklore".to_owned(),
        })
        .ok()?
        .config_dir(),
    };
    Some(folder.join("settings.json"))
}

fn put_aside(path: &Path, error: &serde_json::Error) -> String {
    let aside = path.with_extension("json.broken");
    let kept = match std::fs::rename(path, &aside) {
        Ok(()) => format!("It is kept as {}.", aside.display()),
        Err(reason) => format!("It could not be put aside ({reason})."),
    };
    format!("The settings could not be read ({error}); Linklore starts with fresh ones. {kept}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_read_back() {
        let folder = tempfile::tempdir().expect("a folder for the test");
        let path = folder.path().join("deep").join("settings.json");
        let (mut file, trouble) = SettingsFile::read(Some(path.clone()));
        assert_eq!(trouble, None);
        file.settings.set_theme(Theme::Dark);
        file.settings.remember_file(Path::new("/a/one.linklore"));
        file.settings.remember_file(Path::new("/a/two.linklore"));
        file.settings.remember_file(Path::new("/a/one.linklore"));
        file.write_if_changed().expect("the folder can be written");
        let (again, _) = SettingsFile::read(Some(path));
        assert_eq!(again.settings, file.settings);
        assert_eq!(again.settings.theme(), Theme::Dark);
        assert_eq!(again.settings.recent, [Path::new("/a/one.linklore"), Path::new("/a/two.linklore")]);
    }

    #[test]
    fn a_broken_settings_file_is_put_aside_and_said() {
        let folder = tempfile::tempdir().expect("a folder for the test");
        let path = folder.path().join("settings.json");
        std::fs::write(&path, "{ nonsense").expect("the folder can be written");
        let (file, trouble) = SettingsFile::read(Some(path));
        assert_eq!(file.settings, Settings::default());
        assert!(trouble.expect("it is said").contains("settings.json.broken"));
        let kept = std::fs::read_to_string(folder.path().join("settings.json.broken")).expect("kept");
        assert_eq!(kept, "{ nonsense");
    }

    #[test]
    fn settings_of_a_later_version_with_unknown_fields_open() {
        let settings: Settings = serde_json::from_str(r#"{"version": 9, "theme": "dark", "hat": "green"}"#)
            .expect("unknown fields are no error");
        assert_eq!(settings.theme(), Theme::Dark);
    }
}
