//! The identity of the type library, by which registrations refer to it.

use wua_com::Guid;

/// A type library.
#[derive(Debug)]
pub struct TypeLibrary {
    /// What qualifies the names of its types.
    pub name: &'static str,
    /// Its identifier.
    pub id: Guid,
    /// The version before the point.
    pub major: u16,
    /// The version behind it.
    pub minor: u16,
    /// What browsers of type libraries show.
    pub description: &'static str,
}

/// The one that describes the whole API.
pub static TYPE_LIBRARY: TypeLibrary = TypeLibrary {
    name: "WUApiLib",
    id: Guid::literal("b596cc9f-56e5-419e-a622-e01bb457431e"),
    major: 2,
    minor: 0,
    description: "WUAPI 2.0 Type Library",
};
