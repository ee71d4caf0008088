//! The one place that writes activities: rows, links, events, and what they add to the figures.

use super::sql;
use crate::custom_fields::values;
use crate::events::{Cause, Log, differences};
use crate::measures::Additions;
use crate::{Ctx, Error, Result};
use db::Tx;
use domain::Day;
use domain::Instant;
use domain::activities::{Activity, facts};
use domain::kernel::id::{ActivityId, PositionId};
use domain::measures::component::Add;
use domain::policy::Noun;
use std::collections::BTreeSet;
use uuid::Uuid;

/// Activities written together.
#[derive(Default)]
pub(super) struct Batch {
    new: Vec<Activity>,
    changed: Vec<(Activity, Activity)>,
    gone: Vec<Activity>,
}

impl Batch {
    /// A new one.
    pub(super) fn add(&mut self, new: Activity) {
        self.new.push(new);
    }
    /// One as it was and as it is to be; its version is set here.
    pub(super) fn change(&mut self, before: Activity, mut after: Activity) {
        after.version = before.version + 1;
        self.changed.push((before, after));
    }
    /// One that was never to be.
    pub(super) fn remove(&mut self, gone: Activity) {
        self.gone.push(gone);
    }

    /// Writes them all. The caller has the permission and the decisions.
    ///
    /// # Errors
    /// [`Error::Conflict`] where someone else was first; then nothing stays.
    pub(super) fn write(mut self, ctx: &Ctx, tx: &mut Tx<'_>, cause: Cause) -> Result<()> {
        let written = self.new.iter_mut().chain(self.changed.iter_mut().map(|(_, after)| after));
        taken_over(tx, written.filter(|a| a.is_held() && !a.is_accepted).collect())?;
        let touched = Touched::by(&self);
        let mut adds = facts::less(touched.come_to(tx)?);
        let mut log = Log::default();
        for (before, after) in &self.changed {
            if !sql::update(tx, after, ctx.now)? {
                return Err(Error::Conflict { version: before.version, fields: Vec::new() });
            }
            values::save(ctx, tx, Noun::Activity, after.id.0, &before.custom, &after.custom)?;
            let changes = differences(Some(before), after)?;
            log.add(ctx, cause, Noun::Activity, after.id, "changed", &changes.to_string());
            adds.extend(facts::less(facts::alone(before)));
            adds.extend(facts::alone(after));
        }
        for gone in &self.gone {
            sql::remove(tx, gone.id)?;
            log.add(ctx, cause, Noun::Activity, gone.id, "removed", &differences(None, gone)?.to_string());
            adds.extend(facts::less(facts::alone(gone)));
        }
        sql::insert(ctx, tx, &self.new, cause.set.or(ctx.set()))?;
        adds.extend(self.new.iter().flat_map(facts::alone));
        adds.extend(touched.come_to(tx)?);
        crate::leads::commands::attempted(ctx, tx, cause, &self.tries())?;
        let mut additions = Additions::default();
        additions.add(&adds);
        additions.ready().write(tx)?;
        let written = self.new.iter().chain(self.changed.iter().map(|(_, after)| after));
        crate::search::put(tx, Noun::Activity, &written.map(|a| a.id.0).collect::<Vec<_>>())?;
        crate::search::remove(tx, &self.gone.iter().map(|a| a.id.0).collect::<Vec<_>>())?;
        log.write(tx)
    }

    /// Leads that someone tried to reach, and when.
    fn tries(&self) -> Vec<(Uuid, Instant)> {
        let attempts = self.new.iter().chain(self.changed.iter().map(|(_, after)| after)).filter(|a| a.is_attempt());
        let leads = attempts.flat_map(|a| {
            let others = a.links.iter().map(|link| (link.noun, link.record));
            let all = std::iter::once((a.noun, a.record)).chain(others);
            all.filter(|(noun, _)| *noun == Noun::Lead).map(move |(_, id)| (id, a.happened_at))
        });
        leads.collect()
    }
}

/// Marks meetings held of which the receiver has accepted the work by now: they are written down late.
fn taken_over(tx: &mut Tx<'_>, held: Vec<&mut Activity>) -> Result<()> {
    let on: Vec<Uuid> = held.iter().flat_map(|a| a.links.iter().map(|link| link.record)).collect();
    let accepted = crate::handoffs::queries::accepted(tx, &on)?;
    for activity in held {
        let is_on = |record: &Uuid| activity.links.iter().any(|link| link.record == *record);
        activity.is_accepted = accepted
            .iter()
            .any(|(record, from, at)| is_on(record) && activity.owner == Some(*from) && activity.happened_at <= *at);
    }
    Ok(())
}

/// The days and customers whose sums a batch may move.
struct Touched {
    days: BTreeSet<(PositionId, Day)>,
    parties: BTreeSet<Uuid>,
}

impl Touched {
    fn by(batch: &Batch) -> Touched {
        let changed = batch.changed.iter().flat_map(|(before, after)| [before, after]);
        let all: Vec<&Activity> = batch.new.iter().chain(&batch.gone).chain(changed).collect();
        let reaching = all.iter().filter(|a| a.has_reached());
        let held = all.iter().filter(|a| a.is_held());
        Touched {
            days: reaching.filter_map(|a| Some((a.owner?, a.on))).collect(),
            parties: held.map(|a| a.party()).collect(),
        }
    }

    /// What they come to as things stand.
    fn come_to(&self, tx: &mut Tx<'_>) -> Result<Vec<Add>> {
        let mut adds = facts::reached(&sql::of_days(tx, &self.days)?);
        adds.extend(facts::first(&sql::first_held(tx, &self.parties)?));
        Ok(adds)
    }
}

/// Every activity, one after another, for the recount.
///
/// # Errors
/// The database's own, or the closure's.
pub fn each(tx: &mut Tx<'_>, f: impl FnMut(&Activity) -> Result<()>) -> Result<()> {
    sql::each(tx, f)
}

/// The named activities, whoever may see them, with what they stand on.
///
/// # Errors
/// The database's own.
pub(crate) fn some(tx: &mut Tx<'_>, ids: &[ActivityId]) -> Result<Vec<Activity>> {
    sql::some(tx, None, ids)
}

/// The first meeting held with each of the customers.
///
/// # Errors
/// The database's own.
pub(crate) fn first_held(tx: &mut Tx<'_>, parties: &BTreeSet<Uuid>) -> Result<Vec<Activity>> {
    sql::first_held(tx, parties)
}
