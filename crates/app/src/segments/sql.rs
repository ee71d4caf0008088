//! Statements of segments.

use super::queries::Member;
use crate::ctx::new_id;
use crate::sql::Sql;
use crate::{Ctx, Result};
use db::{Row, Tx, Value};
use domain::kernel::id::{RowId, SegmentId};
use domain::kernel::{Dated, Span};
use domain::organisation::Row as Version;
use domain::segments::{Membership, Memberships, Segment, Segments};
use domain::{Day, Instant};
use uuid::Uuid;

const STANDING: &str = "select row_id, valid_from_on, valid_to_on, recorded_at, id, name, predicate from segments
 where superseded_at is null order by row_id";
const MEMBERS: &str =
    "select row_id, valid_from_on, valid_to_on, recorded_at, segment_id, record_id from segment_members
 where superseded_at is null";
const COUNTS: &str = "select segment_id, count(*) from segment_members where superseded_at is null
 and valid_from_on <= $1 and valid_to_on > $1 group by segment_id";
const MEMBER_IDS: &str = "select record_id from segment_members where superseded_at is null and segment_id = $1
 and valid_from_on <= $2 and valid_to_on > $2";
const SUPERSEDE: &str = "update segments set superseded_at = $1 where row_id = $2";

/// Records of one statement; both engines take many more arguments.
const PART: usize = 500;

type Read<T> = std::result::Result<T, db::Error>;

/// The columns that dated rows begin with here.
fn dated<T>(row: &Row<'_>, value: impl FnOnce(&Row<'_>) -> Read<T>) -> Read<Version<T>> {
    let row_id: RowId = row.id()?;
    let span = Span { from: row.parsed()?, to: row.parsed()? };
    let recorded_at = Instant(row.next()?);
    Ok(Version { row_id, dated: Dated { value: value(row)?, span, recorded_at, superseded_at: None } })
}

/// All standing segments.
pub(super) fn segments(tx: &mut Tx<'_>) -> Result<Segments> {
    let read =
        |row: &Row<'_>| dated(row, |row| Ok(Segment { id: row.id()?, name: row.next()?, predicate: row.next()? }));
    let rows: Vec<Version<Segment>> = tx.all(STANDING, &[], read)?;
    Ok(Segments::new(&rows, |segment| segment.id))
}

/// Standing memberships: of one segment or all, of some records or all.
pub(super) fn members(tx: &mut Tx<'_>, of: Option<SegmentId>, among: Option<&[Uuid]>) -> Result<Memberships> {
    let mut rows: Vec<Version<Membership>> = Vec::new();
    let parts: Vec<Option<&[Uuid]>> = among.map_or(vec![None], |ids| ids.chunks(PART).map(Some).collect());
    for part in parts {
        let mut sql = Sql::new(MEMBERS);
        if let Some(segment) = of {
            sql.push(" and segment_id = ").bind(Value::id(segment));
        }
        if let Some(ids) = part {
            sql.push(" and record_id in ").bind_list(ids.iter().map(|&id| Value::Uuid(id)));
        }
        let read = |row: &Row<'_>| dated(row, |row| Ok(Membership { segment: row.id()?, record: row.next()? }));
        rows.extend(tx.all(sql.text(), sql.args(), read)?);
    }
    Ok(Memberships::new(&rows, |member| *member))
}

/// How many records are in each segment on the day.
pub(super) fn counts(tx: &mut Tx<'_>, on: Day) -> Result<Vec<(SegmentId, i64)>> {
    Ok(tx.all(COUNTS, &[Value::text(on)], |row| Ok((row.id()?, row.next()?)))?)
}

/// The records in the segment on the day.
pub(super) fn member_ids(tx: &mut Tx<'_>, id: SegmentId, on: Day) -> Result<Vec<Uuid>> {
    Ok(tx.all(MEMBER_IDS, &[Value::id(id), Value::text(on)], |row| row.next())?)
}

