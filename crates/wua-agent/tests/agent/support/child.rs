//! The test binary as another process of the agent.

use std::path::Path;
use std::process::{Child, Command, Stdio};

/// What a child is to do, and where: the name of a scenario, the folder of its world, and words of its own.
const TASK: &str = "WUA_TEST_CHILD";

/// The task that this process was started for, if it was started for one.
pub(crate) fn task() -> Option<Vec<String>> {
    let task = std::env::var(TASK).ok()?;
    Some(task.split('|').map(str::to_owned).collect())
}

/// A process that does a task.
pub(crate) fn command(scenario: &str, world: &Path, words: &[&str]) -> Command {
    let mut task = vec![scenario, world.to_str().unwrap()];
    task.extend(words);
    let mut command = Command::new(std::env::current_exe().unwrap());
    command
        .args([
            "--exact",
            "processes::child",
            "--ignored",
            "--nocapture",
            "--test-threads=1",
        ])
        .env(TASK, task.join("|"))
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    command
}

pub(crate) fn spawn(scenario: &str, world: &Path, words: &[&str]) -> Child {
    command(scenario, world, words).spawn().unwrap()
}
