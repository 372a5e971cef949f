//! Updates, drivers among them, and their parts.

use wua_com::standard::IDISPATCH;
use wua_com::table::{Interface, Member, Param, Permission, Remote, Rights, Type};

use super::collections::{
    ICATEGORY_COLLECTION, ISTRING_COLLECTION, IUPDATE_COLLECTION, IUPDATE_DOWNLOAD_CONTENT_COLLECTION,
    IWINDOWS_DRIVER_UPDATE_ENTRY_COLLECTION,
};
use crate::enumerations::{
    AUTO_DOWNLOAD_MODE, AUTO_SELECTION_MODE, DEPLOYMENT_ACTION, DOWNLOAD_PRIORITY, INSTALLATION_IMPACT,
    INSTALLATION_REBOOT_BEHAVIOR, UPDATE_EXCEPTION_CONTEXT, UPDATE_TYPE,
};

/// `IUpdate`.
pub static IUPDATE: Interface = Interface::new(
    "IUpdate",
    "6a92b07a-d821-4682-b423-5c805022cc4d",
    &IDISPATCH,
    &[
        Member::get("Title", 0, Type::Bstr),
        Member::get("AutoSelectOnWebSites", 0x6002_0001, Type::Bool),
        Member::get(
            "BundledUpdates",
            0x6002_0002,
            Type::Interface(&IUPDATE_COLLECTION),
        ),
        Member::get("CanRequireSource", 0x6002_0003, Type::Bool),
        Member::get("Categories", 0x6002_0004, Type::Interface(&ICATEGORY_COLLECTION)),
        Member::get("Deadline", 0x6002_0005, Type::Variant),
        Member::get("DeltaCompressedContentAvailable", 0x6002_0006, Type::Bool),
        Member::get("DeltaCompressedContentPreferred", 0x6002_0007, Type::Bool),
        Member::get("Description", 0x6002_0008, Type::Bstr),
        Member::get("EulaAccepted", 0x6002_0009, Type::Bool),
        Member::get("EulaText", 0x6002_000a, Type::Bstr),
        Member::get("HandlerID", 0x6002_000b, Type::Bstr),
        Member::get("Identity", 0x6002_000c, Type::Interface(&IUPDATE_IDENTITY)),
        Member::get("Image", 0x6002_000d, Type::Interface(&IIMAGE_INFORMATION)).nullable(),
        Member::get(
            "InstallationBehavior",
            0x6002_000e,
            Type::Interface(&IINSTALLATION_BEHAVIOR),
        )
        .nullable(),
        Member::get("IsBeta", 0x6002_000f, Type::Bool),
        Member::get("IsDownloaded", 0x6002_0010, Type::Bool),
        Member::get("IsHidden", 0x6002_0011, Type::Bool).remote(Remote::ReadOnly),
        Member::put("IsHidden", 0x6002_0011, &[Param::new("value", Type::Bool)])
            .local_unless(Permission::Hide)
            .needs(Rights::PowerUser)
            .blocking(),
        Member::get("IsInstalled", 0x6002_0012, Type::Bool),
        Member::get("IsMandatory", 0x6002_0013, Type::Bool),
        Member::get("IsUninstallable", 0x6002_0014, Type::Bool),
        Member::get("Languages", 0x6002_0015, Type::Interface(&ISTRING_COLLECTION)),
        Member::get("LastDeploymentChangeTime", 0x6002_0016, Type::Date),
        Member::get("MaxDownloadSize", 0x6002_0017, Type::Decimal),
        Member::get("MinDownloadSize", 0x6002_0018, Type::Decimal),
        Member::get("MoreInfoUrls", 0x6002_0019, Type::Interface(&ISTRING_COLLECTION)),
        Member::get("MsrcSeverity", 0x6002_001a, Type::Bstr),
        Member::get("RecommendedCpuSpeed", 0x6002_001b, Type::Long),
        Member::get("RecommendedHardDiskSpace", 0x6002_001c, Type::Long),
        Member::get("RecommendedMemory", 0x6002_001d, Type::Long),
        Member::get("ReleaseNotes", 0x6002_001e, Type::Bstr),
        Member::get(
            "SecurityBulletinIDs",
            0x6002_001f,
            Type::Interface(&ISTRING_COLLECTION),
        ),
        Member::get(
            "SupersededUpdateIDs",
            0x6002_0021,
            Type::Interface(&ISTRING_COLLECTION),
        ),
        Member::get("SupportUrl", 0x6002_0022, Type::Bstr),
        Member::get("Type", 0x6002_0023, Type::Enumeration(&UPDATE_TYPE)),
        Member::get("UninstallationNotes", 0x6002_0024, Type::Bstr),
        Member::get(
            "UninstallationBehavior",
            0x6002_0025,
            Type::Interface(&IINSTALLATION_BEHAVIOR),
        )
        .nullable(),
        Member::get(
            "UninstallationSteps",
            0x6002_0026,
            Type::Interface(&ISTRING_COLLECTION),
        ),
        Member::get("KBArticleIDs", 0x6002_0028, Type::Interface(&ISTRING_COLLECTION)),
        Member::method("AcceptEula", 0x6002_0027)
            .local_unless(Permission::Eula)
            .needs(Rights::PowerUser)
            .locks_down()
            .blocking(),
        Member::get(
            "DeploymentAction",
            0x6002_0029,
            Type::Enumeration(&DEPLOYMENT_ACTION),
        ),
        Member::method("CopyFromCache", 0x6002_002a)
            .takes(&[
                Param::new("path", Type::Bstr),
                Param::new("toExtractCabFiles", Type::Bool),
            ])
            .local_unless(Permission::Cache)
            .needs(Rights::PowerUser)
            .locks_down()
            .blocking(),
        Member::get(
            "DownloadPriority",
            0x6002_002b,
            Type::Enumeration(&DOWNLOAD_PRIORITY),
        ),
        Member::get(
            "DownloadContents",
            0x6002_002c,
            Type::Interface(&IUPDATE_DOWNLOAD_CONTENT_COLLECTION),
        ),
    ],
);

