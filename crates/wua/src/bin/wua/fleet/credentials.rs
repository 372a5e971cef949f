//! Who to be on which computer. Passwords come from files, the environment or somebody who types them, and never from
//! arguments, which others can see.

use std::ffi::OsString;
use std::fs::File;
use std::io::{self, Read};
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use wua::{Credentials, Error, Host, Secret, code};
use zeroize::Zeroizing;

use crate::arguments::Elsewhere;
use crate::failure::Failure;
use crate::interrupt::Interrupt;
use crate::output::is_attended;
use crate::secret::{self, Hidden};

/// No file of credentials is longer.
const LONGEST_FILE: u64 = 1 << 20;

/// Sets of credentials, the first that fits a host counts; and those for hosts that none of them fits.
#[derive(Default)]
pub(crate) struct Keyring {
    sets: Vec<Set>,
    usual: Option<Credentials>,
}

/// Credentials for hosts that match one of the patterns.
struct Set {
    patterns: Vec<String>,
    credentials: Credentials,
}

impl Keyring {
    /// As the options and the environment say. Somebody is asked for a password only if it is missing.
    pub(crate) fn open(options: &Elsewhere, interrupt: &Interrupt) -> Result<Self, Failure> {
        let variable = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty());
        let file = options.credentials.clone();
        let sets = match file.or(variable("WUA_CREDENTIALS").map(PathBuf::from)) {
            Some(path) => read(&path)?,
            None => Vec::new(),
        };
        let user = match (&options.user, variable("WUA_USER")) {
            (Some(user), _) => Some(user.clone()),
            (None, Some(user)) => Some(text("WUA_USER", user)?),
            (None, None) => None,
        };
        let usual = match user {
            Some(user) => {
                let password = password(&user, options, interrupt)?;
                Some(Credentials::new(&user, Secret::Password(password)))
            }
            None if options.password_file.is_some() => {
                return Err(Failure::usage("there is a password, and nobody whose it is")
                    .hint("`--user NAME` says who signs in"));
            }
            None => None,
        };
        Ok(Self { sets, usual })
    }

    /// The credentials for a host.
    pub(crate) fn of(&self, host: &Host) -> Result<&Credentials, Failure> {
        let fits = |set: &&Set| set.patterns.iter().any(|pattern| is_like(host.name(), pattern));
        let set = self.sets.iter().find(fits).map(|set| &set.credentials);
        set.or(self.usual.as_ref()).ok_or_else(|| {
            Failure::usage("there is nobody to sign in as")
                .hint("`--user NAME` says who signs in, `--credentials FILE` says it for hosts by pattern")
        })
    }
}

fn password(user: &str, options: &Elsewhere, interrupt: &Interrupt) -> Result<Zeroizing<String>, Failure> {
    let variable = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty());
    let file = options.password_file.clone();
    let password = match file.or(variable("WUA_PASSWORD_FILE").map(PathBuf::from)) {
        Some(path) => secret::of_a_file(&path)?,
        None => {
            match variable("WUA_PASSWORD") {
                Some(password) => Zeroizing::new(text("WUA_PASSWORD", password)?),
                None if is_attended() => Hidden::new()?.ask(interrupt, &format!("Password of {user}: "))?,
                None => {
                    return Err(
                    Failure::usage(format!("there is no terminal to ask for the password of {user} on"))
                        .hint("`--password-file FILE` takes its first line; WUA_PASSWORD_FILE and WUA_PASSWORD do, too"),
                );
                }
            }
        }
    };
    if password.is_empty() {
        return Err(Failure::usage(format!("the password of {user} is empty")));
    }
    Ok(password)
}

fn text(variable: &str, value: OsString) -> Result<String, Failure> {
    // What it is, is not said: it may be secret.
    let value = value.into_string();
    value.map_err(|_| Failure::usage(format!("{variable} is no text in UTF-8")))
}

