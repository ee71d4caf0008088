//! Deleting records, taking them back, and letting go of what was deleted long ago.

use super::held::{self, Held, Tables};
use super::sql::{self, Going};
use super::{DELETED, LASTS, Trashed, daughters_first, parts, queries, settled};
use crate::activities::leaving;
use crate::ctx::Who;
use crate::events::{Cause, Log};
use crate::opportunities::{self, history};
use crate::records::{self, Record};
use crate::routing::commands::RULE;
use crate::{Ctx, Error, House, Result, custom_fields, leads, search, segments};
use db::Tx;
use domain::accounts::Account;
use domain::contacts::Contact;
use domain::handoffs::Handoff;
use domain::kernel::id::OpportunityId;
use domain::leads::Lead;
use domain::opportunities::Opportunity;
use domain::policy::{Action, Noun};
use domain::products::Product;
use domain::{Instant, Refusal};
use serde_json::json;
use std::collections::HashMap;
use uuid::Uuid;

/// Records of one run of [`sweep`].
const PART: i64 = 500;

/// Deletes records of one kind, with what goes along: all, or none where one of them is refused.
///
/// # Errors
/// [`Error::NotFound`] for what may not be seen or is of another kind, [`Error::Forbidden`] for what may not be changed;
/// `refusal-delete-…` where something rests on one of them.
pub fn delete(ctx: &Ctx, tx: &mut Tx<'_>, cause: Cause, noun: Noun, ids: &[Uuid]) -> Result<()> {
    let table = records::table(noun).filter(|_| DELETED.contains(&noun)).ok_or(Error::NotFound)?;
    let may = records::may_of(ctx, tx, Action::Edit, noun, ids)?;
    if let Some(other) = ids.iter().find(|id| !may.contains(id)) {
        records::visible(ctx, tx, noun, *other)?;
        return Err(Error::Forbidden);
    }
    sql::hold(tx, table, ids)?;
    let ids = &daughters_first(tx, noun, ids)?;
    unused(tx, noun, ids)?;
    let naming = custom_fields::forget(ctx, tx, cause, noun, ids)?;
    let mut left = HashMap::with_capacity(ids.len());
    for &id in ids {
        left.insert(id, leaving::leave(ctx, tx, cause, id)?);
    }
    let tables = Tables::read(tx)?;
    let mut going = held::read(tx, &tables, (noun, table), ids)?;
    for (id, held) in &mut going {
        held.activities = left.remove(id).unwrap_or_default();
        held.read_of_activities(tx, &tables)?;
        let (table, column) = parts::OF_ACTIVITIES;
        sql::drop_rows(tx, (table, column), &held.activities.gone())?;
        held.naming = naming.iter().filter(|one| one.named == *id).cloned().collect();
    }
    let sold = sold(&going);
    let passed = handoffs(tx, going.values())?;
    records::handoff::take_back(tx, &passed)?;
    remove(tx, noun, ids, &going)?;
    search::remove(tx, ids)?;
    sql::drop_rows(tx, ("presences", "record_id"), ids)?;
    let (mut log, mut kept) = (Log::default(), Vec::with_capacity(ids.len()));
    for &id in ids {
        let held = going.remove(&id).ok_or(Error::NotFound)?;
        let one = trashed(ctx, cause, noun, id, &held)?;
        log.add(ctx, cause, noun, id, "deleted", &json!({ "name": [one.trashed.name, null] }).to_string());
        kept.push(one);
    }
    sql::add(tx, &kept)?;
    log.write(tx)?;
    counted(ctx, tx, cause, &passed, sold)
}

/// The opportunities that leads became.
fn sold(going: &HashMap<Uuid, Held>) -> Vec<OpportunityId> {
    going.values().filter_map(|held| held.word("opportunity_id")?.parse().ok()).collect()
}

/// That nothing rests on the records but what goes with them: daughters go before their mothers.
fn unused(tx: &mut Tx<'_>, noun: Noun, ids: &[Uuid]) -> Result<()> {
    let mothers = if noun == Noun::Account { sql::mothers(tx, ids)? } else { HashMap::new() };
    for (column, code) in parts::uses(noun) {
        let mut named = sql::naming(tx, *column, ids)?;
        if *column == ("accounts", "parent_id") {
            mothers.values().for_each(|mother| *named.entry(*mother).or_default() -= 1);
            named.retain(|_, count| *count > 0);
        }
        if let Some(count) = named.into_values().next() {
            return Err(Refusal::new(code).with("count", count).into());
        }
    }
    Ok(())
}

