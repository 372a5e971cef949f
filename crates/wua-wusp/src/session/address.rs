//! Where the service of authorization is.

use crate::Error;

/// The path of an address in the server's configuration. It may be relative, as the specification has it, or empty, as servers
/// of others have it, or whole; but it leads to no other server, which would learn who we are.
pub(super) fn path(url: &str, server: &str, default: &str) -> Result<String, Error> {
    let url = url.trim();
    let server = server.trim_end_matches('/');
    let wrong = || Error::Configuration {
        name: "ServiceUrl",
        value: Some(url.to_owned()),
    };
    let is_odd = |letter: char| letter.is_control() || letter.is_whitespace() || letter == '\\';
    if url.is_empty() {
        return Ok(default.to_owned());
    }
    if url.starts_with("//") || url.contains(is_odd) {
        return Err(wrong());
    }
    if url.starts_with('/') {
        return Ok(url.to_owned());
    }
    let has_scheme = url
        .split_once(':')
        .is_some_and(|(before, _)| !before.contains(['/', '?', '#']));
    if !has_scheme {
        return Ok(format!("/{url}"));
    }
    let same = url
        .get(..server.len())
        .is_some_and(|begin| begin.eq_ignore_ascii_case(server));
    match url.get(server.len()..).filter(|_| same) {
        Some(path) if path.starts_with('/') && !path.starts_with("//") => Ok(path.to_owned()),
        _ => Err(wrong()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SERVER: &str = "https://updates.example:8531";
    const DEFAULT: &str = "/SimpleAuthWebService/SimpleAuth.asmx";

    #[test]
    fn it_may_be_relative_empty_or_whole() {
        for url in [
            "",
            " ",
            DEFAULT,
            "SimpleAuthWebService/SimpleAuth.asmx",
            "HTTPS://Updates.Example:8531/SimpleAuthWebService/SimpleAuth.asmx",
        ] {
            assert_eq!(path(url, SERVER, DEFAULT).unwrap(), DEFAULT, "{url}");
            assert_eq!(
                path(url, &format!("{SERVER}/"), DEFAULT).unwrap(),
                DEFAULT,
                "{url}"
            );
        }
    }

    #[test]
    fn it_leads_to_no_other_server() {
        for url in [
            "//other.example/a",
            "https://other.example/a",
            "http://updates.example:8531/a",
            "https://updates.example:8531.other.example/a",
            "https://updates.example:8531@other.example/a",
            "https://updates.example:8531",
            "/a\r\nHost: other",
            "\\\\other\\a",
            "file:/etc/passwd",
        ] {
            let error = path(url, SERVER, DEFAULT).unwrap_err();
            assert_eq!(
                error.hresult(),
                wua_com::code::WU_E_PT_INVALID_CONFIG_PROP,
                "{url}"
            );
        }
    }
}
