//! Registering and removing services.

use std::path::Path;
use std::sync::Arc;

use wua_com::{Error, Guid, code};
use wua_defs::enums::{AddServiceFlag, UpdateServiceRegistrationState};

use super::registry::unknown;
use super::{AddedCatalogue, Registration, ServiceEntry, ServiceRecord, UpdateServer};
use crate::agent::Agent;
use crate::error::guarded;
use crate::ports::{Abort, Conditions, Memory, News, Offer, Service, ServiceRequest, step};
use crate::proxy::ProxySettings;
use crate::store::{Known, ServiceRow, ServiceState};

impl Agent {
    /// All registered services.
    pub fn services(&self) -> Result<Vec<ServiceRecord>, Error> {
        let entries = self.registry().entries(self.store())?;
        Ok(entries.into_iter().map(|entry| entry.record).collect())
    }

    /// Registers the service of an authorisation cabinet.
    pub fn add_service(&self, id: Guid, cabinet: &Path) -> Result<ServiceRecord, Error> {
        self.add_by_cabinet(id, cabinet, false)
    }

    /// Registers a service: with a cabinet, or by `flags` (`AddServiceFlag`) online, at once or later.
    pub fn add_service2(&self, id: Guid, flags: i32, cabinet: Option<&Path>) -> Result<Registration, Error> {
        let flag = |flag: AddServiceFlag| flags & i32::from(flag) != 0;
        let with_au = flag(AddServiceFlag::RegisterServiceWithAU);
        let online = flag(AddServiceFlag::AllowOnlineRegistration);
        let later = flag(AddServiceFlag::AllowPendingRegistration);
        check_id(id)?;
        if !(0..8).contains(&flags) {
            return Err(Error::new(
                code::E_INVALIDARG,
                format!("{flags} is no combination of the flags 1, 2 and 4"),
            ));
        }
        let cabinet = cabinet.filter(|path| !path.as_os_str().is_empty());
        if let Some(cabinet) = cabinet {
            if online || later {
                return Err(Error::new(
                    code::E_INVALIDARG,
                    "a service is registered online or with a cabinet, not both: leave the cabinet out",
                ));
            }
            self.add_by_cabinet(id, cabinet, with_au)?;
            return self.registration(id);
        }
        if !(online || later) {
            return Err(no_cabinet());
        }
        // What an update server of an administrator needs is known: there is nothing to wait for.
        let is_here = |entry: ServiceEntry| entry.record.update_server.is_some();
        if online || self.registry().entry(self.store(), id).is_ok_and(is_here) {
            match self.add_online(id, with_au) {
                Ok(_) => return self.registration(id),
                Err(error) if !later => return Err(error),
                // It is tried again at the next search that may ask services.
                Err(_) => {}
            }
        }
        if self.registry().entry(self.store(), id).is_err() {
            self.keep(&[ServiceRow {
                id,
                state: ServiceState::Pending,
                with_au,
                record: None,
            }])?;
        }
        self.registration(id)
    }

    fn add_by_cabinet(&self, id: Guid, cabinet: &Path, with_au: bool) -> Result<ServiceRecord, Error> {
        check_id(id)?;
        if cabinet.as_os_str().is_empty() {
            return Err(no_cabinet());
        }
        let request = ServiceRequest::Cabinet { id, path: cabinet };
        let service = self
            .registry()
            .open(&request)
            .map_err(|error| error.context(format!("registering service {id} with {}", cabinet.display())))?;
        self.register(id, service, with_au, Some(cabinet))
    }

    fn add_online(&self, id: Guid, with_au: bool) -> Result<ServiceRecord, Error> {
        let registry = self.registry();
        let known = registry.entry(self.store(), id).ok();
        let service = match (registry.built_in(id), known) {
            (Some(service), _) => Arc::clone(service),
            (None, Some(known)) if known.record.update_server.is_some() => known.service?,
            _ => registry
                .open(&ServiceRequest::Online { id })
                .map_err(|error| error.context(format!("registering service {id} online")))?,
        };
        self.register(id, service, with_au, None)
    }

    /// Keeps an opened service. One that was registered with Automatic Updates stays so.
    fn register(
        &self,
        id: Guid,
        service: Arc<dyn Service>,
        with_au: bool,
        source: Option<&Path>,
    ) -> Result<ServiceRecord, Error> {
        let live = service.record();
        if live.id != id {
            return Err(Error::new(
                code::E_INVALIDARG,
                format!("the service is {live}, not {id}: give its own identifier"),
            ));
        }
        self.check_expiry(&live)?;
        let before = self.registry().entry(self.store(), id).ok();
        let was_with_au = before.is_some_and(|entry| entry.record.is_registered_with_au);
        let record = ServiceRecord {
            is_registered_with_au: with_au || was_with_au || live.is_registered_with_au,
            source: source.map(Path::to_owned).or(live.source.clone()),
            is_volatile: false,
            ..live
        };
        if with_au {
            self.check_may_serve_au(&record)?;
        }
        let is_built_in = self.registry().built_in(id).is_some();
        self.keep(&[ServiceRow {
            id,
            state: ServiceState::Registered,
            with_au: record.is_registered_with_au,
            record: if is_built_in {
                self.named_before(id)?
            } else {
                Some(record.clone())
            },
        }])?;
        if !is_built_in {
            self.registry().remember(id, service);
        }
        Ok(record)
    }

