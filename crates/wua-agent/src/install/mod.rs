//! Putting updates on and taking them off.

use wua_com::HResult;
use wua_defs::enums::{OperationResultCode, UpdateOperation};

use crate::job::UpdateResult;
use crate::ports::ApplyOptions;
use crate::update::Update;

/// What to put on or take off.
#[derive(Clone, Debug)]
pub struct InstallRequest {
    /// In this order, unless their relationships demand another.
    pub updates: Vec<Update>,
    /// On or off.
    pub operation: UpdateOperation,
    /// How.
    pub options: ApplyOptions,
}

impl InstallRequest {
    /// An ordinary installation.
    pub fn new(updates: Vec<Update>) -> Self {
        Self {
            updates,
            operation: UpdateOperation::Installation,
            options: ApplyOptions::default(),
        }
    }

    /// An ordinary removal.
    pub fn removal(updates: Vec<Update>) -> Self {
        Self {
            operation: UpdateOperation::Uninstallation,
            ..Self::new(updates)
        }
    }
}

/// What an installation or removal led to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InstallResult {
    /// Over all.
    pub code: OperationResultCode,
    /// Over all.
    pub hresult: HResult,
    /// A restart is needed because of this run.
    pub reboot_required: bool,
    /// One for each update, in the order of the request.
    pub updates: Vec<UpdateResult>,
}