/// `*` is anything, `?` one character; case does not matter.
fn is_like(name: &str, pattern: &str) -> bool {
    let (name, pattern) = (name.to_lowercase(), pattern.to_lowercase());
    let (mut name, mut pattern) = (name.as_str(), pattern.as_str());
    // Where to go on if the last `*` has to stand for one character more.
    let mut again: Option<(&str, &str)> = None;
    loop {
        let mut wanted = pattern.chars();
        let mut found = name.chars();
        match (wanted.next(), found.next()) {
            (Some('*'), _) => {
                pattern = wanted.as_str();
                again = Some((pattern, name));
            }
            (None, None) => return true,
            (Some(one), Some(other)) if one == '?' || one == other => {
                pattern = wanted.as_str();
                name = found.as_str();
            }
            _ => {
                let Some((after, from)) = again else {
                    return false;
                };
                let mut rest = from.chars();
                if rest.next().is_none() {
                    return false;
                }
                pattern = after;
                name = rest.as_str();
                again = Some((after, name));
            }
        }
    }
}

/// What stands in a file of credentials.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    #[serde(default)]
    credentials: Vec<WrittenSet>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct WrittenSet {
    hosts: Vec<String>,
    user: String,
    #[serde(default)]
    password: Option<Zeroizing<String>>,
    #[serde(default, alias = "password_file")]
    password_file: Option<PathBuf>,
}

fn read(path: &Path) -> Result<Vec<Set>, Failure> {
    let text = read_privately(path)?;
    // The parser's own message shows the line, in which a password may stand.
    let written: Written = toml::from_str(&text).map_err(|error| {
        let line = error.span().and_then(|span| text.get(..span.start));
        let line = line.map_or(1, |before| before.matches('\n').count() + 1);
        wrong(path, &format!("line {line} is not understood")).hint(
            "`[[credentials]]`, and below it `hosts = [\"*.example.org\"]`, `user`, and `password` or `password-file`",
        )
    })?;
    let folder = path.parent().unwrap_or(Path::new(""));
    let sets = written.credentials.into_iter().enumerate();
    let sets = sets.map(|(index, set)| {
        let number = index + 1;
        let password = match (set.password, set.password_file) {
            (Some(password), None) => password,
            (None, Some(file)) => secret::of_a_file(&folder.join(file))?,
            _ => {
                return Err(wrong(
                    path,
                    &format!("set {number} needs either `password` or `password-file`"),
                ));
            }
        };
        if set.user.is_empty() || set.hosts.is_empty() || password.is_empty() {
            return Err(wrong(
                path,
                &format!("set {number} has an empty user, password or list of hosts"),
            ));
        }
        Ok(Set {
            patterns: set.hosts,
            credentials: Credentials::new(&set.user, Secret::Password(password)),
        })
    });
    sets.collect()
}

/// Refuses what others can read or could have written.
fn read_privately(path: &Path) -> Result<Zeroizing<String>, Failure> {
    let unreadable = |error: &io::Error| {
        let hresult = match error.kind() {
            io::ErrorKind::NotFound => code::ERROR_FILE_NOT_FOUND,
            io::ErrorKind::PermissionDenied => code::E_ACCESSDENIED,
            _ => code::E_FAIL,
        };
        let message = format!("reading the credentials from {}: {error}", path.display());
        Failure::from(Error::new(hresult, message))
    };
    let file = File::open(path).map_err(|error| unreadable(&error))?;
    let about = file.metadata().map_err(|error| unreadable(&error))?;
    let me = rustix::process::geteuid().as_raw();
    if !about.is_file() || about.len() > LONGEST_FILE {
        return Err(wrong(path, "it is no file, or too long for one"));
    }
    if about.mode() & 0o077 != 0 || ![0, me].contains(&about.uid()) {
        let message = format!("the credentials {} are not yours alone", path.display());
        return Err(
            Failure::from(Error::new(code::E_ACCESSDENIED, message)).hint(format!(
                "chmod 600 {}, and look who could have read the passwords",
                path.display()
            )),
        );
    }
    // As long as it can get: one that grew would leave copies behind.
    let length = usize::try_from(about.len()).unwrap_or(0);
    let mut text = Zeroizing::new(String::with_capacity(length + 1));
    file.take(LONGEST_FILE)
        .read_to_string(&mut text)
        .map_err(|error| unreadable(&error))?;
    Ok(text)
}

