//! Who somebody is on another computer.

use std::fmt;

#[cfg(feature = "kerberos")]
use wua_com::{Error, code};
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
    /// Tickets of Kerberos.
    #[cfg(feature = "kerberos")]
    Kerberos(wua_kerberos::Client),
}

/// Where tickets of Kerberos come from.
#[derive(Clone)]
#[cfg(feature = "kerberos")]
pub enum Tickets {
    /// They are there already: `kinit` got them.
    Cache,
    /// A key in the keytab of clients, `KRB5_CLIENT_KTNAME`.
    Keytab,
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

    /// Of a user of a realm, `NAME@REALM`; with a cache it may be left out. Tickets are got at once, and for each host
    /// when it is called: `host/NAME`.
    #[cfg(feature = "kerberos")]
    pub fn kerberos(principal: Option<&str>, from: &Tickets) -> Result<Self, Error> {
        let needed = || {
            let message = "Kerberos with a key or a password needs to know for whom: NAME@REALM";
            principal.ok_or_else(|| Error::new(code::E_INVALIDARG, message))
        };
        // Each host is named when it is called.
        let nowhere = "host/localhost";
        let client = match from {
            Tickets::Cache => wua_kerberos::Client::from_cache(principal, nowhere),
            Tickets::Keytab => wua_kerberos::Client::from_keytab(needed()?, nowhere),
            Tickets::Password(password) => wua_kerberos::Client::from_password(needed()?, password, nowhere),
        };
        let client = client.map_err(|failure| {
            let message = format!("{failure}: see `klist`, and /etc/krb5.conf for the realm");
            Error::new(code::ERROR_LOGON_FAILURE, message)
        })?;
        let written = principal.unwrap_or("the user of the ticket cache");
        Ok(Self::new(written, Secret::Kerberos(client)))
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
            #[cfg(feature = "kerberos")]
            Self::Kerberos(_) => formatter.write_str("Kerberos(..)"),
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
