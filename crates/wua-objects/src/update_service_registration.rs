//! `IUpdateServiceRegistration`.

use wua_agent::Registration;
use wua_com::{Caller, Family, Object, ObjectRef, Reply, Text, ok};
use wua_defs::enums::UpdateServiceRegistrationState;
use wua_model::{families, traits};

use crate::cached::Cached;
use crate::update_service::UpdateService;

/// How far the registration of a service had got when it was asked.
pub(crate) struct UpdateServiceRegistration {
    registration: Registration,
    service: Cached<Option<ObjectRef>>,
}

impl UpdateServiceRegistration {
    pub(crate) fn of(registration: Registration) -> ObjectRef {
        ObjectRef::new(Self {
            registration,
            service: Cached::default(),
        })
    }
}

impl Object for UpdateServiceRegistration {
    fn families(&self) -> &'static [Family] {
        static FAMILIES: [Family; 1] =
            [families::i_update_service_registration::<UpdateServiceRegistration>()];
        &FAMILIES
    }
}

impl traits::IUpdateServiceRegistration for UpdateServiceRegistration {
    fn registration_state(&self, _: &Caller) -> Reply<UpdateServiceRegistrationState> {
        ok(self.registration.state)
    }

    fn service_id(&self, _: &Caller) -> Reply<Text> {
        ok(self.registration.service_id.to_string().into())
    }

    fn is_pending_registration_with_au(&self, _: &Caller) -> Reply<bool> {
        ok(self.registration.is_pending_with_au)
    }

    /// Null until the service is registered; no document says what comes before.
    fn service(&self, _: &Caller) -> Reply<Option<ObjectRef>> {
        self.service
            .get(|| self.registration.record.clone().map(UpdateService::of))
    }
}
