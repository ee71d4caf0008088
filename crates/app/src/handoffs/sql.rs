//! Statements of hand-offs.

use super::rules::Rule;
use crate::records::Record;
use crate::sql::Sql;
use crate::{Ctx, Result, Scope};
use db::{Row, Tx, Value};
use domain::handoffs::Handoff;
use domain::kernel::id::{AccountId, HandoffId, OpportunityId, PositionId, UnitId};
use domain::organisation::routing::{Decision, Explanation, WorkKind, WorkStage};
use domain::policy::Noun;
use domain::{Day, Instant};
use std::collections::HashMap;
use uuid::Uuid;

/// Records of one statement.
const PART: usize = 500;

const COMING: &str = "select to_position_id, count(*) from handoffs where state = 'offered' and noun = $1
 and to_position_id is not null and id <> $2 group by to_position_id";
const EXPLANATION: &str = "select unit_id, explanation, recorded_at from handoff_explanations where handoff_id = $1";
const RULES: &str = "select stage, hours, quiet_days from handoff_rules order by stage";
const OTHER_DEALS: &str = "select id from opportunities where account_id = $1 and owner_position_id = $2
 and outcome = 'open' limit 1";
const TOUCHED: &str = "select activity_id from activity_links where record_id = $1 and happened_at > $2
 and happened_at <= $3 limit 1";

/// Offers of the records that wait for an answer.
pub(super) fn open_of(tx: &mut Tx<'_>, records: &[Uuid]) -> Result<Vec<Handoff>> {
    let mut found = Vec::new();
    for part in records.chunks(PART) {
        let mut sql = Sql::new(&format!(
            "select {} from handoffs r where r.state = 'offered' and r.record_id in ",
            Handoff::SELECT
        ));
        sql.bind_list(part.iter().map(|&id| Value::Uuid(id)));
        found.extend(tx.all(sql.text(), sql.args(), Handoff::read)?);
    }
    Ok(found)
}

/// How many offers of a kind of work are on their way to each position, without one of them.
pub(super) fn coming(tx: &mut Tx<'_>, kind: WorkKind, but: Option<HandoffId>) -> Result<HashMap<PositionId, u32>> {
    let args = [Value::Word(kind.key()), Value::id(but.unwrap_or_default())];
    let pair = |row: &Row<'_>| Ok((row.id::<PositionId>()?, u32::try_from(row.next::<i64>()?).unwrap_or(u32::MAX)));
    Ok(tx.all(COMING, &args, pair)?.into_iter().collect())
}

/// Keeps how the receiver was found.
pub(super) fn explain(
    ctx: &Ctx,
    tx: &mut Tx<'_>,
    id: HandoffId,
    unit: Option<UnitId>,
    decision: &Decision,
) -> Result<()> {
    let explanation = serde_json::to_string(&decision.why)?;
    let values = [Value::id(id), Value::opt_id(unit), explanation.into(), ctx.now.0.into()];
    Ok(tx.insert("handoff_explanations", &["handoff_id", "unit_id", "explanation", "recorded_at"], &values)?)
}

/// How the receiver was found: among whose people, why, and as known when.
pub(super) type Found = (Option<UnitId>, Explanation, Instant);

/// How the receiver was found; none where a person named one.
pub(super) fn explanation(tx: &mut Tx<'_>, id: HandoffId) -> Result<Option<Found>> {
    let read = |row: &Row<'_>| Ok((row.opt_id()?, row.next::<String>()?, Instant(row.next()?)));
    let Some((unit, text, at)) = tx.first(EXPLANATION, &[Value::id(id)], read)? else { return Ok(None) };
    Ok(Some((unit, serde_json::from_str(&text)?, at)))
}

/// The latest day under whose model one of the records was put on purpose.
pub(super) fn moved(tx: &mut Tx<'_>, records: &[Uuid]) -> Result<Option<Day>> {
    let mut sql = Sql::new("select max(as_of_on) from handoff_models where record_id in ");
    sql.bind_list(records.iter().map(|&id| Value::Uuid(id)));
    Ok(tx.first(sql.text(), sql.args(), |row| row.opt_parsed())?.flatten())
}

