//! A service as the scripts describe it. An authorisation cabinet of the museum is such a description, too.

use wua_agent::ServiceRecord;
use wua_agent::ports::Warning;
use wua_com::{Guid, HResult};
use wua_defs::enumerations;
use wua_defs::enums::UpdateExceptionContext;

use crate::script::{Block, Field, ScriptError};

/// A service, and how it behaves.
#[derive(Clone, Debug)]
pub struct ServicePlan {
    /// What the scripts call it.
    pub name: String,
    /// What the service manager shows of it.
    pub record: ServiceRecord,
    /// The halls whose exhibits it offers.
    pub halls: Vec<String>,
    /// How it is reached.
    pub access: Access,
    /// How it answers.
    pub answer: Answer,
    /// What it always has to complain about.
    pub warnings: Vec<Warning>,
    /// Who signed the cabinet; an unsigned one is not trusted.
    pub signed_by: Option<String>,
    /// The cabinet forbids to register it.
    pub forbids_registration: bool,
}

/// How a service is reached.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Access {
    /// Only by a cabinet.
    #[default]
    Cabinet,
    /// It is there from the start.
    FromTheStart,
    /// By asking the network.
    Online,
    /// By asking the network twice: nobody answers the first time.
    OnlineAtSecondTry,
    /// Nobody ever answers.
    Unreachable,
}

/// How a service answers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Answer {
    /// At once.
    #[default]
    AtOnce,
    /// After so long that there is time to abort.
    Slowly,
    /// At once, if it is asked through this proxy, and otherwise not.
    Through(String),
    /// Not.
    Fails(HResult),
}

impl ServicePlan {
    /// Reads a block.
    pub(super) fn read(block: &Block) -> Result<Self, ScriptError> {
        let mut plan = Self::new(&block.name, ServiceRecord::default(), &[]);
        for field in &block.fields {
            let known = plan.read_record(field)? || plan.read_behaviour(field)?;
            if !known {
                return Err(field.unknown());
            }
        }
        if plan.record.id == Guid::NIL {
            return Err(block.place.error("a service needs an `id`"));
        }
        Ok(plan)
    }

    /// One that simply works.
    pub(super) fn new(name: &str, record: ServiceRecord, halls: &[&str]) -> Self {
        Self {
            name: name.to_owned(),
            record,
            halls: halls.iter().copied().map(str::to_owned).collect(),
            access: Access::default(),
            answer: Answer::default(),
            warnings: Vec::new(),
            signed_by: None,
            forbids_registration: false,
        }
    }

    fn read_record(&mut self, field: &Field) -> Result<bool, ScriptError> {
        let record = &mut self.record;
        match field.key.as_str() {
            "id" => record.id = field.guid()?,
            "name" => record.name.clone_from(&field.value),
            "url" => record.url.clone_from(&field.value),
            "redirects" => record.redirect_urls = field.texts(),
            "setup prefix" => record.setup_prefix.clone_from(&field.value),
            "certificate" => record.content_validation_cert = field.bytes()?,
            "issued" => record.issue_date = field.moment()?,
            "expires" => record.expiration_date = field.moment()?,
            "is" => {
                for part in field.list() {
                    match part {
                        "managed" => record.is_managed = true,
                        "fit for automatic updates" => record.can_register_with_au = true,
                        "used by automatic updates" => record.is_registered_with_au = true,
                        "default of automatic updates" => record.is_default_au_service = true,
                        "offering Windows updates" => record.offers_windows_updates = true,
                        other => return Err(field.place.error(format!("a service cannot be `{other}`"))),
                    }
                }
            }
            _ => return Ok(false),
        }
        Ok(true)
    }

    fn read_behaviour(&mut self, field: &Field) -> Result<bool, ScriptError> {
        match field.key.as_str() {
            "offers" => self.halls = field.texts(),
            "reached" => {
                self.access = match field.value.as_str() {
                    "from the start" => Access::FromTheStart,
                    "online" => Access::Online,
                    "online at the second try" => Access::OnlineAtSecondTry,
                    "never" => Access::Unreachable,
                    _ => return Err(field.expected("a way to reach a service")),
                }
            }
            "answers" => {
                self.answer = match field.value.strip_prefix("through ") {
                    Some(proxy) => Answer::Through(proxy.to_owned()),
                    None if field.value == "slowly" => Answer::Slowly,
                    None => Answer::Fails(field.hresult()?),
                }
            }
            "signed by" => self.signed_by = Some(field.value.clone()),
            "forbids" if field.value == "registration" => self.forbids_registration = true,
            "warning" => self.warnings.push(read_warning(field)?),
            "says" | "product" => {
                let warning = self.warnings.last_mut();
                let warning = warning.ok_or_else(|| field.place.error("a `warning` has to come first"))?;
                if field.key == "product" {
                    warning.product = Some(field.value.clone());
                } else {
                    warning.message.push((field.language, field.value.clone()));
                }
            }
            _ => return Ok(false),
        }
        Ok(true)
    }
}

/// `WU_E_DRV_PRUNED in WindowsDriver`.
fn read_warning(field: &Field) -> Result<Warning, ScriptError> {
    let (code, context) = field
        .value
        .split_once(" in ")
        .ok_or_else(|| field.expected("a code and where: `CODE in General`"))?;
    let part = |value: &str| Field {
        value: value.to_owned(),
        ..field.clone()
    };
    Ok(Warning {
        hresult: part(code).hresult()?,
        message: Vec::new(),
        context: part(context).named::<UpdateExceptionContext>(&enumerations::UPDATE_EXCEPTION_CONTEXT)?,
        product: None,
    })
}
