//! What a server has to know of a revision, read from its fragments ([MS-WUSP] 3.1.1.1).

use wua_com::Guid;

use super::base64;
use super::fragments::Fragments;
use super::xml::Node;

/// A revision: its fragments, and what the server reads in them.
#[derive(Clone, Debug)]
pub struct Metadata {
    /// The same for all revisions of an update.
    pub update: Guid,
    /// Counts the revisions of an update.
    pub revision: i32,
    /// What it is.
    pub kind: Kind,
    /// One of each has to be installed.
    pub prerequisites: Vec<Clause>,
    /// Of each, one belongs to it.
    pub bundled: Vec<Vec<(Guid, i32)>>,
    /// The updates that it replaces.
    pub superseded: Vec<Guid>,
    /// What it installs, by SHA-1.
    pub files: Vec<File>,
    /// What it drives.
    pub drivers: Vec<Driver>,
    /// What clients are given.
    pub fragments: Fragments,
}

/// `UpdateType`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// An update.
    Software,
    /// An update of a driver.
    Driver,
    /// A product, a classification, a company.
    Category(CategoryType),
    /// A rule that others share.
    Detectoid,
}

/// `CategoryType` of a category's handler.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CategoryType {
    /// Makes products.
    Company,
    /// Products that belong together.
    ProductFamily,
    /// Is updated.
    Product,
    /// What kind of update it is.
    UpdateClassification,
}

/// One of these updates.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clause {
    /// Which ones.
    pub any: Vec<Guid>,
    /// Whether it says where the update belongs, too.
    pub is_category: bool,
}

/// A file of an update.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// SHA-1, which is what files are called by.
    pub sha1: Vec<u8>,
    /// Its name on the computer.
    pub name: String,
}

/// `WindowsDriverMetaData`: what a driver is for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Driver {
    /// The device.
    pub hardware_id: String,
    /// `DriverVerDate`, as far as the day.
    pub date: String,
    /// `DriverVerVersion`, its four parts in one number.
    pub version: i64,
    /// Such as `Printer`.
    pub class: String,
    /// Who makes the device.
    pub manufacturer: String,
    /// Who provides the driver.
    pub provider: String,
    /// Scores, by architecture and version of Windows; the lower the better.
    pub feature_scores: Vec<(String, i32)>,
    /// The computers that it is for, if not for all.
    pub computers: Vec<Guid>,
}

impl Kind {
    /// `UpdateType`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Software => "Software",
            Self::Driver => "Driver",
            Self::Category(_) => "Category",
            Self::Detectoid => "Detectoid",
        }
    }
}

impl CategoryType {
    /// As it is written.
    pub fn name(self) -> &'static str {
        match self {
            Self::Company => "Company",
            Self::ProductFamily => "ProductFamily",
            Self::Product => "Product",
            Self::UpdateClassification => "UpdateClassification",
        }
    }
}

impl Metadata {
    /// Reads what a server has to know.
    pub fn new(fragments: Fragments) -> Result<Self, String> {
        let core = Node::parse_fragment(&fragments.core)?;
        let extended = Node::parse_fragment(&fragments.extended)?;
        let identity = core
            .child("UpdateIdentity")
            .ok_or("the core has no UpdateIdentity")?;
        let (update, revision) = identity_of(identity)?;
        let properties = core.child("Properties").ok_or("the core has no Properties")?;
        let prerequisites = core.at(&["Relationships", "Prerequisites"]);
        let bundled = core.at(&["Relationships", "BundledUpdates"]);
        let superseded = core.at(&["Relationships", "SupersededUpdates"]);
        let files = extended.child("Files");
        let drivers = core.at(&["ApplicabilityRules", "Metadata"]);
        Ok(Self {
            update,
            revision,
            kind: kind(properties, &extended)?,
            prerequisites: children(prerequisites).map(clause).collect::<Result<_, _>>()?,
            bundled: children(bundled)
                .map(|clause| members(clause).map(identity_of).collect())
                .collect::<Result<_, _>>()?,
            superseded: children(superseded).map(update_of).collect::<Result<_, _>>()?,
            files: children(files)
                .filter(|node| node.name == "File")
                .map(file)
                .collect::<Result<_, _>>()?,
            drivers: children(drivers)
                .filter(|node| node.name == "d.WindowsDriverMetaData")
                .map(driver)
                .collect(),
            fragments,
        })
    }

