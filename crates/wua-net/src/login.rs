//! Signing in at a proxy: in the best way of those that it offers, once it has asked.
//!
//! Negotiate ([RFC 4559], here with NTLM inside) and NTLM sign a connection in, with several requests on it; Basic is in
//! each request. Nothing is proved before the proxy has asked: a password that is sent at once has been given away.
//!
//! [RFC 4559]: https://www.rfc-editor.org/rfc/rfc4559

use std::collections::HashSet;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use http_body_util::Full;
use hyper::body::{Bytes, Incoming};
use hyper::{Request, Response, StatusCode};
use tokio::time::timeout;
use wua_agent::http::Location;
use wua_com::{Error, code};
use wua_rpc::auth::ntlm::{self, NtHash};
use wua_rpc::auth::{Handshake, Progress, spnego};

use crate::failure::Peer;
use crate::outside::World;
use crate::sender::Sender;
use crate::{base64, basic};

/// A handshake takes two requests, with SPNEGO perhaps three.
const MOST_REQUESTS: usize = 4;

/// What a proxy says beside its refusal is read, so that the connection can go on, if it is no more than that.
const WORTH_READING: usize = 1 << 16;

/// How long it may take to say it.
const PATIENCE: Duration = Duration::from_secs(2);

/// Proxies that took Basic, by address and user: they are given it at once the next time.
#[derive(Default)]
pub(crate) struct KnownProxies(Mutex<HashSet<String>>);

impl KnownProxies {
    fn is_basic(&self, proxy: &Location) -> bool {
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .contains(&name(proxy))
    }

    fn took_basic(&self, proxy: &Location, is_so: bool) {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if is_so {
            known.insert(name(proxy));
        } else {
            known.remove(&name(proxy));
        }
    }
}

fn name(proxy: &Location) -> String {
    format!(
        "{} {}",
        proxy.authority(),
        proxy.user.as_deref().unwrap_or_default()
    )
}

/// What is asked of a proxy.
pub(crate) struct Login<'a> {
    pub(crate) known: &'a KnownProxies,
    pub(crate) proxy: &'a Location,
    pub(crate) peer: &'a Peer,
    pub(crate) silence: Duration,
}

type Asked = Request<Full<Bytes>>;
type Answered = Response<Incoming>;

impl Login<'_> {
    /// Sends what `make` makes, given the value of `Proxy-Authorization`. When the proxy asks who we are, it is told,
    /// on the same connection if that is still there, else on one that `dial` gives.
    pub(crate) async fn send(
        &self,
        mut sender: Sender,
        make: impl Fn(Option<&str>) -> Result<Asked, Error>,
        dial: impl AsyncFn() -> Result<Sender, Error>,
    ) -> Result<(Answered, Sender), Error> {
        let Some(user) = self.proxy.user.as_deref() else {
            let answer = self.ask(&mut sender, make(None)?).await?;
            return Ok((answer, sender));
        };
        let password = self.proxy.password.as_deref().unwrap_or_default();
        let basic = basic::credentials(user, password);
        let is_basic = self.known.is_basic(self.proxy);
        let first = is_basic.then_some(basic.as_str());
        let answer = self.ask(&mut sender, make(first)?).await?;
        if answer.status() != StatusCode::PROXY_AUTHENTICATION_REQUIRED {
            return Ok((answer, sender));
        }
        self.known.took_basic(self.proxy, false);
        let Some(way) = Way::best(&schemes(&answer)) else {
            return Ok((answer, sender));
        };
        if way == Way::Basic && is_basic {
            return Ok((answer, sender));
        }
        if !self.is_over(answer, &mut sender).await {
            sender = dial().await?;
        }
        if way == Way::Basic {
            let answer = self.ask(&mut sender, make(Some(&basic))?).await?;
            let is_taken = answer.status() != StatusCode::PROXY_AUTHENTICATION_REQUIRED;
            self.known.took_basic(self.proxy, is_taken);
            return Ok((answer, sender));
        }
        let handshake = way.handshake(user, password, &self.proxy.host);
        self.shake_hands(sender, &make, way, handshake).await
    }

    /// Tokens back and forth, on one connection.
    async fn shake_hands(
        &self,
        mut sender: Sender,
        make: &impl Fn(Option<&str>) -> Result<Asked, Error>,
        way: Way,
        mut handshake: Box<dyn Handshake>,
    ) -> Result<(Answered, Sender), Error> {
        let mut token = Vec::new();
        for _ in 0..MOST_REQUESTS {
            let step = handshake.step(&token, &mut World);
            let ours = match step.map_err(|refusal| self.refused(way, &refusal.reason))? {
                Progress::Continue(token) | Progress::Done { token, .. } => token,
            };
            let value = format!("{} {}", way.name(), base64::encode(&ours));
            let answer = self.ask(&mut sender, make(Some(&value))?).await?;
            if answer.status() != StatusCode::PROXY_AUTHENTICATION_REQUIRED {
                return Ok((answer, sender));
            }
            let schemes = schemes(&answer);
            let Some(theirs) = schemes.iter().find_map(|scheme| way.token(scheme)) else {
                // It does not want us.
                return Ok((answer, sender));
            };
            token = theirs;
            if !self.is_over(answer, &mut sender).await {
                return Err(self.refused(way, "it ends the connection in the middle"));
            }
        }
        Err(self.refused(way, "it asks for ever"))
    }

    async fn ask(&self, sender: &mut Sender, request: Asked) -> Result<Answered, Error> {
        match timeout(self.silence, sender.send(request)).await {
            Ok(answer) => answer.map_err(|error| self.peer.exchange(&error)),
            Err(_) => Err(self.peer.silent(self.silence)),
        }
    }

    /// Reads what is left of an answer. Whether the connection goes on.
    async fn is_over(&self, mut answer: Answered, sender: &mut Sender) -> bool {
        let rest = async {
            let mut count = 0;
            while let Some(piece) = sender.piece(&mut answer).await {
                let Ok(bytes) = piece else { return false };
                count += bytes.len();
                if count > WORTH_READING {
                    return false;
                }
            }
            sender.ready().await.is_ok()
        };
        matches!(timeout(PATIENCE.min(self.silence), rest).await, Ok(true))
    }

    fn refused(&self, way: Way, why: &str) -> Error {
        Error::new(
            code::WU_E_PT_HTTP_STATUS_PROXY_AUTH_REQ,
            format!(
                "{}: signing in at {} by {} failed: {why}; check the proxy settings",
                self.peer.wanted,
                self.peer.name,
                way.name()
            ),
        )
    }
}

