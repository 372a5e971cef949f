//! The waist: every face reaches an object through [`ObjectRef::invoke`], and nothing goes around it.

use std::any::Any;
use std::fmt;
use std::sync::Arc;

use crate::caller::{Caller, Origin};
use crate::table::{Interface, Member, Rights, Slot};
use crate::{Error, HResult, Local, Remote, Value, code};

/// What a successful call yields. Several codes mean success, so the code travels with the result.
#[derive(Clone, Debug, PartialEq)]
pub struct Success<T> {
    /// `S_OK`, `S_FALSE` or one of `WU_S_*`.
    pub hresult: HResult,
    /// The result.
    pub value: T,
}

impl<T> Success<T> {
    /// A result with a remark.
    pub fn with(hresult: HResult, value: T) -> Self {
        Self { hresult, value }
    }
}

/// What a member answers.
pub type Reply<T> = Result<Success<T>, Error>;

/// What the waist answers.
pub type Outcome = Reply<Value>;

/// A plain success.
pub fn ok<T>(value: T) -> Reply<T> {
    Ok(Success {
        hresult: code::S_OK,
        value,
    })
}

/// An object of this agent. Its members are reached through families of interfaces.
pub trait Object: Any + Send + Sync {
    /// What it implements, the default dispatch first. One entry stands for a whole line of bases.
    fn families(&self) -> &'static [Family];

    /// Whether [`Member::locks_down`] members are refused.
    fn is_locked_down(&self) -> bool {
        false
    }
}

/// A line of interfaces of an object, and how its members are called.
pub struct Family {
    /// The most derived one.
    pub interface: &'static Interface,
    /// Calls the member at a slot, and says in errors which that is. The checks have been made; called by the waist
    /// alone.
    pub dispatch: fn(&dyn Object, &Caller, Slot, &[Value]) -> Outcome,
}

impl fmt::Debug for Family {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.interface.fmt(f)
    }
}

/// An object from elsewhere: a script's, a C++ program's, another computer's.
pub trait Invoke: Send + Sync {
    /// `QueryInterface`, as a question.
    fn supports(&self, interface: &'static Interface) -> bool;

    /// Calls a member. A late-bound callback is called at dispid 0.
    fn invoke(&self, caller: &Caller, interface: &'static Interface, slot: Slot, args: &[Value]) -> Outcome;

    /// Calls many members of this object and others, in this order; where that takes a while, without waiting for each.
    fn invoke_all(&self, caller: &Caller, calls: &[Call<'_>]) -> Vec<Outcome> {
        calls.iter().map(|call| call.make(caller)).collect()
    }

    /// For a face that handed the object in and gets it back.
    fn as_any(&self) -> &dyn Any;
}

/// A call among many.
#[derive(Clone, Copy, Debug)]
pub struct Call<'a> {
    /// Of which object.
    pub object: &'a ObjectRef,
    /// By which interface.
    pub interface: &'static Interface,
    /// The member.
    pub slot: Slot,
    /// What goes in.
    pub args: &'a [Value],
}

impl Call<'_> {
    /// Makes it alone.
    pub fn make(&self, caller: &Caller) -> Outcome {
        self.object.invoke(caller, self.interface, self.slot, self.args)
    }
}

/// A reference to an object.
#[derive(Clone)]
pub enum ObjectRef {
    /// One of ours.
    Local(Arc<Local<dyn Object>>),
    /// Anybody's.
    Foreign(Arc<dyn Invoke>),
}

impl ObjectRef {
    /// A reference to a new object.
    pub fn new(object: impl Object) -> Self {
        Self::Local(Local::new(object))
    }

    /// Whether the object has the interface.
    pub fn supports(&self, interface: &'static Interface) -> bool {
        match self {
            Self::Local(object) => family_of(&***object, interface).is_some(),
            Self::Foreign(object) => object.supports(interface),
        }
    }

    /// Our object of this type, if it is one.
    pub fn downcast<T: Object>(&self) -> Option<&T> {
        match self {
            Self::Local(object) => {
                let object: &dyn Any = &***object;
                object.downcast_ref()
            }
            Self::Foreign(_) => None,
        }
    }

    /// The interface whose members late-bound callers see.
    pub fn default_dispatch(&self) -> Option<&'static Interface> {
        match self {
            Self::Local(object) => object
                .families()
                .iter()
                .map(|family| family.interface)
                .find(|interface| interface.is_dispatch()),
            Self::Foreign(_) => None,
        }
    }

