//! The waist of the update agent.
//!
//! Everything that a program can do with the agent is a call of a member of an interface on an object. This crate
//! knows how such a call looks, and nothing of what the members do:
//!
//! * [`Value`] is what goes in and comes out, [`Error`] and [`HResult`] what went wrong;
//! * [`table`] is the shape of an interface definition (the definitions are `wua-defs`);
//! * [`ObjectRef::invoke`] is the call. Who may call what is checked there and nowhere else;
//! * [`Dispatch`] calls by name, as scripts do; [`Enumerator`] walks collections; [`reading`] reads many properties at
//!   once. All are adapters outside the waist: they end in the same `invoke`.
//!
//! Specifications: [MS-OAUT] (values, late binding), [MS-DCOM] (interfaces), [MS-ERREF] (codes).

mod argument;
mod caller;
pub mod code;
mod coerce;
mod date;
mod decimal;
mod dispatch;
mod enumerator;
mod error;
mod guid;
mod hresult;
mod hresults;
mod local;
pub mod locale;
mod object;
pub mod reading;
pub mod standard;
pub mod table;
mod value;

pub use argument::{Bound, FromValue, argument, enumeration_argument, outcome, unknown_outcome};
pub use caller::{Caller, Lcid, Observer, Origin, Permissions};
pub use coerce::coerce;
pub use date::Date;
pub use decimal::Decimal;
pub use dispatch::{
    DISPID_NEWENUM, DISPID_PROPERTYPUT, DISPID_VALUE, Dispatch, DispatchError, DispatchFlags, ExcepInfo,
};
pub use enumerator::Enumerator;
pub use error::Error;
pub use guid::{Guid, NotAGuid};
pub use hresult::{HResult, KnownCode};
pub use hresults::{CODES_OF_CALLS, HRESULTS, known};
pub use local::Local;
pub use object::{Call, Family, Invoke, Object, ObjectRef, Outcome, Reply, Success, ok};
pub use table::{Interface, Kind, Member, Param, Permission, Remote, Rights, Slot, Type};
pub use value::{Text, Value};
