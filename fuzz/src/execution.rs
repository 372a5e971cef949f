//! One execution, and what is wrong with it.

use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Mutex, Once, PoisonError};
use std::time::{Duration, Instant};

use crate::corpus;
use crate::fuzzers::Fuzzer;
use crate::memory::most_held;
use crate::seen::Seen;

/// An input must not be worth more of the processor than this.
const LONGEST: Duration = Duration::from_secs(1);
/// After this, on the clock, an execution does not end any more.
const FOREVER: Duration = Duration::from_mins(1);

/// The first panic of any thread since this was asked last.
static PANIC: Mutex<Option<String>> = Mutex::new(None);
/// What is executed now.
static NOW: Mutex<Option<Now>> = Mutex::new(None);

struct Now {
    name: &'static str,
    input: Vec<u8>,
    since: Instant,
}

/// Executes an input. What is wrong comes back in words.
pub(crate) fn execute(
    name: &'static str,
    fuzzer: &mut dyn Fuzzer,
    input: &[u8],
    seen: &mut Seen,
) -> Result<(), String> {
    note_panics();
    seen.clear();
    begin(name, input);
    IS_EXECUTING.set(true);
    let began = Instant::now();
    let (ended, held) = most_held(|| catch_unwind(AssertUnwindSafe(|| fuzzer.execute(input, seen))));
    let took = began.elapsed();
    IS_EXECUTING.set(false);
    end();
    let panic = PANIC.lock().unwrap_or_else(PoisonError::into_inner).take();
    if let Some(panic) = panic.or(ended.is_err().then(|| "a panic without words".to_owned())) {
        return Err(panic);
    }
    let most = fuzzer.most_memory(input);
    if held > most {
        return Err(format!(
            "{held} bytes are held for an input of {} bytes; {most} may be",
            input.len()
        ));
    }
    // The machine may have been busy otherwise: only what is slow twice is slow.
    if took > LONGEST {
        let began = Instant::now();
        let _ = catch_unwind(AssertUnwindSafe(|| fuzzer.execute(input, &mut Seen::default())));
        let again = began.elapsed();
        if again > LONGEST {
            return Err(format!("it takes {took:?}, and {again:?} at the second try"));
        }
    }
    Ok(())
}

fn begin(name: &'static str, input: &[u8]) {
    let now = &mut *NOW.lock().unwrap_or_else(PoisonError::into_inner);
    let since = Instant::now();
    match now {
        Some(now) => {
            now.name = name;
            now.since = since;
            now.input.clear();
            now.input.extend_from_slice(input);
        }
        None => {
            *now = Some(Now {
                name,
                input: input.to_vec(),
                since,
            });
        }
    }
}

fn end() {
    // What has ended does not last; the room is kept.
    if let Some(now) = &mut *NOW.lock().unwrap_or_else(PoisonError::into_inner) {
        now.name = "";
    }
}

/// Ends the process when an execution does not end.
pub(crate) fn watch() {
    std::thread::spawn(|| {
        loop {
            std::thread::sleep(Duration::from_secs(5));
            let now = NOW.lock().unwrap_or_else(PoisonError::into_inner);
            if let Some(now) = &*now
                && !now.name.is_empty()
                && now.since.elapsed() > FOREVER
            {
                eprintln!(
                    "error: {}",
                    corpus::write_finding(now.name, &now.input, "it does not end")
                );
                std::process::exit(1);
            }
        }
    });
}

thread_local! {
    static IS_EXECUTING: Cell<bool> = const { Cell::new(false) };
}

/// Panics are findings, of whatever thread; they are told once, with their input.
fn note_panics() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let usual = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |panic| {
            // The other tests of this program are none of our business.
            if cfg!(test) && !IS_EXECUTING.get() {
                return usual(panic);
            }
            let mut first = PANIC.lock().unwrap_or_else(PoisonError::into_inner);
            first.get_or_insert_with(|| panic.to_string());
        }));
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mutation::Random;
    use crate::tests::alone;

    /// Does what the first byte says.
    struct Bad;

    impl Fuzzer for Bad {
        fn seeds(&self) -> Vec<Vec<u8>> {
            Vec::new()
        }

        fn execute(&mut self, input: &[u8], _: &mut Seen) {
            match input {
                [0, ..] => {}
                [1, ..] => panic!("an ill word"),
                [2, ..] => drop(vec![1_u8; 2 << 20]),
                _ => std::thread::sleep(LONGEST + LONGEST / 10),
            }
        }

        fn fresh(&mut self, _: &mut Random) -> Vec<u8> {
            Vec::new()
        }
    }

    #[test]
    fn what_is_wrong_with_an_execution_is_said() {
        let _alone = alone();
        let said = |input: u8| execute("nobody", &mut Bad, &[input], &mut Seen::default());
        assert_eq!(said(0), Ok(()));
        assert!(said(1).unwrap_err().contains("an ill word"));
        assert!(said(2).unwrap_err().contains("bytes are held"));
        assert!(said(3).unwrap_err().contains("at the second try"));
        assert_eq!(said(0), Ok(()), "nothing is left of the others");
    }
}