/// `IUpdate2`.
pub static IUPDATE2: Interface = Interface::new(
    "IUpdate2",
    "144fe9b0-d23d-4a8b-8634-fb4457533b7a",
    &IUPDATE,
    &[
        Member::get("RebootRequired", 0x6003_0001, Type::Bool),
        Member::get("IsPresent", 0x6003_0003, Type::Bool),
        Member::get("CveIDs", 0x6003_0004, Type::Interface(&ISTRING_COLLECTION)),
        Member::method("CopyToCache", 0x6003_0002)
            .takes(&[Param::new("pFiles", Type::Interface(&ISTRING_COLLECTION))])
            .local_unless(Permission::Cache)
            .needs(Rights::PowerUser)
            .locks_down()
            .blocking(),
    ],
);

/// `IUpdate3`.
pub static IUPDATE3: Interface = Interface::new(
    "IUpdate3",
    "112eda6b-95b3-476f-9d90-aee82c6b8181",
    &IUPDATE2,
    &[Member::get("BrowseOnly", 0x6004_0001, Type::Bool)],
);

/// `IUpdate4`.
pub static IUPDATE4: Interface = Interface::new(
    "IUpdate4",
    "27e94b0d-5139-49a2-9a61-93522dc54652",
    &IUPDATE3,
    &[Member::get("PerUser", 0x6005_0001, Type::Bool)],
);

/// `IUpdate5`.
pub static IUPDATE5: Interface = Interface::new(
    "IUpdate5",
    "c1c2f21a-d2f4-4902-b5c6-8a081c19a890",
    &IUPDATE4,
    &[
        Member::get(
            "AutoSelection",
            0x6006_0001,
            Type::Enumeration(&AUTO_SELECTION_MODE),
        ),
        Member::get(
            "AutoDownload",
            0x6006_0002,
            Type::Enumeration(&AUTO_DOWNLOAD_MODE),
        ),
    ],
);

/// `IUpdateEx`.
pub static IUPDATE_EX: Interface = Interface::new(
    "IUpdateEx",
    "769355a3-c5a0-497c-a606-560a36d2121c",
    &IUPDATE5,
    &[
        Member::get("ExtendedStaticProperty", 0, Type::Variant)
            .takes(&[Param::new("propertyName", Type::Bstr)])
            .vtable_only()
            .remote(Remote::Never),
        Member::method("EvaluateExtendedDynamicProperty", 0)
            .takes(&[Param::new("propertyName", Type::Bstr)])
            .yields(Type::Variant)
            .vtable_only()
            .remote(Remote::Never)
            .blocking(),
    ],
);

