//! The enumerations as types. Written by `cargo xtask codegen` from `enumerations.rs`: edit that.

use wua_com::{FromValue, Value};

/// `AddServiceFlag`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(into = "i32", try_from = "i32"))]
#[repr(i32)]
pub enum AddServiceFlag {
    /// `asfAllowPendingRegistration`.
    AllowPendingRegistration = 1,
    /// `asfAllowOnlineRegistration`.
    AllowOnlineRegistration = 2,
    /// `asfRegisterServiceWithAU`.
    RegisterServiceWithAU = 4,
}

impl AddServiceFlag {
    /// The name without the prefix of the specification.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::AllowPendingRegistration => "AllowPendingRegistration",
            Self::AllowOnlineRegistration => "AllowOnlineRegistration",
            Self::RegisterServiceWithAU => "RegisterServiceWithAU",
        }
    }
}

impl TryFrom<i32> for AddServiceFlag {
    type Error = i32;

    fn try_from(number: i32) -> Result<Self, i32> {
        match number {
            1 => Ok(Self::AllowPendingRegistration),
            2 => Ok(Self::AllowOnlineRegistration),
            4 => Ok(Self::RegisterServiceWithAU),
            _ => Err(number),
        }
    }
}

impl From<AddServiceFlag> for i32 {
    #[expect(clippy::as_conversions, reason = "the discriminant is the number")]
    fn from(value: AddServiceFlag) -> Self {
        value as Self
    }
}

impl From<AddServiceFlag> for Value {
    fn from(value: AddServiceFlag) -> Self {
        Self::I4(value.into())
    }
}

impl<'a> FromValue<'a> for AddServiceFlag {
    fn from_value(value: &'a Value) -> Option<Self> {
        i32::from_value(value).and_then(|number| Self::try_from(number).ok())
    }
}

/// `AutoDownloadMode`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(into = "i32", try_from = "i32"))]
#[repr(i32)]
pub enum AutoDownloadMode {
    /// `adLetWindowsUpdateDecide`.
    LetWindowsUpdateDecide = 0,
    /// `adNeverAutoDownload`.
    NeverAutoDownload = 1,
    /// `adAlwaysAutoDownload`.
    AlwaysAutoDownload = 2,
}

impl AutoDownloadMode {
    /// The name without the prefix of the specification.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::LetWindowsUpdateDecide => "LetWindowsUpdateDecide",
            Self::NeverAutoDownload => "NeverAutoDownload",
            Self::AlwaysAutoDownload => "AlwaysAutoDownload",
        }
    }
}

impl TryFrom<i32> for AutoDownloadMode {
    type Error = i32;

    fn try_from(number: i32) -> Result<Self, i32> {
        match number {
            0 => Ok(Self::LetWindowsUpdateDecide),
            1 => Ok(Self::NeverAutoDownload),
            2 => Ok(Self::AlwaysAutoDownload),
            _ => Err(number),
        }
    }
}

impl From<AutoDownloadMode> for i32 {
    #[expect(clippy::as_conversions, reason = "the discriminant is the number")]
    fn from(value: AutoDownloadMode) -> Self {
        value as Self
    }
}

impl From<AutoDownloadMode> for Value {
    fn from(value: AutoDownloadMode) -> Self {
        Self::I4(value.into())
    }
}

impl<'a> FromValue<'a> for AutoDownloadMode {
    fn from_value(value: &'a Value) -> Option<Self> {
        i32::from_value(value).and_then(|number| Self::try_from(number).ok())
    }
}

/// `AutoSelectionMode`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(into = "i32", try_from = "i32"))]
#[repr(i32)]
pub enum AutoSelectionMode {
    /// `asLetWindowsUpdateDecide`.
    LetWindowsUpdateDecide = 0,
    /// `asAutoSelectIfDownloaded`.
    AutoSelectIfDownloaded = 1,
    /// `asNeverAutoSelect`.
    NeverAutoSelect = 2,
    /// `asAlwaysAutoSelect`.
    AlwaysAutoSelect = 3,
}

impl AutoSelectionMode {
    /// The name without the prefix of the specification.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::LetWindowsUpdateDecide => "LetWindowsUpdateDecide",
            Self::AutoSelectIfDownloaded => "AutoSelectIfDownloaded",
            Self::NeverAutoSelect => "NeverAutoSelect",
            Self::AlwaysAutoSelect => "AlwaysAutoSelect",
        }
    }
}

impl TryFrom<i32> for AutoSelectionMode {
    type Error = i32;

    fn try_from(number: i32) -> Result<Self, i32> {
        match number {
            0 => Ok(Self::LetWindowsUpdateDecide),
            1 => Ok(Self::AutoSelectIfDownloaded),
            2 => Ok(Self::NeverAutoSelect),
            3 => Ok(Self::AlwaysAutoSelect),
            _ => Err(number),
        }
    }
}

impl From<AutoSelectionMode> for i32 {
    #[expect(clippy::as_conversions, reason = "the discriminant is the number")]
    fn from(value: AutoSelectionMode) -> Self {
        value as Self
    }
}

