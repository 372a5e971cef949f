//! What went wrong on the way to another computer, in words that say what to do.

use std::io;

use wua_com::{Error, Guid, HResult, code};
use wua_rpc::connection::{Closed, Level};
use wua_rpc::pdu::status;

/// Which of a computer's ports was called.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Port {
    /// The endpoint mapper, where objects are created.
    Mapper(u16),
    /// Where objects are called.
    Objects(u16),
}

impl Port {
    pub(super) fn broken(self, why: Why) -> Broken {
        Broken { port: self, why }
    }

    fn name(self) -> String {
        match self {
            Self::Mapper(port) => format!("port {port} (endpoint mapper)"),
            Self::Objects(port) => format!("port {port} (objects)"),
        }
    }
}

/// A call that has no answer.
#[derive(Debug)]
pub(super) struct Broken {
    pub(super) port: Port,
    pub(super) why: Why,
}

#[derive(Debug)]
pub(super) enum Why {
    /// The name means nothing.
    NoName(io::Error),
    /// Nobody is at the port, or nobody answers.
    NotDialled(io::Error),
    /// The other side went away.
    Gone(Option<io::Error>),
    /// This side gave the connection up.
    Closed(Closed),
    /// The server does not believe who calls.
    SignIn,
    /// This side cannot sign in.
    Refused(String),
    /// The server has no such interface.
    NoInterface(Guid),
    /// It took too long.
    Slow(&'static str),
    /// Somebody asked to stop.
    Stopped,
    /// The server answered with a fault.
    Fault(u32),
    /// As many calls are on their way as the server takes at once.
    Busy,
    /// A call is longer than a message can be.
    TooLong,
    /// What arrived cannot be read.
    Unreadable(String),
    /// It failed on this side.
    Here(Error),
}

/// Whom was to be called, by whom.
pub(super) struct Who<'a> {
    pub(super) host: &'a str,
    pub(super) user: &'a str,
    pub(super) level: Level,
}

impl Broken {
    /// Whether the same call may be made once more: what it was made on had been closed before.
    pub(super) fn is_stale(&self) -> bool {
        matches!(self.why, Why::Gone(_))
    }

    pub(super) fn into_error(self, who: &Who<'_>) -> Error {
        let Who { host, user, .. } = who;
        let port = self.port.name();
        let (hresult, words) = match self.why {
            Why::Here(error) => return error.context(format!("calling {host}")),
            Why::NoName(error) => (
                code::WSAHOST_NOT_FOUND,
                format!("{host} is not found by its name: {error}; check the spelling, or use an address"),
            ),
            Why::NotDialled(error) => not_dialled(self.port, host, &error),
            Why::Gone(error) => {
                let error = error.map(|error| format!(" ({error})")).unwrap_or_default();
                (
                    code::RPC_S_CALL_FAILED,
                    format!(
                        "{host} has closed the connection to {port}{error}; perhaps its agent was stopped: try again"
                    ),
                )
            }
            Why::Closed(Closed::BadSignature) => (
                code::RPC_S_CALL_FAILED,
                format!(
                    "what arrived from {port} of {host} was changed on its way, or is not from there: the \
                     connection was given up; see who stands between the two computers"
                ),
            ),
            Why::Closed(why) => (
                code::RPC_S_CALL_FAILED,
                format!("{port} of {host} says what is no answer: {why}; see that a WUA agent listens there"),
            ),
            Why::SignIn => (code::ERROR_LOGON_FAILURE, sign_in_words(who)),
            Why::Refused(reason) => (
                code::ERROR_LOGON_FAILURE,
                format!("nobody can sign in on {host} as {user}: {reason}"),
            ),
            Why::NoInterface(interface) => (
                code::E_NOINTERFACE,
                format!("{host} does not know the interface {interface}; its agent is older"),
            ),
            Why::Slow(what) => (
                code::ERROR_TIMEOUT,
                format!(
                    "{what} from {port} of {host} did not come in time; see whether it hangs, or wait longer"
                ),
            ),
            Why::Stopped => (
                code::WU_E_CALL_CANCELLED,
                format!("stopped on request, while {host} was waited for"),
            ),
            Why::Fault(status) => fault(status, host),
            Why::Busy => (
                code::RPC_E_CALL_REJECTED,
                format!("{host} has too many calls of this connection at once"),
            ),
            Why::TooLong => (
                code::E_INVALIDARG,
                "an argument is longer than any message can be".to_owned(),
            ),
            Why::Unreadable(what) => (
                code::RPC_S_CALL_FAILED,
                format!(
                    "{host} has answered what cannot be read: {what}; see that a WUA agent listens there"
                ),
            ),
        };
        Error::new(hresult, words)
    }
}

fn not_dialled(port: Port, host: &str, error: &io::Error) -> (HResult, String) {
    let name = port.name();
    let words = match (port, error.kind()) {
        (Port::Mapper(_), io::ErrorKind::ConnectionRefused) => format!(
            "{host} is there, and nobody listens on its {name}; see that it runs Windows with remote calls allowed, or \
             `wua serve`"
        ),
        (Port::Mapper(_), io::ErrorKind::TimedOut) => format!(
            "{name} of {host} does not answer; see that the computer is on, and that no firewall is in the way"
        ),
        (Port::Objects(number), io::ErrorKind::ConnectionRefused | io::ErrorKind::TimedOut) => format!(
            "{host} answers on the port of the endpoint mapper, and {name} cannot be reached: {error}; let TCP port \
             {number} through its firewall (on Windows the ports from 49152 on; `wua serve firewall` prints the rules)"
        ),
        _ => format!("{name} of {host} cannot be reached: {error}; check the network and the address"),
    };
    (code::RPC_S_SERVER_UNAVAILABLE, words)
}

fn sign_in_words(who: &Who<'_>) -> String {
    let Who { host, user, level } = who;
    let level = match level {
        Level::Privacy => "",
        _ => ", whether it insists on the level privacy",
    };
    format!(
        "{host} does not let {user} in: check the name and the password, whether the account may sign in over the \
         network{level}, and that the clocks of both computers agree"
    )
}

fn fault(status: u32, host: &str) -> (HResult, String) {
    let known = HResult::from_u32(status);
    match status {
        status::ACCESS_DENIED => (
            code::E_ACCESSDENIED,
            format!(
                "{host} refuses the call before it looks at it; an administrator there can see why in its log (on \
                 Windows: event 10036 of DistributedCOM)"
            ),
        ),
        status::OPERATION_RANGE | status::UNKNOWN_INTERFACE => (
            code::E_NOINTERFACE,
            format!("{host} does not know what was called; its agent is older"),
        ),
        status::SERVER_TOO_BUSY => (
            code::RPC_E_CALL_REJECTED,
            format!("{host} is too busy for this call; try again in a moment"),
        ),
        _ if !known.is_success() => (known, format!("{host} has refused the call")),
        _ => (
            code::RPC_S_CALL_FAILED,
            format!("{host} has refused the call with fault {status:#010x}"),
        ),
    }
}
