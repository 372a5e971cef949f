//! Our objects as COM sees them: one identity, one count, a face per family of interfaces.

use std::ffi::c_void;
use std::mem::ManuallyDrop;
use std::ptr::{NonNull, null_mut};
use std::sync::atomic::{AtomicU32, Ordering, fence};
use std::sync::{Arc, OnceLock};

use windows_sys::Win32::System::Com::CoCreateFreeThreadedMarshaler;
use windows_sys::core::GUID;
use wua_com::table::CoClass;
use wua_com::{Guid, HResult, Interface, Local, Object, ObjectRef, code};

use crate::border::{check, guard, hresult_of, read_guid};
use crate::com_pointer::ComPointer;
use crate::provide_class_info::{self, IPROVIDE_CLASS_INFO, class_of};
use crate::signature::{Method, methods};
use crate::support_error_info::{self, ISUPPORT_ERROR_INFO};
use crate::{enum_variant, exports, vtables};

/// Asked of any object, tells ours from others. Not an interface: the answer is the address of the [`ComObject`].
const OURS: Guid = Guid::literal("8e3c7ad4-6c1c-4f0a-9b5b-0d5f7a1f60c2");
const IMARSHAL: Guid = Guid::literal("00000003-0000-0000-c000-000000000046");
/// Says that any thread may call the object; it has no members of its own.
pub(crate) const IAGILE_OBJECT: Guid = Guid::literal("94ea2b94-e9cc-49e0-c0ff-ee64ca8f5b90");

/// The COM side of an object: its companion, made when it is first handed out.
///
/// INVARIANT: it lives as long as the object, and every reference that goes out is a reference to it. So two pointers
/// to the same object compare equal, as COM demands of identities. While there are references, they hold the object.
pub(crate) struct ComObject {
    references: AtomicU32,
    /// What this is a part of, and so does not count.
    object: ManuallyDrop<ObjectRef>,
    class: Option<&'static CoClass>,
    /// One per family, the default dispatch first, so its pointer is the identity; then `ISupportErrorInfo` and, with a
    /// class, `IProvideClassInfo`.
    faces: Box<[Face]>,
    marshaler: OnceLock<Marshaler>,
}

/// What an interface pointer of ours points to.
#[repr(C)]
pub(crate) struct Face {
    vtable: *const Method,
    owner: *const ComObject,
    interface: &'static Interface,
}

/// The free-threaded marshaler that we aggregate: pointers to our objects are good in every apartment.
struct Marshaler(ComPointer);

// SAFETY: it is free-threaded.
unsafe impl Send for Marshaler {}
// SAFETY: as above.
unsafe impl Sync for Marshaler {}

/// A COM object in its place, which does not change: interface pointers point there.
struct Placed(NonNull<ComObject>);

// SAFETY: the object behind is free-threaded, what faces point to does not change, and the count is atomic.
unsafe impl Send for Placed {}
// SAFETY: as above.
unsafe impl Sync for Placed {}

impl Drop for Placed {
    fn drop(&mut self) {
        // SAFETY: it came from a box. The object goes with this, so nobody has a reference any more.
        drop(unsafe { Box::from_raw(self.0.as_ptr()) });
    }
}

impl ComObject {
    /// The COM object that stands for `object`.
    fn of(object: &Arc<Local<dyn Object>>) -> Result<&Self, HResult> {
        let placed: Option<&Placed> = object.companion(|| Self::place(object));
        // SAFETY: it lives as long as the object.
        placed
            .map(|placed| unsafe { placed.0.as_ref() })
            .ok_or(code::E_UNEXPECTED)
    }

    /// An interface of `object`, with a reference to it.
    pub(crate) fn pointer(object: &Arc<Local<dyn Object>>, iid: Guid) -> Result<ComPointer, HResult> {
        let found = Self::of(object)?.query(iid)?;
        // SAFETY: `query` found an interface, and counted the reference.
        unsafe { ComPointer::from_owned(found) }.ok_or(code::E_UNEXPECTED)
    }

    /// The object that a pointer points to, if it is ours.
    pub(crate) fn behind(pointer: &ComPointer) -> Option<ObjectRef> {
        let answer = pointer.query(OURS).ok()?;
        let this = answer.into_raw().cast::<Self>().cast_const();
        // SAFETY: only our own QueryInterface knows the question, and it counted a reference.
        unsafe {
            let object = ObjectRef::clone(&(*this).object);
            Self::release(this);
            Some(object)
        }
    }

    fn place(object: &Arc<Local<dyn Object>>) -> Placed {
        exports::stay_loaded();
        let families = object.families().iter().map(|family| family.interface);
        let mut interfaces: Vec<_> = families.collect();
        // The identity has to be the default dispatch.
        interfaces.sort_by_key(|interface| !interface.is_dispatch());
        interfaces.push(&ISUPPORT_ERROR_INFO);
        let class = class_of(&***object);
        interfaces.extend(class.map(|_| &IPROVIDE_CLASS_INFO));
        // SAFETY: the pointer is that of an `Arc`. What is made of it is never dropped, so the count stays right.
        let itself = ObjectRef::Local(unsafe { Arc::from_raw(Arc::as_ptr(object)) });
        let mut this = NonNull::from(Box::leak(Box::new(Self {
            references: AtomicU32::new(0),
            object: ManuallyDrop::new(itself),
            class,
            faces: Box::default(),
            marshaler: OnceLock::new(),
        })));
        let face = |interface| Face {
            vtable: vtable_of(interface),
            owner: this.as_ptr(),
            interface,
        };
        let faces = interfaces.into_iter().map(face).collect();
        // SAFETY: nobody else knows it yet.
        unsafe { this.as_mut() }.faces = faces;
        Placed(this)
    }

