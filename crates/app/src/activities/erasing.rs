//! What people who are erased leave of what was done with them.

use super::sql;
use super::write::Batch;
use crate::custom_fields;
use crate::events::Cause;
use crate::{Ctx, Result};
use db::Tx;
use domain::activities::{self as rules, Activity};
use domain::custom_fields::FieldValue;
use domain::kernel::id::ActivityId;
use domain::policy::Noun;
use domain::privacy::{self, Identity, PEOPLE};
use std::collections::HashSet;
use uuid::Uuid;

/// Empties those that were with nobody else, and takes out of the others what the people are known by. Answers the first,
/// and how many of the others were changed. The caller has the permission.
///
/// # Errors
/// The database's own.
pub(crate) fn erase(
    ctx: &Ctx,
    tx: &mut Tx<'_>,
    cause: Cause,
    ids: &[ActivityId],
    (people, identity): (&HashSet<Uuid>, &Identity),
    word: &str,
) -> Result<(Vec<Uuid>, usize)> {
    let all: Vec<Uuid> = ids.iter().map(|id| id.0).collect();
    let mut held = custom_fields::queries::held(ctx, tx, Noun::Activity, &all)?;
    let (mut batch, mut theirs, mut others) = (Batch::default(), Vec::new(), 0);
    for old in sql::some(tx, None, ids)? {
        let old = Activity { custom: held.remove(&old.id.0).unwrap_or_default(), ..old };
        let is_theirs = old.links.iter().filter(|l| PEOPLE.contains(&l.noun)).all(|l| people.contains(&l.record));
        let mut new =
            if is_theirs { privacy::erased_activity(&old, word, ctx.now) } else { without(&old, identity, word) };
        if is_theirs {
            theirs.push(old.id.0);
            rules::complete(&mut new, ctx.now, |at| ctx.company.day_of(at));
        } else if new != old {
            others += 1;
        }
        if new != old {
            batch.change(old, new);
        }
    }
    batch.write(ctx, tx, cause)?;
    Ok((theirs, others))
}

/// The activity without what somebody is known by.
fn without(old: &Activity, identity: &Identity, word: &str) -> Activity {
    let mut new = old.clone();
    for text in [&mut new.subject, &mut new.body] {
        if let Some(told) = identity.without(text, word) {
            *text = told;
        }
    }
    for (key, value) in old.custom.iter() {
        if let FieldValue::Text(text) = value
            && let Some(told) = identity.without(text, word)
        {
            new.custom.set(key, Some(FieldValue::Text(told)));
        }
    }
    new
}
