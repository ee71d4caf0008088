//! Statements of routing.

use super::works::Item;
use crate::ctx::new_id;
use crate::sql::Sql;
use crate::{Ctx, Result};
use db::{Row, Tx, Value};
use domain::kernel::id::{CoverageId, DecisionId, PositionId, QueueId, RoutingSettingId, SegmentId};
use domain::kernel::{Dated, Span};
use domain::organisation::Row as Version;
use domain::organisation::routing::{Decision, Setting, Step, Target, WorkKind};
use domain::organisation::series::Series;
use domain::policy::Noun;
use domain::{Day, Instant};
use uuid::Uuid;

const STANDING: &str = "select row_id, valid_from_on, valid_to_on, recorded_at, id, value from routing_settings
 where superseded_at is null and kind <> 'mark' order by row_id";
const OF_ONE: &str = "select row_id, valid_from_on, valid_to_on, recorded_at, id, value from routing_settings
 where superseded_at is null and id = $1";
const KNOWN: &str = "select row_id, valid_from_on, valid_to_on, recorded_at, id, value from routing_settings
 where recorded_at <= $1 and (superseded_at is null or superseded_at > $1) and kind <> 'mark' order by row_id";
const MARKS: &str = "select row_id, valid_from_on, valid_to_on, recorded_at, id, value from routing_settings
 where superseded_at is null and kind = 'mark' and valid_to_on > $1 order by row_id";
const MARKED: &str = "select value from routing_settings where superseded_at is null and kind = 'mark'";
const SUPERSEDE: &str = "update routing_settings set superseded_at = $1 where row_id = $2";
const DECISIONS: &str = "select id, day, at, explanation from routing_decisions where record_id = $1
 order by at desc, id desc limit $2";
const DECISION: &str = "select noun, record_id, at, explanation from routing_decisions where id = $1";
const DECIDED: &str = "select explanation from routing_decisions where noun = $1 and at >= $2 order by at, id limit $3";
const QUEUES: &str = "select queue_id, count(*), min(since) from routing_queued group by queue_id";
const QUEUED: &str =
    "select noun, record_id, since from routing_queued where queue_id = $1 order by since, record_id limit $2";
const WAITS: &str = "select queue_id, since from routing_queued where record_id = $1";
const SEGMENTS_NOTED: &str = "select segment_id from queued_segments where record_id = $1 order by segment_id";
const NOBODY: &str = "select id from positions where superseded_at is null and is_stub = $1 and title = $2 limit 1";
const ACCOUNTS_IN_ALL: &str = "select count(*) from accounts";
const COMBINATIONS: &str = "select record_id, segment_id from segment_members where superseded_at is null
 and valid_from_on <= $1 and valid_to_on > $1 order by record_id, segment_id";

/// Records of one statement.
const PART: usize = 500;

type Read<T> = std::result::Result<T, db::Error>;

/// Settings as they are kept.
pub(super) type Kept = Series<RoutingSettingId, (RoutingSettingId, Setting)>;

fn setting(row: &Row<'_>) -> Read<(Version<RoutingSettingId>, String)> {
    let row_id = row.id()?;
    let span = Span { from: row.parsed()?, to: row.parsed()? };
    let recorded_at = Instant(row.next()?);
    let dated = Dated { value: row.id()?, span, recorded_at, superseded_at: None };
    Ok((Version { row_id, dated }, row.next()?))
}

fn read(rows: Vec<(Version<RoutingSettingId>, String)>) -> Result<Vec<Version<(RoutingSettingId, Setting)>>> {
    let parsed = |(row, value): (Version<RoutingSettingId>, String)| {
        let Dated { value: id, span, recorded_at, superseded_at } = row.dated;
        let value = (id, serde_json::from_str(&value)?);
        Ok(Version { row_id: row.row_id, dated: Dated { value, span, recorded_at, superseded_at } })
    };
    rows.into_iter().map(parsed).collect()
}

/// Standing settings of all days but marks; or those known at an instant.
pub(super) fn settings(
    tx: &mut Tx<'_>,
    known_at: Option<Instant>,
) -> Result<Vec<Version<(RoutingSettingId, Setting)>>> {
    match known_at {
        None => read(tx.all(STANDING, &[], setting)?),
        Some(at) => read(tx.all(KNOWN, &[Value::Int(at.0)], setting)?),
    }
}

/// Marks that hold on the day or later.
pub(super) fn marks(tx: &mut Tx<'_>, from: Day) -> Result<Vec<Version<(RoutingSettingId, Setting)>>> {
    read(tx.all(MARKS, &[Value::text(from)], setting)?)
}

