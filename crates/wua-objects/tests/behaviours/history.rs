//! `IUpdateHistoryEntry`, `IUpdateHistoryEntry2`, and how the history is asked for.

use jiff::SignedDuration;
use wua_com::{Date, HResult, Lcid, Value, code};
use wua_defs::classes;
use wua_defs::enums::{OperationResultCode as Code, ServerSelection, UpdateOperation as Operation};
use wua_model::proxy::{
    IUpdateHistoryEntry2, IUpdateHistoryEntryCollection, IUpdateSearcher3, IUpdateSession3,
};

use crate::museum::{
    FRENCH, Museum, SPANISH, Scripted, administrator, assert_fails, collection_of, date, hear, messenger,
    remote, seen_as, seen_by, strings,
};

const ORRERY: &str = "00001901-0001-4000-8000-000000000002";
const WINDOWS_UPDATE: &str = "9482f4b4-e343-43b6-b170-9a65bc822c77";

/// Three things happen to the computer, an hour after each other: the orrery is put on and needs a restart, the
/// stubborn spring fails, the polish comes off.
pub(crate) fn visit(museum: &Museum) {
    let session = museum.session();
    session.put_client_application_id("Guided Tours").unwrap();
    let searcher: IUpdateSearcher3 = seen_as(&session.create_update_searcher().unwrap());
    searcher
        .put_server_selection(ServerSelection::WindowsUpdate)
        .unwrap();
    let installer = session.create_update_installer().unwrap();
    for exhibit in ["orrery-2026-05", "stubborn-spring", "brass-polish"] {
        museum.clock.advance(SignedDuration::from_hours(1));
        museum.machine.restart().unwrap();
        let update = museum.update_from(&searcher, exhibit);
        let collection = collection_of(museum, &[&update]);
        if update.is_installed().unwrap() {
            installer.put_updates(Some(&collection.object)).unwrap();
            installer.uninstall().unwrap();
        } else {
            let downloader = session.create_update_downloader().unwrap();
            downloader.put_updates(Some(&collection.object)).unwrap();
            downloader.download().unwrap();
            installer.put_updates(Some(&collection.object)).unwrap();
            installer.install().unwrap();
        }
    }
}

fn entries(collection: &IUpdateHistoryEntryCollection) -> Vec<IUpdateHistoryEntry2> {
    let count = collection.count().unwrap();
    (0..count)
        .map(|index| seen_as(&collection.item(index).unwrap()))
        .collect()
}

fn titles(collection: &IUpdateHistoryEntryCollection) -> Vec<String> {
    entries(collection)
        .iter()
        .map(|entry| entry.title().unwrap().to_string())
        .collect()
}

const NEWEST_FIRST: [&str; 3] = [
    "Brass polish (KB5081936)",
    "Stubborn spring (KB5081940)",
    "2026-05 Cumulative Security Update for Orrery (KB5081905)",
];

#[test]
fn b020_b021_the_history_is_read_from_the_newest_entry_on() {
    let museum = Museum::open();
    let searcher = museum.searcher();
    let before = searcher.get_total_history_count().unwrap();
    visit(&museum);
    assert_eq!(searcher.get_total_history_count().unwrap(), before + 3);
    assert_eq!(titles(&searcher.query_history(0, 3).unwrap()), NEWEST_FIRST);
    assert_eq!(titles(&searcher.query_history(1, 1).unwrap()), NEWEST_FIRST[1..2]);
    let all = searcher.query_history(0, i32::MAX).unwrap();
    assert_eq!(all.count().unwrap(), before + 3, "fewer if there are fewer");
}

#[test]
fn b009_the_history_of_one_update_or_of_all() {
    let museum = Museum::open();
    visit(&museum);
    let session = museum.session();
    assert_eq!(titles(&session.query_history("", 0, 3).unwrap()), NEWEST_FIRST);
    let orrery = session
        .query_history(&format!("UpdateID='{ORRERY}'"), 0, 9)
        .unwrap();
    assert_eq!(titles(&orrery), NEWEST_FIRST[2..]);
    let nobody = "UpdateID = '12345678-9abc-def0-1234-56789abcdef0'";
    assert_eq!(session.query_history(nobody, 0, 9).unwrap().count().unwrap(), 0);
    let script = Scripted::new(&session);
    let null = script.object("queryhistory", &[Value::Null, 0.into(), 3.into()]);
    assert_eq!(null.each().len(), 3, "no criteria are empty ones");
}

