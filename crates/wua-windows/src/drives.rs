//! Drives of Windows in folders of this computer: names in any case, and no way out.
//!
//! INVARIANT: nothing outside the root is opened. Links are followed by name, and only as far as they stay inside; what is
//! opened in the end is opened below the root without following any link.

use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap};
use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};
use std::rc::Rc;

use crate::names::fold;
use crate::view::{FilePath, FoundFile, Look, file_time, of_folder};

/// As many links are followed on the way to a file, and no more.
const MOST_LINKS: usize = 40;
/// A folder with more entries is not listed.
const MOST_ENTRIES: usize = 1_000_000;

/// Folders that are drives.
pub(crate) struct Drives {
    root: beneath::Root,
    /// The root without links, for links that are absolute.
    real_root: PathBuf,
    /// Where each drive begins below the root, or why it is out of reach.
    letters: BTreeMap<char, Look<PathBuf>>,
    folders: RefCell<HashMap<PathBuf, Look<Option<Rc<Folder>>>>>,
}

/// The names in a folder.
struct Folder {
    /// As they are written.
    exact: HashMap<String, Kind>,
    /// As they are compared: the first one of each, in their order.
    folded: HashMap<String, String>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Link,
    Other,
}

impl Drives {
    /// The drives below a folder, none yet.
    pub(crate) fn below(root: &Path) -> io::Result<Self> {
        let real_root = root.canonicalize()?;
        Ok(Self {
            root: beneath::Root::open(&real_root)?,
            real_root,
            letters: BTreeMap::new(),
            folders: RefCell::default(),
        })
    }

    /// Makes a folder below the root, or what a link there leads to, a drive.
    pub(crate) fn add(&mut self, letter: char, folder: &Path) {
        let mut links = MOST_LINKS;
        let place = self.resolve(PathBuf::new(), folder, &mut links);
        let place = place.map(|place| place.unwrap_or_else(|| folder.to_owned()));
        let place = place.map_err(|reason| format!("drive {letter}: {reason}"));
        self.letters.insert(letter.to_ascii_uppercase(), place);
    }

    /// A file, not a folder.
    pub(crate) fn file(&self, path: &FilePath) -> Look<Option<FoundFile>> {
        let mut at = match self.letters.get(&path.drive) {
            None => return Ok(None),
            Some(Err(reason)) => return Err(reason.clone()),
            Some(Ok(place)) => place.clone(),
        };
        let mut spelled = format!("{}:", path.drive);
        let mut links = MOST_LINKS;
        for name in &path.names {
            let Some(folder) = self.folder(&at)? else {
                return Ok(None);
            };
            let Some((real, kind)) = folder.entry(name) else {
                return if may_be_short(name) {
                    Err(format!(
                        "`{name}` in {path} may be a short name, which only Windows knows"
                    ))
                } else {
                    Ok(None)
                };
            };
            spelled.push('\\');
            spelled.push_str(real);
            if kind == Kind::Link {
                match self.resolve(at, Path::new(real), &mut links)? {
                    Some(place) => at = place,
                    None => return Ok(None),
                }
            } else {
                at.push(real);
            }
        }
        self.open(&at, spelled)
    }

    fn open(&self, at: &Path, spelled: String) -> Look<Option<FoundFile>> {
        let fault = |error: io::Error| format!("{spelled}: {error}");
        let content = match self.root.file(at) {
            Ok(content) => content,
            Err(error) if is_absent(&error) => return Ok(None),
            Err(error) => return Err(fault(error)),
        };
        let metadata = content.metadata().map_err(fault)?;
        if metadata.is_dir() {
            return Err(of_folder(&spelled));
        }
        if !metadata.is_file() {
            return Err(format!("{spelled} is neither a file nor a folder"));
        }
        let modified = metadata.modified().ok().and_then(file_time);
        Ok(Some(FoundFile {
            path: spelled,
            size: metadata.len(),
            // OBSERVED: what Wine calls the creation is the last change, unless the system knows better.
            created: modified,
            modified,
            content: Some(content),
        }))
    }

