// The agent's interfaces for C++. Written by `cargo xtask codegen` from the tables of `wua-defs`: edit that.
//
// They stand in a namespace, so that a program can include the compiler's own <wuapi.h> too and compare.
//
// INTERFACES(X) calls X(interface) for all of them, MEMBERS(X) calls X(interface, member, slot), and
// WRITABLE(X) calls X(interface, property) for the properties that can be read and written.

#pragma once

#include <oaidl.h>

namespace wua {

enum AddServiceFlag {
    asfAllowPendingRegistration = 1,
    asfAllowOnlineRegistration = 2,
    asfRegisterServiceWithAU = 4,
};

enum AutoDownloadMode {
    adLetWindowsUpdateDecide = 0,
    adNeverAutoDownload = 1,
    adAlwaysAutoDownload = 2,
};

enum AutoSelectionMode {
    asLetWindowsUpdateDecide = 0,
    asAutoSelectIfDownloaded = 1,
    asNeverAutoSelect = 2,
    asAlwaysAutoSelect = 3,
};

enum AutomaticUpdatesNotificationLevel {
    aunlNotConfigured = 0,
    aunlDisabled = 1,
    aunlNotifyBeforeDownload = 2,
    aunlNotifyBeforeInstallation = 3,
    aunlScheduledInstallation = 4,
};

enum AutomaticUpdatesPermissionType {
    auptSetNotificationLevel = 1,
    auptDisableAutomaticUpdates = 2,
    auptSetIncludeRecommendedUpdates = 3,
    auptSetFeaturedUpdatesEnabled = 4,
    auptSetNonAdministratorsElevated = 5,
};

enum AutomaticUpdatesScheduledInstallationDay {
    ausidEveryDay = 0,
    ausidEverySunday = 1,
    ausidEveryMonday = 2,
    ausidEveryTuesday = 3,
    ausidEveryWednesday = 4,
    ausidEveryThursday = 5,
    ausidEveryFriday = 6,
    ausidEverySaturday = 7,
};

enum AutomaticUpdatesUserType {
    auutCurrentUser = 1,
    auutLocalAdministrator = 2,
};

enum DeploymentAction {
    daNone = 0,
    daInstallation = 1,
    daUninstallation = 2,
    daDetection = 3,
    daOptionalInstallation = 4,
};

enum DownloadPhase {
    dphInitializing = 1,
    dphDownloading = 2,
    dphVerifying = 3,
};

enum DownloadPriority {
    dpLow = 1,
    dpNormal = 2,
    dpHigh = 3,
    dpExtraHigh = 4,
};

enum DownloadType {
    downloadTypeFull = 0,
    downloadTypeUpdateBootstrapper = 1,
};

enum InstallationImpact {
    iiNormal = 0,
    iiMinor = 1,
    iiRequiresExclusiveHandling = 2,
};

enum InstallationRebootBehavior {
    irbNeverReboots = 0,
    irbAlwaysRequiresReboot = 1,
    irbCanRequestReboot = 2,
};

enum OperationResultCode {
    orcNotStarted = 0,
    orcInProgress = 1,
    orcSucceeded = 2,
    orcSucceededWithErrors = 3,
    orcFailed = 4,
    orcAborted = 5,
};

enum SearchScope {
    searchScopeDefault = 0,
    searchScopeMachineOnly = 1,
    searchScopeCurrentUserOnly = 2,
    searchScopeMachineAndCurrentUser = 3,
    searchScopeMachineAndAllUsers = 4,
    searchScopeAllUsers = 5,
};

enum ServerSelection {
    ssDefault = 0,
    ssManagedServer = 1,
    ssWindowsUpdate = 2,
    ssOthers = 3,
};

enum UpdateEndpointAuthTokenType {
    ueattInvalidTokenType = 0,
    ueattSAML11Token = 1,
};

enum UpdateEndpointType {
    uetClientServer = 0,
    uetReporting = 1,
    uetWuaSelfUpdate = 2,
    uetRegulation = 3,
    uetSimpleTargeting = 4,
    uetSecuredClientServer = 5,
    uetSecondaryServiceAuth = 6,
};

enum UpdateExceptionContext {
    uecGeneral = 1,
    uecWindowsDriver = 2,
    uecWindowsInstaller = 3,
    uecSearchIncomplete = 4,
};

enum UpdateLockdownOption {
    uloForWebsiteAccess = 1,
};

enum UpdateOperation {
    uoInstallation = 1,
    uoUninstallation = 2,
};

enum UpdateServiceOption {
    usoNonVolatileService = 1,
};

enum UpdateServiceRegistrationState {
    usrsNotRegistered = 1,
    usrsRegistrationPending = 2,
    usrsRegistered = 3,
};

enum UpdateType {
    utSoftware = 1,
    utDriver = 2,
};

struct IAutomaticUpdates;
struct IAutomaticUpdates2;
struct IAutomaticUpdatesResults;
struct IAutomaticUpdatesSettings;
struct IAutomaticUpdatesSettings2;
struct IAutomaticUpdatesSettings3;
struct ICategory;
struct ICategoryCollection;
struct IDownloadCompletedCallback;
struct IDownloadCompletedCallbackArgs;
struct IDownloadJob;
struct IDownloadProgress;
struct IDownloadProgressChangedCallback;
struct IDownloadProgressChangedCallbackArgs;
struct IDownloadResult;
struct IImageInformation;
struct IInstallationAgent;
struct IInstallationBehavior;
struct IInstallationCompletedCallback;
struct IInstallationCompletedCallbackArgs;
struct IInstallationJob;
struct IInstallationProgress;
struct IInstallationProgressChangedCallback;
struct IInstallationProgressChangedCallbackArgs;
struct IInstallationResult;
struct IInvalidProductLicenseException;
struct ISearchCompletedCallback;
struct ISearchCompletedCallbackArgs;
struct ISearchJob;
struct ISearchResult;
struct IStringCollection;
struct ISystemInformation;
struct IUpdate;
struct IUpdate2;
struct IUpdate3;
struct IUpdate4;
struct IUpdate5;
struct IUpdateCollection;
struct IUpdateDownloadContent;
struct IUpdateDownloadContent2;
struct IUpdateDownloadContentCollection;
struct IUpdateDownloadResult;
struct IUpdateDownloader;
struct IUpdateDownloaderEx;
struct IUpdateEx;
struct IUpdateException;
struct IUpdateExceptionCollection;
struct IUpdateHistoryEntry;
struct IUpdateHistoryEntry2;
struct IUpdateHistoryEntryCollection;
struct IUpdateIdentity;
struct IUpdateInstallationResult;
struct IUpdateInstaller;
struct IUpdateInstaller2;
struct IUpdateInstaller3;
struct IUpdateInstaller4;
struct IUpdateLockdown;
struct IUpdateSearcher;
struct IUpdateSearcher2;
struct IUpdateSearcher3;
struct IUpdateService;
struct IUpdateService2;
struct IUpdateServiceCollection;
struct IUpdateServiceManager;
struct IUpdateServiceManager2;
struct IUpdateServiceRegistration;
struct IUpdateSession;
struct IUpdateSession2;
struct IUpdateSession3;
struct IWebProxy;
struct IWindowsDriverUpdate;
struct IWindowsDriverUpdate2;
struct IWindowsDriverUpdate3;
struct IWindowsDriverUpdate4;
struct IWindowsDriverUpdate5;
struct IWindowsDriverUpdateEntry;
struct IWindowsDriverUpdateEntryCollection;
struct IWindowsUpdateAgentInfo;

struct IDownloadCompletedCallback : IUnknown {
    virtual HRESULT STDMETHODCALLTYPE Invoke(IDownloadJob *downloadJob, IDownloadCompletedCallbackArgs *callbackArgs) = 0;
};

struct IDownloadProgressChangedCallback : IUnknown {
    virtual HRESULT STDMETHODCALLTYPE Invoke(IDownloadJob *downloadJob, IDownloadProgressChangedCallbackArgs *callbackArgs) = 0;
};

struct IInstallationCompletedCallback : IUnknown {
    virtual HRESULT STDMETHODCALLTYPE Invoke(IInstallationJob *installationJob, IInstallationCompletedCallbackArgs *callbackArgs) = 0;
};

struct IInstallationProgressChangedCallback : IUnknown {
    virtual HRESULT STDMETHODCALLTYPE Invoke(IInstallationJob *installationJob, IInstallationProgressChangedCallbackArgs *callbackArgs) = 0;
};

struct ISearchCompletedCallback : IUnknown {
    virtual HRESULT STDMETHODCALLTYPE Invoke(ISearchJob *searchJob, ISearchCompletedCallbackArgs *callbackArgs) = 0;
};

struct IUpdateLockdown : IUnknown {
    virtual HRESULT STDMETHODCALLTYPE LockDown(LONG flags) = 0;
};

struct IAutomaticUpdates : IDispatch {
    virtual HRESULT STDMETHODCALLTYPE DetectNow() = 0;
    virtual HRESULT STDMETHODCALLTYPE Pause() = 0;
    virtual HRESULT STDMETHODCALLTYPE Resume() = 0;
    virtual HRESULT STDMETHODCALLTYPE ShowSettingsDialog() = 0;
    virtual HRESULT STDMETHODCALLTYPE get_Settings(IAutomaticUpdatesSettings **result) = 0;
    virtual HRESULT STDMETHODCALLTYPE get_ServiceEnabled(VARIANT_BOOL *result) = 0;
    virtual HRESULT STDMETHODCALLTYPE EnableService() = 0;
};

struct IAutomaticUpdatesResults : IDispatch {
    virtual HRESULT STDMETHODCALLTYPE get_LastSearchSuccessDate(VARIANT *result) = 0;
    virtual HRESULT STDMETHODCALLTYPE get_LastInstallationSuccessDate(VARIANT *result) = 0;
};

struct IAutomaticUpdatesSettings : IDispatch {
    virtual HRESULT STDMETHODCALLTYPE get_NotificationLevel(AutomaticUpdatesNotificationLevel *result) = 0;
    virtual HRESULT STDMETHODCALLTYPE put_NotificationLevel(AutomaticUpdatesNotificationLevel value) = 0;
    virtual HRESULT STDMETHODCALLTYPE get_ReadOnly(VARIANT_BOOL *result) = 0;
    virtual HRESULT STDMETHODCALLTYPE get_Required(VARIANT_BOOL *result) = 0;
    virtual HRESULT STDMETHODCALLTYPE get_ScheduledInstallationDay(AutomaticUpdatesScheduledInstallationDay *result) = 0;
    virtual HRESULT STDMETHODCALLTYPE put_ScheduledInstallationDay(AutomaticUpdatesScheduledInstallationDay value) = 0;
    virtual HRESULT STDMETHODCALLTYPE get_ScheduledInstallationTime(LONG *result) = 0;
    virtual HRESULT STDMETHODCALLTYPE put_ScheduledInstallationTime(LONG value) = 0;
    virtual HRESULT STDMETHODCALLTYPE Refresh() = 0;
    virtual HRESULT STDMETHODCALLTYPE Save() = 0;
};

struct ICategory : IDispatch {
    virtual HRESULT STDMETHODCALLTYPE get_Name(BSTR *result) = 0;
    virtual HRESULT STDMETHODCALLTYPE get_CategoryID(BSTR *result) = 0;
    virtual HRESULT STDMETHODCALLTYPE get_Children(ICategoryCollection **result) = 0;
    virtual HRESULT STDMETHODCALLTYPE get_Description(BSTR *result) = 0;
    virtual HRESULT STDMETHODCALLTYPE get_Image(IImageInformation **result) = 0;
    virtual HRESULT STDMETHODCALLTYPE get_Order(LONG *result) = 0;
    virtual HRESULT STDMETHODCALLTYPE get_Parent(ICategory **result) = 0;
    virtual HRESULT STDMETHODCALLTYPE get_Type(BSTR *result) = 0;
    virtual HRESULT STDMETHODCALLTYPE get_Updates(IUpdateCollection **result) = 0;
};

struct ICategoryCollection : IDispatch {
    virtual HRESULT STDMETHODCALLTYPE get_Item(LONG index, ICategory **result) = 0;
    virtual HRESULT STDMETHODCALLTYPE get__NewEnum(IUnknown **result) = 0;
    virtual HRESULT STDMETHODCALLTYPE get_Count(LONG *result) = 0;
};

struct IDownloadCompletedCallbackArgs : IDispatch {
};

struct IDownloadJob : IDispatch {
    virtual HRESULT STDMETHODCALLTYPE get_AsyncState(VARIANT *result) = 0;
    virtual HRESULT STDMETHODCALLTYPE get_IsCompleted(VARIANT_BOOL *result) = 0;
    virtual HRESULT STDMETHODCALLTYPE get_Updates(IUpdateCollection **result) = 0;
    virtual HRESULT STDMETHODCALLTYPE CleanUp() = 0;
    virtual HRESULT STDMETHODCALLTYPE GetProgress(IDownloadProgress **result) = 0;
    virtual HRESULT STDMETHODCALLTYPE RequestAbort() = 0;
};

struct IDownloadProgress : IDispatch {
    virtual HRESULT STDMETHODCALLTYPE get_CurrentUpdateBytesDownloaded(DECIMAL *result) = 0;
    virtual HRESULT STDMETHODCALLTYPE get_CurrentUpdateBytesToDownload(DECIMAL *result) = 0;
    virtual HRESULT STDMETHODCALLTYPE get_CurrentUpdateIndex(LONG *result) = 0;
    virtual HRESULT STDMETHODCALLTYPE get_PercentComplete(LONG *result) = 0;
    virtual HRESULT STDMETHODCALLTYPE get_TotalBytesDownloaded(DECIMAL *result) = 0;
    virtual HRESULT STDMETHODCALLTYPE get_TotalBytesToDownload(DECIMAL *result) = 0;
    virtual HRESULT STDMETHODCALLTYPE GetUpdateResult(LONG updateIndex, IUpdateDownloadResult **result) = 0;
    virtual HRESULT STDMETHODCALLTYPE get_CurrentUpdateDownloadPhase(DownloadPhase *result) = 0;
    virtual HRESULT STDMETHODCALLTYPE get_CurrentUpdatePercentComplete(LONG *result) = 0;
};

struct IDownloadProgressChangedCallbackArgs : IDispatch {
    virtual HRESULT STDMETHODCALLTYPE get_Progress(IDownloadProgress **result) = 0;
};

struct IDownloadResult : IDispatch {
    virtual HRESULT STDMETHODCALLTYPE get_HResult(LONG *result) = 0;
    virtual HRESULT STDMETHODCALLTYPE get_ResultCode(OperationResultCode *result) = 0;
    virtual HRESULT STDMETHODCALLTYPE GetUpdateResult(LONG updateIndex, IUpdateDownloadResult **result) = 0;
};

struct IImageInformation : IDispatch {
    virtual HRESULT STDMETHODCALLTYPE get_AltText(BSTR *result) = 0;
    virtual HRESULT STDMETHODCALLTYPE get_Height(LONG *result) = 0;
    virtual HRESULT STDMETHODCALLTYPE get_Source(BSTR *result) = 0;
    virtual HRESULT STDMETHODCALLTYPE get_Width(LONG *result) = 0;
};

struct IInstallationAgent : IDispatch {
    virtual HRESULT STDMETHODCALLTYPE RecordInstallationResult(BSTR installationResultCookie, LONG HResult, IStringCollection *extendedReportingData) = 0;
};

struct IInstallationBehavior : IDispatch {
    virtual HRESULT STDMETHODCALLTYPE get_CanRequestUserInput(VARIANT_BOOL *result) = 0;
    virtual HRESULT STDMETHODCALLTYPE get_Impact(InstallationImpact *result) = 0;
    virtual HRESULT STDMETHODCALLTYPE get_RebootBehavior(InstallationRebootBehavior *result) = 0;
    virtual HRESULT STDMETHODCALLTYPE get_RequiresNetworkConnectivity(VARIANT_BOOL *result) = 0;
};

struct IInstallationCompletedCallbackArgs : IDispatch {
};

struct IInstallationJob : IDispatch {
    virtual HRESULT STDMETHODCALLTYPE get_AsyncState(VARIANT *result) = 0;
    virtual HRESULT STDMETHODCALLTYPE get_IsCompleted(VARIANT_BOOL *result) = 0;
    virtual HRESULT STDMETHODCALLTYPE get_Updates(IUpdateCollection **result) = 0;
    virtual HRESULT STDMETHODCALLTYPE CleanUp() = 0;
    virtual HRESULT STDMETHODCALLTYPE GetProgress(IInstallationProgress **result) = 0;
    virtual HRESULT STDMETHODCALLTYPE RequestAbort() = 0;
};

struct IInstallationProgress : IDispatch {
    virtual HRESULT STDMETHODCALLTYPE get_CurrentUpdateIndex(LONG *result) = 0;
    virtual HRESULT STDMETHODCALLTYPE get_CurrentUpdatePercentComplete(LONG *result) = 0;
    virtual HRESULT STDMETHODCALLTYPE get_PercentComplete(LONG *result) = 0;
    virtual HRESULT STDMETHODCALLTYPE GetUpdateResult(LONG updateIndex, IUpdateInstallationResult **result) = 0;
};

struct IInstallationProgressChangedCallbackArgs : IDispatch {
    virtual HRESULT STDMETHODCALLTYPE get_Progress(IInstallationProgress **result) = 0;
};

struct IInstallationResult : IDispatch {
    virtual HRESULT STDMETHODCALLTYPE get_HResult(LONG *result) = 0;
    virtual HRESULT STDMETHODCALLTYPE get_RebootRequired(VARIANT_BOOL *result) = 0;
    virtual HRESULT STDMETHODCALLTYPE get_ResultCode(OperationResultCode *result) = 0;
    virtual HRESULT STDMETHODCALLTYPE GetUpdateResult(LONG updateIndex, IUpdateInstallationResult **result) = 0;
};

struct ISearchCompletedCallbackArgs : IDispatch {
};

struct ISearchJob : IDispatch {
    virtual HRESULT STDMETHODCALLTYPE get_AsyncState(VARIANT *result) = 0;
    virtual HRESULT STDMETHODCALLTYPE get_IsCompleted(VARIANT_BOOL *result) = 0;
    virtual HRESULT STDMETHODCALLTYPE CleanUp() = 0;
    virtual HRESULT STDMETHODCALLTYPE RequestAbort() = 0;
};

struct ISearchResult : IDispatch {
    virtual HRESULT STDMETHODCALLTYPE get_ResultCode(OperationResultCode *result) = 0;
    virtual HRESULT STDMETHODCALLTYPE get_RootCategories(ICategoryCollection **result) = 0;
    virtual HRESULT STDMETHODCALLTYPE get_Updates(IUpdateCollection **result) = 0;
    virtual HRESULT STDMETHODCALLTYPE get_Warnings(IUpdateExceptionCollection **result) = 0;
};

struct IStringCollection : IDispatch {
    virtual HRESULT STDMETHODCALLTYPE get_Item(LONG index, BSTR *result) = 0;
    virtual HRESULT STDMETHODCALLTYPE put_Item(LONG index, BSTR value) = 0;
    virtual HRESULT STDMETHODCALLTYPE get__NewEnum(IUnknown **result) = 0;
    virtual HRESULT STDMETHODCALLTYPE get_Count(LONG *result) = 0;
    virtual HRESULT STDMETHODCALLTYPE get_ReadOnly(VARIANT_BOOL *result) = 0;
    virtual HRESULT STDMETHODCALLTYPE Add(BSTR value, LONG *result) = 0;
    virtual HRESULT STDMETHODCALLTYPE Clear() = 0;
    virtual HRESULT STDMETHODCALLTYPE Copy(IStringCollection **result) = 0;
    virtual HRESULT STDMETHODCALLTYPE Insert(LONG index, BSTR value) = 0;
    virtual HRESULT STDMETHODCALLTYPE RemoveAt(LONG index) = 0;
};

struct ISystemInformation : IDispatch {
    virtual HRESULT STDMETHODCALLTYPE get_OemHardwareSupportLink(BSTR *result) = 0;
    virtual HRESULT STDMETHODCALLTYPE get_RebootRequired(VARIANT_BOOL *result) = 0;
};

struct IUpdate : IDispatch {
    virtual HRESULT STDMETHODCALLTYPE get_Title(BSTR *result) = 0;
    virtual HRESULT STDMETHODCALLTYPE get_AutoSelectOnWebSites(VARIANT_BOOL *result) = 0;
    virtual HRESULT STDMETHODCALLTYPE get_BundledUpdates(IUpdateCollection **result) = 0;
    virtual HRESULT STDMETHODCALLTYPE get_CanRequireSource(VARIANT_BOOL *result) = 0;
    virtual HRESULT STDMETHODCALLTYPE get_Categories(ICategoryCollection **result) = 0;
    virtual HRESULT STDMETHODCALLTYPE get_Deadline(VARIANT *result) = 0;
    virtual HRESULT STDMETHODCALLTYPE get_DeltaCompressedContentAvailable(VARIANT_BOOL *result) = 0;
    virtual HRESULT STDMETHODCALLTYPE get_DeltaCompressedContentPreferred(VARIANT_BOOL *result) = 0;
    virtual HRESULT STDMETHODCALLTYPE get_Description(BSTR *result) = 0;
    virtual HRESULT STDMETHODCALLTYPE get_EulaAccepted(VARIANT_BOOL *result) = 0;
    virtual HRESULT STDMETHODCALLTYPE get_EulaText(BSTR *result) = 0;
    virtual HRESULT STDMETHODCALLTYPE get_HandlerID(BSTR *result) = 0;
    virtual HRESULT STDMETHODCALLTYPE get_Identity(IUpdateIdentity **result) = 0;
    virtual HRESULT STDMETHODCALLTYPE get_Image(IImageInformation **result) = 0;
    virtual HRESULT STDMETHODCALLTYPE get_InstallationBehavior(IInstallationBehavior **result) = 0;
    virtual HRESULT STDMETHODCALLTYPE get_IsBeta(VARIANT_BOOL *result) = 0;
    virtual HRESULT STDMETHODCALLTYPE get_IsDownloaded(VARIANT_BOOL *result) = 0;
    virtual HRESULT STDMETHODCALLTYPE get_IsHidden(VARIANT_BOOL *result) = 0;
    virtual HRESULT STDMETHODCALLTYPE put_IsHidden(VARIANT_BOOL value) = 0;
    virtual HRESULT STDMETHODCALLTYPE get_IsInstalled(VARIANT_BOOL *result) = 0;
    virtual HRESULT STDMETHODCALLTYPE get_IsMandatory(VARIANT_BOOL *result) = 0;
    virtual HRESULT STDMETHODCALLTYPE get_IsUninstallable(VARIANT_BOOL *result) = 0;
    virtual HRESULT STDMETHODCALLTYPE get_Languages(IStringCollection **result) = 0;
    virtual HRESULT STDMETHODCALLTYPE get_LastDeploymentChangeTime(DATE *result) = 0;
    virtual HRESULT STDMETHODCALLTYPE get_MaxDownloadSize(DECIMAL *result) = 0;
    virtual HRESULT STDMETHODCALLTYPE get_MinDownloadSize(DECIMAL *result) = 0;
    virtual HRESULT STDMETHODCALLTYPE get_MoreInfoUrls(IStringCollection **result) = 0;
    virtual HRESULT STDMETHODCALLTYPE get_MsrcSeverity(BSTR *result) = 0;
    virtual HRESULT STDMETHODCALLTYPE get_RecommendedCpuSpeed(LONG *result) = 0;
    virtual HRESULT STDMETHODCALLTYPE get_RecommendedHardDiskSpace(LONG *result) = 0;
    virtual HRESULT STDMETHODCALLTYPE get_RecommendedMemory(LONG *result) = 0;
    virtual HRESULT STDMETHODCALLTYPE get_ReleaseNotes(BSTR *result) = 0;
    virtual HRESULT STDMETHODCALLTYPE get_SecurityBulletinIDs(IStringCollection **result) = 0;
    virtual HRESULT STDMETHODCALLTYPE get_SupersededUpdateIDs(IStringCollection **result) = 0;
    virtual HRESULT STDMETHODCALLTYPE get_SupportUrl(BSTR *result) = 0;
    virtual HRESULT STDMETHODCALLTYPE get_Type(UpdateType *result) = 0;
    virtual HRESULT STDMETHODCALLTYPE get_UninstallationNotes(BSTR *result) = 0;
    virtual HRESULT STDMETHODCALLTYPE get_UninstallationBehavior(IInstallationBehavior **result) = 0;
    virtual HRESULT STDMETHODCALLTYPE get_UninstallationSteps(IStringCollection **result) = 0;
    virtual HRESULT STDMETHODCALLTYPE get_KBArticleIDs(IStringCollection **result) = 0;
    virtual HRESULT STDMETHODCALLTYPE AcceptEula() = 0;
    virtual HRESULT STDMETHODCALLTYPE get_DeploymentAction(DeploymentAction *result) = 0;
    virtual HRESULT STDMETHODCALLTYPE CopyFromCache(BSTR path, VARIANT_BOOL toExtractCabFiles) = 0;
    virtual HRESULT STDMETHODCALLTYPE get_DownloadPriority(DownloadPriority *result) = 0;
    virtual HRESULT STDMETHODCALLTYPE get_DownloadContents(IUpdateDownloadContentCollection **result) = 0;
};

struct IUpdateCollection : IDispatch {
    virtual HRESULT STDMETHODCALLTYPE get_Item(LONG index, IUpdate **result) = 0;
    virtual HRESULT STDMETHODCALLTYPE put_Item(LONG index, IUpdate *value) = 0;
    virtual HRESULT STDMETHODCALLTYPE get__NewEnum(IUnknown **result) = 0;
    virtual HRESULT STDMETHODCALLTYPE get_Count(LONG *result) = 0;
    virtual HRESULT STDMETHODCALLTYPE get_ReadOnly(VARIANT_BOOL *result) = 0;
    virtual HRESULT STDMETHODCALLTYPE Add(IUpdate *value, LONG *result) = 0;
    virtual HRESULT STDMETHODCALLTYPE Clear() = 0;
    virtual HRESULT STDMETHODCALLTYPE Copy(IUpdateCollection **result) = 0;
    virtual HRESULT STDMETHODCALLTYPE Insert(LONG index, IUpdate *value) = 0;
    virtual HRESULT STDMETHODCALLTYPE RemoveAt(LONG index) = 0;
};

struct IUpdateDownloadContent : IDispatch {
    virtual HRESULT STDMETHODCALLTYPE get_DownloadUrl(BSTR *result) = 0;
};

struct IUpdateDownloadContentCollection : IDispatch {
    virtual HRESULT STDMETHODCALLTYPE get_Item(LONG index, IUpdateDownloadContent **result) = 0;
    virtual HRESULT STDMETHODCALLTYPE get__NewEnum(IUnknown **result) = 0;
    virtual HRESULT STDMETHODCALLTYPE get_Count(LONG *result) = 0;
};

struct IUpdateDownloadResult : IDispatch {
    virtual HRESULT STDMETHODCALLTYPE get_HResult(LONG *result) = 0;
    virtual HRESULT STDMETHODCALLTYPE get_ResultCode(OperationResultCode *result) = 0;
};

struct IUpdateDownloader : IDispatch {
    virtual HRESULT STDMETHODCALLTYPE get_ClientApplicationID(BSTR *result) = 0;
    virtual HRESULT STDMETHODCALLTYPE put_ClientApplicationID(BSTR value) = 0;
    virtual HRESULT STDMETHODCALLTYPE get_IsForced(VARIANT_BOOL *result) = 0;
    virtual HRESULT STDMETHODCALLTYPE put_IsForced(VARIANT_BOOL value) = 0;
    virtual HRESULT STDMETHODCALLTYPE get_Priority(DownloadPriority *result) = 0;
    virtual HRESULT STDMETHODCALLTYPE put_Priority(DownloadPriority value) = 0;
    virtual HRESULT STDMETHODCALLTYPE get_Updates(IUpdateCollection **result) = 0;
    virtual HRESULT STDMETHODCALLTYPE put_Updates(IUpdateCollection *value) = 0;
    virtual HRESULT STDMETHODCALLTYPE BeginDownload(IUnknown *onProgressChanged, IUnknown *onCompleted, VARIANT state, IDownloadJob **result) = 0;
    virtual HRESULT STDMETHODCALLTYPE Download(IDownloadResult **result) = 0;
    virtual HRESULT STDMETHODCALLTYPE EndDownload(IDownloadJob *value, IDownloadResult **result) = 0;
};

struct IUpdateException : IDispatch {
    virtual HRESULT STDMETHODCALLTYPE get_Message(BSTR *result) = 0;
    virtual HRESULT STDMETHODCALLTYPE get_HResult(LONG *result) = 0;
    virtual HRESULT STDMETHODCALLTYPE get_Context(UpdateExceptionContext *result) = 0;
};

struct IUpdateExceptionCollection : IDispatch {
    virtual HRESULT STDMETHODCALLTYPE get_Item(LONG index, IUpdateException **result) = 0;
    virtual HRESULT STDMETHODCALLTYPE get__NewEnum(IUnknown **result) = 0;
    virtual HRESULT STDMETHODCALLTYPE get_Count(LONG *result) = 0;
};

struct IUpdateHistoryEntry : IDispatch {
    virtual HRESULT STDMETHODCALLTYPE get_Operation(UpdateOperation *result) = 0;
    virtual HRESULT STDMETHODCALLTYPE get_ResultCode(OperationResultCode *result) = 0;
    virtual HRESULT STDMETHODCALLTYPE get_HResult(LONG *result) = 0;
    virtual HRESULT STDMETHODCALLTYPE get_Date(DATE *result) = 0;
    virtual HRESULT STDMETHODCALLTYPE get_UpdateIdentity(IUpdateIdentity **result) = 0;
    virtual HRESULT STDMETHODCALLTYPE get_Title(BSTR *result) = 0;
    virtual HRESULT STDMETHODCALLTYPE get_Description(BSTR *result) = 0;
    virtual HRESULT STDMETHODCALLTYPE get_UnmappedResultCode(LONG *result) = 0;
    virtual HRESULT STDMETHODCALLTYPE get_ClientApplicationID(BSTR *result) = 0;
    virtual HRESULT STDMETHODCALLTYPE get_ServerSelection(ServerSelection *result) = 0;
    virtual HRESULT STDMETHODCALLTYPE get_ServiceID(BSTR *result) = 0;
    virtual HRESULT STDMETHODCALLTYPE get_UninstallationSteps(IStringCollection **result) = 0;
    virtual HRESULT STDMETHODCALLTYPE get_UninstallationNotes(BSTR *result) = 0;
    virtual HRESULT STDMETHODCALLTYPE get_SupportUrl(BSTR *result) = 0;
};

struct IUpdateHistoryEntryCollection : IDispatch {
    virtual HRESULT STDMETHODCALLTYPE get_Item(LONG index, IUpdateHistoryEntry **result) = 0;
    virtual HRESULT STDMETHODCALLTYPE get__NewEnum(IUnknown **result) = 0;
    virtual HRESULT STDMETHODCALLTYPE get_Count(LONG *result) = 0;
};

struct IUpdateIdentity : IDispatch {
    virtual HRESULT STDMETHODCALLTYPE get_RevisionNumber(LONG *result) = 0;
    virtual HRESULT STDMETHODCALLTYPE get_UpdateID(BSTR *result) = 0;
};

struct IUpdateInstallationResult : IDispatch {
    virtual HRESULT STDMETHODCALLTYPE get_HResult(LONG *result) = 0;
    virtual HRESULT STDMETHODCALLTYPE get_RebootRequired(VARIANT_BOOL *result) = 0;
    virtual HRESULT STDMETHODCALLTYPE get_ResultCode(OperationResultCode *result) = 0;
};

struct IUpdateInstaller : IDispatch {
    virtual HRESULT STDMETHODCALLTYPE get_ClientApplicationID(BSTR *result) = 0;
    virtual HRESULT STDMETHODCALLTYPE put_ClientApplicationID(BSTR value) = 0;
    virtual HRESULT STDMETHODCALLTYPE get_IsForced(VARIANT_BOOL *result) = 0;
    virtual HRESULT STDMETHODCALLTYPE put_IsForced(VARIANT_BOOL value) = 0;
    virtual HRESULT STDMETHODCALLTYPE get_ParentHwnd(HWND *result) = 0;
    virtual HRESULT STDMETHODCALLTYPE put_ParentHwnd(HWND value) = 0;
    virtual HRESULT STDMETHODCALLTYPE put_ParentWindow(IUnknown *value) = 0;
    virtual HRESULT STDMETHODCALLTYPE get_ParentWindow(IUnknown **result) = 0;
    virtual HRESULT STDMETHODCALLTYPE get_Updates(IUpdateCollection **result) = 0;
    virtual HRESULT STDMETHODCALLTYPE put_Updates(IUpdateCollection *value) = 0;
    virtual HRESULT STDMETHODCALLTYPE BeginInstall(IUnknown *onProgressChanged, IUnknown *onCompleted, VARIANT state, IInstallationJob **result) = 0;
    virtual HRESULT STDMETHODCALLTYPE BeginUninstall(IUnknown *onProgressChanged, IUnknown *onCompleted, VARIANT state, IInstallationJob **result) = 0;
    virtual HRESULT STDMETHODCALLTYPE EndInstall(IInstallationJob *value, IInstallationResult **result) = 0;
    virtual HRESULT STDMETHODCALLTYPE EndUninstall(IInstallationJob *value, IInstallationResult **result) = 0;
    virtual HRESULT STDMETHODCALLTYPE Install(IInstallationResult **result) = 0;
    virtual HRESULT STDMETHODCALLTYPE RunWizard(BSTR dialogTitle, IInstallationResult **result) = 0;
    virtual HRESULT STDMETHODCALLTYPE get_IsBusy(VARIANT_BOOL *result) = 0;
    virtual HRESULT STDMETHODCALLTYPE Uninstall(IInstallationResult **result) = 0;
    virtual HRESULT STDMETHODCALLTYPE get_AllowSourcePrompts(VARIANT_BOOL *result) = 0;
    virtual HRESULT STDMETHODCALLTYPE put_AllowSourcePrompts(VARIANT_BOOL value) = 0;
    virtual HRESULT STDMETHODCALLTYPE get_RebootRequiredBeforeInstallation(VARIANT_BOOL *result) = 0;
};

struct IUpdateSearcher : IDispatch {
    virtual HRESULT STDMETHODCALLTYPE get_CanAutomaticallyUpgradeService(VARIANT_BOOL *result) = 0;
    virtual HRESULT STDMETHODCALLTYPE put_CanAutomaticallyUpgradeService(VARIANT_BOOL value) = 0;
    virtual HRESULT STDMETHODCALLTYPE get_ClientApplicationID(BSTR *result) = 0;
    virtual HRESULT STDMETHODCALLTYPE put_ClientApplicationID(BSTR value) = 0;
    virtual HRESULT STDMETHODCALLTYPE get_IncludePotentiallySupersededUpdates(VARIANT_BOOL *result) = 0;
    virtual HRESULT STDMETHODCALLTYPE put_IncludePotentiallySupersededUpdates(VARIANT_BOOL value) = 0;
    virtual HRESULT STDMETHODCALLTYPE get_ServerSelection(ServerSelection *result) = 0;
    virtual HRESULT STDMETHODCALLTYPE put_ServerSelection(ServerSelection value) = 0;
    virtual HRESULT STDMETHODCALLTYPE BeginSearch(BSTR criteria, IUnknown *onCompleted, VARIANT state, ISearchJob **result) = 0;
    virtual HRESULT STDMETHODCALLTYPE EndSearch(ISearchJob *searchJob, ISearchResult **result) = 0;
    virtual HRESULT STDMETHODCALLTYPE EscapeString(BSTR unescaped, BSTR *result) = 0;
    virtual HRESULT STDMETHODCALLTYPE QueryHistory(LONG startIndex, LONG count, IUpdateHistoryEntryCollection **result) = 0;
    virtual HRESULT STDMETHODCALLTYPE Search(BSTR criteria, ISearchResult **result) = 0;
    virtual HRESULT STDMETHODCALLTYPE get_Online(VARIANT_BOOL *result) = 0;
    virtual HRESULT STDMETHODCALLTYPE put_Online(VARIANT_BOOL value) = 0;
    virtual HRESULT STDMETHODCALLTYPE GetTotalHistoryCount(LONG *result) = 0;
    virtual HRESULT STDMETHODCALLTYPE get_ServiceID(BSTR *result) = 0;
    virtual HRESULT STDMETHODCALLTYPE put_ServiceID(BSTR value) = 0;
};

struct IUpdateService : IDispatch {
    virtual HRESULT STDMETHODCALLTYPE get_Name(BSTR *result) = 0;
    virtual HRESULT STDMETHODCALLTYPE get_ContentValidationCert(VARIANT *result) = 0;
    virtual HRESULT STDMETHODCALLTYPE get_ExpirationDate(DATE *result) = 0;
    virtual HRESULT STDMETHODCALLTYPE get_IsManaged(VARIANT_BOOL *result) = 0;
    virtual HRESULT STDMETHODCALLTYPE get_IsRegisteredWithAU(VARIANT_BOOL *result) = 0;
    virtual HRESULT STDMETHODCALLTYPE get_IssueDate(DATE *result) = 0;
    virtual HRESULT STDMETHODCALLTYPE get_OffersWindowsUpdates(VARIANT_BOOL *result) = 0;
    virtual HRESULT STDMETHODCALLTYPE get_RedirectUrls(IStringCollection **result) = 0;
    virtual HRESULT STDMETHODCALLTYPE get_ServiceID(BSTR *result) = 0;
    virtual HRESULT STDMETHODCALLTYPE get_IsScanPackageService(VARIANT_BOOL *result) = 0;
    virtual HRESULT STDMETHODCALLTYPE get_CanRegisterWithAU(VARIANT_BOOL *result) = 0;
    virtual HRESULT STDMETHODCALLTYPE get_ServiceUrl(BSTR *result) = 0;
    virtual HRESULT STDMETHODCALLTYPE get_SetupPrefix(BSTR *result) = 0;
};

struct IUpdateServiceCollection : IDispatch {
    virtual HRESULT STDMETHODCALLTYPE get_Item(LONG index, IUpdateService **result) = 0;
    virtual HRESULT STDMETHODCALLTYPE get__NewEnum(IUnknown **result) = 0;
    virtual HRESULT STDMETHODCALLTYPE get_Count(LONG *result) = 0;
};

struct IUpdateServiceManager : IDispatch {
    virtual HRESULT STDMETHODCALLTYPE get_Services(IUpdateServiceCollection **result) = 0;
    virtual HRESULT STDMETHODCALLTYPE AddService(BSTR serviceID, BSTR authorizationCabPath, IUpdateService **result) = 0;
    virtual HRESULT STDMETHODCALLTYPE RegisterServiceWithAU(BSTR serviceID) = 0;
    virtual HRESULT STDMETHODCALLTYPE RemoveService(BSTR serviceID) = 0;
    virtual HRESULT STDMETHODCALLTYPE UnregisterServiceWithAU(BSTR serviceID) = 0;
    virtual HRESULT STDMETHODCALLTYPE AddScanPackageService(BSTR serviceName, BSTR scanFileLocation, LONG flags, IUpdateService **result) = 0;
    virtual HRESULT STDMETHODCALLTYPE SetOption(BSTR optionName, VARIANT optionValue) = 0;
};

struct IUpdateServiceRegistration : IDispatch {
    virtual HRESULT STDMETHODCALLTYPE get_RegistrationState(UpdateServiceRegistrationState *result) = 0;
    virtual HRESULT STDMETHODCALLTYPE get_ServiceID(BSTR *result) = 0;
    virtual HRESULT STDMETHODCALLTYPE get_IsPendingRegistrationWithAU(VARIANT_BOOL *result) = 0;
    virtual HRESULT STDMETHODCALLTYPE get_Service(IUpdateService2 **result) = 0;
};

struct IUpdateSession : IDispatch {
    virtual HRESULT STDMETHODCALLTYPE get_ClientApplicationID(BSTR *result) = 0;
    virtual HRESULT STDMETHODCALLTYPE put_ClientApplicationID(BSTR value) = 0;
    virtual HRESULT STDMETHODCALLTYPE get_ReadOnly(VARIANT_BOOL *result) = 0;
    virtual HRESULT STDMETHODCALLTYPE get_WebProxy(IWebProxy **result) = 0;
    virtual HRESULT STDMETHODCALLTYPE put_WebProxy(IWebProxy *value) = 0;
    virtual HRESULT STDMETHODCALLTYPE CreateUpdateSearcher(IUpdateSearcher **result) = 0;
    virtual HRESULT STDMETHODCALLTYPE CreateUpdateDownloader(IUpdateDownloader **result) = 0;
    virtual HRESULT STDMETHODCALLTYPE CreateUpdateInstaller(IUpdateInstaller **result) = 0;
};

struct IWebProxy : IDispatch {
    virtual HRESULT STDMETHODCALLTYPE get_Address(BSTR *result) = 0;
    virtual HRESULT STDMETHODCALLTYPE put_Address(BSTR value) = 0;
    virtual HRESULT STDMETHODCALLTYPE get_BypassList(IStringCollection **result) = 0;
    virtual HRESULT STDMETHODCALLTYPE put_BypassList(IStringCollection *value) = 0;
    virtual HRESULT STDMETHODCALLTYPE get_BypassProxyOnLocal(VARIANT_BOOL *result) = 0;
    virtual HRESULT STDMETHODCALLTYPE put_BypassProxyOnLocal(VARIANT_BOOL value) = 0;
    virtual HRESULT STDMETHODCALLTYPE get_ReadOnly(VARIANT_BOOL *result) = 0;
    virtual HRESULT STDMETHODCALLTYPE get_UserName(BSTR *result) = 0;
    virtual HRESULT STDMETHODCALLTYPE put_UserName(BSTR value) = 0;
    virtual HRESULT STDMETHODCALLTYPE SetPassword(BSTR value) = 0;
    virtual HRESULT STDMETHODCALLTYPE PromptForCredentials(IUnknown *parentWindow, BSTR title) = 0;
    virtual HRESULT STDMETHODCALLTYPE PromptForCredentialsFromHwnd(HWND parentWindow, BSTR title) = 0;
    virtual HRESULT STDMETHODCALLTYPE get_AutoDetect(VARIANT_BOOL *result) = 0;
    virtual HRESULT STDMETHODCALLTYPE put_AutoDetect(VARIANT_BOOL value) = 0;
};

struct IWindowsDriverUpdateEntry : IDispatch {
    virtual HRESULT STDMETHODCALLTYPE get_DriverClass(BSTR *result) = 0;
    virtual HRESULT STDMETHODCALLTYPE get_DriverHardwareID(BSTR *result) = 0;
    virtual HRESULT STDMETHODCALLTYPE get_DriverManufacturer(BSTR *result) = 0;
    virtual HRESULT STDMETHODCALLTYPE get_DriverModel(BSTR *result) = 0;
    virtual HRESULT STDMETHODCALLTYPE get_DriverProvider(BSTR *result) = 0;
    virtual HRESULT STDMETHODCALLTYPE get_DriverVerDate(DATE *result) = 0;
    virtual HRESULT STDMETHODCALLTYPE get_DeviceProblemNumber(LONG *result) = 0;
    virtual HRESULT STDMETHODCALLTYPE get_DeviceStatus(LONG *result) = 0;
};

struct IWindowsDriverUpdateEntryCollection : IDispatch {
    virtual HRESULT STDMETHODCALLTYPE get_Item(LONG index, IWindowsDriverUpdateEntry **result) = 0;
    virtual HRESULT STDMETHODCALLTYPE get__NewEnum(IUnknown **result) = 0;
    virtual HRESULT STDMETHODCALLTYPE get_Count(LONG *result) = 0;
};

struct IWindowsUpdateAgentInfo : IDispatch {
    virtual HRESULT STDMETHODCALLTYPE GetInfo(VARIANT varInfoIdentifier, VARIANT *result) = 0;
};

struct IAutomaticUpdates2 : IAutomaticUpdates {
    virtual HRESULT STDMETHODCALLTYPE get_Results(IAutomaticUpdatesResults **result) = 0;
};

struct IAutomaticUpdatesSettings2 : IAutomaticUpdatesSettings {
    virtual HRESULT STDMETHODCALLTYPE get_IncludeRecommendedUpdates(VARIANT_BOOL *result) = 0;
    virtual HRESULT STDMETHODCALLTYPE put_IncludeRecommendedUpdates(VARIANT_BOOL value) = 0;
    virtual HRESULT STDMETHODCALLTYPE CheckPermission(AutomaticUpdatesUserType userType, AutomaticUpdatesPermissionType permissionType, VARIANT_BOOL *result) = 0;
};

struct IInvalidProductLicenseException : IUpdateException {
    virtual HRESULT STDMETHODCALLTYPE get_Product(BSTR *result) = 0;
};

struct IUpdate2 : IUpdate {
    virtual HRESULT STDMETHODCALLTYPE get_RebootRequired(VARIANT_BOOL *result) = 0;
    virtual HRESULT STDMETHODCALLTYPE get_IsPresent(VARIANT_BOOL *result) = 0;
    virtual HRESULT STDMETHODCALLTYPE get_CveIDs(IStringCollection **result) = 0;
    virtual HRESULT STDMETHODCALLTYPE CopyToCache(IStringCollection *pFiles) = 0;
};

struct IUpdateDownloadContent2 : IUpdateDownloadContent {
    virtual HRESULT STDMETHODCALLTYPE get_IsDeltaCompressedContent(VARIANT_BOOL *result) = 0;
};

struct IUpdateDownloaderEx : IUpdateDownloader {
    virtual HRESULT STDMETHODCALLTYPE BeginDownload2(DownloadType downloadType, IUnknown *onProgressChanged, IUnknown *onCompleted, VARIANT state, IDownloadJob **result) = 0;
    virtual HRESULT STDMETHODCALLTYPE Download2(DownloadType downloadType, IDownloadResult **result) = 0;
};

struct IUpdateHistoryEntry2 : IUpdateHistoryEntry {
    virtual HRESULT STDMETHODCALLTYPE get_Categories(ICategoryCollection **result) = 0;
};

struct IUpdateInstaller2 : IUpdateInstaller {
    virtual HRESULT STDMETHODCALLTYPE get_ForceQuiet(VARIANT_BOOL *result) = 0;
    virtual HRESULT STDMETHODCALLTYPE put_ForceQuiet(VARIANT_BOOL value) = 0;
};

struct IUpdateSearcher2 : IUpdateSearcher {
    virtual HRESULT STDMETHODCALLTYPE get_IgnoreDownloadPriority(VARIANT_BOOL *result) = 0;
    virtual HRESULT STDMETHODCALLTYPE put_IgnoreDownloadPriority(VARIANT_BOOL value) = 0;
};

struct IUpdateService2 : IUpdateService {
    virtual HRESULT STDMETHODCALLTYPE get_IsDefaultAUService(VARIANT_BOOL *result) = 0;
};

struct IUpdateServiceManager2 : IUpdateServiceManager {
    virtual HRESULT STDMETHODCALLTYPE get_ClientApplicationID(BSTR *result) = 0;
    virtual HRESULT STDMETHODCALLTYPE put_ClientApplicationID(BSTR value) = 0;
    virtual HRESULT STDMETHODCALLTYPE QueryServiceRegistration(BSTR serviceID, IUpdateServiceRegistration **result) = 0;
    virtual HRESULT STDMETHODCALLTYPE AddService2(BSTR serviceID, LONG flags, BSTR authorizationCabPath, IUpdateServiceRegistration **result) = 0;
};

struct IUpdateSession2 : IUpdateSession {
    virtual HRESULT STDMETHODCALLTYPE get_UserLocale(LCID *result) = 0;
    virtual HRESULT STDMETHODCALLTYPE put_UserLocale(LCID lcid) = 0;
};

struct IWindowsDriverUpdate : IUpdate {
    virtual HRESULT STDMETHODCALLTYPE get_DriverClass(BSTR *result) = 0;
    virtual HRESULT STDMETHODCALLTYPE get_DriverHardwareID(BSTR *result) = 0;
    virtual HRESULT STDMETHODCALLTYPE get_DriverManufacturer(BSTR *result) = 0;
    virtual HRESULT STDMETHODCALLTYPE get_DriverModel(BSTR *result) = 0;
    virtual HRESULT STDMETHODCALLTYPE get_DriverProvider(BSTR *result) = 0;
    virtual HRESULT STDMETHODCALLTYPE get_DriverVerDate(DATE *result) = 0;
    virtual HRESULT STDMETHODCALLTYPE get_DeviceProblemNumber(LONG *result) = 0;
    virtual HRESULT STDMETHODCALLTYPE get_DeviceStatus(LONG *result) = 0;
};

struct IAutomaticUpdatesSettings3 : IAutomaticUpdatesSettings2 {
    virtual HRESULT STDMETHODCALLTYPE get_NonAdministratorsElevated(VARIANT_BOOL *result) = 0;
    virtual HRESULT STDMETHODCALLTYPE put_NonAdministratorsElevated(VARIANT_BOOL value) = 0;
    virtual HRESULT STDMETHODCALLTYPE get_FeaturedUpdatesEnabled(VARIANT_BOOL *result) = 0;
    virtual HRESULT STDMETHODCALLTYPE put_FeaturedUpdatesEnabled(VARIANT_BOOL value) = 0;
};

struct IUpdate3 : IUpdate2 {
    virtual HRESULT STDMETHODCALLTYPE get_BrowseOnly(VARIANT_BOOL *result) = 0;
};

struct IUpdateInstaller3 : IUpdateInstaller2 {
    virtual HRESULT STDMETHODCALLTYPE get_AttemptCloseAppsIfNecessary(VARIANT_BOOL *result) = 0;
    virtual HRESULT STDMETHODCALLTYPE put_AttemptCloseAppsIfNecessary(VARIANT_BOOL value) = 0;
};

struct IUpdateSearcher3 : IUpdateSearcher2 {
    virtual HRESULT STDMETHODCALLTYPE get_SearchScope(SearchScope *result) = 0;
    virtual HRESULT STDMETHODCALLTYPE put_SearchScope(SearchScope value) = 0;
};

struct IUpdateSession3 : IUpdateSession2 {
    virtual HRESULT STDMETHODCALLTYPE CreateUpdateServiceManager(IUpdateServiceManager2 **result) = 0;
    virtual HRESULT STDMETHODCALLTYPE QueryHistory(BSTR criteria, LONG startIndex, LONG count, IUpdateHistoryEntryCollection **result) = 0;
};

struct IWindowsDriverUpdate2 : IWindowsDriverUpdate {
    virtual HRESULT STDMETHODCALLTYPE get_RebootRequired(VARIANT_BOOL *result) = 0;
    virtual HRESULT STDMETHODCALLTYPE get_IsPresent(VARIANT_BOOL *result) = 0;
    virtual HRESULT STDMETHODCALLTYPE get_CveIDs(IStringCollection **result) = 0;
    virtual HRESULT STDMETHODCALLTYPE CopyToCache(IStringCollection *pFiles) = 0;
};

struct IUpdate4 : IUpdate3 {
    virtual HRESULT STDMETHODCALLTYPE get_PerUser(VARIANT_BOOL *result) = 0;
};

struct IUpdateInstaller4 : IUpdateInstaller3 {
    virtual HRESULT STDMETHODCALLTYPE Commit(DWORD dwFlags) = 0;
};

struct IWindowsDriverUpdate3 : IWindowsDriverUpdate2 {
    virtual HRESULT STDMETHODCALLTYPE get_BrowseOnly(VARIANT_BOOL *result) = 0;
};

struct IUpdate5 : IUpdate4 {
    virtual HRESULT STDMETHODCALLTYPE get_AutoSelection(AutoSelectionMode *result) = 0;
    virtual HRESULT STDMETHODCALLTYPE get_AutoDownload(AutoDownloadMode *result) = 0;
};

struct IWindowsDriverUpdate4 : IWindowsDriverUpdate3 {
    virtual HRESULT STDMETHODCALLTYPE get_WindowsDriverUpdateEntries(IWindowsDriverUpdateEntryCollection **result) = 0;
    virtual HRESULT STDMETHODCALLTYPE get_PerUser(VARIANT_BOOL *result) = 0;
};

struct IUpdateEx : IUpdate5 {
    virtual HRESULT STDMETHODCALLTYPE get_ExtendedStaticProperty(BSTR propertyName, VARIANT *result) = 0;
    virtual HRESULT STDMETHODCALLTYPE EvaluateExtendedDynamicProperty(BSTR propertyName, VARIANT *result) = 0;
};

struct IWindowsDriverUpdate5 : IWindowsDriverUpdate4 {
    virtual HRESULT STDMETHODCALLTYPE get_AutoSelection(AutoSelectionMode *result) = 0;
    virtual HRESULT STDMETHODCALLTYPE get_AutoDownload(AutoDownloadMode *result) = 0;
};

const CLSID CLSID_AutomaticUpdates = {0xbfe18e9c, 0x6d87, 0x4450, 0xb3, 0x7c, 0xe0, 0x2f, 0x0b, 0x37, 0x38, 0x03};
const CLSID CLSID_InstallationAgent = {0x317e92fc, 0x1679, 0x46fd, 0xa0, 0xb5, 0xf0, 0x89, 0x14, 0xdd, 0x86, 0x23};
const CLSID CLSID_StringCollection = {0x72c97d74, 0x7c3b, 0x40ae, 0xb7, 0x7d, 0xab, 0xdb, 0x22, 0xeb, 0xa6, 0xfb};
const CLSID CLSID_SystemInformation = {0xc01b9ba0, 0xbea7, 0x41ba, 0xb6, 0x04, 0xd0, 0xa3, 0x6f, 0x46, 0x91, 0x33};
const CLSID CLSID_UpdateCollection = {0x13639463, 0x00db, 0x4646, 0x80, 0x3d, 0x52, 0x80, 0x26, 0x14, 0x0d, 0x88};
const CLSID CLSID_UpdateDownloader = {0x5baf654a, 0x5a07, 0x4264, 0xa2, 0x55, 0x9f, 0xf5, 0x4c, 0x71, 0x51, 0xe7};
const CLSID CLSID_UpdateInstaller = {0xd2e0fe7f, 0xd23e, 0x48e1, 0x93, 0xc0, 0x6f, 0xa8, 0xcc, 0x34, 0x64, 0x74};
const CLSID CLSID_UpdateSearcher = {0xb699e5e8, 0x67ff, 0x4177, 0x88, 0xb0, 0x36, 0x84, 0xa3, 0x38, 0x8b, 0xfb};
const CLSID CLSID_UpdateServiceManager = {0xf8d253d9, 0x89a4, 0x4daa, 0x87, 0xb6, 0x11, 0x68, 0x36, 0x9f, 0x0b, 0x21};
const CLSID CLSID_UpdateSession = {0x4cb43d7f, 0x7eee, 0x4906, 0x86, 0x98, 0x60, 0xda, 0x1c, 0x38, 0xf2, 0xfe};
const CLSID CLSID_WebProxy = {0x650503cf, 0x9108, 0x4ddc, 0xa2, 0xce, 0x6c, 0x23, 0x41, 0xe1, 0xc5, 0x82};
const CLSID CLSID_WindowsUpdateAgentInfo = {0xc2e88c2f, 0x6f5b, 0x4aaa, 0x89, 0x4b, 0x55, 0xc8, 0x47, 0xad, 0x3a, 0x2d};

} // namespace wua

