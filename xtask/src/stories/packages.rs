//! The packages of the stories: descriptions with the installers that they describe.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use super::SOURCES;
use crate::workspace::{Outcome, capture, files, program, read, root, run as run_program};

/// Makes the installers, and the descriptions that tell their hashes.
pub(crate) fn publish(folder: &Path) -> Outcome {
    fs::create_dir_all(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let sources = root().join(SOURCES);
    for name in ["clock-1", "clock-2"] {
        let mut wixl = program("wixl", &["-o"]);
        wixl.arg(folder.join(format!("{name}.msi")))
            .arg(format!("{name}.wxs"))
            .current_dir(&sources);
        run_program(wixl)?;
    }
    let mut compiler = program(
        "x86_64-w64-mingw32-gcc",
        &["-O1", "-Wall", "-Wextra", "-Werror", "-static", "-s", "-o"],
    );
    compiler.arg(folder.join("key.exe")).arg(sources.join("key.c"));
    run_program(compiler)?;
    seal(folder)?;
    for source in files(SOURCES, ".sdp")? {
        let name = source.file_name().unwrap_or_default();
        let text = filled(&read(&source)?, folder)?;
        let path = folder.join(name);
        fs::write(&path, text).map_err(|error| format!("{}: {error}", path.display()))?;
    }
    Ok(())
}

/// Signs a program, with a key that nobody else has, and changes a copy of it afterwards.
fn seal(folder: &Path) -> Outcome {
    let make = "req -x509 -nodes -newkey rsa:2048 -keyout seal.pem -out seal.crt -days 30 -subj /O=Museum";
    let sign = "sign -certs seal.crt -key seal.pem -h sha256 -in key.exe -out sealed.exe";
    for (tool, arguments) in [("openssl", make), ("osslsigncode", sign)] {
        let arguments: Vec<&str> = arguments.split(' ').collect();
        let mut command = program(tool, &arguments);
        command
            .current_dir(folder)
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        run_program(command)?;
    }
    let failed = |error: std::io::Error| format!("{}: {error}", folder.display());
    let mut bytes = fs::read(folder.join("sealed.exe")).map_err(failed)?;
    // In the words for programs of DOS, which nothing reads.
    let byte = bytes.get_mut(0x50).ok_or("the signed program is empty")?;
    *byte ^= 0x20;
    fs::write(folder.join("resealed.exe"), bytes).map_err(failed)
}

/// A description with `@DIGEST file@`, `@SIZE file@` and `@URI file@` filled in. The files lie beside it.
fn filled(text: &str, folder: &Path) -> Outcome<String> {
    let mut parts = text.split('@');
    let mut filled = parts.next().unwrap_or_default().to_owned();
    while let (Some(inside), Some(after)) = (parts.next(), parts.next()) {
        let (what, name) = inside
            .split_once(' ')
            .ok_or_else(|| format!("`@{inside}@` is no placeholder"))?;
        let path = folder.join(name);
        match what {
            "DIGEST" => filled.push_str(&digest(&path)?),
            "SIZE" => {
                let size = fs::metadata(&path).map_err(|error| format!("{}: {error}", path.display()))?;
                filled.push_str(&size.len().to_string());
            }
            "URI" => {}
            _ => return Err(format!("`@{inside}@` is no placeholder")),
        }
        filled.push_str(after);
    }
    Ok(filled)
}

/// SHA-1 in base 64, by a program that is not ours.
fn digest(path: &Path) -> Outcome<String> {
    let mut openssl = program("openssl", &["dgst", "-sha1", "-binary"]);
    openssl.arg(path);
    let hash = openssl
        .output()
        .map_err(|error| format!("openssl: {error}"))?
        .stdout;
    let mut base64 = Command::new("base64");
    let path = path.with_extension("sha1");
    fs::write(&path, hash).map_err(|error| format!("{}: {error}", path.display()))?;
    base64.arg("--wrap=0").arg(&path);
    let text = capture(base64)?;
    fs::remove_file(&path).map_err(|error| format!("{}: {error}", path.display()))?;
    Ok(text.trim().to_owned())
}
