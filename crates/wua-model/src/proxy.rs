//! Typed handles: an object, its caller, and a method per member. Every call goes through the waist. Written by `cargo xtask codegen` from the tables of `wua-defs`: edit that.

use std::ops::Deref;

use wua_com::{Bound, Date, Decimal, Error, ObjectRef, Text, Value};
use wua_defs::{enums, interfaces as defs};

/// A handle on `IAutomaticUpdates`.
#[derive(Clone, Debug)]
pub struct IAutomaticUpdates(Bound);

impl From<Bound> for IAutomaticUpdates {
    fn from(bound: Bound) -> Self {
        Self(bound)
    }
}

impl Deref for IAutomaticUpdates {
    type Target = Bound;

    fn deref(&self) -> &Bound {
        &self.0
    }
}

impl IAutomaticUpdates {
    /// `DetectNow`.
    pub fn detect_now(&self) -> Result<(), Error> {
        self.call(&defs::IAUTOMATIC_UPDATES, 7, &[])
            .map(|success| success.value)
    }

    /// `Pause`.
    pub fn pause(&self) -> Result<(), Error> {
        self.call(&defs::IAUTOMATIC_UPDATES, 8, &[])
            .map(|success| success.value)
    }

    /// `Resume`.
    pub fn resume(&self) -> Result<(), Error> {
        self.call(&defs::IAUTOMATIC_UPDATES, 9, &[])
            .map(|success| success.value)
    }

    /// `ShowSettingsDialog`.
    pub fn show_settings_dialog(&self) -> Result<(), Error> {
        self.call(&defs::IAUTOMATIC_UPDATES, 10, &[])
            .map(|success| success.value)
    }

    /// `Settings`.
    pub fn settings(&self) -> Result<IAutomaticUpdatesSettings, Error> {
        self.call(&defs::IAUTOMATIC_UPDATES, 11, &[])
            .map(|success| IAutomaticUpdatesSettings::from(self.bind(success.value)))
    }

    /// `ServiceEnabled`.
    pub fn service_enabled(&self) -> Result<bool, Error> {
        self.call(&defs::IAUTOMATIC_UPDATES, 12, &[])
            .map(|success| success.value)
    }

    /// `EnableService`.
    pub fn enable_service(&self) -> Result<(), Error> {
        self.call(&defs::IAUTOMATIC_UPDATES, 13, &[])
            .map(|success| success.value)
    }
}

/// A handle on `IAutomaticUpdates2`.
#[derive(Clone, Debug)]
pub struct IAutomaticUpdates2(IAutomaticUpdates);

impl From<Bound> for IAutomaticUpdates2 {
    fn from(bound: Bound) -> Self {
        Self(IAutomaticUpdates::from(bound))
    }
}

impl Deref for IAutomaticUpdates2 {
    type Target = IAutomaticUpdates;

    fn deref(&self) -> &IAutomaticUpdates {
        &self.0
    }
}

impl IAutomaticUpdates2 {
    /// `Results`.
    pub fn results(&self) -> Result<IAutomaticUpdatesResults, Error> {
        self.call(&defs::IAUTOMATIC_UPDATES2, 14, &[])
            .map(|success| IAutomaticUpdatesResults::from(self.bind(success.value)))
    }
}

/// A handle on `IAutomaticUpdatesResults`.
#[derive(Clone, Debug)]
pub struct IAutomaticUpdatesResults(Bound);

impl From<Bound> for IAutomaticUpdatesResults {
    fn from(bound: Bound) -> Self {
        Self(bound)
    }
}

impl Deref for IAutomaticUpdatesResults {
    type Target = Bound;

    fn deref(&self) -> &Bound {
        &self.0
    }
}

impl IAutomaticUpdatesResults {
    /// `LastSearchSuccessDate`.
    pub fn last_search_success_date(&self) -> Result<Value, Error> {
        self.call(&defs::IAUTOMATIC_UPDATES_RESULTS, 7, &[])
            .map(|success| success.value)
    }

    /// `LastInstallationSuccessDate`.
    pub fn last_installation_success_date(&self) -> Result<Value, Error> {
        self.call(&defs::IAUTOMATIC_UPDATES_RESULTS, 8, &[])
            .map(|success| success.value)
    }
}

/// A handle on `IAutomaticUpdatesSettings`.
#[derive(Clone, Debug)]
pub struct IAutomaticUpdatesSettings(Bound);

impl From<Bound> for IAutomaticUpdatesSettings {
    fn from(bound: Bound) -> Self {
        Self(bound)
    }
}

impl Deref for IAutomaticUpdatesSettings {
    type Target = Bound;

    fn deref(&self) -> &Bound {
        &self.0
    }
}

impl IAutomaticUpdatesSettings {
    /// `NotificationLevel`.
    pub fn notification_level(&self) -> Result<enums::AutomaticUpdatesNotificationLevel, Error> {
        self.call(&defs::IAUTOMATIC_UPDATES_SETTINGS, 7, &[])
            .map(|success| success.value)
    }

    /// `NotificationLevel`.
    pub fn put_notification_level(
        &self,
        value: enums::AutomaticUpdatesNotificationLevel,
    ) -> Result<(), Error> {
        self.call(&defs::IAUTOMATIC_UPDATES_SETTINGS, 8, &[Value::I4(value.into())])
            .map(|success| success.value)
    }

    /// `ReadOnly`.
    pub fn read_only(&self) -> Result<bool, Error> {
        self.call(&defs::IAUTOMATIC_UPDATES_SETTINGS, 9, &[])
            .map(|success| success.value)
    }

    /// `Required`.
    pub fn required(&self) -> Result<bool, Error> {
        self.call(&defs::IAUTOMATIC_UPDATES_SETTINGS, 10, &[])
            .map(|success| success.value)
    }

    /// `ScheduledInstallationDay`.
    pub fn scheduled_installation_day(
        &self,
    ) -> Result<enums::AutomaticUpdatesScheduledInstallationDay, Error> {
        self.call(&defs::IAUTOMATIC_UPDATES_SETTINGS, 11, &[])
            .map(|success| success.value)
    }

    /// `ScheduledInstallationDay`.
    pub fn put_scheduled_installation_day(
        &self,
        value: enums::AutomaticUpdatesScheduledInstallationDay,
    ) -> Result<(), Error> {
        self.call(&defs::IAUTOMATIC_UPDATES_SETTINGS, 12, &[Value::I4(value.into())])
            .map(|success| success.value)
    }

    /// `ScheduledInstallationTime`.
    pub fn scheduled_installation_time(&self) -> Result<i32, Error> {
        self.call(&defs::IAUTOMATIC_UPDATES_SETTINGS, 13, &[])
            .map(|success| success.value)
    }

    /// `ScheduledInstallationTime`.
    pub fn put_scheduled_installation_time(&self, value: i32) -> Result<(), Error> {
        self.call(&defs::IAUTOMATIC_UPDATES_SETTINGS, 14, &[Value::from(value)])
            .map(|success| success.value)
    }

    /// `Refresh`.
    pub fn refresh(&self) -> Result<(), Error> {
        self.call(&defs::IAUTOMATIC_UPDATES_SETTINGS, 15, &[])
            .map(|success| success.value)
    }

    /// `Save`.
    pub fn save(&self) -> Result<(), Error> {
        self.call(&defs::IAUTOMATIC_UPDATES_SETTINGS, 16, &[])
            .map(|success| success.value)
    }
}

/// A handle on `IAutomaticUpdatesSettings2`.
#[derive(Clone, Debug)]
pub struct IAutomaticUpdatesSettings2(IAutomaticUpdatesSettings);

impl From<Bound> for IAutomaticUpdatesSettings2 {
    fn from(bound: Bound) -> Self {
        Self(IAutomaticUpdatesSettings::from(bound))
    }
}

impl Deref for IAutomaticUpdatesSettings2 {
    type Target = IAutomaticUpdatesSettings;

    fn deref(&self) -> &IAutomaticUpdatesSettings {
        &self.0
    }
}

impl IAutomaticUpdatesSettings2 {
    /// `IncludeRecommendedUpdates`.
    pub fn include_recommended_updates(&self) -> Result<bool, Error> {
        self.call(&defs::IAUTOMATIC_UPDATES_SETTINGS2, 17, &[])
            .map(|success| success.value)
    }

    /// `IncludeRecommendedUpdates`.
    pub fn put_include_recommended_updates(&self, value: bool) -> Result<(), Error> {
        self.call(&defs::IAUTOMATIC_UPDATES_SETTINGS2, 18, &[Value::from(value)])
            .map(|success| success.value)
    }

    /// `CheckPermission`.
    pub fn check_permission(
        &self,
        user_type: enums::AutomaticUpdatesUserType,
        permission_type: enums::AutomaticUpdatesPermissionType,
    ) -> Result<bool, Error> {
        self.call(
            &defs::IAUTOMATIC_UPDATES_SETTINGS2,
            19,
            &[Value::I4(user_type.into()), Value::I4(permission_type.into())],
        )
        .map(|success| success.value)
    }
}

/// A handle on `IAutomaticUpdatesSettings3`.
#[derive(Clone, Debug)]
pub struct IAutomaticUpdatesSettings3(IAutomaticUpdatesSettings2);

impl From<Bound> for IAutomaticUpdatesSettings3 {
    fn from(bound: Bound) -> Self {
        Self(IAutomaticUpdatesSettings2::from(bound))
    }
}

impl Deref for IAutomaticUpdatesSettings3 {
    type Target = IAutomaticUpdatesSettings2;

    fn deref(&self) -> &IAutomaticUpdatesSettings2 {
        &self.0
    }
}

impl IAutomaticUpdatesSettings3 {
    /// `NonAdministratorsElevated`.
    pub fn non_administrators_elevated(&self) -> Result<bool, Error> {
        self.call(&defs::IAUTOMATIC_UPDATES_SETTINGS3, 20, &[])
            .map(|success| success.value)
    }

    /// `NonAdministratorsElevated`.
    pub fn put_non_administrators_elevated(&self, value: bool) -> Result<(), Error> {
        self.call(&defs::IAUTOMATIC_UPDATES_SETTINGS3, 21, &[Value::from(value)])
            .map(|success| success.value)
    }

    /// `FeaturedUpdatesEnabled`.
    pub fn featured_updates_enabled(&self) -> Result<bool, Error> {
        self.call(&defs::IAUTOMATIC_UPDATES_SETTINGS3, 22, &[])
            .map(|success| success.value)
    }

    /// `FeaturedUpdatesEnabled`.
    pub fn put_featured_updates_enabled(&self, value: bool) -> Result<(), Error> {
        self.call(&defs::IAUTOMATIC_UPDATES_SETTINGS3, 23, &[Value::from(value)])
            .map(|success| success.value)
    }
}

/// A handle on `ICategory`.
#[derive(Clone, Debug)]
pub struct ICategory(Bound);

impl From<Bound> for ICategory {
    fn from(bound: Bound) -> Self {
        Self(bound)
    }
}

impl Deref for ICategory {
    type Target = Bound;

    fn deref(&self) -> &Bound {
        &self.0
    }
}

impl ICategory {
    /// `Name`.
    pub fn name(&self) -> Result<Text, Error> {
        self.call(&defs::ICATEGORY, 7, &[]).map(|success| success.value)
    }

    /// `CategoryID`.
    pub fn category_id(&self) -> Result<Text, Error> {
        self.call(&defs::ICATEGORY, 8, &[]).map(|success| success.value)
    }

    /// `Children`.
    pub fn children(&self) -> Result<ICategoryCollection, Error> {
        self.call(&defs::ICATEGORY, 9, &[])
            .map(|success| ICategoryCollection::from(self.bind(success.value)))
    }

    /// `Description`.
    pub fn description(&self) -> Result<Text, Error> {
        self.call(&defs::ICATEGORY, 10, &[]).map(|success| success.value)
    }

    /// `Image`.
    pub fn image(&self) -> Result<Option<IImageInformation>, Error> {
        self.call::<Option<ObjectRef>>(&defs::ICATEGORY, 11, &[])
            .map(|success| {
                success
                    .value
                    .map(|object| IImageInformation::from(self.bind(object)))
            })
    }

    /// `Order`.
    pub fn order(&self) -> Result<i32, Error> {
        self.call(&defs::ICATEGORY, 12, &[]).map(|success| success.value)
    }

    /// `Parent`.
    pub fn parent(&self) -> Result<Option<ICategory>, Error> {
        self.call::<Option<ObjectRef>>(&defs::ICATEGORY, 13, &[])
            .map(|success| success.value.map(|object| ICategory::from(self.bind(object))))
    }

    /// `Type`.
    pub fn r#type(&self) -> Result<Text, Error> {
        self.call(&defs::ICATEGORY, 14, &[]).map(|success| success.value)
    }

    /// `Updates`.
    pub fn updates(&self) -> Result<IUpdateCollection, Error> {
        self.call(&defs::ICATEGORY, 15, &[])
            .map(|success| IUpdateCollection::from(self.bind(success.value)))
    }
}

/// A handle on `ICategoryCollection`.
#[derive(Clone, Debug)]
pub struct ICategoryCollection(Bound);

impl From<Bound> for ICategoryCollection {
    fn from(bound: Bound) -> Self {
        Self(bound)
    }
}

impl Deref for ICategoryCollection {
    type Target = Bound;

    fn deref(&self) -> &Bound {
        &self.0
    }
}

impl ICategoryCollection {
    /// `Item`.
    pub fn item(&self, index: i32) -> Result<ICategory, Error> {
        self.call(&defs::ICATEGORY_COLLECTION, 7, &[Value::from(index)])
            .map(|success| ICategory::from(self.bind(success.value)))
    }

    /// `_NewEnum`.
    pub fn new_enum(&self) -> Result<ObjectRef, Error> {
        self.call(&defs::ICATEGORY_COLLECTION, 8, &[])
            .map(|success| success.value)
    }

    /// `Count`.
    pub fn count(&self) -> Result<i32, Error> {
        self.call(&defs::ICATEGORY_COLLECTION, 9, &[])
            .map(|success| success.value)
    }
}

/// A handle on `IDownloadCompletedCallback`.
#[derive(Clone, Debug)]
pub struct IDownloadCompletedCallback(Bound);

impl From<Bound> for IDownloadCompletedCallback {
    fn from(bound: Bound) -> Self {
        Self(bound)
    }
}

impl Deref for IDownloadCompletedCallback {
    type Target = Bound;

    fn deref(&self) -> &Bound {
        &self.0
    }
}

impl IDownloadCompletedCallback {
    /// `Invoke`.
    pub fn invoke(
        &self,
        download_job: Option<&ObjectRef>,
        callback_args: Option<&ObjectRef>,
    ) -> Result<(), Error> {
        self.call(
            &defs::IDOWNLOAD_COMPLETED_CALLBACK,
            3,
            &[
                Value::Object(download_job.cloned()),
                Value::Object(callback_args.cloned()),
            ],
        )
        .map(|success| success.value)
    }
}

/// A handle on `IDownloadCompletedCallbackArgs`.
#[derive(Clone, Debug)]
pub struct IDownloadCompletedCallbackArgs(Bound);

impl From<Bound> for IDownloadCompletedCallbackArgs {
    fn from(bound: Bound) -> Self {
        Self(bound)
    }
}

impl Deref for IDownloadCompletedCallbackArgs {
    type Target = Bound;

    fn deref(&self) -> &Bound {
        &self.0
    }
}

/// A handle on `IDownloadJob`.
#[derive(Clone, Debug)]
pub struct IDownloadJob(Bound);

impl From<Bound> for IDownloadJob {
    fn from(bound: Bound) -> Self {
        Self(bound)
    }
}

impl Deref for IDownloadJob {
    type Target = Bound;

    fn deref(&self) -> &Bound {
        &self.0
    }
}

