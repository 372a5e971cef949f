//! What a server is told of this computer: as far as the computer tells it.

use wua_com::Guid;
use wua_rules::applicability::{Answer, Facts, Hive, Query, RegistryData, RegistryKey, System};
use wua_wusp::events::{DetailedVersion, Processor, Reporter};
use wua_wusp::messages::ComputerInfo;

const BIOS: &str = "HARDWARE\\DESCRIPTION\\System\\BIOS";
const NAMES: &str = "SYSTEM\\CurrentControlSet\\Services\\Tcpip\\Parameters";
const NAME: &str = "SYSTEM\\CurrentControlSet\\Control\\ComputerName\\ComputerName";
const WINDOWS: &str = "SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion";

/// The version of the agent that is said: that of this program.
const VERSION: [&str; 3] = [
    env!("CARGO_PKG_VERSION_MAJOR"),
    env!("CARGO_PKG_VERSION_MINOR"),
    env!("CARGO_PKG_VERSION_PATCH"),
];

/// Reads a text of the registry; nothing if it is not there.
pub(super) fn text(facts: &dyn Facts, subkey: &str, value: &str) -> String {
    let query = Query::RegistryValue {
        key: RegistryKey {
            hive: Hive::LocalMachine,
            subkey: subkey.to_owned(),
            view32: false,
        },
        value: value.to_owned(),
    };
    match facts.answer(&query) {
        Answer::Registry(RegistryData::Text(text) | RegistryData::Expandable(text)) => text.trim().to_owned(),
        Answer::Registry(RegistryData::Dword(number)) => number.to_string(),
        _ => String::new(),
    }
}

/// What the computer is. `client`: who it is to the server, for a computer that does not know its name.
pub(super) fn describe(facts: Option<&dyn Facts>, client: &str) -> ComputerInfo {
    let Some(facts) = facts else {
        return ComputerInfo {
            dns_name: nameless(client),
            ..ComputerInfo::default()
        };
    };
    let system = system(facts);
    let bios = |value: &str| text(facts, BIOS, value);
    let version = |part: &str| part.parse().unwrap_or_default();
    let [major, minor, patch] = VERSION;
    ComputerInfo {
        dns_name: dns_name(facts).unwrap_or_else(|| nameless(client)),
        os_major_version: small(system.major),
        os_minor_version: small(system.minor),
        os_build_number: small(system.build),
        os_service_pack_major_number: i16::try_from(system.service_pack_major).unwrap_or_default(),
        os_service_pack_minor_number: i16::try_from(system.service_pack_minor).unwrap_or_default(),
        os_locale: language(facts),
        computer_manufacturer: bios("SystemManufacturer"),
        computer_model: bios("SystemProductName"),
        bios_version: bios("BIOSVersion"),
        bios_name: bios("BIOSVendor"),
        bios_release_date: release(&bios("BIOSReleaseDate")).as_str().into(),
        processor_architecture: architecture(facts).0.to_owned(),
        suite_mask: i16::from_ne_bytes(system.suites.to_ne_bytes()),
        old_product_type: u8::try_from(system.product_type).unwrap_or_default(),
        os_description: text(facts, WINDOWS, "ProductName"),
        client_version_major_number: version(major),
        client_version_minor_number: version(minor),
        client_version_build_number: version(patch),
        oem: bios("SystemManufacturer"),
        ..ComputerInfo::default()
    }
}

/// Who reports.
pub(super) fn reporter(facts: Option<&dyn Facts>, client: &str) -> Reporter {
    let mut tags = vec![('G', VERSION.join(".")), ('J', sample(client).to_string())];
    let Some(facts) = facts else {
        return Reporter {
            client_id: client.to_owned(),
            tags,
            ..Reporter::default()
        };
    };
    let system = system(facts);
    let bios = |value: &str| text(facts, BIOS, value);
    let product_type = (system.product_type > 0).then(|| system.product_type.to_string());
    let more = [
        ('K', bios("BIOSVendor")),
        ('L', release(&bios("BIOSReleaseDate"))),
        ('c', product_type.unwrap_or_default()),
    ];
    tags.extend(more.into_iter().filter(|(_, value)| !value.is_empty()));
    Reporter {
        client_id: client.to_owned(),
        computer_brand: bios("SystemManufacturer"),
        computer_model: bios("SystemProductName"),
        bios_revision: bios("BIOSVersion"),
        processor_architecture: architecture(facts).1,
        os_version: DetailedVersion {
            major: small(system.major),
            minor: small(system.minor),
            build: small(system.build),
            revision: small(system.revision),
            service_pack_major: i32::from(system.service_pack_major),
            service_pack_minor: i32::from(system.service_pack_minor),
        },
        os_locale_id: wua_com::locale::parse(&language(facts)).map_or(0, |locale| small(locale.0)),
        tags,
    }
}

/// A number below 1000 that was drawn for this computer once: with its name.
fn sample(client: &str) -> u32 {
    let drawn = Guid::parse(client).unwrap_or_default();
    drawn.data1 % 1000
}

/// Architecture and version of Windows, as drivers are scored by: `AMD64.10.0`.
pub(super) fn feature_score_matching_key(facts: &dyn Facts) -> Option<String> {
    let system = system(facts);
    let architecture = architecture(facts).0.to_uppercase();
    (system.major > 0 && !architecture.is_empty())
        .then(|| format!("{architecture}.{}.{}", system.major, system.minor))
}

fn system(facts: &dyn Facts) -> System {
    match facts.answer(&Query::System) {
        Answer::System(system) => system,
        _ => System::default(),
    }
}

fn small(number: u32) -> i32 {
    i32::try_from(number).unwrap_or_default()
}

/// By the numbers of `SYSTEM_INFO`.
fn architecture(facts: &dyn Facts) -> (&'static str, Processor) {
    match facts.answer(&Query::ProcessorArchitecture) {
        Answer::Number(0) => ("x86", Processor::X86),
        Answer::Number(6) => ("IA64", Processor::Ia64),
        Answer::Number(9) => ("AMD64", Processor::Amd64),
        Answer::Number(12) => ("ARM64", Processor::Unknown),
        _ => ("", Processor::Unknown),
    }
}

fn language(facts: &dyn Facts) -> String {
    match facts.answer(&Query::Languages) {
        Answer::Names(names) => names.into_iter().next().unwrap_or_default(),
        _ => String::new(),
    }
}

fn dns_name(facts: &dyn Facts) -> Option<String> {
    let mut host = text(facts, NAMES, "Hostname");
    if host.is_empty() {
        host = text(facts, NAME, "ComputerName");
    }
    if host.is_empty() {
        return None;
    }
    let domain = text(facts, NAMES, "Domain");
    Some(if domain.is_empty() {
        host
    } else {
        format!("{host}.{domain}")
    })
}

/// A name that nobody else has, and that says nothing.
fn nameless(client: &str) -> String {
    format!("wua-{}", client.split('-').next().unwrap_or_default())
}

/// Firmware writes month, day and year.
fn release(date: &str) -> String {
    let mut parts = date.split('/');
    match (parts.next(), parts.next(), parts.next()) {
        (Some(month), Some(day), Some(year)) if year.len() == 4 => {
            format!("{year}-{month:0>2}-{day:0>2}T00:00:00Z")
        }
        _ => String::new(),
    }
}