/// The rows of one setting.
pub(super) fn one(tx: &mut Tx<'_>, id: RoutingSettingId) -> Result<Kept> {
    let rows = read(tx.all(OF_ONE, &[Value::id(id)], setting)?)?;
    Ok(Series::new(&rows, |(id, _)| *id))
}

/// Marks of accounts on the day.
pub(super) fn marked(tx: &mut Tx<'_>, accounts: &[Uuid], on: Day) -> Result<Vec<Setting>> {
    let mut found = Vec::new();
    for part in accounts.chunks(PART) {
        let mut sql = Sql::new(MARKED);
        sql.push(" and valid_from_on <= ").bind(on.to_string()).push(" and valid_to_on > ").bind(on.to_string());
        sql.push(" and subject_id in ").bind_list(part.iter().map(|&id| Value::Uuid(id)));
        for value in tx.all(sql.text(), sql.args(), |row| row.next::<String>())? {
            found.push(serde_json::from_str(&value)?);
        }
    }
    Ok(found)
}

/// Writes what changed.
pub(super) fn save(ctx: &Ctx, tx: &mut Tx<'_>, kept: &mut Kept) -> Result<()> {
    let changed = kept.drain(ctx.now, &mut || new_id(ctx.now));
    for row in &changed.supersede {
        tx.run(SUPERSEDE, &[Value::Int(ctx.now.0), Value::id(row.row_id)])?;
    }
    let columns =
        ["row_id", "id", "kind", "subject_id", "value", "valid_from_on", "valid_to_on", "recorded_at", "set_id"];
    let mut values = Vec::with_capacity(changed.insert.len() * columns.len());
    for Version { row_id, dated } in changed.insert {
        let (id, setting) = dated.value;
        values.extend([Value::id(row_id), Value::id(id), setting.kind().into(), Value::opt_id(setting.subject())]);
        values.extend([serde_json::to_string(&setting)?.into(), Value::text(dated.span.from)]);
        values.extend([Value::text(dated.span.to), Value::Int(dated.recorded_at.0), Value::opt_id(ctx.set())]);
    }
    Ok(tx.insert("routing_settings", &columns, &values)?)
}

/// The turns of coverages; where they are `taken`, whoever else takes one of them waits until this transaction ends.
pub(super) fn take_turns(tx: &mut Tx<'_>, coverages: &[CoverageId], taken: bool) -> Result<Vec<(CoverageId, u64)>> {
    let mut turns = Vec::with_capacity(coverages.len());
    if taken {
        let values: Vec<Value> = coverages.iter().flat_map(|id| [Value::id(*id), Value::Int(0)]).collect();
        let stays = "on conflict (coverage_id) do update set turn = routing_turns.turn";
        tx.insert_or("routing_turns", &["coverage_id", "turn"], &values, stays)?;
    }
    for part in coverages.chunks(PART) {
        turns.extend(self::turns(tx, part)?);
    }
    Ok(turns)
}

fn turns(tx: &mut Tx<'_>, coverages: &[CoverageId]) -> Result<Vec<(CoverageId, u64)>> {
    let mut sql = Sql::new("select coverage_id, turn from routing_turns where coverage_id in ");
    sql.bind_list(coverages.iter().map(|&id| Value::id(id)));
    let read = |row: &Row<'_>| Ok((row.id()?, u64::try_from(row.next::<i64>()?).unwrap_or(0)));
    Ok(tx.all(sql.text(), sql.args(), read)?)
}

pub(super) fn save_turns(tx: &mut Tx<'_>, turns: &[(CoverageId, u64)]) -> Result<()> {
    let turn = |turn: u64| Value::Int(i64::try_from(turn).unwrap_or(0));
    let values: Vec<Value> = turns.iter().flat_map(|&(id, at)| [Value::id(id), turn(at)]).collect();
    let moves = "on conflict (coverage_id) do update set turn = excluded.turn";
    Ok(tx.insert_or("routing_turns", &["coverage_id", "turn"], &values, moves)?)
}

/// How many open records of the kind each of the positions carries.
pub(super) fn open(tx: &mut Tx<'_>, kind: WorkKind, positions: &[PositionId]) -> Result<Vec<(PositionId, u32)>> {
    let head = format!("select position_id, open from carried where kind = '{}' and position_id in ", kind.key());
    counted(tx, &head, positions, "")
}

/// How many records each of the positions was given on the day.
pub(super) fn today(tx: &mut Tx<'_>, day: Day, positions: &[PositionId]) -> Result<Vec<(PositionId, u32)>> {
    let head = "select position_id, count(*) from routing_decisions where position_id in ";
    counted(tx, head, positions, &format!(" and day = '{day}' group by position_id"))
}

