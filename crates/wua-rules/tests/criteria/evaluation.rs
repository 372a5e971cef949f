//! Which updates are wanted.

use wua_com::Guid;
use wua_rules::criteria::{Criteria, DeploymentAction, Subject, UpdateType};

const ID: Guid = Guid::literal("4cb43d7f-7eee-4906-8698-60da1c38f2fe");
const OTHER: Guid = Guid::literal("c01b9ba0-bea7-41ba-b604-d0a36f469133");
const CATEGORY: Guid = Guid::literal("0fa1201d-4330-4fa8-8ae9-b877473b6441");

/// A driver with every flag set or clear.
struct Update {
    flags: bool,
    action: DeploymentAction,
}

impl Subject for Update {
    fn update_type(&self) -> UpdateType {
        UpdateType::Driver
    }
    fn deployment_action(&self) -> DeploymentAction {
        self.action
    }
    fn is_assigned(&self) -> bool {
        self.flags
    }
    fn browse_only(&self) -> bool {
        self.flags
    }
    fn auto_select_on_web_sites(&self) -> bool {
        self.flags
    }
    fn update_id(&self) -> Guid {
        ID
    }
    fn revision_number(&self) -> i32 {
        7
    }
    fn belongs_to_category(&self, category: Guid) -> bool {
        category == CATEGORY
    }
    fn is_installed(&self) -> bool {
        self.flags
    }
    fn is_hidden(&self) -> bool {
        self.flags
    }
    fn is_present(&self) -> bool {
        self.flags
    }
    fn reboot_required(&self) -> bool {
        self.flags
    }
}

fn wanted(text: &str, update: &dyn Subject) -> bool {
    Criteria::parse(text).unwrap().matches(update)
}

const SET: Update = Update {
    flags: true,
    action: DeploymentAction::Installation,
};
const CLEAR: Update = Update {
    flags: false,
    action: DeploymentAction::Installation,
};

#[test]
fn a_flag_is_compared_with_the_property_of_its_name() {
    for name in [
        "IsAssigned",
        "BrowseOnly",
        "AutoSelectOnWebSites",
        "IsInstalled",
        "IsHidden",
        "IsPresent",
        "RebootRequired",
    ] {
        assert!(wanted(&format!("{name}=1"), &SET), "{name}");
        assert!(wanted(&format!("{name}=0"), &CLEAR), "{name}");
        assert!(!wanted(&format!("{name}=0"), &SET), "{name}");
        assert!(!wanted(&format!("{name}=1"), &CLEAR), "{name}");
    }
}

#[test]
fn the_others_too() {
    for (text, expected) in [
        ("Type='Driver'".to_owned(), true),
        ("Type='Software'".to_owned(), false),
        ("Type!='Driver'".to_owned(), false),
        ("Type!='Software'".to_owned(), true),
        (format!("UpdateID='{ID}'"), true),
        (format!("UpdateID='{OTHER}'"), false),
        (format!("UpdateID!='{ID}'"), false),
        (format!("UpdateID!='{OTHER}'"), true),
        (format!("UpdateID='{ID}' and RevisionNumber=7"), true),
        (format!("UpdateID='{ID}' and RevisionNumber=8"), false),
        (format!("CategoryIDs contains '{CATEGORY}'"), true),
        (format!("CategoryIDs contains '{OTHER}'"), false),
    ] {
        assert_eq!(wanted(&text, &CLEAR), expected, "{text}");
    }
}

#[test]
fn deployment_actions_are_told_apart_and_installation_is_implied() {
    use DeploymentAction::{Detection, Installation, None, OptionalInstallation, Uninstallation};
    for (text, actions) in [
        ("IsHidden=0", &[Installation][..]),
        ("DeploymentAction='Installation'", &[Installation]),
        ("DeploymentAction='Uninstallation'", &[Uninstallation]),
        ("DeploymentAction='Detection'", &[Detection]),
        ("DeploymentAction='OptionalInstallation'", &[OptionalInstallation]),
        (
            "IsHidden=0 or DeploymentAction='Detection'",
            &[Installation, Detection],
        ),
        (
            "DeploymentAction='Installation' and DeploymentAction='Detection'",
            &[],
        ),
        (
            "DeploymentAction=*",
            &[
                None,
                Installation,
                Uninstallation,
                Detection,
                OptionalInstallation,
            ],
        ),
    ] {
        for action in [
            None,
            Installation,
            Uninstallation,
            Detection,
            OptionalInstallation,
        ] {
            let update = Update { flags: false, action };
            assert_eq!(
                wanted(text, &update),
                actions.contains(&action),
                "{text} {action:?}"
            );
        }
    }
}

#[test]
fn all_of_a_group_and_any_of_the_groups() {
    assert!(wanted("IsHidden=0 and Type='Driver'", &CLEAR));
    assert!(!wanted("IsHidden=0 and Type='Software'", &CLEAR));
    assert!(wanted("IsHidden=1 or Type='Driver'", &CLEAR));
    assert!(!wanted("IsHidden=1 or Type='Software'", &CLEAR));
    assert!(wanted(
        "IsHidden=1 and IsPresent=1 or IsHidden=0 and IsPresent=0",
        &CLEAR
    ));
}

#[test]
fn by_default_an_update_is_wanted_that_is_neither_installed_nor_hidden() {
    assert!(wanted("", &CLEAR));
    assert!(!wanted("", &SET));
}
