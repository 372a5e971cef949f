//! The registry as Wine writes it: `system.reg`, text.
//!
//! Keys are found in one pass over the lines; values are read when they are asked for. OBSERVED: Wine writes a key only if
//! it has values or nothing below it, so keys above it are implied.

use std::cell::RefCell;
use std::collections::HashMap;
use std::collections::hash_map::RandomState;
use std::hash::{BuildHasher, Hash, Hasher};
use std::ops::Range;
use std::rc::Rc;

use super::registry_lines::{ValueLine, data, key_path, lines, statement, value_line};
use crate::names::{are_same, fold, letters};
use crate::view::RawValue;

/// The first line.
const HEADER: &[u8] = b"WINE REGISTRY Version 2";
/// A key lies no deeper in Windows.
const DEEPEST: usize = 512;
/// As many links are followed on the way to a key, and no more.
const MOST_LINKS: usize = 64;
/// Offsets are kept in 32 bits.
const LONGEST: usize = 1 << 30;
/// What a 32-bit program sees lies below this.
const OF_32_BITS: &str = "Wow6432Node";
/// A key with more lines is not read again for each of its values.
const LONG: usize = 16 << 10;
/// Where absolute names of keys of the computer begin.
const MACHINE: &str = "\\Registry\\Machine\\";
/// `REG_LINK`.
const LINK: u32 = 6;

/// A registry in text.
pub struct RegistryText {
    text: Vec<u8>,
    keys: Vec<Key>,
    /// The first key of each hash of a parent and a name.
    places: HashMap<u64, u32>,
    hasher: RandomState,
    arch: Option<Architecture>,
    root: String,
    damage: Option<usize>,
    /// The values of keys that have many, found once.
    long: RefCell<HashMap<KeyId, Rc<Values>>>,
}

/// Where the values of a key are, by their names, and the first line that is none.
struct Values {
    places: HashMap<String, usize>,
    damage: Option<usize>,
}

/// What `#arch` says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Architecture {
    /// `win32`
    Win32,
    /// `win64`
    Win64,
}

/// Why there is no registry in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoRegistry {
    /// It begins otherwise.
    Header,
    /// It has more than a gigabyte.
    TooLong,
}

impl std::fmt::Display for NoRegistry {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Header => "it does not begin with `WINE REGISTRY Version 2`",
            Self::TooLong => "it has more than a gigabyte",
        })
    }
}

impl std::error::Error for NoRegistry {}

/// A key that was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct KeyId(u32);

const ROOT: KeyId = KeyId(0);
const NONE: u32 = u32::MAX;

struct Key {
    name: Box<str>,
    parent: u32,
    first_child: u32,
    next_sibling: u32,
    /// The next one of the same hash.
    next_place: u32,
    /// Its lines.
    from: u32,
    to: u32,
    is_link: bool,
}

/// A line that cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Damaged {
    /// The line in the file.
    pub line: usize,
}

impl RegistryText {
    /// Finds the keys of a text.
    pub fn read(text: Vec<u8>) -> Result<Self, NoRegistry> {
        if text.len() > LONGEST {
            return Err(NoRegistry::TooLong);
        }
        let head = text.strip_prefix(b"\xef\xbb\xbf".as_slice()).unwrap_or(&text);
        let is_end = |byte: &u8| matches!(byte, b'\r' | b'\n');
        if !head
            .strip_prefix(HEADER)
            .is_some_and(|rest| rest.first().is_none_or(is_end))
        {
            return Err(NoRegistry::Header);
        }
        let mut registry = Self {
            text: Vec::new(),
            keys: Vec::new(),
            places: HashMap::new(),
            hasher: RandomState::new(),
            arch: None,
            root: String::new(),
            damage: None,
            long: RefCell::default(),
        };
        registry.push_key("", NONE);
        registry.index(&text);
        registry.text = text;
        Ok(registry)
    }

    /// Of which kind the prefix is, if it says so.
    pub fn architecture(&self) -> Option<Architecture> {
        self.arch
    }

    /// Below which key all keys are, in the words of the file: `REGISTRY\User\S-1-5-21-0-0-0-1000`.
    pub fn root(&self) -> &str {
        &self.root
    }

    /// The first line that could not be read: what is not found may have stood there.
    pub fn damage(&self) -> Option<usize> {
        self.damage
    }

    /// A key by its path. What 32-bit programs see, where a prefix has both.
    pub fn find(&self, path: &str, view32: bool) -> Option<KeyId> {
        let mut links = MOST_LINKS;
        self.descend(path, view32 && self.arch == Some(Architecture::Win64), &mut links)
    }

