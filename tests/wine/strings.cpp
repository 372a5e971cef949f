// Strings as C++ programs make them: NULL, with zeros inside, with an odd number of bytes, with halves of characters,
// and very long, for every member that takes one.

#include "by_table.h"

static const HRESULT WU_E_INVALID_CRITERIA = static_cast<HRESULT>(0x80240032);

static BSTR units(const std::wstring &text) { return SysAllocStringLen(text.data(), static_cast<UINT>(text.size())); }

static std::wstring taken(BSTR text)
{
    std::wstring result(text ? text : L"", SysStringLen(text));
    SysFreeString(text);
    return result;
}

// The strings that no program should pass.
static std::vector<BSTR> strange()
{
    const char odd[] = "abcdefg";
    return {
        nullptr,
        units(L""),
        units(std::wstring(L"a\0b", 3)),
        units(std::wstring(1, L'\0')),
        units(std::wstring(L"IsInstalled=0\0 or IsHidden=1", 28)),
        units(L"\xd800"),
        units(L"x\xdc00\xd800y"),
        units(std::wstring(1000000, L'x')),
        units(std::wstring(100000, L'(')),
        units(std::wstring(300, L'.') + L"\\..\\..\\..\\windows"),
        units(L"C:\\con\\nul:\\|?*<>"),
        units(L"\\\\?\\C:\\"),
        SysAllocStringByteLen(odd, 7),
        SysAllocStringByteLen(odd, 1),
    };
}

// Whatever is in a string, a member takes it or says why not.
static void every_member(const std::vector<Found> &all)
{
    std::vector<BSTR> strings = strange();
    static VARIANT empty;
    int calls = 0;
    for (const Found &found : all)
        for (const wua::DescribedInterface *interface_ : found.interfaces)
            for (int index = 0; index < interface_->count; index++) {
                const wua::DescribedMember &member = interface_->members[index];
                bool takes_text = false;
                for (int place = 0; place < arguments_of(member); place++)
                    takes_text = takes_text || member.parameters[place].type == VT_BSTR;
                if (!takes_text)
                    continue;
                for (BSTR text : strings) {
                    Result result;
                    Word words[5] = {};
                    int count = arguments_of(member);
                    for (int place = 0; place < count; place++)
                        words[place] = member.parameters[place].type == VT_BSTR      ? word(text)
                                       : member.parameters[place].type == VT_VARIANT ? word(&empty)
                                                                                     : 0;
                    if (member.yields)
                        words[count] = word(&result);
                    HRESULT hresult = call_slot(found.as(*interface_), member.slot, words);
                    calls++;
                    if (FAILED(hresult) && member.yields)
                        CHECK(is_nothing(member.parameters[count], result));
                    else if (member.yields)
                        give_back(member.parameters[count], result);
                }
            }
    CHECK(calls > 400);
    std::printf("%d calls\n", calls);
    for (BSTR text : strings)
        SysFreeString(text);
}

// What is kept comes back as it was, zeros included.
static void kept()
{
    Ref<wua::IStringCollection> names;
    CHECK_HR(create(wua::CLSID_StringCollection, names), S_OK);
    Ref<wua::IWebProxy> proxy;
    CHECK_HR(create(wua::CLSID_WebProxy, proxy), S_OK);
    Ref<wua::IUpdateSession> session;
    CHECK_HR(create(wua::CLSID_UpdateSession, session), S_OK);
    for (const std::wstring &text :
         {std::wstring(L"a\0b", 3), std::wstring(2, L'\0'), std::wstring(2000000, L'z'), std::wstring(L"\xd83d\xde00")}) {
        BSTR given = units(text), back = nullptr;
        LONG at = -1;
        CHECK_HR(names->Add(given, &at), S_OK);
        CHECK_HR(names->get_Item(at, &back), S_OK);
        CHECK(taken(back) == text);
        CHECK_HR(session->put_ClientApplicationID(given), S_OK);
        CHECK_HR(session->get_ClientApplicationID(&back), S_OK);
        CHECK(taken(back) == text);
        SysFreeString(given);
    }
    // Half a character becomes the sign for one that is not known.
    BSTR half = units(L"a\xd800z"), back = nullptr;
    LONG at = -1;
    CHECK_HR(names->Add(half, &at), S_OK);
    CHECK_HR(names->get_Item(at, &back), S_OK);
    CHECK(taken(back) == L"a\xfffdz");
    SysFreeString(half);
    // Of seven bytes there are three characters.
    BSTR odd = SysAllocStringByteLen("a\0b\0c\0d", 7);
    CHECK_HR(names->Add(odd, &at), S_OK);
    CHECK_HR(names->get_Item(at, &back), S_OK);
    CHECK(taken(back) == L"abc");
    SysFreeString(odd);
}

