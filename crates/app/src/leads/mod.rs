//! Leads: made by hand, form, program or file; worked, set aside, and turned into customers and opportunities.

pub mod commands;
pub mod convert;
pub mod queries;
mod sql;
mod sweep;

pub use sweep::sweep;

use crate::consents::ConsentsView;
use crate::custom_fields;
use crate::frames::FrameView;
use crate::lead_scores::ScoreView;
use crate::listing::Label;
use domain::leads::Lead;
use serde::Serialize;

/// A lead's page.
#[derive(Clone, Debug, Serialize)]
pub struct LeadView {
    /// The lead.
    #[serde(flatten)]
    pub lead: Lead,
    /// What it holds of the company's own fields.
    #[serde(flatten)]
    pub own: custom_fields::Shown,
    /// Who owns it.
    pub owner_label: Label,
    /// Who brought it in.
    pub generated_by_label: Label,
    /// What it asks for.
    pub product_label: Option<Label>,
    /// The company it became or belongs to,
    pub account_label: Option<Label>,
    /// the person,
    pub contact_label: Option<Label>,
    /// and the possible sale.
    pub opportunity_label: Option<Label>,
    /// How likely it is to become a deal, where that was learned.
    pub score: Option<ScoreView>,
    /// The company's frame of qualification, and what is known.
    pub frame: FrameView,
    /// What they said of mails,
    pub consent_email: String,
    /// and of calls.
    pub consent_phone: String,
    /// All that they said.
    #[serde(skip)]
    pub consents: ConsentsView,
    /// Fields that name a record which the reader may not see: they read as if they were empty.
    pub hidden: Vec<&'static str>,
    /// Whether this user may change it.
    pub may_edit: bool,
}
