// Every interface of every kind of object, by the tables: QueryInterface from each to each, names in any case, type
// information, enumeration, and places that a collection does not have.
//
// shows: B033 B039 B047 B048 B049 B050 B051 B052 B053 B054 B055 B056 B057 B058

#include "by_table.h"

#include <algorithm>
#include <cwctype>
#include <ocidl.h>

static const HRESULT WU_E_INVALIDINDEX = static_cast<HRESULT>(0x80240007);

static int pairs, names, walks;

static ULONG references_of(IUnknown *object)
{
    object->AddRef();
    return object->Release();
}

// From every interface to every other, to those below and above it in its line and to those of other families.
static void from_each_to_each(const Found &found)
{
    ULONG before = references_of(found.identity);
    for (const wua::DescribedInterface *one : found.interfaces) {
        IUnknown *from = static_cast<IUnknown *>(found.as(*one));
        for (const wua::DescribedInterface &other : wua::DESCRIBED_INTERFACES) {
            void *to = &to;
            HRESULT hresult = from->QueryInterface(other.iid, &to);
            pairs++;
            if (found.has(other.name)) {
                CHECK_HR(hresult, S_OK);
                CHECK(to == found.as(other));
                if (to)
                    static_cast<IUnknown *>(to)->Release();
            } else {
                CHECK_HR(hresult, E_NOINTERFACE);
                CHECK(to == nullptr);
            }
        }
        IUnknown *identity = nullptr;
        CHECK_HR(from->QueryInterface(IID_IUnknown, reinterpret_cast<void **>(&identity)), S_OK);
        CHECK(identity == found.identity);
        identity->Release();
        // Who has an interface has those that it extends, at the same place.
        for (const wua::DescribedInterface *base = described(one->base); base; base = described(base->base))
            if (!found.has(base->name))
                std::printf("not ok: %ls without %ls\n", one->name, base->name);
        Ref<ISupportErrorInfo> errors;
        CHECK_HR(from->QueryInterface(IID_ISupportErrorInfo, reinterpret_cast<void **>(&errors)), S_OK);
        CHECK_HR(errors->InterfaceSupportsErrorInfo(one->iid), S_OK);
        CHECK_HR(from->QueryInterface(one->iid, nullptr), E_POINTER);
    }
    CHECK(references_of(found.identity) == before);
}

// A driver is an update of both families, and other updates are of one.
static void both_families(const std::vector<Found> &all)
{
    bool drivers = false, others = false;
    for (const Found &found : all) {
        if (!found.has(L"IUpdate"))
            continue;
        bool driver = found.has(L"IWindowsDriverUpdate");
        (driver ? drivers : others) = true;
        for (const wchar_t *number : {L"2", L"3", L"4", L"5"}) {
            CHECK(found.has((L"IUpdate" + std::wstring(number)).c_str()));
            CHECK(found.has((L"IWindowsDriverUpdate" + std::wstring(number)).c_str()) == driver);
        }
    }
    CHECK(drivers && others);
}

static std::vector<std::wstring> spellings(const wchar_t *name)
{
    std::wstring lower = name, upper = name, mixed = name;
    std::transform(lower.begin(), lower.end(), lower.begin(), std::towlower);
    std::transform(upper.begin(), upper.end(), upper.begin(), std::towupper);
    for (size_t index = 0; index < mixed.size(); index++)
        mixed[index] = index % 2 ? std::towupper(mixed[index]) : std::towlower(mixed[index]);
    return {name, lower, upper, mixed};
}

static void names_in_any_case(const Found &found, const wua::DescribedInterface &interface_)
{
    IDispatch *object = static_cast<IDispatch *>(found.as(interface_));
    for (const wua::DescribedMember *member : all_members(interface_))
        for (std::wstring spelling : spellings(member->name)) {
            LPOLESTR asked[5] = {spelling.data()};
            DISPID ids[5] = {7, 7, 7, 7, 7};
            if (!member->has_dispid || member->restricted) {
                CHECK_HR(object->GetIDsOfNames(IID_NULL, asked, 1, 0, ids), DISP_E_UNKNOWNNAME);
                CHECK(ids[0] == DISPID_UNKNOWN);
                continue;
            }
            CHECK_HR(object->GetIDsOfNames(IID_NULL, asked, 1, 0, ids), S_OK);
            CHECK(ids[0] == member->dispid);
            names++;
            // Its parameters have numbers, too. A property that is written has a name for that already.
            if (member->kind != INVOKE_FUNC)
                continue;
            int count = arguments_of(*member);
            for (int index = 0; index < count; index++)
                asked[index + 1] = const_cast<LPOLESTR>(member->parameters[index].name);
            CHECK_HR(object->GetIDsOfNames(IID_NULL, asked, count + 1, 0, ids), S_OK);
            for (int index = 0; index < count; index++)
                CHECK(ids[index + 1] == index);
        }
    LPOLESTR nothing[] = {nullptr};
    DISPID id = 7;
    CHECK_HR(object->GetIDsOfNames(IID_NULL, nothing, 1, 0, &id), DISP_E_UNKNOWNNAME);
    CHECK_HR(object->GetIDsOfNames(IID_NULL, nullptr, 1, 0, &id), E_POINTER);
    CHECK_HR(object->GetIDsOfNames(IID_NULL, nothing, 1, 0, nullptr), E_POINTER);
    CHECK_HR(object->GetIDsOfNames(IID_NULL, nothing, 0, 0, &id), E_INVALIDARG);
}

