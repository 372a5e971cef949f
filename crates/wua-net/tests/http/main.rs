//! The client against real servers and proxies on this computer: nginx, tinyproxy, and sockets that misbehave.

#[cfg(test)]
mod answers;
#[cfg(test)]
#[path = "../../src/base64.rs"]
mod base64;
#[cfg(test)]
mod child;
#[cfg(test)]
mod encrypted;
#[cfg(test)]
mod fetching;
#[cfg(test)]
mod peers;
mod posting;
#[cfg(test)]
mod proxies;
#[cfg(test)]
mod ranges;
#[cfg(test)]
mod signing_in;
#[cfg(test)]
mod silence;
#[cfg(test)]
mod trust;