/// How many records each of the positions keeps from a successor on the day.
pub(super) fn held_over(tx: &mut Tx<'_>, day: Day, positions: &[PositionId]) -> Result<Vec<(PositionId, u32)>> {
    let head = "select position_id, count(distinct record_id) from routing_decisions where position_id in ";
    counted(tx, head, positions, &format!(" and held_until > '{day}' group by position_id"))
}

fn counted(tx: &mut Tx<'_>, head: &str, positions: &[PositionId], tail: &str) -> Result<Vec<(PositionId, u32)>> {
    let mut found = Vec::with_capacity(positions.len());
    for part in positions.chunks(PART) {
        let mut sql = Sql::new(head);
        sql.bind_list(part.iter().map(|&id| Value::id(id))).push(tail);
        let read = |row: &Row<'_>| Ok((row.id()?, u32::try_from(row.next::<i64>()?).unwrap_or(u32::MAX)));
        found.extend(tx.all(sql.text(), sql.args(), read)?);
    }
    Ok(found)
}

/// Writes decisions to the log, and who waits where.
pub(super) fn log(ctx: &Ctx, tx: &mut Tx<'_>, decided: &[(&Item, &Decision)]) -> Result<()> {
    let columns =
        ["id", "noun", "record_id", "day", "at", "position_id", "queue_id", "coverage_id", "held_until", "explanation"];
    let (mut values, mut waiting) = (Vec::with_capacity(decided.len() * columns.len()), Vec::new());
    for (item, decision) in decided {
        let (kind, record) = (item.work.kind, &item.record);
        let (position, queue) = match decision.to {
            Target::Position(to) => (Some(to), None),
            Target::Queue(to) => (None, Some(to)),
        };
        let until = decision.why.steps.iter().find_map(|step| match step {
            Step::Holdover { until, .. } if position.is_some() => Some(*until),
            _ => None,
        });
        values.extend([Value::Uuid(ctx.id()), kind.key().into(), Value::Uuid(*record), Value::text(decision.why.day)]);
        values.extend([Value::Int(ctx.now.0), Value::opt_id(position), Value::opt_id(queue)]);
        values.extend([Value::opt_id(decision.coverage()), until.map(|day| day.to_string()).into()]);
        values.push(serde_json::to_string(&decision.why)?.into());
        if let Some(queue) = queue {
            waiting.extend([Value::Uuid(*record), kind.key().into(), Value::id(queue), Value::Int(ctx.now.0)]);
        }
    }
    tx.insert("routing_decisions", &columns, &values)?;
    leave(tx, &decided.iter().map(|(item, _)| item.record).collect::<Vec<_>>())?;
    tx.insert("routing_queued", &["record_id", "noun", "queue_id", "since"], &waiting)?;
    let waits = |(item, decision): &&(&Item, &Decision)| {
        item.work.kind == WorkKind::Lead && matches!(decision.to, Target::Queue(_))
    };
    let waiting = decided.iter().filter(waits).map(|(item, _)| (item.record, item.work.segments.as_slice()));
    note_segments(tx, waiting)
}

/// The segments of leads that wait, for the sight of whoever covers them. What was noted of them before is gone already.
pub(super) fn note_segments<'a>(tx: &mut Tx<'_>, fitting: impl Iterator<Item = (Uuid, &'a [SegmentId])>) -> Result<()> {
    let mut values = Vec::new();
    for (record, segments) in fitting {
        let segments: std::collections::BTreeSet<SegmentId> = segments.iter().copied().collect();
        values.extend(segments.into_iter().flat_map(|segment| [Value::id(segment), Value::Uuid(record)]));
    }
    Ok(tx.insert("queued_segments", &["segment_id", "record_id"], &values)?)
}

/// Of those records, the ones that wait.
pub(super) fn waiting(tx: &mut Tx<'_>, records: &[Uuid]) -> Result<Vec<Uuid>> {
    let mut found = Vec::new();
    for part in records.chunks(PART) {
        let mut sql = Sql::new("select record_id from routing_queued where record_id in ");
        sql.bind_list(part.iter().map(|&id| Value::Uuid(id)));
        found.extend(tx.all(sql.text(), sql.args(), |row| row.next::<Uuid>())?);
    }
    Ok(found)
}

/// Forgets which segments they fit.
pub(super) fn forget_segments(tx: &mut Tx<'_>, records: &[Uuid]) -> Result<()> {
    for part in records.chunks(PART) {
        let mut sql = Sql::new("delete from queued_segments where record_id in ");
        sql.bind_list(part.iter().map(|&id| Value::Uuid(id)));
        tx.run(sql.text(), sql.args())?;
    }
    Ok(())
}

