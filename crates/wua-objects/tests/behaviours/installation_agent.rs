//! Installers that go on by themselves, and what they report.

use wua_com::{Caller, Permission, Rights, code};
use wua_defs::classes::{INSTALLATION_AGENT, STRING_COLLECTION};
use wua_defs::enums::OperationResultCode as Code;
use wua_model::proxy::{IInstallationAgent, IStringCollection, IUpdateHistoryEntry};

use super::installations::{ended, endings, ready};
use super::museum::{Museum, assert_fails, remote, seen_by, somebody};
use super::system::remote_with;

fn agent(museum: &Museum) -> IInstallationAgent {
    museum.create(&INSTALLATION_AGENT)
}

fn newest_entry(museum: &Museum) -> IUpdateHistoryEntry {
    museum.session().query_history("", 0, 1).unwrap().item(0).unwrap()
}

/// Sends the clockmaker off, and returns the name under which he will report.
fn send_off(museum: &Museum) -> String {
    let result = ready(museum, &["travelling-clockmaker"]).install().unwrap();
    assert_eq!(
        endings(&result, 1),
        [ended(Code::InProgress, code::WU_S_UH_INSTALLSTILLPENDING)]
    );
    let events = museum.machine.events().unwrap();
    events
        .iter()
        .rev()
        .find_map(|event| event.cookie.clone())
        .unwrap()
}

#[test]
fn b150_an_installer_that_goes_on_by_itself_reports_its_end() {
    let museum = Museum::open();
    let cookie = send_off(&museum);
    assert_eq!(newest_entry(&museum).result_code().unwrap(), Code::InProgress);
    agent(&museum)
        .record_installation_result(&cookie, 0, None)
        .unwrap();
    let entry = newest_entry(&museum);
    assert_eq!(entry.result_code().unwrap(), Code::Succeeded);
    assert_eq!(entry.hresult().unwrap(), 0);
    assert_eq!(&*entry.title().unwrap(), "Travelling clockmaker (KB5081943)");
    // One end is enough.
    assert_fails(
        agent(&museum).record_installation_result(&cookie, 0, None),
        code::E_INVALIDARG,
    );
}

#[test]
fn b150_an_installer_reports_its_failure_with_what_it_knows() {
    let museum = Museum::open();
    let cookie = send_off(&museum);
    let data: IStringCollection = museum.create(&STRING_COLLECTION);
    data.add("the spring is missing").unwrap();
    let failure = code::WU_E_UH_INSTALLERFAILURE.to_i32();
    agent(&museum)
        .record_installation_result(&cookie, failure, Some(&data.object))
        .unwrap();
    let entry = newest_entry(&museum);
    assert_eq!(entry.result_code().unwrap(), Code::Failed);
    assert_eq!(entry.hresult().unwrap(), failure);
}

#[test]
fn b150_only_installers_that_are_out_report() {
    let museum = Museum::open();
    let cookie = send_off(&museum);
    let agent = agent(&museum);
    for unknown in ["", "nobody", "0/0", "999999/0", &format!("{cookie}0")] {
        assert_fails(
            agent.record_installation_result(unknown, 0, None),
            code::E_INVALIDARG,
        );
    }
    let no_strings = Some(&agent.object);
    let refused = agent.record_installation_result(&cookie, 0, no_strings);
    assert_fails(refused, code::E_NOINTERFACE);
    assert_eq!(newest_entry(&museum).result_code().unwrap(), Code::InProgress);
}

#[test]
fn b150_administrators_of_this_computer_record() {
    let museum = Museum::open();
    let cookie = send_off(&museum);
    let denied = code::E_ACCESSDENIED;
    let record = |caller: &Caller| {
        let agent: IInstallationAgent = seen_by(&agent(&museum), caller);
        agent.record_installation_result(&cookie, 0, None)
    };
    assert_fails(record(&somebody(Rights::PowerUser)), denied);
    assert_fails(record(&remote()), denied);
    assert_fails(
        museum.create_for::<IInstallationAgent>(&INSTALLATION_AGENT, &remote()),
        denied,
    );
    record(&remote_with(Permission::Install)).unwrap();
}
