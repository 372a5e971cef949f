//! `cargo xtask tour`: the first ten minutes with `wua`, in a throw-away Debian, step by step.
//!
//! Each step says what happens, shows the command and its output, and checks both: the tour is a test as well.

use std::io::{Read as _, pipe};
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::time::Instant;

use crate::install::is_root;
use crate::workspace::{Outcome, capture, program, root, run as run_program, target};

/// Below the workspace. It stays after the tour, to be played with.
const FOLDER: &str = "target/tour";

/// How the programs of the tour are built.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Build {
    /// As for people, who have it from `cargo run --release`.
    Release,
    /// As the tests of the workspace have left it.
    Tests,
}

/// Something that is run and shown.
struct Step {
    /// What happens, for somebody who has never seen it.
    says: &'static str,
    run: Run,
    /// What the output has to contain, in this order.
    shows: &'static [&'static str],
    /// What it must not contain.
    hides: &'static [&'static str],
}

enum Run {
    /// Our program, with these arguments.
    Wua(&'static [&'static str]),
    /// dpkg's own word on what is installed.
    Dpkg,
}

const UPDATE: &str = "orrery 1.0-1+deb12u1 (Debian-Security)";

const STEPS: &[Step] = &[
    Step {
        says: "What is there for this computer? wua reads the lists of apt and names what apt would upgrade.\n\
               sundial has a newer version too, but somebody has held it.",
        run: Run::Wua(&["search"]),
        shows: &[UPDATE, "1 update"],
        hides: &["sundial"],
    },
    Step {
        says: "Why is it offered? Each rule that had a say is named.",
        run: Run::Wua(&["explain", "orrery"]),
        shows: &["apt upgrades orrery from 1.0-1 to 1.0-1+deb12u1"],
        hides: &[],
    },
    Step {
        says: "And why is sundial not? The answer says what to do about it.",
        run: Run::Wua(&["explain", "sundial"]),
        shows: &["held", "`apt-mark unhold sundial` lets 2.1-1 be installed"],
        hides: &["it applies to this computer and is missing"],
    },
    Step {
        says: "What would an installation do? The plan is printed, and nothing is done.",
        run: Run::Wua(&["install", "orrery", "--dry-run"]),
        shows: &["orrery_1.0-1+deb12u1_all.deb", "install, in this order:"],
        hides: &["succeeded"],
    },
    Step {
        says: "dpkg agrees: the old version is still there.",
        run: Run::Dpkg,
        shows: &["orrery 1.0-1 install ok installed"],
        hides: &[],
    },
    Step {
        says: "Now for real. The file is fetched and verified, then apt-get runs once, in that root.\n\
               Without --yes wua would ask first.",
        run: Run::Wua(&["install", "orrery", "--yes"]),
        shows: &["install succeeded: orrery 1.0-1+deb12u1 (Debian-Security)"],
        hides: &["failed"],
    },
    Step {
        says: "dpkg has the new version.",
        run: Run::Dpkg,
        shows: &["orrery 1.0-1+deb12u1 install ok installed"],
        hides: &[],
    },
    Step {
        says: "Whatever wua does is remembered.",
        run: Run::Wua(&["history"]),
        shows: &["Installation", "Succeeded", UPDATE],
        hides: &["Uninstallation"],
    },
    Step {
        says: "How are the agent and the computer? Nothing is left to be installed, and no restart is needed.",
        run: Run::Wua(&["status"]),
        shows: &["not required", "0 available", "1 event"],
        hides: &[],
    },
    Step {
        says: "The update is not liked after all. wua goes back to the version before it.",
        run: Run::Wua(&["uninstall", "orrery", "--yes"]),
        shows: &["uninstall succeeded: orrery 1.0-1+deb12u1 (Debian-Security)"],
        hides: &["failed"],
    },
    Step {
        says: "dpkg has the old version again.",
        run: Run::Dpkg,
        shows: &["orrery 1.0-1 install ok installed"],
        hides: &[],
    },
    Step {
        says: "Both are in the history, the newest first.",
        run: Run::Wua(&["history"]),
        shows: &["Uninstallation", "Succeeded", "Installation", "Succeeded"],
        hides: &["Failed"],
    },
];

