//! The virtual method tables. Written by `cargo xtask codegen` from the tables of `wua-defs`: edit that.

#![cfg_attr(rustfmt, rustfmt_skip)]

use wua_com::Interface;
use wua_defs::interfaces as defs;

use crate::com_object::UNKNOWN;
use crate::dispatch::DISPATCH;
use crate::in_memory::{Bool, Bstr, Decimal, Dword, Handle, Long, Object, Variant};
use crate::signature::{Method, extend, method};

/// The table of an interface of the agent; one that has none is `IUnknown` to its callers.
pub(crate) fn vtable_of(interface: &'static Interface) -> &'static [Method] {
    let known = VTABLES.iter().find(|(known, _)| *known == interface);
    known.map_or(&UNKNOWN, |(_, vtable)| vtable)
}

static VTABLES: [(&Interface, &[Method]); 78] = [
    (&defs::IAUTOMATIC_UPDATES, &IAUTOMATIC_UPDATES),
    (&defs::IAUTOMATIC_UPDATES2, &IAUTOMATIC_UPDATES2),
    (&defs::IAUTOMATIC_UPDATES_RESULTS, &IAUTOMATIC_UPDATES_RESULTS),
    (&defs::IAUTOMATIC_UPDATES_SETTINGS, &IAUTOMATIC_UPDATES_SETTINGS),
    (&defs::IAUTOMATIC_UPDATES_SETTINGS2, &IAUTOMATIC_UPDATES_SETTINGS2),
    (&defs::IAUTOMATIC_UPDATES_SETTINGS3, &IAUTOMATIC_UPDATES_SETTINGS3),
    (&defs::ICATEGORY, &ICATEGORY),
    (&defs::ICATEGORY_COLLECTION, &ICATEGORY_COLLECTION),
    (&defs::IDOWNLOAD_COMPLETED_CALLBACK, &IDOWNLOAD_COMPLETED_CALLBACK),
    (&defs::IDOWNLOAD_COMPLETED_CALLBACK_ARGS, &IDOWNLOAD_COMPLETED_CALLBACK_ARGS),
    (&defs::IDOWNLOAD_JOB, &IDOWNLOAD_JOB),
    (&defs::IDOWNLOAD_PROGRESS, &IDOWNLOAD_PROGRESS),
    (&defs::IDOWNLOAD_PROGRESS_CHANGED_CALLBACK, &IDOWNLOAD_PROGRESS_CHANGED_CALLBACK),
    (&defs::IDOWNLOAD_PROGRESS_CHANGED_CALLBACK_ARGS, &IDOWNLOAD_PROGRESS_CHANGED_CALLBACK_ARGS),
    (&defs::IDOWNLOAD_RESULT, &IDOWNLOAD_RESULT),
    (&defs::IIMAGE_INFORMATION, &IIMAGE_INFORMATION),
    (&defs::IINSTALLATION_AGENT, &IINSTALLATION_AGENT),
    (&defs::IINSTALLATION_BEHAVIOR, &IINSTALLATION_BEHAVIOR),
    (&defs::IINSTALLATION_COMPLETED_CALLBACK, &IINSTALLATION_COMPLETED_CALLBACK),
    (&defs::IINSTALLATION_COMPLETED_CALLBACK_ARGS, &IINSTALLATION_COMPLETED_CALLBACK_ARGS),
    (&defs::IINSTALLATION_JOB, &IINSTALLATION_JOB),
    (&defs::IINSTALLATION_PROGRESS, &IINSTALLATION_PROGRESS),
    (&defs::IINSTALLATION_PROGRESS_CHANGED_CALLBACK, &IINSTALLATION_PROGRESS_CHANGED_CALLBACK),
    (&defs::IINSTALLATION_PROGRESS_CHANGED_CALLBACK_ARGS, &IINSTALLATION_PROGRESS_CHANGED_CALLBACK_ARGS),
    (&defs::IINSTALLATION_RESULT, &IINSTALLATION_RESULT),
    (&defs::IINVALID_PRODUCT_LICENSE_EXCEPTION, &IINVALID_PRODUCT_LICENSE_EXCEPTION),
    (&defs::ISEARCH_COMPLETED_CALLBACK, &ISEARCH_COMPLETED_CALLBACK),
    (&defs::ISEARCH_COMPLETED_CALLBACK_ARGS, &ISEARCH_COMPLETED_CALLBACK_ARGS),
    (&defs::ISEARCH_JOB, &ISEARCH_JOB),
    (&defs::ISEARCH_RESULT, &ISEARCH_RESULT),
    (&defs::ISTRING_COLLECTION, &ISTRING_COLLECTION),
    (&defs::ISYSTEM_INFORMATION, &ISYSTEM_INFORMATION),
    (&defs::IUPDATE, &IUPDATE),
    (&defs::IUPDATE2, &IUPDATE2),
    (&defs::IUPDATE3, &IUPDATE3),
    (&defs::IUPDATE4, &IUPDATE4),
    (&defs::IUPDATE5, &IUPDATE5),
    (&defs::IUPDATE_COLLECTION, &IUPDATE_COLLECTION),
    (&defs::IUPDATE_DOWNLOAD_CONTENT, &IUPDATE_DOWNLOAD_CONTENT),
    (&defs::IUPDATE_DOWNLOAD_CONTENT2, &IUPDATE_DOWNLOAD_CONTENT2),
    (&defs::IUPDATE_DOWNLOAD_CONTENT_COLLECTION, &IUPDATE_DOWNLOAD_CONTENT_COLLECTION),
    (&defs::IUPDATE_DOWNLOAD_RESULT, &IUPDATE_DOWNLOAD_RESULT),
    (&defs::IUPDATE_DOWNLOADER, &IUPDATE_DOWNLOADER),
    (&defs::IUPDATE_DOWNLOADER_EX, &IUPDATE_DOWNLOADER_EX),
    (&defs::IUPDATE_EX, &IUPDATE_EX),
    (&defs::IUPDATE_EXCEPTION, &IUPDATE_EXCEPTION),
    (&defs::IUPDATE_EXCEPTION_COLLECTION, &IUPDATE_EXCEPTION_COLLECTION),
    (&defs::IUPDATE_HISTORY_ENTRY, &IUPDATE_HISTORY_ENTRY),
    (&defs::IUPDATE_HISTORY_ENTRY2, &IUPDATE_HISTORY_ENTRY2),
    (&defs::IUPDATE_HISTORY_ENTRY_COLLECTION, &IUPDATE_HISTORY_ENTRY_COLLECTION),
    (&defs::IUPDATE_IDENTITY, &IUPDATE_IDENTITY),
    (&defs::IUPDATE_INSTALLATION_RESULT, &IUPDATE_INSTALLATION_RESULT),
    (&defs::IUPDATE_INSTALLER, &IUPDATE_INSTALLER),
    (&defs::IUPDATE_INSTALLER2, &IUPDATE_INSTALLER2),
    (&defs::IUPDATE_INSTALLER3, &IUPDATE_INSTALLER3),
    (&defs::IUPDATE_INSTALLER4, &IUPDATE_INSTALLER4),
    (&defs::IUPDATE_LOCKDOWN, &IUPDATE_LOCKDOWN),
    (&defs::IUPDATE_SEARCHER, &IUPDATE_SEARCHER),
    (&defs::IUPDATE_SEARCHER2, &IUPDATE_SEARCHER2),
    (&defs::IUPDATE_SEARCHER3, &IUPDATE_SEARCHER3),
    (&defs::IUPDATE_SERVICE, &IUPDATE_SERVICE),
    (&defs::IUPDATE_SERVICE2, &IUPDATE_SERVICE2),
    (&defs::IUPDATE_SERVICE_COLLECTION, &IUPDATE_SERVICE_COLLECTION),
    (&defs::IUPDATE_SERVICE_MANAGER, &IUPDATE_SERVICE_MANAGER),
    (&defs::IUPDATE_SERVICE_MANAGER2, &IUPDATE_SERVICE_MANAGER2),
    (&defs::IUPDATE_SERVICE_REGISTRATION, &IUPDATE_SERVICE_REGISTRATION),
    (&defs::IUPDATE_SESSION, &IUPDATE_SESSION),
    (&defs::IUPDATE_SESSION2, &IUPDATE_SESSION2),
    (&defs::IUPDATE_SESSION3, &IUPDATE_SESSION3),
    (&defs::IWEB_PROXY, &IWEB_PROXY),
    (&defs::IWINDOWS_DRIVER_UPDATE, &IWINDOWS_DRIVER_UPDATE),
    (&defs::IWINDOWS_DRIVER_UPDATE2, &IWINDOWS_DRIVER_UPDATE2),
    (&defs::IWINDOWS_DRIVER_UPDATE3, &IWINDOWS_DRIVER_UPDATE3),
    (&defs::IWINDOWS_DRIVER_UPDATE4, &IWINDOWS_DRIVER_UPDATE4),
    (&defs::IWINDOWS_DRIVER_UPDATE5, &IWINDOWS_DRIVER_UPDATE5),
    (&defs::IWINDOWS_DRIVER_UPDATE_ENTRY, &IWINDOWS_DRIVER_UPDATE_ENTRY),
    (&defs::IWINDOWS_DRIVER_UPDATE_ENTRY_COLLECTION, &IWINDOWS_DRIVER_UPDATE_ENTRY_COLLECTION),
    (&defs::IWINDOWS_UPDATE_AGENT_INFO, &IWINDOWS_UPDATE_AGENT_INFO),
];

static IAUTOMATIC_UPDATES: [Method; 14] = extend(&DISPATCH, [
    method::<fn(), 7>(), // DetectNow
    method::<fn(), 8>(), // Pause
    method::<fn(), 9>(), // Resume
    method::<fn(), 10>(), // ShowSettingsDialog
    method::<fn() -> Object, 11>(), // Settings
    method::<fn() -> Bool, 12>(), // ServiceEnabled
    method::<fn(), 13>(), // EnableService
]);

static IAUTOMATIC_UPDATES2: [Method; 15] = extend(&IAUTOMATIC_UPDATES, [
    method::<fn() -> Object, 14>(), // Results
]);

static IAUTOMATIC_UPDATES_RESULTS: [Method; 9] = extend(&DISPATCH, [
    method::<fn() -> Variant, 7>(), // LastSearchSuccessDate
    method::<fn() -> Variant, 8>(), // LastInstallationSuccessDate
]);

static IAUTOMATIC_UPDATES_SETTINGS: [Method; 17] = extend(&DISPATCH, [
    method::<fn() -> Long, 7>(), // NotificationLevel
    method::<fn(Long), 8>(), // put NotificationLevel
    method::<fn() -> Bool, 9>(), // ReadOnly
    method::<fn() -> Bool, 10>(), // Required
    method::<fn() -> Long, 11>(), // ScheduledInstallationDay
    method::<fn(Long), 12>(), // put ScheduledInstallationDay
    method::<fn() -> Long, 13>(), // ScheduledInstallationTime
    method::<fn(Long), 14>(), // put ScheduledInstallationTime
    method::<fn(), 15>(), // Refresh
    method::<fn(), 16>(), // Save
]);

static IAUTOMATIC_UPDATES_SETTINGS2: [Method; 20] = extend(&IAUTOMATIC_UPDATES_SETTINGS, [
    method::<fn() -> Bool, 17>(), // IncludeRecommendedUpdates
    method::<fn(Bool), 18>(), // put IncludeRecommendedUpdates
    method::<fn(Long, Long) -> Bool, 19>(), // CheckPermission
]);

static IAUTOMATIC_UPDATES_SETTINGS3: [Method; 24] = extend(&IAUTOMATIC_UPDATES_SETTINGS2, [
    method::<fn() -> Bool, 20>(), // NonAdministratorsElevated
    method::<fn(Bool), 21>(), // put NonAdministratorsElevated
    method::<fn() -> Bool, 22>(), // FeaturedUpdatesEnabled
    method::<fn(Bool), 23>(), // put FeaturedUpdatesEnabled
]);

static ICATEGORY: [Method; 16] = extend(&DISPATCH, [
    method::<fn() -> Bstr, 7>(), // Name
    method::<fn() -> Bstr, 8>(), // CategoryID
    method::<fn() -> Object, 9>(), // Children
    method::<fn() -> Bstr, 10>(), // Description
    method::<fn() -> Object, 11>(), // Image
    method::<fn() -> Long, 12>(), // Order
    method::<fn() -> Object, 13>(), // Parent
    method::<fn() -> Bstr, 14>(), // Type
    method::<fn() -> Object, 15>(), // Updates
]);

static ICATEGORY_COLLECTION: [Method; 10] = extend(&DISPATCH, [
    method::<fn(Long) -> Object, 7>(), // Item
    method::<fn() -> Object, 8>(), // _NewEnum
    method::<fn() -> Long, 9>(), // Count
]);

static IDOWNLOAD_COMPLETED_CALLBACK: [Method; 4] = extend(&UNKNOWN, [
    method::<fn(Object, Object), 3>(), // Invoke
]);

static IDOWNLOAD_COMPLETED_CALLBACK_ARGS: [Method; 7] = extend(&DISPATCH, []);

static IDOWNLOAD_JOB: [Method; 13] = extend(&DISPATCH, [
    method::<fn() -> Variant, 7>(), // AsyncState
    method::<fn() -> Bool, 8>(), // IsCompleted
    method::<fn() -> Object, 9>(), // Updates
    method::<fn(), 10>(), // CleanUp
    method::<fn() -> Object, 11>(), // GetProgress
    method::<fn(), 12>(), // RequestAbort
]);

static IDOWNLOAD_PROGRESS: [Method; 16] = extend(&DISPATCH, [
    method::<fn() -> Decimal, 7>(), // CurrentUpdateBytesDownloaded
    method::<fn() -> Decimal, 8>(), // CurrentUpdateBytesToDownload
    method::<fn() -> Long, 9>(), // CurrentUpdateIndex
    method::<fn() -> Long, 10>(), // PercentComplete
    method::<fn() -> Decimal, 11>(), // TotalBytesDownloaded
    method::<fn() -> Decimal, 12>(), // TotalBytesToDownload
    method::<fn(Long) -> Object, 13>(), // GetUpdateResult
    method::<fn() -> Long, 14>(), // CurrentUpdateDownloadPhase
    method::<fn() -> Long, 15>(), // CurrentUpdatePercentComplete
]);

static IDOWNLOAD_PROGRESS_CHANGED_CALLBACK: [Method; 4] = extend(&UNKNOWN, [
    method::<fn(Object, Object), 3>(), // Invoke
]);

static IDOWNLOAD_PROGRESS_CHANGED_CALLBACK_ARGS: [Method; 8] = extend(&DISPATCH, [
    method::<fn() -> Object, 7>(), // Progress
]);

static IDOWNLOAD_RESULT: [Method; 10] = extend(&DISPATCH, [
    method::<fn() -> Long, 7>(), // HResult
    method::<fn() -> Long, 8>(), // ResultCode
    method::<fn(Long) -> Object, 9>(), // GetUpdateResult
]);

static IIMAGE_INFORMATION: [Method; 11] = extend(&DISPATCH, [
    method::<fn() -> Bstr, 7>(), // AltText
    method::<fn() -> Long, 8>(), // Height
    method::<fn() -> Bstr, 9>(), // Source
    method::<fn() -> Long, 10>(), // Width
]);

static IINSTALLATION_AGENT: [Method; 8] = extend(&DISPATCH, [
    method::<fn(Bstr, Long, Object), 7>(), // RecordInstallationResult
]);

static IINSTALLATION_BEHAVIOR: [Method; 11] = extend(&DISPATCH, [
    method::<fn() -> Bool, 7>(), // CanRequestUserInput
    method::<fn() -> Long, 8>(), // Impact
    method::<fn() -> Long, 9>(), // RebootBehavior
    method::<fn() -> Bool, 10>(), // RequiresNetworkConnectivity
]);

static IINSTALLATION_COMPLETED_CALLBACK: [Method; 4] = extend(&UNKNOWN, [
    method::<fn(Object, Object), 3>(), // Invoke
]);

static IINSTALLATION_COMPLETED_CALLBACK_ARGS: [Method; 7] = extend(&DISPATCH, []);

static IINSTALLATION_JOB: [Method; 13] = extend(&DISPATCH, [
    method::<fn() -> Variant, 7>(), // AsyncState
    method::<fn() -> Bool, 8>(), // IsCompleted
    method::<fn() -> Object, 9>(), // Updates
    method::<fn(), 10>(), // CleanUp
    method::<fn() -> Object, 11>(), // GetProgress
    method::<fn(), 12>(), // RequestAbort
]);

static IINSTALLATION_PROGRESS: [Method; 11] = extend(&DISPATCH, [
    method::<fn() -> Long, 7>(), // CurrentUpdateIndex
    method::<fn() -> Long, 8>(), // CurrentUpdatePercentComplete
    method::<fn() -> Long, 9>(), // PercentComplete
    method::<fn(Long) -> Object, 10>(), // GetUpdateResult
]);

static IINSTALLATION_PROGRESS_CHANGED_CALLBACK: [Method; 4] = extend(&UNKNOWN, [
    method::<fn(Object, Object), 3>(), // Invoke
]);

static IINSTALLATION_PROGRESS_CHANGED_CALLBACK_ARGS: [Method; 8] = extend(&DISPATCH, [
    method::<fn() -> Object, 7>(), // Progress
]);

static IINSTALLATION_RESULT: [Method; 11] = extend(&DISPATCH, [
    method::<fn() -> Long, 7>(), // HResult
    method::<fn() -> Bool, 8>(), // RebootRequired
    method::<fn() -> Long, 9>(), // ResultCode
    method::<fn(Long) -> Object, 10>(), // GetUpdateResult
]);

static IINVALID_PRODUCT_LICENSE_EXCEPTION: [Method; 11] = extend(&IUPDATE_EXCEPTION, [
    method::<fn() -> Bstr, 10>(), // Product
]);

static ISEARCH_COMPLETED_CALLBACK: [Method; 4] = extend(&UNKNOWN, [
    method::<fn(Object, Object), 3>(), // Invoke
]);

static ISEARCH_COMPLETED_CALLBACK_ARGS: [Method; 7] = extend(&DISPATCH, []);

static ISEARCH_JOB: [Method; 11] = extend(&DISPATCH, [
    method::<fn() -> Variant, 7>(), // AsyncState
    method::<fn() -> Bool, 8>(), // IsCompleted
    method::<fn(), 9>(), // CleanUp
    method::<fn(), 10>(), // RequestAbort
]);

static ISEARCH_RESULT: [Method; 11] = extend(&DISPATCH, [
    method::<fn() -> Long, 7>(), // ResultCode
    method::<fn() -> Object, 8>(), // RootCategories
    method::<fn() -> Object, 9>(), // Updates
    method::<fn() -> Object, 10>(), // Warnings
]);

static ISTRING_COLLECTION: [Method; 17] = extend(&DISPATCH, [
    method::<fn(Long) -> Bstr, 7>(), // Item
    method::<fn(Long, Bstr), 8>(), // put Item
    method::<fn() -> Object, 9>(), // _NewEnum
    method::<fn() -> Long, 10>(), // Count
    method::<fn() -> Bool, 11>(), // ReadOnly
    method::<fn(Bstr) -> Long, 12>(), // Add
    method::<fn(), 13>(), // Clear
    method::<fn() -> Object, 14>(), // Copy
    method::<fn(Long, Bstr), 15>(), // Insert
    method::<fn(Long), 16>(), // RemoveAt
]);

static ISYSTEM_INFORMATION: [Method; 9] = extend(&DISPATCH, [
    method::<fn() -> Bstr, 7>(), // OemHardwareSupportLink
    method::<fn() -> Bool, 8>(), // RebootRequired
]);

static IUPDATE: [Method; 52] = extend(&DISPATCH, [
    method::<fn() -> Bstr, 7>(), // Title
    method::<fn() -> Bool, 8>(), // AutoSelectOnWebSites
    method::<fn() -> Object, 9>(), // BundledUpdates
    method::<fn() -> Bool, 10>(), // CanRequireSource
    method::<fn() -> Object, 11>(), // Categories
    method::<fn() -> Variant, 12>(), // Deadline
    method::<fn() -> Bool, 13>(), // DeltaCompressedContentAvailable
    method::<fn() -> Bool, 14>(), // DeltaCompressedContentPreferred
    method::<fn() -> Bstr, 15>(), // Description
    method::<fn() -> Bool, 16>(), // EulaAccepted
    method::<fn() -> Bstr, 17>(), // EulaText
    method::<fn() -> Bstr, 18>(), // HandlerID
    method::<fn() -> Object, 19>(), // Identity
    method::<fn() -> Object, 20>(), // Image
    method::<fn() -> Object, 21>(), // InstallationBehavior
    method::<fn() -> Bool, 22>(), // IsBeta
    method::<fn() -> Bool, 23>(), // IsDownloaded
    method::<fn() -> Bool, 24>(), // IsHidden
    method::<fn(Bool), 25>(), // put IsHidden
    method::<fn() -> Bool, 26>(), // IsInstalled
    method::<fn() -> Bool, 27>(), // IsMandatory
    method::<fn() -> Bool, 28>(), // IsUninstallable
    method::<fn() -> Object, 29>(), // Languages
    method::<fn() -> f64, 30>(), // LastDeploymentChangeTime
    method::<fn() -> Decimal, 31>(), // MaxDownloadSize
    method::<fn() -> Decimal, 32>(), // MinDownloadSize
    method::<fn() -> Object, 33>(), // MoreInfoUrls
    method::<fn() -> Bstr, 34>(), // MsrcSeverity
    method::<fn() -> Long, 35>(), // RecommendedCpuSpeed
    method::<fn() -> Long, 36>(), // RecommendedHardDiskSpace
    method::<fn() -> Long, 37>(), // RecommendedMemory
    method::<fn() -> Bstr, 38>(), // ReleaseNotes
    method::<fn() -> Object, 39>(), // SecurityBulletinIDs
    method::<fn() -> Object, 40>(), // SupersededUpdateIDs
    method::<fn() -> Bstr, 41>(), // SupportUrl
    method::<fn() -> Long, 42>(), // Type
    method::<fn() -> Bstr, 43>(), // UninstallationNotes
    method::<fn() -> Object, 44>(), // UninstallationBehavior
    method::<fn() -> Object, 45>(), // UninstallationSteps
    method::<fn() -> Object, 46>(), // KBArticleIDs
    method::<fn(), 47>(), // AcceptEula
    method::<fn() -> Long, 48>(), // DeploymentAction
    method::<fn(Bstr, Bool), 49>(), // CopyFromCache
    method::<fn() -> Long, 50>(), // DownloadPriority
    method::<fn() -> Object, 51>(), // DownloadContents
]);

static IUPDATE2: [Method; 56] = extend(&IUPDATE, [
    method::<fn() -> Bool, 52>(), // RebootRequired
    method::<fn() -> Bool, 53>(), // IsPresent
    method::<fn() -> Object, 54>(), // CveIDs
    method::<fn(Object), 55>(), // CopyToCache
]);

static IUPDATE3: [Method; 57] = extend(&IUPDATE2, [
    method::<fn() -> Bool, 56>(), // BrowseOnly
]);

static IUPDATE4: [Method; 58] = extend(&IUPDATE3, [
    method::<fn() -> Bool, 57>(), // PerUser
]);

static IUPDATE5: [Method; 60] = extend(&IUPDATE4, [
    method::<fn() -> Long, 58>(), // AutoSelection
    method::<fn() -> Long, 59>(), // AutoDownload
]);

static IUPDATE_COLLECTION: [Method; 17] = extend(&DISPATCH, [
    method::<fn(Long) -> Object, 7>(), // Item
    method::<fn(Long, Object), 8>(), // put Item
    method::<fn() -> Object, 9>(), // _NewEnum
    method::<fn() -> Long, 10>(), // Count
    method::<fn() -> Bool, 11>(), // ReadOnly
    method::<fn(Object) -> Long, 12>(), // Add
    method::<fn(), 13>(), // Clear
    method::<fn() -> Object, 14>(), // Copy
    method::<fn(Long, Object), 15>(), // Insert
    method::<fn(Long), 16>(), // RemoveAt
]);

static IUPDATE_DOWNLOAD_CONTENT: [Method; 8] = extend(&DISPATCH, [
    method::<fn() -> Bstr, 7>(), // DownloadUrl
]);

static IUPDATE_DOWNLOAD_CONTENT2: [Method; 9] = extend(&IUPDATE_DOWNLOAD_CONTENT, [
    method::<fn() -> Bool, 8>(), // IsDeltaCompressedContent
]);

static IUPDATE_DOWNLOAD_CONTENT_COLLECTION: [Method; 10] = extend(&DISPATCH, [
    method::<fn(Long) -> Object, 7>(), // Item
    method::<fn() -> Object, 8>(), // _NewEnum
    method::<fn() -> Long, 9>(), // Count
]);

static IUPDATE_DOWNLOAD_RESULT: [Method; 9] = extend(&DISPATCH, [
    method::<fn() -> Long, 7>(), // HResult
    method::<fn() -> Long, 8>(), // ResultCode
]);

static IUPDATE_DOWNLOADER: [Method; 18] = extend(&DISPATCH, [
    method::<fn() -> Bstr, 7>(), // ClientApplicationID
    method::<fn(Bstr), 8>(), // put ClientApplicationID
    method::<fn() -> Bool, 9>(), // IsForced
    method::<fn(Bool), 10>(), // put IsForced
    method::<fn() -> Long, 11>(), // Priority
    method::<fn(Long), 12>(), // put Priority
    method::<fn() -> Object, 13>(), // Updates
    method::<fn(Object), 14>(), // put Updates
    method::<fn(Object, Object, Variant) -> Object, 15>(), // BeginDownload
    method::<fn() -> Object, 16>(), // Download
    method::<fn(Object) -> Object, 17>(), // EndDownload
]);

static IUPDATE_DOWNLOADER_EX: [Method; 20] = extend(&IUPDATE_DOWNLOADER, [
    method::<fn(Long, Object, Object, Variant) -> Object, 18>(), // BeginDownload2
    method::<fn(Long) -> Object, 19>(), // Download2
]);

static IUPDATE_EX: [Method; 62] = extend(&IUPDATE5, [
    method::<fn(Bstr) -> Variant, 60>(), // ExtendedStaticProperty
    method::<fn(Bstr) -> Variant, 61>(), // EvaluateExtendedDynamicProperty
]);

static IUPDATE_EXCEPTION: [Method; 10] = extend(&DISPATCH, [
    method::<fn() -> Bstr, 7>(), // Message
    method::<fn() -> Long, 8>(), // HResult
    method::<fn() -> Long, 9>(), // Context
]);

static IUPDATE_EXCEPTION_COLLECTION: [Method; 10] = extend(&DISPATCH, [
    method::<fn(Long) -> Object, 7>(), // Item
    method::<fn() -> Object, 8>(), // _NewEnum
    method::<fn() -> Long, 9>(), // Count
]);

static IUPDATE_HISTORY_ENTRY: [Method; 21] = extend(&DISPATCH, [
    method::<fn() -> Long, 7>(), // Operation
    method::<fn() -> Long, 8>(), // ResultCode
    method::<fn() -> Long, 9>(), // HResult
    method::<fn() -> f64, 10>(), // Date
    method::<fn() -> Object, 11>(), // UpdateIdentity
    method::<fn() -> Bstr, 12>(), // Title
    method::<fn() -> Bstr, 13>(), // Description
    method::<fn() -> Long, 14>(), // UnmappedResultCode
    method::<fn() -> Bstr, 15>(), // ClientApplicationID
    method::<fn() -> Long, 16>(), // ServerSelection
    method::<fn() -> Bstr, 17>(), // ServiceID
    method::<fn() -> Object, 18>(), // UninstallationSteps
    method::<fn() -> Bstr, 19>(), // UninstallationNotes
    method::<fn() -> Bstr, 20>(), // SupportUrl
]);

static IUPDATE_HISTORY_ENTRY2: [Method; 22] = extend(&IUPDATE_HISTORY_ENTRY, [
    method::<fn() -> Object, 21>(), // Categories
]);

static IUPDATE_HISTORY_ENTRY_COLLECTION: [Method; 10] = extend(&DISPATCH, [
    method::<fn(Long) -> Object, 7>(), // Item
    method::<fn() -> Object, 8>(), // _NewEnum
    method::<fn() -> Long, 9>(), // Count
]);

static IUPDATE_IDENTITY: [Method; 9] = extend(&DISPATCH, [
    method::<fn() -> Long, 7>(), // RevisionNumber
    method::<fn() -> Bstr, 8>(), // UpdateID
]);

static IUPDATE_INSTALLATION_RESULT: [Method; 10] = extend(&DISPATCH, [
    method::<fn() -> Long, 7>(), // HResult
    method::<fn() -> Bool, 8>(), // RebootRequired
    method::<fn() -> Long, 9>(), // ResultCode
]);

static IUPDATE_INSTALLER: [Method; 28] = extend(&DISPATCH, [
    method::<fn() -> Bstr, 7>(), // ClientApplicationID
    method::<fn(Bstr), 8>(), // put ClientApplicationID
    method::<fn() -> Bool, 9>(), // IsForced
    method::<fn(Bool), 10>(), // put IsForced
    method::<fn() -> Handle, 11>(), // ParentHwnd
    method::<fn(Handle), 12>(), // put ParentHwnd
    method::<fn(Object), 13>(), // put ParentWindow
    method::<fn() -> Object, 14>(), // ParentWindow
    method::<fn() -> Object, 15>(), // Updates
    method::<fn(Object), 16>(), // put Updates
    method::<fn(Object, Object, Variant) -> Object, 17>(), // BeginInstall
    method::<fn(Object, Object, Variant) -> Object, 18>(), // BeginUninstall
    method::<fn(Object) -> Object, 19>(), // EndInstall
    method::<fn(Object) -> Object, 20>(), // EndUninstall
    method::<fn() -> Object, 21>(), // Install
    method::<fn(Bstr) -> Object, 22>(), // RunWizard
    method::<fn() -> Bool, 23>(), // IsBusy
    method::<fn() -> Object, 24>(), // Uninstall
    method::<fn() -> Bool, 25>(), // AllowSourcePrompts
    method::<fn(Bool), 26>(), // put AllowSourcePrompts
    method::<fn() -> Bool, 27>(), // RebootRequiredBeforeInstallation
]);

static IUPDATE_INSTALLER2: [Method; 30] = extend(&IUPDATE_INSTALLER, [
    method::<fn() -> Bool, 28>(), // ForceQuiet
    method::<fn(Bool), 29>(), // put ForceQuiet
]);

static IUPDATE_INSTALLER3: [Method; 32] = extend(&IUPDATE_INSTALLER2, [
    method::<fn() -> Bool, 30>(), // AttemptCloseAppsIfNecessary
    method::<fn(Bool), 31>(), // put AttemptCloseAppsIfNecessary
]);

static IUPDATE_INSTALLER4: [Method; 33] = extend(&IUPDATE_INSTALLER3, [
    method::<fn(Dword), 32>(), // Commit
]);

static IUPDATE_LOCKDOWN: [Method; 4] = extend(&UNKNOWN, [
    method::<fn(Long), 3>(), // LockDown
]);

static IUPDATE_SEARCHER: [Method; 25] = extend(&DISPATCH, [
    method::<fn() -> Bool, 7>(), // CanAutomaticallyUpgradeService
    method::<fn(Bool), 8>(), // put CanAutomaticallyUpgradeService
    method::<fn() -> Bstr, 9>(), // ClientApplicationID
    method::<fn(Bstr), 10>(), // put ClientApplicationID
    method::<fn() -> Bool, 11>(), // IncludePotentiallySupersededUpdates
    method::<fn(Bool), 12>(), // put IncludePotentiallySupersededUpdates
    method::<fn() -> Long, 13>(), // ServerSelection
    method::<fn(Long), 14>(), // put ServerSelection
    method::<fn(Bstr, Object, Variant) -> Object, 15>(), // BeginSearch
    method::<fn(Object) -> Object, 16>(), // EndSearch
    method::<fn(Bstr) -> Bstr, 17>(), // EscapeString
    method::<fn(Long, Long) -> Object, 18>(), // QueryHistory
    method::<fn(Bstr) -> Object, 19>(), // Search
    method::<fn() -> Bool, 20>(), // Online
    method::<fn(Bool), 21>(), // put Online
    method::<fn() -> Long, 22>(), // GetTotalHistoryCount
    method::<fn() -> Bstr, 23>(), // ServiceID
    method::<fn(Bstr), 24>(), // put ServiceID
]);

static IUPDATE_SEARCHER2: [Method; 27] = extend(&IUPDATE_SEARCHER, [
    method::<fn() -> Bool, 25>(), // IgnoreDownloadPriority
    method::<fn(Bool), 26>(), // put IgnoreDownloadPriority
]);

static IUPDATE_SEARCHER3: [Method; 29] = extend(&IUPDATE_SEARCHER2, [
    method::<fn() -> Long, 27>(), // SearchScope
    method::<fn(Long), 28>(), // put SearchScope
]);

static IUPDATE_SERVICE: [Method; 20] = extend(&DISPATCH, [
    method::<fn() -> Bstr, 7>(), // Name
    method::<fn() -> Variant, 8>(), // ContentValidationCert
    method::<fn() -> f64, 9>(), // ExpirationDate
    method::<fn() -> Bool, 10>(), // IsManaged
    method::<fn() -> Bool, 11>(), // IsRegisteredWithAU
    method::<fn() -> f64, 12>(), // IssueDate
    method::<fn() -> Bool, 13>(), // OffersWindowsUpdates
    method::<fn() -> Object, 14>(), // RedirectUrls
    method::<fn() -> Bstr, 15>(), // ServiceID
    method::<fn() -> Bool, 16>(), // IsScanPackageService
    method::<fn() -> Bool, 17>(), // CanRegisterWithAU
    method::<fn() -> Bstr, 18>(), // ServiceUrl
    method::<fn() -> Bstr, 19>(), // SetupPrefix
]);

static IUPDATE_SERVICE2: [Method; 21] = extend(&IUPDATE_SERVICE, [
    method::<fn() -> Bool, 20>(), // IsDefaultAUService
]);

static IUPDATE_SERVICE_COLLECTION: [Method; 10] = extend(&DISPATCH, [
    method::<fn(Long) -> Object, 7>(), // Item
    method::<fn() -> Object, 8>(), // _NewEnum
    method::<fn() -> Long, 9>(), // Count
]);

static IUPDATE_SERVICE_MANAGER: [Method; 14] = extend(&DISPATCH, [
    method::<fn() -> Object, 7>(), // Services
    method::<fn(Bstr, Bstr) -> Object, 8>(), // AddService
    method::<fn(Bstr), 9>(), // RegisterServiceWithAU
    method::<fn(Bstr), 10>(), // RemoveService
    method::<fn(Bstr), 11>(), // UnregisterServiceWithAU
    method::<fn(Bstr, Bstr, Long) -> Object, 12>(), // AddScanPackageService
    method::<fn(Bstr, Variant), 13>(), // SetOption
]);

static IUPDATE_SERVICE_MANAGER2: [Method; 18] = extend(&IUPDATE_SERVICE_MANAGER, [
    method::<fn() -> Bstr, 14>(), // ClientApplicationID
    method::<fn(Bstr), 15>(), // put ClientApplicationID
    method::<fn(Bstr) -> Object, 16>(), // QueryServiceRegistration
    method::<fn(Bstr, Long, Bstr) -> Object, 17>(), // AddService2
]);

static IUPDATE_SERVICE_REGISTRATION: [Method; 11] = extend(&DISPATCH, [
    method::<fn() -> Long, 7>(), // RegistrationState
    method::<fn() -> Bstr, 8>(), // ServiceID
    method::<fn() -> Bool, 9>(), // IsPendingRegistrationWithAU
    method::<fn() -> Object, 10>(), // Service
]);

static IUPDATE_SESSION: [Method; 15] = extend(&DISPATCH, [
    method::<fn() -> Bstr, 7>(), // ClientApplicationID
    method::<fn(Bstr), 8>(), // put ClientApplicationID
    method::<fn() -> Bool, 9>(), // ReadOnly
    method::<fn() -> Object, 10>(), // WebProxy
    method::<fn(Object), 11>(), // put WebProxy
    method::<fn() -> Object, 12>(), // CreateUpdateSearcher
    method::<fn() -> Object, 13>(), // CreateUpdateDownloader
    method::<fn() -> Object, 14>(), // CreateUpdateInstaller
]);

static IUPDATE_SESSION2: [Method; 17] = extend(&IUPDATE_SESSION, [
    method::<fn() -> Dword, 15>(), // UserLocale
    method::<fn(Dword), 16>(), // put UserLocale
]);

static IUPDATE_SESSION3: [Method; 19] = extend(&IUPDATE_SESSION2, [
    method::<fn() -> Object, 17>(), // CreateUpdateServiceManager
    method::<fn(Bstr, Long, Long) -> Object, 18>(), // QueryHistory
]);

static IWEB_PROXY: [Method; 21] = extend(&DISPATCH, [
    method::<fn() -> Bstr, 7>(), // Address
    method::<fn(Bstr), 8>(), // put Address
    method::<fn() -> Object, 9>(), // BypassList
    method::<fn(Object), 10>(), // put BypassList
    method::<fn() -> Bool, 11>(), // BypassProxyOnLocal
    method::<fn(Bool), 12>(), // put BypassProxyOnLocal
    method::<fn() -> Bool, 13>(), // ReadOnly
    method::<fn() -> Bstr, 14>(), // UserName
    method::<fn(Bstr), 15>(), // put UserName
    method::<fn(Bstr), 16>(), // SetPassword
    method::<fn(Object, Bstr), 17>(), // PromptForCredentials
    method::<fn(Handle, Bstr), 18>(), // PromptForCredentialsFromHwnd
    method::<fn() -> Bool, 19>(), // AutoDetect
    method::<fn(Bool), 20>(), // put AutoDetect
]);

static IWINDOWS_DRIVER_UPDATE: [Method; 60] = extend(&IUPDATE, [
    method::<fn() -> Bstr, 52>(), // DriverClass
    method::<fn() -> Bstr, 53>(), // DriverHardwareID
    method::<fn() -> Bstr, 54>(), // DriverManufacturer
    method::<fn() -> Bstr, 55>(), // DriverModel
    method::<fn() -> Bstr, 56>(), // DriverProvider
    method::<fn() -> f64, 57>(), // DriverVerDate
    method::<fn() -> Long, 58>(), // DeviceProblemNumber
    method::<fn() -> Long, 59>(), // DeviceStatus
]);

static IWINDOWS_DRIVER_UPDATE2: [Method; 64] = extend(&IWINDOWS_DRIVER_UPDATE, [
    method::<fn() -> Bool, 60>(), // RebootRequired
    method::<fn() -> Bool, 61>(), // IsPresent
    method::<fn() -> Object, 62>(), // CveIDs
    method::<fn(Object), 63>(), // CopyToCache
]);

static IWINDOWS_DRIVER_UPDATE3: [Method; 65] = extend(&IWINDOWS_DRIVER_UPDATE2, [
    method::<fn() -> Bool, 64>(), // BrowseOnly
]);

static IWINDOWS_DRIVER_UPDATE4: [Method; 67] = extend(&IWINDOWS_DRIVER_UPDATE3, [
    method::<fn() -> Object, 65>(), // WindowsDriverUpdateEntries
    method::<fn() -> Bool, 66>(), // PerUser
]);

static IWINDOWS_DRIVER_UPDATE5: [Method; 69] = extend(&IWINDOWS_DRIVER_UPDATE4, [
    method::<fn() -> Long, 67>(), // AutoSelection
    method::<fn() -> Long, 68>(), // AutoDownload
]);

static IWINDOWS_DRIVER_UPDATE_ENTRY: [Method; 15] = extend(&DISPATCH, [
    method::<fn() -> Bstr, 7>(), // DriverClass
    method::<fn() -> Bstr, 8>(), // DriverHardwareID
    method::<fn() -> Bstr, 9>(), // DriverManufacturer
    method::<fn() -> Bstr, 10>(), // DriverModel
    method::<fn() -> Bstr, 11>(), // DriverProvider
    method::<fn() -> f64, 12>(), // DriverVerDate
    method::<fn() -> Long, 13>(), // DeviceProblemNumber
    method::<fn() -> Long, 14>(), // DeviceStatus
]);

static IWINDOWS_DRIVER_UPDATE_ENTRY_COLLECTION: [Method; 10] = extend(&DISPATCH, [
    method::<fn(Long) -> Object, 7>(), // Item
    method::<fn() -> Object, 8>(), // _NewEnum
    method::<fn() -> Long, 9>(), // Count
]);

static IWINDOWS_UPDATE_AGENT_INFO: [Method; 8] = extend(&DISPATCH, [
    method::<fn(Variant) -> Variant, 7>(), // GetInfo
]);
