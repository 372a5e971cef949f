//! Versions of four numbers.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// Four numbers of 16 bits each, compared from the left. Groups that are not written are 0.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Version(pub [u16; 4]);

/// Text that is no version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoVersion(String);

impl fmt::Display for NoVersion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "`{}` is no version: one to four numbers up to 65535 are expected, with dots between them",
            self.0
        )
    }
}

impl std::error::Error for NoVersion {}

impl FromStr for Version {
    type Err = NoVersion;

    fn from_str(text: &str) -> Result<Self, NoVersion> {
        let fault = || NoVersion(text.to_owned());
        let mut version = Self::default();
        let mut places = version.0.iter_mut();
        for group in text.trim().split('.') {
            let place = places.next().ok_or_else(fault)?;
            if group.is_empty() || !group.bytes().all(|byte| byte.is_ascii_digit()) {
                return Err(fault());
            }
            *place = group.parse().map_err(|_| fault())?;
        }
        Ok(version)
    }
}

impl TryFrom<String> for Version {
    type Error = NoVersion;

    fn try_from(text: String) -> Result<Self, NoVersion> {
        text.parse()
    }
}

impl From<Version> for String {
    fn from(version: Version) -> Self {
        version.to_string()
    }
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [major, minor, build, revision] = self.0;
        write!(f, "{major}.{minor}.{build}.{revision}")
    }
}
