//! The side that is signed in to.

use std::sync::Arc;

use libgssapi::context::{SecurityContext, ServerCtx};
use libgssapi::credential::{Cred, CredUsage};
use libgssapi::oid::{GSS_MECH_KRB5, OidSet};
use wua_rpc::auth::spnego::{Mechanism, Oid};
use wua_rpc::auth::{Handshake, Outside, Peer, Progress, Refusal, Voucher};

use crate::framing::without_frame;
use crate::principal::display;
use crate::security::KerberosSecurity;
use crate::{Failure, Files, NAMES};

/// Gives a handshake to every caller.
#[derive(Clone)]
pub struct Server {
    keys: Cred,
    services: Arc<[String]>,
}

impl Server {
    /// With the keys of the keytab. Tickets for these services alone are taken, which are written without their realm
    /// (`host/NAME`) or with it; for all of the keytab if there are none.
    ///
    /// Refused without keys, and where the process does not know these files.
    pub fn new(files: &Files, services: Vec<String>) -> Result<Self, Failure> {
        if !files.are_known() {
            let wanted: Vec<String> = files
                .variables()
                .map(|(name, value)| format!("{name}={}", value.to_string_lossy()))
                .collect();
            return Err(Failure::new(format!(
                "Kerberos: the environment of this process names another keytab: start it with {}",
                wanted.join(" ")
            )));
        }
        let failed = |error| Failure::of("no keys", error);
        let mechanisms = OidSet::singleton(GSS_MECH_KRB5).map_err(failed)?;
        let keys = Cred::acquire(None, None, CredUsage::Accept, Some(&mechanisms)).map_err(failed)?;
        Ok(Self {
            keys,
            services: services.into(),
        })
    }

    /// For one caller.
    pub fn handshake(&self) -> Box<dyn Handshake> {
        Box::new(ServerHandshake {
            context: Some(ServerCtx::new(Some(self.keys.clone()))),
            services: Arc::clone(&self.services),
        })
    }
}

impl Mechanism for Server {
    fn names(&self) -> &[Oid] {
        &NAMES
    }

    fn handshake(&self) -> Box<dyn Handshake> {
        Server::handshake(self)
    }
}

struct ServerHandshake {
    /// Until the handshake has ended.
    context: Option<ServerCtx>,
    services: Arc<[String]>,
}

impl Handshake for ServerHandshake {
    fn step(&mut self, token: &[u8], _: &mut dyn Outside) -> Result<Progress, Refusal> {
        let Some(mut context) = self.context.take() else {
            return Err(Failure::new("Kerberos: a token came after the end of the handshake").into());
        };
        if token.is_empty() {
            return Err(Failure::new("Kerberos: there is no token").into());
        }
        let answer = context
            .step(without_frame(token), None)
            .map_err(|error| Failure::of("the ticket is not accepted", error))?;
        let token = answer.map_or_else(Vec::new, |answer| answer.to_vec());
        if !context.is_complete() {
            self.context = Some(context);
            return Ok(Progress::Continue(token));
        }
        let peer = caller(&context)?;
        let refuse = |failure: Failure| Refusal {
            peer: Some(peer.clone()),
            reason: failure.to_string(),
        };
        self.check_service(&context).map_err(refuse)?;
        let security = KerberosSecurity::new(context, peer.clone()).map_err(refuse)?;
        Ok(Progress::Done {
            token,
            security: Box::new(security),
        })
    }
}

impl ServerHandshake {
    fn check_service(&self, context: &ServerCtx) -> Result<(), Failure> {
        if self.services.is_empty() {
            return Ok(());
        }
        let target = context
            .target_name()
            .map_err(|error| Failure::of("the service that the ticket is for", error))?;
        let target = display(&target)?;
        let service = target.rsplit_once('@').map_or(&*target, |(service, _)| service);
        let is_ours = |known: &String| *known == target || *known == service;
        if self.services.iter().any(is_ours) {
            return Ok(());
        }
        Err(Failure::new(format!(
            "Kerberos: the ticket is for {target}, which is no service of the configuration"
        )))
    }
}

fn caller(context: &ServerCtx) -> Result<Peer, Failure> {
    let name = context
        .source_name()
        .map_err(|error| Failure::of("the name of the caller", error))?;
    Ok(Peer {
        user: display(&name)?,
        voucher: Voucher::Realm,
        ..Peer::default()
    })
}
