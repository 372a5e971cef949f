//! Sockets that listen: our own, and those that were opened for us.

use std::io;
use std::net::{Ipv4Addr, Ipv6Addr, SocketAddr, TcpListener};
use std::sync::atomic::{AtomicBool, Ordering};

use socket2::{Domain, Protocol, Socket, Type};
use wua_com::{Error, code};

/// How many connections the system keeps for us until they are accepted.
const BACKLOG: i32 = 1024;

/// How often another port is looked for that is free on all addresses.
const ATTEMPTS: usize = 16;

/// One or more sockets that listen for connections.
#[derive(Debug)]
pub struct Listener {
    sockets: Vec<(TcpListener, SocketAddr)>,
}

/// A socket that was opened by whoever started this process.
#[derive(Debug)]
pub struct HandedOver {
    /// What it is called there (`FileDescriptorName=`).
    pub name: Option<String>,
    /// The socket.
    pub listener: Listener,
}

impl Listener {
    /// Listens on these addresses. Where the port is 0, the system chooses one, and the same for all of them.
    pub fn bind(addresses: &[SocketAddr]) -> Result<Self, Error> {
        let mut attempt = 1;
        loop {
            match bind_all(addresses) {
                Ok(sockets) => return Ok(Self { sockets }),
                Err((address, error)) => {
                    // Somebody had the port that the system chose for another address.
                    let chosen = addresses.contains(&SocketAddr::new(address.ip(), 0));
                    if attempt == ATTEMPTS || !chosen || error.kind() != io::ErrorKind::AddrInUse {
                        return Err(not_bound(address, &error));
                    }
                    attempt += 1;
                }
            }
        }
    }

    /// Listens on all addresses of this computer: those of IPv4, and those of IPv6 if it has that.
    pub fn bind_everywhere(port: u16) -> Result<Self, Error> {
        let old = SocketAddr::from((Ipv4Addr::UNSPECIFIED, port));
        let new = SocketAddr::from((Ipv6Addr::UNSPECIFIED, port));
        if Socket::new(Domain::IPV6, Type::STREAM, Some(Protocol::TCP)).is_ok() {
            Self::bind(&[old, new])
        } else {
            Self::bind(&[old])
        }
    }

    /// The sockets that were handed over when this process was started (`LISTEN_FDS`), in their order. They are handed
    /// over once; whoever asks again gets none.
    pub fn handed_over() -> Result<Vec<HandedOver>, Error> {
        static TAKEN: AtomicBool = AtomicBool::new(false);
        if TAKEN.swap(true, Ordering::SeqCst) {
            return Ok(Vec::new());
        }
        let given = sd_listen_fds::get().map_err(|error| {
            Error::new(
                code::E_INVALIDARG,
                format!("LISTEN_FDS or LISTEN_PID cannot be understood: {error}; unset both, or let systemd set them"),
            )
        })?;
        let mut all = Vec::with_capacity(given.len());
        for (socket, (name, given)) in given.into_iter().enumerate() {
            let name = name.filter(|name| !name.is_empty());
            let listener = Self::own(given.into()).map_err(|error| {
                Error::new(
                    code::E_INVALIDARG,
                    format!(
                        "socket {} of those that were handed over ({}) cannot be used: {error}; hand over TCP sockets \
                         that listen (ListenStream= with a port, Accept=no)",
                        socket + 1,
                        name.as_deref().unwrap_or("without a name"),
                    ),
                )
            })?;
            all.push(HandedOver { name, listener });
        }
        Ok(all)
    }

    fn own(socket: TcpListener) -> io::Result<Self> {
        let address = socket.local_addr()?;
        // Package managers and other children have no business with it.
        #[cfg(unix)]
        socket2::SockRef::from(&socket).set_cloexec(true)?;
        Ok(Self {
            sockets: vec![(socket, address)],
        })
    }

    /// Both.
    #[must_use]
    pub fn and(mut self, other: Self) -> Self {
        self.sockets.extend(other.sockets);
        self
    }

    /// Where it listens.
    pub fn local_addresses(&self) -> Vec<SocketAddr> {
        self.sockets.iter().map(|(_, address)| *address).collect()
    }

