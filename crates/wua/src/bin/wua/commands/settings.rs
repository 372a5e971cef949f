//! `wua settings`: the settings of Automatic Updates.

use clap::ValueEnum;
use wua::AutomaticUpdatesSettings;
use wua::enums::{AutomaticUpdatesNotificationLevel, AutomaticUpdatesScheduledInstallationDay};

use crate::context::Context;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::output::json::Summary;
use crate::output::table::{Layout, Table};
use crate::records::{SettingRecord, SettingsRecord};

/// A setting.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Key {
    /// What happens without a person
    NotificationLevel,
    /// The day of scheduled installations
    ScheduledDay,
    /// The hour of scheduled installations, 0 to 23
    ScheduledHour,
    /// Treat recommended updates like important ones
    IncludeRecommended,
    /// Let users install who are no administrators
    NonAdministratorsElevated,
    /// Offer featured updates
    FeaturedUpdates,
    /// Whether a policy requires Automatic Updates
    Required,
    /// Whether a policy keeps everyone from changing the settings
    ReadOnly,
}

pub(crate) fn get(context: &mut Context, key: Option<Key>) -> Result<Exit, Failure> {
    let settings = context.session()?.settings()?;
    match key {
        Some(key) => {
            let value = key.value(&SettingsRecord::from(&settings));
            context.output.line(&value);
            context.output.record(
                "setting",
                &SettingRecord {
                    key: key.name(),
                    value,
                },
            );
        }
        None => show(context, &settings),
    }
    context.conclude(Summary::of(1), Exit::Done)
}

pub(crate) fn set(context: &mut Context, key: Key, written: &str) -> Result<Exit, Failure> {
    let session = context.session()?;
    let mut settings = session.settings()?;
    key.change(&mut settings, written)?;
    if !context.options.dry_run {
        session.save_settings(&settings)?;
    }
    let value = key.value(&SettingsRecord::from(&settings));
    context.output.note(&format!("{} is {value}.", key.name()));
    context.output.record(
        "setting",
        &SettingRecord {
            key: key.name(),
            value,
        },
    );
    context.conclude(Summary::of(1), Exit::Done)
}

fn show(context: &mut Context, settings: &AutomaticUpdatesSettings) {
    let record = SettingsRecord::from(settings);
    context.output.record("settings", &record);
    let mut table = Table::new([("SETTING", Layout::Left), ("VALUE", Layout::Left)]);
    for row in rows(&record) {
        table.row(row);
    }
    table.print(&mut context.output);
}

/// Each setting with its value.
pub(crate) fn rows(settings: &SettingsRecord) -> impl Iterator<Item = [String; 2]> {
    let keys = Key::value_variants().iter();
    keys.map(|key| [key.name(), key.value(settings)])
}

impl Key {
    /// As it is written on the command line.
    fn name(self) -> String {
        self.to_possible_value()
            .map(|value| value.get_name().to_owned())
            .unwrap_or_default()
    }

    fn value(self, settings: &SettingsRecord) -> String {
        match self {
            Self::NotificationLevel => settings.notification_level.clone(),
            Self::ScheduledDay => settings.scheduled_day.clone(),
            Self::ScheduledHour => settings.scheduled_hour.to_string(),
            Self::IncludeRecommended => settings.include_recommended.to_string(),
            Self::NonAdministratorsElevated => settings.non_administrators_elevated.to_string(),
            Self::FeaturedUpdates => settings.featured_updates.to_string(),
            Self::Required => settings.required.to_string(),
            Self::ReadOnly => settings.read_only.to_string(),
        }
    }

    fn change(self, settings: &mut AutomaticUpdatesSettings, written: &str) -> Result<(), Failure> {
        match self {
            Self::NotificationLevel => settings.notification_level = level(written)?,
            Self::ScheduledDay => settings.scheduled_day = day(written)?,
            Self::ScheduledHour => settings.scheduled_hour = hour(written)?,
            Self::IncludeRecommended => settings.include_recommended = flag(written)?,
            Self::NonAdministratorsElevated => settings.non_administrators_elevated = flag(written)?,
            Self::FeaturedUpdates => settings.featured_updates = flag(written)?,
            Self::Required | Self::ReadOnly => {
                return Err(Failure::usage(format!(
                    "`{}` is a matter of policy and cannot be set",
                    self.name()
                )));
            }
        }
        Ok(())
    }
}

fn level(written: &str) -> Result<AutomaticUpdatesNotificationLevel, Failure> {
    let all = (0..).map_while(|number| AutomaticUpdatesNotificationLevel::try_from(number).ok());
    one_of(
        written,
        &all.collect::<Vec<_>>(),
        AutomaticUpdatesNotificationLevel::name,
    )
}

fn day(written: &str) -> Result<AutomaticUpdatesScheduledInstallationDay, Failure> {
    let all = (0..).map_while(|number| AutomaticUpdatesScheduledInstallationDay::try_from(number).ok());
    one_of(
        written,
        &all.collect::<Vec<_>>(),
        AutomaticUpdatesScheduledInstallationDay::name,
    )
}

/// By its name or its number.
fn one_of<T: Copy>(written: &str, all: &[T], name: fn(T) -> &'static str) -> Result<T, Failure> {
    let by_name = all
        .iter()
        .find(|value| name(**value).eq_ignore_ascii_case(written));
    let by_number = || all.get(written.parse::<usize>().ok()?);
    by_name.or_else(by_number).copied().ok_or_else(|| {
        let names: Vec<&str> = all.iter().map(|value| name(*value)).collect();
        Failure::usage(format!("`{written}` is none of {}", names.join(", ")))
    })
}

fn hour(written: &str) -> Result<i32, Failure> {
    let hour = written.parse().ok().filter(|hour| (0..24).contains(hour));
    hour.ok_or_else(|| Failure::usage(format!("`{written}` is not an hour: 0 to 23")))
}

fn flag(written: &str) -> Result<bool, Failure> {
    match written.to_lowercase().as_str() {
        "true" | "yes" | "on" | "1" => Ok(true),
        "false" | "no" | "off" | "0" => Ok(false),
        _ => Err(Failure::usage(format!("`{written}` is neither true nor false"))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_can_be_read_can_be_set() {
        let mut settings = AutomaticUpdatesSettings::default();
        for key in Key::value_variants() {
            let before = settings;
            let value = key.value(&SettingsRecord::from(&settings));
            match key {
                Key::Required | Key::ReadOnly => assert!(key.change(&mut settings, &value).is_err()),
                _ => assert!(key.change(&mut settings, &value).is_ok(), "{key:?}"),
            }
            assert_eq!(settings, before, "{key:?}");
        }
    }

    #[test]
    fn values_are_names_or_numbers() {
        assert!(matches!(
            day("everymonday"),
            Ok(AutomaticUpdatesScheduledInstallationDay::EveryMonday)
        ));
        assert!(matches!(
            level("4"),
            Ok(AutomaticUpdatesNotificationLevel::ScheduledInstallation)
        ));
        assert!(matches!(flag("Yes"), Ok(true)));
        assert!(
            day("8").is_err()
                && level("").is_err()
                && hour("24").is_err()
                && hour("-1").is_err()
                && flag("").is_err()
        );
    }
}
