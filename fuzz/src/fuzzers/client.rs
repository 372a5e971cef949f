//! A server's whole say, as our clients take it: the PDUs of a connection, and behind them activations, references,
//! results of members, walks, whole results and pings.
//!
//! An input is a course: the first byte says how far the client has come, each step what the server does, or the client.

use std::any::Any;
use std::collections::HashMap;
use std::sync::Arc;

use wua_com::reading::{Shape, Tree, pack, unpack};
use wua_com::{Caller, Error, Guid, Interface, Invoke, ObjectRef, Outcome as Called, Slot, Value, code};
use wua_defs::interfaces::{INTERFACES, by_name};
use wua_defs::vendor::{IWUA_READER, READ};
use wua_rpc::connection::{Client, ClientCall, ClientConnection, ClientEvent, Closed, Limits, Outcome};
use wua_rpc::importer::{self, Pings};
use wua_rpc::ndr::{self, Objects, Reader, Writer, enumerate, stub};
use wua_rpc::orpc::activation;
use wua_rpc::orpc::exporter::{ComplexPingReply, ExporterRequest, read_status};
use wua_rpc::orpc::{OrpcThat, Oxid, remote_unknown};
use wua_rpc::pdu::{BindAck, Fault, Flags, HEADER, Header, Kind, NDR20, Syntax, Verdict, write_fault};

use super::ntlm::World;
use super::{Fuzzer, noise};
use crate::frames::{self, Step};
use crate::mutation::Random;
use crate::seen::{Seen, bucket};
use crate::vectors;

pub(super) struct FromServer {
    slots: Vec<(&'static Interface, Slot)>,
    shape: Shape,
    words: Vec<Vec<u8>>,
}

/// What steps there are.
const STEPS: u8 = 9;
/// What kinds of calls.
const CALLS: u8 = 7;
/// What a walk asks for.
const ASKED: u32 = 3;

const LIMITS: Limits = Limits {
    presentation_contexts: 8,
    proposals: 8,
    security_contexts: 2,
    fragment: 5840,
    stub: 16 << 10,
    calls: 8,
    output: 1 << 20,
    handshake: 1000,
    fragment_wait: 1000,
    idle: 1000,
    idle_signed_in: 1000,
};

const SHAPE: &str = "ISearchResult{ ResultCode, Warnings[{Message, HResult, Context}], Updates[IUpdate5{ \
    Identity{UpdateID, RevisionNumber}, Title, KBArticleIDs[], as IWindowsDriverUpdate{DriverModel}, \
    BundledUpdates[{Title}] }] }";

impl FromServer {
    pub(super) fn new() -> Self {
        let interfaces = INTERFACES.iter().copied();
        Self {
            slots: interfaces
                .flat_map(|interface| (7..interface.slot_count()).map(move |slot| (interface, Slot(slot))))
                .collect(),
            shape: Shape::parse(SHAPE, &by_name).unwrap(),
            words: vec![b"MEOW".to_vec(), packed()],
        }
    }
}

/// A whole result.
fn packed() -> Vec<u8> {
    let text = |text: &str| Tree::Value(Value::from(text));
    let update = Tree::Node(vec![
        Tree::Node(vec![
            text("00001901-0001-4000-8000-000000000001"),
            Tree::Value(Value::I4(1)),
        ]),
        text("Orrery"),
        Tree::Items(vec![text("5081910")]),
        Tree::Node(vec![Tree::Failed(code::E_NOINTERFACE)]),
        Tree::Items(vec![Tree::Node(vec![text("a wheel")])]),
    ]);
    let warnings = Tree::Items(vec![]);
    pack(&[Tree::Node(vec![
        Tree::Value(Value::I4(2)),
        warnings,
        Tree::Items(vec![update]),
    ])])
}

/// What the client asked for, and so what the answer is read as.
#[derive(Clone, Copy, Debug)]
enum Asked {
    Activation,
    Interfaces,
    Member(&'static Interface, Slot),
    Whole,
    Walk,
    Pinged,
    References,
}

struct Course<'a> {
    fuzzer: &'a FromServer,
    connection: ClientConnection,
    /// The calls in flight.
    asked: HashMap<u32, Asked>,
    last_call: u32,
    pings: Pings,
    /// Whose objects are taken.
    oxid: Oxid,
    now: u64,
    closed: Option<Closed>,
}

impl<'a> Course<'a> {
    /// Not begun, waiting for the answer to a bind, or bound with a call of each kind in flight.
    fn new(fuzzer: &'a FromServer, stage: u8, seen: &mut Seen) -> Self {
        let client = Client {
            limits: LIMITS,
            ..Client::default()
        };
        let mut course = Self {
            fuzzer,
            connection: ClientConnection::new(client),
            asked: HashMap::new(),
            last_call: 0,
            pings: Pings::default(),
            oxid: 1,
            now: 0,
            closed: None,
        };
        if !stage.is_multiple_of(4) {
            let interfaces = [Syntax::new(Guid::from_u128(1), 0, 0)];
            let bound = course
                .connection
                .bind(0, &interfaces, None, 0, &mut World::new(3));
            bound.unwrap();
            course.connection.transmit();
        }
        if stage % 4 > 1 {
            course.take(&ack(2), seen);
            for kind in 0..CALLS {
                course.call(kind, stage, seen);
            }
        }
        course
    }

