//! Statements of the page of the day. Each walks an index of what is open.

use super::{DealView, LeadLine, StepView};
use crate::listing::Label;
use crate::sql::Sql;
use crate::{Ctx, Result, Scope};
use db::{Row, Tx, Value};
use domain::kernel::id::PositionId;
use domain::kernel::{Currency, Money};
use domain::policy::Noun;
use domain::today as rules;
use domain::{Day, Instant};
use std::collections::HashMap;
use uuid::Uuid;

const DEALS: &str = "select o.id, o.name, o.account_id, a.name, o.stage_id, s.name, s.key, o.amount_minor, o.currency,
 o.next_step, o.next_step_on, o.close_on, o.version from opportunities o
 left join accounts a on a.id = o.account_id left join stages s on s.id = o.stage_id where o.outcome = 'open'";
const STEPS: [(Noun, &str); 2] = [
    (Noun::Account, "select r.id, r.name, r.next_step, r.next_step_on, r.version from accounts r where 1 = 1"),
    (Noun::Contact, "select r.id, r.name, r.next_step, r.next_step_on, r.version from contacts r where 1 = 1"),
];
const LEADS: &str = "select l.id, l.name, l.company, l.status, l.assigned_at, l.next_step, l.next_step_on, l.return_on,
 l.version from leads l where l.status in ('new', 'working', 'nurturing')";
