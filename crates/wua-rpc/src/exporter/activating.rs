//! Activation ([MS-DCOM] 3.1.2.5.2): objects of classes, and classes as objects.

use std::sync::Arc;

use wua_com::standard::IUNKNOWN;
use wua_com::{
    Caller, Error, Family, Guid, HResult, Interface, Object, ObjectRef, Outcome, Slot, Value, code,
};

use super::calling::{self, Calling, read_header};
use super::marshaling::Marshaler;
use super::offer::{Answer, Incoming, Origin};
use super::references::check_count;
use super::{Exporter, Fault};
use crate::ndr::{self, Reader};
use crate::orpc::activation::{self, ActivationReply, InterfaceResult, Operation};
use crate::orpc::class_factory::{FactoryRequest, write_instance};
use crate::orpc::remote_activation::{self, RemoteActivationRequest};
use crate::orpc::{OrpcThat, ids};
use crate::pdu::status;

/// `IClassFactory`: what a class is asked by. Its calls are read and answered here.
pub static ICLASS_FACTORY: Interface = Interface::new(
    "IClassFactory",
    "00000001-0000-0000-c000-000000000046",
    &IUNKNOWN,
    &[],
);

/// How many interfaces an activation may ask for. The protocol allows 0x8000 ([MS-DCOM] 2.2.28.1), each of which can be
/// answered by a reference that is far longer than the question; no object here has more than half as many as these.
const MOST_INTERFACES: usize = 10;

/// A class as an object.
struct ClassFactory {
    class: Guid,
}

impl Object for ClassFactory {
    fn families(&self) -> &'static [Family] {
        static FAMILIES: [Family; 1] = [Family {
            interface: &ICLASS_FACTORY,
            dispatch: no_members,
        }];
        &FAMILIES
    }
}

fn no_members(_: &dyn Object, _: &Caller, _: Slot, _: &[Value]) -> Outcome {
    Err(Error::from(code::E_NOTIMPL))
}

/// What was asked for, whichever way.
struct Activation<'a> {
    class: Guid,
    /// The class itself is asked for.
    is_for_class: bool,
    interfaces: &'a [Guid],
}

impl Exporter {
    /// `RemoteCreateInstance` and `RemoteGetClassObject`.
    pub(super) fn activate(self: &Arc<Self>, call: &Incoming<'_>, origin: &Origin) -> Result<Answer, Fault> {
        let operation = Operation::from_opnum(call.opnum)?;
        // The version is read for itself: what follows it may look different in others.
        read_header(&mut Reader::new(call.parameters))?;
        let (_, request) = match activation::read_request(operation, call.parameters) {
            Ok(request) => request,
            Err(error) => {
                return match error.answer() {
                    ndr::Answer::Fault(status) => Err(Fault(status)),
                    ndr::Answer::Failure(hresult) => reply(&explained(&error.into()), Err(hresult)),
                };
            }
        };
        let wanted = Activation {
            class: request.class,
            is_for_class: operation == Operation::GetClassObject,
            interfaces: &request.interfaces,
        };
        let made = request.version.negotiate().map_err(Error::from);
        match made.and_then(|_| self.make(&wanted, origin)) {
            Ok(interfaces) => {
                let exporter = self.place.exporter(origin);
                reply(
                    &OrpcThat::default(),
                    Ok(&ActivationReply { interfaces, exporter }),
                )
            }
            Err(error) => reply(&explained(&error), Err(error.hresult())),
        }
    }