impl From<AutoSelectionMode> for Value {
    fn from(value: AutoSelectionMode) -> Self {
        Self::I4(value.into())
    }
}

impl<'a> FromValue<'a> for AutoSelectionMode {
    fn from_value(value: &'a Value) -> Option<Self> {
        i32::from_value(value).and_then(|number| Self::try_from(number).ok())
    }
}

/// `AutomaticUpdatesNotificationLevel`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(into = "i32", try_from = "i32"))]
#[repr(i32)]
pub enum AutomaticUpdatesNotificationLevel {
    /// `aunlNotConfigured`.
    NotConfigured = 0,
    /// `aunlDisabled`.
    Disabled = 1,
    /// `aunlNotifyBeforeDownload`.
    NotifyBeforeDownload = 2,
    /// `aunlNotifyBeforeInstallation`.
    NotifyBeforeInstallation = 3,
    /// `aunlScheduledInstallation`.
    ScheduledInstallation = 4,
}

impl AutomaticUpdatesNotificationLevel {
    /// The name without the prefix of the specification.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::NotConfigured => "NotConfigured",
            Self::Disabled => "Disabled",
            Self::NotifyBeforeDownload => "NotifyBeforeDownload",
            Self::NotifyBeforeInstallation => "NotifyBeforeInstallation",
            Self::ScheduledInstallation => "ScheduledInstallation",
        }
    }
}

impl TryFrom<i32> for AutomaticUpdatesNotificationLevel {
    type Error = i32;

    fn try_from(number: i32) -> Result<Self, i32> {
        match number {
            0 => Ok(Self::NotConfigured),
            1 => Ok(Self::Disabled),
            2 => Ok(Self::NotifyBeforeDownload),
            3 => Ok(Self::NotifyBeforeInstallation),
            4 => Ok(Self::ScheduledInstallation),
            _ => Err(number),
        }
    }
}

impl From<AutomaticUpdatesNotificationLevel> for i32 {
    #[expect(clippy::as_conversions, reason = "the discriminant is the number")]
    fn from(value: AutomaticUpdatesNotificationLevel) -> Self {
        value as Self
    }
}

impl From<AutomaticUpdatesNotificationLevel> for Value {
    fn from(value: AutomaticUpdatesNotificationLevel) -> Self {
        Self::I4(value.into())
    }
}

impl<'a> FromValue<'a> for AutomaticUpdatesNotificationLevel {
    fn from_value(value: &'a Value) -> Option<Self> {
        i32::from_value(value).and_then(|number| Self::try_from(number).ok())
    }
}

/// `AutomaticUpdatesPermissionType`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(into = "i32", try_from = "i32"))]
#[repr(i32)]
pub enum AutomaticUpdatesPermissionType {
    /// `auptSetNotificationLevel`.
    SetNotificationLevel = 1,
    /// `auptDisableAutomaticUpdates`.
    DisableAutomaticUpdates = 2,
    /// `auptSetIncludeRecommendedUpdates`.
    SetIncludeRecommendedUpdates = 3,
    /// `auptSetFeaturedUpdatesEnabled`.
    SetFeaturedUpdatesEnabled = 4,
    /// `auptSetNonAdministratorsElevated`.
    SetNonAdministratorsElevated = 5,
}

impl AutomaticUpdatesPermissionType {
    /// The name without the prefix of the specification.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::SetNotificationLevel => "SetNotificationLevel",
            Self::DisableAutomaticUpdates => "DisableAutomaticUpdates",
            Self::SetIncludeRecommendedUpdates => "SetIncludeRecommendedUpdates",
            Self::SetFeaturedUpdatesEnabled => "SetFeaturedUpdatesEnabled",
            Self::SetNonAdministratorsElevated => "SetNonAdministratorsElevated",
        }
    }
}

impl TryFrom<i32> for AutomaticUpdatesPermissionType {
    type Error = i32;

    fn try_from(number: i32) -> Result<Self, i32> {
        match number {
            1 => Ok(Self::SetNotificationLevel),
            2 => Ok(Self::DisableAutomaticUpdates),
            3 => Ok(Self::SetIncludeRecommendedUpdates),
            4 => Ok(Self::SetFeaturedUpdatesEnabled),
            5 => Ok(Self::SetNonAdministratorsElevated),
            _ => Err(number),
        }
    }
}

impl From<AutomaticUpdatesPermissionType> for i32 {
    #[expect(clippy::as_conversions, reason = "the discriminant is the number")]
    fn from(value: AutomaticUpdatesPermissionType) -> Self {
        value as Self
    }
}

impl From<AutomaticUpdatesPermissionType> for Value {
    fn from(value: AutomaticUpdatesPermissionType) -> Self {
        Self::I4(value.into())
    }
}

impl<'a> FromValue<'a> for AutomaticUpdatesPermissionType {
    fn from_value(value: &'a Value) -> Option<Self> {
        i32::from_value(value).and_then(|number| Self::try_from(number).ok())
    }
}

