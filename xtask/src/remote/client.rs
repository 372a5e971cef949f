//! Our own client half on a socket that waits: for measuring, and for load.

use std::collections::HashMap;
use std::fs::File;
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::{Duration, SystemTime};

use wua_com::{Guid, Interface, ObjectRef, Value};
use wua_rpc::auth::Outside;
use wua_rpc::auth::ntlm::{self, Credentials, NtHash};
use wua_rpc::connection::{
    self, ClientCall, ClientConnection, ClientEvent, Level, Outcome as Answer, SignIn,
};
use wua_rpc::ndr::{Objects, Reader, Writer, stub};
use wua_rpc::orpc::activation::{self, ActivationRequest, Operation};
use wua_rpc::orpc::remote_unknown::{References, RemUnknownRequest};
use wua_rpc::orpc::{ObjectReference, OrpcThat, OrpcThis, StandardReference, ids};
use wua_rpc::pdu::Syntax;

use super::server::PASSWORD;
use crate::workspace::Outcome;

/// How long an answer is waited for.
const PATIENCE: Duration = Duration::from_mins(1);

/// A connection, signed in, and bound to some interfaces.
pub(crate) struct Client {
    stream: TcpStream,
    connection: ClientConnection,
    contexts: HashMap<Guid, u16>,
    security: Option<u32>,
    answers: HashMap<u32, Answer>,
    world: World,
    piece: Vec<u8>,
    /// How many bytes went out and came in.
    pub(crate) traffic: (usize, usize),
}

/// Chance, from the system.
struct World(File);

impl Outside for World {
    fn file_time(&self) -> u64 {
        let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH);
        let since = since.unwrap_or_default().as_nanos() / 100;
        116_444_736_000_000_000 + u64::try_from(since).unwrap_or_default()
    }

    fn random(&mut self, bytes: &mut [u8]) {
        // A client for trials can do without chance.
        let _ = self.0.read_exact(bytes);
    }
}

/// An interface of an object of the server.
#[derive(Clone, Copy)]
pub(crate) struct Remote {
    pub(crate) interface: &'static Interface,
    pub(crate) standard: StandardReference,
}

/// What an activation yields.
pub(crate) struct Activated {
    pub(crate) objects: Vec<Remote>,
    pub(crate) remote_unknown: Guid,
}

impl Client {
    /// Signs in, and binds.
    pub(crate) fn connect(address: SocketAddr, user: &str, interfaces: &[Guid]) -> Outcome<Self> {
        Self::connect_with(address, user, PASSWORD, interfaces)
    }

