//! Installers run by a program for Windows, on the Windows or in the Wine that it runs on itself.
//!
//! The suite of Wine builds what is installed, and says where it is.

#![cfg(windows)]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test says so when it fails")]

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};
use std::{env, fs};

use tempfile::TempDir;
use wua_agent::ports::{Abort, Applied, ApplyOptions, Target as _};
use wua_agent::{
    Applicability, CbsPackage, CommandLine, Content, Installer, MsiPackage, MsiPatch, ProgramResult,
    ReturnCode, Revision, Update,
};
use wua_com::{Error, Guid, HResult, Lcid, code};
use wua_defs::enums::{ServerSelection, UpdateOperation};
use wua_rules::applicability::{Answer, Query};
use wua_windows::installers::{Limits, LiveRunner};
use wua_windows::{Computer, Live, Source as _};

/// The product of `tests/wine/product.wxs`.
const PRODUCT: Guid = Guid::literal("a7a3b6d2-5b9c-4c5e-8e0d-2f1e2d3c4b5a");

/// The patch of it that the suite makes.
const PATCH: Guid = Guid::literal("a7a3b6d2-5b9c-4c5e-8e0d-2f1e2d3c4b5b");

#[test]
fn the_room_on_a_disk_is_known() {
    let folder = tempfile::tempdir().unwrap();
    assert!(wua_windows::room(folder.path()).unwrap() > 0);
    assert_eq!(wua_windows::room(&folder.path().join("not there")), None);
}

struct Stage {
    folder: TempDir,
    patience: Duration,
}

impl Stage {
    fn new() -> Self {
        let stage = Self {
            folder: tempfile::tempdir().unwrap(),
            patience: Duration::from_mins(2),
        };
        fs::create_dir(stage.folder.path().join("files")).unwrap();
        stage
    }

    fn computer(&self) -> Computer {
        let runner = LiveRunner::new(&self.folder.path().join("staging"));
        Computer::new(Arc::new(Live))
            .with_runner(Arc::new(runner), &self.folder.path().join("logs"))
            .with_limits(Limits {
                patience: self.patience,
                ..Limits::default()
            })
    }

    /// An update of a file that the suite built.
    fn update(&self, variable: &str, installer: Installer) -> Update {
        let file = PathBuf::from(env::var_os(variable).unwrap());
        let name = file.file_name().unwrap().to_string_lossy().into_owned();
        fs::copy(&file, self.folder.path().join("files").join(&name)).unwrap();
        update(vec![name], installer)
    }

    fn apply(&self, update: &Update, operation: UpdateOperation, abort: &Abort) -> Result<Applied, Error> {
        let files = self.folder.path().join("files");
        let options = ApplyOptions::default();
        self.computer()
            .apply(update, operation, &files, &options, &mut |_| (), abort)
    }

    fn run(&self, arguments: &str) -> Applied {
        let update = self.update("WUA_PROGRAM", program(arguments));
        self.apply(&update, UpdateOperation::Installation, &Abort::default())
            .unwrap()
    }

    fn assert_clean(&self) {
        let left = fs::read_dir(self.folder.path().join("staging")).unwrap();
        assert_eq!(left.count(), 0);
    }
}

fn update(files: Vec<String>, installer: Installer) -> Update {
    let content = |file_name| Content {
        file_name,
        ..Content::default()
    };
    Update {
        revision: Arc::new(Revision {
            contents: files.into_iter().map(content).collect(),
            installer: Some(installer),
            ..Revision::default()
        }),
        service: Guid::NIL,
        server_selection: ServerSelection::Default,
        applicability: Applicability::default(),
        marks: Arc::default(),
        bundled: Vec::new(),
        categories: Vec::new(),
        locales: Arc::from([Lcid::ENGLISH]),
    }
}

fn program(arguments: &str) -> Installer {
    let succeeded = |code, reboot| ReturnCode {
        code,
        result: ProgramResult::Succeeded,
        reboot,
        descriptions: Vec::new(),
    };
    Installer::CommandLine(CommandLine {
        program: "PROGRAM.exe".to_owned(),
        arguments: arguments.to_owned(),
        return_codes: vec![succeeded(0, false), succeeded(259, false), succeeded(3010, true)],
        ..CommandLine::default()
    })
}

#[test]
fn codes_arrive_whole() {
    let stage = Stage::new();
    for (number, hresult) in [
        (0, HResult::default()),
        (259, HResult::default()),
        (3010, code::WU_S_REBOOT_REQUIRED),
        (-2_142_207_945, code::WU_E_UH_INSTALLERFAILURE),
        (77, code::WU_E_UH_INSTALLERFAILURE),
    ] {
        let applied = stage.run(&format!("exit {number}"));
        assert_eq!(
            (applied.unmapped, applied.hresult),
            (number, hresult),
            "{applied:?}"
        );
    }
    stage.assert_clean();
}

#[test]
fn arguments_arrive_as_they_are() {
    let stage = Stage::new();
    let arguments = r#"say-line KEY="a b" %PATH% a!b!c ^ & | <x> Grüße"#;
    let applied = stage.run(arguments);
    let log = fs::read_to_string(applied.log.unwrap()).unwrap();
    assert!(log.contains(&format!("PROGRAM.exe\" {arguments}]\n")), "{log}");
}

#[test]
fn a_program_that_hangs_is_ended_with_all_that_it_started() {
    let mut stage = Stage::new();
    stage.patience = Duration::from_secs(4);
    let noted = Path::new(r"C:\child.txt");
    let _ = fs::remove_file(noted);
    let applied = stage.run("spawn-hanging hang");
    assert_eq!(applied.hresult, code::WU_E_UH_INSTALLERHUNG);
    assert!(noted.exists(), "it had started another");
    // No file of a program that runs can be removed.
    stage.assert_clean();
}

