//! The classes that programs create by name.

use std::sync::Arc;

use wua_com::table::CoClass;
use wua_com::{Caller, Error, ObjectRef, Origin, Remote, Rights, code};
use wua_defs::classes;

use crate::automatic_updates::AutomaticUpdates;
use crate::client::Client;
use crate::host::Host;
use crate::installation_agent::InstallationAgent;
use crate::string_collection::StringCollection;
use crate::system_information::SystemInformation;
use crate::update_collection::UpdateCollection;
use crate::update_downloader::UpdateDownloader;
use crate::update_installer::UpdateInstaller;
use crate::update_searcher::UpdateSearcher;
use crate::update_service_manager::UpdateServiceManager;
use crate::update_session::UpdateSession;
use crate::web_proxy::WebProxy;
use crate::windows_update_agent_info::WindowsUpdateAgentInfo;

type Make = fn(&Arc<Host>, &Caller) -> ObjectRef;

/// How an object of each class is made.
static MAKERS: [(&CoClass, Make); 12] = [
    (&classes::AUTOMATIC_UPDATES, |host, _| {
        ObjectRef::new(AutomaticUpdates::new(host))
    }),
    (&classes::INSTALLATION_AGENT, |host, _| {
        ObjectRef::new(InstallationAgent::new(host))
    }),
    (&classes::STRING_COLLECTION, |_, _| {
        ObjectRef::new(StringCollection::default())
    }),
    (&classes::SYSTEM_INFORMATION, |host, _| {
        ObjectRef::new(SystemInformation::new(host))
    }),
    (&classes::UPDATE_COLLECTION, |_, _| {
        ObjectRef::new(UpdateCollection::default())
    }),
    (&classes::UPDATE_DOWNLOADER, |host, caller| {
        ObjectRef::new(UpdateDownloader::new(Client::new(host, caller)))
    }),
    (&classes::UPDATE_INSTALLER, |host, caller| {
        ObjectRef::new(UpdateInstaller::new(Client::new(host, caller)))
    }),
    (&classes::UPDATE_SEARCHER, |host, caller| {
        ObjectRef::new(UpdateSearcher::new(Client::new(host, caller)))
    }),
    (&classes::UPDATE_SERVICE_MANAGER, |host, caller| {
        ObjectRef::new(UpdateServiceManager::new(Client::new(host, caller)))
    }),
    (&classes::UPDATE_SESSION, |host, caller| {
        ObjectRef::new(UpdateSession::new(host, caller))
    }),
    (&classes::WEB_PROXY, |_, _| ObjectRef::new(WebProxy::default())),
    (&classes::WINDOWS_UPDATE_AGENT_INFO, |host, _| {
        ObjectRef::new(WindowsUpdateAgentInfo::new(&host.product_version))
    }),
];

/// Creates an object of a class, if this caller may.
pub fn create(host: &Arc<Host>, class: &'static CoClass, caller: &Caller) -> Result<ObjectRef, Error> {
    admit(class, caller)?;
    let maker = MAKERS.iter().find(|(known, _)| std::ptr::eq(*known, class));
    match maker {
        Some((_, make)) => Ok(make(host, caller)),
        None => Err(Error::new(
            code::REGDB_E_CLASSNOTREG,
            format!("there is no class {}", class.name),
        )),
    }
}

/// Activation is no call of a member, so the waist does not see it: this is the rule for classes.
pub fn admit(class: &CoClass, caller: &Caller) -> Result<(), Error> {
    let refusal = match class.remote {
        _ if caller.origin == Origin::Local => return Ok(()),
        _ if caller.rights < Rights::Administrator => {
            "only administrators may use the update agent of another computer".to_owned()
        }
        Remote::Allowed | Remote::ReadOnly => return Ok(()),
        Remote::Refused { unless } if caller.permissions.grants(unless) => return Ok(()),
        Remote::Refused { unless } => format!(
            "{} is not available from another computer; an administrator of this one can allow `{}` there",
            class.progid,
            unless.name()
        ),
        Remote::Never => format!("{} is not available from another computer", class.progid),
    };
    Err(Error::new(code::E_ACCESSDENIED, refusal))
}

#[cfg(test)]
mod tests {
    use wua_com::{Permission, Permissions};

    use super::*;

    #[test]
    fn every_class_can_be_made() {
        for class in classes::CLASSES {
            let makers = MAKERS.iter().filter(|(known, _)| std::ptr::eq(*known, *class));
            assert_eq!(makers.count(), 1, "{}", class.name);
        }
    }

    #[test]
    fn other_computers_get_what_the_rule_or_the_policy_allows() {
        let administrator = |permissions| Caller::remote(Rights::Administrator, permissions);
        let refused = |class, caller: &Caller| {
            admit(class, caller).map_err(|error| error.hresult()) == Err(code::E_ACCESSDENIED)
        };
        assert!(!refused(
            &classes::UPDATE_SESSION,
            &administrator(Permissions::NONE)
        ));
        assert!(refused(
            &classes::UPDATE_INSTALLER,
            &administrator(Permissions::NONE)
        ));
        let permissions = Permissions::NONE.with(Permission::Install);
        assert!(!refused(&classes::UPDATE_INSTALLER, &administrator(permissions)));
        let user = Caller::remote(Rights::User, permissions);
        assert!(refused(&classes::UPDATE_SESSION, &user));
        assert!(!refused(&classes::UPDATE_INSTALLER, &Caller::local(Rights::User)));
    }
}
