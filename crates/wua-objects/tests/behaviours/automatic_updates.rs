//! `IAutomaticUpdates`, its results and its settings.
//!
//! What Microsoft's agent answers with `WU_E_LEGACYSERVER` it knows of a server that it has met before; here the members
//! ask no server, and the search in the background meets it.

use std::time::{Duration, Instant};

use jiff::SignedDuration;
use wua_agent::AutomaticUpdatesPolicy;
use wua_com::{Caller, Permission, Rights, Value, code};
use wua_defs::classes::{AUTOMATIC_UPDATES, UPDATE_SERVICE_MANAGER};
use wua_defs::enums::{
    AutomaticUpdatesNotificationLevel as Level, AutomaticUpdatesPermissionType as May,
    AutomaticUpdatesScheduledInstallationDay as Day, AutomaticUpdatesUserType as Who,
};
use wua_model::proxy::{
    IAutomaticUpdates2, IAutomaticUpdatesSettings3, IUpdateDownloader, IUpdateInstaller,
    IUpdateServiceManager2,
};

use super::museum::{
    Museum, Scripted, administrator, assert_fails, collection_of, date, remote, seen_as, seen_by, somebody,
};
use super::system::{for_a_web_page, lock_down, remote_with};

const OLD_SERVER: &str = "00001901-00f0-4000-8000-000000000003";
const MICROSOFT_UPDATE: &str = "7971f918-a847-4430-9279-4a52d1efe18d";

/// `asfAllowOnlineRegistration` and `asfRegisterServiceWithAU`.
const ONLINE_WITH_AU: i32 = 2 + 4;

fn automatic_updates(museum: &Museum) -> IAutomaticUpdates2 {
    museum.create(&AUTOMATIC_UPDATES)
}

fn by(museum: &Museum, caller: &Caller) -> IAutomaticUpdates2 {
    seen_by(&automatic_updates(museum), caller)
}

/// A fresh object each time: nothing unsaved is in it.
fn settings(museum: &Museum) -> IAutomaticUpdatesSettings3 {
    seen_as(&automatic_updates(museum).settings().unwrap())
}

fn settings_by(museum: &Museum, caller: &Caller) -> IAutomaticUpdatesSettings3 {
    seen_by(&settings(museum), caller)
}

fn save_level(museum: &Museum, level: Level) {
    let settings = settings(museum);
    settings.put_notification_level(level).unwrap();
    settings.save().unwrap();
}

fn set_policy(museum: &Museum, policy: AutomaticUpdatesPolicy) {
    museum.host.agent.set_automatic_updates_policy(policy);
}

fn policy_of_read_only(museum: &Museum) {
    set_policy(
        museum,
        AutomaticUpdatesPolicy {
            read_only: true,
            ..AutomaticUpdatesPolicy::default()
        },
    );
}

fn last_search(museum: &Museum) -> Value {
    automatic_updates(museum)
        .results()
        .unwrap()
        .last_search_success_date()
        .unwrap()
}

/// Waits until Automatic Updates has searched.
fn await_search(museum: &Museum) -> Value {
    let began = Instant::now();
    while last_search(museum) == Value::Empty {
        assert!(
            began.elapsed() < Duration::from_mins(1),
            "Automatic Updates does not search"
        );
        std::thread::sleep(Duration::from_millis(5));
    }
    last_search(museum)
}

#[test]
fn b152_a_pause_ends_by_itself_after_eight_hours() {
    let museum = Museum::open();
    let automatic_updates = automatic_updates(&museum);
    automatic_updates.pause().unwrap();
    assert_fails(automatic_updates.detect_now(), code::WU_E_AU_PAUSED);
    museum.clock.advance(SignedDuration::from_mins(8 * 60 - 1));
    assert_fails(automatic_updates.detect_now(), code::WU_E_AU_PAUSED);
    museum.clock.advance(SignedDuration::from_mins(1));
    automatic_updates.detect_now().unwrap();
}

