//! `wua explain`: why updates are offered, or are not.

use wua::{Error, Explanation, Identity, Reason, ReasonKind, Session};

use crate::arguments::{ExplainArguments, Source};
use crate::commands::find::{Found, Wanted, find};
use crate::context::Context;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::output::json::Summary;
use crate::output::{Output, Style, text};
use crate::records::{ExplanationRecord, TreeRecord};
use crate::selection::{self, EVERYTHING, Selection};
use crate::task;

/// Where the words begin.
const INDENT: usize = 18;

/// How many levels of rules are shown, unless somebody asks for all.
const LEVELS: usize = 3;

/// How wide texts are where nobody looks.
const WIDTH: usize = 100;

pub(crate) fn run(context: &mut Context, arguments: &ExplainArguments) -> Result<Exit, Failure> {
    let selection = &arguments.selection;
    let explanations = if selection.is_empty() {
        everything_notable(context, &arguments.source)?
    } else {
        selected(context, selection, &arguments.source)?
    };
    let session = context.session()?;
    let levels = if arguments.all { usize::MAX } else { LEVELS };
    let output = &mut context.output;
    for explanation in &explanations {
        let record = ExplanationRecord::new(&session, explanation, levels);
        output.record("explanation", &record);
        print(output, &record);
    }
    if explanations.is_empty() {
        output.note("There is nothing to explain.");
    }
    context.conclude(Summary::of(explanations.len()), Exit::Done)
}

/// What is not plainly installed, and concerns this computer.
fn everything_notable(context: &mut Context, source: &Source) -> Result<Vec<Explanation>, Failure> {
    let nothing = Selection::default();
    known(context, &nothing, source)?;
    let session = context.session()?;
    let mut all = task::think(context, "explaining", move || Ok(session.explain("")?))?;
    let before = all.len();
    let is_plain = |reason: &Reason| {
        matches!(
            reason.kind,
            ReasonKind::Installed | ReasonKind::Current | ReasonKind::NotApplicable
        )
    };
    all.retain(|explanation| !explanation.reasons.iter().all(is_plain));
    let left_out = before - all.len();
    if left_out > 0 {
        context.output.note(&format!(
            "{left_out} more, plainly installed or not for this computer: name them to have them explained."
        ));
    }
    Ok(all)
}

fn selected(
    context: &mut Context,
    selection: &Selection,
    source: &Source,
) -> Result<Vec<Explanation>, Failure> {
    let found = known(context, selection, source)?;
    let session = context.session()?;
    let question = Question {
        chosen: found.updates.iter().map(wua::Update::identity).collect(),
        names: selection.names().to_vec(),
        unknown: found.unknown,
        is_filtered: selection.has_filters(),
    };
    task::think(context, "explaining", move || question.answer(&session))
}

/// What the store knows of a selection; the services are asked where it does not know everything.
fn known(context: &mut Context, selection: &Selection, source: &Source) -> Result<Found, Failure> {
    let offline = Source {
        offline: true,
        service: None,
    };
    let wanted = Wanted {
        selection,
        source: &offline,
        usual: EVERYTHING,
        replaced: true,
    };
    let found = find(context, wanted);
    match found {
        Ok(found) if source.offline || (found.unknown.is_empty() && !found.updates.is_empty()) => Ok(found),
        Err(failure) if source.offline || failure.exit != Exit::NotFound => Err(failure),
        Ok(_) | Err(_) => find(context, Wanted { source, ..wanted }),
    }
}

/// What is to be explained.
struct Question {
    /// The updates that are meant.
    chosen: Vec<Identity>,
    names: Vec<String>,
    /// Names that mean none of the updates; the services may know more by them than has become an update.
    unknown: Vec<String>,
    is_filtered: bool,
}

impl Question {
    fn answer(self, session: &Session) -> Result<Vec<Explanation>, Failure> {
        let mut all = Vec::new();
        let mut unknown = Vec::new();
        for name in &self.names {
            add(&mut all, self.meant(session, name)?);
        }
        for name in &self.unknown {
            let meant = self.meant(session, name)?;
            if meant.is_empty() {
                unknown.push(name.clone());
            }
            add(&mut all, meant);
        }
        for identity in &self.chosen {
            if !all.iter().any(|explanation| is_of(explanation, *identity)) {
                add(&mut all, self.meant(session, &identity.to_string())?);
            }
        }
        if unknown.is_empty() {
            Ok(all)
        } else {
            Err(selection::unknown(&unknown))
        }
    }

