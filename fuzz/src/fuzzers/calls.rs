//! Calls by the interface tables, through an exporter with the real objects of the museum.
//!
//! An input is a course of steps. Objects that are handed out are called again, by number: the newest is 0. In parameters,
//! a reference whose IPID ends with eight times `W` means the pointer whose number is its first byte.

use std::sync::Arc;

use wua_com::standard::{IDISPATCH, IUNKNOWN};
use wua_com::{DispatchFlags, Error, Family, Guid, Interface, Kind, Object, ObjectRef, Slot, Value, code};
use wua_defs::classes::{CLASSES, UPDATE_SESSION};
use wua_defs::interfaces::INTERFACES;
use wua_rpc::ndr::dispatch::{InvokeRequest, NamesRequest};
use wua_rpc::ndr::{Objects, Variant, Writer, stub};
use wua_rpc::orpc::activation::{self, ActivationRequest, Operation};
use wua_rpc::orpc::{DualStringArray, Ipid, ObjectReference, OrpcThis, StandardReference, ids};

use super::exporting::{ANNA, BERT, CARL, Exporting, Users, behind_header};
use super::museum::Museum;
use super::values::{value, variant};
use super::{Fuzzer, noise};
use crate::frames::{self, Step};
use crate::mutation::Random;
use crate::seen::Seen;

/// What a step does.
mod step {
    /// A call by the tables: pointer, slot, a seed for the arguments (4 bytes), and bytes of the parameters to be changed:
    /// place (2) and difference (1).
    pub(super) const MEMBER: u8 = 0;
    /// The same through `IDispatch::Invoke`.
    pub(super) const INVOKE: u8 = 1;
    /// Pointer, operation, and the parameters as they are, behind a header.
    pub(super) const PARAMETERS: u8 = 2;
    /// The same without a header.
    pub(super) const STUB: u8 = 3;
    /// `IRemUnknown2`: operation, parameters.
    pub(super) const UNKNOWN: u8 = 4;
    /// Class, how, and interfaces.
    pub(super) const ACTIVATE: u8 = 5;
    /// The resolver and the mapper: which, operation, parameters.
    pub(super) const RESOLVE: u8 = 6;
    /// Seconds that pass.
    pub(super) const WAIT: u8 = 7;
    /// As the first one, by somebody else.
    pub(super) const BY_ANOTHER: u8 = 8;
    /// As the first one, also where that takes a while.
    pub(super) const WAITING: u8 = 9;
    /// How many there are.
    pub(super) const KINDS: u8 = 10;
}

/// Marks an IPID that is to be replaced.
const MARK: [u8; 8] = [b'W'; 8];
/// Members that wait are called in one of so many executions: they take a thousand times as long as others.
const WAITS: u64 = 2_000;
/// After so many executions the museum is opened anew: what is put into its objects stays there.
const OF_ONE_MUSEUM: u64 = 50_000;

pub(super) struct Calls {
    museum: Arc<Museum>,
    users: Users,
    remote_unknown: Ipid,
    executions: u64,
    words: Vec<Vec<u8>>,
}

impl Calls {
    pub(super) fn new() -> Self {
        let (museum, users) = (Arc::new(Museum::open()), Users::new());
        let remote_unknown = Exporting::learn(museum.clone(), &users, UPDATE_SESSION.clsid);
        let words = (0..4).map(|number| reference(number, IUNKNOWN.iid)).collect();
        Self {
            museum,
            users,
            remote_unknown,
            executions: 0,
            words,
        }
    }
}

/// A reference to the pointer of this number, to be put in when it is sent.
fn reference(number: u8, iid: Guid) -> Vec<u8> {
    let mut marked = [0; 16];
    marked[0] = number;
    marked[8..].copy_from_slice(&MARK);
    let standard = StandardReference {
        flags: 0,
        public_references: u32::from(number % 3),
        oxid: 0,
        oid: 0,
        ipid: wua_rpc::ndr::Reader::packed(&marked).guid().unwrap(),
    };
    ObjectReference::standard(iid, standard, DualStringArray::default())
        .to_bytes()
        .unwrap()
}

