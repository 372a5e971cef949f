//! What update servers answer: alone, and in the course of a synchronization.

use std::collections::HashSet;

use jiff::Timestamp;
use wua_com::Guid;
use wua_wusp::messages::{
    CategoryRelationship, ComputerInfo, GetAuthorizationCookie, GetConfig, GetCookie, GetExtendedUpdateInfo,
    GetExtendedUpdateInfo2, GetFileLocations, RefreshCache, RegisterComputer, ReportEventBatch,
    StartCategoryScan, SyncUpdates, UpdateIdentity,
};
use wua_wusp::session::MOST_RECOVERIES;
use wua_wusp::soap::Message;
use wua_wusp::sync::{Drivers, Judged, Known, NewUpdate, Plan, Step};
use wua_wusp::{Call, Error, Session, Settings, State, Sync};

use super::{Fuzzer, noise};
use crate::mutation::{self, Random};
use crate::seen::{Seen, bucket};

pub(super) struct Soap;

/// A conversation begins with this byte, and its answers are apart by it. It is never in UTF-8.
const APART: u8 = 0xFF;

const HEAD: &str = "<s:Envelope><s:Body>";
const END: &str = "</s:Body></s:Envelope>";

/// What is inside of the envelopes. The first four begin a conversation.
const ANSWERS: [&str; 15] = [
    "<GetConfigResponse><GetConfigResult><LastChange>2026-01-01T00:00:00Z</LastChange><IsRegistrationRequired>true</IsRegistrationRequired><AuthInfo><AuthPlugInInfo><PlugInID>SimpleTargeting</PlugInID><ServiceUrl>a.asmx</ServiceUrl></AuthPlugInInfo></AuthInfo><AllowedEventIds><int>1</int></AllowedEventIds><Properties><ConfigurationProperty><Name>ProtocolVersion</Name><Value>3.2</Value></ConfigurationProperty><ConfigurationProperty><Name>MaxExtendedUpdatesPerRequest</Name><Value>50</Value></ConfigurationProperty></Properties></GetConfigResult></GetConfigResponse>",
    "<GetAuthorizationCookieResponse><GetAuthorizationCookieResult><PlugInId>SimpleTargeting</PlugInId><CookieData>AAAA</CookieData></GetAuthorizationCookieResult></GetAuthorizationCookieResponse>",
    "<GetCookieResponse><GetCookieResult><Expiration>2026-03-01T11:00:00Z</Expiration><EncryptedData>AAAA</EncryptedData></GetCookieResult></GetCookieResponse>",
    "<RegisterComputerResponse/>",
    "<StartCategoryScanResponse><preferredCategoryIds><guid>5e7e0000-0000-4000-8000-000000000001</guid></preferredCategoryIds><requestedCategoryIdsInError><guid>5e7e0000-0000-4000-8000-000000000002</guid></requestedCategoryIdsInError></StartCategoryScanResponse>",
    "<SyncUpdatesResponse><SyncUpdatesResult><NewUpdates><UpdateInfo><ID>1</ID><Deployment><ID>1</ID><Action>Install</Action><Deadline>2026-04-01</Deadline><IsAssigned>true</IsAssigned><LastChangeTime>2026-02-03</LastChangeTime><HardwareIds><string>a</string></HardwareIds></Deployment><IsLeaf>false</IsLeaf><Xml>&lt;a/&gt;</Xml></UpdateInfo><UpdateInfo><ID>2</ID><IsLeaf>true</IsLeaf><Xml>b</Xml></UpdateInfo></NewUpdates><Truncated>true</Truncated><NewCookie><Expiration>2026-03-01T11:00:00Z</Expiration><EncryptedData>AAAB</EncryptedData></NewCookie></SyncUpdatesResult></SyncUpdatesResponse>",
    "<SyncUpdatesResponse><SyncUpdatesResult><OutOfScopeRevisionIDs><int>2</int></OutOfScopeRevisionIDs><ChangedUpdates><UpdateInfo><ID>1</ID><IsLeaf>true</IsLeaf></UpdateInfo></ChangedUpdates><Truncated>false</Truncated><DeployedOutOfScopeRevisionIds><int>1</int></DeployedOutOfScopeRevisionIds><DriverSyncNotNeeded>false</DriverSyncNotNeeded></SyncUpdatesResult></SyncUpdatesResponse>",
    "<RefreshCacheResponse><RefreshCacheResult><RefreshCacheResult><RevisionID>7</RevisionID><GlobalID><UpdateID>5e7e0000-0000-4000-8000-000000000001</UpdateID><RevisionNumber>1</RevisionNumber></GlobalID><IsLeaf>true</IsLeaf></RefreshCacheResult></RefreshCacheResult></RefreshCacheResponse>",
    "<GetExtendedUpdateInfoResponse><GetExtendedUpdateInfoResult><Updates><Update><ID>1</ID><Xml>a</Xml></Update></Updates><FileLocations><FileLocation><FileDigest>AAAA</FileDigest><Url>u</Url></FileLocation></FileLocations></GetExtendedUpdateInfoResult></GetExtendedUpdateInfoResponse>",
    "<GetExtendedUpdateInfo2Response><GetExtendedUpdateInfo2Result><FileDecryptionData><FileDecryption><FileDigest>AAAA</FileDigest><DecryptionKey>AAAA</DecryptionKey><SecurityData><base64Binary>AAAA</base64Binary></SecurityData></FileDecryption></FileDecryptionData></GetExtendedUpdateInfo2Result></GetExtendedUpdateInfo2Response>",
    "<GetFileLocationsResponse><GetFileLocationsResult><FileLocations/></GetFileLocationsResult></GetFileLocationsResponse>",
    "<ReportEventBatchResponse><ReportEventBatchResult>true</ReportEventBatchResult></ReportEventBatchResponse>",
    "<s:Fault><faultcode>s:Client</faultcode><faultstring>Fault occurred</faultstring><detail><ErrorCode>CookieExpired</ErrorCode><ID>5e7e0000-0000-4000-8000-000000000001</ID></detail></s:Fault>",
    "<s:Fault><detail><ErrorCode>ServerChanged</ErrorCode></detail></s:Fault>",
    "<SyncUpdatesResponse><SyncUpdatesResult><NewUpdates><UpdateInfo><ID>1001</ID><IsLeaf>true</IsLeaf><Xml>it was another one</Xml></UpdateInfo></NewUpdates></SyncUpdatesResult></SyncUpdatesResponse>",
];

