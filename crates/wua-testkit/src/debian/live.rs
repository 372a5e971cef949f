//! Roots in which dpkg and apt-get really install.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use tempfile::TempDir;

use super::files::{make_folder, read_text, set_mode, temporary_folder, write};
use super::programs::{Finished, native_architecture, not_run, plain};
use super::{Archive, fail, skeleton, transplant};

/// A small Debian in a temporary folder: copies of this machine's sh, dpkg and apt, and nothing else installed.
///
/// It is entered with chroot(8); nothing is mounted. When it goes, the processes that run in it are ended.
pub struct LiveRoot {
    _folder: TempDir,
    root: PathBuf,
}

/// Where [`LiveRoot::archive`] is, inside.
const ARCHIVE: &str = "srv/archive";

impl LiveRoot {
    /// Whether there can be one here. If not, why.
    pub fn available() -> Result<(), String> {
        transplant::is_possible()
    }

    /// One for a test. If there can be none it says that the test does not run; to root that is a failure.
    #[track_caller]
    pub fn for_test(test: &str) -> Option<Self> {
        match Self::available() {
            Ok(()) => Some(Self::new()),
            Err(reason) => {
                not_run(test, &reason);
                None
            }
        }
    }

    /// A new one. [`LiveRoot::available`] says whether that will do.
    #[track_caller]
    pub fn new() -> Self {
        let folder = temporary_folder();
        // Processes are found by the real path.
        let real = folder.path().canonicalize();
        let root = real.unwrap_or_else(|_| folder.path().to_owned()).join("root");
        skeleton::make(&root, &[&native_architecture()]);
        transplant::plant(&root);
        set_mode(&root, 0o755);
        write(&root.join("etc/dpkg/dpkg.cfg.d/unsafe-io"), "force-unsafe-io\n");
        // There are no terminals inside.
        write(
            &root.join("etc/apt/apt.conf.d/00no-terminal"),
            "Dpkg::Use-Pty \"0\";\n",
        );
        Self {
            _folder: folder,
            root,
        }
    }

    /// Copies it to `folder/root`, where it stays.
    #[track_caller]
    pub fn keep(&self, folder: &Path) {
        make_folder(folder);
        let root = folder.join("root");
        let copied = Command::new("cp").arg("-a").arg(&self.root).arg(&root).status();
        if !copied.is_ok_and(|status| status.success()) {
            fail(&format!(
                "{} cannot be copied to {}",
                self.root.display(),
                root.display()
            ));
        }
    }

    /// Its root folder.
    pub fn path(&self) -> &Path {
        &self.root
    }

    /// An empty archive inside of it, which is not yet among its sources.
    pub fn archive(&self) -> Archive {
        Archive::below(&self.root.join(ARCHIVE)).at(&format!("file:/{ARCHIVE}"))
    }

    /// The archive is its only source. Its lists are not fetched.
    pub fn uses(&self, archive: &Archive) {
        self.write("etc/apt/sources.list", archive.sources());
    }

    /// Writes a file inside.
    #[track_caller]
    pub fn write(&self, path: &str, contents: impl AsRef<[u8]>) {
        write(&self.inside(path), contents);
    }

    /// Reads a file inside.
    #[track_caller]
    pub fn read(&self, path: &str) -> String {
        read_text(&self.inside(path))
    }

    /// Whether there is something at a path inside.
    pub fn has_file(&self, path: &str) -> bool {
        self.inside(path).exists()
    }

    /// A program inside, to be given arguments.
    pub fn command(&self, program: &str) -> Command {
        let mut command = plain("chroot");
        command.arg(&self.root).arg(program);
        command
    }

    /// Runs a program inside to its end.
    #[track_caller]
    pub fn run(&self, program: &str, arguments: &[&str]) -> Finished {
        Finished::of(self.command(program).args(arguments))
    }

    /// Runs `apt-get -y` inside.
    #[track_caller]
    pub fn apt_get(&self, arguments: &[&str]) -> Finished {
        Finished::of(self.command("apt-get").arg("-y").args(arguments))
    }

    /// `apt-get update`, which has to do well.
    #[track_caller]
    pub fn update(&self) {
        let _ = self.apt_get(&["update"]).well();
    }

    /// `apt-get install`, which has to do well. A package may be followed by `=VERSION`, also an earlier one.
    #[track_caller]
    pub fn install(&self, packages: &[&str]) {
        let arguments: Vec<&str> = ["--allow-downgrades", "install"]
            .iter()
            .chain(packages)
            .copied()
            .collect();
        let _ = self.apt_get(&arguments).well();
    }

    /// What dpkg says of a package, such as `install ok installed`. Nothing if it has never heard of it.
    #[track_caller]
    pub fn state(&self, package: &str) -> Option<String> {
        self.about(package, "${Status}")
    }

    /// The version of a package that is there, wholly or not.
    #[track_caller]
    pub fn version(&self, package: &str) -> Option<String> {
        self.about(package, "${Version}")
            .filter(|version| !version.is_empty())
    }

    #[track_caller]
    fn about(&self, package: &str, format: &str) -> Option<String> {
        let asked = self.run("dpkg-query", &["-W", "-f", format, package]);
        asked.succeeded().then_some(asked.stdout)
    }

    /// What `dpkg --audit` complains of: nothing, if all is well.
    #[track_caller]
    pub fn audit(&self) -> String {
        self.run("dpkg", &["--audit"]).stdout
    }

    /// The processes that run inside, whoever started them.
    pub fn processes(&self) -> Vec<u32> {
        let entries = std::fs::read_dir("/proc").into_iter().flatten().flatten();
        entries
            .filter(|entry| std::fs::read_link(entry.path().join("root")).is_ok_and(|root| root == self.root))
            .filter_map(|entry| entry.file_name().to_str()?.parse().ok())
            .collect()
    }

    /// Ends them as a power cut does, and waits until they are gone.
    pub fn kill_processes(&self) {
        let began = Instant::now();
        loop {
            let processes = self.processes();
            if processes.is_empty() || began.elapsed() > Duration::from_secs(10) {
                return;
            }
            for process in processes {
                // Part of every sh, while the program is in a package of its own. It may have ended by itself.
                let line = format!("kill -9 {process}");
                let _ = plain("sh").args(["-c", &line]).stderr(Stdio::null()).status();
            }
            std::thread::sleep(Duration::from_millis(1));
        }
    }

    fn inside(&self, path: &str) -> PathBuf {
        self.root.join(path.trim_start_matches('/'))
    }
}

impl Default for LiveRoot {
    fn default() -> Self {
        Self::new()
    }
}

impl Drop for LiveRoot {
    fn drop(&mut self) {
        // What a test left running would write into the folder while it is removed.
        self.kill_processes();
    }
}
