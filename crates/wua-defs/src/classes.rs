//! The 12 classes that programs create by name.
//!
//! Each has two identifiers and two names: those of the API, and own ones, under which it can stand beside the class of
//! the system where there is one.

use wua_com::Guid;
use wua_com::table::{CoClass, Permission, Remote};

use crate::interfaces::{
    IAUTOMATIC_UPDATES2, IINSTALLATION_AGENT, ISTRING_COLLECTION, ISYSTEM_INFORMATION, IUPDATE_COLLECTION,
    IUPDATE_DOWNLOADER, IUPDATE_INSTALLER2, IUPDATE_INSTALLER4, IUPDATE_SEARCHER3, IUPDATE_SERVICE_MANAGER2,
    IUPDATE_SESSION3, IWEB_PROXY, IWINDOWS_UPDATE_AGENT_INFO,
};

/// `Microsoft.Update.AutoUpdate`.
pub static AUTOMATIC_UPDATES: CoClass = CoClass {
    name: "AutomaticUpdates",
    clsid: Guid::literal("bfe18e9c-6d87-4450-b37c-e02f0b373803"),
    progid: "Microsoft.Update.AutoUpdate",
    own_clsid: Guid::literal("563e394f-e3f1-431a-a15a-19838917dd90"),
    own_progid: "Wua.Update.AutoUpdate",
    default_interface: &IAUTOMATIC_UPDATES2,
    further_interfaces: &[],
    remote: Remote::Allowed,
};

/// `Microsoft.Update.InstallationAgent`.
pub static INSTALLATION_AGENT: CoClass = CoClass {
    name: "InstallationAgent",
    clsid: Guid::literal("317e92fc-1679-46fd-a0b5-f08914dd8623"),
    progid: "Microsoft.Update.InstallationAgent",
    own_clsid: Guid::literal("21e97543-3b21-4b4b-bcc8-c70d694727fc"),
    own_progid: "Wua.Update.InstallationAgent",
    default_interface: &IINSTALLATION_AGENT,
    further_interfaces: &[],
    remote: Remote::Refused {
        unless: Permission::Install,
    },
};

/// `Microsoft.Update.StringColl`.
pub static STRING_COLLECTION: CoClass = CoClass {
    name: "StringCollection",
    clsid: Guid::literal("72c97d74-7c3b-40ae-b77d-abdb22eba6fb"),
    progid: "Microsoft.Update.StringColl",
    own_clsid: Guid::literal("4d07fc78-f314-4003-95e7-fa58bd1eacc6"),
    own_progid: "Wua.Update.StringColl",
    default_interface: &ISTRING_COLLECTION,
    further_interfaces: &[],
    remote: Remote::Allowed,
};

/// `Microsoft.Update.SystemInfo`.
pub static SYSTEM_INFORMATION: CoClass = CoClass {
    name: "SystemInformation",
    clsid: Guid::literal("c01b9ba0-bea7-41ba-b604-d0a36f469133"),
    progid: "Microsoft.Update.SystemInfo",
    own_clsid: Guid::literal("70fe4824-3822-4218-a539-513151103062"),
    own_progid: "Wua.Update.SystemInfo",
    default_interface: &ISYSTEM_INFORMATION,
    further_interfaces: &[],
    remote: Remote::Refused {
        unless: Permission::System,
    },
};

/// `Microsoft.Update.UpdateColl`.
pub static UPDATE_COLLECTION: CoClass = CoClass {
    name: "UpdateCollection",
    clsid: Guid::literal("13639463-00db-4646-803d-528026140d88"),
    progid: "Microsoft.Update.UpdateColl",
    own_clsid: Guid::literal("ffe31d80-eb5f-4989-80ed-0bd39131a903"),
    own_progid: "Wua.Update.UpdateColl",
    default_interface: &IUPDATE_COLLECTION,
    further_interfaces: &[],
    remote: Remote::Allowed,
};

/// `Microsoft.Update.Downloader`.
pub static UPDATE_DOWNLOADER: CoClass = CoClass {
    name: "UpdateDownloader",
    clsid: Guid::literal("5baf654a-5a07-4264-a255-9ff54c7151e7"),
    progid: "Microsoft.Update.Downloader",
    own_clsid: Guid::literal("6d981952-db2b-4768-bb6c-180d71a54ee5"),
    own_progid: "Wua.Update.Downloader",
    default_interface: &IUPDATE_DOWNLOADER,
    further_interfaces: &[],
    remote: Remote::Refused {
        unless: Permission::Download,
    },
};

