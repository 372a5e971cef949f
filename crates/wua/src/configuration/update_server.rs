//! `[update-server]`: whom connections to the server of a policy trust.

use std::path::PathBuf;

use serde::Deserialize;
use wua_agent::http::{ClientCertificate, Trust};

/// What no policy says of its server.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(try_from = "Written")]
pub(crate) struct UpdateServer {
    pub(crate) trust: Trust,
}

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
struct Written {
    ca: Vec<PathBuf>,
    client_certificate: Option<PathBuf>,
    client_key: Option<PathBuf>,
}

impl TryFrom<Written> for UpdateServer {
    type Error = &'static str;

    fn try_from(written: Written) -> Result<Self, &'static str> {
        let client_certificate = match (written.client_certificate, written.client_key) {
            (None, None) => None,
            (Some(chain), Some(key)) => Some(ClientCertificate { chain, key }),
            _ => return Err("client-certificate and client-key go together"),
        };
        let files = client_certificate.iter().flat_map(|own| [&own.chain, &own.key]);
        if written.ca.iter().chain(files).any(|file| !file.is_absolute()) {
            return Err("the files of [update-server] need whole paths");
        }
        Ok(Self {
            trust: Trust {
                authorities: written.ca,
                client_certificate,
            },
        })
    }
}
