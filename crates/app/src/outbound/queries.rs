//! Reads of outbound lists.

use super::sql::{self, Listed};
use super::{LISTED, ListPage, ListView, MemberView, NextView, OnView, OwnerView};
use crate::listing::{Label, Owners};
use crate::{Ctx, Result, consents, records};
use db::Tx;
use domain::Day;
use domain::consents as said;
use domain::kernel::id::{OutboundListId, PositionId};
use domain::outbound::{OutboundList, Progress, Standing, Work};
use domain::policy::{Action, Noun};
use std::collections::{BTreeMap, HashMap, HashSet};
use uuid::Uuid;

/// Closed lists that are shown.
const CLOSED: i64 = 50;

/// Every open list that the reader may see, and the latest closed ones.
///
/// # Errors
/// [`crate::Error::Forbidden`].
pub fn all(ctx: &Ctx, tx: &mut Tx<'_>) -> Result<Vec<ListView>> {
    let scope = ctx.may(Action::See, Noun::OutboundList)?;
    let lists = sql::all(tx, &scope, CLOSED)?;
    let ids: Vec<OutboundListId> = lists.iter().map(|list| list.id).collect();
    let members = members(ctx, tx, &ids, None)?;
    let mut progress: HashMap<OutboundListId, Progress> = HashMap::new();
    for (list, member) in &members {
        progress.entry(*list).or_default().add(member.standing);
    }
    let counts = sql::counts(tx, &ids)?;
    let editable = editable(ctx, tx, &ids)?;
    let owners = Owners::new(ctx);
    let view = |list: OutboundList| {
        let progress = progress.get(&list.id).copied().unwrap_or_default();
        let total = counts.get(&list.id).copied().unwrap_or_default();
        view(ctx, &owners, list, progress, total, &editable)
    };
    Ok(lists.into_iter().map(view).collect())
}

fn editable(ctx: &Ctx, tx: &mut Tx<'_>, ids: &[OutboundListId]) -> Result<HashSet<OutboundListId>> {
    let Ok(scope) = ctx.may(Action::Edit, Noun::OutboundList) else { return Ok(HashSet::new()) };
    let ids: Vec<Uuid> = ids.iter().map(|id| id.0).collect();
    let found: Vec<OutboundList> = records::some(tx, Some(&scope), &ids)?;
    Ok(found.into_iter().map(|list| list.id).collect())
}

fn view(
    ctx: &Ctx,
    owners: &Owners<'_>,
    list: OutboundList,
    progress: Progress,
    total: i64,
    editable: &HashSet<OutboundListId>,
) -> ListView {
    ListView {
        owner_label: owners.label(list.owner),
        is_late: list.is_open() && list.due_on.is_some_and(|due| due < ctx.today),
        hidden: (total - progress.total()).max(0),
        may_edit: editable.contains(&list.id),
        progress,
        list,
    }
}

/// Everyone on the lists, or the one asked for, whom the reader may see: in the order put there, then by name.
fn members(
    ctx: &Ctx,
    tx: &mut Tx<'_>,
    lists: &[OutboundListId],
    only: Option<Uuid>,
) -> Result<Vec<(OutboundListId, MemberView)>> {
    let mut found: Vec<Listed> = Vec::new();
    for noun in LISTED {
        if let Ok(scope) = ctx.may(Action::See, noun) {
            found.extend(sql::members(tx, &scope, noun, lists, only)?);
        }
    }
    let work = sql::work(tx, lists, only)?;
    let refusals = refusals(tx, &found)?;
    let owners = Owners::new(ctx);
    let mut labels: HashMap<PositionId, Label> = HashMap::new();
    let mut member = |one: Listed| {
        let work = work.get(&(one.list, one.record)).copied().unwrap_or_default();
        let owner = one.owner.map(|id| labels.entry(id).or_insert_with(|| owners.label(id)).clone());
        let refuses = refusals.get(&one.record).cloned().unwrap_or_default();
        (one.list, told(one, work, owner, refuses))
    };
    let mut members: Vec<(OutboundListId, MemberView)> = found.into_iter().map(&mut member).collect();
    members.sort_by_cached_key(|(_, member)| (member.added_at, text::sort_key(&member.name), member.record));
    Ok(members)
}

