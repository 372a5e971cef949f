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

/// A process that does a task in a world on a small disk of its own. `None` where the system forbids such disks.
pub(crate) fn on_small_disk(scenario: &str, world: &Path) -> Option<Command> {
    let mount = "mount -t tmpfs -o size=2m tmpfs \"$0\"";
    let unshare = |words: &str| {
        let mut command = Command::new("unshare");
        command
            .args(["--user", "--map-root-user", "--mount", "sh", "-c", words])
            .arg(world)
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        command
    };
    if !unshare(mount).status().is_ok_and(|status| status.success()) {
        return None;
    }
    let inner = command(scenario, world, &[]);
    let mut outer = unshare(&format!("{mount} && exec \"$@\""));
    outer.arg(inner.get_program()).args(inner.get_args());
    outer.envs(inner.get_envs().filter_map(|(name, value)| Some((name, value?))));
    Some(outer)
}

pub(crate) fn spawn(scenario: &str, world: &Path, words: &[&str]) -> Child {
    command(scenario, world, words).spawn().unwrap()
}
