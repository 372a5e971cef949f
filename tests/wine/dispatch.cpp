// IDispatch as languages use it that build their calls themselves.

#include "check.h"

#include <oleauto.h>
#include <string>

static const HRESULT WU_E_INVALIDINDEX = static_cast<HRESULT>(0x80240007);
static const DISPID COUNT = 0x60020001, ADD = 0x60020003, INSERT = 0x60020006;

struct Call {
    HRESULT hresult;
    VARIANT result;
    EXCEPINFO exception;
    UINT blamed;

    ~Call()
    {
        VariantClear(&result);
        SysFreeString(exception.bstrSource);
        SysFreeString(exception.bstrDescription);
        SysFreeString(exception.bstrHelpFile);
    }
};

static Call call(IDispatch *object, DISPID member, WORD flags, DISPPARAMS params)
{
    Call call = {};
    call.blamed = 99;
    call.hresult = object->Invoke(member, IID_NULL, LOCALE_USER_DEFAULT, flags, &params, &call.result,
                                  &call.exception, &call.blamed);
    return call;
}

static VARIANT number(LONG value)
{
    VARIANT variant = {};
    V_VT(&variant) = VT_I4;
    V_I4(&variant) = value;
    return variant;
}

static VARIANT text(BSTR value)
{
    VARIANT variant = {};
    V_VT(&variant) = VT_BSTR;
    V_BSTR(&variant) = value;
    return variant;
}

static void names_and_numbers(IDispatch *names)
{
    wchar_t insert[] = L"INSERT", index[] = L"index", value[] = L"Value", nonsense[] = L"nonsense";
    LPOLESTR known[] = {insert, value, index};
    DISPID ids[3] = {};
    CHECK_HR(names->GetIDsOfNames(IID_NULL, known, 3, LOCALE_USER_DEFAULT, ids), S_OK);
    CHECK(ids[0] == INSERT && ids[1] == 1 && ids[2] == 0);
    LPOLESTR partly[] = {insert, nonsense};
    CHECK_HR(names->GetIDsOfNames(IID_NULL, partly, 2, LOCALE_USER_DEFAULT, ids), DISP_E_UNKNOWNNAME);
    CHECK(ids[0] == INSERT && ids[1] == DISPID_UNKNOWN);
    LPOLESTR unknown[] = {nonsense};
    CHECK_HR(names->GetIDsOfNames(IID_NULL, unknown, 1, LOCALE_USER_DEFAULT, ids), DISP_E_UNKNOWNNAME);
    CHECK(ids[0] == DISPID_UNKNOWN);
    CHECK_HR(names->GetIDsOfNames(IID_IUnknown, unknown, 1, LOCALE_USER_DEFAULT, ids), DISP_E_UNKNOWNINTERFACE);
}

static void arguments(IDispatch *names)
{
    Text zero(L"zero"), one(L"one"), two(L"two");
    {
        VARIANT args[] = {text(zero)};
        Call add = call(names, ADD, DISPATCH_METHOD, {args, nullptr, 1, 0});
        CHECK_HR(add.hresult, S_OK);
        CHECK(V_VT(&add.result) == VT_I4 && V_I4(&add.result) == 0);
    }
    {
        // By name, in any order: the first in memory is the last one said.
        VARIANT args[] = {number(0), text(one)};
        DISPID order[] = {0, 1};
        CHECK_HR(call(names, INSERT, DISPATCH_METHOD, {args, order, 2, 2}).hresult, S_OK);
    }
    {
        // Positional ones stand backwards.
        VARIANT args[] = {text(two), number(2)};
        CHECK_HR(call(names, INSERT, DISPATCH_METHOD, {args, nullptr, 2, 0}).hresult, S_OK);
    }
    {
        // A property with an index is written: the new value has a name of its own.
        BSTR by_reference = zero;
        VARIANT args[2] = {};
        V_VT(&args[0]) = VT_BSTR | VT_BYREF;
        V_BSTRREF(&args[0]) = &by_reference;
        VARIANT index = number(2);
        V_VT(&args[1]) = VT_VARIANT | VT_BYREF;
        V_VARIANTREF(&args[1]) = &index;
        DISPID put = DISPID_PROPERTYPUT;
        CHECK_HR(call(names, DISPID_VALUE, DISPATCH_PROPERTYPUT, {args, &put, 2, 1}).hresult, S_OK);
        VARIANT where[] = {number(2)};
        Call get = call(names, DISPID_VALUE, DISPATCH_PROPERTYGET, {where, nullptr, 1, 0});
        CHECK(V_VT(&get.result) == VT_BSTR && std::wstring(V_BSTR(&get.result)) == L"zero");
    }
    {
        // A method's result is thrown away.
        VARIANT args[] = {text(one)};
        DISPPARAMS params = {args, nullptr, 1, 0};
        CHECK_HR(names->Invoke(ADD, IID_NULL, 0, DISPATCH_METHOD | DISPATCH_PROPERTYGET, &params, nullptr, nullptr,
                               nullptr),
                 S_OK);
    }
}

