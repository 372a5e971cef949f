//! Somebody between a client and a server who changes what the server signed.

use std::io::{Read, Write};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::thread;

use crate::workspace::Outcome;

/// Where in the header of a PDU its kind, its length and the length of its token stand (C706 12.6.3.1).
const KIND: usize = 2;
const LENGTH: usize = 8;
const TOKEN_LENGTH: usize = 10;
const HEADER: usize = 16;

const RESPONSE: u8 = 2;

/// What is done to the responses.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Meddling {
    /// Nothing: to see that it is not the one in between who disturbs.
    None,
    /// A bit of the checksum in the signature is another one.
    Signature,
    /// A bit of the stub is another one.
    Stub,
}

/// Listens on this address, at the server's port, and passes on what comes, one connection after the other.
pub(crate) fn between(address: &str, server: SocketAddr, meddling: Meddling) -> Outcome<SocketAddr> {
    let text = |error: std::io::Error| error.to_string();
    let listener = TcpListener::bind((address, server.port())).map_err(text)?;
    let local = listener.local_addr().map_err(text)?;
    thread::spawn(move || {
        for client in listener.incoming().flatten() {
            // What breaks, the client tells.
            let _ = pass(client, server, meddling);
        }
    });
    Ok(local)
}

fn pass(client: TcpStream, server: SocketAddr, meddling: Meddling) -> std::io::Result<()> {
    let server = TcpStream::connect(server)?;
    let (mut from_client, mut to_server) = (client.try_clone()?, server.try_clone()?);
    thread::spawn(move || {
        let _ = std::io::copy(&mut from_client, &mut to_server);
        to_server.shutdown(Shutdown::Write)
    });
    let (mut from_server, mut to_client) = (server, client);
    loop {
        let mut header = [0; HEADER];
        if from_server.read_exact(&mut header).is_err() {
            return to_client.shutdown(Shutdown::Both);
        }
        let short = |at: usize| {
            let bytes = header.get(at..at + 2).unwrap_or(&[0, 0]);
            usize::from(u16::from_le_bytes([bytes[0], bytes[1]]))
        };
        let (length, token) = (short(LENGTH), short(TOKEN_LENGTH));
        let mut body = vec![0; length.saturating_sub(HEADER)];
        from_server.read_exact(&mut body)?;
        if header[KIND] == RESPONSE && token > 0 {
            let place = match meddling {
                Meddling::None => None,
                // The version comes first, four bytes; then the checksum.
                Meddling::Signature => body.len().checked_sub(token).map(|start| start + 4),
                // Behind the header of a response.
                Meddling::Stub => Some(8),
            };
            if let Some(byte) = place.and_then(|place| body.get_mut(place)) {
                *byte ^= 1;
            }
        }
        to_client.write_all(&header)?;
        to_client.write_all(&body)?;
    }
}
