//! `wua serve` in a Kerberos realm of its own, and our own half of a client, over sockets.
//!
//! GSSAPI reads the environment of its process. So the one test that is run at first begins a realm and a server, and
//! then this program once more in that realm, for the tests that are ignored otherwise.

#![cfg(unix)]
#![allow(
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test says so when it fails"
)]

#[path = "../../../tests/kerberos/kdc.rs"]
#[allow(dead_code, reason = "others use the rest")]
mod kdc;

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::time::Duration;

use kdc::{HOST, Kdc, PASSWORD, REALM};
use serde_json::Value;
use wua_com::{Error, Guid, HResult, ObjectRef, Slot, code};
use wua_defs::classes::UPDATE_SESSION;
use wua_defs::interfaces::IUPDATE_SESSION;
use wua_kerberos::{AUTH_TYPE, Client};
use wua_rpc::auth::spnego::{self, Mechanism};
use wua_rpc::auth::{Outside, ntlm};
use wua_rpc::connection::{self, ClientCall, ClientConnection, ClientEvent, Level, Outcome, SignIn};
use wua_rpc::ndr::{Objects, Reader, Writer, stub};
use wua_rpc::orpc::activation::{self, ActivationRequest, Operation};
use wua_rpc::orpc::{ObjectReference, OrpcThat, OrpcThis, ids};
use wua_rpc::pdu::Syntax;

/// Where the tests find the server.
const MAPPER: &str = "WUA_TEST_MAPPER";
const OBJECTS: &str = "WUA_TEST_OBJECTS";

/// `IUpdateSession::ReadOnly`.
const READ_ONLY: Slot = Slot(9);