/// Takes the rows out of their tables, and what they add out of the figures.
fn remove(tx: &mut Tx<'_>, noun: Noun, ids: &[Uuid], going: &HashMap<Uuid, Held>) -> Result<()> {
    for (of, column) in parts::OF_PARTS {
        let whose: Vec<Uuid> = going.values().flat_map(|held| held.ids(of, "id")).collect();
        sql::drop_rows(tx, column, &whose)?;
    }
    if noun == Noun::Opportunity {
        let ids: Vec<OpportunityId> = ids.iter().map(|&id| id.into()).collect();
        let told = history::some(tx, None, &ids)?;
        opportunities::write::remove(tx, &told)?;
    }
    for column in parts::of(noun) {
        sql::drop_rows(tx, column, ids)?;
    }
    match noun {
        Noun::Lead => gone::<Lead>(tx, ids),
        Noun::Account => gone::<Account>(tx, ids),
        Noun::Contact => gone::<Contact>(tx, ids),
        Noun::Product => gone::<Product>(tx, ids),
        _ => Ok(()),
    }
}

fn gone<R: Record>(tx: &mut Tx<'_>, ids: &[Uuid]) -> Result<()> {
    for record in records::some::<R>(tx, None, ids)? {
        records::remove::<R>(tx, record.id())?;
        R::removed(tx, &record)?;
    }
    Ok(())
}

fn trashed(ctx: &Ctx, cause: Cause, noun: Noun, id: Uuid, held: &Held) -> Result<Going> {
    let of = |column: &str| held.word(column);
    let id_of = |column: &str| of(column).and_then(|id| id.parse::<Uuid>().ok());
    let ends_at = Instant(ctx.now.0 + LASTS);
    let set = cause.set.or(ctx.set());
    let name = of("name").unwrap_or_default().to_owned();
    Ok(Going {
        trashed: Trashed {
            id,
            noun,
            name,
            user: ctx.user,
            user_name: None,
            set,
            deleted_at: ctx.now,
            ends_at,
            moved: None,
        },
        owner: id_of("owner_position_id"),
        account: id_of("account_id"),
        content: serde_json::to_string(held)?,
    })
}

/// The hand-offs that go along.
fn handoffs<'a>(tx: &mut Tx<'_>, all: impl Iterator<Item = &'a Held>) -> Result<Vec<Handoff>> {
    let ids: Vec<Uuid> = all.flat_map(|held| held.ids("handoffs", "id")).collect();
    records::some(tx, None, &ids)
}

/// Opportunities say how often each was handed over, as leads too.
fn counted(ctx: &Ctx, tx: &mut Tx<'_>, cause: Cause, passed: &[Handoff], mut sold: Vec<OpportunityId>) -> Result<()> {
    sold.extend(passed.iter().filter_map(|handoff| handoff.opportunity));
    sold.sort_unstable();
    sold.dedup();
    opportunities::commands::account_for(ctx, tx, cause, &sold, None)
}

/// Takes records back that were deleted, with what had gone along: all of them, or none. For the history each goes back with
/// the set that it was deleted in, so that an import or a change of many before it can still be undone.
///
/// # Errors
/// [`Error::NotFound`] for what was not deleted, is gone for good, or is not the user's to change;
/// `refusal-restore-…` where what one names is not there any more: of that one nothing was written. One whose owner is not
/// there any more says with whom it is now.
pub fn restore(ctx: &Ctx, tx: &mut Tx<'_>, ids: &[Uuid]) -> Result<Vec<Trashed>> {
    let (mut back, refused) = in_order(ctx, tx, ids)?;
    back.sort_by_key(|one| ids.iter().position(|&id| id == one.id));
    refused.map_or(Ok(back), Err)
}

