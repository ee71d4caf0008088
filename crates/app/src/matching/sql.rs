//! Statements of matching.

use super::ordered;
use crate::sql::Sql;
use crate::{Ctx, Result};
use db::{Tx, Value};
use domain::policy::Noun;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use uuid::Uuid;

/// Ids or keys that one statement asks for.
const AT_ONCE: usize = 500;

const BLOCKS: &str = "select key from match_keys where noun = $1 and key > $2 group by key having count(*) > 1
 order by key limit $3";

const ACCOUNTS_AFTER: &str = "select id from accounts where id > $1 order by id limit $2";
const CONTACTS_AFTER: &str = "select id from contacts where id > $1 order by id limit $2";
const LEADS_AFTER: &str = "select id from leads where id > $1 order by id limit $2";

/// Records of a kind after one, in the order of their ids.
pub(super) fn ids_after(tx: &mut Tx<'_>, noun: Noun, after: Uuid, most: i64) -> Result<Vec<Uuid>> {
    let sql = match noun {
        Noun::Account => ACCOUNTS_AFTER,
        Noun::Lead => LEADS_AFTER,
        _ => CONTACTS_AFTER,
    };
    Ok(tx.all(sql, &[after.into(), most.into()], |row| row.next())?)
}

/// Keeps the keys of records that have none.
pub(super) fn save(tx: &mut Tx<'_>, noun: Noun, keys: &[(Uuid, BTreeSet<String>)]) -> Result<()> {
    let values: Vec<Value> = keys
        .iter()
        .flat_map(|(id, keys)| keys.iter().map(move |key| (key, *id)))
        .flat_map(|(key, id)| [key.as_str().into(), Value::Word(noun.key()), Value::Uuid(id)])
        .collect();
    Ok(tx.insert("match_keys", &["key", "noun", "record_id"], &values)?)
}

/// Takes records out.
pub(super) fn drop_keys(tx: &mut Tx<'_>, ids: &[Uuid]) -> Result<()> {
    for part in ids.chunks(AT_ONCE) {
        let mut sql = Sql::new("delete from match_keys where record_id in ");
        sql.bind_list(part.iter().map(|&id| Value::Uuid(id)));
        tx.run(sql.text(), sql.args())?;
    }
    Ok(())
}

/// Records of a kind that are kept under any of the keys, so many at most.
pub(super) fn under(tx: &mut Tx<'_>, noun: Noun, keys: &[&str], most: i64) -> Result<BTreeSet<Uuid>> {
    let mut sql = Sql::new("select record_id from match_keys where key in ");
    sql.bind_list(keys.iter().map(|&key| key.into())).push(" and noun = ").bind(noun.key());
    sql.push(" limit ").bind(most);
    Ok(tx.all(sql.text(), sql.args(), |row| row.next())?.into_iter().collect())
}

/// Keys after one that several records of a kind are kept under, in order.
pub(super) fn blocks(tx: &mut Tx<'_>, noun: Noun, after: &str, most: i64) -> Result<Vec<String>> {
    Ok(tx.all(BLOCKS, &[noun.key().into(), after.into(), most.into()], |row| row.next())?)
}

/// The records under each of the keys.
pub(super) fn members(tx: &mut Tx<'_>, noun: Noun, keys: &[String]) -> Result<BTreeMap<String, Vec<Uuid>>> {
    let mut found: BTreeMap<String, Vec<Uuid>> = BTreeMap::new();
    for part in keys.chunks(AT_ONCE) {
        let mut sql = Sql::new("select key, record_id from match_keys where key in ");
        sql.bind_list(part.iter().map(|key| key.as_str().into())).push(" and noun = ").bind(noun.key());
        tx.each(sql.text(), sql.args(), |row| {
            let key = row.next()?;
            found.entry(key).or_default().push(row.next()?);
            Ok(())
        })?;
    }
    Ok(found)
}

/// Names of accounts, whoever asks: only to be compared, never to be shown.
pub(super) fn account_names(tx: &mut Tx<'_>, ids: &[Uuid]) -> Result<HashMap<Uuid, String>> {
    let mut names = HashMap::with_capacity(ids.len());
    for part in ids.chunks(AT_ONCE) {
        let mut sql = Sql::new("select id, name from accounts where id in ");
        sql.bind_list(part.iter().map(|&id| Value::Uuid(id)));
        names.extend(tx.all(sql.text(), sql.args(), |row| Ok((row.next()?, row.next()?)))?);
    }
    Ok(names)
}

/// Pairs among the records that somebody said are two.
pub(super) fn refused(tx: &mut Tx<'_>, ids: &[Uuid]) -> Result<HashSet<(Uuid, Uuid)>> {
    let mut found = HashSet::new();
    for part in ids.chunks(AT_ONCE) {
        for column in ["low_id", "high_id"] {
            let mut sql = Sql::new("select low_id, high_id from match_refused where ");
            sql.push(column).push(" in ").bind_list(part.iter().map(|&id| Value::Uuid(id)));
            found.extend(tx.all(sql.text(), sql.args(), |row| Ok((row.next()?, row.next()?)))?);
        }
    }
    Ok(found)
}

const FORGET_REFUSED: &str = "delete from match_refused where low_id = $1 and high_id = $2";

/// Notes that two records are two.
pub(super) fn refuse(ctx: &Ctx, tx: &mut Tx<'_>, a: Uuid, b: Uuid) -> Result<()> {
    let (low, high) = ordered(a, b);
    tx.run(FORGET_REFUSED, &[low.into(), high.into()])?;
    let row = [low.into(), high.into(), Value::opt_id(ctx.user), ctx.now.0.into()];
    Ok(tx.insert("match_refused", &["low_id", "high_id", "user_id", "recorded_at"], &row)?)
}

/// Those of the leads that are not converted.
pub(super) fn unconverted(tx: &mut Tx<'_>, ids: &[Uuid]) -> Result<Vec<Uuid>> {
    let mut sql = Sql::new("select id from leads where status <> 'converted' and id in ");
    sql.bind_list(ids.iter().map(|&id| Value::Uuid(id))).push(" order by id");
    Ok(tx.all(sql.text(), sql.args(), |row| row.next())?)
}