    fn call(&mut self, kind: u8, choice: u8, seen: &mut Seen) {
        let slots = &self.fuzzer.slots;
        let (interface, slot) = slots[usize::from(choice) * 7 % slots.len()];
        let asked = match kind % CALLS {
            0 => Asked::Activation,
            1 => Asked::Interfaces,
            2 => Asked::Member(interface, slot),
            3 => Asked::Whole,
            4 => Asked::Walk,
            5 => Asked::Pinged,
            _ => Asked::References,
        };
        let made = self.connection.call(&ClientCall {
            context: 0,
            security: None,
            opnum: slot.0,
            object: None,
            stub: &[],
        });
        match made {
            Ok(call) => {
                self.last_call = call;
                assert!(self.asked.insert(call, asked).is_none(), "a number twice");
            }
            Err(why) => seen.note("not called", format!("{why:?}")),
        }
        self.connection.transmit();
    }

    fn step(&mut self, step: &Step, seen: &mut Seen) {
        let (first, rest) = step.data.split_first().unwrap_or((&0, &[]));
        // The call that is meant: one of the last.
        let call_id = self.last_call.saturating_sub(u32::from(*first) % 16);
        match step.what % STEPS {
            0 => self.take(&step.data, seen),
            1 => self.take(&response(call_id, Flags::WHOLE, rest), seen),
            2 => {
                let flags = Flags(first >> 4 & 3);
                self.take(&response(call_id, flags, rest), seen);
            }
            3 => {
                let mut fault = Vec::new();
                let status = rest.first_chunk().map_or(5, |status| u32::from_le_bytes(*status));
                write_fault(
                    &mut fault,
                    call_id,
                    &Fault { context: 0, status },
                    first & 0x80 == 0,
                );
                self.take(&fault, seen);
            }
            4 => self.take(&ack(usize::from(*first)), seen),
            5 => self.call(*first, rest.first().copied().unwrap_or_default(), seen),
            6 => {
                let more = [Syntax::new(Guid::from_u128(u128::from(*first)), 0, 0)];
                let begun = self
                    .connection
                    .alter_context(&more, None, self.now, &mut World::new(3));
                seen.note("altering", begun.is_ok());
                self.connection.transmit();
            }
            7 => {
                if first & 0x80 == 0 {
                    self.connection.cancel(call_id);
                } else {
                    let was_waited_for = self.asked.remove(&call_id).is_some();
                    self.connection.orphan(call_id);
                    seen.note("given up", was_waited_for);
                }
                self.connection.transmit();
                self.events(seen);
            }
            _ => {
                self.now += u64::from(*first) * 10;
                self.connection.expire(self.now);
                self.events(seen);
            }
        }
    }

    fn take(&mut self, bytes: &[u8], seen: &mut Seen) {
        self.connection.receive(bytes, self.now, &mut World::new(5));
        self.connection.transmit();
        self.events(seen);
    }

