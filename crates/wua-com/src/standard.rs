//! The interfaces of COM itself that ours stand on.

use crate::table::{Interface, Member, Param, Type};

/// The root of all interfaces.
pub static IUNKNOWN: Interface = Interface::root(
    "IUnknown",
    "00000000-0000-0000-c000-000000000046",
    &[
        Member::method("QueryInterface", 0).vtable_only(),
        Member::method("AddRef", 0).vtable_only(),
        Member::method("Release", 0).vtable_only(),
    ],
);

/// Late binding.
pub static IDISPATCH: Interface = Interface::new(
    "IDispatch",
    "00020400-0000-0000-c000-000000000046",
    &IUNKNOWN,
    &[
        Member::method("GetTypeInfoCount", 0).vtable_only(),
        Member::method("GetTypeInfo", 0).vtable_only(),
        Member::method("GetIDsOfNames", 0).vtable_only(),
        Member::method("Invoke", 0).vtable_only(),
    ],
);

/// What `For Each` walks.
pub static IENUM_VARIANT: Interface = Interface::new(
    "IEnumVARIANT",
    "00020404-0000-0000-c000-000000000046",
    &IUNKNOWN,
    &[
        Member::method("Next", 0)
            .vtable_only()
            .takes(&[Param::new("celt", Type::Dword)])
            .yields(Type::Variant),
        Member::method("Skip", 0)
            .vtable_only()
            .takes(&[Param::new("celt", Type::Dword)]),
        Member::method("Reset", 0).vtable_only(),
        Member::method("Clone", 0)
            .vtable_only()
            .yields(Type::Interface(&IENUM_VARIANT)),
    ],
);
