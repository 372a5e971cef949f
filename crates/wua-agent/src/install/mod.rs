//! Putting updates on and taking them off.

mod check;
pub(crate) mod effect;
mod execute;
mod gather;
mod order;
pub(crate) mod outcome;
mod plan;
mod report;
mod step;
mod together;

use std::time::Duration;

use wua_com::HResult;
use wua_defs::enums::{OperationResultCode, UpdateOperation};

use crate::job::UpdateResult;
use crate::ports::ApplyOptions;
use crate::update::Update;

pub(crate) use execute::{plan, prepare};
pub use plan::{InstallPlan, InstallVerdict, PlannedInstall, PlannedStep};

/// What to put on or take off.
#[derive(Clone, Debug)]
pub struct InstallRequest {
    /// In this order, unless their relationships demand another.
    pub updates: Vec<Update>,
    /// On or off.
    pub operation: UpdateOperation,
    /// How.
    pub options: ApplyOptions,
    /// How long to wait while another installation or removal runs. Not at all, by default: it is refused.
    pub wait: Duration,
}

impl InstallRequest {
    /// An ordinary installation.
    pub fn new(updates: Vec<Update>) -> Self {
        Self {
            updates,
            operation: UpdateOperation::Installation,
            options: ApplyOptions::default(),
            wait: Duration::ZERO,
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
    /// Over all: `S_OK`; `WU_S_UPDATE_ERROR` when some failed, `WU_E_ALL_UPDATES_FAILED` when all did;
    /// `WU_E_CALL_CANCELLED` when it was aborted.
    pub hresult: HResult,
    /// A restart is needed because of this run.
    pub reboot_required: bool,
    /// One for each update, in the order of the request.
    pub updates: Vec<UpdateResult>,
}
