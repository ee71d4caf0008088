//! Statements of what was deleted.

use super::Trashed;
use super::lying::One;
use super::parts::Column;
use crate::sql::Sql;
use crate::{Ctx, Result, Scope};
use db::{Row, Tx, Value};
use domain::Instant;
use domain::kernel::id::{SetId, UserId};
use domain::policy::Noun;
use std::collections::{HashMap, HashSet};
use uuid::Uuid;

/// Ids that one statement asks for.
// What is written of a record that cannot come back after all is taken out again, and nothing else.
const MARK: &str = "savepoint restored";
const BACK_TO_MARK: &str = "rollback to savepoint restored";
const FORGET_MARK: &str = "release savepoint restored";
const AT_ONCE: usize = 500;
const COLUMNS: [&str; 11] = [
    "id",
    "noun",
    "name",
    "folded",
    "owner_position_id",
    "account_id",
    "content",
    "set_id",
    "user_id",
    "deleted_at",
    "ends_at",
];
const CONTENT: &str = "select content from trash where id = $1";
const CONTENTS: &str = "select id, name, deleted_at, content from trash where noun = $1 order by deleted_at, id";
const DROP: &str = "delete from trash where id = $1";
const ENDED: &str = "select t.id, t.noun, t.name, t.user_id, u.name, t.set_id, t.deleted_at, t.ends_at from trash t
 left join users u on u.id = t.user_id where t.ends_at <= $1 order by t.ends_at limit $2";

/// A record on its way out.
pub(super) struct Going {
    pub trashed: Trashed,
    pub owner: Option<Uuid>,
    pub account: Option<Uuid>,
    pub content: String,
}

pub(super) fn add(tx: &mut Tx<'_>, all: &[Going]) -> Result<()> {
    let row = |going: &Going| {
        let Trashed { id, noun, name, user, set, deleted_at, ends_at, .. } = &going.trashed;
        [
            (*id).into(),
            Value::Word(noun.key()),
            name.as_str().into(),
            text::fold(name).into(),
            Value::opt_id(going.owner),
            Value::opt_id(going.account),
            going.content.as_str().into(),
            Value::opt_id(*set),
            Value::opt_id(*user),
            deleted_at.0.into(),
            ends_at.0.into(),
        ]
    };
    let values: Vec<Value> = all.iter().flat_map(row).collect();
    Ok(tx.insert("trash", &COLUMNS, &values)?)
}

/// Lets everyone else who would write the records wait until this is done, or find that they are another version.
pub(super) fn hold(tx: &mut Tx<'_>, table: &str, ids: &[Uuid]) -> Result<()> {
    for part in ids.chunks(AT_ONCE) {
        let mut sql = Sql::new(&format!("update {table} set version = version where id in "));
        sql.bind_list(part.iter().map(|&id| Value::Uuid(id)));
        tx.run(sql.text(), sql.args())?;
    }
    Ok(())
}

/// How often each of the records is named in a column.
pub(super) fn naming(tx: &mut Tx<'_>, (table, column): Column, ids: &[Uuid]) -> Result<HashMap<Uuid, i64>> {
    let mut found = HashMap::new();
    for part in ids.chunks(AT_ONCE) {
        let mut sql = Sql::new(&format!("select {column}, count(*) from {table} where {column} in "));
        sql.bind_list(part.iter().map(|&id| Value::Uuid(id))).push(&format!(" group by {column}"));
        found.extend(tx.all(sql.text(), sql.args(), |row| Ok((row.next::<Uuid>()?, row.next::<i64>()?)))?);
    }
    Ok(found)
}

/// The mothers of companies that stand below one of the ids, the ids alone looked at.
pub(super) fn mothers(tx: &mut Tx<'_>, ids: &[Uuid]) -> Result<HashMap<Uuid, Uuid>> {
    let (mut found, among) = (HashMap::new(), ids.iter().copied().collect::<HashSet<Uuid>>());
    for part in ids.chunks(AT_ONCE) {
        let mut sql = Sql::new("select id, parent_id from accounts where parent_id is not null and id in ");
        sql.bind_list(part.iter().map(|&id| Value::Uuid(id)));
        found.extend(tx.all(sql.text(), sql.args(), |row| Ok((row.next::<Uuid>()?, row.next::<Uuid>()?)))?);
    }
    found.retain(|_, mother| among.contains(mother));
    Ok(found)
}

/// Takes the rows that name the ids out of a table.
pub(super) fn drop_rows(tx: &mut Tx<'_>, (table, column): Column, ids: &[Uuid]) -> Result<()> {
    for part in ids.chunks(AT_ONCE) {
        let mut sql = Sql::new(&format!("delete from {table} where {column} in "));
        sql.bind_list(part.iter().map(|&id| Value::Uuid(id)));
        tx.run(sql.text(), sql.args())?;
    }
    Ok(())
}

/// Those of the ids that are in a column of a table.
pub(super) fn present(tx: &mut Tx<'_>, (table, column): (&str, &str), ids: &[Uuid]) -> Result<HashSet<Uuid>> {
    let mut found = HashSet::new();
    for part in ids.chunks(AT_ONCE) {
        let mut sql = Sql::new(&format!("select {column} from {table} where {column} in "));
        sql.bind_list(part.iter().map(|&id| Value::Uuid(id)));
        found.extend(tx.all(sql.text(), sql.args(), |row| row.next::<Uuid>())?);
    }
    Ok(found)
}

type Told = (Uuid, String, String, Option<UserId>, Option<String>, Option<SetId>, i64, i64);

fn read(row: &Row<'_>) -> std::result::Result<Told, db::Error> {
    Ok((row.next()?, row.next()?, row.next()?, row.opt_id()?, row.next()?, row.opt_id()?, row.next()?, row.next()?))
}

