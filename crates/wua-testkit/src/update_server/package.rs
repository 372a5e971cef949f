//! Software distribution packages (SDP), as an update server imports them.
//!
//! A package with one item becomes one update, with the rules of both. One with several items becomes a bundle, and each item a
//! member that nobody sees. Its vendor, its products and its classification become categories.

use std::collections::HashMap;
use std::fs;
use std::path::Path;

use sha1::{Digest as _, Sha1};
use wua_com::Guid;

use super::base64;
use super::catalogue::Catalogue;
use super::content::Stored;
use super::draft::{COMMAND_LINE, Draft, WINDOWS_INSTALLER};
use super::fragments;
use super::metadata::{CategoryType, Kind};
use super::xml::{Node, attribute};

/// A package that was imported.
#[derive(Clone, Debug)]
pub struct Imported {
    /// What the update is called by.
    pub update: Guid,
    /// In its first language.
    pub title: String,
    /// Files that it names, and that nobody has.
    pub missing: Vec<String>,
}

/// What came of a folder.
#[derive(Clone, Debug, Default)]
pub struct Folder {
    /// The packages in it.
    pub imported: Vec<Imported>,
    /// What calls itself a package and was not taken, with the reason.
    pub refused: Vec<String>,
}

/// Classifications, with the ids that they have everywhere.
const CLASSIFICATIONS: &[(&str, Guid)] = &[
    ("Updates", Guid::literal("CD5FFD1E-E932-4E3A-BF74-18BF0B1BBD83")),
    (
        "Critical Updates",
        Guid::literal("E6CF1350-C01B-414D-A61F-263D14D133B4"),
    ),
    (
        "Security Updates",
        Guid::literal("0FA1201D-4330-4FA8-8AE9-B877473B6441"),
    ),
    (
        "Feature Packs",
        Guid::literal("B54E7D24-7ADD-428F-8B75-90A396FA584F"),
    ),
    (
        "Update Rollups",
        Guid::literal("28BC880E-0592-4CBF-8F95-C79B17911D5F"),
    ),
    (
        "Service Packs",
        Guid::literal("68C5B0A3-D1A6-4553-AE49-01D3A7827828"),
    ),
    ("Tools", Guid::literal("B4832BD8-E735-4761-8DAF-37F882276DAB")),
    ("Drivers", Guid::literal("EBFC1FC5-71A4-4F7B-9ACA-3B9A503104A0")),
    (
        "Applications",
        Guid::literal("5C9376AB-8CE6-464A-B136-22113DD69801"),
    ),
];

/// The product of what names none.
const LOCALLY_PUBLISHED: Guid = Guid::literal("5CC25303-143F-40F3-A2FF-803A1DB69955");

/// Files by their names.
type Files = HashMap<String, Stored>;

impl Catalogue {
    /// Imports all packages and whole documents of a folder, with the files that lie beside them. Packages that bundle others come
    /// after those. An error, if the folder or a file that is no package cannot be read.
    pub fn add_folder(&mut self, folder: &Path) -> Result<Folder, String> {
        let told = |path: &Path, error: &dyn std::fmt::Display| format!("{}: {error}", path.display());
        let (mut documents, mut files) = (Vec::new(), Files::new());
        let mut found = Folder::default();
        let entries = fs::read_dir(folder).map_err(|error| told(folder, &error))?;
        let mut paths = Vec::new();
        for entry in entries {
            paths.push(entry.map_err(|error| told(folder, &error))?.path());
        }
        paths.sort();
        for path in paths.iter().filter(|path| path.is_file()) {
            let name = path
                .file_name()
                .unwrap_or_default()
                .to_string_lossy()
                .into_owned();
            let extension = path
                .extension()
                .unwrap_or_default()
                .to_string_lossy()
                .to_lowercase();
            if ["sdp", "xml"].contains(&extension.as_str()) {
                let bytes = fs::read(path).map_err(|error| error.to_string());
                match bytes.and_then(|bytes| decode(&bytes)) {
                    Ok(document) => documents.push((path, document)),
                    Err(error) => found.refused.push(told(path, &error)),
                }
            } else {
                let stored = self.content.add_file(path).map_err(|error| told(path, &error))?;
                files.insert(name, stored);
            }
        }
        while !documents.is_empty() {
            let (before, mut later, mut errors) = (documents.len(), Vec::new(), Vec::new());
            for (path, document) in documents {
                match self.add_package(&document, &files) {
                    Ok(package) => found.imported.push(package),
                    Err(error) => {
                        errors.push(told(path, &error));
                        later.push((path, document));
                    }
                }
            }
            if later.len() == before {
                found.refused.extend(errors);
                break;
            }
            documents = later;
        }
        Ok(found)
    }