/// `AutomaticUpdatesScheduledInstallationDay`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(into = "i32", try_from = "i32"))]
#[repr(i32)]
pub enum AutomaticUpdatesScheduledInstallationDay {
    /// `ausidEveryDay`.
    EveryDay = 0,
    /// `ausidEverySunday`.
    EverySunday = 1,
    /// `ausidEveryMonday`.
    EveryMonday = 2,
    /// `ausidEveryTuesday`.
    EveryTuesday = 3,
    /// `ausidEveryWednesday`.
    EveryWednesday = 4,
    /// `ausidEveryThursday`.
    EveryThursday = 5,
    /// `ausidEveryFriday`.
    EveryFriday = 6,
    /// `ausidEverySaturday`.
    EverySaturday = 7,
}

impl AutomaticUpdatesScheduledInstallationDay {
    /// The name without the prefix of the specification.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::EveryDay => "EveryDay",
            Self::EverySunday => "EverySunday",
            Self::EveryMonday => "EveryMonday",
            Self::EveryTuesday => "EveryTuesday",
            Self::EveryWednesday => "EveryWednesday",
            Self::EveryThursday => "EveryThursday",
            Self::EveryFriday => "EveryFriday",
            Self::EverySaturday => "EverySaturday",
        }
    }
}

impl TryFrom<i32> for AutomaticUpdatesScheduledInstallationDay {
    type Error = i32;

    fn try_from(number: i32) -> Result<Self, i32> {
        match number {
            0 => Ok(Self::EveryDay),
            1 => Ok(Self::EverySunday),
            2 => Ok(Self::EveryMonday),
            3 => Ok(Self::EveryTuesday),
            4 => Ok(Self::EveryWednesday),
            5 => Ok(Self::EveryThursday),
            6 => Ok(Self::EveryFriday),
            7 => Ok(Self::EverySaturday),
            _ => Err(number),
        }
    }
}

impl From<AutomaticUpdatesScheduledInstallationDay> for i32 {
    #[expect(clippy::as_conversions, reason = "the discriminant is the number")]
    fn from(value: AutomaticUpdatesScheduledInstallationDay) -> Self {
        value as Self
    }
}

impl From<AutomaticUpdatesScheduledInstallationDay> for Value {
    fn from(value: AutomaticUpdatesScheduledInstallationDay) -> Self {
        Self::I4(value.into())
    }
}

impl<'a> FromValue<'a> for AutomaticUpdatesScheduledInstallationDay {
    fn from_value(value: &'a Value) -> Option<Self> {
        i32::from_value(value).and_then(|number| Self::try_from(number).ok())
    }
}

/// `AutomaticUpdatesUserType`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(into = "i32", try_from = "i32"))]
#[repr(i32)]
pub enum AutomaticUpdatesUserType {
    /// `auutCurrentUser`.
    CurrentUser = 1,
    /// `auutLocalAdministrator`.
    LocalAdministrator = 2,
}

impl AutomaticUpdatesUserType {
    /// The name without the prefix of the specification.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::CurrentUser => "CurrentUser",
            Self::LocalAdministrator => "LocalAdministrator",
        }
    }
}

impl TryFrom<i32> for AutomaticUpdatesUserType {
    type Error = i32;

    fn try_from(number: i32) -> Result<Self, i32> {
        match number {
            1 => Ok(Self::CurrentUser),
            2 => Ok(Self::LocalAdministrator),
            _ => Err(number),
        }
    }
}

impl From<AutomaticUpdatesUserType> for i32 {
    #[expect(clippy::as_conversions, reason = "the discriminant is the number")]
    fn from(value: AutomaticUpdatesUserType) -> Self {
        value as Self
    }
}

impl From<AutomaticUpdatesUserType> for Value {
    fn from(value: AutomaticUpdatesUserType) -> Self {
        Self::I4(value.into())
    }
}

impl<'a> FromValue<'a> for AutomaticUpdatesUserType {
    fn from_value(value: &'a Value) -> Option<Self> {
        i32::from_value(value).and_then(|number| Self::try_from(number).ok())
    }
}

/// `DeploymentAction`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(into = "i32", try_from = "i32"))]
#[repr(i32)]
pub enum DeploymentAction {
    /// `daNone`.
    None = 0,
    /// `daInstallation`.
    Installation = 1,
    /// `daUninstallation`.
    Uninstallation = 2,
    /// `daDetection`.
    Detection = 3,
    /// `daOptionalInstallation`.
    OptionalInstallation = 4,
}

impl DeploymentAction {
    /// The name without the prefix of the specification.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::None => "None",
            Self::Installation => "Installation",
            Self::Uninstallation => "Uninstallation",
            Self::Detection => "Detection",
            Self::OptionalInstallation => "OptionalInstallation",
        }
    }
}

impl TryFrom<i32> for DeploymentAction {
    type Error = i32;

    fn try_from(number: i32) -> Result<Self, i32> {
        match number {
            0 => Ok(Self::None),
            1 => Ok(Self::Installation),
            2 => Ok(Self::Uninstallation),
            3 => Ok(Self::Detection),
            4 => Ok(Self::OptionalInstallation),
            _ => Err(number),
        }
    }
}

