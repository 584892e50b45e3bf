//! Keeps the house as `ARCHITECTURE.md` describes it: which room may use which, which library stays where, no network.

mod paths;

use std::fs;
use std::path::{Path, PathBuf};

use paths::{NamedPath, named_paths};

/// Each room with the rooms it may use; in the order of `ARCHITECTURE.md`.
const ROOMS: [(&str, &[&str]); 14] = [
    ("model", &[]),
    ("io", &["model"]),
    ("text", &["model"]),
    ("analysis", &["model"]),
    ("query", &["model", "text", "analysis"]),
    ("layout", &["model", "analysis"]),
    ("scene", &["model", "analysis", "text"]),
    ("workspace", &["model", "io", "text", "analysis", "query", "layout", "scene"]),
    ("export", &["model", "io", "text", "scene"]),
    ("jobs", &["model", "io", "text", "analysis", "query", "layout", "scene", "workspace", "export"]),
    ("canvas", &["model", "text", "scene", "workspace", "jobs"]),
    ("panels", &["model", "text", "analysis", "query", "layout", "scene", "workspace"]),
    (
        "app",
        &[
            "model",
            "io",
            "text",
            "analysis",
            "query",
            "layout",
            "scene",
            "workspace",
            "export",
            "jobs",
            "canvas",
            "panels",
        ],
    ),
    ("cli", &["model", "io", "text", "analysis", "query", "layout", "scene", "workspace", "export", "jobs"]),
];

/// Libraries, and parts of the standard one, that are used in these rooms only.
const ONLY_IN: [(&[&str], &[&str]); 13] = [
    (&["egui"], &["canvas", "panels", "app"]),
    (&["egui_extras"], &["canvas", "panels", "app"]),
    (&["egui_graphs"], &["canvas"]),
    (&["wgpu"], &["canvas"]),
    (&["egui_wgpu"], &["canvas"]),
    (&["eframe"], &["app"]),
    (&["rfd"], &["app"]),
    (&["egui_file_dialog"], &["app"]),
    (&["clap"], &["cli"]),
    (&["rayon"], &["io", "analysis", "layout", "scene", "cli"]),
    (&["std", "fs"], &["io", "jobs", "app", "cli"]),
    (&["std", "thread"], &["jobs"]),
    (&["std", "net"], &[]),
];

/// Crates that speak over a network, or bring what is needed to. None may be in the lock file, not even for tests.
///
/// Not in this list, because they reach no network: `webbrowser` hands an address to the user's browser on a click; `zbus`
/// talks to the desktop over a local socket; `url` and `idna` only take addresses apart.
const NETWORK_CRATES: [&str; 24] = [
    "actix-web",
    "async-std",
    "attohttpc",
    "axum",
    "curl",
    "curl-sys",
    "h2",
    "hickory-resolver",
    "http",
    "hyper",
    "isahc",
    "minreq",
    "native-tls",
    "openssl",
    "openssl-sys",
    "quinn",
    "reqwest",
    "rustls",
    "sentry",
    "socket2",
    "surf",
    "trust-dns-resolver",
    "tungstenite",
    "ureq",
];

/// Crates whose licence would bind the whole program.
const COPYLEFT_CRATES: [&str; 4] = ["dot-parser", "epub", "forceatlas2", "rust-igraph"];

#[test]
fn rooms_use_only_what_they_may() {
    let faults: Vec<String> = sources("src").iter().flat_map(|(file, source)| faults_in(file, source)).collect();
    assert!(faults.is_empty(), "\n{}\n", faults.join("\n"));
}

#[test]
fn every_room_is_in_the_table() {
    let rooms: Vec<String> =
        sources("src").into_iter().filter_map(|(file, _)| module_of(&file).into_iter().next()).collect();
    let unknown: Vec<&String> = rooms.iter().filter(|room| allowed(room).is_none()).collect();
    assert!(unknown.is_empty(), "not in the table of rooms: {unknown:?}");
    assert!(rooms.iter().any(|room| room == "model"), "the sources were not found");
}

#[test]
fn every_file_says_first_what_lives_in_it() {
    let files: Vec<(PathBuf, String)> = ["src", "tests", "benches"].into_iter().flat_map(sources).collect();
    assert!(files.len() > 10, "the sources were not found");
    let faults: Vec<String> = files
        .iter()
        .filter_map(|(file, source)| Some(format!("{}: {}", file.display(), first_line_fault(source)?)))
        .collect();
    assert!(faults.is_empty(), "\n{}\n", faults.join("\n"));
}

#[test]
fn no_crate_of_the_lock_file_speaks_over_a_network_or_binds_the_licence() {
    let lock = fs::read_to_string(root().join("Cargo.lock")).expect("the lock file is in the repository");
    let crates = crates_in(&lock);
    assert!(crates.contains(&"egui"), "the lock file was not understood");
    let unwanted: Vec<&&str> =
        crates.iter().filter(|name| NETWORK_CRATES.contains(name) || COPYLEFT_CRATES.contains(name)).collect();
    assert!(unwanted.is_empty(), "{unwanted:?}");
}

