//! Work handed over: customers after the sale, and what lead development opened to whoever sells it. Most is taken the next
//! day, some comes back with a reason, some nobody answers.

use crate::calendar::workday;
use crate::chance::Chance;
use crate::play::house_at;
use app::activities::commands::{NewActivity, add};
use app::ctx::Who;
use app::events::Cause;
use app::handoffs::{Accept, GiveBack, HandoffView, commands, queries, sweep};
use app::{Error, House};
use domain::Day;
use domain::kernel::id::{OpportunityId, PositionId};
use domain::policy::Noun;
use uuid::Uuid;

/// Streams of chance of their own, so that other parts of the story stay as they are.
const STREAM: u64 = 77;
const OPENED: u64 = 78;
/// Out of a hundred: taken, sent back; the rest wait.
const ANSWERS: [f64; 3] = [80.0, 7.0, 13.0];
/// The same of the last days' offers from lead development: some wait today.
const LATELY: [f64; 3] = [30.0, 15.0, 55.0];
/// How often whoever took it calls the customer the next day.
const CALLS: f64 = 0.85;
/// Days of the past in which everything is answered sooner or later.
const WAITS: i64 = 5;

/// Answers what was offered before the day, and lets run out what nobody answered. `taker` says who goes on with what lead
/// development opened; those whose time has not come are left to wait. Answers the opportunities that were taken.
///
/// # Errors
/// The database's own.
pub fn answer(
    house: &House,
    day: Day,
    today: Day,
    taker: impl Fn(OpportunityId) -> Option<PositionId>,
) -> Result<Vec<OpportunityId>, Error> {
    let of_day = |stream| Chance::new(stream, u64::try_from(day.days_since(Day::BEGINNING)).unwrap_or_default());
    let (mut chance, mut opened) = (of_day(STREAM), of_day(OPENED));
    let then = house_at(house, day, 9);
    let mut offers = then.read(Who::Console, queries::page)?.waiting;
    // Ids differ from company to company of one seed.
    offers.sort_by(|a, b| (a.offered_on, &a.name).cmp(&(b.offered_on, &b.name)));
    let mut taken = Vec::new();
    for offer in offers.iter().filter(|offer| offer.offered_on < day) {
        let is_customer = offer.noun == "account";
        let is_old = day.days_since(offer.offered_on) >= WAITS && today.days_since(day) > WAITS;
        if !is_customer && workday(day) != day {
            continue;
        }
        let is_late = !is_customer && today.days_since(day) <= WAITS;
        let chance = if is_customer { &mut chance } else { &mut opened };
        match if is_old { 0 } else { chance.weighted(if is_late { &LATELY } else { &ANSWERS }) } {
            0 if is_customer => take(house, day, offer)?,
            0 => {
                let Some((deal, to)) = go_on(&then, offer, &taker)? else { continue };
                taken.push(deal);
                if chance.happens(CALLS) {
                    call(house, day, (Noun::Opportunity, deal.0), to, "First call after the hand-off")?;
                }
            }
            1 => {
                let reason = chance.word(&["missing_information", "wrong_receiver", "no_capacity"]);
                let back = GiveBack { reason: reason.to_owned(), ..GiveBack::default() };
                then.write(Who::Console, |ctx, tx| commands::give_back(ctx, tx, offer.id, &back))?;
            }
            _ => {}
        }
    }
    sweep(&house_at(house, day, 18))?;
    Ok(taken)
}

/// Whoever is to sell it takes it, where they have room.
fn go_on(
    then: &House,
    offer: &HandoffView,
    taker: impl Fn(OpportunityId) -> Option<PositionId>,
) -> Result<Option<(OpportunityId, PositionId)>, Error> {
    let Some(deal) = offer.record.map(OpportunityId).filter(|_| offer.noun == "opportunity") else { return Ok(None) };
    let Some(to) = taker(deal) else { return Ok(None) };
    let yes = Accept { position: Some(to), ..Accept::default() };
    match then.write(Who::Console, |ctx, tx| commands::accept(ctx, tx, offer.id, &yes)) {
        Err(Error::Refused(_)) => Ok(None),
        done => done.map(|_| Some((deal, to))),
    }
}

/// Takes it and calls the next day, where whoever it was offered to has room.
fn take(house: &House, day: Day, offer: &HandoffView) -> Result<(), Error> {
    match house_at(house, day, 9).write(Who::Console, |ctx, tx| commands::accept(ctx, tx, offer.id, &Accept::default()))
    {
        Err(Error::Refused(_)) => return Ok(()),
        done => drop(done?),
    }
    let (Some(customer), Some(to)) = (offer.record, &offer.to) else { return Ok(()) };
    call(house, day, (Noun::Account, customer), PositionId(to.id), "Introduction after the sale")
}

/// Whoever took it calls the next day.
fn call(house: &House, day: Day, (noun, on): (Noun, Uuid), by: PositionId, subject: &str) -> Result<(), Error> {
    let call = NewActivity {
        subject: subject.to_owned(),
        outcome: Some("connected".to_owned()),
        owner: Some(by),
        ..NewActivity::on("call", noun, on)
    };
    let later = house_at(house, day.next(), 11);
    later.write(Who::Console, |ctx, tx| add(ctx, tx, Cause::COMMAND, vec![call]).map(drop))
}
