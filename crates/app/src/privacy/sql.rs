//! Statements of personal data. Tables of other slices are read here, and overwritten where `places` says so.

use super::places::With;
use super::{Found, Request, Standing, Subject};
use crate::sql::Sql;
use crate::{Ctx, Result};
use db::{Row, Tx, Value};
use domain::Instant;
use domain::kernel::id::ActivityId;
use domain::policy::Noun;
use domain::privacy::Identity;
use std::collections::HashSet;
use uuid::Uuid;

/// Ids that one statement asks for.
const AT_ONCE: usize = 500;

const CONTACTS_HEAD: &str = "select r.id, 'contact', r.name, r.email, coalesce(r.phone, r.mobile), a.name, e.record_id
 from contacts r left join accounts a on a.id = r.account_id left join privacy_erased e on e.record_id = r.id where ";
const LEADS_HEAD: &str = "select r.id, 'lead', r.name, r.email, r.phone, coalesce(r.company, a.name), e.record_id
 from leads r left join accounts a on a.id = r.account_id left join privacy_erased e on e.record_id = r.id where ";
const DELETED_HEAD: &str = "select t.id, t.noun, t.name from trash t where t.noun in ('contact', 'lead') and ";

fn live(row: &Row<'_>) -> std::result::Result<Found, db::Error> {
    let (id, noun) = (row.next()?, row.next::<String>()?);
    let (name, email, phone, company) = (row.next()?, row.next()?, row.next()?, row.next()?);
    let standing = if row.next::<Option<Uuid>>()?.is_some() { Standing::Erased } else { Standing::Live };
    Ok(Found { id, noun: Noun::from_key(&noun).unwrap_or(Noun::Contact), name, email, phone, company, standing })
}

fn deleted(row: &Row<'_>) -> std::result::Result<Found, db::Error> {
    let (id, noun, name) = (row.next()?, row.next::<String>()?, row.next()?);
    let noun = Noun::from_key(&noun).unwrap_or(Noun::Contact);
    Ok(Found { id, noun, name, email: None, phone: None, company: None, standing: Standing::Deleted })
}

fn ids(all: &[Uuid]) -> impl Iterator<Item = Value> {
    all.iter().map(|&id| Value::Uuid(id))
}

/// The records of these ids that are people, deleted ones too.
pub(super) fn found(tx: &mut Tx<'_>, all: &[Uuid]) -> Result<Vec<Found>> {
    let mut found = Vec::with_capacity(all.len());
    for head in [CONTACTS_HEAD, LEADS_HEAD] {
        let mut sql = Sql::new(head);
        sql.push("r.id in ").bind_list(ids(all)).push(" order by r.name, r.id");
        found.extend(tx.all(sql.text(), sql.args(), live)?);
    }
    let mut sql = Sql::new(DELETED_HEAD);
    sql.push("t.id in ").bind_list(ids(all)).push(" order by t.name, t.id");
    found.extend(tx.all(sql.text(), sql.args(), deleted)?);
    Ok(found)
}

/// Records of people whose name, address or number holds what is asked for; of each kind so many.
pub(super) fn asked(tx: &mut Tx<'_>, words: &str, limit: i64) -> Result<Vec<Found>> {
    let like = |text: &str| format!("%{}%", crate::listing::escaped(text));
    let (folded, plain) = (like(&text::fold(words)), like(&words.to_lowercase()));
    let digits: String = words.chars().filter(char::is_ascii_digit).collect();
    let digits = Some(digits).filter(|d| d.len() >= 7 && words.chars().filter(|c| c.is_alphabetic()).count() == 0);
    let mut found = Vec::new();
    for (head, phones) in [(CONTACTS_HEAD, &["phone", "mobile"][..]), (LEADS_HEAD, &["phone"][..])] {
        let mut sql = Sql::new(head);
        sql.push("(r.folded like ").bind(folded.as_str()).push(r" escape '\' or lower(r.email) like ");
        sql.bind(plain.as_str()).push(r" escape '\'");
        if let Some(digits) = &digits {
            let tail = digits.get(digits.len().saturating_sub(8)..).unwrap_or(digits);
            for phone in phones {
                let bare = [" ", "-", "(", ")", ".", "/"]
                    .iter()
                    .fold(format!("r.{phone}"), |inner, sign| format!("replace({inner}, '{sign}', '')"));
                sql.push(&format!(" or {bare} like ")).bind(format!("%{tail}"));
            }
        }
        sql.push(") order by r.name, r.id limit ").bind(limit);
        found.extend(tx.all(sql.text(), sql.args(), live)?);
    }
    let mut sql = Sql::new(DELETED_HEAD);
    sql.push("(t.folded like ").bind(folded).push(r" escape '\' or lower(t.content) like ").bind(plain);
    sql.push(r" escape '\') order by t.name, t.id limit ").bind(limit);
    found.extend(tx.all(sql.text(), sql.args(), deleted)?);
    Ok(found)
}