#[test]
fn b152_a_pause_cannot_be_prolonged() {
    let museum = Museum::open();
    let automatic_updates = automatic_updates(&museum);
    automatic_updates.pause().unwrap();
    assert_fails(automatic_updates.pause(), code::WU_E_AU_PAUSED);
}

/// A pause is everybody's: another object knows of it.
#[test]
fn b152_b153_what_one_pauses_another_resumes() {
    let museum = Museum::open();
    automatic_updates(&museum).pause().unwrap();
    let another = automatic_updates(&museum);
    assert_fails(another.detect_now(), code::WU_E_AU_PAUSED);
    another.resume().unwrap();
    automatic_updates(&museum).detect_now().unwrap();
    automatic_updates(&museum).pause().unwrap();
}

/// Our decision: the documents list `WU_E_AU_PAUSED` for it too, which would leave nothing to resume.
#[test]
fn b153_resuming_what_does_not_pause_changes_nothing() {
    let museum = Museum::open();
    automatic_updates(&museum).resume().unwrap();
    automatic_updates(&museum).detect_now().unwrap();
}

#[test]
fn b152_b153_b154_where_automatic_updates_is_off_there_is_no_service() {
    let museum = Museum::open();
    save_level(&museum, Level::Disabled);
    let automatic_updates = automatic_updates(&museum);
    assert_fails(automatic_updates.pause(), code::WU_E_AU_NOSERVICE);
    assert_fails(automatic_updates.resume(), code::WU_E_AU_NOSERVICE);
    assert_fails(automatic_updates.detect_now(), code::WU_E_AU_NOSERVICE);
}

#[test]
fn b152_b153_b156_administrators_pause_resume_and_enable() {
    let museum = Museum::open();
    for rights in [Rights::Anyone, Rights::User, Rights::PowerUser] {
        let automatic_updates = by(&museum, &somebody(rights));
        assert_fails(automatic_updates.pause(), code::E_ACCESSDENIED);
        assert_fails(automatic_updates.resume(), code::E_ACCESSDENIED);
        assert_fails(automatic_updates.enable_service(), code::E_ACCESSDENIED);
    }
    automatic_updates(&museum).detect_now().unwrap();
}

#[test]
fn b152_b153_locked_down_nothing_pauses_or_resumes() {
    let museum = Museum::open();
    let locked = automatic_updates(&museum);
    lock_down(&locked);
    for locked in [locked, by(&museum, &for_a_web_page())] {
        assert_fails(locked.pause(), code::WU_E_INVALID_OPERATION);
        assert_fails(locked.resume(), code::WU_E_INVALID_OPERATION);
        locked.detect_now().unwrap();
        assert!(locked.service_enabled().unwrap());
    }
}

#[test]
fn b152_b153_b155_b156_b157_b158_other_computers_need_a_grant() {
    let museum = Museum::open();
    let afar = by(&museum, &remote());
    assert_fails(afar.pause(), code::E_ACCESSDENIED);
    assert_fails(afar.resume(), code::E_ACCESSDENIED);
    assert_fails(afar.show_settings_dialog(), code::E_ACCESSDENIED);
    assert_fails(afar.enable_service(), code::E_ACCESSDENIED);
    assert_fails(afar.settings(), code::E_ACCESSDENIED);
    assert_fails(afar.service_enabled(), code::E_ACCESSDENIED);
    let granted = by(&museum, &remote_with(Permission::Settings));
    granted.pause().unwrap();
    granted.resume().unwrap();
    granted.enable_service().unwrap();
    assert!(granted.service_enabled().unwrap());
    assert!(granted.settings().is_ok());
    assert_fails(granted.show_settings_dialog(), code::E_ACCESSDENIED);
}

#[test]
fn b154_b160_a_detection_runs_in_the_background() {
    let museum = Museum::open();
    assert_eq!(last_search(&museum), Value::Empty);
    automatic_updates(&museum).detect_now().unwrap();
    assert_eq!(await_search(&museum), Value::Date(date("2026-06-15T09:00:00Z")));
}

