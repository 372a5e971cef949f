//! What requests may hold: names, order, occurrence and types of the elements of [MS-WUSP] 2.2.2 and 6, as tables.
//!
//! Where the prose asks for more than the WSDL (an element that "MUST be present"), the table does.

use std::fmt;

use wua_com::Guid;

use super::base64;
use super::xml::Node;

/// An element of a sequence.
pub(super) struct Field {
    name: &'static str,
    least: usize,
    most: usize,
    may_be_nil: bool,
    is: Is,
}

/// What an element holds.
pub(super) enum Is {
    Text,
    Number(i64, i64),
    Boolean,
    Time,
    Guid,
    Base64,
    OneOf(&'static [&'static str]),
    All(&'static [Field]),
}

const INT: Is = Is::Number(-2_147_483_648, 2_147_483_647);
const SHORT: Is = Is::Number(-32768, 32767);
const UNSIGNED_BYTE: Is = Is::Number(0, 255);
const LONG: Is = Is::Number(i64::MIN, i64::MAX);

const fn one(name: &'static str, is: Is) -> Field {
    field(name, 1, 1, is)
}

const fn maybe(name: &'static str, is: Is) -> Field {
    field(name, 0, 1, is)
}

const fn any(name: &'static str, is: Is) -> Field {
    field(name, 0, usize::MAX, is)
}

const fn field(name: &'static str, least: usize, most: usize, is: Is) -> Field {
    Field {
        name,
        least,
        most,
        may_be_nil: false,
        is,
    }
}

const fn or_nil(field: Field) -> Field {
    Field {
        may_be_nil: true,
        ..field
    }
}

const INTS: Is = Is::All(&[any("int", INT)]);
const STRINGS: Is = Is::All(&[or_nil(any("string", Is::Text))]);
const GUIDS: Is = Is::All(&[any("guid", Is::Guid)]);
const BINARIES: Is = Is::All(&[or_nil(any("base64Binary", Is::Base64))]);
const COOKIE: Is = Is::All(&[one("Expiration", Is::Time), one("EncryptedData", Is::Base64)]);
/// The first cookie that a client shows may have nothing but a time ([MS-WUSP] 4).
const OLD_COOKIE: Is = Is::All(&[
    one("Expiration", Is::Time),
    or_nil(maybe("EncryptedData", Is::Base64)),
]);
const IDENTITIES: Is = Is::All(&[or_nil(any(
    "UpdateIdentity",
    Is::All(&[one("UpdateID", Is::Guid), one("RevisionNumber", INT)]),
))]);

pub(super) const GET_CONFIG: &[Field] = &[one("protocolVersion", Is::Text)];

pub(super) const GET_AUTHORIZATION_COOKIE: &[Field] = &[
    one("clientId", Is::Text),
    maybe("targetGroupName", Is::Text),
    one("dnsName", Is::Text),
];

pub(super) const GET_COOKIE: &[Field] = &[
    one(
        "authCookies",
        Is::All(&[one(
            "AuthorizationCookie",
            Is::All(&[maybe("PlugInId", Is::Text), one("CookieData", Is::Base64)]),
        )]),
    ),
    maybe("oldCookie", OLD_COOKIE),
    one("lastChange", Is::Time),
    one("currentTime", Is::Time),
    one("protocolVersion", Is::Text),
];

pub(super) const REGISTER_COMPUTER: &[Field] =
    &[one("cookie", COOKIE), one("computerInfo", Is::All(COMPUTER_INFO))];

const COMPUTER_INFO: &[Field] = &[
    one("DnsName", Is::Text),
    one("OSMajorVersion", INT),
    one("OSMinorVersion", INT),
    one("OSBuildNumber", INT),
    one("OSServicePackMajorNumber", SHORT),
    one("OSServicePackMinorNumber", SHORT),
    maybe("OSLocale", Is::Text),
    maybe("ComputerManufacturer", Is::Text),
    maybe("ComputerModel", Is::Text),
    maybe("BiosVersion", Is::Text),
    maybe("BiosName", Is::Text),
    one("BiosReleaseDate", Is::Time),
    maybe("ProcessorArchitecture", Is::Text),
    one("SuiteMask", SHORT),
    one("OldProductType", UNSIGNED_BYTE),
    one("NewProductType", INT),
    one("SystemMetrics", INT),
    one("ClientVersionMajorNumber", SHORT),
    one("ClientVersionMinorNumber", SHORT),
    one("ClientVersionBuildNumber", SHORT),
    one("ClientVersionQfeNumber", SHORT),
    maybe("OSDescription", Is::Text),
    maybe("OEM", Is::Text),
    maybe("DeviceType", Is::Text),
    maybe("FirmwareVersion", Is::Text),
    maybe("MobileOperator", Is::Text),
];