/// Records that belong to those of these ids: the contact that a lead became, and the leads that became a contact; and those
/// with one of the addresses.
pub(super) fn beside(tx: &mut Tx<'_>, all: &[Uuid], emails: &[String]) -> Result<Vec<Uuid>> {
    let mut sql = Sql::new("select contact_id from leads where contact_id is not null and id in ");
    sql.bind_list(ids(all)).push(" union select id from leads where contact_id in ").bind_list(ids(all));
    for table in ["contacts", "leads"] {
        sql.push(&format!(" union select id from {table} where lower(email) in "));
        sql.bind_list(emails.iter().map(|email| Value::from(email.as_str())));
    }
    Ok(tx.all(sql.text(), sql.args(), |row| row.next())?)
}

/// Records that became part of these.
pub(super) fn parts_of(tx: &mut Tx<'_>, all: &[Uuid]) -> Result<Vec<Uuid>> {
    let mut sql = Sql::new("select gone_id from merges where undone_at is null and kept_id in ");
    sql.bind_list(ids(all));
    Ok(tx.all(sql.text(), sql.args(), |row| row.next())?)
}

/// What records that became part of these, or are these, were like.
pub(super) fn merged_away(tx: &mut Tx<'_>, all: &[Uuid]) -> Result<Vec<String>> {
    let mut sql = Sql::new("select gone from merges where gone_id in ");
    sql.bind_list(ids(all));
    Ok(tx.all(sql.text(), sql.args(), |row| row.next())?)
}

/// What is kept of deleted records.
pub(super) fn contents(tx: &mut Tx<'_>, all: &[Uuid]) -> Result<Vec<String>> {
    let mut sql = Sql::new("select content from trash where id in ");
    sql.bind_list(ids(all));
    Ok(tx.all(sql.text(), sql.args(), |row| row.next())?)
}

const KNOWN_OF_CONTACT: &str = "select email, phone, mobile, first_name, last_name from contacts where id = $1";
const KNOWN_OF_LEAD: &str = "select email, phone, null, first_name, last_name from leads where id = $1";

/// What a record is known by: fields and values.
pub(super) fn known_by(tx: &mut Tx<'_>, noun: Noun, id: Uuid) -> Result<Vec<(String, String)>> {
    let sql = if noun == Noun::Lead { KNOWN_OF_LEAD } else { KNOWN_OF_CONTACT };
    let read = |row: &Row<'_>| {
        let mut values: [Option<String>; 5] = Default::default();
        for value in &mut values {
            *value = row.next()?;
        }
        Ok(values)
    };
    let Some([email, phone, mobile, first, last]) = tx.first(sql, &[id.into()], read)? else { return Ok(Vec::new()) };
    let whole = first.zip(last).map(|(first, last)| format!("{first} {last}"));
    let all = [("email", email), ("phone", phone), ("mobile", mobile), ("name", whole)];
    Ok(all.into_iter().filter_map(|(field, value)| Some((field.to_owned(), value?))).collect())
}

/// Activities that stand on the records.
pub(super) fn activities_of(tx: &mut Tx<'_>, all: &[Uuid]) -> Result<Vec<ActivityId>> {
    let mut sql = Sql::new("select distinct activity_id from activity_links where record_id in ");
    sql.bind_list(ids(all)).push(" order by activity_id");
    Ok(tx.all(sql.text(), sql.args(), |row| row.id())?)
}

/// Mails that are about the records or name one of the addresses.
pub(super) fn mails_of(tx: &mut Tx<'_>, all: &[Uuid], identity: &Identity) -> Result<Vec<Uuid>> {
    let mut sql = Sql::new("select id from mails where id in (select mail_id from mail_links where record_id in ");
    sql.bind_list(ids(all)).push(")");
    for email in identity.emails() {
        sql.push(" or lower(from_address) = ").bind(email.as_str());
        sql.push(" or lower(people) like ").bind(format!("%\"{}\"%", crate::listing::escaped(email)));
        sql.push(r" escape '\'");
    }
    sql.push(" order by id");
    Ok(tx.all(sql.text(), sql.args(), |row| row.next())?)
}

/// Rows that name the ids, counted.
pub(super) fn count(tx: &mut Tx<'_>, table: &str, by: &[&str], all: &[Uuid]) -> Result<i64> {
    let mut sum = 0;
    for part in all.chunks(AT_ONCE) {
        let mut sql = Sql::new(&format!("select count(*) from {table} where 1 = 0"));
        for column in by {
            sql.push(&format!(" or {column} in ")).bind_list(ids(part));
        }
        sum += tx.number(sql.text(), sql.args())?;
    }
    Ok(sum)
}

