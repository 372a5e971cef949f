//! Search criteria: what a search wants of an update.
//!
//! ```text
//! criteria  = group *( 1*WSP "or" 1*WSP group )
//! group     = operand *( 1*WSP "and" 1*WSP operand )
//! operand   = criterion / "(" *WSP group *WSP ")"
//! criterion = name *WSP ( "=" / "!=" / "contains" ) *WSP ( "'" string "'" / integer / "*" )
//! ```
//!
//! Words and strings compare without regard to case. `or` stands outside all parentheses, so criteria are always a
//! list of groups, however they were parenthesised: that is how they are kept, and why nothing here recurses.
//!
//! Two things go beyond the specification. A line break is as good as a blank: a guess, for scripts that spread long
//! criteria over several lines. `DeploymentAction=*` and `'OptionalInstallation'` are understood.
//! OBSERVED: management tools send them; older agents refuse them.

mod error;
mod escape;
mod hint;
mod history;
mod lexer;
mod name;
mod parser;
mod subject;

use std::fmt;

use wua_com::Guid;

pub use error::CriteriaError;
pub use escape::escape;
pub use history::HistoryCriteria;
pub use subject::{DeploymentAction, Subject, UpdateType};

use parser::Parser;

/// The longest criteria that are read, in bytes.
pub const MAX_LENGTH: usize = 64 * 1024;

/// How deep parentheses may nest.
pub const MAX_DEPTH: usize = 64;

/// What a search wants: an update that fits at least one of the groups.
///
/// `Display` prints a normal form, in which nothing is implied; it parses back to equal criteria.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Criteria {
    groups: Vec<AndGroup>,
}

impl Criteria {
    /// Reads criteria. Blank text asks for the default: what is neither installed nor hidden.
    pub fn parse(text: &str) -> Result<Self, CriteriaError> {
        let parser = Parser::new(text)?;
        if parser.is_at_end() {
            return Ok(Self::default());
        }
        let groups = parser.groups()?;
        Ok(Self { groups })
    }

    /// The alternatives, as they were written.
    pub fn groups(&self) -> &[AndGroup] {
        &self.groups
    }

    /// Whether only updates that fit this criterion are wanted, so that a service can leave the others out.
    pub fn require(&self, criterion: &Criterion) -> bool {
        self.groups.iter().all(|group| group.criteria.contains(criterion))
    }

    /// Whether the update is wanted.
    pub fn matches(&self, update: &(impl Subject + ?Sized)) -> bool {
        self.groups.iter().any(|group| group.matches(update))
    }
}

impl Default for Criteria {
    /// `IsInstalled = 0 and IsHidden = 0`.
    fn default() -> Self {
        let group = AndGroup::new(vec![Criterion::IsInstalled(false), Criterion::IsHidden(false)]);
        Self { groups: vec![group] }
    }
}

/// Criteria that an update has to fit all together.
///
/// INVARIANT: they are sorted, each is there once, and at least one is about the deployment action: where the text
/// is silent about it, `DeploymentAction='Installation'` is meant, and the parser says so.
/// INVARIANT: a `RevisionNumber` comes with the `UpdateID` that it is a revision of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AndGroup {
    criteria: Vec<Criterion>,
}

impl AndGroup {
    fn new(mut criteria: Vec<Criterion>) -> Self {
        if !criteria.iter().any(Criterion::is_about_deployment) {
            criteria.push(Criterion::DeploymentAction(DeploymentAction::Installation));
        }
        criteria.sort_unstable();
        criteria.dedup();
        Self { criteria }
    }

    /// The criteria, in the order of the specification.
    pub fn criteria(&self) -> &[Criterion] {
        &self.criteria
    }

    /// Whether the update fits all of them.
    pub fn matches(&self, update: &(impl Subject + ?Sized)) -> bool {
        self.criteria.iter().all(|criterion| criterion.matches(update))
    }
}

/// One thing wanted of an update. The order is the one in which the specification evaluates them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Criterion {
    /// `Type = '…'`
    Type(UpdateType),
    /// `Type != '…'`
    NotType(UpdateType),
    /// `DeploymentAction = '…'`
    DeploymentAction(DeploymentAction),
    /// `DeploymentAction = *`
    AnyDeploymentAction,
    /// `IsAssigned = 0|1`: meant for automatic updates.
    IsAssigned(bool),
    /// `BrowseOnly = 0|1`: optional.
    BrowseOnly(bool),
    /// `AutoSelectOnWebSites = 0|1`: preselected in a user interface.
    AutoSelectOnWebSites(bool),
    /// `UpdateID = '…'`
    UpdateId(Guid),
    /// `UpdateID != '…'`
    NotUpdateId(Guid),
    /// `RevisionNumber = n`
    RevisionNumber(i32),
    /// `CategoryIDs contains '…'`
    InCategory(Guid),
    /// `IsInstalled = 0|1`: installed for every product that it applies to.
    IsInstalled(bool),
    /// `IsHidden = 0|1`: hidden by a user.
    IsHidden(bool),
    /// `IsPresent = 0|1`: installed for at least one product.
    IsPresent(bool),
    /// `RebootRequired = 0|1`: waits for a restart.
    RebootRequired(bool),
}

