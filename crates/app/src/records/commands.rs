//! Making and changing records, in batches: one record is a batch of one.

use super::merge::{self, Base};
use super::{Batch, Editable, Patch, patch, queries, some, sql, with_own};
use crate::custom_fields::{self, values};
use crate::events::Cause;
use crate::notifications::{self, Notice};
use crate::{Ctx, Error, Result, routing, search};
use db::Tx;
use domain::Refusal;
use domain::kernel::id::PositionId;
use domain::notifications::Kind;
use domain::policy::{Action, Noun};
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use uuid::Uuid;

/// Records that are asked for at once.
const BATCH: usize = 1000;

/// Makes records. One without an id gets one; one without an owner belongs to the user's first position.
///
/// # Errors
/// The refusals of the record's rules; `refusal-owner-missing`,
/// `refusal-owner-unknown`, `refusal-record-unknown`.
pub fn create<T: Editable>(ctx: &Ctx, tx: &mut Tx<'_>, cause: Cause, mut records: Vec<T>) -> Result<Vec<T>> {
    ctx.may(Action::Create, T::NOUN)?;
    T::order(&mut records)?;
    for record in &mut records {
        if record.id().is_nil() {
            record.set_id(ctx.id());
        }
        record.set_version(1);
        if let Some(owner) = record.owner_mut().filter(|owner| **owner == PositionId::default()) {
            *owner = ctx.positions.first().copied().ok_or_else(|| Refusal::new("refusal-owner-missing").at("owner"))?;
        }
        record.complete();
        record.settle(None, ctx.now);
        record.check()?;
        known_owner(ctx, tx, record)?;
        if let Some(custom) = record.custom_mut() {
            *custom = values::fitted(ctx, tx, T::NOUN, custom)?;
        }
    }
    let own: HashSet<Uuid> = records.iter().map(|r| r.id()).collect();
    known_references(ctx, tx, records.iter().flat_map(Editable::references).filter(|(.., id)| !own.contains(id)))?;
    let mut batch = Batch::default();
    for record in &records {
        batch.push(None, record.clone());
    }
    batch.write(ctx, tx, cause)?;
    // Of a lead its own slice tells, which knows whether coverage sent it.
    if ctx.user.is_some() && T::NOUN != Noun::Lead {
        let given = records.iter().filter_map(|r| Some((r.id(), *r.clone().owner_mut()?)));
        told(ctx, tx, T::NOUN, cause, &given.collect::<Vec<_>>())?;
    }
    search::add(tx, T::NOUN, &records.iter().map(|r| r.id()).collect::<Vec<_>>())?;
    Ok(records)
}

/// Changes fields of records; what would change nothing writes nothing. Answers the records as they stand.
///
/// # Errors
/// [`Error::NotFound`] for what may not be seen, [`Error::Forbidden`] for what may not be changed,
/// [`Error::Conflict`] field by field, and the refusals of the record's rules.
pub fn change<T: Editable>(ctx: &Ctx, tx: &mut Tx<'_>, cause: Cause, patches: &[Patch]) -> Result<Vec<T>> {
    let mut standing = editable::<T>(ctx, tx, patches)?;
    let (mut changed, mut answer) = (Vec::new(), Vec::with_capacity(patches.len()));
    for patch in patches {
        let old = standing.get(&patch.id).cloned().ok_or(Error::NotFound)?;
        let patch = keeping_unseen(ctx, tx, &old, patch)?;
        let patch = merged(ctx, tx, &old, &patch)?;
        let (fields, own) = values::parted(&patch.fields);
        let mut new = patch::apply(&old, &Patch { fields, ..patch }, cause.is_undo())?;
        if let (Some(custom), false) = (new.custom_mut(), own.is_empty()) {
            *custom = values::taken(ctx, tx, T::NOUN, &custom.clone(), &own)?;
        }
        if new != old {
            new.settle(Some(&old), ctx.now);
            new.set_version(old.version() + 1);
            new.check()?;
            changed.push((old, new.clone()));
        }
        standing.insert(patch.id, new.clone());
        answer.push(new);
    }
    let ids: Vec<Uuid> = changed.iter().map(|(_, new)| new.id()).collect();
    let fresh = changed.iter().flat_map(|(old, new)| {
        let before = old.references();
        new.references().into_iter().filter(move |named| !before.contains(named))
    });
    known_references(ctx, tx, fresh)?;
    let (mut batch, mut handed) = (Batch::default(), Vec::new());
    for (old, mut new) in changed {
        if new.owner_mut() != old.clone().owner_mut() {
            known_owner(ctx, tx, &new)?;
            handed.extend(new.owner_mut().map(|owner| *owner).map(|owner| (new.id(), owner)));
        }
        new.check_stored(tx)?;
        batch.push(Some(old), new);
    }
    batch.write(ctx, tx, cause)?;
    crate::cadences::commands::follow(ctx, tx, &handed)?;
    told(ctx, tx, T::NOUN, cause, &handed)?;
    search::put(tx, T::NOUN, &ids)?;
    Ok(answer)
}

