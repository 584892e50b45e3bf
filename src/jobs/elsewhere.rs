//! Letting go of large values without keeping the window waiting.

use std::thread;

/// Drops a value on a thread of its own: to take a graph of a million links apart takes longer than a frame.
pub fn drop_elsewhere<T: Send + 'static>(value: T) {
    // Where the system has no thread to give, the closure, and the value with it, is dropped here after all.
    let _ = thread::Builder::new().name("drop".to_owned()).spawn(move || drop(value));
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc;
    use std::thread::ThreadId;

    use super::*;

    struct Tells(mpsc::Sender<ThreadId>);

    impl Drop for Tells {
        fn drop(&mut self) {
            self.0.send(thread::current().id()).expect("the test waits for it");
        }
    }

    #[test]
    fn a_value_is_dropped_on_another_thread() {
        let (sender, receiver) = mpsc::channel();
        drop_elsewhere(Tells(sender));
        let dropped_on = receiver.recv().expect("it is dropped");
        assert_ne!(dropped_on, thread::current().id());
    }
}