    /// Imports a package, or a whole document, with the files that somebody has.
    pub fn add_package(
        &mut self,
        document: &str,
        files: &HashMap<String, Stored>,
    ) -> Result<Imported, String> {
        let root = Node::parse(document)?;
        if root.name == "Update" {
            self.add_document(document)?;
            let identity = root
                .child("UpdateIdentity")
                .and_then(|node| node.attribute("UpdateID"));
            let update = identity.and_then(Guid::parse).unwrap_or_default();
            return Ok(self.imported(update, Vec::new()));
        }
        let package = if root.name == "SoftwareDistributionPackage" {
            &root
        } else {
            let inner = root.child("SoftwareDistributionPackage");
            inner.ok_or_else(|| format!("`{}` is no package", root.name))?
        };
        let import = Import::read(package, files, self)?;
        let missing = import.publish(self)?;
        Ok(self.imported(import.id, missing))
    }

    fn imported(&self, update: Guid, missing: Vec<String>) -> Imported {
        let title = self
            .metadata(update)
            .map_or_else(String::new, super::Metadata::title);
        Imported {
            update,
            title,
            missing,
        }
    }

    fn ensure_category(
        &mut self,
        kind: CategoryType,
        id: Guid,
        title: &str,
        parent: Option<Guid>,
    ) -> Result<Guid, String> {
        if self.metadata(id).is_none() {
            let draft = Draft::category(kind, id, title);
            let draft = match parent {
                Some(parent) => draft.belongs_to(&[parent]),
                None => draft,
            };
            self.add_draft(&draft)?;
        }
        Ok(id)
    }
}

/// A package on its way.
struct Import<'a> {
    package: &'a Node,
    files: &'a Files,
    id: Guid,
    revision: i32,
    items: Vec<&'a Node>,
    /// Packages that belong into it, with their revisions.
    bundled: Vec<(Guid, i32)>,
}

impl<'a> Import<'a> {
    fn read(package: &'a Node, files: &'a Files, catalogue: &Catalogue) -> Result<Self, String> {
        let properties = package
            .child("Properties")
            .ok_or("the package has no Properties")?;
        let id = properties.attribute("PackageID").unwrap_or_default();
        let id = Guid::parse(id).ok_or_else(|| format!("`{id}` is no PackageID"))?;
        let mut bundled = Vec::new();
        for node in package.all("BundledPackages").flat_map(Node::children) {
            let text = node.text();
            let member = Guid::parse(text.trim()).ok_or_else(|| format!("`{text}` is no PackageID"))?;
            let known = catalogue.metadata(member);
            let known = known.ok_or_else(|| format!("the package {member} that it bundles is not there"))?;
            bundled.push((member, known.revision));
        }
        let newest = catalogue.metadata(id);
        Ok(Self {
            package,
            files,
            id,
            revision: newest.map_or(1, |newest| newest.revision + 1),
            items: package.all("InstallableItem").collect(),
            bundled,
        })
    }

    /// Adds everything that the package becomes. It answers the files that nobody has.
    fn publish(&self, catalogue: &mut Catalogue) -> Result<Vec<String>, String> {
        let mut missing = Vec::new();
        let kind = match self.properties("UpdateType") {
            "Driver" => Kind::Driver,
            "Detectoid" => Kind::Detectoid,
            _ => Kind::Software,
        };
        let mut draft = self.texts(Draft::new(kind, self.id).revision(self.revision));
        draft = self.relations(draft, catalogue)?;
        draft = match self.items.as_slice() {
            [item] if self.bundled.is_empty() => self.item(item, draft, &[self.package], &mut missing)?,
            items => {
                let mut draft = with_rules(draft, &[self.package]);
                for item in items {
                    let id = self.item_id(item);
                    let member = Draft::new(kind, id).revision(self.revision).hidden();
                    let member = self.item(item, self.texts(member), &[], &mut missing)?;
                    catalogue.add_draft(&member)?;
                    draft = draft.bundles(&[(id, self.revision)]);
                }
                for member in &self.bundled {
                    draft = draft.bundles(&[*member]);
                }
                draft
                    .property("MaxDownloadSize", "0")
                    .property("MinDownloadSize", "0")
            }
        };
        catalogue.add_draft(&self.specifics(draft))?;
        Ok(missing)
    }

    fn properties(&self, name: &str) -> &str {
        let properties = self.package.child("Properties");
        properties
            .and_then(|node| node.attribute(name))
            .unwrap_or_default()
    }

