//! Roots in which dpkg and apt-get install.

use std::fs;
use std::process::Stdio;
use std::time::{Duration, Instant};

use wua_testkit::debian::{Archive, LiveRoot, Package, Script, Suite, native_architecture};

/// A root with an archive, in which `moon` and `sun` are published in version 1.
pub(crate) fn live(test: &str) -> Option<(LiveRoot, Archive)> {
    let root = LiveRoot::for_test(test)?;
    let mut archive = root.archive().with(Suite::new("stable"));
    let native = native_architecture();
    archive.publish(
        "stable",
        &[
            Package::new("moon", "1").architecture(&native).depends("sun"),
            Package::new("sun", "1"),
        ],
    );
    root.uses(&archive);
    root.update();
    Some((root, archive))
}

#[test]
fn apt_installs_upgrades_and_takes_back_in_a_live_root() {
    let Some((root, mut archive)) = live("apt_installs_upgrades_and_takes_back_in_a_live_root") else {
        return;
    };
    assert_eq!(root.state("moon"), None);
    assert_eq!(root.audit(), "");
    root.install(&["moon"]);
    assert_eq!(root.state("moon").unwrap(), "install ok installed");
    assert_eq!(root.version("sun").unwrap(), "1");
    assert_eq!(root.read("/usr/share/doc/moon/version"), "1\n");

    archive.publish("stable", &[Package::new("sun", "2")]);
    root.update();
    let _ = root.apt_get(&["dist-upgrade"]).well();
    assert_eq!(root.version("sun").unwrap(), "2");
    assert_eq!(root.read("usr/share/doc/sun/version"), "2\n");

    root.install(&["sun=1"]);
    assert_eq!(root.version("sun").unwrap(), "1");
    let _ = root.apt_get(&["remove", "moon"]).well();
    assert_eq!(root.version("moon"), None);
    assert!(!root.has_file("usr/share/doc/moon/version"));
    assert_eq!(root.audit(), "");
}

#[test]
fn a_failing_script_leaves_its_package_half_configured() {
    let Some((root, mut archive)) = live("a_failing_script_leaves_its_package_half_configured") else {
        return;
    };
    root.install(&["moon"]);
    let lines = "if test -e /etc/the-moon-may-rise; then exit 0; fi\necho 'the moon is eclipsed' >&2\nexit 3";
    let failing = Package::new("sun", "2").script(Script::Postinst, lines);
    archive.publish("stable", &[failing]);
    root.update();
    let upgrade = root.apt_get(&["dist-upgrade"]);
    assert_eq!(upgrade.code, Some(100), "{upgrade:?}");
    assert!(upgrade.stderr.contains("the moon is eclipsed"), "{upgrade:?}");
    assert_eq!(root.state("sun").unwrap(), "install ok half-configured");
    assert!(root.audit().contains(" sun "), "{}", root.audit());

    root.write("etc/the-moon-may-rise", "");
    let _ = root.run("dpkg", &["--configure", "-a"]).well();
    assert_eq!(root.state("sun").unwrap(), "install ok installed");
    assert_eq!(root.audit(), "");
}

#[test]
fn a_changed_conffile_is_kept_when_dpkg_is_told_so() {
    let Some((root, mut archive)) = live("a_changed_conffile_is_kept_when_dpkg_is_told_so") else {
        return;
    };
    let sun = |version: &str| Package::new("sun", version).conffile("/etc/sun.conf", format!("{version}\n"));
    archive.publish("stable", &[sun("2")]);
    root.update();
    root.install(&["sun"]);
    root.write("etc/sun.conf", "mine\n");
    archive.publish("stable", &[sun("3")]);
    root.update();
    let _ = root
        .apt_get(&["-o", "Dpkg::Options::=--force-confold", "install", "sun"])
        .well();
    assert_eq!(root.read("etc/sun.conf"), "mine\n");
    assert_eq!(root.read("etc/sun.conf.dpkg-dist"), "3\n");
}

#[test]
fn a_run_that_is_killed_is_ended_by_dpkg_later() {
    let Some((root, mut archive)) = live("a_run_that_is_killed_is_ended_by_dpkg_later") else {
        return;
    };
    let slow = "if test ! -e /etc/hurry; then touch /run/waits; sleep 600; fi";
    archive.publish(
        "stable",
        &[Package::new("sun", "2").script(Script::Postinst, slow)],
    );
    root.update();
    let mut apt = root.command("apt-get");
    let apt = apt.args(["-y", "install", "sun"]).stdin(Stdio::null());
    let mut child = apt.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    let began = Instant::now();
    while !root.has_file("run/waits") {
        assert!(
            began.elapsed() < Duration::from_secs(20),
            "the script never began"
        );
        std::thread::sleep(Duration::from_millis(5));
    }
    let inside = root.processes();
    assert!(inside.len() >= 3, "apt-get, dpkg and the script: {inside:?}");
    root.kill_processes();
    let _ = child.wait().unwrap();
    assert_eq!(root.state("sun").unwrap(), "install ok half-configured");
    root.write("etc/hurry", "");
    let _ = root.run("dpkg", &["--configure", "-a"]).well();
    assert_eq!(root.state("sun").unwrap(), "install ok installed");
}

#[test]
fn spoiled_files_of_an_archive_are_noticed_by_apt() {
    let Some((root, mut archive)) = live("spoiled_files_of_an_archive_are_noticed_by_apt") else {
        return;
    };
    archive.publish("stable", &[Package::new("sun", "2").padded(50_000)]);
    root.update();
    let fails_to_install = |why: &str| {
        // The archive is on this disk: apt reads the file where it is, and keeps nothing.
        let install = root.apt_get(&["install", "sun"]);
        assert!(!install.succeeded(), "{why}: {install:?}");
        assert_eq!(root.version("sun"), None, "{why}");
    };
    archive.spoil("sun", "2");
    fails_to_install("rubbish");
    archive.truncate("sun", "2", 20_000);
    fails_to_install("cut short");
    archive.lose("sun", "2");
    fails_to_install("lost");
    archive.mend("sun", "2");
    root.install(&["sun"]);
    assert_eq!(root.version("sun").unwrap(), "2");
}

#[test]
fn nothing_is_left_of_a_live_root() {
    let Some((root, _)) = live("nothing_is_left_of_a_live_root") else {
        return;
    };
    let folder = root.path().to_owned();
    let mut sleeper = root.command("sleep").arg("600").spawn().unwrap();
    let began = Instant::now();
    while !root.processes().contains(&sleeper.id()) {
        assert!(began.elapsed() < Duration::from_secs(10), "it never began");
        std::thread::sleep(Duration::from_millis(2));
    }
    let mounts = fs::read_to_string("/proc/self/mounts").unwrap();
    assert!(!mounts.contains(folder.to_str().unwrap()), "nothing is mounted");
    drop(root);
    assert!(!sleeper.wait().unwrap().success(), "it was ended");
    assert!(!folder.exists() && !folder.parent().unwrap().exists());
}