fn trashed((id, noun, name, user, user_name, set, deleted_at, ends_at): Told) -> Option<Trashed> {
    let noun = Noun::from_key(&noun)?;
    let (deleted_at, ends_at) = (Instant(deleted_at), Instant(ends_at));
    Some(Trashed { id, noun, name, user, user_name, set, deleted_at, ends_at, moved: None })
}

/// What the scopes of the kinds leave: those named, or those whose name holds a text; the latest first, so many.
pub(super) fn seen(
    tx: &mut Tx<'_>,
    (scopes, user): (&[(Noun, Scope)], Option<UserId>),
    ids: Option<&[Uuid]>,
    folded: Option<&str>,
    most: i64,
) -> Result<Vec<Trashed>> {
    let mut sql = Sql::new(
        "select t.id, t.noun, t.name, t.user_id, u.name, t.set_id, t.deleted_at, t.ends_at from trash t
 left join users u on u.id = t.user_id where (1 = 0",
    );
    for (noun, scope) in scopes {
        sql.push(" or (t.noun = ").bind(noun.key());
        scope.restrict(&mut sql, *noun, "t");
        sql.push(")");
    }
    // What let them see it may have gone along: the team it had, the queue it waited in.
    if let Some(user) = user {
        sql.push(" or t.user_id = ").bind(Value::id(user));
    }
    sql.push(")");
    if let Some(ids) = ids {
        sql.push(" and t.id in ").bind_list(ids.iter().map(|&id| Value::Uuid(id)));
    }
    if let Some(folded) = folded {
        let pattern = format!("%{}%", crate::listing::escaped(folded));
        sql.push(" and t.folded like ").bind(pattern).push(r" escape '\'");
    }
    sql.push(" order by t.deleted_at desc, t.id desc limit ").bind(most);
    let found = tx.all(sql.text(), sql.args(), read)?;
    Ok(found.into_iter().filter_map(trashed).collect())
}

pub(super) fn content(tx: &mut Tx<'_>, id: Uuid) -> Result<Option<String>> {
    Ok(tx.first(CONTENT, &[id.into()], |row| row.next())?)
}

/// What lies there of a kind, the oldest first, each with what was kept of it: one at a time, for there may be many.
pub(super) fn each_content(tx: &mut Tx<'_>, noun: Noun, mut take: impl FnMut(One, &str) -> Result<()>) -> Result<()> {
    let mut fault = None;
    tx.each(CONTENTS, &[noun.key().into()], |row| {
        let one = One { id: row.next()?, name: row.next()?, deleted_at: Instant(row.next()?) };
        let content: String = row.next()?;
        if fault.is_none() {
            fault = take(one, &content).err();
        }
        Ok(())
    })?;
    fault.map_or(Ok(()), Err)
}

/// Those of the ids that lie there: kind, name and what was kept.
pub(super) fn lying(tx: &mut Tx<'_>, ids: &[Uuid]) -> Result<Vec<(Uuid, Noun, String, String)>> {
    let mut found = Vec::new();
    for part in ids.chunks(AT_ONCE) {
        let mut sql = Sql::new("select id, noun, name, content from trash where id in ");
        sql.bind_list(part.iter().map(|&id| Value::Uuid(id))).push(" order by deleted_at, id");
        let read = |row: &Row<'_>| Ok((row.next()?, row.next::<String>()?, row.next()?, row.next()?));
        let rows = tx.all(sql.text(), sql.args(), read)?;
        found.extend(
            rows.into_iter().filter_map(|(id, noun, name, kept)| Some((id, Noun::from_key(&noun)?, name, kept))),
        );
    }
    Ok(found)
}

pub(super) fn drop(tx: &mut Tx<'_>, id: Uuid) -> Result<()> {
    tx.run(DROP, &[id.into()])?;
    Ok(())
}

/// What can no more be taken back, so many.
pub(super) fn ended(ctx: &Ctx, tx: &mut Tx<'_>, most: i64) -> Result<Vec<Trashed>> {
    let found = tx.all(ENDED, &[ctx.now.0.into(), most.into()], read)?;
    Ok(found.into_iter().filter_map(trashed).collect())
}

/// What is kept of records in which one of the ids or of the addresses stands.
pub(super) fn holding(tx: &mut Tx<'_>, ids: &[Uuid], emails: &[String]) -> Result<Vec<(Uuid, String)>> {
    let mut sql = Sql::new("select id, content from trash where 1 = 0");
    for id in ids {
        sql.push(" or content like ").bind(format!("%{id}%"));
    }
    for email in emails {
        let like = format!("%{}%", crate::listing::escaped(email));
        sql.push(" or lower(content) like ").bind(like).push(r" escape '\'");
    }
    Ok(tx.all(sql.text(), sql.args(), |row| Ok((row.next()?, row.next()?)))?)
}

const OVERWRITE: &str = "update trash set content = $2 where id = $1";

pub(super) fn overwrite(tx: &mut Tx<'_>, id: Uuid, content: &str) -> Result<()> {
    tx.run(OVERWRITE, &[id.into(), content.into()])?;
    Ok(())
}

/// Begins what may be taken out again by [`back_to_mark`].
pub(super) fn mark(tx: &mut Tx<'_>) -> Result<()> {
    tx.run(MARK, &[])?;
    Ok(())
}

/// Takes out what was written since [`mark`].
pub(super) fn back_to_mark(tx: &mut Tx<'_>) -> Result<()> {
    tx.run(BACK_TO_MARK, &[])?;
    Ok(())
}

/// Ends what [`mark`] began: what is written stays.
pub(super) fn forget_mark(tx: &mut Tx<'_>) -> Result<()> {
    tx.run(FORGET_MARK, &[])?;
    Ok(())
}
