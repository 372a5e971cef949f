//! How long it takes. The limits are generous, because a machine may be busy; `--show-output` shows what was measured.

use std::time::Instant;

use wua_testkit::debian::{Archive, LiveRoot, Package, PaperRoot, Suite};

use super::has;

#[test]
fn everything_is_ready_in_no_time() {
    let test = "everything_is_ready_in_no_time";
    let took = |what: &str, limit: f64, began: Instant| {
        let seconds = began.elapsed().as_secs_f64();
        println!("{what}: {:.1} ms", seconds * 1000.0);
        assert!(seconds < limit, "{what} took {seconds} s");
    };
    let packages: Vec<Package> = (1..=20)
        .map(|number| Package::new(&format!("exhibit-{number}"), "1").padded(2000))
        .collect();
    let began = Instant::now();
    let mut archive = Archive::new().with(Suite::new("stable"));
    archive.publish("stable", &packages);
    took("an archive of 20 packages", 2.0, began);
    let began = Instant::now();
    let root = PaperRoot::default();
    for package in &packages {
        root.has(&Package::new(package.name(), "0"));
    }
    root.knows(&archive);
    took("a paper root that knows it", 2.0, began);
    if has(test, "apt-get") {
        let began = Instant::now();
        assert_eq!(root.upgrades().len(), 20);
        took("apt-get -s dist-upgrade there", 10.0, began);
    }
    let began = Instant::now();
    let Some(first) = LiveRoot::for_test(test) else {
        return;
    };
    took("the first live root", 10.0, began);
    drop(first);
    let began = Instant::now();
    let root = LiveRoot::new();
    took("a live root, but for the first", 5.0, began);
    let mut archive = root.archive().with(Suite::new("stable"));
    archive.publish("stable", &packages);
    root.uses(&archive);
    let began = Instant::now();
    root.update();
    took("apt-get update there", 10.0, began);
    let began = Instant::now();
    root.install(&["exhibit-1"]);
    took("apt-get install of one package", 10.0, began);
    let names: Vec<&str> = packages.iter().skip(1).map(Package::name).collect();
    let began = Instant::now();
    root.install(&names);
    took("apt-get install of 19 packages", 20.0, began);
    let began = Instant::now();
    drop(root);
    took("the end of a live root", 5.0, began);
}
