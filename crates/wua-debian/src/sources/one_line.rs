//! `deb [arch=amd64] http://deb.debian.org/debian bookworm main`.

use super::Source;
use super::options::{Operator, Options};
use crate::deb822::ReadError;

/// Reads a file of lines.
///
/// # Errors
/// A line is not understood. Its number is said.
pub fn parse(text: &[u8]) -> Result<Vec<Source>, ReadError> {
    let mut sources = Vec::new();
    for (number, line) in text.split(|byte| *byte == b'\n').enumerate() {
        let problem = |problem: String| ReadError::malformed(format!("line {}", number + 1), problem);
        let line = std::str::from_utf8(line).map_err(|_| problem("it is no UTF-8".to_owned()))?;
        sources.extend(parse_line(line).map_err(problem)?);
    }
    Ok(sources)
}

fn parse_line(line: &str) -> Result<Option<Source>, String> {
    let line = without_comment(line).trim_matches(is_blank);
    if line.is_empty() {
        return Ok(None);
    }
    let mut rest = line;
    let kind = word(&mut rest)?.unwrap_or_default();
    let is_binary = match kind.as_str() {
        "deb" => true,
        "deb-src" => false,
        _ => return Err(format!("it begins with {kind:?}, and not with deb or deb-src")),
    };
    let options = options(&mut rest)?;
    let uri = word(&mut rest)?.ok_or("it names no address")?;
    let suite = word(&mut rest)?.ok_or("it names no suite")?;
    let mut components = Vec::new();
    while let Some(component) = word(&mut rest)? {
        components.push(component);
    }
    let source = Source::new(&uri, &suite, &components, options)?;
    Ok(is_binary.then_some(source))
}

/// A comment begins with `#`, and inside brackets does not. Quotation marks make no difference.
fn without_comment(line: &str) -> &str {
    let mut is_inside = false;
    let comment = line.find(|sign| {
        match sign {
            '[' => is_inside = true,
            ']' => is_inside = false,
            _ => {}
        }
        sign == '#' && !is_inside
    });
    comment.and_then(|start| line.get(..start)).unwrap_or(line)
}

/// What apt takes for a blank: all that C does.
fn is_blank(sign: char) -> bool {
    sign.is_ascii_whitespace() || sign == '\u{b}'
}

/// `[arch=amd64,i386 lang+=de]`, if it stands there.
fn options(rest: &mut &str) -> Result<Options, String> {
    let mut options = Options::default();
    let Some(mut inside) = rest.strip_prefix('[') else {
        return Ok(options);
    };
    inside = inside.trim_start_matches(is_blank);
    loop {
        if let Some(behind) = inside.strip_prefix(']') {
            if !behind.starts_with(is_blank) {
                return Err("behind the ] of the options a blank is missing".to_owned());
            }
            *rest = behind.trim_start_matches(is_blank);
            return Ok(options);
        }
        let mut in_quotes = false;
        let end = inside.find(|sign| {
            in_quotes ^= sign == '"';
            // A `]` ends the options wherever else it stands.
            !in_quotes && (is_blank(sign) || sign == ']')
        });
        let end = end.ok_or("the options do not end with ]")?;
        let (option, behind) = inside.split_at_checked(end).unwrap_or((inside, ""));
        add(&mut options, option)?;
        inside = behind.trim_start_matches(is_blank);
    }
}

fn add(options: &mut Options, option: &str) -> Result<(), String> {
    let (name, value) = option
        .split_once('=')
        .ok_or_else(|| format!("the option {option:?} has no ="))?;
    let (name, operator) = if let Some(name) = name.strip_suffix('+') {
        (name, Operator::Add)
    } else if let Some(name) = name.strip_suffix('-') {
        (name, Operator::Remove)
    } else {
        (name, Operator::Set)
    };
    let value = decoded(&value.replace('"', ""));
    if name.is_empty() || value.is_empty() {
        return Err(format!("the option {option:?} has no name or no value"));
    }
    let values = value
        .split(',')
        .filter(|value| !value.is_empty())
        .map(str::to_owned)
        .collect();
    options.add(name, operator, &value, values);
    Ok(())
}

/// The next word. Blanks inside quotes and brackets belong to it; quotes are taken away, and `%20` is a blank.
fn word(rest: &mut &str) -> Result<Option<String>, String> {
    let text = rest.trim_start_matches(is_blank);
    let (mut in_quotes, mut in_brackets) = (false, false);
    let mut end = text.len();
    for (at, sign) in text.char_indices() {
        match sign {
            '"' => in_quotes = !in_quotes,
            '[' if !in_quotes => in_brackets = true,
            ']' if !in_quotes => in_brackets = false,
            blank if is_blank(blank) && !in_quotes && !in_brackets => {
                end = at;
                break;
            }
            _ => {}
        }
    }
    if in_quotes || in_brackets {
        return Err("a quotation mark or bracket is not closed".to_owned());
    }
    let (found, behind) = text.split_at_checked(end).unwrap_or((text, ""));
    *rest = behind.trim_start_matches(is_blank);
    Ok((!found.is_empty()).then(|| decoded(&found.replace('"', ""))))
}

