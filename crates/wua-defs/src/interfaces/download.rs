//! Downloading.

use wua_com::standard::{IDISPATCH, IUNKNOWN};
use wua_com::table::{Interface, Member, Param, Permission, Remote, Rights, Type};

use super::collections::IUPDATE_COLLECTION;
use crate::enumerations::{DOWNLOAD_PHASE, DOWNLOAD_PRIORITY, DOWNLOAD_TYPE, OPERATION_RESULT_CODE};

/// `IUpdateDownloader`.
pub static IUPDATE_DOWNLOADER: Interface = Interface::new(
    "IUpdateDownloader",
    "68f1c6f9-7ecc-4666-a464-247fe12496c3",
    &IDISPATCH,
    &[
        Member::get("ClientApplicationID", 0x6002_0001, Type::Bstr)
            .local_unless(Permission::Download)
            .needs(Rights::PowerUser),
        Member::put(
            "ClientApplicationID",
            0x6002_0001,
            &[Param::new("value", Type::Bstr)],
        )
        .local_unless(Permission::Download)
        .needs(Rights::PowerUser),
        Member::get("IsForced", 0x6002_0002, Type::Bool)
            .local_unless(Permission::Download)
            .needs(Rights::PowerUser),
        Member::put("IsForced", 0x6002_0002, &[Param::new("value", Type::Bool)])
            .local_unless(Permission::Download)
            .needs(Rights::PowerUser)
            .locks_down(),
        Member::get("Priority", 0x6002_0003, Type::Enumeration(&DOWNLOAD_PRIORITY))
            .local_unless(Permission::Download)
            .needs(Rights::PowerUser),
        Member::put(
            "Priority",
            0x6002_0003,
            &[Param::new("value", Type::Enumeration(&DOWNLOAD_PRIORITY))],
        )
        .local_unless(Permission::Download)
        .needs(Rights::PowerUser),
        Member::get("Updates", 0x6002_0004, Type::Interface(&IUPDATE_COLLECTION))
            .local_unless(Permission::Download)
            .needs(Rights::PowerUser),
        Member::put(
            "Updates",
            0x6002_0004,
            &[Param::new("value", Type::Interface(&IUPDATE_COLLECTION))],
        )
        .local_unless(Permission::Download)
        .needs(Rights::PowerUser),
        Member::method("BeginDownload", 0x6002_0005)
            .takes(&[
                Param::new("onProgressChanged", Type::Unknown),
                Param::new("onCompleted", Type::Unknown),
                Param::new("state", Type::Variant),
            ])
            .yields(Type::Interface(&IDOWNLOAD_JOB))
            .local_unless(Permission::Download)
            .needs(Rights::PowerUser)
            .locks_down(),
        Member::method("Download", 0x6002_0006)
            .yields(Type::Interface(&IDOWNLOAD_RESULT))
            .local_unless(Permission::Download)
            .needs(Rights::PowerUser)
            .locks_down()
            .blocking(),
        Member::method("EndDownload", 0x6002_0007)
            .takes(&[Param::new("value", Type::Interface(&IDOWNLOAD_JOB))])
            .yields(Type::Interface(&IDOWNLOAD_RESULT))
            .local_unless(Permission::Download)
            .needs(Rights::PowerUser)
            .locks_down()
            .blocking(),
    ],
)
.hidden();

/// `IUpdateDownloaderEx`.
pub static IUPDATE_DOWNLOADER_EX: Interface = Interface::new(
    "IUpdateDownloaderEx",
    "94726306-f12a-482a-a774-fb4f870d98c0",
    &IUPDATE_DOWNLOADER,
    &[
        Member::method("BeginDownload2", 0)
            .takes(&[
                Param::new("downloadType", Type::Enumeration(&DOWNLOAD_TYPE)),
                Param::new("onProgressChanged", Type::Unknown),
                Param::new("onCompleted", Type::Unknown),
                Param::new("state", Type::Variant),
            ])
            .yields(Type::Interface(&IDOWNLOAD_JOB))
            .vtable_only()
            .local_unless(Permission::Download)
            .needs(Rights::PowerUser)
            .locks_down(),
        Member::method("Download2", 0)
            .takes(&[Param::new("downloadType", Type::Enumeration(&DOWNLOAD_TYPE))])
            .yields(Type::Interface(&IDOWNLOAD_RESULT))
            .vtable_only()
            .local_unless(Permission::Download)
            .needs(Rights::PowerUser)
            .locks_down()
            .blocking(),
    ],
);

/// `IDownloadJob`.
pub static IDOWNLOAD_JOB: Interface = Interface::new(
    "IDownloadJob",
    "c574de85-7358-43f6-aae8-8697e62d8ba7",
    &IDISPATCH,
    &[
        Member::get("AsyncState", 0x6002_0001, Type::Variant).local_unless(Permission::Download),
        Member::get("IsCompleted", 0x6002_0002, Type::Bool).local_unless(Permission::Download),
        Member::get("Updates", 0x6002_0003, Type::Interface(&IUPDATE_COLLECTION))
            .local_unless(Permission::Download),
        Member::method("CleanUp", 0x6002_0004)
            .local_unless(Permission::Download)
            .blocking(),
        Member::method("GetProgress", 0x6002_0005)
            .yields(Type::Interface(&IDOWNLOAD_PROGRESS))
            .local_unless(Permission::Download),
        Member::method("RequestAbort", 0x6002_0006).local_unless(Permission::Download),
    ],
);

