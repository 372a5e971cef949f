//! Servers and proxies, each in a folder of its own.

use std::fs;
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use tempfile::TempDir;

/// Whether a program is there. Root can install it, so that its absence is a failure; others are told.
pub(crate) fn has(program: &str, package: &str) -> bool {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let folders = std::env::split_paths(&path).chain([PathBuf::from("/usr/sbin")]);
    if folders.into_iter().any(|folder| folder.join(program).exists()) {
        return true;
    }
    let is_root = fs::read_dir("/root").is_ok();
    assert!(
        !is_root,
        "{program} is not installed: install the package {package}"
    );
    eprintln!("not run: {program} is not installed (package {package})");
    false
}

/// A port that nobody used a moment ago.
pub(crate) fn free_port() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    listener.local_addr().unwrap().port()
}

/// A process that ends with the test.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn start(command: &mut Command, ports: &[u16]) -> Running {
    let command = command.stdin(Stdio::null()).stdout(Stdio::null());
    let running = Running(command.stderr(Stdio::null()).spawn().unwrap());
    for port in ports {
        let began = Instant::now();
        while TcpStream::connect(("127.0.0.1", *port)).is_err() {
            assert!(began.elapsed() < Duration::from_secs(10), "it does not listen");
            std::thread::sleep(Duration::from_millis(5));
        }
    }
    running
}

/// nginx, serving the folder `files`.
pub(crate) struct Nginx {
    folder: TempDir,
    pub(crate) port: u16,
    _process: Running,
}

impl Nginx {
    /// With `locations` added to its server: `limit_conn all NUMBER` among them limits how many requests it answers at
    /// the same time. `None` where nginx is not installed.
    pub(crate) fn start(locations: &str) -> Option<Self> {
        Self::start_as(tempfile::tempdir().unwrap(), "", locations)
    }

    /// The same, with words behind the port that it listens on, and in a folder with something in it already.
    pub(crate) fn start_as(folder: TempDir, listen: &str, locations: &str) -> Option<Self> {
        if !has("nginx", "nginx-light") {
            return None;
        }
        let port = free_port();
        let root = folder.path().display().to_string();
        fs::create_dir_all(folder.path().join("files")).unwrap();
        let configuration = format!(
            r#"
daemon off; master_process off; pid {root}/pid; error_log {root}/error.log;
events {{ worker_connections 256; }}
http {{
  log_format plain '$connection $status "$request" "$http_range" "$http_if_range" "$http_authorization" "$http_proxy_authorization"';
  access_log {root}/access.log plain;
  limit_conn_zone $server_name zone=all:1m;
  client_body_temp_path {root}/body; proxy_temp_path {root}/proxy; fastcgi_temp_path {root}/fastcgi;
  uwsgi_temp_path {root}/uwsgi; scgi_temp_path {root}/scgi;
  server {{
    listen 127.0.0.1:{port} {listen};
    server_name here;
    root {root}/files;
    {locations}
  }}
}}
"#,
            locations = locations.replace("ROOT", &root),
        );
        let path = folder.path().join("nginx.conf");
        fs::write(&path, configuration).unwrap();
        let mut command = Command::new("/usr/sbin/nginx");
        command.arg("-p").arg(folder.path()).arg("-c").arg(&path);
        let process = start(&mut command, &[port]);
        Some(Self {
            folder,
            port,
            _process: process,
        })
    }

    pub(crate) fn has_file(&self, name: &str, body: &[u8]) {
        let path = self.folder.path().join("files").join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, body).unwrap();
    }

    pub(crate) fn url(&self, path: &str) -> String {
        format!("http://127.0.0.1:{}/{path}", self.port)
    }

    /// What was posted, where that is kept.
    pub(crate) fn bodies(&self) -> Vec<Vec<u8>> {
        let kept = fs::read_dir(self.folder.path().join("body")).unwrap();
        kept.map(|file| fs::read(file.unwrap().path()).unwrap()).collect()
    }

    /// A line for each request that it has answered: connection, status, request, range, condition, who asked.
    pub(crate) fn log(&self) -> Vec<String> {
        // It writes a line only after the last byte of the answer has left.
        std::thread::sleep(Duration::from_millis(50));
        let log = fs::read_to_string(self.folder.path().join("access.log")).unwrap_or_default();
        log.lines().map(str::to_owned).collect()
    }
}

/// tinyproxy, which knows CONNECT.
pub(crate) struct Tinyproxy {
    folder: TempDir,
    pub(crate) port: u16,
    _process: Running,
}

