//! The client against real servers and proxies on this computer: nginx, tinyproxy, and sockets that misbehave.

#[cfg(test)]
mod answers;
#[cfg(test)]
mod child;
#[cfg(test)]
mod encrypted;
#[cfg(test)]
mod fetching;
#[cfg(test)]
mod peers;
#[cfg(test)]
mod proxies;
#[cfg(test)]
mod silence;
