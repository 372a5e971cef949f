//! `wua serve` in a Kerberos realm: MIT's KDC, impacket and Samba's rpcclient.

#[path = "../../../tests/kerberos/kdc.rs"]
#[allow(dead_code, reason = "others use the rest")]
mod kdc;

use std::fs;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use super::meddler::{Meddling, between};
use super::server::{MUSEUM, Server, Wanted};
use super::suite::{answers, ended_well};
use crate::install;
use crate::workspace::{Outcome, program, root, run, target};
use kdc::{HOST, Kdc, REALM};

/// An administrator, and one who is none.
const ADMINISTRATOR: &str = "anna";
const NOBODY: &str = "bert";

/// Where the server is.
const ADDRESS: &str = "127.0.42.40";

/// Runs all tests, and tells the name and the outcome of each.
pub(crate) fn suite(mut tell: impl FnMut(&str, Outcome)) {
    let realm = match Realm::begin() {
        Ok(realm) => realm,
        Err(message) => return tell("a realm", Err(message)),
    };
    tell("impacket signs in with Kerberos", realm.impacket());
    tell(
        "rpcclient verifies what Kerberos signs and seals",
        realm.rpcclient(),
    );
}

/// A KDC, and a program that speaks with it.
struct Realm {
    kdc: Kdc,
    folder: PathBuf,
    wua: PathBuf,
}

impl Realm {
    fn begin() -> Outcome<Self> {
        let folder = root().join("target/remote/realm");
        let failed = |error: std::io::Error| format!("{}: {error}", folder.display());
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).map_err(failed)?;
        run(program(
            "cargo",
            &[
                "build",
                "--quiet",
                "--package",
                "wua",
                "--features",
                "kerberos",
                "--bin",
                "wua",
            ],
        ))?;
        // The next suite that builds the program may build it without Kerberos.
        let wua = folder.join("wua");
        fs::copy(target().join("debug/wua"), &wua).map_err(failed)?;

        let kdc = Kdc::start(&folder)?;
        let service = format!("host/{HOST}");
        kdc.add_to_keytab(&service, "wua.keytab")?;
        for name in [ADMINISTRATOR, NOBODY] {
            kdc.add(name)?;
            let keytab = folder.join(name).with_extension("keytab");
            kdc.kadmin(&format!("ktadd -norandkey -k {} {name}", keytab.display()))?;
            // One for the service: with one for the realm impacket would have to ask MIT's KDC, which it cannot.
            kdc.ticket(name, &keytab, &format!("{name}.cache"), &["-S", &service])?;
        }
        Ok(Self { kdc, folder, wua })
    }

    /// A server that learns of its keytab from its configuration.
    fn serve(&self) -> Outcome<Server> {
        let keytab = self.folder.join("wua.keytab");
        let mut environment = self.kdc.environment();
        environment.retain(|(name, _)| *name != "KRB5_KTNAME");
        Server::start(&Wanted {
            program: &self.wua,
            over: MUSEUM,
            address: ADDRESS,
            port: if install::is_root() { 135 } else { 10_135 },
            configuration: &format!(
                "[remote.kerberos]\nkeytab = \"{}\"\nservices = [\"host/{HOST}\"]\n\
                 administrators = [\"{ADMINISTRATOR}@{REALM}\"]\n",
                keytab.display()
            ),
            environment: &environment,
        })
    }

    fn cache(&self, name: &str) -> PathBuf {
        self.folder.join(name).with_extension("cache")
    }

    fn impacket(&self) -> Outcome {
        let server = self.serve()?;
        let mut command = program(&install::impacket().to_string_lossy(), &["-B"]);
        command
            .arg(Path::new("tests/remote/kerberos.py"))
            .args(["--server", &server.mapper.ip().to_string()])
            .args(["--port", &server.mapper.port().to_string()])
            .args(["--user", ADMINISTRATOR, "--guest", NOBODY])
            .args(["--realm", REALM, "--name", HOST])
            .arg("--password-file")
            .arg(server.password_file())
            .arg("--cache")
            .arg(self.cache(ADMINISTRATOR))
            .arg("--guest-cache")
            .arg(self.cache(NOBODY));
        ended_well(&mut command)?;
        let entries = server.stop()?.entries;
        for (name, what) in [
            (ADMINISTRATOR, "signed in; calls are signed and sealed"),
            (NOBODY, "is no administrator here"),
        ] {
            let user = format!("\"user\":\"{name}@{REALM}\"");
            if !entries
                .lines()
                .any(|line| line.contains(&user) && line.contains(what))
            {
                return Err(format!("the journal does not say of {name}: {what}\n{entries}"));
            }
        }
        Ok(())
    }

    fn rpcclient(&self) -> Outcome {
        if !install::is_root() {
            println!("not run: rpcclient dials port 135, which is root's");
            return Ok(());
        }
        let server = self.serve()?;
        let unchanged = between("127.0.42.41", server.mapper, Meddling::None)?;
        let changed = [
            between("127.0.42.42", server.mapper, Meddling::Signature)?,
            between("127.0.42.43", server.mapper, Meddling::Stub)?,
        ];
        for protection in ["krb5,sign", "krb5,seal", "spnego,sign", "spnego,seal"] {
            self.lookup(server.mapper, protection)?;
            self.lookup(unchanged, protection)?;
            for changed in changed {
                if self.lookup(changed, protection).is_ok() {
                    return Err(format!(
                        "rpcclient did not notice that a response was changed ({protection})"
                    ));
                }
            }
        }
        server.stop().map(drop)
    }

    /// Samba takes no address for a name in a realm, and there is no name of ours that it could look up: so it is given
    /// a table of hosts of its own.
    fn lookup(&self, address: SocketAddr, protection: &str) -> Outcome {
        let hosts = self.folder.join("hosts");
        fs::write(&hosts, format!("{} {HOST}\n", address.ip()))
            .map_err(|error| format!("{}: {error}", hosts.display()))?;
        let binding = format!("ncacn_ip_tcp:{HOST}[{},{protection}]", address.port());
        let user = format!("{ADMINISTRATOR}@{REALM}");
        let cache = format!("FILE:{}", self.cache(ADMINISTRATOR).display());
        let how = ["20", "rpcclient", "--use-kerberos=required", "-N", "-U", &user];
        let mut command = program("timeout", &how);
        command
            .args([&*binding, "-c", "epmlookup"])
            .envs(self.kdc.environment())
            .env("KRB5CCNAME", cache)
            .env("NSS_WRAPPER_HOSTS", &hosts)
            .env("LD_PRELOAD", "libnss_wrapper.so");
        answers(&mut command, protection)
    }
}
