//! What update servers say of revisions, and what becomes of it.

#![expect(clippy::unwrap_used, reason = "a test may fail")]

mod properties;
