// Every property of every object that can be reached: read through the vtable of the interface that declares it, and
// written back where it can be written. A text is never NULL, a boolean is one of two, an object is what it says.
//
// shows: B047 B049 B051 B053 B055 B057 B062 B072 B073 B077 B080 B081 B082 B100 B160 B161 B186

#include "check.h"
#include "descriptions.h"
#include "every_object.h"

#include <cstring>
#include <map>
#include <oleauto.h>
#include <set>
#include <string>
#include <string_view>
#include <vector>

static const HRESULT WU_E_INVALIDINDEX = static_cast<HRESULT>(0x80240007);

// What is still to be looked at, and what has been, both by identity. Everything is kept alive meanwhile, so that
// nothing new can have the identity of something old.
static std::vector<IUnknown *> to_visit;
static std::set<IUnknown *> known;
static std::set<std::string> properties_read, properties_written;
// Properties that were NULL somewhere, and an object somewhere else.
static std::set<std::string> nulls, objects;
// How often an index was too large, by collection.
static std::map<std::string, int> ends;
static std::map<std::string, HRESULT> failed;

static void discover(IUnknown *object)
{
    if (!object)
        return;
    IUnknown *identity = nullptr;
    CHECK_HR(object->QueryInterface(IID_IUnknown, reinterpret_cast<void **>(&identity)), S_OK);
    object->Release();
    if (known.insert(identity).second)
        to_visit.push_back(identity);
    else
        identity->Release();
}

// What a property may be, and what becomes of it. Each consumes the value.

static void look_at(const char *name, BSTR text)
{
    if (!text)
        std::printf("not ok: %s is NULL\n", name);
    SysFreeString(text);
}

static void look_at(const char *name, VARIANT_BOOL boolean)
{
    if (boolean != VARIANT_TRUE && boolean != VARIANT_FALSE)
        std::printf("not ok: %s is %d\n", name, boolean);
}

static bool is_right(const std::string &name, VARTYPE type)
{
    if (name == "IUpdateService::get_ContentValidationCert")
        return type == (VT_ARRAY | VT_UI1);
    if (name == "IUpdate::get_Deadline" || name.starts_with("IAutomaticUpdatesResults::"))
        return type == VT_DATE || type == VT_EMPTY;
    // The state of a job, of which these have none.
    return type == VT_EMPTY;
}

static void look_at(const char *name, VARIANT &variant)
{
    if (!is_right(name, V_VT(&variant)))
        std::printf("not ok: %s is a VARIANT of type %d\n", name, V_VT(&variant));
    VariantClear(&variant);
}

static void look_at(const char *name, const DECIMAL &decimal)
{
    if (decimal.scale != 0 || decimal.sign != 0)
        std::printf("not ok: %s is no number of bytes\n", name);
}

static void look_at(const char *name, DATE date)
{
    if (date < 0 || date > 2958465)
        std::printf("not ok: %s is %f\n", name, date);
}

template <class T> static void look_at(const char *name, T *object)
{
    (object ? objects : nulls).insert(name);
    if constexpr (std::is_base_of_v<IUnknown, T> && !std::is_same_v<T, IUnknown> && !std::is_same_v<T, IDispatch>) {
        // The pointer is to the interface that the property is declared to have.
        Ref<T> same;
        if (object && object->QueryInterface(__uuidof(T), reinterpret_cast<void **>(&same)) != S_OK)
            std::printf("not ok: %s is not what it says\n", name);
    }
    if constexpr (std::is_base_of_v<IUnknown, T>)
        discover(object);
}

static void look_at(const char *, LONG) {}
static void look_at(const char *, DWORD) {}
template <class T>
    requires std::is_enum_v<T>
static void look_at(const char *, T)
{
}

// Whether to read is to change nothing. Methods like Search yield something too.
constexpr bool reads(std::string_view member)
{
    return member.starts_with("get_") || member == "GetUpdateResult";
}

