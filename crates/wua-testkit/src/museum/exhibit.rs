//! An exhibit: an update as its service describes it, and what happens when somebody touches it.

use std::sync::Arc;

use wua_agent::{
    Applicability, Behavior, Content, Driver, DriverEntry, Eula, Identity, Image, Revision, Texts,
};
use wua_com::{Guid, Lcid};
use wua_defs::enumerations;
use wua_defs::enums::{DeploymentAction, InstallationImpact, InstallationRebootBehavior, UpdateType};

use super::collection::Collection;
use super::hash::sha256_of;
use super::performance::{Delivery, Performance, read_at_first};
use crate::script::{Block, Field, ScriptError, moment, size};

/// Where the museum's files are, in its own world.
const FILES: &str = "https://download.museum.example/";

/// An update, and what happens when somebody touches it.
#[derive(Clone, Debug)]
pub struct Exhibit {
    /// What the scripts call it.
    pub name: String,
    /// The script in which it stands.
    pub hall: String,
    /// What its service says of it.
    pub revision: Arc<Revision>,
    /// It is a member of a bundle, and not offered by itself.
    pub is_part: bool,
    /// What it is on the computer before anything has been done to it.
    pub at_first: Applicability,
    /// How its files arrive.
    pub delivery: Delivery,
    /// How it is put on.
    pub installation: Performance,
    /// How it is taken off.
    pub removal: Performance,
}

impl Exhibit {
    /// Which update, which revision.
    pub fn identity(&self) -> Identity {
        self.revision.identity
    }

    /// Reads a block. What it refers to is in the `collection` already.
    pub(super) fn read(hall: &str, block: &Block, collection: &Collection) -> Result<Self, ScriptError> {
        let mut reader = Reader {
            revision: Revision { update_type: kind(block)?, ..Revision::default() },
            at_first: Applicability { applicable: true, ..Applicability::default() },
            delivery: Delivery::default(),
            installation: Performance::default(),
            removal: Performance::default(),
            collection,
        };
        for field in &block.fields {
            reader.read(field)?;
        }
        reader.add_sizes();
        if reader.revision.identity.id == Guid::NIL {
            return Err(block.place.error("an update needs an `id`"));
        }
        Ok(Self {
            name: block.name.clone(),
            hall: hall.to_owned(),
            is_part: block.kind == "part",
            revision: Arc::new(reader.revision),
            at_first: reader.at_first,
            delivery: reader.delivery,
            installation: reader.installation,
            removal: reader.removal,
        })
    }
}

fn kind(block: &Block) -> Result<UpdateType, ScriptError> {
    match block.kind.as_str() {
        "update" | "part" => Ok(UpdateType::Software),
        "driver" => Ok(UpdateType::Driver),
        other => Err(block.place.error(format!("the museum does not collect `{other}`"))),
    }
}

struct Reader<'a> {
    revision: Revision,
    at_first: Applicability,
    delivery: Delivery,
    installation: Performance,
    removal: Performance,
    collection: &'a Collection,
}

