//! From one who signed in to one who calls: administrators alone.

use std::sync::Arc;

use wua_com::{Caller, Error, Lcid, Rights, code};

use super::accounts::User;
use super::policy::Policy;
use super::realm;

/// The caller that a user is here. The error is for the log of this computer: the other one is told its code alone.
///
/// `account` is what is known of the user now, and not when signing in: one who was removed since may do nothing more.
pub fn caller(name: &str, account: Option<&User>, policy: &Policy, locale: Lcid) -> Result<Caller, Error> {
    let account = account.ok_or_else(|| {
        Error::new(
            code::E_ACCESSDENIED,
            format!("“{name}” has no account here, or not any more"),
        )
    })?;
    if !account.is_administrator {
        return Err(no_administrator(name));
    }
    Ok(administrator(&account.name, policy, locale))
}

/// The same of one whom a realm vouches for. A principal has an `@`, and so is never the user of an account.
pub(super) fn caller_of_realm(
    principal: &str,
    administrators: &realm::Administrators,
    policy: &Policy,
    locale: Lcid,
) -> Result<Caller, Error> {
    if administrators.contain(principal) {
        Ok(administrator(principal, policy, locale))
    } else {
        Err(no_administrator(principal))
    }
}

fn administrator(name: &str, policy: &Policy, locale: Lcid) -> Caller {
    let caller = Caller::remote(Rights::Administrator, policy.permissions).speaking(locale);
    Caller {
        user: name.into(),
        folders: Arc::clone(&policy.paths),
        ..caller
    }
}

fn no_administrator(name: &str) -> Error {
    Error::new(
        code::E_ACCESSDENIED,
        format!(
            "“{name}” is no administrator here, and only administrators may use the agent from another computer"
        ),
    )
}

#[cfg(test)]
mod tests {
    use wua_com::{Origin, Permission, Permissions};
    use wua_rpc::auth::ntlm::NtHash;

    use super::*;

    fn anna(is_administrator: bool) -> User {
        User {
            name: "Anna".to_owned(),
            nt_hash: NtHash::of("secret"),
            is_administrator,
        }
    }

    #[test]
    fn an_administrator_calls_from_elsewhere_with_what_the_policy_grants() {
        let policy = Policy {
            permissions: Permissions::NONE.with(Permission::Hide),
            ..Policy::default()
        };
        let caller = caller("anna", Some(&anna(true)), &policy, Lcid(0x0C0A)).unwrap();
        assert_eq!(caller.origin, Origin::Remote);
        assert_eq!(caller.rights, Rights::Administrator);
        assert_eq!(caller.locale, Lcid(0x0C0A));
        assert_eq!(&*caller.user, "Anna", "as the account is written");
        assert!(caller.permissions.grants(Permission::Hide));
        assert!(!caller.permissions.grants(Permission::Install));
        assert!(!caller.locked_down);
    }

    #[test]
    fn others_are_refused_with_a_reason_for_the_log() {
        let refused =
            |account: Option<&User>| caller("anna", account, &Policy::default(), Lcid::ENGLISH).unwrap_err();
        let user = refused(Some(&anna(false)));
        assert_eq!(user.hresult(), code::E_ACCESSDENIED);
        assert!(user.message().contains("“anna” is no administrator"), "{user}");
        let nobody = refused(None);
        assert_eq!(nobody.hresult(), code::E_ACCESSDENIED);
        assert!(nobody.message().contains("“anna” has no account"), "{nobody}");
    }
}