/// Open sales and leads of the positions that began before the day and are under no later model.
pub(super) fn begun_before(tx: &mut Tx<'_>, positions: &[PositionId], day: Day) -> Result<Vec<Uuid>> {
    const HEADS: [&str; 2] = [
        "select r.id from opportunities r where r.outcome = 'open' and r.created_on < ",
        "select r.id from leads r where r.status in ('new', 'working', 'nurturing') and r.created_on < ",
    ];
    let mut found = Vec::new();
    for head in HEADS {
        for part in positions.chunks(PART) {
            let mut sql = Sql::new(head);
            sql.bind(Value::text(day))
                .push(" and not exists (select 1 from handoff_models m where m.record_id = r.id and m.as_of_on >= ");
            sql.bind(Value::text(day)).push(") and r.owner_position_id in ");
            sql.bind_list(part.iter().map(|&id| Value::id(id)));
            found.extend(tx.all(sql.text(), sql.args(), |row| row.next::<Uuid>())?);
        }
    }
    Ok(found)
}

/// Puts records under the model of today.
pub(super) fn move_to(ctx: &Ctx, tx: &mut Tx<'_>, records: &[Uuid]) -> Result<()> {
    let one = |&id: &Uuid| [id.into(), Value::text(ctx.today), Value::opt_id(ctx.user), ctx.now.0.into()];
    let values: Vec<Value> = records.iter().flat_map(one).collect();
    let over = "on conflict (record_id) do update set as_of_on = excluded.as_of_on, user_id = excluded.user_id";
    Ok(tx.insert_or("handoff_models", &["record_id", "as_of_on", "user_id", "recorded_at"], &values, over)?)
}

/// What the company has set, by stage.
pub(super) fn rules(tx: &mut Tx<'_>) -> Result<Vec<(WorkStage, Rule)>> {
    let rule = |row: &Row<'_>| {
        let stage = WorkStage::from_key(&row.next::<String>()?);
        Ok((stage, Rule { hours: row.next()?, quiet_days: row.next()? }))
    };
    let all = tx.all(RULES, &[], rule)?;
    Ok(all.into_iter().filter_map(|(stage, rule)| Some((stage?, rule))).collect())
}

pub(super) fn set_rule(ctx: &Ctx, tx: &mut Tx<'_>, stage: WorkStage, rule: Rule) -> Result<()> {
    let values = [Value::Word(stage.key()), rule.hours.into(), rule.quiet_days.into(), ctx.now.0.into()];
    let over = "on conflict (stage) do update set hours = excluded.hours, quiet_days = excluded.quiet_days,
 recorded_at = excluded.recorded_at";
    Ok(tx.insert_or("handoff_rules", &["stage", "hours", "quiet_days", "recorded_at"], &values, over)?)
}

/// Offers whose time has run out, the longest first.
pub(super) fn due(tx: &mut Tx<'_>, now: Instant, limit: i64) -> Result<Vec<Handoff>> {
    let mut sql =
        Sql::new(&format!("select {} from handoffs r where r.state = 'offered' and r.due_at <= ", Handoff::SELECT));
    sql.bind(now.0).push(" order by r.due_at, r.id limit ").bind(limit);
    Ok(tx.all(sql.text(), sql.args(), Handoff::read)?)
}

/// What was accepted for a stage before then, of which it is not known whether somebody went on with it.
pub(super) fn unsettled(tx: &mut Tx<'_>, stage: WorkStage, before: Instant, limit: i64) -> Result<Vec<Handoff>> {
    let head = "from handoffs r where r.state = 'accepted' and r.is_settled = ";
    let mut sql = Sql::new(&format!("select {} {head}", Handoff::SELECT));
    sql.bind(false).push(" and r.stage = ").bind(stage.key()).push(" and r.decided_at <= ").bind(before.0);
    sql.push(" order by r.decided_at, r.id limit ").bind(limit);
    Ok(tx.all(sql.text(), sql.args(), Handoff::read)?)
}

