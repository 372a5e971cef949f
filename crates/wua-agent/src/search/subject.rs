//! An update, as criteria see it.

use wua_com::Guid;
use wua_rules::criteria::{DeploymentAction, Subject, UpdateType};

use crate::update::Update;

pub(super) struct UpdateSubject<'a>(pub(super) &'a Update);

impl Subject for UpdateSubject<'_> {
    fn update_type(&self) -> UpdateType {
        match self.0.revision.update_type {
            wua_defs::enums::UpdateType::Software => UpdateType::Software,
            wua_defs::enums::UpdateType::Driver => UpdateType::Driver,
        }
    }

    fn deployment_action(&self) -> DeploymentAction {
        match self.0.revision.deployment_action {
            wua_defs::enums::DeploymentAction::None => DeploymentAction::None,
            wua_defs::enums::DeploymentAction::Installation => DeploymentAction::Installation,
            wua_defs::enums::DeploymentAction::Uninstallation => DeploymentAction::Uninstallation,
            wua_defs::enums::DeploymentAction::Detection => DeploymentAction::Detection,
            wua_defs::enums::DeploymentAction::OptionalInstallation => DeploymentAction::OptionalInstallation,
        }
    }

    fn is_assigned(&self) -> bool {
        self.0.revision.is_assigned
    }

    fn browse_only(&self) -> bool {
        self.0.revision.browse_only
    }

    fn auto_select_on_web_sites(&self) -> bool {
        self.0.revision.auto_select_on_web_sites
    }

    fn update_id(&self) -> Guid {
        self.0.revision.identity.id
    }

    fn revision_number(&self) -> i32 {
        self.0.revision.identity.revision
    }

    fn belongs_to_category(&self, category: Guid) -> bool {
        self.0.revision.categories.contains(&category)
    }

    fn is_installed(&self) -> bool {
        self.0.applicability.installed
    }

    fn is_hidden(&self) -> bool {
        self.0.marks.is_hidden()
    }

    fn is_present(&self) -> bool {
        self.0.applicability.present
    }

    fn reboot_required(&self) -> bool {
        self.0.applicability.reboot_required
    }
}
