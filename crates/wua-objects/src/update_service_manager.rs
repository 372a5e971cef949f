//! `UpdateServiceManager`.

use wua_com::{
    Caller, Error, Family, Guid, Object, ObjectRef, Origin, Permission, Reply, Text, Value, code, ok,
};
use wua_defs::enums::{AddServiceFlag, UpdateServiceOption};
use wua_model::{families, traits};

use crate::client::Client;
use crate::collection::Collection;
use crate::lockdown::Lockdown;
use crate::named_path::named_path;
use crate::property::Property;
use crate::update_service::{UpdateService, service_id};
use crate::update_service_registration::UpdateServiceRegistration;

/// `Microsoft.Update.ServiceManager`.
pub(crate) struct UpdateServiceManager {
    client: Client,
    /// The option `AllowedServiceID`: the only service that may be registered with Automatic Updates.
    allowed_service: Property<Option<Guid>>,
    lockdown: Lockdown,
}

impl UpdateServiceManager {
    pub(crate) fn new(client: Client) -> Self {
        Self {
            client,
            allowed_service: Property::default(),
            lockdown: Lockdown::default(),
        }
    }

    fn agent(&self) -> &wua_agent::Agent {
        &self.client.host.agent
    }

    /// The option says which service alone may be registered with Automatic Updates.
    fn check_is_allowed(&self, id: Guid) -> Result<(), Error> {
        if self.allowed_service.get().is_some_and(|allowed| allowed != id) {
            return Err(Error::new(
                code::WU_E_INVALID_OPERATION,
                format!("the option AllowedServiceID excludes service {id}"),
            ));
        }
        Ok(())
    }
}

impl Object for UpdateServiceManager {
    fn families(&self) -> &'static [Family] {
        static FAMILIES: [Family; 2] = [
            families::i_update_service_manager2::<UpdateServiceManager>(),
            families::i_update_lockdown::<UpdateServiceManager>(),
        ];
        &FAMILIES
    }

    fn is_locked_down(&self) -> bool {
        self.lockdown.is_locked()
    }
}

impl traits::IUpdateLockdown for UpdateServiceManager {
    fn lock_down(&self, _: &Caller, flags: i32) -> Reply<()> {
        self.lockdown.lock(flags)
    }
}

impl traits::IUpdateServiceManager for UpdateServiceManager {
    /// Another collection each time: services come and go.
    fn services(&self, _: &Caller) -> Reply<ObjectRef> {
        let services = self.agent().services()?.into_iter();
        ok(Collection::of_services(services.map(UpdateService::of)))
    }

    fn add_service(&self, caller: &Caller, id: &str, authorization_cab_path: &str) -> Reply<ObjectRef> {
        let cabinet = named_path(caller, authorization_cab_path)?;
        let record = self.agent().add_service(service_id(id)?, &cabinet)?;
        ok(UpdateService::of(record))
    }

    fn register_service_with_au(&self, _: &Caller, id: &str) -> Reply<()> {
        let id = service_id(id)?;
        self.check_is_allowed(id)?;
        ok(self.agent().register_with_au(id)?)
    }

    fn remove_service(&self, _: &Caller, id: &str) -> Reply<()> {
        ok(self.agent().remove_service(service_id(id)?)?)
    }

    fn unregister_service_with_au(&self, _: &Caller, id: &str) -> Reply<()> {
        ok(self.agent().unregister_with_au(service_id(id)?)?)
    }

    /// Without `usoNonVolatileService` the service is there until the object that is returned is let go.
    fn add_scan_package_service(
        &self,
        caller: &Caller,
        service_name: &str,
        scan_file_location: &str,
        flags: i32,
    ) -> Reply<ObjectRef> {
        let keep = flags != 0;
        if keep && UpdateServiceOption::try_from(flags).is_err() {
            return Err(Error::new(
                code::E_INVALIDARG,
                format!("{flags} is no UpdateServiceOption"),
            ));
        }
        let package = named_path(caller, scan_file_location)?;
        let record = self.agent().add_scan_package(service_name, &package, keep)?;
        ok(if keep {
            UpdateService::of(record)
        } else {
            UpdateService::visiting(&self.client.host, record)
        })
    }

    fn set_option(&self, _: &Caller, option_name: &str, option_value: &Value) -> Reply<()> {
        let is = |name: &str| option_name.eq_ignore_ascii_case(name);
        match option_value {
            Value::Text(id) if is("AllowedServiceID") => self.allowed_service.set(Some(service_id(id)?)),
            // There is no warning to show or to leave out.
            Value::Bool(_) if is("AllowWarningUI") => ok(()),
            _ => Err(Error::new(
                code::E_INVALIDARG,
                format!(
                    "`{option_name}` is no option that takes {}: AllowedServiceID takes a string, \
                     AllowWarningUI a boolean",
                    option_value.kind()
                ),
            )),
        }
    }
}

impl traits::IUpdateServiceManager2 for UpdateServiceManager {
    fn client_application_id(&self, _: &Caller) -> Reply<Text> {
        ok(self.client.application_id.get())
    }

    fn put_client_application_id(&self, _: &Caller, value: &str) -> Reply<()> {
        self.client.application_id.set(value.into())
    }

    fn query_service_registration(&self, _: &Caller, id: &str) -> Reply<ObjectRef> {
        let registration = self.agent().registration(service_id(id)?)?;
        ok(UpdateServiceRegistration::of(registration))
    }

    fn add_service2(
        &self,
        caller: &Caller,
        id: &str,
        flags: i32,
        authorization_cab_path: &str,
    ) -> Reply<ObjectRef> {
        let id = service_id(id)?;
        if flags & i32::from(AddServiceFlag::RegisterServiceWithAU) != 0 {
            check_may(caller, "registers services with Automatic Updates")?;
            self.check_is_allowed(id)?;
        }
        let cabinet = match authorization_cab_path {
            "" => {
                check_may(caller, "adds services without an authorisation cabinet")?;
                None
            }
            path => Some(named_path(caller, path)?),
        };
        let registration = self.agent().add_service2(id, flags, cabinet.as_deref())?;
        ok(UpdateServiceRegistration::of(registration))
    }
}

/// The tables let other computers reach `AddService2`, but not all that it can do: without a cabinet the Windows SDK bars
/// them from it, and with a flag it does the same as `RegisterServiceWithAU`, which is refused.
fn check_may(caller: &Caller, what: &str) -> Result<(), Error> {
    let needed = Permission::Services;
    if caller.origin == Origin::Local || caller.permissions.grants(needed) {
        return Ok(());
    }
    Err(Error::new(
        code::E_ACCESSDENIED,
        format!(
            "no other computer {what}; an administrator of this one can allow `{}` there",
            needed.name()
        ),
    ))
}
