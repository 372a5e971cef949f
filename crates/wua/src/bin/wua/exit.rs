//! Exit codes. They are documented and stable.

use std::process::ExitCode;

use wua::{HResult, code};

/// How the program ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum Exit {
    /// Done; also when there was nothing to do.
    Done = 0,
    /// It failed.
    Failed = 1,
    /// The command line makes no sense.
    BadArguments = 2,
    /// The user may not do that.
    Permission = 3,
    /// There is no such update, service or setting; or the criteria are invalid.
    NotFound = 4,
    /// Some updates failed, others did not.
    SomeFailed = 5,
    /// It took longer than `--timeout` allows.
    TimedOut = 6,
    /// Stopped by the user or the system.
    Cancelled = 7,
    /// A service cannot be reached, or there is none.
    Unreachable = 8,
    /// With `--exit-code`: done, and a restart is required.
    RebootRequired = 10,
    /// With `--exit-code`: updates are available.
    UpdatesAvailable = 100,
}

/// What `wua --help` says of them.
pub(crate) const HELP: &str = "\
Exit codes:
  0  done, also when there was nothing to do     5  some updates failed
  1  failed                                      6  timed out
  2  bad arguments                               7  cancelled
  3  permission denied                           8  service unreachable
  4  not found, or criteria invalid
  with --exit-code: 10 done and restart required, 100 updates are available";

impl Exit {
    /// The one that goes with a failed call.
    pub(crate) fn of(hresult: HResult) -> Self {
        match hresult {
            code::E_ACCESSDENIED
            | code::ERROR_LOGON_FAILURE
            | code::WU_E_PER_MACHINE_UPDATE_ACCESS_DENIED => Self::Permission,
            code::E_INVALIDARG => Self::BadArguments,
            code::WU_E_INVALID_CRITERIA
            | code::WU_E_DS_UNKNOWNSERVICE
            | code::WU_E_NO_UPDATE
            | code::WU_E_UNKNOWN_ID
            | code::WU_E_ITEMNOTFOUND => Self::NotFound,
            code::E_ABORT | code::WU_E_CALL_CANCELLED => Self::Cancelled,
            code::WU_E_NO_SERVICE
            | code::WININET_E_TIMEOUT
            | code::WININET_E_NAME_NOT_RESOLVED
            | code::WININET_E_CANNOT_CONNECT
            | code::WININET_E_CONNECTION_ABORTED
            | code::ERROR_TIMEOUT
            | code::WSAHOST_NOT_FOUND
            | code::RPC_S_SERVER_UNAVAILABLE
            | code::RPC_S_CALL_FAILED => Self::Unreachable,
            other if is_of_the_network(other) => Self::Unreachable,
            _ => Self::Failed,
        }
    }

    /// That of a number; another computer may know more of them.
    #[cfg(unix)]
    pub(crate) fn from_number(number: u8) -> Self {
        const ALL: [Exit; 11] = [
            Exit::Done,
            Exit::Failed,
            Exit::BadArguments,
            Exit::Permission,
            Exit::NotFound,
            Exit::SomeFailed,
            Exit::TimedOut,
            Exit::Cancelled,
            Exit::Unreachable,
            Exit::RebootRequired,
            Exit::UpdatesAvailable,
        ];
        let known = ALL.into_iter().find(|exit| exit.number() == number);
        known.unwrap_or(Self::Failed)
    }

    /// The number.
    #[expect(clippy::as_conversions, reason = "an exit code is its number")]
    pub(crate) fn number(self) -> u8 {
        self as u8
    }
}

/// `WU_E_PT_*`: the protocol between an agent and a server of updates.
fn is_of_the_network(hresult: HResult) -> bool {
    hresult.name().is_some_and(|name| name.starts_with("WU_E_PT_"))
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit.number())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_of_the_engine_become_exit_codes() {
        for (hresult, exit) in [
            (code::E_ACCESSDENIED, Exit::Permission),
            (code::WU_E_INVALID_CRITERIA, Exit::NotFound),
            (code::WU_E_CALL_CANCELLED, Exit::Cancelled),
            (code::WU_E_PT_WINHTTP_NAME_NOT_RESOLVED, Exit::Unreachable),
            (code::ERROR_LOGON_FAILURE, Exit::Permission),
            (code::RPC_S_SERVER_UNAVAILABLE, Exit::Unreachable),
            (code::WU_E_OPERATIONINPROGRESS, Exit::Failed),
        ] {
            assert_eq!(Exit::of(hresult), exit, "{hresult}");
        }
    }

    #[test]
    fn the_help_names_every_code() {
        for exit in [0, 1, 2, 3, 4, 5, 6, 7, 8, 10, 100] {
            assert!(HELP.contains(&format!("{exit} ")), "{exit}");
        }
    }
}