    /// Makes many calls, as if one after the other. Those of another computer's objects go there together.
    pub fn invoke_all(caller: &Caller, calls: &[Call<'_>]) -> Vec<Outcome> {
        match calls.first().map(|call| call.object) {
            Some(Self::Foreign(object)) if caller.origin == Origin::Local => object.invoke_all(caller, calls),
            _ => calls.iter().map(|call| call.make(caller)).collect(),
        }
    }

    /// Calls the member of `interface` at `slot`. Who may call what is decided here, for every face.
    pub fn invoke(
        &self,
        caller: &Caller,
        interface: &'static Interface,
        slot: Slot,
        args: &[Value],
    ) -> Outcome {
        match self {
            Self::Local(object) => invoke_local(&***object, caller, interface, slot, args),
            Self::Foreign(_) if caller.origin == Origin::Remote => Err(Error::new(
                code::E_ACCESSDENIED,
                "an object of the calling computer is not called back; ask the job for its state instead",
            )),
            Self::Foreign(object) => object.invoke(caller, interface, slot, args),
        }
    }
}

fn family_of(object: &dyn Object, interface: &'static Interface) -> Option<&'static Family> {
    object
        .families()
        .iter()
        .find(|family| family.interface.is_or_extends(interface))
}

fn invoke_local(
    object: &dyn Object,
    caller: &Caller,
    interface: &'static Interface,
    slot: Slot,
    args: &[Value],
) -> Outcome {
    let family = admit(object, caller, interface, slot, args)?;
    if let Some(observer) = &caller.observer {
        let outcome = (family.dispatch)(object, caller, slot, args);
        let hresult = outcome
            .as_ref()
            .map_or_else(Error::hresult, |success| success.hresult);
        observer.called(interface, slot, hresult);
        return outcome;
    }
    // Nobody looks at the outcome on its way: copying it costs more than the call of most members.
    (family.dispatch)(object, caller, slot, args)
}

/// Whether the call may be made, and of which family it is.
fn admit(
    object: &dyn Object,
    caller: &Caller,
    interface: &'static Interface,
    slot: Slot,
    args: &[Value],
) -> Result<&'static Family, Error> {
    let Some(family) = family_of(object, interface) else {
        return Err(refused(code::E_NOINTERFACE, move || {
            format!("the object has no {}", interface.name)
        }));
    };
    let Some(member) = interface.member(slot) else {
        return Err(refused(code::DISP_E_MEMBERNOTFOUND, move || {
            format!("{} has no member at slot {}", interface.name, slot.0)
        }));
    };
    authorize(object, caller, interface, member)?;
    let given = args.len();
    if given != member.params.len() {
        return Err(refused(code::DISP_E_BADPARAMCOUNT, move || {
            format!(
                "{} takes {} arguments, not {given}",
                full_name(interface, member),
                member.params.len(),
            )
        }));
    }
    Ok(family)
}

fn authorize(
    object: &dyn Object,
    caller: &Caller,
    interface: &'static Interface,
    member: &'static Member,
) -> Result<(), Error> {
    if caller.origin == Origin::Remote {
        if caller.rights < Rights::Administrator {
            return Err(refused(code::E_ACCESSDENIED, || {
                "only administrators may use the update agent of another computer".to_owned()
            }));
        }
        if !caller.may_reach(member.remote) {
            return Err(refused(code::E_ACCESSDENIED, move || {
                not_from_elsewhere(interface, member)
            }));
        }
    }
    if caller.rights < member.rights {
        return Err(refused(code::E_ACCESSDENIED, move || {
            let who = match member.rights {
                Rights::Anyone | Rights::User => "users of this computer",
                Rights::PowerUser => "power users and administrators",
                Rights::Administrator => "administrators",
            };
            format!("{} is for {who} only", full_name(interface, member))
        }));
    }
    if member.locks_down && (caller.locked_down || object.is_locked_down()) {
        return Err(refused(code::WU_E_INVALID_OPERATION, move || {
            format!(
                "{} is not available while the object is locked down",
                full_name(interface, member)
            )
        }));
    }
    Ok(())
}

/// The error of a call that is not made. Never inlined: those that are made need no room for its words.
#[cold]
#[inline(never)]
fn refused(hresult: HResult, why: impl FnOnce() -> String) -> Error {
    Error::new(hresult, why())
}

fn not_from_elsewhere(interface: &'static Interface, member: &'static Member) -> String {
    let name = full_name(interface, member);
    match member.remote {
        Remote::Refused { unless } => format!(
            "{name} is not available from another computer; an administrator of this one can allow `{}` there",
            unless.name()
        ),
        _ => format!("{name} is not available from another computer"),
    }
}

/// `IUpdateSearcher::Search`, the name of the interface that declares the member.
pub(crate) fn full_name(interface: &'static Interface, member: &'static Member) -> String {
    let owner = interface
        .lineage()
        .find(|line| line.members.iter().any(|own| std::ptr::eq(own, member)));
    format!("{}::{}", owner.unwrap_or(interface).name, member.name)
}

impl PartialEq for ObjectRef {
    /// Identity, as COM means it.
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Local(a), Self::Local(b)) => std::ptr::addr_eq(Arc::as_ptr(a), Arc::as_ptr(b)),
            (Self::Foreign(a), Self::Foreign(b)) => std::ptr::addr_eq(Arc::as_ptr(a), Arc::as_ptr(b)),
            _ => false,
        }
    }
}

impl fmt::Debug for ObjectRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Local(object) => write!(f, "{:?}", object.families()),
            Self::Foreign(_) => f.write_str("foreign object"),
        }
    }
}
