//! A session with a server, over the network.

use std::slice::Iter;
use std::time::Duration;

use jiff::Timestamp;
use wua_agent::ports::Clock;
use wua_com::Error;
use wua_wusp::exchange::{Authorized, Step};
use wua_wusp::{Exchange, Session};

use super::wire::Wire;

/// A session with a server, and the way to it.
pub(super) struct Contact<'a> {
    pub(super) wire: Wire<'a>,
    pub(super) clock: &'a dyn Clock,
    pub(super) session: Session,
    /// What failed last will always fail: the server does not want it.
    pub(super) was_refused: bool,
}

impl Contact<'_> {
    pub(super) fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// One operation, with everything that goes before it.
    pub(super) fn exchange<R: Authorized>(&mut self, mut exchange: Exchange<R>) -> Result<R::Answer, Error> {
        let mut body = Vec::new();
        self.was_refused = false;
        let mut pauses = self.wire.patience.pauses.iter();
        loop {
            let now = self.now();
            match exchange
                .next(&mut self.session, now)
                .map_err(|error| self.named(error))?
            {
                Step::Done(answer) => return Ok(answer),
                Step::Call(call) => {
                    self.wire.post(call, &mut body)?;
                    let answered = exchange.answer(&mut self.session, &body, self.clock.now());
                    self.bear(answered, &mut pauses)?;
                }
            }
        }
    }

    /// A server that has too much to do, or is out of order, is asked the same again a moment later.
    pub(super) fn bear(
        &mut self,
        answered: Result<(), wua_wusp::Error>,
        pauses: &mut Iter<'_, Duration>,
    ) -> Result<(), Error> {
        self.was_refused = answered.as_ref().is_err_and(wua_wusp::Error::is_final);
        match answered {
            Err(error) if error.is_temporary() => match pauses.next() {
                Some(pause) => self.wire.wait(*pause),
                None => Err(self.named(error)),
            },
            answered => answered.map_err(|error| self.named(error)),
        }
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
