//! The extended fragment: what people see of a revision beside its texts, its files, and what its installer needs.

use wua_agent::{Behavior, CategoryType, CbsPackage, Content, Installer, MsiPackage, MsiPatch};
use wua_com::{Guid, Lcid, locale};
use wua_rules::xml::{Element, Error, Reader};

use crate::sdp::properties::{article, push};
use crate::sdp::{contents, handler, item, value};

/// So many files may a revision have.
const MOST_FILES: usize = 10_000;

/// An extended fragment.
#[derive(Clone, Debug, Default, PartialEq)]
#[expect(clippy::struct_excessive_bools, reason = "independent properties")]
pub(crate) struct Extended {
    /// The language that the publisher takes first.
    pub(crate) default_language: Option<Lcid>,
    /// What handles it, by its address.
    pub(crate) handler: String,
    pub(crate) max_download_size: u64,
    pub(crate) min_download_size: u64,
    pub(crate) severity: String,
    pub(crate) is_beta: bool,
    pub(crate) browse_only: bool,
    pub(crate) per_user: bool,
    pub(crate) can_require_source: bool,
    pub(crate) recommended_cpu_speed: i32,
    pub(crate) recommended_memory: i32,
    pub(crate) recommended_hard_disk_space: i32,
    pub(crate) installation: Option<Behavior>,
    pub(crate) uninstallation: Option<Behavior>,
    pub(crate) languages: Vec<String>,
    pub(crate) support_url: String,
    pub(crate) bulletins: Vec<String>,
    pub(crate) cves: Vec<String>,
    pub(crate) articles: Vec<String>,
    pub(crate) contents: Vec<Content>,
    pub(crate) installer: Option<Installer>,
    pub(crate) category: Option<CategoryInformation>,
}

/// What a category says of itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct CategoryInformation {
    pub(crate) category_type: CategoryType,
    pub(crate) order: i32,
}

impl Extended {
    /// Reads a fragment.
    pub(crate) fn read(fragment: &str) -> Result<Self, Error> {
        let mut extended = Self::default();
        let mut reader = super::reader(fragment)?;
        while let Some(root) = reader.root()? {
            match root.name {
                "ExtendedProperties" | "Properties" => {
                    extended.attributes(&root)?;
                    extended.properties(&mut reader, &root)?;
                }
                "Files" => extended.files(&mut reader, &root)?,
                "HandlerSpecificData" => extended.handler_data(&mut reader, &root)?,
                _ => {}
            }
        }
        extended.settle();
        Ok(extended)
    }

    fn attributes(&mut self, element: &Element<'_>) -> Result<(), Error> {
        let language = value::text(element, "DefaultPropertiesLanguage")?;
        self.default_language = locale::parse(language.trim());
        value::text(element, "Handler")?
            .trim()
            .clone_into(&mut self.handler);
        self.max_download_size = optional(element, "MaxDownloadSize")?;
        self.min_download_size = optional(element, "MinDownloadSize")?;
        value::text(element, "MsrcSeverity")?
            .trim()
            .clone_into(&mut self.severity);
        self.is_beta = value::boolean(element, "IsBeta")?;
        self.browse_only = value::boolean(element, "BrowseOnly")?;
        self.per_user = value::boolean(element, "PerUser")?;
        self.can_require_source = value::boolean(element, "CanSourceBeRequired")?;
        self.recommended_cpu_speed = optional(element, "RecommendedCpuSpeed")?;
        self.recommended_memory = optional(element, "RecommendedMemory")?;
        self.recommended_hard_disk_space = optional(element, "RecommendedHardDiskSpace")?;
        Ok(())
    }

