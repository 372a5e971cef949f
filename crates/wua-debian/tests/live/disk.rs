//! A full disk.

use std::path::Path;
use std::process::Command;

use wua_agent::ports::DISK_FULL;
use wua_defs::enums::OperationResultCode;
use wua_testkit::debian::{LiveRoot, Package, not_run};

use crate::stage::{Ask as _, Stage, install};

const INSIDE: &str = "WUA_LIVE_DISK";

#[test]
fn a_full_disk_is_named_and_nothing_is_lost() {
    let name = "a_full_disk_is_named_and_nothing_is_lost";
    if let Err(reason) = LiveRoot::available() {
        return not_run(name, &reason);
    }
    // Mounts that nobody else sees, and that end with the process.
    let exe = std::env::current_exe().unwrap();
    let output = Command::new("unshare")
        .args(["--mount", "--propagation", "private"])
        .arg(exe)
        .args(["--exact", "disk::on_a_small_disk", "--nocapture"])
        .env(INSIDE, "1")
        .output()
        .unwrap();
    let words = String::from_utf8_lossy(&output.stderr);
    if words.contains("unshare: ") {
        return not_run(name, words.trim());
    }
    let ran = String::from_utf8_lossy(&output.stdout);
    assert!(
        output.status.success() && ran.contains("1 passed"),
        "{ran}{words}"
    );
}

/// Only [`a_full_disk_is_named_and_nothing_is_lost`] sends somebody in.
#[test]
fn on_a_small_disk() {
    if std::env::var_os(INSIDE).is_none() {
        return;
    }
    let name = "on_a_small_disk";
    let packages = [Package::new("moon", "1"), Package::new("sun", "1")];
    let Some(mut stage) = Stage::new(name, &packages, &["moon", "sun"]) else {
        return;
    };
    stage.publish(&[
        Package::new("moon", "2"),
        Package::new("sun", "2").padded(300_000),
    ]);
    files_find_no_room(&stage);
    stage.publish(&[Package::new("moon", "3"), Package::new("sun", "3")]);
    notes_find_no_room(&stage);
}

fn files_find_no_room(stage: &Stage) {
    let folder = stage.root.path().join("usr/share/sun");
    let mount = Mount::at(&folder, "128k");
    let session = stage.session();
    let offered = session.offered();
    let installed = install(&session, &offered);
    assert_eq!(
        installed.code,
        OperationResultCode::SucceededWithErrors,
        "{installed:#?}"
    );
    let sun = &installed.updates[1];
    assert_eq!(sun.hresult, DISK_FULL, "{sun:?}");
    assert!(sun.message.contains("No space left on device"), "{sun:?}");
    assert!(sun.message.contains("make room on the disk"), "{sun:?}");
    assert_eq!(
        ["moon", "sun"].map(|name| stage.installed(name).unwrap()),
        ["2", "1"]
    );
    assert_eq!(stage.root.audit(), "");
    drop(mount);
    let _ = stage.install_all();
}

fn notes_find_no_room(stage: &Stage) {
    let folder = stage.root.path().join("var/lib/dpkg");
    let mount = Mount::with_what_is_in(&folder, "400k");
    let filler = folder.join("filler");
    fill(&filler);
    let session = stage.session();
    let offered = session.offered();
    let installed = install(&session, &offered);
    assert_eq!(installed.code, OperationResultCode::Failed, "{installed:#?}");
    for result in &installed.updates {
        assert_eq!(result.hresult, DISK_FULL, "{result:?}");
        assert!(result.message.contains("make room on the disk"), "{result:?}");
    }
    std::fs::remove_file(filler).unwrap();
    let installed = install(&session, &session.offered());
    assert_eq!(installed.code, OperationResultCode::Succeeded, "{installed:#?}");
    assert_eq!(
        ["moon", "sun"].map(|name| stage.installed(name).unwrap()),
        ["3", "3"]
    );
    assert_eq!(stage.root.audit(), "");
    mount.keep();
}

fn fill(path: &Path) {
    use std::io::Write as _;
    let mut file = std::fs::File::create(path).unwrap();
    while file.write_all(&[b'.'; 4096]).is_ok() {}
}

/// A disk of its own.
struct Mount(std::path::PathBuf);

impl Mount {
    fn at(folder: &Path, size: &str) -> Self {
        std::fs::create_dir_all(folder).unwrap();
        run(Command::new("mount")
            .args(["-t", "tmpfs", "-o", &format!("size={size}"), "tmpfs"])
            .arg(folder));
        Self(folder.to_owned())
    }

    fn with_what_is_in(folder: &Path, size: &str) -> Self {
        let copy = tempfile::tempdir().unwrap();
        let copy = copy.path().join("copy");
        run(Command::new("cp").arg("-a").arg(folder).arg(&copy));
        let mount = Self::at(folder, size);
        run(Command::new("cp").arg("-aT").arg(&copy).arg(folder));
        mount
    }

    /// Until the root goes: it is part of it.
    fn keep(self) {
        drop(self);
    }
}

impl Drop for Mount {
    fn drop(&mut self) {
        run(Command::new("umount").arg(&self.0));
    }
}

fn run(command: &mut Command) {
    assert!(command.status().unwrap().success(), "{command:?}");
}
