//! The statically typed skin over the interface tables: no logic, all of it generated.
//!
//! * [`traits`]: what an object implements; every parameter and result has its Rust type.
//! * [`families`]: how the waist gets from a slot to a method of those traits.
//! * [`proxy`]: the same members from the caller's side.
//!
//! INVARIANT: `cargo xtask codegen --check` finds nothing stale.

pub mod families;
pub mod proxy;
pub mod traits;
