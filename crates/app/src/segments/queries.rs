//! Reads of segments: all of them, one with its days and its members, and what a condition would hold.

use super::commands::{at_predicate, fitting};
use super::coverage::{CoverageView, Covers, views};
use super::sql;
use crate::listing::{self, ListQuery, kinds};
use crate::{Ctx, Error, Result};
use db::Tx;
use domain::Day;
use domain::kernel::id::{AccountId, SegmentId};
use domain::policy::{Action, Noun};
use domain::segments::{Segment, Segments, condition};
use serde::Serialize;
use std::collections::HashMap;

/// A segment on a day.
#[derive(Clone, Debug, Serialize)]
pub struct SegmentView {
    /// Which.
    pub id: SegmentId,
    /// Its name on the day, or the nearest one where it does not hold then.
    pub name: String,
    /// Its condition, in the filter grammar.
    pub predicate: String,
    /// The first day of it so.
    pub from: Day,
    /// The last day, included; none while it lasts.
    pub to: Option<Day>,
    /// Accounts in it on the day.
    pub members: i64,
    /// Who covers it on the day.
    pub coverages: Vec<CoverageView>,
}

/// A segment as it is on some of its days.
#[derive(Clone, Debug, Serialize)]
pub struct Version {
    /// Its name then.
    pub name: String,
    /// Its condition then.
    pub predicate: String,
    /// The first day.
    pub from: Day,
    /// The last day, included; none while it lasts.
    pub to: Option<Day>,
}

/// An account in a segment.
#[derive(Clone, Debug, Serialize)]
pub struct Member {
    /// Which.
    pub id: AccountId,
    /// Its name.
    pub name: String,
    /// Its tier.
    pub tier: Option<String>,
    /// What it does.
    pub industry: Option<String>,
    /// Where it is.
    pub country: Option<String>,
}

/// Who is in a segment on a day.
#[derive(Clone, Debug, Serialize)]
pub struct MembersView {
    /// Those the reader may see, by name; a page of them.
    pub items: Vec<Member>,
    /// How many there are in all.
    pub count: i64,
    /// How many of them the reader may not see.
    pub hidden: i64,
}

/// What a condition would hold today.
#[derive(Clone, Debug, Serialize)]
pub struct Preview {
    /// Accounts that fit.
    pub count: i64,
    /// Of them, those that are not in the segment today.
    pub joins: i64,
    /// Accounts in it today that do not fit.
    pub leaves: i64,
    /// Some that fit, of those the reader may see.
    pub examples: Vec<Member>,
}

/// Examples of a preview.
const EXAMPLES: i64 = 8;

/// Segments that hold on the day, by name.
///
/// # Errors
/// The permission to see the organisation.
pub fn list(ctx: &Ctx, tx: &mut Tx<'_>, as_of: Day) -> Result<Vec<SegmentView>> {
    ctx.may(Action::See, Noun::Organisation)?;
    let all = sql::segments(tx)?;
    let counts: HashMap<SegmentId, i64> = sql::counts(tx, as_of)?.into_iter().collect();
    let ids = all.keys().filter(|id| all.at(id, as_of).is_some());
    let mut found: Vec<SegmentView> =
        ids.filter_map(|id| view(ctx, &all, *id, as_of, counts.get(id).copied().unwrap_or(0))).collect();
    found.sort_by_cached_key(|segment| (text::sort_key(&segment.name), segment.id));
    Ok(found)
}

/// Names of the segments that hold on the day.
///
/// # Errors
/// The database's own.
pub fn standing(tx: &mut Tx<'_>, as_of: Day) -> Result<Vec<(SegmentId, String)>> {
    let all = sql::segments(tx)?;
    let mut found: Vec<(SegmentId, String)> =
        all.keys().filter_map(|id| all.at(id, as_of)).map(|segment| (segment.id, segment.name.clone())).collect();
    found.sort_by_cached_key(|(id, name)| (text::sort_key(name), *id));
    Ok(found)
}

/// Conditions of the segments that hold on the day, in the order of their ids.
///
/// # Errors
/// The database's own.
pub fn conditions(tx: &mut Tx<'_>, as_of: Day) -> Result<Vec<(SegmentId, String)>> {
    let all = sql::segments(tx)?;
    let mut found: Vec<(SegmentId, String)> =
        all.keys().filter_map(|id| all.at(id, as_of)).map(|segment| (segment.id, segment.predicate.clone())).collect();
    found.sort_unstable_by_key(|(id, _)| *id);
    Ok(found)
}

