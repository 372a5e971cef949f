//! The core fragment: which revision, what it has to do with others, and its rules.

use serde::{Deserialize, Serialize};
use wua_agent::{DriverEntry, Identity, Prerequisite, Publication};
use wua_com::Guid;
use wua_rules::applicability::{ApplicabilityRules, Facts, parse};
use wua_rules::xml::{Element, Error, Reader};

use crate::sdp::{driver, value};

/// So many updates may one revision name in each of its lists.
const MOST_NAMED: usize = 20_000;

/// What a revision is, by its `UpdateType`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Kind {
    #[default]
    Software,
    Driver,
    Category,
    Detectoid,
}

/// A core fragment.
#[derive(Clone, Debug)]
pub(crate) struct Core {
    pub(crate) identity: Identity,
    pub(crate) kind: Kind,
    pub(crate) auto_select_on_web_sites: bool,
    pub(crate) publication: Publication,
    /// The licence that it has.
    pub(crate) eula: Option<Guid>,
    pub(crate) superseded: Vec<Guid>,
    pub(crate) prerequisites: Vec<Prerequisite>,
    /// Its members: one of each list.
    pub(crate) bundled: Vec<Vec<Identity>>,
    pub(crate) rules: ApplicabilityRules,
    /// What it is for, if it is a driver.
    pub(crate) drivers: Vec<DriverEntry>,
}

impl Core {
    /// Reads a fragment.
    pub(crate) fn read(fragment: &str) -> Result<Self, Error> {
        let core = Self::with_rules(fragment, |reader, element, update| {
            parse::rules(reader, element, Some(update)).map(Some)
        })?;
        core.ok_or_else(|| nowhere("its rules cannot be read"))
    }

    /// Reads as much of a fragment as it takes to judge it on one computer: its rules are what they are there.
    pub(crate) fn settled(fragment: &str, facts: &dyn Facts) -> Result<Self, Error> {
        let settled = Self::with_rules(fragment, |reader, element, update| {
            parse::settled(reader, element, Some(update), facts)
        })?;
        settled.map_or_else(|| Self::read(fragment), Ok)
    }

    /// Nothing if `rules` finds nothing.
    fn with_rules<'a>(
        fragment: &'a str,
        rules: impl Fn(&mut Reader<'a>, &Element<'a>, Guid) -> Result<Option<ApplicabilityRules>, Error>,
    ) -> Result<Option<Self>, Error> {
        let mut core = Self {
            identity: Identity {
                id: Guid::NIL,
                revision: 0,
            },
            kind: Kind::Software,
            auto_select_on_web_sites: false,
            publication: Publication::Published,
            eula: None,
            superseded: Vec::new(),
            prerequisites: Vec::new(),
            bundled: Vec::new(),
            rules: ApplicabilityRules::default(),
            drivers: Vec::new(),
        };
        let mut reader = super::reader(fragment)?;
        let mut has_rules = false;
        while let Some(root) = reader.root()? {
            match root.name {
                "UpdateIdentity" if core.identity.id == Guid::NIL => core.identity = identity(&root)?,
                "Properties" => core.properties(&root)?,
                "Relationships" => core.relationships(&mut reader, &root)?,
                "ApplicabilityRules" => {
                    if std::mem::replace(&mut has_rules, true) {
                        return Err(root.error("this stands twice"));
                    }
                    match rules(&mut reader, &root, core.identity.id)? {
                        Some(rules) => core.rules = rules,
                        None => return Ok(None),
                    }
                }
                "UpdateIdentity" => return Err(root.error("this stands twice")),
                _ => {}
            }
        }
        if core.identity.id == Guid::NIL {
            return Err(nowhere("it has no UpdateIdentity"));
        }
        if core.kind == Kind::Driver {
            core.drivers = drivers(fragment)?;
        }
        Ok(Some(core))
    }

    fn properties(&mut self, element: &Element<'_>) -> Result<(), Error> {
        self.kind = value::choice(
            element,
            "UpdateType",
            &[
                ("Software", Kind::Software),
                ("Driver", Kind::Driver),
                ("Category", Kind::Category),
                ("Detectoid", Kind::Detectoid),
            ],
        )?;
        self.publication = value::choice(
            element,
            "PublicationState",
            &[
                ("Published", Publication::Published),
                ("Expired", Publication::Expired),
            ],
        )?;
        self.auto_select_on_web_sites = value::boolean(element, "AutoSelectOnWebSites")?;
        self.eula = element
            .attribute("EulaID")?
            .filter(|text| !text.trim().is_empty())
            .map(|text| value::guid(element, &text))
            .transpose()?;
        Ok(())
    }

    fn relationships<'a>(&mut self, reader: &mut Reader<'a>, element: &Element<'a>) -> Result<(), Error> {
        while let Some(list) = reader.child(element)? {
            match list.name {
                "SupersededUpdates" => self.superseded.extend(named(reader, &list, update)?),
                "Prerequisites" => {
                    let clauses = clauses(reader, &list, update)?.into_iter();
                    self.prerequisites
                        .extend(clauses.map(|(any_of, is_category)| Prerequisite { any_of, is_category }));
                }
                "BundledUpdates" => {
                    let clauses = clauses(reader, &list, identity)?.into_iter();
                    self.bundled.extend(clauses.map(|(named, _)| named));
                }
                _ => {}
            }
        }
        Ok(())
    }

    /// The members of a bundle, each once.
    pub(crate) fn members(&self) -> impl Iterator<Item = Identity> {
        self.bundled.iter().flatten().copied()
    }
}