/// What each of them said no to.
fn refusals(tx: &mut Tx<'_>, found: &[Listed]) -> Result<HashMap<Uuid, Vec<&'static str>>> {
    let mut people: Vec<Uuid> = found.iter().map(|one| one.record).collect();
    people.sort_unstable();
    people.dedup();
    let mut refusals: HashMap<Uuid, Vec<&'static str>> = HashMap::new();
    for purpose in said::PURPOSES {
        for person in consents::refusing(tx, purpose, &people)? {
            refusals.entry(person).or_default().push(purpose);
        }
    }
    Ok(refusals)
}

fn told(one: Listed, work: Work, owner: Option<Label>, refuses: Vec<&'static str>) -> MemberView {
    let standing = work.standing(one.status);
    MemberView {
        noun: one.noun,
        record: one.record,
        name: one.name,
        detail: one.detail,
        owner,
        added_at: one.added_at,
        added_by: one.added_by,
        standing,
        attempts: work.attempts,
        last_on: work.last_on,
        again_on: work.again_on(standing, one.next_step_on),
        is_left_alone: said::leaves_no_way(&refuses, one.has_address, one.has_number),
        refuses,
    }
}

/// One list with everyone on it.
///
/// # Errors
/// [`crate::Error::NotFound`].
pub fn page(ctx: &Ctx, tx: &mut Tx<'_>, id: OutboundListId) -> Result<ListPage> {
    let list: OutboundList = records::seen_by(ctx, tx, id.0)?;
    let members: Vec<MemberView> = members(ctx, tx, &[id], None)?.into_iter().map(|(_, member)| member).collect();
    let mut progress = Progress::default();
    let mut by_owner: BTreeMap<Option<Uuid>, OwnerView> = BTreeMap::new();
    for member in &members {
        progress.add(member.standing);
        let Some(owner) = &member.owner else { continue };
        let fresh = || OwnerView { owner: owner.clone(), progress: Progress::default(), attempts: 0 };
        let of = by_owner.entry(Some(owner.id)).or_insert_with(fresh);
        of.progress.add(member.standing);
        of.attempts += member.attempts;
    }
    let mut by_owner: Vec<OwnerView> = by_owner.into_values().collect();
    by_owner.sort_by_cached_key(|of| (-of.progress.total(), text::sort_key(&of.owner.label)));
    let total = sql::counts(tx, &[id])?.get(&id).copied().unwrap_or_default();
    let editable = editable(ctx, tx, &[id])?;
    Ok(ListPage { view: view(ctx, &Owners::new(ctx), list, progress, total, &editable), by_owner, members })
}

/// Who is to be tried next: those whom nobody tried, then those who are due again, the longest due first; not who is left alone.
/// `after` is one who was passed over: whoever stands behind them comes first.
///
/// # Errors
/// [`crate::Error::NotFound`].
pub fn next(ctx: &Ctx, tx: &mut Tx<'_>, id: OutboundListId, after: Option<Uuid>) -> Result<NextView> {
    let ListPage { view, members, .. } = page(ctx, tx, id)?;
    let left_alone = left_alone(&members, ctx.today);
    let reachable = || members.iter().filter(|member| !member.is_left_alone);
    let again = reachable().filter_map(|member| member.again_on).filter(|day| *day > ctx.today).min();
    let mut queue: Vec<MemberView> = reachable().filter(|member| waits(member, ctx.today)).cloned().collect();
    queue.sort_by_key(|member| member.again_on);
    let waiting = queue.len();
    let behind = queue.iter().position(|member| Some(member.record) == after).map_or(0, |at| at + 1);
    let at = if behind < waiting { behind } else { 0 };
    let member = queue.into_iter().nth(at);
    Ok(NextView { view, member, waiting, left_alone, again_on: again })
}

/// The list with one who is on it, whether they wait or not; no member where the reader sees none such there.
///
/// # Errors
/// [`crate::Error::NotFound`].
pub fn at(ctx: &Ctx, tx: &mut Tx<'_>, id: OutboundListId, record: Uuid) -> Result<NextView> {
    let ListPage { view, members, .. } = page(ctx, tx, id)?;
    let left_alone = left_alone(&members, ctx.today);
    let waiting = members.iter().filter(|member| waits(member, ctx.today)).count() - left_alone;
    let member = members.into_iter().find(|member| member.record == record);
    Ok(NextView { view, member, waiting, left_alone, again_on: None })
}

/// Whether someone is to be tried on a day. Who was never tried has no day of their own, and so comes first.
fn waits(member: &MemberView, today: Day) -> bool {
    member.standing == Standing::Untried || member.again_on.is_some_and(|day| day <= today)
}

/// How many would wait on a day, and are passed over.
fn left_alone(members: &[MemberView], today: Day) -> usize {
    members.iter().filter(|member| member.is_left_alone && waits(member, today)).count()
}

/// The lists that a record is on, the latest first.
///
/// # Errors
/// [`crate::Error::NotFound`] where the record may not be seen.
pub fn on_record(ctx: &Ctx, tx: &mut Tx<'_>, noun: Noun, record: Uuid) -> Result<Vec<OnView>> {
    records::visible(ctx, tx, noun, record)?;
    let Ok(scope) = ctx.may(Action::See, Noun::OutboundList) else { return Ok(Vec::new()) };
    let named: Vec<Uuid> = sql::lists_of(tx, record)?.into_iter().map(|id| id.0).collect();
    let lists: Vec<OutboundList> = records::some(tx, Some(&scope), &named)?;
    let ids: Vec<OutboundListId> = lists.iter().map(|list| list.id).collect();
    let editable = editable(ctx, tx, &ids)?;
    let mut found: HashMap<OutboundListId, MemberView> = members(ctx, tx, &ids, Some(record))?.into_iter().collect();
    let on = |list: OutboundList| {
        let member = found.remove(&list.id)?;
        Some(OnView { may_edit: editable.contains(&list.id), member, list })
    };
    let mut views: Vec<OnView> = lists.into_iter().filter_map(on).collect();
    views.sort_by_key(|view| std::cmp::Reverse((view.member.added_at, view.list.id)));
    Ok(views)
}

/// Open lists that the user may put somebody on, by name.
///
/// # Errors
/// The database's own.
pub fn open(ctx: &Ctx, tx: &mut Tx<'_>) -> Result<Vec<OutboundList>> {
    let Ok(scope) = ctx.may(Action::Edit, Noun::OutboundList) else { return Ok(Vec::new()) };
    let mut lists = sql::all(tx, &scope, 0)?;
    lists.sort_by_cached_key(|list| text::sort_key(&list.name));
    Ok(lists)
}
