//! Fields that name a record which is deleted: they are emptied, and name it again when it comes back.

use super::sql;
use crate::events::{Cause, Log};
use crate::{Ctx, Result};
use db::Tx;
use domain::Refusal;
use domain::custom_fields::{CustomField, FieldKind};
use domain::policy::Noun;
use serde::{Deserialize, Serialize};
use serde_json::json;
use std::collections::HashSet;
use uuid::Uuid;

/// A field of a record that named another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Naming {
    /// What kind of record holds it.
    noun: Noun,
    /// Which.
    record: Uuid,
    /// In which field.
    key: String,
    /// Whom it named.
    pub named: Uuid,
}

/// Fields, of whatever kind of record, that name records of a kind; the retired ones too.
fn fields(ctx: &Ctx, target: Noun) -> Vec<&'static CustomField> {
    let names = |field: &&&CustomField| field.kind == FieldKind::Record && field.target == Some(target);
    ctx.fields.all().iter().filter(names).copied().collect()
}

/// Empties the fields that name the records, but for those of the records themselves, which go along. The caller has the
/// permission, and keeps the answer for [`name_again`].
///
/// # Errors
/// `refusal-delete-named` where a field must keep its value.
pub(crate) fn forget(ctx: &Ctx, tx: &mut Tx<'_>, cause: Cause, target: Noun, ids: &[Uuid]) -> Result<Vec<Naming>> {
    let (mut all, mut log, going) = (Vec::new(), Log::default(), ids.iter().collect::<HashSet<_>>());
    for field in fields(ctx, target) {
        let mut found = sql::naming(tx, field, ids)?;
        found.retain(|(record, _)| !going.contains(record));
        if field.is_required && !field.is_retired && !found.is_empty() {
            let refusal = Refusal::new("refusal-delete-named").with("count", found.len()).with("field", &field.label);
            return Err(refusal.into());
        }
        sql::empty(tx, field, &found.iter().map(|(record, _)| *record).collect::<Vec<_>>())?;
        for (record, named) in found {
            let changes = json!({ (field.key.as_str()): [named, null] }).to_string();
            log.add(ctx, cause, field.noun, record, "changed", &changes);
            all.push(Naming { noun: field.noun, record, key: field.key.clone(), named });
        }
    }
    log.write(tx)?;
    Ok(all)
}

/// Lets fields name a record again that is back, where they are still empty.
///
/// # Errors
/// The database's own.
pub(crate) fn name_again(ctx: &Ctx, tx: &mut Tx<'_>, cause: Cause, all: &[Naming]) -> Result<()> {
    let mut log = Log::default();
    for Naming { noun, record, key, named } in all {
        let Some(field) = ctx.fields.known(*noun, key) else { continue };
        if sql::fill(tx, field, *record, *named)? {
            log.add(ctx, cause, *noun, *record, "changed", &json!({ (key.as_str()): [null, named] }).to_string());
        }
    }
    log.write(tx)
}
