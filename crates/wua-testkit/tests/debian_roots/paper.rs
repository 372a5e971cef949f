//! Roots that are only files, about which apt is asked.

use std::io::Write;
use std::path::Path;

use wua_testkit::debian::{Archive, Package, PaperRoot, Suite, on_path};

use super::{has, output};

#[test]
fn nothing_of_this_machine_is_seen_in_a_paper_root() {
    if !has("nothing_of_this_machine_is_seen_in_a_paper_root", "apt-config") {
        return;
    }
    let root = PaperRoot::new(&["arm64", "armhf"]);
    root.configuration("50own", "Museum::Own \"part\";\n");
    let dump = output(root.command("apt-config").arg("dump"));
    let values = |name: &str| -> Vec<&str> {
        let prefix = format!("{name} \"");
        let lines = dump.lines().filter_map(|line| line.strip_prefix(prefix.as_str()));
        lines
            .map(|rest| rest.trim_end_matches(';').trim_matches('"'))
            .collect()
    };
    assert_eq!(values("APT::Architectures::"), ["arm64", "armhf"]);
    assert_eq!(values("APT::Architecture"), ["arm64"]);
    assert_eq!(values("Museum::Own"), ["part"], "its own parts are read");
    // No part of the machine's own configuration.
    let hooks = [
        "DPkg::Post-Invoke",
        "APT::Update::Post-Invoke",
        "DPkg::Pre-Install-Pkgs",
    ];
    for hook in hooks {
        assert!(values(&format!("{hook}::")).is_empty(), "{hook}");
    }
    // Every file and folder that apt would read or write is below it.
    let names = [
        ("Dir::Etc::parts/d", "etc/apt/apt.conf.d/"),
        ("Dir::Etc::main/f", "etc/apt/apt.conf"),
        ("Dir::Etc::sourcelist/f", "etc/apt/sources.list"),
        ("Dir::Etc::sourceparts/d", "etc/apt/sources.list.d/"),
        ("Dir::Etc::preferences/f", "etc/apt/preferences"),
        ("Dir::Etc::preferencesparts/d", "etc/apt/preferences.d/"),
        ("Dir::Etc::trustedparts/d", "etc/apt/trusted.gpg.d/"),
        ("Dir::Etc::netrc/f", "etc/apt/auth.conf"),
        ("Dir::Etc::netrcparts/d", "etc/apt/auth.conf.d/"),
        ("Dir::State::lists/d", "var/lib/apt/lists/"),
        ("Dir::State::status/f", "var/lib/dpkg/status"),
        ("Dir::State::extended_states/f", "var/lib/apt/extended_states"),
        ("Dir::Cache::archives/d", "var/cache/apt/archives/"),
        ("Dir::Log::History/f", "var/log/apt/history.log"),
    ];
    for (name, path) in names {
        let shell = output(root.command("apt-config").args(["shell", "X", name]));
        let expected = format!("X='{}'", root.path().join(path).display());
        assert_eq!(shell.trim(), expected, "{name}");
    }
}

#[test]
fn apt_opens_no_file_of_this_machines_configuration_or_state() {
    let test = "apt_opens_no_file_of_this_machines_configuration_or_state";
    if !has(test, "apt-get") {
        return;
    }
    // Nothing installs it, and it is forbidden in some containers: then the test above is all there is.
    let not_run = |reason: &str| writeln!(std::io::stderr(), "not run: {test}: {reason}").unwrap();
    let Some(strace) = on_path("strace") else {
        not_run("strace is not installed");
        return;
    };
    let root = PaperRoot::default();
    let mut archive = Archive::new().with(Suite::new("stable"));
    archive.publish("stable", &[Package::new("moon", "1")]);
    root.knows(&archive);
    let mut traced = root.command(strace.to_str().unwrap());
    traced.args([
        "-f",
        "-e",
        "trace=open,openat",
        "apt-get",
        "-s",
        "install",
        "moon",
    ]);
    let traced = traced.output().unwrap();
    let calls = String::from_utf8_lossy(&traced.stderr).into_owned();
    if calls.contains("Operation not permitted") {
        not_run("strace is forbidden here");
        return;
    }
    let own = format!("\"{}/etc/apt/", root.path().display());
    assert!(calls.contains(&own), "it reads its own: {calls}");
    for place in [
        "/etc/apt",
        "/var/lib/apt",
        "/var/lib/dpkg",
        "/var/cache/apt",
        "/var/log/apt",
    ] {
        let opened = calls.lines().find(|line| line.contains(&format!("\"{place}")));
        assert_eq!(opened, None, "{place}");
    }
}

