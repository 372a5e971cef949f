//! Our tables, to be compared with the `windows` crate. Written by `cargo xtask codegen` from the tables of `wua-defs`: edit that.

#![cfg_attr(rustfmt, rustfmt_skip)]
#![allow(clippy::unreadable_literal, reason = "dispids are numbers that nobody reads")]

use std::mem::{offset_of, size_of};

use windows::Win32::System::Com::IDispatch;
use windows::Win32::System::UpdateAgent::*;
use windows_core::{GUID, IUnknown, Interface};

use crate::compared::{Class, Compared, Field, Number, Seen, Visitor, WORD, as_dispatch};

/// What the crate lacks, and why.
pub(crate) const LACKING: &[(&str, &str)] = &[
    ("IUpdateDownloaderEx", "came with build 26100 of the Windows SDK; windows 0.62 is made from metadata without it"),
    ("IUpdateEx", "as IUpdateDownloaderEx"),
];

pub(crate) const CLASSES: &[Class] = &[
    Class { name: "AutomaticUpdates", ours: GUID::from_u128(0xbfe18e9c_6d87_4450_b37c_e02f0b373803), theirs: AutomaticUpdates },
    Class { name: "InstallationAgent", ours: GUID::from_u128(0x317e92fc_1679_46fd_a0b5_f08914dd8623), theirs: InstallationAgent },
    Class { name: "StringCollection", ours: GUID::from_u128(0x72c97d74_7c3b_40ae_b77d_abdb22eba6fb), theirs: StringCollection },
    Class { name: "SystemInformation", ours: GUID::from_u128(0xc01b9ba0_bea7_41ba_b604_d0a36f469133), theirs: SystemInformation },
    Class { name: "UpdateCollection", ours: GUID::from_u128(0x13639463_00db_4646_803d_528026140d88), theirs: UpdateCollection },
    Class { name: "UpdateDownloader", ours: GUID::from_u128(0x5baf654a_5a07_4264_a255_9ff54c7151e7), theirs: UpdateDownloader },
    Class { name: "UpdateInstaller", ours: GUID::from_u128(0xd2e0fe7f_d23e_48e1_93c0_6fa8cc346474), theirs: UpdateInstaller },
    Class { name: "UpdateSearcher", ours: GUID::from_u128(0xb699e5e8_67ff_4177_88b0_3684a3388bfb), theirs: UpdateSearcher },
    Class { name: "UpdateServiceManager", ours: GUID::from_u128(0xf8d253d9_89a4_4daa_87b6_1168369f0b21), theirs: UpdateServiceManager },
    Class { name: "UpdateSession", ours: GUID::from_u128(0x4cb43d7f_7eee_4906_8698_60da1c38f2fe), theirs: UpdateSession },
    Class { name: "WebProxy", ours: GUID::from_u128(0x650503cf_9108_4ddc_a2ce_6c2341e1c582), theirs: WebProxy },
    Class { name: "WindowsUpdateAgentInfo", ours: GUID::from_u128(0xc2e88c2f_6f5b_4aaa_894b_55c847ad3a2d), theirs: WindowsUpdateAgentInfo },
];

