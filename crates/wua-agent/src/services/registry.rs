//! Which services there are: those of the assembly, those that an administrator registered, and those of the moment.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use wua_com::{Error, Guid, code};

use super::ServiceRecord;
use super::passing_notes::PassingNotes;
use crate::error::guarded;
use crate::ports::{Service, ServiceProvider, ServiceRequest};
use crate::store::{Known, ServiceRow, ServiceState, Store};
use crate::sync::lock;

/// A service that can be asked, or that should be there and is not.
#[derive(Clone)]
pub(crate) struct ServiceEntry {
    pub(crate) record: ServiceRecord,
    pub(crate) service: Result<Arc<dyn Service>, Error>,
    /// What it offers is kept in this process only.
    pub(crate) is_volatile: bool,
}

/// The services of an agent. What the store says is read each time: another process may have changed it.
pub(crate) struct Registry {
    built_in: Vec<Arc<dyn Service>>,
    providers: Vec<Arc<dyn ServiceProvider>>,
    opened: Mutex<HashMap<Guid, Arc<dyn Service>>>,
    volatile: Mutex<Vec<Volatile>>,
}

struct Volatile {
    record: ServiceRecord,
    service: Arc<dyn Service>,
    known: Known,
    notes: PassingNotes,
}

impl Registry {
    pub(crate) fn new(built_in: Vec<Arc<dyn Service>>, providers: Vec<Arc<dyn ServiceProvider>>) -> Self {
        Self {
            built_in,
            providers,
            opened: Mutex::default(),
            volatile: Mutex::default(),
        }
    }

    /// All services, in the order in which they came.
    pub(crate) fn entries(&self, store: &Store) -> Result<Vec<ServiceEntry>, Error> {
        let rows = store.service_rows()?;
        let mut entries = Vec::new();
        for service in &self.built_in {
            let mut record = service.record();
            match rows.iter().find(|row| row.id == record.id) {
                Some(row) if row.state == ServiceState::Removed => continue,
                Some(row) => record.is_registered_with_au = row.with_au,
                None => {}
            }
            entries.push(ServiceEntry {
                record,
                service: Ok(Arc::clone(service)),
                is_volatile: false,
            });
        }
        let registered = rows.iter().filter(|row| row.state == ServiceState::Registered);
        for row in registered {
            if !entries.iter().any(|entry| entry.record.id == row.id) {
                entries.extend(self.reopen(row));
            }
        }
        let volatile = lock(&self.volatile);
        entries.extend(volatile.iter().map(|volatile| ServiceEntry {
            record: volatile.record.clone(),
            service: Ok(Arc::clone(&volatile.service)),
            is_volatile: true,
        }));
        Ok(entries)
    }

    /// The service with an identifier.
    pub(crate) fn entry(&self, store: &Store, id: Guid) -> Result<ServiceEntry, Error> {
        let entries = self.entries(store)?;
        let found = entries.into_iter().find(|entry| entry.record.id == id);
        found.ok_or_else(|| unknown(id))
    }

    /// A service that the store remembers. One whose provider is gone stays listed, so that it can be removed.
    fn reopen(&self, row: &ServiceRow) -> Option<ServiceEntry> {
        let stored = row.record.as_ref()?;
        let known = lock(&self.opened).get(&row.id).cloned();
        // Another process may have named another address of it since.
        let known = known.filter(|service| service.record().update_server == stored.update_server);
        let service = match known {
            Some(service) => Ok(service),
            None => self.open(&ServiceRequest::Registered(stored)).inspect(|service| {
                lock(&self.opened).insert(row.id, Arc::clone(service));
            }),
        };
        let live = service
            .as_ref()
            .map_or_else(|_| stored.clone(), |service| service.record());
        Some(ServiceEntry {
            record: ServiceRecord {
                id: row.id,
                is_registered_with_au: row.with_au,
                is_scan_package: stored.is_scan_package,
                source: stored.source.clone(),
                is_volatile: false,
                ..live
            },
            service,
            is_volatile: false,
        })
    }

