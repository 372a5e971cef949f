//! Network data representation, version 2.0, little endian (C706 chapter 14, [MS-RPCE] 2.2.4).
//!
//! [`Reader`] and [`Writer`] know alignment, counts and pointers. On them stand the types of automation ([`variant`],
//! [`safe_array`], [`text`]) and four interpreters: [`stub`] for the members of the interface tables, [`dispatch`] for
//! `IDispatch`, [`enumerate`] for `IEnumVARIANT`, [`type_info`] for `ITypeInfo`. [`Request`] chooses among them by
//! interface and slot.
//!
//! What is read is bounded by what has arrived: a count is compared with the bytes behind it before anything is
//! allocated, and nesting ends at [`DEPTH`]. Padding may hold anything, and so may the bytes behind the last parameter.

mod call;
pub mod dispatch;
pub mod enumerate;
mod error;
mod exception;
mod invoke;
mod objects;
mod reader;
pub mod safe_array;
pub mod stub;
#[cfg(test)]
pub(crate) mod tests;
pub mod text;
pub mod type_info;
pub mod variant;
mod vt;
mod writer;

pub use call::{Request, write_failure};
pub use error::{Answer, BAD_STUB_DATA, Error};
pub use objects::{Objects, read_interface_pointer, read_object, write_interface_pointer, write_object};
pub use reader::{DEPTH, Reader};
pub use variant::Variant;
pub use writer::Writer;
