//! The interfaces as traits. Written by `cargo xtask codegen` from the tables of `wua-defs`: edit that.

use wua_com::{Caller, Date, Decimal, Object, ObjectRef, Reply, Text, Value};
use wua_defs::enums;

/// `IAutomaticUpdates`.
pub trait IAutomaticUpdates: Object {
    /// Method `DetectNow`, slot 7.
    fn detect_now(&self, caller: &Caller) -> Reply<()>;
    /// Method `Pause`, slot 8.
    fn pause(&self, caller: &Caller) -> Reply<()>;
    /// Method `Resume`, slot 9.
    fn resume(&self, caller: &Caller) -> Reply<()>;
    /// Method `ShowSettingsDialog`, slot 10.
    fn show_settings_dialog(&self, caller: &Caller) -> Reply<()>;
    /// Property `Settings`, slot 11.
    fn settings(&self, caller: &Caller) -> Reply<ObjectRef>;
    /// Property `ServiceEnabled`, slot 12.
    fn service_enabled(&self, caller: &Caller) -> Reply<bool>;
    /// Method `EnableService`, slot 13.
    fn enable_service(&self, caller: &Caller) -> Reply<()>;
}

/// `IAutomaticUpdates2`.
pub trait IAutomaticUpdates2: IAutomaticUpdates {
    /// Property `Results`, slot 14.
    fn results(&self, caller: &Caller) -> Reply<ObjectRef>;
}

/// `IAutomaticUpdatesResults`.
pub trait IAutomaticUpdatesResults: Object {
    /// Property `LastSearchSuccessDate`, slot 7.
    fn last_search_success_date(&self, caller: &Caller) -> Reply<Value>;
    /// Property `LastInstallationSuccessDate`, slot 8.
    fn last_installation_success_date(&self, caller: &Caller) -> Reply<Value>;
}

/// `IAutomaticUpdatesSettings`.
pub trait IAutomaticUpdatesSettings: Object {
    /// Property `NotificationLevel`, slot 7.
    fn notification_level(&self, caller: &Caller) -> Reply<enums::AutomaticUpdatesNotificationLevel>;
    /// Writes property `NotificationLevel`, slot 8.
    fn put_notification_level(
        &self,
        caller: &Caller,
        value: enums::AutomaticUpdatesNotificationLevel,
    ) -> Reply<()>;
    /// Property `ReadOnly`, slot 9.
    fn read_only(&self, caller: &Caller) -> Reply<bool>;
    /// Property `Required`, slot 10.
    fn required(&self, caller: &Caller) -> Reply<bool>;
    /// Property `ScheduledInstallationDay`, slot 11.
    fn scheduled_installation_day(
        &self,
        caller: &Caller,
    ) -> Reply<enums::AutomaticUpdatesScheduledInstallationDay>;
    /// Writes property `ScheduledInstallationDay`, slot 12.
    fn put_scheduled_installation_day(
        &self,
        caller: &Caller,
        value: enums::AutomaticUpdatesScheduledInstallationDay,
    ) -> Reply<()>;
    /// Property `ScheduledInstallationTime`, slot 13.
    fn scheduled_installation_time(&self, caller: &Caller) -> Reply<i32>;
    /// Writes property `ScheduledInstallationTime`, slot 14.
    fn put_scheduled_installation_time(&self, caller: &Caller, value: i32) -> Reply<()>;
    /// Method `Refresh`, slot 15.
    fn refresh(&self, caller: &Caller) -> Reply<()>;
    /// Method `Save`, slot 16.
    fn save(&self, caller: &Caller) -> Reply<()>;
}

/// `IAutomaticUpdatesSettings2`.
pub trait IAutomaticUpdatesSettings2: IAutomaticUpdatesSettings {
    /// Property `IncludeRecommendedUpdates`, slot 17.
    fn include_recommended_updates(&self, caller: &Caller) -> Reply<bool>;
    /// Writes property `IncludeRecommendedUpdates`, slot 18.
    fn put_include_recommended_updates(&self, caller: &Caller, value: bool) -> Reply<()>;
    /// Method `CheckPermission`, slot 19.
    fn check_permission(
        &self,
        caller: &Caller,
        user_type: enums::AutomaticUpdatesUserType,
        permission_type: enums::AutomaticUpdatesPermissionType,
    ) -> Reply<bool>;
}

/// `IAutomaticUpdatesSettings3`.
pub trait IAutomaticUpdatesSettings3: IAutomaticUpdatesSettings2 {
    /// Property `NonAdministratorsElevated`, slot 20.
    fn non_administrators_elevated(&self, caller: &Caller) -> Reply<bool>;
    /// Writes property `NonAdministratorsElevated`, slot 21.
    fn put_non_administrators_elevated(&self, caller: &Caller, value: bool) -> Reply<()>;
    /// Property `FeaturedUpdatesEnabled`, slot 22.
    fn featured_updates_enabled(&self, caller: &Caller) -> Reply<bool>;
    /// Writes property `FeaturedUpdatesEnabled`, slot 23.
    fn put_featured_updates_enabled(&self, caller: &Caller, value: bool) -> Reply<()>;
}

/// `ICategory`.
pub trait ICategory: Object {
    /// Property `Name`, slot 7.
    fn name(&self, caller: &Caller) -> Reply<Text>;
    /// Property `CategoryID`, slot 8.
    fn category_id(&self, caller: &Caller) -> Reply<Text>;
    /// Property `Children`, slot 9.
    fn children(&self, caller: &Caller) -> Reply<ObjectRef>;
    /// Property `Description`, slot 10.
    fn description(&self, caller: &Caller) -> Reply<Text>;
    /// Property `Image`, slot 11.
    fn image(&self, caller: &Caller) -> Reply<Option<ObjectRef>>;
    /// Property `Order`, slot 12.
    fn order(&self, caller: &Caller) -> Reply<i32>;
    /// Property `Parent`, slot 13.
    fn parent(&self, caller: &Caller) -> Reply<Option<ObjectRef>>;
    /// Property `Type`, slot 14.
    fn r#type(&self, caller: &Caller) -> Reply<Text>;
    /// Property `Updates`, slot 15.
    fn updates(&self, caller: &Caller) -> Reply<ObjectRef>;
}

/// `ICategoryCollection`.
pub trait ICategoryCollection: Object {
    /// Property `Item`, slot 7.
    fn item(&self, caller: &Caller, index: i32) -> Reply<ObjectRef>;
    /// Property `_NewEnum`, slot 8.
    fn new_enum(&self, caller: &Caller) -> Reply<ObjectRef>;
    /// Property `Count`, slot 9.
    fn count(&self, caller: &Caller) -> Reply<i32>;
}

/// `IDownloadCompletedCallback`.
pub trait IDownloadCompletedCallback: Object {
    /// Method `Invoke`, slot 3.
    fn invoke(
        &self,
        caller: &Caller,
        download_job: Option<&ObjectRef>,
        callback_args: Option<&ObjectRef>,
    ) -> Reply<()>;
}

/// `IDownloadCompletedCallbackArgs`.
pub trait IDownloadCompletedCallbackArgs: Object {}

