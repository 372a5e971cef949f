//! Full disks. The tests run in a process of their own, on a disk of two megabytes.

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

use wua_agent::ports::DISK_FULL;
use wua_agent::{Callbacks, DownloadRequest, Session};

use super::child::command;
use super::scene::{Client, Scene, folder, known};

/// So many kilobytes are left when a search begins.
const ROOMS: &[usize] = &[0, 16, 64, 128, 200, 300, 400, 550, 700, 900];

#[cfg(target_os = "linux")]
#[test]
fn a_disk_that_becomes_full_loses_nothing() {
    let scene = Scene::new(0, 3);
    for number in 1..=12 {
        let world = &scene.world;
        let text = "It goes on and on. ".repeat(400);
        let bytes = vec![u8::try_from(number).unwrap(); 400_000];
        let file = world
            .server
            .catalogue(|catalogue| catalogue.content.add("large.bin", bytes));
        let draft = world.program(number, &format!("Program {number}"));
        world.approve(&[draft
            .text("de", &format!("Programm {number}"), &text)
            .file("large.bin", &file)]);
    }
    let disk = folder();
    let Some(mut child) = on_small_disk(
        &command("full disk", disk.path(), &scene.world.server.url()),
        disk.path(),
    ) else {
        let is_root = fs::read_dir("/root").is_ok();
        assert!(
            !is_root,
            "root can make small disks where unshare and mount are installed"
        );
        eprintln!("not run: this user may not make small disks");
        return;
    };
    let output = child.output().unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
}

/// The same command, on a small disk of its own. `None` where the system forbids such disks.
fn on_small_disk(inner: &Command, folder: &Path) -> Option<Command> {
    let mount = "mount -t tmpfs -o size=2m tmpfs \"$0\"";
    let unshare = |words: &str| {
        let mut command = Command::new("unshare");
        command
            .args(["--user", "--map-root-user", "--mount", "sh", "-c", words])
            .arg(folder)
            .stdout(Stdio::null());
        command
    };
    if !unshare(mount).status().is_ok_and(|status| status.success()) {
        return None;
    }
    let mut outer = unshare(&format!("{mount} && exec \"$@\""));
    outer.arg(inner.get_program()).args(inner.get_args());
    outer.envs(inner.get_envs().filter_map(|(name, value)| Some((name, value?))));
    Some(outer)
}

pub(super) fn live(disk: &Path, url: &str) {
    let calm = Client::at(folder(), url);
    calm.add();
    let session = calm.open();
    session.search("").unwrap();
    let offer = known(&session);
    let mut failures = 0;
    for room in ROOMS {
        let place = disk.join(room.to_string());
        fs::create_dir(&place).unwrap();
        let client = Client::in_folder(&place, url);
        client.add();
        let session = client.open();
        fill(disk, room << 10);
        let outcome = session.search("");
        let found = known(&session);
        if let Err(error) = &outcome {
            failures += 1;
            assert_eq!(error.hresult(), DISK_FULL, "{room} kB: {error}");
            assert!(error.message().contains("wua.db"), "{error}");
            assert!(error.message().contains("free some space"), "{error}");
            assert!(found.is_empty(), "{room} kB");
        }
        make_room(disk);
        session.search("").unwrap();
        assert_eq!(known(&session), offer, "{room} kB: after {:?}", outcome.err());
        drop(session);
        let session = client.open();
        session.search("").unwrap();
        assert_eq!(known(&session), offer, "{room} kB");
        download(&session, disk);
        drop(session);
        fs::remove_dir_all(&place).unwrap();
    }
    assert!(failures > 3, "{failures}");
    assert!(failures < ROOMS.len(), "{failures}");
}

/// Files for which there is no room, and then there is.
fn download(session: &Session, disk: &Path) {
    let updates = session.search("").unwrap().updates[..1].to_vec();
    let download = |session: &Session| {
        let job = session
            .prepare_download(DownloadRequest::new(updates.clone()))
            .unwrap();
        job.run(Callbacks::default())
    };
    fill(disk, 100 << 10);
    match download(session) {
        Ok(result) => {
            assert_eq!(result.updates[0].hresult, DISK_FULL, "{result:?}");
            assert!(result.updates[0].message.contains("free"), "{result:?}");
        }
        Err(error) => assert_eq!(error.hresult(), DISK_FULL, "{error}"),
    }
    make_room(disk);
    assert!(download(session).unwrap().hresult.is_success());
}

fn fill(disk: &Path, room: usize) {
    let (spare, filler) = (disk.join("spare"), disk.join("filler"));
    fs::write(&spare, vec![0; room]).unwrap();
    for size in [4096, 1] {
        let mut file = fs::File::options()
            .append(true)
            .create(true)
            .open(&filler)
            .unwrap();
        while file.write_all(&vec![0; size]).is_ok() {}
    }
    fs::remove_file(spare).unwrap();
}

fn make_room(disk: &Path) {
    fs::remove_file(disk.join("filler")).unwrap();
}
