//! Makes a throw-away Debian below a folder, in which twenty small packages can be upgraded from version 1 to 2.

use std::path::Path;
use std::process::ExitCode;

use wua_testkit::debian::{LiveRoot, Package, Suite};

fn main() -> ExitCode {
    let Some(folder) = std::env::args().nth(1) else {
        eprintln!("usage: twenty_packages FOLDER");
        return ExitCode::from(2);
    };
    if let Err(reason) = LiveRoot::available() {
        eprintln!("there can be no throw-away Debian here: {reason}");
        return ExitCode::FAILURE;
    }
    let root = LiveRoot::new();
    let mut archive = root
        .archive()
        .with(Suite::new("stable").origin("Debian").label("Debian"));
    let packages = |version: &str| -> Vec<Package> {
        (1..=20)
            .map(|number| Package::new(&format!("small{number}"), version).padded(2_000))
            .collect()
    };
    archive.publish("stable", &packages("1"));
    root.uses(&archive);
    root.update();
    let names: Vec<String> = (1..=20).map(|number| format!("small{number}")).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    root.install(&names);
    archive.publish("stable", &packages("2"));
    root.update();
    root.keep(Path::new(&folder));
    ExitCode::SUCCESS
}
