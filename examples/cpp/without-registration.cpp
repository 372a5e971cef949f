// Asks wua's agent on a computer where it is not registered: `wuapi.manifest` and `wuapi.dll` lie in a folder, and a
// context of the manifest stands between this program and the registry. Whatever else this thread creates meanwhile comes
// from where it always comes from.
//
//   without-registration.exe FOLDER

#include "agent.h"

// While one lives, this thread finds the classes of the manifest, by either name: Microsoft.Update.Session is wua's then.
class Context {
public:
    explicit Context(const std::wstring &manifest)
    {
        ACTCTXW wanted = {};
        wanted.cbSize = sizeof wanted;
        wanted.lpSource = manifest.c_str();
        handle_ = CreateActCtxW(&wanted);
        if (handle_ == INVALID_HANDLE_VALUE)
            throw Failure{HRESULT_FROM_WIN32(GetLastError()), L"reading " + manifest, L""};
        ActivateActCtx(handle_, &cookie_);
    }
    Context(const Context &) = delete;
    Context &operator=(const Context &) = delete;
    ~Context()
    {
        DeactivateActCtx(0, cookie_);
        ReleaseActCtx(handle_);
    }

private:
    HANDLE handle_ = INVALID_HANDLE_VALUE;
    ULONG_PTR cookie_ = 0;
};

int wmain(int count, wchar_t **arguments)
{
    if (count < 2) {
        say(L"usage: without-registration.exe FOLDER, in which wuapi.manifest and wuapi.dll are");
        return 2;
    }
    return run([&] {
        Context context(std::wstring(arguments[1]) + L"\\wuapi.manifest");
        Ref<IUpdateSession> session;
        create(L"Wua.Update.Session", session);
        Ref<IUpdateCollection> updates;
        search(session, L"IsInstalled=0 and IsHidden=0", updates);
        LONG found = 0;
        attempt(L"counting updates", updates->get_Count(&found));
        say(L"updates: " + std::to_wstring(found));
    });
}
