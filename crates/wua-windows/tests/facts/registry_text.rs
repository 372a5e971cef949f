//! The registry as Wine writes it.

use wua_windows::{Architecture, NoRegistry, RawValue, RegistryText};

fn read(text: &str) -> RegistryText {
    RegistryText::read(format!("WINE REGISTRY Version 2\n{text}").into_bytes()).unwrap()
}

#[track_caller]
fn value(text: &str) -> RawValue {
    let registry = read(&format!("[k] 1\n{text}\n"));
    let key = registry.find("k", false).unwrap();
    registry.value(key, "v").unwrap().unwrap()
}

#[test]
fn values_have_the_types_that_are_written() {
    let cases: [(&str, u32, &[u8]); 9] = [
        (r#""v"="a""#, 1, b"a\0\0\0"),
        (r#""V"=str(2):"%a%""#, 2, b"%\0a\0%\0\0\0"),
        (r#""v"=str(7):"a\0b\0""#, 7, b"a\0\0\0b\0\0\0\0\0"),
        (r#""v"=dword:0000abCD"#, 4, &[0xcd, 0xab, 0, 0]),
        (r#""v"=hex:01,02,ff"#, 3, &[1, 2, 255]),
        (r#""v"=hex:"#, 3, &[]),
        (
            r#""v"=hex(b):01,00,00,00,00,00,00,00"#,
            11,
            &[1, 0, 0, 0, 0, 0, 0, 0],
        ),
        (r#""v"=hex(ffff0007):aa"#, 0xffff_0007, &[0xaa]),
        ("\"v\"=hex:01,\\\n  02,\\\n  03", 3, &[1, 2, 3]),
    ];
    for (line, kind, data) in cases {
        let data = data.to_vec();
        assert_eq!(value(line), RawValue { kind, data }, "{line}");
    }
}

#[test]
fn escapes_are_resolved() {
    let text = value(r#""v"="a\\b\"c\n\t\x20ac\x41z\101\e""#).text();
    assert_eq!(text, "a\\b\"c\n\t\u{20ac}\u{41}zA\u{1b}");
    assert_eq!(value("\"v\"=\"ä\u{1d11e}\"").text(), "ä\u{1d11e}");
    assert_eq!(value(r#""v"="\xd834\xdd1e""#).text(), "\u{1d11e}");
}

#[test]
fn a_name_may_have_any_letter() {
    let registry = read("[a\\\\b\\]c\\[ \\x20ac] 1\n\"x\\\"=\\\\y\"=dword:00000001\n@=\"d\"\n");
    let key = registry.find("A\\B]C[ \u{20ac}", false).unwrap();
    assert!(registry.value(key, "X\"=\\Y").unwrap().is_some());
    assert_eq!(registry.value(key, "").unwrap().unwrap().text(), "d");
    assert_eq!(registry.value(key, "nothing").unwrap(), None);
}

#[test]
fn keys_above_others_are_there_without_being_written() {
    let registry = read("[A\\\\B\\\\C] 1\n\n[a\\\\D] 1\n");
    let key = registry.find("a", false).unwrap();
    let mut names: Vec<&str> = registry.subkeys(key).collect();
    names.sort_unstable();
    assert_eq!(names, ["B", "D"]);
    assert_eq!(registry.value(key, "").unwrap(), None);
    assert!(registry.find("b", false).is_none());
}

#[test]
fn lines_may_end_as_in_windows_and_comments_are_skipped() {
    let text = "WINE REGISTRY Version 2\r\n;; All keys relative to REGISTRY\\\\Machine\r\n#arch=win32\r\n\r\n[k] 1\r\n#time=1\r\n#class=\"c\"\r\n; x\r\n\"v\"=hex:01,\\\r\n  02\r\n";
    let registry = RegistryText::read(text.into()).unwrap();
    assert_eq!(registry.architecture(), Some(Architecture::Win32));
    assert_eq!(registry.root(), "REGISTRY\\Machine");
    assert_eq!(registry.damage(), None);
    let key = registry.find("k", false).unwrap();
    assert_eq!(registry.value(key, "v").unwrap().unwrap().data, [1, 2]);
}

/// A link, as Wine writes it.
fn link(path: &str, target: &str) -> String {
    let digits: Vec<String> = target
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .map(|byte| format!("{byte:02x}"))
        .collect();
    format!(
        "[{path}] 1\n#link\n\"SymbolicLinkValue\"=hex(6):{}\n\n",
        digits.join(",")
    )
}

#[test]
fn a_link_leads_to_its_target() {
    let text = link("a\\\\l", "\\REGISTRY\\Machine\\b\\c") + "[b\\\\c\\\\d] 1\n\"v\"=\"x\"\n";
    let registry = read(&text);
    let key = registry.find("A\\L\\D", false).unwrap();
    assert_eq!(Some(key), registry.find("b\\c\\d", false));
    assert_eq!(registry.find("a\\l", false), registry.find("b\\c", false));
}

#[test]
fn links_that_lead_nowhere_or_in_circles_are_no_keys() {
    let text = [
        link("a", "\\Registry\\Machine\\b"),
        link("b", "\\Registry\\Machine\\a"),
        link("c", "\\Registry\\Machine\\c\\c\\c"),
        link("d", "\\Registry\\User\\d"),
        link("e", "x"),
        link("f", "\\Registry\\Machine\\nothing"),
        "[g] 1\n#link\n\"SymbolicLinkValue\"=\"text\"\n".into(),
    ];
    let registry = read(&text.concat());
    for name in ["a", "b", "c", "d", "e", "f", "g", "a\\x"] {
        assert!(registry.find(name, false).is_none(), "{name}");
    }
}

#[test]
fn many_links_in_a_path_that_lead_to_many_links_come_to_an_end() {
    // Each link goes over the one before it twice: following all of them would take a thousand million steps.
    let mut text = String::from("[k0\\\\x\\\\k0] 1\n");
    for number in 1..30 {
        let before = number - 1;
        text += &link(
            &format!("k{number}"),
            &format!("\\Registry\\Machine\\k{before}\\x\\k{before}"),
        );
    }
    let registry = read(&text);
    let began = std::time::Instant::now();
    let _ = registry.find("k29", false);
    assert!(began.elapsed() < std::time::Duration::from_secs(5));
}

#[test]
fn a_program_of_32_bits_sees_its_part_where_there_is_one() {
    let text = "#arch=win64\n[Software\\\\Wow6432Node\\\\A] 1\n[Software\\\\B] 1\n[System\\\\C] 1\n";
    let registry = read(text);
    assert!(registry.find("Software\\A", true).is_some());
    assert!(registry.find("Software\\A", false).is_none());
    assert!(registry.find("Software\\B", true).is_none());
    assert!(registry.find("Software\\wow6432node\\A", true).is_some());
    assert!(registry.find("System\\C", true).is_some());
    // A prefix of 32 bits has one view, whatever its keys are called.
    let registry = read(&text.replace("win64", "win32"));
    assert!(registry.find("Software\\B", true).is_some());
}

#[test]
fn what_does_not_begin_as_a_registry_is_none() {
    for text in [
        "",
        "REGEDIT4\n",
        "WINE REGISTRY Version 1\n",
        "WINE REGISTRY Version 23\n",
        "\0\0",
    ] {
        assert_eq!(
            RegistryText::read(text.into()).unwrap_err(),
            NoRegistry::Header,
            "{text}"
        );
    }
}

#[test]
fn damage_is_known_by_its_line() {
    for (text, line) in [
        ("[a\n\"v\"=\"x\"\n", 2),
        ("[a] 1\n\n[] 1\n", 4),
        ("[a\\\\\\\\b] 1\n", 2),
        ("[a] 1\n[A] 1\n", 3),
        ("[a] 1\n\"v\"=\"x", 3),
    ] {
        assert_eq!(read(text).damage(), Some(line), "{text}");
    }
    assert_eq!(read("[a] 1\n\"v\"=\"x\"\n").damage(), None);
}

#[test]
fn a_damaged_value_is_an_error_and_not_missing() {
    for line in [
        "\"v\"=\"x",
        "\"v\"=dword:xyz",
        "\"v\"=dword:123456789",
        "\"v\"=hex:0g",
        "\"v\"=hex:001",
        "\"v\"=hex(zz):00",
        "\"v\"=hex(1:00",
        "\"v\"=what:00",
        "\"v\"",
        "\"v",
        "v=1",
    ] {
        let registry = read(&format!("[k] 1\n\"w\"=\"x\"\n{line}\n"));
        let key = registry.find("k", false).unwrap();
        assert_eq!(registry.value(key, "v").unwrap_err().line, 4, "{line}");
        assert!(registry.value(key, "w").unwrap().is_some(), "{line}");
    }
}

#[test]
fn a_path_deeper_than_windows_allows_is_damage() {
    let path = vec!["a"; 100_000].join("\\\\");
    let registry = read(&format!("[{path}] 1\n[b] 1\n"));
    assert_eq!(registry.damage(), Some(2));
    assert!(registry.find("b", false).is_some());
    let path = vec!["a"; 512];
    let registry = read(&format!("[{}] 1\n", path.join("\\\\")));
    assert!(registry.find(&path.join("\\"), false).is_some());
}

#[test]
fn a_text_that_ends_anywhere_is_read_as_far_as_it_goes() {
    let text =
        "WINE REGISTRY Version 2\n#arch=win64\n[a\\\\b] 1\n\"v\"=hex:01,\\\n  02\n[c] 1\n@=\"\\x20ac\"\n";
    for length in 0..text.len() {
        if let Ok(registry) = RegistryText::read(text.as_bytes()[..length].to_vec()) {
            for path in registry.paths().collect::<Vec<_>>() {
                let key = registry.find(&path, true).unwrap();
                let _ = registry.value(key, "v");
            }
        }
    }
}

#[test]
fn a_hundred_thousand_keys_are_found_quickly() {
    use std::fmt::Write as _;

    let mut text = String::new();
    for number in (0..100_000).rev() {
        writeln!(text, "[Software\\\\K{number}] 1\n\"v\"=dword:{number:08x}\n").unwrap();
    }
    let began = std::time::Instant::now();
    let registry = read(&text);
    for number in 0..100_000_u32 {
        let key = registry.find(&format!("software\\k{number}"), true).unwrap();
        assert_eq!(registry.value(key, "V").unwrap().unwrap().dword(), Some(number));
    }
    assert!(began.elapsed() < std::time::Duration::from_secs(20));
}

#[test]
fn a_key_with_a_hundred_thousand_values_is_read_once() {
    use std::fmt::Write as _;

    let mut text = String::from("[k] 1\n\"V7\"=dword:00000001\n");
    for number in 0..100_000 {
        writeln!(text, "\"v{number}\"=dword:{number:08x}").unwrap();
    }
    text += "\"broken\"=dword:x\n";
    let registry = read(&text);
    let key = registry.find("k", false).unwrap();
    let began = std::time::Instant::now();
    for number in 0..100_000_u32 {
        // Of two values of one name the last one counts.
        let value = registry.value(key, &format!("V{number}")).unwrap().unwrap();
        assert_eq!(value.dword(), Some(number));
    }
    assert!(began.elapsed() < std::time::Duration::from_secs(20));
    assert_eq!(registry.value(key, "nothing").unwrap(), None);
    assert_eq!(registry.value(key, "broken").unwrap_err().line, 100_004);

    let registry = read(&(text + "nonsense\n"));
    let key = registry.find("k", false).unwrap();
    assert!(registry.value(key, "v1").unwrap().is_some());
    assert!(registry.value(key, "nothing").is_err());
}
