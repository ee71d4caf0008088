//! Statements of segments.

use crate::ctx::new_id;
use crate::sql::Sql;
use crate::{Ctx, Result};
use db::{Tx, Value};
use domain::Day;
use domain::kernel::id::SegmentId;
use serde::Serialize;
use std::collections::HashSet;
use uuid::Uuid;

/// A segment as it stands.
#[derive(Clone, Debug, Serialize)]
pub struct Segment {
    /// Which.
    pub id: SegmentId,
    /// Name.
    pub name: String,
    /// The filter of accounts.
    pub predicate: String,
    /// Accounts in it today.
    pub members: i64,
}

const LIST: &str = "select s.id, s.name, s.predicate, (select count(*) from segment_members m where m.segment_id = s.id
 and m.superseded_at is null and m.valid_to_on = '9999-12-31') from segments s where s.superseded_at is null
 and s.valid_to_on = '9999-12-31' order by s.name, s.id";
const END: &str = "update segments set superseded_at = $2 where id = $1 and superseded_at is null";
const ENDED: &str = "insert into segments (row_id, id, name, noun, predicate, valid_from_on, valid_to_on, recorded_at)
 select $3, id, name, noun, predicate, valid_from_on, $4, $2 from segments where id = $1 and superseded_at = $2";

/// Segments that stand.
///
/// # Errors
/// The database's own.
pub fn list(tx: &mut Tx<'_>) -> Result<Vec<Segment>> {
    Ok(tx.all(LIST, &[], |row| {
        Ok(Segment { id: row.id()?, name: row.next()?, predicate: row.next()?, members: row.next()? })
    })?)
}

pub(super) fn add(ctx: &Ctx, tx: &mut Tx<'_>, s: &Segment, on: Day) -> Result<()> {
    let columns = ["row_id", "id", "name", "noun", "predicate", "valid_from_on", "valid_to_on", "recorded_at"];
    let values = [
        Value::Uuid(ctx.id()),
        Value::id(s.id),
        s.name.as_str().into(),
        "account".into(),
        s.predicate.as_str().into(),
        Value::text(on),
        Value::text(Day::END),
        Value::Int(ctx.now.0),
    ];
    Ok(tx.insert("segments", &columns, &values)?)
}

pub(super) fn end(ctx: &Ctx, tx: &mut Tx<'_>, id: SegmentId, on: Day) -> Result<()> {
    tx.run(END, &[Value::id(id), Value::Int(ctx.now.0)])?;
    tx.run(ENDED, &[Value::id(id), Value::Int(ctx.now.0), Value::Uuid(ctx.id()), Value::text(on)])?;
    Ok(())
}

/// Who is in it; `among` narrows.
pub(super) fn members(tx: &mut Tx<'_>, id: SegmentId, among: Option<&[Uuid]>) -> Result<HashSet<Uuid>> {
    let mut found = HashSet::new();
    let parts: Vec<Option<&[Uuid]>> = among.map_or(vec![None], |ids| ids.chunks(500).map(Some).collect());
    for part in parts {
        let mut sql = Sql::new("select record_id from segment_members where superseded_at is null and valid_to_on = ");
        sql.bind(Day::END.to_string()).push(" and segment_id = ").bind(Value::id(id));
        if let Some(ids) = part {
            sql.push(" and record_id in ").bind_list(ids.iter().map(|&id| Value::Uuid(id)));
        }
        found.extend(tx.all(sql.text(), sql.args(), |row| row.next::<Uuid>())?);
    }
    Ok(found)
}

const MEMBER: [&str; 6] = ["row_id", "segment_id", "record_id", "valid_from_on", "valid_to_on", "recorded_at"];

pub(super) fn join(ctx: &Ctx, tx: &mut Tx<'_>, id: SegmentId, records: &[Uuid], on: Day) -> Result<()> {
    let row = |record: &Uuid| {
        [
            Value::Uuid(new_id(ctx.now)),
            Value::id(id),
            Value::Uuid(*record),
            Value::text(on),
            Value::text(Day::END),
            Value::Int(ctx.now.0),
        ]
    };
    let values: Vec<Value> = records.iter().flat_map(row).collect();
    Ok(tx.insert("segment_members", &MEMBER, &values)?)
}

/// Supersedes the open rows and writes what they become: membership until the day.
pub(super) fn leave(ctx: &Ctx, tx: &mut Tx<'_>, id: SegmentId, records: &[Uuid], on: Day) -> Result<()> {
    for part in records.chunks(500) {
        let mut select = Sql::new(
            "select record_id, valid_from_on from segment_members where superseded_at is null and segment_id = ",
        );
        select.bind(Value::id(id)).push(" and valid_to_on = ").bind(Day::END.to_string()).push(" and record_id in ");
        select.bind_list(part.iter().map(|&id| Value::Uuid(id)));
        let open: Vec<(Uuid, String)> = tx.all(select.text(), select.args(), |row| Ok((row.next()?, row.next()?)))?;
        let mut end = Sql::new("update segment_members set superseded_at = ");
        end.bind(ctx.now.0).push(" where superseded_at is null and segment_id = ").bind(Value::id(id));
        end.push(" and valid_to_on = ").bind(Day::END.to_string()).push(" and record_id in ");
        end.bind_list(part.iter().map(|&id| Value::Uuid(id)));
        tx.run(end.text(), end.args())?;
        let row = |(record, from): &(Uuid, String)| {
            [
                Value::Uuid(new_id(ctx.now)),
                Value::id(id),
                Value::Uuid(*record),
                from.as_str().into(),
                Value::text(on),
                Value::Int(ctx.now.0),
            ]
        };
        let values: Vec<Value> = open.iter().filter(|(_, from)| *from < on.to_string()).flat_map(row).collect();
        tx.insert("segment_members", &MEMBER, &values)?;
    }
    Ok(())
}
