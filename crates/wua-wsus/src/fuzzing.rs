//! What fuzzers and benches call: the readers of bytes, without files.

use std::io::Cursor;

use std::sync::Arc;

use wua_agent::ports::{Abort, LeftOut};
use wua_agent::{Category, Revision};

use crate::cabinet::Cabinet;
use crate::catalogue::{assemble, load_bytes};
use crate::fragments::{Core, Extended, LicenceFile, Localized};
use crate::signature::Signature;

/// The updates of a document or cabinet, and what was left out of it. An error is what a catalogue of this one file would be
/// refused with.
pub fn catalogue(bytes: &[u8]) -> Result<(Vec<Arc<Revision>>, Vec<LeftOut>), wua_com::Error> {
    let load = load_bytes(bytes, "catalogue", &Abort::default())?;
    let mut assembled = assemble(load.packages);
    assembled.left_out.extend(load.left_out);
    Ok((assembled.revisions, assembled.left_out))
}

/// The signature of a cabinet, if it is one.
pub fn signature(bytes: &[u8]) -> Option<Signature> {
    Cabinet::open(Cursor::new(bytes)).ok()?.signature().ok()
}

/// The revision of its fragments: core, extended, localized properties, licence. Those that are empty are not there. Beside it
/// the languages of its licence.
pub fn fragments(fragments: [&str; 4]) -> Result<(Revision, usize), wua_rules::xml::Error> {
    let [core, extended, localized, licence] = fragments;
    let core = Core::read(core)?;
    let extended = match extended {
        "" => None,
        text => Some(Extended::read(text)?),
    };
    let localized = Localized::read(localized)?;
    let licence = LicenceFile::read(licence)?.len();
    let revision = crate::fragments::revision(core, extended, &localized, Vec::new(), Vec::new());
    Ok((revision, licence))
}

/// The category of its fragments: core, extended, localized properties.
pub fn category(fragments: [&str; 3]) -> Result<Category, wua_rules::xml::Error> {
    let [core, extended, localized] = fragments;
    let (core, extended) = (Core::read(core)?, Extended::read(extended)?);
    Ok(crate::fragments::category(
        &core,
        &extended,
        &Localized::read(localized)?,
    ))
}

/// The signature of a program or cabinet: who made it, none, or why it is not believed.
pub fn payload(bytes: &[u8]) -> Option<Signature> {
    crate::signature::payload_of(bytes)
}
