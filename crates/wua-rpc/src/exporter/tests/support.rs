//! An exporter with its clients.

use std::net::{IpAddr, Ipv4Addr};
use std::sync::Arc;

use wua_com::standard::IDISPATCH;
use wua_com::{
    DispatchFlags, Family, Guid, HResult, Interface, Kind, Object, ObjectRef, Slot, Success, Value,
};

use super::objects::ToyOffer;
use crate::auth::Peer;
use crate::connection::Level;
use crate::exporter::{Answer, Exporter, Incoming, Limits, Origin, Place};
use crate::ndr::dispatch::{InvokeReply, InvokeRequest};
use crate::ndr::{Objects, Reader, Writer, stub};
use crate::orpc::activation::{self, ActivationReply, ActivationRequest, Operation};
use crate::orpc::exporter::{ComplexPing, ComplexPingReply, ExporterRequest};
use crate::orpc::remote_unknown::{
    QueryResult, ReferenceResult, References, RemUnknownRequest, read_query_results, read_reference_results,
    read_released, read_results,
};
use crate::orpc::{Ipid, ObjectReference, Oid, OrpcThat, OrpcThis, StandardReference, ids};

pub(super) const SEED: [u64; 2] = [0x1234_5678_9ABC_DEF0, 0x0FED_CBA9_8765_4321];
/// What was dialled.
pub(super) const DIALLED: IpAddr = IpAddr::V4(Ipv4Addr::new(127, 0, 0, 7));

/// What a caller learns: the header, and the results or the HRESULT.
pub(super) type Replied<T> = (OrpcThat, Result<T, HResult>);

pub(super) struct Server {
    pub(super) exporter: Arc<Exporter>,
    pub(super) offer: Arc<ToyOffer>,
    pub(super) now: u64,
}

/// An interface that somebody holds.
#[derive(Clone)]
pub(super) struct Pointer {
    pub(super) user: &'static str,
    pub(super) interface: &'static Interface,
    pub(super) standard: StandardReference,
    /// The reference as it came.
    pub(super) bytes: Vec<u8>,
}

impl Pointer {
    pub(super) fn read(user: &'static str, interface: &'static Interface, bytes: &[u8]) -> Self {
        let reference = ObjectReference::from_bytes(bytes).unwrap();
        assert_eq!(reference.iid, interface.iid);
        Self {
            user,
            interface,
            standard: *reference.living().unwrap().0,
            bytes: bytes.to_vec(),
        }
    }

    pub(super) fn ipid(&self) -> Ipid {
        self.standard.ipid
    }

    pub(super) fn oid(&self) -> Oid {
        self.standard.oid
    }

    /// What the client hands over as an argument, with so many of its references.
    pub(super) fn argument(&self, references: u32) -> Value {
        let standard = StandardReference {
            public_references: references,
            ..self.standard
        };
        let resolver = crate::orpc::DualStringArray::default();
        let reference = ObjectReference::standard(self.interface.iid, standard, resolver);
        proxy(reference.to_bytes().unwrap())
    }

    /// All references that came with it.
    pub(super) fn all(&self) -> References {
        References {
            ipid: self.ipid(),
            public: self.standard.public_references,
            private: 0,
        }
    }
}

/// An object of the other side, as a client holds it: a reference.
struct Proxy(Vec<u8>);

impl Object for Proxy {
    fn families(&self) -> &'static [Family] {
        &[]
    }
}

/// An argument with this reference.
pub(super) fn proxy(reference: Vec<u8>) -> Value {
    Value::Object(Some(ObjectRef::new(Proxy(reference))))
}

/// The reference of an object that a server handed out.
pub(super) fn reference(object: &ObjectRef) -> &[u8] {
    &object.downcast::<Proxy>().unwrap().0
}

/// A client's objects.
pub(super) struct Proxies;

impl Objects for Proxies {
    fn marshal(&mut self, object: &ObjectRef, _: &'static Interface) -> Result<Vec<u8>, wua_com::Error> {
        Ok(reference(object).to_vec())
    }