const WORDS: [&str; 26] = [
    "InvalidCookie",
    "ConfigChanged",
    "RegistrationRequired",
    "RegistrationNotRequired",
    "InvalidAuthorizationCookie",
    "InvalidParameters",
    "ServerBusy",
    "FileLocationChanged",
    "<UpdateInfo><ID>3</ID><IsLeaf>false</IsLeaf><Xml>c</Xml></UpdateInfo>",
    "<UpdateInfo><ID>-1</ID><IsLeaf>true</IsLeaf><Xml/></UpdateInfo>",
    "<NewUpdates>",
    "</NewUpdates>",
    "<int>1</int>",
    "xsi:nil='true'",
    "<Truncated>true</Truncated>",
    "<DriverSyncNotNeeded>true</DriverSyncNotNeeded>",
    "2026-03-01T09:00:00",
    "//other.example/a",
    "<!--",
    "-->",
    "<![CDATA[",
    "]]>",
    "&#x41;",
    "&amp;",
    "false",
    "\u{FEFF}",
];

/// Why an answer is not read.
const REASONS: [&str; 16] = [
    "UTF-16",
    "UTF-8",
    "envelope was expected",
    "Response> was expected",
    "a number was expected",
    "a GUID was expected",
    "base64",
    "`false` was expected",
    "<EncryptedData>",
    "Result>",
    "were expected in it",
    "it has no",
    "entities of one's own",
    "nested deeper",
    "ends before",
    "it is empty",
];

