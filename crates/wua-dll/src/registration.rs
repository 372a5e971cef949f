//! Registration: of the classes, so that programs find them by name, and of the type library and its interfaces, so
//! that the system makes proxies for other processes and apartments.
//!
//! There are two ways to be there. *Own*: each class under an identifier and a name that nobody else has, and nothing
//! else. *Taken over*: in the place of the system's. Wine's own `wuapi.dll` can do nothing, so under Wine
//! [`register`] takes over everything: classes, interfaces, type library. On Windows the same identifiers belong to the
//! system: there it registers the own ones alone, and takes over when it is asked to ([`install`]), the classes alone: the
//! system's type library and proxies describe the same interfaces.
//!
//! What was there before is kept in a [`Journal`] for each of the two.

use windows_sys::Win32::System::LibraryLoader::{GetModuleHandleW, GetProcAddress};
use windows_sys::{s, w};
use wua_com::table::CoClass;
use wua_com::{Guid, HResult, Interface, code};
use wua_defs::TYPE_LIBRARY;
use wua_defs::classes::CLASSES;
use wua_defs::interfaces::INTERFACES;

use crate::exports;
use crate::registration_journal::{Entry, Journal};

const OWN: Journal = Journal { name: "Own" };
const TAKEN_OVER: Journal = Journal { name: "Taken over" };

/// `PSOAInterface`: makes proxies of any interface that a registered type library describes.
const PROXIES_FROM_TYPE_LIBRARIES: Guid = Guid::literal("00020424-0000-0000-c000-000000000046");

/// `DllRegisterServer`: what is right for the system.
pub(crate) fn register() -> Result<(), HResult> {
    if is_wine() { take_over() } else { register_own() }
}

/// `DllUnregisterServer`: takes everything back.
pub(crate) fn unregister() -> Result<(), HResult> {
    give_back()?;
    OWN.take_back()
}

/// `DllInstall`: one of the two ways, by its name.
pub(crate) fn install(way: &str) -> Result<(), HResult> {
    match way {
        "" => register(),
        "own" => register_own(),
        "takeover" => take_over(),
        _ => Err(code::E_INVALIDARG),
    }
}

/// Takes back what [`install`] did.
pub(crate) fn uninstall(way: &str) -> Result<(), HResult> {
    match way {
        "" => unregister(),
        "own" => OWN.take_back(),
        "takeover" => give_back(),
        _ => Err(code::E_INVALIDARG),
    }
}

fn register_own() -> Result<(), HResult> {
    let file = file()?;
    let identities = CLASSES.iter().map(|class| (*class, own(class)));
    let (mut keys, mut entries) = (Vec::new(), Vec::new());
    for (class, identity) in identities {
        keys.extend(class_keys(identity));
        entries.extend(class_entries(class, identity, &file));
    }
    OWN.register(&keys, &entries)
}

fn take_over() -> Result<(), HResult> {
    TAKEN_OVER.succeed(&keys_of_everything())?;
    let file = file()?;
    if is_wine() {
        return TAKEN_OVER.register(&keys_of_everything(), &everything(&file));
    }
    let (mut keys, mut entries) = (Vec::new(), Vec::new());
    for class in CLASSES {
        keys.extend(class_keys(the_systems(class)));
        entries.extend(class_entries(class, the_systems(class), &file));
    }
    TAKEN_OVER.register(&keys, &entries)
}

fn give_back() -> Result<(), HResult> {
    TAKEN_OVER.succeed(&keys_of_everything())?;
    TAKEN_OVER.take_back()
}

