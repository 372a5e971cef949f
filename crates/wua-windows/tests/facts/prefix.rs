//! A Wine prefix, read from outside.

use std::fs;
use std::time::{Duration, SystemTime};

use wua_rules::applicability::{Answer, Base, FileFacts, Query, RegistryData, System, Version};
use wua_windows::{Prefix, Source};

use crate::executable::Executable;
use crate::{HEADER, Home, SYSTEM, file, key, key32, reason, value};

#[test]
fn a_prefix_has_a_registry_and_a_drive() {
    let home = Home::with("");
    assert!(Prefix::is_there(&home.path("")));
    assert!(!Prefix::is_there(&home.path("drive_c")));
    #[cfg(unix)]
    assert!(!home.prefix().is_running());
}

/// A prefix whose server runs, because a process here holds its lock.
#[cfg(target_os = "linux")]
#[test]
fn a_prefix_is_running_while_its_lock_is_held() {
    use std::os::unix::fs::MetadataExt;
    use std::process::{Command, Stdio};

    let home = Home::with("");
    let servers = tempfile::Builder::new()
        .prefix("wine-")
        .tempdir_in("/tmp")
        .unwrap();
    let name = servers.path().file_name().unwrap().to_str().unwrap();
    // Letters and digits alone, as Wine draws them.
    home.write("wineserver", name);
    let folder = fs::metadata(home.path("")).unwrap();
    let folder = servers
        .path()
        .join(format!("server-{:x}-{:x}", folder.dev(), folder.ino()));
    fs::create_dir(&folder).unwrap();
    fs::write(folder.join("lock"), "").unwrap();
    assert!(!home.prefix().is_running());
    let script = "import fcntl, sys; f = open(sys.argv[1], 'w'); fcntl.lockf(f, fcntl.LOCK_EX); print('held', flush=True); sys.stdin.read()";
    let holder = Command::new("python3")
        .args(["-c", script])
        .arg(folder.join("lock"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn();
    let Ok(mut holder) = holder else {
        println!("not run: python3 is not installed");
        return;
    };
    let mut said = [0; 5];
    std::io::Read::read_exact(holder.stdout.as_mut().unwrap(), &mut said).unwrap();
    assert!(home.prefix().is_running());
    drop(holder.stdin.take());
    holder.wait().unwrap();
    assert!(!home.prefix().is_running());
}

#[test]
fn the_version_of_the_system_is_that_of_its_registry() {
    let system = System {
        major: 6,
        minor: 1,
        build: 7601,
        revision: 0,
        service_pack_major: 1,
        service_pack_minor: 0,
        suites: 0x90,
        product_type: 3,
    };
    let home = Home::with("");
    assert_eq!(home.ask(&Query::System), Answer::System(system.clone()));

    let numbers = "\"CurrentMajorVersionNumber\"=dword:0000000a\n\"CurrentMinorVersionNumber\"=dword:00000000\n\"UBR\"=dword:0000164f\n";
    let newer = SYSTEM
        .replace("\"CSDVersion\"=\"Service Pack 1\"\n", numbers)
        .replace("\"6.1\"", "\"6.3\"")
        .replace("7601", "22621");
    home.write("system.reg", format!("{HEADER}{newer}"));
    let system = System {
        major: 10,
        minor: 0,
        build: 22621,
        revision: 5711,
        service_pack_major: 0,
        ..system
    };
    assert_eq!(home.ask(&Query::System), Answer::System(system));
}

#[test]
fn a_system_that_its_registry_does_not_tell_is_unavailable() {
    for missing in [
        "\"CurrentVersion\"=\"6.1\"\n",
        "\"CurrentBuild\"=\"7601\"\n",
        "\"ProductType\"=\"ServerNT\"\n",
    ] {
        let home = Home::with("");
        home.write("system.reg", format!("{HEADER}{}", SYSTEM.replace(missing, "")));
        assert!(
            reason(home.ask(&Query::System)).contains("does not tell"),
            "{missing}"
        );
    }
}

#[test]
fn processors_and_languages_are_those_of_the_registry() {
    let home = Home::with("[System\\\\CurrentControlSet\\\\Control\\\\MUI\\\\UILanguages\\\\de-DE] 1\n");
    assert_eq!(home.ask(&Query::ProcessorArchitecture), Answer::Number(9));
    assert_eq!(home.ask(&Query::Processors), Answer::Number(2));
    let languages = Answer::Names(vec!["en-US".into(), "de-DE".into()]);
    assert_eq!(home.ask(&Query::Languages), languages);
}

#[test]
fn a_missing_key_or_value_is_absent() {
    let home = Home::with("[Software\\\\Acme] 1\n@=\"\"\n\"V\"=dword:00000007\n");
    assert_eq!(
        home.ask(&Query::RegistryKey(key("SOFTWARE\\acme"))),
        Answer::Present
    );
    assert_eq!(
        home.ask(&Query::RegistryKey(key("Software\\Other"))),
        Answer::Absent
    );
    assert_eq!(
        home.ask(&Query::RegistrySubkeys(key("Software\\Other"))),
        Answer::Absent
    );
    let seven = Answer::Registry(RegistryData::Dword(7));
    assert_eq!(home.ask(&value(key("Software\\Acme"), "v")), seven);
    assert_eq!(home.ask(&value(key("Software\\Acme"), "w")), Answer::Absent);
    assert_eq!(home.ask(&value(key("Software\\Other"), "v")), Answer::Absent);
    let empty = Answer::Registry(RegistryData::Text(String::new()));
    assert_eq!(home.ask(&value(key("Software\\Acme"), "")), empty);
}

#[test]
fn subkeys_come_in_the_order_of_windows() {
    let home =
        Home::with("[Software\\\\L\\\\b] 1\n\n[Software\\\\L\\\\C] 1\n\n[Software\\\\L\\\\a\\\\x] 1\n");
    let names = Answer::Names(["a", "b", "C"].map(str::to_owned).to_vec());
    assert_eq!(home.ask(&Query::RegistrySubkeys(key("Software\\L"))), names);
}

#[test]
fn the_view_of_32_bits_is_asked_for_and_never_guessed() {
    let home = Home::with("[Software\\\\Wow6432Node\\\\Acme] 1\n");
    assert_eq!(
        home.ask(&Query::RegistryKey(key("Software\\Acme"))),
        Answer::Absent
    );
    assert_eq!(
        home.ask(&Query::RegistryKey(key32("Software\\Acme"))),
        Answer::Present
    );
}

#[test]
fn what_is_there_only_while_wine_runs_is_unavailable() {
    let home = Home::with("");
    for name in ["Hardware", "HARDWARE\\DESCRIPTION\\System"] {
        assert!(reason(home.ask(&Query::RegistryKey(key(name)))).contains("while Wine runs"));
    }
    assert_eq!(home.ask(&Query::RegistryKey(key("HardwareX"))), Answer::Absent);
}

#[test]
fn what_is_missing_in_a_damaged_registry_is_unavailable() {
    let home = Home::with("[Software\\\\Acme] 1\n\"V\"=dword:00000007\n[Software\\\\Cut");
    let seven = Answer::Registry(RegistryData::Dword(7));
    assert_eq!(home.ask(&value(key("Software\\Acme"), "V")), seven);
    assert!(reason(home.ask(&Query::RegistryKey(key("Software\\Cutlery")))).contains("damaged at line"));
}

#[test]
fn a_folder_without_a_registry_cannot_be_opened() {
    let home = Home::with("");
    for content in ["", "REGEDIT4\n"] {
        home.write("system.reg", content);
        let error = home.prefix().open().err().unwrap().to_string();
        assert!(
            error.contains("system.reg") && error.contains("WINE REGISTRY"),
            "{error}"
        );
    }
    fs::remove_file(home.path("system.reg")).unwrap();
    assert!(home.prefix().open().is_err());
    fs::create_dir(home.path("system.reg")).unwrap();
    assert!(home.prefix().open().is_err());
}

#[test]
fn a_file_is_found_in_any_case_with_all_that_is_known_of_it() {
    let home = Home::with("");
    let bytes = Executable::default().bytes();
    home.write("drive_c/windows/system32/Acme.DLL", &bytes);
    let time = SystemTime::UNIX_EPOCH + Duration::from_secs(1_700_000_000);
    let opened = fs::File::options()
        .write(true)
        .open(home.path("drive_c/windows/system32/Acme.DLL"));
    opened.unwrap().set_modified(time).unwrap();
    let filetime = Some(133_444_736_000_000_000);
    let facts = Answer::File(FileFacts {
        path: "C:\\windows\\system32\\Acme.DLL".into(),
        size: u64::try_from(bytes.len()).unwrap(),
        version: Some(Version([1, 2, 3, 4])),
        language: Some(0x0409),
        created: filetime,
        modified: filetime,
    });
    assert_eq!(home.ask(&file("c:\\WINDOWS\\System32\\acme.dll")), facts);
    for (base, path) in [
        (Base::Csidl(37), "\\acme.dll"),
        (Base::Csidl(36), "SYSTEM32\\\\acme.dll"),
        (
            Base::Registry {
                key: key("Software\\Microsoft\\Windows NT\\CurrentVersion"),
                value: "systemroot".into(),
            },
            "system32/acme.dll",
        ),
    ] {
        let path = path.to_owned();
        assert_eq!(home.ask(&Query::File { base, path }), facts);
    }
}

#[test]
fn of_two_names_that_mean_the_same_the_exact_one_counts() {
    let home = Home::with("");
    home.write("drive_c/a.txt", "1");
    home.write("drive_c/A.TXT", "22");
    let size = |path: &str| match home.ask(&file(path)) {
        Answer::File(file) => file.size,
        other => panic!("{other:?}"),
    };
    assert_eq!(
        (size("C:\\a.txt"), size("C:\\A.TXT"), size("C:\\A.txt")),
        (1, 2, 2)
    );
}

#[test]
fn a_missing_file_is_absent_wherever_its_path_ends() {
    let home = Home::with("");
    home.write("drive_c/a.txt", "1");
    for path in ["C:\\b.txt", "C:\\b\\c", "C:\\a.txt\\c", "D:\\a.txt", "C:\\a*"] {
        assert_eq!(home.ask(&file(path)), Answer::Absent, "{path}");
    }
}

#[test]
fn short_names_and_folders_are_unavailable() {
    let home = Home::with("");
    assert!(reason(home.ask(&file("C:\\PROGRA~1\\x"))).contains("short name"));
    assert!(reason(home.ask(&file("C:\\windows"))).contains("is a folder"));
    home.write("drive_c/a~1", "x");
    assert!(matches!(home.ask(&file("C:\\A~1")), Answer::File(_)));
}

#[test]
fn folders_for_programs_of_32_bits_depend_on_the_prefix() {
    let home = Home::with("");
    home.write("drive_c/Program Files (x86)/a", "");
    home.write("drive_c/Program Files/b", "");
    home.write("drive_c/windows/syswow64/c", "");
    let is_there = |csidl: u32, path: &str| {
        let base = Base::Csidl(csidl);
        let path = path.into();
        matches!(home.ask(&Query::File { base, path }), Answer::File(_))
    };
    assert!(is_there(42, "a") && is_there(38, "b") && is_there(41, "c"));
    let text = format!("{HEADER}{SYSTEM}").replace("win64", "win32");
    home.write("system.reg", text);
    assert!(is_there(42, "b") && is_there(38, "b") && !is_there(41, "c"));
}

#[test]
fn folders_of_the_account_are_those_of_its_own_registry() {
    let profile = "[Software\\\\Microsoft\\\\Windows NT\\\\CurrentVersion\\\\ProfileList\\\\S-1-5-21-0-0-0-1000] 1\n\"ProfileImagePath\"=\"C:\\\\users\\\\me\"\n";
    let home = Home::with(profile);
    let personal = Query::File {
        base: Base::Csidl(26),
        path: "x".into(),
    };
    assert!(reason(home.ask(&personal)).contains("user.reg"));
    home.write(
        "user.reg",
        "WINE REGISTRY Version 2\n;; All keys relative to REGISTRY\\\\User\\\\S-1-5-21-0-0-0-1000\n\n[Software\\\\Microsoft\\\\Windows\\\\CurrentVersion\\\\Explorer\\\\Shell Folders] 1\n\"AppData\"=\"C:\\\\users\\\\me\\\\data\"\n",
    );
    home.write("drive_c/users/me/data/x", "");
    assert!(matches!(home.ask(&personal), Answer::File(_)));
    let profile = Query::File {
        base: Base::Csidl(40),
        path: "data\\x".into(),
    };
    assert!(matches!(home.ask(&profile), Answer::File(_)));
}

#[test]
fn an_unknown_folder_is_unavailable_and_a_missing_one_absent() {
    let home = Home::with("");
    let ask = |csidl| {
        home.ask(&Query::File {
            base: Base::Csidl(csidl),
            path: "x".into(),
        })
    };
    assert!(reason(ask(3)).contains("special folder 3"));
    assert!(reason(ask(u32::MAX)).contains("special folder"));
    assert_eq!(ask(46), Answer::Absent);
}

#[test]
fn a_base_that_is_no_text_or_not_there() {
    let home = Home::with(
        "[Software\\\\Acme] 1\n\"D\"=dword:00000001\n\"E\"=str(2):\"%x%\\\\y\"\n\"F\"=str(2):\"C:\\\\windows\"\n",
    );
    home.write("drive_c/windows/f", "");
    let ask = |name: &str| {
        home.ask(&Query::File {
            base: Base::Registry {
                key: key("Software\\Acme"),
                value: name.into(),
            },
            path: "f".into(),
        })
    };
    assert_eq!(ask("nothing"), Answer::Absent);
    assert!(reason(ask("D")).contains("no text"));
    assert!(reason(ask("E")).contains("expanded"));
    assert!(matches!(ask("F"), Answer::File(_)));
}

#[test]
fn nobody_answers_for_what_takes_a_running_windows() {
    let home = Home::with("");
    for query in [
        Query::SystemMetric(86),
        Query::Wmi {
            namespace: "root\\cimv2".into(),
            query: "select * from Win32_BIOS".into(),
        },
        Query::Licence("Kernel-ProductInfo".into()),
        Query::Device("PCI\\VEN_8086".into()),
        Query::CbsPackage("A~b~c~~1.0.0.0".into()),
        Query::DeviceAttribute("OSSkuId".into()),
    ] {
        assert!(!reason(home.ask(&query)).is_empty());
    }
    assert_eq!(home.ask(&Query::Cluster), Answer::Absent);
    assert_eq!(
        home.ask(&Query::ClusterResource {
            key: key("Software"),
            value: "Name".into(),
            prefix: String::new(),
            suffix: String::new(),
        }),
        Answer::Absent
    );
}

#[test]
fn a_package_of_the_system_has_the_state_that_is_written() {
    let packages =
        "Software\\\\Microsoft\\\\Windows\\\\CurrentVersion\\\\Component Based Servicing\\\\Packages";
    let home = Home::with(&format!(
        "[{packages}\\\\P~31bf~amd64~~1.0.0.0] 1\n\"CurrentState\"=dword:00000070\n"
    ));
    assert_eq!(
        home.ask(&Query::CbsPackage("p~31BF~amd64~~1.0.0.0".into())),
        Answer::Number(112)
    );
    assert_eq!(
        home.ask(&Query::CbsPackage("Q~31bf~amd64~~1.0.0.0".into())),
        Answer::Absent
    );
    for part in ["P~1.0.0.0", "..\\P~31bf~amd64~~1.0.0.0"] {
        assert!(reason(home.ask(&Query::CbsPackage(part.into()))).contains("identity"));
    }
}

#[test]
fn a_view_stays_as_it_was_and_the_next_one_is_fresh() {
    let home = Home::with("");
    home.write("drive_c/a.txt", "1");
    let prefix = home.prefix();
    let view = prefix.open().unwrap();
    let before = view.answer(&file("C:\\a.txt"));
    home.write("drive_c/a.txt", "22");
    home.write("system.reg", "gone");
    assert_eq!(view.answer(&file("C:\\A.txt")), before);
    assert_eq!(view.answer(&Query::Processors), Answer::Number(2));
    assert!(prefix.open().is_err());
}
