//! Drivers of the network: [`HttpClient`], which implements the engine's [`Http`](wua_agent::http::Http); [`serve`], which
//! lets other computers call; and [`reach`], which calls other computers.
//!
//! INVARIANT: nothing outside of this crate knows that tokio is used. Calls block their thread, and end within
//! 0.3 seconds of a request to stop.

mod address;
mod base64;
mod basic;
mod client;
mod connection;
mod eager;
mod environment;
mod failure;
mod login;
mod network;
mod outside;
mod pool;
pub mod reach;
mod route;
mod sender;
pub mod serve;
mod trust;

pub use client::HttpClient;
pub use environment::EnvironmentProxies;
pub use outside::random;