#[test]
fn b154_users_and_other_computers_may_have_it_detect() {
    let museum = Museum::open();
    by(&museum, &somebody(Rights::User)).detect_now().unwrap();
    by(&museum, &remote()).detect_now().unwrap();
    assert_fails(
        by(&museum, &somebody(Rights::Anyone)).detect_now(),
        code::E_ACCESSDENIED,
    );
    await_search(&museum);
}

/// It returns before any server is asked, so that of a server from 2003 only the missing date tells.
#[test]
fn b154_a_server_of_2003_is_not_searched() {
    let museum = Museum::open();
    let manager: IUpdateServiceManager2 = museum.create(&UPDATE_SERVICE_MANAGER);
    manager.add_service2(OLD_SERVER, ONLINE_WITH_AU, "").unwrap();
    automatic_updates(&museum).detect_now().unwrap();
    std::thread::sleep(Duration::from_millis(300));
    assert_eq!(last_search(&museum), Value::Empty);
}

/// The agent opens no windows.
#[test]
fn b155_there_is_no_dialog_to_show() {
    let museum = Museum::open();
    assert_fails(automatic_updates(&museum).show_settings_dialog(), code::E_NOTIMPL);
    assert_fails(
        by(&museum, &somebody(Rights::User)).show_settings_dialog(),
        code::E_NOTIMPL,
    );
    assert_fails(
        by(&museum, &somebody(Rights::Anyone)).show_settings_dialog(),
        code::E_ACCESSDENIED,
    );
}

/// The documents list `WU_E_AU_NOSERVICE` for the member that is there to end that state; we take it at its purpose.
#[test]
fn b156_b158_the_service_can_be_enabled() {
    let museum = Museum::open();
    let automatic_updates = automatic_updates(&museum);
    assert!(automatic_updates.service_enabled().unwrap());
    automatic_updates.enable_service().unwrap();
    save_level(&museum, Level::Disabled);
    assert!(!automatic_updates.service_enabled().unwrap());
    automatic_updates.enable_service().unwrap();
    assert!(automatic_updates.service_enabled().unwrap());
    assert_eq!(
        settings(&museum).notification_level().unwrap(),
        Level::NotConfigured
    );
    automatic_updates.detect_now().unwrap();
}

#[test]
fn b156_what_pauses_is_not_enabled() {
    let museum = Museum::open();
    automatic_updates(&museum).pause().unwrap();
    assert_fails(automatic_updates(&museum).enable_service(), code::WU_E_AU_PAUSED);
}

/// Enabling leaves a choice that was made alone.
#[test]
fn b156_enabling_what_is_enabled_changes_nothing() {
    let museum = Museum::open();
    save_level(&museum, Level::NotifyBeforeDownload);
    automatic_updates(&museum).enable_service().unwrap();
    assert_eq!(
        settings(&museum).notification_level().unwrap(),
        Level::NotifyBeforeDownload
    );
}

/// So that a script can write `auto.Settings.NotificationLevel = 3` and then `auto.Settings.Save`.
#[test]
fn b157_the_settings_of_an_object_are_one_object() {
    let museum = Museum::open();
    let script = Scripted::new(&automatic_updates(&museum));
    script
        .object("Settings", &[])
        .put("NotificationLevel", &[Value::I4(3)])
        .unwrap();
    script.object("Settings", &[]).call("Save", &[]).unwrap();
    assert_eq!(
        settings(&museum).notification_level().unwrap(),
        Level::NotifyBeforeInstallation
    );
}

#[test]
fn b157_b158_users_may_look_and_nobody_less() {
    let museum = Museum::open();
    let user = by(&museum, &somebody(Rights::User));
    assert!(user.settings().is_ok());
    assert!(user.service_enabled().unwrap());
    let anyone = by(&museum, &somebody(Rights::Anyone));
    assert_fails(anyone.settings(), code::E_ACCESSDENIED);
    assert_fails(anyone.service_enabled(), code::E_ACCESSDENIED);
}

