//! Which members of the object model were called, and with what result.

use std::collections::HashSet;
use std::ffi::OsStr;
use std::fs::OpenOptions;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use wua_com::{HResult, Interface, Observer, Slot};

/// Appends a line such as `IUpdate 7 0x00000000` to a file for every member that is called, once for each result.
/// The interface is the one that declares the member, whichever was named. Processes may share the file.
pub struct MemberRecord {
    path: PathBuf,
    seen: Mutex<HashSet<(&'static str, Slot, HResult)>>,
}

impl MemberRecord {
    /// The environment variable that names the file.
    pub const VARIABLE: &str = "WUA_MEMBER_RECORD";

    /// Writes to `path`.
    pub fn to(path: &Path) -> Self {
        Self {
            path: path.to_path_buf(),
            seen: Mutex::default(),
        }
    }

    /// The record of this process, if [`MemberRecord::VARIABLE`] names a file.
    pub fn of_environment() -> Option<Arc<dyn Observer>> {
        static RECORD: OnceLock<Option<Arc<MemberRecord>>> = OnceLock::new();
        let record = RECORD.get_or_init(|| {
            let path = std::env::var_os(Self::VARIABLE)?;
            (path != OsStr::new("")).then(|| Arc::new(Self::to(Path::new(&path))))
        });
        record.clone().map(|record| -> Arc<dyn Observer> { record })
    }
}

impl Observer for MemberRecord {
    fn called(&self, interface: &'static Interface, slot: Slot, hresult: HResult) {
        let declaring = interface
            .lineage()
            .find(|line| line.first_slot() <= slot)
            .unwrap_or(interface);
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        if !seen.insert((declaring.name, slot, hresult)) {
            return;
        }
        let line = format!("{} {} 0x{:08X}\n", declaring.name, slot.0, hresult.to_u32());
        // One write for each line, so that processes do not write into each other's. A record that cannot be
        // written must not spoil the call that it records.
        if let Ok(mut file) = OpenOptions::new().create(true).append(true).open(&self.path) {
            let _ = file.write_all(line.as_bytes());
        }
    }
}

#[cfg(test)]
mod tests {
    use wua_com::code;
    use wua_defs::interfaces::{IUPDATE, IUPDATE5};

    use super::*;

    #[test]
    fn each_member_and_result_is_written_once_under_the_interface_that_declares_it() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("members");
        let record = MemberRecord::to(&path);
        record.called(&IUPDATE, Slot(7), code::S_OK);
        record.called(&IUPDATE5, Slot(7), code::S_OK);
        record.called(&IUPDATE5, Slot(58), code::S_OK);
        record.called(&IUPDATE5, Slot(7), code::E_POINTER);
        assert_eq!(
            std::fs::read_to_string(&path).unwrap(),
            "IUpdate 7 0x00000000\nIUpdate5 58 0x00000000\nIUpdate 7 0x80004003\n"
        );
    }
}
