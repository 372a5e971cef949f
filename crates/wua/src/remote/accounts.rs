//! The users who may sign in from other computers: a file that its owner alone may read.
//!
//! INVARIANT: the file is replaced as a whole or not at all, and nothing is believed of one that others can read.

use std::fmt;
use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io::{self, Read, Write};
use std::os::unix::fs::{DirBuilderExt, MetadataExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use serde::Deserialize;
use wua_agent::ports::file_error;
use wua_com::{Error, code};
use wua_rpc::auth::ntlm::{Accounts, NtHash};
use zeroize::Zeroizing;

use crate::configuration::BAD_CONFIGURATION;

/// The first lines of the file.
const HEADING: &str = "\
# Who may use this computer's update agent from another computer; written by `wua user`.
# A hash is as good as the password: nobody but the owner may read this file.
";

/// Longer names are refused; those of Windows end far below.
const LONGEST_NAME: usize = 256;

/// More than any administrator keeps by hand, and little enough to be read at a sign-in.
const LARGEST_FILE: u64 = 4 << 20;

/// One who may sign in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct User {
    /// As it was added; compared without regard to case.
    pub name: String,
    /// Of the password, which itself is not kept.
    pub nt_hash: NtHash,
    /// Whether everything may be done that the policy leaves to administrators. Others can sign in, and no more.
    pub is_administrator: bool,
}

/// The file of the users. It is read again when it has changed.
pub struct AccountsFile {
    path: PathBuf,
    known: Mutex<Known>,
}

/// What was last read, and from which file.
#[derive(Default)]
struct Known {
    stamp: Option<Stamp>,
    users: Arc<[User]>,
}

/// Differs when the file differs: it is replaced and not written over.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Stamp {
    device: u64,
    inode: u64,
    size: u64,
    changed: (i64, i64),
    rights: (u32, u32),
}

impl AccountsFile {
    /// Nothing is read yet.
    pub fn new(path: impl Into<PathBuf>) -> Self {
        Self {
            path: path.into(),
            known: Mutex::default(),
        }
    }

    /// Where it lies.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// All users, in the order of their names; none if there is no file.
    pub fn users(&self) -> Result<Arc<[User]>, Error> {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        let metadata = match fs::metadata(&self.path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                *known = Known::default();
                return Ok(Arc::clone(&known.users));
            }
            other => other.map_err(|error| file_error("reading the users", &self.path, &error))?,
        };
        if known.stamp != Some(Stamp::of(&metadata)) {
            // What was known is forgotten even if the new file is of no use: a user may have been taken out of it.
            *known = Known::default();
            let (stamp, users) = read(&self.path)?;
            *known = Known {
                stamp: Some(stamp),
                users: users.into(),
            };
        }
        Ok(Arc::clone(&known.users))
    }

    /// The user of that name.
    pub fn user(&self, name: &str) -> Result<Option<User>, Error> {
        let users = self.users()?;
        Ok(users.iter().find(|user| same_name(&user.name, name)).cloned())
    }

    /// Adds a user. Refused if there is one of that name.
    pub fn add(&self, user: User) -> Result<(), Error> {
        check_name(&user.name).map_err(|wrong| Error::new(code::E_INVALIDARG, wrong.to_string()))?;
        self.change(|users| {
            if let Some(known) = users.iter().find(|known| same_name(&known.name, &user.name)) {
                return Err(Error::new(
                    code::E_INVALIDARG,
                    format!(
                        "there is a user “{}” already; `wua user passwd` changes the password",
                        known.name
                    ),
                ));
            }
            users.push(user);
            users.sort_by_cached_key(|user| folded(&user.name));
            Ok(())
        })
    }

    /// Gives a user another password.
    pub fn set_hash(&self, name: &str, nt_hash: NtHash) -> Result<(), Error> {
        self.change(|users| {
            users
                .iter_mut()
                .find(|user| same_name(&user.name, name))
                .map(|user| user.nt_hash = nt_hash)
                .ok_or_else(|| unknown(name))
        })
    }

    /// Takes a user out.
    pub fn remove(&self, name: &str) -> Result<(), Error> {
        self.change(|users| {
            let before = users.len();
            users.retain(|user| !same_name(&user.name, name));
            if users.len() == before {
                return Err(unknown(name));
            }
            Ok(())
        })
    }

    /// Reads, changes and writes, while no other process does.
    fn change(&self, change: impl FnOnce(&mut Vec<User>) -> Result<(), Error>) -> Result<(), Error> {
        let folder = self.path.parent().unwrap_or(Path::new("."));
        let failed = |error: &io::Error| file_error("writing the users", &self.path, error);
        DirBuilder::new()
            .recursive(true)
            .mode(0o755)
            .create(folder)
            .map_err(|error| failed(&error))?;
        // The system drops the lock with the handle.
        let folder = File::open(folder).map_err(|error| failed(&error))?;
        folder.lock().map_err(|error| failed(&error))?;
        let mut users = self.users()?.to_vec();
        change(&mut users)?;
        let staged = self.stage(&users).map_err(|error| failed(&error))?;
        fs::rename(&staged, &self.path)
            .and_then(|()| folder.sync_all())
            .map_err(|error| failed(&error))
    }

    /// Writes a file beside the real one. One that a dead process left there is replaced.
    fn stage(&self, users: &[User]) -> io::Result<PathBuf> {
        let staged = self.path.with_extension("toml.new");
        match fs::remove_file(&staged) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => (),
        }
        let mut file = OpenOptions::new()
            .write(true)
            .create_new(true)
            .mode(0o600)
            .open(&staged)?;
        file.write_all(written(users).as_bytes())?;
        file.sync_all()?;
        Ok(staged)
    }
}