__CRT_UUID_DECL(wua::IAutomaticUpdates, 0x673425bf, 0xc082, 0x4c7c, 0xbd, 0xfd, 0x56, 0x94, 0x64, 0xb8, 0xe0, 0xce)
__CRT_UUID_DECL(wua::IAutomaticUpdates2, 0x4a2f5c31, 0xcfd9, 0x410e, 0xb7, 0xfb, 0x29, 0xa6, 0x53, 0x97, 0x3a, 0x0f)
__CRT_UUID_DECL(wua::IAutomaticUpdatesResults, 0xe7a4d634, 0x7942, 0x4dd9, 0xa1, 0x11, 0x82, 0x22, 0x8b, 0xa3, 0x39, 0x01)
__CRT_UUID_DECL(wua::IAutomaticUpdatesSettings, 0x2ee48f22, 0xaf3c, 0x405f, 0x89, 0x70, 0xf7, 0x1b, 0xe1, 0x2e, 0xe9, 0xa2)
__CRT_UUID_DECL(wua::IAutomaticUpdatesSettings2, 0x6abc136a, 0xc3ca, 0x4384, 0x81, 0x71, 0xcb, 0x2b, 0x1e, 0x59, 0xb8, 0xdc)
__CRT_UUID_DECL(wua::IAutomaticUpdatesSettings3, 0xb587f5c3, 0xf57e, 0x485f, 0xbb, 0xf5, 0x0d, 0x18, 0x1c, 0x5c, 0xd0, 0xdc)
__CRT_UUID_DECL(wua::ICategory, 0x81ddc1b8, 0x9d35, 0x47a6, 0xb4, 0x71, 0x5b, 0x80, 0xf5, 0x19, 0x22, 0x3b)
__CRT_UUID_DECL(wua::ICategoryCollection, 0x3a56bfb8, 0x576c, 0x43f7, 0x93, 0x35, 0xfe, 0x48, 0x38, 0xfd, 0x7e, 0x37)
__CRT_UUID_DECL(wua::IDownloadCompletedCallback, 0x77254866, 0x9f5b, 0x4c8e, 0xb9, 0xe2, 0xc7, 0x7a, 0x85, 0x30, 0xd6, 0x4b)
__CRT_UUID_DECL(wua::IDownloadCompletedCallbackArgs, 0xfa565b23, 0x498c, 0x47a0, 0x97, 0x9d, 0xe7, 0xd5, 0xb1, 0x81, 0x33, 0x60)
__CRT_UUID_DECL(wua::IDownloadJob, 0xc574de85, 0x7358, 0x43f6, 0xaa, 0xe8, 0x86, 0x97, 0xe6, 0x2d, 0x8b, 0xa7)
__CRT_UUID_DECL(wua::IDownloadProgress, 0xd31a5bac, 0xf719, 0x4178, 0x9d, 0xbb, 0x5e, 0x2c, 0xb4, 0x7f, 0xd1, 0x8a)
__CRT_UUID_DECL(wua::IDownloadProgressChangedCallback, 0x8c3f1cdd, 0x6173, 0x4591, 0xae, 0xbd, 0xa5, 0x6a, 0x53, 0xca, 0x77, 0xc1)
__CRT_UUID_DECL(wua::IDownloadProgressChangedCallbackArgs, 0x324ff2c6, 0x4981, 0x4b04, 0x94, 0x12, 0x57, 0x48, 0x17, 0x45, 0xab, 0x24)
__CRT_UUID_DECL(wua::IDownloadResult, 0xdaa4fdd0, 0x4727, 0x4dbe, 0xa1, 0xe7, 0x74, 0x5d, 0xca, 0x31, 0x71, 0x44)
__CRT_UUID_DECL(wua::IImageInformation, 0x7c907864, 0x346c, 0x4aeb, 0x8f, 0x3f, 0x57, 0xda, 0x28, 0x9f, 0x96, 0x9f)
__CRT_UUID_DECL(wua::IInstallationAgent, 0x925cbc18, 0xa2ea, 0x4648, 0xbf, 0x1c, 0xec, 0x8b, 0xad, 0xcf, 0xe2, 0x0a)
__CRT_UUID_DECL(wua::IInstallationBehavior, 0xd9a59339, 0xe245, 0x4dbd, 0x96, 0x86, 0x4d, 0x57, 0x63, 0xe3, 0x96, 0x24)
__CRT_UUID_DECL(wua::IInstallationCompletedCallback, 0x45f4f6f3, 0xd602, 0x4f98, 0x9a, 0x8a, 0x3e, 0xfa, 0x15, 0x2a, 0xd2, 0xd3)
__CRT_UUID_DECL(wua::IInstallationCompletedCallbackArgs, 0x250e2106, 0x8efb, 0x4705, 0x96, 0x53, 0xef, 0x13, 0xc5, 0x81, 0xb6, 0xa1)
__CRT_UUID_DECL(wua::IInstallationJob, 0x5c209f0b, 0xbad5, 0x432a, 0x95, 0x56, 0x46, 0x99, 0xbe, 0xd2, 0x63, 0x8a)
__CRT_UUID_DECL(wua::IInstallationProgress, 0x345c8244, 0x43a3, 0x4e32, 0xa3, 0x68, 0x65, 0xf0, 0x73, 0xb7, 0x6f, 0x36)
__CRT_UUID_DECL(wua::IInstallationProgressChangedCallback, 0xe01402d5, 0xf8da, 0x43ba, 0xa0, 0x12, 0x38, 0x89, 0x4b, 0xd0, 0x48, 0xf1)
__CRT_UUID_DECL(wua::IInstallationProgressChangedCallbackArgs, 0xe4f14e1e, 0x689d, 0x4218, 0xa0, 0xb9, 0xbc, 0x18, 0x9c, 0x48, 0x4a, 0x01)
__CRT_UUID_DECL(wua::IInstallationResult, 0xa43c56d6, 0x7451, 0x48d4, 0xaf, 0x96, 0xb6, 0xcd, 0x2d, 0x0d, 0x9b, 0x7a)
__CRT_UUID_DECL(wua::IInvalidProductLicenseException, 0xa37d00f5, 0x7bb0, 0x4953, 0xb4, 0x14, 0xf9, 0xe9, 0x83, 0x26, 0xf2, 0xe8)
__CRT_UUID_DECL(wua::ISearchCompletedCallback, 0x88aee058, 0xd4b0, 0x4725, 0xa2, 0xf1, 0x81, 0x4a, 0x67, 0xae, 0x96, 0x4c)
__CRT_UUID_DECL(wua::ISearchCompletedCallbackArgs, 0xa700a634, 0x2850, 0x4c47, 0x93, 0x8a, 0x9e, 0x4b, 0x6e, 0x5a, 0xf9, 0xa6)
__CRT_UUID_DECL(wua::ISearchJob, 0x7366ea16, 0x7a1a, 0x4ea2, 0xb0, 0x42, 0x97, 0x3d, 0x3e, 0x9c, 0xd9, 0x9b)
__CRT_UUID_DECL(wua::ISearchResult, 0xd40cff62, 0xe08c, 0x4498, 0x94, 0x1a, 0x01, 0xe2, 0x5f, 0x0f, 0xd3, 0x3c)
__CRT_UUID_DECL(wua::IStringCollection, 0xeff90582, 0x2ddc, 0x480f, 0xa0, 0x6d, 0x60, 0xf3, 0xfb, 0xc3, 0x62, 0xc3)
__CRT_UUID_DECL(wua::ISystemInformation, 0xade87bf7, 0x7b56, 0x4275, 0x8f, 0xab, 0xb9, 0xb0, 0xe5, 0x91, 0x84, 0x4b)
__CRT_UUID_DECL(wua::IUpdate, 0x6a92b07a, 0xd821, 0x4682, 0xb4, 0x23, 0x5c, 0x80, 0x50, 0x22, 0xcc, 0x4d)
__CRT_UUID_DECL(wua::IUpdate2, 0x144fe9b0, 0xd23d, 0x4a8b, 0x86, 0x34, 0xfb, 0x44, 0x57, 0x53, 0x3b, 0x7a)
__CRT_UUID_DECL(wua::IUpdate3, 0x112eda6b, 0x95b3, 0x476f, 0x9d, 0x90, 0xae, 0xe8, 0x2c, 0x6b, 0x81, 0x81)
__CRT_UUID_DECL(wua::IUpdate4, 0x27e94b0d, 0x5139, 0x49a2, 0x9a, 0x61, 0x93, 0x52, 0x2d, 0xc5, 0x46, 0x52)
__CRT_UUID_DECL(wua::IUpdate5, 0xc1c2f21a, 0xd2f4, 0x4902, 0xb5, 0xc6, 0x8a, 0x08, 0x1c, 0x19, 0xa8, 0x90)
__CRT_UUID_DECL(wua::IUpdateCollection, 0x07f7438c, 0x7709, 0x4ca5, 0xb5, 0x18, 0x91, 0x27, 0x92, 0x88, 0x13, 0x4e)
__CRT_UUID_DECL(wua::IUpdateDownloadContent, 0x54a2cb2d, 0x9a0c, 0x48b6, 0x8a, 0x50, 0x9a, 0xbb, 0x69, 0xee, 0x2d, 0x02)
__CRT_UUID_DECL(wua::IUpdateDownloadContent2, 0xc97ad11b, 0xf257, 0x420b, 0x9d, 0x9f, 0x37, 0x7f, 0x73, 0x3f, 0x6f, 0x68)
__CRT_UUID_DECL(wua::IUpdateDownloadContentCollection, 0xbc5513c8, 0xb3b8, 0x4bf7, 0xa4, 0xd4, 0x36, 0x1c, 0x0d, 0x8c, 0x88, 0xba)
__CRT_UUID_DECL(wua::IUpdateDownloadResult, 0xbf99af76, 0xb575, 0x42ad, 0x8a, 0xa4, 0x33, 0xcb, 0xb5, 0x47, 0x7a, 0xf1)
__CRT_UUID_DECL(wua::IUpdateDownloader, 0x68f1c6f9, 0x7ecc, 0x4666, 0xa4, 0x64, 0x24, 0x7f, 0xe1, 0x24, 0x96, 0xc3)
__CRT_UUID_DECL(wua::IUpdateDownloaderEx, 0x94726306, 0xf12a, 0x482a, 0xa7, 0x74, 0xfb, 0x4f, 0x87, 0x0d, 0x98, 0xc0)
__CRT_UUID_DECL(wua::IUpdateEx, 0x769355a3, 0xc5a0, 0x497c, 0xa6, 0x06, 0x56, 0x0a, 0x36, 0xd2, 0x12, 0x1c)
__CRT_UUID_DECL(wua::IUpdateException, 0xa376dd5e, 0x09d4, 0x427f, 0xaf, 0x7c, 0xfe, 0xd5, 0xb6, 0xe1, 0xc1, 0xd6)
__CRT_UUID_DECL(wua::IUpdateExceptionCollection, 0x503626a3, 0x8e14, 0x4729, 0x93, 0x55, 0x0f, 0xe6, 0x64, 0xbd, 0x23, 0x21)
__CRT_UUID_DECL(wua::IUpdateHistoryEntry, 0xbe56a644, 0xaf0e, 0x4e0e, 0xa3, 0x11, 0xc1, 0xd8, 0xe6, 0x95, 0xcb, 0xff)
__CRT_UUID_DECL(wua::IUpdateHistoryEntry2, 0xc2bfb780, 0x4539, 0x4132, 0xab, 0x8c, 0x0a, 0x87, 0x72, 0x01, 0x3a, 0xb6)
__CRT_UUID_DECL(wua::IUpdateHistoryEntryCollection, 0xa7f04f3c, 0xa290, 0x435b, 0xaa, 0xdf, 0xa1, 0x16, 0xc3, 0x35, 0x7a, 0x5c)
__CRT_UUID_DECL(wua::IUpdateIdentity, 0x46297823, 0x9940, 0x4c09, 0xae, 0xd9, 0xcd, 0x3e, 0xa6, 0xd0, 0x59, 0x68)
__CRT_UUID_DECL(wua::IUpdateInstallationResult, 0xd940f0f8, 0x3cbb, 0x4fd0, 0x99, 0x3f, 0x47, 0x1e, 0x7f, 0x23, 0x28, 0xad)
__CRT_UUID_DECL(wua::IUpdateInstaller, 0x7b929c68, 0xccdc, 0x4226, 0x96, 0xb1, 0x87, 0x24, 0x60, 0x0b, 0x54, 0xc2)
__CRT_UUID_DECL(wua::IUpdateInstaller2, 0x3442d4fe, 0x224d, 0x4cee, 0x98, 0xcf, 0x30, 0xe0, 0xc4, 0xd2, 0x29, 0xe6)
__CRT_UUID_DECL(wua::IUpdateInstaller3, 0x16d11c35, 0x099a, 0x48d0, 0x83, 0x38, 0x5f, 0xae, 0x64, 0x04, 0x7f, 0x8e)
__CRT_UUID_DECL(wua::IUpdateInstaller4, 0xef8208ea, 0x2304, 0x492d, 0x91, 0x09, 0x23, 0x81, 0x3b, 0x09, 0x58, 0xe1)
__CRT_UUID_DECL(wua::IUpdateLockdown, 0xa976c28d, 0x75a1, 0x42aa, 0x94, 0xae, 0x8a, 0xf8, 0xb8, 0x72, 0x08, 0x9a)
__CRT_UUID_DECL(wua::IUpdateSearcher, 0x8f45abf1, 0xf9ae, 0x4b95, 0xa9, 0x33, 0xf0, 0xf6, 0x6e, 0x50, 0x56, 0xea)
__CRT_UUID_DECL(wua::IUpdateSearcher2, 0x4cbdcb2d, 0x1589, 0x4beb, 0xbd, 0x1c, 0x3e, 0x58, 0x2f, 0xf0, 0xad, 0xd0)
__CRT_UUID_DECL(wua::IUpdateSearcher3, 0x04c6895d, 0xeaf2, 0x4034, 0x97, 0xf3, 0x31, 0x1d, 0xe9, 0xbe, 0x41, 0x3a)
__CRT_UUID_DECL(wua::IUpdateService, 0x76b3b17e, 0xaed6, 0x4da5, 0x85, 0xf0, 0x83, 0x58, 0x7f, 0x81, 0xab, 0xe3)
__CRT_UUID_DECL(wua::IUpdateService2, 0x1518b460, 0x6518, 0x4172, 0x94, 0x0f, 0xc7, 0x58, 0x83, 0xb2, 0x4c, 0xeb)
__CRT_UUID_DECL(wua::IUpdateServiceCollection, 0x9b0353aa, 0x0e52, 0x44ff, 0xb8, 0xb0, 0x1f, 0x7f, 0xa0, 0x43, 0x7f, 0x88)
__CRT_UUID_DECL(wua::IUpdateServiceManager, 0x23857e3c, 0x02ba, 0x44a3, 0x94, 0x23, 0xb1, 0xc9, 0x00, 0x80, 0x5f, 0x37)
__CRT_UUID_DECL(wua::IUpdateServiceManager2, 0x0bb8531d, 0x7e8d, 0x424f, 0x98, 0x6c, 0xa0, 0xb8, 0xf6, 0x0a, 0x3e, 0x7b)
__CRT_UUID_DECL(wua::IUpdateServiceRegistration, 0xdde02280, 0x12b3, 0x4e0b, 0x93, 0x7b, 0x67, 0x47, 0xf6, 0xac, 0xb2, 0x86)
__CRT_UUID_DECL(wua::IUpdateSession, 0x816858a4, 0x260d, 0x4260, 0x93, 0x3a, 0x25, 0x85, 0xf1, 0xab, 0xc7, 0x6b)
__CRT_UUID_DECL(wua::IUpdateSession2, 0x91caf7b0, 0xeb23, 0x49ed, 0x99, 0x37, 0xc5, 0x2d, 0x81, 0x7f, 0x46, 0xf7)
__CRT_UUID_DECL(wua::IUpdateSession3, 0x918efd1e, 0xb5d8, 0x4c90, 0x85, 0x40, 0xae, 0xb9, 0xbd, 0xc5, 0x6f, 0x9d)
__CRT_UUID_DECL(wua::IWebProxy, 0x174c81fe, 0xaecd, 0x4dae, 0xb8, 0xa0, 0x2c, 0x63, 0x18, 0xdd, 0x86, 0xa8)
__CRT_UUID_DECL(wua::IWindowsDriverUpdate, 0xb383cd1a, 0x5ce9, 0x4504, 0x9f, 0x63, 0x76, 0x4b, 0x12, 0x36, 0xf1, 0x91)
__CRT_UUID_DECL(wua::IWindowsDriverUpdate2, 0x615c4269, 0x7a48, 0x43bd, 0x96, 0xb7, 0xbf, 0x6c, 0xa2, 0x7d, 0x6c, 0x3e)
__CRT_UUID_DECL(wua::IWindowsDriverUpdate3, 0x49ebd502, 0x4a96, 0x41bd, 0x9e, 0x3e, 0x4c, 0x50, 0x57, 0xf4, 0x25, 0x0c)
__CRT_UUID_DECL(wua::IWindowsDriverUpdate4, 0x004c6a2b, 0x0c19, 0x4c69, 0x9f, 0x5c, 0xa2, 0x69, 0xb2, 0x56, 0x0d, 0xb9)
__CRT_UUID_DECL(wua::IWindowsDriverUpdate5, 0x70cf5c82, 0x8642, 0x42bb, 0x9d, 0xbc, 0x0c, 0xfd, 0x26, 0x3c, 0x6c, 0x4f)
__CRT_UUID_DECL(wua::IWindowsDriverUpdateEntry, 0xed8bfe40, 0xa60b, 0x42ea, 0x96, 0x52, 0x81, 0x7d, 0xfc, 0xfa, 0x23, 0xec)
__CRT_UUID_DECL(wua::IWindowsDriverUpdateEntryCollection, 0x0d521700, 0xa372, 0x4bef, 0x82, 0x8b, 0x3d, 0x00, 0xc1, 0x0a, 0xde, 0xbd)
__CRT_UUID_DECL(wua::IWindowsUpdateAgentInfo, 0x85713fa1, 0x7796, 0x4fa2, 0xbe, 0x3b, 0xe2, 0xd6, 0x12, 0x4d, 0xd3, 0x73)

