//! What a search is going to do: whom it asks, and what it wants.

use std::fmt;

use wua_com::{Error, Guid, code};
use wua_defs::enums::{SearchScope, ServerSelection};
use wua_rules::criteria::Criteria;

use super::SearchRequest;
use crate::services::{ServiceRecord, WINDOWS_UPDATE};
use crate::update::Revision;

/// What a search is going to do. Computed from the request and the registered services, and from nothing else.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SearchPlan {
    /// The services whose updates are wanted.
    pub services: Vec<Asked>,
    /// They are asked; otherwise the store answers for them.
    pub online: bool,
    /// What is wanted, with nothing implied.
    pub criteria: Criteria,
    /// Whose updates are wanted.
    pub scope: SearchScope,
    /// Updates that another one in the result replaces stay.
    pub include_potentially_superseded: bool,
    /// What the services have is renewed first.
    pub refresh: bool,
}

/// A service that a search is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// Which.
    pub id: Guid,
    /// Its name.
    pub name: String,
}

impl SearchPlan {
    /// Decides. Refused: criteria that cannot be understood, a scope that is not supported, and a service that is not
    /// there.
    pub fn new(request: &SearchRequest, services: &[ServiceRecord]) -> Result<Self, Error> {
        let criteria = Criteria::parse(&request.criteria)?;
        if matches!(
            request.scope,
            SearchScope::MachineAndAllUsers | SearchScope::AllUsers
        ) {
            return Err(Error::new(
                code::WU_E_UNSUPPORTED_SEARCHSCOPE,
                "updates of other users cannot be searched: choose the machine, the current user, or both",
            ));
        }
        let chosen = choose(request, services)?;
        let asked = chosen.into_iter().map(|record| Asked {
            id: record.id,
            name: record.name.clone(),
        });
        Ok(Self {
            services: asked.collect(),
            online: request.online,
            criteria,
            scope: request.scope,
            include_potentially_superseded: request.include_potentially_superseded,
            refresh: request.refresh,
        })
    }

    /// Whether an update is of the kind that the scope is about.
    pub(super) fn covers(&self, revision: &Revision) -> bool {
        match self.scope {
            SearchScope::CurrentUserOnly => revision.per_user,
            SearchScope::MachineAndCurrentUser => true,
            _ => !revision.per_user,
        }
    }
}

fn choose<'a>(
    request: &SearchRequest,
    services: &'a [ServiceRecord],
) -> Result<Vec<&'a ServiceRecord>, Error> {
    let all = |wanted: &dyn Fn(&ServiceRecord) -> bool| -> Vec<&'a ServiceRecord> {
        services.iter().filter(|record| wanted(record)).collect()
    };
    let (found, missing) = match request.server_selection {
        ServerSelection::Default => return default_services(services),
        ServerSelection::ManagedServer => (
            all(&|record| record.is_managed),
            "no managed server is configured here".to_owned(),
        ),
        ServerSelection::WindowsUpdate => (
            all(&|record| record.id == WINDOWS_UPDATE),
            "the service Windows Update is not registered here".to_owned(),
        ),
        ServerSelection::Others => {
            let Some(id) = request.service_id else {
                return Err(Error::new(
                    code::WU_E_DS_UNKNOWNSERVICE,
                    "another service is to be asked, but no ServiceID says which one",
                ));
            };
            (
                all(&|record| record.id == id),
                format!("service {id} is not registered here"),
            )
        }
    };
    let is_forbidden = |record: &&ServiceRecord| {
        record.offers_windows_updates && !record.is_managed && !record.is_scan_package
    };
    let is_windows_update = request.server_selection == ServerSelection::WindowsUpdate;
    if services.iter().any(|record| record.is_exclusive)
        && (is_windows_update || found.iter().any(is_forbidden))
    {
        return Err(Error::new(
            code::WU_E_WU_DISABLED,
            "the policy of this computer allows updates for Windows from its own update server only: search there, or change the \
             policy",
        ));
    }
    if found.is_empty() {
        let advice = "list the registered services and choose one of them, or add it";
        return Err(Error::new(
            code::WU_E_DS_UNKNOWNSERVICE,
            format!("{missing}; {advice}"),
        ));
    }
    Ok(found)
}