pub(super) const START_CATEGORY_SCAN: &[Field] = &[one(
    "requestedCategories",
    Is::All(&[or_nil(any(
        "CategoryRelationship",
        Is::All(&[one("IndexOfAndGroup", INT), one("CategoryId", Is::Guid)]),
    ))]),
)];

pub(super) const SYNC_UPDATES: &[Field] =
    &[one("cookie", COOKIE), one("parameters", Is::All(SYNC_PARAMETERS))];

const SYNC_PARAMETERS: &[Field] = &[
    one("ExpressQuery", Is::Boolean),
    maybe("InstalledNonLeafUpdateIDs", INTS),
    maybe("OtherCachedUpdateIDs", INTS),
    maybe("SystemSpec", Is::All(&[or_nil(any("Device", Is::All(DEVICE)))])),
    maybe("CachedDriverIDs", INTS),
    one("SkipSoftwareSync", Is::Boolean),
    maybe(
        "FilterCategoryIds",
        Is::All(&[or_nil(any("CategoryIdentifier", Is::All(&[one("Id", Is::Guid)])))]),
    ),
    maybe("NeedTwoGroupOutOfScopeUpdates", Is::Boolean),
    maybe("ComputerSpec", Is::All(&[maybe("HardwareIDs", GUIDS)])),
    maybe("FeatureScoreMatchingKey", Is::Text),
];

const DEVICE: &[Field] = &[
    maybe("HardwareIDs", STRINGS),
    maybe("CompatibleIDs", STRINGS),
    maybe(
        "installedDriver",
        Is::All(&[
            maybe("MatchingID", Is::Text),
            one("DriverVerDate", Is::Time),
            one("DriverVerVersion", LONG),
            maybe("Class", Is::Text),
            maybe("Manufacturer", Is::Text),
            maybe("Provider", Is::Text),
            maybe("Model", Is::Text),
            or_nil(maybe("MatchingComputerHWID", Is::Guid)),
            one("DriverRank", INT),
        ]),
    ),
    maybe(
        "extensionDriver",
        Is::All(&[or_nil(any("extensionDriver", Is::All(EXTENSION_DRIVER)))]),
    ),
    // OBSERVED: what the agent of Windows 11 sends instead.
    maybe(
        "extensionDrivers",
        Is::All(&[or_nil(any("ExtensionDriver", Is::All(EXTENSION_DRIVER)))]),
    ),
    maybe(
        "DriverRecoveryIDs",
        Is::All(&[or_nil(any("DriverRecoveryID", Is::Text))]),
    ),
    maybe("DeviceFlags", UNSIGNED_BYTE),
];

const EXTENSION_DRIVER: &[Field] = &[
    one("ExtensionId", Is::Text),
    one("DriverVerDate", Is::Time),
    one("DriverVerVersion", LONG),
    one("Class", Is::Text),
    one("DriverRank", INT),
    or_nil(maybe("MatchingComputerHWID", Is::Guid)),
];

pub(super) const REFRESH_CACHE: &[Field] = &[one("cookie", COOKIE), one("globalIDs", IDENTITIES)];

const FRAGMENTS: &[&str] = &[
    "Published",
    "Core",
    "Extended",
    "VerificationRule",
    "LocalizedProperties",
    "Eula",
];

const FRAGMENTS_2: &[&str] = &[
    "Published",
    "Core",
    "Extended",
    "VerificationRule",
    "LocalizedProperties",
    "Eula",
    "FileUrl",
    "FileDecryption",
];

pub(super) const GET_EXTENDED_UPDATE_INFO: &[Field] = &[
    one("cookie", COOKIE),
    maybe("revisionIDs", INTS),
    one(
        "infoTypes",
        Is::All(&[any("XmlUpdateFragmentType", Is::OneOf(FRAGMENTS))]),
    ),
    maybe("locales", STRINGS),
    maybe("GeoId", Is::Text),
    maybe("callerAttributes", Is::Text),
];

pub(super) const GET_EXTENDED_UPDATE_INFO_2: &[Field] = &[
    one("cookie", COOKIE),
    maybe("updateIDs", IDENTITIES),
    one(
        "infoTypes",
        Is::All(&[any("XmlUpdateFragmentType", Is::OneOf(FRAGMENTS_2))]),
    ),
    maybe("locales", STRINGS),
    maybe("callerAttributes", Is::Text),
];

pub(super) const GET_FILE_LOCATIONS: &[Field] = &[one("cookie", COOKIE), one("fileDigests", BINARIES)];

