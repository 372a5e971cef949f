//! Synchronizations with an update server. Measured by `cargo xtask bench`.
//!
//! `wusp_sync serve COUNT` is the server, until its input ends; it prints its address. `wusp_sync search URL FOLDER TIMES`
//! searches so often, as `wua search` does, with its store in a folder. `wusp_sync keep URL FOLDER` searches twice, and
//! keeps every answer, as it came and decompressed. `wusp_sync replay FOLDER` is a server that answers what was kept, without
//! thinking: a server that thinks for long, on the same computer, makes its clients slower than they are.

#![expect(clippy::print_stdout, reason = "it is what the example is for")]

use std::collections::HashMap;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
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
            let keeping = Keeping {
                http: HttpClient::new(),
                came: folder_in(folder, CAME)?,
                decompressed: folder_in(folder, "answers")?,
                next: AtomicUsize::new(0),
            };
            // The second answer says that nothing is new.
            search(url, Path::new(folder), Arc::new(keeping), 2)
        }
        ["replay", folder] => replay(&Path::new(folder).join(CAME)),
        _ => Err(wrong(
            "serve COUNT, search URL FOLDER TIMES, keep URL FOLDER or replay FOLDER is expected",
        )),
    }
}

fn wrong(what: &str) -> Error {
    Error::new(code::E_INVALIDARG, what)
}

/// The folder of the answers as they came.
const CAME: &str = "came";

fn folder_in(folder: &str, name: &str) -> Result<PathBuf, Error> {
    let path = Path::new(folder).join(name);
    std::fs::create_dir_all(&path).map_err(|error| file_error("make", &path, &error))?;
    Ok(path)
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
    let _ = io::stdin().read(&mut [0]);
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
    came: PathBuf,
    decompressed: PathBuf,
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
            encoding: String::new(),
            bytes: Vec::new(),
        };
        let response = self.http.send(request, conditions, &mut kept)?;
        let number = self.next.fetch_add(1, Ordering::Relaxed);
        let action = request.headers.iter().find(|(name, _)| *name == "SOAPAction");
        let action = action.map_or("", |(_, action)| action);
        let question = question(action, request.body.map_or(&[], AsRef::as_ref));
        let name = format!("{number:06} {question} {}", kept.encoding);
        write(&self.came.join(name), &kept.bytes)?;
        if !kept.encoding.is_empty() {
            kept.bytes = xpress::decode(&kept.bytes, 1 << 30).map_err(|error| wrong(&error.to_string()))?;
        }
        write(&self.decompressed.join(format!("{number:06}.xml")), &kept.bytes)?;
        Ok(response)
    }
}

fn write(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    std::fs::write(path, bytes).map_err(|error| file_error("write", path, &error))
}

struct Kept<'a> {
    body: &'a mut dyn Body,
    encoding: String,
    bytes: Vec<u8>,
}

impl Body for Kept<'_> {
    fn begins(&mut self, response: &Response) -> Result<bool, Error> {
        let encoding = response.header("content-encoding");
        encoding.unwrap_or_default().clone_into(&mut self.encoding);
        self.body.begins(response)
    }

    fn piece(&mut self, bytes: &[u8]) -> Result<(), Error> {
        self.bytes.extend_from_slice(bytes);
        self.body.piece(bytes)
    }
}

/// What tells a question from others: its operation, and how many numbers it names.
fn question(action: &str, body: &[u8]) -> String {
    let operation = action.trim_matches('"').rsplit('/').next().unwrap_or_default();
    let numbers = memchr::memmem::find_iter(body, "<int>").count();
    format!("{operation} {numbers}")
}

/// Answers to each question, in the order in which they came.
type Answers = HashMap<String, Vec<Vec<u8>>>;

fn replay(folder: &Path) -> Result<(), Error> {
    let failed = |error: io::Error| file_error("read", folder, &error);
    let mut names = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(failed)? {
        names.push(entry.map_err(failed)?.file_name().to_string_lossy().into_owned());
    }
    names.sort();
    let mut answers = Answers::new();
    for name in names {
        let body = std::fs::read(folder.join(&name)).map_err(failed)?;
        let parts: Vec<&str> = name.split(' ').collect();
        let [_, operation, numbers, encoding] = parts.as_slice() else {
            return Err(wrong("a file lies there that was not kept"));
        };
        let encoding = match *encoding {
            "" => String::new(),
            encoding => format!("Content-Encoding: {encoding}\r\n"),
        };
        let head = format!(
            "HTTP/1.1 200 OK\r\nContent-Type: text/xml; charset=utf-8\r\n{encoding}Content-Length: {}\r\n\r\n",
            body.len()
        );
        let question = format!("{operation} {numbers}");
        let answer = [head.as_bytes(), &body].concat();
        answers.entry(question).or_default().push(answer);
    }
    let answers = Arc::new(answers);
    let listener = TcpListener::bind("127.0.0.1:0").map_err(failed)?;
    println!("http://{}", listener.local_addr().map_err(failed)?);
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let answers = answers.clone();
            std::thread::spawn(move || converse(&stream, &answers));
        }
    });
    let _ = io::stdin().read(&mut [0]);
    Ok(())
}

/// Whoever asks more often than it was asked before gets the last answer again.
fn converse(mut stream: &TcpStream, answers: &Answers) -> io::Result<()> {
    stream.set_nodelay(true)?;
    let mut reader = BufReader::with_capacity(1 << 18, stream.try_clone()?);
    let mut turns: HashMap<String, usize> = HashMap::new();
    let mut body = Vec::new();
    loop {
        let (mut action, mut length) = (String::new(), 0);
        loop {
            let mut line = String::new();
            if reader.read_line(&mut line)? == 0 {
                return Ok(());
            }
            let Some((name, value)) = line.trim().split_once(": ") else {
                if line.trim().is_empty() {
                    break;
                }
                continue;
            };
            match name.to_ascii_lowercase().as_str() {
                "soapaction" => value.clone_into(&mut action),
                "content-length" => length = value.parse().unwrap_or_default(),
                _ => {}
            }
        }
        body.resize(length, 0);
        reader.read_exact(&mut body)?;
        let question = question(&action, &body);
        let known = answers.get(&question);
        let turn = turns.entry(question).or_default();
        let answer = known.and_then(|known| known.get(*turn).or(known.last()));
        *turn += 1;
        stream.write_all(
            answer.map_or(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n", |answer| {
                answer.as_slice()
            }),
        )?;
    }
}