/// An identifier and a name of a class.
type Identity = (Guid, &'static str);

fn own(class: &CoClass) -> Identity {
    (class.own_clsid, class.own_progid)
}

fn the_systems(class: &CoClass) -> Identity {
    (class.clsid, class.progid)
}

fn file() -> Result<String, HResult> {
    Ok(String::from_utf16_lossy(&exports::file()?))
}

fn keys_of_everything() -> Vec<String> {
    let mut keys = vec![format!(r"TypeLib\{}", braced(TYPE_LIBRARY.id))];
    keys.extend(INTERFACES.iter().map(|interface| interface_key(interface)));
    for class in CLASSES {
        keys.extend(class_keys(the_systems(class)));
    }
    keys
}

fn class_keys((clsid, progid): Identity) -> [String; 3] {
    [clsid_key(clsid), progid.to_owned(), versioned(progid)]
}

fn everything(file: &str) -> Vec<Entry> {
    let mut entries = type_library_entries(file);
    for interface in INTERFACES {
        entries.extend(interface_entries(interface));
    }
    for class in CLASSES {
        entries.extend(class_entries(class, the_systems(class), file));
        let key = clsid_key(class.clsid);
        entries.push((format!(r"{key}\TypeLib"), "", braced(TYPE_LIBRARY.id)));
        entries.push((format!(r"{key}\Version"), "", type_library_version()));
    }
    entries
}

fn type_library_entries(file: &str) -> Vec<Entry> {
    let key = format!(r"TypeLib\{}\{}", braced(TYPE_LIBRARY.id), type_library_version());
    let folder = file.rsplit_once('\\').map_or("", |(folder, _)| folder);
    vec![
        (key.clone(), "", TYPE_LIBRARY.description.to_owned()),
        // In no language, for programs with pointers of our size.
        (format!(r"{key}\0\win64"), "", file.to_owned()),
        (format!(r"{key}\FLAGS"), "", "0".to_owned()),
        (format!(r"{key}\HELPDIR"), "", folder.to_owned()),
    ]
}

fn interface_entries(interface: &Interface) -> Vec<Entry> {
    let key = interface_key(interface);
    let library = format!(r"{key}\TypeLib");
    vec![
        (key.clone(), "", interface.name.to_owned()),
        (
            format!(r"{key}\ProxyStubClsid32"),
            "",
            braced(PROXIES_FROM_TYPE_LIBRARIES),
        ),
        (library.clone(), "", braced(TYPE_LIBRARY.id)),
        (library, "Version", type_library_version()),
    ]
}

/// A class under an identifier and a name.
fn class_entries(class: &CoClass, (clsid, progid): Identity, file: &str) -> Vec<Entry> {
    let key = clsid_key(clsid);
    let name = format!("{} Class", class.name);
    let clsid = braced(clsid);
    let server = format!(r"{key}\InprocServer32");
    let independent = progid.to_owned();
    let versioned = versioned(progid);
    vec![
        (key.clone(), "", name.clone()),
        (server.clone(), "", file.to_owned()),
        (server, "ThreadingModel", "Both".to_owned()),
        (format!(r"{key}\ProgID"), "", versioned.clone()),
        (
            format!(r"{key}\VersionIndependentProgID"),
            "",
            independent.clone(),
        ),
        (format!(r"{independent}\CLSID"), "", clsid.clone()),
        (format!(r"{independent}\CurVer"), "", versioned.clone()),
        (independent, "", name.clone()),
        (format!(r"{versioned}\CLSID"), "", clsid),
        (versioned, "", name),
    ]
}

fn type_library_version() -> String {
    format!("{:x}.{:x}", TYPE_LIBRARY.major, TYPE_LIBRARY.minor)
}

fn interface_key(interface: &Interface) -> String {
    format!(r"Interface\{}", braced(interface.iid))
}

fn clsid_key(clsid: Guid) -> String {
    format!(r"CLSID\{}", braced(clsid))
}

fn versioned(progid: &str) -> String {
    format!("{progid}.1")
}

fn braced(guid: Guid) -> String {
    format!("{{{guid}}}")
}

/// Whether this system is Wine. For tests, Wine can be taken for Windows.
fn is_wine() -> bool {
    if std::env::var_os("WUA_REGISTRATION").is_some_and(|system| system == "windows") {
        return false;
    }
    // SAFETY: both names are static and end with a zero; every process has ntdll.
    unsafe { GetProcAddress(GetModuleHandleW(w!("ntdll.dll")), s!("wine_get_version")) }.is_some()
}
