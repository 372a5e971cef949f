// The session and what comes out of it, through vtables: types of every kind, and the two families of a driver.
//
// shows: B001 B004 B016 B033 B034 B062 B063 B072 B077 B098 B112 B204

#include "check.h"

#include <oleauto.h>
#include <string>

static const DISPID FIRST_OF_THE_SECOND_INTERFACE = 0x60030001;

static std::wstring read(HRESULT hresult, BSTR text)
{
    CHECK_HR(hresult, S_OK);
    CHECK(text != nullptr);
    std::wstring result = text ? std::wstring(text, SysStringLen(text)) : std::wstring();
    SysFreeString(text);
    return result;
}

// A property that is a text.
#define TEXT_OF(object, member)                     \
    [&] {                                           \
        BSTR text_ = nullptr;                       \
        HRESULT hresult_ = (object)->member(&text_); \
        return read(hresult_, text_);               \
    }()

static void session_and_searcher(wua::IUpdateSession3 *session, Ref<wua::IUpdateSearcher3> &searcher)
{
    CHECK_HR(session->put_ClientApplicationID(Text(L"a C++ program")), S_OK);
    CHECK(TEXT_OF(session, get_ClientApplicationID) == L"a C++ program");
    LCID locale = 0;
    CHECK_HR(session->get_UserLocale(&locale), S_OK);
    CHECK(locale != 0);
    CHECK_HR(session->put_UserLocale(0x0c0a), S_OK);
    CHECK_HR(session->get_UserLocale(&locale), S_OK);
    CHECK(locale == 0x0c0a);
    CHECK_HR(session->put_UserLocale(0x0409), S_OK);

    Ref<wua::IUpdateSearcher> base;
    CHECK_HR(session->CreateUpdateSearcher(&base), S_OK);
    CHECK_HR(base.as(searcher), S_OK);
    CHECK(TEXT_OF(searcher, get_ClientApplicationID) == L"a C++ program");
    CHECK_HR(searcher->put_Online(VARIANT_FALSE), S_OK);
    // In a vtable call VARIANT_BOOL is what it is: nothing converts a TRUE.
    CHECK_HR(searcher->put_Online(TRUE), E_INVALIDARG);
    VARIANT_BOOL online = 7;
    CHECK_HR(searcher->get_Online(&online), S_OK);
    CHECK(online == VARIANT_FALSE);
    CHECK_HR(searcher->put_Online(VARIANT_TRUE), S_OK);
    wua::ServerSelection selection = wua::ssOthers;
    CHECK_HR(searcher->put_ServerSelection(wua::ssWindowsUpdate), S_OK);
    CHECK_HR(searcher->get_ServerSelection(&selection), S_OK);
    CHECK(selection == wua::ssWindowsUpdate);
    CHECK_HR(searcher->put_ServerSelection(wua::ssDefault), S_OK);
}

static void every_update(wua::IUpdateCollection *updates, LONG &drivers, LONG &others)
{
    LONG count = 0;
    CHECK_HR(updates->get_Count(&count), S_OK);
    CHECK(count > 0);
    for (LONG index = 0; index < count; index++) {
        Ref<wua::IUpdate> update, again;
        CHECK_HR(updates->get_Item(index, &update), S_OK);
        CHECK_HR(updates->get_Item(index, &again), S_OK);
        CHECK(update == again);
        CHECK(TEXT_OF(update, get_Title) != L"");
        TEXT_OF(update, get_MsrcSeverity);
        DATE date = 0;
        CHECK_HR(update->get_LastDeploymentChangeTime(&date), S_OK);
        CHECK(date > 36526.0);
        VARIANT deadline;
        VariantInit(&deadline);
        CHECK_HR(update->get_Deadline(&deadline), S_OK);
        CHECK(V_VT(&deadline) == VT_EMPTY || V_VT(&deadline) == VT_DATE);
        DECIMAL size = {};
        double bytes = -1;
        CHECK_HR(update->get_MaxDownloadSize(&size), S_OK);
        CHECK_HR(VarR8FromDec(&size, &bytes), S_OK);
        CHECK(bytes >= 0);
        Ref<wua::IStringCollection> articles;
        CHECK_HR(update->get_KBArticleIDs(&articles), S_OK);
        Ref<wua::IUpdate5> latest;
        CHECK_HR(update.as(latest), S_OK);
        wua::UpdateType type = wua::UpdateType(0);
        CHECK_HR(update->get_Type(&type), S_OK);
        (type == wua::utDriver ? drivers : others) = index;
    }
    Ref<wua::IUpdate> none;
    CHECK_HR(updates->get_Item(count, &none), static_cast<HRESULT>(0x80240007));
    CHECK(none == nullptr);
}

