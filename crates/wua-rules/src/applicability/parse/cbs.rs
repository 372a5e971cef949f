//! Rules about packages of component-based servicing.

use super::given::Given;
use super::metadata::Completion;
use super::{Fault, Parser, test, unknown};
use crate::applicability::{Comparison, Condition, Query, Rule};
use crate::xml::Element;

/// The state of a package that is installed.
const INSTALLED: u32 = 112;

pub(super) fn by_identity(given: &mut Given<'_>) -> Result<Rule, Fault> {
    let identity = given.needed_text("PackageIdentity")?;
    if identity.split('~').count() != 5 {
        return Err(Fault::rule(format!(
            "`{identity}` is short for a package: name~key~architecture~language~version is expected"
        )));
    }
    Ok(installed(given.operator, identity.into_owned()))
}

fn installed(operator: &str, identity: String) -> Rule {
    let is = Condition::Number(Comparison::EqualTo, INSTALLED);
    test(operator, Query::CbsPackage(identity), is)
}

impl<'a> Parser<'_, 'a> {
    /// What a manifest of a package says: its identity, and those that it builds on. The rest may be very long, and is skipped.
    pub(super) fn cbs_metadata(&mut self, element: &Element<'a>) -> Result<Completion, Fault> {
        let mut identity = None;
        let mut parents = Vec::new();
        while let Some(assembly) = self.reader.child(element)? {
            while let Some(child) = self.reader.child(&assembly)? {
                match child.name {
                    "assemblyIdentity" if identity.is_none() => identity = Some(package_identity(&child)?),
                    "package" => self.parents(&child, &mut parents)?,
                    _ => {}
                }
            }
        }
        let identity = identity.ok_or_else(|| Fault::rule("its manifest names no package"))?;
        let is_installed = |operator: &str| installed(operator, identity.clone());
        let mut reason = "whether it fits is known to Windows' servicing stack only".to_owned();
        if !parents.is_empty() {
            reason += "; it builds on ";
            reason += &parents.join(", ");
        }
        let operator = "CbsPackageInstallable";
        Ok(Completion {
            installed: is_installed("CbsPackageInstalled"),
            superseded: unknown("CbsPackageSuperseded", "this operator is not known"),
            installable: Rule::And(vec![
                Rule::Not(Box::new(is_installed(operator))),
                unknown(operator, reason),
            ]),
        })
    }

    fn parents(&mut self, package: &Element<'a>, parents: &mut Vec<String>) -> Result<(), Fault> {
        const MOST: usize = 8;
        while let Some(child) = self.reader.child(package)? {
            if child.name != "parent" {
                continue;
            }
            while let Some(parent) = self.reader.child(&child)? {
                if parent.name == "assemblyIdentity" && parents.len() < MOST {
                    parents.push(package_identity(&parent)?);
                }
            }
        }
        Ok(())
    }
}

/// `name~key~architecture~language~version`; a package for all languages names none.
fn package_identity(element: &Element<'_>) -> Result<String, Fault> {
    let part = |name: &str| {
        let part = element.attribute(name)?;
        Ok::<_, Fault>(part.unwrap_or_default().into_owned())
    };
    let language = part("language")?;
    let language = match language.as_str() {
        "neutral" | "*" => "",
        language => language,
    };
    Ok(format!(
        "{}~{}~{}~{language}~{}",
        part("name")?,
        part("publicKeyToken")?,
        part("processorArchitecture")?,
        part("version")?
    ))
}
