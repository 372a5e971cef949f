//! `ComPointer`: a counted reference to anybody's interface.

use std::ffi::c_void;
use std::mem::{size_of, transmute_copy};
use std::ptr::NonNull;

use windows_sys::core::IUnknown_Vtbl;
use wua_com::{Guid, HResult, code};

use crate::border::{check, to_system};

/// Owns one reference. Not `Send`: where an interface may be used is for [`crate::foreign`] to know.
pub(crate) struct ComPointer(NonNull<c_void>);

impl ComPointer {
    /// Takes over a reference that somebody counted for us; `None` for NULL.
    ///
    /// # Safety
    ///
    /// `raw` is NULL or an interface pointer, one reference of which is ours.
    pub(crate) unsafe fn from_owned(raw: *mut c_void) -> Option<Self> {
        NonNull::new(raw).map(Self)
    }

    /// Counts a reference of our own; `None` for NULL.
    ///
    /// # Safety
    ///
    /// `raw` is NULL or a live interface pointer.
    pub(crate) unsafe fn from_borrowed(raw: *mut c_void) -> Option<Self> {
        let raw = NonNull::new(raw)?;
        // SAFETY: the caller vouches for the pointer.
        unsafe { (vtable(raw).AddRef)(raw.as_ptr()) };
        Some(Self(raw))
    }

    /// Another interface of the same object.
    pub(crate) fn query(&self, iid: Guid) -> Result<Self, HResult> {
        let mut found = std::ptr::null_mut();
        // SAFETY: `self` is a live interface, and QueryInterface counts what it hands out.
        unsafe {
            check((vtable(self.0).QueryInterface)(
                self.as_raw(),
                &to_system(iid),
                &raw mut found,
            ))?;
            Self::from_owned(found).ok_or(code::E_NOINTERFACE)
        }
    }

    /// The function at `slot` of the vtable.
    ///
    /// # Safety
    ///
    /// The interface has the slot, and `F` is the type of the function there.
    pub(crate) unsafe fn method<F: Copy>(&self, slot: usize) -> F {
        const { assert!(size_of::<F>() == size_of::<*const c_void>()) };
        let table = self.0.cast::<*const *const c_void>();
        // SAFETY: an interface begins with its vtable; the rest is the caller's promise.
        unsafe { transmute_copy(&*table.read().add(slot)) }
    }

    /// The pointer, still ours.
    pub(crate) fn as_raw(&self) -> *mut c_void {
        self.0.as_ptr()
    }

    /// The pointer with its reference, the receiver's to release.
    pub(crate) fn into_raw(self) -> *mut c_void {
        let raw = self.as_raw();
        std::mem::forget(self);
        raw
    }
}

impl Drop for ComPointer {
    fn drop(&mut self) {
        // SAFETY: one reference is ours, and this is its end.
        unsafe { (vtable(self.0).Release)(self.as_raw()) };
    }
}

/// # Safety
///
/// `raw` is a live interface pointer.
unsafe fn vtable<'a>(raw: NonNull<c_void>) -> &'a IUnknown_Vtbl {
    // SAFETY: an interface begins with the pointer to its vtable, and the vtable with IUnknown's.
    unsafe { &**raw.cast::<*const IUnknown_Vtbl>().as_ptr() }
}
