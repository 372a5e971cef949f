// What calls of the agent cost against calls of an object that does nothing, and how soon a script has its first answer.
// `cargo xtask bench` reads the lines: `vtable OURS TRIVIAL`, `script OURS TRIVIAL`, `start TIME`, in microseconds.
//
//   calls.exe calls ROUNDS
//   calls.exe properties
//   calls.exe start

#include "scripting.h"
#include "trivial.h"

#include <cstdlib>
#include <cstring>
#include <string>
#include <type_traits>
#include <vector>

static const size_t UPDATES = 1000;

static double microseconds()
{
    static LARGE_INTEGER frequency;
    if (frequency.QuadPart == 0)
        QueryPerformanceFrequency(&frequency);
    LARGE_INTEGER now;
    QueryPerformanceCounter(&now);
    return static_cast<double>(now.QuadPart) * 1e6 / static_cast<double>(frequency.QuadPart);
}

// Frees what a property was.
template <class T> static void release(T &value)
{
    if constexpr (std::is_same_v<T, BSTR>)
        SysFreeString(value);
    else if constexpr (std::is_same_v<T, VARIANT>)
        VariantClear(&value);
    else if constexpr (std::is_convertible_v<T, IUnknown *>) {
        // Not every update has everything.
        if (value)
            value->Release();
    }
}

// Reads a property and frees what it is.
template <class T> static void read(wua::IUpdate *update, HRESULT (STDMETHODCALLTYPE wua::IUpdate::*getter)(T *))
{
    T value = {};
    HRESULT hresult = (update->*getter)(&value);
    if (FAILED(hresult))
        std::printf("not ok: a property cannot be read: %08lx\n", hresult);
    release(value);
}

static double by_vtable(const std::vector<wua::IUpdate *> &updates)
{
    double began = microseconds();
    for (size_t index = 0; index < UPDATES; index++) {
        wua::IUpdate *update = updates[index % updates.size()];
#define READ(name, kind) read(update, &wua::IUpdate::get_##name);
        PROPERTIES(READ)
#undef READ
    }
    return microseconds() - began;
}

static bool is_object(const char *kind) { return std::strcmp(kind, "object") == 0; }

// The loop in VBScript. It is given an array: neither side lends it a collection.
static std::wstring source()
{
    std::wstring text = L"Sub Measure(updates)\nDim index, update, x\nFor index = 0 To UBound(updates)\n"
                        L"Set update = updates(index)\n";
#define LINE(name, kind) text += std::wstring(is_object(#kind) ? L"Set " : L"") + L"x = update." + L## #name + L"\n";
    PROPERTIES(LINE)
#undef LINE
    return text + L"Next\nEnd Sub\n";
}

static VARIANT array_of(const std::vector<wua::IUpdate *> &updates)
{
    VARIANT array;
    VariantInit(&array);
    V_VT(&array) = VT_ARRAY | VT_VARIANT;
    V_ARRAY(&array) = SafeArrayCreateVector(VT_VARIANT, 0, static_cast<ULONG>(UPDATES));
    for (size_t index = 0; index < UPDATES; index++) {
        VARIANT update;
        V_VT(&update) = VT_DISPATCH;
        V_DISPATCH(&update) = updates[index % updates.size()];
        LONG place = static_cast<LONG>(index);
        CHECK_HR(SafeArrayPutElement(V_ARRAY(&array), &place, &update), S_OK);
    }
    return array;
}

static double by_name(Script &script, DISPID procedure, VARIANT &updates)
{
    double began = microseconds();
    script.call(procedure, &updates);
    return microseconds() - began;
}

// Updates of the museum, and as many that do nothing.
struct Both {
    std::vector<wua::IUpdate *> ours, trivial;
    std::vector<Trivial> objects;

    Both()
    {
        Ref<wua::IUpdateSearcher> searcher;
        CHECK_HR(create(wua::CLSID_UpdateSearcher, searcher), S_OK);
        Ref<wua::ISearchResult> result;
        CHECK_HR(searcher->Search(Text(L""), &result), S_OK);
        Ref<wua::IUpdateCollection> found;
        CHECK_HR(result->get_Updates(&found), S_OK);
        LONG count = 0;
        CHECK_HR(found->get_Count(&count), S_OK);
        CHECK(count > 0);
        objects = std::vector<Trivial>(static_cast<size_t>(count));
        for (LONG index = 0; index < count; index++) {
            wua::IUpdate *update = nullptr;
            CHECK_HR(found->get_Item(index, &update), S_OK);
            ours.push_back(update);
            trivial.push_back(&objects[static_cast<size_t>(index)]);
        }
    }
    ~Both()
    {
        for (wua::IUpdate *update : ours)
            update->Release();
    }
};

static void calls(int rounds)
{
    Both both;
    Script script(source().c_str());
    DISPID procedure = script.procedure(L"Measure");
    VARIANT ours = array_of(both.ours), trivial = array_of(both.trivial);
    for (int round = 0; round < rounds; round++) {
        double first = by_vtable(both.ours), second = by_vtable(both.trivial);
        std::printf("vtable %f %f\n", first, second);
        first = by_name(script, procedure, ours);
        second = by_name(script, procedure, trivial);
        std::printf("script %f %f\n", first, second);
    }
    VariantClear(&ours);
    VariantClear(&trivial);
}

// Nanoseconds for a call of one property.
template <class T>
static double cost(const std::vector<wua::IUpdate *> &updates,
                   HRESULT (STDMETHODCALLTYPE wua::IUpdate::*getter)(T *))
{
    double best = 1e12;
    for (int round = 0; round < 15; round++) {
        double began = microseconds();
        for (size_t index = 0; index < UPDATES; index++)
            read(updates[index % updates.size()], getter);
        double took = (microseconds() - began) * 1000 / UPDATES;
        best = took < best ? took : best;
    }
    return best;
}

static void properties()
{
    Both both;
#define COST(name, kind)                                                                        \
    std::printf("%s (%s): %.0f ns, trivial %.0f ns\n", #name, #kind, cost(both.ours, &wua::IUpdate::get_##name), \
                cost(both.trivial, &wua::IUpdate::get_##name));
    PROPERTIES(COST)
#undef COST
}

// Wine's own agent fails at the property, which costs it next to nothing.
static void start()
{
    Script script(L"Sub Measure\nDim session, name\nOn Error Resume Next\n"
                  L"Set session = CreateObject(\"Microsoft.Update.Session\")\nname = session.ClientApplicationID\n"
                  L"End Sub\n");
    DISPID procedure = script.procedure(L"Measure");
    double began = microseconds();
    script.call(procedure, nullptr);
    std::printf("start %f\n", microseconds() - began);
}

int main(int count, char **arguments)
{
    CHECK_HR(CoInitializeEx(nullptr, COINIT_APARTMENTTHREADED), S_OK);
    if (count == 3 && std::strcmp(arguments[1], "calls") == 0)
        calls(std::atoi(arguments[2]));
    else if (count == 2 && std::strcmp(arguments[1], "properties") == 0)
        properties();
    else
        start();
    CoUninitialize();
    return done("calls");
}