pub(crate) const INTERFACES: &[Compared; 76] = &[
    Compared {
        name: "IAutomaticUpdates",
        ours: GUID::from_u128(0x673425bf_c082_4c7c_bdfd_569464b8e0ce),
        theirs: IAutomaticUpdates::IID,
        slots: (14, size_of::<<IAutomaticUpdates as Interface>::Vtable>() / WORD),
        base: |vtable| {
            let vtable: *const <IAutomaticUpdates as Interface>::Vtable = vtable.cast();
            let base: *const <IDispatch as Interface>::Vtable = unsafe { &raw const (*vtable).base__ };
            base.cast()
        },
        first: 7,
        fields: &[
            Field { name: "DetectNow", ours: 7, theirs: offset_of!(<IAutomaticUpdates as Interface>::Vtable, DetectNow) / WORD },
            Field { name: "Pause", ours: 8, theirs: offset_of!(<IAutomaticUpdates as Interface>::Vtable, Pause) / WORD },
            Field { name: "Resume", ours: 9, theirs: offset_of!(<IAutomaticUpdates as Interface>::Vtable, Resume) / WORD },
            Field { name: "ShowSettingsDialog", ours: 10, theirs: offset_of!(<IAutomaticUpdates as Interface>::Vtable, ShowSettingsDialog) / WORD },
            Field { name: "Settings", ours: 11, theirs: offset_of!(<IAutomaticUpdates as Interface>::Vtable, Settings) / WORD },
            Field { name: "ServiceEnabled", ours: 12, theirs: offset_of!(<IAutomaticUpdates as Interface>::Vtable, ServiceEnabled) / WORD },
            Field { name: "EnableService", ours: 13, theirs: offset_of!(<IAutomaticUpdates as Interface>::Vtable, EnableService) / WORD },
        ],
        visit: visit_IAutomaticUpdates,
    },
    Compared {
        name: "IAutomaticUpdates2",
        ours: GUID::from_u128(0x4a2f5c31_cfd9_410e_b7fb_29a653973a0f),
        theirs: IAutomaticUpdates2::IID,
        slots: (15, size_of::<<IAutomaticUpdates2 as Interface>::Vtable>() / WORD),
        base: |vtable| {
            let vtable: *const <IAutomaticUpdates2 as Interface>::Vtable = vtable.cast();
            let base: *const <IAutomaticUpdates as Interface>::Vtable = unsafe { &raw const (*vtable).base__ };
            base.cast()
        },
        first: 14,
        fields: &[
            Field { name: "Results", ours: 14, theirs: offset_of!(<IAutomaticUpdates2 as Interface>::Vtable, Results) / WORD },
        ],
        visit: visit_IAutomaticUpdates2,
    },
    Compared {
        name: "IAutomaticUpdatesResults",
        ours: GUID::from_u128(0xe7a4d634_7942_4dd9_a111_82228ba33901),
        theirs: IAutomaticUpdatesResults::IID,
        slots: (9, size_of::<<IAutomaticUpdatesResults as Interface>::Vtable>() / WORD),
        base: |vtable| {
            let vtable: *const <IAutomaticUpdatesResults as Interface>::Vtable = vtable.cast();
            let base: *const <IDispatch as Interface>::Vtable = unsafe { &raw const (*vtable).base__ };
            base.cast()
        },
        first: 7,
        fields: &[
            Field { name: "LastSearchSuccessDate", ours: 7, theirs: offset_of!(<IAutomaticUpdatesResults as Interface>::Vtable, LastSearchSuccessDate) / WORD },
            Field { name: "LastInstallationSuccessDate", ours: 8, theirs: offset_of!(<IAutomaticUpdatesResults as Interface>::Vtable, LastInstallationSuccessDate) / WORD },
        ],
        visit: visit_IAutomaticUpdatesResults,
    },
    Compared {
        name: "IAutomaticUpdatesSettings",
        ours: GUID::from_u128(0x2ee48f22_af3c_405f_8970_f71be12ee9a2),
        theirs: IAutomaticUpdatesSettings::IID,
        slots: (17, size_of::<<IAutomaticUpdatesSettings as Interface>::Vtable>() / WORD),
        base: |vtable| {
            let vtable: *const <IAutomaticUpdatesSettings as Interface>::Vtable = vtable.cast();
            let base: *const <IDispatch as Interface>::Vtable = unsafe { &raw const (*vtable).base__ };
            base.cast()
        },
        first: 7,
        fields: &[
            Field { name: "NotificationLevel", ours: 7, theirs: offset_of!(<IAutomaticUpdatesSettings as Interface>::Vtable, NotificationLevel) / WORD },
            Field { name: "SetNotificationLevel", ours: 8, theirs: offset_of!(<IAutomaticUpdatesSettings as Interface>::Vtable, SetNotificationLevel) / WORD },
            Field { name: "ReadOnly", ours: 9, theirs: offset_of!(<IAutomaticUpdatesSettings as Interface>::Vtable, ReadOnly) / WORD },
            Field { name: "Required", ours: 10, theirs: offset_of!(<IAutomaticUpdatesSettings as Interface>::Vtable, Required) / WORD },
            Field { name: "ScheduledInstallationDay", ours: 11, theirs: offset_of!(<IAutomaticUpdatesSettings as Interface>::Vtable, ScheduledInstallationDay) / WORD },
            Field { name: "SetScheduledInstallationDay", ours: 12, theirs: offset_of!(<IAutomaticUpdatesSettings as Interface>::Vtable, SetScheduledInstallationDay) / WORD },
            Field { name: "ScheduledInstallationTime", ours: 13, theirs: offset_of!(<IAutomaticUpdatesSettings as Interface>::Vtable, ScheduledInstallationTime) / WORD },
            Field { name: "SetScheduledInstallationTime", ours: 14, theirs: offset_of!(<IAutomaticUpdatesSettings as Interface>::Vtable, SetScheduledInstallationTime) / WORD },
            Field { name: "Refresh", ours: 15, theirs: offset_of!(<IAutomaticUpdatesSettings as Interface>::Vtable, Refresh) / WORD },
            Field { name: "Save", ours: 16, theirs: offset_of!(<IAutomaticUpdatesSettings as Interface>::Vtable, Save) / WORD },
        ],
        visit: visit_IAutomaticUpdatesSettings,
    },
    Compared {
        name: "IAutomaticUpdatesSettings2",
        ours: GUID::from_u128(0x6abc136a_c3ca_4384_8171_cb2b1e59b8dc),
        theirs: IAutomaticUpdatesSettings2::IID,
        slots: (20, size_of::<<IAutomaticUpdatesSettings2 as Interface>::Vtable>() / WORD),
        base: |vtable| {
            let vtable: *const <IAutomaticUpdatesSettings2 as Interface>::Vtable = vtable.cast();
            let base: *const <IAutomaticUpdatesSettings as Interface>::Vtable = unsafe { &raw const (*vtable).base__ };
            base.cast()
        },
        first: 17,
        fields: &[
            Field { name: "IncludeRecommendedUpdates", ours: 17, theirs: offset_of!(<IAutomaticUpdatesSettings2 as Interface>::Vtable, IncludeRecommendedUpdates) / WORD },
            Field { name: "SetIncludeRecommendedUpdates", ours: 18, theirs: offset_of!(<IAutomaticUpdatesSettings2 as Interface>::Vtable, SetIncludeRecommendedUpdates) / WORD },
            Field { name: "CheckPermission", ours: 19, theirs: offset_of!(<IAutomaticUpdatesSettings2 as Interface>::Vtable, CheckPermission) / WORD },
        ],
        visit: visit_IAutomaticUpdatesSettings2,
    },
    Compared {
        name: "IAutomaticUpdatesSettings3",
        ours: GUID::from_u128(0xb587f5c3_f57e_485f_bbf5_0d181c5cd0dc),
        theirs: IAutomaticUpdatesSettings3::IID,
        slots: (24, size_of::<<IAutomaticUpdatesSettings3 as Interface>::Vtable>() / WORD),
        base: |vtable| {
            let vtable: *const <IAutomaticUpdatesSettings3 as Interface>::Vtable = vtable.cast();
            let base: *const <IAutomaticUpdatesSettings2 as Interface>::Vtable = unsafe { &raw const (*vtable).base__ };
            base.cast()
        },
        first: 20,
        fields: &[
            Field { name: "NonAdministratorsElevated", ours: 20, theirs: offset_of!(<IAutomaticUpdatesSettings3 as Interface>::Vtable, NonAdministratorsElevated) / WORD },
            Field { name: "SetNonAdministratorsElevated", ours: 21, theirs: offset_of!(<IAutomaticUpdatesSettings3 as Interface>::Vtable, SetNonAdministratorsElevated) / WORD },
            Field { name: "FeaturedUpdatesEnabled", ours: 22, theirs: offset_of!(<IAutomaticUpdatesSettings3 as Interface>::Vtable, FeaturedUpdatesEnabled) / WORD },
            Field { name: "SetFeaturedUpdatesEnabled", ours: 23, theirs: offset_of!(<IAutomaticUpdatesSettings3 as Interface>::Vtable, SetFeaturedUpdatesEnabled) / WORD },
        ],
        visit: visit_IAutomaticUpdatesSettings3,
    },
    Compared {
        name: "ICategory",
        ours: GUID::from_u128(0x81ddc1b8_9d35_47a6_b471_5b80f519223b),
        theirs: ICategory::IID,
        slots: (16, size_of::<<ICategory as Interface>::Vtable>() / WORD),
        base: |vtable| {
            let vtable: *const <ICategory as Interface>::Vtable = vtable.cast();
            let base: *const <IDispatch as Interface>::Vtable = unsafe { &raw const (*vtable).base__ };
            base.cast()
        },
        first: 7,
        fields: &[
            Field { name: "Name", ours: 7, theirs: offset_of!(<ICategory as Interface>::Vtable, Name) / WORD },
            Field { name: "CategoryID", ours: 8, theirs: offset_of!(<ICategory as Interface>::Vtable, CategoryID) / WORD },
            Field { name: "Children", ours: 9, theirs: offset_of!(<ICategory as Interface>::Vtable, Children) / WORD },
            Field { name: "Description", ours: 10, theirs: offset_of!(<ICategory as Interface>::Vtable, Description) / WORD },
            Field { name: "Image", ours: 11, theirs: offset_of!(<ICategory as Interface>::Vtable, Image) / WORD },
            Field { name: "Order", ours: 12, theirs: offset_of!(<ICategory as Interface>::Vtable, Order) / WORD },
            Field { name: "Parent", ours: 13, theirs: offset_of!(<ICategory as Interface>::Vtable, Parent) / WORD },
            Field { name: "Type", ours: 14, theirs: offset_of!(<ICategory as Interface>::Vtable, Type) / WORD },
            Field { name: "Updates", ours: 15, theirs: offset_of!(<ICategory as Interface>::Vtable, Updates) / WORD },
        ],
        visit: visit_ICategory,
    },
    Compared {
        name: "ICategoryCollection",
        ours: GUID::from_u128(0x3a56bfb8_576c_43f7_9335_fe4838fd7e37),
        theirs: ICategoryCollection::IID,
        slots: (10, size_of::<<ICategoryCollection as Interface>::Vtable>() / WORD),
        base: |vtable| {
            let vtable: *const <ICategoryCollection as Interface>::Vtable = vtable.cast();
            let base: *const <IDispatch as Interface>::Vtable = unsafe { &raw const (*vtable).base__ };
            base.cast()
        },
        first: 7,
        fields: &[
            Field { name: "get_Item", ours: 7, theirs: offset_of!(<ICategoryCollection as Interface>::Vtable, get_Item) / WORD },
            Field { name: "_NewEnum", ours: 8, theirs: offset_of!(<ICategoryCollection as Interface>::Vtable, _NewEnum) / WORD },
            Field { name: "Count", ours: 9, theirs: offset_of!(<ICategoryCollection as Interface>::Vtable, Count) / WORD },
        ],
        visit: visit_ICategoryCollection,
    },
    Compared {
        name: "IDownloadCompletedCallback",
        ours: GUID::from_u128(0x77254866_9f5b_4c8e_b9e2_c77a8530d64b),
        theirs: IDownloadCompletedCallback::IID,
        slots: (4, size_of::<<IDownloadCompletedCallback as Interface>::Vtable>() / WORD),
        base: |vtable| {
            let vtable: *const <IDownloadCompletedCallback as Interface>::Vtable = vtable.cast();
            let base: *const <IUnknown as Interface>::Vtable = unsafe { &raw const (*vtable).base__ };
            base.cast()
        },
        first: 3,
        fields: &[
            Field { name: "Invoke", ours: 3, theirs: offset_of!(<IDownloadCompletedCallback as Interface>::Vtable, Invoke) / WORD },
        ],
        visit: visit_IDownloadCompletedCallback,
    },
    Compared {
        name: "IDownloadCompletedCallbackArgs",
        ours: GUID::from_u128(0xfa565b23_498c_47a0_979d_e7d5b1813360),
        theirs: IDownloadCompletedCallbackArgs::IID,
        slots: (7, size_of::<<IDownloadCompletedCallbackArgs as Interface>::Vtable>() / WORD),
        base: |vtable| {
            let vtable: *const <IDownloadCompletedCallbackArgs as Interface>::Vtable = vtable.cast();
            let base: *const <IDispatch as Interface>::Vtable = unsafe { &raw const (*vtable).base__ };
            base.cast()
        },
        first: 7,
        fields: &[
        ],
        visit: visit_IDownloadCompletedCallbackArgs,
    },
    Compared {
        name: "IDownloadJob",
        ours: GUID::from_u128(0xc574de85_7358_43f6_aae8_8697e62d8ba7),
        theirs: IDownloadJob::IID,
        slots: (13, size_of::<<IDownloadJob as Interface>::Vtable>() / WORD),
        base: |vtable| {
            let vtable: *const <IDownloadJob as Interface>::Vtable = vtable.cast();
            let base: *const <IDispatch as Interface>::Vtable = unsafe { &raw const (*vtable).base__ };
            base.cast()
        },
        first: 7,
        fields: &[
            Field { name: "AsyncState", ours: 7, theirs: offset_of!(<IDownloadJob as Interface>::Vtable, AsyncState) / WORD },
            Field { name: "IsCompleted", ours: 8, theirs: offset_of!(<IDownloadJob as Interface>::Vtable, IsCompleted) / WORD },
            Field { name: "Updates", ours: 9, theirs: offset_of!(<IDownloadJob as Interface>::Vtable, Updates) / WORD },
            Field { name: "CleanUp", ours: 10, theirs: offset_of!(<IDownloadJob as Interface>::Vtable, CleanUp) / WORD },
            Field { name: "GetProgress", ours: 11, theirs: offset_of!(<IDownloadJob as Interface>::Vtable, GetProgress) / WORD },
            Field { name: "RequestAbort", ours: 12, theirs: offset_of!(<IDownloadJob as Interface>::Vtable, RequestAbort) / WORD },
        ],
        visit: visit_IDownloadJob,
    },
    Compared {
        name: "IDownloadProgress",
        ours: GUID::from_u128(0xd31a5bac_f719_4178_9dbb_5e2cb47fd18a),
        theirs: IDownloadProgress::IID,
        slots: (16, size_of::<<IDownloadProgress as Interface>::Vtable>() / WORD),
        base: |vtable| {
            let vtable: *const <IDownloadProgress as Interface>::Vtable = vtable.cast();
            let base: *const <IDispatch as Interface>::Vtable = unsafe { &raw const (*vtable).base__ };
            base.cast()
        },
        first: 7,
        fields: &[
            Field { name: "CurrentUpdateBytesDownloaded", ours: 7, theirs: offset_of!(<IDownloadProgress as Interface>::Vtable, CurrentUpdateBytesDownloaded) / WORD },
            Field { name: "CurrentUpdateBytesToDownload", ours: 8, theirs: offset_of!(<IDownloadProgress as Interface>::Vtable, CurrentUpdateBytesToDownload) / WORD },
            Field { name: "CurrentUpdateIndex", ours: 9, theirs: offset_of!(<IDownloadProgress as Interface>::Vtable, CurrentUpdateIndex) / WORD },
            Field { name: "PercentComplete", ours: 10, theirs: offset_of!(<IDownloadProgress as Interface>::Vtable, PercentComplete) / WORD },
            Field { name: "TotalBytesDownloaded", ours: 11, theirs: offset_of!(<IDownloadProgress as Interface>::Vtable, TotalBytesDownloaded) / WORD },
            Field { name: "TotalBytesToDownload", ours: 12, theirs: offset_of!(<IDownloadProgress as Interface>::Vtable, TotalBytesToDownload) / WORD },
            Field { name: "GetUpdateResult", ours: 13, theirs: offset_of!(<IDownloadProgress as Interface>::Vtable, GetUpdateResult) / WORD },
            Field { name: "CurrentUpdateDownloadPhase", ours: 14, theirs: offset_of!(<IDownloadProgress as Interface>::Vtable, CurrentUpdateDownloadPhase) / WORD },
            Field { name: "CurrentUpdatePercentComplete", ours: 15, theirs: offset_of!(<IDownloadProgress as Interface>::Vtable, CurrentUpdatePercentComplete) / WORD },
        ],
        visit: visit_IDownloadProgress,
    },
    Compared {
        name: "IDownloadProgressChangedCallback",
        ours: GUID::from_u128(0x8c3f1cdd_6173_4591_aebd_a56a53ca77c1),
        theirs: IDownloadProgressChangedCallback::IID,
        slots: (4, size_of::<<IDownloadProgressChangedCallback as Interface>::Vtable>() / WORD),
        base: |vtable| {
            let vtable: *const <IDownloadProgressChangedCallback as Interface>::Vtable = vtable.cast();
            let base: *const <IUnknown as Interface>::Vtable = unsafe { &raw const (*vtable).base__ };
            base.cast()
        },
        first: 3,
        fields: &[
            Field { name: "Invoke", ours: 3, theirs: offset_of!(<IDownloadProgressChangedCallback as Interface>::Vtable, Invoke) / WORD },
        ],
        visit: visit_IDownloadProgressChangedCallback,
    },
    Compared {
        name: "IDownloadProgressChangedCallbackArgs",
        ours: GUID::from_u128(0x324ff2c6_4981_4b04_9412_57481745ab24),
        theirs: IDownloadProgressChangedCallbackArgs::IID,
        slots: (8, size_of::<<IDownloadProgressChangedCallbackArgs as Interface>::Vtable>() / WORD),
        base: |vtable| {
            let vtable: *const <IDownloadProgressChangedCallbackArgs as Interface>::Vtable = vtable.cast();
            let base: *const <IDispatch as Interface>::Vtable = unsafe { &raw const (*vtable).base__ };
            base.cast()
        },
        first: 7,
        fields: &[
            Field { name: "Progress", ours: 7, theirs: offset_of!(<IDownloadProgressChangedCallbackArgs as Interface>::Vtable, Progress) / WORD },
        ],
        visit: visit_IDownloadProgressChangedCallbackArgs,
    },
    Compared {
        name: "IDownloadResult",
        ours: GUID::from_u128(0xdaa4fdd0_4727_4dbe_a1e7_745dca317144),
        theirs: IDownloadResult::IID,
        slots: (10, size_of::<<IDownloadResult as Interface>::Vtable>() / WORD),
        base: |vtable| {
            let vtable: *const <IDownloadResult as Interface>::Vtable = vtable.cast();
            let base: *const <IDispatch as Interface>::Vtable = unsafe { &raw const (*vtable).base__ };
            base.cast()
        },
        first: 7,
        fields: &[
            Field { name: "HResult", ours: 7, theirs: offset_of!(<IDownloadResult as Interface>::Vtable, HResult) / WORD },
            Field { name: "ResultCode", ours: 8, theirs: offset_of!(<IDownloadResult as Interface>::Vtable, ResultCode) / WORD },
            Field { name: "GetUpdateResult", ours: 9, theirs: offset_of!(<IDownloadResult as Interface>::Vtable, GetUpdateResult) / WORD },
        ],
        visit: visit_IDownloadResult,
    },
    Compared {
        name: "IImageInformation",
        ours: GUID::from_u128(0x7c907864_346c_4aeb_8f3f_57da289f969f),
        theirs: IImageInformation::IID,
        slots: (11, size_of::<<IImageInformation as Interface>::Vtable>() / WORD),
        base: |vtable| {
            let vtable: *const <IImageInformation as Interface>::Vtable = vtable.cast();
            let base: *const <IDispatch as Interface>::Vtable = unsafe { &raw const (*vtable).base__ };
            base.cast()
        },
        first: 7,
        fields: &[
            Field { name: "AltText", ours: 7, theirs: offset_of!(<IImageInformation as Interface>::Vtable, AltText) / WORD },
            Field { name: "Height", ours: 8, theirs: offset_of!(<IImageInformation as Interface>::Vtable, Height) / WORD },
            Field { name: "Source", ours: 9, theirs: offset_of!(<IImageInformation as Interface>::Vtable, Source) / WORD },
            Field { name: "Width", ours: 10, theirs: offset_of!(<IImageInformation as Interface>::Vtable, Width) / WORD },
        ],
        visit: visit_IImageInformation,
    },
    Compared {
        name: "IInstallationAgent",
        ours: GUID::from_u128(0x925cbc18_a2ea_4648_bf1c_ec8badcfe20a),
        theirs: IInstallationAgent::IID,
        slots: (8, size_of::<<IInstallationAgent as Interface>::Vtable>() / WORD),
        base: |vtable| {
            let vtable: *const <IInstallationAgent as Interface>::Vtable = vtable.cast();
            let base: *const <IDispatch as Interface>::Vtable = unsafe { &raw const (*vtable).base__ };
            base.cast()
        },
        first: 7,
        fields: &[
            Field { name: "RecordInstallationResult", ours: 7, theirs: offset_of!(<IInstallationAgent as Interface>::Vtable, RecordInstallationResult) / WORD },
        ],
        visit: visit_IInstallationAgent,
    },
    Compared {
        name: "IInstallationBehavior",
        ours: GUID::from_u128(0xd9a59339_e245_4dbd_9686_4d5763e39624),
        theirs: IInstallationBehavior::IID,
        slots: (11, size_of::<<IInstallationBehavior as Interface>::Vtable>() / WORD),
        base: |vtable| {
            let vtable: *const <IInstallationBehavior as Interface>::Vtable = vtable.cast();
            let base: *const <IDispatch as Interface>::Vtable = unsafe { &raw const (*vtable).base__ };
            base.cast()
        },
        first: 7,
        fields: &[
            Field { name: "CanRequestUserInput", ours: 7, theirs: offset_of!(<IInstallationBehavior as Interface>::Vtable, CanRequestUserInput) / WORD },
            Field { name: "Impact", ours: 8, theirs: offset_of!(<IInstallationBehavior as Interface>::Vtable, Impact) / WORD },
            Field { name: "RebootBehavior", ours: 9, theirs: offset_of!(<IInstallationBehavior as Interface>::Vtable, RebootBehavior) / WORD },
            Field { name: "RequiresNetworkConnectivity", ours: 10, theirs: offset_of!(<IInstallationBehavior as Interface>::Vtable, RequiresNetworkConnectivity) / WORD },
        ],
        visit: visit_IInstallationBehavior,
    },
    Compared {
        name: "IInstallationCompletedCallback",
        ours: GUID::from_u128(0x45f4f6f3_d602_4f98_9a8a_3efa152ad2d3),
        theirs: IInstallationCompletedCallback::IID,
        slots: (4, size_of::<<IInstallationCompletedCallback as Interface>::Vtable>() / WORD),
        base: |vtable| {
            let vtable: *const <IInstallationCompletedCallback as Interface>::Vtable = vtable.cast();
            let base: *const <IUnknown as Interface>::Vtable = unsafe { &raw const (*vtable).base__ };
            base.cast()
        },
        first: 3,
        fields: &[
            Field { name: "Invoke", ours: 3, theirs: offset_of!(<IInstallationCompletedCallback as Interface>::Vtable, Invoke) / WORD },
        ],
        visit: visit_IInstallationCompletedCallback,
    },
    Compared {
        name: "IInstallationCompletedCallbackArgs",
        ours: GUID::from_u128(0x250e2106_8efb_4705_9653_ef13c581b6a1),
        theirs: IInstallationCompletedCallbackArgs::IID,
        slots: (7, size_of::<<IInstallationCompletedCallbackArgs as Interface>::Vtable>() / WORD),
        base: |vtable| {
            let vtable: *const <IInstallationCompletedCallbackArgs as Interface>::Vtable = vtable.cast();
            let base: *const <IDispatch as Interface>::Vtable = unsafe { &raw const (*vtable).base__ };
            base.cast()
        },
        first: 7,
        fields: &[
        ],
        visit: visit_IInstallationCompletedCallbackArgs,
    },
    Compared {
        name: "IInstallationJob",
        ours: GUID::from_u128(0x5c209f0b_bad5_432a_9556_4699bed2638a),
        theirs: IInstallationJob::IID,
        slots: (13, size_of::<<IInstallationJob as Interface>::Vtable>() / WORD),
        base: |vtable| {
            let vtable: *const <IInstallationJob as Interface>::Vtable = vtable.cast();
            let base: *const <IDispatch as Interface>::Vtable = unsafe { &raw const (*vtable).base__ };
            base.cast()
        },
        first: 7,
        fields: &[
            Field { name: "AsyncState", ours: 7, theirs: offset_of!(<IInstallationJob as Interface>::Vtable, AsyncState) / WORD },
            Field { name: "IsCompleted", ours: 8, theirs: offset_of!(<IInstallationJob as Interface>::Vtable, IsCompleted) / WORD },
            Field { name: "Updates", ours: 9, theirs: offset_of!(<IInstallationJob as Interface>::Vtable, Updates) / WORD },
            Field { name: "CleanUp", ours: 10, theirs: offset_of!(<IInstallationJob as Interface>::Vtable, CleanUp) / WORD },
            Field { name: "GetProgress", ours: 11, theirs: offset_of!(<IInstallationJob as Interface>::Vtable, GetProgress) / WORD },
            Field { name: "RequestAbort", ours: 12, theirs: offset_of!(<IInstallationJob as Interface>::Vtable, RequestAbort) / WORD },
        ],
        visit: visit_IInstallationJob,
    },
    Compared {
        name: "IInstallationProgress",
        ours: GUID::from_u128(0x345c8244_43a3_4e32_a368_65f073b76f36),
        theirs: IInstallationProgress::IID,
        slots: (11, size_of::<<IInstallationProgress as Interface>::Vtable>() / WORD),
        base: |vtable| {
            let vtable: *const <IInstallationProgress as Interface>::Vtable = vtable.cast();
            let base: *const <IDispatch as Interface>::Vtable = unsafe { &raw const (*vtable).base__ };
            base.cast()
        },
        first: 7,
        fields: &[
            Field { name: "CurrentUpdateIndex", ours: 7, theirs: offset_of!(<IInstallationProgress as Interface>::Vtable, CurrentUpdateIndex) / WORD },
            Field { name: "CurrentUpdatePercentComplete", ours: 8, theirs: offset_of!(<IInstallationProgress as Interface>::Vtable, CurrentUpdatePercentComplete) / WORD },
            Field { name: "PercentComplete", ours: 9, theirs: offset_of!(<IInstallationProgress as Interface>::Vtable, PercentComplete) / WORD },
            Field { name: "GetUpdateResult", ours: 10, theirs: offset_of!(<IInstallationProgress as Interface>::Vtable, GetUpdateResult) / WORD },
        ],
        visit: visit_IInstallationProgress,
    },
    Compared {
        name: "IInstallationProgressChangedCallback",
        ours: GUID::from_u128(0xe01402d5_f8da_43ba_a012_38894bd048f1),
        theirs: IInstallationProgressChangedCallback::IID,
        slots: (4, size_of::<<IInstallationProgressChangedCallback as Interface>::Vtable>() / WORD),
        base: |vtable| {
            let vtable: *const <IInstallationProgressChangedCallback as Interface>::Vtable = vtable.cast();
            let base: *const <IUnknown as Interface>::Vtable = unsafe { &raw const (*vtable).base__ };
            base.cast()
        },
        first: 3,
        fields: &[
            Field { name: "Invoke", ours: 3, theirs: offset_of!(<IInstallationProgressChangedCallback as Interface>::Vtable, Invoke) / WORD },
        ],
        visit: visit_IInstallationProgressChangedCallback,
    },
    Compared {
        name: "IInstallationProgressChangedCallbackArgs",
        ours: GUID::from_u128(0xe4f14e1e_689d_4218_a0b9_bc189c484a01),
        theirs: IInstallationProgressChangedCallbackArgs::IID,
        slots: (8, size_of::<<IInstallationProgressChangedCallbackArgs as Interface>::Vtable>() / WORD),
        base: |vtable| {
            let vtable: *const <IInstallationProgressChangedCallbackArgs as Interface>::Vtable = vtable.cast();
            let base: *const <IDispatch as Interface>::Vtable = unsafe { &raw const (*vtable).base__ };
            base.cast()
        },
        first: 7,
        fields: &[
            Field { name: "Progress", ours: 7, theirs: offset_of!(<IInstallationProgressChangedCallbackArgs as Interface>::Vtable, Progress) / WORD },
        ],
        visit: visit_IInstallationProgressChangedCallbackArgs,
    },
    Compared {
        name: "IInstallationResult",
        ours: GUID::from_u128(0xa43c56d6_7451_48d4_af96_b6cd2d0d9b7a),
        theirs: IInstallationResult::IID,
        slots: (11, size_of::<<IInstallationResult as Interface>::Vtable>() / WORD),
        base: |vtable| {
            let vtable: *const <IInstallationResult as Interface>::Vtable = vtable.cast();
            let base: *const <IDispatch as Interface>::Vtable = unsafe { &raw const (*vtable).base__ };
            base.cast()
        },
        first: 7,
        fields: &[
            Field { name: "HResult", ours: 7, theirs: offset_of!(<IInstallationResult as Interface>::Vtable, HResult) / WORD },
            Field { name: "RebootRequired", ours: 8, theirs: offset_of!(<IInstallationResult as Interface>::Vtable, RebootRequired) / WORD },
            Field { name: "ResultCode", ours: 9, theirs: offset_of!(<IInstallationResult as Interface>::Vtable, ResultCode) / WORD },
            Field { name: "GetUpdateResult", ours: 10, theirs: offset_of!(<IInstallationResult as Interface>::Vtable, GetUpdateResult) / WORD },
        ],
        visit: visit_IInstallationResult,
    },
    Compared {
        name: "IInvalidProductLicenseException",
        ours: GUID::from_u128(0xa37d00f5_7bb0_4953_b414_f9e98326f2e8),
        theirs: IInvalidProductLicenseException::IID,
        slots: (11, size_of::<<IInvalidProductLicenseException as Interface>::Vtable>() / WORD),
        base: |vtable| {
            let vtable: *const <IInvalidProductLicenseException as Interface>::Vtable = vtable.cast();
            let base: *const <IUpdateException as Interface>::Vtable = unsafe { &raw const (*vtable).base__ };
            base.cast()
        },
        first: 10,
        fields: &[
            Field { name: "Product", ours: 10, theirs: offset_of!(<IInvalidProductLicenseException as Interface>::Vtable, Product) / WORD },
        ],
        visit: visit_IInvalidProductLicenseException,
    },
    Compared {
        name: "ISearchCompletedCallback",
        ours: GUID::from_u128(0x88aee058_d4b0_4725_a2f1_814a67ae964c),
        theirs: ISearchCompletedCallback::IID,
        slots: (4, size_of::<<ISearchCompletedCallback as Interface>::Vtable>() / WORD),
        base: |vtable| {
            let vtable: *const <ISearchCompletedCallback as Interface>::Vtable = vtable.cast();
            let base: *const <IUnknown as Interface>::Vtable = unsafe { &raw const (*vtable).base__ };
            base.cast()
        },
        first: 3,
        fields: &[
            Field { name: "Invoke", ours: 3, theirs: offset_of!(<ISearchCompletedCallback as Interface>::Vtable, Invoke) / WORD },
        ],
        visit: visit_ISearchCompletedCallback,
    },
    Compared {
        name: "ISearchCompletedCallbackArgs",
        ours: GUID::from_u128(0xa700a634_2850_4c47_938a_9e4b6e5af9a6),
        theirs: ISearchCompletedCallbackArgs::IID,
        slots: (7, size_of::<<ISearchCompletedCallbackArgs as Interface>::Vtable>() / WORD),
        base: |vtable| {
            let vtable: *const <ISearchCompletedCallbackArgs as Interface>::Vtable = vtable.cast();
            let base: *const <IDispatch as Interface>::Vtable = unsafe { &raw const (*vtable).base__ };
            base.cast()
        },
        first: 7,
        fields: &[
        ],
        visit: visit_ISearchCompletedCallbackArgs,
    },
    Compared {
        name: "ISearchJob",
        ours: GUID::from_u128(0x7366ea16_7a1a_4ea2_b042_973d3e9cd99b),
        theirs: ISearchJob::IID,
        slots: (11, size_of::<<ISearchJob as Interface>::Vtable>() / WORD),
        base: |vtable| {
            let vtable: *const <ISearchJob as Interface>::Vtable = vtable.cast();
            let base: *const <IDispatch as Interface>::Vtable = unsafe { &raw const (*vtable).base__ };
            base.cast()
        },
        first: 7,
        fields: &[
            Field { name: "AsyncState", ours: 7, theirs: offset_of!(<ISearchJob as Interface>::Vtable, AsyncState) / WORD },
            Field { name: "IsCompleted", ours: 8, theirs: offset_of!(<ISearchJob as Interface>::Vtable, IsCompleted) / WORD },
            Field { name: "CleanUp", ours: 9, theirs: offset_of!(<ISearchJob as Interface>::Vtable, CleanUp) / WORD },
            Field { name: "RequestAbort", ours: 10, theirs: offset_of!(<ISearchJob as Interface>::Vtable, RequestAbort) / WORD },
        ],
        visit: visit_ISearchJob,
    },
    Compared {
        name: "ISearchResult",
        ours: GUID::from_u128(0xd40cff62_e08c_4498_941a_01e25f0fd33c),
        theirs: ISearchResult::IID,
        slots: (11, size_of::<<ISearchResult as Interface>::Vtable>() / WORD),
        base: |vtable| {
            let vtable: *const <ISearchResult as Interface>::Vtable = vtable.cast();
            let base: *const <IDispatch as Interface>::Vtable = unsafe { &raw const (*vtable).base__ };
            base.cast()
        },
        first: 7,
        fields: &[
            Field { name: "ResultCode", ours: 7, theirs: offset_of!(<ISearchResult as Interface>::Vtable, ResultCode) / WORD },
            Field { name: "RootCategories", ours: 8, theirs: offset_of!(<ISearchResult as Interface>::Vtable, RootCategories) / WORD },
            Field { name: "Updates", ours: 9, theirs: offset_of!(<ISearchResult as Interface>::Vtable, Updates) / WORD },
            Field { name: "Warnings", ours: 10, theirs: offset_of!(<ISearchResult as Interface>::Vtable, Warnings) / WORD },
        ],
        visit: visit_ISearchResult,
    },
    Compared {
        name: "IStringCollection",
        ours: GUID::from_u128(0xeff90582_2ddc_480f_a06d_60f3fbc362c3),
        theirs: IStringCollection::IID,
        slots: (17, size_of::<<IStringCollection as Interface>::Vtable>() / WORD),
        base: |vtable| {
            let vtable: *const <IStringCollection as Interface>::Vtable = vtable.cast();
            let base: *const <IDispatch as Interface>::Vtable = unsafe { &raw const (*vtable).base__ };
            base.cast()
        },
        first: 7,
        fields: &[
            Field { name: "get_Item", ours: 7, theirs: offset_of!(<IStringCollection as Interface>::Vtable, get_Item) / WORD },
            Field { name: "put_Item", ours: 8, theirs: offset_of!(<IStringCollection as Interface>::Vtable, put_Item) / WORD },
            Field { name: "_NewEnum", ours: 9, theirs: offset_of!(<IStringCollection as Interface>::Vtable, _NewEnum) / WORD },
            Field { name: "Count", ours: 10, theirs: offset_of!(<IStringCollection as Interface>::Vtable, Count) / WORD },
            Field { name: "ReadOnly", ours: 11, theirs: offset_of!(<IStringCollection as Interface>::Vtable, ReadOnly) / WORD },
            Field { name: "Add", ours: 12, theirs: offset_of!(<IStringCollection as Interface>::Vtable, Add) / WORD },
            Field { name: "Clear", ours: 13, theirs: offset_of!(<IStringCollection as Interface>::Vtable, Clear) / WORD },
            Field { name: "Copy", ours: 14, theirs: offset_of!(<IStringCollection as Interface>::Vtable, Copy) / WORD },
            Field { name: "Insert", ours: 15, theirs: offset_of!(<IStringCollection as Interface>::Vtable, Insert) / WORD },
            Field { name: "RemoveAt", ours: 16, theirs: offset_of!(<IStringCollection as Interface>::Vtable, RemoveAt) / WORD },
        ],
        visit: visit_IStringCollection,
    },
    Compared {
        name: "ISystemInformation",
        ours: GUID::from_u128(0xade87bf7_7b56_4275_8fab_b9b0e591844b),
        theirs: ISystemInformation::IID,
        slots: (9, size_of::<<ISystemInformation as Interface>::Vtable>() / WORD),
        base: |vtable| {
            let vtable: *const <ISystemInformation as Interface>::Vtable = vtable.cast();
            let base: *const <IDispatch as Interface>::Vtable = unsafe { &raw const (*vtable).base__ };
            base.cast()
        },
        first: 7,
        fields: &[
            Field { name: "OemHardwareSupportLink", ours: 7, theirs: offset_of!(<ISystemInformation as Interface>::Vtable, OemHardwareSupportLink) / WORD },
            Field { name: "RebootRequired", ours: 8, theirs: offset_of!(<ISystemInformation as Interface>::Vtable, RebootRequired) / WORD },
        ],
        visit: visit_ISystemInformation,
    },
    Compared {
        name: "IUpdate",
        ours: GUID::from_u128(0x6a92b07a_d821_4682_b423_5c805022cc4d),
        theirs: IUpdate::IID,
        slots: (52, size_of::<<IUpdate as Interface>::Vtable>() / WORD),
        base: |vtable| {
            let vtable: *const <IUpdate as Interface>::Vtable = vtable.cast();
            let base: *const <IDispatch as Interface>::Vtable = unsafe { &raw const (*vtable).base__ };
            base.cast()
        },
        first: 7,
        fields: &[
            Field { name: "Title", ours: 7, theirs: offset_of!(<IUpdate as Interface>::Vtable, Title) / WORD },
            Field { name: "AutoSelectOnWebSites", ours: 8, theirs: offset_of!(<IUpdate as Interface>::Vtable, AutoSelectOnWebSites) / WORD },
            Field { name: "BundledUpdates", ours: 9, theirs: offset_of!(<IUpdate as Interface>::Vtable, BundledUpdates) / WORD },
            Field { name: "CanRequireSource", ours: 10, theirs: offset_of!(<IUpdate as Interface>::Vtable, CanRequireSource) / WORD },
            Field { name: "Categories", ours: 11, theirs: offset_of!(<IUpdate as Interface>::Vtable, Categories) / WORD },
            Field { name: "Deadline", ours: 12, theirs: offset_of!(<IUpdate as Interface>::Vtable, Deadline) / WORD },
            Field { name: "DeltaCompressedContentAvailable", ours: 13, theirs: offset_of!(<IUpdate as Interface>::Vtable, DeltaCompressedContentAvailable) / WORD },
            Field { name: "DeltaCompressedContentPreferred", ours: 14, theirs: offset_of!(<IUpdate as Interface>::Vtable, DeltaCompressedContentPreferred) / WORD },
            Field { name: "Description", ours: 15, theirs: offset_of!(<IUpdate as Interface>::Vtable, Description) / WORD },
            Field { name: "EulaAccepted", ours: 16, theirs: offset_of!(<IUpdate as Interface>::Vtable, EulaAccepted) / WORD },
            Field { name: "EulaText", ours: 17, theirs: offset_of!(<IUpdate as Interface>::Vtable, EulaText) / WORD },
            Field { name: "HandlerID", ours: 18, theirs: offset_of!(<IUpdate as Interface>::Vtable, HandlerID) / WORD },
            Field { name: "Identity", ours: 19, theirs: offset_of!(<IUpdate as Interface>::Vtable, Identity) / WORD },
            Field { name: "Image", ours: 20, theirs: offset_of!(<IUpdate as Interface>::Vtable, Image) / WORD },
            Field { name: "InstallationBehavior", ours: 21, theirs: offset_of!(<IUpdate as Interface>::Vtable, InstallationBehavior) / WORD },
            Field { name: "IsBeta", ours: 22, theirs: offset_of!(<IUpdate as Interface>::Vtable, IsBeta) / WORD },
            Field { name: "IsDownloaded", ours: 23, theirs: offset_of!(<IUpdate as Interface>::Vtable, IsDownloaded) / WORD },
            Field { name: "IsHidden", ours: 24, theirs: offset_of!(<IUpdate as Interface>::Vtable, IsHidden) / WORD },
            Field { name: "SetIsHidden", ours: 25, theirs: offset_of!(<IUpdate as Interface>::Vtable, SetIsHidden) / WORD },
            Field { name: "IsInstalled", ours: 26, theirs: offset_of!(<IUpdate as Interface>::Vtable, IsInstalled) / WORD },
            Field { name: "IsMandatory", ours: 27, theirs: offset_of!(<IUpdate as Interface>::Vtable, IsMandatory) / WORD },
            Field { name: "IsUninstallable", ours: 28, theirs: offset_of!(<IUpdate as Interface>::Vtable, IsUninstallable) / WORD },
            Field { name: "Languages", ours: 29, theirs: offset_of!(<IUpdate as Interface>::Vtable, Languages) / WORD },
            Field { name: "LastDeploymentChangeTime", ours: 30, theirs: offset_of!(<IUpdate as Interface>::Vtable, LastDeploymentChangeTime) / WORD },
            Field { name: "MaxDownloadSize", ours: 31, theirs: offset_of!(<IUpdate as Interface>::Vtable, MaxDownloadSize) / WORD },
            Field { name: "MinDownloadSize", ours: 32, theirs: offset_of!(<IUpdate as Interface>::Vtable, MinDownloadSize) / WORD },
            Field { name: "MoreInfoUrls", ours: 33, theirs: offset_of!(<IUpdate as Interface>::Vtable, MoreInfoUrls) / WORD },
            Field { name: "MsrcSeverity", ours: 34, theirs: offset_of!(<IUpdate as Interface>::Vtable, MsrcSeverity) / WORD },
            Field { name: "RecommendedCpuSpeed", ours: 35, theirs: offset_of!(<IUpdate as Interface>::Vtable, RecommendedCpuSpeed) / WORD },
            Field { name: "RecommendedHardDiskSpace", ours: 36, theirs: offset_of!(<IUpdate as Interface>::Vtable, RecommendedHardDiskSpace) / WORD },
            Field { name: "RecommendedMemory", ours: 37, theirs: offset_of!(<IUpdate as Interface>::Vtable, RecommendedMemory) / WORD },
            Field { name: "ReleaseNotes", ours: 38, theirs: offset_of!(<IUpdate as Interface>::Vtable, ReleaseNotes) / WORD },
            Field { name: "SecurityBulletinIDs", ours: 39, theirs: offset_of!(<IUpdate as Interface>::Vtable, SecurityBulletinIDs) / WORD },
            Field { name: "SupersededUpdateIDs", ours: 40, theirs: offset_of!(<IUpdate as Interface>::Vtable, SupersededUpdateIDs) / WORD },
            Field { name: "SupportUrl", ours: 41, theirs: offset_of!(<IUpdate as Interface>::Vtable, SupportUrl) / WORD },
            Field { name: "Type", ours: 42, theirs: offset_of!(<IUpdate as Interface>::Vtable, Type) / WORD },
            Field { name: "UninstallationNotes", ours: 43, theirs: offset_of!(<IUpdate as Interface>::Vtable, UninstallationNotes) / WORD },
            Field { name: "UninstallationBehavior", ours: 44, theirs: offset_of!(<IUpdate as Interface>::Vtable, UninstallationBehavior) / WORD },
            Field { name: "UninstallationSteps", ours: 45, theirs: offset_of!(<IUpdate as Interface>::Vtable, UninstallationSteps) / WORD },
            Field { name: "KBArticleIDs", ours: 46, theirs: offset_of!(<IUpdate as Interface>::Vtable, KBArticleIDs) / WORD },
            Field { name: "AcceptEula", ours: 47, theirs: offset_of!(<IUpdate as Interface>::Vtable, AcceptEula) / WORD },
            Field { name: "DeploymentAction", ours: 48, theirs: offset_of!(<IUpdate as Interface>::Vtable, DeploymentAction) / WORD },
            Field { name: "CopyFromCache", ours: 49, theirs: offset_of!(<IUpdate as Interface>::Vtable, CopyFromCache) / WORD },
            Field { name: "DownloadPriority", ours: 50, theirs: offset_of!(<IUpdate as Interface>::Vtable, DownloadPriority) / WORD },
            Field { name: "DownloadContents", ours: 51, theirs: offset_of!(<IUpdate as Interface>::Vtable, DownloadContents) / WORD },
        ],
        visit: visit_IUpdate,
    },
    Compared {
        name: "IUpdate2",
        ours: GUID::from_u128(0x144fe9b0_d23d_4a8b_8634_fb4457533b7a),
        theirs: IUpdate2::IID,
        slots: (56, size_of::<<IUpdate2 as Interface>::Vtable>() / WORD),
        base: |vtable| {
            let vtable: *const <IUpdate2 as Interface>::Vtable = vtable.cast();
            let base: *const <IUpdate as Interface>::Vtable = unsafe { &raw const (*vtable).base__ };
            base.cast()
        },
        first: 52,
        fields: &[
            Field { name: "RebootRequired", ours: 52, theirs: offset_of!(<IUpdate2 as Interface>::Vtable, RebootRequired) / WORD },
            Field { name: "IsPresent", ours: 53, theirs: offset_of!(<IUpdate2 as Interface>::Vtable, IsPresent) / WORD },
            Field { name: "CveIDs", ours: 54, theirs: offset_of!(<IUpdate2 as Interface>::Vtable, CveIDs) / WORD },
            Field { name: "CopyToCache", ours: 55, theirs: offset_of!(<IUpdate2 as Interface>::Vtable, CopyToCache) / WORD },
        ],
        visit: visit_IUpdate2,
    },
    Compared {
        name: "IUpdate3",
        ours: GUID::from_u128(0x112eda6b_95b3_476f_9d90_aee82c6b8181),
        theirs: IUpdate3::IID,
        slots: (57, size_of::<<IUpdate3 as Interface>::Vtable>() / WORD),
        base: |vtable| {
            let vtable: *const <IUpdate3 as Interface>::Vtable = vtable.cast();
            let base: *const <IUpdate2 as Interface>::Vtable = unsafe { &raw const (*vtable).base__ };
            base.cast()
        },
        first: 56,
        fields: &[
            Field { name: "BrowseOnly", ours: 56, theirs: offset_of!(<IUpdate3 as Interface>::Vtable, BrowseOnly) / WORD },
        ],
        visit: visit_IUpdate3,
    },
    Compared {
        name: "IUpdate4",
        ours: GUID::from_u128(0x27e94b0d_5139_49a2_9a61_93522dc54652),
        theirs: IUpdate4::IID,
        slots: (58, size_of::<<IUpdate4 as Interface>::Vtable>() / WORD),
        base: |vtable| {
            let vtable: *const <IUpdate4 as Interface>::Vtable = vtable.cast();
            let base: *const <IUpdate3 as Interface>::Vtable = unsafe { &raw const (*vtable).base__ };
            base.cast()
        },
        first: 57,
        fields: &[
            Field { name: "PerUser", ours: 57, theirs: offset_of!(<IUpdate4 as Interface>::Vtable, PerUser) / WORD },
        ],
        visit: visit_IUpdate4,
    },
    Compared {
        name: "IUpdate5",
        ours: GUID::from_u128(0xc1c2f21a_d2f4_4902_b5c6_8a081c19a890),
        theirs: IUpdate5::IID,
        slots: (60, size_of::<<IUpdate5 as Interface>::Vtable>() / WORD),
        base: |vtable| {
            let vtable: *const <IUpdate5 as Interface>::Vtable = vtable.cast();
            let base: *const <IUpdate4 as Interface>::Vtable = unsafe { &raw const (*vtable).base__ };
            base.cast()
        },
        first: 58,
        fields: &[
            Field { name: "AutoSelection", ours: 58, theirs: offset_of!(<IUpdate5 as Interface>::Vtable, AutoSelection) / WORD },
            Field { name: "AutoDownload", ours: 59, theirs: offset_of!(<IUpdate5 as Interface>::Vtable, AutoDownload) / WORD },
        ],
        visit: visit_IUpdate5,
    },
    Compared {
        name: "IUpdateCollection",
        ours: GUID::from_u128(0x07f7438c_7709_4ca5_b518_91279288134e),
        theirs: IUpdateCollection::IID,
        slots: (17, size_of::<<IUpdateCollection as Interface>::Vtable>() / WORD),
        base: |vtable| {
            let vtable: *const <IUpdateCollection as Interface>::Vtable = vtable.cast();
            let base: *const <IDispatch as Interface>::Vtable = unsafe { &raw const (*vtable).base__ };
            base.cast()
        },
        first: 7,
        fields: &[
            Field { name: "get_Item", ours: 7, theirs: offset_of!(<IUpdateCollection as Interface>::Vtable, get_Item) / WORD },
            Field { name: "put_Item", ours: 8, theirs: offset_of!(<IUpdateCollection as Interface>::Vtable, put_Item) / WORD },
            Field { name: "_NewEnum", ours: 9, theirs: offset_of!(<IUpdateCollection as Interface>::Vtable, _NewEnum) / WORD },
            Field { name: "Count", ours: 10, theirs: offset_of!(<IUpdateCollection as Interface>::Vtable, Count) / WORD },
            Field { name: "ReadOnly", ours: 11, theirs: offset_of!(<IUpdateCollection as Interface>::Vtable, ReadOnly) / WORD },
            Field { name: "Add", ours: 12, theirs: offset_of!(<IUpdateCollection as Interface>::Vtable, Add) / WORD },
            Field { name: "Clear", ours: 13, theirs: offset_of!(<IUpdateCollection as Interface>::Vtable, Clear) / WORD },
            Field { name: "Copy", ours: 14, theirs: offset_of!(<IUpdateCollection as Interface>::Vtable, Copy) / WORD },
            Field { name: "Insert", ours: 15, theirs: offset_of!(<IUpdateCollection as Interface>::Vtable, Insert) / WORD },
            Field { name: "RemoveAt", ours: 16, theirs: offset_of!(<IUpdateCollection as Interface>::Vtable, RemoveAt) / WORD },
        ],
        visit: visit_IUpdateCollection,
    },
    Compared {
        name: "IUpdateDownloadContent",
        ours: GUID::from_u128(0x54a2cb2d_9a0c_48b6_8a50_9abb69ee2d02),
        theirs: IUpdateDownloadContent::IID,
        slots: (8, size_of::<<IUpdateDownloadContent as Interface>::Vtable>() / WORD),
        base: |vtable| {
            let vtable: *const <IUpdateDownloadContent as Interface>::Vtable = vtable.cast();
            let base: *const <IDispatch as Interface>::Vtable = unsafe { &raw const (*vtable).base__ };
            base.cast()
        },
        first: 7,
        fields: &[
            Field { name: "DownloadUrl", ours: 7, theirs: offset_of!(<IUpdateDownloadContent as Interface>::Vtable, DownloadUrl) / WORD },
        ],
        visit: visit_IUpdateDownloadContent,
    },
    Compared {
        name: "IUpdateDownloadContent2",
        ours: GUID::from_u128(0xc97ad11b_f257_420b_9d9f_377f733f6f68),
        theirs: IUpdateDownloadContent2::IID,
        slots: (9, size_of::<<IUpdateDownloadContent2 as Interface>::Vtable>() / WORD),
        base: |vtable| {
            let vtable: *const <IUpdateDownloadContent2 as Interface>::Vtable = vtable.cast();
            let base: *const <IUpdateDownloadContent as Interface>::Vtable = unsafe { &raw const (*vtable).base__ };
            base.cast()
        },
        first: 8,
        fields: &[
            Field { name: "IsDeltaCompressedContent", ours: 8, theirs: offset_of!(<IUpdateDownloadContent2 as Interface>::Vtable, IsDeltaCompressedContent) / WORD },
        ],
        visit: visit_IUpdateDownloadContent2,
    },
    Compared {
        name: "IUpdateDownloadContentCollection",
        ours: GUID::from_u128(0xbc5513c8_b3b8_4bf7_a4d4_361c0d8c88ba),
        theirs: IUpdateDownloadContentCollection::IID,
        slots: (10, size_of::<<IUpdateDownloadContentCollection as Interface>::Vtable>() / WORD),
        base: |vtable| {
            let vtable: *const <IUpdateDownloadContentCollection as Interface>::Vtable = vtable.cast();
            let base: *const <IDispatch as Interface>::Vtable = unsafe { &raw const (*vtable).base__ };
            base.cast()
        },
        first: 7,
        fields: &[
            Field { name: "get_Item", ours: 7, theirs: offset_of!(<IUpdateDownloadContentCollection as Interface>::Vtable, get_Item) / WORD },
            Field { name: "_NewEnum", ours: 8, theirs: offset_of!(<IUpdateDownloadContentCollection as Interface>::Vtable, _NewEnum) / WORD },
            Field { name: "Count", ours: 9, theirs: offset_of!(<IUpdateDownloadContentCollection as Interface>::Vtable, Count) / WORD },
        ],
        visit: visit_IUpdateDownloadContentCollection,
    },
    Compared {
        name: "IUpdateDownloadResult",
        ours: GUID::from_u128(0xbf99af76_b575_42ad_8aa4_33cbb5477af1),
        theirs: IUpdateDownloadResult::IID,
        slots: (9, size_of::<<IUpdateDownloadResult as Interface>::Vtable>() / WORD),
        base: |vtable| {
            let vtable: *const <IUpdateDownloadResult as Interface>::Vtable = vtable.cast();
            let base: *const <IDispatch as Interface>::Vtable = unsafe { &raw const (*vtable).base__ };
            base.cast()
        },
        first: 7,
        fields: &[
            Field { name: "HResult", ours: 7, theirs: offset_of!(<IUpdateDownloadResult as Interface>::Vtable, HResult) / WORD },
            Field { name: "ResultCode", ours: 8, theirs: offset_of!(<IUpdateDownloadResult as Interface>::Vtable, ResultCode) / WORD },
        ],
        visit: visit_IUpdateDownloadResult,
    },
    Compared {
        name: "IUpdateDownloader",
        ours: GUID::from_u128(0x68f1c6f9_7ecc_4666_a464_247fe12496c3),
        theirs: IUpdateDownloader::IID,
        slots: (18, size_of::<<IUpdateDownloader as Interface>::Vtable>() / WORD),
        base: |vtable| {
            let vtable: *const <IUpdateDownloader as Interface>::Vtable = vtable.cast();
            let base: *const <IDispatch as Interface>::Vtable = unsafe { &raw const (*vtable).base__ };
            base.cast()
        },
        first: 7,
        fields: &[
            Field { name: "ClientApplicationID", ours: 7, theirs: offset_of!(<IUpdateDownloader as Interface>::Vtable, ClientApplicationID) / WORD },
            Field { name: "SetClientApplicationID", ours: 8, theirs: offset_of!(<IUpdateDownloader as Interface>::Vtable, SetClientApplicationID) / WORD },
            Field { name: "IsForced", ours: 9, theirs: offset_of!(<IUpdateDownloader as Interface>::Vtable, IsForced) / WORD },
            Field { name: "SetIsForced", ours: 10, theirs: offset_of!(<IUpdateDownloader as Interface>::Vtable, SetIsForced) / WORD },
            Field { name: "Priority", ours: 11, theirs: offset_of!(<IUpdateDownloader as Interface>::Vtable, Priority) / WORD },
            Field { name: "SetPriority", ours: 12, theirs: offset_of!(<IUpdateDownloader as Interface>::Vtable, SetPriority) / WORD },
            Field { name: "Updates", ours: 13, theirs: offset_of!(<IUpdateDownloader as Interface>::Vtable, Updates) / WORD },
            Field { name: "SetUpdates", ours: 14, theirs: offset_of!(<IUpdateDownloader as Interface>::Vtable, SetUpdates) / WORD },
            Field { name: "BeginDownload", ours: 15, theirs: offset_of!(<IUpdateDownloader as Interface>::Vtable, BeginDownload) / WORD },
            Field { name: "Download", ours: 16, theirs: offset_of!(<IUpdateDownloader as Interface>::Vtable, Download) / WORD },
            Field { name: "EndDownload", ours: 17, theirs: offset_of!(<IUpdateDownloader as Interface>::Vtable, EndDownload) / WORD },
        ],
        visit: visit_IUpdateDownloader,
    },
    Compared {
        name: "IUpdateException",
        ours: GUID::from_u128(0xa376dd5e_09d4_427f_af7c_fed5b6e1c1d6),
        theirs: IUpdateException::IID,
        slots: (10, size_of::<<IUpdateException as Interface>::Vtable>() / WORD),
        base: |vtable| {
            let vtable: *const <IUpdateException as Interface>::Vtable = vtable.cast();
            let base: *const <IDispatch as Interface>::Vtable = unsafe { &raw const (*vtable).base__ };
            base.cast()
        },
        first: 7,
        fields: &[
            Field { name: "Message", ours: 7, theirs: offset_of!(<IUpdateException as Interface>::Vtable, Message) / WORD },
            Field { name: "HResult", ours: 8, theirs: offset_of!(<IUpdateException as Interface>::Vtable, HResult) / WORD },
            Field { name: "Context", ours: 9, theirs: offset_of!(<IUpdateException as Interface>::Vtable, Context) / WORD },
        ],
        visit: visit_IUpdateException,
    },
    Compared {
        name: "IUpdateExceptionCollection",
        ours: GUID::from_u128(0x503626a3_8e14_4729_9355_0fe664bd2321),
        theirs: IUpdateExceptionCollection::IID,
        slots: (10, size_of::<<IUpdateExceptionCollection as Interface>::Vtable>() / WORD),
        base: |vtable| {
            let vtable: *const <IUpdateExceptionCollection as Interface>::Vtable = vtable.cast();
            let base: *const <IDispatch as Interface>::Vtable = unsafe { &raw const (*vtable).base__ };
            base.cast()
        },
        first: 7,
        fields: &[
            Field { name: "get_Item", ours: 7, theirs: offset_of!(<IUpdateExceptionCollection as Interface>::Vtable, get_Item) / WORD },
            Field { name: "_NewEnum", ours: 8, theirs: offset_of!(<IUpdateExceptionCollection as Interface>::Vtable, _NewEnum) / WORD },
            Field { name: "Count", ours: 9, theirs: offset_of!(<IUpdateExceptionCollection as Interface>::Vtable, Count) / WORD },
        ],
        visit: visit_IUpdateExceptionCollection,
    },
    Compared {
        name: "IUpdateHistoryEntry",
        ours: GUID::from_u128(0xbe56a644_af0e_4e0e_a311_c1d8e695cbff),
        theirs: IUpdateHistoryEntry::IID,
        slots: (21, size_of::<<IUpdateHistoryEntry as Interface>::Vtable>() / WORD),
        base: |vtable| {
            let vtable: *const <IUpdateHistoryEntry as Interface>::Vtable = vtable.cast();
            let base: *const <IDispatch as Interface>::Vtable = unsafe { &raw const (*vtable).base__ };
            base.cast()
        },
        first: 7,
        fields: &[
            Field { name: "Operation", ours: 7, theirs: offset_of!(<IUpdateHistoryEntry as Interface>::Vtable, Operation) / WORD },
            Field { name: "ResultCode", ours: 8, theirs: offset_of!(<IUpdateHistoryEntry as Interface>::Vtable, ResultCode) / WORD },
            Field { name: "HResult", ours: 9, theirs: offset_of!(<IUpdateHistoryEntry as Interface>::Vtable, HResult) / WORD },
            Field { name: "Date", ours: 10, theirs: offset_of!(<IUpdateHistoryEntry as Interface>::Vtable, Date) / WORD },
            Field { name: "UpdateIdentity", ours: 11, theirs: offset_of!(<IUpdateHistoryEntry as Interface>::Vtable, UpdateIdentity) / WORD },
            Field { name: "Title", ours: 12, theirs: offset_of!(<IUpdateHistoryEntry as Interface>::Vtable, Title) / WORD },
            Field { name: "Description", ours: 13, theirs: offset_of!(<IUpdateHistoryEntry as Interface>::Vtable, Description) / WORD },
            Field { name: "UnmappedResultCode", ours: 14, theirs: offset_of!(<IUpdateHistoryEntry as Interface>::Vtable, UnmappedResultCode) / WORD },
            Field { name: "ClientApplicationID", ours: 15, theirs: offset_of!(<IUpdateHistoryEntry as Interface>::Vtable, ClientApplicationID) / WORD },
            Field { name: "ServerSelection", ours: 16, theirs: offset_of!(<IUpdateHistoryEntry as Interface>::Vtable, ServerSelection) / WORD },
            Field { name: "ServiceID", ours: 17, theirs: offset_of!(<IUpdateHistoryEntry as Interface>::Vtable, ServiceID) / WORD },
            Field { name: "UninstallationSteps", ours: 18, theirs: offset_of!(<IUpdateHistoryEntry as Interface>::Vtable, UninstallationSteps) / WORD },
            Field { name: "UninstallationNotes", ours: 19, theirs: offset_of!(<IUpdateHistoryEntry as Interface>::Vtable, UninstallationNotes) / WORD },
            Field { name: "SupportUrl", ours: 20, theirs: offset_of!(<IUpdateHistoryEntry as Interface>::Vtable, SupportUrl) / WORD },
        ],
        visit: visit_IUpdateHistoryEntry,
    },
    Compared {
        name: "IUpdateHistoryEntry2",
        ours: GUID::from_u128(0xc2bfb780_4539_4132_ab8c_0a8772013ab6),
        theirs: IUpdateHistoryEntry2::IID,
        slots: (22, size_of::<<IUpdateHistoryEntry2 as Interface>::Vtable>() / WORD),
        base: |vtable| {
            let vtable: *const <IUpdateHistoryEntry2 as Interface>::Vtable = vtable.cast();
            let base: *const <IUpdateHistoryEntry as Interface>::Vtable = unsafe { &raw const (*vtable).base__ };
            base.cast()
        },
        first: 21,
        fields: &[
            Field { name: "Categories", ours: 21, theirs: offset_of!(<IUpdateHistoryEntry2 as Interface>::Vtable, Categories) / WORD },
        ],
        visit: visit_IUpdateHistoryEntry2,
    },
    Compared {
        name: "IUpdateHistoryEntryCollection",
        ours: GUID::from_u128(0xa7f04f3c_a290_435b_aadf_a116c3357a5c),
        theirs: IUpdateHistoryEntryCollection::IID,
        slots: (10, size_of::<<IUpdateHistoryEntryCollection as Interface>::Vtable>() / WORD),
        base: |vtable| {
            let vtable: *const <IUpdateHistoryEntryCollection as Interface>::Vtable = vtable.cast();
            let base: *const <IDispatch as Interface>::Vtable = unsafe { &raw const (*vtable).base__ };
            base.cast()
        },
        first: 7,
        fields: &[
            Field { name: "get_Item", ours: 7, theirs: offset_of!(<IUpdateHistoryEntryCollection as Interface>::Vtable, get_Item) / WORD },
            Field { name: "_NewEnum", ours: 8, theirs: offset_of!(<IUpdateHistoryEntryCollection as Interface>::Vtable, _NewEnum) / WORD },
            Field { name: "Count", ours: 9, theirs: offset_of!(<IUpdateHistoryEntryCollection as Interface>::Vtable, Count) / WORD },
        ],
        visit: visit_IUpdateHistoryEntryCollection,
    },
    Compared {
        name: "IUpdateIdentity",
        ours: GUID::from_u128(0x46297823_9940_4c09_aed9_cd3ea6d05968),
        theirs: IUpdateIdentity::IID,
        slots: (9, size_of::<<IUpdateIdentity as Interface>::Vtable>() / WORD),
        base: |vtable| {
            let vtable: *const <IUpdateIdentity as Interface>::Vtable = vtable.cast();
            let base: *const <IDispatch as Interface>::Vtable = unsafe { &raw const (*vtable).base__ };
            base.cast()
        },
        first: 7,
        fields: &[
            Field { name: "RevisionNumber", ours: 7, theirs: offset_of!(<IUpdateIdentity as Interface>::Vtable, RevisionNumber) / WORD },
            Field { name: "UpdateID", ours: 8, theirs: offset_of!(<IUpdateIdentity as Interface>::Vtable, UpdateID) / WORD },
        ],
        visit: visit_IUpdateIdentity,
    },
    Compared {
        name: "IUpdateInstallationResult",
        ours: GUID::from_u128(0xd940f0f8_3cbb_4fd0_993f_471e7f2328ad),
        theirs: IUpdateInstallationResult::IID,
        slots: (10, size_of::<<IUpdateInstallationResult as Interface>::Vtable>() / WORD),
        base: |vtable| {
            let vtable: *const <IUpdateInstallationResult as Interface>::Vtable = vtable.cast();
            let base: *const <IDispatch as Interface>::Vtable = unsafe { &raw const (*vtable).base__ };
            base.cast()
        },
        first: 7,
        fields: &[
            Field { name: "HResult", ours: 7, theirs: offset_of!(<IUpdateInstallationResult as Interface>::Vtable, HResult) / WORD },
            Field { name: "RebootRequired", ours: 8, theirs: offset_of!(<IUpdateInstallationResult as Interface>::Vtable, RebootRequired) / WORD },
            Field { name: "ResultCode", ours: 9, theirs: offset_of!(<IUpdateInstallationResult as Interface>::Vtable, ResultCode) / WORD },
        ],
        visit: visit_IUpdateInstallationResult,
    },
    Compared {
        name: "IUpdateInstaller",
        ours: GUID::from_u128(0x7b929c68_ccdc_4226_96b1_8724600b54c2),
        theirs: IUpdateInstaller::IID,
        slots: (28, size_of::<<IUpdateInstaller as Interface>::Vtable>() / WORD),
        base: |vtable| {
            let vtable: *const <IUpdateInstaller as Interface>::Vtable = vtable.cast();
            let base: *const <IDispatch as Interface>::Vtable = unsafe { &raw const (*vtable).base__ };
            base.cast()
        },
        first: 7,
        fields: &[
            Field { name: "ClientApplicationID", ours: 7, theirs: offset_of!(<IUpdateInstaller as Interface>::Vtable, ClientApplicationID) / WORD },
            Field { name: "SetClientApplicationID", ours: 8, theirs: offset_of!(<IUpdateInstaller as Interface>::Vtable, SetClientApplicationID) / WORD },
            Field { name: "IsForced", ours: 9, theirs: offset_of!(<IUpdateInstaller as Interface>::Vtable, IsForced) / WORD },
            Field { name: "SetIsForced", ours: 10, theirs: offset_of!(<IUpdateInstaller as Interface>::Vtable, SetIsForced) / WORD },
            Field { name: "ParentHwnd", ours: 11, theirs: offset_of!(<IUpdateInstaller as Interface>::Vtable, ParentHwnd) / WORD },
            Field { name: "SetParentHwnd", ours: 12, theirs: offset_of!(<IUpdateInstaller as Interface>::Vtable, SetParentHwnd) / WORD },
            Field { name: "SetParentWindow", ours: 13, theirs: offset_of!(<IUpdateInstaller as Interface>::Vtable, SetParentWindow) / WORD },
            Field { name: "ParentWindow", ours: 14, theirs: offset_of!(<IUpdateInstaller as Interface>::Vtable, ParentWindow) / WORD },
            Field { name: "Updates", ours: 15, theirs: offset_of!(<IUpdateInstaller as Interface>::Vtable, Updates) / WORD },
            Field { name: "SetUpdates", ours: 16, theirs: offset_of!(<IUpdateInstaller as Interface>::Vtable, SetUpdates) / WORD },
            Field { name: "BeginInstall", ours: 17, theirs: offset_of!(<IUpdateInstaller as Interface>::Vtable, BeginInstall) / WORD },
            Field { name: "BeginUninstall", ours: 18, theirs: offset_of!(<IUpdateInstaller as Interface>::Vtable, BeginUninstall) / WORD },
            Field { name: "EndInstall", ours: 19, theirs: offset_of!(<IUpdateInstaller as Interface>::Vtable, EndInstall) / WORD },
            Field { name: "EndUninstall", ours: 20, theirs: offset_of!(<IUpdateInstaller as Interface>::Vtable, EndUninstall) / WORD },
            Field { name: "Install", ours: 21, theirs: offset_of!(<IUpdateInstaller as Interface>::Vtable, Install) / WORD },
            Field { name: "RunWizard", ours: 22, theirs: offset_of!(<IUpdateInstaller as Interface>::Vtable, RunWizard) / WORD },
            Field { name: "IsBusy", ours: 23, theirs: offset_of!(<IUpdateInstaller as Interface>::Vtable, IsBusy) / WORD },
            Field { name: "Uninstall", ours: 24, theirs: offset_of!(<IUpdateInstaller as Interface>::Vtable, Uninstall) / WORD },
            Field { name: "AllowSourcePrompts", ours: 25, theirs: offset_of!(<IUpdateInstaller as Interface>::Vtable, AllowSourcePrompts) / WORD },
            Field { name: "SetAllowSourcePrompts", ours: 26, theirs: offset_of!(<IUpdateInstaller as Interface>::Vtable, SetAllowSourcePrompts) / WORD },
            Field { name: "RebootRequiredBeforeInstallation", ours: 27, theirs: offset_of!(<IUpdateInstaller as Interface>::Vtable, RebootRequiredBeforeInstallation) / WORD },
        ],
        visit: visit_IUpdateInstaller,
    },
    Compared {
        name: "IUpdateInstaller2",
        ours: GUID::from_u128(0x3442d4fe_224d_4cee_98cf_30e0c4d229e6),
        theirs: IUpdateInstaller2::IID,
        slots: (30, size_of::<<IUpdateInstaller2 as Interface>::Vtable>() / WORD),
        base: |vtable| {
            let vtable: *const <IUpdateInstaller2 as Interface>::Vtable = vtable.cast();
            let base: *const <IUpdateInstaller as Interface>::Vtable = unsafe { &raw const (*vtable).base__ };
            base.cast()
        },
        first: 28,
        fields: &[
            Field { name: "ForceQuiet", ours: 28, theirs: offset_of!(<IUpdateInstaller2 as Interface>::Vtable, ForceQuiet) / WORD },
            Field { name: "SetForceQuiet", ours: 29, theirs: offset_of!(<IUpdateInstaller2 as Interface>::Vtable, SetForceQuiet) / WORD },
        ],
        visit: visit_IUpdateInstaller2,
    },
    Compared {
        name: "IUpdateInstaller3",
        ours: GUID::from_u128(0x16d11c35_099a_48d0_8338_5fae64047f8e),
        theirs: IUpdateInstaller3::IID,
        slots: (32, size_of::<<IUpdateInstaller3 as Interface>::Vtable>() / WORD),
        base: |vtable| {
            let vtable: *const <IUpdateInstaller3 as Interface>::Vtable = vtable.cast();
            let base: *const <IUpdateInstaller2 as Interface>::Vtable = unsafe { &raw const (*vtable).base__ };
            base.cast()
        },
        first: 30,
        fields: &[
            Field { name: "AttemptCloseAppsIfNecessary", ours: 30, theirs: offset_of!(<IUpdateInstaller3 as Interface>::Vtable, AttemptCloseAppsIfNecessary) / WORD },
            Field { name: "SetAttemptCloseAppsIfNecessary", ours: 31, theirs: offset_of!(<IUpdateInstaller3 as Interface>::Vtable, SetAttemptCloseAppsIfNecessary) / WORD },
        ],
        visit: visit_IUpdateInstaller3,
    },
    Compared {
        name: "IUpdateInstaller4",
        ours: GUID::from_u128(0xef8208ea_2304_492d_9109_23813b0958e1),
        theirs: IUpdateInstaller4::IID,
        slots: (33, size_of::<<IUpdateInstaller4 as Interface>::Vtable>() / WORD),
        base: |vtable| {
            let vtable: *const <IUpdateInstaller4 as Interface>::Vtable = vtable.cast();
            let base: *const <IUpdateInstaller3 as Interface>::Vtable = unsafe { &raw const (*vtable).base__ };
            base.cast()
        },
        first: 32,
        fields: &[
            Field { name: "Commit", ours: 32, theirs: offset_of!(<IUpdateInstaller4 as Interface>::Vtable, Commit) / WORD },
        ],
        visit: visit_IUpdateInstaller4,
    },
    Compared {
        name: "IUpdateLockdown",
        ours: GUID::from_u128(0xa976c28d_75a1_42aa_94ae_8af8b872089a),
        theirs: IUpdateLockdown::IID,
        slots: (4, size_of::<<IUpdateLockdown as Interface>::Vtable>() / WORD),
        base: |vtable| {
            let vtable: *const <IUpdateLockdown as Interface>::Vtable = vtable.cast();
            let base: *const <IUnknown as Interface>::Vtable = unsafe { &raw const (*vtable).base__ };
            base.cast()
        },
        first: 3,
        fields: &[
            Field { name: "LockDown", ours: 3, theirs: offset_of!(<IUpdateLockdown as Interface>::Vtable, LockDown) / WORD },
        ],
        visit: visit_IUpdateLockdown,
    },
    Compared {
        name: "IUpdateSearcher",
        ours: GUID::from_u128(0x8f45abf1_f9ae_4b95_a933_f0f66e5056ea),
        theirs: IUpdateSearcher::IID,
        slots: (25, size_of::<<IUpdateSearcher as Interface>::Vtable>() / WORD),
        base: |vtable| {
            let vtable: *const <IUpdateSearcher as Interface>::Vtable = vtable.cast();
            let base: *const <IDispatch as Interface>::Vtable = unsafe { &raw const (*vtable).base__ };
            base.cast()
        },
        first: 7,
        fields: &[
            Field { name: "CanAutomaticallyUpgradeService", ours: 7, theirs: offset_of!(<IUpdateSearcher as Interface>::Vtable, CanAutomaticallyUpgradeService) / WORD },
            Field { name: "SetCanAutomaticallyUpgradeService", ours: 8, theirs: offset_of!(<IUpdateSearcher as Interface>::Vtable, SetCanAutomaticallyUpgradeService) / WORD },
            Field { name: "ClientApplicationID", ours: 9, theirs: offset_of!(<IUpdateSearcher as Interface>::Vtable, ClientApplicationID) / WORD },
            Field { name: "SetClientApplicationID", ours: 10, theirs: offset_of!(<IUpdateSearcher as Interface>::Vtable, SetClientApplicationID) / WORD },
            Field { name: "IncludePotentiallySupersededUpdates", ours: 11, theirs: offset_of!(<IUpdateSearcher as Interface>::Vtable, IncludePotentiallySupersededUpdates) / WORD },
            Field { name: "SetIncludePotentiallySupersededUpdates", ours: 12, theirs: offset_of!(<IUpdateSearcher as Interface>::Vtable, SetIncludePotentiallySupersededUpdates) / WORD },
            Field { name: "ServerSelection", ours: 13, theirs: offset_of!(<IUpdateSearcher as Interface>::Vtable, ServerSelection) / WORD },
            Field { name: "SetServerSelection", ours: 14, theirs: offset_of!(<IUpdateSearcher as Interface>::Vtable, SetServerSelection) / WORD },
            Field { name: "BeginSearch", ours: 15, theirs: offset_of!(<IUpdateSearcher as Interface>::Vtable, BeginSearch) / WORD },
            Field { name: "EndSearch", ours: 16, theirs: offset_of!(<IUpdateSearcher as Interface>::Vtable, EndSearch) / WORD },
            Field { name: "EscapeString", ours: 17, theirs: offset_of!(<IUpdateSearcher as Interface>::Vtable, EscapeString) / WORD },
            Field { name: "QueryHistory", ours: 18, theirs: offset_of!(<IUpdateSearcher as Interface>::Vtable, QueryHistory) / WORD },
            Field { name: "Search", ours: 19, theirs: offset_of!(<IUpdateSearcher as Interface>::Vtable, Search) / WORD },
            Field { name: "Online", ours: 20, theirs: offset_of!(<IUpdateSearcher as Interface>::Vtable, Online) / WORD },
            Field { name: "SetOnline", ours: 21, theirs: offset_of!(<IUpdateSearcher as Interface>::Vtable, SetOnline) / WORD },
            Field { name: "GetTotalHistoryCount", ours: 22, theirs: offset_of!(<IUpdateSearcher as Interface>::Vtable, GetTotalHistoryCount) / WORD },
            Field { name: "ServiceID", ours: 23, theirs: offset_of!(<IUpdateSearcher as Interface>::Vtable, ServiceID) / WORD },
            Field { name: "SetServiceID", ours: 24, theirs: offset_of!(<IUpdateSearcher as Interface>::Vtable, SetServiceID) / WORD },
        ],
        visit: visit_IUpdateSearcher,
    },
    Compared {
        name: "IUpdateSearcher2",
        ours: GUID::from_u128(0x4cbdcb2d_1589_4beb_bd1c_3e582ff0add0),
        theirs: IUpdateSearcher2::IID,
        slots: (27, size_of::<<IUpdateSearcher2 as Interface>::Vtable>() / WORD),
        base: |vtable| {
            let vtable: *const <IUpdateSearcher2 as Interface>::Vtable = vtable.cast();
            let base: *const <IUpdateSearcher as Interface>::Vtable = unsafe { &raw const (*vtable).base__ };
            base.cast()
        },
        first: 25,
        fields: &[
            Field { name: "IgnoreDownloadPriority", ours: 25, theirs: offset_of!(<IUpdateSearcher2 as Interface>::Vtable, IgnoreDownloadPriority) / WORD },
            Field { name: "SetIgnoreDownloadPriority", ours: 26, theirs: offset_of!(<IUpdateSearcher2 as Interface>::Vtable, SetIgnoreDownloadPriority) / WORD },
        ],
        visit: visit_IUpdateSearcher2,
    },
    Compared {
        name: "IUpdateSearcher3",
        ours: GUID::from_u128(0x04c6895d_eaf2_4034_97f3_311de9be413a),
        theirs: IUpdateSearcher3::IID,
        slots: (29, size_of::<<IUpdateSearcher3 as Interface>::Vtable>() / WORD),
        base: |vtable| {
            let vtable: *const <IUpdateSearcher3 as Interface>::Vtable = vtable.cast();
            let base: *const <IUpdateSearcher2 as Interface>::Vtable = unsafe { &raw const (*vtable).base__ };
            base.cast()
        },
        first: 27,
        fields: &[
            Field { name: "SearchScope", ours: 27, theirs: offset_of!(<IUpdateSearcher3 as Interface>::Vtable, SearchScope) / WORD },
            Field { name: "SetSearchScope", ours: 28, theirs: offset_of!(<IUpdateSearcher3 as Interface>::Vtable, SetSearchScope) / WORD },
        ],
        visit: visit_IUpdateSearcher3,
    },
    Compared {
        name: "IUpdateService",
        ours: GUID::from_u128(0x76b3b17e_aed6_4da5_85f0_83587f81abe3),
        theirs: IUpdateService::IID,
        slots: (20, size_of::<<IUpdateService as Interface>::Vtable>() / WORD),
        base: |vtable| {
            let vtable: *const <IUpdateService as Interface>::Vtable = vtable.cast();
            let base: *const <IDispatch as Interface>::Vtable = unsafe { &raw const (*vtable).base__ };
            base.cast()
        },
        first: 7,
        fields: &[
            Field { name: "Name", ours: 7, theirs: offset_of!(<IUpdateService as Interface>::Vtable, Name) / WORD },
            Field { name: "ContentValidationCert", ours: 8, theirs: offset_of!(<IUpdateService as Interface>::Vtable, ContentValidationCert) / WORD },
            Field { name: "ExpirationDate", ours: 9, theirs: offset_of!(<IUpdateService as Interface>::Vtable, ExpirationDate) / WORD },
            Field { name: "IsManaged", ours: 10, theirs: offset_of!(<IUpdateService as Interface>::Vtable, IsManaged) / WORD },
            Field { name: "IsRegisteredWithAU", ours: 11, theirs: offset_of!(<IUpdateService as Interface>::Vtable, IsRegisteredWithAU) / WORD },
            Field { name: "IssueDate", ours: 12, theirs: offset_of!(<IUpdateService as Interface>::Vtable, IssueDate) / WORD },
            Field { name: "OffersWindowsUpdates", ours: 13, theirs: offset_of!(<IUpdateService as Interface>::Vtable, OffersWindowsUpdates) / WORD },
            Field { name: "RedirectUrls", ours: 14, theirs: offset_of!(<IUpdateService as Interface>::Vtable, RedirectUrls) / WORD },
            Field { name: "ServiceID", ours: 15, theirs: offset_of!(<IUpdateService as Interface>::Vtable, ServiceID) / WORD },
            Field { name: "IsScanPackageService", ours: 16, theirs: offset_of!(<IUpdateService as Interface>::Vtable, IsScanPackageService) / WORD },
            Field { name: "CanRegisterWithAU", ours: 17, theirs: offset_of!(<IUpdateService as Interface>::Vtable, CanRegisterWithAU) / WORD },
            Field { name: "ServiceUrl", ours: 18, theirs: offset_of!(<IUpdateService as Interface>::Vtable, ServiceUrl) / WORD },
            Field { name: "SetupPrefix", ours: 19, theirs: offset_of!(<IUpdateService as Interface>::Vtable, SetupPrefix) / WORD },
        ],
        visit: visit_IUpdateService,
    },
    Compared {
        name: "IUpdateService2",
        ours: GUID::from_u128(0x1518b460_6518_4172_940f_c75883b24ceb),
        theirs: IUpdateService2::IID,
        slots: (21, size_of::<<IUpdateService2 as Interface>::Vtable>() / WORD),
        base: |vtable| {
            let vtable: *const <IUpdateService2 as Interface>::Vtable = vtable.cast();
            let base: *const <IUpdateService as Interface>::Vtable = unsafe { &raw const (*vtable).base__ };
            base.cast()
        },
        first: 20,
        fields: &[
            Field { name: "IsDefaultAUService", ours: 20, theirs: offset_of!(<IUpdateService2 as Interface>::Vtable, IsDefaultAUService) / WORD },
        ],
        visit: visit_IUpdateService2,
    },
    Compared {
        name: "IUpdateServiceCollection",
        ours: GUID::from_u128(0x9b0353aa_0e52_44ff_b8b0_1f7fa0437f88),
        theirs: IUpdateServiceCollection::IID,
        slots: (10, size_of::<<IUpdateServiceCollection as Interface>::Vtable>() / WORD),
        base: |vtable| {
            let vtable: *const <IUpdateServiceCollection as Interface>::Vtable = vtable.cast();
            let base: *const <IDispatch as Interface>::Vtable = unsafe { &raw const (*vtable).base__ };
            base.cast()
        },
        first: 7,
        fields: &[
            Field { name: "get_Item", ours: 7, theirs: offset_of!(<IUpdateServiceCollection as Interface>::Vtable, get_Item) / WORD },
            Field { name: "_NewEnum", ours: 8, theirs: offset_of!(<IUpdateServiceCollection as Interface>::Vtable, _NewEnum) / WORD },
            Field { name: "Count", ours: 9, theirs: offset_of!(<IUpdateServiceCollection as Interface>::Vtable, Count) / WORD },
        ],
        visit: visit_IUpdateServiceCollection,
    },
    Compared {
        name: "IUpdateServiceManager",
        ours: GUID::from_u128(0x23857e3c_02ba_44a3_9423_b1c900805f37),
        theirs: IUpdateServiceManager::IID,
        slots: (14, size_of::<<IUpdateServiceManager as Interface>::Vtable>() / WORD),
        base: |vtable| {
            let vtable: *const <IUpdateServiceManager as Interface>::Vtable = vtable.cast();
            let base: *const <IDispatch as Interface>::Vtable = unsafe { &raw const (*vtable).base__ };
            base.cast()
        },
        first: 7,
        fields: &[
            Field { name: "Services", ours: 7, theirs: offset_of!(<IUpdateServiceManager as Interface>::Vtable, Services) / WORD },
            Field { name: "AddService", ours: 8, theirs: offset_of!(<IUpdateServiceManager as Interface>::Vtable, AddService) / WORD },
            Field { name: "RegisterServiceWithAU", ours: 9, theirs: offset_of!(<IUpdateServiceManager as Interface>::Vtable, RegisterServiceWithAU) / WORD },
            Field { name: "RemoveService", ours: 10, theirs: offset_of!(<IUpdateServiceManager as Interface>::Vtable, RemoveService) / WORD },
            Field { name: "UnregisterServiceWithAU", ours: 11, theirs: offset_of!(<IUpdateServiceManager as Interface>::Vtable, UnregisterServiceWithAU) / WORD },
            Field { name: "AddScanPackageService", ours: 12, theirs: offset_of!(<IUpdateServiceManager as Interface>::Vtable, AddScanPackageService) / WORD },
            Field { name: "SetOption", ours: 13, theirs: offset_of!(<IUpdateServiceManager as Interface>::Vtable, SetOption) / WORD },
        ],
        visit: visit_IUpdateServiceManager,
    },
    Compared {
        name: "IUpdateServiceManager2",
        ours: GUID::from_u128(0x0bb8531d_7e8d_424f_986c_a0b8f60a3e7b),
        theirs: IUpdateServiceManager2::IID,
        slots: (18, size_of::<<IUpdateServiceManager2 as Interface>::Vtable>() / WORD),
        base: |vtable| {
            let vtable: *const <IUpdateServiceManager2 as Interface>::Vtable = vtable.cast();
            let base: *const <IUpdateServiceManager as Interface>::Vtable = unsafe { &raw const (*vtable).base__ };
            base.cast()
        },
        first: 14,
        fields: &[
            Field { name: "ClientApplicationID", ours: 14, theirs: offset_of!(<IUpdateServiceManager2 as Interface>::Vtable, ClientApplicationID) / WORD },
            Field { name: "SetClientApplicationID", ours: 15, theirs: offset_of!(<IUpdateServiceManager2 as Interface>::Vtable, SetClientApplicationID) / WORD },
            Field { name: "QueryServiceRegistration", ours: 16, theirs: offset_of!(<IUpdateServiceManager2 as Interface>::Vtable, QueryServiceRegistration) / WORD },
            Field { name: "AddService2", ours: 17, theirs: offset_of!(<IUpdateServiceManager2 as Interface>::Vtable, AddService2) / WORD },
        ],
        visit: visit_IUpdateServiceManager2,
    },
    Compared {
        name: "IUpdateServiceRegistration",
        ours: GUID::from_u128(0xdde02280_12b3_4e0b_937b_6747f6acb286),
        theirs: IUpdateServiceRegistration::IID,
        slots: (11, size_of::<<IUpdateServiceRegistration as Interface>::Vtable>() / WORD),
        base: |vtable| {
            let vtable: *const <IUpdateServiceRegistration as Interface>::Vtable = vtable.cast();
            let base: *const <IDispatch as Interface>::Vtable = unsafe { &raw const (*vtable).base__ };
            base.cast()
        },
        first: 7,
        fields: &[
            Field { name: "RegistrationState", ours: 7, theirs: offset_of!(<IUpdateServiceRegistration as Interface>::Vtable, RegistrationState) / WORD },
            Field { name: "ServiceID", ours: 8, theirs: offset_of!(<IUpdateServiceRegistration as Interface>::Vtable, ServiceID) / WORD },
            Field { name: "IsPendingRegistrationWithAU", ours: 9, theirs: offset_of!(<IUpdateServiceRegistration as Interface>::Vtable, IsPendingRegistrationWithAU) / WORD },
            Field { name: "Service", ours: 10, theirs: offset_of!(<IUpdateServiceRegistration as Interface>::Vtable, Service) / WORD },
        ],
        visit: visit_IUpdateServiceRegistration,
    },
    Compared {
        name: "IUpdateSession",
        ours: GUID::from_u128(0x816858a4_260d_4260_933a_2585f1abc76b),
        theirs: IUpdateSession::IID,
        slots: (15, size_of::<<IUpdateSession as Interface>::Vtable>() / WORD),
        base: |vtable| {
            let vtable: *const <IUpdateSession as Interface>::Vtable = vtable.cast();
            let base: *const <IDispatch as Interface>::Vtable = unsafe { &raw const (*vtable).base__ };
            base.cast()
        },
        first: 7,
        fields: &[
            Field { name: "ClientApplicationID", ours: 7, theirs: offset_of!(<IUpdateSession as Interface>::Vtable, ClientApplicationID) / WORD },
            Field { name: "SetClientApplicationID", ours: 8, theirs: offset_of!(<IUpdateSession as Interface>::Vtable, SetClientApplicationID) / WORD },
            Field { name: "ReadOnly", ours: 9, theirs: offset_of!(<IUpdateSession as Interface>::Vtable, ReadOnly) / WORD },
            Field { name: "WebProxy", ours: 10, theirs: offset_of!(<IUpdateSession as Interface>::Vtable, WebProxy) / WORD },
            Field { name: "SetWebProxy", ours: 11, theirs: offset_of!(<IUpdateSession as Interface>::Vtable, SetWebProxy) / WORD },
            Field { name: "CreateUpdateSearcher", ours: 12, theirs: offset_of!(<IUpdateSession as Interface>::Vtable, CreateUpdateSearcher) / WORD },
            Field { name: "CreateUpdateDownloader", ours: 13, theirs: offset_of!(<IUpdateSession as Interface>::Vtable, CreateUpdateDownloader) / WORD },
            Field { name: "CreateUpdateInstaller", ours: 14, theirs: offset_of!(<IUpdateSession as Interface>::Vtable, CreateUpdateInstaller) / WORD },
        ],
        visit: visit_IUpdateSession,
    },
    Compared {
        name: "IUpdateSession2",
        ours: GUID::from_u128(0x91caf7b0_eb23_49ed_9937_c52d817f46f7),
        theirs: IUpdateSession2::IID,
        slots: (17, size_of::<<IUpdateSession2 as Interface>::Vtable>() / WORD),
        base: |vtable| {
            let vtable: *const <IUpdateSession2 as Interface>::Vtable = vtable.cast();
            let base: *const <IUpdateSession as Interface>::Vtable = unsafe { &raw const (*vtable).base__ };
            base.cast()
        },
        first: 15,
        fields: &[
            Field { name: "UserLocale", ours: 15, theirs: offset_of!(<IUpdateSession2 as Interface>::Vtable, UserLocale) / WORD },
            Field { name: "SetUserLocale", ours: 16, theirs: offset_of!(<IUpdateSession2 as Interface>::Vtable, SetUserLocale) / WORD },
        ],
        visit: visit_IUpdateSession2,
    },
    Compared {
        name: "IUpdateSession3",
        ours: GUID::from_u128(0x918efd1e_b5d8_4c90_8540_aeb9bdc56f9d),
        theirs: IUpdateSession3::IID,
        slots: (19, size_of::<<IUpdateSession3 as Interface>::Vtable>() / WORD),
        base: |vtable| {
            let vtable: *const <IUpdateSession3 as Interface>::Vtable = vtable.cast();
            let base: *const <IUpdateSession2 as Interface>::Vtable = unsafe { &raw const (*vtable).base__ };
            base.cast()
        },
        first: 17,
        fields: &[
            Field { name: "CreateUpdateServiceManager", ours: 17, theirs: offset_of!(<IUpdateSession3 as Interface>::Vtable, CreateUpdateServiceManager) / WORD },
            Field { name: "QueryHistory", ours: 18, theirs: offset_of!(<IUpdateSession3 as Interface>::Vtable, QueryHistory) / WORD },
        ],
        visit: visit_IUpdateSession3,
    },
    Compared {
        name: "IWebProxy",
        ours: GUID::from_u128(0x174c81fe_aecd_4dae_b8a0_2c6318dd86a8),
        theirs: IWebProxy::IID,
        slots: (21, size_of::<<IWebProxy as Interface>::Vtable>() / WORD),
        base: |vtable| {
            let vtable: *const <IWebProxy as Interface>::Vtable = vtable.cast();
            let base: *const <IDispatch as Interface>::Vtable = unsafe { &raw const (*vtable).base__ };
            base.cast()
        },
        first: 7,
        fields: &[
            Field { name: "Address", ours: 7, theirs: offset_of!(<IWebProxy as Interface>::Vtable, Address) / WORD },
            Field { name: "SetAddress", ours: 8, theirs: offset_of!(<IWebProxy as Interface>::Vtable, SetAddress) / WORD },
            Field { name: "BypassList", ours: 9, theirs: offset_of!(<IWebProxy as Interface>::Vtable, BypassList) / WORD },
            Field { name: "SetBypassList", ours: 10, theirs: offset_of!(<IWebProxy as Interface>::Vtable, SetBypassList) / WORD },
            Field { name: "BypassProxyOnLocal", ours: 11, theirs: offset_of!(<IWebProxy as Interface>::Vtable, BypassProxyOnLocal) / WORD },
            Field { name: "SetBypassProxyOnLocal", ours: 12, theirs: offset_of!(<IWebProxy as Interface>::Vtable, SetBypassProxyOnLocal) / WORD },
            Field { name: "ReadOnly", ours: 13, theirs: offset_of!(<IWebProxy as Interface>::Vtable, ReadOnly) / WORD },
            Field { name: "UserName", ours: 14, theirs: offset_of!(<IWebProxy as Interface>::Vtable, UserName) / WORD },
            Field { name: "SetUserName", ours: 15, theirs: offset_of!(<IWebProxy as Interface>::Vtable, SetUserName) / WORD },
            Field { name: "SetPassword", ours: 16, theirs: offset_of!(<IWebProxy as Interface>::Vtable, SetPassword) / WORD },
            Field { name: "PromptForCredentials", ours: 17, theirs: offset_of!(<IWebProxy as Interface>::Vtable, PromptForCredentials) / WORD },
            Field { name: "PromptForCredentialsFromHwnd", ours: 18, theirs: offset_of!(<IWebProxy as Interface>::Vtable, PromptForCredentialsFromHwnd) / WORD },
            Field { name: "AutoDetect", ours: 19, theirs: offset_of!(<IWebProxy as Interface>::Vtable, AutoDetect) / WORD },
            Field { name: "SetAutoDetect", ours: 20, theirs: offset_of!(<IWebProxy as Interface>::Vtable, SetAutoDetect) / WORD },
        ],
        visit: visit_IWebProxy,
    },
    Compared {
        name: "IWindowsDriverUpdate",
        ours: GUID::from_u128(0xb383cd1a_5ce9_4504_9f63_764b1236f191),
        theirs: IWindowsDriverUpdate::IID,
        slots: (60, size_of::<<IWindowsDriverUpdate as Interface>::Vtable>() / WORD),
        base: |vtable| {
            let vtable: *const <IWindowsDriverUpdate as Interface>::Vtable = vtable.cast();
            let base: *const <IUpdate as Interface>::Vtable = unsafe { &raw const (*vtable).base__ };
            base.cast()
        },
        first: 52,
        fields: &[
            Field { name: "DriverClass", ours: 52, theirs: offset_of!(<IWindowsDriverUpdate as Interface>::Vtable, DriverClass) / WORD },
            Field { name: "DriverHardwareID", ours: 53, theirs: offset_of!(<IWindowsDriverUpdate as Interface>::Vtable, DriverHardwareID) / WORD },
            Field { name: "DriverManufacturer", ours: 54, theirs: offset_of!(<IWindowsDriverUpdate as Interface>::Vtable, DriverManufacturer) / WORD },
            Field { name: "DriverModel", ours: 55, theirs: offset_of!(<IWindowsDriverUpdate as Interface>::Vtable, DriverModel) / WORD },
            Field { name: "DriverProvider", ours: 56, theirs: offset_of!(<IWindowsDriverUpdate as Interface>::Vtable, DriverProvider) / WORD },
            Field { name: "DriverVerDate", ours: 57, theirs: offset_of!(<IWindowsDriverUpdate as Interface>::Vtable, DriverVerDate) / WORD },
            Field { name: "DeviceProblemNumber", ours: 58, theirs: offset_of!(<IWindowsDriverUpdate as Interface>::Vtable, DeviceProblemNumber) / WORD },
            Field { name: "DeviceStatus", ours: 59, theirs: offset_of!(<IWindowsDriverUpdate as Interface>::Vtable, DeviceStatus) / WORD },
        ],
        visit: visit_IWindowsDriverUpdate,
    },
    Compared {
        name: "IWindowsDriverUpdate2",
        ours: GUID::from_u128(0x615c4269_7a48_43bd_96b7_bf6ca27d6c3e),
        theirs: IWindowsDriverUpdate2::IID,
        slots: (64, size_of::<<IWindowsDriverUpdate2 as Interface>::Vtable>() / WORD),
        base: |vtable| {
            let vtable: *const <IWindowsDriverUpdate2 as Interface>::Vtable = vtable.cast();
            let base: *const <IWindowsDriverUpdate as Interface>::Vtable = unsafe { &raw const (*vtable).base__ };
            base.cast()
        },
        first: 60,
        fields: &[
            Field { name: "RebootRequired", ours: 60, theirs: offset_of!(<IWindowsDriverUpdate2 as Interface>::Vtable, RebootRequired) / WORD },
            Field { name: "IsPresent", ours: 61, theirs: offset_of!(<IWindowsDriverUpdate2 as Interface>::Vtable, IsPresent) / WORD },
            Field { name: "CveIDs", ours: 62, theirs: offset_of!(<IWindowsDriverUpdate2 as Interface>::Vtable, CveIDs) / WORD },
            Field { name: "CopyToCache", ours: 63, theirs: offset_of!(<IWindowsDriverUpdate2 as Interface>::Vtable, CopyToCache) / WORD },
        ],
        visit: visit_IWindowsDriverUpdate2,
    },
    Compared {
        name: "IWindowsDriverUpdate3",
        ours: GUID::from_u128(0x49ebd502_4a96_41bd_9e3e_4c5057f4250c),
        theirs: IWindowsDriverUpdate3::IID,
        slots: (65, size_of::<<IWindowsDriverUpdate3 as Interface>::Vtable>() / WORD),
        base: |vtable| {
            let vtable: *const <IWindowsDriverUpdate3 as Interface>::Vtable = vtable.cast();
            let base: *const <IWindowsDriverUpdate2 as Interface>::Vtable = unsafe { &raw const (*vtable).base__ };
            base.cast()
        },
        first: 64,
        fields: &[
            Field { name: "BrowseOnly", ours: 64, theirs: offset_of!(<IWindowsDriverUpdate3 as Interface>::Vtable, BrowseOnly) / WORD },
        ],
        visit: visit_IWindowsDriverUpdate3,
    },
    Compared {
        name: "IWindowsDriverUpdate4",
        ours: GUID::from_u128(0x004c6a2b_0c19_4c69_9f5c_a269b2560db9),
        theirs: IWindowsDriverUpdate4::IID,
        slots: (67, size_of::<<IWindowsDriverUpdate4 as Interface>::Vtable>() / WORD),
        base: |vtable| {
            let vtable: *const <IWindowsDriverUpdate4 as Interface>::Vtable = vtable.cast();
            let base: *const <IWindowsDriverUpdate3 as Interface>::Vtable = unsafe { &raw const (*vtable).base__ };
            base.cast()
        },
        first: 65,
        fields: &[
            Field { name: "WindowsDriverUpdateEntries", ours: 65, theirs: offset_of!(<IWindowsDriverUpdate4 as Interface>::Vtable, WindowsDriverUpdateEntries) / WORD },
            Field { name: "PerUser", ours: 66, theirs: offset_of!(<IWindowsDriverUpdate4 as Interface>::Vtable, PerUser) / WORD },
        ],
        visit: visit_IWindowsDriverUpdate4,
    },
    Compared {
        name: "IWindowsDriverUpdate5",
        ours: GUID::from_u128(0x70cf5c82_8642_42bb_9dbc_0cfd263c6c4f),
        theirs: IWindowsDriverUpdate5::IID,
        slots: (69, size_of::<<IWindowsDriverUpdate5 as Interface>::Vtable>() / WORD),
        base: |vtable| {
            let vtable: *const <IWindowsDriverUpdate5 as Interface>::Vtable = vtable.cast();
            let base: *const <IWindowsDriverUpdate4 as Interface>::Vtable = unsafe { &raw const (*vtable).base__ };
            base.cast()
        },
        first: 67,
        fields: &[
            Field { name: "AutoSelection", ours: 67, theirs: offset_of!(<IWindowsDriverUpdate5 as Interface>::Vtable, AutoSelection) / WORD },
            Field { name: "AutoDownload", ours: 68, theirs: offset_of!(<IWindowsDriverUpdate5 as Interface>::Vtable, AutoDownload) / WORD },
        ],
        visit: visit_IWindowsDriverUpdate5,
    },
    Compared {
        name: "IWindowsDriverUpdateEntry",
        ours: GUID::from_u128(0xed8bfe40_a60b_42ea_9652_817dfcfa23ec),
        theirs: IWindowsDriverUpdateEntry::IID,
        slots: (15, size_of::<<IWindowsDriverUpdateEntry as Interface>::Vtable>() / WORD),
        base: |vtable| {
            let vtable: *const <IWindowsDriverUpdateEntry as Interface>::Vtable = vtable.cast();
            let base: *const <IDispatch as Interface>::Vtable = unsafe { &raw const (*vtable).base__ };
            base.cast()
        },
        first: 7,
        fields: &[
            Field { name: "DriverClass", ours: 7, theirs: offset_of!(<IWindowsDriverUpdateEntry as Interface>::Vtable, DriverClass) / WORD },
            Field { name: "DriverHardwareID", ours: 8, theirs: offset_of!(<IWindowsDriverUpdateEntry as Interface>::Vtable, DriverHardwareID) / WORD },
            Field { name: "DriverManufacturer", ours: 9, theirs: offset_of!(<IWindowsDriverUpdateEntry as Interface>::Vtable, DriverManufacturer) / WORD },
            Field { name: "DriverModel", ours: 10, theirs: offset_of!(<IWindowsDriverUpdateEntry as Interface>::Vtable, DriverModel) / WORD },
            Field { name: "DriverProvider", ours: 11, theirs: offset_of!(<IWindowsDriverUpdateEntry as Interface>::Vtable, DriverProvider) / WORD },
            Field { name: "DriverVerDate", ours: 12, theirs: offset_of!(<IWindowsDriverUpdateEntry as Interface>::Vtable, DriverVerDate) / WORD },
            Field { name: "DeviceProblemNumber", ours: 13, theirs: offset_of!(<IWindowsDriverUpdateEntry as Interface>::Vtable, DeviceProblemNumber) / WORD },
            Field { name: "DeviceStatus", ours: 14, theirs: offset_of!(<IWindowsDriverUpdateEntry as Interface>::Vtable, DeviceStatus) / WORD },
        ],
        visit: visit_IWindowsDriverUpdateEntry,
    },
    Compared {
        name: "IWindowsDriverUpdateEntryCollection",
        ours: GUID::from_u128(0x0d521700_a372_4bef_828b_3d00c10adebd),
        theirs: IWindowsDriverUpdateEntryCollection::IID,
        slots: (10, size_of::<<IWindowsDriverUpdateEntryCollection as Interface>::Vtable>() / WORD),
        base: |vtable| {
            let vtable: *const <IWindowsDriverUpdateEntryCollection as Interface>::Vtable = vtable.cast();
            let base: *const <IDispatch as Interface>::Vtable = unsafe { &raw const (*vtable).base__ };
            base.cast()
        },
        first: 7,
        fields: &[
            Field { name: "get_Item", ours: 7, theirs: offset_of!(<IWindowsDriverUpdateEntryCollection as Interface>::Vtable, get_Item) / WORD },
            Field { name: "_NewEnum", ours: 8, theirs: offset_of!(<IWindowsDriverUpdateEntryCollection as Interface>::Vtable, _NewEnum) / WORD },
            Field { name: "Count", ours: 9, theirs: offset_of!(<IWindowsDriverUpdateEntryCollection as Interface>::Vtable, Count) / WORD },
        ],
        visit: visit_IWindowsDriverUpdateEntryCollection,
    },
    Compared {
        name: "IWindowsUpdateAgentInfo",
        ours: GUID::from_u128(0x85713fa1_7796_4fa2_be3b_e2d6124dd373),
        theirs: IWindowsUpdateAgentInfo::IID,
        slots: (8, size_of::<<IWindowsUpdateAgentInfo as Interface>::Vtable>() / WORD),
        base: |vtable| {
            let vtable: *const <IWindowsUpdateAgentInfo as Interface>::Vtable = vtable.cast();
            let base: *const <IDispatch as Interface>::Vtable = unsafe { &raw const (*vtable).base__ };
            base.cast()
        },
        first: 7,
        fields: &[
            Field { name: "GetInfo", ours: 7, theirs: offset_of!(<IWindowsUpdateAgentInfo as Interface>::Vtable, GetInfo) / WORD },
        ],
        visit: visit_IWindowsUpdateAgentInfo,
    },
];

