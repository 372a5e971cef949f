// Registration as it is on Windows, where the identifiers of the API belong to the system: our classes stand beside the
// system's, which nobody touches; taking over happens when it is asked for, and can be undone exactly.

#include "registry.h"

#include <ocidl.h>

static bool is_own(const std::wstring &name)
{
    for (const wua::DescribedClass &class_ : wua::DESCRIBED_CLASSES) {
        std::wstring clsid = L"Software\\Classes\\CLSID\\" + braced(class_.own_clsid);
        std::wstring progid = std::wstring(L"Software\\Classes\\") + class_.own_progid;
        if (_wcsnicmp(name.c_str(), clsid.c_str(), clsid.size()) == 0 || name.starts_with(progid))
            return true;
    }
    return name.starts_with(L"Software\\wua");
}

static bool is_class(const std::wstring &name)
{
    for (const wua::DescribedClass &class_ : wua::DESCRIBED_CLASSES) {
        std::wstring clsid = L"Software\\Classes\\CLSID\\" + braced(class_.clsid);
        std::wstring progid = std::wstring(L"Software\\Classes\\") + class_.progid;
        if (_wcsnicmp(name.c_str(), clsid.c_str(), clsid.size()) == 0 || name.starts_with(progid))
            return true;
    }
    return name.starts_with(L"Software\\wua");
}

// What differs is of these keys; everything else is what it was.
static int differences(const char *when, const Snapshot &before, const Snapshot &after, bool (*expected)(const std::wstring &))
{
    int count = 0;
    for (const auto &[name, text] : before)
        if (!after.contains(name) || after.at(name) != text) {
            count++;
            if (!expected(name))
                std::printf("not ok: %s: %ls was %ls\n", when, name.c_str(), text.c_str());
        }
    for (const auto &[name, text] : after)
        if (!before.contains(name)) {
            count++;
            if (!expected(name))
                std::printf("not ok: %s: %ls is new\n", when, name.c_str());
        }
    return count;
}

static HMODULE module_of(IUnknown *object)
{
    HMODULE module = nullptr;
    void *vtable = *reinterpret_cast<void **>(object);
    GetModuleHandleExW(GET_MODULE_HANDLE_EX_FLAG_FROM_ADDRESS | GET_MODULE_HANDLE_EX_FLAG_UNCHANGED_REFCOUNT,
                       static_cast<LPCWSTR>(vtable), &module);
    return module;
}

// Every class is there under its own name, and is what it is under the system's.
static void check_own(const Dll &dll)
{
    for (const wua::DescribedClass &class_ : wua::DESCRIBED_CLASSES) {
        for (const std::wstring &progid : {std::wstring(class_.own_progid), class_.own_progid + std::wstring(L".1")}) {
            CLSID clsid = {};
            CHECK_HR(CLSIDFromProgID(progid.c_str(), &clsid), S_OK);
            CHECK(IsEqualGUID(clsid, class_.own_clsid));
        }
        std::wstring key = L"CLSID\\" + braced(class_.own_clsid);
        CHECK(value(key + L"\\InprocServer32") == dll.file);
        CHECK(value(key + L"\\InprocServer32", L"ThreadingModel") == L"Both");
        CHECK(value(key + L"\\ProgID") == class_.own_progid + std::wstring(L".1"));
        CHECK(value(key + L"\\VersionIndependentProgID") == class_.own_progid);
        Ref<IUnknown> object, interface_;
        CHECK_HR(create(class_.own_clsid, object), S_OK);
        if (!object)
            continue;
        CHECK(module_of(object) == dll.module);
        CHECK_HR(object->QueryInterface(class_.iid, reinterpret_cast<void **>(&interface_)), S_OK);
        Ref<IProvideClassInfo> about;
        Ref<ITypeInfo> told;
        CHECK_HR(object.as(about), S_OK);
        CHECK_HR(about->GetClassInfo(&told), S_OK);
        BSTR name = nullptr;
        CHECK_HR(told->GetDocumentation(MEMBERID_NIL, &name, nullptr, nullptr, nullptr), S_OK);
        CHECK(name && std::wstring(name) == class_.name);
        SysFreeString(name);
    }
}

