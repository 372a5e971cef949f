//! What the codes of Windows Installer mean.

use wua_agent::ports::Applied;
use wua_com::{HResult, code};
use wua_defs::enums::UpdateOperation;

/// What a code means for the update.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Meaning {
    Done,
    /// A restart finishes it.
    Restart,
    Cancelled,
    /// Another installation is at work: try again.
    Busy,
    /// The product is not there.
    Absent,
    NotApplicable,
    /// There is no way to take it off.
    Permanent,
    Failed,
}

struct Row {
    code: i32,
    meaning: Meaning,
    words: &'static str,
}

const fn row(code: i32, meaning: Meaning, words: &'static str) -> Row {
    Row { code, meaning, words }
}

/// Documented by Windows Installer (`msi.h`, error codes); the words are ours.
const ROWS: &[Row] = &[
    row(0, Meaning::Done, "it is done"),
    row(2, Meaning::Failed, "the package does not exist"),
    row(13, Meaning::Failed, "the data of the package are invalid"),
    row(
        87,
        Meaning::Failed,
        "Windows Installer was told something invalid",
    ),
    row(112, Meaning::Failed, "the disk is full"),
    row(
        1601,
        Meaning::Failed,
        "the service of Windows Installer does not answer",
    ),
    row(1602, Meaning::Cancelled, "somebody cancelled it"),
    row(1603, Meaning::Failed, "a fatal error in the middle"),
    row(
        1604,
        Meaning::Failed,
        "it stopped half-way and wants to go on after a restart",
    ),
    row(1605, Meaning::Absent, "the product is not installed"),
    row(1606, Meaning::Failed, "it has an unknown feature"),
    row(1607, Meaning::Failed, "it has an unknown component"),
    row(1608, Meaning::Failed, "it has an unknown property"),
    row(1609, Meaning::Failed, "a handle is in an invalid state"),
    row(
        1610,
        Meaning::Failed,
        "what is recorded of the product is damaged",
    ),
    row(1611, Meaning::Failed, "a component is not where it should be"),
    row(
        1612,
        Meaning::Failed,
        "the source of the product is not available",
    ),
    row(
        1613,
        Meaning::Failed,
        "the package needs a newer Windows Installer",
    ),
    row(1614, Meaning::Absent, "the product was taken off"),
    row(1615, Meaning::Failed, "a query of the package is invalid"),
    row(1616, Meaning::Failed, "a field of the package does not exist"),
    row(1618, Meaning::Busy, "another installation is at work"),
    row(1619, Meaning::Failed, "the package cannot be opened"),
    row(1620, Meaning::Failed, "the package is no valid package"),
    row(1621, Meaning::Failed, "its dialogs cannot be shown"),
    row(1622, Meaning::Failed, "its log cannot be written"),
    row(1623, Meaning::Failed, "its language is not supported here"),
    row(1624, Meaning::Failed, "a transform cannot be applied"),
    row(1625, Meaning::Failed, "a policy of the system forbids it"),
    row(1626, Meaning::Failed, "a function could not be called"),
    row(
        1627,
        Meaning::Failed,
        "a function failed, as when a package is cut off",
    ),
    row(
        1628,
        Meaning::Failed,
        "a table of the package is invalid or unknown",
    ),
    row(1629, Meaning::Failed, "data are of the wrong type"),
    row(1630, Meaning::Failed, "data are of an unsupported type"),
    row(
        1631,
        Meaning::Failed,
        "the service of Windows Installer could not be started",
    ),
    row(
        1632,
        Meaning::Failed,
        "the folder for temporary files is full or not accessible",
    ),
    row(
        1633,
        Meaning::NotApplicable,
        "the package is for other processors",
    ),
    row(1634, Meaning::Failed, "a component is not used here"),
    row(1635, Meaning::Failed, "the patch cannot be opened"),
    row(1636, Meaning::Failed, "the patch is no valid patch"),
    row(1637, Meaning::Failed, "the patch needs a newer Windows Installer"),
    row(
        1638,
        Meaning::Failed,
        "another version of the product is installed: take that off first",
    ),
    row(1639, Meaning::Failed, "the properties given to it are invalid"),
    row(
        1640,
        Meaning::Failed,
        "it cannot be installed from a remote session",
    ),
    row(1641, Meaning::Restart, "it is done, and the computer restarts"),
    row(
        1642,
        Meaning::NotApplicable,
        "the patch is for no product that is here, or for another version of it",
    ),
    row(1643, Meaning::Failed, "a policy of the system forbids the patch"),
    row(
        1644,
        Meaning::Failed,
        "a policy of the system forbids its transforms",
    ),
    row(
        1645,
        Meaning::Failed,
        "it cannot be installed from a remote session",
    ),
    row(1646, Meaning::Permanent, "the patch cannot be taken off"),
    row(1647, Meaning::Absent, "the patch is not applied to this product"),
    row(
        1648,
        Meaning::Failed,
        "its patches cannot be brought into an order",
    ),
    row(
        1649,
        Meaning::Failed,
        "a policy of the system forbids to take the patch off",
    ),
    row(1650, Meaning::Failed, "the XML of the patch is invalid"),
    row(
        1651,
        Meaning::Failed,
        "an administrator's installation cannot be patched by a user",
    ),
    row(
        1652,
        Meaning::Failed,
        "the service cannot be reached in safe mode",
    ),
    row(
        1653,
        Meaning::Failed,
        "rollback is turned off, and the package needs it",
    ),
    row(
        1654,
        Meaning::NotApplicable,
        "the package is for another edition of Windows",
    ),
    row(3010, Meaning::Restart, "it is done after a restart"),
];