static void failures(IDispatch *names)
{
    {
        VARIANT args[] = {number(99)};
        Call get = call(names, DISPID_VALUE, DISPATCH_PROPERTYGET, {args, nullptr, 1, 0});
        CHECK_HR(get.hresult, DISP_E_EXCEPTION);
        CHECK(get.exception.scode == WU_E_INVALIDINDEX);
        CHECK(get.exception.bstrDescription && SysStringLen(get.exception.bstrDescription) > 0);
        CHECK(get.exception.bstrSource && SysStringLen(get.exception.bstrSource) > 0);
        CHECK(V_VT(&get.result) == VT_EMPTY);
        // Without a place for the exception the HRESULT is what returns.
        DISPPARAMS params = {args, nullptr, 1, 0};
        CHECK_HR(names->Invoke(DISPID_VALUE, IID_NULL, 0, DISPATCH_PROPERTYGET, &params, nullptr, nullptr, nullptr),
                 WU_E_INVALIDINDEX);
    }
    {
        // The argument to blame is the first one said, which stands last.
        Text word(L"word");
        VARIANT args[] = {text(word), text(word)};
        Call insert = call(names, INSERT, DISPATCH_METHOD, {args, nullptr, 2, 0});
        CHECK_HR(insert.hresult, DISP_E_TYPEMISMATCH);
        CHECK(insert.blamed == 1);
    }
    {
        Text word(L"word");
        VARIANT args[] = {text(word), number(0)};
        DISPID order[] = {0, 1};
        Call insert = call(names, INSERT, DISPATCH_METHOD, {args, order, 2, 2});
        CHECK_HR(insert.hresult, DISP_E_TYPEMISMATCH);
        CHECK(insert.blamed == 0);
    }
    CHECK_HR(call(names, ADD, DISPATCH_METHOD, {nullptr, nullptr, 0, 0}).hresult, DISP_E_BADPARAMCOUNT);
    CHECK_HR(call(names, 12345, DISPATCH_METHOD, {nullptr, nullptr, 0, 0}).hresult, DISP_E_MEMBERNOTFOUND);
    {
        VARIANT args[] = {number(3)};
        DISPID put = DISPID_PROPERTYPUT;
        CHECK_HR(call(names, COUNT, DISPATCH_PROPERTYPUT, {args, &put, 1, 1}).hresult, DISP_E_MEMBERNOTFOUND);
    }
    DISPPARAMS none = {};
    CHECK_HR(names->Invoke(COUNT, IID_IUnknown, 0, DISPATCH_PROPERTYGET, &none, nullptr, nullptr, nullptr),
             DISP_E_UNKNOWNINTERFACE);
}

int main()
{
    CHECK_HR(CoInitializeEx(nullptr, COINIT_APARTMENTTHREADED), S_OK);
    {
        Ref<IDispatch> names;
        CHECK_HR(create(wua::CLSID_StringCollection, names), S_OK);
        names_and_numbers(names);
        arguments(names);
        failures(names);
    }
    CoUninitialize();
    return done("dispatch");
}
