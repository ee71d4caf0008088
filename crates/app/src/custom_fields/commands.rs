//! Writes of a company's own fields. Defining one makes its columns in the same transaction; nothing ever takes them away,
//! so that what was entered stays when a field is retired, and is there when it is taken up again.

use super::{CustomFields, queries, sql};
use crate::events::{self, Cause};
use crate::{Ctx, Error, Result, organisation, segments};
use db::Tx;
use domain::Refusal;
use domain::custom_fields::{self as rules, CustomField};
use domain::kernel::id::CustomFieldId;
use domain::policy::{Action, Noun};

/// Defines a field. One without a key gets that of its label, made its own where another has it.
///
/// # Errors
/// [`Error::Forbidden`], the refusals of [`rules::check`]; `refusal-field-masks`.
pub fn define(ctx: &Ctx, tx: &mut Tx<'_>, mut field: CustomField) -> Result<CustomField> {
    ctx.may(Action::Edit, Noun::Pipeline)?;
    // Two that are defined at once wait for each other, and what is kept in memory is read anew.
    organisation::lock(tx)?;
    if field.is_sensitive {
        masks(ctx)?;
    }
    let others = queries::load(tx)?;
    (field.id, field.version) = (ctx.id(), 1);
    field.place = others.all.iter().map(|other| other.place + 1).max().unwrap_or(0);
    if field.key.is_empty() {
        let is_taken = |key: &str| others.all.iter().any(|other| other.noun == field.noun && other.key == key);
        let plain = rules::key_of(&field.label).unwrap_or_else(|| format!("{}field", rules::PREFIX));
        let numbered = (2..).map(|n| format!("{plain}_{n}"));
        field.key = std::iter::once(plain.clone()).chain(numbered).find(|key| !is_taken(key)).unwrap_or_default();
    }
    rules::check(&field, None, &plain(&others)).map_err(Error::Refused)?;
    sql::insert(ctx, tx, &field)?;
    sql::add_columns(tx, &field)?;
    let told = events::differences(None, &field)?;
    events::append(tx, ctx, Cause::COMMAND, Noun::Pipeline, field.id, "created", &told)?;
    Ok(field)
}

/// Changes a field: `change` makes of it as it stands what it is to be. `version`, where given, is the one it was read at.
///
/// # Errors
/// [`Error::Forbidden`], [`Error::NotFound`], [`Error::Conflict`], the refusals of [`rules::check`]; `refusal-field-masks`
/// where it becomes sensitive or is so no more, and the user does not read such fields; `refusal-field-masks-segment`.
pub fn change(
    ctx: &Ctx,
    tx: &mut Tx<'_>,
    id: CustomFieldId,
    version: Option<i64>,
    change: impl FnOnce(&mut CustomField),
) -> Result<CustomField> {
    ctx.may(Action::Edit, Noun::Pipeline)?;
    organisation::lock(tx)?;
    let others = queries::load(tx)?;
    let old = others.all.iter().find(|field| field.id == id).map(|field| (*field).clone()).ok_or(Error::NotFound)?;
    if version.is_some_and(|version| version != old.version) {
        return Err(Error::Conflict { version: old.version, fields: Vec::new() });
    }
    let mut new = old.clone();
    change(&mut new);
    (new.id, new.version) = (old.id, old.version);
    rules::check(&new, Some(&old), &plain(&others)).map_err(Error::Refused)?;
    if new == old {
        return Ok(old);
    }
    if new.is_sensitive != old.is_sensitive {
        masks(ctx)?;
    }
    if new.is_sensitive && !old.is_sensitive {
        segments::commands::goes_by_none(tx, &new)?;
    }
    new.version += 1;
    if !sql::change(ctx, tx, &new)? {
        return Err(Error::Conflict { version: old.version, fields: Vec::new() });
    }
    let told = events::differences(Some(&old), &new)?;
    events::append(tx, ctx, Cause::COMMAND, Noun::Pipeline, id, "changed", &told)?;
    Ok(new)
}

/// Only who reads sensitive fields says of one that it is sensitive, or that it is not: else whoever defines fields would read
/// what was kept from them.
fn masks(ctx: &Ctx) -> Result<()> {
    if ctx.can(Action::Edit, Noun::Sensitive) {
        return Ok(());
    }
    Err(Refusal::new("refusal-field-masks").at("is_sensitive").into())
}

fn plain(all: &CustomFields) -> Vec<CustomField> {
    all.all().iter().map(|field| (*field).clone()).collect()
}

/// Puts the fields of a kind of record in the order named; those not named keep theirs behind them.
///
/// # Errors
/// As [`change`]; `refusal-record-unknown` for what is no field of the kind.
pub fn order(ctx: &Ctx, tx: &mut Tx<'_>, noun: Noun, ids: &[CustomFieldId]) -> Result<()> {
    let all = queries::all(ctx, tx)?;
    let of_kind = |id: &CustomFieldId| all.all.iter().any(|field| field.id == *id && field.noun == noun);
    if !ids.iter().all(of_kind) {
        return Err(Refusal::new("refusal-record-unknown").at("fields").into());
    }
    for (place, id) in (0..).zip(ids) {
        change(ctx, tx, *id, None, |field| field.place = place)?;
    }
    Ok(())
}

/// Makes the columns that a table of records had where a backup was taken and lacks here.
///
/// # Errors
/// The database's own.
pub(crate) fn put_back(
    tx: &mut Tx<'_>,
    table: &str,
    columns: &[(String, String)],
    has: &dyn Fn(&str) -> bool,
) -> Result<()> {
    let is_theirs = rules::NOUNS.into_iter().any(|noun| sql::table(noun).is_ok_and(|one| one == table));
    if is_theirs { sql::put_back(tx, table, columns, has) } else { Ok(()) }
}

/// Makes the indexes of the fields that came back.
///
/// # Errors
/// The database's own.
pub(crate) fn put_back_indexes(tx: &mut Tx<'_>) -> Result<()> {
    sql::put_back_indexes(tx)
}
