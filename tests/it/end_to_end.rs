//! The built program in a real window, under Xvfb with a software adapter, driven by a real mouse and keyboard. Says that it
//! was skipped where the tools for that are not installed.

use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use linklore::io::{RealDisk, read_path, save_native};
use linklore::layout::{Parameters, Problem, settle};
use linklore::model::{Camera, Positions};
use linklore::scene::{self, Theme};

/// Far longer than anything takes on a busy machine; only a hang reaches it.
const PATIENCE: Duration = Duration::from_mins(1);

const WIDTH: u32 = 1200;
const HEIGHT: u32 = 800;

/// A display of our own, which ends with the test.
struct Display {
    server: Child,
    name: String,
}

impl Display {
    fn start() -> Option<Self> {
        let size = format!("{WIDTH}x{HEIGHT}x24");
        let mut server = Command::new("Xvfb")
            // Without -noreset the server starts over whenever its last client leaves, and a program that comes just then
            // is turned away: each xdotool is such a client.
            .args(["-displayfd", "1", "-screen", "0", &size, "-nolisten", "tcp", "-noreset"])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .ok()?;
        let mut number = String::new();
        BufReader::new(server.stdout.take()?).read_line(&mut number).ok()?;
        Some(Self { server, name: format!(":{}", number.trim()) })
    }

    fn run(&self, program: &str, arguments: &[&str]) -> Option<String> {
        let output = Command::new(program).args(arguments).env("DISPLAY", &self.name).output().ok()?;
        output.status.success().then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
    }

    fn screenshot(&self, path: &Path) -> image::RgbaImage {
        let path_text = path.to_str().expect("the test's folder has a plain name");
        self.run("import", &["-window", "root", path_text]).expect("the screen can be read");
        image::open(path).expect("a PNG").to_rgba8()
    }
}

impl Drop for Display {
    fn drop(&mut self) {
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}

/// The program, which is killed if the test fails before it ends by itself.
struct Program(Child);

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn is_installed(program: &str) -> bool {
    std::env::var_os("PATH")
        .is_some_and(|path| std::env::split_paths(&path).any(|folder| folder.join(program).is_file()))
}

fn wait_for<T>(what: &str, mut ask: impl FnMut() -> Option<T>) -> T {
    let begun = Instant::now();
    loop {
        if let Some(answer) = ask() {
            return answer;
        }
        assert!(begun.elapsed() < PATIENCE, "waited in vain for {what}");
        std::thread::sleep(Duration::from_millis(150));
    }
}

/// Writes the first sample, laid out and with the camera on Qayis Khazali, to `path`.
fn write_sample(path: &Path) {
    let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-graphs/khazali-network.linklore");
    let opened = read_path(&sample, &mut |_| std::ops::ControlFlow::Continue(())).expect("the sample opens");
    let (graph, mut view) = (opened.graph, opened.view);
    let radii = scene::radii(&graph, &view);
    let frame = settle(&Problem::of(&graph, &view, &radii, 1), &Parameters::default(), &|| false);
    view.positions = Positions::from_points(frame.points);
    let khazali = graph.actor_by_key("qayis-khazali").expect("he is in the sample");
    view.camera = Some(Camera { centre: view.positions.get(khazali).expect("laid out"), zoom: 2.0 });
    save_native(&RealDisk, path, &graph, &view, None).expect("the folder can be written");
}

fn count(picture: &image::RgbaImage, colour: [u8; 4]) -> usize {
    picture.pixels().filter(|pixel| pixel.0 == colour).count()
}

#[test]
fn the_program_opens_the_sample_selects_by_a_click_and_ends_cleanly() {
    for tool in ["Xvfb", "xdotool", "import"] {
        if !is_installed(tool) {
            crate::say_skipped(&format!("{tool} is not installed"));
            return;
        }
    }
    let folder = tempfile::tempdir().expect("a folder for the test");
    let file = folder.path().join("sample.linklore");
    write_sample(&file);
    let before = std::fs::read(&file).expect("just written");
    std::fs::write(
        folder.path().join("settings.json"),
        r#"{"version": 1, "theme": "light", "browser": false, "inspector": false, "legend": false}"#,
    )
    .expect("the folder can be written");

    let display = Display::start().expect("Xvfb starts");
    let child = Command::new(env!("CARGO_BIN_EXE_linklore"))
        .arg(&file)
        .env("DISPLAY", &display.name)
        .env("LINKLORE_CONFIG_DIR", folder.path())
        .env_remove("WAYLAND_DISPLAY")
        .spawn()
        .expect("the program starts");
    let mut program = Program(child);

    let window = wait_for("the window", || {
        assert!(program.0.try_wait().expect("the program is ours").is_none(), "the program ended at once");
        let found = display.run("xdotool", &["search", "--onlyvisible", "--name", "Linklore"])?;
        found.lines().next().map(str::to_owned)
    });
    display.run("xdotool", &["windowmove", &window, "0", "0"]);
    display.run("xdotool", &["windowsize", &window, &WIDTH.to_string(), &HEIGHT.to_string()]);
    display.run("xdotool", &["windowfocus", &window]);

    let tokens = Theme::Light.tokens();
    let shot = folder.path().join("shot.png");
    let drawn = wait_for("the picture", || {
        let picture = display.screenshot(&shot);
        (count(&picture, tokens.canvas.0) > 50_000 && distinct_colours(&picture) > 40).then_some(picture)
    });

    // The camera looks at Qayis Khazali, so he is in the middle of the canvas.
    let (x, y) = ((WIDTH / 2).to_string(), (HEIGHT / 2).to_string());
    let ring_before = count(&drawn, tokens.selection.0);
    display.run("xdotool", &["mousemove", &x, &y]);
    wait_for("the selection ring", || {
        display.run("xdotool", &["mousemove_relative", "1", "0", "click", "1"]);
        let picture = display.screenshot(&shot);
        (count(&picture, tokens.selection.0) > ring_before + 60).then_some(())
    });

    let status = wait_for("the end of the program", || {
        display.run("xdotool", &["windowfocus", &window]);
        display.run("xdotool", &["key", "ctrl+q"]);
        program.0.try_wait().expect("the program is ours")
    });
    assert!(status.success(), "{status}");
    assert_eq!(std::fs::read(&file).expect("still there"), before, "looking at a file does not change it");
}

fn distinct_colours(picture: &image::RgbaImage) -> usize {
    picture.pixels().map(|pixel| pixel.0).collect::<std::collections::HashSet<_>>().len()
}
