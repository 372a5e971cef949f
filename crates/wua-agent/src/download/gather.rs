//! What decides about a download.

use std::collections::HashMap;

use wua_com::Error;

use super::DownloadRequest;
use crate::agent::Agent;
use crate::marks::is_licence_accepted;
use crate::store::MarkRows;
use crate::update::{Content, Identity, Revision};

/// What is in the cache, and which licences are accepted.
#[derive(Default)]
pub(super) struct DownloadFacts {
    rows: MarkRows,
    files: HashMap<(Identity, String), FileFact>,
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
        for part in request.updates.iter().flat_map(|update| update.parts()) {
            for content in &part.contents {
                let fact = FileFact {
                    is_cached: agent.cache().has(part.identity, content, &rows.downloads),
                    fetched: agent.cache().fetched(part.identity, content),
                };
                files.insert((part.identity, content.file_name.clone()), fact);
            }
        }
        Ok(Self { rows, files })
    }

    pub(super) fn is_cached(&self, owner: Identity, content: &Content) -> bool {
        self.fact(owner, content).is_cached
    }

    pub(super) fn fetched(&self, owner: Identity, content: &Content) -> u64 {
        self.fact(owner, content).fetched.min(content.size)
    }

    pub(super) fn is_licence_accepted(&self, part: &Revision) -> bool {
        is_licence_accepted(part, &self.rows)
    }

    fn fact(&self, owner: Identity, content: &Content) -> FileFact {
        let key = (owner, content.file_name.clone());
        self.files.get(&key).copied().unwrap_or_default()
    }
}