/// An object of the server, as a client has it: a number.
struct Numbered(u8);

impl Object for Numbered {
    fn families(&self) -> &'static [Family] {
        &[]
    }
}

/// A client's objects.
struct Numbers;

impl Objects for Numbers {
    fn marshal(&mut self, object: &ObjectRef, interface: &'static Interface) -> Result<Vec<u8>, Error> {
        let number = object.downcast::<Numbered>().ok_or(code::E_UNEXPECTED)?.0;
        Ok(reference(number, interface.iid))
    }

    fn unmarshal(&mut self, _: &[u8], _: &'static Interface) -> Result<ObjectRef, Error> {
        Err(code::E_UNEXPECTED.into())
    }
}

/// One execution.
struct Course<'a> {
    exporting: Exporting<'a>,
    may_wait: bool,
}

impl Course<'_> {
    /// Somebody else is there, too.
    fn bystander(&mut self) {
        let request = ActivationRequest::new(UPDATE_SESSION.clsid, vec![IDISPATCH.iid]);
        let operation = Operation::CreateInstance;
        let stub = activation::write_request(operation, &OrpcThis::new(Guid::NIL), &request).unwrap();
        let called = (ids::REMOTE_SCM_ACTIVATOR, operation.opnum());
        self.exporting
            .send(CARL, called, None, &stub, false, &mut Seen::default());
        self.exporting.look(CARL);
    }

    fn step(&mut self, Step { what, data }: &Step, seen: &mut Seen) {
        match what % step::KINDS {
            step::MEMBER => self.member(ANNA, data, false, seen),
            step::INVOKE => self.invoke(data, seen),
            step::PARAMETERS => self.raw(data, true, seen),
            step::STUB => self.raw(data, false, seen),
            step::UNKNOWN => {
                if let Some((opnum, parameters)) = data.split_first() {
                    let stub = behind_header(&self.replaced(ANNA, parameters));
                    let unknown = self.exporting.remote_unknown();
                    let operation = (ids::REM_UNKNOWN2, u16::from(opnum % 8));
                    self.exporting
                        .send(ANNA, operation, Some(unknown), &stub, false, seen);
                }
            }
            step::ACTIVATE => self.activate(data, seen),
            step::RESOLVE => {
                if let Some(([which, opnum], parameters)) = data.split_first_chunk() {
                    let all = [
                        ids::OBJECT_EXPORTER,
                        ids::ENDPOINT_MAPPER,
                        ids::ACTIVATION,
                        ids::REMOTE_SCM_ACTIVATOR,
                    ];
                    let operation = (all[usize::from(which % 4)], u16::from(opnum % 8));
                    let stub = self.replaced(ANNA, parameters);
                    self.exporting.send(ANNA, operation, None, &stub, false, seen);
                }
            }
            step::WAIT => {
                // Who calls now and then is not forgotten.
                self.exporting.look(CARL);
                let seconds = data.first().copied().unwrap_or_default();
                self.exporting.wait(u64::from(seconds) * 1_000);
            }
            step::BY_ANOTHER => self.by_another(data, seen),
            _ => self.member(ANNA, data, self.may_wait, seen),
        }
    }

    fn member(&mut self, user: usize, data: &[u8], may_wait: bool, seen: &mut Seen) {
        let Some(([number, slot, arguments @ ..], changes)) = data.split_first_chunk::<6>() else {
            return;
        };
        let Some((pointer, interface)) = self
            .exporting
            .pointer(user, *number)
            .and_then(|pointer| Some((pointer, pointer.interface()?)))
        else {
            return;
        };
        let slot = u16::from(*slot) % (interface.slot_count().max(24) + 1);
        let random = &mut Random::new(u64::from(u32::from_le_bytes(*arguments)));
        let mut parameters = parameters(random, interface, Slot(slot));
        apply(&mut parameters, changes);
        let stub = behind_header(&self.replaced(user, &parameters));
        let operation = (interface.iid, slot);
        self.exporting.send(
            user,
            operation,
            Some(pointer.standard.ipid),
            &stub,
            may_wait,
            seen,
        );
    }

    fn invoke(&mut self, data: &[u8], seen: &mut Seen) {
        let Some(([number, which, arguments @ ..], changes)) = data.split_first_chunk::<6>() else {
            return;
        };
        let Some((pointer, interface)) = self
            .exporting
            .pointer(ANNA, *number)
            .and_then(|pointer| Some((pointer, pointer.interface()?)))
        else {
            return;
        };
        let random = &mut Random::new(u64::from(u32::from_le_bytes(*arguments)));
        let request = invocation(random, interface, usize::from(*which));
        let mut writer = Writer::new();
        request.write(&mut writer, &mut Numbers).unwrap();
        let mut parameters = writer.finish().unwrap();
        apply(&mut parameters, changes);
        let stub = behind_header(&self.replaced(ANNA, &parameters));
        self.exporting.send(
            ANNA,
            (interface.iid, 6),
            Some(pointer.standard.ipid),
            &stub,
            false,
            seen,
        );
    }

    fn raw(&mut self, data: &[u8], has_header: bool, seen: &mut Seen) {
        let Some(([number, opnum], parameters)) = data.split_first_chunk() else {
            return;
        };
        let Some(pointer) = self.exporting.pointer(ANNA, *number) else {
            return;
        };
        let parameters = self.replaced(ANNA, parameters);
        let stub = if has_header {
            behind_header(&parameters)
        } else {
            parameters
        };
        let operation = (pointer.iid, u16::from(*opnum));
        self.exporting
            .send(ANNA, operation, Some(pointer.standard.ipid), &stub, false, seen);
    }

    /// Everything of somebody else's is out of reach: it is not there.
    fn by_another(&mut self, data: &[u8], seen: &mut Seen) {
        let Some((number, rest)) = data.split_first() else {
            return;
        };
        let (user, other) = if number % 2 == 0 {
            (ANNA, BERT)
        } else {
            (BERT, ANNA)
        };
        if rest.first().is_some_and(|choice| choice % 2 == 0) {
            return self.member(BERT, rest, false, seen);
        }
        let Some(pointer) = self.exporting.pointer(other, *number) else {
            return;
        };
        let before = self.exporting.held[user].len();
        let stub = behind_header(rest);
        self.exporting.send(
            user,
            (pointer.iid, 7),
            Some(pointer.standard.ipid),
            &stub,
            false,
            seen,
        );
        assert_eq!(
            self.exporting.held[user].len(),
            before,
            "something was had from another's object"
        );
    }

    fn activate(&mut self, data: &[u8], seen: &mut Seen) {
        let Some(([class, how], wanted)) = data.split_first_chunk() else {
            return;
        };
        let class = usize::from(*class);
        let class = match class.checked_sub(CLASSES.len()) {
            None => CLASSES[class].clsid,
            Some(interface) => INTERFACES[interface % INTERFACES.len()].iid,
        };
        let mut iids: Vec<Guid> = wanted
            .iter()
            .map(|number| INTERFACES[usize::from(*number) % INTERFACES.len()].iid)
            .collect();
        if iids.is_empty() {
            iids = vec![class, IDISPATCH.iid];
        }
        let operation = if how % 8 == 7 {
            Operation::GetClassObject
        } else {
            Operation::CreateInstance
        };
        iids.truncate(20);
        if operation == Operation::GetClassObject {
            iids = vec![ids::CLASS_FACTORY];
        }
        let request = ActivationRequest::new(class, iids);
        let stub = activation::write_request(operation, &OrpcThis::new(Guid::NIL), &request).unwrap();
        let user = if how % 16 == 3 { BERT } else { ANNA };
        self.exporting.send(
            user,
            (ids::REMOTE_SCM_ACTIVATOR, operation.opnum()),
            None,
            &stub,
            false,
            seen,
        );
    }

    /// The parameters with pointers in place of their numbers.
    fn replaced(&self, user: usize, parameters: &[u8]) -> Vec<u8> {
        let mut parameters = parameters.to_vec();
        let places: Vec<usize> = parameters
            .windows(8)
            .enumerate()
            .filter(|(_, window)| *window == MARK)
            .map(|(at, _)| at)
            .collect();
        for at in places {
            let Some(at) = at.checked_sub(8) else {
                continue;
            };
            let Some(pointer) = self.exporting.pointer(user, parameters[at]) else {
                continue;
            };
            let mut writer = Writer::packed();
            writer.u64(pointer.standard.oxid);
            writer.u64(pointer.standard.oid);
            writer.guid(pointer.standard.ipid);
            let bytes = writer.finish().unwrap();
            let is_reference = at >= 48 && parameters[at - 48..].starts_with(b"MEOW");
            let (from, bytes) = if is_reference {
                (at - 16, &bytes[..])
            } else {
                (at, &bytes[16..])
            };
            if let Some(place) = parameters.get_mut(from..from + bytes.len()) {
                place.copy_from_slice(bytes);
            }
        }
        parameters
    }
}

