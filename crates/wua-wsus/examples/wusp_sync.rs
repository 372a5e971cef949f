//! Synchronizations with an update server. Measured by `cargo xtask bench`.
//!
//! `wusp_sync serve COUNT` is the server, until its input ends; it prints its address. `wusp_sync search URL FOLDER TIMES`
//! searches so often, as `wua search` does, with its store in a folder. `wusp_sync keep URL FOLDER` searches too, and
//! keeps every answer, decompressed, as a file.

#![expect(clippy::print_stdout, reason = "it is what the example is for")]

use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use wua_agent::http::{Body, Http, Request, Response};
use wua_agent::ports::{
    Abort, Applied, ApplyOptions, Conditions, NoCheckpoints, SystemClock, SystemState, Target, file_error,
};
use wua_agent::{Agent, AgentParts, Applicability, Revision, Session, Update, UpdateServer as Settings};
use wua_com::{Error, code};
use wua_defs::enums::UpdateOperation;
use wua_net::HttpClient;
use wua_rules::applicability::{Answer, Facts, Query, System};
use wua_testkit::update_server::{Large, UpdateServer, fill};
use wua_wsus::UpdateServers;
use wua_wusp::xpress;

fn main() -> Result<(), Error> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match arguments.as_slice() {
        ["serve", count] => serve(number(count)?),
        ["search", url, folder, times] => search(
            url,
            Path::new(folder),
            Arc::new(HttpClient::new()),
            number(times)?,
        ),
        ["keep", url, folder] => {
            let kept = Path::new(folder).join("answers");
            std::fs::create_dir_all(&kept).map_err(|error| file_error("make", &kept, &error))?;
            let keeping = Keeping {
                http: HttpClient::new(),
                folder: kept,
                next: AtomicUsize::new(0),
            };
            search(url, Path::new(folder), Arc::new(keeping), 1)
        }
        _ => Err(wrong(
            "serve COUNT, search URL FOLDER TIMES or keep URL FOLDER is expected",
        )),
    }
}

fn wrong(what: &str) -> Error {
    Error::new(code::E_INVALIDARG, what)
}

fn number(text: &str) -> Result<usize, Error> {
    text.parse().map_err(|_| wrong("a number is expected"))
}

fn serve(revisions: usize) -> Result<(), Error> {
    let server = UpdateServer::start().map_err(|error| wrong(&error.to_string()))?;
    let large = Large {
        revisions,
        ..Large::default()
    };
    server
        .catalogue(|catalogue| fill(catalogue, large))
        .map_err(|error| wrong(&error))?;
    println!("{}", server.url());
    // Whoever started it ends it.
    let _ = std::io::stdin().read(&mut [0]);
    match server.complaints().first() {
        Some(complaint) => Err(wrong(complaint)),
        None => Ok(()),
    }
}

fn search(url: &str, folder: &Path, http: Arc<dyn Http>, times: usize) -> Result<(), Error> {
    let agent = Agent::open(AgentParts {
        state: folder.join("state"),
        cache: folder.join("cache"),
        target: Arc::new(Computer),
        services: Vec::new(),
        providers: vec![Arc::new(UpdateServers::new(http))],
        clock: Arc::new(SystemClock),
        checkpoints: Arc::new(NoCheckpoints),
    })?;
    let server = Settings {
        url: url.to_owned(),
        allow_http: true,
        ..Settings::default()
    };
    agent.add_update_server("updates", &server, true)?;
    let session = Session::new(agent);
    for _ in 0..times {
        let found = session.search("")?;
        println!(
            "{} of {}, {} left out",
            found.updates.len(),
            found.tally.known,
            found.tally.left_out
        );
    }
    Ok(())
}

/// A computer with Windows and nothing else.
struct Computer;

impl Facts for Computer {
    fn answer(&self, query: &Query) -> Answer {
        match query {
            Query::System => Answer::System(System {
                major: 10,
                build: 26200,
                product_type: 1,
                ..System::default()
            }),
            Query::ProcessorArchitecture => Answer::Number(9),
            _ => Answer::Absent,
        }
    }
}

impl Target for Computer {
    fn evaluate(&self, _: &Revision) -> Applicability {
        Applicability::default()
    }

    fn facts(&self) -> Result<Option<Box<dyn Facts + '_>>, Error> {
        Ok(Some(Box::new(Self)))
    }

    fn apply(
        &self,
        _: &Update,
        _: UpdateOperation,
        _: &Path,
        _: &ApplyOptions,
        _: &mut dyn FnMut(i32),
        _: &Abort,
    ) -> Result<Applied, Error> {
        Err(code::E_NOTIMPL.into())
    }

    fn system(&self) -> SystemState {
        SystemState::default()
    }

    fn commit(&self) -> Result<(), Error> {
        Ok(())
    }
}

/// Keeps what comes.
struct Keeping {
    http: HttpClient,
    folder: PathBuf,
    next: AtomicUsize,
}

impl Http for Keeping {
    fn send(
        &self,
        request: &Request<'_>,
        conditions: &Conditions<'_>,
        body: &mut dyn Body,
    ) -> Result<Response, Error> {
        let mut kept = Kept {
            body,
            is_compressed: false,
            bytes: Vec::new(),
        };
        let response = self.http.send(request, conditions, &mut kept)?;
        let bytes = if kept.is_compressed {
            xpress::decode(&kept.bytes, 1 << 30).map_err(|error| wrong(&error.to_string()))?
        } else {
            kept.bytes
        };
        let name = format!("{:06}.xml", self.next.fetch_add(1, Ordering::Relaxed));
        let path = self.folder.join(name);
        std::fs::write(&path, bytes).map_err(|error| file_error("write", &path, &error))?;
        Ok(response)
    }
}

struct Kept<'a> {
    body: &'a mut dyn Body,
    is_compressed: bool,
    bytes: Vec<u8>,
}

impl Body for Kept<'_> {
    fn begins(&mut self, response: &Response) -> Result<bool, Error> {
        self.is_compressed = response.header("content-encoding").is_some();
        self.body.begins(response)
    }

    fn piece(&mut self, bytes: &[u8]) -> Result<(), Error> {
        self.bytes.extend_from_slice(bytes);
        self.body.piece(bytes)
    }
}
