//! What has been done to the computer before it came to the museum.

use std::sync::Arc;

use jiff::Timestamp;
use wua_agent::{HistoryEntry, Revision};
use wua_com::{Guid, code};
use wua_defs::enumerations;
use wua_defs::enums::{OperationResultCode, ServerSelection, UpdateOperation};

use super::collection::Collection;
use crate::script::{Block, Field, ScriptError, moment};

/// Reads a block, whose name is the date.
pub(super) fn read(block: &Block, collection: &Collection) -> Result<HistoryEntry, ScriptError> {
    let date = moment(&block.name).ok_or_else(|| {
        block
            .place
            .error(format!("`{}` is not a day or moment", block.name))
    })?;
    let mut entry = empty(date);
    for field in &block.fields {
        read_field(&mut entry, field, collection)?;
    }
    Ok(entry)
}

fn empty(date: Timestamp) -> HistoryEntry {
    HistoryEntry {
        date,
        operation: UpdateOperation::Installation,
        code: OperationResultCode::Succeeded,
        hresult: code::S_OK,
        unmapped: 0,
        message: String::new(),
        revision: Arc::new(Revision::default()),
        categories: Vec::new(),
        client_application_id: String::new(),
        server_selection: ServerSelection::Default,
        service_id: Guid::NIL,
        logs: Vec::new(),
    }
}

fn read_field(entry: &mut HistoryEntry, field: &Field, collection: &Collection) -> Result<(), ScriptError> {
    match field.key.as_str() {
        "update" => {
            let exhibit = collection.exhibit(&field.value);
            let exhibit = exhibit.ok_or_else(|| field.expected("the name of an update"))?;
            entry.revision = Arc::clone(&exhibit.revision);
            let categories = exhibit.revision.categories.iter();
            entry.categories = categories
                .filter_map(|id| collection.category_of(*id))
                .cloned()
                .collect();
        }
        "operation" => entry.operation = field.named(&enumerations::UPDATE_OPERATION)?,
        "result" => entry.code = field.named(&enumerations::OPERATION_RESULT_CODE)?,
        "code" => entry.hresult = field.hresult()?,
        "unmapped" => entry.unmapped = field.number()?,
        "message" => entry.message.clone_from(&field.value),
        "client" => entry.client_application_id.clone_from(&field.value),
        "selection" => entry.server_selection = field.named(&enumerations::SERVER_SELECTION)?,
        "service" => {
            let service = collection.service(&field.value);
            entry.service_id = service
                .ok_or_else(|| field.expected("the name of a service"))?
                .record
                .id;
        }
        _ => return Err(field.unknown()),
    }
    Ok(())
}
