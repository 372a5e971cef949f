//! Comparing what a computer answers with what a rule wants.

mod condition;
mod doubt;
mod driver;
mod tree;

pub use doubt::Doubt;
pub(super) use tree::until;
