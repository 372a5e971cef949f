//! What is read over the wire is what is there.

use wua::enums::ServerSelection;
use wua::remote::Policy;
use wua::{SearchRequest, Session, code};
use wua_com::{Guid, Lcid, Permission, Permissions};

use crate::comparing;
use crate::server::PASSWORD;
use crate::server::{Elsewhere, USER, as_user, builder, builder_of, policy, terms};

const SPANISH: Lcid = Lcid(0x0C0A);
const CURIOSITIES: &str = "00001901-00f0-4000-8000-000000000001";

/// Everything that the museum offers, installed or hidden or not.
const ALL: &str = "IsInstalled=0 or IsInstalled=1 or IsHidden=1 or DeploymentAction=*";

fn requests() -> Vec<SearchRequest> {
    let with_warnings = SearchRequest {
        criteria: ALL.into(),
        server_selection: ServerSelection::Others,
        service_id: Some(CURIOSITIES.parse::<Guid>().unwrap()),
        ..SearchRequest::default()
    };
    let all = SearchRequest {
        criteria: ALL.into(),
        include_potentially_superseded: true,
        ..SearchRequest::default()
    };
    vec![SearchRequest::default(), all, with_warnings]
}

/// Over the wire and in this process, in two languages.
fn same_by(policy: Policy) {
    let elsewhere = Elsewhere::with(policy);
    for locale in [Lcid::ENGLISH, SPANISH] {
        let here = builder(&elsewhere.folder()).locale(locale).open().unwrap();
        let there = builder_of(
            elsewhere.mapper,
            &as_user(USER, PASSWORD),
            terms(),
            Session::builder().locale(locale),
        );
        for request in requests() {
            let expected = here.search(request.clone()).unwrap();
            let found = there.search(request).unwrap();
            assert!(!expected.updates.is_empty());
            let (expected, found) = (
                comparing::search(&expected, here.locales()),
                comparing::search(&found, there.locales()),
            );
            assert_eq!(found.len(), expected.len());
            for (found, expected) in found.iter().zip(&expected) {
                comparing::assert_same(found, expected);
            }
        }
    }
}

#[test]
fn a_whole_result_in_one_call_is_what_is_there() {
    same_by(policy());
}

#[test]
fn property_by_property_it_is_the_same() {
    same_by(Policy {
        whole_results: false,
        ..policy()
    });
}

/// Its texts are in the language of the agent there, whatever the session reads, as the interfaces have it.
#[test]
fn the_history_is_the_same() {
    for whole_results in [true, false] {
        let elsewhere = Elsewhere::with(Policy {
            whole_results,
            ..policy()
        });
        let (here, there) = (elsewhere.here(), elsewhere.session());
        let entries = |session: &Session| {
            let entries = session.history(1000).unwrap();
            assert_eq!(entries.len(), session.history_count().unwrap());
            let entries = entries.iter();
            entries
                .map(|entry| comparing::history(entry, session.locales()))
                .collect::<Vec<_>>()
        };
        assert!(!entries(&here).is_empty());
        assert_eq!(entries(&there), entries(&here));
        assert_eq!(
            there.history_of("", 1, 2).unwrap().len(),
            here.history_of("", 1, 2).unwrap().len()
        );
        assert!(there.history_of("", 10_000, 5).unwrap().is_empty());
    }
}

#[test]
fn services_settings_and_the_state_of_the_computer_are_read() {
    for whole_results in [true, false] {
        let elsewhere = Elsewhere::with(Policy {
            permissions: Permissions::NONE
                .with(Permission::System)
                .with(Permission::Settings),
            whole_results,
            ..policy()
        });
        let (here, there) = (elsewhere.here(), elsewhere.session());
        let services = |session: &Session| {
            let services = session.services().unwrap();
            let service = |service: &wua::ServiceRecord| {
                format!(
                    "{} {} {} {:?} {:?} {} {} {} {} {} {}",
                    service.id,
                    service.name,
                    service.url,
                    service.redirect_urls,
                    service.content_validation_cert,
                    service.issue_date.as_second(),
                    service.expiration_date.as_second(),
                    service.is_managed,
                    service.is_registered_with_au,
                    service.is_default_au_service,
                    service.offers_windows_updates,
                )
            };
            services.iter().map(service).collect::<Vec<_>>()
        };
        assert!(!services(&here).is_empty());
        assert_eq!(services(&there), services(&here));
        let settings = |session: &Session| format!("{:?}", session.settings().unwrap());
        assert_eq!(settings(&there), settings(&here));
        let results = |session: &Session| format!("{:?}", session.automatic_updates_results().unwrap());
        assert_eq!(results(&there), results(&here));
        assert_eq!(
            there.system().unwrap().reboot_required,
            here.system().unwrap().reboot_required
        );
        assert!(!there.search("").unwrap().updates.is_empty());
    }
}

#[test]
fn what_is_not_allowed_is_refused_in_words_that_name_the_permission() {
    let elsewhere = Elsewhere::new();
    let there = elsewhere.session();
    let found = there.search("").unwrap();
    let update = &found.updates[0];
    let refusals = [
        ("system", there.system().err()),
        ("settings", there.settings().err()),
        ("hide", there.hide(update).err()),
        ("eula", there.accept_eula(update).err()),
        (
            "download",
            there.download(std::slice::from_ref(update)).run().err(),
        ),
        ("install", there.install(std::slice::from_ref(update)).run().err()),
        (
            "install",
            there.uninstall(std::slice::from_ref(update)).run().err(),
        ),
        ("services", there.remove_service(Guid::from_u128(5)).err()),
    ];
    for (permission, refusal) in refusals {
        let error = refusal.unwrap();
        assert_eq!(error.hresult(), code::E_ACCESSDENIED, "{permission}: {error}");
        assert!(error.message().contains("127.0.34.1"), "{permission}: {error}");
        assert!(
            error.message().contains(&format!("`{permission}`")) || error.message().contains("policy"),
            "{permission}: {error}"
        );
    }
    assert_eq!(there.search("").unwrap().updates.len(), found.updates.len());
}

#[test]
fn updates_are_explained_by_what_they_tell_themselves() {
    let elsewhere = Elsewhere::new();
    let (here, there) = (elsewhere.here(), elsewhere.session());
    let reasons = |session: &Session, subject: &str| {
        let mut told = session.explain(subject).unwrap();
        told.retain(|explanation| explanation.update.is_some());
        let told = told.into_iter();
        told.map(|explanation| (explanation.subject, explanation.reasons))
            .collect::<Vec<_>>()
    };
    here.search("").unwrap();
    let all = reasons(&here, "");
    assert!(all.len() > 20);
    assert_eq!(reasons(&there, ""), all);
    assert_eq!(reasons(&there, "KB5081905"), reasons(&here, "KB5081905"));
    assert!(there.explain("nothing like it").unwrap().is_empty());
}

#[test]
fn what_interfaces_cannot_say_is_refused_with_what_to_do() {
    let elsewhere = Elsewhere::new();
    let there = elsewhere.session();
    let refreshed = there.search(SearchRequest {
        refresh: true,
        ..SearchRequest::default()
    });
    let error = refreshed.err().unwrap();
    assert_eq!(error.hresult(), code::E_NOTIMPL, "{error}");
    let wrong = there.search("Nothing=1").err().unwrap();
    let here = elsewhere.here().search("Nothing=1").err().unwrap();
    assert_eq!(wrong.hresult(), here.hresult(), "{wrong}");
    assert!(wrong.message().contains("127.0.34.1"), "{wrong}");
}
