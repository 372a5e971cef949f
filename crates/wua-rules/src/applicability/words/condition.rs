//! Conditions in words: each goes on from "it has to be".

use std::fmt;

use super::shortened;
use crate::applicability::{
    Comparison, Condition, DriverCondition, DriverRank, FileCondition, ProductCondition, StringComparison,
    SystemCondition, Version, time,
};

impl fmt::Display for Condition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Present => f.write_str("there"),
            Self::Absent => f.write_str("not there"),
            Self::Number(comparison, number) => write!(f, "{comparison} {number}"),
            Self::Text(comparison, text)
            | Self::RegistryText(comparison, text)
            | Self::RegistryExpandable(comparison, text) => {
                write!(f, "{comparison} `{}`", shortened(text))
            }
            Self::RegistryVersion(comparison, version) | Self::Version(comparison, version) => {
                write!(f, "{comparison} {version}")
            }
            Self::RegistryType(kind) => write!(f, "of type {kind}"),
            Self::System(condition) => condition.fmt(f),
            Self::FileIs(condition) => condition.fmt(f),
            Self::FileVersion(comparison, version) => write!(f, "version {comparison} {version}"),
            Self::FileCreated(comparison, at) => write!(f, "created {comparison} {}", time::text(*at)),
            Self::FileModified(comparison, at) => write!(f, "written {comparison} {}", time::text(*at)),
            Self::FileSize(comparison, size) => write!(f, "{comparison} {size} bytes"),
            Self::Product(condition) => condition.fmt(f),
            Self::Includes(name) => write!(f, "`{}` among others", shortened(name)),
            Self::OnlyLanguage(language) => write!(f, "`{language}` alone"),
            Self::IncludesLanguage(language) => write!(f, "`{language}` among others"),
            Self::AtLeast(count) => write!(f, "at least {count}"),
            Self::PatchReplaced(patches) => match patches.first() {
                Some(patch) => write!(f, "with a patch that replaces {{{patch}}}"),
                None => f.write_str("with a patch"),
            },
            Self::Driver(condition) => condition.fmt(f),
        }
    }
}

impl fmt::Display for Comparison {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::LessThan => "<",
            Self::LessThanOrEqualTo => "<=",
            Self::EqualTo => "=",
            Self::GreaterThanOrEqualTo => ">=",
            Self::GreaterThan => ">",
        })
    }
}

impl fmt::Display for StringComparison {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::EqualTo => "=",
            Self::BeginsWith => "begins with",
            Self::Contains => "contains",
            Self::EndsWith => "ends with",
        })
    }
}

/// What is written, with commas between; it is enough to be there where nothing is.
fn write_list(f: &mut fmt::Formatter<'_>, parts: impl IntoIterator<Item = Option<String>>) -> fmt::Result {
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    if parts.is_empty() {
        return f.write_str("there");
    }
    f.write_str(&parts.join(", "))
}

impl fmt::Display for SystemCondition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let comparison = self.comparison.unwrap_or(Comparison::EqualTo);
        let version = match (self.major, self.minor) {
            (Some(major), Some(minor)) => Some(format!("version {comparison} {major}.{minor}")),
            (Some(major), None) => Some(format!("version {comparison} {major}")),
            (None, Some(minor)) => Some(format!("minor version {comparison} {minor}")),
            (None, None) => None,
        };
        let service_pack = match (self.service_pack_major, self.service_pack_minor) {
            (None, None) => None,
            (major, minor) => Some(format!(
                "service pack {comparison} {}.{}",
                major.unwrap_or_default(),
                minor.unwrap_or_default()
            )),
        };
        let which = if self.all_suites { "all" } else { "any" };
        write_list(
            f,
            [
                version,
                service_pack,
                self.build.map(|build| format!("build {comparison} {build}")),
                self.suites
                    .map(|suites| format!("{which} of the suites {suites:#x}")),
                self.product_type.map(|kind| format!("product type {kind}")),
            ],
        )
    }
}

impl fmt::Display for FileCondition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_list(
            f,
            [
                self.version.map(|version| format!("version {version}")),
                self.size.map(|size| format!("{size} bytes")),
                self.created.map(|at| format!("created {}", time::text(at))),
                self.modified.map(|at| format!("written {}", time::text(at))),
                self.language.map(|language| format!("language {language}")),
            ],
        )
    }
}

impl fmt::Display for ProductCondition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let bound = |bound: Option<(Version, bool)>, sign: &str| {
            bound.map(|(version, counts)| {
                let or_equal = if counts { "=" } else { "" };
                format!("version {sign}{or_equal} {version}")
            })
        };
        write_list(
            f,
            [
                bound(self.minimum, ">"),
                bound(self.maximum, "<"),
                self.language.map(|language| format!("language {language}")),
                self.upgrade_code.map(|code| format!("upgrade code {{{code}}}")),
                self.patch.map(|patch| format!("with the patch {{{patch}}}")),
            ],
        )
    }
}

impl fmt::Display for DriverCondition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let rank = match self.rank {
            DriverRank::Better => "with no driver, or one not as good as",
            DriverRank::Same => "with a driver as good as",
            DriverRank::Worse => "with a better driver than",
        };
        write!(f, "{rank} version {} of {}", self.version, time::text(self.date))
    }
}
