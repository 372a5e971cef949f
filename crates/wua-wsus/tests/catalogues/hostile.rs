//! Documents that somebody made to do harm.

use std::time::{Duration, Instant};

use crate::support::{Folder, ID, load, offer, package, reason};

#[test]
fn entities_of_its_own_are_not_read() {
    let bomb = "<!DOCTYPE a [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;'>]>";
    let document = package(ID, "x").replace("?>", &format!("?>{bomb}"));
    assert!(reason(document).contains("document types"));
    assert!(reason(package(ID, "&file;")).contains("`&file;`"));
    let external = "<!DOCTYPE a SYSTEM 'file:///etc/passwd'>";
    assert!(reason(package(ID, "x").replace("?>", &format!("?>{external}"))).contains("document types"));
}

#[test]
fn depth_is_bounded() {
    for depth in [50, 1000, 100_000] {
        let deep = format!(
            "{}<lar:True/>{}",
            "<lar:Not>".repeat(depth),
            "</lar:Not>".repeat(depth)
        );
        let (updates, left_out) = load(package(ID, "x").replace("<lar:True/>", &deep));
        assert_eq!(updates.len() + left_out.len(), 1, "{depth}");
    }
}

#[test]
fn a_hundred_thousand_attributes_or_one_long_tag_are_refused() {
    let many: Vec<String> = (0..2000).map(|number| format!(" a{number}='1'")).collect();
    let many = many.concat();
    assert!(
        reason(package(ID, "x").replace(" VendorName", &format!("{many} VendorName")))
            .contains("too many attributes")
    );
    let long = format!("VendorName=\"{}", "x".repeat(300 << 10));
    assert!(reason(package(ID, "x").replacen("VendorName=\"", &long, 1)).contains("bytes"));
}

#[test]
fn a_long_list_takes_time_that_grows_with_it() {
    let begin = Instant::now();
    let ids = "<sdp:PackageID>5e7e1111-0000-4000-8000-0000000000e1</sdp:PackageID>".repeat(100_000);
    let list = format!("</sdp:LocalizedProperties><sdp:SupersededPackages>{ids}</sdp:SupersededPackages>");
    let (updates, _) = load(package(ID, "x").replace("</sdp:LocalizedProperties>", &list));
    assert_eq!(updates[0].superseded_update_ids.len(), 100_000);
    assert!(begin.elapsed() < Duration::from_secs(20), "{:?}", begin.elapsed());
}

#[test]
fn a_folder_of_ten_thousand_files_is_read() {
    let folder = Folder::of(&[]);
    let small = package(ID, "x");
    for number in 0..10_000 {
        folder.write(
            &format!("{number:05}.sdp"),
            small.replace(ID, &format!("5e7e1111-0000-4000-8000-{number:012}")),
        );
    }
    let offer = offer(folder.path()).unwrap();
    assert_eq!((offer.revisions.len(), offer.left_out.len()), (10_000, 0));
    assert_eq!(offer.categories.len(), 3);
}

#[cfg(unix)]
#[test]
fn links_do_not_lead_out_of_the_folder() {
    let outside = Folder::of(&[("secret.sdp", &package(ID, "Secret"))]);
    let inside = Folder::of(&[("a.sdp", &package("5e7e1111-0000-4000-8000-000000000002", "Mine"))]);
    let link =
        |to: &std::path::Path, name: &str| std::os::unix::fs::symlink(to, inside.path().join(name)).unwrap();
    link(&outside.path().join("secret.sdp"), "b.sdp");
    link(&inside.path().join("nowhere.sdp"), "c.sdp");
    link(std::path::Path::new("/dev/zero"), "d.xml");
    link(inside.path(), "e.cab");
    let offer = offer(inside.path()).unwrap();
    assert_eq!(offer.revisions.len(), 1);
    assert_eq!(offer.revisions[0].texts[0].title, "Mine");
}
