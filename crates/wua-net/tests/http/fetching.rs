//! Fetching with the real client, into a folder that is thrown away.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use tempfile::TempDir;
use wua_agent::ProxySettings;
use wua_agent::http::{Body, Http, Request, Response, Timeouts, fetch_to_file};
use wua_agent::ports::{Abort, Conditions};
use wua_com::Error;
use wua_net::{EnvironmentProxies, HttpClient};

/// Somebody who fetches.
pub(crate) struct Fetcher {
    pub(crate) folder: TempDir,
    pub(crate) client: HttpClient,
    pub(crate) proxy: ProxySettings,
    pub(crate) abort: Abort,
}

impl Fetcher {
    /// Without a proxy, whatever the environment says.
    pub(crate) fn new() -> Self {
        Self {
            folder: tempfile::tempdir().unwrap(),
            client: HttpClient::with_environment(EnvironmentProxies::default()),
            proxy: ProxySettings::default(),
            abort: Abort::default(),
        }
    }

    pub(crate) fn through(address: &str) -> Self {
        Self {
            proxy: ProxySettings {
                auto_detect: false,
                address: address.to_owned(),
                ..ProxySettings::default()
            },
            ..Self::new()
        }
    }

    pub(crate) fn file(&self) -> PathBuf {
        self.folder.path().join("file.part")
    }

    fn conditions(&self) -> Conditions<'_> {
        Conditions {
            proxy: &self.proxy,
            abort: &self.abort,
        }
    }

    /// The file, as the downloader brings it.
    pub(crate) fn fetch(&self, url: &str) -> Result<Vec<u8>, Error> {
        fetch(&self.client, url, &self.file(), &self.conditions())?;
        Ok(fs::read(self.file()).unwrap())
    }

    /// One request and its answer, without the downloader.
    pub(crate) fn ask(&self, request: &Request<'_>) -> Result<(Response, Vec<u8>), Error> {
        let mut body = Kept(Vec::new());
        let response = self.client.send(request, &self.conditions(), &mut body)?;
        Ok((response, body.0))
    }
}

pub(crate) fn fetch(
    client: &HttpClient,
    url: &str,
    file: &Path,
    conditions: &Conditions<'_>,
) -> Result<(), Error> {
    let from = fs::metadata(file).map_or(0, |file| file.len());
    fetch_to_file(client, url, file, from, None, &mut |_: u64| (), conditions)
}

struct Kept(Vec<u8>);

impl Body for Kept {
    fn begins(&mut self, response: &Response) -> Result<bool, Error> {
        Ok(response.status < 400)
    }

    fn piece(&mut self, bytes: &[u8]) -> Result<(), Error> {
        self.0.extend_from_slice(bytes);
        Ok(())
    }
}

/// So short that a test can wait for it.
pub(crate) const IMPATIENT: Timeouts = Timeouts {
    connect: Duration::from_millis(300),
    silence: Duration::from_millis(300),
};

/// Bytes that are not the same anywhere.
pub(crate) fn body(length: usize) -> Vec<u8> {
    let mut state = 0x2545_F491_u32;
    let mut next = || {
        state ^= state << 13;
        state ^= state >> 17;
        state ^= state << 5;
        state.to_le_bytes()[1]
    };
    (0..length).map(|_| next()).collect()
}
