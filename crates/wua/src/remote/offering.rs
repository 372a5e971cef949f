//! What this computer offers to others: the classes and interfaces that the tables and the policy leave to them.

use std::sync::Arc;

use wua_com::table::CoClass;
use wua_com::{Caller, Error, Guid, Interface, Lcid, ObjectRef, Permissions, Remote, code};
use wua_defs::classes::CLASSES;
use wua_defs::interfaces::INTERFACES;
use wua_defs::vendor::IWUA_READER;
use wua_objects::{Host, classes};
use wua_rpc::auth::Voucher;
use wua_rpc::exporter::{Offer, Origin};

use super::accounts::AccountsFile;
use super::administrators;
use super::journal::{Entry, Journal};
use super::policy::Policy;
use super::realm;

pub(super) struct Offering {
    pub(super) host: Arc<Host>,
    pub(super) accounts: Arc<AccountsFile>,
    pub(super) realm: realm::Administrators,
    pub(super) policy: Policy,
    /// The language of texts, until a caller chooses another one.
    pub(super) locale: Lcid,
    #[cfg(feature = "museum")]
    pub(super) is_museum: bool,
    pub(super) journal: Arc<dyn Journal>,
}

impl Offer for Offering {
    fn caller(&self, origin: &Origin) -> Result<Caller, Error> {
        let Some(peer) = &origin.peer else {
            return Err(Error::new(
                code::E_ACCESSDENIED,
                "nobody signed in on this connection",
            ));
        };
        let name = &peer.user;
        let caller = match peer.voucher {
            Voucher::Account => {
                let account = self.accounts.user(name)?;
                administrators::caller(name, account.as_ref(), &self.policy, self.locale)
            }
            Voucher::Realm => administrators::caller_of_realm(name, &self.realm, &self.policy, self.locale),
        }?;
        Ok(self.observed(caller))
    }

    fn interfaces(&self) -> Vec<&'static Interface> {
        let all = available(self.policy.permissions);
        // Without it, clients read property by property, as from any other agent.
        all.filter(|interface| self.policy.whole_results || *interface != &IWUA_READER)
            .collect()
    }

    fn check_class(&self, class: Guid, caller: &Caller) -> Result<(), Error> {
        classes::admit(known(class)?, caller)
    }

    fn create(&self, class: Guid, caller: &Caller) -> Result<ObjectRef, Error> {
        classes::create(&self.host, known(class)?, caller)
    }

    fn refused(&self, origin: &Origin, what: &str, why: &Error) {
        self.journal.enter(Entry::of_refusal(origin, what, why));
    }
}

impl Offering {
    #[cfg(feature = "museum")]
    fn observed(&self, caller: Caller) -> Caller {
        if !self.is_museum {
            return caller;
        }
        Caller {
            observer: wua_testkit::MemberRecord::of_environment(),
            ..caller
        }
    }

    #[cfg(not(feature = "museum"))]
    #[expect(clippy::unused_self, reason = "who is observed, the museum decides")]
    fn observed(&self, caller: Caller) -> Caller {
        caller
    }
}

/// The interfaces of which at least one member can be called from another computer.
fn available(permissions: Permissions) -> impl Iterator<Item = &'static Interface> {
    let reachable = move |remote: Remote| match remote {
        Remote::Allowed | Remote::ReadOnly => true,
        Remote::Refused { unless } => permissions.grants(unless),
        Remote::Never => false,
    };
    let all = INTERFACES.iter().copied().chain([&IWUA_READER]);
    all.filter(move |interface| interface.members.iter().any(|member| reachable(member.remote)))
}

fn known(class: Guid) -> Result<&'static CoClass, Error> {
    let known = CLASSES.iter().copied().find(|known| known.clsid == class);
    known.ok_or_else(|| {
        Error::new(
            code::REGDB_E_CLASSNOTREG,
            format!("there is no class {class} on this computer"),
        )
    })
}

#[cfg(test)]
mod tests {
    use wua_com::Permission;

    use super::*;

    #[test]
    fn the_interfaces_of_the_protocol_are_available_and_no_others() {
        let names: Vec<&str> = available(Permissions::NONE)
            .map(|interface| interface.name)
            .collect();
        // And what our own clients read whole results by.
        assert_eq!(names.len(), 44 + 1, "{names:#?}");
        assert!(names.contains(&IWUA_READER.name));
        for absent in [
            "IUpdateDownloader",
            "IUpdateInstaller",
            "ISystemInformation",
            "IWebProxy",
        ] {
            assert!(!names.contains(&absent), "{absent}");
        }
    }

    #[test]
    fn what_is_allowed_brings_the_interfaces_that_it_needs() {
        let with = |permission| {
            let permissions = Permissions::NONE.with(permission);
            available(permissions)
                .map(|interface| interface.name)
                .collect::<Vec<_>>()
        };
        assert!(with(Permission::Install).contains(&"IUpdateInstaller"));
        assert!(with(Permission::Download).contains(&"IDownloadJob"));
        assert!(!with(Permission::Download).contains(&"IUpdateInstaller"));
    }
}
