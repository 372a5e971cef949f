//! The call fuzzer over the interface table: bytes choose the object, the interface, the member, the arguments and who
//! calls. Whatever they say, an answer is either typed as the table has it, or a clear error.
//!
//! [`run`] takes the bytes, so that cargo-fuzz can give it others than this test does.

#![allow(clippy::panic, clippy::unwrap_used, reason = "a test says so when it fails")]

#[allow(dead_code, reason = "shared with the tests of the behaviours")]
#[path = "behaviours/museum.rs"]
mod museum;
#[allow(dead_code, reason = "shared with the tests of every member")]
mod pool;

use std::any::Any;
use std::collections::VecDeque;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, Once, PoisonError};
use std::time::{Duration, Instant};

use wua_com::standard::IENUM_VARIANT;
use wua_com::{
    Caller, Date, Decimal, Dispatch, DispatchError, DispatchFlags, Error, HResult, Interface, Invoke, Lcid,
    Member, ObjectRef, Outcome, Param, Permission, Permissions, Rights, Slot, Success, Type, Value, code, ok,
};
use wua_defs::enumerations::ENUMERATIONS;
use wua_defs::interfaces::INTERFACES;

use pool::{Pool, full_name};

/// Calls in one run of the test.
const CALLS: usize = 24_000;

/// Members that wait are really called as often as this, and not after that time: the rest of the calls is for those
/// that answer at once.
const WAITS: usize = 250;
const WAITING_TIME: Duration = Duration::from_secs(8);

/// Objects that calls yielded replace each other; those of the beginning stay.
const YIELDED: usize = 300;

#[test]
fn every_answer_is_typed_and_every_error_clear() {
    let mut random = XorShift(0x1901_0517_2026_0615);
    // More than the calls can eat.
    let bytes: Vec<u8> = (0..CALLS * 12)
        .flat_map(|_| random.next().to_le_bytes())
        .collect();
    let report = run(&bytes);
    println!("{report:?}");
    assert!(report.calls >= 20_000, "{report:?}");
    // A fuzzer that only ever fails says little.
    assert!(report.succeeded * 5 > report.calls, "{report:?}");
    assert!(report.waits > 50, "{report:?}");
}

/// The same bytes, the same calls: what a fuzzer found can be played again.
#[test]
fn few_bytes_are_a_run_too() {
    for bytes in [&[][..], &[0], &[255; 7], &[1, 2, 3, 4, 5, 6, 7, 8, 9, 10]] {
        let report = run(bytes);
        assert!(report.calls <= bytes.len());
    }
}

/// What a run did.
#[derive(Debug, Default)]
struct Report {
    calls: usize,
    succeeded: usize,
    refused: usize,
    waits: usize,
}

/// Makes the calls that `bytes` describe, in a museum of their own, until the bytes or [`CALLS`] are used up.
fn run(bytes: &[u8]) -> Report {
    // The current folder belongs to the whole process.
    static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());
    let _alone = ONE_AT_A_TIME.lock().unwrap_or_else(PoisonError::into_inner);
    count_panics();
    let pool = Pool::open();
    let mut fuzzer = Fuzzer {
        bytes: Bytes(bytes),
        texts: texts(&pool),
        first: pool
            .of_each_shape(6)
            .into_iter()
            .map(|found| found.object)
            .collect(),
        yielded: VecDeque::new(),
        began: Instant::now(),
        report: Report::default(),
    };
    // Files that a call is told to write by a name without a folder land here.
    let folder = pool.museum.path("fuzzed");
    std::fs::create_dir_all(&folder).unwrap();
    std::env::set_current_dir(&folder).unwrap();
    while !fuzzer.bytes.0.is_empty() && fuzzer.report.calls < CALLS {
        fuzzer.call();
        assert_eq!(
            PANICS.load(Ordering::SeqCst),
            0,
            "a thread panicked by call {}",
            fuzzer.report.calls
        );
    }
    let report = fuzzer.report;
    drop(fuzzer.yielded);
    std::env::set_current_dir(std::env::temp_dir()).unwrap();
    report
}

static PANICS: AtomicUsize = AtomicUsize::new(0);