static void type_information(const Found &found, const wua::DescribedInterface &interface_)
{
    IDispatch *object = static_cast<IDispatch *>(found.as(interface_));
    UINT count = 7;
    CHECK_HR(object->GetTypeInfoCount(&count), S_OK);
    CHECK(count == 1);
    CHECK_HR(object->GetTypeInfoCount(nullptr), E_POINTER);
    for (UINT index : {1u, 2u, 0xffffffffu}) {
        Ref<ITypeInfo> none;
        CHECK_HR(object->GetTypeInfo(index, 0, &none), DISP_E_BADINDEX);
        CHECK(none == nullptr);
    }
    CHECK_HR(object->GetTypeInfo(0, 0, nullptr), E_POINTER);
    Ref<ITypeInfo> info;
    CHECK_HR(object->GetTypeInfo(0, 0x7fffffff, &info), S_OK);
    TYPEATTR *about = nullptr;
    CHECK_HR(info->GetTypeAttr(&about), S_OK);
    // Of the line that was asked, the interface that extends all the others.
    bool extends = false;
    for (const wua::DescribedInterface &described_one : wua::DESCRIBED_INTERFACES)
        if (IsEqualGUID(described_one.iid, about->guid))
            for (const wua::DescribedInterface *line = &described_one; line; line = described(line->base))
                extends = extends || line == &interface_;
    CHECK(extends);
    info->ReleaseTypeAttr(about);
}

static bool same(const VARIANT &one, const VARIANT &other)
{
    if (V_VT(&one) != V_VT(&other))
        return false;
    if (V_VT(&one) == VT_BSTR)
        return VarBstrCmp(V_BSTR(&one), V_BSTR(&other), LOCALE_INVARIANT, 0) == VARCMP_EQ;
    return V_DISPATCH(&one) == V_DISPATCH(&other);
}

// Item by name, with an index of any kind.
static HRESULT item(IDispatch *collection, VARIANT index, VARIANT *result)
{
    DISPPARAMS params = {&index, nullptr, 1, 0};
    return collection->Invoke(DISPID_VALUE, IID_NULL, 0, DISPATCH_PROPERTYGET, &params, result, nullptr, nullptr);
}

static VARIANT number(LONG value)
{
    VARIANT variant = {};
    V_VT(&variant) = VT_I4;
    V_I4(&variant) = value;
    return variant;
}

static void walk(IEnumVARIANT *items, IDispatch *collection, LONG count)
{
    ULONG fetched = 7;
    for (LONG index = 0; index < count; index++) {
        VARIANT one = {}, there = {};
        CHECK_HR(items->Next(1, &one, index % 2 ? &fetched : nullptr), S_OK);
        CHECK_HR(item(collection, number(index), &there), S_OK);
        CHECK(same(one, there));
        VariantClear(&one);
        VariantClear(&there);
    }
    VARIANT none = {};
    CHECK_HR(items->Next(1, &none, &fetched), S_FALSE);
    CHECK(fetched == 0 && V_VT(&none) == VT_EMPTY);
    CHECK_HR(items->Next(1, &none, nullptr), S_FALSE);
    CHECK_HR(items->Skip(1), S_FALSE);
    CHECK_HR(items->Skip(0), S_OK);
    CHECK_HR(items->Reset(), S_OK);
    // All at once, and more than there are.
    std::vector<VARIANT> room(static_cast<size_t>(count) + 3);
    CHECK_HR(items->Next(static_cast<ULONG>(count) + 3, room.data(), &fetched), S_FALSE);
    CHECK(fetched == static_cast<ULONG>(count));
    for (VARIANT &one : room)
        VariantClear(&one);
    CHECK_HR(items->Reset(), S_OK);
    CHECK_HR(items->Skip(static_cast<ULONG>(count)), S_OK);
    CHECK_HR(items->Skip(0xffffffff), S_FALSE);
    CHECK_HR(items->Reset(), S_OK);
    Ref<IEnumVARIANT> copy;
    CHECK_HR(items->Clone(&copy), S_OK);
    CHECK_HR(copy->Skip(0xffffffff), S_FALSE);
    // The copy has gone on and the other one has not.
    CHECK_HR(items->Next(1, &none, nullptr), count > 0 ? S_OK : S_FALSE);
    VariantClear(&none);

    CHECK_HR(items->Clone(nullptr), E_POINTER);
    CHECK_HR(items->Next(1, nullptr, &fetched), E_POINTER);
    // Only who takes one need not ask how many came.
    CHECK_HR(items->Next(2, room.data(), nullptr), E_POINTER);
    CHECK_HR(items->Next(0, room.data(), &fetched), S_OK);
    CHECK(fetched == 0);
}

