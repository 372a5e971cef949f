//! Objects from elsewhere: scripts' callbacks, C++ programs' collections, whatever arrives as an argument.
//!
//! Each is used in the apartment in which it arrived, from whatever thread the agent wants to use it.

use std::any::Any;
use std::ffi::c_void;
use std::mem::ManuallyDrop;
use std::ptr::null_mut;
use std::sync::Arc;

use windows_sys::Win32::System::Com::Marshal::CoMarshalInterThreadInterfaceInStream;
use windows_sys::Win32::System::Com::StructuredStorage::CoGetInterfaceAndReleaseStream;
use windows_sys::Win32::System::Com::{DISPPARAMS, EXCEPINFO};
use windows_sys::Win32::System::Variant::VARIANT;
use windows_sys::core::GUID;
use wua_com::standard::IDISPATCH;
use wua_com::{
    Caller, DISPID_PROPERTYPUT, DISPID_VALUE, Error, Guid, HResult, Interface, Invoke, Kind, ObjectRef,
    Outcome, Slot, Type, Value, code, ok,
};

use crate::apartment::{self, Multithreaded};
use crate::border::{check, to_system};
use crate::bstr;
use crate::com_object::IAGILE_OBJECT;
use crate::com_pointer::ComPointer;
use crate::courier::Courier;
use crate::object_pointer::hand_out;
use crate::variant::{self, OwnedVariant};

/// Somebody else's object.
pub(crate) struct Foreign(Arc<Guest>);

/// The reference and where it may be used.
struct Guest {
    pointer: ManuallyDrop<ComPointer>,
    home: Home,
}

enum Home {
    /// It is called where the agent happens to be.
    Anywhere,
    /// The multithreaded apartment.
    Multithreaded,
    /// A single-threaded one.
    Thread(Arc<Courier>),
}

// SAFETY: `pointer` is used by `Guest::at_home` alone, which brings the use to where it is allowed.
unsafe impl Send for Guest {}
// SAFETY: as above.
unsafe impl Sync for Guest {}

impl Foreign {
    /// An object that comes in on this thread.
    pub(crate) fn arriving(pointer: ComPointer) -> Result<ObjectRef, Error> {
        let home = if pointer.query(IAGILE_OBJECT).is_ok() {
            Home::Anywhere
        } else if apartment::is_single_threaded() {
            Home::Thread(Courier::of_this_thread()?)
        } else {
            Home::Multithreaded
        };
        let pointer = ManuallyDrop::new(pointer);
        Ok(ObjectRef::Foreign(Arc::new(Self(Arc::new(Guest {
            pointer,
            home,
        })))))
    }

    /// An interface of the object for this thread.
    pub(crate) fn interface(&self, iid: Guid) -> Result<ComPointer, Error> {
        if self.0.is_at_home() {
            return self.0.pointer.query(iid).map_err(Error::from);
        }
        let stream = self.0.at_home(move |pointer| marshal(pointer, iid))?;
        let mut here = null_mut();
        // SAFETY: the stream is one that `marshal` made, and is used up by this.
        unsafe {
            check(CoGetInterfaceAndReleaseStream(
                stream.0,
                &to_system(iid),
                &raw mut here,
            ))?;
            ComPointer::from_owned(here).ok_or_else(|| Error::from(code::E_NOINTERFACE))
        }
    }
}

impl Invoke for Foreign {
    fn supports(&self, interface: &'static Interface) -> bool {
        self.0
            .at_home(|pointer| Ok(pointer.query(interface.iid).is_ok()))
            .unwrap_or(false)
    }

    fn invoke(&self, _caller: &Caller, interface: &'static Interface, slot: Slot, args: &[Value]) -> Outcome {
        let args = args.to_vec();
        self.0
            .at_home(move |pointer| call(pointer, interface, slot, &args))
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}

impl Guest {
    fn is_at_home(&self) -> bool {
        match &self.home {
            Home::Anywhere => true,
            Home::Multithreaded => !apartment::is_single_threaded(),
            Home::Thread(courier) => courier.is_here(),
        }
    }

    /// Does something with the object where that is allowed, and waits for it. Never called with a lock held.
    fn at_home<T: Send + 'static>(
        self: &Arc<Self>,
        work: impl FnOnce(&ComPointer) -> Result<T, Error> + Send + 'static,
    ) -> Result<T, Error> {
        if self.is_at_home() {
            // The engine's own threads know nothing of apartments.
            let _apartment = Multithreaded::enter();
            return work(&self.pointer);
        }
        let guest = Arc::clone(self);
        let work = move || work(&guest.pointer);
        match &self.home {
            Home::Thread(courier) => courier.deliver(work)?,
            Home::Anywhere | Home::Multithreaded => apartment::aside(work)?,
        }
    }
}

impl Drop for Guest {
    /// The reference is given back where it came from. If that thread has ended, so has the object.
    fn drop(&mut self) {
        // SAFETY: nobody uses it after this.
        let pointer = unsafe { ManuallyDrop::take(&mut self.pointer) };
        match &self.home {
            Home::Thread(courier) if !courier.is_here() => {
                let parcel = Parcel(ManuallyDrop::new(pointer));
                let _ = courier.post(Box::new(|| parcel.open()));
            }
            _ => drop(pointer),
        }
    }
}

/// A reference on its way home. It is leaked rather than released anywhere else.
struct Parcel(ManuallyDrop<ComPointer>);

// SAFETY: it is opened on the object's thread alone.
unsafe impl Send for Parcel {}