    fn properties<'a>(&mut self, reader: &mut Reader<'a>, element: &Element<'a>) -> Result<(), Error> {
        while let Some(child) = reader.child(element)? {
            match child.name {
                "InstallationBehavior" => self.installation = Some(item::behavior(&child)?),
                "UninstallationBehavior" => self.uninstallation = Some(item::behavior(&child)?),
                "Language" => push(&mut self.languages, &item::language(&reader.text(&child)?)),
                "SupportUrl" => reader.text(&child)?.trim().clone_into(&mut self.support_url),
                "SecurityBulletinID" => push(&mut self.bulletins, &reader.text(&child)?),
                "CveID" => push(&mut self.cves, &reader.text(&child)?),
                "KBArticleID" => push(&mut self.articles, article(&reader.text(&child)?, child.name)),
                _ => {}
            }
        }
        Ok(())
    }

    fn files<'a>(&mut self, reader: &mut Reader<'a>, element: &Element<'a>) -> Result<(), Error> {
        while let Some(child) = reader.child(element)? {
            if child.name != "File" {
                continue;
            }
            let content = contents::read(reader, &child)?;
            let twin = |known: &&mut Content| known.file_name.eq_ignore_ascii_case(&content.file_name);
            match self.contents.iter_mut().find(twin) {
                // The same file may be there for several purposes.
                Some(known) if known.sha1 == content.sha1 => {
                    if known.sha256.is_empty() {
                        known.sha256 = content.sha256;
                    } else if !content.sha256.is_empty() && content.sha256 != known.sha256 {
                        return Err(child.error("the same file is said to have another SHA-256"));
                    }
                    continue;
                }
                Some(_) => return Err(child.error("another file has the same name")),
                None => self.contents.push(content),
            }
            if self.contents.len() > MOST_FILES {
                return Err(element.error(format!("it has more than {MOST_FILES} files")));
            }
        }
        Ok(())
    }

    fn handler_data<'a>(&mut self, reader: &mut Reader<'a>, element: &Element<'a>) -> Result<(), Error> {
        // `cmd:CommandLineInstallation`; other handlers have commands that mean something else.
        let of = value::text(element, "type")?;
        let of = of.rsplit(':').next().unwrap_or_default().trim().to_owned();
        while let Some(child) = reader.child(element)? {
            let installer = match child.name {
                "InstallCommand" if matches!(of.as_str(), "" | "CommandLineInstallation") => {
                    Some(Installer::CommandLine(handler::command_line(reader, &child)?))
                }
                "MsiData" => Some(Installer::Msi(msi(&child)?)),
                "MspData" => Some(Installer::Msp(msp(&child)?)),
                "CbsData" => Some(Installer::Cbs(CbsPackage {
                    identity: value::text(&child, "PackageIdentity")?,
                })),
                "CategoryInformation" => {
                    self.category = Some(category(&child)?);
                    None
                }
                // Some servers hand on what publishers wrote as it is.
                _ => handler::read(reader, &child)?,
            };
            let Some(installer) = installer else { continue };
            if self.installer.replace(installer).is_some() {
                return Err(child.error("it has a second installer"));
            }
        }
        Ok(())
    }

    /// What follows from several parts together.
    fn settle(&mut self) {
        if self.installer.is_none() {
            self.installer = by_handler(&self.handler);
        }
        let is_removable = self.uninstallation.is_some();
        let only = |extension: &str| {
            let is_one = |content: &&Content| {
                let name = content.file_name.to_ascii_lowercase();
                name.strip_suffix(extension)
                    .is_some_and(|name| name.ends_with('.'))
            };
            self.contents
                .iter()
                .find(is_one)
                .map(|content| content.file_name.clone())
        };
        match &mut self.installer {
            Some(Installer::Msi(package)) => {
                if package.file.is_empty() {
                    package.file = only("msi").unwrap_or_default();
                }
                let command_line = package.uninstall_command_line.take();
                package.uninstall_command_line = is_removable.then(|| command_line.unwrap_or_default());
            }
            Some(Installer::Msp(patch)) => {
                let command_line = patch.uninstall_command_line.take();
                patch.uninstall_command_line = is_removable.then(|| command_line.unwrap_or_default());
            }
            _ => {}
        }
    }
}

/// A number that may be missing.
fn optional<T: std::str::FromStr + Default>(element: &Element<'_>, name: &str) -> Result<T, Error> {
    match element.attribute(name)? {
        Some(text) if !text.trim().is_empty() => value::number_of(element, name, &text),
        _ => Ok(T::default()),
    }
}

/// What the handler alone says.
fn by_handler(handler: &str) -> Option<Installer> {
    let name = handler.trim_end_matches('/').rsplit('/').next();
    match name.unwrap_or_default() {
        "" | "Category" | "Detectoid" => None,
        "Cbs" => Some(Installer::Cbs(CbsPackage::default())),
        "WindowsDriver" => Some(Installer::Driver),
        _ => Some(Installer::Other(handler.to_owned())),
    }
}

fn msi(element: &Element<'_>) -> Result<MsiPackage, Error> {
    let file = value::text(element, "MsiFile")?;
    Ok(MsiPackage {
        file: if file.trim().is_empty() {
            String::new()
        } else {
            contents::path_inside(element, "MsiFile", &file)?
        },
        // Servers leave it out: then the rules say which product is meant.
        product: handler::optional_guid(element, "ProductCode")?.unwrap_or(Guid::NIL),
        command_line: value::text(element, "CommandLine")?,
        uninstall_command_line: Some(value::text(element, "UninstallCommandLine")?),
    })
}

fn msp(element: &Element<'_>) -> Result<MsiPatch, Error> {
    Ok(MsiPatch {
        file: String::new(),
        patch: handler::optional_guid(element, "PatchCode")?,
        full_file_patch: handler::optional_guid(element, "FullFilePatchCode")?,
        command_line: value::text(element, "CommandLine")?,
        uninstall_command_line: Some(value::text(element, "UninstallCommandLine")?),
    })
}

fn category(element: &Element<'_>) -> Result<CategoryInformation, Error> {
    Ok(CategoryInformation {
        category_type: value::choice(
            element,
            "CategoryType",
            &[
                ("Product", CategoryType::Product),
                ("Company", CategoryType::Company),
                ("ProductFamily", CategoryType::ProductFamily),
                ("UpdateClassification", CategoryType::UpdateClassification),
            ],
        )?,
        order: optional(element, "DisplayOrder")?,
    })
}