#[test]
fn apt_names_the_lists_of_sources_as_they_are_written_here() {
    if !has(
        "apt_names_the_lists_of_sources_as_they_are_written_here",
        "apt-get",
    ) {
        return;
    }
    let uris = [
        "http://archive.example/debian",
        "http://archive.example:8080/one_two/~three/four+five",
        "file:/srv/one_two/archive",
        "https://archive.example/a=b/c@d!e",
    ];
    for uri in uris {
        let root = PaperRoot::new(&["amd64", "i386"]);
        let mut archive = Archive::new().at(uri).with(Suite::new("stable/up_dates"));
        archive.publish("stable/up_dates", &[Package::new("moon", "1")]);
        root.knows(&archive);
        let named = root.apt_get(&["indextargets", "--format", "$(FILENAME)"]).well();
        let mut named: Vec<&str> = named
            .stdout
            .lines()
            .filter(|path| Path::new(path).exists())
            .collect();
        named.sort_unstable();
        assert_eq!(named.len(), 3, "{uri}: two for Packages, one for Translation");
        let policy = root
            .command("apt-cache")
            .args(["policy", "moon"])
            .output()
            .unwrap();
        let policy = String::from_utf8_lossy(&policy.stdout).into_owned();
        assert!(policy.contains("Candidate: 1"), "{uri}: {policy}");
    }
}

#[test]
fn apt_tells_what_it_would_upgrade_install_remove_and_keep() {
    if !has(
        "apt_tells_what_it_would_upgrade_install_remove_and_keep",
        "apt-get",
    ) {
        return;
    }
    let root = PaperRoot::new(&["amd64", "i386"]);
    root.has(&Package::new("moon", "1:1.0").architecture("amd64"));
    root.has(
        &Package::new("tide", "1.0")
            .architecture("i386")
            .multi_arch("same"),
    );
    root.has(&Package::new("old-orbit", "1.0"));
    root.has_as(&Package::new("sun", "1.0"), "hold ok installed");
    root.has(&Package::new("comet", "1.0"));
    root.has_automatically(&Package::new("dust", "1.0"));
    let mut archive = Archive::new()
        .at("http://archive.example/debian")
        .with(Suite::new("stable").origin("Museum").version("12.11"))
        .with(Suite::new("security").label("Museum-Security").suite("stable"));
    archive.publish(
        "stable",
        &[
            Package::new("moon", "1:2.0")
                .architecture("amd64")
                .depends("orbit"),
            Package::new("orbit", "3~rc1").conflicts("old-orbit"),
            Package::new("sun", "2.0"),
        ],
    );
    archive.publish(
        "security",
        &[
            Package::new("moon", "1:2.0+security")
                .architecture("amd64")
                .depends("orbit"),
            Package::new("tide", "1.1")
                .architecture("i386")
                .multi_arch("same"),
            Package::new("comet", "2.0").depends("what-is-nowhere"),
        ],
    );
    root.knows(&archive);

    let would = root.dist_upgrade();
    let expected = [
        ("moon", "amd64", "1:1.0", "1:2.0+security"),
        ("tide", "i386", "1.0", "1.1"),
    ];
    assert_eq!(would.upgrades(), four(&expected));
    assert_eq!(would.installs(), two(&[("orbit", "3~rc1")]));
    assert_eq!(would.removals(), two(&[("old-orbit", "1.0")]));
    let mut kept_back = would.kept_back.clone();
    kept_back.sort();
    assert_eq!(kept_back, ["comet", "sun"]);
    let moon = would.changes.iter().find(|change| change.name == "moon").unwrap();
    assert_eq!(moon.origins, ["Museum-Security:stable"]);
    let autoremove = root.simulate(&["autoremove"]);
    assert_eq!(
        autoremove.removals(),
        two(&[("dust", "1.0")]),
        "what came automatically"
    );
}

#[test]
fn preferences_configuration_and_phasing_are_minded_in_a_paper_root() {
    if !has(
        "preferences_configuration_and_phasing_are_minded_in_a_paper_root",
        "apt-get",
    ) {
        return;
    }
    let root = PaperRoot::default();
    for name in ["moon", "sun", "early", "late", "backported"] {
        root.has(&Package::new(name, "1"));
    }
    let mut archive = Archive::new()
        .with(Suite::new("stable"))
        .with(Suite::new("experimental").not_automatic());
    archive.publish(
        "stable",
        &[
            Package::new("moon", "2"),
            Package::new("sun", "2"),
            Package::new("early", "2").phased(100),
            Package::new("late", "2").phased(0),
        ],
    );
    archive.publish("experimental", &[Package::new("backported", "2")]);
    root.knows(&archive);
    root.preferences("sun", "Package: sun\nPin: release o=Museum\nPin-Priority: -1\n");
    let expected = [("early", "all", "1", "2"), ("moon", "all", "1", "2")];
    assert_eq!(root.upgrades(), four(&expected));
    let deferred = root.dist_upgrade().deferred;
    assert!(deferred.is_empty() || deferred == ["late"], "{deferred:?}");

    root.configuration("20release", "APT::Default-Release \"experimental\";\n");
    let expected = [
        ("backported", "all", "1", "2"),
        ("early", "all", "1", "2"),
        ("moon", "all", "1", "2"),
    ];
    assert_eq!(root.upgrades(), four(&expected));
}

