//! Our objects as COM sees them: one identity, one count, a face per family of interfaces.

use std::collections::BTreeMap;
use std::ffi::c_void;
use std::ptr::null_mut;
use std::sync::atomic::{AtomicU32, Ordering, fence};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

use windows_sys::Win32::System::Com::CoCreateFreeThreadedMarshaler;
use windows_sys::core::GUID;
use wua_com::table::CoClass;
use wua_com::{Guid, HResult, Interface, Object, ObjectRef, code};

use crate::border::{check, guard, hresult_of, read_guid};
use crate::com_pointer::ComPointer;
use crate::provide_class_info::{self, IPROVIDE_CLASS_INFO, class_of};
use crate::signature::{Method, methods};
use crate::support_error_info::{self, ISUPPORT_ERROR_INFO};
use crate::{enum_variant, exports, vtables};

const IMARSHAL: Guid = Guid::literal("00000003-0000-0000-c000-000000000046");
/// Says that any thread may call the object; it has no members of its own.
pub(crate) const IAGILE_OBJECT: Guid = Guid::literal("94ea2b94-e9cc-49e0-c0ff-ee64ca8f5b90");

/// The COM side of an object.
///
/// INVARIANT: while one lives for an object, every reference that goes out is a reference to it. So two pointers to
/// the same object compare equal, as COM demands of identities.
pub(crate) struct ComObject {
    references: AtomicU32,
    object: Arc<dyn Object>,
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

/// The COM objects that are alive, by the address of what they stand for.
static LIVE: Mutex<BTreeMap<usize, Live>> = Mutex::new(BTreeMap::new());

#[derive(Clone, Copy, PartialEq)]
struct Live(*const ComObject);

// SAFETY: it is followed under the lock of `LIVE` alone, and leaves the table before the object is freed.
unsafe impl Send for Live {}

impl ComObject {
    /// The COM object that stands for `object`, with a reference to it.
    pub(crate) fn of(object: &Arc<dyn Object>) -> ComPointer {
        exports::stay_loaded();
        let mut live = live();
        let address = Arc::as_ptr(object).addr();
        let found = live.get(&address).copied();
        // SAFETY: what is in the table has not been freed, and the lock is held.
        let alive = found.filter(|known| unsafe { &*known.0 }.count_if_alive());
        let this = alive.unwrap_or_else(|| Live(Self::new(Arc::clone(object))));
        live.insert(address, this);
        // SAFETY: the reference was counted just now, or is the first one.
        unsafe { (*this.0).reference() }
    }

    /// The object that a pointer points to, if it is ours.
    ///
    /// Its first function tells, and nothing that it would answer: there are objects that say yes to every question.
    pub(crate) fn behind(pointer: &ComPointer) -> Option<Arc<dyn Object>> {
        // SAFETY: every interface has the slot, and what stands there is only compared.
        let first: Method = unsafe { pointer.method(0) };
        if !UNKNOWN.first().is_some_and(|ours| *ours == first) {
            return None;
        }
        let face = pointer.as_raw().cast::<Face>().cast_const();
        // SAFETY: that function stands in the vtables of faces alone, and the reference keeps the object alive.
        Some(Arc::clone(unsafe { &(*face).owner().object }))
    }

    fn new(object: Arc<dyn Object>) -> *const Self {
        let families = object.families().iter().map(|family| family.interface);
        let mut interfaces: Vec<_> = families.collect();
        // The identity has to be the default dispatch.
        interfaces.sort_by_key(|interface| !interface.is_dispatch());
        interfaces.push(&ISUPPORT_ERROR_INFO);
        let class = class_of(object.as_ref());
        interfaces.extend(class.map(|_| &IPROVIDE_CLASS_INFO));
        let this = Box::into_raw(Box::new(Self {
            references: AtomicU32::new(1),
            object,
            class,
            faces: Box::default(),
            marshaler: OnceLock::new(),
        }));
        let face = |interface| Face {
            vtable: vtable_of(interface),
            owner: this,
            interface,
        };
        // SAFETY: nobody else knows the object yet.
        unsafe { (*this).faces = interfaces.into_iter().map(face).collect() };
        this
    }

    /// The identity, with a reference that was counted for it.
    fn reference(&self) -> ComPointer {
        // SAFETY: a face is laid out as an interface, and there is always one.
        let pointer = unsafe { ComPointer::from_owned(self.identity()) };
        #[expect(clippy::expect_used, reason = "see above")]
        pointer.expect("an object has a face")
    }

    fn identity(&self) -> *mut c_void {
        self.faces.as_ptr().cast_mut().cast()
    }

    fn add_reference(&self) -> u32 {
        self.references.fetch_add(1, Ordering::Relaxed) + 1
    }

    /// Counts a reference unless the last one is gone already.
    fn count_if_alive(&self) -> bool {
        let one_more = |count| (count > 0).then_some(count + 1);
        self.references
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, one_more)
            .is_ok()
    }

    /// # Safety
    ///
    /// A reference to the object is the caller's, and is not used after this.
    unsafe fn release(this: *const Self) -> u32 {
        // SAFETY: with a reference the object is alive.
        let left = unsafe { (*this).references.fetch_sub(1, Ordering::Release) } - 1;
        if left == 0 {
            fence(Ordering::Acquire);
            // SAFETY: nobody has a reference any more, and out of the table nobody gets one.
            unsafe {
                forget(&*this);
                drop(Box::from_raw(this.cast_mut()));
            }
        }
        left
    }

    /// `QueryInterface`: the pointer, with a reference counted for it.
    fn query(&self, iid: Guid) -> Result<*mut c_void, HResult> {
        if iid == IMARSHAL {
            return self.marshaler().map(ComPointer::into_raw);
        }
        let found = if iid == IAGILE_OBJECT {
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
        let ours = self.object.families().iter();
        ours.flat_map(|family| family.interface.lineage())
            .any(|interface| interface.iid == iid)
    }
}

impl Face {
    /// The object behind the face.
    pub(crate) fn object(&self) -> ObjectRef {
        ObjectRef::Local(Arc::clone(&self.owner().object))
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

fn forget(object: &ComObject) {
    let mut live = live();
    let address = Arc::as_ptr(&object.object).addr();
    // A successor may have taken the place since the count fell to zero.
    if live.get(&address) == Some(&Live(object)) {
        live.remove(&address);
    }
}

fn live() -> MutexGuard<'static, BTreeMap<usize, Live>> {
    LIVE.lock().unwrap_or_else(PoisonError::into_inner)
}
