//! The definition of the Windows Update Agent API: 78 interfaces, 12 classes, 24 enumerations. Data only.
//! Beside them stands [`vendor`], which is our own.
//!
//! Interpreters read these tables at run time; the statically typed skin (`wua-model`, [`enums`]) is generated from
//! them. `cargo xtask check api` compares them, member by member, with `testdata/api-facts.json`. The table of
//! HRESULTs lies one floor below, in [`wua_com::HRESULTS`], because every error shows its name.
//!
//! Specification: [MS-UAMG], the Windows SDK.

pub mod classes;
pub mod enumerations;
pub mod enums;
pub mod interfaces;
pub mod remote_page;
mod type_library;
pub mod vendor;

pub use type_library::{TYPE_LIBRARY, TypeLibrary};
