//! What stood in the registry before we registered something there, so that it can be given back exactly.
//!
//! A journal is a key with a numbered key for each one that we take: its path, and below `Before` what was there. Its
//! stage says what it is good for, and is written in one step:
//!
//! * none: it is not complete, and nothing has been changed yet. Nobody needs it;
//! * [`REGISTERED`]: it is complete. Whatever the keys hold by now, [`Journal::take_back`] makes them what they were;
//! * [`GIVEN_BACK`]: everything is as it was. Nobody needs it.
//!
//! INVARIANT: keys are changed in the stage [`REGISTERED`] only. So a process may end at any step: the next one that
//! registers or takes back finds either what was there, or a complete journal of it.

use wua_com::HResult;

use crate::registry::{Key, delete, delete_if_empty, make_alike};

/// Where journals are.
const JOURNALS: &str = r"Software\wua\Registered";
/// Ours, in whose absence there was nothing.
const HOME: &str = r"Software\wua";
/// Where the keys are that we register.
const CLASSES: &str = r"Software\Classes";
/// What versions before journals kept: the keys that were there, by their paths.
const OF_OLD: &str = r"Software\wua\Registered before";

const STAGE: &str = "Stage";
const REGISTERED: &str = "registered";
const GIVEN_BACK: &str = "given back";
const PATH: &str = "Key";
const BEFORE: &str = "Before";

/// A key of `Software\Classes`, a name and a value.
pub(crate) type Entry = (String, &'static str, String);

/// What is registered and taken back together.
pub(crate) struct Journal {
    /// Its name in the registry.
    pub(crate) name: &'static str,
}

impl Journal {
    /// Writes entries into keys, of which nothing remains when they are taken back. What an earlier version registered
    /// is taken back first: it may have been in other keys.
    pub(crate) fn register(&self, keys: &[String], entries: &[Entry]) -> Result<(), HResult> {
        self.take_back()?;
        self.note(keys, |key| format!(r"{CLASSES}\{key}"))
            .inspect_err(|_| {
                let _ = self.end();
            })?;
        let written = entries.iter().try_for_each(|(key, name, value)| {
            Key::create(&format!(r"{CLASSES}\{key}"))?.set_text(name, value)
        });
        if written.is_err() {
            // Half a registration is worse than none; the first error is the one to tell.
            let _ = self.take_back();
        }
        written
    }

    /// Makes all keys what they were before, if there is a journal of that: what is there otherwise is somebody else's.
    pub(crate) fn take_back(&self) -> Result<(), HResult> {
        if self.is_complete()? {
            for (number, key) in self.keys()? {
                let before = self.of(&format!(r"{number}\{BEFORE}"));
                make_alike(&format!(r"{CLASSES}\{key}"), &before)?;
            }
            Key::create(&self.path())?.set_text(STAGE, GIVEN_BACK)?;
        }
        self.end()
    }

    /// Takes over what a version without journals has kept; the keys are those that it registered.
    pub(crate) fn succeed(&self, keys: &[String]) -> Result<(), HResult> {
        if Key::open(OF_OLD)?.is_none() {
            return Ok(());
        }
        if !self.is_complete()? {
            delete(&self.path())?;
            self.note(keys, |key| format!(r"{OF_OLD}\{key}"))?;
        }
        delete(OF_OLD)
    }

    /// Notes what the keys hold, or held: where that is now, `place` says.
    fn note(&self, keys: &[String], place: impl Fn(&str) -> String) -> Result<(), HResult> {
        for (number, key) in keys.iter().enumerate() {
            Key::create(&self.of(&number.to_string()))?.set_text(PATH, key)?;
            make_alike(&self.of(&format!(r"{number}\{BEFORE}")), &place(key))?;
        }
        Key::create(&self.path())?.set_text(STAGE, REGISTERED)
    }

    fn is_complete(&self) -> Result<bool, HResult> {
        let Some(journal) = Key::open(&self.path())? else {
            return Ok(false);
        };
        Ok(journal.text(STAGE)?.as_deref() == Some(REGISTERED))
    }

    /// The numbers and the paths of the keys.
    fn keys(&self) -> Result<Vec<(String, String)>, HResult> {
        let mut keys = Vec::new();
        let Some(journal) = Key::open(&self.path())? else {
            return Ok(keys);
        };
        for number in journal.children()? {
            if let Some(row) = Key::open(&self.of(&number))?
                && let Some(key) = row.text(PATH)?
            {
                keys.push((number, key));
            }
        }
        Ok(keys)
    }

    /// Nobody needs it any more.
    fn end(&self) -> Result<(), HResult> {
        delete(&self.path())?;
        delete_if_empty(JOURNALS)?;
        delete_if_empty(HOME)
    }

    fn path(&self) -> String {
        format!(r"{JOURNALS}\{}", self.name)
    }

    fn of(&self, key: &str) -> String {
        format!(r"{}\{key}", self.path())
    }
}
