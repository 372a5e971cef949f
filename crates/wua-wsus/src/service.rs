//! A catalogue as a service of updates.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use serde::{Deserialize, Serialize};
use wua_agent::http::{Body, Http, Request, Response, fetch_content};
use wua_agent::ports::{
    Abort, Arrival, Conditions, LeftOut, Memory, News, Offer, Service, ServiceExplanation, ServiceProvider,
    ServiceRequest, Target, Wanted, Warning,
};
use wua_agent::{ProxySettings, Reason, ReasonKind, ServiceRecord};
use wua_com::{Error, Guid, code};

use crate::catalogue::{self, Assembled, assemble, is_inside, survey};
use crate::copy::copy;
use crate::identity::identify;

/// The kind of the services that are made here.
const KIND: &str = "sdp";

/// So many packages that are left out are each a warning; the rest are one.
const MOST_WARNINGS: usize = 20;

/// So many of them are remembered.
const MOST_REMEMBERED: usize = 1000;

/// Makes services of catalogues of software distribution packages.
pub struct Catalogues {
    http: Arc<dyn Http>,
}

impl Catalogues {
    /// Files of updates come by `http`.
    pub fn new(http: Arc<dyn Http>) -> Self {
        Self { http }
    }

    fn make(&self, name: &str, id: Guid, path: &Path) -> Result<Arc<dyn Service>, Error> {
        let canonical = path.canonicalize().map_err(|error| {
            Error::new(
                code::ERROR_FILE_NOT_FOUND,
                format!(
                    "there is no catalogue at {}: {error}; name a folder, a document or a cabinet",
                    path.display()
                ),
            )
        })?;
        let id = if id == Guid::NIL {
            identify(&["catalogue", &canonical.to_string_lossy()])
        } else {
            id
        };
        let record = ServiceRecord {
            id,
            name: name.to_owned(),
            kind: KIND.to_owned(),
            can_register_with_au: true,
            source: Some(canonical.clone()),
            ..ServiceRecord::default()
        };
        Ok(self.service(record, canonical))
    }

    fn service(&self, record: ServiceRecord, path: PathBuf) -> Arc<dyn Service> {
        Arc::new(Catalogue {
            path,
            record: Mutex::new(record),
            http: Arc::clone(&self.http),
        })
    }
}

/// What a catalogue offers, without a service for it.
pub fn load(path: &Path) -> Result<Offer, Error> {
    let catalogue = Catalogue {
        path: path.to_owned(),
        record: Mutex::default(),
        http: Arc::new(NoHttp),
    };
    catalogue.read(&Conditions {
        proxy: &ProxySettings::default(),
        abort: &Abort::default(),
    })
}

/// Nothing is fetched.
struct NoHttp;

impl Http for NoHttp {
    fn send(&self, request: &Request<'_>, _: &Conditions<'_>, _: &mut dyn Body) -> Result<Response, Error> {
        Err(Error::new(
            code::E_NOTIMPL,
            format!("{} cannot be fetched: nothing here reaches servers", request.url),
        ))
    }
}

impl ServiceProvider for Catalogues {
    fn open(&self, request: &ServiceRequest<'_>) -> Option<Result<Arc<dyn Service>, Error>> {
        match request {
            ServiceRequest::Catalogue { name, id, path } => Some(self.make(name, *id, path)),
            ServiceRequest::Registered(record) if record.kind == KIND => {
                // The catalogue may be away for a while: that is said when somebody asks for its updates.
                let path = record.source.clone().unwrap_or_default();
                Some(Ok(self.service((*record).clone(), path)))
            }
            _ => None,
        }
    }
}

/// One catalogue.
struct Catalogue {
    path: PathBuf,
    record: Mutex<ServiceRecord>,
    http: Arc<dyn Http>,
}

/// What the store keeps of a catalogue, beside its updates.
#[derive(Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Stamp {
    /// Of its files.
    files: String,
    /// What was left out of it.
    left_out: Vec<LeftOut>,
}

impl Stamp {
    /// What an earlier version wrote, or nobody, is as nothing.
    fn read(text: &str) -> Self {
        serde_json::from_str(text).unwrap_or_default()
    }
}

impl Catalogue {
    fn read(&self, conditions: &Conditions<'_>) -> Result<Offer, Error> {
        let source = survey(&self.path)?;
        let load = catalogue::load(&source, conditions.abort)?;
        let signature = load.signature();
        let mut warnings = Vec::new();
        warnings.extend(self.learn_signature(&signature));
        let broken = load.left_out;
        conditions.abort.check()?;
        let Assembled {
            revisions,
            categories,
            mut left_out,
        } = assemble(load.packages);
        left_out.splice(0..0, broken);
        warnings.extend(self.warnings(&left_out));
        let remembered = left_out.iter().take(MOST_REMEMBERED).cloned();
        let stamp = Stamp {
            files: source.stamp,
            left_out: remembered.collect(),
        };
        Ok(Offer {
            revisions,
            categories,
            warnings,
            left_out,
            stamp: serde_json::to_string(&stamp).unwrap_or_default(),
        })
    }

