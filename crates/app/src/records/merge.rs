//! Two who change one record: field by field, from its history. A field that nobody else touched since it was read
//! takes the new value; one that this side sends back as it was read keeps what the other wrote; only what both
//! changed, and otherwise, is a conflict.
//!
//! Each version is one change of the history. Where the history does not reach back to the version that was read,
//! every field that differs is a conflict: nothing is overwritten unseen.

use super::queries;
use crate::error::FieldConflict;
use crate::{Ctx, Error, Result, events};
use db::Tx;
use domain::Instant;
use domain::policy::Noun;
use serde_json::{Map, Value as Json};
use uuid::Uuid;

/// Fields that name another record.
const NAMES: [(&str, Noun); 5] = [
    ("account", Noun::Account),
    ("parent", Noun::Account),
    ("product", Noun::Product),
    ("contact", Noun::Contact),
    ("opportunity", Noun::Opportunity),
];

/// A record that someone wants to change, and the version they read.
pub(crate) struct Base {
    pub noun: Noun,
    pub id: Uuid,
    /// The version that stands.
    pub version: i64,
    /// The version that was read; none changes whatever stands.
    pub read: Option<i64>,
}

/// What is left of new values once those are taken out that only send back what was read before another changed it.
///
/// # Errors
/// [`Error::Conflict`] with what both changed.
pub(crate) fn merged(
    ctx: &Ctx,
    tx: &mut Tx<'_>,
    base: &Base,
    standing: &Map<String, Json>,
    wanted: &Map<String, Json>,
) -> Result<Map<String, Json>> {
    let behind = base.read.map_or(0, |read| base.version - read);
    if behind == 0 {
        return Ok(wanted.clone());
    }
    let read = as_read(ctx, tx, base, behind)?;
    let (mut left, mut conflicts) = (Map::new(), Vec::new());
    for (field, yours) in wanted {
        let theirs = standing.get(field).unwrap_or(&Json::Null);
        let original = match &read {
            Some(read) => read.get(field),
            None if yours != theirs => Some(&Json::Null),
            None => None,
        };
        match original {
            None => drop(left.insert(field.clone(), yours.clone())),
            Some(original) if yours == theirs || (read.is_some() && yours == original) => {}
            Some(original) => conflicts.push(FieldConflict {
                field: field.clone(),
                original: told(ctx, tx, field, original)?,
                theirs: told(ctx, tx, field, theirs)?,
                yours: told(ctx, tx, field, yours)?,
            }),
        }
    }
    if conflicts.is_empty() { Ok(left) } else { Err(Error::Conflict { version: base.version, fields: conflicts }) }
}

/// The fields that changed since a version was read, as they were then; none where the history does not say.
fn as_read(ctx: &Ctx, tx: &mut Tx<'_>, base: &Base, behind: i64) -> Result<Option<Map<String, Json>>> {
    let Ok(behind) = usize::try_from(behind) else { return Ok(None) };
    let is_version = |event: &events::Event| event.noun == base.noun.key() && events::is_version(&event.kind);
    let since = Instant(ctx.now.0.saturating_add(1));
    let all = events::of_record(tx, base.id, since, MOST)?;
    let versions: Vec<_> = all.into_iter().filter(is_version).take(behind).collect();
    if versions.len() < behind {
        return Ok(None);
    }
    let mut read = Map::new();
    for (field, pair) in versions.iter().filter_map(|event| event.changes.as_object()).flatten() {
        read.insert(field.clone(), pair.get(0).cloned().unwrap_or_default());
    }
    Ok(Some(read))
}

/// Changes of a record that are looked through at most.
const MOST: i64 = 500;

/// A value as people write it; of a record that the user may not see, nothing.
fn told(ctx: &Ctx, tx: &mut Tx<'_>, field: &str, value: &Json) -> Result<Option<String>> {
    if value.is_null() {
        return Ok(None);
    }
    let noun = NAMES.iter().find(|(name, _)| *name == field).map(|(_, noun)| *noun);
    if let (Some(noun), Some(id)) = (noun, value.as_str().and_then(|id| id.parse().ok()))
        && queries::seen(ctx, tx, noun, &[id])?.is_empty()
    {
        return Ok(None);
    }
    Ok(Some(super::patch::plain(value)))
}
