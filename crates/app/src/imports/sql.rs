//! Statements of imports: names and ids to match by, and the imports themselves.

use super::report::Report;
use super::run::Import;
use super::source::Source;
use crate::sql::Sql;
use crate::{Ctx, Result};
use db::{Tx, Value};
use domain::kernel::id::{AccountId, SetId};
use domain::policy::Noun;
use std::collections::HashMap;
use uuid::Uuid;

/// Records by external id, then by name, then by folded name.
#[derive(Default)]
pub struct Names {
    /// Ids of records that became part of others.
    merged: HashMap<String, Uuid>,
    by_text: HashMap<String, Uuid>,
    named: HashMap<String, Uuid>,
    folded: HashMap<String, Uuid>,
}

impl Names {
    /// The record called so.
    pub fn find(&self, called: &str) -> Option<Uuid> {
        let exact = self.by_text.get(called).or_else(|| self.named.get(called));
        exact.or_else(|| self.merged.get(called)).or_else(|| self.folded.get(&text::fold(called))).copied()
    }
    /// The record with that id elsewhere.
    pub fn find_external(&self, id: &str) -> Option<Uuid> {
        self.by_text.get(id).or_else(|| self.merged.get(id)).copied()
    }
    /// The record that stands for one with that id, which became part of it.
    pub fn merged_into(&self, id: &str) -> Option<Uuid> {
        self.merged.get(id).filter(|_| !self.by_text.contains_key(id)).copied()
    }
}

/// Every record of a kind that has a folded name.
pub(super) fn names(tx: &mut Tx<'_>, noun: Noun) -> Result<Names> {
    let sql = match noun {
        Noun::Account => "select id, external_id, name, folded, null from accounts order by id desc",
        Noun::Contact => "select id, external_id, name, folded, null from contacts order by id desc",
        Noun::Lead => "select id, external_id, name, folded, null from leads order by id desc",
        Noun::Opportunity => "select id, external_id, name, name, null from opportunities order by id desc",
        _ => "select id, external_id, name, folded, code from products order by id desc",
    };
    let mut names = Names { merged: crate::matching::merge::standing_for(tx, noun)?, ..Names::default() };
    tx.each(sql, &[], |row| {
        let (id, external) = (row.next::<Uuid>()?, row.next::<Option<String>>()?);
        let (name, folded) = (row.next::<String>()?, row.next::<String>()?);
        names.named.insert(name, id);
        names.folded.insert(if noun == Noun::Opportunity { text::fold(&folded) } else { folded }, id);
        // A product is called by its code too; an id goes before it.
        if let Some(code) = row.next::<Option<String>>()? {
            names.by_text.entry(code).or_insert(id);
        }
        names.by_text.extend(external.map(|e| (e, id)));
        Ok(())
    })?;
    Ok(names)
}

const BY_EMAIL: &str = "select 'lead', id, email from leads where email is not null
 union all select 'contact', id, email from contacts where email is not null";

/// Leads and contacts by their addresses; of both the contact.
pub(super) fn by_email(tx: &mut Tx<'_>) -> Result<HashMap<String, (Noun, Uuid)>> {
    let mut found: HashMap<String, (Noun, Uuid)> = HashMap::new();
    tx.each(BY_EMAIL, &[], |row| {
        let (noun, id, email) = (row.next::<String>()?, row.next::<Uuid>()?, row.next::<String>()?);
        let noun = if noun == "lead" { Noun::Lead } else { Noun::Contact };
        if noun == Noun::Contact || found.get(&email.to_lowercase()).is_none_or(|(noun, _)| *noun == Noun::Lead) {
            found.insert(email.to_lowercase(), (noun, id));
        }
        Ok(())
    })?;
    Ok(found)
}

/// Tiers of accounts that have one.
pub(super) fn tiers(tx: &mut Tx<'_>) -> Result<HashMap<AccountId, String>> {
    let sql = "select id, tier from accounts where tier is not null";
    Ok(tx.all(sql, &[], |row| Ok((row.id()?, row.next()?)))?.into_iter().collect())
}

/// Records by the ids they have elsewhere.
pub(super) fn by_external_ids(tx: &mut Tx<'_>, noun: Noun, ids: &[&str]) -> Result<HashMap<String, Uuid>> {
    let mut found = HashMap::with_capacity(ids.len());
    for part in ids.chunks(500) {
        let mut sql = Sql::new("select external_id, record_id from external_ids where noun = ");
        sql.bind(noun.key()).push(" and external_id in ").bind_list(part.iter().map(|&id| id.into()));
        tx.each(sql.text(), sql.args(), |row| {
            found.insert(row.next()?, row.next()?);
            Ok(())
        })?;
    }
    Ok(found)
}

/// Notes the ids that new records have elsewhere.
pub(super) fn add_external_ids(tx: &mut Tx<'_>, system: &str, noun: Noun, ids: &[(String, Uuid)]) -> Result<()> {
    let values: Vec<Value> = ids
        .iter()
        .flat_map(|(external, id)| [system.into(), Value::Word(noun.key()), external.as_str().into(), Value::Uuid(*id)])
        .collect();
    Ok(tx.insert("external_ids", &["system", "noun", "external_id", "record_id"], &values)?)
}

