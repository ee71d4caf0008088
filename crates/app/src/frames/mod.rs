//! The company's frame of qualification, and what is known of its elements on leads and the deals that they became. Seen
//! and changed with the record.

pub mod commands;
pub mod queries;
mod sql;

use domain::frames::FrameAnswer;
use domain::policy::Noun;
use serde::Serialize;

/// Records that have answers.
pub const FRAMED: [Noun; 2] = [Noun::Lead, Noun::Opportunity];

/// The frame as a record's page shows it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct FrameView {
    /// The key of the company's frame.
    pub frame: String,
    /// Each of its elements with what is known. The plain frame has none here: its answers are fields of the lead.
    pub answers: Vec<FrameAnswer>,
}
