//! Statements of consents. What was said last holds: by day, then by when it was written down.

use super::{Entry, Said};
use crate::sql::Sql;
use crate::{Ctx, Result};
use db::{Row, Tx, Value};
use domain::Instant;
use domain::consents::Consent;
use domain::kernel::id::SetId;
use domain::policy::Noun;
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// Ids that one statement asks for.
const AT_ONCE: usize = 500;

const ENTRIES: &str = "select k.id, k.purpose, k.state, k.basis, k.source, k.on_day, u.name from consents k
 left join users u on u.id = k.user_id where k.record_id = $1 order by k.on_day desc, k.recorded_at desc, k.id desc";
const KEPT: &str =
    "select id, purpose, state, basis, source, on_day, noun, record_id, user_id, recorded_at from consents
 where record_id = $1 order by on_day, recorded_at, id";
const COLUMNS: [&str; 11] =
    ["id", "noun", "record_id", "purpose", "state", "basis", "source", "on_day", "set_id", "user_id", "recorded_at"];

fn read(row: &Row<'_>) -> std::result::Result<Consent, db::Error> {
    Ok(Consent {
        id: row.next()?,
        purpose: row.next()?,
        state: row.next()?,
        basis: row.next()?,
        source: row.next()?,
        on: row.opt_parsed()?,
    })
}

/// What was said on a record, the newest first.
pub(super) fn entries(tx: &mut Tx<'_>, record: Uuid) -> Result<Vec<Entry>> {
    Ok(tx.all(ENTRIES, &[record.into()], |row| Ok(Entry { consent: read(row)?, by: row.next()? }))?)
}

/// The same as it is stored, the oldest first.
pub(super) fn kept(tx: &mut Tx<'_>, record: Uuid) -> Result<Vec<Said>> {
    let said = |row: &Row<'_>| {
        let consent = read(row)?;
        let noun = Noun::from_key(&row.next::<String>()?).unwrap_or(Noun::Contact);
        let (record, user) = (row.next()?, row.opt_id()?);
        Ok(Said { noun, record, consent, user, recorded_at: Instant(row.next()?) })
    };
    Ok(tx.all(KEPT, &[record.into()], said)?)
}

/// Hands over what was said on records, record by record the oldest first: record, purpose, state.
pub(super) fn each(tx: &mut Tx<'_>, records: &[Uuid], mut f: impl FnMut(Uuid, String, String)) -> Result<()> {
    for part in records.chunks(AT_ONCE) {
        let mut sql = Sql::new("select record_id, purpose, state from consents where record_id in ");
        sql.bind_list(part.iter().map(|&id| Value::Uuid(id))).push(" order by on_day, recorded_at, id");
        tx.each(sql.text(), sql.args(), |row| {
            f(row.next()?, row.next()?, row.next()?);
            Ok(())
        })?;
    }
    Ok(())
}

pub(super) fn add(ctx: &Ctx, tx: &mut Tx<'_>, set: Option<SetId>, all: &[Said]) -> Result<()> {
    let row = |said: &Said| {
        let consent = &said.consent;
        [
            consent.id.into(),
            Value::Word(said.noun.key()),
            said.record.into(),
            consent.purpose.as_str().into(),
            consent.state.as_str().into(),
            consent.basis.clone().into(),
            consent.source.clone().into(),
            Value::text(consent.on.unwrap_or(ctx.today)),
            Value::opt_id(set),
            Value::opt_id(said.user),
            said.recorded_at.0.into(),
        ]
    };
    Ok(tx.insert("consents", &COLUMNS, &all.iter().flat_map(row).collect::<Vec<_>>())?)
}

const OF_SET: &str = "select noun, record_id, purpose from consents where set_id = $1 order by id";
const DROP_SET: &str = "delete from consents where set_id = $1";

/// What an import brought: kind, record and purpose.
pub(super) fn of_set(tx: &mut Tx<'_>, set: SetId) -> Result<Vec<(Noun, Uuid, String)>> {
    let read = |row: &Row<'_>| {
        let noun = Noun::from_key(&row.next::<String>()?).unwrap_or(Noun::Contact);
        Ok((noun, row.next()?, row.next()?))
    };
    Ok(tx.all(OF_SET, &[Value::id(set)], read)?)
}

