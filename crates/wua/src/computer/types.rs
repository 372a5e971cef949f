//! Rows of another computer as types of the engine: what its searches, its history and its services are here.

use std::sync::Arc;

use jiff::Timestamp;
use wua_agent::ports::Warning;
use wua_agent::{
    Applicability, AutomaticUpdatesResults, AutomaticUpdatesSettings, Behavior, Category, CategoryType,
    Content, Driver, DriverEntry, Eula, HistoryEntry, Identity, Image, Marks, Revision, ServiceRecord, Texts,
    Update,
};
use wua_com::{Guid, HResult, Lcid};
use wua_defs::enums::{
    AutoDownloadMode, AutoSelectionMode, AutomaticUpdatesNotificationLevel,
    AutomaticUpdatesScheduledInstallationDay, DeploymentAction, DownloadPriority, InstallationImpact,
    InstallationRebootBehavior, OperationResultCode, ServerSelection, UpdateExceptionContext,
    UpdateOperation, UpdateType,
};

use super::row::Row;

/// What was asked for, and so what is the same for all updates of an answer.
pub(super) struct Asked {
    pub(super) service: Guid,
    pub(super) server_selection: ServerSelection,
    /// The language of the texts.
    pub(super) locale: Lcid,
    pub(super) locales: Arc<[Lcid]>,
}

/// An update; `None` if it, or a member of it, does not even say which.
pub(super) fn update(row: Row<'_>, asked: &Asked) -> Option<Update> {
    let categories: Vec<Arc<Category>> = categories(row, asked.locale);
    let members = row.all_rows("BundledUpdates")?.into_iter();
    let bundled: Vec<Update> = members
        .map(|member| update(member, asked))
        .collect::<Option<_>>()?;
    // A bundle is not accepted either while a member is not.
    let is_of_members = bundled.iter().any(|member| !member.marks.is_eula_accepted());
    let is_unaccepted = row.untruth("EulaAccepted") && !is_of_members;
    let mut revision = revision(row, asked.locale, is_unaccepted)?;
    revision.categories = categories.iter().map(|category| category.id).collect();
    revision.bundled = bundled
        .iter()
        .map(|member| Arc::clone(&member.revision))
        .collect();
    Some(Update {
        revision: Arc::new(revision),
        service: asked.service,
        server_selection: asked.server_selection,
        applicability: Applicability {
            applicable: true,
            installed: row.truth("IsInstalled"),
            present: row.truth("IsPresent"),
            reboot_required: row.truth("RebootRequired"),
        },
        marks: Arc::new(Marks::new(
            row.truth("IsHidden"),
            row.truth("IsDownloaded"),
            row.truth("EulaAccepted"),
        )),
        bundled,
        categories,
        locales: Arc::clone(&asked.locales),
    })
}

fn revision(row: Row<'_>, locale: Lcid, is_unaccepted: bool) -> Option<Revision> {
    let eula = row.text("EulaText");
    let driver = row.object("IWindowsDriverUpdate4");
    Some(Revision {
        identity: identity(row.object("Identity")?)?,
        update_type: row.one_of("Type", UpdateType::Software),
        texts: vec![texts(row, locale)],
        // Which licence it is, nobody says; that there is one, its text does, or that it was not accepted.
        eula: (!eula.is_empty() || is_unaccepted).then(|| Eula {
            id: Guid::NIL,
            texts: vec![(locale, eula)],
        }),
        deployment_action: row.one_of("DeploymentAction", DeploymentAction::Installation),
        browse_only: row.truth("BrowseOnly"),
        auto_select_on_web_sites: row.truth("AutoSelectOnWebSites"),
        auto_selection: row.one_of("AutoSelection", AutoSelectionMode::LetWindowsUpdateDecide),
        auto_download: row.one_of("AutoDownload", AutoDownloadMode::LetWindowsUpdateDecide),
        deadline: row.time("Deadline"),
        last_deployment_change: row
            .time("LastDeploymentChangeTime")
            .unwrap_or(Timestamp::UNIX_EPOCH),
        download_priority: row.one_of("DownloadPriority", DownloadPriority::Normal),
        contents: row.rows("DownloadContents").map(content).collect(),
        max_download_size: row.size("MaxDownloadSize"),
        min_download_size: row.size("MinDownloadSize"),
        delta_compressed_content_available: row.truth("DeltaCompressedContentAvailable"),
        delta_compressed_content_preferred: row.truth("DeltaCompressedContentPreferred"),
        handler_id: row.text("HandlerID"),
        installation_behavior: row.object("InstallationBehavior").map(behavior),
        uninstallation_behavior: row.object("UninstallationBehavior").map(behavior),
        is_uninstallable: row.truth("IsUninstallable"),
        can_require_source: row.truth("CanRequireSource"),
        is_mandatory: row.truth("IsMandatory"),
        is_beta: row.truth("IsBeta"),
        per_user: row.truth("PerUser"),
        image: row.object("Image").map(image),
        languages: row.texts("Languages"),
        more_info_urls: row.texts("MoreInfoUrls"),
        support_url: row.text("SupportUrl"),
        msrc_severity: row.text("MsrcSeverity"),
        security_bulletin_ids: row.texts("SecurityBulletinIDs"),
        kb_article_ids: row.texts("KBArticleIDs"),
        cve_ids: row.texts("CveIDs"),
        superseded_update_ids: row
            .texts("SupersededUpdateIDs")
            .iter()
            .filter_map(|id| id.parse().ok())
            .collect(),
        recommended_cpu_speed: row.number("RecommendedCpuSpeed"),
        recommended_hard_disk_space: row.number("RecommendedHardDiskSpace"),
        recommended_memory: row.number("RecommendedMemory"),
        driver: driver.and_then(drivers),
        ..Revision::default()
    })
}

