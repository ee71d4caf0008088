//! Statements on any record: sight, names, teams.

use super::Record;
use crate::sql::Sql;
use crate::{Ctx, Result, Scope};
use db::{Row, Tx, Value};
use domain::kernel::id::{AccountId, PositionId};
use domain::policy::Noun;
use std::collections::HashMap;
use uuid::Uuid;

/// The table of a noun; none for what is stored otherwise.
pub(crate) fn table(noun: Noun) -> Option<&'static str> {
    match noun {
        Noun::Account => Some("accounts"),
        Noun::Contact => Some("contacts"),
        Noun::Product => Some("products"),
        Noun::Lead => Some("leads"),
        Noun::Opportunity => Some("opportunities"),
        Noun::Activity => Some("activities"),
        Noun::OutboundList => Some("outbound_lists"),
        Noun::Handoff => Some("handoffs"),
        _ => None,
    }
}

/// The ids among those that are there and that the scope leaves.
pub(super) fn seen(tx: &mut Tx<'_>, scope: &Scope, noun: Noun, ids: &[Uuid]) -> Result<Vec<Uuid>> {
    let Some(table) = table(noun) else { return Ok(Vec::new()) };
    let mut sql = Sql::new(&format!("select r.id from {table} r where r.id in "));
    sql.bind_list(ids.iter().map(|&id| Value::Uuid(id)));
    scope.restrict(&mut sql, noun, "r");
    Ok(tx.all(sql.text(), sql.args(), |row| row.next())?)
}

/// The record with that external id that the scope leaves.
pub(super) fn by_external_id(tx: &mut Tx<'_>, scope: &Scope, noun: Noun, external: &str) -> Result<Option<Uuid>> {
    let Some(table) = table(noun) else { return Ok(None) };
    let mut sql = Sql::new(&format!("select r.id from {table} r where r.external_id = "));
    sql.bind(external);
    scope.restrict(&mut sql, noun, "r");
    sql.push(" order by r.id limit 1");
    Ok(tx.first(sql.text(), sql.args(), |row| row.next())?)
}

/// Names of records, by id. The caller has shown that they may be seen.
pub(super) fn names(tx: &mut Tx<'_>, table: &str, ids: &[Uuid]) -> Result<Vec<(Uuid, String)>> {
    let name = if table == "activities" { "subject" } else { "name" };
    let mut sql = Sql::new(&format!("select id, {name} from {table} where id in "));
    sql.bind_list(ids.iter().map(|&id| Value::Uuid(id)));
    Ok(tx.all(sql.text(), sql.args(), |row| Ok((row.next()?, row.next()?)))?)
}

const PARENT: &str = "select parent_id from accounts where id = $1";

/// The company an account belongs to.
pub(super) fn parent(tx: &mut Tx<'_>, account: AccountId) -> Result<Option<AccountId>> {
    Ok(tx.first(PARENT, &[Value::id(account)], |row| row.opt_id())?.flatten())
}

const ACCOUNT_OF: [(Noun, &str); 4] = [
    (Noun::Lead, "select owner_position_id, account_id from leads where id = $1"),
    (Noun::Account, "select owner_position_id, id from accounts where id = $1"),
    (Noun::Contact, "select owner_position_id, account_id from contacts where id = $1"),
    (Noun::Opportunity, "select owner_position_id, account_id from opportunities where id = $1"),
];

/// Whose a record is, and of which account.
pub(super) fn owner_and_account(tx: &mut Tx<'_>, noun: Noun, id: Uuid) -> Result<Option<(Uuid, Option<Uuid>)>> {
    let Some((_, sql)) = ACCOUNT_OF.iter().find(|(n, _)| *n == noun) else { return Ok(None) };
    Ok(tx.first(sql, &[Value::Uuid(id)], |row| Ok((row.next()?, row.next()?)))?)
}

/// Kinds of records that belong to an account.
const OF_AN_ACCOUNT: [(Noun, &str); 3] =
    [(Noun::Contact, "contacts"), (Noun::Lead, "leads"), (Noun::Opportunity, "opportunities")];

/// The accounts that records are or belong to.
///
/// # Errors
/// The database's own.
pub fn accounts_of(tx: &mut Tx<'_>, records: &[(Noun, Uuid)]) -> Result<HashMap<Uuid, AccountId>> {
    let own = records.iter().filter(|(noun, _)| *noun == Noun::Account);
    let mut found: HashMap<Uuid, AccountId> = own.map(|&(_, id)| (id, AccountId(id))).collect();
    for (of, table) in OF_AN_ACCOUNT {
        let ids: Vec<Uuid> = records.iter().filter(|(noun, _)| *noun == of).map(|&(_, id)| id).collect();
        for part in ids.chunks(500) {
            let mut sql =
                Sql::new(&format!("select id, account_id from {table} where account_id is not null and id in "));
            sql.bind_list(part.iter().map(|&id| Value::Uuid(id)));
            found.extend(tx.all(sql.text(), sql.args(), |row| Ok((row.next::<Uuid>()?, row.id::<AccountId>()?)))?);
        }
    }
    Ok(found)
}

