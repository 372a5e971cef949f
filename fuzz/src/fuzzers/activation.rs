//! Activations, old and new, with their blobs; the resolver and the endpoint mapper, read and answered.
//!
//! The first byte of an input chooses who reads it.

use std::sync::Arc;

use wua_com::standard::IUNKNOWN;
use wua_com::{
    Caller, Error, Family, Guid, Interface, Object, ObjectRef, Outcome, Permissions, Rights, Slot, code,
};
use wua_defs::classes::{UPDATE_DOWNLOADER, UPDATE_SESSION};
use wua_defs::interfaces::{INTERFACES, IUPDATE_SESSION, IUPDATE_SESSION3};
use wua_rpc::exporter::{Offer, Origin};
use wua_rpc::orpc::activation::{self, ActivationRequest, Operation};
use wua_rpc::orpc::endpoint_mapper::{self, LookupHandle, MapperRequest, Tower};
use wua_rpc::orpc::exporter::{self, ComplexPing, ComplexPingReply, ExporterRequest, ResolveRequest};
use wua_rpc::orpc::remote_activation::{self, RemoteActivationRequest};
use wua_rpc::orpc::{Ipid, OrpcThis, TCP, ids};

use super::exporting::{ANNA, Exporting, Users};
use super::{Fuzzer, noise};
use crate::mutation::{self, Random};
use crate::seen::{Seen, bucket};
use crate::vectors;

/// There are sessions to be had, which can do nothing.
struct Sessions;

struct Session;

impl Object for Session {
    fn families(&self) -> &'static [Family] {
        const FAMILIES: &[Family] = &[Family {
            interface: &IUPDATE_SESSION3,
            dispatch: nothing,
        }];
        FAMILIES
    }
}

fn nothing(_: &dyn Object, _: &Caller, _: Slot, _: &[wua_com::Value]) -> Outcome {
    Err(code::E_NOTIMPL.into())
}

impl Offer for Sessions {
    fn caller(&self, origin: &Origin) -> Result<Caller, Error> {
        let peer = origin.peer.as_ref().ok_or(code::E_ACCESSDENIED)?;
        Ok(Caller {
            user: peer.user.as_str().into(),
            ..Caller::remote(Rights::Administrator, Permissions::NONE)
        })
    }

    fn interfaces(&self) -> Vec<&'static Interface> {
        INTERFACES.to_vec()
    }

    fn check_class(&self, class: Guid, _: &Caller) -> Result<(), Error> {
        if class == UPDATE_SESSION.clsid {
            Ok(())
        } else {
            Err(code::REGDB_E_CLASSNOTREG.into())
        }
    }

    fn create(&self, class: Guid, caller: &Caller) -> Result<ObjectRef, Error> {
        self.check_class(class, caller).map(|()| ObjectRef::new(Session))
    }

    fn refused(&self, _: &Origin, _: &str, _: &Error) {}
}

pub(super) struct Activation {
    users: Users,
    offer: Arc<Sessions>,
    remote_unknown: Ipid,
    words: Vec<Vec<u8>>,
}

/// Who reads.
const READERS: u8 = 14;
const OPERATIONS: [Operation; 2] = [Operation::GetClassObject, Operation::CreateInstance];

impl Activation {
    pub(super) fn new() -> Self {
        let (users, offer) = (Users::new(), Arc::new(Sessions));
        let remote_unknown = Exporting::learn(offer.clone(), &users, UPDATE_SESSION.clsid);
        let mut words = vec![b"MEOW".to_vec()];
        // Identifiers as they stand on the wire, found in what we write ourselves.
        let mut writer = wua_rpc::ndr::Writer::packed();
        let ids = [
            UPDATE_SESSION.clsid,
            UPDATE_DOWNLOADER.clsid,
            IUPDATE_SESSION.iid,
            IUNKNOWN.iid,
            ids::ACTIVATION_CONTEXT_INFO,
            ids::SECURITY_INFO,
            ids::SCM_REQUEST_INFO,
            ids::INSTANTIATION_INFO,
            ids::SERVER_LOCATION_INFO,
            ids::SPECIAL_SYSTEM_PROPERTIES,
            ids::PROPS_OUT_INFO,
            ids::SCM_REPLY_INFO,
            ids::ERROR_EXTENSION,
        ];
        for id in ids {
            writer.guid(id);
        }
        words.extend(writer.finish().unwrap().chunks(16).map(<[u8]>::to_vec));
        Self {
            users,
            offer,
            remote_unknown,
            words,
        }
    }

