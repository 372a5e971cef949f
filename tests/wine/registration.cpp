// Registration, and that it can be taken back: the registry is afterwards what it was before, with everything that
// others had registered under the same identifiers.

#include "registry.h"

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

static void copy(const std::wstring &from, const std::wstring &to)
{
    HKEY source = nullptr, target = nullptr;
    if (RegOpenKeyExW(HKEY_LOCAL_MACHINE, from.c_str(), 0, KEY_READ, &source) != ERROR_SUCCESS)
        return;
    CHECK(RegCreateKeyExW(HKEY_LOCAL_MACHINE, to.c_str(), 0, nullptr, 0, KEY_WRITE, nullptr, &target, nullptr) == ERROR_SUCCESS);
    CHECK(RegCopyTreeW(source, nullptr, target) == ERROR_SUCCESS);
    RegCloseKey(source);
    RegCloseKey(target);
}

// The first version kept what was there in another way. What it had taken over belongs to whom it belonged to.
static void older_version(const Dll &dll, const Snapshot &before)
{
    const std::wstring kept = L"Software\\wua\\Registered before\\";
    std::vector<std::wstring> keys = {L"TypeLib\\" + braced(wua::TYPE_LIBRARY)};
    for (const wua::DescribedInterface &interface_ : wua::DESCRIBED_INTERFACES)
        keys.push_back(L"Interface\\" + braced(interface_.iid));
    for (const wua::DescribedClass &class_ : wua::DESCRIBED_CLASSES)
        keys.insert(keys.end(), {L"CLSID\\" + braced(class_.clsid), class_.progid, class_.progid + std::wstring(L".1")});
    for (const std::wstring &key : keys) {
        copy(L"Software\\Classes\\" + key, kept + key);
        write(key + L"\\InprocServer32", nullptr, L"Z:\\older\\wuapi.dll");
    }
    Snapshot with_older = snapshot();
    // The newer one takes its place, and what is given back is what was there before both.
    CHECK_HR(dll.enter(), S_OK);
    check_registered(dll.file);
    CHECK_HR(dll.leave(), S_OK);
    compare("given back after two versions", snapshot(), before);
    // Or it only takes back.
    for (const std::wstring &key : keys) {
        copy(L"Software\\Classes\\" + key, kept + key);
        write(key + L"\\InprocServer32", nullptr, L"Z:\\older\\wuapi.dll");
    }
    compare("the older version again", snapshot(), with_older);
    CHECK_HR(dll.leave(), S_OK);
    compare("given back after the older version", snapshot(), before);

    // Where there was nothing, it kept an empty key.
    HKEY empty = nullptr;
    RegCreateKeyExW(HKEY_LOCAL_MACHINE, L"Software\\wua\\Registered before", 0, nullptr, 0, KEY_WRITE, nullptr, &empty, nullptr);
    RegCloseKey(empty);
    for (const std::wstring &key : keys)
        copy(L"Software\\Classes\\" + key, kept + key);
    CHECK_HR(dll.leave(), S_OK);
    compare("given back after an older version that did nothing", snapshot(), before);
}

int main()
{
    CHECK_HR(CoInitializeEx(nullptr, COINIT_MULTITHREADED), S_OK);
    Dll dll;
    auto &[module, enter, leave, install, file] = dll;

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

    older_version(dll, theirs);

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
