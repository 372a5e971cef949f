//! What an update server says of a revision: fragments of XML without namespaces and without a root.
//!
//! *Core* comes with every revision and holds what decides whether it concerns a computer: [`Core`]. *Extended*,
//! `LocalizedProperties` and *Eula* are asked for where somebody will look at the revision: [`Extended`], [`Localized`],
//! [`LicenceFile`]. Together they become a [`Revision`](wua_agent::Revision) with [`revision`], or a
//! [`Category`](wua_agent::Category) with [`category`].
//!
//! INVARIANT: what is broken is an error that says where; a part of a fragment is never left out in silence. Elements that are
//! not known are skipped, for servers are newer than this.
//!
//! Specification: [MS-WUSP] 2.2.2.2, 3.1.1.

mod assembly;
mod core;
mod extended;
mod licence;
mod localized;

pub(crate) use self::assembly::{category, revision};
pub(crate) use self::core::{Core, Kind};
pub(crate) use self::extended::Extended;
pub(crate) use self::licence::{LONGEST as LONGEST_LICENCE, LicenceFile, decode as licence_text};
pub(crate) use self::localized::Localized;

use wua_rules::xml::{Error, Limits, Reader};

/// What a fragment may have, in bytes. OBSERVED: those of a server had 2.5 kB on average.
const LONGEST: usize = 16 << 20;

/// Stands before a fragment.
fn reader(fragment: &str) -> Result<Reader<'_>, Error> {
    Reader::with_limits(
        fragment,
        Limits {
            document: LONGEST,
            ..Limits::default()
        },
    )
}
