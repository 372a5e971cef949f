//! What criteria ask of an update.

use wua_com::Guid;

/// An update, as criteria see it. Asked from the cheap to the dear, and no more than needed.
pub trait Subject {
    /// `Type`: software or a driver.
    fn update_type(&self) -> UpdateType;
    /// `DeploymentAction`: what the service wants done with it.
    fn deployment_action(&self) -> DeploymentAction;
    /// `IsAssigned`: meant for automatic updates.
    fn is_assigned(&self) -> bool;
    /// `BrowseOnly`: optional.
    fn browse_only(&self) -> bool;
    /// `AutoSelectOnWebSites`: preselected in a user interface.
    fn auto_select_on_web_sites(&self) -> bool;
    /// `UpdateID`: which update it is, in all its revisions.
    fn update_id(&self) -> Guid;
    /// `RevisionNumber`: which of its revisions.
    fn revision_number(&self) -> i32;
    /// `CategoryIDs`: whether the category is one of its categories.
    fn belongs_to_category(&self, category: Guid) -> bool;
    /// `IsInstalled`: installed for every product that it applies to.
    fn is_installed(&self) -> bool;
    /// `IsHidden`: hidden by a user.
    fn is_hidden(&self) -> bool;
    /// `IsPresent`: installed for at least one product.
    fn is_present(&self) -> bool;
    /// `RebootRequired`: waits for a restart.
    fn reboot_required(&self) -> bool;
}

/// What an update updates.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum UpdateType {
    /// Programs.
    Software,
    /// The driver of a device.
    Driver,
}

impl UpdateType {
    /// Those that criteria can name.
    pub(super) const NAMED: [Self; 2] = [Self::Software, Self::Driver];

    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Software => "Software",
            Self::Driver => "Driver",
        }
    }
}

/// What a service wants done with an update.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum DeploymentAction {
    /// Nothing. Criteria cannot ask for it.
    None,
    /// To be installed.
    Installation,
    /// To be taken off.
    Uninstallation,
    /// To be reported whether it applies.
    Detection,
    /// To be installed by those who choose to.
    OptionalInstallation,
}

impl DeploymentAction {
    /// Those that criteria can name.
    pub(super) const NAMED: [Self; 4] = [
        Self::Installation,
        Self::Uninstallation,
        Self::Detection,
        Self::OptionalInstallation,
    ];

    pub(super) fn name(self) -> &'static str {
        match self {
            Self::None => "None",
            Self::Installation => "Installation",
            Self::Uninstallation => "Uninstallation",
            Self::Detection => "Detection",
            Self::OptionalInstallation => "OptionalInstallation",
        }
    }
}
