//! `IDispatch` of every face: names, dispids and loose arguments, as scripts call.

use std::ffi::c_void;
use std::ptr::{null, null_mut};
use std::slice;

use windows_sys::Win32::System::Com::{DISPPARAMS, EXCEPINFO};
use windows_sys::Win32::System::Variant::VARIANT;
use windows_sys::core::GUID;
use wua_com::{
    DISPID_PROPERTYPUT, Dispatch, DispatchError, DispatchFlags, Error, HResult, Interface, Kind, Success,
    Value, code,
};

use crate::border::{failure, guard, hresult_of, read_guid};
use crate::com_object::{Face, UNKNOWN};
use crate::signature::{Method, extend, methods};
use crate::{apartment, bstr, error_info, host, type_library, variant};

/// The first seven functions of the vtable of every interface that can be called by name.
pub(crate) static DISPATCH: [Method; 7] = extend(
    &UNKNOWN,
    // SAFETY: the four members, in the order of the interface.
    unsafe { methods![get_type_info_count, get_type_info, get_ids_of_names, invoke] },
);

/// `DISPID_UNKNOWN`.
const UNKNOWN_NAME: i32 = -1;

unsafe extern "system" fn get_type_info_count(_: *const Face, count: *mut u32) -> i32 {
    guard(|| {
        if count.is_null() {
            return code::E_POINTER;
        }
        // SAFETY: the caller passes room for the number.
        unsafe { count.write(1) };
        code::S_OK
    })
}

/// The description is in no language, so any will do.
unsafe extern "system" fn get_type_info(
    this: *const Face,
    index: u32,
    _lcid: u32,
    info: *mut *mut c_void,
) -> i32 {
    guard(|| {
        if info.is_null() {
            return code::E_POINTER;
        }
        // SAFETY: the caller passes a face of ours and room for the pointer.
        unsafe {
            info.write(null_mut());
            if index != 0 {
                return code::DISP_E_BADINDEX;
            }
            let described = type_library::describe_interface((*this).interface());
            hresult_of(described.map(|found| info.write(found.into_raw())))
        }
    })
}

unsafe extern "system" fn get_ids_of_names(
    this: *const Face,
    iid: *const GUID,
    names: *const *const u16,
    count: u32,
    _lcid: u32,
    ids: *mut i32,
) -> i32 {
    guard(|| {
        let Ok(count @ 1..) = usize::try_from(count) else {
            return code::E_INVALIDARG;
        };
        if names.is_null() || ids.is_null() {
            return code::E_POINTER;
        }
        // SAFETY: the caller passes a face of ours, `count` names, and room for as many numbers.
        unsafe {
            if !is_nil(iid) {
                return code::DISP_E_UNKNOWNINTERFACE;
            }
            let names: Vec<String> = slice::from_raw_parts(names, count)
                .iter()
                .map(|name| read_name(*name))
                .collect();
            ids_of_names(&*this, &names, slice::from_raw_parts_mut(ids, count))
        }
    })
}

/// The first name is a member's, the others are those of its parameters.
fn ids_of_names(this: &Face, names: &[String], ids: &mut [i32]) -> HResult {
    ids.fill(UNKNOWN_NAME);
    let Some((member, params)) = names.split_first() else {
        return code::E_UNEXPECTED;
    };
    let dispatch = match dispatch_of(this) {
        Ok(dispatch) => dispatch,
        Err(error) => return failure(&error),
    };
    let member_id = dispatch.id_of(member);
    let param_ids = params.iter().map(|param| dispatch.id_of_parameter(member, param));
    let mut all_known = true;
    for (id, found) in ids.iter_mut().zip(std::iter::once(member_id).chain(param_ids)) {
        match found {
            Some(found) => *id = found,
            None => all_known = false,
        }
    }
    if all_known {
        code::S_OK
    } else {
        code::DISP_E_UNKNOWNNAME
    }
}

unsafe extern "system" fn invoke(
    this: *const Face,
    dispid: i32,
    iid: *const GUID,
    _lcid: u32,
    flags: u16,
    params: *const DISPPARAMS,
    result: *mut VARIANT,
    exception: *mut EXCEPINFO,
    blamed: *mut u32,
) -> i32 {
    guard(|| {
        // SAFETY: the caller passes a face of ours, well-formed arguments, and NULL or room for each result.
        unsafe {
            if !is_nil(iid) {
                return code::DISP_E_UNKNOWNINTERFACE;
            }
            let Some(params) = params.as_ref() else {
                return code::E_POINTER;
            };
            if let Some(result) = result.as_mut() {
                *result = VARIANT::default();
            }
            let args = match Arguments::read(params) {
                Ok(args) => args,
                Err(error) => return failure(&error),
            };
            let outcome = call(&*this, dispid, flags, &args).and_then(|success| {
                if let Some(result) = result.as_mut() {
                    *result = variant::write(&success.value)
                        .map_err(|hresult| DispatchError::Exception(Error::from(hresult)))?
                        .into_raw();
                }
                Ok(success.hresult)
            });
            outcome.unwrap_or_else(|error| report(&error, &args, exception, blamed))
        }
    })
}

/// The arguments of a call, in the order of the parameters; `DISPPARAMS` has them backwards.
struct Arguments {
    /// By position. The new value of a property stands last.
    positional: Vec<Value>,
    /// By the index of the parameter.
    named: Vec<(i32, Value)>,
    /// Where in `rgvarg` the positional ones stand.
    places: Vec<usize>,
    /// Where in `rgvarg` the named ones stand.
    named_places: Vec<usize>,
}

