//! What is to go wrong, and when.
//!
//! A plan is a list of rules. A rule counts the requests that it is about and strikes at some of them; of several that would
//! strike at one request, the first does.
//!
//! As text, for scripts, a rule is a line: whom it is about, at which requests, and what happens.
//!
//! ```text
//! # The second page is refused once, and every content is slow.
//! SyncUpdates 2: fault CookieExpired
//! content *: drip 100 10
//! ```

use std::time::Duration;

use super::fault::{ErrorCode, Fault};
use super::operation::Operation;

/// What is to go wrong.
#[derive(Clone, Debug, Default)]
pub struct Plan {
    rules: Vec<Rule>,
}

#[derive(Clone, Debug)]
struct Rule {
    about: About,
    first: u32,
    last: u32,
    mishap: Mishap,
    /// How many requests it was about so far.
    seen: u32,
}

/// Which requests a rule is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum About {
    /// Calls of an operation.
    Calls(Operation),
    /// Requests for files.
    Content,
    /// Requests for files whose path ends so.
    ContentOf(String),
    /// All requests.
    Everything,
}

/// What happens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Mishap {
    /// A fault instead of the answer. The operation is not done.
    Fault(Fault),
    /// A status of HTTP instead of the answer. The operation is not done.
    Status(u16),
    /// The connection ends when so many bytes of the request were read; the operation is not done.
    CutRequest(usize),
    /// The operation is done, and the connection ends after so many bytes of the answer, its head included.
    CutAnswer(usize),
    /// The answer comes in pieces of so many bytes, with a pause before each.
    Drip(usize, Duration),
    /// Nothing comes for so long.
    Wait(Duration),
    /// The client is sent somewhere else, by status 302.
    Redirect(String),
    /// `Content-Length` says so many bytes more, or less, than come.
    WrongLength(i64),
    /// Compressed, whether it was asked for or not, and wrong.
    Xpress(BadXpress),
    /// Another status and body. The operation is not done.
    Body(u16, Vec<u8>),
    /// The metadata lies.
    Lie(Lie),
}

/// How compressed answers can be wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BadXpress {
    /// The last bytes are missing.
    Truncated(usize),
    /// Some byte within a block is another.
    Corrupt(usize),
    /// A block says that it holds more than it does.
    WrongSize,
    /// A match begins before the content does.
    Underflow,
    /// So many bytes come out of a thousandth of them.
    Bomb(usize),
}

/// What a server may say that is not so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lie {
    /// Pages never end: each has new updates, which nobody else has heard of.
    EndlessPages,
    /// Pages never end: each is like the first, and says that there are more.
    SamePage,
    /// Each update comes twice.
    Duplicates,
    /// Each update has an id that it did not have before.
    OtherIds,
    /// The first update has so many bytes of metadata.
    Huge(usize),
    /// Metadata is cut in the middle.
    BrokenMetadata,
    /// Updates come without their deployment.
    NoDeployment,
    /// Nothing more is said of the first update that is asked about.
    Silent,
}

impl Plan {
    /// Nothing goes wrong.
    pub fn new() -> Self {
        Self::default()
    }

    /// It happens at one request; the first is 1.
    #[must_use]
    pub fn at(self, about: About, number: u32, mishap: Mishap) -> Self {
        self.between(about, number, number, mishap)
    }

    /// It happens at every request.
    #[must_use]
    pub fn always(self, about: About, mishap: Mishap) -> Self {
        self.between(about, 1, u32::MAX, mishap)
    }

    /// It happens at some requests in a row.
    #[must_use]
    pub fn between(mut self, about: About, first: u32, last: u32, mishap: Mishap) -> Self {
        self.rules.push(Rule {
            about,
            first,
            last,
            mishap,
            seen: 0,
        });
        self
    }

    /// A fault at one call of an operation.
    #[must_use]
    pub fn fault(self, operation: Operation, number: u32, code: ErrorCode) -> Self {
        self.at(About::Calls(operation), number, Mishap::Fault(Fault::new(code)))
    }

    /// Reads rules, one a line.
    pub fn parse(text: &str) -> Result<Self, String> {
        let mut plan = Self::new();
        for (number, line) in text.lines().enumerate() {
            let line = line.split('#').next().unwrap_or_default().trim();
            if !line.is_empty() {
                let (about, first, last, mishap) =
                    rule(line).map_err(|what| format!("line {}: {what}: `{line}`", number + 1))?;
                plan = plan.between(about, first, last, mishap);
            }
        }
        Ok(plan)
    }