/// Whether it is worth to try again.
pub(super) fn is_busy(number: i32) -> bool {
    find(number).is_some_and(|row| row.meaning == Meaning::Busy)
}

/// What a code of Windows Installer comes to.
pub(super) fn judge(number: i32, operation: UpdateOperation) -> Applied {
    let words = find(number).map_or("a code that is not documented", |row| row.words);
    let (hresult, reboot_required) = result_of(meaning_of(number), operation);
    Applied {
        hresult,
        unmapped: number,
        reboot_required,
        message: format!("Windows Installer ended with code {number}: {words}"),
        ..Applied::default()
    }
}

fn find(number: i32) -> Option<&'static Row> {
    ROWS.iter().find(|row| row.code == number)
}

/// Codes may come as HRESULTs of Windows (`0x8007xxxx`).
fn meaning_of(number: i32) -> Meaning {
    let bits = HResult::from_i32(number).to_u32();
    let plain = if bits >> 16 == 0x8007 {
        i32::try_from(bits & 0xFFFF).unwrap_or(number)
    } else {
        number
    };
    find(plain).map_or(Meaning::Failed, |row| row.meaning)
}

fn result_of(meaning: Meaning, operation: UpdateOperation) -> (HResult, bool) {
    match meaning {
        Meaning::Done => (HResult::default(), false),
        Meaning::Restart => (code::WU_S_REBOOT_REQUIRED, true),
        Meaning::Cancelled => (code::WU_E_CALL_CANCELLED, false),
        Meaning::Busy => (code::ERROR_INSTALL_ALREADY_RUNNING, false),
        Meaning::Absent if operation == UpdateOperation::Uninstallation => {
            (code::WU_S_ALREADY_UNINSTALLED, false)
        }
        Meaning::NotApplicable => (code::WU_E_NOT_APPLICABLE, false),
        Meaning::Permanent => (code::WU_E_UH_DOESNOTSUPPORTACTION, false),
        Meaning::Absent | Meaning::Failed => (code::WU_E_UH_INSTALLERFAILURE, false),
    }
}

#[cfg(test)]
mod tests {
    use UpdateOperation::{Installation, Uninstallation};

    use super::*;

    #[test]
    fn codes_come_to_results() {
        for (number, operation, hresult, reboot) in [
            (0, Installation, HResult::default(), false),
            (3010, Installation, code::WU_S_REBOOT_REQUIRED, true),
            (1641, Uninstallation, code::WU_S_REBOOT_REQUIRED, true),
            (-2_147_021_886, Installation, code::WU_S_REBOOT_REQUIRED, true),
            (1602, Installation, code::WU_E_CALL_CANCELLED, false),
            (1603, Installation, code::WU_E_UH_INSTALLERFAILURE, false),
            (1605, Installation, code::WU_E_UH_INSTALLERFAILURE, false),
            (1605, Uninstallation, code::WU_S_ALREADY_UNINSTALLED, false),
            (1618, Installation, code::ERROR_INSTALL_ALREADY_RUNNING, false),
            (1642, Installation, code::WU_E_NOT_APPLICABLE, false),
            (1646, Uninstallation, code::WU_E_UH_DOESNOTSUPPORTACTION, false),
            (4711, Installation, code::WU_E_UH_INSTALLERFAILURE, false),
        ] {
            let applied = judge(number, operation);
            assert_eq!(
                (applied.hresult, applied.reboot_required, applied.unmapped),
                (hresult, reboot, number),
                "{number}"
            );
        }
    }

    #[test]
    fn every_code_is_listed_once_and_in_order() {
        let codes: Vec<i32> = ROWS.iter().map(|row| row.code).collect();
        assert!(codes.is_sorted_by(|one, next| one < next), "{codes:?}");
    }

    #[test]
    fn the_message_says_what_the_code_means() {
        let message = judge(1638, Installation).message;
        assert!(
            message.contains("1638: another version of the product"),
            "{message}"
        );
        assert!(
            judge(4711, Installation)
                .message
                .contains("4711: a code that is not")
        );
    }
}
