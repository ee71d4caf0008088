//! Writing down what somebody said.

use super::{enforcing, queries, sql};
use crate::events::{Cause, Log};
use crate::{Ctx, Error, Result, records};
use db::Tx;
use domain::Instant;
use domain::consents::{self as rules, ASKED, Consent, PURPOSES};
use domain::kernel::id::{SetId, UserId};
use domain::policy::{Action, Noun};
use serde_json::{Map, Value as Json, json};
use uuid::Uuid;

/// What was said on a record, as it is stored.
pub(crate) struct Said {
    pub noun: Noun,
    pub record: Uuid,
    pub consent: Consent,
    pub user: Option<UserId>,
    pub recorded_at: Instant,
}

impl Said {
    /// Something said just now.
    pub fn now(ctx: &Ctx, (noun, record): (Noun, Uuid), consent: Consent) -> Said {
        Said { noun, record, consent: Consent { id: ctx.id(), ..consent }, user: ctx.user, recorded_at: ctx.now }
    }
}

/// Writes down what a contact or lead said.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Forbidden`] where the user may not change the record; the refusals of [`rules::check`].
pub fn say(ctx: &Ctx, tx: &mut Tx<'_>, (noun, record): (Noun, Uuid), consent: &Consent) -> Result<()> {
    if !ASKED.contains(&noun) {
        return Err(Error::NotFound);
    }
    records::visible(ctx, tx, noun, record)?;
    if !records::may(ctx, tx, Action::Edit, noun, record)? {
        return Err(Error::Forbidden);
    }
    let said = Said::now(ctx, (noun, record), rules::check(consent, ctx.today)?);
    put(ctx, tx, Cause::COMMAND, &[said])
}

/// Writes down what was said, with its history; whoever says no is left alone from here on. The caller has the permission.
///
/// # Errors
/// The database's own.
pub(crate) fn put(ctx: &Ctx, tx: &mut Tx<'_>, cause: Cause, all: &[Said]) -> Result<()> {
    let of: Vec<(Noun, Uuid)> = all.iter().map(|said| (said.noun, said.record)).collect();
    let records: Vec<Uuid> = of.iter().map(|(_, record)| *record).collect();
    let before = queries::standing(tx, &records)?;
    sql::add(ctx, tx, cause.set, all)?;
    let after = queries::standing(tx, &records)?;
    let purposes = all.iter().map(|said| (said.noun, said.record, said.consent.purpose.as_str()));
    told(ctx, tx, cause, purposes, (&before, &after))?;
    for purpose in PURPOSES {
        let is_new = |record: &Uuid| {
            let forbids = |standing: &queries::Standing| rules::forbids(standing.of(*record, purpose));
            forbids(&after) && !forbids(&before)
        };
        let refused: Vec<Uuid> = records.iter().copied().filter(is_new).collect();
        enforcing::leave_alone(ctx, tx, purpose, &refused)?;
    }
    Ok(())
}

/// The history of what was said: what held before and holds now.
fn told<'s>(
    ctx: &Ctx,
    tx: &mut Tx<'_>,
    cause: Cause,
    all: impl Iterator<Item = (Noun, Uuid, &'s str)>,
    (before, after): (&queries::Standing, &queries::Standing),
) -> Result<()> {
    let mut log = Log::default();
    for (noun, record, purpose) in all {
        let mut changes = Map::new();
        changes.insert(format!("consent_{purpose}"), json!([before.of(record, purpose), after.of(record, purpose)]));
        log.add(ctx, cause, noun, record, "consent_said", &Json::from(changes).to_string());
    }
    log.write(tx)
}

/// What a lead said is said by the contact that it becomes.
///
/// # Errors
/// The database's own.
pub(crate) fn follow(ctx: &Ctx, tx: &mut Tx<'_>, lead: Uuid, contact: Uuid) -> Result<()> {
    let mut all = sql::kept(tx, lead)?;
    for said in &mut all {
        (said.noun, said.record, said.consent.id) = (Noun::Contact, contact, ctx.id());
    }
    put(ctx, tx, Cause::COMMAND, &all)
}

/// Leaves a record alone that has come by a no: it is one with another now.
///
/// # Errors
/// The database's own.
pub(crate) fn settle(ctx: &Ctx, tx: &mut Tx<'_>, record: Uuid) -> Result<()> {
    let standing = queries::standing(tx, &[record])?;
    for purpose in PURPOSES.into_iter().filter(|purpose| rules::forbids(standing.of(record, purpose))) {
        enforcing::leave_alone(ctx, tx, purpose, &[record])?;
    }
    Ok(())
}

/// Takes back what an import brought.
///
/// # Errors
/// The database's own.
pub(crate) fn take_back(ctx: &Ctx, tx: &mut Tx<'_>, set: SetId) -> Result<()> {
    let brought = sql::of_set(tx, set)?;
    let records: Vec<Uuid> = brought.iter().map(|(_, record, _)| *record).collect();
    let before = queries::standing(tx, &records)?;
    sql::drop_set(tx, set)?;
    let after = queries::standing(tx, &records)?;
    let purposes = brought.iter().map(|(noun, record, purpose)| (*noun, *record, purpose.as_str()));
    told(ctx, tx, Cause::undo(set), purposes, (&before, &after))
}
