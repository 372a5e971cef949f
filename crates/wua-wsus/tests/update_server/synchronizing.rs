//! What a server offers arrives here, and stays the same on both sides.

use wua_testkit::update_server::{Action, Approval, Draft, Operation};

use crate::support::{PRODUCT, WINDOWS, World, everything, found, guid, rule};

#[test]
fn what_is_approved_is_found() {
    let world = World::new();
    let drafts = [world.program(1, "A clock"), world.program(2, "A key")];
    world.approve(&drafts);
    let session = world.session();
    assert_eq!(found(&session), ["A clock", "A key"]);
    let calls = world.server.calls();
    assert_eq!(
        calls.iter().take(5).collect::<Vec<_>>(),
        [
            &Operation::GetConfig,
            &Operation::GetAuthorizationCookie,
            &Operation::GetCookie,
            &Operation::RegisterComputer,
            &Operation::SyncUpdates
        ]
    );
}

#[test]
fn a_search_without_the_network_finds_the_same() {
    let world = World::new();
    world.approve(&[world.program(1, "A clock")]);
    let session = world.session();
    found(&session);
    world.server.forget_asked();
    let mut offline = wua_agent::SearchRequest::from("");
    offline.online = false;
    assert_eq!(
        crate::support::titles(&session.search(offline).unwrap()),
        ["A clock"]
    );
    assert!(world.server.asked().is_empty());
}

#[test]
fn what_is_unchanged_is_not_sent_again() {
    let world = World::new();
    world.approve(&[world.program(1, "A clock")]);
    found(&world.session());
    world.server.forget_asked();
    assert_eq!(found(&world.session()), ["A clock"]);
    let calls = world.server.calls();
    assert!(!calls.contains(&Operation::GetExtendedUpdateInfo), "{calls:?}");
    assert!(!calls.contains(&Operation::GetConfig), "{calls:?}");
    let asked = world.server.asked();
    let sync = asked
        .iter()
        .find(|asked| asked.operation == Some(Operation::SyncUpdates))
        .unwrap();
    assert_eq!(sync.numbers("InstalledNonLeafUpdateIDs").len(), 3);
    assert_eq!(sync.numbers("OtherCachedUpdateIDs").len(), 1);
}

#[test]
fn an_approval_a_decline_and_a_new_revision_arrive() {
    let world = World::new();
    world.approve(&[world.program(1, "A clock")]);
    let session = world.session();
    assert_eq!(found(&session), ["A clock"]);
    world.approve(&[world.program(2, "A key")]);
    assert_eq!(found(&session), ["A clock", "A key"]);
    world
        .server
        .catalogue(|catalogue| catalogue.decline(guid(1)))
        .unwrap();
    assert_eq!(found(&session), ["A key"]);
    world.approve(&[world.program(2, "A better key").revision(2)]);
    assert_eq!(found(&session), ["A better key"]);
}

#[test]
fn what_replaces_something_replaces_it() {
    let world = World::new();
    world.approve(&[
        world.program(1, "A clock"),
        world.program(2, "A newer clock").supersedes(guid(1)),
    ]);
    let session = world.session();
    assert_eq!(found(&session), ["A newer clock"]);
    world.computer.has(guid(2));
    assert!(found(&session).is_empty());
    let all = everything(&session);
    assert_eq!(crate::support::titles(&all), ["A newer clock"]);
}

#[test]
fn what_was_installed_by_others_is_noticed() {
    let world = World::new();
    world.approve(&[world.program(1, "A clock")]);
    let session = world.session();
    assert_eq!(found(&session), ["A clock"]);
    world.computer.has(guid(1));
    assert!(found(&session).is_empty());
    assert!(everything(&session).updates[0].applicability.installed);
    world.computer.unset("SOFTWARE\\Contoso", &guid(1).to_string());
    assert_eq!(found(&session), ["A clock"]);
}

#[test]
fn what_others_depend_on_comes_layer_by_layer() {
    let world = World::new();
    let layers = 5;
    let detectoid = |number: u128| {
        let below = if number == 0 {
            WINDOWS
        } else {
            guid(100 + number - 1)
        };
        Draft::detectoid(guid(100 + number), &format!("Layer {number}"), "<True/>").requires(&[below])
    };
    world
        .server
        .catalogue(|catalogue| {
            (0..layers).try_for_each(|number| catalogue.add_draft(&detectoid(number)).map(drop))
        })
        .unwrap();
    world.approve(&[world.program(1, "On top").requires(&[guid(100 + layers - 1)])]);
    assert_eq!(found(&world.session()), ["On top"]);
}

#[test]
fn what_needs_something_that_is_not_there_is_not_even_sent() {
    let world = World::new();
    let vista = guid(100);
    world
        .server
        .catalogue(|catalogue| catalogue.add_draft(&Draft::detectoid(vista, "Elsewhere", "<False/>")))
        .unwrap();
    world.approve(&[
        world.program(1, "For others").requires(&[vista]),
        world.program(2, "For us"),
    ]);
    assert_eq!(found(&world.session()), ["For us"]);
}

#[test]
fn a_base_that_becomes_true_opens_what_needs_it() {
    let world = World::new();
    let base = guid(100);
    world
        .server
        .catalogue(|catalogue| catalogue.add_draft(&Draft::detectoid(base, "Reader", &rule(base))))
        .unwrap();
    world.approve(&[world.program(1, "An update of the reader").requires(&[base])]);
    let session = world.session();
    assert!(found(&session).is_empty());
    world.computer.has(base);
    assert_eq!(found(&session), ["An update of the reader"]);
}

