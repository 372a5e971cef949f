//! Taking files out of the cache that nobody needs any more.
//!
//! Gathered, planned, carried out: the store forgets a file before it goes, so that whatever happens in between leaves
//! a file that nobody counts on, and that the next cleaning finds.

use std::collections::{HashMap, HashSet};
use std::fmt;
use std::fs::{self, Metadata};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use jiff::Timestamp;
use wua_com::{Error, Guid, code};
use wua_defs::enums::ServerSelection;

use super::disk::Disk;
use super::{folder_name, part_name};
use crate::download::try_lock_folder;
use crate::error::file_error;
use crate::search::SearchRequest;
use crate::session::Session;
use crate::store::DownloadRow;
use crate::update::{Identity, Revision};

/// How long files stay that nobody needs. The default: not at all.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct KeepPolicy {
    /// So long after they came.
    pub age: Option<Duration>,
    /// As long as the whole cache has no more bytes. If that is all that is said, age does not matter.
    pub size: Option<u64>,
}

/// Why nobody needs a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unneeded {
    /// Its update is installed.
    Installed,
    /// Its update is not for this computer as it is now.
    NotApplicable,
    /// No service offers its update.
    NotOffered,
    /// The store does not know it: somebody died while it came or went.
    LeftOver,
}

/// What a cleaning is going to take away. Computed from the cache and what is known of updates, and from nothing else.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CleaningPlan {
    /// The files, the oldest first.
    pub files: Vec<UnneededFile>,
    /// Bytes that stay.
    pub kept: u64,
}

/// A file that goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnneededFile {
    /// The update or member that it belongs to.
    pub owner: Identity,
    /// What it is called.
    pub name: String,
    /// Bytes that it leaves free: none, as long as the same file stays under another name.
    pub bytes: u64,
    /// Why it goes.
    pub reason: Unneeded,
    /// When it came.
    pub since: Timestamp,
}

/// What became of a cleaning.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Cleaned {
    /// Files that are gone.
    pub files: usize,
    /// Bytes that they left free.
    pub bytes: u64,
    /// Files that somebody began to use in the meantime.
    pub in_use: usize,
}

impl Session {
    /// What could be taken out of the cache: files of updates that are installed, not applicable, or not offered any
    /// more, as far as the policy does not keep them. What a search finds, and is not installed, stays.
    pub fn plan_cleaning(&self, policy: &KeepPolicy) -> Result<CleaningPlan, Error> {
        let facts = Facts::gather(self)?;
        Ok(plan(facts, policy, self.agent().now()))
    }

    /// Takes the files away. Not while something is downloaded or installed.
    pub fn clean_cache(&self, plan: &CleaningPlan) -> Result<Cleaned, Error> {
        let agent = self.agent();
        let _guard = agent.operation().try_acquire("clean the cache")?;
        agent.recover()?;
        if !agent.store().running_jobs()?.is_empty() {
            return Err(Error::new(
                code::WU_E_OPERATIONINPROGRESS,
                "something is being downloaded or installed: clean the cache when that has ended",
            ));
        }
        let mut cleaned = Cleaned::default();
        for file in &plan.files {
            if self.remove(file)? {
                cleaned.files += 1;
                cleaned.bytes += file.bytes;
            } else {
                cleaned.in_use += 1;
            }
        }
        self.agent().refresh_marks()?;
        Ok(cleaned)
    }

