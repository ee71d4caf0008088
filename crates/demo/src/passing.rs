//! Customers handed over after the sale: most are taken the next day, some come back with a reason, some nobody answers.

use crate::chance::Chance;
use crate::play::house_at;
use app::ctx::Who;
use app::handoffs::{Accept, GiveBack, HandoffView, commands, queries, sweep};
use app::{Error, House};
use domain::Day;

/// Stream of chance of its own, so that other parts of the story stay as they are.
const STREAM: u64 = 77;
/// Out of a hundred: taken, sent back; the rest wait.
const ANSWERS: [f64; 3] = [80.0, 7.0, 13.0];
/// Days of the past in which everything is answered sooner or later.
const WAITS: i64 = 5;

/// Answers what was offered before the day, and lets run out what nobody answered.
///
/// # Errors
/// The database's own.
pub fn answer(house: &House, day: Day, today: Day) -> Result<(), Error> {
    let mut chance = Chance::new(STREAM, u64::try_from(day.days_since(Day::BEGINNING)).unwrap_or_default());
    let then = house_at(house, day, 9);
    let offers = then.read(Who::Console, queries::page)?.waiting;
    for offer in offers.iter().filter(|offer| offer.offered_on < day && offer.noun == "account") {
        let is_old = day.days_since(offer.offered_on) >= WAITS && today.days_since(day) > WAITS;
        match if is_old { 0 } else { chance.weighted(&ANSWERS) } {
            0 => take(&then, offer)?,
            1 => {
                let reason = chance.word(&["missing_information", "wrong_receiver", "no_capacity"]);
                let back = GiveBack { reason: reason.to_owned(), ..GiveBack::default() };
                then.write(Who::Console, |ctx, tx| commands::give_back(ctx, tx, offer.id, &back))?;
            }
            _ => {}
        }
    }
    sweep(&house_at(house, day, 18)).map(drop)
}

/// Takes it, where whoever it was offered to has room.
fn take(then: &House, offer: &HandoffView) -> Result<(), Error> {
    match then.write(Who::Console, |ctx, tx| commands::accept(ctx, tx, offer.id, &Accept::default())) {
        Err(Error::Refused(_)) => Ok(()),
        done => done,
    }
}
