//! Calls of objects ([MS-DCOM] 3.1.1.5.4).

use std::sync::Arc;

use wua_com::standard::{IDISPATCH, IENUM_VARIANT};
use wua_com::{
    Caller, Dispatch, DispatchError, Error, Guid, Interface, Member, ObjectRef, Slot, Value, code,
};

use super::marshaling::Marshaler;
use super::offer::{Answer, Incoming, Origin};
use super::table::Found;
use super::{Exporter, Fault, ICLASS_FACTORY};
use crate::ndr::dispatch::{
    InvokeReply, InvokeRequest, NamesRequest, write_type_info, write_type_info_count,
};
use crate::ndr::type_info::{TypeInfo, TypeInfoRequest};
use crate::ndr::{self, Objects, Reader, Request, Writer, enumerate, stub};
use crate::orpc::codes::{RPC_E_INVALID_HEADER, RPC_E_INVALID_IPID, RPC_E_VERSION_MISMATCH};
use crate::orpc::error_info::ErrorInfo;
use crate::orpc::{OrpcThat, OrpcThis};
use crate::pdu::status;

/// Who says what went wrong, in error information.
const SOURCE: &str = "wua";

/// A call of an object that is known, by somebody who may.
pub(super) struct Calling {
    pub(super) exporter: Arc<Exporter>,
    pub(super) caller: Caller,
    pub(super) origin: Origin,
    pub(super) object: ObjectRef,
    /// The one that the object was handed out by: its line says what names and dispids mean.
    pub(super) interface: &'static Interface,
    pub(super) slot: Slot,
}

/// The words to a code that a call of this interface fails with.
pub(super) fn explained(interface: Guid, error: &Error) -> OrpcThat {
    let info = ErrorInfo {
        interface,
        source: Some(SOURCE.into()),
        description: Some(error.message().into()),
        ..ErrorInfo::default()
    };
    // What has no words fails with its code alone.
    OrpcThat::with_error(&info).unwrap_or_default()
}

/// Reads the header of a call of an object.
pub(super) fn read_header(reader: &mut Reader<'_>) -> Result<OrpcThis, Fault> {
    let header = OrpcThis::read(reader).map_err(|_| RPC_E_INVALID_HEADER)?;
    if header.version.negotiate().is_err() {
        return Err(RPC_E_VERSION_MISMATCH.into());
    }
    Ok(header)
}

/// The header of a call that follows an activation has no flags.
pub(super) fn check_flags(header: &OrpcThis) -> Result<(), Fault> {
    if header.flags == 0 {
        Ok(())
    } else {
        Err(RPC_E_INVALID_HEADER.into())
    }
}

impl Exporter {
    pub(super) fn call(self: &Arc<Self>, call: &Incoming<'_>, origin: &Origin) -> Result<Answer, Fault> {
        let bound = *self
            .interfaces
            .get(&call.interface)
            .ok_or(Fault(status::UNKNOWN_INTERFACE))?;
        let caller = self
            .caller(origin, bound.name)
            .map_err(|_| Fault(status::ACCESS_DENIED))?;
        let reader = &mut Reader::new(call.parameters);
        check_flags(&read_header(reader)?)?;
        let ipid = call.object.ok_or(RPC_E_INVALID_IPID)?;
        let found = self.state().table.find(ipid, &caller.user, self.now());
        let Found { object, interface } = found.ok_or(code::RPC_E_DISCONNECTED)?;
        if !interface.is_or_extends(bound) {
            return Err(RPC_E_INVALID_IPID.into());
        }
        // ITypeInfo and IClassFactory read their own numbers: they have no members in the tables.
        if !bound.members.is_empty() && call.opnum >= bound.slot_count() {
            return Err(Fault(status::OPERATION_RANGE));
        }
        let calling = Calling {
            exporter: Arc::clone(self),
            caller,
            origin: origin.clone(),
            object,
            interface,
            slot: Slot(call.opnum),
        };
        if interface == &ICLASS_FACTORY {
            return calling.make(reader);
        }
        calling.begin(reader)
    }
}

impl Calling {
    fn begin(self, reader: &mut Reader<'_>) -> Result<Answer, Fault> {
        let mut objects = Marshaler::new(&self.exporter, &self.caller.user, &self.origin);
        let request = Request::read(reader, self.interface, self.slot, &mut objects);
        let taken = objects.taken();
        match request {
            // It may be too late to take it, and then the same is sent once more.
            Ok(request) if self.takes_a_while(&request) => Ok(Answer::Later(Box::new(move || {
                self.exporter.use_up(taken, &self.caller.user);
                self.perform(&request)
            }))),
            Ok(request) => {
                self.exporter.use_up(taken, &self.caller.user);
                Ok(self.perform(&request))
            }
            Err(error) => match error.answer() {
                // Who gets a fault may send the same once more.
                ndr::Answer::Fault(status) => Err(Fault(status)),
                ndr::Answer::Failure(_) => {
                    self.exporter.use_up(taken, &self.caller.user);
                    Ok(self.fail(&error.into()))
                }
            },
        }
    }

    fn takes_a_while(&self, request: &Request) -> bool {
        match request {
            Request::Member { member, .. } => member.blocking,
            Request::Invoke(request) => {
                let dispatch = self.dispatch();
                let members = dispatch
                    .iter()
                    .flat_map(|dispatch| dispatch.interface().all_members());
                let mut meant = members.filter(|(_, member)| member.dispid == Some(request.dispid));
                meant.any(|(_, member)| member.blocking)
            }
            _ => false,
        }
    }

