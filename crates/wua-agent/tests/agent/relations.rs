//! What updates are on a computer, by the rules and relationships that their publishers wrote.

use std::sync::Arc;
use std::sync::atomic::Ordering;

use wua_agent::{Prerequisite, Publication, ReasonKind, Relevance, Revision, Role, SearchRequest, Session};
use wua_com::code;
use wua_defs::enums::OperationResultCode;
use wua_rules::applicability::Rule;

use crate::support::{
    ALL, Doing as _, Script, World, bundle, guid, is_there, one, ruled, unanswerable, was_installed_once,
};

fn needs(any_of: &[u128]) -> Prerequisite {
    Prerequisite {
        any_of: any_of.iter().copied().map(guid).collect(),
        is_category: false,
    }
}

/// An update that needs others.
fn needing(number: u128, prerequisites: Vec<Prerequisite>) -> Arc<Revision> {
    ruled(number, |_, relevance| relevance.prerequisites = prerequisites)
}

fn with(number: u128, change: impl FnOnce(&mut Relevance)) -> Arc<Revision> {
    ruled(number, |_, relevance| change(relevance))
}

/// A session with what is offered.
fn offering(world: &World, revisions: impl IntoIterator<Item = Arc<Revision>>) -> Session {
    for revision in revisions {
        world.server.offer(revision);
    }
    world.session()
}

/// Why the only update that is called so is offered or not.
fn reason(session: &Session, title: &str) -> (ReasonKind, String) {
    let mut told = session.explain(title).unwrap();
    told.retain(|told| told.subject == title);
    assert_eq!(told.len(), 1, "{title}: {told:?}");
    let reason = told.remove(0).reasons.remove(0);
    (reason.kind, reason.text)
}

#[test]
fn an_update_is_offered_until_its_rules_find_it() {
    let world = World::new();
    let session = offering(&world, [with(1, |_| ())]);
    assert_eq!(session.titles("IsInstalled=0"), ["Update 1"]);
    world.computer.put(guid(1));
    assert!(session.titles("IsInstalled=0").is_empty());
    assert_eq!(session.titles("IsInstalled=1"), ["Update 1"]);
    assert_eq!(session.titles("IsPresent=1"), ["Update 1"]);
}

#[test]
fn an_update_that_cannot_be_installed_concerns_nobody() {
    let world = World::new();
    let session = offering(
        &world,
        [with(1, |relevance| {
            relevance.rules.is_installable = Some(Rule::False);
        })],
    );
    assert!(session.titles(ALL).is_empty());
    assert_eq!(reason(&session, "Update 1").0, ReasonKind::NotApplicable);
}

#[test]
fn what_has_files_and_no_rule_says_never_that_it_can_be_installed() {
    let world = World::new();
    let silent = |number, has_files: bool| {
        ruled(number, |revision, relevance| {
            relevance.rules.is_installable = None;
            if has_files {
                revision.contents = vec![wua_agent::Content::default()];
            }
        })
    };
    let session = offering(&world, [silent(1, true), silent(2, false)]);
    assert_eq!(session.titles(ALL), ["Update 2"]);
}

#[test]
fn what_nobody_can_judge_is_neither_offered_nor_installed_and_is_counted() {
    let world = World::new();
    let session = offering(
        &world,
        [
            with(1, |relevance| relevance.rules.is_installed = Some(unanswerable())),
            with(2, |relevance| {
                relevance.rules.is_installable = Some(unanswerable());
            }),
            with(3, |_| ()),
        ],
    );
    let found = session.search(ALL).unwrap();
    assert_eq!(found.updates.len(), 1);
    assert_eq!((found.considered, found.unclear), (3, 2));
    assert_eq!(found.code, OperationResultCode::Succeeded);
    let (kind, text) = reason(&session, "Update 2");
    assert_eq!(kind, ReasonKind::Unknown);
    assert!(
        text.contains("LicenseDword") && text.contains("nobody keeps books here"),
        "{text}"
    );
}

