//! What decides about a download.

use std::collections::{HashMap, HashSet};
use std::fs;
use std::path::PathBuf;

use wua_com::Error;
use wua_defs::enums::UpdateOperation;

use super::DownloadRequest;
use super::sameness::Sameness;
use crate::agent::Agent;
use crate::error::guarded;
use crate::marks::is_licence_accepted;
use crate::store::{DownloadRow, DownloadRows, DownloadState, MarkRows};
use crate::update::{Content, Identity, Revision};

/// What is in the cache, and which licences are accepted.
#[derive(Default)]
pub(super) struct DownloadFacts {
    rows: MarkRows,
    files: HashMap<(Identity, String), FileFact>,
    /// Whole files of the cache that are the same as one that is wanted.
    whole: HashMap<Sameness, PathBuf>,
    /// Bytes that are free where the cache is, where the system says so.
    free: Option<u64>,
    /// Why the target cannot handle an update, where it cannot.
    unsupported: HashMap<Identity, Error>,
}

#[derive(Clone, Copy, Default)]
struct FileFact {
    is_cached: bool,
    fetched: u64,
}

impl DownloadFacts {
    pub(super) fn gather(agent: &Agent, request: &DownloadRequest) -> Result<Self, Error> {
        let rows = agent.store().mark_rows()?;
        let mut files = HashMap::new();
        let mut unsupported = HashMap::new();
        for part in request.updates.iter().flat_map(|update| update.parts()) {
            let check = || {
                agent
                    .target()
                    .check_installer(part, UpdateOperation::Installation)
            };
            if !part.contents.is_empty()
                && let Err(error) = guarded("the target", check)
            {
                unsupported.insert(part.identity, error);
            }
            for content in &part.contents {
                let fact = FileFact {
                    is_cached: agent.cache().has(part.identity, content, &rows.downloads),
                    fetched: agent.cache().fetched(part.identity, content),
                };
                files.insert((part.identity, content.file_name.clone()), fact);
            }
        }
        let parts = request.updates.iter().flat_map(|update| update.parts());
        let whole = whole(agent, &rows.downloads, parts.flat_map(|part| &part.contents));
        Ok(Self {
            rows,
            files,
            whole,
            free: agent.cache().free(),
            unsupported,
        })
    }

    /// A file of the cache that is the same.
    pub(super) fn twin(&self, content: &Content) -> Option<&PathBuf> {
        self.whole.get(&Sameness::of(content)?)
    }

    /// Bytes that are free where the cache is, where the system says so.
    pub(super) fn free(&self) -> Option<u64> {
        self.free
    }

    pub(super) fn is_cached(&self, owner: Identity, content: &Content) -> bool {
        self.fact(owner, content).is_cached
    }

    pub(super) fn fetched(&self, owner: Identity, content: &Content) -> u64 {
        self.fact(owner, content).fetched.min(content.size)
    }

    /// Why the target cannot handle it.
    pub(super) fn unsupported(&self, part: &Revision) -> Option<&Error> {
        self.unsupported.get(&part.identity)
    }

    pub(super) fn is_licence_accepted(&self, part: &Revision) -> bool {
        is_licence_accepted(part, &self.rows)
    }

    fn fact(&self, owner: Identity, content: &Content) -> FileFact {
        let key = (owner, content.file_name.clone());
        self.files.get(&key).copied().unwrap_or_default()
    }
}

/// Whole files of the cache that are the same as one of these.
pub(super) fn whole<'a>(
    agent: &Agent,
    rows: &DownloadRows,
    contents: impl Iterator<Item = &'a Content>,
) -> HashMap<Sameness, PathBuf> {
    let wanted: HashSet<Sameness> = contents.filter_map(Sameness::of).collect();
    let files = rows.values().flat_map(HashMap::values);
    let same = |row: &DownloadRow| {
        let key = Sameness::of_row(row);
        let path = agent.cache().at(&row.path);
        let is_whole = row.state == DownloadState::Done
            && wanted.contains(&key)
            && fs::metadata(&path).is_ok_and(|file| file.len() == row.size);
        is_whole.then_some((key, path))
    };
    files.filter_map(same).collect()
}
