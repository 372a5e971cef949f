//! The functions that stand in vtables: one per slot and signature, none of them written by hand.
//!
//! A member is named in the generated [`crate::vtables`] by the signature that it has in memory, such as
//! `method::<fn(Bstr, Object, Variant) -> Object, 14>()`. What the function does is in [`crate::member_call`].

use crate::com_object::Face;
use crate::in_memory::{Argument, Output};
use crate::member_call::{call, call_for};

/// A function of a vtable, whatever its arguments.
#[derive(Clone, Copy, PartialEq)]
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
            unsafe { call(this, SLOT, [$(&$arg),*]) }
        }

        unsafe extern "system" fn $name_for<$($Arg: Argument,)* R: Output, const SLOT: u16>(
            this: *const Face,
            $($arg: $Arg,)*
            result: *mut R,
        ) -> i32 {
            // SAFETY: as above, and `result` is NULL or has room for the member's result.
            unsafe { call_for(this, SLOT, [$(&$arg),*], result) }
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
