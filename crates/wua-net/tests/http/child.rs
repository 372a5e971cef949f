//! The test binary as another process: one that is killed, one with another environment.

use std::path::Path;
use std::process::{Command, Stdio};

use wua_agent::ProxySettings;
use wua_agent::ports::{Abort, Conditions};
use wua_net::HttpClient;

use crate::fetching::fetch;

/// What to fetch, and to where.
const TASK: &str = "WUA_TEST_FETCH";

/// A process that fetches, with what this computer trusts or with other authorities. It prints the error, if there is
/// one.
pub(crate) fn fetching(url: &str, file: &Path) -> Command {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command
        .args(["--exact", "child::child", "--ignored", "--nocapture"])
        .env(TASK, format!("{url}|{}", file.display()))
        .env_remove("http_proxy")
        .env_remove("https_proxy")
        .env_remove("SSL_CERT_FILE")
        .env_remove("SSL_CERT_DIR")
        .stdout(Stdio::null())
        .stderr(Stdio::piped());
    command
}

#[test]
#[ignore = "run by the other tests, in a process of its own"]
fn child() {
    let Ok(task) = std::env::var(TASK) else { return };
    let (url, file) = task.split_once('|').unwrap();
    let conditions = Conditions {
        proxy: &ProxySettings::default(),
        abort: &Abort::default(),
    };
    if let Err(error) = fetch(&HttpClient::new(), url, Path::new(file), &conditions) {
        eprintln!("{error}");
        std::process::exit(3);
    }
}
