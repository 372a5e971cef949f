//! Cookies: what a server knows us by.

use std::fmt;

use serde::{Deserialize, Serialize};
use wua_xml::{Element, Error};

use crate::DateTime;
use crate::soap::{Incoming, Outgoing};

/// What a server knows us by. It goes to that server, and nowhere else.
///
/// INVARIANT: nobody looks into what is encrypted; it is given back as it came.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cookie {
    /// Until when it is good, by the server's clock.
    pub expiration: DateTime,
    /// Base64, as it came.
    pub encrypted_data: Option<String>,
}

impl Cookie {
    pub(crate) fn write(&self, name: &str, to: &mut Outgoing) {
        to.element(name, |inner| {
            inner.text("Expiration", self.expiration.text());
            inner.optional("EncryptedData", self.encrypted_data.as_deref());
        });
    }

    pub(crate) fn read<'a>(from: &mut Incoming<'a>, element: &Element<'a>) -> Result<Self, Error> {
        let mut cookie = Self::default();
        while let Some(child) = from.child(element)? {
            match child.name {
                "Expiration" => cookie.expiration = from.time(&child)?,
                "EncryptedData" => cookie.encrypted_data = Some(from.opaque(&child)?),
                _ => {}
            }
        }
        if cookie.encrypted_data.as_deref().is_none_or(str::is_empty) {
            return Err(element.error("it has no <EncryptedData>"));
        }
        Ok(cookie)
    }
}

/// It lets others speak for this computer, so it is not printed.
impl fmt::Debug for Cookie {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Cookie(until {})", self.expiration)
    }
}

/// What a service of authorization says of us.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct AuthorizationCookie {
    /// The plug-in that made it.
    pub plug_in_id: String,
    /// Base64, as it came.
    pub cookie_data: String,
}

impl fmt::Debug for AuthorizationCookie {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "AuthorizationCookie({})", self.plug_in_id)
    }
}