/// `Microsoft.Update.Installer`.
pub static UPDATE_INSTALLER: CoClass = CoClass {
    name: "UpdateInstaller",
    clsid: Guid::literal("d2e0fe7f-d23e-48e1-93c0-6fa8cc346474"),
    progid: "Microsoft.Update.Installer",
    own_clsid: Guid::literal("607a185a-c0bd-46c9-a847-63e0b004bc32"),
    own_progid: "Wua.Update.Installer",
    default_interface: &IUPDATE_INSTALLER2,
    further_interfaces: &[&IUPDATE_INSTALLER4],
    remote: Remote::Refused {
        unless: Permission::Install,
    },
};

/// `Microsoft.Update.Searcher`.
pub static UPDATE_SEARCHER: CoClass = CoClass {
    name: "UpdateSearcher",
    clsid: Guid::literal("b699e5e8-67ff-4177-88b0-3684a3388bfb"),
    progid: "Microsoft.Update.Searcher",
    own_clsid: Guid::literal("d3f13f7c-e7d7-491b-92dc-1db2087b902e"),
    own_progid: "Wua.Update.Searcher",
    default_interface: &IUPDATE_SEARCHER3,
    further_interfaces: &[],
    remote: Remote::Allowed,
};

/// `Microsoft.Update.ServiceManager`.
pub static UPDATE_SERVICE_MANAGER: CoClass = CoClass {
    name: "UpdateServiceManager",
    clsid: Guid::literal("f8d253d9-89a4-4daa-87b6-1168369f0b21"),
    progid: "Microsoft.Update.ServiceManager",
    own_clsid: Guid::literal("4900f565-743e-439b-9960-4364adcec0ec"),
    own_progid: "Wua.Update.ServiceManager",
    default_interface: &IUPDATE_SERVICE_MANAGER2,
    further_interfaces: &[],
    remote: Remote::Allowed,
};

/// `Microsoft.Update.Session`.
pub static UPDATE_SESSION: CoClass = CoClass {
    name: "UpdateSession",
    clsid: Guid::literal("4cb43d7f-7eee-4906-8698-60da1c38f2fe"),
    progid: "Microsoft.Update.Session",
    own_clsid: Guid::literal("22eefe68-0458-47c1-82a7-51b23a4b915e"),
    own_progid: "Wua.Update.Session",
    default_interface: &IUPDATE_SESSION3,
    further_interfaces: &[],
    remote: Remote::Allowed,
};

/// `Microsoft.Update.WebProxy`.
pub static WEB_PROXY: CoClass = CoClass {
    name: "WebProxy",
    clsid: Guid::literal("650503cf-9108-4ddc-a2ce-6c2341e1c582"),
    progid: "Microsoft.Update.WebProxy",
    own_clsid: Guid::literal("3c0fae28-18c3-43d8-bdd4-d18004a6a929"),
    own_progid: "Wua.Update.WebProxy",
    default_interface: &IWEB_PROXY,
    further_interfaces: &[],
    remote: Remote::Refused {
        unless: Permission::Proxy,
    },
};

/// `Microsoft.Update.AgentInfo`.
pub static WINDOWS_UPDATE_AGENT_INFO: CoClass = CoClass {
    name: "WindowsUpdateAgentInfo",
    clsid: Guid::literal("c2e88c2f-6f5b-4aaa-894b-55c847ad3a2d"),
    progid: "Microsoft.Update.AgentInfo",
    own_clsid: Guid::literal("67023a15-39b4-4f6d-8b36-d4375e104e37"),
    own_progid: "Wua.Update.AgentInfo",
    default_interface: &IWINDOWS_UPDATE_AGENT_INFO,
    further_interfaces: &[],
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

/// The class with this identifier, of which it has two: that of the system, and its own.
pub fn by_either_clsid(clsid: Guid) -> Option<&'static CoClass> {
    let is_it = |class: &&CoClass| class.clsid == clsid || class.own_clsid == clsid;
    CLASSES.iter().copied().find(is_it)
}

/// The class with this identifier.
pub fn by_clsid(clsid: Guid) -> Option<&'static CoClass> {
    CLASSES.iter().copied().find(|class| class.clsid == clsid)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn no_two_classes_share_an_identifier_or_a_name() {
        let identifiers = CLASSES.iter().flat_map(|class| [class.clsid, class.own_clsid]);
        let names = CLASSES.iter().flat_map(|class| [class.progid, class.own_progid]);
        assert_eq!(
            identifiers
                .map(|clsid| clsid.to_string())
                .collect::<BTreeSet<_>>()
                .len(),
            24
        );
        assert_eq!(names.collect::<BTreeSet<_>>().len(), 24);
    }

    #[test]
    fn a_class_is_found_by_either_identifier_and_by_the_systems_alone_where_only_that_counts() {
        for class in CLASSES {
            for clsid in [class.clsid, class.own_clsid] {
                assert_eq!(by_either_clsid(clsid).map(|found| found.name), Some(class.name));
            }
            assert!(by_clsid(class.own_clsid).is_none());
        }
    }
}
