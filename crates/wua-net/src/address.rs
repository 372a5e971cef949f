//! From a name to a connection. A server with several addresses is tried at all of them, one shortly after the other:
//! one that does not answer holds nobody up.

use std::io;
use std::net::SocketAddr;
use std::time::Duration;

use tokio::net::{TcpStream, lookup_host};
use tokio::task::JoinSet;
use tokio::time::timeout;
use wua_agent::http::Location;
use wua_com::Error;

use crate::failure::Peer;

/// How long an address may be the only one that is tried: [RFC 8305] 5.
///
/// [RFC 8305]: https://www.rfc-editor.org/rfc/rfc8305
const HEAD_START: Duration = Duration::from_millis(250);

/// A connection to the server or proxy at `end`.
pub(crate) async fn connect(end: &Location, peer: &Peer) -> Result<TcpStream, Error> {
    let host = end.host.trim_start_matches('[').trim_end_matches(']');
    let addresses: Vec<SocketAddr> = match lookup_host((host, end.port)).await {
        Ok(addresses) => addresses.collect(),
        Err(error) => return Err(peer.unresolved(&error)),
    };
    let stream = first(addresses).await.map_err(|error| peer.unreachable(&error))?;
    // Requests are small and wait for nothing.
    let _ = stream.set_nodelay(true);
    Ok(stream)
}

/// The first of these addresses that answers.
pub(crate) async fn first(addresses: Vec<SocketAddr>) -> io::Result<TcpStream> {
    let mut attempts = JoinSet::new();
    let mut left = addresses.into_iter();
    let mut last = io::Error::new(io::ErrorKind::NotFound, "it has no address");
    loop {
        let next = left.next();
        let ended = if let Some(address) = next {
            attempts.spawn(TcpStream::connect(address));
            match timeout(HEAD_START, attempts.join_next()).await {
                Ok(ended) => ended,
                Err(_) => continue,
            }
        } else {
            attempts.join_next().await
        };
        match ended {
            Some(Ok(Ok(stream))) => return Ok(stream),
            Some(Ok(Err(error))) => last = error,
            Some(Err(error)) => last = io::Error::other(error),
            None => return Err(last),
        }
    }
}
