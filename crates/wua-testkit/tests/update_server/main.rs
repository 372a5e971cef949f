//! The update server, asked by raw sockets: no client of ours takes part.

#[cfg(test)]
mod client;
#[cfg(test)]
mod content;
#[cfg(test)]
mod flow;
#[cfg(test)]
mod mishaps;
#[cfg(test)]
mod packages;
#[cfg(test)]
mod rules;
#[cfg(test)]
mod tls;
