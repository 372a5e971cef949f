//! Installing and uninstalling.

use wua_com::standard::{IDISPATCH, IUNKNOWN};
use wua_com::table::{Default, Interface, Member, Param, Permission, Remote, Rights, Type};

use super::collections::{ISTRING_COLLECTION, IUPDATE_COLLECTION};
use crate::enumerations::OPERATION_RESULT_CODE;

/// `IUpdateInstaller`.
pub static IUPDATE_INSTALLER: Interface = Interface::new(
    "IUpdateInstaller",
    "7b929c68-ccdc-4226-96b1-8724600b54c2",
    &IDISPATCH,
    &[
        Member::get("ClientApplicationID", 0x6002_0001, Type::Bstr)
            .local_unless(Permission::Install)
            .needs(Rights::Administrator),
        Member::put(
            "ClientApplicationID",
            0x6002_0001,
            &[Param::new("value", Type::Bstr)],
        )
        .local_unless(Permission::Install)
        .needs(Rights::Administrator),
        Member::get("IsForced", 0x6002_0002, Type::Bool)
            .local_unless(Permission::Install)
            .needs(Rights::Administrator),
        Member::put("IsForced", 0x6002_0002, &[Param::new("value", Type::Bool)])
            .local_unless(Permission::Install)
            .needs(Rights::Administrator)
            .locks_down(),
        Member::get("ParentHwnd", 0x6002_0003, Type::Hwnd)
            .remote(Remote::Never)
            .needs(Rights::Administrator)
            .restricted(),
        Member::put("ParentHwnd", 0x6002_0003, &[Param::new("value", Type::Hwnd)])
            .remote(Remote::Never)
            .needs(Rights::Administrator)
            .restricted(),
        Member::put("ParentWindow", 0x6002_0004, &[Param::new("value", Type::Unknown)])
            .remote(Remote::Never)
            .needs(Rights::Administrator),
        Member::get("ParentWindow", 0x6002_0004, Type::Unknown)
            .remote(Remote::Never)
            .needs(Rights::Administrator)
            .nullable(),
        Member::get("Updates", 0x6002_0005, Type::Interface(&IUPDATE_COLLECTION))
            .local_unless(Permission::Install)
            .needs(Rights::Administrator),
        Member::put(
            "Updates",
            0x6002_0005,
            &[Param::new("value", Type::Interface(&IUPDATE_COLLECTION))],
        )
        .local_unless(Permission::Install)
        .needs(Rights::Administrator),
        Member::method("BeginInstall", 0x6002_0006)
            .takes(&[
                Param::new("onProgressChanged", Type::Unknown),
                Param::new("onCompleted", Type::Unknown),
                Param::new("state", Type::Variant),
            ])
            .yields(Type::Interface(&IINSTALLATION_JOB))
            .local_unless(Permission::Install)
            .needs(Rights::Administrator)
            .locks_down(),
        Member::method("BeginUninstall", 0x6002_0007)
            .takes(&[
                Param::new("onProgressChanged", Type::Unknown),
                Param::new("onCompleted", Type::Unknown),
                Param::new("state", Type::Variant),
            ])
            .yields(Type::Interface(&IINSTALLATION_JOB))
            .local_unless(Permission::Install)
            .needs(Rights::Administrator)
            .locks_down(),
        Member::method("EndInstall", 0x6002_0008)
            .takes(&[Param::new("value", Type::Interface(&IINSTALLATION_JOB))])
            .yields(Type::Interface(&IINSTALLATION_RESULT))
            .local_unless(Permission::Install)
            .needs(Rights::Administrator)
            .locks_down()
            .blocking(),
        Member::method("EndUninstall", 0x6002_0009)
            .takes(&[Param::new("value", Type::Interface(&IINSTALLATION_JOB))])
            .yields(Type::Interface(&IINSTALLATION_RESULT))
            .local_unless(Permission::Install)
            .needs(Rights::Administrator)
            .locks_down()
            .blocking(),
        Member::method("Install", 0x6002_000a)
            .yields(Type::Interface(&IINSTALLATION_RESULT))
            .local_unless(Permission::Install)
            .needs(Rights::Administrator)
            .locks_down()
            .blocking(),
        Member::method("RunWizard", 0x6002_000b)
            .takes(&[Param::new("dialogTitle", Type::Bstr).or(Default::Text(""))])
            .yields(Type::Interface(&IINSTALLATION_RESULT))
            .remote(Remote::Never)
            .needs(Rights::Administrator)
            .blocking(),
        Member::get("IsBusy", 0x6002_000c, Type::Bool)
            .local_unless(Permission::Install)
            .needs(Rights::Administrator),
        Member::method("Uninstall", 0x6002_000d)
            .yields(Type::Interface(&IINSTALLATION_RESULT))
            .local_unless(Permission::Install)
            .needs(Rights::Administrator)
            .locks_down()
            .blocking(),
        Member::get("AllowSourcePrompts", 0x6002_000e, Type::Bool)
            .local_unless(Permission::Install)
            .needs(Rights::Administrator),
        Member::put(
            "AllowSourcePrompts",
            0x6002_000e,
            &[Param::new("value", Type::Bool)],
        )
        .local_unless(Permission::Install)
        .needs(Rights::Administrator),
        Member::get("RebootRequiredBeforeInstallation", 0x6002_000f, Type::Bool)
            .local_unless(Permission::Install)
            .needs(Rights::Administrator),
    ],
);

