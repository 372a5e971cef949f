//! Whether Automatic Updates is on, off or pausing.

use jiff::{SignedDuration, Timestamp};
use wua_com::{Error, code};
use wua_defs::enums::AutomaticUpdatesNotificationLevel;

use super::AutomaticUpdatesSettings;
use crate::agent::Agent;
use crate::ports::step;

const PAUSED_UNTIL: &str = "automatic-updates-paused-until";

/// Longer than this nobody may forget that he paused.
const LONGEST_PAUSE: SignedDuration = SignedDuration::from_hours(8);

impl Agent {
    /// Every component that Automatic Updates needs is available: nobody turned it off.
    pub fn is_automatic_updates_enabled(&self) -> Result<bool, Error> {
        Ok(self.settings()?.notification_level != AutomaticUpdatesNotificationLevel::Disabled)
    }

    /// Makes every component available that Automatic Updates needs. Where it was turned off, how far it goes has to
    /// be chosen anew.
    pub fn enable_automatic_updates(&self) -> Result<(), Error> {
        self.check_not_paused()?;
        let settings = self.settings()?;
        if settings.notification_level != AutomaticUpdatesNotificationLevel::Disabled {
            return Ok(());
        }
        self.save_settings(&AutomaticUpdatesSettings {
            notification_level: AutomaticUpdatesNotificationLevel::NotConfigured,
            ..settings
        })
    }

    /// Stops automatic activity for 8 hours at most. A pause cannot be prolonged: resume first.
    pub fn pause_automatic_updates(&self) -> Result<(), Error> {
        self.check_enabled()?;
        self.check_not_paused()?;
        let until = self.now().saturating_add(LONGEST_PAUSE).unwrap_or(Timestamp::MAX);
        self.store().set_setting(PAUSED_UNTIL, &Some(until))?;
        self.checkpoint(step::SETTINGS_WRITTEN);
        Ok(())
    }

    /// Undoes that. Nothing happens if it does not pause.
    pub fn resume_automatic_updates(&self) -> Result<(), Error> {
        self.check_enabled()?;
        self.store().set_setting(PAUSED_UNTIL, &None::<Timestamp>)?;
        self.checkpoint(step::SETTINGS_WRITTEN);
        Ok(())
    }

    /// Until when Automatic Updates pauses, if it does.
    pub fn automatic_updates_paused_until(&self) -> Result<Option<Timestamp>, Error> {
        let until: Option<Timestamp> = self.store().setting(PAUSED_UNTIL)?;
        let now = self.now();
        // A clock that was set back must not make the pause longer.
        let latest = now.saturating_add(LONGEST_PAUSE).unwrap_or(Timestamp::MAX);
        Ok(until.filter(|until| *until > now && *until <= latest))
    }

    pub(super) fn check_enabled(&self) -> Result<(), Error> {
        if self.is_automatic_updates_enabled()? {
            return Ok(());
        }
        Err(Error::new(
            code::WU_E_AU_NOSERVICE,
            "Automatic Updates is turned off; enable it first",
        ))
    }

    pub(super) fn check_not_paused(&self) -> Result<(), Error> {
        match self.automatic_updates_paused_until()? {
            None => Ok(()),
            Some(until) => Err(Error::new(
                code::WU_E_AU_PAUSED,
                format!("Automatic Updates pauses until {until}; resume it first"),
            )),
        }
    }
}
