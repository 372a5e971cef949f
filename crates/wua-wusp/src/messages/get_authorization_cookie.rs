//! `GetAuthorizationCookie`: who we are. [MS-WUSP] 2.2.2.1.1

use wua_xml::{Element, Error};

use super::AuthorizationCookie;
use crate::soap::{Incoming, Message, Operation, Parameters, Response, Service};

/// Says who we are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GetAuthorizationCookie {
    /// A GUID of this computer's own, made up once.
    pub client_id: String,
    /// The group that this computer wants to be in.
    pub target_group_name: Option<String>,
    /// Its name; the one it registers with.
    pub dns_name: String,
}

impl Message for GetAuthorizationCookie {
    const OPERATION: Operation = Operation {
        name: "GetAuthorizationCookie",
        service: Service::SimpleAuth,
    };
    type Answer = AuthorizationCookie;

    fn write(&self, to: &mut Parameters<'_>) {
        to.0.text("clientId", &self.client_id);
        to.0.optional("targetGroupName", self.target_group_name.as_deref());
        to.0.text("dnsName", &self.dns_name);
    }

    fn read(from: &mut Response<'_, '_>) -> Result<AuthorizationCookie, Error> {
        while let Some(child) = from.incoming.child(&from.element)? {
            if child.name == "GetAuthorizationCookieResult" {
                return cookie(from.incoming, &child);
            }
        }
        Err(from.element.error("it has no <GetAuthorizationCookieResult>"))
    }
}

fn cookie<'a>(from: &mut Incoming<'a>, element: &Element<'a>) -> Result<AuthorizationCookie, Error> {
    let mut cookie = AuthorizationCookie::default();
    while let Some(child) = from.child(element)? {
        match child.name {
            "PlugInId" => cookie.plug_in_id = from.word(&child)?.unwrap_or_default(),
            "CookieData" => cookie.cookie_data = from.opaque(&child)?,
            _ => {}
        }
    }
    Ok(cookie)
}
