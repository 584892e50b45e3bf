//! How long the thread of the window is busy with an edit of a large file, with its undo, and with the frames that follow until
//! all is at rest: the edit itself, and the worst frame after it, in milliseconds. What draws the window is left out.
//!
//! `edit [ACTORS LINKS]`; 100,000 and 500,000 where nothing is given.
#![expect(clippy::print_stdout, reason = "a bench tells its result on the standard output")]

use std::time::{Duration, Instant};

use egui::{Vec2, vec2};
use egui_kittest::Harness;
use linklore::app::{App, SettingsFile};
use linklore::io::{RealDisk, save_native};
use linklore::model::{ActorIx, Change, Link, LinkIx, Planted, Point, Positions, View, planted};
use linklore::workspace::{Action, Command, Edit, Pick, RecordEdit, Target, Workspace};

const SIZE: Vec2 = vec2(1320.0, 860.0);
/// Between two frames of a screen.
const BREAK: Duration = Duration::from_millis(8);
/// How often each edit is made and taken back.
const TIMES: usize = 5;

struct Session {
    harness: Harness<'static, App>,
}

impl Session {
    fn workspace(&self) -> &Workspace {
        self.harness.state().workspace().expect("it is open")
    }

    /// Milliseconds of a command itself, and of the worst frame until nothing goes on any more.
    fn ask(&mut self, command: Command) -> (f64, f64) {
        let ctx = self.harness.ctx.clone();
        let began = Instant::now();
        self.harness.state_mut().ask(&ctx, [command]);
        let asked = began.elapsed().as_secs_f64() * 1e3;
        let mut worst = 0.0_f64;
        for quiet in 0.. {
            let began = Instant::now();
            self.harness.step();
            worst = worst.max(began.elapsed().as_secs_f64() * 1e3);
            if self.harness.state().is_at_rest() && quiet > 10 {
                break;
            }
            std::thread::sleep(BREAK);
        }
        (asked, worst)
    }

    fn report(&mut self, what: &str, make: impl Fn(&Workspace) -> Command) {
        let (mut done, mut undone) = (Vec::new(), Vec::new());
        for _ in 0..TIMES {
            let command = make(self.workspace());
            done.push(self.ask(command));
            undone.push(self.ask(Action::Undo.into()));
        }
        let median = |of: &[(f64, f64)], which: fn(&(f64, f64)) -> f64| {
            let mut all: Vec<f64> = of.iter().map(which).collect();
            all.sort_unstable_by(f64::total_cmp);
            all[all.len() / 2]
        };
        println!(
            "{what:24} done {:7.2} ms, worst frame after {:7.2} ms   undone {:7.2} ms, worst frame after {:7.2} ms",
            median(&done, |one| one.0),
            median(&done, |one| one.1),
            median(&undone, |one| one.0),
            median(&undone, |one| one.1),
        );
    }
}

fn main() {
    let numbers: Vec<usize> = std::env::args().filter_map(|argument| argument.parse().ok()).collect();
    let (actors, links) = match numbers[..] {
        [actors, links, ..] => (actors, links),
        _ => (100_000, 500_000),
    };
    let folder = tempfile::tempdir().expect("a folder for the file");
    let path = folder.path().join("large.linklore");
    {
        let graph = planted(Planted::of_size(actors, links, 1));
        let side = (actors as f32).sqrt() as usize + 1;
        let points = (0..actors).map(|n| Point::new((n % side) as f32 * 30.0, (n / side) as f32 * 30.0)).collect();
        let view = View { positions: Positions::from_points(points), ..View::blank(&graph) };
        save_native(&RealDisk, &path, &graph, &view, None).expect("it can be written");
    }
    println!("{actors} actors, {links} links");
    let file = path.clone();
    let harness = Harness::builder()
        .with_size(SIZE)
        .build_eframe(move |creation| App::new(creation, SettingsFile::in_memory(), None, &[file]));
    let mut session = Session { harness };
    while session.harness.state().workspace().is_none() || !session.harness.state().is_at_rest() {
        session.harness.step();
        std::thread::sleep(BREAK);
    }
    let middle = ActorIx::new(actors / 2);
    session.ask(Command::Select(Target::Actor(middle), Pick::Replace));
    session.report("rename an actor", |_| Edit::Relabel(middle, "Somebody else".to_owned()).into());
    session.report("retype an actor", |_| Edit::RetypeActors(vec![(middle, "other".to_owned())]).into());
    session.report("change a note", |workspace| {
        let mut actor = workspace.graph().actor(middle).clone();
        "seen twice".clone_into(&mut actor.note);
        RecordEdit::new("Change a note", vec![Change::Actor(middle, Box::new(actor))]).into()
    });
    session.report("add an actor", |workspace| {
        RecordEdit::add_actor(workspace.graph(), "New", "person", Some(Point::default())).1.into()
    });
    session.report("add a link", |workspace| {
        RecordEdit::add_link(workspace.graph(), middle, ActorIx(0), Link::default()).1.into()
    });
    session.report("turn a link", |workspace| {
        let (source, target) = workspace.graph().ends(LinkIx(7));
        RecordEdit::new("Turn a link", vec![Change::Ends(LinkIx(7), target, source)]).into()
    });
    session.report("delete an actor", |workspace| {
        let selection = linklore::workspace::Selection::of(Target::Actor(middle));
        RecordEdit::delete(workspace.graph(), &selection).into()
    });
    session.report("hide an actor", |_| Edit::Hide(vec![(middle, true)]).into());
}
