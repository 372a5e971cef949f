//! What installers of Windows need to know of an update, as its publisher wrote it. The engine hands it on.

use serde::{Deserialize, Serialize};
use wua_com::{Guid, Lcid};
use wua_defs::enums::OperationResultCode;

/// Which installer handles an update, and what it needs to know.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Installer {
    /// A program.
    CommandLine(CommandLine),
    /// A package of Windows Installer.
    Msi(MsiPackage),
    /// A patch of Windows Installer.
    Msp(MsiPatch),
    /// A package of component-based servicing.
    Cbs(CbsPackage),
    /// A driver.
    Driver,
    /// One that is not known, by its name.
    Other(String),
}

impl Installer {
    /// What `IUpdate::HandlerID` says.
    pub fn handler_id(&self) -> &str {
        match self {
            Self::CommandLine(_) => {
                "http://schemas.microsoft.com/msus/2002/12/UpdateHandlers/CommandLineInstallation"
            }
            Self::Msi(_) | Self::Msp(_) => {
                "http://schemas.microsoft.com/msus/2002/12/UpdateHandlers/WindowsInstaller"
            }
            Self::Cbs(_) => "http://schemas.microsoft.com/msus/2002/12/UpdateHandlers/Cbs",
            Self::Driver => "http://schemas.microsoft.com/msus/2002/12/UpdateHandlers/WindowsDriver",
            Self::Other(name) => name,
        }
    }
}

/// A program that installs.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct CommandLine {
    /// Which, below the folder of the update's files.
    pub program: String,
    /// What it is told, as one text.
    pub arguments: String,
    /// What a code means that is not listed.
    pub default_result: ProgramResult,
    /// Whether a code that is not listed demands a restart.
    pub reboot_by_default: bool,
    /// What its codes mean.
    pub return_codes: Vec<ReturnCode>,
}

/// What a code of a program means.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ReturnCode {
    /// The code.
    pub code: i32,
    /// What it means.
    pub result: ProgramResult,
    /// A restart is needed to finish.
    pub reboot: bool,
    /// In words, by language; the first is the default.
    pub descriptions: Vec<(Lcid, String)>,
}

/// How a program ended, in the words of its publisher.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum ProgramResult {
    /// It did not do its work.
    #[default]
    Failed,
    /// It did.
    Succeeded,
    /// Somebody stopped it.
    Cancelled,
}

impl From<ProgramResult> for OperationResultCode {
    fn from(result: ProgramResult) -> Self {
        match result {
            ProgramResult::Failed => Self::Failed,
            ProgramResult::Succeeded => Self::Succeeded,
            ProgramResult::Cancelled => Self::Aborted,
        }
    }
}

/// A package of Windows Installer.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct MsiPackage {
    /// The file, below the folder of the update's files.
    pub file: String,
    /// The product that it installs.
    pub product: Guid,
    /// Properties, when it is installed.
    pub command_line: String,
    /// Properties, when it is taken off; none if it cannot be.
    pub uninstall_command_line: Option<String>,
}

/// A patch of Windows Installer.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct MsiPatch {
    /// The file, below the folder of the update's files; empty: the one that is a patch.
    pub file: String,
    /// The patch.
    pub patch: Option<Guid>,
    /// The patch that has whole files, if that is another.
    pub full_file_patch: Option<Guid>,
    /// Properties, when it is installed.
    pub command_line: String,
    /// Properties, when it is taken off; none if it cannot be.
    pub uninstall_command_line: Option<String>,
}

/// A package of component-based servicing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct CbsPackage {
    /// Its name, key, architecture, language and version.
    pub identity: String,
}
