// The classes through a manifest, with nothing registered: `wuapi.manifest` and `wuapi.dll` lie in a folder of their own.

#include "registry.h"

static HANDLE context_of(const std::wstring &folder)
{
    std::wstring manifest = folder + L"\\wuapi.manifest";
    ACTCTXW wanted = {};
    wanted.cbSize = sizeof wanted;
    wanted.lpSource = manifest.c_str();
    HANDLE context = CreateActCtxW(&wanted);
    if (context == INVALID_HANDLE_VALUE)
        std::printf("not ok: %ls is no manifest: %lu\n", manifest.c_str(), GetLastError());
    return context;
}

// The file that an object's code comes from.
static std::wstring file_of(IUnknown *object)
{
    HMODULE module = nullptr;
    wchar_t file[MAX_PATH] = {};
    GetModuleHandleExW(GET_MODULE_HANDLE_EX_FLAG_FROM_ADDRESS | GET_MODULE_HANDLE_EX_FLAG_UNCHANGED_REFCOUNT,
                       static_cast<LPCWSTR>(*reinterpret_cast<void **>(object)), &module);
    GetModuleFileNameW(module, file, MAX_PATH);
    return file;
}

// Under a name the context has an identifier of its own, behind which the class stands.
static void check_class(const wchar_t *progid, const CLSID &clsid, const wua::DescribedClass &class_, const std::wstring &folder)
{
    CLSID by_name = {}, by_versioned_name = {};
    CHECK_HR(CLSIDFromProgID(progid, &by_name), S_OK);
    CHECK_HR(CLSIDFromProgID((progid + std::wstring(L".1")).c_str(), &by_versioned_name), S_OK);
    for (const CLSID &either : {clsid, by_name, by_versioned_name}) {
        Ref<IUnknown> object, interface_;
        CHECK_HR(create(either, object), S_OK);
        if (!object)
            continue;
        CHECK_HR(object->QueryInterface(class_.iid, reinterpret_cast<void **>(&interface_)), S_OK);
        CHECK(is_same(file_of(object), folder + L"\\wuapi.dll"));
    }
}

static void search(const wchar_t *progid)
{
    CLSID clsid = {};
    CHECK_HR(CLSIDFromProgID(progid, &clsid), S_OK);
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
    wchar_t folder[MAX_PATH] = {};
    GetEnvironmentVariableW(L"WUA_SHIPPED", folder, MAX_PATH);
    {
        Dll dll;
        CHECK_HR(dll.leave(), S_OK);
        FreeLibrary(dll.module);
    }
    Snapshot before = whole_registry();
    CLSID clsid = {};
    CHECK_HR(CLSIDFromProgID(L"Wua.Update.Session", &clsid), CO_E_CLASSSTRING);

    HANDLE context = context_of(folder);
    ULONG_PTR cookie = 0;
    CHECK(ActivateActCtx(context, &cookie));
    for (const wua::DescribedClass &class_ : wua::DESCRIBED_CLASSES) {
        check_class(class_.own_progid, class_.own_clsid, class_, folder);
        check_class(class_.progid, class_.clsid, class_, folder);
    }
    search(L"Wua.Update.Session");
    search(L"Microsoft.Update.Session");
    CHECK(DeactivateActCtx(0, cookie));

    // Outside, nobody knows of it.
    CHECK_HR(CLSIDFromProgID(L"Wua.Update.Session", &clsid), CO_E_CLASSSTRING);
    ReleaseActCtx(context);
    compare("without registration", whole_registry(), before);

    Dll dll;
    CHECK_HR(dll.enter(), S_OK);
    CoUninitialize();
    return done("without_registration");
}
