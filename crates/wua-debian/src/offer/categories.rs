//! Categories: what kind of update, and for which system.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use wua_agent::{Category, CategoryType};
use wua_com::{Guid, Lcid};

use super::identity::identify;

/// The classification of updates that mend a vulnerability.
const SECURITY_UPDATES: Guid = Guid::literal("0fa1201d-4330-4fa8-8ae9-b877473b6441");
/// The classification of all others.
const UPDATES: Guid = Guid::literal("cd5ffd1e-e932-4e3a-bf74-18bf0b1bbd83");

/// What os-release(5) says of the system.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct System {
    /// With its version: `Debian GNU/Linux 12 (bookworm)`.
    pub(crate) name: String,
    /// Without: `Debian GNU/Linux`.
    pub(crate) family: String,
    pub(crate) support_url: String,
}

impl System {
    pub(crate) fn of(root: &Path) -> Self {
        let read = |name: &str| fs::read_to_string(root.join(name)).ok();
        let text = read("etc/os-release").or_else(|| read("usr/lib/os-release"));
        Self::parse(&text.unwrap_or_default())
    }

    fn parse(text: &str) -> Self {
        let value = |name: &str| {
            let line = text
                .lines()
                .find_map(|line| line.trim().strip_prefix(name)?.strip_prefix('='));
            let value = line.unwrap_or_default().trim().trim_matches(['"', '\'']);
            value
                .chars()
                .filter(|sign| !sign.is_control())
                .collect::<String>()
        };
        let family = or(value("NAME"), "Linux");
        Self {
            name: or(value("PRETTY_NAME"), &family),
            support_url: value("SUPPORT_URL"),
            family,
        }
    }

    /// The product that updates are for.
    pub(super) fn product(&self) -> Guid {
        identify(&["product", &self.name])
    }

    fn product_family(&self) -> Guid {
        identify(&["family", &self.family])
    }

    /// All categories that updates can have here.
    pub(super) fn categories(&self) -> Vec<Arc<Category>> {
        let category = |id, category_type, parent, order, name: &str, description: &str| {
            Arc::new(Category {
                id,
                category_type,
                parent,
                order,
                texts: vec![(Lcid::ENGLISH, name.to_owned(), description.to_owned())],
                image: None,
            })
        };
        let classification = CategoryType::UpdateClassification;
        let family = self.product_family();
        vec![
            category(
                SECURITY_UPDATES,
                classification,
                None,
                1,
                "Security Updates",
                "Packages that mend a vulnerability.",
            ),
            category(
                UPDATES,
                classification,
                None,
                2,
                "Updates",
                "Packages that mend other defects.",
            ),
            category(
                family,
                CategoryType::ProductFamily,
                None,
                3,
                &self.family,
                "The distribution.",
            ),
            category(
                self.product(),
                CategoryType::Product,
                Some(family),
                1,
                &self.name,
                "The distribution in this version.",
            ),
        ]
    }
}

/// The classification of what comes from an archive.
pub(super) fn classification(is_security: bool) -> Guid {
    if is_security { SECURITY_UPDATES } else { UPDATES }
}

fn or(text: String, otherwise: &str) -> String {
    if text.is_empty() {
        otherwise.to_owned()
    } else {
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_system_says_what_it_is_called() {
        let system = System::parse(
            "PRETTY_NAME=\"Debian GNU/Linux 12 (bookworm)\"\nNAME='Debian GNU/Linux'\nVERSION_ID=12\n\
             SUPPORT_URL=https://www.debian.org/support\n",
        );
        assert_eq!(system.name, "Debian GNU/Linux 12 (bookworm)");
        assert_eq!(system.family, "Debian GNU/Linux");
        assert_eq!(system.support_url, "https://www.debian.org/support");
        assert_eq!(System::parse("NAME=Mint").name, "Mint");
        assert_eq!(System::parse("").name, "Linux");
    }
}