/// INVARIANT: while the file cannot be read nobody signs in.
impl Accounts for AccountsFile {
    fn nt_hash(&self, user: &str, _domain: &str) -> Option<NtHash> {
        Some(self.user(user).ok()??.nt_hash)
    }
}

impl fmt::Debug for AccountsFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("AccountsFile").field(&self.path).finish()
    }
}

impl Stamp {
    fn of(metadata: &fs::Metadata) -> Self {
        Self {
            device: metadata.dev(),
            inode: metadata.ino(),
            size: metadata.size(),
            changed: (metadata.ctime(), metadata.ctime_nsec()),
            rights: (metadata.mode(), metadata.uid()),
        }
    }
}

/// The file as it is written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Contents {
    #[serde(default)]
    user: Vec<Entry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Entry {
    name: String,
    nt_hash: Zeroizing<String>,
    admin: bool,
}

fn read(path: &Path) -> Result<(Stamp, Vec<User>), Error> {
    let failed = |error: &io::Error| file_error("reading the users", path, error);
    let file = File::open(path).map_err(|error| failed(&error))?;
    let metadata = file.metadata().map_err(|error| failed(&error))?;
    check_rights(path, &metadata)?;
    let mut text = Zeroizing::new(String::new());
    file.take(LARGEST_FILE)
        .read_to_string(&mut text)
        .map_err(|error| failed(&error))?;
    // The message of the parser shows lines of the file, and so hashes: its place is enough.
    let contents: Contents = toml::from_str(&text).map_err(|error| {
        let before = error.span().and_then(|span| text.get(..span.start));
        let line = before.map_or(0, |before| before.matches('\n').count()) + 1;
        wrong(path, &format!("line {line}: {}", first_line(error.message())))
    })?;
    let mut users: Vec<User> = Vec::new();
    for entry in contents.user {
        check_name(&entry.name).map_err(|error| wrong(path, &error.to_string()))?;
        if users.iter().any(|user| same_name(&user.name, &entry.name)) {
            return Err(wrong(
                path,
                &format!("the user “{}” stands there twice", entry.name),
            ));
        }
        let nt_hash = entry
            .nt_hash
            .parse()
            .map_err(|error| wrong(path, &format!("the user “{}”: {error}", entry.name)))?;
        users.push(User {
            name: entry.name,
            nt_hash,
            is_administrator: entry.admin,
        });
    }
    users.sort_by_cached_key(|user| folded(&user.name));
    Ok((Stamp::of(&metadata), users))
}