// For Each, and places that are not there.
static void collection(const Found &found, const wua::DescribedInterface &interface_)
{
    const wua::DescribedMember *begin = member_of(interface_, L"_NewEnum", INVOKE_PROPERTYGET);
    const wua::DescribedMember *counts = member_of(interface_, L"Count", INVOKE_PROPERTYGET);
    const wua::DescribedMember *items = member_of(interface_, L"Item", INVOKE_PROPERTYGET);
    CHECK(begin && counts && items);
    void *pointer = found.as(interface_);
    IDispatch *by_name = static_cast<IDispatch *>(pointer);
    LONG count = -1;
    CHECK_HR(call_slot(pointer, counts->slot, {word(&count)}), S_OK);
    CHECK(count >= 0);

    Ref<IUnknown> unknown;
    CHECK_HR(call_slot(pointer, begin->slot, {word(&unknown)}), S_OK);
    Ref<IEnumVARIANT> walk_by_slot, walk_by_name;
    CHECK_HR(unknown.as(walk_by_slot), S_OK);
    walk(walk_by_slot, by_name, count);
    DISPPARAMS none = {};
    VARIANT value = {};
    CHECK_HR(by_name->Invoke(DISPID_NEWENUM, IID_NULL, 0, DISPATCH_METHOD | DISPATCH_PROPERTYGET, &none, &value, nullptr,
                             nullptr),
             S_OK);
    CHECK(V_VT(&value) == VT_UNKNOWN);
    CHECK_HR(V_UNKNOWN(&value)->QueryInterface(IID_IEnumVARIANT, reinterpret_cast<void **>(&walk_by_name)), S_OK);
    VariantClear(&value);
    walk(walk_by_name, by_name, count);
    walks++;

    for (LONG index : {-1l, count, count + 1, 0x7fffffffl, static_cast<LONG>(0x80000000)}) {
        Result result;
        CHECK_HR(call_slot(pointer, items->slot, {static_cast<ULONG>(index), word(&result)}), WU_E_INVALIDINDEX);
        CHECK(is_nothing(items->parameters[1], result));
        CHECK_HR(item(by_name, number(index), &value), WU_E_INVALIDINDEX);
        CHECK(V_VT(&value) == VT_EMPTY);
    }
    VARIANT huge = {};
    V_VT(&huge) = VT_R8;
    V_R8(&huge) = 1e300;
    CHECK_HR(item(by_name, huge, &value), DISP_E_OVERFLOW);
    V_R8(&huge) = -0.4;
    CHECK_HR(item(by_name, huge, &value), count > 0 ? S_OK : WU_E_INVALIDINDEX);
    VariantClear(&value);
}

int main()
{
    CHECK_HR(CoInitializeEx(nullptr, COINIT_MULTITHREADED), S_OK);
    std::vector<Found> all = Gathering::run(3);
    both_families(all);
    for (const Found &found : all) {
        from_each_to_each(found);
        for (const wua::DescribedInterface *interface_ : found.interfaces) {
            if (!interface_->dispatch)
                continue;
            names_in_any_case(found, *interface_);
            type_information(found, *interface_);
            if (member_of(*interface_, L"_NewEnum", INVOKE_PROPERTYGET))
                collection(found, *interface_);
        }
    }
    CHECK(pairs > 10000 && names > 1000 && walks > 15);
    std::printf("%zu objects: %d ways from interface to interface, %d names, %d walks\n", all.size(), pairs, names,
                walks);
    CoUninitialize();
    return done("families");
}