/// `IUpdateInstaller2`.
pub static IUPDATE_INSTALLER2: Interface = Interface::new(
    "IUpdateInstaller2",
    "3442d4fe-224d-4cee-98cf-30e0c4d229e6",
    &IUPDATE_INSTALLER,
    &[
        Member::get("ForceQuiet", 0x6003_0001, Type::Bool)
            .local_unless(Permission::Install)
            .needs(Rights::Administrator),
        Member::put("ForceQuiet", 0x6003_0001, &[Param::new("value", Type::Bool)])
            .local_unless(Permission::Install)
            .needs(Rights::Administrator),
    ],
)
.hidden();

/// `IUpdateInstaller3`.
pub static IUPDATE_INSTALLER3: Interface = Interface::new(
    "IUpdateInstaller3",
    "16d11c35-099a-48d0-8338-5fae64047f8e",
    &IUPDATE_INSTALLER2,
    &[
        Member::get("AttemptCloseAppsIfNecessary", 0x6004_0001, Type::Bool)
            .local_unless(Permission::Install)
            .needs(Rights::Administrator),
        Member::put(
            "AttemptCloseAppsIfNecessary",
            0x6004_0001,
            &[Param::new("value", Type::Bool)],
        )
        .local_unless(Permission::Install)
        .needs(Rights::Administrator),
    ],
)
.hidden();

/// `IUpdateInstaller4`.
pub static IUPDATE_INSTALLER4: Interface = Interface::new(
    "IUpdateInstaller4",
    "ef8208ea-2304-492d-9109-23813b0958e1",
    &IUPDATE_INSTALLER3,
    &[Member::method("Commit", 0x6004_0002)
        .takes(&[Param::new("dwFlags", Type::Dword)])
        .local_unless(Permission::Install)
        .needs(Rights::Administrator)
        .blocking()],
)
.hidden();

/// `IInstallationAgent`.
pub static IINSTALLATION_AGENT: Interface = Interface::new(
    "IInstallationAgent",
    "925cbc18-a2ea-4648-bf1c-ec8badcfe20a",
    &IDISPATCH,
    &[Member::method("RecordInstallationResult", 0x6002_0001)
        .takes(&[
            Param::new("installationResultCookie", Type::Bstr),
            Param::new("HResult", Type::Long),
            Param::new("extendedReportingData", Type::Interface(&ISTRING_COLLECTION)),
        ])
        .local_unless(Permission::Install)
        .needs(Rights::Administrator)
        .blocking()],
);

/// `IInstallationJob`.
pub static IINSTALLATION_JOB: Interface = Interface::new(
    "IInstallationJob",
    "5c209f0b-bad5-432a-9556-4699bed2638a",
    &IDISPATCH,
    &[
        Member::get("AsyncState", 0x6002_0001, Type::Variant).local_unless(Permission::Install),
        Member::get("IsCompleted", 0x6002_0002, Type::Bool).local_unless(Permission::Install),
        Member::get("Updates", 0x6002_0003, Type::Interface(&IUPDATE_COLLECTION))
            .local_unless(Permission::Install),
        Member::method("CleanUp", 0x6002_0004)
            .local_unless(Permission::Install)
            .blocking(),
        Member::method("GetProgress", 0x6002_0005)
            .yields(Type::Interface(&IINSTALLATION_PROGRESS))
            .local_unless(Permission::Install),
        Member::method("RequestAbort", 0x6002_0006).local_unless(Permission::Install),
    ],
);

