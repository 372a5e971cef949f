//! The update server of the tests, asked by a client that is not ours: Python's own HTTP and XML, and an Xpress decoder of others.

use std::path::Path;

use wua_com::Guid;
use wua_testkit::update_server::{Approval, CategoryType, Draft, Large, UpdateServer, fill, xpress};

use crate::install;
use crate::workspace::{Outcome, capture, program, root};

/// The clients.
const SOURCES: &str = "tests/wusp";

/// Each has a name and an outcome.
pub(crate) fn suite() -> Vec<(String, Outcome)> {
    vec![
        ("an update server, walked through from Python".to_owned(), walk()),
        ("Xpress, decoded by dissect.util".to_owned(), decode()),
    ]
}

/// From the configuration to the content, and an event in the end.
fn walk() -> Outcome {
    let server = UpdateServer::start().map_err(|error| error.to_string())?;
    server.catalogue(|catalogue| {
        fill(
            catalogue,
            Large {
                revisions: 1000,
                is_approved: false,
                ..Large::default()
            },
        )?;
        catalogue.approve_everything();
        let file = catalogue.content.add("clock.exe", b"tick tock ".repeat(30_000));
        let (product, clock) = (Guid::from_u128(0x10), Guid::from_u128(0x20));
        catalogue.add_draft(&Draft::category(CategoryType::Product, product, "Clocks"))?;
        let draft = Draft::software(clock, "A clock & a bell")
            .belongs_to(&[product])
            .installed_if("<False/>")
            .installable_if("<True/>")
            .file("clock.exe", &file)
            .command_line("clock.exe", "/quiet");
        catalogue.add_draft(&draft)?;
        catalogue.approve(clock, Approval::install())
    })?;
    let told = python("walk.py", &[&server.url()])?;
    let revisions = server.catalogue(|catalogue| catalogue.len());
    let expected = format!(
        "revisions {revisions}\nrescan 0\ntitle A clock & a bell\ncontent 300000 sha1 and sha256 right\nreported true\n"
    );
    if !told.ends_with(&expected) {
        return Err(format!("it told\n{told}\nand not\n{expected}"));
    }
    let complaints = server.complaints();
    if !complaints.is_empty() || server.events().len() != 1 {
        return Err(format!("complaints: {complaints:#?}"));
    }
    Ok(())
}

/// Contents of all kinds, by a decoder that others have written.
fn decode() -> Outcome {
    let folder = root().join("target/wusp/xpress");
    std::fs::create_dir_all(&folder).map_err(|error| error.to_string())?;
    let mut names = Vec::new();
    for (number, content) in contents().iter().enumerate() {
        let path = folder.join(number.to_string());
        let write = |ending: &str, bytes: &[u8]| {
            let path = path.with_extension(ending);
            std::fs::write(&path, bytes).map_err(|error| format!("{}: {error}", path.display()))
        };
        write("plain", content)?;
        write("xpress", &xpress::encode(content))?;
        write("long", &xpress::encode_in_blocks(content, 65535))?;
        names.push(path.to_string_lossy().into_owned());
    }
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let told = python("xpress.py", &names)?;
    let expected = format!("{} right", names.len() * 2);
    if told.trim() == expected {
        Ok(())
    } else {
        Err(format!("`{told}` is not `{expected}`"))
    }
}

/// Empty, short, alike, never alike, at the ends of words and blocks, with matches of all lengths, and metadata.
fn contents() -> Vec<Vec<u8>> {
    let mut random = 88_172_645_463_325_252_u64;
    let mut next = move || {
        random ^= random << 13;
        random ^= random >> 7;
        random ^= random << 17;
        random.to_le_bytes()[0]
    };
    let mut contents: Vec<Vec<u8>> = vec![Vec::new(), b"a".to_vec(), b"ABCABCDEFG".to_vec()];
    for length in [
        31, 32, 33, 64, 8191, 8192, 8193, 16351, 16352, 16353, 65535, 65536, 100_000,
    ] {
        contents.push(vec![b'x'; length]);
        contents.push((0..length).map(|_| next()).collect());
        contents.push((0..length).map(|_| b'a' + next() % 3).collect());
    }
    for match_length in 3..400 {
        let mut content: Vec<u8> = (0..match_length).map(|_| next()).collect();
        content.extend(content.clone());
        content.push(next());
        content.extend(content.clone());
        contents.push(content);
    }
    let text = include_str!("foreign_update_client.rs");
    contents.push(text.repeat(20).into_bytes());
    contents
}

fn python(script: &str, arguments: &[&str]) -> Outcome<String> {
    let mut python = program(&install::witness().to_string_lossy(), &["-B"]);
    python.arg(Path::new(SOURCES).join(script)).args(arguments);
    capture(python)
}
