//! Automatic Updates.

use wua_com::standard::IDISPATCH;
use wua_com::table::{Interface, Member, Param, Permission, Remote, Rights, Type};

use crate::enumerations::{
    AUTOMATIC_UPDATES_NOTIFICATION_LEVEL, AUTOMATIC_UPDATES_PERMISSION_TYPE,
    AUTOMATIC_UPDATES_SCHEDULED_INSTALLATION_DAY, AUTOMATIC_UPDATES_USER_TYPE,
};

/// `IAutomaticUpdates`.
pub static IAUTOMATIC_UPDATES: Interface = Interface::new(
    "IAutomaticUpdates",
    "673425bf-c082-4c7c-bdfd-569464b8e0ce",
    &IDISPATCH,
    &[
        Member::method("DetectNow", 0x6002_0001)
            .needs(Rights::User)
            .blocking(),
        Member::method("Pause", 0x6002_0002)
            .local_unless(Permission::Settings)
            .needs(Rights::Administrator)
            .locks_down(),
        Member::method("Resume", 0x6002_0003)
            .local_unless(Permission::Settings)
            .needs(Rights::Administrator)
            .locks_down(),
        Member::method("ShowSettingsDialog", 0x6002_0004)
            .remote(Remote::Never)
            .needs(Rights::User),
        Member::get(
            "Settings",
            0x6002_0005,
            Type::Interface(&IAUTOMATIC_UPDATES_SETTINGS),
        )
        .local_unless(Permission::Settings)
        .needs(Rights::User),
        Member::get("ServiceEnabled", 0x6002_0006, Type::Bool)
            .local_unless(Permission::Settings)
            .needs(Rights::User),
        Member::method("EnableService", 0x6002_0007)
            .local_unless(Permission::Settings)
            .needs(Rights::Administrator)
            .blocking(),
    ],
);

/// `IAutomaticUpdates2`.
pub static IAUTOMATIC_UPDATES2: Interface = Interface::new(
    "IAutomaticUpdates2",
    "4a2f5c31-cfd9-410e-b7fb-29a653973a0f",
    &IAUTOMATIC_UPDATES,
    &[Member::get(
        "Results",
        0x6003_0001,
        Type::Interface(&IAUTOMATIC_UPDATES_RESULTS),
    )],
)
.hidden();

/// `IAutomaticUpdatesResults`.
pub static IAUTOMATIC_UPDATES_RESULTS: Interface = Interface::new(
    "IAutomaticUpdatesResults",
    "e7a4d634-7942-4dd9-a111-82228ba33901",
    &IDISPATCH,
    &[
        Member::get("LastSearchSuccessDate", 0x6002_0001, Type::Variant),
        Member::get("LastInstallationSuccessDate", 0x6002_0002, Type::Variant),
    ],
);

/// `IAutomaticUpdatesSettings`.
pub static IAUTOMATIC_UPDATES_SETTINGS: Interface = Interface::new(
    "IAutomaticUpdatesSettings",
    "2ee48f22-af3c-405f-8970-f71be12ee9a2",
    &IDISPATCH,
    &[
        Member::get(
            "NotificationLevel",
            0x6002_0001,
            Type::Enumeration(&AUTOMATIC_UPDATES_NOTIFICATION_LEVEL),
        )
        .local_unless(Permission::Settings)
        .needs(Rights::User),
        Member::put(
            "NotificationLevel",
            0x6002_0001,
            &[Param::new(
                "value",
                Type::Enumeration(&AUTOMATIC_UPDATES_NOTIFICATION_LEVEL),
            )],
        )
        .local_unless(Permission::Settings)
        .needs(Rights::Administrator),
        Member::get("ReadOnly", 0x6002_0002, Type::Bool)
            .local_unless(Permission::Settings)
            .needs(Rights::User),
        Member::get("Required", 0x6002_0003, Type::Bool)
            .local_unless(Permission::Settings)
            .needs(Rights::User),
        Member::get(
            "ScheduledInstallationDay",
            0x6002_0004,
            Type::Enumeration(&AUTOMATIC_UPDATES_SCHEDULED_INSTALLATION_DAY),
        )
        .local_unless(Permission::Settings)
        .needs(Rights::User),
        Member::put(
            "ScheduledInstallationDay",
            0x6002_0004,
            &[Param::new(
                "value",
                Type::Enumeration(&AUTOMATIC_UPDATES_SCHEDULED_INSTALLATION_DAY),
            )],
        )
        .local_unless(Permission::Settings)
        .needs(Rights::Administrator),
        Member::get("ScheduledInstallationTime", 0x6002_0005, Type::Long)
            .local_unless(Permission::Settings)
            .needs(Rights::User),
        Member::put(
            "ScheduledInstallationTime",
            0x6002_0005,
            &[Param::new("value", Type::Long)],
        )
        .local_unless(Permission::Settings)
        .needs(Rights::Administrator),
        Member::method("Refresh", 0x6002_0006)
            .local_unless(Permission::Settings)
            .needs(Rights::User)
            .blocking(),
        Member::method("Save", 0x6002_0007)
            .local_unless(Permission::Settings)
            .needs(Rights::Administrator)
            .locks_down()
            .blocking(),
    ],
);

/// `IAutomaticUpdatesSettings2`.
pub static IAUTOMATIC_UPDATES_SETTINGS2: Interface = Interface::new(
    "IAutomaticUpdatesSettings2",
    "6abc136a-c3ca-4384-8171-cb2b1e59b8dc",
    &IAUTOMATIC_UPDATES_SETTINGS,
    &[
        Member::get("IncludeRecommendedUpdates", 0x6003_0001, Type::Bool)
            .local_unless(Permission::Settings)
            .needs(Rights::User),
        Member::put(
            "IncludeRecommendedUpdates",
            0x6003_0001,
            &[Param::new("value", Type::Bool)],
        )
        .local_unless(Permission::Settings)
        .needs(Rights::Administrator),
        Member::method("CheckPermission", 0x6003_0002)
            .takes(&[
                Param::new("userType", Type::Enumeration(&AUTOMATIC_UPDATES_USER_TYPE)),
                Param::new(
                    "permissionType",
                    Type::Enumeration(&AUTOMATIC_UPDATES_PERMISSION_TYPE),
                ),
            ])
            .yields(Type::Bool)
            .local_unless(Permission::Settings)
            .needs(Rights::User),
    ],
);

/// `IAutomaticUpdatesSettings3`.
pub static IAUTOMATIC_UPDATES_SETTINGS3: Interface = Interface::new(
    "IAutomaticUpdatesSettings3",
    "b587f5c3-f57e-485f-bbf5-0d181c5cd0dc",
    &IAUTOMATIC_UPDATES_SETTINGS2,
    &[
        Member::get("NonAdministratorsElevated", 0x6004_0001, Type::Bool)
            .local_unless(Permission::Settings)
            .needs(Rights::User),
        Member::put(
            "NonAdministratorsElevated",
            0x6004_0001,
            &[Param::new("value", Type::Bool)],
        )
        .local_unless(Permission::Settings)
        .needs(Rights::Administrator),
        Member::get("FeaturedUpdatesEnabled", 0x6004_0002, Type::Bool)
            .local_unless(Permission::Settings)
            .needs(Rights::User),
        Member::put(
            "FeaturedUpdatesEnabled",
            0x6004_0002,
            &[Param::new("value", Type::Bool)],
        )
        .local_unless(Permission::Settings)
        .needs(Rights::Administrator),
    ],
);
