//! Where keys and tickets lie.

use std::env;
use std::ffi::{OsStr, OsString};
use std::path::PathBuf;

/// The keytab of servers, the keytab of clients, the ticket cache.
const VARIABLES: [&str; 3] = ["KRB5_KTNAME", "KRB5_CLIENT_KTNAME", "KRB5CCNAME"];

/// The files that GSSAPI is to use. What is not said is as the environment or krb5.conf has it.
///
/// GSSAPI learns of them from the environment of the process, which a process with threads cannot change safely: whoever
/// wants other files than [`Files::are_known`] begins a process with [`Files::variables`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Files {
    /// The keys of services of this computer.
    pub keytab: Option<PathBuf>,
    /// The keys of those who sign in elsewhere.
    pub client_keytab: Option<PathBuf>,
    /// The ticket cache: a file, or a name with its type (`KCM:`).
    pub cache: Option<OsString>,
}

impl Files {
    /// The environment that says so.
    pub fn variables(&self) -> impl Iterator<Item = (&'static str, OsString)> {
        let file = |path: &PathBuf| {
            let mut name = OsString::from("FILE:");
            name.push(path);
            name
        };
        let values = [
            self.keytab.as_ref().map(file),
            self.client_keytab.as_ref().map(file),
            self.cache.clone(),
        ];
        VARIABLES
            .into_iter()
            .zip(values)
            .filter_map(|(name, value)| Some((name, value?)))
    }

    /// Whether the environment of this process says so already.
    pub fn are_known(&self) -> bool {
        self.variables().all(|(name, value)| is(name, &value))
    }
}

/// A name without its type is that of a file.
fn is(variable: &str, value: &OsStr) -> bool {
    env::var_os(variable).is_some_and(|known| {
        let mut file = OsString::from("FILE:");
        file.push(&known);
        known == value || file == value
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_said_is_left_as_it_is() {
        assert_eq!(Files::default().variables().count(), 0);
        assert!(Files::default().are_known());
    }

    #[test]
    fn each_file_has_its_variable() {
        let files = Files {
            keytab: Some("/etc/wua/wua.keytab".into()),
            client_keytab: None,
            cache: Some("KCM:".into()),
        };
        let variables: Vec<_> = files.variables().collect();
        assert_eq!(
            variables,
            [
                ("KRB5_KTNAME", "FILE:/etc/wua/wua.keytab".into()),
                ("KRB5CCNAME", "KCM:".into())
            ]
        );
        assert!(!files.are_known());
    }
}