const EXCEPTIONS_HEAD: &str = "select o.owner_position_id, count(*),
 cast(sum(case when o.next_step_on is null then 1 else 0 end) as bigint),
 cast(sum(case when o.next_step_on < ";
const LATE_HEAD: &str = "select x.owner_position_id, count(*) from activities x where x.is_open = ";
const OPEN_BY_OWNER: &str = "select owner_position_id, count(*) from opportunities where outcome = 'open'
 group by owner_position_id";
const WAITING: &str = "select count(*) from imports where state = 'waiting'";

fn label(id: Option<Uuid>, label: Option<String>, key: Option<String>) -> Option<Label> {
    id.zip(label).map(|(id, label)| Label { id, label, key, detail: None })
}

/// Open deals of some positions that ask for attention, those with a step that is due before those without one.
pub(super) fn deals(ctx: &Ctx, tx: &mut Tx<'_>, scope: &Scope, limit: i64) -> Result<Vec<DealView>> {
    let today = ctx.today;
    let mut sql = Sql::new(DEALS);
    sql.push(" and o.owner_position_id in ").bind_list(ctx.positions.iter().map(|&p| Value::id(p)));
    sql.push(" and (o.next_step_on is null or o.next_step_on <= ").bind(Value::text(today));
    sql.push(" or o.close_on < ").bind(Value::text(today)).push(")");
    scope.restrict(&mut sql, Noun::Opportunity, "o");
    sql.push(" order by (o.next_step_on is null), o.next_step_on, o.close_on, o.id limit ").bind(limit);
    let deal = |row: &Row<'_>| {
        let (id, name) = (row.id()?, row.next()?);
        let account = label(row.next()?, row.next()?, None);
        let stage = label(row.next()?, row.next()?, row.next()?);
        let (minor, currency) = (row.next::<Option<i64>>()?, row.next::<String>()?);
        let (next_step, next_step_on, close_on) = (row.next()?, row.opt_parsed()?, row.opt_parsed()?);
        Ok(DealView {
            id,
            name,
            account,
            stage,
            amount: minor.zip(Currency::new(&currency)).map(|(minor, currency)| Money::new(minor, currency)),
            next_step,
            next_step_on,
            close_on,
            why: rules::of_deal(next_step_on, close_on, today),
            version: row.next()?,
        })
    };
    Ok(tx.all(sql.text(), sql.args(), deal)?)
}

/// Leads of the reader that nobody tried to reach, or whose day has come; the oldest first.
pub(super) fn leads(ctx: &Ctx, tx: &mut Tx<'_>, limit: i64) -> Result<Vec<LeadLine>> {
    let today = ctx.today;
    let mut sql = Sql::new(LEADS);
    sql.push(" and l.owner_position_id in ").bind_list(ctx.positions.iter().map(|&p| Value::id(p)));
    sql.push(" and (l.status = 'new' or l.next_step_on <= ").bind(Value::text(today));
    sql.push(" or (l.status = 'nurturing' and l.return_on <= ").bind(Value::text(today));
    sql.push(")) order by l.assigned_at, l.id limit ").bind(limit);
    Ok(tx.all(sql.text(), sql.args(), |row| {
        let (id, name, company) = (row.id()?, row.next()?, row.next()?);
        let (status, since) = (row.parsed()?, Instant(row.next()?));
        let (next_step, next_step_on, return_on) = (row.next()?, row.opt_parsed()?, row.opt_parsed()?);
        let why = rules::of_lead(status, since, next_step_on, return_on, today);
        Ok(LeadLine { id, name, company, status, next_step, why, version: row.next()? })
    })?)
}

/// Accounts and contacts of the reader whose next step is due.
pub(super) fn steps(ctx: &Ctx, tx: &mut Tx<'_>, limit: i64) -> Result<Vec<StepView>> {
    let today = ctx.today;
    let mut found = Vec::new();
    for (noun, text) in STEPS {
        let mut sql = Sql::new(text);
        sql.push(" and r.owner_position_id in ").bind_list(ctx.positions.iter().map(|&p| Value::id(p)));
        sql.push(" and r.next_step_on <= ").bind(Value::text(today));
        sql.push(" order by r.next_step_on, r.id limit ").bind(limit);
        found.extend(tx.all(sql.text(), sql.args(), |row| {
            let record = Label { id: row.next()?, label: row.next()?, key: None, detail: None };
            let (next_step, next_step_on) = (row.next()?, row.opt_parsed()?.unwrap_or(today));
            let why = rules::due(next_step_on, today);
            Ok(StepView { noun, record, next_step, next_step_on, why, version: row.next()? })
        })?);
    }
    Ok(found)
}

/// What asks for attention of one position: open deals, those without a step, with a late one, with a late close date.
pub(super) type Exceptions = [i64; 4];

/// The same by position, of all that the scope leaves.
pub(super) fn exceptions(tx: &mut Tx<'_>, scope: &Scope, today: Day) -> Result<HashMap<PositionId, Exceptions>> {
    let mut sql = Sql::new(EXCEPTIONS_HEAD);
    sql.bind(Value::text(today)).push(" then 1 else 0 end) as bigint), cast(sum(case when o.close_on < ");
    sql.bind(Value::text(today)).push(" then 1 else 0 end) as bigint) from opportunities o where o.outcome = 'open'");
    scope.restrict_positions(&mut sql, "o.owner_position_id");
    sql.push(" group by o.owner_position_id");
    let all = |row: &Row<'_>| Ok((row.id()?, [row.next()?, row.next()?, row.next()?, row.next()?]));
    Ok(tx.all(sql.text(), sql.args(), all)?.into_iter().collect())
}

/// How much that was planned is late, by position.
pub(super) fn late(tx: &mut Tx<'_>, scope: &Scope, today: Day) -> Result<HashMap<PositionId, i64>> {
    let mut sql = Sql::new(LATE_HEAD);
    sql.bind(true).push(" and x.due_on < ").bind(Value::text(today));
    scope.restrict_positions(&mut sql, "x.owner_position_id");
    sql.push(" group by x.owner_position_id");
    let all = tx.all(sql.text(), sql.args(), |row| Ok((row.opt_id::<PositionId>()?, row.next::<i64>()?)))?;
    Ok(all.into_iter().filter_map(|(position, n)| Some((position?, n))).collect())
}

/// Open deals by position, whoever may see them.
pub(super) fn open_by_owner(tx: &mut Tx<'_>) -> Result<Vec<(PositionId, i64)>> {
    Ok(tx.all(OPEN_BY_OWNER, &[], |row| Ok((row.id()?, row.next()?)))?)
}

/// Files that wait to be checked.
pub(super) fn imports_waiting(tx: &mut Tx<'_>) -> Result<i64> {
    Ok(tx.number(WAITING, &[])?)
}
