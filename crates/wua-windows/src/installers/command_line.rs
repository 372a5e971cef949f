//! Programs that install: what they are told, and what their codes mean, is what their publisher wrote.

use wua_agent::ports::Applied;
use wua_agent::{CommandLine, ProgramResult};
use wua_com::{Error, HResult, code};

use super::runner::{End, Program, WhenInTheWay};
use super::work::Work;

/// Runs the program of an update.
pub(super) fn install(work: &mut Work<'_>, command: &CommandLine) -> Result<Applied, Error> {
    let mut payload = work.payload()?;
    let path = payload.find(&command.program)?;
    let program = Program {
        executable: work.runner.spelled(&path)?,
        arguments: command.arguments.trim().to_owned(),
        folder: payload.folder(),
        patience: work.limits.patience,
        when_in_the_way: WhenInTheWay::End,
    };
    let ended = work.run(&program, &mut |_| None)?;
    Ok(match ended.end {
        End::Code(number) => judge(command, number),
        other => super::without_code(other, work.limits.patience),
    })
}

/// What a code of a program means. Only the publisher knows: no code has a meaning by itself.
fn judge(command: &CommandLine, number: i32) -> Applied {
    let listed = command.return_codes.iter().find(|listed| listed.code == number);
    let (result, reboot_required) = match listed {
        Some(listed) => (listed.result, listed.reboot),
        None => (command.default_result, command.reboot_by_default),
    };
    let words = listed
        .and_then(|listed| listed.descriptions.first())
        .map(|(_, words)| format!(": {}", words.trim()))
        .unwrap_or_default();
    let said = match listed {
        Some(_) => format!("its installer ended with code {}{words}", spelled(number)),
        None => format!(
            "its installer ended with code {}, which its publisher does not explain",
            spelled(number)
        ),
    };
    let (hresult, message) = match result {
        ProgramResult::Succeeded if reboot_required => (code::WU_S_REBOOT_REQUIRED, said),
        ProgramResult::Succeeded => (HResult::default(), said),
        ProgramResult::Failed => (code::WU_E_UH_INSTALLERFAILURE, said),
        ProgramResult::Cancelled => (code::WU_E_CALL_CANCELLED, format!("{said}: it was cancelled")),
    };
    Applied {
        hresult,
        unmapped: number,
        reboot_required,
        message,
        ..Applied::default()
    }
}

/// Publishers write them in decimal, most people know those that are HRESULTs in hexadecimal.
fn spelled(number: i32) -> String {
    if number < 0 {
        format!("{number} ({})", HResult::from_i32(number))
    } else {
        number.to_string()
    }
}

#[cfg(test)]
mod tests {
    use wua_agent::ReturnCode;
    use wua_com::Lcid;

    use super::*;

    fn command() -> CommandLine {
        let code = |code, result, reboot, words: &str| ReturnCode {
            code,
            result,
            reboot,
            descriptions: vec![(Lcid::ENGLISH, words.to_owned())],
        };
        CommandLine {
            return_codes: vec![
                code(0, ProgramResult::Succeeded, false, "done"),
                code(3010, ProgramResult::Succeeded, true, "restart"),
                code(1602, ProgramResult::Cancelled, false, "you said no"),
                code(-2_142_207_945, ProgramResult::Failed, false, "no such device"),
            ],
            ..CommandLine::default()
        }
    }

    #[test]
    fn codes_mean_what_the_publisher_says() {
        let judged = |number| {
            let applied = judge(&command(), number);
            (applied.hresult, applied.reboot_required, applied.unmapped)
        };
        assert_eq!(judged(0), (HResult::default(), false, 0));
        assert_eq!(judged(3010), (code::WU_S_REBOOT_REQUIRED, true, 3010));
        assert_eq!(judged(1602), (code::WU_E_CALL_CANCELLED, false, 1602));
        let failure = judge(&command(), -2_142_207_945);
        assert_eq!(failure.hresult, code::WU_E_UH_INSTALLERFAILURE);
        assert_eq!(
            failure.message,
            "its installer ended with code -2142207945 (0x80508037): no such device"
        );
    }

    #[test]
    fn a_code_that_is_not_listed_means_what_the_default_says() {
        let failure = judge(&command(), 17);
        assert_eq!(failure.hresult, code::WU_E_UH_INSTALLERFAILURE);
        assert!(failure.message.contains("code 17,"), "{}", failure.message);
        let lenient = CommandLine {
            default_result: ProgramResult::Succeeded,
            reboot_by_default: true,
            ..command()
        };
        let success = judge(&lenient, 17);
        assert_eq!(
            (success.hresult, success.unmapped),
            (code::WU_S_REBOOT_REQUIRED, 17)
        );
    }

    #[test]
    fn zero_means_nothing_if_its_publisher_lists_other_codes_only() {
        let mut command = command();
        command.return_codes.remove(0);
        assert_eq!(judge(&command, 0).hresult, code::WU_E_UH_INSTALLERFAILURE);
    }
}
