//! Services that offer updates.

use wua_com::standard::IDISPATCH;
use wua_com::table::{Default, Interface, Member, Param, Permission, Rights, Type};

use super::collections::{ISTRING_COLLECTION, IUPDATE_SERVICE_COLLECTION};
use crate::enumerations::UPDATE_SERVICE_REGISTRATION_STATE;

/// `IUpdateServiceManager`.
pub static IUPDATE_SERVICE_MANAGER: Interface = Interface::new(
    "IUpdateServiceManager",
    "23857e3c-02ba-44a3-9423-b1c900805f37",
    &IDISPATCH,
    &[
        Member::get(
            "Services",
            0x6002_0001,
            Type::Interface(&IUPDATE_SERVICE_COLLECTION),
        ),
        Member::method("AddService", 0x6002_0002)
            .takes(&[
                Param::new("serviceID", Type::Bstr),
                Param::new("authorizationCabPath", Type::Bstr),
            ])
            .yields(Type::Interface(&IUPDATE_SERVICE))
            .local_unless(Permission::Services)
            .needs(Rights::Administrator)
            .blocking(),
        Member::method("RegisterServiceWithAU", 0x6002_0003)
            .takes(&[Param::new("serviceID", Type::Bstr)])
            .local_unless(Permission::Services)
            .needs(Rights::Administrator)
            .blocking(),
        Member::method("RemoveService", 0x6002_0004)
            .takes(&[Param::new("serviceID", Type::Bstr)])
            .local_unless(Permission::Services)
            .needs(Rights::Administrator)
            .locks_down()
            .blocking(),
        Member::method("UnregisterServiceWithAU", 0x6002_0005)
            .takes(&[Param::new("serviceID", Type::Bstr)])
            .local_unless(Permission::Services)
            .needs(Rights::Administrator)
            .locks_down()
            .blocking(),
        Member::method("AddScanPackageService", 0x6002_0006)
            .takes(&[
                Param::new("serviceName", Type::Bstr),
                Param::new("scanFileLocation", Type::Bstr),
                Param::new("flags", Type::Long).or(Default::Long(0)),
            ])
            .yields(Type::Interface(&IUPDATE_SERVICE))
            .local_unless(Permission::Services)
            .needs(Rights::Administrator)
            .locks_down()
            .blocking(),
        Member::method("SetOption", 0x6001_0007)
            .takes(&[
                Param::new("optionName", Type::Bstr),
                Param::new("optionValue", Type::Variant),
            ])
            .needs(Rights::Administrator)
            .locks_down(),
    ],
);

/// `IUpdateServiceManager2`.
pub static IUPDATE_SERVICE_MANAGER2: Interface = Interface::new(
    "IUpdateServiceManager2",
    "0bb8531d-7e8d-424f-986c-a0b8f60a3e7b",
    &IUPDATE_SERVICE_MANAGER,
    &[
        Member::get("ClientApplicationID", 0x6003_0001, Type::Bstr),
        Member::put(
            "ClientApplicationID",
            0x6003_0001,
            &[Param::new("value", Type::Bstr)],
        ),
        Member::method("QueryServiceRegistration", 0x6003_0002)
            .takes(&[Param::new("serviceID", Type::Bstr)])
            .yields(Type::Interface(&IUPDATE_SERVICE_REGISTRATION)),
        Member::method("AddService2", 0x6003_0003)
            .takes(&[
                Param::new("serviceID", Type::Bstr),
                Param::new("flags", Type::Long),
                Param::new("authorizationCabPath", Type::Bstr),
            ])
            .yields(Type::Interface(&IUPDATE_SERVICE_REGISTRATION))
            .needs(Rights::Administrator)
            .blocking(),
    ],
)
.hidden();

/// `IUpdateService`.
pub static IUPDATE_SERVICE: Interface = Interface::new(
    "IUpdateService",
    "76b3b17e-aed6-4da5-85f0-83587f81abe3",
    &IDISPATCH,
    &[
        Member::get("Name", 0, Type::Bstr),
        Member::get("ContentValidationCert", 0x6002_0001, Type::Variant),
        Member::get("ExpirationDate", 0x6002_0002, Type::Date),
        Member::get("IsManaged", 0x6002_0003, Type::Bool),
        Member::get("IsRegisteredWithAU", 0x6002_0004, Type::Bool),
        Member::get("IssueDate", 0x6002_0005, Type::Date),
        Member::get("OffersWindowsUpdates", 0x6002_0006, Type::Bool),
        Member::get("RedirectUrls", 0x6002_0007, Type::Interface(&ISTRING_COLLECTION)),
        Member::get("ServiceID", 0x6002_0008, Type::Bstr),
        Member::get("IsScanPackageService", 0x6002_000a, Type::Bool),
        Member::get("CanRegisterWithAU", 0x6002_000b, Type::Bool),
        Member::get("ServiceUrl", 0x6002_000c, Type::Bstr),
        Member::get("SetupPrefix", 0x6002_000d, Type::Bstr),
    ],
);

/// `IUpdateService2`.
pub static IUPDATE_SERVICE2: Interface = Interface::new(
    "IUpdateService2",
    "1518b460-6518-4172-940f-c75883b24ceb",
    &IUPDATE_SERVICE,
    &[Member::get("IsDefaultAUService", 0x6003_0001, Type::Bool)],
);

/// `IUpdateServiceRegistration`.
pub static IUPDATE_SERVICE_REGISTRATION: Interface = Interface::new(
    "IUpdateServiceRegistration",
    "dde02280-12b3-4e0b-937b-6747f6acb286",
    &IDISPATCH,
    &[
        Member::get(
            "RegistrationState",
            0,
            Type::Enumeration(&UPDATE_SERVICE_REGISTRATION_STATE),
        ),
        Member::get("ServiceID", 0x6002_0001, Type::Bstr),
        Member::get("IsPendingRegistrationWithAU", 0x6002_0002, Type::Bool),
        Member::get("Service", 0x6002_0003, Type::Interface(&IUPDATE_SERVICE2)).nullable(),
    ],
);