    /// The same with another password.
    pub(crate) fn connect_with(
        address: SocketAddr,
        user: &str,
        password: &str,
        interfaces: &[Guid],
    ) -> Outcome<Self> {
        let failed = |error: std::io::Error| format!("{address}: {error}");
        let stream = TcpStream::connect(address).map_err(failed)?;
        stream.set_nodelay(true).map_err(failed)?;
        stream.set_read_timeout(Some(PATIENCE)).map_err(failed)?;
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
            contexts: HashMap::new(),
            security: None,
            answers: HashMap::new(),
            world: World(File::open("/dev/urandom").map_err(failed)?),
            piece: vec![0; 64 << 10],
            traffic: (0, 0),
        };
        let syntaxes: Vec<Syntax> = interfaces.iter().map(|id| Syntax::new(*id, 0, 0)).collect();
        let proposal = client
            .connection
            .bind(0, &syntaxes, Some(sign_in(user, password)), 0, &mut client.world)
            .map_err(|error| format!("{address}: not bound: {error:?}"))?;
        client.contexts = interfaces.iter().copied().zip(proposal.contexts).collect();
        client.security = proposal.security;
        loop {
            client.flush()?;
            match client.connection.next_event() {
                Some(ClientEvent::Bound { .. }) => {
                    client.flush()?;
                    return Ok(client);
                }
                Some(other) => return Err(format!("{address}: {other:?}")),
                None => client.receive()?,
            }
        }
    }

    /// Begins a call, which is sent with the next [`Client::wait`].
    pub(crate) fn begin(
        &mut self,
        interface: Guid,
        opnum: u16,
        object: Option<Guid>,
        stub: &[u8],
    ) -> Outcome<u32> {
        let context = self.contexts.get(&interface).copied();
        self.connection
            .call(&ClientCall {
                context: context.ok_or("this interface is not bound")?,
                security: self.security,
                opnum,
                object,
                stub,
            })
            .map_err(|error| format!("not called: {error:?}"))
    }

    pub(crate) fn wait(&mut self, call: u32) -> Outcome<Answer> {
        self.flush()?;
        loop {
            while let Some(event) = self.connection.next_event() {
                match event {
                    ClientEvent::Ended { call, outcome } => drop(self.answers.insert(call, outcome)),
                    other => return Err(format!("{other:?}")),
                }
            }
            if let Some(answer) = self.answers.remove(&call) {
                return Ok(answer);
            }
            self.receive()?;
        }
    }

    /// Calls, and takes nothing but a reply.
    pub(crate) fn call(
        &mut self,
        interface: Guid,
        opnum: u16,
        object: Option<Guid>,
        stub: &[u8],
    ) -> Outcome<Vec<u8>> {
        let call = self.begin(interface, opnum, object, stub)?;
        response(self.wait(call)?)
    }

    /// An object of a class; this connection has to be one to the endpoint mapper's port.
    pub(crate) fn activate(&mut self, class: Guid, interfaces: &[&'static Interface]) -> Outcome<Activated> {
        let iids = interfaces.iter().map(|interface| interface.iid).collect();
        let request = ActivationRequest::new(class, iids);
        let operation = Operation::CreateInstance;
        let stub = activation::write_request(operation, &OrpcThis::new(Guid::NIL), &request).map_err(text)?;
        let reply = self.call(ids::REMOTE_SCM_ACTIVATOR, operation.opnum(), None, &stub)?;
        let (_, result) = activation::read_reply(&reply).map_err(text)?;
        let reply = result.map_err(|hresult| format!("activation: {hresult}"))?;
        let mut objects = Vec::new();
        for (interface, result) in interfaces.iter().zip(reply.interfaces) {
            let reference = result
                .reference
                .map_err(|hresult| format!("{}: {hresult}", interface.name))?;
            let standard = living(&reference)?;
            objects.push(Remote { interface, standard });
        }
        Ok(Activated {
            objects,
            remote_unknown: reply.exporter.remote_unknown,
        })
    }

    /// Calls a member by its slot.
    pub(crate) fn invoke(&mut self, object: &Remote, slot: u16, arguments: &[Value]) -> Outcome<Returned> {
        let stub = request(object, slot, arguments)?;
        let reply = self.call(object.interface.iid, slot, Some(object.standard.ipid), &stub)?;
        returned(object, slot, &reply)
    }

    /// Sends so many bytes of a call, and waits for nothing.
    pub(crate) fn send(&mut self, object: &Remote, slot: u16, arguments: &[Value], bytes: usize) -> Outcome {
        let stub = request(object, slot, arguments)?;
        self.begin(object.interface.iid, slot, Some(object.standard.ipid), &stub)?;
        let whole = self.connection.transmit().unwrap_or_default();
        let part = whole.get(..bytes).unwrap_or(&whole);
        self.stream.write_all(part).map_err(text)
    }

    /// Lets go of what was handed out.
    pub(crate) fn release(&mut self, remote_unknown: Guid, objects: &[StandardReference]) -> Outcome {
        let references = objects.iter().map(|standard| References {
            ipid: standard.ipid,
            public: standard.public_references,
            private: 0,
        });
        let request = RemUnknownRequest::Release(references.collect());
        let mut writer = Writer::new();
        OrpcThis::new(Guid::NIL).write(&mut writer);
        request.write(&mut writer);
        let stub = writer.finish().map_err(text)?;
        self.call(ids::REM_UNKNOWN, request.opnum(), Some(remote_unknown), &stub)?;
        Ok(())
    }

    fn flush(&mut self) -> Outcome {
        if let Some(bytes) = self.connection.transmit() {
            self.traffic.0 += bytes.len();
            self.stream.write_all(&bytes).map_err(text)?;
        }
        Ok(())
    }

    fn receive(&mut self) -> Outcome {
        match self.stream.read(&mut self.piece).map_err(text)? {
            0 => Err("the server has closed the connection".to_owned()),
            count => {
                self.traffic.1 += count;
                let arrived = self.piece.get(..count).unwrap_or_default();
                self.connection.receive(arrived, 0, &mut self.world);
                Ok(())
            }
        }
    }
}

