// Every member of every kind of object, called by name as it should not be: with too few and too many arguments, with each
// type that a VARIANT can be of and those that it cannot, by wrong names and in wrong ways. What oleaut32 would say of
// an argument is what the agent says.

#include "by_table.h"

static int calls;

// A call, and all that is said of it.
struct Outcome {
    HRESULT hresult;
    VARIANT result;
    EXCEPINFO exception;
    UINT blamed;

    ~Outcome()
    {
        VariantClear(&result);
        SysFreeString(exception.bstrSource);
        SysFreeString(exception.bstrDescription);
        SysFreeString(exception.bstrHelpFile);
    }
};

static Outcome invoke(IDispatch *object, DISPID member, WORD flags, DISPPARAMS params)
{
    Outcome outcome = {};
    outcome.blamed = 99;
    // What was in the result before is not the agent's to clear.
    V_VT(&outcome.result) = VT_I4;
    calls++;
    outcome.hresult =
        object->Invoke(member, IID_NULL, LOCALE_USER_DEFAULT, flags, &params, &outcome.result, &outcome.exception,
                       &outcome.blamed);
    if (FAILED(outcome.hresult))
        CHECK(V_VT(&outcome.result) == VT_EMPTY);
    if (outcome.hresult == DISP_E_EXCEPTION) {
        CHECK(FAILED(outcome.exception.scode));
        CHECK(SysStringLen(outcome.exception.bstrDescription) > 0);
    }
    return outcome;
}

#define CHECK_CALL(outcome, expected)                                                                     \
    do {                                                                                                  \
        HRESULT got_ = (outcome).hresult, expected_ = (expected);                                         \
        if (got_ != expected_)                                                                            \
            std::printf("not ok: line %d: %s: got %08lx, expected %08lx\n", __LINE__, name.c_str(), got_, \
                        expected_);                                                                       \
    } while (0)

static WORD flags_of(const wua::DescribedMember &member) { return static_cast<WORD>(member.kind); }

// A property that yields an object takes the arguments of its object's default member.
static bool hands_arguments_on(const wua::DescribedMember &member)
{
    return member.kind == INVOKE_PROPERTYGET && member.count == 1 && is_object(member.parameters[0]);
}

// An argument that is right for a parameter and does nothing.
static VARIANT harmless(const wua::DescribedParameter &parameter)
{
    VARIANT value = {};
    if (parameter.type == VT_BSTR) {
        V_VT(&value) = VT_BSTR;
    } else if (is_object(parameter)) {
        V_VT(&value) = VT_DISPATCH;
    } else if (parameter.type != VT_VARIANT) {
        // No enumeration and no collection has it.
        V_VT(&value) = VT_I4;
        V_I4(&value) = -77;
    }
    return value;
}

// An object of the program that has nothing to offer.
class Stranger : public IDispatch {
public:
    HRESULT STDMETHODCALLTYPE QueryInterface(REFIID iid, void **out) override
    {
        *out = nullptr;
        if (iid != IID_IUnknown && iid != IID_IDispatch)
            return E_NOINTERFACE;
        AddRef();
        *out = this;
        return S_OK;
    }
    ULONG STDMETHODCALLTYPE AddRef() override { return static_cast<ULONG>(InterlockedIncrement(&references)); }
    ULONG STDMETHODCALLTYPE Release() override { return static_cast<ULONG>(InterlockedDecrement(&references)); }
    HRESULT STDMETHODCALLTYPE GetTypeInfoCount(UINT *) override { return E_NOTIMPL; }
    HRESULT STDMETHODCALLTYPE GetTypeInfo(UINT, LCID, ITypeInfo **) override { return E_NOTIMPL; }
    HRESULT STDMETHODCALLTYPE GetIDsOfNames(REFIID, LPOLESTR *, UINT, LCID, DISPID *) override
    {
        return DISP_E_UNKNOWNNAME;
    }
    HRESULT STDMETHODCALLTYPE Invoke(DISPID, REFIID, LCID, WORD, DISPPARAMS *, VARIANT *, EXCEPINFO *, UINT *) override
    {
        return DISP_E_MEMBERNOTFOUND;
    }

    LONG references = 1;
};

static Stranger stranger;

// A value, and what is wrong with it whoever takes it.
struct Given {
    VARIANT value;
    HRESULT wrong;
};