pub(super) const REPORT_EVENT_BATCH: &[Field] = &[
    one("cookie", COOKIE),
    one("clientTime", Is::Time),
    one(
        "eventBatch",
        Is::All(&[or_nil(any("ReportingEvent", Is::All(REPORTING_EVENT)))]),
    ),
];

const REPORTING_EVENT: &[Field] = &[
    one(
        "BasicData",
        Is::All(&[
            one("TargetID", Is::All(&[one("Sid", Is::Text)])),
            one("SequenceNumber", INT),
            one("TimeAtTarget", Is::Time),
            one("EventInstanceID", Is::Guid),
            one("NamespaceID", INT),
            one("EventID", SHORT),
            one("SourceID", SHORT),
            maybe(
                "UpdateID",
                Is::All(&[one("UpdateID", Is::Guid), one("RevisionNumber", INT)]),
            ),
            one("Win32HResult", INT),
            maybe("AppName", Is::Text),
        ]),
    ),
    one(
        "ExtendedData",
        Is::All(&[
            maybe("ReplacementStrings", STRINGS),
            maybe("MiscData", STRINGS),
            maybe("ComputerBrand", Is::Text),
            maybe("ComputerModel", Is::Text),
            maybe("BiosRevision", Is::Text),
            one(
                "ProcessorArchitecture",
                Is::OneOf(&["Unknown", "X86Compatible", "IA64Compatible", "Amd64Compatible"]),
            ),
            one(
                "OSVersion",
                Is::All(&[
                    one("Major", INT),
                    one("Minor", INT),
                    one("Build", INT),
                    one("Revision", INT),
                    one("ServicePackMajor", INT),
                    one("ServicePackMinor", INT),
                ]),
            ),
            one("OSLocaleID", INT),
            maybe("DeviceID", Is::Text),
        ]),
    ),
    one(
        "PrivateData",
        Is::All(&[
            maybe("ComputerDnsName", Is::Text),
            maybe("UserAccountName", Is::Text),
        ]),
    ),
];

/// How many faults of one message are told.
const MOST_FAULTS: usize = 20;

/// Where an element is: its name, behind those that it is inside of. Nobody writes it down before there is a fault.
struct Place<'a> {
    outer: Option<&'a Self>,
    name: &'a str,
}

impl fmt::Display for Place<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(outer) = self.outer {
            write!(out, "{outer}/")?;
        }
        out.write_str(self.name)
    }
}

/// What is wrong with an element that ought to hold a sequence; each with the path to it.
pub(super) fn faults(node: &Node, namespace: &str, sequence: &[Field]) -> Vec<String> {
    let mut faults = Vec::new();
    let place = Place {
        outer: None,
        name: &node.name,
    };
    check_sequence(node, namespace, sequence, &place, &mut faults);
    faults
}

fn check_sequence(
    node: &Node,
    namespace: &str,
    sequence: &[Field],
    place: &Place<'_>,
    faults: &mut Vec<String>,
) {
    if !node.text().trim().is_empty() {
        faults.push(format!("{place}: text stands between the elements"));
    }
    let mut children = node.children().peekable();
    for field in sequence {
        let mut count = 0;
        while count < field.most
            && let Some(child) = children.next_if(|child| child.name == field.name)
        {
            count += 1;
            if faults.len() >= MOST_FAULTS {
                return;
            }
            check(child, namespace, field, place, faults);
        }
        if count < field.least {
            faults.push(format!("{place}: {} is missing, or not in its place", field.name));
        }
    }
    if let Some(child) = children.next() {
        let name = &child.name;
        faults.push(format!(
            "{place}: {name} does not belong there, or not in this order"
        ));
    }
}

fn check(child: &Node, namespace: &str, field: &Field, outer: &Place<'_>, faults: &mut Vec<String>) {
    let place = Place {
        outer: Some(outer),
        name: field.name,
    };
    if &*child.namespace != namespace {
        faults.push(format!("{place}: its namespace is `{}`", child.namespace));
    }
    for attribute in &child.attributes {
        let is_nil = &*attribute.namespace == super::xml::INSTANCE && attribute.name == "nil";
        if !(is_nil && field.may_be_nil) {
            faults.push(format!(
                "{place}: the attribute {} is not allowed",
                attribute.name
            ));
        }
    }
    if child.is_nil() && field.may_be_nil {
        return;
    }
    if let Is::All(sequence) = field.is {
        check_sequence(child, namespace, sequence, &place, faults);
        return;
    }
    if child.children().next().is_some() {
        faults.push(format!("{place}: it holds elements, and should hold a value"));
        return;
    }
    let text = child.text();
    if !is_valid(&field.is, &text) {
        let shown: String = text.chars().take(60).collect();
        faults.push(format!("{place}: `{shown}` is no value of its type"));
    }
}

