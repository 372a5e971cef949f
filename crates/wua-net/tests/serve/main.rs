//! The server of remote calls against clients on this computer, over real sockets, with NTLM.

#[cfg(test)]
#[cfg(target_os = "linux")]
mod activation;
#[cfg(test)]
mod calling;
#[cfg(test)]
mod client;
#[cfg(test)]
mod crowds;
#[cfg(test)]
mod ending;
#[cfg(test)]
#[cfg(target_os = "linux")]
mod memory;
#[cfg(test)]
mod slow;
#[cfg(test)]
mod toy;