    fn unmarshal(
        &mut self,
        reference: &[u8],
        interface: &'static Interface,
    ) -> Result<ObjectRef, wua_com::Error> {
        assert_eq!(ObjectReference::from_bytes(reference).unwrap().iid, interface.iid);
        Ok(ObjectRef::new(Proxy(reference.to_vec())))
    }
}

/// The header of a call with the parameters behind it.
pub(super) fn call_stub(write: impl FnOnce(&mut Writer)) -> Vec<u8> {
    let mut writer = Writer::new();
    OrpcThis::new(Guid::from_u128(5)).write(&mut writer);
    write(&mut writer);
    writer.finish().unwrap()
}

/// The member of this name.
pub(super) fn slot(interface: &'static Interface, name: &str, kind: Kind) -> Slot {
    let mut all = interface.all_members();
    let found = all.find(|(_, member)| member.name == name && member.kind == kind);
    found.unwrap().0
}

/// Runs what may take a while.
pub(super) fn finished(answer: Answer) -> Answer {
    match answer {
        Answer::Later(work) => work(),
        answer => answer,
    }
}

#[track_caller]
pub(super) fn stub_of(answer: Answer) -> Vec<u8> {
    match finished(answer) {
        Answer::Reply(stub) => stub,
        Answer::Fault { status, .. } => panic!("a fault: {status:#x}"),
        Answer::Later(_) => panic!("it takes a while twice"),
    }
}

/// The status of a fault that says that nothing was executed.
#[track_caller]
#[expect(clippy::needless_pass_by_value, reason = "an answer is given once")]
pub(super) fn fault_of(answer: Answer) -> u32 {
    match answer {
        Answer::Fault {
            status,
            executed: false,
        } => status,
        Answer::Fault { .. } => panic!("it was executed"),
        _ => panic!("no fault"),
    }
}

impl Server {
    pub(super) fn new() -> Self {
        Self::with(Limits::default())
    }

    pub(super) fn with(limits: Limits) -> Self {
        let offer = Arc::new(ToyOffer::default());
        let place = Place {
            seed: SEED,
            names: vec!["museum".to_owned(), "museum.example".to_owned()],
            resolver_port: 135,
            exporter_port: 49_152,
            mechanisms: vec![9, 10],
        };
        Self {
            exporter: Arc::new(Exporter::new(offer.clone(), place, limits)),
            offer,
            now: 1_000_000,
        }
    }

    pub(super) fn origin(user: &str) -> Origin {
        let peer = (!user.is_empty()).then(|| {
            Arc::new(Peer {
                user: user.to_owned(),
                domain: String::new(),
                workstation: "desk".to_owned(),
                ..Peer::default()
            })
        });
        Origin {
            level: if peer.is_some() {
                Level::Privacy
            } else {
                Level::None
            },
            peer,
            from: IpAddr::V4(Ipv4Addr::LOCALHOST),
            dialled: DIALLED,
        }
    }

    pub(super) fn send(
        &self,
        user: &str,
        (interface, opnum): (Guid, u16),
        object: Option<Ipid>,
        parameters: &[u8],
    ) -> Answer {
        let call = Incoming {
            interface,
            opnum,
            object,
            parameters,
        };
        let answer = self.exporter.answer(&call, &Self::origin(user), self.now);
        if self.exporter.len() < 100 {
            self.check();
        }
        answer
    }

    /// Nothing contradicts itself.
    pub(super) fn check(&self) {
        self.exporter.state().table.check();
    }

    /// Everything that is held, with the numbers of references.
    pub(super) fn held(&self) -> Vec<(Ipid, u64, u64)> {
        self.exporter.state().table.counted()
    }

    /// The public references to an interface.
    pub(super) fn references(&self, pointer: &Pointer) -> u64 {
        let held = self.held();
        let found = held.iter().find(|(ipid, ..)| *ipid == pointer.ipid());
        found.map_or(0, |(_, public, _)| *public)
    }

