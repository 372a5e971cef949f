//! Principals, and whom this computer takes them for.

use libgssapi::name::Name;
use libgssapi::oid::{GSS_MECH_KRB5, GSS_NT_HOSTBASED_SERVICE, GSS_NT_KRB5_PRINCIPAL};
use nix::unistd::{Group, User, getgrouplist};

use crate::Failure;

/// The user of this computer that a principal means, by the rules of krb5.conf (`auth_to_local`): without any, those of
/// the own realm by their names. Nothing if it means nobody.
pub fn local_user(principal: &str) -> Option<String> {
    let name = name(principal).ok()?.canonicalize(Some(GSS_MECH_KRB5)).ok()?;
    let local = name.local_name(Some(GSS_MECH_KRB5)).ok()?;
    // Some systems count the zero at the end.
    let local = std::str::from_utf8(&local).ok()?.trim_end_matches('\0');
    (!local.is_empty()).then(|| local.to_owned())
}

/// Whether a user of this computer is in a group of it, be it the first one of the user. Asks the system, which may ask
/// the network.
pub fn is_member(user: &str, group: &str) -> bool {
    let (Ok(Some(user)), Ok(Some(group))) = (User::from_name(user), Group::from_name(group)) else {
        return false;
    };
    let Ok(name) = std::ffi::CString::new(user.name) else {
        return false;
    };
    getgrouplist(&name, user.gid).is_ok_and(|groups| groups.contains(&group.gid))
}

/// `anna@EXAMPLE.ORG`, or of the own realm without it.
pub(crate) fn name(principal: &str) -> Result<Name, Failure> {
    Name::new(principal.as_bytes(), Some(GSS_NT_KRB5_PRINCIPAL))
        .map_err(|error| Failure::of(&format!("the principal `{principal}`"), error))
}

/// `host/NAME`, in the realm that krb5.conf has for that name, or with a realm, as it stands there.
pub(crate) fn service(target: &str) -> Result<Name, Failure> {
    match target.split_once('/') {
        Some((service, host)) if !host.contains(['/', '@']) => {
            let text = format!("{service}@{host}");
            Name::new(text.as_bytes(), Some(GSS_NT_HOSTBASED_SERVICE))
                .map_err(|error| Failure::of(&format!("the service `{target}`"), error))
        }
        _ => name(target),
    }
}

/// As it is written.
pub(crate) fn display(name: &Name) -> Result<String, Failure> {
    let text = name
        .display_name()
        .map_err(|error| Failure::of("the name of the other side", error))?;
    match std::str::from_utf8(&text) {
        Ok(text) => Ok(text.trim_end_matches('\0').to_owned()),
        // What cannot be shown cannot be compared with what an administrator wrote.
        Err(_) => Err(Failure::new("Kerberos: the name of the other side is no text")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn root_is_in_its_group_and_nobody_is_in_none() {
        assert!(is_member("root", "root"));
        assert!(!is_member("root", "no-such-group"));
        assert!(!is_member("no-such-user", "root"));
        assert!(!is_member("nobody", "root"));
    }
}
