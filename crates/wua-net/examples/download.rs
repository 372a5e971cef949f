//! Downloads files as updates, as the engine does for any service: `download FOLDER LIST`, where the list has a line
//! `ADDRESS SIZE SHA-256` for each. Measured by `cargo xtask bench`.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use wua_agent::http::fetch_content;
use wua_agent::ports::{
    Abort, Applied, ApplyOptions, Arrival, Conditions, Memory, News, NoCheckpoints, Offer, Service,
    SystemClock, SystemState, Target, Wanted,
};
use wua_agent::{
    Agent, AgentParts, Applicability, Callbacks, Content, DownloadRequest, Identity, Revision, ServiceRecord,
    Session, Update,
};
use wua_com::{Error, Guid, code};
use wua_defs::enums::{OperationResultCode, UpdateOperation};
use wua_net::HttpClient;

fn main() -> Result<(), Error> {
    let words: Vec<PathBuf> = std::env::args_os().skip(1).map(PathBuf::from).collect();
    let [folder, list] = words.as_slice() else {
        return Err(Error::new(code::E_INVALIDARG, "download FOLDER LIST"));
    };
    let text = fs::read_to_string(list).map_err(|error| Error::new(code::E_FAIL, error.to_string()))?;
    let revisions = text
        .lines()
        .zip(1..)
        .filter_map(|(line, number)| revision(line, number));
    let agent = Agent::open(AgentParts {
        state: folder.join("state"),
        cache: folder.join("cache"),
        target: Arc::new(AnyComputer),
        services: vec![Arc::new(Listed {
            http: HttpClient::new(),
            revisions: revisions.collect(),
        })],
        providers: Vec::new(),
        clock: Arc::new(SystemClock),
        checkpoints: Arc::new(NoCheckpoints),
    })?;
    let session = Session::new(agent);
    let found = session.search("")?;
    let request = DownloadRequest::new(found.updates.clone());
    let result = session.prepare_download(request)?.run(Callbacks::default())?;
    for update in result.updates.iter().filter(|update| !update.message.is_empty()) {
        eprintln!("{}", update.message);
    }
    match result.code {
        OperationResultCode::Succeeded => Ok(()),
        _ => Err(result.hresult.into()),
    }
}

fn revision(line: &str, number: u128) -> Option<Arc<Revision>> {
    let mut words = line.split(' ');
    let url = words.next()?.to_owned();
    let content = Content {
        file_name: url.rsplit('/').next()?.to_owned(),
        url,
        size: words.next()?.parse().ok()?,
        sha256: words.next()?.to_owned(),
        ..Content::default()
    };
    Some(Arc::new(Revision {
        identity: Identity {
            id: Guid::from_u128(number),
            revision: 1,
        },
        contents: vec![content],
        ..Revision::default()
    }))
}

/// A service of what is in the list.
struct Listed {
    http: HttpClient,
    revisions: Vec<Arc<Revision>>,
}

impl Service for Listed {
    fn record(&self) -> ServiceRecord {
        ServiceRecord {
            id: Guid::from_u128(1 << 64),
            is_registered_with_au: true,
            ..ServiceRecord::default()
        }
    }

    fn sync(&self, _: &dyn Target, _: &Memory<'_>, _: &Conditions<'_>) -> Result<News, Error> {
        Ok(News::Changed(Offer {
            revisions: self.revisions.clone(),
            ..Offer::default()
        }))
    }

    fn fetch(
        &self,
        wanted: &Wanted<'_>,
        arrival: &mut dyn Arrival,
        conditions: &Conditions<'_>,
    ) -> Result<(), Error> {
        let Wanted {
            content,
            destination,
            from,
            ..
        } = *wanted;
        fetch_content(&self.http, content, destination, from, arrival, conditions)
    }

    fn parallel_fetches(&self) -> usize {
        4
    }
}

/// Everything is for it, and nothing is installed.
struct AnyComputer;

impl Target for AnyComputer {
    fn evaluate(&self, _: &Revision) -> Applicability {
        Applicability {
            applicable: true,
            ..Applicability::default()
        }
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
