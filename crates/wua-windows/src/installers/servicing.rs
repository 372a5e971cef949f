//! Packages of component-based servicing, and drivers. Only Windows has either.

use std::path::{Path, PathBuf};

use wua_agent::CbsPackage;
use wua_agent::ports::Applied;
use wua_com::{Error, HResult, code};

use super::payload::has_extension;
use super::runner::{End, Program, WhenInTheWay};
use super::work::Work;

/// Adds the packages among the files of an update: `.msu` files, or else cabinets. The first failure is the result.
pub(super) fn install(work: &mut Work<'_>) -> Result<Applied, Error> {
    let mut payload = work.payload()?;
    let files = payload
        .all_with_extension("msu")
        .or_else(|_| payload.all_with_extension("cab"))?;
    one_by_one(work, payload.folder(), &files, |work, file| {
        let spelled = work.runner.spelled(file)?;
        Ok(if has_extension(file, "msu") {
            ("wusa.exe", format!(r#""{spelled}" /quiet /norestart"#))
        } else {
            (
                "dism.exe",
                format!(r#"/English /Online /Add-Package "/PackagePath:{spelled}" /Quiet /NoRestart"#),
            )
        })
    })
}

/// Removes a package by its name.
pub(super) fn uninstall(work: &mut Work<'_>, package: &CbsPackage) -> Result<Applied, Error> {
    let name = check_identity(&package.identity)?;
    let arguments = format!("/English /Online /Remove-Package /PackageName:{name} /Quiet /NoRestart");
    let folder = super::payload::Payload::empty(work.runner)?;
    run(work, folder.folder(), "dism.exe", arguments)
}

/// Adds drivers, each by a call of its own: else a code would say nothing of any of them.
pub(super) fn install_driver(work: &mut Work<'_>) -> Result<Applied, Error> {
    let mut payload = work.payload()?;
    let files = payload.all_with_extension("inf")?;
    one_by_one(work, payload.folder(), &files, |work, file| {
        let spelled = work.runner.spelled(file)?;
        Ok(("pnputil.exe", format!(r#"/add-driver "{spelled}" /install"#)))
    })
}

fn one_by_one(
    work: &mut Work<'_>,
    folder: &Path,
    files: &[PathBuf],
    line: impl Fn(&Work<'_>, &Path) -> Result<(&'static str, String), Error>,
) -> Result<Applied, Error> {
    let mut result = Applied::default();
    for file in files {
        let (program, arguments) = line(work, file)?;
        let applied = run(work, folder, program, arguments)?;
        let is_failure = !applied.hresult.is_success();
        result = Applied {
            reboot_required: applied.reboot_required || result.reboot_required,
            ..applied
        };
        if is_failure {
            break;
        }
    }
    Ok(result)
}

/// OBSERVED: a servicing that is broken off leaves the system waiting for a restart that does not mend it. So nothing here
/// is ever ended by us.
fn run(
    work: &mut Work<'_>,
    folder: &Path,
    program: &'static str,
    arguments: String,
) -> Result<Applied, Error> {
    let program = Program {
        executable: work.runner.system_program(program),
        arguments,
        folder,
        patience: work.limits.patience,
        when_in_the_way: WhenInTheWay::Wait,
    };
    let mut percent = Percent::default();
    let ended = work.run(&program, &mut |bytes| percent.read(bytes).pop())?;
    Ok(match ended.end {
        End::Code(number) => judge(number),
        other => super::without_code(other, work.limits.patience),
    })
}

/// The identity of a package has letters, digits, and signs that mean nothing on a command line.
pub(super) fn check_identity(identity: &str) -> Result<&str, Error> {
    let is_plain = |letter: char| letter.is_ascii_alphanumeric() || "-_.~".contains(letter);
    if !identity.is_empty() && identity.chars().all(is_plain) {
        return Ok(identity);
    }
    Err(Error::new(
        code::WU_E_UH_BADCBSPACKAGEID,
        format!("{identity:?} is no identity of a package; report it to the publisher of the update"),
    ))
}

/// What a code of the servicing tools means. They mix plain codes of Windows with HRESULTs.
fn judge(number: i32) -> Applied {
    let bits = HResult::from_i32(number).to_u32();
    let (hresult, reboot_required, words) = match bits {
        0 => (HResult::default(), false, "it is done"),
        3010 | 1641 | 0x0024_0005 | 0x8007_0BC2 => {
            (code::WU_S_REBOOT_REQUIRED, true, "a restart finishes it")
        }
        // S_FALSE of old ones, that of drivers which fit no device, and that of what is there already.
        1 | 259 | 0x0024_0006 => (
            code::WU_S_ALREADY_INSTALLED,
            false,
            "there was nothing to do: it is there already, or fits nothing here",
        ),
        0x0024_0007 => (code::WU_S_ALREADY_UNINSTALLED, false, "it was not there"),
        0x8024_0017 | 0x800F_081E => (code::WU_E_NOT_APPLICABLE, false, "it is for another Windows"),
        0x800F_0825 => (
            code::WU_E_UH_DOESNOTSUPPORTACTION,
            false,
            "the package is permanent: it can never be taken off",
        ),
        0x800F_0955 => (
            code::WU_E_UH_DOESNOTSUPPORTACTION,
            false,
            "it is a feature on demand, which is added as a capability and not as a package",
        ),
        _ => (
            code::WU_E_UH_INSTALLERFAILURE,
            false,
            "the servicing of Windows failed",
        ),
    };
    Applied {
        hresult,
        unmapped: number,
        reboot_required,
        message: format!("it ended with code {number} (0x{bits:08X}): {words}"),
        ..Applied::default()
    }
}

/// Finds the percentages in what is written: `[=====   32.7%   ]`.
#[derive(Default)]
struct Percent {
    number: String,
}

impl Percent {
    fn read(&mut self, bytes: &[u8]) -> Vec<i32> {
        let mut found = Vec::new();
        for byte in bytes {
            match byte {
                // Wide text has a zero behind each letter.
                0 => {}
                b'0'..=b'9' | b'.' if self.number.len() < 8 => self.number.push(char::from(*byte)),
                b'%' => {
                    let whole = self.number.split('.').next().unwrap_or_default();
                    found.extend(whole.parse().ok().filter(|percent| (0..=100).contains(percent)));
                    self.number.clear();
                }
                _ => self.number.clear(),
            }
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_come_to_results() {
        for (bits, hresult, reboot) in [
            (0, HResult::default(), false),
            (3010, code::WU_S_REBOOT_REQUIRED, true),
            (0x8007_0BC2, code::WU_S_REBOOT_REQUIRED, true),
            (0x0024_0006, code::WU_S_ALREADY_INSTALLED, false),
            (259, code::WU_S_ALREADY_INSTALLED, false),
            (0x8024_0017, code::WU_E_NOT_APPLICABLE, false),
            (0x800F_0825, code::WU_E_UH_DOESNOTSUPPORTACTION, false),
            (0x8007_0002, code::WU_E_UH_INSTALLERFAILURE, false),
        ] {
            let number = HResult::from_u32(bits).to_i32();
            let applied = judge(number);
            assert_eq!(
                (applied.hresult, applied.reboot_required),
                (hresult, reboot),
                "{bits:X}"
            );
            assert_eq!(applied.unmapped, number);
        }
    }

    #[test]
    fn percentages_are_found_also_in_pieces_and_in_wide_text() {
        let mut percent = Percent::default();
        assert_eq!(percent.read(b"\r[==   3.8%   ] \r[=== 1"), [3]);
        assert_eq!(percent.read(b"0.0% ] 100.0% 777% %"), [10, 100]);
        assert_eq!(percent.read(b"4\x002\x00%\x00"), [42]);
    }

    #[test]
    fn an_identity_that_could_be_more_than_one_word_is_refused() {
        check_identity("Package_for_KB5031356~31bf3856ad364e35~amd64~~19041.3570.1.7").unwrap();
        for identity in ["", "a b", "a\" /Quiet", "a/b"] {
            assert_eq!(
                check_identity(identity).unwrap_err().hresult(),
                code::WU_E_UH_BADCBSPACKAGEID
            );
        }
    }
}
