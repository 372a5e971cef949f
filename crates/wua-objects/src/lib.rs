//! The object model of the Windows Update Agent, over the engine: one file per object.
//!
//! An object here is thin. It reads what the engine found, asks the engine to act, and gives its answers the shape
//! that the interfaces prescribe. Entry points: [`classes::create`] makes what programs create by name, [`Update::wrap`]
//! puts an update of the engine into the model and [`Update::of`] takes it out again.
//!
//! * Who may call what is decided by the waist, from the tables; objects only say whether they are locked down.
//! * What an object shows of a search is a snapshot. Only the marks that people set on an update (hidden, licence
//!   accepted, downloaded) are live.
//! * A property that yields an object yields the same one every time, unless its documentation says otherwise.
//! * No callback is called, and no foreign object let go, with a lock held.
//! * What is declared and not implemented is listed in [`NOT_IMPLEMENTED`] and answers from there.
//!
//! Specification: [MS-UAMG], the Windows SDK.

mod automatic_updates;
mod automatic_updates_results;
mod automatic_updates_settings;
mod cached;
mod callback;
mod callback_args;
mod category;
pub mod classes;
mod client;
mod collection;
mod date;
mod download_job;
mod download_progress;
mod download_result;
mod findings;
mod host;
mod image_information;
mod installation_agent;
mod installation_behavior;
mod installation_job;
mod installation_progress;
mod installation_result;
mod list;
mod lockdown;
mod named_path;
mod not_implemented;
mod operation;
mod property;
mod reader;
mod search_job;
mod search_result;
mod string_collection;
mod system_information;
#[cfg(test)]
mod testing;
mod update;
mod update_collection;
mod update_download_content;
mod update_download_result;
mod update_downloader;
mod update_exception;
mod update_history_entry;
mod update_identity;
mod update_installation_result;
mod update_installer;
mod update_searcher;
mod update_service;
mod update_service_manager;
mod update_service_registration;
mod update_session;
mod web_proxy;
mod windows_driver_update_entry;
mod windows_update_agent_info;

pub use host::Host;
pub use not_implemented::NOT_IMPLEMENTED;
pub use update::Update;
pub use web_proxy::WebProxy;