impl Reader<'_> {
    fn read(&mut self, field: &Field) -> Result<(), ScriptError> {
        let known = self.read_text(field)
            || self.read_link(field)
            || self.read_deployment(field)?
            || self.read_need(field)?
            || self.read_relation(field)?
            || self.read_file(field)?
            || self.read_performance(field)?;
        if known { Ok(()) } else { Err(field.unknown()) }
    }

    /// Texts in each language.
    fn read_text(&mut self, field: &Field) -> bool {
        let set: fn(&mut Texts, String) = match field.key.as_str() {
            "title" => |texts, title| texts.title = title,
            "description" => |texts, description| texts.description = description,
            "release notes" => |texts, notes| texts.release_notes = notes,
            "before removal" => |texts, notes| texts.uninstallation_notes = notes,
            "removal step" => |texts, step| texts.uninstallation_steps.push(step),
            _ => return false,
        };
        set(texts_in(&mut self.revision.texts, field.language), field.value.clone());
        true
    }

    /// What points elsewhere.
    fn read_link(&mut self, field: &Field) -> bool {
        let revision = &mut self.revision;
        match field.key.as_str() {
            "articles" => revision.kb_article_ids = field.texts(),
            "bulletins" => revision.security_bulletin_ids = field.texts(),
            "vulnerabilities" => revision.cve_ids = field.texts(),
            "severity" => revision.msrc_severity.clone_from(&field.value),
            "languages" => revision.languages = field.texts(),
            "read more" => revision.more_info_urls.push(field.value.clone()),
            "support" => revision.support_url.clone_from(&field.value),
            _ => return false,
        }
        true
    }

    /// What the service wants done.
    fn read_deployment(&mut self, field: &Field) -> Result<bool, ScriptError> {
        let revision = &mut self.revision;
        match field.key.as_str() {
            "id" => revision.identity.id = field.guid()?,
            "revision" => revision.identity.revision = field.number()?,
            "action" => revision.deployment_action = field.named(&enumerations::DEPLOYMENT_ACTION)?,
            "selection" => revision.auto_selection = field.named(&enumerations::AUTO_SELECTION_MODE)?,
            "download" => revision.auto_download = field.named(&enumerations::AUTO_DOWNLOAD_MODE)?,
            "priority" => revision.download_priority = field.named(&enumerations::DOWNLOAD_PRIORITY)?,
            "deadline" => revision.deadline = Some(field.moment()?),
            "deployed" => revision.last_deployment_change = field.moment()?,
            "is" => {
                for part in field.list() {
                    set_flag(revision, part)
                        .ok_or_else(|| field.place.error(format!("an update cannot be `{part}`")))?;
                }
            }
            _ => return Ok(false),
        }
        Ok(true)
    }

    /// What it needs, and what it does to the computer.
    fn read_need(&mut self, field: &Field) -> Result<bool, ScriptError> {
        let revision = &mut self.revision;
        match field.key.as_str() {
            "handler" => {
                revision.handler_id =
                    format!("http://schemas.microsoft.com/msus/2002/12/UpdateHandlers/{}", field.value);
            }
            "cpu" => revision.recommended_cpu_speed = field.number()?,
            "disk" => revision.recommended_hard_disk_space = field.number()?,
            "memory" => revision.recommended_memory = field.number()?,
            "installing" => revision.installation_behavior = Some(read_behavior(field)?),
            "removing" => {
                revision.uninstallation_behavior = Some(read_behavior(field)?);
                revision.is_uninstallable = true;
            }
            "image" => revision.image = Some(read_image(field)?),
            "device" => {
                let driver = revision.driver.get_or_insert_with(|| Driver { entries: Vec::new() });
                driver.entries.push(read_device(field)?);
            }
            _ => return Ok(false),
        }
        Ok(true)
    }

    /// What it has to do with others.
    fn read_relation(&mut self, field: &Field) -> Result<bool, ScriptError> {
        let collection = self.collection;
        let update = |name: &str| {
            collection.exhibit(name).ok_or_else(|| field.place.error(format!("no update is called `{name}`")))
        };
        match field.key.as_str() {
            "categories" => {
                for name in field.list() {
                    let category = collection.category(name);
                    let category =
                        category.ok_or_else(|| field.place.error(format!("no category is called `{name}`")))?;
                    self.revision.categories.push(category.id);
                }
            }
            "licence" => {
                let licence = collection.licence(&field.value);
                let licence = licence.ok_or_else(|| field.expected("the name of a licence"))?;
                self.revision.eula = Some(Eula::clone(licence));
            }
            "replaces" => {
                for name in field.list() {
                    self.revision.superseded_update_ids.push(update(name)?.identity().id);
                }
            }
            "bundles" => {
                for name in field.list() {
                    self.revision.bundled.push(Arc::clone(&update(name)?.revision));
                }
            }
            _ => return Ok(false),
        }
        Ok(true)
    }

    fn read_file(&mut self, field: &Field) -> Result<bool, ScriptError> {
        let is_delta = match field.key.as_str() {
            "file" => false,
            "delta" => true,
            _ => return Ok(false),
        };
        let parts = field.value.split_once(", ").and_then(|(name, length)| Some((name, size(length)?)));
        let (name, size) = parts.ok_or_else(|| field.expected("a name and size: `orrery.cab, 900 KB`"))?;
        let sha256 = sha256_of(name).ok_or_else(|| {
            field.place.error(format!("the hash of `{name}` is missing: {}", super::hash::HOW_TO_WRITE))
        })?;
        self.revision.contents.push(Content {
            url: format!("{FILES}{name}"),
            file_name: name.to_owned(),
            size,
            sha256: sha256.to_owned(),
            is_delta,
        });
        self.revision.delta_compressed_content_available |= is_delta;
        Ok(true)
    }

    fn read_performance(&mut self, field: &Field) -> Result<bool, ScriptError> {
        match field.key.as_str() {
            "at first" => self.at_first = read_at_first(field)?,
            "when fetched" => self.delivery = Delivery::read(field)?,
            "when installed" => self.installation = Performance::read(field)?,
            "when removed" => self.removal = Performance::read(field)?,
            _ => return Ok(false),
        }
        Ok(true)
    }

    /// All whole files at most, all deltas at least, those of members included.
    fn add_sizes(&mut self) {
        let revision = &mut self.revision;
        let sum = |is_delta| {
            let matching = revision.contents.iter().filter(|content| content.is_delta == is_delta);
            matching.map(|content| content.size).sum::<u64>()
        };
        let (whole, deltas) = (sum(false), sum(true));
        let members = |size: fn(&Revision) -> u64| revision.bundled.iter().map(|member| size(member)).sum::<u64>();
        let at_most = whole + members(|member| member.max_download_size);
        let at_least = if deltas > 0 { deltas } else { whole } + members(|member| member.min_download_size);
        (revision.max_download_size, revision.min_download_size) = (at_most, at_least);
    }
}

/// The texts in a language, which begin here if they have not.
fn texts_in(texts: &mut Vec<Texts>, language: Lcid) -> &mut Texts {
    let at = texts.iter().position(|texts| texts.locale == Some(language)).unwrap_or_else(|| {
        texts.push(Texts { locale: Some(language), ..Texts::default() });
        texts.len() - 1
    });
    &mut texts[at]
}

