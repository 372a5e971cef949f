//! A prefix, programs and packages for it, and a computer over it.

use std::fs;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};
use std::time::Duration;

use tempfile::TempDir;
use wua_agent::ports::{Abort, Applied, ApplyOptions, Target};
use wua_agent::{
    Applicability, CommandLine, Content, Identity, Installer, MsiPackage, ProgramResult, ReturnCode,
    Revision, Update,
};
use wua_com::{Error, Guid, Lcid};
use wua_defs::enums::{ServerSelection, UpdateOperation};
use wua_testkit::debian::{not_run, on_path};
use wua_windows::installers::{Limits, WineRunner};
use wua_windows::{Computer, Prefix};

/// One test at a time: they share the prefix, which takes long to make.
static TURN: Mutex<()> = Mutex::new(());

pub(crate) struct Stage {
    pub(crate) prefix: PathBuf,
    pub(crate) folder: TempDir,
    pub(crate) limits: Limits,
    pub(crate) written_within: Duration,
    _turn: MutexGuard<'static, ()>,
}

impl Stage {
    /// None where Wine or what makes programs and packages for it is missing.
    pub(crate) fn new(test: &str) -> Option<Self> {
        let missing = ["wine", "wixl", COMPILER]
            .into_iter()
            .find(|name| on_path(name).is_none());
        if let Some(missing) = missing {
            not_run(test, &format!("there is no {missing}"));
            return None;
        }
        let turn = TURN.lock().unwrap_or_else(PoisonError::into_inner);
        Some(Self {
            prefix: prefix(),
            folder: tempfile::tempdir().unwrap(),
            limits: Limits {
                patience: Duration::from_mins(2),
                first_pause: Duration::from_millis(200),
                retries: 3,
            },
            written_within: Duration::from_millis(10),
            _turn: turn,
        })
    }

    pub(crate) fn computer(&self) -> Computer {
        let runner = WineRunner::new(&self.prefix).written_within(self.written_within);
        Computer::new(Arc::new(Prefix::at(self.prefix.clone())))
            .with_runner(Arc::new(runner), &self.logs())
            .with_limits(self.limits.clone())
    }

    pub(crate) fn logs(&self) -> PathBuf {
        self.folder.path().join("logs")
    }

    /// Where the files of an update are, as the engine keeps them.
    pub(crate) fn files(&self) -> PathBuf {
        let files = self.folder.path().join("files");
        fs::create_dir_all(&files).unwrap();
        files
    }

    pub(crate) fn drive(&self) -> PathBuf {
        self.prefix.join("drive_c")
    }

    pub(crate) fn install(&self, update: &Update) -> Result<Applied, Error> {
        self.apply(update, UpdateOperation::Installation, &Abort::default())
    }

    pub(crate) fn uninstall(&self, update: &Update) -> Result<Applied, Error> {
        self.apply(update, UpdateOperation::Uninstallation, &Abort::default())
    }

    /// The outcome of an installation, and what was told of its progress.
    pub(crate) fn install_told(&self, update: &Update) -> (Applied, Vec<i32>) {
        let mut told = Vec::new();
        let applied = self.computer().apply(
            update,
            UpdateOperation::Installation,
            &self.files(),
            &ApplyOptions::default(),
            &mut |percent| told.push(percent),
            &Abort::default(),
        );
        (applied.unwrap(), told)
    }

    pub(crate) fn apply(
        &self,
        update: &Update,
        operation: UpdateOperation,
        abort: &Abort,
    ) -> Result<Applied, Error> {
        let options = ApplyOptions::default();
        let computer = self.computer();
        computer.apply(update, operation, &self.files(), &options, &mut |_| (), abort)
    }

    /// An update of one program that does what its arguments say.
    pub(crate) fn program(&self, arguments: &str) -> Update {
        let name = "program.exe";
        fs::copy(program(), self.files().join(name)).unwrap();
        self.update(&[name], Installer::CommandLine(command(name, arguments)))
    }

    /// An update of these files.
    pub(crate) fn update(&self, names: &[&str], installer: Installer) -> Update {
        let contents = names.iter().map(|name| content(&self.files().join(name)));
        update(Revision {
            identity: Identity {
                id: Guid::literal("0d9bb0f4-6f5b-4e0c-8c4c-6a2cf9d2a001"),
                revision: 1,
            },
            contents: contents.collect(),
            installer: Some(installer),
            ..Revision::default()
        })
    }

