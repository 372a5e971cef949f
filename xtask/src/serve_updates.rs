//! `cargo xtask serve-updates DIR`: a folder of packages and files becomes an update service, for trying the agent without a
//! server of Windows updates.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::time::Duration;

use wua_testkit::update_server::{Asked, Plan, UpdateServer};

use crate::workspace::Outcome;

const USAGE: &str = "usage: cargo xtask serve-updates DIR [--port P] [--address A] [--plan FILE]";

/// The port of real servers.
const PORT: u16 = 8530;

/// How often complaints are told.
const PAUSE: Duration = Duration::from_millis(500);

/// Serves until it is interrupted.
pub(crate) fn run(arguments: &[&str]) -> Outcome {
    let wanted = Wanted::read(arguments)?;
    let server = UpdateServer::prepare()
        .at(wanted.address)
        .telling(|asked| println!("{}", line(asked)))
        .start()
        .map_err(|error| format!("{}: {error}", wanted.address))?;
    if let Some(file) = &wanted.plan {
        let text = std::fs::read_to_string(file).map_err(|error| format!("{}: {error}", file.display()))?;
        server.plan(Plan::parse(&text)?);
    }
    let folder = &wanted.folder;
    // Whoever asks already waits until everything is there.
    let (found, approved) = server.catalogue(|catalogue| {
        let found = catalogue.add_folder(folder)?;
        Ok::<_, String>((found, catalogue.approve_everything()))
    })?;
    for refused in &found.refused {
        println!("NOT TAKEN  {refused}");
    }
    for package in &found.imported {
        println!("{}  {}", package.update, package.title);
        for file in &package.missing {
            println!(
                "    {file} is not in {}: it cannot be downloaded",
                folder.display()
            );
        }
    }
    for (update, required) in server.catalogue(|catalogue| catalogue.unsatisfiable()) {
        println!("{update} is told to nobody: it requires one of {required:?}, and none is here");
    }
    let url = url(server.address());
    println!("\n{approved} updates are approved for all computers. They are served at {url}");
    println!(
        "\n    wua services add {} --wsus {url} --allow-http\n",
        name(folder)
    );
    println!("Ctrl-C ends it.\n");
    loop {
        std::thread::sleep(PAUSE);
        for complaint in server.complaints() {
            println!("NOT ALLOWED  {complaint}");
        }
        // Nobody reads the journal here, and it would grow.
        server.forget_asked();
    }
}

struct Wanted {
    folder: PathBuf,
    address: SocketAddr,
    plan: Option<PathBuf>,
}

impl Wanted {
    fn read(arguments: &[&str]) -> Outcome<Self> {
        let (mut folder, mut port, mut plan) = (None, PORT, None);
        let mut address = IpAddr::V4(Ipv4Addr::LOCALHOST);
        let mut arguments = arguments.iter();
        while let Some(argument) = arguments.next() {
            let mut value = || {
                arguments
                    .next()
                    .ok_or_else(|| format!("{argument} needs a value\n{USAGE}"))
            };
            match *argument {
                "--port" => {
                    let value = value()?;
                    port = value.parse().map_err(|_| format!("`{value}` is no port"))?;
                }
                "--address" => {
                    let value = value()?;
                    address = value.parse().map_err(|_| format!("`{value}` is no address"))?;
                }
                "--plan" => plan = Some(PathBuf::from(value()?)),
                path if folder.is_none() && !path.starts_with('-') => folder = Some(PathBuf::from(path)),
                other => return Err(format!("`{other}` is not understood\n{USAGE}")),
            }
        }
        Ok(Self {
            folder: folder.ok_or(USAGE)?,
            address: SocketAddr::new(address, port),
            plan,
        })
    }
}

/// Whoever listens everywhere is reached here as well.
fn url(address: SocketAddr) -> String {
    if address.ip().is_unspecified() {
        format!("http://localhost:{}", address.port())
    } else {
        format!("http://{address}")
    }
}

/// A name for the service: that of its folder, as far as it can be typed.
fn name(folder: &Path) -> String {
    let folder = folder.canonicalize().unwrap_or_else(|_| folder.to_owned());
    let name = folder.file_name().unwrap_or_default().to_string_lossy();
    let plain: String = name.chars().filter(char::is_ascii_alphanumeric).collect();
    if plain.is_empty() {
        "updates".to_owned()
    } else {
        plain.to_lowercase()
    }
}

fn line(asked: &Asked) -> String {
    let what = match asked.operation {
        Some(operation) => operation.name().to_owned(),
        None => format!("{} {}", asked.method, asked.path),
    };
    let range = asked.header("range");
    let fault = asked.fault.unwrap_or_default();
    let client = asked.client.as_deref().unwrap_or_default();
    let words = [what.as_str(), range, &asked.status.to_string(), fault, client];
    let words: Vec<&str> = words.into_iter().filter(|word| !word.is_empty()).collect();
    format!("{}  {} bytes", words.join("  "), asked.answer_length)
}