/// A job that panics ends with an error; that it panicked has to be seen.
fn count_panics() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let before = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |panic| {
            PANICS.fetch_add(1, Ordering::SeqCst);
            before(panic);
        }));
    });
}

struct Fuzzer<'a> {
    bytes: Bytes<'a>,
    texts: Vec<String>,
    first: Vec<ObjectRef>,
    yielded: VecDeque<ObjectRef>,
    began: Instant,
    report: Report,
}

impl Fuzzer<'_> {
    fn call(&mut self) {
        let object = self.object();
        let caller = self.caller();
        if self.bytes.one_in(3) {
            self.call_late(&object, &caller);
        } else {
            self.call_by_slot(&object, &caller);
        }
        self.report.calls += 1;
    }

    fn call_by_slot(&mut self, object: &ObjectRef, caller: &Caller) {
        let interface = self.interface(object);
        let slots = interface.slot_count();
        let slot = if self.bytes.one_in(40) {
            Slot(self.bytes.u16())
        } else if interface.is_dispatch() && slots > pool::FIRST_SLOT.0 {
            Slot(pool::FIRST_SLOT.0 + self.bytes.below(slots - pool::FIRST_SLOT.0))
        } else {
            Slot(self.bytes.below(slots))
        };
        let Some(member) = interface.member(slot) else {
            let error = object.invoke(caller, interface, slot, &[]).unwrap_err();
            self.is_clear("a slot that does not exist", &error);
            return;
        };
        if !self.may_wait(member) {
            return;
        }
        let args = self.arguments(member);
        let name = full_name(interface, member);
        match object.invoke(caller, interface, slot, &args) {
            Ok(success) => {
                self.is_as_declared(&name, member, &success);
                self.take_in(&success.value);
            }
            Err(error) => self.is_clear(&format!("{name} with {args:?} by {caller:?}"), &error),
        }
    }

    fn call_late(&mut self, object: &ObjectRef, caller: &Caller) {
        let interface = self.interface(object);
        let dispatch = if self.bytes.one_in(2) {
            Dispatch::new(object.clone())
        } else {
            Dispatch::of_family(object.clone(), interface)
        };
        let Some(dispatch) = dispatch else { return };
        let members: Vec<&Member> = dispatch
            .interface()
            .all_members()
            .map(|(_, member)| member)
            .filter(|member| member.dispid.is_some())
            .collect();
        let Some(member) = members
            .get(usize::from(self.bytes.u8()) % members.len().max(1))
            .copied()
        else {
            return;
        };
        if !self.may_wait(member) {
            return;
        }
        let args = if self.bytes.one_in(8) {
            self.rubbish(4)
        } else {
            self.arguments(member)
        };
        let flags = match self.bytes.below(6) {
            0 => DispatchFlags::from_bits(self.bytes.u16()),
            1 => DispatchFlags::METHOD,
            2 => DispatchFlags::GET,
            3 => DispatchFlags::PUT,
            _ => match member.kind {
                wua_com::Kind::Put => DispatchFlags::PUT,
                wua_com::Kind::Get | wua_com::Kind::Method => DispatchFlags::METHOD_OR_GET,
            },
        };
        let (what, outcome) = if self.bytes.one_in(2) {
            let name = self.name(member);
            (
                format!("{name} ({flags:?}) with {args:?}"),
                dispatch.call(caller, &name, flags, &args),
            )
        } else {
            let dispid = match (member.dispid, self.bytes.below(20)) {
                (_, 0) => self.bytes.i32(),
                (_, 1) => i32::from(self.bytes.u8()) - 8,
                (dispid, _) => dispid.unwrap_or_default(),
            };
            let named = self.named(&args);
            let given = args.len().saturating_sub(named.len());
            let args = args.get(..given).unwrap_or_default();
            let what = format!(
                "{dispid:#x} of {:?} ({flags:?}) with {args:?} and {named:?}",
                dispatch.interface()
            );
            (what, dispatch.invoke(caller, dispid, flags, args, &named))
        };
        match outcome {
            Ok(success) => {
                self.report.succeeded += 1;
                assert!(success.hresult.is_success(), "{what}: {success:?}");
                self.take_in(&success.value);
            }
            Err(DispatchError::Exception(error)) => self.is_clear(&what, &error),
            Err(DispatchError::Call {
                hresult,
                message,
                argument,
            }) => {
                self.report.refused += 1;
                let name = hresult.name().unwrap_or_default();
                assert!(name.starts_with("DISP_E_"), "{what}: {hresult}");
                assert!(!message.is_empty(), "{what}: {hresult} without a word");
                assert!(argument.is_none_or(|at| at < 8), "{what}: argument {argument:?}");
            }
        }
    }

    /// A result is of the type in the table; a number of an enumeration is one of its values.
    fn is_as_declared(&mut self, name: &str, member: &Member, success: &Success<Value>) {
        self.report.succeeded += 1;
        assert!(success.hresult.is_success(), "{name}: {success:?}");
        let value = &success.value;
        let fits = match member.returns {
            None => *value == Value::Empty,
            Some(Type::Bool) => matches!(value, Value::Bool(_)),
            Some(Type::Long) => matches!(value, Value::I4(_)),
            Some(Type::Dword | Type::Lcid) => matches!(value, Value::U4(_)),
            Some(Type::Hwnd) => matches!(value, Value::U8(_)),
            Some(Type::Bstr) => matches!(value, Value::Text(_)),
            Some(Type::Date) => matches!(value, Value::Date(date) if date.to_unix_seconds().is_some()),
            Some(Type::Decimal) => matches!(value, Value::Decimal(_)),
            Some(Type::Variant) => true,
            Some(Type::Unknown) => match value {
                Value::Unknown(object) => object.is_some() || member.nullable,
                _ => false,
            },
            Some(Type::Interface(interface)) => match value {
                Value::Object(Some(object)) => object.supports(interface),
                Value::Object(None) => member.nullable,
                _ => false,
            },
            Some(Type::Enumeration(enumeration)) => match value {
                Value::I4(number) => enumeration.values.iter().any(|(_, known)| known == number),
                _ => false,
            },
        };
        assert!(fits, "{name} yields {:?}, not {value:?}", member.returns);
    }

    fn is_clear(&mut self, what: &str, error: &Error) {
        self.report.refused += 1;
        let hresult: HResult = error.hresult();
        assert!(!hresult.is_success(), "{what}: {error}");
        assert!(
            hresult != code::E_UNEXPECTED && hresult != code::WU_E_UNEXPECTED && hresult != code::E_FAIL,
            "{what}: {error}"
        );
        assert!(hresult.name().is_some(), "{what}: {error} has no name");
        assert!(!error.message().is_empty(), "{what}: {hresult} without a word");
    }

    /// Results are played with later.
    fn take_in(&mut self, value: &Value) {
        let objects: Vec<ObjectRef> = match value {
            Value::Array(items) => items.iter().filter_map(Value::as_object).cloned().collect(),
            _ => value.as_object().cloned().into_iter().collect(),
        };
        // What a stranger answers says nothing of us.
        let ours = objects
            .into_iter()
            .filter(|object| matches!(object, ObjectRef::Local(_)));
        for object in ours {
            if self.yielded.len() == YIELDED {
                self.yielded.pop_front();
            }
            self.yielded.push_back(object);
        }
    }

    /// Whether there is time for a member that waits, or that makes others wait.
    fn may_wait(&mut self, member: &Member) -> bool {
        if !member.blocking && !member.name.starts_with("Begin") && member.name != "DetectNow" {
            return true;
        }
        if self.report.waits >= WAITS || self.began.elapsed() > WAITING_TIME {
            return false;
        }
        self.report.waits += 1;
        true
    }

    fn object(&mut self) -> ObjectRef {
        let at = usize::from(self.bytes.u16());
        if self.bytes.one_in(2) && !self.yielded.is_empty() {
            return self.yielded[at % self.yielded.len()].clone();
        }
        self.first[at % self.first.len()].clone()
    }

    fn interface(&mut self, object: &ObjectRef) -> &'static Interface {
        let at = usize::from(self.bytes.u8());
        let own = pool::interfaces_of(object);
        match own.len() {
            0 => &IENUM_VARIANT,
            _ if self.bytes.one_in(50) => INTERFACES[at % INTERFACES.len()],
            count => own[at % count],
        }
    }

    fn caller(&mut self) -> Caller {
        let rights = |number| match number {
            0 => Rights::Anyone,
            1 => Rights::User,
            2 => Rights::PowerUser,
            _ => Rights::Administrator,
        };
        match self.bytes.below(24) {
            0 => {
                let granted = Permission::ALL.into_iter().filter(|_| self.bytes.one_in(2));
                let permissions = granted
                    .collect::<Vec<_>>()
                    .into_iter()
                    .fold(Permissions::NONE, Permissions::with);
                Caller::remote(rights(self.bytes.below(8)), permissions)
            }
            1 => Caller::local(rights(self.bytes.below(4))),
            2 => Caller {
                locked_down: true,
                ..pool::unwatched()
            },
            3 => pool::unwatched().speaking(Lcid(u32::from(self.bytes.u16()))),
            _ => pool::unwatched(),
        }
    }

    fn arguments(&mut self, member: &Member) -> Vec<Value> {
        if self.bytes.one_in(24) {
            return self.rubbish(5);
        }
        member.params.iter().map(|param| self.argument(param)).collect()
    }

    fn argument(&mut self, param: &Param) -> Value {
        if self.bytes.one_in(12) {
            return self.any_value();
        }
        match param.ty {
            Type::Bool => Value::Bool(self.bytes.one_in(2)),
            Type::Long => Value::I4(self.number()),
            Type::Dword | Type::Lcid => Value::U4(self.number().unsigned_abs()),
            Type::Hwnd => Value::U8(u64::from(self.number().unsigned_abs())),
            Type::Bstr => Value::from(self.text().as_str()),
            Type::Date => Value::Date(Date(f64::from(self.number()))),
            Type::Decimal => Value::Decimal(Decimal::from(i64::from(self.number()))),
            Type::Variant => self.any_value(),
            Type::Unknown => Value::Unknown(match self.bytes.below(3) {
                0 => None,
                1 => Some(ObjectRef::Foreign(Arc::new(Silent))),
                _ => Some(self.object()),
            }),
            Type::Interface(interface) => {
                let fitting = (0..24)
                    .map(|_| self.object())
                    .find(|object| object.supports(interface));
                Value::Object(Some(fitting.unwrap_or_else(|| self.object())))
            }
            Type::Enumeration(enumeration) => {
                let at = usize::from(self.bytes.u8());
                Value::I4(enumeration.values[at % enumeration.values.len()].1)
            }
        }
    }

    fn number(&mut self) -> i32 {
        match self.bytes.below(8) {
            0 => self.bytes.i32(),
            1 => -1,
            2 => i32::MAX,
            _ => i32::from(self.bytes.u8()) % 8,
        }
    }

    fn text(&mut self) -> String {
        if self.bytes.one_in(6) {
            let length = usize::from(self.bytes.u8()) % 24;
            return (0..length)
                .map(|_| char::from(self.bytes.u8()))
                .filter(|letter| *letter != '/')
                .collect();
        }
        let at = usize::from(self.bytes.u8());
        self.texts[at % self.texts.len()].clone()
    }

    fn name(&mut self, member: &Member) -> String {
        match self.bytes.below(10) {
            0 => self.text(),
            1 => member.name.to_ascii_uppercase(),
            2 => member.name.to_ascii_lowercase(),
            3 => member.name.chars().rev().collect(),
            _ => member.name.to_owned(),
        }
    }

    /// Some arguments by the index of their parameter instead of by their place.
    fn named(&mut self, args: &[Value]) -> Vec<(i32, Value)> {
        if !self.bytes.one_in(6) {
            return Vec::new();
        }
        let last = args
            .iter()
            .enumerate()
            .rev()
            .take(usize::from(self.bytes.below(3)));
        last.map(|(at, value)| {
            let at = i32::try_from(at).unwrap();
            (
                if self.bytes.one_in(6) {
                    self.bytes.i32()
                } else {
                    at
                },
                value.clone(),
            )
        })
        .collect()
    }

    fn rubbish(&mut self, most: u16) -> Vec<Value> {
        (0..self.bytes.below(most + 1))
            .map(|_| self.any_value())
            .collect()
    }

    fn any_value(&mut self) -> Value {
        match self.bytes.below(24) {
            0 => Value::Empty,
            1 => Value::Null,
            2 => Value::Bool(self.bytes.one_in(2)),
            3 => Value::I1(-1),
            4 => Value::U1(self.bytes.u8()),
            5 => Value::I2(i16::from(self.bytes.u8())),
            6 => Value::U2(self.bytes.u16()),
            7 | 8 => Value::I4(self.number()),
            9 => Value::U4(self.number().unsigned_abs()),
            10 => Value::I8(i64::from(self.bytes.i32()) << 8),
            11 => Value::U8(u64::MAX),
            12 => Value::R4(f32::from(self.bytes.u8()) / 4.0),
            13 => Value::R8(if self.bytes.one_in(3) {
                f64::NAN
            } else {
                f64::from(self.bytes.i32()) / 8.0
            }),
            14 => Value::Currency(i64::from(self.bytes.i32())),
            15 => Value::Date(Date(f64::from(self.bytes.i32()))),
            16 => Value::Decimal(Decimal::from(i64::from(self.bytes.i32()))),
            17 | 18 => Value::from(self.text().as_str()),
            19 => Value::Error(HResult::from_i32(self.bytes.i32())),
            20 => Value::MISSING,
            21 => Value::Object((!self.bytes.one_in(3)).then(|| self.object())),
            22 => Value::Unknown(Some(ObjectRef::Foreign(Arc::new(Silent)))),
            _ => Value::Array([Value::I4(self.number()), Value::Null].into()),
        }
    }
}