static std::vector<Given> every_type(IDispatch *ours)
{
    static BYTE zeros[64];
    std::vector<Given> all;
    auto give = [&](int type, HRESULT wrong, auto fill) {
        Given given = {};
        fill(given.value);
        V_VT(&given.value) = static_cast<VARTYPE>(type);
        given.wrong = wrong;
        all.push_back(given);
    };
    auto nothing = [](VARIANT &) {};
    for (VARTYPE type : {VT_EMPTY, VT_NULL, VT_I1, VT_UI1, VT_I2, VT_UI2, VT_I4, VT_UI4, VT_I8, VT_UI8, VT_INT, VT_UINT,
                         VT_R4, VT_R8, VT_CY, VT_DATE, VT_DECIMAL, VT_BOOL, VT_BSTR, VT_DISPATCH, VT_UNKNOWN})
        give(type, S_OK, nothing);
    for (LONGLONG whole : {-1ll, 77777ll, 0x7fffffffll, 0x80000000ll, -0x80000001ll}) {
        give(VT_I8, S_OK, [&](VARIANT &value) { V_I8(&value) = whole; });
        give(VT_R8, S_OK, [&](VARIANT &value) { V_R8(&value) = static_cast<double>(whole); });
    }
    give(VT_UI8, S_OK, [](VARIANT &value) { V_UI8(&value) = ~0ull; });
    give(VT_R8, S_OK, [](VARIANT &value) { V_R8(&value) = 1e300; });
    give(VT_R8, S_OK, [](VARIANT &value) { V_R8(&value) = -0.5; });
    give(VT_R4, S_OK, [](VARIANT &value) { V_R4(&value) = 2.5e9f; });
    give(VT_CY, S_OK, [](VARIANT &value) { V_CY(&value).int64 = 0x7fffffffffffffff; });
    give(VT_DECIMAL, S_OK, [](VARIANT &value) { V_DECIMAL(&value).Hi32 = 0x7fffffff; });
    give(VT_BOOL, S_OK, [](VARIANT &value) { V_BOOL(&value) = VARIANT_TRUE; });
    // Neither true nor false.
    give(VT_BOOL, S_OK, [](VARIANT &value) { V_BOOL(&value) = 7; });
    for (const wchar_t *words : {L"", L" ", L"no number", L"-78", L"99999999999", L"-0.25", L"True", L"1e400", L"'"})
        give(VT_BSTR, S_OK, [&](VARIANT &value) { V_BSTR(&value) = SysAllocString(words); });
    give(VT_DISPATCH, S_OK, [&](VARIANT &value) { V_DISPATCH(&value) = &stranger; });
    give(VT_UNKNOWN, S_OK, [&](VARIANT &value) { V_UNKNOWN(&value) = &stranger; });
    give(VT_DISPATCH, S_OK, [&](VARIANT &value) { V_DISPATCH(&value) = ours; });
    for (SCODE scode : {S_OK, E_FAIL})
        give(VT_ERROR, S_OK, [&](VARIANT &value) { V_ERROR(&value) = scode; });
    static SAFEARRAY *bytes = SafeArrayCreateVector(VT_UI1, 0, 3), *variants = SafeArrayCreateVector(VT_VARIANT, 5, 2),
                     *none = SafeArrayCreateVector(VT_BSTR, 0, 0);
    give(VT_ARRAY | VT_UI1, S_OK, [](VARIANT &value) { V_ARRAY(&value) = bytes; });
    give(VT_ARRAY | VT_VARIANT, S_OK, [](VARIANT &value) { V_ARRAY(&value) = variants; });
    give(VT_ARRAY | VT_BSTR, S_OK, [](VARIANT &value) { V_ARRAY(&value) = none; });
    static SAFEARRAYBOUND square[] = {{2, 0}, {2, 0}};
    static SAFEARRAY *two_dimensions = SafeArrayCreate(VT_I4, 2, square);
    give(VT_ARRAY | VT_I4, DISP_E_BADVARTYPE, [](VARIANT &value) { V_ARRAY(&value) = two_dimensions; });
    give(VT_ARRAY | VT_I4, DISP_E_BADVARTYPE, nothing);
    // What is pointed to is zero, whatever it is.
    for (VARTYPE type : {VT_I2, VT_I4, VT_R8, VT_BSTR, VT_DISPATCH, VT_UNKNOWN, VT_BOOL, VT_CY, VT_DATE, VT_UI1, VT_VARIANT})
        give(VT_BYREF | type, S_OK, [](VARIANT &value) { V_BYREF(&value) = zeros; });
    give(VT_BYREF | VT_ARRAY | VT_UI1, S_OK, [](VARIANT &value) { V_ARRAYREF(&value) = &bytes; });
    // No types of a VARIANT, and types without what they promise.
    for (VARTYPE type = VT_EMPTY; type < 0x60; type++)
        if ((type > VT_DECIMAL && type != VT_I1 && type != VT_UI1 && type != VT_UI2 && type != VT_UI4 && type != VT_I8
             && type != VT_UI8 && type != VT_INT && type != VT_UINT)
            || type == VT_VARIANT || type == 15)
            give(type, DISP_E_BADVARTYPE, nothing);
    for (int type : {0x0fff, 0x1000 | VT_I4, 0x8000 | VT_I4, 0xffff & ~(VT_ARRAY | VT_BYREF)})
        give(type, DISP_E_BADVARTYPE, nothing);
    for (int type : {+VT_I4, +VT_BSTR, +VT_VARIANT, +VT_DISPATCH, +VT_DECIMAL, VT_ARRAY | VT_VARIANT})
        give(VT_BYREF | type, E_POINTER, nothing);
    for (int type : {+VT_EMPTY, +VT_NULL, +VT_RECORD, +VT_VOID, 0xfff})
        give(VT_BYREF | type, DISP_E_BADVARTYPE, [](VARIANT &value) { V_BYREF(&value) = zeros; });
    return all;
}