    /// Refuses a service whose authorisation has ended.
    pub(crate) fn check_expiry(&self, record: &ServiceRecord) -> Result<(), Error> {
        if record.expiration_date > self.now() {
            return Ok(());
        }
        Err(Error::new(
            code::WU_E_DS_SERVICEEXPIRED,
            format!(
                "the authorisation of service {record} ended at {}: get a newer one",
                record.expiration_date
            ),
        ))
    }

    /// Makes a service of an offline scan package. With `keep` it stays until it is removed, else until it is
    /// [released](Agent::release_service) or the agent ends.
    pub fn add_scan_package(&self, name: &str, package: &Path, keep: bool) -> Result<ServiceRecord, Error> {
        if name.trim().is_empty() || package.as_os_str().is_empty() {
            return Err(Error::new(
                code::E_INVALIDARG,
                "a scan package needs a name and the path of its file",
            ));
        }
        let request = ServiceRequest::ScanPackage {
            name,
            id: crate::random::guid(),
            path: package,
        };
        let service = self
            .registry()
            .open(&request)
            .map_err(|error| error.context(format!("adding the scan package {}", package.display())))?;
        let live = service.record();
        let id = match (&request, live.id) {
            (ServiceRequest::ScanPackage { id, .. }, Guid::NIL) => *id,
            (_, id) => id,
        };
        let record = ServiceRecord {
            id,
            is_scan_package: true,
            is_registered_with_au: false,
            can_register_with_au: false,
            source: live.source.clone().or_else(|| Some(package.to_owned())),
            is_volatile: !keep,
            ..live
        };
        if keep {
            self.keep(&[ServiceRow {
                id,
                state: ServiceState::Registered,
                with_au: false,
                record: Some(record.clone()),
            }])?;
            self.registry().remember(id, service);
        } else {
            self.registry().add_volatile(record.clone(), service);
        }
        Ok(record)
    }

    /// Makes a service of a catalogue, which serves Automatic Updates, and reads it. Without `keep` nothing is changed: what would become of it is told.
    pub fn add_catalogue(&self, name: &str, path: &Path, keep: bool) -> Result<AddedCatalogue, Error> {
        if name.trim().is_empty() || path.as_os_str().is_empty() {
            return Err(Error::new(
                code::E_INVALIDARG,
                "a catalogue needs a name and the path of its folder or file",
            ));
        }
        let request = ServiceRequest::Catalogue {
            name,
            id: Guid::NIL,
            path,
        };
        let doing = || format!("adding the catalogue {}", path.display());
        let service = self
            .registry()
            .open(&request)
            .map_err(|error| error.context(doing()))?;
        let conditions = Conditions {
            proxy: &ProxySettings::default(),
            abort: &Abort::default(),
        };
        let offer = match guarded("the service", || {
            service.sync(self.target(), &Memory::EMPTY, &conditions)
        }) {
            Ok(News::Changed(offer)) => offer,
            Ok(News::Unchanged(_)) => Offer::default(),
            Err(error) => return Err(error.context(doing())),
        };
        // Who adds a catalogue wants what is in it to be found.
        let record = ServiceRecord {
            is_registered_with_au: true,
            ..service.record()
        };
        let added = AddedCatalogue {
            record: record.clone(),
            loaded: offer.revisions.len(),
            left_out: offer.left_out,
        };
        if !keep {
            return Ok(added);
        }
        let id = record.id;
        self.keep(&[ServiceRow {
            id,
            state: ServiceState::Registered,
            with_au: true,
            record: Some(record),
        }])?;
        self.store().apply_offers(&[(
            id,
            Known {
                revisions: offer.revisions,
                categories: offer.categories,
                stamp: offer.stamp,
            },
        )])?;
        self.checkpoint(step::OFFER_STORED);
        self.registry().remember(id, service);
        Ok(added)
    }

