//! Fragments become what the engine knows: a revision or a category.

use std::sync::Arc;

use wua_agent::{Category, CategoryType, Driver, Eula, Installer, Relevance, Revision, Role};
use wua_com::{Guid, Lcid};
use wua_defs::enums::{DeploymentAction, UpdateType};
use wua_rules::applicability::{Query, Rule};

use super::{Core, Extended, Kind, Localized};
use crate::sdp::package::settle_bundle;

/// A revision of its fragments. What the server wants done with it is not in it, and neither is where its files are.
pub(crate) fn revision(
    mut core: Core,
    extended: Option<Extended>,
    localized: &[Localized],
    licence: Vec<(Lcid, String)>,
    members: Vec<Arc<Revision>>,
) -> Revision {
    let is_known = extended.is_some();
    let extended = extended.unwrap_or_default();
    let written = extended.installer;
    let installer = is_known.then(|| installer(written, &core)).flatten();
    let localized = in_order(localized, extended.default_language);
    let first = localized.first();
    let support_url = first.map(|localized| localized.support_url.as_str());
    let mut revision = Revision {
        identity: core.identity,
        update_type: match core.kind {
            Kind::Driver => UpdateType::Driver,
            _ => UpdateType::Software,
        },
        texts: localized.iter().map(|localized| localized.texts()).collect(),
        eula: core.eula.map(|id| Eula { id, texts: licence }),
        categories: named_categories(&core),
        deployment_action: DeploymentAction::None,
        browse_only: extended.browse_only,
        auto_select_on_web_sites: core.auto_select_on_web_sites,
        delta_compressed_content_available: extended.contents.iter().any(|content| content.is_delta),
        max_download_size: extended.max_download_size,
        min_download_size: extended.min_download_size,
        handler_id: extended.handler,
        is_uninstallable: extended.uninstallation.is_some() && knows_removal(installer.as_ref()),
        installer,
        installation_behavior: extended.installation,
        uninstallation_behavior: extended.uninstallation,
        can_require_source: extended.can_require_source,
        is_beta: extended.is_beta,
        per_user: extended.per_user,
        languages: extended.languages,
        more_info_urls: first.map_or_else(Vec::new, |localized| localized.more_info_urls.clone()),
        support_url: support_url
            .filter(|url| !url.is_empty())
            .unwrap_or(&extended.support_url)
            .to_owned(),
        msrc_severity: extended.severity,
        security_bulletin_ids: extended.bulletins,
        kb_article_ids: extended.articles,
        cve_ids: extended.cves,
        superseded_update_ids: std::mem::take(&mut core.superseded),
        recommended_cpu_speed: extended.recommended_cpu_speed,
        recommended_hard_disk_space: extended.recommended_hard_disk_space,
        recommended_memory: extended.recommended_memory,
        contents: extended.contents,
        driver: (!core.drivers.is_empty()).then(|| Driver {
            entries: std::mem::take(&mut core.drivers),
        }),
        ..Revision::default()
    };
    revision.relevance = Some(Arc::new(Relevance {
        rules: core.rules,
        prerequisites: core.prerequisites,
        role: role(core.kind),
        publication: core.publication,
    }));
    // Of several files a part may be enough; who says nothing of it may need all.
    if revision.max_download_size == 0 {
        let sizes = revision.contents.iter().map(|content| content.size);
        revision.max_download_size = sizes.fold(0_u64, u64::saturating_add);
    }
    if !members.is_empty() {
        gather(&mut revision, members);
    }
    revision
}

/// A bundle says some things of itself, and the rest of its members.
fn gather(bundle: &mut Revision, members: Vec<Arc<Revision>>) {
    let own = bundle.clone();
    bundle.bundled = members;
    settle_bundle(bundle);
    if own.max_download_size > 0 {
        bundle.max_download_size = own.max_download_size;
        bundle.min_download_size = own.min_download_size;
    }
    if own.installation_behavior.is_some() {
        bundle.installation_behavior = own.installation_behavior;
        bundle.is_uninstallable &= own.uninstallation_behavior.is_some();
    }
    if own.uninstallation_behavior.is_some() {
        bundle.uninstallation_behavior = own.uninstallation_behavior;
    }
    if !own.languages.is_empty() {
        bundle.languages = own.languages;
    }
}