fn is_valid(is: &Is, text: &str) -> bool {
    match is {
        Is::Text | Is::All(_) => true,
        // XML Schema collapses white space around all others, and nobody has to send any.
        Is::Number(least, most) => {
            let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
            digits.bytes().all(|byte| byte.is_ascii_digit())
                && text
                    .parse::<i64>()
                    .is_ok_and(|number| (*least..=*most).contains(&number))
        }
        Is::Boolean => ["true", "false", "1", "0"].contains(&text),
        Is::Time => is_date_time(text),
        Is::Guid => text.len() == 36 && Guid::parse(text).is_some(),
        Is::Base64 => base64::decode(text).is_some(),
        Is::OneOf(values) => values.contains(&text),
    }
}

/// `xs:dateTime` with years of four digits; the zone may be missing.
fn is_date_time(text: &str) -> bool {
    let Some((date, time)) = text.split_once('T') else {
        return false;
    };
    let has_form = |text: &str, form: &str| {
        text.len() == form.len()
            && text.bytes().zip(form.bytes()).all(|(byte, form)| {
                if form == b'0' {
                    byte.is_ascii_digit()
                } else {
                    byte == form
                }
            })
    };
    let zone_at = time.find(['Z', '+', '-']).unwrap_or(time.len());
    let (clock, zone) = time.split_at(zone_at);
    let (seconds, fraction) = clock.split_once('.').unwrap_or((clock, "0"));
    has_form(date, "0000-00-00")
        && has_form(seconds, "00:00:00")
        && !fraction.is_empty()
        && fraction.bytes().all(|byte| byte.is_ascii_digit())
        && (zone.is_empty() || zone == "Z" || has_form(zone, "+00:00") || has_form(zone, "-00:00"))
        && format!("{date}T{seconds}")
            .parse::<jiff::civil::DateTime>()
            .is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wrong(document: &str) -> Vec<String> {
        faults(&Node::parse(document).unwrap(), "n", SYNC_UPDATES)
    }

    #[test]
    fn order_types_and_namespaces_count() {
        let request = |parameters: &str| {
            format!(
                "<SyncUpdates xmlns='n'><cookie><Expiration>2026-01-02T03:04:05.1234567Z</Expiration>\
                 <EncryptedData>AA==</EncryptedData></cookie><parameters>{parameters}</parameters></SyncUpdates>"
            )
        };
        let good = "<ExpressQuery>false</ExpressQuery><OtherCachedUpdateIDs><int>1</int></OtherCachedUpdateIDs>\
                    <SkipSoftwareSync>0</SkipSoftwareSync>";
        assert_eq!(wrong(&request(good)), [""; 0]);
        for (bad, word) in [
            (
                "<SkipSoftwareSync>0</SkipSoftwareSync><ExpressQuery>0</ExpressQuery>",
                "order",
            ),
            (
                "<ExpressQuery>no</ExpressQuery><SkipSoftwareSync>0</SkipSoftwareSync>",
                "`no`",
            ),
            (
                "<ExpressQuery xmlns=''>0</ExpressQuery><SkipSoftwareSync>0</SkipSoftwareSync>",
                "namespace",
            ),
            ("<ExpressQuery>0</ExpressQuery>", "SkipSoftwareSync is missing"),
            (
                "<ExpressQuery>0</ExpressQuery><OtherCachedUpdateIDs><int>99999999999</int></OtherCachedUpdateIDs>\
                 <SkipSoftwareSync>0</SkipSoftwareSync>",
                "99999999999",
            ),
            (
                "<ExpressQuery a='1'>0</ExpressQuery><SkipSoftwareSync>0</SkipSoftwareSync>",
                "attribute a",
            ),
        ] {
            let faults = wrong(&request(bad)).join("\n");
            assert!(faults.contains(word), "{bad}: {faults}");
        }
    }

    #[test]
    fn times_are_times() {
        for good in [
            "2026-02-28T23:59:59Z",
            "2026-02-28T23:59:59",
            "2026-02-28T23:59:59.1+01:00",
        ] {
            assert!(is_date_time(good), "{good}");
        }
        for bad in [
            "2026-02-30T00:00:00Z",
            "2026-02-28",
            "2026-02-28T24:61:00Z",
            "2026-02-28 10:00:00Z",
            "x",
        ] {
            assert!(!is_date_time(bad), "{bad}");
        }
    }
}
