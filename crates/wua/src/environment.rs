//! What the environment asks for: a trial over the museum, another folder, a language.

use std::ffi::OsString;
use std::path::PathBuf;

use wua_com::Lcid;

use crate::locale;

/// `WUA_MUSEUM`, `WUA_STATE`, the user and the user's language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Environment {
    /// `WUA_MUSEUM=1`: the museum instead of this computer.
    pub museum: bool,
    /// `WUA_STATE`: everything below this folder.
    pub state: Option<PathBuf>,
    /// `LC_ALL`, `LC_MESSAGES` or `LANG`.
    pub locale: Lcid,
    /// `USER`, or `USERNAME` on Windows.
    pub user: String,
}

impl Environment {
    /// That of this process.
    pub fn of_the_process() -> Self {
        Self::read(|name| std::env::var_os(name))
    }

    fn read(variable: impl Fn(&str) -> Option<OsString>) -> Self {
        let set = |name: &str| variable(name).filter(|value| !value.is_empty());
        let language = ["LC_ALL", "LC_MESSAGES", "LANG"]
            .into_iter()
            .find_map(set)
            .and_then(|value| locale::parse(value.to_str()?));
        Self {
            museum: set("WUA_MUSEUM").is_some_and(|value| value != "0"),
            state: set("WUA_STATE").map(PathBuf::from),
            locale: language.unwrap_or(Lcid::ENGLISH),
            user: ["USER", "USERNAME"]
                .into_iter()
                .find_map(set)
                .map(|name| name.to_string_lossy().into_owned())
                .unwrap_or_default(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn environment(variables: &[(&str, &str)]) -> Environment {
        Environment::read(|name| {
            let (_, value) = variables.iter().find(|(known, _)| *known == name)?;
            Some(OsString::from(value))
        })
    }

    #[test]
    fn nothing_set_means_this_computer_in_english() {
        let expected = Environment {
            museum: false,
            state: None,
            locale: Lcid::ENGLISH,
            user: String::new(),
        };
        assert_eq!(environment(&[]), expected);
        assert_eq!(
            environment(&[("WUA_MUSEUM", ""), ("WUA_STATE", ""), ("LANG", "")]),
            expected
        );
        assert_eq!(environment(&[("WUA_MUSEUM", "0"), ("LANG", "C.UTF-8")]), expected);
    }

    #[test]
    fn the_more_particular_language_wins() {
        let locale = |variables: &[(&str, &str)]| environment(variables).locale;
        assert_eq!(
            locale(&[("LANG", "fr_FR.UTF-8"), ("LC_MESSAGES", "es_MX")]),
            Lcid(0x080A)
        );
        assert_eq!(
            locale(&[("LC_ALL", "fr_FR@euro"), ("LC_MESSAGES", "es_MX")]),
            Lcid(0x040C)
        );
    }
}
