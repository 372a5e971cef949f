//! Somebody between a client and a server, at an address of its own and the same ports.

use std::io::{Read, Write};
use std::net::{IpAddr, Ipv4Addr, Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU8, AtomicUsize, Ordering};
use std::thread;

use wua_rpc::pdu::{HEADER, Header};

/// Everybody who stands between has an address of its own.
fn next_door() -> IpAddr {
    static LAST: AtomicU8 = AtomicU8::new(1);
    IpAddr::V4(Ipv4Addr::new(127, 0, 35, LAST.fetch_add(1, Ordering::SeqCst)))
}

/// Which way something goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Way {
    ToServer,
    ToClient,
}

/// A PDU on its way.
pub(crate) struct Passing {
    pub(crate) way: Way,
    pub(crate) is_mapper: bool,
    pub(crate) header: Header,
    /// How many came this way before, on any connection.
    pub(crate) number: usize,
    pub(crate) pdu: Vec<u8>,
}

/// What becomes of it.
pub(crate) enum Then {
    /// These bytes go on in its place.
    Pass(Vec<u8>),
    /// Neither this nor anything else arrives any more.
    Silence,
    /// These bytes, again and again, as fast as they are taken or with nothing in between, until the client goes.
    Flood(Vec<u8>),
}

impl Passing {
    pub(crate) fn pass(self) -> Then {
        Then::Pass(self.pdu)
    }
}

pub(crate) struct Between {
    /// Instead of the server's.
    pub(crate) mapper: SocketAddr,
    /// How many connections were made.
    pub(crate) connections: Arc<AtomicUsize>,
    is_over: Arc<AtomicBool>,
    listening: Vec<SocketAddr>,
}

impl Between {
    /// Sees all PDUs to and from a server at these ports.
    pub(crate) fn new(
        ports: (SocketAddr, SocketAddr),
        meddle: impl Fn(Passing) -> Then + Send + Sync + 'static,
    ) -> Self {
        let numbers: Arc<[AtomicUsize; 2]> = Arc::default();
        let meddle = Arc::new(meddle);
        Self::listen(ports, move |client, server, is_mapper| {
            for way in [Way::ToServer, Way::ToClient] {
                let (from, to) = match way {
                    Way::ToServer => (&client, &server),
                    Way::ToClient => (&server, &client),
                };
                let (from, to) = (from.try_clone().unwrap(), to.try_clone().unwrap());
                let (meddle, numbers) = (Arc::clone(&meddle), Arc::clone(&numbers));
                thread::spawn(move || {
                    let number = &numbers[usize::from(way == Way::ToClient)];
                    carry(&from, &to, |header, pdu| {
                        meddle(Passing {
                            way,
                            is_mapper,
                            header,
                            number: number.fetch_add(1, Ordering::SeqCst),
                            pdu,
                        })
                    });
                    let _ = from.shutdown(Shutdown::Both);
                    let _ = to.shutdown(Shutdown::Both);
                });
            }
        })
    }

    /// Hands out pairs of connections: to a client, and to the server.
    pub(crate) fn listen(
        (mapper, objects): (SocketAddr, SocketAddr),
        meet: impl Fn(TcpStream, TcpStream, bool) + Send + Sync + 'static,
    ) -> Self {
        let meet = Arc::new(meet);
        let is_over = Arc::new(AtomicBool::new(false));
        let connections = Arc::new(AtomicUsize::new(0));
        let address = next_door();
        let listening = [mapper, objects].map(|server| {
            let listener = TcpListener::bind((address, server.port())).unwrap();
            let at = listener.local_addr().unwrap();
            let (meet, is_over) = (Arc::clone(&meet), Arc::clone(&is_over));
            let connections = Arc::clone(&connections);
            thread::spawn(move || {
                for client in listener.incoming().flatten() {
                    if is_over.load(Ordering::SeqCst) {
                        return;
                    }
                    connections.fetch_add(1, Ordering::SeqCst);
                    let Ok(server_side) = TcpStream::connect(server) else {
                        continue;
                    };
                    client.set_nodelay(true).unwrap();
                    server_side.set_nodelay(true).unwrap();
                    meet(client, server_side, server == mapper);
                }
            });
            at
        });
        Self {
            mapper: listening[0],
            connections,
            is_over,
            listening: listening.into(),
        }
    }
}

impl Drop for Between {
    fn drop(&mut self) {
        self.is_over.store(true, Ordering::SeqCst);
        for at in &self.listening {
            // Whoever waits for the next connection gets it.
            let _ = TcpStream::connect(at);
        }
    }
}

fn carry(mut from: &TcpStream, mut to: &TcpStream, mut meddle: impl FnMut(Header, Vec<u8>) -> Then) {
    loop {
        let mut pdu = vec![0; HEADER];
        if from.read_exact(&mut pdu).is_err() {
            return;
        }
        let Some(Ok(header)) = Header::parse(&pdu) else {
            return;
        };
        pdu.resize(header.fragment_length.into(), 0);
        if from.read_exact(&mut pdu[HEADER..]).is_err() {
            return;
        }
        match meddle(header, pdu) {
            Then::Pass(pdu) => {
                if to.write_all(&pdu).is_err() {
                    return;
                }
            }
            Then::Silence => {
                // Until the other end has had enough.
                let mut rest = [0; 4096];
                while to.peek(&mut rest[..1]).is_ok_and(|count| count > 0) {
                    if to.read(&mut rest).is_err() {
                        return;
                    }
                }
                return;
            }
            Then::Flood(bytes) => {
                while to.write_all(&bytes).is_ok() {}
                return;
            }
        }
    }
}
