//! A layout that runs on a thread of its own while the analyst watches and drags. The layout itself is in `layout`.

use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use super::task::caught;
use super::{Cancel, Mailbox, Wake};
use crate::layout::{Control, Engine, Frame, Law, Method, Problem, Progress};
use crate::model::{ActorIx, AxisScale, Point};

/// A frame is posted at most this often.
const FRAME_INTERVAL: Duration = Duration::from_millis(16);
/// Steps between two frames at speed 1: few enough to watch a small graph unfold, and it is done within a second.
const STEPS_A_FRAME: f32 = 10.0;
/// Mean movement, in world units, below which a layout under the hand waits for the next move of the hand.
const RESTING: f32 = 0.02;

/// What a run is doing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum RunState {
    /// Nodes move, or may move as soon as a held one does.
    #[default]
    Running,
    /// It came to its end by itself; the last frame is final.
    Settled,
    /// It was told to stop; the last frame is where it stopped.
    Stopped,
    /// It cannot be laid out like that, in words for the user; nothing was moved.
    Refused(String),
    /// A defect of the program ended it; the message says where.
    Failed(String),
}

#[derive(Clone, Copy)]
enum Message {
    Hold(u32, Point),
    Release(u32),
    ReleaseAll,
    Pin(u32, Option<Point>),
    Speed(f32),
}

/// A running layout. Dropping it stops the thread and does not wait for it.
///
/// Frames hold a point for each of [`LayoutRun::actors`], in that order. An actor that is not among them is not laid out, and
/// what is said about it is ignored.
pub struct LayoutRun {
    actors: Vec<ActorIx>,
    messages: Sender<Message>,
    cancel: Cancel,
    frames: Mailbox<Frame>,
    state: Arc<Mutex<RunState>>,
    told: Arc<Mutex<Told>>,
}

/// What an engine tells besides where nodes stand.
#[derive(Clone, Debug, Default)]
struct Told {
    law: Option<Law>,
    axis: Option<AxisScale>,
}

impl LayoutRun {
    /// Starts laying out `actors`, which are in the order of the file; `wake` is called for every new frame and at the end.
    ///
    /// What is to be laid out, and how, is prepared on the thread: its nodes must be those actors. The words of its error become
    /// [`RunState::Refused`].
    #[must_use]
    pub fn start(
        actors: Vec<ActorIx>,
        prepare: impl FnOnce() -> Result<(Problem, Method), String> + Send + 'static,
        wake: Wake,
    ) -> Self {
        let (messages, inbox) = mpsc::channel();
        let run = Self {
            actors,
            messages,
            cancel: Cancel::default(),
            frames: Mailbox::default(),
            state: Arc::default(),
            told: Arc::default(),
        };
        let told = Arc::clone(&run.told);
        let worker = Worker { inbox, cancel: run.cancel.clone(), frames: run.frames.clone(), told, wake };
        let state = Arc::clone(&run.state);
        let work = move || {
            let laid_out = || prepare().map(|(problem, method)| worker.run(&problem, &method));
            let end = match caught(laid_out) {
                Ok(end) => end.unwrap_or_else(RunState::Refused),
                Err(panicked) => RunState::Failed(panicked.message),
            };
            *state.lock().unwrap_or_else(PoisonError::into_inner) = end;
            (worker.wake)();
        };
        if let Err(error) = thread::Builder::new().name("layout".to_owned()).spawn(work) {
            let message = format!("The system could not start a thread: {error}");
            *run.state.lock().unwrap_or_else(PoisonError::into_inner) = RunState::Failed(message);
        }
        run
    }

    /// The actors that are laid out, in the order of the points of a frame.
    #[must_use]
    pub fn actors(&self) -> &[ActorIx] {
        &self.actors
    }

    /// The newest frame that was not taken yet.
    #[must_use]
    pub fn take_frame(&self) -> Option<Frame> {
        self.frames.take()
    }

    /// The law that the layout follows, once it is known; see [`Engine::law`].
    #[must_use]
    pub fn law(&self) -> Option<Law> {
        self.told.lock().unwrap_or_else(PoisonError::into_inner).law
    }

    /// The axis along which actors come to stand, once it is known; see [`Engine::axis`].
    #[must_use]
    pub fn axis(&self) -> Option<AxisScale> {
        self.told.lock().unwrap_or_else(PoisonError::into_inner).axis.clone()
    }