/// The managed server if there is one; else what serves Automatic Updates; else what it would fall back to.
fn default_services(services: &[ServiceRecord]) -> Result<Vec<&ServiceRecord>, Error> {
    if services.is_empty() {
        return Err(Error::new(
            code::WU_E_NO_SERVICE,
            "no service of updates is registered here; add one",
        ));
    }
    let preferences: [fn(&ServiceRecord) -> bool; 3] = [
        |record| record.is_managed,
        |record| record.is_registered_with_au,
        |record| record.is_default_au_service,
    ];
    preferences
        .into_iter()
        .map(|wanted| services.iter().filter(|record| wanted(record)).collect::<Vec<_>>())
        .find(|found| !found.is_empty())
        .ok_or_else(|| {
            Error::new(
                code::WU_E_AU_NO_REGISTERED_SERVICE,
                "none of the services serves Automatic Updates; name the one to ask, or register it with Automatic \
                 Updates",
            )
        })
}

impl fmt::Display for SearchPlan {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let how = if self.online && self.refresh {
            "renew and ask"
        } else if self.online {
            "ask"
        } else {
            "from the store alone"
        };
        writeln!(f, "services ({how}):")?;
        for service in &self.services {
            match service.name.as_str() {
                "" => writeln!(f, "  {}", service.id)?,
                name => writeln!(f, "  {name} ({})", service.id)?,
            }
        }
        writeln!(f, "criteria: {}", self.criteria)?;
        writeln!(f, "scope: {}", self.scope.name())?;
        let superseded = if self.include_potentially_superseded {
            "kept"
        } else {
            "left out"
        };
        write!(f, "superseded updates: {superseded}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn service(number: u128, change: impl FnOnce(&mut ServiceRecord)) -> ServiceRecord {
        let mut record = ServiceRecord {
            id: Guid::from_u128(number),
            name: format!("Service {number}"),
            ..ServiceRecord::default()
        };
        change(&mut record);
        record
    }

    fn chosen(
        selection: ServerSelection,
        id: Option<u128>,
        services: &[ServiceRecord],
    ) -> Result<Vec<String>, Error> {
        let request = SearchRequest {
            server_selection: selection,
            service_id: id.map(Guid::from_u128),
            ..SearchRequest::default()
        };
        let plan = SearchPlan::new(&request, services)?;
        Ok(plan.services.into_iter().map(|asked| asked.name).collect())
    }

    #[test]
    fn by_default_the_managed_server_is_asked_then_those_of_automatic_updates_then_the_default_one() {
        let default = service(1, |record| record.is_default_au_service = true);
        let with_au = service(2, |record| record.is_registered_with_au = true);
        let managed = service(3, |record| record.is_managed = true);
        let all = [default, with_au, managed];
        let by_default = |services: &[ServiceRecord]| chosen(ServerSelection::Default, None, services);
        assert_eq!(by_default(&all).unwrap(), ["Service 3"]);
        assert_eq!(by_default(&all[..2]).unwrap(), ["Service 2"]);
        assert_eq!(by_default(&all[..1]).unwrap(), ["Service 1"]);
    }

    #[test]
    fn without_any_service_the_error_says_so() {
        let error = chosen(ServerSelection::Default, None, &[]).unwrap_err();
        assert_eq!(error.hresult(), code::WU_E_NO_SERVICE);
        let error = chosen(ServerSelection::Default, None, &[service(1, |_| ())]).unwrap_err();
        assert_eq!(error.hresult(), code::WU_E_AU_NO_REGISTERED_SERVICE);
    }

