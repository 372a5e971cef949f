//! The museum's promise: every property of every object has a value of its own at least once, and all that the
//! scripts say fits together. The structures are taken apart here, so that a new property does not compile until
//! somebody has thought of an exhibit for it.

#![allow(clippy::unwrap_used, reason = "a test says so when it fails")]

use std::collections::{BTreeMap, BTreeSet, HashSet};

use jiff::Timestamp;
use wua_agent::ports::Warning;
use wua_agent::{
    Behavior, Category, CategoryType, Content, Driver, DriverEntry, Eula, HistoryEntry, Identity, Image,
    Revision, ServiceRecord, Texts,
};
use wua_com::table::Enumeration;
use wua_com::{Guid, Lcid, code};
use wua_defs::enumerations;
use wua_defs::enums::{InstallationImpact, InstallationRebootBehavior, UpdateType};
use wua_testkit::museum::{Collection, Exhibit};

fn museum() -> Collection {
    Collection::open().unwrap()
}

/// Which properties have been seen with a value of their own.
#[derive(Default)]
struct Seen(BTreeMap<String, bool>);

impl Seen {
    fn note(&mut self, object: &str, property: &str, has_value: bool) {
        *self.0.entry(format!("{object}.{property}")).or_default() |= has_value;
    }

    fn assert_complete(self) {
        let missing: Vec<_> = self
            .0
            .into_iter()
            .filter(|(_, seen)| !seen)
            .map(|(name, _)| name)
            .collect();
        assert!(missing.is_empty(), "nothing in the museum shows {missing:?}");
    }
}

#[test]
fn every_property_of_updates_is_shown_by_software_and_by_drivers() {
    let mut seen = Seen::default();
    for exhibit in museum().exhibits() {
        let object = match exhibit.revision.update_type {
            UpdateType::Software => "update",
            UpdateType::Driver => "driver",
        };
        look_at_revision(&mut seen, object, &exhibit.revision);
    }
    // What makes a driver a driver.
    seen.0.remove("update.driver");
    seen.0.remove("update.update_type");
    seen.assert_complete();
}