    pub(super) fn refused(&self) -> Vec<(String, String, wua_com::Error)> {
        std::mem::take(&mut *self.offer.refused.lock().unwrap())
    }

    /// `RemoteCreateInstance` or `RemoteGetClassObject`.
    pub(super) fn activated(
        &self,
        user: &str,
        operation: Operation,
        class: Guid,
        iids: &[Guid],
    ) -> Replied<ActivationReply> {
        let request = ActivationRequest::new(class, iids.to_vec());
        let header = OrpcThis::new(Guid::NIL);
        let stub = activation::write_request(operation, &header, &request).unwrap();
        let opnum = (ids::REMOTE_SCM_ACTIVATOR, operation.opnum());
        activation::read_reply(&stub_of(self.send(user, opnum, None, &stub))).unwrap()
    }

    /// An object of the class that is called like its interface.
    #[track_caller]
    pub(super) fn object(&self, user: &'static str, interface: &'static Interface) -> Pointer {
        self.object_by(user, interface, interface)
    }

    /// The same by another of its interfaces.
    #[track_caller]
    pub(super) fn object_by(
        &self,
        user: &'static str,
        class: &'static Interface,
        interface: &'static Interface,
    ) -> Pointer {
        let (_, reply) = self.activated(user, Operation::CreateInstance, class.iid, &[interface.iid]);
        let reference = reply.unwrap().interfaces.remove(0).reference.unwrap();
        Pointer::read(user, interface, &reference)
    }

    /// A call through a pointer, by the interface that it is of.
    pub(super) fn begin(&self, pointer: &Pointer, slot: Slot, arguments: &[Value]) -> Answer {
        let member = pointer.interface.member(slot).unwrap();
        let stub =
            call_stub(|writer| stub::write_arguments(writer, member, arguments, &mut Proxies).unwrap());
        self.send_to(pointer, slot.0, &stub)
    }

    pub(super) fn send_to(&self, pointer: &Pointer, opnum: u16, stub: &[u8]) -> Answer {
        let operation = (pointer.interface.iid, opnum);
        self.send(pointer.user, operation, Some(pointer.ipid()), stub)
    }

    /// Calls a member and reads what it answers, also if that takes a while.
    #[track_caller]
    pub(super) fn call(&self, pointer: &Pointer, slot: Slot, arguments: &[Value]) -> Replied<Success<Value>> {
        let member = pointer.interface.member(slot).unwrap();
        let reply = stub_of(self.begin(pointer, slot, arguments));
        let reader = &mut Reader::new(&reply);
        let header = OrpcThat::read(reader).unwrap();
        let result = stub::read_result(reader, member, &mut Proxies).unwrap();
        assert!(reader.rest().is_empty());
        (header, result)
    }

    #[track_caller]
    pub(super) fn method(
        &self,
        pointer: &Pointer,
        name: &str,
        arguments: &[Value],
    ) -> Result<Value, HResult> {
        let slot = slot(pointer.interface, name, Kind::Method);
        self.call(pointer, slot, arguments).1.map(|success| success.value)
    }

    #[track_caller]
    pub(super) fn get(&self, pointer: &Pointer, name: &str) -> Result<Value, HResult> {
        let slot = slot(pointer.interface, name, Kind::Get);
        self.call(pointer, slot, &[]).1.map(|success| success.value)
    }

    /// What a member yielded, as an object.
    #[track_caller]
    pub(super) fn pointed(user: &'static str, interface: &'static Interface, value: &Value) -> Pointer {
        Pointer::read(user, interface, reference(value.as_object().unwrap()))
    }

    /// `IDispatch::Invoke`.
    #[track_caller]
    pub(super) fn invoke(
        &self,
        pointer: &Pointer,
        dispid: i32,
        flags: DispatchFlags,
        arguments: &[Value],
    ) -> InvokeReply {
        let request = InvokeRequest::new(dispid, flags, 0x409, arguments, &[]);
        self.invoked(pointer, &request).1
    }

