//! What an answer has to be.

use serde::{Deserialize, Serialize};
use wua_com::Guid;

use super::Version;

/// What the answer to a test's query has to be. What is absent makes every condition but [`Condition::Absent`] false.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Condition {
    /// It is there.
    Present,
    /// It is not there.
    Absent,
    /// A number; a `REG_DWORD`, where a value of the registry was asked for.
    Number(Comparison, u32),
    /// A text.
    Text(StringComparison, String),
    /// What a `REG_SZ` holds.
    RegistryText(StringComparison, String),
    /// What a `REG_EXPAND_SZ` holds.
    RegistryExpandable(StringComparison, String),
    /// The version that a `REG_SZ` holds.
    RegistryVersion(Comparison, Version),
    /// A value of the registry of this type, by its number.
    RegistryType(u32),
    /// The version and kind of the operating system.
    System(Box<SystemCondition>),
    /// A file of which everything that is given is the same.
    FileIs(Box<FileCondition>),
    /// The version of a file.
    FileVersion(Comparison, Version),
    /// When a file was created: 100 nanoseconds since 1601.
    FileCreated(Comparison, i64),
    /// When a file was last written.
    FileModified(Comparison, i64),
    /// How many bytes a file has.
    FileSize(Comparison, u64),
    /// A version.
    Version(Comparison, Version),
    /// A product of Windows Installer within bounds.
    Product(Box<ProductCondition>),
    /// One of the names is this one, in any case.
    Includes(String),
    /// The first of the names is this language, or one of its regions, and there is no other.
    OnlyLanguage(String),
    /// One of the names is this language, or one of its regions.
    IncludesLanguage(String),
    /// There are at least so many names.
    AtLeast(u32),
    /// A patch of the product replaces another one: certainly none of these, which are that one itself and those that it
    /// replaces.
    PatchReplaced(Vec<Guid>),
    /// How a driver compares with those that its devices have.
    Driver(Box<DriverCondition>),
}

/// How numbers, versions and times are compared: what was seen stands on the left.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Comparison {
    /// `<`
    LessThan,
    /// `<=`
    LessThanOrEqualTo,
    /// `=`
    EqualTo,
    /// `>=`
    GreaterThanOrEqualTo,
    /// `>`
    GreaterThan,
}

/// How texts are compared: what was seen stands on the left.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum StringComparison {
    /// They are the same.
    EqualTo,
    /// It begins with it.
    BeginsWith,
    /// It contains it.
    Contains,
    /// It ends with it.
    EndsWith,
}

/// What `WindowsVersion` asks; what is `None` was not written.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct SystemCondition {
    /// How the numbers are compared, as one, from the left.
    pub comparison: Option<Comparison>,
    /// The first number.
    pub major: Option<u32>,
    /// The second.
    pub minor: Option<u32>,
    /// The third, compared by itself.
    pub build: Option<u32>,
    /// The service pack, compared with the version.
    pub service_pack_major: Option<u16>,
    /// Its second number.
    pub service_pack_minor: Option<u16>,
    /// Suites, as bits.
    pub suites: Option<u16>,
    /// All of them; otherwise any.
    pub all_suites: bool,
    /// The kind; always the same, however numbers are compared.
    pub product_type: Option<u16>,
}

/// What `FileExists` asks; what is `None` was not written.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct FileCondition {
    /// The version in its resources.
    pub version: Option<Version>,
    /// When it was created: 100 nanoseconds since 1601.
    pub created: Option<i64>,
    /// When it was last written.
    pub modified: Option<i64>,
    /// Bytes.
    pub size: Option<u64>,
    /// The language of its version.
    pub language: Option<u16>,
}

/// What `MsiProductInstalled` asks.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct ProductCondition {
    /// At least this version, and whether that one itself counts.
    pub minimum: Option<(Version, bool)>,
    /// At most this version, and whether that one itself counts.
    pub maximum: Option<(Version, bool)>,
    /// The language.
    pub language: Option<u32>,
    /// With this patch.
    pub patch: Option<Guid>,
    /// What it shares with its other versions.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub upgrade_code: Option<Guid>,
}

/// A driver, and how it has to compare with those that its devices have.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct DriverCondition {
    /// How.
    pub rank: DriverRank,
    /// The id of devices that it is for.
    pub hardware_id: String,
    /// Its date: 100 nanoseconds since 1601.
    pub date: i64,
    /// Its version.
    pub version: Version,
    /// Its feature score; the lower is the better. Nothing, if it has several for several systems.
    pub feature_score: Option<u8>,
    /// It comes only where the driver before is from one of these; from anybody, if there are none.
    pub providers: Vec<String>,
}

/// How a driver compares with the one that a device has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum DriverRank {
    /// It is better, or there is none.
    Better,
    /// It is as good: most likely the same.
    Same,
    /// It is worse.
    Worse,
}
