//! Suites of an archive.

use std::fmt::Write as _;

use super::LONG_AGO_IN_WORDS;

/// What the `Release` file of a suite says.
#[derive(Clone, Debug)]
pub struct Suite {
    name: String,
    /// Of the file, in its order.
    fields: Vec<(String, String)>,
    architectures: Vec<String>,
    is_clear_signed: bool,
}

impl Suite {
    /// A suite below `dists/NAME`, from the origin `Museum`. Its code name and its suite are its name.
    pub fn new(name: &str) -> Self {
        let suite = Self {
            name: name.to_owned(),
            fields: Vec::new(),
            architectures: vec!["amd64".to_owned(), "i386".to_owned()],
            is_clear_signed: false,
        };
        suite
            .origin("Museum")
            .label("Museum")
            .field("Suite", name)
            .field("Codename", name)
            .date(LONG_AGO_IN_WORDS)
            .architecture(&super::native_architecture())
    }

    /// Any field. A field that is there already is replaced.
    #[must_use]
    pub fn field(mut self, name: &str, value: &str) -> Self {
        self.fields.retain(|(other, _)| other != name);
        self.fields.push((name.to_owned(), value.to_owned()));
        self
    }

    /// `Origin`.
    #[must_use]
    pub fn origin(self, origin: &str) -> Self {
        self.field("Origin", origin)
    }

    /// `Label`.
    #[must_use]
    pub fn label(self, label: &str) -> Self {
        self.field("Label", label)
    }

    /// `Suite`, such as `stable`.
    #[must_use]
    pub fn suite(self, suite: &str) -> Self {
        self.field("Suite", suite)
    }

    /// `Codename`, such as `bookworm`.
    #[must_use]
    pub fn codename(self, codename: &str) -> Self {
        self.field("Codename", codename)
    }

    /// `Version`, such as `12.11`.
    #[must_use]
    pub fn version(self, version: &str) -> Self {
        self.field("Version", version)
    }

    /// `Date`, as RFC 822 writes it, in UTC.
    #[must_use]
    pub fn date(self, date: &str) -> Self {
        self.field("Date", date)
    }

    /// `Valid-Until`, as RFC 822 writes it, in UTC.
    #[must_use]
    pub fn valid_until(self, date: &str) -> Self {
        self.field("Valid-Until", date)
    }

    /// `NotAutomatic: yes`: as experimental.
    #[must_use]
    pub fn not_automatic(self) -> Self {
        self.field("NotAutomatic", "yes")
    }

    /// `ButAutomaticUpgrades: yes`: with the former, as backports.
    #[must_use]
    pub fn but_automatic_upgrades(self) -> Self {
        self.field("ButAutomaticUpgrades", "yes")
    }

    /// One more architecture than amd64, i386 and that of this machine.
    #[must_use]
    pub fn architecture(mut self, architecture: &str) -> Self {
        if !self.architectures.iter().any(|known| known == architecture) {
            self.architectures.push(architecture.to_owned());
        }
        self
    }

    /// It is called `InRelease`, in the form of a signed text. Nobody has signed it: apt reads it among its lists
    /// ([`super::PaperRoot::knows`]), and does not fetch it.
    #[must_use]
    pub fn clear_signed(mut self) -> Self {
        self.is_clear_signed = true;
        self
    }

    /// Its name below `dists`.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What the file is called that says all this.
    pub(super) fn release_name(&self) -> &'static str {
        if self.is_clear_signed {
            "InRelease"
        } else {
            "Release"
        }
    }

    pub(super) fn architectures(&self) -> &[String] {
        &self.architectures
    }

    /// Its `Release` or `InRelease` file, with the hash, size and name of each index.
    pub(super) fn release(&self, indices: &[(String, usize, String)]) -> String {
        let mut text = String::new();
        for (name, value) in &self.fields {
            let _ = writeln!(text, "{name}: {value}");
        }
        let architectures = self.architectures.join(" ");
        let _ = writeln!(text, "Architectures: {architectures}\nComponents: main\nSHA256:");
        for (hash, size, name) in indices {
            let _ = writeln!(text, " {hash} {size} {name}");
        }
        if self.is_clear_signed { signed(&text) } else { text }
    }
}

/// The form of RFC 9580, section 7, around a text, with something in the place of the signature.
fn signed(text: &str) -> String {
    format!(
        "-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\n{text}-----BEGIN PGP SIGNATURE-----\n\n\
         bm9ib2R5IGhhcyBzaWduZWQgdGhpcw==\n-----END PGP SIGNATURE-----\n"
    )
}