/// `IDownloadJob`.
pub trait IDownloadJob: Object {
    /// Property `AsyncState`, slot 7.
    fn async_state(&self, caller: &Caller) -> Reply<Value>;
    /// Property `IsCompleted`, slot 8.
    fn is_completed(&self, caller: &Caller) -> Reply<bool>;
    /// Property `Updates`, slot 9.
    fn updates(&self, caller: &Caller) -> Reply<ObjectRef>;
    /// Method `CleanUp`, slot 10.
    fn clean_up(&self, caller: &Caller) -> Reply<()>;
    /// Method `GetProgress`, slot 11.
    fn get_progress(&self, caller: &Caller) -> Reply<ObjectRef>;
    /// Method `RequestAbort`, slot 12.
    fn request_abort(&self, caller: &Caller) -> Reply<()>;
}

/// `IDownloadProgress`.
pub trait IDownloadProgress: Object {
    /// Property `CurrentUpdateBytesDownloaded`, slot 7.
    fn current_update_bytes_downloaded(&self, caller: &Caller) -> Reply<Decimal>;
    /// Property `CurrentUpdateBytesToDownload`, slot 8.
    fn current_update_bytes_to_download(&self, caller: &Caller) -> Reply<Decimal>;
    /// Property `CurrentUpdateIndex`, slot 9.
    fn current_update_index(&self, caller: &Caller) -> Reply<i32>;
    /// Property `PercentComplete`, slot 10.
    fn percent_complete(&self, caller: &Caller) -> Reply<i32>;
    /// Property `TotalBytesDownloaded`, slot 11.
    fn total_bytes_downloaded(&self, caller: &Caller) -> Reply<Decimal>;
    /// Property `TotalBytesToDownload`, slot 12.
    fn total_bytes_to_download(&self, caller: &Caller) -> Reply<Decimal>;
    /// Method `GetUpdateResult`, slot 13.
    fn get_update_result(&self, caller: &Caller, update_index: i32) -> Reply<ObjectRef>;
    /// Property `CurrentUpdateDownloadPhase`, slot 14.
    fn current_update_download_phase(&self, caller: &Caller) -> Reply<enums::DownloadPhase>;
    /// Property `CurrentUpdatePercentComplete`, slot 15.
    fn current_update_percent_complete(&self, caller: &Caller) -> Reply<i32>;
}

/// `IDownloadProgressChangedCallback`.
pub trait IDownloadProgressChangedCallback: Object {
    /// Method `Invoke`, slot 3.
    fn invoke(
        &self,
        caller: &Caller,
        download_job: Option<&ObjectRef>,
        callback_args: Option<&ObjectRef>,
    ) -> Reply<()>;
}

/// `IDownloadProgressChangedCallbackArgs`.
pub trait IDownloadProgressChangedCallbackArgs: Object {
    /// Property `Progress`, slot 7.
    fn progress(&self, caller: &Caller) -> Reply<ObjectRef>;
}

/// `IDownloadResult`.
pub trait IDownloadResult: Object {
    /// Property `HResult`, slot 7.
    fn hresult(&self, caller: &Caller) -> Reply<i32>;
    /// Property `ResultCode`, slot 8.
    fn result_code(&self, caller: &Caller) -> Reply<enums::OperationResultCode>;
    /// Method `GetUpdateResult`, slot 9.
    fn get_update_result(&self, caller: &Caller, update_index: i32) -> Reply<ObjectRef>;
}

/// `IImageInformation`.
pub trait IImageInformation: Object {
    /// Property `AltText`, slot 7.
    fn alt_text(&self, caller: &Caller) -> Reply<Text>;
    /// Property `Height`, slot 8.
    fn height(&self, caller: &Caller) -> Reply<i32>;
    /// Property `Source`, slot 9.
    fn source(&self, caller: &Caller) -> Reply<Text>;
    /// Property `Width`, slot 10.
    fn width(&self, caller: &Caller) -> Reply<i32>;
}

/// `IInstallationAgent`.
pub trait IInstallationAgent: Object {
    /// Method `RecordInstallationResult`, slot 7.
    fn record_installation_result(
        &self,
        caller: &Caller,
        installation_result_cookie: &str,
        hresult: i32,
        extended_reporting_data: Option<&ObjectRef>,
    ) -> Reply<()>;
}

/// `IInstallationBehavior`.
pub trait IInstallationBehavior: Object {
    /// Property `CanRequestUserInput`, slot 7.
    fn can_request_user_input(&self, caller: &Caller) -> Reply<bool>;
    /// Property `Impact`, slot 8.
    fn impact(&self, caller: &Caller) -> Reply<enums::InstallationImpact>;
    /// Property `RebootBehavior`, slot 9.
    fn reboot_behavior(&self, caller: &Caller) -> Reply<enums::InstallationRebootBehavior>;
    /// Property `RequiresNetworkConnectivity`, slot 10.
    fn requires_network_connectivity(&self, caller: &Caller) -> Reply<bool>;
}

/// `IInstallationCompletedCallback`.
pub trait IInstallationCompletedCallback: Object {
    /// Method `Invoke`, slot 3.
    fn invoke(
        &self,
        caller: &Caller,
        installation_job: Option<&ObjectRef>,
        callback_args: Option<&ObjectRef>,
    ) -> Reply<()>;
}

/// `IInstallationCompletedCallbackArgs`.
pub trait IInstallationCompletedCallbackArgs: Object {}

/// `IInstallationJob`.
pub trait IInstallationJob: Object {
    /// Property `AsyncState`, slot 7.
    fn async_state(&self, caller: &Caller) -> Reply<Value>;
    /// Property `IsCompleted`, slot 8.
    fn is_completed(&self, caller: &Caller) -> Reply<bool>;
    /// Property `Updates`, slot 9.
    fn updates(&self, caller: &Caller) -> Reply<ObjectRef>;
    /// Method `CleanUp`, slot 10.
    fn clean_up(&self, caller: &Caller) -> Reply<()>;
    /// Method `GetProgress`, slot 11.
    fn get_progress(&self, caller: &Caller) -> Reply<ObjectRef>;
    /// Method `RequestAbort`, slot 12.
    fn request_abort(&self, caller: &Caller) -> Reply<()>;
}

/// `IInstallationProgress`.
pub trait IInstallationProgress: Object {
    /// Property `CurrentUpdateIndex`, slot 7.
    fn current_update_index(&self, caller: &Caller) -> Reply<i32>;
    /// Property `CurrentUpdatePercentComplete`, slot 8.
    fn current_update_percent_complete(&self, caller: &Caller) -> Reply<i32>;
    /// Property `PercentComplete`, slot 9.
    fn percent_complete(&self, caller: &Caller) -> Reply<i32>;
    /// Method `GetUpdateResult`, slot 10.
    fn get_update_result(&self, caller: &Caller, update_index: i32) -> Reply<ObjectRef>;
}

/// `IInstallationProgressChangedCallback`.
pub trait IInstallationProgressChangedCallback: Object {
    /// Method `Invoke`, slot 3.
    fn invoke(
        &self,
        caller: &Caller,
        installation_job: Option<&ObjectRef>,
        callback_args: Option<&ObjectRef>,
    ) -> Reply<()>;
}

/// `IInstallationProgressChangedCallbackArgs`.
pub trait IInstallationProgressChangedCallbackArgs: Object {
    /// Property `Progress`, slot 7.
    fn progress(&self, caller: &Caller) -> Reply<ObjectRef>;
}

