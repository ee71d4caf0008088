//! Companies we sell to.

use crate::custom_fields::Custom;
use crate::kernel::id::{AccountId, PositionId};
use crate::kernel::{Day, Money, Refusal, length};
use serde::{Deserialize, Serialize};

/// A company we sell to, as it stands.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
#[expect(missing_docs, reason = "the fields say what they are; texts of `field-*` name them for people")]
pub struct Account {
    pub id: AccountId,
    pub name: String,
    pub parent: Option<AccountId>,
    pub owner: PositionId,
    /// `key`, `enterprise`, `mid`, `small`.
    pub tier: Option<String>,
    pub industry: Option<String>,
    pub website: Option<String>,
    pub phone: Option<String>,
    pub street: Option<String>,
    pub city: Option<String>,
    pub region: Option<String>,
    pub postal_code: Option<String>,
    pub country: Option<String>,
    pub employees: Option<i64>,
    /// Per year.
    pub revenue: Option<Money>,
    pub founded_year: Option<i64>,
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

impl Account {
    /// The web domain, for matching: the host of the website, lower case, without `www.`; none of more than 253 characters.
    pub fn domain(&self) -> Option<String> {
        let site = self.website.as_deref()?.trim().to_lowercase();
        let host = site.split("://").last()?.split(['/', '?', '#']).next()?.trim_start_matches("www.");
        (host.contains('.') && host.chars().count() <= 253).then(|| host.to_owned())
    }
}

/// Checks what every account must have.
///
/// # Errors
/// `refusal-name-empty`, `refusal-name-long`, `refusal-text-long`, `refusal-tier-unknown`, `refusal-parent-itself`, `refusal-number-negative`.
pub fn check(account: &Account) -> Result<(), Refusal> {
    length::named(&account.name, "name")?;
    length::lines([
        ("phone", account.phone.as_ref()),
        ("city", account.city.as_ref()),
        ("region", account.region.as_ref()),
        ("postal_code", account.postal_code.as_ref()),
        ("external_id", account.external_id.as_ref()),
    ])?;
    let known = |tier: &String| crate::measures::component::AccountTier::get(tier).is_some();
    if let Some(tier) = account.tier.as_ref().filter(|t| !known(t)) {
        return Err(Refusal::new("refusal-tier-unknown").at("tier").with("value", tier));
    }
    if account.parent == Some(account.id) {
        return Err(Refusal::new("refusal-parent-itself").at("parent"));
    }
    if account.employees.is_some_and(|n| n < 0) {
        return Err(Refusal::new("refusal-number-negative").at("employees"));
    }
    Ok(())
}
