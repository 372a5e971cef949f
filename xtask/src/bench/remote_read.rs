//! `remote-read`: properties of updates of another computer, read by our client, against impacket's time for the same
//! calls.

use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

use wua_com::reading::{Tree, unpack};
use wua_com::{Call, Caller, Error, Interface, ObjectRef, Rights, Slot, Value};
use wua_defs::classes::{UPDATE_COLLECTION, UPDATE_SESSION};
use wua_defs::interfaces::{ISEARCH_RESULT, IUPDATE, IUPDATE_COLLECTION, IUPDATE_SEARCHER, IUPDATE_SESSION};
use wua_defs::vendor::{IWUA_READER, READ};
use wua_net::reach::{Computer, Identity, Place, Terms};
use wua_rpc::auth::Handshake;
use wua_rpc::auth::ntlm::{self, Credentials, NtHash};

use super::measure::{Figure, median};
use crate::install;
use crate::remote::server::{ADMINISTRATORS, MUSEUM, PASSWORD, Server, Wanted};
use crate::workspace::{Outcome, program, root, target};

const UPDATES: usize = 1_000;
const ROUNDS: usize = 5;
/// A port for the endpoint mapper that needs no rights.
const MAPPER: u16 = 10_135;

/// Those of `IUpdate` whose values impacket has types for; two of the 28 stand twice, to make thirty.
const PROPERTIES: [&str; 30] = [
    "Title",
    "AutoSelectOnWebSites",
    "CanRequireSource",
    "DeltaCompressedContentAvailable",
    "DeltaCompressedContentPreferred",
    "Description",
    "EulaAccepted",
    "EulaText",
    "HandlerID",
    "IsBeta",
    "IsDownloaded",
    "IsHidden",
    "IsInstalled",
    "IsMandatory",
    "IsUninstallable",
    "LastDeploymentChangeTime",
    "MaxDownloadSize",
    "MinDownloadSize",
    "MsrcSeverity",
    "RecommendedCpuSpeed",
    "RecommendedHardDiskSpace",
    "RecommendedMemory",
    "ReleaseNotes",
    "SupportUrl",
    "Type",
    "UninstallationNotes",
    "DeploymentAction",
    "DownloadPriority",
    "Title",
    "Description",
];

struct Anna;

impl Identity for Anna {
    fn sign_in(&self, _: &str) -> Result<(u8, Box<dyn Handshake>), Error> {
        let credentials = Credentials {
            user: ADMINISTRATORS[0].to_owned(),
            domain: String::new(),
            nt_hash: NtHash::of(PASSWORD),
        };
        let client = ntlm::Client::new(credentials, "XTASK".into(), String::new());
        Ok((10, client.handshake()))
    }

    fn name(&self) -> String {
        ADMINISTRATORS[0].to_owned()
    }
}

/// One after the other, many on their way at once, and everything in one call.
pub(super) fn measure() -> Outcome<Vec<Figure>> {
    let server = Server::start(&Wanted {
        program: &target().join("release/wua"),
        over: MUSEUM,
        address: "127.0.41.4",
        port: MAPPER,
        configuration: "",
        environment: &[],
    })?;
    let reading = Reading::prepare(&server).map_err(|error| error.to_string())?;
    let (mut peer, mut single, mut together, mut whole) = (vec![], vec![], vec![], vec![]);
    for _ in 0..ROUNDS {
        peer.push(impacket(&server)?);
        single.push(timed(|| reading.one_after_the_other())?);
        together.push(timed(|| reading.many_at_once())?);
        whole.push(timed(|| reading.in_one_call())?);
    }
    let figure = |name, limit, ours: &[f64]| Figure {
        name,
        limit,
        ours: median(ours, |seconds| seconds * 1e3),
        peer: median(&peer, |seconds| seconds * 1e3),
        unit: "ms",
    };
    Ok(vec![
        figure("remote-read", 0.03, &single),
        figure("remote-read-pipelined", 0.01, &together),
        figure("remote-read-whole", 0.001, &whole),
    ])
}

fn timed(read: impl FnOnce() -> Result<usize, Error>) -> Outcome<f64> {
    let began = Instant::now();
    let count = read().map_err(|error| error.to_string())?;
    let seconds = began.elapsed().as_secs_f64();
    if count == UPDATES * PROPERTIES.len() {
        Ok(seconds)
    } else {
        Err(format!("{count} properties were read"))
    }
}

