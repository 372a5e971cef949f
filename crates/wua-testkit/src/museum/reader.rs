//! Reads an exhibit from the script, field by field.

use std::sync::Arc;

use wua_agent::{Content, Driver, Eula, Revision, Texts};
use wua_com::{Guid, Lcid};
use wua_defs::enumerations;

use super::collection::Collection;
use super::exhibit::Exhibit;
use super::features::{read_behavior, read_device, read_image, set_flag};
use super::hash::{HOW_TO_WRITE, sha256_of};
use super::performance::{AtFirst, Delivery, Performance};
use crate::script::{Block, Field, ScriptError, size};

/// Where the museum's files are, in its own world.
const FILES: &str = "https://download.museum.example/";

/// Reads a block of the script `hall`. What it refers to is in the `collection` already.
pub(super) fn read(hall: &str, block: &Block, collection: &Collection) -> Result<Exhibit, ScriptError> {
    let exhibit = Exhibit::empty(&block.kind, &block.name, hall).ok_or_else(|| {
        block
            .place
            .error(format!("the museum does not collect `{}`", block.kind))
    })?;
    let mut reader = Reader { exhibit, collection };
    for field in &block.fields {
        reader.read(field)?;
    }
    if reader.exhibit.identity().id == Guid::NIL {
        return Err(block.place.error("an update needs an `id`"));
    }
    add_sizes(reader.revision());
    Ok(reader.exhibit)
}

/// An exhibit that is being read.
struct Reader<'a> {
    exhibit: Exhibit,
    collection: &'a Collection,
}

impl Reader<'_> {
    /// Nobody else holds it yet, so this is the revision itself.
    fn revision(&mut self) -> &mut Revision {
        Arc::make_mut(&mut self.exhibit.revision)
    }

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
            // In English, they are for all.
            "read more" if field.language != Lcid::ENGLISH => |texts, url| texts.more_info_urls.push(url),
            "support" if field.language != Lcid::ENGLISH => |texts, url| texts.support_url = url,
            _ => return false,
        };
        set(
            texts_in(&mut self.revision().texts, field.language),
            field.value.clone(),
        );
        true
    }

    /// What points elsewhere.
    fn read_link(&mut self, field: &Field) -> bool {
        let revision = self.revision();
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
        let revision = self.revision();
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
        let revision = self.revision();
        match field.key.as_str() {
            "handler" => {
                revision.handler_id = format!(
                    "http://schemas.microsoft.com/msus/2002/12/UpdateHandlers/{}",
                    field.value
                );
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
                let driver = revision
                    .driver
                    .get_or_insert_with(|| Driver { entries: Vec::new() });
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
            collection
                .exhibit(name)
                .ok_or_else(|| field.place.error(format!("no update is called `{name}`")))
        };
        match field.key.as_str() {
            "categories" => {
                for name in field.list() {
                    let category = collection.category(name);
                    let category = category
                        .ok_or_else(|| field.place.error(format!("no category is called `{name}`")))?;
                    self.revision().categories.push(category.id);
                }
            }
            "licence" => {
                let licence = collection.licence(&field.value);
                let licence = licence.ok_or_else(|| field.expected("the name of a licence"))?;
                self.revision().eula = Some(Eula::clone(licence));
            }
            "replaces" => {
                for name in field.list() {
                    let id = update(name)?.identity().id;
                    self.revision().superseded_update_ids.push(id);
                }
            }
            "bundles" => {
                for name in field.list() {
                    self.revision().bundled.push(Arc::clone(&update(name)?.revision));
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
        let parts = field
            .value
            .split_once(", ")
            .and_then(|(name, length)| Some((name, size(length)?)));
        let (name, size) = parts.ok_or_else(|| field.expected("a name and size: `orrery.cab, 900 KB`"))?;
        let sha256 = sha256_of(name).ok_or_else(|| {
            field
                .place
                .error(format!("the hash of `{name}` is missing: {HOW_TO_WRITE}"))
        })?;
        self.revision().contents.push(Content {
            url: format!("{FILES}{name}"),
            file_name: name.to_owned(),
            size,
            sha256: sha256.to_owned(),
            is_delta,
            ..Content::default()
        });
        self.revision().delta_compressed_content_available |= is_delta;
        Ok(true)
    }

    fn read_performance(&mut self, field: &Field) -> Result<bool, ScriptError> {
        match field.key.as_str() {
            "at first" => self.exhibit.at_first = AtFirst::read(field)?,
            "when fetched" => self.exhibit.delivery = Delivery::read(field)?,
            "when installed" => self.exhibit.installation = Performance::read(field)?,
            "when removed" => self.exhibit.removal = Performance::read(field)?,
            _ => return Ok(false),
        }
        Ok(true)
    }
}

/// All whole files at most, all deltas at least, those of members included.
fn add_sizes(revision: &mut Revision) {
    let sum = |is_delta| {
        let matching = revision
            .contents
            .iter()
            .filter(|content| content.is_delta == is_delta);
        matching.map(|content| content.size).sum::<u64>()
    };
    let (whole, deltas) = (sum(false), sum(true));
    revision.max_download_size = whole;
    revision.min_download_size = if deltas > 0 { deltas } else { whole };
    for member in &revision.bundled {
        revision.max_download_size += member.max_download_size;
        revision.min_download_size += member.min_download_size;
    }
}

/// The texts in a language, which begin here if they have not.
fn texts_in(texts: &mut Vec<Texts>, language: Lcid) -> &mut Texts {
    let at = texts
        .iter()
        .position(|texts| texts.locale == Some(language))
        .unwrap_or_else(|| {
            texts.push(Texts {
                locale: Some(language),
                ..Texts::default()
            });
            texts.len() - 1
        });
    &mut texts[at]
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
            (
                "painting a\n".to_owned(),
                "hall:1: the museum does not collect `painting`",
            ),
            (update("title: Nameless"), "hall:1: an update needs an `id`"),
            (
                update("colour: red"),
                "hall:2: `colour` is not a field of this kind of block",
            ),
            (update("is: fragile"), "hall:2: an update cannot be `fragile`"),
            (
                update("categories: paintings"),
                "hall:2: no category is called `paintings`",
            ),
            (update("replaces: b"), "hall:2: no update is called `b`"),
            (
                update("licence: poetic"),
                "hall:2: `poetic` is not the name of a licence",
            ),
            (
                update("installing: loudly"),
                "hall:2: `loudly` is not a behaviour",
            ),
            (
                update("file: orrery.cab"),
                "hall:2: `orrery.cab` is not a name and size: `orrery.cab, 900 KB`",
            ),
            (
                update("device: class = Display"),
                "hall:2: the device has no `dated`",
            ),
            (
                update("when installed: explodes"),
                "hall:2: `explodes` is not part of a performance",
            ),
            (
                update("at first: lost"),
                "hall:2: `lost` is not a state to begin with",
            ),
        ] {
            assert_eq!(complaint(&text), expected);
        }
    }

    #[test]
    fn a_file_without_a_hash_tells_how_to_get_one() {
        assert!(complaint("update a\n    file: brand-new.cab, 1 KB\n").contains("cargo test"));
    }
}
