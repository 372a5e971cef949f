//! What is done in a process of its own, so that it can be killed, or can have locks of its own.

use std::io::{BufRead as _, BufReader};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::time::Duration;

use rustix::fs::{FlockOperation, fcntl_lock};
use wua_agent::Callbacks;
use wua_agent::InstallRequest;
use wua_agent::ports::{Checkpoints, NoCheckpoints};
use wua_debian::Settings;
use wua_testkit::HoldAt;

use crate::stage::{Ask as _, Stage, download, session};

const DOING: &str = "WUA_LIVE_DOING";
const ROOT: &str = "WUA_LIVE_ROOT";
const FOLDER: &str = "WUA_LIVE_FOLDER";
const HOLD_AT: &str = "WUA_LIVE_HOLD_AT";

/// A process that does something, and is killed with this.
pub(crate) struct Visitor {
    child: Child,
    lines: std::io::Lines<BufReader<std::process::ChildStderr>>,
}

impl Stage {
    /// Installs all that is offered.
    #[track_caller]
    pub(crate) fn visitor_who_installs(&self) -> Visitor {
        self.visitor("install", |_| {})
    }

    /// The same, held at a step.
    #[track_caller]
    pub(crate) fn visitor_who_is_held_at(&self, step: u64) -> Visitor {
        self.visitor("install", |command| {
            command.env(HOLD_AT, step.to_string());
        })
    }

    /// Holds a lock of apt or dpkg.
    #[track_caller]
    pub(crate) fn visitor_who_locks(&self) -> Visitor {
        let mut visitor = self.visitor("lock", |_| {});
        assert_eq!(visitor.says("locked").unwrap(), "");
        visitor
    }

    #[track_caller]
    fn visitor(&self, doing: &str, more: impl FnOnce(&mut Command)) -> Visitor {
        let mut command = Command::new(std::env::current_exe().unwrap());
        command
            .args(["--exact", "visitor::the_visitor", "--nocapture"])
            .env(DOING, doing)
            .env(ROOT, self.root.path())
            .env(FOLDER, self.folder())
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::piped());
        more(&mut command);
        let mut child = command.spawn().unwrap();
        let lines = BufReader::new(child.stderr.take().unwrap()).lines();
        Visitor { child, lines }
    }
}

impl Visitor {
    /// Waits until it says something that begins so; the rest of that. Nothing, if it ends before.
    pub(crate) fn says(&mut self, begin: &str) -> Option<String> {
        let mut lines = self.lines.by_ref().map_while(Result::ok);
        lines.find_map(|line| Some(line.strip_prefix(begin)?.trim().to_owned()))
    }

    /// Ends it as a power cut does.
    #[track_caller]
    pub(crate) fn kill(mut self) {
        self.end();
    }

    fn end(&mut self) {
        // It may have ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Drop for Visitor {
    fn drop(&mut self) {
        self.end();
    }
}

/// Does what the environment says: only [`Stage::visitor`] sends somebody in.
#[test]
fn the_visitor() {
    let Some(doing) = std::env::var_os(DOING) else {
        return;
    };
    let folder = |name| PathBuf::from(std::env::var_os(name).unwrap());
    let (root, folder) = (folder(ROOT), folder(FOLDER));
    match doing.to_str().unwrap() {
        "lock" => {
            let path = root.join("var/lib/dpkg/lock-frontend");
            let file = std::fs::File::options()
                .create(true)
                .append(true)
                .open(path)
                .unwrap();
            fcntl_lock(&file, FlockOperation::LockExclusive).unwrap();
            eprintln!("locked");
            std::thread::sleep(Duration::from_mins(1));
        }
        "install" => {
            let step = std::env::var(HOLD_AT).ok().and_then(|text| text.parse().ok());
            let checkpoints: Arc<dyn Checkpoints> = match step {
                Some(step) => Arc::new(HoldAt::step(step)),
                None => Arc::new(NoCheckpoints),
            };
            let session = session(&root, &folder, Settings::default(), checkpoints);
            let offered = session.offered();
            let _ = download(&session, &offered);
            let job = session.prepare_install(InstallRequest::new(offered)).unwrap();
            eprintln!("installs");
            job.start(Callbacks::default());
            job.wait().unwrap();
        }
        other => panic!("{other} is unknown"),
    }
}
