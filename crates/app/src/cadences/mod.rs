//! Cadences and who is enrolled. The tasks of an enrolment are ordinary ones: seen, done and put off like any other. What
//! has not been done goes when it stops, and goes along when the record gets another owner.

pub mod commands;
pub mod queries;
mod sql;

use domain::Day;
use domain::kernel::id::{CadenceId, EnrolmentId};
use domain::policy::Noun;
use serde::Serialize;

/// Records that may be enrolled.
pub const ENROLLED: [Noun; 3] = [Noun::Lead, Noun::Contact, Noun::Opportunity];

/// An enrolment as a record's page shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct EnrolmentView {
    /// Which.
    pub id: EnrolmentId,
    /// In which cadence.
    pub cadence: CadenceId,
    /// Its name.
    pub name: String,
    /// Since when.
    pub started_on: Day,
    /// Steps that became tasks.
    pub steps: i64,
    /// Those of them that wait.
    pub open: i64,
    /// Why it ended, where someone or something stopped it.
    pub stop_reason: Option<String>,
}

impl EnrolmentView {
    /// Whether it goes on.
    pub fn is_running(&self) -> bool {
        self.stop_reason.is_none() && self.open > 0
    }
}
