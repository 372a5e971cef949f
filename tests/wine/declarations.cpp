// The generated header against itself and against the <wuapi.h> that comes with the compiler: every interface and
// member that both declare has the same identifier and stands at the same place of the vtable.

#include "check.h"

#include <cstring>
#include <wuapi.h>

// Declared again, so that the names can be asked for whether the compiler's header has them or not.
#define FORWARD(interface_) struct interface_;
INTERFACES(FORWARD)

// The place of a virtual function: a pointer to it holds its offset in the vtable plus one (Itanium C++ ABI).
template <class F> static long slot_of(F function)
{
    std::ptrdiff_t word;
    std::memcpy(&word, &function, sizeof word);
    return static_cast<long>((word - 1) / static_cast<std::ptrdiff_t>(sizeof(void *)));
}

static int compared_interfaces, compared_members;

template <class Ours, class Theirs> static void compare_interface(const char *name)
{
    if constexpr (requires { sizeof(Theirs); }) {
        compared_interfaces++;
        if (__uuidof(Ours) != __uuidof(Theirs))
            std::printf("not ok: %s has two identifiers\n", name);
    }
}

#define COMPARE_INTERFACE(interface_) compare_interface<wua::interface_, interface_>(#interface_);

#define COMPARE_MEMBER(interface_, member, slot)                                                     \
    if (slot_of(&wua::interface_::member) != slot)                                                   \
        std::printf("not ok: " #interface_ "::" #member " is not at " #slot " in our own header\n"); \
    []<class Theirs>(Theirs *) {                                                                     \
        if constexpr (requires { &Theirs::member; }) {                                               \
            compared_members++;                                                                      \
            if (slot_of(&Theirs::member) != slot)                                                    \
                std::printf("not ok: " #interface_ "::" #member " is elsewhere in <wuapi.h>\n");     \
        }                                                                                            \
    }(static_cast<interface_ *>(nullptr));

int main()
{
    INTERFACES(COMPARE_INTERFACE)
    MEMBERS(COMPARE_MEMBER)
    CHECK(compared_interfaces >= 30);
    CHECK(compared_members >= 200);
    std::printf("%d interfaces and %d members compared\n", compared_interfaces, compared_members);
    return done("declarations");
}
