//! What is written in a package becomes a revision.

use std::collections::HashSet;
use std::sync::Arc;

use jiff::Timestamp;
use wua_agent::{
    Behavior, Category, Content, Identity, Installer, Prerequisite, Relevance, Revision, Role, Texts,
};
use wua_com::Guid;
use wua_defs::enums::{DeploymentAction, InstallationImpact, InstallationRebootBehavior, UpdateType};
use wua_rules::applicability::{ApplicabilityRules, Rule};

use super::categories::Categories;
use super::item::Item;
use super::properties::{Kind, Properties};
use super::{Draft, Package};
use crate::identity::identify;

/// The beginning of 2000, in seconds: what revisions are counted from.
const FIRST_SECOND: i64 = 946_684_800;

/// Makes a package of a draft, or says what is missing of it.
pub(super) fn build(draft: &mut Draft, known: &mut Categories) -> Result<Package, String> {
    // What is large is moved, and never copied.
    let mut items = std::mem::take(&mut draft.items);
    let of_package = ApplicabilityRules {
        is_installed: draft.is_installed.take(),
        is_superseded: None,
        is_installable: draft.is_installable.take(),
    };
    let mut properties = draft.properties.take().ok_or("there is no package in it")?;
    let properties = &mut properties;
    if draft.texts.is_empty() {
        return Err("it has no LocalizedProperties, and so no title".to_owned());
    }
    check_items(draft, &items)?;
    let categories = categories_of(draft, properties, known);
    let mut revision = describe(draft, properties, &categories);
    match items.as_mut_slice() {
        [item] if draft.bundled.is_empty() => {
            let rules = together(of_package, std::mem::take(&mut item.rules));
            install(&mut revision, draft, properties, item, rules);
        }
        items => {
            revision.relevance = Some(Arc::new(relevance(draft, properties, of_package)));
            let members = items
                .iter_mut()
                .map(|item| member(&revision, draft, properties, item));
            revision.bundled = members.collect();
            settle_bundle(&mut revision);
        }
    }
    if let Some(size) = draft.wrapper.min_download_size {
        revision.min_download_size = size;
    }
    if let Some(size) = draft.wrapper.max_download_size {
        revision.max_download_size = size;
    }
    Ok(Package {
        revision: Arc::new(revision),
        bundled: std::mem::take(&mut draft.bundled),
        categories,
    })
}

/// Items have identifiers of their own, and files of one update have names of their own.
fn check_items(draft: &Draft, items: &[Item]) -> Result<(), String> {
    let mut seen = HashSet::new();
    for item in items {
        if !seen.insert(item.id.to_ascii_lowercase()) {
            return Err(format!(
                "two of its items have the identifier {}",
                super::value::short(&item.id)
            ));
        }
        let mut names = HashSet::new();
        for content in files(draft, item) {
            if !names.insert(content.file_name.to_ascii_lowercase()) {
                return Err(format!("two of its files are called {}", content.file_name));
            }
        }
    }
    Ok(())
}

fn categories_of(draft: &Draft, properties: &Properties, known: &mut Categories) -> Vec<Arc<Category>> {
    let mut all = Vec::new();
    if !draft.specifics.classification.is_empty() {
        all.push(known.classification(&draft.specifics.classification));
    }
    let vendor = properties.vendor.as_str();
    if !vendor.is_empty() {
        all.push(known.company(vendor));
    }
    let products = properties.products.iter();
    all.extend(products.map(|name| known.product(vendor, name)));
    all
}

/// Everything but what is installed and when.
fn describe(draft: &mut Draft, properties: &mut Properties, categories: &[Arc<Category>]) -> Revision {
    let specifics = std::mem::take(&mut draft.specifics);
    Revision {
        identity: Identity {
            id: properties.id,
            revision: draft
                .wrapper
                .revision
                .unwrap_or_else(|| revision_of(properties.created)),
        },
        update_type: match properties.kind {
            Kind::Driver => UpdateType::Driver,
            Kind::Software | Kind::Detectoid => UpdateType::Software,
        },
        texts: std::mem::take(&mut draft.texts)
            .into_iter()
            .map(|(locale, title, description)| Texts {
                locale,
                title,
                description,
                ..Texts::default()
            })
            .collect(),
        categories: categories.iter().map(|category| category.id).collect(),
        deployment_action: if properties.kind == Kind::Detectoid {
            DeploymentAction::Detection
        } else {
            DeploymentAction::Installation
        },
        last_deployment_change: properties.created,
        can_require_source: properties.can_require_source,
        more_info_urls: std::mem::take(&mut properties.more_info_urls),
        support_url: std::mem::take(&mut properties.support_url),
        msrc_severity: specifics.severity,
        security_bulletin_ids: specifics.bulletins,
        kb_article_ids: specifics.articles,
        cve_ids: specifics.cves,
        superseded_update_ids: std::mem::take(&mut draft.superseded),
        ..Revision::default()
    }
}

/// Later is higher; never below 1.
pub(super) fn revision_of(created: Timestamp) -> i32 {
    let seconds = created.as_second().saturating_sub(FIRST_SECOND);
    i32::try_from(seconds.max(1)).unwrap_or(i32::MAX)
}

fn relevance(draft: &Draft, properties: &Properties, rules: ApplicabilityRules) -> Relevance {
    let prerequisites = draft.prerequisites.iter();
    Relevance {
        rules,
        prerequisites: prerequisites
            .map(|any_of| Prerequisite {
                any_of: any_of.clone(),
                is_category: false,
            })
            .collect(),
        role: if properties.kind == Kind::Detectoid {
            Role::Detectoid
        } else {
            Role::Update
        },
        publication: properties.publication,
    }
}

