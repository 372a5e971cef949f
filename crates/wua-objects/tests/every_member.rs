//! Every member of every interface, called in every wrong way, by everybody who may not: generated from the tables.
//!
//! What a member does right is shown by the tests of the behaviours. Here is what all members have in common: a call
//! that is wrong is refused with a clear error before anything happens.

#![allow(clippy::panic, clippy::unwrap_used, reason = "a test says so when it fails")]

#[allow(dead_code, reason = "shared with the tests of the behaviours")]
#[path = "behaviours/museum.rs"]
mod museum;
#[allow(dead_code, reason = "shared with the call fuzzer")]
mod pool;

use std::any::Any;
use std::collections::BTreeSet;
use std::sync::Arc;

use wua_com::{
    Bound, Caller, Date, Decimal, Dispatch, DispatchFlags, Error, HResult, Interface, Invoke, Kind, Member,
    ObjectRef, Outcome, Param, Permission, Permissions, Remote, Rights, Slot, Type, Value, code,
};
use wua_defs::classes;
use wua_defs::interfaces::{INTERFACES, IUPDATE_LOCKDOWN};
use wua_model::proxy::{IAutomaticUpdates, IUpdateLockdown};

use pool::{Found, Pool, UNREACHABLE, from_afar, full_name, members_of, unwatched};

/// How many objects of each shape are tried: more than one, because an update with a licence is not like one without.
const OF_EACH_SHAPE: usize = 3;

/// Members that take anything as an object, and nothing too, with the reason.
const TAKES_ANYTHING: &[(&str, &str)] = &[
    ("IUpdateInstaller::ParentWindow", "a window may be any object"),
    (
        "IUpdateSession::WebProxy",
        "null goes back to the user's own settings",
    ),
    (
        "IUpdateSearcher::BeginSearch",
        "a callback is optional, and a script's function has no interface",
    ),
    (
        "IUpdateDownloader::BeginDownload",
        "callbacks are optional, and a script's function has no interface",
    ),
    (
        "IUpdateDownloaderEx::BeginDownload2",
        "callbacks are optional, and a script's function has no interface",
    ),
    (
        "IUpdateInstaller::BeginInstall",
        "callbacks are optional, and a script's function has no interface",
    ),
    (
        "IUpdateInstaller::BeginUninstall",
        "callbacks are optional, and a script's function has no interface",
    ),
];

/// A member, and the object that it is called on.
struct Case {
    object: ObjectRef,
    interface: &'static Interface,
    slot: Slot,
    member: &'static Member,
    place: String,
}

impl Case {
    fn name(&self) -> String {
        full_name(self.interface, self.member)
    }

    fn call(&self, caller: &Caller, args: &[Value]) -> Outcome {
        self.object.invoke(caller, self.interface, self.slot, args)
    }

    /// A call that nobody can mean, and that therefore does nothing: one argument too many. Who may not call at all
    /// learns that first.
    fn knock(&self, caller: &Caller) -> HResult {
        let args = vec![Value::Empty; self.member.params.len() + 1];
        match self.call(caller, &args) {
            Ok(success) => panic!("{}: {success:?} for one argument too many", self.place),
            Err(error) => error.hresult(),
        }
    }

    fn takes_anything(&self) -> bool {
        TAKES_ANYTHING.iter().any(|(name, _)| *name == self.name())
    }
}

fn cases(found: &Found) -> Vec<Case> {
    members_of(&found.object)
        .map(|(interface, slot, member)| Case {
            object: found.object.clone(),
            interface,
            slot,
            member,
            place: format!(
                "{} by {} ({})",
                full_name(interface, member),
                interface.name,
                found.way
            ),
        })
        .collect()
}

#[test]
fn every_interface_is_reached() {
    let pool = Pool::open();
    let reached = pool.reached();
    let unreachable: BTreeSet<&str> = UNREACHABLE.iter().map(|(name, _)| *name).collect();
    let all: BTreeSet<&str> = INTERFACES.iter().map(|interface| interface.name).collect();
    assert_eq!(all.len(), 78);
    let missing: Vec<_> = all
        .iter()
        .filter(|name| !reached.contains(**name) && !unreachable.contains(**name))
        .collect();
    assert!(missing.is_empty(), "no object has {missing:?}");
    let reached_after_all: Vec<_> = unreachable.intersection(&reached).collect();
    assert!(
        reached_after_all.is_empty(),
        "take {reached_after_all:?} off the list"
    );
}

