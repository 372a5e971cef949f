//! What COM puts around calls ([MS-DCOM]): headers, object references, bindings, the object exporter, the remote
//! unknown, activation; and the endpoint mapper that stands beside them on port 135 (C706 appendix O).
//!
//! Every structure reads and writes itself, so that a server and a client are made of the same parts. What the numbers
//! mean, who may ask, and what is alive is decided elsewhere.

pub mod activation;
mod bindings;
pub mod class_factory;
pub mod codes;
pub mod endpoint_mapper;
pub mod error_info;
pub mod exporter;
mod header;
pub mod ids;
mod object_reference;
pub mod remote_activation;
pub mod remote_unknown;
mod serialization;
#[cfg(test)]
mod tests;
mod version;

pub use bindings::{DualStringArray, SecurityBinding, StringBinding, TCP};
pub use header::{Extension, OrpcThat, OrpcThis};
pub use object_reference::{ObjectReference, ReferenceBody, StandardReference};
pub use version::ComVersion;

use wua_com::Guid;

/// Identifies an object ([MS-DCOM] 2.2.1).
pub type Oid = u64;
/// Identifies an object exporter ([MS-DCOM] 2.2.10).
pub type Oxid = u64;
/// Identifies a set of objects that are pinged together ([MS-DCOM] 2.2.2).
pub type SetId = u64;
/// Identifies an interface of an object ([MS-DCOM] 2.2.9).
pub type Ipid = Guid;
