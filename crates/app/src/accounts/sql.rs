//! Statements of accounts.

use crate::{Ctx, Result};
use db::{Row, Tx, Value};
use domain::kernel::id::{AccountId, PositionId};
use uuid::Uuid;

const TEAM: &str = "select position_id, team_role, line_of_business, product_line from account_teams
 where account_id = $1 and superseded_at is null and valid_from_on <= $2 and valid_to_on > $2
 order by team_role, position_id";
const ON_TEAM: &str = "select count(*) from account_teams where account_id = $1 and position_id = $2 and team_role = $3
 and superseded_at is null and valid_from_on <= $4 and valid_to_on > $4";
const END_TEAM: &str = "update account_teams set superseded_at = $4 where account_id = $1 and position_id = $2
 and superseded_at is null and valid_from_on <= $3 and valid_to_on > $3";
const KEEP_TEAM: &str = "select id, team_role, line_of_business, product_line, valid_from_on from account_teams
 where account_id = $1 and position_id = $2 and superseded_at is null and valid_from_on < $3 and valid_to_on > $3";
const TEAM_COLUMNS: [&str; 11] = [
    "row_id",
    "id",
    "account_id",
    "position_id",
    "team_role",
    "line_of_business",
    "product_line",
    "valid_from_on",
    "valid_to_on",
    "recorded_at",
    "superseded_at",
];

type Member = (PositionId, String, Option<String>, Option<String>);

/// The team of today.
pub(super) fn team(ctx: &Ctx, tx: &mut Tx<'_>, account: AccountId) -> Result<Vec<Member>> {
    let member = |row: &Row<'_>| Ok((row.id()?, row.next()?, row.next()?, row.next()?));
    Ok(tx.all(TEAM, &[Value::id(account), Value::text(ctx.today)], member)?)
}

pub(super) fn is_on_team(
    ctx: &Ctx,
    tx: &mut Tx<'_>,
    account: AccountId,
    position: PositionId,
    role: &str,
) -> Result<bool> {
    Ok(tx.number(ON_TEAM, &[Value::id(account), Value::id(position), role.into(), Value::text(ctx.today)])? > 0)
}

pub(super) fn join_team(
    ctx: &Ctx,
    tx: &mut Tx<'_>,
    account: AccountId,
    position: PositionId,
    role: &str,
) -> Result<()> {
    let row = [
        Value::Uuid(ctx.id()),
        Value::Uuid(ctx.id()),
        Value::id(account),
        Value::id(position),
        role.into(),
        Value::Null,
        Value::Null,
        Value::text(ctx.today),
        Value::text(domain::Day::END),
        ctx.now.0.into(),
        Value::Null,
    ];
    Ok(tx.insert("account_teams", &TEAM_COLUMNS, &row)?)
}

/// Supersedes the rows that hold today; the days before today are written anew as known now.
pub(super) fn leave_team(ctx: &Ctx, tx: &mut Tx<'_>, account: AccountId, position: PositionId) -> Result<u64> {
    let (today, now) = (Value::text(ctx.today), Value::Int(ctx.now.0));
    let mut rows = Vec::new();
    let kept = tx.all(KEEP_TEAM, &[Value::id(account), Value::id(position), today.clone()], |row| {
        let member: (Uuid, String, Option<String>, Option<String>) =
            (row.next()?, row.next()?, row.next()?, row.next()?);
        Ok((member, row.next::<String>()?))
    })?;
    for ((id, role, line, product), from) in kept {
        let head = [Value::Uuid(ctx.id()), id.into(), Value::id(account), Value::id(position), role.into()];
        rows.extend(head);
        rows.extend([line.into(), product.into(), from.into(), today.clone(), now.clone(), Value::Null]);
    }
    let ended = tx.run(END_TEAM, &[Value::id(account), Value::id(position), today, now])?;
    tx.insert("account_teams", &TEAM_COLUMNS, &rows)?;
    Ok(ended)
}
