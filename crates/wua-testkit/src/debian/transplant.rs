//! What a live root gets from the machine that the tests run on: copies of its programs and their libraries.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use super::files::{copy, make_folder, set_mode, temporary_folder, write};
use super::programs::{Finished, is_root, on_path, plain};

/// Without these there is no live root.
const NEEDED: &[&str] = &[
    "apt-config",
    "apt-get",
    "apt-mark",
    "cat",
    "chmod",
    "cp",
    "dpkg",
    "dpkg-deb",
    "dpkg-query",
    "dpkg-split",
    "dpkg-trigger",
    "ln",
    "ls",
    "mkdir",
    "mv",
    "rm",
    "sh",
    "sleep",
    "tar",
    "touch",
    "true",
];

/// Copied where they are there: maintainer scripts may use them.
const WELCOME: &[&str] = &[
    "apt",
    "apt-cache",
    "chown",
    "date",
    "dpkg-divert",
    "dpkg-statoverride",
    "env",
    "false",
    "grep",
    "gzip",
    "head",
    "id",
    "printf",
    "rmdir",
    "sed",
    "test",
    "uname",
    "xz",
];

/// apt's ways to archives.
const METHODS: &[&str] = &["copy", "file", "gpgv", "http", "rred", "store"];

/// dpkg only looks whether they are there, or runs them for what no test needs.
const STAND_INS: &[&str] = &["diff", "ldconfig", "start-stop-daemon"];

/// What dpkg knows of architectures.
const TABLES: &[&str] = &["abitable", "cputable", "ostable", "tupletable"];

const TABLES_FOLDER: &str = "/usr/share/dpkg";

const METHODS_FOLDER: &str = "/usr/lib/apt/methods";

/// Whether live roots can be made here. If not, why.
pub(super) fn is_possible() -> Result<(), String> {
    static POSSIBLE: OnceLock<Result<(), String>> = OnceLock::new();
    POSSIBLE.get_or_init(try_everything).clone()
}

fn try_everything() -> Result<(), String> {
    if !is_root() {
        return Err("only root may enter another root folder".to_owned());
    }
    let tools = ["chroot", "ldd", "mknod"];
    let missing: Vec<&str> = NEEDED
        .iter()
        .chain(&tools)
        .copied()
        .filter(|program| on_path(program).is_none())
        .collect();
    if !missing.is_empty() {
        return Err(format!("this machine does not have {}", missing.join(", ")));
    }
    let chroot = Finished::of(plain("chroot").args(["/", "true"]));
    if !chroot.succeeded() {
        return Err(format!("chroot is forbidden here: {}", chroot.stderr.trim()));
    }
    let folder = temporary_folder();
    let null = folder.path().join("null");
    make_device(&null, "3")?;
    std::fs::write(&null, "x").map_err(|error| {
        let folder = std::env::temp_dir();
        format!(
            "devices cannot be used below {} ({error}): set TMPDIR",
            folder.display()
        )
    })
}

/// Puts all of it in place.
pub(super) fn plant(root: &Path) {
    for folder in ["bin", "sbin", "lib", "lib64"] {
        make_folder(&root.join("usr").join(folder));
        super::files::link(&format!("usr/{folder}"), &root.join(folder));
    }
    for program in &pieces().programs {
        copy(program, &inside(root, program));
    }
    for library in &pieces().libraries {
        copy(library, &inside(root, library));
    }
    if let Some(nothing) = on_path("true") {
        for name in STAND_INS {
            copy(&nothing, &root.join("usr/sbin").join(name));
        }
    }
    let tables = TABLES.iter().map(|name| Path::new(TABLES_FOLDER).join(name));
    // Which of them there are differs from version to version.
    for table in tables.filter(|path| path.exists()) {
        copy(&table, &inside(root, &table));
    }
    make_folder(&root.join("dev"));
    for (name, minor) in [("null", "3"), ("zero", "5"), ("urandom", "9")] {
        if let Err(message) = make_device(&root.join("dev").join(name), minor) {
            super::fail(&message);
        }
    }
    write(&root.join("etc/passwd"), PASSWD);
    write(&root.join("etc/group"), GROUP);
    write(
        &root.join("etc/nsswitch.conf"),
        "passwd: files\ngroup: files\nhosts: files\n",
    );
    write(&root.join("etc/hosts"), "127.0.0.1 localhost\n");
    make_folder(&root.join("tmp"));
    set_mode(&root.join("tmp"), 0o1777);
    // OBSERVED: before it starts a program, apt goes through the open files that are listed here. Where the folder is
    // missing it goes through all numbers that the limit allows, which may be a billion.
    make_folder(&root.join("proc/self/fd"));
}

const PASSWD: &str = "root:x:0:0:root:/root:/bin/sh\n_apt:x:42:65534::/nonexistent:/usr/sbin/nologin\n\
                      nobody:x:65534:65534:nobody:/nonexistent:/usr/sbin/nologin\n";

const GROUP: &str = "root:x:0:\nadm:x:4:\nnogroup:x:65534:\n";

fn make_device(path: &Path, minor: &str) -> Result<(), String> {
    let mut mknod = plain("mknod");
    mknod.args(["-m", "666"]).arg(path).args(["c", "1", minor]);
    let made = Finished::of(&mut mknod);
    if made.succeeded() {
        return Ok(());
    }
    Err(format!("devices cannot be made here: {}", made.stderr.trim()))
}

struct Pieces {
    programs: Vec<PathBuf>,
    libraries: BTreeSet<PathBuf>,
}

/// Found once for all roots of a process.
fn pieces() -> &'static Pieces {
    static PIECES: OnceLock<Pieces> = OnceLock::new();
    PIECES.get_or_init(|| {
        let methods = METHODS.iter().map(|name| Path::new(METHODS_FOLDER).join(name));
        let programs: Vec<PathBuf> = NEEDED
            .iter()
            .chain(WELCOME)
            .filter_map(|name| on_path(name))
            .chain(methods.filter(|path| path.exists()))
            .collect();
        // It fails for programs that are scripts, and says the rest.
        let ldd = Finished::of(plain("ldd").args(&programs));
        Pieces {
            libraries: ldd.stdout.lines().filter_map(library).collect(),
            programs,
        }
    })
}

/// `NAME => PATH (ADDRESS)`, or `PATH (ADDRESS)` of the loader.
fn library(line: &str) -> Option<PathBuf> {
    let line = line.strip_prefix('\t')?;
    let line = line.split_once(" => ").map_or(line, |(_, path)| path);
    let (path, _) = line.split_once(" (")?;
    path.starts_with('/').then(|| PathBuf::from(path))
}

fn inside(root: &Path, path: &Path) -> PathBuf {
    root.join(path.strip_prefix("/").unwrap_or(path))
}
