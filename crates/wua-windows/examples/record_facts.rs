//! Asks a Windows computer a list of questions, and keeps the answers: to see what is known of it, and whether two ways to
//! look see the same.
//!
//! ```text
//! record_facts questions PREFIX COUNT FILE    about COUNT questions that a Wine prefix has answers to
//! record_facts prefix PREFIX QUESTIONS FILE   ask a Wine prefix from outside
//! record_facts live QUESTIONS FILE            ask the Windows that this program runs on
//! ```
//!
//! A question is a line of JSON.

use std::error::Error;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use wua_rules::applicability::{Base, Facts, Hive, Query, RegistryKey};
use wua_windows::{Prefix, Recorder, RegistryText, Source};

type Outcome<T = ()> = Result<T, Box<dyn Error>>;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let outcome = match words.as_slice() {
        ["questions", prefix, count, file] => questions(Path::new(prefix), count, file),
        ["prefix", prefix, questions, file] => record(&Prefix::at(*prefix), questions, file),
        #[cfg(windows)]
        ["live", questions, file] => record(&wua_windows::Live, questions, file),
        _ => Err("see the first lines of this program".into()),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

fn record(source: &dyn Source, questions: &str, file: &str) -> Outcome {
    let facts = source.open().map_err(|error| error.to_string())?;
    let recorder = Recorder::new(&*facts);
    let mut count = 0;
    for line in fs::read_to_string(questions)?.lines() {
        recorder.answer(&serde_json::from_str(line)?);
        count += 1;
    }
    fs::write(file, recorder.finish().to_text())?;
    println!("{count} questions were asked");
    Ok(())
}

/// Questions about everything, and about keys, values and files that are there, in about equal steps.
fn questions(prefix: &Path, count: &str, file: &str) -> Outcome {
    let count: usize = count.parse()?;
    let mut queries = plain();
    queries.extend(of_registry(prefix, count)?);
    queries.extend(of_files(prefix, count)?);
    let mut text = String::new();
    for query in queries {
        writeln!(text, "{}", serde_json::to_string(&query)?)?;
    }
    fs::write(file, text)?;
    Ok(())
}

fn plain() -> Vec<Query> {
    let mut queries = vec![
        Query::System,
        Query::ProcessorArchitecture,
        Query::Processors,
        Query::Languages,
        Query::MsiVersion,
        Query::Cluster,
        Query::ClusterResource {
            key: key("Cluster", false),
            value: "Name".into(),
            prefix: String::new(),
            suffix: String::new(),
        },
        Query::DeviceAttribute("OSVersion".into()),
        Query::DeviceAttribute("ProductType".into()),
        Query::CbsPackage("A~31bf3856ad364e35~amd64~~1.0.0.0".into()),
    ];
    // Special folders: a file in each that is mostly not there, and where it would be.
    queries.extend((0..60).map(|csidl| file(Base::Csidl(csidl), "desktop.ini")));
    for name in [
        "msi.dll",
        "\\MSI.DLL",
        "..\\System32\\kernel32.dll",
        "drivers/etc/../..\\ntdll.dll. ",
        "nothing.dll",
    ] {
        queries.push(file(Base::Csidl(37), name));
    }
    queries
}

fn file(base: Base, path: &str) -> Query {
    Query::File {
        base,
        path: path.into(),
    }
}

fn key(subkey: &str, view32: bool) -> RegistryKey {
    RegistryKey {
        hive: Hive::LocalMachine,
        subkey: subkey.into(),
        view32,
    }
}

fn of_registry(prefix: &Path, count: usize) -> Outcome<Vec<Query>> {
    let registry = RegistryText::read(fs::read(prefix.join("system.reg"))?)?;
    let mut paths: Vec<String> = registry.paths().collect();
    paths.sort();
    let mut queries = Vec::new();
    for (number, path) in paths.iter().step_by((paths.len() / count).max(1)).enumerate() {
        for view32 in [false, true] {
            let names = registry.find(path, view32).map(|key| registry.value_names(key));
            let names = names.transpose().map_err(|at| format!("line {}", at.line))?;
            for value in names
                .unwrap_or_default()
                .into_iter()
                .chain([String::new(), "nothing".into()])
                .take(4)
            {
                let key = key(path, view32);
                queries.push(Query::RegistryValue { key, value });
            }
            // Other letters mean the same.
            let spelled = if number % 2 == 0 {
                path.to_uppercase()
            } else {
                path.to_lowercase()
            };
            queries.push(Query::RegistryKey(key(&spelled, view32)));
            queries.push(Query::RegistrySubkeys(key(path, view32)));
            queries.push(Query::RegistryKey(key(&format!("{path}\\nothing"), view32)));
        }
    }
    queries.extend(of_devices(&registry, &paths)?);
    let base = key("Software\\Microsoft\\Windows NT\\CurrentVersion", false);
    let base = Base::Registry {
        key: base,
        value: "SystemRoot".into(),
    };
    queries.push(file(base, "System32\\shell32.dll"));
    Ok(queries)
}

/// Every id of every device.
fn of_devices(registry: &RegistryText, paths: &[String]) -> Outcome<Vec<Query>> {
    let mut queries = vec![Query::Device("nothing".into()), Query::ComputerIds];
    let is_device = |path: &&String| path.starts_with("System\\CurrentControlSet\\Enum\\");
    for key in paths
        .iter()
        .filter(is_device)
        .filter_map(|path| registry.find(path, false))
    {
        for name in ["HardwareID", "CompatibleIDs"] {
            let ids = registry
                .value(key, name)
                .map_err(|at| format!("line {}", at.line))?;
            let ids = ids.map(|ids| ids.texts()).unwrap_or_default();
            queries.extend(ids.into_iter().map(Query::Device));
        }
    }
    Ok(queries)
}

fn of_files(prefix: &Path, count: usize) -> Outcome<Vec<Query>> {
    let drive = prefix.join("drive_c");
    let mut files = Vec::new();
    walk(&drive, 0, &mut files)?;
    files.sort();
    let step = (files.len() / count).max(1);
    Ok(files
        .iter()
        .step_by(step)
        .filter_map(|path| path.strip_prefix(&drive).ok()?.to_str())
        .map(|path| {
            file(
                Base::None,
                &format!("c:\\{}", path.replace('/', "\\").to_uppercase()),
            )
        })
        .collect())
}

fn walk(folder: &Path, depth: usize, files: &mut Vec<PathBuf>) -> Outcome {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        match entry.file_type()? {
            kind if kind.is_dir() && depth < 12 => walk(&entry.path(), depth + 1, files)?,
            kind if kind.is_file() => files.push(entry.path()),
            _ => {}
        }
    }
    Ok(())
}
