//! `cargo xtask dll`: being written.

use crate::workspace::Outcome;

pub(crate) fn run(_: &[&str]) -> Outcome {
    Err("not written yet".to_owned())
}
