//! What every command needs: the global options, the session, the way to the terminal.

use std::cell::OnceCell;
use std::time::{Duration, Instant};

use wua::{Builder, Environment, Error, Lcid, Session, code};

use crate::arguments::Global;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::interrupt::Interrupt;
use crate::output::Output;
use crate::output::json::Summary;

/// What the history calls this program.
const CLIENT: &str = "wua";

/// Everything that a command works with.
pub(crate) struct Context {
    pub(crate) options: Global,
    pub(crate) output: Output,
    pub(crate) interrupt: Interrupt,
    pub(crate) started: Instant,
    builder: Builder,
    session: OnceCell<Session>,
}

impl Context {
    /// As the options and the environment say. The store is opened when it is first needed.
    pub(crate) fn new(options: Global) -> Result<Self, Failure> {
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
        Ok(Self {
            output: Output::new(&options),
            builder: Session::builder()
                .environment(&environment)
                .client_application_id(CLIENT),
            session: OnceCell::new(),
            interrupt,
            started: Instant::now(),
            options,
        })
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

    /// When `--timeout` ends everything.
    pub(crate) fn deadline(&self) -> Option<Instant> {
        self.options
            .timeout
            .map(|seconds| self.started + Duration::from_secs(seconds))
    }

    /// Whether nobody is there, or wants to be asked: installers have to do without.
    pub(crate) fn is_alone(&self) -> bool {
        self.options.yes || !self.output.can_ask()
    }

    /// Without somebody to ask, consent has to stand on the command line.
    pub(crate) fn require_consent(&self) -> Result<(), Failure> {
        if self.options.yes || self.options.dry_run || self.output.can_ask() {
            return Ok(());
        }
        Err(Failure::usage("there is nobody to ask for consent")
            .hint("add `--yes`, or look first with `--dry-run`"))
    }

    /// Ends an answer: the summary, and the exit code that goes with it.
    pub(crate) fn conclude(&mut self, mut summary: Summary, exit: Exit) -> Result<Exit, Failure> {
        summary.reboot_required |= self.session()?.agent().system().reboot_required;
        self.output.summary(&summary);
        Ok(exit)
    }
}