#[expect(non_snake_case)]
fn visit_IAutomaticUpdates(object: &IUnknown, visitor: &mut Visitor) -> Option<()> {
    let object: IAutomaticUpdates = object.cast().ok()?;
    unsafe { visitor.read("IAutomaticUpdates", 11, Some((as_dispatch(&object), 1610743813)), &Seen::object(object.Settings())) };
    unsafe { visitor.read("IAutomaticUpdates", 12, Some((as_dispatch(&object), 1610743814)), &Seen::boolean(object.ServiceEnabled())) };
    Some(())
}

#[expect(non_snake_case)]
fn visit_IAutomaticUpdates2(object: &IUnknown, visitor: &mut Visitor) -> Option<()> {
    let object: IAutomaticUpdates2 = object.cast().ok()?;
    unsafe { visitor.read("IAutomaticUpdates2", 14, Some((as_dispatch(&object), 1610809345)), &Seen::object(object.Results())) };
    Some(())
}

#[expect(non_snake_case)]
fn visit_IAutomaticUpdatesResults(object: &IUnknown, visitor: &mut Visitor) -> Option<()> {
    let object: IAutomaticUpdatesResults = object.cast().ok()?;
    unsafe { visitor.read("IAutomaticUpdatesResults", 7, Some((as_dispatch(&object), 1610743809)), &Seen::variant(object.LastSearchSuccessDate())) };
    unsafe { visitor.read("IAutomaticUpdatesResults", 8, Some((as_dispatch(&object), 1610743810)), &Seen::variant(object.LastInstallationSuccessDate())) };
    Some(())
}

