//! `InstallableItem`: something to install.

use wua_agent::{Behavior, Content, Driver, Installer};
use wua_com::{Guid, locale};
use wua_defs::enums::{InstallationImpact, InstallationRebootBehavior};
use wua_rules::applicability::{ApplicabilityRules, parse};
use wua_rules::xml::{Element, Error, Reader};

use super::{contents, handler, value};

/// Something to install.
#[derive(Debug)]
pub(super) struct Item {
    /// As it is written; mostly a GUID.
    pub(super) id: String,
    pub(super) rules: ApplicabilityRules,
    pub(super) installation: Option<Behavior>,
    pub(super) uninstallation: Option<Behavior>,
    pub(super) installer: Option<Installer>,
    pub(super) contents: Vec<Content>,
    /// As tags.
    pub(super) languages: Vec<String>,
    /// Where it begins in the document.
    pub(super) offset: usize,
    /// What it is for, if it is a driver.
    pub(super) driver: Option<Driver>,
}

impl Item {
    pub(super) fn read<'a>(
        reader: &mut Reader<'a>,
        element: &Element<'a>,
        update: Option<Guid>,
    ) -> Result<Self, Error> {
        let mut item = Self {
            id: value::required(element, "ID")?.trim().to_owned(),
            rules: ApplicabilityRules::default(),
            installation: None,
            uninstallation: None,
            installer: None,
            contents: Vec::new(),
            languages: Vec::new(),
            offset: element.offset,
            driver: None,
        };
        while let Some(child) = reader.child(element)? {
            match child.name {
                "ApplicabilityRules" => item.rules = parse::rules(reader, &child, update)?,
                "InstallProperties" => item.installation = Some(behavior(&child)?),
                "UninstallProperties" => item.uninstallation = Some(behavior(&child)?),
                "OriginFile" => item.contents.push(contents::read(reader, &child)?),
                "Language" => {
                    let language = language(&reader.text(&child)?);
                    if !language.is_empty() && !item.languages.contains(&language) {
                        item.languages.push(language);
                    }
                }
                _ => {
                    let Some(installer) = handler::read(reader, &child)? else {
                        continue;
                    };
                    if item.installer.replace(installer).is_some() {
                        return Err(child.error("it has a second installer"));
                    }
                }
            }
        }
        item.settle_removal();
        Ok(item)
    }

    /// What cannot be taken off has no way to do it.
    fn settle_removal(&mut self) {
        let is_removable = self.uninstallation.is_some();
        let command_line = match &mut self.installer {
            Some(Installer::Msi(package)) => &mut package.uninstall_command_line,
            Some(Installer::Msp(patch)) => &mut patch.uninstall_command_line,
            _ => return,
        };
        *command_line = is_removable.then(|| command_line.take().unwrap_or_default());
    }

    /// Whether it can be taken off: its publisher says so, and its installer knows how. Programs say no way.
    pub(super) fn is_uninstallable(&self) -> bool {
        self.uninstallation.is_some() && matches!(self.installer, Some(Installer::Msi(_) | Installer::Msp(_)))
    }
}

/// The tag of a language as everybody writes it, or what the publisher wrote.
pub(crate) fn language(text: &str) -> String {
    let text = text.trim();
    match locale::parse(text).and_then(locale::tag) {
        // A language without a region stays one.
        Some(tag) if text.contains('-') || text.starts_with(|c: char| c.is_ascii_digit()) => tag.to_owned(),
        _ => text.to_ascii_lowercase(),
    }
}

/// `InstallProperties` and `UninstallProperties`.
pub(crate) fn behavior(element: &Element<'_>) -> Result<Behavior, Error> {
    Ok(Behavior {
        can_request_user_input: value::boolean(element, "CanRequestUserInput")?,
        impact: value::choice(
            element,
            "Impact",
            &[
                ("Normal", InstallationImpact::Normal),
                ("Minor", InstallationImpact::Minor),
                (
                    "RequiresExclusiveHandling",
                    InstallationImpact::RequiresExclusiveHandling,
                ),
            ],
        )?,
        reboot: value::choice(
            element,
            "RebootBehavior",
            &[
                ("CanRequestReboot", InstallationRebootBehavior::CanRequestReboot),
                ("NeverReboots", InstallationRebootBehavior::NeverReboots),
                (
                    "AlwaysRequiresReboot",
                    InstallationRebootBehavior::AlwaysRequiresReboot,
                ),
            ],
        )?,
        requires_network_connectivity: value::boolean(element, "RequiresNetworkConnectivity")?,
    })
}
