//! No path leaves the prefix.

#![cfg(unix)]

use std::fs;
use std::os::unix::fs::symlink;

use wua_rules::applicability::Answer;

use crate::{Home, file, reason};

fn link(home: &Home, target: &str, name: &str) {
    let path = home.path(name);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    symlink(target, path).unwrap();
}

/// A prefix beside which lies something that nobody may see.
fn home() -> Home {
    let home = Home::with("");
    fs::write(home.folder.path().join("secret"), "s").unwrap();
    home.write("drive_c/inside/a", "1");
    home
}

fn is_file(home: &Home, path: &str) -> bool {
    matches!(home.ask(&file(path)), Answer::File(_))
}

#[test]
fn a_drive_outside_is_out_of_reach() {
    let home = home();
    link(&home, "../drive_c", "dosdevices/c:");
    link(&home, "/", "dosdevices/z:");
    link(&home, "../..", "dosdevices/y:");
    link(&home, "../drive_c/inside", "dosdevices/x:");
    link(&home, "/dev/sr0", "dosdevices/d::");
    assert!(is_file(&home, "C:\\inside\\a"));
    assert!(is_file(&home, "x:\\A"));
    for path in ["Z:\\etc\\passwd", "Y:\\secret"] {
        assert!(reason(home.ask(&file(path))).contains("leads out of"), "{path}");
    }
    assert_eq!(home.ask(&file("D:\\x")), Answer::Absent);
}

#[test]
fn dots_do_not_lead_out() {
    let home = home();
    for path in [
        "C:\\..\\..\\secret",
        "C:\\inside\\..\\..\\..\\secret",
        "C:/../../secret",
    ] {
        assert_eq!(home.ask(&file(path)), Answer::Absent, "{path}");
    }
    assert!(is_file(&home, "C:\\..\\inside\\a"));
}

#[test]
fn links_are_followed_inside_and_nowhere_else() {
    let home = home();
    let outside = home.folder.path().join("secret");
    link(&home, outside.to_str().unwrap(), "drive_c/absolute");
    link(&home, "../../secret", "drive_c/relative");
    link(&home, "../..", "drive_c/above");
    link(&home, "inside/a", "drive_c/within");
    link(
        &home,
        home.path("drive_c/inside")
            .canonicalize()
            .unwrap()
            .to_str()
            .unwrap(),
        "drive_c/whole",
    );
    link(&home, "../drive_c/inside", "drive_c/around");
    link(&home, "nothing", "drive_c/dangling");
    for path in ["C:\\absolute", "C:\\relative", "C:\\above\\secret"] {
        assert!(reason(home.ask(&file(path))).contains("leads out of"), "{path}");
    }
    for path in ["C:\\WITHIN", "C:\\whole\\a", "C:\\around\\A"] {
        assert!(is_file(&home, path), "{path}");
    }
    assert_eq!(home.ask(&file("C:\\dangling")), Answer::Absent);
}

#[test]
fn links_in_circles_come_to_an_end() {
    let home = home();
    link(&home, "b", "drive_c/a");
    link(&home, "a", "drive_c/b");
    link(&home, ".", "drive_c/here");
    assert!(reason(home.ask(&file("C:\\a"))).contains("too many links"));
    let path = format!("C:\\{}inside\\a", "here\\".repeat(30));
    assert!(is_file(&home, &path));
    let path = format!("C:\\{}inside\\a", "here\\".repeat(60));
    assert!(reason(home.ask(&file(&path))).contains("too many links"));
}

#[test]
fn links_that_double_come_to_an_end() {
    let home = home();
    for number in 1..40 {
        let before = number - 1;
        link(
            &home,
            &format!("l{before}/../l{before}"),
            &format!("drive_c/l{number}"),
        );
    }
    link(&home, "inside", "drive_c/l0");
    assert!(reason(home.ask(&file("C:\\l39\\a"))).contains("too many links"));
}

#[test]
fn what_is_no_file_is_not_read() {
    let home = home();
    let pipe = home.path("drive_c/pipe");
    rustix::fs::mknodat(
        rustix::fs::CWD,
        &pipe,
        rustix::fs::FileType::Fifo,
        rustix::fs::Mode::from_raw_mode(0o600),
        0,
    )
    .unwrap();
    assert!(reason(home.ask(&file("C:\\pipe"))).contains("neither a file nor a folder"));
    fs::remove_file(home.path("system.reg")).unwrap();
    fs::rename(pipe, home.path("system.reg")).unwrap();
    assert!(wua_windows::Source::open(&home.prefix()).is_err());
}

#[test]
fn a_deep_tree_is_walked() {
    let home = home();
    let deep = "d/".repeat(200);
    home.write(&format!("drive_c/{deep}f"), "1");
    let path = format!("C:\\{}F", "D\\".repeat(200));
    assert!(is_file(&home, &path));
}

#[test]
fn names_that_are_no_text_are_left_out() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;

    let home = home();
    fs::write(home.path("drive_c").join(OsStr::from_bytes(b"\xff\xfe")), "").unwrap();
    assert!(is_file(&home, "C:\\inside\\a"));
    assert_eq!(home.ask(&file("C:\\\u{fffd}\u{fffd}")), Answer::Absent);
}
