// Every object by the tables: which interfaces it has, and its members by their slots, whatever their types.

#pragma once

#include "check.h"
#include "descriptions.h"
#include "every_object.h"

#include <cstdint>
#include <cstring>
#include <map>
#include <oleauto.h>
#include <set>
#include <string>
#include <vector>

// An argument: on x64 each is a word, and a VARIANT by value is the address of one.
using Word = std::uint64_t;

inline Word word(const void *pointer) { return reinterpret_cast<Word>(pointer); }

// Calls the function at a slot. Those that take fewer arguments do not look at the others.
inline HRESULT call_slot(void *interface_, int slot, const Word (&words)[5])
{
    using Function = HRESULT(STDMETHODCALLTYPE *)(void *, Word, Word, Word, Word, Word);
    Function *vtable = *static_cast<Function **>(interface_);
    return vtable[slot](interface_, words[0], words[1], words[2], words[3], words[4]);
}

inline const wua::DescribedInterface *described(const wchar_t *name)
{
    for (const wua::DescribedInterface &interface_ : wua::DESCRIBED_INTERFACES)
        if (name && !std::wcscmp(interface_.name, name))
            return &interface_;
    return nullptr;
}

// The members of an interface and of its bases.
inline std::vector<const wua::DescribedMember *> all_members(const wua::DescribedInterface &interface_)
{
    std::vector<const wua::DescribedMember *> members;
    for (const wua::DescribedInterface *line = &interface_; line; line = described(line->base))
        for (int index = 0; index < line->count; index++)
            members.push_back(&line->members[index]);
    return members;
}

inline const wua::DescribedMember *member_of(const wua::DescribedInterface &interface_, const wchar_t *name,
                                             INVOKEKIND kind)
{
    for (const wua::DescribedMember *member : all_members(interface_))
        if (member->kind == kind && !std::wcscmp(member->name, name))
            return member;
    return nullptr;
}

// What programs pass in, and the agent does not have.
inline bool is_callback(const wua::DescribedInterface &interface_)
{
    return std::wstring(interface_.name).ends_with(L"Callback");
}

// How many arguments come before the result.
inline int arguments_of(const wua::DescribedMember &member) { return member.count - (member.yields ? 1 : 0); }

inline std::string narrow(const wchar_t *text) { return std::string(text, text + std::wcslen(text)); }

inline std::string name_of(const wua::DescribedInterface &interface_, const wua::DescribedMember &member)
{
    const char *prefix = member.kind == INVOKE_PROPERTYGET ? "get_" : member.kind == INVOKE_PROPERTYPUT ? "put_" : "";
    return narrow(interface_.name) + "::" + prefix + narrow(member.name);
}

// Room for a result of any type, which nobody has written to.
union Result {
    BYTE bytes[32];
    BSTR text;
    IUnknown *object;
    VARIANT variant;

    Result() { std::memset(bytes, 0xcc, sizeof bytes); }
};

inline size_t size_of(VARTYPE type)
{
    switch (type) {
    case VT_BOOL:
        return sizeof(VARIANT_BOOL);
    case VT_I4:
    case VT_UI4:
        return 4;
    case VT_DECIMAL:
        return sizeof(DECIMAL);
    case VT_VARIANT:
        return sizeof(VARIANT);
    default:
        return 8;
    }
}

inline bool is_object(const wua::DescribedParameter &parameter)
{
    return parameter.type == VT_UNKNOWN || (parameter.type == VT_USERDEFINED && described(parameter.type_name));
}

inline bool is_enumeration(const wua::DescribedParameter &parameter)
{
    return parameter.type == VT_USERDEFINED && !described(parameter.type_name);
}

inline size_t size_of(const wua::DescribedParameter &parameter)
{
    return is_enumeration(parameter) ? 4 : size_of(parameter.type);
}

// Gives back what a member has yielded.
inline void give_back(const wua::DescribedParameter &parameter, Result &result)
{
    if (parameter.type == VT_BSTR)
        SysFreeString(result.text);
    else if (parameter.type == VT_VARIANT)
        VariantClear(&result.variant);
    else if (is_object(parameter) && result.object)
        result.object->Release();
}

// Whether a failure has left nothing: neither what was there before nor half a result.
inline bool is_nothing(const wua::DescribedParameter &parameter, const Result &result)
{
    Result nothing;
    std::memset(nothing.bytes, 0, size_of(parameter));
    return std::memcmp(result.bytes, nothing.bytes, sizeof nothing.bytes) == 0;
}

// An object and the interfaces that it has.
struct Found {
    IUnknown *identity;
    std::vector<const wua::DescribedInterface *> interfaces;

    bool has(const wchar_t *name) const
    {
        for (const wua::DescribedInterface *interface_ : interfaces)
            if (!std::wcscmp(interface_->name, name))
                return true;
        return false;
    }

