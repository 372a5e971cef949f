//! A revision, written in Rust: a builder of fragments for tests, and the form that packages take on their way.

use std::fmt::Write as _;

use wua_com::Guid;

use super::base64;
use super::content::Stored;
use super::fragments::{Eula, Fragments};
use super::metadata::{CategoryType, Clause, Driver, Kind, Metadata};
use super::xml::{attribute, escape, leaf};

/// A revision to be.
#[derive(Clone, Debug)]
#[must_use]
pub struct Draft {
    update: Guid,
    revision: i32,
    kind: Kind,
    is_deployable: bool,
    prerequisites: Vec<Clause>,
    bundled: Vec<Vec<(Guid, i32)>>,
    superseded: Vec<Guid>,
    rules: Vec<(&'static str, String)>,
    /// More attributes of the core's properties.
    core_attributes: Vec<(String, String)>,
    attributes: Vec<(String, String)>,
    /// What the extended properties hold, ready to be written.
    properties: String,
    files: String,
    handler: String,
    texts: Vec<(String, String)>,
    eulas: Vec<Eula>,
}

impl Draft {
    /// A revision 1 without anything.
    pub fn new(kind: Kind, update: Guid) -> Self {
        Self {
            update,
            revision: 1,
            kind,
            is_deployable: matches!(kind, Kind::Software | Kind::Driver),
            prerequisites: Vec::new(),
            bundled: Vec::new(),
            superseded: Vec::new(),
            rules: Vec::new(),
            core_attributes: Vec::new(),
            attributes: Vec::new(),
            properties: String::new(),
            files: String::new(),
            handler: String::new(),
            texts: Vec::new(),
            eulas: Vec::new(),
        }
    }

    /// An update. Its rules come with [`Draft::installed_if`] and [`Draft::installable_if`].
    pub fn software(update: Guid, title: &str) -> Self {
        Self::new(Kind::Software, update).text("en", title, "")
    }

    /// A category that every computer has.
    pub fn category(kind: CategoryType, id: Guid, title: &str) -> Self {
        let mut handler = String::from("<HandlerSpecificData type=\"cat:Category\"><CategoryInformation");
        attribute(&mut handler, "CategoryType", kind.name());
        handler.push_str("/></HandlerSpecificData>");
        Self::new(Kind::Category(kind), id)
            .text("en", title, "")
            .installed_if("<True/>")
            .handler(
                "http://schemas.microsoft.com/msus/2002/12/UpdateHandlers/Category",
                &handler,
            )
    }

    /// A rule that others name as their prerequisite.
    pub fn detectoid(id: Guid, title: &str, rule: &str) -> Self {
        Self::new(Kind::Detectoid, id)
            .text("en", title, "")
            .installed_if(rule)
    }

    /// A driver of devices.
    pub fn driver(update: Guid, title: &str, drivers: &[Driver]) -> Self {
        let mut metadata = String::new();
        for driver in drivers {
            write_driver(driver, &mut metadata);
        }
        let draft = Self::new(Kind::Driver, update).text("en", title, "").handler(
            "http://schemas.microsoft.com/msus/2002/12/UpdateHandlers/WindowsDriver",
            "",
        );
        draft
            .installed_if("<d.WindowsDriverInstalled/>")
            .installable_if("<d.WindowsDriverInstallable/>")
            .rule("Metadata", &metadata)
    }

    /// Counts the revisions of the update.
    pub fn revision(mut self, revision: i32) -> Self {
        self.revision = revision;
        self
    }

    /// Not offered by itself: a member of others.
    pub fn hidden(mut self) -> Self {
        self.is_deployable = false;
        self
    }

    /// One of these has to be installed.
    pub fn requires(mut self, any: &[Guid]) -> Self {
        self.prerequisites.push(Clause {
            any: any.to_vec(),
            is_category: false,
        });
        self
    }