impl Parcel {
    fn open(self) {
        drop(ManuallyDrop::into_inner(self.0));
    }
}

/// A stream with a marshalled interface in it.
struct Marshalled(*mut c_void);

// SAFETY: streams of this kind may be used on any thread; that is what they are for.
unsafe impl Send for Marshalled {}

fn marshal(pointer: &ComPointer, iid: Guid) -> Result<Marshalled, Error> {
    let mut stream = null_mut();
    // SAFETY: `pointer` is used where it may be.
    check(unsafe {
        CoMarshalInterThreadInterfaceInStream(&to_system(iid), pointer.as_raw(), &raw mut stream)
    })?;
    Ok(Marshalled(stream))
}

/// Calls a member by the interface's vtable where the object has one that we know, by name otherwise.
fn call(pointer: &ComPointer, interface: &'static Interface, slot: Slot, args: &[Value]) -> Outcome {
    let member = interface
        .member(slot)
        .ok_or_else(|| Error::from(code::DISP_E_MEMBERNOTFOUND))?;
    if !interface.is_dispatch()
        && let Ok(callback) = pointer.query(interface.iid)
    {
        return call_back(&callback, interface, slot, args);
    }
    let Ok(dispatch) = pointer.query(IDISPATCH.iid) else {
        return Err(Error::new(
            code::E_NOINTERFACE,
            format!("the object is no {} and has no members by name", interface.name),
        ));
    };
    // A script's callback is an object, or a function, whose default member is called.
    let dispid = member.dispid.unwrap_or(DISPID_VALUE);
    call_by_dispid(&dispatch, dispid, member.kind, args)
}

/// Calls a member that takes two objects: all interfaces that programs implement for the agent look like that.
fn call_back(callback: &ComPointer, interface: &'static Interface, slot: Slot, args: &[Value]) -> Outcome {
    type TakesTwoObjects = unsafe extern "system" fn(*mut c_void, *mut c_void, *mut c_void) -> i32;

    let params = interface.member(slot).map_or(&[][..], |member| member.params);
    let mut objects = Vec::with_capacity(args.len());
    for (param, arg) in params.iter().zip(args) {
        let object = match (param.ty, arg.as_object()) {
            (Type::Interface(target), Some(object)) => hand_out(object, target.iid)?,
            _ => return Err(Error::from(code::DISP_E_TYPEMISMATCH)),
        };
        objects.push(object);
    }
    let [job, callback_args] = objects.as_slice() else {
        return Err(Error::from(code::DISP_E_BADPARAMCOUNT));
    };
    // SAFETY: the object says that it has the interface, whose member takes two objects and yields nothing.
    check(unsafe {
        let member: TakesTwoObjects = callback.method(usize::from(slot.0));
        member(callback.as_raw(), job.as_raw(), callback_args.as_raw())
    })?;
    ok(Value::Empty)
}

fn call_by_dispid(dispatch: &ComPointer, dispid: i32, kind: Kind, args: &[Value]) -> Outcome {
    type DispatchInvoke = unsafe extern "system" fn(
        *mut c_void,
        i32,
        *const GUID,
        u32,
        u16,
        *mut DISPPARAMS,
        *mut VARIANT,
        *mut EXCEPINFO,
        *mut u32,
    ) -> i32;
    const INVOKE: usize = 6;
    const USER_DEFAULT_LCID: u32 = 0x400;

    let mut args: Vec<OwnedVariant> = args.iter().rev().map(variant::write).collect::<Result<_, _>>()?;
    let mut put = DISPID_PROPERTYPUT;
    let (flags, named) = match kind {
        Kind::Method => (1, 0),
        Kind::Get => (2, 0),
        Kind::Put => (4, 1),
    };
    let mut params = DISPPARAMS {
        rgvarg: args.as_mut_ptr().cast(),
        rgdispidNamedArgs: &raw mut put,
        cArgs: u32::try_from(args.len()).unwrap_or_default(),
        cNamedArgs: named,
    };
    let mut result = OwnedVariant::default();
    let mut exception = EXCEPINFO::default();
    let mut blamed = 0;
    // SAFETY: the object has IDispatch, and all that it gets lives until it returns.
    let hresult = HResult::from_i32(unsafe {
        let invoke: DispatchInvoke = dispatch.method(INVOKE);
        invoke(
            dispatch.as_raw(),
            dispid,
            &GUID::default(),
            USER_DEFAULT_LCID,
            flags,
            &raw mut params,
            result.as_mut_ptr(),
            &raw mut exception,
            &raw mut blamed,
        )
    });
    if hresult == code::DISP_E_EXCEPTION {
        return Err(thrown(exception));
    }
    check(hresult.to_i32())?;
    ok(result.read()?)
}

/// What a late-bound object says of its failure.
fn thrown(mut exception: EXCEPINFO) -> Error {
    if let Some(fill_in) = exception.pfnDeferredFillIn {
        // SAFETY: the object asked to be called when somebody wants to know.
        unsafe { fill_in(&raw mut exception) };
    }
    // SAFETY: the strings are ours now.
    let [source, description, _] = [
        exception.bstrSource,
        exception.bstrDescription,
        exception.bstrHelpFile,
    ]
    .map(|text| unsafe { bstr::take(text) });
    let hresult = match exception.scode {
        0 => code::E_FAIL,
        scode => HResult::from_i32(scode),
    };
    Error::new(hresult, format!("{source}: {description}"))
}
