//! What changed lately, for pages that are open: kind and id of each record, never what changed. Who may know of it is
//! asked for each reader ([`concerns`]), so that what is hidden changes in silence.

use crate::{Ctx, House, Result, records, trash};
use db::{Row, Value};
use domain::Instant;
use domain::kernel::id::UserId;
use domain::policy::Noun;
use uuid::Uuid;

/// Changes read at once; in a flood (an import) the latest of them.
const AT_ONCE: i64 = 2000;

/// One change of one record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Changed {
    /// The entry of the history with its time, or the activity with its version: told once, and two within a millisecond are
    /// two.
    pub id: (Uuid, i64),
    /// When it began to be written.
    pub at: Instant,
    /// By whom; none for the console.
    pub by: Option<UserId>,
    /// What kind of record,
    pub noun: Noun,
    /// and which.
    pub record: Uuid,
}

/// That a user was told something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Told {
    /// The notification.
    pub id: Uuid,
    /// When it began to be written.
    pub at: Instant,
    /// Whom.
    pub user: UserId,
}

/// What a page shows: records of a kind, or one of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Watch {
    /// The kind.
    pub noun: Noun,
    /// The one.
    pub record: Option<Uuid>,
}

const EVENTS: &str = "select id, at, at, user_id, noun, record_id from events where at >= $1 order by at desc limit $2";
const ACTIVITIES: &str = "select x.id, x.version, x.updated_at, x.user_id, l.noun, l.record_id from activities x
 join activity_links l on l.activity_id = x.id where x.updated_at >= $1 order by x.updated_at desc limit $2";

/// What was written from an instant on, oldest first.
///
/// # Errors
/// The database's own.
pub fn since(house: &House, from: Instant) -> Result<Vec<Changed>> {
    house.db().read(|tx| {
        let args = [Value::Int(from.0), Value::Int(AT_ONCE)];
        let mut all: Vec<Changed> = tx.all(EVENTS, &args, changed)?.into_iter().flatten().collect();
        // An activity is news on each record it stands on, and by itself.
        let activities: Vec<Changed> = tx.all(ACTIVITIES, &args, changed)?.into_iter().flatten().collect();
        let itself = |change: &Changed| Changed { noun: Noun::Activity, record: change.id.0, ..*change };
        let mut themselves: Vec<Changed> = activities.iter().map(itself).collect();
        themselves.dedup();
        all.extend(activities.into_iter().chain(themselves));
        all.sort_by_key(|change| (change.at, change.id));
        Ok(all)
    })
}

const TOLD: &str = "select id, at, user_id from notifications where at >= $1 order by at desc limit $2";

/// Who was told something from an instant on.
///
/// # Errors
/// The database's own.
pub fn told(house: &House, from: Instant) -> Result<Vec<Told>> {
    let read = |row: &Row<'_>| Ok(Told { id: row.next()?, at: Instant(row.next()?), user: row.id()? });
    house.db().read(|tx| Ok(tx.all(TOLD, &[Value::Int(from.0), Value::Int(AT_ONCE)], read)?))
}

fn changed(row: &Row<'_>) -> std::result::Result<Option<Changed>, db::Error> {
    let (id, at, by) = ((row.next()?, row.next()?), Instant(row.next()?), row.opt_id()?);
    let (noun, record) = (row.next::<String>()?, row.next()?);
    Ok(Noun::from_key(&noun).map(|noun| Changed { id, at, by, noun, record }))
}

/// Whether any of the changes is on what the page shows, of records that its reader may see.
///
/// # Errors
/// The database's own.
pub fn concerns(ctx: &Ctx, tx: &mut db::Tx<'_>, watch: Watch, changes: &[Changed]) -> Result<bool> {
    let is_watched =
        |change: &&Changed| change.noun == watch.noun && watch.record.is_none_or(|record| record == change.record);
    let mut ids: Vec<Uuid> = changes.iter().filter(is_watched).map(|change| change.record).collect();
    ids.sort_unstable();
    ids.dedup();
    for part in ids.chunks(500) {
        // What was deleted concerns those who would have seen it too.
        if !records::seen(ctx, tx, watch.noun, part)?.is_empty() || !trash::queries::some(ctx, tx, part)?.is_empty() {
            return Ok(true);
        }
    }
    Ok(false)
}