#[test]
fn a_wrong_number_of_arguments_is_refused_by_name_and_changes_nothing() {
    for found in Pool::open().of_each_shape(OF_EACH_SHAPE) {
        let before = answers(&found.object);
        for case in cases(&found) {
            let right = case.member.params.len();
            for wrong in (0..=right + 2).filter(|count| *count != right) {
                let error = case.call(&unwatched(), &vec![Value::Empty; wrong]).unwrap_err();
                assert_eq!(
                    error.hresult(),
                    code::DISP_E_BADPARAMCOUNT,
                    "{}: {error}",
                    case.place
                );
                assert_names_the_member(&case, &error);
            }
        }
        assert_eq!(answers(&found.object), before, "{}", found.way);
    }
}

#[test]
fn a_value_of_a_wrong_kind_is_refused_by_name_and_changes_nothing() {
    let pool = Pool::open();
    for found in pool.of_each_shape(OF_EACH_SHAPE) {
        let before = answers(&found.object);
        for case in cases(&found) {
            for (index, param) in case.member.params.iter().enumerate() {
                for wrong in one_of_each_kind()
                    .into_iter()
                    .filter(|value| !is_of(value, param.ty))
                {
                    let mut args = valid_arguments(&pool, case.member);
                    args[index] = wrong.clone();
                    let error = case.call(&unwatched(), &args).unwrap_err();
                    let number_of_none = matches!((param.ty, &wrong), (Type::Enumeration(_), Value::I4(_)));
                    let expected = if number_of_none {
                        code::E_INVALIDARG
                    } else {
                        code::DISP_E_TYPEMISMATCH
                    };
                    assert_eq!(
                        error.hresult(),
                        expected,
                        "{} with {wrong:?}: {error}",
                        case.place
                    );
                    assert_names_the_member(&case, &error);
                    assert!(
                        number_of_none || error.message().contains(wrong.kind()),
                        "{}: {error} does not say what it got",
                        case.place
                    );
                }
            }
        }
        assert_eq!(answers(&found.object), before, "{}", found.way);
    }
}

#[test]
fn null_and_objects_of_a_wrong_kind_are_refused_and_change_nothing() {
    let pool = Pool::open();
    let strangers = [
        ("null", None),
        ("a stranger", Some(Stranger::that_has(false))),
        (
            "a stranger that claims everything",
            Some(Stranger::that_has(true)),
        ),
        (
            "a session",
            Some(pool.any(&wua_defs::interfaces::IUPDATE_SESSION)),
        ),
        ("a category", Some(pool.any(&wua_defs::interfaces::ICATEGORY))),
        ("a search job", Some(pool.any(&wua_defs::interfaces::ISEARCH_JOB))),
        (
            "an installation job",
            Some(pool.any(&wua_defs::interfaces::IINSTALLATION_JOB)),
        ),
        (
            "a download job",
            Some(pool.any(&wua_defs::interfaces::IDOWNLOAD_JOB)),
        ),
        ("an update", Some(pool.any(&wua_defs::interfaces::IUPDATE))),
        (
            "updates",
            Some(pool.any(&wua_defs::interfaces::IUPDATE_COLLECTION)),
        ),
        (
            "strings",
            Some(pool.any(&wua_defs::interfaces::ISTRING_COLLECTION)),
        ),
    ];
    for found in pool.of_each_shape(OF_EACH_SHAPE) {
        let before = answers(&found.object);
        for case in cases(&found).into_iter().filter(|case| !case.takes_anything()) {
            for (index, param) in case.member.params.iter().enumerate() {
                for (what, object) in &strangers {
                    if !param.ty.is_object() || is_welcome(object.as_ref(), param.ty) {
                        continue;
                    }
                    for wrong in [Value::Object(object.clone()), Value::Unknown(object.clone())] {
                        let mut args = valid_arguments(&pool, case.member);
                        args[index] = wrong;
                        let error = match case.call(&unwatched(), &args) {
                            Ok(success) => panic!("{} with {what}: {success:?}", case.place),
                            Err(error) => error,
                        };
                        assert_is_clear(&case, &error);
                    }
                }
            }
        }
        assert_eq!(answers(&found.object), before, "{}", found.way);
    }
}

