//! Accounts as rows.

use super::Record;
use crate::measures::Additions;
use crate::{Ctx, Result};
use db::{Row, Tx, Value};
use domain::accounts::Account;
use domain::custom_fields::Custom;
use domain::kernel::{Currency, Money};
use domain::policy::Noun;
use uuid::Uuid;

impl Record for Account {
    const NOUN: Noun = Noun::Account;
    const TABLE: &'static str = "accounts";
    const COLUMNS: &'static [&'static str] = &[
        "id",
        "name",
        "sort_key",
        "folded",
        "parent_id",
        "owner_position_id",
        "tier",
        "industry",
        "website",
        "domain",
        "phone",
        "street",
        "city",
        "region",
        "postal_code",
        "country",
        "employees",
        "revenue_minor",
        "revenue_currency",
        "founded_year",
        "description",
        "next_step",
        "next_step_on",
        "external_id",
        "created_on",
        "version",
    ];
    const SELECT: &'static str = "r.id, r.name, r.parent_id, r.owner_position_id, r.tier, r.industry, r.website, r.phone, r.street, r.city,
 r.region, r.postal_code, r.country, r.employees, r.revenue_minor, r.revenue_currency, r.founded_year, r.description, r.next_step,
 r.next_step_on, r.external_id, r.created_on, r.version";

    fn id(&self) -> Uuid {
        self.id.0
    }
    fn custom_mut(&mut self) -> Option<&mut Custom> {
        Some(&mut self.custom)
    }
    fn custom(&self) -> Option<&Custom> {
        Some(&self.custom)
    }
    fn version(&self) -> i64 {
        self.version
    }
    fn external_id_mut(&mut self) -> Option<&mut Option<String>> {
        Some(&mut self.external_id)
    }
    fn set_version(&mut self, version: i64) {
        self.version = version;
    }
    fn values(&self) -> Vec<Value> {
        vec![
            Value::id(self.id),
            self.name.as_str().into(),
            text::sort_key(&self.name).into(),
            text::fold(&self.name).into(),
            Value::opt_id(self.parent),
            Value::id(self.owner),
            self.tier.clone().into(),
            self.industry.clone().into(),
            self.website.clone().into(),
            self.domain().into(),
            self.phone.clone().into(),
            self.street.clone().into(),
            self.city.clone().into(),
            self.region.clone().into(),
            self.postal_code.clone().into(),
            self.country.clone().into(),
            self.employees.into(),
            self.revenue.map(|m| m.minor).into(),
            Value::opt_text(self.revenue.map(|m| m.currency)),
            self.founded_year.into(),
            self.description.clone().into(),
            self.next_step.clone().into(),
            Value::opt_text(self.next_step_on),
            self.external_id.clone().into(),
            Value::opt_text(self.created_on),
            Value::Int(self.version),
        ]
    }
    fn written(ctx: &Ctx, tx: &mut Tx<'_>, changes: &[(Option<Account>, Account)]) -> Result<()> {
        let mut adds = Additions::default();
        changes.iter().for_each(|(before, after)| adds.carry(before.as_ref(), Some(after)));
        adds.ready().write(tx)?;
        let touched: Vec<Uuid> = changes.iter().map(|(_, after)| after.id.0).collect();
        crate::segments::commands::refresh(ctx, tx, &touched)
    }
    fn removed(tx: &mut Tx<'_>, gone: &Account) -> Result<()> {
        take_back(tx, std::slice::from_ref(gone))
    }
    fn returned(tx: &mut Tx<'_>, back: &Account) -> Result<()> {
        let mut adds = Additions::default();
        adds.carry(None, Some(back));
        adds.ready().write(tx)
    }
    fn read(row: &Row<'_>) -> std::result::Result<Self, db::Error> {
        Ok(Account {
            id: row.id()?,
            name: row.next()?,
            parent: row.opt_id()?,
            owner: row.id()?,
            tier: row.next()?,
            industry: row.next()?,
            website: row.next()?,
            phone: row.next()?,
            street: row.next()?,
            city: row.next()?,
            region: row.next()?,
            postal_code: row.next()?,
            country: row.next()?,
            employees: row.next()?,
            revenue: money(row)?,
            founded_year: row.next()?,
            description: row.next()?,
            next_step: row.next()?,
            next_step_on: row.opt_parsed()?,
            external_id: row.next()?,
            created_on: row.opt_parsed()?,
            version: row.next()?,
            custom: Custom::default(),
        })
    }
}

/// The next two columns: minor units and currency.
pub(super) fn money(row: &Row<'_>) -> std::result::Result<Option<Money>, db::Error> {
    let (minor, currency) = (row.next::<Option<i64>>()?, row.next::<Option<String>>()?);
    Ok(minor.zip(currency).and_then(|(minor, code)| Some(Money::new(minor, Currency::new(&code)?))))
}

/// Takes what accounts that are gone add back.
///
/// # Errors
/// The database's own.
pub(crate) fn take_back(tx: &mut Tx<'_>, gone: &[Account]) -> Result<()> {
    let mut adds = Additions::default();
    gone.iter().for_each(|account| adds.carry(Some(account), None));
    adds.ready().write(tx)
}
