//! What Microsoft's page “Using WUA From a Remote Computer” lists. The remote rule of each member stands in its row; this is
//! what the rows, and whoever claims to keep them, are held against.

use wua_com::Kind;

/// The interfaces that the page lists as available.
pub const AVAILABLE: [&str; 26] = [
    "IAutomaticUpdates",
    "ICategory",
    "ICategoryCollection",
    "IImageInformation",
    "IInstallationBehavior",
    "ISearchResult",
    "IStringCollection",
    "IUpdate",
    "IUpdate2",
    "IUpdateCollection",
    "IUpdateDownloadContent",
    "IUpdateDownloadContentCollection",
    "IUpdateException",
    "IUpdateExceptionCollection",
    "IUpdateHistoryEntry",
    "IUpdateHistoryEntryCollection",
    "IUpdateIdentity",
    "IUpdateSearcher",
    "IUpdateService",
    "IUpdateServiceCollection",
    "IUpdateServiceManager",
    "IUpdateSession",
    "IUpdateSession2",
    "IWindowsDriverUpdate",
    "IWindowsDriverUpdate2",
    "IWindowsUpdateAgentInfo",
];

/// The members that it lists as not available; of properties, what is meant of them. The twentieth is a whole interface.
pub const UNAVAILABLE: [(&str, &str, &[Kind]); 19] = [
    ("IUpdateSession", "CreateUpdateDownloader", &[Kind::Method]),
    ("IUpdateSession", "CreateUpdateInstaller", &[Kind::Method]),
    ("IUpdateSession", "WebProxy", &[Kind::Get, Kind::Put]),
    ("IUpdateSearcher", "BeginSearch", &[Kind::Method]),
    ("IUpdateSearcher", "EndSearch", &[Kind::Method]),
    ("IUpdate", "IsHidden", &[Kind::Put]),
    ("IUpdate", "AcceptEula", &[Kind::Method]),
    ("IUpdate", "CopyFromCache", &[Kind::Method]),
    ("IUpdate2", "CopyToCache", &[Kind::Method]),
    ("IWindowsDriverUpdate2", "CopyToCache", &[Kind::Method]),
    ("IUpdateServiceManager", "AddService", &[Kind::Method]),
    ("IUpdateServiceManager", "RegisterServiceWithAU", &[Kind::Method]),
    (
        "IUpdateServiceManager",
        "UnregisterServiceWithAU",
        &[Kind::Method],
    ),
    ("IAutomaticUpdates", "Pause", &[Kind::Method]),
    ("IAutomaticUpdates", "Resume", &[Kind::Method]),
    ("IAutomaticUpdates", "ShowSettingsDialog", &[Kind::Method]),
    ("IAutomaticUpdates", "Settings", &[Kind::Get]),
    ("IAutomaticUpdates", "ServiceEnabled", &[Kind::Get]),
    ("IAutomaticUpdates", "EnableService", &[Kind::Method]),
];
