//! Plain records (accounts, contacts, products): one way to read and write rows, whatever their fields.
//!
//! A slice decides and permits; [`Batch`] writes rows, versions and events together. A click is a batch of
//! one, an import a batch of thousands. Opportunities have a writer of their own, for their history.
//!
//! What a record holds of the company's own fields is read only where it is shown or changed ([`with_own`]); of a record
//! that was read without them a write leaves them as they stand.

pub(crate) mod account;
mod commands;
mod contact;
mod editable;
pub(crate) mod handoff;
pub(crate) mod lead;
pub(crate) mod merge;
mod outbound_list;
mod patch;
mod product;
mod queries;
mod sql;
mod timeline;
mod why;

pub(crate) use commands::known_references;
pub use commands::{change, create};
pub use editable::Editable;
pub use patch::{Patch, read_fields};
pub use queries::{
    hidden, labels, may, may_also, may_of, named, opened, reference, related, seen, seen_by, unseen, visible,
};
pub use sql::{accounts_of, owner_of, remove, some};
pub(crate) use sql::{each, table, users};
pub use timeline::{Entry, FieldChange, UNTOLD, What, timeline};
pub(crate) use timeline::{told, told_elsewhere};
pub use why::{Reason, why_visible};

use crate::custom_fields::{self, values as own_values};
use crate::events::{Cause, Log, differences};
use crate::{Ctx, Error, Result, Scope};
use db::{Row, Tx, Value};
use domain::custom_fields::Custom;
use domain::policy::Noun;
use uuid::Uuid;

/// A record that is stored as one row.
pub trait Record: Clone + PartialEq + serde::Serialize {
    /// Its kind.
    const NOUN: Noun;
    /// Its table.
    const TABLE: &'static str;
    /// Columns as [`Record::values`] gives them; `id` first, `version` last.
    const COLUMNS: &'static [&'static str];
    /// Columns as [`Record::read`] takes them.
    const SELECT: &'static str;
    /// Its id.
    fn id(&self) -> Uuid;
    /// Its version.
    fn version(&self) -> i64;
    /// Sets its version.
    fn set_version(&mut self, version: i64);
    /// Its values, in the order of [`Record::COLUMNS`].
    fn values(&self) -> Vec<Value>;
    /// Reads one.
    ///
    /// # Errors
    /// A stored value that does not read.
    fn read(row: &Row<'_>) -> std::result::Result<Self, db::Error>;
    /// Puts in what follows from a change of such records, before they are written.
    ///
    /// # Errors
    /// The database's own.
    fn followed(_: &Ctx, _: &mut Tx<'_>, _: &mut [(Option<Self>, Self)]) -> Result<()> {
        Ok(())
    }
    /// What else follows from a write of such records, in the same transaction.
    ///
    /// # Errors
    /// The database's own.
    fn written(_: &Ctx, _: &mut Tx<'_>, _: &[(Option<Self>, Self)]) -> Result<()> {
        Ok(())
    }
    /// Its id elsewhere, where its kind has one.
    fn external_id_mut(&mut self) -> Option<&mut Option<String>> {
        None
    }
    /// What it holds of the company's own fields, where its kind has such.
    fn custom_mut(&mut self) -> Option<&mut Custom> {
        None
    }
    /// The same, to be read.
    fn custom(&self) -> Option<&Custom> {
        None
    }
    /// What goes with a record that becomes part of another.
    ///
    /// # Errors
    /// The database's own.
    fn removed(_: &mut Tx<'_>, _: &Self) -> Result<()> {
        Ok(())
    }
    /// What comes back with it when the two are made two again.
    ///
    /// # Errors
    /// The database's own.
    fn returned(_: &mut Tx<'_>, _: &Self) -> Result<()> {
        Ok(())
    }
}

/// A record that must exist and may be seen.
///
/// # Errors
/// [`Error::NotFound`].
pub fn get<R: Record>(tx: &mut Tx<'_>, scope: &Scope, id: impl Into<Uuid>) -> Result<R> {
    some(tx, Some(scope), &[id.into()])?.pop().ok_or(Error::NotFound)
}

