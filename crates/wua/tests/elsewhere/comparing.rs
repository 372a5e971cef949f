//! What two sessions tell, so far as interfaces show it.

use wua::{Category, HistoryEntry, Revision, SearchResult, Texts, Update};
use wua_com::{Guid, Lcid};

/// All that interfaces show of a search, one entry for each update.
pub(crate) fn search(result: &SearchResult, wanted: &[Lcid]) -> Vec<String> {
    let updates = result.updates.iter().map(update);
    let warnings = result.warnings.iter().map(|warning| {
        let message = warning
            .message
            .iter()
            .find(|(locale, _)| is_wanted(*locale, wanted));
        let message = message.or(warning.message.first());
        format!(
            "{:?} {:?} {:?}",
            warning.hresult,
            message.map(|(_, text)| text),
            warning.context
        )
    });
    let code = format!("{:?}", result.code);
    [code].into_iter().chain(updates).chain(warnings).collect()
}

pub(crate) fn update(update: &Update) -> String {
    let mut applicability = update.applicability;
    // An update that was found is one that applies, to whoever hears of it.
    applicability.applicable = true;
    let categories: Vec<String> = update
        .categories
        .iter()
        .map(|one| category(one, &update.locales))
        .collect();
    let bundled: Vec<String> = update.bundled.iter().map(self::update).collect();
    format!(
        "{:?} {applicability:?} hidden {} downloaded {} accepted {} {categories:?} {bundled:?}",
        revision(&update.revision, &update.locales),
        update.marks.is_hidden(),
        update.marks.is_downloaded(),
        update.marks.is_eula_accepted(),
    )
}

/// Without what interfaces do not show, and texts in one language.
fn revision(revision: &Revision, wanted: &[Lcid]) -> Revision {
    let mut shown = revision.clone();
    let texts = revision.texts(wanted).cloned().unwrap_or_default();
    shown.texts = vec![Texts {
        locale: None,
        more_info_urls: Vec::new(),
        support_url: String::new(),
        ..texts
    }];
    shown.more_info_urls = revision.more_info_urls(wanted).to_vec();
    revision.support_url(wanted).clone_into(&mut shown.support_url);
    if let Some(eula) = &mut shown.eula {
        eula.texts = vec![(Lcid(0), eula.text(wanted).unwrap_or_default().to_owned())];
        eula.id = Guid::NIL;
    }
    for content in &mut shown.contents {
        content.file_name.clear();
        content.sha256.clear();
        content.size = 0;
    }
    shown.bundled.clear();
    shown.categories.clear();
    shown.handler_data.clear();
    shown.is_assigned = true;
    shown.contains_update_bootstrapper = false;
    shown
}

fn category(category: &Category, wanted: &[Lcid]) -> String {
    let texts = category
        .texts
        .iter()
        .find(|(locale, ..)| is_wanted(*locale, wanted));
    let texts = texts
        .or(category.texts.first())
        .map(|(_, name, description)| (name, description));
    format!(
        "{:?} {:?} {} {texts:?}",
        category.id, category.category_type, category.order
    )
}

pub(crate) fn history(entry: &HistoryEntry, wanted: &[Lcid]) -> String {
    let texts = entry.revision.texts(wanted).cloned().unwrap_or_default();
    let categories: Vec<String> = entry.categories.iter().map(|one| category(one, wanted)).collect();
    format!(
        "{} {:?} {:?} {:?} {} {:?} {:?} {} {:?} {:?} {} {categories:?}",
        entry.date.as_second(),
        entry.operation,
        entry.code,
        entry.hresult,
        entry.unmapped,
        entry.revision.identity,
        (
            texts.title,
            texts.description,
            texts.uninstallation_notes,
            texts.uninstallation_steps
        ),
        entry.revision.support_url,
        entry.client_application_id,
        entry.server_selection,
        entry.service_id,
    )
}

/// Says where two long texts differ.
#[track_caller]
pub(crate) fn assert_same(found: &str, expected: &str) {
    let differ = found
        .bytes()
        .zip(expected.bytes())
        .position(|(one, other)| one != other);
    if let Some(at) = differ {
        let around = |text: &str| {
            let text: String = text.chars().skip(at.saturating_sub(100)).take(200).collect();
            text
        };
        panic!("found    …{}…\nexpected …{}…", around(found), around(expected));
    }
    assert_eq!(found.len(), expected.len());
}

/// The same language, of whichever country.
fn is_wanted(locale: Lcid, wanted: &[Lcid]) -> bool {
    wanted
        .first()
        .is_some_and(|first| first.0 & 0x3FF == locale.0 & 0x3FF)
}
