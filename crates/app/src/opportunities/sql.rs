//! Statements of opportunities, their steps, bookings and credit.

use super::rates::Booked;
use crate::custom_fields::{self, CustomFields};
use crate::sql::Sql;
use crate::{Result, Scope};
use db::{Row, Tx, Value};
use domain::Day;
use domain::bookings::{Booking, CreditLine};
use domain::kernel::id::{OpportunityId, SetId};
use domain::kernel::{Currency, Money};
use domain::opportunities::{Opportunity, Outcome, Step, StepKind};
use domain::policy::Noun;
use std::collections::HashMap;

const COLUMNS: &str =
    "o.id, o.name, o.account_id, o.pipeline_id, o.stage_id, o.outcome, o.owner_position_id, o.product_id, o.contact_id,
 o.amount_minor, o.currency, o.company_minor, o.probability_bp, o.forecast_category, o.created_on, o.close_on, o.reason,
 o.competitor, o.source, o.kind, o.description, o.next_step, o.next_step_on, o.external_id, o.sourced_position_id,
 o.handoffs, o.version";

/// Opportunities that may be seen, in order of id; `ids` narrows.
pub(super) fn select(scope: Option<&Scope>, ids: Option<&[OpportunityId]>) -> Sql {
    let mut sql = Sql::new(&format!("select {COLUMNS} from opportunities o where 1 = 1"));
    if let Some(ids) = ids {
        sql.push(" and o.id in ").bind_list(ids.iter().map(|&id| Value::id(id)));
    }
    if let Some(scope) = scope {
        scope.restrict(&mut sql, Noun::Opportunity, "o");
    }
    sql.push(" order by o.id");
    sql
}

/// Steps of the same opportunities, in the same order.
pub(super) fn select_steps(scope: Option<&Scope>, ids: Option<&[OpportunityId]>) -> Sql {
    let mut sql = Sql::new(
        "select s.opportunity_id, s.kind, s.on_day, s.stage_id, s.owner_position_id, s.product_id, s.account_id, s.account_tier,
         s.company_minor, s.reason, s.competitor from opportunity_steps s join opportunities o on o.id = s.opportunity_id where 1 = 1",
    );
    if let Some(ids) = ids {
        sql.push(" and s.opportunity_id in ").bind_list(ids.iter().map(|&id| Value::id(id)));
    }
    if let Some(scope) = scope {
        scope.restrict(&mut sql, Noun::Opportunity, "o");
    }
    sql.push(" order by s.opportunity_id, s.seq");
    sql
}

/// Bookings with their credit, of the same opportunities, in the same order.
pub(super) fn select_bookings(scope: Option<&Scope>, ids: Option<&[OpportunityId]>) -> Sql {
    let mut sql = Sql::new(
        "select b.id, b.opportunity_id, b.account_id, b.product_id, b.account_tier, b.booked_on, b.amount_minor, b.currency,
         b.company_minor, b.reverses_id, c.position_id, c.id, c.company_minor, c.reverses_id
         from bookings b join credit_lines c on c.booking_id = b.id and c.kind = 'direct'
         join opportunities o on o.id = b.opportunity_id where 1 = 1",
    );
    if let Some(ids) = ids {
        sql.push(" and b.opportunity_id in ").bind_list(ids.iter().map(|&id| Value::id(id)));
    }
    if let Some(scope) = scope {
        scope.restrict(&mut sql, Noun::Opportunity, "o");
    }
    sql.push(" order by b.opportunity_id, b.booked_on, b.id, c.id");
    sql
}

type Read<T> = std::result::Result<T, db::Error>;

