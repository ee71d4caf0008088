//! What sellers did on their deals: a call, a meeting, a demonstration, an e-mail with each stage that was reached. Told of
//! the last five months.

use crate::calendar::workday;
use crate::chance::Chance;
use crate::dates::{Dates, instant};
use crate::deals::{Act, Deal};
use crate::ledger::Ledger;
use crate::play::{Company, house_at};
use app::activities::commands::{NewActivity, add};
use app::ctx::Who;
use app::events::Cause;
use app::{Error, House};
use domain::activities::Link;
use domain::opportunities::Outcome;
use domain::policy::Noun;
use domain::{Day, Instant};
use std::collections::BTreeMap;

/// Months of the past that are told of.
const MONTHS: i32 = 5;

/// Something that was done on a deal.
pub struct Done {
    deal: usize,
    kind: &'static str,
    outcome: &'static str,
    subject: &'static str,
    minutes: i64,
    hour: i64,
}

/// What was done on each day.
pub type Diary = BTreeMap<Day, Vec<Done>>;

/// Plans what is done on deals.
pub fn plan(dates: &Dates, deals: &[Deal], mut chance: Chance) -> Diary {
    let from = dates.today.plus_months(-MONTHS).max(dates.start);
    let mut diary = Diary::new();
    for (index, deal) in deals.iter().enumerate() {
        let acts = deal.acts.iter().map(|(day, act)| (*day, Some(act)));
        for (day, act) in std::iter::once((deal.opened, None)).chain(acts) {
            let Some(mut done) = done(index, act, &mut chance) else { continue };
            let before = if act.is_none() { 0 } else { chance.between(0, 3) };
            let mut on = workday(day.plus(-before)).max(deal.opened).min(day);
            while let Some(minute) = (from <= on && on < dates.today).then(|| chance.between(7, 14)) {
                done.hour = minute;
                diary.entry(on).or_default().push(Done { ..done });
                // Between two stages somebody often calls once more.
                on = workday(on.plus(chance.between(3, 9)));
                if !chance.happens(0.2) {
                    break;
                }
                let outcome = chance.word(&["connected", "connected", "voicemail", "no_answer"]);
                let minutes = if outcome == "connected" { chance.between(4, 25) } else { 0 };
                done = Done { kind: "call", outcome, subject: "Follow-up", minutes, ..done };
            }
        }
    }
    diary
}

fn done(deal: usize, act: Option<&Act>, chance: &mut Chance) -> Option<Done> {
    let told = |kind, outcome, subject, minutes| Some(Done { deal, kind, outcome, subject, minutes, hour: 0 });
    match act {
        None => told("call", "connected", chance.word(&["First talk", "Call about the need", "Who decides?"]), 15),
        Some(Act::Move(1)) => told("email", "replied", chance.word(&["Dates for a meeting", "Questions sent"]), 0),
        Some(Act::Move(2)) => match chance.weighted(&[0.8, 0.1, 0.1]) {
            0 => told("meeting", "held", chance.word(&["Needs of the plant", "Meeting with quality"]), 60),
            1 => told("meeting", "no_show", "Needs of the plant", 0),
            _ => told("meeting", "rescheduled", "Meeting with quality", 0),
        },
        Some(Act::Move(3)) => told("demo", "held", chance.word(&["Demonstration", "Trial at the laboratory"]), 90),
        Some(Act::Move(_)) => told("email", "sent", chance.word(&["Offer", "Revised offer"]), 0),
        Some(Act::Close(Outcome::Won, _)) => told("call", "connected", "Order confirmed", 10),
        Some(Act::Close(..)) if chance.happens(0.6) => told("call", "connected", "Why not us", 12),
        _ => None,
    }
}

/// Writes down what was done on a day, for whoever had each deal.
///
/// # Errors
/// The database's own.
pub fn write(house: &House, company: &Company, ledger: &Ledger, day: Day) -> Result<(), Error> {
    let Some(all) = company.diary.get(&day) else { return Ok(()) };
    let told = |done: &Done| {
        let deal = company.deals.get(done.deal)?;
        let contact = deal.contact.map(|contact| Link { noun: Noun::Contact, record: contact.0, takes_part: true });
        Some(NewActivity {
            subject: done.subject.to_owned(),
            outcome: Some(done.outcome.to_owned()),
            minutes: Some(done.minutes).filter(|minutes| *minutes > 0),
            owner: Some(ledger.owner(done.deal)?),
            happened_at: Some(at(day, done.hour)),
            links: contact.into_iter().collect(),
            ..NewActivity::on(done.kind, Noun::Opportunity, deal.id)
        })
    };
    let told: Vec<NewActivity> = all.iter().filter_map(told).collect();
    house_at(house, day, 17).write(Who::Console, |ctx, tx| add(ctx, tx, Cause::COMMAND, told.clone())).map(drop)
}

/// A quarter past an hour of a day.
pub fn at(day: Day, hour: i64) -> Instant {
    Instant(instant(day, hour).0 + 15 * 60_000)
}
