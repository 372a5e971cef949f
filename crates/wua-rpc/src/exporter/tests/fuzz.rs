//! Anything may be asked of an exporter: nothing panics, and the table stays right.

use wua_com::standard::{IDISPATCH, IENUM_VARIANT, IUNKNOWN};
use wua_com::{DispatchFlags, Guid, Interface, Kind, Slot, Value};
use wua_defs::interfaces::{INTERFACES, IUPDATE, IUPDATE_COLLECTION, IUPDATE_SESSION};

use super::support::{Pointer, Proxies, SEED, Server, call_stub, finished, reference};
use crate::exporter::{Answer, ICLASS_FACTORY, Limits};
use crate::ndr::dispatch::{InvokeRequest, NamesRequest, read_type_info};
use crate::ndr::tests::support::{Random, Shelf};
use crate::ndr::type_info::ITYPE_INFO;
use crate::ndr::{Reader, Variant, stub};
use crate::orpc::activation::{self, ActivationRequest, Operation};
use crate::orpc::endpoint_mapper::{LookupHandle, MapperRequest};
use crate::orpc::exporter::{ComplexPing, ExporterRequest, ResolveRequest};
use crate::orpc::remote_unknown::{References, RemUnknownRequest};
use crate::orpc::{Ipid, OrpcThat, OrpcThis, TCP, ids};

/// Of each kind.
const INPUTS: usize = 20_000;
/// So often everything begins again: inputs release what they have to call.
const OF_ONE_SERVER: usize = 500;

/// A call: interface, operation, object and stub.
type Call = (Guid, u16, Option<Ipid>, Vec<u8>);

/// A server, with everything that Anna has there, and one object of Bert's.
struct Target {
    server: Server,
    pointers: Vec<Pointer>,
    of_bert: Pointer,
    shelf: Shelf,
}

impl Target {
    fn new() -> Self {
        let server = Server::with(Limits {
            objects_per_caller: 150,
            sets_per_caller: 20,
            ..Limits::default()
        });
        let mut pointers: Vec<Pointer> = INTERFACES
            .iter()
            .map(|interface| server.object("anna", interface))
            .collect();
        pointers.push(server.object_by("anna", &IUPDATE_SESSION, &IDISPATCH));
        pointers.extend(special(&server));
        let of_bert = server.object("bert", &IUPDATE);
        let mut shelf = Shelf::default();
        for pointer in pointers.iter().chain([&of_bert]) {
            for references in [0, 1, 5] {
                shelf
                    .objects
                    .extend(pointer.argument(references).as_object().cloned());
            }
        }
        for garbage in [&[][..], b"MEOW", &[0xFF; 80]] {
            shelf
                .objects
                .extend(super::support::proxy(garbage.to_vec()).as_object().cloned());
        }
        Self {
            server,
            pointers,
            of_bert,
            shelf,
        }
    }

    /// Whether it was answered with results.
    fn send(&self, (interface, opnum, object, stub): &Call) -> bool {
        let answer = self.server.send("anna", (*interface, *opnum), *object, stub);
        matches!(finished(answer), Answer::Reply(_))
    }

    /// Everything that is left can end.
    fn finish(mut self) {
        self.server.check();
        assert_eq!(self.server.references(&self.of_bert), 5);
        self.server.wait(400_000);
        assert!(self.server.exporter.is_empty());
        assert_eq!(self.server.offer.alive(), 0);
    }

