//! What the tests of objects share.

use wua_com::{Bound, Caller, Error, HResult, Object, ObjectRef, Rights};

/// An object in the hands of an administrator on this computer.
pub(crate) fn seen<T: From<Bound>>(object: ObjectRef) -> T {
    T::from(Bound {
        object,
        caller: Caller::local(Rights::Administrator),
    })
}

/// The same for a new object.
pub(crate) fn new<T: From<Bound>>(object: impl Object) -> T {
    seen(ObjectRef::new(object))
}

/// The code of a call that fails.
pub(crate) fn code_of<T>(result: Result<T, Error>) -> Option<HResult> {
    result.err().map(|error| error.hresult())
}
