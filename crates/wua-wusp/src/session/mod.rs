//! What is held of a server, and which call is the next one.
//!
//! ```text
//! loop {
//!     match session.next(now)? {
//!         Step::Call(call) => session.answer(&post(call)?, now)?,
//!         Step::Ready => break,
//!     }
//! }
//! ```
//!
//! A synchronization ([`Sync`](crate::Sync)) and an [`Exchange`](crate::Exchange) do this by themselves.
//!
//! INVARIANT: every recovery ends. What a fault advises is done once until a call has gone well, and
//! [`MOST_RECOVERIES`] times in a session.

mod address;
mod state;

use std::collections::BTreeSet;

use jiff::Timestamp;

use crate::fault::{Fault, FaultCode, Reaction};
use crate::messages::{
    AuthorizationCookie, ComputerInfo, Config, Cookie, GetAuthorizationCookie, GetConfig, GetCookie,
    ProtocolVersion, RegisterComputer,
};
use crate::soap::{Call, Message, Service};
use crate::{DateTime, Error};

pub use state::State;

/// How often a session may recover. With a cookie for an hour, that is more than a day.
pub const MOST_RECOVERIES: usize = 32;

/// Who we are, and whom we speak to.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The server: `https://updates.example:8531`.
    pub server: String,
    /// A GUID of this computer's own, made up once.
    pub client_id: String,
    /// The group that this computer wants to be in.
    pub target_group: Option<String>,
    /// What it is, for the server's administrator.
    pub computer: ComputerInfo,
    /// What we say that we speak.
    pub protocol_version: ProtocolVersion,
}

impl Settings {
    /// What we say that we speak, unless told otherwise: the first version with priorities of downloads and filters.
    pub const PROTOCOL_VERSION: ProtocolVersion = ProtocolVersion::new(1, 8);
}

/// What is held of a server.
#[derive(Debug)]
pub struct Session {
    settings: Settings,
    state: State,
    authorization: Option<AuthorizationCookie>,
    /// One that is no longer good, which is to be given back for another.
    old_cookie: Option<Cookie>,
    /// The cookie came within this session. Where the clocks disagree, it is good until the server says otherwise.
    is_fresh: bool,
    registration: Registration,
    waiting: Option<Stage>,
    /// What was advised since a call went well.
    spent: BTreeSet<FaultCode>,
    recoveries: usize,
}

/// What is to be done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// Send this, and hand in the answer.
    Call(Call),
    /// Everything is there that other calls need.
    Ready,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stage {
    GetConfig,
    GetAuthorizationCookie,
    GetCookie,
    RegisterComputer,
}

/// What the server said of registration while this session lasted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Registration {
    AsConfigured,
    Required,
    NotRequired,
}

impl Session {
    /// Goes on with what was kept of this server; with nothing else, what is kept of another one is only asked which server
    /// it was. A cookie that was given to another computer, or for another group, is given back.
    pub fn new(settings: Settings, kept: Option<State>) -> Self {
        let mut state = match kept {
            Some(state) if state.server == settings.server => state,
            other => State {
                server: settings.server.clone(),
                must_refresh: other.is_some(),
                must_locate: other.is_some(),
                ..State::default()
            },
        };
        let authorized_as = Some((settings.client_id.clone(), settings.target_group.clone()));
        let is_another = state.authorized_as != authorized_as;
        let old_cookie = state.cookie.take_if(|_| is_another);
        let known_as = state.authorized_as.as_ref().map(|(client, _)| client);
        if known_as != Some(&settings.client_id) {
            state.registered = None;
        }
        state.authorized_as = authorized_as;
        Self {
            settings,
            state,
            authorization: None,
            old_cookie,
            is_fresh: false,
            registration: Registration::AsConfigured,
            waiting: None,
            spent: BTreeSet::new(),
            recoveries: 0,
        }
    }

    /// What is to be kept: together with each page, and when the session ends.
    pub fn state(&self) -> &State {
        &self.state
    }

    /// The configuration, as soon as it is known.
    pub fn config(&self) -> Option<&Config> {
        self.state.config.as_ref()
    }

    /// How many revisions one `GetExtendedUpdateInfo` may name.
    pub fn most_extended_updates(&self) -> usize {
        let configured = self.config().map(Config::max_extended_updates_per_request);
        configured
            .and_then(Result::ok)
            .unwrap_or(Config::MAX_EXTENDED_UPDATES)
    }

    /// Both sides speak at least these versions.
    pub fn speaks(&self, ours: ProtocolVersion, theirs: ProtocolVersion) -> bool {
        let server = self.config().and_then(Config::protocol_version);
        self.settings.protocol_version >= ours && server.is_some_and(|version| version >= theirs)
    }

    /// What is to be done before other calls can be made.
    pub fn next(&mut self, now: Timestamp) -> Result<Step, Error> {
        let Some(stage) = self.stage(now) else {
            self.waiting = None;
            return Ok(Step::Ready);
        };
        let call = self.call(stage, now)?;
        self.waiting = Some(stage);
        Ok(Step::Call(call))
    }

    /// A call of the session's own is on its way.
    pub fn is_waiting(&self) -> bool {
        self.waiting.is_some()
    }

    /// Takes the answer to the call that is on its way.
    pub fn answer(&mut self, body: &[u8], now: Timestamp) -> Result<(), Error> {
        let stage = self.waiting.take().ok_or(Error::Misused(
            "an answer was handed in, and no call of the session is on its way",
        ))?;
        match stage {
            Stage::GetConfig => {
                if let Some(config) = self.read::<GetConfig>(body)? {
                    config.max_extended_updates_per_request()?;
                    self.state.config = Some(config);
                }
            }
            Stage::GetAuthorizationCookie => {
                self.authorization = self.read::<GetAuthorizationCookie>(body)?;
            }
            Stage::GetCookie => {
                if let Some(cookie) = self.read::<GetCookie>(body)? {
                    self.old_cookie = None;
                    self.authorization = None;
                    self.state.keep(cookie, now);
                    self.is_fresh = true;
                }
            }
            Stage::RegisterComputer => {
                if self.read::<RegisterComputer>(body)?.is_some() {
                    self.state.registered = Some(self.settings.computer.clone());
                    self.registration = Registration::AsConfigured;
                }
            }
        }
        Ok(())
    }

