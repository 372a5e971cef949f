//! One condition and one answer.

use super::{Doubt, driver};
use crate::applicability::{
    Answer, Comparison, Condition, FileCondition, FileFacts, MsiProduct, ProductCondition, RegistryData,
    StringComparison, System, SystemCondition, Truth, Version,
};

/// Whether something holds, or why nobody can say.
type Holds<'a> = Result<bool, Doubt<'a>>;

impl Condition {
    /// Whether an answer is as it has to be.
    pub fn truth(&self, answer: &Answer) -> Truth {
        self.holds(answer).map_or(Truth::Unknown, Truth::from)
    }

    /// The same, with the reason where nobody can say.
    pub fn holds<'a>(&self, answer: &'a Answer) -> Holds<'a> {
        match (self, answer) {
            (_, Answer::Unavailable(why)) => Err(Doubt::Unavailable(why)),
            (Self::Absent, answer) => Ok(*answer == Answer::Absent),
            (Self::RegistryVersion(comparison, version), Answer::Absent) => {
                // Both readings say the same unless 0.0.0.0 would hold.
                if comparison.holds(&Version::default(), version) {
                    return Err(Doubt::MissingVersion);
                }
                Ok(false)
            }
            (_, Answer::Absent) => Ok(false),
            (Self::Present, _) => Ok(true),
            (Self::Number(comparison, number), Answer::Number(seen)) => Ok(comparison.holds(seen, number)),
            (condition, Answer::Registry(data)) => condition.holds_in_registry(data),
            (Self::Text(comparison, text), Answer::Text(seen)) => comparison.holds(seen, text),
            (Self::System(condition), Answer::System(system)) => Ok(condition.holds(system)),
            (Self::Version(comparison, version), answer) => comparison.holds_for_version(answer, *version),
            (Self::Product(condition), Answer::Product(product)) => condition.holds(product),
            (Self::PatchReplaced(harmless), Answer::Product(product)) => {
                let is_harmless = product.patches.iter().all(|patch| harmless.contains(patch));
                if is_harmless {
                    Ok(false)
                } else {
                    Err(Doubt::OtherPatches)
                }
            }
            (Self::Driver(condition), Answer::Devices(devices)) => driver::holds(condition, devices),
            (condition, Answer::File(file)) => condition.holds_for_file(file),
            (condition, Answer::Names(names)) => condition.holds_for_names(names),
            _ => Err(Doubt::OtherKind),
        }
    }

    fn holds_in_registry<'a>(&self, data: &RegistryData) -> Holds<'a> {
        match (self, data) {
            (Self::Number(comparison, number), RegistryData::Dword(seen)) => {
                Ok(comparison.holds(seen, number))
            }
            (Self::RegistryText(comparison, text), RegistryData::Text(seen)) => comparison.holds(seen, text),
            (Self::RegistryExpandable(comparison, text), RegistryData::Expandable(seen)) => {
                if seen.contains('%') {
                    return Err(Doubt::Variables);
                }
                comparison.holds(seen, text)
            }
            (Self::RegistryVersion(comparison, version), RegistryData::Text(seen)) => {
                let seen = seen.parse().map_err(|_| Doubt::NotAVersion)?;
                Ok(comparison.holds(&seen, version))
            }
            (Self::RegistryType(kind), data) => Ok(data.kind() == *kind),
            _ => Err(Doubt::OtherType),
        }
    }

    fn holds_for_file<'a>(&self, file: &FileFacts) -> Holds<'a> {
        match self {
            Self::FileIs(condition) => condition.holds(file),
            Self::FileVersion(comparison, version) => {
                let seen = file.version.ok_or(Doubt::NoFileVersion)?;
                Ok(comparison.holds(&seen, version))
            }
            Self::FileCreated(comparison, time) => {
                let seen = file.created.ok_or(CREATED)?;
                Ok(comparison.holds(&seen, time))
            }
            Self::FileModified(comparison, time) => {
                let seen = file.modified.ok_or(MODIFIED)?;
                Ok(comparison.holds(&seen, time))
            }
            Self::FileSize(comparison, size) => Ok(comparison.holds(&file.size, size)),
            _ => Err(Doubt::OtherKind),
        }
    }

    fn holds_for_names<'a>(&self, names: &[String]) -> Holds<'a> {
        match self {
            Self::Includes(name) => Ok(names.iter().any(|other| same_name(other, name))),
            Self::AtLeast(count) => Ok(u32::try_from(names.len()).unwrap_or(u32::MAX) >= *count),
            Self::OnlyLanguage(language) => Ok(matches!(names, [only] if is_language(only, language))),
            Self::IncludesLanguage(language) => Ok(names.iter().any(|other| is_language(other, language))),
            _ => Err(Doubt::OtherKind),
        }
    }
}

