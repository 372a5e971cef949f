//! What clients trust, read from its files.

use std::fmt;
use std::fs::File;
use std::io::Read as _;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use rustls_platform_verifier::Verifier;
use tokio_rustls::TlsConnector;
use tokio_rustls::rustls::ClientConfig;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::pem::PemObject;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer};
use wua_agent::http::{ClientCertificate, Trust};
use wua_com::{Error, code};

/// Far more than all authorities of the world take.
const LONGEST: u64 = 16 << 20;

/// Whom a client trusts beside those whom the computer trusts, and how it proves who it is.
#[derive(Clone)]
pub(crate) struct Secure {
    /// Connections are shared only by clients that trust alike.
    pub(crate) id: u64,
    /// For the server that was asked for.
    pub(crate) server: TlsConnector,
    /// For proxies, and where somebody is sent: it is not told who we are.
    pub(crate) others: TlsConnector,
}

impl Secure {
    pub(crate) fn read(trust: &Trust) -> Result<Self, Error> {
        static NEXT: AtomicU64 = AtomicU64::new(1);
        let others = TlsConnector::from(Arc::new(config(trust, None)?));
        let server = match &trust.client_certificate {
            None => others.clone(),
            Some(certificate) => TlsConnector::from(Arc::new(config(trust, Some(certificate))?)),
        };
        Ok(Self {
            id: NEXT.fetch_add(1, Ordering::Relaxed),
            server,
            others,
        })
    }
}

impl fmt::Debug for Secure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Secure")
            .field("id", &self.id)
            .finish_non_exhaustive()
    }
}

fn config(trust: &Trust, certificate: Option<&ClientCertificate>) -> Result<ClientConfig, Error> {
    let failed = |error: &dyn fmt::Display| {
        Error::new(
            code::ERROR_WINHTTP_SECURE_FAILURE,
            format!("the certificates that are configured cannot be used: {error}"),
        )
    };
    let mut roots = Vec::new();
    for path in &trust.authorities {
        roots.extend(certificates(path)?);
    }
    let provider = Arc::new(ring::default_provider());
    let verifier =
        Verifier::new_with_extra_roots(roots, Arc::clone(&provider)).map_err(|error| failed(&error))?;
    let builder = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(|error| failed(&error))?
        .dangerous()
        .with_custom_certificate_verifier(Arc::new(verifier));
    let mut config = match certificate {
        None => builder.with_no_client_auth(),
        Some(ClientCertificate { chain, key: path }) => {
            let key = PrivateKeyDer::from_pem_slice(&bytes(path)?)
                .map_err(|error| unread(path, "private key", &error))?;
            check_secret(path)?;
            builder
                .with_client_auth_cert(certificates(chain)?, key)
                .map_err(|error| {
                    let key = format!("certificate for the private key {}", path.display());
                    unread(chain, &key, &error)
                })?
        }
    };
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    Ok(config)
}

fn certificates(path: &Path) -> Result<Vec<CertificateDer<'static>>, Error> {
    let bytes = bytes(path)?;
    let read: Result<Vec<_>, _> = CertificateDer::pem_slice_iter(&bytes).collect();
    let found = read.map_err(|error| unread(path, "certificate", &error))?;
    if found.is_empty() {
        return Err(unread(path, "certificate", &"there is none in it"));
    }
    Ok(found)
}

/// All of a file, which is small if it is the right one.
fn bytes(path: &Path) -> Result<Vec<u8>, Error> {
    let failed = |error: &dyn fmt::Display| {
        wrong(format!(
            "{} cannot be read: {error}; put the file there, or name another one",
            path.display()
        ))
    };
    let file = File::open(path).map_err(|error| failed(&error))?;
    let mut bytes = Vec::new();
    file.take(LONGEST + 1)
        .read_to_end(&mut bytes)
        .map_err(|error| failed(&error))?;
    if u64::try_from(bytes.len()).is_ok_and(|length| length > LONGEST) {
        return Err(failed(&"it is too long for a file of certificates"));
    }
    Ok(bytes)
}

/// Refuses a private key that is no secret. A group may read it: some systems have one for those who serve with keys.
#[cfg(unix)]
fn check_secret(path: &Path) -> Result<(), Error> {
    use std::os::unix::fs::PermissionsExt as _;

    let mode = std::fs::metadata(path).map_or(0, |file| file.permissions().mode());
    if mode & 0o027 == 0 {
        return Ok(());
    }
    Err(Error::new(
        code::E_ACCESSDENIED,
        format!(
            "the private key {0} is not used, because others may read or write the file (mode {1:04o}): `chmod 600 {0}`, \
             and get another key if somebody may have read it",
            path.display(),
            mode & 0o7777
        ),
    ))
}

/// Who may read a file of Windows is inherited from its folder, and is its administrator's business.
#[cfg(not(unix))]
#[expect(clippy::unnecessary_wraps, reason = "other systems refuse")]
fn check_secret(_: &Path) -> Result<(), Error> {
    Ok(())
}

fn unread(path: &Path, what: &str, error: &dyn fmt::Display) -> Error {
    wrong(format!(
        "{} is no {what} in PEM: {error}; put the right file there, or name another one",
        path.display()
    ))
}

fn wrong(message: String) -> Error {
    Error::new(code::ERROR_WINHTTP_SECURE_FAILURE, message)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_holds_no_certificate_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("ca.pem");
        for text in [
            None,
            Some(""),
            Some("rubbish"),
            Some("-----BEGIN CERTIFICATE-----\n!\n"),
        ] {
            if let Some(text) = text {
                std::fs::write(&path, text).unwrap();
            }
            let trust = Trust {
                authorities: vec![path.clone()],
                client_certificate: None,
            };
            let error = Secure::read(&trust).unwrap_err();
            assert_eq!(error.hresult(), code::ERROR_WINHTTP_SECURE_FAILURE);
            assert!(error.message().contains("ca.pem"), "{error}");
        }
    }
}