    fn perform(&self, request: &Request) -> Answer {
        match request {
            Request::Member { member, arguments } => self.member(member, arguments),
            Request::Next { count } => self.next(*count),
            Request::Invoke(request) => self.invoke(request),
            Request::Names(request) => self.names(request),
            Request::TypeInfoCount => self.reply(|writer, _| {
                write_type_info_count(writer, 1, code::S_OK);
                Ok(())
            }),
            Request::TypeInfo { index, .. } => self.type_info(*index),
            Request::Described(request) => self.described(*request),
        }
    }

    fn member(&self, member: &'static Member, arguments: &[Value]) -> Answer {
        match self
            .object
            .invoke(&self.caller, self.interface, self.slot, arguments)
        {
            Ok(success) => {
                self.reply(|writer, objects| stub::write_result(writer, member, Ok(&success), objects))
            }
            Err(error) => self.fail(&error),
        }
    }

    fn next(&self, count: u32) -> Answer {
        let outcome = self
            .object
            .invoke(&self.caller, &IENUM_VARIANT, self.slot, &[Value::U4(count)]);
        let written = outcome.and_then(|success| {
            let write = |writer: &mut Writer, objects: &mut dyn Objects| {
                enumerate::write_next(writer, count, Ok(&success), objects)
            };
            self.write(&OrpcThat::default(), write).map_err(Error::from)
        });
        // Clients expect room for as many items as they asked for, also where there are none.
        written.unwrap_or_else(|error| {
            self.fail_by(&error, |writer, objects| {
                enumerate::write_next(writer, count, Err(error.hresult()), objects)
            })
        })
    }

    /// The members that late-bound callers see through this pointer: through one by `IDispatch`, those of the default.
    fn dispatch(&self) -> Option<Dispatch> {
        let object = self.object.clone();
        if self.interface == &IDISPATCH {
            Dispatch::new(object)
        } else {
            Dispatch::of_family(object, self.interface)
        }
    }

    fn names(&self, request: &NamesRequest) -> Answer {
        let Some(dispatch) = self.dispatch() else {
            return self.fail(&code::E_NOTIMPL.into());
        };
        self.reply(|writer, _| {
            request.answer(&dispatch).write(writer);
            Ok(())
        })
    }

    fn invoke(&self, request: &InvokeRequest) -> Answer {
        let Some(dispatch) = self.dispatch() else {
            return self.fail(&code::E_NOTIMPL.into());
        };
        let outcome = request.call(&dispatch, &self.caller);
        // The reply does not say it to everybody: some want no EXCEPINFO.
        if let Err(DispatchError::Exception(error)) = &outcome
            && error.hresult() == code::E_ACCESSDENIED
        {
            self.refused(error);
        }
        let reply = InvokeReply::of(request, outcome);
        let written = self.write(&OrpcThat::default(), |writer, objects| {
            reply.write(writer, objects)
        });
        written.unwrap_or_else(|error| {
            let reply = InvokeReply::of(request, Err(DispatchError::Exception(error.into())));
            self.reply(|writer, objects| reply.write(writer, objects))
        })
    }

    fn type_info(&self, index: u32) -> Answer {
        let described = self.dispatch().filter(|_| index == 0);
        let info = described.map(|dispatch| ObjectRef::new(TypeInfo::of(dispatch.interface())));
        self.reply(|writer, objects| {
            write_type_info(writer, info.as_ref().ok_or(code::DISP_E_BADINDEX), objects)
        })
    }

    fn described(&self, request: TypeInfoRequest) -> Answer {
        match self.object.downcast::<TypeInfo>() {
            Some(info) => self.reply(|writer, objects| request.answer(*info, writer, objects)),
            None => Fault::from(code::E_UNEXPECTED).into(),
        }
    }

    /// A reply that says what `write` writes; if that cannot be written, the call has failed after all.
    fn reply(&self, write: impl FnOnce(&mut Writer, &mut dyn Objects) -> Result<(), ndr::Error>) -> Answer {
        self.write(&OrpcThat::default(), write)
            .unwrap_or_else(|error| self.fail(&error.into()))
    }

    pub(super) fn write(
        &self,
        header: &OrpcThat,
        write: impl FnOnce(&mut Writer, &mut dyn Objects) -> Result<(), ndr::Error>,
    ) -> Result<Answer, ndr::Error> {
        let mut writer = Writer::new();
        header.write(&mut writer);
        let mut objects = Marshaler::new(&self.exporter, &self.caller.user, &self.origin);
        let written = write(&mut writer, &mut objects).and_then(|()| writer.finish());
        if written.is_err() {
            objects.take_back();
        }
        written.map(Answer::Reply)
    }

    /// The header of the reply to a call that failed. Refusals are told to the server, too.
    pub(super) fn explained(&self, error: &Error) -> OrpcThat {
        if error.hresult() == code::E_ACCESSDENIED {
            self.refused(error);
        }
        explained(self.interface.iid, error)
    }

    /// A reply that says why the call failed, in a code and in words.
    fn fail(&self, error: &Error) -> Answer {
        self.fail_by(error, |writer, objects| {
            ndr::write_failure(writer, self.interface, self.slot, error.hresult(), objects)
        })
    }

    fn fail_by(
        &self,
        error: &Error,
        write: impl FnOnce(&mut Writer, &mut dyn Objects) -> Result<(), ndr::Error>,
    ) -> Answer {
        let written = self.write(&self.explained(error), write);
        // The results of `ITypeInfo` are in no table. Something has been done, so nobody shall try again.
        written.unwrap_or_else(|_| Answer::Fault {
            status: error.hresult().to_u32(),
            executed: true,
        })
    }

    fn refused(&self, error: &Error) {
        self.exporter
            .offer
            .refused(&self.origin, self.interface.name, error);
    }
}
