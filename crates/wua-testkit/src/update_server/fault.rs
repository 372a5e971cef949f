//! Faults ([MS-WUSP] 2.2.2.4).

use std::fmt::Write as _;

use wua_com::Guid;

use super::operation::{Endpoint, Operation};
use super::xml::{escape, leaf};

/// `ErrorCode` of a fault.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ErrorCode {
    /// The cookie says nothing to this server.
    InvalidCookie,
    /// The configuration is another one.
    ConfigChanged,
    /// The computer has to register.
    RegistrationRequired,
    /// This is another server, or another state of it.
    ServerChanged,
    /// The server has failed.
    InternalServerError,
    /// The cookie is too old.
    CookieExpired,
    /// A parameter is wrong; the message names it.
    InvalidParameters,
    /// The authorization cookie is not valid.
    InvalidAuthorizationCookie,
    /// Nobody wants computers to register.
    RegistrationNotRequired,
    /// The server has too much to do.
    ServerBusy,
    /// Files are elsewhere now.
    FileLocationChanged,
    /// The same, as another place of the specification spells it.
    FileLocationsChanged,
    /// A parameter is wrong, as another place of the specification spells it.
    InvalidParameter,
    /// Nothing that the specification knows.
    Unheard,
}

impl ErrorCode {
    /// All of them.
    pub const ALL: [Self; 14] = [
        Self::InvalidCookie,
        Self::ConfigChanged,
        Self::RegistrationRequired,
        Self::ServerChanged,
        Self::InternalServerError,
        Self::CookieExpired,
        Self::InvalidParameters,
        Self::InvalidAuthorizationCookie,
        Self::RegistrationNotRequired,
        Self::ServerBusy,
        Self::FileLocationChanged,
        Self::FileLocationsChanged,
        Self::InvalidParameter,
        Self::Unheard,
    ];

    /// As it is written.
    pub fn name(self) -> &'static str {
        match self {
            Self::InvalidCookie => "InvalidCookie",
            Self::ConfigChanged => "ConfigChanged",
            Self::RegistrationRequired => "RegistrationRequired",
            Self::ServerChanged => "ServerChanged",
            Self::InternalServerError => "InternalServerError",
            Self::CookieExpired => "CookieExpired",
            Self::InvalidParameters => "InvalidParameters",
            Self::InvalidAuthorizationCookie => "InvalidAuthorizationCookie",
            Self::RegistrationNotRequired => "RegistrationNotRequired",
            Self::ServerBusy => "ServerBusy",
            Self::FileLocationChanged => "FileLocationChanged",
            Self::FileLocationsChanged => "FileLocationsChanged",
            Self::InvalidParameter => "InvalidParameter",
            Self::Unheard => "Unheard",
        }
    }

    /// The one of a name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|code| code.name() == name)
    }
}

/// A fault, before it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// What it is.
    pub code: ErrorCode,
    /// What it says besides; of wrong parameters, which one.
    pub message: String,
}

impl Fault {
    /// A fault that says nothing besides.
    pub fn new(code: ErrorCode) -> Self {
        Self {
            code,
            message: String::new(),
        }
    }

    /// A parameter is wrong.
    pub fn parameter(name: &str) -> Self {
        Self {
            code: ErrorCode::InvalidParameters,
            message: name.to_owned(),
        }
    }

    /// The answer. OBSERVED: the elements of the detail have no namespace, the method is quoted.
    pub(super) fn write(&self, endpoint: Endpoint, operation: Option<Operation>, id: Guid) -> String {
        let is_servers = self.code == ErrorCode::InternalServerError;
        let mut detail = String::new();
        leaf(&mut detail, "ErrorCode", self.code.name());
        if self.message.is_empty() {
            detail.push_str("<Message/>");
        } else {
            leaf(&mut detail, "Message", &self.message);
        }
        leaf(&mut detail, "ID", id);
        if let Some(operation) = operation {
            leaf(&mut detail, "Method", format!("\"{}\"", operation.action()));
        }
        let prefix = prefix(endpoint);
        let who = if is_servers { "Server" } else { "Client" };
        envelope(
            endpoint,
            &format!(
                "<{prefix}:Fault><faultcode>{prefix}:{who}</faultcode><faultstring>Fault occurred</faultstring>\
                 <detail>{detail}</detail></{prefix}:Fault>"
            ),
        )
    }
}

/// OBSERVED: the Client service says `s`, the others `soap`.
fn prefix(endpoint: Endpoint) -> &'static str {
    match endpoint {
        Endpoint::Client => "s",
        Endpoint::SimpleAuth | Endpoint::Reporting => "soap",
    }
}

/// An envelope around a body.
pub(super) fn envelope(endpoint: Endpoint, body: &str) -> String {
    let prefix = prefix(endpoint);
    let mut envelope = String::with_capacity(body.len() + 400);
    // OBSERVED: the Client service has no XML declaration.
    if endpoint != Endpoint::Client {
        envelope.push_str("<?xml version=\"1.0\" encoding=\"utf-8\"?>");
    }
    let _ = write!(
        envelope,
        "<{prefix}:Envelope xmlns:{prefix}=\"{SOAP}\"><{prefix}:Body xmlns:xsi=\"{}\" \
         xmlns:xsd=\"http://www.w3.org/2001/XMLSchema\">",
        super::xml::INSTANCE
    );
    envelope.push_str(body);
    let _ = write!(envelope, "</{prefix}:Body></{prefix}:Envelope>");
    envelope
}

/// The answer of an operation, around its result.
pub(super) fn answer(operation: Operation, inside: &str) -> String {
    let endpoint = operation.endpoint();
    let name = operation.name();
    let mut body = String::with_capacity(inside.len() + 200);
    body.push('<');
    body.push_str(name);
    body.push_str("Response xmlns=\"");
    escape(endpoint.namespace(), &mut body);
    body.push_str("\">");
    body.push_str(inside);
    let _ = write!(body, "</{name}Response>");
    envelope(endpoint, &body)
}

/// The namespace of envelopes, SOAP 1.1.
pub(super) const SOAP: &str = "http://schemas.xmlsoap.org/soap/envelope/";
