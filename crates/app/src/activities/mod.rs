//! Activities: notes, tasks, calls and the like on any record. Seen exactly where their record is seen.

pub mod commands;
pub mod queries;
mod sql;

use crate::listing::Label;
use domain::activities::Activity;
use serde::Serialize;

/// A task and the record it stands on.
#[derive(Clone, Debug, Serialize)]
pub struct Task {
    /// The task.
    #[serde(flatten)]
    pub activity: Activity,
    /// The record, by its name.
    pub on: Label,
}
