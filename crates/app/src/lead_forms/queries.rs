//! Reads of web-to-lead forms.

use super::{LeadFormView, OpenForm, sql};
use crate::{Ctx, Error, House, Result, custom_fields};
use db::Tx;
use domain::kernel::id::LeadFormId;
use domain::lead_forms as rules;
use domain::policy::{Action, Noun};

/// Every form, by name.
///
/// # Errors
/// [`Error::Forbidden`].
pub fn all(ctx: &Ctx, tx: &mut Tx<'_>) -> Result<Vec<LeadFormView>> {
    ctx.may(Action::See, Noun::Pipeline)?;
    sql::all(tx)
}

/// One form.
///
/// # Errors
/// [`Error::Forbidden`], [`Error::NotFound`].
pub fn one(ctx: &Ctx, tx: &mut Tx<'_>, id: LeadFormId) -> Result<LeadFormView> {
    all(ctx, tx)?.into_iter().find(|view| view.form.id == id).ok_or(Error::NotFound)
}

/// The form that strangers know by its key; one at rest is as none.
///
/// # Errors
/// [`Error::NotFound`].
pub fn open(house: &House, key: &str) -> Result<OpenForm> {
    let (form, fields) = house.db().read(|tx| -> Result<_> {
        let form = sql::by_key(tx, key)?.filter(|form| form.is_active).ok_or(Error::NotFound)?;
        Ok((form, custom_fields::queries::load(tx)?))
    })?;
    let own: Vec<_> = fields.of(Noun::Lead).filter(|field| rules::may_ask(field)).collect();
    Ok(OpenForm { form: rules::asked_now(form, &own), own })
}