/// `IWindowsDriverUpdate`.
pub static IWINDOWS_DRIVER_UPDATE: Interface = Interface::new(
    "IWindowsDriverUpdate",
    "b383cd1a-5ce9-4504-9f63-764b1236f191",
    &IUPDATE,
    &[
        Member::get("DriverClass", 0x6003_0001, Type::Bstr),
        Member::get("DriverHardwareID", 0x6003_0002, Type::Bstr),
        Member::get("DriverManufacturer", 0x6003_0003, Type::Bstr),
        Member::get("DriverModel", 0x6003_0004, Type::Bstr),
        Member::get("DriverProvider", 0x6003_0005, Type::Bstr),
        Member::get("DriverVerDate", 0x6003_0006, Type::Date),
        Member::get("DeviceProblemNumber", 0x6003_0007, Type::Long),
        Member::get("DeviceStatus", 0x6003_0008, Type::Long),
    ],
);

/// `IWindowsDriverUpdate2`.
pub static IWINDOWS_DRIVER_UPDATE2: Interface = Interface::new(
    "IWindowsDriverUpdate2",
    "615c4269-7a48-43bd-96b7-bf6ca27d6c3e",
    &IWINDOWS_DRIVER_UPDATE,
    &[
        Member::get("RebootRequired", 0x6004_0001, Type::Bool),
        Member::get("IsPresent", 0x6004_0003, Type::Bool),
        Member::get("CveIDs", 0x6004_0004, Type::Interface(&ISTRING_COLLECTION)),
        Member::method("CopyToCache", 0x6004_0002)
            .takes(&[Param::new("pFiles", Type::Interface(&ISTRING_COLLECTION))])
            .local_unless(Permission::Cache)
            .needs(Rights::PowerUser)
            .locks_down()
            .blocking(),
    ],
);

/// `IWindowsDriverUpdate3`.
pub static IWINDOWS_DRIVER_UPDATE3: Interface = Interface::new(
    "IWindowsDriverUpdate3",
    "49ebd502-4a96-41bd-9e3e-4c5057f4250c",
    &IWINDOWS_DRIVER_UPDATE2,
    &[Member::get("BrowseOnly", 0x6005_0001, Type::Bool)],
);

/// `IWindowsDriverUpdate4`.
pub static IWINDOWS_DRIVER_UPDATE4: Interface = Interface::new(
    "IWindowsDriverUpdate4",
    "004c6a2b-0c19-4c69-9f5c-a269b2560db9",
    &IWINDOWS_DRIVER_UPDATE3,
    &[
        Member::get(
            "WindowsDriverUpdateEntries",
            0x6006_0001,
            Type::Interface(&IWINDOWS_DRIVER_UPDATE_ENTRY_COLLECTION),
        ),
        Member::get("PerUser", 0x6006_0002, Type::Bool),
    ],
);

/// `IWindowsDriverUpdate5`.
pub static IWINDOWS_DRIVER_UPDATE5: Interface = Interface::new(
    "IWindowsDriverUpdate5",
    "70cf5c82-8642-42bb-9dbc-0cfd263c6c4f",
    &IWINDOWS_DRIVER_UPDATE4,
    &[
        Member::get(
            "AutoSelection",
            0x6007_0001,
            Type::Enumeration(&AUTO_SELECTION_MODE),
        ),
        Member::get(
            "AutoDownload",
            0x6007_0002,
            Type::Enumeration(&AUTO_DOWNLOAD_MODE),
        ),
    ],
);

/// `IWindowsDriverUpdateEntry`.
pub static IWINDOWS_DRIVER_UPDATE_ENTRY: Interface = Interface::new(
    "IWindowsDriverUpdateEntry",
    "ed8bfe40-a60b-42ea-9652-817dfcfa23ec",
    &IDISPATCH,
    &[
        Member::get("DriverClass", 0x6003_0001, Type::Bstr),
        Member::get("DriverHardwareID", 0x6003_0002, Type::Bstr),
        Member::get("DriverManufacturer", 0x6003_0003, Type::Bstr),
        Member::get("DriverModel", 0x6003_0004, Type::Bstr),
        Member::get("DriverProvider", 0x6003_0005, Type::Bstr),
        Member::get("DriverVerDate", 0x6003_0006, Type::Date),
        Member::get("DeviceProblemNumber", 0x6003_0007, Type::Long),
        Member::get("DeviceStatus", 0x6003_0008, Type::Long),
    ],
);

