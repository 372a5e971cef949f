//! Where a bug of a call ends.

use std::any::Any;
use std::net::SocketAddr;
use std::panic::{AssertUnwindSafe, catch_unwind};

use wua_com::code;
use wua_rpc::exporter::Answer;

use super::{Heard, Service};

/// Answers; whatever panics is logged, and answered with `E_UNEXPECTED`. The state that a panic leaves behind is behind
/// locks of the service, which knows how to take it.
pub(super) fn answer(service: &dyn Service, from: SocketAddr, call: impl FnOnce() -> Answer) -> Answer {
    catch_unwind(AssertUnwindSafe(call)).unwrap_or_else(|payload| {
        service.heard(from, Heard::Panicked(message(&*payload)));
        Answer::Fault {
            status: code::E_UNEXPECTED.to_u32(),
            executed: true,
        }
    })
}

pub(super) fn message(payload: &(dyn Any + Send)) -> String {
    let text = payload.downcast_ref::<String>().map(String::as_str);
    text.or_else(|| payload.downcast_ref::<&str>().copied())
        .unwrap_or("it did not say why")
        .to_owned()
}
