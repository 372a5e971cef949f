//! Signatures of cabinets. `testdata/signed.cab` was made with osslsigncode, which also signs anew where it is installed.

use std::path::Path;
use std::process::Command;

use wua_com::HResult;
use wua_wsus::{Signature, TRUST_E_BAD_DIGEST};

use crate::support::{Folder, offer, open, sync, testdata};

fn check(bytes: &[u8]) -> Signature {
    wua_wsus::fuzzing::signature(bytes).unwrap()
}

fn refused(path: &Path) -> (HResult, String) {
    let error = offer(path).unwrap_err();
    (error.hresult(), error.message())
}

#[test]
fn who_signed_is_said() {
    let signed = std::fs::read(testdata("signed.cab")).unwrap();
    let Signature::Signed(by) = check(&signed) else {
        panic!("{}", check(&signed))
    };
    assert_eq!(by.signer, "Contoso Publisher");
    assert_eq!(by.issuers, ["Test Root"]);
    assert!(by.is_complete);
    let (_, authority) = by.timestamp.unwrap();
    assert_eq!(authority, "Test Time");
    let unsigned = std::fs::read(testdata("unsigned.cab")).unwrap();
    assert_eq!(check(&unsigned).to_string(), "not signed");
}

#[test]
fn the_record_says_it_too() {
    for (name, begin) in [
        (
            "signed.cab",
            "signed by Contoso Publisher, issued by Test Root; on 20",
        ),
        ("unsigned.cab", "not signed"),
        ("small.sdp", "not signed"),
    ] {
        let service = open(&testdata(name)).unwrap();
        sync(service.as_ref(), "").unwrap();
        let signature = service.record().signature;
        assert!(signature.starts_with(begin), "{name}: {signature}");
    }
}

#[test]
fn any_changed_byte_makes_it_wrong_or_no_signature_at_all() {
    let signed = std::fs::read(testdata("signed.cab")).unwrap();
    let place = usize::try_from(u32::from_le_bytes(signed[44..48].try_into().unwrap())).unwrap();
    for at in (0..place).chain((place..signed.len()).step_by(7)) {
        let mut changed = signed.clone();
        changed[at] ^= 0x10;
        match wua_wsus::fuzzing::signature(&changed) {
            // It is no cabinet any more, or not one with a signature.
            None => assert!(at < place, "{at}"),
            Some(Signature::NotSigned) => assert!((30..60).contains(&at), "{at}"),
            Some(Signature::Wrong(_)) => {}
            Some(Signature::Signed(by)) => {
                // Names of cabinets and what is reserved are not signed; nor is what stands beside the signature in it.
                let is_unsigned = matches!(at, 4..8 | 34..36 | 52..56) || at > place;
                assert!(is_unsigned, "{at}: {by}");
            }
        }
    }
}

#[test]
fn bytes_behind_the_signature_or_none_of_it_make_it_wrong() {
    let signed = std::fs::read(testdata("signed.cab")).unwrap();
    for bytes in [[&signed[..], b"x"].concat(), signed[..signed.len() - 1].to_vec()] {
        assert!(matches!(check(&bytes), Signature::Wrong(_)));
    }
}

#[test]
fn a_catalogue_with_a_wrong_signature_is_refused() {
    let mut signed = std::fs::read(testdata("signed.cab")).unwrap();
    let folder = Folder::of(&[]);
    let place = usize::try_from(u32::from_le_bytes(signed[44..48].try_into().unwrap())).unwrap();
    signed[place - 9] ^= 1;
    folder.write("changed.cab", &signed);
    let (code, message) = refused(&folder.path().join("changed.cab"));
    assert_eq!(code, TRUST_E_BAD_DIGEST);
    assert!(message.contains("changed after it was signed"), "{message}");
    let in_folder = offer(folder.path()).unwrap();
    assert!(in_folder.revisions.is_empty());
    assert!(
        in_folder.left_out[0].reason.contains("changed after"),
        "{:?}",
        in_folder.left_out
    );
}

#[test]
fn a_signature_that_disappears_is_told() {
    let folder = Folder::of(&[]);
    let path = folder.path().join("a.cab");
    std::fs::copy(testdata("signed.cab"), &path).unwrap();
    let service = open(&path).unwrap();
    sync(service.as_ref(), "").unwrap();
    std::fs::copy(testdata("unsigned.cab"), &path).unwrap();
    let wua_agent::ports::News::Changed(offer) = sync(service.as_ref(), "").unwrap() else {
        panic!("it is another file")
    };
    assert!(
        offer.warnings[0].message[0].1.contains("is now not signed"),
        "{:?}",
        offer.warnings
    );
}

/// Runs a tool of the system, if it is there.
fn run(program: &str, arguments: &[&str], folder: &Path) -> Option<bool> {
    let output = Command::new(program)
        .args(arguments)
        .current_dir(folder)
        .output()
        .ok()?;
    Some(output.status.success())
}

