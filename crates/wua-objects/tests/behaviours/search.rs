//! `IUpdateSearcher` to `IUpdateSearcher3`, `ISearchJob`, `ISearchResult` and `ISearchCompletedCallback`.

use std::any::Any;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::Duration;

use wua_agent::ports::{Arrival, Conditions, Memory, News, Offer, Service, Target, Wanted};
use wua_agent::{Revision, ServiceRecord};
use wua_com::standard::IDISPATCH;
use wua_com::{
    Bound, Caller, Error, Family, Guid, Interface, Invoke, Object, ObjectRef, Outcome, Permission,
    Permissions, Reply, Rights, Slot, Value, code, ok,
};
use wua_defs::classes;
use wua_defs::enums::{
    AddServiceFlag, OperationResultCode, SearchScope, ServerSelection, UpdateExceptionContext as Context,
};
use wua_defs::interfaces::{ISEARCH_COMPLETED_CALLBACK_ARGS, ISEARCH_JOB, IUPDATE_SEARCHER};
use wua_model::proxy::{
    IInvalidProductLicenseException, ISearchJob, ISearchResult, IUpdateEx, IUpdateSearcher, IUpdateSearcher3,
    IUpdateServiceManager2,
};
use wua_model::{families, traits};
use wua_testkit::museum::Collection;

use crate::museum::{
    FRENCH, JAPANESE, Museum, SPANISH, Scripted, administrator, assert_fails, hear, messenger, remote,
    seen_as, seen_by, somebody, updates,
};

/// The slot of `IUpdateSearcher::EndSearch`.
const END_SEARCH: u16 = 16;

/// The titles of what was found.
fn titles(result: &ISearchResult) -> Vec<String> {
    let found = updates(&result.updates().unwrap());
    found
        .iter()
        .map(|update| update.title().unwrap().to_string())
        .collect()
}

/// The names of the exhibits that were found.
fn exhibits(museum: &Museum, result: &ISearchResult) -> Vec<String> {
    let known = museum.collection.exhibits();
    let name_of = |update: &IUpdateEx| {
        let id = update.identity().unwrap().update_id().unwrap();
        known
            .iter()
            .find(|exhibit| *exhibit.identity().id.to_string() == *id)
            .unwrap()
            .name
            .clone()
    };
    updates(&result.updates().unwrap()).iter().map(name_of).collect()
}

/// Adds a service of the museum by asking the network for it.
fn add_service(museum: &Museum, name: &str) {
    let id = museum.collection.service(name).unwrap().record.id.to_string();
    let manager: IUpdateServiceManager2 = museum.create(&classes::UPDATE_SERVICE_MANAGER);
    manager
        .add_service2(&id, AddServiceFlag::AllowOnlineRegistration.into(), "")
        .unwrap();
}

/// This agent is not replaced by a search, so the property has no effect; it keeps what is written all the same.
#[test]
fn b010_a_search_may_be_allowed_to_upgrade_the_agent_which_changes_nothing() {
    let museum = Museum::open();
    let searcher = museum.searcher();
    assert!(!searcher.can_automatically_upgrade_service().unwrap());
    searcher.put_can_automatically_upgrade_service(true).unwrap();
    assert!(searcher.can_automatically_upgrade_service().unwrap());
    assert_eq!(titles(&searcher.search("").unwrap()), titles(&museum.search("")));
}

/// A `VARIANT_BOOL` that is neither -1 nor 0 never gets this far; what is no boolean at all is refused, and scripts
/// have their numbers turned into one.
#[test]
fn b010_b012_b015_b022_a_boolean_is_true_or_false_and_nothing_else() {
    let museum = Museum::open();
    for raw in [1, 2, i16::MIN] {
        assert_eq!(Value::from_variant_bool(raw), None);
    }
    let searcher = museum.searcher();
    let script = Scripted::new(&searcher);
    for name in [
        "CanAutomaticallyUpgradeService",
        "IncludePotentiallySupersededUpdates",
        "Online",
        "IgnoreDownloadPriority",
    ] {
        for (written, read) in [(1, true), (0, false), (-1, true)] {
            script.put(name, &[Value::I4(written)]).unwrap();
            assert_eq!(script.get(name), Value::Bool(read), "{name} = {written}");
        }
        let error = script.put(name, &["perhaps".into()]).unwrap_err();
        assert_eq!(error.hresult(), code::DISP_E_TYPEMISMATCH, "{name}");
        let dispatch = wua_com::Dispatch::new(searcher.object.clone()).unwrap();
        let (slot, _) = dispatch
            .interface()
            .all_members()
            .find(|(_, member)| member.name == name && member.kind == wua_com::Kind::Put)
            .unwrap();
        let refused = searcher.call::<()>(dispatch.interface(), slot.0, &[Value::I2(1)]);
        assert_fails(refused, code::DISP_E_TYPEMISMATCH);
        assert_eq!(script.get(name), Value::Bool(true), "{name} is as it was");
    }
}

