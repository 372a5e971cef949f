/* key.exe VALUE CODE [SECONDS [FILE]]: turns a key, after a while, and ends with a code. A file that is named is made, and
 * the while ends when somebody takes it away.
 *
 * Puts the value into HKEY_LOCAL_MACHINE\Software\Museum of Updates, if it is not `-`, and takes it out again if `-`
 * stands before it. */

#include <stdlib.h>
#include <string.h>
#include <windows.h>

int main(int count, char **words) {
    if (count < 3) return 2;
    DWORD left = count > 3 ? 10 * (DWORD)strtol(words[3], NULL, 10) : 0;
    const char *file = count > 4 ? words[4] : NULL;
    if (file) CloseHandle(CreateFileA(file, GENERIC_WRITE, FILE_SHARE_DELETE, NULL, CREATE_ALWAYS, 0, NULL));
    for (; left > 0 && (!file || GetFileAttributesA(file) != INVALID_FILE_ATTRIBUTES); left--) Sleep(100);
    const char *value = words[1];
    HKEY key;
    if (strcmp(value, "-") != 0) {
        const char *path = "Software\\Museum of Updates";
        if (RegCreateKeyExA(HKEY_LOCAL_MACHINE, path, 0, NULL, 0, KEY_ALL_ACCESS, NULL, &key, NULL) != 0) return 3;
        DWORD turned = 1;
        if (value[0] == '-') RegDeleteValueA(key, value + 1);
        else RegSetValueExA(key, value, 0, REG_DWORD, (const BYTE *)&turned, sizeof turned);
        RegCloseKey(key);
    }
    ExitProcess((UINT)strtol(words[2], NULL, 10));
}
