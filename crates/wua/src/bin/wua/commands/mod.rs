//! The verbs, one file each; what several of them need stands in [`find`], [`plan`], [`consent`],
//! [`steps`] and [`outcome`].

pub(crate) mod cache;
pub(crate) mod completions;
mod consent;
pub(crate) mod download;
pub(crate) mod explain;
pub(crate) mod facts;
mod find;
pub(crate) mod hide;
pub(crate) mod history;
pub(crate) mod install;
pub(crate) mod man;
mod outcome;
mod plan;
pub(crate) mod reboot;
pub(crate) mod refresh;
pub(crate) mod search;
#[cfg(unix)]
pub(crate) mod serve;
pub(crate) mod services;
pub(crate) mod settings;
pub(crate) mod show;
pub(crate) mod status;
mod steps;
#[cfg(unix)]
pub(crate) mod user;