pub(super) fn opportunity(row: &Row<'_>) -> Read<Opportunity> {
    let mut o = Opportunity {
        id: row.id()?,
        name: row.next()?,
        account: row.opt_id()?,
        pipeline: row.id()?,
        stage: row.id()?,
        outcome: Outcome::from_key(&row.next::<String>()?).unwrap_or_default(),
        owner: row.id()?,
        product: row.opt_id()?,
        contact: row.opt_id()?,
        amount: None,
        company_minor: None,
        probability_bp: 0,
        forecast_category: String::new(),
        created_on: None,
        close_on: None,
        reason: None,
        competitor: None,
        source: None,
        kind: None,
        description: None,
        next_step: None,
        next_step_on: None,
        external_id: None,
        sourced_by: Default::default(),
        handoffs: 0,
        version: 0,
        custom: Default::default(),
    };
    let (minor, currency) = (row.next::<Option<i64>>()?, row.next::<String>()?);
    o.amount = minor.and_then(|m| Some(Money::new(m, Currency::new(&currency)?)));
    (o.company_minor, o.probability_bp, o.forecast_category) = (row.next()?, row.next()?, row.next()?);
    (o.created_on, o.close_on) = (row.opt_parsed()?, row.opt_parsed()?);
    (o.reason, o.competitor, o.source, o.kind, o.description) =
        (row.next()?, row.next()?, row.next()?, row.next()?, row.next()?);
    (o.next_step, o.next_step_on, o.external_id) = (row.next()?, row.opt_parsed()?, row.next()?);
    (o.sourced_by, o.handoffs, o.version) = (row.opt_id()?.unwrap_or(o.owner), row.next()?, row.next()?);
    Ok(o)
}

pub(super) fn step(row: &Row<'_>) -> Read<(OpportunityId, Step)> {
    let id = row.id()?;
    let step = Step {
        kind: StepKind::from_key(&row.next::<String>()?).unwrap_or(StepKind::Changed),
        on: row.opt_parsed()?,
        stage: row.id()?,
        owner: row.id()?,
        product: row.opt_id()?,
        account: row.opt_id()?,
        tier: row.next()?,
        company_minor: row.next()?,
        reason: row.next()?,
        competitor: row.next()?,
    };
    Ok((id, step))
}

pub(super) fn booking(row: &Row<'_>) -> Read<(Booking, CreditLine)> {
    let id = row.id()?;
    let mut b = Booking {
        id,
        opportunity: row.id()?,
        account: row.opt_id()?,
        product: row.opt_id()?,
        tier: row.next()?,
        booked_on: row.parsed::<Day>()?,
        amount: Money::default(),
        company_minor: 0,
        reverses: None,
        owner: Default::default(),
    };
    b.amount = Money::new(row.next()?, Currency::new(&row.next::<String>()?).unwrap_or_default());
    (b.company_minor, b.reverses, b.owner) = (row.next()?, row.opt_id()?, row.id()?);
    let line = CreditLine {
        id: row.id()?,
        booking: id,
        position: b.owner,
        company_minor: row.next()?,
        reverses: row.opt_id()?,
    };
    Ok((b, line))
}

const INSERTED: [&str; 31] = [
    "id",
    "name",
    "sort_key",
    "account_id",
    "pipeline_id",
    "stage_id",
    "outcome",
    "owner_position_id",
    "product_id",
    "contact_id",
    "amount_minor",
    "currency",
    "company_minor",
    "probability_bp",
    "forecast_category",
    "created_on",
    "close_on",
    "reason",
    "competitor",
    "source",
    "kind",
    "description",
    "next_step",
    "next_step_on",
    "external_id",
    "sourced_position_id",
    "handoffs",
    "updated_at",
    "version",
    "set_id",
    "recorded_at",
];

const UPDATE: &str = "update opportunities set name = $2, sort_key = $3, account_id = $4, pipeline_id = $5, stage_id = $6, outcome = $7,
 owner_position_id = $8, product_id = $9, contact_id = $10, amount_minor = $11, currency = $12, company_minor = $13, probability_bp = $14,
 forecast_category = $15, created_on = $16, close_on = $17, reason = $18, competitor = $19, source = $20, kind = $21, description = $22,
 next_step = $23, next_step_on = $24, external_id = $25, sourced_position_id = $26, handoffs = $27, updated_at = $28,
 version = $29 where id = $1 and version + 1 = $29";
const DROP_STEPS: &str = "delete from opportunity_steps where opportunity_id = $1 and seq >= $2";
const DELETE: [&str; 4] = [
    "delete from credit_lines where booking_id in (select id from bookings where opportunity_id = $1)",
    "delete from bookings where opportunity_id = $1",
    "delete from opportunity_steps where opportunity_id = $1",
    "delete from opportunities where id = $1",
];