impl From<DeploymentAction> for i32 {
    #[expect(clippy::as_conversions, reason = "the discriminant is the number")]
    fn from(value: DeploymentAction) -> Self {
        value as Self
    }
}

impl From<DeploymentAction> for Value {
    fn from(value: DeploymentAction) -> Self {
        Self::I4(value.into())
    }
}

impl<'a> FromValue<'a> for DeploymentAction {
    fn from_value(value: &'a Value) -> Option<Self> {
        i32::from_value(value).and_then(|number| Self::try_from(number).ok())
    }
}

/// `DownloadPhase`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(into = "i32", try_from = "i32"))]
#[repr(i32)]
pub enum DownloadPhase {
    /// `dphInitializing`.
    Initializing = 1,
    /// `dphDownloading`.
    Downloading = 2,
    /// `dphVerifying`.
    Verifying = 3,
}

impl DownloadPhase {
    /// The name without the prefix of the specification.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Initializing => "Initializing",
            Self::Downloading => "Downloading",
            Self::Verifying => "Verifying",
        }
    }
}

impl TryFrom<i32> for DownloadPhase {
    type Error = i32;

    fn try_from(number: i32) -> Result<Self, i32> {
        match number {
            1 => Ok(Self::Initializing),
            2 => Ok(Self::Downloading),
            3 => Ok(Self::Verifying),
            _ => Err(number),
        }
    }
}

impl From<DownloadPhase> for i32 {
    #[expect(clippy::as_conversions, reason = "the discriminant is the number")]
    fn from(value: DownloadPhase) -> Self {
        value as Self
    }
}

impl From<DownloadPhase> for Value {
    fn from(value: DownloadPhase) -> Self {
        Self::I4(value.into())
    }
}

impl<'a> FromValue<'a> for DownloadPhase {
    fn from_value(value: &'a Value) -> Option<Self> {
        i32::from_value(value).and_then(|number| Self::try_from(number).ok())
    }
}

/// `DownloadPriority`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(into = "i32", try_from = "i32"))]
#[repr(i32)]
pub enum DownloadPriority {
    /// `dpLow`.
    Low = 1,
    /// `dpNormal`.
    Normal = 2,
    /// `dpHigh`.
    High = 3,
    /// `dpExtraHigh`.
    ExtraHigh = 4,
}

impl DownloadPriority {
    /// The name without the prefix of the specification.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Low => "Low",
            Self::Normal => "Normal",
            Self::High => "High",
            Self::ExtraHigh => "ExtraHigh",
        }
    }
}

impl TryFrom<i32> for DownloadPriority {
    type Error = i32;

    fn try_from(number: i32) -> Result<Self, i32> {
        match number {
            1 => Ok(Self::Low),
            2 => Ok(Self::Normal),
            3 => Ok(Self::High),
            4 => Ok(Self::ExtraHigh),
            _ => Err(number),
        }
    }
}

impl From<DownloadPriority> for i32 {
    #[expect(clippy::as_conversions, reason = "the discriminant is the number")]
    fn from(value: DownloadPriority) -> Self {
        value as Self
    }
}

impl From<DownloadPriority> for Value {
    fn from(value: DownloadPriority) -> Self {
        Self::I4(value.into())
    }
}

impl<'a> FromValue<'a> for DownloadPriority {
    fn from_value(value: &'a Value) -> Option<Self> {
        i32::from_value(value).and_then(|number| Self::try_from(number).ok())
    }
}

/// `DownloadType`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(into = "i32", try_from = "i32"))]
#[repr(i32)]
pub enum DownloadType {
    /// `downloadTypeFull`.
    Full = 0,
    /// `downloadTypeUpdateBootstrapper`.
    UpdateBootstrapper = 1,
}

impl DownloadType {
    /// The name without the prefix of the specification.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Full => "Full",
            Self::UpdateBootstrapper => "UpdateBootstrapper",
        }
    }
}

impl TryFrom<i32> for DownloadType {
    type Error = i32;

    fn try_from(number: i32) -> Result<Self, i32> {
        match number {
            0 => Ok(Self::Full),
            1 => Ok(Self::UpdateBootstrapper),
            _ => Err(number),
        }
    }
}

impl From<DownloadType> for i32 {
    #[expect(clippy::as_conversions, reason = "the discriminant is the number")]
    fn from(value: DownloadType) -> Self {
        value as Self
    }
}

impl From<DownloadType> for Value {
    fn from(value: DownloadType) -> Self {
        Self::I4(value.into())
    }
}

impl<'a> FromValue<'a> for DownloadType {
    fn from_value(value: &'a Value) -> Option<Self> {
        i32::from_value(value).and_then(|number| Self::try_from(number).ok())
    }
}

/// `InstallationImpact`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(into = "i32", try_from = "i32"))]
#[repr(i32)]
pub enum InstallationImpact {
    /// `iiNormal`.
    Normal = 0,
    /// `iiMinor`.
    Minor = 1,
    /// `iiRequiresExclusiveHandling`.
    RequiresExclusiveHandling = 2,
}