/// `IInstallationResult`.
pub trait IInstallationResult: Object {
    /// Property `HResult`, slot 7.
    fn hresult(&self, caller: &Caller) -> Reply<i32>;
    /// Property `RebootRequired`, slot 8.
    fn reboot_required(&self, caller: &Caller) -> Reply<bool>;
    /// Property `ResultCode`, slot 9.
    fn result_code(&self, caller: &Caller) -> Reply<enums::OperationResultCode>;
    /// Method `GetUpdateResult`, slot 10.
    fn get_update_result(&self, caller: &Caller, update_index: i32) -> Reply<ObjectRef>;
}

/// `IInvalidProductLicenseException`.
pub trait IInvalidProductLicenseException: IUpdateException {
    /// Property `Product`, slot 10.
    fn product(&self, caller: &Caller) -> Reply<Text>;
}

/// `ISearchCompletedCallback`.
pub trait ISearchCompletedCallback: Object {
    /// Method `Invoke`, slot 3.
    fn invoke(
        &self,
        caller: &Caller,
        search_job: Option<&ObjectRef>,
        callback_args: Option<&ObjectRef>,
    ) -> Reply<()>;
}

/// `ISearchCompletedCallbackArgs`.
pub trait ISearchCompletedCallbackArgs: Object {}

/// `ISearchJob`.
pub trait ISearchJob: Object {
    /// Property `AsyncState`, slot 7.
    fn async_state(&self, caller: &Caller) -> Reply<Value>;
    /// Property `IsCompleted`, slot 8.
    fn is_completed(&self, caller: &Caller) -> Reply<bool>;
    /// Method `CleanUp`, slot 9.
    fn clean_up(&self, caller: &Caller) -> Reply<()>;
    /// Method `RequestAbort`, slot 10.
    fn request_abort(&self, caller: &Caller) -> Reply<()>;
}

/// `ISearchResult`.
pub trait ISearchResult: Object {
    /// Property `ResultCode`, slot 7.
    fn result_code(&self, caller: &Caller) -> Reply<enums::OperationResultCode>;
    /// Property `RootCategories`, slot 8.
    fn root_categories(&self, caller: &Caller) -> Reply<ObjectRef>;
    /// Property `Updates`, slot 9.
    fn updates(&self, caller: &Caller) -> Reply<ObjectRef>;
    /// Property `Warnings`, slot 10.
    fn warnings(&self, caller: &Caller) -> Reply<ObjectRef>;
}

/// `IStringCollection`.
pub trait IStringCollection: Object {
    /// Property `Item`, slot 7.
    fn item(&self, caller: &Caller, index: i32) -> Reply<Text>;
    /// Writes property `Item`, slot 8.
    fn put_item(&self, caller: &Caller, index: i32, value: &str) -> Reply<()>;
    /// Property `_NewEnum`, slot 9.
    fn new_enum(&self, caller: &Caller) -> Reply<ObjectRef>;
    /// Property `Count`, slot 10.
    fn count(&self, caller: &Caller) -> Reply<i32>;
    /// Property `ReadOnly`, slot 11.
    fn read_only(&self, caller: &Caller) -> Reply<bool>;
    /// Method `Add`, slot 12.
    fn add(&self, caller: &Caller, value: &str) -> Reply<i32>;
    /// Method `Clear`, slot 13.
    fn clear(&self, caller: &Caller) -> Reply<()>;
    /// Method `Copy`, slot 14.
    fn copy(&self, caller: &Caller) -> Reply<ObjectRef>;
    /// Method `Insert`, slot 15.
    fn insert(&self, caller: &Caller, index: i32, value: &str) -> Reply<()>;
    /// Method `RemoveAt`, slot 16.
    fn remove_at(&self, caller: &Caller, index: i32) -> Reply<()>;
}

/// `ISystemInformation`.
pub trait ISystemInformation: Object {
    /// Property `OemHardwareSupportLink`, slot 7.
    fn oem_hardware_support_link(&self, caller: &Caller) -> Reply<Text>;
    /// Property `RebootRequired`, slot 8.
    fn reboot_required(&self, caller: &Caller) -> Reply<bool>;
}

/// `IUpdate`.
pub trait IUpdate: Object {
    /// Property `Title`, slot 7.
    fn title(&self, caller: &Caller) -> Reply<Text>;
    /// Property `AutoSelectOnWebSites`, slot 8.
    fn auto_select_on_web_sites(&self, caller: &Caller) -> Reply<bool>;
    /// Property `BundledUpdates`, slot 9.
    fn bundled_updates(&self, caller: &Caller) -> Reply<ObjectRef>;
    /// Property `CanRequireSource`, slot 10.
    fn can_require_source(&self, caller: &Caller) -> Reply<bool>;
    /// Property `Categories`, slot 11.
    fn categories(&self, caller: &Caller) -> Reply<ObjectRef>;
    /// Property `Deadline`, slot 12.
    fn deadline(&self, caller: &Caller) -> Reply<Value>;
    /// Property `DeltaCompressedContentAvailable`, slot 13.
    fn delta_compressed_content_available(&self, caller: &Caller) -> Reply<bool>;
    /// Property `DeltaCompressedContentPreferred`, slot 14.
    fn delta_compressed_content_preferred(&self, caller: &Caller) -> Reply<bool>;
    /// Property `Description`, slot 15.
    fn description(&self, caller: &Caller) -> Reply<Text>;
    /// Property `EulaAccepted`, slot 16.
    fn eula_accepted(&self, caller: &Caller) -> Reply<bool>;
    /// Property `EulaText`, slot 17.
    fn eula_text(&self, caller: &Caller) -> Reply<Text>;
    /// Property `HandlerID`, slot 18.
    fn handler_id(&self, caller: &Caller) -> Reply<Text>;
    /// Property `Identity`, slot 19.
    fn identity(&self, caller: &Caller) -> Reply<ObjectRef>;
    /// Property `Image`, slot 20.
    fn image(&self, caller: &Caller) -> Reply<Option<ObjectRef>>;
    /// Property `InstallationBehavior`, slot 21.
    fn installation_behavior(&self, caller: &Caller) -> Reply<Option<ObjectRef>>;
    /// Property `IsBeta`, slot 22.
    fn is_beta(&self, caller: &Caller) -> Reply<bool>;
    /// Property `IsDownloaded`, slot 23.
    fn is_downloaded(&self, caller: &Caller) -> Reply<bool>;
    /// Property `IsHidden`, slot 24.
    fn is_hidden(&self, caller: &Caller) -> Reply<bool>;
    /// Writes property `IsHidden`, slot 25.
    fn put_is_hidden(&self, caller: &Caller, value: bool) -> Reply<()>;
    /// Property `IsInstalled`, slot 26.
    fn is_installed(&self, caller: &Caller) -> Reply<bool>;
    /// Property `IsMandatory`, slot 27.
    fn is_mandatory(&self, caller: &Caller) -> Reply<bool>;
    /// Property `IsUninstallable`, slot 28.
    fn is_uninstallable(&self, caller: &Caller) -> Reply<bool>;
    /// Property `Languages`, slot 29.
    fn languages(&self, caller: &Caller) -> Reply<ObjectRef>;
    /// Property `LastDeploymentChangeTime`, slot 30.
    fn last_deployment_change_time(&self, caller: &Caller) -> Reply<Date>;
    /// Property `MaxDownloadSize`, slot 31.
    fn max_download_size(&self, caller: &Caller) -> Reply<Decimal>;
    /// Property `MinDownloadSize`, slot 32.
    fn min_download_size(&self, caller: &Caller) -> Reply<Decimal>;
    /// Property `MoreInfoUrls`, slot 33.
    fn more_info_urls(&self, caller: &Caller) -> Reply<ObjectRef>;
    /// Property `MsrcSeverity`, slot 34.
    fn msrc_severity(&self, caller: &Caller) -> Reply<Text>;
    /// Property `RecommendedCpuSpeed`, slot 35.
    fn recommended_cpu_speed(&self, caller: &Caller) -> Reply<i32>;
    /// Property `RecommendedHardDiskSpace`, slot 36.
    fn recommended_hard_disk_space(&self, caller: &Caller) -> Reply<i32>;
    /// Property `RecommendedMemory`, slot 37.
    fn recommended_memory(&self, caller: &Caller) -> Reply<i32>;
    /// Property `ReleaseNotes`, slot 38.
    fn release_notes(&self, caller: &Caller) -> Reply<Text>;
    /// Property `SecurityBulletinIDs`, slot 39.
    fn security_bulletin_ids(&self, caller: &Caller) -> Reply<ObjectRef>;
    /// Property `SupersededUpdateIDs`, slot 40.
    fn superseded_update_ids(&self, caller: &Caller) -> Reply<ObjectRef>;
    /// Property `SupportUrl`, slot 41.
    fn support_url(&self, caller: &Caller) -> Reply<Text>;
    /// Property `Type`, slot 42.
    fn r#type(&self, caller: &Caller) -> Reply<enums::UpdateType>;
    /// Property `UninstallationNotes`, slot 43.
    fn uninstallation_notes(&self, caller: &Caller) -> Reply<Text>;
    /// Property `UninstallationBehavior`, slot 44.
    fn uninstallation_behavior(&self, caller: &Caller) -> Reply<Option<ObjectRef>>;
    /// Property `UninstallationSteps`, slot 45.
    fn uninstallation_steps(&self, caller: &Caller) -> Reply<ObjectRef>;
    /// Property `KBArticleIDs`, slot 46.
    fn kb_article_ids(&self, caller: &Caller) -> Reply<ObjectRef>;
    /// Method `AcceptEula`, slot 47.
    fn accept_eula(&self, caller: &Caller) -> Reply<()>;
    /// Property `DeploymentAction`, slot 48.
    fn deployment_action(&self, caller: &Caller) -> Reply<enums::DeploymentAction>;
    /// Method `CopyFromCache`, slot 49.
    fn copy_from_cache(&self, caller: &Caller, path: &str, to_extract_cab_files: bool) -> Reply<()>;
    /// Property `DownloadPriority`, slot 50.
    fn download_priority(&self, caller: &Caller) -> Reply<enums::DownloadPriority>;
    /// Property `DownloadContents`, slot 51.
    fn download_contents(&self, caller: &Caller) -> Reply<ObjectRef>;
}

