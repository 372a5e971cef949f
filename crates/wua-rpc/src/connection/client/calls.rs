//! Calls and their answers.

use core::ops::Range;

use super::{ClientCall, ClientConnection, ClientEvent, NotCalled, Outcome};
use crate::auth::NotProtected;
use crate::connection::Closed;
use crate::connection::security::{NotOpened, Outgoing, SecurityContext, State};
use crate::pdu::{
    CALL_HEADER, Fault, Features, Flags, Header, Kind, NDR20, Response, SecurityTrailer, Syntax, Verification,
};

/// A call that has not been answered.
pub(super) struct Waiting {
    call_id: u32,
    /// The security context that the answer has to be signed with.
    security: Option<u32>,
    /// What has come of the results.
    stub: Vec<u8>,
    begun: bool,
}

impl ClientConnection {
    /// Calls. Many calls can be in flight; the number that comes back stands in the event that ends this one.
    pub fn call(&mut self, request: &ClientCall<'_>) -> Result<u32, NotCalled> {
        if self.closed {
            return Err(NotCalled::Closed);
        }
        let association = self.association.ok_or(NotCalled::NotBound)?;
        let interface = self
            .accepted
            .iter()
            .find_map(|(id, interface)| (*id == request.context).then_some(*interface))
            .ok_or(NotCalled::NoContext)?;
        let most = if association.multiplexing {
            self.client.limits.calls
        } else {
            1
        };
        if self.calls.len() >= most {
            return Err(NotCalled::Busy);
        }
        self.ready(request.security)?;
        let call_id = self.next_call_id();
        let mut verified = Vec::new();
        let stub = if self.is_to_be_verified(request) {
            verified.extend_from_slice(request.stub);
            self.verification(request, interface, call_id)
                .write(&mut verified, 0);
            &verified
        } else {
            request.stub
        };
        let header_signing = self.security.header_signing;
        let security = request.security.and_then(|id| self.security.find(id));
        let written = Outgoing {
            kind: Kind::Request,
            flags: Flags::default(),
            call_id,
            context: request.context,
            word: request.opnum,
            object: request.object,
            stub,
            longest: association.max_transmit,
        }
        .write(self.output.end(), security, header_signing);
        if let Err(NotProtected) = written {
            self.close_with(Closed::NotProtected);
            return Err(NotCalled::Closed);
        }
        self.calls.push(Waiting {
            call_id,
            security: request.security,
            stub: Vec::new(),
            begun: false,
        });
        Ok(call_id)
    }

    fn ready(&mut self, security: Option<u32>) -> Result<(), NotCalled> {
        let Some(id) = security else {
            return Ok(());
        };
        // The server refuses calls that come within the sign-in.
        let negotiated = self
            .negotiation
            .as_ref()
            .is_some_and(|negotiation| negotiation.security() == Some(id));
        match self.security.find(id) {
            Some(SecurityContext {
                state: State::Ready { .. },
                ..
            }) if !negotiated => Ok(()),
            _ => Err(NotCalled::NoSecurity),
        }
    }

    /// Once for each interface and each security context, as Windows does it.
    fn is_to_be_verified(&mut self, request: &ClientCall<'_>) -> bool {
        let Some(id) = request.security.filter(|_| self.client.verification) else {
            return false;
        };
        let key = (request.context, id);
        let protected = self
            .security
            .find(id)
            .is_some_and(|context| context.level.protection().is_some());
        let new = protected && !self.verified.contains(&key);
        if new {
            self.verified.push(key);
        }
        new
    }

    fn verification(&self, request: &ClientCall<'_>, interface: Syntax, call_id: u32) -> Verification {
        Verification {
            header_signing: self.client.header_signing,
            interface,
            transfer: NDR20,
            call_id,
            context: request.context,
            opnum: request.opnum,
        }
    }

