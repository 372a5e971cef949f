//! Files from nginx on this computer, verified by SHA-256 and written to disk: one of 1 GiB, against
//! `curl | tee FILE | openssl dgst`; 500 small ones, against `aria2c -j16` with checksums.
//!
//! What is measured of ours is the engine with its store, its jobs and the real client, from an empty folder on: an
//! example of `wua-net`.

use std::fmt::Write as _;
use std::fs::{self, File};
use std::io::{BufWriter, Write as _};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use super::measure::{Figure, cost, elapsed, median};
use crate::workspace::{Outcome, capture, has, program, root, run, target};

const LARGE: u64 = 1 << 30;

const SMALL_FILES: u64 = 500;

/// From 4 KiB to 128 KiB, as packages are that change little.
const SMALL: std::ops::Range<u64> = 4 << 10..128 << 10;

const PAIRS: usize = 5;

/// MiB.
const MEMORY: f64 = 40.0;

pub(super) fn measure() -> Outcome<Vec<Figure>> {
    for (name, package) in [
        ("nginx", "nginx-light"),
        ("curl", "curl"),
        ("openssl", "openssl"),
        ("aria2c", "aria2"),
    ] {
        if !has(name) {
            return Err(format!("{name} is not installed (package {package})"));
        }
    }
    run(program(
        "cargo",
        &[
            "build",
            "--quiet",
            "--release",
            "--package",
            "wua-net",
            "--example",
            "download",
        ],
    ))?;
    let place = root().join("target/bench/download");
    let _ = fs::remove_dir_all(&place);
    let figures = Bench::prepare(&place).and_then(|bench| {
        let mut figures = bench.large()?;
        figures.push(bench.small()?);
        Ok(figures)
    });
    let _ = fs::remove_dir_all(&place);
    figures
}

struct Bench {
    place: PathBuf,
    large: Listed,
    small: Vec<Listed>,
    _server: Server,
}

/// A file that is served.
struct Listed {
    url: String,
    name: String,
    size: u64,
    sha256: String,
}

impl Bench {
    fn prepare(place: &Path) -> Outcome<Self> {
        let files = place.join("files");
        fs::create_dir_all(&files).map_err(|error| format!("{}: {error}", files.display()))?;
        let server = Server::start(place)?;
        let mut random = Random(0x9E37_79B9_7F4A_7C15);
        let mut make = |name: String, size: u64| -> Outcome<Listed> {
            let path = files.join(&name);
            fill(&path, size, &mut random).map_err(|error| format!("{}: {error}", path.display()))?;
            let mut command = program("openssl", &["dgst", "-sha256", "-r"]);
            command.arg(&path);
            let said = capture(command)?;
            Ok(Listed {
                url: format!("http://127.0.0.1:{}/{name}", server.port),
                name,
                size,
                sha256: said.split(' ').next().unwrap_or_default().to_owned(),
            })
        };
        let large = make("large.bin".to_owned(), LARGE)?;
        let range = SMALL.end - SMALL.start;
        let sizes = (0..SMALL_FILES).map(|number| SMALL.start + number * 7_919_017 % range);
        let small = sizes
            .enumerate()
            .map(|(number, size)| make(format!("small-{number}.bin"), size))
            .collect::<Outcome<Vec<_>>>()?;
        let bench = Self {
            place: place.to_owned(),
            large,
            small,
            _server: server,
        };
        bench.write("large.list", std::slice::from_ref(&bench.large), |file| {
            format!("{} {} {}\n", file.url, file.size, file.sha256)
        })?;
        bench.write("small.list", &bench.small, |file| {
            format!("{} {} {}\n", file.url, file.size, file.sha256)
        })?;
        bench.write("small.aria2", &bench.small, |file| {
            format!(
                "{}\n out={}\n checksum=sha-256={}\n",
                file.url, file.name, file.sha256
            )
        })?;
        Ok(bench)
    }

    fn write(&self, name: &str, files: &[Listed], line: impl Fn(&Listed) -> String) -> Outcome {
        let text: String = files.iter().map(line).collect();
        let path = self.place.join(name);
        fs::write(&path, text).map_err(|error| format!("{}: {error}", path.display()))
    }

