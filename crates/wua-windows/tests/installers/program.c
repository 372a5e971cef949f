/* A program that does what it is told: it stands for installers of every kind. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <windows.h>

static void spawn(const char *line)
{
    STARTUPINFOA startup = {sizeof startup};
    PROCESS_INFORMATION process;
    char copy[1024];
    strncpy(copy, line, sizeof copy - 1);
    copy[sizeof copy - 1] = 0;
    /* A console of its own: under Wine such a process leaves the session. */
    if (!CreateProcessA(0, copy, 0, 0, FALSE, CREATE_NEW_CONSOLE, 0, 0, &startup, &process))
        ExitProcess(99);
}

static void note(const char *path, const char *text)
{
    FILE *file = fopen(path, "ab");
    if (!file)
        ExitProcess(98);
    fputs(text, file);
    fclose(file);
}

/* Writes its command line in UTF-8, as it came. */
static void say_line(void)
{
    char text[40000];
    WideCharToMultiByte(CP_UTF8, 0, GetCommandLineW(), -1, text, sizeof text, 0, 0);
    printf("line=[%s]\n", text);
}

int main(int count, char **words)
{
    static char block[1 << 16];
    int at;
    setvbuf(stdout, 0, _IONBF, 0);
    for (at = 1; at < count; at++) {
        const char *next = at + 1 < count ? words[at + 1] : "";
        if (!strcmp(words[at], "say-line"))
            say_line();
        else if (!strcmp(words[at], "say-folder")) {
            GetCurrentDirectoryA(sizeof block, block);
            printf("folder=[%s]\n", block);
        } else if (!strcmp(words[at], "say-input"))
            printf("input=[%d]\n", getchar());
        else if (!strcmp(words[at], "note"))
            note(next, "noted\n");
        else if (!strcmp(words[at], "hang"))
            Sleep(600000);
        else if (!strcmp(words[at], "sleep"))
            Sleep(atoi(next));
        else if (!strcmp(words[at], "spawn-hanging"))
            spawn("program.exe note C:\\child.txt hang");
        else if (!strcmp(words[at], "spawn-lingering"))
            spawn("program.exe sleep 25000");
        else if (!strcmp(words[at], "remove-later")) {
            if (!MoveFileExA(next, 0, MOVEFILE_DELAY_UNTIL_REBOOT))
                ExitProcess(97);
        } else if (!strcmp(words[at], "crash"))
            *(volatile int *)0 = 1;
        else if (!strcmp(words[at], "flood")) {
            int left = atoi(next) * 16;
            memset(block, 'x', sizeof block);
            while (left--)
                fwrite(block, 1, sizeof block, left % 2 ? stdout : stderr);
            printf("the end\n");
        } else if (!strcmp(words[at], "exit"))
            ExitProcess((UINT)strtoll(next, 0, 10));
    }
    return 0;
}