    fn texts(&self, mut draft: Draft) -> Draft {
        for texts in self.package.all("LocalizedProperties") {
            let text = |name: &str| texts.text_of(name).unwrap_or_default();
            draft = draft.text(&text("Language"), &text("Title"), &text("Description"));
            let urls = self.package.child("Properties").into_iter();
            for url in urls.flat_map(|properties| properties.all("MoreInfoUrl")) {
                draft = draft.text_element("MoreInfoUrl", &url.text());
            }
        }
        draft
    }

    /// Categories, prerequisites, what it replaces.
    fn relations(&self, mut draft: Draft, catalogue: &mut Catalogue) -> Result<Draft, String> {
        let vendor = self.properties("VendorName");
        let company = match vendor {
            "" => None,
            name => {
                let id = named(&format!("company {name}"));
                Some(catalogue.ensure_category(CategoryType::Company, id, name, None)?)
            }
        };
        let mut products = Vec::new();
        let properties = self.package.child("Properties").into_iter();
        for name in properties.flat_map(|properties| properties.all("ProductName")) {
            let name = name.text();
            let id = named(&format!("product {vendor} {name}"));
            products.push(catalogue.ensure_category(CategoryType::Product, id, &name, company)?);
        }
        if products.is_empty() {
            let title = "Locally published packages";
            products.push(catalogue.ensure_category(
                CategoryType::Product,
                LOCALLY_PUBLISHED,
                title,
                company,
            )?);
        }
        draft = draft.belongs_to(&products);
        let specifics = self.package.child("UpdateSpecificData");
        let classification = specifics.map_or(Some("Applications"), |node| {
            node.attribute("UpdateClassification")
        });
        let known = CLASSIFICATIONS
            .iter()
            .find(|(name, _)| Some(*name) == classification);
        if let Some((name, id)) = known {
            catalogue.ensure_category(CategoryType::UpdateClassification, *id, name, None)?;
            draft = draft.belongs_to(&[*id]);
        }
        let ids = |node: &Node| -> Vec<Guid> {
            let texts = node.children().map(Node::text);
            texts.filter_map(|text| Guid::parse(text.trim())).collect()
        };
        for group in self
            .package
            .all("Prerequisites")
            .flat_map(|node| node.all("AtLeastOne"))
        {
            draft = draft.requires(&ids(group));
        }
        for update in self.package.all("SupersededPackages").flat_map(ids) {
            draft = draft.supersedes(update);
        }
        Ok(draft)
    }

    /// What the package says of the update as a whole.
    fn specifics(&self, mut draft: Draft) -> Draft {
        if self.properties("CanSourceBeRequired") == "true" {
            draft = draft.property("CanSourceBeRequired", "true");
        }
        let properties = self.package.child("Properties").into_iter();
        for url in properties.flat_map(|properties| properties.all("SupportUrl")) {
            draft = draft.element("SupportUrl", &url.text());
        }
        let Some(specifics) = self.package.child("UpdateSpecificData") else {
            return draft;
        };
        if let Some(severity) = specifics.attribute("MsrcSeverity") {
            draft = draft.property("MsrcSeverity", severity);
        }
        for name in ["SecurityBulletinID", "CveID", "KBArticleID"] {
            for node in specifics.all(name) {
                draft = draft.element(name, &node.text());
            }
        }
        draft
    }

    fn item_id(&self, item: &Node) -> Guid {
        let id = item.attribute("ID").unwrap_or_default();
        Guid::parse(id).unwrap_or_else(|| named(&format!("item {} {id}", self.id)))
    }

    /// An item: its rules with others, how it is installed, and its file.
    fn item(
        &self,
        item: &Node,
        draft: Draft,
        others: &[&Node],
        missing: &mut Vec<String>,
    ) -> Result<Draft, String> {
        let own = item.child("ApplicabilityRules");
        let rules: Vec<&Node> = others.iter().copied().chain(own).collect();
        let mut draft = with_rules(draft, &rules);
        for (from, to) in [
            ("InstallProperties", "InstallationBehavior"),
            ("UninstallProperties", "UninstallationBehavior"),
        ] {
            if let Some(node) = item.child(from) {
                let attributes = node.attributes.iter();
                let attributes: Vec<_> = attributes
                    .map(|attribute| (attribute.name.as_str(), attribute.value.as_str()))
                    .collect();
                draft = draft.behavior(to, &attributes);
            }
        }
        for language in item.all("Language") {
            draft = draft.element("Language", &language.text());
        }
        let is_patch = item.child("MspInstallerData").is_some();
        if let Some(file) = item.child("OriginFile") {
            draft = self.file(file, is_patch, draft, missing)?;
        }
        Ok(with_handler(draft, item))
    }

