//! What a computer answers.

use serde::{Deserialize, Serialize};
use wua_com::Guid;

use super::Version;

/// The answer to a [`Query`](super::Query).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Answer {
    /// Nobody could look, and why.
    Unavailable(String),
    /// It is not there.
    Absent,
    /// It is there, and there is nothing more to say of it.
    Present,
    /// How many, or how much.
    Number(u32),
    /// A text.
    Text(String),
    /// Names, in their own order.
    Names(Vec<String>),
    /// A version.
    Version(Version),
    /// The operating system.
    System(System),
    /// What a value of the registry holds.
    Registry(RegistryData),
    /// A file.
    File(FileFacts),
    /// A product of Windows Installer.
    Product(MsiProduct),
    /// Devices and their drivers.
    Devices(Vec<Device>),
}

/// An operating system, as `OSVERSIONINFOEX` describes it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct System {
    /// The first number of its version.
    pub major: u32,
    /// The second.
    pub minor: u32,
    /// The third.
    pub build: u32,
    /// The fourth, which only the registry knows: the number of the cumulative update.
    pub revision: u32,
    /// The first number of its service pack.
    pub service_pack_major: u16,
    /// The second.
    pub service_pack_minor: u16,
    /// The suites that it has, as bits.
    pub suites: u16,
    /// 1 workstation, 2 domain controller, 3 server.
    pub product_type: u16,
}

/// What a value of the registry holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum RegistryData {
    /// `REG_SZ`.
    Text(String),
    /// `REG_EXPAND_SZ`, not expanded.
    Expandable(String),
    /// `REG_MULTI_SZ`.
    Texts(Vec<String>),
    /// `REG_DWORD`.
    Dword(u32),
    /// `REG_QWORD`.
    Qword(u64),
    /// Anything else: its type, by its number, and how many bytes it has.
    Other {
        /// `REG_BINARY` is 3.
        kind: u32,
        /// The length of the data.
        bytes: u64,
    },
}

/// What is known of a file. What a computer cannot tell of it is `None`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileFacts {
    /// Where it was found, as the computer spells it.
    pub path: String,
    /// Bytes.
    pub size: u64,
    /// The version in its resources, if it has one.
    pub version: Option<Version>,
    /// The language of its version, if it has one.
    pub language: Option<u16>,
    /// When it was created: 100 nanoseconds since 1601.
    pub created: Option<i64>,
    /// When it was last written: 100 nanoseconds since 1601.
    pub modified: Option<i64>,
}

/// A product of Windows Installer that is installed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MsiProduct {
    /// Its version as it is written; products have three numbers.
    pub version: String,
    /// Its language.
    pub language: u32,
    /// What it shares with its other versions, if it says so.
    pub upgrade_code: Option<Guid>,
    /// The patches that are applied to it.
    pub patches: Vec<Guid>,
}

/// A device that is there.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Device {
    /// Its hardware ids and then its compatible ids, the most specific first.
    pub ids: Vec<String>,
    /// Its driver, if it has one.
    pub driver: Option<Driver>,
}

/// The driver that a device has. What a computer cannot tell of it is `None`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Driver {
    /// The id of the device by which it was chosen.
    pub id: Option<String>,
    /// Its date: 100 nanoseconds since 1601.
    pub date: Option<i64>,
    /// Its version.
    pub version: Option<Version>,
    /// Its feature score; the lower is the better.
    pub feature_score: Option<u8>,
    /// Who provides it.
    pub provider: Option<String>,
}
