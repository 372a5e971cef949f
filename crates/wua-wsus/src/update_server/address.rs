//! Where a server is, and whether it may be asked there.

use wua_agent::UpdateServer;
use wua_agent::http::Location;
use wua_com::{Error, code};

/// The address of a server without what may stand behind it: `https://updates.example:8531`.
pub(super) fn root(url: &str) -> Result<String, Error> {
    let url = url.trim();
    let location = Location::parse(url).map_err(|error| error.context("the address of the update server"))?;
    let scheme = url.split("://").next().unwrap_or_default().to_ascii_lowercase();
    if !matches!(scheme.as_str(), "http" | "https") || url.contains(['?', '#']) {
        return Err(Error::new(
            code::WU_E_PT_INVALID_URL,
            format!("{location}: an update server has an address like https://updates.example:8531"),
        ));
    }
    let rest = url.get(scheme.len() + 3..).unwrap_or_default();
    Ok(format!("{scheme}://{}", rest.trim_end_matches('/')))
}

/// What is said of it wherever nothing proves that a server is the right one.
pub(super) const RISK: &str = "nothing proves who answers, so that whoever is between can have programs of theirs installed with all \
                               rights: give the server a certificate, and use https";

/// Whether nothing proves that it is this server.
pub(super) fn is_plain(root: &str) -> bool {
    root.starts_with("http://")
}

/// Refuses what is not protected, unless somebody wants it so.
pub(super) fn check(server: &UpdateServer) -> Result<UpdateServer, Error> {
    let url = root(&server.url)?;
    let status_url = if server.status_url.trim().is_empty() {
        url.clone()
    } else {
        root(&server.status_url)?
    };
    if !server.allow_http
        && let Some(plain) = [&url, &status_url].into_iter().find(|url| is_plain(url))
    {
        return Err(Error::new(
            code::WU_E_PT_SECURITY_VERIFICATION_FAILURE,
            format!("{plain}: {RISK}; or allow http if you trust everything between"),
        ));
    }
    Ok(UpdateServer {
        url,
        status_url,
        target_group: server
            .target_group
            .as_deref()
            .map(str::trim)
            .filter(|group| !group.is_empty())
            .map(str::to_owned),
        ..server.clone()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn server(url: &str, allow_http: bool) -> UpdateServer {
        UpdateServer {
            url: url.to_owned(),
            allow_http,
            ..UpdateServer::default()
        }
    }

    #[test]
    fn an_address_ends_where_the_services_begin() {
        for url in [
            "https://updates.example:8531",
            "HTTPS://updates.example:8531/",
            " https://updates.example:8531// ",
        ] {
            assert_eq!(
                check(&server(url, false)).unwrap().url,
                "https://updates.example:8531"
            );
        }
        assert_eq!(
            check(&server("https://a.example/wsus/", false)).unwrap().url,
            "https://a.example/wsus"
        );
    }

    #[test]
    fn what_is_no_address_of_a_server_is_refused() {
        for url in [
            "",
            "updates.example",
            "ftp://a.example",
            "file:///tmp",
            "https://a.example/?a",
            "https://",
        ] {
            assert!(check(&server(url, true)).is_err(), "{url}");
        }
    }

    #[test]
    fn what_is_not_protected_is_refused_unless_somebody_wants_it_so() {
        let error = check(&server("http://a.example:8530", false)).unwrap_err();
        assert_eq!(error.hresult(), code::WU_E_PT_SECURITY_VERIFICATION_FAILURE);
        assert!(error.message().contains("allow http"), "{error}");
        assert!(check(&server("http://a.example:8530", true)).is_ok());
        let reports = UpdateServer {
            status_url: "http://b.example".to_owned(),
            ..server("https://a.example", false)
        };
        assert!(check(&reports).is_err());
    }
}