    fn file(
        &self,
        file: &Node,
        is_patch: bool,
        draft: Draft,
        missing: &mut Vec<String>,
    ) -> Result<Draft, String> {
        let name = file.attribute("FileName").unwrap_or_default();
        let sha1 = file.attribute("Digest").and_then(base64::decode);
        let sha1 = sha1.filter(|sha1| sha1.len() == 20);
        let sha1 = sha1.ok_or_else(|| format!("{name}: its Digest is no SHA-1 in base 64"))?;
        let size = file.attribute("Size").unwrap_or_default();
        let size: u64 = size.parse().map_err(|_| format!("{name}: `{size}` is no Size"))?;
        let stored = self.files.values().find(|stored| stored.sha1 == sha1);
        if stored.is_none() {
            missing.push(name.to_owned());
        }
        let digests = file.all("AdditionalDigest");
        let mut digests = digests.filter(|digest| digest.attribute("Algorithm") == Some("SHA256"));
        let told = digests
            .next()
            .and_then(|digest| base64::decode(digest.text().trim()));
        let sha256 = told.or_else(|| stored.map(|stored| stored.sha256.clone()));
        let mut attributes = Vec::new();
        if let Some(modified) = file.attribute("Modified") {
            attributes.push(("Modified", modified));
        }
        if is_patch {
            attributes.push(("PatchingType", "SelfContained"));
        }
        let length = size.to_string();
        Ok(draft
            .described_file(name, &sha1, sha256.as_deref(), size, &attributes)
            .property("MaxDownloadSize", &length)
            .property("MinDownloadSize", &length))
    }
}

/// The rules of several elements together: all of them have to hold.
fn with_rules(mut draft: Draft, holders: &[&Node]) -> Draft {
    for element in ["IsInstalled", "IsSuperseded", "IsInstallable", "Metadata"] {
        let mut rules = Vec::new();
        for node in holders.iter().filter_map(|holder| holder.child(element)) {
            let mut rule = String::new();
            for child in node.children() {
                fragments::write(child, &mut rule);
            }
            rules.push(rule);
        }
        draft = match rules.as_slice() {
            [] => draft,
            [alone] => draft.rule(element, alone),
            several => draft.rule(element, &format!("<And>{}</And>", several.concat())),
        };
    }
    draft
}

/// Installers as packages describe them: their element, and what they are called in an update.
const INSTALLERS: &[(&str, &str, &str, &str)] = &[
    (
        "CommandLineInstallerData",
        "cmd:CommandLineInstallation",
        "InstallCommand",
        COMMAND_LINE,
    ),
    (
        "MsiInstallerData",
        "msp:WindowsInstallerApp",
        "MsiData",
        WINDOWS_INSTALLER,
    ),
    (
        "MspInstallerData",
        "msp:WindowsInstaller",
        "MspData",
        WINDOWS_INSTALLER,
    ),
    (
        "UpdateExeInstallerData",
        "psf:WindowsPatch",
        "WindowsPatchData",
        "http://schemas.microsoft.com/msus/2002/12/UpdateHandlers/WindowsPatch",
    ),
];

fn with_handler(draft: Draft, item: &Node) -> Draft {
    for (element, kind, name, uri) in INSTALLERS {
        if let Some(node) = item.child(element) {
            let command = Node {
                name: (*name).to_owned(),
                ..node.clone()
            };
            let mut data = String::from("<HandlerSpecificData");
            attribute(&mut data, "type", kind);
            data.push('>');
            fragments::write(&command, &mut data);
            data.push_str("</HandlerSpecificData>");
            return draft.handler(uri, &data);
        }
    }
    draft
}

/// The same id for the same name, always.
fn named(name: &str) -> Guid {
    let hash = Sha1::digest(name.as_bytes());
    let number = hash
        .iter()
        .take(16)
        .fold(0_u128, |number, byte| (number << 8) | u128::from(*byte));
    // Version 5, of the usual variant (RFC 9562).
    let number = (number & !(0xF << 76) & !(0x3 << 62)) | (0x5 << 76) | (0x2 << 62);
    Guid::from_u128(number)
}

/// UTF-8, or UTF-16 with a mark at its beginning, which publishers' tools write.
fn decode(bytes: &[u8]) -> Result<String, String> {
    let wide = |bytes: &[u8], number: fn([u8; 2]) -> u16| {
        let pairs = bytes
            .chunks_exact(2)
            .filter_map(|pair| <[u8; 2]>::try_from(pair).ok());
        let units: Vec<u16> = pairs.map(number).collect();
        String::from_utf16(&units).map_err(|_| "it is no UTF-16".to_owned())
    };
    match bytes {
        [0xFF, 0xFE, rest @ ..] => wide(rest, u16::from_le_bytes),
        [0xFE, 0xFF, rest @ ..] => wide(rest, u16::from_be_bytes),
        _ => String::from_utf8(bytes.to_vec()).map_err(|_| "it is no UTF-8".to_owned()),
    }
}
