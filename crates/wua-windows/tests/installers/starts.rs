//! A prefix starts with its server, and what waited for that happens then.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

use tempfile::TempDir;
use wua_agent::ports::Target as _;
use wua_windows::installers::WineRunner;
use wua_windows::{Computer, Prefix};

use crate::stage::{Stage, program};

#[test]
fn a_start_has_a_name_of_its_own_as_long_as_the_server_runs() {
    let Some(stage) = Stage::new("starts") else { return };
    let other = Other::like(&stage.prefix);
    assert_eq!(other.computer().boot_id(), "", "nothing runs");

    let first = other.run(&["sleep", "60000"]);
    let name = other.named();
    thread::sleep(Duration::from_millis(100));
    assert_eq!(other.computer().boot_id(), name);
    other.end(first);
    assert_eq!(other.computer().boot_id(), "");

    let second = other.run(&["sleep", "60000"]);
    assert_ne!(other.named(), name);
    other.end(second);
}

#[test]
fn files_that_go_with_the_next_start_are_a_restart_that_is_awaited() {
    let Some(stage) = Stage::new("files that go later") else {
        return;
    };
    let other = Other::like(&stage.prefix);
    let old = other.prefix.join("drive_c/old.txt");
    fs::write(&old, "old").unwrap();
    assert!(!other.computer().system().reboot_required);

    let removed = other.run(&["remove-later", r"C:\old.txt"]).wait().unwrap();
    assert!(removed.success());
    other.settle();
    let system = other.computer().system();
    assert!(
        system.reboot_required && system.can_install_before_reboot,
        "{system:?}"
    );
    assert!(old.exists());

    other.run(&["exit", "0"]).wait().unwrap();
    other.settle();
    assert!(!old.exists());
    assert!(!other.computer().system().reboot_required);
}

/// A prefix where nothing runs yet.
struct Other {
    _folder: TempDir,
    prefix: PathBuf,
}

impl Other {
    fn like(prefix: &Path) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let copy = folder.path().join("prefix");
        let copied = Command::new("cp").arg("-a").args([prefix, &copy]).status();
        assert!(copied.unwrap().success());
        fs::copy(program(), copy.join("drive_c/program.exe")).unwrap();
        Self {
            _folder: folder,
            prefix: copy,
        }
    }

    fn computer(&self) -> Computer {
        let runner = Arc::new(WineRunner::new(&self.prefix));
        Computer::new(Arc::new(Prefix::at(self.prefix.clone()))).with_runner(runner, &self.prefix)
    }

    fn run(&self, words: &[&str]) -> Child {
        let mut command = self.command("wine");
        command.arg(r"C:\program.exe").args(words).spawn().unwrap()
    }

    /// What the start is called that is about to be.
    fn named(&self) -> String {
        let deadline = Instant::now() + Duration::from_mins(1);
        loop {
            let name = self.computer().boot_id();
            if !name.is_empty() {
                return name;
            }
            assert!(Instant::now() < deadline, "it did not start");
            thread::sleep(Duration::from_millis(20));
        }
    }

    fn end(&self, mut program: Child) {
        self.command("wineserver").arg("-k").status().unwrap();
        // OBSERVED: a program that was only beginning waits forever for a server that is gone.
        program.kill().unwrap();
        program.wait().unwrap();
        self.settle();
    }

    fn settle(&self) {
        self.command("wineserver").arg("-w").status().unwrap();
    }

    fn command(&self, name: &str) -> Command {
        let mut command = Command::new(name);
        command
            .env("WINEPREFIX", &self.prefix)
            .env("WINEDEBUG", "-all")
            .env("WINEDLLOVERRIDES", "mscoree,mshtml=")
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        command
    }
}

impl Drop for Other {
    fn drop(&mut self) {
        let _ = self.command("wineserver").arg("-k").status();
    }
}