    /// Where a name leads from a folder of the root, links resolved; nothing if it is not there.
    fn resolve(&self, from: PathBuf, to: &Path, links: &mut usize) -> Look<Option<PathBuf>> {
        let outside = || format!("{} leads out of {}", to.display(), self.real_root.display());
        let mut at = from;
        for component in to.components() {
            match component {
                Component::CurDir => {}
                Component::Normal(name) => {
                    at.push(name);
                    let metadata = match fs::symlink_metadata(self.real_root.join(&at)) {
                        Ok(metadata) => metadata,
                        Err(error) if is_absent(&error) => return Ok(None),
                        Err(error) => return Err(format!("{}: {error}", at.display())),
                    };
                    if metadata.is_symlink() {
                        let target = fs::read_link(self.real_root.join(&at));
                        let target = target.map_err(|error| format!("{}: {error}", at.display()))?;
                        *links = links
                            .checked_sub(1)
                            .ok_or_else(|| format!("{}: too many links", at.display()))?;
                        at.pop();
                        match self.resolve(at, &target, links)? {
                            Some(place) => at = place,
                            None => return Ok(None),
                        }
                    }
                }
                Component::ParentDir => {
                    if !at.pop() {
                        return Err(outside());
                    }
                }
                Component::RootDir => {
                    let below = to.strip_prefix(&self.real_root).map_err(|_| outside())?;
                    return self.resolve(PathBuf::new(), below, links);
                }
                Component::Prefix(_) => return Err(outside()),
            }
        }
        Ok(Some(at))
    }

    /// The names in a folder; nothing if it is none.
    fn folder(&self, at: &Path) -> Look<Option<Rc<Folder>>> {
        if let Some(known) = self.folders.borrow().get(at) {
            return known.clone();
        }
        let folder = match self.root.names(at, MOST_ENTRIES) {
            Ok(names) => Ok(Some(Rc::new(Folder::of(names)))),
            Err(error) if is_absent(&error) => Ok(None),
            Err(error) => Err(format!("{}: {error}", self.real_root.join(at).display())),
        };
        self.folders.borrow_mut().insert(at.to_owned(), folder.clone());
        folder
    }
}

impl Folder {
    fn of(mut names: Vec<(String, Kind)>) -> Self {
        names.sort_by(|left, right| left.0.cmp(&right.0));
        let mut folded = HashMap::with_capacity(names.len());
        for (name, _) in &names {
            folded.entry(fold(name)).or_insert_with(|| name.clone());
        }
        Self {
            exact: names.into_iter().collect(),
            folded,
        }
    }

    /// A name as it is written there.
    fn entry(&self, name: &str) -> Option<(&str, Kind)> {
        let (name, kind) = match self.exact.get_key_value(name) {
            Some(found) => found,
            None => self.exact.get_key_value(self.folded.get(&fold(name))?)?,
        };
        Some((name, *kind))
    }
}

/// `PROGRA~1`: eight letters with a tilde and a digit, and three more.
fn may_be_short(name: &str) -> bool {
    let (stem, ending) = name.rsplit_once('.').unwrap_or((name, ""));
    let number = stem.rsplit_once('~').map(|(_, number)| number);
    stem.chars().count() <= 8
        && ending.chars().count() <= 3
        && number.is_some_and(|number| {
            !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_alphanumeric())
        })
}

fn is_absent(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory
    )
}

/// Opening below a folder, and never beside it.
#[cfg(unix)]
mod beneath {
    use std::fs::File;
    use std::io;
    use std::os::fd::OwnedFd;
    use std::path::Path;

    use rustix::fs::{Dir, FileType, Mode, OFlags};

    use super::Kind;

    pub(super) struct Root(OwnedFd);

    impl Root {
        pub(super) fn open(path: &Path) -> io::Result<Self> {
            let flags = OFlags::RDONLY | OFlags::DIRECTORY | OFlags::CLOEXEC;
            Ok(Self(rustix::fs::open(path, flags, Mode::empty())?))
        }