fn identity(row: Row<'_>) -> Option<Identity> {
    Some(Identity {
        id: row.guid("UpdateID")?,
        revision: row.number("RevisionNumber"),
    })
}

fn texts(row: Row<'_>, locale: Lcid) -> Texts {
    Texts {
        locale: Some(locale),
        title: row.text("Title"),
        description: row.text("Description"),
        release_notes: row.text("ReleaseNotes"),
        uninstallation_notes: row.text("UninstallationNotes"),
        uninstallation_steps: row.texts("UninstallationSteps"),
        ..Texts::default()
    }
}

fn categories(row: Row<'_>, locale: Lcid) -> Vec<Arc<Category>> {
    let category = |row: Row<'_>| {
        let kinds = [
            CategoryType::Company,
            CategoryType::ProductFamily,
            CategoryType::Product,
            CategoryType::UpdateClassification,
        ];
        let kind = row.text("Type");
        let known = kinds.into_iter().find(|known| known.name() == kind);
        Some(Arc::new(Category {
            id: row.guid("CategoryID")?,
            category_type: known.unwrap_or(CategoryType::Product),
            parent: None,
            order: row.number("Order"),
            texts: vec![(locale, row.text("Name"), row.text("Description"))],
            image: None,
        }))
    };
    row.rows("Categories").filter_map(category).collect()
}

fn content(row: Row<'_>) -> Content {
    let url = row.text("DownloadUrl");
    Content {
        file_name: url.rsplit('/').next().unwrap_or_default().to_owned(),
        is_delta: row.truth("IsDeltaCompressedContent"),
        url,
        ..Content::default()
    }
}

fn behavior(row: Row<'_>) -> Behavior {
    Behavior {
        can_request_user_input: row.truth("CanRequestUserInput"),
        impact: row.one_of("Impact", InstallationImpact::Normal),
        reboot: row.one_of("RebootBehavior", InstallationRebootBehavior::CanRequestReboot),
        requires_network_connectivity: row.truth("RequiresNetworkConnectivity"),
    }
}

fn image(row: Row<'_>) -> Image {
    Image {
        alt_text: row.text("AltText"),
        source: row.text("Source"),
        height: row.number("Height"),
        width: row.number("Width"),
    }
}

fn drivers(row: Row<'_>) -> Option<Driver> {
    let entry = |row: Row<'_>| DriverEntry {
        class: row.text("DriverClass"),
        hardware_id: row.text("DriverHardwareID"),
        manufacturer: row.text("DriverManufacturer"),
        model: row.text("DriverModel"),
        provider: row.text("DriverProvider"),
        ver_date: row.time("DriverVerDate").unwrap_or(Timestamp::UNIX_EPOCH),
        problem_number: row.number("DeviceProblemNumber"),
        status: row.number("DeviceStatus"),
    };
    let entries: Vec<DriverEntry> = row.rows("WindowsDriverUpdateEntries").map(entry).collect();
    (!entries.is_empty()).then_some(Driver { entries })
}