// What oleaut32 makes of an argument.
static HRESULT converted(const VARIANT &value, const wua::DescribedParameter &parameter)
{
    VARIANT direct = {}, made = {};
    HRESULT hresult = VariantCopyInd(&direct, const_cast<VARIANT *>(&value));
    if (FAILED(hresult))
        return hresult;
    bool null = V_VT(&direct) == VT_NULL || V_VT(&direct) == VT_EMPTY;
    bool object = V_VT(&direct) == VT_DISPATCH || V_VT(&direct) == VT_UNKNOWN;
    // A null is an empty text and no object.
    if (parameter.type == VT_VARIANT || (null && (parameter.type == VT_BSTR || is_object(parameter)))) {
        hresult = S_OK;
    } else if (is_object(parameter)) {
        IUnknown *there = nullptr;
        const wua::DescribedInterface *wanted = described(parameter.type_name);
        if (!object)
            hresult = DISP_E_TYPEMISMATCH;
        else if (!V_UNKNOWN(&direct) || !wanted || is_callback(*wanted))
            hresult = S_OK;
        else if (FAILED(V_UNKNOWN(&direct)->QueryInterface(wanted->iid, reinterpret_cast<void **>(&there))))
            hresult = DISP_E_TYPEMISMATCH;
        if (there)
            there->Release();
    } else if (object || (V_VT(&direct) & VT_ARRAY)) {
        // oleaut32 takes bytes for text. Of objects, none of those here stands for a number or a text.
        hresult = DISP_E_TYPEMISMATCH;
    } else {
        VARTYPE wanted = is_enumeration(parameter) ? static_cast<VARTYPE>(VT_I4) : parameter.type;
        hresult = VariantChangeTypeEx(&made, &direct, LOCALE_INVARIANT, 0, wanted);
        // True is -1, which is too small where oleaut32 begins again at the top.
        if (wanted == VT_UI4 && V_VT(&direct) == VT_BOOL && V_BOOL(&direct) != VARIANT_FALSE)
            hresult = DISP_E_OVERFLOW;
        // "1e400" is no number to us, and one that is too large to oleaut32.
        if (hresult == DISP_E_OVERFLOW && V_VT(&direct) == VT_BSTR && std::wcschr(V_BSTR(&direct), L'e'))
            hresult = DISP_E_TYPEMISMATCH;
    }
    VariantClear(&made);
    VariantClear(&direct);
    return hresult;
}

static void wrong_types(IDispatch *object, const wua::DescribedMember &member, const std::string &name,
                        const std::vector<Given> &values)
{
    int count = arguments_of(member);
    DISPID put = DISPID_PROPERTYPUT;
    for (int index = 0; index < count; index++)
        for (const Given &given : values) {
            VARIANT args[5];
            for (int other = 0; other < count; other++)
                args[count - 1 - other] = other == index ? given.value : harmless(member.parameters[other]);
            bool writes = member.kind == INVOKE_PROPERTYPUT;
            HRESULT expected = FAILED(given.wrong) ? given.wrong : converted(given.value, member.parameters[index]);
            // What is right is done, and what it does other programs show.
            if (SUCCEEDED(expected) && !writes)
                continue;
            Outcome outcome =
                invoke(object, member.dispid, flags_of(member),
                       {args, writes ? &put : nullptr, static_cast<UINT>(count), static_cast<UINT>(writes ? 1 : 0)});
            if (SUCCEEDED(expected) ? outcome.hresult == S_OK || outcome.hresult == DISP_E_EXCEPTION
                                    : outcome.hresult == expected)
                continue;
            std::printf("not ok: %s, argument %d of type %04x: got %08lx, expected %08lx\n", name.c_str(), index,
                        V_VT(&given.value), outcome.hresult, expected);
        }
}