    fn events(&mut self, seen: &mut Seen) {
        while let Some(event) = self.connection.next_event() {
            assert!(self.closed.is_none(), "something after the end");
            match event {
                ClientEvent::Bound { verdicts, .. } => seen.note("bound", verdicts.len()),
                ClientEvent::NotAltered { status } => seen.note("not altered", status == 5),
                ClientEvent::Shutdown => seen.note("shutdown", ()),
                ClientEvent::Refused(refusal) => seen.note("refused", refusal.reason),
                ClientEvent::Closed(why) => {
                    // Words have numbers in them, and numbers are no outcomes.
                    let words = why.to_string();
                    let words: String = words.chars().filter(|letter| letter.is_alphabetic()).collect();
                    seen.note("closed", words);
                    self.closed = Some(why);
                }
                ClientEvent::Ended { call, outcome } => {
                    let asked = self.asked.remove(&call).expect("an answer that nobody waits for");
                    match outcome {
                        Outcome::Fault { executed, .. } => seen.note("fault", executed),
                        Outcome::Response(stub) => {
                            assert!(stub.len() <= LIMITS.stub);
                            self.read(asked, &stub, seen);
                        }
                    }
                }
            }
        }
        assert!(self.connection.calls_in_flight() <= LIMITS.calls);
        assert_eq!(self.connection.is_closed(), self.closed.is_some());
    }

    fn read(&mut self, asked: Asked, stub: &[u8], seen: &mut Seen) {
        let read = match asked {
            Asked::Activation => self.activated(stub, seen),
            Asked::Interfaces => interfaces(stub, seen),
            Asked::Member(interface, slot) => self.member(interface, slot, stub, seen),
            Asked::Whole => self.whole(stub, seen),
            Asked::Walk => self.walk(stub, seen),
            Asked::Pinged => self.pinged(stub, seen),
            Asked::References => {
                let reader = &mut Reader::new(stub);
                OrpcThat::read(reader)
                    .and_then(|_| remote_unknown::read_results(reader))
                    .map(|(results, _)| seen.note("referred", bucket(results.len())))
            }
        };
        if let Err(error) = read {
            assert!(!error.to_string().is_empty());
            seen.note_unread(name(asked), &error);
        }
    }

    fn activated(&mut self, stub: &[u8], seen: &mut Seen) -> Result<(), ndr::Error> {
        let (_, result) = activation::read_reply(stub)?;
        let Ok(reply) = result else {
            seen.note("activated", "no");
            return Ok(());
        };
        self.oxid = reply.exporter.oxid;
        let port = reply.exporter.bindings.strings.iter().find_map(|binding| {
            assert!(binding.host().len() <= binding.address.len());
            binding.port()
        });
        seen.note("activated", (reply.interfaces.len(), port.is_some()));
        for interface in reply.interfaces {
            if let Ok(reference) = interface.reference {
                self.hold(&reference, seen);
            }
        }
        Ok(())
    }

    fn hold(&mut self, reference: &[u8], seen: &mut Seen) {
        match importer::living(reference, self.oxid) {
            Ok((_, standard)) => {
                assert_eq!(standard.oxid, self.oxid, "an object of somebody else");
                self.pings.add(standard.oid);
                seen.note("held", standard.flags == 0);
            }
            Err(error) => seen.note("not held", error.hresult().to_u32()),
        }
    }

    fn member(
        &mut self,
        interface: &'static Interface,
        slot: Slot,
        stub: &[u8],
        seen: &mut Seen,
    ) -> Result<(), ndr::Error> {
        let Some(member) = interface.member(slot) else {
            return Ok(());
        };
        let reader = &mut Reader::new(stub);
        let header = OrpcThat::read(reader)?;
        if let Some(info) = header.error_info() {
            let words = info.description.map_or(0, |words| words.len());
            assert!(words <= 3 * stub.len());
            seen.note("words", bucket(words));
        }
        let mut taken = Taken {
            oxid: self.oxid,
            objects: Vec::new(),
        };
        let result = stub::read_result(reader, member, &mut taken)?;
        seen.note(
            "result",
            (
                member.returns.map(wua_com::Type::name),
                result.is_ok(),
                taken.objects.len(),
            ),
        );
        taken.objects.iter().for_each(|object| self.pings.add(*object));
        Ok(())
    }