    fn identity(&self) -> *mut c_void {
        self.faces.as_ptr().cast_mut().cast()
    }

    fn add_reference(&self) -> u32 {
        let before = self.references.fetch_add(1, Ordering::Relaxed);
        if before == 0 {
            // All references of COM together are one of Rust's.
            std::mem::forget(ObjectRef::clone(&self.object));
        }
        before + 1
    }

    /// A caller that gives up more than it has is told that nothing is left, and takes nothing from the agent.
    ///
    /// # Safety
    ///
    /// A reference to the object is the caller's, and is not used after this.
    unsafe fn release(this: *const Self) -> u32 {
        let one_less = |count: u32| count.checked_sub(1);
        // SAFETY: with a reference the object is alive.
        let before =
            unsafe { &(*this).references }.fetch_update(Ordering::Release, Ordering::Relaxed, one_less);
        if before == Ok(1) {
            fence(Ordering::Acquire);
            // SAFETY: this is the reference that the first one counted. `this` may go with it.
            drop(ManuallyDrop::into_inner(unsafe {
                (&raw const (*this).object).read()
            }));
        }
        before.map_or(0, |before| before - 1)
    }

    /// `QueryInterface`: the pointer, with a reference counted for it.
    fn query(&self, iid: Guid) -> Result<*mut c_void, HResult> {
        if iid == IMARSHAL {
            return self.marshaler().map(ComPointer::into_raw);
        }
        let found = if iid == OURS {
            self.faces
                .first()
                .map_or_else(null_mut, |face| face.owner.cast_mut().cast())
        } else if iid == IAGILE_OBJECT {
            self.identity()
        } else {
            let has = |face: &&Face| face.interface.lineage().any(|line| line.iid == iid);
            let face = self.faces.iter().find(has).ok_or(code::E_NOINTERFACE)?;
            std::ptr::from_ref(face).cast_mut().cast()
        };
        self.add_reference();
        Ok(found)
    }

    fn marshaler(&self) -> Result<ComPointer, HResult> {
        if let Some(marshaler) = self.marshaler.get() {
            return marshaler.0.query(IMARSHAL);
        }
        let mut inner = null_mut();
        // SAFETY: we are what it is aggregated into; it counts no reference to us.
        let inner = unsafe {
            check(CoCreateFreeThreadedMarshaler(self.identity(), &raw mut inner))?;
            ComPointer::from_owned(inner).ok_or(code::E_NOINTERFACE)?
        };
        self.marshaler.get_or_init(|| Marshaler(inner)).0.query(IMARSHAL)
    }

    /// The class that it is of, for `IProvideClassInfo`.
    pub(crate) fn class(&self) -> Option<&'static CoClass> {
        self.class
    }

    /// Whether errors of this interface are described, for `ISupportErrorInfo`.
    pub(crate) fn describes_errors_of(&self, iid: Guid) -> bool {
        let ObjectRef::Local(object) = &*self.object else {
            return false;
        };
        let ours = object.families().iter();
        ours.flat_map(|family| family.interface.lineage())
            .any(|interface| interface.iid == iid)
    }
}

impl Face {
    /// The object behind the face.
    pub(crate) fn object(&self) -> &ObjectRef {
        &self.owner().object
    }

    /// The most derived interface of the family.
    pub(crate) fn interface(&self) -> &'static Interface {
        self.interface
    }

    pub(crate) fn owner(&self) -> &ComObject {
        // SAFETY: faces are parts of their owner.
        unsafe { &*self.owner }
    }
}

/// The first three functions of every vtable of ours.
// SAFETY: the three members, in the order of the interface.
pub(crate) static UNKNOWN: [Method; 3] = unsafe { methods![query_interface, add_ref, release] };

unsafe extern "system" fn query_interface(this: *const Face, iid: *const GUID, out: *mut *mut c_void) -> i32 {
    guard(|| {
        if iid.is_null() || out.is_null() {
            return code::E_POINTER;
        }
        // SAFETY: the caller passes a face of ours, an identifier, and a place for the result.
        unsafe {
            out.write(null_mut());
            hresult_of(
                (*this)
                    .owner()
                    .query(read_guid(iid))
                    .map(|found| out.write(found)),
            )
        }
    })
}

unsafe extern "system" fn add_ref(this: *const Face) -> u32 {
    // SAFETY: the caller passes a face of ours.
    unsafe { (*this).owner().add_reference() }
}

unsafe extern "system" fn release(this: *const Face) -> u32 {
    let mut left = 0;
    guard(|| {
        // SAFETY: the caller passes a face of ours and gives up a reference.
        left = unsafe { ComObject::release((*this).owner) };
        code::S_OK
    });
    left
}

fn vtable_of(interface: &'static Interface) -> *const Method {
    if interface == &ISUPPORT_ERROR_INFO {
        support_error_info::VTABLE.as_ptr()
    } else if interface == &IPROVIDE_CLASS_INFO {
        provide_class_info::VTABLE.as_ptr()
    } else if interface == &wua_com::standard::IENUM_VARIANT {
        enum_variant::VTABLE.as_ptr()
    } else {
        vtables::vtable_of(interface).as_ptr()
    }
}
