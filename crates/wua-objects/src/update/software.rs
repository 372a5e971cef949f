//! The members that every update has.

use std::path::PathBuf;

use wua_com::{Caller, Date, Decimal, Error, ObjectRef, Reply, Text, Value, code, ok};
use wua_defs::enums::{AutoDownloadMode, AutoSelectionMode, DeploymentAction, DownloadPriority, UpdateType};
use wua_model::traits::{IUpdate, IUpdate2, IUpdate3, IUpdate4, IUpdate5, IUpdateEx};

use super::{Update, behavior, strings};
use crate::collection::Collection;
use crate::date::{date, date_or_empty};
use crate::image_information::ImageInformation;
use crate::named_path::named_path;
use crate::string_collection::{StringCollection, strings_of};
use crate::update_download_content::UpdateDownloadContent;
use crate::update_identity::UpdateIdentity;

impl IUpdate for Update {
    fn title(&self, _: &Caller) -> Reply<Text> {
        self.localized(&self.texts.title, |texts| &texts.title)
    }

    fn auto_select_on_web_sites(&self, _: &Caller) -> Reply<bool> {
        ok(self.revision().auto_select_on_web_sites)
    }

    fn bundled_updates(&self, _: &Caller) -> Reply<ObjectRef> {
        let bundled = &self.objects.bundled_updates;
        bundled.get(|| self.findings.updates(&self.known.bundled))
    }

    fn can_require_source(&self, _: &Caller) -> Reply<bool> {
        ok(self.revision().can_require_source)
    }

    fn categories(&self, _: &Caller) -> Reply<ObjectRef> {
        let categories = &self.objects.categories;
        categories.get(|| self.findings.categories(&self.known.categories))
    }

    fn deadline(&self, _: &Caller) -> Reply<Value> {
        ok(date_or_empty(self.revision().deadline))
    }

    fn delta_compressed_content_available(&self, _: &Caller) -> Reply<bool> {
        ok(self.revision().delta_compressed_content_available)
    }

    fn delta_compressed_content_preferred(&self, _: &Caller) -> Reply<bool> {
        ok(self.revision().delta_compressed_content_preferred)
    }

    fn description(&self, _: &Caller) -> Reply<Text> {
        self.localized(&self.texts.description, |texts| &texts.description)
    }

    fn eula_accepted(&self, _: &Caller) -> Reply<bool> {
        ok(self.known.marks.is_eula_accepted())
    }

    fn eula_text(&self, _: &Caller) -> Reply<Text> {
        self.texts.eula.get(|| {
            let eula = self.revision().eula.as_ref();
            let text = eula.and_then(|eula| eula.text(&self.known.locales));
            text.unwrap_or_default().into()
        })
    }

    fn handler_id(&self, _: &Caller) -> Reply<Text> {
        let handler_id = &self.texts.handler_id;
        handler_id.get(|| self.revision().handler_id.as_str().into())
    }

    fn identity(&self, _: &Caller) -> Reply<ObjectRef> {
        let identity = &self.objects.identity;
        identity.get(|| UpdateIdentity::of(self.known.identity()))
    }

    fn image(&self, _: &Caller) -> Reply<Option<ObjectRef>> {
        let image = &self.objects.image;
        image.get(|| self.revision().image.as_ref().map(ImageInformation::of))
    }

    fn installation_behavior(&self, _: &Caller) -> Reply<Option<ObjectRef>> {
        behavior(
            &self.objects.installation_behavior,
            self.revision().installation_behavior,
        )
    }

    fn is_beta(&self, _: &Caller) -> Reply<bool> {
        ok(self.revision().is_beta)
    }

    fn is_downloaded(&self, _: &Caller) -> Reply<bool> {
        ok(self.known.marks.is_downloaded())
    }

    fn is_hidden(&self, _: &Caller) -> Reply<bool> {
        ok(self.known.marks.is_hidden())
    }

    fn put_is_hidden(&self, _: &Caller, value: bool) -> Reply<()> {
        ok(self.findings.host.agent.set_hidden(&self.known, value)?)
    }

    fn is_installed(&self, _: &Caller) -> Reply<bool> {
        ok(self.known.applicability.installed)
    }

    fn is_mandatory(&self, _: &Caller) -> Reply<bool> {
        ok(self.revision().is_mandatory)
    }

    fn is_uninstallable(&self, _: &Caller) -> Reply<bool> {
        ok(self.revision().is_uninstallable)
    }

    fn languages(&self, _: &Caller) -> Reply<ObjectRef> {
        strings(&self.objects.languages, &self.revision().languages)
    }

    fn last_deployment_change_time(&self, _: &Caller) -> Reply<Date> {
        ok(date(self.revision().last_deployment_change))
    }

    fn max_download_size(&self, _: &Caller) -> Reply<Decimal> {
        ok(self.revision().max_download_size.into())
    }

    fn min_download_size(&self, _: &Caller) -> Reply<Decimal> {
        ok(self.revision().min_download_size.into())
    }

    fn more_info_urls(&self, _: &Caller) -> Reply<ObjectRef> {
        let urls = self.revision().more_info_urls(&self.known.locales);
        strings(&self.objects.more_info_urls, urls)
    }

    fn msrc_severity(&self, _: &Caller) -> Reply<Text> {
        let severity = &self.texts.msrc_severity;
        severity.get(|| self.revision().msrc_severity.as_str().into())
    }

    fn recommended_cpu_speed(&self, _: &Caller) -> Reply<i32> {
        ok(self.revision().recommended_cpu_speed)
    }

    fn recommended_hard_disk_space(&self, _: &Caller) -> Reply<i32> {
        ok(self.revision().recommended_hard_disk_space)
    }

