//! What is asked for.

use std::path::PathBuf;
use std::time::Duration;

use crate::fuzzers::FUZZERS;

/// How far a campaign goes: to whichever comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Extent {
    pub(crate) executions: u64,
    /// Of the processor.
    pub(crate) time: Duration,
}

#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Arguments {
    pub(crate) names: Vec<String>,
    pub(crate) extent: Extent,
    pub(crate) seed: u64,
    pub(crate) input: Option<PathBuf>,
    pub(crate) keep: bool,
}

/// Without a seed every run is the same.
const SEED: u64 = 0x5741_5546;

const USAGE: &str = "\
usage: cargo xtask fuzz [NAME…] [--executions N] [--minutes M] [--seed S] [--keep] [--input FILE]

  --executions N   ends each fuzzer after N executions; without it and --minutes, 100000
  --minutes M      ends each fuzzer after M minutes of the processor
  --seed S         other inputs than those of every run
  --keep           writes the smallest corpus with all outcomes to fuzz/corpus
  --input FILE     executes the inputs of a file, and nothing else";

impl Arguments {
    pub(crate) fn read(words: impl Iterator<Item = String>) -> Result<Self, String> {
        let mut read = Self {
            names: Vec::new(),
            extent: Extent {
                executions: 0,
                time: Duration::ZERO,
            },
            seed: SEED,
            input: None,
            keep: false,
        };
        let mut words = words;
        while let Some(word) = words.next() {
            let mut value = || {
                words
                    .next()
                    .ok_or_else(|| format!("{word} needs a value\n\n{USAGE}"))
            };
            match word.as_str() {
                "--executions" => read.extent.executions = number(&value()?)?,
                "--minutes" => read.extent.time = Duration::from_secs(number(&value()?)?.saturating_mul(60)),
                "--seed" => read.seed = number(&value()?)?,
                "--input" => read.input = Some(value()?.into()),
                "--keep" => read.keep = true,
                name if FUZZERS.iter().any(|(known, _)| *known == name) => read.names.push(word),
                "--help" => return Err(format!("{USAGE}\n\nNAME is one of {}", names())),
                other => {
                    return Err(format!(
                        "there is no `{other}`; fuzzers are {}\n\n{USAGE}",
                        names()
                    ));
                }
            }
        }
        if read.input.is_some() && read.names.len() != 1 {
            return Err(format!("--input needs the name of one fuzzer\n\n{USAGE}"));
        }
        if read.extent.executions == 0 {
            let is_timed = read.extent.time > Duration::ZERO;
            read.extent.executions = if is_timed { u64::MAX } else { 100_000 };
        }
        if read.extent.time == Duration::ZERO {
            read.extent.time = Duration::MAX;
        }
        Ok(read)
    }
}

fn number(text: &str) -> Result<u64, String> {
    text.parse()
        .map_err(|_| format!("`{text}` is not a number\n\n{USAGE}"))
}

fn names() -> String {
    let names: Vec<&str> = FUZZERS.iter().map(|(name, _)| *name).collect();
    names.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(words: &str) -> Result<Arguments, String> {
        Arguments::read(words.split_whitespace().map(str::to_owned))
    }

    #[test]
    fn whichever_limit_comes_first_ends_a_run() {
        let both = read("ndr --executions 5 --minutes 2").unwrap();
        assert_eq!(
            both.extent,
            Extent {
                executions: 5,
                time: Duration::from_mins(2)
            }
        );
        assert_eq!(read("--minutes 2").unwrap().extent.executions, u64::MAX);
        assert_eq!(
            read("").unwrap().extent,
            Extent {
                executions: 100_000,
                time: Duration::MAX
            }
        );
    }

    #[test]
    fn what_is_not_understood_is_said() {
        for wrong in ["nonsense", "--executions", "--executions many", "--input file"] {
            assert!(read(wrong).unwrap_err().contains("usage:"), "{wrong}");
        }
    }
}
