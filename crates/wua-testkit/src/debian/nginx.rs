//! nginx on this machine's own address.

use std::fmt::Write as _;
use std::io::{Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

use tempfile::TempDir;

use super::fail;
use super::files::{make_folder, read_text, remove, temporary_folder, write};
use super::programs::{not_run, on_path, plain};

/// A web server over a folder, or a proxy. It ends with the value.
pub struct WebServer {
    folder: TempDir,
    port: u16,
    process: Child,
    /// How many requests were its own, to find the end of the log.
    marks: AtomicU32,
}

/// How a web server is to be: made by [`WebServer::over`] and [`WebServer::proxy_to`].
#[must_use]
pub struct Site {
    /// Of its server block.
    lines: String,
    user: Option<(String, String)>,
}

/// A request that was answered, to its end or not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// Such as `GET`.
    pub method: String,
    /// From the root, decoded.
    pub path: String,
    /// Of the answer.
    pub status: u16,
    /// How many bytes of the file were sent.
    pub sent: u64,
    /// `Range`.
    pub range: Option<String>,
    /// `If-Range`.
    pub if_range: Option<String>,
    /// Who asked.
    pub user: Option<String>,
    /// `Host`: through a proxy, the server that was meant.
    pub host: Option<String>,
}

/// Requests of its own begin so.
const MARK: &str = "/the-log-is-read-up-to-here/";

/// Other answers that it can be told to give.
const REFUSALS: &[u16] = &[403, 404, 500, 503];

impl WebServer {
    /// A server of the files below a folder.
    pub fn over(folder: &Path) -> Site {
        Site {
            lines: format!("root {};\n", folder.display()),
            user: None,
        }
    }

    /// A proxy for http, which asks this one server whatever name it is asked for: nothing can lead outside.
    pub fn proxy_to(&self) -> Site {
        Site {
            lines: format!(
                "location / {{ proxy_pass http://127.0.0.1:{}; proxy_set_header Host $http_host;\n\
                 proxy_max_temp_file_size 0; }}\n",
                self.port
            ),
            user: None,
        }
    }

    /// Whether nginx is there. If not, it says that the test does not run; to root that is a failure.
    #[track_caller]
    pub fn is_here_for(test: &str) -> bool {
        let is_here = on_path("nginx").is_some();
        if !is_here {
            not_run(test, "nginx is not installed (package nginx-light)");
        }
        is_here
    }

    /// Its address, without a slash at its end.
    pub fn uri(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// Answers requests for a path with 403, 404, 500 or 503 from now on.
    #[track_caller]
    pub fn refuse(&self, path: &str, status: u16) {
        if !REFUSALS.contains(&status) {
            fail(&format!("only {REFUSALS:?} can be answered on purpose"));
        }
        write(&self.refusal(path, status), "");
    }

    /// Answers requests for a path as before [`WebServer::refuse`].
    pub fn relent(&self, path: &str) {
        for status in REFUSALS {
            let refusal = self.refusal(path, *status);
            if refusal.exists() {
                remove(&refusal);
            }
        }
    }

    fn refusal(&self, path: &str, status: u16) -> PathBuf {
        let folder = self.folder.path().join("refused").join(status.to_string());
        folder.join(path.trim_start_matches('/'))
    }

    /// What it was asked for, in the order in which the answers ended. One that is still being sent is not there yet.
    #[track_caller]
    pub fn requests(&self) -> Vec<Request> {
        // It writes its log in the order of events: what was answered before this stands before it.
        let mark = self.marks.fetch_add(1, Ordering::SeqCst);
        let asked = TcpStream::connect(("127.0.0.1", self.port)).and_then(|mut stream| {
            stream.set_read_timeout(Some(PATIENCE))?;
            write!(stream, "GET {MARK}{mark} HTTP/1.0\r\n\r\n")?;
            stream.read_to_end(&mut Vec::new())
        });
        if let Err(error) = asked {
            fail(&format!("nginx does not answer: {error}\n{}", self.errors()));
        }
        let log = read_text(&self.folder.path().join("access.log"));
        let requests = log.lines().filter_map(Request::read);
        requests
            .filter(|request| !request.path.starts_with(MARK))
            .collect()
    }

    /// What it complained of.
    pub fn errors(&self) -> String {
        std::fs::read_to_string(self.folder.path().join("error.log")).unwrap_or_default()
    }
}

impl Drop for WebServer {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// How long nginx may take for what takes it no time.
const PATIENCE: Duration = Duration::from_secs(10);

impl Site {
    /// Sends at most so many bytes in a second on each connection.
    pub fn limited_to(mut self, bytes_per_second: u32) -> Self {
        let _ = writeln!(self.lines, "limit_rate {bytes_per_second};");
        self
    }

