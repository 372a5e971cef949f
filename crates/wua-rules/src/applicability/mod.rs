//! Which updates concern a computer: rules, and the facts that they ask for.
//!
//! A rule is a tree of [`Rule`]s. Each leaf is a [`Test`]: one [`Query`], and what its [`Answer`] has to be. Whoever knows a
//! computer implements [`Facts`]; this crate compares. Truth has three values: what cannot be known is
//! [`Truth::Unknown`], with the reason, and never a silent no.
//!
//! Specification: the schemas of WSUS (`LogicalApplicabilityRules`, `BaseApplicabilityRules`, `MsiApplicabilityRules`).

mod answer;
mod book;
mod condition;
mod evaluate;
pub mod parse;
mod query;
mod rule;
mod time;
mod truth;
mod verdict;
mod version;
mod words;

pub use answer::{Answer, Device, Driver, FileFacts, MsiProduct, RegistryData, System};
pub use book::{Book, Explanation, RuleId, Scan, UpdateRules};
pub use condition::{
    Comparison, Condition, DriverCondition, DriverRank, FileCondition, ProductCondition, StringComparison,
    SystemCondition,
};
pub use evaluate::Doubt;
pub use query::{Base, Hive, Query, RegistryKey};
pub use rule::{ApplicabilityRules, Loop, LoopLogic, Reading, Rule, Test};
pub use truth::Truth;
pub use verdict::{Blocker, Verdict};
pub use version::Version;

/// A computer as rules see it. What is asked may change from one view to the next, and does not during one.
pub trait Facts {
    /// What there is. Whoever cannot look says so: [`Answer::Unavailable`].
    fn answer(&self, query: &Query) -> Answer;
}
