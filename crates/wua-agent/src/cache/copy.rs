//! Files out of the cache and into it.

use std::fs::{self, File};
use std::path::{Path, PathBuf};

use wua_com::{Error, code};

use super::cabinet::unpack;
use super::{check_names, sync_folder, verify};
use crate::agent::Agent;
use crate::download::Given;
use crate::error::file_error;
use crate::marks::is_licence_accepted;
use crate::update::{Content, Identity, Update};

impl Agent {
    /// Copies the cached files of an update to a folder. The members of a bundle have their own.
    pub fn copy_from_cache(
        &self,
        update: &Update,
        folder: &Path,
        extract_cabinets: bool,
    ) -> Result<(), Error> {
        let copy = || {
            check_folder(folder)?;
            self.check_copyable(update)?;
            for content in update.revision.wanted_contents() {
                let is_cabinet = Path::new(&content.file_name)
                    .extension()
                    .is_some_and(|extension| extension.eq_ignore_ascii_case("cab"));
                self.verify_cached(update.identity(), content)?;
                let from = self.cache().file(update.identity(), content);
                if extract_cabinets && is_cabinet {
                    unpack(&from, folder)?;
                } else {
                    copy_file(&from, folder, &content.file_name)?;
                }
            }
            Ok(())
        };
        copy()
            .map_err(|error: Error| error.context(format!("copying the files of {}", update.display_name())))
    }

    fn check_copyable(&self, update: &Update) -> Result<(), Error> {
        let revision = &update.revision;
        if revision.contents.is_empty() && !update.bundled.is_empty() {
            return Err(Error::new(
                code::E_INVALIDARG,
                "a bundle has no files of its own: copy those of its members",
            ));
        }
        check_names(revision)?;
        let rows = self.store().mark_rows()?;
        if !is_licence_accepted(revision, &rows) {
            return Err(Error::new(
                code::WU_E_EULAS_DECLINED,
                "its licence has not been accepted: accept it first",
            ));
        }
        if !self.cache().has_all(revision, &rows.downloads) {
            return Err(Error::new(
                code::WU_E_DM_NOTDOWNLOADED,
                "it is not in the cache: download it first",
            ));
        }
        Ok(())
    }

    /// Takes files into the cache, if they are exactly what the update or a member of its bundle would have
    /// downloaded. One that is not spoils all of them.
    pub fn copy_to_cache(&self, update: &Update, files: &[PathBuf]) -> Result<(), Error> {
        let copy = || {
            if files.is_empty() {
                return Err(Error::new(code::E_INVALIDARG, "no files are named"));
            }
            let mut accepted = Vec::new();
            for file in files {
                let (owner, content) = matching(update, file)?;
                accepted.push(Given {
                    path: file,
                    owner,
                    content,
                    size: verify(file, content)?,
                });
            }
            // Those before one that fails are there.
            let taken = self.take_files(&accepted);
            self.refresh_marks().and(taken)
        };
        copy().map_err(|error: Error| {
            error.context(format!(
                "taking files of {} into the cache",
                update.display_name()
            ))
        })
    }
}

/// The file of the update that has the name of `file`; if none has, the one of its size and hash.
fn matching<'a>(update: &'a Update, file: &Path) -> Result<(Identity, &'a Content), Error> {
    let size = match fs::metadata(file) {
        Ok(found) if found.is_file() => found.len(),
        Ok(_) => {
            return Err(Error::new(
                code::E_INVALIDARG,
                format!("{} is no file", file.display()),
            ));
        }
        Err(error) => return Err(file_error("read", file, &error)),
    };
    let mut candidates = Vec::new();
    for part in update.parts() {
        check_names(part)?;
        candidates.extend(part.contents.iter().map(|content| (part.identity, content)));
    }
    let is_named = |content: &Content| {
        let name = file.file_name().map(|name| name.to_string_lossy());
        name.is_some_and(|name| name.eq_ignore_ascii_case(&content.file_name))
    };
    let by_name = candidates.iter().find(|(_, content)| is_named(content));
    let by_content = || {
        let mut hashed = candidates.iter();
        hashed.find(|(_, content)| {
            content.size == size && !content.hash().is_empty() && verify(file, content).is_ok()
        })
    };
    by_name.or_else(by_content).copied().ok_or_else(|| {
        Error::new(
            code::E_INVALIDARG,
            format!("{} is none of the files of the update", file.display()),
        )
    })
}

fn check_folder(folder: &Path) -> Result<(), Error> {
    if folder.as_os_str().is_empty() {
        return Err(Error::new(code::E_INVALIDARG, "no folder is named"));
    }
    if folder.is_dir() {
        return Ok(());
    }
    let (hresult, what) = match folder.parent() {
        _ if folder.exists() => (code::E_INVALIDARG, "is no folder"),
        Some(parent) if parent.as_os_str().is_empty() || parent.is_dir() => {
            (code::COR_E_DIRECTORYNOTFOUND, "does not exist: create it first")
        }
        _ => (
            code::STG_E_PATHNOTFOUND,
            "does not exist, nor does the folder above it: check the path",
        ),
    };
    Err(Error::new(hresult, format!("{} {what}", folder.display())))
}

/// Copies under another name first, so that nobody takes a half for the whole.
fn copy_file(from: &Path, folder: &Path, name: &str) -> Result<(), Error> {
    let part = folder.join(format!("{name}.copying"));
    let copy = || {
        fs::copy(from, &part)?;
        File::options().write(true).open(&part)?.sync_all()?;
        fs::rename(&part, folder.join(name))
    };
    copy().map_err(|error| {
        let _ = fs::remove_file(&part);
        file_error("write", &folder.join(name), &error)
    })?;
    sync_folder(folder);
    Ok(())
}
