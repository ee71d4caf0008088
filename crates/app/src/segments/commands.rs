//! Writes of segments and of their membership.

use super::sql;
use crate::events::{self, Cause};
use crate::listing;
use crate::organisation;
use crate::{Ctx, Error, Result};
use db::Tx;
use domain::custom_fields::CustomField;
use domain::kernel::Span;
use domain::kernel::id::SegmentId;
use domain::organisation::series::overlap;
use domain::organisation::{Edit, Row};
use domain::policy::{Action, Noun};
use domain::segments::{self as rules, Memberships, Segment, Segments};
use domain::{Day, Refusal};
use std::collections::HashSet;
use uuid::Uuid;

/// Defines a segment that holds from a day on; whoever fits is in it from that day.
///
/// # Errors
/// `refusal-name-empty`, `refusal-segment-…`, `refusal-segment-sensitive`; what is wrong with the condition, at `predicate`.
pub fn define(ctx: &Ctx, tx: &mut Tx<'_>, name: &str, predicate: &str, on: Day) -> Result<SegmentId> {
    ctx.may(Action::Edit, Noun::Organisation)?;
    open_to_all(ctx, predicate)?;
    let segment = Segment { id: ctx.id(), name: name.to_owned(), predicate: predicate.to_owned() };
    let mut all = sql::segments(tx)?;
    rules::define(&mut all, &segment, on)?;
    write(ctx, tx, &mut all, segment.id, on)?;
    let told =
        serde_json::json!({ "name": [null, segment.name.trim()], "predicate": [null, segment.predicate.trim()] });
    events::append(tx, ctx, Cause::COMMAND, Noun::Organisation, segment.id, "segment_defined", &told)?;
    Ok(segment.id)
}

/// That no sensitive field stands in a condition: it is asked whoever writes an account, and everybody sees who fits.
fn open_to_all(ctx: &Ctx, predicate: &str) -> Result<()> {
    let is_named = |field: &&'static CustomField| field.is_sensitive && names(predicate, &field.key);
    match ctx.fields.all_of(Noun::Account).find(is_named) {
        Some(field) => {
            Err(Refusal::new("refusal-segment-sensitive").at("predicate").with("label", &field.label).into())
        }
        None => Ok(()),
    }
}

/// Whether a condition names a field.
fn names(predicate: &str, key: &str) -> bool {
    predicate.split(|c: char| !c.is_ascii_alphanumeric() && c != '_').any(|word| word == key)
}

/// That no segment, past or to come, goes by a field of accounts that is to be sensitive.
///
/// # Errors
/// `refusal-field-masks-segment`.
pub(crate) fn goes_by_none(tx: &mut Tx<'_>, field: &CustomField) -> Result<()> {
    let all = sql::segments(tx)?;
    let mut rows = all.keys().flat_map(|id| all.rows(id)).filter(|row| row.dated.superseded_at.is_none());
    match rows.find(|row| field.noun == Noun::Account && names(&row.dated.value.predicate, &field.key)) {
        Some(row) => {
            let refusal = Refusal::new("refusal-field-masks-segment").at("is_sensitive");
            Err(refusal.with("segment", &row.dated.value.name).into())
        }
        None => Ok(()),
    }
}

/// Gives a segment another name or condition from a day on.
///
/// # Errors
/// [`Error::NotFound`]; as [`define`]; `refusal-segment-not-then`.
pub fn change(ctx: &Ctx, tx: &mut Tx<'_>, id: SegmentId, name: &str, predicate: &str, on: Day) -> Result<()> {
    ctx.may(Action::Edit, Noun::Organisation)?;
    let mut all = known(tx, id)?;
    let before = all.at(&id, on).cloned();
    open_to_all(ctx, predicate)?;
    let segment = Segment { id, name: name.to_owned(), predicate: predicate.to_owned() };
    rules::change(&mut all, &segment, on)?;
    write(ctx, tx, &mut all, id, on)?;
    let mut told = serde_json::Map::new();
    let old = before.as_ref().map_or(("", ""), |s| (s.name.as_str(), s.predicate.as_str()));
    for (field, was, is) in [("name", old.0, segment.name.trim()), ("predicate", old.1, segment.predicate.trim())] {
        if was != is {
            told.insert(field.to_owned(), serde_json::json!([was, is]));
        }
    }
    events::append(tx, ctx, Cause::COMMAND, Noun::Organisation, id, "segment_changed", &told.into())
}