impl IDownloadJob {
    /// `AsyncState`.
    pub fn async_state(&self) -> Result<Value, Error> {
        self.call(&defs::IDOWNLOAD_JOB, 7, &[])
            .map(|success| success.value)
    }

    /// `IsCompleted`.
    pub fn is_completed(&self) -> Result<bool, Error> {
        self.call(&defs::IDOWNLOAD_JOB, 8, &[])
            .map(|success| success.value)
    }

    /// `Updates`.
    pub fn updates(&self) -> Result<IUpdateCollection, Error> {
        self.call(&defs::IDOWNLOAD_JOB, 9, &[])
            .map(|success| IUpdateCollection::from(self.bind(success.value)))
    }

    /// `CleanUp`.
    pub fn clean_up(&self) -> Result<(), Error> {
        self.call(&defs::IDOWNLOAD_JOB, 10, &[])
            .map(|success| success.value)
    }

    /// `GetProgress`.
    pub fn get_progress(&self) -> Result<IDownloadProgress, Error> {
        self.call(&defs::IDOWNLOAD_JOB, 11, &[])
            .map(|success| IDownloadProgress::from(self.bind(success.value)))
    }

    /// `RequestAbort`.
    pub fn request_abort(&self) -> Result<(), Error> {
        self.call(&defs::IDOWNLOAD_JOB, 12, &[])
            .map(|success| success.value)
    }
}

/// A handle on `IDownloadProgress`.
#[derive(Clone, Debug)]
pub struct IDownloadProgress(Bound);

impl From<Bound> for IDownloadProgress {
    fn from(bound: Bound) -> Self {
        Self(bound)
    }
}

impl Deref for IDownloadProgress {
    type Target = Bound;

    fn deref(&self) -> &Bound {
        &self.0
    }
}

impl IDownloadProgress {
    /// `CurrentUpdateBytesDownloaded`.
    pub fn current_update_bytes_downloaded(&self) -> Result<Decimal, Error> {
        self.call(&defs::IDOWNLOAD_PROGRESS, 7, &[])
            .map(|success| success.value)
    }

    /// `CurrentUpdateBytesToDownload`.
    pub fn current_update_bytes_to_download(&self) -> Result<Decimal, Error> {
        self.call(&defs::IDOWNLOAD_PROGRESS, 8, &[])
            .map(|success| success.value)
    }

    /// `CurrentUpdateIndex`.
    pub fn current_update_index(&self) -> Result<i32, Error> {
        self.call(&defs::IDOWNLOAD_PROGRESS, 9, &[])
            .map(|success| success.value)
    }

    /// `PercentComplete`.
    pub fn percent_complete(&self) -> Result<i32, Error> {
        self.call(&defs::IDOWNLOAD_PROGRESS, 10, &[])
            .map(|success| success.value)
    }

    /// `TotalBytesDownloaded`.
    pub fn total_bytes_downloaded(&self) -> Result<Decimal, Error> {
        self.call(&defs::IDOWNLOAD_PROGRESS, 11, &[])
            .map(|success| success.value)
    }

    /// `TotalBytesToDownload`.
    pub fn total_bytes_to_download(&self) -> Result<Decimal, Error> {
        self.call(&defs::IDOWNLOAD_PROGRESS, 12, &[])
            .map(|success| success.value)
    }

    /// `GetUpdateResult`.
    pub fn get_update_result(&self, update_index: i32) -> Result<IUpdateDownloadResult, Error> {
        self.call(&defs::IDOWNLOAD_PROGRESS, 13, &[Value::from(update_index)])
            .map(|success| IUpdateDownloadResult::from(self.bind(success.value)))
    }

    /// `CurrentUpdateDownloadPhase`.
    pub fn current_update_download_phase(&self) -> Result<enums::DownloadPhase, Error> {
        self.call(&defs::IDOWNLOAD_PROGRESS, 14, &[])
            .map(|success| success.value)
    }

    /// `CurrentUpdatePercentComplete`.
    pub fn current_update_percent_complete(&self) -> Result<i32, Error> {
        self.call(&defs::IDOWNLOAD_PROGRESS, 15, &[])
            .map(|success| success.value)
    }
}

/// A handle on `IDownloadProgressChangedCallback`.
#[derive(Clone, Debug)]
pub struct IDownloadProgressChangedCallback(Bound);

impl From<Bound> for IDownloadProgressChangedCallback {
    fn from(bound: Bound) -> Self {
        Self(bound)
    }
}

impl Deref for IDownloadProgressChangedCallback {
    type Target = Bound;

    fn deref(&self) -> &Bound {
        &self.0
    }
}

impl IDownloadProgressChangedCallback {
    /// `Invoke`.
    pub fn invoke(
        &self,
        download_job: Option<&ObjectRef>,
        callback_args: Option<&ObjectRef>,
    ) -> Result<(), Error> {
        self.call(
            &defs::IDOWNLOAD_PROGRESS_CHANGED_CALLBACK,
            3,
            &[
                Value::Object(download_job.cloned()),
                Value::Object(callback_args.cloned()),
            ],
        )
        .map(|success| success.value)
    }
}

/// A handle on `IDownloadProgressChangedCallbackArgs`.
#[derive(Clone, Debug)]
pub struct IDownloadProgressChangedCallbackArgs(Bound);

impl From<Bound> for IDownloadProgressChangedCallbackArgs {
    fn from(bound: Bound) -> Self {
        Self(bound)
    }
}

impl Deref for IDownloadProgressChangedCallbackArgs {
    type Target = Bound;

    fn deref(&self) -> &Bound {
        &self.0
    }
}

impl IDownloadProgressChangedCallbackArgs {
    /// `Progress`.
    pub fn progress(&self) -> Result<IDownloadProgress, Error> {
        self.call(&defs::IDOWNLOAD_PROGRESS_CHANGED_CALLBACK_ARGS, 7, &[])
            .map(|success| IDownloadProgress::from(self.bind(success.value)))
    }
}

/// A handle on `IDownloadResult`.
#[derive(Clone, Debug)]
pub struct IDownloadResult(Bound);

impl From<Bound> for IDownloadResult {
    fn from(bound: Bound) -> Self {
        Self(bound)
    }
}

impl Deref for IDownloadResult {
    type Target = Bound;

    fn deref(&self) -> &Bound {
        &self.0
    }
}

impl IDownloadResult {
    /// `HResult`.
    pub fn hresult(&self) -> Result<i32, Error> {
        self.call(&defs::IDOWNLOAD_RESULT, 7, &[])
            .map(|success| success.value)
    }

    /// `ResultCode`.
    pub fn result_code(&self) -> Result<enums::OperationResultCode, Error> {
        self.call(&defs::IDOWNLOAD_RESULT, 8, &[])
            .map(|success| success.value)
    }

    /// `GetUpdateResult`.
    pub fn get_update_result(&self, update_index: i32) -> Result<IUpdateDownloadResult, Error> {
        self.call(&defs::IDOWNLOAD_RESULT, 9, &[Value::from(update_index)])
            .map(|success| IUpdateDownloadResult::from(self.bind(success.value)))
    }
}

/// A handle on `IImageInformation`.
#[derive(Clone, Debug)]
pub struct IImageInformation(Bound);

impl From<Bound> for IImageInformation {
    fn from(bound: Bound) -> Self {
        Self(bound)
    }
}

impl Deref for IImageInformation {
    type Target = Bound;

    fn deref(&self) -> &Bound {
        &self.0
    }
}

impl IImageInformation {
    /// `AltText`.
    pub fn alt_text(&self) -> Result<Text, Error> {
        self.call(&defs::IIMAGE_INFORMATION, 7, &[])
            .map(|success| success.value)
    }

    /// `Height`.
    pub fn height(&self) -> Result<i32, Error> {
        self.call(&defs::IIMAGE_INFORMATION, 8, &[])
            .map(|success| success.value)
    }

    /// `Source`.
    pub fn source(&self) -> Result<Text, Error> {
        self.call(&defs::IIMAGE_INFORMATION, 9, &[])
            .map(|success| success.value)
    }

    /// `Width`.
    pub fn width(&self) -> Result<i32, Error> {
        self.call(&defs::IIMAGE_INFORMATION, 10, &[])
            .map(|success| success.value)
    }
}

/// A handle on `IInstallationAgent`.
#[derive(Clone, Debug)]
pub struct IInstallationAgent(Bound);

impl From<Bound> for IInstallationAgent {
    fn from(bound: Bound) -> Self {
        Self(bound)
    }
}

impl Deref for IInstallationAgent {
    type Target = Bound;

    fn deref(&self) -> &Bound {
        &self.0
    }
}

impl IInstallationAgent {
    /// `RecordInstallationResult`.
    pub fn record_installation_result(
        &self,
        installation_result_cookie: &str,
        hresult: i32,
        extended_reporting_data: Option<&ObjectRef>,
    ) -> Result<(), Error> {
        self.call(
            &defs::IINSTALLATION_AGENT,
            7,
            &[
                Value::from(installation_result_cookie),
                Value::from(hresult),
                Value::Object(extended_reporting_data.cloned()),
            ],
        )
        .map(|success| success.value)
    }
}

/// A handle on `IInstallationBehavior`.
#[derive(Clone, Debug)]
pub struct IInstallationBehavior(Bound);

impl From<Bound> for IInstallationBehavior {
    fn from(bound: Bound) -> Self {
        Self(bound)
    }
}

impl Deref for IInstallationBehavior {
    type Target = Bound;

    fn deref(&self) -> &Bound {
        &self.0
    }
}

impl IInstallationBehavior {
    /// `CanRequestUserInput`.
    pub fn can_request_user_input(&self) -> Result<bool, Error> {
        self.call(&defs::IINSTALLATION_BEHAVIOR, 7, &[])
            .map(|success| success.value)
    }

    /// `Impact`.
    pub fn impact(&self) -> Result<enums::InstallationImpact, Error> {
        self.call(&defs::IINSTALLATION_BEHAVIOR, 8, &[])
            .map(|success| success.value)
    }

    /// `RebootBehavior`.
    pub fn reboot_behavior(&self) -> Result<enums::InstallationRebootBehavior, Error> {
        self.call(&defs::IINSTALLATION_BEHAVIOR, 9, &[])
            .map(|success| success.value)
    }

    /// `RequiresNetworkConnectivity`.
    pub fn requires_network_connectivity(&self) -> Result<bool, Error> {
        self.call(&defs::IINSTALLATION_BEHAVIOR, 10, &[])
            .map(|success| success.value)
    }
}

/// A handle on `IInstallationCompletedCallback`.
#[derive(Clone, Debug)]
pub struct IInstallationCompletedCallback(Bound);

impl From<Bound> for IInstallationCompletedCallback {
    fn from(bound: Bound) -> Self {
        Self(bound)
    }
}

impl Deref for IInstallationCompletedCallback {
    type Target = Bound;

    fn deref(&self) -> &Bound {
        &self.0
    }
}

impl IInstallationCompletedCallback {
    /// `Invoke`.
    pub fn invoke(
        &self,
        installation_job: Option<&ObjectRef>,
        callback_args: Option<&ObjectRef>,
    ) -> Result<(), Error> {
        self.call(
            &defs::IINSTALLATION_COMPLETED_CALLBACK,
            3,
            &[
                Value::Object(installation_job.cloned()),
                Value::Object(callback_args.cloned()),
            ],
        )
        .map(|success| success.value)
    }
}

/// A handle on `IInstallationCompletedCallbackArgs`.
#[derive(Clone, Debug)]
pub struct IInstallationCompletedCallbackArgs(Bound);

impl From<Bound> for IInstallationCompletedCallbackArgs {
    fn from(bound: Bound) -> Self {
        Self(bound)
    }
}

impl Deref for IInstallationCompletedCallbackArgs {
    type Target = Bound;

    fn deref(&self) -> &Bound {
        &self.0
    }
}

/// A handle on `IInstallationJob`.
#[derive(Clone, Debug)]
pub struct IInstallationJob(Bound);

impl From<Bound> for IInstallationJob {
    fn from(bound: Bound) -> Self {
        Self(bound)
    }
}

impl Deref for IInstallationJob {
    type Target = Bound;

    fn deref(&self) -> &Bound {
        &self.0
    }
}

impl IInstallationJob {
    /// `AsyncState`.
    pub fn async_state(&self) -> Result<Value, Error> {
        self.call(&defs::IINSTALLATION_JOB, 7, &[])
            .map(|success| success.value)
    }

    /// `IsCompleted`.
    pub fn is_completed(&self) -> Result<bool, Error> {
        self.call(&defs::IINSTALLATION_JOB, 8, &[])
            .map(|success| success.value)
    }

    /// `Updates`.
    pub fn updates(&self) -> Result<IUpdateCollection, Error> {
        self.call(&defs::IINSTALLATION_JOB, 9, &[])
            .map(|success| IUpdateCollection::from(self.bind(success.value)))
    }

    /// `CleanUp`.
    pub fn clean_up(&self) -> Result<(), Error> {
        self.call(&defs::IINSTALLATION_JOB, 10, &[])
            .map(|success| success.value)
    }

    /// `GetProgress`.
    pub fn get_progress(&self) -> Result<IInstallationProgress, Error> {
        self.call(&defs::IINSTALLATION_JOB, 11, &[])
            .map(|success| IInstallationProgress::from(self.bind(success.value)))
    }

    /// `RequestAbort`.
    pub fn request_abort(&self) -> Result<(), Error> {
        self.call(&defs::IINSTALLATION_JOB, 12, &[])
            .map(|success| success.value)
    }
}

/// A handle on `IInstallationProgress`.
#[derive(Clone, Debug)]
pub struct IInstallationProgress(Bound);

impl From<Bound> for IInstallationProgress {
    fn from(bound: Bound) -> Self {
        Self(bound)
    }
}

impl Deref for IInstallationProgress {
    type Target = Bound;

    fn deref(&self) -> &Bound {
        &self.0
    }
}

impl IInstallationProgress {
    /// `CurrentUpdateIndex`.
    pub fn current_update_index(&self) -> Result<i32, Error> {
        self.call(&defs::IINSTALLATION_PROGRESS, 7, &[])
            .map(|success| success.value)
    }

    /// `CurrentUpdatePercentComplete`.
    pub fn current_update_percent_complete(&self) -> Result<i32, Error> {
        self.call(&defs::IINSTALLATION_PROGRESS, 8, &[])
            .map(|success| success.value)
    }

    /// `PercentComplete`.
    pub fn percent_complete(&self) -> Result<i32, Error> {
        self.call(&defs::IINSTALLATION_PROGRESS, 9, &[])
            .map(|success| success.value)
    }

    /// `GetUpdateResult`.
    pub fn get_update_result(&self, update_index: i32) -> Result<IUpdateInstallationResult, Error> {
        self.call(&defs::IINSTALLATION_PROGRESS, 10, &[Value::from(update_index)])
            .map(|success| IUpdateInstallationResult::from(self.bind(success.value)))
    }
}

/// A handle on `IInstallationProgressChangedCallback`.
#[derive(Clone, Debug)]
pub struct IInstallationProgressChangedCallback(Bound);

impl From<Bound> for IInstallationProgressChangedCallback {
    fn from(bound: Bound) -> Self {
        Self(bound)
    }
}

impl Deref for IInstallationProgressChangedCallback {
    type Target = Bound;

    fn deref(&self) -> &Bound {
        &self.0
    }
}

impl IInstallationProgressChangedCallback {
    /// `Invoke`.
    pub fn invoke(
        &self,
        installation_job: Option<&ObjectRef>,
        callback_args: Option<&ObjectRef>,
    ) -> Result<(), Error> {
        self.call(
            &defs::IINSTALLATION_PROGRESS_CHANGED_CALLBACK,
            3,
            &[
                Value::Object(installation_job.cloned()),
                Value::Object(callback_args.cloned()),
            ],
        )
        .map(|success| success.value)
    }
}