#[expect(non_snake_case)]
fn visit_IAutomaticUpdatesSettings(object: &IUnknown, visitor: &mut Visitor) -> Option<()> {
    let object: IAutomaticUpdatesSettings = object.cast().ok()?;
    unsafe { visitor.read("IAutomaticUpdatesSettings", 7, Some((as_dispatch(&object), 1610743809)), &Seen::number(object.NotificationLevel())) };
    unsafe { visitor.read("IAutomaticUpdatesSettings", 9, Some((as_dispatch(&object), 1610743810)), &Seen::boolean(object.ReadOnly())) };
    unsafe { visitor.read("IAutomaticUpdatesSettings", 10, Some((as_dispatch(&object), 1610743811)), &Seen::boolean(object.Required())) };
    unsafe { visitor.read("IAutomaticUpdatesSettings", 11, Some((as_dispatch(&object), 1610743812)), &Seen::number(object.ScheduledInstallationDay())) };
    unsafe { visitor.read("IAutomaticUpdatesSettings", 13, Some((as_dispatch(&object), 1610743813)), &Seen::long(object.ScheduledInstallationTime())) };
    Some(())
}

#[expect(non_snake_case)]
fn visit_IAutomaticUpdatesSettings2(object: &IUnknown, visitor: &mut Visitor) -> Option<()> {
    let object: IAutomaticUpdatesSettings2 = object.cast().ok()?;
    unsafe { visitor.read("IAutomaticUpdatesSettings2", 17, Some((as_dispatch(&object), 1610809345)), &Seen::boolean(object.IncludeRecommendedUpdates())) };
    Some(())
}

