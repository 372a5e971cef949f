//! Software distribution packages (SDP): one package becomes one revision.
//!
//! A package with one installable item is an update of its own: its rules are those of the package and of the item together. One
//! with several items, or with bundled packages, is a bundle: it has the rules of the package, and its members have their own.
//!
//! A package says when it was created and not which revision it is, unless it is wrapped in an `UpdateServicesPackage`. Its
//! revision is then the number of seconds from the beginning of 2000 to its `CreationDate`, so that what was published
//! later is newer.
//!
//! INVARIANT: what is broken is an error that names the package as far as it could be read; a part of a package is never
//! left out in silence.
//!
//! Specification: `SoftwareDistributionPackage.xsd`, `UpdateServicesPackage.xsd` and the schemas of the installers.

mod categories;
pub(crate) mod contents;
pub(crate) mod driver;
pub(crate) mod handler;
pub(crate) mod item;
pub(crate) mod package;
pub(crate) mod properties;
pub(crate) mod value;
mod wrapper;

use std::sync::Arc;

use wua_agent::Category;
use wua_agent::Revision;
use wua_com::{Guid, Lcid};
use wua_rules::applicability::{Rule, parse};
use wua_rules::xml::{Element, Error, Reader, decode};

pub(crate) use categories::Categories;
use item::Item;
use properties::{Properties, Specifics};
use wrapper::Wrapper;

/// The element that is a package.
pub(crate) const PACKAGE: &str = "SoftwareDistributionPackage";

/// The element that is one with what its publisher's server says of it.
pub(crate) const WRAPPED: &str = "UpdateServicesPackage";

/// A package as it was read; the packages that it bundles are not in it yet.
#[derive(Debug)]
pub(crate) struct Package {
    pub(crate) revision: Arc<Revision>,
    /// The packages that belong into it.
    pub(crate) bundled: Vec<Guid>,
    /// What its categories are called.
    pub(crate) categories: Vec<Arc<Category>>,
}

impl Package {
    /// The title by default.
    pub(crate) fn title(&self) -> &str {
        self.revision.texts.first().map_or("", |texts| &texts.title)
    }
}

/// A package that cannot be read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Broken {
    /// Which, if it came to that.
    pub(crate) id: String,
    /// Its title, if it came to that.
    pub(crate) title: String,
    /// What is wrong, and where.
    pub(crate) reason: String,
}

/// What is written in a package, before anything follows from it.
#[derive(Default)]
struct Draft {
    /// As it is written, for messages.
    id: String,
    properties: Option<Properties>,
    texts: Vec<(Option<Lcid>, String, String)>,
    specifics: Specifics,
    is_installable: Option<Rule>,
    is_installed: Option<Rule>,
    superseded: Vec<Guid>,
    prerequisites: Vec<Vec<Guid>>,
    bundled: Vec<Guid>,
    items: Vec<Item>,
    wrapper: Wrapper,
}

/// Reads a package, wrapped or not.
pub(crate) fn read(document: &[u8], known: &mut Categories) -> Result<Package, Broken> {
    let mut draft = Draft::default();
    let package = decode(document)
        .and_then(|text| {
            draft.read_document(&text)?;
            Ok(text)
        })
        .map_err(|error| error.to_string())
        .and_then(|_| package::build(&mut draft, known));
    package.map_err(|reason| Broken {
        title: draft
            .texts
            .first()
            .map(|(_, title, _)| title.clone())
            .unwrap_or_default(),
        id: draft.id,
        reason,
    })
}

impl Draft {
    fn read_document(&mut self, text: &str) -> Result<(), Error> {
        let mut reader = Reader::new(text)?;
        let Some(root) = reader.root()? else {
            return Ok(());
        };
        match root.name {
            PACKAGE => self.read_package(&mut reader, &root)?,
            WRAPPED => {
                while let Some(child) = reader.child(&root)? {
                    match child.name {
                        PACKAGE => self.read_package(&mut reader, &child)?,
                        "UpdateServicesProperties" => self.wrapper.read(&mut reader, &child)?,
                        _ => {}
                    }
                }
            }
            _ => return Err(root.error(format!("a {PACKAGE} is expected"))),
        }
        if let Some(more) = reader.root()? {
            return Err(more.error("there is something behind the package"));
        }
        let is_driver = |properties: &Properties| properties.kind == properties::Kind::Driver;
        if self.properties.as_ref().is_some_and(is_driver) {
            driver::read(text, &mut self.items)?;
        }
        Ok(())
    }

    fn read_package<'a>(&mut self, reader: &mut Reader<'a>, package: &Element<'a>) -> Result<(), Error> {
        if self.properties.is_some() {
            return Err(package.error("there is a second package"));
        }
        while let Some(child) = reader.child(package)? {
            let update = self.properties.as_ref().map(|properties| properties.id);
            match child.name {
                "Properties" => {
                    if self.properties.is_some() {
                        return Err(child.error("this stands twice"));
                    }
                    self.id = child.attribute("PackageID")?.unwrap_or_default().into_owned();
                    self.properties = Some(Properties::read(reader, &child)?);
                }
                "LocalizedProperties" => self.texts.push(properties::texts(reader, &child)?),
                "UpdateSpecificData" => self.specifics = Specifics::read(reader, &child)?,
                "ApplicationSpecificData" => self.specifics = Specifics::of_application(),
                "IsInstallable" => once(
                    &mut self.is_installable,
                    &child,
                    parse::section(reader, &child, update)?,
                )?,
                "IsInstalled" => once(
                    &mut self.is_installed,
                    &child,
                    parse::section(reader, &child, update)?,
                )?,
                "SupersededPackages" => self.superseded.extend(packages(reader, &child)?),
                "Prerequisites" => self.read_prerequisites(reader, &child)?,
                "BundledPackages" => self.bundled.extend(packages(reader, &child)?),
                "InstallableItem" => {
                    let item = Item::read(reader, &child, update)?;
                    self.items.push(item);
                }
                _ => {}
            }
        }
        if self.properties.is_none() {
            return Err(package.error("it has no Properties"));
        }
        Ok(())
    }

    fn read_prerequisites<'a>(
        &mut self,
        reader: &mut Reader<'a>,
        element: &Element<'a>,
    ) -> Result<(), Error> {
        while let Some(child) = reader.child(element)? {
            if child.name != "AtLeastOne" {
                return Err(child.error("only AtLeastOne is known among prerequisites"));
            }
            let any_of = packages(reader, &child)?;
            if any_of.is_empty() {
                return Err(child.error("it names no package, so that it could never be met"));
            }
            self.prerequisites.push(any_of);
        }
        Ok(())
    }
}

fn once(place: &mut Option<Rule>, element: &Element<'_>, rule: Rule) -> Result<(), Error> {
    if place.replace(rule).is_some() {
        return Err(element.error("this stands twice"));
    }
    Ok(())
}

/// A list of `PackageID`.
fn packages<'a>(reader: &mut Reader<'a>, list: &Element<'a>) -> Result<Vec<Guid>, Error> {
    let mut all = Vec::new();
    while let Some(child) = reader.child(list)? {
        if child.name != "PackageID" {
            return Err(child.error("only PackageID is known here"));
        }
        let text = reader.text(&child)?;
        all.push(value::guid(&child, &text)?);
    }
    Ok(all)
}
