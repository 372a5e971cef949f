//! `VARIANT`: values as the caller's memory holds them.

use std::ffi::c_void;
use std::ptr::{copy_nonoverlapping, null_mut};

use windows_sys::Win32::Foundation::{
    DECIMAL, DECIMAL_0, DECIMAL_0_0, DECIMAL_1, VARIANT_FALSE, VARIANT_TRUE,
};
use windows_sys::Win32::System::Com::{CY, SAFEARRAY};
use windows_sys::Win32::System::Ole::{
    SafeArrayAccessData, SafeArrayCreateVector, SafeArrayGetDim, SafeArrayGetElemsize, SafeArrayGetLBound,
    SafeArrayGetUBound, SafeArrayGetVartype, SafeArrayUnaccessData,
};
use windows_sys::Win32::System::Variant::{
    VARENUM, VARIANT, VARIANT_0_0_0, VT_ARRAY, VT_BOOL, VT_BSTR, VT_BYREF, VT_CY, VT_DATE, VT_DECIMAL,
    VT_DISPATCH, VT_EMPTY, VT_ERROR, VT_I1, VT_I2, VT_I4, VT_I8, VT_INT, VT_NULL, VT_R4, VT_R8, VT_UI1,
    VT_UI2, VT_UI4, VT_UI8, VT_UINT, VT_UNKNOWN, VT_VARIANT, VariantClear, VariantCopyInd,
};
use wua_com::standard::{IDISPATCH, IUNKNOWN};
use wua_com::{Date, Decimal, Error, HResult, ObjectRef, Value, code};

use crate::border::check;
use crate::bstr;
use crate::object_pointer::{accept, hand_out};

/// A VARIANT and what it holds; the same in memory.
#[derive(Default)]
#[repr(transparent)]
pub(crate) struct OwnedVariant(VARIANT);

impl OwnedVariant {
    /// The value inside.
    pub(crate) fn read(&self) -> Result<Value, Error> {
        // SAFETY: an owned VARIANT is well-formed.
        unsafe { read(&self.0) }
    }

    pub(crate) fn as_mut_ptr(&mut self) -> *mut VARIANT {
        &raw mut self.0
    }

    /// The VARIANT, the receiver's to clear.
    pub(crate) fn into_raw(self) -> VARIANT {
        let raw = self.0;
        std::mem::forget(self);
        raw
    }
}

impl Drop for OwnedVariant {
    fn drop(&mut self) {
        // SAFETY: it is well-formed and nobody else's.
        unsafe { VariantClear(&raw mut self.0) };
    }
}

/// The value that a VARIANT holds, or that it points to.
///
/// # Safety
///
/// `variant` is well-formed, and its objects may be used on this thread.
pub(crate) unsafe fn read(variant: &VARIANT) -> Result<Value, Error> {
    let (vt, data) = parts(variant);
    // SAFETY: each member of the union is read under its own type, and the caller vouches for the rest.
    unsafe {
        if vt & VT_BYREF != 0 {
            return read_by_reference(variant);
        }
        if vt & VT_ARRAY != 0 {
            return read_array(data.parray);
        }
        Ok(match vt {
            VT_EMPTY => Value::Empty,
            VT_NULL => Value::Null,
            VT_BOOL => Value::Bool(data.boolVal != 0),
            VT_I1 => Value::I1(data.cVal),
            VT_UI1 => Value::U1(data.bVal),
            VT_I2 => Value::I2(data.iVal),
            VT_UI2 => Value::U2(data.uiVal),
            VT_I4 | VT_INT => Value::I4(data.lVal),
            VT_UI4 | VT_UINT => Value::U4(data.ulVal),
            VT_I8 => Value::I8(data.llVal),
            VT_UI8 => Value::U8(data.ullVal),
            VT_R4 => Value::R4(data.fltVal),
            VT_R8 => Value::R8(data.dblVal),
            VT_CY => Value::Currency(data.cyVal.int64),
            VT_DATE => Value::Date(Date(data.date)),
            VT_DECIMAL => Value::Decimal(read_decimal(&variant.Anonymous.decVal)?),
            VT_BSTR => Value::Text(bstr::read(data.bstrVal)),
            VT_ERROR => Value::Error(HResult::from_i32(data.scode)),
            VT_DISPATCH => Value::Object(accept(data.pdispVal)?),
            VT_UNKNOWN => Value::Unknown(accept(data.punkVal)?),
            _ => return Err(Error::from(code::DISP_E_BADVARTYPE)),
        })
    }
}

