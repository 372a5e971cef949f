// The type library, as programs read it: every interface, member, parameter, number and class of it, compared with the
// tables; and what every object says of itself.

#include "check.h"
#include "descriptions.h"

#include <cstring>
#include <cwchar>
#include <ocidl.h>
#include <oleauto.h>
#include <string>

static std::wstring name_of(ITypeInfo *info, MEMBERID member = MEMBERID_NIL)
{
    BSTR name = nullptr;
    CHECK_HR(info->GetDocumentation(member, &name, nullptr, nullptr, nullptr), S_OK);
    std::wstring result = name ? name : L"";
    SysFreeString(name);
    return result;
}

// Where a check failed.
#define CHECK_OF(interface_, member, condition)                                                                  \
    do {                                                                                                         \
        if (!(condition))                                                                                        \
            std::printf("not ok: line %d: %ls::%ls: %s\n", __LINE__, (interface_).name, (member).name, #condition); \
    } while (0)

// Whether this is the type, or a pointer to it.
static bool is_type(ITypeInfo *info, const TYPEDESC *type, const wua::DescribedParameter &expected, bool result)
{
    if (result) {
        if (type->vt != VT_PTR)
            return false;
        type = type->lptdesc;
    }
    if (!expected.type_name)
        return type->vt == expected.type;
    // An object is passed by pointer, a number as itself.
    if (type->vt == VT_PTR)
        type = type->lptdesc;
    if (type->vt != VT_USERDEFINED)
        return false;
    Ref<ITypeInfo> referred;
    return info->GetRefTypeInfo(type->hreftype, &referred) == S_OK && name_of(referred) == expected.type_name;
}

static void check_default(const wua::DescribedInterface &interface_, const wua::DescribedMember &member,
                          const ELEMDESC &element, const wua::DescribedParameter &expected)
{
    bool has_default = element.paramdesc.wParamFlags & PARAMFLAG_FHASDEFAULT;
    CHECK_OF(interface_, member, has_default == (expected.optional == VARIANT_TRUE));
    if (!has_default)
        return;
    const VARIANT &value = element.paramdesc.pparamdescex->varDefaultValue;
    if (expected.text)
        CHECK_OF(interface_, member, V_VT(&value) == VT_BSTR && std::wstring(V_BSTR(&value) ? V_BSTR(&value) : L"") == expected.text);
    else
        CHECK_OF(interface_, member, V_VT(&value) == VT_I4 && V_I4(&value) == expected.number);
}

static void check_member(ITypeInfo *info, UINT index, const wua::DescribedInterface &interface_,
                         const wua::DescribedMember &member)
{
    FUNCDESC *function = nullptr;
    CHECK_HR(info->GetFuncDesc(index, &function), S_OK);
    if (!function)
        return;
    CHECK_OF(interface_, member, function->invkind == member.kind);
    CHECK_OF(interface_, member, !member.has_dispid || function->memid == member.dispid);
    CHECK_OF(interface_, member, function->oVft == member.slot * static_cast<int>(sizeof(void *)));
    CHECK_OF(interface_, member, function->cParams == member.count);
    CHECK_OF(interface_, member, function->elemdescFunc.tdesc.vt == VT_HRESULT);
    bool restricted = function->wFuncFlags & FUNCFLAG_FRESTRICTED;
    bool hidden = member.restricted || (!member.has_dispid && interface_.dispatch);
    CHECK_OF(interface_, member, restricted == hidden);

    BSTR names[8] = {};
    UINT count = 0;
    CHECK_HR(info->GetNames(function->memid, names, 8, &count), S_OK);
    // Names are the same in any case, and a library spells each in one way.
    CHECK_OF(interface_, member, count > 0 && _wcsicmp(names[0], member.name) == 0);
    for (UINT index = 0; index < count; index++)
        SysFreeString(names[index]);

    for (int index = 0; index < member.count && index < function->cParams; index++) {
        const wua::DescribedParameter &expected = member.parameters[index];
        const ELEMDESC &element = function->lprgelemdescParam[index];
        bool result = member.yields && index == member.count - 1;
        CHECK_OF(interface_, member, is_type(info, &element.tdesc, expected, result));
        USHORT direction = element.paramdesc.wParamFlags & (PARAMFLAG_FIN | PARAMFLAG_FOUT | PARAMFLAG_FRETVAL);
        CHECK_OF(interface_, member, direction == (result ? PARAMFLAG_FOUT | PARAMFLAG_FRETVAL : PARAMFLAG_FIN));
        check_default(interface_, member, element, expected);
    }
    info->ReleaseFuncDesc(function);
}

// The names of the parameters, asked as a script host asks.
static void check_parameter_names(ITypeInfo *info, const wua::DescribedInterface &interface_,
                                  const wua::DescribedMember &member)
{
    if (!member.has_dispid || !interface_.dispatch)
        return;
    int count = member.count - (member.yields ? 1 : 0);
    LPOLESTR names[6] = {const_cast<LPOLESTR>(member.name)};
    // The new value of a property has no name to call it by.
    if (member.kind == INVOKE_PROPERTYPUT)
        count = 0;
    for (int index = 0; index < count; index++)
        names[1 + index] = const_cast<LPOLESTR>(member.parameters[index].name);
    MEMBERID ids[6] = {};
    HRESULT hresult = info->GetIDsOfNames(names, 1 + count, ids);
    if (hresult != S_OK)
        std::printf("not ok: GetIDsOfNames for %ls::%ls: %08lx\n", interface_.name, member.name, hresult);
    CHECK_OF(interface_, member, ids[0] == member.dispid);
    for (int index = 0; index < count; index++)
        CHECK_OF(interface_, member, ids[1 + index] == index);
}

static void check_interface(ITypeLib *library, const wua::DescribedInterface &interface_)
{
    Ref<ITypeInfo> info, by_slots;
    HRESULT hresult = library->GetTypeInfoOfGuid(interface_.iid, &info);
    if (hresult != S_OK) {
        std::printf("not ok: %ls is not in the library: %08lx\n", interface_.name, hresult);
        return;
    }
    if (name_of(info) != interface_.name)
        std::printf("not ok: %ls is called %ls\n", interface_.name, name_of(info).c_str());
    TYPEATTR *about = nullptr;
    CHECK_HR(info->GetTypeAttr(&about), S_OK);
    CHECK(about->typekind == (interface_.dispatch ? TKIND_DISPATCH : TKIND_INTERFACE));
    CHECK(((about->wTypeFlags & TYPEFLAG_FDUAL) != 0) == interface_.dispatch);
    CHECK(about->wTypeFlags & TYPEFLAG_FNONEXTENSIBLE);
    CHECK(((about->wTypeFlags & TYPEFLAG_FHIDDEN) != 0) == interface_.hidden);
    CHECK(((about->wTypeFlags & TYPEFLAG_FDISPATCHABLE) != 0) == interface_.dispatch);
    info->ReleaseTypeAttr(about);

    // A dual interface has two descriptions; the other one is that of its virtual method table.
    HREFTYPE other = 0;
    if (interface_.dispatch) {
        CHECK_HR(info->GetRefTypeOfImplType(static_cast<UINT>(-1), &other), S_OK);
        CHECK_HR(info->GetRefTypeInfo(other, &by_slots), S_OK);
    } else {
        CHECK_HR(info->QueryInterface(IID_ITypeInfo, reinterpret_cast<void **>(&by_slots)), S_OK);
    }
    if (!by_slots)
        return;
    CHECK_HR(by_slots->GetTypeAttr(&about), S_OK);
    CHECK(about->typekind == TKIND_INTERFACE);
    // The system makes proxies of no others.
    CHECK(about->wTypeFlags & TYPEFLAG_FOLEAUTOMATION);
    CHECK(IsEqualGUID(about->guid, interface_.iid));
    if (about->cFuncs != interface_.count)
        std::printf("not ok: %ls has %d members, not %d\n", interface_.name, about->cFuncs, interface_.count);
    for (int index = 0; index < interface_.count && index < about->cFuncs; index++) {
        check_member(by_slots, index, interface_, interface_.members[index]);
        check_parameter_names(info, interface_, interface_.members[index]);
    }
    by_slots->ReleaseTypeAttr(about);

    Ref<ITypeInfo> base;
    CHECK_HR(by_slots->GetRefTypeOfImplType(0, &other), S_OK);
    CHECK_HR(by_slots->GetRefTypeInfo(other, &base), S_OK);
    if (base && name_of(base) != interface_.base)
        std::printf("not ok: %ls extends %ls\n", interface_.name, name_of(base).c_str());
}

static void check_numbers(ITypeLib *library)
{
    for (const wua::DescribedNumber &expected : wua::DESCRIBED_NUMBERS) {
        Ref<ITypeInfo> info;
        MEMBERID member = 0;
        USHORT found = 1;
        std::wstring name = expected.name;
        CHECK_HR(library->FindName(name.data(), 0, &info, &member, &found), S_OK);
        if (found != 1 || !info) {
            std::printf("not ok: %ls is not in the library\n", expected.name);
            continue;
        }
        if (name_of(info) != expected.enumeration)
            std::printf("not ok: %ls belongs to %ls\n", expected.name, name_of(info).c_str());
        TYPEATTR *about = nullptr;
        CHECK_HR(info->GetTypeAttr(&about), S_OK);
        CHECK(about->typekind == TKIND_ENUM);
        bool seen = false;
        for (UINT index = 0; index < about->cVars; index++) {
            VARDESC *variable = nullptr;
            CHECK_HR(info->GetVarDesc(index, &variable), S_OK);
            if (name_of(info, variable->memid) == expected.name) {
                seen = true;
                CHECK(variable->varkind == VAR_CONST && V_I4(variable->lpvarValue) == expected.number);
            }
            info->ReleaseVarDesc(variable);
        }
        if (!seen)
            std::printf("not ok: %ls is no number of %ls\n", expected.name, expected.enumeration);
        info->ReleaseTypeAttr(about);
    }
}

// The class in the library, and what an object of it says.
static void check_class(ITypeLib *library, const wua::DescribedClass &expected)
{
    Ref<ITypeInfo> info, interface_;
    CHECK_HR(library->GetTypeInfoOfGuid(expected.clsid, &info), S_OK);
    if (!info)
        return;
    CHECK(name_of(info) == expected.name);
    TYPEATTR *about = nullptr;
    CHECK_HR(info->GetTypeAttr(&about), S_OK);
    CHECK(about->typekind == TKIND_COCLASS && about->cImplTypes == (expected.further ? 2 : 1));
    info->ReleaseTypeAttr(about);
    INT flags = 0;
    HREFTYPE reference = 0;
    CHECK_HR(info->GetImplTypeFlags(0, &flags), S_OK);
    CHECK(flags == IMPLTYPEFLAG_FDEFAULT);
    CHECK_HR(info->GetRefTypeOfImplType(0, &reference), S_OK);
    CHECK_HR(info->GetRefTypeInfo(reference, &interface_), S_OK);
    CHECK(interface_ && name_of(interface_) == expected.interface_);
    if (expected.further) {
        Ref<ITypeInfo> further;
        CHECK_HR(info->GetImplTypeFlags(1, &flags), S_OK);
        CHECK(flags == 0);
        CHECK_HR(info->GetRefTypeOfImplType(1, &reference), S_OK);
        CHECK_HR(info->GetRefTypeInfo(reference, &further), S_OK);
        CHECK(further && name_of(further) == expected.further);
    }

    for (std::wstring progid : {std::wstring(expected.progid), expected.progid + std::wstring(L".1")}) {
        CLSID clsid = {};
        CHECK_HR(CLSIDFromProgID(progid.c_str(), &clsid), S_OK);
        CHECK(IsEqualGUID(clsid, expected.clsid));
    }
    Ref<IProvideClassInfo> object;
    Ref<ITypeInfo> told;
    CHECK_HR(create(expected.clsid, object), S_OK);
    if (!object)
        return;
    CHECK_HR(object->GetClassInfo(nullptr), E_POINTER);
    CHECK_HR(object->GetClassInfo(&told), S_OK);
    CHECK(told && name_of(told) == expected.name);

    // Errors are described for the class's interface, and for none that it has not.
    Ref<ISupportErrorInfo> errors;
    CHECK_HR(object.as(errors), S_OK);
    CHECK_HR(errors->InterfaceSupportsErrorInfo(expected.iid), S_OK);
    CHECK_HR(errors->InterfaceSupportsErrorInfo(IID_IProvideClassInfo), S_FALSE);
    CHECK_HR(errors->InterfaceSupportsErrorInfo(__uuidof(wua::ISearchCompletedCallback)), S_FALSE);
}

// What an object says of one of its families.
static void check_told(IDispatch *object, const wchar_t *expected)
{
    UINT count = 0;
    Ref<ITypeInfo> info, none;
    CHECK_HR(object->GetTypeInfoCount(&count), S_OK);
    CHECK(count == 1);
    CHECK_HR(object->GetTypeInfoCount(nullptr), E_POINTER);
    CHECK_HR(object->GetTypeInfo(0, LOCALE_USER_DEFAULT, &info), S_OK);
    CHECK_HR(object->GetTypeInfo(0, 0, nullptr), E_POINTER);
    CHECK_HR(object->GetTypeInfo(1, 0, &none), DISP_E_BADINDEX);
    CHECK(!none);
    if (info && name_of(info) != expected)
        std::printf("not ok: a %ls says it were a %ls\n", expected, name_of(info).c_str());
    // By this description the object can be called.
    MEMBERID id = 0, by_info = 0;
    LPOLESTR title = const_cast<LPOLESTR>(L"TITLE");
    if (object->GetIDsOfNames(IID_NULL, &title, 1, 0, &id) == S_OK) {
        CHECK_HR(info->GetIDsOfNames(&title, 1, &by_info), S_OK);
        CHECK(id == by_info);
        DISPPARAMS none_given = {};
        VARIANT value;
        VariantInit(&value);
        CHECK_HR(info->Invoke(object, by_info, DISPATCH_PROPERTYGET, &none_given, &value, nullptr, nullptr), S_OK);
        CHECK(V_VT(&value) == VT_BSTR);
        VariantClear(&value);
    }
}

// A driver has two families, and each describes itself; an update is of no class.
static void check_updates()
{
    Ref<wua::IUpdateSearcher> searcher;
    CHECK_HR(create(wua::CLSID_UpdateSearcher, searcher), S_OK);
    Ref<wua::ISearchResult> result;
    CHECK_HR(searcher->Search(Text(L"IsHidden=0"), &result), S_OK);
    check_told(result, L"ISearchResult");
    Ref<wua::IUpdateCollection> updates;
    CHECK_HR(result->get_Updates(&updates), S_OK);
    Ref<IProvideClassInfo> collection;
    Ref<ITypeInfo> told;
    CHECK_HR(updates.as(collection), S_OK);
    CHECK_HR(collection->GetClassInfo(&told), S_OK);
    CHECK(name_of(told) == L"UpdateCollection");
    LONG count = 0, drivers = 0;
    CHECK_HR(updates->get_Count(&count), S_OK);
    CHECK(count > 0);
    for (LONG index = 0; index < count; index++) {
        Ref<wua::IUpdate> update;
        CHECK_HR(updates->get_Item(index, &update), S_OK);
        Ref<IProvideClassInfo> of_no_class;
        CHECK_HR(update.as(of_no_class), E_NOINTERFACE);
        Ref<wua::IWindowsDriverUpdate> driver;
        Ref<wua::IUpdate5> newer;
        if (update.as(driver) == S_OK) {
            drivers++;
            check_told(driver, L"IWindowsDriverUpdate5");
        }
        CHECK_HR(update.as(newer), S_OK);
        Ref<ITypeInfo> info;
        CHECK_HR(newer->GetTypeInfo(0, 0, &info), S_OK);
        check_told(newer, name_of(info).starts_with(L"IUpdateEx") ? L"IUpdateEx" : L"IUpdate5");
    }
    CHECK(drivers > 0);
}

static void whole_library(ITypeLib *library)
{
    TLIBATTR *about = nullptr;
    CHECK_HR(library->GetLibAttr(&about), S_OK);
    CHECK(IsEqualGUID(about->guid, wua::TYPE_LIBRARY));
    CHECK(about->wMajorVerNum == wua::TYPE_LIBRARY_MAJOR && about->wMinorVerNum == wua::TYPE_LIBRARY_MINOR);
    CHECK(about->lcid == 0 && about->syskind == SYS_WIN64);
    library->ReleaseTLibAttr(about);
    BSTR name = nullptr;
    CHECK_HR(library->GetDocumentation(-1, &name, nullptr, nullptr, nullptr), S_OK);
    CHECK(std::wstring(name) == wua::TYPE_LIBRARY_NAME);
    SysFreeString(name);
    // Nothing is in it that the tables do not know.
    std::wstring enumeration;
    UINT expected = std::size(wua::DESCRIBED_INTERFACES) + std::size(wua::DESCRIBED_CLASSES);
    for (const wua::DescribedNumber &number : wua::DESCRIBED_NUMBERS) {
        expected += enumeration != number.enumeration;
        enumeration = number.enumeration;
    }
    CHECK(library->GetTypeInfoCount() == expected);
    for (const wua::DescribedInterface &interface_ : wua::DESCRIBED_INTERFACES)
        check_interface(library, interface_);
    check_numbers(library);
    for (const wua::DescribedClass &class_ : wua::DESCRIBED_CLASSES)
        check_class(library, class_);
}

int main()
{
    CHECK_HR(CoInitializeEx(nullptr, COINIT_APARTMENTTHREADED), S_OK);
    {
        Ref<wua::IUpdateSession> session;
        CHECK_HR(create(wua::CLSID_UpdateSession, session), S_OK);
        check_told(session, L"IUpdateSession3");
        // From an object one comes to the library that describes it.
        Ref<ITypeInfo> info;
        Ref<ITypeLib> library;
        UINT index = 0;
        CHECK_HR(session->GetTypeInfo(0, 0, &info), S_OK);
        CHECK_HR(info->GetContainingTypeLib(&library, &index), S_OK);
        whole_library(library);
        // It is the one that is registered.
        Ref<ITypeLib> registered;
        CHECK_HR(LoadRegTypeLib(wua::TYPE_LIBRARY, wua::TYPE_LIBRARY_MAJOR, wua::TYPE_LIBRARY_MINOR, 0, &registered), S_OK);
        CHECK(registered == library);
        check_updates();
    }
    CoUninitialize();
    return done("type_library");
}