    /// Does what a fault advises, as far as that is a matter of the session: the call that it answers is made again when
    /// [`next`](Self::next) is ready. An error if it is not, or if it has been done already.
    pub fn recover(&mut self, operation: &'static str, fault: Fault) -> Result<(), Error> {
        let reaction = fault.code.reaction();
        let is_ours = !matches!(reaction, Reaction::Never | Reaction::Later);
        let is_new = is_ours && self.spent.insert(fault.code.clone());
        if !is_new || self.recoveries >= MOST_RECOVERIES {
            return Err(Error::Fault {
                operation,
                fault: Box::new(fault),
                recovered: is_ours,
            });
        }
        self.recoveries += 1;
        match reaction {
            Reaction::StartAnew => {
                self.state.forget_server();
                self.old_cookie = None;
                self.authorization = None;
            }
            Reaction::Reconfigure => {
                self.state.config = None;
                self.renew();
            }
            Reaction::Renew => self.renew(),
            Reaction::Authorize => self.authorization = None,
            Reaction::Register => {
                self.state.registered = None;
                self.registration = Registration::Required;
            }
            Reaction::StopRegistering => self.registration = Registration::NotRequired,
            Reaction::Locate => self.state.must_locate = true,
            Reaction::Later | Reaction::Never => {}
        }
        Ok(())
    }

    /// What carries a cookie.
    pub(crate) fn cookie(&self) -> Cookie {
        self.state.cookie.clone().unwrap_or_default()
    }

    /// A call that carried the cookie went well.
    pub(crate) fn succeeded(&mut self, new_cookie: Option<Cookie>) {
        self.spent.clear();
        if let Some(cookie) = new_cookie {
            self.state.cookie = Some(cookie);
        }
    }

    /// Revisions have other numbers now than those that are kept.
    pub fn must_refresh(&self) -> bool {
        self.state.must_refresh
    }

    pub(crate) fn refreshed(&mut self) {
        self.state.must_refresh = false;
    }

    /// Files are not where they were: `GetFileLocations` tells where they are.
    pub fn must_locate(&self) -> bool {
        self.state.must_locate
    }

    /// Where all files are is known again.
    pub fn located(&mut self) {
        self.state.must_locate = false;
    }

    pub(crate) fn supports_filters(&self) -> bool {
        self.speaks(ProtocolVersion::new(1, 7), ProtocolVersion::new(3, 2))
    }

    fn renew(&mut self) {
        self.old_cookie = self.state.cookie.take().or_else(|| self.old_cookie.take());
        self.authorization = None;
    }

    fn stage(&mut self, now: Timestamp) -> Option<Stage> {
        if self.state.config.is_none() {
            return Some(Stage::GetConfig);
        }
        if !self.state.has_cookie(now, self.is_fresh) {
            if self.state.cookie.is_some() {
                self.renew();
            }
            return Some(match self.authorization {
                None => Stage::GetAuthorizationCookie,
                Some(_) => Stage::GetCookie,
            });
        }
        let wants_registration = match self.registration {
            Registration::Required => true,
            Registration::NotRequired => false,
            Registration::AsConfigured => self
                .config()
                .is_some_and(|config| config.is_registration_required),
        };
        let is_registered = self.state.registered.as_ref() == Some(&self.settings.computer);
        (wants_registration && !is_registered).then_some(Stage::RegisterComputer)
    }

    fn call(&self, stage: Stage, now: Timestamp) -> Result<Call, Error> {
        let protocol_version = self.settings.protocol_version;
        Ok(match stage {
            Stage::GetConfig => GetConfig { protocol_version }.call(),
            Stage::GetAuthorizationCookie => {
                let request = GetAuthorizationCookie {
                    client_id: self.settings.client_id.clone(),
                    target_group_name: self.settings.target_group.clone(),
                    dns_name: self.settings.computer.dns_name.clone(),
                };
                Call {
                    path: self.authorization_path()?,
                    ..request.call()
                }
            }
            Stage::GetCookie => GetCookie {
                auth_cookie: self.authorization.clone().unwrap_or_default(),
                old_cookie: self.old_cookie.clone(),
                last_change: self
                    .config()
                    .map(|config| config.last_change.clone())
                    .unwrap_or_default(),
                current_time: DateTime::from(now),
                protocol_version,
            }
            .call(),
            Stage::RegisterComputer => RegisterComputer {
                cookie: self.cookie(),
                computer_info: self.settings.computer.clone(),
            }
            .call(),
        })
    }

    fn authorization_path(&self) -> Result<String, Error> {
        let plug_in = self.config().and_then(|config| config.auth_info.first());
        let url = plug_in.map(|plug_in| plug_in.service_url.as_str());
        address::path(
            url.unwrap_or_default(),
            &self.settings.server,
            Service::SimpleAuth.path(),
        )
    }

    /// Reads an answer; nothing if it is a fault whose advice will be followed.
    fn read<M: Message>(&mut self, body: &[u8]) -> Result<Option<M::Answer>, Error> {
        match M::answer(body)? {
            Ok(answer) => Ok(Some(answer)),
            Err(fault) => {
                self.recover(M::OPERATION.name, fault)?;
                Ok(None)
            }
        }
    }
}