    /// `RemoteActivation`.
    pub(super) fn activate_as_of_old(
        self: &Arc<Self>,
        call: &Incoming<'_>,
        origin: &Origin,
    ) -> Result<Answer, Fault> {
        if call.opnum != 0 {
            return Err(Fault(status::OPERATION_RANGE));
        }
        read_header(&mut Reader::new(call.parameters))?;
        let request = RemoteActivationRequest::from_stub(call.parameters)?;
        let wanted = Activation {
            class: request.class,
            is_for_class: request.is_for_class_object(),
            interfaces: &request.interfaces,
        };
        let made = if request.name.is_some() || request.has_storage {
            Err(Error::new(
                code::E_NOTIMPL,
                "objects are not made from files here",
            ))
        } else {
            self.make(&wanted, origin)
        };
        let exporter = self.place.exporter(origin);
        let result = made.as_ref().map(|interfaces| (&exporter, interfaces.as_slice()));
        let result = result.map_err(Error::hresult);
        // Without words: behind them the oxid is not aligned, and there are readers of this old call who count on it.
        let header = OrpcThat::default();
        let written = remote_activation::write_reply(&header, request.interfaces.len(), result);
        written.map(Answer::Reply).map_err(Fault::from)
    }

    fn make(&self, wanted: &Activation<'_>, origin: &Origin) -> Result<Vec<InterfaceResult>, Error> {
        let what = format!("activation of {}", wanted.class);
        let caller = self.caller(origin, &what)?;
        check_count(wanted.interfaces.len(), MOST_INTERFACES, "an activation")?;
        let object = if wanted.is_for_class {
            let class = wanted.class;
            let checked = self.offer.check_class(class, &caller);
            checked.map(|()| ObjectRef::new(ClassFactory { class }))
        } else {
            self.offer.create(wanted.class, &caller)
        };
        let object = object.inspect_err(|error| {
            if error.hresult() == code::E_ACCESSDENIED {
                self.offer.refused(origin, &what, error);
            }
        })?;
        let references = self.references(&object, wanted.interfaces, &caller.user, origin);
        if let Some(error) = why_none(&references) {
            return Err(error.clone());
        }
        let interfaces = wanted.interfaces.iter().zip(references);
        let results = interfaces.map(|(iid, reference)| InterfaceResult {
            iid: *iid,
            reference: reference.map_err(|error| error.hresult()),
        });
        Ok(results.collect())
    }
}

/// Why there is not one reference. That the caller holds too much says more than that one interface is not there.
fn why_none(references: &[Result<Vec<u8>, Error>]) -> Option<&Error> {
    if references.iter().any(Result::is_ok) {
        return None;
    }
    let mut errors = references.iter().filter_map(|reference| reference.as_ref().err());
    let telling = errors
        .clone()
        .find(|error| error.hresult() != code::E_NOINTERFACE);
    telling.or_else(|| errors.next())
}

fn reply(header: &OrpcThat, result: Result<&ActivationReply, HResult>) -> Result<Answer, Fault> {
    let written = activation::write_reply(header, result);
    written.map(Answer::Reply).map_err(Fault::from)
}

fn explained(error: &Error) -> OrpcThat {
    calling::explained(ids::ACTIVATION, error)
}

impl Calling {
    /// A call of [`ICLASS_FACTORY`].
    pub(super) fn make(&self, reader: &mut Reader<'_>) -> Result<Answer, Fault> {
        let request = FactoryRequest::read(self.slot.0, reader)?;
        match request {
            FactoryRequest::CreateInstance(iid) => {
                let made = self.create(iid);
                let header = made.as_ref().err().map(|error| self.explained(error));
                let result = made.as_deref().map_err(Error::hresult);
                self.write(&header.unwrap_or_default(), |writer, _| {
                    write_instance(writer, result);
                    Ok(())
                })
            }
            // The server stays anyway.
            FactoryRequest::LockServer(_) => self.write(&OrpcThat::default(), |writer, _| {
                writer.u32(code::S_OK.to_u32());
                Ok(())
            }),
        }
        .map_err(Fault::from)
    }

    fn create(&self, iid: Guid) -> Result<Vec<u8>, Error> {
        let factory: Option<&ClassFactory> = self.object.downcast();
        let class = factory.ok_or(code::E_UNEXPECTED)?.class;
        let object = self.exporter.offer.create(class, &self.caller)?;
        Marshaler::new(&self.exporter, &self.caller.user, &self.origin).refer(&object, iid)
    }
}
