//! `IUpdateService`.

use std::sync::Arc;

use wua_agent::ServiceRecord;
use wua_com::{Caller, Date, Error, Family, Guid, Object, ObjectRef, Reply, Text, Value, code, ok};
use wua_model::{families, traits};

use crate::cached::Cached;
use crate::date::date;
use crate::host::Host;
use crate::string_collection::StringCollection;

/// What was known of a service when it was asked for.
pub(crate) struct UpdateService {
    record: ServiceRecord,
    redirect_urls: Cached<ObjectRef>,
    /// Let go with the object.
    _visit: Option<Visit>,
}

impl UpdateService {
    pub(crate) fn of(record: ServiceRecord) -> ObjectRef {
        Self::made(record, None)
    }

    /// A service that is there as long as the object is.
    pub(crate) fn visiting(host: &Arc<Host>, record: ServiceRecord) -> ObjectRef {
        let visit = Visit {
            host: Arc::clone(host),
            id: record.id,
        };
        Self::made(record, Some(visit))
    }

    fn made(record: ServiceRecord, visit: Option<Visit>) -> ObjectRef {
        ObjectRef::new(Self {
            record,
            redirect_urls: Cached::default(),
            _visit: visit,
        })
    }
}

/// The stay of a volatile service.
struct Visit {
    host: Arc<Host>,
    id: Guid,
}

impl Drop for Visit {
    fn drop(&mut self) {
        self.host.agent.release_service(self.id);
    }
}

/// Reads a `ServiceID`.
pub(crate) fn service_id(text: &str) -> Result<Guid, Error> {
    Guid::parse(text).ok_or_else(|| {
        Error::new(
            code::E_INVALIDARG,
            format!("`{text}` is not the GUID of a service"),
        )
    })
}

impl Object for UpdateService {
    fn families(&self) -> &'static [Family] {
        static FAMILIES: [Family; 1] = [families::i_update_service2::<UpdateService>()];
        &FAMILIES
    }
}

impl traits::IUpdateService for UpdateService {
    fn name(&self, _: &Caller) -> Reply<Text> {
        ok(self.record.name.as_str().into())
    }

    fn content_validation_cert(&self, _: &Caller) -> Reply<Value> {
        ok(Value::Bytes(
            self.record.content_validation_cert.as_slice().into(),
        ))
    }

    fn expiration_date(&self, _: &Caller) -> Reply<Date> {
        ok(date(self.record.expiration_date))
    }

    fn is_managed(&self, _: &Caller) -> Reply<bool> {
        ok(self.record.is_managed)
    }

    fn is_registered_with_au(&self, _: &Caller) -> Reply<bool> {
        ok(self.record.is_registered_with_au)
    }

    fn issue_date(&self, _: &Caller) -> Reply<Date> {
        ok(date(self.record.issue_date))
    }

    fn offers_windows_updates(&self, _: &Caller) -> Reply<bool> {
        ok(self.record.offers_windows_updates)
    }

    fn redirect_urls(&self, _: &Caller) -> Reply<ObjectRef> {
        self.redirect_urls
            .get(|| StringCollection::read_only(self.record.redirect_urls.iter().map(String::as_str)))
    }

    fn service_id(&self, _: &Caller) -> Reply<Text> {
        ok(self.record.id.to_string().into())
    }

    fn is_scan_package_service(&self, _: &Caller) -> Reply<bool> {
        ok(self.record.is_scan_package)
    }

    fn can_register_with_au(&self, _: &Caller) -> Reply<bool> {
        ok(self.record.can_register_with_au)
    }

    fn service_url(&self, _: &Caller) -> Reply<Text> {
        ok(self.record.url.as_str().into())
    }

    fn setup_prefix(&self, _: &Caller) -> Reply<Text> {
        ok(self.record.setup_prefix.as_str().into())
    }
}

impl traits::IUpdateService2 for UpdateService {
    fn is_default_au_service(&self, _: &Caller) -> Reply<bool> {
        ok(self.record.is_default_au_service)
    }
}
