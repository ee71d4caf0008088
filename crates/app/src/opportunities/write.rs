//! The one place that writes opportunities: rows, steps, bookings, credit, components and events together.

use super::history::Told;
use super::{rates, sql};
use crate::cadences::commands as cadences;
use crate::custom_fields::values;
use crate::events::{Cause, Log, differences};
use crate::handoffs::passing as handoffs;
use crate::measures::{Additions, Ready};
use crate::notifications::{self, Notice};
use crate::{Ctx, Error, Result};
use db::Tx;
use domain::Day;
use domain::bookings::{self, Booking};
use domain::kernel::id::PositionId;
use domain::measures::facts::additions;
use domain::notifications::Kind;
use domain::opportunities::{Opportunity, Outcome, Step, facts};
use domain::policy::Noun;

/// One opportunity before and after.
#[derive(Clone, Debug)]
pub struct Change {
    /// As it was; none where it is new.
    pub before: Option<Told>,
    /// As it is to be; its version is set here.
    pub after: Opportunity,
    /// All its steps, in order.
    pub steps: Vec<Step>,
    /// What the event says: `created`, `changed`, `stage_moved`, `won` …
    pub kind: &'static str,
}

/// Changes written together.
#[derive(Default)]
pub struct Batch {
    changes: Vec<Change>,
}

impl Batch {
    /// One more.
    pub fn push(&mut self, change: Change) {
        self.changes.push(change);
    }
    /// How many.
    pub fn len(&self) -> usize {
        self.changes.len()
    }
    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.changes.is_empty()
    }

    /// Writes them all. The caller has the permission and the decisions.
    ///
    /// Of a large batch, what needs no database is worked out on threads of its own while rows are written. Steps
    /// may stand before their opportunity: what names what is checked at the end of the transaction.
    ///
    /// # Errors
    /// [`Error::Conflict`] where someone else was first; then nothing stays.
    pub fn write(self, ctx: &Ctx, tx: &mut Tx<'_>, cause: Cause) -> Result<()> {
        let decided: Vec<Decided> = self.changes.into_iter().map(Decided::new).collect();
        let (company, now, fields) = (ctx.company.currency, ctx.now.0, ctx.fields.as_ref());
        let records = || {
            let new = decided.iter().filter(|d| d.change.before.is_none());
            sql::new_rows(fields, new.map(|d| &d.change.after), company, now, cause.set)
        };
        std::thread::scope(|scope| {
            let apart = (decided.len() >= APART).then(|| (scope.spawn(records), scope.spawn(|| adds(&decided))));
            history(ctx, tx, cause, &decided)?;
            let broke = |_| Error::Internal("a thread of the batch broke".to_owned());
            let (records, adds) = match apart {
                Some((records, adds)) => (records.join().map_err(broke)?, adds.join().map_err(broke)?),
                None => (records(), adds(&decided)),
            };
            sql::insert(tx, fields, &records)?;
            adds.write(tx)
        })?;
        let turned =
            decided.iter().filter(|d| d.change.before.as_ref().is_some_and(|b| turns(&b.state, &d.change.after)));
        let turned: Vec<&Opportunity> = turned.map(|d| &d.change.after).collect();
        crate::leads::commands::follow(ctx, tx, cause, &turned)?;
        paced(ctx, tx, cause, &decided)?;
        // A file tells of what has passed long ago, and undoing takes nothing further.
        if cause.word == Cause::COMMAND.word {
            for Decided { change, .. } in &decided {
                handoffs::moved(ctx, tx, change.before.as_ref().map(|before| &before.state), &change.after)?;
            }
        }
        // An import indexes once, at its end.
        if cause.word != "import" {
            let touched: Vec<uuid::Uuid> = decided.iter().map(|d| d.change.after.id.0).collect();
            crate::search::put(tx, Noun::Opportunity, &touched)?;
        }
        Ok(())
    }
}

/// Whether it ended, began again, or ended on another day.
fn turns(before: &Opportunity, after: &Opportunity) -> bool {
    before.outcome != after.outcome || (after.outcome == Outcome::Won && before.close_on != after.close_on)
}

/// What is closed needs no further steps of a cadence; what was handed over takes its tasks along, and whoever got it is
/// told.
fn paced(ctx: &Ctx, tx: &mut Tx<'_>, cause: Cause, decided: &[Decided]) -> Result<()> {
    let (mut closed, mut handed) = (Vec::new(), Vec::new());
    for Decided { change, .. } in decided {
        let Some(before) = change.before.as_ref().map(|before| &before.state) else { continue };
        let after = &change.after;
        if before.outcome == Outcome::Open && after.outcome != Outcome::Open {
            closed.push(after.id.0);
        } else if before.owner != after.owner {
            handed.push((after.id.0, after.owner));
        }
    }
    cadences::stop_all(ctx, tx, &closed, "closed")?;
    cadences::follow(ctx, tx, &handed)?;
    if cause.word != Cause::COMMAND.word {
        return Ok(());
    }
    let notice = |(id, owner): &(uuid::Uuid, PositionId)| Notice::of(Kind::Assigned, *owner, Noun::Opportunity, *id);
    notifications::tell(ctx, tx, &handed.iter().map(notice).collect::<Vec<_>>())
}

