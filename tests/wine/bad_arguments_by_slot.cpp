// Every member of every kind of object, called through its vtable as it should not be: without a place for the result,
// with NULL for everything, with booleans and numbers that there are not, with objects of another class and of other
// people, and with arguments whose upper halves nobody has written.

#include "by_table.h"

#include <oaidl.h>

static int calls;

// An object of the program that has no interface but IUnknown.
class Stranger : public IUnknown {
public:
    HRESULT STDMETHODCALLTYPE QueryInterface(REFIID iid, void **out) override
    {
        *out = iid == IID_IUnknown ? this : nullptr;
        if (!*out)
            return E_NOINTERFACE;
        AddRef();
        return S_OK;
    }
    ULONG STDMETHODCALLTYPE AddRef() override { return static_cast<ULONG>(InterlockedIncrement(&references)); }
    ULONG STDMETHODCALLTYPE Release() override { return static_cast<ULONG>(InterlockedDecrement(&references)); }

    LONG references = 1;
};

static Stranger stranger;
static IDispatch *ours;
static VARIANT empty;

// What a word of an argument does not use, the caller may leave as it is.
static const Word RUBBISH = 0xdeadbeef00000000;

// An argument that a member might well take.
static Word harmless(const wua::DescribedParameter &parameter)
{
    switch (parameter.type) {
    case VT_BOOL:
        return RUBBISH | 0xbeef0000;
    case VT_VARIANT:
        return word(&empty);
    case VT_I4:
        return RUBBISH | 0xffffffb3;
    case VT_UI4:
        return RUBBISH;
    default:
        return is_enumeration(parameter) ? RUBBISH : 0;
    }
}

// What a member says of an argument, if it says anything.
struct Wrong {
    Word value;
    HRESULT expected;
};

static std::vector<Wrong> wrong(const wua::DescribedParameter &parameter)
{
    static VARIANT strange[4];
    V_VT(&strange[0]) = VT_RECORD;
    V_VT(&strange[1]) = 0x0fff;
    V_VT(&strange[2]) = VT_VARIANT;
    V_VT(&strange[3]) = VT_BYREF | VT_BSTR;
    if (parameter.type == VT_BOOL)
        return {{1, E_INVALIDARG}, {7, E_INVALIDARG}, {0x7fff, E_INVALIDARG}, {RUBBISH | 0xfffe, E_INVALIDARG}};
    if (parameter.type == VT_VARIANT)
        return {{word(&strange[0]), DISP_E_BADVARTYPE},
                {word(&strange[1]), DISP_E_BADVARTYPE},
                {word(&strange[2]), DISP_E_BADVARTYPE},
                {word(&strange[3]), E_POINTER}};
    if (is_enumeration(parameter))
        return {{0xffffffff, E_INVALIDARG}, {99, E_INVALIDARG}, {0x7fffffff, E_INVALIDARG}, {0x80000000, E_INVALIDARG}};
    // A window may be anybody's object. Otherwise which error it is depends on the member.
    if (is_object(parameter) && !(parameter.type == VT_UNKNOWN && !std::wcscmp(parameter.name, L"value")))
        return {{word(&stranger), E_FAIL}, {word(ours), E_FAIL}};
    return {};
}

static void check_error(const std::string &name, HRESULT hresult)
{
    // Whoever fails says why.
    IErrorInfo *info = nullptr;
    HRESULT there = GetErrorInfo(0, &info);
    BSTR text = nullptr;
    if (there != S_OK || FAILED(info->GetDescription(&text)) || SysStringLen(text) == 0)
        std::printf("not ok: %s fails with %08lx and does not say why\n", name.c_str(), hresult);
    SysFreeString(text);
    if (info)
        info->Release();
}

// A call with these arguments, and whether what comes back is well-formed.
static HRESULT call(void *pointer, const wua::DescribedMember &member, Word (&words)[5], const std::string &name)
{
    Result result;
    int place = arguments_of(member);
    if (member.yields)
        words[place] = word(&result);
    calls++;
    SetErrorInfo(0, nullptr);
    HRESULT hresult = call_slot(pointer, member.slot, words);
    if (FAILED(hresult)) {
        check_error(name, hresult);
        if (member.yields && !is_nothing(member.parameters[place], result))
            std::printf("not ok: %s fails with %08lx and leaves a result\n", name.c_str(), hresult);
    } else if (member.yields) {
        give_back(member.parameters[place], result);
    }
    return hresult;
}

// The call that is as right as a call without knowledge can be.
static void arguments(const wua::DescribedMember &member, Word (&words)[5])
{
    for (int index = 0; index < arguments_of(member); index++)
        words[index] = harmless(member.parameters[index]);
}

static std::map<std::string, std::set<HRESULT>> answers;

static void bad_calls(void *pointer, const wua::DescribedMember &member, const std::string &name)
{
    // Without a place for the result nothing is done.
    if (member.yields) {
        Word words[5] = {};
        arguments(member, words);
        SetErrorInfo(0, nullptr);
        HRESULT hresult = call_slot(pointer, member.slot, words);
        calls++;
        if (hresult != E_POINTER)
            std::printf("not ok: %s without a place for its result: %08lx\n", name.c_str(), hresult);
        check_error(name, hresult);
    }
    Word words[5] = {};
    arguments(member, words);
    answers[name].insert(call(pointer, member, words, name));
    for (int index = 0; index < arguments_of(member); index++)
        for (const Wrong &one : wrong(member.parameters[index])) {
            Word bad[5] = {};
            arguments(member, bad);
            bad[index] = one.value;
            HRESULT hresult = call(pointer, member, bad, name);
            bool fits = one.expected == E_FAIL ? FAILED(hresult) : hresult == one.expected;
            if (!fits)
                std::printf("not ok: %s, argument %d is %llx: got %08lx, expected %08lx\n", name.c_str(), index,
                            one.value, hresult, one.expected);
            answers[name].insert(hresult);
        }
}

// After all that an object answers, and what can be read can be read.
static void still_answers(const Found &found)
{
    for (const wua::DescribedInterface *interface_ : found.interfaces)
        for (int index = 0; index < interface_->count; index++) {
            const wua::DescribedMember &member = interface_->members[index];
            if (member.kind != INVOKE_PROPERTYGET || member.count != 1)
                continue;
            Word words[5] = {};
            std::string name = name_of(*interface_, member);
            HRESULT hresult = call(found.as(*interface_), member, words, name);
            if (hresult != S_OK)
                std::printf("not ok: %s afterwards: %08lx\n", name.c_str(), hresult);
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
    Ref<IDispatch> other;
    CHECK_HR(create(wua::CLSID_WindowsUpdateAgentInfo, other), S_OK);
    ours = other;
    for (const Found &found : all)
        for (const wua::DescribedInterface *interface_ : found.interfaces)
            for (int index = 0; index < interface_->count; index++) {
                const wua::DescribedMember &member = interface_->members[index];
                bad_calls(found.as(*interface_), member, name_of(*interface_, member));
            }
    for (const Found &found : all)
        still_answers(found);
    CHECK(references_of(other) == 1);
    CHECK(stranger.references == 1);
    CHECK(answers.size() > 300);
    std::printf("%zu kinds of objects, %zu members, %d calls\n", all.size(), answers.size(), calls);
    CoUninitialize();
    return done("bad_arguments_by_slot");
}