// What is beside the system's is used like the system's.
static void search()
{
    CLSID clsid = {};
    CHECK_HR(CLSIDFromProgID(L"Wua.Update.Session", &clsid), S_OK);
    Ref<wua::IUpdateSession> session;
    CHECK_HR(create(clsid, session), S_OK);
    Ref<wua::IUpdateSearcher> searcher;
    CHECK_HR(session->CreateUpdateSearcher(&searcher), S_OK);
    Ref<wua::ISearchResult> result;
    CHECK_HR(searcher->Search(Text(L"IsInstalled=0"), &result), S_OK);
    Ref<wua::IUpdateCollection> updates;
    CHECK_HR(result->get_Updates(&updates), S_OK);
    LONG count = 0;
    CHECK_HR(updates->get_Count(&count), S_OK);
    CHECK(count > 10);
}

int main()
{
    CHECK_HR(CoInitializeEx(nullptr, COINIT_MULTITHREADED), S_OK);
    Dll dll;
    CHECK_HR(dll.leave(), S_OK);
    Snapshot before = whole_registry();
    CLSID clsid = {};
    CHECK_HR(CLSIDFromProgID(L"Wua.Update.Session", &clsid), CO_E_CLASSSTRING);

    on_windows(true);
    CHECK_HR(dll.enter(), S_OK);
    Snapshot own = whole_registry();
    CHECK(differences("own", before, own, is_own) > 200);
    check_own(dll);
    search();
    CHECK_HR(dll.enter(), S_OK);
    compare("own, twice", whole_registry(), own);
    CHECK_HR(dll.leave(), S_OK);
    compare("own, taken back", whole_registry(), before);

    // When asked: the classes, and neither interfaces nor the type library.
    CHECK_HR(dll.enter(), S_OK);
    CHECK_HR(dll.install(TRUE, L"TakeOver"), S_OK);
    Snapshot both = whole_registry();
    CHECK(differences("taken over", own, both, is_class) > 100);
    for (const wua::DescribedClass &class_ : wua::DESCRIBED_CLASSES)
        CHECK(value(L"CLSID\\" + braced(class_.clsid) + L"\\InprocServer32") == dll.file);
    check_own(dll);
    CHECK_HR(dll.install(FALSE, L"takeover"), S_OK);
    compare("taken over, and given back", whole_registry(), own);
    CHECK_HR(dll.install(TRUE, L"takeover"), S_OK);
    CHECK_HR(dll.leave(), S_OK);
    compare("everything taken back", whole_registry(), before);
    CHECK_HR(dll.install(TRUE, L"own"), S_OK);
    compare("own by its name", whole_registry(), own);
    CHECK_HR(dll.install(FALSE, L"own"), S_OK);
    CHECK_HR(dll.install(TRUE, nullptr), S_OK);
    compare("what is right for the system", whole_registry(), own);
    CHECK_HR(dll.install(FALSE, L""), S_OK);
    compare("that, taken back", whole_registry(), before);
    CHECK_HR(dll.install(TRUE, L"over there"), E_INVALIDARG);
    CHECK_HR(dll.install(FALSE, L"over there"), E_INVALIDARG);
    compare("nothing", whole_registry(), before);

    // An older version had a class that is gone: it goes with the next registration.
    const wchar_t journal[] = L"Software\\wua\\Registered\\Own";
    const wchar_t registered[] = L"registered", gone[] = L"Wua.Update.Gone";
    RegSetKeyValueW(HKEY_LOCAL_MACHINE, (journal + std::wstring(L"\\0")).c_str(), L"Key", REG_SZ, gone, sizeof gone);
    RegSetKeyValueW(HKEY_LOCAL_MACHINE, journal, L"Stage", REG_SZ, registered, sizeof registered);
    write(L"Wua.Update.Gone\\CLSID", nullptr, L"{00000000-1111-2222-3333-444444444444}");
    CHECK_HR(dll.enter(), S_OK);
    compare("after an older version", whole_registry(), own);
    CHECK_HR(dll.leave(), S_OK);
    compare("after two versions", whole_registry(), before);

    on_windows(false);
    CHECK_HR(dll.enter(), S_OK);
    CoUninitialize();
    return done("registration_on_windows");
}
