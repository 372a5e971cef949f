//! The proxies that the environment of this process names.

use std::env;

/// What `http_proxy`, `https_proxy`, `all_proxy` and `no_proxy` say.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct EnvironmentProxies {
    /// For `http:`.
    pub http: String,
    /// For `https:`.
    pub https: String,
    /// For what has none of its own.
    pub all: String,
    /// What is reached directly: hosts and domains, or `*`, with commas between them.
    pub none: String,
}

impl EnvironmentProxies {
    /// Of this process.
    pub fn of_process() -> Self {
        let either = |lower: &str, upper: &str| {
            let value = env::var(lower).or_else(|_| env::var(upper));
            value.unwrap_or_default().trim().to_owned()
        };
        Self {
            // Only in lower case: web servers hand a header `Proxy` of strangers on as HTTP_PROXY.
            http: env::var("http_proxy").unwrap_or_default().trim().to_owned(),
            https: either("https_proxy", "HTTPS_PROXY"),
            all: either("all_proxy", "ALL_PROXY"),
            none: either("no_proxy", "NO_PROXY"),
        }
    }
}

impl std::fmt::Debug for EnvironmentProxies {
    /// Without the addresses: they may have passwords.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("EnvironmentProxies")
            .field("none", &self.none)
            .finish_non_exhaustive()
    }
}
