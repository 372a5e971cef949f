//! The crate's own client half on a socket that waits.

use std::collections::HashMap;
use std::io::{self, Read, Write};
use std::net::{SocketAddr, TcpStream};

use wua_rpc::auth::Outside;
use wua_rpc::auth::ntlm::{self, Credentials, NtHash};
use wua_rpc::connection::{
    self, ClientCall, ClientConnection, ClientEvent, Level, NotCalled, Outcome, Proposal, SignIn,
};

use crate::toy::{GUARDED, OPEN, PASSWORD, PATIENCE};

pub(crate) struct Client {
    pub(crate) stream: TcpStream,
    pub(crate) connection: ClientConnection,
    proposal: Proposal,
    outcomes: HashMap<u32, Outcome>,
    world: World,
}

/// Time and chance do not matter to the client of a test.
struct World(u8);

impl Outside for World {
    fn file_time(&self) -> u64 {
        0x01dd_794f_234b_4f80
    }

    fn random(&mut self, bytes: &mut [u8]) {
        for byte in bytes {
            self.0 = self.0.wrapping_mul(5).wrapping_add(113);
            *byte = self.0;
        }
    }
}

pub(crate) fn sign_in(user: &str, password: &str, level: Level) -> SignIn {
    let credentials = Credentials {
        user: user.to_owned(),
        domain: String::new(),
        nt_hash: NtHash::of(password),
    };
    SignIn {
        mechanism: 10,
        level,
        handshake: ntlm::Client::new(credentials, "TESTER".into(), String::new()).handshake(),
    }
}

impl Client {
    /// Signed in at the level privacy.
    pub(crate) fn signed_in(address: SocketAddr, user: &str) -> Self {
        Self::bound(address, 0, Some(sign_in(user, PASSWORD, Level::Privacy))).unwrap()
    }

    pub(crate) fn anonymous(address: SocketAddr) -> Self {
        Self::bound(address, 0, None).unwrap()
    }

    pub(crate) fn bound(address: SocketAddr, group: u32, sign_in: Option<SignIn>) -> io::Result<Self> {
        let stream = TcpStream::connect(address)?;
        stream.set_read_timeout(Some(PATIENCE))?;
        stream.set_nodelay(true)?;
        let limits = connection::Limits {
            calls: 4096,
            ..connection::Limits::default()
        };
        let mut client = Self {
            stream,
            connection: ClientConnection::new(connection::Client {
                limits,
                ..connection::Client::default()
            }),
            proposal: Proposal {
                contexts: Vec::new(),
                security: None,
            },
            outcomes: HashMap::new(),
            world: World(1),
        };
        client.proposal = client
            .connection
            .bind(group, &[OPEN, GUARDED], sign_in, 0, &mut client.world)
            .unwrap();
        loop {
            client.flush()?;
            match client.connection.next_event() {
                Some(ClientEvent::Bound { .. }) => {
                    client.flush()?;
                    return Ok(client);
                }
                Some(other) => return Err(io::Error::other(format!("{other:?}"))),
                None => client.receive()?,
            }
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self.connection.transmit() {
            Some(bytes) => self.stream.write_all(&bytes),
            None => Ok(()),
        }
    }

    fn receive(&mut self) -> io::Result<()> {
        let mut piece = [0; 16384];
        match self.stream.read(&mut piece)? {
            0 => Err(io::ErrorKind::UnexpectedEof.into()),
            count => {
                self.connection.receive(&piece[..count], 0, &mut self.world);
                Ok(())
            }
        }
    }

    /// Calls the open interface if nobody signed in, and otherwise the guarded one.
    pub(crate) fn begin(&mut self, opnum: u16, stub: &[u8]) -> u32 {
        self.try_begin(opnum, stub).unwrap()
    }

    pub(crate) fn try_begin(&mut self, opnum: u16, stub: &[u8]) -> Result<u32, NotCalled> {
        let signed = usize::from(self.proposal.security.is_some());
        self.call_on(signed, opnum, stub)
    }

    pub(crate) fn call_on(&mut self, interface: usize, opnum: u16, stub: &[u8]) -> Result<u32, NotCalled> {
        self.connection.call(&ClientCall {
            context: self.proposal.contexts[interface],
            security: self.proposal.security,
            opnum,
            object: None,
            stub,
        })
    }

    /// Sends what was begun.
    pub(crate) fn send(&mut self) {
        self.flush().unwrap();
    }

    pub(crate) fn wait(&mut self, call: u32) -> io::Result<Outcome> {
        self.flush()?;
        loop {
            while let Some(event) = self.connection.next_event() {
                match event {
                    ClientEvent::Ended { call, outcome } => drop(self.outcomes.insert(call, outcome)),
                    other => return Err(io::Error::other(format!("{other:?}"))),
                }
            }
            if let Some(outcome) = self.outcomes.remove(&call) {
                return Ok(outcome);
            }
            self.receive()?;
        }
    }

    pub(crate) fn call(&mut self, opnum: u16, stub: &[u8]) -> Outcome {
        let call = self.begin(opnum, stub);
        self.wait(call).unwrap()
    }

    #[track_caller]
    pub(crate) fn echo(&mut self) {
        assert_eq!(
            self.call(crate::toy::ECHO, b"over"),
            Outcome::Response(b"over".to_vec())
        );
    }

    /// Whether the server closes, whatever it says before.
    pub(crate) fn is_closed_by_server(&mut self) -> bool {
        is_closed(&mut self.stream)
    }
}

/// Reads to the end, or until patience is.
pub(crate) fn is_closed(stream: &mut TcpStream) -> bool {
    stream.set_read_timeout(Some(PATIENCE)).unwrap();
    let mut piece = [0; 16384];
    loop {
        match stream.read(&mut piece) {
            Ok(0) => return true,
            Ok(_) => {}
            Err(error) => return error.kind() == io::ErrorKind::ConnectionReset,
        }
    }
}