    /// What the last installer wrote.
    pub(crate) fn log(&self, applied: &Applied) -> String {
        let log = applied.log.as_ref().unwrap();
        assert!(log.starts_with(self.logs()));
        fs::read_to_string(log).unwrap()
    }

    /// Nothing is left of what was put into the prefix for a run.
    pub(crate) fn assert_clean(&self) {
        let temporary = self.drive().join("windows/temp");
        let left: Vec<_> = fs::read_dir(temporary)
            .unwrap()
            .map(|entry| entry.unwrap().file_name())
            .filter(|name| name.to_string_lossy().starts_with("wua-"))
            .collect();
        assert!(left.is_empty(), "{left:?}");
    }
}

pub(crate) fn update(revision: Revision) -> Update {
    Update {
        revision: Arc::new(revision),
        service: Guid::NIL,
        server_selection: ServerSelection::Default,
        applicability: Applicability::default(),
        marks: Arc::default(),
        bundled: Vec::new(),
        categories: Vec::new(),
        locales: Arc::from([Lcid::ENGLISH]),
    }
}

/// With the codes that most publishers list.
pub(crate) fn command(program: &str, arguments: &str) -> CommandLine {
    let code = |code, result, reboot, words: &str| ReturnCode {
        code,
        result,
        reboot,
        descriptions: vec![(Lcid::ENGLISH, words.to_owned())],
    };
    CommandLine {
        program: program.to_owned(),
        arguments: arguments.to_owned(),
        return_codes: vec![
            code(0, ProgramResult::Succeeded, false, "done"),
            code(1641, ProgramResult::Succeeded, true, "it restarts"),
            code(3010, ProgramResult::Succeeded, true, "restart it"),
            code(1602, ProgramResult::Cancelled, false, "somebody said no"),
            code(-2_142_207_945, ProgramResult::Failed, false, "no such device"),
        ],
        ..CommandLine::default()
    }
}

pub(crate) fn content(file: &Path) -> Content {
    Content {
        file_name: file.file_name().unwrap().to_string_lossy().into_owned(),
        size: fs::metadata(file).unwrap().len(),
        ..Content::default()
    }
}

/// A product of Windows Installer with one file and one value of the registry.
pub(crate) struct Product {
    pub(crate) name: &'static str,
    pub(crate) id: Guid,
    pub(crate) upgrade: Guid,
    pub(crate) version: &'static str,
}

impl Product {
    /// Builds its package.
    pub(crate) fn build(&self, package: &Path) {
        self.build_of(package, &self.source());
    }

    /// The same, with a program in it that takes a while when the files are there.
    pub(crate) fn build_slow(&self, package: &Path) {
        let file = r#"<File Id="Program" Name="program.exe" Source="program.exe"/></Component>"#;
        let action = r#"<CustomAction Id="Work" FileKey="Program" ExeCommand="sleep 1500" Execute="deferred"/>
    <InstallExecuteSequence><Custom Action="Work" After="InstallFiles"/></InstallExecuteSequence>
    <Feature "#;
        let source = self.source().replace("</Component>", file);
        self.build_of(package, &source.replace("<Feature ", action));
    }

    fn build_of(&self, package: &Path, text: &str) {
        let folder = tempfile::tempdir().unwrap();
        let source = folder.path().join("product.wxs");
        fs::write(folder.path().join("readme.txt"), self.version).unwrap();
        fs::copy(program(), folder.path().join("program.exe")).unwrap();
        fs::write(&source, text).unwrap();
        let built = Command::new("wixl")
            .args(["-a", "x64", "-o"])
            .arg(package)
            .arg(&source)
            .current_dir(folder.path())
            .stderr(Stdio::null())
            .status()
            .unwrap();
        assert!(built.success());
    }