fn sign_in(user: &str, password: &str) -> SignIn {
    let credentials = Credentials {
        user: user.to_owned(),
        domain: String::new(),
        nt_hash: NtHash::of(password),
    };
    SignIn {
        mechanism: 10,
        level: Level::Privacy,
        handshake: ntlm::Client::new(credentials, "XTASK".into(), String::new()).handshake(),
    }
}

pub(crate) fn response(answer: Answer) -> Outcome<Vec<u8>> {
    match answer {
        Answer::Response(stub) => Ok(stub),
        Answer::Fault { status, .. } => Err(format!("fault {status:#010x}")),
    }
}

/// The parameters of a call, with their header.
pub(crate) fn request(object: &Remote, slot: u16, arguments: &[Value]) -> Outcome<Vec<u8>> {
    let member = object.interface.member(wua_com::Slot(slot));
    let member = member.ok_or_else(|| format!("{} has no slot {slot}", object.interface.name))?;
    let mut writer = Writer::new();
    OrpcThis::new(Guid::NIL).write(&mut writer);
    stub::write_arguments(&mut writer, member, arguments, &mut Taken::default()).map_err(text)?;
    writer.finish().map_err(text)
}

/// What a call yields: a value, and the objects in it.
pub(crate) struct Returned {
    pub(crate) value: Value,
    pub(crate) objects: Vec<Remote>,
}

/// Reads the results of a call.
pub(crate) fn returned(object: &Remote, slot: u16, reply: &[u8]) -> Outcome<Returned> {
    let member = object.interface.member(wua_com::Slot(slot));
    let member = member.ok_or_else(|| format!("{} has no slot {slot}", object.interface.name))?;
    let reader = &mut Reader::new(reply);
    OrpcThat::read(reader).map_err(text)?;
    let mut taken = Taken::default();
    let result = stub::read_result(reader, member, &mut taken).map_err(text)?;
    let success = result.map_err(|hresult| format!("{}: {hresult}", member.name))?;
    Ok(Returned {
        value: success.value,
        objects: taken.0,
    })
}

/// Takes the objects of results; there are none in arguments.
#[derive(Default)]
struct Taken(Vec<Remote>);

impl Objects for Taken {
    fn marshal(&mut self, _: &ObjectRef, _: &'static Interface) -> Result<Vec<u8>, wua_com::Error> {
        Err(wua_com::code::E_NOTIMPL.into())
    }

    fn unmarshal(
        &mut self,
        reference: &[u8],
        interface: &'static Interface,
    ) -> Result<ObjectRef, wua_com::Error> {
        let standard =
            living(reference).map_err(|message| wua_com::Error::new(wua_com::code::E_FAIL, message))?;
        self.0.push(Remote { interface, standard });
        // A stand-in: what is to be called stands in the list.
        Ok(wua_com::Enumerator::over([]))
    }
}

fn living(reference: &[u8]) -> Outcome<StandardReference> {
    let reference = ObjectReference::from_bytes(reference).map_err(text)?;
    let (standard, _) = reference.living().ok_or("this is no living object")?;
    Ok(*standard)
}

#[expect(clippy::needless_pass_by_value, reason = "for `map_err`")]
fn text(error: impl ToString) -> String {
    error.to_string()
}