/// Parameters of a member that are right; anything where there is none.
fn parameters(random: &mut Random, interface: &'static Interface, slot: Slot) -> Vec<u8> {
    let mut writer = Writer::new();
    let objects = objects();
    match (slot.0, interface.member(slot)) {
        (5, _) if interface.is_dispatch() => {
            let names = interface.all_members().map(|(_, member)| member.name.to_owned());
            let names: Vec<String> = names
                .skip(random.below(20))
                .take(random.below(3))
                .chain(["Count".to_owned()])
                .collect();
            NamesRequest {
                iid: Guid::NIL,
                names,
                locale: 0,
            }
            .write(&mut writer);
        }
        (6, _) if interface.is_dispatch() => {
            let which = random.below(256);
            invocation(random, interface, which)
                .write(&mut writer, &mut Numbers)
                .unwrap();
        }
        (3 | 4, _) if interface.is_dispatch() => {
            writer.u32(u32::from(random.one_in(9)));
            writer.u32(0);
        }
        (_, Some(member)) => {
            let arguments: Vec<Value> = member
                .params
                .iter()
                .map(|param| value(random, param.ty, &objects))
                .collect();
            stub::write_arguments(&mut writer, member, &arguments, &mut Numbers).unwrap();
        }
        (_, None) => return noise(random, 40),
    }
    writer.finish().unwrap()
}