#[test]
fn but_automatic_upgrades_are_upgraded_from_once_they_are_installed_from() {
    if !has(
        "but_automatic_upgrades_are_upgraded_from_once_they_are_installed_from",
        "apt-get",
    ) {
        return;
    }
    let suite = Suite::new("backports").not_automatic().but_automatic_upgrades();
    let mut archive = Archive::new().with(suite);
    archive.publish(
        "backports",
        &[Package::new("moon", "2"), Package::new("sun", "2")],
    );
    let root = PaperRoot::default();
    root.has(&Package::new("moon", "1"));
    root.knows(&archive);
    assert_eq!(
        root.upgrades(),
        four(&[("moon", "all", "1", "2")]),
        "priority 100"
    );
    assert_eq!(
        root.simulate(&["install", "sun"]).installs(),
        two(&[("sun", "2")])
    );
}

#[test]
fn apt_reads_a_clear_signed_release_among_its_lists() {
    if !has("apt_reads_a_clear_signed_release_among_its_lists", "apt-get") {
        return;
    }
    let suite = Suite::new("stable").label("Museum-Security").clear_signed();
    let mut archive = Archive::new().with(suite);
    archive.publish("stable", &[Package::new("moon", "2")]);
    let root = PaperRoot::default();
    root.has(&Package::new("moon", "1"));
    root.knows(&archive);
    let would = root.dist_upgrade();
    assert_eq!(would.changes[0].origins, ["Museum-Security:stable"]);
    assert!(!archive.path().join("dists/stable/Release").exists());
}

#[test]
fn lists_that_apt_fetches_say_the_same_as_lists_that_are_written() {
    if !has(
        "lists_that_apt_fetches_say_the_same_as_lists_that_are_written",
        "apt-get",
    ) {
        return;
    }
    let mut archive = Archive::new().with(Suite::new("stable"));
    archive.publish("stable", &[Package::new("moon", "2"), Package::new("sun", "1")]);
    let (written, fetched) = (PaperRoot::default(), PaperRoot::default());
    for root in [&written, &fetched] {
        root.has(&Package::new("moon", "1"));
    }
    written.knows(&archive);
    fetched.sources("museum.list", &archive.sources());
    fetched.update();
    assert_eq!(written.upgrades(), fetched.upgrades());
    assert_eq!(written.upgrades().len(), 1);

    archive.publish("stable", &[Package::new("moon", "3")]);
    written.knows(&archive);
    fetched.update();
    assert_eq!(written.upgrades(), four(&[("moon", "all", "1", "3")]));
    assert_eq!(
        written.upgrades(),
        fetched.upgrades(),
        "two changes in one second are seen"
    );

    archive.withdraw_version("stable", "moon", "3");
    fetched.update();
    assert_eq!(fetched.upgrades(), four(&[("moon", "all", "1", "2")]));
}

#[test]
fn descriptions_are_in_lists_of_their_language() {
    if !has("descriptions_are_in_lists_of_their_language", "apt-cache") {
        return;
    }
    let moon = Package::new("moon", "1")
        .described("A moon", "It goes round.")
        .described_in("de", "Ein Mond", "Er kreist.\n\nImmer.");
    let mut archive = Archive::new().with(Suite::new("stable"));
    archive.publish("stable", &[moon]);
    let root = PaperRoot::default();
    root.configuration("10languages", "Acquire::Languages { \"de\"; \"en\"; };\n");
    root.knows(&archive);
    let show = |language: &str| {
        let only = format!("Acquire::Languages={language}");
        output(root.command("apt-cache").args(["-o", &only, "show", "moon"]))
    };
    let shown = show("de");
    assert!(
        shown.contains("Description-de: Ein Mond\n Er kreist.\n .\n Immer."),
        "{shown}"
    );
    let shown = show("en");
    assert!(
        shown.contains("Description-en: A moon\n It goes round."),
        "{shown}"
    );
}

#[test]
fn a_suite_that_is_no_longer_valid_is_refused_by_apt() {
    if !has("a_suite_that_is_no_longer_valid_is_refused_by_apt", "apt-get") {
        return;
    }
    let suite = Suite::new("stable").valid_until("Sun, 08 Jun 2025 00:00:00 UTC");
    let mut archive = Archive::new().with(suite);
    archive.publish("stable", &[Package::new("moon", "1")]);
    let root = PaperRoot::default();
    root.sources("museum.list", &archive.sources());
    let update = root.apt_get(&["update"]);
    assert!(
        !update.succeeded() && update.stderr.contains("expired"),
        "{update:?}"
    );
}

fn four(of: &[(&str, &str, &str, &str)]) -> Vec<(String, String, String, String)> {
    of.iter()
        .map(|(a, b, c, d)| ((*a).to_owned(), (*b).to_owned(), (*c).to_owned(), (*d).to_owned()))
        .collect()
}

fn two(of: &[(&str, &str)]) -> Vec<(String, String)> {
    of.iter()
        .map(|(a, b)| ((*a).to_owned(), (*b).to_owned()))
        .collect()
}