/// `IDownloadProgress`.
pub static IDOWNLOAD_PROGRESS: Interface = Interface::new(
    "IDownloadProgress",
    "d31a5bac-f719-4178-9dbb-5e2cb47fd18a",
    &IDISPATCH,
    &[
        Member::get("CurrentUpdateBytesDownloaded", 0x6002_0001, Type::Decimal)
            .local_unless(Permission::Download),
        Member::get("CurrentUpdateBytesToDownload", 0x6002_0002, Type::Decimal)
            .local_unless(Permission::Download),
        Member::get("CurrentUpdateIndex", 0x6002_0003, Type::Long).local_unless(Permission::Download),
        Member::get("PercentComplete", 0x6002_0004, Type::Long).local_unless(Permission::Download),
        Member::get("TotalBytesDownloaded", 0x6002_0005, Type::Decimal).local_unless(Permission::Download),
        Member::get("TotalBytesToDownload", 0x6002_0006, Type::Decimal).local_unless(Permission::Download),
        Member::method("GetUpdateResult", 0x6002_0007)
            .takes(&[Param::new("updateIndex", Type::Long)])
            .yields(Type::Interface(&IUPDATE_DOWNLOAD_RESULT))
            .local_unless(Permission::Download),
        Member::get(
            "CurrentUpdateDownloadPhase",
            0x6002_0008,
            Type::Enumeration(&DOWNLOAD_PHASE),
        )
        .local_unless(Permission::Download),
        Member::get("CurrentUpdatePercentComplete", 0x6002_0009, Type::Long)
            .local_unless(Permission::Download),
    ],
);

/// `IDownloadResult`.
pub static IDOWNLOAD_RESULT: Interface = Interface::new(
    "IDownloadResult",
    "daa4fdd0-4727-4dbe-a1e7-745dca317144",
    &IDISPATCH,
    &[
        Member::get("HResult", 0x6002_0001, Type::Long).local_unless(Permission::Download),
        Member::get(
            "ResultCode",
            0x6002_0002,
            Type::Enumeration(&OPERATION_RESULT_CODE),
        )
        .local_unless(Permission::Download),
        Member::method("GetUpdateResult", 0x6002_0003)
            .takes(&[Param::new("updateIndex", Type::Long)])
            .yields(Type::Interface(&IUPDATE_DOWNLOAD_RESULT))
            .local_unless(Permission::Download),
    ],
);

/// `IUpdateDownloadResult`.
pub static IUPDATE_DOWNLOAD_RESULT: Interface = Interface::new(
    "IUpdateDownloadResult",
    "bf99af76-b575-42ad-8aa4-33cbb5477af1",
    &IDISPATCH,
    &[
        Member::get("HResult", 0x6002_0001, Type::Long).local_unless(Permission::Download),
        Member::get(
            "ResultCode",
            0x6002_0002,
            Type::Enumeration(&OPERATION_RESULT_CODE),
        )
        .local_unless(Permission::Download),
    ],
);

/// `IDownloadCompletedCallback`.
pub static IDOWNLOAD_COMPLETED_CALLBACK: Interface = Interface::new(
    "IDownloadCompletedCallback",
    "77254866-9f5b-4c8e-b9e2-c77a8530d64b",
    &IUNKNOWN,
    &[Member::method("Invoke", 0)
        .takes(&[
            Param::new("downloadJob", Type::Interface(&IDOWNLOAD_JOB)),
            Param::new(
                "callbackArgs",
                Type::Interface(&IDOWNLOAD_COMPLETED_CALLBACK_ARGS),
            ),
        ])
        .vtable_only()
        .remote(Remote::Never)],
);

/// `IDownloadCompletedCallbackArgs`.
pub static IDOWNLOAD_COMPLETED_CALLBACK_ARGS: Interface = Interface::new(
    "IDownloadCompletedCallbackArgs",
    "fa565b23-498c-47a0-979d-e7d5b1813360",
    &IDISPATCH,
    &[],
);

/// `IDownloadProgressChangedCallback`.
pub static IDOWNLOAD_PROGRESS_CHANGED_CALLBACK: Interface = Interface::new(
    "IDownloadProgressChangedCallback",
    "8c3f1cdd-6173-4591-aebd-a56a53ca77c1",
    &IUNKNOWN,
    &[Member::method("Invoke", 0)
        .takes(&[
            Param::new("downloadJob", Type::Interface(&IDOWNLOAD_JOB)),
            Param::new(
                "callbackArgs",
                Type::Interface(&IDOWNLOAD_PROGRESS_CHANGED_CALLBACK_ARGS),
            ),
        ])
        .vtable_only()
        .remote(Remote::Never)],
);

/// `IDownloadProgressChangedCallbackArgs`.
pub static IDOWNLOAD_PROGRESS_CHANGED_CALLBACK_ARGS: Interface = Interface::new(
    "IDownloadProgressChangedCallbackArgs",
    "324ff2c6-4981-4b04-9412-57481745ab24",
    &IDISPATCH,
    &[Member::get("Progress", 0x6002_0001, Type::Interface(&IDOWNLOAD_PROGRESS)).remote(Remote::Never)],
);
