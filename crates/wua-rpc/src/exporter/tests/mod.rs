//! An exporter as its clients see it: stubs in, stubs out, with time as a number.

mod activating;
mod arguments;
mod calling;
mod fuzz;
mod late_binding;
mod limits;
mod mapper;
mod objects;
mod pings;
mod references;
mod resolver;
mod samples;
mod support;
