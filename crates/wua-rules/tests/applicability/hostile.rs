//! Documents that mean no good.

use wua_rules::applicability::{Rule, parse};
use wua_rules::xml::{Error, Limits, Reader};

use super::rule;

fn walk(text: &str) -> Result<usize, Error> {
    walk_with(text, Limits::default())
}

/// Goes through a whole document and reads every attribute.
fn walk_with(text: &str, limits: Limits) -> Result<usize, Error> {
    fn inside<'a>(reader: &mut Reader<'a>, parent: &wua_rules::xml::Element<'a>) -> Result<usize, Error> {
        for attribute in parent.attributes() {
            attribute?.value()?;
        }
        let mut count = 1;
        while let Some(child) = reader.child(parent)? {
            count += inside(reader, &child)?;
        }
        Ok(count)
    }
    let mut reader = Reader::with_limits(text, limits)?;
    let mut count = 0;
    while let Some(root) = reader.root()? {
        count += inside(&mut reader, &root)?;
    }
    Ok(count)
}

#[test]
fn several_roots_are_walked_through() {
    assert_eq!(
        walk("<?xml version='1.0'?><!-- a --><a><b/></a>\n<c d='>'>x</c>"),
        Ok(4 - 1)
    );
}

#[test]
fn document_types_and_entities_of_ones_own_are_refused() {
    let bomb = "<!DOCTYPE a [<!ENTITY b 'c'><!ENTITY d '&b;&b;'>]><a>&d;</a>";
    assert!(walk(bomb).unwrap_err().to_string().contains("<!DOCTYPE"));
    assert!(
        walk("<a>&d;</a>")
            .unwrap_err()
            .to_string()
            .contains("`&d;` is not known")
    );
    assert!(
        walk("<a b='&d;'/>")
            .unwrap_err()
            .to_string()
            .contains("`&d;` is not known")
    );
    assert!(walk("<!DOCTYPE a SYSTEM 'file:///etc/passwd'><a/>").is_err());
}

#[test]
fn what_is_not_well_formed_is_an_error_with_its_line() {
    for text in [
        "<a>",
        "<a></b>",
        "</a>",
        "<a",
        "<a b/>",
        "<a b=c/>",
        "<a b='c/>",
        "<a ='c'/>",
        "text",
        "<a/>text",
        "<a>&</a>",
        "<a>&#0;</a>",
        "<a b='1' c/>",
        "<![CDATA[a]]>",
        "<!-- <a/>",
    ] {
        assert!(walk(text).is_err(), "{text}");
    }
    let error = walk("<a>\n  <b>\n</a>").unwrap_err();
    assert_eq!(error.line, 3, "{error}");
    let error = walk("<a>\n  <b c='&x;'/>\n</a>").unwrap_err();
    assert_eq!(
        error.to_string(),
        "line 2 (byte 6): <b>: `c`: `&x;` is not known: entities of one's own are not read"
    );
}

#[test]
fn a_document_has_limits() {
    let limits = Limits {
        document: 60,
        depth: 3,
        attributes: 2,
        tag: 20,
        text: 5,
    };
    for (text, expected) in [
        ("<a><b><c/></b></a>", Ok(3)),
        ("<a><b><c><d/></c></b></a>", Err("nested deeper than 3")),
        ("<a b='1' c='2'/>", Ok(1)),
        ("<a b='' c='' d=''/>", Err("too many attributes")),
        ("<a b='12345678901234567890'/>", Err("more than 20 bytes")),
        (
            "<a>1234567890123456789012345678901234567890123456789012345678901</a>",
            Err("60 are read at most"),
        ),
    ] {
        let found = walk_with(text, limits).map_err(|error| error.to_string());
        match (found, expected) {
            (Ok(found), Ok(expected)) => assert_eq!(found, expected, "{text}"),
            (Err(error), Err(expected)) => assert!(error.contains(expected), "{text}: {error}"),
            (found, _) => panic!("{text}: {found:?}"),
        }
    }
    let mut reader = Reader::with_limits("<a>1&amp;2&amp;34</a>", limits).unwrap();
    let root = reader.root().unwrap().unwrap();
    assert!(reader.text(&root).unwrap_err().to_string().contains("too long"));
}

#[test]
fn text_is_that_of_the_element_alone() {
    let mut reader = Reader::new("<a> x<b>y</b><![CDATA[<&]]>&#65;\r\n<!-- c --></a><d/>").unwrap();
    let root = reader.root().unwrap().unwrap();
    assert_eq!(reader.text(&root).unwrap(), " x<&A\n");
    assert!(reader.child(&root).unwrap().is_none());
    assert_eq!(reader.root().unwrap().unwrap().name, "d");
    assert!(reader.root().unwrap().is_none());
}