    fn whole(&mut self, stub: &[u8], seen: &mut Seen) -> Result<(), ndr::Error> {
        let reader = &mut Reader::new(stub);
        OrpcThat::read(reader)?;
        let member = IWUA_READER.member(READ).unwrap();
        let mut taken = Taken {
            oxid: self.oxid,
            objects: Vec::new(),
        };
        match stub::read_result(reader, member, &mut taken)? {
            Ok(success) => match success.value {
                Value::Bytes(bytes) => self.unpacked(&bytes, seen),
                other => seen.note("whole", other.kind()),
            },
            Err(_) => seen.note("whole", "no"),
        }
        Ok(())
    }

    fn unpacked(&self, bytes: &[u8], seen: &mut Seen) {
        let Ok(trees) = unpack(bytes) else {
            seen.note("no tree", bucket(bytes.len()));
            return;
        };
        assert!(trees.iter().map(count).sum::<usize>() <= bytes.len());
        let fits = trees.iter().map(|tree| self.fuzzer.shape.fits(tree));
        let fits: Vec<bool> = fits.take(3).collect();
        seen.note("trees", (bucket(trees.len()), fits));
        // What says the same again; a date that is no number equals nothing.
        let again = unpack(&pack(&trees)).expect("what was unpacked can be packed");
        assert_eq!(format!("{again:?}"), format!("{trees:?}"));
    }

    fn walk(&mut self, stub: &[u8], seen: &mut Seen) -> Result<(), ndr::Error> {
        let reader = &mut Reader::new(stub);
        OrpcThat::read(reader)?;
        let mut taken = Taken {
            oxid: self.oxid,
            objects: Vec::new(),
        };
        match enumerate::read_next(reader, ASKED, &mut taken)? {
            Ok(items) => {
                assert!(items.value.len() <= 3, "more than was asked for");
                seen.note("walked", items.value.len());
            }
            Err(_) => seen.note("walked", "no"),
        }
        Ok(())
    }

    fn pinged(&mut self, stub: &[u8], seen: &mut Seen) -> Result<(), ndr::Error> {
        match self.pings.due() {
            Some(ExporterRequest::ComplexPing(ping)) => {
                let reply = ComplexPingReply::from_stub(stub)?;
                if reply.status == 0 {
                    let more = self.pings.taken(&ping, &reply);
                    seen.note("pinged", (ping.set == 0, more));
                } else {
                    self.pings.forgotten();
                    seen.note("forgotten", ());
                }
            }
            Some(_) => {
                let status = read_status(stub)?;
                seen.note("pinged again", status == 0);
            }
            None => {}
        }
        Ok(())
    }
}

fn interfaces(stub: &[u8], seen: &mut Seen) -> Result<(), ndr::Error> {
    let reader = &mut Reader::new(stub);
    OrpcThat::read(reader)?;
    let (results, _) = remote_unknown::read_query_results(reader)?;
    assert!(results.len() <= stub.len());
    seen.note("interfaces", bucket(results.len()));
    Ok(())
}

fn name(asked: Asked) -> &'static str {
    match asked {
        Asked::Activation => "not activated",
        Asked::Interfaces => "no interfaces",
        Asked::Member(..) => "no result",
        Asked::Whole => "nothing whole",
        Asked::Walk => "not walked",
        Asked::Pinged => "not pinged",
        Asked::References => "not referred",
    }
}

fn count(tree: &Tree) -> usize {
    match tree {
        Tree::Node(trees) | Tree::Items(trees) => 1 + trees.iter().map(count).sum::<usize>(),
        Tree::Value(Value::Array(values)) => 1 + values.len(),
        _ => 1,
    }
}

