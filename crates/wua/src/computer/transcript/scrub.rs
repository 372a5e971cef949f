//! What a transcript does not tell: which computer it was, who asked, and which servers a house has.

use std::collections::HashMap;

/// Servers of the world, which say nothing of anybody.
const PUBLIC: [&str; 4] = ["microsoft.com", "windowsupdate.com", "windows.com", "debian.org"];

/// Replaces the same by the same, as long as it lives.
pub(super) struct Scrub {
    /// What is known to be private, in lower case, and what stands for it. The longest first.
    names: Vec<(String, &'static str)>,
    servers: HashMap<String, String>,
    addresses: HashMap<String, String>,
}

impl Scrub {
    /// Of a computer and a user, under all names that are known.
    pub(super) fn new(host: &str, user: &str, domain: &str) -> Self {
        let short = |name: &str| name.split('.').next().unwrap_or_default().to_lowercase();
        let is_name = |name: &str| name.parse::<std::net::IpAddr>().is_err();
        let mut names: Vec<(String, &'static str)> = vec![
            (host.to_lowercase(), "computer.invalid"),
            (user.to_lowercase(), "user"),
            (domain.to_lowercase(), "domain"),
        ];
        if is_name(host) {
            names.push((short(host), "computer"));
        }
        // Short ones would hit words.
        names.retain(|(name, _)| name.len() > 2);
        names.sort_by_key(|(name, _)| std::cmp::Reverse(name.len()));
        names.dedup();
        Self {
            names,
            servers: HashMap::new(),
            addresses: HashMap::new(),
        }
    }

    /// The text without them.
    pub(super) fn text(&mut self, text: &str) -> String {
        let mut scrubbed = self.urls(text);
        for (name, stand_in) in &self.names {
            scrubbed = replace_words(&scrubbed, name, stand_in);
        }
        self.addresses(&scrubbed)
    }

    /// The hosts of URLs, unless everybody knows them.
    fn urls(&mut self, text: &str) -> String {
        let mut scrubbed = String::new();
        let mut rest = text;
        while let Some(at) = rest.find("://") {
            let (before, after) = rest.split_at(at + 3);
            scrubbed.push_str(before);
            let end = after.find(|c: char| "/ \"'<>?#,;)".contains(c) || c.is_whitespace());
            let (authority, tail) = after.split_at(end.unwrap_or(after.len()));
            scrubbed.push_str(&self.server(authority));
            rest = tail;
        }
        scrubbed.push_str(rest);
        scrubbed
    }

    /// What stands before an `@` is a password, or as good as one.
    fn server(&mut self, authority: &str) -> String {
        let host = authority.rsplit('@').next().unwrap_or_default();
        let name = host.split(':').next().unwrap_or_default().to_lowercase();
        let is_public = |known: &&str| name == **known || name.ends_with(&format!(".{known}"));
        if name.is_empty() || name.ends_with(".invalid") || PUBLIC.iter().any(is_public) {
            return host.to_owned();
        }
        let next = self.servers.len() + 1;
        let stand_in = self
            .servers
            .entry(name)
            .or_insert_with(|| format!("server-{next}.invalid"));
        stand_in.clone()
    }

    /// Addresses of IP version 4 and 6 among the words.
    fn addresses(&mut self, text: &str) -> String {
        let is_part = |c: char| c.is_ascii_hexdigit() || c == '.' || c == ':';
        let mut scrubbed = String::new();
        let mut rest = text;
        while let Some(at) = rest.find(is_part) {
            let (before, after) = rest.split_at(at);
            scrubbed.push_str(before);
            let end = after.find(|c: char| !is_part(c)).unwrap_or(after.len());
            let (word, tail) = after.split_at(end);
            // A sentence may end behind it.
            let bare = word.trim_end_matches(['.', ':']);
            // Versions of software look the same; those that are addresses of a house do not begin so small.
            let is_address = bare
                .parse::<std::net::IpAddr>()
                .is_ok_and(|address| match address {
                    std::net::IpAddr::V4(address) => address.octets()[0] >= 10 && !address.is_documentation(),
                    std::net::IpAddr::V6(address) => bare.len() > 3 && !address.is_unspecified(),
                });
            if is_address {
                let next = self.addresses.len() + 1;
                let stand_in = self.addresses.entry(bare.to_owned());
                scrubbed.push_str(stand_in.or_insert_with(|| format!("192.0.2.{next}")));
                scrubbed.push_str(word.strip_prefix(bare).unwrap_or_default());
            } else {
                scrubbed.push_str(word);
            }
            rest = tail;
        }
        scrubbed.push_str(rest);
        scrubbed
    }
}

/// Whole words, in any case.
fn replace_words(text: &str, name: &str, stand_in: &str) -> String {
    let lower = text.to_lowercase();
    // Where lower case has another length, positions mean something else.
    if lower.len() != text.len() {
        return text.replace(name, stand_in);
    }
    let mut scrubbed = String::new();
    let mut at = 0;
    while let Some(found) = lower.get(at..).and_then(|rest| rest.find(name)) {
        let (start, end) = (at + found, at + found + name.len());
        let is_inside = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        let before = lower.get(..start).and_then(|before| before.chars().next_back());
        let after = lower.get(end..).and_then(|after| after.chars().next());
        scrubbed.push_str(text.get(at..start).unwrap_or_default());
        if is_inside(before) || is_inside(after) {
            scrubbed.push_str(text.get(start..end).unwrap_or_default());
        } else {
            scrubbed.push_str(stand_in);
        }
        at = end;
    }
    scrubbed.push_str(text.get(at..).unwrap_or_default());
    scrubbed
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_is_replaced_by_the_same() {
        let mut scrub = Scrub::new("pc17.house.example", "anna", "HOUSE");
        for (text, harmless) in [
            ("PC17 said", "computer said"),
            ("pc17.house.example:135", "computer.invalid:135"),
            ("HOUSE\\Anna asked", "domain\\user asked"),
            ("Annabel stays", "Annabel stays"),
            (
                "http://wsus.house.example:8530/Content/A/x.cab",
                "http://server-1.invalid/Content/A/x.cab",
            ),
            (
                "http://joe:secret@wsus.house.example/y",
                "http://server-1.invalid/y",
            ),
            (
                "https://download.windowsupdate.com/d/x.cab",
                "https://download.windowsupdate.com/d/x.cab",
            ),
            ("from 10.20.30.40.", "from 192.0.2.1."),
            ("again 10.20.30.40 and fe80::1", "again 192.0.2.1 and 192.0.2.2"),
            (
                "Version 1.419.1901.0 and 4.8.1.0",
                "Version 1.419.1901.0 and 4.8.1.0",
            ),
            (
                "00001901-00f0-4000-8000-000000000001",
                "00001901-00f0-4000-8000-000000000001",
            ),
        ] {
            assert_eq!(scrub.text(text), harmless);
        }
    }
}
