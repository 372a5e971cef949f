//! Running the programs of apt and dpkg for a computer: this one, or another root folder.
//!
//! Another root that has apt of its own is entered (`chroot`), as only root may; so its programs, its configuration
//! and its maintainer scripts are at home. For questions alone this computer's apt can answer for it: `APT_CONFIG`
//! is read before every other configuration, so that all of that is looked for below the other root.

use std::ffi::OsStr;
use std::fmt::Write as _;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use tempfile::NamedTempFile;
use wua_agent::ports::file_error;
use wua_com::{Error, code};

use crate::configuration::Configuration;

/// The programs of apt and dpkg, as they are to be run for one computer.
#[derive(Clone, Debug)]
pub(crate) struct Apt {
    root: PathBuf,
}

/// A program to be run, with the configuration that it reads.
pub(crate) struct Program {
    pub(crate) command: Command,
    /// Gone with this.
    _configuration: Option<NamedTempFile>,
}

/// How the programs are run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    /// As they are: it is the computer that this runs on.
    Here,
    /// Inside the other root.
    Inside,
    /// This computer's programs, looking at the other root.
    Outside,
}

impl Apt {
    pub(crate) fn new(root: &Path) -> Self {
        Self {
            root: root.to_owned(),
        }
    }

    /// The root folder of the computer.
    pub(crate) fn root(&self) -> &Path {
        &self.root
    }

    /// Whether it is the computer that this runs on.
    pub(crate) fn is_here(&self) -> bool {
        self.root == Path::new("/")
    }

    fn way(&self) -> Way {
        if self.is_here() {
            Way::Here
        } else if self.can_be_entered() {
            Way::Inside
        } else {
            Way::Outside
        }
    }

    fn can_be_entered(&self) -> bool {
        rustix::process::geteuid().is_root() && self.root.join("usr/bin/apt-get").is_file()
    }

    /// A program that only looks.
    pub(crate) fn question(&self, program: &str) -> Result<Program, Error> {
        match self.way() {
            Way::Outside => self.outside(program),
            way => Ok(self.directly(way, program, Manner::Question)),
        }
    }

    /// How apt is configured there.
    pub(crate) fn configuration(&self) -> Result<Configuration, Error> {
        let mut program = self.question("apt-config")?;
        let configuration = Configuration::ask(&mut program.command, &self.root)?;
        Ok(match self.way() {
            Way::Inside => configuration.entered(&self.root),
            Way::Here | Way::Outside => configuration,
        })
    }

    /// A program that changes the computer. Refused to those who are not root, and on a root that has no apt.
    pub(crate) fn change(&self, program: &str) -> Result<Program, Error> {
        self.changing(program, Manner::Change)
    }

    /// The same, to be watched: it writes the number of its process to what it is given as input, what it is given as
    /// standard error is its descriptor [`Apt::STATUS`], and its errors go where its output goes.
    pub(crate) fn watched(&self, program: &str) -> Result<Program, Error> {
        self.changing(program, Manner::Watched)
    }

    /// See [`Apt::watched`].
    pub(crate) const STATUS: u8 = 8;

    fn changing(&self, program: &str, manner: Manner) -> Result<Program, Error> {
        if !rustix::process::geteuid().is_root() {
            return Err(Error::new(
                code::E_ACCESSDENIED,
                format!(
                    "only root may change the packages of {}: repeat it as root",
                    self.described()
                ),
            ));
        }
        match self.way() {
            Way::Outside => Err(Error::new(
                code::WU_E_UH_UNSUPPORTED_INSTALLCONTEXT,
                format!(
                    "{} has no apt-get of its own, so that nothing can be installed there",
                    self.root.display()
                ),
            )),
            way => Ok(self.directly(way, program, manner)),
        }
    }

    /// What messages call the computer.
    pub(crate) fn described(&self) -> String {
        if self.is_here() {
            "this computer".to_owned()
        } else {
            format!("the computer below {}", self.root.display())
        }
    }