    fn recommended_memory(&self, _: &Caller) -> Reply<i32> {
        ok(self.revision().recommended_memory)
    }

    fn release_notes(&self, _: &Caller) -> Reply<Text> {
        self.localized(&self.texts.release_notes, |texts| &texts.release_notes)
    }

    fn security_bulletin_ids(&self, _: &Caller) -> Reply<ObjectRef> {
        strings(
            &self.objects.security_bulletin_ids,
            &self.revision().security_bulletin_ids,
        )
    }

    fn superseded_update_ids(&self, _: &Caller) -> Reply<ObjectRef> {
        self.objects.superseded_update_ids.get(|| {
            let ids = &self.revision().superseded_update_ids;
            StringCollection::read_only(ids.iter().map(ToString::to_string))
        })
    }

    fn support_url(&self, _: &Caller) -> Reply<Text> {
        let support_url = &self.texts.support_url;
        support_url.get(|| self.revision().support_url(&self.known.locales).into())
    }

    fn r#type(&self, _: &Caller) -> Reply<UpdateType> {
        ok(self.revision().update_type)
    }

    fn uninstallation_notes(&self, _: &Caller) -> Reply<Text> {
        self.localized(&self.texts.uninstallation_notes, |texts| {
            &texts.uninstallation_notes
        })
    }

    fn uninstallation_behavior(&self, _: &Caller) -> Reply<Option<ObjectRef>> {
        behavior(
            &self.objects.uninstallation_behavior,
            self.revision().uninstallation_behavior,
        )
    }

    fn uninstallation_steps(&self, _: &Caller) -> Reply<ObjectRef> {
        self.objects.uninstallation_steps.get(|| {
            let steps = self.known.texts().map(|texts| texts.uninstallation_steps.iter());
            StringCollection::read_only(steps.into_iter().flatten().map(String::as_str))
        })
    }

    fn kb_article_ids(&self, _: &Caller) -> Reply<ObjectRef> {
        strings(&self.objects.kb_article_ids, &self.revision().kb_article_ids)
    }

    fn accept_eula(&self, _: &Caller) -> Reply<()> {
        ok(self.findings.host.agent.accept_eula(&self.known)?)
    }

    fn deployment_action(&self, _: &Caller) -> Reply<DeploymentAction> {
        ok(self.revision().deployment_action)
    }

    fn copy_from_cache(&self, caller: &Caller, path: &str, to_extract_cab_files: bool) -> Reply<()> {
        if path.is_empty() {
            return Err(Error::new(code::E_INVALIDARG, "no folder was given"));
        }
        let agent = &self.findings.host.agent;
        let folder = named_path(caller, path)?;
        ok(agent.copy_from_cache(&self.known, &folder, to_extract_cab_files)?)
    }

    fn download_priority(&self, _: &Caller) -> Reply<DownloadPriority> {
        ok(self.revision().download_priority)
    }

    /// The files of the update itself; the members of a bundle carry their own.
    fn download_contents(&self, _: &Caller) -> Reply<ObjectRef> {
        self.objects
            .download_contents
            .get(|| Collection::of_contents(self.revision().contents.iter().map(UpdateDownloadContent::of)))
    }
}

impl IUpdate2 for Update {
    fn reboot_required(&self, _: &Caller) -> Reply<bool> {
        ok(self.known.applicability.reboot_required)
    }

    fn is_present(&self, _: &Caller) -> Reply<bool> {
        ok(self.known.applicability.present)
    }

    fn cve_ids(&self, _: &Caller) -> Reply<ObjectRef> {
        strings(&self.objects.cve_ids, &self.revision().cve_ids)
    }

    fn copy_to_cache(&self, caller: &Caller, files: Option<&ObjectRef>) -> Reply<()> {
        let files = strings_of(caller, files)?;
        let files: Vec<PathBuf> = files
            .iter()
            .map(|file| named_path(caller, file))
            .collect::<Result<_, _>>()?;
        ok(self.findings.host.agent.copy_to_cache(&self.known, &files)?)
    }
}

impl IUpdate3 for Update {
    fn browse_only(&self, _: &Caller) -> Reply<bool> {
        ok(self.revision().browse_only)
    }
}

impl IUpdate4 for Update {
    fn per_user(&self, _: &Caller) -> Reply<bool> {
        ok(self.revision().per_user)
    }
}

impl IUpdate5 for Update {
    fn auto_selection(&self, _: &Caller) -> Reply<AutoSelectionMode> {
        ok(self.revision().auto_selection)
    }

    fn auto_download(&self, _: &Caller) -> Reply<AutoDownloadMode> {
        ok(self.revision().auto_download)
    }
}

impl IUpdateEx for Update {
    fn extended_static_property(&self, _: &Caller, property_name: &str) -> Reply<Value> {
        check_name(property_name, "ContainsUpdateBootstrapper")?;
        ok(self.revision().contains_update_bootstrapper.into())
    }

    fn evaluate_extended_dynamic_property(&self, _: &Caller, property_name: &str) -> Reply<Value> {
        check_name(property_name, "DoesUpdateRequireReboot")?;
        let agent = &self.findings.host.agent;
        ok(agent.requires_reboot(&self.known)?.into())
    }
}

/// Each kind of extended property has one that is known.
fn check_name(name: &str, known: &str) -> Result<(), Error> {
    if name.eq_ignore_ascii_case(known) {
        return Ok(());
    }
    Err(match name {
        "" => Error::new(code::E_INVALIDARG, "no property was named"),
        _ => Error::new(
            code::WU_E_NOT_SUPPORTED,
            format!("there is no extended property `{name}`, only `{known}`"),
        ),
    })
}
