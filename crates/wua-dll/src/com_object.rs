//! Our objects as COM sees them: one identity, one count, a face per family of interfaces.

use std::collections::{BTreeMap, VecDeque};
use std::ffi::c_void;
use std::mem::ManuallyDrop;
use std::ptr::null_mut;
use std::sync::atomic::{AtomicU32, Ordering, fence};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

use windows_sys::Win32::System::Com::CoCreateFreeThreadedMarshaler;
use windows_sys::core::GUID;
use wua_com::table::CoClass;
use wua_com::{Error, Guid, HResult, Interface, Object, ObjectRef, code};

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
///
/// Without references it is retired: what it stood for is let go, and its faces stay for a while, to refuse the calls of
/// those who gave back more than was theirs, or whose reference somebody else gave back.
pub(crate) struct ComObject {
    references: AtomicU32,
    /// Gone once there are no references.
    object: ManuallyDrop<Arc<dyn Object>>,
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

/// The COM objects that there are.
static TABLE: Mutex<Table> = Mutex::new(Table {
    live: BTreeMap::new(),
    retired: VecDeque::new(),
});

struct Table {
    /// Those with references, by the address of what they stand for.
    live: BTreeMap<usize, Live>,
    /// The last ones without, the oldest first.
    retired: VecDeque<Live>,
}

/// How many objects are kept when they are retired: some 200 bytes each.
const RETIRED: usize = 1024;

#[derive(Clone, Copy, PartialEq)]
struct Live(*const ComObject);

// SAFETY: it is followed under the lock of `TABLE` alone, and leaves the table before the object is freed.
unsafe impl Send for Live {}

impl ComObject {
    /// The COM object that stands for `object`, with a reference to it.
    pub(crate) fn of(object: &Arc<dyn Object>) -> ComPointer {
        exports::stay_loaded();
        let mut table = table();
        let address = Arc::as_ptr(object).addr();
        let found = table.live.get(&address).copied();
        // SAFETY: what is in the table has not been freed, and the lock is held.
        let alive = found.filter(|known| unsafe { &*known.0 }.add_reference() > 0);
        let this = alive.unwrap_or_else(|| Live(Self::new(Arc::clone(object))));
        table.live.insert(address, this);
        // SAFETY: the reference was counted just now, or is the first one.
        unsafe { (*this.0).reference() }
    }

    /// The object that a pointer points to, if it is ours; an error if it is a retired one.
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
        Some(unsafe { &*face }.object())
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
            object: ManuallyDrop::new(object),
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

    /// What it stands for, until it is retired.
    fn object(&self) -> Option<Arc<dyn Object>> {
        self.is_alive().then(|| Arc::clone(&self.object))
    }

    fn is_alive(&self) -> bool {
        self.references.load(Ordering::Relaxed) > 0
    }

    /// Counts a reference and says how many there are: none if the last one is gone already.
    fn add_reference(&self) -> u32 {
        let one_more = |count: u32| if count > 0 { count.checked_add(1) } else { None };
        let before = self
            .references
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, one_more);
        before.map_or(0, |before| before + 1)
    }

    /// # Safety
    ///
    /// A reference to the object is the caller's, or the object is retired, and it is not used after this.
    unsafe fn release(this: *const Self) -> u32 {
        // SAFETY: with a reference the object is there, and retired ones stay for a while.
        let references = unsafe { &(*this).references };
        let one_less = |count: u32| count.checked_sub(1);
        match references.fetch_update(Ordering::Release, Ordering::Relaxed, one_less) {
            Ok(1) => {
                fence(Ordering::Acquire);
                // SAFETY: nobody has a reference any more, and with none counted nobody gets one.
                unsafe { Self::retire(this.cast_mut()) };
                0
            }
            Ok(before) => before - 1,
            // Given back more often than it was handed out.
            Err(_) => 0,
        }
    }

    /// # Safety
    ///
    /// The last reference is gone, and this is the first time that anybody retires the object.
    unsafe fn retire(this: *mut Self) {
        let mut table = table();
        // SAFETY: it is freed below, once others have been retired after it.
        let object = unsafe { ManuallyDrop::take(&mut (*this).object) };
        let address = Arc::as_ptr(&object).addr();
        // A successor may have taken the place since the count fell to zero.
        if table.live.get(&address) == Some(&Live(this)) {
            table.live.remove(&address);
        }
        table.retired.push_back(Live(this));
        let oldest = if table.retired.len() > RETIRED {
            table.retired.pop_front()
        } else {
            None
        };
        drop(table);
        // Both may run the code of others, so no lock is held.
        drop(object);
        if let Some(Live(oldest)) = oldest {
            // SAFETY: it is in no table any more, and whoever still has a pointer to it was told so 1,024 objects ago.
            drop(unsafe { Box::from_raw(oldest.cast_mut()) });
        }
    }

    /// `QueryInterface`: the pointer, with a reference counted for it.
    fn query(&self, iid: Guid) -> Result<*mut c_void, HResult> {
        if !self.is_alive() {
            return Err(code::RPC_E_DISCONNECTED);
        }
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
        let ours = self.faces.iter().map(|face| face.interface);
        ours.filter(|interface| !is_the_systems(interface))
            .flat_map(Interface::lineage)
            .any(|interface| interface.iid == iid)
    }
}

impl Face {
    /// The object behind the face, unless it is retired.
    pub(crate) fn object(&self) -> Result<ObjectRef, Error> {
        let object = self.owner().object();
        object.map(ObjectRef::Local).ok_or_else(|| {
            Error::new(
                code::RPC_E_DISCONNECTED,
                "the object is gone: it was released more often than it was handed out",
            )
        })
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

/// Whether an interface is on every object, whatever it is.
fn is_the_systems(interface: &'static Interface) -> bool {
    interface == &ISUPPORT_ERROR_INFO || interface == &IPROVIDE_CLASS_INFO
}

fn table() -> MutexGuard<'static, Table> {
    TABLE.lock().unwrap_or_else(PoisonError::into_inner)
}