/// Gives the tour. A step that does not go as it says ends it.
pub(crate) fn run(build: Build) -> Outcome {
    may_be_given()?;
    let programs = build.programs()?;
    let folder = root().join(FOLDER);
    match std::fs::remove_dir_all(&folder) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            return Err(format!("{}: {error}", folder.display()));
        }
        _ => {}
    }
    let began = Instant::now();
    println!(
        "A small Debian is made in {FOLDER}/root: this machine's sh, dpkg and apt, and an archive in a folder.\n\
         Of this machine nothing is changed. orrery 1.0-1 and sundial 2.0-1 are installed in it; the archive has\n\
         newer versions of both.\n\n\
         Each `wua` below has two options more, which say which computer is meant and where to keep notes:\n\
         --target {FOLDER}/root --state {FOLDER}/state"
    );
    let mut make = Command::new(programs.join("examples/tour_root"));
    make.arg(&folder);
    capture(make)?;
    for (number, step) in (1..).zip(STEPS) {
        println!("\n{number}. {}\n", step.says.replace('\n', "\n   "));
        step.take(&programs)?;
    }
    println!(
        "\nThat was the tour, in {:.0} s. The root is yours to play with until the next one:\n\
         target/release/wua --target {FOLDER}/root --state {FOLDER}/state help",
        began.elapsed().as_secs_f64()
    );
    Ok(())
}

/// Whether there can be a tour. If not, why, and what to do.
pub(crate) fn may_be_given() -> Outcome {
    if is_root() {
        return Ok(());
    }
    Err(
        "the tour installs packages in a folder of its own, and only root may enter another root folder: \
         `sudo -E env PATH=\"$PATH\" cargo xtask tour`. Without rights: `cargo run --release -- --museum search`"
            .to_owned(),
    )
}

impl Build {
    /// Builds, and says where the programs are.
    fn programs(self) -> Outcome<PathBuf> {
        let make = |arguments: &[&str]| {
            let mut command = program("cargo", &["build", "--quiet"]);
            command.args(arguments);
            run_program(command)
        };
        let (wua, tour_root) = (["--bin", "wua"], ["--example", "tour_root"]);
        match self {
            Self::Release => {
                // Apart, so that the product has nothing of the test kit that only tests use.
                make(&[&["--release", "--package", "wua"], &wua[..]].concat())?;
                let kit = ["--package", "wua-testkit", "--features", "debian"];
                make(&[&["--release"], &kit[..], &tour_root[..]].concat())?;
                Ok(target().join("release"))
            }
            Self::Tests => {
                make(&[&["--workspace"], &wua[..], &tour_root[..]].concat())?;
                Ok(target().join("debug"))
            }
        }
    }
}

impl Step {
    /// Runs it, shows it and looks whether it went as it says.
    fn take(&self, programs: &std::path::Path) -> Outcome {
        let (shown, command) = self.command(programs);
        println!("   $ {shown}");
        let (output, code) = output_and_code(command)?;
        for line in output.lines() {
            println!("   {line}");
        }
        let wrong = |what: &str| Err(format!("`{shown}` {what}"));
        if code != Some(0) {
            return wrong(&format!("ended with {code:?}, not with 0"));
        }
        let mut rest = output.as_str();
        for text in self.shows {
            match rest.split_once(text) {
                Some((_, after)) => rest = after,
                None => return wrong(&format!("does not say {text:?} where it should")),
            }
        }
        if let Some(there) = self.hides.iter().find(|text| output.contains(**text)) {
            return wrong(&format!("says {there:?}"));
        }
        Ok(())
    }

    /// As it is shown, and as it is run.
    fn command(&self, programs: &std::path::Path) -> (String, Command) {
        match self.run {
            Run::Wua(arguments) => {
                let mut command = Command::new(programs.join("wua"));
                command
                    .args(["--target", &format!("{FOLDER}/root")])
                    .args(["--state", &format!("{FOLDER}/state")])
                    .args(arguments);
                (format!("wua {}", arguments.join(" ")), command)
            }
            Run::Dpkg => {
                let format = "${Package} ${Version} ${Status}\\n";
                let inside = format!("{FOLDER}/root");
                let mut command = Command::new("chroot");
                command.args([&inside, "dpkg-query", "-W", "-f", format, "orrery"]);
                (
                    format!("chroot {inside} dpkg-query -W -f '{format}' orrery"),
                    command,
                )
            }
        }
    }
}

/// Both outputs in the order in which they were written.
fn output_and_code(mut command: Command) -> Outcome<(String, Option<i32>)> {
    let shown = format!("{command:?}");
    let wrong = |error: std::io::Error| format!("{shown}: {error}");
    let (mut reader, writer) = pipe().map_err(wrong)?;
    command
        .current_dir(root())
        .stdin(Stdio::null())
        .stdout(writer.try_clone().map_err(wrong)?)
        .stderr(writer)
        .env("LC_ALL", "C.UTF-8")
        .env("NO_COLOR", "1")
        .env_remove("LANGUAGE")
        .env_remove("WUA_MUSEUM")
        .env_remove("WUA_STATE");
    let mut child = command.spawn().map_err(wrong)?;
    // Its ends of the pipe are held by the command: the output would never end.
    drop(command);
    let mut output = Vec::new();
    reader.read_to_end(&mut output).map_err(wrong)?;
    let status = child.wait().map_err(wrong)?;
    Ok((String::from_utf8_lossy(&output).into_owned(), status.code()))
}
