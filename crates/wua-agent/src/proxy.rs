//! How servers are reached.

use std::fmt;

/// What a client wants used between this computer and the servers of services. The default: what the computer uses.
#[derive(Clone, PartialEq, Eq)]
pub struct ProxySettings {
    /// The settings of the computer are used, and nothing else of these.
    pub auto_detect: bool,
    /// The proxy; empty: none, servers are reached directly.
    pub address: String,
    /// What is reached directly all the same.
    pub bypass_list: Vec<String>,
    /// Local addresses are reached directly.
    pub bypass_on_local: bool,
    /// Who the proxy is told that we are; empty: nobody.
    pub user_name: String,
    /// What proves it.
    pub password: String,
}

impl Default for ProxySettings {
    fn default() -> Self {
        Self {
            auto_detect: true,
            address: String::new(),
            bypass_list: Vec::new(),
            bypass_on_local: false,
            user_name: String::new(),
            password: String::new(),
        }
    }
}

impl fmt::Debug for ProxySettings {
    /// Without the password: what is printed is read by others.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ProxySettings")
            .field("auto_detect", &self.auto_detect)
            .field("address", &self.address)
            .field("bypass_list", &self.bypass_list)
            .field("bypass_on_local", &self.bypass_on_local)
            .field("user_name", &self.user_name)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_password_is_not_printed() {
        let settings = ProxySettings {
            password: "sesame".to_owned(),
            ..ProxySettings::default()
        };
        assert!(!format!("{settings:?}").contains("sesame"));
    }
}