/// Parsers quote what they did not expect; a hash must not be among it.
fn first_line(message: &str) -> &str {
    let line = message.lines().next().unwrap_or_default();
    line.split(": ").next().unwrap_or(line)
}

fn check_rights(path: &Path, metadata: &fs::Metadata) -> Result<(), Error> {
    let refused = |what: String| Err(Error::new(code::E_ACCESSDENIED, what));
    if !metadata.is_file() {
        return refused(format!("{} is no file", path.display()));
    }
    let own = rustix::process::geteuid().as_raw();
    if metadata.uid() != own && metadata.uid() != 0 {
        return refused(format!(
            "the users in {} are not used, because the file belongs to somebody else (user {}): `chown` it",
            path.display(),
            metadata.uid()
        ));
    }
    if metadata.mode() & 0o077 != 0 {
        return refused(format!(
            "the users in {0} are not used, because others may read or write the file (mode {1:04o}): \
             `chmod 600 {0}`, and change the passwords if somebody may have read it",
            path.display(),
            metadata.mode() & 0o7777
        ));
    }
    Ok(())
}

fn written(users: &[User]) -> Zeroizing<String> {
    // The longest there can be: text that grew would leave copies behind.
    let length: usize = users.iter().map(|user| 2 * user.name.len() + 128).sum();
    let mut text = Zeroizing::new(String::with_capacity(HEADING.len() + length));
    text.push_str(HEADING);
    for user in users {
        text.push_str("\n[[user]]\nname = \"");
        // No control character and no backslash is in a name.
        for letter in user.name.chars() {
            if letter == '"' {
                text.push('\\');
            }
            text.push(letter);
        }
        text.push_str("\"\nnt-hash = \"");
        text.push_str(&user.nt_hash.to_hex());
        text.push_str("\"\nadmin = ");
        text.push_str(if user.is_administrator {
            "true\n"
        } else {
            "false\n"
        });
    }
    text
}

fn wrong(path: &Path, what: &str) -> Error {
    Error::new(
        BAD_CONFIGURATION,
        format!("the users in {} are not understood: {what}", path.display()),
    )
}

fn unknown(name: &str) -> Error {
    Error::new(
        code::WU_E_ITEMNOTFOUND,
        format!("there is no user “{name}”; `wua user list` shows them"),
    )
}

/// Why a text is no name of a user.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NameError {
    /// Nothing but white space, or white space around it.
    Blank,
    /// More than 256 characters.
    TooLong,
    /// One that means something else where names are written: `\` and `@` lead to a domain.
    Character(char),
}

impl fmt::Display for NameError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Blank => f.write_str("a user's name is not empty, and has no white space around it"),
            Self::TooLong => write!(f, "a user's name has at most {LONGEST_NAME} characters"),
            Self::Character(character) => write!(
                f,
                "a user's name has no {character:?}: no control characters, and neither `\\` nor `@`, \
                 because it is without a domain"
            ),
        }
    }
}

impl std::error::Error for NameError {}

/// Whether a user can be called that.
pub fn check_name(name: &str) -> Result<(), NameError> {
    if name.is_empty() || name.trim() != name {
        return Err(NameError::Blank);
    }
    if name.chars().count() > LONGEST_NAME {
        return Err(NameError::TooLong);
    }
    match name.chars().find(|c| c.is_control() || matches!(c, '\\' | '@')) {
        Some(character) => Err(NameError::Character(character)),
        None => Ok(()),
    }
}

/// Whether two names mean the same user: letter by letter, as sign-in makes them large.
pub fn same_name(one: &str, other: &str) -> bool {
    one.chars().map(upper_case).eq(other.chars().map(upper_case))
}

fn folded(name: &str) -> String {
    name.chars().map(upper_case).collect()
}

/// A letter that would become several stays as it is.
fn upper_case(letter: char) -> char {
    let mut upper = letter.to_uppercase();
    match (upper.next(), upper.next()) {
        (Some(single), None) if letter <= '\u{ffff}' && single <= '\u{ffff}' => single,
        _ => letter,
    }
}

#[cfg(test)]
#[path = "accounts_tests.rs"]
mod tests;
