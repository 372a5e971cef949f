//! The 24 enumerations: names and numbers of the specification.

use wua_com::table::Enumeration;

/// `AddServiceFlag`.
pub static ADD_SERVICE_FLAG: Enumeration = Enumeration {
    name: "AddServiceFlag",
    values: &[
        ("asfAllowPendingRegistration", 1),
        ("asfAllowOnlineRegistration", 2),
        ("asfRegisterServiceWithAU", 4),
    ],
};

/// `AutoDownloadMode`.
pub static AUTO_DOWNLOAD_MODE: Enumeration = Enumeration {
    name: "AutoDownloadMode",
    values: &[
        ("adLetWindowsUpdateDecide", 0),
        ("adNeverAutoDownload", 1),
        ("adAlwaysAutoDownload", 2),
    ],
};

/// `AutoSelectionMode`.
pub static AUTO_SELECTION_MODE: Enumeration = Enumeration {
    name: "AutoSelectionMode",
    values: &[
        ("asLetWindowsUpdateDecide", 0),
        ("asAutoSelectIfDownloaded", 1),
        ("asNeverAutoSelect", 2),
        ("asAlwaysAutoSelect", 3),
    ],
};

/// `AutomaticUpdatesNotificationLevel`.
pub static AUTOMATIC_UPDATES_NOTIFICATION_LEVEL: Enumeration = Enumeration {
    name: "AutomaticUpdatesNotificationLevel",
    values: &[
        ("aunlNotConfigured", 0),
        ("aunlDisabled", 1),
        ("aunlNotifyBeforeDownload", 2),
        ("aunlNotifyBeforeInstallation", 3),
        ("aunlScheduledInstallation", 4),
    ],
};

/// `AutomaticUpdatesPermissionType`.
pub static AUTOMATIC_UPDATES_PERMISSION_TYPE: Enumeration = Enumeration {
    name: "AutomaticUpdatesPermissionType",
    values: &[
        ("auptSetNotificationLevel", 1),
        ("auptDisableAutomaticUpdates", 2),
        ("auptSetIncludeRecommendedUpdates", 3),
        ("auptSetFeaturedUpdatesEnabled", 4),
        ("auptSetNonAdministratorsElevated", 5),
    ],
};

/// `AutomaticUpdatesScheduledInstallationDay`.
pub static AUTOMATIC_UPDATES_SCHEDULED_INSTALLATION_DAY: Enumeration = Enumeration {
    name: "AutomaticUpdatesScheduledInstallationDay",
    values: &[
        ("ausidEveryDay", 0),
        ("ausidEverySunday", 1),
        ("ausidEveryMonday", 2),
        ("ausidEveryTuesday", 3),
        ("ausidEveryWednesday", 4),
        ("ausidEveryThursday", 5),
        ("ausidEveryFriday", 6),
        ("ausidEverySaturday", 7),
    ],
};

/// `AutomaticUpdatesUserType`.
pub static AUTOMATIC_UPDATES_USER_TYPE: Enumeration = Enumeration {
    name: "AutomaticUpdatesUserType",
    values: &[("auutCurrentUser", 1), ("auutLocalAdministrator", 2)],
};

/// `DeploymentAction`.
pub static DEPLOYMENT_ACTION: Enumeration = Enumeration {
    name: "DeploymentAction",
    values: &[
        ("daNone", 0),
        ("daInstallation", 1),
        ("daUninstallation", 2),
        ("daDetection", 3),
        ("daOptionalInstallation", 4),
    ],
};

/// `DownloadPhase`.
pub static DOWNLOAD_PHASE: Enumeration = Enumeration {
    name: "DownloadPhase",
    values: &[("dphInitializing", 1), ("dphDownloading", 2), ("dphVerifying", 3)],
};

/// `DownloadPriority`.
pub static DOWNLOAD_PRIORITY: Enumeration = Enumeration {
    name: "DownloadPriority",
    values: &[("dpLow", 1), ("dpNormal", 2), ("dpHigh", 3), ("dpExtraHigh", 4)],
};

/// `DownloadType`.
pub static DOWNLOAD_TYPE: Enumeration = Enumeration {
    name: "DownloadType",
    values: &[("downloadTypeFull", 0), ("downloadTypeUpdateBootstrapper", 1)],
};

/// `InstallationImpact`.
pub static INSTALLATION_IMPACT: Enumeration = Enumeration {
    name: "InstallationImpact",
    values: &[
        ("iiNormal", 0),
        ("iiMinor", 1),
        ("iiRequiresExclusiveHandling", 2),
    ],
};

/// `InstallationRebootBehavior`.
pub static INSTALLATION_REBOOT_BEHAVIOR: Enumeration = Enumeration {
    name: "InstallationRebootBehavior",
    values: &[
        ("irbNeverReboots", 0),
        ("irbAlwaysRequiresReboot", 1),
        ("irbCanRequestReboot", 2),
    ],
};