impl InstallationImpact {
    /// The name without the prefix of the specification.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Normal => "Normal",
            Self::Minor => "Minor",
            Self::RequiresExclusiveHandling => "RequiresExclusiveHandling",
        }
    }
}

impl TryFrom<i32> for InstallationImpact {
    type Error = i32;

    fn try_from(number: i32) -> Result<Self, i32> {
        match number {
            0 => Ok(Self::Normal),
            1 => Ok(Self::Minor),
            2 => Ok(Self::RequiresExclusiveHandling),
            _ => Err(number),
        }
    }
}

impl From<InstallationImpact> for i32 {
    #[expect(clippy::as_conversions, reason = "the discriminant is the number")]
    fn from(value: InstallationImpact) -> Self {
        value as Self
    }
}

impl From<InstallationImpact> for Value {
    fn from(value: InstallationImpact) -> Self {
        Self::I4(value.into())
    }
}

impl<'a> FromValue<'a> for InstallationImpact {
    fn from_value(value: &'a Value) -> Option<Self> {
        i32::from_value(value).and_then(|number| Self::try_from(number).ok())
    }
}

/// `InstallationRebootBehavior`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(into = "i32", try_from = "i32"))]
#[repr(i32)]
pub enum InstallationRebootBehavior {
    /// `irbNeverReboots`.
    NeverReboots = 0,
    /// `irbAlwaysRequiresReboot`.
    AlwaysRequiresReboot = 1,
    /// `irbCanRequestReboot`.
    CanRequestReboot = 2,
}

impl InstallationRebootBehavior {
    /// The name without the prefix of the specification.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::NeverReboots => "NeverReboots",
            Self::AlwaysRequiresReboot => "AlwaysRequiresReboot",
            Self::CanRequestReboot => "CanRequestReboot",
        }
    }
}

impl TryFrom<i32> for InstallationRebootBehavior {
    type Error = i32;

    fn try_from(number: i32) -> Result<Self, i32> {
        match number {
            0 => Ok(Self::NeverReboots),
            1 => Ok(Self::AlwaysRequiresReboot),
            2 => Ok(Self::CanRequestReboot),
            _ => Err(number),
        }
    }
}

impl From<InstallationRebootBehavior> for i32 {
    #[expect(clippy::as_conversions, reason = "the discriminant is the number")]
    fn from(value: InstallationRebootBehavior) -> Self {
        value as Self
    }
}

impl From<InstallationRebootBehavior> for Value {
    fn from(value: InstallationRebootBehavior) -> Self {
        Self::I4(value.into())
    }
}

impl<'a> FromValue<'a> for InstallationRebootBehavior {
    fn from_value(value: &'a Value) -> Option<Self> {
        i32::from_value(value).and_then(|number| Self::try_from(number).ok())
    }
}

/// `OperationResultCode`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(into = "i32", try_from = "i32"))]
#[repr(i32)]
pub enum OperationResultCode {
    /// `orcNotStarted`.
    NotStarted = 0,
    /// `orcInProgress`.
    InProgress = 1,
    /// `orcSucceeded`.
    Succeeded = 2,
    /// `orcSucceededWithErrors`.
    SucceededWithErrors = 3,
    /// `orcFailed`.
    Failed = 4,
    /// `orcAborted`.
    Aborted = 5,
}

impl OperationResultCode {
    /// The name without the prefix of the specification.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::NotStarted => "NotStarted",
            Self::InProgress => "InProgress",
            Self::Succeeded => "Succeeded",
            Self::SucceededWithErrors => "SucceededWithErrors",
            Self::Failed => "Failed",
            Self::Aborted => "Aborted",
        }
    }
}

impl TryFrom<i32> for OperationResultCode {
    type Error = i32;

    fn try_from(number: i32) -> Result<Self, i32> {
        match number {
            0 => Ok(Self::NotStarted),
            1 => Ok(Self::InProgress),
            2 => Ok(Self::Succeeded),
            3 => Ok(Self::SucceededWithErrors),
            4 => Ok(Self::Failed),
            5 => Ok(Self::Aborted),
            _ => Err(number),
        }
    }
}

impl From<OperationResultCode> for i32 {
    #[expect(clippy::as_conversions, reason = "the discriminant is the number")]
    fn from(value: OperationResultCode) -> Self {
        value as Self
    }
}

impl From<OperationResultCode> for Value {
    fn from(value: OperationResultCode) -> Self {
        Self::I4(value.into())
    }
}

impl<'a> FromValue<'a> for OperationResultCode {
    fn from_value(value: &'a Value) -> Option<Self> {
        i32::from_value(value).and_then(|number| Self::try_from(number).ok())
    }
}

/// `SearchScope`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(into = "i32", try_from = "i32"))]
#[repr(i32)]
pub enum SearchScope {
    /// `searchScopeDefault`.
    Default = 0,
    /// `searchScopeMachineOnly`.
    MachineOnly = 1,
    /// `searchScopeCurrentUserOnly`.
    CurrentUserOnly = 2,
    /// `searchScopeMachineAndCurrentUser`.
    MachineAndCurrentUser = 3,
    /// `searchScopeMachineAndAllUsers`.
    MachineAndAllUsers = 4,
    /// `searchScopeAllUsers`.
    AllUsers = 5,
}

