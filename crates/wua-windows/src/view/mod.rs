//! Facts from a registry and files: the same for every kind of computer that has both.

mod devices;
mod files;
mod folders;
mod installer;
mod registry;
mod system;

use wua_rules::applicability::{Answer, Base, Facts, Hive, Query, RegistryKey};

use crate::names::letters;

pub(crate) use files::{FilePath, FoundFile, file_time};
#[cfg(windows)]
pub(crate) use installer::upgrade_code;
pub use registry::RawValue;
#[cfg(windows)]
pub(crate) use system::system;

/// What somebody saw who looked, or why nobody could.
pub(crate) type Look<T> = Result<T, String>;

/// A computer with a registry and files. Between two views it may change, during one it does not.
pub(crate) trait Machine {
    /// Whether a key is there.
    fn has_key(&self, key: &RegistryKey) -> Look<bool> {
        self.subkeys(key).map(|names| names.is_some())
    }

    /// The names of the keys directly below one, or nothing if it is not there.
    fn subkeys(&self, key: &RegistryKey) -> Look<Option<Vec<String>>>;

    /// A value; the empty name is the default value.
    fn value(&self, key: &RegistryKey, name: &str) -> Look<Option<RawValue>>;

    /// A file, not a folder.
    fn file(&self, path: &FilePath) -> Look<Option<FoundFile>>;

    /// A folder of the account that updates are installed by, by its name below `Shell Folders`.
    fn account_folder(&self, name: &str) -> Look<Option<String>>;

    /// The folder of that account itself.
    fn account_profile(&self) -> Look<Option<String>>;

    /// Whether programs of 64 bits run there.
    fn is_64_bit(&self) -> Look<bool>;

    /// What it is, as the end of a sentence: `a Wine prefix that is read from outside`.
    fn what(&self) -> &'static str;

    /// What it knows better than its registry and its files.
    fn own_answer(&self, query: &Query) -> Option<Answer> {
        let _ = query;
        None
    }

    /// Where a special folder is, if it knows that better than its registry.
    fn own_folder(&self, csidl: u32) -> Option<Look<Option<String>>> {
        let _ = csidl;
        None
    }
}

/// The facts of a machine.
pub(crate) struct View<M> {
    machine: M,
    files: files::Known,
    devices: devices::Devices,
}

impl<M: Machine> View<M> {
    pub(crate) fn new(machine: M) -> Self {
        Self {
            machine,
            files: files::Known::default(),
            devices: devices::Devices::default(),
        }
    }

    fn look(&self, query: &Query) -> Look<Answer> {
        let machine = &self.machine;
        let beyond = |what: &str| Err(format!("{} {what}", capitalized(machine.what())));
        match query {
            Query::System => system::system(machine),
            Query::ProcessorArchitecture => system::architecture(machine),
            Query::Processors => system::processors(machine),
            Query::Languages => system::languages(machine),
            Query::RegistryKey(key) => {
                let is_there = machine.has_key(asked(key)?)?;
                Ok(if is_there { Answer::Present } else { Answer::Absent })
            }
            Query::RegistrySubkeys(key) => {
                let names = machine.subkeys(asked(key)?)?;
                Ok(names.map_or(Answer::Absent, Answer::Names))
            }
            Query::RegistryValue { key, value } => {
                let found = machine.value(asked(key)?, value)?;
                Ok(found.map_or(Answer::Absent, |value| Answer::Registry(value.decoded())))
            }
            Query::File { base, path } => self.file(base, path),
            Query::MsiProduct(product) => installer::product(machine, *product),
            Query::MsiFeature { product, feature } => installer::feature(machine, *product, feature),
            Query::MsiComponent { product, component } => installer::component(machine, *product, *component),
            Query::MsiPatch { product, patch } => installer::patch(machine, *product, *patch),
            Query::MsiVersion => self.installer_version(),
            Query::CbsPackage(identity) => system::package(machine, identity),
            Query::DeviceAttribute(name) => system::attribute(machine, name),
            Query::Cluster => system::cluster(machine),
            Query::ClusterResource { .. } => match system::cluster(machine)? {
                Answer::Absent => Ok(Answer::Absent),
                _ => Err("the resources of clusters are not looked at".to_owned()),
            },
            Query::SystemMetric(_) => beyond("does not run, so nobody there knows system metrics"),
            Query::Wmi { .. } => beyond("answers no WMI queries"),
            Query::Licence(_) => beyond("does not tell its licence"),
            Query::InstalledOnce(_) => Err("the computer does not know what the agent did".to_owned()),
            Query::Device(id) => self.devices.with(machine, id),
            Query::ComputerIds => devices::computer_ids(machine),
        }
    }

    fn file(&self, base: &Base, path: &str) -> Look<Answer> {
        let machine = &self.machine;
        let base = match base {
            Base::None => String::new(),
            Base::Csidl(csidl) => match folders::folder(machine, *csidl)? {
                Some(folder) => folder,
                None => return Ok(Answer::Absent),
            },
            Base::Registry { key, value } => match machine.value(asked(key)?, value)? {
                Some(found) => found.folder()?,
                None => return Ok(Answer::Absent),
            },
        };
        self.files.facts(machine, &base, path)
    }

    /// The version of the library that it is.
    fn installer_version(&self) -> Look<Answer> {
        /// `CSIDL_SYSTEM`
        const SYSTEM: u32 = 37;
        match self.file(&Base::Csidl(SYSTEM), "msi.dll")? {
            Answer::File(file) => match file.version {
                Some(version) => Ok(Answer::Version(version)),
                None => Err(format!("{} has no version", file.path)),
            },
            other => Ok(other),
        }
    }
}

impl<M: Machine> Facts for View<M> {
    fn answer(&self, query: &Query) -> Answer {
        let own = self.machine.own_answer(query);
        own.unwrap_or_else(|| self.look(query).unwrap_or_else(Answer::Unavailable))
    }
}

/// A key that can be asked for: not one that a loop has to fill in.
fn asked(key: &RegistryKey) -> Look<&RegistryKey> {
    match key.hive {
        Hive::LocalMachine => Ok(key),
        Hive::LoopTarget => Err("HKEY_LOOP_TARGET means something only within a loop".to_owned()),
    }
}

/// Names in the order of Windows: in any case.
pub(crate) fn sorted(mut names: Vec<String>) -> Vec<String> {
    names.sort_by(|left, right| letters(left).cmp(letters(right)));
    names
}

/// Why a folder is not what was asked for.
pub(crate) fn of_folder(path: &str) -> String {
    format!("{path} is a folder; whether rules mean that, nobody says")
}

/// A key in its native view.
pub(crate) fn native(subkey: impl Into<String>) -> RegistryKey {
    RegistryKey {
        hive: Hive::LocalMachine,
        subkey: subkey.into(),
        view32: false,
    }
}

/// A text of the registry.
pub(crate) fn text(machine: &impl Machine, subkey: &str, value: &str) -> Look<Option<String>> {
    let found = machine.value(&native(subkey), value)?;
    Ok(found.filter(RawValue::is_text).map(|value| value.text()))
}

/// A number of the registry.
pub(crate) fn number(machine: &impl Machine, subkey: &str, value: &str) -> Look<Option<u32>> {
    let found = machine.value(&native(subkey), value)?;
    Ok(found.and_then(|value| value.dword()))
}

fn capitalized(text: &str) -> String {
    let mut letters = text.chars();
    letters
        .next()
        .map(|first| first.to_uppercase().chain(letters).collect())
        .unwrap_or_default()
}