fn set_flag(revision: &mut Revision, flag: &str) -> Option<()> {
    match flag {
        "unassigned" => revision.is_assigned = false,
        "optional" => revision.browse_only = true,
        "preselected" => revision.auto_select_on_web_sites = true,
        "beta" => revision.is_beta = true,
        "mandatory" => revision.is_mandatory = true,
        "per user" => revision.per_user = true,
        "best as delta" => revision.delta_compressed_content_preferred = true,
        "bootstrapped" => revision.contains_update_bootstrapper = true,
        "asking for media" => revision.can_require_source = true,
        _ => return None,
    }
    Some(())
}

fn read_behavior(field: &Field) -> Result<Behavior, ScriptError> {
    let mut behavior = Behavior {
        can_request_user_input: false,
        impact: InstallationImpact::Normal,
        reboot: InstallationRebootBehavior::NeverReboots,
        requires_network_connectivity: false,
    };
    for part in field.list() {
        match part {
            "normal" => behavior.impact = InstallationImpact::Normal,
            "minor" => behavior.impact = InstallationImpact::Minor,
            "exclusive" => behavior.impact = InstallationImpact::RequiresExclusiveHandling,
            "never restarts" => behavior.reboot = InstallationRebootBehavior::NeverReboots,
            "can restart" => behavior.reboot = InstallationRebootBehavior::CanRequestReboot,
            "always restarts" => behavior.reboot = InstallationRebootBehavior::AlwaysRequiresReboot,
            "can ask" => behavior.can_request_user_input = true,
            "needs network" => behavior.requires_network_connectivity = true,
            other => return Err(field.place.error(format!("`{other}` is not a behaviour"))),
        }
    }
    Ok(behavior)
}

/// `address, width x height, what it shows`.
pub(super) fn read_image(field: &Field) -> Result<Image, ScriptError> {
    let read = || {
        let mut parts = field.value.splitn(3, ',').map(str::trim);
        let source = parts.next()?.to_owned();
        let (width, height) = parts.next()?.split_once(" x ")?;
        let (width, height) = (width.parse().ok()?, height.parse().ok()?);
        let alt_text = parts.next()?.to_owned();
        Some(Image { alt_text, source, height, width })
    };
    read().ok_or_else(|| field.expected("`address, width x height, what it shows`"))
}

/// `class = Display; model = …`.
fn read_device(field: &Field) -> Result<DriverEntry, ScriptError> {
    let value = |wanted: &str| {
        let mut pairs = field.value.split(';').filter_map(|pair| pair.split_once('='));
        let found = pairs.find(|(key, _)| key.trim() == wanted);
        found
            .map(|(_, value)| value.trim().to_owned())
            .ok_or_else(|| field.place.error(format!("the device has no `{wanted}`")))
    };
    let number = |wanted: &str| -> Result<i32, ScriptError> {
        let value = value(wanted)?;
        value.parse().map_err(|_| field.place.error(format!("`{wanted} = {value}` is not a number")))
    };
    let date = value("dated")?;
    Ok(DriverEntry {
        class: value("class")?,
        hardware_id: value("hardware")?,
        manufacturer: value("maker")?,
        model: value("model")?,
        provider: value("provider")?,
        ver_date: moment(&date).ok_or_else(|| field.place.error(format!("`{date}` is not a day")))?,
        problem_number: number("problem")?,
        status: number("status")?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn complaint(text: &str) -> String {
        Collection::read(&[("hall", text)]).unwrap_err().to_string()
    }

    #[test]
    fn mistakes_name_the_line_and_what_is_expected() {
        let update = |field: &str| format!("update a\n    {field}\n");
        for (text, expected) in [
            ("painting a\n".to_owned(), "hall:1: the museum does not collect `painting`"),
            (update("title: Nameless"), "hall:1: an update needs an `id`"),
            (update("colour: red"), "hall:2: `colour` is not a field of this kind of block"),
            (update("is: fragile"), "hall:2: an update cannot be `fragile`"),
            (update("categories: paintings"), "hall:2: no category is called `paintings`"),
            (update("replaces: b"), "hall:2: no update is called `b`"),
            (update("licence: poetic"), "hall:2: `poetic` is not the name of a licence"),
            (update("installing: loudly"), "hall:2: `loudly` is not a behaviour"),
            (update("file: orrery.cab"), "hall:2: `orrery.cab` is not a name and size: `orrery.cab, 900 KB`"),
            (update("device: class = Display"), "hall:2: the device has no `dated`"),
            (update("when installed: explodes"), "hall:2: `explodes` is not part of a performance"),
            (update("at first: lost"), "hall:2: `lost` is not a state to begin with"),
        ] {
            assert_eq!(complaint(&text), expected);
        }
    }

    #[test]
    fn a_file_without_a_hash_tells_how_to_get_one() {
        assert!(complaint("update a\n    file: brand-new.cab, 1 KB\n").contains("cargo test"));
    }
}