/// How many accounts are in all of the segments on the day, a thousand at most.
pub(super) fn within_all(tx: &mut Tx<'_>, on: Day, segments: &[SegmentId]) -> Result<i64> {
    let mut sql = Sql::new("select count(*) from (select a.id from accounts a where 1 = 1");
    for segment in segments {
        within(&mut sql, *segment, on);
    }
    sql.push(" limit 1000) found");
    Ok(tx.number(sql.text(), sql.args())?)
}

/// Leaves of narrowed accounts those in the segment on the day.
pub(super) fn within(narrowed: &mut Sql, id: SegmentId, on: Day) {
    narrowed.push(" and a.id in (select record_id from segment_members where superseded_at is null and segment_id = ");
    narrowed.bind(Value::id(id)).push(" and valid_from_on <= ").bind(on.to_string());
    narrowed.push(" and valid_to_on > ").bind(on.to_string()).push(")");
}

/// How many accounts are left.
pub(super) fn count(tx: &mut Tx<'_>, narrowed: &Sql) -> Result<i64> {
    let sql = narrowed.after("select count(*)");
    Ok(tx.number(sql.text(), sql.args())?)
}

/// Some of the accounts that are left, by name.
pub(super) fn accounts(tx: &mut Tx<'_>, narrowed: &Sql, skip: i64, limit: i64) -> Result<Vec<Member>> {
    let mut sql = narrowed.after("select a.id, a.name, a.tier, a.industry, a.country");
    sql.push(" order by a.sort_key, a.id limit ").bind(limit).push(" offset ").bind(skip);
    Ok(tx.all(sql.text(), sql.args(), |row| {
        Ok(Member { id: row.id()?, name: row.next()?, tier: row.next()?, industry: row.next()?, country: row.next()? })
    })?)
}

/// Writes what changed of the segments.
pub(super) fn save(ctx: &Ctx, tx: &mut Tx<'_>, all: &mut Segments) -> Result<()> {
    let changed = all.drain(ctx.now, &mut || new_id(ctx.now));
    for row in &changed.supersede {
        tx.run(SUPERSEDE, &[Value::Int(ctx.now.0), Value::id(row.row_id)])?;
    }
    let columns = ["row_id", "id", "name", "noun", "predicate", "valid_from_on", "valid_to_on", "recorded_at"];
    let mut values = Vec::with_capacity(changed.insert.len() * columns.len());
    for Version { row_id, dated } in changed.insert {
        let Segment { id, name, predicate } = dated.value;
        values.extend([Value::id(row_id), Value::id(id), name.into(), "account".into(), predicate.into()]);
        values.extend([Value::text(dated.span.from), Value::text(dated.span.to), Value::Int(dated.recorded_at.0)]);
    }
    Ok(tx.insert("segments", &columns, &values)?)
}

/// Writes what changed of the memberships.
pub(super) fn save_members(ctx: &Ctx, tx: &mut Tx<'_>, members: &mut Memberships) -> Result<()> {
    let changed = members.drain(ctx.now, &mut || new_id(ctx.now));
    for part in changed.supersede.chunks(PART) {
        let mut sql = Sql::new("update segment_members set superseded_at = ");
        sql.bind(ctx.now.0).push(" where row_id in ").bind_list(part.iter().map(|row| Value::id(row.row_id)));
        tx.run(sql.text(), sql.args())?;
    }
    let columns = ["row_id", "segment_id", "record_id", "valid_from_on", "valid_to_on", "recorded_at"];
    let mut values = Vec::with_capacity(changed.insert.len() * columns.len());
    for Version { row_id, dated } in changed.insert {
        values.extend([Value::id(row_id), Value::id(dated.value.segment), Value::Uuid(dated.value.record)]);
        values.extend([Value::text(dated.span.from), Value::text(dated.span.to), Value::Int(dated.recorded_at.0)]);
    }
    Ok(tx.insert("segment_members", &columns, &values)?)
}