    /// For the thread of a runtime.
    pub(super) fn into_sockets(self) -> Result<Vec<(tokio::net::TcpListener, SocketAddr)>, Error> {
        self.sockets
            .into_iter()
            .map(|(socket, address)| {
                socket
                    .set_nonblocking(true)
                    .and_then(|()| tokio::net::TcpListener::from_std(socket))
                    .map(|socket| (socket, address))
                    .map_err(|error| not_bound(address, &error))
            })
            .collect()
    }
}

fn bind_all(addresses: &[SocketAddr]) -> Result<Vec<(TcpListener, SocketAddr)>, (SocketAddr, io::Error)> {
    let mut sockets: Vec<(TcpListener, SocketAddr)> = Vec::with_capacity(addresses.len());
    let mut chosen = 0;
    for wanted in addresses {
        let mut address = *wanted;
        if address.port() == 0 {
            address.set_port(chosen);
        }
        let bound = bind_one(address).and_then(|socket| Ok((socket.local_addr()?, socket)));
        let (local, socket) = bound.map_err(|error| (address, error))?;
        if wanted.port() == 0 {
            chosen = local.port();
        }
        sockets.push((socket, local));
    }
    Ok(sockets)
}

fn bind_one(address: SocketAddr) -> io::Result<TcpListener> {
    let socket = Socket::new(Domain::for_address(address), Type::STREAM, Some(Protocol::TCP))?;
    if address.is_ipv6() {
        // Otherwise `::` takes IPv4 as well, and 0.0.0.0 cannot be had beside it.
        socket.set_only_v6(true)?;
    }
    // On Windows the same option would let others take the port away.
    #[cfg(not(windows))]
    socket.set_reuse_address(true)?;
    socket.bind(&address.into())?;
    socket.listen(BACKLOG)?;
    Ok(socket.into())
}

fn not_bound(address: SocketAddr, error: &io::Error) -> Error {
    let (code, advice) = match error.kind() {
        io::ErrorKind::AddrInUse => (
            code::WU_E_PT_ADDRESS_IN_USE,
            "another program listens there: stop it, or choose another port or address",
        ),
        io::ErrorKind::AddrNotAvailable => (
            code::WU_E_PT_ADDRESS_NOT_AVAILABLE,
            "choose an address that this computer has",
        ),
        io::ErrorKind::PermissionDenied => (
            code::E_ACCESSDENIED,
            "low ports are for administrators: run it as one, or choose a port above 1023",
        ),
        _ => (code::E_FAIL, "choose another address"),
    };
    Error::new(code, format!("cannot listen on {address}: {error}; {advice}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    const HERE: SocketAddr = SocketAddr::new(std::net::IpAddr::V4(Ipv4Addr::LOCALHOST), 0);

    #[test]
    fn a_port_that_the_system_chooses_is_the_same_on_all_addresses() {
        let there = SocketAddr::from(([127, 0, 0, 2], 0));
        let listener = Listener::bind(&[HERE, there]).unwrap();
        let [one, other] = listener.local_addresses()[..] else {
            panic!("two addresses were asked for");
        };
        assert_ne!(one.port(), 0);
        assert_eq!(one.port(), other.port());
        assert_eq!(other.ip(), there.ip());
    }

    #[test]
    fn who_listens_everywhere_listens_on_both_protocols() {
        let listener = Listener::bind_everywhere(0).unwrap();
        let port = listener.local_addresses()[0].port();
        std::net::TcpStream::connect((Ipv4Addr::LOCALHOST, port)).unwrap();
        if listener.local_addresses().len() == 2 {
            std::net::TcpStream::connect((Ipv6Addr::LOCALHOST, port)).unwrap();
        }
    }

    #[test]
    fn a_port_that_is_taken_is_named() {
        let first = Listener::bind(&[HERE]).unwrap();
        let taken = first.local_addresses()[0];
        let error = Listener::bind(&[taken]).unwrap_err();
        assert_eq!(error.hresult(), code::WU_E_PT_ADDRESS_IN_USE);
        assert!(error.to_string().contains(&taken.to_string()), "{error}");
    }

    #[test]
    fn an_address_of_another_computer_is_none_to_listen_on() {
        let error = Listener::bind(&[SocketAddr::from(([192, 0, 2, 1], 0))]).unwrap_err();
        assert_eq!(error.hresult(), code::WU_E_PT_ADDRESS_NOT_AVAILABLE);
    }
}