    /// What the run is doing. Once it is no longer running, the last frame was posted before.
    #[must_use]
    pub fn state(&self) -> RunState {
        self.state.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Holds an actor at a point until it is released; called again for every move of the hand.
    pub fn hold(&self, actor: ActorIx, point: Point) {
        self.tell(actor, |node| Message::Hold(node, point));
    }

    /// Lets go of a held actor.
    pub fn release(&self, actor: ActorIx) {
        self.tell(actor, Message::Release);
    }

    /// Lets go of every held actor.
    pub fn release_all(&self) {
        let _ = self.messages.send(Message::ReleaseAll);
    }

    /// Pins an actor at a point: after this no frame shows it elsewhere, held or not.
    pub fn pin(&self, actor: ActorIx, at: Point) {
        self.tell(actor, |node| Message::Pin(node, Some(at)));
    }

    /// Lets a pinned actor move again.
    pub fn unpin(&self, actor: ActorIx) {
        self.tell(actor, |node| Message::Pin(node, None));
    }

    /// How fast to go: 1 shows a small graph unfolding within a second, infinity goes as fast as the machine can.
    pub fn set_speed(&self, speed: f32) {
        let _ = self.messages.send(Message::Speed(speed));
    }

    /// Stops where it is, soon. Nothing is waited for.
    pub fn stop(&self) {
        self.cancel.cancel();
        // A thread that waits for the hand wakes at a message.
        let _ = self.messages.send(Message::ReleaseAll);
    }

    fn tell(&self, actor: ActorIx, message: impl FnOnce(u32) -> Message) {
        if let Ok(node) = self.actors.binary_search(&actor) {
            // A run that has ended no longer listens, and need not.
            let _ = self.messages.send(message(node as u32));
        }
    }
}

impl Drop for LayoutRun {
    fn drop(&mut self) {
        self.stop();
    }
}

/// The side of a run that lives on the thread.
struct Worker {
    inbox: Receiver<Message>,
    cancel: Cancel,
    frames: Mailbox<Frame>,
    told: Arc<Mutex<Told>>,
    wake: Wake,
}

impl Worker {
    fn run(&self, problem: &Problem, method: &Method) -> RunState {
        let engine = method.engine(problem, &|| self.cancel.is_cancelled());
        let mut hand = Hand { engine, control: Control::default(), speed: 1.0 };
        let mut progress = Progress::default();
        self.post(hand.engine.as_mut(), progress);
        let (mut last_frame, mut steps) = (Instant::now(), 0.0f32);
        loop {
            while let Ok(message) = self.inbox.try_recv() {
                hand.obey(message);
            }
            if self.cancel.is_cancelled() {
                self.post(hand.engine.as_mut(), progress);
                return RunState::Stopped;
            }
            progress = hand.engine.step(&hand.control);
            steps += 1.0;
            if progress.settled {
                self.post(hand.engine.as_mut(), progress);
                return RunState::Settled;
            }
            let is_resting = !hand.control.held.is_empty() && progress.movement < RESTING;
            if last_frame.elapsed() >= FRAME_INTERVAL || steps >= STEPS_A_FRAME * hand.speed || is_resting {
                self.wait_until(last_frame + FRAME_INTERVAL, &mut hand);
                self.post(hand.engine.as_mut(), progress);
                (last_frame, steps) = (Instant::now(), 0.0);
            }
            if is_resting && let Ok(message) = self.inbox.recv() {
                hand.obey(message);
            }
        }
    }

    /// Leaves the rest of a frame's time to others, except for what the window says meanwhile.
    fn wait_until(&self, time: Instant, hand: &mut Hand) {
        while !self.cancel.is_cancelled() {
            match self.inbox.recv_timeout(time.saturating_duration_since(Instant::now())) {
                Ok(message) => hand.obey(message),
                Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => return,
            }
        }
    }