/// Ends a segment: nobody is in it from that day on, and nobody covers it.
///
/// # Errors
/// [`Error::NotFound`]; `refusal-segment-not-then`.
pub fn end(ctx: &Ctx, tx: &mut Tx<'_>, id: SegmentId, on: Day) -> Result<()> {
    ctx.may(Action::Edit, Noun::Organisation)?;
    let mut all = known(tx, id)?;
    rules::end(&mut all, id, on)?;
    write(ctx, tx, &mut all, id, on)?;
    let ended = uncover(ctx, id, on);
    if !ended.is_empty() {
        organisation::commands::edit(ctx, tx, &ended)?;
    }
    events::append(tx, ctx, Cause::COMMAND, Noun::Organisation, id, "segment_ended", &serde_json::json!({}))
}

/// The ends of the coverages of a segment, each from the day on or from its own later beginning.
fn uncover(ctx: &Ctx, id: SegmentId, on: Day) -> Vec<(Edit, Day)> {
    let standing = ctx.history.rows().coverages.iter().filter(|row| row.dated.superseded_at.is_none());
    let rows = standing.filter(|row| row.dated.value.segment == Some(id) && row.dated.span.to > on);
    let mut ends: Vec<(domain::kernel::id::CoverageId, Day)> =
        rows.map(|row| (row.dated.value.id, row.dated.span.from.max(on))).collect();
    ends.sort_unstable();
    ends.dedup_by_key(|(coverage, _)| *coverage);
    ends.into_iter().map(|(coverage, day)| (Edit::EndCoverage { coverage }, day)).collect()
}

fn known(tx: &mut Tx<'_>, id: SegmentId) -> Result<Segments> {
    let all = sql::segments(tx)?;
    if all.rows(&id).is_empty() { Err(Error::NotFound) } else { Ok(all) }
}

/// Saves the segment's rows and whoever is in it from the day on.
fn write(ctx: &Ctx, tx: &mut Tx<'_>, all: &mut Segments, id: SegmentId, on: Day) -> Result<()> {
    // Routing keeps conditions in memory, by the version of the organisation.
    organisation::lock(tx)?;
    let fitting = fitting_of(ctx, tx, all.rows(&id), on, None)?;
    let mut members = sql::members(tx, Some(id), None)?;
    let mut records: HashSet<Uuid> = members.keys().map(|member| member.record).collect();
    records.extend(fitting.iter().flat_map(|(_, fit)| fit).copied());
    rules::settle(&mut members, id, records, on, &fitting);
    sql::save(ctx, tx, all)?;
    sql::save_members(ctx, tx, &mut members)?;
    crate::leads::commands::resegment_all(ctx, tx)
}

/// Brings the membership of changed accounts up to date, from today on.
///
/// # Errors
/// The database's own.
pub fn refresh(ctx: &Ctx, tx: &mut Tx<'_>, touched: &[Uuid]) -> Result<()> {
    let all = sql::segments(tx)?;
    let ids: Vec<SegmentId> = all.keys().copied().collect();
    if ids.is_empty() || touched.is_empty() {
        return Ok(());
    }
    let mut members: Memberships = sql::members(tx, None, Some(touched))?;
    for id in ids {
        let fitting = fitting_of(ctx, tx, all.rows(&id), ctx.today, Some(touched))?;
        rules::settle(&mut members, id, touched.iter().copied(), ctx.today, &fitting);
    }
    sql::save_members(ctx, tx, &mut members)
}

/// For each part of a segment's days from a day on: who fits its condition, as accounts are now.
fn fitting_of(
    ctx: &Ctx,
    tx: &mut Tx<'_>,
    rows: &[Row<Segment>],
    from: Day,
    among: Option<&[Uuid]>,
) -> Result<Vec<(Span, HashSet<Uuid>)>> {
    let mut found = Vec::new();
    for row in rows {
        let span = overlap(row.dated.span, Span::since(from));
        if !span.is_empty() {
            found.push((span, fitting(ctx, tx, &row.dated.value.predicate, among)?));
        }
    }
    Ok(found)
}

/// Accounts that fit the condition, whoever may see them; `among` narrows.
pub(super) fn fitting(ctx: &Ctx, tx: &mut Tx<'_>, predicate: &str, among: Option<&[Uuid]>) -> Result<HashSet<Uuid>> {
    let mut found = HashSet::new();
    let parts: Vec<Option<&[Uuid]>> = among.map_or(vec![None], |ids| ids.chunks(500).map(Some).collect());
    for part in parts {
        let sql = listing::fitting(ctx, tx, &listing::kinds::ACCOUNTS, predicate, part).map_err(at_predicate)?;
        found.extend(tx.all(sql.text(), sql.args(), |row| row.next::<Uuid>())?);
    }
    Ok(found)
}

/// What is wrong with a filter is, of a segment, wrong with its condition.
pub(super) fn at_predicate(error: Error) -> Error {
    let Error::Refused(refusals) = error else { return error };
    Error::Refused(refusals.into_iter().map(|r: Refusal| r.at("predicate")).collect())
}
