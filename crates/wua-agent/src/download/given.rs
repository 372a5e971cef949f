//! Files that somebody gives, into the cache: as a download would have brought them.

use std::collections::{HashMap, HashSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use wua_com::Error;

use super::fetch::{give_name, remove, settle};
use super::folder_lock::lock_folder_within;
use super::gather::whole;
use super::plan::no_room;
use super::sameness::Sameness;
use crate::agent::Agent;
use crate::cache::{Cache, Hashing, verify, verify_with};
use crate::http::copy_file;
use crate::ports::{Abort, Arrival, step};
use crate::store::DownloadState;
use crate::update::{Content, Identity};

/// Nobody can ask him to stop who waits here, and a download that he waits for may wait for him.
const PATIENCE: Duration = Duration::from_secs(10);

/// A file that was found to be one of an update.
pub(crate) struct Given<'a> {
    pub(crate) path: &'a Path,
    pub(crate) owner: Identity,
    pub(crate) content: &'a Content,
    pub(crate) size: u64,
}

impl Agent {
    /// Takes files into the cache. What was found out about them is found out once more about what arrives.
    pub(crate) fn take_files(&self, files: &[Given<'_>]) -> Result<(), Error> {
        let rows = self.store().mark_rows()?.downloads;
        let mut twins = whole(self, &rows, files.iter().map(|given| given.content));
        self.check_room(files, &twins)?;
        for given in files {
            let same = Sameness::of(given.content);
            let twin = same.as_ref().and_then(|same| twins.get(same));
            self.take_file(given, twin.map(PathBuf::as_path))?;
            twins.extend(same.map(|same| (same, self.cache().file(given.owner, given.content))));
        }
        Ok(())
    }

    fn check_room(&self, files: &[Given<'_>], twins: &HashMap<Sameness, PathBuf>) -> Result<(), Error> {
        let mut counted = HashSet::new();
        let takes_room = |given: &&Given<'_>| {
            let same = Sameness::of(given.content);
            same.is_none_or(|same| !twins.contains_key(&same) && counted.insert(same))
        };
        let sizes = files.iter().filter(takes_room).map(|given| given.size);
        let needed = sizes.fold(0, u64::saturating_add);
        match self.cache().free() {
            Some(free) if free < needed => Err(no_room(&format!("they have {needed} bytes"), free)),
            _ => Ok(()),
        }
    }

    fn take_file(&self, given: &Given<'_>, twin: Option<&Path>) -> Result<(), Error> {
        let Given { owner, content, .. } = *given;
        let folder = self.cache().folder(owner);
        let _lock = lock_folder_within(&folder, PATIENCE)?;
        self.checkpoint(step::DOWNLOAD_FILE_STARTED);
        let (part, file) = (
            self.cache().part(owner, content),
            self.cache().file(owner, content),
        );
        let size = given.write(&part, twin).inspect_err(|_| {
            let _ = remove(&part);
        })?;
        give_name(&part, &file)?;
        self.checkpoint(step::DOWNLOAD_FILE_VERIFIED);
        let path = Cache::relative(owner, content);
        self.store()
            .record_file(owner, content, &path, size, DownloadState::Done, self.now())?;
        self.checkpoint(step::DOWNLOAD_FILE_DONE);
        Ok(())
    }
}

impl Given<'_> {
    /// The whole file under its provisional name, verified; its size. One that is the same gets one more name, if it is
    /// still what it was.
    fn write(&self, part: &Path, twin: Option<&Path>) -> Result<u64, Error> {
        remove(part)?;
        if let Some(twin) = twin
            && fs::hard_link(twin, part).is_ok()
        {
            if let Ok(size) = verify(part, self.content) {
                return Ok(size);
            }
            remove(part)?;
        }
        let mut hashing = Hashing::new(self.content);
        copy_file(self.path, part, &mut Copied(&mut hashing), &Abort::default())?;
        settle(part, self.content)?;
        verify_with(part, self.content, hashing)
            .map_err(|error| error.context(format!("{} has changed meanwhile", self.path.display())))
    }
}

/// Hashes what is copied.
struct Copied<'a, 'c>(&'a mut Hashing<'c>);

impl Arrival for Copied<'_, '_> {
    fn there(&mut self, _: u64) {}

    fn wrote(&mut self, _: u64, bytes: &[u8]) -> Result<(), Error> {
        self.0.update(bytes);
        Ok(())
    }
}