/// The members that may be given null are checked one by one, in the tests of their behaviours; here: that the list
/// of them is not stale.
#[test]
fn the_members_that_take_anything_exist() {
    for (name, _) in TAKES_ANYTHING {
        let declared = INTERFACES.iter().any(|interface| {
            interface.members.iter().any(|member| {
                full_name(interface, member) == *name
                    && member.params.iter().any(|param| param.ty.is_object())
            })
        });
        assert!(declared, "{name}");
    }
}

/// Without a number for every bit pattern, `VARIANT_BOOL`s other than -1 and 0 cannot even be expressed; what the faces
/// do with them they test. An index is what every collection has: none of them answers outside.
#[test]
fn an_index_outside_is_refused_with_its_own_code() {
    let pool = Pool::open();
    for found in pool.of_each_shape(OF_EACH_SHAPE) {
        for case in cases(&found) {
            let Some(at) = case.member.params.iter().position(is_index) else {
                continue;
            };
            for outside in [-1, i32::MIN, i32::MAX, 1_000_000] {
                let mut args = valid_arguments(&pool, case.member);
                args[at] = Value::I4(outside);
                let error = case.call(&unwatched(), &args).unwrap_err();
                let is_read_only =
                    error.hresult() == code::WU_E_NOT_SUPPORTED && case.member.kind != Kind::Get;
                assert!(
                    is_read_only || error.hresult() == code::WU_E_INVALIDINDEX,
                    "{} at {outside}: {error}",
                    case.place
                );
            }
        }
    }
}

#[test]
fn other_computers_reach_what_the_table_allows_and_the_policy_grants() {
    let pool = Pool::open();
    let grants: Vec<Option<Permission>> = std::iter::once(None).chain(Permission::ALL.map(Some)).collect();
    for found in pool.of_each_shape(1) {
        for case in cases(&found) {
            for granted in &grants {
                let permissions = granted.map_or(Permissions::NONE, |one| Permissions::NONE.with(one));
                let denied = match case.member.remote {
                    Remote::Allowed | Remote::ReadOnly => false,
                    Remote::Refused { unless } => *granted != Some(unless),
                    Remote::Never => true,
                };
                let expected = if denied {
                    code::E_ACCESSDENIED
                } else {
                    code::DISP_E_BADPARAMCOUNT
                };
                let caller = from_afar(Rights::Administrator, permissions);
                assert_eq!(
                    case.knock(&caller),
                    expected,
                    "{} granted {granted:?}",
                    case.place
                );
            }
        }
    }
}

#[test]
fn what_is_refused_to_other_computers_is_refused_with_proper_arguments_too() {
    let pool = Pool::open();
    let caller = from_afar(Rights::Administrator, Permissions::NONE);
    for found in pool.of_each_shape(OF_EACH_SHAPE) {
        let before = answers(&found.object);
        for case in cases(&found) {
            if matches!(case.member.remote, Remote::Refused { .. } | Remote::Never) {
                let error = case
                    .call(&caller, &valid_arguments(&pool, case.member))
                    .unwrap_err();
                assert_eq!(error.hresult(), code::E_ACCESSDENIED, "{}", case.place);
                assert_names_the_member(&case, &error);
                if let Remote::Refused { unless } = case.member.remote {
                    assert!(
                        error.message().contains(unless.name()),
                        "{error} does not say what would help"
                    );
                }
            }
        }
        assert_eq!(answers(&found.object), before, "{}", found.way);
    }
}

