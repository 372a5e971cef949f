//! From a place to a socket.

use std::io;
use std::net::{IpAddr, SocketAddr, TcpStream};
use std::pin::pin;
use std::time::Duration;

use socket2::{SockRef, TcpKeepalive};
use tokio::net::lookup_host;
use tokio::time::timeout;

use super::Place;
use super::broken::{Broken, Port, Why};
use super::line::Wait;
use crate::address;
use crate::network::Network;

/// How long a request to stop may go unseen.
pub(super) const SLICE: Duration = Duration::from_millis(250);

/// A search may be silent for an hour; a computer that was switched off meanwhile is found out.
const KEEPALIVE: TcpKeepalive = TcpKeepalive::new()
    .with_time(Duration::from_mins(1))
    .with_interval(Duration::from_secs(20));

/// The endpoint mapper of a place, at whichever of its addresses answers first.
pub(super) fn mapper(place: &Place, wait: &Wait<'_>) -> Result<TcpStream, Broken> {
    let port = Port::Mapper(place.port);
    let host = place.host.trim_start_matches('[').trim_end_matches(']');
    run(port, wait, async {
        let found = lookup_host((host, place.port)).await;
        let found: Vec<SocketAddr> = found.map_err(|error| port.broken(Why::NoName(error)))?.collect();
        let dialled = address::first(found).await;
        dialled.map_err(|error| port.broken(Why::NotDialled(error)))
    })
}

/// A port of the address that was dialled before.
pub(super) fn objects(address: IpAddr, port: u16, wait: &Wait<'_>) -> Result<TcpStream, Broken> {
    let named = Port::Objects(port);
    run(named, wait, async {
        let dialled = tokio::net::TcpStream::connect((address, port)).await;
        dialled.map_err(|error| named.broken(Why::NotDialled(error)))
    })
}

fn run(
    port: Port,
    wait: &Wait<'_>,
    dial: impl Future<Output = Result<tokio::net::TcpStream, Broken>>,
) -> Result<TcpStream, Broken> {
    let network = Network::shared().map_err(|error| port.broken(Why::Here(error)))?;
    let stream = network.runtime.block_on(async {
        let mut dial = pin!(dial);
        loop {
            if let Ok(dialled) = timeout(SLICE, dial.as_mut()).await {
                return dialled;
            }
            if wait.abort.is_requested() {
                return Err(port.broken(Why::Stopped));
            }
            if wait.left().is_none() {
                return Err(port.broken(Why::NotDialled(io::ErrorKind::TimedOut.into())));
            }
        }
    })?;
    prepare(stream).map_err(|error| port.broken(Why::Gone(Some(error))))
}

/// Whoever calls waits on a thread of its own, a slice of time after the other.
fn prepare(stream: tokio::net::TcpStream) -> io::Result<TcpStream> {
    let stream = stream.into_std()?;
    stream.set_nonblocking(false)?;
    stream.set_nodelay(true)?;
    stream.set_read_timeout(Some(SLICE))?;
    stream.set_write_timeout(Some(SLICE))?;
    // Without it dead computers are found out by the time limits alone.
    let _ = SockRef::from(&stream).set_tcp_keepalive(&KEEPALIVE);
    Ok(stream)
}
