//! Which services serve Automatic Updates.

use wua_com::{Error, Guid, code};

use super::ServiceRecord;
use super::register::check_id;
use crate::agent::Agent;
use crate::store::{ServiceRow, ServiceState};

impl Agent {
    /// Lets a service serve Automatic Updates.
    pub fn register_with_au(&self, id: Guid) -> Result<(), Error> {
        check_id(id)?;
        let record = self.registry().entry(self.store(), id)?.record;
        self.check_may_serve_au(&record)?;
        self.set_with_au(&record, true)
    }

    /// The reverse. Nothing happens to a service that does not serve Automatic Updates.
    pub fn unregister_with_au(&self, id: Guid) -> Result<(), Error> {
        check_id(id)?;
        let record = self.registry().entry(self.store(), id)?.record;
        if !record.is_registered_with_au {
            return Ok(());
        }
        if self.registry().is_fixed(&record) {
            return Err(Error::new(
                code::WU_E_DS_INVALIDOPERATION,
                format!("{record} is managed by policy and stays registered with Automatic Updates"),
            ));
        }
        let mut rest = self.services()?;
        rest.retain(|other| other.id != id);
        check_rest(&record, &rest)?;
        self.set_with_au(&record, false)
    }

    pub(super) fn check_may_serve_au(&self, record: &ServiceRecord) -> Result<(), Error> {
        let refuse = |why: &str| {
            Err(Error::new(
                code::WU_E_INVALID_OPERATION,
                format!("{record} cannot serve Automatic Updates: {why}"),
            ))
        };
        if record.is_scan_package {
            return refuse("it was made of a scan package");
        }
        if !record.can_register_with_au {
            return refuse("it is not made for that");
        }
        let mut all = self.services()?;
        all.retain(|other| other.id != record.id);
        all.push(ServiceRecord {
            is_registered_with_au: true,
            ..record.clone()
        });
        check_windows_is_served(&all)
    }

    fn set_with_au(&self, record: &ServiceRecord, with_au: bool) -> Result<(), Error> {
        let is_built_in = self.registry().built_in(record.id).is_some();
        let record = ServiceRecord {
            is_registered_with_au: with_au,
            ..record.clone()
        };
        self.keep(&[ServiceRow {
            id: record.id,
            state: ServiceState::Registered,
            with_au,
            record: if is_built_in {
                self.named_before(record.id)?
            } else {
                Some(record)
            },
        }])
    }
}

/// Whether Automatic Updates can do without a service, `rest` being the others.
pub(super) fn check_rest(gone: &ServiceRecord, rest: &[ServiceRecord]) -> Result<(), Error> {
    if !gone.is_registered_with_au {
        return Ok(());
    }
    if !rest.iter().any(|record| record.is_registered_with_au) {
        return Err(Error::new(
            code::WU_E_DS_NEEDWINDOWSSERVICE,
            format!("{gone} is the last service of Automatic Updates: register another one first"),
        ));
    }
    let mut after: Vec<ServiceRecord> = rest.to_vec();
    after.push(ServiceRecord {
        is_registered_with_au: false,
        ..gone.clone()
    });
    check_windows_is_served(&after)
}

/// Where there are services that offer updates for Windows, one of them has to serve Automatic Updates.
fn check_windows_is_served(services: &[ServiceRecord]) -> Result<(), Error> {
    let mut windows = services
        .iter()
        .filter(|record| record.offers_windows_updates && !record.is_scan_package)
        .peekable();
    if windows.peek().is_none() || windows.any(|record| record.is_registered_with_au) {
        return Ok(());
    }
    Err(Error::new(
        code::WU_E_DS_NEEDWINDOWSSERVICE,
        "Automatic Updates needs a service that offers updates for Windows: register such a service first",
    ))
}
