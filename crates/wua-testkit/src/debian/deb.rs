//! The files that packages come in: deb(5) is an ar archive of two tar archives. Written by hand, because `dpkg-deb`
//! takes some 20 ms for each. Nothing is compressed, which deb(5) allows.

use std::collections::BTreeSet;

use super::{LONG_AGO, fail};

/// A tar archive in the ustar format.
#[derive(Default)]
pub(super) struct Tar {
    bytes: Vec<u8>,
    folders: BTreeSet<String>,
}

/// Files and folders come in pieces of this size.
const BLOCK: usize = 512;

impl Tar {
    /// Adds a file, and the folders above it. `path` has no slash at its start.
    pub(super) fn file(&mut self, path: &str, mode: u32, contents: &[u8]) {
        let mut above: Vec<&str> = path.split('/').collect();
        above.pop();
        self.folder("./");
        let mut folder = "./".to_owned();
        for name in above {
            folder.push_str(name);
            folder.push('/');
            self.folder(&folder);
        }
        self.entry(&format!("./{path}"), b'0', mode, contents);
    }

    fn folder(&mut self, path: &str) {
        if self.folders.insert(path.to_owned()) {
            self.entry(path, b'5', 0o755, &[]);
        }
    }

    fn entry(&mut self, path: &str, kind: u8, mode: u32, contents: &[u8]) {
        if path.len() > 99 {
            fail(&format!("{path} is too long a path for a package of a test"));
        }
        let size = contents.len();
        let before = format!("{mode:07o}\0{:07o}\0{:07o}\0{size:011o}\0{LONG_AGO:011o}\0", 0, 0);
        let after = "ustar\x0000root";
        let mut header = [0_u8; BLOCK];
        put(&mut header, 0, path.as_bytes());
        put(&mut header, 100, before.as_bytes());
        // The sum is taken over the header with spaces in its own place.
        put(&mut header, 148, b"        ");
        put(&mut header, 156, &[kind]);
        put(&mut header, 257, after.as_bytes());
        put(&mut header, 297, b"root");
        let sum: u32 = header.iter().map(|byte| u32::from(*byte)).sum();
        put(&mut header, 148, format!("{sum:06o}\0 ").as_bytes());
        self.bytes.extend_from_slice(&header);
        self.bytes.extend_from_slice(contents);
        let whole = self.bytes.len().next_multiple_of(BLOCK);
        self.bytes.resize(whole, 0);
    }

    pub(super) fn finish(mut self) -> Vec<u8> {
        self.folder("./");
        self.bytes.resize(self.bytes.len() + 2 * BLOCK, 0);
        self.bytes
    }
}

fn put(header: &mut [u8; BLOCK], place: usize, bytes: &[u8]) {
    for (target, byte) in header.iter_mut().skip(place).zip(bytes) {
        *target = *byte;
    }
}

/// The whole of a `.deb`.
pub(super) fn deb(control: &[u8], data: &[u8]) -> Vec<u8> {
    let mut bytes = b"!<arch>\n".to_vec();
    let members: [(&str, &[u8]); 3] = [
        ("debian-binary", b"2.0\n"),
        ("control.tar", control),
        ("data.tar", data),
    ];
    for (name, contents) in members {
        let header = format!(
            "{name:<16}{LONG_AGO:<12}{:<6}{:<6}{:<8}{:<10}`\n",
            0,
            0,
            100_644,
            contents.len()
        );
        bytes.extend_from_slice(header.as_bytes());
        bytes.extend_from_slice(contents);
        if contents.len() % 2 == 1 {
            bytes.push(b'\n');
        }
    }
    bytes
}
