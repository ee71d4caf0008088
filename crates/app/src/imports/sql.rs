//! Statements of imports: names and ids to match by, and the imports themselves.

use crate::sql::Sql;
use crate::Result;
use db::{Tx, Value};
use domain::kernel::id::AccountId;
use domain::policy::Noun;
use std::collections::HashMap;
use uuid::Uuid;

/// Records by external id, then by folded name.
#[derive(Default)]
pub struct Names {
    by_text: HashMap<String, Uuid>,
    folded: HashMap<String, Uuid>,
}

impl Names {
    /// The record called so.
    pub fn find(&self, called: &str) -> Option<Uuid> {
        self.by_text.get(called).or_else(|| self.folded.get(&text::fold(called))).copied()
    }
    /// Whether there is none at all.
    pub fn is_empty(&self) -> bool {
        self.folded.is_empty()
    }
}

/// Every record of a kind that has a folded name.
pub(super) fn names(tx: &mut Tx<'_>, noun: Noun) -> Result<Names> {
    let sql = match noun {
        Noun::Account => "select id, external_id, folded from accounts order by id desc",
        Noun::Contact => "select id, external_id, folded from contacts order by id desc",
        _ => "select id, external_id, folded from products order by id desc",
    };
    let mut names = Names::default();
    tx.each(sql, &[], |row| {
        let (id, external, folded) = (row.next::<Uuid>()?, row.next::<Option<String>>()?, row.next::<String>()?);
        names.by_text.extend(external.map(|e| (e, id)));
        names.folded.insert(folded, id);
        Ok(())
    })?;
    Ok(names)
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
    let values: Vec<Value> =
        ids.iter().flat_map(|(external, id)| [system.into(), noun.key().into(), external.as_str().into(), Value::Uuid(*id)]).collect();
    Ok(tx.insert("external_ids", &["system", "noun", "external_id", "record_id"], &values)?)
}
