//! Anything may stand in a file: no panic, no end that never comes, and no more memory than the file is worth.

use std::io::Read as _;

use wua_debian::compression::{Decompressed, Format};
use wua_debian::configuration::Configuration;
use wua_debian::deb822::StanzaReader;
use wua_debian::lists::{Release, packages, translations};
use wua_debian::sources;
use wua_debian::status::Status;
use wua_debian::version::compare;

use crate::compressed::{GZIP, LZ4, XZ, ZSTD};
use crate::random::Random;

/// Of each kind.
const INPUTS: usize = 6_000;

const STATUS: &[u8] = include_bytes!("../../testdata/status");

const PACKAGES: &[u8] = b"Package: libtree1\nSource: tree (2:1.0-3)\nVersion: 2:1.0-3+b2\nInstalled-Size: 77\n\
    Architecture: amd64\nMulti-Arch: same\nDepends: libc6 (>= 2.36),\n root\nDescription: trees\n in memory\n .\n x\n\
    Description-md5: 0123456789abcdef0123456789abcdef\nPhased-Update-Percentage: 30\nFilename: pool/t.deb\nSize: 12\n\
    SHA256: 0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef\n\n\
    Package: b\nVersion: 1\nArchitecture: all\n\n";

const RELEASE: &[u8] = b"-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA512\n\nOrigin: Grove\nSuite: stable\n\
    Date: Sat, 06 Sep 2025 10:03:12 UTC\nValid-Until: Sat, 13 Sep 2025 10:03:12 UTC\nNotAutomatic: yes\nSHA256:\n \
    0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef 12 main/a\n- -x: y\n\
    -----BEGIN PGP SIGNATURE-----\n\nabc\n-----END PGP SIGNATURE-----\n";

const LINES: &[u8] =
    b"deb [arch=amd64,i386 lang+=de signed-by=\"/a b\"] http://u:p@h.example.org:80/a%20b stable main # x\n\
    deb-src http://h.example.org/ s c\ndeb \"http://[::1]/a b\" ./\n";

const STANZAS: &[u8] =
    b"# x\nEnabled: yes\nTypes: deb deb-src\nURIs: http://u:p@h.example.org:80/a\n https://[::1]/\n\
    Suites: s t\nComponents: c d\nArchitectures-Add: i386\nSigned-By:\n -----BEGIN\n .\n abc\n\nTypes: deb\n\
    URIs: file:/x\nSuites: ./\n";

const TRANSLATION: &[u8] = b"Package: baum\nDescription-md5: 0123456789abcdef0123456789abcdef\n\
    Description-de: B\xc3\xa4ume\n Ein Wald\n .\n  * Liste\n\n";

const DUMP: &[u8] = b"APT \"\";\nAPT::Architectures:: \"amd64\";\nDir \"/\";\nDir::State \"var/lib/apt\";\n\
    Dir::State::lists \"lists/\";\nAcquire::Languages:: \"de\";\n";

const TOKENS: &[&[u8]] = &[
    b"\n",
    b"\n\n",
    b"\r\n",
    b"\n\r\n",
    b"\r",
    b" ",
    b"\t",
    b"\n ",
    b"\n#",
    b":",
    b"::",
    b"Package: ",
    b"Version:",
    b"(",
    b")",
    b"[",
    b"]",
    b"\"",
    b"%",
    b"%2",
    b"=",
    b"+=",
    b"-",
    b"- ",
    b"~",
    b"/",
    b"./",
    b"@",
    b"#",
    b"\0",
    b"\xff",
    b"\xc3",
    b"-1",
    b"99999999999999999999",
    b"-----BEGIN PGP SIGNATURE-----",
    b"-----BEGIN PGP SIGNED MESSAGE-----\n",
    b"$(ARCH)",
    b"\";",
];

/// Gives mutations of a text to a reader. How many of them it understood.
fn feed(text: &[u8], seed: u64, read: impl Fn(&[u8]) -> bool) -> usize {
    let mut random = Random(seed);
    assert!(read(text), "the text itself is understood");
    let understood = (0..INPUTS)
        .filter(|_| read(&random.mutated(text, TOKENS)))
        .count();
    // The mutations are worth something only if both happen.
    assert!(understood > INPUTS / 100, "understood: {understood}");
    understood
}

#[test]
fn stanzas() {
    let all = [STATUS, PACKAGES, RELEASE, STANZAS].concat();
    feed(&all, 0x9E37_79B9_7F4A_7C15, |text| {
        let mut reader = StanzaReader::new(text);
        let mut length = 0;
        loop {
            match reader.next_stanza() {
                Ok(Some(stanza)) => {
                    length += stanza.text().len();
                    let _ = (stanza.package(), stanza.get("Version"), stanza.is_empty());
                    let fields = stanza.fields().flatten();
                    let values: usize = fields
                        .map(|field| field.lines().map(<[u8]>::len).sum::<usize>())
                        .sum();
                    assert!(values <= stanza.text().len());
                }
                Ok(None) => break,
                Err(_) => return false,
            }
        }
        assert!(length <= text.len());
        true
    });
}

