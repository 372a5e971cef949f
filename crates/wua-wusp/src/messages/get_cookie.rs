//! `GetCookie`: what all further calls carry. [MS-WUSP] 2.2.2.2.2

use wua_xml::Error;

use super::{AuthorizationCookie, Cookie, ProtocolVersion, client};
use crate::DateTime;
use crate::soap::{Message, Operation, Parameters, Response};

/// Asks for a cookie.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GetCookie {
    /// Who we are.
    pub auth_cookie: AuthorizationCookie,
    /// One of this server that has expired.
    pub old_cookie: Option<Cookie>,
    /// Of the configuration that we know, in the server's own words.
    pub last_change: DateTime,
    /// Now.
    pub current_time: DateTime,
    /// Ours.
    pub protocol_version: ProtocolVersion,
}

impl Message for GetCookie {
    const OPERATION: Operation = client("GetCookie");
    type Answer = Cookie;

    fn write(&self, to: &mut Parameters<'_>) {
        to.0.list("authCookies", [&self.auth_cookie], |inner, cookie| {
            inner.element("AuthorizationCookie", |inner| {
                inner.text("PlugInId", &cookie.plug_in_id);
                inner.text("CookieData", &cookie.cookie_data);
            });
        });
        if let Some(old) = &self.old_cookie {
            old.write("oldCookie", to.0);
        }
        to.0.text("lastChange", self.last_change.text());
        to.0.text("currentTime", self.current_time.text());
        to.0.number("protocolVersion", self.protocol_version);
    }

    fn read(from: &mut Response<'_, '_>) -> Result<Cookie, Error> {
        while let Some(child) = from.incoming.child(&from.element)? {
            if child.name == "GetCookieResult" {
                return Cookie::read(from.incoming, &child);
            }
        }
        Err(from.element.error("it has no <GetCookieResult>"))
    }
}