#[expect(non_snake_case)]
fn visit_IAutomaticUpdatesSettings3(object: &IUnknown, visitor: &mut Visitor) -> Option<()> {
    let object: IAutomaticUpdatesSettings3 = object.cast().ok()?;
    unsafe { visitor.read("IAutomaticUpdatesSettings3", 20, Some((as_dispatch(&object), 1610874881)), &Seen::boolean(object.NonAdministratorsElevated())) };
    unsafe { visitor.read("IAutomaticUpdatesSettings3", 22, Some((as_dispatch(&object), 1610874882)), &Seen::boolean(object.FeaturedUpdatesEnabled())) };
    Some(())
}

#[expect(non_snake_case)]
fn visit_ICategory(object: &IUnknown, visitor: &mut Visitor) -> Option<()> {
    let object: ICategory = object.cast().ok()?;
    unsafe { visitor.read("ICategory", 7, Some((as_dispatch(&object), 0)), &Seen::text(object.Name())) };
    unsafe { visitor.read("ICategory", 8, Some((as_dispatch(&object), 1610743809)), &Seen::text(object.CategoryID())) };
    unsafe { visitor.read("ICategory", 9, Some((as_dispatch(&object), 1610743810)), &Seen::object(object.Children())) };
    unsafe { visitor.read("ICategory", 10, Some((as_dispatch(&object), 1610743811)), &Seen::text(object.Description())) };
    unsafe { visitor.read("ICategory", 11, Some((as_dispatch(&object), 1610743812)), &Seen::object(object.Image())) };
    unsafe { visitor.read("ICategory", 12, Some((as_dispatch(&object), 1610743813)), &Seen::long(object.Order())) };
    unsafe { visitor.read("ICategory", 13, Some((as_dispatch(&object), 1610743814)), &Seen::object(object.Parent())) };
    unsafe { visitor.read("ICategory", 14, Some((as_dispatch(&object), 1610743815)), &Seen::text(object.Type())) };
    unsafe { visitor.read("ICategory", 15, Some((as_dispatch(&object), 1610743816)), &Seen::object(object.Updates())) };
    Some(())
}

