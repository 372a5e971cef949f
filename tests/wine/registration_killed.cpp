// A process that registers or takes back may be killed at any step. Afterwards everything can be taken back exactly, and
// registered again.
//
// Steps are the calls of the DLL that change the registry. From some step on none of them does anything, which is what
// the registry sees of a killed process; at some steps a process is really killed.

#include "registry.h"

#include <cstdlib>
#include <cstring>

static long steps, last_step;
static bool is_killed, is_refused_once;

// Whether the next change happens.
static bool goes_on()
{
    if (steps++ < last_step)
        return true;
    if (is_refused_once && steps - 1 > last_step)
        return true;
    if (is_killed)
        TerminateProcess(GetCurrentProcess(), 77);
    return false;
}

static LSTATUS WINAPI create_key(HKEY root, LPCWSTR path, DWORD reserved, LPWSTR kind, DWORD options, REGSAM rights,
                                 const LPSECURITY_ATTRIBUTES security, PHKEY key, LPDWORD disposition)
{
    return goes_on() ? RegCreateKeyExW(root, path, reserved, kind, options, rights, security, key, disposition)
                     : ERROR_ACCESS_DENIED;
}

static LSTATUS WINAPI set_value(HKEY key, LPCWSTR name, DWORD reserved, DWORD type, const BYTE *data, DWORD size)
{
    return goes_on() ? RegSetValueExW(key, name, reserved, type, data, size) : ERROR_ACCESS_DENIED;
}

static LSTATUS WINAPI delete_value(HKEY key, LPCWSTR name)
{
    return goes_on() ? RegDeleteValueW(key, name) : ERROR_ACCESS_DENIED;
}

static LSTATUS WINAPI delete_key(HKEY key, LPCWSTR path)
{
    return goes_on() ? RegDeleteKeyW(key, path) : ERROR_ACCESS_DENIED;
}

// Puts ours in the place of a function that the DLL imports.
static void replace(HMODULE module, const char *name, void *ours)
{
    BYTE *base = reinterpret_cast<BYTE *>(module);
    auto *dos = reinterpret_cast<IMAGE_DOS_HEADER *>(base);
    auto *nt = reinterpret_cast<IMAGE_NT_HEADERS *>(base + dos->e_lfanew);
    const IMAGE_DATA_DIRECTORY &imports = nt->OptionalHeader.DataDirectory[IMAGE_DIRECTORY_ENTRY_IMPORT];
    int found = 0;
    for (auto *from = reinterpret_cast<IMAGE_IMPORT_DESCRIPTOR *>(base + imports.VirtualAddress); from->Name; from++) {
        auto *names = reinterpret_cast<IMAGE_THUNK_DATA *>(base + from->OriginalFirstThunk);
        auto *functions = reinterpret_cast<IMAGE_THUNK_DATA *>(base + from->FirstThunk);
        for (; names->u1.AddressOfData; names++, functions++) {
            if (IMAGE_SNAP_BY_ORDINAL(names->u1.Ordinal))
                continue;
            auto *entry = reinterpret_cast<IMAGE_IMPORT_BY_NAME *>(base + names->u1.AddressOfData);
            if (std::strcmp(reinterpret_cast<const char *>(entry->Name), name) != 0)
                continue;
            DWORD protection = 0;
            VirtualProtect(&functions->u1.Function, sizeof(void *), PAGE_READWRITE, &protection);
            functions->u1.Function = reinterpret_cast<ULONG_PTR>(ours);
            VirtualProtect(&functions->u1.Function, sizeof(void *), protection, &protection);
            found++;
        }
    }
    if (found == 0)
        std::printf("not ok: the DLL does not import %s\n", name);
}

static void watch(const Dll &dll)
{
    replace(dll.module, "RegCreateKeyExW", reinterpret_cast<void *>(create_key));
    replace(dll.module, "RegSetValueExW", reinterpret_cast<void *>(set_value));
    replace(dll.module, "RegDeleteValueW", reinterpret_cast<void *>(delete_value));
    replace(dll.module, "RegDeleteKeyW", reinterpret_cast<void *>(delete_key));
}

// Runs an entry up to a step. How many it took, if it came to its end.
static long up_to(long step, Dll::Entry entry)
{
    steps = 0;
    last_step = step;
    HRESULT hresult = entry();
    long taken = steps;
    last_step = LONG_MAX;
    return SUCCEEDED(hresult) ? taken : -1;
}

// Own keys, some of which somebody else has used.
static Snapshot own_keys()
{
    Snapshot all;
    for (const wua::DescribedClass &class_ : wua::DESCRIBED_CLASSES) {
        read(HKEY_CLASSES_ROOT, L"CLSID\\" + braced(class_.own_clsid), all);
        read(HKEY_CLASSES_ROOT, class_.own_progid, all);
        read(HKEY_CLASSES_ROOT, class_.own_progid + std::wstring(L".1"), all);
    }
    read(HKEY_LOCAL_MACHINE, L"Software\\wua", all);
    return all;
}

