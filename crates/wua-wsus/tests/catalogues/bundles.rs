//! Packages that bundle others.

use wua_agent::ports::LeftOut;

use crate::support::{catalogue, load, package};

fn id(number: u32) -> String {
    format!("5e7e1111-0000-4000-8000-{number:012}")
}

/// A package that bundles others, besides what it installs itself.
fn bundling(number: u32, others: &[u32]) -> String {
    let ids: Vec<String> = others
        .iter()
        .map(|other| format!("<sdp:PackageID>{}</sdp:PackageID>", id(*other)))
        .collect();
    let list = format!(
        "<sdp:BundledPackages>{}</sdp:BundledPackages><sdp:InstallableItem ID",
        ids.join("")
    );
    let written = package(&id(number), &format!("Package {number}"));
    let written = written
        .split_once("?>")
        .unwrap()
        .1
        .replace("0000000000a1", &format!("{:012}", 900 + number));
    if others.is_empty() {
        return written;
    }
    written.replace("<sdp:InstallableItem ID", &list)
}

fn reasons(left_out: &[LeftOut]) -> Vec<(String, String)> {
    left_out
        .iter()
        .map(|left_out| (left_out.title.clone(), left_out.reason.clone()))
        .collect()
}

fn load_all(packages: &[(u32, &[u32])]) -> (Vec<std::sync::Arc<wua_agent::Revision>>, Vec<LeftOut>) {
    let written: Vec<String> = packages
        .iter()
        .map(|(number, others)| bundling(*number, others))
        .collect();
    let written: Vec<&str> = written.iter().map(String::as_str).collect();
    load(catalogue(&written))
}

#[test]
fn members_come_from_the_same_catalogue_and_only_with_their_bundle() {
    let (updates, left_out) = load_all(&[(1, &[2, 3]), (2, &[]), (3, &[]), (4, &[])]);
    assert_eq!(left_out, []);
    let titles: Vec<&str> = updates
        .iter()
        .map(|update| update.texts[0].title.as_str())
        .collect();
    assert_eq!(titles, ["Package 1", "Package 4"]);
    let members: Vec<&str> = updates[0]
        .bundled
        .iter()
        .map(|member| member.texts[0].title.as_str())
        .collect();
    assert_eq!(
        members,
        ["Package 1", "Package 2", "Package 3"],
        "its own item, and the others"
    );
    assert_eq!(updates[0].max_download_size, 12);
    assert!(updates[0].installer.is_none() && updates[0].contents.is_empty());
}

#[test]
fn a_bundle_whose_member_is_missing_is_left_out_and_says_which() {
    let (updates, left_out) = load_all(&[(1, &[2, 7]), (2, &[])]);
    assert_eq!(updates.len(), 1, "what it bundles stands for itself now");
    assert_eq!(
        reasons(&left_out),
        [(
            "Package 1".to_owned(),
            format!("it bundles {}, which is not in the catalogue", id(7))
        )]
    );
}

#[test]
fn bundles_that_hold_themselves_are_left_out() {
    let (updates, left_out) = load_all(&[(1, &[2]), (2, &[3]), (3, &[1]), (4, &[]), (5, &[5])]);
    assert_eq!(updates.len(), 1);
    assert_eq!(left_out.len(), 4);
    for left_out in left_out {
        assert!(left_out.reason.contains("it bundles itself"), "{left_out:?}");
    }
}

#[test]
fn bundles_may_be_in_bundles_but_not_too_deep() {
    let chain: Vec<(u32, Vec<u32>)> = (1..12)
        .map(|number| (number, if number < 11 { vec![number + 1] } else { vec![] }))
        .collect();
    let chain: Vec<(u32, &[u32])> = chain
        .iter()
        .map(|(number, others)| (*number, others.as_slice()))
        .collect();
    let (updates, left_out) = load_all(&chain);
    assert!(
        !left_out.is_empty()
            && left_out
                .iter()
                .all(|left_out| left_out.reason.contains("nested deeper"))
    );
    assert_eq!(updates.len(), 1);
    let (updates, left_out) = load_all(&[(1, &[2]), (2, &[3]), (3, &[])]);
    assert_eq!((updates.len(), left_out.len()), (1, 0));
    assert_eq!(updates[0].bundled[1].bundled[1].texts[0].title, "Package 3");
}

#[test]
fn a_bundle_that_grows_without_measure_is_left_out() {
    // Each holds the next one eight times: 8 to the power of 7.
    let others: Vec<Vec<u32>> = (1..8).map(|number| vec![number + 1; 8]).collect();
    let mut packages: Vec<(u32, &[u32])> = (1..8).zip(others.iter().map(Vec::as_slice)).collect();
    packages.push((8, &[]));
    let (_, left_out) = load_all(&packages);
    assert!(
        left_out
            .iter()
            .any(|left_out| left_out.reason.contains("more than 1000 updates")),
        "{left_out:?}"
    );
}