impl Fuzzer for Soap {
    fn seeds(&self) -> Vec<Vec<u8>> {
        let whole = |inner: &str| format!("{HEAD}{inner}{END}").into_bytes();
        let mut seeds: Vec<Vec<u8>> = ANSWERS.iter().map(|answer| whole(answer)).collect();
        for course in [
            &[0, 1, 2, 3, 4, 5, 5, 6, 6][..],
            &[0, 1, 2, 3, 12, 1, 2, 4, 5, 13, 0, 1, 2, 3, 7, 5, 6],
            &[0, 12, 2, 13, 5],
            &[0, 1, 2, 3, 4, 14],
        ] {
            let mut conversation = Vec::new();
            for index in course {
                conversation.push(APART);
                conversation.extend(whole(ANSWERS[*index]));
            }
            seeds.push(conversation);
        }
        seeds
    }

    fn execute(&mut self, input: &[u8], seen: &mut Seen) {
        match input.strip_prefix(&[APART]) {
            Some(answers) => converse(answers, seen),
            None => read_all(input, seen),
        }
    }

    fn fresh(&mut self, random: &mut Random) -> Vec<u8> {
        let mut input = Vec::new();
        let is_conversation = random.one_in(2);
        for place in 0..=random.below(12) {
            let index = match place {
                0..4 if !random.one_in(8) => place,
                _ => random.below(ANSWERS.len()),
            };
            if is_conversation {
                input.push(APART);
            }
            input.extend(HEAD.bytes());
            input.extend(ANSWERS[index].bytes());
            if random.one_in(9) {
                input.extend(noise(random, 9));
            }
            input.extend(END.bytes());
            if !is_conversation {
                break;
            }
        }
        input
    }

    fn change(&mut self, input: &mut Vec<u8>, other: &[u8], random: &mut Random) {
        let words: Vec<Vec<u8>> = WORDS.iter().map(|word| word.as_bytes().to_vec()).collect();
        mutation::change(input, other, &words, random);
    }
}

fn read_all(input: &[u8], seen: &mut Seen) {
    let mut readers = 0;
    readers += usize::from(read::<GetConfig>(input, seen));
    readers += usize::from(read::<GetAuthorizationCookie>(input, seen));
    readers += usize::from(read::<GetCookie>(input, seen));
    readers += usize::from(read::<RegisterComputer>(input, seen));
    readers += usize::from(read::<StartCategoryScan>(input, seen));
    readers += usize::from(read::<SyncUpdates>(input, seen));
    readers += usize::from(read::<RefreshCache>(input, seen));
    readers += usize::from(read::<GetExtendedUpdateInfo>(input, seen));
    readers += usize::from(read::<GetExtendedUpdateInfo2>(input, seen));
    readers += usize::from(read::<GetFileLocations>(input, seen));
    readers += usize::from(read::<ReportEventBatch>(input, seen));
    assert!(readers <= 1, "two operations take the same answer");
}

/// Whether it is an answer of this operation.
fn read<M: Message>(input: &[u8], seen: &mut Seen) -> bool {
    let name = M::OPERATION.name;
    match M::answer(input) {
        Ok(Ok(_)) => {
            seen.note("answer", name);
            true
        }
        Ok(Err(fault)) => {
            assert!(fault.to_string().len() < 4000);
            seen.note("fault", std::mem::discriminant(&fault.code));
            false
        }
        Err(error) => {
            let text = error.to_string();
            assert!(text.len() < 2000, "{text}");
            // Everything else in it may be of the input.
            let what = REASONS.iter().position(|reason| text.contains(reason));
            seen.note("unreadable", (name, what));
            false
        }
    }
}

fn identity(id: i32) -> UpdateIdentity {
    let number = u128::from(id.unsigned_abs() % 64);
    UpdateIdentity {
        update_id: Guid::from_u128(0x5E7E_0000_0000_4000_8000_0000_0000_0000 | number),
        revision_number: 1,
    }
}