/// How many records are in all of these segments on the day; all accounts where none is named. Counting stops at a
/// thousand.
///
/// # Errors
/// The database's own.
pub fn within_all(tx: &mut Tx<'_>, on: Day, segments: &[SegmentId]) -> Result<i64> {
    sql::within_all(tx, on, segments)
}

/// One segment, as on the day; where it does not hold then, as it was or will be next to it.
///
/// # Errors
/// [`Error::NotFound`].
pub fn get(ctx: &Ctx, tx: &mut Tx<'_>, id: SegmentId, as_of: Day) -> Result<SegmentView> {
    ctx.may(Action::See, Noun::Organisation)?;
    let all = sql::segments(tx)?;
    let count = sql::counts(tx, as_of)?.into_iter().find(|(found, _)| *found == id).map_or(0, |(_, count)| count);
    view(ctx, &all, id, as_of, count).ok_or(Error::NotFound)
}

fn view(ctx: &Ctx, all: &Segments, id: SegmentId, as_of: Day, members: i64) -> Option<SegmentView> {
    let rows = all.rows(&id);
    let holds = rows.iter().find(|row| row.dated.span.contains(as_of));
    let next = || rows.iter().find(|row| row.dated.span.from > as_of);
    let row = holds.or_else(next).or_else(|| rows.last())?;
    let Version { name, predicate, from, to } = version(&row.dated.value, row.dated.span);
    let coverages = views(ctx, all, as_of, Covers::Segment(id));
    Some(SegmentView { id, name, predicate, from, to, members, coverages })
}

fn version(segment: &Segment, span: domain::kernel::Span) -> Version {
    Version {
        name: segment.name.clone(),
        predicate: segment.predicate.clone(),
        from: span.from,
        to: (span.to != Day::END).then(|| span.to.plus(-1)),
    }
}

/// Every version of a segment as known now, latest first.
///
/// # Errors
/// [`Error::NotFound`].
pub fn versions(ctx: &Ctx, tx: &mut Tx<'_>, id: SegmentId) -> Result<Vec<Version>> {
    ctx.may(Action::See, Noun::Organisation)?;
    let all = sql::segments(tx)?;
    let found: Vec<Version> = all.rows(&id).iter().rev().map(|r| version(&r.dated.value, r.dated.span)).collect();
    if found.is_empty() { Err(Error::NotFound) } else { Ok(found) }
}

/// Who is in a segment on the day: `limit` of them after the first `skip`.
///
/// # Errors
/// The permission to see the organisation, and accounts.
pub fn members(
    ctx: &Ctx,
    tx: &mut Tx<'_>,
    id: SegmentId,
    as_of: Day,
    skip: usize,
    limit: usize,
) -> Result<MembersView> {
    ctx.may(Action::See, Noun::Organisation)?;
    let count = sql::member_ids(tx, id, as_of)?.len();
    let mut seen = listing::narrowed(ctx, tx, &kinds::ACCOUNTS, &ListQuery::default())?;
    sql::within(&mut seen, id, as_of);
    let (count, visible) = (i64::try_from(count).unwrap_or(i64::MAX), sql::count(tx, &seen)?);
    let (skip, limit) = (i64::try_from(skip).unwrap_or(0), i64::try_from(limit).unwrap_or(0));
    Ok(MembersView { items: sql::accounts(tx, &seen, skip, limit)?, count, hidden: count - visible })
}

/// What a condition would hold today; beside a segment, who would come in and go out.
///
/// # Errors
/// The permission to edit the organisation; what is wrong with the condition, at `predicate`.
pub fn preview(ctx: &Ctx, tx: &mut Tx<'_>, predicate: &str, beside: Option<SegmentId>) -> Result<Preview> {
    ctx.may(Action::Edit, Noun::Organisation)?;
    condition(predicate)?;
    let fit = fitting(ctx, tx, predicate, None)?;
    let count = i64::try_from(fit.len()).unwrap_or(i64::MAX);
    let mut changes = (count, 0);
    if let Some(id) = beside {
        let held = sql::member_ids(tx, id, ctx.today)?;
        let kept = held.iter().filter(|record| fit.contains(*record)).count();
        let number = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
        changes = (number(fit.len() - kept), number(held.len() - kept));
    }
    let query = ListQuery { filter: Some(predicate.to_owned()), ..ListQuery::default() };
    let seen = match ctx.can(Action::See, Noun::Account) {
        true => Some(listing::narrowed(ctx, tx, &kinds::ACCOUNTS, &query).map_err(at_predicate)?),
        false => None,
    };
    let examples = seen.map(|seen| sql::accounts(tx, &seen, 0, EXAMPLES)).transpose()?.unwrap_or_default();
    Ok(Preview { count, joins: changes.0, leaves: changes.1, examples })
}
