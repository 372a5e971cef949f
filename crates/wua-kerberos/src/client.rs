//! The side that signs in.

use std::sync::Arc;

use libgssapi::context::{ClientCtx, CtxFlags, SecurityContext};
use libgssapi::credential::{Cred, CredUsage};
use libgssapi::error::Error;
use libgssapi::oid::{GSS_MECH_KRB5, OidSet};
use wua_rpc::auth::spnego::{Mechanism, Oid};
use wua_rpc::auth::{Handshake, Outside, Peer, Progress, Refusal, Voucher};

use crate::principal::{display, name, service};
use crate::security::KerberosSecurity;
use crate::{Failure, NAMES, REQUIRED};

/// Gives a handshake for every connection to one service. The first step of each may ask the network for a ticket, and
/// wait for it.
#[derive(Clone, Debug)]
pub struct Client {
    credentials: Cred,
    target: Arc<str>,
}

impl Client {
    /// With tickets that are there already (`kinit`), of this principal or of whoever the cache is of. `target` is the
    /// service: `host/NAME`.
    pub fn from_cache(principal: Option<&str>, target: &str) -> Result<Self, Failure> {
        let what = "no ticket in the cache";
        let name = principal.map(name).transpose()?;
        Self::acquire(what, target, |mechanisms| {
            Cred::acquire(name.as_ref(), None, CredUsage::Initiate, Some(mechanisms))
        })
    }

    /// With the key of this principal in the keytab of clients (`KRB5_CLIENT_KTNAME`, see [`Files`](crate::Files)). The
    /// tickets that are got for it lie in the cache.
    pub fn from_keytab(principal: &str, target: &str) -> Result<Self, Failure> {
        let what = format!("no key of {principal}");
        let name = name(principal)?;
        Self::acquire(&what, target, |mechanisms| {
            Cred::acquire(Some(&name), None, CredUsage::Initiate, Some(mechanisms))
        })
    }

    /// With a password. The tickets that are got for it lie in memory alone.
    pub fn from_password(principal: &str, password: &str, target: &str) -> Result<Self, Failure> {
        let what = format!("no ticket for {principal}");
        let name = name(principal)?;
        Self::acquire(&what, target, |mechanisms| {
            Cred::acquire_with_password(Some(&name), password, None, CredUsage::Initiate, Some(mechanisms))
        })
    }

    /// The same user at another service.
    pub fn at(&self, target: &str) -> Result<Self, Failure> {
        service(target)?;
        Ok(Self {
            credentials: self.credentials.clone(),
            target: target.into(),
        })
    }

    fn acquire(
        what: &str,
        target: &str,
        acquire: impl FnOnce(&OidSet) -> Result<Cred, Error>,
    ) -> Result<Self, Failure> {
        service(target)?;
        let credentials = OidSet::singleton(GSS_MECH_KRB5)
            .and_then(|mechanisms| acquire(&mechanisms))
            .map_err(|error| Failure::of(what, error))?;
        Ok(Self {
            credentials,
            target: target.into(),
        })
    }

    /// For one connection.
    pub fn handshake(&self) -> Box<dyn Handshake> {
        Box::new(ClientHandshake {
            client: self.clone(),
            state: State::Start,
        })
    }
}

impl Mechanism for Client {
    fn names(&self) -> &[Oid] {
        &NAMES
    }

    fn handshake(&self) -> Box<dyn Handshake> {
        Client::handshake(self)
    }
}

struct ClientHandshake {
    client: Client,
    state: State,
}

enum State {
    Start,
    Asked(ClientCtx),
    Ended,
}

impl Handshake for ClientHandshake {
    fn step(&mut self, token: &[u8], _: &mut dyn Outside) -> Result<Progress, Refusal> {
        match std::mem::replace(&mut self.state, State::Ended) {
            State::Start if !token.is_empty() => Err(Failure::new("Kerberos: the server spoke first").into()),
            State::Start => {
                let target = &*self.client.target;
                let mut context = ClientCtx::new(
                    Some(self.client.credentials.clone()),
                    service(target)?,
                    REQUIRED.union(CtxFlags::GSS_C_CONF_FLAG),
                    Some(GSS_MECH_KRB5),
                );
                let token = context
                    .step(None, None)
                    .map_err(|error| Failure::of(&format!("no ticket for {target}"), error))?;
                self.go_on(context, token.map_or_else(Vec::new, |token| token.to_vec()))
            }
            State::Asked(mut context) => {
                let token = context
                    .step(Some(token), None)
                    .map_err(|error| Failure::of("the server does not prove who it is", error))?;
                self.go_on(context, token.map_or_else(Vec::new, |token| token.to_vec()))
            }
            State::Ended => Err(Failure::new("Kerberos: a token came after the end of the handshake").into()),
        }
    }
}

impl ClientHandshake {
    fn go_on(&mut self, context: ClientCtx, token: Vec<u8>) -> Result<Progress, Refusal> {
        if !context.is_complete() {
            self.state = State::Asked(context);
            return Ok(Progress::Continue(token));
        }
        let name = context
            .target_name()
            .map_err(|error| Failure::of("the name of the server", error))?;
        let peer = Peer {
            user: display(&name)?,
            voucher: Voucher::Realm,
            ..Peer::default()
        };
        Ok(Progress::Done {
            token,
            security: Box::new(KerberosSecurity::new(context, peer)?),
        })
    }
}
