//! The page “Using WUA From a Remote Computer” from the client's side: every interface that it lists as available is
//! walked through, and every member that it lists as unavailable is refused.
//!
//! Objects are found by walking, from the classes through everything that members yield; what is called, and what has to
//! be refused, the tables say.

use std::collections::{BTreeSet, VecDeque};

use wua_com::{
    Caller, Error, HResult, Interface, Kind, Member, ObjectRef, Outcome, Remote, Rights, Slot, Type, Value,
    code,
};
use wua_defs::classes::CLASSES;
use wua_defs::interfaces::INTERFACES;
use wua_defs::remote_page::{AVAILABLE, UNAVAILABLE};
use wua_net::reach::Computer;

/// `ServerSelection` of a service that is named, and one of the museum's.
const OTHERS: i32 = 3;
const CURIOSITIES: &str = "00001901-00f0-4000-8000-000000000001";

/// How many objects of each kind are looked at: not all are alike.
const OF_EACH: usize = 40;

/// What changes the object or takes long comes when the others have been called.
const LAST: [&str; 5] = ["Clear", "RemoveAt", "Insert", "Add", "DetectNow"];

/// Walks through all that this computer lets its caller have.
pub(crate) fn walk(computer: &Computer) {
    let mut walk = Walk::default();
    for class in CLASSES {
        let created = computer.create(class.clsid, &[class.default_interface]);
        match (class.remote, created) {
            (Remote::Allowed | Remote::ReadOnly, Ok(object)) => walk.found(class.default_interface, object),
            (Remote::Refused { .. } | Remote::Never, Err(error)) => {
                assert_eq!(error.hresult(), code::E_ACCESSDENIED, "{}: {error}", class.name);
            }
            (_, Ok(_)) => panic!("{} was created", class.name),
            (_, Err(error)) => panic!("{}: {error}", class.name),
        }
    }
    while let Some((interface, object)) = walk.to_do.pop_front() {
        walk.visit(interface, &object);
    }
    walk.check();
}

#[derive(Default)]
struct Walk {
    to_do: VecDeque<(&'static Interface, ObjectRef)>,
    /// How many objects of each interface have been found.
    met: std::collections::BTreeMap<&'static str, usize>,
    called: BTreeSet<String>,
    refused: BTreeSet<String>,
}

impl Walk {
    fn found(&mut self, interface: &'static Interface, object: ObjectRef) {
        let met = self.met.entry(interface.name).or_default();
        *met += 1;
        if *met <= OF_EACH {
            self.to_do.push_back((interface, object));
        }
    }

    /// Calls every member of every interface of the object that is one of its line, or stands beside it.
    fn visit(&mut self, declared: &'static Interface, object: &ObjectRef) {
        let has = |interface: &&'static Interface| {
            let related = interface.is_or_extends(declared) || declared.is_or_extends(interface);
            related && object.supports(interface)
        };
        for interface in INTERFACES.iter().copied().filter(has) {
            let own = (interface.first_slot().0..).map(Slot).zip(interface.members);
            let (last, first): (Vec<_>, Vec<_>) = own.partition(|(_, member)| LAST.contains(&member.name));
            for (slot, member) in first.into_iter().chain(last) {
                self.call(interface, slot, member, object);
            }
        }
        if declared.name == "IUpdateSearcher" {
            self.search_with_warnings(declared, object);
        }
    }

    /// One service of the museum has something to complain of.
    fn search_with_warnings(&mut self, searcher: &'static Interface, object: &ObjectRef) {
        let find = |name: &str, kind: Kind| {
            let mut members = searcher.all_members();
            members
                .find(|(_, member)| member.name == name && member.kind == kind)
                .unwrap()
        };
        for (name, value) in [
            ("Online", Value::Bool(true)),
            ("ServerSelection", Value::I4(OTHERS)),
            ("ServiceID", Value::from(CURIOSITIES)),
        ] {
            let (slot, _) = find(name, Kind::Put);
            object.invoke(&caller(), searcher, slot, &[value]).unwrap();
        }
        let (slot, search) = find("Search", Kind::Method);
        let outcome = object.invoke(&caller(), searcher, slot, &[Value::from("")]);
        self.take(search, outcome);
    }

