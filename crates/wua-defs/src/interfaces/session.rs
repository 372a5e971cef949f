//! Sessions and what they are made of: proxy, lock-down, agent and system information.

use wua_com::standard::{IDISPATCH, IUNKNOWN};
use wua_com::table::{Interface, Member, Param, Permission, Remote, Rights, Type};

use super::collections::{ISTRING_COLLECTION, IUPDATE_HISTORY_ENTRY_COLLECTION};
use super::download::IUPDATE_DOWNLOADER;
use super::installation::IUPDATE_INSTALLER;
use super::search::IUPDATE_SEARCHER;
use super::services::IUPDATE_SERVICE_MANAGER2;

/// `IUpdateSession`.
pub static IUPDATE_SESSION: Interface = Interface::new(
    "IUpdateSession",
    "816858a4-260d-4260-933a-2585f1abc76b",
    &IDISPATCH,
    &[
        Member::get("ClientApplicationID", 0x6002_0001, Type::Bstr).needs(Rights::User),
        Member::put(
            "ClientApplicationID",
            0x6002_0001,
            &[Param::new("value", Type::Bstr)],
        )
        .needs(Rights::User),
        Member::get("ReadOnly", 0x6002_0002, Type::Bool).needs(Rights::User),
        Member::get("WebProxy", 0x6002_0003, Type::Interface(&IWEB_PROXY))
            .local_unless(Permission::Proxy)
            .needs(Rights::User),
        Member::put(
            "WebProxy",
            0x6002_0003,
            &[Param::new("value", Type::Interface(&IWEB_PROXY))],
        )
        .local_unless(Permission::Proxy)
        .needs(Rights::User),
        Member::method("CreateUpdateSearcher", 0x6002_0004)
            .yields(Type::Interface(&IUPDATE_SEARCHER))
            .needs(Rights::User),
        Member::method("CreateUpdateDownloader", 0x6002_0005)
            .yields(Type::Interface(&IUPDATE_DOWNLOADER))
            .local_unless(Permission::Download)
            .needs(Rights::User),
        Member::method("CreateUpdateInstaller", 0x6002_0006)
            .yields(Type::Interface(&IUPDATE_INSTALLER))
            .local_unless(Permission::Install)
            .needs(Rights::User),
    ],
);

/// `IUpdateSession2`.
pub static IUPDATE_SESSION2: Interface = Interface::new(
    "IUpdateSession2",
    "91caf7b0-eb23-49ed-9937-c52d817f46f7",
    &IUPDATE_SESSION,
    &[
        Member::get("UserLocale", 0x6003_0001, Type::Lcid).needs(Rights::User),
        Member::put("UserLocale", 0x6003_0001, &[Param::new("lcid", Type::Lcid)]).needs(Rights::User),
    ],
);

/// `IUpdateSession3`.
pub static IUPDATE_SESSION3: Interface = Interface::new(
    "IUpdateSession3",
    "918efd1e-b5d8-4c90-8540-aeb9bdc56f9d",
    &IUPDATE_SESSION2,
    &[
        Member::method("CreateUpdateServiceManager", 0x6004_0001)
            .yields(Type::Interface(&IUPDATE_SERVICE_MANAGER2))
            .needs(Rights::User),
        Member::method("QueryHistory", 0x6004_0002)
            .takes(&[
                Param::new("criteria", Type::Bstr),
                Param::new("startIndex", Type::Long),
                Param::new("count", Type::Long),
            ])
            .yields(Type::Interface(&IUPDATE_HISTORY_ENTRY_COLLECTION))
            .needs(Rights::User)
            .blocking(),
    ],
)
.hidden();

/// `IWebProxy`.
pub static IWEB_PROXY: Interface = Interface::new(
    "IWebProxy",
    "174c81fe-aecd-4dae-b8a0-2c6318dd86a8",
    &IDISPATCH,
    &[
        Member::get("Address", 0x6002_0001, Type::Bstr).local_unless(Permission::Proxy),
        Member::put("Address", 0x6002_0001, &[Param::new("value", Type::Bstr)])
            .local_unless(Permission::Proxy)
            .locks_down(),
        Member::get("BypassList", 0x6002_0002, Type::Interface(&ISTRING_COLLECTION))
            .local_unless(Permission::Proxy),
        Member::put(
            "BypassList",
            0x6002_0002,
            &[Param::new("value", Type::Interface(&ISTRING_COLLECTION))],
        )
        .local_unless(Permission::Proxy)
        .locks_down(),
        Member::get("BypassProxyOnLocal", 0x6002_0003, Type::Bool).local_unless(Permission::Proxy),
        Member::put(
            "BypassProxyOnLocal",
            0x6002_0003,
            &[Param::new("value", Type::Bool)],
        )
        .local_unless(Permission::Proxy)
        .locks_down(),
        Member::get("ReadOnly", 0x6002_0004, Type::Bool).local_unless(Permission::Proxy),
        Member::get("UserName", 0x6002_0005, Type::Bstr).local_unless(Permission::Proxy),
        Member::put("UserName", 0x6002_0005, &[Param::new("value", Type::Bstr)])
            .local_unless(Permission::Proxy)
            .locks_down(),
        Member::method("SetPassword", 0x6002_0006)
            .takes(&[Param::new("value", Type::Bstr)])
            .local_unless(Permission::Proxy)
            .locks_down(),
        Member::method("PromptForCredentials", 0x6002_0007)
            .takes(&[
                Param::new("parentWindow", Type::Unknown),
                Param::new("title", Type::Bstr),
            ])
            .remote(Remote::Never),
        Member::method("PromptForCredentialsFromHwnd", 0x6002_0008)
            .takes(&[
                Param::new("parentWindow", Type::Hwnd),
                Param::new("title", Type::Bstr),
            ])
            .remote(Remote::Never)
            .restricted(),
        Member::get("AutoDetect", 0x6002_0009, Type::Bool).local_unless(Permission::Proxy),
        Member::put("AutoDetect", 0x6002_0009, &[Param::new("value", Type::Bool)])
            .local_unless(Permission::Proxy)
            .locks_down(),
    ],
);

/// `IUpdateLockdown`.
pub static IUPDATE_LOCKDOWN: Interface = Interface::new(
    "IUpdateLockdown",
    "a976c28d-75a1-42aa-94ae-8af8b872089a",
    &IUNKNOWN,
    &[Member::method("LockDown", 0)
        .takes(&[Param::new("flags", Type::Long)])
        .vtable_only()
        .remote(Remote::Never)],
);

/// `IWindowsUpdateAgentInfo`.
pub static IWINDOWS_UPDATE_AGENT_INFO: Interface = Interface::new(
    "IWindowsUpdateAgentInfo",
    "85713fa1-7796-4fa2-be3b-e2d6124dd373",
    &IDISPATCH,
    &[Member::method("GetInfo", 0x6002_0001)
        .takes(&[Param::new("varInfoIdentifier", Type::Variant)])
        .yields(Type::Variant)],
)
.hidden();

/// `ISystemInformation`.
pub static ISYSTEM_INFORMATION: Interface = Interface::new(
    "ISystemInformation",
    "ade87bf7-7b56-4275-8fab-b9b0e591844b",
    &IDISPATCH,
    &[
        Member::get("OemHardwareSupportLink", 0x6002_0001, Type::Bstr)
            .local_unless(Permission::System)
            .needs(Rights::User),
        Member::get("RebootRequired", 0x6002_0002, Type::Bool)
            .local_unless(Permission::System)
            .needs(Rights::User),
    ],
)
.hidden();
