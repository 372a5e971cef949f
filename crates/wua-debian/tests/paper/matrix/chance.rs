//! Worlds made by chance: wherever the own verdict answers, apt says the same.

use std::path::PathBuf;
use std::sync::Arc;

use wua_agent::Update;
use wua_agent::ports::{Part, Target as _};
use wua_debian::{Computer, Settings};
use wua_defs::enums::UpdateOperation;
use wua_testkit::debian::{Archive, Package, PaperRoot, Suite};

use crate::computer::{archives_of, both, of_suite, package, session, stable};

/// A generator of numbers that are the same on every machine (xorshift).
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % u64::try_from(limit).unwrap()).unwrap()
    }

    fn one_in(&mut self, count: usize) -> bool {
        self.below(count) == 0
    }

    fn word<'a>(&mut self, words: &[&'a str]) -> &'a str {
        words[self.below(words.len())]
    }
}

const NAMES: &[&str] = &["ant", "bee", "cat", "dog", "eel", "fox", "gnu"];
const VERSIONS: &[&str] = &["1", "1.1", "2~rc", "2", "1:0"];

fn relation(dice: &mut Dice) -> String {
    let name = dice.word(NAMES);
    match dice.below(4) {
        0 => name.to_owned(),
        1 => format!("{name} (>= {})", dice.word(VERSIONS)),
        2 => format!("{name} (<< {})", dice.word(VERSIONS)),
        _ => format!("{name} | {}", dice.word(NAMES)),
    }
}

fn any_package(dice: &mut Dice, name: &str) -> Package {
    let mut made = package(name, dice.word(VERSIONS));
    if dice.one_in(6) {
        made = made.depends(&relation(dice));
    }
    if dice.one_in(16) {
        made = made.recommends(&relation(dice));
    }
    if dice.one_in(16) {
        made = made.breaks(&format!("{} (<< {})", dice.word(NAMES), dice.word(VERSIONS)));
    }
    if dice.one_in(10) {
        made = made.provides(dice.word(NAMES));
    }
    made
}

/// Some packages are installed, without needing anything that is not there: apt refuses to work on a broken computer.
fn world(seed: u64) -> (PaperRoot, Vec<Archive>) {
    let mut dice = Dice(seed);
    let root = PaperRoot::default();
    for name in NAMES {
        if dice.one_in(4) {
            continue;
        }
        let installed = package(name, dice.word(&VERSIONS[..3]));
        let state = if dice.one_in(8) {
            "hold ok installed"
        } else {
            "install ok installed"
        };
        root.has_as(&installed, state);
    }
    let suites = [
        stable(),
        Suite::new("security").origin("Debian").label("Debian-Security"),
        Suite::new("backports").not_automatic().but_automatic_upgrades(),
    ];
    let count = 1 + dice.below(suites.len());
    let archives: Vec<Archive> = suites
        .into_iter()
        .take(count)
        .map(|suite| {
            let packages: Vec<Package> = NAMES.iter().map(|name| any_package(&mut dice, name)).collect();
            of_suite(suite, &packages)
        })
        .collect();
    for archive in &archives {
        root.knows(archive);
    }
    (root, archives)
}

#[test]
fn wherever_the_own_verdict_answers_apt_says_the_same() {
    let mut own = 0;
    let mut asked = 0;
    for seed in 1..=120_u64 {
        let (root, _archives) = world(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15));
        let (verdict, _) = both(&root);
        if verdict.doubt.is_none() {
            own += 1;
        } else {
            asked += 1;
        }
    }
    assert!(own >= 20, "the own verdict answered only {own} times");
    assert!(asked >= 20, "apt was asked only {asked} times");
}

#[test]
fn wherever_a_plan_is_judged_without_apt_it_is_apts_plan() {
    let (mut plain, mut asked) = (0, 0);
    for seed in 1..=120_u64 {
        let mut dice = Dice(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15));
        let (root, _archives) = world(dice.0);
        let folder = tempfile::tempdir().unwrap();
        let found = session(&root, folder.path()).search("IsInstalled=0").unwrap();
        // A part of what is offered, or all of it.
        let chosen: Vec<&Update> = found.updates.iter().filter(|_| !dice.one_in(3)).collect();
        let parts: Vec<Part<'_>> = chosen
            .iter()
            .flat_map(|update| &update.bundled)
            .filter(|member| member.applicability.applicable && !member.applicability.installed)
            .map(|update| Part {
                update,
                files: PathBuf::new(),
            })
            .collect();
        if parts.is_empty() {
            continue;
        }
        let knowing = Arc::new(Computer::new(root.path(), Settings::default()));
        let _ = archives_of(&root, &knowing).verdict().unwrap();
        if !knowing.is_plain_installation(&parts) {
            asked += 1;
            continue;
        }
        plain += 1;
        // It has read nothing, and asks.
        let asking = Computer::new(root.path(), Settings::default());
        assert!(!asking.is_plain_installation(&parts));
        let consequences = |computer: &Computer| {
            let transaction = computer.transaction().unwrap();
            transaction.consequences(&parts, UpdateOperation::Installation)
        };
        assert_eq!(consequences(&asking).unwrap(), [], "seed {seed}");
        assert_eq!(consequences(&knowing).unwrap(), [], "seed {seed}");
    }
    assert!(plain >= 20, "only {plain} plans were judged without apt");
    assert!(asked >= 20, "apt was asked for only {asked} plans");
}