    /// Belongs to one of these.
    pub fn belongs_to(mut self, any: &[Guid]) -> Self {
        self.prerequisites.push(Clause {
            any: any.to_vec(),
            is_category: true,
        });
        self
    }

    /// One of these is a part of it.
    pub fn bundles(mut self, any: &[(Guid, i32)]) -> Self {
        self.bundled.push(any.to_vec());
        self
    }

    /// Replaces another update.
    pub fn supersedes(mut self, update: Guid) -> Self {
        self.superseded.push(update);
        self
    }

    /// When it counts as installed: rules as fragments write them.
    pub fn installed_if(self, rule: &str) -> Self {
        self.rule("IsInstalled", rule)
    }

    /// When it can be installed: rules as fragments write them.
    pub fn installable_if(self, rule: &str) -> Self {
        self.rule("IsInstallable", rule)
    }

    /// Any child of `ApplicabilityRules`.
    pub fn rule(mut self, element: &'static str, rule: &str) -> Self {
        self.rules.push((element, rule.to_owned()));
        self
    }

    /// Its texts in a language.
    pub fn text(mut self, language: &str, title: &str, description: &str) -> Self {
        let mut xml = String::new();
        leaf(&mut xml, "Language", language);
        leaf(&mut xml, "Title", title);
        if !description.is_empty() {
            leaf(&mut xml, "Description", description);
        }
        self.texts.push((language.to_owned(), xml));
        self
    }

    /// One more element in the texts that were given last, such as `MoreInfoUrl`.
    pub fn text_element(mut self, name: &str, text: &str) -> Self {
        if let Some((_, xml)) = self.texts.last_mut() {
            leaf(xml, name, text);
        }
        self
    }

    /// An attribute of `ExtendedProperties`, such as `MsrcSeverity`.
    pub fn property(mut self, name: &str, value: &str) -> Self {
        self.attributes.push((name.to_owned(), value.to_owned()));
        self
    }

    /// An attribute of the core's `Properties`, such as `EulaID`.
    pub fn core_property(mut self, name: &str, value: &str) -> Self {
        self.core_attributes.push((name.to_owned(), value.to_owned()));
        self
    }

    /// An element in `ExtendedProperties`, such as `KBArticleID`.
    pub fn element(mut self, name: &str, text: &str) -> Self {
        leaf(&mut self.properties, name, text);
        self
    }

    /// An element in `ExtendedProperties` that has only attributes, such as `InstallationBehavior`.
    pub fn behavior(mut self, name: &str, attributes: &[(&str, &str)]) -> Self {
        self.properties.push('<');
        self.properties.push_str(name);
        for (name, value) in attributes {
            attribute(&mut self.properties, name, value);
        }
        self.properties.push_str("/>");
        self
    }

    /// A file that the server has.
    pub fn file(self, name: &str, stored: &Stored) -> Self {
        self.described_file(name, &stored.sha1, Some(&stored.sha256), stored.size, &[])
    }

    /// A file that the server may not have; without SHA-256 if so wanted.
    pub fn described_file(
        mut self,
        name: &str,
        sha1: &[u8],
        sha256: Option<&[u8]>,
        size: u64,
        attributes: &[(&str, &str)],
    ) -> Self {
        let files = &mut self.files;
        files.push_str("<File");
        attribute(files, "Digest", &base64::encode(sha1));
        attribute(files, "DigestAlgorithm", "SHA1");
        attribute(files, "FileName", name);
        attribute(files, "Size", &size.to_string());
        for (name, value) in attributes {
            attribute(files, name, value);
        }
        if attributes.iter().all(|(name, _)| *name != "Modified") {
            attribute(files, "Modified", "2026-01-01T00:00:00Z");
        }
        match sha256 {
            None => files.push_str("/>"),
            Some(sha256) => {
                let digest = base64::encode(sha256);
                let _ = write!(
                    files,
                    "><AdditionalDigest Algorithm=\"SHA256\">{digest}</AdditionalDigest></File>"
                );
            }
        }
        self
    }