#[test]
fn b159_other_computers_may_read_the_results() {
    let museum = Museum::open();
    let results = by(&museum, &remote()).results().unwrap();
    assert_eq!(results.last_search_success_date().unwrap(), Value::Empty);
    assert_eq!(results.last_installation_success_date().unwrap(), Value::Empty);
}

/// Results are those of the moment when they were asked for.
#[test]
fn b159_results_do_not_change_in_the_hand() {
    let museum = Museum::open();
    let before = automatic_updates(&museum).results().unwrap();
    automatic_updates(&museum).detect_now().unwrap();
    await_search(&museum);
    assert_eq!(before.last_search_success_date().unwrap(), Value::Empty);
}

#[test]
fn b160_b161_what_programs_do_does_not_count() {
    let museum = Museum::open();
    museum.search("IsInstalled=0");
    let updates = collection_of(&museum, &[&museum.update("loom-connector")]);
    let downloader: IUpdateDownloader = museum.create(&wua_defs::classes::UPDATE_DOWNLOADER);
    downloader.put_updates(Some(&updates.object)).unwrap();
    downloader.download().unwrap();
    let installer: IUpdateInstaller = museum.create(&wua_defs::classes::UPDATE_INSTALLER);
    installer.put_updates(Some(&updates.object)).unwrap();
    installer.install().unwrap();
    let results = automatic_updates(&museum).results().unwrap();
    assert_eq!(results.last_search_success_date().unwrap(), Value::Empty);
    assert_eq!(results.last_installation_success_date().unwrap(), Value::Empty);
}

/// On Windows 10 it is always false; here it tells the truth.
#[test]
fn b162_settings_are_read_only_without_the_rights_and_by_policy() {
    let museum = Museum::open();
    assert!(!settings(&museum).read_only().unwrap());
    assert!(settings_by(&museum, &somebody(Rights::User)).read_only().unwrap());
    assert!(
        settings_by(&museum, &somebody(Rights::PowerUser))
            .read_only()
            .unwrap()
    );
    policy_of_read_only(&museum);
    assert!(settings(&museum).read_only().unwrap());
}

#[test]
fn b163_only_a_policy_requires_automatic_updates() {
    let museum = Museum::open();
    assert!(!settings(&museum).required().unwrap());
    set_policy(
        &museum,
        AutomaticUpdatesPolicy {
            required: true,
            ..AutomaticUpdatesPolicy::default()
        },
    );
    let settings = settings(&museum);
    assert!(settings.required().unwrap());
    assert_fails(
        settings.put_notification_level(Level::Disabled),
        code::E_ACCESSDENIED,
    );
    settings
        .put_notification_level(Level::NotifyBeforeDownload)
        .unwrap();
    settings.save().unwrap();
    assert!(automatic_updates(&museum).service_enabled().unwrap());
}

#[test]
fn b164_the_notification_level_is_one_of_five() {
    let museum = Museum::open();
    let settings = settings(&museum);
    assert_eq!(settings.notification_level().unwrap(), Level::NotConfigured);
    for level in [
        Level::NotifyBeforeDownload,
        Level::NotifyBeforeInstallation,
        Level::ScheduledInstallation,
        Level::Disabled,
        Level::NotConfigured,
    ] {
        settings.put_notification_level(level).unwrap();
        assert_eq!(settings.notification_level().unwrap(), level);
    }
    let script = Scripted::new(&settings);
    for number in [-1, 5, 100] {
        let error = script.put("NotificationLevel", &[Value::I4(number)]).unwrap_err();
        assert_eq!(wua_com::Error::from(error).hresult(), code::E_INVALIDARG);
    }
}