impl Arguments {
    /// # Safety
    ///
    /// `params` is well-formed.
    unsafe fn read(params: &DISPPARAMS) -> Result<Self, Error> {
        // SAFETY: the caller's promise is ours.
        let (values, names) = unsafe {
            (
                array(params.rgvarg, params.cArgs)?,
                array(params.rgdispidNamedArgs, params.cNamedArgs)?,
            )
        };
        if names.len() > values.len() {
            return Err(Error::from(code::DISP_E_BADPARAMCOUNT));
        }
        let mut args = Self {
            positional: Vec::new(),
            named: Vec::new(),
            places: Vec::new(),
            named_places: Vec::new(),
        };
        let mut new_value = None;
        for (place, value) in values.iter().enumerate().rev() {
            // SAFETY: the caller's promise is ours.
            let value = unsafe { variant::read(value) }?;
            match names.get(place) {
                Some(&DISPID_PROPERTYPUT) => new_value = Some((place, value)),
                Some(&name) => {
                    args.named.push((name, value));
                    args.named_places.push(place);
                }
                None => {
                    args.positional.push(value);
                    args.places.push(place);
                }
            }
        }
        if let Some((place, value)) = new_value {
            args.positional.push(value);
            args.places.push(place);
        }
        Ok(args)
    }

    /// Where in `rgvarg` the argument for a parameter stands.
    fn place_of(&self, parameter: usize) -> Option<u32> {
        let is_it = |(index, _): &(i32, Value)| usize::try_from(*index) == Ok(parameter);
        let by_name = || self.named_places.get(self.named.iter().position(is_it)?);
        let place = self.places.get(parameter).or_else(by_name)?;
        u32::try_from(*place).ok()
    }
}

fn call(this: &Face, dispid: i32, flags: u16, args: &Arguments) -> Result<Success<Value>, DispatchError> {
    let dispatch = dispatch_of(this).map_err(DispatchError::Exception)?;
    let meant = DispatchFlags::from_bits(flags);
    if may_wait(this.interface(), dispid, flags) && apartment::is_single_threaded() {
        // Callbacks may have to come to this very thread meanwhile.
        let (positional, named) = (args.positional.clone(), args.named.clone());
        return apartment::aside(move || dispatch.invoke(host::caller(), dispid, meant, &positional, &named))
            .map_err(DispatchError::Exception)?;
    }
    dispatch.invoke(host::caller(), dispid, meant, &args.positional, &args.named)
}

/// Whether a call of this dispid, meant like this, may reach a member that waits.
fn may_wait(interface: &'static Interface, dispid: i32, flags: u16) -> bool {
    const PUTS: u16 = 4 | 8;
    let writes = flags & PUTS != 0;
    interface.all_members().any(|(_, member)| {
        member.dispid == Some(dispid) && member.blocking && (member.kind == Kind::Put) == writes
    })
}

/// Tells the caller what went wrong, in every place that it looks at.
///
/// # Safety
///
/// `exception` and `blamed` are NULL or have room for what belongs there.
unsafe fn report(
    error: &DispatchError,
    args: &Arguments,
    exception: *mut EXCEPINFO,
    blamed: *mut u32,
) -> HResult {
    if let DispatchError::Call {
        argument: Some(parameter),
        ..
    } = error
        && let Some(place) = args.place_of(*parameter)
        // SAFETY: the caller's promise is ours.
        && let Some(blamed) = unsafe { blamed.as_mut() }
    {
        *blamed = place;
    }
    error_info::set(&Error::from(error.clone()));
    // SAFETY: the caller's promise is ours.
    let exception = unsafe { exception.as_mut() };
    match (error.excep_info(), exception) {
        (Some(info), Some(exception)) => {
            *exception = EXCEPINFO {
                scode: info.scode.to_i32(),
                bstrSource: bstr::allocate(info.source).unwrap_or(null()),
                bstrDescription: bstr::allocate(&info.description).unwrap_or(null()),
                ..EXCEPINFO::default()
            };
            code::DISP_E_EXCEPTION
        }
        // Without a place for the HRESULT, the call itself has to return it.
        (Some(info), None) => info.scode,
        (None, _) => error.hresult(),
    }
}

fn dispatch_of(this: &Face) -> Result<Dispatch, Error> {
    Dispatch::of_family(this.object()?.clone(), this.interface())
        .ok_or_else(|| Error::from(code::E_UNEXPECTED))
}

/// # Safety
///
/// `start` is the start of `count` items, or anything if there are none.
unsafe fn array<'a, T>(start: *const T, count: u32) -> Result<&'a [T], Error> {
    match usize::try_from(count) {
        Ok(0) => Ok(&[]),
        Ok(_) if start.is_null() => Err(Error::from(code::E_POINTER)),
        // SAFETY: the caller's promise is ours.
        Ok(count) => Ok(unsafe { slice::from_raw_parts(start, count) }),
        Err(_) => Err(Error::from(code::E_INVALIDARG)),
    }
}

/// The reserved parameter of both members.
///
/// # Safety
///
/// `iid` is NULL or an identifier.
unsafe fn is_nil(iid: *const GUID) -> bool {
    // SAFETY: the caller's promise is ours.
    iid.is_null() || unsafe { read_guid(iid) } == wua_com::Guid::NIL
}

/// # Safety
///
/// `name` ends with a zero.
unsafe fn length_of(name: *const u16) -> usize {
    let mut length = 0;
    // SAFETY: the caller's promise is ours.
    while unsafe { *name.add(length) } != 0 {
        length += 1;
    }
    length
}

/// # Safety
///
/// `name` is NULL or ends with a zero.
unsafe fn read_name(name: *const u16) -> String {
    if name.is_null() {
        return String::new();
    }
    // SAFETY: the caller's promise is ours.
    let units = unsafe { slice::from_raw_parts(name, length_of(name)) };
    String::from_utf16_lossy(units)
}