static void wrong_counts(IDispatch *object, const wua::DescribedMember &member, const std::string &name)
{
    static VARIANT many[300];
    int count = arguments_of(member), needed = 0;
    while (needed < count && !member.parameters[needed].optional)
        needed++;
    WORD flags = flags_of(member);
    for (VARIANT &one : many) {
        V_VT(&one) = VT_I4;
        V_I4(&one) = -77;
    }
    for (int more : {count + 1, count + 2, 255, 300}) {
        Outcome outcome = invoke(object, member.dispid, flags, {many, nullptr, static_cast<UINT>(more), 0});
        if (!hands_arguments_on(member))
            CHECK_CALL(outcome, DISP_E_BADPARAMCOUNT);
        else
            CHECK(FAILED(outcome.hresult));
    }
    for (int fewer = 0; fewer < needed; fewer++) {
        VARIANT args[5];
        for (int index = 0; index < fewer; index++)
            args[fewer - 1 - index] = harmless(member.parameters[index]);
        CHECK_CALL(invoke(object, member.dispid, flags, {args, nullptr, static_cast<UINT>(fewer), 0}),
                   DISP_E_BADPARAMCOUNT);
    }
    // Said to be left out is not the same as left out.
    for (int index = 0; index < needed; index++) {
        VARIANT args[5];
        for (int other = 0; other < count; other++)
            args[count - 1 - other] = harmless(member.parameters[other]);
        VARIANT &missing = args[count - 1 - index];
        V_VT(&missing) = VT_ERROR;
        V_ERROR(&missing) = DISP_E_PARAMNOTFOUND;
        if (member.parameters[index].type == VT_VARIANT)
            continue;
        Outcome outcome = invoke(object, member.dispid, flags, {args, nullptr, static_cast<UINT>(count), 0});
        CHECK_CALL(outcome, DISP_E_PARAMNOTOPTIONAL);
        CHECK(outcome.blamed == static_cast<UINT>(count - 1 - index));
    }
}

static void wrong_names(IDispatch *object, const wua::DescribedMember &member, const std::string &name)
{
    int count = arguments_of(member);
    if (count == 0 || member.kind == INVOKE_PROPERTYPUT)
        return;
    VARIANT args[6];
    for (int index = 0; index < count; index++)
        args[count - 1 - index] = harmless(member.parameters[index]);
    args[count] = args[0];
    UINT given = static_cast<UINT>(count);
    WORD flags = flags_of(member);
    // The last argument said by a name that nobody has.
    for (DISPID unknown : {count, 99, 0x7fffffff, -1, DISPID_PROPERTYPUT - 1, static_cast<int>(0x80000000)}) {
        Outcome outcome = invoke(object, member.dispid, flags, {args, &unknown, given, 1});
        CHECK(outcome.hresult == DISP_E_PARAMNOTFOUND || outcome.hresult == DISP_E_BADPARAMCOUNT);
    }
    // One twice: by its place and by its name, or twice by its name.
    DISPID twice[6] = {};
    if (count > 1) {
        CHECK(FAILED(invoke(object, member.dispid, flags, {args, twice, given, 1}).hresult));
        CHECK(FAILED(invoke(object, member.dispid, flags, {args, twice, given, 2}).hresult));
    }
    // More names than arguments.
    CHECK_CALL(invoke(object, member.dispid, flags, {args, twice, given, given + 1}), DISP_E_BADPARAMCOUNT);
    CHECK_CALL(invoke(object, member.dispid, flags, {args, twice, 0, 1}), DISP_E_BADPARAMCOUNT);
    CHECK_CALL(invoke(object, member.dispid, flags, {args, nullptr, given, 1}), E_POINTER);
    CHECK_CALL(invoke(object, member.dispid, flags, {nullptr, nullptr, given, 0}), E_POINTER);
}