/// `IUpdate2`.
pub trait IUpdate2: IUpdate {
    /// Property `RebootRequired`, slot 52.
    fn reboot_required(&self, caller: &Caller) -> Reply<bool>;
    /// Property `IsPresent`, slot 53.
    fn is_present(&self, caller: &Caller) -> Reply<bool>;
    /// Property `CveIDs`, slot 54.
    fn cve_ids(&self, caller: &Caller) -> Reply<ObjectRef>;
    /// Method `CopyToCache`, slot 55.
    fn copy_to_cache(&self, caller: &Caller, p_files: Option<&ObjectRef>) -> Reply<()>;
}

/// `IUpdate3`.
pub trait IUpdate3: IUpdate2 {
    /// Property `BrowseOnly`, slot 56.
    fn browse_only(&self, caller: &Caller) -> Reply<bool>;
}

/// `IUpdate4`.
pub trait IUpdate4: IUpdate3 {
    /// Property `PerUser`, slot 57.
    fn per_user(&self, caller: &Caller) -> Reply<bool>;
}

/// `IUpdate5`.
pub trait IUpdate5: IUpdate4 {
    /// Property `AutoSelection`, slot 58.
    fn auto_selection(&self, caller: &Caller) -> Reply<enums::AutoSelectionMode>;
    /// Property `AutoDownload`, slot 59.
    fn auto_download(&self, caller: &Caller) -> Reply<enums::AutoDownloadMode>;
}

/// `IUpdateCollection`.
pub trait IUpdateCollection: Object {
    /// Property `Item`, slot 7.
    fn item(&self, caller: &Caller, index: i32) -> Reply<ObjectRef>;
    /// Writes property `Item`, slot 8.
    fn put_item(&self, caller: &Caller, index: i32, value: Option<&ObjectRef>) -> Reply<()>;
    /// Property `_NewEnum`, slot 9.
    fn new_enum(&self, caller: &Caller) -> Reply<ObjectRef>;
    /// Property `Count`, slot 10.
    fn count(&self, caller: &Caller) -> Reply<i32>;
    /// Property `ReadOnly`, slot 11.
    fn read_only(&self, caller: &Caller) -> Reply<bool>;
    /// Method `Add`, slot 12.
    fn add(&self, caller: &Caller, value: Option<&ObjectRef>) -> Reply<i32>;
    /// Method `Clear`, slot 13.
    fn clear(&self, caller: &Caller) -> Reply<()>;
    /// Method `Copy`, slot 14.
    fn copy(&self, caller: &Caller) -> Reply<ObjectRef>;
    /// Method `Insert`, slot 15.
    fn insert(&self, caller: &Caller, index: i32, value: Option<&ObjectRef>) -> Reply<()>;
    /// Method `RemoveAt`, slot 16.
    fn remove_at(&self, caller: &Caller, index: i32) -> Reply<()>;
}

/// `IUpdateDownloadContent`.
pub trait IUpdateDownloadContent: Object {
    /// Property `DownloadUrl`, slot 7.
    fn download_url(&self, caller: &Caller) -> Reply<Text>;
}

/// `IUpdateDownloadContent2`.
pub trait IUpdateDownloadContent2: IUpdateDownloadContent {
    /// Property `IsDeltaCompressedContent`, slot 8.
    fn is_delta_compressed_content(&self, caller: &Caller) -> Reply<bool>;
}

/// `IUpdateDownloadContentCollection`.
pub trait IUpdateDownloadContentCollection: Object {
    /// Property `Item`, slot 7.
    fn item(&self, caller: &Caller, index: i32) -> Reply<ObjectRef>;
    /// Property `_NewEnum`, slot 8.
    fn new_enum(&self, caller: &Caller) -> Reply<ObjectRef>;
    /// Property `Count`, slot 9.
    fn count(&self, caller: &Caller) -> Reply<i32>;
}

/// `IUpdateDownloadResult`.
pub trait IUpdateDownloadResult: Object {
    /// Property `HResult`, slot 7.
    fn hresult(&self, caller: &Caller) -> Reply<i32>;
    /// Property `ResultCode`, slot 8.
    fn result_code(&self, caller: &Caller) -> Reply<enums::OperationResultCode>;
}

