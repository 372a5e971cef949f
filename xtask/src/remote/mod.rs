//! `wua serve` as other computers see it: a server for trials, our own client half, and foreign clients.

pub(crate) mod client;
mod kerberos;
mod load;
mod meddler;
pub(crate) mod server;
mod suite;

pub(crate) use kerberos::suite as kerberos;
pub(crate) use load::soak;
pub(crate) use suite::suite;
