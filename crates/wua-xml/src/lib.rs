//! XML, read as it comes: no tree is built, and names, values and texts are borrowed from the document.
//!
//! A [`Reader`] is a cursor. [`Reader::root`] opens the document, [`Reader::child`] walks through what an element holds
//! and skips what nobody asked for, [`Reader::text`] collects its text:
//!
//! ```
//! # fn main() -> Result<(), wua_xml::Error> {
//! let mut reader = wua_xml::Reader::new("<p:a><b.c d='1'>x &amp; y</b.c></p:a>")?;
//! while let Some(root) = reader.root()? {
//!     while let Some(child) = reader.child(&root)? {
//!         assert_eq!((child.prefix, child.name), ("b", "c"));
//!         assert_eq!(child.attribute("d")?.as_deref(), Some("1"));
//!         assert_eq!(reader.text(&child)?, "x & y");
//!     }
//! }
//! # Ok(()) }
//! ```
//!
//! Namespaces are not resolved: publishers write the same element with a prefix and a colon, with a prefix and a dot, or
//! with a default namespace, and its local name tells what it is.
//!
//! INVARIANT: document types, entities of one's own, and whatever exceeds the [`Limits`] are errors; no input panics.

#![warn(clippy::indexing_slicing, clippy::string_slice)]

mod attributes;
mod element;
mod encoding;
mod error;
mod escape;
mod reader;
mod tokens;

pub use attributes::{Attribute, Attributes};
pub use element::Element;
pub use encoding::decode;
pub use error::Error;
pub use reader::{Limits, Reader};