#[test]
fn b011_a_searcher_that_nobody_named_has_no_name() {
    let museum = Museum::open();
    let searcher = museum.searcher();
    assert_eq!(&*searcher.client_application_id().unwrap(), "");
    searcher.put_client_application_id("reading room").unwrap();
    assert_eq!(&*searcher.client_application_id().unwrap(), "reading room");
}

#[test]
fn b012_a_replaced_update_is_left_out_unless_wanted() {
    let museum = Museum::open();
    let searcher = museum.searcher();
    let found = || {
        exhibits(
            &museum,
            &searcher
                .search("CategoryIDs contains '0fa1201d-4330-4fa8-8ae9-b877473b6441'")
                .unwrap(),
        )
    };
    assert!(!searcher.include_potentially_superseded_updates().unwrap());
    assert_eq!(found(), ["orrery-2026-05"]);
    searcher.put_include_potentially_superseded_updates(true).unwrap();
    assert!(searcher.include_potentially_superseded_updates().unwrap());
    assert_eq!(found(), ["orrery-2026-04", "orrery-2026-05"]);
}

/// Only another one in the result replaces an update.
#[test]
fn b012_an_update_whose_successor_was_not_found_stays() {
    let museum = Museum::open();
    let found = museum.search("UpdateID='00001901-0001-4000-8000-000000000001'");
    assert_eq!(exhibits(&museum, &found), ["orrery-2026-04"]);
}

#[test]
fn b013_searches_ask_windows_update_unless_told_otherwise() {
    let museum = Museum::open();
    let searcher = museum.searcher();
    assert_eq!(searcher.server_selection().unwrap(), ServerSelection::Default);
    let of_default = exhibits(&museum, &searcher.search("").unwrap());
    assert!(of_default.contains(&"orrery-2026-05".to_owned()));
    searcher
        .put_server_selection(ServerSelection::WindowsUpdate)
        .unwrap();
    assert_eq!(
        searcher.server_selection().unwrap(),
        ServerSelection::WindowsUpdate
    );
    assert_eq!(exhibits(&museum, &searcher.search("").unwrap()), of_default);
    let number = Scripted::new(&searcher)
        .put("ServerSelection", &[4.into()])
        .unwrap_err();
    assert_eq!(number.excep_info().unwrap().scode, code::E_INVALIDARG);
}

#[test]
fn b013_a_managed_server_is_asked_once_there_is_one() {
    let museum = Museum::open();
    let searcher = museum.searcher();
    let found = |selection| {
        searcher.put_server_selection(selection).unwrap();
        searcher.search("").map(|result| exhibits(&museum, &result))
    };
    let has = |found: &[String], exhibit: &str| found.iter().any(|name| name == exhibit);
    assert_fails(
        found(ServerSelection::ManagedServer),
        code::WU_E_DS_UNKNOWNSERVICE,
    );
    add_service(&museum, "museum-server");
    let managed = found(ServerSelection::ManagedServer).unwrap();
    assert!(
        has(&managed, "opening-hours") && !has(&managed, "star-atlas"),
        "{managed:?}"
    );
    assert_eq!(found(ServerSelection::Default).unwrap(), managed);
    let public = found(ServerSelection::WindowsUpdate).unwrap();
    assert!(
        has(&public, "star-atlas") && !has(&public, "opening-hours"),
        "{public:?}"
    );
}

#[test]
fn b013_b014_another_service_is_asked_by_its_identifier() {
    let museum = Museum::open();
    let found = museum.searcher_of("cabinet-of-curiosities").search("").unwrap();
    assert_eq!(exhibits(&museum, &found), ["unicorn-horn", "mermaid-comb"]);
}

#[test]
fn b013_b016_b018_a_server_of_2003_is_not_understood() {
    let museum = Museum::open();
    add_service(&museum, "old-server");
    let searcher = museum.searcher();
    searcher
        .put_server_selection(ServerSelection::ManagedServer)
        .unwrap();
    assert_fails(searcher.search(""), code::WU_E_LEGACYSERVER);
    let job = searcher.begin_search("", None, &Value::Empty).unwrap();
    assert_fails(searcher.end_search(Some(&job.object)), code::WU_E_LEGACYSERVER);
}

#[test]
fn b014_the_service_counts_only_when_others_are_asked() {
    let museum = Museum::open();
    let searcher = museum.searcher();
    assert_eq!(&*searcher.service_id().unwrap(), "");
    let nobody = "12345678-9abc-def0-1234-56789abcdef0";
    searcher.put_service_id(nobody).unwrap();
    assert_eq!(&*searcher.service_id().unwrap(), nobody);
    for selection in [ServerSelection::Default, ServerSelection::WindowsUpdate] {
        searcher.put_server_selection(selection).unwrap();
        searcher.search("").unwrap();
    }
    searcher.put_server_selection(ServerSelection::Others).unwrap();
    assert_fails(searcher.search(""), code::WU_E_DS_UNKNOWNSERVICE);
    searcher.put_service_id("").unwrap();
    assert_fails(searcher.search(""), code::WU_E_DS_UNKNOWNSERVICE);
}

