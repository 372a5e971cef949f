//! The 12 classes that programs create by name.

use wua_com::Guid;
use wua_com::table::{CoClass, Permission, Remote};

use crate::interfaces::{
    IAUTOMATIC_UPDATES2, IINSTALLATION_AGENT, ISTRING_COLLECTION, ISYSTEM_INFORMATION, IUPDATE_COLLECTION,
    IUPDATE_DOWNLOADER, IUPDATE_INSTALLER2, IUPDATE_SEARCHER3, IUPDATE_SERVICE_MANAGER2, IUPDATE_SESSION3,
    IWEB_PROXY, IWINDOWS_UPDATE_AGENT_INFO,
};

/// `Microsoft.Update.AutoUpdate`.
pub static AUTOMATIC_UPDATES: CoClass = CoClass {
    name: "AutomaticUpdates",
    clsid: Guid::literal("bfe18e9c-6d87-4450-b37c-e02f0b373803"),
    progid: "Microsoft.Update.AutoUpdate",
    default_interface: &IAUTOMATIC_UPDATES2,
    remote: Remote::Allowed,
};

/// `Microsoft.Update.InstallationAgent`.
pub static INSTALLATION_AGENT: CoClass = CoClass {
    name: "InstallationAgent",
    clsid: Guid::literal("317e92fc-1679-46fd-a0b5-f08914dd8623"),
    progid: "Microsoft.Update.InstallationAgent",
    default_interface: &IINSTALLATION_AGENT,
    remote: Remote::Refused {
        unless: Permission::Install,
    },
};

/// `Microsoft.Update.StringColl`.
pub static STRING_COLLECTION: CoClass = CoClass {
    name: "StringCollection",
    clsid: Guid::literal("72c97d74-7c3b-40ae-b77d-abdb22eba6fb"),
    progid: "Microsoft.Update.StringColl",
    default_interface: &ISTRING_COLLECTION,
    remote: Remote::Allowed,
};

/// `Microsoft.Update.SystemInfo`.
pub static SYSTEM_INFORMATION: CoClass = CoClass {
    name: "SystemInformation",
    clsid: Guid::literal("c01b9ba0-bea7-41ba-b604-d0a36f469133"),
    progid: "Microsoft.Update.SystemInfo",
    default_interface: &ISYSTEM_INFORMATION,
    remote: Remote::Refused {
        unless: Permission::System,
    },
};

/// `Microsoft.Update.UpdateColl`.
pub static UPDATE_COLLECTION: CoClass = CoClass {
    name: "UpdateCollection",
    clsid: Guid::literal("13639463-00db-4646-803d-528026140d88"),
    progid: "Microsoft.Update.UpdateColl",
    default_interface: &IUPDATE_COLLECTION,
    remote: Remote::Allowed,
};

/// `Microsoft.Update.Downloader`.
pub static UPDATE_DOWNLOADER: CoClass = CoClass {
    name: "UpdateDownloader",
    clsid: Guid::literal("5baf654a-5a07-4264-a255-9ff54c7151e7"),
    progid: "Microsoft.Update.Downloader",
    default_interface: &IUPDATE_DOWNLOADER,
    remote: Remote::Refused {
        unless: Permission::Download,
    },
};

/// `Microsoft.Update.Installer`.
pub static UPDATE_INSTALLER: CoClass = CoClass {
    name: "UpdateInstaller",
    clsid: Guid::literal("d2e0fe7f-d23e-48e1-93c0-6fa8cc346474"),
    progid: "Microsoft.Update.Installer",
    default_interface: &IUPDATE_INSTALLER2,
    remote: Remote::Refused {
        unless: Permission::Install,
    },
};

/// `Microsoft.Update.Searcher`.
pub static UPDATE_SEARCHER: CoClass = CoClass {
    name: "UpdateSearcher",
    clsid: Guid::literal("b699e5e8-67ff-4177-88b0-3684a3388bfb"),
    progid: "Microsoft.Update.Searcher",
    default_interface: &IUPDATE_SEARCHER3,
    remote: Remote::Allowed,
};

/// `Microsoft.Update.ServiceManager`.
pub static UPDATE_SERVICE_MANAGER: CoClass = CoClass {
    name: "UpdateServiceManager",
    clsid: Guid::literal("f8d253d9-89a4-4daa-87b6-1168369f0b21"),
    progid: "Microsoft.Update.ServiceManager",
    default_interface: &IUPDATE_SERVICE_MANAGER2,
    remote: Remote::Allowed,
};

/// `Microsoft.Update.Session`.
pub static UPDATE_SESSION: CoClass = CoClass {
    name: "UpdateSession",
    clsid: Guid::literal("4cb43d7f-7eee-4906-8698-60da1c38f2fe"),
    progid: "Microsoft.Update.Session",
    default_interface: &IUPDATE_SESSION3,
    remote: Remote::Allowed,
};

/// `Microsoft.Update.WebProxy`.
pub static WEB_PROXY: CoClass = CoClass {
    name: "WebProxy",
    clsid: Guid::literal("650503cf-9108-4ddc-a2ce-6c2341e1c582"),
    progid: "Microsoft.Update.WebProxy",
    default_interface: &IWEB_PROXY,
    remote: Remote::Refused {
        unless: Permission::Proxy,
    },
};

/// `Microsoft.Update.AgentInfo`.
pub static WINDOWS_UPDATE_AGENT_INFO: CoClass = CoClass {
    name: "WindowsUpdateAgentInfo",
    clsid: Guid::literal("c2e88c2f-6f5b-4aaa-894b-55c847ad3a2d"),
    progid: "Microsoft.Update.AgentInfo",
    default_interface: &IWINDOWS_UPDATE_AGENT_INFO,
    remote: Remote::Allowed,
};

/// All of them, by name.
pub static CLASSES: &[&CoClass] = &[
    &AUTOMATIC_UPDATES,
    &INSTALLATION_AGENT,
    &STRING_COLLECTION,
    &SYSTEM_INFORMATION,
    &UPDATE_COLLECTION,
    &UPDATE_DOWNLOADER,
    &UPDATE_INSTALLER,
    &UPDATE_SEARCHER,
    &UPDATE_SERVICE_MANAGER,
    &UPDATE_SESSION,
    &WEB_PROXY,
    &WINDOWS_UPDATE_AGENT_INFO,
];

/// The class of a ProgID, versioned or not, in any case.
pub fn by_progid(progid: &str) -> Option<&'static CoClass> {
    let bare = progid.strip_suffix(".1").unwrap_or(progid);
    CLASSES
        .iter()
        .copied()
        .find(|class| class.progid.eq_ignore_ascii_case(bare))
}

/// The class with this identifier.
pub fn by_clsid(clsid: Guid) -> Option<&'static CoClass> {
    CLASSES.iter().copied().find(|class| class.clsid == clsid)
}
