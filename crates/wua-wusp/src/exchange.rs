//! One operation within a session.

use jiff::Timestamp;

use crate::messages::{
    Cookie, FileLocations, GetExtendedUpdateInfo, GetExtendedUpdateInfo2, GetFileLocations, ReportEventBatch,
};
use crate::session::{self, Session};
use crate::soap::{Call, Message};
use crate::{Error, Fault};

/// A request that carries the session's cookie.
pub trait Authorized: Message {
    /// It names revisions by their numbers, which are those of one server.
    const NAMES_REVISIONS: bool;

    /// Gives it the cookie.
    fn set_cookie(&mut self, cookie: Cookie);

    /// The cookie for the next call, if the answer has one.
    fn new_cookie(_: &Self::Answer) -> Option<&Cookie> {
        None
    }
}

impl Authorized for GetExtendedUpdateInfo {
    const NAMES_REVISIONS: bool = true;

    fn set_cookie(&mut self, cookie: Cookie) {
        self.cookie = cookie;
    }
}

impl Authorized for GetExtendedUpdateInfo2 {
    const NAMES_REVISIONS: bool = false;

    fn set_cookie(&mut self, cookie: Cookie) {
        self.cookie = cookie;
    }
}

impl Authorized for GetFileLocations {
    const NAMES_REVISIONS: bool = false;

    fn set_cookie(&mut self, cookie: Cookie) {
        self.cookie = cookie;
    }

    fn new_cookie(answer: &FileLocations) -> Option<&Cookie> {
        answer.new_cookie.as_ref()
    }
}

impl Authorized for ReportEventBatch {
    const NAMES_REVISIONS: bool = false;

    fn set_cookie(&mut self, cookie: Cookie) {
        self.cookie = cookie;
    }
}

/// One operation within a session: with everything that has to go before it, and again after a recovery.
#[derive(Debug)]
pub struct Exchange<R: Authorized> {
    request: R,
    answer: Option<R::Answer>,
    is_waiting: bool,
}

/// What is to be done.
#[derive(Debug)]
pub enum Step<T> {
    /// Send this, and hand in the answer.
    Call(Call),
    /// This is the answer.
    Done(T),
}

impl<R: Authorized> Exchange<R> {
    /// Begins one. The request's cookie is filled in.
    pub fn new(request: R) -> Self {
        Self {
            request,
            answer: None,
            is_waiting: false,
        }
    }

    /// What is to be done. After an error that is temporary, this can be tried again.
    pub fn next(&mut self, session: &mut Session, now: Timestamp) -> Result<Step<R::Answer>, Error> {
        if let Some(answer) = self.answer.take() {
            return Ok(Step::Done(answer));
        }
        if let session::Step::Call(call) = session.next(now)? {
            return Ok(Step::Call(call));
        }
        if R::NAMES_REVISIONS && session.must_refresh() {
            return Err(Error::RefreshRequired {
                operation: R::OPERATION.name,
            });
        }
        self.request.set_cookie(session.cookie());
        self.is_waiting = true;
        Ok(Step::Call(self.request.call()))
    }

    /// Takes the answer to the call that is on its way.
    pub fn answer(&mut self, session: &mut Session, body: &[u8], now: Timestamp) -> Result<(), Error> {
        if session.is_waiting() {
            return session.answer(body, now);
        }
        if !std::mem::take(&mut self.is_waiting) {
            return Err(Error::Misused(
                "an answer was handed in, and no call of the exchange is on its way",
            ));
        }
        let answered: Result<R::Answer, Fault> = R::answer(body)?;
        match answered {
            Ok(answer) => {
                session.succeeded(R::new_cookie(&answer).cloned());
                self.answer = Some(answer);
                Ok(())
            }
            Err(fault) => session.recover(R::OPERATION.name, fault),
        }
    }
}
