// What the type library says. Written by `cargo xtask codegen` from the tables of `wua-defs`: edit that.

#pragma once

#include "wuapi.h"

namespace wua {

struct DescribedParameter {
    const wchar_t *name;
    VARTYPE type;
    // Of the interface or enumeration.
    const wchar_t *type_name;
    VARIANT_BOOL optional;
    LONG number;
    const wchar_t *text;
};

struct DescribedMember {
    INVOKEKIND kind;
    const wchar_t *name;
    bool has_dispid;
    MEMBERID dispid;
    bool restricted;
    int slot;
    int count;
    // The result is the last one.
    DescribedParameter parameters[5];
    bool yields;
};

struct DescribedInterface {
    const wchar_t *name;
    IID iid;
    const wchar_t *base;
    bool dispatch;
    bool hidden;
    int count;
    const DescribedMember *members;
};

struct DescribedNumber {
    const wchar_t *enumeration;
    const wchar_t *name;
    LONG number;
};

struct DescribedClass {
    const wchar_t *name;
    CLSID clsid;
    const wchar_t *progid;
    const wchar_t *interface_;
    IID iid;
    // What the library names beside it.
    const wchar_t *further;
    // Under which it stands beside the system's class.
    CLSID own_clsid;
    const wchar_t *own_progid;
};

const wchar_t TYPE_LIBRARY_NAME[] = L"WUApiLib";
const GUID TYPE_LIBRARY = {0xb596cc9f, 0x56e5, 0x419e, 0xa6, 0x22, 0xe0, 0x1b, 0xb4, 0x57, 0x43, 0x1e};
const WORD TYPE_LIBRARY_MAJOR = 2;
const WORD TYPE_LIBRARY_MINOR = 0;

const DescribedMember MEMBERS_OF_IAutomaticUpdates[] = {
    {INVOKE_FUNC, L"DetectNow", true, 1610743809, false, 7, 0, {}, false},
    {INVOKE_FUNC, L"Pause", true, 1610743810, false, 8, 0, {}, false},
    {INVOKE_FUNC, L"Resume", true, 1610743811, false, 9, 0, {}, false},
    {INVOKE_FUNC, L"ShowSettingsDialog", true, 1610743812, false, 10, 0, {}, false},
    {INVOKE_PROPERTYGET, L"Settings", true, 1610743813, false, 11, 1, {{L"retval", VT_USERDEFINED, L"IAutomaticUpdatesSettings", VARIANT_FALSE, 0, nullptr}}, true},
    {INVOKE_PROPERTYGET, L"ServiceEnabled", true, 1610743814, false, 12, 1, {{L"retval", VT_BOOL, nullptr, VARIANT_FALSE, 0, nullptr}}, true},
    {INVOKE_FUNC, L"EnableService", true, 1610743815, false, 13, 0, {}, false},
};

const DescribedMember MEMBERS_OF_IAutomaticUpdates2[] = {
    {INVOKE_PROPERTYGET, L"Results", true, 1610809345, false, 14, 1, {{L"retval", VT_USERDEFINED, L"IAutomaticUpdatesResults", VARIANT_FALSE, 0, nullptr}}, true},
};

const DescribedMember MEMBERS_OF_IAutomaticUpdatesResults[] = {
    {INVOKE_PROPERTYGET, L"LastSearchSuccessDate", true, 1610743809, false, 7, 1, {{L"retval", VT_VARIANT, nullptr, VARIANT_FALSE, 0, nullptr}}, true},
    {INVOKE_PROPERTYGET, L"LastInstallationSuccessDate", true, 1610743810, false, 8, 1, {{L"retval", VT_VARIANT, nullptr, VARIANT_FALSE, 0, nullptr}}, true},
};

const DescribedMember MEMBERS_OF_IAutomaticUpdatesSettings[] = {
    {INVOKE_PROPERTYGET, L"NotificationLevel", true, 1610743809, false, 7, 1, {{L"retval", VT_USERDEFINED, L"AutomaticUpdatesNotificationLevel", VARIANT_FALSE, 0, nullptr}}, true},
    {INVOKE_PROPERTYPUT, L"NotificationLevel", true, 1610743809, false, 8, 1, {{L"value", VT_USERDEFINED, L"AutomaticUpdatesNotificationLevel", VARIANT_FALSE, 0, nullptr}}, false},
    {INVOKE_PROPERTYGET, L"ReadOnly", true, 1610743810, false, 9, 1, {{L"retval", VT_BOOL, nullptr, VARIANT_FALSE, 0, nullptr}}, true},
    {INVOKE_PROPERTYGET, L"Required", true, 1610743811, false, 10, 1, {{L"retval", VT_BOOL, nullptr, VARIANT_FALSE, 0, nullptr}}, true},
    {INVOKE_PROPERTYGET, L"ScheduledInstallationDay", true, 1610743812, false, 11, 1, {{L"retval", VT_USERDEFINED, L"AutomaticUpdatesScheduledInstallationDay", VARIANT_FALSE, 0, nullptr}}, true},
    {INVOKE_PROPERTYPUT, L"ScheduledInstallationDay", true, 1610743812, false, 12, 1, {{L"value", VT_USERDEFINED, L"AutomaticUpdatesScheduledInstallationDay", VARIANT_FALSE, 0, nullptr}}, false},
    {INVOKE_PROPERTYGET, L"ScheduledInstallationTime", true, 1610743813, false, 13, 1, {{L"retval", VT_I4, nullptr, VARIANT_FALSE, 0, nullptr}}, true},
    {INVOKE_PROPERTYPUT, L"ScheduledInstallationTime", true, 1610743813, false, 14, 1, {{L"value", VT_I4, nullptr, VARIANT_FALSE, 0, nullptr}}, false},
    {INVOKE_FUNC, L"Refresh", true, 1610743814, false, 15, 0, {}, false},
    {INVOKE_FUNC, L"Save", true, 1610743815, false, 16, 0, {}, false},
};

const DescribedMember MEMBERS_OF_IAutomaticUpdatesSettings2[] = {
    {INVOKE_PROPERTYGET, L"IncludeRecommendedUpdates", true, 1610809345, false, 17, 1, {{L"retval", VT_BOOL, nullptr, VARIANT_FALSE, 0, nullptr}}, true},
    {INVOKE_PROPERTYPUT, L"IncludeRecommendedUpdates", true, 1610809345, false, 18, 1, {{L"value", VT_BOOL, nullptr, VARIANT_FALSE, 0, nullptr}}, false},
    {INVOKE_FUNC, L"CheckPermission", true, 1610809346, false, 19, 3, {{L"userType", VT_USERDEFINED, L"AutomaticUpdatesUserType", VARIANT_FALSE, 0, nullptr}, {L"permissionType", VT_USERDEFINED, L"AutomaticUpdatesPermissionType", VARIANT_FALSE, 0, nullptr}, {L"retval", VT_BOOL, nullptr, VARIANT_FALSE, 0, nullptr}}, true},
};

const DescribedMember MEMBERS_OF_IAutomaticUpdatesSettings3[] = {
    {INVOKE_PROPERTYGET, L"NonAdministratorsElevated", true, 1610874881, false, 20, 1, {{L"retval", VT_BOOL, nullptr, VARIANT_FALSE, 0, nullptr}}, true},
    {INVOKE_PROPERTYPUT, L"NonAdministratorsElevated", true, 1610874881, false, 21, 1, {{L"value", VT_BOOL, nullptr, VARIANT_FALSE, 0, nullptr}}, false},
    {INVOKE_PROPERTYGET, L"FeaturedUpdatesEnabled", true, 1610874882, false, 22, 1, {{L"retval", VT_BOOL, nullptr, VARIANT_FALSE, 0, nullptr}}, true},
    {INVOKE_PROPERTYPUT, L"FeaturedUpdatesEnabled", true, 1610874882, false, 23, 1, {{L"value", VT_BOOL, nullptr, VARIANT_FALSE, 0, nullptr}}, false},
};

const DescribedMember MEMBERS_OF_ICategory[] = {
    {INVOKE_PROPERTYGET, L"Name", true, 0, false, 7, 1, {{L"retval", VT_BSTR, nullptr, VARIANT_FALSE, 0, nullptr}}, true},
    {INVOKE_PROPERTYGET, L"CategoryID", true, 1610743809, false, 8, 1, {{L"retval", VT_BSTR, nullptr, VARIANT_FALSE, 0, nullptr}}, true},
    {INVOKE_PROPERTYGET, L"Children", true, 1610743810, false, 9, 1, {{L"retval", VT_USERDEFINED, L"ICategoryCollection", VARIANT_FALSE, 0, nullptr}}, true},
    {INVOKE_PROPERTYGET, L"Description", true, 1610743811, false, 10, 1, {{L"retval", VT_BSTR, nullptr, VARIANT_FALSE, 0, nullptr}}, true},
    {INVOKE_PROPERTYGET, L"Image", true, 1610743812, false, 11, 1, {{L"retval", VT_USERDEFINED, L"IImageInformation", VARIANT_FALSE, 0, nullptr}}, true},
    {INVOKE_PROPERTYGET, L"Order", true, 1610743813, false, 12, 1, {{L"retval", VT_I4, nullptr, VARIANT_FALSE, 0, nullptr}}, true},
    {INVOKE_PROPERTYGET, L"Parent", true, 1610743814, false, 13, 1, {{L"retval", VT_USERDEFINED, L"ICategory", VARIANT_FALSE, 0, nullptr}}, true},
    {INVOKE_PROPERTYGET, L"Type", true, 1610743815, false, 14, 1, {{L"retval", VT_BSTR, nullptr, VARIANT_FALSE, 0, nullptr}}, true},
    {INVOKE_PROPERTYGET, L"Updates", true, 1610743816, false, 15, 1, {{L"retval", VT_USERDEFINED, L"IUpdateCollection", VARIANT_FALSE, 0, nullptr}}, true},
};

const DescribedMember MEMBERS_OF_ICategoryCollection[] = {
    {INVOKE_PROPERTYGET, L"Item", true, 0, false, 7, 2, {{L"index", VT_I4, nullptr, VARIANT_FALSE, 0, nullptr}, {L"retval", VT_USERDEFINED, L"ICategory", VARIANT_FALSE, 0, nullptr}}, true},
    {INVOKE_PROPERTYGET, L"_NewEnum", true, -4, false, 8, 1, {{L"retval", VT_UNKNOWN, nullptr, VARIANT_FALSE, 0, nullptr}}, true},
    {INVOKE_PROPERTYGET, L"Count", true, 1610743809, false, 9, 1, {{L"retval", VT_I4, nullptr, VARIANT_FALSE, 0, nullptr}}, true},
};

const DescribedMember MEMBERS_OF_IDownloadCompletedCallback[] = {
    {INVOKE_FUNC, L"Invoke", false, 0, false, 3, 2, {{L"downloadJob", VT_USERDEFINED, L"IDownloadJob", VARIANT_FALSE, 0, nullptr}, {L"callbackArgs", VT_USERDEFINED, L"IDownloadCompletedCallbackArgs", VARIANT_FALSE, 0, nullptr}}, false},
};

const DescribedMember MEMBERS_OF_IDownloadJob[] = {
    {INVOKE_PROPERTYGET, L"AsyncState", true, 1610743809, false, 7, 1, {{L"retval", VT_VARIANT, nullptr, VARIANT_FALSE, 0, nullptr}}, true},
    {INVOKE_PROPERTYGET, L"IsCompleted", true, 1610743810, false, 8, 1, {{L"retval", VT_BOOL, nullptr, VARIANT_FALSE, 0, nullptr}}, true},
    {INVOKE_PROPERTYGET, L"Updates", true, 1610743811, false, 9, 1, {{L"retval", VT_USERDEFINED, L"IUpdateCollection", VARIANT_FALSE, 0, nullptr}}, true},
    {INVOKE_FUNC, L"CleanUp", true, 1610743812, false, 10, 0, {}, false},
    {INVOKE_FUNC, L"GetProgress", true, 1610743813, false, 11, 1, {{L"retval", VT_USERDEFINED, L"IDownloadProgress", VARIANT_FALSE, 0, nullptr}}, true},
    {INVOKE_FUNC, L"RequestAbort", true, 1610743814, false, 12, 0, {}, false},
};

const DescribedMember MEMBERS_OF_IDownloadProgress[] = {
    {INVOKE_PROPERTYGET, L"CurrentUpdateBytesDownloaded", true, 1610743809, false, 7, 1, {{L"retval", VT_DECIMAL, nullptr, VARIANT_FALSE, 0, nullptr}}, true},
    {INVOKE_PROPERTYGET, L"CurrentUpdateBytesToDownload", true, 1610743810, false, 8, 1, {{L"retval", VT_DECIMAL, nullptr, VARIANT_FALSE, 0, nullptr}}, true},
    {INVOKE_PROPERTYGET, L"CurrentUpdateIndex", true, 1610743811, false, 9, 1, {{L"retval", VT_I4, nullptr, VARIANT_FALSE, 0, nullptr}}, true},
    {INVOKE_PROPERTYGET, L"PercentComplete", true, 1610743812, false, 10, 1, {{L"retval", VT_I4, nullptr, VARIANT_FALSE, 0, nullptr}}, true},
    {INVOKE_PROPERTYGET, L"TotalBytesDownloaded", true, 1610743813, false, 11, 1, {{L"retval", VT_DECIMAL, nullptr, VARIANT_FALSE, 0, nullptr}}, true},
    {INVOKE_PROPERTYGET, L"TotalBytesToDownload", true, 1610743814, false, 12, 1, {{L"retval", VT_DECIMAL, nullptr, VARIANT_FALSE, 0, nullptr}}, true},
    {INVOKE_FUNC, L"GetUpdateResult", true, 1610743815, false, 13, 2, {{L"updateIndex", VT_I4, nullptr, VARIANT_FALSE, 0, nullptr}, {L"retval", VT_USERDEFINED, L"IUpdateDownloadResult", VARIANT_FALSE, 0, nullptr}}, true},
    {INVOKE_PROPERTYGET, L"CurrentUpdateDownloadPhase", true, 1610743816, false, 14, 1, {{L"retval", VT_USERDEFINED, L"DownloadPhase", VARIANT_FALSE, 0, nullptr}}, true},
    {INVOKE_PROPERTYGET, L"CurrentUpdatePercentComplete", true, 1610743817, false, 15, 1, {{L"retval", VT_I4, nullptr, VARIANT_FALSE, 0, nullptr}}, true},
};

const DescribedMember MEMBERS_OF_IDownloadProgressChangedCallback[] = {
    {INVOKE_FUNC, L"Invoke", false, 0, false, 3, 2, {{L"downloadJob", VT_USERDEFINED, L"IDownloadJob", VARIANT_FALSE, 0, nullptr}, {L"callbackArgs", VT_USERDEFINED, L"IDownloadProgressChangedCallbackArgs", VARIANT_FALSE, 0, nullptr}}, false},
};

const DescribedMember MEMBERS_OF_IDownloadProgressChangedCallbackArgs[] = {
    {INVOKE_PROPERTYGET, L"Progress", true, 1610743809, false, 7, 1, {{L"retval", VT_USERDEFINED, L"IDownloadProgress", VARIANT_FALSE, 0, nullptr}}, true},
};

const DescribedMember MEMBERS_OF_IDownloadResult[] = {
    {INVOKE_PROPERTYGET, L"HResult", true, 1610743809, false, 7, 1, {{L"retval", VT_I4, nullptr, VARIANT_FALSE, 0, nullptr}}, true},
    {INVOKE_PROPERTYGET, L"ResultCode", true, 1610743810, false, 8, 1, {{L"retval", VT_USERDEFINED, L"OperationResultCode", VARIANT_FALSE, 0, nullptr}}, true},
    {INVOKE_FUNC, L"GetUpdateResult", true, 1610743811, false, 9, 2, {{L"updateIndex", VT_I4, nullptr, VARIANT_FALSE, 0, nullptr}, {L"retval", VT_USERDEFINED, L"IUpdateDownloadResult", VARIANT_FALSE, 0, nullptr}}, true},
};

const DescribedMember MEMBERS_OF_IImageInformation[] = {
    {INVOKE_PROPERTYGET, L"AltText", true, 1610743809, false, 7, 1, {{L"retval", VT_BSTR, nullptr, VARIANT_FALSE, 0, nullptr}}, true},
    {INVOKE_PROPERTYGET, L"Height", true, 1610743810, false, 8, 1, {{L"retval", VT_I4, nullptr, VARIANT_FALSE, 0, nullptr}}, true},
    {INVOKE_PROPERTYGET, L"Source", true, 1610743811, false, 9, 1, {{L"retval", VT_BSTR, nullptr, VARIANT_FALSE, 0, nullptr}}, true},
    {INVOKE_PROPERTYGET, L"Width", true, 1610743812, false, 10, 1, {{L"retval", VT_I4, nullptr, VARIANT_FALSE, 0, nullptr}}, true},
};

const DescribedMember MEMBERS_OF_IInstallationAgent[] = {
    {INVOKE_FUNC, L"RecordInstallationResult", true, 1610743809, false, 7, 3, {{L"installationResultCookie", VT_BSTR, nullptr, VARIANT_FALSE, 0, nullptr}, {L"HResult", VT_I4, nullptr, VARIANT_FALSE, 0, nullptr}, {L"extendedReportingData", VT_USERDEFINED, L"IStringCollection", VARIANT_FALSE, 0, nullptr}}, false},
};

const DescribedMember MEMBERS_OF_IInstallationBehavior[] = {
    {INVOKE_PROPERTYGET, L"CanRequestUserInput", true, 1610743809, false, 7, 1, {{L"retval", VT_BOOL, nullptr, VARIANT_FALSE, 0, nullptr}}, true},
    {INVOKE_PROPERTYGET, L"Impact", true, 1610743810, false, 8, 1, {{L"retval", VT_USERDEFINED, L"InstallationImpact", VARIANT_FALSE, 0, nullptr}}, true},
    {INVOKE_PROPERTYGET, L"RebootBehavior", true, 1610743811, false, 9, 1, {{L"retval", VT_USERDEFINED, L"InstallationRebootBehavior", VARIANT_FALSE, 0, nullptr}}, true},
    {INVOKE_PROPERTYGET, L"RequiresNetworkConnectivity", true, 1610743812, false, 10, 1, {{L"retval", VT_BOOL, nullptr, VARIANT_FALSE, 0, nullptr}}, true},
};

const DescribedMember MEMBERS_OF_IInstallationCompletedCallback[] = {
    {INVOKE_FUNC, L"Invoke", false, 0, false, 3, 2, {{L"installationJob", VT_USERDEFINED, L"IInstallationJob", VARIANT_FALSE, 0, nullptr}, {L"callbackArgs", VT_USERDEFINED, L"IInstallationCompletedCallbackArgs", VARIANT_FALSE, 0, nullptr}}, false},
};

const DescribedMember MEMBERS_OF_IInstallationJob[] = {
    {INVOKE_PROPERTYGET, L"AsyncState", true, 1610743809, false, 7, 1, {{L"retval", VT_VARIANT, nullptr, VARIANT_FALSE, 0, nullptr}}, true},
    {INVOKE_PROPERTYGET, L"IsCompleted", true, 1610743810, false, 8, 1, {{L"retval", VT_BOOL, nullptr, VARIANT_FALSE, 0, nullptr}}, true},
    {INVOKE_PROPERTYGET, L"Updates", true, 1610743811, false, 9, 1, {{L"retval", VT_USERDEFINED, L"IUpdateCollection", VARIANT_FALSE, 0, nullptr}}, true},
    {INVOKE_FUNC, L"CleanUp", true, 1610743812, false, 10, 0, {}, false},
    {INVOKE_FUNC, L"GetProgress", true, 1610743813, false, 11, 1, {{L"retval", VT_USERDEFINED, L"IInstallationProgress", VARIANT_FALSE, 0, nullptr}}, true},
    {INVOKE_FUNC, L"RequestAbort", true, 1610743814, false, 12, 0, {}, false},
};

const DescribedMember MEMBERS_OF_IInstallationProgress[] = {
    {INVOKE_PROPERTYGET, L"CurrentUpdateIndex", true, 1610743809, false, 7, 1, {{L"retval", VT_I4, nullptr, VARIANT_FALSE, 0, nullptr}}, true},
    {INVOKE_PROPERTYGET, L"CurrentUpdatePercentComplete", true, 1610743810, false, 8, 1, {{L"retval", VT_I4, nullptr, VARIANT_FALSE, 0, nullptr}}, true},
    {INVOKE_PROPERTYGET, L"PercentComplete", true, 1610743811, false, 9, 1, {{L"retval", VT_I4, nullptr, VARIANT_FALSE, 0, nullptr}}, true},
    {INVOKE_FUNC, L"GetUpdateResult", true, 1610743812, false, 10, 2, {{L"updateIndex", VT_I4, nullptr, VARIANT_FALSE, 0, nullptr}, {L"retval", VT_USERDEFINED, L"IUpdateInstallationResult", VARIANT_FALSE, 0, nullptr}}, true},
};

const DescribedMember MEMBERS_OF_IInstallationProgressChangedCallback[] = {
    {INVOKE_FUNC, L"Invoke", false, 0, false, 3, 2, {{L"installationJob", VT_USERDEFINED, L"IInstallationJob", VARIANT_FALSE, 0, nullptr}, {L"callbackArgs", VT_USERDEFINED, L"IInstallationProgressChangedCallbackArgs", VARIANT_FALSE, 0, nullptr}}, false},
};

const DescribedMember MEMBERS_OF_IInstallationProgressChangedCallbackArgs[] = {
    {INVOKE_PROPERTYGET, L"Progress", true, 1610743809, false, 7, 1, {{L"retval", VT_USERDEFINED, L"IInstallationProgress", VARIANT_FALSE, 0, nullptr}}, true},
};

const DescribedMember MEMBERS_OF_IInstallationResult[] = {
    {INVOKE_PROPERTYGET, L"HResult", true, 1610743809, false, 7, 1, {{L"retval", VT_I4, nullptr, VARIANT_FALSE, 0, nullptr}}, true},
    {INVOKE_PROPERTYGET, L"RebootRequired", true, 1610743810, false, 8, 1, {{L"retval", VT_BOOL, nullptr, VARIANT_FALSE, 0, nullptr}}, true},
    {INVOKE_PROPERTYGET, L"ResultCode", true, 1610743811, false, 9, 1, {{L"retval", VT_USERDEFINED, L"OperationResultCode", VARIANT_FALSE, 0, nullptr}}, true},
    {INVOKE_FUNC, L"GetUpdateResult", true, 1610743812, false, 10, 2, {{L"updateIndex", VT_I4, nullptr, VARIANT_FALSE, 0, nullptr}, {L"retval", VT_USERDEFINED, L"IUpdateInstallationResult", VARIANT_FALSE, 0, nullptr}}, true},
};

const DescribedMember MEMBERS_OF_IInvalidProductLicenseException[] = {
    {INVOKE_PROPERTYGET, L"Product", true, 1610809345, false, 10, 1, {{L"retval", VT_BSTR, nullptr, VARIANT_FALSE, 0, nullptr}}, true},
};

const DescribedMember MEMBERS_OF_ISearchCompletedCallback[] = {
    {INVOKE_FUNC, L"Invoke", false, 0, false, 3, 2, {{L"searchJob", VT_USERDEFINED, L"ISearchJob", VARIANT_FALSE, 0, nullptr}, {L"callbackArgs", VT_USERDEFINED, L"ISearchCompletedCallbackArgs", VARIANT_FALSE, 0, nullptr}}, false},
};

const DescribedMember MEMBERS_OF_ISearchJob[] = {
    {INVOKE_PROPERTYGET, L"AsyncState", true, 1610743809, false, 7, 1, {{L"retval", VT_VARIANT, nullptr, VARIANT_FALSE, 0, nullptr}}, true},
    {INVOKE_PROPERTYGET, L"IsCompleted", true, 1610743810, false, 8, 1, {{L"retval", VT_BOOL, nullptr, VARIANT_FALSE, 0, nullptr}}, true},
    {INVOKE_FUNC, L"CleanUp", true, 1610743811, false, 9, 0, {}, false},
    {INVOKE_FUNC, L"RequestAbort", true, 1610743812, false, 10, 0, {}, false},
};

const DescribedMember MEMBERS_OF_ISearchResult[] = {
    {INVOKE_PROPERTYGET, L"ResultCode", true, 1610743809, false, 7, 1, {{L"retval", VT_USERDEFINED, L"OperationResultCode", VARIANT_FALSE, 0, nullptr}}, true},
    {INVOKE_PROPERTYGET, L"RootCategories", true, 1610743810, false, 8, 1, {{L"retval", VT_USERDEFINED, L"ICategoryCollection", VARIANT_FALSE, 0, nullptr}}, true},
    {INVOKE_PROPERTYGET, L"Updates", true, 1610743811, false, 9, 1, {{L"retval", VT_USERDEFINED, L"IUpdateCollection", VARIANT_FALSE, 0, nullptr}}, true},
    {INVOKE_PROPERTYGET, L"Warnings", true, 1610743812, false, 10, 1, {{L"retval", VT_USERDEFINED, L"IUpdateExceptionCollection", VARIANT_FALSE, 0, nullptr}}, true},
};

const DescribedMember MEMBERS_OF_IStringCollection[] = {
    {INVOKE_PROPERTYGET, L"Item", true, 0, false, 7, 2, {{L"index", VT_I4, nullptr, VARIANT_FALSE, 0, nullptr}, {L"retval", VT_BSTR, nullptr, VARIANT_FALSE, 0, nullptr}}, true},
    {INVOKE_PROPERTYPUT, L"Item", true, 0, false, 8, 2, {{L"index", VT_I4, nullptr, VARIANT_FALSE, 0, nullptr}, {L"value", VT_BSTR, nullptr, VARIANT_FALSE, 0, nullptr}}, false},
    {INVOKE_PROPERTYGET, L"_NewEnum", true, -4, false, 9, 1, {{L"retval", VT_UNKNOWN, nullptr, VARIANT_FALSE, 0, nullptr}}, true},
    {INVOKE_PROPERTYGET, L"Count", true, 1610743809, false, 10, 1, {{L"retval", VT_I4, nullptr, VARIANT_FALSE, 0, nullptr}}, true},
    {INVOKE_PROPERTYGET, L"ReadOnly", true, 1610743810, false, 11, 1, {{L"retval", VT_BOOL, nullptr, VARIANT_FALSE, 0, nullptr}}, true},
    {INVOKE_FUNC, L"Add", true, 1610743811, false, 12, 2, {{L"value", VT_BSTR, nullptr, VARIANT_FALSE, 0, nullptr}, {L"retval", VT_I4, nullptr, VARIANT_FALSE, 0, nullptr}}, true},
    {INVOKE_FUNC, L"Clear", true, 1610743812, false, 13, 0, {}, false},
    {INVOKE_FUNC, L"Copy", true, 1610743813, false, 14, 1, {{L"retval", VT_USERDEFINED, L"IStringCollection", VARIANT_FALSE, 0, nullptr}}, true},
    {INVOKE_FUNC, L"Insert", true, 1610743814, false, 15, 2, {{L"index", VT_I4, nullptr, VARIANT_FALSE, 0, nullptr}, {L"value", VT_BSTR, nullptr, VARIANT_FALSE, 0, nullptr}}, false},
    {INVOKE_FUNC, L"RemoveAt", true, 1610743815, false, 16, 1, {{L"index", VT_I4, nullptr, VARIANT_FALSE, 0, nullptr}}, false},
};

const DescribedMember MEMBERS_OF_ISystemInformation[] = {
    {INVOKE_PROPERTYGET, L"OemHardwareSupportLink", true, 1610743809, false, 7, 1, {{L"retval", VT_BSTR, nullptr, VARIANT_FALSE, 0, nullptr}}, true},
    {INVOKE_PROPERTYGET, L"RebootRequired", true, 1610743810, false, 8, 1, {{L"retval", VT_BOOL, nullptr, VARIANT_FALSE, 0, nullptr}}, true},
};

const DescribedMember MEMBERS_OF_IUpdate[] = {
    {INVOKE_PROPERTYGET, L"Title", true, 0, false, 7, 1, {{L"retval", VT_BSTR, nullptr, VARIANT_FALSE, 0, nullptr}}, true},
    {INVOKE_PROPERTYGET, L"AutoSelectOnWebSites", true, 1610743809, false, 8, 1, {{L"retval", VT_BOOL, nullptr, VARIANT_FALSE, 0, nullptr}}, true},
    {INVOKE_PROPERTYGET, L"BundledUpdates", true, 1610743810, false, 9, 1, {{L"retval", VT_USERDEFINED, L"IUpdateCollection", VARIANT_FALSE, 0, nullptr}}, true},
    {INVOKE_PROPERTYGET, L"CanRequireSource", true, 1610743811, false, 10, 1, {{L"retval", VT_BOOL, nullptr, VARIANT_FALSE, 0, nullptr}}, true},
    {INVOKE_PROPERTYGET, L"Categories", true, 1610743812, false, 11, 1, {{L"retval", VT_USERDEFINED, L"ICategoryCollection", VARIANT_FALSE, 0, nullptr}}, true},
    {INVOKE_PROPERTYGET, L"Deadline", true, 1610743813, false, 12, 1, {{L"retval", VT_VARIANT, nullptr, VARIANT_FALSE, 0, nullptr}}, true},
    {INVOKE_PROPERTYGET, L"DeltaCompressedContentAvailable", true, 1610743814, false, 13, 1, {{L"retval", VT_BOOL, nullptr, VARIANT_FALSE, 0, nullptr}}, true},
    {INVOKE_PROPERTYGET, L"DeltaCompressedContentPreferred", true, 1610743815, false, 14, 1, {{L"retval", VT_BOOL, nullptr, VARIANT_FALSE, 0, nullptr}}, true},
    {INVOKE_PROPERTYGET, L"Description", true, 1610743816, false, 15, 1, {{L"retval", VT_BSTR, nullptr, VARIANT_FALSE, 0, nullptr}}, true},
    {INVOKE_PROPERTYGET, L"EulaAccepted", true, 1610743817, false, 16, 1, {{L"retval", VT_BOOL, nullptr, VARIANT_FALSE, 0, nullptr}}, true},
    {INVOKE_PROPERTYGET, L"EulaText", true, 1610743818, false, 17, 1, {{L"retval", VT_BSTR, nullptr, VARIANT_FALSE, 0, nullptr}}, true},
    {INVOKE_PROPERTYGET, L"HandlerID", true, 1610743819, false, 18, 1, {{L"retval", VT_BSTR, nullptr, VARIANT_FALSE, 0, nullptr}}, true},
    {INVOKE_PROPERTYGET, L"Identity", true, 1610743820, false, 19, 1, {{L"retval", VT_USERDEFINED, L"IUpdateIdentity", VARIANT_FALSE, 0, nullptr}}, true},
    {INVOKE_PROPERTYGET, L"Image", true, 1610743821, false, 20, 1, {{L"retval", VT_USERDEFINED, L"IImageInformation", VARIANT_FALSE, 0, nullptr}}, true},
    {INVOKE_PROPERTYGET, L"InstallationBehavior", true, 1610743822, false, 21, 1, {{L"retval", VT_USERDEFINED, L"IInstallationBehavior", VARIANT_FALSE, 0, nullptr}}, true},
    {INVOKE_PROPERTYGET, L"IsBeta", true, 1610743823, false, 22, 1, {{L"retval", VT_BOOL, nullptr, VARIANT_FALSE, 0, nullptr}}, true},
    {INVOKE_PROPERTYGET, L"IsDownloaded", true, 1610743824, false, 23, 1, {{L"retval", VT_BOOL, nullptr, VARIANT_FALSE, 0, nullptr}}, true},
    {INVOKE_PROPERTYGET, L"IsHidden", true, 1610743825, false, 24, 1, {{L"retval", VT_BOOL, nullptr, VARIANT_FALSE, 0, nullptr}}, true},
    {INVOKE_PROPERTYPUT, L"IsHidden", true, 1610743825, false, 25, 1, {{L"value", VT_BOOL, nullptr, VARIANT_FALSE, 0, nullptr}}, false},
    {INVOKE_PROPERTYGET, L"IsInstalled", true, 1610743826, false, 26, 1, {{L"retval", VT_BOOL, nullptr, VARIANT_FALSE, 0, nullptr}}, true},
    {INVOKE_PROPERTYGET, L"IsMandatory", true, 1610743827, false, 27, 1, {{L"retval", VT_BOOL, nullptr, VARIANT_FALSE, 0, nullptr}}, true},
    {INVOKE_PROPERTYGET, L"IsUninstallable", true, 1610743828, false, 28, 1, {{L"retval", VT_BOOL, nullptr, VARIANT_FALSE, 0, nullptr}}, true},
    {INVOKE_PROPERTYGET, L"Languages", true, 1610743829, false, 29, 1, {{L"retval", VT_USERDEFINED, L"IStringCollection", VARIANT_FALSE, 0, nullptr}}, true},
    {INVOKE_PROPERTYGET, L"LastDeploymentChangeTime", true, 1610743830, false, 30, 1, {{L"retval", VT_DATE, nullptr, VARIANT_FALSE, 0, nullptr}}, true},
    {INVOKE_PROPERTYGET, L"MaxDownloadSize", true, 1610743831, false, 31, 1, {{L"retval", VT_DECIMAL, nullptr, VARIANT_FALSE, 0, nullptr}}, true},
    {INVOKE_PROPERTYGET, L"MinDownloadSize", true, 1610743832, false, 32, 1, {{L"retval", VT_DECIMAL, nullptr, VARIANT_FALSE, 0, nullptr}}, true},
    {INVOKE_PROPERTYGET, L"MoreInfoUrls", true, 1610743833, false, 33, 1, {{L"retval", VT_USERDEFINED, L"IStringCollection", VARIANT_FALSE, 0, nullptr}}, true},
    {INVOKE_PROPERTYGET, L"MsrcSeverity", true, 1610743834, false, 34, 1, {{L"retval", VT_BSTR, nullptr, VARIANT_FALSE, 0, nullptr}}, true},
    {INVOKE_PROPERTYGET, L"RecommendedCpuSpeed", true, 1610743835, false, 35, 1, {{L"retval", VT_I4, nullptr, VARIANT_FALSE, 0, nullptr}}, true},
    {INVOKE_PROPERTYGET, L"RecommendedHardDiskSpace", true, 1610743836, false, 36, 1, {{L"retval", VT_I4, nullptr, VARIANT_FALSE, 0, nullptr}}, true},
    {INVOKE_PROPERTYGET, L"RecommendedMemory", true, 1610743837, false, 37, 1, {{L"retval", VT_I4, nullptr, VARIANT_FALSE, 0, nullptr}}, true},
    {INVOKE_PROPERTYGET, L"ReleaseNotes", true, 1610743838, false, 38, 1, {{L"retval", VT_BSTR, nullptr, VARIANT_FALSE, 0, nullptr}}, true},
    {INVOKE_PROPERTYGET, L"SecurityBulletinIDs", true, 1610743839, false, 39, 1, {{L"retval", VT_USERDEFINED, L"IStringCollection", VARIANT_FALSE, 0, nullptr}}, true},
    {INVOKE_PROPERTYGET, L"SupersededUpdateIDs", true, 1610743841, false, 40, 1, {{L"retval", VT_USERDEFINED, L"IStringCollection", VARIANT_FALSE, 0, nullptr}}, true},
    {INVOKE_PROPERTYGET, L"SupportUrl", true, 1610743842, false, 41, 1, {{L"retval", VT_BSTR, nullptr, VARIANT_FALSE, 0, nullptr}}, true},
    {INVOKE_PROPERTYGET, L"Type", true, 1610743843, false, 42, 1, {{L"retval", VT_USERDEFINED, L"UpdateType", VARIANT_FALSE, 0, nullptr}}, true},
    {INVOKE_PROPERTYGET, L"UninstallationNotes", true, 1610743844, false, 43, 1, {{L"retval", VT_BSTR, nullptr, VARIANT_FALSE, 0, nullptr}}, true},
    {INVOKE_PROPERTYGET, L"UninstallationBehavior", true, 1610743845, false, 44, 1, {{L"retval", VT_USERDEFINED, L"IInstallationBehavior", VARIANT_FALSE, 0, nullptr}}, true},
    {INVOKE_PROPERTYGET, L"UninstallationSteps", true, 1610743846, false, 45, 1, {{L"retval", VT_USERDEFINED, L"IStringCollection", VARIANT_FALSE, 0, nullptr}}, true},
    {INVOKE_PROPERTYGET, L"KBArticleIDs", true, 1610743848, false, 46, 1, {{L"retval", VT_USERDEFINED, L"IStringCollection", VARIANT_FALSE, 0, nullptr}}, true},
    {INVOKE_FUNC, L"AcceptEula", true, 1610743847, false, 47, 0, {}, false},
    {INVOKE_PROPERTYGET, L"DeploymentAction", true, 1610743849, false, 48, 1, {{L"retval", VT_USERDEFINED, L"DeploymentAction", VARIANT_FALSE, 0, nullptr}}, true},
    {INVOKE_FUNC, L"CopyFromCache", true, 1610743850, false, 49, 2, {{L"path", VT_BSTR, nullptr, VARIANT_FALSE, 0, nullptr}, {L"toExtractCabFiles", VT_BOOL, nullptr, VARIANT_FALSE, 0, nullptr}}, false},
    {INVOKE_PROPERTYGET, L"DownloadPriority", true, 1610743851, false, 50, 1, {{L"retval", VT_USERDEFINED, L"DownloadPriority", VARIANT_FALSE, 0, nullptr}}, true},
    {INVOKE_PROPERTYGET, L"DownloadContents", true, 1610743852, false, 51, 1, {{L"retval", VT_USERDEFINED, L"IUpdateDownloadContentCollection", VARIANT_FALSE, 0, nullptr}}, true},
};

const DescribedMember MEMBERS_OF_IUpdate2[] = {
    {INVOKE_PROPERTYGET, L"RebootRequired", true, 1610809345, false, 52, 1, {{L"retval", VT_BOOL, nullptr, VARIANT_FALSE, 0, nullptr}}, true},
    {INVOKE_PROPERTYGET, L"IsPresent", true, 1610809347, false, 53, 1, {{L"retval", VT_BOOL, nullptr, VARIANT_FALSE, 0, nullptr}}, true},
    {INVOKE_PROPERTYGET, L"CveIDs", true, 1610809348, false, 54, 1, {{L"retval", VT_USERDEFINED, L"IStringCollection", VARIANT_FALSE, 0, nullptr}}, true},
    {INVOKE_FUNC, L"CopyToCache", true, 1610809346, false, 55, 1, {{L"pFiles", VT_USERDEFINED, L"IStringCollection", VARIANT_FALSE, 0, nullptr}}, false},
};

const DescribedMember MEMBERS_OF_IUpdate3[] = {
    {INVOKE_PROPERTYGET, L"BrowseOnly", true, 1610874881, false, 56, 1, {{L"retval", VT_BOOL, nullptr, VARIANT_FALSE, 0, nullptr}}, true},
};

const DescribedMember MEMBERS_OF_IUpdate4[] = {
    {INVOKE_PROPERTYGET, L"PerUser", true, 1610940417, false, 57, 1, {{L"retval", VT_BOOL, nullptr, VARIANT_FALSE, 0, nullptr}}, true},
};

const DescribedMember MEMBERS_OF_IUpdate5[] = {
    {INVOKE_PROPERTYGET, L"AutoSelection", true, 1611005953, false, 58, 1, {{L"retval", VT_USERDEFINED, L"AutoSelectionMode", VARIANT_FALSE, 0, nullptr}}, true},
    {INVOKE_PROPERTYGET, L"AutoDownload", true, 1611005954, false, 59, 1, {{L"retval", VT_USERDEFINED, L"AutoDownloadMode", VARIANT_FALSE, 0, nullptr}}, true},
};

const DescribedMember MEMBERS_OF_IUpdateCollection[] = {
    {INVOKE_PROPERTYGET, L"Item", true, 0, false, 7, 2, {{L"index", VT_I4, nullptr, VARIANT_FALSE, 0, nullptr}, {L"retval", VT_USERDEFINED, L"IUpdate", VARIANT_FALSE, 0, nullptr}}, true},
    {INVOKE_PROPERTYPUT, L"Item", true, 0, false, 8, 2, {{L"index", VT_I4, nullptr, VARIANT_FALSE, 0, nullptr}, {L"value", VT_USERDEFINED, L"IUpdate", VARIANT_FALSE, 0, nullptr}}, false},
    {INVOKE_PROPERTYGET, L"_NewEnum", true, -4, false, 9, 1, {{L"retval", VT_UNKNOWN, nullptr, VARIANT_FALSE, 0, nullptr}}, true},
    {INVOKE_PROPERTYGET, L"Count", true, 1610743809, false, 10, 1, {{L"retval", VT_I4, nullptr, VARIANT_FALSE, 0, nullptr}}, true},
    {INVOKE_PROPERTYGET, L"ReadOnly", true, 1610743810, false, 11, 1, {{L"retval", VT_BOOL, nullptr, VARIANT_FALSE, 0, nullptr}}, true},
    {INVOKE_FUNC, L"Add", true, 1610743811, false, 12, 2, {{L"value", VT_USERDEFINED, L"IUpdate", VARIANT_FALSE, 0, nullptr}, {L"retval", VT_I4, nullptr, VARIANT_FALSE, 0, nullptr}}, true},
    {INVOKE_FUNC, L"Clear", true, 1610743812, false, 13, 0, {}, false},
    {INVOKE_FUNC, L"Copy", true, 1610743813, false, 14, 1, {{L"retval", VT_USERDEFINED, L"IUpdateCollection", VARIANT_FALSE, 0, nullptr}}, true},
    {INVOKE_FUNC, L"Insert", true, 1610743814, false, 15, 2, {{L"index", VT_I4, nullptr, VARIANT_FALSE, 0, nullptr}, {L"value", VT_USERDEFINED, L"IUpdate", VARIANT_FALSE, 0, nullptr}}, false},
    {INVOKE_FUNC, L"RemoveAt", true, 1610743815, false, 16, 1, {{L"index", VT_I4, nullptr, VARIANT_FALSE, 0, nullptr}}, false},
};

const DescribedMember MEMBERS_OF_IUpdateDownloadContent[] = {
    {INVOKE_PROPERTYGET, L"DownloadUrl", true, 1610743809, false, 7, 1, {{L"retval", VT_BSTR, nullptr, VARIANT_FALSE, 0, nullptr}}, true},
};

const DescribedMember MEMBERS_OF_IUpdateDownloadContent2[] = {
    {INVOKE_PROPERTYGET, L"IsDeltaCompressedContent", true, 1610809345, false, 8, 1, {{L"retval", VT_BOOL, nullptr, VARIANT_FALSE, 0, nullptr}}, true},
};

const DescribedMember MEMBERS_OF_IUpdateDownloadContentCollection[] = {
    {INVOKE_PROPERTYGET, L"Item", true, 0, false, 7, 2, {{L"index", VT_I4, nullptr, VARIANT_FALSE, 0, nullptr}, {L"retval", VT_USERDEFINED, L"IUpdateDownloadContent", VARIANT_FALSE, 0, nullptr}}, true},
    {INVOKE_PROPERTYGET, L"_NewEnum", true, -4, false, 8, 1, {{L"retval", VT_UNKNOWN, nullptr, VARIANT_FALSE, 0, nullptr}}, true},
    {INVOKE_PROPERTYGET, L"Count", true, 1610743809, false, 9, 1, {{L"retval", VT_I4, nullptr, VARIANT_FALSE, 0, nullptr}}, true},
};

const DescribedMember MEMBERS_OF_IUpdateDownloadResult[] = {
    {INVOKE_PROPERTYGET, L"HResult", true, 1610743809, false, 7, 1, {{L"retval", VT_I4, nullptr, VARIANT_FALSE, 0, nullptr}}, true},
    {INVOKE_PROPERTYGET, L"ResultCode", true, 1610743810, false, 8, 1, {{L"retval", VT_USERDEFINED, L"OperationResultCode", VARIANT_FALSE, 0, nullptr}}, true},
};

const DescribedMember MEMBERS_OF_IUpdateDownloader[] = {
    {INVOKE_PROPERTYGET, L"ClientApplicationID", true, 1610743809, false, 7, 1, {{L"retval", VT_BSTR, nullptr, VARIANT_FALSE, 0, nullptr}}, true},
    {INVOKE_PROPERTYPUT, L"ClientApplicationID", true, 1610743809, false, 8, 1, {{L"value", VT_BSTR, nullptr, VARIANT_FALSE, 0, nullptr}}, false},
    {INVOKE_PROPERTYGET, L"IsForced", true, 1610743810, false, 9, 1, {{L"retval", VT_BOOL, nullptr, VARIANT_FALSE, 0, nullptr}}, true},
    {INVOKE_PROPERTYPUT, L"IsForced", true, 1610743810, false, 10, 1, {{L"value", VT_BOOL, nullptr, VARIANT_FALSE, 0, nullptr}}, false},
    {INVOKE_PROPERTYGET, L"Priority", true, 1610743811, false, 11, 1, {{L"retval", VT_USERDEFINED, L"DownloadPriority", VARIANT_FALSE, 0, nullptr}}, true},
    {INVOKE_PROPERTYPUT, L"Priority", true, 1610743811, false, 12, 1, {{L"value", VT_USERDEFINED, L"DownloadPriority", VARIANT_FALSE, 0, nullptr}}, false},
    {INVOKE_PROPERTYGET, L"Updates", true, 1610743812, false, 13, 1, {{L"retval", VT_USERDEFINED, L"IUpdateCollection", VARIANT_FALSE, 0, nullptr}}, true},
    {INVOKE_PROPERTYPUT, L"Updates", true, 1610743812, false, 14, 1, {{L"value", VT_USERDEFINED, L"IUpdateCollection", VARIANT_FALSE, 0, nullptr}}, false},
    {INVOKE_FUNC, L"BeginDownload", true, 1610743813, false, 15, 4, {{L"onProgressChanged", VT_UNKNOWN, nullptr, VARIANT_FALSE, 0, nullptr}, {L"onCompleted", VT_UNKNOWN, nullptr, VARIANT_FALSE, 0, nullptr}, {L"state", VT_VARIANT, nullptr, VARIANT_FALSE, 0, nullptr}, {L"retval", VT_USERDEFINED, L"IDownloadJob", VARIANT_FALSE, 0, nullptr}}, true},
    {INVOKE_FUNC, L"Download", true, 1610743814, false, 16, 1, {{L"retval", VT_USERDEFINED, L"IDownloadResult", VARIANT_FALSE, 0, nullptr}}, true},
    {INVOKE_FUNC, L"EndDownload", true, 1610743815, false, 17, 2, {{L"value", VT_USERDEFINED, L"IDownloadJob", VARIANT_FALSE, 0, nullptr}, {L"retval", VT_USERDEFINED, L"IDownloadResult", VARIANT_FALSE, 0, nullptr}}, true},
};

const DescribedMember MEMBERS_OF_IUpdateDownloaderEx[] = {
    {INVOKE_FUNC, L"BeginDownload2", false, 0, false, 18, 5, {{L"downloadType", VT_USERDEFINED, L"DownloadType", VARIANT_FALSE, 0, nullptr}, {L"onProgressChanged", VT_UNKNOWN, nullptr, VARIANT_FALSE, 0, nullptr}, {L"onCompleted", VT_UNKNOWN, nullptr, VARIANT_FALSE, 0, nullptr}, {L"state", VT_VARIANT, nullptr, VARIANT_FALSE, 0, nullptr}, {L"retval", VT_USERDEFINED, L"IDownloadJob", VARIANT_FALSE, 0, nullptr}}, true},
    {INVOKE_FUNC, L"Download2", false, 0, false, 19, 2, {{L"downloadType", VT_USERDEFINED, L"DownloadType", VARIANT_FALSE, 0, nullptr}, {L"retval", VT_USERDEFINED, L"IDownloadResult", VARIANT_FALSE, 0, nullptr}}, true},
};

const DescribedMember MEMBERS_OF_IUpdateEx[] = {
    {INVOKE_PROPERTYGET, L"ExtendedStaticProperty", false, 0, false, 60, 2, {{L"propertyName", VT_BSTR, nullptr, VARIANT_FALSE, 0, nullptr}, {L"retval", VT_VARIANT, nullptr, VARIANT_FALSE, 0, nullptr}}, true},
    {INVOKE_FUNC, L"EvaluateExtendedDynamicProperty", false, 0, false, 61, 2, {{L"propertyName", VT_BSTR, nullptr, VARIANT_FALSE, 0, nullptr}, {L"retval", VT_VARIANT, nullptr, VARIANT_FALSE, 0, nullptr}}, true},
};

const DescribedMember MEMBERS_OF_IUpdateException[] = {
    {INVOKE_PROPERTYGET, L"Message", true, 0, false, 7, 1, {{L"retval", VT_BSTR, nullptr, VARIANT_FALSE, 0, nullptr}}, true},
    {INVOKE_PROPERTYGET, L"HResult", true, 1610743809, false, 8, 1, {{L"retval", VT_I4, nullptr, VARIANT_FALSE, 0, nullptr}}, true},
    {INVOKE_PROPERTYGET, L"Context", true, 1610743810, false, 9, 1, {{L"retval", VT_USERDEFINED, L"UpdateExceptionContext", VARIANT_FALSE, 0, nullptr}}, true},
};

const DescribedMember MEMBERS_OF_IUpdateExceptionCollection[] = {
    {INVOKE_PROPERTYGET, L"Item", true, 0, false, 7, 2, {{L"index", VT_I4, nullptr, VARIANT_FALSE, 0, nullptr}, {L"retval", VT_USERDEFINED, L"IUpdateException", VARIANT_FALSE, 0, nullptr}}, true},
    {INVOKE_PROPERTYGET, L"_NewEnum", true, -4, false, 8, 1, {{L"retval", VT_UNKNOWN, nullptr, VARIANT_FALSE, 0, nullptr}}, true},
    {INVOKE_PROPERTYGET, L"Count", true, 1610743809, false, 9, 1, {{L"retval", VT_I4, nullptr, VARIANT_FALSE, 0, nullptr}}, true},
};

const DescribedMember MEMBERS_OF_IUpdateHistoryEntry[] = {
    {INVOKE_PROPERTYGET, L"Operation", true, 1610743809, false, 7, 1, {{L"retval", VT_USERDEFINED, L"UpdateOperation", VARIANT_FALSE, 0, nullptr}}, true},
    {INVOKE_PROPERTYGET, L"ResultCode", true, 1610743810, false, 8, 1, {{L"retval", VT_USERDEFINED, L"OperationResultCode", VARIANT_FALSE, 0, nullptr}}, true},
    {INVOKE_PROPERTYGET, L"HResult", true, 1610743811, false, 9, 1, {{L"retval", VT_I4, nullptr, VARIANT_FALSE, 0, nullptr}}, true},
    {INVOKE_PROPERTYGET, L"Date", true, 1610743812, false, 10, 1, {{L"retval", VT_DATE, nullptr, VARIANT_FALSE, 0, nullptr}}, true},
    {INVOKE_PROPERTYGET, L"UpdateIdentity", true, 1610743813, false, 11, 1, {{L"retval", VT_USERDEFINED, L"IUpdateIdentity", VARIANT_FALSE, 0, nullptr}}, true},
    {INVOKE_PROPERTYGET, L"Title", true, 1610743814, false, 12, 1, {{L"retval", VT_BSTR, nullptr, VARIANT_FALSE, 0, nullptr}}, true},
    {INVOKE_PROPERTYGET, L"Description", true, 1610743815, false, 13, 1, {{L"retval", VT_BSTR, nullptr, VARIANT_FALSE, 0, nullptr}}, true},
    {INVOKE_PROPERTYGET, L"UnmappedResultCode", true, 1610743816, false, 14, 1, {{L"retval", VT_I4, nullptr, VARIANT_FALSE, 0, nullptr}}, true},
    {INVOKE_PROPERTYGET, L"ClientApplicationID", true, 1610743817, false, 15, 1, {{L"retval", VT_BSTR, nullptr, VARIANT_FALSE, 0, nullptr}}, true},
    {INVOKE_PROPERTYGET, L"ServerSelection", true, 1610743818, false, 16, 1, {{L"retval", VT_USERDEFINED, L"ServerSelection", VARIANT_FALSE, 0, nullptr}}, true},
    {INVOKE_PROPERTYGET, L"ServiceID", true, 1610743819, false, 17, 1, {{L"retval", VT_BSTR, nullptr, VARIANT_FALSE, 0, nullptr}}, true},
    {INVOKE_PROPERTYGET, L"UninstallationSteps", true, 1610743820, false, 18, 1, {{L"retval", VT_USERDEFINED, L"IStringCollection", VARIANT_FALSE, 0, nullptr}}, true},
    {INVOKE_PROPERTYGET, L"UninstallationNotes", true, 1610743821, false, 19, 1, {{L"retval", VT_BSTR, nullptr, VARIANT_FALSE, 0, nullptr}}, true},
    {INVOKE_PROPERTYGET, L"SupportUrl", true, 1610743822, false, 20, 1, {{L"retval", VT_BSTR, nullptr, VARIANT_FALSE, 0, nullptr}}, true},
};

const DescribedMember MEMBERS_OF_IUpdateHistoryEntry2[] = {
    {INVOKE_PROPERTYGET, L"Categories", true, 1610809345, false, 21, 1, {{L"retval", VT_USERDEFINED, L"ICategoryCollection", VARIANT_FALSE, 0, nullptr}}, true},
};

const DescribedMember MEMBERS_OF_IUpdateHistoryEntryCollection[] = {
    {INVOKE_PROPERTYGET, L"Item", true, 0, false, 7, 2, {{L"index", VT_I4, nullptr, VARIANT_FALSE, 0, nullptr}, {L"retval", VT_USERDEFINED, L"IUpdateHistoryEntry", VARIANT_FALSE, 0, nullptr}}, true},
    {INVOKE_PROPERTYGET, L"_NewEnum", true, -4, false, 8, 1, {{L"retval", VT_UNKNOWN, nullptr, VARIANT_FALSE, 0, nullptr}}, true},
    {INVOKE_PROPERTYGET, L"Count", true, 1610743809, false, 9, 1, {{L"retval", VT_I4, nullptr, VARIANT_FALSE, 0, nullptr}}, true},
};

const DescribedMember MEMBERS_OF_IUpdateIdentity[] = {
    {INVOKE_PROPERTYGET, L"RevisionNumber", true, 1610743810, false, 7, 1, {{L"retval", VT_I4, nullptr, VARIANT_FALSE, 0, nullptr}}, true},
    {INVOKE_PROPERTYGET, L"UpdateID", true, 1610743811, false, 8, 1, {{L"retval", VT_BSTR, nullptr, VARIANT_FALSE, 0, nullptr}}, true},
};

const DescribedMember MEMBERS_OF_IUpdateInstallationResult[] = {
    {INVOKE_PROPERTYGET, L"HResult", true, 1610743809, false, 7, 1, {{L"retval", VT_I4, nullptr, VARIANT_FALSE, 0, nullptr}}, true},
    {INVOKE_PROPERTYGET, L"RebootRequired", true, 1610743810, false, 8, 1, {{L"retval", VT_BOOL, nullptr, VARIANT_FALSE, 0, nullptr}}, true},
    {INVOKE_PROPERTYGET, L"ResultCode", true, 1610743811, false, 9, 1, {{L"retval", VT_USERDEFINED, L"OperationResultCode", VARIANT_FALSE, 0, nullptr}}, true},
};

const DescribedMember MEMBERS_OF_IUpdateInstaller[] = {
    {INVOKE_PROPERTYGET, L"ClientApplicationID", true, 1610743809, false, 7, 1, {{L"retval", VT_BSTR, nullptr, VARIANT_FALSE, 0, nullptr}}, true},
    {INVOKE_PROPERTYPUT, L"ClientApplicationID", true, 1610743809, false, 8, 1, {{L"value", VT_BSTR, nullptr, VARIANT_FALSE, 0, nullptr}}, false},
    {INVOKE_PROPERTYGET, L"IsForced", true, 1610743810, false, 9, 1, {{L"retval", VT_BOOL, nullptr, VARIANT_FALSE, 0, nullptr}}, true},
    {INVOKE_PROPERTYPUT, L"IsForced", true, 1610743810, false, 10, 1, {{L"value", VT_BOOL, nullptr, VARIANT_FALSE, 0, nullptr}}, false},
    {INVOKE_PROPERTYGET, L"ParentHwnd", true, 1610743811, true, 11, 1, {{L"retval", VT_UI8, nullptr, VARIANT_FALSE, 0, nullptr}}, true},
    {INVOKE_PROPERTYPUT, L"ParentHwnd", true, 1610743811, true, 12, 1, {{L"value", VT_UI8, nullptr, VARIANT_FALSE, 0, nullptr}}, false},
    {INVOKE_PROPERTYPUT, L"ParentWindow", true, 1610743812, false, 13, 1, {{L"value", VT_UNKNOWN, nullptr, VARIANT_FALSE, 0, nullptr}}, false},
    {INVOKE_PROPERTYGET, L"ParentWindow", true, 1610743812, false, 14, 1, {{L"retval", VT_UNKNOWN, nullptr, VARIANT_FALSE, 0, nullptr}}, true},
    {INVOKE_PROPERTYGET, L"Updates", true, 1610743813, false, 15, 1, {{L"retval", VT_USERDEFINED, L"IUpdateCollection", VARIANT_FALSE, 0, nullptr}}, true},
    {INVOKE_PROPERTYPUT, L"Updates", true, 1610743813, false, 16, 1, {{L"value", VT_USERDEFINED, L"IUpdateCollection", VARIANT_FALSE, 0, nullptr}}, false},
    {INVOKE_FUNC, L"BeginInstall", true, 1610743814, false, 17, 4, {{L"onProgressChanged", VT_UNKNOWN, nullptr, VARIANT_FALSE, 0, nullptr}, {L"onCompleted", VT_UNKNOWN, nullptr, VARIANT_FALSE, 0, nullptr}, {L"state", VT_VARIANT, nullptr, VARIANT_FALSE, 0, nullptr}, {L"retval", VT_USERDEFINED, L"IInstallationJob", VARIANT_FALSE, 0, nullptr}}, true},
    {INVOKE_FUNC, L"BeginUninstall", true, 1610743815, false, 18, 4, {{L"onProgressChanged", VT_UNKNOWN, nullptr, VARIANT_FALSE, 0, nullptr}, {L"onCompleted", VT_UNKNOWN, nullptr, VARIANT_FALSE, 0, nullptr}, {L"state", VT_VARIANT, nullptr, VARIANT_FALSE, 0, nullptr}, {L"retval", VT_USERDEFINED, L"IInstallationJob", VARIANT_FALSE, 0, nullptr}}, true},
    {INVOKE_FUNC, L"EndInstall", true, 1610743816, false, 19, 2, {{L"value", VT_USERDEFINED, L"IInstallationJob", VARIANT_FALSE, 0, nullptr}, {L"retval", VT_USERDEFINED, L"IInstallationResult", VARIANT_FALSE, 0, nullptr}}, true},
    {INVOKE_FUNC, L"EndUninstall", true, 1610743817, false, 20, 2, {{L"value", VT_USERDEFINED, L"IInstallationJob", VARIANT_FALSE, 0, nullptr}, {L"retval", VT_USERDEFINED, L"IInstallationResult", VARIANT_FALSE, 0, nullptr}}, true},
    {INVOKE_FUNC, L"Install", true, 1610743818, false, 21, 1, {{L"retval", VT_USERDEFINED, L"IInstallationResult", VARIANT_FALSE, 0, nullptr}}, true},
    {INVOKE_FUNC, L"RunWizard", true, 1610743819, false, 22, 2, {{L"dialogTitle", VT_BSTR, nullptr, VARIANT_TRUE, 0, L""}, {L"retval", VT_USERDEFINED, L"IInstallationResult", VARIANT_FALSE, 0, nullptr}}, true},
    {INVOKE_PROPERTYGET, L"IsBusy", true, 1610743820, false, 23, 1, {{L"retval", VT_BOOL, nullptr, VARIANT_FALSE, 0, nullptr}}, true},
    {INVOKE_FUNC, L"Uninstall", true, 1610743821, false, 24, 1, {{L"retval", VT_USERDEFINED, L"IInstallationResult", VARIANT_FALSE, 0, nullptr}}, true},
    {INVOKE_PROPERTYGET, L"AllowSourcePrompts", true, 1610743822, false, 25, 1, {{L"retval", VT_BOOL, nullptr, VARIANT_FALSE, 0, nullptr}}, true},
    {INVOKE_PROPERTYPUT, L"AllowSourcePrompts", true, 1610743822, false, 26, 1, {{L"value", VT_BOOL, nullptr, VARIANT_FALSE, 0, nullptr}}, false},
    {INVOKE_PROPERTYGET, L"RebootRequiredBeforeInstallation", true, 1610743823, false, 27, 1, {{L"retval", VT_BOOL, nullptr, VARIANT_FALSE, 0, nullptr}}, true},
};

const DescribedMember MEMBERS_OF_IUpdateInstaller2[] = {
    {INVOKE_PROPERTYGET, L"ForceQuiet", true, 1610809345, false, 28, 1, {{L"retval", VT_BOOL, nullptr, VARIANT_FALSE, 0, nullptr}}, true},
    {INVOKE_PROPERTYPUT, L"ForceQuiet", true, 1610809345, false, 29, 1, {{L"value", VT_BOOL, nullptr, VARIANT_FALSE, 0, nullptr}}, false},
};

const DescribedMember MEMBERS_OF_IUpdateInstaller3[] = {
    {INVOKE_PROPERTYGET, L"AttemptCloseAppsIfNecessary", true, 1610874881, false, 30, 1, {{L"retval", VT_BOOL, nullptr, VARIANT_FALSE, 0, nullptr}}, true},
    {INVOKE_PROPERTYPUT, L"AttemptCloseAppsIfNecessary", true, 1610874881, false, 31, 1, {{L"value", VT_BOOL, nullptr, VARIANT_FALSE, 0, nullptr}}, false},
};

const DescribedMember MEMBERS_OF_IUpdateInstaller4[] = {
    {INVOKE_FUNC, L"Commit", true, 1610874882, false, 32, 1, {{L"dwFlags", VT_UI4, nullptr, VARIANT_FALSE, 0, nullptr}}, false},
};

const DescribedMember MEMBERS_OF_IUpdateLockdown[] = {
    {INVOKE_FUNC, L"LockDown", false, 0, false, 3, 1, {{L"flags", VT_I4, nullptr, VARIANT_FALSE, 0, nullptr}}, false},
};

const DescribedMember MEMBERS_OF_IUpdateSearcher[] = {
    {INVOKE_PROPERTYGET, L"CanAutomaticallyUpgradeService", true, 1610743809, false, 7, 1, {{L"retval", VT_BOOL, nullptr, VARIANT_FALSE, 0, nullptr}}, true},
    {INVOKE_PROPERTYPUT, L"CanAutomaticallyUpgradeService", true, 1610743809, false, 8, 1, {{L"value", VT_BOOL, nullptr, VARIANT_FALSE, 0, nullptr}}, false},
    {INVOKE_PROPERTYGET, L"ClientApplicationID", true, 1610743811, false, 9, 1, {{L"retval", VT_BSTR, nullptr, VARIANT_FALSE, 0, nullptr}}, true},
    {INVOKE_PROPERTYPUT, L"ClientApplicationID", true, 1610743811, false, 10, 1, {{L"value", VT_BSTR, nullptr, VARIANT_FALSE, 0, nullptr}}, false},
    {INVOKE_PROPERTYGET, L"IncludePotentiallySupersededUpdates", true, 1610743812, false, 11, 1, {{L"retval", VT_BOOL, nullptr, VARIANT_FALSE, 0, nullptr}}, true},
    {INVOKE_PROPERTYPUT, L"IncludePotentiallySupersededUpdates", true, 1610743812, false, 12, 1, {{L"value", VT_BOOL, nullptr, VARIANT_FALSE, 0, nullptr}}, false},
    {INVOKE_PROPERTYGET, L"ServerSelection", true, 1610743815, false, 13, 1, {{L"retval", VT_USERDEFINED, L"ServerSelection", VARIANT_FALSE, 0, nullptr}}, true},
    {INVOKE_PROPERTYPUT, L"ServerSelection", true, 1610743815, false, 14, 1, {{L"value", VT_USERDEFINED, L"ServerSelection", VARIANT_FALSE, 0, nullptr}}, false},
    {INVOKE_FUNC, L"BeginSearch", true, 1610743816, false, 15, 4, {{L"criteria", VT_BSTR, nullptr, VARIANT_FALSE, 0, nullptr}, {L"onCompleted", VT_UNKNOWN, nullptr, VARIANT_FALSE, 0, nullptr}, {L"state", VT_VARIANT, nullptr, VARIANT_FALSE, 0, nullptr}, {L"retval", VT_USERDEFINED, L"ISearchJob", VARIANT_FALSE, 0, nullptr}}, true},
    {INVOKE_FUNC, L"EndSearch", true, 1610743817, false, 16, 2, {{L"searchJob", VT_USERDEFINED, L"ISearchJob", VARIANT_FALSE, 0, nullptr}, {L"retval", VT_USERDEFINED, L"ISearchResult", VARIANT_FALSE, 0, nullptr}}, true},
    {INVOKE_FUNC, L"EscapeString", true, 1610743818, false, 17, 2, {{L"unescaped", VT_BSTR, nullptr, VARIANT_FALSE, 0, nullptr}, {L"retval", VT_BSTR, nullptr, VARIANT_FALSE, 0, nullptr}}, true},
    {INVOKE_FUNC, L"QueryHistory", true, 1610743819, false, 18, 3, {{L"startIndex", VT_I4, nullptr, VARIANT_FALSE, 0, nullptr}, {L"count", VT_I4, nullptr, VARIANT_FALSE, 0, nullptr}, {L"retval", VT_USERDEFINED, L"IUpdateHistoryEntryCollection", VARIANT_FALSE, 0, nullptr}}, true},
    {INVOKE_FUNC, L"Search", true, 1610743820, false, 19, 2, {{L"criteria", VT_BSTR, nullptr, VARIANT_FALSE, 0, nullptr}, {L"retval", VT_USERDEFINED, L"ISearchResult", VARIANT_FALSE, 0, nullptr}}, true},
    {INVOKE_PROPERTYGET, L"Online", true, 1610743821, false, 20, 1, {{L"retval", VT_BOOL, nullptr, VARIANT_FALSE, 0, nullptr}}, true},
    {INVOKE_PROPERTYPUT, L"Online", true, 1610743821, false, 21, 1, {{L"value", VT_BOOL, nullptr, VARIANT_FALSE, 0, nullptr}}, false},
    {INVOKE_FUNC, L"GetTotalHistoryCount", true, 1610743822, false, 22, 1, {{L"retval", VT_I4, nullptr, VARIANT_FALSE, 0, nullptr}}, true},
    {INVOKE_PROPERTYGET, L"ServiceID", true, 1610743823, false, 23, 1, {{L"retval", VT_BSTR, nullptr, VARIANT_FALSE, 0, nullptr}}, true},
    {INVOKE_PROPERTYPUT, L"ServiceID", true, 1610743823, false, 24, 1, {{L"value", VT_BSTR, nullptr, VARIANT_FALSE, 0, nullptr}}, false},
};

const DescribedMember MEMBERS_OF_IUpdateSearcher2[] = {
    {INVOKE_PROPERTYGET, L"IgnoreDownloadPriority", true, 1610809345, false, 25, 1, {{L"retval", VT_BOOL, nullptr, VARIANT_FALSE, 0, nullptr}}, true},
    {INVOKE_PROPERTYPUT, L"IgnoreDownloadPriority", true, 1610809345, false, 26, 1, {{L"value", VT_BOOL, nullptr, VARIANT_FALSE, 0, nullptr}}, false},
};

const DescribedMember MEMBERS_OF_IUpdateSearcher3[] = {
    {INVOKE_PROPERTYGET, L"SearchScope", true, 1610874881, false, 27, 1, {{L"retval", VT_USERDEFINED, L"SearchScope", VARIANT_FALSE, 0, nullptr}}, true},
    {INVOKE_PROPERTYPUT, L"SearchScope", true, 1610874881, false, 28, 1, {{L"value", VT_USERDEFINED, L"SearchScope", VARIANT_FALSE, 0, nullptr}}, false},
};

const DescribedMember MEMBERS_OF_IUpdateService[] = {
    {INVOKE_PROPERTYGET, L"Name", true, 0, false, 7, 1, {{L"retval", VT_BSTR, nullptr, VARIANT_FALSE, 0, nullptr}}, true},
    {INVOKE_PROPERTYGET, L"ContentValidationCert", true, 1610743809, false, 8, 1, {{L"retval", VT_VARIANT, nullptr, VARIANT_FALSE, 0, nullptr}}, true},
    {INVOKE_PROPERTYGET, L"ExpirationDate", true, 1610743810, false, 9, 1, {{L"retval", VT_DATE, nullptr, VARIANT_FALSE, 0, nullptr}}, true},
    {INVOKE_PROPERTYGET, L"IsManaged", true, 1610743811, false, 10, 1, {{L"retval", VT_BOOL, nullptr, VARIANT_FALSE, 0, nullptr}}, true},
    {INVOKE_PROPERTYGET, L"IsRegisteredWithAU", true, 1610743812, false, 11, 1, {{L"retval", VT_BOOL, nullptr, VARIANT_FALSE, 0, nullptr}}, true},
    {INVOKE_PROPERTYGET, L"IssueDate", true, 1610743813, false, 12, 1, {{L"retval", VT_DATE, nullptr, VARIANT_FALSE, 0, nullptr}}, true},
    {INVOKE_PROPERTYGET, L"OffersWindowsUpdates", true, 1610743814, false, 13, 1, {{L"retval", VT_BOOL, nullptr, VARIANT_FALSE, 0, nullptr}}, true},
    {INVOKE_PROPERTYGET, L"RedirectUrls", true, 1610743815, false, 14, 1, {{L"retval", VT_USERDEFINED, L"IStringCollection", VARIANT_FALSE, 0, nullptr}}, true},
    {INVOKE_PROPERTYGET, L"ServiceID", true, 1610743816, false, 15, 1, {{L"retval", VT_BSTR, nullptr, VARIANT_FALSE, 0, nullptr}}, true},
    {INVOKE_PROPERTYGET, L"IsScanPackageService", true, 1610743818, false, 16, 1, {{L"retval", VT_BOOL, nullptr, VARIANT_FALSE, 0, nullptr}}, true},
    {INVOKE_PROPERTYGET, L"CanRegisterWithAU", true, 1610743819, false, 17, 1, {{L"retval", VT_BOOL, nullptr, VARIANT_FALSE, 0, nullptr}}, true},
    {INVOKE_PROPERTYGET, L"ServiceUrl", true, 1610743820, false, 18, 1, {{L"retval", VT_BSTR, nullptr, VARIANT_FALSE, 0, nullptr}}, true},
    {INVOKE_PROPERTYGET, L"SetupPrefix", true, 1610743821, false, 19, 1, {{L"retval", VT_BSTR, nullptr, VARIANT_FALSE, 0, nullptr}}, true},
};

const DescribedMember MEMBERS_OF_IUpdateService2[] = {
    {INVOKE_PROPERTYGET, L"IsDefaultAUService", true, 1610809345, false, 20, 1, {{L"retval", VT_BOOL, nullptr, VARIANT_FALSE, 0, nullptr}}, true},
};

const DescribedMember MEMBERS_OF_IUpdateServiceCollection[] = {
    {INVOKE_PROPERTYGET, L"Item", true, 0, false, 7, 2, {{L"index", VT_I4, nullptr, VARIANT_FALSE, 0, nullptr}, {L"retval", VT_USERDEFINED, L"IUpdateService", VARIANT_FALSE, 0, nullptr}}, true},
    {INVOKE_PROPERTYGET, L"_NewEnum", true, -4, false, 8, 1, {{L"retval", VT_UNKNOWN, nullptr, VARIANT_FALSE, 0, nullptr}}, true},
    {INVOKE_PROPERTYGET, L"Count", true, 1610743809, false, 9, 1, {{L"retval", VT_I4, nullptr, VARIANT_FALSE, 0, nullptr}}, true},
};

const DescribedMember MEMBERS_OF_IUpdateServiceManager[] = {
    {INVOKE_PROPERTYGET, L"Services", true, 1610743809, false, 7, 1, {{L"retval", VT_USERDEFINED, L"IUpdateServiceCollection", VARIANT_FALSE, 0, nullptr}}, true},
    {INVOKE_FUNC, L"AddService", true, 1610743810, false, 8, 3, {{L"serviceID", VT_BSTR, nullptr, VARIANT_FALSE, 0, nullptr}, {L"authorizationCabPath", VT_BSTR, nullptr, VARIANT_FALSE, 0, nullptr}, {L"retval", VT_USERDEFINED, L"IUpdateService", VARIANT_FALSE, 0, nullptr}}, true},
    {INVOKE_FUNC, L"RegisterServiceWithAU", true, 1610743811, false, 9, 1, {{L"serviceID", VT_BSTR, nullptr, VARIANT_FALSE, 0, nullptr}}, false},
    {INVOKE_FUNC, L"RemoveService", true, 1610743812, false, 10, 1, {{L"serviceID", VT_BSTR, nullptr, VARIANT_FALSE, 0, nullptr}}, false},
    {INVOKE_FUNC, L"UnregisterServiceWithAU", true, 1610743813, false, 11, 1, {{L"serviceID", VT_BSTR, nullptr, VARIANT_FALSE, 0, nullptr}}, false},
    {INVOKE_FUNC, L"AddScanPackageService", true, 1610743814, false, 12, 4, {{L"serviceName", VT_BSTR, nullptr, VARIANT_FALSE, 0, nullptr}, {L"scanFileLocation", VT_BSTR, nullptr, VARIANT_FALSE, 0, nullptr}, {L"flags", VT_I4, nullptr, VARIANT_TRUE, 0, nullptr}, {L"retval", VT_USERDEFINED, L"IUpdateService", VARIANT_FALSE, 0, nullptr}}, true},
    {INVOKE_FUNC, L"SetOption", true, 1610678279, false, 13, 2, {{L"optionName", VT_BSTR, nullptr, VARIANT_FALSE, 0, nullptr}, {L"optionValue", VT_VARIANT, nullptr, VARIANT_FALSE, 0, nullptr}}, false},
};

const DescribedMember MEMBERS_OF_IUpdateServiceManager2[] = {
    {INVOKE_PROPERTYGET, L"ClientApplicationID", true, 1610809345, false, 14, 1, {{L"retval", VT_BSTR, nullptr, VARIANT_FALSE, 0, nullptr}}, true},
    {INVOKE_PROPERTYPUT, L"ClientApplicationID", true, 1610809345, false, 15, 1, {{L"value", VT_BSTR, nullptr, VARIANT_FALSE, 0, nullptr}}, false},
    {INVOKE_FUNC, L"QueryServiceRegistration", true, 1610809346, false, 16, 2, {{L"serviceID", VT_BSTR, nullptr, VARIANT_FALSE, 0, nullptr}, {L"retval", VT_USERDEFINED, L"IUpdateServiceRegistration", VARIANT_FALSE, 0, nullptr}}, true},
    {INVOKE_FUNC, L"AddService2", true, 1610809347, false, 17, 4, {{L"serviceID", VT_BSTR, nullptr, VARIANT_FALSE, 0, nullptr}, {L"flags", VT_I4, nullptr, VARIANT_FALSE, 0, nullptr}, {L"authorizationCabPath", VT_BSTR, nullptr, VARIANT_FALSE, 0, nullptr}, {L"retval", VT_USERDEFINED, L"IUpdateServiceRegistration", VARIANT_FALSE, 0, nullptr}}, true},
};

const DescribedMember MEMBERS_OF_IUpdateServiceRegistration[] = {
    {INVOKE_PROPERTYGET, L"RegistrationState", true, 0, false, 7, 1, {{L"retval", VT_USERDEFINED, L"UpdateServiceRegistrationState", VARIANT_FALSE, 0, nullptr}}, true},
    {INVOKE_PROPERTYGET, L"ServiceID", true, 1610743809, false, 8, 1, {{L"retval", VT_BSTR, nullptr, VARIANT_FALSE, 0, nullptr}}, true},
    {INVOKE_PROPERTYGET, L"IsPendingRegistrationWithAU", true, 1610743810, false, 9, 1, {{L"retval", VT_BOOL, nullptr, VARIANT_FALSE, 0, nullptr}}, true},
    {INVOKE_PROPERTYGET, L"Service", true, 1610743811, false, 10, 1, {{L"retval", VT_USERDEFINED, L"IUpdateService2", VARIANT_FALSE, 0, nullptr}}, true},
};

const DescribedMember MEMBERS_OF_IUpdateSession[] = {
    {INVOKE_PROPERTYGET, L"ClientApplicationID", true, 1610743809, false, 7, 1, {{L"retval", VT_BSTR, nullptr, VARIANT_FALSE, 0, nullptr}}, true},
    {INVOKE_PROPERTYPUT, L"ClientApplicationID", true, 1610743809, false, 8, 1, {{L"value", VT_BSTR, nullptr, VARIANT_FALSE, 0, nullptr}}, false},
    {INVOKE_PROPERTYGET, L"ReadOnly", true, 1610743810, false, 9, 1, {{L"retval", VT_BOOL, nullptr, VARIANT_FALSE, 0, nullptr}}, true},
    {INVOKE_PROPERTYGET, L"WebProxy", true, 1610743811, false, 10, 1, {{L"retval", VT_USERDEFINED, L"IWebProxy", VARIANT_FALSE, 0, nullptr}}, true},
    {INVOKE_PROPERTYPUT, L"WebProxy", true, 1610743811, false, 11, 1, {{L"value", VT_USERDEFINED, L"IWebProxy", VARIANT_FALSE, 0, nullptr}}, false},
    {INVOKE_FUNC, L"CreateUpdateSearcher", true, 1610743812, false, 12, 1, {{L"retval", VT_USERDEFINED, L"IUpdateSearcher", VARIANT_FALSE, 0, nullptr}}, true},
    {INVOKE_FUNC, L"CreateUpdateDownloader", true, 1610743813, false, 13, 1, {{L"retval", VT_USERDEFINED, L"IUpdateDownloader", VARIANT_FALSE, 0, nullptr}}, true},
    {INVOKE_FUNC, L"CreateUpdateInstaller", true, 1610743814, false, 14, 1, {{L"retval", VT_USERDEFINED, L"IUpdateInstaller", VARIANT_FALSE, 0, nullptr}}, true},
};

const DescribedMember MEMBERS_OF_IUpdateSession2[] = {
    {INVOKE_PROPERTYGET, L"UserLocale", true, 1610809345, false, 15, 1, {{L"retval", VT_UI4, nullptr, VARIANT_FALSE, 0, nullptr}}, true},
    {INVOKE_PROPERTYPUT, L"UserLocale", true, 1610809345, false, 16, 1, {{L"lcid", VT_UI4, nullptr, VARIANT_FALSE, 0, nullptr}}, false},
};

const DescribedMember MEMBERS_OF_IUpdateSession3[] = {
    {INVOKE_FUNC, L"CreateUpdateServiceManager", true, 1610874881, false, 17, 1, {{L"retval", VT_USERDEFINED, L"IUpdateServiceManager2", VARIANT_FALSE, 0, nullptr}}, true},
    {INVOKE_FUNC, L"QueryHistory", true, 1610874882, false, 18, 4, {{L"criteria", VT_BSTR, nullptr, VARIANT_FALSE, 0, nullptr}, {L"startIndex", VT_I4, nullptr, VARIANT_FALSE, 0, nullptr}, {L"count", VT_I4, nullptr, VARIANT_FALSE, 0, nullptr}, {L"retval", VT_USERDEFINED, L"IUpdateHistoryEntryCollection", VARIANT_FALSE, 0, nullptr}}, true},
};

const DescribedMember MEMBERS_OF_IWebProxy[] = {
    {INVOKE_PROPERTYGET, L"Address", true, 1610743809, false, 7, 1, {{L"retval", VT_BSTR, nullptr, VARIANT_FALSE, 0, nullptr}}, true},
    {INVOKE_PROPERTYPUT, L"Address", true, 1610743809, false, 8, 1, {{L"value", VT_BSTR, nullptr, VARIANT_FALSE, 0, nullptr}}, false},
    {INVOKE_PROPERTYGET, L"BypassList", true, 1610743810, false, 9, 1, {{L"retval", VT_USERDEFINED, L"IStringCollection", VARIANT_FALSE, 0, nullptr}}, true},
    {INVOKE_PROPERTYPUT, L"BypassList", true, 1610743810, false, 10, 1, {{L"value", VT_USERDEFINED, L"IStringCollection", VARIANT_FALSE, 0, nullptr}}, false},
    {INVOKE_PROPERTYGET, L"BypassProxyOnLocal", true, 1610743811, false, 11, 1, {{L"retval", VT_BOOL, nullptr, VARIANT_FALSE, 0, nullptr}}, true},
    {INVOKE_PROPERTYPUT, L"BypassProxyOnLocal", true, 1610743811, false, 12, 1, {{L"value", VT_BOOL, nullptr, VARIANT_FALSE, 0, nullptr}}, false},
    {INVOKE_PROPERTYGET, L"ReadOnly", true, 1610743812, false, 13, 1, {{L"retval", VT_BOOL, nullptr, VARIANT_FALSE, 0, nullptr}}, true},
    {INVOKE_PROPERTYGET, L"UserName", true, 1610743813, false, 14, 1, {{L"retval", VT_BSTR, nullptr, VARIANT_FALSE, 0, nullptr}}, true},
    {INVOKE_PROPERTYPUT, L"UserName", true, 1610743813, false, 15, 1, {{L"value", VT_BSTR, nullptr, VARIANT_FALSE, 0, nullptr}}, false},
    {INVOKE_FUNC, L"SetPassword", true, 1610743814, false, 16, 1, {{L"value", VT_BSTR, nullptr, VARIANT_FALSE, 0, nullptr}}, false},
    {INVOKE_FUNC, L"PromptForCredentials", true, 1610743815, false, 17, 2, {{L"parentWindow", VT_UNKNOWN, nullptr, VARIANT_FALSE, 0, nullptr}, {L"title", VT_BSTR, nullptr, VARIANT_FALSE, 0, nullptr}}, false},
    {INVOKE_FUNC, L"PromptForCredentialsFromHwnd", true, 1610743816, true, 18, 2, {{L"parentWindow", VT_UI8, nullptr, VARIANT_FALSE, 0, nullptr}, {L"title", VT_BSTR, nullptr, VARIANT_FALSE, 0, nullptr}}, false},
    {INVOKE_PROPERTYGET, L"AutoDetect", true, 1610743817, false, 19, 1, {{L"retval", VT_BOOL, nullptr, VARIANT_FALSE, 0, nullptr}}, true},
    {INVOKE_PROPERTYPUT, L"AutoDetect", true, 1610743817, false, 20, 1, {{L"value", VT_BOOL, nullptr, VARIANT_FALSE, 0, nullptr}}, false},
};

const DescribedMember MEMBERS_OF_IWindowsDriverUpdate[] = {
    {INVOKE_PROPERTYGET, L"DriverClass", true, 1610809345, false, 52, 1, {{L"retval", VT_BSTR, nullptr, VARIANT_FALSE, 0, nullptr}}, true},
    {INVOKE_PROPERTYGET, L"DriverHardwareID", true, 1610809346, false, 53, 1, {{L"retval", VT_BSTR, nullptr, VARIANT_FALSE, 0, nullptr}}, true},
    {INVOKE_PROPERTYGET, L"DriverManufacturer", true, 1610809347, false, 54, 1, {{L"retval", VT_BSTR, nullptr, VARIANT_FALSE, 0, nullptr}}, true},
    {INVOKE_PROPERTYGET, L"DriverModel", true, 1610809348, false, 55, 1, {{L"retval", VT_BSTR, nullptr, VARIANT_FALSE, 0, nullptr}}, true},
    {INVOKE_PROPERTYGET, L"DriverProvider", true, 1610809349, false, 56, 1, {{L"retval", VT_BSTR, nullptr, VARIANT_FALSE, 0, nullptr}}, true},
    {INVOKE_PROPERTYGET, L"DriverVerDate", true, 1610809350, false, 57, 1, {{L"retval", VT_DATE, nullptr, VARIANT_FALSE, 0, nullptr}}, true},
    {INVOKE_PROPERTYGET, L"DeviceProblemNumber", true, 1610809351, false, 58, 1, {{L"retval", VT_I4, nullptr, VARIANT_FALSE, 0, nullptr}}, true},
    {INVOKE_PROPERTYGET, L"DeviceStatus", true, 1610809352, false, 59, 1, {{L"retval", VT_I4, nullptr, VARIANT_FALSE, 0, nullptr}}, true},
};

const DescribedMember MEMBERS_OF_IWindowsDriverUpdate2[] = {
    {INVOKE_PROPERTYGET, L"RebootRequired", true, 1610874881, false, 60, 1, {{L"retval", VT_BOOL, nullptr, VARIANT_FALSE, 0, nullptr}}, true},
    {INVOKE_PROPERTYGET, L"IsPresent", true, 1610874883, false, 61, 1, {{L"retval", VT_BOOL, nullptr, VARIANT_FALSE, 0, nullptr}}, true},
    {INVOKE_PROPERTYGET, L"CveIDs", true, 1610874884, false, 62, 1, {{L"retval", VT_USERDEFINED, L"IStringCollection", VARIANT_FALSE, 0, nullptr}}, true},
    {INVOKE_FUNC, L"CopyToCache", true, 1610874882, false, 63, 1, {{L"pFiles", VT_USERDEFINED, L"IStringCollection", VARIANT_FALSE, 0, nullptr}}, false},
};

const DescribedMember MEMBERS_OF_IWindowsDriverUpdate3[] = {
    {INVOKE_PROPERTYGET, L"BrowseOnly", true, 1610940417, false, 64, 1, {{L"retval", VT_BOOL, nullptr, VARIANT_FALSE, 0, nullptr}}, true},
};

const DescribedMember MEMBERS_OF_IWindowsDriverUpdate4[] = {
    {INVOKE_PROPERTYGET, L"WindowsDriverUpdateEntries", true, 1611005953, false, 65, 1, {{L"retval", VT_USERDEFINED, L"IWindowsDriverUpdateEntryCollection", VARIANT_FALSE, 0, nullptr}}, true},
    {INVOKE_PROPERTYGET, L"PerUser", true, 1611005954, false, 66, 1, {{L"retval", VT_BOOL, nullptr, VARIANT_FALSE, 0, nullptr}}, true},
};

const DescribedMember MEMBERS_OF_IWindowsDriverUpdate5[] = {
    {INVOKE_PROPERTYGET, L"AutoSelection", true, 1611071489, false, 67, 1, {{L"retval", VT_USERDEFINED, L"AutoSelectionMode", VARIANT_FALSE, 0, nullptr}}, true},
    {INVOKE_PROPERTYGET, L"AutoDownload", true, 1611071490, false, 68, 1, {{L"retval", VT_USERDEFINED, L"AutoDownloadMode", VARIANT_FALSE, 0, nullptr}}, true},
};

const DescribedMember MEMBERS_OF_IWindowsDriverUpdateEntry[] = {
    {INVOKE_PROPERTYGET, L"DriverClass", true, 1610809345, false, 7, 1, {{L"retval", VT_BSTR, nullptr, VARIANT_FALSE, 0, nullptr}}, true},
    {INVOKE_PROPERTYGET, L"DriverHardwareID", true, 1610809346, false, 8, 1, {{L"retval", VT_BSTR, nullptr, VARIANT_FALSE, 0, nullptr}}, true},
    {INVOKE_PROPERTYGET, L"DriverManufacturer", true, 1610809347, false, 9, 1, {{L"retval", VT_BSTR, nullptr, VARIANT_FALSE, 0, nullptr}}, true},
    {INVOKE_PROPERTYGET, L"DriverModel", true, 1610809348, false, 10, 1, {{L"retval", VT_BSTR, nullptr, VARIANT_FALSE, 0, nullptr}}, true},
    {INVOKE_PROPERTYGET, L"DriverProvider", true, 1610809349, false, 11, 1, {{L"retval", VT_BSTR, nullptr, VARIANT_FALSE, 0, nullptr}}, true},
    {INVOKE_PROPERTYGET, L"DriverVerDate", true, 1610809350, false, 12, 1, {{L"retval", VT_DATE, nullptr, VARIANT_FALSE, 0, nullptr}}, true},
    {INVOKE_PROPERTYGET, L"DeviceProblemNumber", true, 1610809351, false, 13, 1, {{L"retval", VT_I4, nullptr, VARIANT_FALSE, 0, nullptr}}, true},
    {INVOKE_PROPERTYGET, L"DeviceStatus", true, 1610809352, false, 14, 1, {{L"retval", VT_I4, nullptr, VARIANT_FALSE, 0, nullptr}}, true},
};

const DescribedMember MEMBERS_OF_IWindowsDriverUpdateEntryCollection[] = {
    {INVOKE_PROPERTYGET, L"Item", true, 0, false, 7, 2, {{L"index", VT_I4, nullptr, VARIANT_FALSE, 0, nullptr}, {L"retval", VT_USERDEFINED, L"IWindowsDriverUpdateEntry", VARIANT_FALSE, 0, nullptr}}, true},
    {INVOKE_PROPERTYGET, L"_NewEnum", true, -4, false, 8, 1, {{L"retval", VT_UNKNOWN, nullptr, VARIANT_FALSE, 0, nullptr}}, true},
    {INVOKE_PROPERTYGET, L"Count", true, 1610743809, false, 9, 1, {{L"retval", VT_I4, nullptr, VARIANT_FALSE, 0, nullptr}}, true},
};

const DescribedMember MEMBERS_OF_IWindowsUpdateAgentInfo[] = {
    {INVOKE_FUNC, L"GetInfo", true, 1610743809, false, 7, 2, {{L"varInfoIdentifier", VT_VARIANT, nullptr, VARIANT_FALSE, 0, nullptr}, {L"retval", VT_VARIANT, nullptr, VARIANT_FALSE, 0, nullptr}}, true},
};

const DescribedInterface DESCRIBED_INTERFACES[] = {
    {L"IAutomaticUpdates", __uuidof(IAutomaticUpdates), L"IDispatch", true, false, 7, MEMBERS_OF_IAutomaticUpdates},
    {L"IAutomaticUpdates2", __uuidof(IAutomaticUpdates2), L"IAutomaticUpdates", true, true, 1, MEMBERS_OF_IAutomaticUpdates2},
    {L"IAutomaticUpdatesResults", __uuidof(IAutomaticUpdatesResults), L"IDispatch", true, false, 2, MEMBERS_OF_IAutomaticUpdatesResults},
    {L"IAutomaticUpdatesSettings", __uuidof(IAutomaticUpdatesSettings), L"IDispatch", true, false, 10, MEMBERS_OF_IAutomaticUpdatesSettings},
    {L"IAutomaticUpdatesSettings2", __uuidof(IAutomaticUpdatesSettings2), L"IAutomaticUpdatesSettings", true, false, 3, MEMBERS_OF_IAutomaticUpdatesSettings2},
    {L"IAutomaticUpdatesSettings3", __uuidof(IAutomaticUpdatesSettings3), L"IAutomaticUpdatesSettings2", true, false, 4, MEMBERS_OF_IAutomaticUpdatesSettings3},
    {L"ICategory", __uuidof(ICategory), L"IDispatch", true, false, 9, MEMBERS_OF_ICategory},
    {L"ICategoryCollection", __uuidof(ICategoryCollection), L"IDispatch", true, false, 3, MEMBERS_OF_ICategoryCollection},
    {L"IDownloadCompletedCallback", __uuidof(IDownloadCompletedCallback), L"IUnknown", false, false, 1, MEMBERS_OF_IDownloadCompletedCallback},
    {L"IDownloadCompletedCallbackArgs", __uuidof(IDownloadCompletedCallbackArgs), L"IDispatch", true, false, 0, nullptr},
    {L"IDownloadJob", __uuidof(IDownloadJob), L"IDispatch", true, false, 6, MEMBERS_OF_IDownloadJob},
    {L"IDownloadProgress", __uuidof(IDownloadProgress), L"IDispatch", true, false, 9, MEMBERS_OF_IDownloadProgress},
    {L"IDownloadProgressChangedCallback", __uuidof(IDownloadProgressChangedCallback), L"IUnknown", false, false, 1, MEMBERS_OF_IDownloadProgressChangedCallback},
    {L"IDownloadProgressChangedCallbackArgs", __uuidof(IDownloadProgressChangedCallbackArgs), L"IDispatch", true, false, 1, MEMBERS_OF_IDownloadProgressChangedCallbackArgs},
    {L"IDownloadResult", __uuidof(IDownloadResult), L"IDispatch", true, false, 3, MEMBERS_OF_IDownloadResult},
    {L"IImageInformation", __uuidof(IImageInformation), L"IDispatch", true, false, 4, MEMBERS_OF_IImageInformation},
    {L"IInstallationAgent", __uuidof(IInstallationAgent), L"IDispatch", true, false, 1, MEMBERS_OF_IInstallationAgent},
    {L"IInstallationBehavior", __uuidof(IInstallationBehavior), L"IDispatch", true, false, 4, MEMBERS_OF_IInstallationBehavior},
    {L"IInstallationCompletedCallback", __uuidof(IInstallationCompletedCallback), L"IUnknown", false, false, 1, MEMBERS_OF_IInstallationCompletedCallback},
    {L"IInstallationCompletedCallbackArgs", __uuidof(IInstallationCompletedCallbackArgs), L"IDispatch", true, false, 0, nullptr},
    {L"IInstallationJob", __uuidof(IInstallationJob), L"IDispatch", true, false, 6, MEMBERS_OF_IInstallationJob},
    {L"IInstallationProgress", __uuidof(IInstallationProgress), L"IDispatch", true, false, 4, MEMBERS_OF_IInstallationProgress},
    {L"IInstallationProgressChangedCallback", __uuidof(IInstallationProgressChangedCallback), L"IUnknown", false, false, 1, MEMBERS_OF_IInstallationProgressChangedCallback},
    {L"IInstallationProgressChangedCallbackArgs", __uuidof(IInstallationProgressChangedCallbackArgs), L"IDispatch", true, false, 1, MEMBERS_OF_IInstallationProgressChangedCallbackArgs},
    {L"IInstallationResult", __uuidof(IInstallationResult), L"IDispatch", true, false, 4, MEMBERS_OF_IInstallationResult},
    {L"IInvalidProductLicenseException", __uuidof(IInvalidProductLicenseException), L"IUpdateException", true, false, 1, MEMBERS_OF_IInvalidProductLicenseException},
    {L"ISearchCompletedCallback", __uuidof(ISearchCompletedCallback), L"IUnknown", false, false, 1, MEMBERS_OF_ISearchCompletedCallback},
    {L"ISearchCompletedCallbackArgs", __uuidof(ISearchCompletedCallbackArgs), L"IDispatch", true, false, 0, nullptr},
    {L"ISearchJob", __uuidof(ISearchJob), L"IDispatch", true, false, 4, MEMBERS_OF_ISearchJob},
    {L"ISearchResult", __uuidof(ISearchResult), L"IDispatch", true, false, 4, MEMBERS_OF_ISearchResult},
    {L"IStringCollection", __uuidof(IStringCollection), L"IDispatch", true, true, 10, MEMBERS_OF_IStringCollection},
    {L"ISystemInformation", __uuidof(ISystemInformation), L"IDispatch", true, true, 2, MEMBERS_OF_ISystemInformation},
    {L"IUpdate", __uuidof(IUpdate), L"IDispatch", true, false, 45, MEMBERS_OF_IUpdate},
    {L"IUpdate2", __uuidof(IUpdate2), L"IUpdate", true, false, 4, MEMBERS_OF_IUpdate2},
    {L"IUpdate3", __uuidof(IUpdate3), L"IUpdate2", true, false, 1, MEMBERS_OF_IUpdate3},
    {L"IUpdate4", __uuidof(IUpdate4), L"IUpdate3", true, false, 1, MEMBERS_OF_IUpdate4},
    {L"IUpdate5", __uuidof(IUpdate5), L"IUpdate4", true, false, 2, MEMBERS_OF_IUpdate5},
    {L"IUpdateCollection", __uuidof(IUpdateCollection), L"IDispatch", true, true, 10, MEMBERS_OF_IUpdateCollection},
    {L"IUpdateDownloadContent", __uuidof(IUpdateDownloadContent), L"IDispatch", true, false, 1, MEMBERS_OF_IUpdateDownloadContent},
    {L"IUpdateDownloadContent2", __uuidof(IUpdateDownloadContent2), L"IUpdateDownloadContent", true, false, 1, MEMBERS_OF_IUpdateDownloadContent2},
    {L"IUpdateDownloadContentCollection", __uuidof(IUpdateDownloadContentCollection), L"IDispatch", true, false, 3, MEMBERS_OF_IUpdateDownloadContentCollection},
    {L"IUpdateDownloadResult", __uuidof(IUpdateDownloadResult), L"IDispatch", true, false, 2, MEMBERS_OF_IUpdateDownloadResult},
    {L"IUpdateDownloader", __uuidof(IUpdateDownloader), L"IDispatch", true, true, 11, MEMBERS_OF_IUpdateDownloader},
    {L"IUpdateDownloaderEx", __uuidof(IUpdateDownloaderEx), L"IUpdateDownloader", true, false, 2, MEMBERS_OF_IUpdateDownloaderEx},
    {L"IUpdateEx", __uuidof(IUpdateEx), L"IUpdate5", true, false, 2, MEMBERS_OF_IUpdateEx},
    {L"IUpdateException", __uuidof(IUpdateException), L"IDispatch", true, false, 3, MEMBERS_OF_IUpdateException},
    {L"IUpdateExceptionCollection", __uuidof(IUpdateExceptionCollection), L"IDispatch", true, false, 3, MEMBERS_OF_IUpdateExceptionCollection},
    {L"IUpdateHistoryEntry", __uuidof(IUpdateHistoryEntry), L"IDispatch", true, false, 14, MEMBERS_OF_IUpdateHistoryEntry},
    {L"IUpdateHistoryEntry2", __uuidof(IUpdateHistoryEntry2), L"IUpdateHistoryEntry", true, false, 1, MEMBERS_OF_IUpdateHistoryEntry2},
    {L"IUpdateHistoryEntryCollection", __uuidof(IUpdateHistoryEntryCollection), L"IDispatch", true, false, 3, MEMBERS_OF_IUpdateHistoryEntryCollection},
    {L"IUpdateIdentity", __uuidof(IUpdateIdentity), L"IDispatch", true, false, 2, MEMBERS_OF_IUpdateIdentity},
    {L"IUpdateInstallationResult", __uuidof(IUpdateInstallationResult), L"IDispatch", true, false, 3, MEMBERS_OF_IUpdateInstallationResult},
    {L"IUpdateInstaller", __uuidof(IUpdateInstaller), L"IDispatch", true, false, 21, MEMBERS_OF_IUpdateInstaller},
    {L"IUpdateInstaller2", __uuidof(IUpdateInstaller2), L"IUpdateInstaller", true, true, 2, MEMBERS_OF_IUpdateInstaller2},
    {L"IUpdateInstaller3", __uuidof(IUpdateInstaller3), L"IUpdateInstaller2", true, true, 2, MEMBERS_OF_IUpdateInstaller3},
    {L"IUpdateInstaller4", __uuidof(IUpdateInstaller4), L"IUpdateInstaller3", true, true, 1, MEMBERS_OF_IUpdateInstaller4},
    {L"IUpdateLockdown", __uuidof(IUpdateLockdown), L"IUnknown", false, false, 1, MEMBERS_OF_IUpdateLockdown},
    {L"IUpdateSearcher", __uuidof(IUpdateSearcher), L"IDispatch", true, false, 18, MEMBERS_OF_IUpdateSearcher},
    {L"IUpdateSearcher2", __uuidof(IUpdateSearcher2), L"IUpdateSearcher", true, false, 2, MEMBERS_OF_IUpdateSearcher2},
    {L"IUpdateSearcher3", __uuidof(IUpdateSearcher3), L"IUpdateSearcher2", true, true, 2, MEMBERS_OF_IUpdateSearcher3},
    {L"IUpdateService", __uuidof(IUpdateService), L"IDispatch", true, false, 13, MEMBERS_OF_IUpdateService},
    {L"IUpdateService2", __uuidof(IUpdateService2), L"IUpdateService", true, false, 1, MEMBERS_OF_IUpdateService2},
    {L"IUpdateServiceCollection", __uuidof(IUpdateServiceCollection), L"IDispatch", true, false, 3, MEMBERS_OF_IUpdateServiceCollection},
    {L"IUpdateServiceManager", __uuidof(IUpdateServiceManager), L"IDispatch", true, false, 7, MEMBERS_OF_IUpdateServiceManager},
    {L"IUpdateServiceManager2", __uuidof(IUpdateServiceManager2), L"IUpdateServiceManager", true, true, 4, MEMBERS_OF_IUpdateServiceManager2},
    {L"IUpdateServiceRegistration", __uuidof(IUpdateServiceRegistration), L"IDispatch", true, false, 4, MEMBERS_OF_IUpdateServiceRegistration},
    {L"IUpdateSession", __uuidof(IUpdateSession), L"IDispatch", true, false, 8, MEMBERS_OF_IUpdateSession},
    {L"IUpdateSession2", __uuidof(IUpdateSession2), L"IUpdateSession", true, false, 2, MEMBERS_OF_IUpdateSession2},
    {L"IUpdateSession3", __uuidof(IUpdateSession3), L"IUpdateSession2", true, true, 2, MEMBERS_OF_IUpdateSession3},
    {L"IWebProxy", __uuidof(IWebProxy), L"IDispatch", true, false, 14, MEMBERS_OF_IWebProxy},
    {L"IWindowsDriverUpdate", __uuidof(IWindowsDriverUpdate), L"IUpdate", true, false, 8, MEMBERS_OF_IWindowsDriverUpdate},
    {L"IWindowsDriverUpdate2", __uuidof(IWindowsDriverUpdate2), L"IWindowsDriverUpdate", true, false, 4, MEMBERS_OF_IWindowsDriverUpdate2},
    {L"IWindowsDriverUpdate3", __uuidof(IWindowsDriverUpdate3), L"IWindowsDriverUpdate2", true, false, 1, MEMBERS_OF_IWindowsDriverUpdate3},
    {L"IWindowsDriverUpdate4", __uuidof(IWindowsDriverUpdate4), L"IWindowsDriverUpdate3", true, false, 2, MEMBERS_OF_IWindowsDriverUpdate4},
    {L"IWindowsDriverUpdate5", __uuidof(IWindowsDriverUpdate5), L"IWindowsDriverUpdate4", true, false, 2, MEMBERS_OF_IWindowsDriverUpdate5},
    {L"IWindowsDriverUpdateEntry", __uuidof(IWindowsDriverUpdateEntry), L"IDispatch", true, false, 8, MEMBERS_OF_IWindowsDriverUpdateEntry},
    {L"IWindowsDriverUpdateEntryCollection", __uuidof(IWindowsDriverUpdateEntryCollection), L"IDispatch", true, false, 3, MEMBERS_OF_IWindowsDriverUpdateEntryCollection},
    {L"IWindowsUpdateAgentInfo", __uuidof(IWindowsUpdateAgentInfo), L"IDispatch", true, true, 1, MEMBERS_OF_IWindowsUpdateAgentInfo},
};

const DescribedNumber DESCRIBED_NUMBERS[] = {
    {L"AddServiceFlag", L"asfAllowPendingRegistration", 1},
    {L"AddServiceFlag", L"asfAllowOnlineRegistration", 2},
    {L"AddServiceFlag", L"asfRegisterServiceWithAU", 4},
    {L"AutoDownloadMode", L"adLetWindowsUpdateDecide", 0},
    {L"AutoDownloadMode", L"adNeverAutoDownload", 1},
    {L"AutoDownloadMode", L"adAlwaysAutoDownload", 2},
    {L"AutoSelectionMode", L"asLetWindowsUpdateDecide", 0},
    {L"AutoSelectionMode", L"asAutoSelectIfDownloaded", 1},
    {L"AutoSelectionMode", L"asNeverAutoSelect", 2},
    {L"AutoSelectionMode", L"asAlwaysAutoSelect", 3},
    {L"AutomaticUpdatesNotificationLevel", L"aunlNotConfigured", 0},
    {L"AutomaticUpdatesNotificationLevel", L"aunlDisabled", 1},
    {L"AutomaticUpdatesNotificationLevel", L"aunlNotifyBeforeDownload", 2},
    {L"AutomaticUpdatesNotificationLevel", L"aunlNotifyBeforeInstallation", 3},
    {L"AutomaticUpdatesNotificationLevel", L"aunlScheduledInstallation", 4},
    {L"AutomaticUpdatesPermissionType", L"auptSetNotificationLevel", 1},
    {L"AutomaticUpdatesPermissionType", L"auptDisableAutomaticUpdates", 2},
    {L"AutomaticUpdatesPermissionType", L"auptSetIncludeRecommendedUpdates", 3},
    {L"AutomaticUpdatesPermissionType", L"auptSetFeaturedUpdatesEnabled", 4},
    {L"AutomaticUpdatesPermissionType", L"auptSetNonAdministratorsElevated", 5},
    {L"AutomaticUpdatesScheduledInstallationDay", L"ausidEveryDay", 0},
    {L"AutomaticUpdatesScheduledInstallationDay", L"ausidEverySunday", 1},
    {L"AutomaticUpdatesScheduledInstallationDay", L"ausidEveryMonday", 2},
    {L"AutomaticUpdatesScheduledInstallationDay", L"ausidEveryTuesday", 3},
    {L"AutomaticUpdatesScheduledInstallationDay", L"ausidEveryWednesday", 4},
    {L"AutomaticUpdatesScheduledInstallationDay", L"ausidEveryThursday", 5},
    {L"AutomaticUpdatesScheduledInstallationDay", L"ausidEveryFriday", 6},
    {L"AutomaticUpdatesScheduledInstallationDay", L"ausidEverySaturday", 7},
    {L"AutomaticUpdatesUserType", L"auutCurrentUser", 1},
    {L"AutomaticUpdatesUserType", L"auutLocalAdministrator", 2},
    {L"DeploymentAction", L"daNone", 0},
    {L"DeploymentAction", L"daInstallation", 1},
    {L"DeploymentAction", L"daUninstallation", 2},
    {L"DeploymentAction", L"daDetection", 3},
    {L"DeploymentAction", L"daOptionalInstallation", 4},
    {L"DownloadPhase", L"dphInitializing", 1},
    {L"DownloadPhase", L"dphDownloading", 2},
    {L"DownloadPhase", L"dphVerifying", 3},
    {L"DownloadPriority", L"dpLow", 1},
    {L"DownloadPriority", L"dpNormal", 2},
    {L"DownloadPriority", L"dpHigh", 3},
    {L"DownloadPriority", L"dpExtraHigh", 4},
    {L"DownloadType", L"downloadTypeFull", 0},
    {L"DownloadType", L"downloadTypeUpdateBootstrapper", 1},
    {L"InstallationImpact", L"iiNormal", 0},
    {L"InstallationImpact", L"iiMinor", 1},
    {L"InstallationImpact", L"iiRequiresExclusiveHandling", 2},
    {L"InstallationRebootBehavior", L"irbNeverReboots", 0},
    {L"InstallationRebootBehavior", L"irbAlwaysRequiresReboot", 1},
    {L"InstallationRebootBehavior", L"irbCanRequestReboot", 2},
    {L"OperationResultCode", L"orcNotStarted", 0},
    {L"OperationResultCode", L"orcInProgress", 1},
    {L"OperationResultCode", L"orcSucceeded", 2},
    {L"OperationResultCode", L"orcSucceededWithErrors", 3},
    {L"OperationResultCode", L"orcFailed", 4},
    {L"OperationResultCode", L"orcAborted", 5},
    {L"SearchScope", L"searchScopeDefault", 0},
    {L"SearchScope", L"searchScopeMachineOnly", 1},
    {L"SearchScope", L"searchScopeCurrentUserOnly", 2},
    {L"SearchScope", L"searchScopeMachineAndCurrentUser", 3},
    {L"SearchScope", L"searchScopeMachineAndAllUsers", 4},
    {L"SearchScope", L"searchScopeAllUsers", 5},
    {L"ServerSelection", L"ssDefault", 0},
    {L"ServerSelection", L"ssManagedServer", 1},
    {L"ServerSelection", L"ssWindowsUpdate", 2},
    {L"ServerSelection", L"ssOthers", 3},
    {L"UpdateEndpointAuthTokenType", L"ueattInvalidTokenType", 0},
    {L"UpdateEndpointAuthTokenType", L"ueattSAML11Token", 1},
    {L"UpdateEndpointType", L"uetClientServer", 0},
    {L"UpdateEndpointType", L"uetReporting", 1},
    {L"UpdateEndpointType", L"uetWuaSelfUpdate", 2},
    {L"UpdateEndpointType", L"uetRegulation", 3},
    {L"UpdateEndpointType", L"uetSimpleTargeting", 4},
    {L"UpdateEndpointType", L"uetSecuredClientServer", 5},
    {L"UpdateEndpointType", L"uetSecondaryServiceAuth", 6},
    {L"UpdateExceptionContext", L"uecGeneral", 1},
    {L"UpdateExceptionContext", L"uecWindowsDriver", 2},
    {L"UpdateExceptionContext", L"uecWindowsInstaller", 3},
    {L"UpdateExceptionContext", L"uecSearchIncomplete", 4},
    {L"UpdateLockdownOption", L"uloForWebsiteAccess", 1},
    {L"UpdateOperation", L"uoInstallation", 1},
    {L"UpdateOperation", L"uoUninstallation", 2},
    {L"UpdateServiceOption", L"usoNonVolatileService", 1},
    {L"UpdateServiceRegistrationState", L"usrsNotRegistered", 1},
    {L"UpdateServiceRegistrationState", L"usrsRegistrationPending", 2},
    {L"UpdateServiceRegistrationState", L"usrsRegistered", 3},
    {L"UpdateType", L"utSoftware", 1},
    {L"UpdateType", L"utDriver", 2},
};

const DescribedClass DESCRIBED_CLASSES[] = {
    {L"AutomaticUpdates", CLSID_AutomaticUpdates, L"Microsoft.Update.AutoUpdate", L"IAutomaticUpdates2", __uuidof(IAutomaticUpdates2), nullptr, {0x563e394f, 0xe3f1, 0x431a, 0xa1, 0x5a, 0x19, 0x83, 0x89, 0x17, 0xdd, 0x90}, L"Wua.Update.AutoUpdate"},
    {L"InstallationAgent", CLSID_InstallationAgent, L"Microsoft.Update.InstallationAgent", L"IInstallationAgent", __uuidof(IInstallationAgent), nullptr, {0x21e97543, 0x3b21, 0x4b4b, 0xbc, 0xc8, 0xc7, 0x0d, 0x69, 0x47, 0x27, 0xfc}, L"Wua.Update.InstallationAgent"},
    {L"StringCollection", CLSID_StringCollection, L"Microsoft.Update.StringColl", L"IStringCollection", __uuidof(IStringCollection), nullptr, {0x4d07fc78, 0xf314, 0x4003, 0x95, 0xe7, 0xfa, 0x58, 0xbd, 0x1e, 0xac, 0xc6}, L"Wua.Update.StringColl"},
    {L"SystemInformation", CLSID_SystemInformation, L"Microsoft.Update.SystemInfo", L"ISystemInformation", __uuidof(ISystemInformation), nullptr, {0x70fe4824, 0x3822, 0x4218, 0xa5, 0x39, 0x51, 0x31, 0x51, 0x10, 0x30, 0x62}, L"Wua.Update.SystemInfo"},
    {L"UpdateCollection", CLSID_UpdateCollection, L"Microsoft.Update.UpdateColl", L"IUpdateCollection", __uuidof(IUpdateCollection), nullptr, {0xffe31d80, 0xeb5f, 0x4989, 0x80, 0xed, 0x0b, 0xd3, 0x91, 0x31, 0xa9, 0x03}, L"Wua.Update.UpdateColl"},
    {L"UpdateDownloader", CLSID_UpdateDownloader, L"Microsoft.Update.Downloader", L"IUpdateDownloader", __uuidof(IUpdateDownloader), nullptr, {0x6d981952, 0xdb2b, 0x4768, 0xbb, 0x6c, 0x18, 0x0d, 0x71, 0xa5, 0x4e, 0xe5}, L"Wua.Update.Downloader"},
    {L"UpdateInstaller", CLSID_UpdateInstaller, L"Microsoft.Update.Installer", L"IUpdateInstaller2", __uuidof(IUpdateInstaller2), L"IUpdateInstaller4", {0x607a185a, 0xc0bd, 0x46c9, 0xa8, 0x47, 0x63, 0xe0, 0xb0, 0x04, 0xbc, 0x32}, L"Wua.Update.Installer"},
    {L"UpdateSearcher", CLSID_UpdateSearcher, L"Microsoft.Update.Searcher", L"IUpdateSearcher3", __uuidof(IUpdateSearcher3), nullptr, {0xd3f13f7c, 0xe7d7, 0x491b, 0x92, 0xdc, 0x1d, 0xb2, 0x08, 0x7b, 0x90, 0x2e}, L"Wua.Update.Searcher"},
    {L"UpdateServiceManager", CLSID_UpdateServiceManager, L"Microsoft.Update.ServiceManager", L"IUpdateServiceManager2", __uuidof(IUpdateServiceManager2), nullptr, {0x4900f565, 0x743e, 0x439b, 0x99, 0x60, 0x43, 0x64, 0xad, 0xce, 0xc0, 0xec}, L"Wua.Update.ServiceManager"},
    {L"UpdateSession", CLSID_UpdateSession, L"Microsoft.Update.Session", L"IUpdateSession3", __uuidof(IUpdateSession3), nullptr, {0x22eefe68, 0x0458, 0x47c1, 0x82, 0xa7, 0x51, 0xb2, 0x3a, 0x4b, 0x91, 0x5e}, L"Wua.Update.Session"},
    {L"WebProxy", CLSID_WebProxy, L"Microsoft.Update.WebProxy", L"IWebProxy", __uuidof(IWebProxy), nullptr, {0x3c0fae28, 0x18c3, 0x43d8, 0xbd, 0xd4, 0xd1, 0x80, 0x04, 0xa6, 0xa9, 0x29}, L"Wua.Update.WebProxy"},
    {L"WindowsUpdateAgentInfo", CLSID_WindowsUpdateAgentInfo, L"Microsoft.Update.AgentInfo", L"IWindowsUpdateAgentInfo", __uuidof(IWindowsUpdateAgentInfo), nullptr, {0x67023a15, 0x39b4, 0x4f6d, 0x8b, 0x36, 0xd4, 0x37, 0x5e, 0x10, 0x4e, 0x37}, L"Wua.Update.AgentInfo"},
};

} // namespace wua