static void others_were_here()
{
    const wua::DescribedClass &first = wua::DESCRIBED_CLASSES[0], &second = wua::DESCRIBED_CLASSES[1];
    write(L"CLSID\\" + braced(first.own_clsid) + L"\\InprocServer32", nullptr, L"Z:\\theirs.dll");
    write(L"CLSID\\" + braced(first.own_clsid) + L"\\InprocServer32", L"ThreadingModel", L"Apartment");
    write(L"CLSID\\" + braced(first.own_clsid) + L"\\Theirs\\Below", L"Name", L"value");
    write(second.own_progid + std::wstring(L"\\CLSID"), nullptr, L"{00000000-1111-2222-3333-444444444444}");
}

static void others_go()
{
    const wua::DescribedClass &first = wua::DESCRIBED_CLASSES[0], &second = wua::DESCRIBED_CLASSES[1];
    RegDeleteTreeW(HKEY_CLASSES_ROOT, (L"CLSID\\" + braced(first.own_clsid)).c_str());
    RegDeleteTreeW(HKEY_CLASSES_ROOT, second.own_progid);
}

// At every step of one of the two entries.
static void at_every_step(const Dll &dll, bool while_leaving, const Snapshot &before)
{
    char when[80];
    long count = 0;
    for (long step = 0;; step++) {
        for (bool again : {true, false}) {
            // To take back at once is the smaller half of what to register again does.
            if (!again && step % 4 != 0)
                continue;
            if (while_leaving)
                CHECK_HR(dll.enter(), S_OK);
            count = up_to(step, while_leaving ? dll.leave : dll.enter);
            std::snprintf(when, sizeof when, "%s, ended at step %ld", while_leaving ? "leaving" : "entering", step);
            if (again) {
                CHECK_HR(dll.enter(), S_OK);
                CHECK(value(std::wstring(L"Wua.Update.Session\\CurVer")) == L"Wua.Update.Session.1");
            }
            CHECK_HR(dll.leave(), S_OK);
            compare(when, own_keys(), before);
        }
        if (count >= 0)
            break;
    }
    std::printf("%ld steps of %s\n", count, while_leaving ? "leaving" : "entering");
    CHECK(count > 100);
}

// One change is refused, and what follows would be allowed: nothing is left behind.
static void refused_at_some_steps(const Dll &dll, const Snapshot &before)
{
    char when[80];
    is_refused_once = true;
    int refused = 0;
    for (long step = 0; up_to(step, dll.enter) < 0; step += 13, refused++) {
        std::snprintf(when, sizeof when, "refused at step %ld", step);
        compare(when, own_keys(), before);
    }
    CHECK(refused > 20);
    is_refused_once = false;
    last_step = LONG_MAX;
    CHECK_HR(dll.leave(), S_OK);
}

// Another process, killed at a step. Whether it was.
static bool kill_at(long step, const wchar_t *what)
{
    wchar_t file[MAX_PATH], line[MAX_PATH + 64];
    GetModuleFileNameW(nullptr, file, MAX_PATH);
    swprintf(line, MAX_PATH + 64, L"\"%ls\" %ls %ld", file, what, step);
    STARTUPINFOW startup = {};
    startup.cb = sizeof startup;
    PROCESS_INFORMATION process = {};
    CHECK(CreateProcessW(file, line, nullptr, nullptr, FALSE, 0, nullptr, nullptr, &startup, &process));
    WaitForSingleObject(process.hProcess, INFINITE);
    DWORD code = 0;
    GetExitCodeProcess(process.hProcess, &code);
    CloseHandle(process.hThread);
    CloseHandle(process.hProcess);
    return code == 77;
}

// Everything under Wine, which is much more; at some steps.
static void really_killed(const Dll &dll, const Snapshot &before)
{
    const Snapshot nothing = whole_registry();
    int killed = 0;
    for (long step = 1;; step += 197) {
        bool entering = kill_at(step, L"enter");
        if (entering)
            CHECK_HR(dll.enter(), S_OK);
        CHECK(value(L"Microsoft.Update.Session\\CurVer") == L"Microsoft.Update.Session.1");
        bool leaving = kill_at(step, L"leave");
        CHECK_HR(dll.leave(), S_OK);
        compare("after killed processes", whole_registry(), nothing);
        killed += entering + leaving;
        if (!entering && !leaving)
            break;
    }
    std::printf("killed %d times\n", killed);
    CHECK(killed > 8);
    compare("own keys after killed processes", own_keys(), before);
}

int main(int count, char **words)
{
    Dll dll;
    if (count == 3) {
        is_killed = true;
        watch(dll);
        last_step = std::atol(words[2]);
        return SUCCEEDED(std::strcmp(words[1], "enter") == 0 ? dll.enter() : dll.leave()) ? 0 : 1;
    }
    CHECK_HR(dll.leave(), S_OK);
    others_were_here();
    Snapshot before = own_keys();
    really_killed(dll, before);

    watch(dll);
    last_step = LONG_MAX;
    on_windows(true);
    at_every_step(dll, false, before);
    at_every_step(dll, true, before);
    refused_at_some_steps(dll, before);
    on_windows(false);
    others_go();
    CHECK_HR(dll.enter(), S_OK);
    return done("registration_killed");
}
