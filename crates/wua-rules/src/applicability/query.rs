//! What a rule asks of a computer.

use serde::{Deserialize, Serialize};
use wua_com::Guid;

/// One question. Equal questions have equal answers, so each is asked once.
///
/// Names of keys, values and files are kept as the rule spells them; they mean the same in any case.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Query {
    /// Version and kind of the operating system: [`Answer::System`](super::Answer::System).
    System,
    /// The native architecture, as Windows numbers it: a number.
    ProcessorArchitecture,
    /// How many processors there are: a number.
    Processors,
    /// The languages that the system speaks, as tags, its own first: names.
    Languages,
    /// What `GetSystemMetrics` says: a number.
    SystemMetric(i32),
    /// A key of the registry: present or absent.
    RegistryKey(RegistryKey),
    /// The keys directly below one: names, or absent.
    RegistrySubkeys(RegistryKey),
    /// A value of a key; the empty name is its default value.
    RegistryValue {
        /// Where.
        key: RegistryKey,
        /// Its name.
        value: String,
    },
    /// A file: [`Answer::File`](super::Answer::File) or absent.
    File {
        /// Where the path begins.
        base: Base,
        /// The rest of it.
        path: String,
    },
    /// A product of Windows Installer: [`Answer::Product`](super::Answer::Product) or absent.
    MsiProduct(Guid),
    /// A feature of a product: present if it is installed.
    MsiFeature {
        /// The product.
        product: Guid,
        /// The feature.
        feature: String,
    },
    /// A component of a product: present if it is installed.
    MsiComponent {
        /// The product.
        product: Guid,
        /// The component.
        component: Guid,
    },
    /// A patch of a product: present if it is applied.
    MsiPatch {
        /// The product.
        product: Guid,
        /// The patch.
        patch: Guid,
    },
    /// The version of Windows Installer: a version.
    MsiVersion,
    /// The state of a package of component-based servicing: a number (112 is installed), or absent.
    CbsPackage(String),
    /// How many rows a WMI query yields: a number.
    Wmi {
        /// Where to ask.
        namespace: String,
        /// What.
        query: String,
    },
    /// A number of the licence (`SLGetWindowsInformationDWORD`).
    Licence(String),
    /// What the update clients of newer Windows call a device attribute: text.
    DeviceAttribute(String),
    /// The computer belongs to a failover cluster: present or absent.
    Cluster,
    /// This computer owns a resource of a cluster: present or absent.
    ClusterResource {
        /// Where a value leads to its name.
        key: RegistryKey,
        /// The name of that value.
        value: String,
        /// What stands before what the value holds.
        prefix: String,
        /// What stands behind it.
        suffix: String,
    },
    /// This update was installed once: present or absent.
    InstalledOnce(Guid),
    /// The devices that have this hardware id or compatible id: [`Answer::Devices`](super::Answer::Devices), or absent.
    Device(String),
    /// The ids by which firmware names this model of computer (CHIDs), without braces: names.
    ComputerIds,
}

/// Where a key of the registry is. Its view is that of the computer, never that of whoever asks.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct RegistryKey {
    /// Below what.
    pub hive: Hive,
    /// The path, without a separator in front or behind.
    pub subkey: String,
    /// What 32-bit programs see.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub view32: bool,
}

/// What rules may begin a key with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Hive {
    /// `HKEY_LOCAL_MACHINE`.
    LocalMachine,
    /// `HKEY_LOOP_TARGET`: the key that a loop has come to. Never asked of a computer.
    LoopTarget,
}

/// What the path of a file begins with.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Base {
    /// The path is complete.
    None,
    /// A special folder, by its number.
    Csidl(u32),
    /// What a value of the registry says.
    Registry {
        /// Where.
        key: RegistryKey,
        /// Its name.
        value: String,
    },
}
