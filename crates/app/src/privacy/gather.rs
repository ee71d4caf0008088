//! Whoever is asked for: their records, what they are known by, and what they stand on.

use super::{Found, MOST, Standing, Subject, sql};
use crate::{Ctx, Error, Result};
use db::{Table, Tx, Value};
use domain::kernel::id::ActivityId;
use domain::policy::Noun;
use domain::privacy::{Identity, PEOPLE};
use domain::{Instant, Refusal};
use serde_json::Value as Json;
use std::collections::{HashMap, HashSet};
use uuid::Uuid;

/// Fields by which somebody is known.
const NAMES: [&str; 1] = ["name"];
const EMAILS: [&str; 1] = ["email"];
const PHONES: [&str; 2] = ["phone", "mobile"];

/// A person.
pub(super) struct Gathered {
    /// The records that were named.
    pub found: Vec<Found>,
    /// Their ids, and those of records that became part of them.
    pub ids: Vec<Uuid>,
    /// What they are known by, and were.
    pub identity: Identity,
    /// The activities that they stand on,
    pub activities: Vec<ActivityId>,
    /// and the mails with them.
    pub mails: Vec<Uuid>,
}

impl Gathered {
    /// The records of a kind that are among the others.
    pub fn live(&self, noun: Noun) -> Vec<Uuid> {
        self.standing(Standing::Live).filter(|found| found.noun == noun).map(|found| found.id).collect()
    }
    /// Those that are deleted.
    pub fn deleted(&self) -> Vec<Uuid> {
        self.standing(Standing::Deleted).map(|found| found.id).collect()
    }
    fn standing(&self, standing: Standing) -> impl Iterator<Item = &Found> {
        self.found.iter().filter(move |found| found.standing == standing)
    }
    /// The records as a request names them.
    pub fn subjects(&self) -> Vec<Subject> {
        self.found.iter().map(|found| Subject { noun: found.noun, id: found.id }).collect()
    }
    /// The ids as a set.
    pub fn set(&self) -> HashSet<Uuid> {
        self.ids.iter().copied().collect()
    }
}

/// Gathers what is known of the records. The caller has the permission, which is over all there are.
///
/// # Errors
/// `refusal-privacy-nobody`, `refusal-privacy-many`; [`Error::NotFound`] for what is no person.
pub(super) fn gather(ctx: &Ctx, tx: &mut Tx<'_>, records: &[Uuid]) -> Result<Gathered> {
    let mut named = records.to_vec();
    named.sort_unstable();
    named.dedup();
    if named.is_empty() {
        return Err(Refusal::new("refusal-privacy-nobody").at("records").into());
    }
    if named.len() > MOST {
        return Err(Refusal::new("refusal-privacy-many").at("records").with("most", MOST).into());
    }
    let found = sql::found(tx, &named)?;
    if found.len() < named.len() {
        return Err(Error::NotFound);
    }
    let ids = with_parts(tx, named)?;
    let identity = identity(ctx, tx, &found, &ids)?;
    let activities = sql::activities_of(tx, &ids)?;
    let mails = sql::mails_of(tx, &ids, &identity)?;
    Ok(Gathered { found, ids, identity, activities, mails })
}

/// The ids with those of records that became part of them.
fn with_parts(tx: &mut Tx<'_>, named: Vec<Uuid>) -> Result<Vec<Uuid>> {
    let (mut all, mut fresh) = (named.clone(), named);
    while !fresh.is_empty() {
        fresh = sql::parts_of(tx, &fresh)?;
        fresh.retain(|id| !all.contains(id));
        all.extend(&fresh);
    }
    Ok(all)
}

/// What they are known by, by their rows, by what became part of them and by what they were before.
fn identity(ctx: &Ctx, tx: &mut Tx<'_>, found: &[Found], ids: &[Uuid]) -> Result<Identity> {
    let mut identity = Identity::default();
    for one in found.iter().filter(|one| one.standing != Standing::Erased) {
        identity.add_name(&one.name);
        one.email.iter().for_each(|email| identity.add_email(email));
    }
    for (noun, id) in found.iter().map(|one| (one.noun, one.id)) {
        for (field, value) in sql::known_by(tx, noun, id)? {
            add(&mut identity, &field, &Json::String(value));
        }
    }
    for gone in sql::merged_away(tx, ids)? {
        for (field, value) in serde_json::from_str::<Json>(&gone)?.as_object().into_iter().flatten() {
            add(&mut identity, field, value);
        }
    }
    for content in sql::contents(tx, ids)? {
        of_trash(&mut identity, &serde_json::from_str(&content)?);
    }
    for &id in ids {
        let events = crate::events::of_record(tx, id, Instant(ctx.now.0.saturating_add(1)), i64::MAX)?;
        for (field, pair) in events.iter().filter_map(|event| event.changes.as_object()).flatten() {
            for value in pair.as_array().into_iter().flatten() {
                add(&mut identity, field, value);
            }
        }
    }
    Ok(identity)
}

/// What a deleted record was known by: its own row is the first.
fn of_trash(identity: &mut Identity, content: &Json) {
    let Some(own) = content.pointer("/rows/0") else { return };
    let names = own.get("columns").and_then(Json::as_array).into_iter().flatten();
    let values = own.pointer("/rows/0").and_then(Json::as_array).into_iter().flatten();
    for (column, value) in names.zip(values) {
        add(identity, column.get(0).and_then(Json::as_str).unwrap_or_default(), value);
    }
}

fn add(identity: &mut Identity, field: &str, value: &Json) {
    let Some(text) = value.as_str() else { return };
    if NAMES.contains(&field) {
        identity.add_name(text);
    } else if EMAILS.contains(&field) {
        identity.add_email(text);
    } else if PHONES.contains(&field) {
        identity.add_phone(text);
    }
}

/// Rows of a place, with the table that they are of. The ids are those of the records, activities or mails, as the place says.
pub(super) fn rows(
    tx: &mut Tx<'_>,
    tables: &HashMap<String, Table>,
    (table, by): (&str, &[&str]),
    ids: &[Uuid],
) -> Result<Vec<Vec<Value>>> {
    let known = tables.get(table).ok_or_else(|| Error::Internal(format!("there is no table {table}")))?;
    let mut found: Vec<Vec<Value>> = Vec::new();
    for column in by {
        for row in tx.rows_naming(known, column, ids)? {
            // A row may name them twice.
            if by.len() < 2 || !found.contains(&row) {
                found.push(row);
            }
        }
    }
    Ok(found)
}

/// Whether records of the kind are people.
pub(super) fn is_person(noun: Noun) -> bool {
    PEOPLE.contains(&noun)
}