    /// Makes a service of an update server, which serves Automatic Updates. Nothing is asked of it yet. One that is there
    /// already is from now on reached in this way; what it has offered stays. Without `keep` nothing is changed.
    pub fn add_update_server(
        &self,
        name: &str,
        server: &UpdateServer,
        keep: bool,
    ) -> Result<ServiceRecord, Error> {
        if name.trim().is_empty() || server.url.trim().is_empty() {
            return Err(Error::new(
                code::E_INVALIDARG,
                "an update server needs a name and an address",
            ));
        }
        let service = self
            .registry()
            .open(&ServiceRequest::UpdateServer { name, server })
            .map_err(|error| error.context(format!("adding the update server {}", server.url)))?;
        let record = ServiceRecord {
            is_registered_with_au: true,
            ..service.record()
        };
        let id = record.id;
        if let Some(policy) = self.registry().built_in(id) {
            return Err(Error::new(
                code::WU_E_DS_INVALIDOPERATION,
                format!(
                    "the policy of this computer names its update server already, {}: change the policy",
                    policy.record().url
                ),
            ));
        }
        if keep {
            self.keep(&[ServiceRow {
                id,
                state: ServiceState::Registered,
                with_au: true,
                record: Some(record.clone()),
            }])?;
            self.registry().remember(id, service);
        }
        Ok(record)
    }

    /// Lets a volatile scan package go: whoever made it has no more use for it. Others are not touched.
    pub fn release_service(&self, id: Guid) {
        self.registry().release(id);
    }

    /// Forgets a service and what it offered.
    pub fn remove_service(&self, id: Guid) -> Result<(), Error> {
        check_id(id)?;
        if self.registry().release(id) {
            return Ok(());
        }
        let Ok(entry) = self.registry().entry(self.store(), id) else {
            if self.pending(id)?.is_some() {
                return self.forget(id);
            }
            return Err(unknown(id));
        };
        if self.registry().is_fixed(&entry.record) {
            return Err(Error::new(
                code::WU_E_DS_INVALIDOPERATION,
                format!("{} is managed by policy and cannot be removed", entry.record),
            ));
        }
        if self.registry().is_named_here(&entry.record) {
            // Searches ask nobody else as long as it is there.
            return self.forget(id);
        }
        let mut rest = self.services()?;
        rest.retain(|record| record.id != id && !record.is_scan_package);
        if !entry.record.is_scan_package {
            if rest.is_empty() {
                return Err(Error::new(
                    code::WU_E_DS_NEEDWINDOWSSERVICE,
                    format!(
                        "{} is the last service: without it there would be no updates",
                        entry.record
                    ),
                ));
            }
            super::automatic_updates::check_rest(&entry.record, &rest)?;
        }
        if self.registry().built_in(id).is_some() {
            return self.keep(&[ServiceRow {
                id,
                state: ServiceState::Removed,
                with_au: false,
                record: None,
            }]);
        }
        self.forget(id)
    }

    fn forget(&self, id: Guid) -> Result<(), Error> {
        self.store().forget_service(id)?;
        self.checkpoint(step::SERVICES_WRITTEN);
        self.registry().forget(id);
        Ok(())
    }

    pub(super) fn keep(&self, rows: &[ServiceRow]) -> Result<(), Error> {
        self.store().keep_services(rows)?;
        self.checkpoint(step::SERVICES_WRITTEN);
        Ok(())
    }

    /// What was registered under the identifier of a service that is there by itself now, and will be there again without it.
    pub(super) fn named_before(&self, id: Guid) -> Result<Option<ServiceRecord>, Error> {
        let mut rows = self.store().service_rows()?.into_iter();
        Ok(rows.find(|row| row.id == id).and_then(|row| row.record))
    }

    fn pending(&self, id: Guid) -> Result<Option<ServiceRow>, Error> {
        let mut rows = self.store().service_rows()?.into_iter();
        Ok(rows.find(|row| row.id == id && row.state == ServiceState::Pending))
    }

    /// How far the registration of a service has got.
    pub fn registration(&self, id: Guid) -> Result<Registration, Error> {
        if let Ok(entry) = self.registry().entry(self.store(), id) {
            return Ok(Registration {
                service_id: id,
                state: UpdateServiceRegistrationState::Registered,
                is_pending_with_au: false,
                record: Some(entry.record),
            });
        }
        let pending = self.pending(id)?.ok_or_else(|| unknown(id))?;
        Ok(Registration {
            service_id: id,
            state: UpdateServiceRegistrationState::RegistrationPending,
            is_pending_with_au: pending.with_au,
            record: None,
        })
    }

    /// Tries the registrations that wait for the network. One that fails goes on waiting.
    pub(crate) fn complete_pending_registrations(&self) -> Result<(), Error> {
        for row in self.store().service_rows()? {
            if row.state == ServiceState::Pending {
                let _ = self.add_online(row.id, row.with_au);
            }
        }
        Ok(())
    }
}

pub(super) fn check_id(id: Guid) -> Result<(), Error> {
    if id == Guid::NIL {
        return Err(Error::new(
            code::E_INVALIDARG,
            "the identifier of the service is empty",
        ));
    }
    Ok(())
}

fn no_cabinet() -> Error {
    Error::new(
        code::E_INVALIDARG,
        "an authorisation cabinet is needed, unless the service may be registered online (flags 1 and 2)",
    )
}