/// Changes from which on a thread is worth its start.
const APART: usize = 1_000;

/// A change with what follows from it.
struct Decided {
    change: Change,
    /// How many of the steps told before still stand.
    kept: usize,
    /// Bookings to write.
    entries: Vec<Booking>,
}

impl Decided {
    fn new(mut change: Change) -> Decided {
        change.after.version = change.before.as_ref().map_or(1, |b| b.state.version + 1);
        let (kept, entries) = (kept_steps(&change), entries(&change));
        Decided { change, kept, entries }
    }
}

/// What the changes add to the components.
fn adds(decided: &[Decided]) -> Ready {
    let mut adds = Additions::default();
    for Decided { change, entries, .. } in decided {
        adds.stand(change.before.as_ref().map(|b| &b.state), Some(&change.after));
        adds.add(&additions(
            change.before.as_ref().map(|b| facts(&b.state, &b.steps, &b.credits)).as_ref(),
            Some(&facts(&change.after, &change.steps, &credits(change, entries))),
        ));
    }
    adds.ready()
}

/// Writes what changed of records that were there, and steps, bookings, credit and events of all.
fn history(ctx: &Ctx, tx: &mut Tx<'_>, cause: Cause, decided: &[Decided]) -> Result<()> {
    let (company, now) = (ctx.company.currency, ctx.now.0);
    let (mut log, mut steps) = (Log::default(), Vec::new());
    for Decided { change, kept, .. } in decided {
        let after = &change.after;
        let told = match &change.before {
            None => "{}".to_owned(),
            Some(before) => {
                if !sql::update(tx, after, company, now)? {
                    return Err(Error::Conflict { version: before.state.version, fields: Vec::new() });
                }
                values::save(ctx, tx, Noun::Opportunity, after.id.0, &before.state.custom, &after.custom)?;
                if *kept < before.steps.len() {
                    sql::drop_steps(tx, after.id, *kept)?;
                }
                differences(Some(&before.state), after)?.to_string()
            }
        };
        log.add(ctx, cause, Noun::Opportunity, after.id, change.kind, &told);
        for (seq, step) in change.steps.iter().enumerate().skip(*kept) {
            sql::push_step(&mut steps, after.id, seq, step, now);
        }
    }
    let mut booked = Vec::new();
    for Decided { change, entries, .. } in decided {
        let standing = change.before.as_ref().map(|b| b.bookings.as_slice()).unwrap_or_default();
        for b in entries {
            // What takes a booking back does so at the rate of that booking.
            let of = standing.iter().chain(entries).find(|other| Some(other.id) == b.reverses).unwrap_or(b);
            booked.push((b, rates::booked(tx, company, of.amount, of.company_minor, of.booked_on)?));
        }
    }
    sql::insert_steps(tx, &steps)?;
    sql::insert_bookings(tx, &booked, now, cause.set)?;
    log.write(tx)
}

/// How many of the steps told before still stand.
fn kept_steps(change: &Change) -> usize {
    let before = change.before.as_ref().map(|b| b.steps.as_slice()).unwrap_or_default();
    before.iter().zip(&change.steps).take_while(|(a, b)| a == b).count()
}

/// Bookings to write, so that what stands is what the steps call for.
fn entries(change: &Change) -> Vec<Booking> {
    let standing = change.before.as_ref().map(|b| b.bookings.as_slice()).unwrap_or_default();
    bookings::correct(standing, &bookings::called_for(&change.after, &change.steps))
}

/// All direct credit after the change, with its day.
fn credits(change: &Change, entries: &[Booking]) -> Vec<(Day, bookings::CreditLine)> {
    let before = change.before.as_ref().map(|b| b.credits.clone()).unwrap_or_default();
    before.into_iter().chain(entries.iter().map(|b| (b.booked_on, bookings::credit(b)))).collect()
}

/// Removes opportunities that an import made which is undone, or that are deleted, with their components.
///
/// # Errors
/// The database's own.
pub fn remove(tx: &mut Tx<'_>, gone: &[Told]) -> Result<()> {
    let mut adds = Additions::default();
    for told in gone {
        adds.add(&additions(Some(&facts(&told.state, &told.steps, &told.credits)), None));
        adds.stand(Some(&told.state), None);
        sql::delete(tx, told.state.id)?;
    }
    adds.ready().write(tx)
}

/// What opportunities that came back add again. Their rows are there.
///
/// # Errors
/// The database's own.
pub(crate) fn returned(tx: &mut Tx<'_>, back: &[Told]) -> Result<()> {
    let mut adds = Additions::default();
    for told in back {
        adds.add(&additions(None, Some(&facts(&told.state, &told.steps, &told.credits))));
        adds.stand(None, Some(&told.state));
    }
    adds.ready().write(tx)
}
