//! Opening the store, or saying which file is in the way and what to do.
//!
//! What a file is, is read from its header first, by plain reading: a file that is refused has not been touched.

use std::fs::{self, File};
use std::io::Read;
use std::path::Path;
use std::time::Duration;

use rusqlite::{Connection, OpenFlags};
use wua_com::{Error, code};

use super::Failure;
use super::migrations::{APPLICATION_ID, current_version, migrate};
use crate::error::file_error;
use crate::folder::create_private_folder;

/// How the store is to behave.
#[derive(Clone, Debug)]
pub(crate) struct StoreOptions {
    /// How long a writer waits for another one.
    pub(crate) busy_timeout: Duration,
    /// How many pages the file may have: tests make the disk full with it.
    pub(crate) max_pages: Option<u32>,
}

impl Default for StoreOptions {
    fn default() -> Self {
        Self {
            busy_timeout: Duration::from_secs(10),
            max_pages: None,
        }
    }
}

/// Larger files are not read as a whole on every start; what is wrong in them shows when it is met.
const CHECKED_SIZE: u64 = 64 << 20;

/// Opens the file twice: for the writer and for the readers.
pub(super) fn open(
    state: &Path,
    path: &Path,
    options: &StoreOptions,
) -> Result<(Connection, Connection), Error> {
    create_private_folder(state)?;
    inspect(path)?;
    let connect = || {
        let mut writer = connect(path, options)?;
        migrate(&mut writer)?;
        writer.pragma_update(None, "temp_store", "MEMORY")?;
        refuse_other_version(&writer, path)?;
        write_ahead(&writer)?;
        if let Some(pages) = options.max_pages {
            writer.pragma_update(None, "max_page_count", pages)?;
        }
        let reader = connect(path, options)?;
        reader.pragma_update(None, "query_only", true)?;
        // What it reads for that stays in memory for what is read next.
        check_content(&reader, path)?;
        Ok::<_, Failure>((writer, reader))
    };
    connect().map_err(|failure| failure.into_error("open the store", path))
}

fn connect(path: &Path, options: &StoreOptions) -> Result<Connection, Failure> {
    let flags =
        OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags)?;
    connection.busy_timeout(options.busy_timeout)?;
    connection.pragma_update(None, "foreign_keys", true)?;
    connection.set_prepared_statement_cache_capacity(64);
    Ok(connection)
}

/// Switches to the write-ahead log. The switch needs the file alone for a moment, and does not wait by itself.
fn write_ahead(connection: &Connection) -> Result<(), Failure> {
    let mut attempts = 0;
    loop {
        let switched =
            connection.pragma_update_and_check(None, "journal_mode", "WAL", |row| row.get::<_, String>(0));
        match switched {
            Err(rusqlite::Error::SqliteFailure(error, _))
                if error.code == rusqlite::ErrorCode::DatabaseBusy && attempts < 200 =>
            {
                attempts += 1;
                std::thread::sleep(Duration::from_millis(10));
            }
            Err(error) => return Err(error.into()),
            Ok(_) => return Ok(()),
        }
    }
}

/// Refuses what can be seen from outside to be no store of ours.
fn inspect(path: &Path) -> Result<(), Error> {
    let mut header = Vec::new();
    match File::open(path) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(file_error("open the store", path, &error)),
        Ok(file) => {
            let mut start = file.take(100);
            start
                .read_to_end(&mut header)
                .map_err(|error| file_error("read the store", path, &error))?;
        }
    }
    match Header::read(&header) {
        Header::Empty => Ok(()),
        Header::Foreign => Err(Error::new(
            code::WU_E_DS_INVALID,
            format!(
                "{} is not a store of this agent, and is left as it is; move it away or choose another state folder",
                path.display()
            ),
        )),
        Header::Ours { version } => refuse_newer(version, path),
    }
}

/// What the first 100 bytes of a file say.
#[derive(Debug, PartialEq, Eq)]
enum Header {
    Empty,
    Foreign,
    Ours { version: i32 },
}

impl Header {
    /// The format of SQLite files, 1.3: the magic, `user_version` at 60, `application_id` at 68.
    fn read(bytes: &[u8]) -> Self {
        // All zeros: a creation was broken off, and SQLite rolls it back, or says that it cannot.
        if bytes.iter().all(|byte| *byte == 0) {
            return Self::Empty;
        }
        let number = |at: usize| {
            bytes
                .get(at..at + 4)
                .and_then(|four| four.try_into().ok())
                .map(i32::from_be_bytes)
        };
        match (bytes.starts_with(b"SQLite format 3\0"), number(60), number(68)) {
            (true, Some(version), Some(APPLICATION_ID)) => Self::Ours { version },
            _ => Self::Foreign,
        }
    }
}

fn refuse_newer(version: i32, path: &Path) -> Result<(), Error> {
    let ours = current_version();
    if version <= ours {
        return Ok(());
    }
    Err(Error::new(
        code::WU_E_DS_BADVERSION,
        format!(
            "the store {} was written by a newer agent (its version is {version}, this agent knows {ours}) and is \
             left as it is; update wua, or choose another state folder",
            path.display()
        ),
    ))
}

/// A newer agent may have been at it since the header was read, or its change is still in the write-ahead log.
fn refuse_other_version(connection: &Connection, path: &Path) -> Result<(), Failure> {
    let version = connection.pragma_query_value(None, "user_version", |row| row.get(0))?;
    Ok(refuse_newer(version, path)?)
}

fn check_content(connection: &Connection, path: &Path) -> Result<(), Failure> {
    let size = fs::metadata(path).map_or(0, |metadata| metadata.len());
    if size > CHECKED_SIZE {
        return Ok(());
    }
    let verdict: String = connection.query_row("PRAGMA quick_check(1)", (), |row| row.get(0))?;
    if verdict == "ok" {
        return Ok(());
    }
    Err(Failure::Sql(rusqlite::Error::SqliteFailure(
        rusqlite::ffi::Error::new(rusqlite::ffi::SQLITE_CORRUPT),
        Some(verdict),
    )))
}
