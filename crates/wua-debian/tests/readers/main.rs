//! The readers of the files of apt and dpkg, compared with apt and dpkg, and given whatever else may stand in a file.

#[cfg(test)]
mod compressed;
#[cfg(test)]
mod fuzz;
#[cfg(test)]
mod indextargets;
#[cfg(test)]
mod random;
#[cfg(test)]
mod versions;

/// Whether a program is there that a test compares with. On Debian it has to be; elsewhere the test says that it does
/// not run.
#[cfg(test)]
fn has(program: &str) -> bool {
    let found = std::process::Command::new(program)
        .arg("--version")
        .output()
        .is_ok();
    let is_debian = std::path::Path::new("/etc/debian_version").exists();
    assert!(found || !is_debian, "{program} is a part of Debian");
    if !found {
        eprintln!("not run: {program} is not here");
    }
    found
}
