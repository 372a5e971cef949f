//! How failures of the network become the one error that people read.

use std::error::Error as StdError;
use std::io;
use std::time::Duration;

use tokio_rustls::rustls::{self, AlertDescription};
use wua_agent::http::Location;
use wua_com::{Error, code};

/// Whom something is asked of, for messages: what is wanted, and who stands at the other end of the connection.
#[derive(Clone, Debug)]
pub(crate) struct Peer {
    pub(crate) wanted: Location,
    pub(crate) name: String,
    pub(crate) is_proxy: bool,
}

impl Peer {
    pub(crate) fn server(wanted: &Location) -> Self {
        Self {
            wanted: wanted.clone(),
            name: wanted.authority(),
            is_proxy: false,
        }
    }

    pub(crate) fn proxy(wanted: &Location, proxy: &Location) -> Self {
        Self {
            wanted: wanted.clone(),
            name: format!("the proxy {}", proxy.authority()),
            is_proxy: true,
        }
    }

    fn advice(&self) -> &'static str {
        if self.is_proxy {
            "check the proxy settings"
        } else {
            "check the network connection and the address, or use another server"
        }
    }

    pub(crate) fn unresolved(&self, error: &io::Error) -> Error {
        Error::new(
            code::WU_E_PT_WINHTTP_NAME_NOT_RESOLVED,
            format!(
                "{}: {} is not found by its name: {error}; {}",
                self.wanted,
                self.name,
                self.advice()
            ),
        )
    }

    pub(crate) fn unreachable(&self, error: &io::Error) -> Error {
        Error::new(
            code::WININET_E_CANNOT_CONNECT,
            format!(
                "{}: {} cannot be reached: {error}; {}",
                self.wanted,
                self.name,
                self.advice()
            ),
        )
    }

    pub(crate) fn unreached(&self, after: Duration) -> Error {
        Error::new(
            code::WININET_E_CANNOT_CONNECT,
            format!(
                "{}: {} did not answer within {} seconds; {}",
                self.wanted,
                self.name,
                after.as_secs_f32(),
                self.advice()
            ),
        )
    }

    pub(crate) fn silent(&self, after: Duration) -> Error {
        Error::new(
            code::WININET_E_TIMEOUT,
            format!(
                "{}: {} sent nothing for {} seconds; try again later, or use another server",
                self.wanted,
                self.name,
                after.as_secs_f32()
            ),
        )
    }

    /// What was encrypted was not what it should be, or the connection broke.
    pub(crate) fn insecure(&self, error: &io::Error) -> Error {
        match encryption_error(error) {
            Some(failure) => self.encryption(failure),
            None => self.broken(error),
        }
    }

    fn encryption(&self, failure: &rustls::Error) -> Error {
        let advice = match failure {
            rustls::Error::InvalidCertificate(_) => {
                "check the clock of this computer; if the server is your own, add the certificate of its authority to \
                 those that this computer trusts, or name it for this service"
            }
            rustls::Error::AlertReceived(alert) if is_about_us(*alert) => {
                "the server lets in only who shows a certificate that it knows: name one for this service, with its key"
            }
            _ => "check the address and its port, or use another server",
        };
        Error::new(
            code::ERROR_WINHTTP_SECURE_FAILURE,
            format!(
                "{}: no secure connection to {}: {failure}; {advice}",
                self.wanted, self.name
            ),
        )
    }

    pub(crate) fn broken(&self, error: &dyn StdError) -> Error {
        Error::new(
            code::WININET_E_CONNECTION_ABORTED,
            format!(
                "{}: the connection to {} broke: {}; try again later",
                self.wanted,
                self.name,
                innermost(error)
            ),
        )
    }

    /// What hyper says of a request or an answer.
    pub(crate) fn exchange(&self, error: &hyper::Error) -> Error {
        if error.is_parse() {
            return Error::new(
                code::WININET_E_INVALID_SERVER_RESPONSE,
                format!(
                    "{}: {} does not answer as an HTTP server: {error}; check the address and its port",
                    self.wanted, self.name
                ),
            );
        }
        match encryption_error(error) {
            Some(failure) => self.encryption(failure),
            None => self.broken(error),
        }
    }
}

/// What a server says whom our certificate, or that we have none, does not please.
fn is_about_us(alert: AlertDescription) -> bool {
    matches!(
        alert,
        AlertDescription::NoCertificate
            | AlertDescription::BadCertificate
            | AlertDescription::UnsupportedCertificate
            | AlertDescription::CertificateRevoked
            | AlertDescription::CertificateExpired
            | AlertDescription::CertificateUnknown
            | AlertDescription::UnknownCA
            | AlertDescription::AccessDenied
            | AlertDescription::CertificateRequired
    )
}

/// What was wrong with encryption, if that is the cause. What is in an error of I/O is not its source, but it.
fn encryption_error<'a>(error: &'a (dyn StdError + 'static)) -> Option<&'a rustls::Error> {
    let mut cause = Some(error);
    while let Some(error) = cause {
        if let Some(failure) = error.downcast_ref() {
            return Some(failure);
        }
        let inner = error.downcast_ref::<io::Error>().and_then(io::Error::get_ref);
        cause = match inner {
            Some(inner) => Some(inner),
            None => error.source(),
        };
    }
    None
}

fn innermost(error: &dyn StdError) -> String {
    let mut cause = error;
    while let Some(source) = cause.source() {
        cause = source;
    }
    cause.to_string()
}
