//! Statements of cadences and enrolments.

use super::EnrolmentView;
use crate::sql::Sql;
use crate::{Ctx, Result};
use db::{Row, Tx, Value};
use domain::Day;
use domain::cadences::{Cadence, Step};
use domain::kernel::id::{ActivityId, CadenceId, EnrolmentId};
use domain::policy::Noun;
use std::collections::BTreeMap;
use uuid::Uuid;

const ALL: &str = "select c.id, c.name, c.is_active, s.day, s.kind, s.subject, s.body from cadences c
 left join cadence_steps s on s.cadence_id = c.id order by c.name, c.id, s.seq";
const DROP_STEPS: &str = "delete from cadence_steps where cadence_id = $1";
const ON_RECORD: &str = "select e.id, e.cadence_id, c.name, e.started_on,
 (select count(*) from enrolment_tasks t where t.enrolment_id = e.id),
 (select count(*) from enrolment_tasks t join activities x on x.id = t.activity_id
   where t.enrolment_id = e.id and x.is_open), e.stop_reason
 from enrolments e join cadences c on c.id = e.cadence_id where e.record_id = $1 order by e.started_on desc, e.id desc";
const RECORD: &str = "select noun, record_id from enrolments where id = $1 and stopped_at is null";
const OF: &str = "select noun, record_id from enrolments where id = $1";
const STOP: &str = "update enrolments set stopped_at = $2, stop_reason = $3 where id = $1 and stopped_at is null";
const TASKS: &str = "select t.activity_id from enrolment_tasks t join activities x on x.id = t.activity_id
 where t.enrolment_id = $1 and x.is_open order by t.seq";

pub(super) fn all(tx: &mut Tx<'_>) -> Result<Vec<Cadence>> {
    let mut all: Vec<Cadence> = Vec::new();
    tx.each(ALL, &[], |row| {
        let (id, name, is_active): (CadenceId, String, bool) = (row.id()?, row.next()?, row.next()?);
        let day: Option<i64> = row.next()?;
        let texts: [Option<String>; 3] = [row.next()?, row.next()?, row.next()?];
        if all.last().is_none_or(|last| last.id != id) {
            all.push(Cadence { id, name, steps: Vec::new(), is_active });
        }
        if let (Some(day), [Some(kind), Some(subject), Some(body)], Some(last)) = (day, texts, all.last_mut()) {
            last.steps.push(Step { day, kind, subject, body });
        }
        Ok(())
    })?;
    Ok(all)
}

pub(super) fn save(ctx: &Ctx, tx: &mut Tx<'_>, cadence: &Cadence) -> Result<()> {
    let values = [Value::id(cadence.id), cadence.name.as_str().into(), cadence.is_active.into(), ctx.now.0.into()];
    let over = "on conflict (id) do update set name = excluded.name, is_active = excluded.is_active";
    tx.insert_or("cadences", &["id", "name", "is_active", "recorded_at"], &values, over)?;
    tx.run(DROP_STEPS, &[Value::id(cadence.id)])?;
    let mut rows = Vec::new();
    for (seq, step) in (0_i64..).zip(&cadence.steps) {
        rows.extend([
            Value::id(cadence.id),
            seq.into(),
            step.day.into(),
            step.kind.as_str().into(),
            step.subject.as_str().into(),
            step.body.as_str().into(),
        ]);
    }
    Ok(tx.insert("cadence_steps", &["cadence_id", "seq", "day", "kind", "subject", "body"], &rows)?)
}

pub(super) fn enrol(
    ctx: &Ctx,
    tx: &mut Tx<'_>,
    cadence: CadenceId,
    (noun, record): (Noun, Uuid),
    tasks: &[(ActivityId, &str)],
) -> Result<EnrolmentId> {
    let id: EnrolmentId = ctx.id();
    let columns = ["id", "cadence_id", "noun", "record_id", "started_on", "user_id", "recorded_at"];
    let values = [
        Value::id(id),
        Value::id(cadence),
        noun.key().into(),
        record.into(),
        Value::text(ctx.today),
        Value::opt_id(ctx.user),
        ctx.now.0.into(),
    ];
    tx.insert("enrolments", &columns, &values)?;
    let rows: Vec<Value> = (0_i64..)
        .zip(tasks)
        .flat_map(|(seq, (task, kind))| [Value::id(id), seq.into(), Value::id(*task), (*kind).into()])
        .collect();
    tx.insert("enrolment_tasks", &["enrolment_id", "seq", "activity_id", "kind"], &rows)?;
    Ok(id)
}