#[test]
fn b015_offline_only_what_is_known_already_is_found() {
    let museum = Museum::open();
    let searcher = museum.searcher();
    assert!(searcher.online().unwrap());
    searcher.put_online(false).unwrap();
    assert!(!searcher.online().unwrap());
    assert_eq!(
        titles(&searcher.search("").unwrap()),
        [""; 0],
        "nobody has asked a service yet"
    );

    let online = titles(&museum.search(""));
    assert_ne!(online, [""; 0]);
    assert_eq!(titles(&searcher.search("").unwrap()), online);
}

#[test]
fn b015_offline_no_service_is_called() {
    let museum = Museum::open();
    add_service(&museum, "broken-telegraph");
    let searcher = museum.searcher_of("broken-telegraph");
    assert_fails(searcher.search(""), code::WU_E_PT_HTTP_STATUS_SERVICE_UNAVAIL);
    searcher.put_online(false).unwrap();
    assert_eq!(titles(&searcher.search("").unwrap()), [""; 0]);
}

#[test]
fn b016_no_criteria_mean_what_is_neither_installed_nor_hidden() {
    let museum = Museum::open();
    let searcher = Scripted::new(&museum.searcher());
    museum.update("orrery-beta").put_is_hidden(true).unwrap();
    let explicit = titles(&museum.search("IsInstalled = 0 and IsHidden = 0"));
    assert_ne!(explicit, [""; 0]);
    assert!(
        !explicit
            .iter()
            .any(|title| title.contains("Beta") || title.contains("Brass polish"))
    );
    for criteria in ["".into(), Value::Null, Value::Empty] {
        let result = searcher.object("Search", std::slice::from_ref(&criteria));
        let result = result.value().as_object().cloned().unwrap();
        let result = ISearchResult::from(Bound {
            object: result,
            caller: administrator(),
        });
        assert_eq!(titles(&result), explicit, "{criteria:?}");
        assert_eq!(result.result_code().unwrap(), OperationResultCode::Succeeded);
    }
}

#[test]
fn b016_what_windows_update_has_for_this_computer() {
    let museum = Museum::open();
    let found = museum.search("");
    assert_eq!(
        exhibits(&museum, &found),
        [
            "orrery-2026-05",
            "orrery-moons",
            "orrery-beta",
            "orrery-pendulum",
            "planet-positions",
            "museum-agent",
            "engine-set",
            "printer-set",
            "engine-upgrade",
            "punched-cards",
            "abacus-manual",
            "loom-connector",
            "clock-dials",
            "clock-bell",
            "clock-gears",
            "star-atlas",
            "moon-atlas",
            "lost-atlas",
            "map-makers-box",
            "stubborn-spring",
            "sleepy-hammer",
            "slow-varnish",
            "travelling-clockmaker",
            "talkative-automaton",
            "open-lid",
            "undecided-visitor",
            "slow-parcel",
            "torn-parcel",
            "wrong-parcel",
            "lost-parcel",
            "closed-counter",
            "half-a-gear",
            "fresh-lacquer",
        ]
    );
}

#[test]
fn b016_criteria_choose_by_every_property_that_they_name() {
    let museum = Museum::open();
    for (criteria, expected) in [
        ("type='driver' and browseonly=1", &["clock-dials"][..]),
        (
            "Type != 'Software' and BrowseOnly = 0",
            &["clock-bell", "clock-gears"],
        ),
        ("DeploymentAction='Uninstallation'", &["epicycles"]),
        ("IsAssigned=0", &["orrery-moons"]),
        (
            "AutoSelectOnWebSites=1",
            &["orrery-2026-05", "planet-positions", "clock-dials"],
        ),
        (
            "UpdateID='00001901-0001-4000-8000-000000000003' and RevisionNumber=100",
            &["orrery-moons"],
        ),
        (
            "UpdateID='00001901-0001-4000-8000-000000000003' and RevisionNumber=99",
            &[],
        ),
        (
            "CategoryIDs contains '77835c8d-62a7-41f5-82ad-f28d1af1e3b1'",
            &["clock-gears"],
        ),
        ("IsInstalled=1", &["glued-cog", "brass-polish", "fixed-stars"]),
        ("IsPresent=1 and IsInstalled=0", &["clock-gears", "half-a-gear"]),
        ("RebootRequired=1", &[]),
        ("IsHidden=1", &[]),
        (
            "(IsAssigned=0) or ( IsInstalled=1 and CategoryIDs contains '68c5b0a3-d1a6-4553-ae49-01d3a7827828' )",
            &["orrery-moons", "fixed-stars"],
        ),
    ] {
        assert_eq!(
            exhibits(&museum, &museum.search(criteria)),
            expected,
            "{criteria}"
        );
    }
}

