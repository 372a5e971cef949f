//! A call through a vtable: arguments become values, the waist is asked, the result goes where the caller wants it.

use wua_com::{Error, HResult, Interface, Kind, Member, ObjectRef, Outcome, Slot, Type, Value, code};

use crate::border::{failure, guard};
use crate::com_object::Face;
use crate::in_memory::{Argument, Output};
use crate::{apartment, error_info, host};

/// Calls a member without a result.
///
/// # Safety
///
/// `this` is a face of ours, and the arguments are valid as COM demands.
pub(crate) unsafe fn call<const N: usize>(this: *const Face, slot: u16, args: [&dyn Argument; N]) -> i32 {
    guard(|| {
        // SAFETY: the caller's promise is ours. A callback may release `this`, so it is not looked at afterwards.
        let outcome = unsafe { member(&*this, slot).and_then(|member| invoke(&*this, slot, member, args)) };
        match &outcome {
            Ok(success) => success.hresult,
            Err(error) => report(error),
        }
    })
}

/// Calls a member whose result goes to `result`: written on success, null on failure.
///
/// # Safety
///
/// As [`call`], and `result` is NULL or has room for a result.
pub(crate) unsafe fn call_for<R: Output, const N: usize>(
    this: *const Face,
    slot: u16,
    args: [&dyn Argument; N],
    result: *mut R,
) -> i32 {
    guard(|| {
        if result.is_null() {
            return report(&Error::new(code::E_POINTER, "no place for the result"));
        }
        // SAFETY: the caller's promise is ours.
        let this = unsafe {
            result.write(R::null());
            &*this
        };
        let member = match member(this, slot) {
            Ok(member) => member,
            Err(error) => return report(&error),
        };
        // SAFETY: the caller's promise is ours. A callback may release `this`, so it is not looked at afterwards.
        let outcome = unsafe { invoke(this, slot, member, args) };
        // What the waist answered stays where it is: copies of it would cost as much as the call.
        match &outcome {
            Ok(success) => match R::of(&success.value, member.returns.unwrap_or(Type::Unknown)) {
                Ok(output) => {
                    // SAFETY: the caller's promise is ours.
                    unsafe { result.write(output) };
                    success.hresult
                }
                Err(error) => report(&error),
            },
            Err(error) => report(error),
        }
    })
}

/// # Safety
///
/// The arguments are valid as COM demands.
#[expect(
    clippy::inline_always,
    reason = "with a function each, the steps of a call cost more than what is called"
)]
#[inline(always)]
unsafe fn invoke<const N: usize>(
    this: &Face,
    slot: u16,
    member: &'static Member,
    args: [&dyn Argument; N],
) -> Outcome {
    let mut values = [const { Value::Empty }; N];
    for ((param, arg), value) in member.params.iter().zip(args).zip(&mut values) {
        // SAFETY: the caller's promise is ours.
        let read = unsafe { arg.value(param.ty) };
        *value = read.map_err(|error| error.context(format!("`{}` of {}", param.name, member.name)))?;
    }
    let (object, interface, slot) = (this.object()?, this.interface(), Slot(slot));
    if member.kind == Kind::Get && !member.blocking {
        // A mere look calls nobody back: the caller's reference holds the object.
        return object.invoke(host::caller(), interface, slot, &values);
    }
    act(object.clone(), interface, slot, member, values)
}

/// Calls a member that may call back. The callback may release the object, so this has a reference of its own.
///
/// Never inlined: a mere look would have to make room for it.
#[inline(never)]
fn act<const N: usize>(
    object: ObjectRef,
    interface: &'static Interface,
    slot: Slot,
    member: &'static Member,
    values: [Value; N],
) -> Outcome {
    if member.blocking && apartment::is_single_threaded() {
        // Callbacks may have to come to this very thread meanwhile.
        return apartment::aside(move || object.invoke(host::caller(), interface, slot, &values))?;
    }
    object.invoke(host::caller(), interface, slot, &values)
}

fn member(this: &Face, slot: u16) -> Result<&'static Member, Error> {
    // A vtable has no slot that its interface has not.
    this.interface()
        .member(Slot(slot))
        .ok_or_else(|| Error::from(code::E_UNEXPECTED))
}

#[cold]
fn report(error: &Error) -> HResult {
    error_info::set(error);
    failure(error)
}