    pub(super) fn response(&mut self, pdu: &mut [u8], header: &Header) {
        if let Err(error) = Response::parse(pdu) {
            return self.close_with(Closed::Malformed(error));
        }
        let (stub, security) = match self.open(pdu, header) {
            Ok(opened) => opened,
            Err(NotOpened::BadSignature) => return self.close_with(Closed::BadSignature),
            Err(NotOpened::Malformed(error)) => return self.close_with(Closed::Malformed(error)),
        };
        // Nobody waits for it any more.
        let Some(at) = self.calls.iter().position(|call| call.call_id == header.call_id) else {
            return;
        };
        let protected = |id| {
            self.security
                .iter()
                .any(|context| context.id == id && context.level.protection().is_some())
        };
        let Some(call) = self.calls.get_mut(at) else {
            return;
        };
        if call.security.is_some_and(protected) && call.security != security {
            return self.close_with(Closed::BadSignature);
        }
        if header.flags.has(Flags::FIRST) == call.begun {
            return self.close_with(Closed::Unexpected("a fragment out of order"));
        }
        let fragment = pdu.get(stub).unwrap_or_default();
        if call.stub.len() + fragment.len() > self.client.limits.stub {
            return self.close_with(Closed::TooLarge);
        }
        call.begun = true;
        call.stub.extend_from_slice(fragment);
        if header.flags.has(Flags::LAST) {
            let call = self.calls.swap_remove(at);
            self.events.push_back(ClientEvent::Ended {
                call: call.call_id,
                outcome: Outcome::Response(call.stub),
            });
        }
    }

    /// Checks the signature of an answer and unseals it.
    fn open(&mut self, pdu: &mut [u8], header: &Header) -> Result<(Range<usize>, Option<u32>), NotOpened> {
        let Some((at, trailer)) = SecurityTrailer::of(pdu, header)? else {
            return Ok((CALL_HEADER..pdu.len(), None));
        };
        let header_signing = self.security.header_signing;
        let Some(context) = self.security.find(trailer.context_id) else {
            return Err(NotOpened::BadSignature);
        };
        let stub = context.open(pdu, CALL_HEADER, at, trailer, header_signing)?;
        Ok((stub, Some(trailer.context_id)))
    }

    /// Faults need not be signed: nobody can protect those that come before anybody has signed in. Where a signature is,
    /// it is checked, as a guess, like that of a response.
    pub(super) fn fault(&mut self, pdu: &mut [u8], header: &Header) {
        match self.open(pdu, header) {
            Ok(_) => {}
            Err(NotOpened::BadSignature) => return self.close_with(Closed::BadSignature),
            Err(NotOpened::Malformed(error)) => return self.close_with(Closed::Malformed(error)),
        }
        let fault = match Fault::parse(pdu) {
            Ok(fault) => fault,
            Err(error) => return self.close_with(Closed::Malformed(error)),
        };
        if let Some(at) = self.calls.iter().position(|call| call.call_id == header.call_id) {
            let call = self.calls.swap_remove(at);
            self.events.push_back(ClientEvent::Ended {
                call: call.call_id,
                outcome: Outcome::Fault {
                    status: fault.status,
                    executed: !header.flags.has(Flags::NOT_EXECUTED),
                },
            });
        } else if self
            .negotiation
            .as_ref()
            .is_some_and(|negotiation| negotiation.call_id == header.call_id)
        {
            self.not_altered(fault.status);
        }
    }

    /// Asks the server to end a call soon. It ends as if nothing had been said, or with the fault `CANCELLED`.
    pub fn cancel(&mut self, call: u32) {
        if let Some(at) = self.calls.iter().position(|known| known.call_id == call) {
            let security = self.calls.get(at).and_then(|call| call.security);
            self.write_bare(Kind::Cancel, call, security);
        }
    }

    /// Gives up a call: its end is not told. Servers that cannot bear that lose the connection.
    pub fn orphan(&mut self, call: u32) {
        let Some(at) = self.calls.iter().position(|known| known.call_id == call) else {
            return;
        };
        let call = self.calls.swap_remove(at);
        self.write_bare(Kind::Orphaned, call.call_id, call.security);
        let kept = self.association.is_some_and(|association| {
            association.features.and(Features::KEEP_ON_ORPHAN) == Features::KEEP_ON_ORPHAN
        });
        if !kept {
            self.close_with(Closed::Wanted);
        }
    }

    fn write_bare(&mut self, kind: Kind, call_id: u32, security: Option<u32>) {
        let header_signing = self.security.header_signing;
        let Some(context) = security.and_then(|id| self.security.find(id)) else {
            return crate::pdu::write_bare(self.output.end(), kind, call_id);
        };
        if let Err(NotProtected) = context.write_bare(self.output.end(), kind, call_id, header_signing) {
            self.close_with(Closed::NotProtected);
        }
    }
}