#define INTERFACES(X) \
    X(IAutomaticUpdates) \
    X(IAutomaticUpdates2) \
    X(IAutomaticUpdatesResults) \
    X(IAutomaticUpdatesSettings) \
    X(IAutomaticUpdatesSettings2) \
    X(IAutomaticUpdatesSettings3) \
    X(ICategory) \
    X(ICategoryCollection) \
    X(IDownloadCompletedCallback) \
    X(IDownloadCompletedCallbackArgs) \
    X(IDownloadJob) \
    X(IDownloadProgress) \
    X(IDownloadProgressChangedCallback) \
    X(IDownloadProgressChangedCallbackArgs) \
    X(IDownloadResult) \
    X(IImageInformation) \
    X(IInstallationAgent) \
    X(IInstallationBehavior) \
    X(IInstallationCompletedCallback) \
    X(IInstallationCompletedCallbackArgs) \
    X(IInstallationJob) \
    X(IInstallationProgress) \
    X(IInstallationProgressChangedCallback) \
    X(IInstallationProgressChangedCallbackArgs) \
    X(IInstallationResult) \
    X(IInvalidProductLicenseException) \
    X(ISearchCompletedCallback) \
    X(ISearchCompletedCallbackArgs) \
    X(ISearchJob) \
    X(ISearchResult) \
    X(IStringCollection) \
    X(ISystemInformation) \
    X(IUpdate) \
    X(IUpdate2) \
    X(IUpdate3) \
    X(IUpdate4) \
    X(IUpdate5) \
    X(IUpdateCollection) \
    X(IUpdateDownloadContent) \
    X(IUpdateDownloadContent2) \
    X(IUpdateDownloadContentCollection) \
    X(IUpdateDownloadResult) \
    X(IUpdateDownloader) \
    X(IUpdateDownloaderEx) \
    X(IUpdateEx) \
    X(IUpdateException) \
    X(IUpdateExceptionCollection) \
    X(IUpdateHistoryEntry) \
    X(IUpdateHistoryEntry2) \
    X(IUpdateHistoryEntryCollection) \
    X(IUpdateIdentity) \
    X(IUpdateInstallationResult) \
    X(IUpdateInstaller) \
    X(IUpdateInstaller2) \
    X(IUpdateInstaller3) \
    X(IUpdateInstaller4) \
    X(IUpdateLockdown) \
    X(IUpdateSearcher) \
    X(IUpdateSearcher2) \
    X(IUpdateSearcher3) \
    X(IUpdateService) \
    X(IUpdateService2) \
    X(IUpdateServiceCollection) \
    X(IUpdateServiceManager) \
    X(IUpdateServiceManager2) \
    X(IUpdateServiceRegistration) \
    X(IUpdateSession) \
    X(IUpdateSession2) \
    X(IUpdateSession3) \
    X(IWebProxy) \
    X(IWindowsDriverUpdate) \
    X(IWindowsDriverUpdate2) \
    X(IWindowsDriverUpdate3) \
    X(IWindowsDriverUpdate4) \
    X(IWindowsDriverUpdate5) \
    X(IWindowsDriverUpdateEntry) \
    X(IWindowsDriverUpdateEntryCollection) \
    X(IWindowsUpdateAgentInfo)