    /// Whether it is gone; otherwise somebody uses it, or has fetched it anew.
    fn remove(&self, file: &UnneededFile) -> Result<bool, Error> {
        let store = self.agent().store();
        let folder = self.agent().cache().folder(file.owner);
        if !folder.is_dir() {
            store.forget_file(file.owner, &file.name)?;
            return Ok(true);
        }
        let Some(_lock) = try_lock_folder(&folder)? else {
            return Ok(false);
        };
        let rows = store.downloads_of(file.owner)?;
        let row = rows.get(&file.owner).and_then(|files| files.get(&file.name));
        if row.is_some_and(|row| row.changed != file.since) {
            return Ok(false);
        }
        if row.is_some() {
            store.forget_file(file.owner, &file.name)?;
        }
        for name in [file.name.clone(), part_name(&file.name)] {
            let path = folder.join(name);
            match fs::remove_file(&path) {
                Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                    return Err(file_error("remove", &path, &error));
                }
                _ => {}
            }
        }
        let _ = fs::remove_file(folder.join(".lock"));
        // Only when it is empty.
        let _ = fs::remove_dir(&folder);
        Ok(true)
    }
}

/// What decides about a cleaning.
struct Facts {
    /// Files that nobody needs, each with its places on the disk.
    files: Vec<(UnneededFile, Vec<usize>)>,
    disk: Disk,
}

impl Facts {
    fn gather(session: &Session) -> Result<Self, Error> {
        let agent = session.agent();
        let updates = Updates::gather(session)?;
        let mut facts = Self {
            files: Vec::new(),
            disk: Disk::default(),
        };
        let mut rows = agent.store().mark_rows()?.downloads;
        for (owner, folder) in folders(&agent.cache().root)? {
            let known = rows.remove(&owner).unwrap_or_default();
            facts.look_at(owner, &folder, known, &updates)?;
        }
        // What the store knows, and somebody has deleted.
        for (owner, files) in rows {
            facts.look_at(owner, &agent.cache().folder(owner), files, &updates)?;
        }
        Ok(facts)
    }

    fn look_at(
        &mut self,
        owner: Identity,
        folder: &Path,
        known: HashMap<String, DownloadRow>,
        updates: &Updates,
    ) -> Result<(), Error> {
        let mut there = contents(folder)?;
        for (name, row) in known {
            let part = part_name(&name);
            let mut stored = Vec::new();
            for (name, row) in [(&name, Some(&row)), (&part, None)] {
                if let Some(file) = there.remove(name) {
                    stored.push(self.disk.add(&folder.join(name), &file, row));
                }
            }
            if let Some(reason) = updates.unneeded(owner) {
                self.goes(owner, name, (reason, row.changed), stored);
            }
        }
        for (name, file) in there {
            if name != ".lock" {
                let stored = vec![self.disk.add(&folder.join(&name), &file, None)];
                self.goes(owner, name, (Unneeded::LeftOver, came(&file)), stored);
            }
        }
        Ok(())
    }

    fn goes(
        &mut self,
        owner: Identity,
        name: String,
        (reason, since): (Unneeded, Timestamp),
        stored: Vec<usize>,
    ) {
        let file = UnneededFile {
            owner,
            name,
            bytes: 0,
            reason,
            since,
        };
        self.files.push((file, stored));
    }
}

/// What is known of updates, their members included.
#[derive(Default)]
struct Updates {
    offered: HashSet<Identity>,
    installed: HashSet<Identity>,
    wanted: HashSet<Identity>,
}

impl Updates {
    /// Without asking any server.
    fn gather(session: &Session) -> Result<Self, Error> {
        let agent = session.agent();
        let mut updates = Self::default();
        for service in agent.services()? {
            let offered = agent.store().known(service.id)?.revisions;
            let parts = offered.iter().flat_map(Revision::with_bundled);
            updates.offered.extend(parts.map(|part| part.identity));
            updates
                .installed
                .extend(found(session, service.id, "IsInstalled=1")?);
            updates
                .wanted
                .extend(found(session, service.id, "IsInstalled=0")?);
        }
        Ok(updates)
    }

    fn unneeded(&self, owner: Identity) -> Option<Unneeded> {
        if self.wanted.contains(&owner) {
            None
        } else if self.installed.contains(&owner) {
            Some(Unneeded::Installed)
        } else if self.offered.contains(&owner) {
            Some(Unneeded::NotApplicable)
        } else {
            Some(Unneeded::NotOffered)
        }
    }
}

