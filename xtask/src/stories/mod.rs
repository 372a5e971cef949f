//! What administrators do with updates for Windows, told in commands and what has to come of them.

mod catalogue;
mod interruptions;
mod packages;
mod script;
mod step;
mod teller;
mod update_server;

use std::path::Path;

pub(crate) use catalogue::suite as catalogue;
use step::Step;
pub(crate) use update_server::suite as update_server;

use crate::workspace::{Outcome, read};

/// The story, the packages and what their installers are made of.
const SOURCES: &str = "tests/catalogue";

/// The story, as far as it can be told where updates come from this.
fn story(source: &str) -> Outcome<Vec<Step>> {
    let mut steps = Step::read(&read(Path::new(SOURCES).join("story.txt"))?)?;
    steps.retain(|step| step.only.is_empty() || step.only == source);
    Ok(steps)
}
