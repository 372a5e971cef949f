//! Our tables and our objects against the `windows` crate's own definitions of the same interfaces: identifiers, the
//! number of slots, the place of every member, and calls through its types.
//!
//! Runs in Wine with `wuapi.dll` registered: `cargo xtask test Wine` does that.

#![cfg(windows)]
#![allow(
    clippy::undocumented_unsafe_blocks,
    clippy::unwrap_used,
    missing_docs,
    reason = "a test: the definitions of another crate are what is tested"
)]

mod callbacks;
mod compared;
mod interfaces;

use callbacks::{Downloaded, Downloading, Installed, Installing, Searched, Seen};
use compared::Visitor;
use interfaces::{CLASSES, INTERFACES, LACKING};
use windows::Win32::Foundation::E_INVALIDARG;
use windows::Win32::System::Com::{
    CLSCTX_INPROC_SERVER, COINIT_MULTITHREADED, CoCreateInstance, CoInitializeEx,
};
use windows::Win32::System::UpdateAgent::*;
use windows::Win32::System::Variant::VARIANT;
use windows_core::{BSTR, IUnknown, Interface};

#[test]
fn every_interface_has_the_same_identifier() {
    let interfaces = INTERFACES
        .iter()
        .map(|interface| (interface.name, interface.ours, interface.theirs));
    let classes = CLASSES.iter().map(|class| (class.name, class.ours, class.theirs));
    for (name, ours, theirs) in interfaces.chain(classes) {
        assert_eq!(ours, theirs, "{name}");
    }
    assert_eq!(INTERFACES.len() + LACKING.len(), 78);
}

#[test]
fn every_member_has_the_same_slot() {
    let mut members = 0;
    for interface in INTERFACES {
        let (ours, theirs) = interface.slots;
        assert_eq!(ours, theirs, "slots of {}", interface.name);
        assert_eq!(
            ours,
            interface.first + interface.fields.len(),
            "{}",
            interface.name
        );
        for field in interface.fields {
            assert_eq!(field.ours, field.theirs, "{}::{}", interface.name, field.name);
            members += 1;
        }
    }
    println!("{} interfaces and {members} members compared", INTERFACES.len());
    for (name, reason) in LACKING {
        println!("not compared: {name}: {reason}");
    }
}

#[test]
fn what_an_interface_extends_is_where_its_table_begins() {
    for interface in INTERFACES {
        let table = vec![0usize; interface.slots.1];
        let start = table.as_ptr().cast();
        assert_eq!((interface.base)(start), start, "{}", interface.name);
    }
}

#[test]
fn objects_answer_through_the_types_of_the_crate_as_they_do_by_name() {
    unsafe { CoInitializeEx(None, COINIT_MULTITHREADED).unwrap() };
    let mut visitor = Visitor::default();
    for class in CLASSES {
        let object: IUnknown =
            unsafe { CoCreateInstance(&raw const class.theirs, None, CLSCTX_INPROC_SERVER).unwrap() };
        visitor.discover(&object);
    }
    let seen = Seen::default();
    do_everything(&mut visitor, &seen);
    visitor.walk(INTERFACES);
    let called = seen.called();
    let silent: Vec<&str> = INTERFACES
        .iter()
        .map(|interface| interface.name)
        .filter(|name| !visitor.called.contains(name) && !called.contains(name))
        .collect();
    println!("{} properties agree", visitor.agreed);
    assert!(visitor.wrong.is_empty(), "{}", visitor.wrong.join("\n"));
    assert!(silent.is_empty(), "never called: {silent:?}");
}

/// The museum's service that always warns.
const WARNS: &str = "00001901-00f0-4000-8000-000000000001";