/// Writes a record that was removed again, as it stood. The caller tells the history.
///
/// # Errors
/// The database's own: something it names is gone.
pub(crate) fn put_back<R: Record>(ctx: &Ctx, tx: &mut Tx<'_>, record: &R) -> Result<()> {
    let own = own_columns::<R>(ctx, record);
    let columns = R::COLUMNS.iter().copied().chain(["updated_at", "recorded_at"]).chain(own.iter().map(String::as_str));
    let mut values = record.values();
    values.extend([Value::Int(ctx.now.0), Value::Int(ctx.now.0)]);
    values.extend(record.custom().into_iter().flat_map(|custom| own_values::values(&ctx.fields, R::NOUN, custom)));
    Ok(tx.insert(R::TABLE, &columns.collect::<Vec<_>>(), &values)?)
}

/// The columns of the company's own fields, where records of the kind have such.
fn own_columns<R: Record>(ctx: &Ctx, record: &R) -> Vec<String> {
    record.custom().map(|_| own_values::columns(&ctx.fields, R::NOUN)).unwrap_or_default()
}

/// The records with what they hold of the company's own fields.
///
/// # Errors
/// The database's own.
pub(crate) fn with_own<R: Record>(ctx: &Ctx, tx: &mut Tx<'_>, mut records: Vec<R>) -> Result<Vec<R>> {
    let ids: Vec<Uuid> = records.iter().map(Record::id).collect();
    let mut held = custom_fields::queries::held(ctx, tx, R::NOUN, &ids)?;
    for record in &mut records {
        let id = record.id();
        if let (Some(slot), Some(custom)) = (record.custom_mut(), held.remove(&id)) {
            *slot = custom;
        }
    }
    Ok(records)
}

/// Records before and after, written together.
pub struct Batch<R> {
    changes: Vec<(Option<R>, R)>,
}

impl<R> Default for Batch<R> {
    fn default() -> Self {
        Batch { changes: Vec::new() }
    }
}

impl<R: Record> Batch<R> {
    /// One more: as it was (none where it is new), and as it is to be.
    pub fn push(&mut self, before: Option<R>, after: R) {
        self.changes.push((before, after));
    }

    /// Writes them all. The caller has the permission and the decisions.
    ///
    /// # Errors
    /// [`Error::Conflict`] where someone else was first; then nothing stays.
    pub fn write(mut self, ctx: &Ctx, tx: &mut Tx<'_>, cause: Cause) -> Result<()> {
        R::followed(ctx, tx, &mut self.changes)?;
        let mut log = Log::default();
        let mut rows = Vec::new();
        let mut written = Vec::with_capacity(self.changes.len());
        let own = self.changes.first().map(|(_, record)| own_columns(ctx, record)).unwrap_or_default();
        for (before, mut after) in self.changes {
            after.set_version(before.as_ref().map_or(1, |b| b.version() + 1));
            match &before {
                None => {
                    log.add(ctx, cause, R::NOUN, after.id(), "created", "{}");
                    rows.extend(after.values());
                    rows.extend([Value::Int(ctx.now.0), Value::opt_id(cause.set), Value::Int(ctx.now.0)]);
                    if let Some(custom) = after.custom().filter(|_| !own.is_empty()) {
                        rows.extend(own_values::values(&ctx.fields, R::NOUN, custom));
                    }
                }
                Some(before) => {
                    let told = differences(Some(before), &after)?;
                    if !sql::update(tx, &after, ctx.now.0)? {
                        return Err(Error::Conflict { version: before.version(), fields: Vec::new() });
                    }
                    if let (Some(was), Some(is)) = (before.custom(), after.custom()) {
                        own_values::save(ctx, tx, R::NOUN, after.id(), was, is)?;
                    }
                    log.add(ctx, cause, R::NOUN, after.id(), "changed", &told.to_string());
                }
            }
            written.push((before, after));
        }
        let columns = R::COLUMNS.iter().copied().chain(["updated_at", "set_id", "recorded_at"]);
        let columns: Vec<&str> = columns.chain(own.iter().map(String::as_str)).collect();
        tx.insert(R::TABLE, &columns, &rows)?;
        R::written(ctx, tx, &written)?;
        log.write(tx)
    }
}