    #[test]
    fn an_exclusive_server_allows_no_other_server_of_windows_updates() {
        let managed = service(1, |record| {
            (record.is_managed, record.is_exclusive) = (true, true);
        });
        let public = service(2, |record| record.offers_windows_updates = true);
        let packages = service(3, |_| ());
        let scan_package = service(4, |record| {
            (record.offers_windows_updates, record.is_scan_package) = (true, true);
        });
        let all = [managed, public, packages, scan_package];
        for allowed in [1, 3, 4] {
            assert!(
                chosen(ServerSelection::Others, Some(allowed), &all).is_ok(),
                "{allowed}"
            );
        }
        for (selection, id) in [
            (ServerSelection::Others, Some(2)),
            (ServerSelection::WindowsUpdate, None),
        ] {
            let error = chosen(selection, id, &all).unwrap_err();
            assert_eq!(error.hresult(), code::WU_E_WU_DISABLED);
        }
        assert_eq!(
            chosen(ServerSelection::Default, None, &all).unwrap(),
            ["Service 1"]
        );
    }

    #[test]
    fn a_service_that_is_named_has_to_be_registered() {
        let windows = service(7, |record| record.id = WINDOWS_UPDATE);
        let other = service(8, |record| record.is_managed = true);
        let all = [windows, other];
        assert_eq!(
            chosen(ServerSelection::WindowsUpdate, None, &all).unwrap(),
            ["Service 7"]
        );
        assert_eq!(
            chosen(ServerSelection::ManagedServer, None, &all).unwrap(),
            ["Service 8"]
        );
        assert_eq!(
            chosen(ServerSelection::Others, Some(8), &all).unwrap(),
            ["Service 8"]
        );
        for (selection, id) in [
            (ServerSelection::WindowsUpdate, None),
            (ServerSelection::ManagedServer, None),
            (ServerSelection::Others, Some(9)),
            (ServerSelection::Others, None),
        ] {
            let error = chosen(selection, id, &[service(1, |_| ())]).unwrap_err();
            assert_eq!(error.hresult(), code::WU_E_DS_UNKNOWNSERVICE, "{selection:?}");
        }
    }

    #[test]
    fn scopes_beyond_the_current_user_are_refused() {
        for (scope, machine, user) in [
            (SearchScope::Default, true, false),
            (SearchScope::MachineOnly, true, false),
            (SearchScope::CurrentUserOnly, false, true),
            (SearchScope::MachineAndCurrentUser, true, true),
        ] {
            let request = SearchRequest {
                scope,
                ..SearchRequest::default()
            };
            let services = [service(1, |record| record.is_managed = true)];
            let plan = SearchPlan::new(&request, &services).unwrap();
            let covers = |per_user| {
                plan.covers(&Revision {
                    per_user,
                    ..Revision::default()
                })
            };
            assert_eq!((covers(false), covers(true)), (machine, user), "{scope:?}");
        }
        for scope in [SearchScope::MachineAndAllUsers, SearchScope::AllUsers] {
            let request = SearchRequest {
                scope,
                ..SearchRequest::default()
            };
            let error = SearchPlan::new(&request, &[]).unwrap_err();
            assert_eq!(error.hresult(), code::WU_E_UNSUPPORTED_SEARCHSCOPE);
        }
    }

    #[test]
    fn it_can_be_printed() {
        let request = SearchRequest {
            criteria: "isinstalled=0".to_owned(),
            ..SearchRequest::default()
        };
        let services = [service(1, |record| record.is_managed = true)];
        let plan = SearchPlan::new(&request, &services).unwrap();
        assert_eq!(
            plan.to_string(),
            "services (ask):\n  Service 1 (00000000-0000-0000-0000-000000000001)\n\
             criteria: DeploymentAction='Installation' and IsInstalled=0\n\
             scope: Default\n\
             superseded updates: left out"
        );
    }

    #[test]
    fn criteria_that_cannot_be_understood_are_refused_with_the_place() {
        let error = SearchPlan::new(&SearchRequest::from("IsInstalled=2"), &[]).unwrap_err();
        assert_eq!(error.hresult(), code::WU_E_INVALID_CRITERIA);
        assert!(error.message().contains("column"), "{error}");
    }
}
