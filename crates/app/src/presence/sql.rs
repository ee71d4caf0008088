//! Statements of presence.

use super::{Came, Present};
use crate::Result;
use db::{Row, Tx, Value};
use domain::Instant;
use domain::kernel::id::UserId;
use domain::policy::Noun;
use uuid::Uuid;

/// Rows read at once; in a crowd the latest of them.
const AT_ONCE: i64 = 2000;

const SET: &str = "insert into presences (user_id, noun, record_id, field, at) values ($1, $2, $3, $4, $5)
 on conflict (user_id, noun, record_id) do update set field = excluded.field, at = excluded.at";
const FORGET: &str = "delete from presences where user_id = $1 and at < $2";
const SINCE: &str =
    "select user_id, noun, record_id, field, at from presences where at >= $1 order by at desc, user_id limit $2";
const ON: &str = "select p.field, u.name from presences p join users u on u.id = p.user_id
 where p.noun = $1 and p.record_id = $2 and p.at >= $3 and p.field <> '' and p.user_id <> $4
 order by p.field, u.name, u.id";

/// Says where a user is.
pub(super) fn set(tx: &mut Tx<'_>, user: UserId, noun: Noun, record: Uuid, field: &str, at: Instant) -> Result<()> {
    let args = [
        Value::id(user),
        Value::Word(noun.key()),
        Value::Uuid(record),
        Value::Text(field.to_owned()),
        Value::Int(at.0),
    ];
    tx.run(SET, &args)?;
    Ok(())
}

/// Forgets where a user was before an instant.
pub(super) fn forget(tx: &mut Tx<'_>, user: UserId, before: Instant) -> Result<()> {
    tx.run(FORGET, &[Value::id(user), Value::Int(before.0)])?;
    Ok(())
}

/// Who came, stayed or left from an instant on.
pub(super) fn since(tx: &mut Tx<'_>, from: Instant) -> Result<Vec<Came>> {
    let read = |row: &Row<'_>| {
        let (user, noun, record) = (row.id()?, row.next::<String>()?, row.next()?);
        let (field, at) = (row.next()?, Instant(row.next()?));
        Ok(Noun::from_key(&noun).map(|noun| Came { user, noun, record, field, at }))
    };
    Ok(tx.all(SINCE, &[Value::Int(from.0), Value::Int(AT_ONCE)], read)?.into_iter().flatten().collect())
}

/// Who but that user is on a record since an instant.
pub(super) fn on(tx: &mut Tx<'_>, but: UserId, noun: Noun, record: Uuid, since: Instant) -> Result<Vec<Present>> {
    let args = [Value::Word(noun.key()), Value::Uuid(record), Value::Int(since.0), Value::id(but)];
    Ok(tx.all(ON, &args, |row| Ok(Present { field: row.next()?, name: row.next()? }))?)
}
