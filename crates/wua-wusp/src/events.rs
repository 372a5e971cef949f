//! What servers want to be told. [MS-WUSP] 2.2.2.3.1
//!
//! OBSERVED: whether an update is installed or needed a real server's console takes from [`What::Status`] alone, and that
//! it failed from [`What::InstallFailed`].

use wua_com::{Guid, HResult};

use crate::DateTime;
use crate::messages::UpdateIdentity;

/// Something that has happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// What.
    pub what: What,
    /// When.
    pub time: DateTime,
    /// This occurrence of it: made up once, so that a server that is told twice knows.
    pub instance_id: Guid,
    /// To which update.
    pub update: Option<UpdateIdentity>,
    /// What people call it.
    pub title: String,
    /// How it ended.
    pub result: HResult,
    /// The program that wanted it.
    pub application: String,
    /// The device, for drivers: `1` for their downloads, any name for their installations.
    pub device_id: String,
    /// The update consists of others.
    pub is_bundle: bool,
}

/// What has happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    /// A search has found so many updates.
    ScanSucceeded {
        /// How many.
        found: usize,
    },
    /// A search has failed.
    ScanFailed,
    /// What this computer is like.
    Status(Status),
    /// A download begins.
    DownloadStarted,
    /// A download is complete.
    DownloadSucceeded {
        /// How many bytes came.
        bytes: u64,
    },
    /// A download has failed.
    DownloadFailed,
    /// A download was called off.
    DownloadCanceled,
    /// An installation begins.
    InstallStarted,
    /// An installation went well.
    InstallSucceeded,
    /// An installation went well, and wants a restart.
    InstallSucceededRebootRequired,
    /// An installation has failed.
    InstallFailed,
    /// An installation was called off.
    InstallCanceled,
    /// OBSERVED: a real agent says this while a restart is pending; by the text it is about the agent's own renewal.
    RebootPending,
    /// The computer has been restarted.
    RebootCompleted,
    /// A removal went well.
    UninstallSucceeded,
    /// A removal went well, and wants a restart.
    UninstallSucceededRebootRequired,
    /// A removal has failed.
    UninstallFailed,
    /// A removal was called off.
    UninstallCanceled,
}

/// What a computer is like: the updates that were deployed to it, by what became of them.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Status {
    /// They could be installed.
    pub needed: Vec<Guid>,
    /// They are installed.
    pub installed: Vec<Guid>,
    /// They are installed after a restart.
    pub pending_reboot: Vec<Guid>,
    /// They failed.
    pub failed: Vec<Guid>,
    /// They are here, and not installed.
    pub downloaded: Vec<Guid>,
}

/// Who reports.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Reporter {
    /// What it has been authorized by.
    pub client_id: String,
    /// Who made it.
    pub computer_brand: String,
    /// What they call it.
    pub computer_model: String,
    /// The version of its firmware.
    pub bios_revision: String,
    /// Its processor.
    pub processor_architecture: Processor,
    /// Its system.
    pub os_version: DetailedVersion,
    /// Its language.
    pub os_locale_id: i32,
    /// What every event says beside that: a letter of the specification's table, and its value.
    pub tags: Vec<(char, String)>,
}

/// A version of a system.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
#[expect(missing_docs, reason = "the names of the specification say what they are")]
pub struct DetailedVersion {
    pub major: i32,
    pub minor: i32,
    pub build: i32,
    pub revision: i32,
    pub service_pack_major: i32,
    pub service_pack_minor: i32,
}

/// A processor, as servers of reports name it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Processor {
    /// None of the others; 64-bit ARM too, for which the schema has no name.
    #[default]
    Unknown,
    /// 32 bits.
    X86,
    /// Itanium.
    Ia64,
    /// 64 bits.
    Amd64,
}

impl Processor {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Unknown => "Unknown",
            Self::X86 => "X86Compatible",
            Self::Ia64 => "IA64Compatible",
            Self::Amd64 => "Amd64Compatible",
        }
    }
}

impl What {
    /// Its number.
    pub fn id(&self) -> i16 {
        match self {
            Self::ScanSucceeded { .. } => 147,
            Self::ScanFailed => 148,
            Self::Status(_) => 156,
            Self::DownloadFailed => 161,
            Self::DownloadSucceeded { .. } => 162,
            Self::DownloadCanceled => 163,
            Self::DownloadStarted => 167,
            Self::InstallStarted => 181,
            Self::InstallFailed => 182,
            Self::InstallSucceeded => 183,
            Self::InstallSucceededRebootRequired => 184,
            Self::InstallCanceled => 186,
            Self::RebootPending => 201,
            Self::RebootCompleted => 202,
            Self::UninstallFailed => 221,
            Self::UninstallSucceeded => 222,
            Self::UninstallCanceled => 223,
            Self::UninstallSucceededRebootRequired => 224,
        }
    }
}

impl Event {
    /// What stands for `%1` and `%2` in the sentence that a server shows.
    pub(crate) fn replacement_strings(&self) -> Vec<String> {
        let code = || format!("0x{:08x}", self.result.to_u32());
        match &self.what {
            What::ScanSucceeded { found } => vec![found.to_string()],
            What::ScanFailed => vec![code()],
            What::InstallFailed | What::UninstallFailed => vec![code(), self.title.clone()],
            What::InstallStarted
            | What::InstallSucceeded
            | What::InstallSucceededRebootRequired
            | What::UninstallSucceeded
            | What::UninstallSucceededRebootRequired => vec![self.title.clone()],
            _ => Vec::new(),
        }
    }

    pub(crate) fn misc_data(&self, reporter: &Reporter) -> Vec<String> {
        let mut tags: Vec<String> = reporter
            .tags
            .iter()
            .map(|(tag, value)| format!("{tag}={value}"))
            .collect();
        match self.what {
            What::DownloadSucceeded { bytes } => tags.push(format!("B={bytes}")),
            What::ScanSucceeded { found } => tags.push(format!("D={found}")),
            _ => {}
        }
        if let What::Status(status) = &self.what {
            tags.extend(status.tags());
        }
        tags.push(if self.is_bundle { "Q=2" } else { "Q=1" }.to_owned());
        tags
    }
}

impl Status {
    fn tags(&self) -> impl Iterator<Item = String> {
        let lists = [
            ('U', &self.needed),
            ('V', &self.installed),
            ('W', &self.pending_reboot),
            ('g', &self.failed),
            ('h', &self.downloaded),
        ];
        lists
            .into_iter()
            .filter(|(_, ids)| !ids.is_empty())
            .map(|(tag, ids)| {
                let ids: Vec<String> = ids.iter().map(Guid::to_string).collect();
                format!("{tag}={}", ids.join(";"))
            })
    }
}
