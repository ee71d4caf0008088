//! Statements of retention: what is known of the days of contacts and leads.

use crate::Result;
use crate::sql::Sql;
use db::{Row, Tx, Value};
use domain::Instant;
use domain::policy::Noun;
use domain::retention::Life;
use uuid::Uuid;

/// Records that one statement reads.
pub(super) const PAGE: usize = 500;

/// A record and what is known of its days. Open tasks, and steps of cadences that run, are open activities.
const CONTACTS_HEAD: &str = "select r.id, r.updated_at,
 (select max(k.happened_at) from activity_links k where k.record_id = r.id),
 (select max(m.sent_at) from mail_links m where m.record_id = r.id),
 (select max(c.recorded_at) from consents c where c.record_id = r.id),
 (select max(o.updated_at) from opportunities o where o.contact_id = r.id),
 (select max(o.updated_at) from opportunity_contacts p join opportunities o on o.id = p.opportunity_id
  where p.contact_id = r.id),
 (select count(*) from activity_links k where k.record_id = r.id and k.is_open),
 (select count(*) from opportunities o where o.contact_id = r.id and o.outcome = 'open'),
 (select count(*) from opportunity_contacts p join opportunities o on o.id = p.opportunity_id
  where p.contact_id = r.id and o.outcome = 'open')
 from contacts r where not exists (select 1 from privacy_erased e where e.record_id = r.id) and ";
const LEADS_HEAD: &str = "select r.id, r.updated_at,
 (select max(k.happened_at) from activity_links k where k.record_id = r.id),
 (select max(m.sent_at) from mail_links m where m.record_id = r.id),
 (select max(c.recorded_at) from consents c where c.record_id = r.id),
 (select o.updated_at from opportunities o where o.id = r.opportunity_id),
 cast(null as bigint),
 (select count(*) from activity_links k where k.record_id = r.id and k.is_open),
 (select count(*) from opportunities o where o.id = r.opportunity_id and o.outcome = 'open'),
 cast(0 as bigint)
 from leads r where not exists (select 1 from privacy_erased e where e.record_id = r.id) and ";

fn head(noun: Noun) -> &'static str {
    if noun == Noun::Lead { LEADS_HEAD } else { CONTACTS_HEAD }
}

fn read(row: &Row<'_>) -> std::result::Result<(Uuid, Life), db::Error> {
    let at = || Ok::<_, db::Error>(row.next::<Option<i64>>()?.map(Instant));
    let id = row.next()?;
    let changed_at = Instant(row.next()?);
    let (met_at, wrote_at, said_at) = (at()?, at()?, at()?);
    let (own, beside) = (at()?, at()?);
    let open_work = row.next()?;
    let open_deals = row.next::<i64>()? + row.next::<i64>()?;
    Ok((id, Life { changed_at, met_at, wrote_at, said_at, dealt_at: own.max(beside), open_work, open_deals }))
}

/// Records of a kind that were not changed since an instant, those first that were not for longest; a page of them after one.
pub(super) fn quiet(
    tx: &mut Tx<'_>,
    noun: Noun,
    since: Instant,
    (at, id): (Instant, Uuid),
) -> Result<Vec<(Uuid, Life)>> {
    let mut sql = Sql::new(head(noun));
    sql.push("r.updated_at < ").bind(since.0).push(" and (r.updated_at > ").bind(at.0);
    sql.push(" or r.updated_at = ")
        .bind(at.0)
        .push(" and r.id > ")
        .bind(id)
        .push(") order by r.updated_at, r.id limit ");
    sql.bind(i64::try_from(PAGE).unwrap_or(i64::MAX));
    Ok(tx.all(sql.text(), sql.args(), read)?)
}

/// Those of the records that are there and are nobody's shell.
pub(super) fn lives(tx: &mut Tx<'_>, noun: Noun, ids: &[Uuid]) -> Result<Vec<(Uuid, Life)>> {
    let mut found = Vec::with_capacity(ids.len());
    for part in ids.chunks(PAGE) {
        let mut sql = Sql::new(head(noun));
        sql.push("r.id in ").bind_list(part.iter().map(|&id| Value::Uuid(id)));
        found.extend(tx.all(sql.text(), sql.args(), read)?);
    }
    Ok(found)
}