        pub(super) fn file(&self, at: &Path) -> io::Result<File> {
            // Not blocking: a pipe would wait for somebody who writes.
            Ok(File::from(
                self.at(at, OFlags::RDONLY | OFlags::NONBLOCK | OFlags::NOCTTY)?,
            ))
        }

        pub(super) fn names(&self, at: &Path, most: usize) -> io::Result<Vec<(String, Kind)>> {
            let folder = self.at(at, OFlags::RDONLY | OFlags::DIRECTORY)?;
            let mut names = Vec::new();
            for entry in Dir::new(folder)? {
                let entry = entry?;
                if names.len() == most {
                    return Err(io::Error::other("the folder has too many entries"));
                }
                // What is no text has no name in Windows either.
                let Ok(name) = entry.file_name().to_str() else {
                    continue;
                };
                let kind = match entry.file_type() {
                    FileType::RegularFile | FileType::Directory => Kind::Other,
                    // What is not known may be a link: it is resolved as one.
                    _ => Kind::Link,
                };
                if !matches!(name, "." | "..") {
                    names.push((name.to_owned(), kind));
                }
            }
            Ok(names)
        }

        #[cfg(target_os = "linux")]
        fn at(&self, at: &Path, flags: OFlags) -> io::Result<OwnedFd> {
            use rustix::fs::ResolveFlags;

            let at = if at.as_os_str().is_empty() {
                Path::new(".")
            } else {
                at
            };
            let flags = flags | OFlags::CLOEXEC;
            let inside = ResolveFlags::BENEATH | ResolveFlags::NO_SYMLINKS | ResolveFlags::NO_MAGICLINKS;
            match rustix::fs::openat2(&self.0, at, flags, Mode::empty(), inside) {
                // An old kernel, or a filter of system calls that does not know it.
                Err(rustix::io::Errno::NOSYS | rustix::io::Errno::PERM) => self.step_by_step(at, flags),
                result => Ok(result?),
            }
        }

        #[cfg(not(target_os = "linux"))]
        fn at(&self, at: &Path, flags: OFlags) -> io::Result<OwnedFd> {
            self.step_by_step(at, flags | OFlags::CLOEXEC)
        }

        /// Each name from the folder before, no link among them.
        fn step_by_step(&self, at: &Path, flags: OFlags) -> io::Result<OwnedFd> {
            let mut folder = rustix::io::dup(&self.0)?;
            let mut names = at.components().peekable();
            while let Some(name) = names.next() {
                let std::path::Component::Normal(name) = name else {
                    continue;
                };
                let flags = if names.peek().is_some() {
                    OFlags::RDONLY | OFlags::DIRECTORY | OFlags::CLOEXEC
                } else {
                    flags
                };
                folder = rustix::fs::openat(&folder, name, flags | OFlags::NOFOLLOW, Mode::empty())?;
            }
            Ok(folder)
        }
    }
}

/// Without such calls: by name.
#[cfg(not(unix))]
mod beneath {
    use std::fs::File;
    use std::io;
    use std::path::{Path, PathBuf};

    use super::Kind;

    pub(super) struct Root(PathBuf);

    impl Root {
        pub(super) fn open(path: &Path) -> io::Result<Self> {
            path.read_dir()?;
            Ok(Self(path.to_owned()))
        }

        pub(super) fn file(&self, at: &Path) -> io::Result<File> {
            File::open(self.0.join(at))
        }

        pub(super) fn names(&self, at: &Path, most: usize) -> io::Result<Vec<(String, Kind)>> {
            let mut names = Vec::new();
            for entry in self.0.join(at).read_dir()? {
                let entry = entry?;
                if names.len() == most {
                    return Err(io::Error::other("the folder has too many entries"));
                }
                let kind = if entry.file_type()?.is_symlink() {
                    Kind::Link
                } else {
                    Kind::Other
                };
                if let Ok(name) = entry.file_name().into_string() {
                    names.push((name, kind));
                }
            }
            Ok(names)
        }
    }
}
