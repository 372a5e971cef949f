//! What updates are on a computer, by the rules and the relationships that their publishers wrote.
//!
//! The order of what decides: whether it may be installed at all, its prerequisites, whether it is installed, whether
//! something newer is, whether it can be installed. A bundle is what its members are. Nothing is offered of which nobody
//! can say whether it concerns the computer, and that is said.

mod judge;
mod knots;
mod presence;
mod relations;
mod verdict;

pub(crate) use judge::Judge;
pub use presence::{presence, verdicts};
pub(crate) use relations::Relations;
pub use verdict::{Because, State, Verdict};
