//! The corpus, and a little more of each fuzzer.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use crate::arguments::Extent;
use crate::campaign::Campaign;
use crate::corpus;
use crate::fuzzers::FUZZERS;

/// Panics are noted for the whole process: executions wait for each other.
pub(crate) fn alone() -> MutexGuard<'static, ()> {
    static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());
    ONE_AT_A_TIME.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Runs a fuzzer. Worth its name only if all of this happens.
fn reaches(name: &str, wanted: &[&str]) {
    let _alone = alone();
    let (name, make) = FUZZERS.iter().find(|(known, _)| *known == name).unwrap();
    let mut campaign = Campaign::new(name, *make, 1);
    campaign
        .run(Extent {
            executions: 4_000,
            time: Duration::MAX,
        })
        .unwrap();
    for what in wanted {
        assert!(
            campaign.words().any(|word| word == *what),
            "not `{what}`, only {:?}",
            campaign.words().collect::<Vec<_>>()
        );
    }
}

#[test]
fn pdus_are_taken_or_refused() {
    let server = [
        "call",
        "signed in",
        "refused",
        "cancelled",
        "orphaned",
        "closed",
        "said",
        "bind",
        "ack",
    ];
    let client = ["bound", "not altered", "response", "fault", "client closed"];
    reaches("pdu", &[&server[..], &client].concat());
}

#[test]
fn registries_have_keys_links_and_damage() {
    reaches(
        "registry-text",
        &["value", "damaged", "damage", "led away", "below"],
    );
}

#[test]
fn recordings_are_read_or_refused() {
    reaches("recording", &["facts", "refused"]);
}

#[test]
fn executables_have_versions() {
    reaches("pe", &["version", "reads"]);
}

#[test]
fn parameters_and_results_are_read_as_they_are_written() {
    let server = [
        "member",
        "argument",
        "invoke",
        "by value",
        "names",
        "next",
        "described",
        "object",
        "variant",
    ];
    let client = ["result", "failed", "items", "invoke reply", "names reply"];
    reaches("ndr", &[&server[..], &client].concat());
}

#[test]
fn nobody_gets_in_without_the_password() {
    reaches("ntlm", &["goes on", "done", "refused", "proved"]);
}

#[test]
fn object_references_are_read_as_they_are_written() {
    reaches(
        "objref",
        &[
            "reference",
            "this",
            "that",
            "unknown",
            "queried",
            "referred",
            "alive",
            "resolved",
            "instance",
        ],
    );
}

#[test]
fn activations_leave_nothing_behind() {
    let server = [
        "activation",
        "old activation",
        "resolver",
        "mapper",
        "reply",
        "fault",
    ];
    reaches(
        "activation",
        &[
            &server[..],
            &["activated", "old activated", "mapped", "entries", "tower"],
        ]
        .concat(),
    );
}

#[test]
fn whatever_a_server_says_is_read_or_refused() {
    let connection = ["bound", "fault", "closed", "given up", "altering"];
    let answers = [
        "activated",
        "held",
        "interfaces",
        "result",
        "trees",
        "no tree",
        "referred",
    ];
    reaches("client", &[&connection[..], &answers].concat());
}

#[test]
fn rules_are_evaluated_or_their_documents_refused() {
    let verdicts = [
        "installed",
        "superseded",
        "installable",
        "not applicable",
        "unknown",
    ];
    reaches(
        "rules",
        &[&verdicts[..], &["unread", "undecoded", "operator", "rule"]].concat(),
    );
}

#[test]
fn packages_are_loaded_or_left_out() {
    reaches("sdp", &["update", "left-out"]);
}

#[test]
fn cabinets_are_read_or_refused_and_their_signatures_checked() {
    reaches("cabinet", &["signature", "read", "left-out", "refused"]);
}

#[test]
fn answers_of_update_servers_are_read_or_refused() {
    let course = ["call", "page", "rekeyed", "done", "failed", "contradiction"];
    reaches(
        "soap",
        &[&course[..], &["answer", "fault", "unreadable"]].concat(),
    );
}

#[test]
fn compressed_answers_are_read_or_refused() {
    reaches("xpress", &["read", "refused"]);
}

#[test]
fn calls_do_no_harm_to_others() {
    reaches("calls", &["reply", "fault", "later"]);
}

#[test]
fn the_corpus_is_small() {
    let sizes = FUZZERS
        .iter()
        .map(|(name, _)| std::fs::metadata(corpus::file(name)).map_or(0, |file| file.len()));
    assert!(sizes.sum::<u64>() < 1_000_000);
}
