//! What people said of being written to and called: most said nothing, many said yes, some said no, and a few changed their
//! mind. It is drawn from a chance of its own, so that it changes nothing else of the story.

use crate::calendar::workday;
use crate::chance::Chance;
use crate::customers::Customer;
use crate::leads::Planned;
use crate::play::house_at;
use app::ctx::Who;
use app::{Error, House, consents};
use domain::Day;
use domain::consents::Consent;
use domain::policy::Noun;
use std::collections::BTreeMap;
use uuid::Uuid;

/// How we know of a yes,
const YES: [&str; 3] = ["Card at the trade fair", "Said so on the phone", "Order form"];
/// and of a no.
const NO: [&str; 3] = ["Asked for it on the phone", "Answered “no more mails”", "Told our service engineer"];
/// How the forms of the company's own ask.
const FORM: &str = "The form “Ask for an offer”: “Write to me about products and dates”";

/// What is said, day by day.
pub type Plan = BTreeMap<Day, Vec<(Noun, Uuid, Consent)>>;

/// Plans it for everybody.
pub fn plan(customers: &[Customer], leads: &[Planned], today: Day, mut chance: Chance) -> Plan {
    let mut plan = Plan::new();
    for customer in customers {
        for contact in &customer.contacts {
            // Of those who buy most is known.
            let weights = if customer.tier == "key" { [3.0, 5.0, 0.6, 0.4, 0.4] } else { [6.0, 3.0, 0.5, 0.3, 0.2] };
            one(&mut plan, (Noun::Contact, contact.id.0), (customer.from, today), None, &weights, &mut chance);
        }
    }
    for Planned { lead, .. } in leads {
        let Some(came) = lead.created_on else { continue };
        let form = (lead.source.as_deref() == Some("web_form")).then_some(FORM);
        let weights = if form.is_some() { [3.0, 6.0, 0.2, 0.1, 0.3] } else { [8.0, 1.2, 0.3, 0.3, 0.1] };
        one(&mut plan, (Noun::Lead, lead.id.0), (came, today), form, &weights, &mut chance);
    }
    plan
}

/// What one says from a day on: nothing, yes, no to mails, no to calls, or yes and later no more.
fn one(
    plan: &mut Plan,
    (noun, record): (Noun, Uuid),
    (from, today): (Day, Day),
    form: Option<&'static str>,
    weights: &[f64],
    chance: &mut Chance,
) {
    let place = chance.weighted(weights);
    let (yes, no) = (form.unwrap_or_else(|| chance.word(&YES)), chance.word(&NO));
    let later = workday(from.plus(chance.between(20, 200)));
    let is_called = chance.happens(0.4);
    let mut say = |on: Day, purpose: &str, state: &str, source: &str| {
        let consent = Consent {
            purpose: purpose.to_owned(),
            state: state.to_owned(),
            basis: (state == "given").then(|| "consent".to_owned()),
            source: Some(source.to_owned()),
            on: Some(on),
            ..Consent::default()
        };
        if on <= today {
            plan.entry(on).or_default().push((noun, record, consent));
        }
    };
    match place {
        1 | 4 => {
            say(from, "email", "given", yes);
            if is_called {
                say(from, "phone", "given", yes);
            }
            if place == 4 {
                say(later, "email", "withdrawn", no);
            }
        }
        2 => say(from, "email", "refused", no),
        3 => say(from, "phone", "refused", no),
        _ => {}
    }
}

/// Writes down what was said on a day, by those who are here by then.
///
/// # Errors
/// The database's own.
pub fn write(house: &House, plan: &Plan, day: Day) -> Result<(), Error> {
    let Some(said) = plan.get(&day) else { return Ok(()) };
    house_at(house, day, 17).write(Who::Console, |ctx, tx| {
        for (noun, record, consent) in said {
            consents::say(ctx, tx, (*noun, *record), consent)?;
        }
        Ok(())
    })
}