static VARTYPE type_of(IDispatch *object, DISPID member)
{
    DISPPARAMS no_arguments = {};
    VARIANT result;
    VariantInit(&result);
    CHECK_HR(object->Invoke(member, IID_NULL, LOCALE_USER_DEFAULT, DISPATCH_PROPERTYGET, &no_arguments, &result,
                            nullptr, nullptr),
             S_OK);
    VARTYPE type = V_VT(&result);
    VariantClear(&result);
    return type;
}

static bool knows(IDispatch *object, const wchar_t *name)
{
    LPOLESTR names[] = {const_cast<LPOLESTR>(name)};
    DISPID id;
    return object->GetIDsOfNames(IID_NULL, names, 1, LOCALE_USER_DEFAULT, &id) == S_OK;
}

// Both families extend IUpdate and number their members alike: the same slot and the same dispid mean a text in one
// and a boolean in the other.
static void a_driver(wua::IUpdate *update)
{
    Ref<wua::IWindowsDriverUpdate5> driver;
    Ref<wua::IUpdate5> as_update;
    CHECK_HR(update->QueryInterface(__uuidof(wua::IWindowsDriverUpdate5), reinterpret_cast<void **>(&driver)), S_OK);
    CHECK_HR(update->QueryInterface(__uuidof(wua::IUpdate5), reinterpret_cast<void **>(&as_update)), S_OK);

    CHECK(TEXT_OF(driver, get_DriverClass) != L"");
    VARIANT_BOOL reboot = 7;
    CHECK_HR(as_update->get_RebootRequired(&reboot), S_OK);
    CHECK(reboot == VARIANT_TRUE || reboot == VARIANT_FALSE);
    CHECK_HR(driver->get_RebootRequired(&reboot), S_OK);
    CHECK_HR(driver->CopyToCache(nullptr), E_POINTER);
    CHECK(TEXT_OF(driver, get_Title) == TEXT_OF(as_update, get_Title));

    // The default dispatch is the driver's; asked for by its own interface, the other family has its own.
    Ref<IDispatch> by_default;
    CHECK_HR(as_update.as(by_default), S_OK);
    CHECK(knows(by_default, L"DriverModel") && knows(by_default, L"autodownload"));
    CHECK(type_of(by_default, FIRST_OF_THE_SECOND_INTERFACE) == VT_BSTR);
    CHECK(type_of(driver, FIRST_OF_THE_SECOND_INTERFACE) == VT_BSTR);
    CHECK(type_of(as_update, FIRST_OF_THE_SECOND_INTERFACE) == VT_BOOL);
    CHECK(!knows(as_update, L"DriverModel") && knows(as_update, L"AutoDownload"));

    Ref<IUnknown> one, other;
    CHECK_HR(driver.as(one), S_OK);
    CHECK_HR(as_update.as(other), S_OK);
    CHECK(one == other);
    Ref<wua::IWindowsDriverUpdate> back;
    CHECK_HR(as_update.as(back), S_OK);
}