#[test]
fn what_osslsigncode_signs_is_believed_and_what_it_refuses_is_not() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    std::fs::copy(testdata("unsigned.cab"), at.join("plain.cab")).unwrap();
    for (key, hash) in [
        ("rsa:2048", "sha1"),
        ("rsa:3072", "sha384"),
        ("rsa:2048", "sha512"),
        ("ec", "sha256"),
    ] {
        let mut make = vec![
            "req",
            "-x509",
            "-nodes",
            "-newkey",
            key,
            "-keyout",
            "key.pem",
            "-out",
            "certificate.pem",
        ];
        if key == "ec" {
            make.extend(["-pkeyopt", "ec_paramgen_curve:prime256v1"]);
        }
        make.extend(["-subj", "/O=Example Works", "-days", "3000", "-sha256"]);
        if run("osslsigncode", &["--version"], at).is_none() || run("openssl", &make, at).is_none() {
            println!("not run: osslsigncode or openssl is not installed");
            return;
        }
        let _ = std::fs::remove_file(at.join("signed.cab"));
        let sign = [
            "sign",
            "-certs",
            "certificate.pem",
            "-key",
            "key.pem",
            "-h",
            hash,
            "-in",
            "plain.cab",
            "-out",
            "signed.cab",
        ];
        assert_eq!(run("osslsigncode", &sign, at), Some(true), "{key} {hash}");
        let signed = std::fs::read(at.join("signed.cab")).unwrap();
        let Signature::Signed(by) = check(&signed) else {
            panic!("{key} {hash}: {}", check(&signed))
        };
        assert_eq!(
            (by.signer.as_str(), by.is_complete, by.timestamp),
            ("Example Works", true, None)
        );
        let verify = ["verify", "-CAfile", "certificate.pem", "-in", "changed.cab"];
        for place in [8, 16, 33, 57, 62, 100] {
            let mut changed = signed.clone();
            changed[place] ^= 1;
            std::fs::write(at.join("changed.cab"), &changed).unwrap();
            let theirs = run("osslsigncode", &verify, at).unwrap();
            let ours = matches!(wua_wsus::fuzzing::signature(&changed), Some(Signature::Signed(_)));
            assert!(!ours && !theirs, "{place}: {ours} {theirs}");
        }
    }
}

/// The smallest program that has everything that a signature needs.
const PROGRAM: &str = "int main(void) { return 0; }";

#[test]
fn a_program_is_refused_if_it_was_changed_after_it_had_been_signed() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    std::fs::write(at.join("program.c"), PROGRAM).unwrap();
    let make = "req -x509 -nodes -newkey rsa:2048 -keyout key.pem -out certificate.pem -days 3000 -subj";
    let make: Vec<&str> = make.split(' ').chain(["/O=Example Works"]).collect();
    let sign = "sign -certs certificate.pem -key key.pem -h sha256 -in program.exe -out signed.exe";
    let sign: Vec<&str> = sign.split(' ').collect();
    let compile = ["-s", "-o", "program.exe", "program.c"];
    for (tool, arguments) in [
        ("x86_64-w64-mingw32-gcc", &compile[..]),
        ("openssl", &make),
        ("osslsigncode", &sign),
    ] {
        match run(tool, arguments, at) {
            None => return println!("not run: {tool} is not installed"),
            done => assert_eq!(done, Some(true), "{tool}"),
        }
    }
    let check = |name: &str| wua_wsus::payload_signature(&at.join(name));
    assert_eq!(check("program.exe").unwrap(), Signature::NotSigned);
    assert_eq!(check("program.c").unwrap(), Signature::NotSigned);
    let said = check("signed.exe").unwrap().to_string();
    assert!(said.starts_with("signed by Example Works"), "{said}");

    let whole = std::fs::read(at.join("signed.exe")).unwrap();
    let header = usize::from(whole[0x3C]) + (usize::from(whole[0x3D]) << 8);
    let changed = |place: usize| {
        let mut bytes = whole.clone();
        bytes[place] ^= 1;
        std::fs::write(at.join("changed.exe"), &bytes).unwrap();
        check("changed.exe")
    };
    for place in [2, header + 8, header + 24 + 40, whole.len() / 3] {
        let error = changed(place).unwrap_err();
        assert_eq!(error.hresult(), TRUST_E_BAD_DIGEST, "{place}");
        assert!(error.message().contains("changed.exe"), "{error}");
    }
    // The checksum is not signed.
    assert!(matches!(changed(header + 24 + 64), Ok(Signature::Signed(_))));
    // What cannot be judged is said, and refused by nobody.
    std::fs::write(at.join("cut.exe"), &whole[..whole.len() - 100]).unwrap();
    assert!(matches!(check("cut.exe"), Ok(Signature::Wrong(_))));
}

#[test]
fn a_cabinet_is_refused_if_it_was_changed_after_it_had_been_signed() {
    let folder = tempfile::tempdir().unwrap();
    let mut bytes = std::fs::read(testdata("signed.cab")).unwrap();
    let file = folder.path().join("payload.cab");
    std::fs::write(&file, &bytes).unwrap();
    let said = wua_wsus::payload_signature(&file).unwrap().to_string();
    assert!(said.starts_with("signed by Contoso Publisher"), "{said}");
    bytes[100] ^= 1;
    std::fs::write(&file, &bytes).unwrap();
    let error = wua_wsus::payload_signature(&file).unwrap_err();
    assert_eq!(error.hresult(), TRUST_E_BAD_DIGEST);
}