/// Whose a record is; none where it has no owner.
///
/// # Errors
/// The database's own.
pub fn owner_of(tx: &mut Tx<'_>, noun: Noun, id: Uuid) -> Result<Option<PositionId>> {
    Ok(owner_and_account(tx, noun, id)?.map(|(owner, _)| PositionId(owner)))
}

const TEAM: &str = "select position_id, team_role from account_teams where account_id = $1 and superseded_at is null
 and valid_from_on <= $2 and valid_to_on > $2 order by team_role, position_id";
const SEGMENTS: &str = "select distinct s.id, s.name from segment_members m join segments s on s.id = m.segment_id
 and s.superseded_at is null and s.valid_from_on <= $2 and s.valid_to_on > $2 where m.record_id = $1
 and m.superseded_at is null and m.valid_from_on <= $2 and m.valid_to_on > $2 order by s.name";

fn pair(row: &Row<'_>) -> std::result::Result<(Uuid, String), db::Error> {
    Ok((row.next()?, row.next()?))
}

/// The team of an account today: position, role.
pub(super) fn team(ctx: &Ctx, tx: &mut Tx<'_>, account: Uuid) -> Result<Vec<(Uuid, String)>> {
    Ok(tx.all(TEAM, &[account.into(), Value::text(ctx.today)], pair)?)
}

/// The segments an account is in today: id, name.
pub(super) fn segments(ctx: &Ctx, tx: &mut Tx<'_>, account: Uuid) -> Result<Vec<(Uuid, String)>> {
    Ok(tx.all(SEGMENTS, &[account.into(), Value::text(ctx.today)], pair)?)
}

const QUEUED_SEGMENTS: &str =
    "select distinct s.id, s.name from queued_segments m join segments s on s.id = m.segment_id
 and s.superseded_at is null and s.valid_from_on <= $2 and s.valid_to_on > $2 where m.record_id = $1 order by s.name";

/// The segments that a waiting lead fits: id, name.
pub(super) fn queued_segments(ctx: &Ctx, tx: &mut Tx<'_>, lead: Uuid) -> Result<Vec<(Uuid, String)>> {
    Ok(tx.all(QUEUED_SEGMENTS, &[lead.into(), Value::text(ctx.today)], pair)?)
}

const USERS: &str = "select id, name from users";

/// Names of those who sign in.
pub(crate) fn users(tx: &mut Tx<'_>) -> Result<Vec<(Uuid, String)>> {
    Ok(tx.all(USERS, &[], pair)?)
}

/// The named records that may be seen; hidden and missing ones are left out.
///
/// # Errors
/// The database's own.
pub fn some<R: Record>(tx: &mut Tx<'_>, scope: Option<&Scope>, ids: &[Uuid]) -> Result<Vec<R>> {
    let mut found = Vec::with_capacity(ids.len());
    for part in ids.chunks(500) {
        let mut sql = Sql::new(&format!("select {} from {} r where r.id in ", R::SELECT, R::TABLE));
        sql.bind_list(part.iter().map(|&id| Value::Uuid(id)));
        if let Some(scope) = scope {
            scope.restrict(&mut sql, R::NOUN, "r");
        }
        found.extend(tx.all(sql.text(), sql.args(), R::read)?);
    }
    Ok(found)
}

/// Saves a new version; answers whether the version before it still stood.
pub(super) fn update<R: Record>(tx: &mut Tx<'_>, record: &R, now: i64) -> Result<bool> {
    let mut sql = Sql::new(&format!("update {} set ", R::TABLE));
    for (column, value) in R::COLUMNS.iter().zip(record.values()).skip(1) {
        sql.push(column).push(" = ").bind(value).push(", ");
    }
    sql.push("updated_at = ")
        .bind(now)
        .push(" where id = ")
        .bind(record.id())
        .push(" and version = ")
        .bind(record.version() - 1);
    Ok(tx.run(sql.text(), sql.args())? == 1)
}

/// Removes a record: for the undoing of the import that made it, a merge, and what is kept as deleted.
///
/// # Errors
/// The database's own: something still names it.
pub fn remove<R: Record>(tx: &mut Tx<'_>, id: Uuid) -> Result<()> {
    tx.run(&format!("delete from {} where id = $1", R::TABLE), &[Value::Uuid(id)])?;
    Ok(())
}

/// Keeps the names of sources; one that is known stays.
pub(super) fn name_sources<'a>(tx: &mut Tx<'_>, sources: impl Iterator<Item = (Uuid, &'a str)>) -> Result<()> {
    let values: Vec<Value> = sources.flat_map(|(id, name)| [Value::Uuid(id), name.into()]).collect();
    Ok(tx.insert_or("lead_sources", &["id", "name"], &values, "on conflict (id) do nothing")?)
}

/// Every record of a kind, one after another: for recomputing what they add.
///
/// # Errors
/// The database's own, and the caller's.
pub(crate) fn each<R: Record>(tx: &mut Tx<'_>, mut f: impl FnMut(&R) -> Result<()>) -> Result<()> {
    let sql = format!("select {} from {} r", R::SELECT, R::TABLE);
    let mut failed = None;
    tx.each(&sql, &[], |row| {
        let record = R::read(row)?;
        if failed.is_none() {
            failed = f(&record).err();
        }
        Ok(())
    })?;
    failed.map_or(Ok(()), Err)
}
