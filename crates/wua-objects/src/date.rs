//! Times of the engine as dates of the interfaces. Both are in UTC.

use jiff::Timestamp;
use wua_com::{Date, Value};

pub(crate) fn date(time: Timestamp) -> Date {
    Date::from_unix_seconds(time.as_second())
}

/// A date, or `VT_EMPTY` where there is none.
pub(crate) fn date_or_empty(time: Option<Timestamp>) -> Value {
    time.map_or(Value::Empty, |time| Value::Date(date(time)))
}
