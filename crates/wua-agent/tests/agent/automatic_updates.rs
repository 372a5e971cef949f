//! Automatic Updates: settings, pauses, and searches of its own.

use std::sync::Arc;

use wua_agent::{AutomaticUpdatesPolicy, AutomaticUpdatesSettings, InstallRequest, Session};
use wua_com::{Error, code};
use wua_defs::enums::{
    AutomaticUpdatesNotificationLevel, AutomaticUpdatesPermissionType,
    AutomaticUpdatesScheduledInstallationDay, AutomaticUpdatesUserType,
};

use crate::support::{Doing, Server, World, eventually, lock, revision};

const HOUR: i64 = 3600;

fn code_of<T>(result: Result<T, Error>) -> wua_com::HResult {
    result.err().unwrap().hresult()
}

fn off() -> AutomaticUpdatesSettings {
    AutomaticUpdatesSettings {
        notification_level: AutomaticUpdatesNotificationLevel::Disabled,
        ..AutomaticUpdatesSettings::default()
    }
}

#[test]
fn settings_are_kept() {
    let world = World::new();
    let settings = AutomaticUpdatesSettings {
        notification_level: AutomaticUpdatesNotificationLevel::ScheduledInstallation,
        scheduled_day: AutomaticUpdatesScheduledInstallationDay::EverySunday,
        scheduled_hour: 22,
        include_recommended: true,
        non_administrators_elevated: true,
        featured_updates: true,
        ..AutomaticUpdatesSettings::default()
    };
    assert_eq!(
        world.agent().settings().unwrap(),
        AutomaticUpdatesSettings::default()
    );
    world.agent().save_settings(&settings).unwrap();
    assert_eq!(world.agent().settings().unwrap(), settings);
}

#[test]
fn an_hour_is_between_0_and_23() {
    let agent = World::new().agent();
    for scheduled_hour in [-1, 24] {
        let settings = AutomaticUpdatesSettings {
            scheduled_hour,
            ..AutomaticUpdatesSettings::default()
        };
        assert_eq!(code_of(agent.save_settings(&settings)), code::E_INVALIDARG);
    }
}

#[test]
fn a_policy_keeps_the_settings_as_they_are() {
    let agent = World::new().agent();
    let may = |permission| agent.check_permission(AutomaticUpdatesUserType::LocalAdministrator, permission);
    let change = AutomaticUpdatesPermissionType::SetNotificationLevel;
    let turn_off = AutomaticUpdatesPermissionType::DisableAutomaticUpdates;
    assert!(may(change) && may(turn_off));
    agent.set_automatic_updates_policy(AutomaticUpdatesPolicy {
        read_only: false,
        required: true,
    });
    assert!(agent.settings().unwrap().required);
    assert!(may(change) && !may(turn_off));
    assert_eq!(code_of(agent.save_settings(&off())), code::E_ACCESSDENIED);
    agent.save_settings(&AutomaticUpdatesSettings::default()).unwrap();

    agent.set_automatic_updates_policy(AutomaticUpdatesPolicy {
        read_only: true,
        required: false,
    });
    assert!(agent.settings().unwrap().read_only);
    assert!(!may(change));
    let error = agent
        .save_settings(&AutomaticUpdatesSettings::default())
        .unwrap_err();
    assert_eq!(error.hresult(), code::E_ACCESSDENIED);
    assert!(error.message().contains("policy"), "{error}");
}

#[test]
fn featured_updates_need_a_service_beyond_that_of_windows() {
    let mut world = World::new();
    world.server = Arc::new(Server::new(1).with(|record| record.id = wua_agent::WINDOWS_UPDATE));
    let agent = world.agent();
    let featured = AutomaticUpdatesSettings {
        featured_updates: true,
        ..AutomaticUpdatesSettings::default()
    };
    assert!(!agent.can_feature_updates().unwrap());
    assert_eq!(
        code_of(agent.save_settings(&featured)),
        code::WU_E_INVALID_OPERATION
    );
    world.others.push(Arc::new(Server::new(2)));
    let agent = world.agent();
    agent.save_settings(&featured).unwrap();
    assert!(agent.settings().unwrap().featured_updates);
}