/// `OperationResultCode`.
pub static OPERATION_RESULT_CODE: Enumeration = Enumeration {
    name: "OperationResultCode",
    values: &[
        ("orcNotStarted", 0),
        ("orcInProgress", 1),
        ("orcSucceeded", 2),
        ("orcSucceededWithErrors", 3),
        ("orcFailed", 4),
        ("orcAborted", 5),
    ],
};

/// `SearchScope`.
pub static SEARCH_SCOPE: Enumeration = Enumeration {
    name: "SearchScope",
    values: &[
        ("searchScopeDefault", 0),
        ("searchScopeMachineOnly", 1),
        ("searchScopeCurrentUserOnly", 2),
        ("searchScopeMachineAndCurrentUser", 3),
        ("searchScopeMachineAndAllUsers", 4),
        ("searchScopeAllUsers", 5),
    ],
};

/// `ServerSelection`.
pub static SERVER_SELECTION: Enumeration = Enumeration {
    name: "ServerSelection",
    values: &[
        ("ssDefault", 0),
        ("ssManagedServer", 1),
        ("ssWindowsUpdate", 2),
        ("ssOthers", 3),
    ],
};

/// `UpdateEndpointAuthTokenType`.
pub static UPDATE_ENDPOINT_AUTH_TOKEN_TYPE: Enumeration = Enumeration {
    name: "UpdateEndpointAuthTokenType",
    values: &[("ueattInvalidTokenType", 0), ("ueattSAML11Token", 1)],
};

/// `UpdateEndpointType`.
pub static UPDATE_ENDPOINT_TYPE: Enumeration = Enumeration {
    name: "UpdateEndpointType",
    values: &[
        ("uetClientServer", 0),
        ("uetReporting", 1),
        ("uetWuaSelfUpdate", 2),
        ("uetRegulation", 3),
        ("uetSimpleTargeting", 4),
        ("uetSecuredClientServer", 5),
        ("uetSecondaryServiceAuth", 6),
    ],
};

/// `UpdateExceptionContext`.
pub static UPDATE_EXCEPTION_CONTEXT: Enumeration = Enumeration {
    name: "UpdateExceptionContext",
    values: &[
        ("uecGeneral", 1),
        ("uecWindowsDriver", 2),
        ("uecWindowsInstaller", 3),
        ("uecSearchIncomplete", 4),
    ],
};

/// `UpdateLockdownOption`.
pub static UPDATE_LOCKDOWN_OPTION: Enumeration = Enumeration {
    name: "UpdateLockdownOption",
    values: &[("uloForWebsiteAccess", 1)],
};

/// `UpdateOperation`.
pub static UPDATE_OPERATION: Enumeration = Enumeration {
    name: "UpdateOperation",
    values: &[("uoInstallation", 1), ("uoUninstallation", 2)],
};

/// `UpdateServiceOption`.
pub static UPDATE_SERVICE_OPTION: Enumeration = Enumeration {
    name: "UpdateServiceOption",
    values: &[("usoNonVolatileService", 1)],
};

/// `UpdateServiceRegistrationState`.
pub static UPDATE_SERVICE_REGISTRATION_STATE: Enumeration = Enumeration {
    name: "UpdateServiceRegistrationState",
    values: &[
        ("usrsNotRegistered", 1),
        ("usrsRegistrationPending", 2),
        ("usrsRegistered", 3),
    ],
};

/// `UpdateType`.
pub static UPDATE_TYPE: Enumeration = Enumeration {
    name: "UpdateType",
    values: &[("utSoftware", 1), ("utDriver", 2)],
};

/// All of them, by name.
pub static ENUMERATIONS: &[&Enumeration] = &[
    &ADD_SERVICE_FLAG,
    &AUTO_DOWNLOAD_MODE,
    &AUTO_SELECTION_MODE,
    &AUTOMATIC_UPDATES_NOTIFICATION_LEVEL,
    &AUTOMATIC_UPDATES_PERMISSION_TYPE,
    &AUTOMATIC_UPDATES_SCHEDULED_INSTALLATION_DAY,
    &AUTOMATIC_UPDATES_USER_TYPE,
    &DEPLOYMENT_ACTION,
    &DOWNLOAD_PHASE,
    &DOWNLOAD_PRIORITY,
    &DOWNLOAD_TYPE,
    &INSTALLATION_IMPACT,
    &INSTALLATION_REBOOT_BEHAVIOR,
    &OPERATION_RESULT_CODE,
    &SEARCH_SCOPE,
    &SERVER_SELECTION,
    &UPDATE_ENDPOINT_AUTH_TOKEN_TYPE,
    &UPDATE_ENDPOINT_TYPE,
    &UPDATE_EXCEPTION_CONTEXT,
    &UPDATE_LOCKDOWN_OPTION,
    &UPDATE_OPERATION,
    &UPDATE_SERVICE_OPTION,
    &UPDATE_SERVICE_REGISTRATION_STATE,
    &UPDATE_TYPE,
];
