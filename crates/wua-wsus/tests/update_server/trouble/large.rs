//! Metadata of 50 megabytes.

use std::path::Path;
use std::process::Stdio;

use wua_testkit::update_server::{About, Lie, Mishap, Operation, Plan};

use super::child::command;
use super::scene::{Client, Scene, folder};

/// What a process may take at most, in kilobytes.
const MOST: usize = 150_000;

pub(super) fn measure(folder: &Path, url: &str) {
    let client = Client::in_folder(folder, url);
    client.add();
    let found = client.open().search("").unwrap();
    let left_out = found.tally.left_out.to_string();
    std::fs::write(folder.join("left-out"), left_out).unwrap();
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let peak = status
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:"))
        .unwrap();
    let peak = peak.trim().trim_end_matches(" kB");
    std::fs::write(folder.join("peak"), peak).unwrap();
}

#[cfg(target_os = "linux")]
#[test]
fn fifty_megabytes_of_metadata_are_taken_in_bounded_memory() {
    let scene = Scene::new(13, 1);
    scene.world.server.adjust(|settings| settings.compresses = false);
    let huge = |size| {
        let about = About::Calls(Operation::SyncUpdates);
        Plan::new().always(about, Mishap::Lie(Lie::Huge(size)))
    };
    // Four megabytes on each page, which are read; or fifty for one update of each, which is left out by itself.
    for (size, is_read) in [(4_000_000, true), (50_000_000, false)] {
        scene.world.server.plan(huge(size));
        let folder = folder();
        let mut child = command("measure", folder.path(), &scene.world.server.url());
        let output = child.stderr(Stdio::piped()).output().unwrap();
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{said}");
        let read = |name: &str| std::fs::read_to_string(folder.path().join(name)).unwrap();
        let peak: usize = read("peak").parse().unwrap();
        assert!(peak < MOST, "{peak} kB");
        let asked = scene.world.server.asked();
        let sent: usize = asked.iter().map(|asked| asked.decoded_length).sum();
        assert!(sent > 50_000_000, "{sent}");
        scene.world.server.forget_asked();
        assert_eq!(read("left-out") == "0", is_read, "{}", read("left-out"));
    }
    scene.world.server.plan(Plan::new());
    scene.recovers(&scene.client(), "afterwards");
}
