//! The founding of a company: its settings, its owner, its root unit and the process it sells by, at once.

use crate::ctx::Who;
use crate::events::{self, Cause};
use crate::organisation::templates::{self, Beginning};
use crate::search;
use crate::settings::{self, Company};
use crate::users::{self, create_owner, hash_password, password_faults};
use crate::{Ctx, Error, House, Result};
use db::{Kind, Tx};
use domain::kernel::id::{SetId, UnitId, UserId};
use domain::kernel::{Calendar, Currency};
use domain::organisation::{Edit, State, Unit};
use domain::policy::Noun;
use domain::{Day, Refusal};
use serde_json::json;
use text::Lang;

/// What one has to say to begin.
#[derive(Clone, Debug, Default)]
pub struct Founding {
    /// Name of the company.
    pub company: String,
    /// ISO 4217.
    pub currency: String,
    /// IANA name; empty for UTC.
    pub time_zone: String,
    /// `en`, `nb`, `zh-Hans`.
    pub language: String,
    /// First month of the fiscal year, 1 to 12.
    pub fiscal_first_month: u8,
    /// Name of the owner.
    pub owner_name: String,
    /// Address of the owner.
    pub owner_email: String,
    /// Password of the owner.
    pub owner_password: String,
    /// The templates the organisation begins with, and what they are copied for.
    pub beginning: Beginning,
}

/// Only one founding can write it.
const CLAIM: &str = "insert into settings (key, value) values ('founded_at', $1)";

/// Whether there is a company.
///
/// # Errors
/// The database's own.
pub fn is_founded(house: &House) -> Result<bool> {
    house.db().read(|tx| Ok(settings::find(tx)?.is_some()))
}

/// Founds the company; answers its owner.
///
/// # Errors
/// `refusal-company-exists`; what is wrong with the settings, the owner, the password.
pub fn found(house: &House, founding: &Founding) -> Result<UserId> {
    let company = company(founding)?;
    let mut faults =
        password_faults(&founding.owner_password, &founding.owner_email, &founding.owner_name, &founding.company);
    faults.iter_mut().for_each(|fault| fault.field = Some("owner_password".to_owned()));
    if !faults.is_empty() {
        return Err(Error::Refused(faults));
    }
    let hash = hash_password(&founding.owner_password)?;
    house.db().write(|tx| {
        claim(tx, house)?;
        search::begin(tx)?;
        settings::save(tx, &company)?;
        let owner =
            create_owner(tx, house.now(), &founding.owner_name, &founding.owner_email, &hash).map_err(of_owner)?;
        // With a memory of its own: what is taken back was never known.
        let ctx = house.apart().ctx(tx, Who::User(owner))?;
        let profile =
            users::Profile { name: ctx.name.clone(), language: company.language.clone(), theme: ctx.theme.clone() };
        users::save_profile(&ctx, tx, &profile)?;
        crate::opportunities::pipelines::found_default(&ctx, tx)?;
        organisation(&ctx, tx, founding)?;
        let told = json!({ "company": [null, company.name], "currency": [null, company.currency.code()] });
        events::append(tx, &ctx, Cause::COMMAND, Noun::Setting, owner, "created", &told)?;
        Ok(owner)
    })
}

fn company(founding: &Founding) -> Result<Company> {
    let code = founding.currency.trim().to_uppercase();
    let currency = Currency::new(&code)
        .ok_or_else(|| Refusal::new("refusal-currency-unknown").at("currency").with("currency", &code))?;
    let zone = if founding.time_zone.trim().is_empty() { "UTC" } else { founding.time_zone.trim() };
    Ok(Company {
        name: founding.company.trim().to_owned(),
        currency,
        calendar: Calendar { first_month: founding.fiscal_first_month.try_into().unwrap_or_default() },
        time_zone: zone.to_owned(),
        language: Lang::parse(&founding.language).unwrap_or_default().tag().to_owned(),
    })
}

/// One founding at a time, and one in all.
fn claim(tx: &mut Tx<'_>, house: &House) -> Result<()> {
    let exists = || Error::from(Refusal::new("refusal-company-exists"));
    if settings::find(tx)?.is_some() {
        return Err(exists());
    }
    match tx.run(CLAIM, &[house.now().0.to_string().into()]) {
        Err(error) if error.kind() == Kind::Unique => Err(exists()),
        other => Ok(other.map(|_| ())?),
    }
}

/// The faults of a user, at the fields of the founding.
fn of_owner(error: Error) -> Error {
    let Error::Refused(mut faults) = error else { return error };
    for fault in &mut faults {
        fault.field = fault.field.as_deref().map(|field| format!("owner_{field}"));
    }
    Error::Refused(faults)
}

/// The root unit, which holds from the beginning, and what the templates build below it from today on.
fn organisation(ctx: &Ctx, tx: &mut Tx<'_>, founding: &Founding) -> Result<()> {
    let root = Unit {
        id: ctx.id::<UnitId>(),
        parent: None,
        name: ctx.company.name.clone(),
        kind: "company".to_owned(),
        model: None,
    };
    let built = match founding.beginning.templates.is_empty() {
        true => Vec::new(),
        false => templates::edits(ctx, tx, &founding.beginning, root.id)?,
    };
    let company = Edit::AddUnit { unit: root };
    let mut state = State::new(ctx.history.rows());
    state.decide(&company, Day::BEGINNING)?;
    for edit in &built {
        state.decide(edit, ctx.today)?;
    }
    let edits: Vec<&Edit> = std::iter::once(&company).chain(&built).collect();
    let changes = state.close(ctx.now, &mut || ctx.id());
    let set = ctx.id::<SetId>();
    let cause = Cause { word: "command", set: Some(set) };
    crate::organisation::commands::save(ctx, tx, &changes, set, cause, &serde_json::to_value(&edits)?)
}
