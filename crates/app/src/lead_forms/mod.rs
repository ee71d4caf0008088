//! Forms on the web whose submissions become leads. Operations keep them; strangers send them, and what was answered with
//! success is stored.

pub mod commands;
pub mod queries;
mod sql;

use domain::custom_fields::CustomField;
use domain::kernel::id::LeadId;
use domain::lead_forms::LeadForm;
use serde::Serialize;

/// A form with what came of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LeadFormView {
    /// The form.
    #[serde(flatten)]
    pub form: LeadForm,
    /// Submissions that were taken.
    pub submissions: i64,
    /// When the last one came, in epoch milliseconds.
    #[serde(skip)]
    pub last_at: Option<domain::Instant>,
}

/// A form that strangers may send, with the company's own fields that forms may ask for.
#[derive(Clone, Debug)]
pub struct OpenForm {
    /// The form; what it asks can be asked.
    pub form: LeadForm,
    /// Fields.
    pub own: Vec<&'static CustomField>,
}

/// What became of a submission.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Taken {
    /// The lead.
    pub lead: LeadId,
    /// Whether the same had been sent before, and nothing was made now.
    pub is_repeated: bool,
}
