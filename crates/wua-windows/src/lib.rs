//! Windows computers as targets: what their facts are, and how updates are put on them.
//!
//! A [`Source`] is where facts come from: a Wine prefix that is read from outside ([`Prefix`]), a recording
//! ([`Recording`]), the computer itself ([`Live`], on Windows). Registry, files, folders and products are read by one logic,
//! whatever holds them.

#![warn(clippy::indexing_slicing, clippy::string_slice)]

mod computer;
mod drives;
pub mod installers;
#[cfg(windows)]
mod live;
mod names;
pub mod pe;
mod prefix;
mod recording;
mod source;
mod view;

pub use computer::{Computer, SignatureCheck};
#[cfg(windows)]
pub use live::{Live, room};
pub use prefix::{Architecture, Damaged, KeyId, NoRegistry, Prefix, RegistryText};
pub use recording::{Recorder, Recording};
pub use source::Source;
pub use view::RawValue;
