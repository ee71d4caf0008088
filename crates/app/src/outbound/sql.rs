//! Statements of outbound lists. Members are read with the lead or contact that they are, so that sight of those bounds
//! them, and what is gone is on no list.

use super::merging::Carried;
use crate::records::Record;
use crate::sql::Sql;
use crate::{Ctx, Result, Scope};
use db::{Row, Tx, Value};
use domain::activities::Nature;
use domain::kernel::id::{OutboundListId, PositionId, SetId};
use domain::leads::LeadStatus;
use domain::outbound::{OutboundList, Work};
use domain::policy::Noun;
use domain::{Day, Instant};
use std::collections::{HashMap, HashSet};
use uuid::Uuid;

/// Lists that one statement asks for, and records that one changes.
const AT_ONCE: usize = 500;
const LEADS_HEAD: &str =
    "select m.list_id, m.record_id, m.added_at, u.name, r.owner_position_id, r.next_step_on, r.name,
 r.company, r.status, r.email, r.phone from outbound_members m join leads r on r.id = m.record_id left join users u on u.id = m.user_id
 where m.removed_at is null and m.list_id in ";
const CONTACTS_HEAD: &str = "select m.list_id, m.record_id, m.added_at, u.name, r.owner_position_id, r.next_step_on,
 r.name, r.title, cast(null as text), r.email, coalesce(r.phone, r.mobile) from outbound_members m
 join contacts r on r.id = m.record_id
 left join users u on u.id = m.user_id where m.removed_at is null and m.list_id in ";
const WORK_HEAD: &str = "select m.list_id, m.record_id, x.kind, x.direction, x.outcome, x.is_automatic, x.is_open,
 count(*), max(x.on_day) from outbound_members m
 join activity_links k on k.record_id = m.record_id and k.happened_at >= m.added_at
 join activities x on x.id = k.activity_id
 where m.removed_at is null and x.kind in ('call', 'email', 'meeting', 'demo') and m.list_id in ";
const COUNTS_HEAD: &str = "select m.list_id, count(*) from outbound_members m where m.removed_at is null
 and (exists (select 1 from leads r where r.id = m.record_id) or exists (select 1 from contacts r where r.id = m.record_id))
 and m.list_id in ";
const LISTS_OF: &str = "select list_id from outbound_members where record_id = $1 and removed_at is null";
const ROWS_OF: &str = "select list_id, removed_at from outbound_members where record_id = $1 order by list_id";
const ON_LIST: &str = "select record_id from outbound_members where list_id = $1 and removed_at is null";
const DROP_SET: &str = "delete from outbound_members where list_id = $1 and set_id = $2 and removed_at is null";
const RETURN_SET: &str =
    "update outbound_members set removed_at = null, set_id = null where list_id = $1 and set_id = $2
 and removed_at is not null";
const LEFT: &str = "select count(*) from outbound_members where list_id = $1";
const MADE_BY: &str = "select count(*) from outbound_lists where id = $1 and set_id = $2 and version = 1";
const DROP_ROW: &str = "delete from outbound_members where list_id = $1 and record_id = $2 and removed_at is not null";
const RENAME: &str = "update outbound_members set record_id = $3 where list_id = $1 and record_id = $2";
const END: &str = "update outbound_members set removed_at = $3 where list_id = $1 and record_id = $2";
const REOPEN: &str = "update outbound_members set removed_at = null where list_id = $1 and record_id = $2";

/// Lists that the scope leaves: the open ones, and so many closed ones, the latest first.
pub(super) fn all(tx: &mut Tx<'_>, scope: &Scope, closed: i64) -> Result<Vec<OutboundList>> {
    let mut found = Vec::new();
    for (open, most) in [(true, i64::MAX), (false, closed)] {
        let is_null = if open { "is null" } else { "is not null" };
        let select = OutboundList::SELECT;
        let mut sql = Sql::new(&format!("select {select} from outbound_lists r where r.closed_on {is_null}"));
        scope.restrict(&mut sql, Noun::OutboundList, "r");
        let order = if open { "r.starts_on" } else { "r.closed_on" };
        sql.push(&format!(" order by {order} desc, r.id desc limit ")).bind(most);
        found.extend(tx.all(sql.text(), sql.args(), OutboundList::read)?);
    }
    Ok(found)
}

/// Someone on a list, before what was done is added.
pub(super) struct Listed {
    pub list: OutboundListId,
    pub noun: Noun,
    pub record: Uuid,
    pub name: String,
    pub detail: Option<String>,
    pub owner: Option<PositionId>,
    pub status: Option<LeadStatus>,
    pub next_step_on: Option<Day>,
    pub added_at: Instant,
    pub added_by: Option<String>,
    pub has_address: bool,
    pub has_number: bool,
}

