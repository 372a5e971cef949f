//! Update metadata in the form of this protocol: fragments, made from whole documents ([MS-WUSP] 3.1.1.1).
//!
//! A fragment is elements beside each other, without namespaces: where the element came from says a letter and a dot before its
//! name, for three of the namespaces.

use super::xml::{self, Content, Node};

/// What a server hands out of one revision.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fragments {
    /// Identity, kind, relationships and rules.
    pub core: String,
    /// Properties, files and what the handler needs.
    pub extended: String,
    /// Texts, by language.
    pub localized: Vec<(String, String)>,
    /// Licences.
    pub eulas: Vec<Eula>,
}

/// A licence in one language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Eula {
    /// Of its text.
    pub language: String,
    /// The region that it is for; empty for all others.
    pub geo_id: String,
    /// The fragment.
    pub xml: String,
}

/// The namespace of whole documents.
pub(super) const UPDATE: &str = "http://schemas.microsoft.com/msus/2002/12/Update";

/// Attributes of `Properties` that belong into the core, with the value that nobody needs to be told.
const CORE_PROPERTIES: &[(&str, &str)] = &[
    ("UpdateType", ""),
    ("ExplicitlyDeployable", "false"),
    ("AutoSelectOnWebSites", "false"),
    ("OSUpgrade", ""),
    ("EulaID", ""),
];

/// Attributes of `Properties` that are not for clients.
const SERVER_PROPERTIES: &[&str] = &[
    "PublicationState",
    "PublisherID",
    "CreationDate",
    "IsPublic",
    "LegacyName",
    "DetectoidType",
    "IsLocallyPublished",
];

impl Fragments {
    /// The fragments of a whole document, `Update`.
    pub fn of_document(document: &str) -> Result<Self, String> {
        Self::of_update(&Node::parse(document)?)
    }

    /// The fragments of an element `Update`.
    pub fn of_update(update: &Node) -> Result<Self, String> {
        if update.name != "Update" || &*update.namespace != UPDATE {
            return Err(format!("`{}` is not an Update of {UPDATE}", update.name));
        }
        let part = |name: &str| update.child(name).ok_or_else(|| format!("Update has no {name}"));
        let properties = part("Properties")?;
        let mut fragments = Self::default();
        write(part("UpdateIdentity")?, &mut fragments.core);
        write(&core_properties(properties), &mut fragments.core);
        for name in ["Relationships", "ApplicabilityRules"] {
            if let Some(node) = update.child(name) {
                write(node, &mut fragments.core);
            }
        }
        write(&extended_properties(properties), &mut fragments.extended);
        for name in ["Files", "HandlerSpecificData"] {
            if let Some(node) = update.child(name) {
                write(node, &mut fragments.extended);
            }
        }
        let collection = update.child("LocalizedPropertiesCollection");
        for node in collection.into_iter().flat_map(Node::children) {
            let mut fragment = String::new();
            write(node, &mut fragment);
            if node.name == "EulaFile" {
                fragments.eulas.push(Eula {
                    language: node.attribute("Language").unwrap_or_default().to_owned(),
                    geo_id: node.attribute("GeoId").unwrap_or_default().to_owned(),
                    xml: fragment,
                });
            } else {
                let language = node.text_of("Language").unwrap_or_default();
                fragments.localized.push((language, fragment));
            }
        }
        Ok(fragments)
    }
}

fn core_properties(properties: &Node) -> Node {
    let mut core = Node {
        content: Vec::new(),
        ..properties.clone()
    };
    core.attributes.retain(|attribute| {
        let mut wanted = CORE_PROPERTIES.iter();
        wanted.any(|(name, default)| *name == attribute.name && *default != attribute.value)
    });
    core
}

fn extended_properties(properties: &Node) -> Node {
    // OBSERVED: the specification calls it Properties, and real servers ExtendedProperties.
    let mut extended = Node {
        name: "ExtendedProperties".to_owned(),
        ..properties.clone()
    };
    extended.attributes.retain(|attribute| {
        let name = attribute.name.as_str();
        !SERVER_PROPERTIES.contains(&name) && CORE_PROPERTIES.iter().all(|(core, _)| *core != name)
    });
    extended
}

/// Namespaces whose elements are marked: in whole documents, and in packages of other publishers.
const MARKED: &[(&str, &str)] = &[
    (
        "http://schemas.microsoft.com/msus/2002/12/BaseApplicabilityRules",
        "b.",
    ),
    (
        "http://schemas.microsoft.com/msus/2002/12/MsiApplicabilityRules",
        "m.",
    ),
    (
        "http://schemas.microsoft.com/msus/2002/12/UpdateHandlers/WindowsDriver",
        "d.",
    ),
    (
        "http://schemas.microsoft.com/wsus/2005/04/CorporatePublishing/BaseApplicabilityRules.xsd",
        "b.",
    ),
    (
        "http://schemas.microsoft.com/wsus/2005/04/CorporatePublishing/MsiApplicabilityRules.xsd",
        "m.",
    ),
    (
        "http://schemas.microsoft.com/wsus/2005/04/CorporatePublishing/Installers/WindowsDriver.xsd",
        "d.",
    ),
];