/// A VARIANT that holds the value.
pub(crate) fn write(value: &Value) -> Result<OwnedVariant, HResult> {
    let data = VARIANT_0_0_0::default;
    let (vt, data) = match value {
        Value::Empty => (VT_EMPTY, data()),
        Value::Null => (VT_NULL, data()),
        Value::Bool(plain) => (
            VT_BOOL,
            VARIANT_0_0_0 {
                boolVal: if *plain { VARIANT_TRUE } else { VARIANT_FALSE },
            },
        ),
        Value::I1(plain) => (VT_I1, VARIANT_0_0_0 { cVal: *plain }),
        Value::U1(plain) => (VT_UI1, VARIANT_0_0_0 { bVal: *plain }),
        Value::I2(plain) => (VT_I2, VARIANT_0_0_0 { iVal: *plain }),
        Value::U2(plain) => (VT_UI2, VARIANT_0_0_0 { uiVal: *plain }),
        Value::I4(plain) => (VT_I4, VARIANT_0_0_0 { lVal: *plain }),
        Value::U4(plain) => (VT_UI4, VARIANT_0_0_0 { ulVal: *plain }),
        Value::I8(plain) => (VT_I8, VARIANT_0_0_0 { llVal: *plain }),
        Value::U8(plain) => (VT_UI8, VARIANT_0_0_0 { ullVal: *plain }),
        Value::R4(plain) => (VT_R4, VARIANT_0_0_0 { fltVal: *plain }),
        Value::R8(plain) => (VT_R8, VARIANT_0_0_0 { dblVal: *plain }),
        Value::Currency(plain) => (
            VT_CY,
            VARIANT_0_0_0 {
                cyVal: CY { int64: *plain },
            },
        ),
        Value::Date(Date(days)) => (VT_DATE, VARIANT_0_0_0 { date: *days }),
        Value::Decimal(decimal) => return Ok(decimal_variant(*decimal)),
        Value::Text(text) => (
            VT_BSTR,
            VARIANT_0_0_0 {
                bstrVal: bstr::allocate(text)?,
            },
        ),
        Value::Error(hresult) => (
            VT_ERROR,
            VARIANT_0_0_0 {
                scode: hresult.to_i32(),
            },
        ),
        Value::Object(object) => object_data(object.as_ref())?,
        Value::Unknown(object) => (VT_UNKNOWN, unknown_data(object.as_ref())?),
        Value::Bytes(bytes) => (
            VT_ARRAY | VT_UI1,
            VARIANT_0_0_0 {
                parray: byte_array(bytes)?,
            },
        ),
        Value::Array(values) => (
            VT_ARRAY | VT_VARIANT,
            VARIANT_0_0_0 {
                parray: variant_array(values)?,
            },
        ),
    };
    Ok(tagged(vt, data))
}

/// A decimal as it stands in memory, but for the tag that a VARIANT keeps in its first two bytes.
pub(crate) fn decimal(decimal: Decimal) -> DECIMAL {
    let mantissa = decimal.mantissa();
    let part = |shift: u32| u32::try_from(mantissa >> shift & u128::from(u32::MAX)).unwrap_or_default();
    DECIMAL {
        wReserved: 0,
        Anonymous1: DECIMAL_0 {
            Anonymous: DECIMAL_0_0 {
                scale: decimal.scale(),
                sign: if decimal.is_negative() { NEGATIVE } else { 0 },
            },
        },
        Hi32: part(64),
        Anonymous2: DECIMAL_1 {
            Lo64: u64::from(part(32)) << 32 | u64::from(part(0)),
        },
    }
}