fn response(call_id: u32, flags: Flags, stub: &[u8]) -> Vec<u8> {
    let length = HEADER + 8 + stub.len();
    let header = Header {
        kind: Kind::Response,
        flags,
        fragment_length: u16::try_from(length).unwrap_or(u16::MAX),
        auth_length: 0,
        call_id,
    };
    [&header.to_bytes()[..], &[0; 8], stub].concat()
}

/// The answer to the first bind, with so many verdicts: one for the interface, one for features.
fn ack(verdicts: usize) -> Vec<u8> {
    let all = [
        Verdict::Accepted(NDR20),
        Verdict::Accepted(Syntax::new(Guid::NIL, 1, 0)),
    ];
    let verdicts = match verdicts {
        2 => vec![all[0], Verdict::UnknownTransfer],
        count => all.into_iter().cycle().take(count % 8).collect(),
    };
    let ack = BindAck {
        max_transmit: 5840,
        max_receive: 5840,
        group: 1,
        address: "135".into(),
        verdicts,
    };
    let mut out = Vec::new();
    ack.write(
        &mut out,
        Kind::BindAck,
        Flags::WHOLE.with(Flags::MULTIPLEXING),
        1,
        None,
    )
    .unwrap();
    out
}

/// Takes references as a client does.
struct Taken {
    oxid: Oxid,
    objects: Vec<u64>,
}

struct Nothing;

impl Invoke for Nothing {
    fn supports(&self, _: &'static Interface) -> bool {
        false
    }

    fn invoke(&self, _: &Caller, _: &'static Interface, _: Slot, _: &[Value]) -> Called {
        Err(code::E_NOTIMPL.into())
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}

impl Objects for Taken {
    fn marshal(&mut self, _: &ObjectRef, _: &'static Interface) -> Result<Vec<u8>, Error> {
        Err(code::E_NOTIMPL.into())
    }

    fn unmarshal(&mut self, reference: &[u8], _: &'static Interface) -> Result<ObjectRef, Error> {
        let (_, standard) = importer::living(reference, self.oxid)?;
        self.objects.push(standard.oid);
        Ok(ObjectRef::Foreign(Arc::new(Nothing)))
    }
}

impl Fuzzer for FromServer {
    fn seeds(&self) -> Vec<Vec<u8>> {
        let mut seeds = vec![frames::write(1, &[Step::new(4, [2]), Step::new(5, [0, 0])])];
        for pdu in vectors::pdus() {
            seeds.extend((0..3).map(|stage| frames::write(stage, &[Step::new(0, pdu.clone())])));
        }
        for stub in vectors::stubs().iter().filter(|stub| !stub.is_request) {
            for call in 0..CALLS {
                let data = [&[CALLS - 1 - call][..], &stub.bytes].concat();
                seeds.push(frames::write(2, &[Step::new(1, data)]));
            }
        }
        let mut writer = Writer::new();
        OrpcThat::default().write(&mut writer);
        let member = IWUA_READER.member(READ).unwrap();
        let whole = wua_com::Success::with(code::S_OK, Value::Bytes(packed().into()));
        let mut nobody = Taken {
            oxid: 1,
            objects: Vec::new(),
        };
        stub::write_result(&mut writer, member, Ok(&whole), &mut nobody).unwrap();
        let whole = writer.finish().unwrap();
        seeds.push(frames::write(2, &[Step::new(1, [&[3][..], &whole].concat())]));
        seeds
    }

    fn execute(&mut self, input: &[u8], seen: &mut Seen) {
        let (stage, steps) = frames::read(input);
        let mut course = Course::new(self, stage, seen);
        for step in &steps {
            course.step(step, seen);
        }
    }

    fn fresh(&mut self, random: &mut Random) -> Vec<u8> {
        let count = 1 + random.below(6);
        let steps: Vec<Step> = (0..count)
            .map(|_| {
                let what = if random.one_in(2) {
                    1
                } else {
                    random.byte() % STEPS
                };
                Step::new(what, noise(random, 120))
            })
            .collect();
        frames::write(random.byte() % 4, &steps)
    }

    fn change(&mut self, input: &mut Vec<u8>, other: &[u8], random: &mut Random) {
        frames::change(input, other, &self.words, STEPS, random);
    }
}