// A property without an index.
template <class T, class R>
static void read(T *object, HRESULT (STDMETHODCALLTYPE T::*get)(R *), const char *interface_, const char *member)
{
    std::string name = std::string(interface_) + "::" + member;
    R value;
    std::memset(&value, 0xcc, sizeof value);
    HRESULT hresult = (object->*get)(&value);
    CHECK_HR((object->*get)(nullptr), E_POINTER);
    if (FAILED(hresult)) {
        failed[name] = hresult;
        return;
    }
    properties_read.insert(name);
    look_at(name.c_str(), value);
}

// Items, and the results for each update.
template <class T, class R>
static void read(T *object, HRESULT (STDMETHODCALLTYPE T::*get)(LONG, R *), const char *interface_,
                 const char *member)
{
    std::string name = std::string(interface_) + "::" + member;
    R value;
    for (LONG index = 0;; index++) {
        std::memset(&value, 0xcc, sizeof value);
        HRESULT hresult = (object->*get)(index, &value);
        if (hresult == WU_E_INVALIDINDEX) {
            R nothing;
            std::memset(&nothing, 0, sizeof nothing);
            if (std::memcmp(&value, &nothing, sizeof value) != 0)
                std::printf("not ok: %s failed and left something\n", name.c_str());
            CHECK_HR((object->*get)(-1, &value), WU_E_INVALIDINDEX);
            ends[name]++;
            break;
        }
        if (FAILED(hresult)) {
            failed[name] = hresult;
            break;
        }
        properties_read.insert(name);
        look_at(name.c_str(), value);
    }
    CHECK_HR((object->*get)(0, nullptr), E_POINTER);
}

// The one with another kind of index has names that only a test of its own knows.
template <class T> static void read(T *, HRESULT (STDMETHODCALLTYPE T::*)(BSTR, VARIANT *), const char *, const char *)
{
}

static void free_value(BSTR text) { SysFreeString(text); }
template <class T> static void free_value(T *object)
{
    if constexpr (std::is_base_of_v<IUnknown, T>)
        if (object)
            object->Release();
}
template <class T> static void free_value(T) {}

// A property is given the value that it has. What may not be written says so.
template <class T, class R, class V>
static void write_back(T *object, HRESULT (STDMETHODCALLTYPE T::*get)(R *), HRESULT (STDMETHODCALLTYPE T::*put)(V),
                       const char *interface_, const char *member)
{
    std::string name = std::string(interface_) + "::put_" + member;
    R value;
    if (FAILED((object->*get)(&value)))
        return;
    HRESULT hresult = (object->*put)(value);
    free_value(value);
    if (FAILED(hresult)) {
        failed[name] = hresult;
        return;
    }
    properties_written.insert(name);
}

// The interfaces of which some object has described itself.
static std::set<std::wstring> described;

// An object describes the family by whose interface it is asked, and by that description it is called.
static void check_description(IUnknown *object, const wua::DescribedInterface &interface_)
{
    Ref<IDispatch> asked;
    if (!interface_.dispatch
        || object->QueryInterface(interface_.iid, reinterpret_cast<void **>(static_cast<IDispatch **>(&asked))) != S_OK)
        return;
    Ref<ITypeInfo> info;
    CHECK_HR(asked->GetTypeInfo(0, 0, &info), S_OK);
    if (!info)
        return;
    TYPEATTR *about = nullptr;
    CHECK_HR(info->GetTypeAttr(&about), S_OK);
    Ref<IDispatch> same;
    CHECK_HR(object->QueryInterface(about->guid, reinterpret_cast<void **>(static_cast<IDispatch **>(&same))), S_OK);
    CHECK(same == asked);
    info->ReleaseTypeAttr(about);
    if (!described.insert(interface_.name).second)
        return;
    for (int index = 0; index < interface_.count; index++) {
        const wua::DescribedMember &member = interface_.members[index];
        LPOLESTR name = const_cast<LPOLESTR>(member.name);
        MEMBERID by_object = 0, by_info = 0;
        HRESULT found = asked->GetIDsOfNames(IID_NULL, &name, 1, 0, &by_object);
        if (!member.has_dispid || member.restricted) {
            CHECK_HR(found, DISP_E_UNKNOWNNAME);
            continue;
        }
        CHECK_HR(found, S_OK);
        CHECK_HR(info->GetIDsOfNames(&name, 1, &by_info), S_OK);
        CHECK(by_object == member.dispid && by_info == member.dispid);
    }
}

