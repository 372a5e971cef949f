//! Twenty small packages, installed by wua and by apt-get, in throw-away roots: the time of processors.

use std::path::Path;
use std::process::Command;

use super::measure::{Cost, Figure, cost, median};
use crate::workspace::{Outcome, capture, program, root, target};

const PAIRS: usize = 9;

/// Each run has a root of its own, made by an example of the test kit, which says how to install in it. They go only
/// when all is measured: a file system that has just lost thousands of files is slow to make new ones.
pub(super) fn measure() -> Outcome<Vec<Figure>> {
    let folder = root().join("target/bench/install");
    let (mut ours, mut peer) = (Vec::new(), Vec::new());
    let mut measured = Ok(());
    for pair in 0..PAIRS {
        let mut both = || -> Outcome {
            ours.push(install(by_wua, &folder.join(format!("wua.{pair}")))?);
            peer.push(install(by_apt, &folder.join(format!("apt.{pair}")))?);
            Ok(())
        };
        measured = measured.and_then(|()| both());
    }
    let _ = std::fs::remove_dir_all(&folder);
    measured?;
    Ok(vec![Figure {
        name: "install-overhead",
        limit: 1.10,
        ours: median(&ours, |cost| cost.processor),
        peer: median(&peer, |cost| cost.processor),
        unit: "s",
    }])
}

fn install(how: fn(&Path) -> Command, folder: &Path) -> Outcome<Cost> {
    let _ = std::fs::remove_dir_all(folder);
    capture(program(
        "cargo",
        &[
            "run",
            "--quiet",
            "--release",
            "--package",
            "wua-testkit",
            "--features",
            "debian",
            "--example",
            "twenty_packages",
            "--",
            &folder.display().to_string(),
        ],
    ))?;
    let mut command = how(folder);
    command
        .env("DEBIAN_FRONTEND", "noninteractive")
        .env("LC_ALL", "C");
    cost(&command)
}

/// All of it: the search, the files, the plan and the installation.
fn by_wua(folder: &Path) -> Command {
    let mut command = Command::new(target().join("release/wua"));
    command.arg("--target").arg(folder.join("root"));
    command.arg("--state").arg(folder.join("state"));
    command.args(["install", "--yes", "--quiet"]);
    command
}

fn by_apt(folder: &Path) -> Command {
    let mut command = Command::new("chroot");
    command.arg(folder.join("root")).args(["apt-get", "-y", "-q"]);
    for option in [
        "Dpkg::Use-Pty=0",
        "Dpkg::Options::=--force-confdef",
        "Dpkg::Options::=--force-confold",
    ] {
        command.args(["-o", option]);
    }
    command.arg("install");
    command.args((1..=20).map(|number| format!("small{number}=2")));
    command
}
