//! Large files from nginx, which gives each connection little bandwidth.

use std::collections::HashSet;
use std::fs;
use std::sync::{Mutex, PoisonError};

use wua_agent::Content;
use wua_agent::http::{Http, fetch_content};
use wua_agent::ports::Conditions;
use wua_com::Error;

use crate::fetching::{Fetcher, body};
use crate::peers::Nginx;

/// More than one window of pieces.
const SIZE: usize = 20 << 20;

/// One file of a process at a time is fetched over several connections.
static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());

fn fetch(fetcher: &Fetcher, url: String, from: u64) -> Result<Vec<u8>, Error> {
    let _alone = ONE_AT_A_TIME.lock().unwrap_or_else(PoisonError::into_inner);
    let content = Content {
        url,
        size: u64::try_from(SIZE).unwrap(),
        sha256: "judged by the engine".to_owned(),
        ..Content::default()
    };
    let conditions = Conditions {
        proxy: &fetcher.proxy,
        abort: &fetcher.abort,
    };
    let (http, file): (&dyn Http, _) = (&fetcher.client, fetcher.file());
    fetch_content(http, &content, &file, from, &mut |_: u64| (), &conditions)?;
    Ok(fs::read(file).unwrap())
}

fn connections(log: &[String]) -> usize {
    let numbers: HashSet<&str> = log.iter().filter_map(|line| line.split(' ').next()).collect();
    numbers.len()
}

#[test]
fn where_a_connection_is_slow_several_bring_a_large_file_and_what_is_there_is_not_fetched() {
    let Some(nginx) = Nginx::start("limit_rate 6m;") else {
        return;
    };
    let body = body(SIZE);
    nginx.has_file("large", &body);
    let fetcher = Fetcher::new();
    let from = 3_000_001;
    fs::write(fetcher.file(), &body[..from]).unwrap();
    assert!(fetch(&fetcher, nginx.url("large"), u64::try_from(from).unwrap()).unwrap() == body);
    let log = nginx.log();
    assert!((3..=5).contains(&connections(&log)), "{log:?}");
    assert!(log.iter().all(|line| line.contains(" 206 ")), "{log:?}");
    assert!(log[0].contains("bytes=3000001-"), "{log:?}");
    // From the second request on it is asked for this version of the file.
    assert!(
        !log[1..].iter().any(|line| line.contains("\"-\" \"-\" \"-\"")),
        "{log:?}"
    );
}

#[test]
fn where_a_connection_is_fast_it_stays_alone() {
    let Some(nginx) = Nginx::start("") else { return };
    let body = body(SIZE);
    nginx.has_file("large", &body);
    assert!(fetch(&Fetcher::new(), nginx.url("large"), 0).unwrap() == body);
    let log = nginx.log();
    // A machine that is busy may take this connection for a slow one.
    assert!(log.len() <= 5 || connections(&log) > 1, "{log:?}");
}

#[test]
fn a_server_that_refuses_a_second_connection_brings_it_all_the_same() {
    let locations = "limit_conn all 1; limit_conn_status 503; limit_rate 12m;";
    let Some(nginx) = Nginx::start(locations) else {
        return;
    };
    let body = body(SIZE);
    nginx.has_file("large", &body);
    assert!(fetch(&Fetcher::new(), nginx.url("large"), 0).unwrap() == body);
    let log = nginx.log();
    assert!(log.iter().any(|line| line.contains(" 503 ")), "{log:?}");
}

#[test]
fn a_server_without_ranges_brings_it_in_one_piece() {
    let Some(nginx) = Nginx::start("max_ranges 0;") else {
        return;
    };
    let body = body(SIZE);
    nginx.has_file("large", &body);
    assert!(fetch(&Fetcher::new(), nginx.url("large"), 0).unwrap() == body);
    assert_eq!(nginx.log().len(), 1);
}