/// They wait no more.
pub(super) fn leave(tx: &mut Tx<'_>, records: &[Uuid]) -> Result<()> {
    for part in records.chunks(PART) {
        let mut sql = Sql::new("delete from routing_queued where record_id in ");
        sql.bind_list(part.iter().map(|&id| Value::Uuid(id)));
        tx.run(sql.text(), sql.args())?;
    }
    forget_segments(tx, records)
}

/// A decision as logged: its id, its day, when, and the explanation as JSON.
pub(super) type Logged = (DecisionId, Day, Instant, String);

pub(super) fn decisions(tx: &mut Tx<'_>, record: Uuid, limit: i64) -> Result<Vec<Logged>> {
    let read = |row: &Row<'_>| Ok((row.id()?, row.parsed()?, Instant(row.next()?), row.next()?));
    Ok(tx.all(DECISIONS, &[record.into(), Value::Int(limit)], read)?)
}

/// The record, the instant and the explanation of a decision.
pub(super) fn decision(tx: &mut Tx<'_>, id: DecisionId) -> Result<Option<(String, Uuid, Instant, String)>> {
    let read = |row: &Row<'_>| Ok((row.next()?, row.next()?, Instant(row.next()?), row.next()?));
    Ok(tx.first(DECISION, &[Value::id(id)], read)?)
}

/// Explanations of what was decided since, oldest first.
pub(super) fn decided(tx: &mut Tx<'_>, kind: WorkKind, since: Instant, limit: i64) -> Result<Vec<String>> {
    let args = [kind.key().into(), Value::Int(since.0), Value::Int(limit)];
    Ok(tx.all(DECIDED, &args, |row| row.next())?)
}

/// Queues in which something waits: how much, and since when the first.
pub(super) fn queues(tx: &mut Tx<'_>) -> Result<Vec<(QueueId, i64, Instant)>> {
    Ok(tx.all(QUEUES, &[], |row| Ok((row.id()?, row.next()?, Instant(row.next()?))))?)
}

/// What waits in a queue, the first first.
pub(super) fn queued(tx: &mut Tx<'_>, queue: QueueId, limit: i64) -> Result<Vec<(String, Uuid, Instant)>> {
    let read = |row: &Row<'_>| Ok((row.next()?, row.next()?, Instant(row.next()?)));
    Ok(tx.all(QUEUED, &[Value::id(queue), Value::Int(limit)], read)?)
}

/// Where a record waits, and since when.
pub(super) fn waits(tx: &mut Tx<'_>, record: Uuid) -> Result<Option<(QueueId, Instant)>> {
    Ok(tx.first(WAITS, &[record.into()], |row| Ok((row.id()?, Instant(row.next()?))))?)
}

/// The segments noted of a lead that waits.
pub(super) fn segments_noted(tx: &mut Tx<'_>, record: Uuid) -> Result<Vec<SegmentId>> {
    Ok(tx.all(SEGMENTS_NOTED, &[record.into()], |row| row.id())?)
}

/// A record waits in a queue since an instant.
pub(super) fn wait(tx: &mut Tx<'_>, noun: Noun, record: Uuid, queue: QueueId, since: Instant) -> Result<()> {
    let row = [record.into(), Value::Word(noun.key()), Value::id(queue), Value::Int(since.0)];
    Ok(tx.insert("routing_queued", &["record_id", "noun", "queue_id", "since"], &row)?)
}

/// The position that stands for nobody, where there is one.
pub(super) fn nobody(tx: &mut Tx<'_>) -> Result<Option<PositionId>> {
    Ok(tx.first(NOBODY, &[true.into(), domain::organisation::NOBODY.into()], |row| row.id())?)
}

/// An account as routing asks for it.
pub(super) struct AccountRow {
    pub(super) id: Uuid,
    pub(super) owner: PositionId,
    pub(super) parent_owner: Option<PositionId>,
    pub(super) created_on: Option<Day>,
}

pub(super) fn accounts(tx: &mut Tx<'_>, ids: &[Uuid]) -> Result<Vec<AccountRow>> {
    let mut found = Vec::with_capacity(ids.len());
    for part in ids.chunks(PART) {
        let mut sql = Sql::new(
            "select a.id, a.owner_position_id, p.owner_position_id, a.created_on from accounts a
             left join accounts p on p.id = a.parent_id where a.id in ",
        );
        sql.bind_list(part.iter().map(|&id| Value::Uuid(id))).push(" order by a.id");
        found.extend(tx.all(sql.text(), sql.args(), |row| {
            let (id, owner, parent_owner) = (row.next()?, row.id()?, row.opt_id()?);
            Ok(AccountRow { id, owner, parent_owner, created_on: row.opt_parsed()? })
        })?);
    }
    Ok(found)
}

