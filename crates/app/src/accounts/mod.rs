//! Accounts: companies we sell to, in hierarchies, with the team that works them.

pub mod commands;
pub mod queries;
mod sql;

use crate::custom_fields;
use crate::listing::{Label, ListView};
use domain::Day;
use domain::accounts::Account;
use domain::kernel::id::PositionId;
use serde::{Deserialize, Serialize};

/// An account's page.
#[derive(Clone, Debug, Serialize)]
pub struct AccountView {
    /// The account.
    #[serde(flatten)]
    pub account: Account,
    /// What it holds of the company's own fields.
    #[serde(flatten)]
    pub own: custom_fields::Shown,
    /// Who owns it.
    pub owner_label: Label,
    /// The company it belongs to.
    pub parent_label: Option<Label>,
    /// Fields that name a record which the reader may not see: they read as if they were empty.
    pub hidden: Vec<&'static str>,
    /// Whether this user may change it.
    pub may_edit: bool,
    /// Who works it beside the owner.
    pub team: Vec<TeamMember>,
    /// Companies that belong to it; none where the user may see none of the kind.
    pub subsidiaries: Option<ListView>,
    /// People there.
    pub contacts: Option<ListView>,
    /// Possible sales.
    pub opportunities: Option<ListView>,
}

/// A position on an account's team.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TeamMember {
    /// The position.
    pub position: Label,
    /// As what.
    pub role: String,
    /// For which line of business.
    pub line_of_business: Option<String>,
    /// For which product line.
    pub product_line: Option<String>,
    /// The first day; it may be still to come.
    pub from: Day,
}

/// A position that joins an account's team.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Joining {
    /// The position.
    pub position: PositionId,
    /// As what.
    pub role: String,
    /// For which line of business, where the account is worked by several.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub line_of_business: Option<String>,
    /// For which product line.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub product_line: Option<String>,
    /// From which day on; today where none is said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on: Option<Day>,
}
