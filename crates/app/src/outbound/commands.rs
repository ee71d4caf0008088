//! Writes of outbound lists.

use super::{Draft, LISTED, MOST, Put, sql};
use crate::events::{self, Cause};
use crate::records::{self, Batch};
use crate::{Ctx, Error, Result};
use db::Tx;
use domain::Refusal;
use domain::kernel::id::{OutboundListId, PositionId, SetId};
use domain::kernel::length;
use domain::outbound::{self as rules, OutboundList};
use domain::policy::{Action, Noun};
use serde_json::json;
use std::collections::HashSet;
use uuid::Uuid;

/// Makes a list.
///
/// # Errors
/// [`Error::Forbidden`]; `refusal-owner-missing` where the writer holds no position and names no owner,
/// `refusal-owner-unknown`, and those of the rules.
pub fn create(ctx: &Ctx, tx: &mut Tx<'_>, draft: &Draft) -> Result<OutboundListId> {
    ctx.may(Action::Create, Noun::OutboundList)?;
    let new = OutboundList {
        id: ctx.id(),
        name: draft.name.trim().to_owned(),
        purpose: said(draft.purpose.as_deref()),
        owner: owner(ctx, draft.owner.or_else(|| ctx.positions.first().copied()))?,
        starts_on: draft.starts_on.unwrap_or(ctx.today),
        due_on: draft.due_on,
        closed_on: None,
        version: 0,
    };
    rules::check(&new)?;
    let id = new.id;
    saved(ctx, tx, None, new)?;
    Ok(id)
}

fn said(text: Option<&str>) -> Option<String> {
    text.map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned)
}

fn owner(ctx: &Ctx, named: Option<PositionId>) -> Result<PositionId> {
    let owner = named.ok_or_else(|| Refusal::new("refusal-owner-missing").at("owner"))?;
    match ctx.organisation.position(owner) {
        Some(position) if !position.is_stub => Ok(owner),
        _ => Err(Refusal::new("refusal-owner-unknown").at("owner").into()),
    }
}

fn saved(ctx: &Ctx, tx: &mut Tx<'_>, before: Option<OutboundList>, after: OutboundList) -> Result<()> {
    let mut batch = Batch::default();
    batch.push(before, after);
    batch.write(ctx, tx, Cause { set: ctx.set(), ..Cause::COMMAND })
}

/// A list that the user may change.
fn editable(ctx: &Ctx, tx: &mut Tx<'_>, id: OutboundListId) -> Result<OutboundList> {
    let seen: OutboundList = records::seen_by(ctx, tx, id.0)?;
    let may = records::may(ctx, tx, Action::Edit, Noun::OutboundList, id.0)?;
    if may { Ok(seen) } else { Err(Error::Forbidden) }
}

/// Changes what a list says of itself. An owner or a beginning that is not named stays.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Forbidden`], [`Error::Conflict`] where it is not the version that was read;
/// `refusal-owner-unknown`, and those of the rules.
pub fn change(ctx: &Ctx, tx: &mut Tx<'_>, id: OutboundListId, draft: &Draft) -> Result<()> {
    let old = editable(ctx, tx, id)?;
    if draft.version.is_some_and(|version| version != old.version) {
        return Err(Error::Conflict { version: old.version, fields: Vec::new() });
    }
    let new = OutboundList {
        name: draft.name.trim().to_owned(),
        purpose: said(draft.purpose.as_deref()),
        owner: match draft.owner {
            Some(named) if named != old.owner => owner(ctx, Some(named))?,
            _ => old.owner,
        },
        starts_on: draft.starts_on.unwrap_or(old.starts_on),
        due_on: draft.due_on,
        ..old.clone()
    };
    rules::check(&new)?;
    if new == old { Ok(()) } else { saved(ctx, tx, Some(old), new) }
}

/// Gives a list to another position. The caller has decided that it passes, and who may take it.
///
/// # Errors
/// The database's own.
pub(crate) fn hand_over(ctx: &Ctx, tx: &mut Tx<'_>, old: OutboundList, to: PositionId) -> Result<()> {
    let new = OutboundList { owner: to, ..old.clone() };
    saved(ctx, tx, Some(old), new)
}

/// Closes a list, or opens it again.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Forbidden`].
pub fn set_open(ctx: &Ctx, tx: &mut Tx<'_>, id: OutboundListId, is_open: bool) -> Result<OutboundList> {
    let old = editable(ctx, tx, id)?;
    if old.is_open() == is_open {
        return Ok(old);
    }
    let new = OutboundList { closed_on: (!is_open).then_some(ctx.today), ..old.clone() };
    saved(ctx, tx, Some(old), new.clone())?;
    Ok(new)
}