#[test]
fn prerequisites_are_met_by_any_of_a_group_and_by_all_groups() {
    let world = World::new();
    let session = offering(
        &world,
        [
            with(1, |_| ()),
            with(2, |_| ()),
            with(3, |_| ()),
            needing(4, vec![needs(&[1, 2]), needs(&[3])]),
        ],
    );
    let is_offered = || session.titles(ALL).contains(&"Update 4".to_owned());
    assert!(!is_offered());
    world.computer.put(guid(2));
    assert!(!is_offered());
    let (kind, text) = reason(&session, "Update 4");
    assert_eq!(kind, ReasonKind::PrerequisiteMissing);
    assert_eq!(
        text,
        format!("it needs “Update 3” ({}), which is not installed", guid(3))
    );
    world.computer.put(guid(3));
    assert!(is_offered());
}

#[test]
fn a_prerequisite_that_nobody_knows_is_not_taken_for_missing() {
    let world = World::new();
    let session = offering(&world, [needing(1, vec![needs(&[99])])]);
    assert_eq!(session.search(ALL).unwrap().unclear, 1);
    let (kind, text) = reason(&session, "Update 1");
    assert_eq!(kind, ReasonKind::Unknown);
    assert!(text.contains(&guid(99).to_string()), "{text}");
}

#[test]
fn a_category_without_rules_of_its_own_is_a_label() {
    let world = World::new();
    let label = Prerequisite {
        is_category: true,
        ..needs(&[99])
    };
    let session = offering(&world, [needing(1, vec![label])]);
    assert_eq!(session.titles(ALL), ["Update 1"]);
}

#[test]
fn a_category_with_rules_and_a_detectoid_decide_and_are_not_shown() {
    let world = World::new();
    let in_role = |number, role| with(number, |relevance| relevance.role = role);
    let of_category = Prerequisite {
        is_category: true,
        ..needs(&[1])
    };
    let session = offering(
        &world,
        [
            in_role(1, Role::Category),
            in_role(2, Role::Detectoid),
            needing(3, vec![of_category, needs(&[2])]),
        ],
    );
    assert!(session.titles(ALL).is_empty());
    world.computer.put(guid(1));
    world.computer.put(guid(2));
    let found = session.search(ALL).unwrap();
    assert_eq!((found.updates.len(), found.considered), (1, 1));
}

#[test]
fn what_an_installed_update_replaces_is_offered_only_to_those_who_ask_for_it() {
    let world = World::new();
    let newer = ruled(2, |revision, _| revision.superseded_update_ids = vec![guid(1)]);
    let session = offering(&world, [with(1, |_| ()), newer]);
    assert_eq!(
        session.titles("IsInstalled=0"),
        ["Update 2"],
        "only the newest is offered"
    );
    world.computer.put(guid(2));
    assert!(session.titles("IsInstalled=0").is_empty());
    let (kind, text) = reason(&session, "Update 1");
    assert_eq!(kind, ReasonKind::Superseded);
    assert!(text.contains("“Update 2”"), "{text}");
    let with_superseded = SearchRequest {
        include_potentially_superseded: true,
        ..SearchRequest::from("IsInstalled=0")
    };
    assert_eq!(session.titles(with_superseded), ["Update 1"]);
    world.computer.put(guid(1));
    assert_eq!(
        session.titles("IsInstalled=1").len(),
        1,
        "what is there is there, of both the newest is shown"
    );
}

#[test]
fn a_rule_of_its_own_lets_an_update_recognise_something_newer() {
    let world = World::new();
    let session = offering(
        &world,
        [with(1, |relevance| {
            relevance.rules.is_superseded = Some(is_there(9));
        })],
    );
    assert_eq!(session.titles(ALL), ["Update 1"]);
    world.computer.put(guid(9));
    assert!(session.titles(ALL).is_empty());
    assert_eq!(reason(&session, "Update 1").0, ReasonKind::Superseded);
    world.computer.put(guid(1));
    assert_eq!(
        session.titles(ALL),
        ["Update 1"],
        "installed is more than superseded"
    );
}

