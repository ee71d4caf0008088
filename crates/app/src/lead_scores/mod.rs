//! Scores of leads: learned from the company's own past ones on demand and every night, kept by model, shown with reasons.
//!
//! A score is of what was known when the lead came, so it is made once with each model and stands. Where what was learned
//! does not beat the base rate, no lead has a score.

pub mod commands;
mod facts;
pub mod queries;
mod sql;

use domain::Instant;
use domain::kernel::id::ScoreModelId;
use domain::lead_scores::{Model, Score};
use serde::Serialize;

/// Days within which a lead must have become a deal to count as one that did.
pub const HORIZON: i64 = 90;

/// What came of learning.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ModelView {
    /// Which.
    pub id: ScoreModelId,
    /// When, in epoch milliseconds.
    #[serde(skip)]
    pub made_at: Instant,
    /// `used`, `few` or `no_better`.
    pub outcome: String,
    /// Past leads it was learned from, and those of them that became deals.
    pub leads: i64,
    /// Those that became deals.
    pub deals: i64,
    /// What was learned; none from too few.
    pub model: Option<Model>,
}

/// The score of a lead, with the model that made it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ScoreView {
    /// The score and its reasons.
    #[serde(flatten)]
    pub score: Score,
    /// The chance of the average lead, in parts of 10,000.
    pub average_bp: i64,
}