#[test]
fn b016_b024_b027_a_search_that_succeeded_partly_says_what_went_wrong() {
    let museum = Museum::open();
    let result = museum.searcher_of("cabinet-of-curiosities").search("").unwrap();
    assert_eq!(
        result.result_code().unwrap(),
        OperationResultCode::SucceededWithErrors
    );
    let warnings = result.warnings().unwrap();
    assert_eq!(warnings.count().unwrap(), 5);
    let first = warnings.item(0).unwrap();
    assert_eq!(
        first.hresult().unwrap(),
        code::WU_E_PT_ECP_SUCCEEDED_WITH_ERRORS.to_i32()
    );
    assert_eq!(&*first.message().unwrap(), "One drawer of the cabinet is stuck.");
}

#[test]
fn b110_messages_of_warnings_are_localised() {
    let museum = Museum::open();
    for (locale, message) in [
        (0x0409, "Drivers for sea monsters were left out."),
        (SPANISH, "Se han omitido los controladores de monstruos marinos."),
        (FRENCH, "Les pilotes de monstres marins ont été laissés de côté."),
        (JAPANESE, "Drivers for sea monsters were left out."),
    ] {
        let session = museum.session();
        session.put_user_locale(locale).unwrap();
        let searcher = session.create_update_searcher().unwrap();
        searcher.put_server_selection(ServerSelection::Others).unwrap();
        let service = museum.collection.service("cabinet-of-curiosities").unwrap();
        searcher.put_service_id(&service.record.id.to_string()).unwrap();
        let warning = searcher.search("").unwrap().warnings().unwrap().item(1).unwrap();
        assert_eq!(&*warning.message().unwrap(), message);
        assert_eq!(Scripted::new(&warning).default(&[]).unwrap(), message.into());
    }
}

#[test]
fn b111_a_warning_says_where_it_happened() {
    let museum = Museum::open();
    let result = museum.searcher_of("cabinet-of-curiosities").search("").unwrap();
    let warnings = result.warnings().unwrap();
    let contexts: Vec<_> = (0..5)
        .map(|index| warnings.item(index).unwrap().context().unwrap())
        .collect();
    assert_eq!(
        contexts,
        [
            Context::General,
            Context::WindowsDriver,
            Context::WindowsInstaller,
            Context::SearchIncomplete,
            Context::General,
        ]
    );
}

#[test]
fn b027_an_invalid_licence_names_its_product() {
    let museum = Museum::open();
    let result = museum.searcher_of("cabinet-of-curiosities").search("").unwrap();
    let warnings = result.warnings().unwrap();
    let licence: IInvalidProductLicenseException = seen_as(&warnings.item(4).unwrap());
    assert_eq!(&*licence.product().unwrap(), "Perpetual Motion Machine");
    assert_eq!(
        licence.hresult().unwrap(),
        code::WU_E_INVALID_PRODUCT_LICENSE.to_i32()
    );
    let afar: IInvalidProductLicenseException = seen_by(&licence, &remote());
    assert_fails(afar.product(), code::E_ACCESSDENIED);
    let other: IInvalidProductLicenseException = seen_as(&warnings.item(0).unwrap());
    assert_fails(other.product(), code::E_NOINTERFACE);
}

#[test]
fn b016_criteria_that_are_none_are_refused_with_the_place_and_what_is_expected() {
    let museum = Museum::open();
    let searcher = museum.searcher();
    for wrong in [
        "IsInstalled",
        "IsInstalled=2",
        "IsInstalled!=0",
        "Title='Orrery'",
        "Type='Firmware'",
        "IsInstalled=0 and (IsHidden=0 or IsHidden=1)",
        "RevisionNumber=3",
        "UpdateID=00001901-0001-4000-8000-000000000001",
        "UpdateID='Orrery",
        "IsInstalled=0 xor IsHidden=0",
    ] {
        assert_fails(searcher.search(wrong), code::WU_E_INVALID_CRITERIA);
    }
    let error = searcher.search("IsInstalled=0 and IsHiden=0").unwrap_err();
    assert!(error.message().contains("IsHidden"), "{error}");
}

#[test]
fn b016_a_service_that_nobody_registered_cannot_be_asked() {
    let museum = Museum::open();
    let searcher = museum.searcher();
    searcher.put_server_selection(ServerSelection::Others).unwrap();
    searcher
        .put_service_id("12345678-9abc-def0-1234-56789abcdef0")
        .unwrap();
    assert_fails(searcher.search(""), code::WU_E_DS_UNKNOWNSERVICE);
}

