//! Who calls other computers: how the credentials of people become sign-ins.

use wua_com::Error;
use wua_net::reach::Identity;
use wua_rpc::auth::Handshake;
use wua_rpc::auth::ntlm::{self, NtHash};

use crate::credentials::{Credentials, Secret};

/// `auth_type` of NTLM.
const NTLM: u8 = 10;

impl Identity for Credentials {
    fn sign_in(&self, host: &str) -> Result<(u8, Box<dyn Handshake>), Error> {
        let Secret::Password(password) = &self.secret;
        let credentials = ntlm::Credentials {
            user: self.user.clone(),
            domain: self.domain.clone(),
            nt_hash: NtHash::of(password),
        };
        // What the server checks to know that it was meant ([MS-NLMP] 3.1.5.1.2).
        let target = format!("RPCSS/{host}");
        let client = ntlm::Client::new(credentials, workstation(), target);
        Ok((NTLM, client.handshake()))
    }

    fn name(&self) -> String {
        self.account()
    }
}

/// What this computer calls itself. Nothing depends on it.
fn workstation() -> String {
    let name = rustix::system::uname();
    let name = name.nodename().to_string_lossy();
    let short = name.split('.').next().unwrap_or_default();
    short.to_uppercase()
}