/// The rules of a package and of its only item. What the item does not say at all, the package does not say for it,
/// except that something is installed.
fn together(package: ApplicabilityRules, item: ApplicabilityRules) -> ApplicabilityRules {
    let both = |package: Rule, item: Rule| Rule::And(vec![package, item]);
    ApplicabilityRules {
        is_installed: match (package.is_installed, item.is_installed) {
            (Some(package), Some(item)) => Some(both(package, item)),
            (package, item) => package.or(item),
        },
        is_superseded: item.is_superseded,
        is_installable: match (package.is_installable, item.is_installable) {
            (Some(package), Some(item)) => Some(both(package, item)),
            (_, item) => item,
        },
    }
}

fn files<'d>(draft: &'d Draft, item: &'d Item) -> impl Iterator<Item = &'d Content> {
    // What the server keeps of an item replaces where it came from.
    let of_server = draft.wrapper.files.iter().filter(|(id, _)| *id == item.id);
    let is_empty = item.contents.is_empty();
    let more = of_server.filter(move |_| is_empty).map(|(_, content)| content);
    item.contents.iter().chain(more)
}

/// What an item is installed with.
fn install(
    revision: &mut Revision,
    draft: &Draft,
    properties: &Properties,
    item: &mut Item,
    rules: ApplicabilityRules,
) {
    revision.contents = if item.contents.is_empty() {
        files(draft, item).cloned().collect()
    } else {
        std::mem::take(&mut item.contents)
    };
    let size = revision
        .contents
        .iter()
        .fold(0_u64, |size, content| size.saturating_add(content.size));
    revision.min_download_size = size;
    revision.max_download_size = size;
    // A driver that comes as a program is installed by it.
    revision.is_uninstallable = item.is_uninstallable();
    revision.installer = match (item.installer.take(), properties.kind) {
        (None, Kind::Driver) => Some(Installer::Driver),
        (installer, _) => installer,
    };
    if let Some(installer) = &revision.installer {
        installer.handler_id().clone_into(&mut revision.handler_id);
    }
    revision.installation_behavior = item.installation;
    revision.uninstallation_behavior = item.uninstallation;
    revision.languages = std::mem::take(&mut item.languages);
    revision.driver = item.driver.take();
    revision.relevance = Some(Arc::new(relevance(draft, properties, rules)));
}

/// An item of a bundle. What has to be there first, the bundle says.
fn member(bundle: &Revision, draft: &Draft, properties: &Properties, item: &mut Item) -> Arc<Revision> {
    let id = Guid::parse(&item.id).filter(|id| *id != Guid::NIL && *id != bundle.identity.id);
    let package = bundle.identity.id.to_string();
    let mut revision = Revision {
        identity: Identity {
            id: id.unwrap_or_else(|| identify(&["item", &package, &item.id])),
            revision: bundle.identity.revision,
        },
        superseded_update_ids: Vec::new(),
        relevance: None,
        ..bundle.clone()
    };
    let rules = std::mem::take(&mut item.rules);
    install(&mut revision, draft, properties, item, rules);
    if let Some(relevance) = &mut revision.relevance {
        Arc::make_mut(relevance).prerequisites.clear();
    }
    Arc::new(revision)
}

/// What a bundle is because of its members.
pub(crate) fn settle_bundle(bundle: &mut Revision) {
    let members = std::mem::take(&mut bundle.bundled);
    let sum = |size: fn(&Revision) -> u64| {
        let sizes = members.iter().map(|member| size(member));
        sizes.fold(0_u64, u64::saturating_add)
    };
    bundle.min_download_size = sum(|member| member.min_download_size);
    bundle.max_download_size = sum(|member| member.max_download_size);
    bundle.installation_behavior = members
        .iter()
        .filter_map(|member| member.installation_behavior)
        .reduce(harder);
    bundle.uninstallation_behavior = members
        .iter()
        .filter_map(|member| member.uninstallation_behavior)
        .reduce(harder);
    bundle.is_uninstallable = !members.is_empty() && members.iter().all(|member| member.is_uninstallable);
    bundle.languages.clear();
    for language in members.iter().flat_map(|member| &member.languages) {
        if !bundle.languages.contains(language) {
            bundle.languages.push(language.clone());
        }
    }
    bundle.bundled = members;
}

/// How two behave that are installed together.
fn harder(one: Behavior, other: Behavior) -> Behavior {
    let impact = [
        InstallationImpact::RequiresExclusiveHandling,
        InstallationImpact::Normal,
    ]
    .into_iter()
    .find(|impact| *impact == one.impact || *impact == other.impact);
    let reboot = [
        InstallationRebootBehavior::AlwaysRequiresReboot,
        InstallationRebootBehavior::CanRequestReboot,
    ]
    .into_iter()
    .find(|reboot| *reboot == one.reboot || *reboot == other.reboot);
    Behavior {
        can_request_user_input: one.can_request_user_input || other.can_request_user_input,
        impact: impact.unwrap_or(InstallationImpact::Minor),
        reboot: reboot.unwrap_or(InstallationRebootBehavior::NeverReboots),
        requires_network_connectivity: one.requires_network_connectivity
            || other.requires_network_connectivity,
    }
}
