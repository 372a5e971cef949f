/* patch.exe PACKAGE PATCH CODE VERSION VALUE: makes a patch of Windows Installer for a package.
 *
 * It gives the product another version, and every value that the package puts into the registry another content. No tool of
 * other systems makes patches. What makes this one is documented, but for the bytes of a table in a transform, which were
 * found out by trying. */
#define COBJMACROS
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <windows.h>
#include <msi.h>
#include <msiquery.h>
#include <objbase.h>

enum { TITLE = 2, SUBJECT = 3, TEMPLATE = 7, LAST_AUTHOR = 8, REVISION = 9, PAGES = 14, WORDS = 15, CHARACTERS = 16 };

static const CLSID TRANSFORM = {0xc1082, 0, 0, {0xc0, 0, 0, 0, 0, 0, 0, 0x46}};

static void check(UINT error, const char *what)
{
    if (error) {
        printf("%s: %u (0x%08x)\n", what, error, error);
        ExitProcess(1);
    }
}

/* Calls `each` with the first column of what a query finds. */
static void query(MSIHANDLE database, const char *text, void (*each)(const char *))
{
    MSIHANDLE view, record;
    char value[256];
    check(MsiDatabaseOpenViewA(database, text, &view), text);
    check(MsiViewExecute(view, 0), text);
    while (MsiViewFetch(view, &record) == ERROR_SUCCESS) {
        DWORD length = sizeof value;
        check(MsiRecordGetStringA(record, 1, value, &length), text);
        each(value);
        MsiCloseHandle(record);
    }
    MsiCloseHandle(view);
}

/* A table of strings: that number 1 begins it, the rest has lengths and counts of use. */
static struct {
    WORD pool[2 * 64];
    char data[4096];
    WORD count;
    DWORD length;
} strings = {{CP_ACP, 0}, "", 1, 0};

static WORD string(const char *text)
{
    DWORD length = (DWORD)strlen(text);
    if (strings.count == 64 || strings.length + length > sizeof strings.data)
        check(1, "too many strings");
    memcpy(strings.data + strings.length, text, length);
    strings.length += length;
    strings.pool[2 * strings.count] = (WORD)length;
    strings.pool[2 * strings.count + 1] = 1;
    return strings.count++;
}

/* A row that changes a column: which one as a bit, the key, the new value. */
static WORD rows[3 * 32], row_count;

static void change(WORD columns, const char *key, const char *value)
{
    if (row_count == 32)
        check(1, "too many rows");
    rows[3 * row_count] = columns;
    rows[3 * row_count + 1] = string(key);
    rows[3 * row_count + 2] = string(value);
    row_count++;
}

static const char *new_value;
static void change_value(const char *key) { change(1 << 4, key, new_value); }

/* Streams of tables have names of which two letters are one. */
static void write_table(IStorage *storage, const char *name, const void *bytes, DWORD length)
{
    static const char letters[] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz._";
    WCHAR encoded[32] = {0x4840};
    IStream *stream;
    int at = 1;
    while (*name) {
        WCHAR first = (WCHAR)(strchr(letters, *name++) - letters);
        if (*name)
            encoded[at++] = (WCHAR)(0x3800 + first + ((strchr(letters, *name++) - letters) << 6));
        else
            encoded[at++] = 0x4800 + first;
    }
    encoded[at] = 0;
    check(IStorage_CreateStream(storage, encoded, STGM_CREATE | STGM_WRITE | STGM_SHARE_EXCLUSIVE, 0, 0, &stream), "CreateStream");
    check(IStream_Write(stream, bytes, length, NULL), "Write");
    IStream_Release(stream);
}

static void say(MSIHANDLE summary, UINT which, const char *text)
{
    check(MsiSummaryInfoSetPropertyA(summary, which, VT_LPSTR, 0, NULL, text), "MsiSummaryInfoSetProperty");
}

static void say_number(MSIHANDLE summary, UINT which, INT number)
{
    check(MsiSummaryInfoSetPropertyA(summary, which, VT_I4, number, NULL, NULL), "MsiSummaryInfoSetProperty");
}

static char product[64], old_version[64], upgrade[64];
static void keep_product(const char *value) { strcpy(product, value); }
static void keep_version(const char *value) { strcpy(old_version, value); }
static void keep_upgrade(const char *value) { strcpy(upgrade, value); }