/// `IInstallationProgress`.
pub static IINSTALLATION_PROGRESS: Interface = Interface::new(
    "IInstallationProgress",
    "345c8244-43a3-4e32-a368-65f073b76f36",
    &IDISPATCH,
    &[
        Member::get("CurrentUpdateIndex", 0x6002_0001, Type::Long).local_unless(Permission::Install),
        Member::get("CurrentUpdatePercentComplete", 0x6002_0002, Type::Long)
            .local_unless(Permission::Install),
        Member::get("PercentComplete", 0x6002_0003, Type::Long).local_unless(Permission::Install),
        Member::method("GetUpdateResult", 0x6002_0004)
            .takes(&[Param::new("updateIndex", Type::Long)])
            .yields(Type::Interface(&IUPDATE_INSTALLATION_RESULT))
            .local_unless(Permission::Install),
    ],
);

/// `IInstallationResult`.
pub static IINSTALLATION_RESULT: Interface = Interface::new(
    "IInstallationResult",
    "a43c56d6-7451-48d4-af96-b6cd2d0d9b7a",
    &IDISPATCH,
    &[
        Member::get("HResult", 0x6002_0001, Type::Long).local_unless(Permission::Install),
        Member::get("RebootRequired", 0x6002_0002, Type::Bool).local_unless(Permission::Install),
        Member::get(
            "ResultCode",
            0x6002_0003,
            Type::Enumeration(&OPERATION_RESULT_CODE),
        )
        .local_unless(Permission::Install),
        Member::method("GetUpdateResult", 0x6002_0004)
            .takes(&[Param::new("updateIndex", Type::Long)])
            .yields(Type::Interface(&IUPDATE_INSTALLATION_RESULT))
            .local_unless(Permission::Install),
    ],
);

/// `IUpdateInstallationResult`.
pub static IUPDATE_INSTALLATION_RESULT: Interface = Interface::new(
    "IUpdateInstallationResult",
    "d940f0f8-3cbb-4fd0-993f-471e7f2328ad",
    &IDISPATCH,
    &[
        Member::get("HResult", 0x6002_0001, Type::Long).local_unless(Permission::Install),
        Member::get("RebootRequired", 0x6002_0002, Type::Bool).local_unless(Permission::Install),
        Member::get(
            "ResultCode",
            0x6002_0003,
            Type::Enumeration(&OPERATION_RESULT_CODE),
        )
        .local_unless(Permission::Install),
    ],
);

/// `IInstallationCompletedCallback`.
pub static IINSTALLATION_COMPLETED_CALLBACK: Interface = Interface::new(
    "IInstallationCompletedCallback",
    "45f4f6f3-d602-4f98-9a8a-3efa152ad2d3",
    &IUNKNOWN,
    &[Member::method("Invoke", 0)
        .takes(&[
            Param::new("installationJob", Type::Interface(&IINSTALLATION_JOB)),
            Param::new(
                "callbackArgs",
                Type::Interface(&IINSTALLATION_COMPLETED_CALLBACK_ARGS),
            ),
        ])
        .vtable_only()
        .remote(Remote::Never)],
);

/// `IInstallationCompletedCallbackArgs`.
pub static IINSTALLATION_COMPLETED_CALLBACK_ARGS: Interface = Interface::new(
    "IInstallationCompletedCallbackArgs",
    "250e2106-8efb-4705-9653-ef13c581b6a1",
    &IDISPATCH,
    &[],
);

/// `IInstallationProgressChangedCallback`.
pub static IINSTALLATION_PROGRESS_CHANGED_CALLBACK: Interface = Interface::new(
    "IInstallationProgressChangedCallback",
    "e01402d5-f8da-43ba-a012-38894bd048f1",
    &IUNKNOWN,
    &[Member::method("Invoke", 0)
        .takes(&[
            Param::new("installationJob", Type::Interface(&IINSTALLATION_JOB)),
            Param::new(
                "callbackArgs",
                Type::Interface(&IINSTALLATION_PROGRESS_CHANGED_CALLBACK_ARGS),
            ),
        ])
        .vtable_only()
        .remote(Remote::Never)],
);

/// `IInstallationProgressChangedCallbackArgs`.
pub static IINSTALLATION_PROGRESS_CHANGED_CALLBACK_ARGS: Interface = Interface::new(
    "IInstallationProgressChangedCallbackArgs",
    "e4f14e1e-689d-4218-a0b9-bc189c484a01",
    &IDISPATCH,
    &[Member::get("Progress", 0x6002_0001, Type::Interface(&IINSTALLATION_PROGRESS)).remote(Remote::Never)],
);