/// A handle on `IInstallationProgressChangedCallbackArgs`.
#[derive(Clone, Debug)]
pub struct IInstallationProgressChangedCallbackArgs(Bound);

impl From<Bound> for IInstallationProgressChangedCallbackArgs {
    fn from(bound: Bound) -> Self {
        Self(bound)
    }
}

impl Deref for IInstallationProgressChangedCallbackArgs {
    type Target = Bound;

    fn deref(&self) -> &Bound {
        &self.0
    }
}

impl IInstallationProgressChangedCallbackArgs {
    /// `Progress`.
    pub fn progress(&self) -> Result<IInstallationProgress, Error> {
        self.call(&defs::IINSTALLATION_PROGRESS_CHANGED_CALLBACK_ARGS, 7, &[])
            .map(|success| IInstallationProgress::from(self.bind(success.value)))
    }
}

/// A handle on `IInstallationResult`.
#[derive(Clone, Debug)]
pub struct IInstallationResult(Bound);

impl From<Bound> for IInstallationResult {
    fn from(bound: Bound) -> Self {
        Self(bound)
    }
}

impl Deref for IInstallationResult {
    type Target = Bound;

    fn deref(&self) -> &Bound {
        &self.0
    }
}

impl IInstallationResult {
    /// `HResult`.
    pub fn hresult(&self) -> Result<i32, Error> {
        self.call(&defs::IINSTALLATION_RESULT, 7, &[])
            .map(|success| success.value)
    }

    /// `RebootRequired`.
    pub fn reboot_required(&self) -> Result<bool, Error> {
        self.call(&defs::IINSTALLATION_RESULT, 8, &[])
            .map(|success| success.value)
    }

    /// `ResultCode`.
    pub fn result_code(&self) -> Result<enums::OperationResultCode, Error> {
        self.call(&defs::IINSTALLATION_RESULT, 9, &[])
            .map(|success| success.value)
    }

    /// `GetUpdateResult`.
    pub fn get_update_result(&self, update_index: i32) -> Result<IUpdateInstallationResult, Error> {
        self.call(&defs::IINSTALLATION_RESULT, 10, &[Value::from(update_index)])
            .map(|success| IUpdateInstallationResult::from(self.bind(success.value)))
    }
}

/// A handle on `IInvalidProductLicenseException`.
#[derive(Clone, Debug)]
pub struct IInvalidProductLicenseException(IUpdateException);

impl From<Bound> for IInvalidProductLicenseException {
    fn from(bound: Bound) -> Self {
        Self(IUpdateException::from(bound))
    }
}

impl Deref for IInvalidProductLicenseException {
    type Target = IUpdateException;

    fn deref(&self) -> &IUpdateException {
        &self.0
    }
}

impl IInvalidProductLicenseException {
    /// `Product`.
    pub fn product(&self) -> Result<Text, Error> {
        self.call(&defs::IINVALID_PRODUCT_LICENSE_EXCEPTION, 10, &[])
            .map(|success| success.value)
    }
}

/// A handle on `ISearchCompletedCallback`.
#[derive(Clone, Debug)]
pub struct ISearchCompletedCallback(Bound);

impl From<Bound> for ISearchCompletedCallback {
    fn from(bound: Bound) -> Self {
        Self(bound)
    }
}

impl Deref for ISearchCompletedCallback {
    type Target = Bound;

    fn deref(&self) -> &Bound {
        &self.0
    }
}

impl ISearchCompletedCallback {
    /// `Invoke`.
    pub fn invoke(
        &self,
        search_job: Option<&ObjectRef>,
        callback_args: Option<&ObjectRef>,
    ) -> Result<(), Error> {
        self.call(
            &defs::ISEARCH_COMPLETED_CALLBACK,
            3,
            &[
                Value::Object(search_job.cloned()),
                Value::Object(callback_args.cloned()),
            ],
        )
        .map(|success| success.value)
    }
}

/// A handle on `ISearchCompletedCallbackArgs`.
#[derive(Clone, Debug)]
pub struct ISearchCompletedCallbackArgs(Bound);

impl From<Bound> for ISearchCompletedCallbackArgs {
    fn from(bound: Bound) -> Self {
        Self(bound)
    }
}

impl Deref for ISearchCompletedCallbackArgs {
    type Target = Bound;

    fn deref(&self) -> &Bound {
        &self.0
    }
}

/// A handle on `ISearchJob`.
#[derive(Clone, Debug)]
pub struct ISearchJob(Bound);

impl From<Bound> for ISearchJob {
    fn from(bound: Bound) -> Self {
        Self(bound)
    }
}

impl Deref for ISearchJob {
    type Target = Bound;

    fn deref(&self) -> &Bound {
        &self.0
    }
}

impl ISearchJob {
    /// `AsyncState`.
    pub fn async_state(&self) -> Result<Value, Error> {
        self.call(&defs::ISEARCH_JOB, 7, &[]).map(|success| success.value)
    }

    /// `IsCompleted`.
    pub fn is_completed(&self) -> Result<bool, Error> {
        self.call(&defs::ISEARCH_JOB, 8, &[]).map(|success| success.value)
    }

    /// `CleanUp`.
    pub fn clean_up(&self) -> Result<(), Error> {
        self.call(&defs::ISEARCH_JOB, 9, &[]).map(|success| success.value)
    }

    /// `RequestAbort`.
    pub fn request_abort(&self) -> Result<(), Error> {
        self.call(&defs::ISEARCH_JOB, 10, &[])
            .map(|success| success.value)
    }
}

/// A handle on `ISearchResult`.
#[derive(Clone, Debug)]
pub struct ISearchResult(Bound);

impl From<Bound> for ISearchResult {
    fn from(bound: Bound) -> Self {
        Self(bound)
    }
}

impl Deref for ISearchResult {
    type Target = Bound;

    fn deref(&self) -> &Bound {
        &self.0
    }
}

impl ISearchResult {
    /// `ResultCode`.
    pub fn result_code(&self) -> Result<enums::OperationResultCode, Error> {
        self.call(&defs::ISEARCH_RESULT, 7, &[])
            .map(|success| success.value)
    }

    /// `RootCategories`.
    pub fn root_categories(&self) -> Result<ICategoryCollection, Error> {
        self.call(&defs::ISEARCH_RESULT, 8, &[])
            .map(|success| ICategoryCollection::from(self.bind(success.value)))
    }

    /// `Updates`.
    pub fn updates(&self) -> Result<IUpdateCollection, Error> {
        self.call(&defs::ISEARCH_RESULT, 9, &[])
            .map(|success| IUpdateCollection::from(self.bind(success.value)))
    }

    /// `Warnings`.
    pub fn warnings(&self) -> Result<IUpdateExceptionCollection, Error> {
        self.call(&defs::ISEARCH_RESULT, 10, &[])
            .map(|success| IUpdateExceptionCollection::from(self.bind(success.value)))
    }
}

/// A handle on `IStringCollection`.
#[derive(Clone, Debug)]
pub struct IStringCollection(Bound);

impl From<Bound> for IStringCollection {
    fn from(bound: Bound) -> Self {
        Self(bound)
    }
}

impl Deref for IStringCollection {
    type Target = Bound;

    fn deref(&self) -> &Bound {
        &self.0
    }
}

impl IStringCollection {
    /// `Item`.
    pub fn item(&self, index: i32) -> Result<Text, Error> {
        self.call(&defs::ISTRING_COLLECTION, 7, &[Value::from(index)])
            .map(|success| success.value)
    }

    /// `Item`.
    pub fn put_item(&self, index: i32, value: &str) -> Result<(), Error> {
        self.call(
            &defs::ISTRING_COLLECTION,
            8,
            &[Value::from(index), Value::from(value)],
        )
        .map(|success| success.value)
    }

    /// `_NewEnum`.
    pub fn new_enum(&self) -> Result<ObjectRef, Error> {
        self.call(&defs::ISTRING_COLLECTION, 9, &[])
            .map(|success| success.value)
    }

    /// `Count`.
    pub fn count(&self) -> Result<i32, Error> {
        self.call(&defs::ISTRING_COLLECTION, 10, &[])
            .map(|success| success.value)
    }

    /// `ReadOnly`.
    pub fn read_only(&self) -> Result<bool, Error> {
        self.call(&defs::ISTRING_COLLECTION, 11, &[])
            .map(|success| success.value)
    }

    /// `Add`.
    pub fn add(&self, value: &str) -> Result<i32, Error> {
        self.call(&defs::ISTRING_COLLECTION, 12, &[Value::from(value)])
            .map(|success| success.value)
    }

    /// `Clear`.
    pub fn clear(&self) -> Result<(), Error> {
        self.call(&defs::ISTRING_COLLECTION, 13, &[])
            .map(|success| success.value)
    }

    /// `Copy`.
    pub fn copy(&self) -> Result<IStringCollection, Error> {
        self.call(&defs::ISTRING_COLLECTION, 14, &[])
            .map(|success| IStringCollection::from(self.bind(success.value)))
    }

    /// `Insert`.
    pub fn insert(&self, index: i32, value: &str) -> Result<(), Error> {
        self.call(
            &defs::ISTRING_COLLECTION,
            15,
            &[Value::from(index), Value::from(value)],
        )
        .map(|success| success.value)
    }

    /// `RemoveAt`.
    pub fn remove_at(&self, index: i32) -> Result<(), Error> {
        self.call(&defs::ISTRING_COLLECTION, 16, &[Value::from(index)])
            .map(|success| success.value)
    }
}

/// A handle on `ISystemInformation`.
#[derive(Clone, Debug)]
pub struct ISystemInformation(Bound);

impl From<Bound> for ISystemInformation {
    fn from(bound: Bound) -> Self {
        Self(bound)
    }
}

impl Deref for ISystemInformation {
    type Target = Bound;

    fn deref(&self) -> &Bound {
        &self.0
    }
}

impl ISystemInformation {
    /// `OemHardwareSupportLink`.
    pub fn oem_hardware_support_link(&self) -> Result<Text, Error> {
        self.call(&defs::ISYSTEM_INFORMATION, 7, &[])
            .map(|success| success.value)
    }

    /// `RebootRequired`.
    pub fn reboot_required(&self) -> Result<bool, Error> {
        self.call(&defs::ISYSTEM_INFORMATION, 8, &[])
            .map(|success| success.value)
    }
}

/// A handle on `IUpdate`.
#[derive(Clone, Debug)]
pub struct IUpdate(Bound);

impl From<Bound> for IUpdate {
    fn from(bound: Bound) -> Self {
        Self(bound)
    }
}

impl Deref for IUpdate {
    type Target = Bound;

    fn deref(&self) -> &Bound {
        &self.0
    }
}

impl IUpdate {
    /// `Title`.
    pub fn title(&self) -> Result<Text, Error> {
        self.call(&defs::IUPDATE, 7, &[]).map(|success| success.value)
    }

    /// `AutoSelectOnWebSites`.
    pub fn auto_select_on_web_sites(&self) -> Result<bool, Error> {
        self.call(&defs::IUPDATE, 8, &[]).map(|success| success.value)
    }

    /// `BundledUpdates`.
    pub fn bundled_updates(&self) -> Result<IUpdateCollection, Error> {
        self.call(&defs::IUPDATE, 9, &[])
            .map(|success| IUpdateCollection::from(self.bind(success.value)))
    }

    /// `CanRequireSource`.
    pub fn can_require_source(&self) -> Result<bool, Error> {
        self.call(&defs::IUPDATE, 10, &[]).map(|success| success.value)
    }

    /// `Categories`.
    pub fn categories(&self) -> Result<ICategoryCollection, Error> {
        self.call(&defs::IUPDATE, 11, &[])
            .map(|success| ICategoryCollection::from(self.bind(success.value)))
    }

    /// `Deadline`.
    pub fn deadline(&self) -> Result<Value, Error> {
        self.call(&defs::IUPDATE, 12, &[]).map(|success| success.value)
    }

    /// `DeltaCompressedContentAvailable`.
    pub fn delta_compressed_content_available(&self) -> Result<bool, Error> {
        self.call(&defs::IUPDATE, 13, &[]).map(|success| success.value)
    }

    /// `DeltaCompressedContentPreferred`.
    pub fn delta_compressed_content_preferred(&self) -> Result<bool, Error> {
        self.call(&defs::IUPDATE, 14, &[]).map(|success| success.value)
    }

    /// `Description`.
    pub fn description(&self) -> Result<Text, Error> {
        self.call(&defs::IUPDATE, 15, &[]).map(|success| success.value)
    }

    /// `EulaAccepted`.
    pub fn eula_accepted(&self) -> Result<bool, Error> {
        self.call(&defs::IUPDATE, 16, &[]).map(|success| success.value)
    }

    /// `EulaText`.
    pub fn eula_text(&self) -> Result<Text, Error> {
        self.call(&defs::IUPDATE, 17, &[]).map(|success| success.value)
    }

    /// `HandlerID`.
    pub fn handler_id(&self) -> Result<Text, Error> {
        self.call(&defs::IUPDATE, 18, &[]).map(|success| success.value)
    }

    /// `Identity`.
    pub fn identity(&self) -> Result<IUpdateIdentity, Error> {
        self.call(&defs::IUPDATE, 19, &[])
            .map(|success| IUpdateIdentity::from(self.bind(success.value)))
    }

    /// `Image`.
    pub fn image(&self) -> Result<Option<IImageInformation>, Error> {
        self.call::<Option<ObjectRef>>(&defs::IUPDATE, 20, &[])
            .map(|success| {
                success
                    .value
                    .map(|object| IImageInformation::from(self.bind(object)))
            })
    }

    /// `InstallationBehavior`.
    pub fn installation_behavior(&self) -> Result<Option<IInstallationBehavior>, Error> {
        self.call::<Option<ObjectRef>>(&defs::IUPDATE, 21, &[])
            .map(|success| {
                success
                    .value
                    .map(|object| IInstallationBehavior::from(self.bind(object)))
            })
    }

    /// `IsBeta`.
    pub fn is_beta(&self) -> Result<bool, Error> {
        self.call(&defs::IUPDATE, 22, &[]).map(|success| success.value)
    }

    /// `IsDownloaded`.
    pub fn is_downloaded(&self) -> Result<bool, Error> {
        self.call(&defs::IUPDATE, 23, &[]).map(|success| success.value)
    }

    /// `IsHidden`.
    pub fn is_hidden(&self) -> Result<bool, Error> {
        self.call(&defs::IUPDATE, 24, &[]).map(|success| success.value)
    }

    /// `IsHidden`.
    pub fn put_is_hidden(&self, value: bool) -> Result<(), Error> {
        self.call(&defs::IUPDATE, 25, &[Value::from(value)])
            .map(|success| success.value)
    }

    /// `IsInstalled`.
    pub fn is_installed(&self) -> Result<bool, Error> {
        self.call(&defs::IUPDATE, 26, &[]).map(|success| success.value)
    }

    /// `IsMandatory`.
    pub fn is_mandatory(&self) -> Result<bool, Error> {
        self.call(&defs::IUPDATE, 27, &[]).map(|success| success.value)
    }

    /// `IsUninstallable`.
    pub fn is_uninstallable(&self) -> Result<bool, Error> {
        self.call(&defs::IUPDATE, 28, &[]).map(|success| success.value)
    }

    /// `Languages`.
    pub fn languages(&self) -> Result<IStringCollection, Error> {
        self.call(&defs::IUPDATE, 29, &[])
            .map(|success| IStringCollection::from(self.bind(success.value)))
    }

    /// `LastDeploymentChangeTime`.
    pub fn last_deployment_change_time(&self) -> Result<Date, Error> {
        self.call(&defs::IUPDATE, 30, &[]).map(|success| success.value)
    }