    fn large(&self) -> Outcome<Vec<Figure>> {
        let to = self.place.join("peer.bin");
        let mut peer = Command::new("bash");
        peer.args([
            "-c",
            "set -o pipefail; curl --silent --fail \"$0\" | tee \"$1\" | openssl dgst -sha256",
        ]);
        peer.arg(&self.large.url).arg(&to);
        let (mut ours, mut theirs) = (Vec::new(), Vec::new());
        for _ in 0..PAIRS {
            theirs.push(elapsed(&mut peer)?);
            let _ = fs::remove_file(&to);
            ours.push(elapsed(&mut self.ours("large.list")?)?);
        }
        let memory = cost(&self.ours("large.list")?)?.memory;
        let _ = fs::remove_dir_all(self.place.join("ours"));
        Ok(vec![
            Figure {
                name: "download",
                limit: 1.0,
                ours: median(&ours, |seconds| *seconds),
                peer: median(&theirs, |seconds| *seconds),
                unit: "s",
            },
            Figure {
                name: "download-memory",
                limit: 1.0,
                ours: memory / 1024.0,
                peer: MEMORY,
                unit: "MiB",
            },
        ])
    }

    fn small(&self) -> Outcome<Figure> {
        let to = self.place.join("peer");
        let mut peer = Command::new("aria2c");
        peer.args([
            "-j16",
            "--quiet",
            "--no-conf",
            "--check-integrity=true",
            "--input-file",
        ])
        .arg(self.place.join("small.aria2"))
        .arg("--dir")
        .arg(&to);
        let (mut ours, mut theirs) = (Vec::new(), Vec::new());
        for _ in 0..PAIRS {
            let _ = fs::remove_dir_all(&to);
            theirs.push(elapsed(&mut peer)?);
            ours.push(elapsed(&mut self.ours("small.list")?)?);
        }
        Ok(Figure {
            name: "download-small",
            limit: 1.0,
            ours: median(&ours, |seconds| *seconds),
            peer: median(&theirs, |seconds| *seconds),
            unit: "s",
        })
    }

    /// Into an empty folder.
    fn ours(&self, list: &str) -> Outcome<Command> {
        let folder = self.place.join("ours");
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
        let mut command = Command::new(target().join("release/examples/download"));
        command.arg(folder).arg(self.place.join(list));
        for name in ["http_proxy", "all_proxy", "ALL_PROXY"] {
            command.env_remove(name);
        }
        Ok(command)
    }
}

/// nginx, serving `files`. Ends with the bench.
struct Server {
    process: Child,
    port: u16,
}

impl Server {
    fn start(place: &Path) -> Outcome<Self> {
        let failed = |error: std::io::Error| format!("nginx: {error}");
        let listener = TcpListener::bind("127.0.0.1:0").map_err(failed)?;
        let port = listener.local_addr().map_err(failed)?.port();
        drop(listener);
        let root = place.display();
        let mut text = String::new();
        let written = write!(
            text,
            "daemon off;\nworker_processes 1;\npid {root}/pid;\nerror_log {root}/error;\nevents {{ }}\n\
             http {{\n  access_log off;\n  sendfile on;\n  keepalive_requests 100000;\n\
             client_body_temp_path {root}/t1;\n  proxy_temp_path {root}/t2;\n  fastcgi_temp_path {root}/t3;\n\
             uwsgi_temp_path {root}/t4;\n  scgi_temp_path {root}/t5;\n\
             server {{ listen 127.0.0.1:{port}; root {root}/files; }}\n}}\n"
        );
        written.map_err(|error| error.to_string())?;
        let configuration = place.join("nginx.conf");
        fs::write(&configuration, text).map_err(failed)?;
        let process = Command::new("nginx")
            .arg("-c")
            .arg(&configuration)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .map_err(failed)?;
        let server = Self { process, port };
        let began = Instant::now();
        while TcpStream::connect(("127.0.0.1", port)).is_err() {
            if began.elapsed() > Duration::from_secs(10) {
                return Err("nginx does not listen".to_owned());
            }
            std::thread::sleep(Duration::from_millis(5));
        }
        Ok(server)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // Its worker goes with the master only if the master is asked.
        let _ = Command::new("kill").arg(self.process.id().to_string()).status();
        let _ = self.process.wait();
    }
}

struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }
}

fn fill(path: &Path, size: u64, random: &mut Random) -> std::io::Result<()> {
    let mut file = BufWriter::with_capacity(1 << 20, File::create(path)?);
    for _ in 0..size / 8 {
        file.write_all(&random.next().to_le_bytes())?;
    }
    for _ in 0..size % 8 {
        file.write_all(&[7])?;
    }
    file.flush()
}
