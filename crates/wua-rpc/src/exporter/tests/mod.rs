//! An exporter as its clients see it: stubs in, stubs out, with time as a number.

mod activating;
mod objects;
mod support;