    /// `MaxDownloadSize`.
    pub fn max_download_size(&self) -> Result<Decimal, Error> {
        self.call(&defs::IUPDATE, 31, &[]).map(|success| success.value)
    }

    /// `MinDownloadSize`.
    pub fn min_download_size(&self) -> Result<Decimal, Error> {
        self.call(&defs::IUPDATE, 32, &[]).map(|success| success.value)
    }

    /// `MoreInfoUrls`.
    pub fn more_info_urls(&self) -> Result<IStringCollection, Error> {
        self.call(&defs::IUPDATE, 33, &[])
            .map(|success| IStringCollection::from(self.bind(success.value)))
    }

    /// `MsrcSeverity`.
    pub fn msrc_severity(&self) -> Result<Text, Error> {
        self.call(&defs::IUPDATE, 34, &[]).map(|success| success.value)
    }

    /// `RecommendedCpuSpeed`.
    pub fn recommended_cpu_speed(&self) -> Result<i32, Error> {
        self.call(&defs::IUPDATE, 35, &[]).map(|success| success.value)
    }

    /// `RecommendedHardDiskSpace`.
    pub fn recommended_hard_disk_space(&self) -> Result<i32, Error> {
        self.call(&defs::IUPDATE, 36, &[]).map(|success| success.value)
    }

    /// `RecommendedMemory`.
    pub fn recommended_memory(&self) -> Result<i32, Error> {
        self.call(&defs::IUPDATE, 37, &[]).map(|success| success.value)
    }

    /// `ReleaseNotes`.
    pub fn release_notes(&self) -> Result<Text, Error> {
        self.call(&defs::IUPDATE, 38, &[]).map(|success| success.value)
    }

    /// `SecurityBulletinIDs`.
    pub fn security_bulletin_ids(&self) -> Result<IStringCollection, Error> {
        self.call(&defs::IUPDATE, 39, &[])
            .map(|success| IStringCollection::from(self.bind(success.value)))
    }

    /// `SupersededUpdateIDs`.
    pub fn superseded_update_ids(&self) -> Result<IStringCollection, Error> {
        self.call(&defs::IUPDATE, 40, &[])
            .map(|success| IStringCollection::from(self.bind(success.value)))
    }

    /// `SupportUrl`.
    pub fn support_url(&self) -> Result<Text, Error> {
        self.call(&defs::IUPDATE, 41, &[]).map(|success| success.value)
    }

    /// `Type`.
    pub fn r#type(&self) -> Result<enums::UpdateType, Error> {
        self.call(&defs::IUPDATE, 42, &[]).map(|success| success.value)
    }

    /// `UninstallationNotes`.
    pub fn uninstallation_notes(&self) -> Result<Text, Error> {
        self.call(&defs::IUPDATE, 43, &[]).map(|success| success.value)
    }

    /// `UninstallationBehavior`.
    pub fn uninstallation_behavior(&self) -> Result<Option<IInstallationBehavior>, Error> {
        self.call::<Option<ObjectRef>>(&defs::IUPDATE, 44, &[])
            .map(|success| {
                success
                    .value
                    .map(|object| IInstallationBehavior::from(self.bind(object)))
            })
    }

    /// `UninstallationSteps`.
    pub fn uninstallation_steps(&self) -> Result<IStringCollection, Error> {
        self.call(&defs::IUPDATE, 45, &[])
            .map(|success| IStringCollection::from(self.bind(success.value)))
    }

    /// `KBArticleIDs`.
    pub fn kb_article_ids(&self) -> Result<IStringCollection, Error> {
        self.call(&defs::IUPDATE, 46, &[])
            .map(|success| IStringCollection::from(self.bind(success.value)))
    }

    /// `AcceptEula`.
    pub fn accept_eula(&self) -> Result<(), Error> {
        self.call(&defs::IUPDATE, 47, &[]).map(|success| success.value)
    }

    /// `DeploymentAction`.
    pub fn deployment_action(&self) -> Result<enums::DeploymentAction, Error> {
        self.call(&defs::IUPDATE, 48, &[]).map(|success| success.value)
    }

    /// `CopyFromCache`.
    pub fn copy_from_cache(&self, path: &str, to_extract_cab_files: bool) -> Result<(), Error> {
        self.call(
            &defs::IUPDATE,
            49,
            &[Value::from(path), Value::from(to_extract_cab_files)],
        )
        .map(|success| success.value)
    }

    /// `DownloadPriority`.
    pub fn download_priority(&self) -> Result<enums::DownloadPriority, Error> {
        self.call(&defs::IUPDATE, 50, &[]).map(|success| success.value)
    }

    /// `DownloadContents`.
    pub fn download_contents(&self) -> Result<IUpdateDownloadContentCollection, Error> {
        self.call(&defs::IUPDATE, 51, &[])
            .map(|success| IUpdateDownloadContentCollection::from(self.bind(success.value)))
    }
}

/// A handle on `IUpdate2`.
#[derive(Clone, Debug)]
pub struct IUpdate2(IUpdate);

impl From<Bound> for IUpdate2 {
    fn from(bound: Bound) -> Self {
        Self(IUpdate::from(bound))
    }
}

impl Deref for IUpdate2 {
    type Target = IUpdate;

    fn deref(&self) -> &IUpdate {
        &self.0
    }
}

impl IUpdate2 {
    /// `RebootRequired`.
    pub fn reboot_required(&self) -> Result<bool, Error> {
        self.call(&defs::IUPDATE2, 52, &[]).map(|success| success.value)
    }

    /// `IsPresent`.
    pub fn is_present(&self) -> Result<bool, Error> {
        self.call(&defs::IUPDATE2, 53, &[]).map(|success| success.value)
    }

    /// `CveIDs`.
    pub fn cve_ids(&self) -> Result<IStringCollection, Error> {
        self.call(&defs::IUPDATE2, 54, &[])
            .map(|success| IStringCollection::from(self.bind(success.value)))
    }

    /// `CopyToCache`.
    pub fn copy_to_cache(&self, p_files: Option<&ObjectRef>) -> Result<(), Error> {
        self.call(&defs::IUPDATE2, 55, &[Value::Object(p_files.cloned())])
            .map(|success| success.value)
    }
}

/// A handle on `IUpdate3`.
#[derive(Clone, Debug)]
pub struct IUpdate3(IUpdate2);

impl From<Bound> for IUpdate3 {
    fn from(bound: Bound) -> Self {
        Self(IUpdate2::from(bound))
    }
}

impl Deref for IUpdate3 {
    type Target = IUpdate2;

    fn deref(&self) -> &IUpdate2 {
        &self.0
    }
}

impl IUpdate3 {
    /// `BrowseOnly`.
    pub fn browse_only(&self) -> Result<bool, Error> {
        self.call(&defs::IUPDATE3, 56, &[]).map(|success| success.value)
    }
}

/// A handle on `IUpdate4`.
#[derive(Clone, Debug)]
pub struct IUpdate4(IUpdate3);

impl From<Bound> for IUpdate4 {
    fn from(bound: Bound) -> Self {
        Self(IUpdate3::from(bound))
    }
}

impl Deref for IUpdate4 {
    type Target = IUpdate3;

    fn deref(&self) -> &IUpdate3 {
        &self.0
    }
}

impl IUpdate4 {
    /// `PerUser`.
    pub fn per_user(&self) -> Result<bool, Error> {
        self.call(&defs::IUPDATE4, 57, &[]).map(|success| success.value)
    }
}

/// A handle on `IUpdate5`.
#[derive(Clone, Debug)]
pub struct IUpdate5(IUpdate4);

impl From<Bound> for IUpdate5 {
    fn from(bound: Bound) -> Self {
        Self(IUpdate4::from(bound))
    }
}

impl Deref for IUpdate5 {
    type Target = IUpdate4;

    fn deref(&self) -> &IUpdate4 {
        &self.0
    }
}

impl IUpdate5 {
    /// `AutoSelection`.
    pub fn auto_selection(&self) -> Result<enums::AutoSelectionMode, Error> {
        self.call(&defs::IUPDATE5, 58, &[]).map(|success| success.value)
    }

    /// `AutoDownload`.
    pub fn auto_download(&self) -> Result<enums::AutoDownloadMode, Error> {
        self.call(&defs::IUPDATE5, 59, &[]).map(|success| success.value)
    }
}

/// A handle on `IUpdateCollection`.
#[derive(Clone, Debug)]
pub struct IUpdateCollection(Bound);

impl From<Bound> for IUpdateCollection {
    fn from(bound: Bound) -> Self {
        Self(bound)
    }
}

impl Deref for IUpdateCollection {
    type Target = Bound;

    fn deref(&self) -> &Bound {
        &self.0
    }
}

impl IUpdateCollection {
    /// `Item`.
    pub fn item(&self, index: i32) -> Result<IUpdate, Error> {
        self.call(&defs::IUPDATE_COLLECTION, 7, &[Value::from(index)])
            .map(|success| IUpdate::from(self.bind(success.value)))
    }

    /// `Item`.
    pub fn put_item(&self, index: i32, value: Option<&ObjectRef>) -> Result<(), Error> {
        self.call(
            &defs::IUPDATE_COLLECTION,
            8,
            &[Value::from(index), Value::Object(value.cloned())],
        )
        .map(|success| success.value)
    }

    /// `_NewEnum`.
    pub fn new_enum(&self) -> Result<ObjectRef, Error> {
        self.call(&defs::IUPDATE_COLLECTION, 9, &[])
            .map(|success| success.value)
    }

    /// `Count`.
    pub fn count(&self) -> Result<i32, Error> {
        self.call(&defs::IUPDATE_COLLECTION, 10, &[])
            .map(|success| success.value)
    }

    /// `ReadOnly`.
    pub fn read_only(&self) -> Result<bool, Error> {
        self.call(&defs::IUPDATE_COLLECTION, 11, &[])
            .map(|success| success.value)
    }

    /// `Add`.
    pub fn add(&self, value: Option<&ObjectRef>) -> Result<i32, Error> {
        self.call(&defs::IUPDATE_COLLECTION, 12, &[Value::Object(value.cloned())])
            .map(|success| success.value)
    }

    /// `Clear`.
    pub fn clear(&self) -> Result<(), Error> {
        self.call(&defs::IUPDATE_COLLECTION, 13, &[])
            .map(|success| success.value)
    }

    /// `Copy`.
    pub fn copy(&self) -> Result<IUpdateCollection, Error> {
        self.call(&defs::IUPDATE_COLLECTION, 14, &[])
            .map(|success| IUpdateCollection::from(self.bind(success.value)))
    }

    /// `Insert`.
    pub fn insert(&self, index: i32, value: Option<&ObjectRef>) -> Result<(), Error> {
        self.call(
            &defs::IUPDATE_COLLECTION,
            15,
            &[Value::from(index), Value::Object(value.cloned())],
        )
        .map(|success| success.value)
    }

    /// `RemoveAt`.
    pub fn remove_at(&self, index: i32) -> Result<(), Error> {
        self.call(&defs::IUPDATE_COLLECTION, 16, &[Value::from(index)])
            .map(|success| success.value)
    }
}

/// A handle on `IUpdateDownloadContent`.
#[derive(Clone, Debug)]
pub struct IUpdateDownloadContent(Bound);

impl From<Bound> for IUpdateDownloadContent {
    fn from(bound: Bound) -> Self {
        Self(bound)
    }
}

impl Deref for IUpdateDownloadContent {
    type Target = Bound;

    fn deref(&self) -> &Bound {
        &self.0
    }
}

impl IUpdateDownloadContent {
    /// `DownloadUrl`.
    pub fn download_url(&self) -> Result<Text, Error> {
        self.call(&defs::IUPDATE_DOWNLOAD_CONTENT, 7, &[])
            .map(|success| success.value)
    }
}

/// A handle on `IUpdateDownloadContent2`.
#[derive(Clone, Debug)]
pub struct IUpdateDownloadContent2(IUpdateDownloadContent);

impl From<Bound> for IUpdateDownloadContent2 {
    fn from(bound: Bound) -> Self {
        Self(IUpdateDownloadContent::from(bound))
    }
}

impl Deref for IUpdateDownloadContent2 {
    type Target = IUpdateDownloadContent;

    fn deref(&self) -> &IUpdateDownloadContent {
        &self.0
    }
}

impl IUpdateDownloadContent2 {
    /// `IsDeltaCompressedContent`.
    pub fn is_delta_compressed_content(&self) -> Result<bool, Error> {
        self.call(&defs::IUPDATE_DOWNLOAD_CONTENT2, 8, &[])
            .map(|success| success.value)
    }
}

/// A handle on `IUpdateDownloadContentCollection`.
#[derive(Clone, Debug)]
pub struct IUpdateDownloadContentCollection(Bound);

impl From<Bound> for IUpdateDownloadContentCollection {
    fn from(bound: Bound) -> Self {
        Self(bound)
    }
}

impl Deref for IUpdateDownloadContentCollection {
    type Target = Bound;

    fn deref(&self) -> &Bound {
        &self.0
    }
}

impl IUpdateDownloadContentCollection {
    /// `Item`.
    pub fn item(&self, index: i32) -> Result<IUpdateDownloadContent, Error> {
        self.call(
            &defs::IUPDATE_DOWNLOAD_CONTENT_COLLECTION,
            7,
            &[Value::from(index)],
        )
        .map(|success| IUpdateDownloadContent::from(self.bind(success.value)))
    }

    /// `_NewEnum`.
    pub fn new_enum(&self) -> Result<ObjectRef, Error> {
        self.call(&defs::IUPDATE_DOWNLOAD_CONTENT_COLLECTION, 8, &[])
            .map(|success| success.value)
    }

    /// `Count`.
    pub fn count(&self) -> Result<i32, Error> {
        self.call(&defs::IUPDATE_DOWNLOAD_CONTENT_COLLECTION, 9, &[])
            .map(|success| success.value)
    }
}

/// A handle on `IUpdateDownloadResult`.
#[derive(Clone, Debug)]
pub struct IUpdateDownloadResult(Bound);

impl From<Bound> for IUpdateDownloadResult {
    fn from(bound: Bound) -> Self {
        Self(bound)
    }
}

impl Deref for IUpdateDownloadResult {
    type Target = Bound;

    fn deref(&self) -> &Bound {
        &self.0
    }
}

impl IUpdateDownloadResult {
    /// `HResult`.
    pub fn hresult(&self) -> Result<i32, Error> {
        self.call(&defs::IUPDATE_DOWNLOAD_RESULT, 7, &[])
            .map(|success| success.value)
    }

    /// `ResultCode`.
    pub fn result_code(&self) -> Result<enums::OperationResultCode, Error> {
        self.call(&defs::IUPDATE_DOWNLOAD_RESULT, 8, &[])
            .map(|success| success.value)
    }
}

/// A handle on `IUpdateDownloader`.
#[derive(Clone, Debug)]
pub struct IUpdateDownloader(Bound);

impl From<Bound> for IUpdateDownloader {
    fn from(bound: Bound) -> Self {
        Self(bound)
    }
}

impl Deref for IUpdateDownloader {
    type Target = Bound;

    fn deref(&self) -> &Bound {
        &self.0
    }
}

impl IUpdateDownloader {
    /// `ClientApplicationID`.
    pub fn client_application_id(&self) -> Result<Text, Error> {
        self.call(&defs::IUPDATE_DOWNLOADER, 7, &[])
            .map(|success| success.value)
    }

    /// `ClientApplicationID`.
    pub fn put_client_application_id(&self, value: &str) -> Result<(), Error> {
        self.call(&defs::IUPDATE_DOWNLOADER, 8, &[Value::from(value)])
            .map(|success| success.value)
    }

