//! Late binding ([MS-OAUT] 3.1.4): names and dispids become slots, loose arguments typed ones, errors EXCEPINFO.
//!
//! Dispids are never looked up without the interface: `IWindowsDriverUpdate` and `IUpdate2` give the same slot and
//! the same dispid different meanings. So there is one [`Dispatch`] per family of an object.

use crate::coerce::coerce;
use crate::object::full_name;
use crate::table::{Default, Interface, Kind, Member, Param, Slot, hash_name};
use crate::{Caller, Error, HResult, ObjectRef, Success, Value, code};

/// The default member.
pub const DISPID_VALUE: i32 = 0;
/// The enumerator of a collection.
pub const DISPID_NEWENUM: i32 = -4;
/// The name of the new value of a property that is written.
pub const DISPID_PROPERTYPUT: i32 = -3;

/// How a caller means a call ([MS-OAUT] 2.2.14).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DispatchFlags(u16);

impl DispatchFlags {
    /// `DISPATCH_METHOD`.
    pub const METHOD: Self = Self(1);
    /// `DISPATCH_PROPERTYGET`.
    pub const GET: Self = Self(2);
    /// What VBScript says when it cannot tell a method from a property.
    pub const METHOD_OR_GET: Self = Self(3);
    /// `DISPATCH_PROPERTYPUT`.
    pub const PUT: Self = Self(4);
    /// `DISPATCH_PROPERTYPUTREF`.
    pub const PUT_REF: Self = Self(8);

    /// From the bits of the call.
    #[must_use]
    pub const fn from_bits(bits: u16) -> Self {
        Self(bits)
    }

    /// The bits of the call.
    #[must_use]
    pub const fn bits(self) -> u16 {
        self.0
    }

    const fn writes(self) -> bool {
        self.0 & (Self::PUT.0 | Self::PUT_REF.0) != 0
    }

    const fn reads_or_calls(self) -> bool {
        self.0 & Self::METHOD_OR_GET.0 != 0
    }
}

/// What a late-bound caller learns of an error: `Err.Number` is the `scode`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExcepInfo {
    /// The HRESULT of the member.
    pub scode: HResult,
    /// Who says so.
    pub source: &'static str,
    /// In words, with the code and its name.
    pub description: String,
}

/// Why a late-bound call failed.
#[derive(Clone, Debug)]
pub enum DispatchError {
    /// The call did not reach a member.
    Call {
        /// One of `DISP_E_*`.
        hresult: HResult,
        /// Which argument is to blame, counted from 0 in the order of the parameters.
        argument: Option<usize>,
        /// In words.
        message: String,
    },
    /// The member failed: `DISP_E_EXCEPTION` with an EXCEPINFO.
    Exception(Error),
}

impl DispatchError {
    fn call(hresult: HResult, argument: Option<usize>, message: String) -> Self {
        Self::Call {
            hresult,
            argument,
            message,
        }
    }

    /// What `IDispatch::Invoke` returns.
    pub fn hresult(&self) -> HResult {
        match self {
            Self::Call { hresult, .. } => *hresult,
            Self::Exception(_) => code::DISP_E_EXCEPTION,
        }
    }

    /// What goes into EXCEPINFO, if the member failed.
    pub fn excep_info(&self) -> Option<ExcepInfo> {
        match self {
            Self::Call { .. } => None,
            Self::Exception(error) => Some(ExcepInfo {
                scode: error.hresult(),
                source: "wua",
                description: error.to_string(),
            }),
        }
    }
}

impl From<DispatchError> for Error {
    /// The error that the caller would have got from the member itself.
    fn from(error: DispatchError) -> Self {
        match error {
            DispatchError::Call { hresult, message, .. } => Self::new(hresult, message),
            DispatchError::Exception(error) => error,
        }
    }
}

/// An object as a late-bound caller sees it: the members of one family.
#[derive(Clone, Debug)]
pub struct Dispatch {
    object: ObjectRef,
    interface: &'static Interface,
}

