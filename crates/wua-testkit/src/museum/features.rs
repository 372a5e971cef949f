//! Features of an exhibit that take a line of their own form.

use wua_agent::{Behavior, DriverEntry, Image, Revision};
use wua_defs::enums::{InstallationImpact, InstallationRebootBehavior};

use crate::script::{Field, ScriptError, moment};

/// What an update simply is, or is not. `None` if there is no such thing.
pub(super) fn set_flag(revision: &mut Revision, flag: &str) -> Option<()> {
    match flag {
        "unassigned" => revision.is_assigned = false,
        "optional" => revision.browse_only = true,
        "preselected" => revision.auto_select_on_web_sites = true,
        "beta" => revision.is_beta = true,
        "mandatory" => revision.is_mandatory = true,
        "per user" => revision.per_user = true,
        "best as delta" => revision.delta_compressed_content_preferred = true,
        "bootstrapped" => revision.contains_update_bootstrapper = true,
        "asking for media" => revision.can_require_source = true,
        _ => return None,
    }
    Some(())
}

/// What it does to others, whether it restarts, what it may ask for.
pub(super) fn read_behavior(field: &Field) -> Result<Behavior, ScriptError> {
    let mut behavior = Behavior {
        can_request_user_input: false,
        impact: InstallationImpact::Normal,
        reboot: InstallationRebootBehavior::NeverReboots,
        requires_network_connectivity: false,
    };
    for part in field.list() {
        match part {
            "normal" => behavior.impact = InstallationImpact::Normal,
            "minor" => behavior.impact = InstallationImpact::Minor,
            "exclusive" => behavior.impact = InstallationImpact::RequiresExclusiveHandling,
            "never restarts" => behavior.reboot = InstallationRebootBehavior::NeverReboots,
            "can restart" => behavior.reboot = InstallationRebootBehavior::CanRequestReboot,
            "always restarts" => behavior.reboot = InstallationRebootBehavior::AlwaysRequiresReboot,
            "can ask" => behavior.can_request_user_input = true,
            "needs network" => behavior.requires_network_connectivity = true,
            other => return Err(field.place.error(format!("`{other}` is not a behaviour"))),
        }
    }
    Ok(behavior)
}

/// `address, width x height, what it shows`.
pub(super) fn read_image(field: &Field) -> Result<Image, ScriptError> {
    let read = || {
        let mut parts = field.value.splitn(3, ',').map(str::trim);
        let source = parts.next()?.to_owned();
        let (width, height) = parts.next()?.split_once(" x ")?;
        let (width, height) = (width.parse().ok()?, height.parse().ok()?);
        let alt_text = parts.next()?.to_owned();
        Some(Image {
            alt_text,
            source,
            height,
            width,
        })
    };
    read().ok_or_else(|| field.expected("`address, width x height, what it shows`"))
}

/// `class = Display; model = …`.
pub(super) fn read_device(field: &Field) -> Result<DriverEntry, ScriptError> {
    let value = |wanted: &str| {
        let mut pairs = field.value.split(';').filter_map(|pair| pair.split_once('='));
        let found = pairs.find(|(key, _)| key.trim() == wanted);
        found
            .map(|(_, value)| value.trim().to_owned())
            .ok_or_else(|| field.place.error(format!("the device has no `{wanted}`")))
    };
    let number = |wanted: &str| -> Result<i32, ScriptError> {
        let value = value(wanted)?;
        value
            .parse()
            .map_err(|_| field.place.error(format!("`{wanted} = {value}` is not a number")))
    };
    let date = value("dated")?;
    Ok(DriverEntry {
        class: value("class")?,
        hardware_id: value("hardware")?,
        manufacturer: value("maker")?,
        model: value("model")?,
        provider: value("provider")?,
        ver_date: moment(&date).ok_or_else(|| field.place.error(format!("`{date}` is not a day")))?,
        problem_number: number("problem")?,
        status: number("status")?,
    })
}