/// `IUpdateDownloader`.
pub trait IUpdateDownloader: Object {
    /// Property `ClientApplicationID`, slot 7.
    fn client_application_id(&self, caller: &Caller) -> Reply<Text>;
    /// Writes property `ClientApplicationID`, slot 8.
    fn put_client_application_id(&self, caller: &Caller, value: &str) -> Reply<()>;
    /// Property `IsForced`, slot 9.
    fn is_forced(&self, caller: &Caller) -> Reply<bool>;
    /// Writes property `IsForced`, slot 10.
    fn put_is_forced(&self, caller: &Caller, value: bool) -> Reply<()>;
    /// Property `Priority`, slot 11.
    fn priority(&self, caller: &Caller) -> Reply<enums::DownloadPriority>;
    /// Writes property `Priority`, slot 12.
    fn put_priority(&self, caller: &Caller, value: enums::DownloadPriority) -> Reply<()>;
    /// Property `Updates`, slot 13.
    fn updates(&self, caller: &Caller) -> Reply<ObjectRef>;
    /// Writes property `Updates`, slot 14.
    fn put_updates(&self, caller: &Caller, value: Option<&ObjectRef>) -> Reply<()>;
    /// Method `BeginDownload`, slot 15.
    fn begin_download(
        &self,
        caller: &Caller,
        on_progress_changed: Option<&ObjectRef>,
        on_completed: Option<&ObjectRef>,
        state: &Value,
    ) -> Reply<ObjectRef>;
    /// Method `Download`, slot 16.
    fn download(&self, caller: &Caller) -> Reply<ObjectRef>;
    /// Method `EndDownload`, slot 17.
    fn end_download(&self, caller: &Caller, value: Option<&ObjectRef>) -> Reply<ObjectRef>;
}

/// `IUpdateDownloaderEx`.
pub trait IUpdateDownloaderEx: IUpdateDownloader {
    /// Method `BeginDownload2`, slot 18.
    fn begin_download2(
        &self,
        caller: &Caller,
        download_type: enums::DownloadType,
        on_progress_changed: Option<&ObjectRef>,
        on_completed: Option<&ObjectRef>,
        state: &Value,
    ) -> Reply<ObjectRef>;
    /// Method `Download2`, slot 19.
    fn download2(&self, caller: &Caller, download_type: enums::DownloadType) -> Reply<ObjectRef>;
}

/// `IUpdateEx`.
pub trait IUpdateEx: IUpdate5 {
    /// Property `ExtendedStaticProperty`, slot 60.
    fn extended_static_property(&self, caller: &Caller, property_name: &str) -> Reply<Value>;
    /// Method `EvaluateExtendedDynamicProperty`, slot 61.
    fn evaluate_extended_dynamic_property(&self, caller: &Caller, property_name: &str) -> Reply<Value>;
}

/// `IUpdateException`.
pub trait IUpdateException: Object {
    /// Property `Message`, slot 7.
    fn message(&self, caller: &Caller) -> Reply<Text>;
    /// Property `HResult`, slot 8.
    fn hresult(&self, caller: &Caller) -> Reply<i32>;
    /// Property `Context`, slot 9.
    fn context(&self, caller: &Caller) -> Reply<enums::UpdateExceptionContext>;
}

/// `IUpdateExceptionCollection`.
pub trait IUpdateExceptionCollection: Object {
    /// Property `Item`, slot 7.
    fn item(&self, caller: &Caller, index: i32) -> Reply<ObjectRef>;
    /// Property `_NewEnum`, slot 8.
    fn new_enum(&self, caller: &Caller) -> Reply<ObjectRef>;
    /// Property `Count`, slot 9.
    fn count(&self, caller: &Caller) -> Reply<i32>;
}

/// `IUpdateHistoryEntry`.
pub trait IUpdateHistoryEntry: Object {
    /// Property `Operation`, slot 7.
    fn operation(&self, caller: &Caller) -> Reply<enums::UpdateOperation>;
    /// Property `ResultCode`, slot 8.
    fn result_code(&self, caller: &Caller) -> Reply<enums::OperationResultCode>;
    /// Property `HResult`, slot 9.
    fn hresult(&self, caller: &Caller) -> Reply<i32>;
    /// Property `Date`, slot 10.
    fn date(&self, caller: &Caller) -> Reply<Date>;
    /// Property `UpdateIdentity`, slot 11.
    fn update_identity(&self, caller: &Caller) -> Reply<ObjectRef>;
    /// Property `Title`, slot 12.
    fn title(&self, caller: &Caller) -> Reply<Text>;
    /// Property `Description`, slot 13.
    fn description(&self, caller: &Caller) -> Reply<Text>;
    /// Property `UnmappedResultCode`, slot 14.
    fn unmapped_result_code(&self, caller: &Caller) -> Reply<i32>;
    /// Property `ClientApplicationID`, slot 15.
    fn client_application_id(&self, caller: &Caller) -> Reply<Text>;
    /// Property `ServerSelection`, slot 16.
    fn server_selection(&self, caller: &Caller) -> Reply<enums::ServerSelection>;
    /// Property `ServiceID`, slot 17.
    fn service_id(&self, caller: &Caller) -> Reply<Text>;
    /// Property `UninstallationSteps`, slot 18.
    fn uninstallation_steps(&self, caller: &Caller) -> Reply<ObjectRef>;
    /// Property `UninstallationNotes`, slot 19.
    fn uninstallation_notes(&self, caller: &Caller) -> Reply<Text>;
    /// Property `SupportUrl`, slot 20.
    fn support_url(&self, caller: &Caller) -> Reply<Text>;
}

/// `IUpdateHistoryEntry2`.
pub trait IUpdateHistoryEntry2: IUpdateHistoryEntry {
    /// Property `Categories`, slot 21.
    fn categories(&self, caller: &Caller) -> Reply<ObjectRef>;
}

/// `IUpdateHistoryEntryCollection`.
pub trait IUpdateHistoryEntryCollection: Object {
    /// Property `Item`, slot 7.
    fn item(&self, caller: &Caller, index: i32) -> Reply<ObjectRef>;
    /// Property `_NewEnum`, slot 8.
    fn new_enum(&self, caller: &Caller) -> Reply<ObjectRef>;
    /// Property `Count`, slot 9.
    fn count(&self, caller: &Caller) -> Reply<i32>;
}

/// `IUpdateIdentity`.
pub trait IUpdateIdentity: Object {
    /// Property `RevisionNumber`, slot 7.
    fn revision_number(&self, caller: &Caller) -> Reply<i32>;
    /// Property `UpdateID`, slot 8.
    fn update_id(&self, caller: &Caller) -> Reply<Text>;
}

/// `IUpdateInstallationResult`.
pub trait IUpdateInstallationResult: Object {
    /// Property `HResult`, slot 7.
    fn hresult(&self, caller: &Caller) -> Reply<i32>;
    /// Property `RebootRequired`, slot 8.
    fn reboot_required(&self, caller: &Caller) -> Reply<bool>;
    /// Property `ResultCode`, slot 9.
    fn result_code(&self, caller: &Caller) -> Reply<enums::OperationResultCode>;
}

