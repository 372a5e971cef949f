//! What is asked of a server about those revisions that somebody will look at: what people see, files, licences.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::fmt::Write as _;

use ring::digest::{Algorithm, SHA1_FOR_LEGACY_USE_ONLY, SHA256, digest};
use serde::{Deserialize, Serialize};
use wua_agent::ports::Notes;
use wua_agent::{Content, Identity};
use wua_com::{Error, Guid, Lcid, locale};
use wua_wusp::Exchange;
use wua_wusp::messages::{Fragment, GetExtendedUpdateInfo, GetFileLocations};

use super::contact::Contact;
use super::stock::{Change, write};
use crate::fragments::{LONGEST_LICENCE, LicenceFile, licence_text};

/// What the keys of details begin with.
const KIND: &str = "x/";

/// So many files are asked for at once.
const FILES: usize = 100;

/// So many languages are asked for.
const MOST_LOCALES: usize = 12;

/// What was asked about a revision.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Details {
    /// Its extended fragment; empty if the server has none.
    pub(super) extended: String,
    /// Its texts, as they came.
    pub(super) localized: Vec<String>,
    /// The languages that it was asked for.
    pub(super) locales: Vec<String>,
    /// Its licence.
    pub(super) licence: Vec<(Lcid, String)>,
    /// Where its files are, by their SHA-1 in hexadecimal digits.
    pub(super) urls: BTreeMap<String, String>,
}

/// What is wanted to be known.
pub(super) struct Wanted {
    pub(super) id: i32,
    pub(super) identity: Identity,
    pub(super) has_licence: bool,
}

/// The languages to ask for, so that somebody with these finds what there is: as they are, without their regions, and English.
pub(super) fn locales(wanted: &[Lcid]) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    let tags: Vec<&str> = wanted.iter().filter_map(|lcid| locale::tag(*lcid)).collect();
    let primary = tags.iter().map(|tag| tag.split('-').next().unwrap_or_default());
    for tag in tags.iter().copied().chain(primary).chain(["en-US", "en"]) {
        if !tag.is_empty() && all.len() < MOST_LOCALES && !all.iter().any(|known| known == tag) {
            all.push(tag.to_owned());
        }
    }
    all
}

fn key(identity: Identity) -> String {
    format!("{KIND}{identity}")
}

/// What is known of a revision.
pub(super) fn read(notes: &dyn Notes, identity: Identity) -> Result<Option<Details>, Error> {
    let note = notes.read(&key(identity))?;
    Ok(note.and_then(|note| serde_json::from_slice(&note).ok()))
}

/// The revisions of which something is known.
pub(super) fn all(notes: &dyn Notes) -> Result<HashSet<Identity>, Error> {
    let mut all = HashSet::new();
    notes.each(KIND, &mut |key, _| {
        let identity = key.strip_prefix(KIND).and_then(|text| text.split_once(':'));
        all.extend(identity.and_then(|(id, revision)| {
            Some(Identity {
                id: Guid::parse(id)?,
                revision: revision.parse().ok()?,
            })
        }));
        Ok(())
    })?;
    Ok(all)
}

/// Forgets what was known of a revision.
pub(super) fn forget(identity: Identity) -> Change {
    (key(identity), None)
}

/// Asks for what is not known. Whether there was anything.
pub(super) fn complete(
    notes: &dyn Notes,
    contact: &mut Contact<'_>,
    wanted: &[Wanted],
    locales: &[String],
) -> Result<bool, Error> {
    let mut missing = Vec::new();
    for wanted in wanted {
        let known = read(notes, wanted.identity)?;
        let is_known =
            known.is_some_and(|details| locales.iter().all(|locale| details.locales.contains(locale)));
        if !is_known {
            missing.push(wanted);
        }
    }
    let most = contact.session.config().map_or(Ok(50), |config| {
        config.max_extended_updates_per_request().map_err(Error::from)
    })?;
    for batch in missing.chunks(most) {
        ask(notes, contact, batch, locales)?;
    }
    Ok(!missing.is_empty())
}

