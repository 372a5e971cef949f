//! What would be upgraded. apt is the judge; where the answer is plain, it need not be asked.

pub(crate) mod own;
pub(crate) mod relations;
pub(crate) mod simulation;

/// What apt would do to bring everything up to date.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Verdict {
    /// Upgrades, and what is installed because they need it.
    pub upgrades: Vec<Upgrade>,
    /// What goes because it is in the way.
    pub removals: Vec<Removal>,
    /// Why apt was asked; none if the answer was plain.
    pub doubt: Option<String>,
}

/// A package that gets a version.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Upgrade {
    /// Its name.
    pub name: String,
    /// What it is for.
    pub architecture: String,
    /// None when it is not installed yet.
    pub from: Option<String>,
    /// The version that it gets.
    pub to: String,
}

/// A package that goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Removal {
    /// Its name.
    pub name: String,
    /// Empty when it is the native one.
    pub architecture: String,
    /// The version that goes.
    pub version: String,
}

#[cfg(test)]
mod tests {
    use super::relations::{Provided, Relation, groups};
    use super::simulation;

    /// Numbers that are the same on every machine (xorshift).
    struct Dice(u64);

    impl Dice {
        fn below(&mut self, limit: usize) -> usize {
            self.0 ^= self.0 << 13;
            self.0 ^= self.0 >> 7;
            self.0 ^= self.0 << 17;
            usize::try_from(self.0).unwrap_or(usize::MAX) % limit
        }
    }

    /// Texts that look like the real thing in parts.
    fn spoilt(dice: &mut Dice, pieces: &[&str]) -> String {
        let count = dice.below(12);
        (0..count).map(|_| pieces[dice.below(pieces.len())]).collect()
    }

    #[test]
    fn whatever_a_relation_looks_like_it_is_understood_or_not() {
        let pieces = [
            "a", "lib-x", ":", "any", " ", "(", ")", ">=", "<<", "=", "1.0", "~", "|", ",", "[", "\n", "ü",
            "\0", "((",
        ];
        let mut dice = Dice(0x5EED);
        let mut packages = Provided::default();
        packages.add("a", "1.0", "lib-x (= 2)");
        let mut understood = 0;
        for _ in 0..20_000 {
            let text = spoilt(&mut dice, &pieces);
            for group in groups(&text) {
                understood += usize::from(Relation::parse(group).is_some());
                packages.satisfies(group);
                packages.harmed(group, "a");
            }
        }
        assert!(
            understood > 100,
            "the texts are too far from the real thing: {understood}"
        );
    }

    #[test]
    fn whatever_a_simulation_says_it_is_read_or_refused() {
        let pieces = [
            "Inst ",
            "Remv ",
            "bash",
            " [1]",
            " (",
            "2 ",
            "Debian:12/stable ",
            "[amd64]",
            ")",
            " []",
            "\n",
            ":i386",
            "[",
            "]",
            "é",
            "\0",
        ];
        let mut dice = Dice(0xFEED);
        let (mut read, mut refused) = (0, 0);
        for _ in 0..20_000 {
            match simulation::parse(&spoilt(&mut dice, &pieces)) {
                Ok(_) => read += 1,
                Err(_) => refused += 1,
            }
        }
        assert!(read > 100 && refused > 100, "{read} {refused}");
    }
}
