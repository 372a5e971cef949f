//! What apt tells on the descriptor that `APT::Status-Fd` names.
//!
//! ```text
//! dlstatus:1:20.5:Retrieving file 1 of 4
//! pmstatus:bash:40:Unpacking bash (amd64)
//! pmerror:/var/cache/apt/archives/bash_5_amd64.deb:60:trying to overwrite '/bin/x', which is also in package y
//! pmconffile:bash:40:'/etc/bash.bashrc' '/etc/bash.bashrc.dpkg-new' 1 1
//! ```

/// One line.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Message<'a> {
    /// Files are being fetched.
    Fetching,
    /// Something happens to a package.
    Working { package: &'a str, percent: i32 },
    /// Something failed, in the words of dpkg.
    Failed { package: &'a str, words: &'a str },
}

impl<'a> Message<'a> {
    /// `None` for what is of no use here.
    pub(super) fn parse(line: &'a str) -> Option<Self> {
        let (kind, rest) = line.split_once(':')?;
        match kind {
            "dlstatus" => Some(Self::Fetching),
            "pmstatus" => {
                let (package, words) = subject(rest)?;
                Some(Self::Working {
                    package,
                    percent: percent(words)?,
                })
            }
            "pmerror" => {
                let (package, words) = subject(rest)?;
                Some(Self::Failed { package, words })
            }
            _ => None,
        }
    }
}

/// The package of `package:percent:words`, which is a package with or without architecture, or an archive file.
fn subject(rest: &str) -> Option<(&str, &str)> {
    let mut at = 0;
    for field in rest.split(':') {
        let is_number = !field.is_empty() && field.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
        if at > 0 && is_number {
            let package = rest.get(..at - 1)?;
            let words = rest.get(at + field.len() + 1..).unwrap_or_default();
            return Some((name(package), words.trim()));
        }
        at += field.len() + 1;
    }
    None
}

fn name(subject: &str) -> &str {
    let file = subject.rsplit('/').next().unwrap_or(subject);
    if subject.contains('/') {
        file.split('_').next().unwrap_or(file)
    } else {
        subject.split(':').next().unwrap_or(subject)
    }
}

/// How far a package has got, from what apt says is being done to it.
fn percent(words: &str) -> Option<i32> {
    const STAGES: [(&str, i32); 7] = [
        ("Preparing to configure", 60),
        ("Preparing", 10),
        ("Unpacking", 30),
        ("Unpacked", 50),
        ("Configuring", 70),
        ("Installing", 30),
        ("Installed", 100),
    ];
    STAGES
        .iter()
        .find(|(stage, _)| words.starts_with(stage))
        .map(|(_, percent)| *percent)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn packages_have_many_names() {
        let working = |package, percent| Some(Message::Working { package, percent });
        for (line, expected) in [
            (
                "pmstatus:bash:40.0000:Unpacking bash (amd64)",
                working("bash", 30),
            ),
            (
                "pmstatus:libc6:amd64:40:Configuring libc6:amd64 (amd64)",
                working("libc6", 70),
            ),
            ("pmstatus:dpkg-exec:0:Running dpkg", None),
            ("pmstatus:a:100:Installed a (all)", working("a", 100)),
            ("dlstatus:1:20.5:Retrieving file 1 of 4", Some(Message::Fetching)),
            (
                "pmerror:/var/cache/apt/archives/a-b_1%3a2_all.deb:60:trying to overwrite '/x', which is in y",
                Some(Message::Failed {
                    package: "a-b",
                    words: "trying to overwrite '/x', which is in y",
                }),
            ),
            (
                "pmerror:bad:75:installed bad package post-installation script: status 3",
                Some(Message::Failed {
                    package: "bad",
                    words: "installed bad package post-installation script: status 3",
                }),
            ),
            ("", None),
            ("pmstatus", None),
            ("pmstatus:::", None),
            ("pmerror:only a name", None),
        ] {
            assert_eq!(Message::parse(line), expected, "{line}");
        }
    }
}