#[test]
fn names_part_at_a_colon_or_at_the_dot_of_a_family() {
    let mut reader = Reader::new("<b.A/><x:b.A/><asm.v3/><m.B/>").unwrap();
    let mut names = Vec::new();
    while let Some(root) = reader.root().unwrap() {
        names.push((root.prefix, root.name));
    }
    assert_eq!(names, [("b", "A"), ("x", "b.A"), ("", "asm.v3"), ("m", "B")]);
}

#[test]
fn rules_that_are_too_deep_are_unknown_where_they_become_so() {
    let text = format!("{}<True/>{}", "<Not>".repeat(60), "</Not>".repeat(60));
    let mut rule = &rule(&text);
    let mut depth = 0;
    while let Rule::Not(inner) = rule {
        rule = inner;
        depth += 1;
    }
    assert_eq!(depth, parse::MOST_NESTED);
    assert!(
        matches!(rule, Rule::Unknown { reason, .. } if reason.contains("deeper than 40")),
        "{rule:?}"
    );
    assert!(serde_depth(&format!("<And>{text}</And>")) < 120);
}

/// How deep a rule is when it is stored as JSON, which has limits of its own.
fn serde_depth(text: &str) -> usize {
    let text = format!("{:?}", rule(text));
    let depths = text.chars().scan(0_usize, |depth, character| {
        match character {
            '(' | '{' | '[' => *depth += 1,
            ')' | '}' | ']' => *depth -= 1,
            _ => {}
        }
        Some(*depth)
    });
    depths.max().unwrap()
}

#[test]
fn an_update_has_so_many_rules_and_no_more() {
    let text = format!("<Or>{}</Or>", "<True/>".repeat(parse::MOST_RULES));
    let mut reader = Reader::new(&text).unwrap();
    let root = reader.root().unwrap().unwrap();
    let error = parse::rule(&mut reader, &root, None).unwrap_err();
    assert!(error.to_string().contains("more than 100000 rules"), "{error}");
}

#[test]
fn loops_are_few_and_not_deep() {
    let begin = "<b.RegKeyLoop Key='HKEY_LOCAL_MACHINE' Subkey='A' TrueIf='Any'>";
    let end = "</b.RegKeyLoop>";
    let Rule::Or(loops) = rule(&format!("<Or>{}</Or>", format!("{begin}<True/>{end}").repeat(65))) else {
        panic!("no Or");
    };
    assert!(
        matches!(loops.as_slice(), [.., Rule::Loop(_), Rule::Unknown { reason, .. }] if reason.contains("64 loops"))
    );
    let deep = format!("{begin}{begin}{begin}<True/>{end}{end}{end}");
    assert!(format!("{:?}", rule(&deep)).contains("nested deeper than 2"));
}

#[test]
fn metadata_is_not_repeated_without_end() {
    let driver =
        "<d.WindowsDriverMetaData HardwareID='a' DriverVerDate='2024-01-01' DriverVerVersion='1.0'/>";
    let text = format!(
        "<ApplicabilityRules><IsInstalled><Or>{}</Or></IsInstalled><Metadata>{}</Metadata></ApplicabilityRules>",
        "<d.WindowsDriverInstallable/>".repeat(1000),
        driver.repeat(1000),
    );
    let mut reader = Reader::new(&text).unwrap();
    let root = reader.root().unwrap().unwrap();
    let rules = parse::rules(&mut reader, &root, None).unwrap();
    assert!(rules.installed().size() < 20_000);
}

#[test]
fn a_section_stands_once_and_knows_its_place() {
    for text in [
        "<ApplicabilityRules><IsInstalled/><IsInstalled/></ApplicabilityRules>",
        "<ApplicabilityRules><IsLovely/></ApplicabilityRules>",
    ] {
        let mut reader = Reader::new(text).unwrap();
        let root = reader.root().unwrap().unwrap();
        assert!(parse::rules(&mut reader, &root, None).is_err(), "{text}");
    }
}

#[test]
fn an_attribute_that_stands_twice_is_an_error() {
    let mut reader = Reader::new("<Processor Architecture='0' Architecture='9'/>").unwrap();
    let root = reader.root().unwrap().unwrap();
    assert!(parse::rule(&mut reader, &root, None).is_err());
}
