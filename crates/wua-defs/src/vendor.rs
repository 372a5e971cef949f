//! What this agent has beyond the specification, for its own clients. Nobody else knows it, and nobody needs it.

use wua_com::standard::IUNKNOWN;
use wua_com::{Interface, Member, Param, Type};

/// Reads many properties at once: what a [`wua_com::reading::Shape`] says, of one object. Sessions have it.
pub static IWUA_READER: Interface = Interface::new(
    "IWuaReader",
    "d4eece8a-48bc-4707-9181-94846359a4eb",
    &IUNKNOWN,
    &[Member::method("Read", 0)
        .vtable_only()
        .blocking()
        .takes(&[
            Param::new("object", Type::Unknown),
            Param::new("shape", Type::Bstr),
        ])
        .yields(Type::Variant)],
);

/// The slot of `Read`.
pub const READ: wua_com::Slot = IWUA_READER.first_slot();