#[test]
fn b164_b165_b166_b169_b171_b172_users_read_and_administrators_write() {
    let museum = Museum::open();
    let denied = code::E_ACCESSDENIED;
    for rights in [Rights::User, Rights::PowerUser] {
        let settings = settings_by(&museum, &somebody(rights));
        assert!(settings.notification_level().is_ok());
        assert!(settings.scheduled_installation_day().is_ok());
        assert!(settings.scheduled_installation_time().is_ok());
        assert!(settings.include_recommended_updates().is_ok());
        assert!(settings.non_administrators_elevated().is_ok());
        assert!(settings.featured_updates_enabled().is_ok());
        assert_fails(settings.put_notification_level(Level::Disabled), denied);
        assert_fails(settings.put_scheduled_installation_day(Day::EveryFriday), denied);
        assert_fails(settings.put_scheduled_installation_time(1), denied);
        assert_fails(settings.put_include_recommended_updates(true), denied);
        assert_fails(settings.put_non_administrators_elevated(true), denied);
        assert_fails(settings.put_featured_updates_enabled(true), denied);
        assert_fails(settings.save(), denied);
    }
    let anyone = settings_by(&museum, &somebody(Rights::Anyone));
    assert_fails(anyone.notification_level(), denied);
    assert_fails(anyone.refresh(), denied);
}

#[test]
fn b162_b163_b164_b165_b166_b167_b168_b169_b170_b171_b172_other_computers_need_a_grant() {
    let museum = Museum::open();
    let denied = code::E_ACCESSDENIED;
    let afar = settings_by(&museum, &remote());
    assert_fails(afar.read_only(), denied);
    assert_fails(afar.required(), denied);
    assert_fails(afar.notification_level(), denied);
    assert_fails(afar.put_notification_level(Level::Disabled), denied);
    assert_fails(afar.scheduled_installation_day(), denied);
    assert_fails(afar.scheduled_installation_time(), denied);
    assert_fails(afar.include_recommended_updates(), denied);
    assert_fails(afar.non_administrators_elevated(), denied);
    assert_fails(afar.featured_updates_enabled(), denied);
    assert_fails(
        afar.check_permission(Who::CurrentUser, May::SetNotificationLevel),
        denied,
    );
    assert_fails(afar.refresh(), denied);
    assert_fails(afar.save(), denied);
    let granted = settings_by(&museum, &remote_with(Permission::Settings));
    granted
        .put_notification_level(Level::NotifyBeforeDownload)
        .unwrap();
    granted.save().unwrap();
    assert_eq!(
        settings(&museum).notification_level().unwrap(),
        Level::NotifyBeforeDownload
    );
}

#[test]
fn b164_b165_b166_b167_b169_b171_a_policy_keeps_all_as_it_is() {
    let museum = Museum::open();
    policy_of_read_only(&museum);
    let settings = settings(&museum);
    let denied = code::E_ACCESSDENIED;
    assert_fails(settings.put_notification_level(Level::Disabled), denied);
    assert_fails(settings.put_scheduled_installation_day(Day::EveryFriday), denied);
    assert_fails(settings.put_scheduled_installation_time(1), denied);
    assert_fails(settings.put_include_recommended_updates(true), denied);
    assert_fails(settings.put_non_administrators_elevated(true), denied);
    assert_fails(settings.save(), denied);
    settings.refresh().unwrap();
    assert_eq!(settings.notification_level().unwrap(), Level::NotConfigured);
}

/// From Windows 8 on they may do nothing; here the schedule is kept.
#[test]
fn b165_b166_the_schedule_is_kept() {
    let museum = Museum::open();
    let changed = settings(&museum);
    assert_eq!(changed.scheduled_installation_day().unwrap(), Day::EveryDay);
    assert_eq!(changed.scheduled_installation_time().unwrap(), 3);
    changed
        .put_scheduled_installation_day(Day::EveryWednesday)
        .unwrap();
    changed.put_scheduled_installation_time(23).unwrap();
    changed.save().unwrap();
    assert_eq!(
        settings(&museum).scheduled_installation_day().unwrap(),
        Day::EveryWednesday
    );
    assert_eq!(settings(&museum).scheduled_installation_time().unwrap(), 23);
}