    /// Sends only whole files.
    pub fn without_ranges(mut self) -> Self {
        self.lines.push_str("max_ranges 0;\n");
        self
    }

    /// Only to a user, with a password (Basic authentication).
    pub fn only_for(mut self, user: &str, password: &str) -> Self {
        self.user = Some((user.to_owned(), password.to_owned()));
        self
    }

    /// Anything else that may stand in a server block of nginx.
    pub fn with(mut self, lines: &str) -> Self {
        self.lines.push_str(lines);
        self.lines.push('\n');
        self
    }

    /// Starts it. It listens when this comes back.
    #[track_caller]
    pub fn start(self) -> WebServer {
        // Another process may take the port in between.
        for _ in 0..20 {
            let mut server = self.start_at(free_port());
            if server.listens() {
                return server;
            }
            let errors = server.errors();
            if !errors.contains("Address already in use") {
                fail(&format!("nginx does not start: {errors}"));
            }
        }
        fail("nginx finds no free port")
    }

    #[track_caller]
    fn start_at(&self, port: u16) -> WebServer {
        let folder = temporary_folder();
        let path = folder.path();
        make_folder(&path.join("refused"));
        let mut lines = self.lines.clone();
        if let Some((user, password)) = &self.user {
            write(&path.join("users"), format!("{user}:{{PLAIN}}{password}\n"));
            lines.push_str("auth_basic museum; auth_basic_user_file users;\n");
        }
        let file = path.join("nginx.conf");
        write(&file, configuration(path, port, &lines));
        let mut nginx = plain("nginx");
        nginx.arg("-p").arg(path).arg("-c").arg(&file);
        nginx.arg("-e").arg(path.join("error.log"));
        nginx
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        let started = nginx.spawn();
        WebServer {
            folder,
            port,
            process: started.unwrap_or_else(|error| fail(&format!("cannot run nginx: {error}"))),
            marks: AtomicU32::new(0),
        }
    }
}

impl WebServer {
    /// Waits until it does. Not, if it has ended instead.
    #[track_caller]
    fn listens(&mut self) -> bool {
        let began = Instant::now();
        while began.elapsed() < PATIENCE {
            if !matches!(self.process.try_wait(), Ok(None)) {
                return false;
            }
            // Only now is it sure to be this one that answers.
            let has_opened = self.folder.path().join("pid").exists();
            if has_opened && TcpStream::connect(("127.0.0.1", self.port)).is_ok() {
                return true;
            }
            std::thread::sleep(Duration::from_millis(2));
        }
        fail(&format!("nginx does not listen: {}", self.errors()))
    }
}

impl Request {
    /// A line of the log, as [`configuration`] has it written.
    fn read(line: &str) -> Option<Self> {
        let mut columns = line.split('\t');
        let mut column = || columns.next();
        let given = |text: &str| (!["", "-"].contains(&text)).then(|| text.to_owned());
        Some(Self {
            method: column()?.to_owned(),
            path: column()?.to_owned(),
            status: column()?.parse().ok()?,
            sent: column()?.parse().ok()?,
            range: given(column()?),
            if_range: given(column()?),
            user: given(column()?),
            host: given(column()?),
        })
    }
}

fn free_port() -> u16 {
    let port = TcpListener::bind("127.0.0.1:0").and_then(|listener| listener.local_addr());
    port.map_or_else(
        |error| fail(&format!("no port is free: {error}")),
        |address| address.port(),
    )
}

/// One process, which ends when it is killed.
fn configuration(folder: &Path, port: u16, lines: &str) -> String {
    let folder = folder.display();
    let mut refusals = String::new();
    for status in REFUSALS {
        let _ = writeln!(
            refusals,
            "if (-f {folder}/refused/{status}$uri) {{ return {status}; }}"
        );
    }
    format!(
        r"daemon off; master_process off; pid {folder}/pid; error_log {folder}/error.log;
events {{ worker_connections 256; }}
http {{
log_format columns '$request_method	$uri	$status	$body_bytes_sent	$http_range	$http_if_range	$remote_user	$http_host';
access_log {folder}/access.log columns;
default_type application/octet-stream;
client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy; fastcgi_temp_path {folder}/fastcgi;
uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;
server {{
listen 127.0.0.1:{port};
{lines}{refusals}}}
}}
"
    )
}