impl Tinyproxy {
    /// Open to all, or to one user with a password.
    pub(crate) fn start(user: Option<(&str, &str)>) -> Option<Self> {
        if !has("tinyproxy", "tinyproxy-bin") {
            return None;
        }
        let folder = tempfile::tempdir().unwrap();
        let port = free_port();
        let root = folder.path().display();
        let user = user.map_or(String::new(), |(name, password)| {
            format!("BasicAuth {name} {password}\n")
        });
        let configuration = format!(
            "Port {port}\nListen 127.0.0.1\nTimeout 30\nMaxClients 20\nLogFile \"{root}/log\"\nLogLevel Connect\n\
             PidFile \"{root}/pid\"\n{user}"
        );
        let path = folder.path().join("tinyproxy.conf");
        fs::write(&path, configuration).unwrap();
        let mut command = Command::new("tinyproxy");
        let process = start(command.arg("-d").arg("-c").arg(&path), &[port]);
        Some(Self {
            folder,
            port,
            _process: process,
        })
    }

    /// What it was asked for.
    pub(crate) fn log(&self) -> String {
        fs::read_to_string(self.folder.path().join("log")).unwrap_or_default()
    }
}

/// squid, which asks who we are in the ways that its configuration says, and lets nobody else through.
pub(crate) struct Squid {
    folder: TempDir,
    pub(crate) port: u16,
    _process: Running,
}

impl Squid {
    /// `ways`: lines of its configuration. FOLDER in them is its folder, to which `furnish` may add something. `None`
    /// where it is not installed.
    pub(crate) fn start(ways: &str, furnish: impl Fn(&Path)) -> Option<Self> {
        if !has("squid", "squid") {
            return None;
        }
        let folder = tempfile::tempdir().unwrap();
        let port = free_port();
        let root = folder.path().display().to_string();
        furnish(folder.path());
        let ways = ways.replace("FOLDER", &root);
        let configuration = format!(
            "http_port 127.0.0.1:{port}\n{ways}\nacl known proxy_auth REQUIRED\nhttp_access allow known\n\
             http_access deny all\ncache deny all\npid_filename none\nlogformat plain %>Hs %rm %ru %un\n\
             access_log stdio:{root}/access.log plain\ncache_log {root}/cache.log\ncoredump_dir {root}\n\
             shutdown_lifetime 0 seconds\n"
        );
        let path = folder.path().join("squid.conf");
        fs::write(&path, configuration).unwrap();
        // As root it becomes somebody else, who writes its logs.
        for entry in [folder.path(), &path] {
            let mode = std::os::unix::fs::PermissionsExt::from_mode(0o777);
            fs::set_permissions(entry, mode).unwrap();
        }
        let mut command = Command::new("/usr/sbin/squid");
        let process = start(command.args(["-N", "-f"]).arg(&path), &[port]);
        Some(Self {
            folder,
            port,
            _process: process,
        })
    }

    pub(crate) fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// A line for each request: status, method, address, user.
    pub(crate) fn log(&self) -> Vec<String> {
        std::thread::sleep(Duration::from_millis(50));
        let log = fs::read_to_string(self.folder.path().join("access.log")).unwrap_or_default();
        log.lines().map(str::to_owned).collect()
    }
}

/// An authority, and a server's certificate from it: `ca.pem`, `server.pem`, `server.key` in the folder; and one for a
/// client.
pub(crate) fn make_certificates(folder: &Path, names: &str) -> bool {
    if !has("openssl", "openssl") {
        return false;
    }
    fs::write(folder.join("names"), format!("subjectAltName={names}")).unwrap();
    let openssl = |words: &str| {
        let status = Command::new("openssl")
            .args(words.split(' '))
            .current_dir(folder)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status();
        assert!(status.unwrap().success(), "openssl {words}");
    };
    let key = "-newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes";
    openssl(&format!(
        "req -x509 {key} -keyout ca.key -out ca.pem -subj /CN=Authority -days 2"
    ));
    openssl(&format!(
        "req -new {key} -keyout server.key -out server.csr -subj /CN=Server"
    ));
    openssl(
        "x509 -req -in server.csr -CA ca.pem -CAkey ca.key -CAcreateserial -out server.pem -days 2 -extfile names",
    );
    openssl(&format!(
        "req -new {key} -keyout client.key -out client.csr -subj /CN=Client"
    ));
    openssl(
        "x509 -req -in client.csr -CA ca.pem -CAkey ca.key -CAcreateserial -out client.pem -days 2 -extfile names",
    );
    true
}
