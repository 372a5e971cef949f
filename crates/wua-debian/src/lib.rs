//! Debian and what descends from it: apt's archives as a service, the computer as a target.
//!
//! apt is the judge of what is upgraded, and the only one who installs. What this crate does by itself is reading: what
//! is installed ([`status`]), where packages come from ([`sources`]), what the archives have ([`lists`]). Where nothing
//! has to be decided, the answer follows from that alone (`verdict::own`); everywhere else apt is asked
//! (`verdict::simulation`).
//!
//! Specifications: the Debian Policy Manual, and the manual pages of apt and dpkg. apt is run, never linked.

mod access;
mod apt;
mod architectures;
pub mod compression;
mod computer;
pub mod configuration;
pub mod deb822;
mod error;
mod explain;
mod gather;
mod index;
mod inputs;
mod judge;
mod links;
pub mod lists;
mod offer;
mod package;
mod preferences;
mod refresh;
mod restart;
mod service;
mod settings;
pub mod sources;
pub mod status;
mod transaction;
mod verdict;
pub mod version;

pub use computer::Computer;
pub use service::{ARCHIVES, Archives};
pub use settings::{ConffilePolicy, Settings};
pub use verdict::{Removal, Upgrade, Verdict};
