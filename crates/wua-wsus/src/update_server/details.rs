//! What is asked of a server about those revisions that somebody will look at: what people see, files, licences.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::fmt::Write as _;

use ring::digest::{Algorithm, SHA1_FOR_LEGACY_USE_ONLY, SHA256, digest};
use serde::{Deserialize, Serialize};
use wua_agent::ports::Notes;
use wua_agent::{Content, Identity, http};
use wua_com::{Error, Guid, Lcid, locale};
use wua_wusp::Exchange;
use wua_wusp::messages::{Fragment, GetExtendedUpdateInfo, GetFileLocations};

use super::contact::Contact;
use super::stock::{Change, DIGEST, write};
use super::wire::may_pass;
use crate::fragments::{LONGEST_LICENCE, LicenceFile, licence_text};
use crate::sdp::contents::from_hexadecimal;

/// What the keys of details begin with.
const KIND: &str = "x/";

/// So many files are asked for at once.
const FILES: usize = 100;

/// So many searches ask for what does not come; then it is taken for something that there is not, until all is asked anew.
const MOST_MISSED: u8 = 5;

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
    /// So many times something of it did not come that might have.
    #[serde(skip_serializing_if = "is_zero")]
    missed: u8,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes it so")]
fn is_zero(missed: &u8) -> bool {
    *missed == 0
}

impl Details {
    /// Something may come another time.
    pub(super) fn is_incomplete(&self) -> bool {
        (1..MOST_MISSED).contains(&self.missed)
    }

    /// The server has said nothing.
    pub(super) fn is_missing(&self) -> bool {
        self.missed > 0 && self.extended.is_empty() && self.localized.is_empty()
    }
}