    fn call(
        &mut self,
        interface: &'static Interface,
        slot: Slot,
        member: &'static Member,
        object: &ObjectRef,
    ) {
        let name = format!("{} {:?} {}", interface.name, member.kind, member.name);
        let all_args = arguments(interface, member, object);
        for args in all_args {
            let outcome = object.invoke(&caller(), interface, slot, &args);
            let hresult = outcome.as_ref().err().map(Error::hresult);
            let may = matches!(member.remote, Remote::Allowed | Remote::ReadOnly);
            match (may, hresult) {
                (false, Some(code::E_ACCESSDENIED)) => {
                    self.refused.insert(name.clone());
                }
                (false, _) => panic!("{name} is not refused: {outcome:?}"),
                (true, hresult) => {
                    assert!(!is_of_the_way(hresult), "{name}: {outcome:?}");
                    assert!(
                        hresult.is_none() || member.kind != Kind::Get || !args.is_empty(),
                        "{name}: {outcome:?}"
                    );
                    self.called.insert(name.clone());
                }
            }
            self.take(member, outcome);
        }
    }

    /// What a member yields is walked through as well.
    fn take(&mut self, member: &Member, outcome: Outcome) {
        let Ok(success) = outcome else { return };
        if let (Some(Type::Interface(interface)), Some(object)) = (member.returns, success.value.as_object())
        {
            self.found(interface, object.clone());
        }
    }

    fn check(&self) {
        for name in AVAILABLE {
            let interface = INTERFACES
                .iter()
                .find(|interface| interface.name == name)
                .unwrap();
            for member in interface.members {
                let name = format!("{name} {:?} {}", member.kind, member.name);
                let seen = match member.remote {
                    Remote::Allowed | Remote::ReadOnly => &self.called,
                    Remote::Refused { .. } | Remote::Never => &self.refused,
                };
                assert!(seen.contains(&name), "nobody called {name}");
            }
        }
        for (interface, member, kinds) in UNAVAILABLE {
            for kind in kinds {
                let name = format!("{interface} {kind:?} {member}");
                assert!(self.refused.contains(&name), "{name} was not refused");
            }
        }
    }
}

fn caller() -> Caller {
    Caller::local(Rights::Administrator)
}

/// What comes of the way there, and not of the member.
fn is_of_the_way(hresult: Option<HResult>) -> bool {
    matches!(
        hresult,
        Some(
            code::E_ACCESSDENIED
                | code::RPC_S_CALL_FAILED
                | code::RPC_S_SERVER_UNAVAILABLE
                | code::RPC_E_DISCONNECTED
                | code::ERROR_TIMEOUT
                | code::ERROR_LOGON_FAILURE
        )
    )
}

/// What a member is called with: something that it can mean, where it is not enough to be of the right type.
fn arguments(interface: &'static Interface, member: &Member, object: &ObjectRef) -> Vec<Vec<Value>> {
    match (member.name, member.params) {
        ("Search", _) => vec![
            vec![Value::from("IsInstalled=0 or IsInstalled=1")],
            vec![Value::from("Type='Driver'")],
        ],
        ("QueryHistory", [_, _]) => vec![vec![Value::I4(0), Value::I4(5)]],
        ("QueryHistory", _) => vec![vec![Value::from(""), Value::I4(0), Value::I4(5)]],
        ("Item", [_]) if member.kind == Kind::Get => {
            let count = interface.all_members().find(|(_, member)| member.name == "Count");
            let count = count.map(|(slot, _)| object.invoke(&caller(), interface, slot, &[]).unwrap().value);
            let Some(Value::I4(count)) = count else {
                panic!("{count:?}")
            };
            (0..count).map(|index| vec![Value::I4(index)]).collect()
        }
        ("GetInfo", _) => vec![vec![Value::from("ApiMajorVersion")]],
        _ => vec![member.params.iter().map(|param| usual(param.ty)).collect()],
    }
}

fn usual(ty: Type) -> Value {
    match ty {
        Type::Bool => Value::Bool(false),
        Type::Long => Value::I4(0),
        Type::Dword => Value::U4(0),
        Type::Lcid => Value::U4(0x0409),
        Type::Hwnd => Value::U8(0),
        Type::Bstr => Value::from(""),
        Type::Date => Value::Date(wua_com::Date(45_000.0)),
        Type::Decimal => Value::Decimal(wua_com::Decimal::default()),
        Type::Variant => Value::Empty,
        Type::Unknown => Value::Unknown(None),
        Type::Interface(_) => Value::Object(None),
        Type::Enumeration(enumeration) => {
            Value::I4(enumeration.values.first().map_or(0, |(_, value)| *value))
        }
    }
}
