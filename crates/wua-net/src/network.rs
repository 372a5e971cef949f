//! What all clients of this process share: threads, connections, and whom they trust.

use std::sync::{Arc, OnceLock};

use rustls_platform_verifier::BuilderVerifierExt;
use tokio::runtime::{Builder, Runtime};
use tokio_rustls::TlsConnector;
use tokio_rustls::rustls::ClientConfig;
use tokio_rustls::rustls::crypto::ring;
use wua_com::{Error, code};

use crate::login::KnownProxies;
use crate::pool::Pool;

/// Made when it is first needed: most runs of the program never are.
pub(crate) struct Network {
    pub(crate) runtime: Runtime,
    pub(crate) pool: Pool,
    pub(crate) proxies: KnownProxies,
    tls: OnceLock<Result<TlsConnector, String>>,
}

impl Network {
    /// That of this process.
    pub(crate) fn shared() -> Result<&'static Self, Error> {
        static NETWORK: OnceLock<Result<Network, String>> = OnceLock::new();
        let network = NETWORK.get_or_init(|| Self::new().map_err(|error| error.to_string()));
        network
            .as_ref()
            .map_err(|error| Error::new(code::E_OUTOFMEMORY, format!("no thread for the network: {error}")))
    }

    fn new() -> std::io::Result<Self> {
        // One thread is told what has come on all connections; those who wait for it take it, on threads of their own. Of long
        // answers it reads ahead.
        let runtime = Builder::new_multi_thread()
            .worker_threads(1)
            .max_blocking_threads(16)
            .thread_name("network")
            .enable_io()
            .enable_time()
            .build()?;
        Ok(Self {
            runtime,
            pool: Pool::default(),
            proxies: KnownProxies::default(),
            tls: OnceLock::new(),
        })
    }

    /// Encryption, with the authorities that this computer trusts. They are read once, and only if needed.
    pub(crate) fn tls(&self) -> Result<&TlsConnector, Error> {
        let tls = self
            .tls
            .get_or_init(|| connector().map_err(|error| error.to_string()));
        tls.as_ref().map_err(|error| {
            Error::new(
                code::ERROR_WINHTTP_SECURE_FAILURE,
                format!(
                    "this computer does not say whose certificates it trusts: {error}; install the package \
                     ca-certificates, or name a file of them in SSL_CERT_FILE"
                ),
            )
        })
    }
}

fn connector() -> Result<TlsConnector, tokio_rustls::rustls::Error> {
    let mut config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()?
        .with_platform_verifier()?
        .with_no_client_auth();
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    Ok(TlsConnector::from(Arc::new(config)))
}
