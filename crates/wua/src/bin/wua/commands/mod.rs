//! The verbs, one file each; what several of them need stands in [`find`], [`plan`], [`consent`],
//! [`steps`] and [`outcome`].

mod consent;
pub(crate) mod download;
mod find;
pub(crate) mod hide;
pub(crate) mod history;
pub(crate) mod install;
mod outcome;
mod plan;
pub(crate) mod search;
pub(crate) mod services;
pub(crate) mod settings;
pub(crate) mod show;
pub(crate) mod status;
mod steps;