fn listed(row: &Row<'_>, noun: Noun) -> std::result::Result<Listed, db::Error> {
    let (list, record, added_at, added_by) = (row.id()?, row.next()?, Instant(row.next()?), row.next()?);
    let (owner, next_step_on, name, detail) = (row.opt_id()?, row.opt_parsed()?, row.next()?, row.next()?);
    let status = row.opt_parsed()?;
    let is_known = |column: Option<String>| column.is_some_and(|text| !text.trim().is_empty());
    let (has_address, has_number) = (is_known(row.next()?), is_known(row.next()?));
    Ok(Listed {
        list,
        noun,
        record,
        name,
        detail,
        owner,
        status,
        next_step_on,
        added_at,
        added_by,
        has_address,
        has_number,
    })
}

fn ids<I: Copy + Into<Uuid>>(ids: &[I]) -> impl Iterator<Item = Value> + '_ {
    ids.iter().map(|&id| Value::Uuid(id.into()))
}

/// Everyone of a kind on the lists, or the one asked for, as far as the scope goes.
pub(super) fn members(
    tx: &mut Tx<'_>,
    scope: &Scope,
    noun: Noun,
    lists: &[OutboundListId],
    only: Option<Uuid>,
) -> Result<Vec<Listed>> {
    let mut found = Vec::new();
    for part in lists.chunks(AT_ONCE) {
        let mut sql = Sql::new(if noun == Noun::Lead { LEADS_HEAD } else { CONTACTS_HEAD });
        sql.bind_list(ids(part));
        if let Some(record) = only {
            sql.push(" and m.record_id = ").bind(record);
        }
        scope.restrict(&mut sql, noun, "r");
        found.extend(tx.all(sql.text(), sql.args(), |row| listed(row, noun))?);
    }
    Ok(found)
}

/// What was done on each member since it was put there; whoever asks names only members that may be seen.
pub(super) fn work(
    tx: &mut Tx<'_>,
    lists: &[OutboundListId],
    only: Option<Uuid>,
) -> Result<HashMap<(OutboundListId, Uuid), Work>> {
    let mut found: HashMap<(OutboundListId, Uuid), Work> = HashMap::new();
    for part in lists.chunks(AT_ONCE) {
        let mut sql = Sql::new(WORK_HEAD);
        sql.bind_list(ids(part));
        if let Some(record) = only {
            sql.push(" and m.record_id = ").bind(record);
        }
        sql.push(" group by m.list_id, m.record_id, x.kind, x.direction, x.outcome, x.is_automatic, x.is_open");
        tx.each(sql.text(), sql.args(), |row| {
            let at = (row.id()?, row.next()?);
            let (kind, direction, outcome): (String, Option<String>, Option<String>) =
                (row.next()?, row.next()?, row.next()?);
            let (is_automatic, is_open, count) = (row.next()?, row.next()?, row.next()?);
            let nature = Nature {
                kind: &kind,
                direction: direction.as_deref(),
                outcome: outcome.as_deref(),
                is_automatic,
                is_open,
            };
            let on = row.opt_parsed()?.unwrap_or(Day::BEGINNING);
            found.entry(at).or_default().add(&nature, count, on);
            Ok(())
        })?;
    }
    Ok(found)
}

/// How many are on each list, seen or not.
pub(super) fn counts(tx: &mut Tx<'_>, lists: &[OutboundListId]) -> Result<HashMap<OutboundListId, i64>> {
    let mut found = HashMap::new();
    for part in lists.chunks(AT_ONCE) {
        let mut sql = Sql::new(COUNTS_HEAD);
        sql.bind_list(ids(part)).push(" group by m.list_id");
        found.extend(tx.all(sql.text(), sql.args(), |row| Ok((row.id::<OutboundListId>()?, row.next::<i64>()?)))?);
    }
    Ok(found)
}

/// The lists that a record is on.
pub(super) fn lists_of(tx: &mut Tx<'_>, record: Uuid) -> Result<Vec<OutboundListId>> {
    Ok(tx.all(LISTS_OF, &[record.into()], |row| row.id())?)
}

/// Who is on a list.
pub(super) fn on_list(tx: &mut Tx<'_>, list: OutboundListId) -> Result<HashSet<Uuid>> {
    Ok(tx.all(ON_LIST, &[Value::id(list)], |row| row.next())?.into_iter().collect())
}

