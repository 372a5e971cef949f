//! What it means that a server answered, but not with the file.

use wua_com::{Error, HResult, code};

use super::Location;

/// The error for an answer that is none of those hoped for. `who` is the server, or the proxy before it.
pub fn status_error(status: u16, location: &Location, who: &str) -> Error {
    let (hresult, what) = meaning(status);
    Error::new(hresult, format!("{location}: {who} answered {status}: {what}"))
}

fn meaning(status: u16) -> (HResult, &'static str) {
    match status {
        400 => (
            code::WU_E_PT_HTTP_STATUS_BAD_REQUEST,
            "it does not understand the request; check the address",
        ),
        401 => (
            code::WU_E_PT_HTTP_STATUS_DENIED,
            "it wants a user name and a password, or other ones; put them into the settings of the source",
        ),
        403 => (
            code::WU_E_PT_HTTP_STATUS_FORBIDDEN,
            "it refuses to hand it out; ask who runs it, or use another server",
        ),
        404 => (
            code::WU_E_PT_HTTP_STATUS_NOT_FOUND,
            "it is not there; search again, the list of updates may be older than the server",
        ),
        405 => (
            code::WU_E_PT_HTTP_STATUS_BAD_METHOD,
            "it hands out nothing here; check the address",
        ),
        407 => (
            code::WU_E_PT_HTTP_STATUS_PROXY_AUTH_REQ,
            "the proxy wants a user name and a password, or other ones; put them into the proxy settings",
        ),
        408 => (
            code::WU_E_PT_HTTP_STATUS_REQUEST_TIMEOUT,
            "it waited too long for the request; try again",
        ),
        409 => (
            code::WU_E_PT_HTTP_STATUS_CONFLICT,
            "it is being changed; try again later",
        ),
        410 => (
            code::WU_E_PT_HTTP_STATUS_GONE,
            "it is there no more; search again",
        ),
        429 => (
            code::WU_E_PT_HTTP_STATUS_SERVICE_UNAVAIL,
            "it is asked too often; try again later",
        ),
        500 => (
            code::WU_E_PT_HTTP_STATUS_SERVER_ERROR,
            "it is out of order; try again later",
        ),
        501 => (
            code::WU_E_PT_HTTP_STATUS_NOT_SUPPORTED,
            "it cannot do what is asked; use another server",
        ),
        502 => (
            code::WU_E_PT_HTTP_STATUS_BAD_GATEWAY,
            "the server behind it is out of order; try again later",
        ),
        503 => (
            code::WU_E_PT_HTTP_STATUS_SERVICE_UNAVAIL,
            "it is overloaded or under repair; try again later",
        ),
        504 => (
            code::WU_E_PT_HTTP_STATUS_GATEWAY_TIMEOUT,
            "the server behind it does not answer; try again later",
        ),
        505 => (
            code::WU_E_PT_HTTP_STATUS_VERSION_NOT_SUP,
            "it does not speak HTTP/1.1; use another server",
        ),
        _ => (
            code::WU_E_PT_HTTP_STATUS_NOT_MAPPED,
            "that is no file; check the address",
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_that_is_no_file_says_which_what_and_what_to_do_without_the_password() {
        let location = Location::parse("http://me:sesame@host:81/file").unwrap();
        for (status, hresult) in [
            (401, code::WU_E_PT_HTTP_STATUS_DENIED),
            (403, code::WU_E_PT_HTTP_STATUS_FORBIDDEN),
            (404, code::WU_E_PT_HTTP_STATUS_NOT_FOUND),
            (407, code::WU_E_PT_HTTP_STATUS_PROXY_AUTH_REQ),
            (418, code::WU_E_PT_HTTP_STATUS_NOT_MAPPED),
            (429, code::WU_E_PT_HTTP_STATUS_SERVICE_UNAVAIL),
            (503, code::WU_E_PT_HTTP_STATUS_SERVICE_UNAVAIL),
        ] {
            let error = status_error(status, &location, "host");
            assert_eq!(error.hresult(), hresult);
            let message = error.message();
            assert!(
                message.starts_with(&format!("http://me@host:81/file: host answered {status}: ")),
                "{message}"
            );
            assert!(!message.contains("sesame"), "{message}");
        }
    }
}