#[expect(clippy::too_many_lines, reason = "a line for each property")]
fn look_at_revision(seen: &mut Seen, object: &str, revision: &Revision) {
    let usual = Revision::default();
    let Revision {
        identity: Identity { id, revision: number },
        update_type,
        texts,
        eula,
        bundled,
        categories,
        deployment_action,
        is_assigned,
        browse_only,
        auto_select_on_web_sites,
        auto_selection,
        auto_download,
        deadline,
        last_deployment_change,
        download_priority,
        contents,
        max_download_size,
        min_download_size,
        delta_compressed_content_available,
        delta_compressed_content_preferred,
        handler_id,
        // The installer's own affair: no client sees it.
        handler_data: _,
        installation_behavior,
        uninstallation_behavior,
        is_uninstallable,
        can_require_source,
        is_mandatory,
        is_beta,
        per_user,
        contains_update_bootstrapper,
        image,
        languages,
        more_info_urls,
        support_url,
        msrc_severity,
        security_bulletin_ids,
        kb_article_ids,
        cve_ids,
        superseded_update_ids,
        // The museum's computer knows by itself, and has its own installer.
        relevance: _,
        installer: _,
        recommended_cpu_speed,
        recommended_hard_disk_space,
        recommended_memory,
        driver,
    } = revision;
    let mut note = |property, has_value| seen.note(object, property, has_value);
    note("identity.id", *id != Guid::NIL);
    note("identity.revision", *number != usual.identity.revision);
    note("update_type", *update_type != usual.update_type);
    note("bundled", !bundled.is_empty());
    note("categories", !categories.is_empty());
    note("deployment_action", *deployment_action != usual.deployment_action);
    note("is_assigned", *is_assigned != usual.is_assigned);
    note("browse_only", *browse_only);
    note("auto_select_on_web_sites", *auto_select_on_web_sites);
    note("auto_selection", *auto_selection != usual.auto_selection);
    note("auto_download", *auto_download != usual.auto_download);
    note("deadline", deadline.is_some());
    note(
        "last_deployment_change",
        *last_deployment_change != Timestamp::UNIX_EPOCH,
    );
    note("download_priority", *download_priority != usual.download_priority);
    note("contents", contents.len() > 1);
    note("max_download_size", *max_download_size > 0);
    note(
        "min_download_size",
        *min_download_size > 0 && min_download_size < max_download_size,
    );
    note(
        "delta_compressed_content_available",
        *delta_compressed_content_available,
    );
    note(
        "delta_compressed_content_preferred",
        *delta_compressed_content_preferred,
    );
    note("handler_id", !handler_id.is_empty());
    note("is_uninstallable", *is_uninstallable);
    note("can_require_source", *can_require_source);
    note("is_mandatory", *is_mandatory);
    note("is_beta", *is_beta);
    note("per_user", *per_user);
    note("contains_update_bootstrapper", *contains_update_bootstrapper);
    note("languages", languages.len() > 1);
    note("more_info_urls", !more_info_urls.is_empty());
    note("support_url", !support_url.is_empty());
    note("msrc_severity", !msrc_severity.is_empty());
    note("security_bulletin_ids", !security_bulletin_ids.is_empty());
    note("kb_article_ids", !kb_article_ids.is_empty());
    note("cve_ids", !cve_ids.is_empty());
    note("superseded_update_ids", !superseded_update_ids.is_empty());
    note("recommended_cpu_speed", *recommended_cpu_speed > 0);
    note("recommended_hard_disk_space", *recommended_hard_disk_space > 0);
    note("recommended_memory", *recommended_memory > 0);
    note("driver", driver.is_some());
    look_at_texts(seen, object, texts);
    look_at_parts(seen, object, contents, eula.as_ref(), image.as_ref());
    look_at_behavior(
        seen,
        &format!("{object}.installation_behavior"),
        *installation_behavior,
    );
    look_at_behavior(
        seen,
        &format!("{object}.uninstallation_behavior"),
        *uninstallation_behavior,
    );
    if let Some(driver) = driver {
        look_at_driver(seen, driver);
    }
}

fn look_at_texts(seen: &mut Seen, object: &str, texts: &[Texts]) {
    seen.note(object, "texts", texts.len() > 2);
    for texts in texts {
        let Texts {
            locale,
            title,
            description,
            release_notes,
            uninstallation_notes,
            uninstallation_steps,
            more_info_urls,
            support_url,
        } = texts;
        seen.note(
            object,
            "texts.locale",
            locale.is_some_and(|locale| locale != Lcid::ENGLISH),
        );
        seen.note(object, "texts.title", !title.is_empty());
        seen.note(object, "texts.description", !description.is_empty());
        seen.note(object, "texts.release_notes", !release_notes.is_empty());
        seen.note(
            object,
            "texts.uninstallation_notes",
            !uninstallation_notes.is_empty(),
        );
        seen.note(
            object,
            "texts.uninstallation_steps",
            uninstallation_steps.len() > 1,
        );
        seen.note(object, "texts.more_info_urls", !more_info_urls.is_empty());
        seen.note(object, "texts.support_url", !support_url.is_empty());
    }
}

fn look_at_parts(
    seen: &mut Seen,
    object: &str,
    contents: &[Content],
    eula: Option<&Eula>,
    image: Option<&Image>,
) {
    for content in contents {
        let Content {
            url,
            file_name,
            size,
            sha256,
            sha1: _,
            alternates: _,
            is_delta,
        } = content;
        seen.note(object, "content.url", !url.is_empty());
        seen.note(object, "content.file_name", !file_name.is_empty());
        seen.note(object, "content.size", *size > 0);
        seen.note(object, "content.sha256", !sha256.is_empty());
        seen.note(object, "content.is_delta", *is_delta);
    }
    seen.note(object, "eula", eula.is_some());
    if let Some(Eula { id, texts }) = eula {
        seen.note(object, "eula.id", *id != Guid::NIL);
        seen.note(object, "eula.texts", texts.len() > 2);
    }
    seen.note(object, "image", image.is_some());
    if let Some(Image {
        alt_text,
        source,
        height,
        width,
    }) = image
    {
        seen.note(object, "image.alt_text", !alt_text.is_empty());
        seen.note(object, "image.source", !source.is_empty());
        seen.note(object, "image.size", *height > 0 && *width > 0 && height != width);
    }
}