/// What impacket would take for all of them, from what it takes for a thousand.
fn impacket(server: &Server) -> Outcome<f64> {
    let mut command = program(
        &install::impacket().to_string_lossy(),
        &["-B", "tests/remote/reading.py"],
    );
    command
        .args(["--server", &server.mapper.ip().to_string()])
        .args(["--port", &server.mapper.port().to_string()])
        .args(["--user", ADMINISTRATORS[0]])
        .arg("--password-file")
        .arg(server.password_file())
        .args(PROPERTIES)
        .current_dir::<&Path>(&root());
    let output = command.output().map_err(|error| error.to_string())?;
    let text = String::from_utf8_lossy(&output.stdout);
    let seconds = text
        .trim()
        .strip_prefix("seconds ")
        .and_then(|text| text.parse::<f64>().ok());
    let seconds = seconds.ok_or_else(|| format!("{text}{}", String::from_utf8_lossy(&output.stderr)))?;
    #[expect(clippy::as_conversions, clippy::cast_precision_loss, reason = "exact")]
    let all = (UPDATES * PROPERTIES.len()) as f64;
    Ok(seconds * all)
}

/// A thousand updates of the other computer, in a collection there: what a search has found, again and again.
struct Reading {
    caller: Caller,
    session: ObjectRef,
    collection: ObjectRef,
    updates: Vec<ObjectRef>,
    slots: Vec<Slot>,
    _computer: Computer,
}

impl Reading {
    fn prepare(server: &Server) -> Result<Self, Error> {
        let place = Place {
            host: server.mapper.ip().to_string(),
            port: server.mapper.port(),
        };
        let computer = Computer::new(place, Arc::new(Anna), Terms::default());
        let caller = Caller::local(Rights::Administrator);
        let call = |object: &ObjectRef, interface, name: &str, args: &[Value]| {
            let answer = object.invoke(&caller, interface, slot(interface, name), args)?;
            Ok::<_, Error>(answer.value)
        };
        let object = |value: Value| value.as_object().cloned().ok_or(wua_com::code::E_POINTER);
        let session = computer.create(UPDATE_SESSION.clsid, &[&IUPDATE_SESSION, &IWUA_READER])?;
        let searcher = object(call(&session, &IUPDATE_SESSION, "CreateUpdateSearcher", &[])?)?;
        let criteria = [Value::from("IsInstalled=0")];
        let result = object(call(&searcher, &IUPDATE_SEARCHER, "Search", &criteria)?)?;
        let found = object(call(&result, &ISEARCH_RESULT, "Updates", &[])?)?;
        let Value::I4(count) = call(&found, &IUPDATE_COLLECTION, "Count", &[])? else {
            return Err(wua_com::code::E_UNEXPECTED.into());
        };
        let collection = computer.create(UPDATE_COLLECTION.clsid, &[&IUPDATE_COLLECTION])?;
        let mut updates = Vec::new();
        for number in (0..count).cycle().take(UPDATES) {
            let update = object(call(&found, &IUPDATE_COLLECTION, "Item", &[Value::I4(number)])?)?;
            call(
                &collection,
                &IUPDATE_COLLECTION,
                "Add",
                &[Value::Object(Some(update.clone()))],
            )?;
            updates.push(update);
        }
        Ok(Self {
            caller,
            session,
            collection,
            updates,
            slots: PROPERTIES.iter().map(|name| slot(&IUPDATE, name)).collect(),
            _computer: computer,
        })
    }

    fn calls(&self) -> impl Iterator<Item = Call<'_>> {
        self.updates.iter().flat_map(|object| {
            self.slots.iter().map(move |slot| Call {
                object,
                interface: &IUPDATE,
                slot: *slot,
                args: &[],
            })
        })
    }

    fn one_after_the_other(&self) -> Result<usize, Error> {
        self.calls()
            .try_fold(0, |count, call| call.make(&self.caller).map(|_| count + 1))
    }

    fn many_at_once(&self) -> Result<usize, Error> {
        let calls: Vec<Call<'_>> = self.calls().collect();
        let outcomes = ObjectRef::invoke_all(&self.caller, &calls);
        outcomes
            .into_iter()
            .try_fold(0, |count, outcome| outcome.map(|_| count + 1))
    }

    fn in_one_call(&self) -> Result<usize, Error> {
        let properties = PROPERTIES.join(", ");
        let shape = format!("IUpdateCollection{{ as IUpdateCollection[{{{properties}}}] }}");
        let arguments = [
            Value::Unknown(Some(self.collection.clone())),
            Value::from(&*shape),
        ];
        let answer = self
            .session
            .invoke(&self.caller, &IWUA_READER, READ, &arguments)?;
        let Value::Bytes(bytes) = answer.value else {
            return Err(wua_com::code::E_UNEXPECTED.into());
        };
        let trees = unpack(&bytes).map_err(|_| wua_com::code::E_UNEXPECTED)?;
        Ok(trees.iter().map(values).sum())
    }
}

fn values(tree: &Tree) -> usize {
    match tree {
        Tree::Value(_) => 1,
        Tree::Failed(_) => 0,
        Tree::Node(trees) | Tree::Items(trees) => trees.iter().map(values).sum(),
    }
}

fn slot(interface: &'static Interface, name: &str) -> Slot {
    let mut members = interface.all_members();
    let found = members.find(|(_, member)| member.name == name);
    found.map_or(Slot(0), |(slot, _)| slot)
}
