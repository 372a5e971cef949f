//! What a download is going to fetch.

use std::collections::HashSet;
use std::fmt;
use std::path::PathBuf;

use wua_com::{Error, code};
use wua_defs::enums::DownloadType;

use super::DownloadRequest;
use super::gather::DownloadFacts;
use super::sameness::Sameness;
use crate::cache::check_names;
use crate::error::DISK_FULL;
use crate::update::{Content, Identity, Revision, Update};

/// What a download is going to do. Computed from the request and what is in the cache, and from nothing else.
#[derive(Clone, Debug)]
pub struct DownloadPlan {
    /// One for each update, in the order of the request.
    pub updates: Vec<PlannedDownload>,
}

/// What is going to be fetched for one update.
#[derive(Clone, Debug)]
pub struct PlannedDownload {
    /// Which update.
    pub identity: Identity,
    /// What it is called.
    pub title: String,
    /// Whether there is anything to do.
    pub verdict: DownloadVerdict,
    /// Its files and those of the members of a bundle, as far as they concern this computer.
    pub files: Vec<PlannedFile>,
    /// Names of files that are not needed: deltas, where there are whole files.
    pub left_out: Vec<String>,
}

/// Whether there is anything to do for an update.
#[derive(Clone, Debug)]
pub enum DownloadVerdict {
    /// Files are missing, or all are to be fetched again.
    Fetch,
    /// It is in the cache.
    AlreadyDownloaded,
    /// It cannot be downloaded, and why.
    Refused(Error),
}

/// A file of a download.
#[derive(Clone, Debug)]
pub struct PlannedFile {
    /// The update or member that it belongs to.
    pub owner: Identity,
    /// The file.
    pub content: Content,
    /// It is in the cache, and stays.
    pub is_cached: bool,
    /// How many bytes of it were fetched before.
    pub fetched: u64,
    /// A file of the cache that is the same: it is used, and nothing is fetched.
    pub twin: Option<PathBuf>,
}

impl PlannedFile {
    /// How many bytes are left to fetch.
    pub fn bytes(&self) -> u64 {
        if self.is_cached || self.twin.is_some() {
            return 0;
        }
        self.content.size.saturating_sub(self.fetched)
    }
}

impl PlannedDownload {
    /// How many bytes are left to fetch.
    pub fn bytes(&self) -> u64 {
        self.files.iter().map(PlannedFile::bytes).sum()
    }

    /// How many bytes of files there will be.
    pub(super) fn bytes_total(&self) -> u64 {
        match self.verdict {
            DownloadVerdict::Fetch => self.files.iter().map(|file| file.content.size).sum(),
            DownloadVerdict::AlreadyDownloaded | DownloadVerdict::Refused(_) => 0,
        }
    }
}

impl DownloadPlan {
    /// Decides for each update.
    pub(super) fn new(request: &DownloadRequest, facts: &DownloadFacts) -> Self {
        let plan = |update| plan_update(update, request, facts);
        let mut plan = Self {
            updates: request.updates.iter().map(plan).collect(),
        };
        if let Some(free) = facts.free() {
            plan.refuse_what_has_no_room(free);
        }
        plan
    }

    /// In the order of the request: what is too large leaves its room to what comes behind it.
    fn refuse_what_has_no_room(&mut self, mut free: u64) {
        let mut counted: HashSet<Stored<'_>> = HashSet::new();
        for update in &mut self.updates {
            if !matches!(update.verdict, DownloadVerdict::Fetch) {
                continue;
            }
            let mut more = HashSet::new();
            let mut needed: u64 = 0;
            for file in &update.files {
                let stored = Stored::of(file);
                if !counted.contains(&stored) && more.insert(stored) {
                    needed = needed.saturating_add(file.bytes());
                }
            }
            if needed > free {
                let what = format!("{needed} bytes of it are to be fetched");
                update.verdict = DownloadVerdict::Refused(no_room(&what, free));
                continue;
            }
            free -= needed;
            counted.extend(more);
        }
    }

    /// How many bytes are left to fetch: what several updates have is fetched once, and what is refused not at all.
    pub fn bytes(&self) -> u64 {
        let mut counted = HashSet::new();
        let fetched = |update: &&PlannedDownload| matches!(update.verdict, DownloadVerdict::Fetch);
        let files = self
            .updates
            .iter()
            .filter(fetched)
            .flat_map(|update| &update.files);
        let once = files.filter(|file| counted.insert(Stored::of(file)));
        once.map(PlannedFile::bytes).sum()
    }

    pub(super) fn bytes_total(&self) -> u64 {
        self.updates.iter().map(PlannedDownload::bytes_total).sum()
    }
}

