// IStringCollection through its vtable: arguments, results, and what a failure leaves behind.
//
// shows: B039 B040 B044

#include "check.h"

#include <oleauto.h>
#include <string>

static const HRESULT WU_E_INVALIDINDEX = static_cast<HRESULT>(0x80240007);

static std::wstring item(wua::IStringCollection *names, LONG index)
{
    BSTR text = nullptr;
    CHECK_HR(names->get_Item(index, &text), S_OK);
    std::wstring result(text ? text : L"(null)", text ? SysStringLen(text) : 6);
    SysFreeString(text);
    return result;
}

static void members(wua::IStringCollection *names)
{
    LONG index = -1, count = -1;
    CHECK_HR(names->Add(Text(L"zero"), &index), S_OK);
    CHECK(index == 0);
    CHECK_HR(names->Add(Text(L"gr\u00fc\u00dfe \u2603"), &index), S_OK);
    CHECK(index == 1);
    CHECK_HR(names->Add(nullptr, &index), S_OK);
    CHECK_HR(names->get_Count(&count), S_OK);
    CHECK(count == 3);
    CHECK(item(names, 0) == L"zero");
    CHECK(item(names, 1) == L"gr\u00fc\u00dfe \u2603");
    // A text is never NULL.
    CHECK(item(names, 2) == L"");
    CHECK_HR(names->put_Item(0, Text(L"ZERO")), S_OK);
    CHECK(item(names, 0) == L"ZERO");
    VARIANT_BOOL read_only = 7;
    CHECK_HR(names->get_ReadOnly(&read_only), S_OK);
    CHECK(read_only == VARIANT_FALSE);
    Ref<wua::IStringCollection> copy;
    CHECK_HR(names->Copy(&copy), S_OK);
    CHECK(copy && copy != names);
}

static void failures(wua::IStringCollection *names)
{
    BSTR text = reinterpret_cast<BSTR>(1);
    CHECK_HR(names->get_Item(99, &text), WU_E_INVALIDINDEX);
    CHECK(text == nullptr);
    CHECK_HR(names->get_Item(0, nullptr), E_POINTER);
    CHECK_HR(names->get_Count(nullptr), E_POINTER);

    // The words behind the HRESULT.
    CHECK_HR(names->get_Item(99, &text), WU_E_INVALIDINDEX);
    Ref<IErrorInfo> info;
    CHECK_HR(GetErrorInfo(0, &info), S_OK);
    BSTR description = nullptr;
    CHECK_HR(info->GetDescription(&description), S_OK);
    CHECK(description && std::wstring(description).find(L"WU_E_INVALIDINDEX") != std::wstring::npos);
    SysFreeString(description);
}

static void enumeration(wua::IStringCollection *names)
{
    Ref<IUnknown> unknown;
    Ref<IEnumVARIANT> walk, copy;
    CHECK_HR(names->get__NewEnum(&unknown), S_OK);
    CHECK_HR(unknown.as(walk), S_OK);
    VARIANT items[4];
    ULONG fetched = 9;
    CHECK_HR(walk->Next(2, items, &fetched), S_OK);
    CHECK(fetched == 2 && V_VT(&items[0]) == VT_BSTR && std::wstring(V_BSTR(&items[0])) == L"ZERO");
    VariantClear(&items[0]);
    VariantClear(&items[1]);
    CHECK_HR(walk->Clone(&copy), S_OK);
    CHECK_HR(walk->Next(4, items, &fetched), S_FALSE);
    CHECK(fetched == 1);
    VariantClear(&items[0]);
    CHECK_HR(walk->Next(1, items, nullptr), S_FALSE);
    CHECK_HR(walk->Next(2, items, nullptr), E_POINTER);
    CHECK_HR(walk->Reset(), S_OK);
    CHECK_HR(walk->Skip(3), S_OK);
    CHECK_HR(walk->Skip(1), S_FALSE);
    CHECK_HR(copy->Next(1, items, nullptr), S_OK);
    VariantClear(&items[0]);
}

int main()
{
    CHECK_HR(CoInitializeEx(nullptr, COINIT_MULTITHREADED), S_OK);
    {
        Ref<wua::IStringCollection> names;
        CHECK_HR(create(wua::CLSID_StringCollection, names), S_OK);
        members(names);
        failures(names);
        enumeration(names);
    }
    CoUninitialize();
    return done("string_collection");
}