static void wrong_ways(IDispatch *object, const wua::DescribedInterface &interface_, const wua::DescribedMember &member,
                       const std::string &name)
{
    VARIANT args[6];
    int count = arguments_of(member);
    for (int index = 0; index < count; index++)
        args[count - 1 - index] = harmless(member.parameters[index]);
    UINT given = static_cast<UINT>(count);
    DISPID put = DISPID_PROPERTYPUT;
    for (WORD flags : {0, 16, 0x100, 0x8000})
        CHECK_CALL(invoke(object, member.dispid, flags, {args, nullptr, given, 0}), DISP_E_MEMBERNOTFOUND);
    // What is only read cannot be written, and a method neither.
    if (member.kind != INVOKE_PROPERTYPUT && !member_of(interface_, member.name, INVOKE_PROPERTYPUT)) {
        VARIANT value = {};
        V_VT(&value) = VT_I4;
        for (WORD flags : {DISPATCH_PROPERTYPUT, DISPATCH_PROPERTYPUTREF, DISPATCH_PROPERTYPUT | DISPATCH_METHOD}) {
            CHECK_CALL(invoke(object, member.dispid, flags, {&value, &put, 1, 1}), DISP_E_MEMBERNOTFOUND);
            CHECK_CALL(invoke(object, member.dispid, flags, {nullptr, nullptr, 0, 0}), DISP_E_MEMBERNOTFOUND);
        }
    }
    DISPPARAMS params = {args, nullptr, given, 0};
    VARIANT result = {};
    CHECK_HR(object->Invoke(member.dispid, IID_IDispatch, 0, flags_of(member), &params, &result, nullptr, nullptr),
             DISP_E_UNKNOWNINTERFACE);
    CHECK_HR(object->Invoke(member.dispid, IID_NULL, 0, flags_of(member), nullptr, &result, nullptr, nullptr), E_POINTER);
}

static void nobodys_numbers(const Found &found, const wua::DescribedInterface &interface_)
{
    IDispatch *object = static_cast<IDispatch *>(found.as(interface_));
    std::set<DISPID> known;
    // It knows the members of its whole line.
    for (const wua::DescribedInterface *other : found.interfaces)
        if (found.as(*other) == object)
            for (const wua::DescribedMember *member : all_members(*other))
                if (member->has_dispid && !member->restricted)
                    known.insert(member->dispid);
    std::vector<DISPID> numbers = {-1, -2, -3, -5, -6, -7, -8, -999, 1, 2, 7, 0x7fffffff, static_cast<DISPID>(0x80000000)};
    for (DISPID base : {0x60000000, 0x60010000, 0x60020000, 0x60030000, 0x60040000, 0x60050000, 0x60060000, 0x60070000})
        for (DISPID number = 0; number < 40; number++)
            numbers.push_back(base + number);
    for (DISPID number : {DISPID_VALUE, DISPID_NEWENUM})
        numbers.push_back(number);
    std::string name = narrow(interface_.name);
    for (DISPID number : numbers) {
        if (known.contains(number))
            continue;
        for (WORD flags : {DISPATCH_METHOD, DISPATCH_PROPERTYGET, DISPATCH_PROPERTYPUT})
            CHECK_CALL(invoke(object, number, flags, {nullptr, nullptr, 0, 0}), DISP_E_MEMBERNOTFOUND);
    }
}

static ULONG references_of(IUnknown *object)
{
    object->AddRef();
    return object->Release();
}

int main()
{
    CHECK_HR(CoInitializeEx(nullptr, COINIT_MULTITHREADED), S_OK);
    std::vector<Found> all = Gathering::run(1);
    Ref<IDispatch> ours;
    CHECK_HR(create(wua::CLSID_WindowsUpdateAgentInfo, ours), S_OK);
    std::vector<Given> values = every_type(ours);
    ULONG of_ours = references_of(ours);
    std::set<std::string> members;
    for (const Found &found : all) {
        ULONG before = references_of(found.identity);
        for (const wua::DescribedInterface *interface_ : found.interfaces) {
            if (!interface_->dispatch)
                continue;
            IDispatch *object = static_cast<IDispatch *>(found.as(*interface_));
            nobodys_numbers(found, *interface_);
            for (int index = 0; index < interface_->count; index++) {
                const wua::DescribedMember &member = interface_->members[index];
                if (!member.has_dispid || member.restricted)
                    continue;
                std::string name = name_of(*interface_, member);
                members.insert(name);
                wrong_counts(object, member, name);
                wrong_types(object, member, name, values);
                wrong_names(object, member, name);
                wrong_ways(object, *interface_, member, name);
            }
            UINT count = 0;
            CHECK_HR(object->GetTypeInfoCount(&count), S_OK);
        }
        // A property keeps what it was given last; nothing else is held.
        if (references_of(found.identity) != before)
            std::printf("not ok: %ls: %lu references before, %lu after\n", found.interfaces[0]->name, before,
                        references_of(found.identity));
    }
    CHECK(stranger.references == 1);
    CHECK(references_of(ours) == of_ours);
    CHECK(members.size() > 250);
    std::printf("%zu kinds of objects, %zu members, %d calls\n", all.size(), members.size(), calls);
    CoUninitialize();
    return done("bad_arguments_by_name");
}
