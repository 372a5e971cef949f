//! Ten thousand packages, as one document and as a folder: read and turned into updates by the service of
//! catalogues, and merely read as XML by
//! `xmllint --stream`.
//!
//! The packages are made here, as those of publishers are made: mostly a program with some twenty codes, and rules about
//! Windows, processors, WMI, files and the registry. They have 9 kB each, and no two are the same.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::Command;

use super::measure::{Figure, cost, median};
use crate::workspace::{Outcome, has, program, root, run, target};

const PACKAGES: u32 = 10_000;

const PAIRS: usize = 5;

const LIMIT: f64 = 1.5;

pub(super) fn measure() -> Outcome<Vec<Figure>> {
    if !has("xmllint") {
        return Err("xmllint is not installed (package libxml2-utils)".to_owned());
    }
    run(program(
        "cargo",
        &[
            "build",
            "--quiet",
            "--release",
            "--package",
            "wua-wsus",
            "--example",
            "catalogue_load",
        ],
    ))?;
    let place = root().join("target/bench/catalogue");
    let _ = fs::remove_dir_all(&place);
    let made = make(&place);
    let figures = made.and_then(|()| {
        Ok(vec![
            compare(
                "catalogue-load",
                &place,
                "catalogue.xml",
                &xmllint_document(&place),
            )?,
            compare(
                "catalogue-load-folder",
                &place,
                "packages",
                &xmllint_folder(&place)?,
            )?,
        ])
    });
    let _ = fs::remove_dir_all(&place);
    figures
}

fn compare(name: &'static str, place: &Path, catalogue: &str, peer: &Command) -> Outcome<Figure> {
    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    for _ in 0..PAIRS {
        let mut command = Command::new(target().join("release/examples/catalogue_load"));
        command.arg(place.join(catalogue));
        ours.push(cost(&command)?);
        theirs.push(cost(peer)?);
    }
    Ok(Figure {
        name,
        limit: LIMIT,
        ours: median(&ours, |cost| cost.processor),
        peer: median(&theirs, |cost| cost.processor),
        unit: "s",
    })
}

fn xmllint_document(place: &Path) -> Command {
    let mut command = Command::new("xmllint");
    command
        .args(["--stream", "--noout"])
        .arg(place.join("catalogue.xml"));
    command
}

/// All files by one process: starting it is no part of the work.
fn xmllint_folder(place: &Path) -> Outcome<Command> {
    let failed = |error: std::io::Error| format!("{}: {error}", place.display());
    let mut command = Command::new("xmllint");
    command.args(["--stream", "--noout"]);
    for entry in fs::read_dir(place.join("packages")).map_err(failed)? {
        command.arg(entry.map_err(failed)?.path());
    }
    Ok(command)
}

fn make(place: &Path) -> Outcome {
    let failed = |error: std::io::Error| format!("{}: {error}", place.display());
    let folder = place.join("packages");
    fs::create_dir_all(&folder).map_err(failed)?;
    let mut catalogue = String::from(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<smc:SystemsManagementCatalog \
         xmlns:smc=\"http://schemas.microsoft.com/sms/2005/04/CorporatePublishing/SystemsManagementCatalog.xsd\">\n",
    );
    for number in 0..PACKAGES {
        let package = package(number).map_err(|error| error.to_string())?;
        fs::write(folder.join(format!("{number:05}.sdp")), &package).map_err(failed)?;
        catalogue.push_str(&package);
    }
    catalogue.push_str("</smc:SystemsManagementCatalog>\n");
    fs::write(place.join("catalogue.xml"), catalogue).map_err(failed)
}

const SCHEMAS: &str = "http://schemas.microsoft.com/wsus/2005/04/CorporatePublishing";

/// One package. What repeats in those of publishers repeats here.
fn package(number: u32) -> Result<String, std::fmt::Error> {
    let mut text = String::with_capacity(10_000);
    write!(text, "<sdp:SoftwareDistributionPackage SchemaVersion=\"1.2\"")?;
    for (prefix, schema) in [
        ("sdp", "SoftwareDistributionPackage"),
        ("bar", "BaseApplicabilityRules"),
        ("bt", "BaseTypes"),
        ("lar", "LogicalApplicabilityRules"),
        ("msiar", "MsiApplicabilityRules"),
        ("cmd", "Installers/CommandLineInstallation"),
        ("msi", "Installers/MsiInstallation"),
        ("msp", "Installers/MspInstallation"),
        ("usp", "UpdateServicesPackage"),
    ] {
        write!(text, " xmlns:{prefix}=\"{SCHEMAS}/{schema}.xsd\"")?;
    }
    let id = |kind: u32, number: u32| format!("5e7e{kind:04}-0000-4000-8000-{number:012}");
    let (day, version) = (1 + number % 28, number % 90);
    writeln!(
        text,
        ">\n    <sdp:Properties PackageID=\"{}\" CreationDate=\"2026-03-{day:02}T04:39:25\" VendorName=\"Contoso Computers\">\n\
         \x20       <sdp:MoreInfoUrl>http://ftp.contoso.example/pub/packs/{number}.html</sdp:MoreInfoUrl>\n\
         \x20       <sdp:SupportUrl>http://www.contoso.example/support</sdp:SupportUrl>\n\
         \x20       <sdp:ProductName>Driver {}</sdp:ProductName>\n    </sdp:Properties>\n\
         \x20   <sdp:LocalizedProperties>\n        <sdp:Language>en</sdp:Language>\n\
         \x20       <sdp:Title>Contoso Component {number} [{version}.3.3.1786.A1]</sdp:Title>\n\
         \x20       <sdp:Description>[{version}.3.3.1786.A1] This package provides the component {number} for computers that have \
         it &amp; for operating systems that are supported. It should be installed before others that need it.</sdp:Description>\n\
         \x20   </sdp:LocalizedProperties>\n    <sdp:UpdateSpecificData MsrcSeverity=\"Important\" UpdateClassification=\"Updates\">\n\
         \x20       <sdp:KBArticleID>cp{number}</sdp:KBArticleID>\n    </sdp:UpdateSpecificData>",
        id(1, number),
        number % 12
    )?;
    write!(text, "    <sdp:IsInstallable>\n        <lar:And>\n")?;
    computers(&mut text)?;
    writeln!(text, "            <lar:Or>")?;
    for minor in 0..4 {
        for architecture in [0, 9] {
            write!(
                text,
                "                <lar:And>\n                    <bar:Processor Architecture=\"{architecture}\" />\n\
                 \x20                   <bar:WindowsVersion Comparison=\"EqualTo\" MajorVersion=\"6\" MinorVersion=\"{minor}\" />\n\
                 \x20               </lar:And>\n"
            )?;
        }
    }
    write!(
        text,
        "            </lar:Or>\n        </lar:And>\n    </sdp:IsInstallable>\n    <sdp:SupersededPackages>\n"
    )?;
    for older in 0..7 {
        writeln!(
            text,
            "        <sdp:PackageID>{}</sdp:PackageID>",
            id(2, number * 7 + older)
        )?;
    }
    item(&mut text, number, version, &id(3, number))?;
    writeln!(text, "</sdp:SoftwareDistributionPackage>")?;
    Ok(text)
}