/// A synchronization, by the answers of the input.
fn converse(answers: &[u8], seen: &mut Seen) {
    let settings = Settings {
        server: "https://updates.example".to_owned(),
        client_id: "client".to_owned(),
        target_group: None,
        computer: ComputerInfo::default(),
        protocol_version: Settings::PROTOCOL_VERSION,
    };
    let now: Timestamp = "2026-03-01T10:00:00Z".parse().unwrap();
    let mut answers = answers.split(|byte| *byte == APART);
    let known = Known {
        id: 1001,
        identity: identity(1),
        is_leaf: false,
        is_driver: false,
        is_installed: true,
        dependents: 0,
    };
    let mut session = Session::new(settings, None);
    let mut sync = Sync::new(Plan {
        known: vec![known],
        categories: vec![CategoryRelationship {
            index_of_and_group: 0,
            category_id: Guid::NIL,
        }],
        drivers: Some(Drivers::default()),
    });
    let mut ever = HashSet::from([1001]);
    let (mut pages, mut calls) = (0, 0);
    loop {
        let step = match sync.next(&mut session, now) {
            Ok(step) => step,
            Err(error) => return seen.note("stopped", end(&error)),
        };
        match step {
            Step::Call(call) => {
                check(&call);
                seen.note_next("call", call.operation.name);
                calls += 1;
                let Some(answer) = answers.next() else {
                    return seen.note("waiting", bucket(calls));
                };
                if let Err(error) = sync.answer(&mut session, answer, now) {
                    seen.note("failed", end(&error));
                    if !error.is_temporary() {
                        return;
                    }
                }
            }
            Step::Page(page) => {
                pages += 1;
                seen.note(
                    "page",
                    (
                        bucket(page.new.len()),
                        page.changed.len(),
                        page.out_of_scope.len(),
                    ),
                );
                let is_known = |update: &&NewUpdate| update.id % 5 != 0;
                let judged: Vec<Judged> = page.new.iter().filter(is_known).map(judge).collect();
                ever.extend(page.new.iter().map(|update| update.id));
                assert!(
                    pages <= ever.len() + MOST_RECOVERIES + 2,
                    "pages without anything new"
                );
                if let Err(error) = sync.judged(&judged) {
                    return seen.note("contradiction", end(&error));
                }
                keep(&session);
            }
            Step::Rekeyed(rekeyed) => {
                seen.note("rekeyed", (rekeyed.kept.len(), rekeyed.dropped.len()));
                ever.extend(rekeyed.kept.iter().map(|kept| kept.to));
                keep(&session);
                sync.kept().unwrap();
            }
            Step::Done(summary) => {
                assert!(summary.new <= ever.len());
                return seen.note("done", (bucket(summary.pages), summary.warnings.len()));
            }
        }
    }
}

fn judge(update: &NewUpdate) -> Judged {
    Judged {
        id: update.id,
        identity: identity(update.id),
        is_driver: update.id % 7 == 0,
        is_installed: update.id % 3 != 0,
        dependents: 0,
    }
}

fn end(error: &Error) -> (std::mem::Discriminant<Error>, bool) {
    assert!(!error.to_string().is_empty());
    (std::mem::discriminant(error), error.is_temporary())
}

/// No revision is named twice.
fn check(call: &Call) {
    assert!(call.path.starts_with('/') && !call.path.starts_with("//"));
    if call.operation.name != "SyncUpdates" {
        return;
    }
    let ids: Vec<&str> = call.body.split("<int>").skip(1).collect();
    let distinct: HashSet<&str> = ids.iter().filter_map(|id| id.split('<').next()).collect();
    assert_eq!(distinct.len(), ids.len(), "a revision is named twice");
}

/// As a store does.
fn keep(session: &Session) {
    let text = serde_json::to_string(session.state()).unwrap();
    let kept: State = serde_json::from_str(&text).unwrap();
    assert_eq!(&kept, session.state());
}
