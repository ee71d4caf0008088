//! How the customer of a deal buys: the buying group, the customer's own jobs, objections and their answers. Seen and
//! changed with the deal.

pub mod commands;
pub mod queries;
mod sql;

use crate::listing::Label;
use domain::buying::{Job, Objection};
use domain::kernel::id::AnswerId;
use serde::{Deserialize, Serialize};

/// All of it, as the page of a deal shows it.
#[derive(Clone, Debug, Default, Serialize)]
pub struct BuyingView {
    /// The buying group, who decides first.
    pub group: Vec<BuyerView>,
    /// The customer's jobs, in order.
    pub jobs: Vec<Job>,
    /// What was objected, the open ones first.
    pub objections: Vec<ObjectionView>,
}

/// One of the buying group.
#[derive(Clone, Debug, Serialize)]
pub struct BuyerView {
    /// Who; none where the reader may not see them.
    pub contact: Option<Label>,
    /// What they do there.
    pub title: Option<String>,
    /// Their part in this purchase; none for the deal's contact whose part nobody has said.
    pub role: Option<String>,
    /// Whether they are the deal's contact.
    pub is_primary: bool,
}

/// An objection with the name of who said it.
#[derive(Clone, Debug, Serialize)]
pub struct ObjectionView {
    /// The objection.
    #[serde(flatten)]
    pub objection: Objection,
    /// Who said it, where the reader may see them.
    pub contact_label: Option<Label>,
}

/// An answer to take from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// Which.
    #[serde(default)]
    pub id: AnswerId,
    /// What it is about.
    pub topic: String,
    /// What the customer says.
    pub title: String,
    /// What to answer.
    pub answer: String,
    /// The case study to show.
    #[serde(default)]
    pub case_study: Option<String>,
}