#[test]
fn nobody_but_administrators_gets_in_from_other_computers() {
    let everything = Permission::ALL
        .into_iter()
        .fold(Permissions::NONE, Permissions::with);
    for found in Pool::open().of_each_shape(1) {
        for case in cases(&found) {
            for rights in [Rights::Anyone, Rights::User, Rights::PowerUser] {
                let caller = from_afar(rights, everything);
                assert_eq!(
                    case.knock(&caller),
                    code::E_ACCESSDENIED,
                    "{} by {rights:?}",
                    case.place
                );
            }
        }
    }
}

#[test]
fn on_this_computer_rights_decide() {
    for found in Pool::open().of_each_shape(1) {
        for case in cases(&found) {
            for rights in [
                Rights::Anyone,
                Rights::User,
                Rights::PowerUser,
                Rights::Administrator,
            ] {
                let denied = rights < case.member.rights;
                let expected = if denied {
                    code::E_ACCESSDENIED
                } else {
                    code::DISP_E_BADPARAMCOUNT
                };
                assert_eq!(
                    case.knock(&Caller::local(rights)),
                    expected,
                    "{} by {rights:?}",
                    case.place
                );
            }
        }
    }
}

#[test]
fn a_caller_for_a_web_page_is_kept_from_what_locks_down() {
    let page = Caller {
        locked_down: true,
        ..unwatched()
    };
    for found in Pool::open().of_each_shape(1) {
        for case in cases(&found) {
            let expected = if case.member.locks_down {
                code::WU_E_INVALID_OPERATION
            } else {
                code::DISP_E_BADPARAMCOUNT
            };
            assert_eq!(case.knock(&page), expected, "{}", case.place);
        }
    }
}

#[test]
fn an_object_that_is_locked_down_keeps_everybody_from_what_locks_down() {
    let pool = Pool::open();
    let lockable = pool
        .of_each_shape(1)
        .into_iter()
        .filter(|found| found.object.supports(&IUPDATE_LOCKDOWN));
    let mut locked = Vec::new();
    for found in lockable {
        let lock = IUpdateLockdown::from(Bound {
            object: found.object.clone(),
            caller: unwatched(),
        });
        lock.lock_down(1).unwrap();
        locked.push(found);
    }
    assert_eq!(locked.len(), 5, "the classes that can be locked down");
    let automatic_updates: IAutomaticUpdates = pool
        .museum
        .create_for(&classes::AUTOMATIC_UPDATES, &unwatched())
        .unwrap();
    museum::seen_as::<IUpdateLockdown>(&automatic_updates)
        .lock_down(1)
        .unwrap();
    let settings = automatic_updates.settings().unwrap().object.clone();
    locked.push(Found {
        object: settings,
        way: "AutomaticUpdates.Settings".to_owned(),
    });
    for found in locked {
        for case in cases(&found) {
            let expected = if case.member.locks_down {
                code::WU_E_INVALID_OPERATION
            } else {
                code::DISP_E_BADPARAMCOUNT
            };
            assert_eq!(case.knock(&unwatched()), expected, "{}", case.place);
        }
    }
}

#[test]
fn names_resolve_in_any_case_unless_they_are_hidden() {
    for found in Pool::open().of_each_shape(1) {
        for interface in pool::interfaces_of(&found.object) {
            let Some(dispatch) = Dispatch::of_family(found.object.clone(), interface) else {
                assert!(!interface.is_dispatch());
                continue;
            };
            for (_, member) in interface
                .all_members()
                .filter(|(_, member)| pool::is_own(interface, member))
            {
                let expected = member.dispid.filter(|_| !member.restricted);
                for name in in_any_case(member.name) {
                    assert_eq!(dispatch.id_of(&name), expected, "{name} of {}", interface.name);
                }
                for (index, param) in member.params.iter().enumerate() {
                    let index = expected.and_then(|_| i32::try_from(index).ok());
                    let found = dispatch.id_of_parameter(member.name, param.name);
                    // Both directions of a property have one name: the first of them answers.
                    if member.kind == Kind::Method {
                        assert_eq!(found, index, "{} of {}", param.name, member.name);
                    }
                }
            }
            assert_eq!(dispatch.id_of("NoSuchMember"), None);
            assert_eq!(dispatch.id_of(""), None);
        }
    }
}

