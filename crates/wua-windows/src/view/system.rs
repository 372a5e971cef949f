//! The system: version, processors, languages, and what is installed of it.

use wua_com::{Lcid, locale};
use wua_rules::applicability::{Answer, System};

use super::{Look, Machine, RawValue, native, number, text};
use crate::names::are_same;

const CURRENT_VERSION: &str = "Software\\Microsoft\\Windows NT\\CurrentVersion";
const PRODUCT_OPTIONS: &str = "System\\CurrentControlSet\\Control\\ProductOptions";
const ENVIRONMENT: &str = "System\\CurrentControlSet\\Control\\Session Manager\\Environment";
const LANGUAGE: &str = "System\\CurrentControlSet\\Control\\Nls\\Language";
const UI_LANGUAGES: &str = "System\\CurrentControlSet\\Control\\MUI\\UILanguages";
const SERVICING: &str = "Software\\Microsoft\\Windows\\CurrentVersion\\Component Based Servicing\\Packages";
const CLUSTER_SERVICE: &str = "System\\CurrentControlSet\\Services\\ClusSvc";
/// How services say that they are never started.
const DISABLED: u32 = 4;

/// `VER_SUITE_…`, by the words of `ProductSuite`.
const SUITES: [(&str, u16); 12] = [
    ("Small Business", 0x1),
    ("Enterprise", 0x2),
    ("BackOffice", 0x4),
    ("CommunicationServer", 0x8),
    ("Terminal Server", 0x10),
    ("Small Business(Restricted)", 0x20),
    ("EmbeddedNT", 0x40),
    ("DataCenter", 0x80),
    ("Personal", 0x200),
    ("Blade", 0x400),
    ("Storage Server", 0x2000),
    ("Compute Server", 0x4000),
];

/// Version and kind.
pub(crate) fn system(machine: &impl Machine) -> Look<Answer> {
    let missing = |what: &str| format!("its registry does not tell the {what} of Windows");
    let major = number(machine, CURRENT_VERSION, "CurrentMajorVersionNumber")?;
    let minor = number(machine, CURRENT_VERSION, "CurrentMinorVersionNumber")?;
    // Since Windows 10 the text says 6.3, and the numbers tell the version.
    let (major, minor) = if let Some(numbers) = major.zip(minor) {
        numbers
    } else {
        let version = text(machine, CURRENT_VERSION, "CurrentVersion")?;
        let numbers = version.as_deref().and_then(two_numbers);
        numbers.ok_or_else(|| missing("version"))?
    };
    let build = match text(machine, CURRENT_VERSION, "CurrentBuildNumber")? {
        Some(build) => Some(build),
        None => text(machine, CURRENT_VERSION, "CurrentBuild")?,
    };
    let build = build.and_then(|build| build.trim().parse().ok());
    let product_type = text(machine, PRODUCT_OPTIONS, "ProductType")?;
    let suites = machine.value(&native(PRODUCT_OPTIONS), "ProductSuite")?;
    Ok(Answer::System(System {
        major,
        minor,
        build: build.ok_or_else(|| missing("build"))?,
        revision: number(machine, CURRENT_VERSION, "UBR")?.unwrap_or_default(),
        service_pack_major: service_pack(machine)?,
        service_pack_minor: 0,
        suites: suites.map(|suites| suite_bits(&suites)).unwrap_or_default(),
        product_type: product_type
            .as_deref()
            .and_then(product_number)
            .ok_or_else(|| missing("kind"))?,
    }))
}

/// `6.1`
fn two_numbers(text: &str) -> Option<(u32, u32)> {
    let (major, minor) = text.trim().split_once('.')?;
    Some((major.parse().ok()?, minor.parse().ok()?))
}

/// `Service Pack 1`
fn service_pack(machine: &impl Machine) -> Look<u16> {
    let name = text(machine, CURRENT_VERSION, "CSDVersion")?;
    let number = name
        .as_deref()
        .and_then(|name| name.trim().strip_prefix("Service Pack "));
    let number = number.and_then(|rest| rest.split(' ').next()?.trim_end_matches(',').parse().ok());
    Ok(number.unwrap_or_default())
}