/// `IUpdateInstaller`.
pub trait IUpdateInstaller: Object {
    /// Property `ClientApplicationID`, slot 7.
    fn client_application_id(&self, caller: &Caller) -> Reply<Text>;
    /// Writes property `ClientApplicationID`, slot 8.
    fn put_client_application_id(&self, caller: &Caller, value: &str) -> Reply<()>;
    /// Property `IsForced`, slot 9.
    fn is_forced(&self, caller: &Caller) -> Reply<bool>;
    /// Writes property `IsForced`, slot 10.
    fn put_is_forced(&self, caller: &Caller, value: bool) -> Reply<()>;
    /// Property `ParentHwnd`, slot 11.
    fn parent_hwnd(&self, caller: &Caller) -> Reply<u64>;
    /// Writes property `ParentHwnd`, slot 12.
    fn put_parent_hwnd(&self, caller: &Caller, value: u64) -> Reply<()>;
    /// Writes property `ParentWindow`, slot 13.
    fn put_parent_window(&self, caller: &Caller, value: Option<&ObjectRef>) -> Reply<()>;
    /// Property `ParentWindow`, slot 14.
    fn parent_window(&self, caller: &Caller) -> Reply<Option<ObjectRef>>;
    /// Property `Updates`, slot 15.
    fn updates(&self, caller: &Caller) -> Reply<ObjectRef>;
    /// Writes property `Updates`, slot 16.
    fn put_updates(&self, caller: &Caller, value: Option<&ObjectRef>) -> Reply<()>;
    /// Method `BeginInstall`, slot 17.
    fn begin_install(
        &self,
        caller: &Caller,
        on_progress_changed: Option<&ObjectRef>,
        on_completed: Option<&ObjectRef>,
        state: &Value,
    ) -> Reply<ObjectRef>;
    /// Method `BeginUninstall`, slot 18.
    fn begin_uninstall(
        &self,
        caller: &Caller,
        on_progress_changed: Option<&ObjectRef>,
        on_completed: Option<&ObjectRef>,
        state: &Value,
    ) -> Reply<ObjectRef>;
    /// Method `EndInstall`, slot 19.
    fn end_install(&self, caller: &Caller, value: Option<&ObjectRef>) -> Reply<ObjectRef>;
    /// Method `EndUninstall`, slot 20.
    fn end_uninstall(&self, caller: &Caller, value: Option<&ObjectRef>) -> Reply<ObjectRef>;
    /// Method `Install`, slot 21.
    fn install(&self, caller: &Caller) -> Reply<ObjectRef>;
    /// Method `RunWizard`, slot 22.
    fn run_wizard(&self, caller: &Caller, dialog_title: &str) -> Reply<ObjectRef>;
    /// Property `IsBusy`, slot 23.
    fn is_busy(&self, caller: &Caller) -> Reply<bool>;
    /// Method `Uninstall`, slot 24.
    fn uninstall(&self, caller: &Caller) -> Reply<ObjectRef>;
    /// Property `AllowSourcePrompts`, slot 25.
    fn allow_source_prompts(&self, caller: &Caller) -> Reply<bool>;
    /// Writes property `AllowSourcePrompts`, slot 26.
    fn put_allow_source_prompts(&self, caller: &Caller, value: bool) -> Reply<()>;
    /// Property `RebootRequiredBeforeInstallation`, slot 27.
    fn reboot_required_before_installation(&self, caller: &Caller) -> Reply<bool>;
}

/// `IUpdateInstaller2`.
pub trait IUpdateInstaller2: IUpdateInstaller {
    /// Property `ForceQuiet`, slot 28.
    fn force_quiet(&self, caller: &Caller) -> Reply<bool>;
    /// Writes property `ForceQuiet`, slot 29.
    fn put_force_quiet(&self, caller: &Caller, value: bool) -> Reply<()>;
}

/// `IUpdateInstaller3`.
pub trait IUpdateInstaller3: IUpdateInstaller2 {
    /// Property `AttemptCloseAppsIfNecessary`, slot 30.
    fn attempt_close_apps_if_necessary(&self, caller: &Caller) -> Reply<bool>;
    /// Writes property `AttemptCloseAppsIfNecessary`, slot 31.
    fn put_attempt_close_apps_if_necessary(&self, caller: &Caller, value: bool) -> Reply<()>;
}

/// `IUpdateInstaller4`.
pub trait IUpdateInstaller4: IUpdateInstaller3 {
    /// Method `Commit`, slot 32.
    fn commit(&self, caller: &Caller, dw_flags: u32) -> Reply<()>;
}

/// `IUpdateLockdown`.
pub trait IUpdateLockdown: Object {
    /// Method `LockDown`, slot 3.
    fn lock_down(&self, caller: &Caller, flags: i32) -> Reply<()>;
}

/// `IUpdateSearcher`.
pub trait IUpdateSearcher: Object {
    /// Property `CanAutomaticallyUpgradeService`, slot 7.
    fn can_automatically_upgrade_service(&self, caller: &Caller) -> Reply<bool>;
    /// Writes property `CanAutomaticallyUpgradeService`, slot 8.
    fn put_can_automatically_upgrade_service(&self, caller: &Caller, value: bool) -> Reply<()>;
    /// Property `ClientApplicationID`, slot 9.
    fn client_application_id(&self, caller: &Caller) -> Reply<Text>;
    /// Writes property `ClientApplicationID`, slot 10.
    fn put_client_application_id(&self, caller: &Caller, value: &str) -> Reply<()>;
    /// Property `IncludePotentiallySupersededUpdates`, slot 11.
    fn include_potentially_superseded_updates(&self, caller: &Caller) -> Reply<bool>;
    /// Writes property `IncludePotentiallySupersededUpdates`, slot 12.
    fn put_include_potentially_superseded_updates(&self, caller: &Caller, value: bool) -> Reply<()>;
    /// Property `ServerSelection`, slot 13.
    fn server_selection(&self, caller: &Caller) -> Reply<enums::ServerSelection>;
    /// Writes property `ServerSelection`, slot 14.
    fn put_server_selection(&self, caller: &Caller, value: enums::ServerSelection) -> Reply<()>;
    /// Method `BeginSearch`, slot 15.
    fn begin_search(
        &self,
        caller: &Caller,
        criteria: &str,
        on_completed: Option<&ObjectRef>,
        state: &Value,
    ) -> Reply<ObjectRef>;
    /// Method `EndSearch`, slot 16.
    fn end_search(&self, caller: &Caller, search_job: Option<&ObjectRef>) -> Reply<ObjectRef>;
    /// Method `EscapeString`, slot 17.
    fn escape_string(&self, caller: &Caller, unescaped: &str) -> Reply<Text>;
    /// Method `QueryHistory`, slot 18.
    fn query_history(&self, caller: &Caller, start_index: i32, count: i32) -> Reply<ObjectRef>;
    /// Method `Search`, slot 19.
    fn search(&self, caller: &Caller, criteria: &str) -> Reply<ObjectRef>;
    /// Property `Online`, slot 20.
    fn online(&self, caller: &Caller) -> Reply<bool>;
    /// Writes property `Online`, slot 21.
    fn put_online(&self, caller: &Caller, value: bool) -> Reply<()>;
    /// Method `GetTotalHistoryCount`, slot 22.
    fn get_total_history_count(&self, caller: &Caller) -> Reply<i32>;
    /// Property `ServiceID`, slot 23.
    fn service_id(&self, caller: &Caller) -> Reply<Text>;
    /// Writes property `ServiceID`, slot 24.
    fn put_service_id(&self, caller: &Caller, value: &str) -> Reply<()>;
}

/// `IUpdateSearcher2`.
pub trait IUpdateSearcher2: IUpdateSearcher {
    /// Property `IgnoreDownloadPriority`, slot 25.
    fn ignore_download_priority(&self, caller: &Caller) -> Reply<bool>;
    /// Writes property `IgnoreDownloadPriority`, slot 26.
    fn put_ignore_download_priority(&self, caller: &Caller, value: bool) -> Reply<()>;
}