    /// Makes a patch of its package that gives it another version, and other words.
    pub(crate) fn patch(&self, stage: &Stage, code: Guid, version: &str, words: &str) {
        let files = stage.files();
        let made = Command::new("wine")
            .arg(patch_maker())
            .args([format!("{}.msi", self.name), format!("{}.msp", self.name)])
            .args([format!("{{{code}}}").to_uppercase().as_str(), version, words])
            .current_dir(files)
            .env("WINEPREFIX", &stage.prefix)
            .env("WINEDEBUG", "-all")
            .stdin(Stdio::null())
            .stderr(Stdio::null())
            .output()
            .unwrap();
        assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stdout));
    }

    pub(crate) fn installer(&self, file: &str, properties: &str) -> Installer {
        Installer::Msi(MsiPackage {
            file: file.to_owned(),
            product: self.id,
            command_line: properties.to_owned(),
            uninstall_command_line: Some(String::new()),
        })
    }

    fn source(&self) -> String {
        let Self {
            name,
            id,
            upgrade,
            version,
        } = self;
        format!(
            r#"<?xml version="1.0"?>
<Wix xmlns="http://schemas.microsoft.com/wix/2006/wi">
  <Product Id="{id}" Name="{name}" Language="1033" Version="{version}" Manufacturer="wua" UpgradeCode="{upgrade}">
    <Package InstallerVersion="200" Compressed="yes" InstallScope="perMachine"/>
    <MajorUpgrade DowngradeErrorMessage="a newer version is installed"/>
    <Media Id="1" Cabinet="files.cab" EmbedCab="yes"/>
    <Property Id="WORDS" Value="none"/>
    <Directory Id="TARGETDIR" Name="SourceDir">
      <Directory Id="ProgramFiles64Folder">
        <Directory Id="INSTALLDIR" Name="{name}">
          <Component Id="Readme" Guid="*" Win64="yes">
            <File Id="Readme" Name="readme.txt" Source="readme.txt" KeyPath="yes"/>
            <RegistryValue Root="HKLM" Key="Software\{name}" Name="words" Type="string" Value="[WORDS]"/>
          </Component>
        </Directory>
      </Directory>
    </Directory>
    <Feature Id="All" Level="1"><ComponentRef Id="Readme"/></Feature>
  </Product>
</Wix>
"#
        )
    }
}

const COMPILER: &str = "x86_64-w64-mingw32-gcc";

/// What lasts as long as the tests of this folder do, and is made anew by each run of them.
fn workshop() -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join("installers")
}

fn prefix() -> PathBuf {
    static PREFIX: OnceLock<PathBuf> = OnceLock::new();
    let make = || {
        let _ = fs::remove_dir_all(workshop());
        let prefix = workshop().join("prefix");
        fs::create_dir_all(&prefix).unwrap();
        let made = Command::new("wine")
            .args(["wineboot", "-i"])
            .env("WINEPREFIX", &prefix)
            .env("WINEDEBUG", "-all")
            .env("WINEDLLOVERRIDES", "mscoree,mshtml=")
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status()
            .unwrap();
        assert!(made.success() && prefix.join("drive_c/windows/system32").is_dir());
        // The registry is there only when Wine's server has ended.
        let ended = Command::new("wineserver")
            .arg("-w")
            .env("WINEPREFIX", &prefix)
            .status()
            .unwrap();
        assert!(ended.success() && prefix.join("system.reg").is_file());
        keep_awake(&prefix);
        prefix
    };
    PREFIX.get_or_init(make).clone()
}

/// Wine takes seconds to start when nothing runs in a prefix, so something does: it waits for input, and so ends with us.
fn keep_awake(prefix: &Path) {
    static AWAKE: OnceLock<Child> = OnceLock::new();
    let mut waiting = Command::new("wine")
        .arg(program())
        .args(["say-folder", "say-input"])
        .env("WINEPREFIX", prefix)
        .env("WINEDEBUG", "-all")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut said = [0; 7];
    waiting.stdout.as_mut().unwrap().read_exact(&mut said).unwrap();
    assert_eq!(&said, b"folder=");
    AWAKE.set(waiting).unwrap();
}

/// The program, compiled.
pub(crate) fn program() -> PathBuf {
    static PROGRAM: OnceLock<PathBuf> = OnceLock::new();
    PROGRAM.get_or_init(|| compiled("program", &[])).clone()
}

/// What makes patches, compiled.
fn patch_maker() -> PathBuf {
    static MAKER: OnceLock<PathBuf> = OnceLock::new();
    let compile = || compiled("patch", &["-lmsi", "-lole32", "-luuid"]);
    MAKER.get_or_init(compile).clone()
}

fn compiled(name: &str, libraries: &[&str]) -> PathBuf {
    let program = workshop().join(name).with_extension("exe");
    let sources = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/installers");
    let compiled = Command::new(COMPILER)
        .args(["-O1", "-s", "-o"])
        .arg(&program)
        .arg(sources.join(name).with_extension("c"))
        .args(libraries)
        .status()
        .unwrap();
    assert!(compiled.success());
    program
}
