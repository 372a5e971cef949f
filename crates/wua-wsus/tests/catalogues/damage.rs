//! What is broken is left out with its name and the reason, and nothing else is.

use crate::support::{Folder, ID, catalogue, load, offer, package, reason, text};

#[test]
fn a_broken_package_is_named_and_the_rest_loads() {
    let broken =
        package("5e7e1111-0000-4000-8000-000000000002", "Broken").replace("Size=\"4\"", "Size=\"four\"");
    let folder = Folder::of(&[
        ("a.sdp", &package(ID, "Whole")),
        ("b.sdp", &broken),
        ("c.sdp", "<a/>"),
    ]);
    let offer = offer(folder.path()).unwrap();
    assert_eq!(offer.revisions.len(), 1);
    let [number, nothing] = &offer.left_out[..] else {
        panic!("{:?}", offer.left_out)
    };
    assert_eq!(number.file, "b.sdp");
    assert_eq!(number.id, "5e7e1111-0000-4000-8000-000000000002");
    assert_eq!(number.title, "Broken");
    assert!(number.reason.contains("Size is `four`"), "{}", number.reason);
    assert!(
        nothing.reason.contains("no SoftwareDistributionPackage"),
        "{}",
        nothing.reason
    );
    assert_eq!(offer.warnings.len(), 2);
    assert!(
        offer.warnings[0].message[0].1.contains("Broken"),
        "{:?}",
        offer.warnings[0]
    );
}

#[test]
fn each_value_that_cannot_be_is_told() {
    for (good, bad, told) in [
        (ID, "not-a-guid", "is no identifier"),
        (ID, "00000000-0000-0000-0000-000000000000", "all zeros"),
        (
            "2026-03-01T12:00:00Z\" VendorName",
            "yesterday\" VendorName",
            "no point in time",
        ),
        (" CreationDate=", " Created=", "CreationDate is missing"),
        (
            "VendorName=",
            "UpdateType=\"Virus\" VendorName=",
            "UpdateType is `Virus`",
        ),
        (
            "VendorName=",
            "PublicationState=\"Lost\" VendorName=",
            "PublicationState",
        ),
        (
            "VendorName=",
            "CanSourceBeRequired=\"maybe\" VendorName=",
            "true or false",
        ),
        ("<sdp:Title>x</sdp:Title>", "", "no Title"),
        ("sdp:LocalizedProperties>", "sdp:Other>", "no title"),
        (
            "UpdateClassification=",
            "Class=",
            "UpdateClassification is missing",
        ),
        ("Result=\"Succeeded\"", "Result=\"Fine\"", "Result is `Fine`"),
        ("Code=\"0\"", "Code=\"4294967296\"", "more than 32 bits"),
        ("Code=\"0\"", "", "Code is missing"),
        ("Program=\"tool.exe\"", "", "Program is missing"),
        ("qUqP5cyxm6YcTAhz05Hph5gvu9M=", "qUqP", "no hash of 20 bytes"),
        ("qUqP5cyxm6YcTAhz05Hph5gvu9M=", "*", "no hash of 20 bytes"),
        ("Size=\"4\"", "Size=\"-4\"", "Size is `-4`"),
        (
            "<sdp:InstallableItem ID=",
            "<sdp:InstallableItem Id=",
            "ID is missing",
        ),
        (
            "</sdp:LocalizedProperties>",
            "</sdp:LocalizedProperties><sdp:Prerequisites><sdp:AtLeastOne/></sdp:Prerequisites>",
            "never be met",
        ),
        (
            "</sdp:LocalizedProperties>",
            "</sdp:LocalizedProperties><sdp:SupersededPackages><sdp:PackageID>1</sdp:PackageID></sdp:SupersededPackages>",
            "is no identifier",
        ),
        ("<lar:True/>", "<lar:True>", "line"),
        ("<lar:True/>", "<lar:True a=b/>", "quotes"),
    ] {
        let written = package(ID, "x");
        assert!(written.contains(good), "{good}");
        let reason = reason(written.replace(good, bad));
        assert!(reason.contains(told), "{bad}: {reason}");
    }
}

#[test]
fn damage_at_every_element_never_harms_the_neighbour() {
    let neighbour = package("5e7e1111-0000-4000-8000-000000000002", "Neighbour");
    let neighbour = neighbour.split_once("?>").unwrap().1;
    let full = text("full.sdp");
    let full = full.split_once("?>").unwrap().1;
    let tags: Vec<usize> = full.match_indices('<').map(|(at, _)| at).collect();
    for at in tags {
        let end = at + full[at..].find('>').unwrap() + 1;
        let tag = &full[at..end];
        if tag.contains("SoftwareDistributionPackage") || tag.starts_with("<!") {
            continue;
        }
        let renamed = tag.replacen("sdp:", "sdp:X", 1).replacen("bar:", "bar:X", 1);
        for bad in ["", "<x>", renamed.as_str()] {
            let document = catalogue(&[&format!("{}{bad}{}", &full[..at], &full[end..]), neighbour]);
            let (updates, left_out) = load(&document);
            assert!(
                updates.iter().any(|update| update.texts[0].title == "Neighbour"),
                "{tag}: {left_out:?}"
            );
            assert_eq!(updates.len() + left_out.len(), 2, "{tag}: {left_out:?}");
        }
    }
}

#[test]
fn a_document_that_ends_too_early_keeps_what_was_whole() {
    let one = package(ID, "x");
    let two = package("5e7e1111-0000-4000-8000-000000000002", "y");
    let document = catalogue(&[one.split_once("?>").unwrap().1, two.split_once("?>").unwrap().1]);
    let end = "</sdp:SoftwareDistributionPackage>";
    let first = document.find(end).unwrap() + end.len();
    for length in (0..document.len()).step_by(37) {
        if !document.is_char_boundary(length) {
            continue;
        }
        let (updates, left_out) = load(&document[..length]);
        assert_eq!(!updates.is_empty(), length >= first, "{length}: {left_out:?}");
        assert!(updates.len() + left_out.len() >= 1);
    }
}

#[test]
fn two_items_or_files_of_one_name_are_refused() {
    let small = package(ID, "x");
    let begin = small.find("<sdp:InstallableItem").unwrap();
    let end = small.find("</sdp:SoftwareDistributionPackage>").unwrap();
    let twice = format!("{}{}{}", &small[..end], &small[begin..end], &small[end..]);
    assert!(reason(twice).contains("two of its items"));
    let origin = small.find("<sdp:OriginFile").unwrap();
    let after = origin + small[origin..].find("/>").unwrap() + 2;
    let twice = format!("{}{}{}", &small[..after], &small[origin..after], &small[after..]);
    assert!(reason(twice).contains("two of its files"));
}
