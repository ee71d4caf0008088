//! The history: who changed what, when, from what to what, and why. Append-only, in the writing transaction.

use crate::{Ctx, Result, audit};
use db::{Tx, Value};
use domain::Instant;
use domain::kernel::id::{EventId, SetId, UserId};
use domain::policy::Noun;
use serde_json::{Map, Value as Json};
use uuid::Uuid;

/// One entry of the history.
#[derive(Clone, Debug, serde::Serialize)]
pub struct Event {
    /// Which.
    pub id: EventId,
    /// When.
    pub at: Instant,
    /// Who; none for the console.
    pub user: Option<UserId>,
    /// The import, the reorganisation or the change of several records it belongs to.
    pub set: Option<SetId>,
    /// On what kind of record,
    pub noun: String,
    /// on which.
    pub record: Uuid,
    /// `created`, `changed`, `stage_moved`, `won` …
    pub kind: String,
    /// `command`, `provider`, `import`, `rule`, `undo`.
    pub cause: String,
    /// Field → [before, after].
    pub changes: Json,
}

/// Why a change is made, and the set it belongs to.
#[derive(Clone, Copy, Debug)]
pub struct Cause {
    /// `command`, `import`, `bulk`, `rule`, `undo`.
    pub word: &'static str,
    /// The set.
    pub set: Option<SetId>,
}

impl Cause {
    /// Someone did it.
    pub const COMMAND: Cause = Cause { word: "command", set: None };
    /// An import did it.
    pub fn import(set: SetId) -> Cause {
        Cause { word: "import", set: Some(set) }
    }
    /// It was done to many at once.
    pub fn bulk(set: SetId) -> Cause {
        Cause { word: "bulk", set: Some(set) }
    }
    /// Taken back.
    pub fn undo(set: SetId) -> Cause {
        Cause { word: "undo", set: Some(set) }
    }
    /// Whether something is undone.
    pub fn is_undo(self) -> bool {
        self.word == "undo"
    }
}

/// Entries of one command, written together.
#[derive(Default)]
pub struct Log {
    values: Vec<Value>,
    late: Vec<(Uuid, Instant)>,
}

const COLUMNS: [&str; 9] = ["id", "at", "user_id", "set_id", "noun", "record_id", "kind", "cause", "changes"];

impl Log {
    /// Notes a change. `changes` is a JSON object: field → [before, after].
    pub fn add(&mut self, ctx: &Ctx, cause: Cause, noun: Noun, record: impl Into<Uuid>, kind: &str, changes: &str) {
        let id: Uuid = ctx.id();
        if ctx.is_late() {
            self.late.push((id, ctx.now));
        }
        self.values.extend([
            Value::Uuid(id),
            Value::Int(ctx.now.0),
            Value::opt_id(ctx.user),
            Value::opt_id(cause.set.or(ctx.set())),
            Value::Word(noun.key()),
            Value::id(record),
            kind.into(),
            Value::Word(if cause.word == Cause::COMMAND.word { ctx.command_word() } else { cause.word }),
            changes.into(),
        ]);
    }
    /// Which the last one is.
    pub(crate) fn last(&self) -> EventId {
        match self.values.iter().rev().nth(COLUMNS.len() - 1) {
            Some(Value::Uuid(id)) => EventId(*id),
            _ => EventId::default(),
        }
    }
    /// Writes the entries.
    ///
    /// # Errors
    /// The database's own.
    pub fn write(self, tx: &mut Tx<'_>) -> Result<()> {
        tx.insert("events", &COLUMNS, &self.values)?;
        if self.late.is_empty() { Ok(()) } else { audit::seals::note_late(tx, &self.late) }
    }
}

/// One change of one record, written at once.
///
/// # Errors
/// The database's own.
pub fn append(
    tx: &mut Tx<'_>,
    ctx: &Ctx,
    cause: Cause,
    noun: Noun,
    record: impl Into<Uuid>,
    kind: &str,
    changes: &Json,
) -> Result<()> {
    let mut log = Log::default();
    log.add(ctx, cause, noun, record, kind, &changes.to_string());
    log.write(tx)
}