const START: &str = "insert into imports (id, user_id, state, source, settings, report, rejects, started_at, is_index_due)
 values ($1, $2, 'running', $3, $4, '{}', '', $5, true)
 on conflict (id) do update set state = 'running', started_at = excluded.started_at, finished_at = null, is_index_due = true";
const FINISH: &str = "update imports set state = $2, report = $3, rejects = $4, finished_at = $5 where id = $1";

/// Notes that an import began.
pub(super) fn start(ctx: &Ctx, tx: &mut Tx<'_>, set: SetId, import: &Import, sources: &[Source]) -> Result<()> {
    let names: Vec<&str> = sources.iter().map(|s| s.report.name.as_str()).collect();
    let settings = serde_json::to_string(&import.settings)?;
    tx.run(
        START,
        &[Value::id(set), Value::opt_id(ctx.user), names.join(", ").into(), settings.into(), Value::Int(ctx.now.0)],
    )?;
    Ok(())
}

/// Notes how an import ended.
pub(super) fn finish(ctx: &Ctx, tx: &mut Tx<'_>, set: SetId, state: &str, report: &Report) -> Result<()> {
    let rejects = report.rejects_csv(text::Lang::parse(&ctx.language).unwrap_or_default());
    let report = serde_json::to_string(&report.without_cells())?;
    tx.run(FINISH, &[Value::id(set), state.into(), report.into(), rejects.into(), Value::Int(ctx.now.0)])?;
    Ok(())
}

/// What the products are called, by name.
pub(super) fn called(tx: &mut Tx<'_>, noun: Noun) -> Result<Vec<String>> {
    let table = if noun == Noun::Account { "accounts" } else { "products" };
    Ok(tx.all(&format!("select name from {table} order by sort_key, id"), &[], |row| row.next())?)
}

const INDEX_DUE: &str = "select id from imports where is_index_due and state <> 'running' order by started_at limit 1";
const TOUCHED: &str = "select distinct noun, record_id from events where set_id = $1 and noun in ('account', 'contact', 'product', 'lead', 'opportunity')
 order by noun, record_id";
// Names the row, so that two processes index one import one after the other.
const HOLD: &str = "update imports set is_index_due = true where id = $1";
const INDEXED: &str = "update imports set is_index_due = false where id = $1";

/// The import whose records have waited longest for the search index.
pub(super) fn index_due(tx: &mut Tx<'_>) -> Result<Option<SetId>> {
    Ok(tx.first(INDEX_DUE, &[], |row| row.id())?)
}

/// Records of an import, of the kinds that are searched.
pub(super) fn touched(tx: &mut Tx<'_>, set: SetId) -> Result<Vec<(Noun, Uuid)>> {
    let rows = tx.all(TOUCHED, &[Value::id(set)], |row| Ok((row.next::<String>()?, row.next()?)))?;
    Ok(rows.into_iter().filter_map(|(noun, id)| Some((Noun::from_key(&noun)?, id))).collect())
}

pub(super) fn hold(tx: &mut Tx<'_>, set: SetId) -> Result<()> {
    tx.run(HOLD, &[Value::id(set)])?;
    Ok(())
}

pub(super) fn indexed(tx: &mut Tx<'_>, set: SetId) -> Result<()> {
    tx.run(INDEXED, &[Value::id(set)])?;
    Ok(())
}

const KEPT: &str = "select i.id, i.state, i.report, i.rejects from imports i where i.rejects <> ''
 or i.report <> '{}' or exists (select 1 from import_files f where f.import_id = i.id) order by i.id";
const FILES: &str = "select place, name from import_files where import_id = $1 order by place";
const CONTENT: &str = "select content from import_files where import_id = $1 and place = $2";
const DROP_FILES: &str = "delete from import_files where import_id = $1";
const OVERWRITE: &str = "update imports set report = $2, rejects = $3 where id = $1";

/// An import and what it keeps of rows.
pub(super) struct Kept {
    pub id: SetId,
    pub state: String,
    pub report: String,
    pub rejects: String,
}

/// Imports that keep anything of rows.
pub(super) fn kept(tx: &mut Tx<'_>) -> Result<Vec<Kept>> {
    let read =
        |row: &db::Row<'_>| Ok(Kept { id: row.id()?, state: row.next()?, report: row.next()?, rejects: row.next()? });
    Ok(tx.all(KEPT, &[], read)?)
}

/// The files of an import: places and names.
pub(super) fn files(tx: &mut Tx<'_>, import: SetId) -> Result<Vec<(i64, String)>> {
    Ok(tx.all(FILES, &[Value::id(import)], |row| Ok((row.next()?, row.next()?)))?)
}

pub(super) fn content(tx: &mut Tx<'_>, import: SetId, place: i64) -> Result<Vec<u8>> {
    Ok(tx.first(CONTENT, &[Value::id(import), place.into()], |row| row.next())?.unwrap_or_default())
}

pub(super) fn drop_files(tx: &mut Tx<'_>, import: SetId) -> Result<()> {
    tx.run(DROP_FILES, &[Value::id(import)])?;
    Ok(())
}

pub(super) fn overwrite(tx: &mut Tx<'_>, import: SetId, report: &str, rejects: &str) -> Result<()> {
    tx.run(OVERWRITE, &[Value::id(import), report.into(), rejects.into()])?;
    Ok(())
}