#[test]
fn b166_the_hour_is_one_of_the_day() {
    let museum = Museum::open();
    let settings = settings(&museum);
    for hour in [-1, 24, i32::MAX, i32::MIN] {
        assert_fails(settings.put_scheduled_installation_time(hour), code::E_INVALIDARG);
    }
    for hour in [0, 23] {
        settings.put_scheduled_installation_time(hour).unwrap();
        assert_eq!(settings.scheduled_installation_time().unwrap(), hour);
    }
}

/// On Windows 10 saving has no effect; here it has.
#[test]
fn b167_nothing_is_changed_until_it_is_saved() {
    let museum = Museum::open();
    let changed = settings(&museum);
    changed
        .put_notification_level(Level::ScheduledInstallation)
        .unwrap();
    changed.put_include_recommended_updates(true).unwrap();
    assert_eq!(
        settings(&museum).notification_level().unwrap(),
        Level::NotConfigured
    );
    changed.save().unwrap();
    assert_eq!(
        settings(&museum).notification_level().unwrap(),
        Level::ScheduledInstallation
    );
    assert!(settings(&museum).include_recommended_updates().unwrap());
}

#[test]
fn b167_b205_locked_down_nothing_is_saved() {
    let museum = Museum::open();
    let automatic_updates = automatic_updates(&museum);
    let before_the_lock: IAutomaticUpdatesSettings3 = seen_as(&automatic_updates.settings().unwrap());
    lock_down(&automatic_updates);
    let after_the_lock: IAutomaticUpdatesSettings3 = seen_as(&automatic_updates.settings().unwrap());
    let page = settings_by(&museum, &for_a_web_page());
    for settings in [before_the_lock, after_the_lock, page] {
        settings.put_notification_level(Level::Disabled).unwrap();
        assert_fails(settings.save(), code::WU_E_INVALID_OPERATION);
    }
    assert_eq!(
        settings(&museum).notification_level().unwrap(),
        Level::NotConfigured
    );
}

#[test]
fn b168_refreshing_forgets_what_was_not_saved_and_learns_what_others_saved() {
    let museum = Museum::open();
    let old = settings(&museum);
    old.put_notification_level(Level::Disabled).unwrap();
    old.put_scheduled_installation_time(7).unwrap();
    save_level(&museum, Level::NotifyBeforeDownload);
    old.refresh().unwrap();
    assert_eq!(old.notification_level().unwrap(), Level::NotifyBeforeDownload);
    assert_eq!(old.scheduled_installation_time().unwrap(), 3);
    settings_by(&museum, &somebody(Rights::User)).refresh().unwrap();
}

#[test]
fn b169_recommended_updates_can_be_included() {
    let museum = Museum::open();
    let changed = settings(&museum);
    assert!(!changed.include_recommended_updates().unwrap());
    changed.put_include_recommended_updates(true).unwrap();
    changed.save().unwrap();
    assert!(settings(&museum).include_recommended_updates().unwrap());
}

/// On Windows 10 everybody is told yes; here the answer is true.
#[test]
fn b170_the_current_user_may_what_his_rights_allow() {
    let museum = Museum::open();
    for (caller, expected) in [(administrator(), true), (somebody(Rights::User), false)] {
        let settings = settings_by(&museum, &caller);
        for permission in [
            May::SetNotificationLevel,
            May::DisableAutomaticUpdates,
            May::SetIncludeRecommendedUpdates,
            May::SetNonAdministratorsElevated,
        ] {
            assert_eq!(
                settings.check_permission(Who::CurrentUser, permission).unwrap(),
                expected
            );
            assert!(
                settings
                    .check_permission(Who::LocalAdministrator, permission)
                    .unwrap()
            );
        }
    }
}

