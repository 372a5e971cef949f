//! `SyncUpdates`: what is new, changed, and gone. [MS-WUSP] 2.2.2.2.4

use std::borrow::Cow;

use wua_com::Guid;
use wua_xml::{Element, Error};

use super::{Cookie, Deployment, Numbers, client};
use crate::DateTime;
use crate::soap::{Incoming, Message, Operation, Outgoing, Parameters, Response};

/// Asks what is new, changed, and gone.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct SyncUpdates<'a> {
    /// Who we are.
    pub cookie: Cookie,
    /// What is known here.
    pub parameters: SyncUpdateParameters<'a>,
}

/// What is known here.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct SyncUpdateParameters<'a> {
    /// Revisions that are installed and that others depend on: 400 at most.
    pub installed_non_leaf_update_ids: Numbers,
    /// All others, but drivers.
    pub other_cached_update_ids: Cow<'a, Numbers>,
    /// The devices; only for drivers.
    pub system_spec: Vec<Device>,
    /// Drivers.
    pub cached_driver_ids: Cow<'a, Numbers>,
    /// This is for drivers.
    pub skip_software_sync: bool,
    /// Only updates of these categories.
    pub filter_category_ids: Vec<Guid>,
    /// What is only outside of these categories is to be told apart from what is gone. With categories only.
    pub need_two_group_out_of_scope_updates: Option<bool>,
    /// The identities of the computer's hardware; only for drivers.
    pub computer_spec: Vec<Guid>,
    /// Architecture and version of Windows: `AMD64.10.0`; only for drivers.
    pub feature_score_matching_key: Option<String>,
}

/// A device.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Device {
    /// What it is, from the particular to the general.
    pub hardware_ids: Vec<String>,
    /// What it is like.
    pub compatible_ids: Vec<String>,
    /// Its driver.
    pub installed_driver: Option<InstalledDriver>,
    /// Drivers that add to it.
    pub extension_drivers: Vec<ExtensionDriver>,
    /// Drivers that failed before.
    pub driver_recovery_ids: Vec<String>,
    /// 1: it is not plug and play.
    pub device_flags: Option<u8>,
}

/// The driver of a device.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct InstalledDriver {
    /// Which of the device's identities it is for.
    pub matching_id: Option<String>,
    /// When it was made.
    pub driver_ver_date: DateTime,
    /// `a.b.c.d`, 16 bits each.
    pub driver_ver_version: i64,
    /// The class of devices.
    pub class: Option<String>,
    /// Who made the device.
    pub manufacturer: Option<String>,
    /// Who made the driver.
    pub provider: Option<String>,
    /// Which device.
    pub model: Option<String>,
    /// The computer for which it was made.
    pub matching_computer_hwid: Option<Guid>,
    /// How well it suits; -1 if nobody knows.
    pub driver_rank: i32,
}

/// A driver that adds to a device's own.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct ExtensionDriver {
    /// Which extension.
    pub extension_id: String,
    /// When it was made.
    pub driver_ver_date: DateTime,
    /// `a.b.c.d`, 16 bits each.
    pub driver_ver_version: i64,
    /// The class of devices.
    pub class: String,
    /// How well it suits; -1 if nobody knows.
    pub driver_rank: i32,
    /// The computer for which it was made.
    pub matching_computer_hwid: Option<Guid>,
}

/// What is new, changed, and gone.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct SyncInfo {
    /// New revisions, with their metadata.
    pub new_updates: Vec<UpdateInfo>,
    /// Revisions to be forgotten.
    pub out_of_scope_revision_ids: Vec<i32>,
    /// Known revisions with another deployment, or another place among the others; without metadata.
    pub changed_updates: Vec<UpdateInfo>,
    /// There is more.
    pub truncated: bool,
    /// The cookie for the next call.
    pub new_cookie: Option<Cookie>,
    /// Revisions that are only outside of the categories that were asked for.
    pub deployed_out_of_scope_revision_ids: Vec<i32>,
    /// The server has no drivers for us.
    pub driver_sync_not_needed: bool,
}

/// A revision.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct UpdateInfo {
    /// The server's number of it.
    pub id: i32,
    /// What was decided about it.
    pub deployment: Option<Deployment>,
    /// No other update depends on it.
    pub is_leaf: bool,
    /// Its core metadata, as they came: elements without a root.
    pub xml: Option<String>,
}

impl Message for SyncUpdates<'_> {
    const OPERATION: Operation = client("SyncUpdates");
    type Answer = SyncInfo;

    fn write(&self, to: &mut Parameters<'_>) {
        self.cookie.write("cookie", to.0);
        to.0.element("parameters", |inner| parameters(&self.parameters, inner));
    }

    fn read(from: &mut Response<'_, '_>) -> Result<SyncInfo, Error> {
        while let Some(child) = from.incoming.child(&from.element)? {
            if child.name == "SyncUpdatesResult" {
                return sync_info(from.incoming, &child);
            }
        }
        Err(from.element.error("it has no <SyncUpdatesResult>"))
    }
}

