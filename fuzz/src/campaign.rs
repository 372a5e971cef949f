//! A fuzzer, going on from what is known to what is new.

use std::collections::HashSet;
use std::path::Path;
use std::time::{Duration, Instant};

use crate::arguments::Extent;
use crate::corpus;
use crate::execution::execute;
use crate::fuzzers::{Fuzzer, Make};
use crate::mutation::Random;
use crate::seen::Seen;

/// More is not kept in memory: fuzzers with many outcomes would only spread out.
const MOST: usize = 20_000;
/// The time is looked at after so many executions.
const SPELL: u64 = 256;

pub(crate) struct Campaign {
    name: &'static str,
    fuzzer: Box<dyn Fuzzer>,
    random: Random,
    corpus: Vec<Vec<u8>>,
    outcomes: HashSet<u64>,
    seen: Seen,
    executions: u64,
    time: Duration,
    /// How many of the corpus stand in the project.
    known: usize,
}

impl Campaign {
    pub(crate) fn new(name: &'static str, make: Make, seed: u64) -> Self {
        Self {
            name,
            fuzzer: make(),
            random: Random::new(seed),
            corpus: Vec::new(),
            outcomes: HashSet::new(),
            seen: Seen::default(),
            executions: 0,
            time: Duration::ZERO,
            known: 0,
        }
    }

    /// Executes what stands in a file.
    pub(crate) fn replay(&mut self, file: &Path) -> Result<(), String> {
        for input in corpus::read(file)? {
            execute(self.name, &mut *self.fuzzer, &input, &mut self.seen)
                .map_err(|what| format!("{}: {what}", self.name))?;
        }
        Ok(())
    }

    /// The corpus first, and then what comes of it.
    pub(crate) fn run(&mut self, extent: Extent) -> Result<(), String> {
        let began = Stopwatch::start();
        let kept = corpus::kept(self.name);
        self.known = kept.len();
        let seeds = self.fuzzer.seeds();
        for input in kept.into_iter().chain(seeds) {
            self.take(&input)?;
        }
        let mut input = Vec::new();
        while self.executions < extent.executions {
            if self.executions.is_multiple_of(SPELL) {
                self.time = began.elapsed();
                if self.time >= extent.time {
                    break;
                }
            }
            self.another(&mut input);
            self.take(&input)?;
        }
        self.time = began.elapsed();
        Ok(())
    }

    /// Makes an input of those that there are.
    fn another(&mut self, input: &mut Vec<u8>) {
        let count = self.corpus.len();
        let random = &mut self.random;
        if count == 0 || random.one_in(16) {
            *input = self.fuzzer.fresh(random);
            if random.one_in(4) {
                return;
            }
        } else {
            // What came last is new, and has been changed least.
            let from = if random.one_in(2) { count * 3 / 4 } else { 0 };
            input.clone_from(&self.corpus[from + random.below(count - from)]);
        }
        let other = match count {
            0 => &[][..],
            count => &self.corpus[random.below(count)],
        };
        self.fuzzer.change(input, other, random);
    }

    fn take(&mut self, input: &[u8]) -> Result<(), String> {
        self.executions += 1;
        execute(self.name, &mut *self.fuzzer, input, &mut self.seen)
            .map_err(|what| corpus::write_finding(self.name, input, &what))?;
        let mut is_new = false;
        for outcome in self.seen.outcomes() {
            is_new |= self.outcomes.insert(*outcome);
        }
        if is_new && self.corpus.len() < MOST {
            self.corpus.push(input.to_vec());
        }
        Ok(())
    }

    /// Writes the shortest inputs that show all outcomes together, as far as there is room in the project.
    pub(crate) fn keep(&mut self) -> Result<(), String> {
        let mut all = std::mem::take(&mut self.corpus);
        all.sort_by_key(Vec::len);
        let mut shown = HashSet::new();
        let mut smallest = Vec::new();
        for input in all {
            execute(self.name, &mut *self.fuzzer, &input, &mut self.seen)
                .map_err(|what| corpus::write_finding(self.name, &input, &what))?;
            let before = shown.len();
            shown.extend(self.seen.outcomes().iter().copied());
            if shown.len() > before {
                smallest.push(input);
            }
        }
        let written = corpus::keep(self.name, &smallest)?;
        println!("{}: {written} of {} inputs kept", self.name, smallest.len());
        Ok(())
    }

    /// What was done, in one line.
    pub(crate) fn report(&self) -> String {
        let seconds = self.time.as_secs_f64();
        format!(
            "fuzz {} executions={} seconds={seconds:.1} outcomes={} corpus={} of-them-kept-before={} findings=0",
            self.name,
            self.executions,
            self.outcomes.len(),
            self.corpus.len(),
            self.known,
        )
    }

    /// The first words of all outcomes.
    #[cfg(test)]
    pub(crate) fn words(&self) -> impl Iterator<Item = &str> {
        self.seen.words.iter().map(String::as_str)
    }
}

/// Time of the processor where the system tells it, and time on the clock elsewhere.
struct Stopwatch {
    clock: Instant,
    processor: Option<Duration>,
}

impl Stopwatch {
    fn start() -> Self {
        Self {
            clock: Instant::now(),
            processor: processor(),
        }
    }

    fn elapsed(&self) -> Duration {
        match (self.processor, processor()) {
            (Some(began), Some(now)) => now.saturating_sub(began),
            _ => self.clock.elapsed(),
        }
    }
}

/// What this thread has had, in nanoseconds.
fn processor() -> Option<Duration> {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    text.split(' ').next()?.parse().ok().map(Duration::from_nanos)
}