fn objects() -> Vec<ObjectRef> {
    (0..4).map(|number| ObjectRef::new(Numbered(number))).collect()
}

/// A late-bound call of a member, with arguments of its types, mostly.
fn invocation(random: &mut Random, interface: &'static Interface, which: usize) -> InvokeRequest {
    let objects = objects();
    let members = interface
        .all_members()
        .map(|(_, member)| member)
        .filter(|member| member.dispid.is_some());
    let members: Vec<_> = members.collect();
    let (dispid, params, kind) = match members.get(which % members.len().max(1)) {
        Some(member) => (member.dispid.unwrap_or_default(), member.params, member.kind),
        // `IDispatch` says nothing of members: the first ones of most interfaces.
        None => (
            0x6002_0000 + i32::try_from(which).unwrap_or_default(),
            &[][..],
            Kind::Method,
        ),
    };
    let mut arguments: Vec<Value> = params
        .iter()
        .map(|param| value(random, param.ty, &objects))
        .collect();
    if random.one_in(4) {
        arguments.push(variant(random, &objects, 2));
    }
    let flags = match kind {
        Kind::Put => DispatchFlags::PUT,
        Kind::Method | Kind::Get => DispatchFlags::METHOD_OR_GET,
    };
    let mut request = InvokeRequest::new(dispid, flags, 0, &arguments, &[]);
    if random.one_in(4) {
        let place = u32::try_from(random.below(3)).unwrap();
        request.references = vec![(place, Variant::by_reference(variant(random, &objects, 1)))];
    }
    request
}

