//! Our objects as COM sees them: one identity, one count, a face per family of interfaces.

use std::collections::VecDeque;
use std::ffi::c_void;
use std::mem::ManuallyDrop;
use std::ptr::null_mut;
use std::sync::atomic::{AtomicU32, Ordering, fence};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use windows_sys::Win32::System::Com::CoCreateFreeThreadedMarshaler;
use windows_sys::core::GUID;
use wua_com::table::CoClass;
use wua_com::{Error, Guid, HResult, Interface, Local, Object, ObjectRef, code};

use crate::border::{check, guard, hresult_of, read_guid};
use crate::com_pointer::ComPointer;
use crate::provide_class_info::{self, IPROVIDE_CLASS_INFO, class_of};
use crate::signature::{Method, methods};
use crate::support_error_info::{self, ISUPPORT_ERROR_INFO};
use crate::{enum_variant, exports, vtables};

const IMARSHAL: Guid = Guid::literal("00000003-0000-0000-c000-000000000046");
/// Says that any thread may call the object; it has no members of its own.
pub(crate) const IAGILE_OBJECT: Guid = Guid::literal("94ea2b94-e9cc-49e0-c0ff-ee64ca8f5b90");

/// The COM side of an object: its companion, made when it is first handed out.
///
/// INVARIANT: an object has one, and every reference that goes out is a reference to it. So two pointers to the same
/// object compare equal, as COM demands of identities. While there are references, together they hold the object.
///
/// Without references it answers nobody until the object is handed out again. When the object is gone it is retired: its
/// faces stay for a while, to refuse the calls of those who gave back more than was theirs, or whose reference somebody
/// else gave back.
pub(crate) struct ComObject {
    references: AtomicU32,
    /// What this is a companion of, and so does not count. There for sure while there are references.
    object: ManuallyDrop<ObjectRef>,
    class: Option<&'static CoClass>,
    /// One per family, the default dispatch first, so its pointer is the identity; then `ISupportErrorInfo` and, with a
    /// class, `IProvideClassInfo`.
    faces: Box<[Face]>,
    /// The free-threaded marshaler that we aggregate: pointers to our objects are good in every apartment.
    marshaler: OnceLock<ComPointer>,
}

/// What an interface pointer of ours points to.
#[repr(C)]
pub(crate) struct Face {
    vtable: *const Method,
    owner: *const ComObject,
    interface: &'static Interface,
}

// SAFETY: faces do not change, the count is atomic, and the marshaler is free-threaded.
unsafe impl Send for ComObject {}
// SAFETY: as above.
unsafe impl Sync for ComObject {}

/// What an object keeps of its COM side. It goes with the object, so nobody has references any more.
struct Companion(Arc<ComObject>);

impl Drop for Companion {
    fn drop(&mut self) {
        retire(Arc::clone(&self.0));
    }
}

impl ComObject {
    /// An interface of `object`, with a reference to it.
    pub(crate) fn pointer(object: &Arc<Local<dyn Object>>, iid: Guid) -> Result<ComPointer, HResult> {
        let companion: Option<&Companion> = object.companion(|| Companion(Self::new(object)));
        let this = &companion.ok_or(code::E_UNEXPECTED)?.0;
        let found = this.find(iid)?;
        this.hold(object);
        // SAFETY: a face is laid out as an interface, and its reference was counted just now.
        unsafe { ComPointer::from_owned(found) }.ok_or(code::E_UNEXPECTED)
    }

    /// The object that a pointer points to, if it is ours; an error if nobody has references to it.
    ///
    /// Its first function tells, and nothing that it would answer: there are objects that say yes to every question.
    pub(crate) fn behind(pointer: &ComPointer) -> Option<Result<ObjectRef, Error>> {
        // SAFETY: every interface has the slot, and what stands there is only compared.
        let first: Method = unsafe { pointer.method(0) };
        if !UNKNOWN.first().is_some_and(|ours| *ours == first) {
            return None;
        }
        let face = pointer.as_raw().cast::<Face>().cast_const();
        // SAFETY: that function stands in the vtables of faces alone, and the reference keeps the object there.
        Some(unsafe { &*face }.object().cloned())
    }

    fn new(object: &Arc<Local<dyn Object>>) -> Arc<Self> {
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
        Arc::new_cyclic(|this| Self {
            references: AtomicU32::new(0),
            object: ManuallyDrop::new(itself),
            class,
            faces: interfaces
                .into_iter()
                .map(|interface| Face {
                    vtable: vtable_of(interface),
                    owner: this.as_ptr(),
                    interface,
                })
                .collect(),
            marshaler: OnceLock::new(),
        })
    }

    fn identity(&self) -> *mut c_void {
        self.faces.as_ptr().cast_mut().cast()
    }

    fn is_alive(&self) -> bool {
        self.references.load(Ordering::Relaxed) > 0
    }

    /// Counts a reference for somebody who has `object`, so it need not have any yet.
    fn hold(&self, object: &Arc<Local<dyn Object>>) {
        if self.add_reference() > 0 {
            return;
        }
        let kept = Arc::clone(object);
        if self.references.fetch_add(1, Ordering::Relaxed) == 0 {
            // All references of COM together are this one of Rust's.
            std::mem::forget(kept);
        }
    }