#[test]
fn b170_b163_a_policy_that_requires_automatic_updates_keeps_everybody_from_disabling_it() {
    let museum = Museum::open();
    set_policy(
        &museum,
        AutomaticUpdatesPolicy {
            required: true,
            ..AutomaticUpdatesPolicy::default()
        },
    );
    let required = settings(&museum);
    assert!(
        !required
            .check_permission(Who::LocalAdministrator, May::DisableAutomaticUpdates)
            .unwrap()
    );
    assert!(
        required
            .check_permission(Who::LocalAdministrator, May::SetNotificationLevel)
            .unwrap()
    );
    policy_of_read_only(&museum);
    let read_only = settings(&museum);
    assert!(
        !read_only
            .check_permission(Who::LocalAdministrator, May::SetNotificationLevel)
            .unwrap()
    );
}

#[test]
fn b170_other_numbers_are_neither_users_nor_permissions() {
    let museum = Museum::open();
    let script = Scripted::new(&settings(&museum));
    for numbers in [[0, 1], [3, 1], [1, 0], [1, 6]] {
        let error = script
            .call("CheckPermission", &numbers.map(Value::I4))
            .unwrap_err();
        assert_eq!(
            wua_com::Error::from(error).hresult(),
            code::E_INVALIDARG,
            "{numbers:?}"
        );
    }
}

/// On Windows 10 it is always true and cannot be set; here it is kept.
#[test]
fn b171_users_can_be_elevated() {
    let museum = Museum::open();
    let changed = settings(&museum);
    assert!(!changed.non_administrators_elevated().unwrap());
    changed.put_non_administrators_elevated(true).unwrap();
    changed.save().unwrap();
    assert!(settings(&museum).non_administrators_elevated().unwrap());
}

#[test]
fn b172_b170_without_microsoft_update_nothing_is_featured() {
    let museum = Museum::open();
    let settings = settings(&museum);
    assert!(!settings.featured_updates_enabled().unwrap());
    assert_fails(
        settings.put_featured_updates_enabled(true),
        code::WU_E_NOT_SUPPORTED,
    );
    assert!(
        !settings
            .check_permission(Who::CurrentUser, May::SetFeaturedUpdatesEnabled)
            .unwrap()
    );
    settings.save().unwrap();
}

#[test]
fn b172_b170_microsoft_update_features_updates() {
    let museum = Museum::open();
    let manager: IUpdateServiceManager2 = museum.create(&UPDATE_SERVICE_MANAGER);
    manager
        .add_service2(MICROSOFT_UPDATE, ONLINE_WITH_AU, "")
        .unwrap();
    let changed = settings(&museum);
    assert!(
        changed
            .check_permission(Who::CurrentUser, May::SetFeaturedUpdatesEnabled)
            .unwrap()
    );
    changed.put_featured_updates_enabled(true).unwrap();
    changed.save().unwrap();
    assert!(settings(&museum).featured_updates_enabled().unwrap());
    manager.remove_service(MICROSOFT_UPDATE).unwrap();
    assert!(!settings(&museum).featured_updates_enabled().unwrap());
}

/// What may be put may be saved: a service that is registered, but not for Automatic Updates, features nothing.
#[test]
fn b172_a_service_that_does_not_serve_automatic_updates_features_nothing() {
    let museum = Museum::open();
    let manager: IUpdateServiceManager2 = museum.create(&UPDATE_SERVICE_MANAGER);
    manager.add_service2(MICROSOFT_UPDATE, 2, "").unwrap();
    let settings = settings(&museum);
    assert!(
        !settings
            .check_permission(Who::CurrentUser, May::SetFeaturedUpdatesEnabled)
            .unwrap()
    );
    assert_fails(
        settings.put_featured_updates_enabled(true),
        code::WU_E_NOT_SUPPORTED,
    );
    settings.save().unwrap();
}
