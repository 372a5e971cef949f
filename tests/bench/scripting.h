// A host for scripts in VBScript that takes the time: Wine's own has no clock that is fine enough.

#pragma once

#include "../wine/check.h"

#include <activscp.h>

// What an engine needs of its host: nothing but somebody who is told of errors.
class Site final : public IActiveScriptSite {
public:
    HRESULT STDMETHODCALLTYPE QueryInterface(REFIID iid, void **out) override
    {
        bool known = iid == IID_IUnknown || iid == __uuidof(IActiveScriptSite);
        *out = known ? this : nullptr;
        return known ? S_OK : E_NOINTERFACE;
    }
    ULONG STDMETHODCALLTYPE AddRef() override { return 2; }
    ULONG STDMETHODCALLTYPE Release() override { return 1; }
    HRESULT STDMETHODCALLTYPE GetLCID(LCID *) override { return E_NOTIMPL; }
    HRESULT STDMETHODCALLTYPE GetItemInfo(LPCOLESTR, DWORD, IUnknown **, ITypeInfo **) override
    {
        return TYPE_E_ELEMENTNOTFOUND;
    }
    HRESULT STDMETHODCALLTYPE GetDocVersionString(BSTR *) override { return E_NOTIMPL; }
    HRESULT STDMETHODCALLTYPE OnScriptTerminate(const VARIANT *, const EXCEPINFO *) override { return S_OK; }
    HRESULT STDMETHODCALLTYPE OnStateChange(SCRIPTSTATE) override { return S_OK; }
    HRESULT STDMETHODCALLTYPE OnScriptError(IActiveScriptError *error) override
    {
        EXCEPINFO info = {};
        DWORD context = 0;
        ULONG line = 0;
        LONG column = 0;
        error->GetExceptionInfo(&info);
        error->GetSourcePosition(&context, &line, &column);
        std::printf("not ok: line %lu of the script: %ls (%08lx)\n", line + 1,
                    info.bstrDescription ? info.bstrDescription : L"", info.scode);
        return S_OK;
    }
    HRESULT STDMETHODCALLTYPE OnEnterScript() override { return S_OK; }
    HRESULT STDMETHODCALLTYPE OnLeaveScript() override { return S_OK; }
};

// A script whose procedures can be called.
class Script {
public:
    explicit Script(const wchar_t *source)
    {
        CLSID clsid;
        CHECK_HR(CLSIDFromProgID(L"VBScript", &clsid), S_OK);
        CHECK_HR(create(clsid, engine_), S_OK);
        Ref<IActiveScriptParse> parser;
        CHECK_HR(engine_.as(parser), S_OK);
        CHECK_HR(parser->InitNew(), S_OK);
        CHECK_HR(engine_->SetScriptSite(&site_), S_OK);
        CHECK_HR(parser->ParseScriptText(source, nullptr, nullptr, nullptr, 0, 0, SCRIPTTEXT_ISVISIBLE, nullptr, nullptr),
                 S_OK);
        CHECK_HR(engine_->SetScriptState(SCRIPTSTATE_CONNECTED), S_OK);
        CHECK_HR(engine_->GetScriptDispatch(nullptr, &procedures_), S_OK);
    }
    ~Script() { engine_->Close(); }

    DISPID procedure(const wchar_t *name)
    {
        LPOLESTR names[] = {const_cast<LPOLESTR>(name)};
        DISPID id = DISPID_UNKNOWN;
        CHECK_HR(procedures_->GetIDsOfNames(IID_NULL, names, 1, LOCALE_USER_DEFAULT, &id), S_OK);
        return id;
    }

    // Calls a procedure with one argument, or none.
    void call(DISPID procedure, VARIANT *argument)
    {
        DISPPARAMS params = {argument, nullptr, argument ? 1u : 0u, 0};
        CHECK_HR(procedures_->Invoke(procedure, IID_NULL, LOCALE_USER_DEFAULT, DISPATCH_METHOD, &params, nullptr,
                                     nullptr, nullptr),
                 S_OK);
    }

private:
    Site site_;
    Ref<IActiveScript> engine_;
    Ref<IDispatch> procedures_;
};
