//! Choosing records, saying what becomes of them, doing it part by part, taking it back.

use super::{Asked, Kept, MOST, SINGULAR, State, What, Which, changes, kind_of, queries, sql};
use crate::ctx::Who;
use crate::events::{self, Event};
use crate::imports::undo::restore;
use crate::listing::{self, Kind};
use crate::notifications::{self, Notice};
use crate::{Ctx, Error, House, Result, custom_fields, records, routing, search, trash};
use db::Tx;
use domain::kernel::id::{PositionId, SetId};
use domain::notifications::Kind as Told;
use domain::policy::{Action, Noun};
use domain::{Instant, Refusal};
use serde_json::Map;
use std::collections::HashSet;
use uuid::Uuid;

/// Records of one transaction.
const PART: i64 = 200;
/// Entries that are taken back in one transaction.
const BACK: usize = 200;
/// Records that stay and are told of, at most: the rest is counted by what is neither changed nor told.
const TOLD: usize = 200;
/// How long a choice that nothing came of is kept, in ms.
const DRAFTS_LAST: i64 = 24 * 3600 * 1000;

/// Notes which records are meant: of those named the ones that may be seen, of those that match the ones that may be
/// changed.
///
/// # Errors
/// [`Error::Forbidden`]; what the question refuses; `refusal-bulk-none`, `refusal-bulk-many` over [`MOST`].
pub fn choose(ctx: &Ctx, tx: &mut Tx<'_>, kind: &Kind, which: &Which) -> Result<SetId> {
    ctx.may(Action::Edit, kind.noun)?;
    let kind = kind_of(kind.key)?;
    let many = || Refusal::new("refusal-bulk-many").at("ids").with("most", MOST);
    let ids = match which {
        Which::These(ids) if number(ids.len()) > MOST => return Err(many().into()),
        Which::These(ids) => records::may_of(ctx, tx, Action::See, kind.noun, ids)?,
        Which::All(query) => listing::ids(ctx, tx, kind, Action::Edit, query, MOST + 1)?,
    };
    if ids.is_empty() {
        return Err(Refusal::new("refusal-bulk-none").at("ids").into());
    }
    if number(ids.len()) > MOST {
        return Err(many().into());
    }
    sql::sweep(tx, Instant(ctx.now.0 - DRAFTS_LAST))?;
    let id: SetId = ctx.id();
    sql::add(ctx, tx, id, &Asked { kind: kind.key.to_owned(), ..Asked::default() }, &ids)?;
    Ok(id)
}

/// Forgets a choice that nothing comes of.
///
/// # Errors
/// [`Error::NotFound`].
pub fn discard(ctx: &Ctx, tx: &mut Tx<'_>, id: SetId) -> Result<()> {
    queries::own(ctx, tx, id)?;
    sql::discard(tx, id)
}

/// Says what becomes of them.
///
/// # Errors
/// [`Error::NotFound`]; `refusal-bulk-nothing`; `refusal-bulk-singular` for a field that is never the same for many;
/// `refusal-field-sensitive`; `refusal-bulk-begun`.
pub fn describe(ctx: &Ctx, tx: &mut Tx<'_>, id: SetId, what: What) -> Result<()> {
    let stored = queries::own(ctx, tx, id)?;
    let (fields, deletes) = match what {
        What::Change(fields) => (fields, false),
        What::Delete => (Map::new(), true),
    };
    if fields.is_empty() && !deletes {
        return Err(Refusal::new("refusal-bulk-nothing").at("field").into());
    }
    if let Some(field) = fields.keys().find(|field| SINGULAR.contains(&field.as_str())) {
        return Err(Refusal::new("refusal-bulk-singular").at(field).with("field", field).into());
    }
    let noun = kind_of(&stored.asked.kind)?.noun;
    custom_fields::may_name(ctx, noun, fields.keys())?;
    if !sql::describe(tx, id, &Asked { fields, deletes, ..stored.asked })? {
        return Err(begun());
    }
    if deletes && noun == Noun::Account {
        let ids = sql::part(tx, id, 0, MOST)?;
        let ordered = trash::daughters_first(tx, noun, &ids)?;
        if ordered != ids {
            sql::put_in_order(tx, id, &ordered)?;
        }
    }
    Ok(())
}

/// Lets the server do it.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Forbidden`]; `refusal-bulk-nothing` where nothing was said yet; `refusal-bulk-begun`.
pub fn begin(ctx: &Ctx, tx: &mut Tx<'_>, id: SetId) -> Result<()> {
    let stored = queries::own(ctx, tx, id)?;
    ctx.may(Action::Edit, kind_of(&stored.asked.kind)?.noun)?;
    if stored.asked.fields.is_empty() && !stored.asked.deletes {
        return Err(Refusal::new("refusal-bulk-nothing").at("field").into());
    }
    if sql::begin(tx, id, ctx.now)? { Ok(()) } else { Err(begun()) }
}

