//! Rules of the project that are code, not paragraphs.

pub(crate) mod api;
pub(crate) mod deps;
pub(crate) mod docs;