static void visit(IUnknown *object)
{
#define READ(interface_, member, slot)                                         \
    {                                                                          \
        Ref<wua::interface_> typed;                                            \
        if (object->QueryInterface(__uuidof(wua::interface_),                  \
                                   reinterpret_cast<void **>(&typed)) == S_OK) \
            []<class T>(T *typed) {                                            \
                if constexpr (reads(#member))                                  \
                    read(typed, &T::member, #interface_, #member);             \
            }(static_cast<wua::interface_ *>(typed));                          \
    }
    MEMBERS(READ)
    for (const wua::DescribedInterface &interface_ : wua::DESCRIBED_INTERFACES)
        check_description(object, interface_);
#define WRITE_BACK(interface_, member)                                         \
    {                                                                          \
        Ref<wua::interface_> typed;                                            \
        if (object->QueryInterface(__uuidof(wua::interface_),                  \
                                   reinterpret_cast<void **>(&typed)) == S_OK) \
            write_back<wua::interface_>(typed, &wua::interface_::get_##member, \
                                        &wua::interface_::put_##member,        \
                                        #interface_, #member);                 \
    }
    WRITABLE(WRITE_BACK)
}

int main()
{
    CHECK_HR(CoInitializeEx(nullptr, COINIT_MULTITHREADED), S_OK);
    begin_with_one_of_each(discover);
    size_t visited = 0;
    for (; visited < to_visit.size() && visited < 20000; visited++)
        visit(to_visit[visited]);
    CHECK(visited == to_visit.size());
    // Nothing fails that has nothing to be wrong about.
    for (auto &[name, hresult] : failed)
        if (name != "IAutomaticUpdatesSettings3::put_FeaturedUpdatesEnabled")
            std::printf("not ok: %s failed somewhere: %08lx\n", name.c_str(), hresult);
    for (const char *name : {"ICategory", "IUpdateException", "IUpdateHistoryEntry", "IUpdateDownloadContent",
                             "IUpdateService", "IWindowsDriverUpdateEntry"}) {
        std::string item = std::string(name) + "Collection::get_Item";
        CHECK(ends[item] > 0 && objects.contains(item));
    }
    for (const char *name : {"InstallationBehavior", "UninstallationBehavior", "Image"}) {
        std::string property = std::string("IUpdate::get_") + name;
        CHECK(nulls.contains(property) && objects.contains(property));
    }
    for (const char *name : {"IUpdate::get_MaxDownloadSize", "IUpdate::get_MinDownloadSize", "IUpdate::get_Deadline",
                             "IUpdate::get_LastDeploymentChangeTime", "IUpdateService::get_ContentValidationCert",
                             "IAutomaticUpdatesResults::get_LastSearchSuccessDate",
                             "IAutomaticUpdatesResults::get_LastInstallationSuccessDate",
                             "IWindowsDriverUpdateEntry::get_DeviceStatus"})
        CHECK(properties_read.contains(name));
    std::printf("%zu objects; %zu properties read, %zu written\n", visited, properties_read.size(),
                properties_written.size());
    for (const wua::DescribedInterface &interface_ : wua::DESCRIBED_INTERFACES)
        // The arguments of callbacks are to be had in callbacks alone: see callbacks.cpp.
        if (interface_.dispatch && !described.contains(interface_.name)
            && !std::wstring_view(interface_.name).ends_with(L"CallbackArgs"))
            std::printf("not ok: no object describes itself as %ls\n", interface_.name);
    CHECK(properties_read.size() > 200);
    CHECK(properties_written.size() > 30);
    for (IUnknown *object : to_visit)
        object->Release();
    CoUninitialize();
    return done("everything");
}