    /// What changes something has a session of its own, and so no terminal: nothing can ask there, and no Ctrl-C ends it
    /// in the middle.
    fn directly(&self, way: Way, program: &str, manner: Manner) -> Program {
        let mut line = String::new();
        if manner == Manner::Watched {
            // Descriptors that were inherited under numbers of their own would be inherited by others, too.
            let _ = write!(
                line,
                "echo $$ 2>/dev/null >&0; exec {}>&2 2>&1 </dev/null; ",
                Self::STATUS
            );
        }
        if way == Way::Inside {
            // Without /proc, apt closes every descriptor that could be open before it starts another program: the
            // fewer there can be, the better.
            line.push_str("ulimit -n 1024; ");
        }
        line.push_str("exec ");
        if manner != Manner::Question {
            line.push_str("setsid ");
        }
        if way == Way::Inside {
            line.push_str("chroot ");
        }
        line.push_str("\"$@\"");
        // By its path, so that it is started without a copy of this process: `PATH` is about to change.
        let mut command = Command::new("/bin/sh");
        command.args(["-c", &line, "sh"]);
        if way == Way::Inside {
            command.arg(&self.root);
            command.env(
                "PATH",
                "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
            );
            command.env_remove("APT_CONFIG");
        }
        if way != Way::Inside && manner == Manner::Question {
            command = Command::new(program);
        } else {
            command.arg(program);
        }
        in_plain_english(&mut command);
        Program::of(command)
    }

    fn outside(&self, program: &str) -> Result<Program, Error> {
        let mut file =
            NamedTempFile::new().map_err(|error| file_error("create", Path::new("a file"), &error))?;
        let text = self.configuration_file();
        file.write_all(text.as_bytes())
            .map_err(|error| file_error("write", file.path(), &error))?;
        let mut command = Command::new(program);
        command.env("APT_CONFIG", file.path());
        in_plain_english(&mut command);
        Ok(Program {
            command,
            _configuration: Some(file),
        })
    }

    /// What makes this computer's apt look at the other root only.
    fn configuration_file(&self) -> String {
        let root = self.root.display();
        let mut text = format!(
            "Dir \"{root}/\";\nDir::State::status \"{root}/var/lib/dpkg/status\";\nDir::Cache::pkgcache \"\";\n\
             Dir::Cache::srcpkgcache \"\";\n"
        );
        let architectures = crate::architectures::of(&self.root);
        if let Some(native) = architectures.first() {
            let _ = writeln!(text, "APT::Architecture \"{native}\";");
            let all: Vec<String> = architectures.iter().map(|name| format!("\"{name}\";")).collect();
            let _ = writeln!(text, "APT::Architectures {{ {} }};", all.join(" "));
        }
        // Without it, apt leaves phasing out of account in another root.
        if let Ok(id) = fs::read_to_string(self.root.join("etc/machine-id")) {
            let id: String = id.trim().chars().filter(char::is_ascii_hexdigit).collect();
            let _ = writeln!(text, "APT::Machine-ID \"{id}\";");
        }
        text
    }
}

/// Nothing that is read by a program depends on who runs it.
fn in_plain_english(command: &mut Command) {
    command
        .env("LC_ALL", "C")
        .env_remove("LANGUAGE")
        .env("DEBIAN_FRONTEND", "noninteractive")
        .env("DEBIAN_PRIORITY", "critical")
        .env("APT_LISTCHANGES_FRONTEND", "none")
        .stdin(Stdio::null());
}

/// What a program is run for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Manner {
    Question,
    Change,
    Watched,
}

impl Program {
    fn of(command: Command) -> Self {
        Self {
            command,
            _configuration: None,
        }
    }

    pub(crate) fn args<I: IntoIterator<Item = S>, S: AsRef<OsStr>>(&mut self, arguments: I) -> &mut Self {
        self.command.args(arguments);
        self
    }

    /// Runs it to its end.
    pub(crate) fn output(&mut self) -> Result<Output, Error> {
        self.command.output().map_err(|error| self.not_started(&error))
    }

    pub(crate) fn not_started(&self, error: &std::io::Error) -> Error {
        let name = self.command.get_program().to_string_lossy();
        Error::new(
            code::WU_E_UH_UNKNOWNHANDLER,
            format!(
                "{name} could not be started: {error}; it belongs to the packages apt, dpkg and util-linux"
            ),
        )
    }
}

/// The errors of apt and dpkg, in one line.
pub(crate) fn complaint(output: &[u8]) -> String {
    let text = String::from_utf8_lossy(output);
    let lines = || text.lines().map(str::trim).filter(|line| !line.is_empty());
    let mut errors: Vec<&str> = lines().filter_map(|line| line.strip_prefix("E: ")).collect();
    if errors.is_empty() {
        errors = lines()
            .filter_map(|line| line.strip_prefix("dpkg: error: "))
            .collect();
    }
    if errors.is_empty() {
        visible(lines().next_back().unwrap_or("it said nothing"))
    } else {
        visible(&errors.join("; "))
    }
}

/// A text of others, for a message: a terminal could take control characters for orders.
pub(crate) fn visible(text: &str) -> String {
    let shown = |sign: char| match sign {
        '\t' => ' ',
        sign if sign.is_control() => char::REPLACEMENT_CHARACTER,
        sign => sign,
    };
    text.chars().map(shown).collect()
}
