//! What goes wrong and is nobody's fault outside.

use std::thread;

use wua_com::{Error, code};

/// The result of a thread that reads.
pub(crate) fn joined<T>(result: thread::Result<T>) -> Result<T, Error> {
    result.map_err(|_| {
        Error::new(
            code::E_UNEXPECTED,
            "a thread that reads the lists of the archives panicked, which is a bug",
        )
    })
}