#[test]
fn what_was_taken_back_stays_where_it_is_and_goes_nowhere_else() {
    let world = World::new();
    let published = |number, publication| with(number, |relevance| relevance.publication = publication);
    let session = offering(
        &world,
        [
            published(1, Publication::Expired),
            published(2, Publication::Declined),
        ],
    );
    assert!(session.titles(ALL).is_empty());
    assert_eq!(reason(&session, "Update 1").0, ReasonKind::Expired);
    assert_eq!(reason(&session, "Update 2").0, ReasonKind::Declined);
    world.computer.put(guid(1));
    world.computer.put(guid(2));
    assert_eq!(session.titles(ALL), ["Update 1"]);
}

/// A bundle (1) that has no rules but those of its members (11, 12).
fn of_members(members: Vec<Arc<Revision>>) -> Arc<Revision> {
    let mut bundle = Arc::unwrap_or_clone(bundle(1, members));
    bundle.relevance = Some(Arc::default());
    Arc::new(bundle)
}

#[test]
fn a_bundle_is_what_its_members_are() {
    type Change = fn(&mut Relevance);
    let missing: Change = |_| ();
    let foreign: Change = |relevance| relevance.rules.is_installable = Some(Rule::False);
    let unclear: Change = |relevance| relevance.rules.is_installable = Some(unanswerable());
    // Which members are installed, what they are otherwise, and what the bundle is: offered, installed, unclear.
    let cases: [(&[u128], Change, Change, &str); 8] = [
        (&[], missing, missing, "offered"),
        (&[11], missing, missing, "offered"),
        (&[11, 12], missing, missing, "installed"),
        (&[11], missing, foreign, "installed"),
        (&[], foreign, foreign, "nothing"),
        (&[], missing, unclear, "offered"),
        (&[11], missing, unclear, "unclear"),
        (&[], foreign, unclear, "unclear"),
    ];
    for (number, (installed, first, second, expected)) in cases.into_iter().enumerate() {
        let world = World::new();
        let session = offering(&world, [of_members(vec![with(11, first), with(12, second)])]);
        for number in installed {
            world.computer.put(guid(*number));
        }
        let found = session.search(ALL).unwrap();
        let is = match found.updates.first() {
            Some(update) if update.applicability.installed => "installed",
            Some(_) => "offered",
            None if found.unclear == 1 => "unclear",
            None => "nothing",
        };
        assert_eq!(is, expected, "case {number}");
        let is_present = found
            .updates
            .first()
            .is_some_and(|update| update.applicability.present);
        assert_eq!(
            is_present,
            !installed.is_empty() && expected != "unclear",
            "case {number}"
        );
    }
}

#[test]
fn a_bundle_that_its_own_rules_refuse_is_not_offered() {
    let world = World::new();
    let mut refused = Arc::unwrap_or_clone(of_members(vec![with(11, |_| ())]));
    let mut relevance = Relevance::default();
    relevance.rules.is_installable = Some(Rule::False);
    refused.relevance = Some(Arc::new(relevance));
    let session = offering(&world, [Arc::new(refused)]);
    assert!(session.titles(ALL).is_empty());
}

#[test]
fn updates_that_need_each_other_are_named_and_left_out() {
    let world = World::new();
    let session = offering(
        &world,
        [
            needing(1, vec![needs(&[2])]),
            needing(2, vec![needs(&[1])]),
            with(3, |_| ()),
        ],
    );
    assert_eq!(session.titles(ALL), ["Update 3"]);
    let (kind, text) = reason(&session, "Update 1");
    assert_eq!(
        (kind, text.as_str()),
        (ReasonKind::Unknown, "in the end it needs itself")
    );
}

#[test]
fn a_chain_of_needs_that_is_too_long_is_named_and_costs_nothing_else() {
    let world = World::new();
    let chain = (1..=5_000).map(|number| needing(number, vec![needs(&[number + 1])]));
    let session = offering(&world, chain.chain([with(5_001, |_| ())]));
    world.computer.put(guid(5_001));
    let found = session.search("IsInstalled=0").unwrap();
    assert_eq!(found.updates.len(), 1, "nearest to its end it can be followed");
    assert!(found.unclear > 4_900, "{}", found.unclear);
    let (kind, text) = reason(&session, "Update 1");
    assert_eq!(kind, ReasonKind::Unknown);
    assert!(text.contains("for longer than this can be followed"), "{text}");
}