#[test]
fn status() {
    let understood = feed(STATUS, 0xD1B5_4A32_D192_ED03, |text| match Status::read(text) {
        Ok(status) => {
            assert!(status.packages.iter().all(|package| !package.name.is_empty()));
            true
        }
        Err(error) => {
            assert!(!error.to_string().contains(char::is_control), "{error}");
            false
        }
    });
    assert!(understood < INPUTS);
}

#[test]
fn lists_of_packages() {
    let understood = feed(PACKAGES, 0x2545_F491_4F6C_DD1D, |text| {
        let result = packages(
            text,
            |_, _| true,
            |package| {
                assert!(!package.name.is_empty() && !package.version.is_empty());
                assert!([0, 64].contains(&package.sha256.len()));
            },
        );
        result.is_ok()
    });
    assert!(understood < INPUTS);
}

#[test]
fn releases() {
    let understood = feed(RELEASE, 0x1234_5678_9ABC_DEF1, |text| {
        let _ = Release::index_files(text, |_| true);
        Release::parse(text).is_ok()
    });
    assert!(understood < INPUTS);
}

#[test]
fn sources_in_lines_and_stanzas() {
    let words = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>();
    let (architectures, languages) = (words(&["amd64", "i386"]), words(&["de", "en"]));
    let check = |found: Result<Vec<sources::Source>, _>| match found {
        Ok(found) => {
            for target in sources::targets(&found, &architectures, &languages) {
                // Whatever the file says, a list lies in its folder.
                assert!(!target.list.contains(['/', '\0']), "{target:?}");
                assert!(!target.list.is_empty() && target.list != "..", "{target:?}");
            }
            true
        }
        Err(_) => false,
    };
    feed(LINES, 0x0F0F_1E1E_2D2D_3C3C, |text| {
        check(sources::parse_one_line(text))
    });
    feed(STANZAS, 0x3C3C_2D2D_1E1E_0F0F, |text| {
        check(sources::parse_stanzas(text))
    });
}

#[test]
fn translated_descriptions() {
    feed(TRANSLATION, 0x7777_1111_5555_3333, |text| {
        translations(text, |_| true).is_ok()
    });
}

#[test]
fn configurations() {
    let names = [
        "Dir::State::lists",
        "Dir",
        "APT::Architectures",
        "::",
        "",
        "Dir::",
    ];
    feed(DUMP, 0x5555_3333_7777_1111, |text| {
        let configuration = Configuration::parse(&String::from_utf8_lossy(text));
        for name in names {
            let _ = (
                configuration.path(name),
                configuration.list(name),
                configuration.get(name),
            );
        }
        let _ = (configuration.architectures(), configuration.languages());
        true
    });
}

#[test]
fn versions() {
    let mut random = Random(0x0123_4567_89AB_CDEF);
    let text = b"1:2.36~rc1-9+deb12u10";
    for _ in 0..INPUTS {
        let one = random.mutated(text, TOKENS);
        let other = random.mutated(text, TOKENS);
        let (one, other) = (String::from_utf8_lossy(&one), String::from_utf8_lossy(&other));
        assert_eq!(
            compare(&one, &other),
            compare(&other, &one).reverse(),
            "{one:?} {other:?}"
        );
        assert!(compare(&one, &one).is_eq(), "{one:?}");
    }
}

/// Unpacking takes long without optimisation.
const COMPRESSED_INPUTS: usize = 150;

#[test]
fn compressed_files() {
    let tokens: &[&[u8]] = &[
        b"\0\0\0\0",
        b"\xff\xff\xff\xff",
        b"\x80",
        b"\x7f\xff",
        b"\x28\xb5\x2f\xfd",
        b"\x04\x22\x4d\x18",
    ];
    let files = [
        (LZ4, Format::Lz4),
        (XZ, Format::Xz),
        (GZIP, Format::Gzip),
        (ZSTD, Format::Zstd),
    ];
    for (file, format) in files {
        let mut random = Random(0xABCD_EF01_2345_6789);
        let mut refused = 0;
        for _ in 0..COMPRESSED_INPUTS {
            let damaged = random.mutated(file, tokens);
            let Ok(reader) = Decompressed::new(damaged.as_slice(), Some(format)) else {
                refused += 1;
                continue;
            };
            let mut text = Vec::new();
            refused += usize::from(reader.with_limit(1 << 20).read_to_end(&mut text).is_err());
            assert!(text.len() <= 1 << 20);
        }
        assert!(refused > COMPRESSED_INPUTS / 2, "{format:?}: {refused} refused");
    }
    most_memory_is_below(300 << 10);
}

/// The most that this process ever had, in KiB, where the system tells.
fn most_memory_is_below(limit: u64) {
    let Ok(status) = std::fs::read_to_string("/proc/self/status") else {
        eprintln!("not run: this system does not tell how much memory a process had");
        return;
    };
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:"))
        .unwrap();
    let most: u64 = line.trim().trim_end_matches(" kB").parse().unwrap();
    assert!(most < limit, "{most} KiB");
}