impl Criterion {
    /// Whether the update fits it.
    pub fn matches(&self, update: &(impl Subject + ?Sized)) -> bool {
        match *self {
            Self::Type(wanted) => update.update_type() == wanted,
            Self::NotType(unwanted) => update.update_type() != unwanted,
            Self::DeploymentAction(wanted) => update.deployment_action() == wanted,
            Self::AnyDeploymentAction => true,
            Self::IsAssigned(wanted) => update.is_assigned() == wanted,
            Self::BrowseOnly(wanted) => update.browse_only() == wanted,
            Self::AutoSelectOnWebSites(wanted) => update.auto_select_on_web_sites() == wanted,
            Self::UpdateId(wanted) => update.update_id() == wanted,
            Self::NotUpdateId(unwanted) => update.update_id() != unwanted,
            Self::RevisionNumber(wanted) => update.revision_number() == wanted,
            Self::InCategory(category) => update.belongs_to_category(category),
            Self::IsInstalled(wanted) => update.is_installed() == wanted,
            Self::IsHidden(wanted) => update.is_hidden() == wanted,
            Self::IsPresent(wanted) => update.is_present() == wanted,
            Self::RebootRequired(wanted) => update.reboot_required() == wanted,
        }
    }

    fn is_about_deployment(&self) -> bool {
        matches!(self, Self::DeploymentAction(_) | Self::AnyDeploymentAction)
    }
}

impl fmt::Display for Criteria {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let [group] = self.groups.as_slice() {
            return write!(f, "{group}");
        }
        for (index, group) in self.groups.iter().enumerate() {
            let or = if index == 0 { "" } else { " or " };
            write!(f, "{or}({group})")?;
        }
        Ok(())
    }
}

impl fmt::Display for AndGroup {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, criterion) in self.criteria.iter().enumerate() {
            let and = if index == 0 { "" } else { " and " };
            write!(f, "{and}{criterion}")?;
        }
        Ok(())
    }
}

impl fmt::Display for Criterion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self::Type(kind) => write!(f, "Type='{}'", kind.name()),
            Self::NotType(kind) => write!(f, "Type!='{}'", kind.name()),
            Self::DeploymentAction(action) => write!(f, "DeploymentAction='{}'", action.name()),
            Self::AnyDeploymentAction => f.write_str("DeploymentAction=*"),
            Self::IsAssigned(flag) => write!(f, "IsAssigned={}", u8::from(flag)),
            Self::BrowseOnly(flag) => write!(f, "BrowseOnly={}", u8::from(flag)),
            Self::AutoSelectOnWebSites(flag) => write!(f, "AutoSelectOnWebSites={}", u8::from(flag)),
            Self::UpdateId(id) => write!(f, "UpdateID='{id}'"),
            Self::NotUpdateId(id) => write!(f, "UpdateID!='{id}'"),
            Self::RevisionNumber(number) => write!(f, "RevisionNumber={number}"),
            Self::InCategory(id) => write!(f, "CategoryIDs contains '{id}'"),
            Self::IsInstalled(flag) => write!(f, "IsInstalled={}", u8::from(flag)),
            Self::IsHidden(flag) => write!(f, "IsHidden={}", u8::from(flag)),
            Self::IsPresent(flag) => write!(f, "IsPresent={}", u8::from(flag)),
            Self::RebootRequired(flag) => write!(f, "RebootRequired={}", u8::from(flag)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn normal(text: &str) -> String {
        Criteria::parse(text).unwrap().to_string()
    }

    #[test]
    fn the_normal_form_leaves_nothing_implied() {
        assert_eq!(
            normal("isinstalled = 0"),
            "DeploymentAction='Installation' and IsInstalled=0"
        );
        assert_eq!(
            normal("(IsHidden=0 and (Type='driver')) or DeploymentAction=* or IsHidden=0 and IsHidden=0"),
            "(Type='Driver' and DeploymentAction='Installation' and IsHidden=0) \
             or (DeploymentAction=*) \
             or (DeploymentAction='Installation' and IsHidden=0)"
        );
    }

    #[test]
    fn blank_text_asks_for_the_default() {
        for text in ["", " ", "\t \r\n"] {
            assert_eq!(Criteria::parse(text).unwrap(), Criteria::default());
        }
        assert_eq!(
            Criteria::parse("( IsInstalled = 0 and IsHidden = 0 )").unwrap(),
            Criteria::default()
        );
    }

    #[test]
    fn a_service_sees_what_every_alternative_requires() {
        let installed = Criterion::IsInstalled(true);
        let both = Criteria::parse("IsInstalled=1 and Type='Driver' or IsInstalled=1").unwrap();
        assert!(both.require(&installed));
        assert!(!both.require(&Criterion::Type(UpdateType::Driver)));
        assert!(
            !Criteria::parse("IsInstalled=1 or IsHidden=1")
                .unwrap()
                .require(&installed)
        );
    }

    #[test]
    fn a_service_sees_the_updates_that_are_asked_for_by_name() {
        let id = "4cb43d7f-7eee-4906-8698-60da1c38f2fe";
        let criteria = Criteria::parse(&format!("RevisionNumber=3 and UpdateID='{id}'")).unwrap();
        assert_eq!(
            criteria.groups()[0].criteria(),
            [
                Criterion::DeploymentAction(DeploymentAction::Installation),
                Criterion::UpdateId(Guid::literal(id)),
                Criterion::RevisionNumber(3),
            ]
        );
    }
}