    /// `IsForced`.
    pub fn is_forced(&self) -> Result<bool, Error> {
        self.call(&defs::IUPDATE_DOWNLOADER, 9, &[])
            .map(|success| success.value)
    }

    /// `IsForced`.
    pub fn put_is_forced(&self, value: bool) -> Result<(), Error> {
        self.call(&defs::IUPDATE_DOWNLOADER, 10, &[Value::from(value)])
            .map(|success| success.value)
    }

    /// `Priority`.
    pub fn priority(&self) -> Result<enums::DownloadPriority, Error> {
        self.call(&defs::IUPDATE_DOWNLOADER, 11, &[])
            .map(|success| success.value)
    }

    /// `Priority`.
    pub fn put_priority(&self, value: enums::DownloadPriority) -> Result<(), Error> {
        self.call(&defs::IUPDATE_DOWNLOADER, 12, &[Value::I4(value.into())])
            .map(|success| success.value)
    }

    /// `Updates`.
    pub fn updates(&self) -> Result<IUpdateCollection, Error> {
        self.call(&defs::IUPDATE_DOWNLOADER, 13, &[])
            .map(|success| IUpdateCollection::from(self.bind(success.value)))
    }

    /// `Updates`.
    pub fn put_updates(&self, value: Option<&ObjectRef>) -> Result<(), Error> {
        self.call(&defs::IUPDATE_DOWNLOADER, 14, &[Value::Object(value.cloned())])
            .map(|success| success.value)
    }

    /// `BeginDownload`.
    pub fn begin_download(
        &self,
        on_progress_changed: Option<&ObjectRef>,
        on_completed: Option<&ObjectRef>,
        state: &Value,
    ) -> Result<IDownloadJob, Error> {
        self.call(
            &defs::IUPDATE_DOWNLOADER,
            15,
            &[
                Value::Unknown(on_progress_changed.cloned()),
                Value::Unknown(on_completed.cloned()),
                state.clone(),
            ],
        )
        .map(|success| IDownloadJob::from(self.bind(success.value)))
    }

    /// `Download`.
    pub fn download(&self) -> Result<IDownloadResult, Error> {
        self.call(&defs::IUPDATE_DOWNLOADER, 16, &[])
            .map(|success| IDownloadResult::from(self.bind(success.value)))
    }

    /// `EndDownload`.
    pub fn end_download(&self, value: Option<&ObjectRef>) -> Result<IDownloadResult, Error> {
        self.call(&defs::IUPDATE_DOWNLOADER, 17, &[Value::Object(value.cloned())])
            .map(|success| IDownloadResult::from(self.bind(success.value)))
    }
}

/// A handle on `IUpdateDownloaderEx`.
#[derive(Clone, Debug)]
pub struct IUpdateDownloaderEx(IUpdateDownloader);

impl From<Bound> for IUpdateDownloaderEx {
    fn from(bound: Bound) -> Self {
        Self(IUpdateDownloader::from(bound))
    }
}

impl Deref for IUpdateDownloaderEx {
    type Target = IUpdateDownloader;

    fn deref(&self) -> &IUpdateDownloader {
        &self.0
    }
}

impl IUpdateDownloaderEx {
    /// `BeginDownload2`.
    pub fn begin_download2(
        &self,
        download_type: enums::DownloadType,
        on_progress_changed: Option<&ObjectRef>,
        on_completed: Option<&ObjectRef>,
        state: &Value,
    ) -> Result<IDownloadJob, Error> {
        self.call(
            &defs::IUPDATE_DOWNLOADER_EX,
            18,
            &[
                Value::I4(download_type.into()),
                Value::Unknown(on_progress_changed.cloned()),
                Value::Unknown(on_completed.cloned()),
                state.clone(),
            ],
        )
        .map(|success| IDownloadJob::from(self.bind(success.value)))
    }

    /// `Download2`.
    pub fn download2(&self, download_type: enums::DownloadType) -> Result<IDownloadResult, Error> {
        self.call(
            &defs::IUPDATE_DOWNLOADER_EX,
            19,
            &[Value::I4(download_type.into())],
        )
        .map(|success| IDownloadResult::from(self.bind(success.value)))
    }
}

/// A handle on `IUpdateEx`.
#[derive(Clone, Debug)]
pub struct IUpdateEx(IUpdate5);

impl From<Bound> for IUpdateEx {
    fn from(bound: Bound) -> Self {
        Self(IUpdate5::from(bound))
    }
}

impl Deref for IUpdateEx {
    type Target = IUpdate5;

    fn deref(&self) -> &IUpdate5 {
        &self.0
    }
}

impl IUpdateEx {
    /// `ExtendedStaticProperty`.
    pub fn extended_static_property(&self, property_name: &str) -> Result<Value, Error> {
        self.call(&defs::IUPDATE_EX, 60, &[Value::from(property_name)])
            .map(|success| success.value)
    }

    /// `EvaluateExtendedDynamicProperty`.
    pub fn evaluate_extended_dynamic_property(&self, property_name: &str) -> Result<Value, Error> {
        self.call(&defs::IUPDATE_EX, 61, &[Value::from(property_name)])
            .map(|success| success.value)
    }
}

/// A handle on `IUpdateException`.
#[derive(Clone, Debug)]
pub struct IUpdateException(Bound);

impl From<Bound> for IUpdateException {
    fn from(bound: Bound) -> Self {
        Self(bound)
    }
}

impl Deref for IUpdateException {
    type Target = Bound;

    fn deref(&self) -> &Bound {
        &self.0
    }
}

impl IUpdateException {
    /// `Message`.
    pub fn message(&self) -> Result<Text, Error> {
        self.call(&defs::IUPDATE_EXCEPTION, 7, &[])
            .map(|success| success.value)
    }

    /// `HResult`.
    pub fn hresult(&self) -> Result<i32, Error> {
        self.call(&defs::IUPDATE_EXCEPTION, 8, &[])
            .map(|success| success.value)
    }

    /// `Context`.
    pub fn context(&self) -> Result<enums::UpdateExceptionContext, Error> {
        self.call(&defs::IUPDATE_EXCEPTION, 9, &[])
            .map(|success| success.value)
    }
}

/// A handle on `IUpdateExceptionCollection`.
#[derive(Clone, Debug)]
pub struct IUpdateExceptionCollection(Bound);

impl From<Bound> for IUpdateExceptionCollection {
    fn from(bound: Bound) -> Self {
        Self(bound)
    }
}

impl Deref for IUpdateExceptionCollection {
    type Target = Bound;

    fn deref(&self) -> &Bound {
        &self.0
    }
}

impl IUpdateExceptionCollection {
    /// `Item`.
    pub fn item(&self, index: i32) -> Result<IUpdateException, Error> {
        self.call(&defs::IUPDATE_EXCEPTION_COLLECTION, 7, &[Value::from(index)])
            .map(|success| IUpdateException::from(self.bind(success.value)))
    }

    /// `_NewEnum`.
    pub fn new_enum(&self) -> Result<ObjectRef, Error> {
        self.call(&defs::IUPDATE_EXCEPTION_COLLECTION, 8, &[])
            .map(|success| success.value)
    }

    /// `Count`.
    pub fn count(&self) -> Result<i32, Error> {
        self.call(&defs::IUPDATE_EXCEPTION_COLLECTION, 9, &[])
            .map(|success| success.value)
    }
}

/// A handle on `IUpdateHistoryEntry`.
#[derive(Clone, Debug)]
pub struct IUpdateHistoryEntry(Bound);

impl From<Bound> for IUpdateHistoryEntry {
    fn from(bound: Bound) -> Self {
        Self(bound)
    }
}

impl Deref for IUpdateHistoryEntry {
    type Target = Bound;

    fn deref(&self) -> &Bound {
        &self.0
    }
}

impl IUpdateHistoryEntry {
    /// `Operation`.
    pub fn operation(&self) -> Result<enums::UpdateOperation, Error> {
        self.call(&defs::IUPDATE_HISTORY_ENTRY, 7, &[])
            .map(|success| success.value)
    }

    /// `ResultCode`.
    pub fn result_code(&self) -> Result<enums::OperationResultCode, Error> {
        self.call(&defs::IUPDATE_HISTORY_ENTRY, 8, &[])
            .map(|success| success.value)
    }

    /// `HResult`.
    pub fn hresult(&self) -> Result<i32, Error> {
        self.call(&defs::IUPDATE_HISTORY_ENTRY, 9, &[])
            .map(|success| success.value)
    }

    /// `Date`.
    pub fn date(&self) -> Result<Date, Error> {
        self.call(&defs::IUPDATE_HISTORY_ENTRY, 10, &[])
            .map(|success| success.value)
    }

    /// `UpdateIdentity`.
    pub fn update_identity(&self) -> Result<IUpdateIdentity, Error> {
        self.call(&defs::IUPDATE_HISTORY_ENTRY, 11, &[])
            .map(|success| IUpdateIdentity::from(self.bind(success.value)))
    }

    /// `Title`.
    pub fn title(&self) -> Result<Text, Error> {
        self.call(&defs::IUPDATE_HISTORY_ENTRY, 12, &[])
            .map(|success| success.value)
    }

    /// `Description`.
    pub fn description(&self) -> Result<Text, Error> {
        self.call(&defs::IUPDATE_HISTORY_ENTRY, 13, &[])
            .map(|success| success.value)
    }

    /// `UnmappedResultCode`.
    pub fn unmapped_result_code(&self) -> Result<i32, Error> {
        self.call(&defs::IUPDATE_HISTORY_ENTRY, 14, &[])
            .map(|success| success.value)
    }

    /// `ClientApplicationID`.
    pub fn client_application_id(&self) -> Result<Text, Error> {
        self.call(&defs::IUPDATE_HISTORY_ENTRY, 15, &[])
            .map(|success| success.value)
    }

    /// `ServerSelection`.
    pub fn server_selection(&self) -> Result<enums::ServerSelection, Error> {
        self.call(&defs::IUPDATE_HISTORY_ENTRY, 16, &[])
            .map(|success| success.value)
    }

    /// `ServiceID`.
    pub fn service_id(&self) -> Result<Text, Error> {
        self.call(&defs::IUPDATE_HISTORY_ENTRY, 17, &[])
            .map(|success| success.value)
    }

    /// `UninstallationSteps`.
    pub fn uninstallation_steps(&self) -> Result<IStringCollection, Error> {
        self.call(&defs::IUPDATE_HISTORY_ENTRY, 18, &[])
            .map(|success| IStringCollection::from(self.bind(success.value)))
    }

    /// `UninstallationNotes`.
    pub fn uninstallation_notes(&self) -> Result<Text, Error> {
        self.call(&defs::IUPDATE_HISTORY_ENTRY, 19, &[])
            .map(|success| success.value)
    }

    /// `SupportUrl`.
    pub fn support_url(&self) -> Result<Text, Error> {
        self.call(&defs::IUPDATE_HISTORY_ENTRY, 20, &[])
            .map(|success| success.value)
    }
}

/// A handle on `IUpdateHistoryEntry2`.
#[derive(Clone, Debug)]
pub struct IUpdateHistoryEntry2(IUpdateHistoryEntry);

impl From<Bound> for IUpdateHistoryEntry2 {
    fn from(bound: Bound) -> Self {
        Self(IUpdateHistoryEntry::from(bound))
    }
}

impl Deref for IUpdateHistoryEntry2 {
    type Target = IUpdateHistoryEntry;

    fn deref(&self) -> &IUpdateHistoryEntry {
        &self.0
    }
}

impl IUpdateHistoryEntry2 {
    /// `Categories`.
    pub fn categories(&self) -> Result<ICategoryCollection, Error> {
        self.call(&defs::IUPDATE_HISTORY_ENTRY2, 21, &[])
            .map(|success| ICategoryCollection::from(self.bind(success.value)))
    }
}

/// A handle on `IUpdateHistoryEntryCollection`.
#[derive(Clone, Debug)]
pub struct IUpdateHistoryEntryCollection(Bound);

impl From<Bound> for IUpdateHistoryEntryCollection {
    fn from(bound: Bound) -> Self {
        Self(bound)
    }
}

impl Deref for IUpdateHistoryEntryCollection {
    type Target = Bound;

    fn deref(&self) -> &Bound {
        &self.0
    }
}

impl IUpdateHistoryEntryCollection {
    /// `Item`.
    pub fn item(&self, index: i32) -> Result<IUpdateHistoryEntry, Error> {
        self.call(&defs::IUPDATE_HISTORY_ENTRY_COLLECTION, 7, &[Value::from(index)])
            .map(|success| IUpdateHistoryEntry::from(self.bind(success.value)))
    }

    /// `_NewEnum`.
    pub fn new_enum(&self) -> Result<ObjectRef, Error> {
        self.call(&defs::IUPDATE_HISTORY_ENTRY_COLLECTION, 8, &[])
            .map(|success| success.value)
    }

    /// `Count`.
    pub fn count(&self) -> Result<i32, Error> {
        self.call(&defs::IUPDATE_HISTORY_ENTRY_COLLECTION, 9, &[])
            .map(|success| success.value)
    }
}

/// A handle on `IUpdateIdentity`.
#[derive(Clone, Debug)]
pub struct IUpdateIdentity(Bound);

impl From<Bound> for IUpdateIdentity {
    fn from(bound: Bound) -> Self {
        Self(bound)
    }
}

impl Deref for IUpdateIdentity {
    type Target = Bound;

    fn deref(&self) -> &Bound {
        &self.0
    }
}

impl IUpdateIdentity {
    /// `RevisionNumber`.
    pub fn revision_number(&self) -> Result<i32, Error> {
        self.call(&defs::IUPDATE_IDENTITY, 7, &[])
            .map(|success| success.value)
    }

    /// `UpdateID`.
    pub fn update_id(&self) -> Result<Text, Error> {
        self.call(&defs::IUPDATE_IDENTITY, 8, &[])
            .map(|success| success.value)
    }
}

/// A handle on `IUpdateInstallationResult`.
#[derive(Clone, Debug)]
pub struct IUpdateInstallationResult(Bound);

impl From<Bound> for IUpdateInstallationResult {
    fn from(bound: Bound) -> Self {
        Self(bound)
    }
}

impl Deref for IUpdateInstallationResult {
    type Target = Bound;

    fn deref(&self) -> &Bound {
        &self.0
    }
}

impl IUpdateInstallationResult {
    /// `HResult`.
    pub fn hresult(&self) -> Result<i32, Error> {
        self.call(&defs::IUPDATE_INSTALLATION_RESULT, 7, &[])
            .map(|success| success.value)
    }

    /// `RebootRequired`.
    pub fn reboot_required(&self) -> Result<bool, Error> {
        self.call(&defs::IUPDATE_INSTALLATION_RESULT, 8, &[])
            .map(|success| success.value)
    }

    /// `ResultCode`.
    pub fn result_code(&self) -> Result<enums::OperationResultCode, Error> {
        self.call(&defs::IUPDATE_INSTALLATION_RESULT, 9, &[])
            .map(|success| success.value)
    }
}

/// A handle on `IUpdateInstaller`.
#[derive(Clone, Debug)]
pub struct IUpdateInstaller(Bound);

impl From<Bound> for IUpdateInstaller {
    fn from(bound: Bound) -> Self {
        Self(bound)
    }
}

impl Deref for IUpdateInstaller {
    type Target = Bound;

    fn deref(&self) -> &Bound {
        &self.0
    }
}

impl IUpdateInstaller {
    /// `ClientApplicationID`.
    pub fn client_application_id(&self) -> Result<Text, Error> {
        self.call(&defs::IUPDATE_INSTALLER, 7, &[])
            .map(|success| success.value)
    }

    /// `ClientApplicationID`.
    pub fn put_client_application_id(&self, value: &str) -> Result<(), Error> {
        self.call(&defs::IUPDATE_INSTALLER, 8, &[Value::from(value)])
            .map(|success| success.value)
    }

