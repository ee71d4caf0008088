//! Statements of the board: sums of all stages, two for the cards of a stage.

use super::{CARDS, CardView, Next};
use crate::listing::{Label, Owners};
use crate::sql::Sql;
use crate::{Ctx, Result, Scope};
use db::{Row, Tx, Value};
use domain::Day;
use domain::kernel::id::{PipelineId, PositionId, StageId};
use domain::kernel::{Currency, Money};
use domain::organisation::Haunted;
use std::collections::HashMap;
use uuid::Uuid;

const SUMS_HEAD: &str = "select o.stage_id, count(*), cast(coalesce(sum(o.company_minor), 0) as bigint),
 cast(coalesce(sum(o.company_minor * o.probability_bp / 10000), 0) as bigint)";
const CARD_HEAD: &str = "select o.id, o.name, o.account_id, (select a.name from accounts a where a.id = o.account_id), o.amount_minor, o.currency,
 o.owner_position_id, o.next_step, o.next_step_on,
 (select min(t.due_on) from activity_links t where t.record_id = o.id and t.is_open), o.version";

/// Count, sum and weighted sum of a stage, in minor units.
pub(super) type Sums = HashMap<StageId, (i64, i64, i64)>;

const TOTALS_HEAD: &str =
    "select stage_id, cast(sum(counted) as bigint), cast(sum(amount) as bigint), cast(sum(weighted) as bigint)
 from stage_totals where stage_id in (select id from stages where pipeline_id = ";

/// The sums of every open stage of a pipeline, of what a question leaves. `narrow` is `from … where …`, with the
/// reader's scope.
pub(super) fn sums(tx: &mut Tx<'_>, narrow: &Sql, pipeline: PipelineId) -> Result<Sums> {
    let mut sql = narrow.after(SUMS_HEAD);
    sql.push(" and o.outcome = 'open' and o.pipeline_id = ").bind(Value::id(pipeline)).push(" group by o.stage_id");
    gathered(tx, &sql)
}

/// The same of all that the reader may see: what their people own from the totals kept, what they see beside it from
/// the records.
pub(super) fn sums_of_all(tx: &mut Tx<'_>, scope: &Scope, pipeline: PipelineId) -> Result<Sums> {
    let mut sql = Sql::new(TOTALS_HEAD);
    sql.bind(Value::id(pipeline)).push(")");
    scope.restrict_positions(&mut sql, "owner_position_id");
    sql.push(" group by stage_id");
    let mut sums = gathered(tx, &sql)?;
    let mut beside = Sql::new(SUMS_HEAD);
    beside.push(" from opportunities o where o.outcome = 'open' and o.pipeline_id = ").bind(Value::id(pipeline));
    if scope.restrict_beside(&mut beside, "o") {
        beside.push(" group by o.stage_id");
        for (stage, (count, sum, weighted)) in gathered(tx, &beside)? {
            let totals = sums.entry(stage).or_default();
            *totals = (totals.0 + count, totals.1 + sum, totals.2 + weighted);
        }
    }
    Ok(sums)
}

fn gathered(tx: &mut Tx<'_>, sql: &Sql) -> Result<Sums> {
    let rows = tx.all(sql.text(), sql.args(), |row| Ok((row.id()?, (row.next()?, row.next()?, row.next()?))))?;
    Ok(rows.into_iter().collect())
}

/// The first cards of a stage. Missing days stand last on either engine, so they are a walk of their own.
pub(super) fn cards(
    ctx: &Ctx,
    tx: &mut Tx<'_>,
    narrow: &Sql,
    stage: StageId,
    owners: &Owners<'_>,
) -> Result<Vec<CardView>> {
    let mut found = Vec::new();
    for part in [" and o.close_on is not null order by o.close_on, o.id", " and o.close_on is null order by o.id"] {
        let left = CARDS - found.len();
        if left == 0 {
            break;
        }
        let mut sql = narrow.after(CARD_HEAD);
        sql.push(" and o.outcome = 'open' and o.stage_id = ").bind(Value::id(stage)).push(part);
        sql.push(&format!(" limit {left}"));
        found.extend(tx.all(sql.text(), sql.args(), |row| card(ctx, owners, row))?);
    }
    Ok(found)
}

fn card(ctx: &Ctx, owners: &Owners<'_>, row: &Row<'_>) -> std::result::Result<CardView, db::Error> {
    let (id, name) = (row.id()?, row.next()?);
    let account: (Option<Uuid>, Option<String>) = (row.next()?, row.next()?);
    let (minor, currency) = (row.next::<Option<i64>>()?, row.next::<String>()?);
    let owner: PositionId = row.id()?;
    let (next_step, step_on): (Option<String>, Option<Day>) = (row.next()?, row.opt_parsed()?);
    let task_on: Option<Day> = row.opt_parsed()?;
    let next_on = [step_on, task_on].into_iter().flatten().min();
    Ok(CardView {
        id,
        name,
        account: account.0.zip(account.1).map(|(id, label)| Label { id, label, key: None, detail: None }),
        account_hidden: false,
        amount: minor.and_then(|minor| Some(Money::new(minor, Currency::new(&currency)?))),
        owner: owners.label(owner),
        next: Next::of(next_step.as_deref(), next_on, ctx.today),
        next_step,
        next_on,
        version: row.next()?,
    })
}

const HAUNTED_HEAD: &str = "select o.owner_position_id, count(*) from opportunities o where o.outcome = 'open'
 and o.close_on < ";

/// Open deals of each position that were to close before the day and were not touched since the instant.
pub(super) fn haunted(tx: &mut Tx<'_>, scope: &Scope, before: Day, since: domain::Instant) -> Result<Vec<Haunted>> {
    let mut sql = Sql::new(HAUNTED_HEAD);
    sql.bind(Value::text(before))
        .push(" and not exists (select 1 from activity_links l where l.record_id = o.id and l.happened_at >= ");
    sql.bind(since.0).push(")");
    scope.restrict(&mut sql, domain::policy::Noun::Opportunity, "o");
    sql.push(" group by o.owner_position_id order by count(*) desc, o.owner_position_id");
    Ok(tx.all(sql.text(), sql.args(), |row| Ok(Haunted { position: row.id()?, ghosts: row.next()? }))?)
}