/* Which packages are changed to what. */
static void summarize(IStorage *storage, const char *version)
{
    static PROPSPEC places[] = {{PRSPEC_PROPID, {TITLE}}, {PRSPEC_PROPID, {TEMPLATE}}, {PRSPEC_PROPID, {REVISION}},
                                {PRSPEC_PROPID, {PAGES}}, {PRSPEC_PROPID, {CHARACTERS}}};
    PROPVARIANT values[5];
    IPropertySetStorage *sets;
    IPropertyStorage *set;
    char revision[256];
    int at;
    sprintf(revision, "%s%s;%s%s;%s", product, old_version, product, version, upgrade);
    /* Wine writes it last, and reads none of them if its length with the zero is no multiple of 4. */
    values[0].pszVal = "Changes";
    values[1].pszVal = ";1033";
    values[2].pszVal = revision;
    values[3].lVal = 200;
    values[4].lVal = 0;
    for (at = 0; at < 5; at++)
        values[at].vt = at < 3 ? VT_LPSTR : VT_I4;
    check(IStorage_QueryInterface(storage, &IID_IPropertySetStorage, (void **)&sets), "IPropertySetStorage");
    check(IPropertySetStorage_Create(sets, &FMTID_SummaryInformation, NULL, PROPSETFLAG_ANSI,
                                     STGM_CREATE | STGM_READWRITE | STGM_SHARE_EXCLUSIVE, &set), "its summary");
    check(IPropertyStorage_WriteMultiple(set, 5, places, values, PID_FIRST_USABLE), "WriteMultiple");
    IPropertyStorage_Release(set);
    IPropertySetStorage_Release(sets);
}

/* What is changed, in a file. */
static void make_transform(const char *path, MSIHANDLE package, const char *version)
{
    WCHAR wide[MAX_PATH];
    IStorage *storage;
    MultiByteToWideChar(CP_ACP, 0, path, -1, wide, MAX_PATH);
    check(StgCreateDocfile(wide, STGM_CREATE | STGM_READWRITE | STGM_SHARE_EXCLUSIVE, 0, &storage), "StgCreateDocfile");
    check(IStorage_SetClass(storage, &TRANSFORM), "SetClass");
    change(1 << 1, "ProductVersion", version);
    write_table(storage, "Property", rows, 6 * row_count);
    row_count = 0;
    query(package, "SELECT `Registry` FROM `Registry`", change_value);
    write_table(storage, "Registry", rows, 6 * row_count);
    write_table(storage, "_StringPool", strings.pool, 4 * strings.count);
    write_table(storage, "_StringData", strings.data, strings.length);
    summarize(storage, version);
    IStorage_Release(storage);
}

static void add_storage(MSIHANDLE patch, const char *name, const char *path)
{
    static const char *insert = "INSERT INTO `_Storages` (`Name`, `Data`) VALUES (?, ?)";
    MSIHANDLE view, record = MsiCreateRecord(2);
    check(MsiRecordSetStringA(record, 1, name), "MsiRecordSetString");
    check(MsiRecordSetStreamA(record, 2, path), "MsiRecordSetStream");
    check(MsiDatabaseOpenViewA(patch, insert, &view), insert);
    check(MsiViewExecute(view, record), insert);
    MsiCloseHandle(view);
    MsiCloseHandle(record);
}

int main(int count, char **words)
{
    char transform[MAX_PATH];
    MSIHANDLE package, patch, summary;
    if (count != 6)
        check(1, "PACKAGE PATCH CODE VERSION VALUE");
    snprintf(transform, sizeof transform, "%s.mst", words[2]);
    new_value = words[5];
    check(MsiOpenDatabaseA(words[1], MSIDBOPEN_READONLY, &package), words[1]);
    query(package, "SELECT `Value` FROM `Property` WHERE `Property` = 'ProductCode'", keep_product);
    query(package, "SELECT `Value` FROM `Property` WHERE `Property` = 'ProductVersion'", keep_version);
    query(package, "SELECT `Value` FROM `Property` WHERE `Property` = 'UpgradeCode'", keep_upgrade);
    make_transform(transform, package, words[4]);
    MsiCloseHandle(package);

    check(MsiOpenDatabaseA(words[2], MSIDBOPEN_CREATE + MSIDBOPEN_PATCHFILE, &patch), words[2]);
    add_storage(patch, "Change", transform);
    check(MsiGetSummaryInformationA(patch, NULL, 8, &summary), "the patch's summary");
    say(summary, TITLE, "Patch");
    say(summary, SUBJECT, "Patch of a test");
    say(summary, TEMPLATE, product);
    say(summary, LAST_AUTHOR, ":Change");
    say(summary, REVISION, words[3]);
    say_number(summary, WORDS, 1);
    check(MsiSummaryInfoPersist(summary), "MsiSummaryInfoPersist");
    MsiCloseHandle(summary);
    check(MsiDatabaseCommit(patch), "MsiDatabaseCommit");
    MsiCloseHandle(patch);
    DeleteFileA(transform);
    printf("made\n");
    return 0;
}