/// A list of which all are wanted: of each entry one, and whether it is about categories. `read` reads whom an entry names.
fn clauses<'a, T>(
    reader: &mut Reader<'a>,
    list: &Element<'a>,
    read: impl Fn(&Element<'_>) -> Result<T, Error> + Copy,
) -> Result<Vec<(Vec<T>, bool)>, Error> {
    let mut all = Vec::new();
    while let Some(child) = reader.child(list)? {
        let clause = match child.name {
            "UpdateIdentity" => (vec![read(&child)?], false),
            "AtLeastOne" => {
                let is_category = value::boolean(&child, "IsCategory")?;
                let named = named(reader, &child, read)?;
                if named.is_empty() {
                    return Err(child.error("it names no update, so that it could never be met"));
                }
                (named, is_category)
            }
            _ => return Err(child.error("this is not known among relationships")),
        };
        all.push(clause);
        if all.len() > MOST_NAMED {
            return Err(list.error(format!("it has more than {MOST_NAMED} entries")));
        }
    }
    Ok(all)
}

fn named<'a, T>(
    reader: &mut Reader<'a>,
    list: &Element<'a>,
    read: impl Fn(&Element<'_>) -> Result<T, Error>,
) -> Result<Vec<T>, Error> {
    let mut all = Vec::new();
    while let Some(child) = reader.child(list)? {
        if child.name != "UpdateIdentity" {
            return Err(child.error("only UpdateIdentity is known here"));
        }
        all.push(read(&child)?);
        if all.len() > MOST_NAMED {
            return Err(list.error(format!("it names more than {MOST_NAMED} updates")));
        }
    }
    Ok(all)
}

/// An update, whatever its revision.
fn update(element: &Element<'_>) -> Result<Guid, Error> {
    value::guid(element, &value::required(element, "UpdateID")?)
}

fn identity(element: &Element<'_>) -> Result<Identity, Error> {
    let [id, revision] = value::several(element, ["UpdateID", "RevisionNumber"])?;
    let missing = |name: &str| element.error(format!("the attribute {name} is missing"));
    let id = value::guid(element, &id.ok_or_else(|| missing("UpdateID"))?)?;
    if id == Guid::NIL {
        return Err(element.error("its UpdateID is all zeros"));
    }
    let revision = revision.ok_or_else(|| missing("RevisionNumber"))?;
    let revision: i32 = value::number_of(element, "RevisionNumber", &revision)?;
    if revision < 0 {
        return Err(element.error("its RevisionNumber is negative"));
    }
    Ok(Identity { id, revision })
}

/// The fragment is walked a second time, for few revisions are drivers.
fn drivers(fragment: &str) -> Result<Vec<DriverEntry>, Error> {
    let mut reader = super::reader(fragment)?;
    let mut all = Vec::new();
    while let Some(root) = reader.root()? {
        if root.name == "ApplicabilityRules" {
            all.extend(driver::entries(&mut reader, &root)?);
        }
    }
    Ok(all)
}

/// An error of the whole fragment.
pub(super) fn nowhere(what: &str) -> Error {
    Error {
        line: 1,
        offset: 0,
        what: what.to_owned(),
    }
}
