//! A Kerberos realm for tests: MIT's KDC on the loopback interface, with everything that it knows in one folder.

use std::fs;
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::thread;
use std::time::{Duration, Instant};

/// The realm.
pub(crate) const REALM: &str = "MUSEUM.EXAMPLE";
/// What the server is called.
pub(crate) const HOST: &str = "orrery.museum.example";
/// Of everybody who has one.
pub(crate) const PASSWORD: &str = "Pass-word 1";

/// A realm that ends when it is dropped.
pub(crate) struct Kdc {
    folder: PathBuf,
    child: Child,
    /// Where it listens.
    pub(crate) port: u16,
}

impl Kdc {
    /// Whether there is one on this computer.
    pub(crate) fn is_installed() -> bool {
        ["krb5kdc", "kadmin.local", "kdb5_util", "kinit"]
            .iter()
            .all(|program| find(program).is_some())
    }

    /// A new realm in an empty folder.
    pub(crate) fn start(folder: &Path) -> Result<Self, String> {
        let listener = TcpListener::bind("127.0.0.1:0").map_err(|error| error.to_string())?;
        let port = listener.local_addr().map_err(|error| error.to_string())?.port();
        drop(listener);
        for (name, text) in [
            ("krb5.conf", client_configuration(folder, port, "")),
            ("kdc.conf", server_configuration(folder, port)),
            ("kadm5.acl", String::new()),
        ] {
            let path = folder.join(name);
            fs::write(&path, text).map_err(|error| format!("{}: {error}", path.display()))?;
        }
        let create = ["create", "-s", "-W", "-r", REALM, "-P", "master"];
        said(command(folder, "kdb5_util", &create)?)?;
        let log = fs::File::create(folder.join("kdc.log")).map_err(|error| error.to_string())?;
        let child = command(folder, "krb5kdc", &["-n"])?
            .stdin(Stdio::null())
            .stdout(log.try_clone().map_err(|error| error.to_string())?)
            .stderr(log)
            .spawn()
            .map_err(|error| format!("krb5kdc: {error}"))?;
        let kdc = Self {
            folder: folder.to_owned(),
            child,
            port,
        };
        kdc.wait()?;
        Ok(kdc)
    }

    fn wait(&self) -> Result<(), String> {
        let began = Instant::now();
        while TcpStream::connect(("127.0.0.1", self.port)).is_err() {
            if began.elapsed() > Duration::from_secs(20) {
                let log = fs::read_to_string(self.folder.join("kdc.log")).unwrap_or_default();
                return Err(format!("krb5kdc does not listen: {log}"));
            }
            thread::sleep(Duration::from_millis(20));
        }
        Ok(())
    }

    /// Somebody with [`PASSWORD`].
    pub(crate) fn add(&self, principal: &str) -> Result<(), String> {
        self.kadmin(&format!("addprinc -pw \"{PASSWORD}\" {principal}"))
    }

    /// A service, or anybody else, whose key lies in a keytab in the folder.
    pub(crate) fn add_to_keytab(&self, principal: &str, keytab: &str) -> Result<PathBuf, String> {
        self.kadmin(&format!("addprinc -randkey {principal}"))?;
        self.export(principal, keytab)?;
        Ok(self.folder.join(keytab))
    }

    /// Another key, in another keytab: those that are there are old from now on.
    pub(crate) fn export(&self, principal: &str, keytab: &str) -> Result<(), String> {
        let path = self.folder.join(keytab);
        self.kadmin(&format!("ktadd -k {} {principal}", path.display()))
    }

    /// A command of kadmin. It says what went wrong, and ends well all the same.
    pub(crate) fn kadmin(&self, line: &str) -> Result<(), String> {
        let args = ["-r", REALM, "-q", line];
        let said = said(command(&self.folder, "kadmin.local", &args)?)?;
        let worked = ["created.", "added to keytab", "modified.", "changed."];
        if worked.iter().any(|word| said.contains(word)) {
            Ok(())
        } else {
            Err(format!("kadmin.local: {line}: {said}"))
        }
    }