/// Without the percent signs of an address; what stands behind one and is no number is left.
pub(super) fn decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, behind @ ..] = rest {
        if let ([b'%', high, low, behind @ ..], true) = (rest, *first == b'%')
            && let (Some(high), Some(low)) = (digit(*high), digit(*low))
        {
            bytes.push(high * 16 + low);
            rest = behind;
            continue;
        }
        bytes.push(*first);
        rest = behind;
    }
    String::from_utf8(bytes).unwrap_or_else(|_| text.to_owned())
}

fn digit(byte: u8) -> Option<u8> {
    let value = char::from(byte).to_digit(16)?;
    u8::try_from(value).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(line: &str) -> Source {
        let mut sources = parse(line.as_bytes()).unwrap();
        assert_eq!(sources.len(), 1, "{line}");
        sources.remove(0)
    }

    #[test]
    fn a_line_names_an_address_a_suite_and_components() {
        let source = one("deb\thttp://a.example.org/debian/  stable  main contrib # and more\r\n");
        assert_eq!(source.uri.to_string(), "http://a.example.org/debian/");
        assert_eq!(
            (source.suite.as_str(), source.components.as_slice()),
            ("stable", &["main".to_owned(), "contrib".to_owned()][..])
        );
        assert_eq!(source.options, Options::default());
        assert!(!source.is_flat());
        assert!(one("deb http://a.example.org/debian ./").is_flat());
    }

    #[test]
    fn a_comment_begins_outside_of_brackets() {
        assert_eq!(
            one("deb [signed-by=/k#1] x:y s c#d").options.signed_by.as_deref(),
            Some("/k#1")
        );
        assert_eq!(one("deb http://a.example.org s c#d").components, ["c"]);
        assert!(parse(b"deb \"http://a.example.org/a#b\" s c").is_err());
    }

    #[test]
    fn lines_without_binary_packages_are_passed_over() {
        let text = "# comment\n\n   \ndeb-src http://a.example.org s c\n#deb http://a.example.org s c\n";
        assert_eq!(parse(text.as_bytes()).unwrap(), []);
    }

    #[test]
    fn options_stand_in_brackets() {
        let words = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>();
        let options = one(
            "deb [ arch=amd64,i386 lang+=de lang-=en target=Packages trusted=yes signed-by=/k.gpg by-hash=force ] \
             http://a.example.org s c",
        )
        .options;
        assert_eq!(options.architectures.set, Some(words(&["amd64", "i386"])));
        assert_eq!(options.languages.apply(&words(&["en", "fr"])), ["fr", "de"]);
        assert_eq!(options.targets.set, Some(words(&["Packages"])));
        assert_eq!(
            (options.trusted, options.signed_by.as_deref()),
            (Some(true), Some("/k.gpg"))
        );
        assert_eq!(options.others.get("by-hash").map(String::as_str), Some("force"));
        let later = one("deb [arch=i386 arch=amd64] http://a.example.org s c").options;
        assert_eq!(later.architectures.set, Some(words(&["amd64"])));
        assert_eq!(
            one("deb [arch=\"amd64\"] http://a.example.org s c")
                .options
                .architectures
                .set,
            Some(words(&["amd64"]))
        );
    }

    #[test]
    fn quotes_and_percent_signs_hold_blanks() {
        assert_eq!(one("deb \"http://a.example.org/a b\" s c").uri.path, "/a b/");
        assert_eq!(one("deb http://a.example.org/a%20b s c").uri.path, "/a b/");
        assert_eq!(
            one("deb http://a.example.org s \"c d\" e").components,
            ["c d", "e"]
        );
        assert_eq!(
            one("deb [signed-by=\"/a b\"] x:y s c")
                .options
                .signed_by
                .as_deref(),
            Some("/a b")
        );
        assert_eq!(decoded("a%zz%4%2f%"), "a%zz%4/%");
        assert_eq!(decoded("%c3%bc%ff"), "%c3%bc%ff", "no UTF-8: left as it is");
    }

    #[test]
    fn what_is_not_understood_is_an_error_with_its_line() {
        for (line, problem) in [
            (
                "rpm http://a.example.org s c",
                "it begins with \\\"rpm\\\", and not with deb or deb-src",
            ),
            (
                "deb http://a.example.org s",
                "it names no component of the suite s",
            ),
            (
                "deb http://a.example.org s/ c",
                "the suite s/ ends with / and so has no components",
            ),
            ("deb http://a.example.org", "it names no suite"),
            ("deb", "it names no address"),
            (
                "deb a.example.org s c",
                "the address \\\"a.example.org\\\" has no method before a colon",
            ),
            (
                "deb [arch=amd64 http://a.example.org s c",
                "the option \\\"http://a.example.org\\\" has no =",
            ),
            (
                "deb [arch=amd64]http://a.example.org s c",
                "behind the ] of the options a blank is missing",
            ),
            (
                "deb [arch = amd64] http://a.example.org s c",
                "the option \\\"arch\\\" has no =",
            ),
            (
                "deb [arch=] http://a.example.org s c",
                "the option \\\"arch=\\\" has no name or no value",
            ),
            (
                "deb \"http://a.example.org s c",
                "a quotation mark or bracket is not closed",
            ),
        ] {
            let error = parse(format!("\n{line}\n").as_bytes()).unwrap_err();
            assert_eq!(error.to_string(), format!("line 2: {problem}"), "{line}");
        }
    }
}