fn computers(text: &mut String) -> std::fmt::Result {
    writeln!(
        text,
        "            <bar:WmiQuery Namespace=\"Root\\cimv2\" WqlQuery=\"select * from Win32_ComputerSystem where (Manufacturer='Contoso' \
         and not (Model like '%Server%')) or (Manufacturer='CTS') \" />"
    )
}

fn boards(text: &mut String, number: u32) -> std::fmt::Result {
    write!(
        text,
        "                    <bar:WmiQuery Namespace=\"Root\\cimv2\" WqlQuery=\"select * from Win32_BaseBoard where Product LIKE '%0000%'"
    )?;
    for board in 0..12 {
        write!(
            text,
            " or Product LIKE '%{:04X}%'",
            0x1700 + (number * 13 + board) % 0x800
        )?;
    }
    writeln!(text, "\" />")
}

fn item(text: &mut String, number: u32, version: u32, id: &str) -> std::fmt::Result {
    write!(
        text,
        "    </sdp:SupersededPackages>\n    <sdp:InstallableItem ID=\"{id}\">\n        <sdp:ApplicabilityRules>\n\
         \x20           <sdp:IsInstalled>\n                <lar:And>\n"
    )?;
    boards(text, number)?;
    write!(
        text,
        "                    <lar:Or>\n                        <bar:FileVersion Csidl=\"38\" Path=\"contoso\\component {number}\\bin\\main.dll\" \
         Comparison=\"GreaterThanOrEqualTo\" Version=\"{version}.3.3.1786\" />\n\
         \x20                       <bar:RegSz Key=\"HKEY_LOCAL_MACHINE\" Subkey=\"SOFTWARE\\Contoso\\Component {}\" Value=\"Version\" \
         RegType32=\"true\" Comparison=\"BeginsWith\" Data=\"{version}.\" />\n\
         \x20                   </lar:Or>\n                </lar:And>\n            </sdp:IsInstalled>\n\
         \x20           <sdp:IsInstallable>\n                <lar:And>\n\
         \x20                   <bar:WindowsVersion Comparison=\"GreaterThanOrEqualTo\" MajorVersion=\"4\" />\n",
        number % 500
    )?;
    boards(text, number)?;
    write!(
        text,
        "                </lar:And>\n            </sdp:IsInstallable>\n        </sdp:ApplicabilityRules>\n\
         \x20       <sdp:InstallProperties CanRequestUserInput=\"false\" Impact=\"Normal\" RequiresNetworkConnectivity=\"false\" \
         RebootBehavior=\"CanRequestReboot\" />\n\
         \x20       <cmd:CommandLineInstallerData Program=\"cp{number}.exe\" Arguments=\"-s -e cmd.exe -a /c Setup.exe /q \
         /o&quot;%programdata%\\ComponentLogs.log&quot;\" DefaultResult=\"Failed\" RebootByDefault=\"false\">\n"
    )?;
    for code in 0..18 {
        let (result, reboot) = match code {
            0 => ("Succeeded", "false"),
            1 => ("Succeeded", "true"),
            _ => ("Failed", "false"),
        };
        writeln!(
            text,
            "            <cmd:ReturnCode Code=\"{}\" Result=\"{result}\" Reboot=\"{reboot}\" />",
            i64::from(code) * 1505 - 1505 * i64::from(code / 10 * 20)
        )?;
    }
    writeln!(
        text,
        "        </cmd:CommandLineInstallerData>\n\
         \x20       <sdp:OriginFile Digest=\"mLbyHGtPKu8FtVOC3n52aRowSBk=\" FileName=\"cp{number}.exe\" Size=\"{}\" \
         Modified=\"2026-03-01T04:17:25\" OriginUri=\"http://ftp.contoso.example/pub/packs/cp{number}.exe\" />\n    </sdp:InstallableItem>",
        1_000_000 + number
    )
}
