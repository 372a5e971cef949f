//! The script that every administrator has seen, as its host runs it: by names alone, in any case, with and without
//! parentheses, with default members and `For Each`.

use wua_com::{Bound, Dispatch, DispatchFlags, ObjectRef, Value, code};
use wua_defs::classes;
use wua_defs::enums::{OperationResultCode, UpdateOperation};

use crate::museum::{Museum, Scripted, administrator};

/// `CreateObject`.
fn create_object(museum: &Museum, progid: &str) -> Scripted {
    let class = classes::by_progid(progid).unwrap();
    Scripted::new(&museum.create::<Bound>(class))
}

fn number(value: &Value) -> i32 {
    match value {
        Value::I4(number) => *number,
        other => panic!("{other:?} is no number"),
    }
}

fn text(value: &Value) -> &str {
    match value {
        Value::Text(text) => text,
        other => panic!("{other:?} is no text"),
    }
}

/// ```vb
/// Set session = CreateObject("Microsoft.Update.Session")
/// session.ClientApplicationID = "classic script"
/// Set searcher = session.CreateUpdateSearcher
/// Set result = searcher.Search("IsInstalled=0 and Type='Software' and BrowseOnly=0")
/// Set coll = CreateObject("Microsoft.Update.UpdateColl")
/// For Each update In result.Updates
///     If InStr("5081913 5081930 5081940", update.KBArticleIDs(0)) Then
///         If Not update.EulaAccepted Then update.AcceptEula
///         coll.Add(update)
///     End If
/// Next
/// Set downloader = session.CreateUpdateDownloader()
/// downloader.Updates = coll
/// downloader.Download()
/// Set installer = session.CreateUpdateInstaller
/// installer.Updates = coll
/// Set installed = installer.Install
/// For i = 0 To coll.Count - 1
///     WScript.Echo coll(i).Title, installed.GetUpdateResult(i).ResultCode, installed.GetUpdateResult(i).HResult
/// Next
/// For Each entry In searcher.QueryHistory(0, searcher.GetTotalHistoryCount)
///     WScript.Echo entry.Title, entry.ResultCode, entry.ClientApplicationID
/// Next
/// ```
#[test]
fn b001_b004_b005_b006_b016_b020_b021_b026_b033_b034_b059_b060_b084_b101_the_classic_script_runs() {
    let museum = Museum::open();
    let session = create_object(&museum, "microsoft.update.SESSION");
    session
        .put("clientapplicationid", &["classic script".into()])
        .unwrap();
    let searcher = session.object("CreateUpdateSearcher", &[]);
    let before = number(&searcher.get("GetTotalHistoryCount"));
    let result = searcher.object(
        "SEARCH",
        &["IsInstalled=0 and Type='Software' and BrowseOnly=0".into()],
    );

    let coll = create_object(&museum, "Microsoft.Update.UpdateColl");
    for update in result.object("updates", &[]).each() {
        let update = result.hold(&update);
        let article = update.call("kbarticleids", &[0.into()]).unwrap();
        if ["5081913", "5081930", "5081940"].contains(&text(&article)) {
            if update.get("eulaAccepted") == Value::Bool(false) {
                assert_eq!(update.get("AcceptEula"), Value::Empty);
            }
            coll.call("Add", &[update.value()]).unwrap();
        }
    }
    assert_eq!(number(&coll.get("Count")), 3);

    let downloader = session.object("CreateUpdateDownloader", &[]);
    downloader.put("Updates", &[coll.value()]).unwrap();
    let fetched = downloader.object("Download", &[]);
    assert_eq!(
        number(&fetched.get("resultcode")),
        i32::from(OperationResultCode::Succeeded)
    );

    let installer = session.object("createupdateinstaller", &[]);
    installer.put("updates", &[coll.value()]).unwrap();
    let outcome = installer.object("install", &[]);
    let code = number(&outcome.get("ResultCode"));
    assert_eq!(code, i32::from(OperationResultCode::SucceededWithErrors));
    assert_eq!(outcome.get("REBOOTREQUIRED"), Value::Bool(false));
    let results: Vec<(String, i32, i32)> = (0..3)
        .map(|index| {
            let title = coll.hold(&coll.default(&[index.into()]).unwrap()).get("Title");
            let of_update = outcome.object("GetUpdateResult", &[index.into()]);
            (
                text(&title).to_owned(),
                number(&of_update.get("ResultCode")),
                number(&of_update.get("hresult")),
            )
        })
        .collect();
    let (succeeded, failed) = (
        i32::from(OperationResultCode::Succeeded),
        i32::from(OperationResultCode::Failed),
    );
    let failure = code::WU_E_UH_INSTALLERFAILURE.to_i32();
    assert_eq!(
        results,
        [
            (
                "Positions of the planets, 1.419.1901.0 (KB5081913)".to_owned(),
                succeeded,
                0
            ),
            ("Atlas of the stars (KB5081930)".to_owned(), succeeded, 0),
            ("Stubborn spring (KB5081940)".to_owned(), failed, failure),
        ]
    );

    let total = searcher.get("getTotalHistoryCount");
    assert_eq!(number(&total), before + 3);
    let history = searcher.object("QueryHistory", &[0.into(), total]);
    let newest: Vec<Scripted> = history
        .each()
        .iter()
        .take(3)
        .map(|entry| history.hold(entry))
        .collect();
    let told: Vec<(String, i32)> = newest
        .iter()
        .map(|entry| {
            assert_eq!(entry.get("ClientApplicationId"), "classic script".into());
            assert_eq!(
                number(&entry.get("Operation")),
                i32::from(UpdateOperation::Installation)
            );
            (
                text(&entry.get("TITLE")).to_owned(),
                number(&entry.get("resultCode")),
            )
        })
        .collect();
    let expected: Vec<(String, i32)> = results
        .into_iter()
        .rev()
        .map(|(title, code, _)| (title, code))
        .collect();
    assert_eq!(told, expected, "newest first");
}