/// What takes room once, however many updates have it.
#[derive(PartialEq, Eq, Hash)]
enum Stored<'a> {
    Same(Sameness),
    Alone(Identity, &'a str),
}

impl<'a> Stored<'a> {
    fn of(file: &'a PlannedFile) -> Self {
        let alone = || Self::Alone(file.owner, &file.content.file_name);
        Sameness::of(&file.content).map_or_else(alone, Self::Same)
    }
}

pub(super) fn no_room(what: &str, free: u64) -> Error {
    Error::new(
        DISK_FULL,
        format!("{what}, and {free} are free where the cache is: free some space and try again"),
    )
}

fn plan_update(update: &Update, request: &DownloadRequest, facts: &DownloadFacts) -> PlannedDownload {
    let parts = update.parts();
    let files = parts
        .iter()
        .flat_map(|part| wanted_files(part, request.download_type))
        .map(|(owner, content)| PlannedFile {
            owner,
            content: content.clone(),
            is_cached: !request.forced && facts.is_cached(owner, content),
            twin: facts.twin(content).filter(|_| !request.forced).cloned(),
            fetched: if request.forced {
                0
            } else {
                facts.fetched(owner, content)
            },
        })
        .collect::<Vec<_>>();
    PlannedDownload {
        identity: update.identity(),
        title: update.title().to_owned(),
        verdict: verdict(&parts, &files, facts),
        files,
        left_out: left_out(&parts),
    }
}

fn verdict(
    parts: &[&std::sync::Arc<Revision>],
    files: &[PlannedFile],
    facts: &DownloadFacts,
) -> DownloadVerdict {
    if parts.iter().any(|part| !facts.is_licence_accepted(part)) {
        return DownloadVerdict::Refused(Error::new(
            code::WU_E_EULAS_DECLINED,
            "its licence has not been accepted: accept it first",
        ));
    }
    if let Some(error) = parts.iter().find_map(|part| check_names(part).err()) {
        return DownloadVerdict::Refused(error);
    }
    if let Some(error) = parts.iter().find_map(|part| facts.unsupported(part)) {
        return DownloadVerdict::Refused(error.clone());
    }
    if files.iter().all(|file| file.is_cached) {
        return DownloadVerdict::AlreadyDownloaded;
    }
    DownloadVerdict::Fetch
}

fn left_out(parts: &[&std::sync::Arc<Revision>]) -> Vec<String> {
    let names = parts.iter().flat_map(|part| {
        let wanted: HashSet<&str> = part
            .wanted_contents()
            .map(|content| content.file_name.as_str())
            .collect();
        let others = part.contents.iter().map(|content| &content.file_name);
        others.filter(move |name| !wanted.contains(name.as_str()))
    });
    names.cloned().collect()
}

/// The small file that fetches the rest is the first one that its publisher lists.
fn wanted_files(part: &Revision, download_type: DownloadType) -> impl Iterator<Item = (Identity, &Content)> {
    let count = match download_type {
        DownloadType::Full => usize::MAX,
        DownloadType::UpdateBootstrapper => 1,
    };
    part.wanted_contents()
        .take(count)
        .map(|content| (part.identity, content))
}

impl fmt::Display for DownloadPlan {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "download {} bytes:", self.bytes())?;
        for update in &self.updates {
            match &update.verdict {
                DownloadVerdict::AlreadyDownloaded => {
                    writeln!(f, "  {}: already downloaded", update.title)?;
                }
                DownloadVerdict::Refused(error) => writeln!(f, "  {}: {error}", update.title)?,
                DownloadVerdict::Fetch => {
                    writeln!(f, "  {}: {} bytes", update.title, update.bytes())?;
                    for file in &update.files {
                        write_file(f, file)?;
                    }
                    for name in &update.left_out {
                        writeln!(
                            f,
                            "    {name}: left out, a delta; there is a whole file, and nothing here applies deltas"
                        )?;
                    }
                }
            }
        }
        Ok(())
    }
}

fn write_file(f: &mut fmt::Formatter<'_>, file: &PlannedFile) -> fmt::Result {
    let name = &file.content.file_name;
    match (file.is_cached, file.fetched) {
        (true, _) => writeln!(f, "    {name}: in the cache"),
        _ if file.twin.is_some() => writeln!(f, "    {name}: the same is in the cache for another update"),
        (false, 0) => writeln!(f, "    {name}: {} bytes", file.bytes()),
        (false, fetched) => writeln!(
            f,
            "    {name}: {} bytes, after {fetched} fetched before",
            file.bytes()
        ),
    }
}
