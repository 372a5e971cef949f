//! Files that callers name.
//!
//! Whoever calls on this computer can open what it likes anyway, with its own rights. A caller from another one has the
//! rights of this process, so it gets at the folders alone that an administrator of this computer named for that.

use std::path::{Component, Path, PathBuf};

use wua_com::{Caller, Error, Origin, code};

/// The file or folder that a caller means, if it may be opened for this caller.
///
/// What a link leads to counts, not where it lies. Of a path outside of the folders it is not even told whether it exists.
pub(crate) fn named_path(caller: &Caller, path: &str) -> Result<PathBuf, Error> {
    let written = Path::new(path);
    if caller.origin == Origin::Local || path.is_empty() {
        return Ok(written.to_owned());
    }
    let is_plain = written.is_absolute()
        && !path.starts_with(r"\\")
        && !path.starts_with("//")
        && written.components().all(|component| {
            matches!(
                component,
                Component::RootDir | Component::Prefix(_) | Component::Normal(_)
            )
        });
    let mut folders = caller.folders.iter();
    if !is_plain || !folders.any(|folder| written.starts_with(folder)) {
        return Err(refusal(path, caller));
    }
    let real = written.canonicalize().map_err(|error| {
        let code = match error.kind() {
            std::io::ErrorKind::NotFound => code::ERROR_FILE_NOT_FOUND,
            _ => code::E_FAIL,
        };
        Error::new(code, format!("{path}: {error}"))
    })?;
    let mut folders = caller
        .folders
        .iter()
        .filter_map(|folder| folder.canonicalize().ok());
    if folders.any(|folder| real.starts_with(folder)) {
        Ok(real)
    } else {
        Err(refusal(path, caller))
    }
}

fn refusal(path: &str, caller: &Caller) -> Error {
    let folders = match &*caller.folders {
        [] => "none is allowed now".to_owned(),
        folders => {
            let folders: Vec<_> = folders
                .iter()
                .map(|folder| folder.display().to_string())
                .collect();
            format!("now {}", folders.join(", "))
        }
    };
    Error::new(
        code::E_ACCESSDENIED,
        format!(
            "`{path}` is not opened for another computer: only files below the folders that an administrator of this \
             one allows in `paths` ({folders}), no shares and no addresses"
        ),
    )
}

#[cfg(unix)]
#[cfg(test)]
mod tests {
    use std::fs;
    use std::os::unix::fs::symlink;

    use wua_com::{Permissions, Rights};

    use super::*;

    struct Place {
        folder: tempfile::TempDir,
    }

    impl Place {
        fn new() -> Self {
            let folder = tempfile::tempdir().unwrap();
            fs::create_dir(folder.path().join("allowed")).unwrap();
            fs::write(folder.path().join("allowed/scan.cab"), "").unwrap();
            fs::write(folder.path().join("secret"), "").unwrap();
            Self { folder }
        }

        fn path(&self, name: &str) -> String {
            self.folder.path().join(name).to_str().unwrap().to_owned()
        }

        fn caller(&self) -> Caller {
            let caller = Caller::remote(Rights::Administrator, Permissions::NONE);
            Caller {
                folders: [PathBuf::from(self.path("allowed"))].into(),
                ..caller
            }
        }
    }

    fn refused(caller: &Caller, path: &str) -> bool {
        named_path(caller, path).is_err_and(|error| error.hresult() == code::E_ACCESSDENIED)
    }

    #[test]
    fn another_computer_names_files_below_allowed_folders_alone() {
        let place = Place::new();
        let caller = place.caller();
        assert!(named_path(&caller, &place.path("allowed/scan.cab")).is_ok());
        for outside in [
            &place.path("secret"),
            &place.path("allowed/../secret"),
            &place.path("allowedtoo"),
            "allowed/scan.cab",
            "/etc/shadow",
        ] {
            assert!(refused(&caller, outside), "{outside}");
        }
    }

    #[test]
    fn nothing_is_allowed_unless_a_folder_is() {
        let place = Place::new();
        let caller = Caller::remote(Rights::Administrator, Permissions::NONE);
        assert!(refused(&caller, &place.path("allowed/scan.cab")));
    }

    #[test]
    fn shares_and_addresses_are_never_opened() {
        let caller = Caller {
            folders: [PathBuf::from("/")].into(),
            ..Place::new().caller()
        };
        for elsewhere in [
            r"\\host\share\a.cab",
            "//host/share/a.cab",
            "http://host/a.cab",
            "file:///etc/shadow",
        ] {
            assert!(refused(&caller, elsewhere), "{elsewhere}");
        }
    }

    #[test]
    fn a_link_counts_as_what_it_leads_to() {
        let place = Place::new();
        symlink(place.path("secret"), place.path("allowed/link")).unwrap();
        assert!(refused(&place.caller(), &place.path("allowed/link")));
    }

    #[test]
    fn whether_a_file_exists_is_told_below_allowed_folders_alone() {
        let place = Place::new();
        let error = named_path(&place.caller(), &place.path("allowed/absent")).unwrap_err();
        assert_eq!(error.hresult(), code::ERROR_FILE_NOT_FOUND);
        assert!(refused(&place.caller(), &place.path("absent")));
    }

    #[test]
    fn on_this_computer_the_rights_of_the_caller_decide() {
        let caller = Caller::local(Rights::User);
        assert_eq!(
            named_path(&caller, "relative").unwrap(),
            PathBuf::from("relative")
        );
    }
}
