//! Catalogues of packages: everything that a package can say, everything that can be wrong with it, and the service
//! that is made of it.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test may fail")]

mod bundles;
mod cabinets;
mod corpus;
mod damage;
mod hostile;
mod installers;
mod properties;
mod service;
mod signatures;
mod support;