/// Both of the computer and of the user is what one document refuses and the other describes: here it works.
#[test]
fn b023_searches_are_for_the_computer_the_current_user_or_both() {
    let museum = Museum::open();
    let searcher = museum.searcher();
    assert_eq!(searcher.search_scope().unwrap(), SearchScope::Default);
    let criteria = "CategoryIDs contains '00001901-00c0-4000-8000-000000000005' and Type='Driver'";
    let machine = ["clock-dials", "clock-bell", "clock-gears"];
    for (scope, expected) in [
        (SearchScope::Default, &machine[..]),
        (SearchScope::MachineOnly, &machine),
        (SearchScope::CurrentUserOnly, &["clock-handle"]),
        (
            SearchScope::MachineAndCurrentUser,
            &["clock-dials", "clock-bell", "clock-handle", "clock-gears"],
        ),
    ] {
        searcher.put_search_scope(scope).unwrap();
        assert_eq!(searcher.search_scope().unwrap(), scope);
        assert_eq!(
            exhibits(&museum, &searcher.search(criteria).unwrap()),
            expected,
            "{scope:?}"
        );
    }
}

/// They can be written; the search refuses them.
#[test]
fn b016_b023_the_scopes_of_other_users_are_refused_by_the_search() {
    let museum = Museum::open();
    let searcher = museum.searcher();
    for scope in [SearchScope::MachineAndAllUsers, SearchScope::AllUsers] {
        searcher.put_search_scope(scope).unwrap();
        assert_eq!(searcher.search_scope().unwrap(), scope);
        assert_fails(searcher.search(""), code::WU_E_UNSUPPORTED_SEARCHSCOPE);
        let job = searcher.begin_search("", None, &Value::Empty).unwrap();
        assert_fails(
            searcher.end_search(Some(&job.object)),
            code::WU_E_UNSUPPORTED_SEARCHSCOPE,
        );
    }
    let number = Scripted::new(&searcher)
        .put("SearchScope", &[6.into()])
        .unwrap_err();
    assert_eq!(number.excep_info().unwrap().scode, code::E_INVALIDARG);
}

/// Offers new moons, not at all urgent, that claim to replace the positions of the planets, which are urgent.
struct Astronomer(Vec<Arc<Revision>>);

const ASTRONOMER: Guid = Guid::literal("00001901-00ff-4000-8000-000000000001");

impl Astronomer {
    fn of(museum: &Collection) -> Self {
        let revision = |exhibit| Arc::clone(&museum.exhibit(exhibit).unwrap().revision);
        let (mut moons, positions) = (revision("orrery-moons"), revision("planet-positions"));
        Arc::make_mut(&mut moons).superseded_update_ids = vec![positions.identity.id];
        assert!(moons.download_priority < positions.download_priority);
        Self(vec![moons, positions])
    }
}

impl Service for Astronomer {
    fn record(&self) -> ServiceRecord {
        ServiceRecord {
            id: ASTRONOMER,
            ..ServiceRecord::default()
        }
    }

    fn sync(&self, _: &dyn Target, _: &Memory<'_>, _: &Conditions<'_>) -> Result<News, Error> {
        Ok(News::Changed(Offer {
            revisions: self.0.clone(),
            ..Offer::default()
        }))
    }

    fn fetch(&self, _: &Wanted<'_>, _: &mut dyn Arrival, _: &Conditions<'_>) -> Result<(), Error> {
        Err(Error::from(code::E_NOTIMPL))
    }
}

#[test]
fn b022_an_update_that_is_fetched_less_urgently_replaces_nothing_unless_priorities_are_ignored() {
    let museum = Museum::open_with(|collection| vec![Arc::new(Astronomer::of(collection))]);
    let searcher = museum.searcher();
    searcher.put_server_selection(ServerSelection::Others).unwrap();
    searcher.put_service_id(&ASTRONOMER.to_string()).unwrap();
    assert!(!searcher.ignore_download_priority().unwrap());
    let found = exhibits(&museum, &searcher.search("").unwrap());
    assert_eq!(found, ["orrery-moons", "planet-positions"]);

    searcher.put_ignore_download_priority(true).unwrap();
    assert!(searcher.ignore_download_priority().unwrap());
    let found = exhibits(&museum, &searcher.search("").unwrap());
    assert_eq!(found, ["orrery-moons"]);
}

#[test]
fn b017_b018_b028_b029_a_search_goes_on_while_the_program_does_something_else() {
    let museum = Museum::open();
    let searcher = museum.searcher();
    let state = Value::from("what the program wants to remember");
    let job = searcher.begin_search("IsInstalled=0", None, &state).unwrap();
    assert_eq!(job.async_state().unwrap(), state);
    let result = searcher.end_search(Some(&job.object)).unwrap();
    assert!(job.is_completed().unwrap());
    assert_eq!(titles(&result), titles(&museum.search("IsInstalled=0")));
}

