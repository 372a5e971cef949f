//! A call through a vtable: arguments become values, the waist is asked, the result goes where the caller wants it.

use wua_com::{Error, HResult, Member, Outcome, Slot, Type, code};

use crate::border::{failure, guard};
use crate::com_object::Face;
use crate::in_memory::{Argument, Output};
use crate::{apartment, error_info, host};

/// Calls a member without a result.
///
/// # Safety
///
/// `this` is a face of ours, and the arguments are valid as COM demands.
pub(crate) unsafe fn call(this: *const Face, slot: u16, args: &[&dyn Argument]) -> i32 {
    guard(|| {
        // SAFETY: the caller's promise is ours.
        let outcome = unsafe { invoke(&*this, Slot(slot), args) };
        report(outcome.map(|success| success.hresult))
    })
}

/// Calls a member whose result goes to `result`: written on success, null on failure.
///
/// # Safety
///
/// As [`call`], and `result` is NULL or has room for a result.
pub(crate) unsafe fn call_for<R: Output>(
    this: *const Face,
    slot: u16,
    args: &[&dyn Argument],
    result: *mut R,
) -> i32 {
    guard(|| {
        if result.is_null() {
            return report(Err(Error::new(code::E_POINTER, "no place for the result")));
        }
        // SAFETY: the caller's promise is ours. A callback may release `this`, so it is not looked at afterwards.
        let outcome = unsafe {
            result.write(R::null());
            let this = &*this;
            member(this, Slot(slot)).and_then(|member| Ok((member.returns, invoke(this, Slot(slot), args)?)))
        };
        report(outcome.and_then(|(ty, success)| {
            let output = R::of(&success.value, ty.unwrap_or(Type::Unknown))?;
            // SAFETY: the caller's promise is ours.
            unsafe { result.write(output) };
            Ok(success.hresult)
        }))
    })
}

/// # Safety
///
/// The arguments are valid as COM demands.
unsafe fn invoke(this: &Face, slot: Slot, args: &[&dyn Argument]) -> Outcome {
    let member = member(this, slot)?;
    let mut values = Vec::with_capacity(args.len());
    for (param, arg) in member.params.iter().zip(args) {
        // SAFETY: the caller's promise is ours.
        let value = unsafe { arg.value(param.ty) };
        values.push(value.map_err(|error| error.context(format!("`{}` of {}", param.name, member.name)))?);
    }
    let (object, interface) = (this.object()?, this.interface());
    if member.blocking && apartment::is_single_threaded() {
        // Callbacks may have to come to this very thread meanwhile.
        return apartment::aside(move || object.invoke(host::caller(), interface, slot, &values))?;
    }
    object.invoke(host::caller(), interface, slot, &values)
}

fn member(this: &Face, slot: Slot) -> Result<&'static Member, Error> {
    // A vtable has no slot that its interface has not.
    this.interface()
        .member(slot)
        .ok_or_else(|| Error::from(code::E_UNEXPECTED))
}

fn report(outcome: Result<HResult, Error>) -> HResult {
    outcome.unwrap_or_else(|error| {
        error_info::set(&error);
        failure(&error)
    })
}