#[test]
fn b009_other_criteria_are_refused() {
    let museum = Museum::open();
    let session = museum.session();
    for wrong in [
        "IsInstalled=1",
        "UpdateID='orrery'",
        "UpdateID!='00001901-0001-4000-8000-000000000002'",
        "UpdateID='00001901-0001-4000-8000-000000000002' and RevisionNumber=203",
    ] {
        assert_fails(session.query_history(wrong, 0, 1), code::WU_E_INVALID_CRITERIA);
    }
}

/// One document wants an error beyond the last entry, the other promises fewer entries when there are fewer: here an
/// index beyond the end is no mistake.
#[test]
fn b009_b020_what_no_history_has_is_refused() {
    let museum = Museum::open();
    visit(&museum);
    let (session, searcher) = (museum.session(), museum.searcher());
    for (start, count) in [(-1, 1), (0, 0), (0, -1), (i32::MIN, i32::MIN)] {
        assert_fails(session.query_history("", start, count), code::WU_E_INVALIDINDEX);
        assert_fails(searcher.query_history(start, count), code::WU_E_INVALIDINDEX);
    }
    let total = searcher.get_total_history_count().unwrap();
    assert_eq!(session.query_history("", total, 1).unwrap().count().unwrap(), 0);
    assert_eq!(searcher.query_history(total, 1).unwrap().count().unwrap(), 0);
}

#[test]
fn b009_b020_b021_b101_b102_b103_b104_the_history_is_read_from_other_computers() {
    let museum = Museum::open();
    visit(&museum);
    let session: IUpdateSession3 = seen_by(&museum.session(), &remote());
    let entry: IUpdateHistoryEntry2 = seen_as(&session.query_history("", 1, 1).unwrap().item(0).unwrap());
    assert_eq!(&*entry.title().unwrap(), NEWEST_FIRST[1]);
    assert_eq!(entry.hresult().unwrap(), code::WU_E_UH_INSTALLERFAILURE.to_i32());
    assert_eq!(entry.date().unwrap(), date("2026-06-15T11:00:00Z"));
    assert_eq!(entry.categories().unwrap().count().unwrap(), 2);
    let searcher: IUpdateSearcher3 = seen_by(&museum.searcher(), &remote());
    assert!(searcher.get_total_history_count().unwrap() >= 3);
    assert_eq!(titles(&searcher.query_history(0, 3).unwrap()), NEWEST_FIRST);
}

#[test]
fn b101_a_result_is_mapped_and_the_installers_own_number_kept() {
    let museum = Museum::open();
    visit(&museum);
    let entries = entries(&museum.searcher().query_history(0, 3).unwrap());
    let results: Vec<_> = entries
        .iter()
        .map(|entry| {
            (
                entry.operation().unwrap(),
                entry.result_code().unwrap(),
                entry.hresult().unwrap(),
                entry.unmapped_result_code().unwrap(),
            )
        })
        .collect();
    let failure = code::WU_E_UH_INSTALLERFAILURE.to_i32();
    assert_eq!(
        results,
        [
            (Operation::Uninstallation, Code::Succeeded, 0, 0),
            (Operation::Installation, Code::Failed, failure, 1603),
            (Operation::Installation, Code::Succeeded, 0, 0),
        ]
    );
}

/// A bundle of which a part fails, an installation that is aborted, a removal that fails.
#[test]
fn b101_every_kind_of_ending_stands_in_the_history() {
    let museum = Museum::open();
    let session = museum.session();
    let (downloader, installer) = (
        session.create_update_downloader().unwrap(),
        session.create_update_installer().unwrap(),
    );
    let choose = |exhibit| {
        museum.clock.advance(SignedDuration::from_hours(1));
        museum.machine.restart().unwrap();
        let collection = collection_of(&museum, &[&museum.update(exhibit)]);
        downloader.put_updates(Some(&collection.object)).unwrap();
        downloader.download().unwrap();
        installer.put_updates(Some(&collection.object)).unwrap();
    };
    choose("engine-set");
    installer.install().unwrap();
    choose("slow-varnish");
    let (callback, news) = messenger();
    let job = installer
        .begin_install(Some(&callback), None, &Value::Empty)
        .unwrap();
    // Not before the first layer is on: what was not begun is no part of the history.
    while job.get_progress().unwrap().percent_complete().unwrap() == 0 {
        hear(&news);
    }
    job.request_abort().unwrap();
    installer.end_install(Some(&job.object)).unwrap();
    choose("glued-cog");
    installer.uninstall().unwrap();

    let entries = entries(&museum.searcher().query_history(0, 3).unwrap());
    let told: Vec<_> = entries
        .iter()
        .map(|entry| {
            (
                entry.operation().unwrap(),
                entry.result_code().unwrap(),
                HResult::from_i32(entry.hresult().unwrap()),
                entry.unmapped_result_code().unwrap(),
            )
        })
        .collect();
    assert_eq!(
        told,
        [
            (
                Operation::Uninstallation,
                Code::Failed,
                code::WU_E_UH_INSTALLERFAILURE,
                1605
            ),
            (
                Operation::Installation,
                Code::Aborted,
                code::WU_E_CALL_CANCELLED,
                0
            ),
            (
                Operation::Installation,
                Code::SucceededWithErrors,
                code::WU_S_UPDATE_ERROR,
                1603
            ),
        ]
    );
}