/// `IUpdateIdentity`.
pub static IUPDATE_IDENTITY: Interface = Interface::new(
    "IUpdateIdentity",
    "46297823-9940-4c09-aed9-cd3ea6d05968",
    &IDISPATCH,
    &[
        Member::get("RevisionNumber", 0x6002_0002, Type::Long),
        Member::get("UpdateID", 0x6002_0003, Type::Bstr),
    ],
);

/// `ICategory`.
pub static ICATEGORY: Interface = Interface::new(
    "ICategory",
    "81ddc1b8-9d35-47a6-b471-5b80f519223b",
    &IDISPATCH,
    &[
        Member::get("Name", 0, Type::Bstr),
        Member::get("CategoryID", 0x6002_0001, Type::Bstr),
        Member::get("Children", 0x6002_0002, Type::Interface(&ICATEGORY_COLLECTION)),
        Member::get("Description", 0x6002_0003, Type::Bstr),
        Member::get("Image", 0x6002_0004, Type::Interface(&IIMAGE_INFORMATION)).nullable(),
        Member::get("Order", 0x6002_0005, Type::Long),
        Member::get("Parent", 0x6002_0006, Type::Interface(&ICATEGORY)).nullable(),
        Member::get("Type", 0x6002_0007, Type::Bstr),
        Member::get("Updates", 0x6002_0008, Type::Interface(&IUPDATE_COLLECTION)),
    ],
);

/// `IImageInformation`.
pub static IIMAGE_INFORMATION: Interface = Interface::new(
    "IImageInformation",
    "7c907864-346c-4aeb-8f3f-57da289f969f",
    &IDISPATCH,
    &[
        Member::get("AltText", 0x6002_0001, Type::Bstr),
        Member::get("Height", 0x6002_0002, Type::Long),
        Member::get("Source", 0x6002_0003, Type::Bstr),
        Member::get("Width", 0x6002_0004, Type::Long),
    ],
);

/// `IInstallationBehavior`.
pub static IINSTALLATION_BEHAVIOR: Interface = Interface::new(
    "IInstallationBehavior",
    "d9a59339-e245-4dbd-9686-4d5763e39624",
    &IDISPATCH,
    &[
        Member::get("CanRequestUserInput", 0x6002_0001, Type::Bool),
        Member::get("Impact", 0x6002_0002, Type::Enumeration(&INSTALLATION_IMPACT)),
        Member::get(
            "RebootBehavior",
            0x6002_0003,
            Type::Enumeration(&INSTALLATION_REBOOT_BEHAVIOR),
        ),
        Member::get("RequiresNetworkConnectivity", 0x6002_0004, Type::Bool),
    ],
);

/// `IUpdateDownloadContent`.
pub static IUPDATE_DOWNLOAD_CONTENT: Interface = Interface::new(
    "IUpdateDownloadContent",
    "54a2cb2d-9a0c-48b6-8a50-9abb69ee2d02",
    &IDISPATCH,
    &[Member::get("DownloadUrl", 0x6002_0001, Type::Bstr)],
);

/// `IUpdateDownloadContent2`.
pub static IUPDATE_DOWNLOAD_CONTENT2: Interface = Interface::new(
    "IUpdateDownloadContent2",
    "c97ad11b-f257-420b-9d9f-377f733f6f68",
    &IUPDATE_DOWNLOAD_CONTENT,
    &[Member::get("IsDeltaCompressedContent", 0x6003_0001, Type::Bool)],
);

/// `IUpdateException`.
pub static IUPDATE_EXCEPTION: Interface = Interface::new(
    "IUpdateException",
    "a376dd5e-09d4-427f-af7c-fed5b6e1c1d6",
    &IDISPATCH,
    &[
        Member::get("Message", 0, Type::Bstr),
        Member::get("HResult", 0x6002_0001, Type::Long),
        Member::get(
            "Context",
            0x6002_0002,
            Type::Enumeration(&UPDATE_EXCEPTION_CONTEXT),
        ),
    ],
);

/// `IInvalidProductLicenseException`.
pub static IINVALID_PRODUCT_LICENSE_EXCEPTION: Interface = Interface::new(
    "IInvalidProductLicenseException",
    "a37d00f5-7bb0-4953-b414-f9e98326f2e8",
    &IUPDATE_EXCEPTION,
    &[Member::get("Product", 0x6003_0001, Type::Bstr).local_unless(Permission::Install)],
);