/// `DECIMAL_NEG`.
const NEGATIVE: u8 = 0x80;

fn read_decimal(raw: &DECIMAL) -> Result<Decimal, Error> {
    // SAFETY: both unions are plain numbers under every one of their names.
    let (low, sign) = unsafe { (raw.Anonymous2.Lo64, raw.Anonymous1.Anonymous) };
    let mantissa = u128::from(raw.Hi32) << 64 | u128::from(low);
    Decimal::from_parts(mantissa, sign.scale, sign.sign & NEGATIVE != 0)
        .ok_or_else(|| Error::from(code::E_INVALIDARG))
}

fn decimal_variant(plain: Decimal) -> OwnedVariant {
    let mut variant = OwnedVariant::default();
    variant.0.Anonymous.decVal = DECIMAL {
        wReserved: VT_DECIMAL,
        ..decimal(plain)
    };
    variant
}

fn parts(variant: &VARIANT) -> (VARENUM, &VARIANT_0_0_0) {
    // SAFETY: the tag stands first in every shape of a VARIANT, and the data behind it is read by the tag.
    let tagged = unsafe { &variant.Anonymous.Anonymous };
    (tagged.vt, &tagged.Anonymous)
}

fn tagged(vt: VARENUM, data: VARIANT_0_0_0) -> OwnedVariant {
    let mut variant = OwnedVariant::default();
    variant.0.Anonymous.Anonymous.vt = vt;
    variant.0.Anonymous.Anonymous.Anonymous = data;
    variant
}

/// # Safety
///
/// As [`read`].
unsafe fn read_by_reference(variant: &VARIANT) -> Result<Value, Error> {
    // SAFETY: all references are pointers.
    if unsafe { parts(variant).1.byref.is_null() } {
        return Err(Error::from(code::E_POINTER));
    }
    let mut direct = OwnedVariant::default();
    // SAFETY: the caller vouches for `variant`.
    check(unsafe { VariantCopyInd(direct.as_mut_ptr(), variant) }).map_err(|hresult| match hresult {
        // There is no reference to what it says.
        code::E_INVALIDARG => code::DISP_E_BADVARTYPE,
        other => other,
    })?;
    if parts(&direct.0).0 & VT_BYREF != 0 {
        return Err(Error::from(code::DISP_E_BADVARTYPE));
    }
    direct.read()
}

/// An object with members by name where it has some, and without otherwise.
fn object_data(object: Option<&ObjectRef>) -> Result<(VARENUM, VARIANT_0_0_0), HResult> {
    let Some(reference) = object else {
        return Ok((VT_DISPATCH, VARIANT_0_0_0::default()));
    };
    match hand_out(reference, IDISPATCH.iid) {
        Ok(pointer) => Ok((
            VT_DISPATCH,
            VARIANT_0_0_0 {
                pdispVal: pointer.into_raw(),
            },
        )),
        Err(_) => Ok((VT_UNKNOWN, unknown_data(object)?)),
    }
}

fn unknown_data(object: Option<&ObjectRef>) -> Result<VARIANT_0_0_0, HResult> {
    let pointer = match object {
        Some(object) => hand_out(object, IUNKNOWN.iid)?.into_raw(),
        None => null_mut(),
    };
    Ok(VARIANT_0_0_0 { punkVal: pointer })
}

/// # Safety
///
/// `array` is NULL or a live array, and its objects may be used on this thread.
unsafe fn read_array(array: *const SAFEARRAY) -> Result<Value, Error> {
    let mut vt = VT_EMPTY;
    // SAFETY: the caller vouches for the array; the data is read while it is locked.
    unsafe {
        if array.is_null() || SafeArrayGetDim(array) != 1 {
            return Err(Error::from(code::DISP_E_BADVARTYPE));
        }
        check(SafeArrayGetVartype(array, &raw mut vt))?;
        let data = LockedArray::new(array)?;
        if vt == VT_UI1 {
            let bytes = std::slice::from_raw_parts(data.start.cast::<u8>(), data.count);
            return Ok(Value::Bytes(bytes.into()));
        }
        let size = usize::try_from(SafeArrayGetElemsize(array)).unwrap_or_default();
        let element = |index| read_element(vt, data.start.byte_add(index * size), size);
        let values: Vec<Value> = (0..data.count).map(element).collect::<Result<_, _>>()?;
        Ok(Value::Array(values.into()))
    }
}