/// `IUpdateSearcher3`.
pub trait IUpdateSearcher3: IUpdateSearcher2 {
    /// Property `SearchScope`, slot 27.
    fn search_scope(&self, caller: &Caller) -> Reply<enums::SearchScope>;
    /// Writes property `SearchScope`, slot 28.
    fn put_search_scope(&self, caller: &Caller, value: enums::SearchScope) -> Reply<()>;
}

/// `IUpdateService`.
pub trait IUpdateService: Object {
    /// Property `Name`, slot 7.
    fn name(&self, caller: &Caller) -> Reply<Text>;
    /// Property `ContentValidationCert`, slot 8.
    fn content_validation_cert(&self, caller: &Caller) -> Reply<Value>;
    /// Property `ExpirationDate`, slot 9.
    fn expiration_date(&self, caller: &Caller) -> Reply<Date>;
    /// Property `IsManaged`, slot 10.
    fn is_managed(&self, caller: &Caller) -> Reply<bool>;
    /// Property `IsRegisteredWithAU`, slot 11.
    fn is_registered_with_au(&self, caller: &Caller) -> Reply<bool>;
    /// Property `IssueDate`, slot 12.
    fn issue_date(&self, caller: &Caller) -> Reply<Date>;
    /// Property `OffersWindowsUpdates`, slot 13.
    fn offers_windows_updates(&self, caller: &Caller) -> Reply<bool>;
    /// Property `RedirectUrls`, slot 14.
    fn redirect_urls(&self, caller: &Caller) -> Reply<ObjectRef>;
    /// Property `ServiceID`, slot 15.
    fn service_id(&self, caller: &Caller) -> Reply<Text>;
    /// Property `IsScanPackageService`, slot 16.
    fn is_scan_package_service(&self, caller: &Caller) -> Reply<bool>;
    /// Property `CanRegisterWithAU`, slot 17.
    fn can_register_with_au(&self, caller: &Caller) -> Reply<bool>;
    /// Property `ServiceUrl`, slot 18.
    fn service_url(&self, caller: &Caller) -> Reply<Text>;
    /// Property `SetupPrefix`, slot 19.
    fn setup_prefix(&self, caller: &Caller) -> Reply<Text>;
}

/// `IUpdateService2`.
pub trait IUpdateService2: IUpdateService {
    /// Property `IsDefaultAUService`, slot 20.
    fn is_default_au_service(&self, caller: &Caller) -> Reply<bool>;
}

/// `IUpdateServiceCollection`.
pub trait IUpdateServiceCollection: Object {
    /// Property `Item`, slot 7.
    fn item(&self, caller: &Caller, index: i32) -> Reply<ObjectRef>;
    /// Property `_NewEnum`, slot 8.
    fn new_enum(&self, caller: &Caller) -> Reply<ObjectRef>;
    /// Property `Count`, slot 9.
    fn count(&self, caller: &Caller) -> Reply<i32>;
}

/// `IUpdateServiceManager`.
pub trait IUpdateServiceManager: Object {
    /// Property `Services`, slot 7.
    fn services(&self, caller: &Caller) -> Reply<ObjectRef>;
    /// Method `AddService`, slot 8.
    fn add_service(
        &self,
        caller: &Caller,
        service_id: &str,
        authorization_cab_path: &str,
    ) -> Reply<ObjectRef>;
    /// Method `RegisterServiceWithAU`, slot 9.
    fn register_service_with_au(&self, caller: &Caller, service_id: &str) -> Reply<()>;
    /// Method `RemoveService`, slot 10.
    fn remove_service(&self, caller: &Caller, service_id: &str) -> Reply<()>;
    /// Method `UnregisterServiceWithAU`, slot 11.
    fn unregister_service_with_au(&self, caller: &Caller, service_id: &str) -> Reply<()>;
    /// Method `AddScanPackageService`, slot 12.
    fn add_scan_package_service(
        &self,
        caller: &Caller,
        service_name: &str,
        scan_file_location: &str,
        flags: i32,
    ) -> Reply<ObjectRef>;
    /// Method `SetOption`, slot 13.
    fn set_option(&self, caller: &Caller, option_name: &str, option_value: &Value) -> Reply<()>;
}

/// `IUpdateServiceManager2`.
pub trait IUpdateServiceManager2: IUpdateServiceManager {
    /// Property `ClientApplicationID`, slot 14.
    fn client_application_id(&self, caller: &Caller) -> Reply<Text>;
    /// Writes property `ClientApplicationID`, slot 15.
    fn put_client_application_id(&self, caller: &Caller, value: &str) -> Reply<()>;
    /// Method `QueryServiceRegistration`, slot 16.
    fn query_service_registration(&self, caller: &Caller, service_id: &str) -> Reply<ObjectRef>;
    /// Method `AddService2`, slot 17.
    fn add_service2(
        &self,
        caller: &Caller,
        service_id: &str,
        flags: i32,
        authorization_cab_path: &str,
    ) -> Reply<ObjectRef>;
}

/// `IUpdateServiceRegistration`.
pub trait IUpdateServiceRegistration: Object {
    /// Property `RegistrationState`, slot 7.
    fn registration_state(&self, caller: &Caller) -> Reply<enums::UpdateServiceRegistrationState>;
    /// Property `ServiceID`, slot 8.
    fn service_id(&self, caller: &Caller) -> Reply<Text>;
    /// Property `IsPendingRegistrationWithAU`, slot 9.
    fn is_pending_registration_with_au(&self, caller: &Caller) -> Reply<bool>;
    /// Property `Service`, slot 10.
    fn service(&self, caller: &Caller) -> Reply<Option<ObjectRef>>;
}

/// `IUpdateSession`.
pub trait IUpdateSession: Object {
    /// Property `ClientApplicationID`, slot 7.
    fn client_application_id(&self, caller: &Caller) -> Reply<Text>;
    /// Writes property `ClientApplicationID`, slot 8.
    fn put_client_application_id(&self, caller: &Caller, value: &str) -> Reply<()>;
    /// Property `ReadOnly`, slot 9.
    fn read_only(&self, caller: &Caller) -> Reply<bool>;
    /// Property `WebProxy`, slot 10.
    fn web_proxy(&self, caller: &Caller) -> Reply<ObjectRef>;
    /// Writes property `WebProxy`, slot 11.
    fn put_web_proxy(&self, caller: &Caller, value: Option<&ObjectRef>) -> Reply<()>;
    /// Method `CreateUpdateSearcher`, slot 12.
    fn create_update_searcher(&self, caller: &Caller) -> Reply<ObjectRef>;
    /// Method `CreateUpdateDownloader`, slot 13.
    fn create_update_downloader(&self, caller: &Caller) -> Reply<ObjectRef>;
    /// Method `CreateUpdateInstaller`, slot 14.
    fn create_update_installer(&self, caller: &Caller) -> Reply<ObjectRef>;
}

/// `IUpdateSession2`.
pub trait IUpdateSession2: IUpdateSession {
    /// Property `UserLocale`, slot 15.
    fn user_locale(&self, caller: &Caller) -> Reply<u32>;
    /// Writes property `UserLocale`, slot 16.
    fn put_user_locale(&self, caller: &Caller, lcid: u32) -> Reply<()>;
}