    /// A catalogue that was signed by somebody, and is now by nobody or somebody else, may be somebody else's.
    fn learn_signature(&self, signature: &str) -> Option<Warning> {
        let mut record = self.record.lock().unwrap_or_else(PoisonError::into_inner);
        let before = std::mem::replace(&mut record.signature, signature.to_owned());
        let signer = |words: &str| words.split([',', ';']).next().unwrap_or_default().to_owned();
        if before.starts_with("signed") && signer(&before) != signer(signature) {
            return Some(Warning::general(&Error::new(
                code::TRUST_E_NOSIGNATURE,
                format!(
                    "the catalogue {} was {before}, and is now {signature}: make sure that it is still its publisher's",
                    self.path.display()
                ),
            )));
        }
        None
    }

    fn warnings(&self, left_out: &[LeftOut]) -> Vec<Warning> {
        let warning = |text: String| Warning::general(&Error::new(code::WU_E_XML_INVALID, text));
        let place = self.path.display();
        let mut all: Vec<Warning> = left_out
            .iter()
            .take(MOST_WARNINGS)
            .map(|left_out| warning(format!("{place}: left out {}", in_words(left_out))))
            .collect();
        let more = left_out.len().saturating_sub(MOST_WARNINGS);
        if more > 0 {
            all.push(warning(format!("{place}: left out {more} more packages")));
        }
        all
    }

    /// The folder that files without an address lie in.
    fn folder(&self) -> &Path {
        if self.path.is_dir() {
            return &self.path;
        }
        self.path.parent().unwrap_or(&self.path)
    }
}

fn in_words(left_out: &LeftOut) -> String {
    let names = [&left_out.title, &left_out.id];
    let names: Vec<&str> = names
        .into_iter()
        .map(String::as_str)
        .filter(|name| !name.is_empty())
        .collect();
    let name = if names.is_empty() {
        "a package".to_owned()
    } else {
        names.join(", ")
    };
    format!("{name} ({}): {}", left_out.file, left_out.reason)
}

impl Service for Catalogue {
    fn record(&self) -> ServiceRecord {
        self.record.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn sync(&self, _: &dyn Target, memory: &Memory<'_>, conditions: &Conditions<'_>) -> Result<News, Error> {
        let known = Stamp::read(memory.stamp);
        if !memory.stamp.is_empty() && survey(&self.path)?.stamp == known.files {
            return Ok(News::Unchanged(Vec::new()));
        }
        Ok(News::Changed(self.read(conditions)?))
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
        if !content.url.is_empty() {
            return fetch_content(
                self.http.as_ref(),
                content,
                destination,
                from,
                arrival,
                conditions,
            );
        }
        let folder = self.folder();
        let beside = folder.join(&content.file_name);
        if !is_inside(folder, &beside) {
            return Err(Error::new(
                code::ERROR_FILE_NOT_FOUND,
                format!(
                    "{} has no address, and does not lie in {}: put it there",
                    content.file_name,
                    folder.display()
                ),
            ));
        }
        copy(
            &beside,
            destination,
            from,
            content.size,
            arrival,
            conditions.abort,
        )
    }

    fn parallel_fetches(&self) -> usize {
        4
    }

    fn explain(
        &self,
        names: &[String],
        _: &dyn Target,
        memory: &Memory<'_>,
    ) -> Result<Vec<ServiceExplanation>, Error> {
        let is_meant = |left_out: &LeftOut| {
            names.is_empty()
                || names.iter().any(|name| {
                    let name = name.to_lowercase();
                    left_out.id.to_lowercase() == name || left_out.title.to_lowercase().contains(&name)
                })
        };
        let known = Stamp::read(memory.stamp);
        let all = known.left_out.into_iter().filter(is_meant);
        Ok(all
            .map(|left_out| ServiceExplanation {
                subject: [&left_out.title, &left_out.id, &left_out.file]
                    .into_iter()
                    .find(|name| !name.is_empty())
                    .cloned()
                    .unwrap_or_default(),
                update: None,
                reasons: vec![Reason::new(
                    ReasonKind::LeftOut,
                    format!(
                        "{} describes it, and cannot be used: {}",
                        left_out.file, left_out.reason
                    ),
                )],
            })
            .collect())
    }
}