/// # Safety
///
/// `element` is an element of `size` bytes of an array of type `vt`.
unsafe fn read_element(vt: VARENUM, element: *const c_void, size: usize) -> Result<Value, Error> {
    // SAFETY: elements of a VARIANT's size and type are VARIANTs; others fit its data, or are refused.
    unsafe {
        if vt == VT_VARIANT {
            return read(&*element.cast::<VARIANT>());
        }
        let mut whole = VARIANT::default();
        if vt == VT_DECIMAL {
            whole.Anonymous.decVal = *element.cast();
            whole.Anonymous.Anonymous.vt = vt;
        } else if size <= size_of::<u64>() {
            whole.Anonymous.Anonymous.vt = vt;
            let data = (&raw mut whole.Anonymous.Anonymous.Anonymous).cast();
            copy_nonoverlapping(element.cast::<u8>(), data, size);
        } else {
            return Err(Error::from(code::DISP_E_BADVARTYPE));
        }
        read(&whole)
    }
}

/// The elements of an array with one dimension, while nobody moves them.
struct LockedArray {
    array: *const SAFEARRAY,
    start: *mut c_void,
    count: usize,
}

impl LockedArray {
    /// # Safety
    ///
    /// `array` is a live array with one dimension that outlives the result.
    unsafe fn new(array: *const SAFEARRAY) -> Result<Self, HResult> {
        let (mut first, mut last, mut start) = (0, 0, null_mut());
        // SAFETY: the caller vouches for the array.
        unsafe {
            check(SafeArrayGetLBound(array, 1, &raw mut first))?;
            check(SafeArrayGetUBound(array, 1, &raw mut last))?;
            check(SafeArrayAccessData(array, &raw mut start))?;
        }
        let count = i64::from(last) - i64::from(first) + 1;
        Ok(Self {
            array,
            start,
            count: usize::try_from(count).unwrap_or_default(),
        })
    }
}

impl Drop for LockedArray {
    fn drop(&mut self) {
        // SAFETY: undoes what `new` did to the same array.
        unsafe { SafeArrayUnaccessData(self.array) };
    }
}

fn byte_array(bytes: &[u8]) -> Result<*mut SAFEARRAY, HResult> {
    vector(VT_UI1, bytes.len(), |start| {
        // SAFETY: the array was made for as many bytes.
        unsafe { copy_nonoverlapping(bytes.as_ptr(), start.cast(), bytes.len()) };
    })
}

fn variant_array(values: &[Value]) -> Result<*mut SAFEARRAY, HResult> {
    let variants: Vec<OwnedVariant> = values.iter().map(write).collect::<Result<_, _>>()?;
    vector(VT_VARIANT, variants.len(), |start| {
        let start = start.cast::<VARIANT>();
        for (index, variant) in variants.into_iter().enumerate() {
            // SAFETY: the array was made for as many elements, which are empty.
            unsafe { start.add(index).write(variant.into_raw()) };
        }
    })
}

fn vector(vt: VARENUM, count: usize, fill: impl FnOnce(*mut c_void)) -> Result<*mut SAFEARRAY, HResult> {
    let count = u32::try_from(count).map_err(|_| code::E_OUTOFMEMORY)?;
    // SAFETY: asks for a new array; NULL, which says "no memory", is checked.
    let array = unsafe { SafeArrayCreateVector(vt, 0, count) };
    if array.is_null() {
        return Err(code::E_OUTOFMEMORY);
    }
    // SAFETY: the array is new, has one dimension, and is ours.
    let locked = unsafe { LockedArray::new(array) }?;
    fill(locked.start);
    Ok(array)
}