/// Puts records on a list. One that is on it already stays as it was.
///
/// # Errors
/// [`Error::NotFound`] where one of them or the list may not be seen, [`Error::Forbidden`]; `refusal-list-closed`,
/// `refusal-list-full`, `refusal-list-nobody`.
pub fn put_on(ctx: &Ctx, tx: &mut Tx<'_>, id: OutboundListId, wanted: &[(Noun, Uuid)]) -> Result<Put> {
    let list = editable(ctx, tx, id)?;
    if !list.is_open() {
        return Err(Refusal::new("refusal-list-closed").at("list").with("name", &list.name).into());
    }
    let mut once = HashSet::new();
    let wanted: Vec<(Noun, Uuid)> = wanted.iter().copied().filter(|(_, record)| once.insert(*record)).collect();
    if wanted.is_empty() {
        return Err(Refusal::new("refusal-list-nobody").at("list").into());
    }
    for noun in [Noun::Lead, Noun::Contact] {
        let of_noun: Vec<Uuid> = wanted.iter().filter(|(of, _)| *of == noun).map(|(_, record)| *record).collect();
        if !records::hidden(ctx, tx, noun, &of_noun)?.is_empty() || !there(tx, noun, &of_noun)? {
            return Err(Error::NotFound);
        }
    }
    if wanted.iter().any(|(noun, _)| !LISTED.contains(noun)) {
        return Err(Error::NotFound);
    }
    let standing = sql::on_list(tx, id)?;
    let fresh: Vec<(Noun, Uuid)> = wanted.iter().copied().filter(|(_, record)| !standing.contains(record)).collect();
    if standing.len() + fresh.len() > MOST {
        return Err(Refusal::new("refusal-list-full").at("list").with("most", MOST).into());
    }
    let set = ctx.set().unwrap_or_else(|| ctx.begin_set());
    sql::put(ctx, tx, id, &fresh, set)?;
    let told = json!({ "members": [standing.len(), standing.len() + fresh.len()] });
    events::append(tx, ctx, Cause::COMMAND, Noun::OutboundList, id, "put_on", &told)?;
    Ok(Put { list: id, is_new: false, added: fresh.len(), already: wanted.len() - fresh.len(), set })
}

/// Whether all of them are there: who sees everything is refused nothing, and may still name what is gone.
fn there(tx: &mut Tx<'_>, noun: Noun, ids: &[Uuid]) -> Result<bool> {
    let mut found = 0;
    for part in ids.chunks(500) {
        found += records::labels(tx, noun, part)?.len();
    }
    Ok(found == ids.len())
}

/// Puts records on the open list of that name, or on a new one where there is none.
///
/// # Errors
/// As [`put_on`] and [`create`], their fields as `list`.
pub fn put_on_named(ctx: &Ctx, tx: &mut Tx<'_>, name: &str, wanted: &[(Noun, Uuid)]) -> Result<Put> {
    let name = name.trim();
    length::named(name, "list")?;
    let scope = ctx.may(Action::Edit, Noun::OutboundList)?;
    let same = |list: &OutboundList| list.is_open() && list.name.to_lowercase() == name.to_lowercase();
    if let Some(list) = sql::all(tx, &scope, 0)?.into_iter().find(same) {
        return put_on(ctx, tx, list.id, wanted);
    }
    if ctx.set().is_none() {
        ctx.begin_set();
    }
    // Whoever holds no position makes it for who has most of them.
    let owner = ctx.positions.first().copied().map_or_else(|| sql::most_have(tx, wanted), |own| Ok(Some(own)))?;
    let is_someone = |id: &PositionId| ctx.organisation.position(*id).is_some_and(|position| !position.is_nobody());
    let id = create(ctx, tx, &Draft { name: name.to_owned(), owner: owner.filter(is_someone), ..Draft::default() })?;
    Ok(Put { is_new: true, ..put_on(ctx, tx, id, wanted)? })
}

/// Takes records off a list; answers how many, and the set by which that is undone.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Forbidden`].
pub fn take_off(ctx: &Ctx, tx: &mut Tx<'_>, id: OutboundListId, wanted: &[Uuid]) -> Result<(u64, SetId)> {
    editable(ctx, tx, id)?;
    let mut seen = Vec::new();
    for part in wanted.chunks(500) {
        for noun in LISTED {
            seen.extend(records::seen(ctx, tx, noun, part)?);
        }
    }
    let set = ctx.begin_set();
    let gone = sql::take_off(ctx, tx, id, &seen, set)?;
    let told = json!({ "members": [gone, 0] });
    events::append(tx, ctx, Cause::COMMAND, Noun::OutboundList, id, "taken_off", &told)?;
    Ok((gone, set))
}

/// Takes back what a set did to a list; a list that was made by it goes too, unless it was changed since. Answers whether
/// the list is still there.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Forbidden`].
pub fn undo(ctx: &Ctx, tx: &mut Tx<'_>, id: OutboundListId, set: SetId) -> Result<bool> {
    editable(ctx, tx, id)?;
    let count = sql::undo(tx, id, set)?;
    let told = json!({ "members": [count, null] });
    events::append(tx, ctx, Cause::undo(set), Noun::OutboundList, id, "undone", &told)?;
    if !sql::is_left_over(tx, id, set)? {
        return Ok(true);
    }
    records::remove::<OutboundList>(tx, id.0)?;
    Ok(false)
}