#[expect(non_snake_case)]
fn visit_ICategoryCollection(object: &IUnknown, visitor: &mut Visitor) -> Option<()> {
    let object: ICategoryCollection = object.cast().ok()?;
    unsafe { visitor.items("ICategoryCollection", 7, |index| Seen::object(object.get_Item(index))) };
    unsafe { visitor.read("ICategoryCollection", 8, Some((as_dispatch(&object), -4)), &Seen::object(object._NewEnum())) };
    unsafe { visitor.read("ICategoryCollection", 9, Some((as_dispatch(&object), 1610743809)), &Seen::long(object.Count())) };
    Some(())
}

#[expect(non_snake_case)]
fn visit_IDownloadCompletedCallback(object: &IUnknown, _visitor: &mut Visitor) -> Option<()> {
    let _object: IDownloadCompletedCallback = object.cast().ok()?;
    Some(())
}

#[expect(non_snake_case)]
fn visit_IDownloadCompletedCallbackArgs(object: &IUnknown, visitor: &mut Visitor) -> Option<()> {
    let _object: IDownloadCompletedCallbackArgs = object.cast().ok()?;
    visitor.called.insert("IDownloadCompletedCallbackArgs");
    Some(())
}

#[expect(non_snake_case)]
fn visit_IDownloadJob(object: &IUnknown, visitor: &mut Visitor) -> Option<()> {
    let object: IDownloadJob = object.cast().ok()?;
    unsafe { visitor.read("IDownloadJob", 7, Some((as_dispatch(&object), 1610743809)), &Seen::variant(object.AsyncState())) };
    unsafe { visitor.read("IDownloadJob", 8, Some((as_dispatch(&object), 1610743810)), &Seen::boolean(object.IsCompleted())) };
    unsafe { visitor.read("IDownloadJob", 9, Some((as_dispatch(&object), 1610743811)), &Seen::object(object.Updates())) };
    Some(())
}

#[expect(non_snake_case)]
fn visit_IDownloadProgress(object: &IUnknown, visitor: &mut Visitor) -> Option<()> {
    let object: IDownloadProgress = object.cast().ok()?;
    unsafe { visitor.read("IDownloadProgress", 7, Some((as_dispatch(&object), 1610743809)), &Seen::decimal(object.CurrentUpdateBytesDownloaded())) };
    unsafe { visitor.read("IDownloadProgress", 8, Some((as_dispatch(&object), 1610743810)), &Seen::decimal(object.CurrentUpdateBytesToDownload())) };
    unsafe { visitor.read("IDownloadProgress", 9, Some((as_dispatch(&object), 1610743811)), &Seen::long(object.CurrentUpdateIndex())) };
    unsafe { visitor.read("IDownloadProgress", 10, Some((as_dispatch(&object), 1610743812)), &Seen::long(object.PercentComplete())) };
    unsafe { visitor.read("IDownloadProgress", 11, Some((as_dispatch(&object), 1610743813)), &Seen::decimal(object.TotalBytesDownloaded())) };
    unsafe { visitor.read("IDownloadProgress", 12, Some((as_dispatch(&object), 1610743814)), &Seen::decimal(object.TotalBytesToDownload())) };
    unsafe { visitor.read("IDownloadProgress", 14, Some((as_dispatch(&object), 1610743816)), &Seen::number(object.CurrentUpdateDownloadPhase())) };
    unsafe { visitor.read("IDownloadProgress", 15, Some((as_dispatch(&object), 1610743817)), &Seen::long(object.CurrentUpdatePercentComplete())) };
    Some(())
}

#[expect(non_snake_case)]
fn visit_IDownloadProgressChangedCallback(object: &IUnknown, _visitor: &mut Visitor) -> Option<()> {
    let _object: IDownloadProgressChangedCallback = object.cast().ok()?;
    Some(())
}

#[expect(non_snake_case)]
fn visit_IDownloadProgressChangedCallbackArgs(object: &IUnknown, visitor: &mut Visitor) -> Option<()> {
    let object: IDownloadProgressChangedCallbackArgs = object.cast().ok()?;
    unsafe { visitor.read("IDownloadProgressChangedCallbackArgs", 7, Some((as_dispatch(&object), 1610743809)), &Seen::object(object.Progress())) };
    Some(())
}

#[expect(non_snake_case)]
fn visit_IDownloadResult(object: &IUnknown, visitor: &mut Visitor) -> Option<()> {
    let object: IDownloadResult = object.cast().ok()?;
    unsafe { visitor.read("IDownloadResult", 7, Some((as_dispatch(&object), 1610743809)), &Seen::long(object.HResult())) };
    unsafe { visitor.read("IDownloadResult", 8, Some((as_dispatch(&object), 1610743810)), &Seen::number(object.ResultCode())) };
    Some(())
}

#[expect(non_snake_case)]
fn visit_IImageInformation(object: &IUnknown, visitor: &mut Visitor) -> Option<()> {
    let object: IImageInformation = object.cast().ok()?;
    unsafe { visitor.read("IImageInformation", 7, Some((as_dispatch(&object), 1610743809)), &Seen::text(object.AltText())) };
    unsafe { visitor.read("IImageInformation", 8, Some((as_dispatch(&object), 1610743810)), &Seen::long(object.Height())) };
    unsafe { visitor.read("IImageInformation", 9, Some((as_dispatch(&object), 1610743811)), &Seen::text(object.Source())) };
    unsafe { visitor.read("IImageInformation", 10, Some((as_dispatch(&object), 1610743812)), &Seen::long(object.Width())) };
    Some(())
}

#[expect(non_snake_case)]
fn visit_IInstallationAgent(object: &IUnknown, _visitor: &mut Visitor) -> Option<()> {
    let _object: IInstallationAgent = object.cast().ok()?;
    Some(())
}

#[expect(non_snake_case)]
fn visit_IInstallationBehavior(object: &IUnknown, visitor: &mut Visitor) -> Option<()> {
    let object: IInstallationBehavior = object.cast().ok()?;
    unsafe { visitor.read("IInstallationBehavior", 7, Some((as_dispatch(&object), 1610743809)), &Seen::boolean(object.CanRequestUserInput())) };
    unsafe { visitor.read("IInstallationBehavior", 8, Some((as_dispatch(&object), 1610743810)), &Seen::number(object.Impact())) };
    unsafe { visitor.read("IInstallationBehavior", 9, Some((as_dispatch(&object), 1610743811)), &Seen::number(object.RebootBehavior())) };
    unsafe { visitor.read("IInstallationBehavior", 10, Some((as_dispatch(&object), 1610743812)), &Seen::boolean(object.RequiresNetworkConnectivity())) };
    Some(())
}

#[expect(non_snake_case)]
fn visit_IInstallationCompletedCallback(object: &IUnknown, _visitor: &mut Visitor) -> Option<()> {
    let _object: IInstallationCompletedCallback = object.cast().ok()?;
    Some(())
}

#[expect(non_snake_case)]
fn visit_IInstallationCompletedCallbackArgs(object: &IUnknown, visitor: &mut Visitor) -> Option<()> {
    let _object: IInstallationCompletedCallbackArgs = object.cast().ok()?;
    visitor.called.insert("IInstallationCompletedCallbackArgs");
    Some(())
}

#[expect(non_snake_case)]
fn visit_IInstallationJob(object: &IUnknown, visitor: &mut Visitor) -> Option<()> {
    let object: IInstallationJob = object.cast().ok()?;
    unsafe { visitor.read("IInstallationJob", 7, Some((as_dispatch(&object), 1610743809)), &Seen::variant(object.AsyncState())) };
    unsafe { visitor.read("IInstallationJob", 8, Some((as_dispatch(&object), 1610743810)), &Seen::boolean(object.IsCompleted())) };
    unsafe { visitor.read("IInstallationJob", 9, Some((as_dispatch(&object), 1610743811)), &Seen::object(object.Updates())) };
    Some(())
}

#[expect(non_snake_case)]
fn visit_IInstallationProgress(object: &IUnknown, visitor: &mut Visitor) -> Option<()> {
    let object: IInstallationProgress = object.cast().ok()?;
    unsafe { visitor.read("IInstallationProgress", 7, Some((as_dispatch(&object), 1610743809)), &Seen::long(object.CurrentUpdateIndex())) };
    unsafe { visitor.read("IInstallationProgress", 8, Some((as_dispatch(&object), 1610743810)), &Seen::long(object.CurrentUpdatePercentComplete())) };
    unsafe { visitor.read("IInstallationProgress", 9, Some((as_dispatch(&object), 1610743811)), &Seen::long(object.PercentComplete())) };
    Some(())
}

#[expect(non_snake_case)]
fn visit_IInstallationProgressChangedCallback(object: &IUnknown, _visitor: &mut Visitor) -> Option<()> {
    let _object: IInstallationProgressChangedCallback = object.cast().ok()?;
    Some(())
}

#[expect(non_snake_case)]
fn visit_IInstallationProgressChangedCallbackArgs(object: &IUnknown, visitor: &mut Visitor) -> Option<()> {
    let object: IInstallationProgressChangedCallbackArgs = object.cast().ok()?;
    unsafe { visitor.read("IInstallationProgressChangedCallbackArgs", 7, Some((as_dispatch(&object), 1610743809)), &Seen::object(object.Progress())) };
    Some(())
}

#[expect(non_snake_case)]
fn visit_IInstallationResult(object: &IUnknown, visitor: &mut Visitor) -> Option<()> {
    let object: IInstallationResult = object.cast().ok()?;
    unsafe { visitor.read("IInstallationResult", 7, Some((as_dispatch(&object), 1610743809)), &Seen::long(object.HResult())) };
    unsafe { visitor.read("IInstallationResult", 8, Some((as_dispatch(&object), 1610743810)), &Seen::boolean(object.RebootRequired())) };
    unsafe { visitor.read("IInstallationResult", 9, Some((as_dispatch(&object), 1610743811)), &Seen::number(object.ResultCode())) };
    Some(())
}

#[expect(non_snake_case)]
fn visit_IInvalidProductLicenseException(object: &IUnknown, visitor: &mut Visitor) -> Option<()> {
    let object: IInvalidProductLicenseException = object.cast().ok()?;
    unsafe { visitor.read("IInvalidProductLicenseException", 10, Some((as_dispatch(&object), 1610809345)), &Seen::text(object.Product())) };
    Some(())
}

#[expect(non_snake_case)]
fn visit_ISearchCompletedCallback(object: &IUnknown, _visitor: &mut Visitor) -> Option<()> {
    let _object: ISearchCompletedCallback = object.cast().ok()?;
    Some(())
}