    /// Who installs it, and `HandlerSpecificData` as fragments write it.
    pub fn handler(mut self, uri: &str, data: &str) -> Self {
        data.clone_into(&mut self.handler);
        self.property("Handler", uri)
    }

    /// It is installed by a program that comes with it; 0 is success.
    pub fn command_line(self, program: &str, arguments: &str) -> Self {
        let mut data =
            String::from("<HandlerSpecificData type=\"cmd:CommandLineInstallation\"><InstallCommand");
        attribute(&mut data, "Arguments", arguments);
        attribute(&mut data, "Program", program);
        data.push_str(
            " RebootByDefault=\"false\" DefaultResult=\"Failed\"><ReturnCode Reboot=\"false\" Result=\"Succeeded\" \
             Code=\"0\"/></InstallCommand></HandlerSpecificData>",
        );
        self.handler(COMMAND_LINE, &data)
    }

    /// It is installed by Windows Installer.
    pub fn msi(self, file: &str, product: &str, command_line: &str) -> Self {
        let mut data = String::from("<HandlerSpecificData type=\"msp:WindowsInstallerApp\"><MsiData");
        attribute(&mut data, "ProductCode", product);
        attribute(&mut data, "MsiFile", file);
        attribute(&mut data, "CommandLine", command_line);
        data.push_str("/></HandlerSpecificData>");
        self.handler(WINDOWS_INSTALLER, &data)
    }

    /// A licence that has to be accepted.
    pub fn eula(mut self, id: Guid, language: &str, file: &Stored) -> Self {
        let mut xml = String::from("<EulaFile");
        attribute(&mut xml, "Digest", &base64::encode(&file.sha1));
        attribute(&mut xml, "DigestAlgorithm", "SHA1");
        attribute(&mut xml, "FileName", &format!("eula-{language}.txt"));
        attribute(&mut xml, "Size", &file.size.to_string());
        attribute(&mut xml, "Language", language);
        xml.push_str("/>");
        self.eulas.push(Eula {
            language: language.to_owned(),
            geo_id: String::new(),
            xml,
        });
        self.core_attributes.retain(|(name, _)| name != "EulaID");
        self.core_property("EulaID", &id.to_string())
    }

    /// The fragments as they are handed out.
    pub fn fragments(&self) -> Fragments {
        let localized = self.texts.iter().map(|(language, xml)| {
            let xml = format!("<LocalizedProperties>{xml}</LocalizedProperties>");
            (language.clone(), xml)
        });
        Fragments {
            core: self.core(),
            extended: self.extended(),
            localized: localized.collect(),
            eulas: self.eulas.clone(),
        }
    }

    /// With what the server reads in it.
    pub fn build(&self) -> Result<Metadata, String> {
        Metadata::new(self.fragments())
    }

    fn core(&self) -> String {
        let mut core = String::new();
        write_identity(self.update, Some(self.revision), &mut core);
        core.push_str("<Properties");
        attribute(&mut core, "UpdateType", self.kind.name());
        if self.is_deployable {
            attribute(&mut core, "ExplicitlyDeployable", "true");
        }
        for (name, value) in &self.core_attributes {
            attribute(&mut core, name, value);
        }
        core.push_str("/>");
        self.write_relationships(&mut core);
        if !self.rules.is_empty() {
            core.push_str("<ApplicabilityRules>");
            // The order of the schema, whatever came first.
            for element in ["IsInstalled", "IsSuperseded", "IsInstallable", "Metadata"] {
                for (_, rule) in self.rules.iter().filter(|(name, _)| *name == element) {
                    let _ = write!(core, "<{element}>{rule}</{element}>");
                }
            }
            core.push_str("</ApplicabilityRules>");
        }
        core
    }