    /// What there is to say of a name, as far as it was meant.
    fn meant(&self, session: &Session, name: &str) -> Result<Vec<Explanation>, Error> {
        let is_unknown = self.unknown.iter().any(|unknown| unknown == name);
        let mut all = session.explain(name)?;
        if let (true, Some((package, _))) = (all.is_empty(), name.split_once(':')) {
            // `libssl3:amd64` is explained with the package.
            all = session.explain(package)?;
        }
        all.retain(|explanation| match &explanation.update {
            Some(update) if self.chosen.contains(&update.identity()) => true,
            Some(_) => is_unknown && !self.is_filtered,
            None => !self.is_filtered,
        });
        Ok(all)
    }
}

/// Adds what has not been said yet.
fn add(all: &mut Vec<Explanation>, more: Vec<Explanation>) {
    for explanation in more {
        let same = |known: &&mut Explanation| match (&known.update, &explanation.update) {
            (Some(known), Some(new)) => known.identity() == new.identity(),
            (None, None) => known.subject == explanation.subject,
            _ => false,
        };
        match all.iter_mut().find(same) {
            Some(known) => {
                for reason in explanation.reasons {
                    if !known.reasons.contains(&reason) {
                        known.reasons.push(reason);
                    }
                }
            }
            None => all.push(explanation),
        }
    }
}

fn is_of(explanation: &Explanation, identity: Identity) -> bool {
    let update = explanation.update.as_ref();
    update.is_some_and(|update| update.identity() == identity)
}

fn print(output: &mut Output, explanation: &ExplanationRecord) {
    let width = output.width().unwrap_or(WIDTH);
    for (style, line) in lines(explanation, width) {
        output.styled_line(style, &line);
    }
}

/// The reasons, in lines that are about so wide.
pub(crate) fn lines(explanation: &ExplanationRecord, width: usize) -> Vec<(Style, String)> {
    let width = width.saturating_sub(INDENT).max(INDENT);
    let mut lines = vec![(Style::Heading, explanation.subject.clone())];
    for reason in &explanation.reasons {
        let mut kind = format!("  {}", reason.kind);
        for line in text::wrap(&reason.text, width) {
            lines.push((Style::Plain, format!("{kind:<INDENT$}{line}")));
            kind.clear();
        }
    }
    if !explanation.rules.is_empty() {
        lines.push((Style::Plain, format!("{:<INDENT$}{}", "  id", explanation.id)));
    }
    for rule in &explanation.rules {
        let of = match rule.member.as_str() {
            "" => String::new(),
            member => format!(" of {member}"),
        };
        lines.push((Style::Plain, format!("  {}{of}", rule.section)));
        add_tree(&mut lines, &rule.tree, 2);
    }
    lines
}

/// A rule, and what it consists of: whether it holds, what it asks, what came back, and what should have.
fn add_tree(lines: &mut Vec<(Style, String)>, tree: &TreeRecord, depth: usize) {
    let holds = match tree.truth.as_str() {
        "true" => "yes",
        "false" => "no",
        _ => "?",
    };
    let indent = depth * 2;
    let asks = tree.asks.as_ref().map(|asks| format!("  {asks}"));
    let said = [
        ("", &asks),
        (": ", &tree.seen),
        ("; wanted: ", &tree.wants),
        (": ", &tree.reason),
    ];
    let said = said
        .into_iter()
        .filter_map(|(word, what)| Some(format!("{word}{}", what.as_ref()?)));
    let line = format!(
        "{:indent$}{holds:<4} {}{}",
        "",
        tree.operator,
        said.collect::<String>()
    );
    lines.push((Style::Plain, line));
    for part in &tree.parts {
        add_tree(lines, part, depth + 1);
    }
    if tree.left_out > 0 {
        let indent = (depth + 1) * 2;
        lines.push((
            Style::Plain,
            format!("{:indent$}… {} more: --all", "", tree.left_out),
        ));
    }
}
