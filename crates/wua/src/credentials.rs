//! Who somebody is on another computer.

use std::fmt;

use zeroize::Zeroizing;

/// A user, and what proves that it is this user. What is secret is overwritten when it is dropped, and shown nowhere.
#[derive(Clone)]
pub struct Credentials {
    /// The name, without a domain.
    pub user: String,
    /// The domain or realm; empty where the other computer itself knows the user.
    pub domain: String,
    /// The proof.
    pub secret: Secret,
}

/// What proves who somebody is.
#[derive(Clone)]
#[non_exhaustive]
pub enum Secret {
    /// A password.
    Password(Zeroizing<String>),
}

impl Credentials {
    /// Of a user as people write it: `NAME`, `DOMAIN\NAME` or `NAME@REALM`.
    pub fn new(written: &str, secret: Secret) -> Self {
        let (domain, user) = match (written.split_once('\\'), written.rsplit_once('@')) {
            (Some((domain, user)), _) => (domain, user),
            (None, Some((user, realm))) => (realm, user),
            (None, None) => ("", written),
        };
        Self {
            user: user.to_owned(),
            domain: domain.to_owned(),
            secret,
        }
    }

    /// The user as Windows writes it, for messages.
    pub fn account(&self) -> String {
        match self.domain.as_str() {
            "" => self.user.clone(),
            domain => format!("{domain}\\{}", self.user),
        }
    }
}

impl fmt::Debug for Credentials {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Credentials")
            .field("user", &self.user)
            .field("domain", &self.domain)
            .field("secret", &self.secret)
            .finish()
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Password(_) => formatter.write_str("Password(..)"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(written: &str) -> Credentials {
        Credentials::new(written, Secret::Password(Zeroizing::new("swordfish".to_owned())))
    }

    #[test]
    fn a_user_may_have_a_domain_before_or_a_realm_behind() {
        for (written, user, domain) in [
            ("anna", "anna", ""),
            ("MUSEUM\\anna", "anna", "MUSEUM"),
            ("anna@museum.example", "anna", "museum.example"),
            ("MUSEUM\\anna@example.org", "anna@example.org", "MUSEUM"),
        ] {
            let credentials = of(written);
            assert_eq!(
                (&*credentials.user, &*credentials.domain),
                (user, domain),
                "{written}"
            );
        }
    }

    #[test]
    fn a_password_is_shown_nowhere() {
        let shown = format!("{:?} {:#?}", of("anna"), of("MUSEUM\\anna"));
        assert!(shown.contains("anna") && !shown.contains("swordfish"), "{shown}");
    }
}
