//! The computer that the agent runs on, as far as anything is known of it.

use std::path::Path;

use wua_agent::ports::{Abort, Applied, ApplyOptions, SystemState, Target};
use wua_agent::{Applicability, Revision, Update};
use wua_com::{Error, code};
use wua_defs::enums::UpdateOperation;

/// A computer without an installer: nothing applies to it, nothing can be put on or taken off.
pub(crate) struct ThisComputer;

impl Target for ThisComputer {
    fn evaluate(&self, _: &Revision) -> Applicability {
        Applicability::default()
    }

    fn apply(
        &self,
        _: &Update,
        _: UpdateOperation,
        _: &Path,
        _: &ApplyOptions,
        _: &mut dyn FnMut(i32),
        _: &Abort,
    ) -> Result<Applied, Error> {
        Err(Error::new(
            code::E_NOTIMPL,
            "this build has no installer for this computer",
        ))
    }

    fn system(&self) -> SystemState {
        SystemState::default()
    }

    fn commit(&self) -> Result<(), Error> {
        Ok(())
    }
}