fn look_at_behavior(seen: &mut Seen, object: &str, behavior: Option<Behavior>) {
    seen.note(object, "", behavior.is_some());
    if let Some(Behavior {
        can_request_user_input,
        impact,
        reboot,
        requires_network_connectivity,
    }) = behavior
    {
        seen.note(object, "can_request_user_input", can_request_user_input);
        seen.note(object, "impact", impact != InstallationImpact::Normal);
        seen.note(
            object,
            "reboot",
            reboot != InstallationRebootBehavior::NeverReboots,
        );
        seen.note(
            object,
            "requires_network_connectivity",
            requires_network_connectivity,
        );
    }
}

fn look_at_driver(seen: &mut Seen, driver: &Driver) {
    let Driver { entries } = driver;
    seen.note("driver", "entries", entries.len() > 1);
    for entry in entries {
        let DriverEntry {
            class,
            hardware_id,
            manufacturer,
            model,
            provider,
            ver_date,
            problem_number,
            status,
        } = entry;
        let texts = [class, hardware_id, manufacturer, model, provider];
        assert!(texts.iter().all(|text| !text.is_empty()), "{entry:?}");
        seen.note("driver.entry", "ver_date", *ver_date != Timestamp::UNIX_EPOCH);
        seen.note("driver.entry", "problem_number", *problem_number != 0);
        seen.note("driver.entry", "status", *status != 0);
    }
}

#[test]
fn every_property_of_categories_is_shown_in_a_tree_of_all_types() {
    let museum = museum();
    let mut seen = Seen::default();
    for category in museum.categories() {
        let Category {
            id,
            category_type,
            parent,
            order,
            texts,
            image,
        } = &**category;
        let languages: HashSet<_> = texts.iter().map(|(locale, ..)| locale).collect();
        assert!(
            *id != Guid::NIL && languages.len() == texts.len() && texts.len() > 2,
            "{category:?}"
        );
        assert!(texts.iter().all(|(_, name, _)| !name.is_empty()), "{category:?}");
        seen.note(category_type.name(), "", true);
        seen.note("category", "parent", parent.is_some());
        seen.note("category", "order", *order != 0);
        seen.note(
            "category",
            "description",
            texts.iter().any(|(.., description)| !description.is_empty()),
        );
        seen.note("category", "image", image.is_some());
        if let Some(parent) = parent {
            let above = museum.category_of(*parent).unwrap().category_type;
            assert!(above != CategoryType::Product, "{category:?}");
        }
    }
    let types = [
        CategoryType::Company,
        CategoryType::ProductFamily,
        CategoryType::Product,
    ];
    for category_type in types.into_iter().chain([CategoryType::UpdateClassification]) {
        assert!(
            seen.0.contains_key(&format!("{}.", category_type.name())),
            "{category_type:?}"
        );
    }
    seen.assert_complete();
}

#[test]
fn every_property_of_services_is_shown() {
    let mut seen = Seen::default();
    for plan in museum().services() {
        let ServiceRecord {
            id,
            name,
            url,
            redirect_urls,
            setup_prefix,
            content_validation_cert,
            issue_date,
            expiration_date,
            is_managed,
            can_register_with_au,
            is_registered_with_au,
            is_default_au_service,
            offers_windows_updates,
            // Of a service that is opened, or what the agent makes of it: see `services.rs`.
            is_scan_package: _,
            source: _,
            is_volatile: _,
            kind: _,
            signature: _,
            update_server: _,
            is_exclusive: _,
        } = &plan.record;
        assert!(
            *id != Guid::NIL && !name.is_empty() && !url.is_empty(),
            "{plan:?}"
        );
        let usual = ServiceRecord::default();
        let mut note = |property, has_value| seen.note("service", property, has_value);
        note("redirect_urls", redirect_urls.len() > 1);
        note("setup_prefix", !setup_prefix.is_empty());
        note("content_validation_cert", content_validation_cert.len() == 20);
        note("issue_date", *issue_date != usual.issue_date);
        note("expiration_date", *expiration_date != usual.expiration_date);
        note("is_managed", *is_managed);
        note("can_register_with_au", *can_register_with_au);
        note("is_registered_with_au", *is_registered_with_au);
        note("is_default_au_service", *is_default_au_service);
        note("offers_windows_updates", *offers_windows_updates);
        for warning in &plan.warnings {
            let Warning {
                hresult,
                message,
                context: _,
                product,
            } = warning;
            seen.note("warning", "hresult", *hresult != code::S_OK);
            seen.note("warning", "message", message.len() > 2);
            seen.note("warning", "product", product.is_some());
        }
    }
    seen.assert_complete();
}

