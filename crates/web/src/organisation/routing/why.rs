//! "Why did this go to…": the last decision on a record, step by step, closed until asked.

use super::super::coverage;
use super::queue_href;
use crate::records::shown;
use app::routing::{DecisionView, QueueView};
use app::{Ctx, Tx, routing};
use domain::Instant;
use domain::organisation::routing::{Explanation, Out, Step, Target, WorkKind};
use domain::policy::Noun;
use maud::{Markup, html};
use std::collections::HashMap;
use text::{Lang, fmt, t, tr};
use uuid::Uuid;

/// Decisions that are told.
const TOLD: i64 = 3;

/// What is told of a record: where it waits, and why it went where it went.
pub(crate) fn details(ctx: &Ctx, tx: &mut Tx<'_>, lang: Lang, noun: Noun, id: Uuid) -> app::Result<Markup> {
    if WorkKind::from_key(noun.key()).is_none() {
        return Ok(Markup::default());
    }
    let decisions = routing::queries::decisions(ctx, tx, noun, id, TOLD)?;
    let waits = routing::queries::waits(ctx, tx, noun, id)?;
    Ok(html! {
        @if let Some((queue, since)) = &waits { (waiting(ctx, lang, queue, *since)) }
        @for decision in &decisions { (one(ctx, lang, decision)) }
    })
}

fn waiting(ctx: &Ctx, lang: Lang, queue: &QueueView, since: Instant) -> Markup {
    let name = super::page::queue_name(lang, queue);
    let since = fmt::moment(lang, shown::local(since, &ctx.company.time_zone), ctx.today.civil());
    html! {
        p class="card pad" {
            (tr(lang, "routing-waits-in", &[("since", since.into())])) " "
            a class="link" href=(queue_href(queue.id)) { (name) }
        }
    }
}

fn one(ctx: &Ctx, lang: Lang, decision: &DecisionView) -> Markup {
    let to = decision.to.clone().unwrap_or_else(|| t(lang, "routing-company-queue").into_owned());
    let when = fmt::moment(lang, shown::local(decision.at, &ctx.company.time_zone), ctx.today.civil());
    html! {
        details class="card pad" {
            summary { (tr(lang, "routing-why", &[("to", to.into())])) }
            p class="quiet small" { (tr(lang, "routing-why-when", &[("when", when.into()), ("day", fmt::day(lang, decision.day.civil()).into())])) }
            ol class="small" { @for step in &decision.why.steps { li { (told(lang, step, &decision.why, &decision.names)) } } }
        }
    }
}

/// The steps of a decision in words.
pub(crate) fn steps(ctx: &Ctx, tx: &mut Tx<'_>, lang: Lang, why: &Explanation) -> app::Result<Vec<String>> {
    let names = routing::queries::names(ctx, tx, why)?;
    Ok(why.steps.iter().map(|step| told(lang, step, why, &names)).collect())
}

