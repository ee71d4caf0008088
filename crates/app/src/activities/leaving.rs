//! What stands on a record that is deleted: what stands on nothing else goes along, the rest loses that one record; and back.

use super::write::Batch;
use super::{queries, sql};
use crate::custom_fields;
use crate::events::Cause;
use crate::matching::merge::into_which;
use crate::{Ctx, Result, records};
use db::Tx;
use domain::activities::{self as rules, Activity, Link};
use domain::kernel::id::{AccountId, ActivityId};
use domain::policy::Noun;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use uuid::Uuid;

/// What became of the activities of a record that was deleted.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Left {
    /// Those that went along.
    gone: Vec<Activity>,
    /// What of their rows is none of their own.
    written: Vec<sql::Written>,
    /// Those of them that a mail became: they come back only as long as the mail is to be seen.
    mailed: Vec<ActivityId>,
    /// Those that stay with others, and how they named it.
    stayed: Vec<Stayed>,
}

impl Left {
    /// Which went along.
    pub(crate) fn gone(&self) -> Vec<Uuid> {
        self.gone.iter().map(|activity| activity.id.0).collect()
    }
}

/// How an activity named a record that it does not stand on any more.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Stayed {
    id: ActivityId,
    link: Option<Link>,
    was_written_on: bool,
    was_account: bool,
}

/// Takes a record away from its activities. The caller has the permission.
///
/// # Errors
/// The database's own.
pub(crate) fn leave(ctx: &Ctx, tx: &mut Tx<'_>, cause: Cause, record: Uuid) -> Result<Left> {
    let all = queries::all_naming(tx, record)?;
    if all.is_empty() {
        return Ok(Left::default());
    }
    let ids: Vec<Uuid> = all.iter().map(|activity| activity.id.0).collect();
    let mut held = custom_fields::queries::held(ctx, tx, Noun::Activity, &ids)?;
    let (mut batch, mut left) = (Batch::default(), Left::default());
    for old in all {
        let old = Activity { custom: held.remove(&old.id.0).unwrap_or_default(), ..old };
        if old.links.iter().all(|link| link.record == record) {
            batch.remove(old.clone());
            left.gone.push(old);
            continue;
        }
        left.stayed.push(Stayed {
            id: old.id,
            link: old.links.iter().find(|link| link.record == record).copied(),
            was_written_on: old.record == record,
            was_account: old.account == Some(AccountId(record)),
        });
        let new = without(ctx, tx, &old, record)?;
        batch.change(old, new);
    }
    left.mailed = sql::mailed(tx, &left.gone())?;
    left.written = sql::written(tx, &left.gone())?;
    batch.write(ctx, tx, cause)?;
    Ok(left)
}

/// The activity without the record: where it was written on that, another of its records takes the place.
fn without(ctx: &Ctx, tx: &mut Tx<'_>, old: &Activity, record: Uuid) -> Result<Activity> {
    let mut new = old.clone();
    new.links.retain(|link| link.record != record);
    new.account = new.account.filter(|account| account.0 != record);
    if let Some(first) = new.links.iter().min_by_key(|link| link.noun).copied().filter(|_| old.record == record) {
        (new.noun, new.record) = (first.noun, first.record);
        new.account = records::accounts_of(tx, &[(first.noun, first.record)])?.remove(&first.record);
    }
    rules::complete(&mut new, ctx.now, |at| ctx.company.day_of(at));
    Ok(new)
}

/// Gives a record that is back its activities back: those that were changed meanwhile stand on it again, and stay
/// otherwise as they are.
///
/// # Errors
/// The database's own.
pub(crate) fn come_back(
    ctx: &Ctx,
    tx: &mut Tx<'_>,
    cause: Cause,
    (noun, record): (Noun, Uuid),
    left: Left,
) -> Result<()> {
    let ids: Vec<ActivityId> = left.stayed.iter().map(|was| was.id).collect();
    let mut standing: HashMap<ActivityId, Activity> =
        sql::some(tx, None, &ids)?.into_iter().map(|activity| (activity.id, activity)).collect();
    let named: Vec<Uuid> = ids.iter().map(|id| id.0).collect();
    let mut held = custom_fields::queries::held(ctx, tx, Noun::Activity, &named)?;
    let mut batch = Batch::default();
    let mails = sql::mailed(tx, &left.gone())?;
    let is_private = |id: &ActivityId| left.mailed.contains(id) && !mails.contains(id);
    for mut gone in left.gone.into_iter().filter(|gone| !is_private(&gone.id)) {
        // What was put elsewhere since keeps its newer place, and an account that became part of another is that other.
        gone.links.retain(|link| link.record == record);
        if let Some(other) = gone.account.map(|account| into_which(tx, account.0)).transpose()?.flatten() {
            gone.account = Some(AccountId(other));
        }
        batch.add(gone);
    }
    for was in left.stayed {
        let Some(old) = standing.remove(&was.id) else { continue };
        let old = Activity { custom: held.remove(&old.id.0).unwrap_or_default(), ..old };
        let mut new = old.clone();
        new.links.extend(was.link.filter(|link| old.links.iter().all(|kept| kept.record != link.record)));
        if was.was_written_on {
            (new.noun, new.record) = (noun, record);
            new.account = records::accounts_of(tx, &[(noun, record)])?.remove(&record);
        } else if was.was_account && new.account.is_none() {
            new.account = Some(AccountId(record));
        }
        rules::complete(&mut new, ctx.now, |at| ctx.company.day_of(at));
        if new != old {
            batch.change(old, new);
        }
    }
    batch.write(ctx, tx, cause)?;
    sql::written_as(tx, &left.written)
}