fn ask(
    notes: &dyn Notes,
    contact: &mut Contact<'_>,
    batch: &[&Wanted],
    locales: &[String],
) -> Result<(), Error> {
    let mut details: HashMap<i32, Details> = HashMap::new();
    let ids: Vec<i32> = batch.iter().map(|wanted| wanted.id).collect();
    let types = vec![Fragment::Extended, Fragment::LocalizedProperties];
    let mut urls = receive(contact, ids, types, locales, &mut details)?;
    let licensed: Vec<i32> = batch
        .iter()
        .filter(|wanted| wanted.has_licence)
        .map(|wanted| wanted.id)
        .collect();
    let mut licences: HashMap<i32, Details> = HashMap::new();
    if !licensed.is_empty() {
        urls.extend(receive(
            contact,
            licensed,
            vec![Fragment::Eula],
            locales,
            &mut licences,
        )?);
    }
    let mut changes = Vec::new();
    for wanted in batch {
        let mut details = details.remove(&wanted.id).unwrap_or_default();
        locales.clone_into(&mut details.locales);
        if let Some(licence) = licences.remove(&wanted.id) {
            details.licence = read_licence(contact, &licence.extended, &urls);
        }
        let digests = digests(&details.extended);
        for digest in digests {
            if let Some(url) = urls.get(&digest) {
                details.urls.insert(digest, url.clone());
            }
        }
        let text = serde_json::to_vec(&details).unwrap_or_default();
        changes.push((key(wanted.identity), Some(text)));
    }
    write(notes, &changes)
}

/// Receives fragments. Where files are that are named in them.
fn receive(
    contact: &mut Contact<'_>,
    revision_ids: Vec<i32>,
    info_types: Vec<Fragment>,
    locales: &[String],
    details: &mut HashMap<i32, Details>,
) -> Result<HashMap<String, String>, Error> {
    contact.wire.conditions.abort.check()?;
    let answer = contact.exchange(Exchange::new(GetExtendedUpdateInfo {
        revision_ids,
        info_types,
        locales: locales.to_vec(),
        ..GetExtendedUpdateInfo::default()
    }))?;
    for update in answer.updates {
        let details = details.entry(update.id).or_default();
        if update.xml.trim_start().starts_with("<LocalizedProperties") {
            details.localized.push(update.xml);
        } else {
            details.extended.push_str(&update.xml);
        }
    }
    let locations = answer.file_locations.into_iter();
    Ok(locations
        .map(|location| (digits(&location.file_digest), location.url))
        .collect())
}

/// Where files are, if the server says so now.
pub(super) fn locate(
    contact: &mut Contact<'_>,
    digests: &[[u8; 20]],
) -> Result<HashMap<String, String>, Error> {
    let mut urls = HashMap::new();
    for digests in digests.chunks(FILES) {
        let answer = contact.exchange(Exchange::new(GetFileLocations {
            file_digests: digests.to_vec(),
            ..GetFileLocations::default()
        }))?;
        let locations = answer.file_locations.into_iter();
        urls.extend(locations.map(|location| (digits(&location.file_digest), location.url)));
    }
    Ok(urls)
}

/// A licence that cannot be had is shown as one without text: it has to be accepted nonetheless.
fn read_licence(
    contact: &Contact<'_>,
    fragment: &str,
    urls: &HashMap<String, String>,
) -> Vec<(Lcid, String)> {
    let files = LicenceFile::read(fragment).unwrap_or_default();
    let mut texts: Vec<(Lcid, String)> = Vec::new();
    for LicenceFile { locale, file } in files {
        let locale = locale.unwrap_or(Lcid::ENGLISH);
        let Some(url) = urls.get(&file.sha1) else { continue };
        let Ok(longest) = usize::try_from(LONGEST_LICENCE) else {
            continue;
        };
        let Ok(bytes) = contact.wire.get(&contact.absolute(url), longest) else {
            continue;
        };
        if is_right(&bytes, &file) && !texts.iter().any(|(known, _)| *known == locale) {
            texts.push((locale, licence_text(&bytes)));
        }
    }
    texts.sort_by_key(|(locale, _)| locale.0 & 0x3FF != Lcid::ENGLISH.0 & 0x3FF);
    texts
}

/// Whether bytes are the file that was described.
fn is_right(bytes: &[u8], file: &Content) -> bool {
    let is = |hash: &str, algorithm: &'static Algorithm| {
        hash.is_empty() || digits(digest(algorithm, bytes).as_ref()) == hash
    };
    is(&file.sha1, &SHA1_FOR_LEGACY_USE_ONLY) && is(&file.sha256, &SHA256)
}

/// The hashes of files in a fragment; a broken one is told of elsewhere.
fn digests(extended: &str) -> Vec<String> {
    let extended = crate::fragments::Extended::read(extended).unwrap_or_default();
    extended
        .contents
        .into_iter()
        .map(|content| content.sha1)
        .collect()
}

pub(super) fn digits(bytes: &[u8]) -> String {
    let mut digits = String::with_capacity(2 * bytes.len());
    for byte in bytes {
        let _ = write!(digits, "{byte:02x}");
    }
    digits
}
