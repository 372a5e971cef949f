//! A Windows, and what is recorded of it.

use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;
use std::sync::Arc;

use wua_agent::Session;
use wua_agent::ports::Target;
use wua_windows::{Computer, Prefix, Recorder, Recording, Source};

use crate::support::World;

const HEADER: &str = "WINE REGISTRY Version 2\n;; All keys relative to REGISTRY\\\\Machine\n\n#arch=win64\n";

const WINDOWS: &str = r#"
[Software\\Microsoft\\Windows NT\\CurrentVersion] 1
"CurrentBuild"="26200"
"CurrentMajorVersionNumber"=dword:0000000a
"CurrentMinorVersionNumber"=dword:00000000
"CurrentVersion"="6.3"
"ProductName"="Windows 11 Pro"

[System\\CurrentControlSet\\Control\\Nls\\Language] 1
"InstallLanguage"="0407"

[System\\CurrentControlSet\\Control\\ProductOptions] 1
"ProductType"="WinNT"

[System\\CurrentControlSet\\Control\\Session Manager\\Environment] 1
"PROCESSOR_ARCHITECTURE"="AMD64"

[System\\CurrentControlSet\\Services\\Tcpip\\Parameters] 1
"Domain"="contoso.example"
"Hostname"="pc1"
"#;

/// A Windows in a folder of its own: its registry can be read, and nothing runs there.
pub(crate) struct Windows(tempfile::TempDir);

impl Windows {
    /// With some more in its registry, as Wine writes it.
    pub(crate) fn with(more: &str) -> Self {
        let windows = Self(tempfile::tempdir().unwrap());
        fs::create_dir_all(windows.0.path().join("drive_c/windows/system32")).unwrap();
        windows.becomes(more);
        windows
    }

    /// From now on, there is that in its registry instead.
    pub(crate) fn becomes(&self, more: &str) {
        fs::write(
            self.0.path().join("system.reg"),
            format!("{HEADER}{WINDOWS}\n{more}"),
        )
        .unwrap();
    }

    pub(crate) fn source(&self) -> Prefix {
        Prefix::at(PathBuf::from(self.0.path()))
    }

    pub(crate) fn target(&self) -> Arc<dyn Target> {
        Arc::new(Computer::new(Arc::new(self.source())))
    }

    /// What is recorded of it after a search at a server.
    pub(crate) fn record(&self, world: &World) -> Recording {
        let folder = tempfile::tempdir().unwrap();
        let session = World::open_in(folder.path(), self.target(), Vec::new());
        World::add_to(&session, &world.settings());
        session.search("").unwrap();
        let source = self.source();
        let facts = source.open().unwrap();
        let recorder = Recorder::new(facts.as_ref());
        session.agent().ask_everything(&recorder).unwrap();
        let text = recorder.finish().to_text();
        Recording::read(text.as_bytes()).unwrap()
    }
}

/// A session for what is recorded of a Windows. It knows the server, and nothing else.
pub(crate) fn recorded(world: &World, windows: &Windows) -> Session {
    let recording = windows.record(world);
    world.server.forget_asked();
    let session = world.open(Arc::new(Computer::new(Arc::new(recording))));
    World::add_to(&session, &world.settings());
    session
}

/// A device with its ids, in a registry.
pub(crate) fn device(place: &str, hardware_ids: &[&str], compatible_ids: &[&str]) -> String {
    let list = |ids: &[&str]| {
        ids.iter().fold(String::new(), |mut list, id| {
            let _ = write!(list, "{}\\0", id.replace('\\', "\\\\"));
            list
        })
    };
    format!(
        "[System\\\\CurrentControlSet\\\\Enum\\\\{}] 1\n\"HardwareID\"=str(7):\"{}\"\n\"CompatibleIDs\"=str(7):\"{}\"\n",
        place.replace('\\', "\\\\"),
        list(hardware_ids),
        list(compatible_ids)
    )
}

/// The driver of the device before it. `date` is a day since 1970.
pub(crate) fn driver(number: u32, matching: &str, day: i64, version: &str) -> String {
    let class = format!("{{4d36e968-e325-11ce-bfc1-08002be10318}}\\\\{number:04}");
    let date = (day * 86_400 + 11_644_473_600) * 10_000_000;
    let date: Vec<String> = date
        .to_le_bytes()
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    format!(
        "\"Driver\"=\"{class}\"\n\n[System\\\\CurrentControlSet\\\\Control\\\\Class\\\\{class}] 1\n\
         \"DriverDateData\"=hex:{}\n\"DriverVersion\"=\"{version}\"\n\"MatchingDeviceId\"=\"{}\"\n\
         \"ProviderName\"=\"Contoso\"\n\n",
        date.join(","),
        matching.replace('\\', "\\\\")
    )
}