    fn some<'a, T>(random: &mut Random, all: &'a [T]) -> &'a T {
        &all[random.below(all.len())]
    }

    /// A call that is right.
    fn valid(&self, random: &mut Random) -> Call {
        match random.below(8) {
            0 => self.counting(random),
            1 => self.resolving(random),
            2 => activating(random),
            _ => {
                let pointer = Self::some(random, &self.pointers).clone();
                self.calling(random, &pointer)
            }
        }
    }

    fn calling(&self, random: &mut Random, pointer: &Pointer) -> Call {
        let count = pointer.interface.slot_count();
        let slots = if count <= 3 { 19 } else { count };
        let slot = u16::try_from(random.below(usize::from(slots) + 1)).unwrap();
        let stub = self.stub(random, pointer.interface, slot);
        (pointer.interface.iid, slot, Some(pointer.ipid()), stub)
    }

    fn stub(&self, random: &mut Random, interface: &'static Interface, slot: u16) -> Vec<u8> {
        let kept = &self.shelf;
        match (slot, interface.member(Slot(slot))) {
            (5, _) if interface.is_dispatch() => {
                let names = vec!["Search".to_owned(), "criteria".to_owned()];
                let request = NamesRequest {
                    iid: Guid::NIL,
                    names,
                    locale: 0,
                };
                call_stub(|writer| request.write(writer))
            }
            (6, _) if interface.is_dispatch() => {
                let request = invoke(random, interface, kept);
                call_stub(|writer| request.write(writer, &mut Proxies).unwrap())
            }
            (3 | 4, _) if interface.is_dispatch() => {
                let index = u32::from(random.below(9) == 0);
                call_stub(|writer| {
                    writer.u32(index);
                    writer.u32(0);
                })
            }
            (_, Some(member)) => {
                let params = member.params.iter();
                let arguments: Vec<Value> = params.map(|param| random.value(param.ty, kept)).collect();
                call_stub(|writer| {
                    stub::write_arguments(writer, member, &arguments, &mut Proxies).unwrap();
                })
            }
            (_, None) => {
                let numbers = [random.below(20), random.below(9)];
                call_stub(|writer| numbers.iter().for_each(|number| writer.count(*number)))
            }
        }
    }

    fn counting(&self, random: &mut Random) -> Call {
        let mut pointers = self.pointers.iter().collect::<Vec<_>>();
        pointers.push(&self.of_bert);
        let ipid = Self::some(random, &pointers).ipid();
        let mut few = || u32::try_from(random.below(7)).unwrap();
        let references: Vec<References> = (0..3)
            .map(|_| References {
                ipid,
                public: few(),
                private: few(),
            })
            .collect();
        let iids = vec![IDISPATCH.iid, Self::some(random, INTERFACES).iid, Guid::NIL];
        let request = match random.below(4) {
            0 => RemUnknownRequest::QueryInterface {
                ipid,
                references: 2,
                iids,
            },
            1 => RemUnknownRequest::QueryInterface2 { ipid, iids },
            2 => RemUnknownRequest::AddRef(references),
            _ => RemUnknownRequest::Release(references),
        };
        let own = self.server.exporter.place.remote_unknown();
        let stub = call_stub(|writer| request.write(writer));
        (ids::REM_UNKNOWN2, request.opnum(), Some(own), stub)
    }

    fn resolving(&self, random: &mut Random) -> Call {
        let some_oids =
            |random: &mut Random| (0..3).map(|_| Self::some(random, &self.pointers).oid()).collect();
        let oxid = self.server.exporter.place.oxid();
        let set = u64::try_from(random.below(30)).unwrap();
        let set = if set == 0 { 0 } else { set ^ SEED[1] };
        let resolve = ResolveRequest {
            oxid,
            protocols: vec![TCP],
        };
        let request = match random.below(6) {
            0 => ExporterRequest::ResolveOxid(resolve),
            1 => ExporterRequest::SimplePing(set),
            2 => ExporterRequest::ComplexPing(ComplexPing {
                set,
                sequence: u16::from(random.byte()),
                add: some_oids(random),
                remove: some_oids(random),
            }),
            3 => ExporterRequest::ResolveOxid2(resolve),
            4 => ExporterRequest::ServerAlive2,
            _ => {
                let request = MapperRequest::Lookup {
                    inquiry: 0,
                    object: None,
                    interface: None,
                    version_option: 0,
                    handle: LookupHandle::default(),
                    most: 2,
                };
                return (ids::ENDPOINT_MAPPER, 2, None, request.to_stub().unwrap());
            }
        };
        (
            ids::OBJECT_EXPORTER,
            request.opnum(),
            None,
            request.to_stub().unwrap(),
        )
    }
}

/// A walk, a description and a class.
fn special(server: &Server) -> [Pointer; 4] {
    let collection = server.object("anna", &IUPDATE_COLLECTION);
    let unknown = Server::pointed("anna", &IUNKNOWN, &server.get(&collection, "_NewEnum").unwrap());
    let walk = server
        .query2("anna", unknown.ipid(), &[IENUM_VARIANT.iid])
        .0
        .remove(0);
    let Answer::Reply(info) = server.send_to(&collection, 4, &call_stub(|writer| writer.u64(0))) else {
        panic!("no description");
    };
    let reader = &mut Reader::new(&info);
    OrpcThat::read(reader).unwrap();
    let info = read_type_info(reader, &mut Proxies).unwrap().unwrap().unwrap();
    let class = IUPDATE.iid;
    let (_, factory) = server.activated("anna", Operation::GetClassObject, class, &[ICLASS_FACTORY.iid]);
    let factory = factory.unwrap().interfaces.remove(0).reference.unwrap();
    [
        unknown,
        Pointer::read("anna", &IENUM_VARIANT, &walk.unwrap()),
        Pointer::read("anna", &ITYPE_INFO, reference(&info)),
        Pointer::read("anna", &ICLASS_FACTORY, &factory),
    ]
}

/// Of a member of the interface, with any arguments.
fn invoke(random: &mut Random, interface: &'static Interface, shelf: &Shelf) -> InvokeRequest {
    let members: Vec<_> = interface
        .all_members()
        .map(|(_, member)| member)
        .filter(|member| member.dispid.is_some())
        .collect();
    let (dispid, params, kind) = match members.len() {
        0 => (0x6002_0001, &[][..], Kind::Method),
        count => {
            let member = members[random.below(count)];
            (member.dispid.unwrap(), member.params, member.kind)
        }
    };
    let mut arguments: Vec<Value> = params.iter().map(|param| random.value(param.ty, shelf)).collect();
    if random.below(4) == 0 {
        arguments.push(random.variant(shelf, 2));
    }
    let flags = match kind {
        Kind::Put => DispatchFlags::PUT,
        Kind::Method | Kind::Get => DispatchFlags::METHOD_OR_GET,
    };
    let mut request = InvokeRequest::new(dispid, flags, 0, &arguments, &[]);
    if random.below(4) == 0 {
        let place = u32::try_from(random.below(3)).unwrap();
        request.references = vec![(place, Variant::by_reference(random.variant(shelf, 1)))];
    }
    request
}