/// The call by dispid ends at the member that has it: one argument too many makes it tell its name.
#[test]
fn a_dispid_leads_to_its_member_and_a_hidden_one_to_none() {
    for found in Pool::open().of_each_shape(1) {
        for interface in pool::interfaces_of(&found.object) {
            let Some(dispatch) = Dispatch::of_family(found.object.clone(), interface) else {
                continue;
            };
            for (_, member) in interface
                .all_members()
                .filter(|(_, member)| pool::is_own(interface, member))
            {
                let yields_object = member.kind == Kind::Get
                    && member.params.is_empty()
                    && member.returns.is_some_and(Type::is_object);
                let Some(dispid) = member.dispid.filter(|_| !yields_object) else {
                    continue;
                };
                let flags = match member.kind {
                    Kind::Method => DispatchFlags::METHOD,
                    Kind::Get => DispatchFlags::GET,
                    Kind::Put => DispatchFlags::PUT,
                };
                let args = vec![Value::Empty; member.params.len() + 1];
                let error = dispatch
                    .invoke(&unwatched(), dispid, flags, &args, &[])
                    .unwrap_err();
                let expected = if member.restricted {
                    code::DISP_E_MEMBERNOTFOUND
                } else {
                    code::DISP_E_BADPARAMCOUNT
                };
                assert_eq!(
                    error.hresult(),
                    expected,
                    "{} {dispid:#x}",
                    full_name(interface, member)
                );
                let message = Error::from(error).message();
                assert!(
                    member.restricted || message.contains(&full_name(interface, member)),
                    "{dispid:#x} of {} leads elsewhere: {message}",
                    interface.name
                );
            }
        }
    }
}

/// An object of another agent, which has all interfaces or none and implements no member.
struct Stranger {
    claims: bool,
}

impl Stranger {
    fn that_has(claims: bool) -> ObjectRef {
        ObjectRef::Foreign(Arc::new(Self { claims }))
    }
}

impl Invoke for Stranger {
    fn supports(&self, _: &'static Interface) -> bool {
        self.claims
    }

