//! What happens between this computer and others, as it is written down: who signed in, who was refused what, and why.

use std::fmt;
use std::net::SocketAddr;

use serde::Serialize;
use wua_com::Error;
use wua_net::serve::Heard;
use wua_rpc::auth::Peer;
use wua_rpc::connection::{Closed, Level};
use wua_rpc::exporter::Origin;

/// Takes entries. Must not wait for anything: the connections of all callers would wait with it.
pub trait Journal: Send + Sync {
    /// Something happened.
    fn enter(&self, entry: Entry);
}

/// How much an entry matters.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Weight {
    /// Connections come and go.
    Detail,
    /// Somebody signed in.
    Note,
    /// Somebody was refused, or something is wrong.
    Warning,
}

/// Something that happened. Names are as the other side sent them: whoever shows them has to clean them.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Entry {
    /// How much it matters.
    pub weight: Weight,
    /// Who, as far as it is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub user: Option<String>,
    /// What the other computer calls itself; nothing vouches for it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub workstation: Option<String>,
    /// From where: an address, with its port where it is known.
    pub from: String,
    /// What happened.
    pub what: String,
}

impl Entry {
    /// What a connection tells.
    pub(super) fn of_connection(from: SocketAddr, event: &Heard) -> Self {
        let entry =
            |weight, peer: Option<&Peer>, what: String| Self::new(weight, peer, from.to_string(), what);
        match event {
            Heard::SignedIn { peer, level } => {
                let how = match level {
                    Level::Privacy => "signed in; calls are signed and sealed",
                    Level::Integrity => "signed in; calls are signed",
                    _ => "signed in; calls are not protected, so that nothing can be called",
                };
                entry(Weight::Note, Some(peer), how.to_owned())
            }
            Heard::Refused { peer, reason } => {
                let what = format!("sign-in refused: {reason}");
                entry(Weight::Warning, peer.as_ref(), what)
            }
            Heard::Closed(reason) => {
                let weight = match reason {
                    Closed::TimedOut(_) | Closed::Wanted | Closed::SignInFailed => Weight::Detail,
                    _ => Weight::Warning,
                };
                entry(weight, None, format!("connection closed: {reason}"))
            }
            Heard::Left(None) => entry(Weight::Detail, None, "the other side has gone".to_owned()),
            Heard::Left(Some(error)) => entry(Weight::Detail, None, format!("the connection broke: {error}")),
            Heard::Full => entry(
                Weight::Warning,
                None,
                "refused: there are as many connections as the configuration allows".to_owned(),
            ),
            Heard::MadeRoom => entry(
                Weight::Warning,
                None,
                "connection closed: nobody had signed in on it, and others want to".to_owned(),
            ),
            Heard::Busy(peer) => entry(
                Weight::Warning,
                peer.as_deref(),
                "call refused: too many others of this caller, or of all callers, are running".to_owned(),
            ),
            Heard::Panicked(message) => {
                entry(Weight::Warning, None, format!("a call ended in a bug: {message}"))
            }
            Heard::NotAccepted(error) => {
                entry(Weight::Warning, None, format!("no connection accepted: {error}"))
            }
        }
    }

    /// A call that was refused.
    pub(super) fn of_refusal(origin: &Origin, what: &str, why: &Error) -> Self {
        let what = format!("{what} refused: {why}");
        let peer = origin.peer.as_deref();
        Self::new(Weight::Warning, peer, origin.from.to_string(), what)
    }

    fn new(weight: Weight, peer: Option<&Peer>, from: String, what: String) -> Self {
        let named = |name: &String| Some(name.clone()).filter(|name| !name.is_empty());
        Self {
            weight,
            user: peer.map(|peer| match &*peer.domain {
                "" => peer.user.clone(),
                domain => format!("{domain}\\{}", peer.user),
            }),
            workstation: peer.and_then(|peer| named(&peer.workstation)),
            from,
            what,
        }
    }
}

impl fmt::Display for Entry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (&self.user, &self.workstation) {
            (Some(user), Some(workstation)) => {
                write!(f, "“{user}” on “{workstation}” ({}): {}", self.from, self.what)
            }
            (Some(user), None) => write!(f, "“{user}” ({}): {}", self.from, self.what),
            (None, _) => write!(f, "{}: {}", self.from, self.what),
        }
    }
}