    // One of them, uncounted: the object stays.
    void *as(const wua::DescribedInterface &interface_) const
    {
        IUnknown *pointer = nullptr;
        CHECK_HR(identity->QueryInterface(interface_.iid, reinterpret_cast<void **>(&pointer)), S_OK);
        if (pointer)
            pointer->Release();
        return pointer;
    }
};

// Any callback: all of them have one member, which takes two objects. It keeps the second one. That it says yes to
// every question is wrong, and is found in programs.
class Catcher : public IUnknown {
public:
    Catcher() { InitializeCriticalSection(&lock_); }
    ~Catcher() { DeleteCriticalSection(&lock_); }

    HRESULT STDMETHODCALLTYPE QueryInterface(REFIID, void **out) override
    {
        AddRef();
        *out = this;
        return S_OK;
    }
    ULONG STDMETHODCALLTYPE AddRef() override { return static_cast<ULONG>(InterlockedIncrement(&references)); }
    ULONG STDMETHODCALLTYPE Release() override { return static_cast<ULONG>(InterlockedDecrement(&references)); }
    virtual HRESULT STDMETHODCALLTYPE Invoke(IUnknown *, IUnknown *args)
    {
        args->AddRef();
        EnterCriticalSection(&lock_);
        caught.push_back(args);
        LeaveCriticalSection(&lock_);
        return S_OK;
    }

    std::vector<IUnknown *> caught;
    LONG references = 1;

private:
    CRITICAL_SECTION lock_;
};

class Gathering {
public:
    // Some objects of each kind, found from those that a program begins with.
    static std::vector<Found> run(int of_each_kind)
    {
        Gathering gathering(of_each_kind);
        Catcher catcher;
        begin_with_one_of_each([&](IUnknown *object) { gathering.discover(object); }, &catcher);
        CHECK(catcher.references == 1);
        for (IUnknown *args : catcher.caught)
            gathering.discover(args);
        for (size_t index = 0; index < gathering.to_visit_.size(); index++)
            gathering.visit(Found(gathering.to_visit_[index]));
        gathering.check_that_nothing_is_missing();
        return gathering.found_;
    }

private:
    explicit Gathering(int of_each_kind) : of_each_kind_(of_each_kind) {}

    void discover(IUnknown *object)
    {
        if (!object)
            return;
        Found found = {};
        object->QueryInterface(IID_IUnknown, reinterpret_cast<void **>(&found.identity));
        object->Release();
        // Whoever is here already, or one too many, or an enumerator, stays for ever and is not looked at.
        if (!known_.insert(found.identity).second)
            return;
        std::string kind;
        for (const wua::DescribedInterface &interface_ : wua::DESCRIBED_INTERFACES) {
            IUnknown *pointer = nullptr;
            if (found.identity->QueryInterface(interface_.iid, reinterpret_cast<void **>(&pointer)) == S_OK) {
                pointer->Release();
                found.interfaces.push_back(&interface_);
                kind += narrow(interface_.name) + " ";
            }
        }
        // Most collections are empty, so that more are looked into than are taken.
        const int ENOUGH = 60;
        if (kind.empty() || kinds_[kind]++ >= ENOUGH)
            return;
        to_visit_.push_back(found);
        if (kinds_[kind] <= of_each_kind_)
            found_.push_back(found);
    }

    // What an object leads to without being changed.
    void visit(const Found &found)
    {
        for (const wua::DescribedInterface *interface_ : found.interfaces)
            for (int index = 0; index < interface_->count; index++) {
                const wua::DescribedMember &member = interface_->members[index];
                bool reads = member.kind == INVOKE_PROPERTYGET || !std::wcscmp(member.name, L"GetUpdateResult");
                if (!reads || !is_object(member.parameters[member.count - 1]))
                    continue;
                void *pointer = found.as(*interface_);
                IUnknown *object = nullptr;
                if (member.count == 1 && call_slot(pointer, member.slot, {word(&object)}) >= 0)
                    discover(object);
                for (Word item = 0; member.count == 2; item++) {
                    if (call_slot(pointer, member.slot, {item, word(&object)}) < 0)
                        break;
                    discover(object);
                }
            }
    }

    void check_that_nothing_is_missing()
    {
        std::set<const wua::DescribedInterface *> met;
        for (const Found &found : found_)
            met.insert(found.interfaces.begin(), found.interfaces.end());
        for (const wua::DescribedInterface &interface_ : wua::DESCRIBED_INTERFACES)
            if (!is_callback(interface_) && !met.contains(&interface_))
                std::printf("not ok: there is no object with %ls\n", interface_.name);
    }

    int of_each_kind_;
    std::vector<Found> found_, to_visit_;
    std::set<IUnknown *> known_;
    std::map<std::string, int> kinds_;
};