    fn write_relationships(&self, core: &mut String) {
        let is_alone = self.superseded.is_empty() && self.prerequisites.is_empty() && self.bundled.is_empty();
        if is_alone {
            return;
        }
        core.push_str("<Relationships>");
        if !self.superseded.is_empty() {
            core.push_str("<SupersededUpdates>");
            for update in &self.superseded {
                write_identity(*update, None, core);
            }
            core.push_str("</SupersededUpdates>");
        }
        if !self.prerequisites.is_empty() {
            core.push_str("<Prerequisites>");
            for clause in &self.prerequisites {
                write_clause(clause, core);
            }
            core.push_str("</Prerequisites>");
        }
        if !self.bundled.is_empty() {
            core.push_str("<BundledUpdates>");
            for clause in &self.bundled {
                core.push_str("<AtLeastOne>");
                for (update, revision) in clause {
                    write_identity(*update, Some(*revision), core);
                }
                core.push_str("</AtLeastOne>");
            }
            core.push_str("</BundledUpdates>");
        }
        core.push_str("</Relationships>");
    }

    fn extended(&self) -> String {
        let mut extended = String::from("<ExtendedProperties DefaultPropertiesLanguage=\"en\"");
        for (name, value) in &self.attributes {
            attribute(&mut extended, name, value);
        }
        let _ = write!(extended, ">{}</ExtendedProperties>", self.properties);
        if !self.files.is_empty() {
            let _ = write!(extended, "<Files>{}</Files>", self.files);
        }
        extended.push_str(&self.handler);
        extended
    }
}

/// The handler that runs programs.
pub(super) const COMMAND_LINE: &str =
    "http://schemas.microsoft.com/msus/2002/12/UpdateHandlers/CommandLineInstallation";

/// The handler of MSI and MSP.
pub(super) const WINDOWS_INSTALLER: &str =
    "http://schemas.microsoft.com/msus/2002/12/UpdateHandlers/WindowsInstaller";

fn write_identity(update: Guid, revision: Option<i32>, out: &mut String) {
    out.push_str("<UpdateIdentity");
    attribute(out, "UpdateID", &update.to_string());
    if let Some(revision) = revision {
        attribute(out, "RevisionNumber", &revision.to_string());
    }
    out.push_str("/>");
}

fn write_clause(clause: &Clause, out: &mut String) {
    match clause.any.as_slice() {
        [alone] if !clause.is_category => write_identity(*alone, None, out),
        any => {
            out.push_str("<AtLeastOne");
            if clause.is_category {
                attribute(out, "IsCategory", "true");
            }
            out.push('>');
            for update in any {
                write_identity(*update, None, out);
            }
            out.push_str("</AtLeastOne>");
        }
    }
}

fn write_driver(driver: &Driver, out: &mut String) {
    let part = |shift: u32| (driver.version >> shift) & 0xFFFF;
    let version = format!("{}.{}.{}.{}", part(48), part(32), part(16), part(0));
    out.push_str("<d.WindowsDriverMetaData");
    for (name, value) in [
        ("HardwareID", &driver.hardware_id),
        ("DriverVerDate", &driver.date),
        ("DriverVerVersion", &version),
        ("Class", &driver.class),
        ("Manufacturer", &driver.manufacturer),
        ("Provider", &driver.provider),
        ("Model", &driver.hardware_id),
    ] {
        attribute(out, name, value);
    }
    out.push('>');
    for (system, score) in &driver.feature_scores {
        out.push_str("<d.FeatureScore");
        attribute(out, "OperatingSystem", system);
        attribute(out, "FeatureScore", &score.to_string());
        out.push_str("/>");
    }
    for computer in &driver.computers {
        out.push_str("<d.TargetComputerHardwareId>");
        escape(&computer.to_string(), out);
        out.push_str("</d.TargetComputerHardwareId>");
    }
    out.push_str("</d.WindowsDriverMetaData>");
}
