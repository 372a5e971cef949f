//! Unpacking cabinets for those who ask for the files in them.

use std::fs::{self, File};
use std::io::{self, Read, Seek};
use std::path::{Path, PathBuf};

use wua_com::{Error, code};

use crate::error::file_error;

/// Unpacks `cabinet` into `folder`. Files lie in it under the names, and in the folders, that the cabinet gives them.
/// A cabinet with a name that leads out of the folder, or with more than 16 GiB in it, is not unpacked at all.
pub fn unpack(cabinet: &Path, folder: &Path) -> Result<(), Error> {
    let broken = |error: &io::Error| match error.kind() {
        io::ErrorKind::InvalidData | io::ErrorKind::InvalidInput | io::ErrorKind::UnexpectedEof => {
            Error::new(
                code::ERROR_INVALID_DATA,
                format!("{} is no whole cabinet: {error}", cabinet.display()),
            )
        }
        _ => file_error("read", cabinet, error),
    };
    let file = File::open(cabinet).map_err(|error| file_error("open", cabinet, &error))?;
    let mut archive = cab::Cabinet::new(file).map_err(|error| broken(&error))?;
    if size(&archive) > MOST {
        return Err(Error::new(
            code::ERROR_INVALID_DATA,
            format!(
                "{} holds {} bytes, which is more than is unpacked",
                cabinet.display(),
                size(&archive)
            ),
        ));
    }
    for (name, path) in members(&archive)? {
        let path = folder.join(path);
        let mut member = archive.read_file(&name).map_err(|error| broken(&error))?;
        write(&mut member, &path).map_err(|error| file_error("unpack", &path, &error))?;
    }
    Ok(())
}

/// More has no update; it would only fill the disk.
const MOST: u64 = 16 << 30;

/// How many bytes its files have.
fn size<R: Read + Seek>(archive: &cab::Cabinet<R>) -> u64 {
    let files = archive.folder_entries().flat_map(cab::FolderEntry::file_entries);
    files.map(|file| u64::from(file.uncompressed_size())).sum()
}

/// The names in the cabinet, and where they go.
fn members<R: Read + Seek>(archive: &cab::Cabinet<R>) -> Result<Vec<(String, PathBuf)>, Error> {
    let names = archive
        .folder_entries()
        .flat_map(cab::FolderEntry::file_entries)
        .map(cab::FileEntry::name);
    names
        .map(|name| match safe_path(name) {
            Some(path) => Ok((name.to_owned(), path)),
            None => Err(Error::new(
                code::E_INVALIDARG,
                format!("the cabinet holds {name:?}, which is no file name: nothing was unpacked"),
            )),
        })
        .collect()
}

/// Cabinets separate folders with backslashes. Nothing may name a drive, the root, or the folder above.
fn safe_path(name: &str) -> Option<PathBuf> {
    let parts: Vec<&str> = name.split(['\\', '/']).collect();
    let is_plain = |part: &&str| !matches!(*part, "" | "." | "..") && !part.contains([':', '\0']);
    parts.iter().all(is_plain).then(|| parts.iter().collect())
}

/// Under another name first, so that nobody takes a half for the whole.
fn write(member: &mut impl Read, path: &Path) -> io::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    let mut part = path.as_os_str().to_owned();
    part.push(".copying");
    let mut file = File::create(&part)?;
    io::copy(member, &mut file)
        .and_then(|_| file.sync_all())
        .and_then(|()| fs::rename(&part, path))
        .inspect_err(|_| {
            let _ = fs::remove_file(&part);
        })
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

    fn cabinet(names: &[&str]) -> Vec<u8> {
        let mut builder = cab::CabinetBuilder::new();
        let folder = builder.add_folder(cab::CompressionType::MsZip);
        for name in names {
            folder.add_file(*name);
        }
        let mut writer = builder.build(io::Cursor::new(Vec::new())).unwrap();
        while let Some(mut file) = writer.next_file().unwrap() {
            let text = file.file_name().repeat(1000);
            file.write_all(text.as_bytes()).unwrap();
        }
        writer.finish().unwrap().into_inner()
    }

    fn unpacked(bytes: &[u8]) -> (tempfile::TempDir, Result<(), Error>) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("update.cab");
        fs::write(&path, bytes).unwrap();
        let target = folder.path().join("out");
        fs::create_dir(&target).unwrap();
        let result = unpack(&path, &target);
        (folder, result)
    }

    #[test]
    fn files_lie_where_the_cabinet_has_them() {
        let (folder, result) = unpacked(&cabinet(&["readme.txt", "en\\help.txt"]));
        result.unwrap();
        for (path, name) in [
            ("out/readme.txt", "readme.txt"),
            ("out/en/help.txt", "en\\help.txt"),
        ] {
            assert_eq!(
                fs::read_to_string(folder.path().join(path)).unwrap(),
                name.repeat(1000)
            );
        }
    }

    #[test]
    fn names_that_lead_out_of_the_folder_are_refused_before_anything_is_written() {
        for name in ["..\\evil.txt", "/evil.txt", "c:\\evil.txt", "a\\..\\evil.txt"] {
            let (folder, result) = unpacked(&cabinet(&["good.txt", name]));
            assert_eq!(result.unwrap_err().hresult(), code::E_INVALIDARG, "{name}");
            assert_eq!(
                fs::read_dir(folder.path().join("out")).unwrap().count(),
                0,
                "{name}"
            );
        }
    }

    #[test]
    fn what_is_cut_off_or_garbled_is_an_error() {
        let whole = cabinet(&["readme.txt"]);
        for length in 0..whole.len() {
            assert!(unpacked(&whole[..length]).1.is_err(), "{length} bytes");
        }
        assert!(unpacked(b"rubbish").1.is_err());
    }
}
