//! Who calls other computers: how the credentials of people become sign-ins.

#[cfg(feature = "kerberos")]
use std::sync::Arc;

use wua_com::Error;
use wua_net::reach::Identity;
use wua_rpc::auth::Handshake;
use wua_rpc::auth::ntlm::{self, NtHash};

use crate::credentials::{Credentials, Secret};

/// `auth_type` of NTLM.
const NTLM: u8 = 10;
/// `auth_type` of SPNEGO.
#[cfg(feature = "kerberos")]
const SPNEGO: u8 = 9;

impl Identity for Credentials {
    fn sign_in(&self, host: &str) -> Result<(u8, Box<dyn Handshake>), Error> {
        match &self.secret {
            Secret::Password(password) => Ok((NTLM, ntlm(self, password, host))),
            #[cfg(feature = "kerberos")]
            Secret::Kerberos(client) => kerberos(client, host),
        }
    }

    fn name(&self) -> String {
        self.account()
    }
}

fn ntlm(credentials: &Credentials, password: &str, host: &str) -> Box<dyn Handshake> {
    let credentials = ntlm::Credentials {
        user: credentials.user.clone(),
        domain: credentials.domain.clone(),
        nt_hash: NtHash::of(password),
    };
    // What the server checks to know that it was meant ([MS-NLMP] 3.1.5.1.2).
    let target = format!("RPCSS/{host}");
    ntlm::Client::new(credentials, workstation(), target).handshake()
}

/// Within SPNEGO, as Windows does it, and nothing else to fall back to: who wants Kerberos does not want less.
#[cfg(feature = "kerberos")]
fn kerberos(client: &wua_kerberos::Client, host: &str) -> Result<(u8, Box<dyn Handshake>), Error> {
    use wua_rpc::auth::spnego;

    let client = client
        .at(&format!("host/{host}"))
        .map_err(|failure| Error::new(wua_com::code::ERROR_LOGON_FAILURE, failure.to_string()))?;
    let mechanism: Arc<dyn spnego::Mechanism> = Arc::new(client);
    let mechanisms: spnego::Mechanisms = Arc::new([mechanism]);
    Ok((SPNEGO, spnego::Client::new(mechanisms).handshake()))
}

/// What this computer calls itself. Nothing depends on it.
fn workstation() -> String {
    let name = rustix::system::uname();
    let name = name.nodename().to_string_lossy();
    let short = name.split('.').next().unwrap_or_default();
    short.to_uppercase()
}
