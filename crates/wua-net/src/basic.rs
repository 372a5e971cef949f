//! Basic authentication: [RFC 7617].
//!
//! [RFC 7617]: https://www.rfc-editor.org/rfc/rfc7617

use crate::base64;

/// The value of `Authorization` and `Proxy-Authorization`.
pub(crate) fn credentials(user: &str, password: &str) -> String {
    format!(
        "Basic {}",
        base64::encode(format!("{user}:{password}").as_bytes())
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_example_of_the_specification_comes_out() {
        // RFC 7617, 2.
        assert_eq!(
            credentials("Aladdin", "open sesame"),
            "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ=="
        );
    }
}