    /// Counts a reference and says how many there are: none if there was none.
    fn add_reference(&self) -> u32 {
        let one_more = |count: u32| if count > 0 { count.checked_add(1) } else { None };
        let before = self
            .references
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, one_more);
        before.map_or(0, |before| before + 1)
    }

    /// A caller that gives up more than there is is told that nothing is left, and takes nothing from the agent.
    ///
    /// # Safety
    ///
    /// A reference to the object is the caller's, or the object is retired, and it is not used after this.
    unsafe fn release(this: *const Self) -> u32 {
        let one_less = |count: u32| count.checked_sub(1);
        // SAFETY: with a reference the object is there, and retired ones stay for a while.
        let references = unsafe { &(*this).references };
        let before = references.fetch_update(Ordering::Release, Ordering::Relaxed, one_less);
        if before == Ok(1) {
            fence(Ordering::Acquire);
            // SAFETY: this is the reference of Rust's that the first one kept. `this` may be retired with it.
            let last = ManuallyDrop::into_inner(unsafe { (&raw const (*this).object).read() });
            guard(|| {
                drop(last);
                code::S_OK
            });
        }
        before.map_or(0, |before| before - 1)
    }

    /// `QueryInterface`: the pointer, with a reference counted for it.
    fn query(&self, iid: Guid) -> Result<*mut c_void, HResult> {
        if !self.is_alive() {
            return Err(code::RPC_E_DISCONNECTED);
        }
        if iid == IMARSHAL {
            return self.marshaler().map(ComPointer::into_raw);
        }
        let found = self.find(iid)?;
        self.add_reference();
        Ok(found)
    }

    /// The face that has the interface.
    fn find(&self, iid: Guid) -> Result<*mut c_void, HResult> {
        if iid == IAGILE_OBJECT {
            return Ok(self.identity());
        }
        let has = |face: &&Face| face.interface.lineage().any(|line| line.iid == iid);
        let face = self.faces.iter().find(has).ok_or(code::E_NOINTERFACE)?;
        Ok(std::ptr::from_ref(face).cast_mut().cast())
    }

    fn marshaler(&self) -> Result<ComPointer, HResult> {
        if let Some(marshaler) = self.marshaler.get() {
            return marshaler.query(IMARSHAL);
        }
        let mut inner = null_mut();
        // SAFETY: we are what it is aggregated into; it counts no reference to us.
        let inner = unsafe {
            check(CoCreateFreeThreadedMarshaler(self.identity(), &raw mut inner))?;
            ComPointer::from_owned(inner).ok_or(code::E_NOINTERFACE)?
        };
        self.marshaler.get_or_init(|| inner).query(IMARSHAL)
    }

    /// The class that it is of, for `IProvideClassInfo`.
    pub(crate) fn class(&self) -> Option<&'static CoClass> {
        self.class
    }

    /// Whether errors of this interface are described, for `ISupportErrorInfo`.
    pub(crate) fn describes_errors_of(&self, iid: Guid) -> bool {
        let ours = self.faces.iter().map(|face| face.interface);
        ours.filter(|interface| !is_the_systems(interface))
            .flat_map(Interface::lineage)
            .any(|interface| interface.iid == iid)
    }
}

impl Face {
    /// The object behind the face, if anybody has references to it.
    pub(crate) fn object(&self) -> Result<&ObjectRef, Error> {
        let owner = self.owner();
        if owner.is_alive() {
            return Ok(&owner.object);
        }
        Err(gone())
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

#[cold]
fn gone() -> Error {
    Error::new(
        code::RPC_E_DISCONNECTED,
        "the object is gone: it was released more often than it was handed out",
    )
}

/// The first three functions of every vtable of ours.
// SAFETY: the three members, in the order of the interface.
pub(crate) static UNKNOWN: [Method; 3] = unsafe { methods![query_interface, add_ref, release] };

/// Never inlined: by its address [`ComObject::behind`] knows our objects.
#[inline(never)]
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
    // SAFETY: the caller passes a face of ours and gives up a reference.
    unsafe { ComObject::release((*this).owner) }
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

/// Whether an interface is on every object, whatever it is.
fn is_the_systems(interface: &'static Interface) -> bool {
    interface == &ISUPPORT_ERROR_INFO || interface == &IPROVIDE_CLASS_INFO
}

/// How many retired ones are kept: some 200 bytes each.
const RETIRED: usize = 1024;

/// Keeps it until as many others have been retired after it.
fn retire(last: Arc<ComObject>) {
    static KEPT: Mutex<VecDeque<Arc<ComObject>>> = Mutex::new(VecDeque::new());
    let mut kept = KEPT.lock().unwrap_or_else(PoisonError::into_inner);
    kept.push_back(last);
    let first = if kept.len() > RETIRED {
        kept.pop_front()
    } else {
        None
    };
    drop(kept);
    // Its marshaler is not ours, so no lock is held.
    drop(first);
}
