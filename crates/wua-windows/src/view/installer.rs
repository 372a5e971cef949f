//! Windows Installer, as it writes down in the registry what it installed.
//!
//! OBSERVED: Wine keeps the same keys, those of an account even where root installed for everybody.

use wua_com::Guid;
use wua_rules::applicability::{Answer, MsiProduct};

use super::{Look, Machine, native, number, text};

/// Where each account's products are; those of all accounts are those of the system's.
const USER_DATA: &str = "Software\\Microsoft\\Windows\\CurrentVersion\\Installer\\UserData";
/// The account of the system.
const SYSTEM: &str = "S-1-5-18";
/// What is there for whom.
const FEATURES: &str = "Software\\Classes\\Installer\\Features";
const UPGRADE_CODES: [&str; 2] = [
    "Software\\Microsoft\\Windows\\CurrentVersion\\Installer\\UpgradeCodes",
    "Software\\Classes\\Installer\\UpgradeCodes",
];
/// What stands before a feature that is not installed.
const IS_ABSENT: char = '\u{6}';
/// The state of a patch that is applied.
const APPLIED: u32 = 1;
/// More upgrade codes are not searched for the one of a product.
const MOST_UPGRADE_CODES: usize = 10_000;
/// No computer has so many accounts for which something is installed.
const MOST_ACCOUNTS: usize = 1_000;

/// A product, if it is installed.
pub(super) fn product(machine: &impl Machine, product: Guid) -> Look<Answer> {
    let Some(home) = home(machine, product)? else {
        return Ok(Answer::Absent);
    };
    let properties = format!("{home}\\InstallProperties");
    Ok(Answer::Product(MsiProduct {
        version: text(machine, &properties, "DisplayVersion")?.unwrap_or_default(),
        language: number(machine, &properties, "Language")?.unwrap_or_default(),
        upgrade_code: upgrade_code(machine, product)?,
        patches: patches(machine, &home)?,
    }))
}

/// A feature, if it is installed.
pub(super) fn feature(machine: &impl Machine, product: Guid, feature: &str) -> Look<Answer> {
    let Some(home) = home(machine, product)? else {
        return Ok(Answer::Absent);
    };
    if machine
        .value(&native(format!("{home}\\Features")), feature)?
        .is_none()
    {
        return Ok(Answer::Absent);
    }
    let state = text(machine, &format!("{FEATURES}\\{}", packed(product)), feature)?;
    Ok(match state {
        Some(state) if state.starts_with(IS_ABSENT) => Answer::Absent,
        _ => Answer::Present,
    })
}

/// A component, if it is installed for a product.
pub(super) fn component(machine: &impl Machine, product: Guid, component: Guid) -> Look<Answer> {
    let (product, component) = (packed(product), packed(component));
    for account in accounts(machine)? {
        let key = format!("{USER_DATA}\\{account}\\Components\\{component}");
        if text(machine, &key, &product)?.is_some_and(|path| !path.is_empty()) {
            return Ok(Answer::Present);
        }
    }
    Ok(Answer::Absent)
}

/// A patch, if it is applied to a product.
pub(super) fn patch(machine: &impl Machine, product: Guid, patch: Guid) -> Look<Answer> {
    let Some(home) = home(machine, product)? else {
        return Ok(Answer::Absent);
    };
    let is_applied = patches(machine, &home)?.contains(&patch);
    Ok(if is_applied {
        Answer::Present
    } else {
        Answer::Absent
    })
}

/// The key of a product, of whichever account.
fn home(machine: &impl Machine, product: Guid) -> Look<Option<String>> {
    let product = packed(product);
    for account in accounts(machine)? {
        let key = format!("{USER_DATA}\\{account}\\Products\\{product}");
        // A product that is only offered has a key, and no such number.
        let is_installed = number(machine, &format!("{key}\\InstallProperties"), "WindowsInstaller")?;
        if is_installed == Some(1) {
            return Ok(Some(key));
        }
    }
    Ok(None)
}

