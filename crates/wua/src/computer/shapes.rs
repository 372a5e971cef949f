//! What is read of the objects of another computer, for the types of the engine.

/// All that the engine knows of an update and that interfaces show. `{}` stands for what is read of members of a bundle.
const UPDATE: &str = "IUpdate5{ \
    Identity{UpdateID, RevisionNumber}, Title, Description, Type, EulaText, EulaAccepted, \
    IsDownloaded, IsHidden, IsInstalled, IsPresent, RebootRequired, \
    Categories[{CategoryID, Name, Description, Type, Order}], \
    AutoSelectOnWebSites, CanRequireSource, Deadline, \
    DeltaCompressedContentAvailable, DeltaCompressedContentPreferred, DeploymentAction, DownloadPriority, HandlerID, \
    Image{AltText, Height, Source, Width}, \
    InstallationBehavior{CanRequestUserInput, Impact, RebootBehavior, RequiresNetworkConnectivity}, \
    UninstallationBehavior{CanRequestUserInput, Impact, RebootBehavior, RequiresNetworkConnectivity}, \
    IsBeta, IsMandatory, IsUninstallable, BrowseOnly, PerUser, AutoSelection, AutoDownload, \
    Languages[], LastDeploymentChangeTime, MaxDownloadSize, MinDownloadSize, MoreInfoUrls[], MsrcSeverity, \
    RecommendedCpuSpeed, RecommendedHardDiskSpace, RecommendedMemory, ReleaseNotes, \
    SecurityBulletinIDs[], SupersededUpdateIDs[], KBArticleIDs[], CveIDs[], SupportUrl, \
    UninstallationNotes, UninstallationSteps[], \
    DownloadContents[IUpdateDownloadContent2{DownloadUrl, IsDeltaCompressedContent}], \
    as IWindowsDriverUpdate4{WindowsDriverUpdateEntries[{ \
        DriverClass, DriverHardwareID, DriverManufacturer, DriverModel, DriverProvider, DriverVerDate, \
        DeviceProblemNumber, DeviceStatus}]}";

/// A search: what was found, with the members of bundles.
pub(super) fn search_result() -> String {
    let (member, update) = (format!("{UPDATE} }}"), UPDATE);
    format!(
        "ISearchResult{{ ResultCode, Warnings[{{Message, HResult, Context}}], \
         Updates[{update}, BundledUpdates[{member}] }}] }}"
    )
}

/// The history.
pub(super) const HISTORY: &str = "IUpdateHistoryEntryCollection{ \
    as IUpdateHistoryEntryCollection[IUpdateHistoryEntry2{ \
        Operation, ResultCode, HResult, Date, UpdateIdentity{UpdateID, RevisionNumber}, Title, Description, \
        UnmappedResultCode, ClientApplicationID, ServerSelection, ServiceID, UninstallationSteps[], \
        UninstallationNotes, SupportUrl, Categories[{CategoryID, Name, Description, Type, Order}] }] }";

/// The services.
pub(super) const SERVICES: &str = "IUpdateServiceManager2{ Services[IUpdateService2{ \
    ServiceID, Name, ServiceUrl, RedirectUrls[], SetupPrefix, ContentValidationCert, IssueDate, ExpirationDate, \
    IsManaged, IsRegisteredWithAU, OffersWindowsUpdates, IsScanPackageService, CanRegisterWithAU, IsDefaultAUService }] }";

/// The settings of Automatic Updates, and when it last succeeded.
pub(super) const SETTINGS: &str = "IAutomaticUpdates2{ Settings{ \
    NotificationLevel, ReadOnly, Required, ScheduledInstallationDay, ScheduledInstallationTime, \
    as IAutomaticUpdatesSettings3{IncludeRecommendedUpdates, NonAdministratorsElevated, FeaturedUpdatesEnabled} } }";
/// The latter alone.
pub(super) const RESULTS: &str =
    "IAutomaticUpdates2{ Results{LastSearchSuccessDate, LastInstallationSuccessDate} }";

/// The state of the computer.
pub(super) const SYSTEM: &str = "ISystemInformation{ RebootRequired, OemHardwareSupportLink }";
