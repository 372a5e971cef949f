//! Requests, their answers, and what is given up.

use core::ops::Range;
use std::sync::Arc;

use super::{Call, CallId, Event, KEPT, Presentation, ServerConnection};
use crate::auth::{NotProtected, Peer};
use crate::connection::security::{NotOpened, Outgoing, State};
use crate::connection::{Closed, Level};
use crate::pdu::{Error, Flags, HEADER, Header, Kind, NDR20, Request, SecurityTrailer, Verification, status};

/// How far behind a fragment may be whose call was refused already ([MS-RPCE] 3.3.3.5.6).
const LATE: u32 = 150;

/// A call that was handed out and has not been answered.
pub(super) struct InFlight {
    id: CallId,
    call_id: u32,
    context: u16,
    security: Option<u32>,
    cancels: u8,
    /// Nobody waits for the answer.
    unanswered: bool,
}

/// A call whose last fragment has not come.
pub(super) struct Partial {
    call: Call,
    flags: Flags,
    pub(super) since: u64,
}

/// Who sent a PDU, and where its stub stands.
struct Opened {
    stub: Range<usize>,
    security: Option<u32>,
    caller: Option<Arc<Peer>>,
    level: Level,
}

/// Why a PDU is not looked at further.
enum Refused {
    /// The call fails.
    Fault(u32),
    /// So does the connection.
    Close(u32, Closed),
}

impl ServerConnection {
    pub(super) fn request(&mut self, pdu: &mut [u8], header: &Header, now: u64) {
        if self.association.is_none() {
            return self.break_off(header.call_id, Closed::Unexpected("a request before bind"));
        }
        let request = match Request::parse(pdu, header) {
            Ok(request) => request,
            Err(error) => return self.break_off(header.call_id, Closed::Malformed(error)),
        };
        // Before anything else: signatures count what they sign.
        let refused = match self.open(pdu, header, request.stub) {
            Ok(opened) => {
                let stub = pdu.get(opened.stub.clone()).unwrap_or_default();
                if header.flags.has(Flags::FIRST) {
                    self.first_fragment(&request, header, &opened, stub, now)
                } else {
                    self.next_fragment(&request, header, &opened, stub, now)
                }
            }
            // The fault stands at the first fragment; those that follow it find no call.
            Err(Refused::Fault(_)) if !header.flags.has(Flags::FIRST) && self.is_late(header.call_id) => {
                Ok(())
            }
            Err(refused) => Err(refused),
        };
        match refused {
            Ok(()) => {}
            Err(Refused::Fault(status)) => {
                self.last_call = Some(header.call_id);
                self.write_fault(header.call_id, request.context, status, false);
            }
            Err(Refused::Close(status, reason)) => {
                self.write_fault(header.call_id, request.context, status, false);
                self.close_with(reason);
            }
        }
    }

    /// Checks the signature of a PDU whose headers end at `start`, and unseals it.
    fn open(&mut self, pdu: &mut [u8], header: &Header, start: usize) -> Result<Opened, Refused> {
        let Some((at, trailer)) = SecurityTrailer::of(pdu, header).map_err(malformed)? else {
            return Ok(Opened {
                stub: start..pdu.len(),
                security: None,
                caller: None,
                level: Level::None,
            });
        };
        let header_signing = self.security.header_signing;
        let Some(context) = self.security.find(trailer.context_id) else {
            return Err(Refused::Fault(status::ACCESS_DENIED));
        };
        let State::Ready { peer, .. } = &context.state else {
            return Err(Refused::Fault(status::ACCESS_DENIED));
        };
        let caller = Arc::clone(peer);
        let level = context.level;
        match context.open(pdu, start, at, trailer, header_signing) {
            Ok(stub) => Ok(Opened {
                stub,
                security: Some(trailer.context_id),
                caller: Some(caller),
                level,
            }),
            Err(NotOpened::BadSignature) => {
                Err(Refused::Close(status::SECURITY_PACKAGE, Closed::BadSignature))
            }
            Err(NotOpened::Malformed(error)) => Err(malformed(error)),
        }
    }

    fn first_fragment(
        &mut self,
        request: &Request,
        header: &Header,
        opened: &Opened,
        stub: &[u8],
        now: u64,
    ) -> Result<(), Refused> {
        if self.partial.is_some() {
            return Err(unexpected("a call within another one"));
        }
        if self
            .calls
            .iter()
            .any(|call| call.call_id == header.call_id && !call.unanswered)
        {
            return Err(unexpected("a call with the number of another one"));
        }
        let Some(presentation) = self.presentation(request.context).copied() else {
            return Err(Refused::Fault(status::UNKNOWN_INTERFACE));
        };
        if opened.level < presentation.interface.level {
            return Err(Refused::Fault(status::ACCESS_DENIED));
        }
        if self.calls.len() >= self.server.limits.calls {
            return Err(Refused::Fault(status::SERVER_TOO_BUSY));
        }
        if stub.len() > self.server.limits.stub {
            return Err(Refused::Close(status::ACCESS_DENIED, Closed::TooLarge));
        }
        self.last_call = Some(header.call_id);
        let call = Call {
            id: CallId(self.next_call),
            interface: presentation.interface.syntax,
            opnum: request.opnum,
            object: request.object,
            stub: stub.to_vec(),
            caller: opened.caller.clone(),
            level: opened.level,
            security: opened.security,
            verification: Verification {
                header_signing: self.security.header_signing,
                interface: presentation.named,
                transfer: NDR20,
                call_id: header.call_id,
                context: request.context,
                opnum: request.opnum,
            },
        };
        self.next_call += 1;
        if header.flags.has(Flags::LAST) {
            self.hand_out(call, header.flags);
        } else {
            self.partial = Some(Partial {
                call,
                flags: header.flags,
                since: now,
            });
        }
        Ok(())
    }