pub(super) fn on_record(tx: &mut Tx<'_>, record: Uuid) -> Result<Vec<EnrolmentView>> {
    let view = |row: &Row<'_>| {
        Ok(EnrolmentView {
            id: row.id()?,
            cadence: row.id()?,
            name: row.next()?,
            started_on: row.opt_parsed()?.unwrap_or(Day::BEGINNING),
            steps: row.next()?,
            open: row.next()?,
            stop_reason: row.next()?,
        })
    };
    Ok(tx.all(ON_RECORD, &[record.into()], view)?)
}

/// The record of an enrolment that goes on.
pub(super) fn record(tx: &mut Tx<'_>, id: EnrolmentId) -> Result<Option<(Noun, Uuid)>> {
    named(tx, RECORD, id)
}

/// The record of an enrolment, be it stopped.
pub(super) fn of(tx: &mut Tx<'_>, id: EnrolmentId) -> Result<Option<(Noun, Uuid)>> {
    named(tx, OF, id)
}

fn named(tx: &mut Tx<'_>, sql: &'static str, id: EnrolmentId) -> Result<Option<(Noun, Uuid)>> {
    let found = tx.first(sql, &[Value::id(id)], |row| Ok((row.next::<String>()?, row.next::<Uuid>()?)))?;
    Ok(found.and_then(|(noun, record)| Some((Noun::from_key(&noun)?, record))))
}

/// Enrolments of the records that nobody has stopped, by record.
pub(super) fn running(tx: &mut Tx<'_>, records: &[Uuid]) -> Result<BTreeMap<Uuid, Vec<EnrolmentId>>> {
    let mut found: BTreeMap<Uuid, Vec<EnrolmentId>> = BTreeMap::new();
    for part in records.chunks(500) {
        let mut sql = Sql::new("select record_id, id from enrolments where stopped_at is null and record_id in ");
        sql.bind_list(part.iter().map(|&id| Value::Uuid(id)));
        tx.each(sql.text(), sql.args(), |row| {
            found.entry(row.next()?).or_default().push(row.id()?);
            Ok(())
        })?;
    }
    Ok(found)
}

/// Enrolments of the records that go on and have a step of these kinds left. Of which kind a step was is not known of those
/// that began long ago: then the cadence as it stands tells.
pub(super) fn asking(tx: &mut Tx<'_>, records: &[Uuid], kinds: &[&str]) -> Result<Vec<(EnrolmentId, Noun, Uuid)>> {
    let mut found = Vec::new();
    let kinds = || kinds.iter().map(|&kind| Value::from(kind));
    for part in records.chunks(500) {
        let mut sql = Sql::new(
            "select e.id, e.noun, e.record_id from enrolments e where e.stopped_at is null and e.record_id in ",
        );
        sql.bind_list(part.iter().map(|&id| Value::Uuid(id)));
        sql.push(
            " and exists (select 1 from enrolment_tasks t join activities x on x.id = t.activity_id
 where t.enrolment_id = e.id and x.is_open and (t.kind in ",
        );
        sql.bind_list(kinds());
        sql.push(" or t.kind is null and exists (select 1 from cadence_steps s where s.cadence_id = e.cadence_id and s.kind in ");
        sql.bind_list(kinds()).push("))) order by e.id");
        let read = |row: &Row<'_>| Ok((row.id()?, row.next::<String>()?, row.next()?));
        let rows = tx.all(sql.text(), sql.args(), read)?;
        found.extend(rows.into_iter().filter_map(|(id, noun, record)| Some((id, Noun::from_key(&noun)?, record))));
    }
    Ok(found)
}

pub(super) fn stop(ctx: &Ctx, tx: &mut Tx<'_>, id: EnrolmentId, reason: &str) -> Result<()> {
    tx.run(STOP, &[Value::id(id), ctx.now.0.into(), reason.into()])?;
    Ok(())
}

/// Tasks of an enrolment that wait.
pub(super) fn open_tasks(tx: &mut Tx<'_>, id: EnrolmentId) -> Result<Vec<ActivityId>> {
    Ok(tx.all(TASKS, &[Value::id(id)], |row| row.id())?)
}