/// An open opportunity as routing asks for it.
pub(super) struct DealRow {
    pub(super) id: Uuid,
    pub(super) owner: PositionId,
    pub(super) stage: Uuid,
    pub(super) account: Option<Uuid>,
    pub(super) account_owner: Option<PositionId>,
}

pub(super) fn deals(tx: &mut Tx<'_>, ids: &[Uuid]) -> Result<Vec<DealRow>> {
    let mut found = Vec::with_capacity(ids.len());
    for part in ids.chunks(PART) {
        let mut sql = Sql::new(
            "select o.id, o.owner_position_id, o.stage_id, o.account_id, a.owner_position_id from opportunities o
             left join accounts a on a.id = o.account_id where o.outcome = 'open' and o.id in ",
        );
        sql.bind_list(part.iter().map(|&id| Value::Uuid(id))).push(" order by o.id");
        found.extend(tx.all(sql.text(), sql.args(), |row| {
            let (id, owner, stage) = (row.next()?, row.id()?, row.next()?);
            Ok(DealRow { id, owner, stage, account: row.next()?, account_owner: row.opt_id()? })
        })?);
    }
    Ok(found)
}

/// The segments of accounts, with the days they are in them.
pub(super) fn segments(tx: &mut Tx<'_>, accounts: &[Uuid]) -> Result<Vec<(Uuid, SegmentId, Span)>> {
    let mut found = Vec::new();
    for part in accounts.chunks(PART) {
        let mut sql = Sql::new(
            "select record_id, segment_id, valid_from_on, valid_to_on from segment_members
             where superseded_at is null and record_id in ",
        );
        sql.bind_list(part.iter().map(|&id| Value::Uuid(id))).push(" order by record_id, segment_id");
        found.extend(tx.all(sql.text(), sql.args(), |row| {
            Ok((row.next()?, row.id()?, Span { from: row.parsed()?, to: row.parsed()? }))
        })?);
    }
    Ok(found)
}

/// When something was last done on each of the accounts.
pub(super) fn active(tx: &mut Tx<'_>, accounts: &[Uuid]) -> Result<Vec<(Uuid, Instant)>> {
    let mut active = Vec::new();
    for part in accounts.chunks(PART) {
        let mut sql = Sql::new("select record_id, max(happened_at) from activities where record_id in ");
        sql.bind_list(part.iter().map(|&id| Value::Uuid(id))).push(" group by record_id");
        active.extend(tx.all(sql.text(), sql.args(), |row| Ok((row.next()?, Instant(row.next()?))))?);
    }
    Ok(active)
}

/// Which of the accounts have an open opportunity.
pub(super) fn with_open_deals(tx: &mut Tx<'_>, accounts: &[Uuid]) -> Result<Vec<Uuid>> {
    let mut open = Vec::new();
    for part in accounts.chunks(PART) {
        let mut sql =
            Sql::new("select distinct account_id from opportunities where outcome = 'open' and account_id in ");
        sql.bind_list(part.iter().map(|&id| Value::Uuid(id)));
        open.extend(tx.all(sql.text(), sql.args(), |row| row.next::<Uuid>())?);
    }
    Ok(open)
}

/// How many records are in just these segments.
pub(super) type Combination = (Vec<SegmentId>, i64);

/// How many accounts there are, and how many are in each combination of segments on the day.
pub(super) fn combinations(tx: &mut Tx<'_>, on: Day) -> Result<(i64, Vec<Combination>)> {
    let mut counts: std::collections::BTreeMap<Vec<SegmentId>, i64> = std::collections::BTreeMap::new();
    let mut held: (Uuid, Vec<SegmentId>) = (Uuid::nil(), Vec::new());
    tx.each(COMBINATIONS, &[Value::text(on)], |row| {
        let (record, segment): (Uuid, SegmentId) = (row.next()?, row.id()?);
        if record != held.0 && !held.1.is_empty() {
            *counts.entry(std::mem::take(&mut held.1)).or_default() += 1;
        }
        held.0 = record;
        held.1.push(segment);
        Ok(())
    })?;
    if !held.1.is_empty() {
        *counts.entry(held.1).or_default() += 1;
    }
    Ok((tx.number(ACCOUNTS_IN_ALL, &[])?, counts.into_iter().collect()))
}
