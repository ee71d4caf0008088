//! Statements of merging. Every column of the schema that names an account or contact stands in [`NAMING`], but those of
//! steps, whose key is two columns, and of activities, which have a writer of their own; a test compares.

use super::Merge;
use super::moved::Moved;
use crate::sql::Sql;
use crate::{Ctx, Result};
use db::{Tx, Value};
use domain::Instant;
use domain::policy::Noun;
use serde_json::Value as Json;
use std::collections::HashMap;
use uuid::Uuid;

/// Rows that one statement changes.
const AT_ONCE: usize = 500;

/// What is named, and by which column of which table, with the table's key.
pub(super) const NAMING: [(Noun, &str, &str, &str); 20] = [
    (Noun::Account, "accounts", "parent_id", "id"),
    (Noun::Account, "contacts", "account_id", "id"),
    (Noun::Account, "opportunities", "account_id", "id"),
    (Noun::Account, "account_teams", "account_id", "row_id"),
    (Noun::Account, "bookings", "account_id", "id"),
    (Noun::Contact, "opportunities", "contact_id", "id"),
    (Noun::Contact, "opportunity_contacts", "contact_id", "id"),
    (Noun::Contact, "objections", "contact_id", "id"),
    (Noun::Account, "leads", "account_id", "id"),
    (Noun::Contact, "leads", "contact_id", "id"),
    (Noun::Account, "handoffs", "account_id", "id"),
    (Noun::Account, "handoffs", "record_id", "id"),
    (Noun::Lead, "handoffs", "record_id", "id"),
    (Noun::Contact, "enrolments", "record_id", "id"),
    (Noun::Lead, "enrolments", "record_id", "id"),
    (Noun::Contact, "consents", "record_id", "id"),
    (Noun::Lead, "consents", "record_id", "id"),
    (Noun::Account, "notifications", "record_id", "id"),
    (Noun::Contact, "notifications", "record_id", "id"),
    (Noun::Lead, "notifications", "record_id", "id"),
];