fn parameters(known: &SyncUpdateParameters<'_>, to: &mut Outgoing) {
    to.flag("ExpressQuery", false);
    to.numbers("InstalledNonLeafUpdateIDs", &known.installed_non_leaf_update_ids);
    to.numbers("OtherCachedUpdateIDs", &known.other_cached_update_ids);
    to.list("SystemSpec", &known.system_spec, |inner, one| {
        inner.element("Device", |inner| device(one, inner));
    });
    to.numbers("CachedDriverIDs", &known.cached_driver_ids);
    to.flag("SkipSoftwareSync", known.skip_software_sync);
    to.list("FilterCategoryIds", &known.filter_category_ids, |inner, id| {
        inner.element("CategoryIdentifier", |inner| inner.guid("Id", *id));
    });
    if let Some(needed) = known.need_two_group_out_of_scope_updates {
        to.flag("NeedTwoGroupOutOfScopeUpdates", needed);
    }
    if !known.computer_spec.is_empty() {
        to.element("ComputerSpec", |inner| {
            inner.guids("HardwareIDs", &known.computer_spec);
        });
    }
    to.optional(
        "FeatureScoreMatchingKey",
        known.feature_score_matching_key.as_deref(),
    );
}

fn device(device: &Device, to: &mut Outgoing) {
    to.texts("HardwareIDs", &device.hardware_ids);
    to.texts("CompatibleIDs", &device.compatible_ids);
    if let Some(driver) = &device.installed_driver {
        to.element("installedDriver", |inner| installed_driver(driver, inner));
    }
    // OBSERVED: real agents write it so; the schema has `extensionDriver` for both.
    to.list("extensionDrivers", &device.extension_drivers, |inner, driver| {
        inner.element("ExtensionDriver", |inner| extension_driver(driver, inner));
    });
    to.list("DriverRecoveryIDs", &device.driver_recovery_ids, |inner, id| {
        inner.text("DriverRecoveryID", id);
    });
    if let Some(flags) = device.device_flags {
        to.number("DeviceFlags", flags);
    }
}

fn installed_driver(driver: &InstalledDriver, to: &mut Outgoing) {
    to.optional("MatchingID", driver.matching_id.as_deref());
    to.text("DriverVerDate", driver.driver_ver_date.text());
    to.number("DriverVerVersion", driver.driver_ver_version);
    to.optional("Class", driver.class.as_deref());
    to.optional("Manufacturer", driver.manufacturer.as_deref());
    to.optional("Provider", driver.provider.as_deref());
    to.optional("Model", driver.model.as_deref());
    if let Some(id) = driver.matching_computer_hwid {
        to.guid("MatchingComputerHWID", id);
    }
    to.number("DriverRank", driver.driver_rank);
}

fn extension_driver(driver: &ExtensionDriver, to: &mut Outgoing) {
    to.text("ExtensionId", &driver.extension_id);
    to.text("DriverVerDate", driver.driver_ver_date.text());
    to.number("DriverVerVersion", driver.driver_ver_version);
    to.text("Class", &driver.class);
    to.number("DriverRank", driver.driver_rank);
    if let Some(id) = driver.matching_computer_hwid {
        to.guid("MatchingComputerHWID", id);
    }
}

fn sync_info<'a>(from: &mut Incoming<'a>, element: &Element<'a>) -> Result<SyncInfo, Error> {
    let mut info = SyncInfo::default();
    while let Some(child) = from.child(element)? {
        match child.name {
            "NewUpdates" => info.new_updates = from.list(&child, "UpdateInfo", update_info)?,
            "OutOfScopeRevisionIDs" => info.out_of_scope_revision_ids = from.numbers(&child)?,
            "ChangedUpdates" => info.changed_updates = from.list(&child, "UpdateInfo", update_info)?,
            "Truncated" => info.truncated = from.flag(&child)?,
            "NewCookie" => info.new_cookie = Some(Cookie::read(from, &child)?),
            "DeployedOutOfScopeRevisionIds" => {
                info.deployed_out_of_scope_revision_ids = from.numbers(&child)?;
            }
            "DriverSyncNotNeeded" => {
                let word = from.word(&child)?.unwrap_or_default();
                info.driver_sync_not_needed = word.eq_ignore_ascii_case("true");
            }
            _ => {}
        }
    }
    Ok(info)
}

fn update_info<'a>(from: &mut Incoming<'a>, element: &Element<'a>) -> Result<UpdateInfo, Error> {
    let mut info = UpdateInfo::default();
    let (mut id, mut is_leaf) = (None, None);
    while let Some(child) = from.child(element)? {
        match child.name {
            "ID" => id = Some(from.number(&child)?),
            "Deployment" => info.deployment = Some(Deployment::read(from, &child)?),
            "IsLeaf" => is_leaf = Some(from.flag(&child)?),
            "Xml" => info.xml = Some(from.text(&child)?),
            _ => {}
        }
    }
    let (Some(id), Some(is_leaf)) = (id, is_leaf) else {
        return Err(element.error("<ID> and <IsLeaf> were expected in it"));
    };
    (info.id, info.is_leaf) = (id, is_leaf);
    Ok(info)
}
