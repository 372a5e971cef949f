//! Which way a request takes: directly, or through which proxy. Pure.

use wua_agent::ProxySettings;
use wua_agent::http::Location;
use wua_com::{Error, code};

use crate::environment::EnvironmentProxies;

/// A way to a server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Route {
    /// Without a proxy.
    Direct,
    /// Through the proxy there.
    Through(Location),
}

impl Route {
    /// The way to `location` for a client with these settings.
    pub(crate) fn to(
        location: &Location,
        settings: &ProxySettings,
        environment: &EnvironmentProxies,
    ) -> Result<Self, Error> {
        if settings.auto_detect {
            return by_environment(location, environment);
        }
        let is_local = settings.bypass_on_local && is_local(&location.host);
        let bypassed = |pattern: &String| {
            let is_for_local = pattern.trim().eq_ignore_ascii_case("<local>");
            (is_for_local && self::is_local(&location.host)) || matches(pattern, location)
        };
        if is_local || settings.bypass_list.iter().any(bypassed) {
            return Ok(Self::Direct);
        }
        let Some(address) = address_for(location, &settings.address) else {
            return Ok(Self::Direct);
        };
        let mut proxy = proxy(address)?;
        if !settings.user_name.is_empty() {
            proxy.user = Some(settings.user_name.clone());
            proxy.password = Some(settings.password.clone());
        }
        Ok(Self::Through(proxy))
    }
}

fn by_environment(location: &Location, environment: &EnvironmentProxies) -> Result<Route, Error> {
    let own = if location.is_secure {
        &environment.https
    } else {
        &environment.http
    };
    let address = if own.is_empty() { &environment.all } else { own };
    let mut exceptions = environment
        .none
        .split([',', ' '])
        .filter(|pattern| !pattern.is_empty());
    let is_excepted = exceptions.any(|pattern| {
        let domain = pattern.trim_start_matches('.');
        matches(pattern, location) || matches(&format!("*.{domain}"), location)
    });
    if address.is_empty() || is_excepted {
        return Ok(Route::Direct);
    }
    proxy(address).map(Route::Through)
}

/// One address for everything, or a list: `http=one:8080;https=two:8080`.
fn address_for<'a>(location: &Location, addresses: &'a str) -> Option<&'a str> {
    let scheme = if location.is_secure { "https" } else { "http" };
    let entries = || addresses.split([';', ' ']).filter(|entry| !entry.is_empty());
    let own = entries().find_map(|entry| {
        let (name, address) = entry.split_once('=')?;
        name.eq_ignore_ascii_case(scheme).then_some(address)
    });
    own.or_else(|| entries().find(|entry| !entry.contains('=')))
}

/// `host:port`, or an address with `http:` or `https:`.
fn proxy(address: &str) -> Result<Location, Error> {
    let wrong = |why: &str| {
        Error::new(
            code::WU_E_INVALID_PROXY_SERVER,
            format!("the address of the proxy is wrong: {why}; it should read http://host:port"),
        )
    };
    let is_whole = address.contains("://");
    let scheme = address.split("://").next().unwrap_or_default();
    if is_whole
        && !["http", "https"]
            .iter()
            .any(|known| scheme.eq_ignore_ascii_case(known))
    {
        return Err(wrong(&format!("{scheme:?} proxies are not supported")));
    }
    let location = if is_whole {
        Location::parse(address)
    } else {
        Location::parse(&format!("http://{address}"))
    };
    location.map_err(|error| wrong(&error.message()))
}

/// Names without a dot, and this computer itself.
fn is_local(host: &str) -> bool {
    let address = host.trim_start_matches('[').trim_end_matches(']');
    match address.parse::<std::net::IpAddr>() {
        Ok(address) => address.is_loopback(),
        Err(_) => !host.contains('.'),
    }
}

/// A host, with `*` for any part of it, and perhaps scheme and port.
fn matches(pattern: &str, location: &Location) -> bool {
    let pattern = pattern.trim().to_ascii_lowercase();
    let pattern = match pattern.split_once("://") {
        Some((scheme, _)) if (scheme == "https") != location.is_secure => return false,
        Some((_, rest)) => rest,
        None => pattern.as_str(),
    };
    let with_port = format!("{}:{}", location.host, location.port);
    glob(pattern.as_bytes(), location.host.as_bytes()) || glob(pattern.as_bytes(), with_port.as_bytes())
}

