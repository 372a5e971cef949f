//! Settings: a name, and a value in JSON.

use rusqlite::{OptionalExtension, Transaction, params};
use serde::Serialize;
use serde::de::DeserializeOwned;
use wua_com::Error;

use super::{Failure, Store, from_json, json};

impl Store {
    /// The value of a setting, or its default.
    pub(crate) fn setting<T: DeserializeOwned + Default>(&self, key: &str) -> Result<T, Error> {
        self.read("read a setting", |transaction| setting(transaction, key))
    }

    /// Keeps the value of a setting.
    pub(crate) fn set_setting<T: Serialize>(&self, key: &str, value: &T) -> Result<(), Error> {
        self.write("keep a setting", |transaction| {
            set_setting(transaction, key, value)
        })
    }

    /// Reads a setting, changes it, and keeps it, with nobody in between.
    pub(crate) fn change_setting<T: DeserializeOwned + Default + Serialize>(
        &self,
        key: &str,
        change: impl FnOnce(&mut T) -> Result<(), Error>,
    ) -> Result<(), Error> {
        self.write("change a setting", |transaction| {
            let mut value = setting(transaction, key)?;
            change(&mut value)?;
            set_setting(transaction, key, &value)
        })
    }
}

pub(super) fn setting<T: DeserializeOwned + Default>(
    transaction: &Transaction<'_>,
    key: &str,
) -> Result<T, Failure> {
    let value: Option<String> = transaction
        .prepare_cached("SELECT value FROM settings WHERE key = ?1")?
        .query_row([key], |row| row.get(0))
        .optional()?;
    value.map_or_else(|| Ok(T::default()), |text| from_json(&text))
}

pub(super) fn set_setting<T: Serialize>(
    transaction: &Transaction<'_>,
    key: &str,
    value: &T,
) -> Result<(), Failure> {
    transaction.execute(
        "INSERT OR REPLACE INTO settings (key, value) VALUES (?1, ?2)",
        params![key, json(value)?],
    )?;
    Ok(())
}