/// `result.Updates(0).Title` and `result.Updates.Item(0)`: with and without the default member, the same object.
#[test]
fn b026_b033_b039_default_members_may_be_left_out() {
    let museum = Museum::open();
    let searcher = create_object(&museum, "Microsoft.Update.Searcher");
    let result = searcher.object("Search", &[format!("UpdateID='{ORRERY}'").into()]);
    let short = result.object("Updates", &[0.into()]);
    let long = result.object("Updates", &[]).object("Item", &[0.into()]);
    assert_eq!(short.value(), long.value());
    assert_eq!(short.get("Title"), short.default(&[]).unwrap());
    assert_eq!(short.call("KBArticleIDs", &[0.into()]).unwrap(), "5081905".into());
    let articles: Vec<Value> = short.object("KbArticleIds", &[]).each();
    assert_eq!(articles, ["5081905".into(), "5081899".into()]);
    let category = short.object("Categories", &["1".into()]);
    assert_eq!(category.default(&[]).unwrap(), "Orrery".into());
}

const ORRERY: &str = "00001901-0001-4000-8000-000000000002";

/// `On Error Resume Next`: what went wrong stands in `Err`, with the number of the documents.
#[test]
fn b016_b033_scripts_learn_of_errors_by_number_and_description() {
    let museum = Museum::open();
    let searcher = create_object(&museum, "Microsoft.Update.Searcher");
    let error = searcher.call("Search", &["nonsense".into()]).unwrap_err();
    let error_info = error.excep_info().unwrap();
    assert_eq!(error.hresult(), code::DISP_E_EXCEPTION);
    assert_eq!(error_info.scode.to_i32(), -2_145_124_302);
    assert!(
        error_info.description.contains("WU_E_INVALID_CRITERIA"),
        "{}",
        error_info.description
    );

    let result = searcher.object("Search", &["".into()]);
    let error = result.call("Updates", &[4711.into()]).unwrap_err();
    assert_eq!(error.excep_info().unwrap().scode, code::WU_E_INVALIDINDEX);
    let error = result.call("Download", &[]).unwrap_err();
    assert_eq!(error.hresult(), code::DISP_E_UNKNOWNNAME);
    let error = result.put("Updates", &[Value::Null]).unwrap_err();
    assert_eq!(error.hresult(), code::DISP_E_MEMBERNOTFOUND);
}

/// `Set downloader.Updates = coll` is as good as `downloader.Updates = coll`.
#[test]
fn b005_b006_objects_are_written_by_value_or_by_reference() {
    let museum = Museum::open();
    let session = create_object(&museum, "Microsoft.Update.Session");
    let coll = create_object(&museum, "Microsoft.Update.UpdateColl");
    let searcher = session.object("CreateUpdateSearcher", &[]);
    let result = searcher.object("Search", &[format!("UpdateID='{ORRERY}'").into()]);
    coll.call("add", &[result.call("Updates", &[0.into()]).unwrap()])
        .unwrap();
    for name in ["CreateUpdateDownloader", "CreateUpdateInstaller"] {
        for flags in [DispatchFlags::PUT, DispatchFlags::PUT_REF] {
            let object = session.call(name, &[]).unwrap();
            let object: ObjectRef = object.as_object().cloned().unwrap();
            let dispatch = Dispatch::new(object).unwrap();
            dispatch
                .call(&administrator(), "Updates", flags, &[coll.value()])
                .unwrap();
            let written = session.hold(&dispatch.object().clone().into());
            assert_eq!(number(&written.object("Updates", &[]).get("Count")), 1, "{name}");
        }
    }
}