const CREATED: Doubt<'static> = Doubt::NotTold("when the file was created");
const MODIFIED: Doubt<'static> = Doubt::NotTold("when the file was last written");

impl Comparison {
    /// What was seen stands on the left.
    pub fn holds<T: Ord>(self, seen: &T, wanted: &T) -> bool {
        match self {
            Self::LessThan => seen < wanted,
            Self::LessThanOrEqualTo => seen <= wanted,
            Self::EqualTo => seen == wanted,
            Self::GreaterThanOrEqualTo => seen >= wanted,
            Self::GreaterThan => seen > wanted,
        }
    }

    fn holds_for_version<'a>(self, answer: &Answer, wanted: Version) -> Holds<'a> {
        let seen = match answer {
            Answer::Version(version) => *version,
            Answer::Text(text) => text.parse().map_err(|_| Doubt::NotAVersion)?,
            Answer::System(system) => {
                let seen = [system.major, system.minor, system.build, system.revision];
                return Ok(self.holds(&seen, &wanted.0.map(u32::from)));
            }
            _ => return Err(Doubt::OtherKind),
        };
        Ok(self.holds(&seen, &wanted))
    }
}

impl StringComparison {
    /// Whether case matters is not documented: where it would make a difference, nobody can say.
    fn holds<'a>(self, seen: &str, wanted: &str) -> Holds<'a> {
        if self.holds_exactly(seen, wanted) {
            return Ok(true);
        }
        let in_another_case = if seen.is_ascii() && wanted.is_ascii() {
            self.holds_in_ascii(seen.as_bytes(), wanted.as_bytes())
        } else {
            self.holds_exactly(&seen.to_lowercase(), &wanted.to_lowercase())
        };
        if in_another_case {
            Err(Doubt::Case)
        } else {
            Ok(false)
        }
    }

    fn holds_exactly(self, seen: &str, wanted: &str) -> bool {
        match self {
            Self::EqualTo => seen == wanted,
            Self::BeginsWith => seen.starts_with(wanted),
            Self::Contains => seen.contains(wanted),
            Self::EndsWith => seen.ends_with(wanted),
        }
    }

    /// In any case, and without making copies.
    fn holds_in_ascii(self, seen: &[u8], wanted: &[u8]) -> bool {
        match self {
            Self::EqualTo => seen.eq_ignore_ascii_case(wanted),
            Self::BeginsWith => seen
                .get(..wanted.len())
                .is_some_and(|start| start.eq_ignore_ascii_case(wanted)),
            Self::Contains => {
                // `windows` does not take 0; what is empty is contained, exactly.
                let length = wanted.len().max(1);
                seen.windows(length).any(|part| part.eq_ignore_ascii_case(wanted))
            }
            Self::EndsWith => seen
                .len()
                .checked_sub(wanted.len())
                .and_then(|start| seen.get(start..))
                .is_some_and(|end| end.eq_ignore_ascii_case(wanted)),
        }
    }
}