/// Whether something was done on the record, its sale or its customer between the two instants.
pub(super) fn touched(tx: &mut Tx<'_>, handoff: &Handoff, after: Instant, until: Instant) -> Result<bool> {
    let records = [Some(handoff.subject.id()), handoff.opportunity.map(|id| id.0), handoff.account.map(|id| id.0)];
    for record in records.into_iter().flatten() {
        let args = [record.into(), after.0.into(), until.0.into()];
        if tx.first(TOUCHED, &args, |row| row.next::<Uuid>())?.is_some() {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Whether a position has open sales to the customer.
pub(super) fn has_other_deals(tx: &mut Tx<'_>, account: AccountId, owner: PositionId) -> Result<bool> {
    Ok(tx.first(OTHER_DEALS, &[Value::id(account), Value::id(owner)], |row| row.next::<Uuid>())?.is_some())
}

/// Which hand-offs are read.
#[derive(Clone, Copy)]
pub(super) enum Which<'a> {
    /// Those that wait for the positions to answer: offered to them, or brought before them.
    To(&'a [PositionId]),
    /// Those that the positions offered and that wait, or came back since the instant.
    From(&'a [PositionId], Instant),
    /// Every one that waits.
    Waiting,
    /// Those answered or taken back, the latest first.
    Decided,
    /// Those of a record, the latest first.
    Of(Uuid),
}

/// Hand-offs that may be seen.
pub(super) fn read(tx: &mut Tx<'_>, scope: &Scope, which: Which<'_>, limit: i64) -> Result<Vec<Handoff>> {
    let mut sql = Sql::new(&format!("select {} from handoffs r where 1 = 1", Handoff::SELECT));
    let own = |positions: &[PositionId]| positions.iter().map(|&id| Value::id(id)).collect::<Vec<_>>();
    let mut order = " order by r.due_at, r.id limit ";
    match which {
        Which::To(positions) => {
            sql.push(" and r.state = 'offered' and (r.to_position_id in ").bind_list(own(positions));
            sql.push(" or r.escalated_to_position_id in ").bind_list(own(positions)).push(")");
        }
        Which::From(positions, since) => {
            sql.push(" and r.from_position_id in ").bind_list(own(positions));
            sql.push(" and (r.state = 'offered' or (r.state = 'returned' and r.decided_at >= ")
                .bind(since.0)
                .push("))");
        }
        Which::Waiting => {
            sql.push(" and r.state = 'offered'");
        }
        Which::Decided => {
            sql.push(" and r.state <> 'offered'");
            order = " order by r.decided_at desc, r.id desc limit ";
        }
        Which::Of(record) => {
            sql.push(" and (r.record_id = ").bind(record).push(" or r.opportunity_id = ").bind(record).push(")");
            order = " order by r.offered_at desc, r.id desc limit ";
        }
    }
    scope.restrict(&mut sql, Noun::Handoff, "r");
    sql.push(order).bind(limit);
    Ok(tx.all(sql.text(), sql.args(), Handoff::read)?)
}

/// One stream of the flow, as it is counted.
pub(super) struct Counted {
    pub from: PositionId,
    pub to: Option<PositionId>,
    pub state: String,
    pub reason: Option<String>,
    pub is_late: bool,
    pub is_quiet: bool,
    pub count: i64,
}

/// Hand-offs of a span that may be seen, counted by who, where and how they ended.
pub(super) fn flows(tx: &mut Tx<'_>, scope: &Scope, span: domain::kernel::Span) -> Result<Vec<Counted>> {
    let late = "(r.expired_at is not null)";
    let mut sql = Sql::new(&format!(
        "select r.from_position_id, r.to_position_id, r.state, r.reason, {late}, r.is_quiet, count(*)
 from handoffs r where r.offered_on >= "
    ));
    sql.bind(Value::text(span.from)).push(" and r.offered_on < ").bind(Value::text(span.to));
    scope.restrict(&mut sql, Noun::Handoff, "r");
    sql.push(&format!(" group by r.from_position_id, r.to_position_id, r.state, r.reason, {late}, r.is_quiet"));
    let counted = |row: &Row<'_>| {
        Ok(Counted {
            from: row.id()?,
            to: row.opt_id()?,
            state: row.next()?,
            reason: row.next()?,
            is_late: row.next()?,
            is_quiet: row.next()?,
            count: row.next()?,
        })
    };
    Ok(tx.all(sql.text(), sql.args(), counted)?)
}

/// What files have told of hand-offs of the sales.
pub(super) fn told(tx: &mut Tx<'_>, deals: &[OpportunityId]) -> Result<Vec<Handoff>> {
    let mut found = Vec::new();
    for part in deals.chunks(PART) {
        let head =
            format!("select {} from handoffs r where r.cause = 'file' and r.opportunity_id in ", Handoff::SELECT);
        let mut sql = Sql::new(&head);
        sql.bind_list(part.iter().map(|&id| Value::id(id)));
        found.extend(tx.all(sql.text(), sql.args(), Handoff::read)?);
    }
    Ok(found)
}

const EVERY: &str = "from handoffs r order by r.id";

/// Every hand-off.
pub(super) fn each(tx: &mut Tx<'_>, mut f: impl FnMut(&Handoff) -> Result<()>) -> Result<()> {
    let mut failed = None;
    tx.each(&format!("select {} {EVERY}", Handoff::SELECT), &[], |row| {
        let handoff = Handoff::read(row)?;
        if failed.is_none() {
            failed = f(&handoff).err();
        }
        Ok(())
    })?;
    failed.map_or(Ok(()), Err)
}

/// Hand-offs of each won deal that had any, and how many deals were won in the span.
pub(super) fn of_won(tx: &mut Tx<'_>, scope: &Scope, span: domain::kernel::Span) -> Result<(Vec<i64>, usize)> {
    let won = |sql: &mut Sql| {
        sql.push(" o.outcome = 'won' and o.close_on >= ").bind(Value::text(span.from));
        sql.push(" and o.close_on < ").bind(Value::text(span.to));
        scope.restrict(sql, Noun::Opportunity, "o");
    };
    let mut all = Sql::new("select count(*) from opportunities o where");
    won(&mut all);
    let count: i64 = tx.first(all.text(), all.args(), |row| row.next())?.unwrap_or_default();
    let mut each = Sql::new(
        "select count(*) from handoffs h join opportunities o on o.id = h.opportunity_id where h.state = 'accepted'
 and h.from_position_id <> h.to_position_id and",
    );
    won(&mut each);
    each.push(" group by o.id");
    let counts = tx.all(each.text(), each.args(), |row| row.next::<i64>())?;
    Ok((counts, usize::try_from(count).unwrap_or(usize::MAX)))
}

/// Accepted hand-offs of work that stands on any of the records, or on the opportunity that a lead among them became: the
/// record, who passed it on, and when it was offered. What files tell is not known to the hour.
pub(super) fn accepted(tx: &mut Tx<'_>, records: &[Uuid]) -> Result<Vec<(Uuid, PositionId, Instant)>> {
    const OF: [(&str, &str); 3] = [
        ("r.record_id", "from handoffs r"),
        ("r.opportunity_id", "from handoffs r"),
        ("l.id", "from handoffs r join leads l on l.opportunity_id = r.opportunity_id"),
    ];
    let mut found = Vec::new();
    for part in records.chunks(PART) {
        for (record, of) in OF {
            let mut sql = Sql::new(&format!("select {record}, r.from_position_id, r.offered_at {of}"));
            sql.push(" where r.state = 'accepted' and r.cause <> 'file' and ").push(record).push(" in ");
            sql.bind_list(part.iter().map(|&id| Value::Uuid(id)));
            found.extend(tx.all(sql.text(), sql.args(), |row| Ok((row.next()?, row.id()?, Instant(row.next()?))))?);
        }
    }
    Ok(found)
}