/// Changes bytes: place and difference, three bytes each. A place behind the end cuts the parameters off.
fn apply(parameters: &mut Vec<u8>, changes: &[u8]) {
    for [low, high, difference] in changes.as_chunks().0 {
        let at = usize::from(u16::from_le_bytes([*low, *high]));
        match parameters.get_mut(at) {
            Some(byte) => *byte ^= difference,
            None => parameters.truncate(at % (parameters.len() + 1)),
        }
    }
}

impl Fuzzer for Calls {
    fn seeds(&self) -> Vec<Vec<u8>> {
        let classes = CLASSES.len();
        let all = (0..classes + INTERFACES.len()).filter_map(|class| u8::try_from(class).ok());
        let course = |class| {
            let mut steps = vec![Step::new(step::ACTIVATE, [class, 0])];
            steps.extend((3..20).map(|slot| Step::new(step::MEMBER, [0, slot, slot, 0, 0, 0])));
            frames::write(0, &steps)
        };
        all.map(course).collect()
    }

    fn execute(&mut self, input: &[u8], seen: &mut Seen) {
        self.executions += 1;
        if self.executions.is_multiple_of(OF_ONE_MUSEUM) {
            self.museum = Arc::new(Museum::open());
        }
        let may_wait = self.executions % WAITS < 1;
        let (_, steps) = frames::read(input);
        let mut course = Course {
            exporting: Exporting::new(self.museum.clone(), &self.users, self.remote_unknown),
            may_wait,
        };
        course.bystander();
        for step in &steps {
            course.step(step, seen);
        }
        course.exporting.look(CARL);
        course.exporting.release_all();
    }

    fn fresh(&mut self, random: &mut Random) -> Vec<u8> {
        let class = random.byte() % u8::try_from(CLASSES.len() + INTERFACES.len()).unwrap();
        let mut steps = vec![Step::new(step::ACTIVATE, [class, random.byte()])];
        for _ in 0..=random.below(8) {
            let [a, b, c, d, ..] = random.next().to_le_bytes();
            let what = *random.one_of(&[
                step::MEMBER,
                step::MEMBER,
                step::MEMBER,
                step::INVOKE,
                step::BY_ANOTHER,
                step::WAITING,
            ]);
            let number = u8::try_from(random.below(3)).unwrap();
            let slot = u8::try_from(random.below(40)).unwrap();
            steps.push(Step::new(what, [number, slot, a, b, c, d]));
        }
        match random.below(6) {
            0 => {
                let ipid = reference(0, IUNKNOWN.iid)[48..64].to_vec();
                let opnum = *random.one_of(&[3, 4, 5, 6]);
                let body = match opnum {
                    3 | 6 => [
                        &ipid[..],
                        &[2, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0],
                        &reference(0, IDISPATCH.iid)[8..24],
                    ]
                    .concat(),
                    _ => [&[1, 0, 0, 0, 1, 0, 0, 0][..], &ipid, &[3, 0, 0, 0, 1, 0, 0, 0]].concat(),
                };
                steps.push(Step::new(step::UNKNOWN, [&[opnum][..], &body].concat()));
            }
            1 => steps.push(Step::new(step::WAIT, [random.byte()])),
            2 => steps.push(Step::new(
                step::RESOLVE,
                [&[random.byte(), random.byte()][..], &noise(random, 60)].concat(),
            )),
            3 => steps.push(Step::new(
                step::PARAMETERS,
                [&[0, random.byte() % 32][..], &noise(random, 100)].concat(),
            )),
            _ => {}
        }
        frames::write(0, &steps)
    }

    fn change(&mut self, input: &mut Vec<u8>, other: &[u8], random: &mut Random) {
        frames::change(input, other, &self.words, step::KINDS, random);
    }

    /// Answers are as long as what the museum has to say.
    fn most_memory(&self, input: &[u8]) -> usize {
        64 * input.len() + (16 << 20)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nearly_every_interface_has_an_object() {
        assert!(Museum::open().kinds() >= 35, "{}", Museum::open().kinds());
    }
}