    #[track_caller]
    pub(super) fn invoked(&self, pointer: &Pointer, request: &InvokeRequest) -> (OrpcThat, InvokeReply) {
        let stub = call_stub(|writer| request.write(writer, &mut Proxies).unwrap());
        let invoke = slot(&IDISPATCH, "Invoke", Kind::Method).0;
        let reply = stub_of(self.send_to(pointer, invoke, &stub));
        let reader = &mut Reader::new(&reply);
        let header = OrpcThat::read(reader).unwrap();
        let reply = InvokeReply::read(reader, &mut Proxies).unwrap();
        assert!(reader.rest().is_empty());
        (header, reply)
    }

    /// A call of `IRemUnknown2`, behind its header.
    #[track_caller]
    pub(super) fn remote_unknown(&self, user: &str, request: &RemUnknownRequest) -> Vec<u8> {
        let stub = call_stub(|writer| request.write(writer));
        let object = Some(self.exporter.place.remote_unknown());
        let reply = stub_of(self.send(user, (ids::REM_UNKNOWN2, request.opnum()), object, &stub));
        let reader = &mut Reader::new(&reply);
        assert_eq!(OrpcThat::read(reader).unwrap(), OrpcThat::default());
        reader.rest().to_vec()
    }

    pub(super) fn query(
        &self,
        user: &str,
        ipid: Ipid,
        references: u32,
        iids: &[Guid],
    ) -> (Vec<QueryResult>, HResult) {
        let iids = iids.to_vec();
        let request = RemUnknownRequest::QueryInterface {
            ipid,
            references,
            iids,
        };
        read_query_results(&mut Reader::new(&self.remote_unknown(user, &request))).unwrap()
    }

    pub(super) fn query2(&self, user: &str, ipid: Ipid, iids: &[Guid]) -> (Vec<ReferenceResult>, HResult) {
        let iids = iids.to_vec();
        let request = RemUnknownRequest::QueryInterface2 { ipid, iids };
        read_reference_results(&mut Reader::new(&self.remote_unknown(user, &request))).unwrap()
    }

    pub(super) fn add(&self, user: &str, references: &[References]) -> (Vec<HResult>, HResult) {
        let request = RemUnknownRequest::AddRef(references.to_vec());
        read_results(&mut Reader::new(&self.remote_unknown(user, &request))).unwrap()
    }

    pub(super) fn release(&self, user: &str, references: &[References]) -> HResult {
        let request = RemUnknownRequest::Release(references.to_vec());
        read_released(&mut Reader::new(&self.remote_unknown(user, &request))).unwrap()
    }

    /// A call of the resolver.
    pub(super) fn resolver(&self, user: &str, request: &ExporterRequest) -> Vec<u8> {
        let operation = (ids::OBJECT_EXPORTER, request.opnum());
        stub_of(self.send(user, operation, None, &request.to_stub().unwrap()))
    }

    /// `ComplexPing`: the set, or the status.
    pub(super) fn change_set(&self, user: &str, ping: &ComplexPing) -> Result<u64, u32> {
        let reply = self.resolver(user, &ExporterRequest::ComplexPing(ping.clone()));
        let reply = ComplexPingReply::from_stub(&reply).unwrap();
        if reply.status == 0 {
            Ok(reply.set)
        } else {
            Err(reply.status)
        }
    }

    /// A new set with these objects.
    pub(super) fn new_set(&self, user: &str, objects: &[&Pointer]) -> u64 {
        let add = objects.iter().map(|pointer| pointer.oid()).collect();
        let ping = ComplexPing {
            sequence: 1,
            add,
            ..ComplexPing::default()
        };
        self.change_set(user, &ping).unwrap()
    }

    /// `SimplePing`: its status.
    pub(super) fn ping(&self, user: &str, set: u64) -> u32 {
        let reply = self.resolver(user, &ExporterRequest::SimplePing(set));
        crate::orpc::exporter::read_status(&reply).unwrap()
    }

    /// Time goes on, and what is not wanted any more ends.
    pub(super) fn wait(&mut self, milliseconds: u64) {
        self.now += milliseconds;
        self.exporter.collect(self.now);
        self.check();
    }
}