    fn next_fragment(
        &mut self,
        request: &Request,
        header: &Header,
        opened: &Opened,
        stub: &[u8],
        now: u64,
    ) -> Result<(), Refused> {
        let Some(mut partial) = self.partial.take() else {
            return if self.is_late(header.call_id) {
                Ok(())
            } else {
                Err(unexpected("a fragment without the first one"))
            };
        };
        let first = &partial.call.verification;
        if first.call_id != header.call_id
            || first.context != request.context
            || first.opnum != request.opnum
            || partial.call.object != request.object
            || partial.call.security != opened.security
        {
            return Err(unexpected("a fragment of another call"));
        }
        if partial.call.stub.len() + stub.len() > self.server.limits.stub {
            return Err(Refused::Close(status::ACCESS_DENIED, Closed::TooLarge));
        }
        partial.call.stub.extend_from_slice(stub);
        partial.since = now;
        if header.flags.has(Flags::LAST) {
            self.hand_out(partial.call, partial.flags);
        } else {
            self.partial = Some(partial);
        }
        Ok(())
    }

    fn hand_out(&mut self, call: Call, flags: Flags) {
        self.calls.push(InFlight {
            id: call.id,
            call_id: call.verification.call_id,
            context: call.verification.context,
            security: call.security,
            cancels: 0,
            unanswered: flags.has(Flags::MAYBE),
        });
        self.events.push_back(Event::Call(call));
    }

    fn presentation(&self, id: u16) -> Option<&Presentation> {
        let at = self
            .presentations
            .binary_search_by_key(&id, |known| known.id)
            .ok()?;
        self.presentations.get(at)
    }

    /// Whether a fragment belongs to a call that has been refused or finished not long ago.
    fn is_late(&self, call_id: u32) -> bool {
        self.last_call
            .and_then(|last| last.checked_sub(call_id))
            .is_some_and(|behind| behind < LATE)
    }

    /// Cancel and orphaned. There is no answer.
    pub(super) fn give_up(&mut self, pdu: &mut [u8], header: &Header) {
        if self.association.is_none() {
            return self.break_off(header.call_id, Closed::Unexpected("a cancel before bind"));
        }
        let security = match self.open(pdu, header, HEADER) {
            Ok(opened) => opened.security,
            Err(Refused::Fault(_)) => return,
            Err(Refused::Close(_, reason)) => return self.close_with(reason),
        };
        let orphaned = header.kind == Kind::Orphaned;
        if orphaned
            && let Some(partial) = &self.partial
            && partial.call.verification.call_id == header.call_id
            && partial.call.security == security
        {
            self.partial = None;
            return;
        }
        // Nobody else may give up what somebody called: the same security context, or none for both.
        let Some(call) = self
            .calls
            .iter_mut()
            .find(|call| call.call_id == header.call_id && call.security == security && !call.unanswered)
        else {
            return;
        };
        if orphaned {
            call.unanswered = true;
            self.events.push_back(Event::Orphaned(call.id));
        } else {
            call.cancels = call.cancels.saturating_add(1);
            self.events.push_back(Event::Cancelled(call.id));
        }
    }

    /// Answers a call with its results. Answers may come in any order.
    pub fn reply(&mut self, call: CallId, stub: &[u8], now: u64) {
        let Some((call, longest)) = self.finish(call, now) else {
            return;
        };
        let header_signing = self.security.header_signing;
        let security = call.security.and_then(|id| self.security.find(id));
        let written = Outgoing {
            kind: Kind::Response,
            flags: Flags::default(),
            call_id: call.call_id,
            context: call.context,
            word: u16::from(call.cancels),
            object: None,
            stub,
            longest,
        }
        .write(self.output.end(), security, header_signing);
        match written {
            Ok(()) => self.bound_output(),
            Err(NotProtected) => self.close_with(Closed::NotProtected),
        }
    }

    /// Answers a call with a status of [`status`], or with an HRESULT. Who was not `executed` may try again.
    pub fn fault(&mut self, call: CallId, status: u32, executed: bool, now: u64) {
        if let Some((call, _)) = self.finish(call, now) {
            self.write_fault(call.call_id, call.context, status, executed);
            self.bound_output();
        }
    }

    /// Takes a call out of those in flight; nothing if nobody waits for it.
    fn finish(&mut self, call: CallId, now: u64) -> Option<(InFlight, u16)> {
        let at = self.calls.iter().position(|known| known.id == call)?;
        let call = self.calls.swap_remove(at);
        if self.calls.is_empty() {
            self.calls.shrink_to(KEPT);
        }
        self.active = now;
        let longest = self.association?.max_transmit;
        (!call.unanswered).then_some((call, longest))
    }
}

fn malformed(error: Error) -> Refused {
    Refused::Close(status::PROTOCOL_ERROR, Closed::Malformed(error))
}

fn unexpected(what: &'static str) -> Refused {
    Refused::Close(status::PROTOCOL_ERROR, Closed::Unexpected(what))
}
