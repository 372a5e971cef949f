//! What the documents promise, item by item, over the museum. A test carries the ids of the behaviours that it shows.

#![allow(clippy::panic, clippy::unwrap_used, reason = "a test says so when it fails")]

mod automatic_updates;
mod cache;
mod categories;
mod classic_script;
mod collections;
mod downloads;
mod drivers;
mod history;
mod installation_agent;
mod installation_jobs;
mod installations;
mod licences;
mod museum;
mod search;
mod services;
mod session;
mod system;
mod updates;
mod web_proxy;
