//! What every command needs: the global options, the session, the way to the terminal.

use std::cell::OnceCell;
use std::time::Instant;

use wua::{Builder, Environment, Error, Lcid, Session, code};

use crate::arguments::Global;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::interrupt::Interrupt;
use crate::output::json::Summary;
use crate::output::{self, Output};
use crate::task::Stopped;

/// What the history calls this program.
pub(crate) const CLIENT: &str = "wua";

/// Everything that a command works with.
pub(crate) struct Context {
    pub(crate) options: Global,
    pub(crate) output: Output,
    pub(crate) interrupt: Interrupt,
    /// The verb, for the summary.
    command: &'static str,
    started: Instant,
    builder: Builder,
    session: OnceCell<Session>,
    /// The other computer, if it is not this one.
    host: Option<String>,
}

impl Context {
    /// As the options and the environment say. The store is opened when it is first needed.
    pub(crate) fn new(options: Global, command: &'static str) -> Result<Self, Failure> {
        let environment = Environment::of_the_process();
        let environment = Environment {
            museum: options.museum || environment.museum,
            state: options.state.clone().or(environment.state.clone()),
            locale: options.locale.unwrap_or(environment.locale),
            ..environment
        };
        let interrupt = Interrupt::new().map_err(|error| {
            Error::new(code::E_FAIL, error.to_string()).context("taking over the signals")
        })?;
        let builder = Session::builder()
            .environment(&environment)
            .client_application_id(CLIENT);
        let builder = match &options.target {
            Some(root) => builder.museum(false).target(root),
            None => builder,
        };
        Ok(Self {
            output: Output::new(&options),
            builder,
            session: OnceCell::new(),
            interrupt,
            command,
            started: Instant::now(),
            host: None,
            options,
        })
    }

    /// Of a command on another computer, whose session there is already.
    #[cfg(unix)]
    pub(crate) fn elsewhere(
        host: String,
        session: Session,
        options: Global,
        output: Output,
        interrupt: Interrupt,
        (command, started): (&'static str, Instant),
    ) -> Self {
        Self {
            output,
            builder: Session::builder(),
            session: OnceCell::from(session),
            interrupt,
            command,
            started,
            host: Some(host),
            options,
        }
    }

    /// The other computer that it is about, as the user calls it.
    pub(crate) fn host(&self) -> Option<&str> {
        self.host.as_deref()
    }

    /// Whether it is about the museum rather than this computer or another one.
    pub(crate) fn is_museum(&self) -> bool {
        self.host.is_none() && self.builder.is_museum()
    }

    /// Whether the computer is known to wait for a restart. Where it does not say so nobody knows.
    pub(crate) fn is_restart_required(&self) -> bool {
        let session = self.session.get();
        session.is_some_and(|session| session.system().is_ok_and(|system| system.reboot_required))
    }

    /// The session.
    pub(crate) fn session(&self) -> Result<Session, Failure> {
        if let Some(session) = self.session.get() {
            return Ok(session.clone());
        }
        let session = self.builder.clone().open()?;
        Ok(self.session.get_or_init(|| session).clone())
    }

    /// Where things are kept, and for which computer.
    pub(crate) fn builder(&self) -> &Builder {
        &self.builder
    }

    /// The language that texts are wanted in.
    pub(crate) fn locale(&self) -> Result<Lcid, Failure> {
        Ok(self
            .session()?
            .locales()
            .first()
            .copied()
            .unwrap_or(Lcid::ENGLISH))
    }

    /// Why it is time to stop, if it is.
    pub(crate) fn reason_to_stop(&self) -> Option<Stopped> {
        if self.interrupt.is_requested() {
            return Some(Stopped::ByTheUser);
        }
        let allowed = self.options.timeout?;
        (self.started.elapsed() >= allowed).then_some(Stopped::ByTime)
    }

    /// Between two things that take a while.
    pub(crate) fn check_stopped(&self) -> Result<(), Failure> {
        match self.reason_to_stop() {
            None => Ok(()),
            Some(stopped) => Err(stopped.failure(self)),
        }
    }

    /// Whether nobody is there, or wants to be asked: installers have to do without.
    pub(crate) fn is_alone(&self) -> bool {
        self.options.yes || !self.output.can_ask()
    }

    /// Asks; the end of the input is a refusal.
    pub(crate) fn ask(&self, question: &str, default: bool) -> bool {
        let _asking = self.interrupt.while_asking();
        output::ask(question, default)
    }

    /// Without somebody to ask, consent has to stand on the command line.
    pub(crate) fn require_consent(&self) -> Result<(), Failure> {
        if self.options.yes || self.options.dry_run || self.output.can_ask() {
            return Ok(());
        }
        Err(
            Failure::usage("nothing was done: this is no terminal, and there is nobody to ask for consent")
                .hint("add `--yes`, or look first with `--dry-run`"),
        )
    }

    /// Ends an answer: the summary, and the exit code that goes with it.
    pub(crate) fn conclude(&mut self, mut summary: Summary, exit: Exit) -> Result<Exit, Failure> {
        self.session()?;
        summary.reboot_required |= self.is_restart_required();
        summary.command = Some(self.command.to_owned());
        summary.exit_code = exit.number();
        self.output.summary(summary);
        Ok(exit)
    }

    /// Ends an answer of a command that needs no session.
    pub(crate) fn conclude_without_session(&mut self, count: usize) -> Exit {
        self.output.summary(Summary {
            command: Some(self.command.to_owned()),
            ..Summary::of(count)
        });
        Exit::Done
    }

    /// Ends an answer that is none. Whether a restart is required is not found out only to be told here.
    pub(crate) fn fail(&mut self, failure: &Failure) -> Exit {
        let exit = self.output.error(failure);
        self.output.summary(Summary {
            command: Some(self.command.to_owned()),
            reboot_required: self.is_restart_required(),
            ..Summary::of_failure(exit)
        });
        exit
    }
}