/// Searches, downloads, installs, and takes every object along that comes of it.
fn do_everything(visitor: &mut Visitor, seen: &Seen) {
    unsafe {
        let session: IUpdateSession3 = create(&UpdateSession);
        let searcher = session.CreateUpdateSearcher().unwrap();
        let all = searcher
            .Search(&BSTR::from("IsInstalled=0 or IsInstalled=1 or IsHidden=1"))
            .unwrap();
        visitor.discover(&all);
        let job = searcher
            .BeginSearch(
                &BSTR::from("IsInstalled=0"),
                &ISearchCompletedCallback::from(Searched(seen.clone())),
                &VARIANT::default(),
            )
            .unwrap();
        visitor.discover(&job);
        let found = searcher.EndSearch(&job).unwrap();
        visitor.discover(&found);
        let updates = found.Updates().unwrap();
        let chosen: IUpdateCollection = create(&UpdateCollection);
        for index in 0..updates.Count().unwrap() {
            let update = updates.get_Item(index).unwrap();
            let is_alone =
                update.InstallationBehavior().unwrap().Impact().unwrap() == iiRequiresExclusiveHandling;
            // One of the museum's has a licence that nobody can read.
            if !is_alone && update.AcceptEula().is_ok() {
                chosen.Add(&update).unwrap();
            }
        }
        let downloader = session.CreateUpdateDownloader().unwrap();
        downloader.SetUpdates(&chosen).unwrap();
        let progress = IDownloadProgressChangedCallback::from(Downloading(seen.clone()));
        let done = IDownloadCompletedCallback::from(Downloaded(seen.clone()));
        let job = downloader
            .BeginDownload(&progress, &done, &VARIANT::default())
            .unwrap();
        visitor.discover(&job);
        visitor.discover(&job.GetProgress().unwrap());
        let result = downloader.EndDownload(&job).unwrap();
        visitor.discover(&result);
        visitor.discover(&result.GetUpdateResult(0).unwrap());
        let installer = session.CreateUpdateInstaller().unwrap();
        installer.SetUpdates(&chosen).unwrap();
        let progress = IInstallationProgressChangedCallback::from(Installing(seen.clone()));
        let done = IInstallationCompletedCallback::from(Installed(seen.clone()));
        let job = installer
            .BeginInstall(&progress, &done, &VARIANT::default())
            .unwrap();
        visitor.discover(&job);
        visitor.discover(&job.GetProgress().unwrap());
        let result = installer.EndInstall(&job).unwrap();
        visitor.discover(&result);
        visitor.discover(&result.GetUpdateResult(0).unwrap());
        installer.cast::<IUpdateInstaller4>().unwrap().Commit(0).unwrap();
        visitor.called.insert("IUpdateInstaller4");
        installer.cast::<IUpdateLockdown>().unwrap().LockDown(1).unwrap();
        visitor.called.insert("IUpdateLockdown");
        let agent: IInstallationAgent = create(&InstallationAgent);
        let nothing: Option<&IStringCollection> = None;
        let refused = agent
            .RecordInstallationResult(&BSTR::from("no such cookie"), 0, nothing)
            .unwrap_err();
        assert_eq!(refused.code(), E_INVALIDARG);
        assert!(
            refused.message().contains("RecordInstallationResult"),
            "{refused}"
        );
        visitor.called.insert("IInstallationAgent");
        let curious: IUpdateSearcher3 = create(&UpdateSearcher);
        curious.SetServerSelection(ssOthers).unwrap();
        curious.SetServiceID(&BSTR::from(WARNS)).unwrap();
        visitor.discover(&curious.Search(&BSTR::new()).unwrap());
        let count = searcher.GetTotalHistoryCount().unwrap();
        visitor.discover(&searcher.QueryHistory(0, count).unwrap());
        let manager: IUpdateServiceManager2 = session.CreateUpdateServiceManager().unwrap();
        visitor.called.insert("IUpdateSession3");
        let microsoft_update = BSTR::from("7971f918-a847-4430-9279-4a52d1efe18d");
        let registration = manager.AddService2(&microsoft_update, 7, &BSTR::new()).unwrap();
        visitor.discover(&registration);
        for object in seen.objects() {
            visitor.discover(&object);
        }
        let information: IWindowsUpdateAgentInfo = create(&WindowsUpdateAgentInfo);
        information.GetInfo(&VARIANT::from("ApiMajorVersion")).unwrap();
        visitor.called.insert("IWindowsUpdateAgentInfo");
    }
}

fn create<T: Interface>(class: &windows_core::GUID) -> T {
    unsafe { CoCreateInstance(class, None, CLSCTX_INPROC_SERVER).unwrap() }
}
