//! Opens the museum's further services: online, by authorisation cabinet, by offline scan package.

use std::fs::{self, File};
use std::io::Read;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use wua_agent::ServiceRecord;
use wua_agent::ports::{Clock, Service, ServiceProvider, ServiceRequest, file_error};
use wua_com::{Error, Guid, code};

use super::collection::Collection;
use super::service::MuseumService;
use super::service_plan::{Access, ServicePlan};
use crate::script::Script;

/// What a service offers that the scripts do not know, because a cabinet or package brought it.
const HALL_OF_STRANGERS: &str = "travelling";

/// What opens the museum's further services.
pub(super) struct MuseumProvider {
    collection: Arc<Collection>,
    clock: Arc<dyn Clock>,
    /// Services that have been asked for in vain once.
    tried: Mutex<Vec<Guid>>,
}

impl MuseumProvider {
    pub(super) fn new(collection: Arc<Collection>, clock: Arc<dyn Clock>) -> Self {
        Self {
            collection,
            clock,
            tried: Mutex::default(),
        }
    }

    fn service(&self, plan: ServicePlan) -> Arc<dyn Service> {
        Arc::new(MuseumService {
            plan,
            collection: Arc::clone(&self.collection),
        })
    }

    /// The service of a record: what the scripts say of it, or a stranger.
    fn service_of(&self, record: ServiceRecord) -> Arc<dyn Service> {
        let plan = match self.collection.service_of(record.id) {
            Some(known) => ServicePlan {
                record,
                ..known.clone()
            },
            None => ServicePlan::new("stranger", record, &[HALL_OF_STRANGERS]),
        };
        self.service(plan)
    }

    fn open_online(&self, plan: &ServicePlan) -> Result<Arc<dyn Service>, Error> {
        let nobody = || {
            let message = format!("{} does not answer", plan.record.url);
            Error::new(code::WU_E_PT_WINHTTP_NAME_NOT_RESOLVED, message)
        };
        match plan.access {
            Access::FromTheStart | Access::Online => {}
            Access::OnlineAtSecondTry => {
                let mut tried = self.tried.lock().unwrap_or_else(PoisonError::into_inner);
                if !tried.contains(&plan.record.id) {
                    tried.push(plan.record.id);
                    return Err(nobody());
                }
            }
            Access::Unreachable => return Err(nobody()),
            Access::Cabinet => {
                return Err(Error::new(
                    code::WU_E_PT_REGISTRATION_NOT_SUPPORTED,
                    format!("{} needs an authorisation cabinet", plan.record.name),
                ));
            }
        }
        Ok(self.service(plan.clone()))
    }

    fn open_cabinet(&self, id: Guid, path: &Path) -> Result<Arc<dyn Service>, Error> {
        let refuse = |hresult, why: &str| Error::new(hresult, format!("{}: {why}", path.display()));
        let plan = read_cabinet(path)?;
        if plan.signed_by.is_none() {
            return Err(refuse(code::TRUST_E_NOSIGNATURE, "nobody signed the cabinet"));
        }
        if plan.record.id != id {
            let why = format!("the cabinet is for service {}, not {id}", plan.record.id);
            return Err(refuse(code::E_INVALIDARG, &why));
        }
        if plan.record.expiration_date < self.clock.now() {
            let why = format!("the cabinet expired on {}", plan.record.expiration_date);
            return Err(refuse(code::WU_E_DS_SERVICEEXPIRED, &why));
        }
        if plan.forbids_registration {
            return Err(refuse(
                code::WU_E_DS_INVALIDOPERATION,
                "the cabinet forbids registration",
            ));
        }
        Ok(self.service_of(ServiceRecord {
            source: Some(path.to_path_buf()),
            ..plan.record
        }))
    }

    fn open_scan_package(&self, name: &str, id: Guid, path: &Path) -> Result<Arc<dyn Service>, Error> {
        let mut magic = [0; 4];
        let mut file = File::open(path).map_err(|error| file_error("read", path, &error))?;
        if file.read_exact(&mut magic).is_err() || magic != *b"MSCF" {
            let message = format!("{} is not a cabinet, as a scan package has to be", path.display());
            return Err(Error::new(code::WU_E_OL_INVALID_SCANFILE, message));
        }
        Ok(self.service_of(ServiceRecord {
            id,
            name: name.to_owned(),
            issue_date: self.clock.now(),
            offers_windows_updates: true,
            is_scan_package: true,
            source: Some(path.to_path_buf()),
            ..ServiceRecord::default()
        }))
    }
}

impl ServiceProvider for MuseumProvider {
    fn open(&self, request: &ServiceRequest<'_>) -> Option<Result<Arc<dyn Service>, Error>> {
        Some(match *request {
            ServiceRequest::Online { id } => self.open_online(self.collection.service_of(id)?),
            ServiceRequest::Cabinet { id, path } => self.open_cabinet(id, path),
            ServiceRequest::ScanPackage { name, id, path } => self.open_scan_package(name, id, path),
            ServiceRequest::Catalogue { .. } | ServiceRequest::UpdateServer { .. } => return None,
            // The museum's own are of no kind.
            ServiceRequest::Registered(record) if !record.kind.is_empty() => return None,
            ServiceRequest::Registered(record) => Ok(self.service_of(record.clone())),
        })
    }
}

/// Reads an authorisation cabinet of the museum: a text with one service in it.
fn read_cabinet(path: &Path) -> Result<ServicePlan, Error> {
    let bytes = fs::read(path).map_err(|error| file_error("read", path, &error))?;
    let refuse = |why: String| {
        let message = format!("{} is not an authorisation cabinet: {why}", path.display());
        Error::new(code::WU_E_INVALID_FILE, message)
    };
    let text = String::from_utf8(bytes).map_err(|_| refuse("it is not text".to_owned()))?;
    let script =
        Script::parse(&path.display().to_string(), &text).map_err(|error| refuse(error.to_string()))?;
    match script.blocks.as_slice() {
        [block] if block.kind == "service" => {
            ServicePlan::read(block).map_err(|error| refuse(error.to_string()))
        }
        _ => Err(refuse("it does not hold exactly one service".to_owned())),
    }
}
