//! Metadata of 50 megabytes.

use std::path::Path;
use std::process::Stdio;

use wua_testkit::update_server::{About, Lie, Mishap, Operation, Plan};

use super::child::command;
use super::scene::{Client, Scene, assert_clear, folder};

/// What a process may take at most, in kilobytes.
const MOST: usize = 150_000;

pub(super) fn measure(folder: &Path, url: &str) {
    let client = Client::in_folder(folder, url);
    client.add();
    let outcome = client.open().search("");
    let said = outcome.err().map(|error| {
        assert_clear(&error, url, Some(Operation::SyncUpdates));
        error.to_string()
    });
    std::fs::write(folder.join("outcome"), said.unwrap_or_default()).unwrap();
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
    // Four megabytes on each page; or fifty for one update, which are refused.
    for (size, is_taken) in [(4_000_000, true), (50_000_000, false)] {
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
        assert_eq!(read("outcome").is_empty(), is_taken, "{}", read("outcome"));
    }
    scene.world.server.plan(Plan::new());
    scene.recovers(&scene.client(), "afterwards");
}