    /// `IsForced`.
    pub fn is_forced(&self) -> Result<bool, Error> {
        self.call(&defs::IUPDATE_INSTALLER, 9, &[])
            .map(|success| success.value)
    }

    /// `IsForced`.
    pub fn put_is_forced(&self, value: bool) -> Result<(), Error> {
        self.call(&defs::IUPDATE_INSTALLER, 10, &[Value::from(value)])
            .map(|success| success.value)
    }

    /// `ParentHwnd`.
    pub fn parent_hwnd(&self) -> Result<u64, Error> {
        self.call(&defs::IUPDATE_INSTALLER, 11, &[])
            .map(|success| success.value)
    }

    /// `ParentHwnd`.
    pub fn put_parent_hwnd(&self, value: u64) -> Result<(), Error> {
        self.call(&defs::IUPDATE_INSTALLER, 12, &[Value::from(value)])
            .map(|success| success.value)
    }

    /// `ParentWindow`.
    pub fn put_parent_window(&self, value: Option<&ObjectRef>) -> Result<(), Error> {
        self.call(&defs::IUPDATE_INSTALLER, 13, &[Value::Unknown(value.cloned())])
            .map(|success| success.value)
    }

    /// `ParentWindow`.
    pub fn parent_window(&self) -> Result<Option<ObjectRef>, Error> {
        self.call(&defs::IUPDATE_INSTALLER, 14, &[])
            .map(|success| success.value)
    }

    /// `Updates`.
    pub fn updates(&self) -> Result<IUpdateCollection, Error> {
        self.call(&defs::IUPDATE_INSTALLER, 15, &[])
            .map(|success| IUpdateCollection::from(self.bind(success.value)))
    }

    /// `Updates`.
    pub fn put_updates(&self, value: Option<&ObjectRef>) -> Result<(), Error> {
        self.call(&defs::IUPDATE_INSTALLER, 16, &[Value::Object(value.cloned())])
            .map(|success| success.value)
    }

    /// `BeginInstall`.
    pub fn begin_install(
        &self,
        on_progress_changed: Option<&ObjectRef>,
        on_completed: Option<&ObjectRef>,
        state: &Value,
    ) -> Result<IInstallationJob, Error> {
        self.call(
            &defs::IUPDATE_INSTALLER,
            17,
            &[
                Value::Unknown(on_progress_changed.cloned()),
                Value::Unknown(on_completed.cloned()),
                state.clone(),
            ],
        )
        .map(|success| IInstallationJob::from(self.bind(success.value)))
    }

    /// `BeginUninstall`.
    pub fn begin_uninstall(
        &self,
        on_progress_changed: Option<&ObjectRef>,
        on_completed: Option<&ObjectRef>,
        state: &Value,
    ) -> Result<IInstallationJob, Error> {
        self.call(
            &defs::IUPDATE_INSTALLER,
            18,
            &[
                Value::Unknown(on_progress_changed.cloned()),
                Value::Unknown(on_completed.cloned()),
                state.clone(),
            ],
        )
        .map(|success| IInstallationJob::from(self.bind(success.value)))
    }

    /// `EndInstall`.
    pub fn end_install(&self, value: Option<&ObjectRef>) -> Result<IInstallationResult, Error> {
        self.call(&defs::IUPDATE_INSTALLER, 19, &[Value::Object(value.cloned())])
            .map(|success| IInstallationResult::from(self.bind(success.value)))
    }

    /// `EndUninstall`.
    pub fn end_uninstall(&self, value: Option<&ObjectRef>) -> Result<IInstallationResult, Error> {
        self.call(&defs::IUPDATE_INSTALLER, 20, &[Value::Object(value.cloned())])
            .map(|success| IInstallationResult::from(self.bind(success.value)))
    }

    /// `Install`.
    pub fn install(&self) -> Result<IInstallationResult, Error> {
        self.call(&defs::IUPDATE_INSTALLER, 21, &[])
            .map(|success| IInstallationResult::from(self.bind(success.value)))
    }

    /// `RunWizard`.
    pub fn run_wizard(&self, dialog_title: &str) -> Result<IInstallationResult, Error> {
        self.call(&defs::IUPDATE_INSTALLER, 22, &[Value::from(dialog_title)])
            .map(|success| IInstallationResult::from(self.bind(success.value)))
    }

    /// `IsBusy`.
    pub fn is_busy(&self) -> Result<bool, Error> {
        self.call(&defs::IUPDATE_INSTALLER, 23, &[])
            .map(|success| success.value)
    }

    /// `Uninstall`.
    pub fn uninstall(&self) -> Result<IInstallationResult, Error> {
        self.call(&defs::IUPDATE_INSTALLER, 24, &[])
            .map(|success| IInstallationResult::from(self.bind(success.value)))
    }

    /// `AllowSourcePrompts`.
    pub fn allow_source_prompts(&self) -> Result<bool, Error> {
        self.call(&defs::IUPDATE_INSTALLER, 25, &[])
            .map(|success| success.value)
    }

    /// `AllowSourcePrompts`.
    pub fn put_allow_source_prompts(&self, value: bool) -> Result<(), Error> {
        self.call(&defs::IUPDATE_INSTALLER, 26, &[Value::from(value)])
            .map(|success| success.value)
    }

    /// `RebootRequiredBeforeInstallation`.
    pub fn reboot_required_before_installation(&self) -> Result<bool, Error> {
        self.call(&defs::IUPDATE_INSTALLER, 27, &[])
            .map(|success| success.value)
    }
}

/// A handle on `IUpdateInstaller2`.
#[derive(Clone, Debug)]
pub struct IUpdateInstaller2(IUpdateInstaller);

impl From<Bound> for IUpdateInstaller2 {
    fn from(bound: Bound) -> Self {
        Self(IUpdateInstaller::from(bound))
    }
}

impl Deref for IUpdateInstaller2 {
    type Target = IUpdateInstaller;

    fn deref(&self) -> &IUpdateInstaller {
        &self.0
    }
}

impl IUpdateInstaller2 {
    /// `ForceQuiet`.
    pub fn force_quiet(&self) -> Result<bool, Error> {
        self.call(&defs::IUPDATE_INSTALLER2, 28, &[])
            .map(|success| success.value)
    }

    /// `ForceQuiet`.
    pub fn put_force_quiet(&self, value: bool) -> Result<(), Error> {
        self.call(&defs::IUPDATE_INSTALLER2, 29, &[Value::from(value)])
            .map(|success| success.value)
    }
}

/// A handle on `IUpdateInstaller3`.
#[derive(Clone, Debug)]
pub struct IUpdateInstaller3(IUpdateInstaller2);

impl From<Bound> for IUpdateInstaller3 {
    fn from(bound: Bound) -> Self {
        Self(IUpdateInstaller2::from(bound))
    }
}

impl Deref for IUpdateInstaller3 {
    type Target = IUpdateInstaller2;

    fn deref(&self) -> &IUpdateInstaller2 {
        &self.0
    }
}

impl IUpdateInstaller3 {
    /// `AttemptCloseAppsIfNecessary`.
    pub fn attempt_close_apps_if_necessary(&self) -> Result<bool, Error> {
        self.call(&defs::IUPDATE_INSTALLER3, 30, &[])
            .map(|success| success.value)
    }

    /// `AttemptCloseAppsIfNecessary`.
    pub fn put_attempt_close_apps_if_necessary(&self, value: bool) -> Result<(), Error> {
        self.call(&defs::IUPDATE_INSTALLER3, 31, &[Value::from(value)])
            .map(|success| success.value)
    }
}

/// A handle on `IUpdateInstaller4`.
#[derive(Clone, Debug)]
pub struct IUpdateInstaller4(IUpdateInstaller3);

impl From<Bound> for IUpdateInstaller4 {
    fn from(bound: Bound) -> Self {
        Self(IUpdateInstaller3::from(bound))
    }
}

impl Deref for IUpdateInstaller4 {
    type Target = IUpdateInstaller3;

    fn deref(&self) -> &IUpdateInstaller3 {
        &self.0
    }
}

impl IUpdateInstaller4 {
    /// `Commit`.
    pub fn commit(&self, dw_flags: u32) -> Result<(), Error> {
        self.call(&defs::IUPDATE_INSTALLER4, 32, &[Value::from(dw_flags)])
            .map(|success| success.value)
    }
}

/// A handle on `IUpdateLockdown`.
#[derive(Clone, Debug)]
pub struct IUpdateLockdown(Bound);

impl From<Bound> for IUpdateLockdown {
    fn from(bound: Bound) -> Self {
        Self(bound)
    }
}

impl Deref for IUpdateLockdown {
    type Target = Bound;

    fn deref(&self) -> &Bound {
        &self.0
    }
}

impl IUpdateLockdown {
    /// `LockDown`.
    pub fn lock_down(&self, flags: i32) -> Result<(), Error> {
        self.call(&defs::IUPDATE_LOCKDOWN, 3, &[Value::from(flags)])
            .map(|success| success.value)
    }
}

/// A handle on `IUpdateSearcher`.
#[derive(Clone, Debug)]
pub struct IUpdateSearcher(Bound);

impl From<Bound> for IUpdateSearcher {
    fn from(bound: Bound) -> Self {
        Self(bound)
    }
}

impl Deref for IUpdateSearcher {
    type Target = Bound;

    fn deref(&self) -> &Bound {
        &self.0
    }
}

impl IUpdateSearcher {
    /// `CanAutomaticallyUpgradeService`.
    pub fn can_automatically_upgrade_service(&self) -> Result<bool, Error> {
        self.call(&defs::IUPDATE_SEARCHER, 7, &[])
            .map(|success| success.value)
    }

    /// `CanAutomaticallyUpgradeService`.
    pub fn put_can_automatically_upgrade_service(&self, value: bool) -> Result<(), Error> {
        self.call(&defs::IUPDATE_SEARCHER, 8, &[Value::from(value)])
            .map(|success| success.value)
    }

    /// `ClientApplicationID`.
    pub fn client_application_id(&self) -> Result<Text, Error> {
        self.call(&defs::IUPDATE_SEARCHER, 9, &[])
            .map(|success| success.value)
    }

    /// `ClientApplicationID`.
    pub fn put_client_application_id(&self, value: &str) -> Result<(), Error> {
        self.call(&defs::IUPDATE_SEARCHER, 10, &[Value::from(value)])
            .map(|success| success.value)
    }

    /// `IncludePotentiallySupersededUpdates`.
    pub fn include_potentially_superseded_updates(&self) -> Result<bool, Error> {
        self.call(&defs::IUPDATE_SEARCHER, 11, &[])
            .map(|success| success.value)
    }

    /// `IncludePotentiallySupersededUpdates`.
    pub fn put_include_potentially_superseded_updates(&self, value: bool) -> Result<(), Error> {
        self.call(&defs::IUPDATE_SEARCHER, 12, &[Value::from(value)])
            .map(|success| success.value)
    }

    /// `ServerSelection`.
    pub fn server_selection(&self) -> Result<enums::ServerSelection, Error> {
        self.call(&defs::IUPDATE_SEARCHER, 13, &[])
            .map(|success| success.value)
    }

    /// `ServerSelection`.
    pub fn put_server_selection(&self, value: enums::ServerSelection) -> Result<(), Error> {
        self.call(&defs::IUPDATE_SEARCHER, 14, &[Value::I4(value.into())])
            .map(|success| success.value)
    }

    /// `BeginSearch`.
    pub fn begin_search(
        &self,
        criteria: &str,
        on_completed: Option<&ObjectRef>,
        state: &Value,
    ) -> Result<ISearchJob, Error> {
        self.call(
            &defs::IUPDATE_SEARCHER,
            15,
            &[
                Value::from(criteria),
                Value::Unknown(on_completed.cloned()),
                state.clone(),
            ],
        )
        .map(|success| ISearchJob::from(self.bind(success.value)))
    }

    /// `EndSearch`.
    pub fn end_search(&self, search_job: Option<&ObjectRef>) -> Result<ISearchResult, Error> {
        self.call(&defs::IUPDATE_SEARCHER, 16, &[Value::Object(search_job.cloned())])
            .map(|success| ISearchResult::from(self.bind(success.value)))
    }

    /// `EscapeString`.
    pub fn escape_string(&self, unescaped: &str) -> Result<Text, Error> {
        self.call(&defs::IUPDATE_SEARCHER, 17, &[Value::from(unescaped)])
            .map(|success| success.value)
    }

    /// `QueryHistory`.
    pub fn query_history(
        &self,
        start_index: i32,
        count: i32,
    ) -> Result<IUpdateHistoryEntryCollection, Error> {
        self.call(
            &defs::IUPDATE_SEARCHER,
            18,
            &[Value::from(start_index), Value::from(count)],
        )
        .map(|success| IUpdateHistoryEntryCollection::from(self.bind(success.value)))
    }

    /// `Search`.
    pub fn search(&self, criteria: &str) -> Result<ISearchResult, Error> {
        self.call(&defs::IUPDATE_SEARCHER, 19, &[Value::from(criteria)])
            .map(|success| ISearchResult::from(self.bind(success.value)))
    }

    /// `Online`.
    pub fn online(&self) -> Result<bool, Error> {
        self.call(&defs::IUPDATE_SEARCHER, 20, &[])
            .map(|success| success.value)
    }

    /// `Online`.
    pub fn put_online(&self, value: bool) -> Result<(), Error> {
        self.call(&defs::IUPDATE_SEARCHER, 21, &[Value::from(value)])
            .map(|success| success.value)
    }

    /// `GetTotalHistoryCount`.
    pub fn get_total_history_count(&self) -> Result<i32, Error> {
        self.call(&defs::IUPDATE_SEARCHER, 22, &[])
            .map(|success| success.value)
    }

    /// `ServiceID`.
    pub fn service_id(&self) -> Result<Text, Error> {
        self.call(&defs::IUPDATE_SEARCHER, 23, &[])
            .map(|success| success.value)
    }

    /// `ServiceID`.
    pub fn put_service_id(&self, value: &str) -> Result<(), Error> {
        self.call(&defs::IUPDATE_SEARCHER, 24, &[Value::from(value)])
            .map(|success| success.value)
    }
}

/// A handle on `IUpdateSearcher2`.
#[derive(Clone, Debug)]
pub struct IUpdateSearcher2(IUpdateSearcher);

impl From<Bound> for IUpdateSearcher2 {
    fn from(bound: Bound) -> Self {
        Self(IUpdateSearcher::from(bound))
    }
}

impl Deref for IUpdateSearcher2 {
    type Target = IUpdateSearcher;

    fn deref(&self) -> &IUpdateSearcher {
        &self.0
    }
}

impl IUpdateSearcher2 {
    /// `IgnoreDownloadPriority`.
    pub fn ignore_download_priority(&self) -> Result<bool, Error> {
        self.call(&defs::IUPDATE_SEARCHER2, 25, &[])
            .map(|success| success.value)
    }

    /// `IgnoreDownloadPriority`.
    pub fn put_ignore_download_priority(&self, value: bool) -> Result<(), Error> {
        self.call(&defs::IUPDATE_SEARCHER2, 26, &[Value::from(value)])
            .map(|success| success.value)
    }
}

/// A handle on `IUpdateSearcher3`.
#[derive(Clone, Debug)]
pub struct IUpdateSearcher3(IUpdateSearcher2);

impl From<Bound> for IUpdateSearcher3 {
    fn from(bound: Bound) -> Self {
        Self(IUpdateSearcher2::from(bound))
    }
}

impl Deref for IUpdateSearcher3 {
    type Target = IUpdateSearcher2;

    fn deref(&self) -> &IUpdateSearcher2 {
        &self.0
    }
}

