//! The files `*.sources`: stanzas with `Types`, `URIs`, `Suites` and `Components`.

use super::Source;
use super::options::{Operator, Options, truth};
use crate::deb822::{Field, ReadError, Stanza, StanzaReader};

/// Reads a file of stanzas.
///
/// # Errors
/// A stanza is not understood. Its number is said.
pub fn parse(text: &[u8]) -> Result<Vec<Source>, ReadError> {
    let mut sources = Vec::new();
    // People write these files, and not every editor ends the last line.
    let ended = [text, b"\n"].concat();
    let mut reader = StanzaReader::new(ended.as_slice());
    let mut number = 0;
    while let Some(stanza) = reader.next_stanza()? {
        if stanza.is_empty() {
            continue;
        }
        number += 1;
        let problem = |problem| ReadError::malformed(format!("stanza {number}"), problem);
        sources.extend(of_stanza(stanza).map_err(problem)?);
    }
    Ok(sources)
}

fn of_stanza(stanza: Stanza<'_>) -> Result<Vec<Source>, String> {
    let (mut types, mut uris, mut suites, mut components) = (None, Vec::new(), Vec::new(), Vec::new());
    let mut options = Options::default();
    let mut is_enabled = true;
    for field in stanza.fields() {
        let field = field.map_err(|line| format!("{:?} is no field", String::from_utf8_lossy(line.0)))?;
        let name = String::from_utf8_lossy(field.name).to_ascii_lowercase();
        let words = words(&field).map_err(|()| format!("the field {name} is no UTF-8"))?;
        match name.as_str() {
            "types" => types = Some(words),
            "uris" => uris = words,
            "suites" => suites = words,
            "components" => components = words,
            "enabled" => is_enabled = words.first().and_then(|word| truth(word)) != Some(false),
            _ => add(&mut options, &name, &field, &words),
        }
    }
    let types = types.ok_or("it has no field Types")?;
    if let Some(unknown) = types.iter().find(|kind| *kind != "deb" && *kind != "deb-src") {
        return Err(format!("the type {unknown:?} is neither deb nor deb-src"));
    }
    if !is_enabled {
        return Ok(Vec::new());
    }
    if uris.is_empty() {
        return Err("it names no address".to_owned());
    }
    if suites.is_empty() {
        return Err("it names no suite".to_owned());
    }
    let mut sources = Vec::new();
    for uri in &uris {
        for suite in &suites {
            sources.push(Source::new(uri, suite, &components, options.clone())?);
        }
    }
    // It has to be right even if nothing of it is wanted.
    let is_binary = types.iter().any(|kind| kind == "deb");
    Ok(if is_binary { sources } else { Vec::new() })
}

fn words(field: &Field<'_>) -> Result<Vec<String>, ()> {
    let mut words = Vec::new();
    for line in field.lines() {
        let line = std::str::from_utf8(line).map_err(|_| ())?;
        words.extend(line.split_ascii_whitespace().map(str::to_owned));
    }
    Ok(words)
}

fn add(options: &mut Options, name: &str, field: &Field<'_>, words: &[String]) {
    let (name, operator) = if let Some(name) = name.strip_suffix("-add") {
        (name, Operator::Add)
    } else if let Some(name) = name.strip_suffix("-remove") {
        (name, Operator::Remove)
    } else {
        (name, Operator::Set)
    };
    let name = match name {
        "architectures" => "arch",
        "languages" => "lang",
        "targets" => "target",
        other => other,
    };
    let values = words.iter().flat_map(|word| word.split(','));
    let values = values
        .filter(|value| !value.is_empty())
        .map(str::to_owned)
        .collect();
    let value = String::from_utf8_lossy(field.value);
    options.add(name, operator, &value, values);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> Vec<String> {
        let sources = parse(text.as_bytes()).unwrap();
        let shown =
            |source: &Source| format!("{} {} {}", source.uri, source.suite, source.components.join(" "));
        sources.iter().map(shown).collect()
    }

    #[test]
    fn every_address_has_every_suite() {
        let text = "Types: deb deb-src\nURIs: http://a.example.org/x\n# not this: http://c.example.org\n http://b.example.org\n\
                    Suites: s t\nComponents: c d\n\n# only words\n\nTypes: deb\nURIs: file:/srv\nSuites: ./";
        assert_eq!(
            shown(text),
            [
                "http://a.example.org/x/ s c d",
                "http://a.example.org/x/ t c d",
                "http://b.example.org/ s c d",
                "http://b.example.org/ t c d",
                "file:/srv/ ./ ",
            ]
        );
        assert_eq!(shown(&text.replace('\n', "\r\n")), shown(text));
    }

    #[test]
    fn what_is_switched_off_or_has_no_binary_packages_is_passed_over() {
        let rest = "URIs: http://a.example.org\nSuites: s\nComponents: c\n";
        for start in [
            "Enabled: no\nTypes: deb\n",
            "enabled: FALSE\ntypes: deb\n",
            "Types: deb-src\n",
        ] {
            assert!(shown(&format!("{start}{rest}")).is_empty(), "{start}");
        }
        assert_eq!(shown(&format!("Enabled: maybe\nTypes: deb\n{rest}")).len(), 1);
    }

    #[test]
    fn options_are_fields() {
        let text = "Types: deb\nURIs: http://a.example.org\nSuites: s\nComponents: c\nArchitectures: amd64,i386\n\
                    Languages-Add: de\nLanguages-Remove: en\nTargets: Packages\nTrusted: no\nBy-Hash: force\n\
                    Signed-By:\n -----BEGIN KEY-----\n .\n abc\n";
        let source = parse(text.as_bytes()).unwrap().remove(0);
        assert_eq!(source.options.architectures.apply(&[]), ["amd64", "i386"]);
        assert_eq!(source.options.languages.apply(&["en".to_owned()]), ["de"]);
        assert_eq!(source.options.targets.apply(&[]), ["Packages"]);
        assert_eq!(source.options.trusted, Some(false));
        assert_eq!(
            source.options.others.get("by-hash").map(String::as_str),
            Some("force")
        );
        assert!(source.options.signed_by.unwrap().contains("BEGIN KEY"));
    }

    #[test]
    fn what_is_not_understood_is_an_error_with_its_stanza() {
        let good = "Types: deb\nURIs: http://a.example.org\nSuites: s\nComponents: c\n";
        for (text, problem) in [
            (
                "URIs: http://a.example.org\nSuites: s\nComponents: c\n",
                "it has no field Types",
            ),
            (
                "Types: rpm\nURIs: x:y\nSuites: s\nComponents: c\n",
                "the type \\\"rpm\\\" is neither deb nor deb-src",
            ),
            ("Types: deb\nSuites: s\nComponents: c\n", "it names no address"),
            ("Types: deb\nURIs: x:y\nComponents: c\n", "it names no suite"),
            (
                "Types: deb\nURIs: x:y\nSuites: s\n",
                "it names no component of the suite s",
            ),
            (
                "Types: deb\nURIs: x:y\nSuites: ./ s\nComponents: c\n",
                "the suite ./ ends with / and so has no components",
            ),
            ("Types: deb\nnothing\n", "\\\"nothing\\\" is no field"),
        ] {
            let error = parse(format!("# x\n\n{good}\n{text}").as_bytes()).unwrap_err();
            assert_eq!(error.to_string(), format!("stanza 2: {problem}"), "{text}");
        }
    }
}