/// Whether `*` in a pattern can stand for something that makes it `text`.
fn glob(pattern: &[u8], text: &[u8]) -> bool {
    let (mut at, mut from) = (0, 0);
    let mut star: Option<(usize, usize)> = None;
    while from < text.len() {
        if pattern.get(at) == Some(&b'*') {
            star = Some((at, from));
            at += 1;
        } else if pattern.get(at) == text.get(from) {
            at += 1;
            from += 1;
        } else if let Some((before, tried)) = star {
            star = Some((before, tried + 1));
            at = before + 1;
            from = tried + 1;
        } else {
            return false;
        }
    }
    pattern.iter().skip(at).all(|byte| *byte == b'*')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn to(url: &str, settings: &ProxySettings) -> String {
        let none = EnvironmentProxies::default();
        show(&Route::to(&Location::parse(url).unwrap(), settings, &none).unwrap())
    }

    fn show(route: &Route) -> String {
        match route {
            Route::Direct => "direct".to_owned(),
            Route::Through(proxy) => proxy.to_string(),
        }
    }

    fn settings(address: &str) -> ProxySettings {
        ProxySettings {
            auto_detect: false,
            address: address.to_owned(),
            ..ProxySettings::default()
        }
    }

    #[test]
    fn a_client_with_a_proxy_uses_it_and_one_without_goes_directly() {
        assert_eq!(to("http://host/", &settings("")), "direct");
        assert_eq!(to("http://host/", &settings("proxy:8080")), "http://proxy:8080/");
        assert_eq!(to("http://host/", &settings("HTTPS://proxy")), "https://proxy/");
        let list = settings("http=one:81;https=two:82");
        assert_eq!(to("http://host/", &list), "http://one:81/");
        assert_eq!(to("https://host/", &list), "http://two:82/");
        assert_eq!(to("https://host/", &settings("http=one:81")), "direct");
    }

    #[test]
    fn the_bypass_list_names_hosts_with_stars() {
        let mut settings = settings("proxy");
        settings.bypass_list = [
            "*.example.org",
            "10.*",
            "exact",
            "host:81",
            "https://only.secure",
            "<local>",
        ]
        .map(str::to_owned)
        .to_vec();
        for direct in [
            "http://a.example.org/",
            "http://10.1.2.3/",
            "http://EXACT/",
            "http://host:81/",
            "https://only.secure/",
            "http://plain/",
            "http://[::1]/",
        ] {
            assert_eq!(to(direct, &settings), "direct", "{direct}");
        }
        for proxied in ["http://example.org/", "http://110.1.2.3/", "http://only.secure/"] {
            assert_eq!(to(proxied, &settings), "http://proxy/", "{proxied}");
        }
    }

    #[test]
    fn local_servers_are_reached_directly_only_if_wanted() {
        let mut settings = settings("proxy");
        assert_eq!(to("http://intranet/", &settings), "http://proxy/");
        settings.bypass_on_local = true;
        assert_eq!(to("http://intranet/", &settings), "direct");
        assert_eq!(to("http://127.0.0.1/", &settings), "direct");
        assert_eq!(to("http://www.example.org/", &settings), "http://proxy/");
    }

    #[test]
    fn user_and_password_come_from_the_settings_else_from_the_address() {
        let location = Location::parse("http://host/").unwrap();
        let of =
            |settings: &ProxySettings| match Route::to(&location, settings, &EnvironmentProxies::default()) {
                Ok(Route::Through(proxy)) => (proxy.user.unwrap(), proxy.password.unwrap()),
                other => panic!("{other:?}"),
            };
        let mut settings = settings("http://a:b@proxy:8080");
        assert_eq!(of(&settings), ("a".to_owned(), "b".to_owned()));
        settings.user_name = "c".to_owned();
        settings.password = "d".to_owned();
        assert_eq!(of(&settings), ("c".to_owned(), "d".to_owned()));
    }

    #[test]
    fn a_proxy_that_nobody_can_speak_to_is_named_without_its_password() {
        let location = Location::parse("http://host/").unwrap();
        for wrong in [
            "socks5h://a:sesame@proxy",
            "http://a:sesame@:8080",
            "a:sesame@proxy:port",
        ] {
            let error = Route::to(&location, &settings(wrong), &EnvironmentProxies::default()).unwrap_err();
            assert_eq!(error.hresult(), code::WU_E_INVALID_PROXY_SERVER);
            assert!(!error.message().contains("sesame"), "{error}");
        }
    }

    #[test]
    fn a_client_that_leaves_it_to_the_computer_follows_the_environment() {
        let environment = EnvironmentProxies {
            http: "http://one:81".to_owned(),
            https: String::new(),
            all: "two:82".to_owned(),
            none: "example.org, .local,10.0.0.1".to_owned(),
        };
        let to = |url: &str| {
            let location = Location::parse(url).unwrap();
            show(&Route::to(&location, &ProxySettings::default(), &environment).unwrap())
        };
        assert_eq!(to("http://host/"), "http://one:81/");
        assert_eq!(to("https://host/"), "http://two:82/");
        for direct in [
            "http://example.org/",
            "https://a.example.org/",
            "http://x.local/",
            "http://10.0.0.1/",
        ] {
            assert_eq!(to(direct), "direct", "{direct}");
        }
        assert_eq!(to("http://notexample.org/"), "http://one:81/");
    }
}
