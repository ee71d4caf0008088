//! What sellers mean to do next on their open deals, what they noted and what they have to do: the last days
//! before today, for a pipeline looks alive only where some steps are late, some due, some missing.

use crate::chance::Chance;
use crate::dates::instant;
use crate::deals::Act;
use crate::ledger::Ledger;
use crate::play::{Company, house_at};
use app::activities::commands::{NewActivity, add};
use app::ctx::Who;
use app::events::Cause;
use app::{Error, House};
use domain::Day;
use domain::policy::Noun;

/// Days over which steps are planned.
const DAYS: i64 = 6;

const STEPS: [&[&str]; 5] = [
    &["Call to find the plant manager", "Send the case from Lastra", "Ask for a first meeting"],
    &["Clarify budget and timeline", "Meet the laboratory", "Learn who decides", "Ask about the present supplier"],
    &["Hold the demonstration", "Send answers to the objections", "Invite to a reference visit", "Agree the test plan"],
    &["Send the revised offer", "Agree payment terms before price", "Send the delivery plan", "Call about terms"],
    &["Get the contract signed", "Name the decision date in writing", "Confirm the order with purchasing"],
];
const NOTES: [&str; 8] = [
    "Delivery before May is what they worry about. Answered with the Lastra case.",
    "Budget is there but must be released by the board.",
    "They compare us with two others; accuracy weighs more than price.",
    "The laboratory likes the trial unit. Purchasing has not been in a meeting yet.",
    "Asked for a reference in the same industry.",
    "Wants the service agreement in the same contract.",
    "Our contact is on leave for two weeks; her deputy knows the case.",
    "Present supplier raised prices by 8 % this year.",
];

/// Plans some of the open deals, on the last days only.
///
/// # Errors
/// The database's own.
pub fn write(
    house: &House,
    company: &Company,
    ledger: &mut Ledger,
    day: Day,
    chance: &mut Chance,
) -> Result<(), Error> {
    let today = company.dates.today;
    let left = today.days_since(day);
    if !(0..=DAYS).contains(&left) {
        return Ok(());
    }
    let is_turn = |index: usize| i64::try_from(index).is_ok_and(|i| i % (DAYS + 1) == left);
    let open: Vec<(usize, i64)> = ledger
        .open_deals()
        .filter(|(index, _, is_left)| is_turn(*index) && !is_left)
        .map(|(index, state, _)| (index, ledger.place(state)))
        .collect();
    let mut activities = Vec::new();
    for (index, place) in open {
        let Some(deal) = company.deals.get(index) else { continue };
        let ends = deal.acts.iter().rev().find(|(_, act)| matches!(act, Act::Close(..))).map_or(today, |(day, _)| *day);
        let close = match chance.weighted(&[0.08, 0.92]) {
            0 => today.plus(-chance.between(1, 12)),
            _ => crate::calendar::workday(ends.plus(chance.between(-10, 18)).max(today.plus(2))),
        };
        let words = usize::try_from(place).ok().and_then(|place| STEPS.get(place)).copied().unwrap_or_default();
        let due = match chance.weighted(&[0.16, 0.12, 0.54, 0.18]) {
            0 => Some(today.plus(-chance.between(1, 9))),
            1 => Some(today),
            2 => Some(crate::calendar::workday(today.plus(chance.between(1, 16)))),
            _ => None,
        };
        let word = chance.word(words);
        match deal.next {
            None => ledger.plan(index, day, due.map(|due| (word, due)), close)?,
            Some(next) => ledger.plan(index, day, next.map(|(word, days)| (word, today.plus(days))), ends)?,
        }
        let earlier = instant(day.plus(-chance.between(1, 9)).max(deal.opened), 9);
        let activity = |kind: &str, subject: &str, body: &str| NewActivity {
            subject: subject.to_owned(),
            body: body.to_owned(),
            happened_at: Some(earlier),
            ..NewActivity::on(kind, Noun::Opportunity, deal.id)
        };
        if deal.opened < day && chance.happens(0.4) {
            activities.push(activity("note", "", chance.word(&NOTES)));
        }
        if deal.opened < day && chance.happens(0.2) {
            let owner = ledger.owner(index);
            let due_on = Some(crate::calendar::workday(today.plus(chance.between(-4, 12))));
            activities.push(NewActivity { due_on, owner, ..activity("task", "Prepare the offer", "") });
        }
    }
    if activities.is_empty() {
        return Ok(());
    }
    house_at(house, day, 8).write(Who::Console, |ctx, tx| add(ctx, tx, Cause::COMMAND, activities)).map(|_| ())
}
