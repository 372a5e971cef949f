//! The rules by which updates are chosen.
//!
//! [`applicability`] are the rules with which publishers say which computers an update concerns.
//!
//! [`criteria`] is the language in which a search says what it wants: `IsInstalled=0 and Type='Software'`. The entry
//! points are [`Criteria::parse`] and [`Criteria::matches`]; the update is asked through the trait [`Subject`], so
//! that this crate knows no service, no store and no object.
//!
//! Specification: [MS-UAMG], `IUpdateSearcher::Search`.
//!
//! INVARIANT: text and answers in, verdicts out. No file, environment, clock, network or randomness is touched, and
//! no input panics.
//!
//! [`Criteria::parse`]: criteria::Criteria::parse
//! [`Criteria::matches`]: criteria::Criteria::matches
//! [`Subject`]: criteria::Subject

#![warn(clippy::indexing_slicing, clippy::string_slice)]

pub mod applicability;
pub mod criteria;

pub use wua_xml as xml;