static void a_software_update(wua::IUpdate *update)
{
    void *driver = &driver;
    CHECK_HR(update->QueryInterface(__uuidof(wua::IWindowsDriverUpdate), &driver), E_NOINTERFACE);
    CHECK(driver == nullptr);
    CHECK_HR(update->put_IsHidden(TRUE), E_INVALIDARG);
    CHECK_HR(update->put_IsHidden(VARIANT_TRUE), S_OK);
    VARIANT_BOOL hidden = VARIANT_FALSE;
    CHECK_HR(update->get_IsHidden(&hidden), S_OK);
    CHECK(hidden == VARIANT_TRUE);
    CHECK_HR(update->put_IsHidden(VARIANT_FALSE), S_OK);
}

// A collection takes what is an update, and nothing else.
static void a_collection_of_ones_own(wua::IUpdate *update)
{
    Ref<wua::IUpdateCollection> collection;
    CHECK_HR(create(wua::CLSID_UpdateCollection, collection), S_OK);
    LONG index = -1;
    CHECK_HR(collection->Add(update, &index), S_OK);
    CHECK(index == 0);
    Ref<wua::IUpdate> same;
    CHECK_HR(collection->get_Item(0, &same), S_OK);
    CHECK(same == update);
    CHECK_HR(collection->Add(nullptr, &index), E_POINTER);
    Ref<wua::IUpdateDownloader> downloader;
    CHECK_HR(create(wua::CLSID_UpdateDownloader, downloader), S_OK);
    CHECK_HR(downloader->put_Updates(collection), S_OK);
    Ref<wua::IUpdateCollection> kept;
    CHECK_HR(downloader->get_Updates(&kept), S_OK);
    Ref<wua::IUpdate> there;
    CHECK_HR(kept->get_Item(0, &there), S_OK);
    CHECK(there == update);
}

// A VARIANT by value.
static void agent_information()
{
    Ref<wua::IWindowsUpdateAgentInfo> info;
    CHECK_HR(create(wua::CLSID_WindowsUpdateAgentInfo, info), S_OK);
    Text name(L"ApiMajorVersion");
    VARIANT identifier, version;
    VariantInit(&identifier);
    VariantInit(&version);
    V_VT(&identifier) = VT_BSTR;
    V_BSTR(&identifier) = name;
    CHECK_HR(info->GetInfo(identifier, &version), S_OK);
    CHECK(V_VT(&version) == VT_I4 && V_I4(&version) > 0);
    // The argument is still the caller's.
    CHECK(V_VT(&identifier) == VT_BSTR && std::wstring(V_BSTR(&identifier)) == L"ApiMajorVersion");
}

int main()
{
    CHECK_HR(CoInitializeEx(nullptr, COINIT_APARTMENTTHREADED), S_OK);
    {
        Ref<wua::IUpdateSession3> session;
        CHECK_HR(create(wua::CLSID_UpdateSession, session), S_OK);
        Ref<wua::IUpdateSearcher3> searcher;
        session_and_searcher(session, searcher);

        Ref<wua::ISearchResult> result;
        CHECK_HR(searcher->Search(Text(L"IsInstalled=0 and IsHidden=0"), &result), S_OK);
        Ref<wua::IUpdateCollection> updates, again;
        CHECK_HR(result->get_Updates(&updates), S_OK);
        CHECK_HR(result->get_Updates(&again), S_OK);
        CHECK(updates == again);
        LONG driver_at = -1, other_at = -1;
        every_update(updates, driver_at, other_at);
        CHECK(driver_at >= 0 && other_at >= 0);
        Ref<wua::IUpdate> driver, other;
        CHECK_HR(updates->get_Item(driver_at, &driver), S_OK);
        CHECK_HR(updates->get_Item(other_at, &other), S_OK);
        a_driver(driver);
        a_software_update(other);
        a_collection_of_ones_own(other);
        agent_information();

        // A failure that the member has: nothing is left behind.
        Ref<wua::ISearchResult> none;
        CHECK_HR(searcher->Search(Text(L"IsInstalled="), &none), static_cast<HRESULT>(0x80240032));
        CHECK(none == nullptr);
    }
    CoUninitialize();
    return done("updates");
}
