//! Customers handed over after the sale: most are taken the next day, some come back with a reason, some nobody answers.

use crate::chance::Chance;
use crate::play::house_at;
use app::activities::commands::{NewActivity, add};
use app::ctx::Who;
use app::events::Cause;
use app::handoffs::{Accept, GiveBack, HandoffView, commands, queries, sweep};
use app::{Error, House};
use domain::Day;
use domain::kernel::id::PositionId;
use domain::policy::Noun;

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
            0 => take(house, day, offer)?,
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

/// Takes it and calls the next day, where whoever it was offered to has room.
fn take(house: &House, day: Day, offer: &HandoffView) -> Result<(), Error> {
    match house_at(house, day, 9).write(Who::Console, |ctx, tx| commands::accept(ctx, tx, offer.id, &Accept::default()))
    {
        Err(Error::Refused(_)) => return Ok(()),
        done => done?,
    }
    let (Some(customer), Some(to)) = (offer.record, &offer.to) else { return Ok(()) };
    let owner = Some(PositionId(to.id));
    let call = NewActivity {
        subject: "Introduction after the sale".to_owned(),
        outcome: Some("connected".to_owned()),
        owner,
        ..NewActivity::on("call", Noun::Account, customer)
    };
    let later = house_at(house, day.next(), 11);
    later.write(Who::Console, |ctx, tx| add(ctx, tx, Cause::COMMAND, vec![call]).map(drop))
}