    fn invoke(&self, _: &Caller, _: &'static Interface, _: Slot, _: &[Value]) -> Outcome {
        Err(Error::new(code::E_NOTIMPL, "the stranger does not do that"))
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}

/// Whether an object is what a parameter is there for.
fn is_welcome(object: Option<&ObjectRef>, ty: Type) -> bool {
    match (object, ty) {
        (Some(object @ ObjectRef::Local(_)), Type::Interface(interface)) => object.supports(interface),
        _ => false,
    }
}

fn is_index(param: &Param) -> bool {
    matches!(param.ty, Type::Long) && (param.name == "index" || param.name == "updateIndex")
}

fn one_of_each_kind() -> Vec<Value> {
    vec![
        Value::Empty,
        Value::Null,
        Value::Bool(true),
        Value::I1(1),
        Value::U1(1),
        Value::I2(1),
        Value::U2(1),
        Value::I4(-77),
        Value::I4(i32::MAX),
        Value::U4(1),
        Value::I8(1),
        Value::U8(1),
        Value::R4(1.0),
        Value::R8(1.0),
        Value::Currency(10_000),
        Value::Date(Date::from_unix_seconds(0)),
        Value::Decimal(Decimal::from(1_i64)),
        Value::from("text"),
        Value::Error(code::E_FAIL),
        Value::MISSING,
        Value::Object(None),
        Value::Unknown(None),
        Value::Object(Some(Stranger::that_has(true))),
        Value::Unknown(Some(Stranger::that_has(true))),
        Value::Bytes([1, 2, 3].into()),
        Value::Array([Value::I4(1)].into()),
    ]
}

/// Whether a value is of the type, as the waist takes it: nothing is converted there.
fn is_of(value: &Value, ty: Type) -> bool {
    match ty {
        Type::Bool => matches!(value, Value::Bool(_)),
        Type::Long => matches!(value, Value::I4(_)),
        Type::Dword | Type::Lcid => matches!(value, Value::U4(_)),
        Type::Hwnd => matches!(value, Value::U8(_)),
        Type::Bstr => matches!(value, Value::Text(_)),
        Type::Date => matches!(value, Value::Date(_)),
        Type::Decimal => matches!(value, Value::Decimal(_)),
        Type::Variant => true,
        Type::Unknown | Type::Interface(_) => matches!(value, Value::Object(_) | Value::Unknown(_)),
        Type::Enumeration(enumeration) => match value {
            Value::I4(number) => enumeration.values.iter().any(|(_, known)| known == number),
            _ => false,
        },
    }
}

fn valid_arguments(pool: &Pool, member: &Member) -> Vec<Value> {
    let valid = |param: &Param| match param.ty {
        Type::Bool => Value::Bool(false),
        Type::Long => Value::I4(0),
        Type::Dword | Type::Lcid => Value::U4(0),
        Type::Hwnd => Value::U8(0),
        Type::Bstr => Value::from("text"),
        Type::Date => Value::Date(Date::from_unix_seconds(0)),
        Type::Decimal => Value::Decimal(Decimal::from(1_i64)),
        Type::Variant => Value::Empty,
        Type::Unknown => Value::Unknown(None),
        Type::Interface(interface) => Value::from(pool.any(interface)),
        Type::Enumeration(enumeration) => Value::I4(enumeration.values[0].1),
    };
    member.params.iter().map(valid).collect()
}

fn in_any_case(name: &str) -> [String; 3] {
    let upper = name.to_ascii_uppercase();
    let mixed = name.chars().enumerate().map(|(at, letter)| {
        if at % 2 == 0 {
            letter.to_ascii_lowercase()
        } else {
            letter.to_ascii_uppercase()
        }
    });
    [name.to_ascii_lowercase(), upper, mixed.collect()]
}

/// What an object answers to all that can be asked without arguments, and what the objects that it answers with
/// answer: objects themselves are made anew now and then, and are not compared.
fn answers(object: &ObjectRef) -> Vec<(String, Result<Value, HResult>)> {
    let mut answers = Vec::new();
    for (name, answer) in plain_answers(object) {
        if let Ok(Some(behind)) = answer.as_ref().map(Value::as_object) {
            let behind = plain_answers(behind)
                .into_iter()
                .filter(|(_, value)| !is_object(value));
            answers.extend(behind.map(|(behind, value)| (format!("{name}.{behind}"), value)));
        } else {
            answers.push((name, answer));
        }
    }
    answers
}

fn plain_answers(object: &ObjectRef) -> Vec<(String, Result<Value, HResult>)> {
    members_of(object)
        .filter(|(interface, _, member)| {
            member.kind == Kind::Get
                && member.params.is_empty()
                && interface.members.iter().any(|own| std::ptr::eq(own, *member))
        })
        .map(|(interface, slot, member)| {
            let outcome = object.invoke(&unwatched(), interface, slot, &[]);
            let answer = outcome
                .map(|success| success.value)
                .map_err(|error| error.hresult());
            (full_name(interface, member), answer)
        })
        .collect()
}

fn is_object(answer: &Result<Value, HResult>) -> bool {
    matches!(answer, Ok(Value::Object(_) | Value::Unknown(_)))
}

#[track_caller]
fn assert_names_the_member(case: &Case, error: &Error) {
    assert!(
        error.message().contains(&case.name()),
        "{}: {error} does not name the member",
        case.place
    );
}

/// A refusal has a code of its own, known by name, and words of its own.
#[track_caller]
fn assert_is_clear(case: &Case, error: &Error) {
    let hresult = error.hresult();
    assert!(
        !hresult.is_success() && hresult != code::E_UNEXPECTED && hresult != code::E_FAIL,
        "{}: {error}",
        case.place
    );
    assert!(hresult.name().is_some(), "{}: {error}", case.place);
    assert_ne!(
        Some(error.message().as_str()),
        hresult.text(),
        "{}: words of its own",
        case.place
    );
    assert_names_the_member(case, error);
}
