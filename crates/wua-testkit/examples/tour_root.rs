//! Makes the throw-away Debian that `cargo xtask tour` shows: one old program, and one that is held back.

use std::path::Path;
use std::process::ExitCode;

use wua_testkit::debian::{LiveRoot, Package, Suite};

fn main() -> ExitCode {
    let Some(folder) = std::env::args().nth(1) else {
        eprintln!("usage: tour_root FOLDER");
        return ExitCode::from(2);
    };
    if let Err(reason) = LiveRoot::available() {
        eprintln!("there can be no throw-away Debian here: {reason}");
        return ExitCode::FAILURE;
    }
    let root = LiveRoot::new();
    let suite = |name: &str, label: &str| Suite::new(name).origin("Debian").label(label);
    let mut archive = root
        .archive()
        .with(suite("stable", "Debian"))
        .with(suite("stable-security", "Debian-Security"));
    archive.publish("stable", &[orrery("1.0-1"), sundial("2.0-1")]);
    root.uses(&archive);
    root.update();
    root.install(&["orrery", "sundial"]);
    let _ = root.run("apt-mark", &["hold", "sundial"]).well();
    archive.publish("stable-security", &[orrery("1.0-1+deb12u1")]);
    archive.publish("stable", &[sundial("2.1-1")]);
    root.update();
    root.keep(Path::new(&folder));
    ExitCode::SUCCESS
}

fn orrery(version: &str) -> Package {
    Package::new("orrery", version)
        .described("shows the planets", "")
        .padded(200_000)
}

fn sundial(version: &str) -> Package {
    Package::new("sundial", version).described("tells the time by day", "")
}
