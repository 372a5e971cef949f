//! What a server says instead of an answer. [MS-WUSP] 2.2.2.4

use std::fmt;

use wua_com::Guid;

use crate::error::shortened;

/// A fault: SOAP's, with the details of update servers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// What is wrong.
    pub code: FaultCode,
    /// In words, or the name of the parameter that is wrong.
    pub message: Option<String>,
    /// By which the server's log names it.
    pub id: Option<Guid>,
    /// The operation, as the server writes it.
    pub method: Option<String>,
    /// What SOAP itself says: `s:Client`, `Fault occurred`.
    pub text: String,
}

/// What is wrong.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum FaultCode {
    /// The server cannot read the cookie.
    InvalidCookie,
    /// The server is another one, or its state is another one.
    ServerChanged,
    /// The configuration is another one since it was asked for.
    ConfigChanged,
    /// The cookie is too old.
    CookieExpired,
    /// The server wants to know the computer first.
    RegistrationRequired,
    /// The server does not want to know the computer.
    RegistrationNotRequired,
    /// The cookie of authorization is not right.
    InvalidAuthorizationCookie,
    /// A parameter is wrong; the message names it.
    InvalidParameters,
    /// The server is out of order.
    InternalServerError,
    /// The server has too much to do.
    ServerBusy,
    /// Files are elsewhere now.
    FileLocationChanged,
    /// None of those; what it was, or what SOAP said if there were no details.
    Other(String),
}

/// What is to be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reaction {
    /// Drop the cookie, ask for everything anew, and ask what the revisions are called now.
    StartAnew,
    /// Ask for the configuration and a cookie anew.
    Reconfigure,
    /// Ask for a cookie anew.
    Renew,
    /// Ask for an authorization anew.
    Authorize,
    /// Tell it about the computer.
    Register,
    /// Do not tell it about the computer.
    StopRegistering,
    /// Ask where the files are.
    Locate,
    /// Ask the same later.
    Later,
    /// Do not ask the same again.
    Never,
}

impl FaultCode {
    /// By its name in a fault.
    pub fn named(name: &str) -> Self {
        match name {
            "InvalidCookie" => Self::InvalidCookie,
            "ServerChanged" => Self::ServerChanged,
            "ConfigChanged" => Self::ConfigChanged,
            "CookieExpired" => Self::CookieExpired,
            "RegistrationRequired" => Self::RegistrationRequired,
            "RegistrationNotRequired" => Self::RegistrationNotRequired,
            "InvalidAuthorizationCookie" => Self::InvalidAuthorizationCookie,
            // The text has the second name in one place.
            "InvalidParameters" | "InvalidParameter" => Self::InvalidParameters,
            "InternalServerError" => Self::InternalServerError,
            "ServerBusy" => Self::ServerBusy,
            // The text has both.
            "FileLocationChanged" | "FileLocationsChanged" => Self::FileLocationChanged,
            other => Self::Other(shortened(other)),
        }
    }

    /// Its name in a fault.
    pub fn name(&self) -> &str {
        match self {
            Self::InvalidCookie => "InvalidCookie",
            Self::ServerChanged => "ServerChanged",
            Self::ConfigChanged => "ConfigChanged",
            Self::CookieExpired => "CookieExpired",
            Self::RegistrationRequired => "RegistrationRequired",
            Self::RegistrationNotRequired => "RegistrationNotRequired",
            Self::InvalidAuthorizationCookie => "InvalidAuthorizationCookie",
            Self::InvalidParameters => "InvalidParameters",
            Self::InternalServerError => "InternalServerError",
            Self::ServerBusy => "ServerBusy",
            Self::FileLocationChanged => "FileLocationChanged",
            Self::Other(name) => name,
        }
    }

    /// What is to be done about it.
    pub fn reaction(&self) -> Reaction {
        match self {
            Self::InvalidCookie | Self::ServerChanged => Reaction::StartAnew,
            Self::ConfigChanged => Reaction::Reconfigure,
            Self::CookieExpired => Reaction::Renew,
            Self::InvalidAuthorizationCookie => Reaction::Authorize,
            Self::RegistrationRequired => Reaction::Register,
            Self::RegistrationNotRequired => Reaction::StopRegistering,
            Self::FileLocationChanged => Reaction::Locate,
            Self::InternalServerError | Self::ServerBusy => Reaction::Later,
            Self::InvalidParameters | Self::Other(_) => Reaction::Never,
        }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code.name())?;
        let message = self.message.as_deref().unwrap_or(&self.text);
        if !message.is_empty() && message != self.code.name() {
            write!(f, " ({})", shortened(message))?;
        }
        match self.id {
            Some(id) => write!(f, ", {id} in its log"),
            None => Ok(()),
        }
    }
}