/// `IUpdateSession3`.
pub trait IUpdateSession3: IUpdateSession2 {
    /// Method `CreateUpdateServiceManager`, slot 17.
    fn create_update_service_manager(&self, caller: &Caller) -> Reply<ObjectRef>;
    /// Method `QueryHistory`, slot 18.
    fn query_history(
        &self,
        caller: &Caller,
        criteria: &str,
        start_index: i32,
        count: i32,
    ) -> Reply<ObjectRef>;
}

/// `IWebProxy`.
pub trait IWebProxy: Object {
    /// Property `Address`, slot 7.
    fn address(&self, caller: &Caller) -> Reply<Text>;
    /// Writes property `Address`, slot 8.
    fn put_address(&self, caller: &Caller, value: &str) -> Reply<()>;
    /// Property `BypassList`, slot 9.
    fn bypass_list(&self, caller: &Caller) -> Reply<ObjectRef>;
    /// Writes property `BypassList`, slot 10.
    fn put_bypass_list(&self, caller: &Caller, value: Option<&ObjectRef>) -> Reply<()>;
    /// Property `BypassProxyOnLocal`, slot 11.
    fn bypass_proxy_on_local(&self, caller: &Caller) -> Reply<bool>;
    /// Writes property `BypassProxyOnLocal`, slot 12.
    fn put_bypass_proxy_on_local(&self, caller: &Caller, value: bool) -> Reply<()>;
    /// Property `ReadOnly`, slot 13.
    fn read_only(&self, caller: &Caller) -> Reply<bool>;
    /// Property `UserName`, slot 14.
    fn user_name(&self, caller: &Caller) -> Reply<Text>;
    /// Writes property `UserName`, slot 15.
    fn put_user_name(&self, caller: &Caller, value: &str) -> Reply<()>;
    /// Method `SetPassword`, slot 16.
    fn set_password(&self, caller: &Caller, value: &str) -> Reply<()>;
    /// Method `PromptForCredentials`, slot 17.
    fn prompt_for_credentials(
        &self,
        caller: &Caller,
        parent_window: Option<&ObjectRef>,
        title: &str,
    ) -> Reply<()>;
    /// Method `PromptForCredentialsFromHwnd`, slot 18.
    fn prompt_for_credentials_from_hwnd(&self, caller: &Caller, parent_window: u64, title: &str)
    -> Reply<()>;
    /// Property `AutoDetect`, slot 19.
    fn auto_detect(&self, caller: &Caller) -> Reply<bool>;
    /// Writes property `AutoDetect`, slot 20.
    fn put_auto_detect(&self, caller: &Caller, value: bool) -> Reply<()>;
}

/// `IWindowsDriverUpdate`.
pub trait IWindowsDriverUpdate: IUpdate {
    /// Property `DriverClass`, slot 52.
    fn driver_class(&self, caller: &Caller) -> Reply<Text>;
    /// Property `DriverHardwareID`, slot 53.
    fn driver_hardware_id(&self, caller: &Caller) -> Reply<Text>;
    /// Property `DriverManufacturer`, slot 54.
    fn driver_manufacturer(&self, caller: &Caller) -> Reply<Text>;
    /// Property `DriverModel`, slot 55.
    fn driver_model(&self, caller: &Caller) -> Reply<Text>;
    /// Property `DriverProvider`, slot 56.
    fn driver_provider(&self, caller: &Caller) -> Reply<Text>;
    /// Property `DriverVerDate`, slot 57.
    fn driver_ver_date(&self, caller: &Caller) -> Reply<Date>;
    /// Property `DeviceProblemNumber`, slot 58.
    fn device_problem_number(&self, caller: &Caller) -> Reply<i32>;
    /// Property `DeviceStatus`, slot 59.
    fn device_status(&self, caller: &Caller) -> Reply<i32>;
}

/// `IWindowsDriverUpdate2`.
pub trait IWindowsDriverUpdate2: IWindowsDriverUpdate {
    /// Property `RebootRequired`, slot 60.
    fn reboot_required(&self, caller: &Caller) -> Reply<bool>;
    /// Property `IsPresent`, slot 61.
    fn is_present(&self, caller: &Caller) -> Reply<bool>;
    /// Property `CveIDs`, slot 62.
    fn cve_ids(&self, caller: &Caller) -> Reply<ObjectRef>;
    /// Method `CopyToCache`, slot 63.
    fn copy_to_cache(&self, caller: &Caller, p_files: Option<&ObjectRef>) -> Reply<()>;
}

/// `IWindowsDriverUpdate3`.
pub trait IWindowsDriverUpdate3: IWindowsDriverUpdate2 {
    /// Property `BrowseOnly`, slot 64.
    fn browse_only(&self, caller: &Caller) -> Reply<bool>;
}

/// `IWindowsDriverUpdate4`.
pub trait IWindowsDriverUpdate4: IWindowsDriverUpdate3 {
    /// Property `WindowsDriverUpdateEntries`, slot 65.
    fn windows_driver_update_entries(&self, caller: &Caller) -> Reply<ObjectRef>;
    /// Property `PerUser`, slot 66.
    fn per_user(&self, caller: &Caller) -> Reply<bool>;
}

/// `IWindowsDriverUpdate5`.
pub trait IWindowsDriverUpdate5: IWindowsDriverUpdate4 {
    /// Property `AutoSelection`, slot 67.
    fn auto_selection(&self, caller: &Caller) -> Reply<enums::AutoSelectionMode>;
    /// Property `AutoDownload`, slot 68.
    fn auto_download(&self, caller: &Caller) -> Reply<enums::AutoDownloadMode>;
}

/// `IWindowsDriverUpdateEntry`.
pub trait IWindowsDriverUpdateEntry: Object {
    /// Property `DriverClass`, slot 7.
    fn driver_class(&self, caller: &Caller) -> Reply<Text>;
    /// Property `DriverHardwareID`, slot 8.
    fn driver_hardware_id(&self, caller: &Caller) -> Reply<Text>;
    /// Property `DriverManufacturer`, slot 9.
    fn driver_manufacturer(&self, caller: &Caller) -> Reply<Text>;
    /// Property `DriverModel`, slot 10.
    fn driver_model(&self, caller: &Caller) -> Reply<Text>;
    /// Property `DriverProvider`, slot 11.
    fn driver_provider(&self, caller: &Caller) -> Reply<Text>;
    /// Property `DriverVerDate`, slot 12.
    fn driver_ver_date(&self, caller: &Caller) -> Reply<Date>;
    /// Property `DeviceProblemNumber`, slot 13.
    fn device_problem_number(&self, caller: &Caller) -> Reply<i32>;
    /// Property `DeviceStatus`, slot 14.
    fn device_status(&self, caller: &Caller) -> Reply<i32>;
}

/// `IWindowsDriverUpdateEntryCollection`.
pub trait IWindowsDriverUpdateEntryCollection: Object {
    /// Property `Item`, slot 7.
    fn item(&self, caller: &Caller, index: i32) -> Reply<ObjectRef>;
    /// Property `_NewEnum`, slot 8.
    fn new_enum(&self, caller: &Caller) -> Reply<ObjectRef>;
    /// Property `Count`, slot 9.
    fn count(&self, caller: &Caller) -> Reply<i32>;
}

/// `IWindowsUpdateAgentInfo`.
pub trait IWindowsUpdateAgentInfo: Object {
    /// Method `GetInfo`, slot 7.
    fn get_info(&self, caller: &Caller, var_info_identifier: &Value) -> Reply<Value>;
}