    /// The names of the keys directly below one, in no order.
    pub fn subkeys(&self, key: KeyId) -> impl Iterator<Item = &str> + '_ {
        self.children(key).map(|key| &*key.name)
    }

    /// What a value holds; the empty name is the default value. An error if a line of the key is damaged, and the value
    /// is not among the others.
    pub fn value(&self, key: KeyId, name: &str) -> Result<Option<RawValue>, Damaged> {
        let (found, damage) = if self.body(key).1.len() > LONG {
            let values = self.long_values(key);
            let place = values.places.get(&fold(name)).copied();
            (place.and_then(|at| self.line_at(at)), values.damage)
        } else {
            let (mut found, mut damage) = (None, None);
            for line in self.values(key) {
                match line {
                    // Of two values of one name the last one counts, as when Wine reads them.
                    Ok(line) if are_same(&line.name, name) => found = Some(line),
                    Ok(_) => {}
                    Err(at) => damage = damage.or(Some(at)),
                }
            }
            (found, damage)
        };
        match (found, damage) {
            (Some(line), _) => match data(line.data) {
                Some(value) => Ok(Some(value)),
                None => Err(self.damaged_at(line.at)),
            },
            (None, Some(at)) => Err(self.damaged_at(at)),
            (None, None) => Ok(None),
        }
    }

    /// The names of the values of a key.
    pub fn value_names(&self, key: KeyId) -> Result<Vec<String>, Damaged> {
        self.values(key)
            .map(|line| line.map(|line| line.name).map_err(|at| self.damaged_at(at)))
            .collect()
    }

    /// The paths of all keys, for those who want to look at everything.
    pub fn paths(&self) -> impl Iterator<Item = String> + '_ {
        self.keys.iter().skip(1).map(|key| {
            let mut names = vec![&*key.name];
            let mut above = self.keys.get(index(key.parent));
            while let Some(key) = above.filter(|key| key.parent != NONE) {
                names.push(&key.name);
                above = self.keys.get(index(key.parent));
            }
            names.reverse();
            names.join("\\")
        })
    }

    fn descend(&self, path: &str, view32: bool, links: &mut usize) -> Option<KeyId> {
        let mut at = ROOT;
        for name in path.split('\\').filter(|name| !name.is_empty()) {
            if view32 && !are_same(name, OF_32_BITS) {
                at = self.of_32_bits(at, links);
            }
            at = self.follow(self.child(at, name)?, links)?;
        }
        // Whoever opens what has a part for 32-bit programs gets that part.
        Some(if view32 { self.of_32_bits(at, links) } else { at })
    }

    fn of_32_bits(&self, at: KeyId, links: &mut usize) -> KeyId {
        let below = self.child(at, OF_32_BITS);
        below.and_then(|key| self.follow(key, links)).unwrap_or(at)
    }

    /// Where a key leads that is a link.
    fn follow(&self, key: KeyId, links: &mut usize) -> Option<KeyId> {
        if !self.keys.get(index(key.0))?.is_link {
            return Some(key);
        }
        *links = links.checked_sub(1)?;
        let value = self.value(key, "SymbolicLinkValue").ok()??;
        if value.kind != LINK {
            return None;
        }
        let target = value.text();
        let path = crate::names::begins_with(&target, MACHINE).then(|| target.get(MACHINE.len()..))??;
        self.descend(path, false, links)
    }

    fn children(&self, key: KeyId) -> impl Iterator<Item = &Key> + '_ {
        let mut next = self.keys.get(index(key.0)).map_or(NONE, |key| key.first_child);
        std::iter::from_fn(move || {
            let child = self.keys.get(index(next))?;
            next = child.next_sibling;
            Some(child)
        })
    }

    fn child(&self, parent: KeyId, name: &str) -> Option<KeyId> {
        let mut at = *self.places.get(&self.place(parent, name))?;
        loop {
            let key = self.keys.get(index(at))?;
            if key.parent == parent.0 && are_same(&key.name, name) {
                return Some(KeyId(at));
            }
            at = key.next_place;
        }
    }

    fn place(&self, parent: KeyId, name: &str) -> u64 {
        let mut hasher = self.hasher.build_hasher();
        parent.0.hash(&mut hasher);
        letters(name).for_each(|letter| letter.hash(&mut hasher));
        hasher.finish()
    }

    fn push_key(&mut self, name: &str, parent: u32) -> Option<KeyId> {
        let id = u32::try_from(self.keys.len()).ok().filter(|id| *id != NONE)?;
        let mut key = Key {
            name: name.into(),
            parent,
            first_child: NONE,
            next_sibling: NONE,
            next_place: NONE,
            from: 0,
            to: 0,
            is_link: false,
        };
        if parent != NONE {
            let place = self.place(KeyId(parent), name);
            key.next_place = self.places.insert(place, id).unwrap_or(NONE);
            let above = self.keys.get_mut(index(parent))?;
            key.next_sibling = std::mem::replace(&mut above.first_child, id);
        }
        self.keys.push(key);
        Some(KeyId(id))
    }

    /// Finds the keys, and the lines of each.
    fn index(&mut self, text: &[u8]) {
        let mut open: Option<KeyId> = None;
        let mut path = String::new();
        for (number, line) in lines(text).enumerate() {
            let Range { start, end } = line;
            let bytes = text.get(start..end).unwrap_or_default();
            match bytes.first() {
                Some(b'[') => {
                    open = key_path(bytes, &mut path).then(|| self.make(&path)).flatten();
                    if let Some(key) = open.and_then(|id| self.keys.get_mut(index(id.0))) {
                        // No file of Wine's has a key twice.
                        if key.from != 0 {
                            self.damage.get_or_insert(number + 1);
                        }
                        let at = u32::try_from(end).unwrap_or(NONE);
                        (key.from, key.to) = (at, at);
                    } else {
                        self.damage.get_or_insert(number + 1);
                    }
                }
                Some(b'#') if open.is_none() => match bytes.trim_ascii_end() {
                    b"#arch=win32" => self.arch = Some(Architecture::Win32),
                    b"#arch=win64" => self.arch = Some(Architecture::Win64),
                    _ => {}
                },
                Some(b';') if open.is_none() => {
                    if let Some(root) = bytes.strip_prefix(b";; All keys relative to ") {
                        self.root = String::from_utf8_lossy(root.trim_ascii_end()).replace("\\\\", "\\");
                    }
                }
                Some(_) => {
                    if let Some(key) = open.and_then(|id| self.keys.get_mut(index(id.0))) {
                        key.to = u32::try_from(end).unwrap_or(NONE);
                        key.is_link |= bytes.trim_ascii_end() == b"#link";
                    }
                }
                None => {}
            }
        }
        // Wine ends every line: what ends otherwise was cut off.
        if text.last() != Some(&b'\n') {
            self.damage.get_or_insert(lines(text).count());
        }
    }

    /// The key of a path, and those above it, made where they are missing.
    fn make(&mut self, path: &str) -> Option<KeyId> {
        if path.split('\\').count() > DEEPEST {
            return None;
        }
        let mut at = ROOT;
        for name in path.split('\\') {
            at = match self.child(at, name) {
                Some(key) => key,
                None => self.push_key(name, at.0)?,
            };
        }
        Some(at)
    }

    /// The lines of a key, and where they begin.
    fn body(&self, key: KeyId) -> (usize, &[u8]) {
        let key = self.keys.get(index(key.0));
        let body =
            key.and_then(|key| Some((index(key.from), self.text.get(index(key.from)..index(key.to))?)));
        body.unwrap_or_default()
    }

    fn values(&self, key: KeyId) -> impl Iterator<Item = Result<ValueLine<'_>, usize>> + '_ {
        let (start, body) = self.body(key);
        let mut at = 0;
        std::iter::from_fn(move || {
            loop {
                let rest = body.get(at..).filter(|rest| !rest.is_empty())?;
                let line = statement(rest);
                let from = at;
                at += line.len();
                match line.first() {
                    Some(b'"' | b'@') => return Some(value_line(line, start + from).ok_or(start + from)),
                    Some(b'#' | b';' | b'\r' | b'\n') => {}
                    _ => return Some(Err(start + from)),
                }
            }
        })
    }

    /// The values of a key that has many.
    fn long_values(&self, key: KeyId) -> Rc<Values> {
        if let Some(values) = self.long.borrow().get(&key) {
            return Rc::clone(values);
        }
        let mut values = Values {
            places: HashMap::new(),
            damage: None,
        };
        for line in self.values(key) {
            match line {
                Ok(line) => drop(values.places.insert(fold(&line.name), line.at)),
                Err(at) => values.damage = values.damage.or(Some(at)),
            }
        }
        let values = Rc::new(values);
        self.long.borrow_mut().insert(key, Rc::clone(&values));
        values
    }

    /// The value whose line begins there.
    fn line_at(&self, at: usize) -> Option<ValueLine<'_>> {
        value_line(statement(self.text.get(at..)?), at)
    }

    fn damaged_at(&self, offset: usize) -> Damaged {
        let before = self.text.get(..offset).unwrap_or_default();
        Damaged {
            line: memchr::memchr_iter(b'\n', before).count() + 1,
        }
    }
}

impl std::fmt::Debug for RegistryText {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("RegistryText")
            .field("keys", &self.keys.len())
            .field("arch", &self.arch)
            .finish_non_exhaustive()
    }
}

fn index(number: u32) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}
