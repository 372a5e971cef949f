mod agreement;
pub(crate) mod fuzz;
mod messages;
mod refusals;
pub(crate) mod support;
mod vectors;
mod witness;
