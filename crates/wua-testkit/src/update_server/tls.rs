//! TLS, with certificates that the caller brings.

use std::sync::Arc;

use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::pem::PemObject as _;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer};
use tokio_rustls::rustls::server::WebPkiClientVerifier;
use tokio_rustls::rustls::{RootCertStore, ServerConfig};

/// What a server shows, and whom it lets in.
#[derive(Clone, Debug)]
pub struct Tls(pub(super) Arc<ServerConfig>);

impl Tls {
    /// A certificate with those between it and its authority, and its key, as PEM. If there is an authority of clients, only who
    /// has a certificate from it gets in.
    pub fn from_pem(certificates: &[u8], key: &[u8], clients: Option<&[u8]>) -> Result<Self, String> {
        let told = |error: &dyn std::fmt::Display| error.to_string();
        let chain = CertificateDer::pem_slice_iter(certificates).collect::<Result<Vec<_>, _>>();
        let chain = chain.map_err(|error| told(&error))?;
        let key = PrivateKeyDer::from_pem_slice(key).map_err(|error| told(&error))?;
        let provider = Arc::new(ring::default_provider());
        let builder = ServerConfig::builder_with_provider(provider.clone())
            .with_safe_default_protocol_versions()
            .map_err(|error| told(&error))?;
        let builder = match clients {
            None => builder.with_no_client_auth(),
            Some(clients) => {
                let mut roots = RootCertStore::empty();
                for root in CertificateDer::pem_slice_iter(clients) {
                    let root = root.map_err(|error| told(&error))?;
                    roots.add(root).map_err(|error| told(&error))?;
                }
                let verifier = WebPkiClientVerifier::builder_with_provider(Arc::new(roots), provider);
                builder.with_client_cert_verifier(verifier.build().map_err(|error| told(&error))?)
            }
        };
        let config = builder
            .with_single_cert(chain, key)
            .map_err(|error| told(&error))?;
        Ok(Self(Arc::new(config)))
    }
}