impl Dispatch {
    /// The default dispatch of an object of ours.
    pub fn new(object: ObjectRef) -> Option<Self> {
        let interface = object.default_dispatch()?;
        Some(Self { object, interface })
    }

    /// The dispatch of the family that `interface` belongs to.
    pub fn of_family(object: ObjectRef, interface: &'static Interface) -> Option<Self> {
        let supported = interface.is_dispatch() && object.supports(interface);
        supported.then_some(Self { object, interface })
    }

    /// The object behind it.
    pub fn object(&self) -> &ObjectRef {
        &self.object
    }

    /// The most derived interface whose members it offers.
    pub fn interface(&self) -> &'static Interface {
        self.interface
    }

    /// `GetIDsOfNames` for a member; names are the same in any case.
    pub fn id_of(&self, name: &str) -> Option<i32> {
        self.named(name).and_then(|member| member.dispid)
    }

    /// `GetIDsOfNames` for a parameter of a member.
    pub fn id_of_parameter(&self, member: &str, parameter: &str) -> Option<i32> {
        let params = self.named(member)?.params;
        let index = params
            .iter()
            .position(|param| param.name.eq_ignore_ascii_case(parameter))?;
        i32::try_from(index).ok()
    }

    fn named(&self, name: &str) -> Option<&'static Member> {
        let hash = hash_name(name);
        let found = self
            .interface
            .all_members()
            .find(|(_, member)| member.is_named(name, hash));
        found
            .map(|(_, member)| member)
            .filter(|member| member.dispid.is_some() && !member.restricted)
    }

    /// Calls the member of this name.
    pub fn call(
        &self,
        caller: &Caller,
        name: &str,
        flags: DispatchFlags,
        args: &[Value],
    ) -> Result<Success<Value>, DispatchError> {
        let Some(dispid) = self.id_of(name) else {
            let message = format!("{} has no member `{name}`", self.interface.name);
            return Err(DispatchError::call(code::DISP_E_UNKNOWNNAME, None, message));
        };
        self.invoke(caller, dispid, flags, args, &[])
    }

    /// `IDispatch::Invoke`. Arguments stand in the order of the parameters; a new property value stands last.
    /// `named` holds arguments given by the index of their parameter.
    pub fn invoke(
        &self,
        caller: &Caller,
        dispid: i32,
        flags: DispatchFlags,
        args: &[Value],
        named: &[(i32, Value)],
    ) -> Result<Success<Value>, DispatchError> {
        let Some((slot, member)) = self.find(dispid, flags) else {
            return self.put_behind(caller, dispid, flags, args);
        };
        if yields_what_the_arguments_are_for(member, args) {
            let behind = self.behind(caller, slot, member)?;
            return behind.invoke(caller, DISPID_VALUE, flags, args, named);
        }
        let typed = self.typed(caller, member, args, named)?;
        self.object
            .invoke(caller, self.interface, slot, &typed)
            .map_err(DispatchError::Exception)
    }

    fn find(&self, dispid: i32, flags: DispatchFlags) -> Option<(Slot, &'static Member)> {
        let wanted = |kind: Kind| match kind {
            Kind::Put => flags.writes(),
            // A caller that writes `CreateUpdateSearcher` without parentheses asks for a property: both are meant.
            Kind::Method | Kind::Get => flags.reads_or_calls() && !flags.writes(),
        };
        self.interface
            .all_members()
            .find(|(_, member)| member.dispid == Some(dispid) && !member.restricted && wanted(member.kind))
    }

    /// `proxy.BypassList(0) = "x"`: the property has no put of its own with an index, but its object has.
    fn put_behind(
        &self,
        caller: &Caller,
        dispid: i32,
        flags: DispatchFlags,
        args: &[Value],
    ) -> Result<Success<Value>, DispatchError> {
        let getter = self.find(dispid, DispatchFlags::GET);
        match getter {
            Some((slot, member))
                if flags.writes() && args.len() > 1 && yields_what_the_arguments_are_for(member, args) =>
            {
                let behind = self.behind(caller, slot, member)?;
                behind.invoke(caller, DISPID_VALUE, flags, args, &[])
            }
            _ => Err(DispatchError::call(
                code::DISP_E_MEMBERNOTFOUND,
                None,
                match getter {
                    Some((_, member)) => {
                        format!("{} cannot be written", full_name(self.interface, member))
                    }
                    None => format!("{} has no member with dispid {dispid:#x}", self.interface.name),
                },
            )),
        }
    }

    /// The object that a property without parameters yields.
    fn behind(&self, caller: &Caller, slot: Slot, member: &Member) -> Result<Self, DispatchError> {
        let yielded = self
            .object
            .invoke(caller, self.interface, slot, &[])
            .map_err(DispatchError::Exception)?;
        yielded
            .value
            .as_object()
            .cloned()
            .and_then(Self::new)
            .ok_or_else(|| {
                let message = format!("{} is no object here, and takes no arguments", member.name);
                DispatchError::call(code::DISP_E_BADPARAMCOUNT, None, message)
            })
    }

    fn typed(
        &self,
        caller: &Caller,
        member: &'static Member,
        args: &[Value],
        named: &[(i32, Value)],
    ) -> Result<Vec<Value>, DispatchError> {
        let name = || full_name(self.interface, member);
        if args.len() + named.len() > member.params.len() {
            let message = format!(
                "{} takes {} arguments, not {}",
                name(),
                member.params.len(),
                args.len() + named.len()
            );
            return Err(DispatchError::call(code::DISP_E_BADPARAMCOUNT, None, message));
        }
        let mut typed = Vec::with_capacity(member.params.len());
        for (index, param) in member.params.iter().enumerate() {
            let by_name = || {
                let given = named.iter().find(|(at, _)| usize::try_from(*at) == Ok(index));
                given.map(|(_, value)| value)
            };
            let fail = |hresult, what: &str| {
                let message = format!("`{}` of {} {what}", param.name, name());
                DispatchError::call(hresult, Some(index), message)
            };
            let value = match args.get(index).or_else(by_name) {
                Some(value) if !value.is_missing() => coerce(caller, value, param.ty).map_err(|hresult| {
                    fail(
                        hresult,
                        &format!("is a {}, not {}", param.ty.name(), value.kind()),
                    )
                })?,
                given => match (param.default, given) {
                    (Some(default), _) => default_argument(default),
                    // A VARIANT can hold "left out" itself.
                    (None, Some(missing)) if matches!(param.ty, crate::Type::Variant) => missing.clone(),
                    (None, Some(_)) => {
                        return Err(fail(code::DISP_E_PARAMNOTOPTIONAL, "may not be left out"));
                    }
                    (None, None) => return Err(fail(code::DISP_E_BADPARAMCOUNT, "is missing")),
                },
            };
            typed.push(value);
        }
        if let Some((at, _)) = named
            .iter()
            .find(|(at, _)| !names_a_free_parameter(*at, member.params, args))
        {
            let message = format!("{} has no free parameter {at}", name());
            return Err(DispatchError::call(code::DISP_E_PARAMNOTFOUND, None, message));
        }
        Ok(typed)
    }
}

fn names_a_free_parameter(at: i32, params: &[Param], args: &[Value]) -> bool {
    usize::try_from(at).is_ok_and(|at| at < params.len() && at >= args.len())
}

fn yields_what_the_arguments_are_for(member: &Member, args: &[Value]) -> bool {
    !args.is_empty()
        && member.params.is_empty()
        && member.returns.is_some_and(crate::Type::is_object)
        && member.kind == Kind::Get
}

fn default_argument(default: Default) -> Value {
    match default {
        Default::Long(number) => Value::I4(number),
        Default::Text(text) => text.into(),
    }
}