type Column = (&'static str, &'static str, &'static str);

/// Keys of the rows that name a record.
pub(super) fn naming(tx: &mut Tx<'_>, (table, column, key): Column, named: Uuid) -> Result<Vec<Uuid>> {
    let sql = format!("select {key} from {table} where {column} = $1 order by {key}");
    Ok(tx.all(&sql, &[named.into()], |row| row.next())?)
}

/// Lets rows name another record, where they name the one.
pub(super) fn rename(tx: &mut Tx<'_>, (table, column, key): Column, rows: &[Uuid], from: Uuid, to: Uuid) -> Result<()> {
    for part in rows.chunks(AT_ONCE) {
        let mut sql = Sql::new(&format!("update {table} set {column} = "));
        sql.bind(to).push(&format!(" where {column} = ")).bind(from);
        sql.push(&format!(" and {key} in ")).bind_list(part.iter().map(|&id| Value::Uuid(id)));
        tx.run(sql.text(), sql.args())?;
    }
    Ok(())
}

const STEPS: &str = "select s.opportunity_id, s.seq from opportunity_steps s where s.account_id = $1
 order by s.opportunity_id, s.seq";
const RENAME_STEP: &str = "update opportunity_steps set account_id = $4 where opportunity_id = $1 and seq = $2
 and account_id = $3";

/// Steps of opportunities in which an account stands.
pub(super) fn steps(tx: &mut Tx<'_>, account: Uuid) -> Result<Vec<(Uuid, i64)>> {
    Ok(tx.all(STEPS, &[account.into()], |row| Ok((row.next()?, row.next()?)))?)
}

pub(super) fn rename_steps(tx: &mut Tx<'_>, steps: &[(Uuid, i64)], from: Uuid, to: Uuid) -> Result<()> {
    for (opportunity, seq) in steps {
        tx.run(RENAME_STEP, &[(*opportunity).into(), (*seq).into(), from.into(), to.into()])?;
    }
    Ok(())
}

const IDS: &str = "select system, external_id from external_ids where record_id = $1 and noun = $2
 order by system, external_id";
const RENAME_ID: &str = "update external_ids set record_id = $4 where noun = $1 and external_id = $2 and system = $3";

/// The ids that a record has elsewhere.
pub(super) fn external_ids(tx: &mut Tx<'_>, noun: Noun, record: Uuid) -> Result<Vec<(String, String)>> {
    Ok(tx.all(IDS, &[record.into(), noun.key().into()], |row| Ok((row.next()?, row.next()?)))?)
}

pub(super) fn rename_ids(tx: &mut Tx<'_>, noun: Noun, ids: &[(String, String)], to: Uuid) -> Result<()> {
    for (system, id) in ids {
        tx.run(RENAME_ID, &[noun.key().into(), id.as_str().into(), system.as_str().into(), to.into()])?;
    }
    Ok(())
}

const MAILS: &str = "select g.mail_id from mail_links g where g.record_id = $2 and not exists
 (select 1 from mail_links k where k.record_id = $1 and k.mail_id = g.mail_id) order by g.mail_id";

/// Mails about one record, seen by all or by few, that are not about the kept too.
pub(super) fn mails(tx: &mut Tx<'_>, kept: Uuid, gone: Uuid) -> Result<Vec<Uuid>> {
    Ok(tx.all(MAILS, &[kept.into(), gone.into()], |row| row.next())?)
}

pub(super) fn rename_mails(tx: &mut Tx<'_>, mails: &[Uuid], from: Uuid, to: Uuid) -> Result<()> {
    rename(tx, ("mail_links", "record_id", "mail_id"), mails, from, to)
}

const FRAMES: &str = "select g.element from frame_answers g where g.record_id = $2 and not exists
 (select 1 from frame_answers k where k.record_id = $1 and k.element = g.element) order by g.element";
const RENAME_FRAME: &str = "update frame_answers set record_id = $3 where record_id = $2 and element = $1";

/// Elements of frames that one record has an answer to and the kept has none.
pub(super) fn frames(tx: &mut Tx<'_>, kept: Uuid, gone: Uuid) -> Result<Vec<String>> {
    Ok(tx.all(FRAMES, &[kept.into(), gone.into()], |row| row.next())?)
}

pub(super) fn rename_frames(tx: &mut Tx<'_>, elements: &[String], from: Uuid, to: Uuid) -> Result<()> {
    for element in elements {
        tx.run(RENAME_FRAME, &[element.as_str().into(), from.into(), to.into()])?;
    }
    Ok(())
}

const MEMBERSHIPS: &str =
    "select row_id from segment_members where record_id = $1 and superseded_at is null order by row_id";
const CLOSE: &str = "update segment_members set superseded_at = $2 where record_id = $1 and superseded_at is null";

/// Memberships of segments that stand.
pub(super) fn memberships(tx: &mut Tx<'_>, record: Uuid) -> Result<Vec<Uuid>> {
    Ok(tx.all(MEMBERSHIPS, &[record.into()], |row| row.next())?)
}

/// What is gone is in no segment.
pub(super) fn close(ctx: &Ctx, tx: &mut Tx<'_>, record: Uuid) -> Result<()> {
    tx.run(CLOSE, &[record.into(), ctx.now.0.into()])?;
    Ok(())
}

/// Memberships stand again.
pub(super) fn reopen(tx: &mut Tx<'_>, rows: &[Uuid]) -> Result<()> {
    for part in rows.chunks(AT_ONCE) {
        let mut sql = Sql::new("update segment_members set superseded_at = null where row_id in ");
        sql.bind_list(part.iter().map(|&id| Value::Uuid(id)));
        tx.run(sql.text(), sql.args())?;
    }
    Ok(())
}

const COLUMNS: [&str; 9] = ["id", "noun", "kept_id", "gone_id", "gone", "changed", "moved", "user_id", "merged_at"];

pub(super) fn save(
    ctx: &Ctx,
    tx: &mut Tx<'_>,
    merge: &Merge,
    gone: &Json,
    changed: &Json,
    moved: &Moved,
) -> Result<()> {
    let row = [
        merge.id.into(),
        Value::Word(merge.noun.map_or("", Noun::key)),
        merge.kept.into(),
        merge.gone.into(),
        gone.to_string().into(),
        changed.to_string().into(),
        serde_json::to_string(moved)?.into(),
        Value::opt_id(ctx.user),
        ctx.now.0.into(),
    ];
    Ok(tx.insert("merges", &COLUMNS, &row)?)
}

/// A merge with all that is needed to undo it.
pub(super) struct Kept {
    pub merge: Merge,
    pub gone: Json,
    pub changed: Json,
    pub moved: Moved,
    pub is_undone: bool,
}

const GET: &str =
    "select id, noun, kept_id, gone_id, gone, merged_at, changed, moved, undone_at from merges where id = $1";
const LATEST: &str =
    "select id, noun, kept_id, gone_id, gone, merged_at from merges where noun = $1 and undone_at is null
 order by merged_at desc, id desc limit $2";
const UNDO: &str = "update merges set undone_at = $2 where id = $1";
const INTO: &str =
    "select kept_id from merges where gone_id = $1 and undone_at is null order by merged_at desc limit 1";
const FROM: &str = "select gone_id from merges where kept_id = $1 and undone_at is null order by merged_at";

type Told = (Uuid, String, Uuid, Uuid, String, i64);

fn told(row: &db::Row<'_>) -> std::result::Result<Told, db::Error> {
    Ok((row.next()?, row.next()?, row.next()?, row.next()?, row.next()?, row.next()?))
}

fn merge((id, noun, kept, gone, record, at): Told) -> Result<(Merge, Json)> {
    let record: Json = serde_json::from_str(&record)?;
    let name = record.get("name").and_then(Json::as_str).unwrap_or_default().to_owned();
    Ok((Merge { id, noun: Noun::from_key(&noun), kept, gone, name, merged_at: Instant(at) }, record))
}

pub(super) fn get(tx: &mut Tx<'_>, id: Uuid) -> Result<Option<Kept>> {
    let found = tx.first(GET, &[id.into()], |row| {
        Ok((told(row)?, row.next::<String>()?, row.next::<String>()?, row.next::<Option<i64>>()?))
    })?;
    let Some((found, changed, moved, undone)) = found else { return Ok(None) };
    let (merge, gone) = merge(found)?;
    let (changed, moved) = (serde_json::from_str(&changed)?, serde_json::from_str(&moved)?);
    Ok(Some(Kept { merge, gone, changed, moved, is_undone: undone.is_some() }))
}

pub(super) fn latest(tx: &mut Tx<'_>, noun: Noun, most: i64) -> Result<Vec<Merge>> {
    let found = tx.all(LATEST, &[noun.key().into(), most.into()], told)?;
    found.into_iter().map(|row| Ok(merge(row)?.0)).collect()
}

pub(super) fn undo(ctx: &Ctx, tx: &mut Tx<'_>, id: Uuid) -> Result<()> {
    tx.run(UNDO, &[id.into(), ctx.now.0.into()])?;
    Ok(())
}

/// Merges that are followed one after another.
const LONGEST: usize = 100;

/// The record that one was merged into, over all steps; none where it never was.
///
/// # Errors
/// The database's own.
pub fn into_which(tx: &mut Tx<'_>, record: Uuid) -> Result<Option<Uuid>> {
    let mut at = record;
    for _ in 0..LONGEST {
        match tx.first(INTO, &[at.into()], |row| row.next())? {
            Some(next) => at = next,
            None => break,
        }
    }
    Ok((at != record).then_some(at))
}

const GONE: &str = "select gone_id, kept_id, gone from merges where noun = $1 and undone_at is null";

/// Records of a kind that became part of others, by the id they had elsewhere: what stands for each now.
///
/// # Errors
/// The database's own.
pub(crate) fn standing_for(tx: &mut Tx<'_>, noun: Noun) -> Result<HashMap<String, Uuid>> {
    let read = |row: &db::Row<'_>| Ok((row.next::<Uuid>()?, row.next::<Uuid>()?, row.next::<String>()?));
    let merges = tx.all(GONE, &[noun.key().into()], read)?;
    let into: HashMap<Uuid, Uuid> = merges.iter().map(|(gone, kept, _)| (*gone, *kept)).collect();
    let mut found = HashMap::new();
    for (_, kept, record) in &merges {
        let record: Json = serde_json::from_str(record)?;
        let mut at = *kept;
        for _ in 0..LONGEST {
            let Some(next) = into.get(&at) else { break };
            at = *next;
        }
        found.extend(record.get("external_id").and_then(Json::as_str).map(|id| (id.to_owned(), at)));
    }
    Ok(found)
}

/// The records that were merged into one, over all steps.
pub(crate) fn merged_into(tx: &mut Tx<'_>, record: Uuid) -> Result<Vec<Uuid>> {
    let (mut found, mut open): (Vec<Uuid>, Vec<Uuid>) = (Vec::new(), vec![record]);
    while let Some(next) = open.pop().filter(|_| found.len() < LONGEST) {
        let more: Vec<Uuid> = tx.all(FROM, &[next.into()], |row| row.next())?;
        let fresh: Vec<Uuid> = more.into_iter().filter(|id| !found.contains(id) && *id != record).collect();
        found.extend(&fresh);
        open.extend(fresh);
    }
    Ok(found)
}

const OVERWRITE: &str = "update merges set gone = $2, changed = $3 where id = $1";

/// Merges of which one side is one of the records: id, kind, what went, what changed.
pub(super) fn of_any(tx: &mut Tx<'_>, ids: &[Uuid]) -> Result<Vec<(Uuid, String, String, String)>> {
    let mut sql = Sql::new("select id, noun, gone, changed from merges where kept_id in ");
    sql.bind_list(ids.iter().map(|&id| Value::Uuid(id)));
    sql.push(" or gone_id in ").bind_list(ids.iter().map(|&id| Value::Uuid(id)));
    Ok(tx.all(sql.text(), sql.args(), |row| Ok((row.next()?, row.next()?, row.next()?, row.next()?)))?)
}

pub(super) fn overwrite(tx: &mut Tx<'_>, id: Uuid, gone: &Json, changed: &Json) -> Result<()> {
    tx.run(OVERWRITE, &[id.into(), gone.to_string().into(), changed.to_string().into()])?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Columns that name an account or contact and are not moved here, with why.
    const ELSEWHERE: [(&str, &str); 7] = [
        // Keyed by two columns.
        ("opportunity_steps", "account_id"),
        // Moved by the writer of activities, for the figures.
        ("activities", "account_id"),
        // Units stand below units.
        ("units", "parent_id"),
        // Accounts of mail servers.
        ("mail_folders", "account_id"),
        ("mail_copies", "account_id"),
        ("outbox", "account_id"),
        // What was deleted finds what became of the account when it is taken back.
        ("trash", "account_id"),
    ];

    #[test]
    fn every_column_that_names_a_record_is_moved() {
        let mut missing = Vec::new();
        for step in crate::schema::STEPS {
            let mut table = String::new();
            for line in step.sqlite.lines().map(str::trim) {
                if let Some(rest) = line.strip_prefix("create table ") {
                    table = rest.split([' ', '(']).next().unwrap_or_default().to_owned();
                }
                let column = line.split(' ').next().unwrap_or_default();
                let names = line.contains(" uuid") && ["account_id", "contact_id", "parent_id"].contains(&column);
                let known = NAMING.iter().any(|(_, t, c, _)| (*t, *c) == (table.as_str(), column));
                if names && !known && !ELSEWHERE.contains(&(table.as_str(), column)) {
                    missing.push(format!("{table}.{column}"));
                }
            }
        }
        assert_eq!(missing, Vec::<String>::new(), "a merge would lose these");
    }
}
