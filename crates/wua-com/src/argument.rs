//! How the generated dispatchers read typed arguments, and the generated proxies typed results.

use crate::object::full_name;
use crate::table::{Interface, Slot};
use crate::{Caller, Date, Decimal, Error, ObjectRef, Outcome, Reply, Success, Text, Value, code};

/// A type that members take or yield.
pub trait FromValue<'a>: Sized {
    /// The plain value, if this is one. Nothing is converted here: late binding has done that before.
    fn from_value(value: &'a Value) -> Option<Self>;
}

impl<'a> FromValue<'a> for bool {
    fn from_value(value: &'a Value) -> Option<Self> {
        if let Value::Bool(plain) = value {
            Some(*plain)
        } else {
            None
        }
    }
}

impl<'a> FromValue<'a> for i32 {
    fn from_value(value: &'a Value) -> Option<Self> {
        if let Value::I4(plain) = value {
            Some(*plain)
        } else {
            None
        }
    }
}

impl<'a> FromValue<'a> for u32 {
    fn from_value(value: &'a Value) -> Option<Self> {
        if let Value::U4(plain) = value {
            Some(*plain)
        } else {
            None
        }
    }
}

impl<'a> FromValue<'a> for u64 {
    fn from_value(value: &'a Value) -> Option<Self> {
        if let Value::U8(plain) = value {
            Some(*plain)
        } else {
            None
        }
    }
}

impl<'a> FromValue<'a> for Date {
    fn from_value(value: &'a Value) -> Option<Self> {
        if let Value::Date(plain) = value {
            Some(*plain)
        } else {
            None
        }
    }
}

impl<'a> FromValue<'a> for Decimal {
    fn from_value(value: &'a Value) -> Option<Self> {
        if let Value::Decimal(plain) = value {
            Some(*plain)
        } else {
            None
        }
    }
}

impl<'a> FromValue<'a> for &'a str {
    fn from_value(value: &'a Value) -> Option<Self> {
        if let Value::Text(plain) = value {
            Some(plain)
        } else {
            None
        }
    }
}

impl<'a> FromValue<'a> for Text {
    fn from_value(value: &'a Value) -> Option<Self> {
        if let Value::Text(plain) = value {
            Some(plain.clone())
        } else {
            None
        }
    }
}

impl<'a> FromValue<'a> for &'a Value {
    fn from_value(value: &'a Value) -> Option<Self> {
        Some(value)
    }
}

impl<'a> FromValue<'a> for Value {
    fn from_value(value: &'a Value) -> Option<Self> {
        Some(value.clone())
    }
}

impl<'a> FromValue<'a> for Option<&'a ObjectRef> {
    fn from_value(value: &'a Value) -> Option<Self> {
        match value {
            Value::Object(object) | Value::Unknown(object) => Some(object.as_ref()),
            _ => None,
        }
    }
}

impl<'a> FromValue<'a> for Option<ObjectRef> {
    fn from_value(value: &'a Value) -> Option<Self> {
        <Option<&ObjectRef>>::from_value(value).map(Option::<&ObjectRef>::cloned)
    }
}

impl<'a> FromValue<'a> for ObjectRef {
    fn from_value(value: &'a Value) -> Option<Self> {
        value.as_object().cloned()
    }
}

impl<'a> FromValue<'a> for () {
    fn from_value(_: &'a Value) -> Option<Self> {
        Some(())
    }
}

/// Reads argument `index` of the member at `slot`.
pub fn argument<'a, T: FromValue<'a>>(
    interface: &'static Interface,
    slot: Slot,
    args: &'a [Value],
    index: usize,
) -> Result<T, Error> {
    match args.get(index).and_then(T::from_value) {
        Some(argument) => Ok(argument),
        None => Err(mismatch(interface, slot, args, index)),
    }
}

#[cold]
fn mismatch(interface: &'static Interface, slot: Slot, args: &[Value], index: usize) -> Error {
    let param = interface.member(slot).and_then(|member| member.params.get(index));
    let error = match (param, args.get(index)) {
        (Some(param), Some(value)) => Error::new(
            code::DISP_E_TYPEMISMATCH,
            format!("`{}` is a {}, not {}", param.name, param.ty.name(), value.kind()),
        ),
        _ => Error::new(
            code::DISP_E_BADPARAMCOUNT,
            format!("argument {} is missing", index + 1),
        ),
    };
    failed_at(interface, slot, error)
}

/// Reads argument `index`, the number of a value of an enumeration.
pub fn enumeration_argument<T: TryFrom<i32>>(
    interface: &'static Interface,
    slot: Slot,
    args: &[Value],
    index: usize,
) -> Result<T, Error> {
    let number: i32 = argument(interface, slot, args, index)?;
    T::try_from(number).map_err(|_| {
        let param = interface.member(slot).and_then(|member| member.params.get(index));
        let kind = param.map_or("enumeration", |param| param.ty.name());
        let error = Error::new(code::E_INVALIDARG, format!("{number} is no value of {kind}"));
        failed_at(interface, slot, error)
    })
}

/// Hands what the member at `slot` replied to the waist.
pub fn outcome<T: Into<Value>>(interface: &'static Interface, slot: Slot, reply: Reply<T>) -> Outcome {
    match reply {
        Ok(success) => Ok(Success {
            hresult: success.hresult,
            value: success.value.into(),
        }),
        Err(error) => Err(failed_at(interface, slot, error)),
    }
}

/// The same for an `IUnknown*` result, which carries no members of its own.
pub fn unknown_outcome(
    interface: &'static Interface,
    slot: Slot,
    reply: Reply<impl Into<Option<ObjectRef>>>,
) -> Outcome {
    outcome(
        interface,
        slot,
        reply.map(|success| Success {
            hresult: success.hresult,
            value: Value::Unknown(success.value.into()),
        }),
    )
}

/// What fails says where: a script sees nothing but the words.
#[cold]
#[inline(never)]
fn failed_at(interface: &'static Interface, slot: Slot, error: Error) -> Error {
    match interface.member(slot) {
        Some(member) => error.context(full_name(interface, member)),
        None => error,
    }
}

/// An object together with the one who calls it: what typed proxies are made of.
#[derive(Clone, Debug)]
pub struct Bound {
    /// The object.
    pub object: ObjectRef,
    /// The caller.
    pub caller: Caller,
}

impl Bound {
    /// Another object for the same caller.
    #[must_use]
    pub fn bind(&self, object: ObjectRef) -> Self {
        Self {
            object,
            caller: self.caller.clone(),
        }
    }

    /// Calls a member and reads its result as the type that the tables give it.
    pub fn call<T: for<'a> FromValue<'a>>(
        &self,
        interface: &'static Interface,
        slot: u16,
        args: &[Value],
    ) -> Reply<T> {
        let success = self.object.invoke(&self.caller, interface, Slot(slot), args)?;
        match T::from_value(&success.value) {
            Some(value) => Ok(Success {
                hresult: success.hresult,
                value,
            }),
            None => Err(self.surprise(interface, slot, &success.value)),
        }
    }

    /// A result of another type than the tables give it: our mistake, or that of whoever made the object.
    #[cold]
    fn surprise(&self, interface: &'static Interface, slot: u16, value: &Value) -> Error {
        let hresult = match self.object {
            ObjectRef::Local(_) => code::E_UNEXPECTED,
            ObjectRef::Foreign(_) => code::DISP_E_TYPEMISMATCH,
        };
        Error::new(
            hresult,
            format!("slot {slot} of {} yielded {}", interface.name, value.kind()),
        )
    }
}
