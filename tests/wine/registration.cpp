// Registration, and that it can be taken back: the registry is afterwards what it was before, with everything that
// others had registered under the same identifiers.

#include "check.h"
#include "descriptions.h"

#include <map>
#include <oleauto.h>
#include <string>
#include <vector>

// Values by the path of the key and the name; keys have a row of their own.
using Snapshot = std::map<std::wstring, std::wstring>;

static std::wstring braced(const GUID &guid)
{
    wchar_t text[64] = {};
    StringFromGUID2(guid, text, 64);
    return text;
}

static void read(HKEY root, const std::wstring &path, Snapshot &into)
{
    HKEY key = nullptr;
    if (RegOpenKeyExW(root, path.c_str(), 0, KEY_READ, &key) != ERROR_SUCCESS)
        return;
    into[path] = L"key";
    wchar_t name[256];
    BYTE data[2048];
    for (DWORD index = 0;; index++) {
        DWORD length = 256, type = 0, size = sizeof data;
        if (RegEnumValueW(key, index, name, &length, nullptr, &type, data, &size) != ERROR_SUCCESS)
            break;
        into[path + L" : " + name] = std::to_wstring(type) + L" " + std::wstring(reinterpret_cast<wchar_t *>(data), size / 2);
    }
    for (DWORD index = 0;; index++) {
        DWORD length = 256;
        if (RegEnumKeyExW(key, index, name, &length, nullptr, nullptr, nullptr, nullptr) != ERROR_SUCCESS)
            break;
        read(root, path + L"\\" + name, into);
    }
    RegCloseKey(key);
}

static Snapshot snapshot()
{
    Snapshot all;
    read(HKEY_CLASSES_ROOT, L"TypeLib\\" + braced(wua::TYPE_LIBRARY), all);
    for (const wua::DescribedInterface &interface_ : wua::DESCRIBED_INTERFACES)
        read(HKEY_CLASSES_ROOT, L"Interface\\" + braced(interface_.iid), all);
    for (const wua::DescribedClass &class_ : wua::DESCRIBED_CLASSES) {
        read(HKEY_CLASSES_ROOT, L"CLSID\\" + braced(class_.clsid), all);
        read(HKEY_CLASSES_ROOT, class_.progid, all);
        read(HKEY_CLASSES_ROOT, class_.progid + std::wstring(L".1"), all);
    }
    read(HKEY_LOCAL_MACHINE, L"Software\\wua", all);
    return all;
}

static void write(const std::wstring &key, const wchar_t *name, const wchar_t *value)
{
    DWORD size = (lstrlenW(value) + 1) * sizeof(wchar_t);
    CHECK(RegSetKeyValueW(HKEY_CLASSES_ROOT, key.c_str(), name, REG_SZ, value, size) == ERROR_SUCCESS);
}

static std::wstring value(const std::wstring &key, const wchar_t *name = nullptr)
{
    wchar_t text[1024] = {};
    DWORD size = sizeof text;
    LSTATUS status = RegGetValueW(HKEY_CLASSES_ROOT, key.c_str(), name, RRF_RT_REG_SZ, nullptr, text, &size);
    return status == ERROR_SUCCESS ? text : L"";
}

static void compare(const char *when, const Snapshot &got, const Snapshot &expected)
{
    for (const auto &[name, text] : expected)
        if (!got.contains(name) || got.at(name) != text)
            std::printf("not ok: %s: %ls was %ls\n", when, name.c_str(), text.c_str());
    for (const auto &[name, text] : got)
        if (!expected.contains(name))
            std::printf("not ok: %s: %ls is %ls and was not there\n", when, name.c_str(), text.c_str());
}