#[test]
fn every_property_of_the_history_is_shown_newest_first() {
    let museum = museum();
    let mut seen = Seen::default();
    for entry in museum.history() {
        let HistoryEntry {
            date: _,
            operation: _,
            code: _,
            hresult,
            unmapped,
            message,
            revision,
            categories,
            client_application_id,
            server_selection: _,
            service_id,
            logs: _,
        } = entry;
        assert!(
            revision.identity.id != Guid::NIL && museum.service_of(*service_id).is_some(),
            "{entry:?}"
        );
        seen.note("history", "hresult", *hresult != code::S_OK);
        seen.note("history", "unmapped", *unmapped != 0);
        seen.note("history", "message", !message.is_empty());
        seen.note("history", "categories", categories.len() > 1);
        seen.note(
            "history",
            "client_application_id",
            !client_application_id.is_empty(),
        );
    }
    seen.assert_complete();
    assert!(
        museum
            .history()
            .is_sorted_by(|newer, older| newer.date > older.date)
    );
    let endings: BTreeSet<_> = museum
        .history()
        .iter()
        .map(|entry| (i32::from(entry.operation), i32::from(entry.code)))
        .collect();
    assert_eq!(endings.len(), 2 * 4, "two directions, four endings");
}

#[test]
fn every_value_of_every_enumeration_occurs() {
    let museum = museum();
    let revisions = || museum.exhibits().iter().map(|exhibit| &exhibit.revision);
    let behaviors = || revisions().filter_map(|revision| revision.installation_behavior);
    let history = || museum.history().iter();
    let warnings = museum.services().iter().flat_map(|plan| &plan.warnings);
    all_occur(
        &enumerations::UPDATE_TYPE,
        revisions().map(|revision| revision.update_type.into()),
        &[],
    );
    all_occur(
        &enumerations::DEPLOYMENT_ACTION,
        revisions().map(|revision| revision.deployment_action.into()),
        &[],
    );
    all_occur(
        &enumerations::AUTO_SELECTION_MODE,
        revisions().map(|revision| revision.auto_selection.into()),
        &[],
    );
    all_occur(
        &enumerations::AUTO_DOWNLOAD_MODE,
        revisions().map(|revision| revision.auto_download.into()),
        &[],
    );
    all_occur(
        &enumerations::DOWNLOAD_PRIORITY,
        revisions().map(|revision| revision.download_priority.into()),
        &[],
    );
    all_occur(
        &enumerations::INSTALLATION_IMPACT,
        behaviors().map(|behavior| behavior.impact.into()),
        &[],
    );
    all_occur(
        &enumerations::INSTALLATION_REBOOT_BEHAVIOR,
        behaviors().map(|behavior| behavior.reboot.into()),
        &[],
    );
    all_occur(
        &enumerations::UPDATE_OPERATION,
        history().map(|entry| entry.operation.into()),
        &[],
    );
    all_occur(
        &enumerations::SERVER_SELECTION,
        history().map(|entry| entry.server_selection.into()),
        &[],
    );
    all_occur(
        &enumerations::UPDATE_EXCEPTION_CONTEXT,
        warnings.map(|warning| warning.context.into()),
        &[],
    );
    // History is of what has ended.
    let unended = ["orcNotStarted", "orcInProgress"];
    all_occur(
        &enumerations::OPERATION_RESULT_CODE,
        history().map(|entry| entry.code.into()),
        &unended,
    );
    for severity in ["Critical", "Important", "Moderate", "Low", ""] {
        assert!(
            revisions().any(|revision| revision.msrc_severity == severity),
            "{severity}"
        );
    }
}