/// The accounts that products were installed for, the system's first.
fn accounts(machine: &impl Machine) -> Look<Vec<String>> {
    let mut accounts = machine.subkeys(&native(USER_DATA))?.unwrap_or_default();
    if accounts.len() > MOST_ACCOUNTS {
        return Err(format!(
            "its registry has products of more than {MOST_ACCOUNTS} accounts"
        ));
    }
    accounts.sort_by_key(|account| account != SYSTEM);
    Ok(accounts)
}

/// The patches below the key of a product.
fn patches(machine: &impl Machine, home: &str) -> Look<Vec<Guid>> {
    let key = format!("{home}\\Patches");
    let mut patches = Vec::new();
    for name in machine.subkeys(&native(key.as_str()))?.unwrap_or_default() {
        let state = number(machine, &format!("{key}\\{name}"), "State")?;
        if let Some(patch) = unpacked(&name).filter(|_| state.is_none_or(|state| state == APPLIED)) {
            patches.push(patch);
        }
    }
    patches.sort_unstable();
    Ok(patches)
}

/// The upgrade code whose key names the product.
pub(crate) fn upgrade_code(machine: &impl Machine, product: Guid) -> Look<Option<Guid>> {
    let product = packed(product);
    for place in UPGRADE_CODES {
        let names = machine.subkeys(&native(place))?.unwrap_or_default();
        for name in names.iter().take(MOST_UPGRADE_CODES) {
            if machine
                .value(&native(format!("{place}\\{name}")), &product)?
                .is_some()
            {
                return Ok(unpacked(name));
            }
        }
    }
    Ok(None)
}

/// A GUID as Windows Installer names keys: the digits of each number in reverse, those of bytes by pairs.
fn packed(guid: Guid) -> String {
    let reversed = |digits: String| digits.chars().rev().collect::<String>();
    let mut text = reversed(format!("{:08X}", guid.data1));
    text += &reversed(format!("{:04X}", guid.data2));
    text += &reversed(format!("{:04X}", guid.data3));
    for byte in guid.data4 {
        text += &reversed(format!("{byte:02X}"));
    }
    text
}

/// The GUID that was packed so.
fn unpacked(text: &str) -> Option<Guid> {
    let digits: Vec<u8> = text
        .chars()
        .map(|digit| digit.to_digit(16).and_then(|digit| u8::try_from(digit).ok()))
        .collect::<Option<_>>()?;
    let digits = <[u8; 32]>::try_from(digits).ok()?;
    let reversed = |digits: &[u8]| {
        digits
            .iter()
            .rev()
            .fold(0_u32, |number, digit| number << 4 | u32::from(*digit))
    };
    let (numbers, pairs) = digits.split_at_checked(16)?;
    let mut data4 = [0; 8];
    for (byte, pair) in data4.iter_mut().zip(pairs.chunks(2)) {
        *byte = u8::try_from(reversed(pair)).ok()?;
    }
    Some(Guid {
        data1: reversed(numbers.get(..8)?),
        data2: u16::try_from(reversed(numbers.get(8..12)?)).ok()?,
        data3: u16::try_from(reversed(numbers.get(12..)?)).ok()?,
        data4,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_packed_guid_is_read_as_it_was_written() {
        let guid = Guid::from_u128(0x0123_4567_89ab_cdef_0123_4567_89ab_cdef);
        assert_eq!(packed(guid), "76543210BA98FEDC1032547698BADCFE");
        assert_eq!(unpacked("76543210ba98fedc1032547698BADCFE"), Some(guid));
    }

    #[test]
    fn what_is_no_packed_guid_is_none() {
        for text in [
            "",
            "7654321",
            "76543210BA98FEDC1032547698BADCFx",
            "76543210BA98FEDC1032547698BADCFE0",
        ] {
            assert_eq!(unpacked(text), None, "{text}");
        }
    }
}