fn role(kind: Kind) -> Role {
    match kind {
        Kind::Software | Kind::Driver => Role::Update,
        Kind::Category => Role::Category,
        Kind::Detectoid => Role::Detectoid,
    }
}

/// The first is what people read of whose languages there is nothing: what the publisher takes first, else English.
fn in_order(localized: &[Localized], default_language: Option<Lcid>) -> Vec<&Localized> {
    let mut all: Vec<&Localized> = localized.iter().collect();
    let rank = |localized: &&Localized| {
        let is = |wanted: Option<Lcid>| localized.locale.is_some() && localized.locale == wanted;
        let is_alike = |wanted: Lcid| {
            localized
                .locale
                .is_some_and(|has| has.0 & 0x3FF == wanted.0 & 0x3FF)
        };
        match default_language {
            Some(_) if is(default_language) => 0,
            Some(wanted) if is_alike(wanted) => 1,
            _ if is_alike(Lcid::ENGLISH) => 2,
            _ => 3,
        }
    };
    all.sort_by_key(rank);
    let mut seen = Vec::new();
    all.retain(|localized| {
        let is_new = !seen.contains(&localized.locale);
        seen.push(localized.locale);
        is_new
    });
    all
}

fn named_categories(core: &Core) -> Vec<Guid> {
    let clauses = core.prerequisites.iter().filter(|clause| clause.is_category);
    let mut all = Vec::new();
    for id in clauses.flat_map(|clause| &clause.any_of) {
        if !all.contains(id) {
            all.push(*id);
        }
    }
    all
}

/// Whether an installer can take off what it has put on.
fn knows_removal(installer: Option<&Installer>) -> bool {
    match installer {
        Some(Installer::Msi(_) | Installer::Msp(_)) => true,
        Some(Installer::Cbs(package)) => !package.identity.is_empty(),
        _ => false,
    }
}

/// What servers leave out of an installer, the rules know.
fn installer(installer: Option<Installer>, core: &Core) -> Option<Installer> {
    let rules = [&core.rules.is_installed, &core.rules.is_installable];
    let mut rules = rules.into_iter().flatten();
    match installer {
        Some(Installer::Msi(mut package)) => {
            if package.product == Guid::NIL {
                let product = |query: &Query| match query {
                    Query::MsiProduct(product) => Some(*product),
                    _ => None,
                };
                package.product = rules.find_map(|rule| first(rule, &product)).unwrap_or(Guid::NIL);
            }
            Some(Installer::Msi(package))
        }
        Some(Installer::Cbs(mut package)) => {
            if package.identity.is_empty() {
                let identity = |query: &Query| match query {
                    Query::CbsPackage(identity) => Some(identity.clone()),
                    _ => None,
                };
                let found = rules.find_map(|rule| first(rule, &identity));
                package.identity = found.unwrap_or_default();
            }
            Some(Installer::Cbs(package))
        }
        None if core.kind == Kind::Driver => Some(Installer::Driver),
        other => other,
    }
}

/// What the first question of a rule says that says something.
fn first<T>(rule: &Rule, told: &dyn Fn(&Query) -> Option<T>) -> Option<T> {
    match rule {
        Rule::Test(test) => told(&test.query),
        Rule::And(rules) | Rule::Or(rules) => rules.iter().find_map(|rule| first(rule, told)),
        _ => None,
    }
}

/// A category of its fragments.
pub(crate) fn category(core: &Core, extended: &Extended, localized: &[Localized]) -> Category {
    let information = extended.category;
    let ids = core.prerequisites.iter().flat_map(|clause| &clause.any_of);
    let texts = in_order(localized, extended.default_language);
    Category {
        id: core.identity.id,
        category_type: information.map_or(CategoryType::Product, |information| information.category_type),
        parent: ids.copied().find(|id| *id != core.identity.id),
        order: information.map_or(0, |information| information.order),
        texts: texts
            .iter()
            .map(|localized| {
                (
                    localized.locale.unwrap_or(Lcid::ENGLISH),
                    localized.title.clone(),
                    localized.description.clone(),
                )
            })
            .collect(),
        image: None,
    }
}