#[test]
fn a_pause_ends_after_eight_hours_or_when_it_is_ended() {
    let world = World::new();
    let agent = world.agent();
    agent.pause_automatic_updates().unwrap();
    assert_eq!(
        code_of(world.agent().detect_now()),
        code::WU_E_AU_PAUSED,
        "in every process"
    );
    assert_eq!(
        code_of(agent.pause_automatic_updates()),
        code::WU_E_AU_PAUSED,
        "no longer than that"
    );
    assert_eq!(code_of(agent.enable_automatic_updates()), code::WU_E_AU_PAUSED);
    world.clock.pass(8 * HOUR - 1);
    assert!(agent.automatic_updates_paused_until().unwrap().is_some());
    world.clock.pass(1);
    assert_eq!(agent.automatic_updates_paused_until().unwrap(), None);
    agent.pause_automatic_updates().unwrap();
    agent.resume_automatic_updates().unwrap();
    agent.resume_automatic_updates().unwrap();
    agent.detect_now().unwrap();
}

#[test]
fn a_clock_that_was_set_back_does_not_prolong_a_pause() {
    let world = World::new();
    let agent = world.agent();
    agent.pause_automatic_updates().unwrap();
    world.clock.pass(-30 * HOUR);
    assert_eq!(agent.automatic_updates_paused_until().unwrap(), None);
}

#[test]
fn what_is_turned_off_does_nothing_until_it_is_enabled() {
    let agent = World::new().agent();
    assert!(agent.is_automatic_updates_enabled().unwrap());
    agent.save_settings(&off()).unwrap();
    assert!(!agent.is_automatic_updates_enabled().unwrap());
    for refused in [
        agent.pause_automatic_updates(),
        agent.resume_automatic_updates(),
        agent.detect_now(),
    ] {
        assert_eq!(code_of(refused), code::WU_E_AU_NOSERVICE);
    }
    agent.enable_automatic_updates().unwrap();
    agent.detect_now().unwrap();
}

#[test]
fn only_its_own_searches_and_installations_count() {
    let world = World::new();
    world.server.offer(revision(1, |_| ()));
    world.server.offer(revision(2, |_| ()));
    let session = world.session();
    let agent = session.agent();
    session.install(&session.find("")[..1]);
    assert_eq!(agent.automatic_updates_results().unwrap().last_search, None);

    agent.detect_now().unwrap();
    eventually("it searched", || {
        agent.automatic_updates_results().unwrap().last_search.is_some()
    });
    let results = world.agent().automatic_updates_results().unwrap();
    assert_eq!(results.last_search, Some(crate::support::NOW.parse().unwrap()));
    assert_eq!(results.last_installation, None);
    world.clock.pass(60);
    let automatic = Session::automatic(Arc::clone(agent));
    automatic
        .try_install(InstallRequest::new(automatic.find("")))
        .unwrap();
    let results = agent.automatic_updates_results().unwrap();
    assert!(results.last_installation > results.last_search.map(|_| crate::support::NOW.parse().unwrap()));
}

#[test]
fn a_search_in_the_background_is_not_started_twice() {
    let world = World::new();
    *lock(&world.server.hangs) = true;
    let agent = world.agent();
    agent.detect_now().unwrap();
    eventually("the service is asked", || world.server.syncs() == 1);
    agent.detect_now().unwrap();
    *lock(&world.server.hangs) = false;
    eventually("it ended", || {
        agent.automatic_updates_results().unwrap().last_search.is_some()
    });
    assert_eq!(world.server.syncs(), 1);
}

#[test]
fn a_search_that_failed_is_no_success() {
    let world = World::new();
    world.server.fail(code::WU_E_LEGACYSERVER);
    let agent = world.agent();
    agent.detect_now().unwrap();
    eventually("the service was asked", || world.server.syncs() == 1);
    drop(world.session());
    assert_eq!(agent.automatic_updates_results().unwrap().last_search, None);
}
