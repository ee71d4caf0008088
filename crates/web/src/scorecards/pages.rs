//! The pages: whose scorecard, which period, the card and the team.

use super::{MINE, card, position_href, unit_href};
use crate::errors::Answer;
use crate::extract::SignedIn;
use crate::measures::shown;
use crate::ui::layout::{PageFrame, Tab, bar, content};
use crate::ui::table::{self, Empty};
use app::measures::Subject;
use app::scorecards::{self, Period, PeriodChoice};
use app::{Ctx, Error, Tx};
use axum::extract::{Path, Query};
use domain::kernel::id::UnitId;
use domain::policy::{Action, Noun};
use maud::{Markup, html};
use serde::Deserialize;
use text::{t, tr};

/// What the address asks.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    period: String,
}

impl Asked {
    pub(super) fn choice(&self) -> PeriodChoice {
        PeriodChoice::from_key(&self.period)
    }
}

/// The reader's own; of someone without a position who sees all, the company's.
pub async fn mine(Query(asked): Query<Asked>, signed: SignedIn) -> Answer {
    signed
        .page(move |ctx, tx, frame| match (ctx.positions.first(), company(ctx)) {
            (Some(own), _) => drawn(ctx, tx, frame, Subject::Position(*own), asked.choice()),
            (None, Some(unit)) if scorecards::may_see_unit(ctx, unit) => {
                drawn(ctx, tx, frame, Subject::Unit(unit), asked.choice())
            }
            _ => {
                ctx.may(Action::See, Noun::Measure)?;
                frame.title = t(frame.lang, "scorecard-title").into_owned();
                let title = t(frame.lang, "scorecard-title").into_owned();
                let empty = Empty { title, text: t(frame.lang, "scorecard-empty").into_owned(), action: None };
                Ok(content(true, html! { div class="card" { (table::empty(&empty)) } }))
            }
        })
        .await
}

/// The unit around all others.
fn company(ctx: &Ctx) -> Option<UnitId> {
    ctx.organisation.units().find(|u| u.parent.is_none()).map(|u| u.id)
}

/// A position's.
pub async fn position(Path(id): Path<String>, Query(asked): Query<Asked>, signed: SignedIn) -> Answer {
    let id = id.parse().map_err(|_| Error::NotFound)?;
    signed.page(move |ctx, tx, frame| drawn(ctx, tx, frame, Subject::Position(id), asked.choice())).await
}

/// A unit's.
pub async fn unit(Path(id): Path<String>, Query(asked): Query<Asked>, signed: SignedIn) -> Answer {
    let id = id.parse().map_err(|_| Error::NotFound)?;
    signed.page(move |ctx, tx, frame| drawn(ctx, tx, frame, Subject::Unit(id), asked.choice())).await
}

fn drawn(
    ctx: &Ctx,
    tx: &mut Tx<'_>,
    frame: &mut PageFrame,
    subject: Subject,
    choice: PeriodChoice,
) -> app::Result<Markup> {
    let period = choice.period(ctx);
    let found = scorecards::scorecard(ctx, tx, subject, period)?;
    let team = match subject {
        Subject::Position(position) => scorecards::team(ctx, tx, position, period)?,
        Subject::Unit(_) => Vec::new(),
    };
    let lang = frame.lang;
    frame.title.clone_from(&found.name);
    frame.of = found.title.clone().filter(|title| *title != found.name);
    frame.tabs = tabs(ctx, frame, subject);
    let here = match subject {
        Subject::Position(id) => position_href(id),
        Subject::Unit(id) => unit_href(id),
    };
    let may_set = found.position.is_some_and(|p| scorecards::may_set_target(ctx, p));
    Ok(html! {
        (bar(periods(ctx, frame, &here, period, choice)))
        (content(false, html! { div class="stack" {
            (card::card(lang, subject, &found))
            @if !team.is_empty() { (card::team(lang, &team, &found, choice)) }
            @if let (true, Some(position)) = (may_set, found.position) { (card::target_form(frame, &found, position, choice)) }
        } }))
    })
}

/// The reader's own positions, and above the one shown its manager where the reader may see them.
fn tabs(ctx: &Ctx, frame: &PageFrame, subject: Subject) -> Vec<Tab> {
    let mut tabs = vec![Tab::new(MINE, t(frame.lang, "scorecard-mine"), false)];
    for own in &ctx.positions {
        let title = ctx.organisation.position(*own).map(|p| p.title.clone()).unwrap_or_default();
        tabs.push(Tab::new(position_href(*own), title, subject == Subject::Position(*own)));
    }
    if tabs.len() <= 2 {
        tabs.truncate(1);
        if let Some(tab) = tabs.first_mut() {
            tab.active = ctx.positions.first().is_some_and(|own| subject == Subject::Position(*own));
        }
    }
    tabs.push(Tab::new(crate::measures::INDEX, t(frame.lang, "scorecard-measures"), false));
    tabs
}

/// The period shown, and the others to choose.
fn periods(ctx: &Ctx, frame: &PageFrame, here: &str, period: Period, choice: PeriodChoice) -> Markup {
    let lang = frame.lang;
    let name = shown::period(lang, ctx.company.calendar, period.grain, period.span.from);
    let name = if period.is_running { tr(lang, "scorecard-period-to-date", &[("period", name.into())]) } else { name };
    html! {
        details class="menu" {
            summary class="chip" { (t(lang, "scorecard-period")) " " b { (name) } }
            div class="drop" {
                @for other in PeriodChoice::ALL {
                    a class="item" href={ (here) "?period=" (other.key()) } aria-current=[(other == choice).then_some("true")] {
                        (t(lang, &format!("scorecard-period-{}", other.key())))
                    }
                }
            }
        }
        span class="chip" { b { (t(lang, "scorecard-organisation-then")) } }
        span class="summary spread" { (t(lang, "scorecard-every-figure")) }
    }
}
