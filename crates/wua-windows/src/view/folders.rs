//! Special folders, by their numbers (`CSIDL`).

use super::{Look, Machine, text};

const WINDOWS_NT: &str = "Software\\Microsoft\\Windows NT\\CurrentVersion";
const WINDOWS: &str = "Software\\Microsoft\\Windows\\CurrentVersion";
const COMMON: &str = "Software\\Microsoft\\Windows\\CurrentVersion\\Explorer\\Shell Folders";

/// Where a folder is.
enum Place {
    /// Below the folder of Windows.
    Windows(&'static str),
    /// The programs that the computer's own processors run, or those of 32 bits.
    Programs { value: &'static str, of_32_bits: bool },
    /// What all accounts share.
    Common(&'static str),
    /// What each account has.
    Account(&'static str),
    /// The folder of the account itself.
    Profile,
    /// The system's programs of 32 bits.
    System32Bits,
}

/// Where a special folder is; nothing if the computer has none.
pub(super) fn folder(machine: &impl Machine, csidl: u32) -> Look<Option<String>> {
    let place = place(csidl).ok_or_else(|| format!("nobody knows a special folder {csidl}"))?;
    if let Some(own) = machine.own_folder(csidl) {
        return own;
    }
    match place {
        Place::Windows(below) => windows(machine, below),
        Place::System32Bits => {
            let name = if machine.is_64_bit()? {
                "syswow64"
            } else {
                "system32"
            };
            windows(machine, name)
        }
        Place::Programs { value, of_32_bits } => {
            if of_32_bits && machine.is_64_bit()? {
                text(machine, WINDOWS, &format!("{value} (x86)"))
            } else {
                text(machine, WINDOWS, value)
            }
        }
        Place::Common(name) => text(machine, COMMON, name),
        Place::Account(name) => machine.account_folder(name),
        Place::Profile => machine.account_profile(),
    }
}

/// The folder of Windows, or one below it.
fn windows(machine: &impl Machine, below: &str) -> Look<Option<String>> {
    let root = text(machine, WINDOWS_NT, "SystemRoot")?;
    Ok(root.map(|root| {
        if below.is_empty() {
            root
        } else {
            format!("{root}\\{below}")
        }
    }))
}

fn place(csidl: u32) -> Option<Place> {
    let programs = |value, of_32_bits| Place::Programs { value, of_32_bits };
    Some(match csidl {
        0 | 16 => Place::Account("Desktop"),
        2 => Place::Account("Programs"),
        5 => Place::Account("Personal"),
        6 => Place::Account("Favorites"),
        7 => Place::Account("Startup"),
        8 => Place::Account("Recent"),
        9 => Place::Account("SendTo"),
        11 => Place::Account("Start Menu"),
        13 => Place::Account("My Music"),
        14 => Place::Account("My Video"),
        19 => Place::Account("NetHood"),
        20 => Place::Windows("Fonts"),
        21 => Place::Account("Templates"),
        22 => Place::Common("Common Start Menu"),
        23 => Place::Common("Common Programs"),
        24 => Place::Common("Common Startup"),
        25 => Place::Common("Common Desktop"),
        26 => Place::Account("AppData"),
        27 => Place::Account("PrintHood"),
        28 => Place::Account("Local AppData"),
        31 => Place::Common("Common Favorites"),
        32 => Place::Account("Cache"),
        33 => Place::Account("Cookies"),
        34 => Place::Account("History"),
        35 => Place::Common("Common AppData"),
        36 => Place::Windows(""),
        37 => Place::Windows("system32"),
        38 => programs("ProgramFilesDir", false),
        39 => Place::Account("My Pictures"),
        40 => Place::Profile,
        41 => Place::System32Bits,
        42 => programs("ProgramFilesDir", true),
        43 => programs("CommonFilesDir", false),
        44 => programs("CommonFilesDir", true),
        45 => Place::Common("Common Templates"),
        46 => Place::Common("Common Documents"),
        47 => Place::Common("Common Administrative Tools"),
        48 => Place::Account("Administrative Tools"),
        53 => Place::Common("CommonMusic"),
        54 => Place::Common("CommonPictures"),
        55 => Place::Common("CommonVideo"),
        56 => Place::Windows("resources"),
        _ => return None,
    })
}
