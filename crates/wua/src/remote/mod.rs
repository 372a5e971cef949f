//! This agent for other computers: who may use it, for what, and the server that they reach.
//!
//! The accounts and the policy make a caller of one who signed in; the server answers it, and the journal tells what
//! happened.

mod accounts;
mod administrators;
mod journal;
mod offering;
pub(crate) mod policy;
mod realm;
mod server;

use wua_com::Error;

use crate::configuration::Configuration;
use crate::folders::Folders;

pub use accounts::{AccountsFile, NameError, User, check_name, same_name};
pub use administrators::caller;
pub use journal::{Entry, Journal, Weight};
pub use policy::{Limits, Policy};
pub use realm::{Administrator, Settings as KerberosSettings};
pub use server::Server;
pub use wua_net::serve::Stop;

/// What an administrator has configured below `[remote]`.
pub fn policy(folders: &Folders) -> Result<Policy, Error> {
    Ok(Policy::from(&Configuration::read(&folders.configuration)?.remote))
}

/// The users who may sign in.
pub fn accounts(folders: &Folders) -> AccountsFile {
    AccountsFile::new(folders.accounts.join("remote-users.toml"))
}