impl SearchScope {
    /// The name without the prefix of the specification.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Default => "Default",
            Self::MachineOnly => "MachineOnly",
            Self::CurrentUserOnly => "CurrentUserOnly",
            Self::MachineAndCurrentUser => "MachineAndCurrentUser",
            Self::MachineAndAllUsers => "MachineAndAllUsers",
            Self::AllUsers => "AllUsers",
        }
    }
}

impl TryFrom<i32> for SearchScope {
    type Error = i32;

    fn try_from(number: i32) -> Result<Self, i32> {
        match number {
            0 => Ok(Self::Default),
            1 => Ok(Self::MachineOnly),
            2 => Ok(Self::CurrentUserOnly),
            3 => Ok(Self::MachineAndCurrentUser),
            4 => Ok(Self::MachineAndAllUsers),
            5 => Ok(Self::AllUsers),
            _ => Err(number),
        }
    }
}

impl From<SearchScope> for i32 {
    #[expect(clippy::as_conversions, reason = "the discriminant is the number")]
    fn from(value: SearchScope) -> Self {
        value as Self
    }
}

impl From<SearchScope> for Value {
    fn from(value: SearchScope) -> Self {
        Self::I4(value.into())
    }
}

impl<'a> FromValue<'a> for SearchScope {
    fn from_value(value: &'a Value) -> Option<Self> {
        i32::from_value(value).and_then(|number| Self::try_from(number).ok())
    }
}

/// `ServerSelection`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(into = "i32", try_from = "i32"))]
#[repr(i32)]
pub enum ServerSelection {
    /// `ssDefault`.
    Default = 0,
    /// `ssManagedServer`.
    ManagedServer = 1,
    /// `ssWindowsUpdate`.
    WindowsUpdate = 2,
    /// `ssOthers`.
    Others = 3,
}

impl ServerSelection {
    /// The name without the prefix of the specification.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Default => "Default",
            Self::ManagedServer => "ManagedServer",
            Self::WindowsUpdate => "WindowsUpdate",
            Self::Others => "Others",
        }
    }
}

impl TryFrom<i32> for ServerSelection {
    type Error = i32;

    fn try_from(number: i32) -> Result<Self, i32> {
        match number {
            0 => Ok(Self::Default),
            1 => Ok(Self::ManagedServer),
            2 => Ok(Self::WindowsUpdate),
            3 => Ok(Self::Others),
            _ => Err(number),
        }
    }
}

impl From<ServerSelection> for i32 {
    #[expect(clippy::as_conversions, reason = "the discriminant is the number")]
    fn from(value: ServerSelection) -> Self {
        value as Self
    }
}

impl From<ServerSelection> for Value {
    fn from(value: ServerSelection) -> Self {
        Self::I4(value.into())
    }
}

impl<'a> FromValue<'a> for ServerSelection {
    fn from_value(value: &'a Value) -> Option<Self> {
        i32::from_value(value).and_then(|number| Self::try_from(number).ok())
    }
}

/// `UpdateEndpointAuthTokenType`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(into = "i32", try_from = "i32"))]
#[repr(i32)]
pub enum UpdateEndpointAuthTokenType {
    /// `ueattInvalidTokenType`.
    InvalidTokenType = 0,
    /// `ueattSAML11Token`.
    SAML11Token = 1,
}

impl UpdateEndpointAuthTokenType {
    /// The name without the prefix of the specification.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::InvalidTokenType => "InvalidTokenType",
            Self::SAML11Token => "SAML11Token",
        }
    }
}

impl TryFrom<i32> for UpdateEndpointAuthTokenType {
    type Error = i32;

    fn try_from(number: i32) -> Result<Self, i32> {
        match number {
            0 => Ok(Self::InvalidTokenType),
            1 => Ok(Self::SAML11Token),
            _ => Err(number),
        }
    }
}

impl From<UpdateEndpointAuthTokenType> for i32 {
    #[expect(clippy::as_conversions, reason = "the discriminant is the number")]
    fn from(value: UpdateEndpointAuthTokenType) -> Self {
        value as Self
    }
}

impl From<UpdateEndpointAuthTokenType> for Value {
    fn from(value: UpdateEndpointAuthTokenType) -> Self {
        Self::I4(value.into())
    }
}

impl<'a> FromValue<'a> for UpdateEndpointAuthTokenType {
    fn from_value(value: &'a Value) -> Option<Self> {
        i32::from_value(value).and_then(|number| Self::try_from(number).ok())
    }
}

