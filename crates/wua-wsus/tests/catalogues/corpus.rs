//! Packages of others, where somebody has them: `WUA_SDP_CORPUS` names their folder.

use std::path::PathBuf;

use wua_agent::Installer;

use crate::support::offer;

#[test]
fn packages_of_others_are_loaded_all() {
    let Some(folder) = std::env::var_os("WUA_SDP_CORPUS").map(PathBuf::from) else {
        println!("not run: WUA_SDP_CORPUS names no folder");
        return;
    };
    let files = std::fs::read_dir(&folder).unwrap().count();
    let offer = offer(&folder).unwrap();
    assert_eq!(offer.left_out, []);
    let mut updates = 0;
    for revision in &offer.revisions {
        for part in revision.with_bundled() {
            updates += 1;
            assert!(!part.texts[0].title.is_empty(), "{part:?}");
            assert!(part.relevance.is_some(), "{part:?}");
            if part.bundled.is_empty() {
                assert!(
                    matches!(
                        part.installer,
                        Some(Installer::CommandLine(_) | Installer::Msi(_))
                    ),
                    "{part:?}"
                );
                assert!(
                    !part.contents.is_empty() && part.max_download_size > 0,
                    "{part:?}"
                );
            }
        }
    }
    println!(
        "{files} files, {} updates, {updates} with members",
        offer.revisions.len()
    );
    assert_eq!(offer.revisions.len(), files);
}
