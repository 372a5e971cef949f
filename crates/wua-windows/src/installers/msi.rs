//! Packages and patches of Windows Installer.

use std::thread;
use std::time::{Duration, Instant};

use wua_agent::ports::Applied;
use wua_agent::{MsiPackage, MsiPatch};
use wua_com::{Error, Guid, code};
use wua_defs::enums::UpdateOperation;
use wua_rules::applicability::{Answer, Facts, Hive, Query, RegistryKey};

use super::msi_codes;
use super::msi_log::Follower;
use super::payload::Payload;
use super::runner::{End, Program, WhenInTheWay};
use super::work::Work;

/// Nobody is asked, and nothing is restarted.
const QUIETLY: &str = "/qn /norestart REBOOT=ReallySuppress";

/// Installs a package.
pub(super) fn install(work: &mut Work<'_>, package: &MsiPackage) -> Result<Applied, Error> {
    let mut payload = work.payload()?;
    let line = |file: &str, log: &str| format!(r#"/i "{file}" {QUIETLY} /l*v "{log}""#);
    let operation = UpdateOperation::Installation;
    run_on_file(
        work,
        &mut payload,
        (&package.file, "msi"),
        line,
        &package.command_line,
        operation,
    )
}

/// Takes a product off.
pub(super) fn uninstall(work: &mut Work<'_>, package: &MsiPackage) -> Result<Applied, Error> {
    let properties = package.uninstall_command_line.as_deref().unwrap_or_default();
    let product = braced(package.product);
    let line = |log: &str| format!(r#"/x {product} {QUIETLY} /l*v "{log}""#);
    let folder = Payload::empty(work.runner)?;
    run(work, &folder, line, properties, UpdateOperation::Uninstallation)
}

/// Applies a patch to whatever products it is for.
pub(super) fn patch(work: &mut Work<'_>, patch: &MsiPatch) -> Result<Applied, Error> {
    let mut payload = work.payload()?;
    let line = |file: &str, log: &str| format!(r#"/update "{file}" {QUIETLY} /l*v "{log}""#);
    let operation = UpdateOperation::Installation;
    run_on_file(
        work,
        &mut payload,
        (&patch.file, "msp"),
        line,
        &patch.command_line,
        operation,
    )
}

/// Takes a patch off every product that has it. The first failure is the result.
pub(super) fn unpatch(work: &mut Work<'_>, patch: &MsiPatch) -> Result<Applied, Error> {
    let patches: Vec<Guid> = [patch.patch, patch.full_file_patch]
        .into_iter()
        .flatten()
        .collect();
    let applied = applied_to(work.facts, &patches);
    let mut result = Applied {
        hresult: code::WU_S_ALREADY_UNINSTALLED,
        ..Applied::default()
    };
    let properties = patch.uninstall_command_line.as_deref().unwrap_or_default();
    for (product, patch) in applied {
        let (product, patch) = (braced(product), braced(patch));
        let line = |log: &str| format!(r#"/uninstall {patch} /package {product} {QUIETLY} /l*v "{log}""#);
        let folder = Payload::empty(work.runner)?;
        let ended = run(work, &folder, line, properties, UpdateOperation::Uninstallation)?;
        let is_failure = !ended.hresult.is_success();
        result = Applied {
            reboot_required: ended.reboot_required || result.reboot_required,
            ..ended
        };
        if is_failure {
            break;
        }
    }
    Ok(result)
}

/// Where Windows Installer lists the products of the computer, by their packed names.
const PRODUCTS: &str = r"SOFTWARE\Microsoft\Windows\CurrentVersion\Installer\UserData\S-1-5-18\Products";

/// The products that have one of the patches, and which.
fn applied_to(facts: &dyn Facts, patches: &[Guid]) -> Vec<(Guid, Guid)> {
    let products = facts.answer(&Query::RegistrySubkeys(RegistryKey {
        hive: Hive::LocalMachine,
        subkey: PRODUCTS.to_owned(),
        view32: false,
    }));
    let Answer::Names(products) = products else {
        return Vec::new();
    };
    let mut found = Vec::new();
    for product in products.iter().filter_map(|name| unpacked(name)) {
        for patch in patches.iter().copied() {
            if facts.answer(&Query::MsiPatch { product, patch }) == Answer::Present {
                found.push((product, patch));
            }
        }
    }
    found
}

/// Windows Installer packs an identifier into 32 digits: the first three fields backwards, of the rest each byte.
fn unpacked(name: &str) -> Option<Guid> {
    const ORDER: [usize; 32] = [
        7, 6, 5, 4, 3, 2, 1, 0, 11, 10, 9, 8, 15, 14, 13, 12, 17, 16, 19, 18, 21, 20, 23, 22, 25, 24, 27, 26,
        29, 28, 31, 30,
    ];
    let digits: Vec<char> = name.chars().collect();
    let mut text = String::new();
    for (place, from) in ORDER.into_iter().enumerate() {
        if matches!(place, 8 | 12 | 16 | 20) {
            text.push('-');
        }
        text.push(*digits.get(from)?);
    }
    Guid::parse(&text).filter(|_| digits.len() == ORDER.len())
}

fn braced(guid: Guid) -> String {
    format!("{{{}}}", guid.to_string().trim_matches(['{', '}']).to_uppercase())
}

/// Runs Windows Installer on a file of the update: the one that is named, or the only one of its kind.
fn run_on_file(
    work: &mut Work<'_>,
    payload: &mut Payload,
    (name, extension): (&str, &str),
    line: impl Fn(&str, &str) -> String,
    properties: &str,
    operation: UpdateOperation,
) -> Result<Applied, Error> {
    let file = if name.is_empty() {
        let all = payload.all_with_extension(extension)?;
        match all.as_slice() {
            [only] => only.clone(),
            _ => {
                return Err(Error::new(
                    code::WU_E_UH_INVALIDMETADATA,
                    format!(
                        "{} of its files are .{extension}, and it does not say which is meant",
                        all.len()
                    ),
                ));
            }
        }
    } else {
        payload.find(name)?
    };
    let file = work.runner.spelled(&file)?;
    run(work, payload, |log| line(&file, log), properties, operation)
}

/// Runs Windows Installer, and again as long as another installation is at work and there is patience for it.
fn run(
    work: &mut Work<'_>,
    payload: &Payload,
    line: impl Fn(&str) -> String,
    properties: &str,
    operation: UpdateOperation,
) -> Result<Applied, Error> {
    let logs = Payload::empty(work.runner)?;
    let log = logs.folder().join("msi.log");
    let line = line(&work.runner.spelled(&log)?);
    let properties = properties.trim();
    let space = if properties.is_empty() { "" } else { " " };
    let program = Program {
        executable: work.runner.system_program("msiexec.exe"),
        arguments: format!("{line}{space}{properties}"),
        folder: payload.folder(),
        patience: work.limits.patience,
        when_in_the_way: WhenInTheWay::End,
    };
    let mut pauses = work.limits.pauses();
    loop {
        let mut follower = Follower::new(&log);
        let ended = work.run(&program, &mut |_| follower.look())?;
        work.log.take(&log)?;
        match ended.end {
            End::Code(number) if msi_codes::is_busy(number) => match pauses.next() {
                Some(pause) => wait(work, pause)?,
                None => return Ok(msi_codes::judge(number, operation)),
            },
            End::Code(number) => return Ok(msi_codes::judge(number, operation)),
            other => return Ok(super::without_code(other, work.limits.patience)),
        }
    }
}

fn wait(work: &mut Work<'_>, pause: Duration) -> Result<(), Error> {
    work.log.line(&format!(
        "another installation is at work: again after {} s",
        pause.as_secs()
    ))?;
    let until = Instant::now() + pause;
    while Instant::now() < until {
        work.abort.check()?;
        thread::sleep(Duration::from_millis(50).min(pause));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn packed_identifiers_are_read() {
        assert_eq!(
            unpacked("87654321BA09FEDC1032547698BADCFE"),
            Guid::parse("12345678-90AB-CDEF-0123-456789ABCDEF")
        );
        for name in [
            "",
            "87654321",
            "87654321BA09FEDC1032547698BADCFE0",
            "x7654321BA09FEDC1032547698BADCFE",
        ] {
            assert_eq!(unpacked(name), None, "{name}");
        }
    }

    #[test]
    fn identifiers_are_braced_in_capitals() {
        let guid = Guid::literal("12345678-90ab-cdef-0123-456789abcdef");
        assert_eq!(braced(guid), "{12345678-90AB-CDEF-0123-456789ABCDEF}");
    }
}