    /// A ticket from a keytab, in a cache in the folder.
    pub(crate) fn ticket(
        &self,
        principal: &str,
        keytab: &Path,
        cache: &str,
        more: &[&str],
    ) -> Result<PathBuf, String> {
        let path = self.folder.join(cache);
        let (path_text, keytab) = (path.to_string_lossy(), keytab.to_string_lossy());
        let mut args = vec!["-k", "-t", &keytab, "-c", &path_text];
        args.extend(more);
        args.push(principal);
        said(command(&self.folder, "kinit", &args)?)?;
        Ok(path)
    }

    /// What a process has to have in its environment to be in this realm. Beside it: where it finds its keys and tickets.
    pub(crate) fn environment(&self) -> Vec<(&'static str, String)> {
        environment(&self.folder)
    }

    /// The same where `[libdefaults]` says more.
    pub(crate) fn environment_where(&self, more: &str) -> Result<Vec<(&'static str, String)>, String> {
        let path = self.folder.join("more.conf");
        fs::write(&path, client_configuration(&self.folder, self.port, more))
            .map_err(|error| format!("{}: {error}", path.display()))?;
        let mut environment = self.environment();
        for (name, value) in &mut environment {
            if *name == "KRB5_CONFIG" {
                *value = path.to_string_lossy().into_owned();
            }
        }
        Ok(environment)
    }
}

impl Drop for Kdc {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn environment(folder: &Path) -> Vec<(&'static str, String)> {
    let file = |name: &str| folder.join(name).to_string_lossy().into_owned();
    vec![
        ("KRB5_CONFIG", file("krb5.conf")),
        ("KRB5_KDC_PROFILE", file("kdc.conf")),
        ("KRB5_KTNAME", format!("FILE:{}", file("service.keytab"))),
        ("KRB5_CLIENT_KTNAME", format!("FILE:{}", file("client.keytab"))),
        ("KRB5CCNAME", format!("FILE:{}", file("cache"))),
        // Tickets that were seen already are written down there.
        ("KRB5RCACHEDIR", file("")),
        ("KRB5RCACHENAME", format!("file2:{}", file("seen"))),
    ]
}

fn client_configuration(folder: &Path, port: u16, more: &str) -> String {
    let folder = folder.display();
    format!(
        "[libdefaults]\n default_realm = {REALM}\n dns_lookup_kdc = false\n dns_lookup_realm = false\n \
         dns_canonicalize_hostname = false\n rdns = false\n udp_preference_limit = 1\n \
         kdc_timesync = 0\n allow_rc4 = true\n default_ccache_name = FILE:{folder}/default-cache\n {more}\n\
         [realms]\n {REALM} = {{\n  kdc = 127.0.0.1:{port}\n }}\n\
         [domain_realm]\n .museum.example = {REALM}\n museum.example = {REALM}\n"
    )
}

fn server_configuration(folder: &Path, port: u16) -> String {
    let folder = folder.display();
    format!(
        "[kdcdefaults]\n kdc_listen = 127.0.0.1:{port}\n kdc_tcp_listen = 127.0.0.1:{port}\n\
         [realms]\n {REALM} = {{\n  database_name = {folder}/principal\n  key_stash_file = {folder}/stash\n  \
         acl_file = {folder}/kadm5.acl\n  max_life = 1h\n  \
         supported_enctypes = aes256-cts:normal aes128-cts:normal aes256-sha2:normal aes128-sha2:normal \
         arcfour-hmac:normal\n }}\n"
    )
}

fn command(folder: &Path, program: &str, args: &[&str]) -> Result<Command, String> {
    let path = find(program).ok_or_else(|| format!("{program} is not installed"))?;
    let mut command = Command::new(path);
    command.args(args).envs(environment(folder));
    Ok(command)
}

fn said(mut command: Command) -> Result<String, String> {
    let Output {
        status,
        stdout,
        stderr,
    } = command
        .stdin(Stdio::null())
        .output()
        .map_err(|error| format!("{command:?}: {error}"))?;
    let said = [stdout, stderr].concat();
    let said = String::from_utf8_lossy(&said).into_owned();
    if status.success() {
        Ok(said)
    } else {
        Err(format!("{command:?}: {said}"))
    }
}

/// Programs of administrators are not in everybody's path.
fn find(program: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let mut folders: Vec<PathBuf> = std::env::split_paths(&path).collect();
    folders.extend(["/usr/sbin", "/usr/bin"].map(PathBuf::from));
    folders
        .into_iter()
        .map(|folder| folder.join(program))
        .find(|path| path.is_file())
}
