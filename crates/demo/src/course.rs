//! The course of a deal: its odds, the stages it reaches and when, how it ends and why.

use crate::calendar::{settle, workday};
use crate::careers::Tenure;
use crate::chance::{Chance, whole};
use crate::customers::Customer;
use crate::dates::Dates;
use crate::deals::{Act, Deal};
use crate::places::Country;
use domain::Day;
use domain::opportunities::Outcome;

/// Open stages of the default process.
const STAGES: usize = 5;
/// How a deal's time is shared among them.
const SHARES: [f64; STAGES] = [0.14, 0.2, 0.28, 0.23, 0.15];
/// Where deals are lost.
const LOST_AT: [f64; STAGES] = [0.1, 0.3, 0.3, 0.22, 0.08];

/// What those new to the job sell of what others do.
pub fn ramp(tenure: &Tenure, day: Day) -> f64 {
    match day.days_since(tenure.from) {
        _ if tenure.is_settled => 1.0,
        ..30 => 0.12,
        30..60 => 0.3,
        60..90 => 0.5,
        90..120 => 0.7,
        120..180 => 0.88,
        _ => 1.0,
    }
}

/// The chance of winning a deal that comes to an end.
pub fn odds(customer: &Customer, deal: &Deal, skill: f64, tenure: &Tenure, day: Day, dates: &Dates) -> f64 {
    let mut score = -1.12 + 0.36 * skill;
    score += match customer.tier {
        "small" => 0.12,
        "key" => 0.05,
        _ => 0.0,
    };
    score += match deal.kind {
        "renewal" => 0.95,
        "expansion" => 0.25,
        _ => -0.12,
    };
    score += match deal.competitor {
        Some("Messtek") => -0.45,
        Some(_) => -0.15,
        None => 0.2,
    };
    score += match customer.country {
        Country::China => 0.1,
        c if c.is_nordic() => 0.12,
        _ => -0.36,
    };
    let since = day.days_since(dates.reorganised);
    score += if (-20..60).contains(&since) {
        -0.2
    } else if since >= 60 {
        0.12
    } else {
        0.0
    };
    score -= 0.4 * (1.0 - ramp(tenure, day));
    1.0 / (1.0 + (-score).exp())
}

/// Lays out stages and end; answers whether it is won.
pub fn course(deal: &mut Deal, customer: &Customer, odds: f64, chance: &mut Chance) -> bool {
    let median = match customer.tier {
        "key" => 80.0,
        "enterprise" => 68.0,
        "mid" => 57.0,
        _ => 42.0,
    };
    let days = chance.log_normal(median * if deal.kind == "renewal" { 0.7 } else { 1.0 }, 0.42);
    let is_won = chance.happens(odds);
    let outcome = match is_won {
        true => Outcome::Won,
        false if chance.happens(0.36) => Outcome::NoDecision,
        false => Outcome::Lost,
    };
    let depth = if is_won { STAGES - 1 } else { chance.weighted(&LOST_AT).max(deal.place) };
    let slow = if outcome == Outcome::NoDecision { 1.7 } else { 1.0 };
    let (mut spent, mut stages) = (0.0, Vec::new());
    for (place, share) in SHARES.iter().enumerate().skip(deal.place).take(depth + 1 - deal.place) {
        stages.push((place, spent));
        spent += days * slow * share * chance.log_normal(1.0, 0.25);
    }
    for (place, after) in stages.into_iter().skip(1) {
        let is_skipped = place == 3 && customer.tier == "small" && chance.happens(0.3);
        if !is_skipped {
            deal.acts.push((workday(deal.opened.plus(whole(after).max(1))), Act::Move(place)));
        }
        if place == 3 && chance.happens(0.35) {
            let percent = *chance.one(&[80, 85, 90, 92, 95, 110, 115]).unwrap_or(&100);
            deal.acts.push((workday(deal.opened.plus(whole(after).max(1) + 2)), Act::Reprice(percent)));
        }
    }
    let earliest = deal.acts.last().map_or(deal.opened, |(day, _)| *day).plus(1);
    let ripe = deal.opened.plus(whole(spent).max(3));
    let end = workday(settle(ripe, customer.country, chance).max(earliest));
    deal.acts.push((end, Act::Close(outcome, reason(outcome, deal.competitor, chance))));
    deal.acts.sort_by_key(|(day, _)| *day);
    let guess = whole(median * chance.log_normal(1.05, 0.25)).max(14);
    deal.expected = settle(deal.opened.plus(guess), customer.country, chance);
    is_won
}

fn reason(outcome: Outcome, competitor: Option<&str>, chance: &mut Chance) -> &'static str {
    match (outcome, competitor) {
        (Outcome::Won, _) => chance.word(&["best_fit", "best_fit", "relationship", "price", "delivery"]),
        (Outcome::NoDecision, _) => {
            chance.word(&["no_budget", "no_budget", "timing", "no_response", "project_stopped", "sponsor_left"])
        }
        (_, Some("Messtek")) => chance.word(&["price", "price", "competitor", "terms", "delivery"]),
        (_, Some("Krona")) => chance.word(&["product_gap", "product_gap", "competitor", "price"]),
        (_, Some(_)) => chance.word(&["competitor", "price", "product_gap", "delivery"]),
        (_, None) => chance.word(&["price", "timing", "product_gap", "terms", "sponsor_left"]),
    }
}

/// The one who opened it passes it on at the second stage, some days later.
pub fn hand_off(deal: &mut Deal, to: usize, chance: &mut Chance) {
    let at = deal.acts.iter().position(|(_, act)| matches!(act, Act::Move(1)));
    match at.and_then(|at| deal.acts.get(at).map(|(day, _)| (at, *day))) {
        Some((at, day)) => {
            let next = deal.acts.get(at + 1).map_or(day, |(next, _)| *next);
            let passed = workday(day.plus(chance.between(0, 3))).min(next);
            deal.acts.insert(at + 1, (passed, Act::HandOff(to)));
        }
        // Lost before anyone else saw it.
        None => deal.place = 0,
    }
}
