//! What every root has: folders, who it is, and a list of packages with dpkg in it.

use std::path::Path;

use super::files::{link, make_folder, write};
use super::{Package, fail};

const FOLDERS: &[&str] = &[
    "etc/apt/apt.conf.d",
    "etc/apt/auth.conf.d",
    "etc/apt/preferences.d",
    "etc/apt/sources.list.d",
    "etc/apt/trusted.gpg.d",
    "etc/dpkg/dpkg.cfg.d",
    "run",
    "srv",
    "var/cache/apt/archives/partial",
    "var/lib/apt/lists/partial",
    "var/lib/apt/periodic",
    "var/lib/dpkg/alternatives",
    "var/lib/dpkg/info",
    "var/lib/dpkg/parts",
    "var/lib/dpkg/triggers",
    "var/lib/dpkg/updates",
    "var/log/apt",
];

/// Who a root is: what phased updates are dealt out by.
pub(super) const MACHINE: &str = "0123456789abcdef0123456789abcdef";

pub(super) const OS_RELEASE: &str = "PRETTY_NAME=\"Debian GNU/Linux 12 (bookworm)\"\nNAME=\"Debian GNU/Linux\"\n\
                                     VERSION_ID=\"12\"\nVERSION=\"12 (bookworm)\"\nVERSION_CODENAME=bookworm\nID=debian\n";

/// Makes a root for some architectures, its own first.
pub(super) fn make(root: &Path, architectures: &[&str]) {
    let Some((native, foreign)) = architectures.split_first() else {
        fail("a root has an architecture");
    };
    for folder in FOLDERS {
        make_folder(&root.join(folder));
    }
    write(&root.join("usr/lib/os-release"), OS_RELEASE);
    link("../usr/lib/os-release", &root.join("etc/os-release"));
    write(&root.join("etc/debian_version"), "12.11\n");
    write(&root.join("etc/machine-id"), format!("{MACHINE}\n"));
    let dpkg = root.join("var/lib/dpkg");
    // It tells the native architecture, and is asked by apt whether it can do more than one.
    let itself = Package::new("dpkg", "1.22.0").architecture(native).essential();
    write(&dpkg.join("status"), itself.status_stanza("install ok installed"));
    for name in ["dpkg.list", "dpkg.md5sums"] {
        let contents = if name == "dpkg.list" { "/.\n" } else { "" };
        write(&dpkg.join("info").join(name), contents);
    }
    write(&dpkg.join("info/format"), "1\n");
    if !foreign.is_empty() {
        write(&dpkg.join("arch"), architectures.join("\n") + "\n");
    }
}