fn product_number(name: &str) -> Option<u16> {
    [("WinNT", 1), ("LanmanNT", 2), ("ServerNT", 3)]
        .iter()
        .find(|(known, _)| are_same(known, name))
        .map(|(_, number)| *number)
}

fn suite_bits(suites: &RawValue) -> u16 {
    let bit = |name: &String| {
        SUITES
            .iter()
            .find(|(known, _)| are_same(known, name))
            .map(|(_, bit)| *bit)
    };
    suites
        .texts()
        .iter()
        .filter_map(bit)
        .fold(0, |bits, bit| bits | bit)
}

/// The architecture of the processors, as Windows numbers it.
pub(super) fn architecture(machine: &impl Machine) -> Look<Answer> {
    let name = text(machine, ENVIRONMENT, "PROCESSOR_ARCHITECTURE")?;
    let known = [("x86", 0), ("ARM", 5), ("IA64", 6), ("AMD64", 9), ("ARM64", 12)];
    match name {
        Some(name) => known
            .iter()
            .find(|(known, _)| are_same(known, &name))
            .map(|(_, number)| Answer::Number(*number))
            .ok_or_else(|| format!("its registry names an architecture that is not known: `{name}`")),
        None => Err("its registry does not tell the architecture of its processors".to_owned()),
    }
}

/// How many processors it had when it ran last.
pub(super) fn processors(machine: &impl Machine) -> Look<Answer> {
    text(machine, ENVIRONMENT, "NUMBER_OF_PROCESSORS")?
        .and_then(|number| number.trim().parse().ok())
        .map(Answer::Number)
        .ok_or_else(|| "its registry does not tell how many processors it has".to_owned())
}

/// The languages of the system, its own first.
pub(super) fn languages(machine: &impl Machine) -> Look<Answer> {
    let own = match text(machine, LANGUAGE, "InstallLanguage")? {
        Some(own) => Some(own),
        None => text(machine, LANGUAGE, "Default")?,
    };
    let own = own.ok_or("its registry does not tell its language")?;
    let tag = u32::from_str_radix(own.trim(), 16)
        .ok()
        .and_then(|number| locale::tag(Lcid(number)))
        .ok_or_else(|| format!("its registry names a language that is not known: `{own}`"))?;
    let mut languages = vec![tag.to_owned()];
    for other in machine.subkeys(&native(UI_LANGUAGES))?.unwrap_or_default() {
        if !languages.iter().any(|known| are_same(known, &other)) {
            languages.push(other);
        }
    }
    Ok(Answer::Names(languages))
}

/// The state of a package of component-based servicing.
pub(super) fn package(machine: &impl Machine, identity: &str) -> Look<Answer> {
    /// `name~token~architecture~language~version`
    const PARTS: usize = 5;
    if !machine.has_key(&native(SERVICING))? {
        return Err("its registry has no packages of component-based servicing".to_owned());
    }
    if identity.contains('\\') || identity.split('~').count() != PARTS {
        return Err(format!("`{identity}` is not the whole identity of a package"));
    }
    let state = number(machine, &format!("{SERVICING}\\{identity}"), "CurrentState")?;
    Ok(state.map_or(Answer::Absent, Answer::Number))
}

/// What newer clients call a device attribute, as far as the registry tells it.
pub(super) fn attribute(machine: &impl Machine, name: &str) -> Look<Answer> {
    let found = if are_same(name, "OSVersion") {
        match system(machine)? {
            Answer::System(it) => Some(format!("{}.{}.{}.{}", it.major, it.minor, it.build, it.revision)),
            _ => None,
        }
    } else if are_same(name, "ProductType") {
        text(machine, PRODUCT_OPTIONS, "ProductType")?
    } else if are_same(name, "CurrentBranch") {
        text(machine, CURRENT_VERSION, "BuildBranch")?
    } else {
        return Err(format!("nobody knows where Windows keeps the attribute `{name}`"));
    };
    Ok(found.map_or(Answer::Absent, Answer::Text))
}

/// Whether the service of a failover cluster is there and runs.
pub(super) fn cluster(machine: &impl Machine) -> Look<Answer> {
    let start = number(machine, CLUSTER_SERVICE, "Start")?;
    Ok(match start {
        Some(start) if start != DISABLED => Answer::Present,
        _ => Answer::Absent,
    })
}
