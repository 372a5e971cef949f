//! Worlds made by chance: wherever the own verdict answers, apt says the same.

use wua_testkit::debian::{Archive, Package, PaperRoot};

use crate::computer::{both, of_suite, package, stable};
use wua_testkit::debian::Suite;

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
