//! The state behind `IUpdateLockdown`: an object that is handed to a web page.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use wua_com::{Error, Reply, code, ok};
use wua_defs::enums::UpdateLockdownOption;

/// Whether an object and those derived from it are locked down. There is no way back.
#[derive(Clone, Default)]
pub(crate) struct Lockdown(Arc<AtomicBool>);

impl Lockdown {
    /// `LockDown`.
    pub(crate) fn lock(&self, flags: i32) -> Reply<()> {
        let UpdateLockdownOption::ForWebsiteAccess = UpdateLockdownOption::try_from(flags)
            .map_err(|_| Error::new(code::E_INVALIDARG, format!("{flags} is no UpdateLockdownOption")))?;
        self.0.store(true, Ordering::Release);
        ok(())
    }

    pub(crate) fn is_locked(&self) -> bool {
        self.0.load(Ordering::Acquire)
    }
}