#[test]
fn b028_the_state_may_be_anything() {
    let museum = Museum::open();
    let searcher = museum.searcher();
    for state in [
        Value::Empty,
        Value::I4(7),
        searcher.object.clone().into(),
        Value::MISSING,
    ] {
        let job = searcher.begin_search("", None, &state).unwrap();
        assert_eq!(job.async_state().unwrap(), state);
        job.clean_up().unwrap();
    }
}

#[test]
fn b018_a_search_is_ended_once_and_by_the_searcher_that_began_it() {
    let museum = Museum::open();
    let searcher = museum.searcher();
    let job = searcher.begin_search("", None, &Value::Empty).unwrap();
    assert_fails(
        museum.searcher().end_search(Some(&job.object)),
        code::E_INVALIDARG,
    );
    assert_fails(searcher.end_search(Some(&searcher.object)), code::E_INVALIDARG);
    assert_fails(searcher.end_search(None), code::E_POINTER);
    searcher.end_search(Some(&job.object)).unwrap();
    assert_fails(
        searcher.end_search(Some(&job.object)),
        code::WU_E_INVALID_OPERATION,
    );
}

#[test]
fn b017_b018_wrong_criteria_are_reported_by_the_end_of_the_search() {
    let museum = Museum::open();
    let searcher = museum.searcher();
    let job = searcher
        .begin_search("IsInstalled=perhaps", None, &Value::Empty)
        .unwrap();
    assert_fails(
        searcher.end_search(Some(&job.object)),
        code::WU_E_INVALID_CRITERIA,
    );
}

#[test]
fn b017_b018_b028_b029_b030_b031_searches_that_go_on_are_not_for_other_computers() {
    let museum = Museum::open();
    let searcher = museum.searcher();
    let job = searcher.begin_search("", None, &Value::Empty).unwrap();
    let from_afar: IUpdateSearcher = seen_by(&searcher, &remote());
    assert_fails(
        from_afar.begin_search("", None, &Value::Empty),
        code::E_ACCESSDENIED,
    );
    assert_fails(from_afar.end_search(Some(&job.object)), code::E_ACCESSDENIED);
    let afar: ISearchJob = seen_by(&job, &remote());
    assert_fails(afar.async_state(), code::E_ACCESSDENIED);
    assert_fails(afar.is_completed(), code::E_ACCESSDENIED);
    assert_fails(afar.clean_up(), code::E_ACCESSDENIED);
    assert_fails(afar.request_abort(), code::E_ACCESSDENIED);

    let mut trusted = remote();
    trusted.permissions = Permissions::NONE.with(Permission::Jobs);
    let trusted: IUpdateSearcher = seen_by(&searcher, &trusted);
    let (callback, _) = messenger();
    let refused = trusted.begin_search("", Some(&callback), &Value::Empty);
    assert_fails(refused, code::E_ACCESSDENIED);
    let job = trusted.begin_search("", None, &Value::Empty).unwrap();
    trusted.end_search(Some(&job.object)).unwrap();
}

#[test]
fn b019_escaped_strings_cannot_end_a_string_or_open_a_bracket() {
    let museum = Museum::open();
    let searcher = museum.searcher();
    for (literal, escaped) in [
        ("", ""),
        ("plain", "plain"),
        ("the curator's", "the curator[']s"),
        ("[x]", "[[]x[]]"),
        ("'[']'", "['][[]['][]][']"),
    ] {
        assert_eq!(&*searcher.escape_string(literal).unwrap(), escaped);
    }
    let null = Scripted::new(&searcher)
        .call("EscapeString", &[Value::Null])
        .unwrap();
    assert_eq!(null, "".into(), "no string is an empty one");
}

#[test]
fn b024_a_search_that_went_well_says_so() {
    let museum = Museum::open();
    let result = museum.search("");
    assert_eq!(result.result_code().unwrap(), OperationResultCode::Succeeded);
    assert_eq!(result.warnings().unwrap().count().unwrap(), 0);
}

#[test]
fn b025_every_root_of_every_found_update_is_there() {
    let museum = Museum::open();
    let result = museum.search("IsInstalled=0 or IsInstalled=1");
    let roots = result.root_categories().unwrap();
    let mut known = Vec::new();
    for index in 0..roots.count().unwrap() {
        let root = roots.item(index).unwrap();
        assert!(root.parent().unwrap().is_none());
        known.push(root.category_id().unwrap());
    }
    assert_ne!(known, []);
    for update in updates(&result.updates().unwrap()) {
        let categories = update.categories().unwrap();
        for index in 0..categories.count().unwrap() {
            let mut top = categories.item(index).unwrap();
            while let Some(parent) = top.parent().unwrap() {
                top = parent;
            }
            assert!(known.contains(&top.category_id().unwrap()), "{:?}", top.name());
        }
    }
}