#[test]
fn a_computer_that_is_no_windows_is_offered_nothing_for_windows() {
    let world = World::new();
    world.computer.has_facts.store(false, Ordering::SeqCst);
    let session = offering(&world, [with(1, |_| ())]);
    assert!(session.titles(ALL).is_empty());
    assert!(reason(&session, "Update 1").1.contains("Windows"));
}

/// An update without files, found and ready to be installed.
fn found(session: &Session) -> wua_agent::Update {
    session.find("IsInstalled=0").remove(0)
}

#[test]
fn what_an_installer_says_is_believed_when_the_computer_shows_it() {
    let world = World::new();
    let session = offering(&world, [with(1, |_| ())]);
    let update = found(&session);
    world.computer.script(guid(1), Script::Pretend);
    let result = session.install(one(&update));
    assert_eq!(result.updates[0].hresult, code::WU_E_UH_INSTALLERFAILURE);
    assert!(
        result.updates[0]
            .message
            .contains("the computer does not have it"),
        "{}",
        result.updates[0].message
    );
    world.computer.script(guid(1), Script::Work);
    let result = session.install(one(&update));
    assert_eq!(result.updates[0].code, OperationResultCode::Succeeded);
}

#[test]
fn what_waits_for_a_restart_is_not_installed_and_not_installed_again() {
    let world = World::new();
    *crate::support::lock(&world.computer.boot) = "first".to_owned();
    let session = offering(&world, [with(1, |_| ())]);
    let update = found(&session);
    world.computer.script(guid(1), Script::RestartAlone);
    let result = session.install(one(&update));
    assert_eq!(result.updates[0].hresult, code::WU_S_REBOOT_REQUIRED);
    let waiting = found(&session);
    assert!(waiting.applicability.reboot_required && !waiting.applicability.installed);
    assert_eq!(session.titles("RebootRequired=1"), ["Update 1"]);
    world.computer.restart();
    assert!(
        !found(&session).applicability.reboot_required,
        "it failed after all, and is offered again"
    );
}

#[test]
fn updates_are_installed_after_those_that_they_need() {
    let world = World::new();
    world.computer.put(guid(3));
    let session = offering(
        &world,
        [needing(1, vec![needs(&[2, 3])]), with(2, |_| ()), with(3, |_| ())],
    );
    let updates = session.find("IsInstalled=0");
    assert_eq!(updates.len(), 2);
    let result = session.install(&updates);
    assert_eq!(world.computer.calls(), ["+Update 2", "+Update 1"]);
    let codes: Vec<_> = result.updates.iter().map(|result| result.identity.id).collect();
    assert_eq!(
        codes,
        [guid(1), guid(2)],
        "the results come in the order of the request"
    );
}

#[test]
fn a_prerequisite_that_vanished_keeps_an_update_from_being_installed() {
    let world = World::new();
    world.computer.put(guid(2));
    let session = offering(&world, [needing(1, vec![needs(&[2])]), with(2, |_| ())]);
    let update = found(&session);
    let two = session.find("IsInstalled=1").remove(0);
    let mut removable = two.clone();
    Arc::make_mut(&mut removable.revision).is_uninstallable = true;
    session.uninstall(&[removable]);
    let result = session.install(&[update]);
    assert_eq!(result.updates[0].hresult, code::WU_E_NOT_APPLICABLE);
}

#[test]
fn what_was_installed_once_is_remembered_for_the_rules_that_ask() {
    let world = World::new();
    let followup = with(2, |relevance| {
        relevance.rules.is_installable = Some(was_installed_once(1));
    });
    let session = offering(&world, [with(1, |_| ()), followup]);
    assert_eq!(session.titles("IsInstalled=0"), ["Update 1"]);
    session.install(&session.find("IsInstalled=0"));
    assert_eq!(session.titles("IsInstalled=0"), ["Update 2"]);
}