/// What names another that comes back with it comes after it, whatever their order. Those back, and why the rest stay deleted.
fn in_order(ctx: &Ctx, tx: &mut Tx<'_>, ids: &[Uuid]) -> Result<(Vec<Trashed>, Option<Error>)> {
    let tables = Tables::read(tx)?;
    let (mut back, mut waiting) = (Vec::new(), ids.to_vec());
    loop {
        let (mut refused, mut left) = (None, Vec::new());
        for &id in &waiting {
            sql::mark(tx)?;
            match restore_one(ctx, tx, &tables, id) {
                Ok(one) => back.push(one),
                Err(fault @ Error::Refused(_)) => {
                    sql::back_to_mark(tx)?;
                    refused.get_or_insert(fault);
                    left.push(id);
                }
                Err(fault) => return Err(fault),
            }
            sql::forget_mark(tx)?;
        }
        if left.is_empty() || left.len() == waiting.len() {
            return Ok((back, refused));
        }
        waiting = left;
    }
}

/// As [`restore`]; those of which what they name is not there any more stay deleted.
pub(crate) fn restore_some(ctx: &Ctx, tx: &mut Tx<'_>, ids: &[Uuid]) -> Result<()> {
    in_order(ctx, tx, ids).map(|_| ())
}

fn restore_one(ctx: &Ctx, tx: &mut Tx<'_>, tables: &Tables, id: Uuid) -> Result<Trashed> {
    let one = queries::one(ctx, tx, id)?;
    let content = sql::content(tx, id)?.ok_or(Error::NotFound)?;
    let held: Held = serde_json::from_str(&content)?;
    if let Some(gone) = held.put_back(tx, tables)? {
        return Err(missing(&gone).into());
    }
    let cause = Cause::undo(one.set.unwrap_or_else(|| ctx.begin_set()));
    let noun = one.noun;
    match noun {
        Noun::Lead => back::<Lead>(tx, id)?,
        Noun::Account => back::<Account>(tx, id)?,
        Noun::Contact => back::<Contact>(tx, id)?,
        Noun::Product => back::<Product>(tx, id)?,
        _ => {
            let told = history::some(tx, None, &[id.into()])?;
            opportunities::write::returned(tx, &told)?;
        }
    }
    let (queues, passed) = (held.ids("routing_queued", "queue_id"), handoffs(tx, std::iter::once(&held))?);
    records::handoff::give_back(tx, &passed)?;
    let sold: Vec<OpportunityId> = held.word("opportunity_id").and_then(|id| id.parse().ok()).into_iter().collect();
    leaving::come_back(ctx, tx, cause, (noun, id), held.activities)?;
    segments::commands::refresh(ctx, tx, &[id])?;
    custom_fields::name_again(ctx, tx, cause, &held.naming)?;
    search::put(tx, noun, &[id])?;
    sql::drop(tx, id)?;
    let mut log = Log::default();
    log.add(ctx, cause, noun, id, "restored", &json!({ "name": [null, one.name] }).to_string());
    log.write(tx)?;
    // What it became may have been won or lost meanwhile.
    let became: Vec<Opportunity> = history::some(tx, None, &sold)?.into_iter().map(|told| told.state).collect();
    leads::commands::follow(ctx, tx, cause, &became.iter().collect::<Vec<_>>())?;
    counted(ctx, tx, cause, &passed, sold)?;
    let moved = settled::settle(ctx, tx, (noun, id), &queues)?;
    Ok(Trashed { moved, ..one })
}

/// What is said of a record that names what is not there, by the table of that.
fn missing(table: &str) -> Refusal {
    Refusal::new(match table {
        "accounts" => "refusal-restore-account",
        "contacts" => "refusal-restore-contact",
        "products" => "refusal-restore-product",
        "opportunities" => "refusal-restore-opportunity",
        _ => "refusal-restore-gone",
    })
}

fn back<R: Record>(tx: &mut Tx<'_>, id: Uuid) -> Result<()> {
    records::some::<R>(tx, None, &[id])?.iter().try_for_each(|record| R::returned(tx, record))
}

/// Lets go of what was deleted so long ago that it cannot be taken back, a part at a time. Answers how many.
///
/// # Errors
/// The database's own.
pub fn sweep(house: &House) -> Result<usize> {
    let done = house.write(Who::Console, |ctx, tx| {
        let ended = sql::ended(ctx, tx, PART)?;
        let mut log = Log::default();
        for one in &ended {
            sql::drop(tx, one.id)?;
            log.add(ctx, RULE, one.noun, one.id, "ended", "{}");
        }
        log.write(tx)?;
        Ok(ended.len())
    });
    match done {
        // Nobody has founded a company here yet.
        Err(Error::NotFound) => Ok(0),
        done => done,
    }
}