pub(super) fn drop_set(tx: &mut Tx<'_>, set: SetId) -> Result<()> {
    tx.run(DROP_SET, &[Value::id(set)])?;
    Ok(())
}

/// The addresses of contacts and leads that have one, in lower case.
pub(super) fn addresses(tx: &mut Tx<'_>, people: &[Uuid]) -> Result<BTreeMap<Uuid, String>> {
    let mut found = BTreeMap::new();
    for part in people.chunks(AT_ONCE) {
        let ids = || part.iter().map(|&id| Value::Uuid(id));
        let mut sql = Sql::new("select id, lower(email) from contacts where email is not null and id in ");
        sql.bind_list(ids()).push(" union all select id, lower(email) from leads where email is not null and id in ");
        sql.bind_list(ids());
        found.extend(tx.all(sql.text(), sql.args(), |row| Ok((row.next()?, row.next()?)))?);
    }
    Ok(found)
}

/// Contacts and leads with one of the addresses.
pub(super) fn with_address(tx: &mut Tx<'_>, addresses: &BTreeSet<String>) -> Result<Vec<Uuid>> {
    let all: Vec<&str> = addresses.iter().map(String::as_str).collect();
    let mut found = Vec::new();
    for part in all.chunks(AT_ONCE) {
        let values = || part.iter().map(|&address| Value::from(address));
        let mut sql = Sql::new("select id from contacts where lower(email) in ");
        sql.bind_list(values()).push(" union all select id from leads where lower(email) in ").bind_list(values());
        found.extend(tx.all(sql.text(), sql.args(), |row| row.next::<Uuid>())?);
    }
    Ok(found)
}

/// What was said last of mails to the addresses, on whichever record.
pub(super) fn last_of(tx: &mut Tx<'_>, addresses: &BTreeSet<String>) -> Result<BTreeMap<String, String>> {
    let all: Vec<&str> = addresses.iter().map(String::as_str).collect();
    let mut found: BTreeMap<String, (String, i64, Uuid, String)> = BTreeMap::new();
    for part in all.chunks(AT_ONCE) {
        for table in ["contacts", "leads"] {
            let mut sql = Sql::new(&format!(
                "select lower(r.email), k.on_day, k.recorded_at, k.id, k.state from {table} r
 join consents k on k.record_id = r.id and k.purpose = 'email' where lower(r.email) in "
            ));
            sql.bind_list(part.iter().map(|&address| Value::from(address)));
            tx.each(sql.text(), sql.args(), |row| {
                let address: String = row.next()?;
                let said = (row.next()?, row.next()?, row.next()?, row.next()?);
                if found.get(&address).is_none_or(|last| *last < said) {
                    found.insert(address, said);
                }
                Ok(())
            })?;
        }
    }
    Ok(found.into_iter().map(|(address, (.., state))| (address, state)).collect())
}

const CONTACT: &str = "select contact_id from opportunities where id = $1 and contact_id is not null";

/// The contact of an opportunity.
pub(super) fn contact_of(tx: &mut Tx<'_>, deal: Uuid) -> Result<Option<Uuid>> {
    Ok(tx.first(CONTACT, &[deal.into()], |row| row.next())?)
}

/// Opportunities in a cadence whose contact is one of these.
pub(super) fn deals_of(tx: &mut Tx<'_>, contacts: &[Uuid]) -> Result<Vec<Uuid>> {
    let mut found = Vec::new();
    for part in contacts.chunks(AT_ONCE) {
        let mut sql = Sql::new(
            "select distinct o.id from enrolments e join opportunities o on o.id = e.record_id
 where e.noun = 'opportunity' and e.stopped_at is null and o.contact_id in ",
        );
        sql.bind_list(part.iter().map(|&id| Value::Uuid(id)));
        found.extend(tx.all(sql.text(), sql.args(), |row| row.next::<Uuid>())?);
    }
    Ok(found)
}