#[test]
fn b026_a_result_yields_the_same_objects_every_time() {
    let museum = Museum::open();
    let result = museum.search("");
    let (one, other) = (result.updates().unwrap(), result.updates().unwrap());
    assert_eq!(one.object, other.object);
    assert_eq!(one.item(0).unwrap().object, other.item(0).unwrap().object);
    assert!(one.read_only().unwrap());
}

#[test]
fn b024_b025_b026_b027_results_are_for_other_computers_too() {
    let museum = Museum::open();
    let searcher: IUpdateSearcher3 = museum.create_for(&classes::UPDATE_SEARCHER, &remote()).unwrap();
    let result = searcher.search("IsInstalled=0").unwrap();
    assert_eq!(result.result_code().unwrap(), OperationResultCode::Succeeded);
    assert!(result.root_categories().unwrap().count().unwrap() > 0);
    assert_eq!(result.warnings().unwrap().count().unwrap(), 0);
    assert_eq!(titles(&result), titles(&museum.search("IsInstalled=0")));
}

#[test]
fn b029_a_slow_search_has_not_ended_at_once() {
    let museum = Museum::open();
    let searcher = museum.searcher_of("sundial");
    let job = searcher.begin_search("", None, &Value::Empty).unwrap();
    assert!(!job.is_completed().unwrap());
    job.clean_up().unwrap();
    assert!(job.is_completed().unwrap());
    searcher.end_search(Some(&job.object)).unwrap();
}

#[test]
fn b030_cleaning_up_waits_and_lets_the_callback_go() {
    let museum = Museum::open();
    let searcher = museum.searcher_of("sundial");
    let (callback, news) = messenger();
    let job = searcher.begin_search("", Some(&callback), &Value::Empty).unwrap();
    drop(callback);
    job.clean_up().unwrap();
    assert!(job.is_completed().unwrap());
    assert_eq!(news.try_recv().unwrap().job, job.object);
    assert!(news.recv().is_err(), "nobody is left who could call");
    job.clean_up().unwrap();
    searcher.end_search(Some(&job.object)).unwrap();
}

/// The documents forbid it, since it would wait for itself; here it returns at once.
#[test]
fn b030_cleaning_up_in_the_callback_waits_for_nothing() {
    let museum = Museum::open();
    let searcher = museum.searcher();
    let (tell, hear) = channel();
    let callback = crate::museum::callback(move |told| {
        let job = ISearchJob::from(Bound {
            object: told.job,
            caller: administrator(),
        });
        tell.send(job.clean_up().map(|()| job.is_completed().unwrap()))
            .unwrap();
    });
    let job = searcher.begin_search("", Some(&callback), &Value::Empty).unwrap();
    assert!(hear.recv_timeout(Duration::from_mins(1)).unwrap().unwrap());
    job.clean_up().unwrap();
}

/// No document says what the end reports then; here it is a result that says so, with nothing in it.
#[test]
fn b018_b031_an_aborted_search_ends_soon_with_a_result_that_says_so() {
    let museum = Museum::open();
    let searcher = museum.searcher_of("sundial");
    let (callback, news) = messenger();
    let job = searcher.begin_search("", Some(&callback), &Value::Empty).unwrap();
    job.request_abort().unwrap();
    assert_eq!(hear(&news).job, job.object, "the callback is called all the same");
    let args = [Value::from(job.object.clone())];
    let success = searcher
        .call::<ObjectRef>(&IUPDATE_SEARCHER, END_SEARCH, &args)
        .unwrap();
    assert!(success.hresult.is_success(), "{:?}", success.hresult);
    let result = ISearchResult::from(searcher.bind(success.value));
    assert_eq!(result.result_code().unwrap(), OperationResultCode::Aborted);
    assert_eq!(result.updates().unwrap().count().unwrap(), 0);
    job.request_abort().unwrap();
}

#[test]
fn b017_b032_the_callback_is_called_once_with_job_and_arguments() {
    let museum = Museum::open();
    let searcher = museum.searcher();
    let (callback, news) = messenger();
    let job = searcher.begin_search("", Some(&callback), &7.into()).unwrap();
    let told = hear(&news);
    assert_eq!(told.interface.name, "ISearchCompletedCallback");
    assert_eq!(told.job, job.object);
    assert!(told.args.supports(&ISEARCH_COMPLETED_CALLBACK_ARGS));
    drop(callback);
    job.clean_up().unwrap();
    assert!(news.recv().is_err(), "once, and never again");
    searcher.end_search(Some(&job.object)).unwrap();
}

/// A callback written in Rust.
struct Listener(Sender<(ObjectRef, ObjectRef)>);