fn told(lang: Lang, step: &Step, why: &Explanation, names: &HashMap<Uuid, String>) -> String {
    let name = |id: Uuid| names.get(&id).cloned().unwrap_or_else(|| t(lang, "routing-someone").into_owned());
    let queue = |id: domain::kernel::id::QueueId| {
        names.get(&id.0).cloned().unwrap_or_else(|| t(lang, "routing-company-queue").into_owned())
    };
    let day = |day: domain::Day| fmt::day(lang, day.civil());
    let who = |key: &str, id: Uuid| tr(lang, key, &[("who", name(id).into())]);
    match step {
        Step::Embargo { segment, to, reason } => {
            let to = match to {
                Target::Position(to) => name(to.0),
                Target::Queue(to) => queue(*to),
            };
            let args = [("segment", name(segment.0).into()), ("to", to.into()), ("reason", reason.into())];
            tr(lang, "routing-step-embargo", &args)
        }
        Step::Unworked { position, hours } => {
            let args = [("who", name(position.0).into()), ("count", i64::from(*hours).into())];
            tr(lang, "routing-step-unworked", &args)
        }
        Step::Named { position } => who("routing-step-named", position.0),
        Step::Holdover { position, until } => {
            let args = [("who", name(position.0).into()), ("day", day(until.plus(-1)).into())];
            tr(lang, "routing-step-holdover", &args)
        }
        Step::HoldoverEnded { position, until } => {
            let args = [("who", name(position.0).into()), ("day", day(until.plus(-1)).into())];
            tr(lang, "routing-step-holdover-ended", &args)
        }
        Step::Family { position } => who("routing-step-family", position.0),
        Step::FamilyLeft { position } => who("routing-step-family-left", position.0),
        Step::Rule { coverage, segment, distribution, candidates, .. } => {
            let word = serde_json::to_value(distribution).ok();
            let word = word.as_ref().and_then(|word| word.as_str()).unwrap_or_default();
            let what = segment.map_or_else(|| t(lang, "coverage-everything").into_owned(), |segment| name(segment.0));
            let stage = coverage::stages(lang, &[why.work.stage.key().to_owned()]);
            let args = [
                ("what", what.into()),
                ("stage", stage.into()),
                ("by", name(coverage.0).into()),
                ("how", t(lang, &format!("distribution-{word}")).into_owned().into()),
                ("count", i64::from(*candidates).into()),
            ];
            tr(lang, "routing-step-rule", &args)
        }
        Step::Owner { position } => who("routing-step-owner", position.0),
        Step::Passed { position, out } => {
            let args = [("who", name(position.0).into()), ("why", because(lang, out).into())];
            tr(lang, "routing-step-passed", &args)
        }
        Step::Relaxed => t(lang, "routing-step-relaxed").into_owned(),
        Step::Chosen { position, through, open, most } => {
            let path: Vec<String> = through.iter().map(|unit| name(unit.0)).collect();
            let path = if path.is_empty() { String::new() } else { format!(" ({})", path.join(" → ")) };
            let carried = match most {
                Some(most) => {
                    format!("{} / {}", fmt::number(lang, i64::from(*open)), fmt::number(lang, i64::from(*most)))
                }
                None => fmt::number(lang, i64::from(*open)),
            };
            let args = [("who", name(position.0).into()), ("path", path.into()), ("carried", carried.into())];
            tr(lang, "routing-step-chosen", &args)
        }
        Step::Exhausted { .. } => t(lang, "routing-step-exhausted").into_owned(),
        Step::Uncovered => t(lang, "routing-step-uncovered").into_owned(),
        Step::Waits { queue: at, .. } => tr(lang, "routing-step-waits", &[("queue", queue(*at).into())]),
    }
}

/// Why somebody was passed over.
fn because(lang: Lang, out: &Out) -> String {
    let of = |have: &u32, most: &u32| {
        let number = |n: &u32| fmt::number(lang, i64::from(*n));
        [("have", number(have).into()), ("most", number(most).into())]
    };
    match out {
        Out::Gone => t(lang, "routing-out-gone").into_owned(),
        Out::Stub | Out::Vacant => t(lang, "routing-out-vacant").into_owned(),
        Out::Absent => t(lang, "routing-out-absent").into_owned(),
        Out::Full { open, most } => tr(lang, "routing-out-full", &of(open, most)),
        Out::DayFull { today, most } => tr(lang, "routing-out-day-full", &of(today, most)),
        Out::HoldoversFull { held, most } => tr(lang, "routing-out-holdovers", &of(held, most)),
        Out::Left => t(lang, "routing-out-left").into_owned(),
        Out::OffHours => t(lang, "routing-out-off-hours").into_owned(),
        Out::Ramp { share_bp } => {
            let share = fmt::percent_of(lang, i64::from(*share_bp), 10_000, 0).unwrap_or_default();
            tr(lang, "routing-out-ramp", &[("share", share.into())])
        }
    }
}
