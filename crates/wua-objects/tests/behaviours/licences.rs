//! Licences: read, accepted, and in the way until then.

use wua_com::{Permission, Permissions, Rights, code};
use wua_defs::classes;
use wua_defs::enums::OperationResultCode;
use wua_model::proxy::{IUpdate, IUpdateDownloader};

use super::updates::{download, web_page};
use crate::museum::{
    FRENCH, JAPANESE, Museum, SPANISH, assert_fails, collection_of, remote, seen_by, somebody,
};

#[test]
fn b059_b060_a_licence_is_accepted_once_for_all_who_share_it() {
    let museum = Museum::open();
    let (stars, moon) = (museum.update("star-atlas"), museum.update("moon-atlas"));
    assert!(!stars.eula_accepted().unwrap() && !moon.eula_accepted().unwrap());
    stars.accept_eula().unwrap();
    assert!(stars.eula_accepted().unwrap(), "at once, on the object in hand");
    assert!(moon.eula_accepted().unwrap(), "the same licence");
    assert!(
        museum.update("star-atlas").eula_accepted().unwrap(),
        "and in later searches"
    );
    stars.accept_eula().unwrap();
}

#[test]
fn b059_a_licence_comes_before_download_and_installation() {
    let museum = Museum::open();
    let stars = museum.update("star-atlas");
    let downloader: IUpdateDownloader = museum.create(&classes::UPDATE_DOWNLOADER);
    downloader
        .put_updates(Some(&collection_of(&museum, &[&stars]).object))
        .unwrap();
    let result = downloader.download().unwrap();
    assert_eq!(result.result_code().unwrap(), OperationResultCode::Failed);
    let of_stars = result.get_update_result(0).unwrap();
    assert_eq!(of_stars.hresult().unwrap(), code::WU_E_EULAS_DECLINED.to_i32());

    stars.accept_eula().unwrap();
    download(&museum, &stars);
    assert!(stars.is_downloaded().unwrap());
}

#[test]
fn b059_the_licence_of_a_member_is_accepted_with_its_bundle() {
    let museum = Museum::open();
    let a_box = museum.update("map-makers-box");
    let compass = a_box.bundled_updates().unwrap().item(0).unwrap();
    assert!(!a_box.eula_accepted().unwrap() && !compass.eula_accepted().unwrap());
    a_box.accept_eula().unwrap();
    assert!(a_box.eula_accepted().unwrap() && compass.eula_accepted().unwrap());
}

#[test]
fn b059_a_licence_without_a_text_cannot_be_accepted() {
    let museum = Museum::open();
    let islands = museum.update("lost-atlas");
    assert_fails(islands.accept_eula(), code::WU_E_EULA_UNAVAILABLE);
    assert!(!islands.eula_accepted().unwrap());
}

#[test]
fn b059_licences_are_accepted_by_power_users_on_this_computer() {
    let museum = Museum::open();
    let stars = museum.update("star-atlas");
    assert_fails(
        seen_by::<IUpdate>(&stars, &somebody(Rights::User)).accept_eula(),
        code::E_ACCESSDENIED,
    );
    assert_fails(
        seen_by::<IUpdate>(&stars, &remote()).accept_eula(),
        code::E_ACCESSDENIED,
    );
    assert_fails(
        seen_by::<IUpdate>(&stars, &web_page()).accept_eula(),
        code::WU_E_INVALID_OPERATION,
    );
    assert!(!stars.eula_accepted().unwrap());
    seen_by::<IUpdate>(&stars, &somebody(Rights::PowerUser))
        .accept_eula()
        .unwrap();

    let mut trusted = remote();
    trusted.permissions = Permissions::NONE.with(Permission::Eula);
    seen_by::<IUpdate>(&stars, &trusted).accept_eula().unwrap();
}

#[test]
fn b060_b061_without_a_licence_there_is_nothing_to_accept_or_read() {
    let museum = Museum::open();
    let orrery = museum.update("orrery-2026-05");
    assert!(orrery.eula_accepted().unwrap());
    assert_eq!(&*orrery.eula_text().unwrap(), "");
    orrery.accept_eula().unwrap();
    assert_eq!(
        &*museum.update("lost-atlas").eula_text().unwrap(),
        "",
        "nor if it was lost"
    );
}

#[test]
fn b061_licences_are_read_in_the_language_of_the_session() {
    let museum = Museum::open();
    for (locale, beginning) in [
        (
            0x0409,
            "Welcome to the Museum of Updates.\n\n1. You may look at every star",
        ),
        (
            SPANISH,
            "Bienvenido al Museo de las Actualizaciones.\n\n1. Puede contemplar",
        ),
        (
            FRENCH,
            "Bienvenue au Musée des mises à jour.\n\n1. Vous pouvez regarder",
        ),
        (JAPANESE, "Welcome to the Museum of Updates."),
    ] {
        let text = museum.update_in(locale, "star-atlas").eula_text().unwrap();
        assert!(text.starts_with(beginning), "{text}");
    }
}