/// An object of somebody else's that takes every call and says nothing.
struct Silent;

impl Invoke for Silent {
    fn supports(&self, interface: &'static Interface) -> bool {
        interface.name.ends_with("Callback")
    }

    fn invoke(&self, _: &Caller, _: &'static Interface, _: Slot, _: &[Value]) -> Outcome {
        ok(Value::Empty)
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}

/// Texts that mean something to some member: criteria, identifiers, names of options, of files.
fn texts(pool: &Pool) -> Vec<String> {
    let meaningful = [
        "",
        "IsInstalled=0",
        "IsInstalled=1 and Type='Driver'",
        "IsInstalled=",
        "Title contains 'moon'",
        "AllowedServiceID",
        "AllowWarningUI",
        "ApiMajorVersion",
        "ProductVersionString",
        "ContainsUpdateBootstrapper",
        "DoesUpdateRequireReboot",
        "00000000-0000-0000-0000-000000000000",
        "{9482f4b4-e343-43b6-b170-9a65bc822c77}",
        "proxy.example:8080",
        "😀 \u{202e}\0",
    ];
    let services = pool
        .museum
        .collection
        .services()
        .iter()
        .map(|service| service.record.id.to_string());
    let files = ["fuzzed", "nowhere", "state"].map(|name| pool.museum.path(name).display().to_string());
    let values = ENUMERATIONS
        .iter()
        .flat_map(|enumeration| enumeration.values)
        .map(|(name, _)| (*name).to_owned());
    meaningful
        .map(str::to_owned)
        .into_iter()
        .chain(services)
        .chain(files)
        .chain(values.take(12))
        .collect()
}

/// The bytes that are left. Where there are none, there are zeros.
struct Bytes<'a>(&'a [u8]);

impl Bytes<'_> {
    fn u8(&mut self) -> u8 {
        let Some((first, rest)) = self.0.split_first() else {
            return 0;
        };
        self.0 = rest;
        *first
    }

    fn u16(&mut self) -> u16 {
        u16::from_le_bytes([self.u8(), self.u8()])
    }

    fn i32(&mut self) -> i32 {
        i32::from_le_bytes([self.u8(), self.u8(), self.u8(), self.u8()])
    }

    fn below(&mut self, bound: u16) -> u16 {
        if bound <= 256 {
            u16::from(self.u8()) % bound
        } else {
            self.u16() % bound
        }
    }

    fn one_in(&mut self, many: u16) -> bool {
        self.below(many) == many - 1
    }
}

/// Marsaglia's xorshift: the same numbers every time.
struct XorShift(u64);

impl XorShift {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }
}