fn begun() -> Error {
    Refusal::new("refusal-bulk-begun").into()
}

/// Stops it where it is. What was changed stays so, and can be taken back; whoever was given some of it is told.
///
/// # Errors
/// [`Error::NotFound`].
pub fn stop(ctx: &Ctx, tx: &mut Tx<'_>, id: SetId) -> Result<()> {
    let stored = queries::own(ctx, tx, id)?;
    if sql::turn(tx, id, State::Running, State::Stopped, ctx.now)? { tell(ctx, tx, id, &stored.asked) } else { Ok(()) }
}

/// Does the one that has waited longest, to its end; answers whether there was one. What goes on with it from here may be
/// another server: each part says where it begins, and only one of two that begin at the same place holds. What cannot go on
/// (its user may not come in any more, a defect) is stopped, so that it does not stand in the way of others.
///
/// # Errors
/// The database's own; what stopped one, after it was stopped.
pub fn work(house: &House) -> Result<bool> {
    let Some(id) = house.db().write(sql::running)? else { return Ok(false) };
    match finish(house, id, &mut |_, _| ()) {
        Ok(()) => Ok(true),
        Err(error) if error.is_passing() => Err(error),
        Err(error) => {
            house.write(Who::Console, |ctx, tx| {
                sql::turn(tx, id, State::Undoing, State::Stopped, ctx.now)?;
                stop(ctx, tx, id)
            })?;
            Err(error)
        }
    }
}

/// Does one until nothing is left for us: to its end, until it is stopped, or until another server goes on with it. `told`
/// hears how many of how many were gone through.
///
/// # Errors
/// [`Error::NotFound`], the database's own.
pub fn finish(house: &House, id: SetId, told: &mut dyn FnMut(i64, i64)) -> Result<()> {
    let stored = house.db().read(|tx| sql::one(tx, id))?;
    let who = stored.user.map_or(Who::Console, Who::User);
    let kind = kind_of(&stored.asked.kind)?;
    let mut work = Work { house, who, id, noun: kind.noun, asked: stored.asked, kept: stored.bulk.kept };
    let mut at = stored.bulk.done;
    if stored.bulk.state == State::Undoing {
        return work.undo(at, told);
    }
    while at < stored.bulk.total {
        let ids = house.db().read(|tx| sql::part(tx, id, at, PART))?;
        if ids.is_empty() || !work.part(at, &ids)? {
            return Ok(());
        }
        at += number(ids.len());
        told(at, stored.bulk.total);
    }
    house.write(work.who, |ctx, tx| {
        if sql::turn(tx, id, State::Running, State::Done, ctx.now)? { tell(ctx, tx, id, &work.asked) } else { Ok(()) }
    })
}

/// One that is being done.
struct Work<'a> {
    house: &'a House,
    who: Who,
    id: SetId,
    noun: Noun,
    asked: Asked,
    kept: Vec<Kept>,
}

impl Work<'_> {
    /// Does a part: in one transaction, or record by record where one of them stays. False where it is no longer ours.
    fn part(&mut self, from: i64, ids: &[Uuid]) -> Result<bool> {
        match self.step(from, ids) {
            Err(error) => changes::reasons(error).map(drop)?,
            done => return done,
        }
        for (at, record) in (from..).zip(ids) {
            let done = match self.step(at, std::slice::from_ref(record)) {
                Ok(done) => done,
                Err(error) => {
                    let reasons = changes::reasons(error)?;
                    if self.kept.len() < TOLD {
                        self.kept.push(Kept { record: *record, reasons });
                    }
                    self.house.db().write(|tx| sql::step(tx, self.id, State::Running, (at, at + 1), &self.kept))?
                }
            };
            if !done {
                return Ok(false);
            }
        }
        Ok(true)
    }

    fn step(&self, from: i64, ids: &[Uuid]) -> Result<bool> {
        self.house.write(self.who, |ctx, tx| {
            if !sql::step(tx, self.id, State::Running, (from, from + number(ids.len())), &self.kept)? {
                return Ok(false);
            }
            ctx.go_on_with(self.id);
            if self.asked.fields.contains_key("owner") {
                self.note_waits(tx, ids)?;
            }
            changes::change(ctx, tx, self.id, self.noun, ids, &self.asked)?;
            Ok(true)
        })
    }

    /// Gives all of them back what they were, from an entry on. The entries are those of the change, the newest first: what
    /// is written meanwhile is none of them.
    fn undo(&self, from: i64, told: &mut dyn FnMut(i64, i64)) -> Result<()> {
        let mut events = self.house.db().read(|tx| events::of_set(tx, self.id))?;
        events.retain(|event| event.cause == "bulk" && event.noun == self.noun.key());
        let (mut at, all) = (from, number(events.len()));
        for part in events.get(usize::try_from(from).unwrap_or_default()..).unwrap_or_default().chunks(BACK) {
            let to = at + number(part.len());
            let is_ours = self.house.write(self.who, |ctx, tx| {
                let is_ours = sql::step(tx, self.id, State::Undoing, (at, to), &self.kept)?;
                if is_ours {
                    give_back(ctx, tx, self.id, self.noun, part)?;
                }
                Ok(is_ours)
            })?;
            if !is_ours {
                return Ok(());
            }
            at = to;
            told(at, all);
        }
        let now = self.house.now();
        self.house.db().write(|tx| sql::turn(tx, self.id, State::Undoing, State::Undone, now)).map(drop)
    }

    /// What waits in a queue leaves it when somebody gets it; where it waited is kept, to be put back.
    fn note_waits(&self, tx: &mut Tx<'_>, ids: &[Uuid]) -> Result<()> {
        for record in routing::commands::waiting(tx, ids)? {
            if let Some(waits) = routing::commands::take_out(tx, record)? {
                sql::note_waits(tx, self.id, record, &waits)?;
            }
        }
        Ok(())
    }
}