/// Tells those who were given records. What an import brings is told to nobody.
fn told(ctx: &Ctx, tx: &mut Tx<'_>, noun: Noun, cause: Cause, handed: &[(Uuid, PositionId)]) -> Result<()> {
    if cause.word != Cause::COMMAND.word {
        return Ok(());
    }
    let notice = |(id, owner): &(Uuid, PositionId)| Notice::of(Kind::Assigned, *owner, noun, *id);
    notifications::tell(ctx, tx, &handed.iter().map(notice).collect::<Vec<_>>())
}

/// The patch without the fields that it would empty only because their record is hidden from the user, or what they hold is.
/// A field that the user does not read is refused before it is compared with what stands.
fn keeping_unseen<T: Editable>(ctx: &Ctx, tx: &mut Tx<'_>, old: &T, patch: &Patch) -> Result<Patch> {
    let mut kept = patch.clone();
    custom_fields::entered(ctx, T::NOUN, &mut kept.fields)?;
    let emptied = old.references().into_iter().filter(|(field, ..)| patch.empties(field)).collect::<Vec<_>>();
    for field in queries::unseen(ctx, tx, &emptied)? {
        kept.fields.remove(field);
    }
    Ok(kept)
}

/// The patch without what another changed since and this one sends back as it was read.
fn merged<T: Editable>(ctx: &Ctx, tx: &mut Tx<'_>, old: &T, patch: &Patch) -> Result<Patch> {
    let base = Base { noun: T::NOUN, id: old.id(), version: old.version(), read: patch.version };
    let wanted = patch.fields.iter().map(|(field, value)| (field.clone(), patch::tidied(value))).collect();
    let mut standing = patch::object(old)?;
    if let Some(custom) = old.custom() {
        standing.extend(values::beside(ctx, T::NOUN, custom)?);
    }
    let fields = merge::merged(ctx, tx, &base, &standing, &wanted)?;
    Ok(Patch { fields, ..patch.clone() })
}

/// The records, each of which the user may change.
fn editable<T: Editable>(ctx: &Ctx, tx: &mut Tx<'_>, patches: &[Patch]) -> Result<HashMap<Uuid, T>> {
    let scope = ctx.may(Action::Edit, T::NOUN)?;
    let mut found = HashMap::with_capacity(patches.len());
    for batch in patches.chunks(BATCH) {
        let ids: Vec<Uuid> = batch.iter().map(|p| p.id).collect();
        let all = some::<T>(tx, Some(&scope), &ids)?;
        found.extend(with_own(ctx, tx, all)?.into_iter().map(|record| (record.id(), record)));
    }
    if let Some(missing) = patches.iter().find(|p| !found.contains_key(&p.id)) {
        queries::visible(ctx, tx, T::NOUN, missing.id)?;
        return Err(Error::Forbidden);
    }
    Ok(found)
}

fn known_owner<T: Editable>(ctx: &Ctx, tx: &mut Tx<'_>, record: &T) -> Result<()> {
    match record.clone().owner_mut() {
        // Nobody's position may have been made in this very transaction, for what waits in a queue.
        Some(owner) if ctx.organisation.position(*owner).is_none() && !routing::commands::is_nobody(tx, *owner)? => {
            Err(Refusal::new("refusal-owner-unknown").at("owner").into())
        }
        _ => Ok(()),
    }
}

/// Records that others name must be there, and in sight of who names them.
///
/// # Errors
/// `refusal-record-unknown` at the field that names one that is not.
pub(crate) fn known_references(
    ctx: &Ctx,
    tx: &mut Tx<'_>,
    all: impl Iterator<Item = (&'static str, Noun, Uuid)>,
) -> Result<()> {
    let mut named: BTreeMap<(&'static str, Noun), BTreeSet<Uuid>> = BTreeMap::new();
    for (field, noun, id) in all {
        named.entry((field, noun)).or_default().insert(id);
    }
    for ((field, noun), ids) in named {
        let scope = ctx.may(Action::See, noun)?;
        for batch in ids.into_iter().collect::<Vec<_>>().chunks(BATCH) {
            if sql::seen(tx, &scope, noun, batch)?.len() < batch.len() {
                return Err(Refusal::new("refusal-record-unknown").at(field).into());
            }
        }
    }
    Ok(())
}