/// `UpdateEndpointType`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(into = "i32", try_from = "i32"))]
#[repr(i32)]
pub enum UpdateEndpointType {
    /// `uetClientServer`.
    ClientServer = 0,
    /// `uetReporting`.
    Reporting = 1,
    /// `uetWuaSelfUpdate`.
    WuaSelfUpdate = 2,
    /// `uetRegulation`.
    Regulation = 3,
    /// `uetSimpleTargeting`.
    SimpleTargeting = 4,
    /// `uetSecuredClientServer`.
    SecuredClientServer = 5,
    /// `uetSecondaryServiceAuth`.
    SecondaryServiceAuth = 6,
}

impl UpdateEndpointType {
    /// The name without the prefix of the specification.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::ClientServer => "ClientServer",
            Self::Reporting => "Reporting",
            Self::WuaSelfUpdate => "WuaSelfUpdate",
            Self::Regulation => "Regulation",
            Self::SimpleTargeting => "SimpleTargeting",
            Self::SecuredClientServer => "SecuredClientServer",
            Self::SecondaryServiceAuth => "SecondaryServiceAuth",
        }
    }
}

impl TryFrom<i32> for UpdateEndpointType {
    type Error = i32;

    fn try_from(number: i32) -> Result<Self, i32> {
        match number {
            0 => Ok(Self::ClientServer),
            1 => Ok(Self::Reporting),
            2 => Ok(Self::WuaSelfUpdate),
            3 => Ok(Self::Regulation),
            4 => Ok(Self::SimpleTargeting),
            5 => Ok(Self::SecuredClientServer),
            6 => Ok(Self::SecondaryServiceAuth),
            _ => Err(number),
        }
    }
}

impl From<UpdateEndpointType> for i32 {
    #[expect(clippy::as_conversions, reason = "the discriminant is the number")]
    fn from(value: UpdateEndpointType) -> Self {
        value as Self
    }
}

impl From<UpdateEndpointType> for Value {
    fn from(value: UpdateEndpointType) -> Self {
        Self::I4(value.into())
    }
}

impl<'a> FromValue<'a> for UpdateEndpointType {
    fn from_value(value: &'a Value) -> Option<Self> {
        i32::from_value(value).and_then(|number| Self::try_from(number).ok())
    }
}

/// `UpdateExceptionContext`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(into = "i32", try_from = "i32"))]
#[repr(i32)]
pub enum UpdateExceptionContext {
    /// `uecGeneral`.
    General = 1,
    /// `uecWindowsDriver`.
    WindowsDriver = 2,
    /// `uecWindowsInstaller`.
    WindowsInstaller = 3,
    /// `uecSearchIncomplete`.
    SearchIncomplete = 4,
}

impl UpdateExceptionContext {
    /// The name without the prefix of the specification.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::General => "General",
            Self::WindowsDriver => "WindowsDriver",
            Self::WindowsInstaller => "WindowsInstaller",
            Self::SearchIncomplete => "SearchIncomplete",
        }
    }
}

impl TryFrom<i32> for UpdateExceptionContext {
    type Error = i32;

    fn try_from(number: i32) -> Result<Self, i32> {
        match number {
            1 => Ok(Self::General),
            2 => Ok(Self::WindowsDriver),
            3 => Ok(Self::WindowsInstaller),
            4 => Ok(Self::SearchIncomplete),
            _ => Err(number),
        }
    }
}

impl From<UpdateExceptionContext> for i32 {
    #[expect(clippy::as_conversions, reason = "the discriminant is the number")]
    fn from(value: UpdateExceptionContext) -> Self {
        value as Self
    }
}

impl From<UpdateExceptionContext> for Value {
    fn from(value: UpdateExceptionContext) -> Self {
        Self::I4(value.into())
    }
}

impl<'a> FromValue<'a> for UpdateExceptionContext {
    fn from_value(value: &'a Value) -> Option<Self> {
        i32::from_value(value).and_then(|number| Self::try_from(number).ok())
    }
}

/// `UpdateLockdownOption`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(into = "i32", try_from = "i32"))]
#[repr(i32)]
pub enum UpdateLockdownOption {
    /// `uloForWebsiteAccess`.
    ForWebsiteAccess = 1,
}

impl UpdateLockdownOption {
    /// The name without the prefix of the specification.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::ForWebsiteAccess => "ForWebsiteAccess",
        }
    }
}

impl TryFrom<i32> for UpdateLockdownOption {
    type Error = i32;

    fn try_from(number: i32) -> Result<Self, i32> {
        match number {
            1 => Ok(Self::ForWebsiteAccess),
            _ => Err(number),
        }
    }
}

impl From<UpdateLockdownOption> for i32 {
    #[expect(clippy::as_conversions, reason = "the discriminant is the number")]
    fn from(value: UpdateLockdownOption) -> Self {
        value as Self
    }
}

impl From<UpdateLockdownOption> for Value {
    fn from(value: UpdateLockdownOption) -> Self {
        Self::I4(value.into())
    }
}

impl<'a> FromValue<'a> for UpdateLockdownOption {
    fn from_value(value: &'a Value) -> Option<Self> {
        i32::from_value(value).and_then(|number| Self::try_from(number).ok())
    }
}

/// `UpdateOperation`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(into = "i32", try_from = "i32"))]
#[repr(i32)]
pub enum UpdateOperation {
    /// `uoInstallation`.
    Installation = 1,
    /// `uoUninstallation`.
    Uninstallation = 2,
}