impl IUpdateSearcher3 {
    /// `SearchScope`.
    pub fn search_scope(&self) -> Result<enums::SearchScope, Error> {
        self.call(&defs::IUPDATE_SEARCHER3, 27, &[])
            .map(|success| success.value)
    }

    /// `SearchScope`.
    pub fn put_search_scope(&self, value: enums::SearchScope) -> Result<(), Error> {
        self.call(&defs::IUPDATE_SEARCHER3, 28, &[Value::I4(value.into())])
            .map(|success| success.value)
    }
}

/// A handle on `IUpdateService`.
#[derive(Clone, Debug)]
pub struct IUpdateService(Bound);

impl From<Bound> for IUpdateService {
    fn from(bound: Bound) -> Self {
        Self(bound)
    }
}

impl Deref for IUpdateService {
    type Target = Bound;

    fn deref(&self) -> &Bound {
        &self.0
    }
}

impl IUpdateService {
    /// `Name`.
    pub fn name(&self) -> Result<Text, Error> {
        self.call(&defs::IUPDATE_SERVICE, 7, &[])
            .map(|success| success.value)
    }

    /// `ContentValidationCert`.
    pub fn content_validation_cert(&self) -> Result<Value, Error> {
        self.call(&defs::IUPDATE_SERVICE, 8, &[])
            .map(|success| success.value)
    }

    /// `ExpirationDate`.
    pub fn expiration_date(&self) -> Result<Date, Error> {
        self.call(&defs::IUPDATE_SERVICE, 9, &[])
            .map(|success| success.value)
    }

    /// `IsManaged`.
    pub fn is_managed(&self) -> Result<bool, Error> {
        self.call(&defs::IUPDATE_SERVICE, 10, &[])
            .map(|success| success.value)
    }

    /// `IsRegisteredWithAU`.
    pub fn is_registered_with_au(&self) -> Result<bool, Error> {
        self.call(&defs::IUPDATE_SERVICE, 11, &[])
            .map(|success| success.value)
    }

    /// `IssueDate`.
    pub fn issue_date(&self) -> Result<Date, Error> {
        self.call(&defs::IUPDATE_SERVICE, 12, &[])
            .map(|success| success.value)
    }

    /// `OffersWindowsUpdates`.
    pub fn offers_windows_updates(&self) -> Result<bool, Error> {
        self.call(&defs::IUPDATE_SERVICE, 13, &[])
            .map(|success| success.value)
    }

    /// `RedirectUrls`.
    pub fn redirect_urls(&self) -> Result<IStringCollection, Error> {
        self.call(&defs::IUPDATE_SERVICE, 14, &[])
            .map(|success| IStringCollection::from(self.bind(success.value)))
    }

    /// `ServiceID`.
    pub fn service_id(&self) -> Result<Text, Error> {
        self.call(&defs::IUPDATE_SERVICE, 15, &[])
            .map(|success| success.value)
    }

    /// `IsScanPackageService`.
    pub fn is_scan_package_service(&self) -> Result<bool, Error> {
        self.call(&defs::IUPDATE_SERVICE, 16, &[])
            .map(|success| success.value)
    }

    /// `CanRegisterWithAU`.
    pub fn can_register_with_au(&self) -> Result<bool, Error> {
        self.call(&defs::IUPDATE_SERVICE, 17, &[])
            .map(|success| success.value)
    }

    /// `ServiceUrl`.
    pub fn service_url(&self) -> Result<Text, Error> {
        self.call(&defs::IUPDATE_SERVICE, 18, &[])
            .map(|success| success.value)
    }

    /// `SetupPrefix`.
    pub fn setup_prefix(&self) -> Result<Text, Error> {
        self.call(&defs::IUPDATE_SERVICE, 19, &[])
            .map(|success| success.value)
    }
}

/// A handle on `IUpdateService2`.
#[derive(Clone, Debug)]
pub struct IUpdateService2(IUpdateService);

impl From<Bound> for IUpdateService2 {
    fn from(bound: Bound) -> Self {
        Self(IUpdateService::from(bound))
    }
}

impl Deref for IUpdateService2 {
    type Target = IUpdateService;

    fn deref(&self) -> &IUpdateService {
        &self.0
    }
}

impl IUpdateService2 {
    /// `IsDefaultAUService`.
    pub fn is_default_au_service(&self) -> Result<bool, Error> {
        self.call(&defs::IUPDATE_SERVICE2, 20, &[])
            .map(|success| success.value)
    }
}

/// A handle on `IUpdateServiceCollection`.
#[derive(Clone, Debug)]
pub struct IUpdateServiceCollection(Bound);

impl From<Bound> for IUpdateServiceCollection {
    fn from(bound: Bound) -> Self {
        Self(bound)
    }
}

impl Deref for IUpdateServiceCollection {
    type Target = Bound;

    fn deref(&self) -> &Bound {
        &self.0
    }
}

impl IUpdateServiceCollection {
    /// `Item`.
    pub fn item(&self, index: i32) -> Result<IUpdateService, Error> {
        self.call(&defs::IUPDATE_SERVICE_COLLECTION, 7, &[Value::from(index)])
            .map(|success| IUpdateService::from(self.bind(success.value)))
    }

    /// `_NewEnum`.
    pub fn new_enum(&self) -> Result<ObjectRef, Error> {
        self.call(&defs::IUPDATE_SERVICE_COLLECTION, 8, &[])
            .map(|success| success.value)
    }

    /// `Count`.
    pub fn count(&self) -> Result<i32, Error> {
        self.call(&defs::IUPDATE_SERVICE_COLLECTION, 9, &[])
            .map(|success| success.value)
    }
}

/// A handle on `IUpdateServiceManager`.
#[derive(Clone, Debug)]
pub struct IUpdateServiceManager(Bound);

impl From<Bound> for IUpdateServiceManager {
    fn from(bound: Bound) -> Self {
        Self(bound)
    }
}

impl Deref for IUpdateServiceManager {
    type Target = Bound;

    fn deref(&self) -> &Bound {
        &self.0
    }
}

impl IUpdateServiceManager {
    /// `Services`.
    pub fn services(&self) -> Result<IUpdateServiceCollection, Error> {
        self.call(&defs::IUPDATE_SERVICE_MANAGER, 7, &[])
            .map(|success| IUpdateServiceCollection::from(self.bind(success.value)))
    }

    /// `AddService`.
    pub fn add_service(
        &self,
        service_id: &str,
        authorization_cab_path: &str,
    ) -> Result<IUpdateService, Error> {
        self.call(
            &defs::IUPDATE_SERVICE_MANAGER,
            8,
            &[Value::from(service_id), Value::from(authorization_cab_path)],
        )
        .map(|success| IUpdateService::from(self.bind(success.value)))
    }

    /// `RegisterServiceWithAU`.
    pub fn register_service_with_au(&self, service_id: &str) -> Result<(), Error> {
        self.call(&defs::IUPDATE_SERVICE_MANAGER, 9, &[Value::from(service_id)])
            .map(|success| success.value)
    }

    /// `RemoveService`.
    pub fn remove_service(&self, service_id: &str) -> Result<(), Error> {
        self.call(&defs::IUPDATE_SERVICE_MANAGER, 10, &[Value::from(service_id)])
            .map(|success| success.value)
    }

    /// `UnregisterServiceWithAU`.
    pub fn unregister_service_with_au(&self, service_id: &str) -> Result<(), Error> {
        self.call(&defs::IUPDATE_SERVICE_MANAGER, 11, &[Value::from(service_id)])
            .map(|success| success.value)
    }

    /// `AddScanPackageService`.
    pub fn add_scan_package_service(
        &self,
        service_name: &str,
        scan_file_location: &str,
        flags: i32,
    ) -> Result<IUpdateService, Error> {
        self.call(
            &defs::IUPDATE_SERVICE_MANAGER,
            12,
            &[
                Value::from(service_name),
                Value::from(scan_file_location),
                Value::from(flags),
            ],
        )
        .map(|success| IUpdateService::from(self.bind(success.value)))
    }

    /// `SetOption`.
    pub fn set_option(&self, option_name: &str, option_value: &Value) -> Result<(), Error> {
        self.call(
            &defs::IUPDATE_SERVICE_MANAGER,
            13,
            &[Value::from(option_name), option_value.clone()],
        )
        .map(|success| success.value)
    }
}

/// A handle on `IUpdateServiceManager2`.
#[derive(Clone, Debug)]
pub struct IUpdateServiceManager2(IUpdateServiceManager);

impl From<Bound> for IUpdateServiceManager2 {
    fn from(bound: Bound) -> Self {
        Self(IUpdateServiceManager::from(bound))
    }
}

impl Deref for IUpdateServiceManager2 {
    type Target = IUpdateServiceManager;

    fn deref(&self) -> &IUpdateServiceManager {
        &self.0
    }
}

impl IUpdateServiceManager2 {
    /// `ClientApplicationID`.
    pub fn client_application_id(&self) -> Result<Text, Error> {
        self.call(&defs::IUPDATE_SERVICE_MANAGER2, 14, &[])
            .map(|success| success.value)
    }

    /// `ClientApplicationID`.
    pub fn put_client_application_id(&self, value: &str) -> Result<(), Error> {
        self.call(&defs::IUPDATE_SERVICE_MANAGER2, 15, &[Value::from(value)])
            .map(|success| success.value)
    }

    /// `QueryServiceRegistration`.
    pub fn query_service_registration(&self, service_id: &str) -> Result<IUpdateServiceRegistration, Error> {
        self.call(&defs::IUPDATE_SERVICE_MANAGER2, 16, &[Value::from(service_id)])
            .map(|success| IUpdateServiceRegistration::from(self.bind(success.value)))
    }

    /// `AddService2`.
    pub fn add_service2(
        &self,
        service_id: &str,
        flags: i32,
        authorization_cab_path: &str,
    ) -> Result<IUpdateServiceRegistration, Error> {
        self.call(
            &defs::IUPDATE_SERVICE_MANAGER2,
            17,
            &[
                Value::from(service_id),
                Value::from(flags),
                Value::from(authorization_cab_path),
            ],
        )
        .map(|success| IUpdateServiceRegistration::from(self.bind(success.value)))
    }
}

/// A handle on `IUpdateServiceRegistration`.
#[derive(Clone, Debug)]
pub struct IUpdateServiceRegistration(Bound);

impl From<Bound> for IUpdateServiceRegistration {
    fn from(bound: Bound) -> Self {
        Self(bound)
    }
}

impl Deref for IUpdateServiceRegistration {
    type Target = Bound;

    fn deref(&self) -> &Bound {
        &self.0
    }
}

impl IUpdateServiceRegistration {
    /// `RegistrationState`.
    pub fn registration_state(&self) -> Result<enums::UpdateServiceRegistrationState, Error> {
        self.call(&defs::IUPDATE_SERVICE_REGISTRATION, 7, &[])
            .map(|success| success.value)
    }

    /// `ServiceID`.
    pub fn service_id(&self) -> Result<Text, Error> {
        self.call(&defs::IUPDATE_SERVICE_REGISTRATION, 8, &[])
            .map(|success| success.value)
    }

    /// `IsPendingRegistrationWithAU`.
    pub fn is_pending_registration_with_au(&self) -> Result<bool, Error> {
        self.call(&defs::IUPDATE_SERVICE_REGISTRATION, 9, &[])
            .map(|success| success.value)
    }

    /// `Service`.
    pub fn service(&self) -> Result<Option<IUpdateService2>, Error> {
        self.call::<Option<ObjectRef>>(&defs::IUPDATE_SERVICE_REGISTRATION, 10, &[])
            .map(|success| {
                success
                    .value
                    .map(|object| IUpdateService2::from(self.bind(object)))
            })
    }
}

/// A handle on `IUpdateSession`.
#[derive(Clone, Debug)]
pub struct IUpdateSession(Bound);

impl From<Bound> for IUpdateSession {
    fn from(bound: Bound) -> Self {
        Self(bound)
    }
}

impl Deref for IUpdateSession {
    type Target = Bound;

    fn deref(&self) -> &Bound {
        &self.0
    }
}

impl IUpdateSession {
    /// `ClientApplicationID`.
    pub fn client_application_id(&self) -> Result<Text, Error> {
        self.call(&defs::IUPDATE_SESSION, 7, &[])
            .map(|success| success.value)
    }

    /// `ClientApplicationID`.
    pub fn put_client_application_id(&self, value: &str) -> Result<(), Error> {
        self.call(&defs::IUPDATE_SESSION, 8, &[Value::from(value)])
            .map(|success| success.value)
    }

    /// `ReadOnly`.
    pub fn read_only(&self) -> Result<bool, Error> {
        self.call(&defs::IUPDATE_SESSION, 9, &[])
            .map(|success| success.value)
    }

    /// `WebProxy`.
    pub fn web_proxy(&self) -> Result<IWebProxy, Error> {
        self.call(&defs::IUPDATE_SESSION, 10, &[])
            .map(|success| IWebProxy::from(self.bind(success.value)))
    }

    /// `WebProxy`.
    pub fn put_web_proxy(&self, value: Option<&ObjectRef>) -> Result<(), Error> {
        self.call(&defs::IUPDATE_SESSION, 11, &[Value::Object(value.cloned())])
            .map(|success| success.value)
    }

    /// `CreateUpdateSearcher`.
    pub fn create_update_searcher(&self) -> Result<IUpdateSearcher, Error> {
        self.call(&defs::IUPDATE_SESSION, 12, &[])
            .map(|success| IUpdateSearcher::from(self.bind(success.value)))
    }

    /// `CreateUpdateDownloader`.
    pub fn create_update_downloader(&self) -> Result<IUpdateDownloader, Error> {
        self.call(&defs::IUPDATE_SESSION, 13, &[])
            .map(|success| IUpdateDownloader::from(self.bind(success.value)))
    }

    /// `CreateUpdateInstaller`.
    pub fn create_update_installer(&self) -> Result<IUpdateInstaller, Error> {
        self.call(&defs::IUPDATE_SESSION, 14, &[])
            .map(|success| IUpdateInstaller::from(self.bind(success.value)))
    }
}

/// A handle on `IUpdateSession2`.
#[derive(Clone, Debug)]
pub struct IUpdateSession2(IUpdateSession);

impl From<Bound> for IUpdateSession2 {
    fn from(bound: Bound) -> Self {
        Self(IUpdateSession::from(bound))
    }
}

impl Deref for IUpdateSession2 {
    type Target = IUpdateSession;

    fn deref(&self) -> &IUpdateSession {
        &self.0
    }
}

impl IUpdateSession2 {
    /// `UserLocale`.
    pub fn user_locale(&self) -> Result<u32, Error> {
        self.call(&defs::IUPDATE_SESSION2, 15, &[])
            .map(|success| success.value)
    }

    /// `UserLocale`.
    pub fn put_user_locale(&self, lcid: u32) -> Result<(), Error> {
        self.call(&defs::IUPDATE_SESSION2, 16, &[Value::from(lcid)])
            .map(|success| success.value)
    }
}

/// A handle on `IUpdateSession3`.
#[derive(Clone, Debug)]
pub struct IUpdateSession3(IUpdateSession2);

impl From<Bound> for IUpdateSession3 {
    fn from(bound: Bound) -> Self {
        Self(IUpdateSession2::from(bound))
    }
}

impl Deref for IUpdateSession3 {
    type Target = IUpdateSession2;

    fn deref(&self) -> &IUpdateSession2 {
        &self.0
    }
}

impl IUpdateSession3 {
    /// `CreateUpdateServiceManager`.
    pub fn create_update_service_manager(&self) -> Result<IUpdateServiceManager2, Error> {
        self.call(&defs::IUPDATE_SESSION3, 17, &[])
            .map(|success| IUpdateServiceManager2::from(self.bind(success.value)))
    }

