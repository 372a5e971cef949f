//! Documents of packages, alone, wrapped, and in catalogues.

use std::collections::HashSet;

use wua_agent::Installer;

use super::{Fuzzer, noise};
use crate::mutation::{self, Random};
use crate::seen::{Seen, bucket};

pub(super) struct Sdp;

/// Pieces that lead further in than noise does.
const WORDS: &[&str] = &[
    "<sdp:SoftwareDistributionPackage>",
    "</sdp:SoftwareDistributionPackage>",
    "<usp:UpdateServicesPackage>",
    "<usp:UpdateServicesProperties RevisionNumber='7'/>",
    "<sdp:Properties PackageID='5e7e1111-0000-4000-8000-000000000001' CreationDate='2026-03-01'/>",
    "<sdp:LocalizedProperties><Language>de</Language><Title>t</Title></sdp:LocalizedProperties>",
    "<sdp:BundledPackages><PackageID>5e7e1111-0000-4000-8000-000000000001</PackageID></sdp:BundledPackages>",
    "<sdp:Prerequisites><AtLeastOne><PackageID>5e7e1111-0000-4000-8000-000000000002</PackageID></AtLeastOne></sdp:Prerequisites>",
    "<sdp:InstallableItem ID='a'>",
    "</sdp:InstallableItem>",
    "<sdp:OriginFile Digest='qUqP5cyxm6YcTAhz05Hph5gvu9M=' FileName='a' Size='1'/>",
    "<cmd:CommandLineInstallerData Program='a'/>",
    "<msi:MsiInstallerData MsiFile='a' ProductCode='{A7A3B6D2-9C7E-4C5B-8E2D-0F1E2D3C4B5A}'/>",
    "<msp:MspInstallerData><msp:MspFileName>a</msp:MspFileName></msp:MspInstallerData>",
    "<lar:And><lar:True/></lar:And>",
    "<!--",
    "-->",
    "<![CDATA[",
    "]]>",
    "&amp;",
    "&#x41;",
    "UpdateType='Driver'",
    "\u{FEFF}",
];

impl Fuzzer for Sdp {
    fn seeds(&self) -> Vec<Vec<u8>> {
        let documents = [
            include_str!("../../../crates/wua-wsus/testdata/small.sdp"),
            include_str!("../../../crates/wua-wsus/testdata/full.sdp"),
            include_str!("../../../crates/wua-wsus/testdata/installers.sdp"),
        ];
        let mut seeds: Vec<Vec<u8>> = documents.iter().map(|text| text.as_bytes().to_vec()).collect();
        let all: String = documents
            .iter()
            .filter_map(|text| text.split_once("?>"))
            .map(|(_, package)| package)
            .collect();
        seeds.push(format!("<smc:SystemsManagementCatalog>{all}</smc:SystemsManagementCatalog>").into());
        let wide = documents[0].encode_utf16().flat_map(u16::to_le_bytes);
        seeds.push(wide.collect());
        seeds
    }

    fn execute(&mut self, input: &[u8], seen: &mut Seen) {
        // What begins like a cabinet belongs to another fuzzer.
        if input.starts_with(b"MSCF") {
            return;
        }
        let (updates, left_out) = match wua_wsus::fuzzing::catalogue(input) {
            Ok(all) => all,
            Err(error) => {
                seen.note("refused", error.hresult().to_u32());
                return;
            }
        };
        assert!(!updates.is_empty() || !left_out.is_empty(), "nothing is said");
        let mut ids = HashSet::new();
        for update in &updates {
            assert!(ids.insert(update.identity.id), "an update is there twice");
            assert!(update.texts.iter().all(|texts| !texts.title.is_empty()));
            assert!(update.identity.revision >= 0);
            let parts = update.with_bundled();
            assert!(parts.len() <= 1000, "a bundle grew");
            for part in &parts {
                check_part(part);
            }
            seen.note(
                "update",
                (
                    bucket(parts.len()),
                    bucket(update.texts.len()),
                    bucket(update.categories.len()),
                ),
            );
        }
        for left_out in &left_out {
            assert!(!left_out.reason.is_empty());
            assert!(left_out.reason.len() + left_out.title.len() < 4000);
            // Numbers and names in the reason are of the input.
            let words: String = left_out
                .reason
                .chars()
                .filter(char::is_ascii_lowercase)
                .take(48)
                .collect();
            seen.note("left-out", words);
        }
    }

    fn fresh(&mut self, random: &mut Random) -> Vec<u8> {
        let mut text = Vec::new();
        for _ in 0..random.below(30) {
            if random.one_in(6) {
                text.extend(noise(random, 12));
            } else {
                text.extend(WORDS[random.below(WORDS.len())].as_bytes());
            }
        }
        text
    }

    fn change(&mut self, input: &mut Vec<u8>, other: &[u8], random: &mut Random) {
        let words: Vec<Vec<u8>> = WORDS.iter().map(|word| word.as_bytes().to_vec()).collect();
        mutation::change(input, other, &words, random);
    }
}

pub(super) fn check_part(part: &wua_agent::Revision) {
    for content in &part.contents {
        let name = &content.file_name;
        assert!(!name.is_empty() && !name.contains(['/', '\\', ':', '\0']) && name != "..");
        assert_eq!(content.sha1.len(), 40);
        assert!(content.url.is_empty() || content.url.to_ascii_lowercase().starts_with("http"));
    }
    let path = match &part.installer {
        Some(Installer::CommandLine(command)) => &command.program,
        // Of a package that is not named, there is but one.
        Some(Installer::Msi(package)) if package.file.is_empty() => return,
        Some(Installer::Msi(package)) => &package.file,
        _ => return,
    };
    assert!(
        path.split(['/', '\\'])
            .all(|part| !matches!(part, "" | "." | "..") && !part.contains(':'))
    );
}
