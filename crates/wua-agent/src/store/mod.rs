//! The store: what the agent knows when it starts again.
//!
//! One SQLite file, `wua.db`, in the state folder, with a write-ahead log: readers never wait for a writer, in this
//! process or another. A transaction that was committed survives a loss of power, since what is committed here may
//! already have been acted on (`synchronous=FULL`). What could be found out again does so only with the next of them.
//!
//! INVARIANT: every change is one transaction. A file that is not ours, is damaged, or was written by a newer agent is
//! refused and left as it is.

mod deeds;
mod downloads;
mod failure;
mod history;
mod jobs;
mod marks;
mod migrations;
mod notes;
mod open;
mod recovery;
mod restarts;
mod revisions;
mod services;
mod settings;
#[cfg(test)]
mod tests;

use std::path::{Path, PathBuf};
use std::sync::Mutex;

use jiff::Timestamp;
use rusqlite::{Connection, Transaction, TransactionBehavior};
use wua_com::{Error, Guid};

use self::revisions::ReadOffers;
use crate::sync::lock;

pub use deeds::Deed;
pub(crate) use downloads::{DownloadRow, DownloadRows, DownloadState};
pub(crate) use failure::Failure;
pub(crate) use jobs::{
    NewJob, NewStep, NewUpdate, REBOOT_NEEDED_SINCE, StepEnd, StepRow, StepState, UpdateEnd,
};
pub(crate) use marks::MarkRows;
pub(crate) use open::StoreOptions;
pub(crate) use recovery::OpenJob;
pub(crate) use restarts::RestartRows;
pub(crate) use revisions::Known;
pub(crate) use services::{ServiceRow, ServiceState};

/// The name of the file in the state folder.
pub(crate) const FILE_NAME: &str = "wua.db";

/// The open store. A long write does not keep readers of this process waiting: they have a connection of their own.
pub(crate) struct Store {
    path: PathBuf,
    writer: Mutex<Connection>,
    reader: Mutex<Connection>,
    /// What was read of the offers, for most searches find them unchanged.
    offers: Mutex<ReadOffers>,
}

impl Store {
    /// Opens the store of a state folder, which is created if it is missing.
    pub(crate) fn open(state: &Path, options: &StoreOptions) -> Result<Self, Error> {
        let path = state.join(FILE_NAME);
        let (writer, reader) = open::open(state, &path, options)?;
        Ok(Self {
            path,
            writer: Mutex::new(writer),
            reader: Mutex::new(reader),
            offers: Mutex::default(),
        })
    }

    /// Reads from one consistent state of the store.
    fn read<T>(
        &self,
        doing: &str,
        read: impl FnOnce(&Transaction<'_>) -> Result<T, Failure>,
    ) -> Result<T, Error> {
        let mut connection = lock(&self.reader);
        let run = || {
            let transaction = connection.transaction()?;
            read(&transaction)
        };
        let result: Result<T, Failure> = run();
        result.map_err(|failure| failure.into_error(doing, &self.path))
    }

    /// Changes the store in one transaction: all of it or nothing.
    fn write<T>(
        &self,
        doing: &str,
        write: impl FnOnce(&Transaction<'_>) -> Result<T, Failure>,
    ) -> Result<T, Error> {
        self.change(doing, Durability::AtOnce, write)
    }

    /// The same for what can be found out again, by looking at the cache or at the computer: the disk is not waited for.
    /// Whatever becomes of this process, it is there; only a loss of power before the next [`Store::write`] undoes it.
    fn note<T>(
        &self,
        doing: &str,
        write: impl FnOnce(&Transaction<'_>) -> Result<T, Failure>,
    ) -> Result<T, Error> {
        self.change(doing, Durability::WithTheNext, write)
    }

    fn change<T>(
        &self,
        doing: &str,
        durability: Durability,
        write: impl FnOnce(&Transaction<'_>) -> Result<T, Failure>,
    ) -> Result<T, Error> {
        let mut connection = lock(&self.writer);
        let run = || {
            connection.pragma_update(None, "synchronous", durability.pragma())?;
            let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
            let value = write(&transaction)?;
            transaction.commit()?;
            Ok(value)
        };
        let result: Result<T, Failure> = run();
        result.map_err(|failure| failure.into_error(doing, &self.path))
    }
}

/// When a change has reached the disk.
#[derive(Clone, Copy)]
enum Durability {
    AtOnce,
    WithTheNext,
}

impl Durability {
    const fn pragma(self) -> &'static str {
        match self {
            Self::AtOnce => "FULL",
            Self::WithTheNext => "NORMAL",
        }
    }
}

fn to_micros(time: Timestamp) -> i64 {
    time.as_microsecond()
}

fn from_micros(micros: i64) -> Timestamp {
    Timestamp::from_microsecond(micros).unwrap_or(Timestamp::UNIX_EPOCH)
}

fn guid(text: &str) -> Result<Guid, Failure> {
    Guid::parse(text).ok_or_else(|| Failure::Content(format!("{text:?} is not an identifier")))
}

fn json<T: serde::Serialize>(value: &T) -> Result<String, Failure> {
    Ok(serde_json::to_string(value)?)
}

fn from_json<'a, T: serde::Deserialize<'a>>(text: &'a str) -> Result<T, Failure> {
    Ok(serde_json::from_str(text)?)
}