/// Whoever was given them is told once, however many there are.
fn tell(ctx: &Ctx, tx: &mut Tx<'_>, id: SetId, asked: &Asked) -> Result<()> {
    let owner = asked.fields.get("owner").and_then(|owner| owner.as_str()?.parse::<PositionId>().ok());
    let (Some(owner), noun) = (owner, kind_of(&asked.kind)?.noun) else { return Ok(()) };
    let mut events = events::of_set(tx, id)?;
    events.retain(|event| event.noun == noun.key() && event.changes.get("owner").is_some());
    let notice = |event: &Event| Notice::of(Told::Assigned, owner, noun, event.record);
    notifications::tell(ctx, tx, &events.iter().map(notice).collect::<Vec<_>>())
}

fn number(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

/// Lets the server take it back: what nobody has changed since is then as it was.
///
/// # Errors
/// [`Error::NotFound`]; `refusal-bulk-not-undoable` for one that runs, was never begun, or was taken back.
pub fn undo(ctx: &Ctx, tx: &mut Tx<'_>, id: SetId) -> Result<()> {
    queries::own(ctx, tx, id)?;
    if sql::undo(tx, id)? { Ok(()) } else { Err(Refusal::new("refusal-bulk-not-undoable").into()) }
}

/// Takes back what this deleted, as far as it still lies there by it and is the user's to take back.
fn take_out_of_trash(ctx: &Ctx, tx: &mut Tx<'_>, id: SetId, deleted: &[Uuid]) -> Result<()> {
    if deleted.is_empty() {
        return Ok(());
    }
    let there = trash::queries::some(ctx, tx, deleted)?;
    let ours: HashSet<Uuid> = there.into_iter().filter(|one| one.set == Some(id)).map(|one| one.id).collect();
    // In their order: what was deleted last goes first.
    let ours: Vec<Uuid> = deleted.iter().copied().filter(|record| ours.contains(record)).collect();
    trash::commands::restore_some(ctx, tx, &ours)
}

/// Gives a part of them back what they were, as far as the user may still change them.
fn give_back(ctx: &Ctx, tx: &mut Tx<'_>, id: SetId, noun: Noun, events: &[Event]) -> Result<()> {
    let deleted: Vec<Uuid> = events.iter().filter(|event| event.kind == "deleted").map(|event| event.record).collect();
    take_out_of_trash(ctx, tx, id, &deleted)?;
    let ids: Vec<Uuid> = events.iter().map(|event| event.record).collect();
    let may: HashSet<Uuid> = records::may_of(ctx, tx, Action::Edit, noun, &ids)?.into_iter().collect();
    let own: Vec<Event> = events.iter().filter(|event| may.contains(&event.record)).cloned().collect();
    let touched: Vec<Uuid> = own.iter().map(|event| event.record).collect();
    restore(ctx, tx, id, own)?;
    search::put(tx, noun, &touched)?;
    for (record, waits) in sql::waits(tx, id)?.into_iter().filter(|(record, _)| touched.contains(record)) {
        // Somebody may have it by now; only what is nobody's waits.
        if let Some(owner) = records::owner_of(tx, noun, record)?
            && routing::commands::is_nobody(tx, owner)?
        {
            routing::commands::put_back(tx, noun, record, &waits)?;
        }
    }
    Ok(())
}
