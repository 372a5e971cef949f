//! Packages, read by dpkg-deb.

use std::fs;
use std::process::Command;

use wua_testkit::debian::{Package, Script};

use super::{has, output};

#[test]
fn dpkg_deb_reads_a_package_written_by_hand() {
    if !has("dpkg_deb_reads_a_package_written_by_hand", "dpkg-deb") {
        return;
    }
    let package = Package::new("moon", "1:2.0~rc1-1")
        .architecture("amd64")
        .source("planets (2.0)")
        .multi_arch("same")
        .depends("orrery (>= 1)")
        .described("A moon", "It goes round.\n\nAnd round.")
        .conffile("/etc/moon.conf", "phase=full\n")
        .file_with_mode("/usr/bin/moon", 0o755, "#!/bin/sh\n")
        .script(Script::Postinst, "true")
        .padded(100_001);
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(package.file_name());
    fs::write(&path, package.deb()).unwrap();
    assert!(path.ends_with("moon_2.0~rc1-1_amd64.deb"), "without the epoch");

    let fields = output(Command::new("dpkg-deb").arg("-f").arg(&path));
    for line in [
        "Package: moon",
        "Version: 1:2.0~rc1-1",
        "Architecture: amd64",
        "Source: planets (2.0)",
        "Multi-Arch: same",
        "Depends: orrery (>= 1)",
        "Description: A moon",
        " It goes round.",
        " .",
    ] {
        assert!(fields.lines().any(|other| other == line), "{line} in {fields}");
    }
    let information = output(Command::new("dpkg-deb").arg("-I").arg(&path));
    assert!(information.contains("conffiles") && information.contains("postinst"));
    let contents = output(Command::new("dpkg-deb").arg("-c").arg(&path));
    let has = |mode: &str, path: &str| {
        let is_it = |line: &str| line.starts_with(mode) && line.ends_with(&format!(" {path}"));
        contents
            .lines()
            .any(|line| is_it(line) && line.contains(" root/root "))
    };
    assert!(
        has("drwxr-xr-x", "./") && has("drwxr-xr-x", "./usr/bin/"),
        "{contents}"
    );
    assert!(has("-rwxr-xr-x", "./usr/bin/moon"), "{contents}");
    assert!(has("-rw-r--r--", "./usr/share/moon/padding"), "{contents}");
    let _ = output(
        Command::new("dpkg-deb")
            .arg("-x")
            .arg(&path)
            .arg(folder.path().join("x")),
    );
    assert_eq!(
        fs::read_to_string(folder.path().join("x/etc/moon.conf")).unwrap(),
        "phase=full\n"
    );
    assert_eq!(
        fs::read(folder.path().join("x/usr/share/moon/padding"))
            .unwrap()
            .len(),
        100_001
    );
}