fn found(session: &Session, service: Guid, criteria: &str) -> Result<Vec<Identity>, Error> {
    let result = session.search(SearchRequest {
        server_selection: ServerSelection::Others,
        service_id: Some(service),
        online: false,
        include_potentially_superseded: true,
        ..SearchRequest::from(criteria)
    })?;
    let parts = result.updates.iter().flat_map(|update| update.parts());
    Ok(parts.map(|part: &Arc<Revision>| part.identity).collect())
}

/// The oldest go first.
fn plan(facts: Facts, policy: &KeepPolicy, now: Timestamp) -> CleaningPlan {
    let Facts { mut files, mut disk } = facts;
    files.sort_by(|(one, _), (other, _)| {
        (one.since, one.owner, &one.name).cmp(&(other.since, other.owner, &other.name))
    });
    let mut left = disk.bytes();
    let goes = |(mut file, stored): (UnneededFile, Vec<usize>)| {
        let age = Duration::try_from(now.duration_since(file.since)).unwrap_or_default();
        let is_too_old = match (policy.age, policy.size) {
            (Some(keep), _) => age >= keep,
            (None, Some(_)) => false,
            (None, None) => true,
        };
        let is_too_much = policy.size.is_some_and(|most| left > most);
        (is_too_old || is_too_much).then(|| {
            file.bytes = disk.remove(&stored);
            left -= file.bytes;
            file
        })
    };
    let files = files.into_iter().filter_map(goes).collect();
    CleaningPlan { files, kept: left }
}

/// The folders of updates. Others may lie beside them.
fn folders(root: &Path) -> Result<Vec<(Identity, PathBuf)>, Error> {
    let entries = contents_of(root)?;
    let owner = |name: &str| {
        let (id, revision) = name.rsplit_once('.')?;
        let owner = Identity {
            id: Guid::parse(id)?,
            revision: revision.parse().ok()?,
        };
        (folder_name(owner) == name).then_some(owner)
    };
    let folders = entries
        .into_iter()
        .filter_map(|(name, file)| Some((owner(&name)?, name, file)));
    Ok(folders
        .filter(|(.., file)| file.is_dir())
        .map(|(owner, name, _)| (owner, root.join(name)))
        .collect())
}

/// The files of a folder; none, if it is not there.
fn contents(folder: &Path) -> Result<HashMap<String, Metadata>, Error> {
    let mut files = contents_of(folder)?;
    files.retain(|_, file| file.is_file());
    Ok(files)
}

fn contents_of(folder: &Path) -> Result<HashMap<String, Metadata>, Error> {
    let failed = |error| file_error("read", folder, &error);
    let entries = match fs::read_dir(folder) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(HashMap::new()),
        entries => entries.map_err(failed)?,
    };
    let mut files = HashMap::new();
    for entry in entries {
        let entry = entry.map_err(failed)?;
        // One that goes at this moment is gone.
        if let (Ok(name), Ok(file)) = (entry.file_name().into_string(), entry.metadata()) {
            files.insert(name, file);
        }
    }
    Ok(files)
}

fn came(file: &Metadata) -> Timestamp {
    let time = file.modified().unwrap_or(SystemTime::UNIX_EPOCH);
    Timestamp::try_from(time).unwrap_or(Timestamp::UNIX_EPOCH)
}

impl Unneeded {
    /// In words.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Installed => "installed",
            Self::NotApplicable => "not applicable",
            Self::NotOffered => "not offered any more",
            Self::LeftOver => "left over",
        }
    }
}

impl fmt::Display for CleaningPlan {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let bytes: u64 = self.files.iter().map(|file| file.bytes).sum();
        writeln!(f, "remove {bytes} bytes, keep {}:", self.kept)?;
        for file in &self.files {
            writeln!(f, "  {}: {} bytes, {}", file.name, file.bytes, file.reason.name())?;
        }
        Ok(())
    }
}
