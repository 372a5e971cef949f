//! What the tests need beyond a Rust toolchain. Root installs it; anybody else is told.

use std::path::PathBuf;
use std::process::Stdio;

use crate::workspace::{Outcome, capture, has, program, root, run};

/// Whether this process may install packages.
pub(crate) fn is_root() -> bool {
    capture(program("id", &["-u"])).is_ok_and(|id| id.trim() == "0")
}

/// Debian's packages, and a program of each by which it is known.
const PACKAGES: &[(&str, &str)] = &[
    ("gcc-mingw-w64-x86-64", "x86_64-w64-mingw32-gcc"),
    ("g++-mingw-w64-x86-64", "x86_64-w64-mingw32-g++"),
    ("mingw-w64-tools", "x86_64-w64-mingw32-widl"),
    ("wine", "wine"),
    ("wine64", "wine"),
    ("wixl", "wixl"),
    ("osslsigncode", "osslsigncode"),
    ("openssl", "openssl"),
];

/// The target that `wuapi.dll` is built for.
pub(crate) const WINDOWS: &str = "x86_64-pc-windows-gnu";

/// The version that deny.toml was written for.
const CARGO_DENY: &str = "cargo-deny@0.20.2";

/// Servers and proxies that the tests of the network and of many hosts speak to.
const PEERS: &[(&str, &str)] = &[
    ("nginx-light", "nginx"),
    ("openssh-client", "ssh"),
    ("openssh-server", "sshd"),
    ("openssl", "openssl"),
    ("squid", "squid"),
    ("tinyproxy-bin", "tinyproxy"),
];

/// Foreign clients of `wua serve`.
const REMOTE_PEERS: &[(&str, &str)] = &[
    ("smbclient", "rpcclient"),
    ("systemd", "systemd-socket-activate"),
    ("tshark", "tshark"),
];

/// A KDC, and what `wua-kerberos` is built with.
const REALM: &[(&str, &str)] = &[
    ("krb5-kdc", "krb5kdc"),
    ("krb5-admin-server", "kadmin.local"),
    ("krb5-user", "kinit"),
    ("libkrb5-dev", "krb5-config"),
];

/// Of these there are no programs: a library to be linked, one to be put before others.
const LIBRARIES: &[&str] = &["libclang-dev", "libnss-wrapper"];

/// Where sshd of root wants an empty folder. The package leaves it to its service, which nobody starts here.
const FOLDER_OF_SSHD: &str = "/run/sshd";

/// The client in Python.
const IMPACKET: Environment = Environment {
    folder: "target/remote/python",
    name: "impacket",
    version: "0.13.1",
};

/// A decoder of Xpress. Only tests run it; nothing of it ships.
const DISSECT: Environment = Environment {
    folder: "target/wusp/python",
    name: "dissect.util",
    version: "3.24",
};

/// Wine, a compiler for Windows and Rust's library for it.
pub(crate) fn windows_tools() -> Outcome {
    packages(PACKAGES)?;
    run(program("rustup", &["--quiet", "target", "add", WINDOWS]))
}

/// What the tests of the network speak to. For those who may not install it, these tests say that they were not run.
pub(crate) fn peers() -> Outcome {
    if !is_root() {
        return Ok(());
    }
    packages(PEERS)?;
    let made = std::fs::create_dir_all(FOLDER_OF_SSHD);
    made.map_err(|error| format!("{FOLDER_OF_SSHD}: {error}"))
}

/// Foreign clients of `wua serve`, and impacket for Python.
pub(crate) fn remote_peers() -> Outcome {
    packages(REMOTE_PEERS)?;
    IMPACKET.make()
}

/// What asks the update server of the tests.
pub(crate) fn update_client() -> Outcome {
    DISSECT.make()
}

/// A Kerberos realm, foreign clients in it, and what it takes to build the feature `kerberos`.
pub(crate) fn realm() -> Outcome {
    remote_peers()?;
    packages(REALM)?;
    let is_missing = |name: &&&str| {
        let mut query = program("dpkg-query", &["--show", "--showformat=${Status}", name]);
        query.stderr(Stdio::null());
        let status = query.output().map(|output| output.stdout).unwrap_or_default();
        !status.ends_with(b" installed")
    };
    let missing: Vec<&str> = LIBRARIES.iter().filter(is_missing).copied().collect();
    install(&missing)
}

/// The Python that has impacket.
pub(crate) fn impacket() -> PathBuf {
    IMPACKET.python()
}

/// The Python that has a foreign decoder of Xpress.
pub(crate) fn witness() -> PathBuf {
    DISSECT.python()
}

/// A Python that has a package of Python's own archive.
struct Environment {
    folder: &'static str,
    name: &'static str,
    version: &'static str,
}

impl Environment {
    fn python(&self) -> PathBuf {
        root().join(self.folder).join("bin/python")
    }

    fn has_it(&self) -> bool {
        let (name, version) = (self.name, self.version);
        let is_it = format!("import importlib.metadata as m; assert m.version('{name}') == '{version}'");
        python(&self.python().to_string_lossy(), &is_it)
    }

    fn make(&self) -> Outcome {
        if self.has_it() {
            return Ok(());
        }
        if !python("python3", "import ensurepip, venv") {
            // It brings modules and no program.
            install(&["python3-venv"])?;
        }
        let folder = root().join(self.folder);
        let _ = std::fs::remove_dir_all(&folder);
        run(program("python3", &["-m", "venv", &folder.to_string_lossy()]))?;
        let wanted = format!("{}=={}", self.name, self.version);
        let mut pip = program(&self.python().to_string_lossy(), &["-m", "pip"]);
        pip.args(["--quiet", "--disable-pip-version-check", "install", &wanted]);
        run(pip)
    }
}

/// Whether this much runs.
fn python(name: &str, lines: &str) -> bool {
    let mut command = program(name, &["-c", lines]);
    command.stderr(Stdio::null());
    command.status().is_ok_and(|status| status.success())
}

fn packages(wanted: &[(&str, &str)]) -> Outcome {
    let missing = || wanted.iter().filter(|(_, known_by)| !has(known_by));
    install(&missing().map(|(package, _)| *package).collect::<Vec<_>>())?;
    match missing().next() {
        Some((package, known_by)) => Err(format!("{package} was installed, and brought no {known_by}")),
        None => Ok(()),
    }
}

fn install(missing: &[&str]) -> Outcome {
    if missing.is_empty() {
        return Ok(());
    }
    if !is_root() {
        return Err(format!(
            "not installed: {} (root would install them)",
            missing.join(", ")
        ));
    }
    // The lists of a fresh machine are empty or old.
    run(program("apt-get", &["-qq", "update"]))?;
    let mut command = program("apt-get", &["-qq", "-y", "--no-install-recommends", "install"]);
    command.args(missing).env("DEBIAN_FRONTEND", "noninteractive");
    run(command)
}

/// What judges licences and duplicates.
pub(crate) fn cargo_deny() -> Outcome {
    if has("cargo-deny") {
        return Ok(());
    }
    if !is_root() {
        return Err(format!("not installed: {CARGO_DENY} (root would install it)"));
    }
    // Unoptimised: it runs once, and builds in half the time.
    run(program(
        "cargo",
        &["install", "--quiet", "--locked", "--debug", CARGO_DENY],
    ))
}