/// The namespace that stays. OBSERVED: written behind the attributes of `MsiPatch`.
const PATCH: &str = "http://www.microsoft.com/msi/patch_applicability.xsd";

/// Writes an element as a fragment says it.
pub(super) fn write(node: &Node, out: &mut String) {
    write_inside(node, "", out);
}

fn write_inside(node: &Node, outer: &str, out: &mut String) {
    let mark = MARKED
        .iter()
        .find(|(namespace, _)| **namespace == *node.namespace);
    let name = format!("{}{}", mark.map_or("", |(_, mark)| mark), node.name);
    out.push('<');
    out.push_str(&name);
    for attribute in &node.attributes {
        // `xsi:type` loses its prefix like all others.
        xml::attribute(out, &attribute.name, &attribute.value);
    }
    if &*node.namespace == PATCH && outer != PATCH {
        xml::attribute(out, "xmlns", PATCH);
    }
    if node.content.is_empty() {
        out.push_str("/>");
        return;
    }
    out.push('>');
    let has_elements = node.children().next().is_some();
    for content in &node.content {
        match content {
            Content::Node(child) => write_inside(child, &node.namespace, out),
            // White space between elements is somebody's layout.
            Content::Text(text) if has_elements && text.trim().is_empty() => {}
            Content::Text(text) => xml::escape(text, out),
        }
    }
    out.push_str("</");
    out.push_str(&name);
    out.push('>');
}

#[cfg(test)]
mod tests {
    use super::*;

    const DOCUMENT: &str = r#"<upd:Update xmlns:upd="http://schemas.microsoft.com/msus/2002/12/Update"
        xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
        xmlns:lar="http://schemas.microsoft.com/msus/2002/12/LogicalApplicabilityRules"
        xmlns:bar="http://schemas.microsoft.com/msus/2002/12/BaseApplicabilityRules"
        xmlns:cmd="http://schemas.microsoft.com/msus/2002/12/UpdateHandlers/CommandLineInstallation">
      <upd:UpdateIdentity UpdateID="5e7e1111-0000-4000-8000-0000000000aa" RevisionNumber="7"/>
      <upd:Properties UpdateType="Software" ExplicitlyDeployable="true" AutoSelectOnWebSites="false" CreationDate="2026-01-01"
          DefaultPropertiesLanguage="en" PublicationState="Published"><upd:KBArticleID>1</upd:KBArticleID></upd:Properties>
      <upd:LocalizedPropertiesCollection>
        <upd:LocalizedProperties><upd:Language>en</upd:Language><upd:Title>A &amp; B</upd:Title></upd:LocalizedProperties>
        <upd:EulaFile Digest="AA==" FileName="eula.txt" Language="de" GeoId="DEU"/>
      </upd:LocalizedPropertiesCollection>
      <upd:Relationships><upd:Prerequisites><upd:AtLeastOne IsCategory="true">
        <upd:UpdateIdentity UpdateID="5e7e1111-0000-4000-8000-0000000000ab"/></upd:AtLeastOne></upd:Prerequisites></upd:Relationships>
      <upd:ApplicabilityRules><upd:IsInstalled><lar:And><bar:FileExists Path="a&quot;b"/><lar:True/></lar:And></upd:IsInstalled>
      </upd:ApplicabilityRules>
      <upd:HandlerSpecificData xsi:type="cmd:CommandLineInstallation"><cmd:InstallCommand Program="a.exe"/></upd:HandlerSpecificData>
    </upd:Update>"#;

    #[test]
    fn a_document_becomes_fragments_by_the_rules_of_the_specification() {
        let fragments = Fragments::of_document(DOCUMENT).unwrap();
        assert_eq!(
            fragments.core,
            "<UpdateIdentity UpdateID=\"5e7e1111-0000-4000-8000-0000000000aa\" RevisionNumber=\"7\"/>\
             <Properties UpdateType=\"Software\" ExplicitlyDeployable=\"true\"/>\
             <Relationships><Prerequisites><AtLeastOne IsCategory=\"true\">\
             <UpdateIdentity UpdateID=\"5e7e1111-0000-4000-8000-0000000000ab\"/></AtLeastOne></Prerequisites></Relationships>\
             <ApplicabilityRules><IsInstalled><And><b.FileExists Path=\"a&quot;b\"/><True/></And></IsInstalled>\
             </ApplicabilityRules>"
        );
        assert_eq!(
            fragments.extended,
            "<ExtendedProperties DefaultPropertiesLanguage=\"en\"><KBArticleID>1</KBArticleID></ExtendedProperties>\
             <HandlerSpecificData type=\"cmd:CommandLineInstallation\"><InstallCommand Program=\"a.exe\"/></HandlerSpecificData>"
        );
        let title =
            "<LocalizedProperties><Language>en</Language><Title>A &amp; B</Title></LocalizedProperties>";
        assert_eq!(fragments.localized, [("en".to_owned(), title.to_owned())]);
        assert_eq!(fragments.eulas[0].geo_id, "DEU");
    }
}