/// Takes the rows out that name the ids; answers how many.
pub(super) fn drop_rows(tx: &mut Tx<'_>, table: &str, by: &[&str], all: &[Uuid]) -> Result<i64> {
    let mut sum = 0;
    for part in all.chunks(AT_ONCE) {
        let mut sql = Sql::new(&format!("delete from {table} where 1 = 0"));
        for column in by {
            sql.push(&format!(" or {column} in ")).bind_list(ids(part));
        }
        sum += i64::try_from(tx.run(sql.text(), sql.args())?).unwrap_or(i64::MAX);
    }
    Ok(sum)
}

/// Overwrites columns of the rows that name the ids; answers how many. What had no value has none.
pub(super) fn empty(
    tx: &mut Tx<'_>,
    table: &str,
    (by, all): (&[&str], &[Uuid]),
    columns: &[(&str, With)],
    word: &str,
) -> Result<i64> {
    let mut sum = 0;
    for part in all.chunks(AT_ONCE) {
        let mut sql = Sql::new(&format!("update {table} set "));
        for (at, (column, with)) in columns.iter().enumerate() {
            sql.push(if at > 0 { ", " } else { "" }).push(&format!("{column} = "));
            match with {
                With::Null => sql.push("null"),
                With::NoneOf => sql.push("'[]'"),
                With::Word => sql.bind(word),
            };
        }
        sql.push(" where 1 = 0");
        for column in by {
            sql.push(&format!(" or {column} in ")).bind_list(ids(part));
        }
        sum += i64::try_from(tx.run(sql.text(), sql.args())?).unwrap_or(i64::MAX);
    }
    Ok(sum)
}

const OFF_LISTS: &str = "update outbound_members set removed_at = $2 where record_id = $1 and removed_at is null";

/// Takes a record off every list that somebody works through.
pub(super) fn off_lists(ctx: &Ctx, tx: &mut Tx<'_>, record: Uuid) -> Result<i64> {
    Ok(i64::try_from(tx.run(OFF_LISTS, &[record.into(), ctx.now.0.into()])?).unwrap_or(i64::MAX))
}

const ANSWERS: &str = "update webhook_attempts set answer = '' where answer <> ''
 and event_id in (select id from events where record_id = $1)";

/// Empties what receivers of webhooks answered to what they were told of a record.
pub(super) fn empty_answers(tx: &mut Tx<'_>, record: Uuid) -> Result<i64> {
    Ok(i64::try_from(tx.run(ANSWERS, &[record.into()])?).unwrap_or(i64::MAX))
}

/// Entries of the history of these records; and those of any that hold an address, or tell of an activity of the records
/// that was taken away.
pub(super) fn entries(
    tx: &mut Tx<'_>,
    of: &[Uuid],
    (records, identity): (&[Uuid], &Identity),
) -> Result<Vec<crate::events::Event>> {
    let head = "select id, at, user_id, set_id, noun, record_id, kind, cause, changes from events where ";
    let (mut found, mut known) = (Vec::new(), HashSet::new());
    for part in of.chunks(AT_ONCE) {
        let mut sql = Sql::new(head);
        sql.push("record_id in ").bind_list(ids(part));
        found.extend(crate::events::asked(tx, sql.text(), sql.args())?);
    }
    let mut sql = Sql::new(head);
    sql.push("(kind = 'removed' and (1 = 0");
    for id in records {
        sql.push(" or changes like ").bind(format!("%{id}%"));
    }
    sql.push("))");
    for email in identity.emails() {
        let like = format!("%{}%", crate::listing::escaped(email));
        sql.push(" or lower(changes) like ").bind(like).push(r" escape '\'");
    }
    found.extend(crate::events::asked(tx, sql.text(), sql.args())?);
    found.retain(|event| known.insert(event.id));
    Ok(found)
}

const ADD: [&str; 7] = ["id", "kind", "reason", "records", "counts", "user_id", "at"];

pub(super) fn add(tx: &mut Tx<'_>, request: &Request) -> Result<()> {
    let row = [
        request.id.into(),
        request.kind.as_str().into(),
        request.reason.as_str().into(),
        serde_json::to_string(&request.records)?.into(),
        serde_json::to_string(&request.counts)?.into(),
        Value::opt_id(request.user),
        request.at.0.into(),
    ];
    Ok(tx.insert("privacy_requests", &ADD, &row)?)
}