#[test]
fn the_map_names_every_room_and_only_files_that_exist() {
    let map = fs::read_to_string(root().join("ARCHITECTURE.md")).expect("the map is in the repository");
    let missing: Vec<&str> =
        ROOMS.iter().map(|(room, _)| *room).filter(|room| !map.contains(&format!("`{room}`"))).collect();
    assert!(missing.is_empty(), "ARCHITECTURE.md does not name the rooms {missing:?}");
    let gone: Vec<&str> = paths_in_text(&map).into_iter().filter(|path| !root().join(path).exists()).collect();
    assert!(gone.is_empty(), "ARCHITECTURE.md names files that are not there: {gone:?}");
}

/// Dependencies of the window and the program, which the fuzz targets are built without.
const NOT_FUZZED: [&str; 16] = [
    "eframe",
    "egui",
    "egui_graphs",
    "egui-wgpu",
    "bytemuck",
    "egui_extras",
    "egui-file-dialog",
    "rfd",
    "arboard",
    "pollster",
    "resvg",
    "image",
    "clap",
    "clap_complete",
    "clap_mangen",
    "indicatif",
];

#[test]
fn the_rooms_that_are_fuzzed_have_the_dependencies_of_the_package() {
    let dependencies = |manifest: &str| -> Vec<String> {
        let manifest = fs::read_to_string(root().join(manifest)).expect("the manifest is in the repository");
        let section = manifest.lines().skip_while(|line| *line != "[dependencies]").skip(1);
        section.take_while(|line| !line.starts_with('[')).filter(|line| line.contains('=')).map(str::to_owned).collect()
    };
    let is_fuzzed = |line: &String| line.split_whitespace().next().is_some_and(|name| !NOT_FUZZED.contains(&name));
    let mut of_package: Vec<String> = dependencies("Cargo.toml").into_iter().filter(is_fuzzed).collect();
    let mut of_rooms = dependencies("fuzz/rooms/Cargo.toml");
    of_package.sort_unstable();
    of_rooms.sort_unstable();
    assert_eq!(of_rooms, of_package);
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Every Rust file below a folder of the repository, by its path from the root, sorted.
fn sources(folder: &str) -> Vec<(PathBuf, String)> {
    let mut files = Vec::new();
    let mut folders = vec![root().join(folder)];
    while let Some(folder) = folders.pop() {
        let Ok(entries) = fs::read_dir(&folder) else { continue };
        for entry in entries {
            let path = entry.expect("the folder can be listed").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let source = fs::read_to_string(&path).expect("a source is UTF-8 text");
                files.push((path.strip_prefix(root()).expect("it is below the root").to_owned(), source));
            }
        }
    }
    files.sort();
    files
}

/// `src/io/native/read.rs` → `io`, `native`, `read`. Empty for the roots of the library and the program.
fn module_of(file: &Path) -> Vec<String> {
    let mut parts: Vec<String> =
        file.with_extension("").iter().skip(1).map(|part| part.to_string_lossy().into_owned()).collect();
    if parts.last().is_some_and(|last| last == "mod")
        || matches!(parts.as_slice(), [only] if only == "lib" || only == "main")
    {
        parts.pop();
    }
    parts
}

fn allowed(room: &str) -> Option<&'static [&'static str]> {
    ROOMS.iter().find(|(name, _)| *name == room).map(|(_, may_use)| *may_use)
}

/// What a source of the library does against the rules.
fn faults_in(file: &Path, source: &str) -> Vec<String> {
    let module = module_of(file);
    let parts: Vec<&str> = module.iter().map(String::as_str).collect();
    let Some(&room) = parts.first() else { return Vec::new() };
    let may_use = allowed(room).unwrap_or_default();
    let mut faults = Vec::new();
    for path in named_paths(source, &parts) {
        let place = format!("{}:{}", file.display(), path.line);
        if let Some(used) =
            path.room().filter(|used| *used != room && allowed(used).is_some() && !may_use.contains(used))
        {
            faults.push(format!("{place}: `{room}` may not use `{used}` ({})", path.parts.join("::")));
        }
        if path.parts.first().is_some_and(|first| first == "linklore") {
            faults.push(format!("{place}: inside the library, say `crate` ({})", path.parts.join("::")));
        }
        for (library, rooms) in ONLY_IN {
            if names(&path, library) && !rooms.contains(&room) {
                faults.push(format!("{place}: `{}` is not used in `{room}`", library.join("::")));
            }
        }
    }
    faults
}