fn activating(random: &mut Random) -> Call {
    let class = INTERFACES[random.below(INTERFACES.len())].iid;
    let request = ActivationRequest::new(class, vec![class, IDISPATCH.iid, IUNKNOWN.iid]);
    let operation = [Operation::CreateInstance, Operation::GetClassObject][random.below(2)];
    let stub = activation::write_request(operation, &OrpcThis::new(Guid::NIL), &request).unwrap();
    (ids::REMOTE_SCM_ACTIVATOR, operation.opnum(), None, stub)
}

/// Some bytes become others.
fn damage(stub: &mut Vec<u8>, random: &mut Random) {
    for _ in 0..random.below(4) {
        if stub.is_empty() {
            return;
        }
        let at = random.below(stub.len());
        match random.below(5) {
            0 => stub[at] ^= 1 << random.below(8),
            1 => stub[at] = random.byte(),
            2 => stub.truncate(at),
            3 => {
                let copied = stub[at..(at + random.below(16)).min(stub.len())].to_vec();
                stub.splice(at..at, copied);
            }
            _ => {
                let end = (at + 4).min(stub.len());
                stub[at..end].fill(0xFF);
            }
        }
    }
}

/// Sends that many inputs, and says how many were answered with results.
fn run(random: &mut Random, mut input: impl FnMut(&Target, &mut Random) -> Call) -> usize {
    let mut answered = 0;
    for _ in 0..INPUTS / OF_ONE_SERVER {
        let target = Target::new();
        for round in 0..OF_ONE_SERVER {
            let call = input(&target, random);
            answered += usize::from(target.send(&call));
            if round % 10 == 0 {
                target.server.check();
            }
        }
        target.finish();
    }
    answered
}

#[test]
fn noise_behind_a_header_never_panics() {
    let random = &mut Random(0x2545_F491_4F6C_DD1D);
    run(random, |target, random| {
        let (interface, opnum, object, _) = target.valid(random);
        let length = random.below(200);
        // Small numbers are counts, tags and pointers: they lead further in than noise does.
        let noise: Vec<u8> = (0..length)
            .map(|_| match random.below(8) {
                0 => random.byte(),
                1 | 2 => u8::try_from(random.below(18)).unwrap(),
                _ => 0,
            })
            .collect();
        let stub = match random.below(4) {
            0 => noise,
            _ => call_stub(|writer| writer.bytes(&noise)),
        };
        (interface, opnum, object, stub)
    });
}

#[test]
fn calls_with_some_bytes_changed_never_panic() {
    let random = &mut Random(0xD1B5_4A32_D192_ED03);
    let answered = run(random, |target, random| {
        let (interface, opnum, object, mut stub) = target.valid(random);
        damage(&mut stub, random);
        (interface, opnum, object, stub)
    });
    // Worth its name only if both happen often.
    assert!((INPUTS / 10..INPUTS * 9 / 10).contains(&answered), "{answered}");
}

#[test]
fn every_member_takes_any_arguments_of_its_types() {
    let random = &mut Random(0x9E37_79B9_7F4A_7C15);
    for _ in 0..20 {
        let target = Target::new();
        for pointer in target.pointers.clone() {
            for slot in 3..pointer.interface.slot_count() {
                // What was released by an argument is made again.
                let pointer = match target.server.references(&pointer) {
                    0 if INTERFACES.contains(&pointer.interface) => {
                        target.server.object("anna", pointer.interface)
                    }
                    _ => pointer.clone(),
                };
                let stub = target.stub(random, pointer.interface, slot);
                let call = (pointer.interface.iid, slot, Some(pointer.ipid()), stub);
                let is_there = target.server.references(&pointer) > 0;
                assert_eq!(target.send(&call), is_there, "{:?} {slot}", pointer.interface);
                drain(&target);
            }
        }
        target.finish();
    }
}

/// Makes room: what results gave is released.
fn drain(target: &Target) {
    let known: Vec<Ipid> = target
        .pointers
        .iter()
        .chain([&target.of_bert])
        .map(Pointer::ipid)
        .collect();
    let given = target
        .server
        .held()
        .into_iter()
        .filter(|(ipid, ..)| !known.contains(ipid));
    let given: Vec<References> = given
        .map(|(ipid, ..)| References {
            ipid,
            public: u32::MAX,
            private: u32::MAX,
        })
        .collect();
    target.server.release("anna", &given);
}