    /// The title in the first language that has one.
    pub fn title(&self) -> String {
        let first = self.fragments.localized.first();
        let node = first.and_then(|(_, xml)| Node::parse_fragment(xml).ok());
        let title = node.and_then(|node| node.at(&["LocalizedProperties", "Title"]).map(Node::text));
        title.unwrap_or_else(|| self.update.to_string())
    }
}

fn children(node: Option<&Node>) -> impl Iterator<Item = &Node> {
    node.into_iter().flat_map(Node::children)
}

/// A clause is an identity, or `AtLeastOne` of several.
fn members(clause: &Node) -> impl Iterator<Item = &Node> {
    let is_group = clause.name == "AtLeastOne";
    let alone = (!is_group).then_some(clause);
    alone
        .into_iter()
        .chain(is_group.then(|| clause.children()).into_iter().flatten())
}

fn clause(node: &Node) -> Result<Clause, String> {
    Ok(Clause {
        any: members(node).map(update_of).collect::<Result<_, _>>()?,
        is_category: node.attribute("IsCategory") == Some("true"),
    })
}

fn update_of(node: &Node) -> Result<Guid, String> {
    let id = node.attribute("UpdateID").unwrap_or_default();
    Guid::parse(id).ok_or_else(|| format!("{}: `{id}` is no UpdateID", node.name))
}

fn identity_of(node: &Node) -> Result<(Guid, i32), String> {
    let number = node.attribute("RevisionNumber").unwrap_or_default();
    let number = number.parse();
    Ok((
        update_of(node)?,
        number.map_err(|_| format!("{}: it has no RevisionNumber", node.name))?,
    ))
}

fn kind(properties: &Node, extended: &Node) -> Result<Kind, String> {
    let name = properties.attribute("UpdateType").unwrap_or("Software");
    let category = extended.at(&["HandlerSpecificData", "CategoryInformation"]);
    let category = match category.and_then(|node| node.attribute("CategoryType")) {
        Some("Company") => CategoryType::Company,
        Some("ProductFamily") => CategoryType::ProductFamily,
        Some("UpdateClassification") => CategoryType::UpdateClassification,
        _ => CategoryType::Product,
    };
    match name {
        "Software" => Ok(Kind::Software),
        "Driver" => Ok(Kind::Driver),
        "Category" => Ok(Kind::Category(category)),
        "Detectoid" => Ok(Kind::Detectoid),
        _ => Err(format!("`{name}` is no UpdateType")),
    }
}

fn file(node: &Node) -> Result<File, String> {
    let name = node.attribute("FileName").unwrap_or_default().to_owned();
    let digest = node.attribute("Digest").and_then(base64::decode);
    match digest {
        Some(sha1) if sha1.len() == 20 => Ok(File { sha1, name }),
        _ => Err(format!("{name}: its Digest is no SHA-1 in base 64")),
    }
}

fn driver(node: &Node) -> Driver {
    let text = |name: &str| node.attribute(name).unwrap_or_default().to_owned();
    let parts = text("DriverVerVersion");
    let version = parts.split('.').chain(std::iter::repeat("0")).take(4);
    let scores = node
        .children()
        .filter(|child| child.name.ends_with("FeatureScore"));
    let computers = node
        .children()
        .filter(|child| child.name.ends_with("ComputerHardwareId"));
    Driver {
        hardware_id: text("HardwareID"),
        date: text("DriverVerDate").chars().take(10).collect(),
        version: version.fold(0_i64, |version, part| {
            (version << 16) | i64::from(part.parse::<u16>().unwrap_or_default())
        }),
        class: text("Class"),
        manufacturer: text("Manufacturer"),
        provider: text("Provider"),
        feature_scores: scores
            .filter_map(|score| {
                let value = score.attribute("FeatureScore")?.parse().ok()?;
                Some((score.attribute("OperatingSystem")?.to_owned(), value))
            })
            .collect(),
        computers: computers.filter_map(|id| Guid::parse(id.text().trim())).collect(),
    }
}