/// The position that has most of the records.
pub(super) fn most_have(tx: &mut Tx<'_>, records: &[(Noun, Uuid)]) -> Result<Option<PositionId>> {
    let mut counts: HashMap<PositionId, i64> = HashMap::new();
    for (noun, table) in [(Noun::Lead, "leads"), (Noun::Contact, "contacts")] {
        let of_noun: Vec<Uuid> = records.iter().filter(|(of, _)| *of == noun).map(|(_, record)| *record).collect();
        for part in of_noun.chunks(AT_ONCE) {
            let mut sql = Sql::new(&format!("select owner_position_id, count(*) from {table} where id in "));
            sql.bind_list(ids(part)).push(" and owner_position_id is not null group by owner_position_id");
            for (owner, count) in tx.all(sql.text(), sql.args(), |row| Ok((row.id()?, row.next::<i64>()?)))? {
                *counts.entry(owner).or_default() += count;
            }
        }
    }
    Ok(counts.into_iter().max_by_key(|(owner, count)| (*count, *owner)).map(|(owner, _)| owner))
}

/// Puts records on a list, which are not on it now.
pub(super) fn put(
    ctx: &Ctx,
    tx: &mut Tx<'_>,
    list: OutboundListId,
    records: &[(Noun, Uuid)],
    set: SetId,
) -> Result<()> {
    let columns = ["list_id", "record_id", "noun", "user_id", "added_at", "set_id"];
    let over = "on conflict (list_id, record_id) do update set user_id = excluded.user_id,
 added_at = excluded.added_at, set_id = excluded.set_id, removed_at = null";
    for part in records.chunks(AT_ONCE) {
        let row = |&(noun, record): &(Noun, Uuid)| {
            let user = Value::opt_id(ctx.user);
            [Value::id(list), record.into(), Value::Word(noun.key()), user, ctx.now.0.into(), Value::id(set)]
        };
        let values: Vec<Value> = part.iter().flat_map(row).collect();
        tx.insert_or("outbound_members", &columns, &values, over)?;
    }
    Ok(())
}

/// Takes records off a list.
pub(super) fn take_off(ctx: &Ctx, tx: &mut Tx<'_>, list: OutboundListId, records: &[Uuid], set: SetId) -> Result<u64> {
    let mut gone = 0;
    for part in records.chunks(AT_ONCE) {
        let mut sql = Sql::new("update outbound_members set removed_at = ");
        sql.bind(ctx.now.0).push(", set_id = ").bind(Value::id(set)).push(" where list_id = ").bind(Value::id(list));
        sql.push(" and removed_at is null and record_id in ").bind_list(ids(part));
        gone += tx.run(sql.text(), sql.args())?;
    }
    Ok(gone)
}

/// Takes back what a set did to a list; answers how many came or went.
pub(super) fn undo(tx: &mut Tx<'_>, list: OutboundListId, set: SetId) -> Result<u64> {
    let args = [Value::id(list), Value::id(set)];
    Ok(tx.run(DROP_SET, &args)? + tx.run(RETURN_SET, &args)?)
}

/// Whether the list was made by the set, stands as it was made, and nobody is on it.
pub(super) fn is_left_over(tx: &mut Tx<'_>, list: OutboundListId, set: SetId) -> Result<bool> {
    Ok(tx.number(LEFT, &[Value::id(list)])? == 0 && tx.number(MADE_BY, &[Value::id(list), Value::id(set)])? == 1)
}

/// Puts one record in another's place on its lists; where the other is there already, the one goes.
pub(super) fn carry(ctx: &Ctx, tx: &mut Tx<'_>, gone: Uuid, kept: Uuid) -> Result<Carried> {
    let read = |row: &Row<'_>| Ok((row.id::<OutboundListId>()?, row.next::<Option<i64>>()?.is_some()));
    let standing: HashMap<OutboundListId, bool> = tx.all(ROWS_OF, &[kept.into()], read)?.into_iter().collect();
    let mut carried = Carried::default();
    for (list, is_off) in tx.all(ROWS_OF, &[gone.into()], read)? {
        let (one, other) = (Value::id(list), standing.get(&list));
        match other {
            _ if is_off => {}
            Some(false) => {
                tx.run(END, &[one, gone.into(), ctx.now.0.into()])?;
                carried.ended.push(list);
            }
            _ => {
                tx.run(DROP_ROW, &[one.clone(), kept.into()])?;
                tx.run(RENAME, &[one, gone.into(), kept.into()])?;
                carried.moved.push(list);
            }
        }
    }
    Ok(carried)
}

/// The same back.
pub(super) fn carry_back(tx: &mut Tx<'_>, gone: Uuid, kept: Uuid, carried: &Carried) -> Result<()> {
    for &list in &carried.moved {
        tx.run(RENAME, &[Value::id(list), kept.into(), gone.into()])?;
    }
    for &list in &carried.ended {
        tx.run(REOPEN, &[Value::id(list), gone.into()])?;
    }
    Ok(())
}
