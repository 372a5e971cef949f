//! Versions of programs and libraries against pelite, which maps each file: with the same answers.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::time::Instant;

use pelite::{FileMap, PeFile};
use wua_windows::pe;

use super::measure::{Figure, median};
use crate::workspace::Outcome;

/// Where Debian's Wine has its programs and libraries.
const FOLDER: &str = "/usr/lib/x86_64-linux-gnu/wine/x86_64-windows";
/// So many files are read.
const FILES: usize = 600;
/// How often all of them are.
const ROUNDS: usize = 31;

/// A version, or none.
type Version = Option<[u16; 4]>;

/// Reads the versions of some hundred files.
pub(super) fn measure() -> Outcome<Vec<Figure>> {
    let files = files()?;
    let wrong: Vec<String> = files.iter().filter_map(|file| difference(file)).collect();
    if !wrong.is_empty() {
        return Err(format!("the versions differ:\n{}", wrong.join("\n")));
    }
    let (mut ours, mut peer) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        ours.push(seconds(&files, our_version));
        peer.push(seconds(&files, peer_version));
    }
    Ok(vec![Figure {
        name: "pe-version",
        limit: 0.5,
        ours: median(&ours, |seconds| *seconds),
        peer: median(&peer, |seconds| *seconds),
        unit: "s",
    }])
}

fn files() -> Outcome<Vec<PathBuf>> {
    let entries = fs::read_dir(FOLDER).map_err(|error| format!("{FOLDER}: {error} (package wine64)"))?;
    let mut files: Vec<PathBuf> = entries
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.extension().is_none_or(|ending| ending != "a"))
        .collect();
    files.sort();
    files.truncate(FILES);
    if files.len() < FILES {
        return Err(format!("{FOLDER} has {} files; {FILES} are read", files.len()));
    }
    Ok(files)
}

fn difference(file: &Path) -> Option<String> {
    let (ours, peer) = (our_version(file), peer_version(file));
    (ours != peer).then(|| format!("{}: {ours:?}, pelite {peer:?}", file.display()))
}

fn our_version(path: &Path) -> Version {
    let version = pe::version(&File::open(path).ok()?).ok()??;
    Some(version.file.0)
}

fn peer_version(path: &Path) -> Version {
    let map = FileMap::open(path).ok()?;
    let resources = PeFile::from_bytes(&map).ok()?.resources().ok()?;
    let version = resources.version_info().ok()?.fixed()?.dwFileVersion;
    // As they lie in the file: pelite calls the fourth number the build.
    Some([version.Major, version.Minor, version.Patch, version.Build])
}

fn seconds(files: &[PathBuf], version: fn(&Path) -> Version) -> f64 {
    let began = Instant::now();
    let found = files.iter().filter(|file| version(file).is_some()).count();
    let elapsed = began.elapsed().as_secs_f64();
    // What reads nothing is not fast.
    if found == 0 { f64::NAN } else { elapsed }
}
