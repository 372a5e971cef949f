//! Fragments of metadata, as update servers send them: core, extended, localized properties and licence, with a line of
//! `----` between them.

use super::{Fuzzer, noise};
use crate::mutation::{self, Random};
use crate::seen::{Seen, bucket};

pub(super) struct Fragments;

const BETWEEN: &str = "\n----\n";

/// Pieces that lead further in than noise does.
const WORDS: &[&str] = &[
    BETWEEN,
    "<UpdateIdentity UpdateID='5e7e1111-0000-4000-8000-000000000001' RevisionNumber='7'/>",
    "<Properties UpdateType='Driver' EulaID='5e7e1111-0000-4000-8000-000000000002'/>",
    "<Relationships>",
    "</Relationships>",
    "<Prerequisites><AtLeastOne IsCategory='true'>",
    "</AtLeastOne></Prerequisites>",
    "<BundledUpdates>",
    "</BundledUpdates>",
    "<ApplicabilityRules><IsInstalled>",
    "</IsInstalled></ApplicabilityRules>",
    "<b.RegSz Key='HKEY_LOCAL_MACHINE' Subkey='a' Value='b' Comparison='EqualTo' Data='c'/>",
    "<ExtendedProperties Handler='a/Cbs' MaxDownloadSize='7'>",
    "</ExtendedProperties>",
    "<Files><File Digest='qUqP5cyxm6YcTAhz05Hph5gvu9M=' FileName='a.msi' Size='1'/></Files>",
    "<HandlerSpecificData type='cmd:CommandLineInstallation'><InstallCommand Program='a'/></HandlerSpecificData>",
    "<HandlerSpecificData type='msp:WindowsInstallerApp'><MsiData/></HandlerSpecificData>",
    "<LocalizedProperties><Language>de</Language><Title>t</Title></LocalizedProperties>",
    "<EulaFile Digest='qUqP5cyxm6YcTAhz05Hph5gvu9M=' FileName='a' Size='1'><Language>en</Language></EulaFile>",
    "&lt;",
];

impl Fuzzer for Fragments {
    fn seeds(&self) -> Vec<Vec<u8>> {
        let folder = [
            include_str!("../../../crates/wua-wsus/testdata/fragments/core.xml"),
            include_str!("../../../crates/wua-wsus/testdata/fragments/extended.xml"),
            include_str!("../../../crates/wua-wsus/testdata/fragments/localized.xml"),
            include_str!("../../../crates/wua-wsus/testdata/fragments/licence.xml"),
        ];
        let driver = include_str!("../../../crates/wua-wsus/testdata/fragments/driver.xml");
        vec![folder.join(BETWEEN).into(), driver.into()]
    }

    fn execute(&mut self, input: &[u8], seen: &mut Seen) {
        let Ok(text) = std::str::from_utf8(input) else {
            return;
        };
        let mut parts = text.split(BETWEEN);
        let mut part = || parts.next().unwrap_or_default();
        let fragments = [part(), part(), part(), part()];
        match wua_wsus::fuzzing::fragments(fragments) {
            Ok((revision, licences)) => {
                assert!(revision.texts.iter().all(|texts| !texts.title.is_empty()));
                assert!(revision.identity.revision >= 0);
                super::sdp::check_part(&revision);
                seen.note(
                    "revision",
                    (
                        bucket(revision.contents.len()),
                        bucket(revision.texts.len()),
                        bucket(licences),
                        revision.installer.is_some(),
                    ),
                );
            }
            Err(error) => {
                let words: String = error
                    .what
                    .chars()
                    .filter(char::is_ascii_lowercase)
                    .take(48)
                    .collect();
                seen.note("refused", words);
            }
        }
        let [core, extended, localized, _] = fragments;
        let _ = wua_wsus::fuzzing::category([core, extended, localized]);
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
