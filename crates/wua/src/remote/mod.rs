//! Who may use this computer from another one, and for what: the accounts, the policy, and what both make of a caller.

mod accounts;
mod administrators;
pub(crate) mod policy;

use wua_com::Error;

use crate::configuration::Configuration;
use crate::folders::Folders;

pub use accounts::{AccountsFile, NameError, User, check_name, same_name};
pub use administrators::caller;
pub use policy::{Limits, Policy};

/// What an administrator has configured below `[remote]`.
pub fn policy(folders: &Folders) -> Result<Policy, Error> {
    Ok(Policy::from(&Configuration::read(&folders.configuration)?.remote))
}

/// The users who may sign in.
pub fn accounts(folders: &Folders) -> AccountsFile {
    AccountsFile::new(folders.accounts.join("remote-users.toml"))
}
