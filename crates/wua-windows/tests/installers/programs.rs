//! Programs: what they are told, and what their codes come to.

use std::fs;
use std::io::{Cursor, Write as _};
use std::time::{Duration, Instant};

use wua_agent::{CommandLine, Installer, ProgramResult};
use wua_com::{HResult, code};

use crate::stage::{Stage, command, content, program};

#[test]
fn codes_arrive_whole_and_mean_what_the_publisher_says() {
    let Some(stage) = Stage::new("codes") else { return };
    for (number, hresult, reboot) in [
        (0, HResult::default(), false),
        (3010, code::WU_S_REBOOT_REQUIRED, true),
        (1641, code::WU_S_REBOOT_REQUIRED, true),
        (1602, code::WU_E_CALL_CANCELLED, false),
        (-2_142_207_945, code::WU_E_UH_INSTALLERFAILURE, false),
        (4711, code::WU_E_UH_INSTALLERFAILURE, false),
        (-1, code::WU_E_UH_INSTALLERFAILURE, false),
    ] {
        let applied = stage.install(&stage.program(&format!("exit {number}"))).unwrap();
        assert_eq!(
            (applied.unmapped, applied.hresult, applied.reboot_required),
            (number, hresult, reboot),
            "{applied:?}"
        );
    }
    stage.assert_clean();
}

#[test]
fn a_code_that_is_not_listed_is_told_and_means_the_default() {
    let Some(stage) = Stage::new("unknown codes") else {
        return;
    };
    let mut update = stage.program("exit 77");
    let applied = stage.install(&update).unwrap();
    assert!(applied.message.contains("code 77"), "{applied:?}");
    let lenient = CommandLine {
        default_result: ProgramResult::Succeeded,
        ..command("program.exe", "exit 77")
    };
    update = stage.update(&["program.exe"], Installer::CommandLine(lenient));
    assert_eq!(stage.install(&update).unwrap().hresult, HResult::default());
}

#[test]
fn arguments_arrive_as_they_are() {
    let Some(stage) = Stage::new("arguments") else {
        return;
    };
    for arguments in [
        r#"say-line /quiet KEY="a b" 'c d'"#,
        r"say-line %PATH% %1 %% ^a ^^ & echo b | more > c < d (e) @f && g || h 2>&1",
        r#"say-line "unbalanced"#,
        r"say-line ends\",
        "say-line Grüße 日本 Ω",
        "say-line key=abc!",
        r#"say-line "!" & echo"#,
    ] {
        let applied = stage.install(&stage.program(arguments)).unwrap();
        let log = stage.log(&applied);
        let line = log.split("line=[").nth(1).unwrap().split("]\n").next().unwrap();
        let (program, arrived) = line[1..].split_once("\" ").unwrap();
        assert!(program.ends_with(r"\program.exe"), "{program}");
        assert_eq!(arrived.trim_end(), arguments);
    }
}

#[test]
fn it_works_where_its_files_are_and_nobody_answers_it() {
    let Some(stage) = Stage::new("surroundings") else {
        return;
    };
    let applied = stage.install(&stage.program("say-folder say-input")).unwrap();
    let log = stage.log(&applied);
    assert!(log.contains(r"folder=[C:\windows\temp\wua-"), "{log}");
    assert!(log.contains("input=[-1]"), "{log}");
}

#[test]
fn a_program_in_a_folder_of_a_cabinet_is_found_whatever_its_case() {
    let Some(stage) = Stage::new("cabinets") else {
        return;
    };
    let mut builder = cab::CabinetBuilder::new();
    let folder = builder.add_folder(cab::CompressionType::MsZip);
    folder.add_file(r"Setup\x64\Program.exe");
    folder.add_file("readme.txt");
    let mut writer = builder.build(Cursor::new(Vec::new())).unwrap();
    while let Some(mut file) = writer.next_file().unwrap() {
        file.write_all(&fs::read(program()).unwrap()).unwrap();
    }
    fs::write(
        stage.files().join("files.cab"),
        writer.finish().unwrap().into_inner(),
    )
    .unwrap();
    let command = command(r"SETUP\X64\program.EXE", "exit 3010");
    let applied = stage
        .install(&stage.update(&["files.cab"], Installer::CommandLine(command)))
        .unwrap();
    assert_eq!(applied.unmapped, 3010);
    stage.assert_clean();
}

#[test]
fn of_a_gigabyte_of_output_the_ends_are_kept() {
    let Some(stage) = Stage::new("a gigabyte") else {
        return;
    };
    let applied = stage.install(&stage.program("flood 1024 exit 3010")).unwrap();
    assert_eq!(applied.unmapped, 3010);
    let log = stage.log(&applied);
    assert!(log.len() < 200 << 10, "{}", log.len());
    assert!(log.contains("are left out"));
    assert!(log.trim_end().ends_with("the end"));
}

#[test]
fn what_a_program_leaves_running_is_not_waited_for() {
    let Some(mut stage) = Stage::new("what is left running") else {
        return;
    };
    stage.written_within = Duration::from_millis(100);
    let began = Instant::now();
    let applied = stage.install(&stage.program("spawn-lingering exit 0")).unwrap();
    assert_eq!(applied.hresult, HResult::default());
    assert!(began.elapsed() < Duration::from_secs(20), "{:?}", began.elapsed());
}

#[test]
fn a_crash_has_the_code_of_its_exception() {
    let Some(stage) = Stage::new("crashes") else {
        return;
    };
    let applied = stage.install(&stage.program("crash")).unwrap();
    assert_eq!(applied.hresult, code::WU_E_UH_INSTALLERFAILURE);
    assert!(applied.message.contains("0xC0000005"), "{applied:?}");
}

#[test]
fn a_file_that_was_changed_after_it_had_been_described_is_not_run() {
    let Some(stage) = Stage::new("changed files") else {
        return;
    };
    let update = stage.program(r"note C:\changed.txt");
    let file = stage.files().join("program.exe");
    let mut changed = fs::read(&file).unwrap();
    changed.push(0);
    fs::write(&file, changed).unwrap();
    assert_ne!(content(&file).size, update.revision.contents[0].size);
    let error = stage.install(&update).unwrap_err();
    assert_eq!(error.hresult(), code::WU_E_DM_INCORRECTFILEHASH);
    assert!(!stage.drive().join("changed.txt").exists());
    stage.assert_clean();
}

#[test]
fn what_is_no_program_is_an_error_that_says_so() {
    let Some(stage) = Stage::new("no programs") else {
        return;
    };
    fs::write(stage.files().join("setup.exe"), "no program at all").unwrap();
    let command = CommandLine {
        default_result: ProgramResult::Succeeded,
        ..command("setup.exe", "/quiet")
    };
    let error = stage
        .install(&stage.update(&["setup.exe"], Installer::CommandLine(command)))
        .unwrap_err();
    assert_eq!(error.hresult(), code::WU_E_UH_UNSUPPORTED_INSTALLCONTEXT);
    assert!(error.message().contains("setup.exe"), "{error}");
}
