//! The test binary as another process.

use std::path::Path;
use std::process::{Command, Stdio};

use super::scene::Client;
use super::{disks, large};

/// What a child is to do: words, with a bar between them.
const TASK: &str = "WUA_WSUS_TEST_CHILD";

#[test]
#[ignore = "started by other tests, as another process"]
fn child() {
    let Ok(task) = std::env::var(TASK) else { return };
    let words: Vec<&str> = task.split('|').collect();
    match words.as_slice() {
        ["search", folder, url] => {
            let session = Client::in_folder(Path::new(folder), url).open();
            session.search("").unwrap();
        }
        ["full disk", folder, url] => disks::live(Path::new(folder), url),
        ["measure", folder, url] => large::measure(Path::new(folder), url),
        _ => panic!("unknown task {task}"),
    }
}

/// A process that does a task in a folder, with a server.
pub(super) fn command(task: &str, folder: &Path, url: &str) -> Command {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command
        .args(["--exact", "trouble::child::child", "--ignored", "--nocapture"])
        .env(TASK, [task, folder.to_str().unwrap(), url].join("|"))
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    command
}