#[expect(non_snake_case)]
fn visit_ISearchCompletedCallbackArgs(object: &IUnknown, visitor: &mut Visitor) -> Option<()> {
    let _object: ISearchCompletedCallbackArgs = object.cast().ok()?;
    visitor.called.insert("ISearchCompletedCallbackArgs");
    Some(())
}

#[expect(non_snake_case)]
fn visit_ISearchJob(object: &IUnknown, visitor: &mut Visitor) -> Option<()> {
    let object: ISearchJob = object.cast().ok()?;
    unsafe { visitor.read("ISearchJob", 7, Some((as_dispatch(&object), 1610743809)), &Seen::variant(object.AsyncState())) };
    unsafe { visitor.read("ISearchJob", 8, Some((as_dispatch(&object), 1610743810)), &Seen::boolean(object.IsCompleted())) };
    Some(())
}

#[expect(non_snake_case)]
fn visit_ISearchResult(object: &IUnknown, visitor: &mut Visitor) -> Option<()> {
    let object: ISearchResult = object.cast().ok()?;
    unsafe { visitor.read("ISearchResult", 7, Some((as_dispatch(&object), 1610743809)), &Seen::number(object.ResultCode())) };
    unsafe { visitor.read("ISearchResult", 8, Some((as_dispatch(&object), 1610743810)), &Seen::object(object.RootCategories())) };
    unsafe { visitor.read("ISearchResult", 9, Some((as_dispatch(&object), 1610743811)), &Seen::object(object.Updates())) };
    unsafe { visitor.read("ISearchResult", 10, Some((as_dispatch(&object), 1610743812)), &Seen::object(object.Warnings())) };
    Some(())
}

#[expect(non_snake_case)]
fn visit_IStringCollection(object: &IUnknown, visitor: &mut Visitor) -> Option<()> {
    let object: IStringCollection = object.cast().ok()?;
    unsafe { visitor.read("IStringCollection", 9, Some((as_dispatch(&object), -4)), &Seen::object(object._NewEnum())) };
    unsafe { visitor.read("IStringCollection", 10, Some((as_dispatch(&object), 1610743809)), &Seen::long(object.Count())) };
    unsafe { visitor.read("IStringCollection", 11, Some((as_dispatch(&object), 1610743810)), &Seen::boolean(object.ReadOnly())) };
    Some(())
}

#[expect(non_snake_case)]
fn visit_ISystemInformation(object: &IUnknown, visitor: &mut Visitor) -> Option<()> {
    let object: ISystemInformation = object.cast().ok()?;
    unsafe { visitor.read("ISystemInformation", 7, Some((as_dispatch(&object), 1610743809)), &Seen::text(object.OemHardwareSupportLink())) };
    unsafe { visitor.read("ISystemInformation", 8, Some((as_dispatch(&object), 1610743810)), &Seen::boolean(object.RebootRequired())) };
    Some(())
}

#[expect(non_snake_case)]
fn visit_IUpdate(object: &IUnknown, visitor: &mut Visitor) -> Option<()> {
    let object: IUpdate = object.cast().ok()?;
    unsafe { visitor.read("IUpdate", 7, Some((as_dispatch(&object), 0)), &Seen::text(object.Title())) };
    unsafe { visitor.read("IUpdate", 8, Some((as_dispatch(&object), 1610743809)), &Seen::boolean(object.AutoSelectOnWebSites())) };
    unsafe { visitor.read("IUpdate", 9, Some((as_dispatch(&object), 1610743810)), &Seen::object(object.BundledUpdates())) };
    unsafe { visitor.read("IUpdate", 10, Some((as_dispatch(&object), 1610743811)), &Seen::boolean(object.CanRequireSource())) };
    unsafe { visitor.read("IUpdate", 11, Some((as_dispatch(&object), 1610743812)), &Seen::object(object.Categories())) };
    unsafe { visitor.read("IUpdate", 12, Some((as_dispatch(&object), 1610743813)), &Seen::variant(object.Deadline())) };
    unsafe { visitor.read("IUpdate", 13, Some((as_dispatch(&object), 1610743814)), &Seen::boolean(object.DeltaCompressedContentAvailable())) };
    unsafe { visitor.read("IUpdate", 14, Some((as_dispatch(&object), 1610743815)), &Seen::boolean(object.DeltaCompressedContentPreferred())) };
    unsafe { visitor.read("IUpdate", 15, Some((as_dispatch(&object), 1610743816)), &Seen::text(object.Description())) };
    unsafe { visitor.read("IUpdate", 16, Some((as_dispatch(&object), 1610743817)), &Seen::boolean(object.EulaAccepted())) };
    unsafe { visitor.read("IUpdate", 17, Some((as_dispatch(&object), 1610743818)), &Seen::text(object.EulaText())) };
    unsafe { visitor.read("IUpdate", 18, Some((as_dispatch(&object), 1610743819)), &Seen::text(object.HandlerID())) };
    unsafe { visitor.read("IUpdate", 19, Some((as_dispatch(&object), 1610743820)), &Seen::object(object.Identity())) };
    unsafe { visitor.read("IUpdate", 20, Some((as_dispatch(&object), 1610743821)), &Seen::object(object.Image())) };
    unsafe { visitor.read("IUpdate", 21, Some((as_dispatch(&object), 1610743822)), &Seen::object(object.InstallationBehavior())) };
    unsafe { visitor.read("IUpdate", 22, Some((as_dispatch(&object), 1610743823)), &Seen::boolean(object.IsBeta())) };
    unsafe { visitor.read("IUpdate", 23, Some((as_dispatch(&object), 1610743824)), &Seen::boolean(object.IsDownloaded())) };
    unsafe { visitor.read("IUpdate", 24, Some((as_dispatch(&object), 1610743825)), &Seen::boolean(object.IsHidden())) };
    unsafe { visitor.read("IUpdate", 26, Some((as_dispatch(&object), 1610743826)), &Seen::boolean(object.IsInstalled())) };
    unsafe { visitor.read("IUpdate", 27, Some((as_dispatch(&object), 1610743827)), &Seen::boolean(object.IsMandatory())) };
    unsafe { visitor.read("IUpdate", 28, Some((as_dispatch(&object), 1610743828)), &Seen::boolean(object.IsUninstallable())) };
    unsafe { visitor.read("IUpdate", 29, Some((as_dispatch(&object), 1610743829)), &Seen::object(object.Languages())) };
    unsafe { visitor.read("IUpdate", 30, Some((as_dispatch(&object), 1610743830)), &Seen::date(object.LastDeploymentChangeTime())) };
    unsafe { visitor.read("IUpdate", 31, Some((as_dispatch(&object), 1610743831)), &Seen::decimal(object.MaxDownloadSize())) };
    unsafe { visitor.read("IUpdate", 32, Some((as_dispatch(&object), 1610743832)), &Seen::decimal(object.MinDownloadSize())) };
    unsafe { visitor.read("IUpdate", 33, Some((as_dispatch(&object), 1610743833)), &Seen::object(object.MoreInfoUrls())) };
    unsafe { visitor.read("IUpdate", 34, Some((as_dispatch(&object), 1610743834)), &Seen::text(object.MsrcSeverity())) };
    unsafe { visitor.read("IUpdate", 35, Some((as_dispatch(&object), 1610743835)), &Seen::long(object.RecommendedCpuSpeed())) };
    unsafe { visitor.read("IUpdate", 36, Some((as_dispatch(&object), 1610743836)), &Seen::long(object.RecommendedHardDiskSpace())) };
    unsafe { visitor.read("IUpdate", 37, Some((as_dispatch(&object), 1610743837)), &Seen::long(object.RecommendedMemory())) };
    unsafe { visitor.read("IUpdate", 38, Some((as_dispatch(&object), 1610743838)), &Seen::text(object.ReleaseNotes())) };
    unsafe { visitor.read("IUpdate", 39, Some((as_dispatch(&object), 1610743839)), &Seen::object(object.SecurityBulletinIDs())) };
    unsafe { visitor.read("IUpdate", 40, Some((as_dispatch(&object), 1610743841)), &Seen::object(object.SupersededUpdateIDs())) };
    unsafe { visitor.read("IUpdate", 41, Some((as_dispatch(&object), 1610743842)), &Seen::text(object.SupportUrl())) };
    unsafe { visitor.read("IUpdate", 42, Some((as_dispatch(&object), 1610743843)), &Seen::number(object.Type())) };
    unsafe { visitor.read("IUpdate", 43, Some((as_dispatch(&object), 1610743844)), &Seen::text(object.UninstallationNotes())) };
    unsafe { visitor.read("IUpdate", 44, Some((as_dispatch(&object), 1610743845)), &Seen::object(object.UninstallationBehavior())) };
    unsafe { visitor.read("IUpdate", 45, Some((as_dispatch(&object), 1610743846)), &Seen::object(object.UninstallationSteps())) };
    unsafe { visitor.read("IUpdate", 46, Some((as_dispatch(&object), 1610743848)), &Seen::object(object.KBArticleIDs())) };
    unsafe { visitor.read("IUpdate", 48, Some((as_dispatch(&object), 1610743849)), &Seen::number(object.DeploymentAction())) };
    unsafe { visitor.read("IUpdate", 50, Some((as_dispatch(&object), 1610743851)), &Seen::number(object.DownloadPriority())) };
    unsafe { visitor.read("IUpdate", 51, Some((as_dispatch(&object), 1610743852)), &Seen::object(object.DownloadContents())) };
    Some(())
}

#[expect(non_snake_case)]
fn visit_IUpdate2(object: &IUnknown, visitor: &mut Visitor) -> Option<()> {
    let object: IUpdate2 = object.cast().ok()?;
    unsafe { visitor.read("IUpdate2", 52, Some((as_dispatch(&object), 1610809345)), &Seen::boolean(object.RebootRequired())) };
    unsafe { visitor.read("IUpdate2", 53, Some((as_dispatch(&object), 1610809347)), &Seen::boolean(object.IsPresent())) };
    unsafe { visitor.read("IUpdate2", 54, Some((as_dispatch(&object), 1610809348)), &Seen::object(object.CveIDs())) };
    Some(())
}

#[expect(non_snake_case)]
fn visit_IUpdate3(object: &IUnknown, visitor: &mut Visitor) -> Option<()> {
    let object: IUpdate3 = object.cast().ok()?;
    unsafe { visitor.read("IUpdate3", 56, Some((as_dispatch(&object), 1610874881)), &Seen::boolean(object.BrowseOnly())) };
    Some(())
}

#[expect(non_snake_case)]
fn visit_IUpdate4(object: &IUnknown, visitor: &mut Visitor) -> Option<()> {
    let object: IUpdate4 = object.cast().ok()?;
    unsafe { visitor.read("IUpdate4", 57, Some((as_dispatch(&object), 1610940417)), &Seen::boolean(object.PerUser())) };
    Some(())
}

#[expect(non_snake_case)]
fn visit_IUpdate5(object: &IUnknown, visitor: &mut Visitor) -> Option<()> {
    let object: IUpdate5 = object.cast().ok()?;
    unsafe { visitor.read("IUpdate5", 58, Some((as_dispatch(&object), 1611005953)), &Seen::number(object.AutoSelection())) };
    unsafe { visitor.read("IUpdate5", 59, Some((as_dispatch(&object), 1611005954)), &Seen::number(object.AutoDownload())) };
    Some(())
}

#[expect(non_snake_case)]
fn visit_IUpdateCollection(object: &IUnknown, visitor: &mut Visitor) -> Option<()> {
    let object: IUpdateCollection = object.cast().ok()?;
    unsafe { visitor.items("IUpdateCollection", 7, |index| Seen::object(object.get_Item(index))) };
    unsafe { visitor.read("IUpdateCollection", 9, Some((as_dispatch(&object), -4)), &Seen::object(object._NewEnum())) };
    unsafe { visitor.read("IUpdateCollection", 10, Some((as_dispatch(&object), 1610743809)), &Seen::long(object.Count())) };
    unsafe { visitor.read("IUpdateCollection", 11, Some((as_dispatch(&object), 1610743810)), &Seen::boolean(object.ReadOnly())) };
    Some(())
}

#[expect(non_snake_case)]
fn visit_IUpdateDownloadContent(object: &IUnknown, visitor: &mut Visitor) -> Option<()> {
    let object: IUpdateDownloadContent = object.cast().ok()?;
    unsafe { visitor.read("IUpdateDownloadContent", 7, Some((as_dispatch(&object), 1610743809)), &Seen::text(object.DownloadUrl())) };
    Some(())
}

#[expect(non_snake_case)]
fn visit_IUpdateDownloadContent2(object: &IUnknown, visitor: &mut Visitor) -> Option<()> {
    let object: IUpdateDownloadContent2 = object.cast().ok()?;
    unsafe { visitor.read("IUpdateDownloadContent2", 8, Some((as_dispatch(&object), 1610809345)), &Seen::boolean(object.IsDeltaCompressedContent())) };
    Some(())
}

#[expect(non_snake_case)]
fn visit_IUpdateDownloadContentCollection(object: &IUnknown, visitor: &mut Visitor) -> Option<()> {
    let object: IUpdateDownloadContentCollection = object.cast().ok()?;
    unsafe { visitor.items("IUpdateDownloadContentCollection", 7, |index| Seen::object(object.get_Item(index))) };
    unsafe { visitor.read("IUpdateDownloadContentCollection", 8, Some((as_dispatch(&object), -4)), &Seen::object(object._NewEnum())) };
    unsafe { visitor.read("IUpdateDownloadContentCollection", 9, Some((as_dispatch(&object), 1610743809)), &Seen::long(object.Count())) };
    Some(())
}

#[expect(non_snake_case)]
fn visit_IUpdateDownloadResult(object: &IUnknown, visitor: &mut Visitor) -> Option<()> {
    let object: IUpdateDownloadResult = object.cast().ok()?;
    unsafe { visitor.read("IUpdateDownloadResult", 7, Some((as_dispatch(&object), 1610743809)), &Seen::long(object.HResult())) };
    unsafe { visitor.read("IUpdateDownloadResult", 8, Some((as_dispatch(&object), 1610743810)), &Seen::number(object.ResultCode())) };
    Some(())
}

#[expect(non_snake_case)]
fn visit_IUpdateDownloader(object: &IUnknown, visitor: &mut Visitor) -> Option<()> {
    let object: IUpdateDownloader = object.cast().ok()?;
    unsafe { visitor.read("IUpdateDownloader", 7, Some((as_dispatch(&object), 1610743809)), &Seen::text(object.ClientApplicationID())) };
    unsafe { visitor.read("IUpdateDownloader", 9, Some((as_dispatch(&object), 1610743810)), &Seen::boolean(object.IsForced())) };
    unsafe { visitor.read("IUpdateDownloader", 11, Some((as_dispatch(&object), 1610743811)), &Seen::number(object.Priority())) };
    unsafe { visitor.read("IUpdateDownloader", 13, Some((as_dispatch(&object), 1610743812)), &Seen::object(object.Updates())) };
    Some(())
}

#[expect(non_snake_case)]
fn visit_IUpdateException(object: &IUnknown, visitor: &mut Visitor) -> Option<()> {
    let object: IUpdateException = object.cast().ok()?;
    unsafe { visitor.read("IUpdateException", 7, Some((as_dispatch(&object), 0)), &Seen::text(object.Message())) };
    unsafe { visitor.read("IUpdateException", 8, Some((as_dispatch(&object), 1610743809)), &Seen::long(object.HResult())) };
    unsafe { visitor.read("IUpdateException", 9, Some((as_dispatch(&object), 1610743810)), &Seen::number(object.Context())) };
    Some(())
}

#[expect(non_snake_case)]
fn visit_IUpdateExceptionCollection(object: &IUnknown, visitor: &mut Visitor) -> Option<()> {
    let object: IUpdateExceptionCollection = object.cast().ok()?;
    unsafe { visitor.items("IUpdateExceptionCollection", 7, |index| Seen::object(object.get_Item(index))) };
    unsafe { visitor.read("IUpdateExceptionCollection", 8, Some((as_dispatch(&object), -4)), &Seen::object(object._NewEnum())) };
    unsafe { visitor.read("IUpdateExceptionCollection", 9, Some((as_dispatch(&object), 1610743809)), &Seen::long(object.Count())) };
    Some(())
}

#[expect(non_snake_case)]
fn visit_IUpdateHistoryEntry(object: &IUnknown, visitor: &mut Visitor) -> Option<()> {
    let object: IUpdateHistoryEntry = object.cast().ok()?;
    unsafe { visitor.read("IUpdateHistoryEntry", 7, Some((as_dispatch(&object), 1610743809)), &Seen::number(object.Operation())) };
    unsafe { visitor.read("IUpdateHistoryEntry", 8, Some((as_dispatch(&object), 1610743810)), &Seen::number(object.ResultCode())) };
    unsafe { visitor.read("IUpdateHistoryEntry", 9, Some((as_dispatch(&object), 1610743811)), &Seen::long(object.HResult())) };
    unsafe { visitor.read("IUpdateHistoryEntry", 10, Some((as_dispatch(&object), 1610743812)), &Seen::date(object.Date())) };
    unsafe { visitor.read("IUpdateHistoryEntry", 11, Some((as_dispatch(&object), 1610743813)), &Seen::object(object.UpdateIdentity())) };
    unsafe { visitor.read("IUpdateHistoryEntry", 12, Some((as_dispatch(&object), 1610743814)), &Seen::text(object.Title())) };
    unsafe { visitor.read("IUpdateHistoryEntry", 13, Some((as_dispatch(&object), 1610743815)), &Seen::text(object.Description())) };
    unsafe { visitor.read("IUpdateHistoryEntry", 14, Some((as_dispatch(&object), 1610743816)), &Seen::long(object.UnmappedResultCode())) };
    unsafe { visitor.read("IUpdateHistoryEntry", 15, Some((as_dispatch(&object), 1610743817)), &Seen::text(object.ClientApplicationID())) };
    unsafe { visitor.read("IUpdateHistoryEntry", 16, Some((as_dispatch(&object), 1610743818)), &Seen::number(object.ServerSelection())) };
    unsafe { visitor.read("IUpdateHistoryEntry", 17, Some((as_dispatch(&object), 1610743819)), &Seen::text(object.ServiceID())) };
    unsafe { visitor.read("IUpdateHistoryEntry", 18, Some((as_dispatch(&object), 1610743820)), &Seen::object(object.UninstallationSteps())) };
    unsafe { visitor.read("IUpdateHistoryEntry", 19, Some((as_dispatch(&object), 1610743821)), &Seen::text(object.UninstallationNotes())) };
    unsafe { visitor.read("IUpdateHistoryEntry", 20, Some((as_dispatch(&object), 1610743822)), &Seen::text(object.SupportUrl())) };
    Some(())
}

#[expect(non_snake_case)]
fn visit_IUpdateHistoryEntry2(object: &IUnknown, visitor: &mut Visitor) -> Option<()> {
    let object: IUpdateHistoryEntry2 = object.cast().ok()?;
    unsafe { visitor.read("IUpdateHistoryEntry2", 21, Some((as_dispatch(&object), 1610809345)), &Seen::object(object.Categories())) };
    Some(())
}

#[expect(non_snake_case)]
fn visit_IUpdateHistoryEntryCollection(object: &IUnknown, visitor: &mut Visitor) -> Option<()> {
    let object: IUpdateHistoryEntryCollection = object.cast().ok()?;
    unsafe { visitor.items("IUpdateHistoryEntryCollection", 7, |index| Seen::object(object.get_Item(index))) };
    unsafe { visitor.read("IUpdateHistoryEntryCollection", 8, Some((as_dispatch(&object), -4)), &Seen::object(object._NewEnum())) };
    unsafe { visitor.read("IUpdateHistoryEntryCollection", 9, Some((as_dispatch(&object), 1610743809)), &Seen::long(object.Count())) };
    Some(())
}

#[expect(non_snake_case)]
fn visit_IUpdateIdentity(object: &IUnknown, visitor: &mut Visitor) -> Option<()> {
    let object: IUpdateIdentity = object.cast().ok()?;
    unsafe { visitor.read("IUpdateIdentity", 7, Some((as_dispatch(&object), 1610743810)), &Seen::long(object.RevisionNumber())) };
    unsafe { visitor.read("IUpdateIdentity", 8, Some((as_dispatch(&object), 1610743811)), &Seen::text(object.UpdateID())) };
    Some(())
}

#[expect(non_snake_case)]
fn visit_IUpdateInstallationResult(object: &IUnknown, visitor: &mut Visitor) -> Option<()> {
    let object: IUpdateInstallationResult = object.cast().ok()?;
    unsafe { visitor.read("IUpdateInstallationResult", 7, Some((as_dispatch(&object), 1610743809)), &Seen::long(object.HResult())) };
    unsafe { visitor.read("IUpdateInstallationResult", 8, Some((as_dispatch(&object), 1610743810)), &Seen::boolean(object.RebootRequired())) };
    unsafe { visitor.read("IUpdateInstallationResult", 9, Some((as_dispatch(&object), 1610743811)), &Seen::number(object.ResultCode())) };
    Some(())
}

