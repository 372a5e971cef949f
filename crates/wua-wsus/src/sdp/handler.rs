//! What an installer needs to know: `CommandLineInstallerData`, `MsiInstallerData`, `MspInstallerData`.

use wua_agent::{CommandLine, Installer, MsiPackage, MsiPatch, ProgramResult, ReturnCode};
use wua_com::{Guid, locale};
use wua_rules::xml::{Element, Error, Reader};

use super::{contents, value};

pub(crate) const RESULTS: &[(&str, ProgramResult)] = &[
    ("Failed", ProgramResult::Failed),
    ("Succeeded", ProgramResult::Succeeded),
    ("Cancelled", ProgramResult::Cancelled),
];

/// The installer that an element describes; `None` if it describes none.
pub(crate) fn read<'a>(reader: &mut Reader<'a>, element: &Element<'a>) -> Result<Option<Installer>, Error> {
    Ok(match element.name {
        "CommandLineInstallerData" => Some(Installer::CommandLine(command_line(reader, element)?)),
        "MsiInstallerData" => Some(Installer::Msi(msi(element)?)),
        "MspInstallerData" => Some(Installer::Msp(msp(reader, element)?)),
        "WindowsDriverInstallerData" => Some(Installer::Driver),
        name if name.ends_with("InstallerData") => Some(Installer::Other(name.to_owned())),
        _ => None,
    })
}

pub(crate) fn command_line<'a>(reader: &mut Reader<'a>, element: &Element<'a>) -> Result<CommandLine, Error> {
    let program = value::required(element, "Program")?;
    let mut command = CommandLine {
        program: contents::path_inside(element, "Program", &program)?,
        arguments: value::text(element, "Arguments")?,
        default_result: value::choice(element, "DefaultResult", RESULTS)?,
        reboot_by_default: value::boolean(element, "RebootByDefault")?,
        return_codes: Vec::new(),
    };
    while let Some(child) = reader.child(element)? {
        if child.name == "ReturnCode" {
            let code = return_code(reader, &child)?;
            // Publishers repeat themselves, and contradict themselves; that the first one counts is a guess.
            if !command.return_codes.iter().any(|known| known.code == code.code) {
                command.return_codes.push(code);
            }
        }
    }
    Ok(command)
}

pub(crate) fn return_code<'a>(reader: &mut Reader<'a>, element: &Element<'a>) -> Result<ReturnCode, Error> {
    let missing = |name: &str| element.error(format!("the attribute {name} is missing"));
    let [number, result, reboot] = value::several(element, ["Code", "Result", "Reboot"])?;
    let number = number.ok_or_else(|| missing("Code"))?;
    let result = result.ok_or_else(|| missing("Result"))?;
    let mut code = ReturnCode {
        code: code(element, &number)?,
        result: value::choice_of(element, "Result", Some(&result), RESULTS)?,
        reboot: value::boolean_of(element, "Reboot", reboot.as_deref())?,
        descriptions: Vec::new(),
    };
    while let Some(child) = reader.child(element)? {
        if child.name != "LocalizedDescription" {
            continue;
        }
        let (mut language, mut description) = (None, String::new());
        while let Some(part) = reader.child(&child)? {
            match part.name {
                "Language" => language = locale::parse(reader.text(&part)?.trim()),
                "Description" => reader.text(&part)?.trim().clone_into(&mut description),
                _ => {}
            }
        }
        // Words in a language without a name could be shown to nobody.
        code.descriptions
            .extend(language.map(|language| (language, description)));
    }
    Ok(code)
}

/// A code, with the sign or without: publishers write `-2147467259` and `2147500037` for the same one.
fn code(element: &Element<'_>, text: &str) -> Result<i32, Error> {
    let number: i64 = value::number_of(element, "Code", text)?;
    i32::try_from(number)
        .or_else(|_| u32::try_from(number).map(u32::cast_signed))
        .map_err(|_| element.error(format!("the code {number} has more than 32 bits")))
}

fn msi(element: &Element<'_>) -> Result<MsiPackage, Error> {
    let file = value::required(element, "MsiFile")?;
    let product = value::required(element, "ProductCode")?;
    Ok(MsiPackage {
        file: contents::path_inside(element, "MsiFile", &file)?,
        product: value::guid(element, &product)?,
        command_line: value::text(element, "CommandLine")?,
        uninstall_command_line: removal(element)?,
    })
}

fn msp<'a>(reader: &mut Reader<'a>, element: &Element<'a>) -> Result<MsiPatch, Error> {
    let mut patch = MsiPatch {
        file: String::new(),
        patch: optional_guid(element, "PatchCode")?,
        full_file_patch: optional_guid(element, "FullFilePatchCode")?,
        command_line: value::text(element, "CommandLine")?,
        uninstall_command_line: removal(element)?,
    };
    while let Some(child) = reader.child(element)? {
        if child.name == "MspFileName" {
            let name = reader.text(&child)?;
            patch.file = contents::path_inside(&child, "MspFileName", name.trim())?;
        }
    }
    Ok(patch)
}

fn removal(element: &Element<'_>) -> Result<Option<String>, Error> {
    let written = element.attribute("UninstallCommandLine")?;
    Ok(written.map(std::borrow::Cow::into_owned))
}

pub(crate) fn optional_guid(element: &Element<'_>, name: &str) -> Result<Option<Guid>, Error> {
    let written = element.attribute(name)?;
    written
        .filter(|text| !text.trim().is_empty())
        .map(|text| value::guid(element, &text))
        .transpose()
}