fn all_occur(enumeration: &Enumeration, found: impl Iterator<Item = i32>, except: &[&str]) {
    let found: HashSet<i32> = found.collect();
    let missing: Vec<_> = enumeration
        .values
        .iter()
        .filter(|(name, number)| !found.contains(number) && !except.contains(name))
        .collect();
    assert!(missing.is_empty(), "{}: {missing:?}", enumeration.name);
}

#[test]
fn everything_is_named_once_and_refers_to_what_exists() {
    let museum = museum();
    assert!(museum.exhibits().len() > 25);
    let unique = |what: &str, all: Vec<String>| {
        let count = all.len();
        assert_eq!(all.into_iter().collect::<HashSet<_>>().len(), count, "{what}");
    };
    let exhibits = || museum.exhibits().iter();
    unique(
        "updates",
        exhibits()
            .map(|exhibit| exhibit.identity().id.to_string())
            .collect(),
    );
    unique(
        "names of updates",
        exhibits().map(|exhibit| exhibit.name.clone()).collect(),
    );
    unique(
        "categories",
        museum
            .categories()
            .map(|category| category.id.to_string())
            .collect(),
    );
    unique(
        "services",
        museum
            .services()
            .iter()
            .map(|plan| plan.record.id.to_string())
            .collect(),
    );
    unique(
        "articles",
        exhibits()
            .flat_map(|exhibit| exhibit.revision.kb_article_ids.clone())
            .collect(),
    );
    for Exhibit { name, revision, .. } in exhibits() {
        assert!(!revision.categories.is_empty(), "{name}");
        assert!(
            revision
                .categories
                .iter()
                .all(|id| museum.category_of(*id).is_some()),
            "{name}"
        );
    }
    for plan in museum.services() {
        let is_a_hall = |hall: &String| exhibits().any(|exhibit| exhibit.hall == *hall);
        assert!(plan.halls.iter().all(is_a_hall), "{plan:?}");
    }
    for exhibit in exhibits() {
        let bundled = exhibits().any(|bundle| bundle.revision.bundled.contains(&exhibit.revision));
        assert!(!exhibit.is_part || bundled, "{} is in no bundle", exhibit.name);
    }
}

#[test]
fn texts_are_written_in_every_language_of_the_museum() {
    let museum = museum();
    let languages = [Lcid::ENGLISH, Lcid(0x0C0A), Lcid(0x040C)];
    for exhibit in museum.exhibits() {
        let texts = &exhibit.revision.texts;
        if texts.iter().all(|texts| texts.locale != Some(Lcid::ENGLISH)) {
            assert_eq!(
                exhibit.name, "abacus-manual",
                "the one that is not for readers of English"
            );
            continue;
        }
        for language in languages {
            let in_language = texts.iter().find(|texts| texts.locale == Some(language));
            assert!(
                in_language.is_some_and(|texts| !texts.title.is_empty()),
                "{} {language:?}",
                exhibit.name
            );
        }
    }
    for locale in [Lcid(0x0407), Lcid(0x0411)] {
        assert!(
            museum
                .exhibits()
                .iter()
                .flat_map(|exhibit| &exhibit.revision.texts)
                .any(|texts| texts.locale == Some(locale))
        );
    }
}

#[test]
fn licences_are_shared_and_lost() {
    let museum = museum();
    let licence = |name: &str| museum.exhibit(name).unwrap().revision.eula.clone().unwrap();
    assert_eq!(licence("star-atlas"), licence("moon-atlas"));
    assert_eq!(licence("lost-atlas").text(&[Lcid::ENGLISH]), None);
    assert!(licence("compass").text(&[Lcid(0x080A)]).unwrap().contains("mapa"));
}