/// What became of questions.
#[derive(Default)]
pub(super) struct Completed {
    /// Revisions that the server no longer has.
    pub(super) out_of_scope: Vec<i32>,
    /// Something did not come: it is asked for again with the next search.
    pub(super) is_incomplete: bool,
    /// Whoever has licences cannot be reached now.
    is_unreached: bool,
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

/// Asks for what is not known.
pub(super) fn complete(
    notes: &dyn Notes,
    contact: &mut Contact<'_>,
    wanted: &[Wanted],
    locales: &[String],
    refresh: bool,
) -> Result<Completed, Error> {
    let mut missing = Vec::new();
    for wanted in wanted {
        let known = read(notes, wanted.identity)?;
        let is_known = known.is_some_and(|details| {
            let is_wanted_again = details.is_incomplete() || (refresh && details.missed > 0);
            !is_wanted_again && locales.iter().all(|locale| details.locales.contains(locale))
        });
        if !is_known {
            missing.push(wanted);
        }
    }
    let mut completed = Completed::default();
    for batch in missing.chunks(contact.session.most_extended_updates()) {
        ask(notes, contact, batch, locales, &mut completed)?;
    }
    Ok(completed)
}

fn ask(
    notes: &dyn Notes,
    contact: &mut Contact<'_>,
    batch: &[&Wanted],
    locales: &[String],
    completed: &mut Completed,
) -> Result<(), Error> {
    let ids: Vec<i32> = batch.iter().map(|wanted| wanted.id).collect();
    let types = vec![Fragment::Extended, Fragment::LocalizedProperties];
    let Received {
        mut details,
        mut urls,
        mut out_of_scope,
    } = receive(contact, ids, types, locales)?;
    let licensed: Vec<i32> = batch
        .iter()
        .filter(|wanted| wanted.has_licence)
        .map(|wanted| wanted.id)
        .collect();
    let mut licences = HashMap::new();
    if !licensed.is_empty() {
        let received = receive(contact, licensed, vec![Fragment::Eula], locales)?;
        licences = received.details;
        urls.extend(received.urls);
        out_of_scope.extend(received.out_of_scope);
    }
    let mut changes = Vec::new();
    for wanted in batch {
        let before = read(notes, wanted.identity)?.unwrap_or_default();
        let answered = details.remove(&wanted.id);
        let mut is_all = answered.is_some();
        // Something that was said before is better than nothing.
        let mut details = answered.unwrap_or_else(|| before.clone());
        locales.clone_into(&mut details.locales);
        details.licence = before.licence;
        if wanted.has_licence {
            let fragment = licences.remove(&wanted.id).unwrap_or_default().extended;
            match read_licence(contact, &fragment, &urls, &mut completed.is_unreached)? {
                Some(licence) => details.licence = licence,
                None => is_all = false,
            }
        }
        details.missed = if is_all {
            0
        } else {
            before.missed.saturating_add(1)
        };
        completed.is_incomplete |= details.is_incomplete();
        let digests = digests(&details.extended);
        for digest in digests {
            if let Some(url) = urls.get(&digest) {
                details.urls.insert(digest, url.clone());
            }
        }
        let text = serde_json::to_vec(&details).unwrap_or_default();
        changes.push((key(wanted.identity), Some(text)));
    }
    completed.out_of_scope.extend(out_of_scope);
    write(notes, &changes)
}

/// Fragments, and where files are that are named in them.
struct Received {
    details: HashMap<i32, Details>,
    urls: HashMap<String, String>,
    /// Revisions that the server no longer has.
    out_of_scope: Vec<i32>,
}

fn receive(
    contact: &mut Contact<'_>,
    revision_ids: Vec<i32>,
    info_types: Vec<Fragment>,
    locales: &[String],
) -> Result<Received, Error> {
    contact.wire.conditions.abort.check()?;
    let answer = contact.exchange(Exchange::new(GetExtendedUpdateInfo {
        revision_ids,
        info_types,
        locales: locales.to_vec(),
        ..GetExtendedUpdateInfo::default()
    }))?;
    let mut details: HashMap<i32, Details> = HashMap::new();
    for update in answer.updates {
        let details = details.entry(update.id).or_default();
        if update.xml.trim_start().starts_with("<LocalizedProperties") {
            details.localized.push(update.xml);
        } else {
            details.extended.push_str(&update.xml);
        }
    }
    let locations = answer.file_locations.into_iter();
    Ok(Received {
        details,
        urls: locations
            .map(|location| (digits(&location.file_digest), location.url))
            .collect(),
        out_of_scope: answer.out_of_scope_revision_ids,
    })
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

/// Asks where all files are now that are somewhere. Whether there were any.
pub(super) fn relocate(notes: &dyn Notes, contact: &mut Contact<'_>) -> Result<bool, Error> {
    let mut moved: Vec<(String, Details)> = Vec::new();
    notes.each(KIND, &mut |key, note| {
        let details: Option<Details> = serde_json::from_slice(note).ok();
        moved.extend(
            details
                .filter(|details| !details.urls.is_empty())
                .map(|details| (key.to_owned(), details)),
        );
        Ok(())
    })?;
    if moved.is_empty() {
        return Ok(false);
    }
    let digests: BTreeSet<&String> = moved
        .iter()
        .flat_map(|(_, details)| details.urls.keys())
        .collect();
    let digests: Vec<[u8; 20]> = digests
        .into_iter()
        .filter_map(|digest| from_hexadecimal(digest))
        .collect();
    let urls = locate(contact, &digests)?;
    let mut changes: Vec<Change> = Vec::new();
    for (key, mut details) in moved {
        // Where one is that is not named is asked when it is fetched.
        details.urls.retain(|digest, url| match urls.get(digest) {
            Some(now) => {
                now.clone_into(url);
                true
            }
            None => false,
        });
        changes.push((key, serde_json::to_vec(&details).ok()));
    }
    // What was offered says where they were.
    changes.push((DIGEST.to_owned(), None));
    write(notes, &changes)?;
    Ok(true)
}

/// The licence, without what the server does not have of it: that has to be accepted nonetheless. None if it could not be had
/// this time.
fn read_licence(
    contact: &Contact<'_>,
    fragment: &str,
    urls: &HashMap<String, String>,
    is_unreached: &mut bool,
) -> Result<Option<Vec<(Lcid, String)>>, Error> {
    let files = LicenceFile::read(fragment).unwrap_or_default();
    let mut texts: Vec<(Lcid, String)> = Vec::new();
    for LicenceFile { locale, file } in files {
        let locale = locale.unwrap_or(Lcid::ENGLISH);
        let Some(url) = urls.get(&file.sha1) else { continue };
        let Ok(longest) = usize::try_from(LONGEST_LICENCE) else {
            continue;
        };
        if *is_unreached {
            return Ok(None);
        }
        let bytes = match contact.wire.get(&contact.absolute(url), longest) {
            Ok(bytes) => bytes,
            Err(error) => {
                contact.wire.conditions.abort.check()?;
                *is_unreached = http::is_unreached(error.hresult());
                if *is_unreached || may_pass(error.hresult()) {
                    return Ok(None);
                }
                continue;
            }
        };
        if is_right(&bytes, &file) && !texts.iter().any(|(known, _)| *known == locale) {
            texts.push((locale, licence_text(&bytes)));
        }
    }
    texts.sort_by_key(|(locale, _)| locale.0 & 0x3FF != Lcid::ENGLISH.0 & 0x3FF);
    Ok(Some(texts))
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
