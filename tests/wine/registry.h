// The registry, for the tests of registration: what is in it, and the entries of the DLL that change it.

#pragma once

#include "check.h"
#include "descriptions.h"

#include <map>
#include <oleauto.h>
#include <string>
#include <vector>

// Values by the path of the key and the name; keys have a row of their own.
using Snapshot = std::map<std::wstring, std::wstring>;

inline std::wstring braced(const GUID &guid)
{
    wchar_t text[64] = {};
    StringFromGUID2(guid, text, 64);
    return text;
}

inline void read(HKEY root, const std::wstring &path, Snapshot &into)
{
    HKEY key = nullptr;
    if (RegOpenKeyExW(root, path.c_str(), 0, KEY_READ, &key) != ERROR_SUCCESS)
        return;
    into[path] = L"key";
    wchar_t name[256];
    static BYTE data[65536];
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

// Everything that any program could look for, of anybody's.
inline Snapshot whole_registry()
{
    Snapshot all;
    read(HKEY_LOCAL_MACHINE, L"Software\\Classes", all);
    read(HKEY_LOCAL_MACHINE, L"Software\\wua", all);
    read(HKEY_CURRENT_USER, L"Software\\Classes", all);
    return all;
}

inline void write(const std::wstring &key, const wchar_t *name, const wchar_t *value)
{
    DWORD size = (lstrlenW(value) + 1) * sizeof(wchar_t);
    CHECK(RegSetKeyValueW(HKEY_CLASSES_ROOT, key.c_str(), name, REG_SZ, value, size) == ERROR_SUCCESS);
}

inline std::wstring value(const std::wstring &key, const wchar_t *name = nullptr)
{
    wchar_t text[1024] = {};
    DWORD size = sizeof text;
    LSTATUS status = RegGetValueW(HKEY_CLASSES_ROOT, key.c_str(), name, RRF_RT_REG_SZ, nullptr, text, &size);
    return status == ERROR_SUCCESS ? text : L"";
}

inline void compare(const char *when, const Snapshot &got, const Snapshot &expected)
{
    for (const auto &[name, text] : expected)
        if (!got.contains(name) || got.at(name) != text)
            std::printf("not ok: %s: %ls was %ls\n", when, name.c_str(), text.c_str());
    for (const auto &[name, text] : got)
        if (!expected.contains(name))
            std::printf("not ok: %s: %ls is %ls and was not there\n", when, name.c_str(), text.c_str());
}

// The DLL, with what it exports for regsvr32.
struct Dll {
    using Entry = HRESULT(STDAPICALLTYPE *)();
    using Install = HRESULT(STDAPICALLTYPE *)(BOOL, PCWSTR);

    HMODULE module = LoadLibraryW(L"wuapi.dll");
    Entry enter = entry<Entry>("DllRegisterServer");
    Entry leave = entry<Entry>("DllUnregisterServer");
    Install install = entry<Install>("DllInstall");
    std::wstring file;

    Dll()
    {
        wchar_t name[MAX_PATH] = {};
        GetModuleFileNameW(module, name, MAX_PATH);
        file = name;
        if (!enter || !leave || !install)
            std::printf("not ok: wuapi.dll does not register itself\n");
    }

    template <class F> F entry(const char *name) const
    {
        return reinterpret_cast<F>(reinterpret_cast<void *>(GetProcAddress(module, name)));
    }
};

// Takes Wine for Windows, as far as registration goes.
inline void on_windows(bool yes)
{
    SetEnvironmentVariableW(L"WUA_REGISTRATION", yes ? L"windows" : nullptr);
}

inline bool is_same(const std::wstring &one, const std::wstring &other)
{
    return _wcsicmp(one.c_str(), other.c_str()) == 0;
}
