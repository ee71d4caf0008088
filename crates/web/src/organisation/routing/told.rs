//! Settings of routing in words.

use super::super::coverage;
use domain::organisation::Limits;
use domain::organisation::routing::{Back, Opening, Setting};
use std::collections::BTreeMap;
use text::{Lang, fmt, t, tr};

/// What a setting says, but for what it is about and where it sends, which stand beside it.
pub(super) fn setting(lang: Lang, setting: &Setting) -> String {
    let count = |n: u32| fmt::number(lang, i64::from(n));
    match setting {
        Setting::Queue { .. } => String::new(),
        Setting::Absence { note, .. } => note.clone().unwrap_or_default(),
        Setting::Hours { zone, week, .. } => format!("{} ({zone})", hours(lang, week)),
        Setting::Ramp { steps } => {
            let step = |step: &domain::organisation::routing::RampStep| {
                let share = fmt::percent_of(lang, i64::from(step.share_bp), 10_000, 0).unwrap_or_default();
                tr(lang, "routing-ramp-step", &[("weeks", step.weeks.into()), ("share", share.into())])
            };
            steps.iter().map(step).collect::<Vec<_>>().join(", ")
        }
        Setting::Holdover { work, stages, days, most, .. } => {
            let keys: Vec<String> = stages.iter().map(|stage| stage.key().to_owned()).collect();
            let mut said = vec![t(lang, &format!("routing-work-{}", work.key())).into_owned()];
            said.extend((!keys.is_empty()).then(|| coverage::stages(lang, &keys)));
            said.push(tr(lang, "routing-for-days", &[("count", (*days).into())]));
            said.extend(most.map(|most| tr(lang, "routing-at-most", &[("count", count(most).into())])));
            said.join(" · ")
        }
        Setting::Embargo { reason, .. } => reason.clone(),
        Setting::Freeze { idle_weeks } => match idle_weeks {
            Some(weeks) => tr(lang, "routing-freeze-idle", &[("count", (*weeks).into())]),
            None => t(lang, "routing-freeze-always").into_owned(),
        },
        Setting::Recycle { work, hours, to } => {
            let to = match to {
                Back::Next => t(lang, "routing-back-next"),
                Back::Queue => t(lang, "routing-back-queue"),
            };
            let work = t(lang, &format!("routing-work-{}", work.key()));
            let after = tr(lang, "routing-after-hours", &[("count", (*hours).into())]);
            [work.as_ref(), &after, to.as_ref()].join(" · ")
        }
        Setting::Mark { owner, .. } => {
            let key = if owner.is_some() { "routing-mark-named" } else { "routing-mark-own-way" };
            t(lang, key).into_owned()
        }
    }
}

/// Days of one length together: Monday to Friday 09:00–17:00.
fn hours(lang: Lang, week: &[Opening]) -> String {
    let mut by_time: BTreeMap<(u16, u16), Vec<i8>> = BTreeMap::new();
    for opening in week {
        by_time.entry((opening.from_minute, opening.to_minute)).or_default().push(opening.weekday);
    }
    let clock = |minute: u16| format!("{:02}:{:02}", minute / 60, minute % 60);
    let part = |((from, to), days): ((u16, u16), Vec<i8>)| {
        let days: Vec<String> = days.iter().map(|day| t(lang, &format!("routing-day-{day}")).into_owned()).collect();
        format!("{} {}–{}", days.join(", "), clock(from), clock(to))
    };
    by_time.into_iter().map(part).collect::<Vec<_>>().join("; ")
}

/// The limits of a coverage, where it has any.
pub(super) fn limits(lang: Lang, limits: &Limits) -> String {
    let count = |n: u32| fmt::number(lang, i64::from(n));
    let mut said = Vec::new();
    said.extend(limits.most_open.map(|most| tr(lang, "routing-limit-open", &[("count", count(most).into())])));
    said.extend(limits.most_a_day.map(|most| tr(lang, "routing-limit-day", &[("count", count(most).into())])));
    said.extend(limits.ignores_hours.then(|| t(lang, "routing-limit-hours").into_owned()));
    said.extend(limits.passes_on.then(|| t(lang, "routing-limit-passes").into_owned()));
    said.join(" · ")
}