// What other programs look for.
static void check_registered(const std::wstring &file)
{
    std::wstring library = L"TypeLib\\" + braced(wua::TYPE_LIBRARY) + L"\\2.0";
    CHECK(value(library + L"\\0\\win64") == file);
    CHECK(value(library + L"\\FLAGS") == L"0");
    for (const wua::DescribedInterface &interface_ : wua::DESCRIBED_INTERFACES) {
        std::wstring key = L"Interface\\" + braced(interface_.iid);
        CHECK(value(key) == interface_.name);
        CHECK(value(key + L"\\ProxyStubClsid32") == L"{00020424-0000-0000-c000-000000000046}");
        CHECK(_wcsicmp(value(key + L"\\TypeLib").c_str(), braced(wua::TYPE_LIBRARY).c_str()) == 0);
        CHECK(value(key + L"\\TypeLib", L"Version") == L"2.0");
        // The system finds the maker of proxies by these.
        CLSID maker = {};
        CHECK_HR(CoGetPSClsid(interface_.iid, &maker), S_OK);
        CHECK(braced(maker) == L"{00020424-0000-0000-C000-000000000046}");
    }
    for (const wua::DescribedClass &class_ : wua::DESCRIBED_CLASSES) {
        std::wstring key = L"CLSID\\" + braced(class_.clsid), versioned = class_.progid + std::wstring(L".1");
        CHECK(value(key + L"\\InprocServer32") == file);
        CHECK(value(key + L"\\InprocServer32", L"ThreadingModel") == L"Both");
        CHECK(value(key + L"\\ProgID") == versioned);
        CHECK(value(key + L"\\VersionIndependentProgID") == class_.progid);
        CHECK(_wcsicmp(value(key + L"\\TypeLib").c_str(), braced(wua::TYPE_LIBRARY).c_str()) == 0);
        CHECK(value(key + L"\\Version") == L"2.0");
        CHECK(value(class_.progid + std::wstring(L"\\CurVer")) == versioned);
        for (const std::wstring &progid : {std::wstring(class_.progid), versioned})
            CHECK(_wcsicmp(value(progid + L"\\CLSID").c_str(), braced(class_.clsid).c_str()) == 0);
    }
}

int main()
{
    CHECK_HR(CoInitializeEx(nullptr, COINIT_MULTITHREADED), S_OK);
    HMODULE dll = LoadLibraryW(L"wuapi.dll");
    using Entry = HRESULT(STDAPICALLTYPE *)();
    auto enter = reinterpret_cast<Entry>(reinterpret_cast<void *>(GetProcAddress(dll, "DllRegisterServer")));
    auto leave = reinterpret_cast<Entry>(reinterpret_cast<void *>(GetProcAddress(dll, "DllUnregisterServer")));
    if (!enter || !leave) {
        std::printf("not ok: wuapi.dll does not register itself\n");
        return 1;
    }
    wchar_t file[MAX_PATH] = {};
    GetModuleFileNameW(dll, file, MAX_PATH);

    Snapshot registered = snapshot();
    check_registered(file);
    // Twice is as good as once.
    CHECK_HR(enter(), S_OK);
    compare("registered twice", snapshot(), registered);

    CHECK_HR(leave(), S_OK);
    Snapshot before = snapshot();
    // What nobody but us knows is gone.
    for (const auto &[name, text] : before)
        if (name.starts_with(L"Interface\\" + braced(__uuidof(wua::IUpdateEx))) || name.starts_with(L"Software\\wua\\Registered"))
            std::printf("not ok: left behind: %ls\n", name.c_str());
    CHECK_HR(leave(), S_OK);
    compare("taken back twice", snapshot(), before);
    CHECK_HR(enter(), S_OK);
    compare("registered again", snapshot(), registered);
    CHECK_HR(leave(), S_OK);
    compare("taken back", snapshot(), before);

    // Others have registered some of it, in their own way.
    std::wstring session = L"CLSID\\" + braced(wua::CLSID_UpdateSession);
    std::wstring newest = L"Interface\\" + braced(__uuidof(wua::IUpdateEx));
    write(session + L"\\InprocServer32", nullptr, L"Z:\\theirs.dll");
    write(session + L"\\InprocServer32", L"ThreadingModel", L"Apartment");
    write(session + L"\\Their key", L"Their name", L"their value");
    write(newest + L"\\ProxyStubClsid32", nullptr, L"{00000000-1111-2222-3333-444444444444}");
    Snapshot theirs = snapshot();
    CHECK_HR(enter(), S_OK);
    check_registered(file);
    CHECK_HR(leave(), S_OK);
    compare("given back", snapshot(), theirs);

    // As it was.
    RegDeleteTreeW(HKEY_CLASSES_ROOT, newest.c_str());
    RegDeleteTreeW(HKEY_CLASSES_ROOT, session.c_str());
    for (const auto &[name, text] : before)
        if (size_t at = name.find(L" : "); at != std::wstring::npos && name.starts_with(session))
            write(name.substr(0, at), name.c_str() + at + 3, text.c_str() + 2);
    compare("cleaned up", snapshot(), before);
    CHECK_HR(enter(), S_OK);
    compare("registered at the end", snapshot(), registered);
    CoUninitialize();
    return done("registration");
}
