//! Where the facts of a Windows computer come from.

use wua_com::Error;
use wua_rules::applicability::Facts;

/// Where the facts of a Windows computer come from: a Wine prefix, a recording, the computer itself.
pub trait Source: Send + Sync {
    /// A fresh look. What it answers does not change while it is held; each thing is read once, when it is asked for.
    ///
    /// An error says that there is no such computer, or that nothing at all can be read of it.
    fn open(&self) -> Result<Box<dyn Facts + '_>, Error>;

    /// What it is, for people: `the Wine prefix /srv/prefix`.
    fn name(&self) -> String;
}
