//! The one place that writes opportunities: rows, steps, bookings, credit, components and events together.

use super::history::Told;
use super::sql;
use crate::events::{Cause, Log, differences};
use crate::measures::Additions;
use crate::{Ctx, Error, Result};
use db::Tx;
use domain::Day;
use domain::bookings::{self, Booking};
use domain::measures::facts::additions;
use domain::opportunities::{Opportunity, Step, facts};
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
    /// # Errors
    /// [`Error::Conflict`] where someone else was first; then nothing stays.
    pub fn write(self, ctx: &Ctx, tx: &mut Tx<'_>, cause: Cause) -> Result<()> {
        let (company, now) = (ctx.company.currency, ctx.now.0);
        let (mut log, mut adds, mut steps, mut booked) = (Log::default(), Additions::default(), Vec::new(), Vec::new());
        let mut new = Vec::new();
        let touched: Vec<uuid::Uuid> = self.changes.iter().map(|c| c.after.id.0).collect();
        for mut change in self.changes {
            change.after.version = change.before.as_ref().map_or(1, |b| b.state.version + 1);
            let kept = kept_steps(&change);
            let entries = entries(&change);
            adds.add(&additions(
                change.before.as_ref().map(|b| facts(&b.state, &b.steps, &b.credits)).as_ref(),
                Some(&facts(&change.after, &change.steps, &credits(&change, &entries))),
            ));
            match &change.before {
                None => log.add(ctx, cause, Noun::Opportunity, change.after.id, change.kind, "{}"),
                Some(before) => {
                    if !sql::update(tx, &change.after, company, now)? {
                        return Err(Error::Conflict { version: before.state.version, fields: Vec::new() });
                    }
                    if kept < before.steps.len() {
                        sql::drop_steps(tx, change.after.id, kept)?;
                    }
                    let told = differences(Some(&before.state), &change.after)?.to_string();
                    log.add(ctx, cause, Noun::Opportunity, change.after.id, change.kind, &told);
                }
            }
            for (seq, step) in change.steps.iter().enumerate().skip(kept) {
                sql::push_step(&mut steps, change.after.id, seq, step, now);
            }
            booked.extend(entries);
            if change.before.is_none() {
                new.push(change.after);
            }
        }
        sql::insert(tx, &new.iter().collect::<Vec<_>>(), company, now, cause.set)?;
        sql::insert_steps(tx, &steps)?;
        sql::insert_bookings(tx, &booked, now, cause.set)?;
        // An import indexes once, at its end.
        if cause.word != "import" {
            crate::search::put(tx, Noun::Opportunity, &touched)?;
        }
        adds.write(tx)?;
        log.write(tx)
    }
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

/// Removes opportunities made by an import that is undone, with their components.
///
/// # Errors
/// The database's own.
pub fn remove(tx: &mut Tx<'_>, gone: &[Told]) -> Result<()> {
    let mut adds = Additions::default();
    for told in gone {
        adds.add(&additions(Some(&facts(&told.state, &told.steps, &told.credits)), None));
        sql::delete(tx, told.state.id)?;
    }
    adds.write(tx)
}
