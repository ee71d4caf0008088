//! Statements of accounts.

use super::Joining;
use crate::{Ctx, Result};
use db::{Row, Tx, Value};
use domain::Day;
use domain::kernel::id::{AccountId, PositionId};
use uuid::Uuid;

const TEAM: &str = "select position_id, team_role, line_of_business, product_line, valid_from_on from account_teams
 where account_id = $1 and superseded_at is null and valid_to_on > $2
 order by team_role, position_id, valid_from_on";
const ON_TEAM: &str = "select count(*) from account_teams where account_id = $1 and position_id = $2 and team_role = $3
 and superseded_at is null and valid_to_on > $4 and coalesce(line_of_business, '') = $5
 and coalesce(product_line, '') = $6";
const END_TEAM: &str = "update account_teams set superseded_at = $4 where account_id = $1 and position_id = $2
 and superseded_at is null and valid_to_on > $3";
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

/// A member as stored: position, role, line of business, product line, first day.
type Member = (PositionId, String, Option<String>, Option<String>, Day);

/// The team of today, and who joins it later.
pub(super) fn team(ctx: &Ctx, tx: &mut Tx<'_>, account: AccountId) -> Result<Vec<Member>> {
    let member = |row: &Row<'_>| Ok((row.id()?, row.next()?, row.next()?, row.next()?, row.parsed()?));
    Ok(tx.all(TEAM, &[Value::id(account), Value::text(ctx.today)], member)?)
}

/// Whether the position is, or will be, on the team as just that.
pub(super) fn is_on_team(tx: &mut Tx<'_>, account: AccountId, joining: &Joining, on: Day) -> Result<bool> {
    let text = |line: &Option<String>| Value::from(line.clone().unwrap_or_default());
    let args = [
        Value::id(account),
        Value::id(joining.position),
        joining.role.as_str().into(),
        Value::text(on),
        text(&joining.line_of_business),
        text(&joining.product_line),
    ];
    Ok(tx.number(ON_TEAM, &args)? > 0)
}

pub(super) fn join_team(ctx: &Ctx, tx: &mut Tx<'_>, account: AccountId, joining: &Joining, on: Day) -> Result<()> {
    let row = [
        Value::Uuid(ctx.id()),
        Value::Uuid(ctx.id()),
        Value::id(account),
        Value::id(joining.position),
        joining.role.as_str().into(),
        joining.line_of_business.clone().into(),
        joining.product_line.clone().into(),
        Value::text(on),
        Value::text(Day::END),
        ctx.now.0.into(),
        Value::Null,
    ];
    Ok(tx.insert("account_teams", &TEAM_COLUMNS, &row)?)
}

/// Supersedes the rows that hold today or later; the days before today are written anew as known now.
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

const CONTACTS_OF: &str = "select id from contacts where account_id = $1 and owner_position_id = $2 order by id";

/// The contacts of a customer that are a position's.
pub(super) fn contacts_of(tx: &mut Tx<'_>, account: AccountId, owner: PositionId) -> Result<Vec<Uuid>> {
    Ok(tx.all(CONTACTS_OF, &[Value::id(account), Value::id(owner)], |row| row.next())?)
}
