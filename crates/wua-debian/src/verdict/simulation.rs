//! What `apt-get --simulate` says that it would do.
//!
//! ```text
//! Inst bash [5.2.15-2+b8] (5.2.15-2+b13 Debian:12.15/oldstable [amd64])
//! Inst linux-image-6.1.0-40-amd64 (6.1.153-1 Debian:12.15/oldstable [amd64]) []
//! Remv exim4-base [4.96-15] [exim4:amd64 ]
//! ```

use super::{Removal, Upgrade, Verdict};

/// Reads the lines that speak of packages; all others are for people.
pub(crate) fn parse(output: &str) -> Result<Verdict, String> {
    let mut verdict = Verdict::default();
    for line in output.lines() {
        let understood = if let Some(rest) = line.strip_prefix("Inst ") {
            installation(rest).map(|upgrade| verdict.upgrades.push(upgrade))
        } else if let Some(rest) = line.strip_prefix("Remv ") {
            removal(rest).map(|removal| verdict.removals.push(removal))
        } else {
            continue;
        };
        understood.ok_or_else(|| format!("apt-get said {line:?}, which is not understood"))?;
    }
    Ok(verdict)
}

fn installation(rest: &str) -> Option<Upgrade> {
    let (before, inside) = rest.split_once(" (")?;
    let inside = inside.split(')').next()?;
    let (to, _) = inside.split_once(' ')?;
    let architecture = inside.rsplit_once('[')?.1.strip_suffix(']')?;
    let (name, from) = match before.split_once(' ') {
        None => (before, None),
        Some((name, from)) => (name, Some(bracketed(from)?)),
    };
    Some(Upgrade {
        name: bare(name).to_owned(),
        architecture: architecture.to_owned(),
        from: from.map(str::to_owned),
        to: to.to_owned(),
    })
}

fn removal(rest: &str) -> Option<Removal> {
    let (name, from) = rest.split_once(' ')?;
    let version = bracketed(from.split(' ').next()?)?;
    let architecture = name.split_once(':').map_or("", |(_, architecture)| architecture);
    Some(Removal {
        name: bare(name).to_owned(),
        architecture: architecture.to_owned(),
        version: version.to_owned(),
    })
}

fn bracketed(text: &str) -> Option<&str> {
    text.strip_prefix('[')?.strip_suffix(']')
}

fn bare(name: &str) -> &str {
    name.split(':').next().unwrap_or(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn upgrades_installations_and_removals_are_told_apart() {
        let verdict = parse(
            "Reading package lists...\n\
             Inst bash [5.2.15-2+b8] (5.2.15-2+b13 Debian:12.15/oldstable [amd64])\n\
             Inst libgcc-s1:i386 [12] (13 Debian:12.15/oldstable, Debian-Security:12/x [i386]) [a:amd64 ]\n\
             Inst linux-image-6.1.0-40-amd64 (6.1.153-1 Debian:12.15/oldstable [amd64]) []\n\
             Conf bash (5.2.15-2+b13 Debian:12.15/oldstable [amd64])\n\
             Remv exim4-base [4.96-15] [exim4:amd64 ]\n\
             Remv wine32:i386 [8.0]\n",
        )
        .unwrap();
        let upgrade = |name: &str, architecture: &str, from: Option<&str>, to: &str| Upgrade {
            name: name.to_owned(),
            architecture: architecture.to_owned(),
            from: from.map(str::to_owned),
            to: to.to_owned(),
        };
        assert_eq!(
            verdict.upgrades,
            [
                upgrade("bash", "amd64", Some("5.2.15-2+b8"), "5.2.15-2+b13"),
                upgrade("libgcc-s1", "i386", Some("12"), "13"),
                upgrade("linux-image-6.1.0-40-amd64", "amd64", None, "6.1.153-1"),
            ]
        );
        let removal = |name: &str, architecture: &str, version: &str| Removal {
            name: name.to_owned(),
            architecture: architecture.to_owned(),
            version: version.to_owned(),
        };
        assert_eq!(
            verdict.removals,
            [
                removal("exim4-base", "", "4.96-15"),
                removal("wine32", "i386", "8.0")
            ]
        );
    }

    #[test]
    fn a_line_that_is_not_understood_is_an_error_and_no_gap() {
        for line in [
            "Inst",
            "Inst bash",
            "Inst bash [1] 2",
            "Remv bash",
            "Inst a (1)",
            "Inst a (1 x)",
        ] {
            let line = format!("{line}\n");
            let is_other = line.trim_end() == "Inst";
            assert_eq!(parse(&line).is_ok(), is_other, "{line}");
        }
    }
}