/// A warning of a search.
pub(super) fn warning(row: Row<'_>, locale: Lcid) -> Warning {
    Warning {
        hresult: hresult(row),
        message: vec![(locale, row.text("Message"))],
        context: row.one_of("Context", UpdateExceptionContext::General),
        product: None,
    }
}

fn hresult(row: Row<'_>) -> HResult {
    HResult::from_u32(row.number("HResult").cast_unsigned())
}

/// An entry of the history. Why something failed is not among what interfaces tell; the code is.
pub(super) fn history_entry(row: Row<'_>, locale: Lcid) -> Option<HistoryEntry> {
    let hresult = hresult(row);
    let revision = Revision {
        identity: identity(row.object("UpdateIdentity")?)?,
        texts: vec![texts(row, locale)],
        support_url: row.text("SupportUrl"),
        kb_article_ids: articles(&row.text("Title")),
        ..Revision::default()
    };
    Some(HistoryEntry {
        date: row.time("Date").unwrap_or(Timestamp::UNIX_EPOCH),
        operation: row.one_of("Operation", UpdateOperation::Installation),
        code: row.one_of("ResultCode", OperationResultCode::NotStarted),
        hresult,
        unmapped: row.number("UnmappedResultCode"),
        message: String::new(),
        revision: Arc::new(revision),
        categories: categories(row, locale),
        client_application_id: row.text("ClientApplicationID"),
        server_selection: row.one_of("ServerSelection", ServerSelection::Default),
        service_id: row.guid("ServiceID").unwrap_or(Guid::NIL),
        logs: Vec::new(),
    })
}

/// An entry of the history says only in its title to which articles it belongs: `… (KB5012345)`.
fn articles(title: &str) -> Vec<String> {
    let after = title.split("KB").skip(1);
    let number = after.map(|rest| {
        let end = rest.find(|character: char| !character.is_ascii_digit());
        rest.split_at(end.unwrap_or(rest.len())).0
    });
    number
        .filter(|number| number.len() >= 6)
        .map(str::to_owned)
        .collect()
}

/// A service.
pub(super) fn service(row: Row<'_>) -> Option<ServiceRecord> {
    let usual = ServiceRecord::default();
    Some(ServiceRecord {
        id: row.guid("ServiceID")?,
        name: row.text("Name"),
        url: row.text("ServiceUrl"),
        redirect_urls: row.texts("RedirectUrls"),
        setup_prefix: row.text("SetupPrefix"),
        content_validation_cert: row.bytes("ContentValidationCert"),
        issue_date: row.time("IssueDate").unwrap_or(usual.issue_date),
        expiration_date: row.time("ExpirationDate").unwrap_or(usual.expiration_date),
        is_managed: row.truth("IsManaged"),
        can_register_with_au: row.truth("CanRegisterWithAU"),
        is_registered_with_au: row.truth("IsRegisteredWithAU"),
        is_default_au_service: row.truth("IsDefaultAUService"),
        offers_windows_updates: row.truth("OffersWindowsUpdates"),
        is_scan_package: row.truth("IsScanPackageService"),
        ..usual
    })
}

/// The settings of Automatic Updates.
pub(super) fn settings(row: Row<'_>) -> AutomaticUpdatesSettings {
    let later = row.object("IAutomaticUpdatesSettings3");
    let truth = |name| later.is_some_and(|later| later.truth(name));
    AutomaticUpdatesSettings {
        notification_level: row.one_of(
            "NotificationLevel",
            AutomaticUpdatesNotificationLevel::NotConfigured,
        ),
        required: row.truth("Required"),
        scheduled_day: row.one_of(
            "ScheduledInstallationDay",
            AutomaticUpdatesScheduledInstallationDay::EveryDay,
        ),
        scheduled_hour: row.number("ScheduledInstallationTime"),
        include_recommended: truth("IncludeRecommendedUpdates"),
        non_administrators_elevated: truth("NonAdministratorsElevated"),
        featured_updates: truth("FeaturedUpdatesEnabled"),
        read_only: row.truth("ReadOnly"),
    }
}

/// When Automatic Updates last succeeded.
pub(super) fn results(row: Row<'_>) -> AutomaticUpdatesResults {
    AutomaticUpdatesResults {
        last_search: row.time("LastSearchSuccessDate"),
        last_installation: row.time("LastInstallationSuccessDate"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_name_articles() {
        assert_eq!(articles("Cumulative Update (KB5012345)"), ["5012345"]);
        assert_eq!(articles("KB890830 and KB12"), ["890830"]);
        assert!(articles("a title of 10 KB").is_empty());
    }
}
