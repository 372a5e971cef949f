//! What an administrator changed about services.

use rusqlite::params;
use wua_com::{Error, Guid};

use super::revisions::forget_offer;
use super::{Failure, Store, from_json, guid, json};
use crate::services::ServiceRecord;

/// How a service stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ServiceState {
    /// It is to be used.
    Registered,
    /// It is to be registered when the network allows.
    Pending,
    /// It would be there by itself, and is not wanted.
    Removed,
}

impl ServiceState {
    const fn name(self) -> &'static str {
        match self {
            Self::Registered => "registered",
            Self::Pending => "pending",
            Self::Removed => "removed",
        }
    }
}

/// What is stored of a service.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct ServiceRow {
    pub(crate) id: Guid,
    pub(crate) state: ServiceState,
    /// It serves Automatic Updates, or will once it is registered.
    pub(crate) with_au: bool,
    /// What was known of it; for one that is there by itself there is nothing.
    pub(crate) record: Option<ServiceRecord>,
}

impl Store {
    pub(crate) fn service_rows(&self) -> Result<Vec<ServiceRow>, Error> {
        self.read("read the registered services", |transaction| {
            let mut statement = transaction
                .prepare_cached("SELECT service_id, state, with_au, body FROM services ORDER BY rowid")?;
            let mut rows = statement.query([])?;
            let mut found = Vec::new();
            while let Some(row) = rows.next()? {
                let name: String = row.get(1)?;
                let state = [
                    ServiceState::Registered,
                    ServiceState::Pending,
                    ServiceState::Removed,
                ]
                .into_iter()
                .find(|state| state.name() == name)
                .ok_or_else(|| Failure::Content(format!("a service is {name:?}")))?;
                let body: Option<String> = row.get(3)?;
                found.push(ServiceRow {
                    id: guid(&row.get::<_, String>(0)?)?,
                    state,
                    with_au: row.get(2)?,
                    record: body.as_deref().map(from_json).transpose()?,
                });
            }
            Ok(found)
        })
    }

    /// Keeps what is known of services, all in one transaction. What a removed one offered is forgotten.
    pub(crate) fn keep_services(&self, services: &[ServiceRow]) -> Result<(), Error> {
        self.write("keep a service", |transaction| {
            for row in services {
                let body = row.record.as_ref().map(json).transpose()?;
                transaction.execute(
                    "INSERT INTO services (service_id, state, with_au, body) VALUES (?1, ?2, ?3, ?4)
                     ON CONFLICT DO UPDATE
                     SET state = excluded.state, with_au = excluded.with_au, body = excluded.body",
                    params![row.id.to_string(), row.state.name(), row.with_au, body],
                )?;
                if row.state == ServiceState::Removed {
                    forget_offer(transaction, row.id)?;
                }
            }
            Ok(())
        })
    }

    /// Forgets a service and what it offered.
    pub(crate) fn forget_service(&self, id: Guid) -> Result<(), Error> {
        self.write("forget a service", |transaction| {
            transaction.execute("DELETE FROM services WHERE service_id = ?1", [id.to_string()])?;
            forget_offer(transaction, id)
        })
    }
}