#[test]
fn b102_dates_are_in_utc_and_the_newest_is_first() {
    let museum = Museum::open();
    visit(&museum);
    let all = entries(&museum.searcher().query_history(0, 100).unwrap());
    let dates: Vec<Date> = all.iter().map(|entry| entry.date().unwrap()).collect();
    assert_eq!(
        dates[..3],
        [
            date("2026-06-15T12:00:00Z"),
            date("2026-06-15T11:00:00Z"),
            date("2026-06-15T10:00:00Z")
        ]
    );
    assert!(dates.is_sorted_by(|newer, older| newer >= older), "{dates:?}");
}

#[test]
fn b103_texts_are_in_the_language_of_the_user_whatever_the_session_reads() {
    let museum = Museum::open();
    visit(&museum);
    for (locale, title, description) in [
        (
            Lcid(SPANISH),
            "Actualización de seguridad acumulativa 2026-05 para el planetario mecánico (KB5081905)",
            "Los desconocidos ya no pueden mover los planetas desde la calle. La Luna sale a su hora.",
        ),
        (
            Lcid(FRENCH),
            "Mise à jour de sécurité cumulative 2026-05 pour le planétaire mécanique (KB5081905)",
            "Les inconnus ne peuvent plus déplacer les planètes depuis la rue. La Lune se lève à l’heure.",
        ),
        (
            Lcid(0x0412),
            "2026-05 Cumulative Security Update for Orrery (KB5081905)",
            "Strangers can no longer move the planets from the street. The Moon rises on time.",
        ),
    ] {
        let user = administrator().speaking(locale);
        let session: IUpdateSession3 = museum.create_for(&classes::UPDATE_SESSION, &user).unwrap();
        session.put_user_locale(0x0409).unwrap();
        let entry = session.query_history("", 2, 1).unwrap().item(0).unwrap();
        assert_eq!(&*entry.title().unwrap(), title);
        assert_eq!(&*entry.description().unwrap(), description);
    }
}

#[test]
fn b104_an_entry_keeps_the_categories_of_its_update() {
    let museum = Museum::open();
    visit(&museum);
    let entry = entries(&museum.searcher().query_history(2, 1).unwrap()).remove(0);
    let categories = entry.categories().unwrap();
    let names: Vec<_> = (0..categories.count().unwrap())
        .map(|index| categories.item(index).unwrap().name().unwrap())
        .collect();
    assert_eq!(
        names.iter().map(|name| &**name).collect::<Vec<_>>(),
        ["Security Updates", "Orrery"]
    );
}

#[test]
fn b001_b101_b103_the_rest_of_an_entry() {
    let museum = Museum::open();
    visit(&museum);
    let entry = entries(&museum.searcher().query_history(2, 1).unwrap()).remove(0);
    let identity = entry.update_identity().unwrap();
    assert_eq!(&*identity.update_id().unwrap(), ORRERY);
    assert_eq!(identity.revision_number().unwrap(), 203);
    assert_eq!(&*entry.client_application_id().unwrap(), "Guided Tours");
    assert_eq!(entry.server_selection().unwrap(), ServerSelection::WindowsUpdate);
    assert_eq!(&*entry.service_id().unwrap(), WINDOWS_UPDATE);
    assert_eq!(
        strings(&entry.uninstallation_steps().unwrap()),
        ["Stop the Sun.", "Unscrew the lock.", "Start the Sun."]
    );
    assert_eq!(
        &*entry.uninstallation_notes().unwrap(),
        "Without this update the crank is open to everyone. Take the orrery off the windowsill first."
    );
    assert_eq!(
        &*entry.support_url().unwrap(),
        "https://support.museum.example/orrery"
    );
}