// The zero does not end the criteria: what stands behind it is read, and is wrong.
static void criteria()
{
    Ref<wua::IUpdateSearcher> searcher;
    CHECK_HR(create(wua::CLSID_UpdateSearcher, searcher), S_OK);
    for (const std::wstring &text :
         {std::wstring(L"IsInstalled=0\0", 14), std::wstring(L"IsInstalled=0\0 or IsHidden=1", 28),
          std::wstring(L"\0", 1), std::wstring(500000, L'('), L"Type='" + std::wstring(1000000, L'x') + L"'"}) {
        BSTR given = units(text);
        Ref<wua::ISearchResult> result;
        CHECK_HR(searcher->Search(given, &result), WU_E_INVALID_CRITERIA);
        CHECK(result == nullptr);
        SysFreeString(given);
    }
    std::wstring many = L"IsInstalled=0";
    for (int turn = 0; turn < 5000; turn++)
        many += L" and IsInstalled=0";
    BSTR given = units(many);
    Ref<wua::ISearchResult> result;
    HRESULT hresult = searcher->Search(given, &result);
    CHECK(hresult == S_OK || hresult == WU_E_INVALID_CRITERIA);
    SysFreeString(given);
    Ref<wua::ISearchResult> again;
    CHECK_HR(searcher->Search(Text(L"IsInstalled=0"), &again), S_OK);
}

// A path or a service with a zero in it is not the one before the zero.
static void paths_and_names()
{
    Ref<wua::IUpdateServiceManager2> manager;
    CHECK_HR(create(wua::CLSID_UpdateServiceManager, manager), S_OK);
    std::wstring known = L"9482f4b4-e343-43b6-b170-9a65bc822c77";
    BSTR longer = units(known + std::wstring(L"\0x", 2)), right = units(known);
    Ref<wua::IUpdateServiceRegistration> none, some;
    CHECK(FAILED(manager->QueryServiceRegistration(longer, &none)));
    CHECK(none == nullptr);
    CHECK_HR(manager->QueryServiceRegistration(right, &some), S_OK);
    SysFreeString(longer);
    SysFreeString(right);

    BSTR cabinet = units(std::wstring(L"crates\\wua-testkit\\testdata\\cabinets\\scan-package.cab\0x", 56)),
         name = units(L"name");
    Ref<wua::IUpdateService> service;
    CHECK(FAILED(manager->AddScanPackageService(name, cabinet, 0, &service)));
    CHECK(service == nullptr);
    SysFreeString(cabinet);
    SysFreeString(name);
}

// A name of a member with a zero in it ends there: it is no BSTR.
static void names_of_members()
{
    Ref<IDispatch> names;
    CHECK_HR(create(wua::CLSID_StringCollection, names), S_OK);
    std::wstring huge(1000000, L'C');
    wchar_t half[] = L"Coun\xd800", count[] = L"Count\0Item";
    DISPID id = 7;
    LPOLESTR asked = huge.data();
    CHECK_HR(names->GetIDsOfNames(IID_NULL, &asked, 1, 0, &id), DISP_E_UNKNOWNNAME);
    asked = half;
    CHECK_HR(names->GetIDsOfNames(IID_NULL, &asked, 1, 0, &id), DISP_E_UNKNOWNNAME);
    asked = count;
    CHECK_HR(names->GetIDsOfNames(IID_NULL, &asked, 1, 0, &id), S_OK);
}

int main()
{
    CHECK_HR(CoInitializeEx(nullptr, COINIT_MULTITHREADED), S_OK);
    kept();
    criteria();
    paths_and_names();
    names_of_members();
    every_member(Gathering::run(1));
    CoUninitialize();
    return done("strings");
}
