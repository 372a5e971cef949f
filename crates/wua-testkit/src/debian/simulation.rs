//! What `apt-get -s` says that it would do.

/// The changes that apt-get would make.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Simulation {
    /// In its order.
    pub changes: Vec<Change>,
    /// What could be newer, and stays: names as it writes them.
    pub kept_back: Vec<String>,
    /// What waits for its turn in a phased update.
    pub deferred: Vec<String>,
}

/// A change of one package.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The package.
    pub name: String,
    /// As apt writes it. For removals, which it writes without one: what follows the name, or nothing.
    pub architecture: String,
    /// The version that goes.
    pub from: Option<String>,
    /// The version that comes.
    pub to: Option<String>,
    /// Where it comes from, such as `Debian-Security:12/stable-security`.
    pub origins: Vec<String>,
}

impl Simulation {
    /// Reads what apt-get wrote.
    pub fn read(output: &str) -> Self {
        Self {
            changes: output.lines().filter_map(change).collect(),
            kept_back: listed(output, "The following packages have been kept back:"),
            deferred: listed(
                output,
                "The following upgrades have been deferred due to phasing:",
            ),
        }
    }

    /// Name, architecture, version before and version after, of what has both, sorted.
    pub fn upgrades(&self) -> Vec<(String, String, String, String)> {
        let mut upgrades: Vec<_> = self.changes.iter().filter_map(Change::versions).collect();
        upgrades.sort();
        upgrades
    }

    /// Name and version of what is newly installed, sorted.
    pub fn installs(&self) -> Vec<(String, String)> {
        self.of_kind(|change| match (&change.from, &change.to) {
            (None, Some(to)) => Some(to),
            _ => None,
        })
    }

    /// Name and version of what is removed, sorted.
    pub fn removals(&self) -> Vec<(String, String)> {
        self.of_kind(|change| match (&change.from, &change.to) {
            (Some(from), None) => Some(from),
            _ => None,
        })
    }

    fn of_kind(&self, version: fn(&Change) -> Option<&String>) -> Vec<(String, String)> {
        let changes = self.changes.iter();
        let mut found: Vec<_> = changes
            .filter_map(|change| Some((change.name.clone(), version(change)?.clone())))
            .collect();
        found.sort();
        found
    }
}

impl Change {
    fn versions(&self) -> Option<(String, String, String, String)> {
        Some((
            self.name.clone(),
            self.architecture.clone(),
            self.from.clone()?,
            self.to.clone()?,
        ))
    }
}

/// `Inst NAME [FROM] (TO ORIGIN, ORIGIN [ARCHITECTURE])` or `Remv NAME [FROM]`; brackets of other packages follow.
fn change(line: &str) -> Option<Change> {
    let (verb, rest) = line.split_once(' ')?;
    let (name, rest) = rest.split_once(' ').unwrap_or((rest, ""));
    let (name, suffix) = name.split_once(':').unwrap_or((name, ""));
    let from = rest
        .strip_prefix('[')
        .and_then(|rest| rest.split(']').next())
        .map(str::to_owned);
    match verb {
        "Remv" => Some(Change {
            name: name.to_owned(),
            architecture: suffix.to_owned(),
            from,
            to: None,
            origins: Vec::new(),
        }),
        "Inst" => {
            let (_, rest) = rest.split_once('(')?;
            let (inside, _) = rest.split_once(')')?;
            let (to, rest) = inside.split_once(' ')?;
            let (origins, architecture) = rest.rsplit_once('[').unwrap_or(("", rest));
            Some(Change {
                name: name.to_owned(),
                architecture: architecture.trim_end_matches(']').to_owned(),
                from,
                to: Some(to.to_owned()),
                origins: origins.trim().split(", ").map(str::to_owned).collect(),
            })
        }
        _ => None,
    }
}

/// The words in the indented lines below a heading.
fn listed(output: &str, heading: &str) -> Vec<String> {
    output
        .lines()
        .skip_while(|line| *line != heading)
        .skip(1)
        .take_while(|line| line.starts_with(' '))
        .flat_map(str::split_whitespace)
        .map(str::to_owned)
        .collect()
}