#[test]
fn many_pages_are_one_offer() {
    let world = World::new();
    world.server.configure(|settings| settings.page_size = 3);
    let drafts: Vec<Draft> = (1..=20)
        .map(|number| world.program(number, &format!("Update {number:02}")))
        .collect();
    world.approve(&drafts);
    assert_eq!(found(&world.session()).len(), 20);
    let syncs = world
        .server
        .calls()
        .iter()
        .filter(|call| **call == Operation::SyncUpdates)
        .count();
    assert!(syncs >= 8, "{syncs}");
}

#[test]
fn a_bundle_has_its_members_and_they_are_not_offered_alone() {
    let world = World::new();
    let member = |number, title: &str| world.program(number, title).hidden();
    let strange = world.program_for(13, "For others", "<False/>").hidden();
    let members = [member(11, "One"), member(12, "Two"), strange];
    world
        .server
        .catalogue(|catalogue| {
            for draft in members {
                catalogue.add_draft(&draft)?;
            }
            Ok::<_, String>(())
        })
        .unwrap();
    let bundle = Draft::software(guid(1), "All together")
        .belongs_to(&[PRODUCT])
        .requires(&[WINDOWS])
        .bundles(&[(guid(11), 1)])
        .bundles(&[(guid(12), 1)])
        .bundles(&[(guid(13), 1)]);
    world.approve(&[bundle]);
    let session = world.session();
    let result = session.search("").unwrap();
    assert_eq!(crate::support::titles(&result), ["All together"]);
    let update = &result.updates[0];
    assert_eq!(update.bundled.len(), 3);
    assert_eq!(
        update
            .bundled
            .iter()
            .filter(|member| member.applicability.applicable)
            .count(),
        2
    );
    assert!(update.revision.max_download_size > 0);
    world.computer.has(guid(11));
    world.computer.has(guid(12));
    assert!(found(&session).is_empty());
}

#[test]
fn a_group_gets_what_is_approved_for_it() {
    let world = World::new();
    world.server.configure(|settings| {
        settings.groups.insert("Pilots".to_owned());
    });
    world.approve(&[]);
    let draft = world.program(1, "For pilots");
    world
        .server
        .catalogue(|catalogue| {
            catalogue.add_draft(&draft)?;
            catalogue.approve_for("Pilots", guid(1), Approval::install())
        })
        .unwrap();
    assert!(found(&world.session()).is_empty());
    let pilots = wua_agent::UpdateServer {
        target_group: Some("Pilots".to_owned()),
        ..world.settings()
    };
    let other = World {
        server: world.server,
        ..World::new()
    };
    let session = other.session_of(&pilots);
    assert_eq!(found(&session), ["For pilots"]);
    let computers = other.server.computers();
    assert!(computers.iter().any(|computer| computer.target_group == "Pilots"));
}

#[test]
fn whatever_an_administrator_decides_is_offered_so() {
    let world = World::new();
    let actions = [
        (1, Action::Install),
        (2, Action::OptionalInstall),
        (3, Action::Uninstall),
        (4, Action::PreDeploymentCheck),
        (5, Action::Evaluate),
    ];
    let drafts: Vec<(Draft, Approval)> = actions
        .iter()
        .map(|(number, action)| {
            (
                world.program(*number, &format!("{action:?}")),
                Approval::to(*action),
            )
        })
        .collect();
    world
        .server
        .catalogue(|catalogue| {
            for ((draft, approval), (number, _)) in drafts.into_iter().zip(&actions) {
                catalogue.add_draft(&draft)?;
                catalogue.approve(guid(*number), approval)?;
            }
            Ok::<_, String>(())
        })
        .unwrap();
    world.computer.has(guid(3));
    let session = world.session();
    let by = |criteria: &str| crate::support::titles(&session.search(criteria).unwrap());
    assert_eq!(by(""), ["Install"]);
    assert_eq!(by("DeploymentAction='OptionalInstallation'"), ["OptionalInstall"]);
    assert_eq!(by("DeploymentAction='Uninstallation'"), ["Uninstall"]);
    assert_eq!(by("DeploymentAction='Detection'"), ["PreDeploymentCheck"]);
}

#[test]
fn a_search_says_what_became_of_everything() {
    let world = World::new();
    world.approve(&[
        world.program(1, "Installed"),
        world.program_for(2, "For others", "<False/>"),
        world.program_for(
            3,
            "Unclear",
            "<b.LicenseDword LicenseName=\"x\" Comparison=\"EqualTo\" Data=\"1\"/>",
        ),
        world.program(4, "Needed"),
    ]);
    world.computer.has(guid(1));
    let session = world.session();
    let tally = session.search("").unwrap().tally;
    assert_eq!((tally.known, tally.found), (4, 1), "{tally:?}");
    assert_eq!(
        (tally.installed, tally.by_rule, tally.unclear),
        (1, 1, 1),
        "{tally:?}"
    );
    let again = session.search("").unwrap().tally;
    assert_eq!(again, tally, "an unchanged server is counted in the same way");
}

#[test]
fn software_that_others_depend_on_is_offered_itself() {
    let world = World::new();
    world.approve(&[
        world.program(1, "The base"),
        world.program(2, "Its update").requires(&[guid(1)]),
    ]);
    let session = world.session();
    assert_eq!(found(&session), ["The base"]);
    world.computer.has(guid(1));
    assert_eq!(found(&session), ["Its update"]);
}