    /// Asks an exporter, and gives back what comes of it: then nothing is left.
    fn ask(&self, operation: (Guid, u16), stub: &[u8], seen: &mut Seen) {
        let mut exporting = Exporting::new(self.offer.clone(), &self.users, self.remote_unknown);
        exporting.send(ANNA, operation, None, stub, true, seen);
        exporting.release_all();
    }

    fn activate(&self, operation: Operation, stub: &[u8], seen: &mut Seen) {
        match activation::read_request(operation, stub) {
            Ok((header, request)) => {
                seen.note(
                    "activation",
                    (bucket(request.interfaces.len()), bucket(header.extensions.len())),
                );
                assert!(request.interfaces.len() * 16 <= stub.len());
                activation::write_request(operation, &header, &request).unwrap();
            }
            Err(error) => seen.note_unread("activation", &error),
        }
        self.ask((ids::REMOTE_SCM_ACTIVATOR, operation.opnum()), stub, seen);
    }

    fn activate_as_of_old(&self, stub: &[u8], seen: &mut Seen) {
        match RemoteActivationRequest::from_stub(stub) {
            Ok(request) => {
                seen.note(
                    "old activation",
                    (
                        bucket(request.interfaces.len()),
                        request.name.is_some(),
                        request.has_storage,
                    ),
                );
                let again = RemoteActivationRequest {
                    has_storage: false,
                    ..request
                };
                assert_eq!(
                    RemoteActivationRequest::from_stub(&again.to_stub().unwrap()).unwrap(),
                    again
                );
            }
            Err(error) => seen.note_unread("old activation", &error),
        }
        self.ask((ids::ACTIVATION, 0), stub, seen);
    }

    fn resolve(&self, opnum: u16, stub: &[u8], seen: &mut Seen) {
        match ExporterRequest::read(opnum, stub) {
            Ok(request) => {
                seen.note("resolver", (opnum, bucket(stub.len())));
                let again = request.to_stub().unwrap();
                assert_eq!(ExporterRequest::read(opnum, &again).unwrap(), request);
            }
            Err(error) => seen.note_unread("resolver", &error),
        }
        self.ask((ids::OBJECT_EXPORTER, opnum), stub, seen);
    }

    fn map(&self, opnum: u16, stub: &[u8], seen: &mut Seen) {
        match MapperRequest::read(opnum, stub) {
            Ok(request) => {
                seen.note("mapper", (opnum, bucket(stub.len())));
                let again = request.to_stub().unwrap();
                assert_eq!(MapperRequest::read(opnum, &again).unwrap(), request);
            }
            Err(error) => seen.note_unread("mapper", &error),
        }
        self.ask((ids::ENDPOINT_MAPPER, opnum), stub, seen);
    }
}

/// What a client reads.
fn replies(reader: u8, stub: &[u8], seen: &mut Seen) {
    match reader {
        0 => match activation::read_reply(stub) {
            Ok((header, Ok(reply))) => {
                seen.note("activated", bucket(reply.interfaces.len()));
                activation::write_reply(&header, Ok(&reply)).unwrap();
            }
            Ok((_, Err(_))) => seen.note("activated", "no"),
            Err(error) => seen.note_unread("activated", &error),
        },
        1 => match remote_activation::read_reply(stub) {
            Ok((_, reply)) => seen.note("old activated", reply.is_ok()),
            Err(error) => seen.note_unread("old activated", &error),
        },
        2 => match endpoint_mapper::read_mapped(stub) {
            Ok((_, towers, _)) => {
                seen.note("mapped", bucket(towers.len()));
                assert!(towers.len() <= stub.len());
            }
            Err(error) => seen.note_unread("mapped", &error),
        },
        3 => match endpoint_mapper::read_entries(stub) {
            Ok((_, entries, _)) => {
                seen.note("entries", bucket(entries.len()));
                assert!(entries.len() <= stub.len());
            }
            Err(error) => seen.note_unread("entries", &error),
        },
        4 => match Tower::from_bytes(stub) {
            Ok(Some(tower)) => {
                seen.note("tower", bucket(stub.len()));
                let again = tower.to_bytes().unwrap();
                assert!(Tower::from_bytes(&again).unwrap().is_some());
            }
            Ok(None) => seen.note("tower", "of others"),
            Err(error) => seen.note_unread("tower", &error),
        },
        _ => {
            match ComplexPingReply::from_stub(stub) {
                Ok(reply) => assert_eq!(
                    ComplexPingReply::from_stub(&reply.to_stub().unwrap()).unwrap(),
                    reply
                ),
                Err(error) => seen.note_unread("pinged", &error),
            }
            let _ = endpoint_mapper::read_freed(stub);
            let _ = exporter::read_status(stub);
        }
    }
}

