//! A session with a server, over the network.

use jiff::Timestamp;
use wua_agent::ports::Clock;
use wua_com::Error;
use wua_wusp::exchange::{Authorized, Step};
use wua_wusp::{Exchange, Session};

use super::wire::{Attempts, Wire};

/// A session with a server, and the way to it.
pub(super) struct Contact<'a> {
    pub(super) wire: Wire<'a>,
    pub(super) clock: &'a dyn Clock,
    pub(super) session: Session,
    /// The operation that failed last, if the server does not want it at all.
    pub(super) refused: Option<&'static str>,
}

impl<'a> Contact<'a> {
    pub(super) fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// One operation, with everything that goes before it.
    pub(super) fn exchange<R: Authorized>(&mut self, mut exchange: Exchange<R>) -> Result<R::Answer, Error> {
        let mut body = Vec::new();
        self.refused = None;
        let mut attempts = self.wire.attempts();
        loop {
            let now = self.now();
            match exchange
                .next(&mut self.session, now)
                .map_err(|error| self.named(error))?
            {
                Step::Done(answer) => return Ok(answer),
                Step::Call(call) => {
                    self.wire.post(call, &mut body, &mut attempts)?;
                    let answered = exchange.answer(&mut self.session, &body, self.clock.now());
                    self.bear(answered, &mut attempts)?;
                }
            }
        }
    }

    /// A server that has too much to do, or is out of order, is asked the same again a moment later.
    pub(super) fn bear(
        &mut self,
        answered: Result<(), wua_wusp::Error>,
        attempts: &mut Attempts<'a>,
    ) -> Result<(), Error> {
        let Err(error) = answered else {
            *attempts = self.wire.attempts();
            return Ok(());
        };
        self.refused = error.refused();
        if error.is_temporary() && attempts.again(self.wire.conditions.abort)? {
            return Ok(());
        }
        Err(self.named(error))
    }

    /// An error says which server.
    pub(super) fn named(&self, error: wua_wusp::Error) -> Error {
        Error::from(error).context(self.wire.root.to_owned())
    }

    /// The address of a file, which may be said from the server's root on.
    pub(super) fn absolute(&self, url: &str) -> String {
        absolute(self.wire.root, url)
    }
}

/// The same, of any server.
pub(super) fn absolute(root: &str, url: &str) -> String {
    if url.contains("://") || !url.starts_with('/') {
        return url.to_owned();
    }
    format!("{root}{url}")
}