impl SystemCondition {
    fn holds(&self, system: &System) -> bool {
        let comparison = self.comparison.unwrap_or(Comparison::EqualTo);
        // As one number, of the parts that are written.
        let pairs = [
            (self.major, system.major),
            (self.minor, system.minor),
            (
                self.service_pack_major.map(u32::from),
                system.service_pack_major.into(),
            ),
            (
                self.service_pack_minor.map(u32::from),
                system.service_pack_minor.into(),
            ),
        ];
        let (mut seen, mut wanted) = ([0; 4], [0; 4]);
        let places = seen.iter_mut().zip(&mut wanted);
        let mut asks = false;
        for ((place, wanted_place), (wanted, seen)) in places.zip(pairs) {
            if let Some(wanted) = wanted {
                (*place, *wanted_place) = (seen, wanted);
                asks = true;
            }
        }
        let suites = self.suites.is_none_or(|suites| {
            let common = system.suites & suites;
            if self.all_suites {
                common == suites
            } else {
                common != 0
            }
        });
        (!asks || comparison.holds(&seen, &wanted))
            && self
                .build
                .is_none_or(|build| comparison.holds(&system.build, &build))
            && suites
            && self.product_type.is_none_or(|kind| kind == system.product_type)
    }
}

impl FileCondition {
    fn holds<'a>(&self, file: &FileFacts) -> Holds<'a> {
        let no_version = Doubt::NoFileVersion;
        all([
            same(self.version, file.version, no_version),
            same(self.created, file.created, CREATED),
            same(self.modified, file.modified, MODIFIED),
            same(self.size, Some(file.size), no_version),
            same(
                self.language,
                file.language,
                Doubt::NotTold("the language of the file"),
            ),
        ])
    }
}

impl ProductCondition {
    fn holds<'a>(&self, product: &MsiProduct) -> Holds<'a> {
        let version = || product.version.parse().map_err(|_| Doubt::NotAVersion);
        let minimum = self.minimum.map(|(least, counts)| {
            let seen: Version = version()?;
            Ok(seen > least || counts && seen == least)
        });
        let maximum = self.maximum.map(|(most, counts)| {
            let seen: Version = version()?;
            Ok(seen < most || counts && seen == most)
        });
        all([
            minimum.unwrap_or(Ok(true)),
            maximum.unwrap_or(Ok(true)),
            same(self.language, Some(product.language), Doubt::OtherKind),
            same(
                self.upgrade_code,
                product.upgrade_code,
                Doubt::NotTold("the upgrade code of the product"),
            ),
            Ok(self.patch.is_none_or(|patch| product.patches.contains(&patch))),
        ])
    }
}

impl RegistryData {
    /// Its type, by its number.
    pub fn kind(&self) -> u32 {
        match self {
            Self::Text(_) => 1,
            Self::Expandable(_) => 2,
            Self::Dword(_) => 4,
            Self::Texts(_) => 7,
            Self::Qword(_) => 11,
            Self::Other { kind, .. } => *kind,
        }
    }
}

/// What was not written is the same as anything; what is not known, as nobody knows.
fn same<T: PartialEq>(wanted: Option<T>, seen: Option<T>, doubt: Doubt<'_>) -> Holds<'_> {
    match (wanted, seen) {
        (None, _) => Ok(true),
        (Some(wanted), Some(seen)) => Ok(wanted == seen),
        (Some(_), None) => Err(doubt),
    }
}

/// One that does not hold decides, whatever is not known of the others.
fn all<const N: usize>(parts: [Holds<'_>; N]) -> Holds<'_> {
    if parts.contains(&Ok(false)) {
        return Ok(false);
    }
    parts.into_iter().find(Result::is_err).unwrap_or(Ok(true))
}

pub(super) fn same_name(one: &str, other: &str) -> bool {
    one.eq_ignore_ascii_case(other)
        || !(one.is_ascii() && other.is_ascii()) && one.to_lowercase() == other.to_lowercase()
}

/// `en-US` is `en`, and `en-US`.
fn is_language(seen: &str, wanted: &str) -> bool {
    match seen.split_at_checked(wanted.len()) {
        Some((start, rest)) => {
            start.eq_ignore_ascii_case(wanted) && (rest.is_empty() || rest.starts_with('-'))
        }
        None => false,
    }
}
