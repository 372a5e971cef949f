//! The schemas in [MS-WUSP]'s own text, and `xmllint`, which judges by them.
//!
//! The text belongs to its publisher and is not here: tests that need it are told where it is.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// The schemas of the services.
#[derive(Debug)]
pub struct Schemas(Vec<Schema>);

#[derive(Debug)]
struct Schema {
    namespace: String,
    file: PathBuf,
}

impl Schemas {
    /// Takes them out of the text in Markdown. `folder` is for nothing else.
    pub fn of(text: &str, folder: &Path) -> io::Result<Self> {
        let appendix = text
            .rsplit_once("# 6 Appendix A")
            .map_or("", |(_, appendix)| appendix);
        let mut schemas = Vec::new();
        for (number, wsdl) in appendix.split("<wsdl:types>").skip(1).enumerate() {
            let types = wsdl.split("</wsdl:types>").next().unwrap_or_default();
            let folder = folder.join(number.to_string());
            fs::create_dir_all(&folder)?;
            for (index, schema) in types.split("<s:schema").skip(1).enumerate() {
                let inner = schema.split("</s:schema>").next().unwrap_or_default();
                let namespace = between(inner, "targetNamespace=\"", "\"").unwrap_or_default();
                let file = folder.join(format!("{index}.xsd"));
                fs::write(&file, whole(inner, namespace))?;
                // The others are imported by the first.
                if index == 0 {
                    let namespace = namespace.to_owned();
                    schemas.push(Schema { namespace, file });
                }
            }
        }
        if schemas.len() == 3 {
            return Ok(Self(schemas));
        }
        Err(io::Error::other(format!(
            "the text has the schemas of {} services, and not of three",
            schemas.len()
        )))
    }

    /// What is wrong with a request, an envelope. OBSERVED: real agents write two names in another way than the schemas, which
    /// is no fault.
    pub fn check(&self, envelope: &str) -> Result<(), String> {
        let body = between(envelope, "<soap:Body>", "</soap:Body>").ok_or("it has no body")?;
        let body = body
            .replace("extensionDrivers>", "extensionDriver>")
            .replace("ExtensionDriver>", "extensionDriver>");
        let namespace = between(&body, "xmlns=\"", "\"").unwrap_or_default();
        let schema = self.0.iter().find(|schema| schema.namespace == namespace);
        let schema = schema.ok_or_else(|| format!("`{namespace}` is the namespace of no service"))?;
        let judged = judge(&schema.file, &body);
        let judged = judged.map_err(|error| format!("xmllint (package libxml2-utils): {error}"))?;
        if judged.status.success() {
            return Ok(());
        }
        Err(format!("{}\n{body}", String::from_utf8_lossy(&judged.stderr)))
    }
}

fn judge(schema: &Path, document: &str) -> io::Result<Output> {
    let mut xmllint = Command::new("xmllint")
        .args(["--noout", "--nonet", "--schema"])
        .arg(schema)
        .arg("-")
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()?;
    if let Some(mut stdin) = xmllint.stdin.take() {
        stdin.write_all(document.as_bytes())?;
    }
    xmllint.wait_with_output()
}

fn between<'a>(text: &'a str, begin: &str, end: &str) -> Option<&'a str> {
    let (_, rest) = text.split_once(begin)?;
    rest.split_once(end).map(|(inner, _)| inner)
}

/// A schema that stands by itself, and without what its text has wrong: prefixes that nobody declared, a space in a name, and
/// the name of a type in upper case.
fn whole(inner: &str, namespace: &str) -> String {
    let declared = "<s:schema xmlns:s=\"http://www.w3.org/2001/XMLSchema\" \
        xmlns:xs=\"http://www.w3.org/2001/XMLSchema\" xmlns:s2=\"http://microsoft.com/wsdl/types/\"";
    let inner = inner
        .replace("name=\" ClientBehaviors\"", "name=\"ClientBehaviors\"")
        .replace("s1:String", "s:string")
        .replace(
            "<s:import namespace=\"http://microsoft.com/wsdl/types/\" />",
            "<s:import namespace=\"http://microsoft.com/wsdl/types/\" schemaLocation=\"1.xsd\" />",
        );
    format!("{declared} xmlns:tns=\"{namespace}\" xmlns:s1=\"{namespace}\"{inner}</s:schema>")
}