    /// Asks the providers, one after the other.
    pub(super) fn open(&self, request: &ServiceRequest<'_>) -> Result<Arc<dyn Service>, Error> {
        for provider in &self.providers {
            let answer = guarded("a provider of services", || Ok(provider.open(request)))?;
            if let Some(answer) = answer {
                return answer;
            }
        }
        let what = match request {
            ServiceRequest::Cabinet { id, path } => format!("service {id} of {}", path.display()),
            ServiceRequest::Online { id } => format!("service {id}"),
            ServiceRequest::ScanPackage { path, .. } => format!("scan package {}", path.display()),
            ServiceRequest::Catalogue { path, .. } => format!("catalogue {}", path.display()),
            ServiceRequest::UpdateServer { server, .. } => format!("update server {}", server.url),
            ServiceRequest::Registered(record) => format!("service {record}"),
        };
        Err(Error::new(
            code::WU_E_UNKNOWN_SERVICE,
            format!("nothing in this agent knows how to open the {what}"),
        ))
    }

    /// Remembers what was opened, so that it is not opened a second time.
    pub(super) fn remember(&self, id: Guid, service: Arc<dyn Service>) {
        lock(&self.opened).insert(id, service);
    }

    pub(super) fn forget(&self, id: Guid) {
        lock(&self.opened).remove(&id);
    }

    /// The service that is there by itself.
    pub(super) fn built_in(&self, id: Guid) -> Option<&Arc<dyn Service>> {
        self.built_in.iter().find(|service| service.record().id == id)
    }

    /// Somebody else decides that it is there.
    pub(super) fn is_fixed(&self, record: &ServiceRecord) -> bool {
        record.is_managed && !self.is_named_here(record)
    }

    /// An update server that was named here is its administrator's to remove.
    pub(super) fn is_named_here(&self, record: &ServiceRecord) -> bool {
        record.update_server.is_some() && self.built_in(record.id).is_none()
    }

    pub(super) fn add_volatile(&self, record: ServiceRecord, service: Arc<dyn Service>) {
        let mut volatile = lock(&self.volatile);
        volatile.retain(|other| other.record.id != record.id);
        volatile.push(Volatile {
            record,
            service,
            known: Known::default(),
            notes: PassingNotes::default(),
        });
    }

    /// Whether there was such a volatile service.
    pub(super) fn release(&self, id: Guid) -> bool {
        let mut volatile = lock(&self.volatile);
        let before = volatile.len();
        volatile.retain(|other| other.record.id != id);
        volatile.len() < before
    }

    /// Keeps what a volatile service offers.
    pub(crate) fn keep_known(&self, id: Guid, known: Known) {
        let mut volatile = lock(&self.volatile);
        if let Some(volatile) = volatile.iter_mut().find(|volatile| volatile.record.id == id) {
            volatile.known = known;
        }
    }

    /// Which services are kept in this process only.
    pub(crate) fn volatile_ids(&self) -> Vec<Guid> {
        lock(&self.volatile)
            .iter()
            .map(|volatile| volatile.record.id)
            .collect()
    }

    /// What a volatile service offered.
    pub(crate) fn known(&self, id: Guid) -> Known {
        let volatile = lock(&self.volatile);
        let found = volatile.iter().find(|volatile| volatile.record.id == id);
        found.map_or_else(Known::default, |volatile| volatile.known.clone())
    }

    /// What a service has written down, if it is volatile.
    pub(crate) fn notes(&self, id: Guid) -> Option<PassingNotes> {
        let volatile = lock(&self.volatile);
        let found = volatile.iter().find(|volatile| volatile.record.id == id);
        found.map(|volatile| volatile.notes.clone())
    }
}

pub(super) fn unknown(id: Guid) -> Error {
    Error::new(
        code::WU_E_DS_UNKNOWNSERVICE,
        format!("service {id} is not registered here; list the services, or add it"),
    )
}
