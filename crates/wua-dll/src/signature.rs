//! The functions that stand in vtables: one per slot and signature, none of them written by hand.
//!
//! A member is named in the generated [`crate::vtables`] by the signature that it has in memory, such as
//! `method::<fn(Bstr, Object, Variant) -> Object, 14>()`. What the function does is in [`crate::member_call`].

use std::ffi::c_void;

use windows_sys::Win32::Foundation::DECIMAL;
use windows_sys::Win32::System::Variant::VARIANT;
use windows_sys::core::BSTR;
use wua_com::{Date, Error, Type, Value, code};

use crate::com_object::Face;
use crate::member_call::{call, call_for};
use crate::object_pointer::accept;
use crate::{bstr, variant};

/// A function of a vtable, whatever its arguments.
#[derive(Clone, Copy)]
#[repr(transparent)]
pub(crate) struct Method(*const ());

// SAFETY: it points to code.
unsafe impl Sync for Method {}

impl Method {
    /// # Safety
    ///
    /// `function` is a function with the system's calling convention, and fits the slot that this is put in.
    pub(crate) const unsafe fn new(function: *const ()) -> Self {
        Self(function)
    }
}

/// Functions with the system's calling convention as entries of a vtable. Unsafe, as [`Method::new`] is.
macro_rules! methods {
    ($($function:ident),+ $(,)?) => {
        [$($crate::signature::Method::new($crate::signature::address!($function))),+]
    };
}

/// The address of a function.
macro_rules! address {
    ($function:expr) => {{
        #[expect(clippy::as_conversions, reason = "it has no other spelling")]
        {
            $function as *const ()
        }
    }};
}

pub(crate) use {address, methods};

/// The function for `SLOT` with the signature `F`.
pub(crate) const fn method<F: Signature<SLOT>, const SLOT: u16>() -> Method {
    F::METHOD
}

/// The vtable of an interface: its base's, then its own members.
pub(crate) const fn extend<const BASE: usize, const OWN: usize, const ALL: usize>(
    base: &[Method; BASE],
    own: [Method; OWN],
) -> [Method; ALL] {
    assert!(BASE + OWN == ALL);
    let mut all = [Method(std::ptr::null()); ALL];
    let (inherited, added) = all.split_at_mut(BASE);
    inherited.copy_from_slice(base);
    added.copy_from_slice(&own);
    all
}

/// A type that arguments have in memory.
pub(crate) trait Argument {
    /// What the caller passed for a parameter of type `ty`.
    ///
    /// # Safety
    ///
    /// The argument is valid as COM demands of its type.
    unsafe fn value(&self, ty: Type) -> Result<Value, Error>;
}

/// A type that results have in memory.
pub(crate) trait Output {}

/// The signature of a member.
pub(crate) trait Signature<const SLOT: u16> {
    /// The function for it.
    const METHOD: Method;
}

macro_rules! signatures {
    ($($name:ident $name_for:ident ($($arg:ident: $Arg:ident),*);)+) => {$(
        unsafe extern "system" fn $name<$($Arg: Argument,)* const SLOT: u16>(
            this: *const Face,
            $($arg: $Arg,)*
        ) -> i32 {
            // SAFETY: the system's rules bind the caller: `this` is a face of ours, and the arguments are valid.
            unsafe { call(this, SLOT, &[$(&$arg),*]) }
        }

        unsafe extern "system" fn $name_for<$($Arg: Argument,)* R: Output, const SLOT: u16>(
            this: *const Face,
            $($arg: $Arg,)*
            result: *mut R,
        ) -> i32 {
            // SAFETY: as above, and `result` is NULL or has room for the member's result.
            unsafe { call_for(this, SLOT, &[$(&$arg),*], result.cast::<c_void>()) }
        }

        impl<$($Arg: Argument,)* const SLOT: u16> Signature<SLOT> for fn($($Arg),*) {
            // SAFETY: the function's signature is this type's.
            const METHOD: Method = unsafe { Method::new(address!($name::<$($Arg,)* SLOT>)) };
        }

        impl<$($Arg: Argument,)* R: Output, const SLOT: u16> Signature<SLOT> for fn($($Arg),*) -> R {
            // SAFETY: the function's signature is this type's.
            const METHOD: Method = unsafe { Method::new(address!($name_for::<$($Arg,)* R, SLOT>)) };
        }
    )+};
}

signatures! {
    with_0 with_0_for ();
    with_1 with_1_for (first: A);
    with_2 with_2_for (first: A, second: B);
    with_3 with_3_for (first: A, second: B, third: C);
    with_4 with_4_for (first: A, second: B, third: C, fourth: D);
}

/// `VARIANT_BOOL`.
#[repr(transparent)]
pub(crate) struct Bool(i16);

/// `LONG`, and enumerations.
pub(crate) type Long = i32;

/// `DWORD`, `LCID`.
pub(crate) type Dword = u32;

/// `HWND`.
pub(crate) type Handle = usize;

/// `BSTR`.
pub(crate) type Bstr = BSTR;

/// `DECIMAL`.
pub(crate) type Decimal = DECIMAL;

/// `VARIANT` by value. It is larger than a register, so callers pass the address of a copy; Rust knows that.
pub(crate) type Variant = VARIANT;

/// A pointer to an interface.
pub(crate) type Object = *mut c_void;

impl Argument for Bool {
    unsafe fn value(&self, _: Type) -> Result<Value, Error> {
        Value::from_variant_bool(self.0)
            .ok_or_else(|| Error::new(code::E_INVALIDARG, format!("{} is no VARIANT_BOOL", self.0)))
    }
}

impl Argument for Long {
    unsafe fn value(&self, _: Type) -> Result<Value, Error> {
        Ok(Value::I4(*self))
    }
}

impl Argument for Dword {
    unsafe fn value(&self, _: Type) -> Result<Value, Error> {
        Ok(Value::U4(*self))
    }
}

impl Argument for Handle {
    unsafe fn value(&self, _: Type) -> Result<Value, Error> {
        u64::try_from(*self)
            .map(Value::U8)
            .map_err(|_| Error::from(code::E_INVALIDARG))
    }
}

impl Argument for f64 {
    unsafe fn value(&self, _: Type) -> Result<Value, Error> {
        Ok(Value::Date(Date(*self)))
    }
}

impl Argument for Bstr {
    unsafe fn value(&self, _: Type) -> Result<Value, Error> {
        // SAFETY: the caller's promise is ours.
        Ok(Value::Text(unsafe { bstr::read(*self) }))
    }
}

impl Argument for Variant {
    unsafe fn value(&self, _: Type) -> Result<Value, Error> {
        // SAFETY: the caller's promise is ours.
        unsafe { variant::read(self) }
    }
}

impl Argument for Object {
    unsafe fn value(&self, ty: Type) -> Result<Value, Error> {
        // SAFETY: the caller's promise is ours.
        let object = unsafe { accept(*self) }?;
        Ok(match ty {
            Type::Unknown => Value::Unknown(object),
            _ => Value::Object(object),
        })
    }
}

impl Output for Bool {}
impl Output for Long {}
impl Output for Dword {}
impl Output for Handle {}
impl Output for f64 {}
impl Output for Bstr {}
impl Output for Decimal {}
impl Output for Variant {}
impl Output for Object {}