/// The values of a record, as [`INSERTED`] and [`UPDATE`] take them, up to the version.
fn values(o: &Opportunity, company: Currency, now: i64) -> [Value; 29] {
    [
        Value::id(o.id),
        o.name.as_str().into(),
        text::sort_key(&o.name).into(),
        Value::opt_id(o.account),
        Value::id(o.pipeline),
        Value::id(o.stage),
        Value::Word(o.outcome.key()),
        Value::id(o.owner),
        Value::opt_id(o.product),
        Value::opt_id(o.contact),
        o.amount.map(|m| m.minor).into(),
        o.amount.map_or(company, |m| m.currency).code().into(),
        o.company_minor.into(),
        o.probability_bp.into(),
        o.forecast_category.as_str().into(),
        Value::opt_text(o.created_on),
        Value::opt_text(o.close_on),
        o.reason.clone().into(),
        o.competitor.clone().into(),
        o.source.clone().into(),
        o.kind.clone().into(),
        o.description.clone().into(),
        o.next_step.clone().into(),
        Value::opt_text(o.next_step_on),
        o.external_id.clone().into(),
        Value::id(o.sourced_by),
        Value::Int(o.handoffs),
        Value::Int(now),
        Value::Int(o.version),
    ]
}

/// New records as [`insert`] takes them: needs no database.
pub(super) fn new_rows<'o>(
    fields: &CustomFields,
    all: impl Iterator<Item = &'o Opportunity>,
    company: Currency,
    now: i64,
    set: Option<SetId>,
) -> Vec<Value> {
    let mut rows = Vec::new();
    for o in all {
        rows.extend(values(o, company, now));
        rows.extend([Value::opt_id(set), Value::Int(now)]);
        rows.extend(custom_fields::values::values(fields, Noun::Opportunity, &o.custom));
    }
    rows
}

pub(super) fn insert(tx: &mut Tx<'_>, fields: &CustomFields, rows: &[Value]) -> Result<()> {
    let own = custom_fields::values::columns(fields, Noun::Opportunity);
    let columns: Vec<&str> = INSERTED.into_iter().chain(own.iter().map(String::as_str)).collect();
    Ok(tx.insert("opportunities", &columns, rows)?)
}

/// Saves a new version; answers whether the version before it still stood.
pub(super) fn update(tx: &mut Tx<'_>, o: &Opportunity, company: Currency, now: i64) -> Result<bool> {
    Ok(tx.run(UPDATE, &values(o, company, now))? == 1)
}

/// How often each was handed over: accepted hand-offs of it, of its customer that stem from it, and of the lead it was.
pub(super) fn handoffs_of(tx: &mut Tx<'_>, ids: &[OpportunityId]) -> Result<HashMap<OpportunityId, i64>> {
    let mut counts = HashMap::new();
    for part in ids.chunks(500) {
        let ids = || part.iter().map(|&id| Value::id(id));
        let mut sql =
            Sql::new("select h.opportunity_id from handoffs h where h.state = 'accepted' and h.opportunity_id in ");
        sql.bind_list(ids());
        sql.push(" union all select l.opportunity_id from handoffs h join leads l on l.id = h.record_id");
        sql.push(" where h.state = 'accepted' and h.opportunity_id is null and l.opportunity_id in ").bind_list(ids());
        for id in tx.all(sql.text(), sql.args(), |row| row.id())? {
            *counts.entry(id).or_insert(0) += 1;
        }
    }
    Ok(counts)
}

/// Removes a record with all that hangs on it: only for the undoing of the import that made it.
pub(super) fn delete(tx: &mut Tx<'_>, id: OpportunityId) -> Result<()> {
    for sql in DELETE {
        tx.run(sql, &[Value::id(id)])?;
    }
    Ok(())
}

const STEP: [&str; 13] = [
    "opportunity_id",
    "seq",
    "kind",
    "on_day",
    "stage_id",
    "owner_position_id",
    "product_id",
    "account_id",
    "account_tier",
    "company_minor",
    "reason",
    "competitor",
    "recorded_at",
];

