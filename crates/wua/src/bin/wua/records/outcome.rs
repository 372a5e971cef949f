//! What became of one update.

use serde::{Deserialize, Serialize};
use wua::enums::OperationResultCode;
use wua::{Update, UpdateResult};

use super::{articles, hexadecimal, name, number, with_name};

/// What became of one update.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct ResultRecord {
    pub(crate) operation: String,
    pub(crate) update_id: String,
    pub(crate) revision: i32,
    pub(crate) title: String,
    pub(crate) kb: Vec<String>,
    /// `OperationResultCode`.
    pub(crate) result: String,
    pub(crate) hresult: String,
    pub(crate) name: Option<String>,
    pub(crate) reboot_required: bool,
    pub(crate) message: String,
}

impl ResultRecord {
    pub(crate) fn new(operation: &str, update: &Update, result: &UpdateResult) -> Self {
        Self {
            operation: operation.to_owned(),
            update_id: result.identity.id.to_string(),
            revision: result.identity.revision,
            title: update.title().to_owned(),
            kb: update.revision.kb_article_ids.clone(),
            result: result.code.name().to_owned(),
            hresult: hexadecimal(result.hresult),
            name: name(result.hresult),
            reboot_required: result.reboot_required,
            message: result.message.clone(),
        }
    }

    /// Whether there is nothing to complain about.
    pub(crate) fn went_well(&self) -> bool {
        self.result == OperationResultCode::Succeeded.name()
    }

    /// `install succeeded: KB5001234  Title`, and below it why not.
    pub(crate) fn lines(&self) -> Vec<String> {
        const HOW: [(OperationResultCode, &str); 4] = [
            (OperationResultCode::Succeeded, "succeeded"),
            (OperationResultCode::SucceededWithErrors, "succeeded with errors"),
            (OperationResultCode::Failed, "failed"),
            (OperationResultCode::Aborted, "aborted"),
        ];
        let how = HOW.iter().find(|(code, _)| code.name() == self.result);
        let how = how.map_or("not done", |(_, words)| words);
        let kb = match articles(&self.kb) {
            kb if kb.is_empty() => kb,
            kb => format!("{kb}  "),
        };
        let restart = if self.reboot_required {
            " (restart required)"
        } else {
            ""
        };
        let mut lines = vec![format!("{} {how}: {kb}{}{restart}", self.operation, self.title)];
        if !self.went_well() {
            // The title stands on the line above.
            let title = format!("“{}”: ", self.title);
            let message = self.message.strip_prefix(&title).unwrap_or(&self.message);
            let known = number(&self.hresult).and_then(wua::HResult::text);
            let message = match message {
                "" => known.unwrap_or_default(),
                message => message,
            };
            let code = with_name(&self.hresult, self.name.as_deref());
            lines.push(format!("    {message} ({code})"));
        }
        lines
    }
}
