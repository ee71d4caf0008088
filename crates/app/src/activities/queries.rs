//! Reads of activities. Each asks for its record first.

use super::{Task, sql};
use crate::listing::Label;
use crate::{Ctx, Error, Result, records};
use db::Tx;
use domain::activities::Activity;
use domain::kernel::id::ActivityId;
use domain::policy::Noun;
use domain::{Day, Instant};
use std::collections::BTreeMap;
use uuid::Uuid;

/// One activity.
///
/// # Errors
/// [`Error::NotFound`] where there is none, or its record may not be seen.
pub fn get(ctx: &Ctx, tx: &mut Tx<'_>, id: ActivityId) -> Result<Activity> {
    let found = sql::get(tx, id)?.ok_or(Error::NotFound)?;
    records::visible(ctx, tx, found.noun, found.record)?;
    Ok(found)
}

/// Activities on a record before an instant, newest first. The caller has shown that the record may be seen.
///
/// # Errors
/// The database's own.
pub(crate) fn before(tx: &mut Tx<'_>, record: Uuid, before: Instant, limit: i64) -> Result<Vec<Activity>> {
    sql::before(tx, record, before, limit)
}

/// Open tasks on a record, the one due first before the others.
///
/// # Errors
/// [`Error::NotFound`] where the record may not be seen.
pub fn open_tasks(ctx: &Ctx, tx: &mut Tx<'_>, noun: Noun, id: Uuid) -> Result<Vec<Activity>> {
    records::visible(ctx, tx, noun, id)?;
    sql::open_on(tx, id)
}

/// The user's open tasks due up to a day, the earliest first, each with its record.
///
/// # Errors
/// The database's own.
pub fn my_tasks(ctx: &Ctx, tx: &mut Tx<'_>, until: Day, limit: i64) -> Result<Vec<Task>> {
    let found = sql::due(tx, &ctx.positions, until, limit)?;
    let mut named: BTreeMap<Noun, Vec<Uuid>> = BTreeMap::new();
    for activity in &found {
        named.entry(activity.noun).or_default().push(activity.record);
    }
    let mut names: BTreeMap<Uuid, Label> = BTreeMap::new();
    for (noun, ids) in named {
        let seen = records::seen(ctx, tx, noun, &ids)?;
        names.extend(records::labels(tx, noun, &seen)?.into_iter().map(|label| (label.id, label)));
    }
    let task = |activity: Activity| Some(Task { on: names.get(&activity.record)?.clone(), activity });
    Ok(found.into_iter().filter_map(task).collect())
}