/// Marks records as shells.
pub(super) fn mark(tx: &mut Tx<'_>, request: &Request, all: &[Subject]) -> Result<()> {
    let columns = ["record_id", "noun", "request_id", "erased_at"];
    let row = |s: &Subject| [s.id.into(), Value::Word(s.noun.key()), request.id.into(), request.at.0.into()];
    let over = "on conflict (record_id) do update set request_id = excluded.request_id, erased_at = excluded.erased_at";
    Ok(tx.insert_or("privacy_erased", &columns, &all.iter().flat_map(row).collect::<Vec<_>>(), over)?)
}

/// Those of the records that are shells, with when they became so.
pub(super) fn erased(tx: &mut Tx<'_>, all: &[Uuid]) -> Result<Vec<(Uuid, Instant)>> {
    let mut found = Vec::new();
    for part in all.chunks(AT_ONCE) {
        let mut sql = Sql::new("select record_id, erased_at from privacy_erased where record_id in ");
        sql.bind_list(ids(part));
        found.extend(tx.all(sql.text(), sql.args(), |row| Ok((row.next()?, Instant(row.next()?))))?);
    }
    Ok(found)
}

pub(super) fn add_digests(tx: &mut Tx<'_>, request: Uuid, all: &[(&str, Vec<u8>)]) -> Result<()> {
    let row = |(kind, digest): &(&str, Vec<u8>)| [digest.clone().into(), request.into(), (*kind).into()];
    let values: Vec<Value> = all.iter().flat_map(row).collect();
    Ok(tx.insert_or("privacy_digests", &["digest", "request_id", "kind"], &values, "on conflict do nothing")?)
}

const DIGESTS: &str = "select digest, request_id, kind from privacy_digests order by request_id, digest";

/// Every digest, with the request that it is of, and its kind.
pub(super) fn digests(tx: &mut Tx<'_>) -> Result<Vec<(Vec<u8>, Uuid, String)>> {
    Ok(tx.all(DIGESTS, &[], |row| Ok((row.next()?, row.next()?, row.next()?)))?)
}

const CONTACTS_KNOWN: &str = "select id, name, email, phone, mobile from contacts where email is not null
 or phone is not null or mobile is not null";
const LEADS_KNOWN: &str = "select id, name, email, phone, null from leads where email is not null or phone is not null";

/// Hands every record of people with an address or a number to the closure: kind, id, name, address, numbers.
pub(super) fn each_known(
    tx: &mut Tx<'_>,
    f: &mut dyn FnMut(Noun, Uuid, String, Option<String>, [Option<String>; 2]),
) -> Result<()> {
    for (noun, sql) in [(Noun::Contact, CONTACTS_KNOWN), (Noun::Lead, LEADS_KNOWN)] {
        tx.each(sql, &[], |row| {
            let (id, name, email) = (row.next()?, row.next()?, row.next()?);
            f(noun, id, name, email, [row.next()?, row.next()?]);
            Ok(())
        })?;
    }
    Ok(())
}

const REQUESTS: &str = "select r.id, r.kind, r.reason, r.records, r.counts, r.user_id, u.name, r.at
 from privacy_requests r left join users u on u.id = r.user_id order by r.at desc, r.id desc limit $1";

/// What was done, the latest first.
pub(super) fn requests(tx: &mut Tx<'_>, limit: i64) -> Result<Vec<Request>> {
    let read = |row: &Row<'_>| {
        let (id, kind, reason) = (row.next()?, row.next()?, row.next()?);
        let (records, counts) = (row.next::<String>()?, row.next::<String>()?);
        let (user, user_name) = (row.opt_id()?, row.next()?);
        let request = Request {
            id,
            kind,
            reason,
            records: Vec::new(),
            counts: Default::default(),
            user,
            user_name,
            at: Instant(row.next()?),
        };
        Ok((request, records, counts))
    };
    let parsed = |(request, records, counts): (Request, String, String)| {
        Ok(Request { records: serde_json::from_str(&records)?, counts: serde_json::from_str(&counts)?, ..request })
    };
    tx.all(REQUESTS, &[limit.into()], read)?.into_iter().map(parsed).collect()
}

const RECOUNT: &str = "update privacy_requests set counts = $2 where id = $1";

/// Writes down what a request came to.
pub(super) fn recount(tx: &mut Tx<'_>, request: &Request) -> Result<()> {
    tx.run(RECOUNT, &[request.id.into(), serde_json::to_string(&request.counts)?.into()])?;
    Ok(())
}

/// Hand-offs of the records.
pub(super) fn handoffs_of(tx: &mut Tx<'_>, all: &[Uuid]) -> Result<Vec<Uuid>> {
    let mut sql = Sql::new("select id from handoffs where record_id in ");
    sql.bind_list(ids(all));
    Ok(tx.all(sql.text(), sql.args(), |row| row.next())?)
}
