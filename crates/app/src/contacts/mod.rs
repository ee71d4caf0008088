//! Contacts: people at accounts, as cards too.

mod cards;
pub mod commands;
pub mod queries;

use crate::consents::ConsentsView;
use crate::custom_fields;
use crate::listing::{Label, ListView};
use domain::contacts::Contact;
use serde::Serialize;

/// A contact's page.
#[derive(Clone, Debug, Serialize)]
pub struct ContactView {
    /// The contact.
    #[serde(flatten)]
    pub contact: Contact,
    /// What it holds of the company's own fields.
    #[serde(flatten)]
    pub own: custom_fields::Shown,
    /// Who owns it.
    pub owner_label: Label,
    /// Where they work.
    pub account_label: Option<Label>,
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
    /// Possible sales they take part in; none where the user may see none of the kind.
    pub opportunities: Option<ListView>,
}
