//! Values that go along when one record becomes another: fields of the same key that hold the same.

use crate::{Ctx, Result, records};
use db::Tx;
use domain::custom_fields::{Custom, CustomField, FieldKind, FieldValue, Given, fitting};
use domain::policy::Noun;
use uuid::Uuid;

/// What of a record's own fields a record of another kind has too, each as its field there holds it. What does not fit there
/// (a word that is none of its words), what names a record that the user may not see, and what is sensitive and would not be
/// there, stays behind.
///
/// # Errors
/// The database's own.
pub(crate) fn carried(ctx: &Ctx, tx: &mut Tx<'_>, (from, held): (Noun, &Custom), to: Noun) -> Result<Custom> {
    let mut custom = Custom::default();
    for (key, value) in held.iter() {
        let (Some(old), Some(new)) = (ctx.fields.find(from, key), ctx.fields.find(to, key)) else { continue };
        if !is_alike(old, new) {
            continue;
        }
        let fitted = fitting(new, &Given::Value(value.clone()), ctx.company.currency).ok().flatten();
        if let Some(value) = fitted
            && is_seen(ctx, tx, new, &value)?
        {
            custom.set(key, Some(value));
        }
    }
    Ok(custom)
}

/// Whether two fields of one key hold the same kind of thing.
fn is_alike(old: &CustomField, new: &CustomField) -> bool {
    old.kind == new.kind && old.target == new.target && (new.is_sensitive || !old.is_sensitive)
}

fn is_seen(ctx: &Ctx, tx: &mut Tx<'_>, field: &CustomField, value: &FieldValue) -> Result<bool> {
    let (FieldKind::Record, Some(target), FieldValue::Text(id)) = (field.kind, field.target, value) else {
        return Ok(true);
    };
    let Ok(id) = id.parse::<Uuid>() else { return Ok(false) };
    Ok(!records::seen(ctx, tx, target, &[id])?.is_empty())
}