impl Object for Listener {
    fn families(&self) -> &'static [Family] {
        static FAMILIES: [Family; 1] = [families::i_search_completed_callback::<Listener>()];
        &FAMILIES
    }
}

impl traits::ISearchCompletedCallback for Listener {
    fn invoke(&self, _: &Caller, job: Option<&ObjectRef>, args: Option<&ObjectRef>) -> Reply<()> {
        let told = self.0.send((job.cloned().unwrap(), args.cloned().unwrap()));
        told.unwrap();
        ok(())
    }
}

#[test]
fn b032_the_result_can_be_fetched_in_the_callback() {
    let museum = Museum::open();
    let searcher = museum.searcher();
    let (tell, news) = channel();
    let listener = ObjectRef::new(Listener(tell));
    let job = searcher.begin_search("", Some(&listener), &Value::Empty).unwrap();
    let (told, args) = news.recv_timeout(Duration::from_mins(1)).unwrap();
    assert!(told.supports(&ISEARCH_JOB) && args.supports(&ISEARCH_COMPLETED_CALLBACK_ARGS));
    assert_eq!(told, job.object);

    let (tell, news) = channel();
    let ending = searcher.clone();
    let callback = crate::museum::callback(move |told| {
        tell.send(ending.end_search(Some(&told.job)).map(|result| titles(&result)))
            .unwrap();
    });
    searcher.begin_search("", Some(&callback), &Value::Empty).unwrap();
    let found = news.recv_timeout(Duration::from_mins(1)).unwrap().unwrap();
    assert_eq!(found, titles(&museum.search("")));
}

/// A script's function: it has members by name and no interface of a callback, and is called at its default member.
struct ScriptFunction(Sender<Vec<Value>>);

impl Invoke for ScriptFunction {
    fn supports(&self, interface: &'static Interface) -> bool {
        interface == &IDISPATCH
    }

    fn invoke(&self, _: &Caller, _: &'static Interface, _: Slot, args: &[Value]) -> Outcome {
        self.0.send(args.to_vec()).unwrap();
        ok(Value::Empty)
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}

#[test]
fn b032_a_function_of_a_script_serves_as_callback() {
    let museum = Museum::open();
    let searcher = Scripted::new(&museum.searcher());
    let (tell, news): (_, Receiver<Vec<Value>>) = channel();
    let function = ObjectRef::Foreign(Arc::new(ScriptFunction(tell)));
    let job = searcher.object(
        "beginsearch",
        &["IsInstalled=0".into(), function.into(), "state".into()],
    );
    let args = news.recv_timeout(Duration::from_mins(1)).unwrap();
    assert_eq!(args.len(), 2);
    assert_eq!(args[0], job.value());
    assert_eq!(job.get("AsyncState"), "state".into());
    searcher.object("EndSearch", &[job.value()]);
}

#[test]
fn b017_b032_an_object_of_another_kind_is_no_callback() {
    let museum = Museum::open();
    let searcher = museum.searcher();
    let begun = searcher.begin_search("", Some(&searcher.object), &Value::Empty);
    assert_fails(begun, code::E_NOINTERFACE);
}

#[test]
fn b010_b011_b012_b013_b014_b015_b016_b017_b018_b019_b022_b023_searching_is_for_users() {
    let museum = Museum::open();
    let searcher = museum.searcher();
    let user: IUpdateSearcher = seen_by(&searcher, &somebody(Rights::User));
    user.search("").unwrap();
    let stranger: IUpdateSearcher3 = seen_by(&searcher, &somebody(Rights::Anyone));
    assert_fails(stranger.can_automatically_upgrade_service(), code::E_ACCESSDENIED);
    assert_fails(stranger.client_application_id(), code::E_ACCESSDENIED);
    assert_fails(
        stranger.include_potentially_superseded_updates(),
        code::E_ACCESSDENIED,
    );
    assert_fails(
        stranger.put_include_potentially_superseded_updates(true),
        code::E_ACCESSDENIED,
    );
    assert_fails(stranger.server_selection(), code::E_ACCESSDENIED);
    assert_fails(stranger.service_id(), code::E_ACCESSDENIED);
    assert_fails(stranger.online(), code::E_ACCESSDENIED);
    assert_fails(stranger.search(""), code::E_ACCESSDENIED);
    assert_fails(
        stranger.begin_search("", None, &Value::Empty),
        code::E_ACCESSDENIED,
    );
    assert_fails(stranger.end_search(None), code::E_ACCESSDENIED);
    assert_fails(stranger.escape_string("'"), code::E_ACCESSDENIED);
    assert_fails(stranger.ignore_download_priority(), code::E_ACCESSDENIED);
    assert_fails(stranger.search_scope(), code::E_ACCESSDENIED);
    assert_fails(stranger.query_history(0, 1), code::E_ACCESSDENIED);
    assert_fails(stranger.get_total_history_count(), code::E_ACCESSDENIED);
}