/// Whether a path leads into a library: it begins there, or passes through a crate that hands it on (`eframe::egui`).
fn names(path: &NamedPath, library: &[&str]) -> bool {
    match library {
        [single] if path.parts.first().is_some_and(|first| first != "crate") => {
            path.parts.iter().any(|part| part == single)
        }
        _ => path.is_below(library),
    }
}

fn first_line_fault(source: &str) -> Option<&'static str> {
    if !source.starts_with("//! ") {
        return Some("the first line does not begin with `//! `");
    }
    let paragraph: Vec<&str> =
        source.lines().map_while(|line| line.strip_prefix("//! ")).take_while(|line| !line.trim().is_empty()).collect();
    let text = paragraph.join(" ");
    let begins = text.starts_with(|first: char| first.is_uppercase() || first == '`');
    let ends = text.ends_with(['.', '?', '!', ':']);
    (!begins || !ends || text.split_whitespace().count() < 3).then_some("the first paragraph is not a sentence")
}

fn crates_in(lock: &str) -> Vec<&str> {
    lock.lines().filter_map(|line| line.strip_prefix("name = \"")?.strip_suffix('"')).collect()
}

/// The paths below `src`, `tests`, `benches` and `assets` that a text names between backticks.
fn paths_in_text(text: &str) -> Vec<&str> {
    let folders = ["src/", "tests/", "benches/", "assets/", "sample-graphs/", ".ci/"];
    text.split('`').skip(1).step_by(2).filter(|code| folders.iter().any(|folder| code.starts_with(folder))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn faults(file: &str, source: &str) -> Vec<String> {
        faults_in(Path::new(file), source)
    }

    #[test]
    fn an_arrow_against_the_table_is_seen() {
        assert_eq!(
            faults("src/model/graph.rs", "//! A.\nuse crate::io::read_path;"),
            ["src/model/graph.rs:2: `model` may not use `io` (crate::io::read_path)"]
        );
        assert_eq!(faults("src/io/native/read.rs", "fn f() { crate::scene::build() }").len(), 1);
        assert_eq!(faults("src/io/native/read.rs", "use super::super::super::scene::Scene;").len(), 1);
        assert_eq!(faults("src/scene/mod.rs", "#[cfg(test)] mod tests { use crate::{io::read_path, text}; }").len(), 1);
        assert_eq!(faults("src/cli/info.rs", "use crate::app; use crate::canvas::X; use crate::panels;").len(), 3);
        assert_eq!(faults("src/app/mod.rs", "use crate::cli;").len(), 1);
    }

    #[test]
    fn an_arrow_of_the_table_is_left_alone() {
        assert!(
            faults("src/io/native/read.rs", "use crate::model::Graph; use super::super::save; use super::file;")
                .is_empty()
        );
        assert!(
            faults("src/layout/mod.rs", "use crate::analysis::x; use crate::layout::y; use crate::Result;").is_empty()
        );
        assert!(
            faults("src/text/mod.rs", "//! See `crate::app`.\n/// [`crate::io`]\nconst A: &str = \"crate::io::b\";")
                .is_empty()
        );
    }

    #[test]
    fn a_library_outside_its_rooms_is_seen() {
        assert_eq!(
            faults("src/scene/mod.rs", "use egui::Color32;"),
            ["src/scene/mod.rs:1: `egui` is not used in `scene`"]
        );
        assert_eq!(faults("src/panels/mod.rs", "fn f() { egui_graphs::show(); eframe::wgpu::x(); }").len(), 3);
        assert_eq!(faults("src/io/mod.rs", "use std::{fs, net::TcpStream};").len(), 1);
        assert_eq!(faults("src/text/mod.rs", "fn f() { std::fs::read(p); std::thread::spawn(g); }").len(), 2);
        assert!(faults("src/canvas/mod.rs", "use egui::Color32; use egui_graphs::Graph;").is_empty());
        assert!(faults("src/io/save.rs", "use std::fs::File;").is_empty());
    }

    #[test]
    fn the_first_line_must_be_a_sentence() {
        assert_eq!(first_line_fault("//! What lives here. And more\n//! on two lines.\n"), None);
        assert!(first_line_fault("use std::fs;").is_some());
        assert!(first_line_fault("//! TODO\n").is_some());
        assert!(first_line_fault("//! what lives here and what does not\n").is_some());
    }

    #[test]
    fn crates_and_paths_are_found() {
        assert_eq!(crates_in("[[package]]\nname = \"hyper\"\nversion = \"1\"\n"), ["hyper"]);
        assert_eq!(paths_in_text("see `src/io/save.rs` and `model`"), ["src/io/save.rs"]);
        assert_eq!(module_of(Path::new("src/io/native/read.rs")), ["io", "native", "read"]);
        assert_eq!(module_of(Path::new("src/lib.rs")), Vec::<String>::new());
        assert_eq!(module_of(Path::new("src/app/main.rs")), ["app", "main"]);
    }
}
