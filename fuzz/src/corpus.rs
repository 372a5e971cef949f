//! Inputs in files: lines of hexadecimal digits, and comments that begin with `#`.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use crate::seen::hash;

/// What one fuzzer may keep in the project, in bytes of its file.
const MOST: usize = 50_000;

/// The project's.
pub(crate) fn file(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("corpus")
        .join(format!("{name}.txt"))
}

/// What is kept; nothing where there is no file yet.
pub(crate) fn kept(name: &str) -> Vec<Vec<u8>> {
    let file = file(name);
    if file.exists() {
        read(&file).unwrap_or_else(|error| panic!("{error}"))
    } else {
        Vec::new()
    }
}

pub(crate) fn read(file: &Path) -> Result<Vec<Vec<u8>>, String> {
    let text = std::fs::read_to_string(file).map_err(|error| format!("{}: {error}", file.display()))?;
    let lines = text.lines().zip(1..).filter(|(line, _)| !line.starts_with('#'));
    lines
        .map(|(line, number)| {
            unhex(line).ok_or_else(|| format!("{}: line {number} has no hexadecimal digits", file.display()))
        })
        .collect()
}

/// Writes as many as there is room for, the first ones first. How many that were.
pub(crate) fn keep(name: &str, inputs: &[Vec<u8>]) -> Result<usize, String> {
    let mut text = format!(
        "# What the fuzzer `{name}` was led further by; written by `cargo xtask fuzz {name} --keep`.\n"
    );
    let mut count = 0;
    for line in inputs.iter().map(|input| hex(input)) {
        if text.len() + line.len() < MOST {
            text.push_str(&line);
            text.push('\n');
            count += 1;
        }
    }
    let file = file(name);
    std::fs::write(&file, text).map_err(|error| format!("{}: {error}", file.display()))?;
    Ok(count)
}

/// Writes an input that was not taken well, and says how it is executed again.
pub(crate) fn write_finding(name: &str, input: &[u8], what: &str) -> String {
    let comment: String = what
        .lines()
        .fold(String::new(), |text, line| text + "# " + line + "\n");
    let text = format!("{comment}{}\n", hex(input));
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = here.parent().unwrap_or(here).join("target/fuzz");
    let file = folder.join(format!("{name}-{:016x}.txt", hash(input)));
    let written = std::fs::create_dir_all(&folder).and_then(|()| std::fs::write(&file, &text));
    match written {
        Ok(()) => format!(
            "{name}: {what}\nagain: cargo xtask fuzz {name} --input {}",
            file.display()
        ),
        Err(error) => format!(
            "{name}: {what}\n{}: {error}; the input is\n{text}",
            file.display()
        ),
    }
}

pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes
        .iter()
        .fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
            let _ = write!(text, "{byte:02x}");
            text
        })
}

/// Spaces are nothing.
pub(crate) fn unhex(text: &str) -> Option<Vec<u8>> {
    let digits: Option<Vec<u8>> = text
        .bytes()
        .filter(|letter| *letter != b' ')
        .map(|digit| {
            char::from(digit)
                .to_digit(16)
                .and_then(|digit| u8::try_from(digit).ok())
        })
        .collect();
    let digits = digits?;
    let pairs = digits.as_chunks();
    pairs
        .1
        .is_empty()
        .then(|| pairs.0.iter().map(|[high, low]| high << 4 | low).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_finding_is_read_as_it_was_written() {
        let input = [7, 0, 255];
        let said = write_finding("nobody", &input, "it ends badly\nin two lines");
        let file = said.rsplit_once("--input ").unwrap().1;
        assert_eq!(read(Path::new(file)).unwrap(), [input.to_vec()]);
        std::fs::remove_file(file).unwrap();
    }

    #[test]
    fn what_is_no_hexadecimal_digit_is_said() {
        assert_eq!(unhex("00 fF").unwrap(), [0, 255]);
        for wrong in ["0", "xy", "0x00"] {
            assert!(unhex(wrong).is_none(), "{wrong}");
        }
    }
}