#[test]
fn an_abort_ends_the_program() {
    let stage = Stage::new();
    let abort = Abort::default();
    let update = stage.update("WUA_PROGRAM", program("hang"));
    let began = Instant::now();
    assert!(!stage.computer().is_busy());
    let applied = thread::scope(|scope| {
        scope.spawn(|| {
            thread::sleep(Duration::from_secs(1));
            assert!(stage.computer().is_busy(), "another agent sees it too");
            abort.request();
        });
        stage
            .apply(&update, UpdateOperation::Installation, &abort)
            .unwrap()
    });
    assert_eq!(applied.hresult, code::WU_E_CALL_CANCELLED);
    assert!(began.elapsed() < Duration::from_mins(1));
    assert!(!stage.computer().is_busy());
    stage.assert_clean();
}

#[test]
fn of_much_output_the_ends_are_kept() {
    let stage = Stage::new();
    let applied = stage.run("flood 64 exit 0");
    let log = fs::read_to_string(applied.log.unwrap()).unwrap();
    assert!(log.contains("are left out") && log.trim_end().ends_with("the end"));
    assert!(log.len() < 200 << 10);
}

#[test]
fn a_package_is_put_on_and_taken_off() {
    let stage = Stage::new();
    let installer = Installer::Msi(MsiPackage {
        file: String::new(),
        product: PRODUCT,
        command_line: String::new(),
        uninstall_command_line: Some(String::new()),
    });
    let update = stage.update("WUA_PACKAGE", installer);
    let none = Abort::default();
    let applied = stage
        .apply(&update, UpdateOperation::Installation, &none)
        .unwrap();
    assert_eq!(
        (applied.hresult, applied.unmapped),
        (HResult::default(), 0),
        "{applied:?}"
    );
    let applied = stage
        .apply(&update, UpdateOperation::Uninstallation, &none)
        .unwrap();
    assert_eq!(
        (applied.hresult, applied.unmapped),
        (HResult::default(), 0),
        "{applied:?}"
    );
    let absent = stage
        .apply(&update, UpdateOperation::Uninstallation, &none)
        .unwrap();
    assert_eq!(
        (absent.hresult, absent.unmapped),
        (code::WU_S_ALREADY_UNINSTALLED, 1605)
    );
    stage.assert_clean();
}

#[test]
fn a_patch_is_put_on() {
    let stage = Stage::new();
    let package = Installer::Msi(MsiPackage {
        product: PRODUCT,
        uninstall_command_line: Some(String::new()),
        ..MsiPackage::default()
    });
    let patch = Installer::Msp(MsiPatch {
        patch: Some(PATCH),
        ..MsiPatch::default()
    });
    let package = stage.update("WUA_PACKAGE", package);
    let patch = stage.update("WUA_PATCH", patch);
    let none = Abort::default();
    let seen = || match Live.open().unwrap().answer(&Query::MsiProduct(PRODUCT)) {
        Answer::Product(product) => Some((product.version, product.patches)),
        _ => None,
    };
    let apply = |update, operation| stage.apply(update, operation, &none).unwrap();
    // Of nothing there is no patch.
    let refused = apply(&patch, UpdateOperation::Installation);
    assert_eq!(
        (refused.hresult, refused.unmapped),
        (code::WU_E_UH_INSTALLERFAILURE, 1605)
    );
    for (update, version, patches) in [(&package, "1.2.3", Vec::new()), (&patch, "1.2.4", vec![PATCH])] {
        let applied = apply(update, UpdateOperation::Installation);
        assert_eq!(applied.hresult, HResult::default(), "{applied:?}");
        assert_eq!(seen(), Some((version.to_owned(), patches)));
    }
    apply(&package, UpdateOperation::Uninstallation);
    assert_eq!(seen(), None);
    stage.assert_clean();
}

#[test]
fn in_wine_servicing_is_refused() {
    let stage = Stage::new();
    let revision = update(Vec::new(), Installer::Cbs(CbsPackage::default())).revision;
    let checked = stage
        .computer()
        .check_installer(&revision, UpdateOperation::Installation);
    // Windows has what Wine has not, and Wine has a folder of that name in its environment.
    if env::var_os("WINEPREFIX").is_none() {
        return checked.unwrap();
    }
    assert_eq!(
        checked.unwrap_err().hresult(),
        code::WU_E_UH_UNSUPPORTED_INSTALLCONTEXT
    );
    assert!(!stage.computer().boot_id().is_empty());
    stage.computer().check_rights().unwrap();
    assert!(!stage.computer().is_busy());
}

#[test]
fn wmi_tells_how_many_rows_there_are() {
    let facts = Live.open().unwrap();
    let rows = |namespace: &str, query: &str| {
        facts.answer(&Query::Wmi {
            namespace: namespace.to_owned(),
            query: query.to_owned(),
        })
    };
    let cimv2 = r"root\cimv2";
    let one = "SELECT * FROM Win32_ComputerSystem";
    assert_eq!(rows(cimv2, one), Answer::Number(1));
    let nobodys = "SELECT * FROM Win32_ComputerSystem WHERE Manufacturer = 'Museum of Updates'";
    assert_eq!(rows(cimv2, nobodys), Answer::Number(0));
    // What nobody provides has no rows: the classes of a maker are on its computers alone.
    assert_eq!(rows(cimv2, "SELECT * FROM Museum_Dial"), Answer::Number(0));
    assert_eq!(
        rows(r"root\museum", "SELECT * FROM Museum_Dial"),
        Answer::Number(0)
    );
    let Answer::Unavailable(why) = rows(cimv2, "DIAL WITHOUT LIGHT") else {
        panic!("that is no query");
    };
    assert!(why.contains("WMI answered 0x80041017"), "{why}");
}
