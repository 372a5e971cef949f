//! Stops a process at a step of the engine, so that a test can kill it exactly there.

use std::io::Write;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};

use wua_agent::ports::Checkpoints;

/// Holds the process at the n-th step: prints `checkpoint <n> <step>` to its output, then keeps every thread that
/// reaches a step from going on. Whoever started the process kills it.
pub struct HoldAt {
    step: u64,
    reached: AtomicU64,
    output: Mutex<Box<dyn Write + Send>>,
}

impl HoldAt {
    /// Holds at step `step`, counted from 1, and says so on the standard error.
    pub fn step(step: u64) -> Self {
        Self::telling(step, Box::new(std::io::stderr()))
    }

    fn telling(step: u64, output: Box<dyn Write + Send>) -> Self {
        Self {
            step,
            reached: AtomicU64::new(0),
            output: Mutex::new(output),
        }
    }
}

impl Checkpoints for HoldAt {
    fn reached(&self, step: &'static str) {
        let number = self.reached.fetch_add(1, Ordering::SeqCst) + 1;
        if number < self.step {
            return;
        }
        if number == self.step
            && let Ok(mut output) = self.output.lock()
        {
            // Nobody is left to tell if the parent has closed the pipe.
            let _ = writeln!(output, "checkpoint {number} {step}").and_then(|()| output.flush());
        }
        loop {
            std::thread::park();
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::sync::mpsc::{Sender, channel};
    use std::time::Duration;

    use super::*;

    struct Told(Sender<String>);

    impl Write for Told {
        fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
            let _ = self.0.send(String::from_utf8_lossy(bytes).into_owned());
            Ok(bytes.len())
        }

        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn the_wanted_step_is_told_and_nobody_gets_beyond_it() {
        let (told, hear) = channel();
        let hold = Arc::new(HoldAt::telling(2, Box::new(Told(told))));
        let (passed, passing) = channel();
        let worker = Arc::clone(&hold);
        std::thread::spawn(move || {
            for step in ["first", "second", "third"] {
                worker.reached(step);
                passed.send(step).unwrap();
            }
        });
        assert_eq!(passing.recv().unwrap(), "first");
        let mut line = String::new();
        while !line.ends_with('\n') {
            line.push_str(&hear.recv().unwrap());
        }
        assert_eq!(line, "checkpoint 2 second\n");
        assert!(passing.recv_timeout(Duration::from_millis(50)).is_err());
    }
}
