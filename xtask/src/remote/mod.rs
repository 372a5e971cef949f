//! `wua serve` as other computers see it: a server for trials, our own client half, and foreign clients.

pub(crate) mod client;
pub(crate) mod server;
