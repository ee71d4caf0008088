//! People at the companies we sell to.

use crate::custom_fields::Custom;
use crate::kernel::id::{AccountId, ContactId, PositionId};
use crate::kernel::{Day, Refusal, length};
use serde::{Deserialize, Serialize};

/// Parts a contact can play in a purchase.
pub const BUYING_ROLES: [&str; 6] = ["economic_buyer", "decision_maker", "champion", "influencer", "user", "blocker"];

/// A person at an account, as they stand.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
#[expect(missing_docs, reason = "the fields say what they are; texts of `field-*` name them for people")]
pub struct Contact {
    pub id: ContactId,
    pub name: String,
    pub first_name: Option<String>,
    pub last_name: Option<String>,
    pub email: Option<String>,
    pub phone: Option<String>,
    pub mobile: Option<String>,
    pub title: Option<String>,
    pub account: Option<AccountId>,
    /// One of [`BUYING_ROLES`].
    pub buying_role: Option<String>,
    pub owner: PositionId,
    pub description: Option<String>,
    pub next_step: Option<String>,
    pub next_step_on: Option<Day>,
    pub external_id: Option<String>,
    pub created_on: Option<Day>,
    pub version: i64,
    /// Values of the company's own fields.
    #[serde(flatten)]
    pub custom: Custom,
}

/// Characters of an address at most, as mail allows (RFC 5321, 4.5.3.1.3: a path of 256 with its brackets).
const LONGEST_ADDRESS: usize = 254;

/// Whether a text can be an address for mail.
pub fn is_address(text: &str) -> bool {
    let is_plain = text.chars().count() <= LONGEST_ADDRESS && !text.contains(char::is_whitespace);
    is_plain && text.split_once('@').is_some_and(|(a, b)| !a.is_empty() && !b.is_empty())
}

/// Checks what every contact must have.
///
/// # Errors
/// `refusal-name-empty`, `refusal-name-long`, `refusal-text-long`, `refusal-email-unreadable`, `refusal-buying-role-unknown`.
pub fn check(contact: &Contact) -> Result<(), Refusal> {
    length::named(&contact.name, "name")?;
    length::lines([
        ("phone", contact.phone.as_ref()),
        ("mobile", contact.mobile.as_ref()),
        ("title", contact.title.as_ref()),
        ("external_id", contact.external_id.as_ref()),
    ])?;
    if let Some(email) = contact.email.as_ref().filter(|e| !is_address(e)) {
        return Err(Refusal::new("refusal-email-unreadable").at("email").with("value", email));
    }
    if let Some(role) = contact.buying_role.as_ref().filter(|r| !BUYING_ROLES.contains(&r.as_str())) {
        return Err(Refusal::new("refusal-buying-role-unknown").at("buying_role").with("value", role));
    }
    Ok(())
}