#define MEMBERS(X) \
    X(IAutomaticUpdates, DetectNow, 7) \
    X(IAutomaticUpdates, Pause, 8) \
    X(IAutomaticUpdates, Resume, 9) \
    X(IAutomaticUpdates, ShowSettingsDialog, 10) \
    X(IAutomaticUpdates, get_Settings, 11) \
    X(IAutomaticUpdates, get_ServiceEnabled, 12) \
    X(IAutomaticUpdates, EnableService, 13) \
    X(IAutomaticUpdates2, get_Results, 14) \
    X(IAutomaticUpdatesResults, get_LastSearchSuccessDate, 7) \
    X(IAutomaticUpdatesResults, get_LastInstallationSuccessDate, 8) \
    X(IAutomaticUpdatesSettings, get_NotificationLevel, 7) \
    X(IAutomaticUpdatesSettings, put_NotificationLevel, 8) \
    X(IAutomaticUpdatesSettings, get_ReadOnly, 9) \
    X(IAutomaticUpdatesSettings, get_Required, 10) \
    X(IAutomaticUpdatesSettings, get_ScheduledInstallationDay, 11) \
    X(IAutomaticUpdatesSettings, put_ScheduledInstallationDay, 12) \
    X(IAutomaticUpdatesSettings, get_ScheduledInstallationTime, 13) \
    X(IAutomaticUpdatesSettings, put_ScheduledInstallationTime, 14) \
    X(IAutomaticUpdatesSettings, Refresh, 15) \
    X(IAutomaticUpdatesSettings, Save, 16) \
    X(IAutomaticUpdatesSettings2, get_IncludeRecommendedUpdates, 17) \
    X(IAutomaticUpdatesSettings2, put_IncludeRecommendedUpdates, 18) \
    X(IAutomaticUpdatesSettings2, CheckPermission, 19) \
    X(IAutomaticUpdatesSettings3, get_NonAdministratorsElevated, 20) \
    X(IAutomaticUpdatesSettings3, put_NonAdministratorsElevated, 21) \
    X(IAutomaticUpdatesSettings3, get_FeaturedUpdatesEnabled, 22) \
    X(IAutomaticUpdatesSettings3, put_FeaturedUpdatesEnabled, 23) \
    X(ICategory, get_Name, 7) \
    X(ICategory, get_CategoryID, 8) \
    X(ICategory, get_Children, 9) \
    X(ICategory, get_Description, 10) \
    X(ICategory, get_Image, 11) \
    X(ICategory, get_Order, 12) \
    X(ICategory, get_Parent, 13) \
    X(ICategory, get_Type, 14) \
    X(ICategory, get_Updates, 15) \
    X(ICategoryCollection, get_Item, 7) \
    X(ICategoryCollection, get__NewEnum, 8) \
    X(ICategoryCollection, get_Count, 9) \
    X(IDownloadCompletedCallback, Invoke, 3) \
    X(IDownloadJob, get_AsyncState, 7) \
    X(IDownloadJob, get_IsCompleted, 8) \
    X(IDownloadJob, get_Updates, 9) \
    X(IDownloadJob, CleanUp, 10) \
    X(IDownloadJob, GetProgress, 11) \
    X(IDownloadJob, RequestAbort, 12) \
    X(IDownloadProgress, get_CurrentUpdateBytesDownloaded, 7) \
    X(IDownloadProgress, get_CurrentUpdateBytesToDownload, 8) \
    X(IDownloadProgress, get_CurrentUpdateIndex, 9) \
    X(IDownloadProgress, get_PercentComplete, 10) \
    X(IDownloadProgress, get_TotalBytesDownloaded, 11) \
    X(IDownloadProgress, get_TotalBytesToDownload, 12) \
    X(IDownloadProgress, GetUpdateResult, 13) \
    X(IDownloadProgress, get_CurrentUpdateDownloadPhase, 14) \
    X(IDownloadProgress, get_CurrentUpdatePercentComplete, 15) \
    X(IDownloadProgressChangedCallback, Invoke, 3) \
    X(IDownloadProgressChangedCallbackArgs, get_Progress, 7) \
    X(IDownloadResult, get_HResult, 7) \
    X(IDownloadResult, get_ResultCode, 8) \
    X(IDownloadResult, GetUpdateResult, 9) \
    X(IImageInformation, get_AltText, 7) \
    X(IImageInformation, get_Height, 8) \
    X(IImageInformation, get_Source, 9) \
    X(IImageInformation, get_Width, 10) \
    X(IInstallationAgent, RecordInstallationResult, 7) \
    X(IInstallationBehavior, get_CanRequestUserInput, 7) \
    X(IInstallationBehavior, get_Impact, 8) \
    X(IInstallationBehavior, get_RebootBehavior, 9) \
    X(IInstallationBehavior, get_RequiresNetworkConnectivity, 10) \
    X(IInstallationCompletedCallback, Invoke, 3) \
    X(IInstallationJob, get_AsyncState, 7) \
    X(IInstallationJob, get_IsCompleted, 8) \
    X(IInstallationJob, get_Updates, 9) \
    X(IInstallationJob, CleanUp, 10) \
    X(IInstallationJob, GetProgress, 11) \
    X(IInstallationJob, RequestAbort, 12) \
    X(IInstallationProgress, get_CurrentUpdateIndex, 7) \
    X(IInstallationProgress, get_CurrentUpdatePercentComplete, 8) \
    X(IInstallationProgress, get_PercentComplete, 9) \
    X(IInstallationProgress, GetUpdateResult, 10) \
    X(IInstallationProgressChangedCallback, Invoke, 3) \
    X(IInstallationProgressChangedCallbackArgs, get_Progress, 7) \
    X(IInstallationResult, get_HResult, 7) \
    X(IInstallationResult, get_RebootRequired, 8) \
    X(IInstallationResult, get_ResultCode, 9) \
    X(IInstallationResult, GetUpdateResult, 10) \
    X(IInvalidProductLicenseException, get_Product, 10) \
    X(ISearchCompletedCallback, Invoke, 3) \
    X(ISearchJob, get_AsyncState, 7) \
    X(ISearchJob, get_IsCompleted, 8) \
    X(ISearchJob, CleanUp, 9) \
    X(ISearchJob, RequestAbort, 10) \
    X(ISearchResult, get_ResultCode, 7) \
    X(ISearchResult, get_RootCategories, 8) \
    X(ISearchResult, get_Updates, 9) \
    X(ISearchResult, get_Warnings, 10) \
    X(IStringCollection, get_Item, 7) \
    X(IStringCollection, put_Item, 8) \
    X(IStringCollection, get__NewEnum, 9) \
    X(IStringCollection, get_Count, 10) \
    X(IStringCollection, get_ReadOnly, 11) \
    X(IStringCollection, Add, 12) \
    X(IStringCollection, Clear, 13) \
    X(IStringCollection, Copy, 14) \
    X(IStringCollection, Insert, 15) \
    X(IStringCollection, RemoveAt, 16) \
    X(ISystemInformation, get_OemHardwareSupportLink, 7) \
    X(ISystemInformation, get_RebootRequired, 8) \
    X(IUpdate, get_Title, 7) \
    X(IUpdate, get_AutoSelectOnWebSites, 8) \
    X(IUpdate, get_BundledUpdates, 9) \
    X(IUpdate, get_CanRequireSource, 10) \
    X(IUpdate, get_Categories, 11) \
    X(IUpdate, get_Deadline, 12) \
    X(IUpdate, get_DeltaCompressedContentAvailable, 13) \
    X(IUpdate, get_DeltaCompressedContentPreferred, 14) \
    X(IUpdate, get_Description, 15) \
    X(IUpdate, get_EulaAccepted, 16) \
    X(IUpdate, get_EulaText, 17) \
    X(IUpdate, get_HandlerID, 18) \
    X(IUpdate, get_Identity, 19) \
    X(IUpdate, get_Image, 20) \
    X(IUpdate, get_InstallationBehavior, 21) \
    X(IUpdate, get_IsBeta, 22) \
    X(IUpdate, get_IsDownloaded, 23) \
    X(IUpdate, get_IsHidden, 24) \
    X(IUpdate, put_IsHidden, 25) \
    X(IUpdate, get_IsInstalled, 26) \
    X(IUpdate, get_IsMandatory, 27) \
    X(IUpdate, get_IsUninstallable, 28) \
    X(IUpdate, get_Languages, 29) \
    X(IUpdate, get_LastDeploymentChangeTime, 30) \
    X(IUpdate, get_MaxDownloadSize, 31) \
    X(IUpdate, get_MinDownloadSize, 32) \
    X(IUpdate, get_MoreInfoUrls, 33) \
    X(IUpdate, get_MsrcSeverity, 34) \
    X(IUpdate, get_RecommendedCpuSpeed, 35) \
    X(IUpdate, get_RecommendedHardDiskSpace, 36) \
    X(IUpdate, get_RecommendedMemory, 37) \
    X(IUpdate, get_ReleaseNotes, 38) \
    X(IUpdate, get_SecurityBulletinIDs, 39) \
    X(IUpdate, get_SupersededUpdateIDs, 40) \
    X(IUpdate, get_SupportUrl, 41) \
    X(IUpdate, get_Type, 42) \
    X(IUpdate, get_UninstallationNotes, 43) \
    X(IUpdate, get_UninstallationBehavior, 44) \
    X(IUpdate, get_UninstallationSteps, 45) \
    X(IUpdate, get_KBArticleIDs, 46) \
    X(IUpdate, AcceptEula, 47) \
    X(IUpdate, get_DeploymentAction, 48) \
    X(IUpdate, CopyFromCache, 49) \
    X(IUpdate, get_DownloadPriority, 50) \
    X(IUpdate, get_DownloadContents, 51) \
    X(IUpdate2, get_RebootRequired, 52) \
    X(IUpdate2, get_IsPresent, 53) \
    X(IUpdate2, get_CveIDs, 54) \
    X(IUpdate2, CopyToCache, 55) \
    X(IUpdate3, get_BrowseOnly, 56) \
    X(IUpdate4, get_PerUser, 57) \
    X(IUpdate5, get_AutoSelection, 58) \
    X(IUpdate5, get_AutoDownload, 59) \
    X(IUpdateCollection, get_Item, 7) \
    X(IUpdateCollection, put_Item, 8) \
    X(IUpdateCollection, get__NewEnum, 9) \
    X(IUpdateCollection, get_Count, 10) \
    X(IUpdateCollection, get_ReadOnly, 11) \
    X(IUpdateCollection, Add, 12) \
    X(IUpdateCollection, Clear, 13) \
    X(IUpdateCollection, Copy, 14) \
    X(IUpdateCollection, Insert, 15) \
    X(IUpdateCollection, RemoveAt, 16) \
    X(IUpdateDownloadContent, get_DownloadUrl, 7) \
    X(IUpdateDownloadContent2, get_IsDeltaCompressedContent, 8) \
    X(IUpdateDownloadContentCollection, get_Item, 7) \
    X(IUpdateDownloadContentCollection, get__NewEnum, 8) \
    X(IUpdateDownloadContentCollection, get_Count, 9) \
    X(IUpdateDownloadResult, get_HResult, 7) \
    X(IUpdateDownloadResult, get_ResultCode, 8) \
    X(IUpdateDownloader, get_ClientApplicationID, 7) \
    X(IUpdateDownloader, put_ClientApplicationID, 8) \
    X(IUpdateDownloader, get_IsForced, 9) \
    X(IUpdateDownloader, put_IsForced, 10) \
    X(IUpdateDownloader, get_Priority, 11) \
    X(IUpdateDownloader, put_Priority, 12) \
    X(IUpdateDownloader, get_Updates, 13) \
    X(IUpdateDownloader, put_Updates, 14) \
    X(IUpdateDownloader, BeginDownload, 15) \
    X(IUpdateDownloader, Download, 16) \
    X(IUpdateDownloader, EndDownload, 17) \
    X(IUpdateDownloaderEx, BeginDownload2, 18) \
    X(IUpdateDownloaderEx, Download2, 19) \
    X(IUpdateEx, get_ExtendedStaticProperty, 60) \
    X(IUpdateEx, EvaluateExtendedDynamicProperty, 61) \
    X(IUpdateException, get_Message, 7) \
    X(IUpdateException, get_HResult, 8) \
    X(IUpdateException, get_Context, 9) \
    X(IUpdateExceptionCollection, get_Item, 7) \
    X(IUpdateExceptionCollection, get__NewEnum, 8) \
    X(IUpdateExceptionCollection, get_Count, 9) \
    X(IUpdateHistoryEntry, get_Operation, 7) \
    X(IUpdateHistoryEntry, get_ResultCode, 8) \
    X(IUpdateHistoryEntry, get_HResult, 9) \
    X(IUpdateHistoryEntry, get_Date, 10) \
    X(IUpdateHistoryEntry, get_UpdateIdentity, 11) \
    X(IUpdateHistoryEntry, get_Title, 12) \
    X(IUpdateHistoryEntry, get_Description, 13) \
    X(IUpdateHistoryEntry, get_UnmappedResultCode, 14) \
    X(IUpdateHistoryEntry, get_ClientApplicationID, 15) \
    X(IUpdateHistoryEntry, get_ServerSelection, 16) \
    X(IUpdateHistoryEntry, get_ServiceID, 17) \
    X(IUpdateHistoryEntry, get_UninstallationSteps, 18) \
    X(IUpdateHistoryEntry, get_UninstallationNotes, 19) \
    X(IUpdateHistoryEntry, get_SupportUrl, 20) \
    X(IUpdateHistoryEntry2, get_Categories, 21) \
    X(IUpdateHistoryEntryCollection, get_Item, 7) \
    X(IUpdateHistoryEntryCollection, get__NewEnum, 8) \
    X(IUpdateHistoryEntryCollection, get_Count, 9) \
    X(IUpdateIdentity, get_RevisionNumber, 7) \
    X(IUpdateIdentity, get_UpdateID, 8) \
    X(IUpdateInstallationResult, get_HResult, 7) \
    X(IUpdateInstallationResult, get_RebootRequired, 8) \
    X(IUpdateInstallationResult, get_ResultCode, 9) \
    X(IUpdateInstaller, get_ClientApplicationID, 7) \
    X(IUpdateInstaller, put_ClientApplicationID, 8) \
    X(IUpdateInstaller, get_IsForced, 9) \
    X(IUpdateInstaller, put_IsForced, 10) \
    X(IUpdateInstaller, get_ParentHwnd, 11) \
    X(IUpdateInstaller, put_ParentHwnd, 12) \
    X(IUpdateInstaller, put_ParentWindow, 13) \
    X(IUpdateInstaller, get_ParentWindow, 14) \
    X(IUpdateInstaller, get_Updates, 15) \
    X(IUpdateInstaller, put_Updates, 16) \
    X(IUpdateInstaller, BeginInstall, 17) \
    X(IUpdateInstaller, BeginUninstall, 18) \
    X(IUpdateInstaller, EndInstall, 19) \
    X(IUpdateInstaller, EndUninstall, 20) \
    X(IUpdateInstaller, Install, 21) \
    X(IUpdateInstaller, RunWizard, 22) \
    X(IUpdateInstaller, get_IsBusy, 23) \
    X(IUpdateInstaller, Uninstall, 24) \
    X(IUpdateInstaller, get_AllowSourcePrompts, 25) \
    X(IUpdateInstaller, put_AllowSourcePrompts, 26) \
    X(IUpdateInstaller, get_RebootRequiredBeforeInstallation, 27) \
    X(IUpdateInstaller2, get_ForceQuiet, 28) \
    X(IUpdateInstaller2, put_ForceQuiet, 29) \
    X(IUpdateInstaller3, get_AttemptCloseAppsIfNecessary, 30) \
    X(IUpdateInstaller3, put_AttemptCloseAppsIfNecessary, 31) \
    X(IUpdateInstaller4, Commit, 32) \
    X(IUpdateLockdown, LockDown, 3) \
    X(IUpdateSearcher, get_CanAutomaticallyUpgradeService, 7) \
    X(IUpdateSearcher, put_CanAutomaticallyUpgradeService, 8) \
    X(IUpdateSearcher, get_ClientApplicationID, 9) \
    X(IUpdateSearcher, put_ClientApplicationID, 10) \
    X(IUpdateSearcher, get_IncludePotentiallySupersededUpdates, 11) \
    X(IUpdateSearcher, put_IncludePotentiallySupersededUpdates, 12) \
    X(IUpdateSearcher, get_ServerSelection, 13) \
    X(IUpdateSearcher, put_ServerSelection, 14) \
    X(IUpdateSearcher, BeginSearch, 15) \
    X(IUpdateSearcher, EndSearch, 16) \
    X(IUpdateSearcher, EscapeString, 17) \
    X(IUpdateSearcher, QueryHistory, 18) \
    X(IUpdateSearcher, Search, 19) \
    X(IUpdateSearcher, get_Online, 20) \
    X(IUpdateSearcher, put_Online, 21) \
    X(IUpdateSearcher, GetTotalHistoryCount, 22) \
    X(IUpdateSearcher, get_ServiceID, 23) \
    X(IUpdateSearcher, put_ServiceID, 24) \
    X(IUpdateSearcher2, get_IgnoreDownloadPriority, 25) \
    X(IUpdateSearcher2, put_IgnoreDownloadPriority, 26) \
    X(IUpdateSearcher3, get_SearchScope, 27) \
    X(IUpdateSearcher3, put_SearchScope, 28) \
    X(IUpdateService, get_Name, 7) \
    X(IUpdateService, get_ContentValidationCert, 8) \
    X(IUpdateService, get_ExpirationDate, 9) \
    X(IUpdateService, get_IsManaged, 10) \
    X(IUpdateService, get_IsRegisteredWithAU, 11) \
    X(IUpdateService, get_IssueDate, 12) \
    X(IUpdateService, get_OffersWindowsUpdates, 13) \
    X(IUpdateService, get_RedirectUrls, 14) \
    X(IUpdateService, get_ServiceID, 15) \
    X(IUpdateService, get_IsScanPackageService, 16) \
    X(IUpdateService, get_CanRegisterWithAU, 17) \
    X(IUpdateService, get_ServiceUrl, 18) \
    X(IUpdateService, get_SetupPrefix, 19) \
    X(IUpdateService2, get_IsDefaultAUService, 20) \
    X(IUpdateServiceCollection, get_Item, 7) \
    X(IUpdateServiceCollection, get__NewEnum, 8) \
    X(IUpdateServiceCollection, get_Count, 9) \
    X(IUpdateServiceManager, get_Services, 7) \
    X(IUpdateServiceManager, AddService, 8) \
    X(IUpdateServiceManager, RegisterServiceWithAU, 9) \
    X(IUpdateServiceManager, RemoveService, 10) \
    X(IUpdateServiceManager, UnregisterServiceWithAU, 11) \
    X(IUpdateServiceManager, AddScanPackageService, 12) \
    X(IUpdateServiceManager, SetOption, 13) \
    X(IUpdateServiceManager2, get_ClientApplicationID, 14) \
    X(IUpdateServiceManager2, put_ClientApplicationID, 15) \
    X(IUpdateServiceManager2, QueryServiceRegistration, 16) \
    X(IUpdateServiceManager2, AddService2, 17) \
    X(IUpdateServiceRegistration, get_RegistrationState, 7) \
    X(IUpdateServiceRegistration, get_ServiceID, 8) \
    X(IUpdateServiceRegistration, get_IsPendingRegistrationWithAU, 9) \
    X(IUpdateServiceRegistration, get_Service, 10) \
    X(IUpdateSession, get_ClientApplicationID, 7) \
    X(IUpdateSession, put_ClientApplicationID, 8) \
    X(IUpdateSession, get_ReadOnly, 9) \
    X(IUpdateSession, get_WebProxy, 10) \
    X(IUpdateSession, put_WebProxy, 11) \
    X(IUpdateSession, CreateUpdateSearcher, 12) \
    X(IUpdateSession, CreateUpdateDownloader, 13) \
    X(IUpdateSession, CreateUpdateInstaller, 14) \
    X(IUpdateSession2, get_UserLocale, 15) \
    X(IUpdateSession2, put_UserLocale, 16) \
    X(IUpdateSession3, CreateUpdateServiceManager, 17) \
    X(IUpdateSession3, QueryHistory, 18) \
    X(IWebProxy, get_Address, 7) \
    X(IWebProxy, put_Address, 8) \
    X(IWebProxy, get_BypassList, 9) \
    X(IWebProxy, put_BypassList, 10) \
    X(IWebProxy, get_BypassProxyOnLocal, 11) \
    X(IWebProxy, put_BypassProxyOnLocal, 12) \
    X(IWebProxy, get_ReadOnly, 13) \
    X(IWebProxy, get_UserName, 14) \
    X(IWebProxy, put_UserName, 15) \
    X(IWebProxy, SetPassword, 16) \
    X(IWebProxy, PromptForCredentials, 17) \
    X(IWebProxy, PromptForCredentialsFromHwnd, 18) \
    X(IWebProxy, get_AutoDetect, 19) \
    X(IWebProxy, put_AutoDetect, 20) \
    X(IWindowsDriverUpdate, get_DriverClass, 52) \
    X(IWindowsDriverUpdate, get_DriverHardwareID, 53) \
    X(IWindowsDriverUpdate, get_DriverManufacturer, 54) \
    X(IWindowsDriverUpdate, get_DriverModel, 55) \
    X(IWindowsDriverUpdate, get_DriverProvider, 56) \
    X(IWindowsDriverUpdate, get_DriverVerDate, 57) \
    X(IWindowsDriverUpdate, get_DeviceProblemNumber, 58) \
    X(IWindowsDriverUpdate, get_DeviceStatus, 59) \
    X(IWindowsDriverUpdate2, get_RebootRequired, 60) \
    X(IWindowsDriverUpdate2, get_IsPresent, 61) \
    X(IWindowsDriverUpdate2, get_CveIDs, 62) \
    X(IWindowsDriverUpdate2, CopyToCache, 63) \
    X(IWindowsDriverUpdate3, get_BrowseOnly, 64) \
    X(IWindowsDriverUpdate4, get_WindowsDriverUpdateEntries, 65) \
    X(IWindowsDriverUpdate4, get_PerUser, 66) \
    X(IWindowsDriverUpdate5, get_AutoSelection, 67) \
    X(IWindowsDriverUpdate5, get_AutoDownload, 68) \
    X(IWindowsDriverUpdateEntry, get_DriverClass, 7) \
    X(IWindowsDriverUpdateEntry, get_DriverHardwareID, 8) \
    X(IWindowsDriverUpdateEntry, get_DriverManufacturer, 9) \
    X(IWindowsDriverUpdateEntry, get_DriverModel, 10) \
    X(IWindowsDriverUpdateEntry, get_DriverProvider, 11) \
    X(IWindowsDriverUpdateEntry, get_DriverVerDate, 12) \
    X(IWindowsDriverUpdateEntry, get_DeviceProblemNumber, 13) \
    X(IWindowsDriverUpdateEntry, get_DeviceStatus, 14) \
    X(IWindowsDriverUpdateEntryCollection, get_Item, 7) \
    X(IWindowsDriverUpdateEntryCollection, get__NewEnum, 8) \
    X(IWindowsDriverUpdateEntryCollection, get_Count, 9) \
    X(IWindowsUpdateAgentInfo, GetInfo, 7)