    /// `QueryHistory`.
    pub fn query_history(
        &self,
        criteria: &str,
        start_index: i32,
        count: i32,
    ) -> Result<IUpdateHistoryEntryCollection, Error> {
        self.call(
            &defs::IUPDATE_SESSION3,
            18,
            &[
                Value::from(criteria),
                Value::from(start_index),
                Value::from(count),
            ],
        )
        .map(|success| IUpdateHistoryEntryCollection::from(self.bind(success.value)))
    }
}

/// A handle on `IWebProxy`.
#[derive(Clone, Debug)]
pub struct IWebProxy(Bound);

impl From<Bound> for IWebProxy {
    fn from(bound: Bound) -> Self {
        Self(bound)
    }
}

impl Deref for IWebProxy {
    type Target = Bound;

    fn deref(&self) -> &Bound {
        &self.0
    }
}

impl IWebProxy {
    /// `Address`.
    pub fn address(&self) -> Result<Text, Error> {
        self.call(&defs::IWEB_PROXY, 7, &[]).map(|success| success.value)
    }

    /// `Address`.
    pub fn put_address(&self, value: &str) -> Result<(), Error> {
        self.call(&defs::IWEB_PROXY, 8, &[Value::from(value)])
            .map(|success| success.value)
    }

    /// `BypassList`.
    pub fn bypass_list(&self) -> Result<IStringCollection, Error> {
        self.call(&defs::IWEB_PROXY, 9, &[])
            .map(|success| IStringCollection::from(self.bind(success.value)))
    }

    /// `BypassList`.
    pub fn put_bypass_list(&self, value: Option<&ObjectRef>) -> Result<(), Error> {
        self.call(&defs::IWEB_PROXY, 10, &[Value::Object(value.cloned())])
            .map(|success| success.value)
    }

    /// `BypassProxyOnLocal`.
    pub fn bypass_proxy_on_local(&self) -> Result<bool, Error> {
        self.call(&defs::IWEB_PROXY, 11, &[]).map(|success| success.value)
    }

    /// `BypassProxyOnLocal`.
    pub fn put_bypass_proxy_on_local(&self, value: bool) -> Result<(), Error> {
        self.call(&defs::IWEB_PROXY, 12, &[Value::from(value)])
            .map(|success| success.value)
    }

    /// `ReadOnly`.
    pub fn read_only(&self) -> Result<bool, Error> {
        self.call(&defs::IWEB_PROXY, 13, &[]).map(|success| success.value)
    }

    /// `UserName`.
    pub fn user_name(&self) -> Result<Text, Error> {
        self.call(&defs::IWEB_PROXY, 14, &[]).map(|success| success.value)
    }

    /// `UserName`.
    pub fn put_user_name(&self, value: &str) -> Result<(), Error> {
        self.call(&defs::IWEB_PROXY, 15, &[Value::from(value)])
            .map(|success| success.value)
    }

    /// `SetPassword`.
    pub fn set_password(&self, value: &str) -> Result<(), Error> {
        self.call(&defs::IWEB_PROXY, 16, &[Value::from(value)])
            .map(|success| success.value)
    }

    /// `PromptForCredentials`.
    pub fn prompt_for_credentials(
        &self,
        parent_window: Option<&ObjectRef>,
        title: &str,
    ) -> Result<(), Error> {
        self.call(
            &defs::IWEB_PROXY,
            17,
            &[Value::Unknown(parent_window.cloned()), Value::from(title)],
        )
        .map(|success| success.value)
    }

    /// `PromptForCredentialsFromHwnd`.
    pub fn prompt_for_credentials_from_hwnd(&self, parent_window: u64, title: &str) -> Result<(), Error> {
        self.call(
            &defs::IWEB_PROXY,
            18,
            &[Value::from(parent_window), Value::from(title)],
        )
        .map(|success| success.value)
    }

    /// `AutoDetect`.
    pub fn auto_detect(&self) -> Result<bool, Error> {
        self.call(&defs::IWEB_PROXY, 19, &[]).map(|success| success.value)
    }

    /// `AutoDetect`.
    pub fn put_auto_detect(&self, value: bool) -> Result<(), Error> {
        self.call(&defs::IWEB_PROXY, 20, &[Value::from(value)])
            .map(|success| success.value)
    }
}

/// A handle on `IWindowsDriverUpdate`.
#[derive(Clone, Debug)]
pub struct IWindowsDriverUpdate(IUpdate);

impl From<Bound> for IWindowsDriverUpdate {
    fn from(bound: Bound) -> Self {
        Self(IUpdate::from(bound))
    }
}

impl Deref for IWindowsDriverUpdate {
    type Target = IUpdate;

    fn deref(&self) -> &IUpdate {
        &self.0
    }
}

impl IWindowsDriverUpdate {
    /// `DriverClass`.
    pub fn driver_class(&self) -> Result<Text, Error> {
        self.call(&defs::IWINDOWS_DRIVER_UPDATE, 52, &[])
            .map(|success| success.value)
    }

    /// `DriverHardwareID`.
    pub fn driver_hardware_id(&self) -> Result<Text, Error> {
        self.call(&defs::IWINDOWS_DRIVER_UPDATE, 53, &[])
            .map(|success| success.value)
    }

    /// `DriverManufacturer`.
    pub fn driver_manufacturer(&self) -> Result<Text, Error> {
        self.call(&defs::IWINDOWS_DRIVER_UPDATE, 54, &[])
            .map(|success| success.value)
    }

    /// `DriverModel`.
    pub fn driver_model(&self) -> Result<Text, Error> {
        self.call(&defs::IWINDOWS_DRIVER_UPDATE, 55, &[])
            .map(|success| success.value)
    }

    /// `DriverProvider`.
    pub fn driver_provider(&self) -> Result<Text, Error> {
        self.call(&defs::IWINDOWS_DRIVER_UPDATE, 56, &[])
            .map(|success| success.value)
    }

    /// `DriverVerDate`.
    pub fn driver_ver_date(&self) -> Result<Date, Error> {
        self.call(&defs::IWINDOWS_DRIVER_UPDATE, 57, &[])
            .map(|success| success.value)
    }

    /// `DeviceProblemNumber`.
    pub fn device_problem_number(&self) -> Result<i32, Error> {
        self.call(&defs::IWINDOWS_DRIVER_UPDATE, 58, &[])
            .map(|success| success.value)
    }

    /// `DeviceStatus`.
    pub fn device_status(&self) -> Result<i32, Error> {
        self.call(&defs::IWINDOWS_DRIVER_UPDATE, 59, &[])
            .map(|success| success.value)
    }
}

/// A handle on `IWindowsDriverUpdate2`.
#[derive(Clone, Debug)]
pub struct IWindowsDriverUpdate2(IWindowsDriverUpdate);

impl From<Bound> for IWindowsDriverUpdate2 {
    fn from(bound: Bound) -> Self {
        Self(IWindowsDriverUpdate::from(bound))
    }
}

impl Deref for IWindowsDriverUpdate2 {
    type Target = IWindowsDriverUpdate;

    fn deref(&self) -> &IWindowsDriverUpdate {
        &self.0
    }
}

impl IWindowsDriverUpdate2 {
    /// `RebootRequired`.
    pub fn reboot_required(&self) -> Result<bool, Error> {
        self.call(&defs::IWINDOWS_DRIVER_UPDATE2, 60, &[])
            .map(|success| success.value)
    }

    /// `IsPresent`.
    pub fn is_present(&self) -> Result<bool, Error> {
        self.call(&defs::IWINDOWS_DRIVER_UPDATE2, 61, &[])
            .map(|success| success.value)
    }

    /// `CveIDs`.
    pub fn cve_ids(&self) -> Result<IStringCollection, Error> {
        self.call(&defs::IWINDOWS_DRIVER_UPDATE2, 62, &[])
            .map(|success| IStringCollection::from(self.bind(success.value)))
    }

    /// `CopyToCache`.
    pub fn copy_to_cache(&self, p_files: Option<&ObjectRef>) -> Result<(), Error> {
        self.call(
            &defs::IWINDOWS_DRIVER_UPDATE2,
            63,
            &[Value::Object(p_files.cloned())],
        )
        .map(|success| success.value)
    }
}

/// A handle on `IWindowsDriverUpdate3`.
#[derive(Clone, Debug)]
pub struct IWindowsDriverUpdate3(IWindowsDriverUpdate2);

impl From<Bound> for IWindowsDriverUpdate3 {
    fn from(bound: Bound) -> Self {
        Self(IWindowsDriverUpdate2::from(bound))
    }
}

impl Deref for IWindowsDriverUpdate3 {
    type Target = IWindowsDriverUpdate2;

    fn deref(&self) -> &IWindowsDriverUpdate2 {
        &self.0
    }
}

impl IWindowsDriverUpdate3 {
    /// `BrowseOnly`.
    pub fn browse_only(&self) -> Result<bool, Error> {
        self.call(&defs::IWINDOWS_DRIVER_UPDATE3, 64, &[])
            .map(|success| success.value)
    }
}

/// A handle on `IWindowsDriverUpdate4`.
#[derive(Clone, Debug)]
pub struct IWindowsDriverUpdate4(IWindowsDriverUpdate3);

impl From<Bound> for IWindowsDriverUpdate4 {
    fn from(bound: Bound) -> Self {
        Self(IWindowsDriverUpdate3::from(bound))
    }
}

impl Deref for IWindowsDriverUpdate4 {
    type Target = IWindowsDriverUpdate3;

    fn deref(&self) -> &IWindowsDriverUpdate3 {
        &self.0
    }
}

impl IWindowsDriverUpdate4 {
    /// `WindowsDriverUpdateEntries`.
    pub fn windows_driver_update_entries(&self) -> Result<IWindowsDriverUpdateEntryCollection, Error> {
        self.call(&defs::IWINDOWS_DRIVER_UPDATE4, 65, &[])
            .map(|success| IWindowsDriverUpdateEntryCollection::from(self.bind(success.value)))
    }

    /// `PerUser`.
    pub fn per_user(&self) -> Result<bool, Error> {
        self.call(&defs::IWINDOWS_DRIVER_UPDATE4, 66, &[])
            .map(|success| success.value)
    }
}

/// A handle on `IWindowsDriverUpdate5`.
#[derive(Clone, Debug)]
pub struct IWindowsDriverUpdate5(IWindowsDriverUpdate4);

impl From<Bound> for IWindowsDriverUpdate5 {
    fn from(bound: Bound) -> Self {
        Self(IWindowsDriverUpdate4::from(bound))
    }
}

impl Deref for IWindowsDriverUpdate5 {
    type Target = IWindowsDriverUpdate4;

    fn deref(&self) -> &IWindowsDriverUpdate4 {
        &self.0
    }
}

impl IWindowsDriverUpdate5 {
    /// `AutoSelection`.
    pub fn auto_selection(&self) -> Result<enums::AutoSelectionMode, Error> {
        self.call(&defs::IWINDOWS_DRIVER_UPDATE5, 67, &[])
            .map(|success| success.value)
    }

    /// `AutoDownload`.
    pub fn auto_download(&self) -> Result<enums::AutoDownloadMode, Error> {
        self.call(&defs::IWINDOWS_DRIVER_UPDATE5, 68, &[])
            .map(|success| success.value)
    }
}

/// A handle on `IWindowsDriverUpdateEntry`.
#[derive(Clone, Debug)]
pub struct IWindowsDriverUpdateEntry(Bound);

impl From<Bound> for IWindowsDriverUpdateEntry {
    fn from(bound: Bound) -> Self {
        Self(bound)
    }
}

impl Deref for IWindowsDriverUpdateEntry {
    type Target = Bound;

    fn deref(&self) -> &Bound {
        &self.0
    }
}

impl IWindowsDriverUpdateEntry {
    /// `DriverClass`.
    pub fn driver_class(&self) -> Result<Text, Error> {
        self.call(&defs::IWINDOWS_DRIVER_UPDATE_ENTRY, 7, &[])
            .map(|success| success.value)
    }

    /// `DriverHardwareID`.
    pub fn driver_hardware_id(&self) -> Result<Text, Error> {
        self.call(&defs::IWINDOWS_DRIVER_UPDATE_ENTRY, 8, &[])
            .map(|success| success.value)
    }

    /// `DriverManufacturer`.
    pub fn driver_manufacturer(&self) -> Result<Text, Error> {
        self.call(&defs::IWINDOWS_DRIVER_UPDATE_ENTRY, 9, &[])
            .map(|success| success.value)
    }

    /// `DriverModel`.
    pub fn driver_model(&self) -> Result<Text, Error> {
        self.call(&defs::IWINDOWS_DRIVER_UPDATE_ENTRY, 10, &[])
            .map(|success| success.value)
    }

    /// `DriverProvider`.
    pub fn driver_provider(&self) -> Result<Text, Error> {
        self.call(&defs::IWINDOWS_DRIVER_UPDATE_ENTRY, 11, &[])
            .map(|success| success.value)
    }

    /// `DriverVerDate`.
    pub fn driver_ver_date(&self) -> Result<Date, Error> {
        self.call(&defs::IWINDOWS_DRIVER_UPDATE_ENTRY, 12, &[])
            .map(|success| success.value)
    }

    /// `DeviceProblemNumber`.
    pub fn device_problem_number(&self) -> Result<i32, Error> {
        self.call(&defs::IWINDOWS_DRIVER_UPDATE_ENTRY, 13, &[])
            .map(|success| success.value)
    }

    /// `DeviceStatus`.
    pub fn device_status(&self) -> Result<i32, Error> {
        self.call(&defs::IWINDOWS_DRIVER_UPDATE_ENTRY, 14, &[])
            .map(|success| success.value)
    }
}

/// A handle on `IWindowsDriverUpdateEntryCollection`.
#[derive(Clone, Debug)]
pub struct IWindowsDriverUpdateEntryCollection(Bound);

impl From<Bound> for IWindowsDriverUpdateEntryCollection {
    fn from(bound: Bound) -> Self {
        Self(bound)
    }
}

impl Deref for IWindowsDriverUpdateEntryCollection {
    type Target = Bound;

    fn deref(&self) -> &Bound {
        &self.0
    }
}

impl IWindowsDriverUpdateEntryCollection {
    /// `Item`.
    pub fn item(&self, index: i32) -> Result<IWindowsDriverUpdateEntry, Error> {
        self.call(
            &defs::IWINDOWS_DRIVER_UPDATE_ENTRY_COLLECTION,
            7,
            &[Value::from(index)],
        )
        .map(|success| IWindowsDriverUpdateEntry::from(self.bind(success.value)))
    }

    /// `_NewEnum`.
    pub fn new_enum(&self) -> Result<ObjectRef, Error> {
        self.call(&defs::IWINDOWS_DRIVER_UPDATE_ENTRY_COLLECTION, 8, &[])
            .map(|success| success.value)
    }

    /// `Count`.
    pub fn count(&self) -> Result<i32, Error> {
        self.call(&defs::IWINDOWS_DRIVER_UPDATE_ENTRY_COLLECTION, 9, &[])
            .map(|success| success.value)
    }
}

/// A handle on `IWindowsUpdateAgentInfo`.
#[derive(Clone, Debug)]
pub struct IWindowsUpdateAgentInfo(Bound);

impl From<Bound> for IWindowsUpdateAgentInfo {
    fn from(bound: Bound) -> Self {
        Self(bound)
    }
}

impl Deref for IWindowsUpdateAgentInfo {
    type Target = Bound;

    fn deref(&self) -> &Bound {
        &self.0
    }
}

impl IWindowsUpdateAgentInfo {
    /// `GetInfo`.
    pub fn get_info(&self, var_info_identifier: &Value) -> Result<Value, Error> {
        self.call(
            &defs::IWINDOWS_UPDATE_AGENT_INFO,
            7,
            std::slice::from_ref(var_info_identifier),
        )
        .map(|success| success.value)
    }
}