    /// What happens to a request. Every rule that is about it counts it.
    pub(super) fn strike(&mut self, operation: Option<Operation>, path: &str) -> Option<Mishap> {
        let mut struck = None;
        for rule in &mut self.rules {
            let is_about = match &rule.about {
                About::Calls(wanted) => operation == Some(*wanted),
                About::Content => operation.is_none(),
                About::ContentOf(end) => {
                    operation.is_none() && path.to_ascii_lowercase().ends_with(&end.to_ascii_lowercase())
                }
                About::Everything => true,
            };
            if is_about {
                rule.seen = rule.seen.saturating_add(1);
                if struck.is_none() && (rule.first..=rule.last).contains(&rule.seen) {
                    struck = Some(rule.mishap.clone());
                }
            }
        }
        struck
    }
}

fn rule(line: &str) -> Result<(About, u32, u32, Mishap), String> {
    let (left, right) = line.split_once(':').ok_or("there is no colon")?;
    let mut left = left.split_whitespace();
    let about = match left.next().unwrap_or_default() {
        "content" => About::Content,
        "everything" => About::Everything,
        file if file.starts_with("content=") => {
            About::ContentOf(file.trim_start_matches("content=").to_owned())
        }
        name => About::Calls(Operation::named(name).ok_or("no operation has this name")?),
    };
    let (first, last) = match left.next().unwrap_or("*") {
        "*" => (1, u32::MAX),
        range => {
            let (first, last) = range.split_once('-').unwrap_or((range, range));
            (number(Some(first))?, number(Some(last))?)
        }
    };
    let mut words = right.split_whitespace();
    let what = words.next().unwrap_or_default();
    let mut word = || words.next();
    let mishap = match what {
        "fault" => {
            let code = word()
                .and_then(ErrorCode::named)
                .ok_or("no fault has this name")?;
            Mishap::Fault(Fault {
                code,
                message: word().unwrap_or_default().to_owned(),
            })
        }
        "status" => Mishap::Status(number(word())?),
        "cut-request" => Mishap::CutRequest(number(word())?),
        "cut-answer" => Mishap::CutAnswer(number(word())?),
        "drip" => Mishap::Drip(number(word())?, Duration::from_millis(number(word())?)),
        "wait" => Mishap::Wait(Duration::from_millis(number(word())?)),
        "redirect" => Mishap::Redirect(word().ok_or("whereto?")?.to_owned()),
        "wrong-length" => Mishap::WrongLength(number(word())?),
        "body" => Mishap::Body(number(word())?, word().unwrap_or_default().as_bytes().to_vec()),
        "xpress-truncated" => Mishap::Xpress(BadXpress::Truncated(number(word())?)),
        "xpress-corrupt" => Mishap::Xpress(BadXpress::Corrupt(number(word())?)),
        "xpress-wrong-size" => Mishap::Xpress(BadXpress::WrongSize),
        "xpress-underflow" => Mishap::Xpress(BadXpress::Underflow),
        "xpress-bomb" => Mishap::Xpress(BadXpress::Bomb(number(word())?)),
        "endless-pages" => Mishap::Lie(Lie::EndlessPages),
        "same-page" => Mishap::Lie(Lie::SamePage),
        "duplicates" => Mishap::Lie(Lie::Duplicates),
        "other-ids" => Mishap::Lie(Lie::OtherIds),
        "huge" => Mishap::Lie(Lie::Huge(number(word())?)),
        "broken-metadata" => Mishap::Lie(Lie::BrokenMetadata),
        "no-deployment" => Mishap::Lie(Lie::NoDeployment),
        "silent" => Mishap::Lie(Lie::Silent),
        _ => return Err("nothing that happens has this name".to_owned()),
    };
    Ok((about, first, last, mishap))
}

fn number<T: std::str::FromStr>(word: Option<&str>) -> Result<T, String> {
    let word = word.ok_or("a number is missing")?;
    word.parse().map_err(|_| format!("`{word}` is no number"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_count_what_they_are_about() {
        let mut plan = Plan::parse(
            "# nothing\nSyncUpdates 2: fault CookieExpired\ncontent=.exe 1-2: status 503\ncontent *: cut-answer 5\n",
        )
        .unwrap();
        let sync = Some(Operation::SyncUpdates);
        assert_eq!(plan.strike(sync, "/x"), None);
        assert_eq!(plan.strike(Some(Operation::GetConfig), "/x"), None);
        let fault = Mishap::Fault(Fault::new(ErrorCode::CookieExpired));
        assert_eq!(plan.strike(sync, "/x"), Some(fault));
        assert_eq!(plan.strike(sync, "/x"), None);
        assert_eq!(plan.strike(None, "/a.EXE"), Some(Mishap::Status(503)));
        assert_eq!(plan.strike(None, "/a.cab"), Some(Mishap::CutAnswer(5)));
    }

    #[test]
    fn a_line_that_says_nothing_names_itself() {
        for line in [
            "SyncUpdates",
            "Nobody 1: status 1",
            "SyncUpdates x: status 1",
            "content *: explode",
        ] {
            let error = Plan::parse(line).unwrap_err();
            assert!(error.contains(line), "{error}");
        }
    }
}