/// How to sign in, the best last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Way {
    Basic,
    Ntlm,
    Negotiate,
}

impl Way {
    const ALL: [Self; 3] = [Self::Negotiate, Self::Ntlm, Self::Basic];

    const fn name(self) -> &'static str {
        match self {
            Self::Basic => "Basic",
            Self::Ntlm => "NTLM",
            Self::Negotiate => "Negotiate",
        }
    }

    fn best(schemes: &[String]) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|way| schemes.iter().any(|scheme| way.is(scheme)))
    }

    fn is(self, scheme: &str) -> bool {
        let name = scheme.split([' ', ',']).next().unwrap_or_default();
        name.eq_ignore_ascii_case(self.name())
    }

    /// What the other side says, if it says something.
    fn token(self, scheme: &str) -> Option<Vec<u8>> {
        let (_, token) = scheme.split_once(' ').filter(|_| self.is(scheme))?;
        base64::decode(token.trim()).filter(|token| !token.is_empty())
    }

    fn handshake(self, user: &str, password: &str, host: &str) -> Box<dyn Handshake> {
        let (domain, user) = user.split_once('\\').unwrap_or(("", user));
        let credentials = ntlm::Credentials {
            user: user.to_owned(),
            domain: domain.to_owned(),
            nt_hash: NtHash::of(password),
        };
        let client = ntlm::Client::new(credentials, String::new(), format!("HTTP/{host}"));
        match self {
            Self::Negotiate => spnego::Client::new(Arc::new([Arc::new(client)])).handshake(),
            Self::Basic | Self::Ntlm => client.handshake(),
        }
    }
}

/// What a proxy offers.
pub(crate) fn schemes(answer: &Answered) -> Vec<String> {
    let values = answer.headers().get_all("proxy-authenticate").iter();
    values
        .filter_map(|value| Some(value.to_str().ok()?.trim().to_owned()))
        .collect()
}

/// Whether there is none that is known here.
pub(crate) fn are_strange(schemes: &[String]) -> bool {
    !schemes.is_empty() && Way::best(schemes).is_none()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn best(schemes: &[&str]) -> Option<Way> {
        let schemes: Vec<String> = schemes.iter().map(|scheme| (*scheme).to_owned()).collect();
        Way::best(&schemes)
    }

    #[test]
    fn the_best_way_of_those_that_are_offered_is_taken() {
        let (basic, ntlm) = ("Basic realm=\"here\"", "ntlm");
        assert_eq!(best(&[basic, ntlm, "Negotiate"]), Some(Way::Negotiate));
        assert_eq!(best(&[basic, ntlm]), Some(Way::Ntlm));
        assert_eq!(best(&["Digest realm=\"x\"", basic]), Some(Way::Basic));
        assert_eq!(best(&["Digest realm=\"x\"", "NTLMv9"]), None);
    }

    #[test]
    fn a_token_belongs_to_its_way() {
        assert_eq!(Way::Ntlm.token("NTLM Zm9v"), Some(b"foo".to_vec()));
        for none in ["NTLM", "NTLM ", "Negotiate Zm9v", "NTLM !"] {
            assert_eq!(Way::Ntlm.token(none), None, "{none:?}");
        }
    }
}