#[test]
fn in_a_realm() {
    if !Kdc::is_installed() {
        println!("not run: there is no KDC here (krb5-kdc, krb5-user)");
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let kdc = Kdc::start(folder).unwrap();
    for name in ["anna", "root", "bert"] {
        kdc.add(name).unwrap();
    }
    let keytab = kdc.add_to_keytab(&format!("host/{HOST}"), "wua.keytab").unwrap();
    let server = Server::start(
        &kdc,
        &folder.join("state"),
        &format!(
            "keytab = \"{}\"\nservices = [\"host/{HOST}\"]\nadministrators = [\"anna@{REALM}\", \"@root\"]\n",
            keytab.display()
        ),
    );
    assert_eq!(server.ready["kerberos"], true, "{}", server.ready);
    let status = Command::new(std::env::current_exe().unwrap())
        .args(["realm::", "--ignored", "--test-threads=1"])
        .envs(kdc.environment())
        .env(MAPPER, server.ready["endpoint_mapper"][0].as_str().unwrap())
        .env(OBJECTS, server.ready["objects"][0].as_str().unwrap())
        .status()
        .unwrap();
    let said = server.stop();
    assert!(status.success(), "{said}");
    for (user, what) in [
        ("anna", "signed in; calls are signed and sealed"),
        ("bert", "is no administrator here"),
    ] {
        let user = format!("\"user\":\"{user}@{REALM}\"");
        assert!(
            said.lines()
                .any(|line| line.contains(&user) && line.contains(what) && line.contains("127.0.0.1")),
            "{user} {what}: {said}"
        );
    }

    let server = Server::start(&kdc, &folder.join("state"), "keytab = \"/nowhere/wua.keytab\"\n");
    assert_eq!(server.ready["kerberos"], false, "{}", server.ready);
    let reason = server.ready["no_kerberos"].as_str().unwrap();
    assert!(reason.contains("/nowhere/wua.keytab"), "{reason}");
    server.stop();
    nothing_is_opened_for_nobody(&kdc, &folder.join("without users"), &keytab);
}

fn nothing_is_opened_for_nobody(kdc: &Kdc, state: &Path, keytab: &Path) {
    fs::create_dir_all(state).unwrap();
    for (keytab, reason) in [
        (keytab, "names no `administrators`"),
        ("/nowhere/wua.keytab".as_ref(), "Kerberos is not offered: no keys"),
    ] {
        let configuration = format!("[remote.kerberos]\nkeytab = \"{}\"\n", keytab.display());
        fs::write(state.join("wua.toml"), configuration).unwrap();
        let output = wua(
            kdc,
            state,
            &["serve", "--listen", "127.0.0.1", "--port", &free_port()],
        )
        .output()
        .unwrap();
        let said = String::from_utf8_lossy(&output.stdout);
        assert!(!output.status.success() && said.contains(reason), "{said}");
    }
}

struct Server {
    child: Child,
    stdout: BufReader<std::process::ChildStdout>,
    ready: Value,
}

impl Server {
    /// One that knows its keytab from its configuration alone.
    fn start(kdc: &Kdc, state: &Path, configuration: &str) -> Self {
        fs::create_dir_all(state).unwrap();
        fs::write(state.join("password"), PASSWORD).unwrap();
        let file = state.join("password");
        // The second server of a test finds the user there.
        let _ = wua(
            kdc,
            state,
            &["user", "add", "anna", "--no-admin", "--password-file"],
        )
        .arg(&file)
        .output();
        let _ = wua(kdc, state, &["user", "add", "clara", "--password-file"])
            .arg(&file)
            .output();
        fs::write(
            state.join("wua.toml"),
            format!("[remote.kerberos]\n{configuration}"),
        )
        .unwrap();
        let mut child = wua(
            kdc,
            state,
            &["serve", "--listen", "127.0.0.1", "--port", &free_port()],
        )
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
        let mut stdout = BufReader::new(child.stdout.take().unwrap());
        let mut line = String::new();
        stdout.read_line(&mut line).unwrap();
        let ready = serde_json::from_str(&line).unwrap_or_default();
        Self { child, stdout, ready }
    }

    /// What it has written down.
    fn stop(mut self) -> String {
        let id = self.child.id().to_string();
        assert!(
            Command::new("kill")
                .args(["-TERM", &id])
                .status()
                .unwrap()
                .success()
        );
        let mut said = String::new();
        self.stdout.read_to_string(&mut said).unwrap();
        assert!(self.child.wait().unwrap().success());
        said
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The program, without an environment that would name a keytab.
fn wua(kdc: &Kdc, state: &Path, args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_wua"));
    command
        .args(["--museum", "--json", "--state"])
        .arg(state)
        .args(args)
        .envs(kdc.environment())
        .env_remove("KRB5_KTNAME")
        .stdin(Stdio::null());
    command
}

fn free_port() -> String {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    listener.local_addr().unwrap().port().to_string()
}

mod realm {
    use super::*;

    #[test]
    #[ignore = "needs a realm"]
    fn an_administrator_of_the_realm_reads_a_property() {
        for (mechanism, level) in [
            (AUTH_TYPE, Level::Integrity),
            (AUTH_TYPE, Level::Privacy),
            (SPNEGO, Level::Integrity),
            (SPNEGO, Level::Privacy),
        ] {
            assert_eq!(read(|| sign_in("anna", mechanism, level)), Ok("false".to_owned()));
        }
    }

    #[test]
    #[ignore = "needs a realm"]
    fn members_of_a_group_are_administrators_if_it_is_named() {
        assert_eq!(
            read(|| sign_in("root", AUTH_TYPE, Level::Privacy)),
            Ok("false".to_owned())
        );
    }

    /// The account that is called the same is none, and an account that is no administrator makes none of a principal.
    #[test]
    #[ignore = "needs a realm"]
    fn others_of_the_realm_are_refused_at_activation() {
        for mechanism in [AUTH_TYPE, SPNEGO] {
            assert_eq!(
                read(|| sign_in("bert", mechanism, Level::Privacy)),
                Err(code::E_ACCESSDENIED)
            );
        }
    }

    #[test]
    #[ignore = "needs a realm"]
    fn accounts_have_nothing_to_do_with_the_realm() {
        let with_ntlm = |user: &str| SignIn {
            mechanism: SPNEGO,
            level: Level::Privacy,
            handshake: spnego::Client::new(Arc::new([ntlm_client(user)])).handshake(),
        };
        assert_eq!(read(|| with_ntlm("clara")), Ok("false".to_owned()));
        assert_eq!(read(|| with_ntlm("anna")), Err(code::E_ACCESSDENIED));
    }
}

const SPNEGO: u8 = 9;

fn sign_in(user: &str, mechanism: u8, level: Level) -> SignIn {
    let client = Client::from_password(user, PASSWORD, &format!("host/{HOST}")).unwrap();
    let handshake = match mechanism {
        SPNEGO => spnego::Client::new(Arc::new([Arc::new(client), ntlm_client(user)])).handshake(),
        _ => client.handshake(),
    };
    SignIn {
        mechanism,
        level,
        handshake,
    }
}

fn ntlm_client(user: &str) -> Arc<dyn Mechanism> {
    let credentials = ntlm::Credentials {
        user: user.to_owned(),
        domain: String::new(),
        nt_hash: ntlm::NtHash::of(PASSWORD),
    };
    Arc::new(ntlm::Client::new(credentials, "DESK".into(), String::new()))
}

/// Activates a session, and reads `ReadOnly` of it.
fn read(sign_in: impl Fn() -> SignIn) -> Result<String, HResult> {
    let mut mapper = Wire::connect(MAPPER, sign_in(), ids::REMOTE_SCM_ACTIVATOR);
    let request = ActivationRequest::new(UPDATE_SESSION.clsid, vec![IUPDATE_SESSION.iid]);
    let operation = Operation::CreateInstance;
    let stub = activation::write_request(operation, &OrpcThis::new(Guid::NIL), &request).unwrap();
    let (_, reply) = activation::read_reply(&mapper.call(operation.opnum(), None, &stub)).unwrap();
    let reference = reply?.interfaces.remove(0).reference?;
    let reference = ObjectReference::from_bytes(&reference).unwrap();
    let (standard, _) = reference.living().unwrap();

    let mut objects = Wire::connect(OBJECTS, sign_in(), IUPDATE_SESSION.iid);
    let member = IUPDATE_SESSION.member(READ_ONLY).unwrap();
    let mut writer = Writer::new();
    OrpcThis::new(Guid::NIL).write(&mut writer);
    stub::write_arguments(&mut writer, member, &[], &mut Nothing).unwrap();
    let reply = objects.call(READ_ONLY.0, Some(standard.ipid), &writer.finish().unwrap());
    let mut reader = Reader::new(&reply);
    OrpcThat::read(&mut reader).unwrap();
    let result = stub::read_result(&mut reader, member, &mut Nothing).unwrap();
    result.map(|success| match success.value {
        wua_com::Value::Bool(is_read_only) => is_read_only.to_string(),
        other => format!("{other:?}"),
    })
}

/// No objects travel here.
struct Nothing;

impl Objects for Nothing {
    fn marshal(&mut self, _: &ObjectRef, _: &'static wua_com::Interface) -> Result<Vec<u8>, Error> {
        Err(code::E_NOTIMPL.into())
    }

    fn unmarshal(&mut self, _: &[u8], _: &'static wua_com::Interface) -> Result<ObjectRef, Error> {
        Err(code::E_NOTIMPL.into())
    }
}

struct World;

impl Outside for World {
    fn file_time(&self) -> u64 {
        133_000_000_000_000_000
    }

    fn random(&mut self, bytes: &mut [u8]) {
        bytes.fill(7);
    }
}

/// A connection that is bound to one interface.
struct Wire {
    stream: TcpStream,
    connection: ClientConnection,
    context: u16,
    security: Option<u32>,
}

impl Wire {
    fn connect(variable: &str, sign_in: SignIn, interface: Guid) -> Self {
        let address: SocketAddr = std::env::var(variable).unwrap().parse().unwrap();
        let stream = TcpStream::connect(address).unwrap();
        stream.set_read_timeout(Some(Duration::from_mins(1))).unwrap();
        let mut connection = ClientConnection::new(connection::Client::default());
        let syntax = Syntax::new(interface, 0, 0);
        let proposal = connection
            .bind(0, &[syntax], Some(sign_in), 0, &mut World)
            .unwrap();
        let mut wire = Self {
            stream,
            connection,
            context: proposal.contexts[0],
            security: proposal.security,
        };
        let event = wire.next();
        assert!(matches!(event, ClientEvent::Bound { .. }), "{event:?}");
        wire
    }

    fn next(&mut self) -> ClientEvent {
        loop {
            if let Some(bytes) = self.connection.transmit() {
                self.stream.write_all(&bytes).unwrap();
            }
            if let Some(event) = self.connection.next_event() {
                return event;
            }
            let mut piece = [0; 4096];
            let count = self.stream.read(&mut piece).unwrap();
            assert!(count > 0, "the server has closed the connection");
            self.connection.receive(&piece[..count], 0, &mut World);
        }
    }

    fn call(&mut self, opnum: u16, object: Option<Guid>, stub: &[u8]) -> Vec<u8> {
        self.connection
            .call(&ClientCall {
                context: self.context,
                security: self.security,
                opnum,
                object,
                stub,
            })
            .unwrap();
        match self.next() {
            ClientEvent::Ended {
                outcome: Outcome::Response(stub),
                ..
            } => stub,
            other => panic!("{other:?}"),
        }
    }
}