fn wrong(path: &Path, what: &str) -> Failure {
    Failure::usage(format!("the credentials {}: {what}", path.display()))
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    fn keyring(text: &str, mode: u32) -> Result<Keyring, Failure> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("credentials.toml");
        fs::write(&path, text).unwrap();
        fs::write(folder.path().join("secret"), "of a file\nsecond line").unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(mode)).unwrap();
        Ok(Keyring {
            sets: read(&path)?,
            usual: None,
        })
    }

    fn of(keyring: &Keyring, host: &str) -> Option<(String, String)> {
        let credentials = keyring.of(&host.parse().unwrap()).ok()?;
        match &credentials.secret {
            Secret::Password(password) => Some((credentials.account(), password.to_string())),
            _ => None,
        }
    }

    #[test]
    fn patterns_mean_names_without_regard_to_case() {
        for (name, pattern) in [
            ("pc1", "pc1"),
            ("PC1.example.org", "*.Example.org"),
            ("10.1.2.3", "10.1.*"),
            ("pc1", "pc?"),
            ("aaab", "*a*b"),
            ("", "*"),
            ("pc1", "**"),
        ] {
            assert!(is_like(name, pattern), "{name} {pattern}");
        }
        for (name, pattern) in [
            ("pc1", "pc"),
            ("example.org", "*.example.org"),
            ("pc12", "pc?"),
            ("abc", "*b"),
            ("", "?"),
        ] {
            assert!(!is_like(name, pattern), "{name} {pattern}");
        }
        assert!(
            !is_like(&"a".repeat(250), &format!("{}b", "a*".repeat(60))),
            "in a while"
        );
    }

    #[test]
    fn the_first_set_that_fits_counts() {
        let keyring = keyring(
            "[[credentials]]\nhosts = [\"*.example.org\", \"10.1.*\"]\nuser = \"MUSEUM\\\\anna\"\npassword = \"one\"\n\
             [[credentials]]\nhosts = [\"*\"]\nuser = \"bert\"\npassword_file = \"secret\"\n",
            0o600,
        );
        let keyring = keyring.unwrap();
        let expected = |user: &str, password: &str| Some((user.to_owned(), password.to_owned()));
        assert_eq!(
            of(&keyring, "pc1.EXAMPLE.org:10135"),
            expected("MUSEUM\\anna", "one")
        );
        assert_eq!(of(&keyring, "10.1.2.3"), expected("MUSEUM\\anna", "one"));
        assert_eq!(of(&keyring, "pc1"), expected("bert", "of a file"));
        assert_eq!(of(&Keyring::default(), "pc1"), None);
    }

    #[test]
    fn a_file_that_others_can_read_is_refused() {
        let text = "[[credentials]]\nhosts = [\"*\"]\nuser = \"anna\"\npassword = \"swordfish\"\n";
        for mode in [0o640, 0o604, 0o644, 0o660] {
            let failure = keyring(text, mode).err().unwrap();
            assert!(failure.hint.unwrap().contains("chmod 600"), "{mode:o}");
        }
        assert!(keyring(text, 0o400).is_ok());
    }

    #[test]
    fn what_is_not_understood_is_named_by_its_line_and_never_shown() {
        for (text, words) in [
            (
                "[[credentials]]\nhosts = [\"*\"]\nuser = \"anna\"\npassword = 4711\n",
                "line 4",
            ),
            (
                "[[credentials]]\nhosts = [\"*\"]\nuser = \"anna\"\npasword = \"4711\"\n",
                "line 4",
            ),
            (
                "[[credentials]]\nhosts = [\"*\"]\nuser = \"anna\"\npassword = \"4711\n",
                "line 4",
            ),
            ("[[credentials]]\nhosts = [\"*\"]\nuser = \"anna\"\n", "set 1"),
            (
                "[[credentials]]\nhosts = []\nuser = \"anna\"\npassword = \"4711\"\n",
                "set 1",
            ),
        ] {
            let failure = keyring(text, 0o600).err().unwrap();
            let shown = format!("{failure:?}");
            assert!(shown.contains(words) && !shown.contains("4711"), "{shown}");
        }
    }
}
