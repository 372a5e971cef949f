//! Whom a client trusts beside those whom the computer trusts, and how it proves who it is.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

/// What an administrator decided for the encrypted servers of a service.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Trust {
    /// Files in PEM, each with the certificates of authorities that are trusted as well.
    pub authorities: Vec<PathBuf>,
    /// What is shown to servers that ask who we are.
    pub client_certificate: Option<ClientCertificate>,
}

/// A certificate of our own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClientCertificate {
    /// A file in PEM: the certificate, then those that lead to an authority.
    pub chain: PathBuf,
    /// A file in PEM: its private key, not encrypted. May be the same file.
    pub key: PathBuf,
}

impl Trust {
    /// Whether it is what the computer trusts, and no more.
    pub fn is_usual(&self) -> bool {
        self.authorities.is_empty() && self.client_certificate.is_none()
    }

    /// The same, without saying who we are.
    #[must_use]
    pub fn anonymous(&self) -> Self {
        Self {
            authorities: self.authorities.clone(),
            client_certificate: None,
        }
    }
}