/// Adds the values of one step to a batch of [`insert_steps`].
pub(super) fn push_step(values: &mut Vec<Value>, id: OpportunityId, seq: usize, s: &Step, now: i64) {
    values.extend([
        Value::id(id),
        Value::Int(i64::try_from(seq).unwrap_or(i64::MAX)),
        Value::Word(s.kind.key()),
        Value::opt_text(s.on),
        Value::id(s.stage),
        Value::id(s.owner),
        Value::opt_id(s.product),
        Value::opt_id(s.account),
        s.tier.clone().into(),
        s.company_minor.into(),
        s.reason.clone().into(),
        s.competitor.clone().into(),
        Value::Int(now),
    ]);
}

pub(super) fn insert_steps(tx: &mut Tx<'_>, values: &[Value]) -> Result<()> {
    Ok(tx.insert("opportunity_steps", &STEP, values)?)
}

/// Drops the steps from one on, where an import corrects what it had told.
pub(super) fn drop_steps(tx: &mut Tx<'_>, id: OpportunityId, from: usize) -> Result<()> {
    tx.run(DROP_STEPS, &[Value::id(id), Value::Int(i64::try_from(from).unwrap_or(i64::MAX))])?;
    Ok(())
}

const BOOKING: [&str; 15] = [
    "id",
    "opportunity_id",
    "account_id",
    "product_id",
    "account_tier",
    "booked_on",
    "amount_minor",
    "currency",
    "company_minor",
    "rate_scaled",
    "rate_on",
    "rate_source",
    "reverses_id",
    "recorded_at",
    "set_id",
];
const LINE: [&str; 8] =
    ["id", "booking_id", "position_id", "kind", "company_minor", "rule", "booked_on", "reverses_id"];

pub(super) fn insert_bookings(tx: &mut Tx<'_>, all: &[(&Booking, Booked)], now: i64, set: Option<SetId>) -> Result<()> {
    let (mut bookings, mut lines) =
        (Vec::with_capacity(all.len() * BOOKING.len()), Vec::with_capacity(all.len() * LINE.len()));
    for (b, rate) in all {
        bookings.extend([
            Value::id(b.id),
            Value::id(b.opportunity),
            Value::opt_id(b.account),
            Value::opt_id(b.product),
            b.tier.clone().into(),
            Value::text(b.booked_on),
            Value::Int(b.amount.minor),
            b.amount.currency.code().into(),
            Value::Int(b.company_minor),
            Value::Int(rate.scaled),
            Value::text(rate.on),
            rate.source.as_str().into(),
            Value::opt_id(b.reverses),
            Value::Int(now),
            Value::opt_id(set),
        ]);
        let line = domain::bookings::credit(b);
        lines.extend([
            Value::id(line.id),
            Value::id(line.booking),
            Value::id(line.position),
            "direct".into(),
            Value::Int(line.company_minor),
            "owner".into(),
            Value::text(b.booked_on),
            Value::opt_id(line.reverses),
        ]);
    }
    tx.insert("bookings", &BOOKING, &bookings)?;
    Ok(tx.insert("credit_lines", &LINE, &lines)?)
}

const TIER: &str = "select tier from accounts where id = $1";
const REFERENCES: [(&str, &str, &str); 3] =
    [("account", "accounts a", "a"), ("contact", "contacts c", "c"), ("product", "products p", "p")];

/// The tier of an account.
pub(super) fn tier_of(tx: &mut Tx<'_>, account: Option<domain::kernel::id::AccountId>) -> Result<Option<String>> {
    let Some(account) = account else { return Ok(None) };
    Ok(tx.first(TIER, &[Value::id(account)], |row| row.next())?.flatten())
}

/// Refuses an account, contact or product that is not there or that the user may not see: a picker is a door too.
pub(super) fn check_references(
    ctx: &crate::Ctx,
    tx: &mut Tx<'_>,
    named: [(Option<uuid::Uuid>, Noun); 3],
) -> Result<()> {
    for ((field, table, alias), (id, noun)) in REFERENCES.into_iter().zip(named) {
        let Some(id) = id else { continue };
        let scope = ctx.may(domain::policy::Action::See, noun)?;
        let mut sql = Sql::new(&format!("select count(*) from {table} where {alias}.id = "));
        sql.bind(id);
        scope.restrict(&mut sql, noun, alias);
        if tx.number(sql.text(), sql.args())? == 0 {
            return Err(domain::Refusal::new(&format!("refusal-{field}-unknown")).at(field).into());
        }
    }
    Ok(())
}