impl Fuzzer for Activation {
    fn seeds(&self) -> Vec<Vec<u8>> {
        let mut seeds = Vec::new();
        for stub in vectors::stubs() {
            let reader = match (stub.is_request, stub.interface) {
                (true, "SA") => 1,
                (true, "IA") => 2,
                (true, "OX") => 5,
                (false, "SA") => 8,
                (false, "IA") => 9,
                _ => continue,
            };
            let opnum = u8::try_from(stub.opnum).unwrap();
            let head = if reader == 5 { vec![3, opnum] } else { vec![reader] };
            seeds.push([head, stub.bytes].concat());
        }
        seeds
    }

    fn execute(&mut self, input: &[u8], seen: &mut Seen) {
        let Some((reader, stub)) = input.split_first() else {
            return;
        };
        let opnum_and = |stub: &mut &[u8]| {
            let (opnum, rest) = stub
                .split_first()
                .map_or((0, &[][..]), |(opnum, rest)| (*opnum, rest));
            *stub = rest;
            u16::from(opnum % 8)
        };
        let mut stub = stub;
        match reader % READERS {
            0 => self.activate(OPERATIONS[0], stub, seen),
            1 => self.activate(OPERATIONS[1], stub, seen),
            2 => self.activate_as_of_old(stub, seen),
            3 | 4 => {
                let opnum = opnum_and(&mut stub);
                self.resolve(opnum, stub, seen);
            }
            5 | 6 => {
                let opnum = opnum_and(&mut stub);
                self.map(opnum, stub, seen);
            }
            reader => replies(reader.saturating_sub(8), stub, seen),
        }
    }

    fn fresh(&mut self, random: &mut Random) -> Vec<u8> {
        let header = OrpcThis::new(Guid::NIL);
        let mut interfaces = vec![IUPDATE_SESSION.iid, IUNKNOWN.iid];
        interfaces.extend((0..random.below(4)).map(|_| random.one_of(INTERFACES).iid));
        let number = random.next() % 4;
        let (head, stub) = match random.below(9) {
            0 | 1 => {
                let request = ActivationRequest::new(UPDATE_SESSION.clsid, interfaces);
                let place = random.byte() % 2;
                (
                    vec![place],
                    activation::write_request(OPERATIONS[usize::from(place)], &header, &request).unwrap(),
                )
            }
            2 => {
                let mode = if random.one_in(2) { u32::MAX } else { 0 };
                let name = random.one_in(4).then(|| "file".to_owned());
                let request = RemoteActivationRequest {
                    header,
                    class: UPDATE_SESSION.clsid,
                    name,
                    has_storage: false,
                    mode,
                    interfaces,
                    protocols: vec![TCP],
                };
                (vec![2], request.to_stub().unwrap())
            }
            3 | 4 => {
                let resolve = ResolveRequest {
                    oxid: number,
                    protocols: vec![TCP, 9],
                };
                let request = match random.below(5) {
                    0 => ExporterRequest::ResolveOxid(resolve),
                    1 => ExporterRequest::SimplePing(number),
                    2 => ExporterRequest::ComplexPing(ComplexPing {
                        set: number,
                        sequence: 1,
                        add: vec![1, 2],
                        remove: vec![3],
                    }),
                    3 => ExporterRequest::ServerAlive2,
                    _ => ExporterRequest::ResolveOxid2(resolve),
                };
                (
                    vec![3, u8::try_from(request.opnum()).unwrap()],
                    request.to_stub().unwrap(),
                )
            }
            5 | 6 => {
                let handle = LookupHandle::default();
                let tower = Some(vec![5, 0, 19, 0, 13]);
                let request = match random.below(3) {
                    0 => MapperRequest::Lookup {
                        inquiry: 0,
                        object: None,
                        interface: None,
                        version_option: 1,
                        handle,
                        most: 2,
                    },
                    1 => MapperRequest::Map {
                        object: None,
                        tower,
                        handle,
                        most: 4,
                    },
                    _ => MapperRequest::Free(handle),
                };
                (
                    vec![5, u8::try_from(request.opnum()).unwrap()],
                    request.to_stub().unwrap(),
                )
            }
            _ => (vec![8 + random.byte() % 6], noise(random, 200)),
        };
        [head, stub].concat()
    }

    fn change(&mut self, input: &mut Vec<u8>, other: &[u8], random: &mut Random) {
        if input.is_empty() || random.one_in(32) {
            return mutation::change(input, other, &self.words, random);
        }
        let mut stub = input.split_off(1);
        mutation::change(&mut stub, other.get(1..).unwrap_or_default(), &self.words, random);
        input.extend(stub);
    }
}
