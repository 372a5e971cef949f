//! The one place from which a member answers that is declared and not implemented.

use wua_com::{Error, Reply, code};

const NO_WINDOWS: &str = "the agent opens no windows";

/// Members that are not implemented, as `Interface.Member`, and why.
pub const NOT_IMPLEMENTED: &[(&str, &str)] = &[
    ("IAutomaticUpdates.ShowSettingsDialog", NO_WINDOWS),
    ("IWebProxy.PromptForCredentials", NO_WINDOWS),
    ("IWebProxy.PromptForCredentialsFromHwnd", NO_WINDOWS),
];

/// Refuses with `E_NOTIMPL` and the reason.
pub(crate) fn not_implemented<T>(interface: &str, member: &str) -> Reply<T> {
    let name = format!("{interface}.{member}");
    let reason = NOT_IMPLEMENTED.iter().find(|(listed, _)| *listed == name);
    let reason = reason.map_or("no reason is given", |(_, reason)| *reason);
    Err(Error::new(
        code::E_NOTIMPL,
        format!("{name} is not implemented: {reason}"),
    ))
}

#[cfg(test)]
mod tests {
    use wua_defs::interfaces::by_name;

    use super::*;

    #[test]
    fn the_list_names_members_that_are_declared() {
        for (name, _) in NOT_IMPLEMENTED {
            let (interface, member) = name.split_once('.').unwrap();
            let members = by_name(interface).unwrap().members;
            assert!(members.iter().any(|own| own.name == member), "{name}");
        }
    }
}
