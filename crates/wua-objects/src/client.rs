//! Who asks, and in which language: what a session hands on to the objects that it creates.

use std::sync::Arc;

use wua_agent::Session;
use wua_com::{Caller, Lcid, ObjectRef, Text};

use crate::host::Host;
use crate::property::Property;
use crate::web_proxy::WebProxy;

/// A client of the engine.
pub(crate) struct Client {
    pub(crate) host: Arc<Host>,
    /// `ClientApplicationID`. Empty until it is set, as MS-UAMG has it; the "Unknown" of the Windows SDK could be
    /// somebody's name.
    pub(crate) application_id: Property<Text>,
    /// `UserLocale`. Any language may be chosen by anybody: texts come from publishers, and none has to be installed.
    pub(crate) locale: Property<Lcid>,
    /// How services are reached. Shared with the session: whoever changes it there changes it for all.
    pub(crate) web_proxy: Arc<Property<ObjectRef>>,
    /// The language of the caller's user interface, the second choice.
    ui_locale: Lcid,
}

impl Client {
    /// A client that has not said who it is and reads what its user interface speaks.
    pub(crate) fn new(host: &Arc<Host>, caller: &Caller) -> Self {
        Self {
            host: Arc::clone(host),
            application_id: Property::default(),
            locale: Property::new(caller.locale),
            web_proxy: Arc::new(Property::new(ObjectRef::new(WebProxy::of_the_user()))),
            ui_locale: caller.locale,
        }
    }

    /// What an object created by this client's session starts with.
    pub(crate) fn heir(&self) -> Self {
        Self {
            host: Arc::clone(&self.host),
            application_id: Property::new(self.application_id.get()),
            locale: Property::new(self.locale.get()),
            web_proxy: Arc::clone(&self.web_proxy),
            ui_locale: self.ui_locale,
        }
    }

    /// The client as the engine knows it.
    pub(crate) fn session(&self) -> Session {
        let mut session = Session::new(Arc::clone(&self.host.agent));
        session.client_application_id = self.application_id.get().to_string();
        session.locales = Arc::new([self.locale.get(), self.ui_locale]);
        session.proxy = WebProxy::of(&self.web_proxy.get()).unwrap_or_default();
        session
    }
}