#[expect(non_snake_case)]
fn visit_IUpdateInstaller(object: &IUnknown, visitor: &mut Visitor) -> Option<()> {
    let object: IUpdateInstaller = object.cast().ok()?;
    unsafe { visitor.read("IUpdateInstaller", 7, Some((as_dispatch(&object), 1610743809)), &Seen::text(object.ClientApplicationID())) };
    unsafe { visitor.read("IUpdateInstaller", 9, Some((as_dispatch(&object), 1610743810)), &Seen::boolean(object.IsForced())) };
    unsafe { visitor.read("IUpdateInstaller", 14, Some((as_dispatch(&object), 1610743812)), &Seen::object(object.ParentWindow())) };
    unsafe { visitor.read("IUpdateInstaller", 15, Some((as_dispatch(&object), 1610743813)), &Seen::object(object.Updates())) };
    unsafe { visitor.read("IUpdateInstaller", 23, Some((as_dispatch(&object), 1610743820)), &Seen::boolean(object.IsBusy())) };
    unsafe { visitor.read("IUpdateInstaller", 25, Some((as_dispatch(&object), 1610743822)), &Seen::boolean(object.AllowSourcePrompts())) };
    unsafe { visitor.read("IUpdateInstaller", 27, Some((as_dispatch(&object), 1610743823)), &Seen::boolean(object.RebootRequiredBeforeInstallation())) };
    Some(())
}

#[expect(non_snake_case)]
fn visit_IUpdateInstaller2(object: &IUnknown, visitor: &mut Visitor) -> Option<()> {
    let object: IUpdateInstaller2 = object.cast().ok()?;
    unsafe { visitor.read("IUpdateInstaller2", 28, Some((as_dispatch(&object), 1610809345)), &Seen::boolean(object.ForceQuiet())) };
    Some(())
}

#[expect(non_snake_case)]
fn visit_IUpdateInstaller3(object: &IUnknown, visitor: &mut Visitor) -> Option<()> {
    let object: IUpdateInstaller3 = object.cast().ok()?;
    unsafe { visitor.read("IUpdateInstaller3", 30, Some((as_dispatch(&object), 1610874881)), &Seen::boolean(object.AttemptCloseAppsIfNecessary())) };
    Some(())
}

#[expect(non_snake_case)]
fn visit_IUpdateInstaller4(object: &IUnknown, _visitor: &mut Visitor) -> Option<()> {
    let _object: IUpdateInstaller4 = object.cast().ok()?;
    Some(())
}

#[expect(non_snake_case)]
fn visit_IUpdateLockdown(object: &IUnknown, _visitor: &mut Visitor) -> Option<()> {
    let _object: IUpdateLockdown = object.cast().ok()?;
    Some(())
}

#[expect(non_snake_case)]
fn visit_IUpdateSearcher(object: &IUnknown, visitor: &mut Visitor) -> Option<()> {
    let object: IUpdateSearcher = object.cast().ok()?;
    unsafe { visitor.read("IUpdateSearcher", 7, Some((as_dispatch(&object), 1610743809)), &Seen::boolean(object.CanAutomaticallyUpgradeService())) };
    unsafe { visitor.read("IUpdateSearcher", 9, Some((as_dispatch(&object), 1610743811)), &Seen::text(object.ClientApplicationID())) };
    unsafe { visitor.read("IUpdateSearcher", 11, Some((as_dispatch(&object), 1610743812)), &Seen::boolean(object.IncludePotentiallySupersededUpdates())) };
    unsafe { visitor.read("IUpdateSearcher", 13, Some((as_dispatch(&object), 1610743815)), &Seen::number(object.ServerSelection())) };
    unsafe { visitor.read("IUpdateSearcher", 20, Some((as_dispatch(&object), 1610743821)), &Seen::boolean(object.Online())) };
    unsafe { visitor.read("IUpdateSearcher", 23, Some((as_dispatch(&object), 1610743823)), &Seen::text(object.ServiceID())) };
    Some(())
}

#[expect(non_snake_case)]
fn visit_IUpdateSearcher2(object: &IUnknown, visitor: &mut Visitor) -> Option<()> {
    let object: IUpdateSearcher2 = object.cast().ok()?;
    unsafe { visitor.read("IUpdateSearcher2", 25, Some((as_dispatch(&object), 1610809345)), &Seen::boolean(object.IgnoreDownloadPriority())) };
    Some(())
}

#[expect(non_snake_case)]
fn visit_IUpdateSearcher3(object: &IUnknown, visitor: &mut Visitor) -> Option<()> {
    let object: IUpdateSearcher3 = object.cast().ok()?;
    unsafe { visitor.read("IUpdateSearcher3", 27, Some((as_dispatch(&object), 1610874881)), &Seen::number(object.SearchScope())) };
    Some(())
}

#[expect(non_snake_case)]
fn visit_IUpdateService(object: &IUnknown, visitor: &mut Visitor) -> Option<()> {
    let object: IUpdateService = object.cast().ok()?;
    unsafe { visitor.read("IUpdateService", 7, Some((as_dispatch(&object), 0)), &Seen::text(object.Name())) };
    unsafe { visitor.read("IUpdateService", 8, Some((as_dispatch(&object), 1610743809)), &Seen::variant(object.ContentValidationCert())) };
    unsafe { visitor.read("IUpdateService", 9, Some((as_dispatch(&object), 1610743810)), &Seen::date(object.ExpirationDate())) };
    unsafe { visitor.read("IUpdateService", 10, Some((as_dispatch(&object), 1610743811)), &Seen::boolean(object.IsManaged())) };
    unsafe { visitor.read("IUpdateService", 11, Some((as_dispatch(&object), 1610743812)), &Seen::boolean(object.IsRegisteredWithAU())) };
    unsafe { visitor.read("IUpdateService", 12, Some((as_dispatch(&object), 1610743813)), &Seen::date(object.IssueDate())) };
    unsafe { visitor.read("IUpdateService", 13, Some((as_dispatch(&object), 1610743814)), &Seen::boolean(object.OffersWindowsUpdates())) };
    unsafe { visitor.read("IUpdateService", 14, Some((as_dispatch(&object), 1610743815)), &Seen::object(object.RedirectUrls())) };
    unsafe { visitor.read("IUpdateService", 15, Some((as_dispatch(&object), 1610743816)), &Seen::text(object.ServiceID())) };
    unsafe { visitor.read("IUpdateService", 16, Some((as_dispatch(&object), 1610743818)), &Seen::boolean(object.IsScanPackageService())) };
    unsafe { visitor.read("IUpdateService", 17, Some((as_dispatch(&object), 1610743819)), &Seen::boolean(object.CanRegisterWithAU())) };
    unsafe { visitor.read("IUpdateService", 18, Some((as_dispatch(&object), 1610743820)), &Seen::text(object.ServiceUrl())) };
    unsafe { visitor.read("IUpdateService", 19, Some((as_dispatch(&object), 1610743821)), &Seen::text(object.SetupPrefix())) };
    Some(())
}

#[expect(non_snake_case)]
fn visit_IUpdateService2(object: &IUnknown, visitor: &mut Visitor) -> Option<()> {
    let object: IUpdateService2 = object.cast().ok()?;
    unsafe { visitor.read("IUpdateService2", 20, Some((as_dispatch(&object), 1610809345)), &Seen::boolean(object.IsDefaultAUService())) };
    Some(())
}

#[expect(non_snake_case)]
fn visit_IUpdateServiceCollection(object: &IUnknown, visitor: &mut Visitor) -> Option<()> {
    let object: IUpdateServiceCollection = object.cast().ok()?;
    unsafe { visitor.items("IUpdateServiceCollection", 7, |index| Seen::object(object.get_Item(index))) };
    unsafe { visitor.read("IUpdateServiceCollection", 8, Some((as_dispatch(&object), -4)), &Seen::object(object._NewEnum())) };
    unsafe { visitor.read("IUpdateServiceCollection", 9, Some((as_dispatch(&object), 1610743809)), &Seen::long(object.Count())) };
    Some(())
}

#[expect(non_snake_case)]
fn visit_IUpdateServiceManager(object: &IUnknown, visitor: &mut Visitor) -> Option<()> {
    let object: IUpdateServiceManager = object.cast().ok()?;
    unsafe { visitor.read("IUpdateServiceManager", 7, Some((as_dispatch(&object), 1610743809)), &Seen::object(object.Services())) };
    Some(())
}

#[expect(non_snake_case)]
fn visit_IUpdateServiceManager2(object: &IUnknown, visitor: &mut Visitor) -> Option<()> {
    let object: IUpdateServiceManager2 = object.cast().ok()?;
    unsafe { visitor.read("IUpdateServiceManager2", 14, Some((as_dispatch(&object), 1610809345)), &Seen::text(object.ClientApplicationID())) };
    Some(())
}

#[expect(non_snake_case)]
fn visit_IUpdateServiceRegistration(object: &IUnknown, visitor: &mut Visitor) -> Option<()> {
    let object: IUpdateServiceRegistration = object.cast().ok()?;
    unsafe { visitor.read("IUpdateServiceRegistration", 7, Some((as_dispatch(&object), 0)), &Seen::number(object.RegistrationState())) };
    unsafe { visitor.read("IUpdateServiceRegistration", 8, Some((as_dispatch(&object), 1610743809)), &Seen::text(object.ServiceID())) };
    unsafe { visitor.read("IUpdateServiceRegistration", 9, Some((as_dispatch(&object), 1610743810)), &Seen::boolean(object.IsPendingRegistrationWithAU())) };
    unsafe { visitor.read("IUpdateServiceRegistration", 10, Some((as_dispatch(&object), 1610743811)), &Seen::object(object.Service())) };
    Some(())
}

#[expect(non_snake_case)]
fn visit_IUpdateSession(object: &IUnknown, visitor: &mut Visitor) -> Option<()> {
    let object: IUpdateSession = object.cast().ok()?;
    unsafe { visitor.read("IUpdateSession", 7, Some((as_dispatch(&object), 1610743809)), &Seen::text(object.ClientApplicationID())) };
    unsafe { visitor.read("IUpdateSession", 9, Some((as_dispatch(&object), 1610743810)), &Seen::boolean(object.ReadOnly())) };
    unsafe { visitor.read("IUpdateSession", 10, Some((as_dispatch(&object), 1610743811)), &Seen::object(object.WebProxy())) };
    Some(())
}

#[expect(non_snake_case)]
fn visit_IUpdateSession2(object: &IUnknown, visitor: &mut Visitor) -> Option<()> {
    let object: IUpdateSession2 = object.cast().ok()?;
    unsafe { visitor.read("IUpdateSession2", 15, Some((as_dispatch(&object), 1610809345)), &Seen::dword(object.UserLocale())) };
    Some(())
}

#[expect(non_snake_case)]
fn visit_IUpdateSession3(object: &IUnknown, _visitor: &mut Visitor) -> Option<()> {
    let _object: IUpdateSession3 = object.cast().ok()?;
    Some(())
}

#[expect(non_snake_case)]
fn visit_IWebProxy(object: &IUnknown, visitor: &mut Visitor) -> Option<()> {
    let object: IWebProxy = object.cast().ok()?;
    unsafe { visitor.read("IWebProxy", 7, Some((as_dispatch(&object), 1610743809)), &Seen::text(object.Address())) };
    unsafe { visitor.read("IWebProxy", 9, Some((as_dispatch(&object), 1610743810)), &Seen::object(object.BypassList())) };
    unsafe { visitor.read("IWebProxy", 11, Some((as_dispatch(&object), 1610743811)), &Seen::boolean(object.BypassProxyOnLocal())) };
    unsafe { visitor.read("IWebProxy", 13, Some((as_dispatch(&object), 1610743812)), &Seen::boolean(object.ReadOnly())) };
    unsafe { visitor.read("IWebProxy", 14, Some((as_dispatch(&object), 1610743813)), &Seen::text(object.UserName())) };
    unsafe { visitor.read("IWebProxy", 19, Some((as_dispatch(&object), 1610743817)), &Seen::boolean(object.AutoDetect())) };
    Some(())
}

#[expect(non_snake_case)]
fn visit_IWindowsDriverUpdate(object: &IUnknown, visitor: &mut Visitor) -> Option<()> {
    let object: IWindowsDriverUpdate = object.cast().ok()?;
    unsafe { visitor.read("IWindowsDriverUpdate", 52, Some((as_dispatch(&object), 1610809345)), &Seen::text(object.DriverClass())) };
    unsafe { visitor.read("IWindowsDriverUpdate", 53, Some((as_dispatch(&object), 1610809346)), &Seen::text(object.DriverHardwareID())) };
    unsafe { visitor.read("IWindowsDriverUpdate", 54, Some((as_dispatch(&object), 1610809347)), &Seen::text(object.DriverManufacturer())) };
    unsafe { visitor.read("IWindowsDriverUpdate", 55, Some((as_dispatch(&object), 1610809348)), &Seen::text(object.DriverModel())) };
    unsafe { visitor.read("IWindowsDriverUpdate", 56, Some((as_dispatch(&object), 1610809349)), &Seen::text(object.DriverProvider())) };
    unsafe { visitor.read("IWindowsDriverUpdate", 57, Some((as_dispatch(&object), 1610809350)), &Seen::date(object.DriverVerDate())) };
    unsafe { visitor.read("IWindowsDriverUpdate", 58, Some((as_dispatch(&object), 1610809351)), &Seen::long(object.DeviceProblemNumber())) };
    unsafe { visitor.read("IWindowsDriverUpdate", 59, Some((as_dispatch(&object), 1610809352)), &Seen::long(object.DeviceStatus())) };
    Some(())
}

#[expect(non_snake_case)]
fn visit_IWindowsDriverUpdate2(object: &IUnknown, visitor: &mut Visitor) -> Option<()> {
    let object: IWindowsDriverUpdate2 = object.cast().ok()?;
    unsafe { visitor.read("IWindowsDriverUpdate2", 60, Some((as_dispatch(&object), 1610874881)), &Seen::boolean(object.RebootRequired())) };
    unsafe { visitor.read("IWindowsDriverUpdate2", 61, Some((as_dispatch(&object), 1610874883)), &Seen::boolean(object.IsPresent())) };
    unsafe { visitor.read("IWindowsDriverUpdate2", 62, Some((as_dispatch(&object), 1610874884)), &Seen::object(object.CveIDs())) };
    Some(())
}

#[expect(non_snake_case)]
fn visit_IWindowsDriverUpdate3(object: &IUnknown, visitor: &mut Visitor) -> Option<()> {
    let object: IWindowsDriverUpdate3 = object.cast().ok()?;
    unsafe { visitor.read("IWindowsDriverUpdate3", 64, Some((as_dispatch(&object), 1610940417)), &Seen::boolean(object.BrowseOnly())) };
    Some(())
}

#[expect(non_snake_case)]
fn visit_IWindowsDriverUpdate4(object: &IUnknown, visitor: &mut Visitor) -> Option<()> {
    let object: IWindowsDriverUpdate4 = object.cast().ok()?;
    unsafe { visitor.read("IWindowsDriverUpdate4", 65, Some((as_dispatch(&object), 1611005953)), &Seen::object(object.WindowsDriverUpdateEntries())) };
    unsafe { visitor.read("IWindowsDriverUpdate4", 66, Some((as_dispatch(&object), 1611005954)), &Seen::boolean(object.PerUser())) };
    Some(())
}

#[expect(non_snake_case)]
fn visit_IWindowsDriverUpdate5(object: &IUnknown, visitor: &mut Visitor) -> Option<()> {
    let object: IWindowsDriverUpdate5 = object.cast().ok()?;
    unsafe { visitor.read("IWindowsDriverUpdate5", 67, Some((as_dispatch(&object), 1611071489)), &Seen::number(object.AutoSelection())) };
    unsafe { visitor.read("IWindowsDriverUpdate5", 68, Some((as_dispatch(&object), 1611071490)), &Seen::number(object.AutoDownload())) };
    Some(())
}

#[expect(non_snake_case)]
fn visit_IWindowsDriverUpdateEntry(object: &IUnknown, visitor: &mut Visitor) -> Option<()> {
    let object: IWindowsDriverUpdateEntry = object.cast().ok()?;
    unsafe { visitor.read("IWindowsDriverUpdateEntry", 7, Some((as_dispatch(&object), 1610809345)), &Seen::text(object.DriverClass())) };
    unsafe { visitor.read("IWindowsDriverUpdateEntry", 8, Some((as_dispatch(&object), 1610809346)), &Seen::text(object.DriverHardwareID())) };
    unsafe { visitor.read("IWindowsDriverUpdateEntry", 9, Some((as_dispatch(&object), 1610809347)), &Seen::text(object.DriverManufacturer())) };
    unsafe { visitor.read("IWindowsDriverUpdateEntry", 10, Some((as_dispatch(&object), 1610809348)), &Seen::text(object.DriverModel())) };
    unsafe { visitor.read("IWindowsDriverUpdateEntry", 11, Some((as_dispatch(&object), 1610809349)), &Seen::text(object.DriverProvider())) };
    unsafe { visitor.read("IWindowsDriverUpdateEntry", 12, Some((as_dispatch(&object), 1610809350)), &Seen::date(object.DriverVerDate())) };
    unsafe { visitor.read("IWindowsDriverUpdateEntry", 13, Some((as_dispatch(&object), 1610809351)), &Seen::long(object.DeviceProblemNumber())) };
    unsafe { visitor.read("IWindowsDriverUpdateEntry", 14, Some((as_dispatch(&object), 1610809352)), &Seen::long(object.DeviceStatus())) };
    Some(())
}

#[expect(non_snake_case)]
fn visit_IWindowsDriverUpdateEntryCollection(object: &IUnknown, visitor: &mut Visitor) -> Option<()> {
    let object: IWindowsDriverUpdateEntryCollection = object.cast().ok()?;
    unsafe { visitor.items("IWindowsDriverUpdateEntryCollection", 7, |index| Seen::object(object.get_Item(index))) };
    unsafe { visitor.read("IWindowsDriverUpdateEntryCollection", 8, Some((as_dispatch(&object), -4)), &Seen::object(object._NewEnum())) };
    unsafe { visitor.read("IWindowsDriverUpdateEntryCollection", 9, Some((as_dispatch(&object), 1610743809)), &Seen::long(object.Count())) };
    Some(())
}

#[expect(non_snake_case)]
fn visit_IWindowsUpdateAgentInfo(object: &IUnknown, _visitor: &mut Visitor) -> Option<()> {
    let _object: IWindowsUpdateAgentInfo = object.cast().ok()?;
    Some(())
}

impl From<AutoDownloadMode> for Number {
    fn from(value: AutoDownloadMode) -> Self {
        Self(value.0)
    }
}

impl From<AutoSelectionMode> for Number {
    fn from(value: AutoSelectionMode) -> Self {
        Self(value.0)
    }
}

impl From<AutomaticUpdatesNotificationLevel> for Number {
    fn from(value: AutomaticUpdatesNotificationLevel) -> Self {
        Self(value.0)
    }
}

impl From<AutomaticUpdatesScheduledInstallationDay> for Number {
    fn from(value: AutomaticUpdatesScheduledInstallationDay) -> Self {
        Self(value.0)
    }
}

impl From<DeploymentAction> for Number {
    fn from(value: DeploymentAction) -> Self {
        Self(value.0)
    }
}

impl From<DownloadPhase> for Number {
    fn from(value: DownloadPhase) -> Self {
        Self(value.0)
    }
}

impl From<DownloadPriority> for Number {
    fn from(value: DownloadPriority) -> Self {
        Self(value.0)
    }
}

impl From<InstallationImpact> for Number {
    fn from(value: InstallationImpact) -> Self {
        Self(value.0)
    }
}

impl From<InstallationRebootBehavior> for Number {
    fn from(value: InstallationRebootBehavior) -> Self {
        Self(value.0)
    }
}

impl From<OperationResultCode> for Number {
    fn from(value: OperationResultCode) -> Self {
        Self(value.0)
    }
}

impl From<SearchScope> for Number {
    fn from(value: SearchScope) -> Self {
        Self(value.0)
    }
}

impl From<ServerSelection> for Number {
    fn from(value: ServerSelection) -> Self {
        Self(value.0)
    }
}

impl From<UpdateExceptionContext> for Number {
    fn from(value: UpdateExceptionContext) -> Self {
        Self(value.0)
    }
}

impl From<UpdateOperation> for Number {
    fn from(value: UpdateOperation) -> Self {
        Self(value.0)
    }
}

impl From<UpdateServiceRegistrationState> for Number {
    fn from(value: UpdateServiceRegistrationState) -> Self {
        Self(value.0)
    }
}

impl From<UpdateType> for Number {
    fn from(value: UpdateType) -> Self {
        Self(value.0)
    }
}