    fn post(&self, engine: &mut dyn Engine, progress: Progress) {
        {
            let mut told = self.told.lock().unwrap_or_else(PoisonError::into_inner);
            told.law = engine.law();
            if told.axis.is_none() {
                told.axis = engine.axis().cloned();
            }
        }
        self.frames.post(Frame { points: engine.points().to_vec(), progress });
        (self.wake)();
    }
}

/// The engine and what the window wants of it.
struct Hand {
    engine: Box<dyn Engine>,
    control: Control,
    speed: f32,
}

impl Hand {
    fn obey(&mut self, message: Message) {
        let Self { engine, control, speed } = self;
        match message {
            Message::Hold(node, point) => {
                control.held.retain(|(held, _)| *held != node);
                control.held.push((node, point));
            }
            Message::Release(node) => control.held.retain(|(held, _)| *held != node),
            Message::ReleaseAll => control.held.clear(),
            Message::Pin(node, at) => engine.pin(node, at),
            Message::Speed(wanted) if wanted.is_nan() => {}
            Message::Speed(wanted) => *speed = wanted.max(0.1),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::Parameters;
    use crate::model::{Graph, Planted, Topology, graph_from_drawing, planted};

    /// A run and the end where its wakes arrive.
    fn start(graph: &Graph) -> (LayoutRun, Receiver<()>) {
        let topology = Topology::whole(graph);
        let problem = Problem { radii: vec![8.0; topology.node_count()], topology, ..Problem::default() };
        let (ring, bell) = mpsc::channel();
        let wake = Arc::new(move || {
            let _ = ring.send(());
        });
        let actors = problem.topology.actors().to_vec();
        (LayoutRun::start(actors, move || Ok((problem, Method::Force(Parameters::default()))), wake), bell)
    }

    /// Every frame until the run is over or `enough` says so.
    fn watch(run: &LayoutRun, bell: &Receiver<()>, mut enough: impl FnMut(&Frame) -> bool) -> Option<Frame> {
        let mut last = None;
        while bell.recv().is_ok() {
            let over = run.state() != RunState::Running;
            if let Some(frame) = run.take_frame() {
                let stop = enough(&frame);
                last = Some(frame);
                if stop {
                    break;
                }
            }
            if over {
                break;
            }
        }
        last
    }

    #[test]
    fn a_run_settles_by_itself_and_its_last_frame_is_final() {
        let graph = planted(Planted::of_size(60, 150, 1));
        let (run, bell) = start(&graph);
        run.set_speed(f32::INFINITY);
        let last = watch(&run, &bell, |_| false).expect("a run posts frames");
        assert_eq!(run.state(), RunState::Settled);
        assert!(last.progress.settled);
        assert_eq!(last.points.len(), 60);
        // The bell goes silent: the thread is gone, and with it everything that could wake the window.
        bell.iter().for_each(drop);
        assert_eq!(run.take_frame(), None);
    }

    #[test]
    fn a_held_actor_stays_in_the_hand_while_others_move() {
        let (run, bell) = start(&graph_from_drawing("A-B B-C C-D D-A"));
        let at = Point::new(321.0, -123.0);
        run.hold(ActorIx(2), at);
        let mut first_of_b = None;
        let frame = watch(&run, &bell, |frame| {
            let b = *first_of_b.get_or_insert(frame.points[1]);
            frame.points[2] == at && frame.points[1].distance(b) > 5.0
        });
        let frame = frame.expect("a run posts frames");
        assert_eq!(frame.points[2], at);
        assert_eq!(run.state(), RunState::Running);
        run.release_all();
        run.set_speed(f32::INFINITY);
        let _ = watch(&run, &bell, |_| false);
        assert_eq!(run.state(), RunState::Settled);
    }

    #[test]
    fn an_actor_dropped_as_pinned_is_where_it_was_dropped() {
        let (run, bell) = start(&graph_from_drawing("A-B B-C C-D D-A"));
        run.hold(ActorIx(0), Point::new(500.0, 0.0));
        let at = Point::new(510.0, 7.0);
        run.pin(ActorIx(0), at);
        run.release(ActorIx(0));
        run.set_speed(f32::INFINITY);
        let last = watch(&run, &bell, |_| false).expect("a run posts frames");
        assert_eq!((run.state(), last.points[0]), (RunState::Settled, at));
    }

    #[test]
    fn a_stopped_run_says_so() {
        let (run, bell) = start(&planted(Planted::of_size(3000, 9000, 1)));
        run.hold(ActorIx(0), Point::default());
        let _ = watch(&run, &bell, |_| true);
        run.stop();
        let _ = watch(&run, &bell, |_| false);
        assert_eq!(run.state(), RunState::Stopped);
    }

    #[test]
    fn a_dropped_run_ends_its_thread() {
        let (run, bell) = start(&planted(Planted::of_size(3000, 9000, 1)));
        run.hold(ActorIx(0), Point::default());
        drop(run);
        // The thread holds the only sender: the bell goes silent when the thread is gone.
        while bell.recv().is_ok() {}
    }

    #[test]
    fn what_cannot_be_prepared_says_why_and_moves_nothing() {
        let (ring, bell) = mpsc::channel();
        let wake = Arc::new(move || {
            let _ = ring.send(());
        });
        let run = LayoutRun::start(vec![ActorIx(0)], || Err("No actor has a date".to_owned()), wake);
        bell.iter().for_each(drop);
        assert_eq!(run.state(), RunState::Refused("No actor has a date".to_owned()));
        assert_eq!(run.take_frame(), None);
    }

    #[test]
    fn an_actor_that_is_not_laid_out_is_ignored() {
        let (run, bell) = start(&graph_from_drawing("A-B"));
        run.hold(ActorIx(99), Point::default());
        run.set_speed(f32::NAN);
        run.set_speed(f32::INFINITY);
        let _ = watch(&run, &bell, |_| false);
        assert_eq!(run.state(), RunState::Settled);
    }
}