impl UpdateOperation {
    /// The name without the prefix of the specification.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Installation => "Installation",
            Self::Uninstallation => "Uninstallation",
        }
    }
}

impl TryFrom<i32> for UpdateOperation {
    type Error = i32;

    fn try_from(number: i32) -> Result<Self, i32> {
        match number {
            1 => Ok(Self::Installation),
            2 => Ok(Self::Uninstallation),
            _ => Err(number),
        }
    }
}

impl From<UpdateOperation> for i32 {
    #[expect(clippy::as_conversions, reason = "the discriminant is the number")]
    fn from(value: UpdateOperation) -> Self {
        value as Self
    }
}

impl From<UpdateOperation> for Value {
    fn from(value: UpdateOperation) -> Self {
        Self::I4(value.into())
    }
}

impl<'a> FromValue<'a> for UpdateOperation {
    fn from_value(value: &'a Value) -> Option<Self> {
        i32::from_value(value).and_then(|number| Self::try_from(number).ok())
    }
}

/// `UpdateServiceOption`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(into = "i32", try_from = "i32"))]
#[repr(i32)]
pub enum UpdateServiceOption {
    /// `usoNonVolatileService`.
    NonVolatileService = 1,
}

impl UpdateServiceOption {
    /// The name without the prefix of the specification.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::NonVolatileService => "NonVolatileService",
        }
    }
}

impl TryFrom<i32> for UpdateServiceOption {
    type Error = i32;

    fn try_from(number: i32) -> Result<Self, i32> {
        match number {
            1 => Ok(Self::NonVolatileService),
            _ => Err(number),
        }
    }
}

impl From<UpdateServiceOption> for i32 {
    #[expect(clippy::as_conversions, reason = "the discriminant is the number")]
    fn from(value: UpdateServiceOption) -> Self {
        value as Self
    }
}

impl From<UpdateServiceOption> for Value {
    fn from(value: UpdateServiceOption) -> Self {
        Self::I4(value.into())
    }
}

impl<'a> FromValue<'a> for UpdateServiceOption {
    fn from_value(value: &'a Value) -> Option<Self> {
        i32::from_value(value).and_then(|number| Self::try_from(number).ok())
    }
}

/// `UpdateServiceRegistrationState`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(into = "i32", try_from = "i32"))]
#[repr(i32)]
pub enum UpdateServiceRegistrationState {
    /// `usrsNotRegistered`.
    NotRegistered = 1,
    /// `usrsRegistrationPending`.
    RegistrationPending = 2,
    /// `usrsRegistered`.
    Registered = 3,
}

impl UpdateServiceRegistrationState {
    /// The name without the prefix of the specification.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::NotRegistered => "NotRegistered",
            Self::RegistrationPending => "RegistrationPending",
            Self::Registered => "Registered",
        }
    }
}

impl TryFrom<i32> for UpdateServiceRegistrationState {
    type Error = i32;

    fn try_from(number: i32) -> Result<Self, i32> {
        match number {
            1 => Ok(Self::NotRegistered),
            2 => Ok(Self::RegistrationPending),
            3 => Ok(Self::Registered),
            _ => Err(number),
        }
    }
}

impl From<UpdateServiceRegistrationState> for i32 {
    #[expect(clippy::as_conversions, reason = "the discriminant is the number")]
    fn from(value: UpdateServiceRegistrationState) -> Self {
        value as Self
    }
}

impl From<UpdateServiceRegistrationState> for Value {
    fn from(value: UpdateServiceRegistrationState) -> Self {
        Self::I4(value.into())
    }
}

impl<'a> FromValue<'a> for UpdateServiceRegistrationState {
    fn from_value(value: &'a Value) -> Option<Self> {
        i32::from_value(value).and_then(|number| Self::try_from(number).ok())
    }
}

/// `UpdateType`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(into = "i32", try_from = "i32"))]
#[repr(i32)]
pub enum UpdateType {
    /// `utSoftware`.
    Software = 1,
    /// `utDriver`.
    Driver = 2,
}

impl UpdateType {
    /// The name without the prefix of the specification.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Software => "Software",
            Self::Driver => "Driver",
        }
    }
}

impl TryFrom<i32> for UpdateType {
    type Error = i32;

    fn try_from(number: i32) -> Result<Self, i32> {
        match number {
            1 => Ok(Self::Software),
            2 => Ok(Self::Driver),
            _ => Err(number),
        }
    }
}

impl From<UpdateType> for i32 {
    #[expect(clippy::as_conversions, reason = "the discriminant is the number")]
    fn from(value: UpdateType) -> Self {
        value as Self
    }
}

impl From<UpdateType> for Value {
    fn from(value: UpdateType) -> Self {
        Self::I4(value.into())
    }
}

impl<'a> FromValue<'a> for UpdateType {
    fn from_value(value: &'a Value) -> Option<Self> {
        i32::from_value(value).and_then(|number| Self::try_from(number).ok())
    }
}
