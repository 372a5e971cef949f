//! Facts of Windows computers: what is read of registries, files, executables and recordings, and what is not.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test says so when it fails")]

mod devices;
mod executable;
mod pe;
mod prefix;
mod products;
mod recording;
mod registry_text;
mod ways_out;

use std::fs;
use std::path::Path;

use tempfile::TempDir;
use wua_rules::applicability::{Answer, Base, Hive, Query, RegistryKey};
use wua_windows::{Prefix, Source};

/// A prefix in a folder of its own.
struct Home {
    folder: TempDir,
}

const SYSTEM: &str = r#"
[Software\\Microsoft\\Windows NT\\CurrentVersion] 1795284643
#time=1dd79e39fa830e6
"CSDVersion"="Service Pack 1"
"CurrentBuild"="7601"
"CurrentVersion"="6.1"
"SystemRoot"="C:\\windows"

[Software\\Microsoft\\Windows\\CurrentVersion] 1
"CommonFilesDir"="C:\\Program Files\\Common Files"
"CommonFilesDir (x86)"="C:\\Program Files (x86)\\Common Files"
"ProgramFilesDir"="C:\\Program Files"
"ProgramFilesDir (x86)"="C:\\Program Files (x86)"

[Software\\Microsoft\\Windows\\CurrentVersion\\Explorer\\Shell Folders] 1
"Common AppData"="C:\\ProgramData"

[System\\CurrentControlSet\\Control\\Nls\\Language] 1
"Default"="0407"
"InstallLanguage"="0409"

[System\\CurrentControlSet\\Control\\ProductOptions] 1
"ProductSuite"=str(7):"Terminal Server\0DataCenter\0"
"ProductType"="ServerNT"

[System\\CurrentControlSet\\Control\\Session Manager\\Environment] 1
"NUMBER_OF_PROCESSORS"="2"
"PROCESSOR_ARCHITECTURE"="AMD64"
"#;

const HEADER: &str = "WINE REGISTRY Version 2\n;; All keys relative to REGISTRY\\\\Machine\n\n#arch=win64\n";

impl Home {
    /// The usual prefix, with some more in its registry.
    fn with(more: &str) -> Self {
        let home = Self {
            folder: TempDir::new().unwrap(),
        };
        fs::create_dir_all(home.path("drive_c/windows/system32")).unwrap();
        home.write("system.reg", format!("{HEADER}{SYSTEM}\n{more}"));
        home
    }

    fn path(&self, name: &str) -> std::path::PathBuf {
        self.folder.path().join("prefix").join(name)
    }

    fn write(&self, name: &str, content: impl AsRef<[u8]>) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap_or(Path::new(""))).unwrap();
        fs::write(path, content).unwrap();
    }

    fn prefix(&self) -> Prefix {
        Prefix::at(self.path(""))
    }

    fn ask(&self, query: &Query) -> Answer {
        self.prefix().open().unwrap().answer(query)
    }
}

fn key(subkey: &str) -> RegistryKey {
    RegistryKey {
        hive: Hive::LocalMachine,
        subkey: subkey.into(),
        view32: false,
    }
}

fn key32(subkey: &str) -> RegistryKey {
    RegistryKey {
        view32: true,
        ..key(subkey)
    }
}

fn value(key: RegistryKey, value: &str) -> Query {
    Query::RegistryValue {
        key,
        value: value.into(),
    }
}

fn file(path: &str) -> Query {
    Query::File {
        base: Base::None,
        path: path.into(),
    }
}

#[track_caller]
fn reason(answer: Answer) -> String {
    match answer {
        Answer::Unavailable(reason) => reason,
        other => panic!("an answer: {other:?}"),
    }
}
