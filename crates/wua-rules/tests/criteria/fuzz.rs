//! Anything may come over the wire.

use wua_rules::criteria::{Criteria, HistoryCriteria};

/// Of each kind.
const INPUTS: usize = 10_000;

/// Whatever is in the text: an error has a place in it, and what is understood survives printing.
fn check(text: &str) {
    match Criteria::parse(text) {
        Ok(criteria) => {
            let printed = criteria.to_string();
            assert_eq!(
                Criteria::parse(&printed).as_ref(),
                Ok(&criteria),
                "{text:?} printed as {printed}"
            );
        }
        Err(error) => {
            assert!(text.is_char_boundary(error.position), "{text:?}: {error}");
            let before = text[..error.position].chars().count();
            assert_eq!(error.column, before + 1, "{text:?}: {error}");
            assert!(error.render(text).contains(&error.message), "{text:?}");
        }
    }
    // Here it is enough not to panic.
    let _ = HistoryCriteria::parse(text);
}

/// Marsaglia's xorshift: every run sees the same inputs.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 33).unwrap() % limit
    }

    fn pick<'a>(&mut self, choices: &[&'a str]) -> &'a str {
        choices[self.below(choices.len())]
    }
}

const TOKENS: &str = "Type DeploymentAction IsAssigned UpdateID RevisionNumber CategoryIDs IsInstalled IsHiden = != \
    contains == && and or not ( ) ' '' ['] [[] [ ] * 0 1 -1 99999999999 'Software' 'Drivers' 'Detection' “ ü 𝄞 \0 ſ İ \
    '4cb43d7f-7eee-4906-8698-60da1c38f2fe' 4cb43d7f-7eee-4906-8698-60da1c38f2fe";

const BLANKS: &[&str] = &["", "", " ", " ", "\t", "\r\n", "\u{a0}"];

const VALID: &[&str] = &[
    "IsInstalled=0 and Type='Software' and IsHidden=0",
    "(IsAssigned=0 and (IsHidden=0)) or (CategoryIds contains '4cb43d7f-7eee-4906-8698-60da1c38f2fe')",
    "UpdateID='4cb43d7f-7eee-4906-8698-60da1c38f2fe' and RevisionNumber=200 and DeploymentAction=*",
    "Type!='Driver' or IsPresent=1 and DeploymentAction='Uninstallation' or RebootRequired=1",
    "",
];

#[test]
fn soup_of_tokens() {
    let tokens: Vec<&str> = TOKENS.split(' ').collect();
    let mut random = Random(0x9E37_79B9_7F4A_7C15);
    for _ in 0..INPUTS {
        let length = random.below(10);
        let text: String = (0..length)
            .flat_map(|_| [random.pick(&tokens), random.pick(BLANKS)])
            .collect();
        check(&text);
    }
}

#[test]
fn soup_of_criteria() {
    const CRITERIA: &[&str] = &[
        "Type='Driver'",
        "IsHidden=0",
        "UpdateID='4cb43d7f-7eee-4906-8698-60da1c38f2fe'",
        "RevisionNumber=1",
        "DeploymentAction=*",
    ];
    let mut random = Random(0xD1B5_4A32_D192_ED03);
    let mut understood = 0;
    for _ in 0..INPUTS {
        let mut text = String::new();
        for _ in 0..=random.below(4) {
            for part in [
                &["", "", "("][..],
                CRITERIA,
                &["", "", ")"],
                &[" and ", " and ", " or "],
            ] {
                text.push_str(random.pick(part));
            }
        }
        text.push_str(random.pick(CRITERIA));
        understood += usize::from(Criteria::parse(&text).is_ok());
        check(&text);
    }
    // The soup is worth its name only if both happen often.
    assert!(
        (INPUTS / 10..INPUTS * 9 / 10).contains(&understood),
        "{understood}"
    );
}

#[test]
fn mutations_of_criteria() {
    let tokens: Vec<&str> = TOKENS.split(' ').collect();
    let mut random = Random(0x2545_F491_4F6C_DD1D);
    for _ in 0..INPUTS {
        let mut characters: Vec<char> = random.pick(VALID).chars().collect();
        for _ in 0..=random.below(3) {
            let at = random.below(characters.len() + 1);
            let end = (at + random.below(8)).min(characters.len());
            match random.below(3) {
                0 => drop(characters.drain(at..end)),
                1 => drop(characters.splice(at..end, random.pick(&tokens).chars())),
                _ => {
                    let copied = characters[at..end].to_vec();
                    characters.splice(at..at, copied);
                }
            }
        }
        check(&characters.iter().collect::<String>());
    }
}