#define WRITABLE(X) \
    X(IAutomaticUpdatesSettings, NotificationLevel) \
    X(IAutomaticUpdatesSettings, ScheduledInstallationDay) \
    X(IAutomaticUpdatesSettings, ScheduledInstallationTime) \
    X(IAutomaticUpdatesSettings2, IncludeRecommendedUpdates) \
    X(IAutomaticUpdatesSettings3, NonAdministratorsElevated) \
    X(IAutomaticUpdatesSettings3, FeaturedUpdatesEnabled) \
    X(IUpdate, IsHidden) \
    X(IUpdateDownloader, ClientApplicationID) \
    X(IUpdateDownloader, IsForced) \
    X(IUpdateDownloader, Priority) \
    X(IUpdateDownloader, Updates) \
    X(IUpdateInstaller, ClientApplicationID) \
    X(IUpdateInstaller, IsForced) \
    X(IUpdateInstaller, ParentHwnd) \
    X(IUpdateInstaller, ParentWindow) \
    X(IUpdateInstaller, Updates) \
    X(IUpdateInstaller, AllowSourcePrompts) \
    X(IUpdateInstaller2, ForceQuiet) \
    X(IUpdateInstaller3, AttemptCloseAppsIfNecessary) \
    X(IUpdateSearcher, CanAutomaticallyUpgradeService) \
    X(IUpdateSearcher, ClientApplicationID) \
    X(IUpdateSearcher, IncludePotentiallySupersededUpdates) \
    X(IUpdateSearcher, ServerSelection) \
    X(IUpdateSearcher, Online) \
    X(IUpdateSearcher, ServiceID) \
    X(IUpdateSearcher2, IgnoreDownloadPriority) \
    X(IUpdateSearcher3, SearchScope) \
    X(IUpdateServiceManager2, ClientApplicationID) \
    X(IUpdateSession, ClientApplicationID) \
    X(IUpdateSession, WebProxy) \
    X(IUpdateSession2, UserLocale) \
    X(IWebProxy, Address) \
    X(IWebProxy, BypassList) \
    X(IWebProxy, BypassProxyOnLocal) \
    X(IWebProxy, UserName) \
    X(IWebProxy, AutoDetect)
