//! The Windows that this program runs on, asked by its own interfaces.

mod calls;

use std::cell::RefCell;
use std::collections::HashMap;
use std::fs::File;
use std::io;
use std::os::windows::fs::MetadataExt as _;
use std::path::Path;

use wua_com::{Error, Guid, code};
use wua_rules::applicability::{Answer, Facts, MsiProduct, Query, RegistryKey, System};

use crate::source::Source;
use crate::view::{self, FilePath, FoundFile, Look, Machine, RawValue, View};

/// Bytes that this user may still write where a folder is, if Windows says it.
pub fn room(folder: &Path) -> Option<u64> {
    calls::room(folder)
}

/// The computer itself.
#[derive(Clone, Copy, Debug, Default)]
pub struct Live;

impl Source for Live {
    fn open(&self) -> Result<Box<dyn Facts + '_>, Error> {
        if calls::is_guest() {
            return Err(Error::new(
                code::WU_E_NOT_SUPPORTED,
                "a program of 32 bits does not see what a Windows of 64 bits is: use the one of 64 bits",
            ));
        }
        Ok(Box::new(Seen {
            view: View::new(Computer),
            known: RefCell::default(),
        }))
    }

    fn name(&self) -> String {
        "this computer".to_owned()
    }
}

/// A look at a computer that goes on changing: what was answered once stays so.
struct Seen {
    view: View<Computer>,
    known: RefCell<HashMap<Query, Answer>>,
}

impl Facts for Seen {
    fn answer(&self, query: &Query) -> Answer {
        if let Some(known) = self.known.borrow().get(query) {
            return known.clone();
        }
        let answer = self.view.answer(query);
        self.known.borrow_mut().insert(query.clone(), answer.clone());
        answer
    }
}

struct Computer;

impl Machine for Computer {
    fn has_key(&self, key: &RegistryKey) -> Look<bool> {
        calls::Key::open(&key.subkey, key.view32).map(|key| key.is_some())
    }

    fn subkeys(&self, key: &RegistryKey) -> Look<Option<Vec<String>>> {
        let key = calls::Key::open(&key.subkey, key.view32)?;
        let names = key.map(|key| key.subkeys()).transpose()?;
        Ok(names.map(view::sorted))
    }

    fn value(&self, key: &RegistryKey, name: &str) -> Look<Option<RawValue>> {
        match calls::Key::open(&key.subkey, key.view32)? {
            Some(key) => key.value(name),
            None => Ok(None),
        }
    }

    fn file(&self, path: &FilePath) -> Look<Option<FoundFile>> {
        if calls::is_remote(path.drive) {
            return Err(format!("drive {} is on another computer", path.drive));
        }
        let name = path.to_string();
        let metadata = match std::fs::metadata(&name) {
            Ok(metadata) => metadata,
            Err(error) if is_absent(&error) => return Ok(None),
            Err(error) => return Err(format!("{name}: {error}")),
        };
        if metadata.is_dir() {
            return Err(view::of_folder(&name));
        }
        let time = |time: u64| i64::try_from(time).ok().filter(|time| *time != 0);
        Ok(Some(FoundFile {
            path: spelled(&name).unwrap_or(name.clone()),
            size: metadata.len(),
            created: time(metadata.creation_time()),
            modified: time(metadata.last_write_time()),
            content: File::open(&name).ok(),
        }))
    }

    fn account_folder(&self, name: &str) -> Look<Option<String>> {
        Err(format!("Windows itself is asked for the folder `{name}`"))
    }

    fn account_profile(&self) -> Look<Option<String>> {
        Err("Windows itself is asked for the folder of the account".to_owned())
    }

    fn is_64_bit(&self) -> Look<bool> {
        // Guests are refused, so that the program is as wide as its system.
        Ok(cfg!(target_pointer_width = "64"))
    }

    fn what(&self) -> &'static str {
        "this program"
    }

    fn own_answer(&self, query: &Query) -> Option<Answer> {
        match query {
            Query::System => Some(system(self)),
            Query::Processors => Some(calls::processors().map_or_else(unknown_number, Answer::Number)),
            Query::SystemMetric(index) => Some(Answer::Number(calls::system_metric(*index))),
            Query::MsiProduct(product) => Some(answer(product_facts(self, *product))),
            Query::MsiFeature { product, feature } => {
                Some(there(calls::is_feature_installed(*product, feature)))
            }
            Query::MsiComponent { product, component } => {
                Some(there(calls::is_component_installed(*product, *component)))
            }
            Query::MsiPatch { product, patch } => Some(answer(
                patches(*product).map(|patches| there(patches.contains(patch))),
            )),
            Query::Wmi { namespace, query } => {
                Some(answer(calls::wmi_rows(namespace, query).map(Answer::Number)))
            }
            Query::Licence(name) => Some(answer(
                calls::licence(name).map(|number| number.map_or(Answer::Absent, Answer::Number)),
            )),
            _ => None,
        }
    }

    fn own_folder(&self, csidl: u32) -> Option<Look<Option<String>>> {
        Some(calls::folder(csidl))
    }
}

fn answer(look: Look<Answer>) -> Answer {
    look.unwrap_or_else(Answer::Unavailable)
}

fn there(is_there: bool) -> Answer {
    if is_there { Answer::Present } else { Answer::Absent }
}

fn unknown_number() -> Answer {
    Answer::Unavailable("Windows does not tell the number of its processors".to_owned())
}

/// What the kernel says, and the number of the cumulative update, which only the registry knows.
fn system(computer: &Computer) -> Answer {
    let of_registry = view::system(computer);
    match (calls::version(), of_registry) {
        (Some(version), Ok(Answer::System(known))) => Answer::System(System {
            revision: known.revision,
            ..version
        }),
        (Some(version), _) => Answer::System(version),
        (None, other) => answer(other),
    }
}

fn product_facts(computer: &Computer, product: Guid) -> Look<Answer> {
    if !calls::is_product_installed(product) {
        return Ok(Answer::Absent);
    }
    let language = calls::product_property(product, "Language")?;
    Ok(Answer::Product(MsiProduct {
        version: calls::product_property(product, "VersionString")?,
        language: language.parse().unwrap_or_default(),
        upgrade_code: view::upgrade_code(computer, product)?,
        patches: patches(product)?,
    }))
}

/// The patches that are applied to a product.
fn patches(product: Guid) -> Look<Vec<Guid>> {
    let mut patches = calls::patches(product)?;
    patches.sort_unstable();
    patches.dedup();
    Ok(patches)
}

/// A path as the file system writes it.
fn spelled(path: &str) -> Option<String> {
    let real = std::fs::canonicalize(path).ok()?;
    Some(real.to_str()?.strip_prefix("\\\\?\\")?.to_owned())
}

fn is_absent(error: &io::Error) -> bool {
    /// `ERROR_INVALID_NAME`: what is no name is the name of nothing.
    const INVALID_NAME: i32 = 123;
    matches!(
        error.kind(),
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory
    ) || error.raw_os_error() == Some(INVALID_NAME)
}
