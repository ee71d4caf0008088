//! Statements on what the identity provider said of users, and its secret.

use super::{Said, Stored};
use crate::{Error, Result};
use db::{Row, Tx, Value};
use domain::Instant;
use domain::kernel::id::UserId;
use domain::policy::Grant;

const ALL: &str =
    "select u.id, u.email, u.name, u.grants, u.is_active, u.created_at, u.version + coalesce(s.version, 0),
 s.user_name, s.external_id, s.attributes, s.changed_at from users u left join scim_users s on s.user_id = u.id
 where s.deleted_at is null order by u.created_at, u.id";
const ONE: &str =
    "select u.id, u.email, u.name, u.grants, u.is_active, u.created_at, u.version + coalesce(s.version, 0),
 s.user_name, s.external_id, s.attributes, s.changed_at from users u left join scim_users s on s.user_id = u.id
 where u.id = $1 and s.deleted_at is null";
const GONE: &str = "select s.user_id from scim_users s join users u on u.id = s.user_id
 where u.email = $1 and s.deleted_at is not null";
const NAMED: &str = "select count(*) from users u left join scim_users s on s.user_id = u.id
 where s.deleted_at is null and u.id <> $2 and coalesce(s.user_name_key, u.email) = $1";
const SAVE: &str = "insert into scim_users
 (user_id, external_id, user_name, user_name_key, attributes, version, changed_at, deleted_at)
 values ($1, $2, $3, $4, $5, 1, $6, null)
 on conflict (user_id) do update set external_id = $2, user_name = $3, user_name_key = $4, attributes = $5,
 version = scim_users.version + 1, changed_at = $6, deleted_at = null";
const DELETE: &str =
    "update scim_users set user_name_key = null, deleted_at = $2, version = version + 1 where user_id = $1";

pub const ACCESS: &str = "select made_at, used_at, before_until from scim_secrets where one = 1";
pub const BY_SECRET: &str = "select used_at from scim_secrets
 where secret_hash = $1 or (hash_before = $1 and before_until > $2)";
pub const USED: &str = "update scim_secrets set used_at = $1 where one = 1";
pub const END: &str = "delete from scim_secrets where one = 1";
pub const MAKE: &str = "insert into scim_secrets (one, secret_hash, made_at, hash_before, before_until, used_at)
 values (1, $1, $2, null, null, null)
 on conflict (one) do update set hash_before = scim_secrets.secret_hash, before_until = $3, secret_hash = $1, made_at = $2";

/// Every user that the provider is shown, in the order in which they were made.
pub fn all(tx: &mut Tx<'_>) -> Result<Vec<Stored>> {
    tx.all(ALL, &[], row)?.into_iter().map(parsed).collect()
}

/// One of them.
pub fn one(tx: &mut Tx<'_>, id: UserId) -> Result<Stored> {
    parsed(tx.first(ONE, &[Value::id(id)], row)?.ok_or(Error::NotFound)?)
}

/// The user of an address whom the provider deleted.
pub fn gone(tx: &mut Tx<'_>, email: &str) -> Result<Option<UserId>> {
    Ok(tx.first(GONE, &[email.into()], |row| row.id())?)
}

/// Whether another has the name.
pub fn is_named(tx: &mut Tx<'_>, key: &str, but: UserId) -> Result<bool> {
    Ok(tx.number(NAMED, &[key.into(), Value::id(but)])? > 0)
}

/// Keeps what was said.
pub fn save(tx: &mut Tx<'_>, id: UserId, said: &Said) -> Result<()> {
    let args = [
        Value::id(id),
        said.external_id.clone().into(),
        said.user_name.as_str().into(),
        said.user_name.to_lowercase().into(),
        serde_json::to_string(&said.attributes)?.into(),
        said.changed_at.0.into(),
    ];
    tx.run(SAVE, &args)?;
    Ok(())
}

/// Shows the user to the provider no more.
pub fn delete(tx: &mut Tx<'_>, id: UserId, now: Instant) -> Result<()> {
    tx.run(DELETE, &[Value::id(id), now.0.into()])?;
    Ok(())
}

type Read = (Stored, Option<String>);

fn row(row: &Row<'_>) -> std::result::Result<Read, db::Error> {
    let (id, email, name) = (row.id()?, row.next()?, row.next()?);
    let grants = row.next::<String>()?.split_whitespace().filter_map(Grant::from_key).collect();
    let (is_active, created_at, version) = (row.next()?, Instant(row.next()?), row.next()?);
    let (user_name, external_id) = (row.next::<Option<String>>()?, row.next()?);
    let (attributes, changed_at) = (row.next::<Option<String>>()?, row.next::<Option<i64>>()?);
    let said = user_name.map(|user_name| Said {
        external_id,
        user_name,
        attributes: serde_json::Map::new(),
        changed_at: Instant(changed_at.unwrap_or_default()),
    });
    Ok((Stored { id, email, name, grants, is_active, created_at, version, said }, attributes))
}

fn parsed((mut stored, attributes): Read) -> Result<Stored> {
    if let (Some(said), Some(text)) = (&mut stored.said, attributes) {
        said.attributes = serde_json::from_str(&text)?;
    }
    Ok(stored)
}