/// An entry about a user that is written where nobody acts yet: at the door.
///
/// # Errors
/// The database's own.
pub(crate) fn at_the_door(
    tx: &mut Tx<'_>,
    now: Instant,
    user: Option<UserId>,
    kind: &str,
    changes: &Json,
) -> Result<()> {
    let id = crate::ctx::new_id(now);
    let values = [
        Value::Uuid(id),
        Value::Int(now.0),
        Value::opt_id(user),
        Value::Null,
        Value::Word(Noun::User.key()),
        Value::id(user.unwrap_or_default()),
        kind.into(),
        Value::Word(Cause::COMMAND.word),
        changes.to_string().into(),
    ];
    tx.insert("events", &COLUMNS, &values)?;
    if audit::seals::is_sealed(tx, now)? { audit::seals::note_late(tx, &[(id, now)]) } else { Ok(()) }
}

/// What differs between two states of a record, field by field: `{field: [before, after]}`.
///
/// # Errors
/// A record that has no JSON form.
pub fn differences<T: serde::Serialize>(before: Option<&T>, after: &T) -> Result<Json> {
    let object = |json: Json| if let Json::Object(map) = json { map } else { Map::new() };
    let old = before.map(serde_json::to_value).transpose()?.map(object).unwrap_or_default();
    let new = object(serde_json::to_value(after)?);
    let mut changes = Map::new();
    // A field of the company's own that was emptied is there no more.
    let emptied = old.keys().filter(|field| !new.contains_key(*field)).map(|field| (field.clone(), Json::Null));
    let emptied: Vec<(String, Json)> = emptied.collect();
    for (field, after) in new.into_iter().chain(emptied) {
        let before = old.get(&field).cloned().unwrap_or(Json::Null);
        if before != after && field != "version" {
            changes.insert(field, Json::Array(vec![before, after]));
        }
    }
    Ok(Json::Object(changes))
}

const OF_RECORD: &str = "select id, at, user_id, set_id, noun, record_id, kind, cause, changes from events
 where record_id = $1 and at < $2 order by at desc, id desc limit $3";
const OF_SET: &str = "select id, at, user_id, set_id, noun, record_id, kind, cause, changes from events
 where set_id = $1 order by at desc, id desc";

/// Whether an entry of that kind is a version of its record. An account's team, how a deal's customer buys and what somebody
/// said of consent stand in the history, and are no versions; what was deleted comes back as the version that it was, and of an erasure the version
/// is the change that empties the record.
pub fn is_version(kind: &str) -> bool {
    !["team_", "buying_", "consent_"].iter().any(|beside| kind.starts_with(beside))
        && !matches!(kind, "deleted" | "restored" | "erased")
}

/// The history of a record, newest first. The caller has shown that the user may see the record.
///
/// # Errors
/// The database's own.
pub fn of_record(tx: &mut Tx<'_>, record: Uuid, before: Instant, limit: i64) -> Result<Vec<Event>> {
    let rows = tx.all(OF_RECORD, &[record.into(), Value::Int(before.0), Value::Int(limit)], read)?;
    rows.into_iter().map(parsed).collect()
}

/// Everything a set did, newest first.
///
/// # Errors
/// The database's own.
pub fn of_set(tx: &mut Tx<'_>, set: SetId) -> Result<Vec<Event>> {
    tx.all(OF_SET, &[Value::id(set)], read)?.into_iter().map(parsed).collect()
}

/// Entries as a statement leaves them: its columns are those of [`of_record`].
///
/// # Errors
/// The database's own.
pub(crate) fn asked(tx: &mut Tx<'_>, sql: &str, args: &[Value]) -> Result<Vec<Event>> {
    tx.all(sql, args, read)?.into_iter().map(parsed).collect()
}

/// An entry with its changes read.
pub(crate) fn parsed((mut event, changes): (Event, String)) -> Result<Event> {
    event.changes = serde_json::from_str(&changes)?;
    Ok(event)
}

/// An entry in the order of its columns, and its changes as text.
pub(crate) fn read(row: &db::Row<'_>) -> std::result::Result<(Event, String), db::Error> {
    let event = Event {
        id: row.id()?,
        at: Instant(row.next()?),
        user: row.opt_id()?,
        set: row.opt_id()?,
        noun: row.next()?,
        record: row.next()?,
        kind: row.next()?,
        cause: row.next()?,
        changes: Json::Null,
    };
    Ok((event, row.next()?))
}
